"""ManyRows: an insert of many rows of one form, put together once, at the cost of the driver's own.

A first poll lists fifty new entries, each a row in three tables. SQLAlchemy looks at every value of
every row by itself; here that is done for a column at once, and not again for what is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, bindparam
from sqlalchemy.dialects import sqlite

from monitor.store.database import Tx, insert_into
from monitor.store.types import Words, storable

Convert = Callable[[Any], Any]


class ManyRows:
    """Inserts rows of these columns, given as tuples in their order.

    Args:
        overwrite: the columns of the key that another row may have: that one gets the new values
            then, but for those of `keep`. Without it the row that is there stays as it is.
    """

    def __init__(
        self, table: Table, *names: str, overwrite: Sequence[str] = (), keep: Sequence[str] = ()
    ) -> None:
        self._table = table
        self._names = names
        self._key = tuple(overwrite)
        self._fresh = tuple(n for n in names if n not in overwrite and n not in keep)
        self._sql = ""
        self._order: tuple[int, ...] = ()
        self._converts: tuple[Convert | None, ...] = ()

    def insert(self, tx: Tx, rows: Sequence[tuple[Any, ...]]) -> int:
        """Insert `rows` and return how many are new or overwritten."""
        if not rows:
            return 0
        connection = tx.connection()
        if connection.dialect.name != "sqlite":  # its driver wants the values as they are
            named = [dict(zip(self._names, row, strict=True)) for row in rows]
            return int(tx.connection().execute(self._statement(tx), named).rowcount)
        if not self._sql:
            self._compile(tx, connection)
        given = list(zip(*rows, strict=True))
        # What is said in several columns, as when something was published, is converted once.
        known: dict[type, dict[Any, Any]] = {}
        columns = [
            _converted(given[place], self._table.c[self._names[place]], convert, known)
            for place, convert in zip(self._order, self._converts, strict=True)
        ]
        values = list(zip(*columns, strict=True))
        return int(connection.exec_driver_sql(self._sql, values).rowcount)

    def _statement(self, tx: Tx) -> sqlite.Insert:
        statement = insert_into(tx, self._table)
        if not self._key:
            return statement.on_conflict_do_nothing()
        fresh = {name: statement.excluded[name] for name in self._fresh}
        return statement.on_conflict_do_update(index_elements=list(self._key), set_=fresh)

    def _compile(self, tx: Tx, connection: Connection) -> None:
        dialect = connection.dialect
        said = self._statement(tx).values({name: bindparam(name) for name in self._names})
        compiled = said.compile(dialect=dialect)
        places = compiled.positiontup or []
        self._order = tuple(self._names.index(name) for name in places)
        self._converts = tuple(
            self._table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
            for name in places
        )
        self._sql = str(compiled)


def _converted(
    values: tuple[Any, ...],
    column: Column[Any],
    convert: Convert | None,
    known: dict[type, dict[Any, Any]],
) -> Sequence[Any]:
    """Return the values of a column as the driver takes them."""
    if convert is None:
        return values
    if isinstance(column.type, Words) and _are_storable(values):
        return values
    said = known.setdefault(type(column.type), {})
    said.update((value, convert(value)) for value in set(values).difference(said))
    return [said[value] for value in values]


def _are_storable(values: tuple[str | None, ...]) -> bool:
    together = "\n".join(filter(None, values))
    return together is storable(together)
