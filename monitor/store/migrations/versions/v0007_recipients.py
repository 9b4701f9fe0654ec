"""Recipients, each with what it was told of; a digest is somebody's, its words its message's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "recipient",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("floor", _MOMENT, nullable=True),
        sa.Column("slot", _MOMENT, nullable=True),
        sa.Column("told_slot", _MOMENT, nullable=True),
        sa.Column("until", _MOMENT, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("retry_at", _MOMENT, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("complained", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient")),
        sa.UniqueConstraint("name", name=op.f("uq_recipient_name")),
    )
    op.create_table(
        "told",
        sa.Column("recipient_id", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("digest_id", _ID, nullable=True),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recipient_id"],
            ["recipient.id"],
            name=op.f("fk_told_recipient_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["digest_id"], ["digest.id"], name=op.f("fk_told_digest_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("recipient_id", "key", name=op.f("pk_told")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_told_digest_id"), "told", ["digest_id"], unique=False)
    with op.batch_alter_table("digest") as digest:
        digest.add_column(sa.Column("recipient_id", _ID, nullable=True))
        digest.add_column(
            sa.Column("is_urgent", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        digest.create_foreign_key(
            op.f("fk_digest_recipient_id"),
            "recipient",
            ["recipient_id"],
            ["id"],
            ondelete="SET NULL",
        )
        digest.drop_column("html")
        digest.drop_column("text")
    op.create_index(op.f("ix_digest_recipient_id"), "digest", ["recipient_id"], unique=False)
    op.add_column("message", sa.Column("tried", _MOMENT, nullable=True))
    op.add_column(
        "message", sa.Column("language", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
    _carry_over()
    op.drop_index(op.f("ix_digest_alert_alert_id"), table_name="digest_alert")
    op.drop_table("digest_alert")


def _carry_over() -> None:
    """Make a recipient of everybody who got a message, as the settings name it from now on.

    A digest went to all of them, so what one was told of, all were.
    """
    op.execute(
        "INSERT INTO recipient (name, channel, address, created, slot, told_slot, until, failures)"
        " SELECT CASE m.channel WHEN 'email' THEN m.recipient ELSE m.channel END,"
        " m.channel, max(m.recipient), min(d.created), max(d.until), max(d.until),"
        " max(CASE m.state WHEN 'delivered' THEN d.until END), 0"
        " FROM message m JOIN digest d ON d.key = m.digest"
        " GROUP BY m.channel, CASE m.channel WHEN 'email' THEN m.recipient ELSE m.channel END"
    )
    op.execute(
        "INSERT INTO told (recipient_id, key, digest_id, is_listed)"
        " SELECT r.id, a.key, min(d.digest_id), a.kind <> 'confirmed'"
        " FROM recipient r CROSS JOIN alert a LEFT JOIN digest_alert d ON d.alert_id = a.id"
        " WHERE a.is_told GROUP BY r.id, a.key, a.kind"
    )
    op.execute(
        "INSERT INTO told (recipient_id, key, is_listed)"
        " SELECT r.id, s.key, s.is_told FROM recipient r CROSS JOIN statement s"
        " WHERE s.is_told AND s.kind IS NOT NULL"
    )
