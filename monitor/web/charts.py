"""A figure's history as a chart: an SVG that is read at a glance, and whose points are links.

Facts are full dots on a line; what is planned or expected is hollow on dashes; what is alleged or
denied stands apart. A range has its bar, a softened number what it may stand for, a bound an arrow
to its open end, and values that contradict one another are ringed and tied together. A point leads
to its row in the table beneath, where its sentence and its link are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any

from monitor.model import AHEAD
from monitor.report.numbers import say_number
from monitor.words import language, say


@dataclass(frozen=True, slots=True)
class Size:
    """A picture's sides and margins, in its own units: one is a pixel where it has its full size.

    A picture that shrinks takes its letters along, so a phone has one of its own.
    """

    name: str
    width: int
    height: int
    left: int
    right: int = 24
    top: int = 20
    bottom: int = 44
    dates: int = 7  # named below at most


WIDE = Size("wide", 760, 320, 84)
NARROW = Size("narrow", 340, 300, 58, right=14, dates=3)
_LOOSE = ("alleged", "denied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value as it is drawn: its ends, None where open."""

    number: int
    day: int
    low: float | None
    high: float | None
    modality: str
    is_conflict: bool
    is_current: bool
    words: str

    @property
    def middle(self) -> float:
        ends = [end for end in (self.low, self.high) if end is not None]
        return sum(ends) / len(ends)

    @property
    def manner(self) -> str:
        if self.modality in AHEAD:
            return "expected"
        return "loose" if self.modality in _LOOSE else "fact"


def find_points(values: Sequence[Mapping[str, Any]], unit: str) -> list[Point]:
    """Return what the picture of a figure's values shows, or of the points of `show_points`.

    Values without a day, in other units and rejected ones are in the table alone.
    """
    return _points([value for value in values if _is_drawn(value, unit)])


def thin(points: Sequence[Point], most: int) -> list[Point]:
    """Return at most so many points that tell the same course: where they are dense, the lowest
    and the highest of each stretch of time.

    The first and the last stay, and of what contradicts, of what is to come and of what holds now
    the last ones.

    Args:
        points: in the order of their days. most: eight at least.
    """
    if len(points) <= most:
        return list(points)
    kept = {points[0].number, points[-1].number}
    for is_special in (_is_torn, _is_ahead, _is_holding):
        special = [point.number for point in points if is_special(point)]
        kept.update(special[-(most // 8) :])
    first, last = points[0].day, points[-1].day
    stretches = (most - len(kept)) // 2
    lowest: dict[int, Point] = {}
    highest: dict[int, Point] = {}
    for point in points:
        stretch = (point.day - first) * stretches // (last - first + 1)
        if stretch not in lowest or point.middle < lowest[stretch].middle:
            lowest[stretch] = point
        if stretch not in highest or point.middle > highest[stretch].middle:
            highest[stretch] = point
    kept.update(point.number for point in (*lowest.values(), *highest.values()))
    return [point for point in points if point.number in kept]


def _is_torn(point: Point) -> bool:
    return point.is_conflict


def _is_ahead(point: Point) -> bool:
    return point.manner == "expected"


def _is_holding(point: Point) -> bool:
    return point.is_current


def draw_chart(
    points: Sequence[Point],
    unit: str,
    size: Size = WIDE,
    *,
    links: Mapping[int, str] | None = None,
) -> str:
    """Return the SVG of the points; "" for none.

    Args:
        links: where a point's row is, by its number; without one it is on the same page.
    """
    if not points:
        return ""
    across, days = _across(points, size)
    down, ticks = _down(points, size, is_rank=unit == "위")
    parts = [_axes(down, ticks, across, days, size), _lines(points, across, down)]
    parts += [_ties(points, across, down)]
    parts += [
        _mark(point, across(point.day), down, (links or {}).get(point.number)) for point in points
    ]
    label = escape(say("web.chart.label", count=len(points)), quote=True)
    return (
        f'<svg class="chart {size.name}" viewBox="0 0 {size.width} {size.height}" role="group"'
        f' aria-label="{label}">'
        f"{''.join(parts)}</svg>"
    )


def _is_drawn(value: Mapping[str, Any], unit: str) -> bool:
    return value["unit"] == unit and value["day"] is not None and not value["is_rejected"]


def _points(values: Sequence[Mapping[str, Any]]) -> list[Point]:
    points = []
    for value in values:
        low, high = value["low"], value["high"]
        if value["approx"] and low is not None and low == high:
            half = _softness(low)
            low, high = low - half, high + half
        named = (value["period"] or value["day"], value["value"], value["outlet"])
        said = " · ".join(part for part in named if part)
        points.append(
            Point(
                number=value["number"],
                day=date.fromisoformat(value["day"]).toordinal(),
                low=_drawable(low),
                high=_drawable(high),
                modality=value["modality"],
                is_conflict=value["kind"] == "conflict",
                is_current=value["is_current"],
                words=said,
            )
        )
    return points


def _softness(value: float) -> float:
    """Return half of the last digit that a softened number gives: 약 80억 is 75 to 85."""
    number = Decimal(str(value)).normalize()
    return float(min(Decimal(10) ** int(number.as_tuple().exponent) / 2, abs(number) / 10))


def _drawable(value: float | None) -> float | None:
    return None if value is None else float(max(min(value, 1e30), -1e30))


class _Axis:
    """Where a number stands on the picture."""

    def __init__(self, first: float, last: float, start: float, end: float) -> None:
        self.first, self.last, self._start, self._end = first, last, start, end

    def __call__(self, value: float) -> float:
        if self.last == self.first:
            return (self._start + self._end) / 2
        part = (value - self.first) / (self.last - self.first)
        return self._start + (self._end - self._start) * min(max(part, -0.02), 1.02)


def _across(points: Sequence[Point], size: Size) -> tuple[_Axis, list[tuple[int, str]]]:
    days = [point.day for point in points]
    first, last = min(days), max(days)
    axis = _Axis(first, last, size.left + 12, size.width - size.right - 12)
    return axis, _dates(first, last, size.dates)


def _dates(first: int, last: int, most: int) -> list[tuple[int, str]]:
    """Return the days to name below: years of a long course, months of a short one."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    if last == first:
        return [(first, start.isoformat())]
    years = end.year - start.year
    if years >= 4:
        step = math.ceil((years + 1) / most)
        named = [date(year, 1, 1) for year in range(start.year, end.year + 1) if year % step == 0]
        return [(d.toordinal(), str(d.year)) for d in named if first <= d.toordinal() <= last]
    months = [
        date(start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1, 1)
        for n in range((end.year - start.year) * 12 + end.month - start.month + 1)
    ]
    inside = [d for d in months if first <= d.toordinal() <= last]
    if len(inside) < 2:
        return [(first, start.isoformat()), (last, end.isoformat())]
    step = math.ceil(len(inside) / most)
    return [(d.toordinal(), f"{d:%Y-%m}") for d in inside[::step]]


def _down(points: Sequence[Point], size: Size, *, is_rank: bool) -> tuple[_Axis, list[float]]:
    ends = [end for p in points for end in (p.low, p.high) if end is not None]
    least, most = min(ends), max(ends)
    # Zero belongs into the picture where it is near: a halving then looks like one.
    if not is_rank and 0 < least <= most * 0.6:
        least = 0.0
    if not is_rank and 0 > most >= least * 0.6:
        most = 0.0
    room = (most - least) or abs(most) or 1.0
    if any(p.high is None or p.low is None for p in points) or most == least:
        most += room * 0.12
        least -= 0 if least == 0 else room * 0.12
    ticks = _ticks(least, most)
    least, most = min(least, ticks[0]), max(most, ticks[-1])
    top, bottom = float(size.top), float(size.height - size.bottom)
    return _Axis(least, most, *((top, bottom) if is_rank else (bottom, top))), ticks


def _ticks(least: float, most: float) -> list[float]:
    """Return some four round numbers that hold what is between them."""
    raw = (most - least) / 4
    power = 10.0 ** math.floor(math.log10(raw)) if raw > 0 else 1.0
    step = next((power * n for n in (1, 2, 2.5, 5, 10) if power * n >= raw), power * 10)
    start = math.floor(least / step)
    return [step * (start + n) for n in range(math.ceil(most / step) - start + 1)][:12]


def _axes(
    down: _Axis,
    ticks: Sequence[float],
    across: _Axis,
    days: Sequence[tuple[int, str]],
    size: Size,
) -> str:
    parts = []
    end = size.width - size.right
    for tick in ticks:
        y = down(tick)
        words = escape(say_number(Decimal(f"{tick:.10g}"), language()))
        parts.append(
            f'<line class="grid" x1="{size.left}" x2="{end}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text class="tick" x="{size.left - 8}" y="{y + 4:.1f}"'
            f' text-anchor="end">{words}</text>'
        )
    for day, name in days:
        x = across(day)
        anchor = "end" if x > size.width - 60 else "middle"
        parts.append(
            f'<text class="tick" x="{x:.1f}" y="{size.height - 14}" text-anchor="{anchor}">'
            f"{escape(name)}</text>"
        )
    return f'<g aria-hidden="true">{"".join(parts)}</g>'


def _lines(points: Sequence[Point], across: _Axis, down: _Axis) -> str:
    """Return the strokes: facts in their order; what is expected hangs on the last of them."""
    parts: list[str] = []
    fact: tuple[float, float] | None = None
    hope: tuple[float, float] | None = None
    carried = {(p.day, p.manner): p.number for p in points if not p.is_conflict}
    for point in points:
        if point.manner == "loose" or carried.get((point.day, point.manner)) != point.number:
            continue
        here = across(point.day), down(point.middle)
        if point.manner == "fact":
            if fact:
                parts.append(_stroke(fact, here, "line"))
            fact = here
        else:
            before = hope or fact
            if before:
                parts.append(_stroke(before, here, "line expected"))
            hope = here
    return f'<g aria-hidden="true">{"".join(parts)}</g>'


def _stroke(start: tuple[float, float], end: tuple[float, float], name: str) -> str:
    return (
        f'<line class="{name}" x1="{start[0]:.1f}" y1="{start[1]:.1f}"'
        f' x2="{end[0]:.1f}" y2="{end[1]:.1f}"/>'
    )


def _ties(points: Sequence[Point], across: _Axis, down: _Axis) -> str:
    """Return what ties values of one day that contradict one another: one stroke for the day."""
    torn = {point.day for point in points if point.is_conflict}
    days: dict[int, list[float]] = {}
    for point in points:
        if point.day in torn:
            days.setdefault(point.day, []).append(down(point.middle))
    parts = []
    for day, heights in days.items():
        if len(heights) > 1:
            x = across(day)
            parts.append(_stroke((x, min(heights)), (x, max(heights)), "tie"))
    return f'<g aria-hidden="true">{"".join(parts)}</g>'


def _mark(point: Point, x: float, down: _Axis, link: str | None) -> str:
    y = down(point.middle)
    names = ["point", point.manner]
    names += ["conflict"] * point.is_conflict + ["current"] * point.is_current
    parts = []
    if point.low is None or point.high is None:
        # 이상 points to more, 이하 to less, whichever way the picture stands.
        upwards = (point.high is None) == (down(down.last) < down(down.first))
        tip = y - 30 if upwards else y + 30
        head = 6 if upwards else -6
        parts.append(
            f'<path class="bar" d="M{x:.1f} {y:.1f}V{tip:.1f}M{x - 5:.1f} {tip + head:.1f}'
            f'L{x:.1f} {tip:.1f}L{x + 5:.1f} {tip + head:.1f}"/>'
        )
    elif point.low != point.high:
        top, bottom = sorted((down(point.low), down(point.high)))
        parts.append(
            f'<path class="bar" d="M{x:.1f} {top:.1f}V{bottom:.1f}M{x - 5:.1f} {top:.1f}h10'
            f'M{x - 5:.1f} {bottom:.1f}h10"/>'
        )
    if point.is_conflict:
        parts.append(f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="10"/>')
    if point.manner == "loose":
        parts.append(f'<path class="dot" d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z"/>')
    else:
        parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="5"/>')
    # A finger needs more than a dot.
    parts.append(f'<circle class="reach" cx="{x:.1f}" cy="{y:.1f}" r="12"/>')
    words = escape(point.words, quote=True)
    href = escape(link or f"#v{point.number}", quote=True)
    return (
        f'<a class="{" ".join(names)}" href="{href}" data-point="{point.number}"'
        f' aria-label="{words}"><title>{words}</title>{"".join(parts)}</a>'
    )


def draw_spark(values: Sequence[Mapping[str, Any]], unit: str) -> str:
    """Return a small course of facts for a list; "" for fewer than two."""
    points = [p for p in find_points(values, unit) if p.manner == "fact"][-24:]
    if len(points) < 2:
        return ""
    first, last = points[0].day, points[-1].day
    across = _Axis(0 if first == last else first, len(points) - 1 if first == last else last, 4, 96)
    middles = [p.middle for p in points]
    # The first is the best: it stands at the top.
    bottom, top = (4, 24) if unit == "위" else (24, 4)
    down = _Axis(min(middles), max(middles), bottom, top)
    places = [(across(n if first == last else p.day), down(p.middle)) for n, p in enumerate(points)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    x, y = places[-1]
    return (
        '<svg class="spark" viewBox="0 0 100 28" aria-hidden="true">'
        f'<polyline points="{path}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="3"/></svg>'
    )
