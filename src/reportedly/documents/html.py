"""HTML to its main text and to what the page says of itself.

Nothing is fetched. Trafilatura finds the account among menus and advertisements; each of its paragraphs becomes a line,
with an empty line between two. What the page declares (JSON-LD, Open Graph, meta) is read by page.py.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from reportedly.documents import markup, page
from reportedly.documents.page import Page
from reportedly.errors import NotText, ReportError, TooLarge

MOST_ELEMENTS = 60_000
"""Larger pages are lists or attacks: the longest articles have some 5,000 elements, and the time of reading a page
grows with the square of the elements in its largest block."""
PLAIN_BEYOND = 3_000
"""Elements beyond which bold, italics, links and the like are taken off before the account is looked for."""
_INLINE = ("a", "abbr", "b", "big", "cite", "em", "font", "i", "ins", "mark", "q", "s", "small", "span", "strong", "u")
_REFERENCE = re.compile(r"&#([xX][0-9a-fA-F]{1,12}|[0-9]{1,12});?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read(source: str, name: str) -> tuple[str, Page]:
    """The account of a page and what the page says of itself. Raises NotText if there is nothing to read in it."""
    _quiet()
    try:
        tree = _parse(source, name)
        about = page.read(tree)
        text = _account(tree)
    except ReportError:
        raise
    except (RecursionError, MemoryError) as error:
        raise TooLarge(name, "its HTML is nested too deeply or too large to be read.") from error
    except Exception as error:
        # The libraries promise no exceptions of their own; whatever breaks in them breaks this one report only.
        raise NotText(name, f"its HTML could not be read ({type(error).__name__}).") from error
    if not any(character.isalnum() for character in text):
        raise NotText(name, "it is HTML without any readable text.")
    return text, about


def _parse(source: str, name: str) -> Any:
    from trafilatura.utils import load_html  # heavy; plain text does without

    if source.count("<") > 20 * MOST_ELEMENTS:
        raise TooLarge(name, "its HTML has too many elements to be read at once.")
    whole = markup.shallow(_REFERENCE.sub(_character, _CONTROLS.sub("", source)))
    tree = load_html(whole if markup.looks_like_html(whole) else f"<html><body>{whole}</body></html>")
    if tree is None:
        raise NotText(name, "it is HTML without any readable text.")
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise TooLarge(name, f"its HTML has more than {MOST_ELEMENTS:,} elements, more than are read at once.")
    return tree


def _character(reference: re.Match[str]) -> str:
    """A numeric reference as browsers read it: 128 to 159 are windows-1252, what is no character is U+FFFD."""
    digits = reference[1]
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if 128 <= number <= 159:
        return bytes([number]).decode("cp1252", "replace")
    broken = number > 0x10FFFF or 0xD800 <= number <= 0xDFFF or (number < 32 and number not in (9, 10, 13))
    return "\ufffd" if broken else reference[0]


def _account(tree: Any) -> str:
    from lxml import etree  # type: ignore[import-untyped]
    from trafilatura import bare_extraction
    from trafilatura.settings import Document
    from trafilatura.utils import load_html

    if sum(1 for _ in tree.iter()) > PLAIN_BEYOND:
        etree.strip_tags(tree, *_INLINE)
        # Parsed again, for else the text stays in as many pieces, and each of them is looked for from the first.
        tree = load_html(etree.tostring(tree, encoding="unicode", method="html"))
    # Comments of readers are not the report; tables may be part of it.
    found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    text = found.text if isinstance(found, Document) else None
    lines = [" ".join(line.split()) for line in (text or "").splitlines()]
    return "\n\n".join(line for line in lines if line)


def _quiet() -> None:
    """Keep the libraries' running commentary off the user's terminal: what matters is raised."""
    for library in ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
