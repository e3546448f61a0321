"""Every route and every role: what the table says is what happens, and nothing happens that it does not say."""

from __future__ import annotations

from collections.abc import Callable

import httpx2 as httpx
import pytest
from fastapi import APIRouter

from reportedly.ledger import Ledger
from reportedly.web import access, app, guard
from reportedly.web.access import RANKS, TABLE, Rank
from reportedly.web.desk import Desk
from tests.ledger import invented
from tests.web.desks import OWNER, Visitor

Come = Callable[[Rank], Visitor]

OPEN = {
    ("GET", "/login"),
    ("POST", "/login"),
    ("POST", "/logout"),
    ("POST", "/api/v1/session"),
    ("GET", "/static/{path:path}"),
}
"""What somebody may do who has not said who it is. Written down here once more, because a mistake would be grave."""

GOING_OUT = {("POST", "/logout"), ("DELETE", "/api/v1/session")}

FOR_READERS = {("POST", "/password")}
"""Everything that changes something and that a reader may do."""


def ask(visitor: Visitor, method: str, path: str) -> httpx.Response:
    """Use a route, with nothing in the form; ids in the path are of nothing that is there."""
    address = path.replace("{path:path}", "desk.css").replace("{id}", "sha256:0")
    address = address.replace("{", "").replace("}", "")
    if method in ("GET", "HEAD"):
        return visitor.request(method, address)
    if path.startswith("/api/"):
        return visitor.request(method, address, json={}, headers={"X-CSRF-Token": visitor.token})
    return visitor.request(method, address, data={"csrf": visitor.token})


def turned_away(answer: httpx.Response, rank: Rank, path: str) -> bool:
    """Whether somebody was not let through the door."""
    if rank != "nobody":
        return answer.status_code == 403
    if path.startswith("/api/"):
        return answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer"
    return answer.status_code == 303 and answer.headers["location"].startswith("/login")


@pytest.mark.parametrize("address", ["/pe%6Fple", "/people?x", "/people%3Fx", "/./people", "/people/", "/PEOPLE"])
@pytest.mark.parametrize("rank", ["nobody", "reader"])
def test_no_other_spelling_leads_past_the_door(client_of: Come, rank: Rank, address: str) -> None:
    answer = client_of(rank).get(address)
    assert answer.status_code in (303, 403, 404)
    assert "Let somebody in" not in answer.text


def test_what_was_not_decided_about_at_the_door_is_refused_inside(
    client_of: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = client_of("keeper")
    assert visitor.get("/people").status_code == 200
    monkeypatch.setattr(guard, "_decided", lambda *_: None)  # as if the door read the path in another way
    answer = visitor.get("/people")
    assert answer.status_code == 403
    assert "Let somebody in" not in answer.text


@pytest.mark.parametrize("rank", RANKS)
def test_every_route_lets_in_whom_the_table_says(client_of: Come, rank: Rank) -> None:
    visitor = client_of(rank)
    wrong = []
    # What ends the session comes last, and by then there may be none any more.
    for method, path in sorted(TABLE, key=lambda route: (route in GOING_OUT, route)):
        away = turned_away(ask(visitor, method, path), rank, path)
        if path != "/login" and (method, path) not in GOING_OUT and away == access.may(rank, method, path):
            wrong.append((method, path))
    assert wrong == []


def test_nobody_may_do_no_more_than_come_in() -> None:
    assert {route for route, rank in TABLE.items() if rank == "nobody"} == OPEN


def test_a_reader_changes_nothing() -> None:
    changing = {route for route, rank in TABLE.items() if rank == "reader" and route[0] not in ("GET", "HEAD")}
    assert {route for route in changing if not route[1].startswith("/api/")} <= FOR_READERS
    assert {route for route in changing if route[1].startswith("/api/")} <= {("DELETE", "/api/v1/session")}


def test_whoever_may_more_may_all_that_others_may() -> None:
    for method, path in TABLE:
        allowed = [access.may(rank, method, path) for rank in RANKS]
        assert allowed == sorted(allowed)
        assert allowed[-1], "a keeper may do everything"


def test_what_is_not_in_the_table_is_for_nobody_at_all() -> None:
    assert not any(access.may(rank, "GET", "/nowhere") or access.may(rank, "DELETE", "/people") for rank in RANKS)


def test_a_desk_with_a_route_that_nobody_decided_about_does_not_start(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    router = APIRouter()
    router.add_api_route("/more", lambda: "more")
    monkeypatch.setattr(app, "ROUTERS", (*app.ROUTERS, router))
    with pytest.raises(LookupError, match=r"nobody decided.*/more"):
        app.make_app(Desk(ledger, invented.read, OWNER))


def test_a_row_of_the_table_without_a_route_does_not_start_either(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TABLE, ("GET", "/gone"), "reader")
    with pytest.raises(LookupError, match=r"no route.*/gone"):
        app.make_app(Desk(ledger, invented.read, OWNER))


def test_the_door_decides_before_anything_is_read(client_of: Come) -> None:
    far_too_much = b"x" * (guard.LARGEST + 1)
    answer = client_of("reader").post("/people", content=far_too_much)
    assert answer.status_code == 403


def test_whoever_comes_to_a_desk_of_one_is_its_keeper(client: Visitor) -> None:
    answer = client.get("/people")
    assert answer.status_code == 200
    assert OWNER in answer.text


def test_pages_lead_only_where_somebody_may_go(client_of: Come) -> None:
    reader, keeper = client_of("reader").get("/").text, client_of("keeper").get("/").text
    assert 'href="/audit"' not in reader and 'href="/people"' not in reader
    assert 'href="/audit"' in keeper and 'href="/people"' in keeper


def test_after_coming_in_one_is_where_one_wanted_to_be(client_of: Come) -> None:
    visitor = client_of("nobody")
    asked = visitor.get("/audit?by=Edda&kind=note")
    assert asked.headers["location"] == "/login?next=%2Faudit%3Fby%3DEdda%26kind%3Dnote"
    assert 'value="/audit?by=Edda&amp;kind=note"' in visitor.get(asked.headers["location"]).text
