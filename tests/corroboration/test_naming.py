"""Who a source is where a report names it in part, in short, or as a paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly.corroboration import naming
from reportedly.corroboration.home import at_home
from reportedly.corroboration.origins import Voice
from reportedly.record import Report, Source, SourceKind
from tests.ledger import told
from tests.ledger.told import Told


def read(text: str, name: str, kind: SourceKind) -> tuple[Report, Source]:
    report = told.report(Told("Guards shot two traders", chain=[kind]))
    at = text.index(name)
    source = replace(report.sources[1], name=name, kind=kind, mentions=((at, at + len(name)),), title=None)
    return replace(report, text=text), source


MINES = "Directive 114 of the Ministry of Mines"
LIGHT = "a report by the group Light for Orla"


@pytest.mark.parametrize(
    ("text", "name", "kind", "called"),
    [
        ("The road is shut, Straits News Service reports.", "Straits", "institution", "Straits News Service"),
        ("Shut, the Harbour Post wrote.", "the", "institution", "the Harbour Post"),
        (f"By {LIGHT}.", "a report by", "document", LIGHT),
        (
            "The Ministry of Mines issued last week.",
            "Ministry of Mines issued last",
            "institution",
            "Ministry of Mines",
        ),
        ("Otto Kranz, a resident said, gave the order.", "a resident", "anonymous", "a resident"),
        ("In Port Ansel, a resident, said a clerk, saw it.", "a resident", "anonymous", "a resident"),
        ("A guard who saw it said so.", "A guard who saw it", "anonymous", "A guard who saw it"),
    ],
)
def test_a_source_is_called_what_its_report_calls_it(text: str, name: str, kind: SourceKind, called: str) -> None:
    found = naming.mended(*read(text, name, kind))
    assert (found.name, found.kind) == (called, kind)


def test_a_paper_with_a_number_is_a_document() -> None:
    assert naming.mended(*read(f"It says {MINES}.", MINES, "anonymous")).kind == "document"


def test_a_name_that_stands_beside_the_trade_is_the_name() -> None:
    found = naming.mended(*read("Rosa Hale, until May a pupil in Selm, told us.", "a pupil in Selm", "anonymous"))
    assert (found.name, found.kind, found.title) == ("Rosa Hale", "person", "a pupil in Selm")


def test_a_group_that_was_told_it_is_credited() -> None:
    told = read("A guard told the rights group Light for Orla in May.", "A guard", "anonymous")
    assert naming.told_to(*told) == "Light for Orla"
    assert naming.told_to(*read("A guard told the court in May.", "A guard", "anonymous")) is None


def test_who_told_it_to_who_passes_it_on() -> None:
    report = told.report(Told("Guards shot two traders", chain=["person"]))
    claim = report.claims[0]
    start = claim.content[0][0]
    for before, name in (
        ("His sister Rosa Hale had told him that ", "Rosa Hale"),
        ("A guard had told him that ", None),
    ):
        text = before + report.text[start:]
        moved = replace(claim, content=((len(before), len(before) + 10),))
        assert naming.told_by(replace(report, text=text), moved) == name


def voice(id: str, key: str, name: str, also: tuple[str, ...] = (), credited: tuple[str, ...] = ()) -> Voice:
    kind: SourceKind = "outlet" if key.startswith("outlet") else "institution"
    return Voice(id, id, "c1", "s1", name, kind, key=key, also=also, credited=credited, outlet=f"paper {id}")


def keys(*voices: Voice) -> set[str | None]:
    return {one.key for one in at_home(voices)}


def test_a_body_is_one_in_full_in_short_and_as_an_outlet() -> None:
    full = voice("a", "outlet:orla press agency", "Orla Press Agency")
    assert len(keys(full, voice("b", "body:opa", "OPA"))) == 1
    assert len(keys(full, voice("b", "body:agency orla press", "the Orla Press Agency"))) == 1
    assert len(keys(full, voice("b", "body:opx", "OPX"))) == 2
    told = replace(full, also=("opx",))
    assert len(keys(told, voice("b", "body:opx", "OPX"))) == 1


def test_a_short_name_that_two_may_bear_is_nobodys() -> None:
    one, other = (voice(name[0], f"outlet:{name}", name) for name in ("orla press agency", "old peat association"))
    assert len(keys(one, other, voice("c", "body:opa", "OPA"))) == 3
