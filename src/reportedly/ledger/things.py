"""What a person adds to a record: a source, date, place, actor or code that the machine did not find.

It is given as a mapping of the fields that docs/record.md describes, without ``id``; ``words``, if they stand in the
text only once, may be given in place of spans. Whatever is wrong is said in one sentence that names what is allowed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Literal, get_args

from reportedly.errors import LedgerError
from reportedly.places.gazetteer import Known, gazetteer, key
from reportedly.record import Access, Actor, Code, Date, Place, Report, Source, SourceKind, Span, Spans

Layer = Literal["sources", "dates", "places", "actors", "codes"]
Thing = Source | Date | Place | Actor | Code

CALLED: dict[Layer, str] = {
    "sources": "source",
    "dates": "date",
    "places": "place",
    "actors": "actor",
    "codes": "code",
}

MODS = (
    *("START", "MID", "END", "APPROX", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"),
    *("LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE"),
)
"""How TIMEX3 narrows a date."""
SHOWN = 30
"""How many of what is allowed a message names."""


def made(report: Report, layer: Layer, id: str, given: Mapping[str, Any]) -> Thing:
    """The thing that a person describes. Raises LedgerError for what the record cannot hold."""
    values = {name: value for name, value in given.items() if name != "id"}
    called = f"a {CALLED[layer]}"
    allowed = {"words", *_FIELDS[layer]}
    for name in values:
        one_of(name, sorted(allowed), f"a field of {called}")
    if "words" in values:
        where = spans(report, values.pop("words"), f"the words of {called}")
        if layer in ("sources", "actors"):
            values.setdefault("mentions", where)
        else:
            values.setdefault("span", where[0])
    return _MAKERS[layer](report, id, values)


def spans(report: Report, given: Any, what: str, apart: bool = False) -> Spans:
    """Spans given as pairs of numbers, or as words that the text holds once; sorted, at least one.

    Where they must be ``apart``, none overlaps another; mentions may, one being a part of another.
    """
    if isinstance(given, str):
        given = [given]
    if not isinstance(given, Sequence) or not given:
        raise LedgerError(f"{what}: give words of the text, or pairs of a first and a last place in it")
    if len(given) == 2 and all(isinstance(one, int) for one in given):
        given = [given]
    found = {_words(report, one, what) if isinstance(one, str) else _pair(report, one, what) for one in given}
    for before, after in pairwise(sorted(found)):
        if apart and after[0] < before[1]:
            raise LedgerError(f"{what}: {_shown(report, before)} and {_shown(report, after)} overlap")
    return tuple(sorted(found))


def one_of(value: Any, allowed: Sequence[str], what: str) -> str:
    """The value, if it is one of those allowed."""
    if not isinstance(value, str) or value not in allowed:
        more = f" and {len(allowed) - SHOWN} more" if len(allowed) > SHOWN else ""
        raise LedgerError(f"{value!r} is not {what}: one of {', '.join(allowed[:SHOWN])}{more}")
    return value


def text(value: Any, what: str) -> str:
    """Text that a ledger can keep: not empty, no NUL, no half of a surrogate pair."""
    if not isinstance(value, str) or not value.strip():
        raise LedgerError(f"{what} must be words, not {value!r}")
    if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise LedgerError(f"{what} holds signs that are no text: {value!r}")
    return value


def maybe_text(value: Any, what: str) -> str | None:
    """The same, or None."""
    return None if value is None else text(value, what)


def truth(value: Any, what: str) -> bool:
    """True or False and nothing else."""
    if not isinstance(value, bool):
        raise LedgerError(f"{what} must be true or false, not {value!r}")
    return value


def begins(thing: Thing) -> Span:
    """Where the thing's words stand, to order things by; one without words comes first."""
    if isinstance(thing, Source | Actor):
        return thing.mentions[0] if thing.mentions else (0, 0)
    return thing.span


def _source(report: Report, id: str, given: dict[str, Any]) -> Source:
    kind = one_of(given.get("kind"), get_args(SourceKind), "a kind of source")
    mentions = spans(report, given["mentions"], "the mentions of a source") if given.get("mentions") else ()
    if not mentions and kind not in ("outlet", "unknown"):
        raise LedgerError(f"a source of kind {kind} needs mentions: the words of the text that name it")
    name = given.get("name") or (report.words(mentions[:1]) if mentions else kind)
    place = given.get("place")
    if place is not None:
        one_of(place, [one.id for one in report.places], "a place of the record")
    return Source(
        id=id,
        name=text(name, "the name of a source"),
        kind=kind,  # type: ignore[arg-type]
        access=one_of(given.get("access", "unknown"), get_args(Access), "a way to know"),  # type: ignore[arg-type]
        mentions=mentions,
        basis=spans(report, given["basis"], "the basis of a source") if given.get("basis") else (),
        unnamed_because=spans(report, given["unnamed_because"], "why it is not named")
        if given.get("unnamed_because")
        else (),
        title=maybe_text(given.get("title"), "the title of a source"),
        place=place,
    )


def _date(report: Report, id: str, given: dict[str, Any]) -> Date:
    value = text(given.get("value"), "the value of a date")
    mod = given.get("mod")
    earliest, latest = given.get("earliest"), given.get("latest")
    if earliest is None and latest is None and mod is None:
        earliest, latest = _interval(value)
    if (earliest is None) != (latest is None):
        raise LedgerError("of a date both earliest and latest must be given, or neither")
    if earliest is not None and _day(earliest) > _day(latest):
        raise LedgerError(f"a date cannot begin on {earliest} and end on {latest}")
    return Date(
        id=id,
        span=_span(report, given, "date"),
        value=value,
        mod=None if mod is None else one_of(mod, MODS, "a mod of a date"),
        kind=one_of(given.get("kind", "date"), ("date", "time", "duration", "set"), "a kind of date"),
        earliest=earliest,
        latest=latest,
        why=maybe_text(given.get("why") or None, "why a date is so") or "",
    )


def _place(report: Report, id: str, given: dict[str, Any]) -> Place:
    span = _span(report, given, "place")
    name = text(given.get("name") or report.text[slice(*span)], "the name of a place")
    found = maybe_text(given.get("gazetteer_id"), "the id of a place")
    known: dict[str, Any] = {}
    if found is not None:
        place = _known(found, name, report)
        known = {name: getattr(place, name) for name in ("country", "lat", "lon", "kind")}
    country = given.get("country", known.get("country"))
    if country is not None and not (isinstance(country, str) and len(country) == 2 and country.isupper()):
        raise LedgerError(f"the country of a place is a code of two letters (ISO 3166-1), not {country!r}")
    lat = _degrees(given.get("lat", known.get("lat")), 90, "latitude")
    lon = _degrees(given.get("lon", known.get("lon")), 180, "longitude")
    if (lat is None) != (lon is None):
        raise LedgerError("of a place both lat and lon must be given, or neither")
    kind = maybe_text(given.get("kind", known.get("kind")), "the kind of a place")
    return Place(id, span, name, found, country, lat, lon, kind)


def _actor(report: Report, id: str, given: dict[str, Any]) -> Actor:
    mentions = spans(report, given.get("mentions"), "the mentions of an actor")
    level = given.get("level")
    return Actor(
        id=id,
        name=text(given.get("name") or report.words(mentions[:1]), "the name of an actor"),
        kind=one_of(given.get("kind"), ("person", "institution", "group"), "a kind of actor"),
        institution=maybe_text(given.get("institution"), "the institution of an actor"),
        mentions=mentions,
        level=None
        if level is None
        else one_of(level, ("centre", "province", "city", "county", "unit"), "where an actor stands"),
        rank=maybe_text(given.get("rank"), "the rank of an actor"),
    )


def _code(report: Report, id: str, given: dict[str, Any]) -> Code:
    return Code(
        id=id,
        list=text(given.get("list"), "the list of a code"),
        code=text(given.get("code"), "a code"),
        span=_span(report, given, "code"),
        repealed=truth(given.get("repealed", False), "repealed"),
    )


_MAKERS: dict[Layer, Callable[[Report, str, dict[str, Any]], Thing]] = {
    "sources": _source,
    "dates": _date,
    "places": _place,
    "actors": _actor,
    "codes": _code,
}
_KINDS: dict[Layer, type[Thing]] = {"sources": Source, "dates": Date, "places": Place, "actors": Actor, "codes": Code}
_FIELDS = {layer: [name for name in kind.__dataclass_fields__ if name != "id"] for layer, kind in _KINDS.items()}


def _span(report: Report, given: Mapping[str, Any], called: str) -> Span:
    if given.get("span") is None:
        raise LedgerError(f"a {called} needs its words: the span of the text that it rests on")
    return spans(report, [given["span"]], f"the span of a {called}")[0]


def _pair(report: Report, given: Any, what: str) -> Span:
    whole = isinstance(given, Sequence) and len(given) == 2 and all(type(one) is int for one in given)
    if not whole or not 0 <= given[0] < given[1] <= len(report.text):
        raise LedgerError(f"{what}: {given!r} is no span of the text, which goes from 0 to {len(report.text)}")
    return given[0], given[1]


def _words(report: Report, given: str, what: str) -> Span:
    at = report.text.find(given) if given.strip() else -1
    if at < 0:
        raise LedgerError(f"{what}: the text does not hold {given!r}")
    if report.text.find(given, at + 1) >= 0:
        raise LedgerError(f"{what}: the text holds {given!r} more than once; give more words, or a span")
    return at, at + len(given)


def _shown(report: Report, span: Span) -> str:
    return f"{report.text[slice(*span)]!r}"


def _day(given: Any) -> date:
    try:
        if not isinstance(given, str) or len(given) != 10:
            raise ValueError(given)
        return date.fromisoformat(given)
    except ValueError:
        raise LedgerError(f"a date begins and ends on days such as 2021-03-04, not on {given!r}") from None


def _interval(value: str) -> tuple[str | None, str | None]:
    """First and last day of a year, a month or a day; of anything else nothing."""
    try:
        first = date.fromisoformat((value + "-01-01")[:10])
        if not value.isascii() or value not in (f"{first:%Y}", f"{first:%Y-%m}", f"{first:%Y-%m-%d}"):
            return None, None
        if len(value) == 4:
            return f"{value}-01-01", f"{value}-12-31"
        if len(value) == 7:
            after = first.replace(day=28).toordinal() + 4  # in the next month, whatever the month
            last = date.fromordinal(after - date.fromordinal(after).day)
            return f"{value}-01", last.isoformat()
        return value, value
    except (ValueError, OverflowError):
        return None, None


def _degrees(given: Any, most: int, what: str) -> float | None:
    if given is None:
        return None
    if type(given) not in (int, float) or not -most <= given <= most:
        raise LedgerError(f"the {what} of a place lies between -{most} and {most} degrees, not at {given!r}")
    return float(given)


def _known(id: str, name: str, report: Report) -> Known | Place:
    for place in report.places:
        if place.gazetteer_id == id:
            return place
    known = gazetteer().place(id) or next((one for one in gazetteer().find(key(name), name) if one.id == id), None)
    if known is None:
        raise LedgerError(
            f"the gazetteer has no place {id!r} called {name!r}; leave gazetteer_id out, and give lat and lon"
        )
    return known
