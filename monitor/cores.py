"""Text work on all cores: processes that a document can neither stop for long nor take down.

Each process has one document at a time. One that takes too long is killed, one that dies is
noticed, and a new one takes its place: only the document that it held has failed.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import pickle
import resource
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from multiprocessing import connection
from typing import Any, TypeVar

from monitor.collect.runner import Runner
from monitor.errors import ReaderError
from monitor.words import Lang, language, say, speak

T = TypeVar("T")

# Reading a page of any honest size takes well under a second; this is for one made to hang us.
LONGEST = 60.0  # seconds
# Starting the processes costs about a second, so a few documents are quicker done right here.
WORTH_A_POOL = 8
# A text beyond what any story has is read where it can be stopped.
LARGE = 50_000  # characters
# Address space of a process: what takes more is an attack, and must not push others out of memory.
MEMORY = 4 * 2**30  # bytes
# Parsers keep every name they ever saw; a new process has seen none.
WORN_OUT = 5000  # documents
_START = 300.0  # seconds for a process to come up, on however busy a machine


class Cores:
    """Runs pure work in other processes, or right here while there is little to do.

    Work is a `functools.partial` of a module's function over plain values: it must be picklable.

    Args:
        processes: how many; 0: one a core.
        seconds: that one document may take in a process.
        isolate: work on what comes from outside is never done here, however little there is.
    """

    def __init__(
        self, processes: int = 0, *, seconds: float = LONGEST, isolate: bool = False
    ) -> None:
        self.processes = processes or os.cpu_count() or 1
        self.seconds = seconds
        self.isolate = isolate
        self._threads: ThreadPoolExecutor | None = None
        self._free: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._expected = 0

    def expect(self, calls: int) -> None:
        """Say how many documents wait, so that the processes are there when it pays."""
        self._expected = max(self._expected, calls)

    def pids(self) -> tuple[int, ...]:
        """Return the processes that are there now."""
        with self._lock:
            return tuple(sorted(w.process.pid or 0 for w in self._all))

    def runner(self, doc: str, *, size: int = 0, outside: bool = False, tries: int = 1) -> Runner:
        """Return the runner for work on one document, which its errors name.

        Args:
            size: characters of its text, where that is known.
            outside: it is what a server sent, and nobody has looked at it yet.
            tries: processes that it may stop before it is given up.

        What it raises beside the work's own errors: ReaderError where the document killed or hung
        its process.
        """

        async def run(work: Callable[[], T]) -> T:
            few = self.processes < 2 or self._expected < WORTH_A_POOL
            if few and size <= LARGE and not (outside and self.isolate) and not self._all:
                return work()
            if self._threads is None:
                self._threads = ThreadPoolExecutor(self.processes, thread_name_prefix="reader")
            payload = pickle.dumps(work)
            loop = asyncio.get_running_loop()
            for left in reversed(range(tries)):
                # With the context: what the process says is in the language that is spoken here.
                do = partial(copy_context().run, self._do, doc, payload)
                try:
                    is_good, value = await loop.run_in_executor(self._threads, do)
                except ReaderError:
                    if left:
                        continue
                    raise
                if not is_good:
                    raise value
                result: T = value
                return result
            raise ValueError("no try")

        return run

    def _do(self, doc: str, payload: bytes) -> tuple[bool, Any]:
        """Have `payload` done by a process and return whether it was, and its result or error."""
        while True:
            worker = self._take()
            try:
                answer = worker.do(doc, payload, self.seconds)
            except _GoneError:  # it died before it had the document
                self._drop(worker)
                continue
            except BaseException:
                self._drop(worker)
                raise
            if worker.done >= WORN_OUT:
                self._drop(worker)
            else:
                with self._lock:
                    self._free.append(worker)
            return answer

    def _take(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise RuntimeError("the processes have been ended")
            if self._free:
                return self._free.pop()
            worker = _Worker(language())
            self._all.add(worker)
            return worker

    def _drop(self, worker: _Worker) -> None:
        with self._lock:
            self._all.discard(worker)
        worker.kill()

    def close(self) -> None:
        """End the processes, whatever they are at."""
        with self._lock:
            self._closed = True
            workers, self._all = list(self._all), set()
            self._free.clear()
        for worker in workers:
            worker.stop()  # whoever waits for its answer hears that it died, and drops it
        if self._threads is not None:
            self._threads.shutdown(wait=True, cancel_futures=True)
            self._threads = None
        for worker in workers:
            worker.kill()


class _GoneError(Exception):
    """A process ended while it had nothing to do: no document is to blame."""


class _Worker:
    """A process that does one thing after the other, and this side of the pipe to it."""

    def __init__(self, lang: Lang) -> None:
        # spawn: a fork of a process with threads and open databases is not safe to work in.
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, lang), daemon=True)
        self.process.start()
        theirs.close()
        self.done = 0
        self._is_ready = False
        self._lock = threading.Lock()
        self._is_closed = False

    def do(self, doc: str, payload: bytes, seconds: float) -> tuple[bool, Any]:
        """Return the answer to `payload`; ReaderError where none comes, _GoneError if it had died.

        Its time runs from when the process has it: how long that took to start does not count.
        """
        try:
            if not self._is_ready:
                if not self.pipe.poll(_START):
                    raise RuntimeError("a process to read in does not start")
                self.pipe.recv_bytes()
                self._is_ready = True
            elif not self.process.is_alive():
                raise _GoneError
            self.pipe.send_bytes(payload)
        except (EOFError, OSError) as e:
            if not self._is_ready:
                raise RuntimeError("a process to read in does not start") from e
            raise _GoneError from e
        self._wait(doc, seconds)
        try:
            self.pipe.recv_bytes()  # it has the document: what comes now is the document's doing
        except (EOFError, OSError) as e:
            raise _GoneError from e
        self._wait(doc, seconds)
        try:
            answer: tuple[bool, Any] = pickle.loads(self.pipe.recv_bytes())  # noqa: S301 - our own
        except (EOFError, OSError) as e:
            raise ReaderError(doc, say("body.crashed"), temporary=True) from e
        self.done += 1
        return answer

    def _wait(self, doc: str, seconds: float) -> None:
        if not self.pipe.poll(seconds):
            raise ReaderError(doc, say("body.hung", seconds=f"{seconds:g}"), temporary=True)

    def stop(self) -> None:
        """Let its process end, unless that has been seen to."""
        with self._lock:
            if not self._is_closed:
                self.process.kill()

    def kill(self) -> None:
        """End it: a process that hangs in a regular expression ends no other way.

        Who waited for its answer does so too when all of them are ended; once is enough.
        """
        with self._lock:
            if self._is_closed:
                return
            self._is_closed = True
            self.process.kill()
            self.process.join()
            self.process.close()
            self.pipe.close()


def _serve(pipe: connection.Connection, lang: Lang) -> None:
    """Do what comes through the pipe until it closes: the life of a process."""
    # What it raises is read by the same person as everything else.
    speak(lang)
    # A process whose owner was killed would work, or wait, for ever.
    threading.Thread(target=_end_with_owner, name="owner", daemon=True).start()
    with suppress(ValueError, OSError):  # some systems know no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    pipe.send_bytes(b"ready")
    while True:
        try:
            payload = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        pipe.send_bytes(b"taken")
        pipe.send_bytes(_answer(payload))


def _answer(payload: bytes) -> bytes:
    try:
        work: Callable[[], object] = pickle.loads(payload)  # noqa: S301 - our own
        return pickle.dumps((True, work()))
    except (MemoryError, RecursionError):
        raise  # what state this process is in now nobody knows: a new one takes its place
    except Exception as e:  # noqa: BLE001 - carried over to whoever asked, who raises it
        e.__traceback__ = None
        try:
            copy = pickle.dumps((False, e))
            pickle.loads(copy)  # noqa: S301 - our own
        except Exception:  # noqa: BLE001 - an error of a library that cannot travel: its words can
            return pickle.dumps((False, RuntimeError(f"{type(e).__name__}: {e}")))
        return copy


def _end_with_owner() -> None:
    owner = multiprocessing.parent_process()
    if owner is not None:
        connection.wait([owner.sentinel])
        os._exit(1)
