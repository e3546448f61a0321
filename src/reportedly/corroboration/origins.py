"""Who stands at the end of a claim's chain: the source beyond which the report gives us nobody earlier to ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportedly.corroboration import identity, naming, uncut
from reportedly.corroboration.apart import Apart, confirmed, counted, heard
from reportedly.corroboration.sides import Side, side
from reportedly.record import Access, Claim, Report, Source, SourceKind

OWN = "outlet"
"""Stands for the outlet itself among a report's sources, where the record has none for it."""

Outlets = Callable[[str], str | None]
"""The id of the outlet that bears a name, or None if none is known."""


@dataclass(frozen=True)
class Voice:
    """Who says one claim in the end, as its report has it.

    ``id`` is unique among all voices; ``claim`` the claim's id in ``report``. ``outlet`` is the id (or the name in
    plain letters) of who published it, ``published`` when. ``source`` is the source's id in the report, ``name`` its
    words, ``key`` what it has in common with the same one in another report, None where nobody is named. ``credited``
    are the outlets that it came through. ``title`` and ``basis`` are the report's words for what it is and how it
    knows. ``differs`` says in what this claim contradicts the others that say the same (number, date, place). ``apart``
    is what the report says of this source and other sources of its own, ``confirmed`` whether this is the outlet's own
    word that it found out independently of what it repeats. ``through`` are, in plain letters, all of its chain who may
    be outlets, ``also`` the short names that the report gives with the name.
    """

    id: str
    report: str
    claim: str
    source: str
    name: str
    kind: SourceKind
    access: Access = "unknown"
    outlet: str | None = None
    outlet_name: str | None = None
    published: str | None = None
    key: str | None = None
    credited: tuple[str, ...] = ()
    title: str | None = None
    basis: tuple[str, ...] = ()
    side: Side = "allegation"
    differs: str | None = None
    words: str = ""
    apart: tuple[Apart, ...] = ()
    confirmed: bool = False
    through: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def own_knowledge(self) -> bool:
        """Whether whoever is named here is said to know it first hand, or speaks for a body of what is its business."""
        if self.key is None or self.key.startswith("document:"):
            return False
        if self.kind == "document" and (self.credited or not identity.issued_by(self.name)):
            return False  # a title alone, whoever wrote it
        media = self.kind == "institution" and _words(self.name) & set(identity.knowledge("names.yaml")["media"])
        if media or self.kind == "outlet" or self.key.startswith("outlet:"):
            return self.access == "first_hand" and not self.credited
        if self.kind == "person" and self.access == "official" and not self.title:
            return False  # no words of the report say in what office
        return self.access in ("first_hand", "official") and not self._may_admit

    @property
    def _may_admit(self) -> bool:
        """Whether a body of a state says what the state's own people did: it may be granting it, and proves nothing."""
        if self.side != "allegation" or self.access != "official" or self.kind not in ("institution", "document"):
            return False
        powers = identity.knowledge("names.yaml")["powers"]
        return bool(_words(self.name) & set(powers["bodies"]) and _words(self.words) & set(powers["people"]))

    @property
    def how_known(self) -> tuple[str, ...]:
        """The name, and the words that say how it knows, or what it is."""
        return (self.name, *(self.basis[:1] or ((self.title,) if self.title else ())))

    def differs_from(self, other: Voice) -> bool:
        """Whether both speak on their own knowledge and their names can only be two people's, or two bodies'."""
        if not (self.own_knowledge and other.own_knowledge) or self.key is None or other.key is None:
            return False
        if identity.may_be_one(self.key, other.key):
            return False
        return not (_speaks_for(self, other) or _speaks_for(other, self))

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {**vars(self), "apart": [vars(one) for one in self.apart]}

    @classmethod
    def from_dict(cls, shape: Mapping[str, Any]) -> Voice:
        """What ``to_dict`` gave, from JSON."""
        lists: dict[str, Any] = {name: tuple(shape.get(name, ())) for name in ("credited", "basis", "through", "also")}
        lists["apart"] = tuple(Apart(**one) for one in shape["apart"])
        return cls(**{**shape, **lists})


def _speaks_for(one: Voice, other: Voice) -> bool:
    """Whether somebody is by title of a body that the other is, or is of too."""
    if one.kind != "person" or not one.title:
        return False
    theirs = other.name if other.kind != "person" else other.title or ""
    return len(_words(one.title) & _words(theirs)) > 1


def same_name(one: Voice, other: Voice) -> bool:
    """Whether two voices with one key are one: two people of one name whose titles share no word are not proven so."""
    if one.key is None or one.key != other.key:
        return False
    if one.kind != "person" or not one.title or not other.title:
        return True
    return bool(_words(one.title) & _words(other.title))


def outlet_key(name: str | None, outlets: Outlets | None = None) -> str | None:
    """What stands for an outlet: its id if it is known, else its name in plain letters without *the*."""
    if not name:
        return None
    known = outlets(name) if outlets else None
    return known or re.sub(r"^the ", "", " ".join(re.findall(r"\w+", name.casefold()))) or None


def voices(
    report: Report,
    claim: Claim,
    *,
    record: str = "",
    outlets: Outlets | None = None,
    credits: Sequence[str] = (),
    apart: Sequence[Apart] = (),
    state: Callable[[str], bool] | None = None,
) -> tuple[Voice, ...]:
    """Who says a claim in the end: one voice, or as many as the report counts (*two officials*).

    ``record`` begins the ids. ``credits`` are the outlets that the report credits for the claim (ids, or names in plain
    letters), beside those of the chain. ``state`` says which outlets are a state's own.
    """
    chain = _chain(report, claim)
    end = chain[-1] if chain else None
    own = outlet_key(report.outlet, outlets)
    through = [outlet_key(one.name, outlets) for one in chain[:-1] if _is_outlet(one, outlets)]
    told = outlet_key(naming.told_to(report, end), outlets) if end else None
    credited = list(dict.fromkeys(one for one in (*credits, *through, told) if one and one != own))
    source, name = OWN, report.outlet or "the report"
    kind: SourceKind = "outlet"
    access: Access = "unknown"
    if end is not None and (end.kind != "outlet" or outlet_key(end.name, outlets) != own):
        source, name, kind, access = end.id, end.name, end.kind, end.access
        if _is_outlet(end, outlets) or outlet_key(end.name, outlets) in credited:
            kind = "outlet"
            itself = outlet_key(end.name, outlets) or end.name
            credited = [*(one for one in credited if one != itself), itself]
    elif end is not None:
        access = end.access
    basis = tuple(report.text[a:b] for a, b in end.basis) if end else ()
    speaks = own if end is None else outlet_key(end.name, outlets)
    if end is not None and kind == "person" and not basis and access in ("unknown", "official"):
        seen = uncut.seen_by(report, end)
        basis, access = ((report.text[slice(*seen)],), "first_hand") if seen else (basis, access)
    access = _access(kind, access, basis)
    key = identity.key(name, kind) if kind != "outlet" else None
    if kind == "document" and credited and not identity.issued_by(name):
        key = None  # a title alone: it is whose it is credited to
    if key is None and (credited or kind == "outlet"):
        key = f"outlet:{credited[-1] if credited else own or name}"
    if credited and source == OWN:
        source = f"credit:{credited[-1]}"
    voice = Voice(
        id=f"{record or report.id}:{claim.id}",
        report=report.id,
        claim=claim.id,
        source=source,
        name=name,
        kind=kind,
        access=access,
        outlet=own,
        outlet_name=report.outlet,
        published=report.published,
        key=key,
        credited=tuple(credited),
        title=naming.title(report, end) if end else None,
        basis=basis,
        side=side(report, claim, end, state_own=bool(state and speaks and state(speaks))),
        words=report.words(claim.content),
        apart=tuple(one for one in apart if source in (one.one, one.other)),
        through=_through(chain, own, outlets),
        also=naming.short(report, name),
    )
    found = confirmed(report, claim.content, own=source == OWN)
    if found is not None and source == OWN:
        voice = replace(voice, confirmed=True, basis=(report.text[found[0] : found[1]],))
    many = counted(name) if kind in ("anonymous", "institution", "unknown") and not credited else 1
    all_ = [voice]
    if many > 1 and identity.key(name, kind) is None:
        parts = [replace(voice, id=f"{voice.id}#{at}", source=f"{source}#{at}") for at in range(1, many + 1)]
        all_ = [replace(one, kind="anonymous", key=None) for one in parts]
    if found is not None and source != OWN and own is not None:
        words = report.text[found[0] : found[1]]
        all_.append(_own_word(voice, f"outlet:{own}", report.outlet or "", words))
    return tuple(all_)


def _access(kind: SourceKind, access: Access, basis: Sequence[str]) -> Access:
    """How a source knows as far as words of the report say so, whatever else it was taken for."""
    if access == "first_hand" and any(map(heard, basis)):
        return "relayed"
    if not basis and kind == "institution" and access != "unknown":
        return "official"  # a body speaks for itself unless it says from whom it has it
    return "unknown" if access == "first_hand" and not basis else access


def _own_word(voice: Voice, key: str, outlet: str, words: str) -> Voice:
    """The voice of an outlet that says beside what it repeats that it confirmed it independently."""
    return Voice(
        id=f"{voice.id}+",
        report=voice.report,
        claim=voice.claim,
        source=OWN,
        name=outlet,
        kind="outlet",
        outlet=voice.outlet,
        outlet_name=voice.outlet_name,
        published=voice.published,
        key=key,
        basis=(words,),
        side="allegation" if voice.side == "admission" else voice.side,
        differs=voice.differs,
        words=voice.words,
        confirmed=True,
    )


def _through(chain: Sequence[Source], own: str | None, outlets: Outlets | None) -> tuple[str, ...]:
    names = [outlet_key(one.name, outlets) for one in chain if one.kind in _MAY_BE_OUTLETS]
    return tuple(one for one in names if one and one != own)


_MAY_BE_OUTLETS = ("outlet", "institution", "unknown", "document", "person")


def _chain(report: Report, claim: Claim) -> list[Source]:
    """The sources of a claim's chain, as the report's words have them, and who told it to the last if it says so."""
    chain = [naming.mended(report, report.source(id)) for id in claim.chain]
    if all(one.kind == "outlet" for one in chain) and (found := uncut.said_by(report, claim)):
        return [*chain, next((one for one in report.sources if one.name == found.name), found)]
    name = naming.told_by(report, claim)
    if name is not None and chain and chain[-1].name != name:
        known = next((one for one in report.sources if one.name == name), None)
        chain.append(known or replace(chain[-1], id=f"{chain[-1].id}>", name=name, kind="person", access="unknown",
                                      mentions=(), basis=(), title=None))  # fmt: skip
    return chain


def _is_outlet(source: Source, outlets: Outlets | None) -> bool:
    return source.kind == "outlet" or bool(
        outlets and source.kind in ("institution", "unknown", "document") and outlets(source.name)
    )


def _words(title: str) -> set[str]:
    return {word for word in re.findall(r"\w+", title.casefold()) if len(word) > 2} - {"the", "former", "and", "for"}
