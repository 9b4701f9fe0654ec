"""`monitor run`: the daemon."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from logging import WARNING

import typer

from monitor.cli.output import complain, talk
from monitor.cli.session import SESSION, settings_name, tell
from monitor.cli.sources import take_sources
from monitor.cli.workspace import make_data_folder, pipeline
from monitor.config import Config
from monitor.daemon import Ending, run_daemon
from monitor.errors import ConfigError, HeldError, StoreError
from monitor.health import Health, serve_health
from monitor.log import log_event, start_log
from monitor.pipeline import Pipeline, open_channels, open_http
from monitor.retry import backoff
from monitor.service import ServiceManager
from monitor.store.feeds import load_feeds
from monitor.store.holding import one_daemon
from monitor.store.topics import load_topics
from monitor.workers.engine import require_engine
from monitor.workers.jobs import make_jobs

app = typer.Typer(add_completion=False)

# A database that is away or busy is asked again after so long, and less and less often.
AWAY = timedelta(seconds=2)
AWAY_AT_MOST = timedelta(minutes=1)


@app.command()
def run() -> int:
    """Poll, read, compare and send on schedule, until stopped."""
    # Until the daemon listens for it, a wish to read the settings anew must not end the program.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    service = ServiceManager.of(os.environ)
    config, begun, tries = SESSION.config(), _Begun(), 0
    while True:
        start_log(config.settings.log.level, config.settings.log.format)
        make_data_folder(config)
        since = time.monotonic()
        try:
            ending = asyncio.run(_run(config, service, begun))
        except HeldError:
            raise
        except StoreError as e:
            if not begun.times:
                raise  # a wrong address or a database that is not ours: for a person to mend
            # What has worked will work again: the server is restarted, the disk is cleared.
            has_worked = time.monotonic() - since > AWAY_AT_MOST.total_seconds()
            tries = 1 if has_worked else tries + 1
            _wait(str(e), tries)
            continue
        if ending is Ending.STOP:
            return 0
        if ending is Ending.RELOAD:
            service.reloading()
            config = SESSION.config()
            begun.is_greeted = False


class _Begun:
    """How often a run has come as far as its work."""

    times = 0
    is_greeted = False  # told what the daemon will do, by these settings


def _wait(why: str, tries: int) -> None:
    pause = backoff(tries, first=AWAY, longest=AWAY_AT_MOST)
    log_event("database away", level=WARNING, why=why, seconds=round(pause.total_seconds()))
    time.sleep(pause.total_seconds())


async def _run(config: Config, service: ServiceManager, begun: _Begun) -> Ending:
    if config.settings.workers.engine == "distributed":
        return await _schedule(config, service, begun)
    if begun.times:
        # What the round before left is no longer to stay; see `pipeline`.
        gc.unfreeze()
        gc.collect()
    async with pipeline() as steps:
        with one_daemon(steps.store, SESSION.lang) as is_held, _health(steps) as health:
            await take_sources(steps, config)
            _greet(steps, config, begun)
            begun.times += 1
            return await run_daemon(
                steps, service=service, health=health, is_held=is_held, may_reload=_read_anew
            )


async def _schedule(config: Config, service: ServiceManager, begun: _Begun) -> Ending:
    """Hand out what is due to the workers, unless another daemon does so."""
    require_engine()
    from monitor.workers.distributed import LOOK, Distributed, SharedClock

    clock = SharedClock(SESSION.clock(), is_set=SESSION.is_clock_set)
    async with pipeline(clock=clock) as steps:

        async def begin() -> None:
            await take_sources(steps, config)
            _greet(steps, config, begun)
            begun.times += 1

        engine = Distributed(steps, make_jobs(steps), clock=clock, begin=begin)
        talk(tell("run.scheduler"))
        with _health(steps) as health:
            return await run_daemon(
                steps,
                service=service,
                health=health,
                may_reload=_read_anew,
                look=LOOK,
                engine=engine,
            )


def _greet(steps: Pipeline, config: Config, begun: _Begun) -> None:
    """Say what the daemon will do, and what its settings lack, once for the same settings.

    ConfigError where it has not begun yet and there are no feeds.
    """
    with steps.store.begin(write=False) as tx:
        feeds, topics = load_feeds(tx, enabled=True), load_topics(tx)
        people = steps.delivery.people(tx)
    if not feeds and not begun.times:
        raise ConfigError([tell("run.no_feeds", settings=settings_name(config))])
    if begun.is_greeted:
        return
    begun.is_greeted = True
    if not topics:
        talk(tell("run.no_topics"))
    if not any(person.channel != "file" for person in people):
        talk(tell("run.no_channel", folder=config.digest_folder or config.data))
    talk(tell("run.started", feeds=len(feeds), topics=len(topics), people=len(people)))


@contextmanager
def _health(steps: Pipeline) -> Iterator[Health | None]:
    """Answer probes where the settings want it."""
    settings = steps.config.settings
    if not settings.health.port:
        yield None
        return
    silent = timedelta(days=settings.poll.silent_days)
    health = Health(steps.store, clock=steps.clock, silent=silent)
    with serve_health(health, settings.health.address, settings.health.port, SESSION.lang):
        yield health


def _read_anew() -> bool:
    """Read the settings anew; where they have faults say so, keep the former ones and go on."""
    former = SESSION.config()
    SESSION.forget()
    try:
        config = SESSION.config()
        # What only shows when they are used.
        open_http(config)
        open_channels(config, SESSION.lang)
    except ConfigError as e:
        SESSION.keep(former)
        complain([*e.faults, tell("run.reload_refused")])
        log_event("settings refused", level=WARNING, faults=len(e.faults))
        return False
    return True
