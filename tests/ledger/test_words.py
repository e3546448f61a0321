"""SQLite's full text is compared with its rows: word by word, however words are spelled, and what is kept beside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, text

from reportedly.ledger import Ledger, open_ledger, words
from reportedly.ledger.index_tables import claims
from reportedly.ledger.occurrences import PRIME, drawn
from reportedly.ledger.snapshot import snapshot

TOKEN = st.text(alphabet="abz09é한글ʘ", min_size=1, max_size=40)
ROWS = st.lists(st.lists(TOKEN, max_size=12), min_size=1, max_size=5)
PLACES = st.integers(0, 2**40), st.integers(0, 20000)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with open_ledger(tmp_path_factory.mktemp("words") / "reportedly.db", create=True) as opened:
        yield opened


def put(ledger: Ledger, rows: list[list[str]], indexed: list[list[str]]) -> list[str]:
    """What is named where rows hold some words and the full text was told of others, in rows of these numbers."""
    numbers = [7 * at * at + at for at in range(len(rows))]
    with ledger.writing() as connection:
        connection.exec_driver_sql("DELETE FROM claims")
        connection.exec_driver_sql("INSERT INTO claims_found(claims_found) VALUES('delete-all')")
        for id, row, told in zip(numbers, rows, indexed, strict=True):
            values = {"id": id, "record": 0, "dated": 0, "published": 0, "published_to": 0}
            connection.execute(insert(claims).values(**values, tokens=f" {' '.join(row)} "))
            query = text("INSERT INTO claims_found(rowid, tokens) VALUES (:id, :tokens)")
            connection.execute(query, {"id": id, "tokens": f" {' '.join(told)} "})
    with snapshot(ledger.engine) as connection:
        return list(words.check(connection, "claims"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(rows=[["abcdefgh"], ["abcdefghi"], [], ["a" * 40, "a" * 39]])
@given(rows=ROWS)
def test_whatever_words_rows_hold_their_full_text_fits(ledger: Ledger, rows: list[list[str]]) -> None:
    assert put(ledger, rows, rows) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, other=st.randoms(use_true_random=False))
def test_words_that_changed_their_places_are_named(ledger: Ledger, rows: list[list[str]], other) -> None:  # type: ignore[no-untyped-def]
    every = [word for row in rows for word in row]
    other.shuffle(every)
    told = [[every.pop() for _ in row] for row in rows]
    assert bool(put(ledger, rows, told)) == (told != rows)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["a", "b", "b", "b", "a", "a"]], [["b", "a", "a", "b", "b", "b", "a"][:6]]),
        # Places with one sum and one sum of squares: 0, 4, 5 and 1, 2, 6.
        ([["a", "b", "b", "b", "a", "a", "b"]], [["b", "a", "a", "b", "b", "b", "a"]]),
        ([["a", "b"], ["c", "d"]], [["a", "d"], ["c", "b"]]),
        ([["a"], ["b"]], [["b"], ["a"]]),
        ([["ab"]], [["ba"]]),
        ([["abcdefghi"]], [["abcdefghj"]]),
    ],
)
def test_changes_that_would_cancel_one_another_out_are_named(
    ledger: Ledger, rows: list[list[str]], told: list[list[str]]
) -> None:
    assert any("is not found where it stands" in one for one in put(ledger, rows, told))


@given(occurrence=st.tuples(*PLACES))
def test_an_occurrence_has_one_number_in_all_three_languages(occurrence: tuple[int, int]) -> None:
    factors = drawn()
    row, place = occurrence
    with closing(sqlite3.connect(":memory:")) as connection:
        (there,) = connection.execute(f"SELECT {factors.in_sql()} FROM (SELECT {row} doc, {place} offset)").fetchone()
    many = factors.numbers(np.array([row % PRIME], np.uint64), np.array([place], np.uint64))
    assert there == factors.number(row, place) == int(many[0])


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE claims_found_docsize SET sz = x'07' WHERE id = 0", "the number of words of row 0"),
        ("DELETE FROM claims_found_docsize WHERE id = 0", "the number of words of row 0"),
        ("INSERT INTO claims_found_docsize VALUES (99, x'01')", "the number of words is kept of 3 rows"),
        ("UPDATE claims_found_data SET block = x'0204' WHERE id = 1", "how many rows and words there are"),
        ("DELETE FROM claims_found_data WHERE id = 1", "how many rows and words there are"),
    ],
)
def test_what_is_kept_to_say_which_row_is_most_relevant_is_compared(tmp_path: Path, statement: str, says: str) -> None:
    path = tmp_path / "reportedly.db"
    with open_ledger(path, create=True) as ledger:
        assert put(ledger, [["a", "b"], ["c"]], [["a", "b"], ["c"]]) == []
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)
    with open_ledger(path) as ledger, snapshot(ledger.engine) as reading:
        assert any(says in one for one in words.check(reading, "claims"))


def test_a_long_full_text_is_summed_in_parts_that_hold_every_word(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "PAGES", 2)
    rows = [[f"w{row:03}{at}é{at * 7 % 13}" for at in range(60)] for row in range(40)]
    assert put(ledger, rows, rows) == []
    with snapshot(ledger.engine) as connection:
        parts = words.ranges(connection, "claims")
    assert len(parts) > 3
    assert (parts[0][0], parts[-1][1]) == (None, None)
    assert [low for low, _ in parts[1:]] == [high for _, high in parts[:-1]]
    told = [*rows[:17], [*rows[17][:30], "other", *rows[17][31:]], *rows[18:]]
    assert len(put(ledger, rows, told)) == 2


def test_a_row_with_a_line_end_is_named(ledger: Ledger) -> None:
    assert any("not found where it stands" in one for one in put(ledger, [["a\nb"], ["c"]], [["a b"], ["d"]]))
