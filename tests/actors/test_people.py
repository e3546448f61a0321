"""Persons, officials and groups, and who is the same."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from reportedly.record import Source
from tests.actors.reading import actors, one, report, said, words


def test_find_joins_a_title_a_full_name_and_a_surname() -> None:
    text = "Colonel Tomas Reil came. The colonel spoke. Reil left, and so did Reil’s driver."
    actor = one(text, "Colonel Tomas Reil")
    assert words(text, actor.mentions) == ["Colonel Tomas Reil", "The colonel", "Reil", "Reil"]
    assert (actor.kind, actor.rank, actor.institution) == ("person", "Colonel", "military")


def test_find_leaves_a_surname_that_two_persons_bear() -> None:
    text = "Minister Ola Venn came with Judge Tor Venn. Venn spoke."
    assert [len(actor.mentions) for actor in actors(text) if actor.kind == "person"] == [1, 1]


def test_find_knows_a_name_by_the_office_behind_it() -> None:
    text = "Mira Tolm, a prosecutor in Vesk, resigned. Tolm is ill."
    actor = one(text, "Mira Tolm")
    assert (actor.kind, actor.institution, actor.rank) == ("person", "prosecution", "a prosecutor")
    assert words(text, actor.mentions) == ["Mira Tolm", "Tolm"]


def test_find_knows_holders_of_the_highest_offices_without_a_title() -> None:
    actor = one("On Friday Kim Jong Un smiled.", "Kim Jong Un")
    assert (actor.kind, actor.institution) == ("person", "leadership_office")


def test_find_takes_persons_from_the_named_entities() -> None:
    text = "Yesterday Ola Venn smiled. Venn left."
    name = SimpleNamespace(span=(10, 18), kind="person")
    (actor,) = actors(text, names=[name])
    assert (actor.kind, words(text, actor.mentions)) == ("person", ["Ola Venn", "Venn"])


def test_find_takes_persons_from_the_named_sources() -> None:
    text = "Yesterday Ola Venn smiled."
    source = Source("s1", "Ola Venn", "person", mentions=((10, 18),))
    assert [actor.name for actor in actors(text, sources=(source,))] == ["Ola Venn"]


def test_find_never_joins_an_anonymous_source_with_anybody() -> None:
    text = "A source in Dolm spoke. Colonel Reil came. The source left. An officer wept. Another officer laughed."
    assert "source" not in " ".join(said(text))
    assert sum(actor.kind == "person" for actor in actors(text)) == 3


@pytest.mark.parametrize(
    ("text", "name", "rank"),
    [
        ("He met senior officials.", "senior officials", "senior"),
        ("He met the commander of the lake sector.", "commander of the lake sector", "commander"),
        ("They called staff ranked section chief or higher to Vesk.", "staff", "section chief or higher"),
        ("He met high-level officials.", "high-level officials", "high-level"),
    ],
)
def test_find_says_the_rank(text: str, name: str, rank: str) -> None:
    assert one(text, name).rank == rank


def test_find_gives_officials_the_code_of_the_body_they_serve() -> None:
    text = "The Ministry of Vigilance met. Ministry officials wept. Officials of the health ministry laughed."
    found = {actor.name: actor.institution for actor in actors(text)}
    assert found["Ministry officials"] == "state_security"
    assert found["Officials of the health ministry"] == "ministry"


def test_find_guesses_no_body_for_officials_of_whom_nothing_is_said() -> None:
    assert one("Police came. In Dolm officials wept.", "officials").institution is None


def test_find_gives_one_agent_the_code_of_his_colleagues() -> None:
    assert one("In Dolm state security agents came. One agent wept.", "One agent").institution == "state_security"


@pytest.mark.parametrize(
    "group",
    [
        "traders",
        "family members of officials",
        "remittance brokers",
        "repatriated defectors",
        "students",
        "factory workers",
        "political prisoners",
        "soldiers",
        "believers",
        "women",
        "border residents",
        "relatives of traders",
    ],
)
def test_find_knows_groups(group: str) -> None:
    assert one(f"In Dolm {group} wept.", group).kind == "group"


def test_find_keeps_those_whom_only_a_clause_describes() -> None:
    text = "It said that anyone found with a phone must pay, and those who break the law will be tried."
    assert [actor.name for actor in actors(text)] == ["anyone found with a phone", "those who break the law"]


def test_find_one_of_a_group_is_a_person() -> None:
    assert one("Yesterday a trader wept.", "trader").kind == "person"


def test_find_numbers_actors_in_the_order_of_the_text() -> None:
    found = actors("Police came. Traders ran. The police wept.")
    assert [actor.id for actor in found] == ["x1", "x2"]
    assert report("x").actors == ()


def test_find_keeps_cousins_of_two_tellers_and_numbers_apart() -> None:
    text = "My cousin wept. Later her cousin laughed. Two people ran. In Dolm people slept."
    assert list(said(text)) == ["My cousin", "her cousin", "Two people", "people"]


def test_find_joins_the_two_with_the_two_before() -> None:
    assert said("Two officers came. The two officers wept.") == {"Two officers": ["Two officers", "The two officers"]}
