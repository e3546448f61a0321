"""Bodies: known by name, or by the words that say what sort of body they are."""

from __future__ import annotations

import pytest

from reportedly.actors.knowledge import loaded
from tests.actors.reading import actors, one, said

CODES = {
    "party_organ",
    "leadership_office",
    "ministry",
    "local_government",
    "police",
    "state_security",
    "military",
    "border_guard",
    "prosecution",
    "court",
    "prison_or_camp",
    "special_squad",
    "mass_organisation",
    "school_or_youth_body",
    "propaganda_or_censor",
}
LEVELS = {"centre", "province", "city", "county", "unit", None}


def test_institutions_every_entry_has_a_known_code_and_level() -> None:
    entries = loaded("institutions.yaml")
    assert {entry["code"] for entry in entries} == CODES
    assert {entry.get("level") for entry in entries} <= LEVELS
    assert len({entry["id"] for entry in entries}) == len(entries)


def test_institutions_every_country_has_words() -> None:
    assert {entry["country"] for entry in loaded("institutions.yaml")} <= set(loaded("countries.yaml"))


def test_institutions_years_are_in_order() -> None:
    names = [n for entry in loaded("institutions.yaml") for n in entry["names"] if isinstance(n, dict)]
    assert [n for n in names if n.get("from", 0) >= n.get("until", 9999)] == []


def test_heads_signs_have_known_codes() -> None:
    heads = loaded("heads.yaml")
    given = {*heads["body"].values(), *heads["official"].values(), *(sign["code"] for sign in heads["signs"])}
    assert given - {None} == CODES


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Ostravel’s Frontier Guard closed the ferry.", "Frontier Guard", "border_guard"),
        ("The Ministry of Concord has banned bells.", "Ministry of Concord", "ministry"),
        ("They were taken to the district court.", "district court", "court"),
        ("The provincial party committee met on Monday.", "provincial party committee", "party_organ"),
        ("On the stairs state security officials were waiting.", "state security officials", "state_security"),
        ("He saw police officers at the gate.", "police officers", "police"),
        ("He saw border guards at the gate.", "border guards", "border_guard"),
        ("The youth league collected the bottles.", "youth league", "school_or_youth_body"),
        ("The women’s union collected the bottles.", "women’s union", "mass_organisation"),
        ("The labour camp has no doctor.", "labour camp", "prison_or_camp"),
        ("In Vesk prosecutors asked for ten years.", "prosecutors", "prosecution"),
        ("The People’s Committee of Vesk was silent.", "People’s Committee of Vesk", "local_government"),
        (
            "The provincial propaganda department sent a speaker.",
            "provincial propaganda department",
            "propaganda_or_censor",
        ),
        ("The government has resigned.", "government", "leadership_office"),
        ("The Central Committee has decided.", "Central Committee", "party_organ"),
        ("The department of education has decided.", "department of education", "ministry"),
        ("The inspection squad broke the door.", "inspection squad", "special_squad"),
        ("The general staff was informed.", "general staff", "military"),
    ],
)
def test_find_codes_bodies_of_any_country_by_their_words(text: str, name: str, code: str) -> None:
    actor = one(text, name)
    assert (actor.kind, actor.institution) == ("institution", code)


@pytest.mark.parametrize(
    "text",
    ["He kept it in the office.", "She shook her head.", "At the front it rained.", "They went to a birthday party.",
     "The refugee camp was full.", "The European Union sold wheat.", "A unit of wool costs ten crowns."],
)  # fmt: skip
def test_find_leaves_words_that_name_no_body(text: str) -> None:
    assert [actor.name for actor in actors(text) if actor.kind == "institution"] == []


def test_find_joins_a_name_its_short_form_and_the_ministry() -> None:
    text = "The Ministry of Concord (MoC) met. Later MoC sent a letter. The ministry said nothing."
    assert said(text) == {"Ministry of Concord": ["The Ministry of Concord", "MoC", "MoC", "The ministry"]}


def test_find_joins_all_names_of_one_body_where_the_report_speaks_of_its_country() -> None:
    text = "In North Korea the Ministry of State Security met. A bowibu clerk saw it. The MSS paid."
    assert said(text)["Ministry of State Security"] == ["Ministry of State Security", "bowibu", "MSS"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("In China the Ministry of Public Security met; the PSB followed.", 2),
        ("In North Korea the Ministry of Public Security met; the Ministry of Social Security followed.", 1),
        ("The Ministry of Public Security met; the Ministry of Social Security followed.", 2),
    ],
)
def test_find_lets_the_country_say_which_names_are_one_body(text: str, country: int) -> None:
    found = [actor for actor in actors(text) if actor.institution == "police"]
    assert len(found) == country


def test_find_gives_a_short_form_of_several_countries_its_code_alone() -> None:
    actor = one("The MSS met on Monday.", "MSS")
    assert (actor.institution, actor.level) == ("state_security", None)


def test_find_lets_the_year_say_which_body_a_name_means() -> None:
    text = "Moscow and Minsk: the KGB met."
    assert one(text, "KGB", published="2021-03-04").level == "centre"


def test_find_keeps_two_committees_apart() -> None:
    text = "The Central Committee wrote. The district committee read it. The committee wept."
    assert said(text) == {
        "Central Committee": ["The Central Committee"],
        "district committee": ["The district committee", "The committee"],
    }


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("The provincial party committee met.", "provincial party committee", "province"),
        ("The district court met.", "district court", "county"),
        ("The city police met.", "city police", "city"),
        ("The Ministry of Concord met.", "Ministry of Concord", "centre"),
        ("The block committee met.", "block committee", "unit"),
    ],
)
def test_find_says_on_which_floor_a_body_stands(text: str, name: str, level: str) -> None:
    assert one(text, name).level == level


def test_find_does_not_take_the_outlet_for_an_actor() -> None:
    assert said("The Harbour Agency has learned that police came.", outlet="The Harbour Agency") == {
        "police": ["police"]
    }


def test_find_leaves_boilerplate_alone() -> None:
    text = "Police came. Write to the police."
    assert said(text, boilerplate=((13, 33),)) == {"Police": ["Police"]}
