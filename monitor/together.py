"""Together: small pieces of work on the database that come at one time share a transaction.

A transaction costs more than what a poll that found nothing new has to load and to note; with
hundreds of polls on their way there are always some that wait for the same; and one statement over
many rows costs less than many over one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from monitor.errors import StoreError
from monitor.store.database import Store, Tx

Item = TypeVar("Item")
Result = TypeVar("Result")

WAIT = 0.02  # seconds that the first piece waits for others, where there may be others
MOST = 25  # pieces of one transaction: the event loop stands still while they are done
MANY = 100  # of those that take next to nothing


class Together(Generic[Item, Result]):
    """Does one kind of work on what comes, in its order, a few pieces to a transaction.

    Args:
        work: takes some pieces and gives as many results, in their order. It may be done twice, the
            first time undone: it must not touch anything but the database.
        write: whether it writes; see `Store.begin`.
        most: pieces of one transaction.
        coming: how many there may be at this time, at most; none waits for others that cannot come.
    """

    def __init__(
        self,
        store: Store,
        work: Callable[[Tx, Sequence[Item]], Sequence[Result]],
        *,
        write: bool,
        most: int = MOST,
        coming: Callable[[], int] | None = None,
    ) -> None:
        self._store = store
        self._work = work
        self._write = write
        self._most = most
        self._coming = coming
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._timer: asyncio.TimerHandle | None = None

    async def do(self, item: Item) -> Result:
        """Return what came of `item`, once its transaction is kept; raise what the work raises."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Result] = loop.create_future()
        self._waiting.append((item, done))
        if len(self._waiting) >= self._most:
            self._flush()
        elif len(self._waiting) == 1:
            # Not at once: those that begin in the same moment are there at the next.
            loop.call_soon(self._look, loop)
        return await done

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        """Do what waits, now where all that may come is there, else in a while."""
        if self._coming is not None and len(self._waiting) >= self._coming():
            self._flush()
        elif self._waiting and self._timer is None:
            self._timer = loop.call_later(WAIT, self._flush)

    def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        batch = [(item, done) for item, done in self._waiting if not done.done()]
        self._waiting = []
        if not self._try(batch):
            # One that fails must not take the others with it: each by itself.
            for piece in batch:
                self._try([piece])

    def _try(self, batch: list[tuple[Item, asyncio.Future[Result]]]) -> bool:
        """Do a batch in one transaction; say whether everyone was told what came of it."""
        if not batch:
            return True
        try:
            with self._store.begin(write=self._write) as tx:
                results = self._work(tx, [item for item, _ in batch])
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
