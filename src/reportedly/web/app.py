"""The desk as one application: its routes, each decided by the table, behind one door."""

from __future__ import annotations

from fastapi import Depends, FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.telemetry import TelemetryConfig
from starlette.middleware import Middleware
from starlette.routing import compile_path

from reportedly.ledger.held import Held
from reportedly.version import __version__
from reportedly.web import access, wrong
from reportedly.web.api import routes as api
from reportedly.web.desk import Desk
from reportedly.web.guard import Guard, Way, genuine
from reportedly.web.logins import Logins
from reportedly.web.routes import (
    add,
    audit,
    codes,
    corroborate,
    home,
    judge,
    login,
    map,
    notes,
    people,
    queue,
    report,
    search,
    sources,
    static,
    timeline,
    who_orders_whom,
)
from reportedly.web.tries import Tries

ROUTERS = (
    static.router,
    login.router,
    home.router,
    queue.router,
    search.router,
    timeline.router,
    map.router,
    who_orders_whom.router,
    codes.router,
    corroborate.router,
    report.router,
    judge.router,
    sources.router,
    notes.router,
    people.router,
    add.router,
    audit.router,
    api.router,
)
"""Every page and every part of the API."""

# FastAPI reports to OpenTelemetry where that is set up, even from the environment alone; nothing leaves a desk.
_SILENT: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}


def make_app(desk: Desk) -> FastAPI:
    """The desk, ready to be served. Raises LookupError for a route that nobody decided about (web/access.py)."""
    ways: list[Way] = []
    app = FastAPI(
        title="reportedly",
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=_SILENT,
        dependencies=[Depends(genuine)],
        middleware=[Middleware(Guard, ways=ways)],
    )
    app.state.desk = desk
    app.state.tries = Tries()
    app.state.logins = Logins()
    app.state.held = Held(desk.ledger)
    for router in ROUTERS:
        app.include_router(router)
    wrong.handle(app)
    for route in iter_route_contexts(app.routes):
        path = route.path or ""
        looks = compile_path(path)[0]
        ways += [Way(method, path, looks, route.endpoint) for method in sorted(route.methods or {"*"})]
    access.check((way.method, way.path) for way in ways)
    return app
