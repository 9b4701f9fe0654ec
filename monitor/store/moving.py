"""A whole database moved into another one: SQLite to PostgreSQL, or the other way round.

Table by table in the order of their references, in batches that are noted in the target with the
rows they brought, so that a broken move goes on where it stood. At the end every table is compared
by its count and by a checksum over all its rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from sqlalchemy import Column, Row, Table, bindparam, func, insert, select, text, tuple_, update

from monitor.errors import StoreError
from monitor.store.database import Store, Tx
from monitor.store.notes import load_note, save_note
from monitor.store.passages import fill_passages
from monitor.store.tables import METADATA, NOTE
from monitor.words import Lang, say

# Rows of one transaction: some megabytes of the widest tables.
BATCH = 2000
_PROGRESS = "moving."  # before the table's name, in the notes of the target
_FROM = "moving.from"
_DONE = "moving.done"
_MASK = (1 << 128) - 1


@dataclass(frozen=True, slots=True)
class Moved:
    """A table that was moved, and that holds the same on both sides."""

    table: str
    rows: int
    checksum: str


Seen = Callable[[int], None]
"""Told of how many rows came; first of those that an earlier, broken move had brought."""


def count_rows(source: Store) -> int:
    """Return how many rows are to be moved."""
    with source.begin(write=False) as tx:
        return sum(_rows(tx, table) for table in METADATA.sorted_tables if table is not NOTE)


def move_database(source: Store, target: Store, *, lang: Lang, seen: Seen) -> tuple[Moved, ...]:
    """Copy all rows of `source` into `target`, compare both, and return what each table holds.

    Nobody may write to either meanwhile. A second call after a broken one goes on; one after a
    whole one only compares.

    Raises StoreError where the target holds something else already, and where a table differs.
    """
    mark = source.url
    _claim_target(target, mark, lang)
    tables = [table for table in METADATA.sorted_tables if table is not NOTE]
    for table in tables:
        _move_table(source, target, table, seen)
    for table in tables:
        for column in _own_references(table):
            _move_references(source, target, table, column)
        _set_counter(target, table)
    _move_notes(source, target)
    found = tuple(_compare(source, target, table, lang) for table in tables)
    # What search looks into has another form in each.
    fill_passages(target)
    with target.begin() as tx:
        save_note(tx, _DONE, mark)
    return found


def _claim_target(target: Store, mark: str, lang: Lang) -> None:
    """Note whose rows the target takes; raise StoreError where it has rows of others."""
    with target.begin() as tx:
        begun = load_note(tx, _FROM)
        if begun == mark:
            return
        taken = begun is not None or any(
            tx.execute(select(1).select_from(table).limit(1)).first()
            for table in METADATA.sorted_tables
        )
        if taken:
            raise StoreError(say("moving.taken", lang, url=target.url))
        save_note(tx, _FROM, mark)


def _move_table(source: Store, target: Store, table: Table, seen: Seen) -> None:
    later = set(_own_references(table))
    with target.begin(write=False) as there:
        noted = load_note(there, _PROGRESS + table.name)
    after: list[Any] | None = json.loads(noted) if noted else None
    if after is not None:
        with target.begin(write=False) as there:
            seen(_rows(there, table))
    with source.begin(write=False) as here:
        for rows in _batches(here, table, after):
            values = [
                {c.name: None if c in later else row[n] for n, c in enumerate(table.columns)}
                for row in rows
            ]
            with target.begin() as there:
                there.connection().execute(insert(table), values)
                last = [_key_value(rows[-1], c) for c in _key(table)]
                save_note(there, _PROGRESS + table.name, json.dumps(last))
            seen(len(rows))


def _batches(tx: Tx, table: Table, after: Sequence[Any] | None) -> Iterator[Sequence[Row[Any]]]:
    """Yield the rows of a table behind a key, in the order of the key."""
    key = _key(table)
    while True:
        query = select(table).order_by(*key).limit(BATCH)
        if after is not None:
            last = (bindparam(None, v, c.type) for c, v in zip(key, after, strict=True))
            query = query.where(tuple_(*key) > tuple_(*last))
        rows = tx.execute(query).all()
        if not rows:
            return
        yield rows
        after = [_key_value(rows[-1], c) for c in key]


def _move_references(source: Store, target: Store, table: Table, column: Column[Any]) -> None:
    """Set what points at rows of the same table, which had to be there first."""
    (key,) = _key(table)
    change = (
        update(table).where(key == bindparam("_key")).values({column.name: bindparam("_points_at")})
    )
    after = 0
    with source.begin(write=False) as here:
        while True:
            query = select(key, column).where(column.is_not(None), key > after)
            rows = here.execute(query.order_by(key).limit(BATCH)).all()
            if not rows:
                return
            with target.begin() as there:
                there.connection().execute(
                    change, [{"_key": row[0], "_points_at": row[1]} for row in rows]
                )
            after = rows[-1][0]


def _move_notes(source: Store, target: Store) -> None:
    with source.begin(write=False) as here:
        notes = here.execute(select(NOTE.c.key, NOTE.c.value)).all()
    with target.begin() as there:
        for row in notes:
            if not row.key.startswith(_PROGRESS):
                save_note(there, row.key, row.value)


def _set_counter(target: Store, table: Table) -> None:
    """Let new rows be numbered behind those that came with their numbers."""
    if not target.is_server or [c.name for c in _key(table)] != ["id"]:
        return
    with target.begin() as tx:
        highest = tx.execute(select(func.max(table.c.id))).scalar()
        if highest is not None:
            tx.execute(
                text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :highest)"),
                {"table": table.name, "highest": highest},
            )


def _compare(source: Store, target: Store, table: Table, lang: Lang) -> Moved:
    here, there = (_sum_up(store, table) for store in (source, target))
    if here != there:
        facts = {"here": here.rows, "there": there.rows}
        raise StoreError(say("moving.differs", lang, table=table.name, **facts))
    return here


def _sum_up(store: Store, table: Table) -> Moved:
    """Return count and checksum of a table: the sum of its rows' hashes, in whatever order."""
    rows = total = 0
    with store.begin(write=False) as tx:
        for batch in _batches(tx, table, None):
            rows += len(batch)
            for row in batch:
                written = "\x1f".join(map(_written, row)).encode("utf-8", "surrogatepass")
                total += int.from_bytes(blake2b(written, digest_size=16).digest())
    return Moved(table.name, rows, f"{total & _MASK:032x}")


def _written(value: object) -> str:
    """Return a value as it is in either database.

    >>> _written(datetime(2026, 1, 2, 3, tzinfo=UTC)), _written(None), _written({"b": 1, "a": 2})
    ('2026-01-02T03:00:00+00:00', '\\x00', '{"a": 2, "b": 1}')
    """
    match value:
        case None:
            return "\x00"
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | Decimal():
            return str(value)
        case bytes():
            return value.hex()
        case dict() | list() | tuple():
            return json.dumps(value, sort_keys=True, ensure_ascii=False)
        case _:
            return repr(value)


def _rows(tx: Tx, table: Table) -> int:
    return int(tx.execute(select(func.count()).select_from(table)).scalar_one())


def _key(table: Table) -> list[Column[Any]]:
    return list(table.primary_key.columns)


def _key_value(row: Row[Any], column: Column[Any]) -> Any:
    return row._mapping[column.name]


def _own_references(table: Table) -> list[Column[Any]]:
    return [
        column
        for column in table.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]
