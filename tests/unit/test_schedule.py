"""When digests are due, and when nobody wants one: report/schedule.py."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from monitor.model import SEOUL, Empty, Recipient, Rhythm
from monitor.report.schedule import last_slot, may_be_empty, next_slot, quiet_until

NEW_YORK = "America/New_York"


def person(**more: object) -> Recipient:
    values: dict[str, object] = {"name": "desk", "channel": "email", "address": "a@b.example"}
    return Recipient(**(values | more))  # type: ignore[arg-type]


def seoul(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026, whose second is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=SEOUL)


def test_a_daily_digest_is_due_at_its_time_in_seoul() -> None:
    desk = person()
    assert last_slot(desk, seoul(21, 7, 31)) == seoul(21, 7, 30)
    assert last_slot(desk, seoul(21, 7, 30)) == seoul(21, 7, 30)
    assert last_slot(desk, seoul(21, 7, 29)) == seoul(20, 7, 30)
    assert next_slot(desk, seoul(21, 7, 30)) == seoul(22, 7, 30)


def test_weekdays_leave_the_weekend_out() -> None:
    desk = person(days=(0, 1, 2, 3, 4))
    assert last_slot(desk, seoul(8, 12)) == seoul(6, 7, 30)  # Sunday → Friday
    assert next_slot(desk, seoul(6, 12)) == seoul(9, 7, 30)


def test_a_weekly_digest_is_due_on_its_day() -> None:
    desk = person(days=(2,), at=time(18, 0))
    assert last_slot(desk, seoul(4, 17, 59)) == seoul(4, 18) - timedelta(days=7)
    assert last_slot(desk, seoul(4, 18)) == seoul(4, 18)
    assert next_slot(desk, seoul(4, 18)) == seoul(11, 18)


def test_an_hourly_digest_is_due_at_each_full_hour_of_its_days() -> None:
    desk = person(rhythm=Rhythm.HOURLY, at=time(0), days=(0,))
    assert last_slot(desk, seoul(2, 9, 59)) == seoul(2, 9)
    assert next_slot(desk, seoul(2, 9, 59)) == seoul(2, 10)
    assert last_slot(desk, seoul(3, 9)) == seoul(2, 23)
    assert next_slot(desk, seoul(2, 23)) == seoul(9, 0)


def test_what_is_told_at_once_has_no_slots() -> None:
    desk = person(rhythm=Rhythm.AT_ONCE)
    assert (last_slot(desk, seoul(2, 9)), next_slot(desk, seoul(2, 9))) == (None, None)


def test_a_time_that_summer_time_skips_or_has_twice_is_one_slot_of_its_day() -> None:
    zone = ZoneInfo(NEW_YORK)
    for day in (datetime(2026, 3, 8, 12, tzinfo=zone), datetime(2026, 11, 1, 12, tzinfo=zone)):
        desk = person(at=time(2, 30), zone=NEW_YORK)
        slot = last_slot(desk, day)
        assert slot is not None
        assert slot.astimezone(zone).date() == day.date()
        later = next_slot(desk, slot)
        assert later is not None
        assert later.astimezone(zone).date() == day.date() + timedelta(days=1)
        hourly = person(rhythm=Rhythm.HOURLY, at=time(0), zone=NEW_YORK)
        at, hours = datetime.combine(day.date(), time(0), zone).astimezone(UTC), 0
        while (slot := next_slot(hourly, at)) and slot.astimezone(zone).date() == day.date():
            assert slot - at == timedelta(hours=1)
            at, hours = slot, hours + 1
        assert hours in (22, 24)  # beside the midnight it began with


people = st.builds(
    person,
    rhythm=st.sampled_from([Rhythm.DAILY, Rhythm.HOURLY]),
    at=st.times(),
    days=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    zone=st.sampled_from(["Asia/Seoul", NEW_YORK, "Australia/Lord_Howe", "UTC"]),
)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@settings(deadline=None)
@given(people, moments)
def test_slots_follow_one_another_without_a_gap(desk: Recipient, now: datetime) -> None:
    before, after = last_slot(desk, now), next_slot(desk, now)
    assert before is not None
    assert after is not None
    assert before <= now < after
    assert last_slot(desk, after) == after
    assert last_slot(desk, after - timedelta(microseconds=1)) == before


@pytest.mark.parametrize(
    ("quiet", "at", "until"),
    [
        ((time(22), time(7)), seoul(3, 23), seoul(4, 7)),
        ((time(22), time(7)), seoul(3, 6, 59), seoul(3, 7)),
        ((time(22), time(7)), seoul(3, 7), None),
        ((time(22), time(7)), seoul(3, 21, 59), None),
        ((time(12), time(13)), seoul(3, 12), seoul(3, 13)),
        ((time(12), time(13)), seoul(3, 13), None),
        (None, seoul(3, 3), None),
    ],
)
def test_quiet_hours_end_when_they_say(
    quiet: tuple[time, time] | None, at: datetime, until: datetime | None
) -> None:
    assert quiet_until(person(quiet=quiet), at) == until


def test_quiet_hours_are_those_of_the_recipients_zone() -> None:
    desk = person(quiet=(time(22), time(7)), zone=NEW_YORK)
    assert quiet_until(desk, seoul(3, 13)) == datetime(2026, 11, 3, 7, tzinfo=ZoneInfo(NEW_YORK))


@pytest.mark.parametrize(
    ("empty", "hours", "is_said"),
    [
        (Empty.DAILY, 24, True),
        (Empty.DAILY, 23, True),  # the day on which summer time begins
        (Empty.DAILY, 1, False),  # an hourly digest does not say so each hour
        (Empty.WEEKLY, 24 * 6, False),
        (Empty.WEEKLY, 24 * 7, True),
        (Empty.NEVER, 24 * 70, False),
    ],
)
def test_that_nothing_changed_is_said_as_often_as_is_wished(
    empty: Empty, hours: int, is_said: bool
) -> None:
    last = seoul(2, 7, 30)
    assert may_be_empty(person(empty=empty), last + timedelta(hours=hours), last) is is_said
