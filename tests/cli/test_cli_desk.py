"""``reportedly desk``: what it asks for, what it refuses, where it listens."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner
from sqlalchemy import select

from reportedly.cli import program
from reportedly.ledger import Ledger, desk_tables, open_ledger, people
from reportedly.web import passwords, serve

command = importlib.import_module("reportedly.cli.desk")  # the package holds the command under this name

PASSWORD = "nine wells under the salt road"


@dataclass
class Served:
    """What would have been served, and what the browser would have opened."""

    calls: list[dict[str, Any]] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    people: list[set[str]] = field(default_factory=list)

    def serve(self, ledger: Ledger, read: Any, **given: Any) -> None:
        self.calls.append(given)
        self.people.append(set(people.active(ledger)))
        given["ready"]("http://127.0.0.1:8765/")


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Served:
    one = Served()
    monkeypatch.setattr(serve, "serve", one.serve)
    monkeypatch.setattr(click, "launch", one.opened.append)
    monkeypatch.setattr(command, "ask", lambda *_, **__: PASSWORD)
    return one


@pytest.fixture
def where(tmp_path: Path) -> str:
    path = str(tmp_path / "reportedly.db")
    open_ledger(path, create=True).close()
    return path


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(program, ["desk", *arguments])
    return done.exit_code, done.output


def test_it_serves_on_this_computer_alone_and_opens_the_browser(served: Served, where: str) -> None:
    status, said = run("--ledger", where, "--by", "Mara")
    assert status == 0
    assert "http://127.0.0.1:8765/" in said
    assert served.opened == ["http://127.0.0.1:8765/"]
    (given,) = served.calls
    assert (given["host"], given["owner"], given["open_to_others"], given["tls"]) == ("127.0.0.1", "Mara", False, None)
    assert served.people == [set()]


def test_it_opens_no_browser_if_told_so(served: Served, where: str) -> None:
    assert run("--ledger", where, "--by", "Mara", "--no-browser")[0] == 0
    assert served.opened == []


def test_before_others_can_reach_it_somebody_can_log_in(served: Served, where: str) -> None:
    status, said = run("--ledger", where, "--by", "Mara", "--host", "0.0.0.0", "--no-browser")
    assert status == 0
    assert "first keeper" in said and "reads what is read and typed" in said
    assert served.people == [{"Mara"}]
    assert served.calls[0]["open_to_others"] is True
    with open_ledger(where) as ledger:
        assert passwords.fits(ledger, "Mara", PASSWORD)


def test_a_password_that_resists_nothing_is_refused_before_anything_is_served(
    served: Served, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "ask", lambda *_, **__: "short")
    done = CliRunner().invoke(program, ["desk", "--ledger", where, "--by", "Mara", "--host", "0.0.0.0"])
    assert "at least 12 characters" in str(done.exception)
    assert served.calls == []
    with open_ledger(where) as ledger:
        assert people.members(ledger) == {}


def test_a_forgotten_password_is_set_in_the_terminal(
    served: Served, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher())  # whatever other tests do to be quick
    with open_ledger(where) as ledger:
        people.appoint(ledger, "Mara", "keeper", by="Mara")
    assert run("--ledger", where, "--set-password", "Mara")[0] == 0
    with open_ledger(where) as ledger:
        assert passwords.fits(ledger, "Mara", PASSWORD)
        with ledger.reading() as connection:
            (kept,) = connection.execute(select(desk_tables.passwords.c.hash)).scalars()
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert served.calls == []
    done = CliRunner().invoke(program, ["desk", "--ledger", where, "--set-password", "Ines"])
    assert "not among the people" in str(done.exception)


def test_a_certificate_needs_its_key(served: Served, where: str) -> None:
    status, said = run("--ledger", where, "--certificate", where)
    assert status == 2
    assert "go together" in said


def test_there_must_be_a_ledger(served: Served, tmp_path: Path) -> None:
    done = CliRunner().invoke(program, ["desk", "--ledger", str(tmp_path / "none.db"), "--by", "Mara"])
    assert "there is no ledger" in str(done.exception)
