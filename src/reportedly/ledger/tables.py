"""The tables that hold the truth: the reports' bytes, the entries, and the tree over them.

Rows are only ever added. Everything that can be worked out from these three tables (what is searched, what is listed)
lies in tables of its own (reportedly.ledger.index) and can be made anew.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

ledger = Table(
    "ledger",
    metadata,
    Column("id", Text, primary_key=True),  # a UUID, in every entry, so that none can be moved to another ledger
    Column("made", Text, nullable=False),  # ISO 8601, UTC
)
"""One row: which ledger this is."""

blobs = Table(
    "blobs",
    metadata,
    Column("sha256", Text, primary_key=True),  # hexadecimal, as sha1
    Column("sha1", Text, nullable=False),
    Column("size", BigInteger, nullable=False),  # bytes
    Column("bytes", LargeBinary, nullable=False),
)
"""The bytes of reports, each once, as they were obtained."""

entries = Table(
    "entries",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),  # from 0
    Column("kind", Text, nullable=False),  # repeated from the canonical bytes, to look entries up by
    Column("report", Text),  # the id of the report that it is about, or null; repeated likewise
    Column("canonical", LargeBinary, nullable=False),  # RFC 8785
    Column("leaf", LargeBinary, nullable=False),  # SHA-256 of 0x00 and the canonical bytes (RFC 9162, 2.1.1)
    Index("entries_by_report", "report", "kind", "number"),
    Index("entries_by_kind", "kind", "number"),
)
"""Everything that ever happened, in its order."""

nodes = Table(
    "nodes",
    metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),  # 0: the leaves
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
)
"""Hashes of the complete subtrees above the leaves: node ``position`` of ``level`` spans 2^level leaves."""
