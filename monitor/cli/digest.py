"""`monitor digest`: what is not yet sent: shown, written or sent."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.alerts import parse_since
from monitor.cli.feed import write_text
from monitor.cli.output import complain, print_line
from monitor.cli.session import SESSION, settings_name, tell
from monitor.cli.workspace import pipeline
from monitor.errors import ConfigError
from monitor.model import Message, Recipient
from monitor.pipeline import Pipeline
from monitor.report.html import render_html
from monitor.report.schedule import quiet_until
from monitor.report.text import render_text
from monitor.workers.embedded import Embedded
from monitor.workers.jobs import make_jobs

app = typer.Typer(add_completion=False)


@app.command()
def digest(
    since: Annotated[str | None, typer.Option("--since", help="cli.since")] = None,
    send: Annotated[bool, typer.Option("--send", help="digest.send")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="digest.out")] = None,
    name: Annotated[str | None, typer.Option("--to", help="digest.to")] = None,
) -> int:
    """Show the digest, write it as a page, or send it."""
    if send and out:
        raise ConfigError([tell("digest.one_of")])
    return asyncio.run(_digest(since, out, name, send=send))


async def _digest(since: str | None, out: Path | None, name: str | None, *, send: bool) -> int:
    async with pipeline(make=False) as steps:
        start = parse_since(since)
        if send:
            with steps.store.begin(write=False) as tx:
                people = steps.delivery.people(tx)
            if not people:
                raise ConfigError([tell("digest.no_channel", settings=settings_name(steps.config))])
            held = steps.delivery.under_way(name)
            queued = steps.delivery.queue_digests(since=start, name=name, only_news=True)
            for person in people:
                if person.name in held:
                    print_line(tell("digest.under_way", name=person.name))
            if not queued:
                if not held:
                    # By hand; the daemon's own digest may say that there was nothing.
                    print_line(tell("digest.nothing_new"))
                return await send_waiting(steps, quiet=True)
            _say_quiet(steps, people, queued)
            for subject in dict.fromkeys(message.subject for message in queued):
                print_line(subject)
            return await send_waiting(steps)
        composed = steps.digest(since=start, name=name)
        if out is None:
            print_line(render_text(composed, SESSION.lang))
            return 0
        write_text(render_html(composed, SESSION.lang), out)
        return 0


def _say_quiet(steps: Pipeline, people: Sequence[Recipient], queued: Sequence[Message]) -> None:
    """Say whom a message reaches in its quiet hours: the daemon would wait for their end."""
    places = {(message.channel, message.recipient) for message in queued}
    now = steps.clock()
    for person in people:
        if person.quiet and (person.channel, person.address) in places and quiet_until(person, now):
            hours = f"{person.quiet[0]:%H:%M}-{person.quiet[1]:%H:%M}"
            print_line(tell("digest.quiet", name=person.name, hours=hours))


async def send_waiting(steps: Pipeline, *, quiet: bool = False) -> int:
    """Deliver what waits in the outbox, and say what became of it; `quiet`: not if none waited."""
    before = len(steps.failed)
    await Embedded(make_jobs(steps)).drain("deliver")
    if steps.done["delivered"] or not quiet:
        print_line(tell("digest.sent", count=steps.done["delivered"]))
    failed = steps.failed[before:]
    complain(f"{who}: {why}" for who, why in failed)
    return 1 if failed else 0
