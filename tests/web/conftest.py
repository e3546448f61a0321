"""A desk for every test: a ledger filled with invented reports, with and without people, a client, a browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from playwright.sync_api import Browser, Page

from reportedly.ledger import Ledger, open_ledger
from reportedly.web import passwords
from reportedly.web.access import Rank
from reportedly.web.app import make_app
from reportedly.web.desk import Desk
from tests.ledger.conftest import no_network  # noqa: F401 - nothing but this machine, where the browser is
from tests.web import browser as browsers
from tests.web import desks
from tests.web.browser import Watched
from tests.web.desks import Visitor


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Hash passwords of the tests quickly: they log in hundreds of times."""
    slow, passwords.HASHER = passwords.HASHER, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._nobodys.cache_clear()
    yield
    passwords.HASHER = slow


@pytest.fixture(scope="session")
def _files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Ledgers that are made once and copied for every test."""
    folder = tmp_path_factory.mktemp("desks")
    alone, together = folder / "alone.db", folder / "together.db"
    with open_ledger(alone, create=True) as ledger:
        desks.fill(ledger)
    shutil.copy(alone, together)
    with open_ledger(together) as ledger:
        desks.let_in(ledger)
    return {"alone": alone, "together": together}


@pytest.fixture
def ledger(_files: dict[str, Path], tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of reports without people: whoever comes is its keeper."""
    with open_ledger(shutil.copy(_files["alone"], tmp_path / "wells.db")) as one:
        yield one


@pytest.fixture
def peopled(_files: dict[str, Path], tmp_path: Path) -> Iterator[Ledger]:
    """The same reports, and a person of every role."""
    with open_ledger(shutil.copy(_files["together"], tmp_path / "peopled.db")) as one:
        yield one


@pytest.fixture
def app(ledger: Ledger) -> FastAPI:
    """The desk of one person."""
    return make_app(Desk(ledger, desks.read, desks.OWNER))


@pytest.fixture
def office(peopled: Ledger) -> FastAPI:
    """The desk of several people."""
    return make_app(Desk(peopled, desks.read, desks.OWNER))


@pytest.fixture
def client(app: FastAPI) -> Visitor:
    """The one person at the desk of one person."""
    return Visitor(app)


@pytest.fixture
def client_of(office: FastAPI) -> Callable[[Rank], Visitor]:
    """Makes somebody at the desk of several people: of a role, or "nobody"."""

    def come(role: Rank) -> Visitor:
        visitor = Visitor(office)
        return visitor if role == "nobody" else visitor.log_in(role)

    return come


@pytest.fixture
def server(app: FastAPI) -> Iterator[str]:
    """The address of the desk of one person, for a browser."""
    with desks.serving(app) as address:
        yield address


@pytest.fixture
def office_server(office: FastAPI) -> Iterator[str]:
    """The address of the desk of several people, for browsers."""
    with desks.serving(office) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    try:
        with browsers.chromium() as one:
            yield one
    except browsers.UnavailableError as wrong:
        pytest.fail(str(wrong), pytrace=False)


@pytest.fixture
def watch(chromium: Browser) -> Iterator[Callable[..., Watched]]:
    """Opens pages, each in a browser of its own, and fails if one of them did what no page may do.

    What a test expects to go wrong it takes out of ``Watched.wrong`` itself. Options are those of
    ``Browser.new_context``, such as ``viewport``, ``color_scheme`` and ``base_url``.
    """
    opened: list[Watched] = []

    def open_one(**options: object) -> Watched:
        context = chromium.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        opened.append(Watched(context.new_page()))
        return opened[-1]

    yield open_one
    for one in opened:
        one.page.context.close()
    assert [problem for one in opened for problem in one.wrong] == []


@pytest.fixture
def page(watch: Callable[..., Watched], server: str) -> Page:
    """A page at the desk of one person."""
    return watch(base_url=server).page
