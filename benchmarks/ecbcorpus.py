"""Reading ECB+ (Cybulska and Vossen, LREC 2014): documents, the actions they mention, and which of these are the same.

The files are CAT's XML: tokens, mentions that name tokens, relations that name mentions. A document of the second half
of a topic begins with the address it was found at; that is no part of its text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]

SENTENCES = "ECBplus_coreference_sentences.csv"
"""The file that lists the sentences whose mentions were checked, by topic, document and number."""

ACTION = re.compile(r"(?:NEG_)?ACTION_")
_NAME = re.compile(r"(\d+)_(\d+)(ecb(?:plus)?)\.xml")
_CLOSE = re.compile(r"^(?:[.,:;!?%)\]]|n['’]t|['’](?:s|re|ve|ll|d|m)?|'')$", re.I)
_OPEN = frozenset({"(", "[", "$", "``"})


@dataclass(frozen=True)
class Mention:
    """Words that name an action; ``event`` is what stands for the event, the same in every document of a topic."""

    id: str
    spans: tuple[tuple[int, int], ...]
    sentence: int
    event: str


@dataclass(frozen=True)
class Document:
    """One document: its text, put together from its tokens, its sentences, and the mentions that are scored.

    ``name`` is that of the file, ``event`` the half of a topic it belongs to: ``3ecb``, ``3ecbplus``.
    """

    name: str
    topic: str
    event: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]


def read(folder: Path, *, every: bool = False) -> list[Document]:
    """All documents of a folder and of those in it, by topic and number. Raises ValueError if there are none.

    Mentions count in the sentences that ECBplus_coreference_sentences.csv lists, where it lies in the folder or above
    it and speaks of its topics; elsewhere, or with ``every``, all mentions count.
    """
    paths = sorted((path for path in folder.rglob("*.xml") if _NAME.fullmatch(path.name)), key=_order)
    if not paths:
        raise ValueError(f"there are no documents of ECB+ in {folder}")
    checked = {} if every else _checked(folder)
    topics = {topic for topic, _ in checked}
    out = []
    for path in paths:
        topic, name = path.stem.split("_")
        out.append(_document(path, checked.get((topic, name), frozenset()) if topic in topics else None))
    return out


def _order(path: Path) -> tuple[int, int, str]:
    topic, number, half = _parts(path)
    return int(topic), int(number), half


def _parts(path: Path) -> tuple[str, str, str]:
    found = _NAME.fullmatch(path.name)
    assert found is not None
    topic, number, half = found.groups()
    return topic, number, half


def _checked(folder: Path) -> dict[tuple[str, str], frozenset[int]]:
    path = next((place / SENTENCES for place in (folder, folder.parent) if (place / SENTENCES).is_file()), None)
    out: dict[tuple[str, str], set[int]] = {}
    if path is not None:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                out.setdefault((row["Topic"], row["File"]), set()).add(int(row["Sentence Number"]))
    return {key: frozenset(numbers) for key, numbers in out.items()}


def _document(path: Path, checked: frozenset[int] | None) -> Document:
    root = etree.parse(str(path)).getroot()
    topic, _, half = _parts(path)
    tokens = [(one.get("t_id"), int(one.get("sentence")), one.text or "") for one in root.iter("token")]
    address = half == "ecbplus" and bool(tokens) and any(t.startswith("http") for _, s, t in tokens if s == 0)
    text, spans, sentences = _laid_out([one for one in tokens if not (address and one[1] == 0)])
    events = dict(_events(root, path.stem))
    sentence_of = {id: sentence for id, sentence, _ in tokens}
    mentions = []
    for one in root.find("Markables"):
        anchors = [anchor.get("t_id") for anchor in one.iter("token_anchor")]
        if not anchors or not ACTION.match(one.tag) or anchors[0] not in spans:
            continue
        sentence = sentence_of[anchors[0]]
        if checked is None or sentence in checked:
            id = f"{path.stem}:{one.get('m_id')}"
            where = tuple(sorted(spans[anchor] for anchor in anchors))
            mentions.append(Mention(id, where, sentence, events.get(one.get("m_id"), id)))
    mentions.sort(key=lambda one: one.spans)
    return Document(path.stem, topic, topic + half, text, sentences, tuple(mentions))


def _events(root: etree._Element, document: str) -> Iterator[tuple[str, str]]:
    """For every mention of a chain what stands for its event."""
    names = {one.get("m_id"): one.get("instance_id") for one in root.find("Markables")}
    for chain in root.find("Relations"):
        target = chain.find("target")
        across = chain.tag == "CROSS_DOC_COREF"
        event = chain.get("note") or (names.get(target.get("m_id")) if target is not None else None)
        for one in chain.iter("source"):
            yield one.get("m_id"), event if across and event else f"{document}:r{chain.get('r_id')}"


def _laid_out(
    tokens: list[tuple[str, int, str]],
) -> tuple[str, dict[str, tuple[int, int]], tuple[tuple[int, int], ...]]:
    """Text with a sentence a line, where each token stands in it, and the sentences."""
    text, spans, ends, glued, before = "", {}, list[tuple[int, int]](), True, None
    start = 0
    for id, sentence, word in tokens:
        if before is not None and sentence != before:
            ends.append((start, len(text)))
            text += "\n"
            start, glued = len(text), True
        if not glued and not _CLOSE.match(word):
            text += " "
        shown = {"``": "“", "''": "”"}.get(word, word)
        spans[id] = (len(text), len(text) + len(shown))
        text += shown
        glued, before = word in _OPEN, sentence
    ends.append((start, len(text)))
    return text, spans, tuple(ends)
