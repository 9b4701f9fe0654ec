"""Parked jobs: those that failed so often that only a person lets them be tried again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import delete, func, select

from monitor.errors import AmbiguousKeyError
from monitor.store.database import Tx
from monitor.store.rows import starts_with, upsert
from monitor.store.tables import PARKED
from monitor.words import say

Key = str | tuple[str, int]
"""What names the row that a job is about: an address, or a document and the number of a reading."""

_LONGEST_ERROR = 2000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """A job that is not tried again by itself, and why."""

    mark: str  # what a person calls it by
    job: str
    key: Key
    error: str
    tries: int
    at: datetime


def job_mark(job: str, key: Key) -> str:
    """Return what a job is called by: the same on every machine."""
    return blake2b(f"{job} {_key_text(key)}".encode(errors="replace"), digest_size=5).hexdigest()


def park(tx: Tx, job: str, key: Key, *, error: str, tries: int, now: datetime) -> None:
    """Keep that a job is given up, and why; over what was said of it before."""
    row = {
        "mark": job_mark(job, key),
        "job": job,
        "key": key,
        "error": error[:_LONGEST_ERROR],
        "tries": tries,
        "at": now,
    }
    upsert(tx, PARKED, [row], key=["mark"])


def load_parked(tx: Tx, *, limit: int | None = None) -> tuple[Parked, ...]:
    """Return the parked jobs, the latest first."""
    query = select(PARKED).order_by(PARKED.c.at.desc(), PARKED.c.mark).limit(limit)
    return tuple(_parked(row) for row in tx.execute(query))


def find_parked(tx: Tx, mark: str) -> Parked | None:
    """Return the parked job whose mark begins so, None without one.

    AmbiguousKeyError where several begin so.
    """
    rows = tx.execute(select(PARKED).where(starts_with(PARKED.c.mark, mark)).limit(2)).all()
    if len(rows) > 1:
        raise AmbiguousKeyError(say("store.several", tx.info["lang"], key=mark))
    return _parked(rows[0]) if rows else None


def forget_parked(tx: Tx, marks: Sequence[str]) -> int:
    """Forget parked jobs; return how many there were."""
    gone = delete(PARKED).where(PARKED.c.mark.in_(marks)).returning(PARKED.c.mark)
    return len(tx.execute(gone).all())


def count_parked(tx: Tx) -> dict[str, int]:
    """Return how many jobs are parked, by their kind; kinds without any are left out."""
    query = select(PARKED.c.job, func.count()).group_by(PARKED.c.job).order_by(PARKED.c.job)
    return {row[0]: int(row[1]) for row in tx.execute(query)}


def _key_text(key: Key) -> str:
    return json.dumps(key, ensure_ascii=False)


def _parked(row: Any) -> Parked:
    key = row.key
    return Parked(
        mark=row.mark,
        job=row.job,
        key=key if isinstance(key, str) else (str(key[0]), int(key[1])),
        error=row.error,
        tries=row.tries,
        at=row.at,
    )
