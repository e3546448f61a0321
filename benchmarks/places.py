"""How well names of places are found: ``python -m benchmarks.places FILE.conll [--texts FOLDER]``.

The file is of the CoNLL 2003 kind, a word a line with its entity tag last; what it calls LOC is compared with the
places that have a name, by words: a mention is found if a place overlaps it, a place is right if it overlaps a LOC.
With a folder of invented dispatches and their records the places of claims are compared with those that a person
recorded.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import yaml

from reportedly import places
from reportedly.language import Analysis
from reportedly.language.pieces import paragraphs
from reportedly.language.sentences import sentences
from reportedly.record import Report, Span

Entity = tuple[Span, str]


class Plain:
    """What the step reads of an analysis, without the network."""

    names: tuple[Any, ...] = ()

    def __init__(self, text: str) -> None:
        self.paragraphs = paragraphs(text)
        self.sentences = [span for start, end in self.paragraphs for span in sentences(text, start, end)]


def documents(path: Path) -> Iterator[tuple[str, list[Entity]]]:
    """The documents of a file, a sentence a line, with their entities."""
    text = ""
    entities: list[Entity] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split()
        if line.startswith("-DOCSTART-"):
            if text.strip():
                yield text, entities
            text, entities = "", []
        elif not columns:
            text = text.rstrip() + "\n"
        else:
            word, tag = columns[0], columns[-1]
            if word in {",", ".", "'s", ")", ":", ";", "?", "!"}:
                text = text.rstrip(" ")
            begin = len(text)
            text += word
            if tag.startswith("I-") and entities and entities[-1][1] == tag[2:]:
                entities[-1] = ((entities[-1][0][0], len(text)), tag[2:])
            elif tag != "O":
                entities.append(((begin, len(text)), tag[2:]))
            if word != "(":
                text += " "
    if text.strip():
        yield text, entities


def measure(path: Path) -> Counter[str]:
    """Names of places in a CoNLL file: how many there are, how many are found, how many found ones are right."""
    sums: Counter[str] = Counter()
    for text, entities in documents(path):
        wanted = [span for span, kind in entities if kind == "LOC"]
        found, _ = places.find(Report("", text, "text/plain"), cast(Analysis, Plain(text)))
        named = [one.span for one in found if any(c.isupper() for c in text[slice(*one.span)])]
        sums["documents"] += 1
        sums["wanted"] += len(wanted)
        sums["given"] += len(named)
        sums["found"] += sum(_overlaps(one, named) for one in wanted)
        sums["right"] += sum(_overlaps(one, wanted) for one in named)
        for span in named:
            if not _overlaps(span, wanted):
                kind = next((k for s, k in entities if _overlaps(span, [s])), "none")
                sums[f"given, but {kind}"] += 1
    return sums


def of_claims(folder: Path, names: list[str]) -> Counter[str]:
    """Places of the event in the claims of dispatches: phrases recorded, found; places given, right."""
    from reportedly import pipeline

    sums: Counter[str] = Counter()
    for name in names:
        gold = yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
        report = pipeline.read(folder / f"{name}.txt", outlet=gold["outlet"])
        spans = {one.id: one.span for one in report.places}
        for claim in gold["claims"]:
            start = report.text.find(claim["content"])
            content = (start, start + len(claim["content"]))
            given = [spans[id] for one in report.claims if _overlaps(content, list(one.content)) for id in one.places]
            here = [(start + claim["content"].find(p), p) for p in claim.get("place", ()) if p in claim["content"]]
            wanted = [(at, at + len(p)) for at, p in here]
            elsewhere = [p for p in claim.get("place", ()) if p not in claim["content"]]
            found = sum(any(report.text[s:e] in p or p in report.text[s:e] for s, e in given) for p in elsewhere)
            sums["wanted"] += len(wanted) + len(elsewhere)
            sums["found"] += found + sum(_overlaps(one, given) for one in wanted)
            sums["given"] += len(set(given))
            sums["right"] += min(found, len(elsewhere)) + sum(_overlaps(one, wanted) for one in set(given))
    return sums


def _overlaps(one: Span, others: list[Span]) -> bool:
    return any(one[0] < end and start < one[1] for start, end in others)


def figures(sums: Counter[str]) -> str:
    """Precision and recall in one line."""
    precision, recall = sums["right"] / max(1, sums["given"]), sums["found"] / max(1, sums["wanted"])
    wrong = ", ".join(f"{name[11:]} {n}" for name, n in sorted(sums.items()) if name.startswith("given, but"))
    counts = f"{sums['found']}/{sums['wanted']} found, {sums['right']}/{sums['given']} right"
    return f"precision {precision:.3f}  recall {recall:.3f}  {counts}" + (f"  (others: {wrong})" if wrong else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--texts", type=Path, help="a folder of invented dispatches with split.yaml")
    parser.add_argument("--set", choices=["teach", "judge", "fresh"], default="teach")
    arguments = parser.parse_args()
    for path in arguments.files:
        print(path.name, figures(measure(path)))
    if arguments.texts:
        split = yaml.safe_load((arguments.texts / "split.yaml").read_text(encoding="utf-8"))
        print(arguments.set, figures(of_claims(arguments.texts, split[arguments.set])))


if __name__ == "__main__":
    main()
