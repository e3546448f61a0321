"""Fields of a claim from a form, as the ledger's judgments take them.

A form says by ``edit`` which fields it is about. Words may come as a span of the text that the page shows (``12-40``,
code points) or, where no script helped, as the words themselves, if the text holds them once. What a person is not
shown of a claim stays in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from starlette.datastructures import FormData

from reportedly.errors import LedgerError
from reportedly.ledger.fields import FIELDS
from reportedly.record import Claim, Span
from reportedly.web.reading.page import Reading

LISTED = ("dates", "places", "codes")


def fields(form: FormData, reading: Reading, shown: Claim | None, stored: Claim | None) -> dict[str, Any]:
    """What the form puts into the fields that it is about.

    ``shown`` is the claim as the person was shown it and ``stored`` the same with all that it holds; None for one that
    was missed. Raises LedgerError.
    """
    read = _Form(form, reading, shown, stored)
    asked = [str(one) for one in form.getlist("edit")]
    if unknown := [one for one in asked if one not in FIELDS]:
        raise LedgerError(f"{unknown[0]!r} is no field of a claim")
    return {name: read.field(name) for name in FIELDS if name in asked}


def span(written: str) -> Span:
    """A span from ``12-40``. Raises LedgerError."""
    found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", written)
    if found is None:
        raise LedgerError(f"{written!r} is no place in the text")
    return int(found[1]), int(found[2])


class _Form:
    def __init__(self, form: FormData, reading: Reading, shown: Claim | None, stored: Claim | None) -> None:
        self.form = form
        self.reading = reading
        self.shown = shown
        self.stored = stored

    def field(self, name: str) -> Any:
        readers: Mapping[str, Callable[[], Any]] = {
            "content": self.content,
            "chain": self.chain,
            "implied": lambda: self.ids("implied", "sources") + self.hidden("implied"),
            "hedged": lambda: self.text("hedged") == "yes",
            "certainty": self.certainty,
            "attribution": lambda: self.one("attribution", "attributions"),
            "said_on": lambda: self.one("said_on", "dates"),
            "dates": lambda: [*self.ids("dates", "dates"), *self.hidden("dates"), *self.new(self.date)],
            "places": lambda: [*self.ids("places", "places"), *self.hidden("places"), *self.new(self.place)],
            "codes": lambda: [*self.ids("codes", "codes"), *self.hidden("codes"), *self.new(self.code)],
            "actors": self.actors,
        }
        return readers[name]() if name in readers else self.text(name)

    def text(self, name: str) -> str:
        """What was typed, without space around it."""
        value = self.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        return [one.strip() for one in self.form.getlist(name) if isinstance(one, str)]

    def ids(self, name: str, layer: str) -> list[str]:
        """Ids that were chosen, each of a thing that this person is shown."""
        return [self.known(id, layer) for id in dict.fromkeys(self.texts(name)) if id]

    def known(self, id: str, layer: str) -> str:
        if id not in self.reading.report.things[layer]:
            raise LedgerError(f"the record has no {id!r} among its {layer}")
        return id

    def one(self, name: str, layer: str) -> str | None:
        chosen = self.text(name)
        if not chosen and self.stored is not None and self.shown is not None and getattr(self.shown, name) is None:
            kept: str | None = getattr(self.stored, name)  # withheld, so that nobody could have meant to take it away
            return kept
        return self.known(chosen, layer) if chosen else None

    def hidden(self, name: str) -> list[Any]:
        """What the claim has and this person is not shown."""
        if self.shown is None or self.stored is None:
            return []
        there = getattr(self.shown, name)
        return [one for one in getattr(self.stored, name) if one not in there]

    def content(self) -> list[Any]:
        """Spans of the stored text."""
        pieces = []
        for words, where in zip(self.texts("words"), self.texts("span"), strict=False):
            if piece := self.where(words, where):
                pieces.append(piece)
        if self.shown is not None and self.stored is not None and self.reading.view.cuts:
            cuts = self.reading.view.cuts
            pieces += [list(one) for one in self.stored.content if any(s <= one[0] and one[1] <= e for s, e in cuts)]
        return pieces

    def where(self, words: str, written: str) -> Any:
        """A span where one is given and still holds these words, else the words; None for nothing at all."""
        text = self.reading.report.text
        if written:
            found = span(written)
            if not words or _same(text[slice(*found)], words):
                return list(self.reading.view.stored(found))
        if not words:
            return None
        if self.reading.view.whole:
            return words
        if text.count(words) != 1:  # the ledger would look for them in what is withheld, and say whether they are there
            raise LedgerError(f"the text does not hold {words!r} exactly once; select them in it")
        start = text.index(words)
        return list(self.reading.view.stored((start, start + len(words))))

    def chain(self) -> list[Any]:
        links: list[Any] = [id for id in self.texts("chain") if id]
        for id in links:
            self.known(id, "sources")
        if self.text("source_words") or self.text("source_span") or self.text("source_name"):
            links.append(self.source("source"))
        return links

    def source(self, prefix: str) -> dict[str, Any]:
        """A source that is not in the record."""
        made: dict[str, Any] = {"kind": self.text(f"{prefix}_kind")}
        if (where := self.where(self.text(f"{prefix}_words"), self.text(f"{prefix}_span"))) is not None:
            made["words"] = where if isinstance(where, str) else [where]
        if name := self.text(f"{prefix}_name"):
            made["name"] = name
        return made

    def certainty(self) -> float | None:
        written = self.text("certainty")
        try:
            return float(written) if written else None
        except ValueError:
            raise LedgerError(f"certainty is a number from -3 to 3, not {written!r}") from None

    def new(self, make: Callable[[], dict[str, Any] | None]) -> list[dict[str, Any]]:
        made = make()
        return [made] if made else []

    def placed(self, prefix: str) -> dict[str, Any] | None:
        """Words of the text for a thing that is not in the record."""
        where = self.where(self.text(f"{prefix}_words"), self.text(f"{prefix}_span"))
        return None if where is None else {"words": where if isinstance(where, str) else [where]}

    def date(self) -> dict[str, Any] | None:
        made = self.placed("date")
        if made is not None:
            names = {"value": "date_value", "mod": "date_mod", "earliest": "date_earliest", "latest": "date_latest"}
            made |= {name: value for name, field in names.items() if (value := self.text(field))}
        return made

    def place(self) -> dict[str, Any] | None:
        made = self.placed("place")
        if made is not None:
            names = {"name": "place_name", "gazetteer_id": "place_id"}
            made |= {name: value for name, field in names.items() if (value := self.text(field))}
        return made

    def code(self) -> dict[str, Any] | None:
        made = self.placed("code")
        if made is not None:
            listed, _, code = self.text("code_code").partition("/")
            made |= {"list": listed, "code": code, "repealed": self.text("code_repealed") == "yes"}
        return made

    def actors(self) -> list[dict[str, Any]]:
        pairs: list[dict[str, Any]] = []
        for id, role in zip(self.texts("actor"), self.texts("role"), strict=False):
            if id and role:
                pairs.append({"actor": self.known(id, "actors"), "role": role})
        pairs += [{"actor": one.actor, "role": one.role} for one in self.hidden("actors")]
        made = self.placed("actor")
        if made is not None:
            made["kind"] = self.text("actor_kind")
            if name := self.text("actor_name"):
                made["name"] = name
            pairs.append({"actor": made, "role": self.text("actor_role")})
        return pairs


def _same(one: str, other: str) -> bool:
    """Whether words are the same but for how lines end, which a browser's form changes."""
    return one.split() == other.split()


def overruled(form: FormData) -> Sequence[int]:
    """Numbers of the judgments that are to count no longer. Raises LedgerError."""
    given = [str(one) for one in form.getlist("overrules")]
    if bad := [one for one in given if not one.isdecimal()]:
        raise LedgerError(f"{bad[0]!r} is no judgment's number")
    return [int(one) for one in given]
