"""Which figures a copy words otherwise than the text that it was made of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables forward. What was read before is found out by `monitor reprocess`."""
    op.create_table(
        "alteration",
        sa.Column("article_id", _ID, autoincrement=False, nullable=False),
        sa.Column("span_start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("original_id", _ID, nullable=False),
        sa.Column("original_version", sa.Integer(), nullable=False),
        sa.Column("before_start", sa.Integer(), nullable=True),
        sa.Column("before_end", sa.Integer(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("before_quote", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name=op.f("fk_alteration_article_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["original_id"],
            ["article.id"],
            name=op.f("fk_alteration_original_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", "span_start", name=op.f("pk_alteration")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_alteration_original_id"), "alteration", ["original_id"], unique=False)
