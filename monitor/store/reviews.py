"""Reviews: what a person decided about alerts and figures, and that it can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from monitor.store.database import Tx
from monitor.store.tables import REVIEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A decision: `decision` is a word of the caller's, `note` the person's.

    `data` is all that it is about, in a form that another database can take; `before` is what it
    changed in this one, to be put back.
    """

    alert: str  # its key; empty for a decision about figures or topics
    decision: str
    note: str
    at: datetime
    undone: datetime | None = None
    key: str = ""
    data: Mapping[str, Any] | None = None
    before: Mapping[str, Any] | None = None


def save_review(
    tx: Tx,
    alert: str,
    decision: str,
    note: str,
    at: datetime,
    *,
    key: str | None = None,
    data: Mapping[str, Any] | None = None,
) -> bool:
    """Keep a decision; False where the same one already stands for this alert, or has this key."""
    if key is not None and find_review(tx, key) is not None:
        return False
    last = load_review(tx, alert) if alert else None
    if last and data is None and (last.decision, last.note) == (decision, note):
        return False
    row = {"alert": alert, "decision": decision, "note": note, "at": at, "undone": None}
    tx.execute(insert(REVIEW), [{**row, "key": key, "data": data, "before": None}])
    return True


def set_before(
    tx: Tx, key: str, before: Mapping[str, Any], *, data: Mapping[str, Any] | None = None
) -> None:
    """Note what the decision of this key changed; with `data` also what it came to be about."""
    more = {} if data is None else {"data": data}
    tx.execute(update(REVIEW).where(REVIEW.c.key == key).values(before=before, **more))


def find_review(tx: Tx, key: str) -> Review | None:
    """Return the decision of this key, also one taken back; None where there is none."""
    row = tx.execute(select(REVIEW).where(REVIEW.c.key == key)).first()
    return _review(row) if row else None


def undo_decision_of(tx: Tx, key: str, *, at: datetime) -> Review | None:
    """Take back the decision of this key, and return it; None where it does not stand."""
    query = select(REVIEW).where(REVIEW.c.key == key, REVIEW.c.undone.is_(None))
    row = tx.execute(query).first()
    if row is None:
        return None
    tx.execute(update(REVIEW).where(REVIEW.c.id == row.id).values(undone=at))
    return _review(row)


def load_review(tx: Tx, alert: str) -> Review | None:
    """Return the decision that stands for this alert: the last that was not taken back."""
    query = select(REVIEW).where(REVIEW.c.alert == alert, REVIEW.c.undone.is_(None))
    row = tx.execute(query.order_by(REVIEW.c.at.desc(), REVIEW.c.id.desc()).limit(1)).first()
    return _review(row) if row else None


def load_reviews(
    tx: Tx, *, alert: str | None = None, decision: str | None = None, undone: bool = False
) -> tuple[Review, ...]:
    """Return decisions in the order they were made; with `undone` also those taken back."""
    query = select(REVIEW).order_by(REVIEW.c.id)
    if alert is not None:
        query = query.where(REVIEW.c.alert == alert)
    if decision is not None:
        query = query.where(REVIEW.c.decision == decision)
    if not undone:
        query = query.where(REVIEW.c.undone.is_(None))
    return tuple(_review(row) for row in tx.execute(query))


def reviews_at(tx: Tx, ids: Sequence[int]) -> list[tuple[int, Review]]:
    """Return the decisions of these rows with their numbers, the latest first."""
    query = select(REVIEW).where(REVIEW.c.id.in_(ids)).order_by(REVIEW.c.id.desc())
    return [(row.id, _review(row)) for row in tx.execute(query)]


def review_mark(tx: Tx) -> tuple[int, int, int]:
    """Return what is another whenever a decision was made, changed or taken back."""
    query = select(
        func.coalesce(func.max(REVIEW.c.id), 0),
        func.count(REVIEW.c.undone),
        func.count(REVIEW.c.before),
    )
    last, undone, changed = tx.execute(query).one()
    return int(last), int(undone), int(changed)


def undo_review(tx: Tx, alert: str, *, at: datetime) -> Review | None:
    """Take back the decision that stands for this alert, and return it; None without one."""
    query = select(REVIEW).where(REVIEW.c.alert == alert, REVIEW.c.undone.is_(None))
    row = tx.execute(query.order_by(REVIEW.c.at.desc(), REVIEW.c.id.desc()).limit(1)).first()
    if row is None:
        return None
    tx.execute(update(REVIEW).where(REVIEW.c.id == row.id).values(undone=at))
    return _review(row)


def _review(row: Row[Any]) -> Review:
    return Review(
        alert=row.alert,
        decision=row.decision,
        note=row.note,
        at=row.at,
        undone=row.undone,
        # Those of before there were keys.
        key=row.key or f"r{row.id}",
        data=row.data,
        before=row.before,
    )
