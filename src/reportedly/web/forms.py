"""Forms that a route takes whole, because what is in them depends on what is asked."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData


async def the_form(request: Request) -> FormData:
    """The form that was sent."""
    return await request.form()


TheForm = Annotated[FormData, Depends(the_form)]


def words(form: FormData, name: str) -> str | None:
    """What was typed into a field, or None for nothing but space."""
    value = form.get(name)
    return (value.strip() or None) if isinstance(value, str) else None


def number(form: FormData, name: str) -> int | None:
    """The whole number in a field, or None."""
    value = words(form, name)
    return int(value) if value is not None and value.isdecimal() and len(value) < 19 else None


def wants_piece(request: Request) -> bool:
    """Whether a script of a page asks for a piece of it instead of a page."""
    return "hx-request" in request.headers
