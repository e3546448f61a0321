"""places.find: names, descriptions and datelines in a text, and which place is meant."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly import places
from tests.places.read import analysis, found, ids, report


def test_a_city_and_its_province_are_both_found() -> None:
    text = "Soldiers searched the station in Hyesan, Yanggang Province, at dawn."
    assert {"Hyesan": "kp-1001", "Yanggang Province": "kp-10"}.items() <= ids(text).items()


def test_a_place_has_its_usual_name_kind_country_and_coordinates() -> None:
    (one,) = found("They were seen in Shinuiju.")
    assert (one.name, one.kind, one.country) == ("Sinuiju", "city", "KP")
    assert one.lat == pytest.approx(40.1, abs=0.1) and one.lon == pytest.approx(124.4, abs=0.1)


def test_a_korean_word_for_the_kind_belongs_to_the_name() -> None:
    assert ids("They live in Hyesan-si, Yanggang-do.") == {"Hyesan-si": "kp-1001", "Yanggang-do": "kp-10"}


def test_the_city_is_not_the_general() -> None:
    text = "General Kim Chaek led the band. North Korean dockers in Kimchaek and Kim Chaek City saw it."
    assert ids(text) == {"Kimchaek": "kp-0902", "Kim Chaek City": "kp-0902"}


@pytest.mark.parametrize(
    "text",
    [
        "Michael Jordan said little. Jordan was tired.",
        "We met Chad Smith, and later Mr Jordan came.",
        "It was read in the Washington Post, said a clerk.",
        "A clerk of the Bank of China had signed it.",
        "She taught at Beijing University for years.",
        "He is known as J. Lincoln to his friends.",
    ],
)
def test_a_place_in_another_name_is_no_place(text: str) -> None:
    assert [one for one in found(text) if one.gazetteer_id] == []


def test_a_surname_is_a_place_where_the_words_say_so() -> None:
    text = "Michael Jordan said little, and flew to Jordan on Monday."
    assert ids(text) == {"Jordan": "iso:JO"}


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Officials in Tbilisi, Georgia, closed the bridge.", "iso:GE"),
        ("A court in Atlanta, Georgia, heard them.", "geonames:US.GA"),
        ("The Georgian president spoke to the people of Georgia.", "iso:GE"),
        ("In Sokcho, Gangwon Province, it rained.", "geonames:KR.06"),
        ("In Wonsan, Kangwon Province, it rained.", "kp-07"),
        ("They fled from N'Djamena, Chad, by bus.", "iso:TD"),
        ("The judge came from Paris, Texas, that day.", "geonames:US.TX"),
    ],
)
def test_what_stands_beside_a_name_tells_which_place_it_is(text: str, id: str) -> None:
    assert id in ids(text).values()


def test_a_county_of_one_country_is_not_looked_for_in_another() -> None:
    assert "kp-0218" not in ids("Turkish farmers sold plums in Ankara and in Unsan.").values()


def test_demonyms_are_no_places() -> None:
    assert found("The Chinese and two Russians spoke of a Kurdish song.") == []


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Police sealed Norrach Province at night.", "Norrach Province", "province"),
        ("Police sealed Dolm district at night.", "Dolm district", "district"),
        ("He was born near the town of Dolm, they say.", "Dolm", "town"),
        ("The boats lay on Lake Orm all winter.", "Lake Orm", "lake"),
        ("The boats lay on the frozen Orm Lakes all winter.", "Orm Lakes", "lake"),
        ("Rain fell in Vesk all night.", "Vesk", None),
    ],
)
def test_names_that_no_gazetteer_has_are_places_by_the_words_beside_them(
    text: str, words: str, kind: str | None
) -> None:
    (one,) = [one for one in found(text) if one.name[0].isupper()]
    assert (one.name, one.kind, one.gazetteer_id, one.lat) == (words, kind, None, None)


def test_what_was_a_place_once_is_one_everywhere() -> None:
    text = "The town of Dolm is shut. Dolm was quiet, and Anna Dolm slept."
    assert [text[slice(*one.span)] for one in found(text)] == ["Dolm", "Dolm"]


def test_a_court_of_a_district_is_no_district() -> None:
    assert found("The Dolm District Court heard them.") == []


def test_an_unknown_province_is_not_a_town_of_that_name_elsewhere() -> None:
    (one,) = found("The closures began across Kessel Province in May.")
    assert (one.gazetteer_id, one.kind) == (None, "province")


def test_descriptions_have_a_kind_and_no_id() -> None:
    text = "They were held in a border town, and later in the old sugar mill."
    assert [(one.name, one.kind, one.gazetteer_id) for one in found(text)] == [
        ("a border town", "town", None),
        ("the old sugar mill", "site", None),
    ]


def test_the_province_is_the_only_one_named_before() -> None:
    text = "Markets in Ryanggang Province were shut. Nobody in the province knew why."
    assert ids(text)["the province"] == "kp-10"


def test_the_province_is_open_where_two_were_named() -> None:
    text = "Markets in Ryanggang Province and in Chagang Province were shut. Nobody in the province knew why."
    assert ids(text)["the province"] is None


def test_the_border_region_is_known_where_only_two_countries_are_named() -> None:
    text = "North Korea sent guards to the border region, and China sent none."
    assert ids(text)["the border region"] == "area-border-cn-kp"
    assert ids("Guards were sent to the border region.")["the border region"] is None


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("SEOUL, South Korea — The ministry closed its doors to visitors.", "geonames:1835848"),
        ("HYESAN, June 3 (Lantern Wire) - The ministry closed its doors to visitors.", "kp-1001"),
        ("DOLM (The Lantern Daily) – The ministry closed its doors to visitors.", None),
    ],
)
def test_the_dateline_is_told(text: str, id: str | None) -> None:
    some, dateline = places.find(report(text), analysis(text))
    assert (dateline, some[0].id, some[0].gazetteer_id) == ("p1", "p1", id)


@pytest.mark.parametrize("text", ["Seoul is far.", "He said – and meant it – that Dolm was shut for good.", "A - B"])
def test_without_a_dateline_there_is_none(text: str) -> None:
    assert places.find(report(text), analysis(text))[1] is None


def test_nothing_is_found_in_boilerplate() -> None:
    text = "Rain fell in Seoul.\nOur office is in Tokyo."
    assert [one.name for one in found(text, boilerplate=((20, len(text)),))] == ["Seoul"]


def test_what_the_network_takes_for_a_person_is_no_place() -> None:
    text = "Later Sydney wept in Paris."
    names = (SimpleNamespace(span=(6, 12), kind="person"),)
    some, _ = places.find(report(text), analysis(text, names))
    assert [one.name for one in some] == ["Paris"]


NAMES = [
    "Hyesan",
    "Dolm",
    "in",
    "the",
    "town",
    "of",
    "Georgia",
    ",",
    ".",
    "—",
    "Province",
    "North",
    "’s",
    "\n",
    "U.S.",
    "혜산",
    "a",
]


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(NAMES), max_size=40).map(" ".join)))
def test_spans_are_in_order_and_hold_words(text: str) -> None:
    some, dateline = places.find(report(text), analysis(text))
    assert some == places.find(report(text), analysis(text))[0]
    end = 0
    for number, one in enumerate(some, 1):
        assert one.id == f"p{number}" and end <= one.span[0] < one.span[1] <= len(text)
        assert text[slice(*one.span)].strip() == text[slice(*one.span)]
        end = one.span[1]
    assert dateline is None or dateline in {one.id for one in some}
