"""attribution.sources: who is the same source within a report, by nothing but the report's own words."""

from __future__ import annotations

import pytest

from reportedly.attribution.sources import Party, cast

OUTLET = "The Harbour Wire"


class Met:
    """The sources of an invented text, met in the order of the text."""

    def __init__(self, text: str, outlet: str | None = OUTLET) -> None:
        self.text = text
        self.cast = cast(text, outlet)
        self.at = 0

    def meet(self, words: str, within: Party | None = None, *, quoted: bool = False, told: bool = False) -> Party:
        """Whom the next occurrence of ``words`` names."""
        start = self.text.index(words, self.at)
        self.at = start + len(words)
        return self.cast.meet((start, self.at), within, quoted=quoted, spoke_to_outlet=told)

    @property
    def outlet(self) -> Party:
        return self.cast.parties[0]


def test_cast_begins_with_the_outlet_alone() -> None:
    met = Met("")
    assert [(one.name, one.kind) for one in met.cast.parties] == [(OUTLET, "outlet")]


def test_cast_of_a_report_without_an_outlet_still_has_one() -> None:
    assert [one.kind for one in Met("", None).cast.parties] == ["outlet"]


def test_the_source_and_he_are_the_source_brought_in_before() -> None:
    met = Met("A source in the country told us so. The source said more. He added that they had left.")
    source = met.meet("A source in the country")
    assert met.meet("The source") is source
    assert met.meet("He") is source


def test_a_source_keeps_all_its_mentions() -> None:
    met = Met("A source in the country told us so. The source said more.")
    source = met.meet("A source in the country")
    met.meet("The source")
    assert {met.text[s:e] for s, e in source.mentions} >= {"A source in the country", "The source"}


def test_the_same_words_at_the_same_place_are_one_source() -> None:
    met = Met("A deputy minister said that it was over and ordered every house to be searched.")
    said = met.meet("A deputy minister")
    met.at = 0
    assert met.meet("A deputy minister") is said
    assert len(met.cast.parties) == 2


def test_a_second_and_another_source_are_others() -> None:
    met = Met("A source said A. A second source said B. Another source in the province said C.")
    parties = [met.meet(words) for words in ("A source", "A second source", "Another source in the province")]
    assert len({id(one) for one in parties}) == 3


def test_sources_of_two_places_are_told_apart_when_they_come_back() -> None:
    met = Met("A source in Dolm said A. A source in Vesk said B. The source in Dolm said C.")
    dolm, vesk = met.meet("A source in Dolm"), met.meet("A source in Vesk")
    assert dolm is not vesk
    assert met.meet("The source in Dolm") is dolm


@pytest.mark.parametrize("words", ["One", "One of the officials", "They"])
def test_one_of_a_group_is_the_group(words: str) -> None:
    met = Met(f"Ministry officials said A. {words} said B.")
    officials = met.meet("Ministry officials")
    assert met.meet(words) is officials


def test_they_are_the_many_not_the_one_between() -> None:
    met = Met("Two officials said A. A trader said B. They said C.")
    officials, trader = met.meet("Two officials"), met.meet("A trader")
    assert officials is not trader
    assert met.meet("They") is officials


@pytest.mark.parametrize(
    "words",
    [("The ministry", "Ministry officials"), ("Ministry officials", "The ministry"), ("The ministry", "The ministry")],
)
def test_a_body_and_its_officials_are_one_source(words: tuple[str, str]) -> None:
    met = Met(f"{words[0]} said A. {words[1]} said B.")
    assert met.meet(words[0]) is met.meet(words[1])


def test_bodies_with_other_names_are_others() -> None:
    met = Met("The finance ministry said A. The interior ministry said B. Finance ministry officials said C.")
    finance, interior = met.meet("The finance ministry"), met.meet("The interior ministry")
    assert finance is not interior
    assert met.meet("Finance ministry officials") is finance


def test_a_body_is_known_by_the_abbreviation_that_the_text_explains() -> None:
    met = Met("The Ministry of Social Order (MSO) said A. MSO officials said B. The MSO said C.")
    ministry = met.meet("The Ministry of Social Order")
    assert met.meet("MSO officials") is ministry
    assert met.meet("The MSO") is ministry


def test_an_abbreviation_of_nothing_in_the_text_is_another_body() -> None:
    met = Met("The Ministry of Social Order said A. The KVD said B.")
    assert met.meet("The Ministry of Social Order") is not met.meet("The KVD")


@pytest.mark.parametrize(
    ("outlet", "words"),
    [
        (OUTLET, "The Harbour Wire"),
        (OUTLET, "Harbour Wire"),
        (OUTLET, "The Wire"),
        ("Free North Radio", "FNR"),
        ("Free North Radio", "North Radio"),
        ("Vosmara Window", "Vosmara Window"),
    ],
)
def test_the_outlet_is_known_by_name_last_word_and_initials(outlet: str, words: str) -> None:
    met = Met(f"{words} has learned of it.", outlet)
    assert met.meet(words) is met.outlet


@pytest.mark.parametrize("words", ["State Radio", "The Northern Wire", "The Lantern", "A trader"])
def test_other_names_are_not_the_outlet(words: str) -> None:
    met = Met(f"{words} said so.")
    assert met.meet(words) is not met.outlet


@pytest.mark.parametrize("word", ["I", "we"])
def test_i_and_we_inside_a_quotation_are_the_speaker(word: str) -> None:
    met = Met(f"A trader said: “It was night when {word} heard that they came.”")
    trader = met.meet("A trader")
    assert met.meet(word, trader, quoted=True) is trader


@pytest.mark.parametrize("word", ["I", "We"])
def test_i_and_we_outside_quotations_are_the_outlet(word: str) -> None:
    met = Met(f"A trader said so. {word} could not confirm it.")
    met.meet("A trader")
    assert met.meet(word) is met.outlet


@pytest.mark.parametrize("words", ["Reil", "Mr. Reil", "Tomas Reil", "Tomas Reil, a spokesman"])
def test_a_person_is_known_by_the_last_name(words: str) -> None:
    met = Met(f"Tomas Reil said A. A trader said B. {words} said C.")
    reil = met.meet("Tomas Reil")
    met.meet("A trader")
    assert met.meet(words) is reil


def test_people_of_other_names_are_others() -> None:
    met = Met("Tomas Reil said A. Mira Tolm said B. Tolm said C.")
    reil, tolm = met.meet("Tomas Reil"), met.meet("Mira Tolm")
    assert reil is not tolm
    assert met.meet("Tolm") is tolm


def test_the_woman_and_the_trader_are_those_brought_in_before() -> None:
    met = Met("A woman said A. A trader said B. The woman said C. The trader said D.")
    woman, trader = met.meet("A woman"), met.meet("A trader")
    assert woman is not trader
    assert met.meet("The woman") is woman
    assert met.meet("The trader") is trader


def test_it_is_the_body_or_document_before() -> None:
    met = Met("The decree forbids it. It says that all must leave.")
    assert met.meet("The decree") is met.meet("It")


def test_somebody_who_told_the_outlet_is_anonymous_not_a_body() -> None:
    met = Met("An official told The Harbour Wire that it was so.")
    assert met.meet("An official", told=True).kind == "anonymous"


@pytest.mark.parametrize("words", ["A resident of Dolm", "A source", "Two traders"])
def test_people_without_a_name_are_anonymous(words: str) -> None:
    assert Met(f"{words} said so.").meet(words).kind == "anonymous"


def test_a_source_is_not_a_person_because_another_is_named() -> None:
    met = Met("Tomas Reil said A. A source said B.")
    met.meet("Tomas Reil")
    assert met.meet("A source").kind == "anonymous"


def test_we_in_a_sources_own_quotation_does_not_make_it_plural() -> None:
    met = Met("A source in the valley told us. “We heard it.” The source went on. She wept.")
    source = met.meet("A source in the valley")
    assert met.meet("We", source, quoted=True) is source
    assert not source.plural
    assert met.meet("The source") is source
    assert met.meet("She") is source


def test_the_same_ordinal_twice_is_one_source() -> None:
    met = Met(
        "A second source said A. The dogs barked. A second source said B. Another source said C. Another source said D."
    )
    second = met.meet("A second source")
    assert met.meet("A second source") is second
    assert met.meet("Another source") is not met.meet("Another source")


def test_the_new_governor_is_one_however_often_he_speaks() -> None:
    met = Met("The new governor said A. The new governor said B.")
    assert met.meet("The new governor") is met.meet("The new governor")


def test_mr_and_mrs_of_one_name_are_two() -> None:
    met = Met("Mr. Vosk said A. Mrs. Vosk said B.")
    assert met.meet("Mr. Vosk") is not met.meet("Mrs. Vosk")


def test_who_is_brought_in_before_he_speaks_is_named_without_what_he_did() -> None:
    met = Met("A guard at the gate stopped the car. The guard said A.")
    assert met.meet("The guard").name == "A guard at the gate"


def test_he_inside_a_quotation_is_not_the_one_who_is_quoted() -> None:
    met = Met("A source told us: “My cousin sells soap. He swears that it is scarce.”")
    source = met.meet("A source")
    assert met.meet("He", source, quoted=True) is not source


def test_many_blank_lines_behind_a_capital_letter_cost_nothing() -> None:
    assert cast("By Ilan Vosk\n" + "\n" * 200_000 + "the boats (MSS)", None).abbreviations == {"mss": frozenset()}
