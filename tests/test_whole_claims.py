"""A claim with everything that is said of it: the finders and the claims together, from text to record."""

from __future__ import annotations

from pathlib import Path

from reportedly import pipeline

OUTLET = "The Harbour Wire"


def test_a_claim_says_when_where_by_whom_and_what() -> None:
    said = "the guards had arrested eleven traders in Dolm on 1 March 2021"
    text = f"A source told The Harbour Wire on Monday that {said}.\n"
    report = pipeline.read(text, outlet=OUTLET, published="2021-03-10")
    (claim,) = report.claims
    dates = {one.id: one for one in report.dates}
    assert [dates[id].value for id in claim.dates] == ["2021-03-01"]
    assert claim.said_on is not None and dates[claim.said_on].value == "2021-03-08"
    assert [one.name for one in report.places if one.id in claim.places] == ["Dolm"]
    affected = {role.actor for role in claim.actors if role.role == "affected"}
    assert "eleven traders" in {one.name for one in report.actors if one.id in affected}
    assert ("penalty", "arrest") in {(one.list, one.code) for one in report.codes if one.id in claim.codes}


def test_a_users_codebook_adds_codes(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "harvest:\n  failure:\n    label: Failed harvest\n    definition: A harvest that feeds nobody.\n"
        "    cues: [crop failure~]\n",
        encoding="utf-8",
    )
    text = "A source told The Harbour Wire that the crop failure had emptied three villages.\n"
    report = pipeline.read(text, outlet=OUTLET, codebook=own)
    assert ("harvest", "failure") in {(one.list, one.code) for one in report.codes}
    assert "harvest" not in {one.list for one in pipeline.read(text, outlet=OUTLET).codes}
