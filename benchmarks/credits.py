"""How surely a report's credit lines name the agency that it is from: PolNeAR's metadata.

    python -m benchmarks.credits [FOLDER]

``FOLDER`` holds ``metadata.tsv`` with publisher, author and wire, and the texts in ``*/text`` (``polnear`` of the
corpora). A text whose wire is an agency should credit that agency, all others none. Articles that only credit papers
are not counted: the metadata does not say whose they are.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

from benchmarks import where
from benchmarks.table import Row, Section, table
from reportedly.corroboration.citations import credits, outlets
from reportedly.record import Report

PUBLISHERS = {
    "huff-post": "HuffPost", "wash-post": "Washington Post", "nyt": "New York Times", "usa-today": "USA Today",
    "west-journal": "The Western Journal",
}  # fmt: skip
"""Names of outlets that the metadata writes in its own way."""


def measure(folder: Path) -> Counter[str]:
    """Articles of agencies, those of them credited to it by text and byline or by the text alone, and false credits."""
    figures: Counter[str] = Counter()
    texts = {path.name.removesuffix(".txt"): path for path in folder.glob("*/text/*.txt")}
    with (folder / "metadata.tsv").open(encoding="utf-8", newline="") as lines:
        for about in csv.DictReader(lines, delimiter="\t"):
            if path := texts.get(about["filename"].removesuffix(".txt")):
                text = path.read_text("utf-8")
                byline = (about["author"],) if about["author"] not in ("None", "") else ()
                wire = outlets().known(about["wire"])
                agencies = [_agencies(text, about["publisher"], by) for by in (byline, ())]
                figures["articles"] += 1
                figures["wire"] += wire is not None
                figures["found"] += wire is not None and wire.id in agencies[0]
                figures["found by the text alone"] += wire is not None and wire.id in agencies[1]
                figures["false"] += bool(agencies[0] - ({wire.id} if wire else set()))
    return figures


def _agencies(text: str, publisher: str, byline: tuple[str, ...]) -> set[str]:
    report = Report("", text, "text/plain", outlet=PUBLISHERS.get(publisher, publisher), byline=byline)
    return {one for one in credits(report) if one in outlets().entries and outlets()[one].kind == "agency"}


def section(figures: Counter[str]) -> Section:
    rows = [
        Row("texts of agencies credited to them", f"{figures['found']}/{figures['wire']}"),
        Row("by the text alone, without the byline", f"{figures['found by the text alone']}/{figures['wire']}"),
        Row("texts credited to an agency they are not from", str(figures["false"]), on=f"{figures['articles']} texts"),
    ]
    return Section("Credit lines: PolNeAR", tuple(rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=(where.polnear_dev() or Path("polnear/dev")).parent)
    print(table([section(measure(parser.parse_args().folder))]))


if __name__ == "__main__":
    main()
