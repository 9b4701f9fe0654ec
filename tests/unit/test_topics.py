"""Whether a claim is on a tracked topic, and on which."""

from __future__ import annotations

import pytest

from monitor.judge.topics import is_survey, match_topics
from monitor.model import Claim
from tests.unit.judge_samples import a_claim, a_topic

HOUSING = a_topic(
    "서울 아파트", "서울 집값", "강남 아파트", figures=(("평균 매매가", "KRW", ("서울 아파트",)),)
)
JOBS = a_topic(
    "한국 고용",
    "고용동향",
    "청년 취업",
    figures=(("실업률", "%", ("한국",)), ("취업자 수", "명", ("한국",))),
)
SAMSUNG = a_topic("삼성전자", "Samsung", figures=(("영업이익", "KRW", ("삼성전자",)),))
HBM = a_topic("HBM", "고대역폭메모리", figures=(("시장 점유율", "%", ()),))
TOPICS = (HOUSING, JOBS, SAMSUNG, HBM)


def _named(claim: Claim, *, title: str = "", lead: str = "") -> list[str]:
    return [m.topic.name for m in match_topics(claim, TOPICS, title=title, lead=lead)]


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        (a_claim("삼성전자", "영업이익", 9e12, "KRW"), "삼성전자"),
        (a_claim("삼성전자", "배당금", 361, "KRW"), "삼성전자"),
        (a_claim("서울 아파트", "평균 매매가", 13e8, "KRW"), "서울 아파트"),
        (a_claim("우리나라", "실업률", "2.7", "%"), "한국 고용"),
        (a_claim("SK하이닉스", "HBM 시장 점유율", 62, "%"), "HBM"),
        (
            a_claim("", "취업자 수 증가율", "0.4", "%", quote="고용동향에서 0.4% 늘었다."),
            "한국 고용",
        ),
    ],
)
def test_a_claim_is_on_the_topic_that_its_subject_or_figure_names(claim: Claim, name: str) -> None:
    assert _named(claim)[:1] == [name]


@pytest.mark.parametrize(
    "claim",
    [
        a_claim("일본", "실업률", "2.5", "%"),
        a_claim("LG전자", "영업이익", 1e12, "KRW"),
        a_claim("부산 아파트", "평균 매매가", 4e8, "KRW"),
        a_claim("고용동향 조사", "조사 대상", 36000, "가구", quote="고용동향의 표본이다."),
        a_claim("네이버", "주가", 250000, "KRW"),
    ],
)
def test_bystanders_samples_and_other_countries_are_on_none(claim: Claim) -> None:
    assert _named(claim, title="삼성전자 실적과 서울 집값") == []


def test_what_nobody_is_named_for_is_on_the_headlines_topic() -> None:
    claim = a_claim("", "설비투자액", 53e12, "KRW", quote="올해는 53조원을 쓴다.")
    assert _named(claim) == []
    assert _named(claim, title="삼성전자, 사상 최대 실적") == ["삼성전자"]
    assert _named(claim, lead="삼성전자가 사상 최대 실적을 냈다.") == ["삼성전자"]


def test_the_tracked_figure_comes_before_the_name() -> None:
    both = a_claim("삼성전자", "HBM 시장 점유율", 17, "%")
    assert _named(both)[:2] == ["HBM", "삼성전자"]


def test_a_short_latin_alias_stands_alone_or_not_at_all() -> None:
    topic = a_topic("인공지능 지수", "AI2")
    claim = a_claim("", "이용자 수", 3, "명", quote="XAI2X를 쓰는 이는 세 명이다.")
    assert not match_topics(claim, (topic,))
    assert match_topics(a_claim("AI2", "이용자 수", 3, "명"), (topic,))


def test_a_headline_word_of_another_meaning_leads_to_no_topic_on_a_field() -> None:
    tracked = (("AI 모델 성능 점수", "점", ()),)
    models = a_topic("AI 모델 성능", "아레나", "LMSYS", figures=tracked)
    visitors = a_claim("겨울 축제", "방문객 수", 44000, "명", quote="4만4000명이 다녀갔다.")
    budget = a_claim("겨울 축제", "예산", 2e9, "KRW", quote="축제에 20억 원이 들었다.")
    for claim in (visitors, budget):
        assert match_topics(claim, (models,), title="겨울 아레나에 4만 명") == ()
    votes = a_claim("", "투표 수", 44000, "건", quote="4만4000건의 투표를 모았다.")
    assert match_topics(votes, (models,), title="AI 모델의 순위를 가르는 아레나")
    assert match_topics(votes, (models,), title="LMSYS 아레나에 몰린 표")


@pytest.mark.parametrize(
    ("quote", "value", "unit", "is_asked"),
    [
        ("소비자모임이 동네 세탁소 120곳을 찾아다니며 물었다.", 120, "곳", True),
        ("조합은 회원 80명에게 물은 결과를 내놓았다.", 80, "명", True),
        ("조사에는 학부모 2100명이 참여했다.", 2100, "명", True),
        ("농가 60곳을 직접 방문해 살펴본 결과 절반이 비어 있었다.", 60, "곳", True),
        ("주민 500명에게 지원금을 준다.", 500, "명", False),
        ("걷기 행사에는 시민 300명이 참여했다.", 300, "명", False),
    ],
)
def test_as_many_as_were_asked_are_of_the_survey(
    quote: str, value: int, unit: str, is_asked: bool
) -> None:
    assert is_survey(a_claim("", "인원", value, unit, quote=quote)) is is_asked
