"""What Alembic runs to bring a database to a revision; the connection comes from reportedly.ledger.migrations."""

from alembic import context

from reportedly.ledger.migrations import VERSION_TABLE

if hasattr(context, "config"):  # which Alembic sets while it migrates, and nobody does who only imports the module
    context.configure(
        connection=context.config.attributes["connection"],
        version_table=VERSION_TABLE,
        transactional_ddl=True,  # in SQLite too, because the transaction was begun by hand
    )
    with context.begin_transaction():
        context.run_migrations()
