"""Turns at hosts that all workers share: what one does, the others see before their next request.

The same politeness as `collect.http` keeps within a process, kept in the database.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from monitor.store.database import Store
from monitor.store.hosts import give_back, take_turn


class SharedTurns:
    """Gives turns at hosts, one after the other for all processes at one database."""

    def __init__(
        self, store: Store, *, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._store = store
        self._pause = pause

    async def take(self, host: str, *, spacing: float, at_once: int, lasts: float) -> str | float:
        """Wait for a turn and return its token; seconds, where the host is to be left alone.

        The request begins when this returns: nothing stands between the row and the wire.
        """
        while True:
            with self._store.begin() as tx:
                turn = take_turn(tx, host, spacing=spacing, at_once=at_once, lasts=lasts)
            if turn.token is not None:
                return turn.token
            if turn.rests:
                return turn.wait
            await self._pause(turn.wait)

    def give_back(
        self, host: str, token: str, *, refused: bool | None, asked: float | None
    ) -> None:
        """Leave the place that a turn took; tell what the host said of being asked."""
        with self._store.begin() as tx:
            give_back(tx, host, token, refused=refused, asked=asked)
