"""The record of a report: immutable text, and layers of standoff spans over it.

A span is ``(start, end)`` in code points of ``Report.text``, end exclusive; ``text[start:end]`` is exactly what the
reader sees. ``Report.to_dict`` gives the JSON shape that docs/record.md describes; ``Report.from_dict`` reads it back.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property, lru_cache
from html import escape
from typing import Any, Literal, cast

FORMAT = 1
"""Version of the JSON shape, under the key ``reportedly``."""

Span = tuple[int, int]
Spans = tuple[Span, ...]

SourceKind = Literal["outlet", "person", "anonymous", "institution", "document", "public", "unknown"]
Access = Literal["first_hand", "relayed", "official", "unknown"]
Quote = Literal["direct", "indirect", "mixed"]
Force = Literal["stated", "ordered", "warned", "predicted", "believed", "denied", "asked"]
Polarity = Literal["positive", "negative"]
RoleName = Literal["orderer", "implementer", "told", "affected", "accuser"]


def span_at(spans: Sequence[Span], place: int) -> Span | None:
    """The one of some sorted, disjoint spans that holds a place, or None."""
    at = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return spans[at] if at >= 0 and place < spans[at][1] else None


@dataclass(frozen=True)
class Origin:
    """Where the bytes came from: a path or an address, and when (ISO 8601), if the caller said so."""

    path: str | None = None
    url: str | None = None
    retrieved: str | None = None


@dataclass(frozen=True)
class Engine:
    """What made the record: the version of reportedly and the name of the weights."""

    version: str
    model: str | None


@dataclass(frozen=True)
class Source:
    """Whoever is said to say something, with every place of the text that names it.

    ``access`` is how it came to know, ``basis`` the words that say so, ``unnamed_because`` the words that say why it is
    not named, ``title`` what it is by office or trade, ``place`` the id of the place where the report puts it.
    """

    id: str
    name: str
    kind: SourceKind
    access: Access = "unknown"
    mentions: Spans = ()
    basis: Spans = ()
    unnamed_because: Spans = ()
    title: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class Attribution:
    """One link of hearsay: source, cue and content. ``within`` is the attribution whose content it stands in.

    ``confidence`` is the calibrated probability that a careful reader would mark the same source and content.
    """

    id: str
    source: str | None
    source_spans: Spans
    cue: Spans
    content: Spans
    within: str | None
    quote: Quote
    confidence: float


@dataclass(frozen=True)
class Date:
    """A time expression; ``value`` and ``mod`` as in TIMEX3, ``earliest`` and ``latest`` ISO dates or None."""

    id: str
    span: Span
    value: str
    mod: str | None
    kind: str
    earliest: str | None
    latest: str | None
    why: str


@dataclass(frozen=True)
class Place:
    """Words for a place and what the gazetteer knows of it.

    ``kind`` is the gazetteer's (country, province, city …), ``country`` an ISO 3166-1 alpha-2 code, ``lat`` and ``lon``
    degrees (WGS 84). What the text leaves open is None: *a border town* has a kind and no id.
    """

    id: str
    span: Span
    name: str
    gazetteer_id: str | None
    country: str | None
    lat: float | None
    lon: float | None
    kind: str | None = None


@dataclass(frozen=True)
class Actor:
    """Somebody who acts or is acted upon.

    ``kind`` is person, institution or group; ``institution`` the code of the institution it is or belongs to, ``level``
    where that stands (centre, province, city, county, unit), ``rank`` the words for a rank or a title.
    """

    id: str
    name: str
    kind: str
    institution: str | None
    mentions: Spans
    level: str | None = None
    rank: str | None = None


@dataclass(frozen=True)
class Role:
    """What an actor does in a claim."""

    actor: str
    role: RoleName


@dataclass(frozen=True)
class Code:
    """An entry of the codebook, and the words that call for it."""

    id: str
    list: str
    code: str
    span: Span
    repealed: bool


@dataclass(frozen=True)
class Claim:
    """One thing said: its exact words and the chain of source ids, from the outlet inwards.

    ``implied`` lists the links of the chain that the words here do not name. ``certainty`` is how surely the words
    present it as a fact, from -3 (certainly not) to 3 (certainly), or None: not measured.
    """

    id: str
    attribution: str | None
    content: Spans
    chain: tuple[str, ...]
    implied: tuple[str, ...]
    force: Force
    polarity: Polarity
    hedged: bool
    confidence: float
    dates: tuple[str, ...] = ()
    said_on: str | None = None
    places: tuple[str, ...] = ()
    actors: tuple[Role, ...] = ()
    codes: tuple[str, ...] = ()
    certainty: float | None = None


@dataclass(frozen=True)
class Report:
    """One published document and what was read in it.

    ``id`` is ``sha256:`` and the digest of the report's bytes. ``notes`` are things a reader of the record must know,
    such as that its language is not read yet. ``dateline`` is the id of the place from which the report is filed.
    """

    id: str
    text: str
    media_type: str
    title: str | None = None
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    origin: Origin = field(default_factory=Origin)
    boilerplate: Spans = ()
    notes: tuple[str, ...] = ()
    engine: Engine | None = None
    dateline: str | None = None
    sources: tuple[Source, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    dates: tuple[Date, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    codes: tuple[Code, ...] = ()
    claims: tuple[Claim, ...] = ()

    def words(self, spans: Spans) -> str:
        """The exact words of spans, pieces joined by `` … ``."""
        return " … ".join(self.text[start:end] for start, end in spans)

    @cached_property
    def things(self) -> dict[str, dict[str, Any]]:
        """What each layer holds by its ids: one dict a layer, made once."""
        return {name: {one.id: one for one in getattr(self, name)} for name in _LAYERS}

    def source(self, id: str) -> Source:
        """The source with this id. Raises KeyError."""
        return cast(Source, self.things["sources"][id])

    def outside(self, span: Span, spans: Spans) -> str:
        """The words of a span without those that lie in other spans: a sentence without what it attributes."""
        words, at = [], span[0]
        for start, end in sorted(spans):
            words.append(self.text[at : max(at, min(start, span[1]))])
            at = max(at, end)
        return "".join((*words, self.text[at : max(at, span[1])]))

    def told_outlet(self, cue: Spans) -> bool:
        """Whether the words right behind a cue name the outlet or its initials: *told Daily X*, *spoke to DX*."""
        if not self.outlet or not cue:
            return False
        near = self.text[min(cue)[0] : max(end for _, end in cue) + len(self.outlet) + 30]
        capitals = "".join(word[0] for word in self.outlet.split() if word[0].isupper())
        words = near.replace("’s", " ").replace("'s", " ").split()
        return self.outlet.lower() in near.lower() or (len(capitals) > 1 and capitals in words)

    def to_dict(self) -> dict[str, Any]:
        """The record as plain dicts, lists, strings and numbers, ready for JSON."""
        return cast(dict[str, Any], plain(self._shape))

    def to_json(self, indent: int | None = None) -> str:
        """The record as JSON text, the same bytes for the same record."""
        return json.dumps(self._shape, ensure_ascii=False, indent=indent, default=vars)

    @property
    def _shape(self) -> dict[str, Any]:
        head, layers = ({name: getattr(self, name) for name in names} for names in (_HEAD, _LAYERS))
        return {"reportedly": FORMAT, "report": head, **layers}

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> Report:
        """Read what ``to_dict`` gave. Raises ValueError if it is of another format."""
        if record.get("reportedly") != FORMAT:
            raise ValueError(f"not a record of format {FORMAT}: reportedly is {record.get('reportedly')!r}")
        head = dict(record["report"])
        head["origin"] = Origin(**head["origin"])
        head["engine"] = Engine(**head["engine"]) if head["engine"] else None
        head = {name: frozen(value) for name, value in head.items()}
        layers = {name: tuple(_built(kind, one) for one in record[name]) for name, kind in _LAYERS.items()}
        return cls(**cast(dict[str, Any], {**head, **layers}))

    def _repr_html_(self) -> str:
        """What a notebook shows: the claims, each with its chain."""
        rows = "".join(
            f"<tr><td>{escape(' › '.join(self.source(i).name + ' (implied)' * (i in c.implied) for i in c.chain))}</td>"
            f"<td>{escape(c.force)}</td><td style='text-align:left'>{escape(self.words(c.content))}</td></tr>"
            for c in self.claims
        )
        head = escape(" · ".join(part for part in (self.title, self.outlet, self.published) if part))
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        return (
            f"<p><b>{head}</b></p>{notes}<table><thead><tr><th>on whose word</th><th>force</th><th>claim</th></tr>"
            f"</thead><tbody>{rows}</tbody></table>"
        )


_LAYERS: dict[str, type[Any]] = {
    "sources": Source,
    "attributions": Attribution,
    "dates": Date,
    "places": Place,
    "actors": Actor,
    "codes": Code,
    "claims": Claim,
}
_HEAD = [f.name for f in fields(Report) if f.name not in _LAYERS]


def plain(value: Any) -> Any:
    """A thing of the record, or whatever holds such things, as dicts, lists, strings and numbers."""
    if value is None or type(value) in (str, int, float, bool):  # most are, and are asked nothing more
        return value
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    names = _fields(cast(Hashable, type(value)))
    return {name: plain(getattr(value, name)) for name in names} if names else value


@lru_cache(maxsize=64)
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()


def frozen(value: Any) -> Any:
    """Lists as the tuples that they were, at any depth."""
    return tuple(frozen(one) for one in value) if isinstance(value, list | tuple) else value


def _built(kind: type[Any], record: dict[str, Any]) -> Any:
    values = {name: frozen(value) for name, value in record.items()}
    if kind is Claim:
        values["actors"] = tuple(Role(**one) for one in values["actors"])
    return kind(**values)
