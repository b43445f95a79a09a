"""Runs the ledger's migrations on the connection that `desk.database` hands over."""

from alembic import context

import desk.team_schema  # noqa: F401 - its tables belong to the metadata, too
from desk.columns import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
