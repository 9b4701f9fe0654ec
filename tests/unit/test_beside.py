"""Words right beside a number against the fields that were read: whose it is, of which part."""

from __future__ import annotations

import pytest

from monitor.judge.anchors import anchor
from monitor.judge.bystanders import ANSWERED, VOTED
from monitor.judge.hearing import hear
from monitor.judge.match import SURE, facets, likeness
from monitor.model import Claim
from tests.unit.judge_samples import a_claim, a_topic


def _said(subject: str, metric: str, low: float, unit: str, quote: str) -> Claim:
    return a_claim(subject, metric, low, unit, quote=quote)


@pytest.mark.parametrize(
    ("subject", "metric", "quote", "whose"),
    [
        ("모아로봇", "기업가치", "경쟁사인 다온닉스의 기업가치는 9000원이다.", "다온닉스"),
        ("누리시", "예산", "옆 도시인 다솜시의 올해 예산은 9000원이다.", "다솜시"),
        ("모아로봇", "기업가치", "이 회사의 기업가치는 9000원이다.", "모아로봇"),
        ("한국 정부", "예산", "우리나라의 올해 예산은 9000원이다.", "한국 정부"),
        ("모아로봇", "매출", "올해의 매출은 9000원이다.", "모아로봇"),
        ("물류 로봇 스타트업 모아로봇", "매출", "매출은 9000원이다.", "모아로봇"),
    ],
)
def test_the_owner_right_before_what_is_measured_has_it(
    subject: str, metric: str, quote: str, whose: str
) -> None:
    assert hear(_said(subject, metric, 9000, "KRW", quote)).subject == whose


def test_candidates_have_only_their_title_in_common() -> None:
    poll = "{} 후보의 지지율은 {}%다."
    moon = _said("문세라 후보", "지지율", 34, "%", poll.format("문세라", 34))
    kang = _said("강도윤 후보", "지지율", 39, "%", poll.format("강도윤", 39))
    brief = _said("문 후보", "지지율", 39, "%", "문 후보는 39%를 얻었다.")
    assert likeness(kang, moon).score < SURE
    assert likeness(brief, moon).score >= SURE
    assert likeness(brief, kang).score < SURE
    topic = a_topic("누리시장 선거", figures=(("지지율", "%", ("강도윤", "문세라")),))
    found = anchor(brief, (topic,), title="강도윤과 문세라")
    assert found is None or found.subject == "문세라"


def test_a_bracket_behind_somebody_is_his() -> None:
    quote = "문세라 후보의 지지율은 39%로 강도윤 후보(36%)를 앞섰다."
    assert hear(_said("문세라 후보", "지지율", 36, "%", quote)).subject == "강도윤 후보"


@pytest.mark.parametrize(
    ("quote", "low", "part"),
    [
        ("반도체 수출액은 121원, 자동차는 57원이었다.", 121, "반도체"),
        ("반도체 수출액은 121원, 자동차는 57원이었다.", 57, "자동차"),
        ("수출액은 121원이었다.", 121, ""),
        ("반도체를 뺀 수출액은 121원이었다.", 121, ""),
    ],
)
def test_the_part_right_before_a_number_is_what_it_is_of(quote: str, low: int, part: str) -> None:
    found = facets(_said("한국", "수출액", low, "KRW", quote)).segments
    assert found == (frozenset({part}) if part else frozenset())


def test_a_group_that_a_clause_is_about_is_no_population() -> None:
    quote = "20대에서는 문세라 후보 지지율이 47%, 60대 이상에서는 35%였다."
    young = facets(_said("문세라 후보", "지지율", 47, "%", quote))
    old = facets(_said("문세라 후보", "지지율", 35, "%", quote))
    assert (young.groups, old.groups) == (frozenset({"20대"}), frozenset({"60대 이상"}))
    whole = _said("문세라 후보", "지지율", 39, "%", "문세라 후보의 지지율은 39%다.")
    assert likeness(_said("문세라 후보", "지지율", 47, "%", quote), whole).score < SURE


def test_a_country_that_was_supplied_gives_way_to_whom_the_sentence_names() -> None:
    held = _said("푸른열", "사망자 수", 3, "명", "푸른열로 숨진 사람은 3명이다.")
    new = _said("한국", "사망자 수", 4, "명", "푸른열 사망자는 4명으로 늘었다.")
    other = _said("한국", "사망자 수", 4, "명", "일본뇌염 사망자는 4명으로 늘었다.")
    assert likeness(new, held).score >= SURE
    assert likeness(other, held).score < SURE


def test_how_a_vote_went_and_how_many_answered_are_no_figures_of_a_topic() -> None:
    assert VOTED.search("표결에는 의원 38명이 참여해 24명이 찬성했다.")
    assert not VOTED.search("직원 38명이 새 공장에서 일한다.")
    assert ANSWERED.search("표본오차는 95% 신뢰수준에 ±3.1%포인트이며 응답률은 ")
    assert not ANSWERED.search("시장 점유율은 ")
