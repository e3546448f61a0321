"""``pipeline.read_documents``: bytes in, records out, by one process or by several that end with theirs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly import pipeline
from reportedly.errors import NotFound, NotText
from reportedly.record import Report

HOUSE = Path(__file__).resolve().parent.parent
TEXTS = [f"HALMET – A resident told The Harbour Wire that depot {number} was closed.\n" for number in range(6)]


def documents() -> Iterator[tuple[bytes, str]]:
    for number, text in enumerate(TEXTS):
        yield text.encode(), f"{number}.txt"


@pytest.mark.parametrize("jobs", [1, 2])
def test_documents_are_read_in_their_order_whatever_the_jobs(jobs: int) -> None:
    found = list(pipeline.read_documents(documents(), jobs=jobs, outlet="The Harbour Wire"))
    assert [document for document, _ in found] == list(documents())
    assert [one.text for _, one in found if isinstance(one, Report)] == TEXTS
    assert found[0][1] == pipeline.read_bytes(TEXTS[0].encode(), "0.txt", outlet="The Harbour Wire")


def test_a_document_that_cannot_be_read_gives_its_error_and_the_rest_goes_on() -> None:
    mixed = [(b"", "empty.txt"), (TEXTS[0].encode(), "a.txt")]
    kinds = [type(one) for _, one in pipeline.read_documents(mixed)]
    assert kinds == [NotText, Report]


def test_no_more_documents_are_taken_than_are_read_soon() -> None:
    taken = 0

    def coming() -> Iterator[tuple[bytes, str]]:
        nonlocal taken
        for document in documents():
            taken += 1
            yield document

    reading = pipeline.read_documents(coming())
    next(reading)
    assert taken == 1


def test_bytes_are_loaded_or_it_is_said_why_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\x00")
    assert pipeline.load(tmp_path / "a.txt") == b"\xff\x00"
    with pytest.raises(NotFound):
        pipeline.load(tmp_path / "b.txt")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_readers_end_when_whoever_started_them_is_killed() -> None:
    code = f"""
import itertools, multiprocessing
from reportedly import pipeline
coming = (({TEXTS[0].encode()!r}, str(number)) for number in itertools.count())
for _ in pipeline.read_documents(coming, jobs=2):
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
"""
    environment = {**os.environ, "PYTHONPATH": str(HOUSE / "src")}
    with subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True) as reading:
        assert reading.stdout is not None
        readers = [int(pid) for pid in reading.stdout.readline().split()]
        reading.send_signal(signal.SIGKILL)
    assert len(readers) == 2
    for _ in range(600):
        if not any(_runs(pid) for pid in readers):
            return
        time.sleep(0.1)
    pytest.fail("readers go on without whom they read for")


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
