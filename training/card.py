"""Fill measured figures into the model card, between its markers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any


def fill(path: Path, measured: dict[str, Any]) -> None:
    """Replace what stands between the markers ``figures`` and ``reliability`` of the card."""
    text = path.read_text(encoding="utf-8")
    text = between(text, "figures", figures(measured))
    text = between(text, "reliability", reliability(measured))
    path.write_text(text, encoding="utf-8")


def between(text: str, name: str, content: str) -> str:
    """The text with new content behind a marker, up to its end marker. Raises ValueError without a marker."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    if begin not in text:
        raise ValueError(f"the card has no marker {begin}")
    if end not in text:
        text = text.replace(begin, f"{begin}\n{end}")
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    return pattern.sub(lambda _: f"{begin}\n{content}\n{end}", text)


def figures(measured: dict[str, Any]) -> str:
    """The table of scores on PolNeAR dev."""
    dev = measured["dev"]
    rows = [
        ("attribution", dev["attribution"]),
        ("attribution, exact spans", dev["strict_attribution"]),
        ("attribution, quotations only", dev["quote_only"]["attribution"]),
        ("content only", dev["content_only"]),
        ("words of sources", dev["token"]["source"]),
        ("words of cues", dev["token"]["cue"]),
        ("words of contents", dev["token"]["content"]),
    ]
    gold = dev["attribution"]["gold"]
    lines = [
        f"PolNeAR dev, {measured['articles']} articles, {gold} attributions of the first annotator;",
        "the decoding was tuned on the same articles.",
        "",
        "| | precision | recall | F1 |",
        "| --- | --- | --- | --- |",
    ]
    lines += [f"| {name} | {r['precision']:.3f} | {r['recall']:.3f} | {r['f1']:.3f} |" for name, r in rows]
    return "\n".join(lines)


def reliability(measured: dict[str, Any]) -> str:
    """The reliability table, and a bar for each row to see it by."""
    lines = ["| confidence said | right | attributions | |", "| --- | --- | --- | --- |"]
    for row in measured["reliability"]:
        bar = "█" * round(20 * row["right"])
        lines.append(f"| {row['said']:.2f} | {row['right']:.2f} | {row['number']} | {bar} |")
    lines += ["", f"Mean distance between said and right: {measured['mean_gap']:.3f}."]
    return "\n".join(lines)
