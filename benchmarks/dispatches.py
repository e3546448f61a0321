"""Score records of the invented dispatches (and of any gold record) with ``score_record.py``.

    python -m benchmarks.dispatches --scorer score_record.py [--set teach|judge] [--show NAME] [GOLD.yaml …]

Prints one line a dispatch and the sums: claims found, claims too many, chains right, forces right.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from reportedly import pipeline
from reportedly.record import Claim, Report

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "reports"


def scoring(path: Path) -> Any:
    """A scoring script as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def golds(which: str | None) -> list[Path]:
    """The gold records of one half of the invented dispatches, or of all."""
    split = yaml.safe_load((FOLDER / "split.yaml").read_text(encoding="utf-8"))
    names = split[which] if which else [name for part in split.values() for name in part]
    return [FOLDER / f"{name}.yaml" for name in sorted(names)]


def read(gold: dict[str, Any], path: Path) -> Report:
    """Read a dispatch as a user would, telling outlet and day: whether they are found is another figure."""
    text = path.with_suffix(".txt")
    if not text.exists():
        text = path.parent.parent / gold["report"]
    day = str(gold.get("published") or "")
    return pipeline.read(text, outlet=gold["outlet"], published=day if len(day) == len("2021-03-04") else None)


class Scored(NamedTuple):
    """A dispatch with what it should give, what it gave, and what the scorer says to that."""

    path: Path
    gold: dict[str, Any]
    report: Report
    result: dict[str, Any]


def scored(module: Any, paths: Iterable[Path]) -> Iterator[Scored]:
    """Read and score dispatches, one after the other."""
    for path in paths:
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        report = read(gold, path)
        yield Scored(path, gold, report, module.score(gold, report.to_dict()))


def add_up(everything: Iterable[Scored]) -> Counter[str]:
    """Over all dispatches: gold claims, claims found and too many, chains and forces right, dates and codes of all."""
    sums: Counter[str] = Counter()
    for one in everything:
        sums["claims"] += len(one.gold["claims"])
        sums["extra"] += one.result["claims_extra"]
        for name in ("claims_found", "chain", "force"):
            sums[name] += int(str(one.result[name]).split("/")[0])
        for name in ("dates", "codes"):
            right, _, all_of_them = str(one.result[name]).partition("/")
            sums[name] += int(right)
            sums[f"{name} of"] += int(all_of_them)
    return sums


def show(module: Any, gold: dict[str, Any], report: Report) -> None:
    """Print gold claims beside what was found, for a person to compare."""
    names = {s.id: s.name for s in report.sources}
    words = module.tokens(report.text)
    given = [(module.covered(words, [list(s) for s in c.content]), c) for c in report.claims]
    used = set()
    for claim in gold["claims"]:
        wanted = module.covered(words, module.find_all(report.text, claim["content"])[:1])
        best = max(range(len(given)), key=lambda j: module.iou(wanted, given[j][0]), default=None)
        print(f"\nGOLD {claim['force']:9} {' > '.join(claim['chain'])} (implied {claim.get('implied', [])})")
        print(f"     {claim['content'][:150]}")
        if best is not None and module.iou(wanted, given[best][0]) >= 0.5:
            c = given[best][1]
            used.add(best)
            right = "" if _same_chain(module, gold, claim["chain"], report, c) else "CHAIN"
            print(f"     {c.force:9} {_chain(names, c)} {right}")
        else:
            print("     -- missed")
    cues = {a.id: report.words(a.cue) for a in report.attributions}
    for j, (_, c) in enumerate(given):
        if j not in used:
            print(f"\nEXTRA {c.force:9} {_chain(names, c)} [{cues.get(c.attribution or '', '-')}]")
            print(f"     {report.words(c.content)[:150]}")


def _chain(names: dict[str, str], claim: Claim) -> str:
    return f"{' > '.join(names[i] for i in claim.chain)} (implied {[names[i] for i in claim.implied]})"


def _same_chain(module: Any, gold: dict[str, Any], wanted: list[str], report: Report, claim: Claim) -> bool:
    """Whether two chains name the same sources in the same order, as the scorer compares them."""
    aliases = {s["name"]: {s["name"], *s.get("mentions", [])} for s in gold["sources"]}
    if len(wanted) != len(claim.chain):
        return False
    for name, id in zip(wanted, claim.chain, strict=True):
        source = report.source(id)
        given = {source.name, *(report.text[s:e] for s, e in source.mentions)}
        known = next((names for names in aliases.values() if name in names), {name})
        if not any(module.same_name(a, b) for a in given for b in known):
            return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("golds", nargs="*", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--set", choices=["teach", "judge", "fresh"])
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    module = scoring(arguments.scorer)
    everything = []
    for one in scored(module, arguments.golds or golds(arguments.set)):
        if arguments.show:
            print(f"\n===== {one.path.stem}")
            show(module, one.gold, one.report)
        print(one.path.stem, one.result)
        everything.append(one)
    sums = add_up(everything)
    print({name: f"{sums[name]}/{sums['claims']}" for name in ("claims_found", "chain", "force")})
    print({name: f"{sums[name]}/{sums[f'{name} of']}" for name in ("dates", "codes")}, "extra", sums["extra"])


if __name__ == "__main__":
    main()
