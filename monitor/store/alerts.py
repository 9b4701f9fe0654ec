"""Alerts: what comparisons found, who else says so, and what no digest has told of yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, delete, func, or_, select, update

from monitor.errors import AmbiguousKeyError, StoreError
from monitor.model import Alert, Kind, Reason, Source
from monitor.store.database import Tx
from monitor.store.rows import (
    Columns,
    batches,
    claim_of,
    insert_new,
    read_value,
    said_columns,
    source_columns,
    source_of_row,
    starts_with,
    value_json,
)
from monitor.store.tables import ALERT, REVIEW, SUPPORT, TOLD
from monitor.words import say


def save_alert(tx: Tx, alert: Alert) -> bool:
    """Keep `alert` and its support; say whether it is new. One of the same key stays as it is."""
    made = insert_new(tx, ALERT, [_columns(alert)], ALERT.c.id)
    for source in alert.support:
        add_support(tx, alert.key, source)
    return bool(made)


def save_alerts(tx: Tx, alerts: Sequence[Alert]) -> int:
    """Keep several alerts; return how many are new."""
    return sum(save_alert(tx, alert) for alert in alerts)


def add_support(tx: Tx, key: str, source: Source) -> bool:
    """Attach a further article that says what the alert says; say whether that is new.

    The alert's own article is none. StoreError for an unknown key.
    """
    row = tx.execute(
        select(ALERT.c.id, ALERT.c.doc, ALERT.c.version).where(ALERT.c.key == key)
    ).first()
    if row is None:
        raise StoreError(say("store.missing", tx.info["lang"], key=key))
    if (row.doc, row.version) == (source.doc, source.version):
        return False
    support = {"alert_id": row.id, **source_columns(source)}
    return bool(insert_new(tx, SUPPORT, [support], SUPPORT.c.id))


def load_alert(tx: Tx, key: str) -> Alert | None:
    """Return the alert of this key, or of the only one that begins so; None where there is none.

    AmbiguousKeyError where several begin so.
    """
    exact = tx.execute(select(ALERT).where(ALERT.c.key == key)).all()
    rows = exact or tx.execute(select(ALERT).where(starts_with(ALERT.c.key, key)).limit(2)).all()
    if not key or not rows:
        return None
    if len(rows) > 1:
        raise AmbiguousKeyError(say("store.several", tx.info["lang"], key=key))
    return _with_support(tx, rows)[0]


def load_alerts(
    tx: Tx,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    topic: str | None = None,
    kinds: Collection[Kind] | None = None,
    include_confirmed: bool = False,
    undigested: bool = False,
    untold_to: int | None = None,
    doc: str | None = None,
    figure: str | None = None,
    limit: int | None = None,
) -> tuple[Alert, ...]:
    """Return alerts in the order they were found; with `limit` the latest so many of them.

    Args:
        since, until: found at `since` or later, and before `until`.
        kinds: only these; None is all but `confirmed`, or all with `include_confirmed`.
        undigested: only what no digest has told of.
        untold_to: only what no digest of this recipient (its id) has told of.
        doc: of this article. figure: of this figure (its key).
    """
    query = select(ALERT)
    for condition in _conditions(since, until, topic, kinds, include_confirmed):
        query = query.where(condition)
    if doc is not None:
        query = query.where(ALERT.c.doc == doc)
    if figure is not None:
        query = query.where(ALERT.c.figure == figure)
    if undigested:
        query = query.where(~ALERT.c.is_told)
    if untold_to is not None:
        query = query.where(*untold(ALERT, untold_to, since))
    if limit is not None:
        # Without a time an alert was found before there were times to note.
        last = query.with_only_columns(ALERT.c.id)
        last = last.order_by(ALERT.c.at.desc().nulls_last(), ALERT.c.id.desc()).limit(limit)
        query = select(ALERT).where(ALERT.c.id.in_(last))
    query = query.order_by(ALERT.c.at.nulls_first(), ALERT.c.id)
    return _with_support(tx, tx.execute(query).all())


def load_alerts_at(tx: Tx, ids: Sequence[int]) -> list[tuple[int, Alert]]:
    """Return the alerts of these rows with their numbers, the latest first."""
    query = select(ALERT).where(ALERT.c.id.in_(ids)).order_by(ALERT.c.id.desc())
    rows = tx.execute(query).all()
    return list(zip((row.id for row in rows), _with_support(tx, rows), strict=True))


def remove_alerts(tx: Tx, doc: str, version: int, *, keep: Collection[str] = ()) -> int:
    """Take back the alerts of a reading that is judged anew; return how many.

    What a digest told of or a person decided stays, and so do the keys in `keep`: what the new
    judgement found again.
    """
    decided = select(REVIEW.c.id).where(REVIEW.c.alert == ALERT.c.key).exists()
    query = select(ALERT.c.id, ALERT.c.key).where(
        ALERT.c.doc == doc, ALERT.c.version == version, ~ALERT.c.is_told, ~decided
    )
    stale = [row.id for row in tx.execute(query) if row.key not in keep]
    for part in batches(stale):
        tx.execute(delete(SUPPORT).where(SUPPORT.c.alert_id.in_(part)))
        tx.execute(delete(ALERT).where(ALERT.c.id.in_(part)))
    return len(stale)


def remove_support(tx: Tx, doc: str, version: int) -> int:
    """Take back what a reading lent to other articles' alerts; return to how many."""
    statement = delete(SUPPORT).where(SUPPORT.c.doc == doc, SUPPORT.c.version == version)
    return len(tx.execute(statement.returning(SUPPORT.c.id)).all())


def mark_told(tx: Tx, keys: Collection[str]) -> None:
    """Note that some digest tells of these alerts."""
    for part in batches(sorted(keys)):
        tx.execute(update(ALERT).where(ALERT.c.key.in_(part)).values(is_told=True))


def last_told(tx: Tx, recipient: int, figures: Collection[str]) -> dict[str, Alert]:
    """Return by figure (its key) the last change or edit that a recipient was told of."""
    found: dict[str, Alert] = {}
    moved = [str(Kind.CHANGED), str(Kind.REVISED)]
    for part in batches(sorted(figures)):
        query = (
            select(ALERT)
            .join(TOLD, TOLD.c.key == ALERT.c.key)
            .where(TOLD.c.recipient_id == recipient, TOLD.c.is_listed)
            .where(ALERT.c.figure.in_(part), ALERT.c.kind.in_(moved), ~ALERT.c.is_uncertain)
            .order_by(ALERT.c.at.nulls_first(), ALERT.c.id)
        )
        found |= {row.figure: _alert(row, ()) for row in tx.execute(query)}
    return found


def untold(table: Table, recipient: int, floor: datetime | None) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a row of alerts or statements is yet to be told to a recipient.

    Args:
        floor: found then or later; None: whenever.
    """
    told = select(TOLD.c.key).where(TOLD.c.recipient_id == recipient, TOLD.c.key == table.c.key)
    since = () if floor is None else (table.c.at >= floor,)
    return (*since, ~told.exists())


def count_alerts(
    tx: Tx, *, since: datetime | None = None, until: datetime | None = None
) -> dict[Kind, int]:
    """Return how many alerts of each kind there are, none left out."""
    query = select(ALERT.c.kind, func.count()).group_by(ALERT.c.kind)
    for condition in _conditions(since, until, None, None, include_confirmed=True):
        query = query.where(condition)
    found = {Kind(kind): int(number) for kind, number in tx.execute(query)}
    return {kind: found.get(kind, 0) for kind in Kind}


def count_by_topic(tx: Tx) -> dict[str, tuple[dict[Kind, int], datetime | None]]:
    """Return how many alerts of each kind a topic has, and when the latest was found, by topic."""
    query = select(ALERT.c.topic, ALERT.c.kind, func.count(), func.max(ALERT.c.at))
    found: dict[str, tuple[dict[Kind, int], datetime | None]] = {}
    for topic, kind, number, at in tx.execute(query.group_by(ALERT.c.topic, ALERT.c.kind)):
        kinds, latest = found.get(topic, ({}, None))
        times = [moment for moment in (latest, at) if moment is not None]
        found[topic] = ({**kinds, Kind(kind): int(number)}, max(times, default=None))
    return found


def move_alert(tx: Tx, key: str, figure: str) -> None:
    """Let the alert speak of another figure: a person merged two or split one."""
    tx.execute(update(ALERT).where(ALERT.c.key == key).values(figure=figure))


def replace_alert(tx: Tx, alert: Alert) -> None:
    """Let the alert of this key say something else; whether it was told of stays."""
    columns = {k: v for k, v in _columns(alert).items() if k not in ("key", "is_told")}
    tx.execute(update(ALERT).where(ALERT.c.key == alert.key).values(**columns))


def _conditions(
    since: datetime | None,
    until: datetime | None,
    topic: str | None,
    kinds: Collection[Kind] | None,
    include_confirmed: bool,
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if since is not None:
        conditions.append(ALERT.c.at >= since)
    if until is not None:
        conditions.append(or_(ALERT.c.at < until, ALERT.c.at.is_(None)))
    if topic is not None:
        conditions.append(ALERT.c.topic == topic)
    if kinds is not None:
        conditions.append(ALERT.c.kind.in_([str(kind) for kind in kinds]))
    elif not include_confirmed:
        conditions.append(ALERT.c.kind != Kind.CONFIRMED)
    return conditions


def _columns(alert: Alert) -> Columns:
    return {
        **said_columns(alert.claim, alert.source),
        "key": alert.key,
        "kind": alert.kind,
        "topic": alert.topic,
        "figure": alert.figure,
        "reason_code": alert.reason.code,
        "reason_facts": dict(alert.reason.facts),
        "previous": value_json(alert.previous) if alert.previous else None,
        "score": alert.score,
        "is_uncertain": alert.is_uncertain,
        "at": alert.at,
        "is_told": False,
    }


def _with_support(tx: Tx, rows: Sequence[Row[Any]]) -> tuple[Alert, ...]:
    support: dict[int, list[Source]] = defaultdict(list)
    for part in batches([row.id for row in rows]):
        query = select(SUPPORT).where(SUPPORT.c.alert_id.in_(part)).order_by(SUPPORT.c.id)
        for row in tx.execute(query):
            support[row.alert_id].append(source_of_row(row))
    return tuple(_alert(row, tuple(support[row.id])) for row in rows)


def _alert(row: Row[Any], support: tuple[Source, ...]) -> Alert:
    return Alert(
        key=row.key,
        kind=Kind(row.kind),
        topic=row.topic,
        claim=claim_of(row, doc=row.doc if row.claim_doc is None else row.claim_doc),
        source=source_of_row(row),
        figure=row.figure,
        reason=Reason(row.reason_code, row.reason_facts),
        previous=read_value(row.previous) if row.previous else None,
        score=row.score,
        is_uncertain=row.is_uncertain,
        at=row.at,
        support=support,
    )
