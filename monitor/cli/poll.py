"""`monitor poll`: one pass over the feeds that are due, and over all that follows from it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Annotated

import typer

from monitor.cli.feed import stored_address
from monitor.cli.output import complain, print_line, progress, talk
from monitor.cli.session import SESSION, settings_name, tell
from monitor.cli.sources import take_sources
from monitor.cli.workspace import pipeline, say_left
from monitor.log import start_log
from monitor.model import Url
from monitor.pipeline import Pipeline
from monitor.store.feeds import load_feed, load_feeds, load_next_due
from monitor.workers.engine import open_engine

app = typer.Typer(add_completion=False)


@app.command()
def poll(
    feeds: Annotated[list[str] | None, typer.Option("--feed", help="poll.feed")] = None,
    every: Annotated[bool, typer.Option("--all", help="poll.all")] = False,
) -> int:
    """Poll once, read what came, and say what the comparison found."""
    # Failures are told at the end; the log is for the daemon, and for who asks for more.
    level = SESSION.config().settings.log.level
    start_log("debug" if level == "debug" else "error", SESSION.config().settings.log.format)
    return asyncio.run(_poll(feeds or (), every=every))


async def _poll(feeds: Sequence[str], *, every: bool) -> int:
    async with pipeline() as steps:
        await take_sources(steps, SESSION.config())
        urls, unknown = _wanted(steps, feeds, every=every)
        if unknown:
            complain(tell("feed.unknown", url=url) for url in unknown)
            return 2
        handed = await poll_once(steps, urls)
        if not handed["poll"]:
            _say_when(steps)
    if steps.config.settings.workers.engine == "distributed":
        kinds = ("poll", "fetch", "reread", "check")
        print_line(tell("poll.done_elsewhere", **{kind: handed[kind] for kind in kinds}))
        return 0
    print_line(
        tell(
            "poll.done",
            **{
                name: steps.done[name]
                for name in (
                    "polls",
                    "entries",
                    "articles",
                    "claims",
                    "alerts",
                    "confirmed",
                    "statements",
                )
            },
        )
    )
    say_left(steps.left, steps.config)
    for name, why in steps.failed:
        talk(tell("poll.failed", name=name, why=why))
    # A feed or two of many always fail; the one that was asked for by name should not.
    return 1 if feeds and steps.failed else 0


def _say_when(steps: Pipeline) -> None:
    """Say when there will be something to ask, after a pass that asked nobody."""
    with steps.store.begin(write=False) as tx:
        if not load_feeds(tx, enabled=True):
            talk(tell("run.no_feeds", settings=settings_name(steps.config)))
        elif due := load_next_due(tx):
            local = due.astimezone(steps.config.zone)
            talk(tell("poll.none_due", at=f"{local:%Y-%m-%d %H:%M}"))


def _wanted(
    steps: Pipeline, feeds: Sequence[str], *, every: bool
) -> tuple[list[Url] | None, list[str]]:
    """Return the feeds to ask (None: those that are due) and those named that there are not."""
    with steps.store.begin(write=False) as tx:
        if every:
            return [feed.url for feed in load_feeds(tx, enabled=True)], []
        if not feeds:
            return None, []
        known = {url: load_feed(tx, stored_address(url)) for url in feeds}
    return [f.url for f in known.values() if f], [url for url, f in known.items() if not f]


async def poll_once(steps: Pipeline, urls: Sequence[Url] | None) -> Counter[str]:
    """Ask the feeds (None: those that are due) and do all that follows, until nothing waits.

    Returns how many jobs of each kind were done.
    """
    done = Counter[str]()
    with progress(tell("poll.working")) as bar:

        def seen(name: str, _: Hashable) -> None:
            done[name] += 1
            bar.step(title=tell(f"poll.step.{name}"))

        await open_engine(steps).drain(
            "poll", "fetch", "reread", "check", "publish", first=urls, seen=seen
        )
    return done
