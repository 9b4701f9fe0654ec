"""The course of a figure as a small picture: report/pictures.py."""

from __future__ import annotations

import itertools
import struct
import zlib
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model import Alert, Kind, Modality, Period, Value
from monitor.report.pictures import MOST_DOTS, Dot, Picture, draw_alert, draw_course
from tests.alerts import NOON, alert, claim, fell, month, source, value

RED, BLUE, GREY = (217, 72, 59), (59, 125, 216), (134, 142, 152)
Pixel = tuple[int, int, int, int]


def pixels(png: bytes) -> list[list[Pixel]]:
    """The rows of a picture; everything in the file is checked on the way."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    place, chunks = 8, dict[bytes, bytes]()
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        name, data = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        (crc,) = struct.unpack(">I", png[place + 8 + length : place + 12 + length])
        assert crc == zlib.crc32(name + data)
        chunks[name] = data
        place += 12 + length
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    width, height, depth, colour, *rest = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert (width, height, depth, colour, rest) == (600, 120, 8, 6, [0, 0, 0])
    raw = zlib.decompress(chunks[b"IDAT"])
    assert len(raw) == height * (1 + width * 4)
    rows = [raw[n * (1 + width * 4) :][: 1 + width * 4] for n in range(height)]
    assert all(row[0] == 0 for row in rows)
    return [
        [(row[n], row[n + 1], row[n + 2], row[n + 3]) for n in range(1, len(row), 4)]
        for row in rows
    ]


def centre(png: bytes, colour: tuple[int, int, int]) -> tuple[float, float] | None:
    """Where a colour lies: across and down, 0 to 1; None where it is not."""
    found = [
        (x, y)
        for y, row in enumerate(pixels(png))
        for x, pixel in enumerate(row)
        if pixel[3] > 200 and all(abs(a - b) < 6 for a, b in zip(pixel, colour, strict=False))
    ]
    if not found:
        return None
    return sum(x for x, _ in found) / len(found) / 600, sum(y for _, y in found) / len(found) / 120


def drawn(moved: Alert, *course: Value) -> Picture:
    picture = draw_alert(moved, course)
    assert picture is not None
    return picture


def test_a_fall_ends_low_and_blue_on_the_right_and_a_rise_high_and_red() -> None:
    low = centre(drawn(fell()).png, BLUE)
    high = centre(drawn(fell(1_210_000, 590_000)).png, RED)
    assert low
    assert high
    assert low[0] > 0.9
    assert high[0] > 0.9
    assert high[1] < low[1]


def test_a_dispute_takes_no_side_and_is_no_course() -> None:
    png = drawn(alert(claim(5), claim(7), kind=Kind.CONFLICT)).png
    assert not any(row[300][3] for row in pixels(png))
    assert centre(png, RED) is None
    assert centre(png, BLUE) is None


def test_a_higher_rank_number_is_a_fall() -> None:
    png = drawn(alert(claim(4, unit="위"), claim(3, unit="위"))).png
    place = centre(png, BLUE)
    assert place
    assert place[1] > 0.5


def test_a_plan_hangs_on_dashes_and_a_fact_on_a_line() -> None:
    def pieces(modality: Modality) -> int:
        new = claim(100, as_of=month(2025, 3), modality=modality)
        rows = pixels(drawn(alert(new, claim(100, as_of=month(2025, 1)))).png)
        across = [any(row[x][3] > 128 for row in rows) for x in range(60, 540)]
        return sum(is_drawn for is_drawn, _ in itertools.groupby(across))

    assert pieces(Modality.ASSERTED) == 1
    assert pieces(Modality.PLANNED) > 10
    assert pieces(Modality.FORECAST) > 10
    assert pieces(Modality.ALLEGED) == 0  # no part of the course: nothing leads to it


def test_a_softened_number_has_a_band_around_it() -> None:
    def faint(approx: bool) -> int:
        new = claim(80, as_of=month(2025, 3), approx=approx)
        rows = pixels(drawn(alert(new, claim(40, as_of=month(2025, 1)))).png)
        # The band is broader than the dot: right of it, at the picture's edge.
        return sum(1 for row in rows for pixel in row[594:] if 0 < pixel[3] < 128)

    assert faint(approx=True) > faint(approx=False) == 0


def test_an_open_end_fades_the_way_it_is_open() -> None:
    def cover(low: int | None, high: int | None) -> tuple[int, int]:
        new = claim(low, high, as_of=month(2025, 3))
        rows = pixels(drawn(alert(new, claim(50, as_of=month(2025, 1)))).png)
        solid = [y for y, row in enumerate(rows) if row[582][3] > 200]
        middle = sum(solid) // len(solid)
        right = [any(0 < pixel[3] < 128 for pixel in row[592:]) for row in rows]
        return sum(right[:middle]), sum(right[middle + 1 :])

    above, below = cover(80, None)
    assert above > 3 * below
    above, below = cover(None, 80)
    assert below > 3 * above


def test_values_of_another_unit_and_repeats_are_left_out() -> None:
    moved = fell()
    assert moved.previous
    other = value(claim(3, unit="곳", as_of=month(2024, 12)))
    again = value(replace(moved.claim, quote="또"), outlet="다른 매체")
    looser = value(claim(500_000, None, as_of=month(2025, 3)))
    assert drawn(moved, other, again, looser, moved.previous) == drawn(moved)


def test_two_units_have_no_picture_and_no_more_has_what_is_new() -> None:
    assert draw_alert(alert(claim(5), claim(7, unit="곳")), ()) is None
    assert draw_alert(alert(claim(5)), ()) is None


def test_revisions_of_one_period_stand_in_the_order_of_their_printing() -> None:
    period = month(2025, 1)
    old = value(claim(5, as_of=period), source=source("가", "a", published=NOON))
    between = value(
        claim(6, as_of=period), source=source("나", "b", published=NOON + timedelta(days=10))
    )
    moved = alert(
        claim(7, as_of=period),
        old.claim,
        previous=old,
        source=source("다", "c", published=NOON + timedelta(days=20)),
    )
    picture = drawn(moved, between)
    assert picture.alt == "수치의 흐름: 2025-01 5명 → 2025-01 6명 → 2025-01 7명"
    place = centre(picture.png, RED)
    assert place
    assert place[0] > 0.9


def test_a_long_history_is_cut_at_its_far_end_but_keeps_what_is_compared() -> None:
    course = [value(claim(n, as_of=Period(month(2000 + n, 1).start))) for n in range(1, 25)]
    moved = alert(
        claim(500, as_of=month(2025, 3)),
        claim(400, as_of=month(1990, 1)),
    )
    picture = drawn(moved, *course)
    assert picture.first.startswith("1990-01")
    assert picture.last == "2025-03 500명"
    assert len(course) >= MOST_DOTS
    assert picture.alt.count("→") == 5


def test_forecasts_are_named_as_such_in_the_words_of_the_picture() -> None:
    hope = value(claim(70, as_of=month(2026, 1), modality=Modality.FORECAST))
    assert "2026-01 70명 (전망)" in drawn(fell(), hope).alt


def test_the_same_course_gives_the_same_picture_of_a_few_kilobytes() -> None:
    many = tuple(Dot(at=700_000 + n * 30, low=n * 7 % 40, high=n * 7 % 40) for n in range(24))
    assert draw_course(many, "up") == draw_course.__wrapped__(many, "up")
    assert len(draw_course(many, "up")) < 12_000


ends = st.floats(-1e30, 1e30, allow_nan=False) | st.none()
dots = st.builds(
    Dot,
    at=st.integers(1, 800_000),
    low=ends,
    high=ends,
    is_soft=st.booleans(),
    is_expected=st.booleans(),
    is_loose=st.booleans(),
    mark=st.sampled_from(["", "old", "new"]),
)


def _ordered(dot: Dot) -> Dot:
    if dot.low is None and dot.high is None:
        return replace(dot, low=0.0)
    if dot.low is not None and dot.high is not None and dot.low > dot.high:
        return replace(dot, low=dot.high, high=dot.low)
    return dot


@settings(max_examples=30, deadline=None)
@given(
    course=st.lists(dots.map(_ordered), min_size=2, max_size=8),
    trend=st.sampled_from(["up", "down", "same", ""]),
    is_rank=st.booleans(),
)
def test_whatever_was_said_of_a_figure_can_be_drawn(
    course: list[Dot], trend: str, is_rank: bool
) -> None:
    pixels(draw_course(tuple(sorted(course, key=lambda d: d.at)), trend, is_rank=is_rank))


def test_an_amount_beyond_all_measure_is_drawn_at_the_edge() -> None:
    huge = alert(claim(Decimal("1e400")), claim(Decimal("-1e400")))
    assert draw_alert(huge, ()) is not None
