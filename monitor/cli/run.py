"""`monitor run`: the daemon."""

from __future__ import annotations

import asyncio

import typer

from monitor.cli.baseline import build_baseline
from monitor.cli.feed import load_feed_list
from monitor.cli.output import talk
from monitor.cli.session import SESSION, tell
from monitor.cli.topic import load_topics_file
from monitor.cli.workspace import make_data_folder, pipeline
from monitor.collect.files import find_documents
from monitor.config import Config
from monitor.daemon import one_daemon, run_daemon
from monitor.errors import ConfigError
from monitor.log import start_log
from monitor.pipeline import Pipeline, recipients
from monitor.store.feeds import load_feed, load_feeds, save_feed
from monitor.store.topics import load_topic, load_topics, save_topic

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
            raise ConfigError([tell("run.no_feeds")])
        if not topics:
            talk(tell("run.no_topics"))
        if not any(channel != "file" for channel, _ in recipients(config)):
            talk(tell("run.no_channel", folder=config.digest_folder or config.data))
        talk(
            tell("run.started", feeds=len(feeds), topics=len(topics), at=config.settings.digest.at)
        )
        await run_daemon(steps)


async def take_sources(steps: Pipeline, config: Config) -> None:
    """Add what the files of `[sources]` name and the database does not know yet; remove nothing.

    Raises ConfigError with every fault of those files.
    """
    feeds = load_feed_list(config.feeds_file) if config.feeds_file else ()
    topics = load_topics_file(config.topics_file) if config.topics_file else ()
    with steps.store.begin() as tx:
        for feed in feeds:
            if load_feed(tx, feed.url) is None:
                save_feed(tx, feed)
        for topic in topics:
            if load_topic(tx, topic.name) is None:
                save_topic(tx, topic)
    if config.seeds_folder and config.seeds_folder.is_dir():
        await build_baseline(steps, find_documents([config.seeds_folder]))
