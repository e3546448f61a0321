"""Desks for the tests: invented people, a client for each, a server that a browser can reach."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import httpx2 as httpx
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from reportedly.errors import NotText
from reportedly.ledger import Ledger, confidentiality
from reportedly.ledger.people import Role
from reportedly.record import Report
from reportedly.web import people, security
from tests.ledger import invented, told, wells
from tests.ledger.told import Told

OWNER = "Mara Lind"
"""Who works at a desk where nobody logs in."""

PEOPLE: Mapping[str, str] = {
    "keeper": "Kamo Reth",
    "editor": "Edda Vos",
    "documenter": "Dorrit Ahn",
    "reader": "Rosa Imre",
}
"""Who has which role. Never the word "reader" or the like, so that a page that shows it shows the role."""

PASSWORD = "nine wells under the salt road"

ADDRESS = "http://127.0.0.1:8765"

SEALED, HIDDEN = "The eastern gate was bricked up in May", "Tessil of the water office gave the list"
"""Words of claims that are restricted, and secret: nobody may find them who may not see them."""


def fill(ledger: Ledger) -> None:
    """Put reports into a ledger: a dispatch with everything in it, dated and placed claims, confidential ones."""
    wells.kept(ledger)
    first = told.report(
        Told("Soldiers closed the market in Dolm", "believed", dates=[("2031-03", "2031-03-01", "2031-03-31")],
             places=[("Paris", "2988507", "FR")], codes=["directive/closure"]),
        Told("The ministry ordered searches", "ordered", chain=["institution"], dates=[("2031-03-14",) * 3],
             codes=["directive/obligation"]),
        Told(SEALED, chain=["anonymous"]),
        Told("Nobody was arrested", polarity="negative", codes=["penalty/arrest"]),
        title="Market closed in Dolm",
    )  # fmt: skip
    second = told.report(Told("우물은 오월에 봉인되었다"), title="우물 봉인", outlet="항구 통신", language="ko")
    third = told.report(Told(HIDDEN, chain=["person"]), title="A list from the water office", published="2031-05-01")
    records = told.keep(ledger, first, second, third)
    confidentiality.mark(ledger, first.id, "restricted", record=records[0].number, claim="c3", by=OWNER)
    confidentiality.mark(ledger, third.id, "secret", by=OWNER)


def read(data: bytes, name: str, **known: Any) -> Report:
    """A reader that needs no weights: knows what it is told, and refuses what is no text. Raises ReportError."""
    try:
        return replace(invented.read(data, name), **known)
    except UnicodeDecodeError:
        raise NotText(name, "it is binary data, not text.") from None


def let_in(ledger: Ledger) -> None:
    """Give a ledger a person of every role."""
    for role in ("keeper", "editor", "documenter", "reader"):
        people.add(ledger, PEOPLE[role], role, PASSWORD, by=OWNER)


class Visitor(TestClient):
    """A browser without a screen: keeps cookies, follows nothing, and puts the token into every form that it sends."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(app, base_url=ADDRESS, follow_redirects=False)
        self.desk: Ledger = app.state.desk.ledger

    @property
    def token(self) -> str:
        """The token that this browser's pages carry."""
        names = security.cookies(self.desk.id)
        if names["visit"] not in self.cookies:
            self.get("/login" if self.get("/").status_code == 303 else "/")
        return security.token(self.cookies[names["visit"]], self.cookies.get(names["session"]))

    def submit(self, address: str, form: Mapping[str, Any] | None = None, **more: Any) -> httpx.Response:
        """Send a form of a page."""
        return self.post(address, data={security.FIELD: self.token, **(form or {})}, **more)

    def log_in(self, role: Role, password: str = PASSWORD) -> Visitor:
        """Come in as the person of this role."""
        answer = self.submit("/login", {"name": PEOPLE[role], "password": password})
        assert answer.status_code == 303, answer.text
        return self


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address of a server that answers on this computer as long as it is needed."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", lifespan="off"))
    begun = threading.Event()
    startup = server.startup

    async def starting(sockets: Any = None) -> None:
        await startup(sockets)
        begun.set()

    server.startup = starting  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert begun.wait(30), "the server did not begin"
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)
