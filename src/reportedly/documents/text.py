"""Bytes to text: which encoding a file is in, and what it is if it is no text at all.

Supported are UTF-8, UTF-16, windows-1252 and CP949 (which contains EUC-KR), and whatever an HTML page declares.
The text is the file to the code point: no newline is translated, nothing is normalised, only one byte order mark is
not part of it. What fits none of these is refused, for a wrongly decoded text would be recorded as somebody's words.
"""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator

from reportedly.errors import Malformed, NotText

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document (docx, odt, epub)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh9", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a rar archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document (doc, xls, hwp)"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
)

# Of the charsets that pages declare by a narrower or older name, the one that browsers really use.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "utf-16": "utf-8",  # a page whose meta could be read as ASCII is not in UTF-16
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}


def decode(data: bytes, name: str, declared: str | None = None, *, lenient: bool = False) -> str:
    """The text of bytes. ``declared`` is the charset that the document or its carrier names; a BOM goes over it.

    ``lenient`` is for HTML, where browsers too show a page with a broken byte: U+FFFD stands for what is broken.
    Raises NotText for what is empty or binary, Malformed if no supported encoding fits.
    """
    refuse_binary(data, name)
    text = _by_bom(data, name)
    if text is None and b"\x00" in data:
        text = _bare_utf16(data)
        if text is None:
            raise NotText(name, "it is binary data, not text (it contains NUL bytes).")
    if text is None:
        text = _eight_bit(data, name, declared, lenient)
    if not text.strip():
        raise NotText(name, "it contains nothing but white space.")
    if "\x00" in text:
        raise NotText(name, "it is binary data, not text (it contains NUL characters).")
    return text


def refuse_binary(data: bytes, name: str) -> None:
    """Raise NotText for no bytes at all and for the formats that their first bytes give away."""
    if not data:
        raise NotText(name, "it is empty.")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise NotText(name, f"it is {what}, not text or HTML.")
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise NotText(name, "it is an image, a sound recording or a film, not text or HTML.")
    if data[4:8] == b"ftyp":
        raise NotText(name, "it is an image or a film, not text or HTML.")


def _by_bom(data: bytes, name: str) -> str | None:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise NotText(name, "it is UTF-32 text or binary data, which is not read.")
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(encoding)
            except UnicodeDecodeError as error:
                at = error.start + len(bom)
                raise Malformed(name, f"it says that it is {encoding.upper()} but is broken at byte {at}.") from error
    return None


def _bare_utf16(data: bytes) -> str | None:
    """UTF-16 without a BOM, if it is obvious: one byte order gives spaces and line ends and no stray controls."""
    if len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        printable = sum(character.isprintable() or character in "\t\n\r\x0b\x0c\u3000\xa0" for character in text)
        plain = sum(character.isascii() for character in text)
        # Swapped bytes turn " " and "\n" into U+2000 and U+0A00, and ASCII letters into rare CJK.
        if "\x00" not in text and printable == len(text) and plain >= len(text) * 0.05:
            return text
    return None


def _eight_bit(data: bytes, name: str, declared: str | None, lenient: bool) -> str:
    encoding = _known(declared)
    if encoding is not None:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            # A wrong declaration is common; what the bytes themselves say decides next.
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken_at = error.start
    if _looks_korean(data):
        return data.decode("cp949")
    if _mostly_utf8(data):
        if lenient:
            return data.decode("utf-8", errors="replace")
        raise Malformed(name, f"it is UTF-8 text that is broken at byte {broken_at}.")
    if _looks_western(data):
        return data.decode("cp1252")
    guessed = _guess(data)
    if guessed is not None:
        return guessed
    if lenient:
        return data.decode(encoding or "utf-8", errors="replace")
    if _control_share(data) > 0.05:
        raise NotText(name, "it is binary data, not text.")
    raise Malformed(name, "its encoding could not be told: it is not UTF-8, UTF-16, windows-1252 or EUC-KR.")


def _known(declared: str | None) -> str | None:
    """Python's name for a declared charset that decodes text, or None."""
    if not declared:
        return None
    try:
        found = codecs.lookup(declared.strip().strip("\"'"))
        b"a".decode(found.name)  # refuses hex, rot13 and the like, which are no text encodings
    except (LookupError, ValueError, UnicodeError):
        return None
    return _WIDER.get(found.name, found.name)


def _pairs(data: bytes) -> Iterator[tuple[int, int]]:
    """The two-byte characters of CP949 text: a byte above 0x80 takes the next one with it."""
    at, end = 0, len(data) - 1
    while at < end:
        if data[at] > 0x80:
            yield data[at], data[at + 1]
            at += 2
        else:
            at += 1


def _looks_korean(data: bytes) -> bool:
    """Whether the bytes are CP949 text rather than windows-1252.

    In windows-1252 a high byte mostly stands alone between ASCII letters (an accent, a curly quotation mark); read as
    CP949 that is an error or a syllable of the rare extension. Running Korean is nearly all pairs of two high bytes
    in the block of common syllables. Chinese GB2312 shares the pairs but falls one half outside that block.
    """
    try:
        data.decode("cp949")
    except UnicodeDecodeError:
        return False
    total = syllables = common = outside = 0
    for first, second in _pairs(data):
        total += 1
        if second >= 0xA1:
            common += 1
            syllables += 0xB0 <= first <= 0xC8
            outside += first > 0xC8
    return total > 0 and common >= total * 0.9 and syllables >= max(1, total * 0.5) and outside * 4 <= syllables


def _looks_western(data: bytes) -> bool:
    """Whether the bytes read as windows-1252: letters with accents are the exception among the letters."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    letters = sum(character.isalpha() for character in text)
    accented = sum(character.isalpha() and not character.isascii() for character in text)
    signs = len(re.findall(r"[^\x00-\x7f\w\s]", text))
    return _control_share(data) < 0.02 and accented <= max(2, letters * 0.3) and signs <= max(2, letters * 0.25)


def _mostly_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 but for a few errors (a cut end, a broken byte)."""
    text = data.decode("utf-8", errors="replace")
    errors = text.count("\ufffd")
    sound = sum(character > "\x7f" for character in text) - errors
    return sound > 2 * errors or (sound > 0 and errors == 1 and text.endswith("\ufffd"))


def _control_share(data: bytes) -> float:
    return sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1b" for byte in data[:65536]) / min(len(data), 65536)


def _guess(data: bytes) -> str | None:
    """What charset-normalizer makes of it, among the supported encodings."""
    from charset_normalizer import from_bytes  # heavy, and needed for few files only

    logging.getLogger("charset_normalizer").setLevel(logging.CRITICAL)
    best = from_bytes(data[: 1 << 20], cp_isolation=["cp949", "cp1252"]).best()
    if best is None:
        return None
    text: str | None = None
    try:
        text = data.decode(best.encoding)
    except UnicodeDecodeError:
        return None
    letters = sum(character.isalpha() for character in text)
    accented = sum(character.isalpha() and not character.isascii() for character in text)
    if best.encoding == "cp1252" and accented > letters * 0.5:
        return None  # Cyrillic, Greek or Arabic of a one-byte encoding, shown as accents
    pairs = list(_pairs(data))
    if best.encoding == "cp949" and sum(0xB0 <= one <= 0xC8 and two >= 0xA1 for one, two in pairs) < len(pairs) * 0.8:
        return None  # Chinese or Japanese, shown as rare Hanja or rare syllables
    return text
