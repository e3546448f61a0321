"""No page says what somebody may not see: every page that links lead to, for everybody, and what it must not hold."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from reportedly.web.access import Rank
from tests.web.desks import HIDDEN, SEALED, Visitor

PAGES = 250
"""Pages that are walked; the desk of these tests has fewer."""

LINK = re.compile(r'(?:href|action|hx-get)="(/[^"#]*)')


def walk(visitor: Visitor) -> dict[str, str]:
    """Every page and file that links lead this person to, by its address; all of them are there and allowed."""
    waiting, seen = ["/"], dict.fromkeys(["/"], "")
    while waiting and len(seen) < PAGES:
        address = waiting.pop(0)
        answer = visitor.get(address)
        assert answer.status_code in (200, 405), f"{address}: {answer.status_code}"  # 405: what is only sent to
        seen[address] = answer.text
        for link in LINK.findall(answer.text):
            plain = link.replace("&amp;", "&")
            if not plain.startswith("/static/") and plain not in seen:
                seen[plain] = ""
                waiting.append(plain)
    return seen


@pytest.mark.parametrize(
    ("role", "hidden"),
    [
        ("reader", [SEALED, HIDDEN, "water office", "Tessil"]),
        ("documenter", [HIDDEN, "water office", "Tessil"]),
        ("editor", []),
    ],
)
def test_no_page_holds_what_somebody_may_not_see(
    client_of: Callable[[Rank], Visitor], role: Rank, hidden: list[str]
) -> None:
    pages = walk(client_of(role))
    assert any("/reports/" in one for one in pages) and any(one.startswith("/search") for one in pages)
    assert [(address, words) for address, text in pages.items() for words in hidden if words in text] == []


def test_what_is_hidden_is_somewhere_for_whoever_may_see_it(client_of: Callable[[Rank], Visitor]) -> None:
    shown = " ".join(walk(client_of("editor")).values())
    assert SEALED in shown and HIDDEN in shown
