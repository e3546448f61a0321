"""checkpoint: it says what the ledger was, whoever changes it is found out, and its key is nobody else's to read."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from reportedly.errors import LedgerError
from reportedly.ledger import Draft, Ledger, checkpoint, merkle, open_ledger
from reportedly.ledger.checkpoint import Checkpoint


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of three notes."""
    with open_ledger(tmp_path / "reportedly.db", create=True) as made:
        made.append([Draft("note", {"text": f"note {i}"}, by="mara") for i in range(3)])
        yield made


def changes(made: Checkpoint) -> list[Checkpoint]:
    """The checkpoint with each member changed a little."""
    numbers = {"size": made.size + 1}
    turned = {
        name: value[:-1] + ("0" if value[-1] != "0" else "1") for name, value in asdict(made).items() if name != "size"
    }
    return [replace(made, **{name: value}) for name, value in {**numbers, **turned}.items()]


def test_says_what_the_ledger_was_and_becomes_an_entry_of_it(kept: Ledger) -> None:
    made = checkpoint.make(kept, by="mara")
    with kept.reading() as connection:
        root = merkle.root(connection, 3)
    assert (made.ledger, made.size, made.root) == (kept.id, 3, root.hex())
    entry = kept.entry(3)
    assert (entry.kind, entry.by, entry.report, entry.body) == ("checkpoint", "mara", None, made.to_dict())


def test_next_one_is_signed_with_the_same_key_and_spans_the_one_before(kept: Ledger) -> None:
    first, second = checkpoint.make(kept), checkpoint.make(kept)
    assert (first.size, second.size) == (3, 4)
    assert first.key == second.key


def test_signature_can_be_checked_with_the_file_and_an_ed25519_library_alone(kept: Ledger, tmp_path: Path) -> None:
    checkpoint.write(checkpoint.make(kept), tmp_path / "checkpoint.json")
    shape = json.loads((tmp_path / "checkpoint.json").read_text("utf-8"))
    signature = bytes.fromhex(shape.pop("signature"))
    signed = json.dumps(shape, sort_keys=True, separators=(",", ":")).encode()
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(shape["key"])).verify(signature, signed)


def test_written_and_read_it_is_the_same(kept: Ledger, tmp_path: Path) -> None:
    made = checkpoint.make(kept)
    checkpoint.write(made, tmp_path / "checkpoint.json")
    assert checkpoint.read(tmp_path / "checkpoint.json") == made


def test_is_never_written_over_another(kept: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "checkpoint.json"
    path.write_text("kept", "utf-8")
    with pytest.raises(LedgerError, match="never written over"):
        checkpoint.write(checkpoint.make(kept), path)
    assert path.read_text("utf-8") == "kept"


def test_any_change_to_it_shows(kept: Ledger, tmp_path: Path) -> None:
    made = checkpoint.make(kept)
    assert made.genuine()
    for number, changed in enumerate(changes(made)):
        assert not changed.genuine(), changed
        checkpoint.write(changed, tmp_path / f"{number}.json")
        with pytest.raises(LedgerError, match="signature"):
            checkpoint.read(tmp_path / f"{number}.json")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "[" * 100_000, "\x00", '{"reportedly-checkpoint": 2}', '{"reportedly-checkpoint": 1}'],
)
def test_something_else_is_no_checkpoint(text: str, tmp_path: Path) -> None:
    path = tmp_path / "checkpoint.json"
    path.write_text(text, "utf-8")
    with pytest.raises(LedgerError, match="is no checkpoint"):
        checkpoint.read(path)


@pytest.mark.parametrize("wrong", [{"size": "3"}, {"size": -1}, {"size": True}, {"root": None}, {"more": 1}])
def test_members_of_the_wrong_kind_make_no_checkpoint(kept: Ledger, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="member"):
        Checkpoint.from_dict({**checkpoint.make(kept).to_dict(), **wrong})


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"missing\.json cannot be read"):
        checkpoint.read(tmp_path / "missing.json")
    with pytest.raises(LedgerError, match="cannot be written"):
        checkpoint.write(Checkpoint("l", 0, "", "", "", ""), tmp_path / "no" / "folder.json")


def test_key_lies_beside_the_ledger_and_only_its_owner_reads_it(kept: Ledger, tmp_path: Path) -> None:
    checkpoint.make(kept)
    key = tmp_path / "reportedly.db.key"
    assert checkpoint.where_key_lies(kept) == key
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert {one.name.removesuffix("-wal").removesuffix("-shm") for one in tmp_path.iterdir()} == {
        "reportedly.db",
        "reportedly.db.key",
    }


def test_key_lies_where_the_user_says(kept: Ledger, tmp_path: Path) -> None:
    named = tmp_path / "keys" / "mine.pem"
    first, second = checkpoint.make(kept, named), checkpoint.make(kept, named)
    assert first.key == second.key
    assert not (tmp_path / "reportedly.db.key").exists()


def test_two_who_need_the_first_key_at_once_get_the_same(kept: Ledger, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        keys = {made.key for made in pool.map(lambda _: checkpoint.make(kept, tmp_path / "key"), range(8))}
    assert len(keys) == 1


def other_kind_of_key() -> bytes:
    return generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize("data", [b"", b"nothing", other_kind_of_key()], ids=["empty", "text", "other kind"])
def test_file_that_holds_no_key_is_named_and_left_alone(kept: Ledger, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "key").write_bytes(data)
    with pytest.raises(LedgerError, match="key holds"):
        checkpoint.make(kept, tmp_path / "key")
    assert (tmp_path / "key").read_bytes() == data
    assert len(list(kept.entries())) == 3
