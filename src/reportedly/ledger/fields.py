"""The fields of a claim that a person may correct, each checked against the record, and the claim with them put in.

As an entry keeps them: ``content`` is a list of spans; ``chain``, ``dates``, ``places`` and ``codes`` are lists,
``said_on`` is one, of ids of the record's things, or, where the record has no such thing, of the thing itself (a dict
of all its fields). ``actors`` is a list of ``{"actor": id or thing, "role"}``. The id of a thing that a person added is
``+`` and the beginning of the SHA-256 over its other fields (RFC 8785): the same thing, added by two people, has the
same id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any, cast, get_args

import rfc8785

from reportedly.errors import LedgerError
from reportedly.ledger import things
from reportedly.ledger.things import CALLED, Layer, Thing, one_of
from reportedly.record import (
    Actor,
    Claim,
    Code,
    Date,
    Force,
    Place,
    Polarity,
    Report,
    Role,
    RoleName,
    Source,
    frozen,
    plain,
)

FIELDS = (
    *("content", "attribution", "chain", "implied", "force", "polarity", "hedged", "certainty"),
    *("dates", "said_on", "places", "actors", "codes"),
)
"""What may be corrected, in the order in which it is shown."""
NEEDED = ("content", "chain", "force")
"""What a claim that the machine missed must come with."""

_OF: dict[str, Layer] = {
    "chain": "sources",
    "dates": "dates",
    "said_on": "dates",
    "places": "places",
    "actors": "actors",
    "codes": "codes",
}
_KINDS: dict[Layer, type[Any]] = {"sources": Source, "dates": Date, "places": Place, "actors": Actor, "codes": Code}

Codebook = Mapping[str, Collection[str]]
"""The codes of every list."""


def checked(
    report: Report, claim: Claim | None, given: Mapping[str, Any], codebook: Codebook | None = None
) -> dict[str, Any]:
    """The fields as an entry keeps them: of a claim those that change it, of one that was missed (None) all.

    Beside ids and whole things, ``given`` may hold things without an id, and words that the text holds once for spans.
    With a codebook only its codes may be added. Raises LedgerError for anything that the record cannot hold, and if
    nothing changes.
    """
    for name in given:
        one_of(name, FIELDS, "a field of a claim")
    base = claim or _blank(report, given)
    check = _Check(report, codebook)
    new = {name: check.field(base, name, given[name]) for name in FIELDS if name in given}
    chain = [_id(one) for one in new["chain"]] if "chain" in new else list(base.chain)
    implied = new.get("implied", list(base.implied))
    if "implied" in given:
        for link in implied:
            one_of(link, chain, "a link of the chain")
    new["implied"] = [link for link in chain if link in implied]
    if claim is None:
        return {name: new.get(name, _kept(base, name)) for name in FIELDS}
    changed = {name: value for name, value in new.items() if _compared(name, value) != _now(claim, name)}
    if not changed:
        raise LedgerError("nothing of the claim is changed by this; accept it instead")
    return {name: changed[name] for name in FIELDS if name in changed}


def put_in(report: Report, claim: Claim | None, fields: Mapping[str, Any], id: str = "") -> tuple[Report, Claim]:
    """A claim with checked fields put in, and the record with the things that they bring; None for a missed claim."""
    new = dict(fields)
    for name, layer in _OF.items():
        if name in new:
            for one in _things(name, new[name]):
                report = _with(report, layer, one)
            new[name] = _ids(name, new[name])
    if "content" in new:
        new["content"] = tuple((start, end) for start, end in new["content"])
    for name in ("implied", "chain", "dates", "places", "codes", "actors"):
        if name in new:
            new[name] = tuple(new[name])
    return report, replace(claim or Claim(id, None, (), (), (), "stated", "positive", False, 1.0), **new)


def thing(report: Report, layer: Layer, id: str) -> Thing:
    """A thing of the record. Raises LedgerError that names those there are."""
    found = report.things[layer]
    return cast(Thing, found[one_of(id, list(found), f"a {CALLED[layer]} of the record")])


def own_id(one: Thing) -> str:
    """The id of a thing that a person adds."""
    return "+" + hashlib.sha256(rfc8785.dumps({**plain(one), "id": ""})).hexdigest()[:12]


def same(one: Thing, other: Thing) -> bool:
    """Whether two things of one text say the same of the same words, whatever their ids."""
    return {**plain(one), "id": "", "why": ""} == {**plain(other), "id": "", "why": ""}


class _Check:
    """Checks the fields of one judgment; things given under an id of their own may be named again by it."""

    def __init__(self, report: Report, codebook: Codebook | None) -> None:
        self.report = report
        self.codebook = codebook
        self.given: dict[tuple[Layer, str], dict[str, Any] | str] = {}

    def field(self, claim: Claim, name: str, value: Any) -> Any:
        """One field as an entry keeps it."""
        if name == "content":
            return [list(span) for span in things.spans(self.report, value, "the content", apart=True)]
        if name == "attribution":
            ids = [one.id for one in self.report.attributions]
            return None if value is None else one_of(value, ids, "an attribution of the record")
        if name == "force":
            return one_of(value, get_args(Force), "a force")
        if name == "polarity":
            return one_of(value, get_args(Polarity), "a polarity")
        if name == "hedged":
            return things.truth(value, "hedged")
        if name == "certainty":
            return _certainty(value)
        if name == "said_on":
            return None if value is None else self.thing("dates", value)
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise LedgerError(f"{name} must be a list, not {value!r}")
        if name == "chain":
            return self.chain(value)
        if name == "implied":
            return [self.known_again("sources", one) for one in value]
        if name == "actors":
            return self.actors(value)
        found = {_id(one): one for one in (self.thing(_OF[name], one) for one in value)}
        return sorted(found.values(), key=lambda one: self.place(_OF[name], one))

    def chain(self, value: Sequence[Any]) -> list[Any]:
        """The chain: from the outlet inwards, nobody twice."""
        chain = [self.thing("sources", one) for one in value]
        ids = [_id(one) for one in chain]
        if not ids or len(set(ids)) < len(ids):
            raise LedgerError("a chain needs at least one source, and none twice")
        outlets = [one.id for one in self.report.sources if one.kind == "outlet"]
        first = chain[0]
        if outlets and ids[0] not in outlets and not (isinstance(first, dict) and first["kind"] == "outlet"):
            raise LedgerError(f"a chain begins with the outlet: {' or '.join(outlets)}")
        return chain

    def actors(self, value: Sequence[Any]) -> list[Any]:
        """Who does what; the same person may do two things."""
        found = {}
        for one in value:
            if not isinstance(one, Mapping) or set(one) != {"actor", "role"}:
                raise LedgerError(f"an actor of a claim is given as actor and role, not as {one!r}")
            role = one_of(one["role"], get_args(RoleName), "a role")
            actor = self.thing("actors", one["actor"])
            found[_id(actor), role] = {"actor": actor, "role": role}
        return sorted(found.values(), key=lambda one: (*self.place("actors", one["actor"]), one["role"]))

    def thing(self, layer: Layer, value: Any) -> Any:
        """An id of the record, or a whole thing that it does not have."""
        if isinstance(value, str):
            return self.known_again(layer, value, whole=True)
        if not isinstance(value, Mapping):
            raise LedgerError(f"a {CALLED[layer]} is given by its id or its fields, not as {value!r}")
        made = things.made(self.report, layer, "", value)
        if isinstance(made, Code) and self.codebook is not None:
            one_of(made.list, sorted(self.codebook), "a list of the codebook")
            one_of(made.code, sorted(self.codebook[made.list]), f"a code of the list {made.list}")
        own = (one for one in getattr(self.report, layer) if not one.id.startswith("+"))
        there = next((one.id for one in own if same(one, made)), None)
        found: dict[str, Any] | str = there or {**plain(made), "id": own_id(made)}
        if "id" in value:
            self.given[layer, str(value["id"])] = found
        self.given[layer, _id(found)] = found
        return found

    def known_again(self, layer: Layer, id: Any, whole: bool = False) -> Any:
        """An id of the record or of a thing given before; the thing itself where it is wanted ``whole``."""
        if isinstance(id, str) and (layer, id) in self.given:
            given = self.given[layer, id]
            return given if whole else _id(given)
        found = thing(self.report, layer, id)
        # What somebody else's judgment brought in goes with this one too: that one may be replaced.
        return plain(found) if whole and found.id.startswith("+") else found.id

    def place(self, layer: Layer, value: Any) -> tuple[int, int, str]:
        """By what things are ordered, however they were given: their words, then their ids."""
        if isinstance(value, str):
            return (*things.begins(thing(self.report, layer, value)), value)
        span = value["span"] if "span" in value else (*value["mentions"], (0, 0))[0]
        return span[0], span[1], value["id"]


def _blank(report: Report, given: Mapping[str, Any]) -> Claim:
    for name in NEEDED:
        if name not in given:
            raise LedgerError(f"a claim that was missed needs its {name} (of {', '.join(NEEDED)})")
    return Claim("", None, (), (), (), "stated", "positive", False, 1.0)


def _certainty(value: Any) -> float | None:
    if value is not None and (type(value) not in (int, float) or not -3 <= value <= 3):
        raise LedgerError(f"certainty goes from -3 (certainly not) to 3 (certainly), or is null, not {value!r}")
    return value  # type: ignore[no-any-return]


def _kept(claim: Claim, name: str) -> Any:
    value = getattr(claim, name)
    return list(value) if isinstance(value, tuple) else value


def _id(value: Any) -> str:
    return value if isinstance(value, str) else str(value["id"])


def _things(name: str, value: Any) -> list[dict[str, Any]]:
    listed = [one["actor"] for one in value] if name == "actors" else value if isinstance(value, list) else [value]
    return [one for one in listed if isinstance(one, dict)]


def _ids(name: str, value: Any) -> Any:
    if name == "actors":
        return [Role(_id(one["actor"]), one["role"]) for one in value]
    if isinstance(value, list):
        return [_id(one) for one in value]
    return None if value is None else _id(value)


def _compared(name: str, value: Any) -> Any:
    if name in ("dates", "places", "codes", "actors"):
        return set(_ids(name, value))
    return _ids(name, value) if name in _OF else value


def _now(claim: Claim, name: str) -> Any:
    value = getattr(claim, name)
    if name in ("dates", "places", "codes", "actors"):
        return set(value)
    if name == "content":
        return [list(span) for span in value]
    return list(value) if isinstance(value, tuple) else value


def _with(report: Report, layer: Layer, given: dict[str, Any]) -> Report:
    there = getattr(report, layer)
    if any(one.id == given["id"] for one in there):
        return report
    kind = _KINDS[layer]
    values = {one.name: frozen(given[one.name]) for one in fields_of(kind)}
    more: dict[str, Any] = {layer: (*there, kind(**values))}
    return replace(report, **more)
