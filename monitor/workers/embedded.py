"""Runs the jobs in this process: all that waits, once (`drain`), or for as long as it is wanted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable, Sequence

from monitor.errors import AwayError
from monitor.log import log_bug
from monitor.workers.jobs import Job, Observer

# How long running jobs may take to finish once the daemon is asked to stop.
GRACE = 8.0  # seconds


class Embedded:
    """The worker engine of one process. Every bug of a job ends here, noted on the job's row.

    A database that takes nothing is no bug of a job: then all work ends, with AwayError, and every
    row still says what waits.
    """

    def __init__(self, jobs: Sequence[Job], *, seen: Observer | None = None) -> None:
        self._seen = seen
        self._jobs = {job.name: job for job in jobs}
        self._wake = {job.name: asyncio.Event() for job in jobs}

    def wake(self, *names: str) -> None:
        """Look for work of these kinds now; without names, of every kind."""
        for name in names or self._wake:
            self._wake[name].set()

    async def drain(
        self,
        *names: str,
        first: Sequence[Hashable] | None = None,
        seen: Callable[[str, Hashable], None] | None = None,
    ) -> None:
        """Do all that waits, kind after kind; see `Engine`."""
        for position, name in enumerate(names):
            job = self._jobs[name]
            if position == 0 and first is not None:
                await self._do_all(job, first, seen)
                continue
            done: set[Hashable] = set()
            while keys := [k for k in job.waiting(1000) if k not in done]:
                done.update(keys)
                await self._do_all(job, keys, seen)

    async def _do_all(
        self,
        job: Job,
        keys: Sequence[Hashable],
        seen: Callable[[str, Hashable], None] | None,
    ) -> None:
        places = asyncio.Semaphore(job.at_once)

        async def one(key: Hashable) -> None:
            async with places:
                await self._do(job, key)
            if seen:
                seen(job.name, key)

        try:
            async with asyncio.TaskGroup() as group:
                for key in keys:
                    group.create_task(one(key))
        except ExceptionGroup as e:
            away = [error for error in e.exceptions if isinstance(error, AwayError)]
            if len(away) < len(e.exceptions):
                raise
            raise away[0] from None

    async def _do(self, job: Job, key: Hashable) -> None:
        begun, failed = time.monotonic(), False
        try:
            await job.do(key)
        except AwayError:
            raise  # of a message that was sent, it would note that it was not
        except Exception as e:  # noqa: BLE001 - the job boundary: a bug ends here, with its traceback
            failed = True
            log_bug("job failed", e, job=job.name, key=key)
            error = f"{type(e).__name__}: {e}"
            job.fail(key, error)
            if job.park is not None:
                job.park(key, error, 1)
        if self._seen:
            self._seen(job.name, time.monotonic() - begun, failed=failed)

    async def run(self, stop: asyncio.Event) -> None:
        """Do what waits and what will wait, until `stop` is set; then let the running jobs end.

        A job that does not end within GRACE is cancelled: its row still says that it waits. Raises
        AwayError where the database takes nothing any more.
        """
        running: dict[asyncio.Task[None], Job] = {}
        lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        loops = [
            asyncio.create_task(self._serve(job, running, lost)) for job in self._jobs.values()
        ]
        waiter = asyncio.create_task(_wait(stop))
        done, _ = await asyncio.wait({*loops, waiter, lost}, return_when=asyncio.FIRST_COMPLETED)
        for loop in loops:
            loop.cancel()
        waiter.cancel()
        if done - {waiter}:
            # What could not be kept need not be done; and each would wait for the database anew.
            for task, job in list(running.items()):
                if not job.is_felt:
                    task.cancel()
        if running:
            _, late = await asyncio.wait(running, timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await asyncio.gather(*loops, waiter, return_exceptions=True)
        late_news = lost.exception() if lost.done() else None  # asked for, or asyncio complains
        lost.cancel()
        for ended in done - {waiter, lost}:
            # A loop ends by itself only through a bug, or for want of the database.
            ended.result()
        if late_news and lost in done:
            raise late_news

    async def _serve(
        self, job: Job, running: dict[asyncio.Task[None], Job], lost: asyncio.Future[None]
    ) -> None:
        wake = self._wake[job.name]
        wake.set()
        in_hand: dict[Hashable, asyncio.Task[None]] = {}
        while True:
            await wake.wait()
            wake.clear()
            free = job.at_once - len(in_hand)
            if free <= 0 or job.is_full():
                continue
            # Those in hand still wait by their rows, so ask for as many more.
            keys = [k for k in job.waiting(free + len(in_hand)) if k not in in_hand][:free]
            for key in keys:
                task = asyncio.create_task(self._do(job, key))
                in_hand[key] = task
                running[task] = job
                task.add_done_callback(self._ended(job, key, in_hand, running, lost))

    def _ended(
        self,
        job: Job,
        key: Hashable,
        in_hand: dict[Hashable, asyncio.Task[None]],
        running: dict[asyncio.Task[None], Job],
        lost: asyncio.Future[None],
    ) -> Callable[[asyncio.Task[None]], None]:
        def ended(task: asyncio.Task[None]) -> None:
            in_hand.pop(key, None)
            running.pop(task, None)
            error = None if task.cancelled() else task.exception()
            if error is not None:
                if not lost.done():
                    lost.set_exception(error)
                return
            self.wake(job.name, *job.then)

        return ended


async def _wait(stop: asyncio.Event) -> None:
    await stop.wait()
