"""What corroboration keeps beside the entries: tables that are worked out from them, and can be dropped and made anew.

They say where a new report must be compared, and prove nothing. A claim's number is that of its row among what is
searched (reportedly.ledger.index_tables); that of a cluster is the smallest of its claims.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, MetaData, Table, Text

from reportedly.ledger.tables import number

corroborated = MetaData()

progress = Table(
    "corroborated_up_to",
    corroborated,
    Column("id", Integer, primary_key=True, autoincrement=False),  # 1
    Column("entry", number, nullable=False),  # the first entry that is not taken in yet
)
"""One row: how far the entries were taken in."""

compared = Table(
    "compared",
    corroborated,
    Column("record", number, primary_key=True, autoincrement=False),
    Column("report", Text, nullable=False, unique=True),
    Column("told", Text, nullable=False),  # same.packed_told
)
"""One row for the newest record of every report."""

bands = Table(
    "copy_bands",
    corroborated,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("record", number, primary_key=True, autoincrement=False),
    Index("copy_bands_by_record", "record"),
    sqlite_with_rowid=False,
)
"""Under which numbers copies of a text are looked for; of one number only as many rows as are ever read."""

events = Table(
    "event_keys",
    corroborated,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),  # of publication, 20310402; 0 if not known
    Column("record", number, primary_key=True, autoincrement=False),
    Index("event_keys_by_record", "record"),
    sqlite_with_rowid=False,
)
"""Under which keys reports of one event are looked for, by the day of publication."""

said = Table(
    "said",
    corroborated,
    Column("claim", number, primary_key=True, autoincrement=False),
    Column("record", number, nullable=False),
    Column("cluster", number, nullable=False),
    Column("parts", Text, nullable=False),  # same.packed
    Column("voices", Text, nullable=False),  # JSON: array of origins.Voice; empty where people reject the claim
    Index("said_by_record", "record"),
    Index("said_by_cluster", "cluster"),
)
"""One row for every claim of those records: in which cluster it is, and who says it."""

likely = Table(
    "likely",
    corroborated,
    Column("one", number, primary_key=True, autoincrement=False),
    Column("other", number, primary_key=True, autoincrement=False),
    Column("sure", Integer, nullable=False),  # probability that the two claims say the same, in thousandths
    Index("likely_by_other", "other"),
    sqlite_with_rowid=False,
)
"""Pairs of claims, the smaller number first, that are likely to say the same."""

copies = Table(
    "copies",
    corroborated,
    Column("one", number, primary_key=True, autoincrement=False),  # record
    Column("other", number, primary_key=True, autoincrement=False),
    Column("about", Text, nullable=False),  # JSON: how much was kept, direction and reasons
    Column("claims", Text, nullable=False),  # JSON: array of [claim, claim, the words they share]
    Index("copies_by_other", "other"),
    sqlite_with_rowid=False,
)
"""Pairs of records whose texts are copies or derive from one another."""

decided = Table(
    "compared_by_people",
    corroborated,
    Column("entry", number, primary_key=True, autoincrement=False),
    Column("report", Text, nullable=False),
    Column("other", Text, nullable=False),
    Column("spans", Text, nullable=False),  # JSON: the spans of both claims
    Column("decision", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Index("compared_by_people_by_report", "report"),
    Index("compared_by_people_by_other", "other"),
)
"""What people decided about two claims and no later decision of theirs replaces."""

clusters = Table(
    "clusters",
    corroborated,
    Column("cluster", number, primary_key=True, autoincrement=False),
    Column("claims", Integer, nullable=False),
    Column("ranges", Text, nullable=False),  # JSON: {side: [at least, at most, reports, exact]}
    Column("stale", Integer, nullable=False),  # 1 where it is too large to be counted anew with every report
)
"""Clusters of two claims and more, with the ranges that hold."""

changes = Table(
    "range_changes",
    corroborated,
    Column("entry", number, primary_key=True, autoincrement=False),  # whose doing it was
    Column("cluster", number, primary_key=True, autoincrement=False),
    Column("claim", number, nullable=False),
    Column("at", Text, nullable=False),
    Column("before", Text, nullable=False),  # as clusters.ranges
    Column("after", Text, nullable=False),
    Index("range_changes_by_cluster", "cluster", "entry"),
)
"""Every time the range of a cluster changed: what alerts are made of."""


def clear(connection: Connection) -> None:
    """Forget everything that was worked out."""
    for table in corroborated.tables.values():
        connection.execute(table.delete())
