"""Decisions with all that they are about: of figures and topics too, exported and imported."""

from __future__ import annotations

import sqlalchemy as sa

from monitor.store.migrations.online import add_column, create_index

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    for name in ("key", "data", "before"):
        add_column("review", sa.Column(name, sa.Text(), nullable=True))
    create_index("ix_review_key", "review", ["key"])
