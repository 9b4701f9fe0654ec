"""How a migration changes a large table while others work on it: nobody waits for long.

A server may hold a hundred million rows, with workers at them. So on PostgreSQL every migration is
a transaction of its own that waits for a lock for seconds and else begins anew (`database`), and
what takes long is done apart from it: indexes `CONCURRENTLY`, rows a few at a time, references
`NOT VALID` first. What is done apart stays where the migration then breaks off, so it must be fit
to be done again. A column that is added is empty or has a constant for a default: neither writes
the rows anew. `tests/distributed/test_migrations.py` holds every migration to this.

SQLite has one writer and one machine: there all migrations are one transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import op

from monitor.store.database import LOCK_SECONDS

BATCH = 2000
"""Rows that a statement changes at most, in a table that is there."""


def is_server() -> bool:
    """Return whether the migration runs on a server."""
    return op.get_bind().dialect.name == "postgresql"


@contextmanager
def apart() -> Iterator[sa.Connection]:
    """Give the connection; on a server each statement of the block is kept at once.

    So is all that the migration did before it.
    """
    if not is_server():
        yield op.get_bind()
        return
    with op.get_context().autocommit_block():
        yield op.get_bind()


def create_index(
    name: str, table: str, columns: Sequence[str], *, where: str | None = None
) -> None:
    """Make an index on a table that is there, without keeping anybody from writing to it."""
    condition = None if where is None else sa.text(where)
    if not is_server():
        op.create_index(op.f(name), table, list(columns), sqlite_where=condition)
        return
    with apart() as connection:
        # It waits for those who began before, and nobody waits for it.
        connection.exec_driver_sql("SET lock_timeout = 0")
        try:
            if _is_broken(connection, name):
                op.drop_index(op.f(name), table_name=table, postgresql_concurrently=True)
            op.create_index(
                op.f(name),
                table,
                list(columns),
                if_not_exists=True,
                postgresql_where=condition,
                postgresql_concurrently=True,
            )
        finally:
            connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_SECONDS}s'")


def _is_broken(connection: sa.Connection, name: str) -> bool:
    """Return whether an index is there that was begun and never completed."""
    found = connection.execute(
        sa.text(
            "SELECT 1 FROM pg_index JOIN pg_class ON pg_class.oid = pg_index.indexrelid "
            "WHERE pg_class.relname = :name AND NOT pg_index.indisvalid "
            "AND pg_class.relnamespace = current_schema()::regnamespace"
        ),
        {"name": name},
    )
    return found.first() is not None


def add_column(table: str, column: sa.Column[Any]) -> None:
    """Add a column to a table that is there: one that may be empty, or with a constant default."""
    op.add_column(table, column, if_not_exists=True if is_server() else None)


def add_reference(name: str, table: str, column: str, to: str, *, gone: str) -> None:
    """Let a column that was added, and is still empty, point at the rows of another table."""
    sql = f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}) "
    sql += f"REFERENCES {to} (id) ON DELETE {gone}"
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")
    op.execute(f"{sql} NOT VALID")
    with apart():
        op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")


def batches(table: str, *columns: str, after: int = 0) -> Iterator[Sequence[sa.Row[Any]]]:
    """Yield the rows of a table behind this id, in order: `id` and `columns`, a few at a time."""
    rows_of = sa.table(table, *(sa.column(name) for name in ("id", *columns)))
    while True:
        query = sa.select(rows_of).where(rows_of.c.id > after)
        rows = op.get_bind().execute(query.order_by(rows_of.c.id).limit(BATCH)).all()
        if not rows:
            return
        yield rows
        after = rows[-1].id
