"""The course of a figure as a small picture: a PNG that every mail program shows, and its words.

Facts are dots on a line, what is planned or expected hangs on dashes, what is only alleged or
denied stands apart, a softened number (약, 여, 대) has a band around it, and a bound (이상, 미만)
fades towards its open end. The ground is transparent and the colours are middling, so that one
picture is read on a light page and on a dark one.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from monitor.model import AHEAD, SEOUL, Alert, Interval, Kind, Modality, Value
from monitor.report.numbers import difference, say_period
from monitor.report.quotes import clip, say_claim
from monitor.words import Lang, say

WIDTH, HEIGHT = 300, 60
"""Of the picture as it is shown, in CSS pixels. It has twice as many, for fine screens."""

MOST_DOTS = 24

_LOOSE = (Modality.ALLEGED, Modality.DENIED)
_SCALE = 2
_W, _H = WIDTH * _SCALE, HEIGHT * _SCALE
_SIDE, _EDGE = 18.0, 18.0  # margins, so that no dot is cut
_BAND = 14.0  # half of a band's breadth: more than a dot's, or it would hide behind it

_Colour = tuple[int, int, int]
_GREY: _Colour = (134, 142, 152)
_COLOURS: dict[str, _Colour] = {"up": (217, 72, 59), "down": (59, 125, 216)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One value of a course: when, how much, and how it is meant."""

    at: int  # the day, as an ordinal
    low: float | None
    high: float | None
    is_soft: bool = False
    is_expected: bool = False
    is_loose: bool = False  # alleged or denied: no part of the course
    mark: str = ""  # "old" or "new": the two that an alert speaks of

    @property
    def middle(self) -> float:
        ends = [end for end in (self.low, self.high) if end is not None]
        return sum(ends) / len(ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawn course: the bytes of a PNG, its words for who does not see it, and its two ends."""

    png: bytes
    alt: str
    first: str = ""  # what stands below its left end; empty where the headline says it
    last: str = ""


def draw_alert(alert: Alert, course: Iterable[Value], lang: Lang = "ko") -> Picture | None:
    """Return the picture of an alert's figure; None where it has no two values to compare.

    Args:
        course: what the figure was said to be, in any order; other units are left out.
    """
    if alert.previous is None:
        return None
    old, new = alert.previous, Value(claim=alert.claim, source=alert.source)
    if old.claim.unit != new.claim.unit:
        return None
    values = _of_unit(course, old, new)
    # Several values of one period are a story of its revisions: told by when they were printed.
    day = _day if len({_day(value) for value in values}) > 1 else _printed
    # Of one day the two that count come last: they carry the line, and its ends are theirs.
    ordered = sorted(values, key=lambda v: (day(v), (v is old) + 2 * (v is new)))
    kept = ordered[-MOST_DOTS:]
    values = [v for v in ordered if v in kept or v is old or v is new]
    dots = tuple(_dot(v, day(v), "new" if v is new else "old" if v is old else "") for v in values)
    gap = difference(old.claim, new.claim)
    trend = gap.trend if gap and alert.kind is not Kind.CONFLICT else ""
    is_rank, is_dispute = new.claim.unit == "위", alert.kind is Kind.CONFLICT
    png = draw_course(dots, trend, is_rank=is_rank, is_dispute=is_dispute)
    said = [_say(value, lang) for value in values]
    shown = said if len(said) <= 6 else [said[0], "…", *said[-4:]]
    more = len({dot.at for dot in dots}) > 2  # else the headline says it
    return Picture(
        png=png,
        alt=clip(say("report.picture", lang, course=" → ".join(shown)), 300),
        first=clip(said[0], 40) if more else "",
        last=clip(said[-1], 40) if more else "",
    )


def _of_unit(course: Iterable[Value], old: Value, new: Value) -> list[Value]:
    """Return the values in the unit of the two that count, and these among them, each once."""
    known: dict[object, Value] = {}
    for value in (old, new, *course):
        claim = value.claim
        # What says the same more loosely (1000만 명 이상 beside 1017만 명) is no point of its own.
        is_loose = any(
            _day(v) == _day(value) and _holds(claim.interval, v.claim.interval) for v in (old, new)
        )
        if claim.unit == new.claim.unit and not is_loose:
            known.setdefault((claim.interval, claim.modality, _day(value)), value)
    known.update({"old": old, "new": new})
    return list({id(value): value for value in known.values()}.values())


def _holds(wide: Interval, narrow: Interval) -> bool:
    """Return whether all that `narrow` asserts lies in `wide`."""

    def below(a: Decimal | None, b: Decimal | None) -> bool:
        return a is None or (b is not None and a <= b)

    def above(a: Decimal | None, b: Decimal | None) -> bool:
        return a is None or (b is not None and a >= b)

    return below(wide.low, narrow.low) and above(wide.high, narrow.high)


def _day(value: Value) -> int:
    """Return the day that a value holds for, or else was printed on, as an ordinal."""
    period = value.claim.as_of
    day = period.end or period.start
    return day.toordinal() if day else _printed(value)


def _printed(value: Value) -> int:
    published = value.source.published
    return (published.astimezone(SEOUL).date() if published else date.min).toordinal()


def _dot(value: Value, day: int, mark: str) -> Dot:
    claim = value.claim
    low, high = claim.interval.low, claim.interval.high
    if claim.interval.approx and low is not None and low == high:
        # What a softened number may stand for ends halfway to its neighbours: 약 80억 is 75 to 85.
        half = min(Decimal(10) ** int(low.normalize().as_tuple().exponent) / 2, abs(low) / 10)
        low, high = low - half, low + half
    return Dot(
        at=day,
        low=_float(low),
        high=_float(high),
        is_soft=claim.interval.approx,
        is_expected=claim.modality in AHEAD,
        is_loose=claim.modality in _LOOSE,
        mark=mark,
    )


def _float(value: Decimal | None) -> float | None:
    if value is None:
        return None
    # No amount of news is larger; what a page may write is.
    return max(min(float(value), 1e30), -1e30)


def _say(value: Value, lang: Lang) -> str:
    when = say_period(value.claim.as_of, lang)
    if not when and value.source.published:
        when = value.source.published.astimezone(SEOUL).date().isoformat()
    standing = ""
    if value.claim.modality is not Modality.ASSERTED:
        standing = f"({say(f'modality.{value.claim.modality}', lang)})"
    words = clip(say_claim(value.claim, lang), 40)
    return " ".join(part for part in (when, words, standing) if part)


# --- drawing -------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def draw_course(
    dots: Sequence[Dot], trend: str, *, is_rank: bool = False, is_dispute: bool = False
) -> bytes:
    """Return the PNG of a course; the same course gives the same bytes.

    Args:
        dots: in the order of their days; two or more.
        trend: "up" or "down" colours the new value; anything else leaves it grey.
        is_rank: the first is the best, so it stands at the top.
        is_dispute: the new value is another's word, and no step of the course.
    """
    canvas = _Canvas()
    across, down = _across(dots), _down(dots, is_rank=is_rank)
    colour = _COLOURS.get(trend, _GREY)
    if (zero := down(0.0)) is not None:
        canvas.line((_SIDE / 2, zero), (_W - _SIDE / 2, zero), 1.5, _GREY, 0.35)
    places = [(x, _inside(down(dot.middle))) for x, dot in zip(across, dots, strict=True)]
    for dot, (x, y) in zip(dots, places, strict=True):
        _draw_band(canvas, dot, x, y, down, colour if dot.mark == "new" else _GREY)
    for start, end, is_dashed in _strokes(dots, places, is_dispute=is_dispute):
        canvas.line(start, end, 4.0, _GREY, 1.0, dash=12.0 if is_dashed else 0.0)
    # The two that the alert speaks of lie on top of the others.
    for dot, (x, y) in sorted(zip(dots, places, strict=True), key=lambda row: row[0].mark):
        size = {"new": 10.0, "old": 8.0}.get(dot.mark, 5.5)
        canvas.disc(x, y, size + 2.5, _GREY, 0.0, erase=True)
        canvas.disc(x, y, size, colour if dot.mark == "new" else _GREY, 1.0)
        if dot.is_expected or dot.is_loose:
            canvas.disc(x, y, size - 3.5, _GREY, 0.0, erase=True)
    return canvas.png()


def _across(dots: Sequence[Dot]) -> list[float]:
    """Return how far to the right each dot stands: by its day; evenly where all have one day."""
    first, last = dots[0].at, dots[-1].at
    # A value without any day would push all others into a corner.
    days = [dot.at for dot in dots if dot.at > 1]
    room = _W - 2 * _SIDE
    if first == last or len(days) < len(dots) or last - first > 365 * 60:
        return [_SIDE + room * n / max(len(dots) - 1, 1) for n in range(len(dots))]
    return [_SIDE + room * (dot.at - first) / (last - first) for dot in dots]


class _Down:
    """How far down a value stands; None for one that lies outside of the picture."""

    def __init__(self, least: float, most: float, *, is_rank: bool) -> None:
        self._least, self._most, self.is_rank = least, most, is_rank

    def __call__(self, value: float) -> float | None:
        if not self._least <= value <= self._most:
            return None
        room = _H - 2 * _EDGE
        if self._most == self._least:
            return _EDGE + room / 2
        part = (value - self._least) / (self._most - self._least)
        return _EDGE + room * (part if self.is_rank else 1 - part)


def _inside(place: float | None) -> float:
    return _H / 2 if place is None else place


def _down(dots: Sequence[Dot], *, is_rank: bool) -> _Down:
    ends = [end for dot in dots for end in (dot.low, dot.high) if end is not None]
    least, most = min(ends), max(ends)
    # Zero belongs into the picture where it is near: then a halving looks like one.
    if not is_rank and 0 < least < most * 0.6:
        least = 0.0
    if not is_rank and 0 > most > least * 0.6:
        most = 0.0
    # An open end needs room to fade into.
    room = (most - least or abs(most) or 1.0) / 2
    if any(dot.high is None and dot.middle > most - room for dot in dots):
        most += room
    if any(dot.low is None and dot.middle < least + room for dot in dots):
        least -= room
    return _Down(least, most, is_rank=is_rank)


_Place = tuple[float, float]


def _strokes(
    dots: Sequence[Dot], places: Sequence[_Place], *, is_dispute: bool
) -> Iterable[tuple[_Place, _Place, bool]]:
    """Yield the lines between dots, and whether each is dashed.

    Of several values of one day the last one carries the line, unless there is one day only.
    """
    fact: tuple[int, _Place] | None = None
    hope: tuple[int, _Place] | None = None
    is_one_day = dots[0].at == dots[-1].at
    apart = [dot.is_loose or (is_dispute and dot.mark == "new") for dot in dots]
    by_day = {(dot.at, dot.is_expected): n for n, dot in enumerate(dots) if not apart[n]}
    for number, dot in enumerate(dots):
        if apart[number] or (not is_one_day and by_day[dot.at, dot.is_expected] != number):
            continue
        here = (number, places[number])
        if not dot.is_expected:
            if fact:
                yield fact[1], here[1], False
            fact = here
        else:
            before = max((p for p in (fact, hope) if p), key=lambda p: p[0], default=None)
            if before:
                yield before[1], here[1], True
            hope = here


def _draw_band(canvas: _Canvas, dot: Dot, x: float, y: float, down: _Down, colour: _Colour) -> None:
    if dot.low is None or dot.high is None:
        # 이상 fades upwards, 이하 downwards, whichever way the picture stands.
        towards = -1.0 if (dot.high is None) != down.is_rank else 1.0
        canvas.fade(x, y, towards * (_H * 0.4), _BAND, colour)
    elif dot.low != dot.high:
        top, bottom = sorted((_inside(down(dot.low)), _inside(down(dot.high))))
        canvas.fade(x, top, bottom - top, _BAND, colour, is_even=True)


class _Canvas:
    """Pixels that were touched: colour and cover, 0 to 1. Edges are smooth."""

    def __init__(self) -> None:
        self._pixels: dict[int, tuple[float, float, float, float]] = {}

    def _put(self, x: int, y: int, colour: _Colour, cover: float) -> None:
        if not (0 <= x < _W and 0 <= y < _H) or cover <= 0:
            return
        red, green, blue, under = self._pixels.get(y * _W + x, (*colour, 0.0))
        whole = cover + under * (1 - cover)
        part = cover / whole
        self._pixels[y * _W + x] = (
            red + (colour[0] - red) * part,
            green + (colour[1] - green) * part,
            blue + (colour[2] - blue) * part,
            whole,
        )

    def _clear(self, x: int, y: int, cover: float) -> None:
        if cover > 0 and (pixel := self._pixels.get(y * _W + x)):
            self._pixels[y * _W + x] = (*pixel[:3], pixel[3] * (1 - cover))

    def line(
        self,
        start: _Place,
        end: _Place,
        width: float,
        colour: _Colour,
        cover: float,
        *,
        dash: float = 0.0,
    ) -> None:
        """Draw a straight line; `dash`: the length of its pieces and half of it between them."""
        (x0, y0), (x1, y1) = start, end
        is_steep = abs(y1 - y0) > abs(x1 - x0)
        if is_steep:
            x0, y0, x1, y1 = y0, x0, y1, x1
        if x0 > x1:
            x0, y0, x1, y1 = x1, y1, x0, y0
        slope = (y1 - y0) / (x1 - x0) if x1 > x0 else 0.0
        stretch = math.hypot(1.0, slope)
        half = width / 2 * stretch
        for along in range(math.floor(x0), math.ceil(x1) + 1):
            if dash and ((along - x0) * stretch) % (dash * 1.6) > dash:
                continue
            middle = y0 + slope * (min(max(along + 0.5, x0), x1) - x0)
            for across in range(math.floor(middle - half - 1), math.ceil(middle + half + 1)):
                part = min(max(half + 0.5 - abs(across + 0.5 - middle), 0.0), 1.0) * cover
                place = (across, along) if is_steep else (along, across)
                self._put(*place, colour, part)

    def disc(
        self, x: float, y: float, size: float, colour: _Colour, cover: float, *, erase: bool = False
    ) -> None:
        """Draw a full circle of radius `size`, or take away what is there."""
        reach = math.ceil(size + 1)
        for row in range(int(y) - reach, int(y) + reach + 1):
            for column in range(int(x) - reach, int(x) + reach + 1):
                gap = math.hypot(column + 0.5 - x, row + 0.5 - y)
                part = min(max(size + 0.5 - gap, 0.0), 1.0)
                if erase:
                    self._clear(column, row, part)
                else:
                    self._put(column, row, colour, part * cover)

    def fade(
        self,
        x: float,
        y: float,
        length: float,
        half: float,
        colour: _Colour,
        *,
        is_even: bool = False,
    ) -> None:
        """Draw an upright band from `y` on that gets fainter, or stays as it is."""
        step = 1 if length >= 0 else -1
        for gone in range(max(int(abs(length)), 1)):
            row = math.floor(y + step * gone)
            faint = 0.3 if is_even else 0.42 * (1 - gone / abs(length))
            for column in range(math.floor(x - half), math.ceil(x + half)):
                part = min(max(half + 0.5 - abs(column + 0.5 - x), 0.0), 1.0)
                self._put(column, row, colour, part * faint)

    def png(self) -> bytes:
        """Return the picture as the PNG specification (RFC 2083) wants it: RGBA, eight bits."""
        wide = _W * 4 + 1  # a row begins with the number of its filter: none
        rows = bytearray(wide * _H)
        for place, (red, green, blue, cover) in self._pixels.items():
            # Sixteen grades of cover are enough for the eye, and halve the file.
            if grade := round(cover * 16) * 255 // 16:
                y, x = divmod(place, _W)
                start = y * wide + 1 + x * 4
                rows[start : start + 4] = bytes((round(red), round(green), round(blue), grade))
        head = struct.pack(">IIBBBBB", _W, _H, 8, 6, 0, 0, 0)
        body = zlib.compress(rows, 6)
        chunks = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
