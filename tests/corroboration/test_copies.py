"""copies: what is found of a text in another, whatever was cut, edited or reordered; and what is no copy."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.copies import degrees, many, pairs
from benchmarks.generated import Language
from benchmarks.reprints import event, report, reprint
from reportedly.corroboration.copies import FREQUENT, Copy, Text, bands, candidates, compare, signature
from reportedly.corroboration.copies.align import passages
from reportedly.corroboration.copies.compare import FEWEST
from reportedly.corroboration.copies.sketch import COMPARED, containment

PERMITS = (
    "The ministry ordered all depots in Dolm closed on Monday, a source in the port said. Traders were told to hand in"
    " their permits by the end of the week, and those who refused would be sent to the labour camps in the north."
)
PRICES = (
    "Residents said that prices of rice had doubled since the order was read out at neighbourhood meetings. Toman Rell,"
    " who sells salt near the harbour, has not opened his stall since."
    " Rell said he would rather mend nets in the cold than queue with all the others for a permit that nobody grants."
)
OTHER = (
    "Nobody in the capital has spoken of the harbour so far. The parliament of Velk met for its spring session and"
    " heard the budget for roads, bridges and schools, which grew by a tenth. A choir sang before they went home."
)


WORDS = tuple("rice salt net boat ice road mill lamp rope tar oar keel fish bell".split())  # noqa: SIM905


def words() -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(WORDS), max_size=60)


def found(one: Text, other: Text) -> Copy:
    copy = compare(one, other)
    assert copy is not None
    return copy


def test_a_text_printed_twice_is_a_copy_word_for_word() -> None:
    one, other = Text("a", f"{PERMITS}\n\n{PRICES}"), Text("b", f"Depots shut\n\n{PERMITS}\n{PRICES}\n")
    copy = found(one, other)
    assert copy.kind == "copy"
    assert copy.kept[0] == 1.0
    assert [one.text[slice(*mine)] for mine, _ in copy.passages[0].pieces] == [one.text.rstrip(".")]


def test_a_cut_and_edited_text_derives_from_the_whole_one() -> None:
    one = Text("a", f"{PERMITS}\n\n{PRICES}\n\n{OTHER}")
    other = Text("b", PERMITS.replace("labour camps", "camps").replace("Traders were told", "Merchants were ordered"))
    copy = found(one, other)
    assert copy.kind == "derived"
    assert copy.kept[1] > 0.85 > copy.kept[0]


def test_passages_are_found_in_another_order() -> None:
    one, other = Text("a", f"{PERMITS}\n\n{PRICES}"), Text("b", f"{PRICES}\n\n{OTHER}\n\n{PERMITS}")
    copy = found(one, other)
    assert [one.text[slice(*passage.one)].split()[0] for passage in copy.passages] == ["The", "Residents"]
    assert [other.text[slice(*passage.other)].split()[0] for passage in copy.passages] == ["The", "Residents"]


def test_other_words_for_the_same_are_no_copy() -> None:
    own = "All of Dolm’s depots are shut, on orders of the ministry. Whoever trades there must return a permit in days."
    assert compare(Text("a", PERMITS), Text("b", own)) is None


def test_quoting_the_same_statement_makes_no_copy() -> None:
    said = (
        "“We have closed the depots because the ice is early this year, and nobody may sell or buy rice, salt or oil"
        " there before the clerks have counted what is left of them,”"
    )
    one = Text("a", f"{said} the minister said on Monday. {OTHER}")
    other = Text("b", f"The minister explained himself to the members. {said} he told them. {PRICES}")
    assert compare(one, other) is None
    assert compare(
        Text("a", one.text.replace("“", "").replace("”", "")), Text("b", other.text.replace("“", "").replace("”", ""))
    )


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "«{}»", "``{}''", "‘{}’", "「{}」"])
def test_words_in_every_kind_of_quotation_marks_are_quoted(marks: str) -> None:
    text = Text("a", f"Rell’s men said {marks.format('we saw it')} and left")
    assert [word for word, quoted in zip(text.words, text.quoted, strict=True) if quoted] == ["we", "saw", "it"]


def test_a_notice_under_every_article_of_an_outlet_makes_no_copy() -> None:
    notice = (
        "The Harbour Wire is paid for by its readers alone. If you want to help us report from places that other papers"
        " have left, send what you can spare to the address below."
    )
    bodies = {"a": PERMITS + PRICES, "b": OTHER * 2}
    one, other = (Text(id, f"{body}\n\n{notice}", outlet="The Harbour Wire") for id, body in bodies.items())
    assert compare(one, other) is None
    assert compare(Text("a", one.text, ((len(PERMITS + PRICES), len(one.text)),)), Text("b", other.text)) is None


def test_boilerplate_is_in_no_word_no_band_and_no_passage() -> None:
    text = f"Read in Velkan\n\n{PERMITS}"
    assert signature(text, ((0, 14),)) == signature(PERMITS)
    assert Text("a", text, ((0, 14),)).words == Text("b", PERMITS).words


def test_holds_says_how_much_of_a_claim_the_other_has() -> None:
    one, other = Text("a", f"{OTHER}\n\n{PERMITS}"), Text("b", f"{PERMITS}\n\n{PRICES}")
    copy = found(one, other)
    at = one.text.index("Traders")
    assert copy.holds(one, ((at, at + 60),)) == 1.0
    assert copy.holds(one, ((0, 60),)) == 0.0
    assert copy.holds(other, ((0, len(other.text)),)) == pytest.approx(copy.kept[1])
    with pytest.raises(ValueError, match="neither"):
        copy.holds(Text("c", PERMITS), ((0, 1),))


def test_the_later_text_is_from_the_earlier_one() -> None:
    one = Text("a", PERMITS + PRICES, published="2021-03-04")
    assert found(one, Text("b", one.text, published="2021-03-06")).direction == "other_from_one"
    assert found(one, Text("b", one.text, published="2021-03-04T10:00:00Z")).direction == "unknown"
    assert found(one, Text("b", one.text)).direction == "unknown"


def test_a_credit_outweighs_the_days() -> None:
    one = Text("a", PERMITS + PRICES, published="2021-03-04", outlet="The Globe and Mail", credits=("reuters",))
    other = Text("b", one.text, published="2021-03-05", outlet="Reuters")
    copy = found(one, other)
    assert copy.direction == "one_from_other"
    assert [(reason.ground, reason.speaks_for, reason.words) for reason in copy.reasons][:2] == [
        ("credit", "one_from_other", "Reuters"),
        ("date", "other_from_one", "2021-03-05 after 2021-03-04"),
    ]


def test_who_lets_a_source_speak_to_another_paper_has_it_from_there() -> None:
    words = f"{PERMITS} “We were told on Friday,” a trader told the Harbour Wire. {PRICES}"
    one, other = Text("a", words, outlet="Velk Post"), Text("b", words, outlet="Harbour Wire")
    copy = found(one, other)
    assert copy.direction == "one_from_other"
    assert ("credit", "told the Harbour Wire") in [(reason.ground, reason.words) for reason in copy.reasons]
    assert found(other, one).direction == "other_from_one"


def test_two_that_credit_a_third_are_both_from_it() -> None:
    one = Text("a", PERMITS + PRICES, published="2021-03-04", outlet="Velk Post", credits=("The Dolm Press",))
    assert found(one, Text("b", one.text, outlet="Ice Herald", credits=("Dolm Press",))).direction == "common"
    assert found(one, Text("b", one.text, outlet="Dolm Press")).direction == "one_from_other"


def test_a_bare_name_shows_which_text_was_cut() -> None:
    whole = Text("a", f"{PERMITS} {PRICES}")
    cut = Text("b", f"{PERMITS} {PRICES[PRICES.index('Rell said') :]}")
    copy = found(whole, cut)
    assert copy.direction == "other_from_one"
    (reason,) = copy.reasons
    assert (reason.ground, reason.report, reason.words) == ("cut", "b", "Toman Rell")
    assert [cut.text[slice(*span)] for span in reason.spans] == ["Rell"]


def test_who_prints_whom_decides_only_where_nothing_else_does() -> None:
    one = Text("a", PERMITS + PRICES, outlet="HuffPost", published="2021-03-04")
    assert found(one, Text("b", one.text, outlet="Reuters", published="2021-03-04")).direction == "one_from_other"
    assert found(one, Text("b", one.text, outlet="Reuters", published="2021-03-05")).direction == "other_from_one"


@given(words(), words())
def test_passages_are_equal_word_for_word_and_overlap_nowhere(first: list[str], second: list[str]) -> None:
    one, other = Text("a", " ".join(first)), Text("b", " ".join(second))
    pieces = [piece for passage in passages(one, other) for piece in passage.pieces]
    for mine, theirs in pieces:
        assert one.text[slice(*mine)] == other.text[slice(*theirs)]
    for side in (0, 1):
        spans = sorted(piece[side] for piece in pieces)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@given(words(), words(), words())
def test_comparing_is_the_same_both_ways(first: list[str], shared: list[str], second: list[str]) -> None:
    one, other = Text("a", " ".join(first + shared)), Text("b", " ".join(shared + second))
    there, back = compare(one, other), compare(other, one)
    assert (there is None) == (back is None)
    if there and back:
        assert (there.kind, there.kept) == (back.kind, back.kept[::-1])
        assert {piece for passage in there.passages for piece in passage.pieces} == {
            (b, a) for passage in back.passages for a, b in passage.pieces
        }


@given(words())
def test_every_text_of_some_length_is_a_copy_of_itself(some: list[str]) -> None:
    copy = compare(Text("a", " ".join(some)), Text("b", " ".join(some)))
    assert (copy is not None and copy.kind == "copy" and copy.kept == (1.0, 1.0)) == (len(some) >= FEWEST)


def test_one_short_sentence_is_no_copy_of_another() -> None:
    price = "The price of rice fell by a third in Brenna in June"
    assert compare(Text("a", f"{price}."), Text("b", f"{price}, traders said.")) is None


@given(st.text(max_size=200))
def test_any_text_has_a_signature_and_bands_of_64_bits(text: str) -> None:
    own = bands(signature(text))
    assert own == sorted(set(own))
    assert all(-(2**63) <= band < 2**63 for band in own)


def test_bands_are_the_same_on_every_machine_and_in_every_version() -> None:
    # Ledgers keep them: a change here asks for the index of every ledger to be made anew.
    assert bands(signature(PERMITS))[:2] == [-8414299154369637496, -8406624222754487169]
    assert bands(signature(PERMITS.upper().replace(" ", "\n"))) == bands(signature(PERMITS))


def test_containment_is_about_the_share_of_a_text_that_another_has() -> None:
    some = [f"w{number}" for number in range(3000)]
    whole, half = signature(" ".join(some)), signature(" ".join(some[:1500]))
    assert containment(half, whole) == 1.0
    assert containment(whole, half) == pytest.approx(0.5, abs=0.1)
    assert containment(whole, signature("")) == 0.0


def test_candidates_are_few_however_many_share_a_band() -> None:
    members = {band: list(range(FREQUENT)) for band in range(40)} | {99: [7, 1000]}
    chosen = candidates(members)
    assert len(chosen) == COMPARED
    assert chosen[0] == 7
    assert candidates({}) == []


def test_every_copy_of_a_much_printed_text_is_linked_to_an_earlier_one() -> None:
    language, chance = Language(), random.Random(11)
    about = event(language, chance)
    first = report(about, "0", language, chance)
    prints = [first, *(reprint(first, about, str(n), 0.5, 0.03, language, chance).text for n in range(1, 60))]
    index: dict[int, list[Text]] = defaultdict(list)
    alone = []
    for text in prints:
        own = bands(signature(text))
        near = candidates({band: index[band][:FREQUENT] for band in own if band in index})
        if not any(compare(other, text) for other in near):
            alone.append(text.id)
        for band in own:
            index[band].append(text)
    assert alone == ["0"]


def test_a_text_of_one_word_without_end_costs_no_square() -> None:
    many = " ".join(["rice"] * 20_000)
    assert compare(Text("a", many), Text("b", f"{many} salt")) is None
    assert found(Text("a", many), Text("b", many)).kind == "copy"


def test_chinese_signs_are_words_and_korean_is_read_by_its_spaces() -> None:
    assert Text("a", "平壤说 쌀값이 올랐다 U.S. don’t 1,200").words == (
        "平",
        "壤",
        "说",
        "쌀값이",
        "올랐다",
        "u.s",
        "don't",
        "1,200",
    )


def test_an_index_on_disk_gives_few_candidates() -> None:
    figures = many(120, 1)
    assert 8 < figures["rows"] < 60
    assert figures["most"] <= COMPARED
    assert 0.05 < figures["candidates"] < 4


def test_pairs_of_a_folder_are_counted_by_what_they_share(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(f"{PERMITS} {PRICES}", "utf-8")
    (tmp_path / "two.txt").write_text(f"{PERMITS} {OTHER}", "utf-8")
    (tmp_path / "three.xml").write_text(f"<d>{''.join(f'<token>{one}</token>' for one in OTHER.split())}</d>", "utf-8")
    assert pairs(tmp_path) == {"texts": 3, "some": 1, "some found": 1, "half": 1, "half found": 1}


def test_copies_are_found_down_to_half_the_text_kept() -> None:
    tallies = [tally for (kept, _), tally in degrees(6, 5).items() if kept >= 0.5]
    made, right, wrong = (sum(getattr(one, name) for one in tallies) for name in ("made", "found", "wrong"))
    assert right / made >= 0.9
    assert right / (right + wrong) >= 0.95
