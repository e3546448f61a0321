"""What tests of reading and judging share: the invented dispatch at a desk, and its pages taken apart."""

from __future__ import annotations

from html.parser import HTMLParser

from reportedly.ledger import Ledger, judgments
from reportedly.ledger.decisions import State
from tests.ledger import wells

ID = wells.report().id
ADDRESS = f"/reports/{ID}"
VOID = {"meta", "link", "br", "hr", "img", "input", "rect", "line"}


class Parts(HTMLParser):
    """A page taken apart: the text under elements of a class, elements with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, frozenset[str], str | None]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[frozenset[str], frozenset[str], str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        if tag not in VOID:
            self.open.append((tag, frozenset((given.get("class") or "").split()), given.get("id")))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        classes = frozenset(name for _, own, _ in self.open for name in own)
        ids = frozenset(id for _, _, id in self.open if id)
        self.texts.append((classes, ids, data))

    def words(self, of: str) -> str:
        """All text under elements of a class."""
        return "".join(data for classes, _, data in self.texts if of in classes)

    def inside(self, id: str) -> str:
        """All text under the element with an id, its pieces apart by single spaces."""
        return " ".join(" ".join(data for _, ids, data in self.texts if id in ids).split())

    def all(self, attribute: str) -> list[str]:
        """The values of an attribute, wherever it stands."""
        return [value for _, given in self.elements if (value := given.get(attribute)) is not None]


def record(ledger: Ledger) -> int:
    """The number of the dispatch's record."""
    return judgments.of(ledger, ID).record


def state(ledger: Ledger, claim: str) -> State:
    """Where a claim of the dispatch stands for everybody together."""
    return judgments.of(ledger, ID).claim(claim).state
