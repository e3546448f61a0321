"""Why two voices are one origin, or two, and what would settle the rest: sentences made of the reports' own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportedly.corroboration.independence import Derived, Link, Range, Weighed
from reportedly.corroboration.origins import OWN, Voice

ASKED = 6
"""Questions that are shown at most."""

SHOWN = 160
"""Signs of words that two reports have in common that are shown."""


def line(range: Range) -> str:
    """``at least 1, at most 3 origins in 7 reports``."""
    reports = f"{range.reports} report" if range.reports == 1 else f"{range.reports:,} reports"
    if range.at_least == range.at_most:
        return f"{range.at_least} origin{'s' * (range.at_least != 1)} in {reports}"
    return f"at least {range.at_least}, at most {range.at_most} origins in {reports}"


def called(voice: Voice) -> str:
    """Who says it, in which report: ``“a source” (Radio Vosmara, 2024-03-02)``."""
    about = ", ".join(part for part in (voice.outlet_name, voice.published) if part) or "a report without a name"
    name = voice.name if voice.source == OWN else f"“{voice.name}”"
    return f"{name} ({about})" if voice.source != OWN else f"{about}, in its own words"


def why(link: Link, voices: Mapping[str, Voice]) -> str:
    """Why two voices are one origin, or two."""
    a, b = voices[link.a], voices[link.b]
    words = _short(link.words[0]) if link.words else ""
    both = f"{called(a)} and {called(b)}"
    match link.why:
        case "decided":
            said = "one origin" if link.verdict == "same" else "two origins"
            return f"{both} are {said}: {link.by} decided so in entry {link.entry}, because: {link.words[0]}"
        case "copy":
            return f"{both} are one origin: the reports have the same words, “{words}”."
        case "one source":
            return f"{both} are one origin: it is one source of one report."
        case "cites":
            return f"{both} are one origin: the one credits the other’s outlet, “{words}”."
        case "named":
            return f"{both} are one origin: both name {link.words[0]}."
        case "told apart":
            return f"{both} are two origins: the report itself tells them apart, “{words}”."
        case "confirmed":
            return f"{both} are two origins: the report says that it found out for itself, “{words}”."
        case "own knowledge":
            return f"{both} are two origins: two names, each {_knows(a)} and {_knows(b)}."


def whence(derived: Derived, voices: Mapping[str, Voice]) -> str:
    """Why a voice adds no origin."""
    one = voices[derived.voice]
    if one.source == OWN:
        return f"{called(one)}: taken for a summary of what its own sources say."
    others = " or ".join(called(voices[other]) for other in derived.among[:3] if other in voices)
    more = f" or {len(derived.among) - 3} more" if len(derived.among) > 3 else ""
    return f"{called(one)} is credited to the outlet of {others}{more}: it adds no origin."


def questions(weighed: Weighed, voices: Mapping[str, Voice]) -> list[str]:
    """What would settle which origins are one that are proven neither one nor two. Nobody is asked who a source is."""
    found: dict[str, None] = {}
    unnamed: dict[str | None, list[Voice]] = {}
    certain = {voice for link in weighed.apart for voice in (link.a, link.b)}
    several = len(weighed.origins) > 1
    for group in weighed.origins:
        one = next((voices[id] for id in group if voices[id].own_knowledge), voices[group[0]])
        if not several or one.own_knowledge or one.confirmed:
            continue
        if one.kind == "outlet" and one.source == OWN:
            found[f"From whom does {one.outlet_name or 'the outlet'} have it? Its report of "
                  f"{one.published or 'an unknown day'} names nobody."] = None  # fmt: skip
        elif one.kind == "outlet":
            found[f"What did {one.name} itself report? The ledger holds no report of it on this."] = None
        elif one.access == "relayed":
            found[f"From whom did {called(one)} hear it?"] = None
        elif one.key is not None:
            found[f"How does {called(one)} know: at first hand, or from whom?"] = None
        elif not set(group) & certain or len(weighed.origins) > weighed.range.at_least:
            unnamed.setdefault(one.outlet, []).append(one)
    proven = {frozenset((link.a, link.b)) for link in weighed.apart}
    for same in unnamed.values():
        if len(same) > 1 and frozenset((same[0].id, same[1].id)) not in proven:
            these = " and ".join(called(one) for one in same[:3])
            found[f"Does {same[0].outlet_name or 'the outlet'} mean one source or several by {these}? "
                  "Who it is need not be said."] = None  # fmt: skip
    first = [some[0] for some in unnamed.values()]
    if len(first) > 1:
        these = ", ".join(called(one) for one in first[:4])
        found[f"Do these have it from one another, or from the same person: {these}?"] = None
    elif first and several:
        found[f"How does {called(first[0])} know, and has it anything to do with the others here?"] = None
    return list(found)[:ASKED]


def _knows(voice: Voice) -> str:
    how = voice.basis[0] if voice.basis else None
    if voice.access == "first_hand":
        return f"{voice.name} at first hand" + (f" (“{_short(how)}”)" if how else "")
    return f"{voice.name} by office" + (f" ({voice.title})" if voice.title else "")


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1].rsplit(' ', 1)[0]} …"


def told(weighed: Weighed, voices: Sequence[Voice]) -> list[str]:
    """All reasons, the proofs of difference first, each sentence once."""
    by_id = {one.id: one for one in voices}
    same = [link for link in weighed.same if by_id[link.a].report != by_id[link.b].report or link.why == "decided"]
    sentences = [why(link, by_id) for link in (*weighed.apart, *same)]
    sentences += [whence(one, by_id) for one in weighed.derived]
    sentences += [f"Contradicted, and so of no account: {why(link, by_id)}" for link in weighed.refused]
    return list(dict.fromkeys(sentences))
