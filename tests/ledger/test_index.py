"""What is searched: it follows the entries, can be made anew from them, and no change of it goes unnamed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, insert, select, text

from reportedly.errors import LedgerError
from reportedly.ledger import Draft, Ledger, index, open_ledger
from reportedly.ledger.index_tables import (
    ENDLESS,
    FOUND,
    PEOPLES,
    ROOM,
    claims,
    derived,
    moments,
    records,
    reports,
    texts,
)
from reportedly.ledger.judgments import judge
from reportedly.ledger.rows import days, every_year, moment, of_record
from tests.ledger.told import Told, close, keep, report, reread

MAY = ("XXXX-05", None, None)
ONE = report(
    Told("Wardens arrested forty listeners", dates=[("2031-03", "2031-03-01", "2031-03-31"), MAY], codes=["a/b"]),
    Told("The wells were sealed", places=[("Pyongyang", "kp-01", "KP")]),
)
OTHER = report(Told("국가보위부가 주민을 체포했다"), title="Another report", published=None, outlet=None, language=None)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Two reports, one of them read twice, with a judgment and something closed."""
    keep(ledger, ONE, OTHER)
    reread(ledger, replace(ONE, claims=ONE.claims[:1]), earlier=1)
    judge(ledger, 4, "c1", "correct", by="Ines", fields={"force": "warned"}, reason="seen")
    close(ledger, ONE.id, "restricted", 4, claim="c1")
    return ledger


def rows(ledger: Ledger) -> dict[str, list[tuple[Any, ...]]]:
    with ledger.reading() as connection:
        return {
            name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for name, table in derived.tables.items()
        }


def problems(ledger: Ledger) -> list[str]:
    with ledger.reading() as connection:
        return list(index.check(connection))


def test_what_is_searched_fits_the_entries(filled: Ledger) -> None:
    assert problems(filled) == []
    assert {name: len(some) for name, some in rows(filled).items()} == {
        "reports": 2, "records": 3, "claims": 5, "moments": 6, "texts": 3, "standings": 3,
    }  # fmt: skip


def test_all_of_it_can_be_made_anew(filled: Ledger) -> None:
    steps: list[int] = []
    before = rows(filled)
    index.rebuild(filled, steps.append)
    assert rows(filled) == before
    assert sum(steps) == 7
    assert problems(filled) == []


def test_it_can_be_made_anew_from_nothing(filled: Ledger) -> None:
    before = rows(filled)
    with filled.writing() as connection:
        for name in derived.tables:
            connection.execute(text(f"DELETE FROM {name}"))
    index.rebuild(filled)
    assert rows(filled) == before


def test_a_record_says_which_rows_it_gives(filled: Ledger) -> None:
    entry = filled.entry(1)
    assert entry.body["index"] == of_record(ONE.to_dict()).digest()


def test_rows_that_a_newer_version_would_give_are_as_good(filled: Ledger) -> None:
    """The digest says what was there first; what is made anew by another version is compared with the record itself."""
    body = {"record": OTHER.to_dict(), "codebook": None, "earlier": None, "index": "0" * 64}
    entry = filled.append([Draft("note", {}, OTHER.id)])[0]
    changed = replace(entry, number=entry.number + 1, kind="record", body=body)
    with filled.writing() as connection:
        columns = {**changed.columns(), "canonical": changed.canonical(), "leaf": b""}
        connection.execute(text("INSERT INTO entries (number, kind, report, url, canonical, leaf) VALUES"
                                " (:number, :kind, :report, :url, :canonical, :leaf)"), columns)  # fmt: skip
        index.add(connection, [changed])
    assert problems(filled) == []


CHANGES = [
    (table.name, column.name) for table in derived.sorted_tables for column in table.columns if column.name != "number"
]


def changed(value: Any) -> Any:
    return value + 1000 if isinstance(value, int) else f"{value or ''} x"


@pytest.mark.parametrize(("table", "column"), CHANGES)
def test_a_changed_value_is_named(filled: Ledger, table: str, column: str) -> None:
    key = rows_of(filled, derived.tables[table])[-1]
    with filled.writing() as connection:
        there = connection.execute(select(derived.tables[table]).where(*key)).one()
        value = changed(getattr(there, column))
        connection.execute(derived.tables[table].update().where(*key).values({column: value}))
    assert any(one.startswith(f"{table}:") for one in problems(filled))


@pytest.mark.parametrize("table", list(derived.tables))
def test_a_missing_row_is_named(filled: Ledger, table: str) -> None:
    key = rows_of(filled, derived.tables[table])[0]
    with filled.writing() as connection:
        connection.execute(derived.tables[table].delete().where(*key))
    assert any(one.startswith(f"{table}:") for one in problems(filled))


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (reports, {"number": 77, "id": "sha256:77", "day": 0, "added": "", "level": 0, "strictest": 0}),
        (records, {"number": 77, "report": 0, "newest": 0, "claims": 0}),
        (claims, {"id": ROOM + 2, "record": 1, "dated": 0, "published": 0, "published_to": 0, "tokens": " x "}),
        (claims, {"id": 77 * ROOM, "record": 77, "dated": 0, "published": 0, "published_to": 0, "tokens": " x "}),
        (claims, {"id": -1, "record": -1, "dated": 0, "published": 0, "published_to": 0, "tokens": " x "}),
        (claims, {"id": ROOM + PEOPLES, "record": 1, "dated": 0, "published": 0, "published_to": 0, "tokens": " x "}),
        (claims, {"id": 3 * ROOM + PEOPLES, "record": 3, "dated": 0, "published": 0, "published_to": 0, "tokens": " "}),
        (texts, {"id": ROOM + 1, "record": 1, "published": 0, "published_to": 0, "tokens": " x "}),
        (moments, {"claim": ROOM, "place": 5, "first": 0, "last": 0, "every_first": 0, "every_last": 0}),
    ],
    ids=lambda value: value.name if isinstance(value, Table) else str(next(iter(value.values()))),
)
def test_a_row_too_many_is_named(filled: Ledger, table: Table, row: dict[str, Any]) -> None:
    with filled.writing() as connection:
        connection.execute(insert(table), row)
    assert any(one.startswith(f"{table.name}:") for one in problems(filled))


def rows_of(ledger: Ledger, table: Table) -> list[list[Any]]:
    """Conditions that pick each row of a table."""
    keys = list(table.primary_key)
    with ledger.reading() as connection:
        return [
            [key == value for key, value in zip(keys, row, strict=True)] for row in connection.execute(select(*keys))
        ]


def test_a_changed_full_text_is_named(filled: Ledger) -> None:
    if filled.engine.dialect.name != "sqlite":
        # The database works this column out itself and refuses; pg8000 may speak of the failed transaction alone.
        refused = "can only be updated to DEFAULT|failed transaction block"
        with pytest.raises(LedgerError, match=refused), filled.writing() as connection:
            connection.execute(text("UPDATE claims SET found = ''"))
        assert problems(filled) == []
        return
    for name in FOUND.values():
        for part in ("data", "idx", "docsize"):
            index.rebuild(filled)
            for key in shadow(filled, f"{name}_{part}"):
                with filled.writing() as connection:
                    connection.exec_driver_sql(f"DELETE FROM {name}_{part} WHERE {key_of(part)} = {key}")
                assert any(one.startswith(f"{name}:") for one in problems(filled)), (name, part, key)
                index.rebuild(filled)


def test_a_full_text_that_is_half_merged_fits(tmp_path: Path) -> None:
    """SQLite takes pages away from the front of what it merges, and leaves their numbers where searches begin."""
    with open_ledger(tmp_path / "reportedly.db", create=True) as ledger:
        with ledger.writing() as connection:
            for setting, value in (("pgsz", 64), ("automerge", 0)):
                connection.exec_driver_sql(
                    f"INSERT INTO claims_found(claims_found, rank) VALUES ('{setting}', {value})"
                )
        for number in range(4):
            keep(ledger, report(*(Told(f"Well w{number}x{one} was sealed in valley {one}") for one in range(60))))
        with ledger.writing() as connection:
            connection.exec_driver_sql("INSERT INTO claims_found(claims_found, rank) VALUES ('merge', -40)")
        assert problems(ledger) == []
        with ledger.reading() as connection:
            pages = f"SELECT min(id & {0x7FFFFFFF}) FROM claims_found_data WHERE id >= {1 << 37} GROUP BY id >> 37"
            first = [row[0] for row in connection.exec_driver_sql(pages)]
        assert max(first) > 1


def key_of(part: str) -> str:
    return {"data": "id", "docsize": "id", "idx": "segid"}[part]


def shadow(ledger: Ledger, table: str) -> list[Any]:
    with ledger.reading() as connection:
        key = key_of(table.rpartition("_")[2])
        return sorted({row[0] for row in connection.exec_driver_sql(f"SELECT {key} FROM {table}")})


def test_checking_adds_nothing(filled: Ledger) -> None:
    before = rows(filled)
    problems(filled)
    assert rows(filled) == before


def test_a_damaged_entry_is_left_to_others(filled: Ledger) -> None:
    with filled.writing() as connection:
        connection.execute(text("UPDATE entries SET canonical = :bad WHERE number IN (0, 1, 5, 6)"), {"bad": b"\xff"})
    problems(filled)


def test_older_records_of_a_report_are_no_longer_the_newest(filled: Ledger) -> None:
    with filled.reading() as connection:
        assert newest(connection) == {1: 0, 3: 1, 4: 1}
        newest_of = {row.number: row.record for row in connection.execute(select(reports))}
    assert newest_of == {0: 4, 2: 3}


def newest(connection: Connection) -> dict[int, int]:
    return {row.number: row.newest for row in connection.execute(select(records))}


@pytest.mark.parametrize(
    ("partial", "both"),
    [
        ("2031", (20310101, 20311231)),
        ("2028-02", (20280201, 20280229)),
        ("2031-03-04", (20310304, 20310304)),
        ("2031-03-04T10:00:00Z", (20310304, 20310304)),
        ("2031-13", None),
        ("2031-02-30", None),
        ("0000-01", None),
        ("March", None),
        ("20310304", None),
        ("", None),
        (None, None),
    ],
)
def test_a_partial_date_has_a_first_and_a_last_day(partial: str | None, both: tuple[int, int] | None) -> None:
    assert days(partial) == both


@pytest.mark.parametrize(
    ("value", "earliest", "latest", "kind", "expected"),
    [
        ("2031-03", "2031-03-01", "2031-03-31", "date", (20310301, 20310331, 0, 0)),
        ("2030", None, "2030-11-30", "date", (0, 20301130, 0, 0)),
        ("2030", "2030-01-01", None, "date", (20300101, ENDLESS, 0, 0)),
        ("XXXX-05", None, None, "date", (0, ENDLESS, 501, 531)),
        ("XXXX-05-12", None, None, "set", (0, ENDLESS, 512, 512)),
        ("XXXX-WI", None, None, "date", (0, ENDLESS, 1201, 229)),
        ("XXXX-Q2", None, None, "date", (0, ENDLESS, 401, 630)),
        ("PAST_REF", None, None, "date", None),
        ("XXXX-WXX-5", None, None, "date", None),
        ("P3Y", None, None, "duration", None),
    ],
)
def test_a_date_is_open_or_unknown(
    value: str, earliest: str | None, latest: str | None, kind: str, expected: tuple[int, ...] | None
) -> None:
    assert moment({"value": value, "earliest": earliest, "latest": latest, "kind": kind}) == expected


def test_a_day_without_a_year_may_be_the_leap_day() -> None:
    assert every_year("XXXX-02-29") == (229, 229)
    assert every_year("XXXX-02-30") is None
