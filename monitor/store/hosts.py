"""Hosts: whose turn it is to ask one, and which want to be left alone, for all workers together.

By the database's clock, so that it does not matter what those of the workers say.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, text

from monitor.store.database import Tx
from monitor.store.types import storable

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
    next_at = now + timedelta(seconds=spacing)
    tx.execute(_TAKE, _named(host, places) | {"next_at": next_at})
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
    until, refusals = row.paused_until, row.refusals
    if refused:
        rest = min(_FIRST_REST * 2**refusals, _LONGEST_REST)
        wanted = now + (timedelta(seconds=asked) if asked else rest)
        until, refusals = max(wanted, until or wanted), min(refusals + 1, _MOST_REFUSALS)
    elif refused is not None:
        refusals = 0
    said = {"paused_until": until, "refusals": refusals}
    tx.execute(_LEAVE, _named(host, places) | said)


def _named(host: str, places: dict[str, int]) -> dict[str, Any]:
    return {"name": storable(host), "places": json.dumps(places)}


def _locked(tx: Tx, host: str) -> tuple[Row[Any], datetime]:
    """Return the row of a host, made where there is none, and the moment: nobody else has it."""
    row = tx.execute(_LOCK, {"name": storable(host)}).one()
    return row, row.now


def _taken(row: Row[Any], now: datetime) -> dict[str, int]:
    places: dict[str, int] = json.loads(row.places)
    return {name: until for name, until in places.items() if until > now.timestamp()}


# Before and after every request, so as plain as can be. Written over with itself, a row is locked
# and returned in one statement.
_LOCK = text(
    "INSERT INTO host (name, refusals, places) VALUES (:name, 0, '{}') "
    "ON CONFLICT (name) DO UPDATE SET refusals = host.refusals "
    "RETURNING next_at, paused_until, refusals, places, clock_timestamp() AS now"
)
_TAKE = text("UPDATE host SET places = :places, next_at = :next_at WHERE name = :name")
_LEAVE = text(
    "UPDATE host SET places = :places, paused_until = :paused_until, refusals = :refusals "
    "WHERE name = :name"
)
