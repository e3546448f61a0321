"""A family of reports as a picture (SVG 1.1): in the order of time, each on the one that it copies or cites.

Black on white, so that it prints; it needs no script, no style sheet and no font of its own.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from xml.etree import ElementTree

from reportedly.corroboration.family import Branch, Family

WIDTH = 900
STEP = 28
LINE = 17
SIGNS = 7.2
"""Width of a sign on the average, at a size of 13."""

DASHES = {"own source": "none", "cites": "7 4", "copy": "2 3", "same words": "2 3"}
ROLES = {"copy": "copies", "same words": "same words", "cites": "cites", "own source": "own source"}
SIDES = {"admission": "admits", "denial": "denies"}

# Signs that no XML may hold (XML 1.0, 2.2), and those that turn the direction of what follows.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")


def drawn(one: Family) -> str:
    """The picture, with the range above, and below it what it leaves out."""
    picture = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "version": "1.1", "width": str(WIDTH)})
    picture.set("font-family", "system-ui, 'Noto Sans', 'Liberation Sans', 'Noto Sans CJK KR', sans-serif")
    paper = ElementTree.SubElement(picture, "rect", {"width": str(WIDTH), "fill": "#fff"})
    y = _lines(picture, 24, 40, _cut(one.line, WIDTH - 48, 1, 9), bold=True, size=17)
    y = _lines(picture, 24, y + 4, _cut(f"“{one.words}”", WIDTH - 48, 3)) + 14
    at: dict[int, tuple[int, int]] = {}
    for branch, depth in one.tree:
        left, top = 24 + STEP * min(depth, 12), y
        if branch.parent in at:
            x, begin = at[branch.parent]
            path = f"M{x + 10} {begin}V{top + 22}H{left}"
            ElementTree.SubElement(picture, "path", {"d": path, "fill": "none", "stroke": "#555", **_dash(branch)})
        box = ElementTree.SubElement(picture, "rect", {"x": str(left), "y": str(top), "rx": "4", "fill": "#fff"})
        y = top + 20
        for text, bold in _told(branch, WIDTH - 44 - left):
            y = _lines(picture, left + 12, y, [text], bold=bold)
        box.attrib |= {"width": str(WIDTH - 24 - left), "height": str(y - top - 4), "stroke": "#222", **_dash(branch)}
        at[branch.record] = (left, y - 4)
        y += 12
    for sentence in _below(one):
        y = _lines(picture, 24, y + 8, _cut(sentence, WIDTH - 48, 4), colour="#555")
    picture.set("height", str(y + 12))
    picture.set("viewBox", f"0 0 {WIDTH} {y + 12}")
    paper.set("height", str(y + 12))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(picture, encoding="unicode")


def _told(branch: Branch, width: int) -> Iterator[tuple[str, bool]]:
    """The lines of one report, and whether they stand out."""
    origins = ", ".join(map(str, branch.origins))
    about = [branch.outlet or "outlet unknown", branch.published or "date unknown", ROLES[branch.role]]
    about += [SIDES[side] for side in branch.sides if side in SIDES]
    about += [f"origin{'s' * (len(branch.origins) > 1)} {origins}" if origins else "no origin of its own"]
    yield from ((text, True) for text in _cut(" · ".join(about), width, 2))
    shown = f"“{branch.words}”" if branch.words else ", ".join(branch.voices)
    yield from ((text, False) for text in _cut(shown, width, 2))


def _below(one: Family) -> Iterator[str]:
    if one.claims > one.shown:
        yield left_out(one)
    yield "Solid: own source. Dashed: cites the report that it hangs on. Dotted: copies that, or has the same words."


def left_out(one: Family) -> str:
    """What of a large cluster is not shown."""
    return f"The first {one.shown:,} of {one.claims:,} claims are shown; the range is that of all."


def _dash(branch: Branch) -> dict[str, str]:
    return {"stroke-dasharray": DASHES[branch.role], "stroke-width": "1.5"}


def _cut(text: str, width: int, most: int, sign: float = SIGNS) -> list[str]:
    """A text in so many lines at most."""
    plain = _UNFIT.sub("", text)
    return textwrap.wrap(plain, max(12, int(width / sign)), max_lines=most, placeholder=" …") or [""]


def _lines(
    picture: ElementTree.Element,
    x: int,
    y: int,
    some: list[str],
    *,
    bold: bool = False,
    size: int = 13,
    colour: str = "#111",
) -> int:
    """Write lines below one another; where the next would stand."""
    for text in some:
        look = {"x": str(x), "y": str(y), "font-size": str(size), "fill": colour}
        ElementTree.SubElement(picture, "text", look | ({"font-weight": "600"} if bold else {})).text = text
        y += LINE
    return y
