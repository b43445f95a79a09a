"""Which snapshots were taken of this library."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "snapshot",
        sa.Column("token", sa.String, primary_key=True),
        sa.Column("op", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Take it away; snapshots on disk are then not used, and written anew."""
    op.drop_table("snapshot")
