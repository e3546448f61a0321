"""A report that attacks whoever reads it, and people with names that do: nothing of it runs, anywhere on the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page

from reportedly.ledger import Ledger, add, judgments, notes, open_ledger, people
from reportedly.record import Claim, Code, Engine, Place, Report, Source
from reportedly.web.app import make_app
from reportedly.web.desk import Desk
from tests.web import desks
from tests.web.browser import Watched
from tests.web.desks import Visitor

ATTACKS = (
    "<script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "\"'><svg onload=window.hacked=1>",
    "</title></textarea></script><script>window.hacked=1</script>",
    "{{7*7}}{% raw %}${window.hacked=1}",
    "javascript:window.hacked=1",
    "<a href=javascript:window.hacked=1 autofocus onfocus=window.hacked=1>",
    "<div hx-get=/nowhere hx-trigger=load hx-on:load=window.hacked=1 style=color:red>",
    "<!--<base href=//evil.example><meta http-equiv=refresh content='0;url=//evil.example'>",
)
ALL = " ".join(ATTACKS)
TEXT = f"{ALL}\n\n{ALL} said. \u202egnola\u202c The source said so.\n"

PAGES = 60
"""Pages that are walked; the desk of these tests has fewer."""


def hostile() -> Report:
    """A record with an attack wherever words go."""
    end = len(TEXT) - 1
    return Report(
        id=add.id_of(TEXT.encode()), text=TEXT, media_type="text/html", title=ALL, byline=(ALL,), outlet=ALL,
        published="2031-04-02", language="en", engine=Engine("0.1", ALL),
        sources=(Source("s1", ALL, "outlet", mentions=((0, len(ALL)),)), Source("s2", ALL, "anonymous")),
        places=(Place("p1", (0, 8), ALL, "2988507", "FR", 48.85, 2.35),),
        codes=(Code("k1", "own", ATTACKS[1], (0, 8), False), Code("k2", "directive", "obligation", (0, 8), False)),
        claims=(
            Claim("c1", None, ((len(ALL) + 2, end),), ("s1", "s2"), (), "ordered", "positive", False, 0.5,
                  places=("p1",), codes=("k1", "k2")),
        ),
    )  # fmt: skip


@pytest.fixture
def attacked(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "'\"><script>window.hacked=1<script>.db", create=True) as ledger:
        report = hostile()
        added = add.keep(
            ledger, TEXT.encode(), report, add.Obtained(f"{ATTACKS[1]}.html", f"https://x.example/{ATTACKS[0]}"), by=ALL
        )
        assert added.record is not None
        judgments.judge(ledger, added.record, "c1", "accept", by=ALL, reason=ALL)
        notes.note(ledger, report.id, ALL, by=ALL)
        yield ledger


@pytest.fixture
def attacked_app(attacked: Ledger) -> FastAPI:
    return make_app(Desk(attacked, lambda *_, **__: hostile(), ALL))


def walk(page: Page, address: str) -> list[str]:
    """Every page that links lead to, from the first one on, each as a browser shows it."""
    waiting, seen = [address], [address]
    while waiting and len(seen) < PAGES:
        at = waiting.pop(0)
        answer = page.request.get(at)
        if not answer.headers["content-type"].startswith("text/html"):  # a file to be kept is never shown
            assert answer.headers["content-disposition"].startswith("attachment"), at
            assert answer.headers["x-content-type-options"] == "nosniff", at
            continue
        page.goto(at)
        page.wait_for_timeout(20)
        assert page.evaluate("window.hacked") is None, at
        assert page.url.startswith(address), f"{at} led away, to {page.url}"
        for link in page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)"):
            plain = link.partition("#")[0]
            assert plain.startswith(("http://", "https://")), f"{at} links to {link}"
            if plain.startswith(address) and plain not in seen:
                seen.append(plain)
                waiting.append(plain)
    return seen


def test_nothing_of_it_runs_on_any_page(watch: Callable[..., Watched], attacked_app: FastAPI) -> None:
    with desks.serving(attacked_app) as address:
        watched = watch(accept_downloads=False)
        watched.page.on("dialog", lambda dialog: watched.wrong.append(f"dialog: {dialog.message}"))
        seen = walk(watched.page, address)
    assert any("/reports/" in one for one in seen), "the report itself was not looked at"


def test_it_is_shown_as_the_words_that_it_is(attacked_app: FastAPI) -> None:
    shown = Visitor(attacked_app).get("/").text
    assert "&lt;script&gt;window.hacked=1&lt;/script&gt;" in shown
    assert "<script>window.hacked" not in shown and "<img src=x" not in shown and "{{7*7}}" in shown


def test_what_is_sent_back_in_a_page_is_escaped(attacked_app: FastAPI) -> None:
    visitor = Visitor(attacked_app)
    for address in (f"/login?next={ATTACKS[0]}", f"/audit?by={ATTACKS[2]}&report={ATTACKS[0]}", f"/{ATTACKS[0]}"):
        assert "<script>window" not in visitor.get(address).text and "<svg" not in visitor.get(address).text


def test_people_with_such_names_do_no_harm(attacked: Ledger, attacked_app: FastAPI) -> None:
    for number, attack in enumerate(ATTACKS):
        if len(attack) <= people.LONGEST:
            people.appoint(attacked, attack, "keeper" if number == 0 else "reader", by=ALL)
    from reportedly.web import sessions

    visitor = Visitor(attacked_app)
    bearer = {"Authorization": f"Bearer {sessions.begin(attacked, ATTACKS[0])}"}
    shown = visitor.get("/people", headers=bearer).text
    assert "&lt;script&gt;" in shown and "<script>window" not in shown and "<img src=x" not in shown
