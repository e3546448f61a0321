"""Serve a desk until somebody stops it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import uvicorn

from reportedly.corroboration import keep
from reportedly.errors import LedgerError
from reportedly.ledger import Ledger
from reportedly.web.app import make_app
from reportedly.web.desk import Desk, Read

BREATH, REST = 0.1, 5.0
"""Seconds between two reports that are compared with the others while people work, and between two looks for such."""


class _Server(uvicorn.Server):
    """Says when it can be reached."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[str], object]) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[Any] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            scheme = "https" if self.config.is_ssl else "http"
            host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # a browser cannot ask for "any address"
            self.ready(f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}/")


def serve(
    ledger: Ledger,
    read: Read,
    *,
    owner: str,
    host: str,
    port: int,
    tls: tuple[str, str] | None,
    open_to_others: bool,
    ready: Callable[[str], object],
    codebook: str | None = None,
) -> None:
    """Serve until Ctrl-C or a kill. ``tls``: files of the certificate and its key. ``ready`` gets the desk's address.

    Raises LedgerError if nothing can be served there.
    """
    app = make_app(Desk(ledger, read, owner, open_to_others, codebook))
    app.state.held.begin()
    closed = threading.Event()
    threading.Thread(target=_compare, args=(ledger, closed), daemon=True).start()
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        ssl_certfile=tls[0] if tls else None,
        ssl_keyfile=tls[1] if tls else None,
        server_header=False,
        proxy_headers=False,  # or anybody on this computer could pretend to come from elsewhere
        access_log=False,
        log_level="error",
        timeout_graceful_shutdown=3,
    )
    try:
        _Server(config, ready).run()
    except KeyboardInterrupt:
        return  # how a desk is closed
    except SystemExit:
        raise LedgerError(f"nothing can be served at {host}, port {port}; name another with --port") from None
    finally:
        closed.set()


def _compare(ledger: Ledger, closed: threading.Event) -> None:
    """Compare with the others what was added, by whomever, a report at a time, until the desk is closed."""
    pause = 0.0
    while not closed.wait(pause):
        try:
            taken: list[int] = []
            keep.catch_up(ledger, progress_of=taken.append, most=1)
            pause = BREATH if taken else REST
        except LedgerError:
            pause = REST  # a ledger that is busy or gone; whoever asks for a page is told what is wrong
