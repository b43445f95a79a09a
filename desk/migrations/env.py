"""Runs the ledger's migrations on the connection that `desk.database` hands over."""

from alembic import context

from desk.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
