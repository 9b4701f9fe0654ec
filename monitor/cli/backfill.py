"""`monitor backfill`: archives of news into the history, on this machine's cores or by workers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli.output import Format, complain, print_line, print_records, progress, talk
from monitor.cli.session import SESSION, tell
from monitor.cli.workspace import pipeline, say_left
from monitor.collect.archives import find_archives, is_warc
from monitor.errors import ConfigError, FileError
from monitor.log import start_log
from monitor.workers.backfill import fill_by_workers, fill_history
from monitor.workers.engine import open_engine
from monitor.workers.parts import Filled

app = typer.Typer(add_completion=False)


@app.command()
def backfill(
    paths: Annotated[list[Path], typer.Argument(help="backfill.paths")],
    alerts: Annotated[bool, typer.Option("--alerts", help="backfill.alerts")] = False,
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Read archives into the history; what is kept already is left as it is."""
    start_log("error", SESSION.config().settings.log.format)
    try:
        files = find_archives(paths)
    except FileError as e:
        raise ConfigError([str(e)]) from e
    if not files:
        raise ConfigError([tell("backfill.nothing", paths=", ".join(map(str, paths)))])
    if any(map(is_warc, files)):
        try:
            import_module("fastwarc.warc")
        except ModuleNotFoundError as e:
            raise ConfigError([tell("backfill.no_extra", module=e.name)]) from e
    done = asyncio.run(_fill(files, told=alerts))
    if form is Format.TABLE:
        record = _record(done) | {"bad": done.reasons.total()}
        print_line(tell("backfill.done", **record))
    else:
        print_records([_record(done)], form)
    for name, why in done.bad:
        talk(f"{name}: {why}")
    for why, count in done.reasons.most_common():
        talk(tell("backfill.reason", count=count, why=why))
    complain(f"{name}: {why}" for name, why in done.broken)
    return 1 if done.broken else 0


async def _fill(files: Sequence[Path], *, told: bool) -> Filled:
    async with pipeline() as steps:
        with progress(tell("backfill.read")) as bar:

            def seen(step: str, total: int) -> None:
                bar.step(total=total or None, title=tell(f"backfill.{step}"))

            if steps.config.settings.workers.engine == "distributed":
                engine = open_engine(steps)
                done = await fill_by_workers(steps, engine, files, told=told, seen=seen)
            else:
                done = await fill_history(steps, files, told=told, seen=seen)
        say_left(steps.left, steps.config)
    return done


def _record(done: Filled) -> dict[str, Any]:
    return {
        "records": done.records,
        "new": done.new,
        "known": done.known,
        "judged": done.judged,
        "bad": dict(done.reasons),
    }
