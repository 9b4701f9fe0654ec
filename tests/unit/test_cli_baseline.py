"""What `monitor baseline list` shows of a figure: what is so today, and what is planned."""

from __future__ import annotations

from monitor.cli.baseline import value_cells
from monitor.model import Claim, Figure, Value
from monitor.report.current import current, planned
from tests.unit.judge_samples import a_claim, a_source


def _value(amount: float, modality: str, year: int, *, stands: bool, pinned: bool = False) -> Value:
    claim: Claim = a_claim("누리시", "예산", amount, "KRW", year=year, modality=modality)
    return Value(claim=claim, source=a_source(), is_current=stands, is_pinned=pinned)


def _figure(*values: Value) -> Figure:
    return Figure(key="a", topic="", subject="누리시", metric="예산", unit="KRW", values=values)


def _text(figure: Figure) -> str:
    cells = value_cells(figure)
    return cells if isinstance(cells, str) else "".join(words for words, _ in cells)


def test_a_later_plan_stands_beside_the_value_of_today_and_not_in_its_place() -> None:
    old = _value(100, "asserted", 2024, stands=False)
    now = _value(200, "asserted", 2025, stands=False)
    plan = _value(300, "planned", 2027, stands=True)
    figure = _figure(now, old, plan)
    assert current(figure) is now
    assert planned(figure) is plan
    today, _, ahead = _text(figure).partition(" · ")
    assert ("200" in today, "300" in today, "300" in ahead, "2027" in ahead) == (
        True, False, True, True,
    )  # fmt: skip


def test_a_figure_that_is_only_planned_shows_its_plan_and_a_pinned_value_is_todays() -> None:
    plan = _value(300, "planned", 2027, stands=True)
    assert current(_figure(plan)) is plan
    assert planned(_figure(plan)) is None
    pinned = _value(300, "forecast", 2027, stands=True, pinned=True)
    figure = _figure(_value(200, "asserted", 2025, stands=False), pinned)
    assert current(figure) is pinned
    assert planned(figure) is None


def test_a_value_that_came_after_the_plan_stands_alone() -> None:
    plan = _value(300, "planned", 2026, stands=False)
    done = _value(290, "asserted", 2026, stands=True)
    assert current(_figure(plan, done)) is done
    assert planned(_figure(plan, done)) is None
