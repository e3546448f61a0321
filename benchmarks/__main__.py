"""Measure everything and print one table.

    python -m benchmarks [--only PART …] [--json FILE] [--peer PYTHON]

Corpora and scorers are looked for in ../shared, or where REPORTEDLY_CORPORA and REPORTEDLY_SCORING say; what is not
there is not measured, and the table says so. docs/benchmarks.md explains the figures.
"""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import speed, where
from benchmarks.table import Section, table

PARTS = ("attribution", "dates", "speed", "dispatches", "sources")


def machine() -> dict[str, Any]:
    """What the figures were taken on."""
    return {
        "cores": speed.cores(),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "unknown processor")


def measure(parts: Sequence[str], peer: Path | None) -> tuple[dict[str, Any], list[Section]]:
    """The figures, and the sections of the table."""
    figures: dict[str, Any] = {"machine": machine()}
    sections: dict[str, list[Section]] = {name: [] for name in PARTS}
    if "speed" in parts:  # before anything loads the weights into this process: see benchmarks/speed.py
        figures["speed"] = speed.measure(peer)
        sections["speed"] = [speed.section(figures["speed"])]
    if "attribution" in parts:
        dev, scorer = where.polnear_dev(), where.scorer("score_attribution.py")
        if dev and scorer:
            from benchmarks import attribution

            figures["attribution"] = attribution.measure(dev, scorer)
            sections["attribution"] = [attribution.section(figures["attribution"], "PolNeAR dev")]
        else:
            sections["attribution"] = [_absent("Attribution: PolNeAR dev", "scoring scripts" if dev else "corpora")]
    if "dispatches" in parts:
        scorer = where.scorer("score_record.py")
        if scorer:
            from benchmarks import invented

            figures["dispatches"] = invented.measure(scorer)
            sections["dispatches"] = invented.sections(figures["dispatches"])
        else:
            sections["dispatches"] = [_absent("Invented dispatches", "scoring scripts")]
    if "sources" in parts:
        from benchmarks import sourcing

        for which, what in (("teach", "that teach"), ("judge", "that judge"), ("fresh", "that are fresh")):
            tally = sourcing.measure(sourcing.golds(where.DISPATCHES, which))
            figures.setdefault("sources", {})[which] = dict(tally.counts)
            sections["sources"].append(sourcing.section(f"Sources of the dispatches {what}", tally))
    if "dates" in parts:
        timex, scorer = where.timex(), where.scorer("score_dates.py")
        if timex and scorer:
            from benchmarks import dates

            figures["dates"] = dates.measure(timex, scorer)
            sections["dates"] = [dates.section(figures["dates"])]
        else:
            sections["dates"] = [_absent("Dates: TimeBank and AQUAINT", "scoring scripts" if timex else "corpora")]
    return figures, [one for name in PARTS for one in sections[name]]


def _absent(title: str, what: str) -> Section:
    return Section(title, note=f"not measured: the {what} are not at hand (see docs/benchmarks.md)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="measure only these")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here as well")
    parser.add_argument("--peer", type=Path, default=where.PEER, metavar="PYTHON", help="the Python that has spaCy")
    arguments = parser.parse_args()
    peer = arguments.peer if arguments.peer.is_file() else None
    figures, sections = measure(arguments.only, peer)
    on = figures["machine"]
    print(f"{on['cores']} cores, {on['processor']}, {on['system']}, Python {on['python']}\n")
    print(table(sections))
    if arguments.json:
        arguments.json.parent.mkdir(parents=True, exist_ok=True)
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
