"""The picture of a family: well-formed whatever is in the words, every report in it, and what it leaves out."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from reportedly.corroboration.family import Branch, Family, Role
from reportedly.corroboration.independence import Range, Weighed
from reportedly.corroboration.picture import drawn

SVG = "{http://www.w3.org/2000/svg}"


def branch(record: int, parent: int | None = None, outlet: str = "Radio Tarn", words: str = "") -> Branch:
    role: Role = "own source" if parent is None else "copy"
    claims = ((f"3fa9c1d2:c{record}", "Guards shot two traders"),)
    return Branch(
        record, f"sha256:{record}", outlet, None, "2031-03-02", role, parent, words, claims, ("a source",), (1,), ()
    )


def family(*branches: Branch, words: str = "Guards shot two traders", claims: int | None = None) -> Family:
    weighed = Weighed({"allegation": Range(1, 1, len(branches))}, (), frozenset(), (), (), ())
    return Family(1, words, branches, weighed, (), (), (), weighed.ranges, claims or len(branches))


def read(one: Family) -> tuple[ElementTree.Element, str]:
    picture = ElementTree.fromstring(drawn(one).encode())
    return picture, " ".join(text.text or "" for text in picture.iter(f"{SVG}text"))


def test_every_report_stands_in_it_and_hangs_on_whom_it_copies() -> None:
    picture, words = read(family(branch(1), branch(2, 1, "Orsk Daily"), branch(3, 1, "Kelm Gazette")))
    assert all(name in words for name in ("Radio Tarn", "Orsk Daily", "Kelm Gazette", "1 origin in 3 reports"))
    assert len(picture.findall(f"{SVG}path")) == 2
    assert len(picture.findall(f"{SVG}rect")) == 1 + 3


def test_boxes_lie_below_one_another_inside_the_picture() -> None:
    picture, _ = read(family(*(branch(at, at - 1 or None, words="so it was " * 30) for at in range(1, 25))))
    boxes = [(float(one.get("y", 0)), float(one.get("height", 0))) for one in picture.findall(f"{SVG}rect")[1:]]
    assert all(y + height <= after for (y, height), (after, _) in pairwise(boxes))
    assert boxes[-1][0] + boxes[-1][1] < float(picture.get("height", 0))


def test_what_is_left_out_is_said() -> None:
    one = family(branch(1), branch(2, 1))
    assert "claims are shown" not in read(one)[1]
    assert "The first 2 of 1,200 claims are shown; the range is that of all." in read(replace(one, claims=1200))[1]


@given(st.text(max_size=400), st.text(max_size=80))
def test_no_words_break_it(words: str, outlet: str) -> None:
    picture, _ = read(family(branch(1, outlet=outlet, words=words), branch(2, 1), words=words))
    assert picture.tag == f"{SVG}svg"
