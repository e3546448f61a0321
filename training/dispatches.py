"""The invented dispatches of tests/reports: read their records, check them, turn their passages into spans.

The format is described in tests/reports/README.md. ``python -m training.dispatches [DIR]`` checks every pair in the
folder and exits with 1 if one of them breaks a rule that can be checked without understanding the text.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

HOUSE = Path(__file__).resolve().parent.parent
FOLDER = HOUSE / "tests" / "reports"
CODEBOOK = HOUSE / "src" / "reportedly" / "coding" / "codebook.yaml"
ROLES = {"s": "source", "q": "cue", "c": "content"}
KINDS = {"outlet", "person", "anonymous", "institution", "document", "public", "unknown"}
FORCES = {"stated", "ordered", "warned", "predicted", "believed", "denied", "asked"}
PIECE = re.compile(r"\{([sqc]):([^{}]*)\}")

SOURCE_KEYS = {"name", "kind", "mentions", "access", "basis", "unnamed_because", "title", "place"}
ACCESS = {"first_hand", "relayed", "official", "unknown"}
CLAIM_KEYS = {"content", "chain", "implied", "cue", "force", "codes"}
TIMES = {"time", "said_on"}
AROUND = {"place", "told_to"}  # words that may stand outside the claim's content
WITHIN = {"affected", "offence", "penalty", "target", "repealed"}
# Which list of the codebook codes a phrase; what is done away with is a penalty or a measure too.
CODED = {"offence": "offence", "penalty": "penalty", "target": "target", "repealed": "penalty"}
MODS = {"START", "MID", "END", "APPROX", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"}
MODS |= {"LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE"}
# TIMEX3 (TimeML 1.2.1): a day or a coarser unit with X for digits nobody knows, perhaps an hour or a part of the day;
# a duration; a vague reference.
TIMEX = re.compile(
    r"(?:[\dX]{4}(?:-(?:[01X][\dX](?:-[0-3X][\dX])?|W[\dX]{2}(?:-(?:[1-7X]|WE))?|SP|SU|FA|WI|H[12X]|Q[1-4X]))?"
    r"(?:T(?:[0-2X][\dX](?::[0-5X][\dX]){0,2}|MO|MI|AF|EV|NI|DT))?"
    r"|[\dX]{2,3}"
    r"|P(?:[\dX.]+(?:[YQMWD]|WE|DE|CE))+|PT(?:[\dX.]+[HMS])+"
    r"|(?:PAST|PRESENT|FUTURE)_REF)"
)

Span = tuple[int, int]


@dataclass(frozen=True)
class MarkedAttribution:
    """One attribution of an invented dispatch: spans in code points of the text, in text order."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True)
class Dispatch:
    """One pair of text and record; ``record`` is the YAML as it stands."""

    name: str
    text: str
    record: dict[str, Any]
    attributions: tuple[MarkedAttribution, ...]


def mark(text: str, passage: str) -> MarkedAttribution:
    """Find a marked passage in the text. Raises ValueError if it does not occur exactly once."""
    plain = PIECE.sub(lambda m: m.group(2), passage)
    if text.count(plain) != 1:
        raise ValueError(f"occurs {text.count(plain)} times: {plain!r}")
    start, taken = text.index(plain), 0
    spans: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for match in PIECE.finditer(passage):
        begin = start + match.start() - taken
        spans[ROLES[match.group(1)]].append((begin, begin + len(match.group(2))))
        taken += len(match.group(0)) - len(match.group(2))
    if not spans["content"]:
        raise ValueError(f"has no content: {passage!r}")
    return MarkedAttribution(*(tuple(spans[role]) for role in ("source", "cue", "content")))


def load(path: Path) -> Dispatch:
    """Read NAME.yaml and the text beside it. Raises ValueError naming the first passage that does not fit."""
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    record = yaml.safe_load(path.read_text(encoding="utf-8"))
    marked = tuple(mark(text, passage) for passage in record.get("attributions", []))
    return Dispatch(path.stem, text, record, marked)


def load_all(folder: Path = FOLDER) -> list[Dispatch]:
    """All pairs of a folder, by name."""
    return [load(path) for path in sorted(folder.glob("*.yaml")) if path.stem != "split"]


def faults(path: Path) -> list[str]:
    """What is wrong with one pair, in words; empty if nothing is."""
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    record = yaml.safe_load(path.read_text(encoding="utf-8"))
    found: list[str] = []
    for key in ("report", "outlet", "sources", "attributions", "claims"):
        if key not in record:
            found.append(f"{key} is missing")
    for passage in record.get("attributions", []):
        try:
            mark(text, passage)
        except ValueError as error:
            found.append(f"attribution {error}")
    for piece in record.get("boilerplate") or []:
        if piece not in text:
            found.append(f"boilerplate is not in the text: {piece!r}")
    names: set[str] = set()
    for source in record.get("sources", []):
        names.add(source["name"])
        if source["kind"] not in KINDS:
            found.append(f"source {source['name']!r}: unknown kind {source['kind']!r}")
        for mention in source.get("mentions", []):
            if mention.lower() not in text.lower():
                found.append(f"mention is not in the text: {mention!r}")
        found += source_faults(text, source)
    for claim in record.get("claims", []):
        content = claim["content"]
        if text.count(content) != 1:
            found.append(f"claim content occurs {text.count(content)} times: {content!r}")
        if claim["force"] not in FORCES:
            found.append(f"unknown force {claim['force']!r}: {content!r}")
        if not claim["chain"] or claim["chain"][0] != record.get("outlet"):
            found.append(f"chain does not begin with the outlet: {content!r}")
        for name in [*claim["chain"], *claim.get("implied", [])]:
            if name not in names:
                found.append(f"chain names a source that is not listed: {name!r}")
        for name in claim.get("implied", []):
            if name not in claim["chain"]:
                found.append(f"implied link is not in the chain: {name!r}")
        if claim.get("cue") and claim["cue"] not in text:
            found.append(f"cue is not in the text: {claim['cue']!r}")
        found += claim_faults(text, claim)
    return found


def source_faults(text: str, source: dict[str, Any]) -> list[str]:
    """What is wrong with how a source knows, why it is not named, what and where it is."""
    name = source["name"]
    found = [f"source {name!r}: unknown key {key!r}" for key in sorted(source.keys() - SOURCE_KEYS)]
    if "access" in source and source["access"] not in ACCESS:
        found.append(f"source {name!r}: unknown access {source['access']!r}")
    for key in ("basis", "unnamed_because"):
        found += [f"source {name!r}: {one}" for one in phrase_faults(key, source.get(key, []), text, "the text")]
    for key in ("title", "place"):
        words = [source[key]] if key in source else []
        found += [f"source {name!r}: {one}" for one in phrase_faults(key, words, text, "the text")]
    return found


def claim_faults(text: str, claim: dict[str, Any]) -> list[str]:
    """What is wrong with when, where, who and what of a claim."""
    found = [f"unknown key {key!r}" for key in sorted(claim.keys() - CLAIM_KEYS - TIMES - AROUND - WITHIN)]
    for key in sorted(TIMES & claim.keys()):
        found += time_faults(key, claim[key], text)
    for key in sorted(AROUND & claim.keys()):
        found += phrase_faults(key, claim[key], text, "the text")
    for key in sorted(WITHIN & claim.keys()):
        found += phrase_faults(key, claim[key], claim["content"], "the content")
    found += code_faults(claim)
    return [f"{one}: {claim['content']!r}" for one in found]


def phrase_faults(key: str, phrases: Any, where: str, name: str) -> list[str]:
    """Phrases that are no list of words, or do not occur letter for letter."""
    if not isinstance(phrases, list) or not all(isinstance(phrase, str) and phrase for phrase in phrases):
        return [f"{key} is no list of words"]
    return [f"{key} is not in {name} {phrase!r}" for phrase in phrases if phrase not in where]


def time_faults(key: str, time: Any, text: str) -> list[str]:
    """What is wrong with a date expression: ``{text, value}`` and perhaps ``mod``."""
    if not isinstance(time, dict) or not {"text", "value"} <= time.keys() <= {"text", "value", "mod"}:
        return [f"{key} is not text, value and mod"]
    found = [] if str(time["text"]) in text else [f"{key} is not in the text {time['text']!r}"]
    if not TIMEX.fullmatch(str(time["value"])):
        found.append(f"{key} has no TIMEX3 value {time['value']!r}")
    if time.get("mod") is not None and time["mod"] not in MODS:
        found.append(f"{key} has an unknown mod {time['mod']!r}")
    return found


def code_faults(claim: dict[str, Any]) -> list[str]:
    """Phrases without a code, codes without a phrase, codes of the wrong list or of none."""
    codes: dict[str, Any] = claim.get("codes", {})
    lists = {phrase: CODED[key] for key in CODED for phrase in claim.get(key, []) if isinstance(phrase, str)}
    found = [f"no code for {phrase!r}" for phrase in lists if phrase not in codes]
    known = codes_known()
    for phrase, code in codes.items():
        if phrase not in lists:
            found.append(f"code of words that are no phrase of the claim {phrase!r}")
        elif not re.fullmatch(rf"{lists[phrase]}/[a-z_]+", str(code)):
            found.append(f"code {code!r} is not of the list {lists[phrase]!r}")
        elif known and code not in known and not code.endswith("/other"):
            found.append(f"code {code!r} is not in the codebook")
    return found


@lru_cache
def codes_known() -> frozenset[str]:
    """Every ``list/code`` of the codebook."""
    lists = yaml.safe_load(CODEBOOK.read_text(encoding="utf-8")) if CODEBOOK.exists() else {}
    return frozenset(f"{name}/{code}" for name, codes in lists.items() if isinstance(codes, dict) for code in codes)


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else FOLDER
    bad = pairs = 0
    for path in sorted(folder.glob("*.yaml")):
        if path.stem == "split":
            continue
        pairs += 1
        for fault in faults(path):
            bad += 1
            print(f"{path.name}: {fault}")
    print(f"{pairs} pairs, {bad} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
