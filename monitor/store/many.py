"""ManyRows, ManyChanges, ManyFound: what every poll executes, at the cost of the driver's own.

A first poll lists fifty new entries, each a row in three tables, and a thousand polls that found
nothing read and write a row each. SQLAlchemy looks at every value of every row by itself; here a
statement is compiled once, and values are converted by the column, the same one only once.
PostgreSQL's driver takes the values as they are; what it is given is SQLAlchemy's own statement.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections import namedtuple
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Insert, Select, Table, Update, bindparam
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import DateTime, TypeDecorator, TypeEngine
from typing_extensions import override

from monitor.model import utc
from monitor.store.database import Tx, insert_into
from monitor.store.types import Words, storable

_KEPT = len("2026-11-22 12:00:00.000000")
Convert = Callable[[Any], Any]


class _Many(ABC):
    """A statement that is executed for many rows, given as tuples in the order of `names`."""

    def __init__(self, *names: str) -> None:
        self._names = names
        self._sql = ""
        self._order: tuple[int, ...] = ()
        self._types: tuple[TypeEngine[Any], ...] = ()
        self._converts: tuple[Convert | None, ...] = ()

    @abstractmethod
    def _statement(self, tx: Tx) -> Insert | Update:
        """Return the statement, whose values are bound under the names."""

    def _execute(self, tx: Tx, rows: Sequence[tuple[Any, ...]]) -> int:
        """Execute it for `rows` and return how many rows of the table it made or changed."""
        if not rows:
            return 0
        connection = tx.connection()
        if connection.dialect.name != "sqlite":
            named = [dict(zip(self._names, row, strict=True)) for row in rows]
            # Of an insert SQLAlchemy does not tell the count unless it is asked to.
            counted = self._statement(tx).execution_options(preserve_rowcount=True)
            return int(connection.execute(counted, named).rowcount)
        if not self._sql:
            self._compile(tx, connection)
        given = list(zip(*rows, strict=True))
        # What is said in several columns, as when something was published, is converted once.
        known: dict[type, dict[Any, Any]] = {}
        columns = [
            _converted(given[place], kind, convert, known)
            for place, kind, convert in zip(self._order, self._types, self._converts, strict=True)
        ]
        values = list(zip(*columns, strict=True))
        with _Cursor(connection) as cursor:
            return int(cursor.executemany(self._sql, values).rowcount)

    def _compile(self, tx: Tx, connection: Connection) -> None:
        dialect = connection.dialect
        compiled = self._statement(tx).compile(dialect=dialect)
        places = compiled.positiontup or []
        self._order = tuple(self._names.index(name) for name in places)
        self._types = tuple(compiled.binds[name].type for name in places)
        self._converts = tuple(
            _write_moment
            if _is_moment(kind)
            else kind.dialect_impl(dialect).bind_processor(dialect)
            for kind in self._types
        )
        self._sql = str(compiled)


class ManyRows(_Many):
    """Inserts rows of these columns.

    Args:
        overwrite: the columns of the key that another row may have: that one gets the new values
            then, but for those of `keep`. Without it the row that is there stays as it is.
    """

    def __init__(
        self, table: Table, *names: str, overwrite: Sequence[str] = (), keep: Sequence[str] = ()
    ) -> None:
        super().__init__(*names)
        self._table = table
        self._key = tuple(overwrite)
        self._fresh = tuple(n for n in names if n not in overwrite and n not in keep)

    def insert(self, tx: Tx, rows: Sequence[tuple[Any, ...]]) -> int:
        """Insert `rows` and return how many are new or overwritten."""
        return self._execute(tx, rows)

    @override
    def _statement(self, tx: Tx) -> sqlite.Insert:
        bound: dict[str, Any] = {name: bindparam(name) for name in self._names}
        statement = insert_into(tx, self._table).values(bound)
        if not self._key:
            return statement.on_conflict_do_nothing()
        fresh = {name: statement.excluded[name] for name in self._fresh}
        return statement.on_conflict_do_update(index_elements=list(self._key), set_=fresh)


class ManyChanges(_Many):
    """Changes rows by an update whose values, and what they are found by, are bound to `names`.

    It binds nothing else: what is the same for every row is written out (`literal_column`).
    """

    def __init__(self, statement: Update, *names: str) -> None:
        super().__init__(*names)
        self._update = statement

    def apply(self, tx: Tx, rows: Sequence[tuple[Any, ...]]) -> int:
        """Change what `rows` say and return how many rows of the table that were."""
        return self._execute(tx, rows)

    @override
    def _statement(self, tx: Tx) -> Update:
        return self._update


class ManyFound:
    """Reads what `query` selects, of the rows whose `key` is one of many.

    The query binds nothing: what it is compared with is written out (`literal_column`).
    """

    def __init__(self, query: Select[Any], key: Column[Any]) -> None:
        self._query = query.where(key.in_(bindparam("keys", expanding=True)))
        self._key = key
        make: Callable[..., Any] = namedtuple
        self._row = make("Found", [str(column.key) for column in query.selected_columns])
        self._sql = ("", "")  # before and behind the marks of the keys
        self._bind: Convert | None = None
        self._converts: tuple[Convert | None, ...] = ()

    def load(self, tx: Tx, keys: Sequence[Any]) -> Sequence[Any]:
        """Return the rows there are, in any order, their columns as attributes.

        Args:
            keys: each once, and not more than a statement takes; see `rows.BATCH`.
        """
        if not keys:
            return []
        connection = tx.connection()
        if connection.dialect.name != "sqlite":
            return connection.execute(self._query, {"keys": list(keys)}).all()
        if not self._converts:
            self._compile(connection)
        sql = ",".join("?" * len(keys)).join(self._sql)
        asked = _converted(tuple(keys), self._key.type, self._bind, {})
        with _Cursor(connection) as cursor:
            found = cursor.execute(sql, tuple(asked)).fetchall()
        if not found:
            return []
        columns = [
            [None if value is None else convert(value) for value in values] if convert else values
            for values, convert in zip(zip(*found, strict=True), self._converts, strict=True)
        ]
        return list(map(self._row._make, zip(*columns, strict=True)))

    def _compile(self, connection: Connection) -> None:
        dialect = connection.dialect
        head, tail = str(self._query.compile(dialect=dialect)).split("__[POSTCOMPILE_keys]")
        self._sql = (head, tail)
        self._bind = self._key.type.dialect_impl(dialect).bind_processor(dialect)
        self._converts = tuple(
            _read_moment
            if _is_moment(column.type)
            else column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in self._query.selected_columns
        )


class _Cursor:
    """A cursor of SQLite's driver: what SQLAlchemy does around one takes longer than most of ours.

    Rows that contradict one another are a bug here as they are there (`database._named_errors`).
    """

    def __init__(self, connection: Connection) -> None:
        self._cursor: Any = connection.connection.cursor()

    def __enter__(self) -> Any:
        return self._cursor

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._cursor.close()
        if isinstance(error, sqlite3.IntegrityError):
            raise IntegrityError(None, None, error) from error


def _is_moment(kind: TypeEngine[Any]) -> bool:
    """Return whether a column's values are moments of UTC, as all of ours are."""
    return isinstance(kind, TypeDecorator) and isinstance(kind.impl_instance, DateTime)


def _read_moment(kept: str) -> datetime:
    """Return a moment as SQLite keeps it: of UTC, without saying so."""
    return datetime.fromisoformat(kept + "+00:00")


def _write_moment(moment: datetime | None) -> str | None:
    """Return what `_read_moment` reads, as SQLAlchemy writes it; ValueError without a zone."""
    return None if moment is None else utc(moment).isoformat(" ", "microseconds")[:_KEPT]


def _converted(
    values: tuple[Any, ...],
    kind: TypeEngine[Any],
    convert: Convert | None,
    known: dict[type, dict[Any, Any]],
) -> Sequence[Any]:
    """Return the values of a column as the driver takes them."""
    if convert is None:
        return values
    if isinstance(kind, Words) and _are_storable(values):
        return values
    if not (isinstance(kind, Words) or _is_moment(kind)):
        # Equal values may be written differently (1 and 1.0), and lists have no hash.
        return [convert(value) for value in values]
    said = known.setdefault(type(kind), {})
    said.update((value, convert(value)) for value in set(values).difference(said))
    return [said[value] for value in values]


def _are_storable(values: tuple[str | None, ...]) -> bool:
    together = "\n".join(filter(None, values))
    return together is storable(together)
