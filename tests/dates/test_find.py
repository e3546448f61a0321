"""What a time expression means: absolute, partial, or told from the day of publication, Thursday 2021-03-04."""

from __future__ import annotations

import pytest

from reportedly.record import Attribution
from tests.dates.reading import dates, report, values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was signed on June 6, 2019.", {"June 6, 2019": "2019-06-06"}),
        ("It was signed on 6 June 2019.", {"6 June 2019": "2019-06-06"}),
        ("It was signed on the 6th of June 2019.", {"the 6th of June 2019": "2019-06-06"}),
        ("The paper of 2019-06-06 says so.", {"2019-06-06": "2019-06-06"}),
        ("The stamp reads 6.6.2019 in red.", {"6.6.2019": "2019-06-06"}),
        ("It closed in May 2018.", {"May 2018": "2018-05"}),
        ("It closed in September of 2018.", {"September of 2018": "2018-09"}),
        ("It closed in 1998.", {"1998": "1998"}),
        ("The camp grew in the 1990s.", {"the 1990s": "199"}),
        ("The canal is from the 19th century.", {"the 19th century": "18"}),
        ("The wall fell in 483 BC.", {"483 BC": "BC0483"}),
        ("It opened in the winter of 2017.", {"the winter of 2017": "2017-WI"}),
        ("Grain fell in the third quarter of 2020.", {"the third quarter of 2020": "2020-Q3"}),
        ("It fell in the first half of 2020.", {"the first half of 2020": "2020-H1"}),
        ("They met on 14 and 15 July 2009.", {"14 and 15 July 2009": "2009-07-14"}),
    ],
)
def test_absolute_dates_are_as_written(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The guards came on June 6.", {"June 6": "2020-06-06"}),
        ("The guards came on Feb. 6.", {"Feb. 6": "2021-02-06"}),
        ("The court will sit on June 6.", {"June 6": "2021-06-06"}),
        ("The depot closed in December.", {"December": "2020-12"}),
        ("The depot will open in August.", {"August": "2021-08"}),
        ("The depot opens in April.", {"April": "2021-04"}),
    ],
)
def test_partial_dates_get_the_year_that_is_nearest_or_that_the_tense_asks_for(
    text: str, expected: dict[str, str]
) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The shops closed today.", {"today": "2021-03-04"}),
        ("They closed yesterday.", {"yesterday": "2021-03-03"}),
        ("They were shut the day before yesterday.", {"the day before yesterday": "2021-03-02"}),
        ("It was banned last month.", {"last month": "2021-02"}),
        ("It was banned last week.", {"last week": "2021-W08"}),
        ("It will be banned next year.", {"next year": "2022"}),
        ("It was banned three years ago.", {"three years ago": "2018"}),
        ("It was banned two weeks ago.", {"two weeks ago": "2021-W07"}),
        ("It was banned ten days ago.", {"ten days ago": "2021-02-22"}),
        ("It was banned a decade ago.", {"a decade ago": "2011"}),
        ("It was banned a few years ago.", {"a few years ago": "PAST_REF"}),
        ("The fence was built last summer.", {"last summer": "2020-SU"}),
        ("It was heard in January of last year.", {"January of last year": "2020-01"}),
        ("They were beaten over the weekend.", {"the weekend": "2021-W08-WE"}),
        ("They came the week before last.", {"the week before last": "2021-W07"}),
        ("It will be done by mid-month.", {"mid-month": "2021-03 MID"}),
        ("They came last night.", {"last night": "2021-03-03TNI"}),
        ("They came this morning.", {"this morning": "2021-03-04TMO"}),
    ],
)
def test_relative_dates_are_told_from_the_day_of_publication(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry said on Friday that it knew.", {"Friday": "2021-02-26"}),
        ("He was arrested Thursday.", {"Thursday": "2021-03-04"}),
        ("The court will rule on Friday.", {"Friday": "2021-03-05"}),
        ("Lists must be handed in by Monday.", {"Monday": "2021-03-08"}),
        ("They were seen last Thursday.", {"last Thursday": "2021-02-25"}),
        ("They return next Tuesday.", {"next Tuesday": "2021-03-09"}),
        ("The train left on Friday evening.", {"Friday evening": "2021-02-26TEV"}),
        ("The train left at 10 p.m. on Friday.", {"10 p.m. on Friday": "2021-02-26T22:00"}),
        ("The train left at midnight Friday.", {"midnight Friday": "2021-02-26T24:00"}),
    ],
)
def test_weekdays_go_by_tense_and_day_of_publication(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


def test_times_are_told_from_the_time_mentioned_before() -> None:
    text = "The raid was on 3 May 2019. Two days later the family left. The same month the house was sealed."
    assert values(text) == {"3 May 2019": "2019-05-03", "Two days later": "2019-05-05", "The same month": "2019-05"}
    text = "The raid was on 3 May 2019. That evening the neighbours came, and the next morning they were gone."
    assert values(text) == {
        "3 May 2019": "2019-05-03",
        "That evening": "2019-05-03TEV",
        "the next morning": "2019-05-04TMO",
    }


def test_parts_of_the_day_go_with_a_day_mentioned_shortly_before() -> None:
    text = "The raid was on 3 May 2019. In the evening the neighbours came."
    assert values(text) == {"3 May 2019": "2019-05-03", "the evening": "2019-05-03TEV"}
    assert values("They pray in the evening.") == {}


def test_a_day_of_the_month_is_of_the_month_of_the_telling_unless_one_was_named() -> None:
    text = "They were called together at the end of last month, a source said on the 2nd."
    assert values(text)["the 2nd"] == "2021-03-02"
    assert values("The raid was on 3 May 2019, and on the 12th they came again.")["the 12th"] == "2019-05-12"
    assert values("They came on the 27th.")["the 27th"] == "2021-02-27"
    text = "All savings are to be handed in by 1 April. The wardens were called together on the 2nd."
    assert values(text)["the 2nd"] == "2021-03-02"


def test_a_year_that_was_named_holds_for_the_dates_that_follow() -> None:
    text = "The mine was closed on 14 July 2009. The ration had been cut on 1 July."
    assert values(text) == {"14 July 2009": "2009-07-14", "1 July": "2009-07-01"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ends in early June 2022.", {"early June 2022": "2022-06 START"}),
        ("It began in mid-November 2019.", {"mid-November 2019": "2019-11 MID"}),
        ("It began at the end of last month.", {"the end of last month": "2021-02 END"}),
        ("It began late last year.", {"late last year": "2020 END"}),
        ("It began earlier this week.", {"earlier this week": "2021-W09 START"}),
        ("It began around May 2019.", {"around May 2019": "2019-05 APPROX"}),
        ("It ended nearly two years ago.", {"nearly two years ago": "2019 LESS_THAN"}),
    ],
)
def test_parts_of_a_time_are_modifiers(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They were held for a month.", {"a month": "P1M"}),
        ("They were held for more than four hours.", {"more than four hours": "PT4H MORE_THAN"}),
        ("They waited half an hour.", {"half an hour": "PT30M"}),
        ("They waited for 2.5 years.", {"2.5 years": "P2.5Y"}),
        ("They waited for two and a half years.", {"two and a half years": "P2Y6M"}),
        ("It was a ten-day journey.", {"ten-day": "P10D"}),
        ("Prices rose in the past three years.", {"the past three years": "P3Y"}),
        ("Nothing came for weeks.", {"weeks": "PXW"}),
        ("They report every Monday.", {"every Monday": "XXXX-WXX-1"}),
        ("They report every two weeks.", {"every two weeks": "P2W"}),
        ("They report daily.", {"daily": "P1D"}),
        ("They report twice a month.", {"a month": "P1M"}),
    ],
)
def test_durations_and_sets_have_a_length(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


def test_kind_is_that_of_timex3_in_lower_case() -> None:
    text = "On Friday at 5 p.m. the guards, who are fed daily, had been gone for two days."
    assert [one.kind for one in dates(text)] == ["time", "set", "duration"]
    assert [one.kind for one in dates("It closed in 1998.")] == ["date"]


@pytest.mark.parametrize(
    "text",
    [
        "A 19-year-old was seized, and a woman who is 80 years old.",
        "Some 2000 people were there.",
        "They may leave, and they march for bread.",
        "He paid $2019 for it.",
        "An august body fell silent.",
        "It was read by Torvale Today.",
        "A man in his 30s was seen on Easter Island.",
        "A quarter of them came; less than a quarter of the rest did.",
    ],
)
def test_ages_numbers_and_other_words_are_no_dates(text: str) -> None:
    assert values(text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mine was dug in Juche 85.", {"Juche 85": "1996"}),
        ("There was no rice on the Day of the Sun 2020.", {"Day of the Sun 2020": "2020-04-15"}),
        ("It was given out for Party Foundation Day.", {"Party Foundation Day": "2020-10-10"}),
        ("It will be given out for the Day of the Sun.", {"Day of the Sun": "2021-04-15"}),
        ("It was given out for Lunar New Year.", {"Lunar New Year": "2021-02-12"}),
        ("It was given out for Chuseok 2019.", {"Chuseok 2019": "2019-09-13"}),
    ],
)
def test_juche_years_and_holidays_fall_on_their_day(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


def test_a_holiday_that_other_countries_have_too_needs_a_report_on_korea() -> None:
    assert values("It was given out on Liberation Day.") == {}
    text = "North Korea gave it out on Liberation Day."
    assert values(text) == {"Liberation Day": "2020-08-15"}


def test_what_a_weekday_owns_has_happened_on_it() -> None:
    assert values("They will look for ways to get around Monday's ruling.") == {"Monday": "2021-03-01"}
    assert values("They will drill ahead of Monday's ruling.") == {"Monday": "2021-03-08"}


def test_without_any_day_the_year_stays_open() -> None:
    text = "The order came on June 6. On Monday the wells were sealed, and last year they were dug."
    assert values(text, None) == {"June 6": "XXXX-06-06", "Monday": "XXXX-WXX-1", "last year": "XXXX"}
    first = dates(text, None)[0]
    assert (first.earliest, first.latest) == (None, None)


def test_the_day_of_the_telling_stands_in_for_the_day_of_publication() -> None:
    text = "The order was given at the end of last month, a source told Daily Sarn on June 6."
    cue = (text.index("told"), text.index("told") + 4)
    told = Attribution("a1", None, (), (cue,), ((0, 45),), None, "indirect", 0.9)
    found = dates(text, None, attributions=(told,))
    assert [(one.value, one.mod) for one in found] == [("XXXX-05", "END"), ("XXXX-06-06", None)]
    assert "the day of the telling, June 6" in found[0].why


def test_a_verb_of_telling_is_enough_where_no_attributions_are_known() -> None:
    text = "The order was given last month, a source told Daily Sarn on June 6."
    assert values(text, None) == {"last month": "XXXX-05", "June 6": "XXXX-06-06"}


def test_a_dateline_in_figures_stands_in_for_the_day_of_publication() -> None:
    text = "Sacks\n\n(Sarn Watch, 12.10)\n\nThey have walked about since the beginning of this month."
    assert values(text, None) == {"the beginning of this month": "XXXX-10 START"}


def test_months_of_one_series_share_their_year() -> None:
    assert values("It rained from October 2018 to March.") == {"October 2018": "2018-10", "March": "2019-03"}


@pytest.mark.parametrize(
    "head",
    [
        "HALMET, Nov. 12 —",
        "(Sarn Watch, 12 November)",
        "By A. B. | Sarn Watch | Nov. 12",
        "Published on 12 November",
        "Nov. 12",
    ],
)
def test_the_day_at_the_head_stands_in_for_the_day_of_publication(head: str) -> None:
    found = values(f"{head}\n\nThe guards came last month, and on the 20th they left.", None)
    assert found["last month"] == "XXXX-10"
    assert found["the 20th"] == "XXXX-10-20"


def test_a_dateline_stands_in_for_the_day_of_publication() -> None:
    text = "KAST, May 16 (RTA) -- More buses are to come by the end of the month."
    assert values(text, None) == {"May 16": "XXXX-05-16", "the end of the month": "XXXX-05 END"}


def test_earliest_and_latest_are_iso_days_or_both_unknown() -> None:
    text = "In 2019, in May 2018, last week, in the 1990s, in winter, for two days, recently, on 3 May 2018."
    ends = {text[one.span[0] : one.span[1]]: (one.earliest, one.latest) for one in dates(text)}
    assert ends["2019"] == ("2019-01-01", "2019-12-31")
    assert ends["May 2018"] == ("2018-05-01", "2018-05-31")
    assert ends["last week"] == ("2021-02-22", "2021-02-28")
    assert ends["the 1990s"] == ("1990-01-01", "1999-12-31")
    assert ends["3 May 2018"] == ("2018-05-03", "2018-05-03")
    assert ends["two days"] == ends["recently"] == (None, None)


def test_why_is_said_in_plain_english() -> None:
    (found,) = dates("It was banned last month.")
    assert found.why == "1 month before the day of publication, 2021-03-04"


def test_nothing_is_found_in_boilerplate() -> None:
    text = "It was closed on 3 May 2019. Copyright 2020."
    start = text.index("Copyright")
    assert values(text, boilerplate=((start, len(text)),)) == {"3 May 2019": "2019-05-03"}


def test_ids_number_the_dates_in_the_order_of_the_text() -> None:
    found = dates("On Friday, in 2019, and for two days.")
    assert [one.id for one in found] == ["d1", "d2", "d3"]
    assert report("x").dates == ()
