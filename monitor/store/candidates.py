"""Where a search looks: the entries of the index that may have what is asked for, latest first.

Of words the index tells, of a topic what was judged to speak of it, and of a single letter, which
has no pair, everything. What a place finds is read, and looked at, in `search.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Row, Select, or_, select

from monitor.store.database import Tx
from monitor.store.passages import (
    MOST_SLOTS,
    SAID,
    is_server,
    outlet_grams,
    squeeze,
    statement_slot,
    word_grams,
)
from monitor.store.query import Query
from monitor.store.rows import batches
from monitor.store.tables import ARTICLE, CLAIM, STATEMENT, VERSION

# Entries looked at for one page of answers: rare words have few, common ones fill a page early.
MOST_READ = 20_000
AT_ONCE = 200
_LOOKED_FIRST = 600  # sentences of a topic, before the index is asked whether the words are rare
_FEW = 2_000  # entries that rare words have at most

Place = tuple[int | None, int]
"""An entry, and where to go on below it; without one: enough was looked at for a page."""


def find_places(tx: Tx, query: Query, before: int | None) -> Iterator[Place]:
    """Yield the entries that may have what is asked for, below this place, the latest first."""
    if query.topics:
        yield from _OfTopics(tx, query).places(before)
    elif _wanted(query):
        yield from ((entry, entry) for entry in _of_words(tx, query, before, AT_ONCE))
    else:
        yield from ((entry, entry) for entry in _of_all(tx, before))


def _wanted(query: Query) -> list[list[frozenset[int]]]:
    """Return what the index is asked for, of each group its ways; it knows no single letters."""
    wanted = [
        [word_grams(term.bare) for term in group]
        for group in query.groups
        if all(len(term.bare) > 1 for term in group)
    ]
    outlets = [[outlet_grams(outlet)] for outlet in query.outlets if len(squeeze(outlet)[0]) > 1]
    return wanted + outlets


def _of_words(tx: Tx, query: Query, before: int | None, at_once: int) -> Iterator[int]:
    """Yield the entries that the index has for the words and outlets, so many asked at once."""
    wanted = _wanted(query)
    key, place = ("id", "%s") if is_server(tx) else ("rowid", "?")
    sql, values = _sql_server(wanted) if is_server(tx) else _sql_file(wanted)
    connection = tx.connection()
    if is_server(tx):
        # A plan for whatever words, which a statement that comes often is given, reads all that
        # have common ones before it takes the latest.
        connection.exec_driver_sql("SET LOCAL plan_cache_mode = force_custom_plan")
    upto = before
    while True:
        below = "" if upto is None else f" AND {key} < {place}"
        statement = f"SELECT {key} FROM passage WHERE {sql}{below}"  # noqa: S608 - ours alone
        parameters = (*values, *([] if upto is None else [upto]))
        statement += f" ORDER BY {key} DESC LIMIT {at_once}"
        found = [row[0] for row in connection.exec_driver_sql(statement, parameters)]
        yield from found
        if len(found) < at_once:
            return
        upto = found[-1]


def _sql_file(wanted: Sequence[Sequence[frozenset[int]]]) -> tuple[str, list[Any]]:
    """Return the condition in the words of FTS5, with its values."""
    groups = []
    for group in wanted:
        ways = [" AND ".join(f'"{gram:08x}"' for gram in sorted(grams)) for grams in group]
        groups.append(" OR ".join(f"({way})" for way in ways))
    return "passage MATCH ?", [" AND ".join(f"({group})" for group in groups)]


def _sql_server(wanted: Sequence[Sequence[frozenset[int]]]) -> tuple[str, list[Any]]:
    """Return the condition in the words of PostgreSQL, with its values."""
    groups, values = [], []
    for group in wanted:
        groups.append("(" + " OR ".join("grams @> %s::int[]" for _ in group) + ")")
        values += [[_signed(gram) for gram in sorted(grams)] for grams in group]
    return " AND ".join(groups), values


def _signed(gram: int) -> int:
    return gram - (1 << 32) if gram >> 31 else gram


class _OfTopics:
    """What was judged to speak of some topics: claims, the latest read first, then statements, the
    latest printed first. Each sentence of a reading comes once, with its last claim.

    A claim's place is its entry, a statement's its row's number, far behind those. At first the
    sentences are looked through as they come: common words fill a page soon. Where they do not,
    the index is asked for the readings that have them: of rare ones those are few, and the rest of
    the topic need not be looked at.
    """

    def __init__(self, tx: Tx, query: Query) -> None:
        self._tx = tx
        self._query = query
        self._topics = sorted(set(query.topics))
        self._looked = 0
        self._is_index_asked = not _wanted(query)
        self._few: Sequence[int] | None = None

    def places(self, before: int | None) -> Iterator[Place]:
        """Yield the places below this one."""
        if before is None or before < _BEHIND:
            yield from self._claims(before)
            before = None
        if self._looked <= MOST_READ:
            yield from self._statements(None if before is None else before - _BEHIND)

    def _readings(self) -> Sequence[int] | None:
        """Return the readings to look into alone; None for all, where nothing narrows them."""
        if not self._is_index_asked and self._looked >= _LOOKED_FIRST:
            self._is_index_asked = True
            entries = list(islice(_of_words(self._tx, self._query, None, _FEW), _FEW))
            if len(entries) < _FEW:
                self._few = sorted({entry // MOST_SLOTS for entry in entries})
        return self._few

    # --- claims

    def _claims(self, before: int | None) -> Iterator[Place]:
        reading, told = self._told(before)
        while True:
            few = self._readings()
            rows = self._claims_below(before) if few is None else self._claims_in(few, before)
            for row in rows:
                if row.version_id != reading:
                    reading, told = row.version_id, set()
                before = row.version_id * MOST_SLOTS + row.ordinal + 1
                is_new = row.ordinal + 1 < SAID and row.quote not in told
                told.add(row.quote)
                if is_new and self._query.may_be_in(row.quote):
                    yield before, before
            self._looked += len(rows)
            if few is not None or len(rows) < AT_ONCE:
                return
            if self._looked > MOST_READ and before is not None:
                yield None, before
                return

    def _told(self, before: int | None) -> tuple[int, set[str]]:
        """Return the reading that the page before ended in, and what that told of it."""
        if before is None:
            return 0, set()
        reading, slot = divmod(before, MOST_SLOTS)
        above = self._sentences().where(CLAIM.c.version_id == reading, CLAIM.c.ordinal >= slot - 1)
        return reading, {row.quote for row in self._tx.execute(above)}

    def _sentences(self) -> Select[Any]:
        columns = CLAIM.c.version_id, CLAIM.c.ordinal, CLAIM.c.quote
        return select(*columns).where(CLAIM.c.topic.in_(self._topics))

    def _claims_below(self, before: int | None) -> Sequence[Row[Any]]:
        """Return the next claims of the topics, each topic's read off the end of its index."""
        columns = CLAIM.c.version_id, CLAIM.c.ordinal, CLAIM.c.quote
        order = CLAIM.c.version_id.desc(), CLAIM.c.ordinal.desc()
        found: list[Row[Any]] = []
        for topic in self._topics:
            rows = select(*columns).where(CLAIM.c.topic == topic)
            if before is not None:
                reading, slot = divmod(before, MOST_SLOTS)
                earlier = or_(CLAIM.c.version_id < reading, CLAIM.c.ordinal < slot - 1)
                rows = rows.where(CLAIM.c.version_id <= reading, earlier)
            found += self._tx.execute(rows.order_by(*order).limit(AT_ONCE))
        return sorted(found, key=_of_claim, reverse=True)[:AT_ONCE]

    def _claims_in(self, readings: Sequence[int], before: int | None) -> Sequence[Row[Any]]:
        """Return the topics' claims below the place, of these readings alone."""
        upto = None if before is None else divmod(before, MOST_SLOTS)
        rows = [
            row
            for part in batches(readings)
            for row in self._tx.execute(self._sentences().where(CLAIM.c.version_id.in_(part)))
            if upto is None or (row.version_id, row.ordinal + 1) < upto
        ]
        return sorted(rows, key=_of_claim, reverse=True)

    # --- statements

    def _statements(self, before: int | None) -> Iterator[Place]:
        while True:
            few = self._readings()
            mark = self._mark(before)
            rows = self._said_below(mark) if few is None else self._said_in(few, mark)
            fitting = [row.id for row in rows if self._query.may_be_in(row.quote)]
            entries: dict[int, int] = {}
            for part in batches(fitting):
                found = self._tx.execute(_said().where(STATEMENT.c.id.in_(part)))
                entries |= {it.id: it.reading * MOST_SLOTS + statement_slot(it.id) for it in found}
            yield from ((entries[row], _BEHIND + row) for row in fitting if row in entries)
            self._looked += len(rows)
            if few is not None or len(rows) < AT_ONCE:
                return
            before = rows[-1].id
            if self._looked > MOST_READ:
                yield None, _BEHIND + before
                return

    def _mark(self, before: int | None) -> tuple[datetime | None, int] | None:
        """Return the day and the number that the page before ended at."""
        if before is None:
            return None
        number = STATEMENT.c.id
        near = select(number, STATEMENT.c.published).where(number <= before)
        row = self._tx.execute(near.order_by(number.desc()).limit(1)).first()
        if row is None:
            return None, 0
        # A row that is gone since: what came before it goes on.
        return row.published, before if row.id == before else row.id + 1

    def _said_below(self, mark: tuple[datetime | None, int] | None) -> Sequence[Row[Any]]:
        """Return the next statements of the topics; those that no known day printed come last."""
        number, printed = STATEMENT.c.id, STATEMENT.c.published
        found: list[Row[Any]] = []
        for is_dated in (True, False):
            if len(found) >= AT_ONCE or (is_dated and mark is not None and mark[0] is None):
                continue
            for topic in self._topics:
                rows = select(number, printed, STATEMENT.c.quote).where(STATEMENT.c.topic == topic)
                rows = rows.where(printed.is_not(None) if is_dated else printed.is_(None))
                if mark is not None and is_dated:
                    rows = rows.where(printed <= mark[0], or_(printed < mark[0], number < mark[1]))
                elif mark is not None and mark[0] is None:
                    rows = rows.where(number < mark[1])
                # In the order of the index, though all of the days are none.
                order = printed.desc(), number.desc()
                found += self._tx.execute(rows.order_by(*order).limit(AT_ONCE))
        return sorted(found, key=_of_statement, reverse=True)[:AT_ONCE]

    def _said_in(
        self, readings: Sequence[int], mark: tuple[datetime | None, int] | None
    ) -> Sequence[Row[Any]]:
        """Return the topics' statements below the mark, of these readings alone."""
        found: list[Row[Any]] = []
        for part in batches(readings):
            query = _said(STATEMENT.c.published, STATEMENT.c.quote)
            query = query.where(VERSION.c.id.in_(part), STATEMENT.c.topic.in_(self._topics))
            found += self._tx.execute(query)
        rows = sorted(found, key=_of_statement, reverse=True)
        upto = None if mark is None else (mark[0] is not None, mark[0], mark[1])
        return rows if upto is None else [row for row in rows if _of_statement(row) < upto]


_BEHIND = 1 << 52  # a whole number to whoever reads JSON


def _of_claim(row: Row[Any]) -> tuple[int, int]:
    return row.version_id, row.ordinal


def _of_statement(row: Row[Any]) -> tuple[bool, Any, int]:
    return row.published is not None, row.published, row.id


def _said(*columns: Any) -> Select[Any]:
    """Return the query for statements with the readings they were read in."""
    return (
        select(STATEMENT.c.id, VERSION.c.id.label("reading"), *columns)
        .select_from(STATEMENT)
        .join(ARTICLE, ARTICLE.c.url == STATEMENT.c.doc)
        .join(
            VERSION,
            (VERSION.c.article_id == ARTICLE.c.id) & (VERSION.c.version == STATEMENT.c.version),
        )
    )


def _of_all(tx: Tx, before: int | None) -> Iterator[int]:
    """Yield every title and sentence, the latest first: a single letter has no pair."""
    upto = None if before is None else before // MOST_SLOTS
    while True:
        newest = select(VERSION.c.id).order_by(VERSION.c.id.desc()).limit(AT_ONCE)
        if upto is not None:
            newest = newest.where(VERSION.c.id <= upto)
        ids = tx.execute(newest).scalars().all()
        if not ids:
            return
        entries = {number * MOST_SLOTS for number in ids}
        claims = select(CLAIM.c.version_id, CLAIM.c.ordinal).where(CLAIM.c.version_id.in_(ids))
        entries.update(
            row.version_id * MOST_SLOTS + row.ordinal + 1
            for row in tx.execute(claims)
            if row.ordinal + 1 < SAID
        )
        said = tx.execute(_said().where(VERSION.c.id.in_(ids)))
        entries.update(row.reading * MOST_SLOTS + statement_slot(row.id) for row in said)
        for entry in sorted(entries, reverse=True):
            if before is None or entry < before:
                yield entry
        upto = ids[-1] - 1
