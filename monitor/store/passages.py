"""Passages: the index that search looks into, kept as titles and claims are written.

An entry is a number for each pair of neighbouring letters of a title or a sentence, and of its
outlet's name. SQLite keeps them in an FTS5 table without a text of its own, PostgreSQL in an array
with a GIN index. The entry's id says whose it is: the reading and a slot in it, 0 for the title,
from 1 on its claims, and in the upper half its statements. Each distinct sentence of a reading has
one entry, its first claim's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from zlib import crc32

from sqlalchemy import Column, select

from monitor.store.database import Store, Tx
from monitor.store.rows import batches
from monitor.store.tables import ARTICLE, CLAIM, STATEMENT, VERSION

MOST_SLOTS = 4096
"""Entries that a reading has room for; what an article has beyond is not found by its words."""
SAID = MOST_SLOTS // 2
"""The first slot of statements; each has the one that its row's number leads to."""

_TABLES = frozenset({"passage", "passage_data", "passage_idx", "passage_config"})

LONGEST = 2_000  # letters of a passage that are found
_PIECE = 2_000  # readings that are entered at a time where all are

Words = tuple[int, str]
"""A claim's place in its reading, or the number of a statement's row, and its sentence."""


def is_server(tx: Tx) -> bool:
    """Return whether a server keeps the database."""
    return tx.get_bind().dialect.name == "postgresql"


def is_of_rows(name: str | None, _kind: str, _parents: object) -> bool:
    """Return whether a table is one of `tables.py`, and none of the index: for Alembic."""
    return name not in _TABLES


def squeeze(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of `text` in one case, and where in it each of them stands.

    >>> squeeze("월간 1,000만")
    ('월간1000만', [0, 1, 3, 5, 6, 7, 8])
    """
    letters, places = [], []
    for place, letter in enumerate(text):
        if letter.isalnum():
            folded = letter.casefold()
            letters.append(folded)
            places.extend([place] * len(folded))
    return "".join(letters), places


def word_grams(letters: str) -> frozenset[int]:
    """Return the numbers of the pairs of neighbouring letters of squeezed text."""
    return frozenset(_gram(letters[n : n + 2]) for n in range(len(letters) - 1))


def outlet_grams(outlet: str) -> frozenset[int]:
    """Return the numbers of an outlet's name, which words have but by chance."""
    letters = squeeze(outlet)[0]
    return frozenset(_gram(f"outlet:{letters[n : n + 2]}") for n in range(len(letters) - 1))


def _gram(pair: str) -> int:
    return crc32(pair.encode("utf-16-le", "surrogatepass"))


def _grams(text: str, outlet: str) -> list[int]:
    letters = "".join(filter(str.isalnum, text[:LONGEST])).casefold()
    return [*word_grams(letters), *outlet_grams(outlet[:100])]


def enter_title(tx: Tx, reading: int, title: str, outlet: str) -> None:
    """Let the reading with this row be found by its title."""
    _enter(tx, [(reading * MOST_SLOTS, _grams(title, outlet))])


def leave_titles(tx: Tx, readings: Sequence[tuple[int, str, str]]) -> None:
    """Take readings (row, title, outlet) out again that `enter_title` entered."""
    _leave(tx, [(row * MOST_SLOTS, _grams(title, outlet)) for row, title, outlet in readings])


def enter_quotes(tx: Tx, reading: int, outlet: str, quotes: Iterable[Words]) -> None:
    """Let the reading with this row be found by the sentences of its claims."""
    _enter(tx, _entries(reading, outlet, quotes))


def leave_quotes(tx: Tx, reading: int, outlet: str, quotes: Iterable[Words]) -> None:
    """Take the sentences out again that `enter_quotes` entered."""
    _leave(tx, _entries(reading, outlet, quotes))


def _leave(tx: Tx, entries: Sequence[tuple[int, list[int]]]) -> None:
    if not entries:
        return
    connection = tx.connection()
    if is_server(tx):
        ids = [entry for entry, _ in entries]
        connection.exec_driver_sql("DELETE FROM passage WHERE id = ANY(%s)", (ids,))
        return
    connection.exec_driver_sql(
        "INSERT INTO passage (passage, rowid, grams) VALUES ('delete', ?, ?)",
        [(entry, _said(grams)) for entry, grams in entries],
    )


def enter_statements(tx: Tx, rows: Sequence[int]) -> None:
    """Let the statements of these rows be found by their sentences."""
    _enter(tx, _statements(tx, STATEMENT.c.id, rows))


def leave_statements(tx: Tx, rows: Sequence[int]) -> None:
    """Take statements out again that `enter_statements` entered, before their rows go."""
    _leave(tx, _statements(tx, STATEMENT.c.id, rows))


def statement_slot(row: int) -> int:
    """Return the slot of a statement: those of a reading are numbered one after the other."""
    return SAID + row % SAID


def _statements(tx: Tx, column: Column[int], keys: Sequence[int]) -> list[tuple[int, list[int]]]:
    """Return the entries of the statements of which a column has one of these keys."""
    entries: list[tuple[int, list[int]]] = []
    query = (
        select(VERSION.c.id, VERSION.c.outlet, STATEMENT.c.id.label("row"), STATEMENT.c.quote)
        .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
        .join(
            STATEMENT,
            (STATEMENT.c.doc == ARTICLE.c.url) & (STATEMENT.c.version == VERSION.c.version),
        )
    )
    for part in batches(keys):
        for row in tx.execute(query.where(column.in_(part))):
            entry = row.id * MOST_SLOTS + statement_slot(row.row)
            entries.append((entry, _grams(row.quote, row.outlet)))
    return entries


def fill_passages(store: Store) -> int:
    """Make the whole index anew from what is stored; return how many readings it has."""
    with store.begin() as tx:
        _clear(tx)
    done, last = 0, 0
    while True:
        with store.begin() as tx:
            ids = fill_some(tx, last, _PIECE)
        if not ids:
            return done
        done += len(ids)
        last = ids[-1]


def fill_some(tx: Tx, after: int, limit: int) -> Sequence[int]:
    """Enter up to `limit` readings whose rows come after this one; return their rows in order."""
    query = select(VERSION.c.id, VERSION.c.title, VERSION.c.outlet).where(VERSION.c.id > after)
    rows = tx.execute(query.order_by(VERSION.c.id).limit(limit)).all()
    if not rows:
        return ()
    quotes: dict[int, list[Words]] = {}
    for part in batches([row.id for row in rows]):
        said = select(CLAIM.c.version_id, CLAIM.c.ordinal, CLAIM.c.quote)
        said = said.where(CLAIM.c.version_id.in_(part))
        for row in tx.execute(said.order_by(CLAIM.c.version_id, CLAIM.c.ordinal)):
            quotes.setdefault(row.version_id, []).append((row.ordinal, row.quote))
    entries: list[tuple[int, list[int]]] = []
    for row in rows:
        entries.append((row.id * MOST_SLOTS, _grams(row.title, row.outlet)))
        entries += _entries(row.id, row.outlet, quotes.get(row.id, ()))
    entries += _statements(tx, VERSION.c.id, [row.id for row in rows])
    _enter(tx, entries)
    return [row.id for row in rows]


def _clear(tx: Tx) -> None:
    if is_server(tx):
        tx.connection().exec_driver_sql("TRUNCATE passage")
    else:
        tx.connection().exec_driver_sql("INSERT INTO passage (passage) VALUES ('delete-all')")


def _entries(reading: int, outlet: str, quotes: Iterable[Words]) -> list[tuple[int, list[int]]]:
    """Return an entry for each distinct sentence, under its first claim's place."""
    first: dict[str, int] = {}
    for ordinal, quote in quotes:
        if ordinal + 1 < SAID:
            first.setdefault(quote, ordinal)
    return [
        (reading * MOST_SLOTS + ordinal + 1, _grams(quote, outlet))
        for quote, ordinal in first.items()
    ]


def _enter(tx: Tx, entries: Sequence[tuple[int, list[int]]]) -> None:
    if not entries:
        return
    rows: list[tuple[Any, ...]]
    if is_server(tx):
        rows = [(n, [g - (1 << 32) if g >> 31 else g for g in grams]) for n, grams in entries]
        sql = "INSERT INTO passage (id, grams) VALUES (%s, %s) "
        sql += "ON CONFLICT (id) DO UPDATE SET grams = excluded.grams"
    else:
        rows = [(entry, _said(grams)) for entry, grams in entries]
        sql = "INSERT INTO passage (rowid, grams) VALUES (?, ?)"
    tx.connection().exec_driver_sql(sql, rows)


def _said(grams: Iterable[int]) -> str:
    return " ".join(f"{gram:08x}" for gram in grams)
