"""The Korean lunar calendar: the day in ours of a day that is counted by the moon.

A month begins on the day (in Korea) of the new moon, the eleventh is the one with the winter
solstice, and of thirteen months between two solstices the first in which the sun enters no new
sign is the leap one. New moons and the sun's longitude after Meeus, *Astronomical Algorithms*,
chapters 49 and 25: minutes near for the centuries around us.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import floor, radians, sin

# Years for which the formulas are near enough.
FIRST, LAST = 1900, 2150
_SEOUL = 9 / 24
# The Julian day on which day 0 of the calendar's count (`date.toordinal`) began.
_ORDINAL = 1721424.5
_MONTH = 29.530588861
# Periodic terms of the new moon: days, then multiples of E, M, M', F.
_NEW_MOON = (
    (-0.40720, 0, 0, 1, 0), (0.17241, 1, 1, 0, 0), (0.01608, 0, 0, 2, 0), (0.01039, 0, 0, 0, 2),
    (0.00739, 1, -1, 1, 0), (-0.00514, 1, 1, 1, 0), (0.00208, 2, 2, 0, 0), (-0.00111, 0, 0, 1, -2),
    (-0.00057, 0, 0, 1, 2), (0.00056, 1, 1, 2, 0), (-0.00042, 0, 0, 3, 0), (0.00042, 1, 1, 0, 2),
    (0.00038, 1, 1, 0, -2), (-0.00024, 1, -1, 2, 0),
)  # fmt: skip


@lru_cache(maxsize=256)
def day_of_moon(year: int, month: int, number: int) -> date | None:
    """Return the day of a lunar date (never of a leap month); None outside of 1900 to 2150.

    >>> day_of_moon(2025, 8, 15)  # 추석
    datetime.date(2025, 10, 6)
    """
    if not FIRST < year < LAST:
        return None
    starts = _months_between(year - 1)
    if month > 10:
        starts = _months_between(year)
        return date.fromordinal(starts[month - 11] + number - 1)
    at = month + 1
    leap = _leap(starts) if len(starts) > 13 else None
    if leap is not None and leap <= at:
        at += 1
    return date.fromordinal(starts[at] + number - 1)


@lru_cache(maxsize=256)
def _months_between(year: int) -> tuple[int, ...]:
    """Return where the months begin from the eleventh of `year` to the eleventh of the next."""
    first, last = _eleventh(year), _eleventh(year + 1)
    count = round((last - first) / _MONTH)
    near = round((first + _ORDINAL - 2451550.09766) / _MONTH)
    return tuple(_new_moon(near + i) for i in range(count + 1))


def _eleventh(year: int) -> int:
    """Return the day that begins the month with the winter solstice of `year`."""
    solstice = date(year, 12, 15).toordinal()
    while _sign_on(solstice + 1) == 8:  # until the sun stands at 270 degrees, the ninth
        solstice += 1
    near = round((solstice + _ORDINAL - 2451550.09766) / _MONTH)
    return max(day for k in (-1, 0, 1) if (day := _new_moon(near + k)) <= solstice)


def _leap(starts: tuple[int, ...]) -> int | None:
    """Return which month it is within which the sun enters no new sign, None for none."""
    for at, (begin, end) in enumerate(pairwise(starts)):
        if _sign_on(begin) == _sign_on(end):
            return at
    return None


def _sign_on(day: int) -> int:
    """Return in which twelfth of its way the sun stands when a day of Seoul begins."""
    return floor(_longitude(day + _ORDINAL - _SEOUL) / 30)


def _longitude(moment: float) -> float:
    """Return the sun's apparent longitude in degrees."""
    t = (moment - 2451545.0) / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    m = radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    center = (
        (1.914602 - 0.004817 * t - 0.000014 * t * t) * sin(m)
        + (0.019993 - 0.000101 * t) * sin(2 * m)
        + 0.000289 * sin(3 * m)
    )
    omega = radians(125.04 - 1934.136 * t)
    return (mean + center - 0.00569 - 0.00478 * sin(omega)) % 360


def _new_moon(k: int) -> int:
    """Return the day in Seoul of the new moon number `k` since the year 2000."""
    t = k / 1236.85
    moment = 2451550.09766 + _MONTH * k + 0.00015437 * t * t
    e = 1 - 0.002516 * t - 0.0000074 * t * t
    sun = radians(2.5534 + 29.10535670 * k - 0.0000014 * t * t)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    node = radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
    omega = radians(124.7746 - 1.56375588 * k)
    moment += sum(
        days * e**power * sin(a * sun + b * moon + c * node) for days, power, a, b, c in _NEW_MOON
    )
    moment += -0.00017 * sin(omega) + 0.000325 * sin(radians(299.77 + 0.107408 * k))
    # What clocks on earth show lags behind the even time of the formulas by some seventy seconds.
    return floor(moment - 0.0008 + _SEOUL - _ORDINAL)
