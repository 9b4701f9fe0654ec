"""Days, months, quarters and years as periods, and the feasts of the Korean calendar."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from monitor.model import Period

UNKNOWN = Period()

# The first day of the lunar year and the harvest day, as the Korean calendar has them.
_NEW_YEARS = (
    (2015, 2, 19), (2016, 2, 8), (2017, 1, 28), (2018, 2, 16), (2019, 2, 5), (2020, 1, 25),
    (2021, 2, 12), (2022, 2, 1), (2023, 1, 22), (2024, 2, 10), (2025, 1, 29), (2026, 2, 17),
    (2027, 2, 7), (2028, 1, 27), (2029, 2, 13), (2030, 2, 3), (2031, 1, 23), (2032, 2, 11),
)  # fmt: skip
_HARVESTS = (
    (2015, 9, 27), (2016, 9, 15), (2017, 10, 4), (2018, 9, 24), (2019, 9, 13), (2020, 10, 1),
    (2021, 9, 21), (2022, 9, 10), (2023, 9, 29), (2024, 9, 17), (2025, 10, 6), (2026, 9, 25),
    (2027, 9, 15), (2028, 10, 3), (2029, 9, 22), (2030, 9, 12), (2031, 10, 1), (2032, 9, 19),
)  # fmt: skip


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


def feast_near(day: date, *, is_harvest: bool, ahead: bool) -> Period | None:
    """Return the three days of the feast (the new year's or the harvest's) nearest to `day`.

    The last one, or with `ahead` the next; None beyond the table.
    """
    days = [date(*d) for d in (_HARVESTS if is_harvest else _NEW_YEARS)]
    near = [d for d in days if (d >= day if ahead else d <= day + timedelta(days=3))]
    feast = near[0 if ahead else -1] if near else None
    if feast is None or abs((feast - day).days) > 400:
        return None
    return Period(feast - timedelta(days=1), feast + timedelta(days=1))
