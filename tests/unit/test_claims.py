"""Which quantities are claims, which restate another, which repeat and which are shared."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from monitor.extract.claims import extract_claims
from monitor.model import Article, Claim, Equivalent, Url

WON = Decimal(161_800_000_000_000)
PUBLISHED = datetime(2025, 4, 9, 3, tzinfo=UTC)


def read(text: str, *, skip: tuple[tuple[int, int], ...] = ()) -> tuple[Claim, ...]:
    return extract_claims(
        Article(url=Url("a.txt"), title="", text=text, published=PUBLISHED, skip=skip)
    )


def words(text: str) -> list[str]:
    return [text[c.span[0] : c.span[1]] for c in read(text)]


def test_a_claim_carries_its_sentence_period_and_modality() -> None:
    text = "정부는 바쁘다. 지난해 라면 수출액은 14억 달러였다."
    (claim,) = read(text)
    assert claim.doc == "a.txt"
    assert claim.quote == "지난해 라면 수출액은 14억 달러였다."
    assert text[claim.span[0] : claim.span[1]] == "14억 달러"
    assert (claim.as_of.start, claim.as_of.end) == (date(2024, 1, 1), date(2024, 12, 31))
    assert claim.modality == "asserted"


@pytest.mark.parametrize(
    "text",
    [
        "10년간 이어진 사업이다.",
        "한 팀씩 탈락시키고 두 나라가 다툰다.",
        "15세 이상 인구가 줄었다.",
        "몇 가지 문제가 있다.",
        "2나노 공정을 도입했다.",
    ],
)
def test_what_only_frames_or_names_is_no_claim(text: str) -> None:
    assert words(text) == []


def test_a_span_of_time_that_is_measured_is_a_claim_and_so_is_the_next_one() -> None:
    text = "챗봇 이용자의 하루 평균 이용 시간은 17분이었다. 검색 앱은 21분에 그쳤다."
    assert words(text) == ["17분", "21분"]


def test_a_conversion_in_brackets_is_an_equivalent_and_no_claim() -> None:
    (claim,) = read("미국은 1099억8000만 달러(약 161조8000억 원)를 투입했다.")
    assert claim.unit == "USD"
    assert claim.equivalents == (Equivalent(WON, WON, "KRW"),)


def test_our_money_behind_a_comma_is_an_equivalent_too() -> None:
    (claim,) = read("개발 비용은 557만 달러, 우리 돈 80억원 정도다.")
    assert [e.unit for e in claim.equivalents] == ["KRW"]


def test_another_quantity_in_brackets_is_a_claim_of_its_own() -> None:
    assert words("출원의 약 70%(3만 8210건)가 중국에서 나왔다.") == ["약 70%", "3만 8210건"]


def test_one_number_of_several_countries_is_a_claim_for_each() -> None:
    claims = read("주목할 만한 모델은 한국과 캐나다, 이스라엘 등은 1개에 그쳤다.")
    assert [c.subject for c in claims] == ["한국", "캐나다", "이스라엘"]
    assert len({c.span for c in claims}) == 1


def test_each_takes_its_own_number() -> None:
    claims = read("메타와 테슬라가 각각 35만 개, 3만5000개를 보유했다.")
    assert [(c.subject, int(c.interval.low or 0)) for c in claims] == [
        ("메타", 350_000),
        ("테슬라", 35_000),
    ]


def test_a_sum_of_several_is_one_claim() -> None:
    assert len(read("삼성전자와 SK하이닉스가 보유한 특허는 3600건이다.")) == 1


def test_a_figure_said_twice_is_one_claim() -> None:
    text = "쿠팡의 이용자는 2470만 명이다. 쿠팡 이용자 2470만 명이 놀랐다."
    assert len(read(text)) == 1


def test_a_figure_that_is_denied_later_is_a_second_claim() -> None:
    text = "쿠팡의 과징금은 1200억 원이다. 쿠팡은 과징금 1200억 원은 사실이 아니라고 부인했다."
    assert [str(c.modality) for c in read(text)] == ["asserted", "denied"]


def test_the_same_value_of_another_is_another_claim() -> None:
    claims = read("즈푸(28억달러), 바이촨(28억달러)이 뒤를 이었다.")
    assert [c.subject for c in claims] == ["즈푸", "바이촨"]


def test_what_the_article_skips_gives_nothing() -> None:
    text = "---\nprice: 3조 원\n---\n쿠팡의 매출은 41조 원이다."
    head = text.index("쿠팡")
    assert [c.span[0] >= head for c in read(text, skip=((0, head),))] == [True]


def test_furniture_gives_nothing() -> None:
    text = "쿠팡의 매출은 41조 원이다.\n[관련기사]\n▶ 비트코인 10만달러 재돌파"
    assert words(text) == ["41조 원"]


def test_claims_come_in_text_order() -> None:
    text = "A사의 매출은 3조 원, 이익은 2000억 원이다. B사는 5조 원이었다."
    spans = [c.span for c in read(text)]
    assert spans == sorted(spans)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "가나다", "(((", "“”", "%%%", "3", "원", "의는을"]
)
def test_no_text_raises(text: str) -> None:
    read(text)


def test_control_characters_of_a_text_are_nothing_to_be_afraid_of() -> None:
    text = "누리챗의 이용자는 \x01 59만 명\x02으로 늘었다. \x01\x02\x00 매출은 3조 원이다."
    article = Article(url=Url("a"), title="", text=text)
    assert [c.interval.low for c in extract_claims(article)] == [590_000, 3 * 10**12]


def test_one_value_of_two_periods_is_two_claims_and_of_one_is_told_once() -> None:
    apart = read("1월 실업률은 2.1%, 2월 실업률은 2.1%였다.")
    assert [c.as_of.start.month for c in apart if c.as_of.start] == [1, 2]
    again = read("1월 실업률은 2.1%였다.\n통계청은 1월 실업률이 2.1%라고 밝혔다.")
    assert len(again) == 1
