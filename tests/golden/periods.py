"""Periods as the golden files write them: a year, half, quarter, month or day, or a range."""

from __future__ import annotations

from datetime import date

from monitor.extract.calendars import month_of, months_of, year_of
from monitor.model import Period


def period_of_words(said: str) -> Period:
    """Return the period of `2024`, `2024Q3..2025Q1`, `..2029`, `2003..`; of `?` the unknown one."""
    if said == "?":
        return Period()
    first, dots, last = said.partition("..")
    end = _unit(last if dots else first).end if last or not dots else None
    return Period(_unit(first).start if first else None, end)


def period_said(said: str) -> list[str | None]:
    """Return the same as a claim's record writes it."""
    period = period_of_words(said)
    return [day.isoformat() if day else None for day in (period.start, period.end)]


def _unit(said: str) -> Period:
    """Return the period of 2024, 2024H1, 2024Q3, 2024-07 or 2024-07-20."""
    year, rest = int(said[:4]), said[4:]
    if not rest:
        return year_of(year)
    if rest[0] in "QH":
        length = 3 if rest[0] == "Q" else 6
        last = int(rest[1]) * length
        return months_of(year, last - length + 1, last)
    if len(rest) == 3:
        return month_of(year, int(rest[1:]))
    day = date.fromisoformat(said)
    return Period(day, day)
