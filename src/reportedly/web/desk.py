"""What a desk works with: the ledger, a reader of reports, and to whom it is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request

from reportedly.ledger import Ledger
from reportedly.ledger.held import Held
from reportedly.record import Report

Read = Callable[..., Report]
"""Makes a record of a report's bytes and the name that messages call it by; what is known of it beyond its text may go
along by name: outlet, published, title. Raises ReportError."""


@dataclass(frozen=True)
class Desk:
    """A desk: ``owner`` is who works at it where nobody logs in; ``open_to_others`` if not only this computer asks.

    ``codebook`` is the SHA-256 (hexadecimal) of a codebook of the user's own that ``read`` codes by.
    """

    ledger: Ledger
    read: Read
    owner: str
    open_to_others: bool = False
    codebook: str | None = None


def the_desk(request: Request) -> Desk:
    """The desk that a request came to."""
    return cast(Desk, request.app.state.desk)


TheDesk = Annotated[Desk, Depends(the_desk)]


def the_claims(request: Request) -> Held:
    """The claims of the desk that a request came to, held in memory."""
    return cast(Held, request.app.state.held)


TheClaims = Annotated[Held, Depends(the_claims)]
