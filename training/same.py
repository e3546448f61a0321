"""Make ``models/en/same.npz``: the table of words and the judges of pairs of reports, of events and of claims.

    python -m training.same --corpora ../shared/corpora --encoder FOLDER --wordnet FOLDER [--out FILE] [--folds 4]
    python -m training.same --corpora ../shared/corpora --lexicon OLD [--out FILE] [--folds 4]

The folders are those of all-MiniLM-L6-v2 and of WordNet's files, from which only the meanings of single words come;
with ``--lexicon`` they are taken from an older file instead. Nothing depends on the network that reads reports: new
weights of that need no new judges. The judges learn from ECB+ (reports and events) and from training/pairs*.yaml
(claims). Before the final ones, as many as ``--folds`` say are made without a part of the topics each and measured on
it; what is printed is their mean.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import coreference, ecbcorpus, ecbplus
from reportedly.corroboration.same import documents, events, features, gather, lexicon, trees, web
from reportedly.corroboration.same.documents import told
from reportedly.corroboration.same.said import Said
from training import claimpairs
from training.judge import grown, line_fitted
from training.lexicon import table

OUT = Path(__file__).resolve().parent.parent / "src" / "reportedly" / "models" / "en" / "same.npz"
TREES = 200
"""Of the judge of events."""


class Corpus:
    """ECB+ as it is compared: what every report tells, and what every mention says, with features made once."""

    def __init__(self, folder: Path) -> None:
        self.documents = ecbcorpus.read(folder)
        reports = {one.name: ecbplus.opened(one) for one in self.documents}
        self.told = {name: told(report) for name, report in reports.items()}
        self.said: dict[str, list[Said]] = {
            one.name: [ecbplus.mention_said(one, m, reports[one.name], self.told[one.name]) for m in one.mentions]
            for one in self.documents
        }
        self.half = {one.name: one.event for one in self.documents}
        self.topic = {one.name: one.topic for one in self.documents}
        self.event = {m.id: m.event for one in self.documents for m in one.mentions}
        self._numbers: dict[tuple[str, str], np.ndarray] = {}

    def numbers(self, mentions: Sequence[Said]) -> np.ndarray:
        """The numbers of every two mentions of a cluster of reports: [pairs, events.NAMES]."""
        both = list(combinations(mentions, 2))
        for a, b in both:
            if (a.claim, b.claim) not in self._numbers:
                self._numbers[a.claim, b.claim] = features.features(a, b)
        rows = np.array([self._numbers[a.claim, b.claim] for a, b in both]).reshape(-1, len(features.NAMES))
        return np.column_stack((rows, events.together(mentions)))


def judge_of_reports(corpus: Corpus, topics: set[str]) -> dict[str, Any]:
    """Weights for ``documents.together``."""
    rows: list[np.ndarray] = []
    wanted: list[bool] = []
    for some in gather.report_webs([one for name, one in corpus.told.items() if corpus.topic[name] in topics]):
        rows.append(web.features(some))
        wanted += [corpus.half[a.report] == corpus.half[b.report] for a, b in combinations(some, 2)]
    (inside, inside_bias), (alone, alone_bias) = (
        line_fitted(np.concatenate(rows)[:, :width], np.array(wanted))
        for width in (len(web.FEATURES), len(documents.ALONE))
    )
    return {"together": inside, "together_bias": inside_bias, "alone": alone, "alone_bias": alone_bias}


def judge_of_events(corpus: Corpus, topics: set[str]) -> dict[str, Any]:
    """Weights for ``events.likely_same``: every half of a topic counts by the root of its pairs."""
    rows, wanted, weights = [], [], []
    for half in sorted({event for name, event in corpus.half.items() if corpus.topic[name] in topics}):
        every = [one for name, event in corpus.half.items() if event == half for one in corpus.said[name]]
        if len(every) > 1:
            rows.append(corpus.numbers(every))
            wanted += [corpus.event[a.claim] == corpus.event[b.claim] for a, b in combinations(every, 2)]
            weights.append(np.full(len(rows[-1]), (2000 / len(rows[-1])) ** 0.5))
    return grown("events", np.concatenate(rows), np.array(wanted), np.concatenate(weights), TREES)


def measured(corpus: Corpus, topics: set[str], stored: dict[str, Any]) -> dict[str, dict[str, float]]:
    """F1 on some topics of what ``benchmarks.ecbplus`` measures, by the judges in ``stored``."""
    chosen = [one for one in corpus.documents if one.topic in topics]
    with lexicon.using(stored):
        clusters = gather.reports_together([corpus.told[one.name] for one in chosen])
        found: list[list[Any]] = []
        for cluster in clusters:
            every = [one for name in cluster for one in corpus.said[name]]
            pairs = ((a.ref, b.ref) for a, b in combinations(every, 2))
            sure = trees.judged("events", corpus.numbers(every)) if len(every) > 1 else ()
            by_pair = dict(zip(pairs, map(float, sure), strict=True))
            found += [[ref[1] for ref in refs] for refs in gather.events_together(every, by_pair)]
    cluster_of = {name: at for at, cluster in enumerate(clusters) for name in cluster}
    wanted = ecbplus.wanted_events(chosen)
    return {
        "documents": {"b3": coreference.b_cubed(ecbplus.wanted_documents(chosen), clusters).f1},
        "events": {name: one.f1 for name, one in coreference.scores(wanted, found).items()},
        "same_stem": {
            name: one.f1 for name, one in coreference.scores(wanted, ecbplus.by_stem(chosen, cluster_of)).items()
        },
    }


def left_out(corpus: Corpus, words: dict[str, Any], folds: int) -> dict[str, dict[str, float]]:
    """The mean over parts of the topics, each measured by judges that have not seen it."""
    topics = sorted({one.topic for one in corpus.documents}, key=int)
    order = np.random.default_rng(7).permutation(len(topics))
    results = []
    for fold in range(folds):
        held = {topics[at] for at in order[fold::folds]}
        rest = set(topics) - held
        stored = words | judge_of_reports(corpus, rest) | judge_of_events(corpus, rest)
        results.append(measured(corpus, held, stored))
        print(f"part {fold + 1} of {folds}: {json.dumps(_rounded(results[-1]))}", flush=True)
    return {
        what: {name: float(np.mean([one[what][name] for one in results])) for name in results[0][what]}
        for what in results[0]
    }


def _rounded(figures: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    return {what: {name: round(100 * value, 1) for name, value in some.items()} for what, some in figures.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, help="the folder of all-MiniLM-L6-v2")
    parser.add_argument("--wordnet", type=Path, help="the folder of WordNet's files: data.noun, index.noun …")
    parser.add_argument("--lexicon", type=Path, help="an older same.npz whose table of words is kept")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--folds", type=int, default=4, help="parts of the topics to measure by; 0: do not measure")
    given = parser.parse_args(arguments)
    if given.lexicon:
        with np.load(given.lexicon) as stored:
            words = {name: stored[name] for name in lexicon.TABLE}
    elif given.encoder and given.wordnet:
        words = table(given.corpora, given.encoder, given.wordnet, ecbcorpus.read(given.corpora / "ecbplus"))
    else:
        parser.error("say where the encoder and WordNet are, or where an older lexicon is")
    with lexicon.using(words):
        corpus = Corpus(given.corpora / "ecbplus")
        if given.folds:
            print(json.dumps({"left_out": _rounded(left_out(corpus, words, given.folds))}), flush=True)
        topics = set(corpus.topic.values())
        final = words | judge_of_reports(corpus, topics) | judge_of_events(corpus, topics)
        final |= claimpairs.judge_of_claims(corpus.said, corpus.event)
    np.savez_compressed(given.out, **final)
    print(f"wrote {given.out.name}, {given.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
