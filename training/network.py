"""The network: one encoder, and the heads that tag attributions and link their parts.

At run time only what ``forward`` gives is needed; scoring links is a few lines of numpy there
(reportedly.attribution.links), and the same few lines in torch here.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from reportedly.attribution.links import BETWEEN, DISTANCES, PARAGRAPHS
from reportedly.language.pieces import CASES, QUOTES

TAGS = 7
LINK = 64


class Network(nn.Module):
    """Encoder with case and quotation embeddings, a tag head and four link projections."""

    def __init__(self, kind: str, folder: Path | None, dropout: float = 0.1) -> None:
        super().__init__()
        self.kind = kind
        if kind == "mpnet":
            config = MPNetConfig.from_pretrained(folder)
            self.encoder = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        else:
            config = BertConfig.from_pretrained(folder)
            config._attn_implementation = "sdpa"
            self.encoder = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
        width = config.hidden_size
        self.case = nn.Embedding(len(CASES), width)
        self.quote = nn.Embedding(len(QUOTES), width)
        nn.init.normal_(self.case.weight, std=0.02)
        nn.init.normal_(self.quote.weight, std=0.02)
        self.dropout = nn.Dropout(dropout)
        self.tag = nn.Linear(width, TAGS)
        self.link = nn.Linear(width, 4 * LINK)
        self.no_source = nn.Parameter(torch.zeros(LINK))
        self.distance = nn.Parameter(torch.zeros(2, DISTANCES))
        self.paragraph = nn.Parameter(torch.zeros(2, PARAGRAPHS))
        self.between = nn.Parameter(torch.zeros(2, BETWEEN))

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor, Tensor]:
        """Tags [batch, length, 7], link projections [batch, length, 4 x 64], vectors [batch, length, width].

        ``mask`` is 0 at padding; without padding it is None.
        """
        if self.kind == "mpnet":  # the same word pieces, four places on; its start, separator, padding come first
            ids = torch.where(ids == 101, 0, torch.where(ids == 102, 2, torch.where(ids == 0, 1, ids + 4)))
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.case(case) + self.quote(quote)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        dropped = self.dropout(hidden)
        return self.tag(dropped), self.link(dropped), hidden
