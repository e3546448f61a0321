"""store: a full disk, a cut connection and many programs at once leave a ledger whole, with all it said to hold."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import threading
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from reportedly.errors import LedgerError
from reportedly.ledger import Draft, Ledger, open_ledger
from reportedly.ledger.add import Added, add
from tests.ledger.conftest import Place
from tests.ledger.invented import read, report
from tests.ledger.postgresql import Server
from tests.ledger.whole import problems

FORK = multiprocessing.get_context("fork")


def full_after(engine: Engine, pages: int) -> None:
    """Let a file's database grow by no more than some pages of 4,096 bytes."""

    def limit(connection: Any, *_: object) -> None:
        (there,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {there + pages}")

    event.listen(engine, "checkout", limit, once=True)


@pytest.mark.parametrize("place", ["sqlite", "encrypted"], indirect=True)
@pytest.mark.parametrize("pages", [0, 1, 5, 40])
def test_a_full_disk_is_named_and_what_was_stored_stays(place: Place, pages: int) -> None:
    stored = []
    with place.open(create=True) as ledger:
        stored.append(add(ledger, read, report(0)).report)
        ledger.engine.dispose()  # or a connection from before would not know the limit
        full_after(ledger.engine, pages)
        with pytest.raises(LedgerError, match="could not be written, because the disk is full"):
            stored.extend(add(ledger, read, report(n, sentences=400)).report for n in range(1, 100))
    with place.open() as ledger:
        assert problems(ledger) == []
        assert [entry.report for entry in ledger.entries(kind="report")][:1] == stored[:1]


def _fill(where: str, passphrase: str | None, size: int, say: int) -> None:
    """Add reports until no file may grow further; say each that is stored, and what was complained of."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    with open_ledger(where, passphrase=passphrase) as ledger:
        try:
            for number in range(1000):
                os.write(say, f"{add(ledger, read, report(number, sentences=40)).report}\n".encode())
        except LedgerError as wrong:
            os.write(say, f"{wrong}\n".encode())


@pytest.mark.parametrize("place", ["sqlite", "encrypted"], indirect=True)
@pytest.mark.parametrize("size", [300_000, 333_333, 700_000, 3_000_000])
def test_a_write_that_fails_half_way_loses_nothing_that_was_stored(place: Place, size: int) -> None:
    place.open(create=True).close()
    heard, say = os.pipe()
    process = FORK.Process(target=_fill, args=(place.where, place.passphrase, size, say))
    process.start()
    os.close(say)
    with os.fdopen(heard) as stream:
        *stored, complaint = stream.read().splitlines()
    process.join()
    assert complaint.startswith(f"the ledger {place.where} could not be ")
    with place.open() as ledger:
        assert problems(ledger) == []
        there = [entry.report for entry in ledger.entries(kind="report")]
    assert there[: len(stored)] == stored
    assert len(there) <= len(stored) + 1


@pytest.fixture
def cut_off(server: Server) -> Any:
    """End all connections to a ledger's database from outside."""

    def cut(ledger: Ledger) -> None:
        database = ledger.engine.url.database
        server.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")

    return cut


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
class TestConnection:
    """To PostgreSQL, cut."""

    def test_between_two_transactions_does_not_matter(self, ledger: Ledger, cut_off: Any) -> None:
        add(ledger, read, report(1))
        cut_off(ledger)
        add(ledger, read, report(2))
        assert problems(ledger) == []
        assert len(list(ledger.entries(kind="report"))) == 2

    @pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
    def test_within_one_keeps_nothing_of_it(
        self, ledger: Ledger, cut_off: Any, before: bool, caplog: pytest.LogCaptureFixture
    ) -> None:
        add(ledger, read, report(1))

        def fail() -> None:
            with ledger.writing() as connection:
                if before:
                    cut_off(ledger)
                ledger.append([Draft("note", {"text": "gone"})], connection)
                cut_off(ledger)

        with pytest.raises(LedgerError, match="lost its connection to the server"):
            fail()
        assert problems(ledger) == []
        assert [entry.kind for entry in ledger.entries()] == ["report", "record"]
        add(ledger, read, report(2))
        assert problems(ledger) == []
        assert caplog.text == ""

    def test_while_reading_is_named(self, ledger: Ledger, cut_off: Any) -> None:
        add(ledger, read, report(1))

        def fail() -> None:
            with ledger.reading() as connection:
                cut_off(ledger)
                connection.execute(text("SELECT 1"))

        with pytest.raises(LedgerError, match="lost its connection to the server"):
            fail()
        assert len(list(ledger.entries())) == 2


def test_what_is_read_stays_the_same_while_others_append(place: Place) -> None:
    with place.open(create=True) as one, place.open() as two:
        add(one, read, report(1))
        with one.reading() as connection:
            count = text("SELECT count(*) FROM entries")
            before = connection.execute(count).scalar()
            add(two, read, report(2))
            assert connection.execute(count).scalar() == before == 2
        assert len(list(one.entries())) == 4


def test_reading_does_not_wait_for_who_appends(place: Place) -> None:
    with place.open(create=True) as one, place.open() as two:
        add(one, read, report(1))
        with one.writing() as connection:
            one.append([Draft("note", {"text": "on its way"})], connection)
            assert len(list(two.entries())) == 2
        assert len(list(two.entries())) == 3


def test_who_waits_too_long_is_told_why(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.ledger.complaints.WAIT", 1)
    with (
        place.open(create=True) as one,
        place.open() as two,
        one.writing(),
        pytest.raises(LedgerError, match="another program has been writing to it"),
    ):
        two.append([Draft("note", {"text": "never"})])


def _append(place: Place, who: int, times: int) -> None:
    with place.open(create=True) as ledger:
        for n in range(times):
            ledger.append([Draft("note", {"text": f"{who} {n} {part}"}, by=str(who)) for part in "ab"])


def test_programs_that_append_at_once_lose_and_double_nothing(place: Place) -> None:
    processes = [FORK.Process(target=_append, args=(place, who, 15)) for who in range(4)]
    for one in processes:
        one.start()  # none of them finds a ledger: they make it at once, too
    for one in processes:
        one.join()
    assert [one.exitcode for one in processes] == [0] * 4
    with place.open() as ledger:
        assert problems(ledger) == []
        told = [entry.body["text"] for entry in ledger.entries()]
    assert Counter(told) == Counter(f"{who} {n} {part}" for who in range(4) for n in range(15) for part in "ab")
    assert all(second == first[:-1] + "b" for first, second in zip(told[::2], told[1::2], strict=True))


def test_threads_that_add_the_same_reports_add_each_once(ledger: Ledger) -> None:
    done: list[Added] = []

    def all_of_them() -> None:
        done.extend(add(ledger, read, report(n)) for n in range(10))

    threads = [threading.Thread(target=all_of_them) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert problems(ledger) == []
    assert len(done) == 30
    assert sum(one.new for one in done) == 10
