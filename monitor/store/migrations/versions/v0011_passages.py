"""What search looks into: the pairs of letters of titles and of sentences with a figure."""

from __future__ import annotations

from alembic import op
from sqlalchemy.orm import Session

from monitor.store.passages import fill_some

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_PIECE = 2000  # readings


def upgrade() -> None:
    """Bring the tables forward, and enter all that is stored."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE TABLE passage (id bigint PRIMARY KEY, grams integer[] NOT NULL)")
        op.execute("CREATE INDEX ix_passage_grams ON passage USING gin (grams)")
    else:
        # No text of its own, no places of words in it and no sizes: what is found is read anyway.
        op.execute(
            "CREATE VIRTUAL TABLE passage USING fts5"
            "(grams, content='', columnsize=0, detail=none, tokenize='ascii')"
        )
    with Session(op.get_bind()) as tx:
        last = 0
        while ids := fill_some(tx, last, _PIECE):
            last = ids[-1]
        tx.flush()
