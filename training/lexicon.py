"""The table of words beside the judges of pairs: how rare each stem is, what it means, how often it names an event.

Rarity is counted in the news corpora other than ECB+, so that figures on ECB+ are honest. Meanings are what the encoder
all-MiniLM-L6-v2 gives for a word alone (mean of its pieces), brought down to 64 numbers by principal components, and
beside them what WordNet says that a word can mean (training/wordnet.py). How
often a word names an event is counted in TimeBank, AQUAINT, and the checked sentences of ECB+.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.ecbcorpus import Document
from reportedly.ledger.terms import tokens
from training.wordnet import concepts

WIDTH = 64
LEAST = 2
"""In so many texts a stem must stand to be in the table, unless it is a whole word of the encoder's vocabulary."""

_MUC = re.compile(r"\n(?=(?:DEV|TST\d)-MUC\d-\d+)")
_TAG = re.compile(r"<[^>]+>")
_EVENT = re.compile(r"<EVENT [^>]*>([^<]*)</EVENT>")


def texts(corpora: Path) -> Iterator[str]:
    """Every text of PolNeAR, TimeML, CoNLL++, GUM and MUC-4."""
    for path in sorted(corpora.glob("polnear/*/text/*.txt")):
        yield path.read_text("utf-8", "replace")
    for path in sorted(corpora.glob("timex/*/*.tml")):
        yield _TAG.sub(" ", path.read_text("utf-8", "replace"))
    for path in sorted(corpora.glob("conllpp/*.txt")):
        for one in path.read_text("utf-8").split("-DOCSTART-")[1:]:
            yield " ".join(line.split(" ")[0] for line in one.splitlines()[1:] if line)
    for path in sorted(corpora.glob("gum/*/*.conllu")):
        rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if "\t" in line)
        yield " ".join(row[1] for row in rows if row[0].isdigit())
    for folder in ("dev", "tst1", "tst2"):
        for path in sorted((corpora / "muc4" / folder).glob("*")):
            if path.is_file() and not path.name.startswith(".") and "key" not in path.name:
                every = _MUC.split(path.read_text("utf-8", "replace"))
                yield from (one.lower() for one in every if len(one) > 200)


def counted(corpora: Path) -> tuple[int, Counter[str], dict[str, str]]:
    """How many texts there are, in how many each stem stands, and its commonest form."""
    reports, found_in = 0, Counter[str]()
    forms: dict[str, Counter[str]] = {}
    for text in texts(corpora):
        reports += 1
        there = list(tokens(text))
        found_in.update({one.token for one in there})
        for one in there:
            forms.setdefault(one.token, Counter())[one.full] += 1
    return reports, found_in, {stem: found.most_common(1)[0][0] for stem, found in forms.items()}


def happening(corpora: Path, documents: Iterable[Document]) -> dict[str, float]:
    """How often each stem names an event, of 1."""
    events, every = Counter[str](), Counter[str]()
    for name in ("TimeBank", "AQUAINT"):
        for path in sorted((corpora / "timex" / name).glob("*.tml")):
            text = path.read_text("utf-8", "replace")
            text = text[text.find("<TEXT") :]
            events.update(one.token for words in _EVENT.findall(text) for one in tokens(words))
            every.update(one.token for one in tokens(_TAG.sub(" ", text)))
    for document in documents:
        spans = [span for mention in document.mentions for span in mention.spans]
        events.update(one.token for start, end in spans for one in tokens(document.text[start:end]))
        for first, last in document.sentences:
            if any(first <= start < last for start, _ in spans):
                every.update(one.token for one in tokens(document.text[first:last]))
    return {stem: (events[stem] + 0.3) / (number + 1) for stem, number in every.items()}


def meanings(words: Sequence[str], encoder: Path) -> np.ndarray:
    """[words, 384], each of length 1."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    cut, network = AutoTokenizer.from_pretrained(encoder), AutoModel.from_pretrained(encoder).eval()
    rows = []
    with torch.no_grad():
        for at in range(0, len(words), 256):
            batch = cut(list(words[at : at + 256]), padding=True, return_tensors="pt")
            mask = batch["attention_mask"][..., None]
            mean = (network(**batch).last_hidden_state * mask).sum(1) / mask.sum(1)
            rows.append(torch.nn.functional.normalize(mean, dim=1).numpy())
    return np.concatenate(rows)


def table(corpora: Path, encoder: Path, wordnet: Path, documents: Sequence[Document]) -> dict[str, Any]:
    """The arrays of the table, as ``reportedly.corroboration.same.lexicon`` reads them."""
    reports, found_in, forms = counted(corpora)
    vocabulary = (encoder / "vocab.txt").read_text("utf-8").split("\n")
    whole = [word for word in vocabulary if word.isascii() and word.isalpha() and len(word) > 2]
    form_of = {one.token: word for word in reversed(whole) for one in tokens(word)}
    form_of.update({stem: forms[stem] for stem, number in found_in.items() if number >= LEAST})
    stems = sorted(form_of)
    plain = [stem for stem in stems if form_of[stem].isascii() and form_of[stem].isalpha() and len(form_of[stem]) > 2]
    known = meanings([form_of[stem] for stem in plain], encoder)
    centred = known - known.mean(axis=0)
    _, _, axes = np.linalg.svd(centred[::3], full_matrices=False)
    small = dict(zip(plain, centred @ axes[:WIDTH].T, strict=True))
    vectors = np.zeros((len(stems), WIDTH), dtype=np.int8)
    for at, stem in enumerate(stems):
        if stem in small:
            vectors[at] = np.round(127 * small[stem] / np.abs(small[stem]).max())
    events = happening(corpora, documents)
    return {
        "stems": np.frombuffer("\n".join(stems).encode("utf-8"), dtype=np.uint8),
        "reports": np.int64(reports),
        "found_in": np.array([found_in[stem] for stem in stems], dtype=np.uint16),
        "vectors": vectors,
        **concepts(wordnet, stems),
        "happening": np.array([min(255, round(255 * events.get(stem, 0.0))) for stem in stems], dtype=np.uint8),
    }
