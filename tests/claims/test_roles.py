"""Who orders, who carries out, who is told, who is affected, who accuses."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.claims import roles
from reportedly.claims.roles import ROLES
from reportedly.record import Actor, Claim, Force, Report, SourceKind
from tests.claims.handmade import Link, cut, report

_ACTOR = re.compile(r"\[([^\]]*)\]")


def read(
    marked: str,
    *links: Link,
    content: str = "",
    force: Force = "stated",
    attribution: str | None = None,
    kinds: dict[str, SourceKind] | None = None,
) -> Report:
    """A report whose actors stand in square brackets, with one claim: the content, else the whole text."""
    text = _ACTOR.sub(r"\1", marked)
    found: dict[str, list[tuple[int, int]]] = {}
    taken = 0
    for match in _ACTOR.finditer(marked):
        start = match.start() - taken
        found.setdefault(match.group(1), []).append((start, start + len(match.group(1))))
        taken += 2
    actors = tuple(
        Actor(f"x{number}", name, "group", None, tuple(spans)) for number, (name, spans) in enumerate(found.items(), 1)
    )
    one = report(text, *links, kinds=kinds)
    chain = ("s1", *(a.source for a in one.attributions if a.id == attribution and a.source is not None))
    start = text.index(content)
    span = (start, start + len(content or text))
    claim = Claim("c1", attribution, (span,), chain, (), force, "positive", False, 0.9)
    return replace(one, actors=actors, claims=(claim,))


def given_roles(one: Report) -> dict[str, list[str]]:
    """For every role the names of those who have it."""
    names = {actor.id: actor.name for actor in one.actors}
    found: dict[str, list[str]] = {}
    for role in roles.of(one, one.claims[0], cut(one.text)[0]):
        found.setdefault(role.role, []).append(names[role.actor])
    return found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[Traders] were arrested on Monday.", "Traders"),
        ("[Traders] who sold radios have been sent to the mines.", "Traders"),
        ("[The families] will be banished.", "The families"),
        ("They must arrest [every trader].", "every trader"),
        ("The arrest of [a registrar] was announced.", "a registrar"),
        ("A campaign against [traders] began.", "traders"),
        ("[Anyone found] must be handed over.", "Anyone found"),
        ("[The driver] disappeared.", "The driver"),
    ],
)
def test_of_says_who_is_affected(text: str, name: str) -> None:
    assert given_roles(read(text))["affected"] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[Households] have been told to melt snow.", "Households"),
        ("[The agents] called on [the tenants] to leave.", "the tenants"),
        ("He said they told [the guards] to sleep.", "the guards"),
        ("The rule was announced to [school directors] on Friday.", "school directors"),
        ("They held a meeting of [officials] where they were told to be hard.", "officials"),
    ],
)
def test_of_says_who_is_told(text: str, name: str) -> None:
    assert given_roles(read(text))["told"] == [name]


def test_of_reads_the_addressee_behind_the_cue() -> None:
    one = read(
        "[The agent] told [the workers] that the mine was closed.",
        Link("{s:The agent} {q:told} the workers {c:that the mine was closed}", "The agent"),
        content="the mine was closed",
        attribution="a1",
    )
    assert given_roles(one) == {"told": ["the workers"]}


def test_of_takes_the_last_source_for_the_orderer() -> None:
    one = read(
        "[The Bureau of Bells] had ordered [all stations] to keep silent.",
        Link("{s:The Bureau of Bells} {q:had ordered} {c:all stations to keep silent}", "The Bureau of Bells"),
        kinds={"The Bureau of Bells": "institution"},
        content="all stations to keep silent",
        force="ordered",
        attribution="a1",
    )
    assert given_roles(one) == {"orderer": ["The Bureau of Bells"], "told": ["all stations"]}


def test_of_does_not_take_who_says_that_others_were_told_for_the_orderer() -> None:
    one = read(
        "[The warden] said [the cooks] had been told to count.",
        Link("{s:The warden} {q:said} {c:the cooks had been told to count}", "The warden"),
        content="the cooks had been told to count",
        force="ordered",
        attribution="a1",
        kinds={"The warden": "institution"},
    )
    assert given_roles(one) == {"told": ["the cooks"]}


def test_of_does_not_take_those_to_be_punished_for_those_who_are_told() -> None:
    one = read(
        "[The party] has ordered [traders] to be arrested.",
        Link("{s:The party} {q:has ordered} {c:traders to be arrested}", "The party"),
        kinds={"The party": "institution"},
        content="traders to be arrested",
        force="ordered",
        attribution="a1",
    )
    assert given_roles(one) == {"orderer": ["The party"], "affected": ["traders"]}


def test_of_tells_who_carries_out_from_who_bears_it() -> None:
    found = given_roles(read("[Agents] arrested [three traders] at dawn."))
    assert found == {"implementer": ["Agents"], "affected": ["three traders"]}
    found = given_roles(read("[Traders] were taken away by [agents]."))
    assert found == {"implementer": ["agents"], "affected": ["Traders"]}


def test_of_says_who_accuses() -> None:
    found = given_roles(read("[Prosecutors] accused [the teacher] of spying."))
    assert found["accuser"] == ["Prosecutors"]
    assert found["affected"] == ["the teacher"]


def test_of_gives_a_role_to_all_who_are_joined() -> None:
    found = given_roles(read("[Brokers], [smugglers] and [their wives] will be tried."))
    assert found["affected"] == ["Brokers", "smugglers", "their wives"]


def test_of_does_not_take_who_gives_for_who_is_given() -> None:
    assert given_roles(read("[The Secretariat] had given thirty days.")) == {}


def test_of_finds_nothing_where_there_are_no_actors() -> None:
    assert given_roles(read("They were arrested.")) == {}


WORDS = ["[police]", "[traders]", "told", "arrested", "were", "to be", "who", "and", "by", "against", ",", ".", "the\n"]


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_of_gives_known_roles_to_known_actors_once(words: list[str]) -> None:
    one = read(" ".join(words) + ".", force="ordered")
    found = roles.of(one, one.claims[0], cut(one.text)[0])
    assert len(set(found)) == len(found)
    assert {role.actor for role in found} <= {actor.id for actor in one.actors}
    assert [ROLES.index(role.role) for role in found] == sorted(ROLES.index(role.role) for role in found)
