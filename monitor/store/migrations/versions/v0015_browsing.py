"""Indexes by which each page reads the end of a list, however long the list is."""

from __future__ import annotations

from alembic import op

from monitor.store.migrations.online import create_index

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_TOLD = "kind IS NOT NULL"


def upgrade() -> None:
    """Bring the tables forward; indexes of which the new ones are more than the same go."""
    create_index("ix_alert_kind_at_id", "alert", ["kind", "at", "id"])
    create_index("ix_alert_topic_kind_at_id", "alert", ["topic", "kind", "at", "id"])
    create_index("ix_alert_outlet_at_id_kind", "alert", ["outlet", "at", "id", "kind"])
    create_index("ix_alert_figure_at_id", "alert", ["figure", "at", "id"])
    create_index("ix_statement_news_topic", "statement", ["topic", "at"], where=_TOLD)
    create_index("ix_statement_news_outlet", "statement", ["outlet", "at"], where=_TOLD)
    create_index(
        "ix_claim_topic_version_id", "claim", ["topic", "version_id"], where="topic IS NOT NULL"
    )
    create_index("ix_figure_topic_id", "figure", ["topic", "id"])
    create_index(
        "ix_figure_value_figure_id_is_current_id", "figure_value", ["figure_id", "is_current", "id"]
    )
    create_index("ix_entry_feed_id_id", "entry", ["feed_id", "id"])
    for table, column in (
        ("alert", "topic"),
        ("alert", "figure"),
        ("claim", "topic"),
        ("figure", "topic"),
    ):
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table, if_exists=True)
