"""Read the public corpora that the attribution heads learn from. None of their text is part of this project."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import yaml

from reportedly.attribution.cues import may_attribute
from reportedly.attribution.find import inner_text
from training.dispatches import FOLDER, MarkedAttribution, load

Span = tuple[int, int]


@dataclass(frozen=True)
class Example:
    """A text and its attributions; ``weight`` is how much its loss counts."""

    name: str
    text: str
    attributions: tuple[MarkedAttribution, ...]
    weight: float = 1.0


def read_polnear(folder: Path, every_annotator: bool = False) -> list[Example]:
    """The articles of a PolNeAR split (Newell et al., LREC 2018), by name; the first annotator's, or everybody's."""
    by_article: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        by_article[path.stem.rpartition("_")[0]].append(path)
    examples = []
    for article, paths in sorted(by_article.items()):
        text = (folder / "text" / f"{article}.txt").read_bytes().decode("utf-8")
        for number, path in enumerate(paths if every_annotator else paths[:1]):
            name = article if number == 0 else f"{article}#{number}"
            examples.append(Example(name, text, read_brat(path), 1.0 if number == 0 else 0.5))
    return examples


def read_brat(path: Path) -> tuple[MarkedAttribution, ...]:
    """The attributions (E lines) of a brat standoff file; malformed lines and unlinked spans are left out."""
    spans: dict[str, tuple[str, list[Span]]] = {}
    events: list[list[str]] = []
    for line in path.read_bytes().decode("utf-8").split("\n"):
        fields = line.rstrip("\r").split("\t")
        if len(fields) > 1 and re.fullmatch(r"T\d+", fields[0]):
            label, _, offsets = fields[1].partition(" ")
            pairs = re.findall(r"(?:^|;)\s*(\d+) (\d+)\s*(?=;|$)", offsets)
            if len(pairs) == offsets.count(";") + 1:
                spans[fields[0]] = (label.lower(), [(int(s), int(e)) for s, e in pairs])
        elif len(fields) > 1 and re.fullmatch(r"E\d+", fields[0]):
            events.append([argument.partition(":")[2] for argument in fields[1].split()[1:]])
    found = []
    for references in events:
        roles: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
        for reference in references:
            label, parts = spans.get(reference, ("", []))
            if label in roles:
                roles[label].extend(parts)
        if any(roles.values()):
            found.append(MarkedAttribution(*(tuple(sorted(roles[r])) for r in ("source", "cue", "content"))))
    return tuple(found)


def read_invented(part: str, weight: float, folder: Path = FOLDER) -> list[Example]:
    """The invented dispatches of one part of split.yaml, each as two examples.

    PolNeAR marks one level. So the first example is the text with its outermost attributions, the second all contents,
    a line each, with what stands directly in them: as contents are read again at run time.
    """
    examples = []
    names = yaml.safe_load((folder / "split.yaml").read_text(encoding="utf-8"))[part]
    for dispatch in (load(folder / f"{name}.yaml") for name in names):
        outer, inner = split_levels(dispatch.attributions)
        examples.append(Example(dispatch.name, dispatch.text, outer, weight))
        lines: list[str] = []
        marked: list[MarkedAttribution] = []
        at = 0
        for parent, children in inner:
            for start, end in parent.content:
                line = inner_text(dispatch.text[start:end])
                if not may_attribute(line):
                    continue
                marked += [moved for child in children if (moved := _moved(child, start, end, at - start)) is not None]
                lines.append(line)
                at += len(line) + 1
        examples.append(Example(f"{dispatch.name}/contents", "\n".join(lines), tuple(marked), weight))
    return examples


def _moved(one: MarkedAttribution, start: int, end: int, by: int) -> MarkedAttribution | None:
    """An attribution moved by some code points; None if its cue and content do not lie between start and end."""
    if not all(start <= s and e <= end for s, e in (*one.cue, *one.content)):
        return None
    roles = [
        tuple((s + by, e + by) for s, e in role if start <= s and e <= end)
        for role in (one.source, one.cue, one.content)
    ]
    return MarkedAttribution(*roles)


def split_levels(
    attributions: tuple[MarkedAttribution, ...],
) -> tuple[tuple[MarkedAttribution, ...], list[tuple[MarkedAttribution, list[MarkedAttribution]]]]:
    """The attributions that stand in no other's content, and for each attribution those directly in its content."""

    def inside(child: MarkedAttribution, parent: MarkedAttribution) -> bool:
        marks = [*child.cue, *child.content]
        return child is not parent and all(any(s <= a and b <= e for s, e in parent.content) for a, b in marks)

    def size(one: MarkedAttribution) -> int:
        return sum(e - s for s, e in one.content)

    parent_of = {
        id(child): min((p for p in attributions if inside(child, p)), key=size, default=None) for child in attributions
    }
    outer = tuple(a for a in attributions if parent_of[id(a)] is None)
    inner = []
    for parent in attributions:
        inner.append((parent, [a for a in attributions if parent_of[id(a)] is parent]))
    return outer, inner
