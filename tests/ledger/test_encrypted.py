"""connect: without the passphrase nothing of an encrypted ledger can be read, in none of its files, at no time."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import NoReturn

import pytest

from reportedly.errors import LedgerError
from reportedly.ledger import Draft, Ledger, open_ledger
from reportedly.ledger.add import add
from reportedly.ledger.connect import is_encrypted
from tests.ledger.invented import OUTLET, read, report
from tests.ledger.whole import problems

PASSPHRASE = "der Brunnen ist 'versiegelt' \"우물\" ; --"
SECRETS = (
    "valley 7",
    "Wells sealed",
    OUTLET,
    "Ana Vos",
    "harbour.example",
    "우물을 막았다",
    "notebook",
    "CREATE TABLE",
)
"""What stands in the ledger that the tests fill: text, title, outlet, person, address, note, and the tables' shape."""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where to make a ledger; temporary files, too, would lie in the same folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    return tmp_path / "reportedly.db"


def fill(ledger: Ledger) -> None:
    add(ledger, read, report(7), path="notebook.txt", url="https://harbour.example/wells", by="Ana Vos")
    ledger.append([Draft("note", {"record": 1, "source": None, "claim": None, "text": "우물을 막았다"}, by="Ana Vos")])


def readable(folder: Path) -> list[str]:
    """Which of the secrets stand in which file, in any of the encodings of a database."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for secret in SECRETS:
                spellings = [secret.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
                spellings.append(secret.encode("unicode_escape"))
                found += [f"{secret!r} in {path.name}" for one in spellings if one in data]
    return found


def test_what_is_looked_for_is_found_in_a_ledger_that_is_not_encrypted(path: Path) -> None:
    with open_ledger(path, create=True) as ledger:
        fill(ledger)
    assert {one.partition(" in ")[0] for one in readable(path.parent)} == {repr(secret) for secret in SECRETS}


def test_nothing_can_be_read_in_any_file(path: Path) -> None:
    with open_ledger(path, create=True, passphrase=PASSPHRASE) as ledger:
        fill(ledger)
        assert {one.name for one in path.parent.iterdir()} >= {
            "reportedly.db",
            "reportedly.db-wal",
            "reportedly.db-shm",
        }
        assert path.with_name("reportedly.db-wal").stat().st_size > 10_000
        assert readable(path.parent) == []
    assert readable(path.parent) == []
    assert path.stat().st_size > 50_000


def test_nothing_can_be_read_in_the_middle_of_a_transaction(path: Path) -> None:
    with open_ledger(path, create=True, passphrase=PASSPHRASE) as ledger, ledger.writing() as connection:
        connection.exec_driver_sql("PRAGMA cache_size = 5")  # or all of it would wait in memory
        for n in range(40):
            ledger.append([Draft("note", {"text": f"Ana Vos, valley 7, {OUTLET} {n} " * 300})], connection)
        connection.exec_driver_sql("CREATE TEMP TABLE aside AS SELECT hex(canonical) FROM entries ORDER BY leaf")
        connection.exec_driver_sql("SELECT canonical FROM entries ORDER BY canonical").fetchall()
        assert path.with_name("reportedly.db-wal").stat().st_size > 100_000
        assert readable(path.parent) == []
        assert {one.name for one in path.parent.iterdir()} == {
            "reportedly.db",
            "reportedly.db-wal",
            "reportedly.db-shm",
        }
    assert readable(path.parent) == []


def test_temporary_files_are_kept_in_memory(path: Path) -> None:
    with open_ledger(path, create=True, passphrase=PASSPHRASE) as ledger, ledger.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA temp_store").scalar() == 2


def test_the_passphrase_opens_it(path: Path) -> None:
    with open_ledger(path, create=True, passphrase=PASSPHRASE) as ledger:
        fill(ledger)
    with open_ledger(path, passphrase=PASSPHRASE) as ledger:
        assert ledger.entry(2).body["text"] == "우물을 막았다"
        assert problems(ledger) == []


def test_it_is_as_strong_as_sqlcipher_makes_it(path: Path) -> None:
    open_ledger(path, create=True, passphrase=PASSPHRASE).close()
    with open_ledger(path, passphrase=PASSPHRASE) as ledger, ledger.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("cipher_hmac_algorithm", "cipher_kdf_algorithm", "cipher_use_hmac", "cipher_page_size")
        }
    assert settings == {
        "cipher_hmac_algorithm": "HMAC_SHA512",
        "cipher_kdf_algorithm": "PBKDF2_HMAC_SHA512",
        "cipher_use_hmac": "1",
        "cipher_page_size": "4096",
    }


@pytest.mark.parametrize("wrong", ["der Brunnen", PASSPHRASE.upper(), PASSPHRASE + " ", "x'" + "00" * 32 + "'"])
def test_a_wrong_passphrase_is_named_and_changes_nothing(
    path: Path, wrong: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with open_ledger(path, create=True, passphrase=PASSPHRASE) as ledger:
        fill(ledger)
    before = path.read_bytes()
    for create in (False, True):
        with pytest.raises(LedgerError) as caught:
            open_ledger(path, create=create, passphrase=wrong)
        assert str(caught.value) == (
            f"the ledger {path} cannot be opened: the passphrase is wrong, or the file is no ledger or is damaged"
        )
        assert wrong not in f"{caught.value.__cause__!r}"
    assert path.read_bytes() == before
    assert capfd.readouterr() == ("", "")


def test_without_a_passphrase_it_stays_shut(path: Path) -> None:
    open_ledger(path, create=True, passphrase=PASSPHRASE).close()
    with pytest.raises(LedgerError, match="no ledger, or an encrypted one, which opens only with its passphrase"):
        open_ledger(path)


def test_a_passphrase_can_be_asked_for_when_it_is_needed(path: Path) -> None:
    asked = []

    def ask() -> str:
        asked.append(1)
        return PASSPHRASE

    open_ledger(path, create=True, passphrase=ask).close()
    with open_ledger(path, passphrase=ask) as ledger:
        fill(ledger)
        assert len(list(ledger.entries())) == 3
    assert len(asked) == 2


def test_nobody_is_asked_for_the_passphrase_of_a_ledger_that_has_none(path: Path) -> None:
    def ask() -> NoReturn:
        raise AssertionError("asked")

    open_ledger(path, create=True).close()
    open_ledger(path, passphrase=ask).close()
    assert not is_encrypted(path)


def test_who_gives_up_when_asked_leaves_nothing_behind(path: Path) -> None:
    def ask() -> NoReturn:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_ledger(path, create=True, passphrase=ask)
    assert list(path.parent.iterdir()) == []


def test_a_file_says_whether_it_is_encrypted(path: Path) -> None:
    assert not is_encrypted(path)
    open_ledger(path, create=True, passphrase=PASSPHRASE).close()
    assert is_encrypted(path)


def test_a_passphrase_is_the_same_however_its_letters_are_typed(path: Path) -> None:
    open_ledger(path, create=True, passphrase=unicodedata.normalize("NFC", "우물 für Åsa")).close()
    open_ledger(path, passphrase=unicodedata.normalize("NFD", "우물 für Åsa")).close()


@pytest.mark.parametrize("useless", ["", "a\0b"])
def test_a_passphrase_that_protects_nothing_is_refused(path: Path, useless: str) -> None:
    with pytest.raises(LedgerError, match="a passphrase has at least one character"):
        open_ledger(path, create=True, passphrase=useless)
    assert list(path.parent.iterdir()) == []


def test_the_passphrase_stands_in_none_of_its_settings(path: Path) -> None:
    with open_ledger(path, create=True, passphrase="sesame") as ledger:
        assert "sesame" not in f"{ledger.name} {ledger.engine!r} {ledger.engine.url!r} {vars(ledger)!r}"


def test_it_takes_many_rounds_to_try_a_passphrase(path: Path) -> None:
    # In a program of its own, because the tests ask for fewer rounds (conftest.py).
    program = (
        "import sys; from reportedly.ledger import open_ledger\n"
        "with open_ledger(sys.argv[1], create=True, passphrase='sesame') as ledger, ledger.reading() as connection:\n"
        "    print(connection.exec_driver_sql('PRAGMA kdf_iter').scalar())"
    )
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert int(done.stdout) >= 256_000
