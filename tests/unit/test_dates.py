"""parse_date and parse_day: what Korean feeds, pages and documents write."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.collect.dates import parse_date, parse_day, sane_moment

SEVEN = datetime(2026, 8, 10, 22, 0, tzinfo=UTC)  # 11 August 2026, 07:00 in Korea
AFTERNOON = datetime(2026, 11, 21, 5, 5, tzinfo=UTC)  # 21 November 2026, 14:05 in Korea


@pytest.mark.parametrize(
    "text",
    [
        "Tue, 11 Aug 2026 07:00:00 +0900",
        "Tue,11 Aug 2026 07:00:00 +0900",
        "Tue, 11 08 2026 07:00:00 +0900",
        "11 Aug 2026 07:00 +0900",
        "Tue, 11 Aug 26 07:00:00 +0900",
        "Tue, 11 Aug 2026 07:00:00 KST",
        "Tue,11 Aug 2026 7:0:0 GMT+9",
        "Tue, 11 Aug 2026 07:00:00 GMT+0900 (KST)",
        "Mon, 10 Aug 2026 22:00:00 GMT",
        "Mon, 10 Aug 2026 22:00:00 UT",
        "Mon, 10 Aug 2026 18:00:00 EDT",
        "10 Aug  2026 22:00:00 GMT",
        "Tue Aug 11 07:00:00 2026",
        "Tue Aug 11 07:00:00 KST 2026",
        "2026-08-11 07:00:00",
        "2026-08-11 07:00:00.0",
        "2026-08-11T07:00:00+09:00",
        "2026-08-11T07:00:00.000+0900",
        "2026-08-11T07:00:00+09",
        "2026-08-11T07:00",
        "2026-08-10T22:00:00Z",
        "2026-08-10T22:00:00.123Z",
        "2026-08-10 22:00:00 UTC",
        "20260811070000",
        "20260811T0700",
        "202608110700",
        "Aug 11, 2026 7:00 AM",
        "August 11, 2026 at 7:00 am",
    ],
)
def test_every_stamp_of_the_feeds_is_read(text: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.replace(microsecond=0) == SEVEN
    assert found.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "text",
    [
        "2026.11.21 14:05",
        "2026. 11. 21. 14:05",
        "2026.11.21. 오후 2:05",
        "2026년 11월 21일 오후 2:05",
        "2026년 11월 21일 14시 05분",
        "2026년 11월 21일(토) 14:05",
        "2026년 11월 21일 토요일 오후 2시 5분",
        "2026.11.21 (14:05)",
        "2026/11/21 14:05:00",
        "26.11.21 14:05",
        "입력 2026.11.21. 오후 2:05",
        "입력2026.11.21 14:05",
        "송고2026-11-21 14:05",
        "등록 : 2026-11-21 14:05",
        "승인 2026.11.21 14:05",
        "기사전송 2026-11-21 14:05",
        "입력 2026.11.21 14:05 수정 2026.11.21 15:20",
        "수정 2026.11.21 15:20 입력 2026.11.21 14:05",
        "최종수정 2026.11.21 15:20 | 등록 2026.11.21 14:05",
        "2026.11.21 PM 02:05",
        "２０２６.１１.２１ １４:０５",
        "2026\xa0년 11월\xa021일 14:05",
    ],
)
def test_every_stamp_of_the_pages_is_read(text: str) -> None:
    assert parse_date(text) == AFTERNOON


@pytest.mark.parametrize(
    ("text", "hour"), [("오전 12:30", 0), ("오후 12:30", 12), ("오전 9:30", 9), ("밤 11:30", 23)]
)
def test_the_halves_of_the_day_turn_at_noon_and_midnight(text: str, hour: int) -> None:
    found = parse_date(f"2026.11.21 {text}")
    assert found == datetime(2026, 11, 21, hour, 30, tzinfo=UTC) - timedelta(hours=9)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "어제",
        "3시간 전",
        "2026",
        "2026년",
        "010-1234-5678",
        "2026-13-40",
        "2026-02-30 09:00",
        "25:61",
        "제21호",
        "4조2000억원",
        "9" * 500,
        "0000-00-00 00:00:00",
        "Invalid Date",
        "NaN",
        "2026-11-21T07:00:00+99:00",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert parse_date(text) is None


def test_a_whole_day_is_its_midnight_in_korea() -> None:
    assert parse_date("2026-11-21") == datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2025-02", (date(2025, 2, 1), date(2025, 2, 28))),
        ("2024년 2월", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2025.02.09", (date(2025, 2, 9), date(2025, 2, 9))),
        ("2025년 4월 1일 화요일", (date(2025, 4, 1), date(2025, 4, 1))),
        ("2025-04-08T23:30:00Z", (date(2025, 4, 9), date(2025, 4, 9))),
        ("2025-13", None),
        ("2025", None),
        ("봄", None),
    ],
)
def test_days_and_months_are_spans_of_days(text: str, days: tuple[date, date] | None) -> None:
    assert parse_day(text) == days


def test_news_is_not_of_the_future_nor_of_1970() -> None:
    now = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
    assert sane_moment(datetime(2099, 1, 1, tzinfo=UTC), now) is None
    assert sane_moment(datetime(1970, 1, 1, tzinfo=UTC), now) is None
    # Korean time that was called UTC is nine hours late.
    assert sane_moment(now + timedelta(hours=8), now) == now - timedelta(hours=1)
    assert sane_moment(now - timedelta(days=3), now) == now - timedelta(days=3)
