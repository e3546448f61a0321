"""Hypothesis strategies: texts of all kinds under layers of any spans, sensible or not."""

from __future__ import annotations

from hypothesis import strategies as st

from reportedly.record import Attribution, Claim, Report, Source, Spans

NASTY = "\0\x07\x1b\r\u200f\u202e\u2066\u2028\ud800\ufeff"
TEXTS = st.text(st.one_of(st.sampled_from(list("ab “”<&>\"'\n\r\t…漢字" + NASTY)), st.characters()), max_size=80)
WORDS = st.one_of(st.text(max_size=12), st.sampled_from(["a source", "</span><script>", "\x1b[31m", "s1", "‮"]))
NAMES = st.sampled_from(["s1", "s2", "s3", "nobody"])


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report under arbitrary layers; ids may lead nowhere and spans may lie outside the text."""
    text = draw(TEXTS)
    border = st.integers(-1, len(text) + 2)
    spans: st.SearchStrategy[Spans] = st.lists(st.tuples(border, border), max_size=4).map(tuple)
    quote = st.sampled_from(["direct", "indirect", "mixed"])
    share = st.floats(0, 1)
    sources = st.lists(
        st.builds(Source, NAMES, WORDS, st.sampled_from(["outlet", "anonymous", "person"]), mentions=spans), max_size=3
    )
    attributions = st.lists(
        st.builds(
            Attribution, st.sampled_from(["a1", "a2"]), NAMES | st.none(), spans, spans, spans, st.none(), quote, share
        ),
        max_size=5,
    )
    claims = st.lists(
        st.builds(
            Claim, WORDS, st.sampled_from(["a1", "a2", "a3", None]), spans, st.lists(NAMES, max_size=4).map(tuple),
            st.lists(NAMES, max_size=2).map(tuple), st.sampled_from(["stated", "ordered"]),
            st.sampled_from(["positive", "negative"]), st.booleans(), share,
        ),
        max_size=5,
    )  # fmt: skip
    return Report(
        id="sha256:" + "00" * 32,
        text=text,
        media_type="text/plain",
        title=draw(WORDS | st.none()),
        outlet=draw(WORDS | st.none()),
        byline=tuple(draw(st.lists(WORDS, max_size=2))),
        language=draw(st.sampled_from(["en", None, '"><b>'])),
        notes=tuple(draw(st.lists(WORDS, max_size=2))),
        boilerplate=draw(spans),
        sources=tuple({source.id: source for source in draw(sources)}.values()),
        attributions=tuple(draw(attributions)),
        claims=tuple(draw(claims)),
    )
