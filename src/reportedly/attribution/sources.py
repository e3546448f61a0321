"""Who is the same source within a report: "a source in the country", "the source", "he", "one of them".

Only what the report's own words say is used. Two sources that the reporter tells apart stay two, and so do two that are
introduced afresh: no report says that they are one (design: "what counts as a claim", rule 9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reportedly.attribution.kinds import kind_of, may_be_somebody
from reportedly.attribution.mentions import Mention, lexicon, read
from reportedly.attribution.phrases import best_name, parts, trimmed
from reportedly.attribution.pronouns import gender, introduced, newcomer, person_before, plural_subject
from reportedly.record import SourceKind, Span

_OFFICIALS = frozenset(
    {"officials", "cadres", "authorities", "officers", "agents", "officialdom", "prosecutors", "guards", "police"}
)
_SOURCE_HEADS = frozenset({"source", "sources", "insider", "informant", "contact", "interviewee"})
_ANYBODY = frozenset({"man", "woman", "person", "individual"})
_ABBREVIATION = re.compile(r"\(([A-Z]{2,8})\)")


@dataclass(eq=False)
class Party:
    """One source while it is being gathered: what is known of it, and its mentions as spans."""

    name: str
    kind: SourceKind
    heads: set[str]
    names: set[str]
    signature: set[str]
    plural: bool
    mentions: list[Span] = field(default_factory=list)
    gender: str | None = None


@dataclass
class Cast:
    """All sources of a report so far, in the order in which they come up; the outlet is the first."""

    text: str
    outlet: Party
    parties: list[Party]
    recent: list[Party]
    abbreviations: dict[str, frozenset[str]]
    met: dict[Span, Party] = field(default_factory=dict)

    def meet(self, span: Span, within: Party | None, quoted: bool, spoke_to_outlet: bool) -> Party:
        """The source that the words at ``span`` name; ``within`` is the source in whose words they stand.

        ``quoted``: they stand in a direct quotation of that source. ``spoke_to_outlet``: the words around say that this
        source told the outlet, or asked not to be named.
        """
        named = parts(self.text, span)
        mentions = [read(self.text[s:e]) for s, e in named]
        mention = mentions[0]
        by_name = next(
            (m for m in mentions if m.shape == "name" and m.kind in ("person", "unknown", "anonymous")), None
        )
        # Who "said that A and ordered B" is met twice in the same words.
        party = next((self.met[one] for one in named if self.met.get(one) in self.recent), None)
        party = party or (self._known(by_name, within, quoted) if by_name else None)
        if party is None and mention.shape == "definite" and mention.head in _ANYBODY:
            party = self._introduced(mention, span[0])
        party = party or self._known(mention, within, quoted)
        if mention.shape == "person" and (party is None or quoted):
            party = self._antecedent(span[0], within, gender(mention.text), party is None) or party
        elif mention.shape == "person" and within is None and party is not None:
            party = self._just_introduced(span[0], party, gender(mention.text)) or party
        if mention.shape == "plural" and (party is None or quoted):
            party = self._subject_before(span[0], within) or party
        if party is None and mention.shape == "definite":
            party = self._introduced(mention, span[0])
        if party is None:
            party = self._new(by_name or mention, best_name(self.text, named))
            party.kind = kind_of(self.text, mentions, within is not None and within is not self.outlet)
        elif by_name and by_name.kind == "person" and party.kind in ("anonymous", "institution", "unknown"):
            party.kind = kind_of(self.text, mentions, False)  # "the cadre, one Comrade Vell"
        said = (*named, trimmed(self.text, span))
        party.mentions.extend(place for place in said if place not in party.mentions)
        self.met |= {place: party for place in said if place not in self.met}
        for one in mentions:
            party.names.update(w.lower() for w in one.name)
            party.heads.add(one.head)
        party.signature |= self._signature(mention)
        party.gender = party.gender or gender(mention.text)
        party.plural |= mention.plural and mention.shape in ("bare", "definite", "indefinite", "name", "another")
        told = (spoke_to_outlet and may_be_somebody(mentions)) or any(m.head in _SOURCE_HEADS for m in mentions)
        if told and party.kind in ("institution", "unknown", "public") and not by_name and within is None:
            party.kind = "anonymous"
        if party in self.recent:
            self.recent.remove(party)
        self.recent.append(party)
        return party

    def _just_introduced(self, before: int, party: Party, who: str | None) -> Party | None:
        """Somebody with whom a sentence begins after the last mention of ``party``: "Another source saw it."."""
        last = max((e for s, e in party.mentions[-8:] if e <= before), default=before)
        span = newcomer(self.text, last, before, who)
        return self._bring_in(span, None) if span else None

    def _subject_before(self, before: int, within: Party | None) -> Party | None:
        """The several people with whom the sentence before begins."""
        span = plural_subject(self.text, before)
        if span is None:
            return None
        known = next(
            (p for p in reversed(self.recent) if any(s < span[1] and span[0] < e for s, e in p.mentions)), None
        )
        return known or self._bring_in(span, within)

    def _bring_in(self, span: Span, within: Party | None) -> Party:
        """A source by the words that name it where it does not speak yet."""
        words = " ".join(self.text[span[0] : span[1]].split())
        known = self._known(read(words), within, False)
        if known is None:
            known = self._new(read(words), words)
            known.kind = kind_of(self.text, [read(words)], within is not None and within is not self.outlet)
        known.mentions.append(span)
        self.met.setdefault(span, known)
        known.gender = known.gender or gender(words)
        return known

    def _antecedent(self, before: int, within: Party | None, who: str | None, far: bool) -> Party | None:
        """The person whom the sentences before last spoke of: "My cousin sells soap. She swears that …"."""
        span = person_before(self.text, before, who, far)
        if span is None:
            return None
        known = next(
            (p for p in self.recent if any(s <= span[0] < e or span[0] <= s < span[1] for s, e in p.mentions)), None
        )
        if known is None:
            known = self._bring_in(span, within)
        return known if known is not within and not known.plural and _may_be(known, who) else None

    def _introduced(self, mention: Mention, before: int) -> Party | None:
        """Somebody whom the text brings in before he is a source: "the guard" after "a guard at the gate"."""
        found = introduced(self.text, mention.head, before) if mention.head else None
        if found is None:
            return None
        span = parts(self.text, found)[0]
        known = next((p for p in reversed(self.recent) if any(s <= span[0] < e for s, e in p.mentions)), None)
        if known is not None:
            return known if known.plural == mention.plural else None
        return self._bring_in(span, None)

    def _new(self, mention: Mention, name: str) -> Party:
        party = Party(
            name=name,
            kind=mention.kind,
            heads={mention.head},
            names={w.lower() for w in mention.name},
            signature=self._signature(mention),
            plural=mention.plural,
        )
        self.parties.append(party)
        return party

    def _known(self, mention: Mention, within: Party | None, quoted: bool) -> Party | None:
        if self._is_outlet(mention):
            return self.outlet
        if mention.shape == "speaker":
            return within or self.outlet
        if mention.shape == "another":
            same = mention.text.lower()
            again = not same.startswith("another") and any(same == n for p in self.recent for n in self._said(p))
            return _first([p for p in reversed(self.recent) if again and same in self._said(p)])
        backwards = [p for p in reversed(self.recent) if p is not self.outlet]
        if mention.shape == "person":
            who = gender(mention.text)
            listens = within is not None and not quoted and within is not self.outlet
            if listens and within is not None and _one_person(within) and _may_be(within, who):
                return within  # "she said that she had heard"; inside her own quotation she would say I
            return _first([p for p in backwards if _one_person(p) and _may_be(p, who) and not (quoted and p is within)])
        if mention.shape == "plural":
            if within is not None and within.plural:
                return within
            return _first([p for p in backwards if p.plural])
        if mention.shape == "thing":
            return _first([p for p in backwards if p.kind in ("institution", "document") and not p.heads & _OFFICIALS])
        if mention.shape == "part":
            groups = [p for p in backwards if p.plural]
            if mention.text.lower().startswith("one of") and groups and groups[0].kind in ("anonymous", "public"):
                return None  # one of the traders is another source than the traders
            return _first([p for p in groups if mention.head in p.heads]) or _first(groups)
        if mention.name and mention.kind in ("person", "unknown", "anonymous"):
            return _first([p for p in backwards if _same_name(p, mention)])
        if mention.kind == "institution" or mention.kind == "unknown":
            return self._same_body(mention, backwards)
        if mention.shape == "definite" or (
            mention.shape == "bare" and mention.kind == "anonymous" and not mention.plural
        ):
            return self._definite(mention, backwards)
        if mention.shape == "bare" and mention.plural:
            own = self._signature(mention)
            return _first([p for p in backwards if mention.head in p.heads and _agree(p.signature, own)])
        return None

    def _definite(self, mention: Mention, backwards: list[Party]) -> Party | None:
        same_number = [p for p in backwards if p.plural == mention.plural]
        if mention.head in _SOURCE_HEADS:
            anonymous = [p for p in same_number if p.kind == "anonymous"]
            return (
                _first(
                    [p for p in anonymous if p.heads & _SOURCE_HEADS and _agree(p.signature, self._signature(mention))]
                )
                or _first([p for p in anonymous if p.heads & _SOURCE_HEADS])
                or _first(anonymous)
            )
        same_head = [p for p in same_number if mention.head in p.heads] or [
            p for p in same_number if len(mention.head) > 3 and any(h.endswith(mention.head) for h in p.heads)
        ]  # the teacher is the schoolteacher
        if same_head:
            own = self._signature(mention)
            return _first([p for p in same_head if _agree(p.signature, own)]) or same_head[0]
        if mention.kind == "anonymous" and not mention.plural and mention.head in _ANYBODY:
            who = gender(mention.text)
            return _first([p for p in backwards if p.kind == "anonymous" and not p.plural and _may_be(p, who)])
        return None

    def _same_body(self, mention: Mention, backwards: list[Party]) -> Party | None:
        if mention.shape == "indefinite":
            return None
        own = self._signature(mention)
        officials = mention.head in _OFFICIALS
        for party in backwards:
            if mention.head in party.heads and mention.shape == "definite" and not own - {mention.head}:
                return party
            if party.kind not in ("institution", "anonymous", "unknown"):
                continue
            theirs = party.signature
            if mention.head in party.heads and party.plural == mention.plural and _agree(theirs, own):
                return party
            bodies = (officials or mention.kind == "institution") and party.kind == "institution"
            singular_person = (not mention.plural and mention.head in lexicon()["title"]) or bool(
                party.heads & lexicon()["title"]
            )
            if bodies and not singular_person and own and theirs and _agree(theirs, own):
                return party
        return None

    def _is_outlet(self, mention: Mention) -> bool:
        """By its name, by a part of the name in capitals ("the Register"), or by its initials."""
        own = [w for w in re.findall(r"\w+", self.outlet.name) if w.lower() != "the"]
        said = [w for w in re.findall(r"\w+", mention.text) if w.lower() not in ("the", "our", "s")]
        if not own or not said:
            return False
        if [w.lower() for w in own] == [w.lower() for w in said]:
            return True
        initials = "".join(w[0] for w in own if w[0].isupper())
        if len(said) == 1 and len(said[0]) > 2 and said[0] in (initials, f"T{initials}"):
            return True
        return all(w[0].isupper() and w in own for w in said) and own[-1] in said

    def _said(self, party: Party) -> list[str]:
        """The words of a party's mentions, in lower case."""
        return [self.text[s:e].lower() for s, e in party.mentions]

    def _signature(self, mention: Mention) -> set[str]:
        words = {w for w in mention.modifiers | {w.lower() for w in mention.name} | mention.rest if len(w) > 1}
        if mention.kind in ("institution", "unknown") and mention.head not in _OFFICIALS:
            words.add(mention.head)
        expanded = set(words)
        for word in words:
            expanded |= self.abbreviations.get(word, frozenset())
        return expanded - {"senior", "high", "ranking", "level", "local", "top", "other", "some", "said", "several"}


def cast(text: str, outlet: str | None) -> Cast:
    """An empty cast for a report: the outlet alone, and the abbreviations that the text explains."""
    party = Party(outlet or "the outlet", "outlet", set(), set(), set(), False)
    explained = {
        match.group(1).lower(): _full_name(text[max(0, match.start() - 90) : match.start()], match.group(1))
        for match in _ABBREVIATION.finditer(text)
    }
    if outlet:
        party.mentions.extend(m.span() for m in re.finditer(rf"\b{re.escape(outlet)}\b", text))
    return Cast(text, party, [party], [], explained)


def _one_person(party: Party) -> bool:
    """Whether he or she can be meant: somebody named or unnamed, or the holder of an office, never a body."""
    if party.plural or party.kind in ("document", "outlet", "public"):
        return False
    return party.kind in ("person", "anonymous") or bool(party.heads & lexicon()["office"])


def _may_be(party: Party, who: str | None) -> bool:
    """Whether he or she can mean a source, by what the report says of it."""
    return who is None or party.gender in (None, who)


def _full_name(before: str, short: str) -> frozenset[str]:
    """The capitalised words in front of "(MSS)" that it may stand for, in lower case: no more than it has letters."""
    capitals = [w for w in re.findall(r"[^\W\d_][\w’'-]*", before.rpartition("\n")[2]) if w[0].isupper()]
    return frozenset(w.lower() for w in capitals[-len(short) :])


def _first(parties: list[Party]) -> Party | None:
    return parties[0] if parties else None


def _agree(theirs: set[str], own: set[str]) -> bool:
    """Whether two descriptions can be of one source: one says nothing that the other does not."""
    return theirs <= own or own <= theirs


def _same_name(party: Party, mention: Mention) -> bool:
    said = [w.lower() for w in mention.name]
    men, women = {"mr"}, {"mrs", "ms", "miss"}
    if (men & party.signature and women & mention.modifiers) or (women & party.signature and men & mention.modifiers):
        return False
    return bool(party.names) and (set(said) <= party.names or party.names <= set(said) or said[-1] in party.names)
