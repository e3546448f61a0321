"""What values are called on a page: codes by the codebook, places by the gazetteer, the rest in plain words."""

from __future__ import annotations

from functools import lru_cache

from reportedly.coding import codebook
from reportedly.errors import CodebookError
from reportedly.places.gazetteer import gazetteer

STATES = {
    "none": "not judged yet",
    "accepted": "accepted",
    "corrected": "corrected",
    "rejected": "rejected",
    "unsure": "left open",
    "differs": "people differ",
}
LISTS = {"offence": "Offences", "penalty": "Penalties", "target": "Targets", "directive": "Directives",
         "right": "Rights", "institution": "Institutions"}  # fmt: skip
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@lru_cache(maxsize=4096)
def label(field: str, value: str | None) -> str:
    """What a value of a field is called; ``none known`` for no value."""
    if value is None or value == "":
        return {"outlet": "outlet unknown", "code": "no code", "place": "no place", "country": "no country",
                "date": "no known date"}.get(field, "none known")  # fmt: skip
    if field == "state":
        return STATES.get(value, value)
    if field == "code":
        return _code(value)
    if field == "list":
        return LISTS.get(value, value.replace("_", " "))
    if field in ("place", "country"):
        known = gazetteer().known(value if field == "place" else f"iso:{value}")
        return known.name if known else value
    if field == "chain":
        return f"{value} link" if value == "1" else f"{value} links"
    if field == "language":
        return {"en": "English", "ko": "Korean"}.get(value, value)
    return value.replace("_", " ")


def month(number: int) -> str:
    """A month in words: 203104 is ``Apr 2031``."""
    return f"{MONTHS[number % 100 - 1]} {number // 100}"


def _code(value: str) -> str:
    listed, _, code = value.partition("/")
    try:
        book = codebook.load()
    except CodebookError:
        return code.replace("_", " ")
    return book.entry(listed, code).label if book.has(listed, code) else code.replace("_", " ")
