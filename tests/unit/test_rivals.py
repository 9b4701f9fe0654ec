"""Whose number a sentence tells: a rival's beside a tracked firm's, another country's at home."""

from __future__ import annotations

import pytest

from monitor.judge.alerts import iter_alerts, judge_claims, seed_baseline
from monitor.judge.rivals import is_anothers, owner_here
from monitor.model import Claim, Kind
from tests.unit.judge_samples import NOW, a_claim, a_source, a_topic

TOPICS = (
    a_topic("누리자동차", figures=(("시장 점유율", "%", ("누리자동차",)),)),
    a_topic("홍역", figures=(("누적 환자 수", "명", ("한국",)),)),
)
SHARE = a_claim("누리자동차", "시장 점유율", "18.2", "%", period=("2026-01-01", "2026-01-31"))
PATIENTS = a_claim("홍역", "환자 수", 38, "명", quote="국내 홍역 환자가 38명이다.")


def _share(subject: str, value: str, quote: str) -> Claim:
    month = ("2026-02-01", "2026-02-28")
    return a_claim(subject, "점유율", value, "%", quote=quote, period=month)


@pytest.mark.parametrize(
    ("subject", "quote"),
    [
        ("한들모터스", "전기차 시장에서 한들모터스는 23.1%, 누리자동차는 19.6%의 점유율을 보였다."),
        ("경쟁사인 한들모터스", "경쟁사인 한들모터스는 전기차 시장 점유율이 23.1%로 올랐다."),
        ("미르EV", "미르EV의 전기차 시장 점유율은 23.1%로 올랐다."),
    ],
)
def test_a_rivals_value_is_no_change_of_the_tracked_firms(subject: str, quote: str) -> None:
    held = seed_baseline([(a_source("s", day="2026-02-01"), [SHARE])], TOPICS, now=NOW)
    claim = _share(subject, "23.1", quote)
    judged = judge_claims([claim], held, source=a_source(), topics=TOPICS, now=NOW)
    assert Kind.CHANGED not in {a.kind for a in iter_alerts(judged)}
    assert judged[0].figure not in {f.key for f in held}


def test_the_tracked_firms_own_value_beside_a_rivals_is_its_change() -> None:
    held = seed_baseline([(a_source("s", day="2026-02-01"), [SHARE])], TOPICS, now=NOW)
    quote = "전기차 시장에서 한들모터스는 23.1%, 누리자동차는 19.6%의 점유율을 보였다."
    claim = _share("누리자동차", "19.6", quote)
    judged = judge_claims([claim], held, source=a_source(), topics=TOPICS, now=NOW)
    assert [a.kind for a in iter_alerts(judged)] == [Kind.CHANGED]


def test_what_was_held_of_that_name_too_is_no_others() -> None:
    held = _share("한들모터스", "24.5", "한들모터스의 점유율은 24.5%였다.")
    claim = _share("경쟁사인 한들모터스", "23.1", "경쟁사인 한들모터스는 23.1%였다.")
    assert owner_here(claim) == ("한들모터스", True)
    assert not is_anothers(claim, [held], is_of_somebody=True)
    assert is_anothers(claim, [SHARE], is_of_somebody=True)


@pytest.mark.parametrize(
    "quote", ["일본에서도 환자가 112명에 이른다.", "반면 이웃 일본은 환자가 112명이다."]
)
def test_a_sentence_that_begins_with_another_country_is_of_that_country(quote: str) -> None:
    abroad = a_claim("국내 홍역", "환자 수", 112, "명", quote=quote)
    assert is_anothers(abroad, [PATIENTS], is_of_somebody=False)
    here = a_claim(
        "국내 홍역", "환자 수", 112, "명", quote="일본보다 한국은 환자가 112명으로 많다."
    )
    assert not is_anothers(here, [PATIENTS], is_of_somebody=False)


@pytest.mark.parametrize("subject", ["회사", "업계", "시장", "홍길동 대표"])
def test_a_word_that_names_nobody_owns_nothing(subject: str) -> None:
    claim = _share(subject, "23.1", f"{subject}는 점유율이 23.1%라고 했다.")
    assert owner_here(claim) == ("", False)
