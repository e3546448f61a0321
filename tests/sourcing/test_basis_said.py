"""sourcing: the words that say how a source knows, in what it says itself."""

from __future__ import annotations

import pytest

from tests.sourcing.weighed import weighed


@pytest.mark.parametrize(
    ("marked", "access", "basis"),
    [
        (
            "{c:“I saw the guards seal the wells,”} {s:a trader} {q:said}.",
            "first_hand",
            "I saw the guards seal the wells",
        ),
        ("{c:“We were beaten with hoses,”} {s:a student} {q:said}.", "first_hand", "We were beaten with hoses"),
        ("{c:“They came to our house at night,”} {s:a woman} {q:said}.", "first_hand", "They came to our house"),
        ("{c:“A guard told me the wells were sealed,”} {s:a woman} {q:said}.", "relayed", "A guard told me"),
        (
            "{c:“I heard from my cousin that the wells were sealed,”} {s:a woman} {q:said}.",
            "relayed",
            "I heard from my cousin",
        ),
        (
            "{c:“I was told by a neighbour that they were sealed,”} {s:a woman} {q:said}.",
            "relayed",
            "I was told by a neighbour",
        ),
        ("{c:“My brother told us that they were sealed,”} {s:a woman} {q:said}.", "relayed", "My brother told us"),
        ("{c:“The officer asked me for my papers,”} {s:a trader} {q:said}.", "first_hand", "The officer asked me"),
        (
            "{c:“I was in the square when they opened fire,”} {s:a vendor} {q:said}.",
            "first_hand",
            "I was in the square",
        ),
        (
            "{c:“I watched them load the trucks,”} {s:a vendor} {q:said}.",
            "first_hand",
            "I watched them load the trucks",
        ),
        ("{c:“We had to hand over our phones,”} {s:a pupil} {q:said}.", "first_hand", "We had to hand over our phones"),
        ("{c:“They took my son in the night,”} {s:a mother} {q:said}.", "first_hand", "They took my son"),
        ("{c:“My husband was taken from the fields,”} {s:a woman} {q:said}.", "first_hand", "My husband was taken"),
        (
            "{c:“A colleague who was there told me that they were forced to sign,”} {s:a nurse} {q:said}.",
            "relayed",
            "A colleague who was there told me",
        ),
    ],
)
def test_a_basis_stands_in_its_own_words(marked: str, access: str, basis: str) -> None:
    report, source = weighed(marked)
    assert (source.access, report.words(source.basis)) == (access, basis)


@pytest.mark.parametrize(
    ("marked", "access", "basis"),
    [
        (
            "{s:A woman} {q:said} {c:she had been turned away at the gate}.",
            "first_hand",
            "had been turned away at the gate",
        ),
        ("{s:A clerk} {q:said} {c:he received the circular on 3 May}.", "first_hand", "received the circular"),
        ("{s:A woman} {q:recalled} {c:being questioned for two days}.", "first_hand", "being questioned for two days"),
        ("{s:A woman} {q:said} {c:a neighbour told her that the wells were sealed}.", "relayed", "told her"),
        ("{s:A farmer} {q:said} {c:he was fined two sacks of maize}.", "first_hand", "was fined two sacks of maize"),
        (
            "{s:A farmer} {q:said} {c:that he saw three trucks leave the depot}.",
            "first_hand",
            "he saw three trucks leave the depot",
        ),
        ("{s:A farmer} {q:described} {c:seeing bodies by the road}.", "first_hand", "seeing bodies by the road"),
        ("{s:A farmer} {q:said} {c:he had learned of it from a cousin}.", "relayed", "had learned of it from a cousin"),
        ("{s:An inmate's wife} {q:said} {c:her husband had been beaten}.", "first_hand", "her husband"),
    ],
)
def test_a_basis_stands_in_reported_words(marked: str, access: str, basis: str) -> None:
    report, source = weighed(marked)
    assert (source.access, report.words(source.basis)) == (access, basis)


def test_what_a_friend_told_is_hearsay_and_what_an_officer_told_was_done() -> None:
    told = "{c:“%s told me that the road was closed,”} {s:a nurse} {q:said}."
    assert weighed(told % "A friend")[1].access == "relayed"
    assert weighed(told % "The commander")[1].access == "first_hand"


def test_what_was_told_to_kin_was_not_told_to_the_source() -> None:
    assert weighed("{c:“The officer whispered to my aunt,”} {s:a nurse} {q:said}.")[1].basis == ()


def test_who_is_where_a_life_is_told_is_no_basis() -> None:
    assert (
        weighed("{s:Ada Lenk, who ran for mayor in 2016,} {q:said} {c:the road was closed}.", "person")[1].basis == ()
    )
