"""Laws of dates."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime

from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.dates import parse_date, parse_day
from monitor.model import SEOUL

MOMENTS = st.integers(-250_000_000, 4_102_400_000).map(lambda s: datetime.fromtimestamp(s, UTC))
SCRAPS = st.sampled_from(
    [
        "2026",
        "11",
        "21",
        ".",
        "-",
        "/",
        ":",
        " ",
        "년",
        "월",
        "일",
        "시",
        "분",
        "오후",
        "오전",
        "+0900",
        "T",
        "Z",
        "KST",
        "GMT",
        "입력",
        "수정",
        "Nov",
        "Sat",
        ",",
        "(",
        ")",
        "99",
        "0",
        "-16:00",
    ]
)


@given(MOMENTS)
def test_a_moment_is_read_back_from_every_way_it_is_written(moment: datetime) -> None:
    seoul = moment.astimezone(SEOUL)
    half = "오전" if seoul.hour < 12 else "오후"
    written = [
        format_datetime(seoul),
        moment.isoformat(),
        f"{seoul:%Y-%m-%d %H:%M:%S}",
        f"{seoul:%Y.%m.%d %H:%M:%S}",
        f"{seoul:%Y%m%d%H%M%S}",
        f"입력 {seoul.year}년 {seoul.month}월 {seoul.day}일 {half} "
        f"{seoul.hour % 12 or 12}시 {seoul.minute}분 {seoul.second}초",
    ]
    if moment.year in (1987, 1988):  # Korea had summer time then, which no stamp says
        written = written[:2]
    assert [parse_date(text) for text in written] == [moment] * len(written)


@given(st.one_of(st.text(max_size=80), st.lists(SCRAPS, max_size=16).map("".join)))
def test_no_text_makes_it_fail(text: str) -> None:
    moment = parse_date(text)
    assert moment is None or moment.tzinfo is UTC
    days = parse_day(text)
    assert days is None or days[0] <= days[1]


NUMBERS = st.integers(0, 62).map("{:02}".format)
CLOCKS = st.tuples(NUMBERS, NUMBERS, NUMBERS).map(":".join)
ZONES = st.sampled_from(["", "Z", "GMT", "+0900", "+09:00", "-0330", "-1500", "+1400"])


@given(st.sampled_from(["1899", "1970", "2026", "2200"]), NUMBERS, NUMBERS, CLOCKS, ZONES)
def test_a_standard_stamp_is_read_at_a_glance_as_the_long_way_reads_it(
    year: str, month: str, day: str, clock: str, zone: str
) -> None:
    name = ["Jan", "Feb", "May", "Dec", "Mon"][int(month) % 5]
    for stamp in (
        f"{year}-{month}-{day}T{clock}{zone}",
        f"Sat, {day} {name} {year} {clock} {zone}",
    ):
        assert parse_date(stamp) == parse_date(f" {stamp}")
