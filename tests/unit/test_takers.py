"""What a verb makes of the figure that it takes, where its clause has no noun for it."""

from __future__ import annotations

import pytest

from monitor.extract.claims import extract_claims
from monitor.model import Article, Url


def measured(text: str) -> list[str]:
    return [c.metric for c in extract_claims(Article(url=Url("doc"), title="", text=text))]


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("누리중공업은 인도 공장에 3조원을 쏟아붓는다.", "투자액"),
        ("기관은 현물에서 8120억원을 던졌다.", "순매도액"),
        ("세입자들은 1인당 70만원을 청구했다.", "청구액"),
        ("다람항공은 지난 분기 410억원을 날렸다.", "손실"),
    ],
)
def test_money_is_called_after_what_is_done_with_it(text: str, metric: str) -> None:
    assert measured(text)[-1].endswith(metric)


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("산불로 주민 340명이 학교로 몸을 피했다.", "대피 인원"),
        ("이 사고로 승객 4명이 목숨을 잃었다.", "사망자 수"),
        ("경찰은 조직원 52명을 붙잡았다.", "검거 인원"),
        ("섬에는 지난 주말 2만1000명이 다녀갔다.", "방문객 수"),
        ("누리은행은 상담사 120명을 내보냈다.", "감원 인원"),
    ],
)
def test_people_are_called_after_what_they_do(text: str, metric: str) -> None:
    assert measured(text) == [metric]


def test_a_noun_of_the_clause_goes_before_its_verb() -> None:
    assert measured("한빛전자는 연구개발비 5조원을 쏟아부었다.") == ["연구개발비"]
    assert measured("이 앱은 가입자 30만명이 매일 쓴다.") == ["가입자 수"]


def test_whose_money_it_was_stays_in_the_property() -> None:
    text = "수사팀은 가람건설에서 31억 원을 횡령한 혐의를 밝혔다."
    assert measured(text) == ["가람건설 횡령액"]


def test_a_verb_of_the_next_clause_says_nothing() -> None:
    assert measured("축제에는 시민 800명이 왔고, 2명이 다쳤다.")[0] != "부상자 수"


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("숨진 사람은 12명, 다친 사람은 80명이다.", ["사망자 수", "부상자 수"]),
        ("축제 방문객은 9만명이었다. 다친 사람은 3명이다.", ["축제 방문객 수", "부상자 수"]),
        ("지난해 태어난 아기는 25만명이다.", ["출생아 수"]),
    ],
)
def test_people_are_called_after_the_clause_that_tells_of_them(
    text: str, metrics: list[str]
) -> None:
    assert measured(text) == metrics


def test_a_clause_of_its_own_goes_before_what_was_measured_before() -> None:
    text = "어린이 근시율은 31%였다. 보청기를 쓰는 노인은 12%까지 늘었다."
    assert "근시율" not in measured(text)[1]


def test_a_plan_is_no_property_where_what_is_planned_is_named() -> None:
    assert measured("시는 놀이터를 120곳 더 만들겠다는 계획을 내놓았다.") == ["놀이터 수"]


def test_a_property_from_before_loses_the_name_of_whose_it_was() -> None:
    text = "한결버스의 분담률은 31.2%다. 누리철도는 28.4%, 자전거는 6.1%다."
    assert all("한결버스" not in metric for metric in measured(text))


def test_a_change_told_once_more_as_a_rate_is_no_level() -> None:
    text = "지난달 태어난 송아지는 2만710마리로 한 해 전보다 627마리, 비율로는 3.1% 늘었다."
    assert "증가" in measured(text)[1]


def test_what_happens_so_many_times_is_counted_by_its_own_noun() -> None:
    text = "누리시 챗봇은 지난해 처리 건수가 150건이었다. 이 시의 이용은 19건이었다."
    assert measured(text)[1] == "이용 건수"


def test_things_in_another_counter_are_no_number_of_what_went_before() -> None:
    text = "전기차 판매량은 18만9000대다. 전국 충전기는 47만 기를 넘었다."
    assert measured(text)[1] == "충전기 수"


def test_houses_are_lost_where_a_fire_is_told_of() -> None:
    assert measured("밤사이 불에 탄 집은 96채로 늘었다.") == ["소실 주택 수"]
    assert measured("이 버스에 탄 승객은 96명이다.") != ["소실 주택 수"]


def test_how_somebody_does_is_an_approval_or_none() -> None:
    text = "대통령이 국정 운영을 '잘하고 있다'는 응답은 61%였다. '잘못하고 있다'는 28%로 나왔다."
    assert measured(text) == ["긍정 평가 비율", "부정 평가 비율"]


def owned(text: str) -> list[tuple[str, str]]:
    claims = extract_claims(Article(url=Url("doc"), title="", text=text))
    return [(c.subject, c.metric) for c in claims]


def test_a_property_with_its_owner_tells_no_figure() -> None:
    text = (
        "누리SDI는 3분기 매출 3조518억원을 기록했다. "
        "증권가에서는 한결솔루션의 2027년 매출이 30조원에 이를 것으로 전망한다."
    )
    assert owned(text)[1] == ("한결솔루션", "매출")


def test_what_another_tells_at_the_end_is_of_its_own_topic() -> None:
    text = (
        "누리SDI는 3분기 매출 3조518억원을 기록했다. "
        "10월 셋째 주 서울 아파트값은 0.50% 올랐다고 한국통계원이 밝혔다."
    )
    (_, _), (owner, metric) = owned(text)
    assert owner.startswith("서울")
    assert "매출" not in metric
    first = next(iter(extract_claims(Article(url=Url("doc"), title="", text=text))))
    assert first.attribution is None


def test_what_is_written_is_not_spent() -> None:
    text = "어제 기사에서 빈집을 6만7100가구라고 썼으나 6만6776가구가 맞습니다."
    assert all("지출" not in metric for metric in measured(text))


def test_a_rate_in_a_bracket_is_what_the_one_before_it_is() -> None:
    text = (
        "지난주 빈방 매매가격이 0.22% 올라 전주(0.28%)보다 오름폭이 줄었다고 부동산연구원이 밝혔다."
    )
    before, after = measured(text)
    assert before == after
