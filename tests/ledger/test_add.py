"""add: the same bytes once, another version linked to the one before, many at once, and on from where one stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from reportedly.errors import LedgerError, NotText, ReportError
from reportedly.ledger import Ledger
from reportedly.ledger.add import Added, Obtained, add, add_many, find, has, id_of, keep
from reportedly.ledger.verify import verify
from reportedly.record import Origin, Report
from reportedly.version import __version__
from tests.ledger.invented import OUTLET, read, report
from tests.ledger.whole import problems

URL = "https://harbour.example/wells"


class Reader:
    """Reads like ``read``, and remembers what it was asked to read; refuses the bytes ``refused``."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.taken = 0

    def __call__(self, data: bytes, name: str) -> Report:
        self.asked.append(name)
        if data == b"refused":
            raise NotText(name, "it is empty")
        return read(data, name)

    def many(self, documents: Iterable[tuple[bytes, str]]) -> Iterator[tuple[tuple[bytes, str], Report | ReportError]]:
        for document in documents:
            self.taken += 1
            try:
                yield document, self(*document)
            except ReportError as wrong:
                yield document, wrong


def test_a_report_its_bytes_and_its_record_are_kept(ledger: Ledger) -> None:
    data = report(1)
    added = add(ledger, read, data, path="wells.txt", url=URL, retrieved="2031-04-03T08:00:00Z", by="Ana Vos")
    assert added == Added(id_of(data), True, 1, None)
    about, record = ledger.entries()
    digest = hashlib.sha256(data).hexdigest()
    assert about.body == {
        "id": f"sha256:{digest}",
        "sha256": digest,
        "sha1": hashlib.sha1(data).hexdigest(),
        "size": len(data),
        "media_type": "text/plain",
        "obtained": {"path": "wells.txt", "url": URL, "retrieved": "2031-04-03T08:00:00Z", "how": "file"},
        "outlet": OUTLET,
        "title": "Wells sealed in valley 1",
        "published": "2031-04-02",
        "language": "en",
        "earlier": None,
    }
    assert (about.kind, about.report, about.by, about.version) == ("report", added.report, "Ana Vos", __version__)
    assert (record.kind, record.report, record.by) == ("record", added.report, "Ana Vos")
    assert (record.body["codebook"], record.body["earlier"]) == (None, None)
    origin = Origin("wells.txt", URL, "2031-04-03T08:00:00Z")
    assert Report.from_dict(record.body["record"]) == replace(read(data, ""), origin=origin)
    assert ledger.bytes_of(digest) == data


def test_what_the_record_says_of_its_origin_stays_unless_an_address_is_given(ledger: Ledger) -> None:
    known = Origin(path="inbox/wells.txt")
    add(ledger, lambda data, name: replace(read(data, name), origin=known), report(1), path="wells.txt")
    assert Report.from_dict(ledger.entry(1).body["record"]).origin == known


def test_the_same_bytes_are_neither_read_nor_added_again(ledger: Ledger) -> None:
    reader = Reader()
    first = add(ledger, reader, report(1), path="a.txt")
    again = add(ledger, reader, report(1), path="b.txt", url=URL)
    assert (again.new, again.report, again.record) == (False, first.report, first.record)
    assert reader.asked == ["a.txt"]
    assert len(list(ledger.entries())) == 2


def test_whoever_is_faster_keeps_it(ledger: Ledger) -> None:
    def slow(data: bytes, name: str) -> Report:
        add(ledger, read, data, path="faster.txt")
        return read(data, name)

    added = add(ledger, slow, report(1), path="slower.txt")
    assert (added.new, added.record) == (False, 1)
    assert [entry.body["obtained"]["path"] for entry in ledger.entries(kind="report")] == ["faster.txt"]
    assert problems(ledger) == []


def test_nothing_is_kept_of_a_report_that_cannot_be_read(ledger: Ledger) -> None:
    with pytest.raises(NotText):
        add(ledger, Reader(), b"refused", path="empty.txt")
    assert list(ledger.entries()) == []


def test_a_record_of_other_bytes_is_refused(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match=r"wells.txt: the record is not one of these bytes"):
        add(ledger, lambda _, name: read(report(2), name), report(1), path="wells.txt")
    assert list(ledger.entries()) == []


def test_other_bytes_from_the_same_address_are_a_new_version(ledger: Ledger) -> None:
    one = add(ledger, read, report(1), url=URL)
    other = add(ledger, read, report(9), url="https://elsewhere.example/wells")
    two = add(ledger, read, report(2), url=URL.upper().replace("WELLS", "wells") + "#top")
    three = add(ledger, read, report(3), url=URL)
    assert [found.earlier for found in (one, other, two, three)] == [None, None, one.report, two.report]
    assert [entry.body["earlier"] for entry in ledger.entries(kind="report")] == [None, None, one.report, two.report]
    assert find(ledger, two.report) == replace(two, new=False)


def test_files_of_one_name_are_not_versions_of_one_another(ledger: Ledger) -> None:
    add(ledger, read, report(1), path="wells.txt")
    assert add(ledger, read, report(2), path="wells.txt").earlier is None


def test_has_knows_what_is_there(ledger: Ledger) -> None:
    added = add(ledger, read, report(1))
    assert has(ledger, added.report.removeprefix("sha256:"))
    assert not has(ledger, "0" * 64)
    assert find(ledger, id_of(report(2))) is None


def test_the_codebook_that_was_used_is_named(ledger: Ledger) -> None:
    add(ledger, read, report(1), codebook="ab" * 32)
    assert ledger.entry(1).body["codebook"] == "ab" * 32


def test_names_that_are_not_unicode_are_spelled_out(ledger: Ledger) -> None:
    def titled(data: bytes, name: str) -> Report:
        return replace(read(data, name), title="Wells \udcff", outlet="\ud83d", origin=Origin(path=name))

    add(ledger, titled, report(1), path="wells-\udcff.txt", url="https://harbour.example/\udcff")
    assert ledger.entry(1).body["record"]["report"]["title"] == "Wells \\udcff"
    assert verify(ledger).problems == ()
    obtained = ledger.entry(0).body["obtained"]
    assert (obtained["path"], obtained["url"]) == ("wells-\\udcff.txt", "https://harbour.example/\\udcff")
    assert add(ledger, read, report(2), url="https://harbour.example/\udcff").earlier == id_of(report(1))


def test_a_zero_byte_in_a_text_does_no_harm(ledger: Ledger) -> None:
    def nought(data: bytes, name: str) -> Report:
        known = read(data, name)
        return replace(known, text=known.text.replace(" valley", "\0valley"))

    add(ledger, nought, report(1), path="wells.txt", url="https://harbour.example/\0")
    assert "in\0valley 1" in ledger.entry(1).body["record"]["report"]["text"]
    assert verify(ledger).problems == ()


def these(*numbers: int) -> list[tuple[bytes, Obtained]]:
    return [(report(n), Obtained(path=f"{n}.txt")) for n in numbers]


def test_many_come_in_their_order_with_what_became_of_each(ledger: Ledger) -> None:
    add(ledger, read, report(2))
    add(ledger, read, report(5))
    reader = Reader()
    given = [*these(2, 1), (b"refused", Obtained(path="x.txt")), *these(5, 3, 1, 5)]
    done = list(add_many(ledger, reader.many, given, by="Ana Vos", codebook="ab" * 32))
    assert [obtained for obtained, _ in done] == [obtained for _, obtained in given]
    what = [one.new if isinstance(one, Added) else str(one) for _, one in done]
    assert what == [False, True, "x.txt: it is empty", False, True, False, False]
    assert reader.asked == ["1.txt", "x.txt", "3.txt"]
    new = list(ledger.entries(start=4))
    assert [entry.by for entry in new] == ["Ana Vos"] * 4
    assert new[1].body["codebook"] == "ab" * 32
    assert problems(ledger) == []


def test_what_many_yields_is_stored_already(ledger: Ledger) -> None:
    adding = add_many(ledger, Reader().many, these(1, 2, 3))
    for number in (1, 2, 3):
        next(adding)
        assert len(list(ledger.entries(kind="report"))) == number


def test_many_goes_on_where_it_stopped(ledger: Ledger) -> None:
    adding = add_many(ledger, Reader().many, these(*range(8)))
    assert [next(adding)[1] for _ in range(3)]
    adding.close()  # type: ignore[attr-defined]
    reader = Reader()
    done = list(add_many(ledger, reader.many, these(*range(8))))
    assert reader.asked == [f"{n}.txt" for n in range(3, 8)]
    assert [one.new for _, one in done if isinstance(one, Added)] == [False] * 3 + [True] * 5
    assert problems(ledger) == []


def test_many_that_are_all_there_need_no_reader(ledger: Ledger) -> None:
    list(add_many(ledger, Reader().many, these(1, 2)))

    def none(_: object) -> Iterator[tuple[tuple[bytes, str], Report | ReportError]]:
        raise AssertionError("a reader was started")

    assert [one.new for _, one in add_many(ledger, none, these(1, 2)) if isinstance(one, Added)] == [False] * 2


def test_no_more_are_taken_than_are_read_soon(ledger: Ledger) -> None:
    taken: list[int] = []

    def endless() -> Iterator[tuple[bytes, Obtained]]:
        for n in range(1000):
            taken.append(n)
            yield report(n), Obtained(path=f"{n}.txt")

    adding = add_many(ledger, Reader().many, endless())
    next(adding)
    assert len(taken) == 1


def test_a_fault_of_the_ledger_ends_it_all(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LedgerError("the disk is full")

    adding = add_many(ledger, Reader().many, these(1, 2, 3))
    next(adding)
    monkeypatch.setattr(Ledger, "append", fail)
    with pytest.raises(LedgerError):
        next(adding)
    assert len(list(ledger.entries())) == 2


def test_a_report_read_elsewhere_is_kept(ledger: Ledger) -> None:
    added = keep(ledger, report(1), read(report(1), ""), Obtained(how="input"))
    assert added.new
    assert ledger.entry(0).body["obtained"] == {"path": None, "url": None, "retrieved": None, "how": "input"}
