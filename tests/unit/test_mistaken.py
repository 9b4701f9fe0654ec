"""A value that a correction takes back: judge/mistaken.py."""

from __future__ import annotations

import pytest

from monitor.judge.alerts import iter_alerts, judge_claims, seed_baseline
from monitor.judge.mistaken import is_called_wrong
from monitor.model import Claim, Kind
from tests.unit.judge_samples import NOW, a_claim, a_source, a_topic

WRONG, RIGHT = 24_400_000, 24_880_000


def _users(value: int, quote: str, at: int = 0) -> Claim:
    return a_claim("카카오톡", "월간 이용자 수", value, "명", quote=quote, doc="n2", at=at)


@pytest.mark.parametrize(
    "quote",
    [
        "월간 이용자 2,440만은 2,488만의 잘못입니다.",
        "월간 이용자 2,440만 명은 2,488만 명의 오기이므로 고칩니다.",
        "2,440만 명이라고 보도한 것은 2,488만 명의 잘못입니다.",
        "월간 이용자를 2,440만 명에서 2,488만 명으로 바로잡습니다.",
        "월간 이용자 ‘2,440만’은 ‘2,488만’의 오기다.",
        "2,440만 명이 아니라 2,488만 명으로 정정합니다.",
        "2,488만 명을 2,440만 명으로 잘못 적었다.",
        "월간 이용자 2,440만 명은 2,488만 명의 오기이기에 바로잡습니다.",
        "월간 이용자 2,440만 명은 오기이기에 2,488만 명으로 바로잡습니다.",
        "월간 이용자 2,440만 명은 잘못된 수치로, 2,488만 명이 맞습니다.",
        "월간 이용자를 2,440만 명으로 보도했으나 2,488만 명이 맞기에 바로잡습니다.",
        "2,440만 명은 2,488만 명을 잘못 쓴 것이어서 바로잡습니다.",
    ],
)
def test_of_a_correction_one_number_is_called_wrong_and_the_other_is_not(quote: str) -> None:
    assert is_called_wrong(_users(WRONG, quote))
    assert not is_called_wrong(_users(RIGHT, quote))


@pytest.mark.parametrize(
    "quote",
    [
        "월간 이용자가 2,440만 명에서 2,488만 명으로 늘었다.",
        "전망치를 2,440만 명에서 2,488만 명으로 고쳐 잡았다.",
        "2,440만 명뿐 아니라 2,488만 명도 있다.",
        "2,440만 명이 아니라 2,488만 명이라는 반론이 있다.",  # another one's word
        "2,440만 명을 이용자로 잘못 더했다.",  # the number is right
        "월간 이용자는 2,440만 명이다.",
        "2,440만 명은 착오이며 세는 방식이 틀렸다고 주장했다.",  # no other number stands for it
    ],
)
def test_a_number_that_is_left_behind_or_disputed_is_not_called_wrong(quote: str) -> None:
    assert not is_called_wrong(_users(WRONG, quote))


def test_what_a_correction_takes_back_confirms_nothing_and_what_it_gives_is_a_change() -> None:
    told = a_claim("카카오톡", "월간 이용자 수", WRONG, "명", quote="월간 이용자는 2,440만 명이다.")
    held = seed_baseline([(a_source("n1", outlet="가나일보"), [told])], now=NOW)
    quote = "본지의 카카오톡 월간 이용자 2,440만 명은 2,488만 명의 잘못입니다."
    judged = judge_claims(
        [_users(WRONG, quote, 14), _users(RIGHT, quote, 24)],
        held,
        source=a_source("n2", outlet="가나일보"),
        topics=[a_topic("카카오톡")],
        now=NOW,
    )
    (alert,) = iter_alerts(judged)
    assert alert.kind is Kind.CHANGED
    assert alert.claim.interval.low == RIGHT
    assert alert.previous is not None
    assert alert.previous.claim.interval.low == WRONG
    assert judged[0].figure is None
