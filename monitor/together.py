"""Together: small pieces of work on the database that come at one time share a transaction.

A transaction costs more than what a poll that found nothing new has to load and to note; with
hundreds of polls on their way there are always some that wait for the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from monitor.errors import StoreError
from monitor.store.database import Store, Tx

T = TypeVar("T")

WAIT = 0.005  # seconds that the first piece waits for others
MOST = 25  # pieces of one transaction: the event loop stands still while they are done


class Together:
    """Does pieces of work, each in its order, a few to a transaction.

    Args:
        write: whether they write; see `Store.begin`.
    """

    def __init__(self, store: Store, *, write: bool) -> None:
        self._store = store
        self._write = write
        self._waiting: list[tuple[Callable[[Tx], Any], asyncio.Future[Any]]] = []

    async def do(self, work: Callable[[Tx], T]) -> T:
        """Return what `work` returns, once its transaction is kept; raise what it raises.

        It may be done twice, the first time undone: it must not touch anything but the database.
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._waiting.append((work, done))
        if len(self._waiting) == 1:
            loop.call_later(WAIT, self._flush)
        elif len(self._waiting) >= MOST:
            self._flush()
        return await done

    def _flush(self) -> None:
        batch = [(work, done) for work, done in self._waiting if not done.done()]
        self._waiting = []
        if not self._try(batch):
            # One that fails must not take the others with it: each by itself.
            for piece in batch:
                self._try([piece])

    def _try(self, batch: list[tuple[Callable[[Tx], Any], asyncio.Future[Any]]]) -> bool:
        """Do a batch in one transaction; say whether everyone was told what came of it."""
        if not batch:
            return True
        try:
            with self._store.begin(write=self._write) as tx:
                results = [work(tx) for work, _ in batch]
        except StoreError as e:  # the database is at fault, and would be for each of them
            for _, done in batch:
                done.set_exception(e)
            return True
        except Exception as e:  # noqa: BLE001 - carried to the one that waits for it, who raises it
            if len(batch) > 1:
                return False
            batch[0][1].set_exception(e)
            return True
        for (_, done), result in zip(batch, results, strict=True):
            done.set_result(result)
        return True
