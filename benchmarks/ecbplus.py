"""How well events are told to be the same across reports: ``python -m benchmarks.ecbplus FOLDER [--json FILE]``.

FOLDER holds documents of ECB+ (Cybulska and Vossen, LREC 2014). Each is opened as a report, and reports are put into
clusters as the ledger does it. The mentions of actions are given; within a cluster of reports each is compared with
each by the product's own judge of pairs, on their sentences, and cut into clusters. No network reads the reports: dates
and places that are resolved are left out here. Scored are the clusters of
documents (B³, against the halves of the topics) and those of mentions (MUC, B³, CEAFe and their mean; mentions that
are alone count).

Beside it stands what is to be beaten: in the same clusters of documents, mentions with the same stems are the same.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import Any

from benchmarks import coreference, ecbcorpus
from benchmarks.ecbcorpus import Document, Mention
from reportedly.corroboration.same import Said, Told, events_together, reports_together, told
from reportedly.corroboration.same.parts import words_said
from reportedly.ledger.terms import tokens
from reportedly.record import Report, Span, Spans


def opened(document: Document) -> Report:
    """A document as a report of which only the text is known; its name for an id, since some have the same bytes."""
    return Report(document.name, document.text, "text/plain")


def mention_said(document: Document, mention: Mention, report: Report, whole: Told) -> Said:
    """A mention as it is compared: its sentence, with the dates and places in it, and its own words for heads."""
    sentence = next(one for one in document.sentences if one[0] <= mention.spans[0][0] < one[1])
    dates = [one for one in report.dates if _inside(one.span, sentence)]
    places = [one for one in report.places if _inside(one.span, sentence)]
    return words_said(report, whole, mention.id, (sentence,), dates, places, _joined(mention.spans))


def _inside(span: Span, sentence: Span) -> bool:
    return sentence[0] <= span[0] < sentence[1]


def _joined(spans: Spans) -> Spans:
    """Neighbouring tokens as one span."""
    out = [spans[0]]
    for start, end in spans[1:]:
        if start - out[-1][1] <= 1:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)


def by_stem(documents: Iterable[Document], cluster_of: dict[str, int]) -> list[list[Hashable]]:
    """The mentions of every cluster of documents that have the same stems."""
    found: dict[Hashable, list[Hashable]] = {}
    for document in documents:
        for one in document.mentions:
            stems = tuple(t.token for start, end in one.spans for t in tokens(document.text[start:end]))
            found.setdefault((cluster_of[document.name], stems), []).append(one.id)
    return list(found.values())


def wanted_events(documents: Iterable[Document]) -> list[list[Hashable]]:
    """The mentions of every event."""
    found: dict[str, list[Hashable]] = {}
    for document in documents:
        for one in document.mentions:
            found.setdefault(one.event, []).append(one.id)
    return list(found.values())


def wanted_documents(documents: Iterable[Document]) -> list[list[Hashable]]:
    """The documents of every half of a topic."""
    found: dict[str, list[Hashable]] = {}
    for document in documents:
        found.setdefault(document.event, []).append(document.name)
    return list(found.values())


def measure(folder: Path, *, every: bool = False) -> dict[str, Any]:
    """The figures of a folder. Raises ValueError if it holds no document of ECB+."""
    documents = ecbcorpus.read(folder, every=every)
    reports = {one.name: opened(one) for one in documents}
    wholes = {name: told(report) for name, report in reports.items()}
    clusters = reports_together(list(wholes.values()))
    by_name = {one.name: one for one in documents}
    found: list[list[Hashable]] = []
    for cluster in clusters:
        mentions = [
            mention_said(by_name[name], one, reports[name], wholes[name])
            for name in cluster
            for one in by_name[name].mentions
        ]
        found += [[ref[1] for ref in refs] for refs in events_together(mentions)]
    cluster_of = {name: at for at, cluster in enumerate(clusters) for name in cluster}
    wanted = wanted_events(documents)
    return {
        "documents": len(documents),
        "mentions": sum(len(one.mentions) for one in documents),
        "document_clusters": len(clusters),
        "document_b3": coreference.b_cubed(wanted_documents(documents), clusters)._asdict(),
        "events": _figures(wanted, found),
        "same_stem": _figures(wanted, by_stem(documents, cluster_of)),
    }


def _figures(wanted: list[list[Hashable]], given: list[list[Hashable]]) -> dict[str, dict[str, float]]:
    return {name: score._asdict() for name, score in coreference.scores(wanted, given).items()}


def lines(figures: dict[str, Any]) -> Iterable[str]:
    """The figures as a table."""
    yield f"{figures['documents']} documents, {figures['mentions']} mentions, {figures['document_clusters']} clusters"
    yield f"{'':28}{'recall':>8}{'precision':>11}{'F1':>8}"
    yield _line("documents, B³", figures["document_b3"])
    for which, title in (("same_stem", "same stem"), ("events", "reportedly")):
        for name, shown_as in (("muc", "MUC"), ("b3", "B³"), ("ceafe", "CEAFe"), ("conll", "CoNLL")):
            yield _line(f"{title}, {shown_as}", figures[which][name])


def _line(title: str, score: dict[str, float]) -> str:
    return f"{title:28}{100 * score['recall']:8.1f}{100 * score['precision']:11.1f}{100 * score['f1']:8.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a folder of ECB+ XML")
    parser.add_argument("--every", action="store_true", help="score mentions in sentences that were not checked, too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here as well")
    arguments = parser.parse_args()
    figures = measure(arguments.folder, every=arguments.every)
    print("\n".join(lines(figures)))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
