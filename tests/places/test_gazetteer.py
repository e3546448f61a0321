"""places.gazetteer: every name that a place is known by, and ids that do not change."""

from __future__ import annotations

import re

import pytest

from reportedly.places.gazetteer import gazetteer, key, knowledge


def first(name: str) -> str | None:
    found = sorted(gazetteer().find(key(name), name), key=lambda one: (one.far, not one.by_hand))
    return found[0].id if found else None


SPELLINGS = {
    "kp-10": "Ryanggang Yanggang Yangkang Ryangkang 량강도 양강도",
    "kp-1001": "Hyesan 혜산 혜산시",
    "kp-0301": "Sinuiju Shinuiju Sinŭiju Sineuiju 신의주",
    "kp-0903": "Hoeryong Hoiryeong Hoeryeong Hoeryŏng 회령",
    "kp-0901": "Chongjin Cheongjin Ch'ŏngjin Ch’ongjin 청진시",
    "kp-0902": "Kimchaek Gimchaek Songjin",
    "kp-0310": "Nyongbyon Yongbyon Yeongbyeon",
    "kp-13": "Rason Nason Rasun Najin-Sonbong",
    "kp-1301": "Rajin Najin",
    "kp-15": "Kaesong Gaeseong Kaesung",
    "kp-14": "Nampo Namp'o Namp’o",
    "kp-01": "Pyongyang Pyeongyang Pyungyang P'yŏngyang 평양",
    "kp-04": "Chagang Jagang",
    "kp-0908": "Kyongwon Gyeongwon Saebyol",
    "kp-0906": "Kyonghung Undok",
    "kp-1004": "Kimhyonggwon Pungsan",
    "kp-0205": "Tokchon Deokcheon",
    "kp-0704": "Changdo",
    "river-yalu": "Yalu Amnok Amnokgang",
    "gb:210600": "Dandong Antung",
    "gb:220582": "Ji'an Ji’an Jian",
}


@pytest.mark.parametrize(("id", "name"), [(id, name) for id, names in SPELLINGS.items() for name in names.split()])
def test_a_place_is_found_under_every_spelling(id: str, name: str) -> None:
    assert id in {one.id for one in gazetteer().find(key(name), name)}


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("North Hamgyong", "kp-09"),
        ("North Hamkyung", "kp-09"),
        ("Hamgyong-bukto", "kp-09"),
        ("Hamgyongbuk-do", "kp-09"),
        ("Hamkyungbukdo", "kp-09"),
        ("N. Hamgyong", "kp-09"),
        ("South Pyeongan", "kp-02"),
        ("North Phyongan", "kp-03"),
        ("South Hwanghae", "kp-05"),
        ("Mount Paektu", "mount-paektu"),
        ("Baekdusan", "mount-paektu"),
        ("Tuman River", "river-tumen"),
        ("Sinuiju SAR", "area-sinuiju-sar"),
        ("DMZ", "area-dmz"),
        ("Czechia", "iso:CZ"),
        ("Burma", "iso:MM"),
        ("Côte d'Ivoire", "iso:CI"),
        ("U.S.", "iso:US"),
        ("UK", "iso:GB"),
    ],
)
def test_provinces_areas_and_countries_are_found(name: str, id: str) -> None:
    assert first(name) == id


def test_small_letters_abbreviate_nothing() -> None:
    assert gazetteer().find("us", "us") == []


def test_the_worlds_countries_are_all_there() -> None:
    countries = knowledge("countries.yaml")
    assert len(countries) == 249
    assert all(re.fullmatch("[A-Z]{2}", code) for code in countries)


def test_north_korea_has_every_division() -> None:
    units = knowledge("northkorea.yaml")
    assert sum(len(number) == 2 for number in units) == 13
    assert sum(len(number) == 4 for number in units) >= 206
    assert {number[:2] for number in units} == {number for number in units if len(number) == 2}


def test_north_koreas_places_lie_in_north_korea() -> None:
    for entry in knowledge("northkorea.yaml").values():
        lat, lon = entry["at"]
        assert 37.6 < lat < 43.1 and 124.1 < lon < 130.8, entry


def test_a_county_lies_near_the_middle_of_its_province() -> None:
    units = knowledge("northkorea.yaml")
    for number, entry in units.items():
        middle = units[number[:2]]["at"]
        assert abs(entry["at"][0] - middle[0]) < 1.6 and abs(entry["at"][1] - middle[1]) < 1.6, entry


def test_a_place_knows_what_holds_it() -> None:
    (hyesan,) = gazetteer().find("hyesan", "Hyesan")
    assert gazetteer().holders(hyesan) == ["kp-10", "iso:KP"]


@pytest.mark.parametrize("name", ["nearby.yaml", "othernames.yaml"])
def test_what_holds_a_place_is_in_the_gazetteer(name: str) -> None:
    table = knowledge(name)
    for entry in (table.get("areas") or table).values():
        inside = entry.get("in")
        assert inside is None or inside.startswith("geonames:") or gazetteer().place(inside), entry


def test_other_names_are_of_places_that_are_there() -> None:
    others = knowledge("othernames.yaml")
    for kind, kinds in (("cities", {"city"}), ("divisions", {"province", "state"})):
        for country, entries in others[kind].items():
            for name, further in entries.items():
                for one in further:
                    hit = gazetteer().find(key(one), one)
                    assert any(place.country == country and place.kind in kinds for place in hit), (country, name, one)
