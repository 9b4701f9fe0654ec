"""Reviews: what a person decided about an alert, and that it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from monitor.store.database import Tx
from monitor.store.tables import REVIEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A decision about an alert: `decision` is a word of the caller's, `note` the person's."""

    alert: str  # its key
    decision: str
    note: str
    at: datetime
    undone: datetime | None = None


def save_review(tx: Tx, alert: str, decision: str, note: str, at: datetime) -> bool:
    """Keep a decision; False where the same one already stands for this alert."""
    last = load_review(tx, alert)
    if last and (last.decision, last.note) == (decision, note):
        return False
    row = {"alert": alert, "decision": decision, "note": note, "at": at, "undone": None}
    tx.execute(insert(REVIEW), [row])
    return True


def load_review(tx: Tx, alert: str) -> Review | None:
    """Return the decision that stands for this alert: the last that was not taken back."""
    query = select(REVIEW).where(REVIEW.c.alert == alert, REVIEW.c.undone.is_(None))
    row = tx.execute(query.order_by(REVIEW.c.id.desc()).limit(1)).first()
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


def undo_review(tx: Tx, alert: str, *, at: datetime) -> Review | None:
    """Take back the decision that stands for this alert, and return it; None without one."""
    query = select(REVIEW).where(REVIEW.c.alert == alert, REVIEW.c.undone.is_(None))
    row = tx.execute(query.order_by(REVIEW.c.id.desc()).limit(1)).first()
    if row is None:
        return None
    tx.execute(update(REVIEW).where(REVIEW.c.id == row.id).values(undone=at))
    return _review(row)


def _review(row: Row[Any]) -> Review:
    return Review(
        alert=row.alert, decision=row.decision, note=row.note, at=row.at, undone=row.undone
    )
