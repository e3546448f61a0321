"""Whatever is changed at random in a ledger is named by verify, which never fails. More: benchmarks/tampering.py."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from benchmarks.tampering import SHARES, Change, File, Server, changes, seen
from tests.ledger import postgresql

IN_A_FILE, IN_POSTGRESQL = 150, 20


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> File:
    return File(tmp_path_factory.mktemp("changed") / "ledger.db")


def missed(done: Sequence[Change]) -> list[Change]:
    return [one for one in done if not one.named]


def test_random_changes_of_a_file_are_named(file: File) -> None:
    assert missed(list(changes(file, IN_A_FILE, 11))) == []


@pytest.mark.parametrize("kind", SHARES)
def test_changes_of_each_kind_are_named(file: File, kind: str) -> None:
    chance = random.Random(5)
    assert missed([file.change(kind, chance) for _ in range(3)]) == []


def test_random_changes_in_postgresql_are_named(server: postgresql.Server) -> None:
    assert missed(list(changes(Server(server), IN_POSTGRESQL, 11))) == []


def test_what_a_reader_sees_is_the_same_as_long_as_nothing_was_changed(file: File) -> None:
    file.put(file.whole)
    assert seen(file.path) == file.seen
    file.put(file.whole + bytes(4096))  # which SQLite does not count to the database
    assert seen(file.path) == file.seen
