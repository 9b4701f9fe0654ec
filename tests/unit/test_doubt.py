"""Which changes are told as uncertain: judge/doubt.py and judge/features.py."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

from monitor.judge.alerts import iter_alerts, judge_claims, seed_baseline
from monitor.judge.doubt import SAID, doubts_of, is_doubtful, load_doubt
from monitor.judge.features import features_of, likelihood
from monitor.model import Claim, Interval, Kind, Period
from monitor.records import claim_record
from monitor.words import WORDS
from tests.unit.judge_samples import NOW, a_claim, a_source, a_topic

SENTENCE = "와이즈앱에 따르면 2월 카카오톡의 월간 이용자 수는 4600만 명이다."
HELD = a_claim("카카오톡", "월간 이용자 수", 48_000_000, "명", period=("2026-01-01", "2026-01-31"))
PLAIN = a_claim(
    "카카오톡", "월간 이용자 수", 46_000_000, "명", period=("2026-02-01", "2026-02-28"),
    quote=SENTENCE, attribution="와이즈앱", doc="n1",
)  # fmt: skip
FEWER = Decimal(12_000_000)
CARRIED = replace(
    PLAIN, quote="전체로는 1200만 명이다.", attribution=None, interval=Interval(FEWER, FEWER)
)


def test_what_its_sentence_says_by_name_and_source_is_told_as_a_change() -> None:
    assert not is_doubtful(Kind.CHANGED, PLAIN, HELD, 1.0)


def test_a_far_value_of_a_subject_carried_there_is_doubted() -> None:
    assert is_doubtful(Kind.CHANGED, CARRIED, HELD, 1.0)


def test_nothing_but_changes_and_conflicts_is_doubted() -> None:
    for kind in (Kind.NEW, Kind.CONFIRMED, Kind.REVISED):
        assert not is_doubtful(kind, CARRIED, HELD, 1.0)


def test_a_move_that_the_sentence_tells_of_is_no_misprint() -> None:
    told = replace(CARRIED, quote="전체로는 1200만 명으로 줄었다.")
    assert "moved" in features_of("changed", CARRIED, HELD, 1.0)
    assert "moved" not in features_of("changed", told, HELD, 1.0)


def test_each_of_the_doubts_lowers_the_likelihood() -> None:
    weights, threshold = load_doubt()
    assert 0.5 <= threshold < 1
    whole = likelihood(weights, {"always": 1.0})
    assert whole > threshold + 0.2
    for name in ("moved", "no source", "subject carried", "subject reworded"):
        assert likelihood(weights, {"always": 1.0, name: 1.0}) < whole
    assert likelihood(weights, {"always": 1.0, "subject share": math.log(0.4)}) < whole


def test_what_speaks_against_a_change_is_named_in_both_languages() -> None:
    assert doubts_of(PLAIN, HELD) == ("moved",)
    found = doubts_of(CARRIED, HELD)
    assert set(found) == {"moved", "no source", "subject carried", "subject reworded"}
    assert all(len(WORDS[f"doubt.{name}"]) == 2 for name in SAID)


def test_a_subject_that_was_a_close_call_is_named_and_a_clear_one_is_not() -> None:
    assert "subject share" in doubts_of(replace(PLAIN, subject_share=0.4), HELD)
    assert "subject share" not in doubts_of(replace(PLAIN, subject_share=0.95), HELD)
    assert "subject share" not in doubts_of(PLAIN, HELD)


def test_a_close_call_makes_a_half_told_change_uncertain() -> None:
    half = replace(PLAIN, attribution=None, as_of=Period())
    sure, close = (replace(half, subject_share=share) for share in (1.0, 0.2))
    assert _alerted(sure) == _alerted(half) == [(Kind.CHANGED, False)]
    assert _alerted(close) == [(Kind.CHANGED, True)]


def test_how_sure_a_reading_was_is_no_part_of_what_is_claimed() -> None:
    sure, close = (replace(PLAIN, subject_share=share) for share in (1.0, 0.2))
    assert sure == close
    assert hash(sure) == hash(close)
    assert claim_record(sure) == claim_record(close)
    assert "subject_share" not in claim_record(close)


def _alerted(claim: Claim) -> list[tuple[Kind, bool]]:
    topic = a_topic("카카오톡", figures=(("월간 이용자 수", "명", ("카카오톡",)),))
    figures = seed_baseline([(a_source("seed", is_seed=True, day="2026-01-01"), [HELD])], now=NOW)
    judged = judge_claims([claim], figures, source=a_source("n1"), topics=(topic,), now=NOW)
    return [(a.kind, a.is_uncertain) for a in iter_alerts(judged)]


def test_a_doubted_change_keeps_its_kind_and_is_marked() -> None:
    assert _alerted(PLAIN) == [(Kind.CHANGED, False)]
    assert _alerted(CARRIED) == [(Kind.CHANGED, True)]
