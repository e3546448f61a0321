"""At least N, at most M: invented families of reports against the range that a careful person gives.

    python -m benchmarks independence [--families tests/families] [--graph]

Every family goes the whole way: its reports are read, kept in a ledger, compared; then the range of the cluster that
most of the marked claims are in is compared. With ``--graph`` the marked claims are taken for the cluster, which tells
errors of the ranges from errors of the clusters.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select

from reportedly import pipeline
from reportedly.corroboration import cluster, keep, same
from reportedly.corroboration.independence import Range, Weighed
from reportedly.corroboration.tables import said
from reportedly.corroboration.telling import unpacked
from reportedly.ledger import Ledger, open_ledger
from reportedly.ledger.add import add
from reportedly.ledger.index_tables import ROOM
from reportedly.record import Report

FAMILIES = Path(__file__).resolve().parent.parent / "tests" / "families"


@dataclass(frozen=True)
class Measured:
    """A family, the ranges that were expected and found, by side, and how many of the marked reports were in."""

    name: str
    expected: dict[str, tuple[int, int]]
    found: dict[str, tuple[int, int]]
    inside: int
    reports: int

    @property
    def exact(self) -> bool:
        return self.expected == self.found

    @property
    def too_high(self) -> bool:
        """Whether a lower bound is higher than what is so."""
        return any(low > self.expected.get(side, (0, 0))[0] for side, (low, _) in self.found.items())


def families(folder: Path) -> Iterator[dict[str, Any]]:
    """Every family of the YAML files of a folder, without those below it."""
    for path in sorted(folder.glob("*.yaml")):
        yield from yaml.safe_load(path.read_text("utf-8"))


def measure(family: dict[str, Any], *, graph: bool = False) -> Measured:
    """Read the reports of a family, compare them, and give the ranges."""
    expected = {"allegation": tuple(family["range"])}
    expected |= {side: tuple(family[side]) for side in ("denial", "admission") if side in family}
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "family.db", create=True) as ledger:
        marked = _added(ledger, family["reports"])
        keep.catch_up(ledger)
        with ledger.reading() as connection:
            rows = connection.execute(select(said).where(said.c.claim.in_(marked))).all()
            counted = Counter(row.cluster for row in rows)
            most = counted.most_common(1)[0][0] if counted else None
            if graph:
                some = [cluster.Member(row.claim, same.unpacked(row.parts), tuple(unpacked(row.voices)))
                        for row in rows]  # fmt: skip
            else:
                some = [] if most is None else cluster.members(connection, most)
            weighed = cluster.weighed(connection, some)
        inside = len({row.record for row in rows if graph or row.cluster == most})
    found = {} if weighed is None else {side: _bounds(one) for side, one in _sides(weighed).items()}
    return Measured(family["name"], expected, found, inside, len(family["reports"]))


def _sides(weighed: Weighed) -> dict[str, Range]:
    return {str(side): one for side, one in weighed.ranges.items()}


def _bounds(range: Range) -> tuple[int, int]:
    return range.at_least, range.at_most


def _added(ledger: Ledger, reports: list[dict[str, Any]]) -> list[int]:
    """Add the reports; the numbers of the claims that are marked."""
    marked = []
    for at, one in enumerate(reports):

        def read(data: bytes, name: str, about: dict[str, Any] = one) -> Report:
            return pipeline.read_bytes(data, name, outlet=about["outlet"], published=str(about["published"]))

        # The outlet goes along, so that a reprint word for word is a report of its own.
        data = f"{one['text']}\n\n© {one['outlet']}\n".encode()
        added = add(ledger, read, data, path=f"{at}.txt")
        assert added.record is not None
        record = Report.from_dict(ledger.entry(added.record).body["record"])
        says = [one["says"]] if isinstance(one["says"], str) else one["says"]
        places = [match.span() for words in says for match in re.finditer(re.escape(words), record.text)]
        for place, claim in enumerate(record.claims):
            # What was ordered is the claim, not that it was: such a claim has some of the words alone.
            if any(start < b and a < end for start, end in claim.content for a, b in places):
                marked.append(added.record * ROOM + place)
    return marked


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks independence", description=__doc__)
    parser.add_argument("--families", type=Path, default=FAMILIES)
    parser.add_argument("--graph", action="store_true", help="take the marked claims for the cluster")
    given = parser.parse_args(arguments)
    found = [measure(one, graph=given.graph) for one in families(given.families)]
    for one in found:
        mark = "exact" if one.exact else "TOO HIGH" if one.too_high else "other"
        print(f"{mark:9} {one.name}: {one.expected} found {one.found} ({one.inside} of {one.reports} reports)")
    exact, high = sum(one.exact for one in found), sum(one.too_high for one in found)
    print(f"{len(found)} families, exact {exact} ({exact / max(1, len(found)):.0%}), lower bound too high {high}")


if __name__ == "__main__":
    main()
