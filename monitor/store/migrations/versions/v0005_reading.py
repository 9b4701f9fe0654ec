"""Whose reading of a page an article's text is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.add_column("article_version", sa.Column("reading", sa.Text(), nullable=True))
