"""Pairs of claims to learn from: invented ones, and sentences of ECB+ that tell of the same events or of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from reportedly.corroboration.same.documents import told
from reportedly.corroboration.same.features import features
from reportedly.corroboration.same.parts import words_said
from reportedly.corroboration.same.said import Said
from reportedly.record import Report
from training.judge import grown

INVENTED = sorted(Path(__file__).resolve().parent.glob("pairs*.yaml"))
TREES = 150
TIMES = 8.0
"""How much an invented pair counts against one of ECB+."""

SENTENCES = 30_000
"""Pairs of sentences that are learned from, at the most."""


@dataclass(frozen=True)
class Group:
    """Claims that say one thing, each with how it contradicts the first (None: not at all), and others that do not."""

    same: tuple[Said, ...]
    but: tuple[str | None, ...]
    other: tuple[Said, ...]


def groups(path: Path) -> list[Group]:
    """The groups of a file. Each claim is a report of its own."""
    out = []
    for number, entry in enumerate(yaml.safe_load(path.read_text("utf-8"))):
        given = [one if isinstance(one, dict) else {"words": one} for one in (*entry["same"], *entry["other"])]
        every = [claim(f"g{number}r{at}", one, str(entry["told"])) for at, one in enumerate(given)]
        cut = len(entry["same"])
        out.append(Group(tuple(every[:cut]), tuple(one.get("but") for one in given[:cut]), tuple(every[cut:])))
    return out


def claim(report: str, given: Mapping[str, Any], told_on: str) -> Said:
    """An invented claim as it is compared."""
    words = given["words"]
    alone = Report(report, words, "text/plain", published=told_on)
    one = words_said(alone, told(alone), "c1", ((0, len(words)),), (), (), ())
    when = given.get("when")
    where = frozenset(given.get("where", ()))
    return replace(
        one,
        about=(),
        leading=False,
        when=((str(when[0]), str(when[1])),) if when else (),
        where=where,
        around=frozenset(given.get("around", ())),
        force=given.get("force", "stated"),
        polarity=given.get("polarity", "positive"),
    )


def invented_pairs(some: Sequence[Group]) -> Iterator[tuple[Said, Said, bool]]:
    """Every pair of a group, and of two groups the first claims."""
    for group in some:
        yield from ((a, b, True) for a, b in combinations(group.same, 2))
        yield from ((a, b, False) for a in group.same for b in group.other)
    for group, following in combinations(some, 2):
        yield from ((a, b, False) for a in group.same[:2] for b in following.same[1:2])


def sentence_pairs(said: Mapping[str, Sequence[Said]], event: Mapping[str, str]) -> Iterator[tuple[Said, Said, bool]]:
    """Sentences of two documents of a topic: the same if they share half of their events, others if they share none."""
    by_topic: dict[str, list[tuple[Said, frozenset[str]]]] = {}
    for name, mentions in said.items():
        whole: dict[str, tuple[Said, set[str]]] = {}
        for one in mentions:
            sentence, events = whole.setdefault(one.words, (one, set()))
            events.add(event[one.claim])
            heads = tuple(dict.fromkeys((*sentence.heads, *one.heads)))
            whole[one.words] = replace(sentence, heads=heads, close=sentence.stems, leading=False), events
        by_topic.setdefault(name.split("_")[0], []).extend((one, frozenset(events)) for one, events in whole.values())
    for some in by_topic.values():
        for (a, ours), (b, theirs) in combinations(some, 2):
            share = len(ours & theirs) / min(len(ours), len(theirs))
            if a.report != b.report and (share == 0 or share > 0.5):
                yield a, b, share > 0.5


def judge_of_claims(said: Mapping[str, Sequence[Said]], event: Mapping[str, str]) -> dict[str, Any]:
    """Weights for ``pairs.alike``."""
    chance = np.random.default_rng(0)
    every = list(sentence_pairs(said, event))
    share = min(1.0, SENTENCES / len(every))
    chosen = [one for one in every if chance.random() < share]
    invented = [pair for path in INVENTED for pair in invented_pairs(groups(path))]
    both = [*chosen, *invented]
    numbers = np.array([features(a, b) for a, b, _ in both])
    wanted = np.array([same for *_, same in both])
    weights = np.r_[np.ones(len(chosen)), np.full(len(invented), TIMES)]
    return grown("claims", numbers, wanted, weights, TREES)
