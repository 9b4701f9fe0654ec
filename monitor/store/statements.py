"""Statements: what articles said of a topic without a figure, which of it was news, who repeats it.

One row is one sentence of one page on one topic. A row with a kind was news when it was read; any
other is held so that what says it again is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, update

from monitor.errors import AmbiguousKeyError
from monitor.model import Kind, Remark, Source, Stance, Statement
from monitor.store.alerts import untold
from monitor.store.database import Tx
from monitor.store.passages import enter_statements, leave_statements
from monitor.store.rows import (
    Columns,
    batches,
    insert_new,
    source_columns,
    source_of_row,
    starts_with,
)
from monitor.store.tables import REVIEW, STATEMENT
from monitor.words import say


def save_remarks(tx: Tx, remarks: Sequence[Remark]) -> int:
    """Keep remarks; return how many of the new ones are told. One of the same key stays as it is.

    An edited page says the same sentence again: the key is the same.
    """
    columns = (STATEMENT.c.id, STATEMENT.c.kind)
    made = insert_new(tx, STATEMENT, [_columns(r) for r in remarks], *columns)
    enter_statements(tx, [row.id for row in made])
    return sum(row.kind is not None for row in made)


def load_held(tx: Tx, topics: Collection[str], *, limit: int) -> tuple[Remark, ...]:
    """Return the last `limit` statements of each topic, the oldest first, whether told or not."""
    found: list[Remark] = []
    for topic in topics:
        query = select(STATEMENT).where(STATEMENT.c.topic == topic)
        last = query.order_by(STATEMENT.c.published.desc(), STATEMENT.c.id.desc()).limit(limit)
        found += [_remark(row) for row in reversed(tx.execute(last).all())]
    return tuple(found)


def load_remarks(
    tx: Tx,
    *,
    since: datetime | None = None,
    topic: str | None = None,
    kinds: Collection[Kind] | None = None,
    undigested: bool = False,
    untold_to: int | None = None,
    limit: int | None = None,
) -> tuple[Remark, ...]:
    """Return what was told or is to be, in the order it was found; with `limit` the latest of it.

    Args:
        since: found then or later. kinds: only these. undigested: only what no digest told of.
        untold_to: only what no digest of this recipient (its id) told of.
    """
    query = select(STATEMENT).where(STATEMENT.c.kind.is_not(None))
    if since is not None:
        query = query.where(STATEMENT.c.at >= since)
    if topic is not None:
        query = query.where(STATEMENT.c.topic == topic)
    if kinds is not None:
        query = query.where(STATEMENT.c.kind.in_([str(kind) for kind in kinds]))
    if undigested:
        query = query.where(~STATEMENT.c.is_told)
    if untold_to is not None:
        query = query.where(*untold(STATEMENT, untold_to, since))
    query = query.order_by(STATEMENT.c.at.desc(), STATEMENT.c.id.desc())
    if limit is not None:
        query = query.limit(limit)
    return _whole(tx, list(reversed(tx.execute(query).all())))


def load_remarks_at(tx: Tx, ids: Sequence[int]) -> list[tuple[int, Remark]]:
    """Return the remarks of these rows with their numbers, the latest first."""
    query = select(STATEMENT).where(STATEMENT.c.id.in_(ids)).order_by(STATEMENT.c.id.desc())
    rows = tx.execute(query).all()
    return list(zip((row.id for row in rows), _whole(tx, rows), strict=True))


def load_remark(tx: Tx, key: str) -> Remark | None:
    """Return the remark of this key, or of the only one that begins so; None where there is none.

    AmbiguousKeyError where several begin so.
    """
    exact = tx.execute(select(STATEMENT).where(STATEMENT.c.key == key)).all()
    begun = select(STATEMENT).where(starts_with(STATEMENT.c.key, key))
    rows = exact or tx.execute(begun.where(STATEMENT.c.kind.is_not(None)).limit(2)).all()
    if not key or not rows:
        return None
    if len(rows) > 1:
        raise AmbiguousKeyError(say("store.several", tx.info["lang"], key=key))
    return _whole(tx, rows)[0]


def mark_remarks_told(tx: Tx, keys: Collection[str]) -> None:
    """Note that a digest tells of these."""
    for part in batches(sorted(keys)):
        tx.execute(update(STATEMENT).where(STATEMENT.c.key.in_(part)).values(is_told=True))


def remove_remarks(tx: Tx, doc: str, version: int, *, keep: Collection[str] = ()) -> int:
    """Take back what a reading that is read anew does not say any more; return how much.

    What a digest told of, a person decided or a later statement repeats stays, and so do the keys
    in `keep`.
    """
    other = STATEMENT.alias("other")
    query = select(STATEMENT.c.id, STATEMENT.c.key).where(
        STATEMENT.c.doc == doc,
        STATEMENT.c.version == version,
        ~STATEMENT.c.is_told,
        ~select(REVIEW.c.id).where(REVIEW.c.alert == STATEMENT.c.key).exists(),
        ~select(other.c.id).where(other.c.same_as == STATEMENT.c.key).exists(),
    )
    stale = [row.id for row in tx.execute(query) if row.key not in keep]
    leave_statements(tx, stale)
    for part in batches(stale):
        tx.execute(delete(STATEMENT).where(STATEMENT.c.id.in_(part)))
    return len(stale)


def count_statements(tx: Tx, topic: str | None = None) -> int:
    """Return how many statements are kept, told or not; of a topic, or of all."""
    query = select(func.count()).select_from(STATEMENT)
    if topic is not None:
        query = query.where(STATEMENT.c.topic == topic)
    return int(tx.execute(query).scalar_one())


def _columns(remark: Remark) -> Columns:
    statement = remark.statement
    return {
        **source_columns(remark.source),
        "key": remark.key,
        "topic": remark.topic,
        "span_start": statement.span[0],
        "span_end": statement.span[1],
        "quote": statement.quote,
        "subject": statement.subject,
        "speaker": statement.speaker,
        "stance": str(statement.stance),
        "kind": None if remark.kind is None else str(remark.kind),
        "same_as": remark.same_as,
        "score": remark.score,
        "at": remark.at,
        "is_told": False,
    }


def _whole(tx: Tx, rows: Sequence[Row[Any]]) -> tuple[Remark, ...]:
    """Return remarks with what they change and with whoever says the same."""
    before: dict[str, Remark] = {}
    support: dict[str, list[Source]] = defaultdict(list)
    for part in batches([row.same_as for row in rows if row.same_as]):
        query = select(STATEMENT).where(STATEMENT.c.key.in_(part))
        before |= {row.key: _remark(row) for row in tx.execute(query)}
    for part in batches([row.key for row in rows]):
        query = select(STATEMENT).where(
            STATEMENT.c.same_as.in_(part), STATEMENT.c.kind.is_(None), STATEMENT.c.copy_of.is_(None)
        )
        for row in tx.execute(query.order_by(STATEMENT.c.id)):
            support[row.same_as].append(source_of_row(row))
    return tuple(
        _remark(
            row,
            previous=before.get(row.same_as),
            support=tuple({s.doc: s for s in support[row.key] if s.doc != row.doc}.values()),
        )
        for row in rows
    )


def _remark(
    row: Row[Any], *, previous: Remark | None = None, support: tuple[Source, ...] = ()
) -> Remark:
    return Remark(
        key=row.key,
        topic=row.topic,
        statement=statement_of_row(row, doc=row.doc),
        source=source_of_row(row),
        kind=None if row.kind is None else Kind(row.kind),
        same_as=row.same_as,
        previous=previous,
        score=row.score,
        at=row.at,
        support=support,
    )


def statement_of_row(row: Row[Any], *, doc: str) -> Statement:
    """Return the statement of a row of its table."""
    return Statement(
        doc=doc,
        span=(row.span_start, row.span_end),
        quote=row.quote,
        speaker=row.speaker,
        stance=Stance(row.stance),
        subject=row.subject,
    )
