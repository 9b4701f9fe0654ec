"""Days counted by the moon, as the Korean calendar has printed them."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.extract.lunar import day_of_moon

NEW_YEARS = [
    # 1997: the new moon fell past midnight in Seoul and before it in Peking
    "1985-02-20", "1988-02-18", "1997-02-08", "2000-02-05", "2015-02-19", "2016-02-08",
    "2017-01-28", "2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01",
    "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-07", "2028-01-27",
    "2029-02-13", "2030-02-03", "2031-01-23", "2032-02-11", "2033-01-31", "2034-02-19",
]  # fmt: skip
HARVESTS = [
    "1997-09-16", "2000-09-12", "2010-09-22", "2014-09-08", "2015-09-27", "2016-09-15",
    "2017-10-04", "2018-09-24", "2019-09-13", "2020-10-01", "2021-09-21", "2022-09-10",
    "2023-09-29", "2024-09-17", "2025-10-06", "2026-09-25", "2027-09-15", "2028-10-03",
    "2029-09-22", "2030-09-12", "2031-10-01", "2032-09-19", "2033-09-08", "2034-09-27",
]  # fmt: skip


@pytest.mark.parametrize("printed", NEW_YEARS)
def test_the_first_day_of_the_lunar_year(printed: str) -> None:
    day = date.fromisoformat(printed)
    assert day_of_moon(day.year, 1, 1) == day


@pytest.mark.parametrize("printed", HARVESTS)
def test_the_full_moon_of_the_eighth_month(printed: str) -> None:
    day = date.fromisoformat(printed)
    assert day_of_moon(day.year, 8, 15) == day


@pytest.mark.parametrize(
    "printed", ["2012-05-28", "2020-04-30", "2021-05-19", "2023-05-27", "2025-05-05", "2026-05-24"]
)
def test_the_eighth_day_of_the_fourth_month(printed: str) -> None:
    """A leap month before it (2012, 2020, 2023) moves it late."""
    day = date.fromisoformat(printed)
    assert day_of_moon(day.year, 4, 8) == day


def test_a_day_of_the_twelfth_month_falls_into_the_next_year_of_ours() -> None:
    assert day_of_moon(2024, 12, 29) == date(2025, 1, 28)  # the eve of the new year


def test_what_the_formulas_do_not_reach_is_unknown() -> None:
    assert day_of_moon(1700, 1, 1) is None
    assert day_of_moon(2500, 8, 15) is None
