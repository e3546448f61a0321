"""What holds for every text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.actors.reading import actors

SOME = (
    "the The a police officers Ministry of and State Security (MSS) MSS Colonel Reil Reil’s Kim Jong Un officials who",
    "those anyone found were , . “ ” head party committee traders families from in North Korea ministry’s workers’ or",
    "ranked higher Group told 109 guard İ ﬁ é",
)
WORDS = st.sampled_from([*(word for line in SOME for word in line.split()), "\n", "\u2028"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join))


@given(TEXTS)
def test_find_gives_spans_inside_the_text_in_order(text: str) -> None:
    found = actors(text)
    for actor in found:
        assert actor.mentions
        assert list(actor.mentions) == sorted(set(actor.mentions))
        assert all(0 <= start < end <= len(text) for start, end in actor.mentions)
        assert actor.kind in ("person", "institution", "group")
        assert actor.level in (None, "centre", "province", "city", "county", "unit")
    assert [actor.id for actor in found] == [f"x{number}" for number in range(1, len(found) + 1)]
    assert [min(actor.mentions) for actor in found] == sorted(min(actor.mentions) for actor in found)


@given(TEXTS)
def test_find_gives_each_mention_to_one_actor(text: str) -> None:
    spans = [span for actor in actors(text) for span in actor.mentions]
    assert len(spans) == len(set(spans))


@given(TEXTS)
def test_find_gives_the_same_twice(text: str) -> None:
    assert actors(text) == actors(text)


@given(TEXTS)
def test_find_names_are_words_of_the_text(text: str) -> None:
    flat = " ".join(text.split())
    assert all(actor.name in flat for actor in actors(text))
