"""Which mentions name the same event, among the reports that tell of it.

Two mentions are compared as two claims are (``features``), and besides in the light of all mentions of these reports: a
word that nearly every report has once is likely to name one event each time; a word that one report has five times
names several. On ECB+, over four parts of the topics left out in turn, this raised CoNLL F1 by a point.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

import numpy as np

from reportedly.corroboration.same import features as alone
from reportedly.corroboration.same.lexicon import lexicon
from reportedly.corroboration.same.said import Said
from reportedly.corroboration.same.trees import judged

TOGETHER = (
    *("words_among", "names_among", "nearby_among", "same_sentence"),
    *("reports_least", "reports_most", "often_least", "often_most", "mentions_least", "mentions_most"),
    *("such_pairs", "reports", "mentions"),
)
"""What the numbers are that only all mentions together give: likeness of the sentences, of names and of what stands
near, by words weighed by how few of the reports have them; in what share of the reports a mention ends in the last word
of each, how often in one report at the most, how often in all; how many pairs of mentions end in these two words."""

NAMES = (*alone.NAMES, *TOGETHER)

Pair = tuple[tuple[str, str], tuple[str, str]]
"""Report and claim ids of two mentions."""


def likely_same(mentions: Sequence[Said]) -> dict[Pair, float]:
    """The probability that two mentions in reports of one cluster name the same event, for every two of them."""
    pairs = list(combinations(mentions, 2))
    if not pairs:
        return {}
    apart = np.array([alone.features(a, b) for a, b in pairs])
    sure = judged("events", np.column_stack((apart, together(mentions))))
    return {(a.ref, b.ref): float(p) for (a, b), p in zip(pairs, sure, strict=True)}


def together(mentions: Sequence[Said]) -> np.ndarray:
    """What the mentions of a cluster of reports give for every two of them: [pairs, TOGETHER], float32."""
    one, other = np.triu_indices(len(mentions), 1)
    last = [mention.heads[-1] if mention.heads else "" for mention in mentions]
    reports = len({mention.report for mention in mentions})
    by_word: dict[str, Counter[str]] = defaultdict(Counter)
    for mention, word in zip(mentions, last, strict=True):
        by_word[word][mention.report] += 1
    counts = (
        np.array([len(by_word[word]) / reports for word in last]),
        np.array([float(max(by_word[word].values())) for word in last]),
        np.array([np.log(by_word[word].total()) for word in last]),
    )
    ends = [tuple(sorted((last[a], last[b]))) for a, b in zip(one.tolist(), other.tolist(), strict=True)]
    such = Counter(ends)
    sentence = np.unique([f"{mention.report}\n{mention.words}" for mention in mentions], return_inverse=True)[1]
    columns = (
        *(likeness[one, other] for likeness in _among(mentions)),
        sentence[one] == sentence[other],
        *(side(some[one], some[other]) for some in counts for side in (np.minimum, np.maximum)),
        [np.log(such[end]) for end in ends],
        np.full(len(one), np.log(reports)),
        np.full(len(one), np.log(len(mentions))),
    )
    return np.column_stack(columns).astype(np.float32)


def _among(mentions: Sequence[Said]) -> tuple[np.ndarray, ...]:
    """Cosines of sentences without heads, of names, and of what stands near the heads: [mentions, mentions] each."""
    having: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        for stem in mention.stems:
            having[stem].add(mention.report)
    few = np.log(len({mention.report for mention in mentions}) + 2)

    def weight(stem: str) -> float:
        return float(few - np.log(len(having.get(stem, ())) + 0.5)) * (0.15 + lexicon().rarity(stem))

    bags = (
        [set(mention.stems) - set(mention.heads) for mention in mentions],
        [set(mention.who) for mention in mentions],
        [set(mention.close) for mention in mentions],
    )
    return tuple(_cosines([{stem: weight(stem) for stem in sorted(bag)} for bag in some]) for some in bags)


def _cosines(bags: Sequence[dict[str, float]]) -> np.ndarray:
    column: dict[str, int] = {}
    for bag in bags:
        for stem in bag:
            column.setdefault(stem, len(column))
    rows = np.zeros((len(bags), len(column)))
    for at, bag in enumerate(bags):
        rows[at, [column[stem] for stem in bag]] = list(bag.values())
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = rows / np.where(lengths > 0, lengths, 1.0)
    return np.asarray(rows @ rows.T)
