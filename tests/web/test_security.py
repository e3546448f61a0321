"""What a browser may do: headers of every answer, whose forms count, by which name the desk is reached."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import APIRouter, FastAPI
from hypothesis import given
from hypothesis import strategies as st

from reportedly.ledger import Ledger
from reportedly.web import access, app, guard, pages, security
from reportedly.web.access import Rank
from reportedly.web.desk import Desk
from tests.ledger import invented
from tests.web.desks import OWNER, PASSWORD, PEOPLE, Visitor

Come = Callable[[Rank], Visitor]


@pytest.fixture
def broken(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """A desk with a page that fails in a way that nobody foresaw."""
    router = APIRouter()

    @router.get("/broken")
    def fail() -> str:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(app, "ROUTERS", (*app.ROUTERS, router))
    monkeypatch.setitem(access.TABLE, ("GET", "/broken"), "reader")
    return app.make_app(Desk(ledger, invented.read, OWNER))


def test_the_policy_lets_in_nothing_from_elsewhere_and_nothing_inline() -> None:
    rules = {rule.split(" ")[0]: rule.split(" ")[1:] for rule in security.POLICY.split("; ")}
    assert rules.pop("img-src") == ["'self'", "data:", "blob:"]
    assert {source for sources in rules.values() for source in sources} == {"'self'", "'none'"}
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == ["'none'"]


@pytest.mark.parametrize(
    "address", ["/", "/people", "/audit", "/nowhere", "/login", "/static/desk.css", "/static/no.css"]
)
def test_every_answer_has_the_headers(client: Visitor, address: str) -> None:
    answer = client.get(address)
    assert {name: answer.headers[name] for name in security.HEADERS} == security.HEADERS
    assert "server" not in answer.headers


def test_refusals_have_the_headers_too(client_of: Come) -> None:
    visitor = client_of("nobody")
    refused = [
        visitor.get("/"),
        visitor.post("/login", data={}),
        visitor.get("/", headers={"host": "evil.example"}),
        visitor.post("/login", content=b"x", headers={"content-length": str(guard.LARGEST + 1)}),
        visitor.submit("/login", {}),
    ]
    assert [answer.status_code for answer in refused] == [303, 403, 421, 413, 422]
    for answer in refused:
        assert answer.headers["content-security-policy"] == security.POLICY


def test_what_nobody_foresaw_tells_nothing_of_the_inside(broken: FastAPI, caplog: pytest.LogCaptureFixture) -> None:
    visitor = Visitor(broken)
    visitor._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
    answer = visitor.get("/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text and "Traceback" not in answer.text
    assert {name: answer.headers[name] for name in security.HEADERS} == security.HEADERS
    assert "a secret of the inside" in caplog.text


def test_pages_are_kept_by_no_cache_and_files_by_the_browser(client: Visitor) -> None:
    assert client.get("/").headers["cache-control"] == "no-store"
    assert client.get(pages.static("desk.css")).headers["cache-control"] == "public, max-age=31536000, immutable"
    assert client.get("/static/desk.css?v=0").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/",
        "/static/vendor/vendor.yaml", "/static/vendor/htmx/LICENSE", "/static/vendor", "/static/desk.css%00.js",
    ],
)  # fmt: skip
def test_no_other_file_is_served(client: Visitor, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_form_counts_with_its_token_alone(client: Visitor) -> None:
    form = {"name": "Ida Brandt", "role": "keeper", "password": PASSWORD}
    other = Visitor(client.app)  # type: ignore[arg-type]
    for csrf in (None, "", "0" * 64, "é", other.token):
        assert client.post("/people", data=form if csrf is None else {**form, "csrf": csrf}).status_code == 403
    assert client.post("/people", json=form).status_code == 403
    assert client.post("/people", content=b"name=Ida", headers={"content-type": "text/plain"}).status_code == 403
    assert client.post("/people", data=form, headers={"X-CSRF-Token": "0"}).status_code == 403
    assert "Ida Brandt" not in client.get("/people").text
    assert client.post("/people", data=form, headers={"X-CSRF-Token": client.token}).status_code == 303


@pytest.mark.parametrize(
    ("headers", "counts"),
    [
        ({}, True),
        ({"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8765"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"origin": "http://127.0.0.1:8765"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": ""}, False),
        ({"origin": "http://127.0.0.1:9999"}, False),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": ""}, False),
        ({"sec-fetch-site": "same-origin", "origin": "http://evil.example"}, False),
    ],
)
def test_a_form_counts_from_a_page_of_this_desk_alone(client: Visitor, headers: dict[str, str], counts: bool) -> None:
    form = {"name": "Ida Brandt", "role": "keeper", "password": PASSWORD}
    assert client.submit("/people", form, headers=headers).status_code == (303 if counts else 403)


def test_a_token_ends_with_its_session(client_of: Come) -> None:
    visitor = client_of("reader")
    old = visitor.token
    visitor.submit("/logout")
    visitor.log_in("reader")
    assert visitor.post("/logout", data={"csrf": old}).status_code == 403


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("127.0.0.1:8765", True), ("localhost:8765", True), ("[::1]:8765", True), ("LOCALHOST", True),
        ("evil.example", False), ("127.0.0.1.evil.example", False), ("evil.example:8765", False), ("", False),
        ("127.0.0.1@evil.example", False), ("[::1", False), ("192.0.2.1", False),
    ],
)  # fmt: skip
def test_the_desk_answers_to_no_name_but_this_computers(client: Visitor, host: str, known: bool) -> None:
    assert client.get("/", headers={"host": host}).status_code == (200 if known else 421)


def test_where_others_reach_it_the_desk_answers_to_any_name_and_asks_who_it_is(ledger: Ledger) -> None:
    visitor = Visitor(app.make_app(Desk(ledger, invented.read, OWNER, open_to_others=True)))
    answer = visitor.get("/", headers={"host": "desk.example"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


def test_cookies_are_for_no_script_and_no_form_of_another_site(client_of: Come) -> None:
    visitor = client_of("nobody")
    given = visitor.get("/login").headers.get_list("set-cookie")
    given += visitor.submit("/login", {"name": PEOPLE["reader"], "password": PASSWORD}).headers.get_list("set-cookie")
    assert len(given) == 2
    for cookie in given:
        attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"httponly", "samesite=lax", "path=/"} <= attributes
        assert "secure" not in attributes  # 127.0.0.1 has no TLS


def test_over_tls_cookies_and_browsers_stay_with_tls(office: FastAPI) -> None:
    visitor = Visitor(office)
    visitor.base_url = "https://127.0.0.1:8765"
    answer = visitor.get("/login")
    assert answer.headers["strict-transport-security"] == f"max-age={guard.YEAR}"
    assert "; Secure" in answer.headers["set-cookie"]


def test_two_desks_on_one_computer_do_not_mix_their_cookies(ledger: Ledger, peopled: Ledger) -> None:
    ids = {"one": "3f1c5a80-6d0e-4b57-9c56-0d7f6b1a2e44", "other": "9f1c5a80-6d0e-4b57-9c56-0d7f6b1a2e44"}
    assert not set(security.cookies(ids["one"]).values()) & set(security.cookies(ids["other"]).values())


@given(st.text(max_size=40) | st.from_regex(r"[/\\]{1,3}[a-z.@:/\\?#\t\n%]{0,20}"))
def test_nobody_is_sent_away_from_the_desk(address: str) -> None:
    led = pages.local(address)
    assert led.startswith("/") and not led.startswith(("//", "/\\")) and "\\" not in led and led.isprintable()
    assert pages.local(led) == led


@pytest.mark.parametrize(
    "address", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_coming_in_leads_nowhere_else(client_of: Come, address: str) -> None:
    form = {"name": PEOPLE["reader"], "password": PASSWORD, "next": address}
    assert client_of("nobody").submit("/login", form).headers["location"] == "/"


def test_a_program_that_must_say_who_it_is_gets_json_and_a_fragment_leads_to_the_door(client_of: Come) -> None:
    visitor = client_of("nobody")
    answer = visitor.get("/audit", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/login")


def test_no_other_method_does_anything(client: Visitor) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert client.request(method, "/people", headers={"X-CSRF-Token": client.token}).status_code == 405
