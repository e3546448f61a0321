"""timestamp: one question goes to the server that was named, and only an answer to it is kept and holds."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

import pytest
from asn1crypto import tsp  # type: ignore[import-untyped]
from cryptography.hazmat.primitives.serialization import Encoding

from reportedly.errors import LedgerError
from reportedly.ledger import timestamp
from tests.ledger.authority import AT, POLICY, Authority, refusal, serving


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "checkpoint.json"
    path.write_text('{"reportedly-checkpoint": 1}\n', "utf-8")
    return path


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def roots(authority: Authority, folder: Path) -> Path:
    path = folder / "roots.pem"
    path.write_bytes(authority.root.public_bytes(Encoding.PEM))
    return path


def test_only_a_digest_and_a_random_number_are_sent(authority: Authority, file: Path) -> None:
    with serving(authority.answer) as server:
        timestamp.request(file, server.url)
    [(path, kind, query)] = server.asked
    asked = tsp.TimeStampReq.load(query).native
    assert (path, kind) == ("/stamp", "application/timestamp-query")
    assert asked.pop("nonce") > 0
    assert {name: value for name, value in asked.items() if value is not None} == {
        "version": "v1",
        "message_imprint": {
            "hash_algorithm": {"algorithm": "sha256", "parameters": None},
            "hashed_message": hashlib.sha256(file.read_bytes()).digest(),
        },
        "cert_req": True,
    }


def test_answer_is_kept_beside_the_file_and_says_when(authority: Authority, file: Path) -> None:
    with serving(authority.answer) as server:
        stamp = timestamp.request(file, server.url)
    assert stamp == timestamp.Stamp("2031-05-06T07:08:09Z", "CN=Harbour Time", POLICY, 77, trusted=False)
    assert timestamp.where(file) == file.with_name("checkpoint.json.tsr")
    assert timestamp.read(file) == stamp
    assert AT.isoformat() == "2031-05-06T07:08:09+00:00"


def test_with_the_authoritys_root_it_is_trusted_and_with_another_it_does_not_hold(
    authority: Authority, file: Path, tmp_path: Path
) -> None:
    with serving(authority.answer) as server:
        timestamp.request(file, server.url)
    assert timestamp.read(file, roots(authority, tmp_path)).trusted
    with pytest.raises(LedgerError, match="does not hold"):
        timestamp.read(file, roots(Authority(), tmp_path))


def test_file_that_was_changed_since_is_not_attested(authority: Authority, file: Path) -> None:
    with serving(authority.answer) as server:
        timestamp.request(file, server.url)
    file.write_text('{"reportedly-checkpoint": 2}\n', "utf-8")
    with pytest.raises(LedgerError, match="something else than this file"):
        timestamp.read(file)


def test_an_authority_that_is_in_nobodys_store_but_its_own_answer_is_not_trusted(file: Path) -> None:
    """Whatever certificates come along with an answer prove nothing."""
    own = Authority()
    own.certificate = own.root
    with serving(own.answer) as server:
        assert not timestamp.request(file, server.url).trusted
    with pytest.raises(LedgerError, match="does not hold"):
        timestamp.check(file.read_bytes(), timestamp.where(file).read_bytes(), [Authority().root])


def test_no_byte_of_what_is_signed_can_be_changed(authority: Authority, file: Path) -> None:
    with serving(authority.answer) as server:
        timestamp.request(file, server.url)
    data, whole = file.read_bytes(), timestamp.where(file).read_bytes()
    assert timestamp.check(data, whole, [authority.root]).trusted
    at = whole.index(b"20310506070809Z")
    for place in range(at, at + 14):
        changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        with pytest.raises(LedgerError):
            timestamp.check(data, changed, [authority.root])


def test_an_answer_to_somebody_elses_question_is_not_kept(authority: Authority, file: Path) -> None:
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes(32)}
    for changes, says in (({"nonce": 1}, "another question"), ({"message_imprint": imprint}, "something else")):
        with (
            serving(partial(authority.answer, **changes)) as server,
            pytest.raises(LedgerError, match=says),
        ):
            timestamp.request(file, server.url)
    assert not timestamp.where(file).exists()


def test_a_refusal_is_told_in_the_servers_words(file: Path) -> None:
    with serving(lambda _: refusal()) as server, pytest.raises(LedgerError, match="rejection; closed on Sundays"):
        timestamp.request(file, server.url)


@pytest.mark.parametrize("answer", [b"", b"<html>", b"\x30\x00", bytes(range(256))])
def test_what_is_no_answer_is_named(file: Path, answer: bytes) -> None:
    with serving(lambda _: answer) as server, pytest.raises(LedgerError, match="no time stamp"):
        timestamp.request(file, server.url)


def test_an_answer_without_end_is_not_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timestamp, "LARGEST", 1000)
    with serving(lambda _: bytes(5000)) as server, pytest.raises(LedgerError, match="more than 1,000 bytes"):
        timestamp.request(file, server.url)


def test_nobody_sends_us_on_to_another_server(authority: Authority, file: Path) -> None:
    with serving(authority.answer) as other:
        for status in (301, 302, 303, 307, 308):
            with (
                serving(authority.answer, status, other.url) as server,
                pytest.raises(LedgerError, match=f"status {status}; it sends one to {other.url}"),
            ):
                timestamp.request(file, server.url)
    assert other.asked == []


def test_an_error_of_the_server_is_told(authority: Authority, file: Path) -> None:
    with serving(authority.answer, 503) as server, pytest.raises(LedgerError, match="status 503"):
        timestamp.request(file, server.url)


def test_a_server_that_is_not_there_is_named(authority: Authority, file: Path) -> None:
    with serving(authority.answer) as server:
        pass
    with pytest.raises(LedgerError, match="cannot be reached"):
        timestamp.request(file, server.url)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/", "127.0.0.1", ""])
def test_only_web_addresses_are_asked(file: Path, url: str) -> None:
    with pytest.raises(LedgerError, match="is named by http"):
        timestamp.request(file, url)


def test_a_stamp_is_never_written_over(authority: Authority, file: Path) -> None:
    timestamp.where(file).write_bytes(b"kept")
    with serving(authority.answer) as server, pytest.raises(LedgerError, match="never written over"):
        timestamp.request(file, server.url)
    assert (timestamp.where(file).read_bytes(), server.asked) == (b"kept", [])


def test_missing_files_are_named(authority: Authority, file: Path, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"checkpoint\.json\.tsr cannot be read"):
        timestamp.read(file)
    with pytest.raises(LedgerError, match="cannot be read"):
        timestamp.request(tmp_path / "missing.json", "http://127.0.0.1:9/")
    with pytest.raises(LedgerError, match="holds no certificates"):
        timestamp.read(file, file)
