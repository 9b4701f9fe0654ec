"""What search looks into: the pairs of letters of titles and of sentences with a figure."""

from __future__ import annotations

from alembic import op
from sqlalchemy.orm import Session

from monitor.store.database import LOCK_SECONDS
from monitor.store.migrations.online import BATCH, apart, is_server
from monitor.store.passages import MOST_SLOTS, fill_some

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward, and enter all that is stored."""
    if not is_server():
        # No text of its own, no places of words in it and no sizes: what is found is read anyway.
        op.execute(
            "CREATE VIRTUAL TABLE passage USING fts5"
            "(grams, content='', columnsize=0, detail=none, tokenize='ascii')"
        )
        _fill(0)
        return
    op.execute(
        "CREATE TABLE IF NOT EXISTS passage (id bigint PRIMARY KEY, grams integer[] NOT NULL)"
    )
    with apart() as connection:
        # It goes on where it broke off, with the reading that was entered last.
        last = connection.exec_driver_sql("SELECT max(id) FROM passage").scalar() or 0
        _fill(max(0, last // MOST_SLOTS - 1))
        connection.exec_driver_sql("DROP INDEX CONCURRENTLY IF EXISTS ix_passage_grams")
        connection.exec_driver_sql("SET lock_timeout = 0")
        # One that is made of all is smaller than one that grew, and made sooner.
        connection.exec_driver_sql(
            "CREATE INDEX CONCURRENTLY ix_passage_grams ON passage USING gin (grams)"
        )
        connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_SECONDS}s'")


def _fill(last: int) -> None:
    with Session(op.get_bind()) as tx:
        while ids := fill_some(tx, last, BATCH):
            last = ids[-1]
        tx.flush()
