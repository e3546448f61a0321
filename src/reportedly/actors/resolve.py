"""Who is the same actor within a report: "the Ministry of Concord (MoC)", "the ministry"; "Colonel Reil", "Reil".

Only the report's words decide, and what institutions.yaml knows of names. Two labels stay two where neither says that
they are one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice

from reportedly.actors.describe import bare, content_words, empty_words, floor, generic_heads, rank
from reportedly.actors.knowledge import Head, Institution, code, loaded, words
from reportedly.actors.phrases import Phrase
from reportedly.record import Actor, Span

RECENT = 400
"""How many actors back a short name is looked for, so that a long report costs no more a word than a short one."""


@dataclass(eq=False)
class Party:
    """One actor while it is gathered."""

    name: str
    kind: str
    head: Head
    said: frozenset[str]
    code: str | None
    level: str | None
    rank: str | None
    named: int
    proper: bool
    body: str | None = None
    person: tuple[str, ...] = ()
    serves: Party | None = None
    extra: frozenset[str] = frozenset()
    mentions: list[Span] = field(default_factory=list)


@dataclass
class Cast:
    """All actors of a report so far."""

    text: str
    country: str | None
    spoken_of: frozenset[str]
    year: int | None
    parties: list[Party] = field(default_factory=list)
    _lemmas: dict[str, list[Party]] = field(default_factory=lambda: defaultdict(list))
    _names: dict[str, dict[int, Party]] = field(default_factory=lambda: defaultdict(dict))
    _at: dict[Span, Party] = field(default_factory=dict)
    _bodies: dict[str, Party] = field(default_factory=dict)
    _short: dict[str, Party] = field(default_factory=dict)

    def meet(self, phrase: Phrase) -> Party:
        """The actor whom a phrase names."""
        name = " ".join(self.text[phrase.span[0] : phrase.span[1]].split())
        party = self._known(phrase, name)
        fullness = len(bare(name)) + (1000 if phrase.person else 500 if phrase.proper else 0)
        if party is None:
            party = self._new(phrase, name, fullness)
        elif fullness > party.named and phrase.determiner not in ("those", "these", "this"):
            party.name, party.named = bare(name), fullness
            party.said |= content_words(phrase)
            party.person = phrase.person if len(phrase.person) > len(party.person) else party.person
            party.rank = party.rank or phrase.rank or rank(self.text, phrase)
            party.code = party.code or self._code(phrase)
        party.mentions.append(phrase.span)
        self._at[phrase.span] = party
        self._remember(party, phrase)
        return party

    def short(self, abbreviation: str, party: Party) -> None:
        """Remember that the report itself gives a short form: *(MoC)*."""
        self._short.setdefault(abbreviation, party)

    def by_short(self, abbreviation: str) -> Party | None:
        """The actor for which the report has introduced a short form."""
        return self._short.get(abbreviation)

    def surnamed(self, name: str) -> Party | None:
        """The one person of the report so far whose name ends or begins with a word, or None if there are several."""
        found = self._names.get(name)
        return next(iter(found.values())) if found and len(found) == 1 else None

    def _remember(self, party: Party, phrase: Phrase) -> None:
        lemmas = {phrase.head.lemma} if phrase.head.lemma else set()
        if phrase.head.kind == "body":
            lemmas |= {w.removesuffix("'s") for w in phrase.words if w in loaded("heads.yaml")["body"]}
            lemmas |= generic_heads(party.body) if party.body else set()
        for lemma in lemmas:
            recent = self._lemmas[lemma]
            if not recent or recent[-1] is not party:
                recent.append(party)
        for part in phrase.person:
            self._names[part][id(party)] = party

    def _known(self, phrase: Phrase, name: str) -> Party | None:
        if phrase.person:
            return self._person(phrase)
        if phrase.bodies and (body := self.settled(phrase.bodies)) is not None:
            known = self._bodies.get(body.id)
            if known is not None:
                return known
        if phrase.determiner in words("words.yaml", "indefinite") and not phrase.proper:
            return None
        own = content_words(phrase)
        candidates = self._lemmas.get(phrase.head.lemma, [])[-RECENT:] if phrase.head.lemma else []
        if phrase.bodies:
            candidates = list(self._names.get(bare(name).lower(), {}).values())
        exact = [p for p in candidates if p.said == own and p.head.plural == phrase.head.plural]
        if exact:
            return exact[-1]
        if phrase.head.kind == "official" and phrase.head.plural and (serves := self._serves(phrase)) is not None:
            extra = self._extra(phrase)
            same = [p for p in candidates if p.serves is serves and p.head.plural and p.extra == extra]
            if same:
                return same[-1]
        if (
            not phrase.head.lemma
            or phrase.bodies
            or phrase.determiner not in ("the", "this", "that", "these", "its", "their")
        ):
            return None
        return self._shorter(phrase, candidates, own)

    def _shorter(self, phrase: Phrase, candidates: list[Party], own: frozenset[str]) -> Party | None:
        """The last actor that a definite phrase can mean: *the ministry*, *the officials*."""
        serves = self._serves(phrase)
        for party in reversed(candidates):
            if party.head.plural != phrase.head.plural and phrase.head.kind != "body":
                continue
            if party.kind == "group" and own - {party.head.lemma} and not own <= party.said:
                continue
            if own <= party.said | (generic_heads(party.body) if party.body else frozenset()) and (
                serves is None or serves is party.serves
            ):
                return party
        return None

    def _person(self, phrase: Phrase) -> Party | None:
        parts = phrase.person
        candidates = dict(islice(self._names.get(parts[-1], {}).items(), RECENT))
        if len(parts) == 1:
            candidates |= islice(self._names.get(parts[0], {}).items(), RECENT)
        same = [
            p for p in candidates.values() if p.person and (set(parts) <= set(p.person) or set(p.person) <= set(parts))
        ]
        return same[0] if len(same) == 1 else None

    def settled(self, bodies: tuple[Institution, ...]) -> Institution | None:
        """Which country's body a name means: one that the report speaks of, its main country before others."""
        here = [b for b in bodies if b.country in self.spoken_of]
        if len(here) > 1:
            here = [b for b in here if b.country == self.country] or here
        if len(here) > 1 and self.year is not None:
            year = self.year
            here = [b for b in here if (b.since or 0) <= year <= (b.until or 9999)] or here
        return here[0] if len(here) == 1 else None

    def _serves(self, phrase: Phrase) -> Party | None:
        """The body in which an official serves, if the words name one that is known: *ministry officials*."""
        for one in (*phrase.inner, phrase.of):
            if one is not None and one.head.kind == "body":
                return self._at.get(one.span)
        if phrase.head.kind == "body":
            return None
        generic = loaded("heads.yaml")["body"]
        for word in (*phrase.words[:-1], phrase.head.lemma):
            bodies = [p for p in self._lemmas.get(word, ())[-9:] if p.head.kind == "body"] if word in generic else ()
            if bodies:
                return bodies[-1]
        return None

    def _extra(self, phrase: Phrase) -> frozenset[str]:
        """What a phrase says of officials beside their body: *senior*, *provincial*."""
        body = {word for one in (*phrase.inner, phrase.of) if one is not None for word in one.words}
        generic: dict[str, str | None] = loaded("heads.yaml")["body"]
        return frozenset(phrase.words) - empty_words() - body - generic.keys()

    def _code(self, phrase: Phrase) -> str | None:
        if phrase.code:
            return phrase.code
        if phrase.bodies:
            body = self.settled(phrase.bodies)
            codes = {b.code for b in phrase.bodies}
            return body.code if body else codes.pop() if len(codes) == 1 else None
        if phrase.head.kind == "group":
            return phrase.head.code
        if phrase.head.kind == "person":
            return self._code(phrase.of) if phrase.of else None
        low = " ".join((*phrase.words, *(phrase.of.words if phrase.of else ())))
        if phrase.of is None:
            low = " ".join(self.text[phrase.span[0] : phrase.span[1]].lower().replace("’", "'").split())
        own = code(low, phrase.head, phrase.proper)
        serves = self._serves(phrase)
        if (
            serves is not None
            and serves.code
            and own in (None, "ministry", "local_government", "leadership_office", phrase.head.code)
        ):
            return serves.code if own != "court" and own != "prosecution" else own
        return own or self._by_colleagues(phrase)

    def _by_colleagues(self, phrase: Phrase) -> str | None:
        """The code of officials of whom the report has spoken before: *state security agents*, then *one agent*."""
        if (
            phrase.head.kind != "official"
            or phrase.head.lemma == "official"
            or self._extra(phrase) != {phrase.words[-1]}
        ):
            return None
        codes = {p.code for p in self._lemmas.get(phrase.head.lemma, ())[-9:] if p.code}
        return codes.pop() if len(codes) == 1 else None

    def _new(self, phrase: Phrase, name: str, fullness: int) -> Party:
        kind = (
            "person"
            if phrase.person or phrase.head.kind == "person"
            else {"body": "institution"}.get(phrase.head.kind, "group")
        )
        if phrase.head.kind == "official":
            kind = "institution" if phrase.head.plural else "person"
        elif phrase.head.kind == "group" and not phrase.head.plural:
            kind = "person" if phrase.head.lemma not in ("family", "household", "minority") else "group"
        if phrase.head.kind == "group" and phrase.head.lemma in (
            "anyone",
            "anybody",
            "everyone",
            "everybody",
            "whoever",
        ):
            kind = "group"
        body = self.settled(phrase.bodies) if phrase.bodies else None
        party = Party(
            name=bare(name),
            kind=kind,
            head=phrase.head,
            said=content_words(phrase),
            code=self._code(phrase),
            level=floor(self.text, phrase, body),
            rank=phrase.rank or rank(self.text, phrase),
            named=fullness,
            proper=phrase.proper,
            body=body.id if body else None,
            person=phrase.person,
            serves=self._serves(phrase),
            extra=self._extra(phrase),
        )
        self.parties.append(party)
        if body is not None:
            self._bodies[body.id] = party
        elif phrase.bodies:
            self._names[party.name.lower()][id(party)] = party
        return party


def actors(cast: Cast) -> tuple[Actor, ...]:
    """The actors in the order of the text, with their ids."""
    ordered = sorted(cast.parties, key=lambda p: min(p.mentions))
    return tuple(
        Actor(
            id=f"x{number}",
            name=p.name,
            kind=p.kind,
            institution=p.code,
            mentions=tuple(sorted(set(p.mentions))),
            level=p.level,
            rank=p.rank,
        )
        for number, p in enumerate(ordered, 1)
    )
