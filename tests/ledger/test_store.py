"""store: entries come back as they were given, in their order, all or none of them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from reportedly.errors import LedgerError
from reportedly.ledger import Draft, Entry, Ledger, open_ledger
from reportedly.ledger.add import add
from reportedly.ledger.entries import address, storable
from reportedly.ledger.store import AT_ONCE
from reportedly.version import __version__
from tests.ledger.invented import read, report
from tests.ledger.whole import problems

WORDS = st.text(max_size=12)
LARGEST = 2**53 - 1  # RFC 8785, section 3.2.2.3, and RFC 7493, section 2.2
NUMBERS = st.integers(-LARGEST, LARGEST) | st.floats(-LARGEST, LARGEST)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=12,
)


def note(words: str, **more: Any) -> Draft:
    return Draft("note", {"text": words}, **more)


def test_entries_are_numbered_from_zero_without_a_gap(ledger: Ledger) -> None:
    for n in range(3):
        ledger.append([note(f"{n}"), note("again")])
    assert [entry.number for entry in ledger.entries()] == [0, 1, 2, 3, 4, 5]


def test_append_gives_the_entries_as_they_can_be_read(ledger: Ledger) -> None:
    given = ledger.append([note("the third well", report="sha256:0", by="Ana Vos"), note("the fourth well")])
    assert given == list(ledger.entries())
    assert given[0] == ledger.entry(0)
    assert (given[0].ledger, given[0].kind, given[0].report, given[0].by, given[0].version) == (
        ledger.id, "note", "sha256:0", "Ana Vos", __version__,
    )  # fmt: skip
    assert given[0].at == given[1].at
    assert given[0].at.endswith("Z")


def test_nothing_appended_is_nothing(ledger: Ledger) -> None:
    assert ledger.append([]) == []
    assert list(ledger.entries()) == []


def test_nothing_is_kept_of_a_transaction_that_fails(ledger: Ledger) -> None:
    def fail() -> None:
        with ledger.writing() as connection:
            ledger.append([note("gone")], connection)
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()
    assert list(ledger.entries()) == []
    ledger.append([note("kept")])
    assert [entry.number for entry in ledger.entries()] == [0]


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), 2**60, {1: "a"}, b"bytes", {"a": {"b": object()}}])
def test_what_json_does_not_know_is_refused_whole(ledger: Ledger, wrong: Any) -> None:
    with pytest.raises(ValueError, match="an entry cannot be written"):
        ledger.append([note("kept"), Draft("note", {"text": wrong})])
    assert list(ledger.entries()) == []


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(WORDS, VALUES, max_size=4), st.none() | WORDS, st.none() | WORDS)
def test_whatever_json_knows_comes_back(
    tmp_path: Path, body: dict[str, Any], by: str | None, report: str | None
) -> None:
    with open_ledger(tmp_path / "reportedly.db", create=True) as ledger:
        (appended,) = ledger.append([Draft("note", body, report, by)])
        read = ledger.entry(appended.number)
        assert (read.body, read.by, read.report) == (body, by, report)
        assert json.loads(read.canonical())["body"] == body


@settings(max_examples=60)
@given(st.dictionaries(WORDS, VALUES, max_size=4), st.integers(0, 2**40))
def test_an_entry_is_the_same_bytes_whenever_it_is_written(body: dict[str, Any], number: int) -> None:
    entry = Entry("l", number, "note", None, None, "2031-04-02T10:00:00.000Z", body)
    assert Entry.read(entry.canonical()).canonical() == entry.canonical()


@pytest.mark.parametrize(
    "wrong",
    [b"", b"{}", b"[]", b"\xff", b'{"reportedly-ledger":2}', b'{"reportedly-ledger":1,"number":1}', b"[" * 9999],
)
def test_bytes_that_are_no_entry_are_refused(wrong: bytes) -> None:
    with pytest.raises(ValueError, match="these bytes are no entry"):
        Entry.read(wrong)


def test_half_a_surrogate_is_spelled_out(ledger: Ledger) -> None:
    (entry,) = ledger.append([note("from \udcff.txt", by="\ud83d")])
    assert (entry.body["text"], entry.by) == ("from \\udcff.txt", "\\ud83d")
    assert ledger.entry(0) == entry


@given(VALUES)
def test_what_can_be_stored_is_left_as_it_is(value: Any) -> None:
    assert storable(value) == value


def test_entries_are_found_by_kind_and_report_and_from_a_number_on(ledger: Ledger) -> None:
    ledger.append([note("a", report="sha256:1"), Draft("rating", {"record": 0}, "sha256:1"), note("b"), note("c")])
    assert [entry.number for entry in ledger.entries(kind="note")] == [0, 2, 3]
    assert [entry.number for entry in ledger.entries(report="sha256:1")] == [0, 1]
    assert [entry.number for entry in ledger.entries(kind="note", report="sha256:1")] == [0]
    assert [entry.number for entry in ledger.entries(start=2)] == [2, 3]
    assert [entry.number for entry in ledger.entries(kind="export")] == []


def test_more_entries_than_are_fetched_at_a_time_come_all(ledger: Ledger) -> None:
    ledger.append([note(f"{n}") for n in range(2 * AT_ONCE + 1)])
    assert [entry.body["text"] for entry in ledger.entries()] == [f"{n}" for n in range(2 * AT_ONCE + 1)]
    assert problems(ledger) == []


def test_an_entry_that_is_not_there_is_a_key_error(ledger: Ledger) -> None:
    for number in (-1, 0, 2**62, 2**64):
        with pytest.raises(KeyError):
            ledger.entry(number)


def test_bytes_come_back_and_are_kept_once(ledger: Ledger) -> None:
    data = bytes(range(256)) * 3
    digest = hashlib.sha256(data).hexdigest()
    ledger.append([note("a", blob=data), note("b", blob=data)])
    ledger.append([note("c", blob=data)])
    assert ledger.bytes_of(digest) == data
    with ledger.reading() as connection:
        rows = connection.execute(text("SELECT sha1, size FROM blobs")).all()
    assert rows == [(hashlib.sha1(data).hexdigest(), 768)]
    with pytest.raises(KeyError):
        ledger.bytes_of("0" * 64)


def change(ledger: Ledger, statement: str, **values: Any) -> None:
    """Change a row behind the ledger's back."""
    with ledger.engine.begin() as connection:
        connection.execute(text(statement), values)


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("UPDATE entries SET canonical = :new WHERE number = 1", {"new": b"{}"}),
        ("UPDATE entries SET leaf = :new WHERE number = 1", {"new": b"0" * 32}),
        (
            "UPDATE entries SET canonical = :new, leaf = :leaf WHERE number = 1",
            {"new": b"{}", "leaf": hashlib.sha256(b"\0{}").digest()},
        ),
        (
            "UPDATE entries SET canonical = (SELECT canonical FROM entries WHERE number = 0), "
            "leaf = (SELECT leaf FROM entries WHERE number = 0) WHERE number = 1",
            {},
        ),
    ],
)
def test_an_entry_that_was_changed_is_not_given_out(ledger: Ledger, statement: str, values: dict[str, Any]) -> None:
    ledger.append([note("a"), note("b")])
    change(ledger, statement, **values)
    with pytest.raises(LedgerError, match="entry 1"):
        ledger.entry(1)
    with pytest.raises(LedgerError, match="entry 1"):
        list(ledger.entries())


def test_bytes_that_were_changed_are_not_given_out(ledger: Ledger) -> None:
    ledger.append([note("a", blob=b"the third well")])
    change(ledger, "UPDATE blobs SET bytes = :new", new=b"the fourth well")
    digest = hashlib.sha256(b"the third well").hexdigest()
    with pytest.raises(LedgerError, match=f"the bytes of {digest} are not those that were stored"):
        ledger.bytes_of(digest)


def test_a_report_and_its_record_fit_together(ledger: Ledger) -> None:
    for n in range(9):
        add(ledger, read, report(n))
        assert problems(ledger) == []


@pytest.mark.parametrize(
    ("url", "spelled"),
    [
        ("https://Example.ORG/Wells?a=B#top", "https://example.org/Wells?a=B"),
        ("HTTP://example.org", "http://example.org"),
        ("https://예시.example/우물", "https://예시.example/우물"),
        ("not an address", "not an address"),
        ("http://[half", "http://[half"),
        ("https://example.org/\udcff\0", "https://example.org/\\udcff"),
    ],
)
def test_an_address_has_one_spelling(url: str, spelled: str) -> None:
    assert address(url) == spelled
    assert address(spelled) == spelled
