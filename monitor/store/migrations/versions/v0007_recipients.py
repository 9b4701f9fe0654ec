"""Recipients, each with what it was told of; a digest is somebody's, its words its message's."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from monitor.store.migrations.online import (
    add_column,
    add_reference,
    apart,
    batches,
    create_index,
    is_server,
)

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Bring the tables forward."""
    there = is_server() or None  # where it broke off after these
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
        if_not_exists=there,
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
        if_not_exists=there,
    )
    create_index("ix_told_digest_id", "told", ["digest_id"])
    add_column("message", sa.Column("tried", _MOMENT, nullable=True))
    add_column(
        "message", sa.Column("language", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
    recipient: sa.Column[Any] = sa.Column("recipient_id", _ID, nullable=True)
    urgent: sa.Column[Any] = sa.Column(
        "is_urgent", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    reference = "fk_digest_recipient_id"
    if is_server():
        add_column("digest", recipient)
        add_column("digest", urgent)
        add_reference(reference, "digest", "recipient_id", "recipient", gone="SET NULL")
        create_index("ix_digest_recipient_id", "digest", ["recipient_id"])
        with apart():
            _carry_over()
        op.drop_column("digest", "html")
        op.drop_column("digest", "text")
    else:
        with op.batch_alter_table("digest") as digest:
            digest.add_column(recipient)
            digest.add_column(urgent)
            digest.create_foreign_key(
                op.f(reference), "recipient", ["recipient_id"], ["id"], ondelete="SET NULL"
            )
            digest.drop_column("html")
            digest.drop_column("text")
        create_index("ix_digest_recipient_id", "digest", ["recipient_id"])
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
        " FROM message m JOIN digest d ON d.key = m.digest WHERE true"
        " GROUP BY m.channel, CASE m.channel WHEN 'email' THEN m.recipient ELSE m.channel END"
        " ON CONFLICT DO NOTHING"
    )
    alerts = sa.text(
        "INSERT INTO told (recipient_id, key, digest_id, is_listed)"
        " SELECT r.id, a.key, (SELECT min(d.digest_id) FROM digest_alert d"
        " WHERE d.alert_id = a.id), a.kind <> 'confirmed'"
        " FROM recipient r CROSS JOIN alert a WHERE r.id = :recipient AND a.is_told"
        " AND a.id BETWEEN :first AND :last ON CONFLICT DO NOTHING"
    )
    statements = sa.text(
        "INSERT INTO told (recipient_id, key, digest_id, is_listed)"
        " SELECT r.id, s.key, NULL, s.is_told"
        " FROM recipient r CROSS JOIN statement s WHERE r.id = :recipient AND s.is_told"
        " AND s.kind IS NOT NULL AND s.id BETWEEN :first AND :last ON CONFLICT DO NOTHING"
    )
    connection = op.get_bind()
    recipients = connection.execute(sa.text("SELECT id FROM recipient")).scalars().all()
    for table, carry in (("alert", alerts), ("statement", statements)):
        for rows in batches(table):
            some = {"first": rows[0].id, "last": rows[-1].id}
            for recipient in recipients:
                connection.execute(carry, {"recipient": recipient, **some})
