"""Text work on all cores: a pool of processes that survives whatever a document does to one."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import TypeVar

from monitor.collect.runner import Runner
from monitor.errors import BodyError
from monitor.words import Lang, language, speak

T = TypeVar("T")

# Reading a page of any honest size takes well under a second; this is for one made to hang us.
LONGEST = 120.0  # seconds
# Starting the pool costs about a second, so a few documents are quicker done right here.
WORTH_A_POOL = 8
# A text beyond what any story has is read where it can be stopped.
LARGE = 50_000  # characters


class Cores:
    """Runs pure work in other processes, or right here while there is little to do.

    Work is a `functools.partial` of a module's function over plain values: it must be picklable.
    """

    def __init__(self, processes: int = 0) -> None:
        self.processes = processes or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None
        self._expected = 0

    def expect(self, calls: int) -> None:
        """Say how many documents wait, so that the pool is there when it pays."""
        self._expected = max(self._expected, calls)

    def runner(self, doc: str, *, size: int = 0) -> Runner:
        """Return the runner for work on one document, which its errors name.

        Args:
            size: characters of its text, where that is known.

        What it raises beside the work's own errors: BodyError where the document killed or hung two
        processes in a row.
        """

        async def run(work: Callable[[], T]) -> T:
            few = self.processes < 2 or self._expected < WORTH_A_POOL
            if self._pool is None and few and size <= LARGE:
                return work()
            for _ in range(2):
                pool = self._pool = self._pool or self._new_pool()
                try:
                    return await asyncio.wait_for(asyncio.wrap_future(pool.submit(work)), LONGEST)
                except (BrokenProcessPool, TimeoutError):
                    self._drop(pool)
            raise BodyError(doc, "this document stops its reader (twice); it is left aside")

        return run

    def _new_pool(self) -> ProcessPoolExecutor:
        # spawn: a fork of a process with threads and open databases is not safe to work in.
        return ProcessPoolExecutor(
            self.processes,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(language(),),
        )

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        if self._pool is not pool:
            return
        self._pool = None
        # A process that hangs in a regular expression ends no other way.
        for process in list((pool._processes or {}).values()):
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _begin(lang: Lang) -> None:
    """Make a process of the pool ready."""
    # What it raises is read by the same person as everything else.
    speak(lang)
    # A pool whose owner was killed would wait for work for ever.
    threading.Thread(target=_end_with_owner, name="owner", daemon=True).start()


def _end_with_owner() -> None:
    owner = multiprocessing.parent_process()
    if owner is not None:
        connection.wait([owner.sentinel])
        os._exit(1)
