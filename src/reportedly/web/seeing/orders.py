"""The web of who orders whom and who is told, from the words of claims.

A node is what reports call somebody, or an institution of the codebook at one level; two reports that use the same
words need not speak of the same body, and nobody is looked for behind a name. Sources that are not named are no nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from reportedly.ledger.hits import Hit
from reportedly.record import Actor
from reportedly.web.seeing import found
from reportedly.web.seeing.labels import label
from reportedly.web.seeing.moments import shortened
from reportedly.web.seeing.tables import Cell, Table, row

DRAWN = 40
"""Connections that are drawn, those with the most claims; the table has all."""

CLAIMS = 100
"""Claims that one page reads."""

By = Literal["institution", "name"]
"""Whether bodies of one kind and level are one node, or each name is."""

ROLES = {"implementer": "carries out", "told": "is told", "affected": "is affected"}
NAMED = ("institution", "person", "document")
"""Kinds of sources that can be said to order."""
NOBODY = "not said who"

_ARTICLE = re.compile(r"(?:the|a|an|its|their|his|her|all|some)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Node:
    """Somebody in the web: what they are called, and person, institution or group."""

    name: str
    kind: str


@dataclass
class Edge:
    """Who orders, what the other one does, and the claims that say so: their places among the hits."""

    orderer: Node
    role: str
    other: Node
    claims: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Orders:
    """The picture's data, the table; how many connections, how many drawn; claims that say nobody whom they reach."""

    picture: dict[str, Any]
    table: Table
    edges: int
    drawn: int
    alone: int


def orders(hits: Sequence[Hit], by: By) -> Orders:
    """Who orders whom in these claims."""
    edges: dict[tuple[Node, str, Node], Edge] = {}
    alone = 0
    for at, hit in enumerate(hits):
        orderers, others = _cast(hit, by)
        alone += not others
        for orderer in orderers:
            for role, other in others:
                edges.setdefault((orderer, role, other), Edge(orderer, role, other)).claims.append(at)
    order = sorted(edges.values(), key=lambda one: (-len(one.claims), one.orderer.name, one.other.name))
    headings = ("Who orders", "Who", "What", "Claims", "First claim")
    table = Table(headings, tuple(_row(edge, hits) for edge in order), DRAWN)
    drawn = [edge for edge in order if edge.orderer != edge.other][
        :DRAWN
    ]  # a loop says nothing that the table does not
    nodes = dict.fromkeys(node for edge in drawn for node in (edge.orderer, edge.other))
    ids = {node: f"n{at}" for at, node in enumerate(nodes)}
    picture = {
        "nodes": [{"id": id, "label": node.name, "kind": node.kind} for node, id in ids.items()],
        "edges": [
            {
                "source": ids[edge.orderer], "target": ids[edge.other], "role": edge.role,
                "count": len(edge.claims), "address": found.address_of(hits[edge.claims[0]]),
                "claims": [_claim(hits[at]) for at in edge.claims[:8]],
            }
            for edge in drawn
        ],
    }  # fmt: skip
    return Orders(picture, table, len(order), len(drawn), alone)


def _row(edge: Edge, hits: Sequence[Hit]) -> tuple[Cell, ...]:
    first = hits[edge.claims[0]]
    claim = Cell(shortened(first.words), found.address_of(first))
    return row([edge.orderer.name, edge.other.name, ROLES[edge.role], len(edge.claims), claim])


def _claim(hit: Hit) -> dict[str, str]:
    return {"address": found.address_of(hit), "words": shortened(hit.words)}


def _cast(hit: Hit, by: By) -> tuple[list[Node], list[tuple[str, Node]]]:
    """Who orders in a claim, and the others with what they do."""
    actors = {one.id: one for one in hit.actors}
    there = [(role.role, actors[role.actor]) for role in hit.claim.actors if role.actor in actors]
    orderers = _once(_node(actor, by) for role, actor in there if role == "orderer")
    if not orderers and hit.claim.force == "ordered" and hit.chain and hit.chain[-1].kind in NAMED:
        orderers = [Node(_name(hit.chain[-1].name), hit.chain[-1].kind)]
    others = dict.fromkeys((role, _node(actor, by)) for role, actor in there if role in ROLES)
    return orderers or [Node(NOBODY, "unknown")], list(others)


def _node(actor: Actor, by: By) -> Node:
    if by == "institution" and actor.institution is not None and actor.kind != "person":
        called = label("code", f"institution/{actor.institution}")
        return Node(f"{called}, {actor.level}" if actor.level else called, "institution")
    return Node(_name(actor.name), actor.kind)


def _name(name: str) -> str:
    return _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) and len(name.split()) > 1 else name


def _once(nodes: Iterable[Node]) -> list[Node]:
    return list(dict.fromkeys(nodes))
