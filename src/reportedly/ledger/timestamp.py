"""Have a time-stamping authority attest when a checkpoint was there (RFC 3161), and check what it attested.

This is the one place from which the program speaks to a server that is no database, and only to the one that the user
names. What is sent is the SHA-256 of the checkpoint's file and a random number; nothing of the ledger goes along.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from reportedly.errors import LedgerError

PATIENCE = 30
"""Seconds to wait for the server."""

LARGEST = 1_000_000
"""Bytes of an answer. Usual ones have some thousands, nearly all of them certificates."""

_GRANTED = (0, 1)  # RFC 3161, section 2.4.2: granted, grantedWithMods
_REFUSALS = {2: "rejection", 3: "waiting", 4: "revocation is near", 5: "revoked"}


@dataclass(frozen=True)
class Stamp:
    """What an authority attests: that it saw the file at ``at`` (ISO 8601, UTC).

    ``authority`` is the name in its certificate, ``serial`` the number of the stamp. ``trusted`` says whether the
    signature fits and that certificate leads to one that is trusted; if False, nobody but the answer itself says so.
    """

    at: str
    authority: str
    policy: str
    serial: int
    trusted: bool


def where(file: Path) -> Path:
    """The file beside a checkpoint that keeps what the authority answered: ``checkpoint.json.tsr``."""
    return file.with_name(f"{file.name}.tsr")


def request(file: Path, url: str) -> Stamp:
    """Ask the server at ``url`` (http or https) for a time stamp over a file, and keep its answer beside that.

    Raises LedgerError if there is none to be had, or if the answer is not one to what was asked.
    """
    kept = where(file)
    if kept.exists():
        raise LedgerError(f"{kept} is there already, and a time stamp is never written over")
    data = _bytes(file)
    asked = (
        TimestampRequestBuilder()
        .data(data)
        .hash_algorithm(HashAlgorithm.SHA256)
        .nonce()
        .cert_request(cert_request=True)
        .build()
    )
    answer = _answer(url, asked)
    stamp = check(data, answer, nonce=asked.nonce)
    try:
        with kept.open("xb") as stream:
            stream.write(answer)
    except OSError as wrong:
        raise LedgerError(f"{kept} cannot be written: {wrong.strerror}") from wrong
    return stamp


def read(file: Path, roots: Path | None = None) -> Stamp:
    """Check the answer that lies beside a file.

    ``roots`` holds the certificates (PEM) of the authorities that are trusted, and the answer must come from one of
    them. Without it, those that this computer trusts are tried. Raises LedgerError if there is no answer, or if it does
    not attest this file.
    """
    trusted = None
    if roots is not None:
        try:
            trusted = x509.load_pem_x509_certificates(_bytes(roots))
        except ValueError as wrong:
            raise LedgerError(f"{roots} holds no certificates (PEM)") from wrong
    return check(_bytes(file), _bytes(where(file)), trusted)


def check(data: bytes, answer: bytes, roots: list[x509.Certificate] | None = None, nonce: int | None = None) -> Stamp:
    """Check that an answer attests these bytes, and who signed it. Raises LedgerError with one sentence if not.

    A signature of nobody whom this computer trusts is only then an error if ``roots`` says who should have signed.
    """
    try:
        response = decode_timestamp_response(answer)
        if response.status not in _GRANTED:
            raise LedgerError(f"the time-stamping server granted no stamp: {_refusal(response)}")
        info = response.tst_info
        given = [x509.load_der_x509_certificate(one) for one in sorted(response.signed_data.certificates)]
        signers = [(one.issuer, one.serial_number) for one in response.signed_data.signer_infos]
    except (ValueError, TypeError, UnsupportedAlgorithm) as wrong:
        raise LedgerError(f"this is no time stamp (RFC 3161): {wrong}") from wrong
    if info.message_imprint.message != hashlib.sha256(data).digest():
        raise LedgerError("the time stamp is of something else than this file, or the file was changed since")
    if nonce is not None and info.nonce != nonce:
        raise LedgerError("the time stamp is the answer to another question")
    fault = _fault(response, data, _system() if roots is None else roots)
    if fault and roots is not None:
        raise LedgerError(f"the time stamp does not hold: {fault}")
    names = [one.subject.rfc4514_string() for one in given if (one.issuer, one.serial_number) in signers]
    return Stamp(
        at=info.gen_time.isoformat().replace("+00:00", "Z"),
        authority=names[0] if names else "unknown",
        policy=info.policy.dotted_string,
        serial=info.serial_number,
        trusted=not fault,
    )


def _fault(response: TimeStampResponse, data: bytes, roots: list[x509.Certificate]) -> str | None:
    """Why the signature does not lead to one of these authorities; None if it does."""
    if not roots:
        return "no authority is trusted"
    # Certificates that came with the answer are not handed over: the library would take them for trusted ones.
    try:
        VerifierBuilder(roots=roots).build().verify_message(response, data)
    except (VerificationError, ValueError) as wrong:
        return str(wrong)
    return None


def _system() -> list[x509.Certificate]:
    """Certificates of the authorities that this computer trusts, as far as they can be read."""
    import ssl
    import warnings

    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some that systems trust have faults that cryptography warns of
        for one in ssl.create_default_context().get_ca_certs(binary_form=True):
            with suppress(ValueError, UnsupportedAlgorithm):
                found.append(x509.load_der_x509_certificate(one))
    return found


def _answer(url: str, asked: TimeStampRequest) -> bytes:
    """What the server at an address says. It is the only one that is spoken to: nobody can send us on to another."""
    import urllib.error  # here, because nothing else needs a network client
    import urllib.request

    if urlsplit(url).scheme not in ("http", "https"):
        raise LedgerError(f"a time-stamping server is named by http:// or https://, not by {url}")

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_arguments: object) -> None:
            return None

    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        query = urllib.request.Request(url, asked.as_bytes(), headers)
        with urllib.request.build_opener(Stay).open(query, timeout=PATIENCE) as reply:
            data = reply.read(LARGEST + 1)
    except urllib.error.HTTPError as wrong:
        wrong.close()
        sent = wrong.headers.get("Location")
        elsewhere = f"; it sends one to {sent}, which was not asked" if sent else ""
        raise LedgerError(f"the time-stamping server {url} answered with status {wrong.code}{elsewhere}") from wrong
    except (OSError, ValueError) as wrong:
        raise LedgerError(f"the time-stamping server {url} cannot be reached: {wrong}") from wrong
    if len(data) > LARGEST:
        raise LedgerError(f"the time-stamping server {url} answered with more than {LARGEST:,} bytes")
    return bytes(data)


def _refusal(response: TimeStampResponse) -> str:
    return "; ".join([_REFUSALS.get(response.status, f"status {response.status}"), *response.status_string])


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as wrong:
        raise LedgerError(f"{path} cannot be read: {wrong.strerror}") from wrong
