"""How well claims, chains and forces are found: the invented dispatches of tests/reports, and the seed if at hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import where
from benchmarks.dispatches import add_up, golds, scored, scoring
from benchmarks.progress import say
from benchmarks.table import Row, Section

SETS = {
    "teach": "Invented dispatches that teach (training data, and the rules were made on them)",
    "judge": "Invented dispatches that judge (never trained on)",
    "fresh": "Invented dispatches that are fresh (as those that judge, by later hands)",
    "seed": "The seed dispatch",
}


def measure(scorer: Path) -> dict[str, dict[str, int]]:
    """For every set at hand: its dispatches, their gold claims, and what was found of them."""
    module = scoring(scorer)
    paths = {name: golds(name) for name in ("teach", "judge", "fresh")}
    paths["seed"] = [where.SEED] if where.SEED.is_file() else []
    figures = {}
    for name, files in paths.items():
        if files:
            say(f"reading {len(files)} dispatches: {name}")
            figures[name] = {"dispatches": len(files), **add_up(scored(module, files))}
    return figures


def sections(figures: Mapping[str, Mapping[str, Any]]) -> list[Section]:
    """The figures as sections of the table."""
    return [_section(SETS[name], one) for name, one in figures.items()]


def _section(title: str, one: Mapping[str, int]) -> Section:
    def part(what: str, name: str, of: str = "claims") -> Row:
        return Row(what, f"{one[name]}/{one[of]}", "", f"{one[name] / one[of]:.3f}" if one[of] else "")

    return Section(
        f"{title}: {one['dispatches']} {'text' if one['dispatches'] == 1 else 'texts'}, {one['claims']} claims",
        (
            part("claims found", "claims_found"),
            Row("claims too many", str(one["extra"])),
            part("whole chains right", "chain"),
            part("forces right", "force"),
            part("dates of the event right", "dates", "dates of"),
            part("offences, penalties, targets", "codes", "codes of"),
        ),
    )
