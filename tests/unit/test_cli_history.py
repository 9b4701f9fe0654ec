"""How a history is drawn: many values and few, bounds, ranges, forecasts against what came."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from monitor.cli.grammar import cells
from monitor.cli.history import _draw, _forecasts, _points, _Scale
from monitor.cli.session import SESSION
from monitor.model import Figure, Modality, Value
from monitor.words import speak
from tests.alerts import NOON, claim, month, source, value


@pytest.fixture(autouse=True)
def korean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    SESSION.lang = "ko"
    speak("ko")


def said(number: int, low: Any, high: Any = "same", **more: Any) -> Value:
    where = source(f"매체{number}", f"https://m{number}.example/a",
                   published=NOON + timedelta(days=number))  # fmt: skip
    return value(claim(low, high, **more), source=where)


def figure(*values: Value) -> Figure:
    first = values[0].claim
    return Figure(
        key="f", topic="누리챗", subject=first.subject, metric=first.metric, unit=first.unit,
        values=values,
    )  # fmt: skip


def drawn(capsys: pytest.CaptureFixture[str], *values: Value, every: bool = False) -> str:
    whole = figure(*values)
    _draw(whole, _points(whole, None), every=every)
    return capsys.readouterr().out


SCALE = _Scale("명", Decimal(100))


@pytest.mark.parametrize(
    ("given", "bar"),
    [
        (claim(100), "██████████"),
        (claim(50), "█████"),
        (claim(0), "█"),
        (claim(50, None), "█████→"),
        (claim(100, None), "█████████→"),
        (claim(None, 80), "───────┤"),
        (claim(40, 90), "████────┤"),
        (claim(40, 49), "█████"),
        (claim(50, modality=Modality.FORECAST), "▒▒▒▒▒"),
        (claim(50, modality=Modality.ALLEGED), "▓▓▓▓▓"),
        (claim(50, modality=Modality.DENIED), "░░░░░"),
        (claim(50, unit="곳"), "·"),
        (claim(3, unit="위"), "·"),
    ],
)
def test_a_bar_is_solid_to_what_is_sure_and_says_what_is_open(given: Any, bar: str) -> None:
    assert SCALE.bar(given, 10) == (bar, False)


def test_what_is_below_zero_is_drawn_by_its_size_and_marked() -> None:
    assert SCALE.bar(claim(-50), 10) == ("█████", True)
    assert SCALE.bar(claim(-90, -40), 10) == ("████────┤", True)


def test_amounts_in_two_currencies_are_drawn_to_one_scale() -> None:
    won = _Scale("KRW", Decimal(14_220_000_000))
    dollars = claim(10_000_000, unit="USD", as_of=month(2025, 3))
    assert won.bar(dollars, 10) == ("██████████", False)


def test_counters_of_one_kind_of_thing_are_drawn_to_one_scale() -> None:
    things = _Scale("개", Decimal(100))
    assert things.bar(claim(50, unit="장"), 10) == ("█████", False)
    assert things.bar(claim(50, unit="명"), 10) == ("·", False)


def test_a_copy_of_an_article_tells_nothing_twice(capsys: pytest.CaptureFixture[str]) -> None:
    first, other = said(1, 500), said(2, 700)
    copied = said(3, 500)
    copied = replace(copied, source=replace(copied.source, copy_of=first.source.doc))
    out = drawn(capsys, first, other, copied)
    assert out.count("500명") == 1
    assert "외 1곳" not in out
    # What only the copy says is drawn.
    more = replace(copied, claim=replace(copied.claim, interval=claim(900).interval))
    assert "900명" in drawn(capsys, first, other, more)


def test_a_rejected_value_is_shown_as_such_and_moves_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    values = [said(n, 100 * n, as_of=month(2025, n)) for n in range(1, 5)]
    wrong = said(5, 90_000, as_of=month(2025, 5))
    whole = figure(*values, wrong)
    _draw(
        whole, _points(whole, None), every=False,
        rejects=lambda c: c.interval == wrong.claim.interval,
    )  # fmt: skip
    out = capsys.readouterr().out
    (line,) = (row for row in out.splitlines() if "9만" in row)
    assert "×" in line
    assert "물리침" in line
    assert "█" not in line
    assert "100명 ~ 400명" in out
    assert out.count("█") > 40  # the others are drawn to the greatest of them


def test_a_long_history_is_summed_up_and_cut_unless_all_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    many = [said(n, 1000 + 10 * n, as_of=month(2020 + n // 12, n % 12 + 1)) for n in range(40)]
    out = drawn(capsys, *many)
    assert "값 40개, 매체 40곳 · 1000명 ~ 1390명 · 2020-01 → 2023-04: +39 %" in out
    assert "앞의 값 16개는 생략" in out
    assert out.count("█ ") + out.count("█\N{NO-BREAK SPACE}") == 24
    assert "생략" not in drawn(capsys, *many, every=True)


def test_few_values_are_drawn_without_a_summary(capsys: pytest.CaptureFixture[str]) -> None:
    out = drawn(capsys, said(1, 500, as_of=month(2025, 1)))
    assert "값 1개" not in out
    assert "2025-01" in out
    assert "500명" in out


def test_repeats_are_counted_at_the_first_and_a_value_told_anew_is_drawn_anew(
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = drawn(
        capsys,
        said(1, 500, as_of=month(2025, 1)),
        said(2, 600, as_of=month(2025, 2)),
        said(3, 500, as_of=month(2025, 1)),
        said(4, 700),
    )
    assert out.count("500명") == 1
    assert "매체1 외 1곳" in out
    assert "(2026-11-25)" in out  # no period: the day it was said


def test_a_forecast_is_set_against_what_came_after_it() -> None:
    year = month(2025, 3)
    forecast = said(1, 1000, as_of=year, modality=Modality.FORECAST)
    (line,) = _forecasts([forecast, said(9, 1100, as_of=year)])
    assert line == "2025-03 전망 1000명 → 실제 1100명 (+10 %)"
    assert list(_forecasts([said(0, 900, as_of=year), forecast])) == []
    assert list(_forecasts([forecast, said(9, 1100, as_of=month(2025, 4))])) == []


def test_lines_keep_within_a_narrow_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    values = [said(n, 1000 * n, as_of=month(2025, n)) for n in range(1, 4)]
    pinned = replace(values[0], is_pinned=True)
    out = drawn(capsys, pinned, *values[1:])
    assert "📌" in out
    assert all(cells(line) <= 60 for line in out.splitlines())
