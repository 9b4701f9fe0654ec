"""`monitor run`: the daemon."""

from __future__ import annotations

import asyncio

import typer

from monitor.cli.output import talk
from monitor.cli.session import SESSION, settings_name, tell
from monitor.cli.sources import take_sources
from monitor.cli.workspace import make_data_folder, pipeline
from monitor.config import Config
from monitor.daemon import one_daemon, run_daemon
from monitor.errors import ConfigError
from monitor.log import start_log
from monitor.pipeline import recipients
from monitor.store.feeds import load_feeds
from monitor.store.topics import load_topics

app = typer.Typer(add_completion=False)


@app.command()
def run() -> int:
    """Poll, read, compare and send on schedule, until stopped."""
    config = SESSION.config()
    start_log(config.settings.log.level, config.settings.log.format)
    make_data_folder(config)
    with one_daemon(config.data, SESSION.lang):
        asyncio.run(_run(config))
    return 0


async def _run(config: Config) -> None:
    async with pipeline() as steps:
        await take_sources(steps, config)
        with steps.store.begin(write=False) as tx:
            feeds, topics = load_feeds(tx, enabled=True), load_topics(tx)
        if not feeds:
            raise ConfigError([tell("run.no_feeds", settings=settings_name(config))])
        if not topics:
            talk(tell("run.no_topics"))
        if not any(channel != "file" for channel, _ in recipients(config)):
            talk(tell("run.no_channel", folder=config.digest_folder or config.data))
        talk(
            tell("run.started", feeds=len(feeds), topics=len(topics), at=config.settings.digest.at)
        )
        await run_daemon(steps)
