"""Turns at hosts that all workers share: what one does, the others see before their next request.

The same politeness as `collect.http` keeps within a process, kept in the database.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from monitor.store.database import Store
from monitor.store.hosts import give_back, take_turn

# A turn of which the database tells later than this is over.
_TOO_LATE = 5.0  # seconds


class SharedTurns:
    """Gives turns at hosts, one after the other for all processes at one database."""

    def __init__(
        self,
        store: Store,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._clock = clock
        self._pause = pause

    async def take(self, host: str, *, spacing: float, at_once: int, lasts: float) -> str | float:
        """Wait for a turn and return its token; seconds, where the host is to be left alone.

        The request begins when this returns: nothing stands between the row and the wire.
        """
        while True:
            asked = self._clock()
            with self._store.begin() as tx:
                turn = take_turn(tx, host, spacing=spacing, at_once=at_once, lasts=lasts)
            if turn.token is not None and self._clock() - asked < _TOO_LATE:
                return turn.token
            if turn.token is not None:
                # The database was cut off meanwhile: the turn was then, and is another's by now.
                self.give_back(host, turn.token, refused=None, asked=None)
                continue
            if turn.rests:
                return turn.wait
            await self._pause(turn.wait)

    def give_back(
        self, host: str, token: str, *, refused: bool | None, asked: float | None
    ) -> None:
        """Leave the place that a turn took; tell what the host said of being asked."""
        with self._store.begin() as tx:
            give_back(tx, host, token, refused=refused, asked=asked)
