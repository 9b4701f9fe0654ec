"""The texts that were read are kept compressed, with which reader read their claims."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monitor.store.types import pack

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Texts at once: a few megabytes.
_BATCH = 500


def upgrade() -> None:
    """Bring the tables forward."""
    packed = sa.Column("packed", sa.LargeBinary(), nullable=False, server_default=sa.text("''"))
    op.add_column("article_version", packed)
    op.add_column("article_version", sa.Column("reader", sa.Text(), nullable=True))
    op.create_index(op.f("ix_article_version_reader"), "article_version", ["reader"])
    version = sa.table(
        "article_version",
        sa.column("id"),
        sa.column("text", sa.Text()),
        sa.column("packed", sa.LargeBinary()),
    )
    connection, last = op.get_bind(), 0
    fill = version.update().where(version.c.id == sa.bindparam("row"))
    fill = fill.values(packed=sa.bindparam("kept"))
    while rows := connection.execute(
        sa.select(version.c.id, version.c.text)
        .where(version.c.id > last)
        .order_by(version.c.id)
        .limit(_BATCH)
    ).all():
        connection.execute(fill, [{"row": row.id, "kept": pack(row.text)} for row in rows])
        last = rows[-1].id
    op.drop_column("article_version", "text")
    op.execute("ALTER TABLE article_version RENAME COLUMN packed TO text")
    # All that was checked was read in full, by a reader that left no name.
    op.execute(
        "UPDATE article_version SET reader = '0' WHERE checked IS NOT NULL"
        " AND check_error IS NULL AND state IN ('article', 'paywall')"
    )
