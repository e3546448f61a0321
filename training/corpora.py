"""Read the public corpora that the attribution heads learn from. None of their text is part of this project."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from reportedly.attribution.find import inner_text
from training.dispatches import FOLDER, MarkedAttribution, load, load_all

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
            numbers = [[int(n) for n in part.split()] for part in offsets.split(";")]
            spans[fields[0]] = (label.lower(), [(n[0], n[1]) for n in numbers])
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


def read_invented(names: frozenset[str], weight: float, folder: Path = FOLDER) -> list[Example]:
    """Invented dispatches as examples: the outermost attributions of the text, and each content as a text of its own.

    PolNeAR marks one level. What stands inside a content is learnt from the content alone, as it is read.
    """
    examples = []
    for dispatch in (load(folder / f"{n}.yaml") for n in sorted(names)) if names else load_all(folder):
        outer, inner = split_levels(dispatch.attributions)
        examples.append(Example(dispatch.name, dispatch.text, outer, weight))
        for number, (parent, children) in enumerate(inner):
            start, end = min(s for s, _ in parent.content), max(e for _, e in parent.content)
            moved = tuple(
                MarkedAttribution(
                    *(tuple((s - start, e - start) for s, e in role) for role in (c.source, c.cue, c.content))
                )
                for c in children
            )
            examples.append(Example(f"{dispatch.name}/{number}", inner_text(dispatch.text[start:end]), moved, weight))
    return examples


def split_levels(
    attributions: tuple[MarkedAttribution, ...],
) -> tuple[tuple[MarkedAttribution, ...], list[tuple[MarkedAttribution, list[MarkedAttribution]]]]:
    """The attributions that stand in no other's content, and for each content in one piece what lies directly in it."""

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
        if len(parent.content) == 1:
            children = [a for a in attributions if parent_of[id(a)] is parent]
            inner.append((parent, children))
    return outer, inner
