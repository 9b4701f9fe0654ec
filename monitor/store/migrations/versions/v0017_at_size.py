"""What is counted and listed of millions of readings without looking at each; statements found."""

from __future__ import annotations

from sqlalchemy.orm import Session

from monitor.store.migrations.online import apart, batches, create_index
from monitor.store.passages import enter_statements

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward, and let search find the statements that are stored."""
    create_index(
        "ix_article_version_failed",
        "article_version",
        ["checked"],
        where="check_error IS NOT NULL",
    )
    create_index(
        "ix_article_version_unread",
        "article_version",
        ["article_id", "version"],
        where="state <> 'article'",
    )
    with apart() as connection, Session(connection) as tx:
        for rows in batches("statement"):
            enter_statements(tx, [row.id for row in rows])
        tx.flush()
