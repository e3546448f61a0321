"""Pages: templates with everything escaped, what every page has, and addresses of styles and scripts."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from reportedly.ledger.names import short
from reportedly.version import __version__
from reportedly.web import access, security
from reportedly.web.desk import the_desk

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"

NAVIGATION = (
    ("/queue", "Review"),
    ("/search", "Search"),
    ("/timeline", "Timeline"),
    ("/map", "Map"),
    ("/orders", "Orders"),
    ("/codes", "Codes"),
    ("/corroborate", "Corroborate"),
    ("/add", "Add"),
    ("/people", "People"),
    ("/audit", "Audit"),
)
"""Where every page leads, in this order; each person is shown what their role may use."""


def render(request: Request, template: str, status: int = 200, /, **values: Any) -> HTMLResponse:
    """A page, or a piece of one, from a template.

    Besides its values a template has ``person`` (who.Person), ``navigation``, ``here`` (the path), ``csrf`` (the
    token), ``csrf_field`` (the hidden input that every form needs), ``logged_in`` and ``ledger_name``.
    """
    state = request.state
    csrf = security.token(state.visit, state.session)
    here = request.url.path
    shown = {
        "request": request,
        "person": state.person,
        "navigation": [
            (address, label, here == address or here.startswith(f"{address}/"))
            for address, label in NAVIGATION
            if access.may(state.person.role, "GET", address)
        ],
        "here": here,
        "csrf": csrf,
        "csrf_field": Markup('<input type="hidden" name="{}" value="{}">').format(security.FIELD, csrf),
        "logged_in": state.person.role != "nobody" and state.session is not None,
        "ledger_name": Path(the_desk(request).ledger.name).name,
    }
    return HTMLResponse(environment().get_template(template).render({**shown, **values}), status)


def see(address: str) -> RedirectResponse:
    """Send the browser to a page of the desk after something was done."""
    return RedirectResponse(local(address), 303)


def local(address: str | None) -> str:
    """An address if it is one of this desk, otherwise that of the first page."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")) or not address.isprintable():
        return "/"
    parts = urlsplit(address)
    return "/" if parts.scheme or parts.netloc or "\\" in address else address


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates. Every value is escaped, and one that is not there is an error, not an empty page."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(static=static, version=__version__)
    made.filters.update(short=short, moment=moment)
    return made


@lru_cache(maxsize=1)
def assets() -> dict[str, tuple[Path, str]]:
    """Every style, script and picture by its path below ``static``: its file, and the first digits of its SHA-256."""
    files = sorted(path for path in STATIC.rglob("*") if path.is_file())
    return {
        path.relative_to(STATIC).as_posix(): (path, hashlib.sha256(path.read_bytes()).hexdigest()[:16])
        for path in files
    }


def static(path: str) -> str:
    """The address of a style, script or picture; another one when it changes, so that browsers may keep it."""
    return f"/static/{path}?v={assets()[path][1]}"


def moment(at: str) -> Markup:
    """A time as people read it, with the exact one for programs: 14 March 2031, 09:26 UTC."""
    try:
        read = datetime.fromisoformat(at)
    except ValueError:
        return escape(at)
    shown = f"{read.day} {read:%B %Y}" + (f", {read:%H:%M} UTC" if "T" in at else "")
    return Markup('<time datetime="{}">{}</time>').format(at, shown)
