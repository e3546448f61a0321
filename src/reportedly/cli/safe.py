"""Text of strangers, made safe to show in a terminal."""

from __future__ import annotations

import re
import unicodedata

_GAPS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_KEPT = "\u200c\u200d"
"""Joiners: Persian, Hindi and others are not spelled rightly without them, and they hide nothing."""

_PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "--",
        "…": "...",
        "›": ">",
        "·": "-",
        "│": "|",
        "═": "=",
        "\u00a0": " ",
    }
)


def visible(text: str, encoding: str = "utf-8") -> str:
    r"""``text`` in one line with nothing in it that a terminal obeys or that ``encoding`` lacks.

    Line breaks and tabs become spaces. Control characters, escape sequences, bidirectional controls and other invisible
    signs become what Python would write for them (``\x1b``, ``\u202e``), so that they are seen and do nothing. Where
    the encoding lacks typographic quotes and the like, their plain cousins stand in.
    """
    text = _GAPS.sub(" ", text)
    if not text.isascii() or not text.isprintable():
        text = "".join(_shown(c) for c in text)
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        text = text.translate(_PLAIN).encode(_known(encoding), "backslashreplace").decode(_known(encoding))
    return text


def _shown(character: str) -> str:
    if unicodedata.category(character) in {"Cc", "Cf", "Cs"} and character not in _KEPT:
        return character.encode("unicode_escape", "backslashreplace").decode("ascii")
    return character


def _known(encoding: str) -> str:
    try:
        "".encode(encoding)
    except LookupError:
        return "ascii"
    return encoding
