"""Records of invented reports, built by hand: words instead of offsets."""

from __future__ import annotations

from reportedly.record import Attribution, Claim, Engine, Force, Origin, Polarity, Quote, Report, Source, Span, Spans

TEXT = "\n\n".join(
    (
        "By Ines Corvay",
        "“All forty wardens were summoned to Oskamen,” a source in the province told Vosmara Window. “A deputy "
        "minister said that the time for patience was over and ordered every house by the lake to be searched.”",
        "According to the source, ministry officials explained that the Unity Congress had ordered that listeners "
        "“must not be corrected but removed,” and that wardens who concealed a case would be punished.",
        "“A receiver under the bed is an open door in the wall,” one official was quoted as saying.",
        "State radio denied that any searches were under way.",
        "“They burned eleven radios,” the source said. “The children were made to count them.",
        "“The wardens stood and watched.”",
        "The searches have reportedly spread to the towns.",
        "Read this article in Vosmaran\n",
    )
)


def at(text: str, words: str, after: str = "") -> Span:
    """The span of ``words``, which must be in ``text``; looked for behind ``after``."""
    start = text.index(words, text.index(after) if after else 0)
    return (start, start + len(words))


def dispatch() -> Report:
    """A record with nested and discontinuous contents, implied links, hedges, and a claim nobody is named for."""

    def spans(*words: str, after: str = "") -> Spans:
        return tuple(at(TEXT, one, after) for one in words)

    def link(
        id: str, source: str | None, named: Spans, cue: Spans, content: Spans, quote: Quote, within: str | None = None
    ) -> Attribution:
        return Attribution(id, source, named, cue, content, within, quote, 0.87)

    summoned = spans("“All forty wardens were summoned to Oskamen,”")
    deputy = spans(
        "“A deputy minister said that the time for patience was over and ordered every house by the lake "
        "to be searched.”"
    )
    patience = spans("that the time for patience was over")
    searched = spans("every house by the lake to be searched")
    explained = spans(
        "that the Unity Congress had ordered that listeners “must not be corrected but removed,” "
        "and that wardens who concealed a case would be punished"
    )
    removed = spans("listeners “must not be corrected but removed,”")
    punished = spans("wardens who concealed a case would be punished")
    receiver = spans("“A receiver under the bed is an open door in the wall,”")
    denied = spans("any searches were under way")
    burned = spans(
        "“They burned eleven radios,”", "“The children were made to count them.", "“The wardens stood and watched.”"
    )
    spread = spans("The searches have", "spread to the towns")
    attributions = (
        link("a1", "s2", spans("a source in the province"), spans("told"), summoned + deputy, "direct"),
        link("a2", "s3", spans("A deputy minister"), spans("said"), patience, "indirect", "a1"),
        link("a3", "s3", spans("A deputy minister"), spans("ordered"), searched, "indirect", "a1"),
        link(
            "a4",
            "s2",
            spans("the source"),
            spans("According to"),
            spans("ministry officials explained " + TEXT[slice(*explained[0])]),
            "mixed",
        ),
        link("a5", "s4", spans("ministry officials"), spans("explained"), explained, "mixed", "a4"),
        link("a6", "s5", spans("the Unity Congress"), spans("had ordered"), removed, "mixed", "a5"),
        link("a7", "s4", spans("one official"), spans("was quoted as saying"), receiver, "direct"),
        link("a8", "s6", spans("State radio"), spans("denied"), spans("that any searches were under way"), "indirect"),
        link(
            "a9", "s2", spans("the source", after="“They burned"), spans("said", after="“They burned"), burned, "direct"
        ),
        link("a10", None, (), spans("reportedly"), spread, "indirect"),
    )

    def claim(
        number: int, attribution: str | None, content: Spans, chain: str, force: Force, implied: str = "",
        hedged: bool = False, polarity: Polarity = "positive", confidence: float = 0.9,
    ) -> Claim:  # fmt: skip
        return Claim(
            f"c{number}",
            attribution,
            content,
            tuple(chain.split()),
            tuple(implied.split()),
            force,
            polarity,
            hedged,
            confidence,
        )

    claims = (
        claim(1, "a1", summoned, "s1 s2", "stated", confidence=0.96),
        claim(2, "a2", patience, "s1 s2 s3", "stated"),
        claim(3, "a3", searched, "s1 s2 s3", "ordered"),
        claim(4, "a6", removed, "s1 s2 s4 s5", "ordered", confidence=0.81),
        claim(5, "a5", punished, "s1 s2 s4", "warned"),
        claim(6, "a7", receiver, "s1 s2 s4", "stated", implied="s2"),
        claim(7, "a8", denied, "s1 s6", "denied", polarity="negative"),
        claim(8, "a9", burned, "s1 s2", "stated"),
        claim(9, "a10", spread, "s1", "stated", hedged=True, confidence=0.55),
    )
    sources = (
        Source("s1", "Vosmara Window", "outlet", mentions=spans("Vosmara Window")),
        Source(
            "s2", "a source in the province", "anonymous", "relayed", spans("a source in the province", "the source")
        ),
        Source("s3", "a deputy minister", "person", "official", spans("A deputy minister")),
        Source("s4", "ministry officials", "institution", "official", spans("ministry officials", "one official")),
        Source("s5", "the Unity Congress", "institution", mentions=spans("the Unity Congress")),
        Source("s6", "State radio", "institution", mentions=spans("State radio")),
    )
    return Report(
        id="sha256:" + "5e" * 32,
        text=TEXT,
        media_type="text/plain",
        title="Vosmara orders prison terms for listeners of foreign radio",
        outlet="Vosmara Window",
        byline=("Ines Corvay",),
        published="2023-03-14",
        language="en",
        origin=Origin(path="/srv/ines/archive/radio-order.txt"),
        boilerplate=spans("By Ines Corvay", "Read this article in Vosmaran"),
        engine=Engine("0.1", "en-2"),
        sources=sources,
        attributions=attributions,
        claims=claims,
    )


def bare(text: str, path: str = "report.txt") -> Report:
    """A record of a report in which nothing was found."""
    return Report(id="sha256:" + "00" * 32, text=text, media_type="text/plain", origin=Origin(path=path))
