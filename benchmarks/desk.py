"""How soon the review desk answers: every page, a judgment, and the API, over HTTP, with a large ledger behind it.

    python -m benchmarks.desk [--reports 100000] [--at FILE] [--keep] [--times 60] [--json FILE]

Makes a ledger of generated reports with ten claims each (benchmarks/generated.py) where ``--at`` says, or in a
temporary file; with ``--keep`` one that is there already is measured (and some judgments are added to it). The desk
runs in a process of its own, as ``reportedly desk`` serves it to one person, and is asked one thing after another by
this one; so both together have two cores. Each page is asked for ``--times`` times with ever other questions. What is
timed is from the request to the last byte of the answer; what the browser then draws is not. Beside it stands the
processor time that the desk took for it, which says the same on a machine that others work on, but for the waiting for
the disk.

After a start the desk reads all claims into memory (ledger/held.py). Until then it answers whoever asks for a page that
counts that it is still reading; how long that lasts and how soon it says so is measured first, without any warm-up by
this program. The peak of the desk's memory is measured, too. Nothing compares reports meanwhile, as ``reportedly desk``
does in a ledger in which many wait to be compared; but the pages of families compare a few for each visit, as they do.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import quote, urlencode

from benchmarks import ledger as filling
from benchmarks import where
from benchmarks.generated import FUNCTION, Language
from benchmarks.progress import say

EACH = 10
"""Claims of a report: a million in 100,000 reports."""
BAR = 0.3
"""Seconds that no page may take at the 95th percentile."""
JUDGED = 0.1
"""Seconds that a judgment may take."""

ORDERS = ("added", "published", "date", "relevance")
"""Orders of what is found."""

Figures = dict[str, Any]
Ask = tuple[str, str, dict[str, str]]
"""Method, address, and the fields of a form."""


def serve(at: str) -> None:
    """The desk of one person, until the process that started this one ends it; prints its port."""
    import uvicorn

    from reportedly.ledger import open_ledger
    from reportedly.web.app import make_app
    from reportedly.web.desk import Desk

    def never(*_: object, **__: object) -> Any:
        raise AssertionError("nothing is read here")

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[Any] | None = None) -> None:
            await super().startup(sockets)
            print(self.servers[0].sockets[0].getsockname()[1], flush=True)

    with open_ledger(at) as ledger:
        app = make_app(Desk(ledger, never, "Mara Lind"))
        app.state.held.begin()
        Server(uvicorn.Config(app, port=0, log_level="error", access_log=False, timeout_keep_alive=600)).run()


@dataclass
class Client:
    """One browser at the desk: keeps its connection, its cookie and the token of its forms."""

    port: int

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        self.headers: dict[str, str] = {}
        self.connection.request("GET", "/", headers=self.headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        self.headers["Cookie"] = str(answer.headers["Set-Cookie"]).partition(";")[0]
        found = re.search(r'"X-CSRF-Token":"(\w+)"', page)
        assert found is not None
        self.headers |= {"X-CSRF-Token": found[1], "Origin": f"http://127.0.0.1:{self.port}"}

    def ask(self, ask: Ask) -> tuple[float, int, str]:
        """Seconds until the last byte, the status and the answer."""
        method, address, form = ask
        headers = dict(self.headers)
        if form:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
        before = time.perf_counter()
        self.connection.request(method, address, urlencode(form) if form else None, headers)
        answer = self.connection.getresponse()
        body = answer.read()
        return time.perf_counter() - before, answer.status, body.decode()


def asked(query: Any) -> str:
    """A question as the addresses of the desk have it."""
    names = {"text": "words", "source_kind": "source-kind", "decision": "state"}
    given: dict[str, str] = {}
    for name in ("text", "outlet", "source_kind", "force", "code", "place", "sort"):
        if (value := getattr(query, name)) is not None:
            given[names.get(name, name)] = value
    for name, field in (("date", "dates"), ("published", "published")):
        if (ends := getattr(query, field)) is not None:
            given[name] = "/".join(one or ".." for one in ends)
    if query.chain is not None:
        given["chain"] = "..".join("" if one is None else str(one) for one in query.chain)
    if query.of == "reports":
        given["reports"] = "1"
    return urlencode(given)


def pages(reports: list[str], language: Language) -> dict[str, Iterator[Ask]]:
    """What is asked for, ever other things of each kind."""
    chance = random.Random(5)
    kinds = filling.questions(language)
    claims = [kinds[name] for name in ("a word and two filters", "two words", "three filters", "one filter")]

    def get(make: Callable[[], str]) -> Iterator[Ask]:
        while True:
            yield "GET", make(), {}

    def question(plain: bool = False) -> str:
        query = asked(next(chance.choice(claims)))
        return re.sub(r"&?sort=\w+", "", query) if plain else query

    def reports_asked() -> str:
        return asked(next(kinds["reports by two words"])).removesuffix("&reports=1")

    def report() -> str:
        return f"/reports/{quote(chance.choice(reports), safe=':')}"

    def judgments() -> Iterator[Ask]:
        while True:
            yield (
                "POST",
                f"{report()}/claims/c{chance.randrange(EACH)}/judge",
                {"decision": chance.choice(("accept", "reject", "unsure"))},
            )

    def forms(address: str, form: dict[str, str]) -> Iterator[Ask]:
        while True:
            yield "POST", address, form

    return {
        "home": get(lambda: "/"),
        "search": get(lambda: f"/search?{question()}"),
        "search, everything": get(lambda: "/search"),
        "search for reports": get(lambda: f"/search?{asked(next(kinds['reports by two words']))}"),
        "report": get(report),
        "claim": get(lambda: f"{report()}/claims/c{chance.randrange(EACH)}"),
        "form to correct": get(lambda: f"{report()}/claims/c{chance.randrange(EACH)}/correct"),
        "source": get(lambda: f"{report()}/sources/s2"),
        "judgment": judgments(),
        "queue": get(lambda: "/queue"),
        "queue by search": get(lambda: f"/queue?{question(plain=True)}"),
        "next from the queue": forms("/queue/next", {"queue": "uncertain"}),
        "a second look": forms("/queue/next", {"queue": "second"}),
        "search, a common word": get(lambda: f"/search?words={chance.choice(FUNCTION)}&sort={chance.choice(ORDERS)}"),
        "timeline": get(lambda: f"/timeline?{question(plain=True)}"),
        "timeline, everything": get(lambda: "/timeline"),
        "map": get(lambda: f"/map?{question(plain=True)}"),
        "map, everything": get(lambda: "/map"),
        "orders": get(lambda: f"/orders?{question(plain=True)}"),
        "orders, everything": get(lambda: "/orders"),
        "codes": get(lambda: f"/codes?{question(plain=True)}"),
        "codes, everything": get(lambda: "/codes"),
        "corroborate": get(lambda: "/corroborate"),
        "corroborate, a claim": get(lambda: f"/corroborate?report={chance.choice(reports)[7:19]}"),
        "add": get(lambda: "/add"),
        "audit": get(lambda: "/audit"),
        "people": get(lambda: "/people"),
        "API: claims": get(lambda: f"/api/v1/claims?{question()}"),
        "API: report": get(lambda: f"/api/v1{report()}"),
        "API: ledger": get(lambda: "/api/v1/ledger"),
        "API: reports": get(lambda: f"/api/v1/reports?{reports_asked()}"),
        "API: claim": get(lambda: f"/api/v1{report()}/claims/c{chance.randrange(EACH)}"),
        "API: queue": get(lambda: "/api/v1/queue"),
        "API: families": get(lambda: "/api/v1/families"),
        "API: audit": get(lambda: "/api/v1/audit"),
        "API: people": get(lambda: "/api/v1/people"),
        "API: counts": get(lambda: f"/api/v1/counts/code?{question(plain=True)}"),
    }  # fmt: skip


def measure(at: str, times: int, only: list[str]) -> Figures:
    """Every page, and what the desk needed until it could count."""
    language = Language()
    with tempfile.TemporaryFile() as errors:
        command = [sys.executable, "-m", "benchmarks.desk", "--serve", at]
        desk = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, cwd=where.HOUSE, text=True)
        try:
            assert desk.stdout is not None
            client = Client(int(desk.stdout.readline()))
            figures: Figures = {"cores": 2, "pages": {}}
            figures |= _begun(client)
            for name, coming in pages(_reports(at), language).items():
                if not only or name in only:
                    figures["pages"][name] = _timed(client, desk.pid, name, coming, times)
            figures["memory"] = _peak(desk.pid)
            return figures
        finally:
            desk.terminate()
            desk.wait(30)


def _begun(client: Client) -> Figures:
    """How long the desk reads all claims after it began to listen, and how soon it says so to whoever asks."""
    begun = time.perf_counter()
    meanwhile: list[float] = []
    while True:
        for page in ("/codes", "/", "/search"):
            taken, status, _ = client.ask(("GET", page, {}))
            if page == "/codes" and status == 200:
                seconds = time.perf_counter() - begun
                p95 = quantiles(meanwhile, n=20, method="inclusive")[-1] if len(meanwhile) > 1 else taken
                say(f"all claims are in memory after {seconds:.1f} s; until then {p95 * 1000:.0f} ms at 95 %")
                return {"until it counts": seconds, "meanwhile95": p95}
            assert status in (200, 503), status
            meanwhile.append(taken)
        time.sleep(0.1)


def _timed(client: Client, pid: int, name: str, coming: Iterator[Ask], times: int) -> Figures:
    seconds, busy, size, slowest = [], [], 0, ("", 0.0)
    for ask in islice(coming, times):
        before = _busy(pid)
        taken, status, answer = client.ask(ask)
        busy.append(_busy(pid) - before)
        if status >= 400:
            raise AssertionError(f"{ask[0]} {ask[1]}: status {status}: {answer[-500:]}")
        seconds.append(taken)
        size += len(answer)
        slowest = max(slowest, (ask[1], taken), key=lambda one: one[1])
    p95, busy95 = (quantiles(one, n=20, method="inclusive")[-1] for one in (seconds, busy))
    bar = JUDGED if name == "judgment" else BAR
    said = f"{name:24} {median(seconds) * 1000:6.0f} ms {p95 * 1000:6.0f} ms at 95 %, processor {busy95 * 1000:6.0f} ms"
    say(said if p95 < bar else f"{said}  TOO SLOW")
    figures = {"p50": median(seconds), "p95": p95, "most": slowest[1], "slowest": slowest[0], "bytes": size / times}
    return {**figures, "processor": median(busy), "processor95": busy95}


def _busy(pid: int) -> float:
    """Seconds that the threads of a process have run on a processor so far; 0 where the system does not say."""
    spent = 0
    for one in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with suppress(OSError):  # a thread that has just ended
            spent += int(one.read_text().split()[0])
    return spent / 1e9


def _reports(at: str) -> list[str]:
    """Ids of reports to ask for: some hundreds, from everywhere in the ledger."""
    from sqlalchemy import select

    from reportedly.ledger import open_ledger
    from reportedly.ledger.index_tables import reports

    with open_ledger(at) as ledger, ledger.reading() as connection:
        numbers = connection.execute(select(reports.c.number).order_by(reports.c.number)).scalars().all()
        some = random.Random(3).sample(numbers, min(500, len(numbers)))
        return [str(id) for id in connection.execute(select(reports.c.id).where(reports.c.number.in_(some))).scalars()]


def _peak(pid: int) -> int | None:
    """Bytes of memory that a process had at its highest, where the system says so."""
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) * 1024 if found else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--at", help="a file")
    parser.add_argument("--keep", action="store_true", help="measure the ledger that is there")
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--only", nargs="+", default=[], metavar="PAGE")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--serve", metavar="FILE", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments.serve)
        return
    with tempfile.TemporaryDirectory() as folder:
        at = arguments.at or str(Path(folder) / "reportedly.db")
        if not arguments.keep:
            filling.fill(at, arguments.reports * EACH, EACH)
        figures = measure(at, arguments.times, arguments.only)
    slow = [name for name, one in figures["pages"].items() if one["p95"] >= (JUDGED if name == "judgment" else BAR)]
    print(json.dumps({**figures, "too slow": slow}, indent=1))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
