"""reportedly as a reader that is measured: from the bytes of a report to its record as JSON.

    python -m benchmarks.reader --jobs N

With one job the files are in memory and the weights are warm before the first round. With more, every round starts its
processes anew, as the command does, and what they need to start is part of its time.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from benchmarks.rounds import serve
from reportedly import pipeline
from reportedly.errors import ReportError
from reportedly.version import __version__

WARM_UP = 5
"""Reports that are read before anything is measured."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=1)
    jobs = parser.parse_args().jobs

    def alone(paths: list[Path]) -> Callable[[], None]:
        reports = [(path.read_bytes(), path.name) for path in paths]

        def read() -> None:
            for data, name in reports:
                pipeline.read_bytes(data, name).to_json()

        for data, name in reports[:WARM_UP]:
            pipeline.read_bytes(data, name).to_json()
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
