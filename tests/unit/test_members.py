"""What is said of each of a group, and its members: judge/members.py."""

from __future__ import annotations

import pytest

from monitor.judge.alerts import judge_claims, seed_baseline
from monitor.judge.members import is_of_each
from monitor.model import Claim, Kind
from tests.unit.judge_samples import NOW, a_claim, a_source, a_topic

TOPIC = a_topic(
    "바이오 스타트업",
    figures=(("기업가치", "KRW", ("다라바이오", "마루진", "바이오 스타트업")),),
)
MEMBER = a_claim(
    "다라바이오", "기업가치", 620_000_000_000, "KRW", quote="다라바이오의 기업가치는 6200억 원이다."
)


def _of_each(quote: str, low: int = 500_000_000_000, metric: str = "기업가치") -> Claim:
    return a_claim("바이오 스타트업", metric, low, "KRW", high=None, quote=quote, doc="b")


@pytest.mark.parametrize(
    ("quote", "is_so"),
    [
        ("기업가치 5000억 원을 넘긴 바이오 스타트업들이 나왔다.", True),
        ("기업가치가 5000억 원 이상인 회사가 여럿이다.", True),
        ("5000억 원이 넘는 몸값을 부르는 기업이 줄줄이 나온다.", True),
        ("기업가치 5000억 원을 넘긴 회사가 하나 있다.", False),  # who it is, is not said
        ("바이오 스타트업들의 기업가치를 더하면 5000억 원이다.", False),
        ("바이오 스타트업 기업가치는 5000억 원을 넘었다.", False),
    ],
)
def test_a_number_is_of_each_where_its_verb_tells_of_several(quote: str, is_so: bool) -> None:
    assert is_of_each(_of_each(quote)) is is_so


def test_a_number_without_digits_is_of_each_too() -> None:
    quote = "기업가치 수천억 원을 인정받은 스타트업이 속속 나온다."
    band = a_claim("바이오 스타트업", "기업가치", 2e11, "KRW", high=9e11, approx=True, quote=quote)
    assert is_of_each(band)


def _kinds(old: Claim, new: Claim) -> list[Kind]:
    held = seed_baseline([(a_source("a", is_seed=True), [old])], [TOPIC], now=NOW)
    judged = judge_claims([new], held, source=a_source("b"), topics=[TOPIC], now=NOW)
    return [j.alert.kind for j in judged if j.alert is not None]


def test_what_is_said_of_each_says_again_what_is_held_of_a_member() -> None:
    new = _of_each("기업가치 5000억 원을 넘긴 바이오 스타트업들이 나왔다.")
    assert _kinds(MEMBER, new) == [Kind.CONFIRMED]


def test_it_changes_nothing_of_a_member_whose_value_lies_outside() -> None:
    new = _of_each("기업가치 9조 원을 넘긴 바이오 스타트업들이 나왔다.", 9_000_000_000_000)
    assert _kinds(MEMBER, new) == [Kind.NEW]


def test_a_members_own_value_is_news_after_what_was_said_of_each() -> None:
    old = _of_each("기업가치 5000억 원을 넘긴 바이오 스타트업들이 나왔다.")
    assert _kinds(old, MEMBER) == [Kind.NEW]


def test_a_sum_of_all_says_nothing_of_a_member() -> None:
    new = _of_each("바이오 스타트업들의 기업가치를 더하면 5000억 원을 넘는다.")
    assert _kinds(MEMBER, new) == [Kind.NEW]
