"""A figure holds for the period that its sentence, or the passage, names."""

from __future__ import annotations

import time
from datetime import date

import pytest

from monitor.extract.periods import period_of, read_periods
from monitor.extract.sentences import split_sentences

DAY = date(2025, 8, 14)


def _period(text: str, figure: str, day: date | None = DAY) -> str:
    """Return the period of `figure` as `start..end`."""
    at = text.index(figure)
    sentences = split_sentences(text)
    index = next(i for i, (a, b) in enumerate(sentences) if a <= at < b)
    period = period_of(text, sentences, index, (at, at + len(figure)), day=day)
    return f"{period.start or ''}..{period.end or ''}"


def _month(year: int, month: int, last: int) -> str:
    return f"{year}-{month:02}-01..{year}-{month:02}-{last}"


def _year(year: int) -> str:
    return f"{year}-01-01..{year}-12-31"


UNKNOWN = ".."

OWN_SENTENCE = [
    ("지난달 수출은 608억 달러였다.", "608억 달러", _month(2025, 7, 31)),
    ("올해 1분기 매출은 3조 원이다.", "3조 원", "2025-01-01..2025-03-31"),
    ("2분기 실업률은 2.8%로 나타났다.", "2.8%", "2025-04-01..2025-06-30"),
    ("상반기 등록 대수가 83만 대를 기록했다.", "83만 대", "2025-01-01..2025-06-30"),
    ("2023년 기준 가구 수는 2273만 가구다.", "2273만 가구", _year(2023)),
    ("1∼7월 무역흑자는 312억 달러다.", "312억 달러", "2025-01-01..2025-07-31"),
    ("이달 1∼10일 수출은 147억 달러다.", "147억 달러", "2025-08-01..2025-08-10"),
    ("2020~2024년 출원된 특허는 3만 건이다.", "3만 건", "2020-01-01..2024-12-31"),
    ("회사는 2030년까지 5조 원을 투자한다.", "5조 원", "..2030-12-31"),
    ("2019년 이후 폐업한 가게가 412곳이다.", "412곳", "2019-01-01.."),
    ("전날 코스피는 2534.70에 마감했다.", "2534.70", "2025-08-13..2025-08-13"),
    # the day of an announcement is not the day of the data
    ("13일 통계청에 따르면 7월 취업자는 2902만 명이다.", "2902만 명", _month(2025, 7, 31)),
    ("한국은행이 12일 발표한 자료를 보면 예금은 1000조 원이다.", "1000조 원", UNKNOWN),
    ("정부는 7일(현지시각) 2조 원을 지원한다고 밝혔다.", "2조 원", UNKNOWN),
    # a figure in a bracket, and one with its date in a bracket
    ("지난 1월(121만 명)보다 이용자가 줄었다.", "121만 명", _month(2025, 1, 31)),
    ("등록 업체는 4400개(2023년 기준)가 넘는다.", "4400개", _year(2023)),
    ("직전 조사(2023년, 8500명)와 비슷하다.", "8500명", _year(2023)),
    # two values, two periods
    ("2023년 2조 원에서 2027년 4조 원으로 커진다.", "2조 원", _year(2023)),
    ("2023년 2조 원에서 2027년 4조 원으로 커진다.", "4조 원", _year(2027)),
    ("격차는 작년 1월 9.3%에서 올해 2월 1.7%로 줄었다.", "9.3%", _month(2024, 1, 31)),
    ("격차는 작년 1월 9.3%에서 올해 2월 1.7%로 줄었다.", "1.7%", _month(2025, 2, 28)),
    ("올해 예산은 당초 1조 원에서 3조 원으로 늘었다.", "3조 원", _year(2025)),
    # yearly growth spans its years; growth on the year before does not
    ("시장은 2023년부터 2027년까지 연평균 14.9% 성장한다.", "14.9%", "2023-01-01..2027-12-31"),
    ("올해 생산은 지난해보다 6.7% 늘었다.", "6.7%", _year(2025)),
    ("7월 물가는 전년 동월 대비 2.1% 올랐다.", "2.1%", _month(2025, 7, 31)),
    # before and after the figure
    ("정부는 2조 원을 내년에 쓴다.", "2조 원", _year(2026)),
    ("1년 전 12만 원이던 가격이 지난달 15만 원이 됐다.", "15만 원", _month(2025, 7, 31)),
    # weeks and quarters before
    (
        "지난 11일 기준 집값은 0.14% 올라 한 주 전(0.18%)보다 덜 올랐다.",
        "0.14%",
        "2025-08-11..2025-08-11",
    ),
    (
        "지난 11일 기준 집값은 0.14% 올라 한 주 전(0.18%)보다 덜 올랐다.",
        "0.18%",
        "2025-08-04..2025-08-04",
    ),
    (
        "2분기 이익은 14조 원으로 전 분기(15조 원)보다 5.4% 줄었다.",
        "15조 원",
        "2025-01-01..2025-03-31",
    ),
    (
        "2분기 이익은 14조 원으로 전 분기(15조 원)보다 5.4% 줄었다.",
        "5.4%",
        "2025-04-01..2025-06-30",
    ),
    (
        "2분기 이익은 14조 원으로 작년 같은 기간(13조 원)보다 늘었다.",
        "13조 원",
        "2024-04-01..2024-06-30",
    ),
    # nothing said
    ("이 회사의 직원은 1200명이다.", "1200명", UNKNOWN),
    ("5년간 1조 위안을 들인다.", "1조 위안", UNKNOWN),
    # the edition of a ranking dates the rank and nothing else
    ("‘2024 세계 도시 지수’에서 서울은 7위였다.", "7위", _year(2024)),
    ("‘2024 세계 도시 지수’에서 서울은 71점이었다.", "71점", UNKNOWN),
]


@pytest.mark.parametrize(("text", "figure", "period"), OWN_SENTENCE)
def test_a_figure_takes_the_period_of_its_own_sentence(text: str, figure: str, period: str) -> None:
    assert _period(text, figure) == period


PASSAGES = [
    ("지난해 수출은 6838억 달러였다. 수입은 6320억 달러였다.", "6320억 달러", _year(2024)),
    ("지난 2월 환율은 1440원이었다. 같은 달 금리는 2.75%였다.", "2.75%", _month(2025, 2, 28)),
    ("2022년 매출은 3조 원이다. 이듬해에는 4조 원을 올렸다.", "4조 원", _year(2023)),
    ("올해 상반기 매출은 3조 원이다. 전년 동기에는 2조 원이었다.", "2조 원",
     "2024-01-01..2024-06-30"),
    # what one sentence looks back on does not govern the next
    ("7월 이용자는 300만 명이다. 3월에는 210만 명이었다.\n하루 이용자는 40만 명이다.", "40만 명",
     _month(2025, 7, 31)),
    ("지난달 이용자는 58만 명이다. 지난 1월(121만 명)과 비교하면 52.1% 줄었다.", "52.1%",
     "2025-01-01..2025-07-31"),
    (
        "지난달 취업자는 2902만 명이다.\n1월(30만 명) 늘다가 5월 8만 명에 그쳤다.\n"
        "고용률은 63.2%다.",
        "63.2%",
        _month(2025, 7, 31),
    ),
    (
        "지난해 8월(26만 명)부터 9월(30만 명)까지 커졌다가 11월(27만 명) 줄었다.",
        "27만 명",
        _month(2024, 11, 30),
    ),
    ("지난달 취업자는 1년 전보다 17만 명 늘었다.", "17만 명", _month(2025, 7, 31)),
    # a lead leaves its period to the sentences below
    ("취업자가 20만 명 늘었다.\n통계청에 따르면 7월 취업자는 2902만 명이다.", "20만 명",
     _month(2025, 7, 31)),
    (
        "누리바이오가 5000억 원 규모의 계약을 맺었다.\n2028년 매출은 1조 원이 목표다.",
        "5000억 원",
        UNKNOWN,
    ),
    # the end of a plan governs what goes on with it, and nothing later
    ("2027년까지 국비 530억 원을 들인다. 이 중 62억 원은 인건비다.", "62억 원", "..2027-12-31"),
    ("2027년까지 국비 530억 원을 들인다. 직원은 62명이다.", "62명", UNKNOWN),
]  # fmt: skip

# Changes, deadlines, lists, sessions of a market, outlooks.
STYLES = [
    ("일당은 지난 2021년부터 3년 동안 빌라 180채를 샀다.", "180채", "2021-01-01..2023-12-31"),
    (
        "지난해 환자는 97만 명이다. 비율은 직전 조사(2016년) 때보다 0.2%포인트 낮아졌다.",
        "0.2%",
        "2016-01-01..2024-12-31",
    ),
    (
        "부처는 내년에 집을 짓겠다는 계획을 13일 보고했다.\n○ 신도시 4000가구",
        "4000가구",
        _year(2026),
    ),
    (
        "7월 가입자는 300만 명이다. 1월 150만 명에서 여섯 달 만에 두 배가 됐다. 같은 기간 "
        "경쟁사는 90만 명에서 40% 줄었다.",
        "40%",
        "2025-01-01..2025-07-31",
    ),
    (
        "정부는 내년 예산안에서 국방에 66조 원을 배정했다. 올해 예산(61조 원)보다 8% 많다.\n"
        "이에 따라 국방비 비중은 2.3%에서 2.5%로 0.2%포인트 오른다.",
        "2.3%",
        "2025-01-01..2025-12-31",
    ),
    (
        "정부는 내년 예산안에서 국방에 66조 원을 배정했다. 올해 예산(61조 원)보다 8% 많다.\n"
        "이에 따라 국방비 비중은 2.3%에서 2.5%로 0.2%포인트 오른다.",
        "2.5%",
        "2026-01-01..2026-12-31",
    ),
    (
        "정부는 내년 예산안에서 국방에 66조 원을 배정했다. 올해 예산(61조 원)보다 8% 많다.\n"
        "이에 따라 국방비 비중은 2.3%에서 2.5%로 0.2%포인트 오른다.",
        "0.2%",
        "2025-01-01..2026-12-31",
    ),
    (
        "12일까지 접수된 신고는 340건이다.",
        "340건",
        "..2025-08-12",
    ),
    (
        "7월 말까지 집행된 사업비는 12억 원이다.",
        "12억 원",
        "..2025-07-31",
    ),
    (
        "서울시는 내년에 다음 사업을 한다.\n○ 저상버스 120대 도입\n○ 경로당 50곳 개선\n○ "
        "공원 3곳 조성\n○ 도로 7곳 정비\n○ 주차장 9곳 신설",
        "9곳",
        "2026-01-01..2026-12-31",
    ),
    (
        "10일 열린 부산 바다수영대회에서 이도윤이 32분 만에 들어왔다. 올해 대회에는 1200명이 "
        "나섰다.",
        "1200명",
        "2025-08-10..2025-08-10",
    ),
    (
        "코스피는 장중 3200을 넘었다가 1.1% 내린 채 거래를 마쳤다.",
        "1.1%",
        "2025-08-14..2025-08-14",
    ),
    (
        "뉴욕 증시에서 나스닥지수는 0.8% 올라 마감했다.",
        "0.8%",
        "2025-08-13..2025-08-13",
    ),
    (
        "2019년부터 5년간 모은 표본은 3만 개다.",
        "3만 개",
        "2019-01-01..2023-12-31",
    ),
    (
        "7월 물가지수는 117.2(2020년=100)로 집계됐다.",
        "117.2",
        "2025-07-01..2025-07-31",
    ),
    (
        "지난해 8월 기록(39.6도)을 넘어선 40.2도가 관측됐다.",
        "40.2도",
        "..",
    ),
    (
        "지난달 수출은 600억 달러였다. 정부는 연말에야 회복될 것으로 본다. 반도체는 12% 늘었다.",
        "12%",
        "2025-07-01..2025-07-31",
    ),
    (
        "지난 11일 정전이 났다. 최고 기록은 지난해 1월 3일의 12만 가구다.\n이날 복구에는 "
        "300명이 투입됐다.",
        "300명",
        "2025-08-11..2025-08-11",
    ),
    (
        "조선소는 생산능력을 연말까지 10척에서 14척으로 늘린다.",
        "14척",
        "..2025-12-31",
    ),
    (
        "조선소는 생산능력을 연말까지 10척에서 14척으로 늘린다.",
        "10척",
        "..",
    ),
    (
        "2분기 점유율은 전년 동기보다 늘었고, 이익률은 8%에서 11%로 3%p 올랐다.",
        "8%",
        "2024-04-01..2024-06-30",
    ),
    (
        "2분기 점유율은 전년 동기보다 늘었고, 이익률은 8%에서 11%로 3%p 올랐다.",
        "3%p",
        "2025-04-01..2025-06-30",
    ),
    (
        "11일 열린 국무회의에서 2조 원 지원을 의결했다.",
        "2조 원",
        "..",
    ),
    (
        "올해 요금은 기존 100원에서 150원으로 오른다.",
        "100원",
        "2025-01-01..2025-12-31",
    ),
    (
        "지난 6월 1385점에서 82점 올랐다.",
        "1385점",
        "2025-06-01..2025-06-30",
    ),
    (
        "지난달 취업자는 20만 명 늘었다.\n둘째 단락이다.\n셋째 단락이다.\n넷째 단락이다.\n"
        "실업률은 3%였다.",
        "3%",
        "2025-07-01..2025-07-31",
    ),
]


@pytest.mark.parametrize(("text", "figure", "period"), STYLES)
def test_the_forms_of_reports_and_releases_date_their_figures(
    text: str, figure: str, period: str
) -> None:
    assert _period(text, figure) == period


@pytest.mark.parametrize(("text", "figure", "period"), PASSAGES)
def test_a_figure_inherits_the_period_that_governs_the_passage(
    text: str, figure: str, period: str
) -> None:
    assert _period(text, figure) == period


def test_a_period_does_not_reach_over_many_paragraphs() -> None:
    text = (
        "지난해 수출이 늘었다.\n둘째 줄이다.\n셋째 줄이다.\n넷째 줄이다.\n다섯째 줄이다.\n"
        "직원은 12명이다."
    )
    assert _period(text, "12명") == UNKNOWN


def test_without_a_day_relative_dates_stay_unknown_and_absolute_ones_do_not() -> None:
    assert _period("지난해 매출은 3조 원이다.", "3조 원", None) == UNKNOWN
    assert _period("2023년 매출은 3조 원이다.", "3조 원", None) == _year(2023)


def test_an_absurd_day_or_a_chain_of_centuries_raises_nothing() -> None:
    assert _period("지난해 매출은 3조 원이다.", "3조 원", date(9999, 12, 31)) == UNKNOWN
    chain = "지난 2월 1원이다. " + "999년 전 전년 동기에는 1원이었다. " * 8
    _period(f"{chain}값은 3조 원이다.", "3조 원")


def test_mentions_lie_where_they_stand_in_the_text() -> None:
    text = "첫 문장이다. 지난달 수출이 늘었다."
    (mention,) = read_periods(text, split_sentences(text)[1], day=DAY)
    assert text[slice(*mention.span)] == "지난달"


@pytest.mark.parametrize("unit", ["1월 ", "올해 ", "1~", "2023년 1조원에서 ", "(", "지난 "])
def test_a_text_full_of_dates_is_read_in_bounded_time(unit: str) -> None:
    text = unit * (40_000 // len(unit))
    sentences = split_sentences(text)
    start = time.process_time()
    for index in range(0, len(sentences), 4):
        _, b = sentences[index]
        period_of(text, sentences, index, (b - 2, b), day=DAY)
    assert time.process_time() - start < 3
