"""fields: whatever a person puts into a claim rests on the record and its text, or is refused in one sentence."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import LedgerError
from reportedly.ledger.entries import Entry
from reportedly.ledger.fields import FIELDS, checked, put_in
from reportedly.record import Claim, Place, Report, Role
from tests.ledger import wells

REPORT = wells.report()
C1, C2, C3 = REPORT.claims
CODEBOOK = {"penalty": ["arrest", "camp"], "directive": ["obligation"]}


def corrected(claim: Claim, **given: Any) -> tuple[Report, Claim]:
    """The claim after its correction went through the bytes of an entry."""
    kept = Entry("l", 0, "judgment", REPORT.id, "Ada", "", checked(REPORT, claim, given))
    return put_in(REPORT, claim, Entry.read(kept.canonical()).body)


def test_every_field_can_be_corrected() -> None:
    values: dict[str, Any] = {
        "content": [[30, 40], [50, 60]],
        "attribution": "a1",
        "chain": ["s1", "s5"],
        "implied": ["s5"],
        "force": "warned",
        "polarity": "negative",
        "hedged": True,
        "certainty": -1.5,
        "dates": ["d2"],
        "said_on": "d2",
        "places": ["p2", "p1"],
        "actors": [{"actor": "x2", "role": "affected"}],
        "codes": ["k1"],
    }
    assert list(values) == list(FIELDS)
    _, claim = corrected(C2, **values)
    assert asdict(claim) == asdict(C2) | {
        **values,
        "content": ((30, 40), (50, 60)),
        "chain": ("s1", "s5"),
        "implied": ("s5",),
        "dates": ("d2",),
        "places": ("p1", "p2"),
        "actors": ({"actor": "x2", "role": "affected"},),
        "codes": ("k1",),
    }


def test_nothing_but_what_changes_is_kept() -> None:
    given = {"force": "ordered", "places": ["p1"], "hedged": True, "actors": [{"actor": "x1", "role": "orderer"}]}
    assert checked(REPORT, C1, given) == {"hedged": True}
    with pytest.raises(LedgerError, match="nothing of the claim is changed"):
        checked(REPORT, C1, {"content": wells.TEXT[slice(*C1.content[0])], "dates": ["d1"]})


def test_whoever_leaves_the_chain_is_not_implied() -> None:
    _, with_implied = put_in(REPORT, C1, {"implied": ["s2"]})
    assert checked(REPORT, with_implied, {"chain": ["s1", "s3"]}) == {"chain": ["s1", "s3"], "implied": []}


def test_things_that_the_machine_did_not_find_are_added_with_their_words() -> None:
    report, claim = corrected(
        C3,
        chain=["s1", {"id": "new", "words": "The source", "kind": "person", "name": "Olan Brek", "title": "miller"}],
        implied=["new"],
        places=["p2", {"words": "the province", "kind": "province"}],
        dates=[{"words": "The wells by the river", "value": "2031-02", "why": "the almanac"}],
        actors=[{"actor": {"words": "eleven wells", "kind": "group"}, "role": "affected"}],
        codes=[{"words": "left open", "list": "directive", "code": "relaxation", "repealed": True}],
    )
    source = report.source(claim.chain[1])
    assert claim.implied == (source.id,)
    assert (source.name, source.kind, source.title) == ("Olan Brek", "person", "miller")
    assert report.words(source.mentions) == "The source"
    date = report.dates[-1]
    assert (date.earliest, date.latest, claim.dates) == ("2031-02-01", "2031-02-28", (date.id,))
    place = report.places[-1]
    assert place == Place(place.id, wells.at("the province"), "the province", None, None, None, None, "province")
    assert claim.places == (place.id, "p2")
    assert claim.actors == (Role(report.actors[-1].id, "affected"),)
    assert report.codes[-1].repealed
    assert {len(id) for id in (source.id, date.id, place.id)} == {13}


def test_a_thing_that_the_record_has_is_no_other_one() -> None:
    assert checked(REPORT, C2, {"places": [{"words": "the river Ysk", "name": "Ysk", "kind": "river"}]}) == {
        "places": ["p2"]
    }


def test_the_order_in_which_things_are_given_says_nothing() -> None:
    new = [{"words": words, "kind": "river"} for words in ("Dolm lies", "the river Ysk. The")]
    there = checked(REPORT, C2, {"places": [new[0], "p2", new[1]]})
    assert checked(REPORT, C2, {"places": [new[1], "p2", new[0], "p2"]}) == there


def test_the_gazetteer_fills_in_what_it_knows() -> None:
    report, claim = corrected(C2, places=[{"words": "Dolm lies", "name": "North Korea", "gazetteer_id": "iso:KP"}])
    place = report.places[-1]
    assert (place.country, place.kind, claim.places) == ("KP", "country", (place.id,))
    assert place.lat is not None and place.lon is not None


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"colour": "red"}, "'colour' is not a field of a claim: one of content, attribution, chain"),
    ({"confidence": 1.0}, "'confidence' is not a field"),
    ({"force": "orderd"}, "'orderd' is not a force: one of stated, ordered, warned"),
    ({"polarity": "maybe"}, "'maybe' is not a polarity: one of positive, negative"),
    ({"hedged": "no"}, "hedged must be true or false"),
    ({"hedged": 1}, "hedged must be true or false"),
    ({"certainty": 4}, "certainty goes from -3"),
    ({"certainty": True}, "certainty goes from -3"),
    ({"certainty": float("nan")}, "certainty goes from -3"),
    ({"attribution": "a9"}, "'a9' is not an attribution of the record: one of a1"),
    ({"content": []}, "the content: give words of the text"),
    ({"content": "   "}, "the text does not hold"),
    ({"content": "some wells"}, "the text does not hold 'some wells'"),
    ({"content": "wells"}, "holds 'wells' more than once"),
    ({"content": [[5, 5]]}, r"\[5, 5\] is no span of the text, which goes from 0 to"),
    ({"content": [[-1, 5]]}, "is no span of the text"),
    ({"content": [[0, 100000]]}, "is no span of the text"),
    ({"content": [[0, True]]}, "is no span of the text"),
    ({"content": [[0, 5.0]]}, "is no span of the text"),
    ({"content": [[0, 9], [5, 12]]}, "overlap"),
    ({"content": 7}, "give words of the text"),
    ({"chain": "s1"}, "chain must be a list"),
    ({"chain": []}, "at least one source, and none twice"),
    ({"chain": ["s1", "s2", "s2"]}, "at least one source, and none twice"),
    ({"chain": ["s1", "s9"]}, "'s9' is not a source of the record: one of s1, s2, s3, s4, s5"),
    ({"chain": ["s2", "s3"]}, "a chain begins with the outlet: s1"),
    ({"chain": ["s1", 4]}, "a source is given by its id or its fields"),
    ({"chain": ["s1", {"kind": "spy", "words": "he said"}]}, "'spy' is not a kind of source"),
    ({"chain": ["s1", {"kind": "person", "name": "Olan"}]}, "a source of kind person needs mentions"),
    ({"chain": ["s1", {"kind": "person", "words": "Olan"}]}, "the text does not hold 'Olan'"),
    ({"chain": ["s1", {"kind": "person", "words": "he said", "age": 4}]}, "'age' is not a field of a source"),
    ({"implied": ["s4"]}, "'s4' is not a link of the chain: one of s1, s2"),
    ({"implied": [["s2"]]}, "is not a source of the record"),
    ({"dates": ["d3"]}, "'d3' is not a date of the record: one of d1, d2"),
    ({"dates": [{"words": "Monday"}]}, "the value of a date must be words"),
    ({"dates": [{"value": "2031"}]}, "a date needs its words"),
    ({"dates": [{"words": "Monday", "value": "x", "earliest": "2031-03-01"}]}, "both earliest and latest"),
    ({"dates": [{"words": "Monday", "value": "x", "earliest": "2031-3-1", "latest": "2031-03-01"}]}, "on days such as"),
    ({"dates": [{"words": "Monday", "value": "x", "earliest": "2031-03-02", "latest": "2031-03-01"}]}, "cannot begin"),
    ({"dates": [{"words": "Monday", "value": "x", "mod": "LATE"}]}, "'LATE' is not a mod of a date: one of START"),
    ({"said_on": ["d1"]}, "a date is given by its id or its fields"),
    ({"places": [{"words": "the river Ysk", "lat": 91, "lon": 0}]}, "latitude of a place lies between -90 and 90"),
    ({"places": [{"words": "the river Ysk", "lat": 9}]}, "both lat and lon"),
    ({"places": [{"words": "the river Ysk", "country": "Kor"}]}, "a code of two letters"),
    ({"places": [{"words": "the river Ysk", "gazetteer_id": "kp-99"}]}, "the gazetteer has no place 'kp-99'"),
    ({"actors": ["x1"]}, "an actor of a claim is given as actor and role"),
    ({"actors": [{"actor": "x1", "role": "boss"}]}, "'boss' is not a role: one of orderer, implementer"),
    ({"actors": [{"actor": {"words": "he said", "kind": "crowd"}, "role": "told"}]}, "'crowd' is not a kind of actor"),
    ({"codes": [{"words": "left open", "list": "penalty"}]}, "a code must be words"),
    ({"codes": [{"words": "left open", "list": "tax", "code": "camp"}]}, "'tax' is not a list of the codebook"),
    ({"codes": [{"words": "left open", "list": "penalty", "code": "fine"}]}, "one of arrest, camp"),
]


@pytest.mark.parametrize(("given", "message"), WRONG)
def test_what_the_record_cannot_hold_is_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(LedgerError, match=message) as wrong:
        checked(REPORT, C2, given, CODEBOOK)
    assert "\n" not in str(wrong.value)


def test_without_a_codebook_any_code_may_be_named() -> None:
    given = {"codes": [{"words": "left open", "list": "weather", "code": "drought"}]}
    assert checked(REPORT, C2, given)["codes"][0]["code"] == "drought"


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 900)
    | st.floats(allow_nan=False)
    | st.sampled_from(["s1", "s2", "d1", "p1", "x1", "k1", "stated", "he said", "+1", "", "wells"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "words", "kind", "mentions", "span", "value", "list", "code", "actor", "role", "name"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


VALID: dict[str, st.SearchStrategy[Any]] = {
    "content": st.sampled_from(["nobody was arrested", "The source did not know why.", [[0, 5], [9, 12]]]),
    "attribution": st.sampled_from([None, "a1"]),
    "chain": st.lists(st.sampled_from(["s2", "s3", {"words": "he said", "kind": "public"}]), max_size=2).map(
        lambda some: ["s1", *some]
    ),
    "implied": st.sampled_from([[], ["s1"], ["s2"]]),
    "force": st.sampled_from(["stated", "asked"]),
    "hedged": st.booleans(),
    "certainty": st.sampled_from([None, 2, 0.5]),
    "dates": st.lists(st.sampled_from(["d1", "d2", {"words": "Monday", "value": "2031-03-31"}]), max_size=3),
    "places": st.lists(st.sampled_from(["p1", "p2", {"words": "he said", "lat": 41, "lon": 12.5}]), max_size=3),
    "codes": st.lists(st.sampled_from(["k1", {"words": "left open", "list": "right", "code": "water"}]), max_size=2),
}
GIVEN = st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=4) | st.fixed_dictionaries({}, optional=VALID)


@settings(max_examples=400, deadline=None)
@given(GIVEN, st.sampled_from([C1, C2, None]))
def test_whatever_is_given_is_kept_whole_or_refused(given: dict[str, Any], claim: Claim | None) -> None:
    try:
        fields = checked(REPORT, claim, given)
    except LedgerError:
        return
    kept = Entry("l", 0, "judgment", REPORT.id, "Ada", "", fields)
    assert Entry.read(kept.canonical()).body == fields
    report, new = put_in(REPORT, claim, fields, "j0")
    for layer, ids in (
        ("sources", {*new.chain, *new.implied}),
        ("dates", {*new.dates, *filter(None, [new.said_on])}),
        ("places", set(new.places)),
        ("actors", {one.actor for one in new.actors}),
        ("codes", set(new.codes)),
    ):
        assert ids <= {one.id for one in getattr(report, layer)}
    assert all(0 <= start < end <= len(report.text) for start, end in new.content)
    assert new.chain and set(new.implied) <= set(new.chain)
    assert Report.from_dict(report.to_dict()) == report
