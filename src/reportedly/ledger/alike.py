"""What is the same in two records of one report, whose ids mean nothing to each other.

A place of one text is found in another by its exact words, with as many words around them as it takes to tell it from
every other place. Things are compared by value: the words they rest on, and what is said of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from reportedly.ledger.fields import own_id
from reportedly.ledger.things import Layer, Thing
from reportedly.record import Actor, Claim, Code, Date, Place, Report, Source, Span, Spans, plain

AROUND = (0, 10, 40, 160)
"""Code points on both sides that are compared along, until the place is the only one."""

COMPARED = (
    *("content", "chain", "implied", "force", "polarity", "hedged"),
    *("dates", "said_on", "places", "actors", "codes"),
)
"""The fields in which two readings of the same words may differ. Confidence, certainty and the attribution's id are how
the machine came to it, not what it says."""

_LAYERS: dict[str, Layer] = {
    "chain": "sources",
    "implied": "sources",
    "dates": "dates",
    "said_on": "dates",
    "places": "places",
    "codes": "codes",
    "actors": "actors",
}


class Two:
    """An older record of a report and a newer one."""

    def __init__(self, old: Report, new: Report) -> None:
        self.old = old
        self.new = new
        names = [[(one.name, one.kind) for one in record.sources] for record in (old, new)]
        self._shared = {name for some in names for name in some if some.count(name) > 1}

    def span(self, span: Span) -> Span | None:
        """Where a place of the old text is in the new one, if that can be told."""
        if self.old.text == self.new.text:
            return span
        for around in AROUND:
            start, end = max(0, span[0] - around), min(len(self.old.text), span[1] + around)
            words = self.old.text[start:end]
            at = self.new.text.find(words)
            if at >= 0 and not _again(self.new.text, words, at) and not _again(self.old.text, words, start):
                return at + span[0] - start, at + span[1] - start
        return None

    def spans(self, spans: Spans) -> Spans | None:
        """The same for several; None unless all are found, in the same order."""
        found = [self.span(one) for one in spans]
        if None in found or found != sorted(cast(list[Span], found)):
            return None
        return tuple(cast(list[Span], found))

    def source(self, id: str) -> str | None:
        """The id in the new record of the old record's source: the one of the same name and kind."""
        return self._same("sources", id)

    def differing(self, old: Claim, new: Claim) -> list[str]:
        """The fields in which a claim of the old record says something else than one of the new."""
        return [name for name in COMPARED if self._value(old, name, True) != self._value(new, name, False)]

    def translated(self, claim: Claim, name: str) -> Any:
        """A field of a claim of the old record as a correction in the new one. Raises LookupError if it cannot be."""
        value = getattr(claim, name)
        if name == "content":
            return [list(span) for span in _found(self.spans(value))]
        if name == "attribution":
            return None if value is None else self._attribution(value)
        if name == "implied":
            return [id if isinstance(id, str) else id["id"] for id in (self._thing("sources", one) for one in value)]
        if name == "said_on":
            return None if value is None else self._thing("dates", value)
        if name == "actors":
            return [{"actor": self._thing("actors", one.actor), "role": one.role} for one in value]
        if name in _LAYERS:
            return [self._thing(_LAYERS[name], id) for id in value]
        return value

    def _thing(self, layer: Layer, id: str) -> Any:
        """A thing of the old record: its id in the new one, or all of it with its words where they are there."""
        return self._same(layer, id) or plain(self._moved(self.old.things[layer][id]))

    def _same(self, layer: Layer, id: str) -> str | None:
        wanted = self._key(self.old.things[layer][id], True)
        found = [one.id for one in self.new.things[layer].values() if self._key(one, False) == wanted]
        alike = [one for one in self.old.things[layer].values() if self._key(one, True) == wanted]
        return found[0] if len(found) == 1 and len(alike) == 1 else None

    def _moved(self, thing: Thing) -> Thing:
        if isinstance(thing, Source | Actor):
            mentions = tuple(span for one in thing.mentions if (span := self.span(one)))
            if thing.mentions and not mentions:
                raise LookupError(thing.name)
            moved: Thing = replace(thing, mentions=mentions)
            if isinstance(moved, Source):
                moved = replace(
                    moved,
                    basis=self.spans(moved.basis) or (),
                    unnamed_because=self.spans(moved.unnamed_because) or (),
                    place=self._same("places", moved.place) if moved.place else None,
                )
        else:
            moved = replace(thing, span=_found(self.spans((thing.span,)))[0])
        return replace(moved, id=own_id(moved))

    def _attribution(self, id: str) -> str:
        old = self.old.things["attributions"][id]
        cue, content = self.spans(old.cue), self.spans(old.content)
        for one in self.new.attributions:
            if (one.cue, one.content) == (cue, content):
                return one.id
        raise LookupError(id)

    def _value(self, claim: Claim, name: str, old: bool) -> Any:
        value, report = getattr(claim, name), self.old if old else self.new
        if name == "content":
            return self.spans(value) if old else value
        if name not in _LAYERS:
            return value
        known = report.things[_LAYERS[name]]
        if name == "said_on":
            return None if value is None else self._key(known[value], old)
        if name == "actors":
            return {(self._key(known[one.actor], old), one.role) for one in value}
        keys = [self._key(known[id], old) for id in value]
        return keys if name == "chain" else set(keys)

    def _key(self, thing: Thing, old: bool) -> tuple[Any, ...]:
        """What makes two things the same, with places in the new text."""
        if isinstance(thing, Source):
            name = thing.name, thing.kind
            if name not in self._shared or not thing.mentions:
                return name
            first = thing.mentions[0]  # two labels stay two, also where they are the same word
            return *name, self.span(first) if old else first
        if isinstance(thing, Actor):
            return thing.name, thing.kind, thing.institution
        span = self.span(thing.span) if old else thing.span
        if isinstance(thing, Date):
            return span, thing.value, thing.mod, thing.kind, thing.earliest, thing.latest
        if isinstance(thing, Place):
            return span, thing.name, thing.gazetteer_id
        assert isinstance(thing, Code)
        return span, thing.list, thing.code, thing.repealed


def _found(spans: Spans | None) -> Spans:
    if spans is None:
        raise LookupError("words that are not in the new text, or not in one place only")
    return spans


def _again(text: str, words: str, at: int) -> bool:
    """Whether the words stand at another place too."""
    return text.find(words) != at or text.find(words, at + 1) >= 0
