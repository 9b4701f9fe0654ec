"""Decisions with all that they are about: of figures and topics too, exported and imported."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.add_column("review", sa.Column("key", sa.Text(), nullable=True))
    op.add_column("review", sa.Column("data", sa.Text(), nullable=True))
    op.add_column("review", sa.Column("before", sa.Text(), nullable=True))
    op.create_index(op.f("ix_review_key"), "review", ["key"], unique=False)
