"""The lists of what is measured: judge/metrics.toml."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from monitor.judge import metrics
from monitor.judge.match import comes_in, compare_facets
from monitor.judge.metrics import lexicon, read_facets, scan, squeeze

TABLE = tomllib.loads((Path(metrics.__file__).parent / "metrics.toml").read_text("utf-8"))
MAKING = ("derived", "pace", "short", "plain")
FIELDS = {name: rows for name, rows in TABLE.items() if name not in MAKING}
CONCEPTS = {concept: row for rows in FIELDS.values() for concept, row in rows.items()}


def test_no_wording_names_two_concepts() -> None:
    words = ({squeeze(word) for word in row["words"]} for row in CONCEPTS.values())
    count = Counter(word for row in words for word in row)
    assert [word for word, times in count.items() if times > 1] == []


def test_the_first_wording_of_a_concept_is_read_as_it() -> None:
    for concept, row in CONCEPTS.items():
        entries = [entry for _, entry in scan(row["words"][0])]
        assert [entry.value for entry in entries if entry is not None] == [concept]


def test_kin_are_concepts_and_none_is_its_own() -> None:
    for concept, row in CONCEPTS.items():
        assert set(row.get("kin", ())) <= set(CONCEPTS) - {concept}


def test_a_concept_comes_in_its_usual_units_and_in_no_others() -> None:
    assert comes_in("exchange_rate", "KRW")
    assert comes_in("mean_temperature", "도")
    assert not comes_in("unemployment_rate", "명")
    assert not comes_in("births", "KRW")


@pytest.mark.parametrize(
    ("one", "other", "unit"),
    [
        ("매출", "매출액", "KRW"),
        ("개발비", "훈련 비용", "USD"),
        ("월간 이용자 수", "MAU", "명"),
        ("출생아 수", "신생아 수", "명"),
        ("기준금리", "정책금리", "%"),
        ("온실가스 배출량", "탄소 배출량", "kg"),
        ("시가총액", "시총", "KRW"),
        ("확진자 수", "감염자 수", "명"),
        ("임금체불액", "체불임금", "KRW"),
        ("마약사범 수", "마약류 사범 수", "명"),
        ("휘발유 가격", "휘발유값", "KRW"),
        ("이직률", "퇴사율", "%"),
    ],
)
def test_two_wordings_of_one_concept_are_one(one: str, other: str, unit: str) -> None:
    assert compare_facets(read_facets("", one, unit), read_facets("", other, unit)).score >= 0.85


@pytest.mark.parametrize(
    ("one", "other", "unit"),
    [
        ("매출", "영업이익", "KRW"),
        ("투자액", "예산", "KRW"),
        ("최고기온", "평균기온", "도"),
        ("신용대출", "주택담보대출", "KRW"),
        ("미분양", "준공 후 미분양", "가구"),
        ("입주 물량", "분양 물량", "가구"),
        ("경상수지", "여행수지", "USD"),
        ("재산세", "종합부동산세", "KRW"),
        ("두바이유", "브렌트유", "USD"),
        ("육아휴직 급여", "부모급여", "KRW"),
        ("고용률", "실업률", "%"),
        ("소비자심리지수", "기업경기실사지수", "1"),
        ("DSR", "LTV", "%"),
        ("낙찰률", "낙찰가율", "%"),
        ("교통사고 건수", "화재 건수", "건"),
        ("명목 GDP", "실질 GDP", "KRW"),
        ("사육 마릿수", "살처분 마릿수", "마리"),
        ("배당수익률", "배당성향", "%"),
        ("순이자마진", "원가율", "%"),
    ],
)
def test_what_is_easily_confused_is_never_one_figure(one: str, other: str, unit: str) -> None:
    assert compare_facets(read_facets("", one, unit), read_facets("", other, unit)).score < 0.5


@pytest.mark.parametrize(
    "field",
    ["technology", "money", "macro", "markets", "labour", "population", "health", "energy"],
)
def test_each_field_has_its_vocabulary(field: str) -> None:
    assert len(FIELDS[field]) >= 40


def test_a_longer_wording_wins_over_one_inside_it() -> None:
    assert read_facets("", "광고 매출", "KRW").head == "ad_revenue"
    assert read_facets("", "매출", "KRW").head == "revenue"
    assert read_facets("", "가계대출 잔액", "KRW").head == "household_loans"
    assert lexicon().kin["household_loans"] == {"household_debt"}
