"""A rise and a fall of one thing: two figures, since their numbers carry no sign."""

from __future__ import annotations

import pytest

from monitor.judge.alerts import seed_baseline
from monitor.judge.echo import same_figure
from monitor.judge.match import SURE, direction, likeness
from monitor.model import Claim
from tests.unit.judge_samples import NOW, a_claim, a_source


def _rate(metric: str, value: float, quote: str, year: int = 2025) -> Claim:
    return a_claim("소람기공", metric, value, "%", year=year, quote=quote, at=year)


@pytest.mark.parametrize(
    ("claim", "way"),
    [
        (_rate("수출 증가율", 12.5, "수출 증가율은 12.5%다."), 1),
        (_rate("수출 감소율", 12.5, "수출 감소율은 12.5%다."), -1),
        (_rate("수출 증가율", 12.5, "수출이 12.5% 줄었다."), -1),  # what the verb says goes first
        (_rate("수출 증감률", 12.5, "수출 증감률은 12.5%다."), 0),
        (_rate("수출 증가율", -12.5, "수출 증가율은 -12.5%다."), 0),  # signed itself
        (_rate("수출 비중", 12.5, "수출 비중은 12.5%다."), 0),
        (_rate("수출 비중", 12.5, "수출 비중은 12.5%로 줄었다."), 0),  # what it came to
    ],
)
def test_the_verb_or_the_metric_tells_a_rise_from_a_fall(claim: Claim, way: int) -> None:
    assert direction(claim) == way


@pytest.mark.parametrize("value", [9.25, 12.5])
@pytest.mark.parametrize("metric", ["수출 감소율", "수출 증가율"])
def test_a_fall_is_no_value_of_a_rise(value: float, metric: str) -> None:
    rise = _rate("수출 증가율", 12.5, "소람기공 수출이 12.5% 늘었다.")
    fall = _rate(metric, value, f"소람기공 수출이 {value}% 감소했다.", 2026)
    assert likeness(fall, rise).score < SURE
    assert not same_figure(fall, rise)
    figures = seed_baseline([(a_source("s"), [rise]), (a_source("t"), [fall])], now=NOW)
    assert len(figures) == 2


def test_a_further_rise_is_one_of_the_same_figure() -> None:
    rise = _rate("수출 증가율", 12.5, "소람기공 수출이 12.5% 늘었다.")
    again = _rate("수출 증가율", 14.5, "소람기공 수출이 14.5% 증가했다.", 2026)
    assert likeness(again, rise).score >= SURE


def _from(base: str, value: float, year: int = 2025) -> Claim:
    return _rate("수출 증가율", value, f"소람기공 수출이 {base} {value}% 늘었다.", year)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("전년 동월 대비", "전월 대비"),
        ("1년 전보다", "한 달 전보다"),
        ("전분기 대비", "전년 같은 기간보다"),
        ("전주보다", "지난해 같은 달보다"),
        ("전날보다", "일주일 전보다"),
    ],
)
def test_growth_from_another_time_is_another_figure(one: str, other: str) -> None:
    assert likeness(_from(one, 3.5), _from(other, 12.5)).score < SURE
    assert likeness(_from(other, 3.5), _from(one, 12.5)).score < SURE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("전년 동월 대비", "1년 전 같은 달보다"),
        ("전주 대비", "한 주 전보다"),
        ("전달보다", "한 달 새"),
        ("직전 분기보다", "전분기 대비"),
    ],
)
def test_growth_from_one_time_is_one_figure_however_it_is_said(one: str, other: str) -> None:
    assert likeness(_from(one, 3.5), _from(other, 12.5)).score >= SURE
