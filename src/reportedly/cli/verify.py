"""``reportedly verify``: is everything in the ledger as it was stored?"""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportedly.cli import write
from reportedly.cli.opening import Which, json_option, ledger_option
from reportedly.cli.progress import Progress
from reportedly.errors import LedgerError

if TYPE_CHECKING:
    from rich.console import Console

    from reportedly.cli.layout import Say
    from reportedly.ledger.problem import Problem
    from reportedly.ledger.timestamp import Stamp
    from reportedly.ledger.verify import Result

FILE = click.Path(path_type=Path)

JSON = """
  {"fits": true or false, "ledger": its id, "entries", "blobs", "bytes", "checkpoints": how many,
   "root", "against": the checkpoint or null, "problems": [{"what", "name", "reason"}],
   "more": problems beyond those that are named,
   "timestamp": {"at", "authority", "policy", "serial", "trusted"} or null}
With --proof:
  {"fits": true, "claim", "words", "report", "entry", "kind", "at", "by", "version",
   "checkpoint", "timestamp"}, or {"fits": false, "reason"}
"""
"""What --json prints, for docs/cli.md."""


@click.command(short_help="Hash everything again and name what does not fit.")
@click.option("--against", type=FILE, metavar="CHECKPOINT", help="A checkpoint that was kept elsewhere.")
@click.option("--proof", type=FILE, metavar="FILE", help="Verify the proof of one claim; needs no ledger.")
@click.option("--roots", type=FILE, metavar="PEM", help="Certificates of whoever may have time-stamped it.")
@click.option("--all", "everything", is_flag=True, help="Also compare all reports again with one another; takes long.")
@json_option
@ledger_option
@click.pass_context
def verify(
    ctx: click.Context,
    which: Which,
    against: Path | None,
    proof: Path | None,
    roots: Path | None,
    everything: bool,
    as_json: bool,
) -> None:
    """Hash everything in the ledger again, the reports’ bytes included, and name what does not fit.

    Without a checkpoint this finds whatever was damaged, or changed by somebody who did not change all hashes with it.
    Whoever can change the whole file can also make all hashes anew; against a checkpoint that was kept where they could
    not reach it, that shows too: it proves that all it saw is still there, unchanged. docs/ledger.md says what is
    proven, and how to check it without this program.

    \b
    Verify the ledger:
      reportedly verify
    Verify that what a checkpoint saw is still there (see reportedly checkpoint):
      reportedly verify --against checkpoint.json
    Verify also how many origins claims have, worked out anew:
      reportedly verify --all
    Verify the proof of one claim (see reportedly prove):
      reportedly verify --proof claim.json

    If a time stamp lies beside the checkpoint (CHECKPOINT.tsr), it is verified too. The exit status is 1 if anything
    does not fit.
    """
    if roots and not against:
        raise click.UsageError("--roots is for the time stamp of a checkpoint; name that with --against")
    stamp = _stamp(against, roots)
    if proof and everything:
        raise click.UsageError("--all is for a ledger; a proof is verified without one")
    check = partial(_verify_proof, proof) if proof else partial(_verify_ledger, which, everything)
    if not check(against, stamp, as_json):
        ctx.exit(1)


def _stamp(against: Path | None, roots: Path | None) -> Stamp | None:
    """What a time-stamping authority attests of the checkpoint, if its answer is there. Raises LedgerError."""
    from reportedly.ledger import timestamp

    if against is None or not (roots or timestamp.where(against).exists()):
        return None
    return timestamp.read(against, roots)


def _attested(stamp: Stamp, console: Console, say: Say) -> None:
    from reportedly.cli.layout import Hanging

    whose = "" if stamp.trusted else " (whose certificate this computer does not know; see --roots)"
    said = f"the checkpoint was there on {stamp.at}, says {stamp.authority}{whose}"
    console.print(Hanging(say("attested  ", "bold green"), say(said)))


def _verify_ledger(which: Which, everything: bool, against: Path | None, stamp: Stamp | None, as_json: bool) -> bool:
    from reportedly.ledger import checkpoint  # not at the top: --help needs none of it
    from reportedly.ledger.verify import verify as verified

    made = checkpoint.read(against) if against else None
    which.must_be_there()
    with Progress(2, "verifying", shown=True) as progress:
        result = verified(which.where, made, progress.at, passphrase=which.passphrase)
    if everything and result.fits:  # what does not fit cannot be worked out from
        result = replace(result, problems=tuple(_compared(which, result.entries)))
    if as_json:
        shape = {**result.to_dict(), "timestamp": stamp and asdict(stamp)}
        write.put_json(shape)
    else:
        _say(which, result, stamp)
    return result.fits


def _compared(which: Which, entries: int) -> list[Problem]:
    from reportedly.corroboration import anew

    with which.open() as ledger, Progress(entries, "comparing", shown=True) as progress:
        return anew.differences(ledger, partial(_up_to, progress, entries))


def _up_to(progress: Progress, entries: int, done: int) -> None:
    progress.at(done, entries)


def _say(which: Which, result: Result, stamp: Stamp | None) -> None:
    from reportedly.cli.layout import Hanging, Say, count, terminal

    console = terminal()
    say = Say(console.encoding)
    for problem in result.problems:
        console.print(Hanging(say("does not fit  ", "bold red"), say(str(problem))))
    if result.more:
        console.print(Hanging(say("does not fit  ", "bold red"), say(f"and {result.more:,} more")))
    checked = [count(result.entries, "entry").replace("entrys", "entries"), _of(result.blobs, "report")]
    size = f"{result.bytes / 1e6:,.1f} MB" if result.bytes > 1e5 else f"{result.bytes:,} bytes"
    seen = f", and all that the checkpoint of {result.against.at} saw" if result.against and result.fits else ""
    if result.fits:
        console.print(Hanging(say("fits  ", "bold green"), say(f"{', '.join(checked)}, {size}{seen}")))
        console.print(Hanging(say("root  ", "dim"), say(result.root or "none")))
    else:
        console.print(Hanging(say("checked  ", "dim"), say(f"{which.name}: {', '.join(checked)}, {size}")))
    if stamp:
        _attested(stamp, console, say)


def _of(number: int, thing: str) -> str:
    from reportedly.cli.layout import count

    return f"the bytes of {count(number, thing)}"


def _verify_proof(proof: Path, against: Path | None, stamp: Stamp | None, as_json: bool) -> bool:
    from reportedly.cli.layout import Hanging, Say, terminal
    from reportedly.ledger import checkpoint
    from reportedly.ledger import proof as proofs

    try:
        proven = proofs.check(proofs.read(proof), checkpoint.read(against) if against else None)
    except LedgerError as wrong:
        if not as_json:
            raise
        write.put_json({"fits": False, "reason": str(wrong)})
        return False
    entry, made = proven.entry, proven.checkpoint
    if as_json:
        shape: dict[str, Any] = {
            "fits": True,
            "claim": proven.claim,
            "words": list(proven.words),
            "report": entry.report,
            "entry": entry.number,
            "kind": entry.kind,
            "at": entry.at,
            "by": entry.by,
            "version": entry.version,
            "checkpoint": made.to_dict(),
            "timestamp": stamp and asdict(stamp),
        }
        write.put_json(shape)
        return True
    console = terminal()
    say = Say(console.encoding)
    whose = "the checkpoint in " + str(against) if against else f"a checkpoint signed with the key {made.key}"
    console.print(
        Hanging(say("proven  ", "bold green"), say(f"the claim was in the ledger by {made.at}, as {whose} says"))
    )
    console.print(Hanging(say("  "), say(" … ".join(proven.words)), bar=say("│ ", "dim")))
    about = f"{entry.kind} {entry.number} of {entry.at}, report {entry.report}, ledger {entry.ledger}"
    console.print(Hanging(say("  ", "dim"), say(about, "dim")))
    if stamp:
        _attested(stamp, console, say)
    return True
