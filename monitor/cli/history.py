"""`monitor history`: a figure's values over time with their sources, drawn in the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

import typer

from monitor.cli.alerts import parse_since
from monitor.cli.baseline import figure_record
from monitor.cli.output import Cell, Format, print_line, print_records, stdout_console
from monitor.cli.remarks import print_course
from monitor.cli.session import SESSION, tell
from monitor.cli.workspace import require_topic, workspace
from monitor.errors import ConfigError
from monitor.judge.compare import Order as PeriodOrder
from monitor.judge.compare import compare_periods, dimension, won_rate
from monitor.model import AHEAD, SEOUL, Claim, Figure, Modality, Topic, Value
from monitor.pipeline import known_figures
from monitor.report.naming import name_parts
from monitor.report.numbers import difference, say_period
from monitor.report.quotes import say_claim
from monitor.standing import load_decided
from monitor.store.statements import load_remarks
from monitor.store.topics import load_topic

app = typer.Typer(add_completion=False)
WIDTH = 32  # of a bar, in columns
REST = 60  # columns for what stands around it
SHOWN = 24  # values of a figure that are drawn without being asked for all
# What a bar is made of: a fact is solid, what is only expected or said is not.
FILLS = {
    Modality.ASSERTED: "█",
    Modality.ALLEGED: "▓",
    Modality.FORECAST: "▒",
    Modality.PLANNED: "▒",
    Modality.DENIED: "░",
}
NAMED = 12  # metrics that are named where another one was asked for
WRONG = "×"  # where a person said that a value is wrong
Rejects = Callable[[Claim], bool]


@app.command()
def history(
    topic: Annotated[str, typer.Argument(help="topic.name")],
    metric: Annotated[str | None, typer.Argument(help="history.metric")] = None,
    since: Annotated[str | None, typer.Option("--since", help="history.since")] = None,
    every: Annotated[bool, typer.Option("--all", help="history.all")] = False,
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Print the values that the figures of a topic had, the oldest first."""
    start = parse_since(since)
    with workspace() as store, store.begin(write=False) as tx:
        require_topic(tx, topic)
        tracked = load_topic(tx, topic)
        figures = known_figures(tx, tracked) if tracked else ()
        remarks = load_remarks(tx, topic=topic, since=start) if metric is None else ()
        rejects = load_decided(tx).is_rejected
    if metric is not None:
        wanted = metric.casefold().split()
        if not wanted:
            raise ConfigError([tell("history.no_metric")])
        known = figures
        figures = tuple(f for f in figures if any(_has(name, wanted) for name in _names(f)))
        if not figures and tracked is not None:
            _require_metric(metric, wanted, tracked, known)
    if form is not Format.TABLE:
        print_records((figure_record(f, rejects) for f in figures), form)
        return 0
    first = start.astimezone(SEOUL).date() if start else None
    drawn = [(f, _points(f, first)) for f in figures]
    if remarks and not any(points for _, points in drawn):
        print_course(remarks, most=None if every else SHOWN)
        return 0
    if not any(points for _, points in drawn):
        print_line(tell("history.nothing", topic=topic, metric=metric or ""))
        return 0
    # Figures with a history first: a single value shows no course.
    fills: set[str] = set()
    for figure, points in sorted(drawn, key=lambda row: -len(row[1])):
        if points:
            fills |= _draw(figure, points, every=every, rejects=rejects)
    _print_legend(fills, [v for _, points in drawn for v in points])
    if remarks:
        print_line()
        print_course(remarks, most=None if every else SHOWN)
    return 0


def _require_metric(
    metric: str, wanted: Sequence[str], topic: Topic, known: Sequence[Figure]
) -> None:
    """Raise ConfigError, with the metrics there are, for one that the topic has no figure of.

    One that is tracked and has no value yet is none's mistake, nor is one of a topic of which
    nothing is known at all.
    """
    tracked = [name for f in topic.figures for name in (f.metric, *f.aliases)]
    subjects = " ".join((topic.name, *(s for f in topic.figures for s in f.subjects)))
    if any(_has(f"{subjects} {name}", wanted) for name in tracked):
        return
    names = [*dict.fromkeys((*(f.metric for f in topic.figures), *(f.metric for f in known)))]
    names = [name for name in names if name]
    if names:
        more = f", … ({len(names)})" if len(names) > NAMED else ""
        said = ", ".join(names[:NAMED]) + more
        raise ConfigError(
            [tell("history.unknown_metric", topic=topic.name, name=metric, names=said)]
        )


def _names(figure: Figure) -> set[str]:
    """Return what the figure is called, by us and by the texts that gave its values."""
    claims = [value.claim for value in figure.values]
    return {f"{figure.subject} {figure.metric}", *(f"{c.subject} {c.metric}" for c in claims)}


def _has(name: str, words: Sequence[str]) -> bool:
    joined = "".join(name.casefold().split())
    return all(word in joined for word in words)


def _points(figure: Figure, first: date | None) -> list[Value]:
    """Return the values in the order of the time they hold for, repeats of one value left out.

    What a copy of an article says is no second telling.
    """
    docs = {value.source.doc for value in figure.values}
    points: list[Value] = []
    seen: set[object] = set()
    for value in sorted(figure.values, key=_when):
        claim = value.claim
        if value.source.copy_of in docs and _is_repeated(value, figure.values):
            continue
        said = (claim.interval.low, claim.interval.high, claim.unit, claim.as_of, claim.modality)
        # A value without a period is of its page's day: told again later it is told anew.
        if said in seen and claim.as_of.known:
            continue
        if points and not claim.as_of.known and _same(points[-1], value):
            continue
        if first is not None and _when(value)[0] < first:
            continue
        seen.add(said)
        points.append(value)
    return points


def _is_repeated(copy: Value, values: Sequence[Value]) -> bool:
    """Whether the article that a copy was made of has this value too."""
    return any(v.source.doc == copy.source.copy_of and _same(v, copy) for v in values)


def _when(value: Value) -> tuple[date, date]:
    read = value.source.published
    day = read.astimezone(SEOUL).date() if read else date.min
    return value.claim.as_of.end or value.claim.as_of.start or day, day


def _draw(
    figure: Figure, points: Sequence[Value], *, every: bool, rejects: Rejects = lambda _: False
) -> set[str]:
    """Draw a figure's values; return which fills were used.

    What a person said is wrong is shown as such, and is no part of the figure's course.
    """
    print_line(" · ".join(filter(None, name_parts(figure.subject, figure.metric))))
    right = [v for v in points if not rejects(v.claim)]
    for line in _summary(figure, right):
        print_line(f"  {line}")
    shown = points if every else points[-SHOWN:]
    if len(shown) < len(points):
        print_line(f"  {tell('history.left_out', count=len(points) - len(shown))}")
    width = max(4, min(WIDTH, stdout_console().width - REST))
    standing = [v for v in shown if v in right]
    scale = _scale(standing, figure.unit)
    rows = [_row(figure, v, scale, width, is_wrong=v not in right) for v in shown]
    columns = [("", "right"), ("", "left"), ("", "left"), ("", "left")]
    print_records((), Format.TABLE, columns=columns, rows=rows, header=False)
    for line in _forecasts(standing):
        print_line(f"  {line}")
    print_line()
    return {FILLS[v.claim.modality] for v in standing}


def _summary(figure: Figure, points: Sequence[Value]) -> Iterator[str]:
    """Yield what a long history comes to: how many values, least and most, first to last."""
    facts = [v for v in points if v.claim.modality not in AHEAD and _middle(v) is not None]
    facts = [v for v in facts if _one_kind(v.claim.unit, figure.unit)]
    if len(points) < 4 or len(facts) < 2:
        return
    least, most = (pick(facts, key=lambda v: _middle(v) or Decimal(0)) for pick in (min, max))
    low, high = (say_claim(v.claim, SESSION.lang) for v in (least, most))
    outlets = len({v.source.outlet or v.source.doc for v in figure.values})
    words = tell("history.summary", count=len(points), outlets=outlets, low=low, high=high)
    moved = difference(facts[0].claim, facts[-1].claim, SESSION.lang)
    if moved and moved.words and _when(facts[0])[0] != _when(facts[-1])[0]:
        ends = (say_period(v.claim.as_of, SESSION.lang) or _day(v) for v in (facts[0], facts[-1]))
        words += f" · {' → '.join(ends)}: {moved.words}"
    yield words


def _day(value: Value) -> str:
    return _when(value)[1].isoformat() if value.source.published else tell("history.no_period")


def _row(
    figure: Figure, value: Value, scale: _Scale, width: int, *, is_wrong: bool
) -> tuple[Cell, ...]:
    claim, source = value.claim, value.source
    when = say_period(claim.as_of, SESSION.lang)
    if not when:
        # No period is told: the day it was said stands for it, and says so.
        day = source.published
        when = f"({day.astimezone(SEOUL).date().isoformat()})" if day else tell("history.no_period")
    bar, is_negative = (WRONG, True) if is_wrong else scale.bar(claim, width)
    alike = [v for v in figure.values if _same(v, value) and v.source.copy_of is None]
    others = len({v.source.doc for v in alike} - {source.doc})
    more = tell("history.more", count=others) if others else ""
    said = [f"{source.outlet or source.title}{more}"]
    if is_wrong:
        said.append(tell("decision.reject"))
    if claim.modality is not Modality.ASSERTED:
        said.append(tell(f"modality.{claim.modality}"))
    if claim.attribution:
        said.append(claim.attribution)
    pin = "📌 " if value.is_pinned else ""
    is_out = is_wrong or claim.modality is Modality.DENIED
    style = "strike" if is_out else "bold" if value.is_current else ""
    return (
        [(f"  {when}", "dim")],
        # Padded with spaces that a table does not fold away: all bars start and end alike.
        [(bar, "red" if is_negative else "cyan"), ("\N{NO-BREAK SPACE}" * (width - len(bar)), "")],
        [(pin, ""), (say_claim(claim, SESSION.lang), style)],
        [(" · ".join(said), "dim")],
    )


def _same(a: Value, b: Value) -> bool:
    return (a.claim.interval.low, a.claim.interval.high, a.claim.unit, a.claim.as_of) == (
        b.claim.interval.low,
        b.claim.interval.high,
        b.claim.unit,
        b.claim.as_of,
    )


# --- bars ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Scale:
    """How long a bar is: as a part of the largest end, all in one unit."""

    unit: str
    largest: Decimal

    def bar(self, claim: Claim, width: int) -> tuple[str, bool]:
        """Return the bar of a claim's value, and whether it is below zero.

        Solid to what is sure: `█████→` is at least so much, `──────┤` at most, `████──┤` between.
        A point stands for what cannot be drawn to this scale.
        """
        low, high = (self._in_unit(claim, end) for end in (claim.interval.low, claim.interval.high))
        # A rank is an order and no amount.
        if (low is None and high is None) or not self.largest or claim.unit == "위":
            return "·", False
        is_negative = (high if high is not None else low or Decimal(0)) < 0
        if is_negative:
            low, high = (None if end is None else -end for end in (high, low))
        fill = FILLS[claim.modality]
        short = None if low is None else self._columns(low, width)
        long = None if high is None else self._columns(high, width)
        if long is None:
            return fill * max(1, min(short or 0, width - 1)) + "→", is_negative
        if short is None:
            return "─" * max(1, long - 1) + "┤", is_negative
        if long - short < 2:
            return fill * max(1, long), is_negative
        return fill * short + "─" * (long - short - 1) + "┤", is_negative

    def _columns(self, value: Decimal, width: int) -> int:
        return max(0, min(width, round(float(value / self.largest) * width)))

    def _in_unit(self, claim: Claim, end: Decimal | None) -> Decimal | None:
        """Return an end in the scale's unit: another currency at the year's mean rate.

        Counters of one kind of thing count alike: 장 and 개.
        """
        if end is None:
            return None
        if _one_kind(claim.unit, self.unit):
            return end
        if {dimension(claim.unit), dimension(self.unit)} != {"money"}:
            return None
        day = claim.as_of.end or claim.as_of.start
        year = day.year if day else None
        mine, other = won_rate(claim.unit, year), won_rate(self.unit, year)
        return end * mine / other if mine and other else None


def _one_kind(a: str, b: str) -> bool:
    """Whether numbers of two units can stand beside each other as they are."""
    return a == b or (dimension(a) == dimension(b) and dimension(a) != "money")


def _scale(points: Sequence[Value], unit: str) -> _Scale:
    scale = _Scale(unit, Decimal(0))
    ends = [
        abs(found)
        for v in points
        for end in (v.claim.interval.low, v.claim.interval.high)
        if (found := scale._in_unit(v.claim, end)) is not None
    ]
    return _Scale(unit, max(ends, default=Decimal(0)))


def _middle(value: Value) -> Decimal | None:
    low, high = value.claim.interval.low, value.claim.interval.high
    return None if low is None or high is None else (low + high) / 2


# --- forecasts against what came -----------------------------------------------------------------


def _forecasts(points: Sequence[Value]) -> Iterator[str]:
    """Yield how each forecast or plan compares with what came, where both are of one period."""
    facts = [v for v in points if v.claim.modality is Modality.ASSERTED and v.claim.as_of.known]
    for forecast in points:
        if forecast.claim.modality not in AHEAD or not forecast.claim.as_of.known:
            continue
        came = [
            v
            for v in facts
            if compare_periods(v.claim.as_of, forecast.claim.as_of) is PeriodOrder.SAME
            and _one_kind(v.claim.unit, forecast.claim.unit)
            # What was known before a plan was made is what it starts from.
            and _when(v)[1] > _when(forecast)[1]
        ]
        if not came:
            continue
        actual = came[-1].claim
        moved = difference(forecast.claim, actual, SESSION.lang)
        yield tell(
            "history.forecast",
            period=say_period(forecast.claim.as_of, SESSION.lang),
            kind=tell(f"modality.{forecast.claim.modality}"),
            forecast=say_claim(forecast.claim, SESSION.lang),
            actual=say_claim(actual, SESSION.lang),
            moved=f" ({moved.words})" if moved and moved.words else "",
        )


def _print_legend(fills: set[str], points: Sequence[Value]) -> None:
    """Say what the bars are made of, where it is not solid facts alone, and what brackets are."""
    if any(not v.claim.as_of.known and v.source.published for v in points):
        print_line(tell("history.legend_day"))
    if fills <= {FILLS[Modality.ASSERTED]}:
        return
    names: dict[str, list[str]] = {}
    for modality, fill in FILLS.items():
        names.setdefault(fill, []).append(tell(f"modality.{modality}"))
    print_line("  ".join(f"{fill} {'·'.join(words)}" for fill, words in names.items()))
