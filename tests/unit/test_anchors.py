"""Which tracked figure a claim speaks of, in fields of news that no story of the corpus touches."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.judge.alerts import iter_alerts, judge_claims, seed_baseline
from monitor.judge.anchors import anchor, anchors, said_before
from monitor.model import Claim, Kind, Topic, TrackedFigure
from tests.unit.judge_samples import NOW, a_claim, a_source, a_topic


def _figure(
    metric: str, *aliases: str, units: tuple[str, ...], of: tuple[str, ...]
) -> TrackedFigure:
    return TrackedFigure(metric=metric, aliases=aliases, units=units, subjects=of)


TOPICS = (
    Topic(
        name="삼성전자",
        aliases=("Samsung", "S26"),
        figures=(
            _figure("영업이익", units=("KRW",), of=("삼성전자",)),
            _figure("HBM 시장 점유율", "HBM 점유율", units=("%",), of=("삼성전자",)),
        ),
    ),
    Topic(
        name="카카오톡",
        figures=(
            _figure("월간 이용자 수", "MAU", units=("명",), of=("카카오톡",)),
            _figure("주간 이용자 수", "WAU", units=("명",), of=("카카오톡",)),
            _figure("이용자 수 순위", units=("위",), of=("카카오톡",)),
        ),
    ),
    Topic(
        name="한국 고용",
        figures=(
            _figure("실업률", units=("%",), of=("한국",)),
            _figure("취업자 수", units=("명",), of=("한국",)),
            _figure("부족 인력", units=("명",), of=("간호사", "한국 조선업")),
        ),
    ),
    Topic(
        name="국내 전기차 시장 규모",
        figures=(
            _figure("시장 규모", "규모", units=("KRW",), of=("국내 전기차 시장",)),
            _figure("연평균 성장률", units=("%",), of=("국내 전기차 시장",)),
        ),
    ),
    Topic(
        name="미국 벤처",
        figures=(_figure("벤처투자액", units=("USD", "KRW"), of=("미국",)),),
    ),
)


def _read(sentence: str, subject: str, metric: str, low: float | str, unit: str) -> Claim:
    return a_claim(subject, metric, low, unit, quote=sentence)


HELD = [
    # The fields say it.
    (_read("", "삼성전자", "영업이익", 9e12, "KRW"), ("삼성전자", 0)),
    (_read("", "카카오톡", "MAU", 48900000, "명"), ("카카오톡", 0)),
    # The words beside the number say what the fields missed.
    (_read("카카오톡을 한 번 이상 연 사람이 4890만 명이다.", "한 번", "연 사람 수", 4.89e7, "명"),
     ("카카오톡", 0)),
    (_read("국내 조선업에 모자라는 인력은 1만 2천 명이다.", "국내", "규모", 12000, "명"),
     ("한국 고용", 2)),
    # Lists: the subject stands right before its number.
    (_read("LG전자는 1조원, 삼성전자는 9조원을 남겼다.", "LG전자", "영업이익", 9e12, "KRW"),
     ("삼성전자", 0)),
    # A country left out is Korea.
    (_read("실업률은 2.7%였다.", "", "실업률", "2.7", "%"), ("한국 고용", 0)),
    (_read("국내 전기차 시장은 해마다 평균 12%씩 자란다.", "국내 전기차 시장", "성장률", 12, "%"),
     ("국내 전기차 시장 규모", 1)),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "wanted"), HELD)
def test_a_claim_is_anchored_to_the_figure_its_words_name(
    claim: Claim, wanted: tuple[str, int] | None
) -> None:
    found = anchor(claim, TOPICS)
    sure = found if found and found.is_sure else None
    assert (sure and (sure.topic, sure.figure)) == wanted


@pytest.mark.parametrize(
    "claim",
    [
        _read("", "LG전자", "영업이익", 9e12, "KRW"),  # another firm
        _read("", "삼성전자", "영업이익 증가율", 12, "%"),  # how it grew, not what it is
        _read("", "삼성전자", "매출", 79e12, "KRW"),  # another property
        _read("", "일본", "실업률", "2.5", "%"),  # another country
        _read("", "카카오톡", "일간 이용자 수", 3e7, "명"),  # another pace
        _read("", "네이버 밴드", "월간 이용자 수", 2e7, "명"),  # another app
        _read("카카오톡은 라인보다 300만 명 더 많다.", "라인", "월간 이용자 수", 3e6, "명"),
        _read("국내 수소차 시장은 3조원이다.", "국내 수소차 시장", "시장 규모", 3e12, "KRW"),
        _read("", "미국", "설비투자액", 3e10, "USD"),
        _read("원고지 5매 분량이다.", "원고지", "원고지 수", 5, "매"),
    ],
)
def test_what_contradicts_a_figure_is_not_anchored_to_it(claim: Claim) -> None:
    found = anchor(claim, TOPICS)
    assert found is None or not found.is_sure, found


def test_what_was_said_before_names_what_a_sentence_leaves_out() -> None:
    text = "카카오톡의 월간 이용자 수가 줄었다.\n지난달에는 4710만 명이었다."
    claim = replace(_read("지난달에는 4710만 명이었다.", "", "", 47100000, "명"), span=(26, 34))
    assert said_before(claim, text).startswith("카카오톡")
    alone, heard = anchor(claim, TOPICS), anchor(claim, TOPICS, context=text)
    assert alone is None
    assert heard is not None
    assert (heard.topic, heard.figure) == ("카카오톡", 0)


def test_a_weekly_number_is_of_the_weekly_figure() -> None:
    claim = _read("", "카카오톡", "주간 이용자 수", 4e7, "명")
    assert [(a.figure, a.is_sure) for a in anchors(claim, TOPICS)][:1] == [(1, True)]


def test_all_wordings_of_one_subject_share_a_key() -> None:
    rows = (
        ("삼성전자", "HBM 점유율"),
        ("Samsung", "HBM 시장 점유율"),
        ("삼성전자", "HBM 시장점유율"),
    )
    keys = {
        found.key
        for subject, metric in rows
        if (found := anchor(_read("", subject, metric, 17, "%"), TOPICS)) is not None
    }
    assert len(keys) == 1


def test_a_figure_of_anybody_is_told_apart_by_whose_it_is() -> None:
    topic = a_topic("HBM", figures=(("시장 점유율", "%", ()),))
    keys = [
        found.key
        for firm in ("SK하이닉스", "하이닉스", "삼성전자")
        if (found := anchor(_read("", firm, "HBM 시장 점유율", 60, "%"), (topic,))) is not None
    ]
    assert keys[0] == keys[1] != keys[2]


def test_no_topic_no_anchor() -> None:
    assert anchors(_read("", "삼성전자", "영업이익", 1, "KRW"), ()) == ()


def test_a_metric_with_further_words_of_its_own_is_not_a_tracked_one_that_fields_contradict() -> (
    None
):
    old = a_claim(
        "국내 조선사", "인력 부족을 호소한 비율", "53.2", "%", year=2024,
        quote="국내 조선사의 53.2%가 인력 부족을 호소했다.",
    )  # fmt: skip
    new = a_claim(
        "국내 조선사", "자금 조달을 어려움으로 꼽은 비율", "41.3", "%", year=2025,
        quote="자금 조달을 어려움으로 꼽은 국내 조선사는 41.3%였다.",
    )  # fmt: skip
    figure = _figure("인력 부족을 호소한 비율", units=("%",), of=("국내 조선사",))
    topics = (Topic(name="국내 조선사", figures=(figure,)),)
    seed = a_source("seed.md", is_seed=True)
    held = seed_baseline([(seed, [old])], topics, now=NOW)
    judged = judge_claims([new], held, source=a_source(), topics=topics, now=NOW)
    assert [alert.kind for alert in iter_alerts(judged)] == [Kind.NEW]


def test_a_figure_named_word_for_word_is_no_figure_of_a_part_that_the_headline_names() -> None:
    topic = a_topic("수출입 동향", figures=(("수출액", "USD", ()), ("반도체 수출액", "USD", ())))
    whole = a_claim("한국", "수출액", 5, "USD", quote="지난달 수출액은 5달러다.")
    part = a_claim("한국", "수출액", 5, "USD", quote="반도체 수출액은 5달러다.")
    title = "2월 수출 5달러, 반도체 3달러"
    found = [anchor(c, [topic], title=title) for c in (whole, part)]
    assert [a.metric if a else None for a in found] == ["수출액", "반도체 수출액"]
