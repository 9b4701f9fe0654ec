"""What is learned of each feed: habit, wishes, failures; and how it wants to be asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward."""
    for name, kind, first in (
        ("user_agent", sa.Text(), ""),
        ("headers", sa.Text(), "[]"),
        ("robots", sa.Text(), ""),
        ("ttl_us", _NUMBER, "0"),
        ("skip_hours", sa.Integer(), "0"),
        ("skip_days", sa.Integer(), "0"),
        ("listed", sa.Text(), ""),
        ("trouble", sa.Float(), "0"),
    ):
        column = sa.Column(name, kind, nullable=False, server_default=first)
        op.add_column("feed", column)
    for name, sort in (
        ("gap_us", _NUMBER),
        ("habit_us", _NUMBER),
        ("missed", sa.DateTime(timezone=True)),
        ("failing_since", sa.DateTime(timezone=True)),
        ("retired", sa.DateTime(timezone=True)),
        ("moved_to", sa.Text()),
    ):
        op.add_column("feed", sa.Column(name, sort, nullable=True))
