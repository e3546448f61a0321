"""The network: one encoder, and the heads that tag attributions, link their parts, name entities, weigh events
and mark what is said of sources and claims.

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
from training.graph import HEAD_WIDTH
from training.marks import labels

TAGS = 7
LINK = 64
ENTITIES = 9
"""O, then B and I for person, organisation, place, other: the tags of the CoNLL 2003 shared task."""
EVENTS = 3
"""How likely a word names an event (a logit), how surely that event is a fact, from -3 to 3, and how likely that is
left open (a logit)."""
OUTPUTS = ("tags", "links", "entities", "events", "marks", "vectors")
"""What ``forward`` gives, in its order, by the names under which the encoder asks for it."""
LAYERS = 5
"""Layers of the network. Six are a fifth slower; the weights en-1 had six, and GELU."""
INNER, HEADS = 1152, 9
"""Inner units and attention heads of a layer, of 1,536 and 12 in all-MiniLM-L6-v2 (training.prune chose which stay): a
fifth less time in the network. Before it was trained on, that cost 0.006 of attribution F1 on PolNeAR dev; 1,024 and 8
would be a quarter less time and cost 0.017, 768 and 6 two fifths and 0.047."""


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
            # ONNX Runtime needs 280 µs for GELU over 160 pieces, 41 for ReLU, and 1,100 for all else in a layer.
            config.hidden_act = "relu"
            config.num_hidden_layers = LAYERS
            self.encoder = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
            _narrow(self.encoder, config.hidden_size)
        width = config.hidden_size
        self.case = nn.Embedding(len(CASES), width)
        self.quote = nn.Embedding(len(QUOTES), width)
        nn.init.normal_(self.case.weight, std=0.02)
        nn.init.normal_(self.quote.weight, std=0.02)
        self.dropout = nn.Dropout(dropout)
        self.tag = nn.Linear(width, TAGS)
        self.link = nn.Linear(width, 4 * LINK)
        self.entity = nn.Linear(width, ENTITIES)
        self.event = nn.Linear(width, EVENTS)
        self.mark = nn.Linear(width, sum(map(len, labels().values())))
        self.no_source = nn.Parameter(torch.zeros(LINK))
        self.distance = nn.Parameter(torch.zeros(2, DISTANCES))
        self.paragraph = nn.Parameter(torch.zeros(2, PARAGRAPHS))
        self.between = nn.Parameter(torch.zeros(2, BETWEEN))

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor, mask: Tensor | None) -> tuple[Tensor, ...]:
        """For each of [batch, length], in the order of OUTPUTS: [7], [4 x 64], [9], [3], [columns of marks], [width].

        ``mask`` is 0 at padding; without padding it is None.
        """
        if self.kind == "mpnet":  # the same word pieces, four places on; its start, separator, padding come first
            ids = torch.where(ids == 101, 0, torch.where(ids == 102, 2, torch.where(ids == 0, 1, ids + 4)))
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.case(case) + self.quote(quote)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        dropped = self.dropout(hidden)
        heads = (self.tag, self.link, self.entity, self.event, self.mark)
        return (*(head(dropped) for head in heads), hidden)


def _narrow(encoder: BertModel, width: int) -> None:
    """Give every layer as many heads and inner units as the network has; their weights are to be loaded."""
    inside = HEADS * HEAD_WIDTH
    for layer in encoder.encoder.layer:
        own = layer.attention.self
        own.query, own.key, own.value = (nn.Linear(width, inside) for _ in range(3))
        own.num_attention_heads, own.all_head_size = HEADS, inside
        layer.attention.output.dense = nn.Linear(inside, width)
        layer.intermediate.dense = nn.Linear(width, INNER)
        layer.output.dense = nn.Linear(INNER, width)
