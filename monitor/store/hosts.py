"""Hosts: whose turn it is to ask one, and which want to be left alone, for all workers together.

By the database's clock, so that it does not matter what those of the workers say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, func, update

from monitor.store.database import Tx, insert_into
from monitor.store.rows import Columns
from monitor.store.tables import HOST

# Who was refused without a word of when to come again waits so long, doubled each time.
_FIRST_REST = timedelta(minutes=1)
_LONGEST_REST = timedelta(hours=1)
_MOST_REFUSALS = 10
# What is looked at again when every place at a host is taken: somebody may leave at any moment.
_CROWDED = 0.1  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a host's row says to who wants to ask it now.

    `token` names the place that was taken; without one nothing was, and `wait` are the seconds
    until it is worth asking again. `rests`: the host wants to be left alone for those seconds.
    """

    token: str | None = None
    wait: float = 0.0
    rests: bool = False


def take_turn(tx: Tx, host: str, *, spacing: float, at_once: int, lasts: float) -> Turn:
    """Take a place at `host` and begin a request now, or learn how long to wait for one.

    Args:
        spacing: seconds between the beginnings of two requests.
        at_once: places there are.
        lasts: seconds after which a place is free again though nobody gave it back: its worker
            was killed.
    """
    row, now = _locked(tx, host)
    if row.paused_until is not None and row.paused_until > now:
        return Turn(wait=(row.paused_until - now).total_seconds(), rests=True)
    if row.next_at is not None and row.next_at > now:
        return Turn(wait=(row.next_at - now).total_seconds())
    taken = _taken(row, now)
    if len(taken) >= at_once:
        return Turn(wait=_CROWDED)
    token = uuid4().hex[:12]
    places = {**taken, token: ceil(now.timestamp() + lasts)}
    _note(tx, host, places=places, next_at=now + timedelta(seconds=spacing))
    return Turn(token=token)


def give_back(
    tx: Tx, host: str, token: str, *, refused: bool | None, asked: float | None = None
) -> None:
    """Leave a place; where the host refused (429, 503), nobody asks it for a while.

    Args:
        refused: None where it did not answer at all, which says nothing of its wishes.
        asked: for how many seconds it wants to be left alone, where it said so.
    """
    row, now = _locked(tx, host)
    places = {name: until for name, until in _taken(row, now).items() if name != token}
    changed: dict[str, Any] = {"places": places}
    if refused:
        rest = min(_FIRST_REST * 2**row.refusals, _LONGEST_REST)
        until = now + (timedelta(seconds=asked) if asked else rest)
        changed["paused_until"] = max(until, row.paused_until or until)
        changed["refusals"] = min(row.refusals + 1, _MOST_REFUSALS)
    elif refused is not None and row.refusals:
        changed["refusals"] = 0
    _note(tx, host, **changed)


def _locked(tx: Tx, host: str) -> tuple[Row[Any], datetime]:
    """Return the row of a host, made where there is none, and the moment: nobody else has it."""
    fresh: Columns = {
        "name": host,
        "next_at": None,
        "paused_until": None,
        "refusals": 0,
        "places": {},
    }
    made = insert_into(tx, HOST).values(fresh)
    # Written over with itself: that locks the row and returns it, in one statement.
    row = tx.execute(
        made.on_conflict_do_update(
            index_elements=["name"], set_={"refusals": HOST.c.refusals}
        ).returning(*HOST.c, func.clock_timestamp().label("now"))
    ).one()
    return row, row.now


def _taken(row: Row[Any], now: datetime) -> dict[str, int]:
    return {name: until for name, until in row.places.items() if until > now.timestamp()}


def _note(tx: Tx, host: str, **values: Any) -> None:
    tx.execute(update(HOST).where(HOST.c.name == host).values(**values))
