"""Notes: facts of the program's own by name, such as the last digest's slot."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from monitor.model import utc
from monitor.store.database import Tx
from monitor.store.rows import starts_with, upsert
from monitor.store.tables import NOTE


def save_note(tx: Tx, key: str, value: str) -> None:
    """Keep `value` under `key`, over what was there."""
    upsert(tx, NOTE, [{"key": key, "value": value}], key=["key"])


def load_note(tx: Tx, key: str) -> str | None:
    """Return what is kept under `key`, None where nothing is."""
    value: str | None = tx.execute(select(NOTE.c.value).where(NOTE.c.key == key)).scalar()
    return value


def load_notes(tx: Tx, start: str) -> tuple[tuple[str, str], ...]:
    """Return (key, value) of every note whose key begins with `start`, in the order of keys."""
    query = select(NOTE.c.key, NOTE.c.value).where(starts_with(NOTE.c.key, start))
    return tuple((row.key, row.value) for row in tx.execute(query.order_by(NOTE.c.key)))


def remove_note(tx: Tx, key: str) -> None:
    """Forget what is kept under `key`."""
    tx.execute(delete(NOTE).where(NOTE.c.key == key))


def save_moment(tx: Tx, key: str, moment: datetime) -> None:
    """Keep an aware moment under `key`."""
    save_note(tx, key, utc(moment).isoformat())


def load_moment(tx: Tx, key: str) -> datetime | None:
    """Return the moment kept under `key`, in UTC; None where none is."""
    value = load_note(tx, key)
    return datetime.fromisoformat(value) if value else None
