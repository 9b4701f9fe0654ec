"""What waits to be done, and how to do one of it: the steps of the pipeline as jobs with keys."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from monitor.store.parked import Key, forget_parked, job_mark, load_parked, park
from monitor.store.parts import is_waiting
from monitor.store.waiting import (
    ask_again,
    check_again,
    fetch_again,
    has_unchecked,
    is_entry_waiting,
    is_feed_due,
    is_reread_due,
    is_unchecked,
    release_message,
    reread_again,
    send_again,
)
from monitor.workers.parts import Parts

if TYPE_CHECKING:
    from monitor.pipeline import Pipeline
    from monitor.store.database import Tx

# How long it takes at most until this process sees that another one parked something.
_SEEN = 30.0  # seconds


class Observer(Protocol):
    """Who is told of each job that ended, how long it took and whether a bug ended it."""

    def __call__(self, job: str, seconds: float, *, failed: bool) -> None: ...


def _always(_tx: Tx, _key: Any) -> bool:
    return True


def _nothing(_tx: Tx, _key: Any) -> None:
    pass


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A kind of work. The database says what waits, so that a restart finds it again.

    `fail` notes on the row that a bug stopped this key, so that it is not tried in a circle; `park`
    keeps that for a person, with the tries there were. What has none comes again by its row.

    What follows is for several workers, who may be given a key twice: `waits` says whether its row
    still waits, `again` lets it wait again after it was given up, and `free` takes it back from a
    worker that is gone, or that could not end what it had begun.
    """

    name: str
    waiting: Callable[[int], Sequence[Hashable]]  # up to so many keys, the most urgent first
    do: Callable[[Any], Awaitable[None]]
    fail: Callable[[Any, str], None]
    at_once: int
    then: tuple[str, ...] = ()  # the jobs that this one makes work for
    is_felt: bool = False  # outside, where it cannot be undone: it is let end, to be noted
    is_full: Callable[[], bool] = _never  # what it makes work for has more than enough
    park: Callable[[Any, str, int], None] | None = None
    waits: Callable[[Tx, Any], bool] = _always
    again: Callable[[Tx, Any], None] = _nothing
    free: Callable[[Tx, Any], None] = _nothing


class Engine(Protocol):
    """Who runs the jobs: this process (`Embedded`), or workers on many machines (`Distributed`)."""

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
        ...


class Parking:
    """Keeps which jobs of a database were given up, and forgets those that were done after all."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._marks: set[str] = set()
        self._read = float("-inf")

    def keep(self, name: str) -> Callable[[Any, str, int], None]:
        """Return what keeps that a job is given up: key, error and tries."""

        def keep(key: Key, error: str, tries: int) -> None:
            with self._pipeline.store.begin() as tx:
                park(tx, name, key, error=error, tries=tries, now=self._pipeline.clock())
            self._marks.add(job_mark(name, key))

        return keep

    def doing(
        self, name: str, do: Callable[[Any], Awaitable[None]]
    ) -> Callable[[Any], Awaitable[None]]:
        """Return `do`, after which the job is parked no more."""

        async def done(key: Key) -> None:
            await do(key)
            self._look()
            if (mark := job_mark(name, key)) in self._marks:
                self._marks.discard(mark)
                with self._pipeline.store.begin() as tx:
                    forget_parked(tx, [mark])

        return done

    def _look(self) -> None:
        """See, now and then, what is parked: next to always nothing."""
        now = time.monotonic()
        if now - self._read > _SEEN:
            self._read = now
            with self._pipeline.store.begin(write=False) as tx:
                self._marks = {job.mark for job in load_parked(tx)}


def make_jobs(pipeline: Pipeline) -> tuple[Job, ...]:
    """Return the jobs of a pipeline, in the order the news walks through them."""
    config = pipeline.config.settings
    fetches, backlog = config.fetch.concurrency, config.workers.backlog
    parking = Parking(pipeline)
    clock = pipeline.clock

    known = [float("-inf"), False]

    def is_full() -> bool:
        # Asked before every fetch, and counted once a second.
        if (now := time.monotonic()) - known[0] > 1:
            with pipeline.store.begin(write=False) as tx:
                known[:] = [now, has_unchecked(tx, backlog)]
        return bool(known[1])

    return (
        Job(
            name="poll",
            waiting=pipeline.due_feeds,
            do=pipeline.poll,
            fail=pipeline.fail_poll,
            # Half of them wait for the database, with others, while the other half asks.
            at_once=2 * fetches,
            then=("fetch",),
            waits=lambda tx, url: is_feed_due(tx, url, clock()),
            again=lambda tx, url: ask_again(tx, url, clock()),
        ),
        Job(
            name="fetch",
            waiting=pipeline.waiting_entries,
            do=parking.doing("fetch", pipeline.fetch),
            fail=pipeline.fail_fetch,
            park=parking.keep("fetch"),
            at_once=fetches,
            then=("check",),
            is_full=is_full,
            waits=lambda tx, url: is_entry_waiting(tx, url, clock()),
            again=fetch_again,
        ),
        Job(
            name="reread",
            waiting=pipeline.due_rereads,
            do=parking.doing("reread", pipeline.reread),
            fail=pipeline.fail_reread,
            park=parking.keep("reread"),
            at_once=max(1, fetches // 2),
            then=("check",),
            is_full=is_full,
            waits=lambda tx, url: is_reread_due(tx, url, clock()),
            again=lambda tx, url: reread_again(tx, url, clock()),
        ),
        Job(
            name="check",
            waiting=pipeline.unchecked,
            do=parking.doing("check", pipeline.check),
            fail=pipeline.fail_check,
            park=parking.keep("check"),
            # One more than there are cores: while one is judged, every core reads another.
            at_once=pipeline.cores.processes + 1,
            then=("publish",),
            waits=lambda tx, key: is_unchecked(tx, *key),
            again=lambda tx, key: check_again(tx, *key),
        ),
        Job(
            # The user's own documents: before any news, and without asking for it.
            name="check_seeds",
            waiting=pipeline.unchecked_seeds,
            do=pipeline.check,
            fail=pipeline.fail_check,
            at_once=pipeline.cores.processes + 1,
            waits=lambda tx, key: is_unchecked(tx, *key),
            again=lambda tx, key: check_again(tx, *key),
        ),
        Job(
            name="publish",
            waiting=pipeline.unpublished,
            do=pipeline.publication.publish,
            fail=pipeline.publication.fail,
            at_once=1,
        ),
        Job(
            name="digest",
            waiting=pipeline.delivery.due_digests,
            do=pipeline.delivery.digest_for,
            fail=pipeline.delivery.fail_digest,
            at_once=1,
            then=("deliver",),
        ),
        Job(
            name="prune",
            waiting=pipeline.due_prunes,
            do=pipeline.prune,
            fail=pipeline.fail_prune,
            at_once=1,
        ),
        Job(
            name="deliver",
            waiting=pipeline.delivery.due_messages,
            do=parking.doing("deliver", pipeline.delivery.deliver),
            fail=pipeline.delivery.fail_deliver,
            park=parking.keep("deliver"),
            at_once=4,
            is_felt=True,
            again=send_again,
            free=release_message,
        ),
        *((_backfill(pipeline, parking),) if config.workers.engine == "distributed" else ()),
    )


def _backfill(pipeline: Pipeline, parking: Parking) -> Job:
    """Return the job of archives that several workers read; this process alone reads its own."""
    parts = Parts(pipeline)
    return Job(
        name="backfill",
        waiting=parts.waiting,
        do=parking.doing("backfill", parts.do),
        fail=parts.fail,
        park=parking.keep("backfill"),
        at_once=pipeline.cores.processes + 1,
        waits=lambda tx, key: is_waiting(tx, *key),
        again=parts.again,
    )
