"""reportedly as a reader that is measured: from the bytes of a report to its record as JSON.

    python -m benchmarks.reader [--jobs N] [--who-says-what]

With --who-says-what the steps that find dates, places, actors, codes and what sources are worth are left out.
With one job the files are in memory and the weights are warm before the first round. With more, every round starts its
processes anew, as the command does, and what they need to start is part of its time.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from benchmarks.rounds import serve
from reportedly import attribution, claims, documents, pipeline
from reportedly.errors import ReportError
from reportedly.language import analyse
from reportedly.record import Report
from reportedly.version import __version__

WARM_UP = 5
"""Reports that are read before anything is measured."""


def who_says_what(data: bytes, name: str) -> Report:
    """Read a report from its bytes to its claims and their chains, as pipeline.finish does, and nothing besides."""
    report = documents.open_bytes(data, name)
    if report.language not in pipeline.READ:
        return report
    analysis = next(analyse([report.text]))
    sources, attributions = attribution.find(report, analysis, pipeline._heads())
    report = replace(report, engine=pipeline.ENGINE, sources=sources, attributions=attributions)
    sources, found = claims.assemble(report, analysis.sentences, analysis.paragraphs, pipeline.signs(analysis))
    return replace(report, sources=sources, claims=found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--who-says-what", action="store_true")
    arguments = parser.parse_args()
    jobs, read_bytes = arguments.jobs, who_says_what if arguments.who_says_what else pipeline.read_bytes

    def alone(paths: list[Path]) -> Callable[[], None]:
        reports = [(path.read_bytes(), path.name) for path in paths]

        def read() -> None:
            for data, name in reports:
                read_bytes(data, name).to_json()

        for data, name in reports[:WARM_UP]:
            read_bytes(data, name).to_json()
        return read

    def together(paths: list[Path]) -> Callable[[], None]:
        def read() -> None:
            for _, report in pipeline.read_files(paths, jobs=jobs):
                if isinstance(report, ReportError):
                    raise report
                report.to_json()

        return read

    serve(f"reportedly {__version__}, ONNX Runtime {version('onnxruntime')}", alone if jobs == 1 else together)


if __name__ == "__main__":
    main()
