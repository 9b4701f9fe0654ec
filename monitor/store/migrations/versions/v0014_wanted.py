"""Which pages are to be fetched before others: those whose headlines may be of a tracked topic."""

from __future__ import annotations

import sqlalchemy as sa

from monitor.store.migrations.online import add_column, create_index

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward; of what waits already nothing is preferred."""
    add_column("entry", sa.Column("wanted", sa.DateTime(timezone=True), nullable=True))
    create_index("ix_entry_wanted", "entry", ["wanted"], where="wanted IS NOT NULL")
