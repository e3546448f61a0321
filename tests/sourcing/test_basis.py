"""sourcing: the words that say how a source knows, in the many ways in which news says it."""

from __future__ import annotations

import pytest

from tests.sourcing.weighed import weighed


@pytest.mark.parametrize(
    ("marked", "access", "basis"),
    [
        (
            "{s:A woman who was held in the camp for two years} {q:said} {c:the wells had been sealed}.",
            "first_hand",
            "who was held in the camp for two years",
        ),
        (
            "{s:A former prisoner of the Oss camp} {q:said} {c:the wells had been sealed}.",
            "first_hand",
            "A former prisoner of the Oss camp",
        ),
        ("{s:A survivor of the raid} {q:said} {c:the wells had been sealed}.", "first_hand", "A survivor of the raid"),
        ("{s:An eyewitness} {q:said} {c:the wells had been sealed}.", "first_hand", "An eyewitness"),
        (
            "{s:Two people who attended the meeting} {q:said} {c:the wells had been sealed}.",
            "first_hand",
            "who attended the meeting",
        ),
        (
            "{s:A man whose brother was arrested} {q:said} {c:the wells had been sealed}.",
            "first_hand",
            "whose brother was arrested",
        ),
        ("{s:One of those arrested} {q:said} {c:the wells had been sealed}.", "first_hand", "One of those arrested"),
        (
            "{s:A person present at the meeting} {q:said} {c:the wells had been sealed}.",
            "first_hand",
            "A person present at the meeting",
        ),
        (
            "{s:A teacher released from custody last week} {q:said} {c:the wells had been sealed}.",
            "first_hand",
            "released from custody",
        ),
        (
            "{s:A trader who witnessed the raid} {q:said} {c:the wells had been sealed}.",
            "first_hand",
            "who witnessed the raid",
        ),
        ("{s:A defector who fled in 2019} {q:said} {c:the wells had been sealed}.", "first_hand", "who fled in 2019"),
        (
            "{s:A nurse who treated the wounded} {q:said} {c:the wells had been sealed}.",
            "first_hand",
            "who treated the wounded",
        ),
        (
            "{s:A clerk, who has seen the list,} {q:said} {c:the wells had been sealed}.",
            "first_hand",
            "who has seen the list",
        ),
        (
            "{s:A participant in the training} {q:said} {c:the wells had been sealed}.",
            "first_hand",
            "A participant in the training",
        ),
        (
            "{s:An official who was briefed on the matter} {q:said} {c:the wells had been sealed}.",
            "relayed",
            "who was briefed on the matter",
        ),
        (
            "{s:An official familiar with the decision} {q:said} {c:the wells had been sealed}.",
            "relayed",
            "familiar with the decision",
        ),
        (
            "{s:A source with knowledge of the talks} {q:said} {c:the wells had been sealed}.",
            "relayed",
            "with knowledge of the talks",
        ),
        (
            "{s:A man who spoke to two of the guards} {q:said} {c:the wells had been sealed}.",
            "relayed",
            "who spoke to two of the guards",
        ),
        (
            "{s:An activist in contact with families} {q:said} {c:the wells had been sealed}.",
            "relayed",
            "in contact with families",
        ),
        (
            "{s:A woman who has relatives in the province} {q:said} {c:the wells had been sealed}.",
            "relayed",
            "who has relatives in the province",
        ),
        (
            "{s:A source close to the ministry} {q:said} {c:the wells had been sealed}.",
            "relayed",
            "close to the ministry",
        ),
        (
            "{s:A monk who heard it from a guard} {q:said} {c:the wells had been sealed}.",
            "relayed",
            "who heard it from a guard",
        ),
        (
            "{s:The source, whose cousin works at the mine,} {q:said} {c:the wells had been sealed}.",
            "first_hand",
            "whose cousin works at the mine",
        ),
        (
            "{s:A student who took part in the march} {q:said} {c:the road was closed}.",
            "first_hand",
            "who took part in the march",
        ),
        (
            "{s:A lorry driver who crossed the border on Friday} {q:said} {c:the road was closed}.",
            "first_hand",
            "who crossed the border on Friday",
        ),
        (
            "{s:A teacher, who was among the dismissed,} {q:said} {c:the road was closed}.",
            "first_hand",
            "who was among the dismissed",
        ),
        ("{s:Residents who saw the convoy} {q:said} {c:the road was closed}.", "first_hand", "who saw the convoy"),
        (
            "{s:A former guard at the prison} {q:said} {c:the road was closed}.",
            "first_hand",
            "A former guard at the prison",
        ),
        (
            "{s:A woman whose husband was conscripted in May} {q:said} {c:the road was closed}.",
            "first_hand",
            "whose husband was conscripted in May",
        ),
        (
            "{s:A person who was in the courtroom} {q:said} {c:the road was closed}.",
            "first_hand",
            "who was in the courtroom",
        ),
        (
            "{s:A man who was detained with him} {q:said} {c:the road was closed}.",
            "first_hand",
            "who was detained with him",
        ),
        (
            "{s:A villager who helped to bury the dead} {q:said} {c:the road was closed}.",
            "first_hand",
            "who helped to bury the dead",
        ),
        (
            "{s:An official with direct knowledge of the order} {q:said} {c:the road was closed}.",
            "relayed",
            "with direct knowledge of the order",
        ),
        (
            "{s:A source who is in regular contact with officials} {q:said} {c:the road was closed}.",
            "relayed",
            "who is in regular contact with officials",
        ),
        (
            "{s:A priest who has spoken with the families} {q:said} {c:the road was closed}.",
            "relayed",
            "who has spoken with the families",
        ),
        (
            "{s:An exile who keeps in touch with relatives at home} {q:said} {c:the road was closed}.",
            "relayed",
            "who keeps in touch with relatives at home",
        ),
        ("{s:A diplomat briefed on the talks} {q:said} {c:the road was closed}.", "relayed", "briefed on the talks"),
    ],
)
def test_a_basis_stands_in_the_words_for_the_source(marked: str, access: str, basis: str) -> None:
    report, source = weighed(marked)
    assert (source.access, report.words(source.basis)) == (access, basis)


@pytest.mark.parametrize(
    ("marked", "access", "basis"),
    [
        (
            "{s:A source} {q:said} {c:the wells had been sealed}, citing people who work at the ministry.",
            "relayed",
            "citing people who work at the ministry",
        ),
        (
            "{s:A source} {q:said} {c:the wells had been sealed}, based on what was said during the training.",
            "relayed",
            "based on what was said during the training",
        ),
        (
            "{s:A source} {q:said} {c:the wells had been sealed}, quoting a relative in the army.",
            "relayed",
            "quoting a relative in the army",
        ),
        ("Citing two guards, {s:a source} {q:said} {c:the wells had been sealed}.", "relayed", "Citing two guards"),
        (
            "After speaking to three drivers, {s:a source} {q:said} {c:the wells had been sealed}.",
            "relayed",
            "After speaking to three drivers",
        ),
        (
            "After her release from the camp, {s:a woman} {q:said} {c:the wells had been sealed}.",
            "first_hand",
            "After her release from the camp",
        ),
        (
            "On the basis of interviews with refugees, {s:a researcher} {q:said} {c:the wells had been sealed}.",
            "relayed",
            "On the basis of interviews with refugees",
        ),
        (
            "{s:A source} {q:said} {c:the wells had been sealed}, on the strength of a letter from his cousin.",
            "relayed",
            "on the strength of a letter from his cousin",
        ),
        (
            "Speaking from his hospital bed, {s:a miner} {q:said} {c:the wells had been sealed}.",
            "first_hand",
            "from his hospital bed",
        ),
        (
            "{s:A source} {q:said} {c:the wells had been sealed}, adding that he had heard it from a colleague.",
            "relayed",
            "adding that he had heard it from a colleague",
        ),
        (
            "{s:A merchant} {q:said} {c:the road was closed}, relying on what customers had told him.",
            "relayed",
            "relying on what customers had told him",
        ),
        (
            "{s:The group} {q:said} {c:the road was closed}, citing testimony from nine families.",
            "relayed",
            "citing testimony from nine families",
        ),
    ],
)
def test_a_basis_stands_around_the_cue(marked: str, access: str, basis: str) -> None:
    report, source = weighed(marked)
    assert (source.access, report.words(source.basis)) == (access, basis)


@pytest.mark.parametrize(
    ("marked", "sentence", "access", "basis"),
    [
        (
            "{s:A source} {q:said} {c:the wells had been sealed}.",
            "He attended both meetings.",
            "first_hand",
            "attended both meetings",
        ),
        (
            "{s:The source} {q:said} {c:the road was closed}.",
            "She was present at the lecture.",
            "first_hand",
            "was present at the lecture",
        ),
        (
            "{s:The source} {q:said} {c:the road was closed}.",
            "He works at the depot.",
            "first_hand",
            "works at the depot",
        ),
        (
            "{s:The source} {q:said} {c:the road was closed}.",
            "He had heard about it from a soldier.",
            "relayed",
            "had heard about it from a soldier",
        ),
    ],
)
def test_a_basis_stands_in_a_sentence_about_the_source(marked: str, sentence: str, access: str, basis: str) -> None:
    report, source = weighed(marked, then=" " + sentence)
    assert (source.access, report.words(source.basis)) == (access, basis)


@pytest.mark.parametrize(
    "marked",
    [
        "{s:A driver who asked not to be named} {q:said} {c:the wells had been sealed}.",
        "{s:A resident of Dolm, who lives near the market,} {q:said} {c:the wells had been sealed}.",
        "{c:“I think the wells will be sealed,”} {s:a trader} {q:said}.",
        "{c:“The wells are sealed,”} {s:a trader} {q:said}.",
        "{s:A woman} {q:said} {c:that she fears for the harvest}.",
        "{s:A lawyer representing one of the detainees} {q:said} {c:the road was closed}.",
        "{s:The mother of one of the detainees} {q:said} {c:the road was closed}.",
        "{s:The source} {q:said} {c:the road was closed}. He spoke on condition of anonymity.",
        "{c:“People say that the road is closed,”} {s:a vendor} {q:said}.",
        "{s:A farmer} {q:said} {c:he believed the road was closed}.",
        "{s:A farmer} {q:said} {c:they would have to leave}.",
    ],
)
def test_where_no_words_say_how_it_knows_access_is_unknown(marked: str) -> None:
    _, source = weighed(marked)
    assert (source.access, source.basis) == ("unknown", ())
