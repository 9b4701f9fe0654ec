"""Runs the jobs in this process: all that waits, once (`drain`), or for as long as it is wanted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable, Sequence
from typing import Protocol

from monitor.log import log_bug
from monitor.workers.jobs import Job

# How long running jobs may take to finish once the daemon is asked to stop.
GRACE = 8.0  # seconds


class Observer(Protocol):
    """Who is told of each job that ended, how long it took and whether a bug ended it."""

    def __call__(self, job: str, seconds: float, *, failed: bool) -> None: ...


class Embedded:
    """The worker engine of one process. Every bug of a job ends here, noted on the job's row."""

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
        """Do all that waits, kind after kind in the given order, until nothing of them is left.

        Args:
            names: the kinds of work; a kind is finished before the next one starts, so that
                articles of several feeds are judged in the order of their publication.
            first: keys for the first kind, due or not; None: those that are due.
            seen: called with kind and key when one is done.
        """
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

        async with asyncio.TaskGroup() as group:
            for key in keys:
                group.create_task(one(key))

    async def _do(self, job: Job, key: Hashable) -> None:
        begun, failed = time.monotonic(), False
        try:
            await job.do(key)
        except Exception as e:  # noqa: BLE001 - the job boundary: a bug ends here, with its traceback
            failed = True
            log_bug("job failed", e, job=job.name, key=key)
            job.fail(key, f"{type(e).__name__}: {e}")
        if self._seen:
            self._seen(job.name, time.monotonic() - begun, failed=failed)

    async def run(self, stop: asyncio.Event) -> None:
        """Do what waits and what will wait, until `stop` is set; then let the running jobs end.

        A job that does not end within GRACE is cancelled: its row still says that it waits.
        """
        running: set[asyncio.Task[None]] = set()
        loops = [asyncio.create_task(self._serve(job, running)) for job in self._jobs.values()]
        waiter = asyncio.create_task(_wait(stop))
        done, _ = await asyncio.wait({*loops, waiter}, return_when=asyncio.FIRST_COMPLETED)
        for loop in loops:
            loop.cancel()
        waiter.cancel()
        if running:
            _, late = await asyncio.wait(running, timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await asyncio.gather(*loops, waiter, return_exceptions=True)
        for loop in done - {waiter}:
            loop.result()  # a loop ends by itself only through a bug: let it be seen

    async def _serve(self, job: Job, running: set[asyncio.Task[None]]) -> None:
        wake = self._wake[job.name]
        wake.set()
        in_hand: dict[Hashable, asyncio.Task[None]] = {}
        while True:
            await wake.wait()
            wake.clear()
            free = job.at_once - len(in_hand)
            if free <= 0:
                continue
            # Those in hand still wait by their rows, so ask for as many more.
            keys = [k for k in job.waiting(free + len(in_hand)) if k not in in_hand][:free]
            for key in keys:
                task = asyncio.create_task(self._do(job, key))
                in_hand[key] = task
                running.add(task)
                task.add_done_callback(self._ended(job, key, in_hand, running))

    def _ended(
        self,
        job: Job,
        key: Hashable,
        in_hand: dict[Hashable, asyncio.Task[None]],
        running: set[asyncio.Task[None]],
    ) -> Callable[[asyncio.Task[None]], None]:
        def ended(task: asyncio.Task[None]) -> None:
            in_hand.pop(key, None)
            running.discard(task)
            self.wake(job.name, *job.then)

        return ended


async def _wait(stop: asyncio.Event) -> None:
    await stop.wait()
