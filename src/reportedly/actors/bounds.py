"""Where a phrase begins and ends, seen from its head."""

from __future__ import annotations

from functools import lru_cache

from reportedly.actors.knowledge import Head, apostrophe, heads, words
from reportedly.actors.phrases import Phrase, Word

BEFORE = 7
"""Most words that are looked at before a head, and most words of a name."""
_PLACES = frozenset({"in", "at", "near", "outside", "across", "around"})
_OUTER = frozenset({"the", "these", "those", "this", "his", "her", "their", "its"})
_DEMONYM = ("ian", "ean", "ese", "ish", "an", "i")


@lru_cache(maxsize=1)
def first_of_pairs() -> frozenset[str]:
    """The words with which a head of several words begins."""
    return frozenset(word.split(" ")[0] for word in heads() if " " in word)


def head_at(said: list[Word], at: int) -> tuple[Head, int] | None:
    """The head that begins at a place, with the place of its last word; longer heads before shorter."""
    table = heads()
    for more in (2, 1) if said[at].low in first_of_pairs() else ():
        if at + more >= len(said) or not all(said[at + i].joined for i in range(1, more + 1)):
            continue
        pair = " ".join(said[at + i].low for i in range(more + 1))
        if one := table.get(pair.removesuffix("'s")):
            return one, at + more
    low = said[at].low
    one = table.get(low)
    return (one, at) if one else None


def left(said: list[Word], at: int, head: Head, taken: dict[int, Phrase]) -> tuple[int, str, bool, list[Phrase]]:
    """The first word of a phrase, its determiner, whether a word says more of it, and the names that stand in it."""
    determiners, stops = words("words.yaml", "determiners"), words("words.yaml", "stops")
    known = words("groups.yaml", "modifiers") if head.kind == "group" else words("heads.yaml", "modifiers")
    first, more, inner = at, False, []
    place = at - 1
    while place >= 0 and at - place <= BEFORE and said[place + 1].joined:
        word = said[place]
        if place in taken:
            body = taken[place]
            if not (body.bodies or (body.proper and body.head.kind == "body")) or body.nested or body.last != place:
                break
            inner.append(body)
            first, more = body.first, True
            place = body.first - 1
            continue
        if (word.low in determiners or word.low.isdigit()) and not (word.low == "no" and first == at):
            outer = said[place - 1].low if place and word.joined else ""
            if outer in _OUTER and word.low not in _OUTER:
                return place - 1, outer, more, inner  # "the two men"
            return place, word.low, more, inner
        capital = word.text[:1].isupper()
        if apostrophe(word.text).endswith(("'s", "s'")) and word.low not in known:
            if capital and head.kind == "body" and not word.low.startswith(("president's", "prosecutor")):
                break
            if word.low.rstrip("'").removesuffix("'s") in heads():
                first, more = place, True
                place -= 1
                continue
            first = place
            if capital:
                return place, "whose", more, inner
            if place and word.joined and said[place - 1].low in determiners:
                return place - 1, "the", more, inner
            return place, "the", more, inner
        if word.low in known:
            first, more = place, True
        elif word.low in stops:
            break
        elif capital:
            unlike = not said[first].text[:1].isupper() and not word.low.endswith(_DEMONYM)
            place_name = place > 0 and said[place - 1].low in _PLACES and not word.text.isupper()
            if unlike and (word.opens or place_name):
                break
            first, more = place, True
        elif (
            at - place <= 2
            and place
            and word.joined
            and said[place - 1].low in determiners
            and not word.low.endswith("ly")
        ):
            return place - 1, said[place - 1].low, True, inner
        else:
            break
        place -= 1
    return first, "", more, inner


def right(said: list[Word], last: int, head: Head, proper: bool) -> int:
    """The last word of a phrase: *Ministry of Public Order*, *department of health*."""
    size = len(said)
    if (
        head.kind == "group"
        or last + 2 >= size
        or not said[last + 1].joined
        or said[last + 1].low not in ("of", "for", "on", "to")
    ):
        return last
    place = last + 2
    if not said[place].joined:
        return last
    if said[place].low == "the" and place + 1 < size and said[place + 1].joined:
        place += 1
    if said[place].low in words("heads.yaml", "subjects") and head.kind == "body" and said[last + 1].low == "of":
        while (
            place + 2 < size and said[place + 1].low == "and" and said[place + 2].low in words("heads.yaml", "subjects")
        ):
            place += 2
        if not said[place].text[:1].isupper():
            return place
    if not proper or not said[place].text[:1].isupper() or said[place].low in words("words.yaml", "stops"):
        return last
    end = place
    while (
        end + 1 < size
        and end - last < BEFORE + 3
        and said[end + 1].joined
        and not apostrophe(said[end].text).endswith("'s")
    ):
        if said[end + 1].text[:1].isupper():
            end += 1
        elif (
            said[end + 1].low in ("and", "of", "the", "for")
            and end + 2 < size
            and said[end + 2].joined
            and said[end + 2].text[:1].isupper()
        ):
            if said[end + 1].low == "and" and said[end + 2].low in heads():
                break
            end += 2
        else:
            break
    return end


def of_capital(said: list[Word], last: int) -> bool:
    """Whether a word is followed by *of* and a capital: *Ministry of Supply*."""
    if last + 2 >= len(said) or said[last + 1].low not in ("of", "for") or not said[last + 2].joined:
        return False
    place = last + 3 if said[last + 2].low == "the" and last + 3 < len(said) else last + 2
    return said[place].text[:1].isupper()
