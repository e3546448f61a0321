"""Measure actors and their roles on the invented dispatches, with the attributions of their gold records.

    python -m benchmarks.actors [--set teach|judge] [--sample N]

Prints how many institutions that speak have an actor, and one with an institution's code (those that no attribution
names by more than a pronoun are left out); recall and precision of who is told and who is affected (two phrases agree
if they share half the words of the shorter one); and microseconds a word. With ``--sample`` also N mentions drawn by
chance, to be judged by a person.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from benchmarks.dispatches import golds
from reportedly import actors
from reportedly.claims import roles
from reportedly.language import Analysis
from reportedly.language.pieces import paragraphs
from reportedly.language.sentences import sentences
from reportedly.record import Actor, Attribution, Claim, Report, Source, Span
from training.dispatches import load

EMPTY = frozenset({"the", "a", "an", "of", "in", "who", "and"})
PRONOUNS = frozenset({"he", "she", "it", "they", "him", "them"})
ROLES = {"told": "told_to", "affected": "affected"}


def agree(one: str, other: str) -> bool:
    """Whether two phrases share half the words of the shorter one."""
    left, right = (set(re.findall(r"\w+", words.lower())) - EMPTY for words in (one, other))
    return bool(left & right) and 2 * len(left & right) >= min(len(left), len(right))


def report(path: Path) -> tuple[dict[str, Any], Report]:
    """A gold record, and its dispatch with sources and attributions of that record and actors as found."""
    pair = load(path)
    gold, text = pair.record, pair.text
    ids = {name: f"s{n}" for n, s in enumerate(gold["sources"]) for name in (s["name"], *(s.get("mentions") or []))}
    attributions = tuple(
        Attribution(
            f"a{n}",
            ids.get(text[a.source[0][0] : a.source[0][1]]) if a.source else None,
            a.source,
            a.cue,
            a.content,
            None,
            "indirect",
            1.0,
        )
        for n, a in enumerate(pair.attributions)
    )
    lines = [line for line in gold.get("boilerplate") or [] if line in text]
    one = Report(
        id=path.stem,
        text=text,
        media_type="text/plain",
        outlet=gold["outlet"],
        published=str(gold["published"]) if gold.get("published") else None,
        boilerplate=tuple(sorted((text.index(line), text.index(line) + len(line)) for line in lines)),
        sources=tuple(Source(f"s{n}", s["name"], s["kind"]) for n, s in enumerate(gold["sources"])),
        attributions=attributions,
    )
    return gold, replace(one, actors=find(one))


def find(one: Report) -> tuple[Actor, ...]:
    """The actors, without the help of the network's named entities."""
    return actors.find(one, cast(Analysis, SimpleNamespace(names=[], marked=lambda *_: [])))


def institutions(gold: dict[str, Any], one: Report, sums: Counter[str]) -> None:
    """Count institutions that speak, those that are actors, those whose actor has a code."""
    for number, source in enumerate(gold["sources"]):
        if source["kind"] == "institution":
            spans = [span for a in one.attributions if a.source == f"s{number}" for span in a.source_spans]
            spans = [(s, e) for s, e in spans if one.text[s:e].lower() not in PRONOUNS]
            if not spans:
                continue
            found = [a for a in one.actors if any(s < y and x < e for s, e in a.mentions for x, y in spans)]
            sums["institutions"] += 1
            sums["with an actor"] += bool(found)
            sums["with a code"] += any(a.institution for a in found)


def role_sums(gold: dict[str, Any], one: Report, sums: Counter[str]) -> None:
    """Count who is told and affected by the gold record, and who by the patterns."""
    cut: list[Span] = [s for start, end in paragraphs(one.text) for s in sentences(one.text, start, end)]
    named = {a.id: [a.name, *(one.text[s:e] for s, e in a.mentions)] for a in one.actors}
    numbers = {s["name"]: f"s{n}" for n, s in enumerate(gold["sources"])}
    for claim in gold["claims"]:
        start = one.text.find(claim["content"])
        if start < 0:
            continue
        end = start + len(claim["content"])
        around = [
            a
            for a in one.attributions
            if any(s < end and start < e for s, e in a.content) and claim.get("cue") == one.words(a.cue)
        ]
        nearest = min(around, key=lambda a: abs(a.content[0][0] - start), default=None)
        chain = ("outlet", numbers.get(claim["chain"][-1], "outlet"))
        attribution = nearest.id if nearest else None
        read = Claim("c1", attribution, ((start, end),), chain, (), claim["force"], "positive", False, 1.0)
        given = roles.of(one, read, cut)
        for role, key in ROLES.items():
            wanted = [str(phrase) for phrase in claim.get(key) or []]
            found = [named[r.actor] for r in given if r.role == role]
            sums[f"{role} wanted"] += len(wanted)
            sums[f"{role} found"] += len(found)
            sums[f"{role} recalled"] += sum(any(agree(w, n) for names in found for n in names) for w in wanted)
            sums[f"{role} right"] += sum(any(agree(w, n) for w in wanted for n in names) for names in found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=["teach", "judge", "fresh"], default="teach")
    parser.add_argument("--sample", type=int, default=0)
    arguments = parser.parse_args()
    pairs = [report(path) for path in golds(arguments.set)]
    sums: Counter[str] = Counter()
    annotated = 0
    for gold, one in pairs:
        institutions(gold, one, sums)
        if any(claim.get(key) for claim in gold["claims"] for key in ROLES.values()):
            annotated += 1
            role_sums(gold, one, sums)
    print(f"{arguments.set}: {len(pairs)} dispatches, {annotated} of them say who is told or affected")
    for name in ("with an actor", "with a code"):
        print(f"institutions that speak, {name}: {sums[name]}/{sums['institutions']}")
    for role in ROLES:
        print(f"{role}: recall {sums[f'{role} recalled']}/{sums[f'{role} wanted']}", end=", ")
        print(f"precision {sums[f'{role} right']}/{sums[f'{role} found']}")
    started = time.perf_counter()
    for _, one in pairs:
        find(one)
    taken = time.perf_counter() - started
    print(f"microseconds a word: {taken / sum(len(one.text.split()) for _, one in pairs) * 1e6:.1f}")
    mentions = [(one, a, s, e) for _, one in pairs for a in one.actors for s, e in a.mentions]
    for one, a, s, e in random.Random(0).sample(mentions, min(arguments.sample, len(mentions))):
        around = f"{one.text[max(0, s - 40) : s]}[{one.text[s:e]}]{one.text[e : e + 25]}".replace("\n", " ")
        print(f"{a.kind} {a.institution} {a.level} {a.rank} | {a.name} | {around}")


if __name__ == "__main__":
    main()
