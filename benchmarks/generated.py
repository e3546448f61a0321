"""Records as if read from reports: invented words that occur as unevenly as real ones, English-like and some Korean.

The same seed gives the same records. A record has 20 claims, and for each about as many attributions, dates, places,
actors and codes as the records of the invented dispatches have; its codes are the codebook's, its places the
gazetteer's.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Any

from reportedly.coding import load
from reportedly.places.gazetteer import Known, gazetteer

CLAIMS = 20
"""Claims of a report."""

WORDS = 20_000
"""Words of the invented language, forms apart."""

_FUNCTION = (
    "the of to and a in that for is on was by with as from at it were be had not this have but are or an they his he"
    " who their been has its after said when would which she more all will one if about there into than out no could so"
)
FUNCTION = _FUNCTION.split()
FORCES = ("stated", "ordered", "believed", "warned", "predicted", "denied", "asked")
KINDS = ("person", "anonymous", "institution", "document", "public", "unknown")
_FIRST = tuple("b br d dr f g gl h k kr l m n p pl r s st t tr v".split(" "))  # noqa: SIM905
_MIDDLE = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_LAST = ("", "l", "m", "n", "nd", "r", "rt", "s", "st", "t", "ck")
_ENDS = ("", "", "", "s", "ed", "ing", "er", "ation", "ly")


@dataclass(frozen=True)
class Language:
    """An invented language, and what reports written in it speak of."""

    seed: int = 7
    words: list[str] = field(init=False)
    korean: list[str] = field(init=False)
    outlets: list[str] = field(init=False)

    def __post_init__(self) -> None:
        chance = random.Random(self.seed)
        made = dict.fromkeys(FUNCTION)
        while len(made) < WORDS:
            syllables = [
                chance.choice(_FIRST) + chance.choice(_MIDDLE) + chance.choice(_LAST)
                for _ in range(chance.choice((1, 2, 2, 3)))
            ]
            made["".join(syllables) + chance.choice(_ENDS)] = None
        hangul = dict.fromkeys(
            "".join(chr(0xAC00 + chance.randrange(11_172)) for _ in range(chance.choice((1, 2, 2, 3, 4))))
            for _ in range(WORDS // 4)
        )
        outlets = [" ".join(self._name(chance) for _ in range(2)) for _ in range(60)]
        for name, value in (("words", list(made)), ("korean", list(hangul)), ("outlets", outlets)):
            object.__setattr__(self, name, value)

    @staticmethod
    def _name(chance: random.Random) -> str:
        return (chance.choice(_FIRST) + chance.choice(_MIDDLE) + chance.choice(_FIRST) + "a").capitalize()

    @cached_property
    def weights(self) -> dict[int, list[float]]:
        """Weights added up by rank, after Zipf and Mandelbrot, for lists of these lengths."""
        lengths = {len(self.words), len(self.korean), len(self.outlets), len(self.codes), len(self.places)}
        return {n: list(accumulate(1 / (rank + 2.7) for rank in range(n))) for n in lengths}

    @cached_property
    def codes(self) -> list[tuple[str, str]]:
        """List and code of all entries of the codebook, in an order that has nothing to do with theirs."""
        found = [(one.list, one.code) for one in load(None).entries]
        return sorted(found, key=lambda one: hashlib.sha256(repr(one).encode()).digest())

    @cached_property
    def places(self) -> list[Known]:
        """Places of North Korea and some of China and elsewhere, likewise."""
        known = gazetteer()
        ids = [*known.within("iso:KP"), *known.within("geonames:CN.05"), *known.within("geonames:GB.ENG")]
        found = [one for id in ids if (one := known.known(id)) is not None]
        return sorted(found, key=lambda one: hashlib.sha256(one.id.encode()).digest())

    def some(self, chance: random.Random, of: Sequence[Any], count: int) -> list[Any]:
        """Some of a list, those in front much more often."""
        return chance.choices(of, cum_weights=self.weights[len(of)], k=count)


def records(
    count: int, language: Language, start: int = 0, claims: int = CLAIMS
) -> Iterator[tuple[bytes, dict[str, Any]]]:
    """Reports' bytes, and their records as ``Report.to_dict`` gives them; report ``start`` and those that follow."""
    for number in range(start, start + count):
        yield _record(random.Random(f"{language.seed}/{number}"), number, language, claims)


def _record(chance: random.Random, number: int, language: Language, claims: int) -> tuple[bytes, dict[str, Any]]:
    outlet = language.some(chance, language.outlets, 1)[0]
    korean = chance.random() < 0.05
    published = date(2005, 1, 1) + timedelta(days=chance.randrange(365 * 20))
    sources = [_source(1, outlet, "outlet", [])]
    names = [f"{language._name(chance)} {language._name(chance)}" for _ in range(chance.randint(3, 6))]
    title = " ".join(language.some(chance, language.words, 7)).capitalize()
    text = f"{title}\n\n"
    sources += [_source(at, name, chance.choice(KINDS), [[0, 5]]) for at, name in enumerate(names, 2)]
    layers: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("attributions", "dates", "places", "actors", "codes", "claims")
    }
    for at in range(claims):
        listed = language.korean if korean or chance.random() < 0.03 else language.words
        words = " ".join(language.some(chance, listed, chance.randint(12, 28)))
        teller = chance.choice(sources[1:])
        begin = len(text) + 1
        text += f"“{words},” {teller['name']} said {published:%B %-d}. " + ("\n\n" if at % 3 == 2 else "")
        end = begin + len(words)
        _claim(chance, at, begin, end, teller, layers, language, published)
    data = text.encode()
    about = {
        "id": f"sha256:{hashlib.sha256(data).hexdigest()}", "text": text, "media_type": "text/plain", "title": title,
        "outlet": outlet, "byline": [names[0]], "published": published.isoformat(),
        "language": "ko" if korean else "en",
        "origin": {"path": f"reports/{number:07d}.txt", "url": None, "retrieved": None}, "boilerplate": [], "notes": [],
        "engine": {"version": "0.1.0", "model": "en-2"}, "dateline": None,
    }  # fmt: skip
    return data, {"reportedly": 1, "report": about, "sources": sources, **layers}


def _claim(
    chance: random.Random,
    at: int,
    begin: int,
    end: int,
    teller: dict[str, Any],
    layers: dict[str, list[dict[str, Any]]],
    language: Language,
    published: date,
) -> None:
    content = [[begin, end]]
    teller["mentions"].append([end + 3, end + 3 + len(teller["name"])])
    layers["attributions"].append({
        "id": f"a{at}", "source": teller["id"], "source_spans": [[end + 3, end + 3 + len(teller["name"])]],
        "cue": [[end + 4 + len(teller["name"]), end + 8 + len(teller["name"])]], "content": content, "within": None,
        "quote": "direct", "confidence": round(chance.random(), 3),
    })  # fmt: skip
    own: dict[str, list[str]] = {"dates": [], "places": [], "codes": []}
    if chance.random() < 0.6:
        own["dates"].append(_keep(layers["dates"], "d", _date(chance, begin, published)))
    for place in language.some(chance, language.places, chance.choice((0, 0, 1, 1, 2))):
        own["places"].append(_keep(layers["places"], "p", {
            "span": [begin, begin + 6], "name": place.name, "gazetteer_id": place.id, "country": place.country,
            "lat": place.lat, "lon": place.lon, "kind": place.kind,
        }))  # fmt: skip
    for listed, code in dict.fromkeys(language.some(chance, language.codes, chance.randint(1, 6))):
        coded = {"list": listed, "code": code, "span": [begin, begin + 6], "repealed": False}
        own["codes"].append(_keep(layers["codes"], "k", coded))
    actor = {
        "name": " ".join(language.some(chance, language.words, 2)), "kind": "group", "institution": None,
        "mentions": [[begin, begin + 6]], "level": None, "rank": None,
    }  # fmt: skip
    layers["claims"].append({
        "id": f"c{at}", "attribution": f"a{at}", "content": content,
        "chain": ["s1", *dict.fromkeys([*(f"s{chance.randint(2, 4)}" for _ in range(chance.choice((0, 0, 0, 1, 2)))),
                                        teller["id"]])],
        "implied": [], "force": language_force(chance), "polarity": "positive" if chance.random() < 0.9 else "negative",
        "hedged": chance.random() < 0.1, "confidence": round(chance.random(), 3), **own, "said_on": None,
        "actors": [{"actor": _keep(layers["actors"], "x", actor), "role": "affected"}], "certainty": None,
    })  # fmt: skip


def language_force(chance: random.Random) -> str:
    """A force, as often as reports have it."""
    return chance.choices(FORCES, weights=(60, 12, 8, 6, 6, 4, 4))[0]


def _keep(layer: list[dict[str, Any]], letter: str, thing: dict[str, Any]) -> str:
    id = f"{letter}{len(layer) + 1}"
    layer.append({"id": id, **thing})
    return id


def _source(at: int, name: str, kind: str, mentions: list[list[int]]) -> dict[str, Any]:
    return {
        "id": f"s{at}", "name": name, "kind": kind, "access": "unknown", "mentions": mentions, "basis": [],
        "unnamed_because": [], "title": None, "place": None,
    }  # fmt: skip


def _date(chance: random.Random, begin: int, published: date) -> dict[str, Any]:
    day = published - timedelta(days=min(int(chance.expovariate(1 / 60)), 5000))
    made = {"span": [begin, begin + 6], "mod": None, "kind": "date", "why": "written in full"}
    which = chance.random()
    if which < 0.6:
        return {**made, "value": day.isoformat(), "earliest": day.isoformat(), "latest": day.isoformat()}
    if which < 0.8:
        return {**made, "value": f"{day:%Y-%m}", "earliest": f"{day:%Y-%m}-01", "latest": f"{day:%Y-%m}-28"}
    if which < 0.88:
        return {**made, "value": f"{day:%Y}", "earliest": f"{day:%Y}-01-01", "latest": f"{day:%Y}-12-31"}
    return {**made, "value": f"XXXX-{day:%m}" if which < 0.93 else "PAST_REF", "earliest": None, "latest": None}
