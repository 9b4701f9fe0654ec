"""How sure the reading of a claim was of its subject."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward. Of what was read before it is unknown."""
    for table in ("claim", "figure_value", "alert"):
        op.add_column(table, sa.Column("subject_share", sa.Float(), nullable=True))
