"""`monitor worker`: a worker of the distributed engine, as many as wanted, on any machine."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import ExitStack
from datetime import timedelta
from typing import Annotated

import typer

from monitor.cli.output import talk
from monitor.cli.session import SESSION, tell
from monitor.cli.workspace import make_data_folder, pipeline
from monitor.config import Config
from monitor.errors import AwayError, ConfigError
from monitor.health import Health, serve_health
from monitor.log import log_event, start_log
from monitor.retry import backoff
from monitor.service import ServiceManager
from monitor.workers.engine import require_engine
from monitor.workers.jobs import make_jobs
from monitor.workers.tickets import GROUPS

app = typer.Typer(add_completion=False)

KINDS = tuple(kind for group in GROUPS for kind in group)
_AWAY, _AWAY_AT_MOST = timedelta(seconds=2), timedelta(minutes=1)
_BEAT = 5.0  # seconds


@app.command()
def worker(
    kinds: Annotated[list[str] | None, typer.Option("--only", help="worker.only")] = None,
) -> int:
    """Do what is in the queue, until stopped."""
    config = SESSION.config()
    start_log(config.settings.log.level, config.settings.log.format)
    if config.settings.workers.engine != "distributed":
        raise ConfigError([tell("worker.embedded")])
    if unknown := [kind for kind in kinds or () if kind not in KINDS]:
        known = ", ".join(KINDS)
        raise ConfigError([tell("worker.no_kind", name=name, names=known) for name in unknown])
    require_engine()
    make_data_folder(config)
    return asyncio.run(_until_stopped(config, kinds or ()))


async def _until_stopped(config: Config, kinds: list[str] | tuple[str, ...]) -> int:
    stop, tries = asyncio.Event(), 0
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    while not stop.is_set():
        try:
            await _work(config, kinds, stop)
        except AwayError as e:
            tries += 1
            pause = backoff(tries, first=_AWAY, longest=_AWAY_AT_MOST).total_seconds()
            log_event("database away", why=str(e), seconds=round(pause))
            try:
                await asyncio.wait_for(stop.wait(), pause)
            except TimeoutError:
                continue
    return 0


async def _work(config: Config, kinds: list[str] | tuple[str, ...], stop: asyncio.Event) -> None:
    from monitor.workers.distributed import Distributed, SharedClock

    service = ServiceManager.of(os.environ)
    clock = SharedClock(SESSION.clock(), is_set=SESSION.is_clock_set)
    async with pipeline(clock=clock) as steps:
        with ExitStack() as stack:
            health = None
            if config.settings.health.port:
                silent = timedelta(days=config.settings.poll.silent_days)
                health = Health(steps.store, clock=clock, silent=silent)
                where = config.settings.health
                stack.enter_context(serve_health(health, where.address, where.port, SESSION.lang))
            seen = health.observe if health else None
            engine = Distributed(steps, make_jobs(steps), seen=seen, clock=clock)
            talk(tell("worker.started"))
            log_event("started", database=steps.store.url, pid=os.getpid())
            service.ready()
            beating = asyncio.create_task(_beat(service, health))
            try:
                await engine.work(stop, kinds=kinds)
            finally:
                beating.cancel()
                await asyncio.gather(beating, return_exceptions=True)
                if stop.is_set():
                    service.stopping()
                log_event("stopped")


async def _beat(service: ServiceManager, health: Health | None) -> None:
    """Give signs of life for as long as the loop turns."""
    while True:
        service.alive()
        if health:
            health.beat()
        await asyncio.sleep(_BEAT)
