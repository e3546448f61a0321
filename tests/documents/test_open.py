"""documents.open_*: files, limits, what the report says of where it came from."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, NoReturn

import pytest

from reportedly import documents
from reportedly.documents import LARGEST, open_bytes, open_file, open_text
from reportedly.errors import NotFound, NotPermitted, NotText, ReportError, TooLarge

PLAIN = "Harvest halted\n\nBy Mira Tolm\n\nThe council has stopped the harvest, a resident told The Harbour Wire.\n"


def test_a_file_becomes_a_report_with_empty_layers(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(b"\xef\xbb\xbf" + PLAIN.encode())
    report = open_file(path)
    assert report.text == PLAIN
    assert report.id == "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
    assert report.origin.path == str(path)
    assert report.media_type == "text/plain"
    assert (report.title, report.byline, report.language) == ("Harvest halted", ("Mira Tolm",), "en")
    assert report.claims == report.attributions == report.sources == report.notes == ()
    assert open_file(str(path)) == report


def test_what_the_caller_knows_goes_over_what_the_report_says() -> None:
    report = open_text(PLAIN, outlet="Other", published="2020-02-02", title="Mine")
    assert (report.outlet, report.published, report.title) == ("Other", "2020-02-02", "Mine")
    assert report.id == "sha256:" + hashlib.sha256(PLAIN.encode()).hexdigest()


def test_a_missing_file_and_a_path_through_a_file_are_not_found(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "none.txt", tmp_path / "file" / "below.txt", "nul\x00name"):
        with pytest.raises(NotFound) as caught:
            open_file(path)
        assert caught.value.name == str(path)


def test_a_directory_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(NotText, match="directory"):
        open_file(tmp_path)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (PermissionError(13, "no"), NotPermitted),
        (FileNotFoundError(2, "gone"), NotFound),
        (OSError(5, "I/O error"), ReportError),
    ],
)
def test_failures_while_opening_are_report_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, kind: type[ReportError]
) -> None:
    path = tmp_path / "one.txt"
    path.write_text("x")

    def fail(*arguments: Any, **options: Any) -> NoReturn:
        raise error

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(kind, match=r"one\.txt"):
        open_file(path)


def test_more_than_the_limit_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"word " * (LARGEST // 5 + 1))
    with pytest.raises(TooLarge, match="10 MB"):
        open_file(path)
    with pytest.raises(TooLarge):
        open_bytes(path.read_bytes(), "big.txt")
    with pytest.raises(TooLarge):
        open_text("한" * (LARGEST // 3 + 1))


def test_a_very_long_text_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The council closed the road, and the drivers waited.\n\n" * 20_000
    assert open_text(text).language == "en"


def test_a_type_that_is_not_read_is_refused() -> None:
    with pytest.raises(NotText, match="application/pdf"):
        open_bytes(b"text", "a", media_type="application/pdf")
    with pytest.raises(NotText, match="feed"):
        open_bytes(b'<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>', "a.xml")


def test_the_charset_of_the_carrier_is_honoured() -> None:
    text = "Комитет закрыл дорогу."
    assert open_bytes(text.encode("koi8-r"), "a", media_type="text/plain; charset=koi8-r").text == text


def test_the_public_names_are_these() -> None:
    assert documents.__all__ == ["LARGEST", "load", "open_bytes", "open_file", "open_text"]
