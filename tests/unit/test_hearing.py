"""A claim as its own sentence tells it, whatever its fields were read as."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.judge.hearing import hear, is_teller, names_its_subject
from tests.unit.judge_samples import a_claim

# subject, metric, value, unit, sentence | subject and metric as heard
CARRIED = [
    (
        ("한국 정부", "H100 수", 35_000, "개", "남의 나라 테슬라 한 곳이 H100을 3만5000개 쓴다."),
        ("테슬라", "H100 수"),
    ),
    (
        ("일본", "수출액", "90e8", "USD", "베트남은 지난달 수출이 90억 달러였다."),
        ("베트남", "수출액"),
    ),
    (
        ("정부", "예산", "3e12", "KRW", "인도 재무부에 따르면 정부가 잡아 둔 예산은 3조 원이다."),
        ("인도 정부", "예산"),
    ),
    (
        ("개발자", "부족 인원", 800, "명", "태국 노동부는 개발자가 800명 모자란다고 했다."),
        ("태국 개발자", "부족 인원"),
    ),
    (
        ("카카오톡", "카카오톡의 순위", 3, "위", "카카오톡의 순위는 3위로 밀렸다."),
        ("카카오톡", "순위"),
    ),
    (
        ("독일", "프랑스 비율", 36, "%", "프랑스가 40%, 독일이 36%였다."),
        ("독일", "비율"),
    ),
    (
        ("일본", "기술 격차", 3, "배", "그러나 선두 일본과의 기술 격차는 3배로 벌어졌다."),
        ("", "일본 대비 기술 격차"),
    ),
    (
        ("네이버", "H800 수", 700, "장", "이 회사의 H100은 700장에 그친다."),
        ("네이버", "H100 수"),
    ),
    (
        ("네이버", "이용자 수", 4_460_000, "명", "카카오톡 역시 1월 493만 명, 2월 446만 명이었다."),
        ("카카오톡", "이용자 수"),
    ),
    (
        ("네이버", "기업 수", 5300, "곳", "베트남 산업부는 로봇을 만드는 곳이 5300곳이라고 했다."),
        ("베트남", "기업 수"),
    ),
    (
        ("정부", "국비", "53e10", "KRW", "이 사업에는 2027년까지 국비 5천300억원이 들어간다."),
        ("이 사업", "국비"),
    ),
    (
        ("서울", "수소를 만들고 저장하는 곳 수", 41, "곳", "서울에는 41곳이 있다."),
        ("서울", "수소 기업 수"),
    ),
    (
        ("대만", "수출 감소율", 61, "%", "대만이 차지하는 몫은 61%였다."),
        ("대만", "수출 비율"),
    ),
    (
        ("복지", "예산 증가액", "92e11", "KRW", "복지는 3천억 원 는 9조2천억 원으로 정해졌다."),
        ("복지", "예산"),
    ),
]  # fmt: skip
LEFT = [
    ("삼성전자", "애플 공급량", 700, "개", "삼성전자는 애플에 700개를 댔다."),
    ("딥시크", "챗GPT 대비 비용", 5, "%", "딥시크의 비용은 챗GPT의 5%다."),
    ("정부", "예산", "3e12", "KRW", "정부는 미국과 협상하며 3조 원을 마련했다."),
    ("국내 AI 박사", "해외 진출자 중 미국행 비율", 71, "%", "행선지는 미국이 71%였다."),
    ("한국", "수출 증가율", 7, "%", "한국의 수출은 7% 늘었다."),
]


@pytest.mark.parametrize(("read", "heard"), CARRIED)
def test_what_a_sentence_says_of_its_number_stands_before_what_was_carried_to_it(
    read: tuple[str, str, float | str, str, str], heard: tuple[str, str]
) -> None:
    subject, metric, value, unit, quote = read
    claim = replace(a_claim(subject, metric, value, unit), quote=quote)
    found = hear(claim)
    assert (found.subject, found.metric) == heard
    assert hear(found).subject == found.subject


@pytest.mark.parametrize("read", LEFT)
def test_what_fits_its_sentence_is_left_as_it_was_read(
    read: tuple[str, str, float | str, str, str],
) -> None:
    subject, metric, value, unit, quote = read
    claim = replace(a_claim(subject, metric, value, unit), quote=quote)
    assert hear(claim) is claim


def test_who_says_it_is_no_subject_but_a_firm_speaks_of_itself() -> None:
    assert is_teller("새벽리서치의 홍길동 연구원", "홍길동 연구원")
    assert is_teller("미국 반도체 분석업체 코어메트릭스", "코어메트릭스")
    assert not is_teller("삼성전자", "삼성전자")
    assert not is_teller("삼성전자", None)
    assert not is_teller("삼성전자", "통계청")


def test_a_subject_that_was_carried_is_not_named_by_its_sentence() -> None:
    claim = replace(a_claim("미니맥스", "기업가치", "25e8", "USD"), quote="몸값은 25억 달러다.")
    assert not names_its_subject(claim)
    assert names_its_subject(replace(claim, quote="미니맥스의 몸값은 25억 달러다."))


@pytest.mark.parametrize(
    ("subject", "quote", "heard"),
    [
        ("지난해부터", "지난해부터의 누적 환자는 3명이다.", ""),
        ("3분기", "3분기 매출은 3원이다.", ""),
        ("누리봇 사태", "국내 시장은 3원이다.", ""),
        ("항", "인천항의 물동량은 3TEU다.", "인천항"),
        ("항", "항의 물동량은 3TEU다.", "항"),  # whose it is stands elsewhere
        ("무", "무는 한 개에 3원이다.", "무"),
        ("지난해 개장한 놀이공원", "입장객은 3명이다.", "지난해 개장한 놀이공원"),
    ],
)
def test_a_time_and_an_event_own_nothing_and_a_bare_noun_is_the_name_that_ends_in_it(
    subject: str, quote: str, heard: str
) -> None:
    assert hear(a_claim(subject, "물동량", 3, "TEU", quote=quote)).subject == heard


def test_a_budget_that_a_council_passes_is_its_citys() -> None:
    quote = "누리시의회는 추경을 1750원으로 깎아 의결했다."
    assert hear(a_claim("누리시의회", "추경", 1750, "KRW", quote=quote)).subject == "누리시"
    staff = "누리시의회 직원은 30명이다."
    assert hear(a_claim("누리시의회", "직원 수", 30, "명", quote=staff)).subject == "누리시의회"


@pytest.mark.parametrize(
    ("quote", "subject"),
    [
        ("테슬라가 아니라 이름 없는 로봇 기업 700여 곳이 무섭다.", "일본"),
        ("구글은 아니지만 로봇 기업 700여 곳이 버틴다.", "일본"),
        ("테슬라만이 아니라 구글도 로봇 기업 700여 곳을 가졌다.", "구글"),  # named, and not denied
    ],
)
def test_who_is_named_only_to_be_denied_owns_nothing(quote: str, subject: str) -> None:
    claim = a_claim("일본", "로봇 기업 수", 700, "개", quote=quote)
    assert hear(claim).subject == subject


def test_a_chip_beside_the_number_takes_the_place_of_one_carried_there() -> None:
    claim = a_claim("국내 B100", "B100 보유량", 70, "장", quote="상위인 B200은 70장이다.")
    heard = hear(claim)
    assert (heard.subject, heard.metric) == ("국내", "B200 수")


def test_what_follows_of_a_portion_tells_nothing_of_the_whole() -> None:
    quote = "집계로는 900곳이 등록했고 이 가운데 로봇을 만드는 곳은 60곳이다."
    whole = a_claim("일본", "업체 수", 900, "곳", quote=quote)
    part = a_claim("일본", "로봇 업체 수", 60, "곳", quote=quote)
    assert hear(whole).quote == "집계로는 900곳이 등록했고"
    assert hear(part).quote == quote
