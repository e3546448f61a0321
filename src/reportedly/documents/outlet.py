"""Who published a plain text: the name that the report itself gives away, or None.

The hints, their weights and why they are so are in outlet.yaml.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from reportedly.documents import boilerplate

# A name in capitals, with little words inside it; single spaces only, so that a match cannot run over a line.
_OUTLET = (
    r"(?P<outlet>(?:The )?[A-Z0-9À-ÖØ-Þ][\w&-]*(?:\.[A-Z]\.?)*"
    r"(?:(?: of| for| the| and| without| &){0,2} [A-Z0-9À-ÖØ-Þ][\w&-]*(?:[’'](?=s )s)?){0,5})"
)
_QUOTED = re.compile(r"“[^“”]*”?|\"[^\"]*\"?")
_HEAD = 400


@dataclass(frozen=True)
class _Hint:
    pattern: re.Pattern[str]
    weight: int
    most: int
    person: bool
    head: bool
    needs: tuple[str, ...]

    def found(self, line: str) -> Iterator[re.Match[str]]:
        """Where a line has it. One that begins with ``^`` is not looked for at every other place of the line."""
        if self.needs and not any(word in line for word in self.needs):
            return iter(())
        if not self.pattern.pattern.startswith("^"):
            return self.pattern.finditer(line)
        match = self.pattern.match(line)
        return iter((match,) if match else ())


@dataclass(frozen=True)
class _Knowledge:
    hints: tuple[_Hint, ...]
    needed: int
    lead: int
    media: frozenset[str]
    bodies: frozenset[str]
    never_by_told: frozenset[str]
    not_names: frozenset[str]


def find(text: str) -> str | None:
    """The name of the outlet that plainly published ``text``, else None."""
    knowledge = _knowledge()
    # Where everything is in capitals, nothing shows what is a name.
    scores = {} if boilerplate.shouted(text) else _scores(text, knowledge)
    if not scores:
        return None
    ranked = sorted(scores.items(), key=lambda one: (-one[1], one[0]))
    best, weight = ranked[0]
    if weight < knowledge.needed or (len(ranked) > 1 and weight - ranked[1][1] < knowledge.lead):
        return None
    return best


def _scores(text: str, knowledge: _Knowledge) -> dict[str, int]:
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    at = 0
    for line in re.split(r"(?<=[\r\n])", text):
        spoken = _QUOTED.sub(lambda match: " " * len(match.group()), line).rstrip()
        for number, hint in enumerate(knowledge.hints):
            if hint.head and at > _HEAD:
                continue
            for match in hint.found(spoken):
                name = _name(match["outlet"], knowledge)
                if name and not (hint.weight < 3 and name in knowledge.never_by_told):
                    counts[name][number] += 1
        at += len(line)
    scores: dict[str, int] = {}
    for name, found in _merged(counts).items():
        weight = sum(
            min(times, knowledge.hints[number].most) * knowledge.hints[number].weight for number, times in found.items()
        )
        words = set(re.split(r"[ -]", name))
        if words & knowledge.media:
            weight += 1
        elif not name.isupper() and all(knowledge.hints[number].person for number in found):
            # All of it could be said of a person, and nothing about the name says that it is a medium.
            weight = min(weight, knowledge.needed - 1)
        scores[name] = weight
    return scores


def _name(name: str, knowledge: _Knowledge) -> str | None:
    """The name without words that only happen to stand beside it in capitals; None if it is no outlet's."""
    words = name.split(" ")
    while words and (words[-1] in knowledge.not_names or words[-1].isdigit() or words[-1].islower()):
        words.pop()
    if not words or any(word in knowledge.bodies for word in words) or words[0].isdigit():
        return None
    if len(words) == 1 and (words[0] in knowledge.not_names or len(words[0]) < 2):
        return None
    # "In Velk, ..." cannot be a match, but "But Daily X has learned" can.
    while words and words[0] in knowledge.not_names and words[0] != "The":
        words.pop(0)
    if " of " in name and knowledge.media & set(words[words.index("of") + 1 :] if "of" in words else ()):
        return None  # a person of an outlet
    if set(words) - {"The"} <= knowledge.media and len(set(words) - {"The"}) == 1 and words[-1] not in ("AP", "NK"):
        return None  # "the Post" may be any
    name = re.sub(r"[’']s$", "", " ".join(words))
    return name if name and name != "The" else None


def _merged(counts: dict[str, Counter[int]]) -> dict[str, Counter[int]]:
    """Join an abbreviation to the full name whose initials it is, and "X" to "The X"."""
    merged = {name: Counter(found) for name, found in counts.items()}
    for short in sorted(counts, key=lambda name: (len(name), name)):
        for full in sorted(counts):
            initials = "".join(word[0] for word in full.split(" ") if word[0].isupper())
            same = full == f"The {short}" or (short.isupper() and len(short) > 1 and initials.endswith(short))
            if full != short and same and short in merged and full in merged:
                merged[full] += merged.pop(short)
    return merged


@cache
def _knowledge() -> _Knowledge:
    source = resources.files("reportedly.documents").joinpath("outlet.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(source)
    return _Knowledge(
        hints=tuple(
            _Hint(
                # In "^…" the match is held to the line; the text is given line by line.
                pattern=re.compile(one["pattern"].replace("{outlet}", _OUTLET)),
                weight=one["weight"],
                most=one["most"],
                person=one.get("person", False),
                head=one.get("head", False),
                needs=tuple(one.get("needs", ())),
            )
            for one in loaded["hints"]
        ),
        needed=loaded["needed"],
        lead=loaded["lead"],
        media=frozenset(loaded["media"]),
        bodies=frozenset(loaded["bodies"]),
        never_by_told=frozenset(loaded["never_by_told"]),
        not_names=frozenset(loaded["not_names"]),
    )
