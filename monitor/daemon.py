"""The daemon: polls when due, sends the digest on time, stops cleanly, carries on after a crash.

Everything it has to do stands in the database; APScheduler only says when to look. Killed at any
moment, it finds on the next start what was waiting, and a digest whose hour passed meanwhile.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, timedelta
from enum import Enum
from typing import Any, Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from monitor.health import Health
from monitor.log import log_event
from monitor.pipeline import Pipeline
from monitor.service import ServiceManager
from monitor.store.outbox import release_leases
from monitor.workers.embedded import Embedded
from monitor.workers.jobs import make_jobs

# How often the database is asked what has come due. A feed's interval is minutes at least.
LOOK = timedelta(seconds=10)
# How often a sign of life is given: to the service manager, which may want it sooner, and to
# `/healthz`.
BEAT = timedelta(seconds=10)


class Runs(Protocol):
    """What the daemon keeps going: an engine, or the scheduler or a worker of one."""

    def wake(self) -> None:
        """Look for work now."""
        ...

    async def run(self, stop: asyncio.Event) -> None:
        """Do what waits and what will wait, until `stop` is set."""
        ...


class Ending(Enum):
    """Why the daemon left its work."""

    STOP = "stop"
    RELOAD = "reload"  # the settings are to be read anew
    LOST = "lost"  # another process may be at the database: the server has forgotten our lock


async def run_daemon(
    pipeline: Pipeline,
    *,
    service: ServiceManager | None = None,
    health: Health | None = None,
    is_held: Callable[[], bool] = lambda: True,
    may_reload: Callable[[], bool] = lambda: True,
    stop: asyncio.Event | None = None,
    look: timedelta = LOOK,
    engine: Runs | None = None,
) -> Ending:
    """Run until SIGTERM or SIGINT (or `stop`), or SIGHUP; let what is in hand end, and leave.

    Args:
        service: who is told of ready and alive.
        health: what answers probes from now on.
        is_held: whether the database is still this process's alone.
        may_reload: asked at SIGHUP; False: the new settings are no good, so nothing is interrupted.
        look: how often the database is asked what has come due.
        engine: what does the work, beside others at this database; None: this process alone.

    Raises AwayError where the database takes nothing any more.
    """
    service = service or ServiceManager()
    stop = stop or asyncio.Event()
    ending = _Ended(stop, may_reload, service)
    loop = asyncio.get_running_loop()
    for number, why in _SIGNALS.items():
        loop.add_signal_handler(number, ending.end, why, number.name)
    worker = engine or Embedded(make_jobs(pipeline), seen=health.observe if health else None)
    scheduler = make_scheduler(worker, look)
    if engine is None:
        with pipeline.store.begin() as tx:
            # Nobody else delivers from this database: what a killed daemon had in hand waits again.
            release_leases(tx)
    scheduler.start()
    log_event("started", database=pipeline.store.url, pid=os.getpid())
    if health:
        health.beat()  # before anybody is told: who hears of it may ask at once
    service.ready()
    beating = asyncio.create_task(_beat(service, health, is_held, ending))
    try:
        await worker.run(stop)
    finally:
        beating.cancel()
        with suppress(asyncio.CancelledError):
            await beating
        scheduler.shutdown(wait=False)
        for number in _SIGNALS:
            loop.remove_signal_handler(number)
        if health:
            health.rest()
        log_event("stopped", why=ending.why.value)
    return ending.why


_SIGNALS = {
    signal.SIGTERM: Ending.STOP,
    signal.SIGINT: Ending.STOP,
    signal.SIGHUP: Ending.RELOAD,
}


class _Ended:
    """Why the work is to end; the first reason counts, but to stop is never put off."""

    def __init__(
        self, stop: asyncio.Event, may_reload: Callable[[], bool], service: ServiceManager
    ) -> None:
        self.stop = stop
        self.service = service
        self.may_reload = may_reload
        self.why = Ending.STOP

    def end(self, why: Ending, name: str) -> None:
        """Ask for the end."""
        if why is Ending.RELOAD and not self.may_reload():
            return
        log_event("stopping", signal=name)
        if why is Ending.STOP:
            self.service.stopping()
        if why is Ending.STOP or not self.stop.is_set():
            self.why = why
        self.stop.set()


async def _beat(
    service: ServiceManager,
    health: Health | None,
    is_held: Callable[[], bool],
    ending: _Ended,
) -> None:
    """Give signs of life for as long as the loop turns, and see that the database is still ours."""
    pause = min(BEAT, service.watchdog / 3) if service.watchdog else BEAT
    while True:
        service.alive()
        if health:
            health.beat()
        if not await asyncio.to_thread(is_held):
            ending.end(Ending.LOST, "lock")
            return
        await asyncio.sleep(pause.total_seconds())


def make_scheduler(worker: Runs, look: timedelta = LOOK) -> Any:
    """Return the scheduler, not yet started: the look for what is due."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(
        worker.wake,
        IntervalTrigger(seconds=look.total_seconds()),
        id="look",
        coalesce=True,
        # A look that comes late on a busy machine is a look all the same, and nothing to warn of.
        misfire_grace_time=None,
    )
    return scheduler
