"""The texts that were read are kept compressed, with which reader read their claims."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monitor.store.migrations.online import (
    add_column,
    apart,
    batches,
    create_index,
    is_server,
)
from monitor.store.types import pack

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# All that was checked was read in full, by a reader that left no name.
_READER = sa.text(
    "CASE WHEN checked IS NOT NULL AND check_error IS NULL"
    " AND state IN ('article', 'paywall') THEN '0' END"
)


def upgrade() -> None:
    """Bring the tables forward."""
    packed = sa.Column("packed", sa.LargeBinary(), nullable=False, server_default=sa.text("''"))
    add_column("article_version", packed)
    add_column("article_version", sa.Column("reader", sa.Text(), nullable=True))
    with apart():
        last = _pack_texts(0)
    create_index("ix_article_version_reader", "article_version", ["reader"])
    if is_server():
        # What was read meanwhile.
        op.execute("LOCK TABLE article_version IN ACCESS EXCLUSIVE MODE")
        _pack_texts(last)
    op.drop_column("article_version", "text")
    op.execute("ALTER TABLE article_version RENAME COLUMN packed TO text")


def _pack_texts(after: int) -> int:
    """Pack the texts of the rows behind this one; return the last of them."""
    version = sa.table(
        "article_version",
        sa.column("id"),
        sa.column("packed", sa.LargeBinary()),
        sa.column("reader", sa.Text()),
    )
    fill = version.update().where(version.c.id == sa.bindparam("row"))
    fill = fill.values(packed=sa.bindparam("kept"), reader=_READER)
    for rows in batches("article_version", "text", after=after):
        op.get_bind().execute(fill, [{"row": row.id, "kept": pack(row.text)} for row in rows])
        after = rows[-1].id
    return after
