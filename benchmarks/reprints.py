"""Invented reports, reports of others on the same event, and reprints: cut, re-headed, reordered, lightly edited.

All words are the invented language's of ``generated``, held together by English ones, so that formulas of the trade (*a
spokesman said in a statement on Monday that*) recur as they do in real reports. Reports of one event by several
outlets share its names, figures, quotations and one stock sentence, and nothing else: they are not copies.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from benchmarks.generated import FUNCTION, Language
from reportedly.corroboration.copies import Text

KEPT = (1.0, 0.75, 0.5, 0.35, 0.25)
"""Shares of the sentences that a reprint keeps."""

EDITED = (0.0, 0.03, 0.08, 0.15)
"""Shares of the words that it changes, leaves out or adds."""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().split("\n"))


# A sentence is an opening, a middle and an end: formulas of five to nine words recur, whole sentences do not.
_OPENINGS = _lines(
    """
    The {w} of {p} has {w} the {w}
    A spokesman for the ministry of {w} said that
    {Name}, who heads the {w}, told reporters
    In {p}, {w} said that they had not seen
    The {w} came after {w} of {w}
    {n} people were {w} and at least {n} others
    It was not immediately clear whether the {w}
    Earlier this week the {w} {w} that all {w}
    {w} and {w} were {w} in front of the {w}
    According to the {w}, some {n} {w} remain {w}
    The {w} did not respond to a request for comment
    One of the {w} {w} {name}
    Under the new {w}, {w} who {w}
    What the {w} {w} is a {w}
    For {n} days the {w} has been {w}
    Since {name} took over the {w}
    The {w} along the {w} are {w}
    {w} {w} said they {w} when the {w}
    Two of the {w} had {w} before {day}
    Witnesses in {p} spoke of {w}
    Officials at the {w} would only say
    Nobody at the {w} of {p}
    Prices of {w} have {w} since {day}
    A {w} seen by {w} shows that
    """
)
_MIDDLES = _lines(
    """
    in the {w} since {day}
    that the {w} would {w}
    by the {w}, which had {w} the {w}
    near the {w} in {p}
    had {w} any {w} to the {w}
    must be {w} to the {w}
    where {w} of {w} had {w}
    and the {w} has {w} to say how many
    about the {w} of the {w}
    of having {w} the {w} with {w}
    a {w} without {w} face up to {n} years
    that nobody in the {w} has {w}
    now even the {w} {w}
    have {w} twice as many {w}
    and {w} have been told to {w}
    from the {w} {w} on {day}
    with {n} {w} and a {w}
    because of the {w} in {p}
    though {w} {w} the {w}
    without {w} or {w} from the {w}
    """
)
_ENDS = _lines(
    """
    according to {w} who {w} the {w}
    before the end of the {w}
    in more than {n} years of {w} and {w}
    in the northern part of the country
    officials said
    to the {w} of {p}
    by {day}
    for {n} days
    as the {w} of {w} {w}
    in {p} on {day}
    from the {w} of the {w}
    in a {w} of {w}
    to {w} so far
    and are running out of {w}
    as under the {w} before
    at night
    and {w} the {w} again
    people familiar with the {w} said
    until the {w} {w}
    and no {w} was {w}
    """
)
_STOCK = (
    "{n} people have been {w} in {p} since {day}, the ministry of {w} said in a statement.",
    "The {w} of {p} lies on the border, some {n} kilometres from the capital, and has about {n} inhabitants.",
    "Anybody who has seen the {w} or the {w} near {p} is asked to call the {w} on {n} {n}.",
)
_QUOTES = (
    "“{said},” said {name}, a {w} of the {w} in {p}.",
    "{name}, of the {w}, called it a {w}. “{said},” he said.",
    "In a letter to the {w} of {p}, {name} {w} the {w}: “{said}.”",
    "“{said},” {w} {name} on {day}.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Event:
    """What happened, as far as all who report it share it: words, names, figures, quotations, stock sentences."""

    words: Sequence[str]
    names: Sequence[str]
    places: Sequence[str]
    figures: Sequence[int]
    quotes: Sequence[str]
    stock: Sequence[str]
    day: date


@dataclass(frozen=True)
class Reprint:
    """A text made from another, and how much of it was kept and changed."""

    text: Text
    of: str
    kept: float
    edited: float
    reordered: bool


def event(language: Language, chance: random.Random) -> Event:
    """An event of which nothing has been reported yet."""
    words = chance.sample(language.words[len(FUNCTION) :], 70)
    names = [f"{language._name(chance)} {language._name(chance)}" for _ in range(5)]
    places = [language._name(chance) for _ in range(3)]
    figures = [chance.randint(2, 900) for _ in range(6)]
    bare = Event(words, names, places, figures, (), (), date(2019, 1, 1) + timedelta(chance.randrange(2000)))
    quotes = [" ".join(_mixed(language, chance, words, chance.randint(15, 40))) for _ in range(3)]
    stock = [_filled(frame, bare, language, chance) for frame in _STOCK]
    return Event(words, names, places, figures, quotes, stock, bare.day)


def report(about: Event, id: str, language: Language, chance: random.Random, sentences: int = 20) -> Text:
    """One outlet's own report of an event."""
    body = [_sentence(about, language, chance) for _ in range(sentences - 3)]
    for said in chance.sample(about.quotes, 2):
        frame = _filled(chance.choice(_QUOTES), about, language, chance)
        body.insert(chance.randrange(1, len(body)), frame.replace("{said}", said))
    body.insert(chance.randrange(1, len(body)), chance.choice(about.stock))
    outlet = chance.choice(language.outlets)
    return _text(
        id, outlet, about.day + timedelta(chance.randrange(3)), _headline(about, chance), body, language, chance
    )


def reprint(
    of: Text, about: Event, id: str, kept: float, edited: float, language: Language, chance: random.Random
) -> Reprint:
    """A text made from another: cut, lightly edited, perhaps reordered and added to, under a headline of its own."""
    body = [line for paragraph in of.text.split("\n\n")[1:-1] for line in paragraph.split("\n")]
    count = max(2, round(kept * len(body)))
    how = chance.choice(("end", "block", "any"))
    start = chance.randrange(len(body) - count + 1) if how == "block" else 0
    chosen = sorted(chance.sample(range(len(body)), count)) if how == "any" else range(start, start + count)
    lines = [_edit(body[at], edited, language, chance) for at in chosen]
    if reordered := chance.random() < 0.4:
        cut = chance.randrange(1, len(lines))
        lines = lines[cut:] + lines[:cut]
    for _ in range(chance.choice((0, 0, 1, 3, round(0.5 * count)))):
        own = _sentence(about, language, chance)
        lines.insert(chance.randrange(len(lines) + 1), own)
    day = date.fromisoformat(of.published or "2020-01-01") + timedelta(chance.randrange(3))
    outlet = chance.choice([one for one in language.outlets if one != of.outlet])
    text = _text(id, outlet, day, _headline(about, chance), lines, language, chance)
    if chance.random() < 0.3:
        text = replace(text, text=f"{text.text}\n\nSource: {of.outlet}", credits=(of.outlet or "",))
    return Reprint(text, of.id, kept, edited, reordered)


def _text(
    id: str, outlet: str, day: date, headline: str, lines: Sequence[str], language: Language, chance: random.Random
) -> Text:
    paragraphs, at = [headline], 0
    while at < len(lines):
        size = chance.choice((1, 2, 2, 3))
        paragraphs.append("\n".join(lines[at : at + size]))
        at += size
    return Text(id, "\n\n".join((*paragraphs, _notice(outlet, language))), (), day.isoformat(), outlet)


def _notice(outlet: str, language: Language) -> str:
    """What an outlet prints under every article, not marked as boilerplate here."""
    chance = random.Random(f"notice/{outlet}")
    words = language.some(chance, language.words, chance.randint(10, 30))
    return f"{outlet} {' '.join(words)}."


def _headline(about: Event, chance: random.Random) -> str:
    return f"{chance.choice(about.places)}: {' '.join(chance.sample(about.words, 5))}".capitalize()


def _mixed(language: Language, chance: random.Random, words: Sequence[str], count: int) -> list[str]:
    """Words of an event among those that any text has."""
    common = language.some(chance, language.words, count)
    return [chance.choice(words) if chance.random() < 0.4 else one for one in common]


def _sentence(about: Event, language: Language, chance: random.Random) -> str:
    frame = " ".join((chance.choice(_OPENINGS), chance.choice(_MIDDLES), chance.choice(_ENDS)))
    return _filled(f"{frame}.", about, language, chance)


def _filled(frame: str, about: Event, language: Language, chance: random.Random) -> str:
    words = iter(_mixed(language, chance, about.words, frame.count("{w}")))
    pieces = frame.split("{w}")
    text = pieces[0] + "".join(next(words) + piece for piece in pieces[1:])
    for slot, some in (("{p}", about.places), ("{day}", _DAYS), ("{n}", [str(one) for one in about.figures])):
        while slot in text:
            text = text.replace(slot, chance.choice(some), 1)
    text = text.replace("{Name}", chance.choice(about.names)).replace("{name}", chance.choice(about.names))
    return text[0].upper() + text[1:]


def _edit(line: str, share: float, language: Language, chance: random.Random) -> str:
    """A sentence with some words exchanged, left out, added or swapped; quotations are left as they are."""
    words, quoted, at = line.split(" "), False, 0
    while at < len(words):
        quoted = quoted or "“" in words[at]
        if not quoted and chance.random() < share:
            how = chance.choice(("other", "other", "without", "more", "swapped"))
            if how == "other":
                words[at] = language.some(chance, language.words, 1)[0]
            elif how == "without" and len(words) > 6:
                del words[at]
            elif how == "more":
                words.insert(at, language.some(chance, language.words, 1)[0])
                at += 1
            elif at + 1 < len(words) and "“" not in words[at + 1]:
                words[at], words[at + 1] = words[at + 1], words[at]
        if at < len(words) and "”" in words[at]:
            quoted = False
        at += 1
    return " ".join(words)
