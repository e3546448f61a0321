"""What a person hands over: a file, a text or an address, and what they know of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reportedly.errors import Malformed, NotText
from reportedly.ledger.add import Obtained
from reportedly.web import fetch

PASTED = "pasted text"
"""What a text is called that has no name."""
LONGEST = 255
"""Characters of a file's name."""


@dataclass(frozen=True)
class Said:
    """What a person says of a report that its own text may not say; empty where they say nothing.

    ``published`` is a day or a month, ``found`` the address where it was found: written down, not visited.
    Raises ValueError for what is no date or no address.
    """

    outlet: str = ""
    published: str = ""
    title: str = ""
    found: str = ""

    def __post_init__(self) -> None:
        for name in ("outlet", "published", "title", "found"):
            object.__setattr__(self, name, " ".join(getattr(self, name).split()))
        if self.published and not _is_date(self.published):
            raise ValueError(f"{self.published} is no date; write 2023-03-14, or 2023-03 if the day is not known")
        if self.found and not re.match(r"https?://[^/\s]", self.found):
            raise ValueError(f"{self.found} is no address of a page; it begins with http:// or https://")

    @property
    def known(self) -> dict[str, str]:
        """What goes along to whoever reads the report."""
        named = {"outlet": self.outlet, "published": self.published, "title": self.title}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True)
class Given:
    """A report as it was handed over: its bytes, and how they were obtained."""

    data: bytes
    obtained: Obtained

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return self.obtained.name if self.obtained.name != Obtained().name else PASTED


def file(name: str, data: bytes, said: Said) -> Given:
    """A file, by the name that it has on the person's computer, without its folders."""
    return Given(data, Obtained(shown(name), said.found or None, how="file"))


def shown(name: str) -> str:
    """The name of a file without its folders."""
    return re.split(r"[/\\]", name)[-1].replace("\0", "")[:LONGEST] or "a file without a name"


def text(words: str, said: Said) -> Given:
    """A text that was pasted, with the ends of lines that text files have. Raises ReportError if it is none."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    if not plain.strip():
        raise NotText(PASTED, "there is nothing but white space in it.")
    try:
        data = plain.encode("utf-8")
    except UnicodeEncodeError as wrong:
        raise Malformed(PASTED, f"it holds half of a surrogate pair at character {wrong.start}.") from wrong
    return Given(data, Obtained(None, said.found or None, how="input"))


def page(address: str) -> Given:
    """The page at an address, fetched now. Raises ReportError with the reason if it cannot be had."""
    got = fetch.fetch(address)
    return Given(got.data, Obtained(None, got.url, got.retrieved, how="download"))


def _is_date(written: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", written):
        return False
    try:
        date.fromisoformat(written if len(written) > 7 else f"{written}-01")
    except ValueError:
        return False
    return True
