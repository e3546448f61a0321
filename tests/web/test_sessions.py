"""Coming in, staying, and being out again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from reportedly.ledger import Ledger, desk_tables
from reportedly.web import people, security, sessions, who
from reportedly.web.access import Rank
from tests.web.desks import OWNER, PASSWORD, PEOPLE, Visitor

Come = Callable[[Rank], Visitor]

NOW = datetime(2031, 4, 2, 9, 0, tzinfo=UTC)
NEW = "the heron waits by the sluice"


def session_of(visitor: Visitor) -> str:
    """The token that a browser holds."""
    return visitor.cookies[security.cookies(visitor.desk.id)["session"]]


@pytest.mark.parametrize(
    ("later", "there"),
    [
        (timedelta(0), True),
        (sessions.UNUSED - timedelta(seconds=1), True),
        (sessions.UNUSED, False),
        (sessions.LONGEST, False),
    ],
)
def test_a_session_that_is_not_used_ends(peopled: Ledger, later: timedelta, there: bool) -> None:
    token = sessions.begin(peopled, "Rosa Imre", NOW)
    assert sessions.whose(peopled, token, NOW + later) == ("Rosa Imre" if there else None)


def test_a_session_that_is_used_ends_all_the_same_after_a_day(peopled: Ledger) -> None:
    token = sessions.begin(peopled, "Rosa Imre", NOW)
    at, step = NOW, sessions.UNUSED / 2
    while at + step < NOW + sessions.LONGEST:
        at += step
        assert sessions.whose(peopled, token, at) == "Rosa Imre"
    assert sessions.whose(peopled, token, NOW + sessions.LONGEST) is None


def test_the_database_does_not_hold_what_the_browser_shows(peopled: Ledger) -> None:
    token = sessions.begin(peopled, "Rosa Imre", NOW)
    with peopled.reading() as connection:
        (row,) = connection.execute(select(desk_tables.sessions))
    assert token not in repr(row) and token.encode() not in bytes(row.token)
    assert sessions.whose(peopled, row.token.hex(), NOW) is None


def test_sessions_that_are_over_are_forgotten(peopled: Ledger) -> None:
    sessions.begin(peopled, "Rosa Imre", NOW - sessions.LONGEST)
    sessions.begin(peopled, "Rosa Imre", NOW)
    with peopled.reading() as connection:
        assert len(connection.execute(select(desk_tables.sessions)).all()) == 1


@pytest.mark.parametrize("name", ["Rosa Imre", "  Rosa   Imre ", "Kamo Reth"])
def test_a_name_and_its_password_let_in(client_of: Come, name: str) -> None:
    visitor = client_of("nobody")
    answer = visitor.submit("/login", {"name": name, "password": PASSWORD, "next": "/password"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/password")
    assert visitor.get("/").status_code == 200


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Rosa Imre", "nine wells under the salt roads"),
        ("rosa imre", PASSWORD),
        ("Nobody", PASSWORD),
        (" ", PASSWORD),
        ("Rosa\x00Imre", PASSWORD),
        ("R" * 2000, PASSWORD),
        ("Rosa Imre", "x" * 2000),
    ],
)
def test_nothing_else_lets_in_and_the_answer_is_always_the_same(client_of: Come, name: str, password: str) -> None:
    visitor = client_of("nobody")
    answer = visitor.submit("/login", {"name": name, "password": password})
    assert answer.status_code == 401
    assert "do not belong together" in answer.text
    assert visitor.get("/").status_code == 303


def test_hangul_typed_as_letters_is_the_same_password(peopled: Ledger, client_of: Come) -> None:
    people.add(peopled, "한 가람", "reader", "우물 아홉 개와 소금길 너머", by=OWNER)
    spelled = {"name": "한 가람", "password": "우물 아홉 개와 소금길 너머"}
    assert client_of("nobody").submit("/login", spelled).status_code == 303


def test_coming_in_gives_a_session_of_its_own(client_of: Come) -> None:
    visitor = client_of("reader")
    before = session_of(visitor)
    visitor.submit("/logout")
    visitor.log_in("reader")
    assert session_of(visitor) != before


def test_going_out_ends_the_session_on_the_server_too(client_of: Come, peopled: Ledger) -> None:
    visitor = client_of("editor")
    token = session_of(visitor)
    visitor.submit("/logout")
    assert sessions.whose(peopled, token) is None
    assert visitor.get("/audit").status_code == 303


def test_somebody_who_may_no_longer_come_in_is_out_at_once(client_of: Come) -> None:
    editor, keeper = client_of("editor"), client_of("keeper")
    assert editor.get("/audit").status_code == 200
    keeper.submit("/people/change", {"name": PEOPLE["editor"], "role": "editor"})
    assert editor.get("/audit").status_code == 303
    assert editor.submit("/login", {"name": PEOPLE["editor"], "password": PASSWORD}).status_code == 401


def test_another_role_holds_from_the_next_click_on(client_of: Come) -> None:
    editor, keeper = client_of("editor"), client_of("keeper")
    keeper.submit("/people/change", {"name": PEOPLE["editor"], "role": "reader", "active": "true"})
    assert editor.get("/audit").status_code == 403
    assert editor.get("/").status_code == 200


def test_a_new_password_ends_every_other_session(client_of: Come) -> None:
    here, elsewhere = client_of("reader"), client_of("reader")
    answer = here.submit("/password", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert "is changed" in answer.text
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303
    assert elsewhere.submit("/login", {"name": PEOPLE["reader"], "password": PASSWORD}).status_code == 401
    assert elsewhere.submit("/login", {"name": PEOPLE["reader"], "password": NEW}).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("another one entirely", NEW, NEW, "old password"),
        (PASSWORD, NEW, "the heron waits", "typed twice"),
        (PASSWORD, "short", "short", "at least 12"),
        (PASSWORD, "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "too easy"),
        (PASSWORD, "Rosa Imre 2031", "Rosa Imre 2031", "too easy"),
    ],
)
def test_a_new_password_is_refused_with_the_reason(client_of: Come, old: str, new: str, again: str, said: str) -> None:
    visitor = client_of("reader")
    answer = visitor.submit("/password", {"old": old, "new": new, "again": again})
    assert answer.status_code == 422
    assert said in answer.text


def test_a_token_in_a_header_is_as_good_as_a_cookie_and_no_better(client_of: Come, peopled: Ledger) -> None:
    token, visitor = sessions.begin(peopled, PEOPLE["reader"]), client_of("nobody")
    assert visitor.get("/", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    assert visitor.get("/audit", headers={"Authorization": f"Bearer {token}"}).status_code == 403
    assert visitor.get("/", headers={"Authorization": "Bearer "}).status_code == 303


@pytest.mark.parametrize(
    ("role", "clearance"),
    [
        ("nobody", "public"),
        ("reader", "public"),
        ("documenter", "restricted"),
        ("editor", "secret"),
        ("keeper", "secret"),
    ],
)
def test_every_role_has_its_clearance(role: Rank, clearance: str) -> None:
    person = who.person("x", role)
    assert person.clearance == clearance
    assert [person.sees(level) for level in ("public", "restricted", "secret")] == sorted(
        (person.sees(level) for level in ("public", "restricted", "secret")), reverse=True
    )
