"""Adding reports: files, text and addresses, what is said of them, and what became of each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from reportedly.errors import NotPermitted
from reportedly.ledger import Ledger, confidentiality
from reportedly.web import fetch
from reportedly.web.access import Rank
from reportedly.web.adding import given
from reportedly.web.adding.given import Said
from reportedly.web.app import make_app
from reportedly.web.desk import Desk
from tests.ledger import invented
from tests.web import desks
from tests.web.desks import OWNER, Visitor

WELLS = invented.report(7)
ID = f"sha256:{hashlib.sha256(WELLS).hexdigest()}"


def last(ledger: Ledger) -> tuple[dict[str, Any], dict[str, Any]]:
    """Bodies of the newest report's entry and of its record's."""
    return [*ledger.entries(kind="report")][-1].body, [*ledger.entries(kind="record")][-1].body


def test_one_file_is_kept_byte_for_byte_and_shown(client: Visitor, ledger: Ledger) -> None:
    answer = client.submit("/add/files", files=[("files", ("wells.txt", WELLS, "text/plain"))])
    assert (answer.status_code, answer.headers["location"]) == (303, f"/reports/{ID}")
    report, _ = last(ledger)
    assert ledger.bytes_of(report["sha256"]) == WELLS
    assert report["obtained"] == {"path": "wells.txt", "url": None, "retrieved": None, "how": "file"}
    assert [*ledger.entries(kind="report")][-1].by == OWNER


def test_many_files_are_each_named_and_one_that_fails_stops_no_other(client: Visitor, ledger: Ledger) -> None:
    named = [("a.txt", WELLS), ("b.bin", b"\xff\xfe"), ("c.txt", invented.report(8)), ("a again.txt", WELLS)]
    answer = client.submit("/add/files", files=[("files", (name, data, "text/plain")) for name, data in named])
    assert answer.status_code == 200
    assert "2 added, 1 there already, 1 failed." in answer.text
    assert "b.bin" in answer.text and "it is binary data, not text." in answer.text
    assert answer.text.count('class="outcome"') == 4


def test_the_name_of_a_file_is_text_whatever_it_says(client: Visitor, ledger: Ledger) -> None:
    name = "<script>alert(1)</script>.txt"
    answer = client.submit(
        "/add/files", files=[("files", (name, b"\xff", "text/plain")), ("files", ("x", b"\xff", "x/y"))]
    )
    assert answer.status_code == 422
    assert "&lt;script&gt;alert(1)" in answer.text or "script&gt;" in answer.text
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("/of/somebody/reports/a.txt", "a.txt"), ("C:\\of\\somebody\\a.txt", "a.txt"), ("..\\..\\a", "a"),
        ("a/", "a file without a name"), ("n" * 999, "n" * 255), ("우물.txt", "우물.txt"),
    ],
)  # fmt: skip
def test_folders_of_a_computer_are_not_kept(name: str, kept: str) -> None:
    assert given.file(name, b"", Said()).obtained.path == kept


def test_no_file_and_a_title_for_two_are_refused(client: Visitor, ledger: Ledger) -> None:
    before = len([*ledger.entries()])
    assert client.submit("/add/files").status_code == 422
    two = [("files", ("a", WELLS, "text/plain")), ("files", ("b", invented.report(8), "text/plain"))]
    assert "single report" in client.submit("/add/files", {"title": "both"}, files=two).text
    assert len([*ledger.entries()]) == before


def test_a_text_is_kept_with_the_ends_of_lines_of_a_text_file(client: Visitor, ledger: Ledger) -> None:
    answer = client.submit("/add/text", {"text": WELLS.decode().replace("\n", "\r\n")})
    assert answer.headers["location"] == f"/reports/{ID}"
    assert last(ledger)[0]["obtained"] == {"path": None, "url": None, "retrieved": None, "how": "input"}


def test_a_codebook_of_the_users_own_is_written_down(ledger: Ledger) -> None:
    visitor = Visitor(make_app(Desk(ledger, desks.read, OWNER, codebook="c0de" * 16)))
    assert visitor.submit("/add/text", {"text": WELLS.decode()}).status_code == 303
    assert last(ledger)[1]["codebook"] == "c0de" * 16


def test_a_text_of_white_space_is_named(client: Visitor) -> None:
    answer = client.submit("/add/text", {"text": " \r\n\t"})
    assert answer.status_code == 422
    assert "there is nothing but white space in it." in answer.text


def test_what_is_said_of_a_report_goes_along_to_its_reader(client: Visitor, ledger: Ledger) -> None:
    said = {"outlet": " The  Quay Post ", "published": "2031-05", "title": "Sealed", "found": "https://quay.example/7"}
    assert client.submit("/add/text", {"text": WELLS.decode(), **said}).status_code == 303
    report, record = last(ledger)
    assert (report["outlet"], report["published"], report["title"]) == ("The Quay Post", "2031-05", "Sealed")
    assert report["obtained"]["url"] == "https://quay.example/7" == record["record"]["report"]["origin"]["url"]


@pytest.mark.parametrize(
    "said",
    [{"published": "2031"}, {"published": "2031-13"}, {"published": "2031-02-30"}, {"found": "javascript:alert(1)"},
     {"found": "quay.example"}],
)  # fmt: skip
def test_what_is_no_date_or_no_address_is_refused(client: Visitor, said: dict[str, str]) -> None:
    answer = client.submit("/add/text", {"text": WELLS.decode(), **said})
    assert answer.status_code == 422
    assert f"{next(iter(said.values()))} is no" in answer.text


def test_an_address_is_fetched_only_when_it_is_sent(
    client: Visitor, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def fetched(url: str) -> fetch.Fetched:
        asked.append(url)
        return fetch.Fetched("https://quay.example/wells", WELLS, "2031-05-02T09:26:53.589Z")

    monkeypatch.setattr(fetch, "fetch", fetched)
    client.get("/add?address=https://quay.example/wells")
    assert asked == []
    answer = client.submit("/add/address", {"address": "http://quay.example/wells"})
    assert (answer.status_code, asked) == (303, ["http://quay.example/wells"])
    assert last(ledger)[0]["obtained"] == {
        "path": None, "url": "https://quay.example/wells", "retrieved": "2031-05-02T09:26:53.589Z", "how": "download",
    }  # fmt: skip


@pytest.mark.parametrize("address", ["http://127.0.0.1:8080/", "http://127.0.0.1:25/", "file:///etc/passwd", "quay"])
def test_an_address_that_may_not_be_fetched_is_named(client: Visitor, address: str) -> None:
    answer = client.submit("/add/address", {"address": address})
    assert answer.status_code == 422
    assert address in answer.text and "Not added" in answer.text


def test_a_script_gets_a_line_for_each_and_no_page(client: Visitor) -> None:
    answer = client.submit(
        "/add/files", files=[("files", ("w.txt", WELLS, "text/plain"))], headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith("<li") and "4 claims" in answer.text


def test_a_report_that_somebody_may_not_see_is_not_shown_by_adding_it_again(
    client_of: Callable[[Rank], Visitor], peopled: Ledger
) -> None:
    editor, documenter = client_of("editor"), client_of("documenter")
    assert editor.submit("/add/text", {"text": WELLS.decode()}).status_code == 303
    confidentiality.mark(peopled, ID, "secret", by="Edda Vos")
    answer = documenter.submit("/add/text", {"text": WELLS.decode()})
    assert answer.status_code == 422
    assert "there already" not in answer.text.split("</header>")[-1] and ID not in answer.text


def test_readers_add_nothing(client_of: Callable[[Rank], Visitor], peopled: Ledger) -> None:
    before = len([*peopled.entries()])
    reader = client_of("reader")
    for way, form in (("files", {}), ("text", {"text": WELLS.decode()}), ("address", {"address": "https://a.example"})):
        assert reader.submit(f"/add/{way}", form).status_code == 403
    assert reader.get("/add").status_code == 403
    assert len([*peopled.entries()]) == before


def test_files_are_read_one_by_one_and_failures_named_in_the_browser(page: Page, tmp_path: Path) -> None:
    for number in (7, 8):
        (tmp_path / f"{number}.txt").write_bytes(invented.report(number))
    (tmp_path / "picture.txt").write_bytes(b"\xff\1")
    page.goto("/add")
    page.set_input_files("#files", [tmp_path / name for name in ("7.txt", "picture.txt", "8.txt")])
    page.get_by_role("button", name="Read the files").click()
    expect(page.locator("#adding-said")).to_have_text("3 of 3 read, 1 failed.")
    lines = page.locator("#outcomes > li")
    expect(lines).to_have_count(3)
    expect(lines.nth(1)).to_contain_text("it is binary data, not text.")
    expect(lines.nth(0)).to_contain_text("4 claims")


def test_files_can_be_dropped_on_the_page(page: Page) -> None:
    page.goto("/add")
    page.evaluate(
        """text => {
          const dropped = new DataTransfer();
          dropped.items.add(new File([text], "dropped.txt", { type: "text/plain" }));
          for (const kind of ["dragenter", "dragover", "drop"])
            document.body.dispatchEvent(
              new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: dropped }));
        }""",
        WELLS.decode(),
    )
    expect(page.locator("#outcomes > li")).to_contain_text("dropped.txt")
    expect(page.locator("#adding-said")).to_have_text("1 of 1 read.")


def test_what_fetch_refuses_says_why() -> None:
    with pytest.raises(NotPermitted, match="only addresses that begin with"):
        given.page("ftp://quay.example/")
