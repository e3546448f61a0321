"""What a reader weighs sources by: are they found, and are kind, access, basis, title and place right.

    python -m benchmarks.sourcing [--set teach|judge|fresh] [--show] [FOLDER]

Reads a folder of texts with gold records (tests/reports unless another is given; --set goes by its split.yaml) and
pairs the sources of gold and record by name and mentions, one to one. Kind, access, title and place are counted on the
pairs.
A basis is right if its words and those of gold have a token IoU of at least 0.5; gold that was not found counts
against recall, words given where gold has none against precision. --show prints what differs, but not of judge
and fresh.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from benchmarks import where
from benchmarks.progress import say
from benchmarks.table import Row, Section, table
from reportedly import pipeline
from reportedly.record import Report, Source, Spans

PRONOUNS = {"he", "she", "they", "it", "i", "we", "him", "her", "them", "who", "which"}
PHRASES = ("basis", "unnamed_because")
_WORD = re.compile(r"\w+")


@dataclass
class Tally:
    """Counts over all dispatches, and lines that say what differs."""

    counts: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)


def same_names(gold: dict[str, Any], report: Report, source: Source) -> int:
    """How many of the words that name a gold source also name the one found; its first name counts for ten."""
    own = {_plain(w) for w in (source.name, *(report.text[s:e] for s, e in source.mentions))} - PRONOUNS
    theirs = {_plain(w) for w in gold.get("mentions", [])} - PRONOUNS
    return len(own & theirs) + 10 * (_plain(gold["name"]) in own)


def _plain(words: str) -> str:
    """The words without article and case, as score_record.py compares names."""
    return re.sub(r"^(the|a|an) ", "", " ".join(words.split()).lower())


def pairs(golds: list[dict[str, Any]], report: Report) -> dict[int, Source]:
    """For each gold source that is found, by its number: the source of the record, best agreement first."""
    ranked = sorted(
        (
            (same_names(gold, report, one), -i, -j)
            for i, gold in enumerate(golds)
            for j, one in enumerate(report.sources)
        ),
        reverse=True,
    )
    found: dict[int, Source] = {}
    taken: set[int] = set()
    for agreement, i, j in ranked:
        if agreement and -i not in found and -j not in taken:
            found[-i] = report.sources[-j]
            taken.add(-j)
    return found


def count(tally: Tally, name: str, gold: dict[str, Any], report: Report) -> None:
    """Add one dispatch to the counts. Gold sources of kind unknown are implied links, which no words name."""
    golds = [one for one in gold["sources"] if one["kind"] != "unknown"]
    found = pairs(golds, report)
    for i, wanted in enumerate(golds):
        _compare(tally, f"{name}: {wanted['name']}", wanted, found.get(i), report)
    paired = {one.id for one in found.values()}
    for one in report.sources:
        if one.id not in paired and one.kind != "unknown":
            tally.counts["extra"] += 1
            for what in PHRASES:
                tally.counts[f"{what} given"] += bool(getattr(one, what))
                if getattr(one, what):
                    tally.differing.append(
                        f"{name}: {one.name} (not in gold): {what} {report.words(getattr(one, what))!r}"
                    )


def _compare(tally: Tally, title: str, wanted: dict[str, Any], one: Source | None, report: Report) -> None:
    counts = tally.counts
    outlet = wanted["kind"] == "outlet"
    counts["gold"] += not outlet
    for what in PHRASES:
        counts[f"{what} gold"] += bool(wanted.get(what))
    if one is None:
        tally.differing.append(f"{title}: not found, {wanted['kind']} {wanted.get('basis', '')}")
        return
    counts["found"] += not outlet
    if not outlet:
        counts["kind"] += one.kind == wanted["kind"]
    if one.kind != wanted["kind"]:
        tally.differing.append(f"{title}: kind {one.kind}, not {wanted['kind']} ({one.name})")
    access = wanted.get("access", "unknown")
    counts[f"access gold {access}"] += 1
    counts[f"access right {access}"] += one.access == access
    counts["access"] += one.access == access
    counts["access of"] += 1
    if one.access != access:
        tally.differing.append(f"{title}: access {one.access}, not {access}")
    for what in PHRASES:
        spans: Spans = getattr(one, what)
        right = same_words(report.text, wanted.get(what, []), spans)
        counts[f"{what} given"] += bool(spans)
        counts[f"{what} right"] += right and bool(spans)
        counts[f"{what} agree"] += right
        if not right:
            tally.differing.append(f"{title}: {what} {report.words(spans)!r}, not {wanted.get(what, [])}")
    counts["title gold"] += bool(wanted.get("title"))
    counts["title given"] += bool(one.title)
    counts["title right"] += bool(one.title) and _alike(one.title, wanted.get("title"))
    if not _alike(one.title, wanted.get("title")):
        tally.differing.append(f"{title}: title {one.title!r}, not {wanted.get('title')!r}")
    place = next((report.text[p.span[0] : p.span[1]] for p in report.places if p.id == one.place), None)
    counts["place gold"] += bool(wanted.get("place"))
    counts["place given"] += bool(place)
    counts["place right"] += bool(place) and _alike(place, wanted.get("place"))
    if not _alike(place, wanted.get("place")):
        tally.differing.append(f"{title}: place {place!r}, not {wanted.get('place')!r}")


def same_words(text: str, phrases: Iterable[str], spans: Spans) -> bool:
    """Whether phrases and spans cover the same words by at least half of all that either covers, or are both empty."""
    words = [m.span() for m in _WORD.finditer(text)]
    wanted: set[int] = set()
    for phrase in phrases:
        places = [m.span() for m in re.finditer(re.escape(phrase), text)]
        near = [one for one in places if any(s < one[1] and one[0] < e for s, e in spans)]
        wanted |= _covered(words, (near or places)[:1])
    given = _covered(words, spans)
    if not wanted and not given:
        return True
    return 2 * len(wanted & given) >= len(wanted | given)


def _covered(words: list[tuple[int, int]], spans: Iterable[tuple[int, int]]) -> set[int]:
    return {i for s, e in spans for i, (a, b) in enumerate(words) if a < e and s < b}


def _alike(one: str | None, other: str | None) -> bool:
    """Whether two short phrases share at least half of their words, or there is neither."""
    if not one or not other:
        return not one and not other
    own, theirs = set(_WORD.findall(_plain(one))), set(_WORD.findall(_plain(other)))
    return 2 * len(own & theirs) >= len(own | theirs)


def measure(paths: Iterable[Path]) -> Tally:
    """Read every gold record's text, telling the outlet as the other figures do, and compare."""
    tally = Tally()
    for path in paths:
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        tally.counts["dispatches"] += 1
        count(tally, path.stem, gold, pipeline.read(path.with_suffix(".txt"), outlet=gold["outlet"]))
    return tally


def section(title: str, tally: Tally) -> Section:
    """The figures as a section of the table."""
    counts = tally.counts

    def share(what: str, part: str, whole: str) -> Row:
        rate = f"{counts[part] / counts[whole]:.3f}" if counts[whole] else ""
        return Row(what, f"{counts[part]}/{counts[whole]}", "", rate)

    def rates(what: str, name: str) -> Row:
        precision = counts[f"{name} right"] / max(counts[f"{name} given"], 1)
        recall = counts[f"{name} right"] / max(counts[f"{name} gold"], 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return Row(what, f"{f1:.3f}", "", f"precision {precision:.3f}, recall {recall:.3f} of {counts[f'{name} gold']}")

    return Section(
        f"{title}: {counts['dispatches']} texts, {counts['gold']} sources beside the outlets",
        (
            share("sources found", "found", "gold"),
            Row("sources too many", str(counts["extra"])),
            share("kind right, of those found", "kind", "found"),
            share("access right", "access", "access of"),
            *(
                share(f"  {name}", f"access right {name}", f"access gold {name}")
                for name in ("first_hand", "relayed", "official", "unknown")
            ),
            rates("basis F1", "basis"),
            share("basis right, or rightly none", "basis agree", "access of"),
            rates("unnamed because F1", "unnamed_because"),
            rates("title F1", "title"),
            rates("place F1", "place"),
        ),
    )


def golds(folder: Path, which: str | None) -> list[Path]:
    """The gold records of a folder, or of one part of its split."""
    if which is None:
        return [path for path in sorted(folder.glob("*.yaml")) if path.stem != "split"]
    names = yaml.safe_load((folder / "split.yaml").read_text(encoding="utf-8"))[which]
    return [folder / f"{name}.yaml" for name in sorted(names)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=where.DISPATCHES)
    parser.add_argument("--set", choices=["teach", "judge", "fresh"])
    parser.add_argument("--show", action="store_true", help="print what differs")
    arguments = parser.parse_args()
    which = arguments.set or ("teach" if arguments.folder == where.DISPATCHES else None)
    paths = golds(arguments.folder, which)
    say(f"reading {len(paths)} dispatches")
    tally = measure(paths)
    if arguments.show and which not in ("judge", "fresh"):
        print("\n".join(tally.differing), end="\n\n")
    print(table([section(which or arguments.folder.name, tally)]))


if __name__ == "__main__":
    main()
