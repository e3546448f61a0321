"""The invented dispatches of tests/reports: read their records, check them, turn their passages into spans.

The format is described in tests/reports/README.md. ``python -m training.dispatches [DIR]`` checks every pair in the
folder and exits with 1 if one of them breaks a rule that can be checked without understanding the text.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "reports"
ROLES = {"s": "source", "q": "cue", "c": "content"}
KINDS = {"outlet", "person", "anonymous", "institution", "document", "public", "unknown"}
FORCES = {"stated", "ordered", "warned", "predicted", "believed", "denied", "asked"}
PIECE = re.compile(r"\{([sqc]):([^{}]*)\}")

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
    return found


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
