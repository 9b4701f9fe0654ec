"""Runs the jobs on many machines: Procrastinate's workers, whose queue lies in our database.

The rows say what waits, as everywhere; the queue says who does it next. A step puts what it makes
work for into the queue in the transaction that writes the row; the scheduler, one of all daemons,
puts there what comes due, what was left out and what somebody else wrote. A job that is done twice
changes nothing the second time, so one that may have been lost is simply done again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Hashable, Sequence
from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from functools import partial
from logging import WARNING
from typing import Any, cast

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job as EngineJob
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from procrastinate.retry import BaseRetryStrategy, RetryDecision
from procrastinate.worker import Worker
from typing_extensions import override

from monitor.errors import AwayError, StoreError
from monitor.log import log_bug, log_event
from monitor.pipeline import Pipeline
from monitor.retry import backoff
from monitor.store.database import NOTICED, Store
from monitor.store.holding import leader
from monitor.store.parked import Key
from monitor.store.queue import (
    count_workers,
    database_now,
    find_queued,
    has_earlier,
    prepare_queue,
    server_address,
)
from monitor.words import say
from monitor.workers.embedded import GRACE
from monitor.workers.jobs import Job, Observer
from monitor.workers.tickets import GROUPS, Tickets

# Jobs of a kind that the scheduler keeps in the queue at most; the rest waits in its rows.
MOST_QUEUED = 1000
# How often the scheduler sees what has come due, and what only a person could notice sooner.
LOOK = timedelta(seconds=2)
_SELDOM = {"digest": 10.0, "prune": 60.0}  # seconds
# A daemon that does not lead tries to so often: a crash of the one that does is noticed by then.
_STANDBY = 2.0  # seconds
# A worker without a notice of new work looks for it so often.
_FETCH = 1.0  # seconds
_AWAY = 1.0  # seconds until a database that is away is asked again
_MOST_AWAY = 15.0
_FIRST_AGAIN, _LONGEST_AGAIN = timedelta(seconds=5), timedelta(minutes=10)
# What is judged waits for what is older and under way elsewhere, but not for ever: its worker may
# have been killed.
_LONGEST_EARLIER = 30.0  # seconds
_CLOCK = 30.0  # seconds after which the database is asked for the time again
_DRAIN = 0.05  # seconds between two looks at what is left
_NOBODY = 60.0  # seconds without any worker until a drain gives up
# Of PostgreSQL's SQLSTATE: what a function of the engine raises, and what says that nothing is
# taken now (see `store.database`).
_RAISED = "P0001"
_AWAY_STATES = ("08", "53", "57", "58")

_JOB: ContextVar[int | None] = ContextVar("job", default=None)
_ALONE: ContextVar[bool] = ContextVar("alone", default=False)
_AT: ContextVar[datetime | None] = ContextVar("at", default=None)


class SharedClock:
    """The database's clock, which all workers go by, or the moment that a job was given.

    Args:
        clock: this machine's clock.
        is_set: it shows a moment of a person's choice, which then holds.
    """

    def __init__(self, clock: Callable[[], datetime], *, is_set: bool = False) -> None:
        self._clock = clock
        self._is_set = is_set
        self._ahead = timedelta(0)

    def __call__(self) -> datetime:
        """Return the moment."""
        return _AT.get() or self._clock() + self._ahead

    def look(self, store: Store) -> None:
        """See how far this machine's clock is off."""
        if self._is_set:
            return
        with store.begin(write=False) as tx:
            before = self._clock()
            there = database_now(tx)
            after = self._clock()
        self._ahead = there.astimezone(UTC) - (before + (after - before) / 2)


# With the kinds of jobs that it does; until the first one they are not known.
_SIGN_OF_LIFE = (
    "INSERT INTO procrastinate_workers (id, last_heartbeat, monitor_kinds) "
    "OVERRIDING SYSTEM VALUE VALUES (%(worker_id)s, now(), %(kinds)s) "
    "ON CONFLICT (id) DO UPDATE SET last_heartbeat = now(), monitor_kinds = %(kinds)s"
)


class _AgainError(Exception):
    """A job that failed and is to be tried again."""


class _Again(BaseRetryStrategy):
    """When a job that did not end well is tried again: always, as `_do` ends those given up."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    @override
    def get_retry_decision(self, *, exception: BaseException, job: EngineJob) -> RetryDecision:
        pause = timedelta(0)  # stopped with its worker: at once, elsewhere
        if isinstance(exception, _AgainError):
            pause = backoff(job.attempts + 1, first=_FIRST_AGAIN, longest=_LONGEST_AGAIN)
        elif isinstance(exception, Exception):
            pause = timedelta(seconds=_AWAY)
        # One that waits would hold up its host: behind its lock the engine lets nothing pass.
        return RetryDecision(retry_at=self._clock() + pause, lock=f"again {job.id}")


class _Manager(JobManager):
    """The engine's way to the database, which waits for one that is away.

    A job that was done must be noted as done, or it stays somebody's for ever.
    """

    def __init__(self, connector: PsycopgConnector) -> None:
        super().__init__(connector)
        self.is_stopping = False
        self.workers: dict[Any, list[str]] = {}  # of this process, with the kinds that each does

    @override
    async def fetch_job(self, queues: Any, worker_id: int) -> EngineJob | None:
        for _ in range(10):
            try:
                return await super().fetch_job(queues, worker_id)
            except UniqueViolation:
                # Another worker has just taken a job of this lock, which was not to be seen yet.
                continue
        return None

    @override
    async def finish_job(self, job: EngineJob, status: Status, delete_job: bool) -> None:
        await self._surely(partial(super().finish_job, job, status, delete_job), job)
        if job.lock:
            # The next of its lock may be taken now; the engine would look after its interval only.
            for worker in self.workers:
                worker._new_job_event.set()

    @override
    async def retry_job(self, job: EngineJob, *args: Any, **words: Any) -> None:
        await self._surely(partial(super().retry_job, job, *args, **words), job)

    @override
    async def update_heartbeat(self, worker_id: int) -> None:
        # One that was thought to be gone is known again: the engine's own statement finds no row.
        kinds = next((k for w, k in self.workers.items() if w.worker_id == worker_id), None)
        await self.connector.execute_query_async(_SIGN_OF_LIFE, worker_id=worker_id, kinds=kinds)

    async def _surely(self, note: Callable[[], Awaitable[None]], job: EngineJob) -> None:
        while True:
            try:
                await note()
                return
            except ConnectorException as e:
                state = getattr(e.__cause__, "sqlstate", None)
                if state == _RAISED:
                    # We were thought to be gone, and another worker has done it meanwhile.
                    log_event("job was another's", job=job.task_name, id=job.id)
                    return
                if self.is_stopping or not (state is None or state[:2] in _AWAY_STATES):
                    raise
                await asyncio.sleep(_AWAY)


class Distributed:
    """The worker engine of many processes, on any number of machines, at one PostgreSQL.

    Args:
        seen: told of each job that this process did.
        clock: the database's, as this process knows it; None: the pipeline's is let be.
        begin: done once this process leads, before it looks for what is due.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        jobs: Sequence[Job],
        *,
        seen: Observer | None = None,
        clock: SharedClock | None = None,
        begin: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self._begin = begin
        self._pipeline = pipeline
        self._store = pipeline.store
        self._jobs = {job.name: job for job in jobs}
        self._seen = seen
        self._clock = clock
        self._workers = pipeline.config.settings.workers
        self._tickets = Tickets(pipeline.config.settings.fetch.per_host)
        # The engine tells of every job twice; we do so once.
        logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
        logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)
        prepare_queue(self._store)
        self._wake = asyncio.Event()
        self._looked: dict[str, float] = {}

    # --- all machines: to do everything, and wait for it ------------------------------------------

    async def drain(
        self,
        *names: str,
        first: Sequence[Hashable] | None = None,
        seen: Callable[[str, Hashable], None] | None = None,
    ) -> None:
        """Have the workers do all that waits, kind after kind; see `Engine`.

        Where no daemon leads, what a killed worker had in hand is given to others by who waits.

        Raises StoreError where for a minute there is no worker that does the kind.
        """
        for position, name in enumerate(names):
            job = self._jobs[name]
            if position == 0 and first is not None:
                await self._have_done(job, first, seen, is_due=False)
                continue
            done: set[Hashable] = set()
            while keys := [k for k in job.waiting(MOST_QUEUED) if k not in done]:
                done.update(keys)
                if name == "publish":  # a folder of this machine
                    for key in keys:
                        await job.do(key)
                else:
                    await self._have_done(job, keys, seen, is_due=True)

    async def _have_done(
        self,
        job: Job,
        keys: Sequence[Hashable],
        seen: Callable[[str, Hashable], None] | None,
        *,
        is_due: bool,
    ) -> None:
        """Have the workers do these and nothing that follows from them, and wait for the end."""
        said = {"now": self._pipeline.clock().isoformat(), "alone": "yes"}
        if not is_due:
            said["asked"] = "yes"
        tickets = Tickets(self._pipeline.config.settings.fetch.per_host, said)
        left, begun = dict.fromkeys(cast(Sequence[Key], keys)), set[Key]()
        alive = time.monotonic()
        while left:
            with self._store.begin() as tx:
                tickets.add(tx, job.name, [key for key in left if key not in begun])
                there = find_queued(tx, job.name, list(left))
                if count_workers(tx, seconds=self._workers.lost_seconds, kind=job.name):
                    alive = time.monotonic()
            if time.monotonic() - alive > _NOBODY:
                raise StoreError(say("workers.none", self._pipeline.lang, kind=job.name))
            for key in [key for key in left if key in begun and key not in there]:
                del left[key]
                if seen:
                    seen(job.name, key)
            begun.update(there)
            await self._stand_in()
            await asyncio.sleep(_DRAIN)

    async def _stand_in(self) -> None:
        """Do what a leading daemon does for the jobs of lost workers, where none leads."""
        if not self._is_time("stand in", self._workers.lost_seconds / 5):
            return
        with leader(self._store) as is_held:
            if is_held is None:
                return
            app = self._app()
            async with app.open_async():
                await self._rescue(app)

    # --- a worker ---------------------------------------------------------------------------------

    async def work(self, stop: asyncio.Event, *, kinds: Sequence[str] = ()) -> None:
        """Do what is in the queue, until `stop` is set; then let the running jobs end.

        A job that does not end within GRACE is given back. A database that is away is waited for.

        Args:
            kinds: only jobs of these kinds; without any all.
        """
        self._pipeline.queue = self._pipeline.delivery.queue = self._queue
        self._pipeline.delivery.insists = True
        self._pipeline.earlier = self._earlier
        self._look_at_clock()
        # Nothing is read in this process: while it reads it could not say that it is alive.
        self._pipeline.cores.expect(MOST_QUEUED)
        groups = [[kind for kind in group if not kinds or kind in kinds] for group in GROUPS]
        while not stop.is_set():
            try:
                app = self._app()
                async with app.open_async():
                    tasks = [self._serve(app, group, stop) for group in groups if group]
                    await asyncio.gather(*tasks, self._tend(stop))
            except ConnectorException as e:
                log_event("database away", level=WARNING, why=str(e.__cause__ or e))
                await _wait(stop, _AWAY)

    def _queue(self) -> Tickets | None:
        """Return where a step puts what it makes work for; None in a drain, which does that."""
        return None if _ALONE.get() else self._tickets

    async def _serve(self, app: App, kinds: Sequence[str], stop: asyncio.Event) -> None:
        """Have a worker of the engine for these kinds at all times: one that ends is replaced."""
        kinds = [kind for kind in kinds if kind in self._jobs]
        hands = max((self._jobs[kind].at_once for kind in kinds), default=0)
        failures = 0
        while kinds and not stop.is_set():
            worker: Any = Worker(
                app,
                queues=list(kinds),
                name=kinds[0],
                concurrency=hands,
                fetch_job_polling_interval=_FETCH,
                shutdown_graceful_timeout=GRACE,
                delete_jobs="always",
                install_signal_handlers=False,
                update_heartbeat_interval=self._workers.lost_seconds / 5,
                stalled_worker_timeout=self._workers.lost_seconds,
            )
            begun = time.monotonic()
            running = asyncio.create_task(worker.run())
            manager = cast(_Manager, app.job_manager)
            manager.workers[worker] = kinds
            others = [
                asyncio.create_task(self._heed(worker, kinds)),
                asyncio.create_task(_end(worker, app, stop)),
            ]
            try:
                await running
                why = "ended"
            except Exception as e:  # noqa: BLE001 - the worker's own end, whatever it died of
                why = f"{type(e).__name__}: {e.__cause__ or e}"
            finally:
                del manager.workers[worker]
                for task in others:
                    task.cancel()
                await asyncio.gather(*others, return_exceptions=True)
            if stop.is_set():
                return
            failures = 0 if time.monotonic() - begun > _CLOCK else failures + 1
            log_event("worker replaced", level=WARNING, jobs=",".join(kinds), why=why)
            await _wait(stop, min(_AWAY * failures, _MOST_AWAY))

    async def _heed(self, worker: Any, kinds: Sequence[str]) -> None:
        """Let a worker take no more of what its followers have more than enough of."""
        while True:
            with suppress(AwayError):
                worker.queues = [k for k in kinds if not self._jobs[k].is_full()] or ["none"]
            await asyncio.sleep(_FETCH)

    async def _tend(self, stop: asyncio.Event) -> None:
        while not await _wait(stop, _CLOCK):
            self._look_at_clock()

    def _look_at_clock(self) -> None:
        if self._clock is not None:
            with suppress(AwayError):
                self._clock.look(self._store)

    async def _do(
        self,
        name: str,
        context: JobContext,
        *,
        key: Any,
        now: str = "",
        alone: str = "",
        asked: str = "",
    ) -> None:
        """Do a job that a worker took from the queue; what raises is put back into it."""
        job, key = self._jobs[name], _key(key)
        _JOB.set(context.job.id)
        _ALONE.set(bool(alone))
        _AT.set(datetime.fromisoformat(now) if now else None)
        if context.job.attempts:
            # What the attempt before this one held when it was broken off: its worker is gone, or
            # the database was away.
            with self._store.begin() as tx:
                job.free(tx, key)
        if not asked:
            with self._store.begin(write=False) as tx:
                if not job.waits(tx, key):
                    return
        begun, failed = time.monotonic(), False
        try:
            await job.do(key)
        except AwayError:
            raise
        except Exception as e:
            failed = True
            tries = context.job.attempts + 1
            log_bug("job failed", e, job=name, key=key, tries=tries)
            error = f"{type(e).__name__}: {e}"
            if job.park is not None and tries < self._workers.tries:
                raise _AgainError(error) from e
            self._give_up(job, key, error, tries)
        if self._seen:
            self._seen(name, time.monotonic() - begun, failed=failed)

    def _give_up(self, job: Job, key: Key, error: str, tries: int) -> None:
        job.fail(key, error)
        if job.park is not None:
            job.park(key, error, tries)

    async def _earlier(self) -> None:
        """Wait for the checks of older news that are under way, here or elsewhere."""
        mine, until, pause = _JOB.get(), time.monotonic() + _LONGEST_EARLIER, 0.01
        while mine is not None and time.monotonic() < until:
            with self._store.begin(write=False) as tx:
                if not has_earlier(tx, mine):
                    return
            await asyncio.sleep(pause)
            pause = min(2 * pause, 0.2)

    # --- the scheduler ----------------------------------------------------------------------------

    def wake(self) -> None:
        """Look for what has come due."""
        self._wake.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Put what comes due into the queue until `stop` is set, unless another daemon does so."""
        self._look_at_clock()
        while not stop.is_set():
            try:
                with leader(self._store) as is_held:
                    if is_held is not None:
                        log_event("leading")
                        if self._begin is not None:
                            await self._begin()
                        await self._lead(stop, is_held)
                        log_event("no longer leading")
            except (StoreError, ConnectorException) as e:
                why = str(e.__cause__ or e)
                log_event("database away", level=WARNING, why=why.splitlines()[0] if why else "")
            await _wait(stop, _STANDBY)

    async def _lead(self, stop: asyncio.Event, is_held: Callable[[], bool]) -> None:
        app = self._app()
        async with app.open_async():
            self._wake.set()
            while not stop.is_set() and await asyncio.to_thread(is_held):
                await _wait(stop, LOOK.total_seconds(), self._wake)
                self._wake.clear()
                if stop.is_set():
                    return
                self._look_at_clock_seldom()
                if self._is_time("rescue", self._workers.lost_seconds / 5):
                    await self._rescue(app)
                self.look()
                await self._publish()

    def _look_at_clock_seldom(self) -> None:
        if self._is_time("clock", _CLOCK):
            self._look_at_clock()

    def _is_time(self, what: str, every: float) -> bool:
        now = time.monotonic()
        if now - self._looked.get(what, float("-inf")) < every:
            return False
        self._looked[what] = now
        return True

    def look(self) -> None:
        """Put what waits into the queue, of each kind no more than so much."""
        for group in GROUPS:
            for name in group:
                job = self._jobs.get(name)
                if job is None or not self._is_time(name, _SELDOM.get(name, 0)) or job.is_full():
                    continue
                if keys := job.waiting(MOST_QUEUED):
                    with self._store.begin() as tx:
                        self._tickets.add(tx, name, keys)

    async def _rescue(self, app: App) -> None:
        """Give the jobs of workers that are gone to others; park what was their end again and
        again."""
        manager = app.job_manager
        lost = self._workers.lost_seconds
        for found in await manager.get_stalled_jobs(seconds_since_heartbeat=lost):
            job, key = self._jobs.get(found.task_name), _key(found.task_kwargs["key"])
            tries = found.attempts + 1
            log_event("worker lost", level=WARNING, job=found.task_name, key=key, tries=tries)
            if job is None:
                await manager.finish_job(found, Status.FAILED, delete_job=True)
                continue
            if job.park is not None and tries >= self._workers.tries:
                with self._store.begin() as tx:
                    job.free(tx, key)
                self._give_up(job, key, say("workers.lost", self._pipeline.lang), tries)
                await manager.finish_job(found, Status.FAILED, delete_job=True)
            else:
                await manager.retry_job(found, retry_at=self._pipeline.clock())
        await manager.prune_stalled_workers(lost)

    async def _publish(self) -> None:
        """Write the feeds that others read: to this machine's folder."""
        job = self._jobs["publish"]
        self._pipeline.publication.notice()
        for topic in job.waiting(MOST_QUEUED):
            try:
                await job.do(topic)
            except AwayError:
                raise
            except Exception as e:  # noqa: BLE001 - the job boundary, as in `_do`
                log_bug("job failed", e, job=job.name, key=topic)
                job.fail(topic, f"{type(e).__name__}: {e}")

    # --- the engine -------------------------------------------------------------------------------

    def _app(self) -> App:
        connector = PsycopgConnector(
            conninfo=server_address(self._pipeline.config.database_url),
            min_size=0,  # a database that is away at the start is waited for like any other
            max_size=4,
            timeout=_MOST_AWAY,
            # A connection that is lost without a word is noticed, as by the store.
            kwargs={**NOTICED, "application_name": "monitor worker"},
        )
        app = App(connector=connector)
        app.job_manager = _Manager(connector)
        again = _Again(self._pipeline.clock)
        for name in self._jobs:
            task = partial(self._do, name)
            app.task(name=name, queue=name, pass_context=True, retry=again)(task)
        return app


def _key(key: Any) -> Key:
    return key if isinstance(key, str) else (str(key[0]), int(key[1]))


async def _end(worker: Any, app: App, stop: asyncio.Event) -> None:
    await stop.wait()
    cast(_Manager, app.job_manager).is_stopping = True
    worker.stop()


async def _wait(stop: asyncio.Event, seconds: float, *others: asyncio.Event) -> bool:
    """Wait for so long, or until one of the events; return whether it is `stop`."""
    waiting = [asyncio.create_task(event.wait()) for event in (stop, *others)]
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
    return stop.is_set()
