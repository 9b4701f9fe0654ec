"""What a figure is called that was taken out of another: by what tells their values apart."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.report.apart import name_apart
from tests.unit.judge_samples import a_claim

COST = "누리칩스", "개발 비용"


def cost(low: int = 30, unit: str = "KRW", **more: Any) -> Any:
    return a_claim(*COST, low, unit, **more)


@pytest.mark.parametrize(
    ("taken", "rest", "name"),
    [
        # as its own claims word it
        ([a_claim("누리칩스", "칩 개발 비용", 30, "KRW")], [cost(5)], "칩 개발 비용"),
        ([cost(30, "USD")], [cost(30)], "개발 비용 (달러)"),
        ([cost(year=2024)], [cost(3, period=("2024-03-01", "2024-03-31"))], "개발 비용 (연간)"),
        ([cost(40, modality="planned")], [cost(30)], "개발 비용 (계획)"),
        ([cost(40, year=2025), cost(41, year=2025)], [cost(year=2024)], "개발 비용 (2025년)"),
        ([cost(40, attribution="한빛리서치")], [cost(30)], "개발 비용 (한빛리서치)"),
        ([cost(40)], [cost(30)], "개발 비용 (40원)"),
        ([cost(40), cost(41)], [cost(30)], "개발 비용 (40원)"),
        ([cost(40)], [cost(40)], "개발 비용 (40원)"),
    ],
)
def test_a_name_says_what_only_the_values_taken_out_have(
    taken: list[Any], rest: list[Any], name: str
) -> None:
    assert name_apart(taken, rest, [" ".join(COST)]) == ("누리칩스", name)


def test_a_name_that_another_figure_has_is_not_given_again() -> None:
    known = ["누리칩스 개발 비용", "누리칩스 개발비용 (40원)"]
    assert name_apart([cost(40)], [cost(30)], known) == ("누리칩스", "개발 비용 (2)")
    assert name_apart([cost(40)], [cost(30)], [*known, "누리칩스 개발 비용 (2)"])[1].endswith("(3)")
