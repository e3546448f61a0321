"""What saying it does: stated, ordered, warned, predicted, believed, denied, asked. A first reading, by words."""

from __future__ import annotations

from typing import cast

from reportedly.claims.patterns import knowledge, pattern
from reportedly.record import Force, SourceKind


def force(cue: str, content: str, kind: SourceKind, official: bool) -> Force:
    """The force of a content under a cue.

    ``kind`` is the kind of the source who says it, ``official`` whether an institution stands in the chain: *must* is
    an order in the mouth of an institution, or where its words are passed on, and an opinion elsewhere.
    """
    for name in knowledge("force.yaml")["cue"]:
        if pattern("force.yaml", "cue", name).search(cue):
            if name == "demanded":
                return "ordered" if kind == "institution" else "asked"
            if name == "asked" and content.lstrip('“"').lower().startswith("to "):
                return "ordered"
            return cast(Force, name)
    if kind == "public" and pattern("force.yaml", "modal", "ordered").search(content):
        return "believed"
    if kind in ("institution", "person") and pattern("force.yaml", "flat_denial").search(content):
        return "denied"
    if pattern("force.yaml", "modal", "warned").search(content):
        return "warned"
    if official and pattern("force.yaml", "threat").search(content):
        return "warned"
    if pattern("force.yaml", "question").search(content):
        return "asked"
    if official and kind in ("institution", "person") and pattern("force.yaml", "imperative").search(content):
        return "ordered"
    if kind == "anonymous" and pattern("force.yaml", "rule").search(content):
        return "ordered"
    if official and pattern("force.yaml", "modal", "ordered").search(content):
        return "ordered"
    if pattern("force.yaml", "passive_order").search(content):
        return "ordered"
    for name in ("predicted", "believed", "asked"):
        if pattern("force.yaml", "modal", name).search(content):
            return cast(Force, name)
    return "stated"


def hedged(words: str) -> bool:
    """Whether a word in them holds the teller back from vouching for it."""
    return pattern("force.yaml", "hedge").search(words) is not None
