"""`monitor history`: a figure's values over time with their sources, drawn in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated

import typer

from monitor.cli.baseline import figure_record
from monitor.cli.output import Cell, Format, print_line, print_records, stdout_console
from monitor.cli.session import SESSION, tell
from monitor.cli.workspace import require_topic, workspace
from monitor.model import SEOUL, Figure, Modality, Value
from monitor.pipeline import known_figures
from monitor.report.numbers import say_interval, say_period
from monitor.store.topics import load_topic

app = typer.Typer(add_completion=False)
WIDTH = 32  # of a bar, in columns
REST = 60  # columns for what stands around it


@app.command()
def history(
    topic: Annotated[str, typer.Argument(help="topic.name")],
    metric: Annotated[str | None, typer.Argument(help="history.metric")] = None,
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Print the values that the figures of a topic had, the oldest first."""
    with workspace() as store, store.begin(write=False) as tx:
        require_topic(tx, topic)
        tracked = load_topic(tx, topic)
        figures = known_figures(tx, tracked) if tracked else ()
    if metric:
        wanted = metric.casefold().split()
        figures = tuple(f for f in figures if any(_has(name, wanted) for name in _names(f)))
    if form is not Format.TABLE:
        print_records(map(figure_record, figures), form)
        return 0
    if not figures:
        print_line(tell("history.nothing", topic=topic, metric=metric or ""))
        return 0
    # Figures with a history first: a single value shows no course.
    for figure in sorted(figures, key=lambda f: -len(_points(f))):
        _draw(figure)
    return 0


def _names(figure: Figure) -> set[str]:
    """Return what the figure is called, by us and by the texts that gave its values."""
    claims = [value.claim for value in figure.values]
    return {f"{figure.subject} {figure.metric}", *(f"{c.subject} {c.metric}" for c in claims)}


def _has(name: str, words: Sequence[str]) -> bool:
    joined = "".join(name.casefold().split())
    return all(word in joined for word in words)


def _points(figure: Figure) -> list[Value]:
    """Return the values in the order of the time they hold for, repeats of one value left out."""
    ordered = sorted(figure.values, key=_when)
    points: list[Value] = []
    for value in ordered:
        last = points[-1].claim if points else None
        claim = value.claim
        if last and (last.interval, last.unit, last.as_of) == (
            claim.interval,
            claim.unit,
            claim.as_of,
        ):
            continue
        points.append(value)
    return points


def _when(value: Value) -> tuple[date, date]:
    read = value.source.published
    day = read.astimezone(SEOUL).date() if read else date.min
    return value.claim.as_of.end or value.claim.as_of.start or day, day


def _draw(figure: Figure) -> None:
    print_line(f"{figure.subject} · {figure.metric}")
    width = max(4, min(WIDTH, stdout_console().width - REST))
    points = _points(figure)
    rows = [
        _row(figure, value, size, width)
        for value, size in zip(points, _sizes(points, figure.unit), strict=True)
    ]
    columns = [("", "right"), ("", "left"), ("", "left"), ("", "left")]
    print_records((), Format.TABLE, columns=columns, rows=rows, header=False)
    print_line()


def _row(figure: Figure, value: Value, size: float | None, width: int) -> tuple[Cell, ...]:
    claim, source = value.claim, value.source
    when = say_period(claim.as_of, SESSION.lang) or tell("history.no_period")
    length = max(1, round(size * width)) if size is not None else 0
    others = len({v.source.doc for v in figure.values if _same(v, value)}) - 1
    more = tell("history.more", count=others) if others else ""
    said = [f"{source.outlet or source.title}{more}"]
    if claim.modality is not Modality.ASSERTED:
        said.append(tell(f"modality.{claim.modality}"))
    return (
        [(f"  {when}", "dim")],
        # Padded with spaces that a table does not fold away: all bars start and end alike.
        [("█" * length or "·", "cyan"), ("\N{NO-BREAK SPACE}" * (width - max(1, length)), "")],
        [(say_interval(claim.interval, claim.unit, SESSION.lang), "bold")],
        [(" · ".join(said), "dim")],
    )


def _same(a: Value, b: Value) -> bool:
    return (a.claim.interval.low, a.claim.interval.high, a.claim.as_of) == (
        b.claim.interval.low,
        b.claim.interval.high,
        b.claim.as_of,
    )


def _sizes(points: Sequence[Value], unit: str) -> list[float | None]:
    """Return each value as a part of the largest; None for one of another unit or below zero."""
    numbers = [_middle(v) if v.claim.unit == unit else None for v in points]
    largest = max((n for n in numbers if n is not None), default=Decimal(0))
    return [
        float(n / largest) if n is not None and n >= 0 and largest > 0 else None for n in numbers
    ]


def _middle(value: Value) -> Decimal:
    low, high = value.claim.interval.low, value.claim.interval.high
    if low is None or high is None:
        return low if low is not None else high if high is not None else Decimal(0)
    return (low + high) / 2
