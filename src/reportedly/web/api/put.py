"""Fields of a claim from a program, as the ledger's judgments take them.

Spans and words are those of the text that the API shows; whoever may not see all of it can neither reach nor ask for
what is withheld, and what they are not shown of a claim stays in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportedly.errors import LedgerError
from reportedly.record import Claim, Span
from reportedly.web.api.taken import Fields
from reportedly.web.reading.page import Reading

_LAYERS = {
    "attribution": "attributions", "chain": "sources", "implied": "sources", "dates": "dates", "said_on": "dates",
    "places": "places", "codes": "codes", "actors": "actors",
}  # fmt: skip
_PLACES = ("words", "span", "mentions", "basis", "unnamed_because")


def fields(reading: Reading, given: Fields, shown: Claim | None, stored: Claim | None) -> dict[str, Any]:
    """The fields that were given, with spans of the stored text.

    ``shown`` is the claim as whoever gives them was shown it, ``stored`` the same with all that it holds. Raises
    LedgerError.
    """
    asked = {name: getattr(given, name) for name in given.model_fields_set}
    brought: set[str] = set()  # things that are given with an id of their own may be named again by it
    found: dict[str, Any] = {}
    for name, value in asked.items():
        if name == "content":
            found[name] = [] if value is None else [_place(reading, one) for one in value]
        elif name in _LAYERS and value is not None:
            found[name] = _things(reading, name, value, brought)
        else:
            found[name] = value
        if shown is not None and stored is not None and name in ("implied", "dates", "places", "codes", "actors"):
            found[name] = [*(found[name] or []), *_hidden(name, shown, stored)]
    return found


def spans(reading: Reading, given: Sequence[Span]) -> list[list[int]]:
    """Spans of the stored text for those of the text that is shown. Raises LedgerError."""
    return [_place(reading, one) for one in given]


def _place(reading: Reading, given: Any) -> list[int]:
    text = reading.report.text
    if isinstance(given, str):
        if not given or text.count(given) != 1:
            raise LedgerError(f"the text does not hold {given!r} exactly once; give a first and a last place in it")
        given = text.index(given), text.index(given) + len(given)
    if not isinstance(given, Sequence) or len(given) != 2 or not all(type(one) is int for one in given):
        raise LedgerError(f"a place in the text is words, or a first and a last place in it, not {given!r}")
    start, end = given
    if not 0 <= start < end <= len(text):
        raise LedgerError(f"the text has no words from {start} to {end}")
    return list(reading.view.stored((start, end)))


def _things(reading: Reading, name: str, value: Any, brought: set[str]) -> Any:
    if name == "actors":
        return [
            {**one, "actor": _thing(reading, "actors", one["actor"], brought)} if "actor" in one else one
            for one in value
        ]
    if isinstance(value, list):
        return [_thing(reading, _LAYERS[name], one, brought) for one in value]
    return _thing(reading, _LAYERS[name], value, brought)


def _thing(reading: Reading, layer: str, value: Any, brought: set[str]) -> Any:
    if isinstance(value, str):
        if value not in reading.report.things[layer] and value not in brought:
            raise LedgerError(f"the record has no {value!r} among its {layer}")
        return value
    if not isinstance(value, Mapping):
        raise LedgerError(f"a thing of the record is given by its id or its fields, not as {value!r}")
    if isinstance(value.get("id"), str):
        brought.add(value["id"])
    placed = {key: _placed(reading, one) if key in _PLACES else one for key, one in value.items()}
    if "span" in placed and isinstance(placed["span"], list) and len(placed["span"]) == 1:
        placed["span"] = placed["span"][0]
    return placed


def _placed(reading: Reading, given: Any) -> Any:
    if isinstance(given, str) or (
        isinstance(given, Sequence) and len(given) == 2 and all(type(one) is int for one in given)
    ):
        given = [given]
    if not isinstance(given, Sequence):
        raise LedgerError(f"places in the text are a list, not {given!r}")
    return [_place(reading, one) for one in given]


def _hidden(name: str, shown: Claim, stored: Claim) -> list[Any]:
    there = getattr(shown, name)
    kept = [one for one in getattr(stored, name) if one not in there]
    return [{"actor": one.actor, "role": one.role} for one in kept] if name == "actors" else kept
