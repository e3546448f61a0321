"""documents.text: bytes become exactly the text that they are, or are refused by name."""

from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.documents import open_bytes, open_text
from reportedly.documents.text import decode
from reportedly.errors import Malformed, NotText, ReportError

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TEXTS = st.text(LETTERS, min_size=1).filter(lambda text: text.strip() and not text.startswith("\ufeff"))

ENGLISH = "The “committee” closed Petrán’s café – again – on Monday, and nobody in Brünnau was told why."
FRENCH = "Les autorités de la région ont arrêté à l’aube trois élèves âgés de 15 ans, déclare la mère de l’un d’eux."
KOREAN = "도 위원회는 지난달 말 회의를 열고 국경 마을의 야간 통행을 금지하라고 지시했다고 소식통이 전했다."


@given(TEXTS)
def test_utf8_and_utf16_come_back_to_the_code_point(text: str) -> None:
    for data in (
        codecs.BOM_UTF8 + text.encode("utf-8"),
        codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    ):
        assert decode(data, "a") == text


@given(TEXTS)
def test_utf8_without_a_mark_comes_back_or_is_a_known_binary_format(text: str) -> None:
    try:
        decoded = decode(text.encode("utf-8"), "a")
    except NotText:
        decoded = text
    assert decoded == text


@pytest.mark.parametrize("text", ["a\r\nb\rc\n\n d \t\n", " \u00a0x\u2028y\u0085z\x0c", "one\ufeffmore\ufeff"])
def test_open_keeps_every_character_of_plain_text(text: str) -> None:
    assert open_bytes(text.encode(), "a.txt").text == text
    assert open_text(text).text == text


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, "café", "It’s", "Brünnau", "naïve “quote”", "é", "£5 – no", "Øst"])
def test_windows_1252_is_told_from_korean(text: str) -> None:
    assert decode(text.encode("cp1252"), "a") == text


@pytest.mark.parametrize(
    "text",
    [
        KOREAN,
        "북한",
        "회의",
        "평양 (로이터) - 당국",
        "“경고”라고 말했다",
        "펲시 콜라를 샀다고 주민이 말했다",
        "The word 회의 was used.",
    ],
)
def test_korean_is_told_from_windows_1252(text: str) -> None:
    assert decode(text.encode("cp949"), "a") == text


@pytest.mark.parametrize("text", [ENGLISH, FRENCH])
def test_long_windows_1252_is_told_from_korean(text: str) -> None:
    assert decode((text + "\n\n").encode("cp1252") * 500, "a") == (text + "\n\n") * 500


def test_long_korean_is_told_from_windows_1252() -> None:
    assert decode((KOREAN + "\r\n").encode("euc-kr") * 500, "a") == (KOREAN + "\r\n") * 500


@pytest.mark.parametrize("text", [ENGLISH, KOREAN, "All quiet."])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Комитет закрыл дорогу в порт, сообщили жители города во вторник.", "cp1251"),
        ("委员会下令关闭边境村庄的道路，当地居民星期二说。", "gb2312"),
        ("委員会は国境の村の道路を閉鎖するよう命じた、と住民は語った。", "shift_jis"),
    ],
)
def test_an_unsupported_encoding_is_refused_not_guessed(text: str, encoding: str) -> None:
    with pytest.raises(Malformed, match="encoding"):
        decode(text.encode(encoding), "a.txt")


def test_broken_utf8_is_named_with_its_place() -> None:
    data = (KOREAN + ENGLISH).encode()
    with pytest.raises(Malformed, match="broken at byte 4"):
        decode(data[:4] + b"\xff" + data[4:], "a.txt")
    with pytest.raises(Malformed, match="broken at byte"):
        decode(KOREAN.encode()[:-2], "a.txt")


def test_lone_surrogates_are_malformed() -> None:
    with pytest.raises(Malformed, match="surrogate"):
        open_text("one \ud800 two")
    with pytest.raises(Malformed, match="UTF-16"):
        decode(codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00", "a.txt")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "white space"),
        (codecs.BOM_UTF8, "white space"),
        (codecs.BOM_UTF16_LE + " ".encode("utf-16-le"), "white space"),
        (b"%PDF-1.7 \n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "zip"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"GIF89a\x01\x00", "GIF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"some\x00bytes\x00\x01", "NUL"),
        (codecs.BOM_UTF32_LE + "ab".encode("utf-32-le"), "UTF-32"),
    ],
)
def test_what_is_no_text_is_said_to_be_what_it_is(data: bytes, what: str) -> None:
    with pytest.raises(NotText, match=what) as caught:
        open_bytes(data, "box/one.txt")
    assert caught.value.name == "box/one.txt"
    assert caught.value.reason.endswith(".")


@given(st.binary(max_size=400))
def test_arbitrary_bytes_raise_nothing_but_report_errors(data: bytes) -> None:
    with contextlib.suppress(ReportError):
        assert open_bytes(data, "a").text.strip()
