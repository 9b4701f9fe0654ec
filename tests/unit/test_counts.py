"""Counts that run on: which of two is the later one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.judge.alerts import iter_alerts, judge_claims, seed_baseline
from monitor.judge.compare import Order
from monitor.judge.counts import order_of_counts
from monitor.model import Claim, Kind, Modality, Period, Source
from tests.unit.judge_samples import NOW, a_claim, a_source, a_topic

TOPICS = (a_topic("가람산 산불", figures=(("사망자 수", "명", ()),)),)


def _dead(count: int, quote: str, **more: object) -> Claim:
    return a_claim("가람산 산불", "사망자 수", count, "명", quote=quote, **more)  # type: ignore[arg-type]


def _at(hour: int, day: str = "2026-03-10") -> Source:
    source = a_source(f"n{day}{hour}", day=day)
    assert source.published is not None
    return replace(source, published=source.published.replace(hour=hour))


DAY = ("2026-03-10", "2026-03-10")
FIRST = _dead(3, "가람산 산불로 3명이 숨졌다.", period=DAY)


def test_a_later_hours_count_of_one_day_brings_an_earlier_one_up_to_date() -> None:
    again = _dead(5, "가람산 산불 사망자가 오후 4시 현재 5명이다.", period=DAY)
    assert order_of_counts(again, _at(8), FIRST, _at(1)) is Order.LATER
    seed = replace(_at(1), is_seed=True)
    held = seed_baseline([(seed, [FIRST])], TOPICS, now=NOW)
    judged = judge_claims([again], held, source=_at(8), topics=TOPICS, now=NOW)
    (alert,) = iter_alerts(judged)
    assert alert.kind is Kind.CHANGED
    assert judged[0].becomes_current


def test_fewer_than_were_counted_that_day_contradict_the_count() -> None:
    fewer = _dead(2, "가람산 산불로 2명이 숨졌다.", period=DAY)
    assert order_of_counts(fewer, _at(8), FIRST, _at(1)) is None


def test_a_count_up_to_a_later_day_is_the_later_one_however_far_both_reach_back() -> None:
    april = a_claim("홍역", "환자 수", 38, "명", period=("2026-01-01", "2026-02-13"))
    week = replace(april, as_of=Period(None, a_claim("a", "b", 1, "명", period=DAY).as_of.end))
    week = replace(week, quote="홍역 환자가 10일까지 47명으로 집계됐다.")
    assert order_of_counts(week, _at(8), april, _at(1, "2026-02-14")) is Order.LATER
    assert order_of_counts(april, _at(8), week, _at(1)) is Order.EARLIER


@pytest.mark.parametrize("modality", [Modality.ALLEGED, Modality.DENIED, Modality.FORECAST])
def test_what_is_alleged_denied_or_foretold_brings_no_count_up_to_date(modality: Modality) -> None:
    other = replace(_dead(9, "지금까지 9명이 숨졌다.", period=DAY), modality=modality)
    assert order_of_counts(other, _at(8), FIRST, _at(1)) is None


def test_a_month_of_its_own_runs_on_from_no_other() -> None:
    march = _dead(5, "2월까지 5명이 숨졌다.", period=("2026-02-01", "2026-02-28"))
    assert order_of_counts(march, _at(8), FIRST, _at(1)) is None


def test_two_numbers_of_a_day_long_gone_contradict_each_other() -> None:
    later = _dead(5, "사고로 모두 5명이 숨졌다.", period=DAY)
    assert order_of_counts(later, _at(8, "2026-06-01"), FIRST, _at(1)) is None
