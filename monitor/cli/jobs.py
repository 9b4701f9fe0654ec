"""`monitor jobs`: what waits and is under way, what was parked and why, and what becomes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any

import typer

from monitor.cli.output import Cell, Format, print_line, print_records
from monitor.cli.session import SESSION, iso, local_time, tell
from monitor.cli.workspace import pipeline, require_key, workspace
from monitor.errors import ConfigError
from monitor.model import Interval
from monitor.report.numbers import say_interval
from monitor.store.database import Tx
from monitor.store.gauges import load_gauges
from monitor.store.parked import Parked, find_parked, forget_parked, load_parked
from monitor.store.queue import count_jobs, has_queue

app = typer.Typer(add_completion=False)

FormatOption = Annotated[Format, typer.Option("--format", help="cli.format")]


@app.command("list")
def list_jobs(form: FormatOption = Format.TABLE) -> int:
    """List the parked jobs, and how much waits of each kind."""
    with workspace() as store, store.begin(write=False) as tx:
        parked = load_parked(tx)
        queues = load_gauges(tx, SESSION.clock()()).queues
        queued = count_jobs(tx) if has_queue(tx) else {}
    if form is Format.TABLE:
        for name, queue in queues.items():
            line = tell("jobs.idle", job=tell(f"job.{name}"))
            if queue.waiting:
                age = say_age(queue.oldest)
                line = tell("jobs.waiting", job=tell(f"job.{name}"), count=queue.waiting, age=age)
            if queued:
                states = {state: queued.get((name, state), 0) for state in ("todo", "doing")}
                line += tell("jobs.queued", **states)
            print_line(line)
        print_line()
    titles = ("key", "job", "what", "tries", "when", "why")
    print_records(
        map(_record, parked),
        form,
        columns=[(tell(f"column.{title}"), "left") for title in titles],
        rows=map(_row, parked),
        empty=tell("jobs.empty"),
    )
    return 0


def say_age(age: timedelta) -> str:
    """Return how long something waits, in minutes and more: `2시간 5분`."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return tell("jobs.moment")
    whole = Decimal(60 * minutes)
    return say_interval(Interval(whole, whole), "초", SESSION.lang)


@app.command("retry")
def retry(
    marks: Annotated[list[str] | None, typer.Argument(help="jobs.keys")] = None,
) -> int:
    """Let parked jobs be tried again: these, or all."""
    return asyncio.run(_retry(marks or ()))


async def _retry(marks: Sequence[str]) -> int:
    from monitor.workers.jobs import make_jobs

    async with pipeline(make=False) as steps:
        jobs = {job.name: job for job in make_jobs(steps)}
        with steps.store.begin() as tx:
            chosen = [_parked(tx, mark) for mark in marks] if marks else load_parked(tx)
            for parked in chosen:
                if parked.job in jobs:
                    jobs[parked.job].again(tx, parked.key)
            count = forget_parked(tx, [parked.mark for parked in chosen])
    print_line(tell("jobs.retried", count=count))
    return 0


@app.command("drop")
def drop(marks: Annotated[list[str], typer.Argument(help="jobs.keys")]) -> int:
    """Forget parked jobs; their rows stay given up."""
    with workspace() as store, store.begin() as tx:
        chosen = [_parked(tx, mark) for mark in marks]
        forget_parked(tx, [parked.mark for parked in chosen])
    for parked in chosen:
        print_line(tell("jobs.dropped", key=parked.mark, what=_what(parked)))
    return 0


def _parked(tx: Tx, mark: str) -> Parked:
    require_key(mark)
    found = find_parked(tx, mark)
    if found is None:
        raise ConfigError([tell("jobs.unknown", key=mark)])
    return found


def _what(parked: Parked) -> str:
    return parked.key if isinstance(parked.key, str) else f"{parked.key[0]} ({parked.key[1]})"


def _record(parked: Parked) -> dict[str, Any]:
    return {
        "mark": parked.mark,
        "job": parked.job,
        "key": parked.key if isinstance(parked.key, str) else list(parked.key),
        "tries": parked.tries,
        "at": iso(parked.at),
        "error": parked.error,
    }


def _row(parked: Parked) -> Sequence[Cell]:
    return (
        parked.mark,
        tell(f"job.{parked.job}"),
        _what(parked),
        str(parked.tries),
        local_time(parked.at),
        parked.error,
    )
