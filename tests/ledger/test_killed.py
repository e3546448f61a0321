"""Whatever was said to be stored is there, once, when the program that stored it was killed at any moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.killed import REPORTS, runs
from tests.ledger.conftest import PASSPHRASE
from tests.ledger.postgresql import Server

RUNS = 20


def see(place: list[tuple[str, str | None]]) -> None:
    """Kill a program in each of these places, and look."""
    places = iter(place)
    done = list(runs(range(RUNS), 7, lambda: next(places)))
    assert [one.wrong for one in done] == [()] * RUNS
    assert any(0 < one.there < REPORTS for one in done), "none was killed half-way, so nothing was tested"


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["sqlite", "encrypted"])
def test_nothing_is_lost_or_doubled_in_a_file(tmp_path: Path, passphrase: str | None) -> None:
    see([(str(tmp_path / f"{n}.db"), passphrase) for n in range(RUNS + 2)])


def test_nothing_is_lost_or_doubled_in_postgresql(server: Server) -> None:
    see([(server.database(), None) for _ in range(RUNS + 2)])
