"""The tables that hold the truth: the reports' bytes, the entries, and the tree over them.

Rows are only ever added. Everything that can be worked out from them (what is searched, what is listed) lies in tables
of its own (reportedly.ledger.index_tables) and can be made anew. The tables are made and changed by the migrations; a
test holds the two together.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

number = BigInteger().with_variant(Integer, "sqlite")
"""A whole number that can outgrow 32 bits; in SQLite the row's own number."""

ledger = Table(
    "ledger",
    metadata,
    Column("id", Text, primary_key=True),  # a UUID, in every entry, so that none can be moved to another ledger
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
    Column("number", number, primary_key=True, autoincrement=False),  # from 0, without a gap
    # kind, report and url repeat what the canonical bytes say, to look entries up by: entries.Entry.columns
    Column("kind", Text, nullable=False),
    Column("report", Text),  # the id of the report that it is about, or null
    Column("url", Text),  # of a report: the address it was obtained from, in one spelling, or null
    Column("canonical", LargeBinary, nullable=False),  # RFC 8785
    Column("leaf", LargeBinary, nullable=False),  # SHA-256 of 0x00 and the canonical bytes (RFC 9162, 2.1.1)
    Index("entries_by_report", "report", "kind", "number"),
    Index("entries_by_kind", "kind", "number"),
    Index("entries_by_url", "url", "number"),
)
"""Everything that ever happened, in its order."""

nodes = Table(
    "nodes",
    metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),  # 0: the leaves
    Column("position", number, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
)
"""Hashes of the complete subtrees above the leaves: node ``position`` of ``level`` spans 2^level leaves."""
