"""What an entry is known by beside its address, and whose it is; on what terms a feed is used."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward. What was listed before is known by its address alone."""
    for table, name in (("feed", "terms"), ("entry", "outlet")):
        op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "entry_key",
        sa.Column("key", _ID, autoincrement=False, nullable=False),
        sa.Column("entry_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_entry_key_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_entry_key")),
    )
    op.create_index(op.f("ix_entry_key_entry_id"), "entry_key", ["entry_id"], unique=False)
