"""The daemon: polls when due, sends the digest on time, stops cleanly, carries on after a crash.

Everything it has to do stands in the database; APScheduler only says when to look. Killed at any
moment, it finds on the next start what was waiting, and a digest whose hour passed meanwhile.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from monitor.config import Config
from monitor.errors import StoreError
from monitor.log import log_event
from monitor.pipeline import Pipeline
from monitor.store.notes import load_moment, save_moment
from monitor.store.outbox import last_digest, release_leases
from monitor.words import Lang, say
from monitor.workers.embedded import Embedded
from monitor.workers.jobs import make_jobs

# How often the database is asked what has come due. A feed's interval is minutes at least.
LOOK = timedelta(seconds=10)
STARTED = "daemon.first_start"


@contextmanager
def one_daemon(folder: Path, lang: Lang) -> Iterator[None]:
    """Hold the lock of a data folder; a crash lets go of it.

    Raises StoreError, with the process that holds it, where another daemon runs on the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "daemon.lock").open("a+") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as e:
            stream.seek(0)
            holder = stream.read().strip() or "?"
            raise StoreError(say("daemon.held", lang, folder=folder, holder=holder)) from e
        stream.seek(0)
        stream.truncate()
        stream.write(str(os.getpid()))
        stream.flush()
        yield


async def run_daemon(pipeline: Pipeline, *, stop: asyncio.Event | None = None) -> None:
    """Run until SIGTERM or SIGINT (or `stop`): then let what is in hand end, and leave."""
    stop = stop or asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _stop, stop, number.name)
    worker = Embedded(make_jobs(pipeline))
    scheduler = make_scheduler(pipeline, worker)
    _note_start(pipeline)
    catch_up(pipeline, worker)
    scheduler.start()
    log_event("started", database=pipeline.store.url, pid=os.getpid())
    try:
        await worker.run(stop)
    finally:
        scheduler.shutdown(wait=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
        log_event("stopped")


def _stop(stop: asyncio.Event, name: str) -> None:
    log_event("stopping", signal=name)
    stop.set()


def make_scheduler(pipeline: Pipeline, worker: Embedded) -> Any:
    """Return the scheduler, not yet started: the look for what is due, and the digest's hour."""
    # UTC of the machine's own: the digest's trigger brings its zone along.
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(
        worker.wake, IntervalTrigger(seconds=LOOK.total_seconds()), id="look", coalesce=True
    )
    scheduler.add_job(
        catch_up,
        digest_trigger(pipeline.config),
        args=[pipeline, worker],
        id="digest",
        coalesce=True,
        # However late (a suspended laptop), the digest of the day is still wanted.
        misfire_grace_time=None,
    )
    return scheduler


def digest_trigger(config: Config) -> CronTrigger:
    """Return when digests are due by the settings."""
    digest = config.settings.digest
    return CronTrigger(
        day_of_week=",".join(digest.days),
        hour=digest.at.hour,
        minute=digest.at.minute,
        second=digest.at.second,
        timezone=config.zone,
    )


def last_slot(config: Config, now: datetime) -> datetime | None:
    """Return the latest moment up to `now` at which a digest was due; None for none in a week."""
    trigger = digest_trigger(config)
    slot, at = None, now - timedelta(days=8)
    while (at := trigger.get_next_fire_time(None, at)) and at <= now:
        slot, at = at, at + timedelta(seconds=1)
    return slot


def catch_up(pipeline: Pipeline, worker: Embedded) -> None:
    """Queue the digest of the latest slot, unless it was composed; also after a downtime.

    The slot is the digest's key, so however often this runs, each slot has one digest.
    """
    now = pipeline.clock()
    slot = last_slot(pipeline.config, now)
    if slot is None:
        return
    with pipeline.store.begin(write=False) as tx:
        told = last_digest(tx)
        started = load_moment(tx, STARTED)
    # The first digest is that of the first slot after the first start.
    since = told.until if told else started or now
    if slot <= since:
        return
    pipeline.queue_digest(key=f"{slot.astimezone(pipeline.config.zone):%Y-%m-%dT%H%M}")
    worker.wake("deliver")


def _note_start(pipeline: Pipeline) -> None:
    with pipeline.store.begin() as tx:
        if load_moment(tx, STARTED) is None:
            save_moment(tx, STARTED, pipeline.clock())
        # Nobody else delivers from this database: what a killed daemon had in hand waits again.
        release_leases(tx)
