"""What a plain text says of itself: title, byline, date of publication. Only what it plainly says, else None.

Dates are taken in their written-out forms and from the head or foot alone; "yesterday" and dates inside the account
say nothing about when the report was published.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reportedly.documents import boilerplate

LONGEST_TITLE = 150
"""Code points. Longer first lines are the first paragraph."""

_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž가-힣][\w’'-]*\.?"
_PARTICLE = r"(?:bin|al|de|del|da|la|van|von|der|den|ibn)"
_PERSON = rf"{_WORD}(?: (?:{_WORD}|{_PARTICLE})){{1,4}}"
# A comma alone joins no names: what follows it is mostly an outlet or a place.
_PERSONS = rf"{_PERSON}(?:(?:, {_PERSON}){{0,3}}(?:, and | and | & ){_PERSON})?"
_REPORTER = r"(?i:(?:staff |freelance |senior |special |foreign )?(?:reporter|correspondent|journalist|writer|editor))"
_END = r"(?=$|[,;]|\.$|\. [A-Z]| \||\s[–—-]|\s+\d| (?:in|for|at|of)\b)"
_BYLINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^\(?(?:By|BY|(?:Written|Reported|Reporting|Words|Text) by|Author:|Reporter:) (?P<names>{_PERSONS}){_END}",
        rf"^(?P<names>{_PERSONS}), {_REPORTER}\b",
        rf"^{_REPORTER}: (?P<names>{_PERSONS})$",
        rf"^(?P<names>{_PERSON}) is one of .{{2,80}} (?:reporters|correspondents|journalists)\b",
    )
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})(?P<sign>[-./])(?P<number>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)",
        rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.? {_MONTH},? (?P<year>\d{{4}})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})[년年] ?(?P<number>\d{1,2})[월月] ?(?P<day>\d{1,2})[일日]",
        r"(?<![\d.])(?P<day>\d{1,2})\. ?(?P<number>\d{1,2})\. ?(?P<year>\d{4})(?![\d.]*\d)",  # with points, day first
    )
)
_DATED_KINDS = {"byline", "dateline", "place_and_date", "credits"}
# "SEOUL, June 8, 2023 (Agency) - The ministry": the dateline that opens the first paragraph.
_OPENING = re.compile(r"^[A-Z][A-Z’'. -]+,.{3,40}?(?:\([^()]{2,40}\))? ?[–—-] ")
# "Torrin Radio, evening magazine — 21 September 2024", "ROUNDUP — Friday, October 2, 2020. Compiled by …".
_HEADING = 110
"""Code points. A longer line is a paragraph."""
_APART = r"[–—|/·•:,-]"
_HEADED = re.compile(
    rf"(?:^|\s{_APART}\s|{_APART}\s(?=\w+day\b))"
    rf"(?P<date>(?:\w+day,? )?[^–—|/·•:]*?\d{{4}})"
    rf"(?=$|\.|\s{_APART}|{_APART}\s)"
)
_SENTENCE_END = re.compile(r"[.,;:…–—-][”\"’')\]]*$")
_MONTH_FIRST = re.compile(rf"(?:\w+day,? |\w{{3,5}}\.?,? )?(?:\d{{1,2}}\w*\.? )?{_MONTH}")
_WEEKDAY = re.compile(r"^\w+day,? ")
_CHANGED = re.compile(r"^(?:last )?(?:updated|modified)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Metadata:
    """What was found, each None or empty if the text does not say."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None


@dataclass(frozen=True)
class _Line:
    words: str
    number: int
    kind: str | None


def find(text: str) -> Metadata:
    """Title, byline and date of publication of a plain text."""
    lines = text.splitlines()
    filled = [(number, line.strip()) for number, line in enumerate(lines) if line.strip()]
    last = len(filled) - boilerplate.FOOT_LINES
    head = [_line(number, words, head=True) for number, words in filled[: boilerplate.HEAD_LINES]]
    foot = [_line(number, words, head=False) for number, words in filled[max(last, boilerplate.HEAD_LINES) :]]
    title = _title(head)
    return Metadata(title=title, byline=_byline(head + foot), published=_published(head, foot))


def parse_date(words: str) -> str | None:
    """The first written-out date in ``words`` as ISO 8601, if it is a day of the calendar."""
    found = [match for pattern in _DATES for match in [pattern.search(words)] if match]
    for match in sorted(found, key=lambda one: one.start()):
        parts = match.groupdict()
        month = parts.get("number") or str(_MONTHS.index(parts["month"][:3].lower()) + 1)
        try:
            day = date(int(parts["year"]), int(month), int(parts["day"]))
        except ValueError:
            continue
        if 1800 <= day.year <= 2199:
            return day.isoformat()
    return None


def _line(number: int, words: str, *, head: bool) -> _Line:
    return _Line(words, number, boilerplate.kind(words, head=head, foot=not head))


def _title(head: list[_Line]) -> str | None:
    """A short first line without an end, that something sets apart from what follows."""
    if len(head) < 2:
        return None
    first, second = head[0], head[1]
    if first.kind or len(first.words) >= LONGEST_TITLE or _SENTENCE_END.search(first.words):
        return None
    if first.words[0] in "“\"‘'" and first.words[-1] in "”\"’'":
        return None
    apart = second.number > first.number + 1 or second.kind in {"byline", "dateline", "place_and_date"}
    return first.words if apart and any(character.isalpha() for character in first.words) else None


def _byline(lines: list[_Line]) -> tuple[str, ...]:
    for line in lines:
        if len(line.words) > 250 or line.kind not in {"byline", "credits", "biography"}:
            continue
        for pattern in _BYLINES:
            match = pattern.search(line.words)
            if match:
                return names(match["names"])
    return ()


def names(joined: str) -> tuple[str, ...]:
    """Single names of "A, B and C"; a line in capitals keeps them."""
    parts = re.split(r", and |, | and | & |;\s*", joined)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _headed(words: str) -> str | None:
    """The date of a heading in which it stands apart from all other words, else None."""
    if len(words) > _HEADING:
        return None
    for match in _HEADED.finditer(words):
        alone = _WEEKDAY.sub("", match["date"].strip())
        if any(pattern.fullmatch(alone) for pattern in _DATES):
            return parse_date(alone)
    return None


def _published(head: list[_Line], foot: list[_Line]) -> str | None:
    bare: list[str] = []
    for line in head + foot:
        found: str | None = None
        if line.kind in _DATED_KINDS:
            found = parse_date(line.words)
        elif line.kind is None and line in head:
            opening = _OPENING.match(line.words[:120])
            found = parse_date(opening.group()) if opening else _headed(line.words)
        if found is None or _CHANGED.match(line.words):
            continue
        if line.kind != "dateline" or (line.words[0].isalpha() and not _MONTH_FIRST.match(line.words)):
            return found
        bare.append(found)
    # Several dates on lines of their own are the headings of a chronology.
    return bare[0] if len(set(bare)) == 1 else None
