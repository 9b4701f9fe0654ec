"""`monitor baseline`: what the corpus says of the figures, and what stands of it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli.claims import RELATIVE
from monitor.cli.output import (
    Cell,
    Format,
    complain,
    print_line,
    print_records,
    progress,
    talk,
)
from monitor.cli.session import SESSION, tell
from monitor.cli.workspace import pipeline, require_topic, say_left, workspace
from monitor.collect.dates import parse_day
from monitor.collect.files import find_documents, load_article
from monitor.errors import ConfigError, SourceError
from monitor.extract.quantities import extract_quantities
from monitor.extract.times import find_times
from monitor.model import (
    Article,
    Claim,
    Figure,
    Interval,
    Period,
    Source,
    Value,
)
from monitor.pipeline import Pipeline, pin_figure
from monitor.records import claim_record, json_number
from monitor.report.current import current, planned
from monitor.report.naming import name_figure, name_parts
from monitor.report.numbers import say_period
from monitor.report.quotes import say_claim, say_standing
from monitor.standing import load_decided
from monitor.store.figures import drop_figure, load_figures
from monitor.wishes import figure_of
from monitor.workers.embedded import Embedded
from monitor.workers.jobs import make_jobs

app = typer.Typer(add_completion=False)

LONGEST = 200  # letters of a subject, a metric or a source
MOST_PLACES = 30  # before or behind the point of a value
FormatOption = Annotated[Format, typer.Option("--format", help="cli.format")]


@app.command("build")
def build(
    paths: Annotated[list[Path] | None, typer.Argument(help="baseline.paths")] = None,
) -> int:
    """Read seed documents into the baseline; those already in it add nothing."""
    return asyncio.run(_build(paths))


async def _build(paths: Sequence[Path] | None) -> int:
    if not paths:
        paths = [SESSION.config().seeds_folder or Path("seeds")]
    missing = [str(p) for p in paths if not p.exists()]
    if missing:
        raise ConfigError([f"{name}: {tell('cli.no_file')}" for name in missing])
    documents = find_documents(paths)
    if not documents:
        raise ConfigError([tell("baseline.no_documents", paths=", ".join(map(str, paths)))])
    async with pipeline() as steps:
        poor = Poor()
        new, faults = await build_baseline(steps, documents, poor)
        with steps.store.begin(write=False) as tx:
            figures = len(load_figures(tx))
    print_line(tell("baseline.built", documents=len(documents), new=new, figures=figures))
    say_left(steps.left, steps.config)
    say_poor(poor)
    complain(faults)
    return 1 if faults else 0


@dataclass(slots=True)
class Poor:
    """Documents that were read, and that give less than their owner may think."""

    counted: list[tuple[str, str]] = field(default_factory=list)
    """Without a day that their words are counted from, with the first such word."""
    dayless: list[str] = field(default_factory=list)  # without a day, all others
    void: list[str] = field(default_factory=list)  # without a word


def say_poor(found: Poor) -> None:
    """Say which documents have no day of their own, and which have nothing to read."""

    def more(count: int) -> str:
        return tell("cli.no_day_more", count=count) if count > 1 else ""

    if found.counted:
        doc, word = found.counted[0]
        talk(tell("baseline.no_day", doc=doc, word=word) + more(len(found.counted)))
    if found.dayless:
        talk(tell("baseline.dayless", doc=found.dayless[0]) + more(len(found.dayless)))
    if found.void:
        talk(tell("baseline.void", doc=found.void[0]) + more(len(found.void)))


async def build_baseline(
    steps: Pipeline, documents: Sequence[Path], poor: Poor | None = None
) -> tuple[int, list[str]]:
    """Read the documents, keep and check those that are new or edited.

    Returns how many were so, and a line for each that could not be read; into `poor` go those that
    lack a day or words.
    """
    faults, articles = [], []
    for document in documents:
        try:
            article = load_article(document)
        except SourceError as e:
            faults.append(str(e))
            continue
        articles.append(article)
        if poor is not None:
            _note_poor(poor, article)
    new = sum(steps.add_seed(article) for article in articles)
    with progress(tell("baseline.reading"), new) as bar:
        await Embedded(make_jobs(steps)).drain("check_seeds", seen=lambda *_: bar.step())
    faults += [f"{where}: {why}" for where, why in steps.failed]
    return new, faults


def _note_poor(poor: Poor, article: Article) -> None:
    if not article.text.strip():
        poor.void.append(article.url)
    elif article.day is None:
        if word := RELATIVE.search(article.text):
            poor.counted.append((article.url, word[0]))
        else:
            poor.dayless.append(article.url)


@app.command("list")
def list_figures(
    topic: Annotated[str | None, typer.Option("--topic", help="cli.topic")] = None,
    form: FormatOption = Format.TABLE,
) -> int:
    """List the figures of the baseline with their current values."""
    with workspace() as store, store.begin(write=False) as tx:
        figures = load_figures(tx, topic=topic)
        if not figures and topic is not None:
            require_topic(tx, topic)
        rejects = load_decided(tx).is_rejected
    columns = [
        (tell("column.key"), "key"),
        (tell("column.figure"), "left"),
        (tell("column.value"), "right"),
        (tell("column.period"), "left"),
        (tell("column.sources"), "right"),
    ]
    print_records(
        (figure_record(f, rejects) for f in figures),
        form,
        columns=columns,
        rows=[_row(f) for f in figures if f.values],
        empty=tell("baseline.empty"),
    )
    return 0


def value_cells(figure: Figure, mark: str = "") -> Cell:
    """Return what a figure is today, and behind it what is planned or foretold of it."""
    cell = value_cell(current(figure).claim, mark)
    ahead = planned(figure)
    if ahead is None:
        return cell
    parts = [(cell, "")] if isinstance(cell, str) else [*cell]
    amount = say_claim(ahead.claim, SESSION.lang)
    words = say_standing(ahead.claim, SESSION.lang)
    period = say_period(ahead.claim.as_of, SESSION.lang) if ahead.claim.as_of.known else ""
    said = " ".join(part for part in (words, period, amount) if part)
    return [*parts, (f" · {said}", "dim")]


def value_cell(claim: Claim, mark: str = "") -> Cell:
    """Return the amount of a claim, and behind it how it is meant where it is no fact."""
    words = say_standing(claim, SESSION.lang)
    amount = mark + say_claim(claim, SESSION.lang)
    return [(amount, ""), (f" ({words})", "yellow")] if words else amount


def _row(figure: Figure) -> tuple[Cell, ...]:
    value = current(figure)
    claim = value.claim
    owner, metric = name_parts(figure.subject, figure.metric)
    return (
        [(figure.key[:10], "dim")],
        [(owner, "bold"), (f"{' ' if owner else ''}{metric}", "")],
        value_cells(figure, "📌 " if value.is_pinned else ""),
        [(say_period(claim.as_of, SESSION.lang), "dim")],
        str(len({v.source.doc for v in figure.values})),
    )


def figure_record(
    figure: Figure, rejects: Callable[[Claim], bool] = lambda _: False
) -> dict[str, Any]:
    """Return a figure as JSON: whose, what, and every value with its source.

    Args:
        rejects: tells a claim that a person said is wrong.
    """
    return {
        "key": figure.key,
        "topic": figure.topic,
        "subject": figure.subject,
        "metric": figure.metric,
        "unit": figure.unit,
        "values": [
            {
                **claim_record(value.claim),
                "current": value.is_current,
                "pinned": value.is_pinned,
                "rejected": rejects(value.claim),
                "outlet": value.source.outlet,
                "title": value.source.title,
                "published": (
                    value.source.published.isoformat() if value.source.published else None
                ),
                "seed": value.source.is_seed,
            }
            for value in figure.values
        ],
    }


@app.command("show")
def show(
    key: Annotated[str, typer.Argument(help="baseline.key")],
    form: FormatOption = Format.TABLE,
) -> int:
    """Show a figure with every value and where it was read."""
    with workspace() as store, store.begin(write=False) as tx:
        figure = figure_of(tx, key)
        rejects = load_decided(tx).is_rejected
    if form is not Format.TABLE:
        print_records([figure_record(figure, rejects)], form)
        return 0
    name = " · ".join(filter(None, name_parts(figure.subject, figure.metric)))
    print_line(f"{name}  [{figure.key}]")
    width = len(str(len(figure.values)))
    for number, value in enumerate(figure.values, 1):
        claim, source = value.claim, value.source
        mark = "📌" if value.is_pinned else "●" if value.is_current else "○"
        mark = "×" if rejects(claim) else mark
        words = say_claim(claim, SESSION.lang)
        meant = say_standing(claim, SESSION.lang)
        words += f" ({meant})" if meant else ""
        print_line(f"{number:>{width}}. {mark} {words}  {say_period(claim.as_of, SESSION.lang)}")
        print_line(f"    {claim.quote}")
        print_line(f"    {source.outlet or source.title}  {source.doc}")
    return 0


def find_figure(key: str) -> Figure:
    """Return the figure of this key or of the only one that starts so; ConfigError without one."""
    with workspace() as store, store.begin(write=False) as tx:
        return figure_of(tx, key)


@app.command("set")
def set_value(
    subject: Annotated[str, typer.Argument(help="baseline.subject")],
    metric: Annotated[str, typer.Argument(help="baseline.metric")],
    value: Annotated[str, typer.Argument(help="baseline.value")],
    source: Annotated[str, typer.Option("--source", help="baseline.source")],
    period: Annotated[str | None, typer.Option("--as-of", help="baseline.as_of")] = None,
    note: Annotated[str, typer.Option("--note", help="baseline.note")] = "",
) -> int:
    """Pin a figure's value by hand, with its source; no article replaces it."""
    for name, words in (("SUBJECT", subject), ("METRIC", metric), ("--source", source)):
        if not words.strip():
            raise ConfigError([tell("cli.empty", name=name)])
        if len(words) > LONGEST:
            raise ConfigError([tell("cli.long", name=name, most=LONGEST)])
    interval, unit, span = _read_value(value)
    now = SESSION.clock()()
    as_of = _read_period(period)
    claim = Claim(
        doc=source,
        span=span,
        quote=note or value,
        subject=subject.strip(),
        metric=metric.strip(),
        interval=interval,
        unit=unit,
        as_of=as_of,
    )
    pinned = Value(
        claim=claim,
        source=Source(doc=source, title=note, published=now, is_seed=True),
        is_pinned=True,
    )
    with workspace(make=True) as store, store.begin() as tx:
        figure = pin_figure(tx, pinned, now=now)
    name = name_figure(figure.subject, figure.metric)
    said = say_claim(claim, SESSION.lang)
    print_line(tell("baseline.set", key=figure.key[:10], name=name, value=said))
    return 0


def _read_period(text: str | None) -> Period:
    """Return the days of `--as-of`: a day, a month, a year, or a period as we print it."""
    if text is None:
        return Period()
    # `2026년 3분기`, `2023~2024년`, `2029년까지`
    said = text.strip()
    times = find_times(said, None) if len(said) <= LONGEST else ()
    if len(times) == 1 and times[0].span == (0, len(said)) and times[0].period.known:
        return times[0].period
    # `2026-07~2026-09`
    first, sign, last = said.partition("~")
    ends = (parse_day(first), parse_day(last)) if sign else (None, None)
    if ends[0] and ends[1] and ends[0][0] <= ends[1][1]:
        return Period(ends[0][0], ends[1][1])
    if re.fullmatch(r"\d{4}년?", text.strip()):
        year = int(text.strip()[:4] or 0)
        if year:
            return Period(date(year, 1, 1), date(year, 12, 31))
    days = None if sign else parse_day(text)
    if days is None:
        raise ConfigError([tell("cli.bad_date", option="--as-of", value=text)])
    return Period(days[0], days[1])


def _read_value(text: str) -> tuple[Interval, str, tuple[int, int]]:
    found = extract_quantities(text)
    if len(found) == 1:
        return found[0].interval, found[0].unit, found[0].span
    try:
        number = Decimal(text.replace(",", "").strip())
    except InvalidOperation as e:
        raise ConfigError([tell("baseline.bad_value", value=text)]) from e
    # JSON has no number beyond 1e308; what anybody counts has far fewer places.
    if not number.is_finite() or abs(number.adjusted()) > MOST_PLACES:
        raise ConfigError([tell("baseline.bad_value", value=text)])
    return Interval(number, number), "1", (0, len(text))


@app.command("drop")
def drop(keys: Annotated[list[str], typer.Argument(help="baseline.key")]) -> int:
    """Take figures out of the baseline, for good."""
    figures = [find_figure(key) for key in keys]
    with workspace() as store, store.begin() as tx:
        for figure in figures:
            drop_figure(tx, figure.key)
            low = json_number(current(figure).claim.interval.low) if figure.values else ""
            name = name_figure(figure.subject, figure.metric)
            print_line(tell("baseline.dropped", name=name, value=low))
    return 0
