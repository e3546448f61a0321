"""Finding phrases: one pass over the words; only at a head, a name or a title are a few words around it looked at."""

from __future__ import annotations

from reportedly.actors.bounds import first_of_pairs, head_at, left, of_capital, right
from reportedly.actors.knowledge import Head, apostrophe, heads, loaded, people, proper_names, words
from reportedly.actors.phrases import Phrase, Word, longest, stem

PERSON = Head("person", "", False, None)
BODY = Head("body", "", False, None)
_RELATIVE = frozenset(
    {
        "who",
        "whose",
        "found",
        "caught",
        "seen",
        "sent",
        "suspected",
        "accused",
        "with",
        "from",
        "taken",
        "heard",
        "without",
        "in",
        "present",
    }
)


def scan(said: list[Word]) -> list[Phrase]:
    """The phrases that name somebody, in the order of their heads, before those that belong together are joined."""
    table, names, leaders = heads(), proper_names(), people()
    opened, titles = words("groups.yaml", "open"), words("ranks.yaml", "titles")
    found: list[Phrase] = []
    taken: dict[int, Phrase] = {}
    at, size = 0, len(said)
    while at < size:
        word = said[at]
        low = word.low
        phrase = None
        key = word.text if word.text.isalpha() else stem(word)
        if key in names and (match := longest(names, said, at)):
            bodies = match[1]
            phrase = _phrase(said, at, at + match[0] - 1, BODY, "", True)
            phrase.bodies = bodies
        elif key in leaders and (leader := longest(leaders, said, at)):
            phrase = _phrase(said, at, at + leader[0] - 1, PERSON, "", True)
            phrase.person, phrase.code = tuple(leader[1][0].split()), leader[1][1]
        elif low in table or (at + 1 < size and low in first_of_pairs()):
            phrase = _headed(said, at, taken, found)
        elif low in opened:
            phrase = _open(said, at)
        if phrase is None and low in titles and low not in table and at + 1 < size:
            phrase = _named(said, at, at + 1, PERSON)
        if phrase is None:
            at += 1
            continue
        for place in range(phrase.first, phrase.last + 1):
            taken[place] = phrase
        found.append(phrase)
        at = max(at, phrase.last) + 1
    return found


def _phrase(said: list[Word], first: int, last: int, head: Head, determiner: str, proper: bool) -> Phrase:
    end = said[last].start + len(stem(said[last])) if apostrophe(said[last].text).endswith("'s") else said[last].end
    low = tuple(said[i].low for i in range(first, last + 1) if i > first or not determiner)
    return Phrase(first, last, (said[first].start, end), head, low, determiner, proper)


def _headed(said: list[Word], at: int, taken: dict[int, Phrase], found: list[Phrase]) -> Phrase | None:
    """The phrase whose head begins at a place, or None if the word is something else there."""
    match = head_at(said, at)
    if match is None:
        return None
    head, last = match
    if head.kind == "body" and head.lemma in loaded("heads.yaml")["official"] and not _is_body(said, at):
        head = Head("official", head.lemma, False, loaded("heads.yaml")["official"][head.lemma])
    if _is_followed_by_head(said, last, head):
        return None  # "police officers": the officers are the head
    before = said[at - 1].low if at and said[at].joined else ""
    if before in loaded("heads.yaml")["not_before"].get(said[last].low, ()):
        return None
    first, determiner, more, inner = left(said, at, head, taken)
    capital = said[last].text[:1].isupper()
    proper = capital and (not said[first].opens or first < last or (head.kind == "body" and of_capital(said, last)))
    if proper and first == last and said[first].opens and not of_capital(said, last):
        proper = False
    if head.kind != "body" and not head.plural:
        named = _named(said, first, last + 1, head)
        if named is not None:
            named.determiner = determiner
            return named
    end = right(said, last, head, proper)
    if not _is_somebody(said, at, last, end, head, determiner, proper, more):
        return None
    phrase = _phrase(said, first, end, head, determiner, proper)
    phrase.inner = inner
    if inner:
        for one in inner:
            one.nested = True
    return phrase


def _is_body(said: list[Word], at: int) -> bool:
    """Whether a word for a body and for one of its people is the body: *the coast guard*, but *a guard*."""
    before = said[at - 1].low if at and said[at].joined else ""
    return said[at].text[:1].isupper() or before in ("coast", "national", "revolutionary", "frontier", "presidential")


def _is_followed_by_head(said: list[Word], last: int, head: Head) -> bool:
    """Whether the next word is the real head, with this one before it: *police officers*, *party committee*."""
    if last + 1 >= len(said) or not said[last + 1].joined or apostrophe(said[last].text).endswith(("'s", "s'")):
        return False
    following = head_at(said, last + 1)
    if following is None:
        low = said[last + 1].low
        known = low in words("heads.yaml", "modifiers") and last + 2 < len(said) and said[last + 2].joined
        return known and not head.plural and head_at(said, last + 2) is not None
    if head.plural and head.kind != "body":
        return False
    single = said[last + 1].low
    if head.kind == "official" and said[last + 1].text[:1].isupper() and not said[last].text[:1].isupper():
        return False
    return single not in ("head", "heads", "front", "force", "forces") or said[last].low in (
        "party",
        "village",
        "police",
        "armed",
        "security",
    )


def _is_somebody(
    said: list[Word], at: int, last: int, end: int, head: Head, determiner: str, proper: bool, more: bool
) -> bool:
    """Whether the words are enough to name somebody: *office* may be a room, *head* a part of the body."""
    low = said[last].low
    if head.kind == "body":
        if low not in words("heads.yaml", "needs_more") or proper or end > last:
            return True
        if more:
            before = said[at - 1].low.removesuffix("'s").rstrip("'")
            return not determiner or said[at - 1].low in words("heads.yaml", "modifiers") or before in heads()
        if determiner in ("all", "every", "each") and low in words("heads.yaml", "every"):
            return True
        return determiner in ("the", "this", "their", "its") and low in words("heads.yaml", "stands_with_the")
    follows = said[last + 1].low if last + 1 < len(said) and said[last + 1].joined else ""
    if low in words("groups.yaml", "adjectives") and follows and not _ends_before(follows):
        return False
    if head.kind == "official":
        if not head.plural and not (determiner or more or follows in ("of", "for", "at")):
            return False
        if not head.plural and not determiner and follows == "or":
            return False  # a rank, not a person: "section chief or higher"
        if head.lemma not in words("heads.yaml", "only_with_more"):
            return True
        if more and said[at - 1].low in words("heads.yaml", "modifiers") | heads().keys():
            return True
        if follows == "of" and determiner:
            return True
        if head.lemma in ("staff", "personnel") and follows in ("ranked", "who", "at", "of"):
            return True
        if head.lemma in ("head", "staff", "personnel"):
            return follows == "of" and head.plural and last + 2 < len(said) and head.lemma == "head"
        return (
            bool(determiner)
            and _ends_before(follows)
            and (head.lemma not in ("general", "major") or determiner == "the")
        )
    if head.lemma in words("groups.yaml", "with_determiner") and not determiner:
        return head.plural and low not in ("nationals", "locals", "members") and low.endswith("s")
    return bool(determiner) or head.plural or more or low in ("people",)


def _ends_before(following: str) -> bool:
    """Whether a phrase can end before a word, as far as that word tells."""
    if not following or following in words("words.yaml", "stops") or following in words("words.yaml", "aux"):
        return True
    return following.endswith(("ed", "ing"))


def _name(said: list[Word], at: int) -> int | None:
    """The last word of a person's name that begins at a place: capitalised words, joined; None if there is none."""
    end = at
    while end < len(said) and end - at < 4 and said[end].joined and _is_name_word(said[end], end == at):
        end += 1
        if apostrophe(said[end - 1].text).endswith(("'s", "s'")):
            break
    return end - 1 if end > at else None


def _is_name_word(word: Word, first: bool) -> bool:
    if word.low in ("al", "bin", "de", "van", "von", "ibn") and not first:
        return True
    return (
        word.text[:1].isupper()
        and not word.text.isupper()
        and word.low not in heads()
        and word.low not in words("words.yaml", "stops")
        and word.low not in words("heads.yaml", "modifiers")
    )


def _named(said: list[Word], first: int, at: int, head: Head) -> Phrase | None:
    """A title with the name behind it."""
    last = _name(said, at)
    if last is None:
        return None
    title = [w for w in said[first:at] if w.low not in words("words.yaml", "determiners")]
    rank = " ".join(w.text for w in title if w.low not in words("ranks.yaml", "polite"))
    phrase = _phrase(said, first, last, head, "", True)
    phrase.person = tuple(stem(w) for w in said[at : last + 1])
    phrase.rank = rank or None
    return phrase


def _open(said: list[Word], at: int) -> Phrase | None:
    """*Those who break the law*, *anyone found with a phone*, up to where what happens to them is said."""
    if at + 1 >= len(said) or not said[at + 1].joined:
        return None
    following = said[at + 1].low
    if following in ("to", "must", "should", "present") and said[at].low in ("everyone", "everybody", "anyone"):
        return _phrase(said, at, at, Head("group", said[at].low, False, None), "", False)
    if not (following in _RELATIVE or following.endswith(("ing", "ed"))):
        return None
    if following in ("in", "with", "from", "without", "present") and said[at].low not in (
        "those",
        "anyone",
        "anybody",
        "everyone",
    ):
        return None
    end = at + 1
    aux = words("words.yaml", "aux")
    while end + 1 < len(said) and end - at < 10 and said[end + 1].joined:
        if end - at > 2 and said[end + 1].low in aux and said[end].low not in ("who", "not", "to", "and"):
            break
        if said[end + 1].low in ("must", "should", "will", "would", "shall"):
            break
        end += 1
    while end > at and said[end].low in ("and", "or", "to", "the", "a", "of", "in", "who", "whose", "with", "from"):
        end -= 1
    return _phrase(said, at, end, Head("group", said[at].low, said[at].low == "those", None), "", False)
