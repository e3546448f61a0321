"""Tables that are worked out from the entries, for listing and searching; all of them can be made anew.

Days are whole numbers, 20210304 for 4 March 2021, because they compare alike in both databases: 0 is an open beginning
or, where a row is ordered by it, a day that is not known; ENDLESS an open end. The number of a claim's row is that of
its record's entry times ROOM, and its place in the record; that of a piece of text likewise.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Index, Integer, MetaData, Table, Text

from reportedly.ledger.tables import number

derived = MetaData()

ROOM = 1 << 20
"""Row numbers that a record has to itself."""

PEOPLES = ROOM // 2
"""Places of a record from here on are of claims as people put them: those that they corrected or added."""

ENDLESS = 99999999

reports = Table(
    "reports",
    derived,
    Column("number", number, primary_key=True, autoincrement=False),  # of the report's entry
    Column("id", Text, nullable=False, unique=True),
    Column("outlet", Text),
    Column("title", Text),
    Column("published", Text),  # as the report has it
    Column("day", Integer, nullable=False),  # the first day that ``published`` may mean, or 0
    Column("language", Text),
    Column("added", Text, nullable=False),
    Column("record", number),  # the newest record's entry
    Column("level", Integer, nullable=False),  # how confidential it is itself, an index into levels.LEVELS
    Column("strictest", Integer, nullable=False),  # the same of whatever in it is the most confidential
    Index("reports_by_day", "day", "number"),
)
"""One row a report."""

records = Table(
    "records",
    derived,
    Column("number", number, primary_key=True, autoincrement=False),  # of the record's entry
    Column("report", number, nullable=False),  # of the report's entry
    Column("newest", Integer, nullable=False),  # 1 or 0
    Column("claims", Integer, nullable=False),  # how many it has
    Index("records_by_report", "report", "number"),
)
"""One row a record: a report that was read again has several, and one that is the newest."""

claims = Table(
    "claims",
    derived,
    Column("id", number, primary_key=True, autoincrement=False),
    Column("record", number, nullable=False),
    Column("dated", Integer, nullable=False),  # the first day that what is claimed may have been, or 0
    Column("published", Integer, nullable=False),  # the first day that the report may be of, or 0
    Column("published_to", Integer, nullable=False),  # the last such day, or 0
    Column("tokens", Text, nullable=False),  # terms.indexed
    Index("claims_by_date", "dated", "id"),
    Index("claims_by_publication", "published", "id"),
)
"""One row a claim. Its words are not in it: whoever shows them takes them from the entry, whose hash is checked."""

moments = Table(
    "moments",
    derived,
    Column("claim", number, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),  # among the dates of the claim
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("every_first", Integer, nullable=False),  # month and day, 501 for 1 May, of what comes back every year, or 0
    Column("every_last", Integer, nullable=False),
    Index("moments_by_first", "first", "last"),
    sqlite_with_rowid=False,
)
"""When what is claimed happened: one row for each date that says something. A year that is not known leaves the
interval open at both ends, and the days of the year that it may be."""

texts = Table(
    "texts",
    derived,
    Column("id", number, primary_key=True, autoincrement=False),
    Column("record", number, nullable=False),
    Column("published", Integer, nullable=False),
    Column("published_to", Integer, nullable=False),
    Column("tokens", Text, nullable=False),
    Index("texts_by_publication", "published", "id"),
)
"""The titles and texts of reports; a long one in pieces that overlap."""

standings = Table(
    "standings",
    derived,
    Column("claim", number, primary_key=True, autoincrement=False),
    Column("decision", Text, nullable=False),
    Column("level", Integer, nullable=False),  # an index into levels.LEVELS
    Column("replaced", Integer, nullable=False),  # 1 if a row of PEOPLES is found in its place
    Column("called", Text),  # of such a row: the id of the claim in its record
    Index("standings_by_decision", "decision", "claim"),
    Index("standings_by_level", "level", "claim"),
)
"""Where a claim stands, if anybody decided anything about it: judgments of it, and how confidential it is."""

FOUND = {"claims": "claims_found", "texts": "texts_found"}
"""Tables of full text; in PostgreSQL the column ``found`` in the same tables."""


def create(connection: Connection) -> None:
    """Make the tables, and what finds words in them."""
    derived.create_all(connection)
    for table, found in FOUND.items():
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {found} USING "
                f"fts5(tokens, content='{table}', content_rowid='id', tokenize='ascii')"
            )
        else:
            connection.exec_driver_sql(
                f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS found tsvector "
                "GENERATED ALWAYS AS (to_tsvector('pg_catalog.simple'::regconfig, tokens)) STORED"
            )
            connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS {found} ON {table} USING gin (found)")


def drop(connection: Connection) -> None:
    """Take the tables away."""
    if connection.dialect.name == "sqlite":
        for found in FOUND.values():
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {found}")
    derived.drop_all(connection)
