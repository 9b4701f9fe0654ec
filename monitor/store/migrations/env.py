"""How Alembic runs the migrations: on the connection it is given, in the transaction it is in.

Where that is in none each migration has its own.
"""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Text
from sqlalchemy.types import TypeDecorator
from sqlmodel.sql.sqltypes import UTCDateTime

from monitor.store.tables import METADATA


def render_plainly(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our column types as what the database has: a migration must not change with them."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, TypeDecorator) and isinstance(item.impl, Text):
        return "sa.Text()"
    return False


connection = context.config.attributes.get("connection")
if not isinstance(connection, Connection):
    raise TypeError("migrations run on a connection of monitor.store.database")
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_item=render_plainly,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
