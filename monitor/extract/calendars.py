"""Days, months, quarters, seasons and years as periods, and the feasts of the Korean calendar."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from monitor.extract.lunar import day_of_moon
from monitor.model import Period

UNKNOWN = Period()

# Feasts by the moon: month and day; by the sun: month and day.
_LUNAR = {
    "설": (1, 1), "설날": (1, 1), "추석": (8, 15), "한가위": (8, 15), "정월대보름": (1, 15),
    "부처님오신날": (4, 8), "석가탄신일": (4, 8),
}  # fmt: skip
_SOLAR = {
    "신정": (1, 1), "삼일절": (3, 1), "3·1절": (3, 1), "어린이날": (5, 5), "현충일": (6, 6),
    "광복절": (8, 15), "개천절": (10, 3), "한글날": (10, 9), "성탄절": (12, 25),
    "크리스마스": (12, 25),
}  # fmt: skip
FEASTS = (*_LUNAR, *_SOLAR)
# The two for which everybody travels: the day before and the day after are free too.
_GREAT = frozenset({"설", "설날", "추석", "한가위"})


def year_of(year: int) -> Period:
    """Return the calendar year; a year beyond the calendar is its last or first."""
    year = min(max(year, 1), 9999)
    return Period(date(year, 1, 1), date(year, 12, 31))


def month_of(year: int, month: int) -> Period:
    """Return the month; one beyond 1..12 counts on into the years beside."""
    year, month = min(max(year + (month - 1) // 12, 1), 9999), (month - 1) % 12 + 1
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def months_of(year: int, first: int, last: int) -> Period:
    """Return the months from `first` to `last`: a quarter, a half."""
    return Period(month_of(year, first).start, month_of(year, last).end)


def date_of(year: int, month: int, number: int) -> date | None:
    """Return the date, None where the calendar has no such day."""
    if not 1 <= number <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, number)


def day_before(day: date, count: int, unit: str) -> date:
    """Return the day `count` units before; the unit by its first letter: 년 해 달 개 분 주 일."""
    if unit in "주일":
        return day - timedelta(days=count * (7 if unit == "주" else 1))
    months = count * {"년": 12, "해": 12, "분": 3}.get(unit, 1)
    total = day.year * 12 + day.month - 1 - months
    year, month = max(total // 12, 1), total % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def near_day(number: int, day: date | None, way: str) -> date | None:
    """Return the date that a bare `13일` names: this month's, unless that is far ahead.

    Args:
        day: the publication day; None gives None.
        way: 지난 or 오는 before it, or "".
    """
    if day is None:
        return None
    here = date_of(day.year, day.month, number)
    back = date_of(day.year - (day.month == 1), (day.month - 2) % 12 + 1, number)
    ahead = date_of(day.year + (day.month == 12), day.month % 12 + 1, number)
    if way == "지난":
        return here if here and here <= day else back
    if way == "오는":
        return here if here and here >= day else ahead
    # Printed on the 2nd, `30일` is the month before's; printed on the 20th, `28일` is to come.
    if here is None or (number - day.day >= 14 and day.day <= 14):
        return back if number > day.day else here
    return here


def shift_years(period: Period, years: int) -> Period:
    """Return the same days so many years later; a month's end stays a month's end.

    Unknown where that lies beyond the calendar.
    """
    ends = [d.year + years for d in (period.start, period.end) if d]
    if any(not 1 <= year <= 9999 for year in ends):
        return UNKNOWN

    def move(day: date | None) -> date | None:
        if day is None:
            return None
        year = day.year + years
        last = calendar.monthrange(year, day.month)[1]
        is_end = day.day == calendar.monthrange(day.year, day.month)[1]
        return date(year, day.month, last if is_end else min(day.day, last))

    return Period(move(period.start), move(period.end))


def feast_of(name: str, year: int, *, whole: bool) -> Period | None:
    """Return the days of the feast `name` in `year`; None for a year that nobody can compute.

    Args:
        whole: all its days off, with a weekend that joins them; 설 and 추석 are three days anyhow.
    """
    day = day_of_moon(year, *_LUNAR[name]) if name in _LUNAR else date(year, *_SOLAR[name])
    if day is None:
        return None
    if name in _GREAT:
        return Period(day - _DAY, day + _DAY)
    if not whole:
        return Period(day, day)
    first = last = day
    while (first - _DAY).weekday() > 4:
        first -= _DAY
    while (last + _DAY).weekday() > 4:
        last += _DAY
    return Period(first, last)


_DAY = timedelta(days=1)
# A feast that begins within so many days is the one that is spoken of before it comes, by the word
# that stands before it: `이번 추석`, `추석 연휴에는`.
_EVE = {"이번": timedelta(days=60), "올": timedelta(days=60), "": timedelta(days=10)}


def feast_near(name: str, day: date, *, way: str, whole: bool) -> Period | None:
    """Return the feast `name` that is meant on `day`: the last one, or one about to come.

    Args:
        way: the word before it: 지난, 이번, 올, 오는, 다가오는 or "".
        whole: all its days off.
    """
    feasts = [feast_of(name, day.year + move, whole=whole) for move in (-1, 0, 1)]
    known = [f for f in feasts if f is not None and f.start is not None and f.end is not None]
    if way in {"오는", "다가오는"}:
        return next((f for f in known if f.end and f.end >= day), None)
    last = day + _EVE.get(way, timedelta(0))
    return next((f for f in reversed(known) if f.start and f.start <= last), None)


_SEASONS = {"봄": 3, "여름": 6, "가을": 9, "겨울": 12}


def season_of(year: int, name: str) -> Period:
    """Return the three months of a season as the weather service has them, from `year` on."""
    first = _SEASONS[name]
    return months_of(year, first, first + 2)


def season_year(name: str, day: date, way: str) -> int:
    """Return the year in which the season that `지난`, `올` or `다음` names began."""
    first = _SEASONS[name]
    # In January and February 올겨울 and 이번 겨울 are the winter that began the year before.
    here = day.year - (first == 12 and day.month <= 2)
    if way == "지난":
        end = month_of(here, first + 2).end
        return here if end is not None and end < day else here - 1
    return here + (way in {"다음", "내년"})
