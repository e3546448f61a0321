"""Files that leave a ledger to be kept elsewhere: checkpoints and proofs, JSON, each written once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reportedly.errors import LedgerError


def write_new(path: Path, text: str, called: str, *, private: bool = False) -> None:
    """Write a new file, ``private`` for its owner alone. Raises LedgerError if it cannot be, or if there is one."""
    try:
        with path.open("x", encoding="utf-8") as file:
            if private:
                path.chmod(0o600)
            file.write(text)
    except FileExistsError as wrong:
        raise LedgerError(f"{path} is there already, and a {called} is never written over") from wrong
    except OSError as wrong:
        raise LedgerError(f"{path} cannot be written: {wrong.strerror}") from wrong


def read_json(path: Path, called: str) -> Any:
    """What a file holds. Raises LedgerError if it cannot be read or holds no JSON."""
    try:
        return json.loads(path.read_bytes())
    except OSError as wrong:
        raise LedgerError(f"{path} cannot be read: {wrong.strerror}") from wrong
    except (ValueError, RecursionError) as wrong:
        raise LedgerError(f"{path} is no {called}: {wrong}") from wrong
