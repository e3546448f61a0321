"""places.romanise: the spellings that follow from Hangul."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.places.romanise import MOST, spellings


@pytest.mark.parametrize(
    ("hangul", "names"),
    [
        ("량강", "ryanggang yanggang yangkang"),
        ("함경", "hamgyong hamgyeong hamkyung"),
        ("신의주", "sinuiju shinuiju"),
        ("회령", "hoeryong hoiryeong"),
        ("평안", "pyongan pyeongan phyongan pyungan"),
        ("개성", "kaesong gaeseong"),
        ("락랑", "rakrang rangrang nangnang"),
        ("라선", "rason nason naseon"),
        ("숙천", "sukchon sukcheon"),
    ],
)
def test_names_are_spelt_in_every_system(hangul: str, names: str) -> None:
    assert set(names.split()) <= set(spellings(hangul))


def test_the_nearest_spelling_comes_first() -> None:
    assert spellings("혜산")[0] == "hyesan"


def test_what_is_no_hangul_is_an_error() -> None:
    with pytest.raises(ValueError, match="not a Hangul syllable"):
        spellings("Dolm")


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=5))
def test_every_name_has_a_bounded_number_of_distinct_spellings(hangul: str) -> None:
    found = spellings(hangul)
    assert 0 < len(found) <= MOST and len(set(found)) == len(found)
    assert all(one.isascii() and one.islower() for one in found)
