"""`monitor reprocess`: stored articles read again by the present rules, or for new topics."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

import typer

from monitor.cli.alerts import parse_since
from monitor.cli.output import Format, print_line, print_records, progress
from monitor.cli.session import SESSION, tell
from monitor.cli.workspace import pipeline, require_topic
from monitor.log import start_log
from monitor.renewal import Outcome, Renewal, Wanted
from monitor.store.holding import one_reprocess
from monitor.store.topics import load_topic

app = typer.Typer(add_completion=False)


@app.command()
def reprocess(
    since: Annotated[str | None, typer.Option("--since", help="reprocess.since")] = None,
    topic: Annotated[str | None, typer.Option("--topic", help="reprocess.topic")] = None,
    every: Annotated[bool, typer.Option("--all", help="reprocess.all")] = False,
    alerts: Annotated[bool, typer.Option("--alerts", help="reprocess.alerts")] = False,
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Read again what an older reader read, and renew claims, statements and figures."""
    start_log("error", SESSION.config().settings.log.format)
    start = parse_since(since)
    done = asyncio.run(_reprocess(Wanted(since=start, every=every, alerts=alerts), topic))
    if form is Format.TABLE:
        _print(done)
    else:
        print_records([_record(done)], form)
    return 0


async def _reprocess(wanted: Wanted, topic: str | None) -> Outcome:
    from dataclasses import replace

    async with pipeline(make=False) as steps:
        if topic is not None:
            with steps.store.begin(write=False) as tx:
                require_topic(tx, topic)
                wanted = replace(wanted, topic=load_topic(tx, topic))
        with one_reprocess(steps.store, SESSION.lang), progress(tell("reprocess.look")) as bar:
            last: dict[str, int] = {}

            def seen(step: str, count: int, total: int) -> None:
                moved = count - last.get(step, 0)
                bar.step(moved, total=total, title=tell(f"reprocess.{step}"))
                last.clear()
                last[step] = count

            return await Renewal(steps, seen=seen).run(wanted)


def _record(done: Outcome) -> dict[str, Any]:
    renewed = done.renewed
    return {
        "read": done.read,
        "differ": done.differ,
        "failed": done.failed,
        "judged": done.judged,
        "figures_made": renewed.made,
        "figures_changed": renewed.changed,
        "figures_gone": renewed.gone,
        "alerts_withdrawn": renewed.withdrawn,
        "alerts_added": renewed.added,
    }


def _print(done: Outcome) -> None:
    if not done.read and not done.judged:
        print_line(tell("reprocess.nothing"))
        return
    record = _record(done)
    print_line(tell("reprocess.done_read", **{k: record[k] for k in ("read", "differ", "failed")}))
    if done.judged:
        print_line(tell("reprocess.done_judged", **record))
        if done.by_topics and done.renewed.changed:
            print_line(tell("reprocess.by_topics"))
        if done.renewed.withdrawn or done.renewed.added:
            print_line(tell("reprocess.done_alerts", **record))
