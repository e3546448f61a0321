"""Every page, as a browser shows it: complete, silent, from this machine alone, and for everybody (WCAG 2.2 AA)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from reportedly.ledger import judgments, notes, open_ledger
from reportedly.web.access import TABLE
from reportedly.web.app import make_app
from reportedly.web.desk import Desk
from tests.ledger import wells
from tests.web import desks
from tests.web.browser import Watched

WELLS = f"/reports/{wells.report().id}"

PAGES: dict[str, tuple[str, ...]] = {
    "/": ("/",),
    "/login": ("/login",),
    "/password": ("/password",),
    "/search": (
        "/search",
        "/search?words=wells&place=Dolm",
        "/search?words=nothing+like+it",
        "/search?reports=1",
        "/search?date=x",
    ),
    "/timeline": ("/timeline", "/timeline?force=ordered"),
    "/map": ("/map", "/map?by=happened"),
    "/orders": ("/orders",),
    "/codes": ("/codes",),
    "/corroborate": ("/corroborate", "/corroborate?words=wells"),
    "/add": ("/add",),
    "/queue": ("/queue", "/queue?words=wells"),
    "/reports/{id}": (WELLS, f"{WELLS}#c2"),
    "/reports/{id}/claims/{claim}": (f"{WELLS}/claims/c1",),
    "/reports/{id}/claims/{claim}/correct": (f"{WELLS}/claims/c1/correct",),
    "/reports/{id}/claims/{claim}/history": (f"{WELLS}/claims/c1/history",),
    "/reports/{id}/missed": (f"{WELLS}/missed?span=0-4",),
    "/reports/{id}/sources/{source}": (f"{WELLS}/sources/s2",),
    "/audit": ("/audit",),
    "/people": ("/people",),
}
"""For every page of the table the addresses at which it is looked at."""

PICTURES = ("/timeline", "/map", "/orders", "/codes", "/corroborate")
"""Pages that load more, and draw, after they are there."""

SHAPES: dict[str, dict[str, object]] = {
    "desktop, light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "phone, dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "reduced_motion": "reduce"},
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""Rules of axe-core that are held: those of WCAG 2.2 AA, and its advice."""


@dataclass(frozen=True)
class Tour:
    """The desk of several people in two browsers, their keeper come in; and the same two before anybody has."""

    address: str
    inside: dict[str, Watched]
    outside: dict[str, Watched]

    def goto(self, shape: str, address: str) -> tuple[Watched, Page]:
        """Open a page and wait until nothing more is loaded or drawn."""
        watched = (self.outside if address.startswith("/login") else self.inside)[shape]
        watched.wrong.clear()
        watched.page.goto("about:blank")
        drawn = address.partition("?")[0] in PICTURES
        watched.page.goto(self.address + address, wait_until="networkidle" if drawn else "load")
        return watched, watched.page


@pytest.fixture(scope="module")
def tour(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    with open_ledger(tmp_path_factory.mktemp("tour") / "tour.db", create=True) as ledger:
        desks.fill(ledger)
        desks.let_in(ledger)
        record = judgments.of(ledger, wells.report().id).record
        judgments.judge(ledger, record, "c1", "reject", by=desks.PEOPLE["documenter"], reason="a rumour")
        judgments.judge(ledger, record, "c1", "accept", by=desks.PEOPLE["keeper"])
        notes.note(ledger, wells.report().id, "ask again in May", record=record, claim="c1", by=desks.PEOPLE["keeper"])
        with desks.serving(make_app(Desk(ledger, desks.read, desks.OWNER))) as address:
            inside = {name: _open(chromium, shape) for name, shape in SHAPES.items()}
            outside = {name: _open(chromium, shape) for name, shape in SHAPES.items()}
            for one in inside.values():
                one.page.goto(f"{address}/login")
                one.page.fill("#name", desks.PEOPLE["keeper"])
                one.page.fill("#password", desks.PASSWORD)
                one.page.keyboard.press("Enter")
                one.page.wait_for_url(f"{address}/")
            yield Tour(address, inside, outside)
            for one in (*inside.values(), *outside.values()):
                one.page.context.close()


def _open(chromium: Browser, shape: dict[str, object]) -> Watched:
    context = chromium.new_context(**shape)  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    return Watched(context.new_page())


def test_no_page_of_the_table_is_left_out() -> None:
    pages = {path for method, path in TABLE if method == "GET" and not path.startswith(("/api/", "/static/"))}
    assert {path for path in pages if not path.endswith((".csv", ".svg"))} == set(PAGES)


LOOKS = [("desktop, light", one) for some in PAGES.values() for one in some]
LOOKS += [("phone, dark", some[0]) for some in PAGES.values()]


@pytest.mark.parametrize(("shape", "address"), LOOKS)
def test_page_is_silent_complete_and_for_everybody(tour: Tour, shape: str, address: str) -> None:
    watched, page = tour.goto(shape, address)
    assert watched.wrong == []
    assert page.title().endswith(" · reportedly")
    assert page.locator("h1").count() == 1
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{wide} pixels stand out to the right"
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    faults = [f"{one['id']} ({one['impact']}): {[node['target'] for node in one['nodes']][:4]}" for one in found]
    assert faults == []


@pytest.mark.parametrize("address", ["/search", WELLS, "/queue", "/timeline", "/map"])
def test_the_keyboard_reaches_the_content_and_its_focus_shows(tour: Tour, address: str) -> None:
    _, page = tour.goto("desktop, light", address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    for _ in range(12):
        seen = page.evaluate(
            """() => { const one = document.activeElement, style = getComputedStyle(one);
                 return one === document.body || style.outlineStyle !== "none" || style.boxShadow !== "none"; }"""
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")
        page.keyboard.press("Tab")
    page.keyboard.press("Home")
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
