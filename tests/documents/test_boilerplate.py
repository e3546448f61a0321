"""documents.boilerplate: what is not the account is found, and no sentence of an account ever is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.documents import boilerplate

ACCOUNT = [
    "The council closed the pier on Monday, two skippers told The Harbour Wire.",
    "“They read out the order and left,” one of them said.",
    "Nobody in Halmet expects it to open again before winter.",
] * 4

FOOTERS = [
    "Please direct any comments or questions about this article to desk@harbourwire.example.",
    "Please direct any comments or questions about this article to",
    "Comments about this report may be sent to the newsroom.",
    "Contact the reporter at mira@harbourwire.example",
    "Have a tip? Write to us.",
    "Email: desk@harbourwire.example",
    "Read in Velkan",
    "Read this article in Velkan.",
    "This article is available in Sorvian",
    "한국어로 읽기",
    "Mira Tolm is a reporter for The Harbour Wire.",
    "Mira Tolm is one of The Harbour Wire’s freelance reporters. Questions about her articles can be directed to",
    "Tomas Reil is a Halmet-based correspondent who covers fishing and the coast. Follow him on Twitter.",
    "The author’s name has been changed for safety.",
    "Follow Mira Tolm on Twitter @miratolm.",
    "Photo: Harbour Wire",
    "(Image: The Harbour Wire)",
    "[Photo by Tomas Reil]",
    "Photo by Tomas Reil/The Harbour Wire",
    "FILE – Boats lie at the eastern pier in Halmet, Feb. 3, 2019. (AP Photo/Ilko Saren)",
    "FILE PHOTO: The pier",
    "A patrol boat leaves the eastern pier. (Photo: Council of Halmet)",
    "Share this article",
    "Share on Facebook",
    "Facebook | Twitter | Email",
    "Translated by Deva Morin.",
    "Translated by Deva Morin. Edited by Tomas Reil.",
    "Reported by Ilko Saren for RCV’s Sorvian Service. Translated and edited by Deva Morin.",
    "Written in English by Deva Morin.",
    "(Reporting by Ilko Saren in Halmet; Editing by Deva Morin)",
    "Edited by the coast desk of The Harbour Wire.",
    "Copyright © 1998-2020, RCV. All rights reserved.",
    "© 2021 The Harbour Wire",
    "Used with the permission of RCV, 12 Pier Road, Halmet.",
    "This article was originally published in The Velk Courier.",
    "Subscribe to our newsletter and never miss a report",
    "Sign up for our weekly briefing",
    "Support independent journalism: donate today",
    "Related articles",
    "Read more: Skippers wait for winter",
    "Home > News > Coast",
    "Advertisement",
    "3 min read",
    "By Mira Tolm",
    "By Mira Tolm and Tomas Reil in Halmet",
    "By Mira Tolm - 2021.03.04 11:24am",
    "BY MIRA TOLM",
    "Tomas Reil, Staff Reporter",
    "March 4, 2021",
    "4 March 2021, 09:30",
    "2021-03-04",
    "2021.03.04 11:24am",
    "Published: March 4, 2021",
    "Last updated: 4 March 2021 10:15 GMT",
]

SENTENCES = [
    "Photos of the pier were found on his telephone, and he was led away.",
    "Photo by photo, the officers went through the album.",
    "Photographs from the pier show boats without engines.",
    "The officers asked him who had taken the photo.",
    "Contact with the village was lost on Monday.",
    "Contact with foreigners is a crime under the new rule.",
    "Contact us, the officers told the families, if your son comes home.",
    "“Please direct any questions about this article to the ministry,” the spokesman said.",
    "Read in Velkan schools for decades, the poem has now been taken out of the books.",
    "Read in court by a clerk, the verdict took two minutes.",
    "Mira Tolm is a reporter who was arrested in Halmet on Monday.",
    "Mira Tolm is a teacher at the school in Halmet.",
    "Mira Tolm, a reporter for The Harbour Wire, was detained for two days.",
    "Tomas Reil was a correspondent for The Harbour Wire until he was sentenced to five years.",
    "Tomas Reil, the governor, signed the order.",
    "Translated by the ministry into three languages, the decree was read out in every village.",
    "Edited by hand, the lists were sent back to the capital.",
    "Reported by neighbours, the family was moved to the mines.",
    "Written by prisoners, the letters never left the camp.",
    "Share the list with nobody, the chairman ordered.",
    "Sharing a foreign film is punished with ten years.",
    "Subscribers to foreign newspapers have to register.",
    "Support for the strike grew on Tuesday.",
    "Related charges were dropped in March.",
    "Advertisements for work abroad have been forbidden.",
    "Home searches went on until March 4, 2021.",
    "By Monday, the pier was empty.",
    "By order of the council, the pier was closed.",
    "By night, patrol boats search the bay.",
    "By March 4, 2021, all boats had been counted.",
    "March 4, 2021, was the day of the arrests.",
    "On March 4, 2021, the pier was closed.",
    "2021 was a year of hunger on the coast.",
    "FILE clerks in Halmet were told to burn the lists.",
    "Copyright rules forbid the songs.",
    "All rights of the prisoners were taken away.",
    "The article was originally published by a banned newspaper, the prosecutor said.",
    "Save for two skippers, nobody was let out.",
    "Print shops in Halmet must hand in their paper.",
    "Email is read by the security office.",
    "Follow the party, the posters say.",
    "Menus in Halmet no longer list meat.",
    "Next year the quota will be doubled.",
    "He said the image of the leader had been damaged.",
    "The video shows officers on the pier.",
    "The source asked that no photo be published.",
    "Editing of school books began in March.",
    "Log in hand, the captain waited.",
    "The council’s newsletter told people to subscribe to war bonds.",
    "More from the harvest must be handed over.",
    "“We use cookies as money here,” one prisoner wrote.",
]


@pytest.mark.parametrize("footer", FOOTERS)
def test_a_footer_or_header_line_is_found_where_it_stands(footer: str) -> None:
    text = "\n\n".join([*ACCOUNT, footer])
    assert [text[start:end] for start, end in boilerplate.find(text)] == [footer]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("place", ["alone", "first", "middle", "last"])
def test_a_sentence_of_the_account_is_never_marked(sentence: str, place: str) -> None:
    lines = {
        "alone": [sentence],
        "first": [sentence, *ACCOUNT],
        "middle": [*ACCOUNT[:6], sentence, *ACCOUNT[6:]],
        "last": [*ACCOUNT, sentence],
    }[place]
    assert boilerplate.find("\n\n".join(lines)) == ()


def test_the_account_itself_is_never_marked() -> None:
    assert boilerplate.find("\n".join(ACCOUNT)) == ()
    assert boilerplate.find(" ".join(ACCOUNT)) == ()


def test_a_credit_behind_the_last_full_stop_is_found_without_the_sentence_before_it() -> None:
    text = "The pier stayed closed. Translated by Deva Morin. Edited by Tomas Reil."
    (span,) = boilerplate.find(text)
    assert text[slice(*span)] == "Translated by Deva Morin. Edited by Tomas Reil."


def test_headlines_under_related_articles_belong_to_them_until_a_sentence_comes() -> None:
    text = "Account.\n\nRelated articles\nSkippers wait for winter\nPier closed\n\nThe pier was closed on Monday.\n"
    assert [text[start:end] for start, end in boilerplate.find(text)] == [
        "Related articles",
        "Skippers wait for winter",
        "Pier closed",
    ]


def test_a_line_that_goes_on_with_a_sentence_is_no_line_of_its_own() -> None:
    text = "The list of the drowned was drawn up and signed in Halmet\nBy Mira Tolm\nand two officers.\n"
    assert boilerplate.find("First.\n\n" + text) == ()


def test_in_capitals_no_word_is_taken_for_a_name() -> None:
    text = "THE PIER WAS CLOSED. THE ORDER WAS SIGNED.\nBY POLICE AND HEALTH AUTHORITIES\n"
    assert boilerplate.find(text) == ()


def test_spans_leave_out_the_white_space_around_a_line() -> None:
    text = "Account.\r\n\r\n  Read in Velkan \r\n"
    assert [text[start:end] for start, end in boilerplate.find(text)] == ["Read in Velkan"]


@given(st.lists(st.one_of(st.sampled_from([*FOOTERS, *SENTENCES, "", " "]), st.text(max_size=30)), max_size=20))
def test_spans_are_sorted_disjoint_and_inside(lines: list[str]) -> None:
    text = "\n".join(lines)
    spans = boilerplate.find(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        at = end


@pytest.mark.parametrize(
    "piece",
    ["A", "A ", "By A ", "Mira Tolm, ", "Translated by Mira Tolm. ", "Home > ", "a.", "(", "(Photo: ", "By Aa bin ",
     "The A of the ", "© ", "Share | ", "Jan 1, 2020 ", "Reporting and writing by ", "A’", "A.A.", "1", "12:30 "],
)  # fmt: skip
def test_no_line_takes_long_to_judge(piece: str) -> None:
    line = (piece * 600)[: boilerplate.LONGEST_LINE]
    began = time.perf_counter()
    boilerplate.find("\n\n".join([line, "Account. " + line[:200] + "!", line[:599] + "!"]))
    assert time.perf_counter() - began < 2
