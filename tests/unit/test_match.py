"""Which claims speak of one figure, in fields of news that the baseline's documents never touch."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from monitor.judge import metrics
from monitor.judge.echo import same_figure
from monitor.judge.match import SURE, are_aim_and_fact, facets, likeness
from monitor.judge.metrics import lexicon, read_facets, squeeze
from monitor.judge.place import find_place, place_of
from monitor.judge.terms import claim_terms, figure_terms
from monitor.model import Claim, Figure, Value
from tests.unit.judge_samples import a_claim, a_source

# subject, metric, unit | subject, metric, unit
ONE_FIGURE = [
    ("한국", "실업률", "%", "우리나라", "실업률", "%"),
    ("통계청", "소비자물가 상승률", "%", "국내", "소비자물가상승률", "%"),
    ("한국은행", "기준금리", "%", "한은", "기준금리", "%"),
    ("삼성전자", "영업이익", "KRW", "삼성전자", "영업 이익", "KRW"),
    ("카카오톡", "MAU", "명", "카카오톡", "월간 활성 이용자 수", "명"),
    ("서울 아파트", "평균 매매가", "KRW", "서울 아파트", "매매가격", "KRW"),
    ("국내 전기차 시장", "시장 규모", "KRW", "한국 전기차 시장", "규모", "KRW"),
    ("한국", "합계출산율", "명", "우리나라", "출산율", "명"),
    ("미국", "GDP 성장률", "%", "미국", "경제성장률", "%"),
    ("현대차", "전기차 판매량", "대", "현대자동차", "전기차 판매 대수", "대"),
    ("코레일", "승객 수", "명", "한국철도공사", "여객 수", "명"),
    ("테슬라", "시가총액", "USD", "Tesla", "시총", "USD"),
    ("SK하이닉스", "HBM 시장 점유율", "%", "하이닉스", "HBM 점유율", "%"),
    ("한국 정부", "국가채무", "KRW", "정부", "나랏빚", "KRW"),
    ("대만", "수출액", "USD", "타이완", "수출", "USD"),
    ("국내", "당뇨 환자 수", "명", "한국", "당뇨병 환자", "명"),
    # whoever is counted there anyway, named or not
    ("한들시", "은행 연체율", "%", "한들시", "연체율", "%"),
    ("한들시 가구", "평균 전기요금", "KRW", "한들시", "평균 전기요금", "KRW"),
    # growth by itself, whether its wording says so or not
    ("한국", "경제성장률", "%", "한국", "GDP 성장률 증가율", "%"),
    # the same words, split otherwise
    ("새벽조합 자전거", "대출 잔액", "KRW", "새벽조합", "자전거 대출 잔액", "KRW"),
]
LOOKALIKES = [
    ("한국", "실업률", "%", "한국", "고용률", "%"),
    ("한국", "실업률", "%", "한국", "청년 실업률", "%"),
    ("한국", "실업률", "%", "일본", "실업률", "%"),
    ("삼성전자", "매출", "KRW", "삼성전자", "영업이익", "KRW"),
    ("삼성전자", "영업이익", "KRW", "LG전자", "영업이익", "KRW"),
    ("삼성전자", "영업이익", "KRW", "삼성전자", "반도체 영업이익", "KRW"),
    ("카카오톡", "월간 이용자 수", "명", "카카오톡", "일간 이용자 수", "명"),
    ("카카오톡", "이용자 수", "명", "카카오톡", "이용자 수 증가율", "%"),
    ("서울 아파트", "매매가격", "KRW", "부산 아파트", "매매가격", "KRW"),
    ("서울 아파트", "매매가격", "KRW", "서울 아파트", "전셋값", "KRW"),
    ("국내 로봇 시장", "시장 규모", "KRW", "국내 AI 시장", "시장 규모", "KRW"),
    ("한국", "출생아 수", "명", "한국", "사망자 수", "명"),
    ("한국은행", "기준금리", "%", "연준", "기준금리", "%"),
    ("갤럭시 S25", "판매량", "대", "갤럭시 S26", "판매량", "대"),
    ("정부", "국방 예산", "KRW", "정부", "교육 예산", "KRW"),
    ("정부", "AI 예산", "KRW", "정부", "AI 인재 양성 예산", "KRW"),
    ("한국", "수출액", "USD", "한국", "수입액", "USD"),
    ("한국", "재생에너지 발전 비중", "%", "한국", "원전 비중", "%"),
    ("한국", "1인당 GDP", "USD", "한국", "GDP", "USD"),
    ("교육부", "예산", "KRW", "국방부", "예산", "KRW"),
    ("AI 개발자", "부족 인력", "명", "AI 인력", "부족 인력", "명"),
    # a part of those who are counted, and a word of its own in the group's place
    ("한들시", "청년 연체율", "%", "한들시", "연체율", "%"),
    ("새벽시", "20대 고용률", "%", "새벽시", "고용률", "%"),
    ("들꽃모형", "학생 시험 정답률", "%", "들꽃모형", "요리 시험 정답률", "%"),
    ("국내", "암 환자 수", "명", "국내", "치매 환자 수", "명"),
    ("쿠팡", "매출 증가율", "%", "쿠팡", "영업이익률", "%"),
    ("삼성전자", "애플 공급량", "개", "삼성전자", "엔비디아 공급량", "개"),
    ("메타", "H100 보유량", "개", "한국", "H100 보유량", "개"),
    ("메타", "H100 보유량", "개", "한국", "H200 보유량", "개"),
    ("미국", "중국 대비 반도체 수출", "배", "미국", "일본 대비 반도체 수출", "배"),
]


def _pair(row: tuple[str, ...]) -> tuple[Claim, Claim]:
    return (
        a_claim(row[0], row[1], 11, row[2], doc="new"),
        a_claim(row[3], row[4], 13, row[5], doc="old"),
    )


@pytest.mark.parametrize("row", ONE_FIGURE, ids=" ".join)
def test_other_words_for_one_figure_are_one_figure(row: tuple[str, ...]) -> None:
    new, old = _pair(row)
    assert same_figure(new, old), likeness(new, old).factors
    assert same_figure(old, new)


@pytest.mark.parametrize("row", LOOKALIKES, ids=" ".join)
def test_what_only_looks_alike_is_another_figure(row: tuple[str, ...]) -> None:
    new, old = _pair(row)
    assert not same_figure(new, old)
    assert not same_figure(old, new)
    assert likeness(new, old).score < SURE


@pytest.mark.parametrize("row", ONE_FIGURE, ids=" ".join)
def test_claims_of_one_figure_share_a_term(row: tuple[str, ...]) -> None:
    new, old = _pair(row)
    figure = Figure(
        key="k", topic="", subject="", metric="", unit=old.unit,
        values=(Value(claim=old, source=a_source()),),
    )  # fmt: skip
    assert claim_terms(new) & figure_terms(figure)


def test_a_ratio_said_the_other_way_round_is_one_figure() -> None:
    new = a_claim("미국", "중국 대비 생성형 AI 특허 출원", "0.1666666667", "배")
    old = a_claim("중국", "미국 대비 생성 AI 특허 출원 배수", 6, "배", doc="b")
    assert likeness(new, old).is_inverse
    assert same_figure(new, old)


def test_a_countrys_products_may_confirm_their_makers_and_no_more() -> None:
    new = a_claim("딥시크", "미국산 대비 개발 비용", "0.05555555555555555", "배")
    old = a_claim("딥시크", "오픈AI(GPT-4) 대비 개발 비용", "0.05555555555555555", "배", doc="b")
    assert likeness(new, old).is_kin
    assert same_figure(new, old)
    other = a_claim("딥시크", "메타(라마 3.1) 대비 개발 비용", "0.1", "배", doc="c")
    assert not same_figure(other, old)


def test_the_sentence_fills_what_the_fields_left_out() -> None:
    quote = "3월 카카오톡 월간 이용자는 4892만명으로 조사됐다."
    new = a_claim("", "이용자 수", 48920000, "명", quote=quote)
    old = a_claim("카카오톡", "월간 이용자 수", 47000000, "명", doc="b")
    assert likeness(new, old).score >= SURE


def test_a_number_by_which_something_moved_is_no_level() -> None:
    grew = a_claim("챗GPT", "이용자 수", 4080000, "명", quote="석 달 새 408만 명 늘었다.")
    came = a_claim("챗GPT", "이용자 수", 5090000, "명", quote="509만 명으로 늘었다.")
    assert facets(grew).made == "delta"
    assert facets(came).made == "level"
    assert not same_figure(grew, came)


def test_a_metric_that_cannot_be_counted_so_gives_way_to_the_words_beside_the_number() -> None:
    quote = "정부 조사로 부족 인력은 9200명가량이었다."
    claim = a_claim("한국", "AI에 쓴 돈 수", 9200, "명", quote=quote)
    assert facets(claim).head == "shortage"


@pytest.mark.parametrize(
    ("quote", "value", "before"),
    [
        ("작년 민간 투자액은 1천587억달러로 늘었다.", "158700000000", "작년 민간 투자액은 "),
        ("중국(83%), 태국(77%)이었다.", "77", "%), 태국("),
        ("지표가 마이너스 0.43.", "-0.43", "지표가 "),
        ("전력 용량 목표는 10GW다.", "10000000000", "전력 용량 목표는 "),
    ],
)
def test_a_number_is_found_again_in_its_sentence(quote: str, value: str, before: str) -> None:
    place = place_of(a_claim("가", "나", value, "명", quote=quote))
    assert place is not None
    assert place.before == before


def test_a_number_that_the_sentence_lacks_has_no_place() -> None:
    assert find_place("아무 수도 없다.", Decimal(3)) is None


def test_a_field_is_shown_beside_its_counterpart() -> None:
    new, old = _pair(("삼성전자", "영업이익", "KRW", "LG전자", "영업이익", "KRW"))
    fields = {f.name: f for f in likeness(new, old).fields}
    assert (fields["subject"].new, fields["subject"].old) == ("삼성전자", "LG전자")
    assert fields["subject"].factor < 0.1
    assert likeness(new, old).weakest == "subject"


def test_kin_and_parts_of_the_lexicon_exist() -> None:
    words = lexicon()
    assert {kin for row in words.kin.values() for kin in row} <= set(words.kin)
    assert len(words.kin) > 250


def test_no_wording_stands_for_two_things_of_one_list() -> None:
    tables = tomllib.loads((Path(metrics.__file__).parent / "metrics.toml").read_text("utf-8"))
    special = {"derived", "pace", "short", "plain"}
    seen: dict[str, str] = {}
    for name, table in tables.items():
        if name in special:
            continue
        for concept, row in table.items():
            for wording in row["words"]:
                other = seen.setdefault(squeeze(wording), concept)
                assert other == concept, f"{wording}: {other} and {concept}"


def test_derived_metrics_are_told_from_their_base() -> None:
    assert read_facets("한국", "AI 예산 증가율", "%").made == "growth"
    assert read_facets("한국", "총지출 중 AI 예산 비중", "%").made == "share"
    assert read_facets("한국", "AI 투자액 순위", "위").made == "rank"
    assert read_facets("시장", "연평균 성장률", "%").made == "cagr"
    assert read_facets("시장", "2023년 대비 증가율", "%").made == "growth_since"
    assert read_facets("시장", "전년 대비 증가율", "%").made == "growth"
    assert read_facets("미국", "중국 대비 투자액", "배").against == {"CN"}
    assert read_facets("한미일", "관세", "%").countries == {"KR", "US", "JP"}


def test_a_quarter_of_the_article_is_a_quarter_said_in_the_sentence() -> None:
    said = "하늘해운의 선복량은 올해 2분기 9000원이다."
    old = a_claim(
        "하늘해운", "선복량", 9000, "KRW", quote=said, period=("2026-04-01", "2026-06-30"), doc="b"
    )
    then = a_claim("하늘해운", "선복량", 9500, "KRW", period=("2026-07-01", "2026-09-30"))
    assert facets(old).pace == {"quarterly"}
    assert same_figure(then, old)
    assert same_figure(old, then)
    year = a_claim("하늘해운", "선복량", 9500, "KRW", period=("2026-01-01", "2026-12-31"))
    assert likeness(year, old).score < SURE


def test_what_is_said_of_nobody_is_of_whom_the_headline_and_the_other_claim_name() -> None:
    held = a_claim("백일해", "누적 환자 수", 12_400, "명", quote="백일해 누적 환자는 12400명이다.")
    new = a_claim("한국", "누적 환자 수", 13_900, "명", quote="누적 환자는 13900명이 됐다.")
    assert likeness(new, held, title="백일해 환자 두 배").score >= SURE
    assert likeness(new, held, title="독감 환자 두 배").score < SURE
    bare = a_claim("시", "예산", 3, "KRW", quote="시 예산은 3원이다.")
    city = a_claim("누리시", "예산", 2, "KRW", quote="누리시 예산은 2원이다.")
    other = a_claim("누리군", "예산", 2, "KRW", quote="누리군 예산은 2원이다.")
    assert likeness(bare, city, title="누리시 예산 늘어").score >= SURE
    assert likeness(bare, city).score < SURE
    assert likeness(bare, other, title="누리군 예산 늘어").score < SURE


def test_a_country_that_was_supplied_is_nobody_beside_nobody() -> None:
    supplied = a_claim("한국", "누적 환자 수", 3, "명", quote="누적 환자는 3명이다.")
    nobody = a_claim(
        "지난해부터", "누적 환자 수", 2, "명", quote="지난해부터의 누적 환자는 2명이다."
    )
    said = a_claim("한국", "누적 환자 수", 3, "명", quote="한국의 누적 환자는 3명이다.")
    assert likeness(supplied, nobody).score > likeness(said, nobody).score


def test_a_figure_of_what_no_list_knows_is_found_by_whom_and_unit_before_known_others() -> None:
    held = a_claim("미국", "제품과 서비스 비율", 39, "%", quote="미국은 39%다.")
    known = a_claim("미국", "실업률", 4, "%", quote="미국의 실업률은 4%다.")
    new = a_claim("미국", "이롭다고 답한 비율", 37, "%", quote="이롭다고 답한 비율은 미국 37%다.")
    asked = claim_terms(new)

    def shared(claim: Claim) -> frozenset[str]:
        value = Value(claim=claim, source=a_source())
        terms = figure_terms(
            Figure(key="a", topic="", subject="", metric="", unit="%", values=(value,))
        )
        return terms & asked

    assert len(shared(held)) > len(shared(known))


def test_what_a_month_brought_is_no_figure_of_a_year() -> None:
    month = a_claim("한국", "반도체 수출액", 158, "USD", period=("2026-10-01", "2026-10-31"))
    before = a_claim("한국", "반도체 수출액", 163, "USD", period=("2026-09-01", "2026-09-30"))
    year = a_claim("한국", "반도체 수출액", 1690, "USD", period=("2026-01-01", "2026-12-31"))
    assert likeness(month, before).score >= SURE
    assert likeness(month, year).score < SURE
    users = a_claim("누리챗", "이용자 수", 158, "명", period=("2026-10-01", "2026-10-31"))
    of_year = a_claim("누리챗", "이용자 수", 150, "명", period=("2025-01-01", "2025-12-31"))
    assert likeness(users, of_year).score >= SURE


def test_by_the_day_is_counted_what_it_stands_beside() -> None:
    quote = "누리플레이의 유료 가입자는 412만 명이며 1인당 하루 평균 사용 시간은 71분이다."
    held = a_claim("누리플레이", "유료 가입자 수", 4_120_000, "명", quote=quote)
    assert not facets(held).pace


def test_a_board_that_decides_on_a_figure_is_not_whose_it_is() -> None:
    held = a_claim("한국", "최저임금", 10_320, "KRW")
    new = a_claim("최저임금위원회", "최저임금", 10_640, "KRW")
    assert likeness(new, held).score >= SURE
    assert likeness(a_claim("누리위원회", "최저임금", 10_640, "KRW"), held).score < SURE


def test_how_many_there_shall_be_is_not_how_many_there_are() -> None:
    held = a_claim("LH", "피해주택 매입 수", 2940, "채")
    aim = a_claim("LH", "피해주택 매입 수", 4500, "채", modality="planned")
    other = a_claim("LH", "피해주택 매입 수", 4000, "채", modality="planned")
    assert are_aim_and_fact(aim, held)
    assert not are_aim_and_fact(aim, other)
    budget = a_claim("정부", "전기차 보조금 예산", 78, "KRW", modality="planned")
    spent = a_claim("정부", "전기차 보조금 예산", 71, "KRW")
    assert not are_aim_and_fact(budget, spent)


def test_what_is_sold_or_hired_more_is_a_change_and_no_level() -> None:
    quote = "연말까지 3만 대를 더 팔아 목표를 채우겠다."
    place = find_place(quote, Decimal(30_000))
    assert place is not None
    assert place.is_move
    held = a_claim("한빛모빌리티", "판매량", 150_000, "대")
    more = a_claim("한빛모빌리티", "판매량", 30_000, "대", quote=quote)
    assert likeness(more, held).score < SURE


@pytest.mark.parametrize(
    ("quote", "value"),
    [
        ("수출 목표는 70대에서 95대로 높였다.", 70),
        ("수출 목표는 70대에서 95대로 높였다.", 95),
        ("올해 목표치를 당초 70대보다 95대로 잡았다.", 95),
    ],
)
def test_what_is_said_to_be_aimed_at_right_before_a_number_is_a_target(
    quote: str, value: int
) -> None:
    assert facets(a_claim("다온차", "수출 대수", value, "대", quote=quote)).is_target


def test_a_target_told_of_elsewhere_makes_no_target() -> None:
    quote = "목표는 95대였지만 수출은 70대에 그쳤다."
    assert not facets(a_claim("다온차", "수출 대수", 70, "대", quote=quote)).is_target


def test_what_each_sentence_tells_of_by_name_is_not_one_for_its_value() -> None:
    profit = a_claim(
        "가람식품", "영업이익", "731e8", "KRW", quote="가람식품 영업이익은 731억 원이다."
    )
    net = a_claim(
        "가람식품", "순이익", "730e8", "KRW", quote="가람식품 순이익은 730억 원이다.", doc="b"
    )
    assert not same_figure(net, profit)


def test_a_town_is_one_place_with_its_province_and_without() -> None:
    town = a_claim("강남 아파트", "매매가격", 10, "KRW")
    with_province = a_claim("서울 강남 아파트", "매매가격", 11, "KRW")
    province = a_claim("서울 아파트", "매매가격", 12, "KRW")
    other = a_claim("부산 강남 아파트", "매매가격", 13, "KRW")
    assert likeness(town, with_province).score >= SURE
    assert likeness(with_province, province).score < SURE
    assert likeness(with_province, other).score < SURE


def test_a_first_quarter_is_the_start_of_what_is_summed_from_that_day() -> None:
    quarter = a_claim("한들시", "출생아 수", 120, "명", period=("2025-01-01", "2025-03-31"))
    third = a_claim("한들시", "출생아 수", 130, "명", period=("2025-07-01", "2025-09-30"))
    so_far = a_claim("한들시", "누적 출생아 수", 390, "명", period=("2025-01-01", "2025-09-30"))
    assert likeness(so_far, quarter).score >= SURE
    assert likeness(so_far, third).score < SURE


def test_a_group_that_only_the_headline_names_is_that_of_the_claim_below() -> None:
    held = a_claim("외국인", "방문객 수", 540, "명", quote="외국인 방문객은 540명이다.")
    said = a_claim("", "방문객 수", 610, "명", quote="방문객은 610명으로 늘었다.")
    alone, below = likeness(said, held), likeness(said, held, title="외국인 방문객 또 늘었다")
    assert alone.score < SURE <= below.score
