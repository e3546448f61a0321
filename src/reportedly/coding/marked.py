"""Offences, penalties and targets in words that no list knows: the network marks them and tells their codes."""

from __future__ import annotations

from reportedly.coding.codebook import Codebook
from reportedly.language import Analysis
from reportedly.record import Report, Span, span_at

LISTS = ("offence", "penalty", "target")
GENERAL = {"offence": "crime", "penalty": "punishment", "target": "group"}
"""What is coded where no sharper code is likely enough."""
SURE = 0.7
"""Least probability of a code to be taken instead of the general one."""

Named = tuple[str, str, Span, bool]


def with_marked(report: Report, analysis: Analysis, codebook: Codebook, named: list[Named]) -> list[Named]:
    """Codes with those added that the network alone finds, in the order of the text."""
    found = list(named)
    for list_ in LISTS:
        taken = [span for other, _, span, _ in named if other == list_]
        for span, _ in analysis.marked(list_):
            if _free(report, span, taken) and (code := _code(analysis, list_, span, codebook)):
                found.append((list_, code, span, False))
                found.extend(("right", right, span, False) for right in codebook.rights(list_, code))
    gone = [span for span, _ in analysis.marked("repealed")]
    for at, (list_, code, span, repealed) in enumerate(found):
        if list_ == "penalty" and not repealed and any(s < span[1] and span[0] < e for s, e in gone):
            found[at] = (list_, code, span, True)
    return sorted(dict.fromkeys(found), key=lambda one: (one[2][0], -one[2][1], one[0], one[1]))


def _free(report: Report, span: Span, taken: list[Span]) -> bool:
    return span_at(report.boilerplate, span[0]) is None and not any(s < span[1] and span[0] < e for s, e in taken)


def _code(analysis: Analysis, list_: str, span: Span, codebook: Codebook) -> str | None:
    """The likeliest code of a list, the general one where none is likely enough; None if the codebook has neither."""
    ranked = sorted(((share, code) for code, share in analysis.likely(f"code_{list_}", [span]).items()), reverse=True)
    for share, code in ranked:
        if share >= SURE and codebook.has(list_, code):
            return code
    return GENERAL[list_] if codebook.has(list_, GENERAL[list_]) else None
