"""What grammar alone settles of an owner or a property, on sentences of several fields."""

from __future__ import annotations

import pytest

from monitor.extract.claims import extract_claims
from monitor.extract.phrases import cut_words
from monitor.model import Article, Claim, Url


def read(text: str) -> list[Claim]:
    return list(extract_claims(Article(url=Url("doc"), title="", text=text)))


def owned(text: str) -> list[tuple[str, str]]:
    return [(c.subject, c.metric) for c in read(text)]


@pytest.mark.parametrize("party", ["더불어민주당", "녹색미래당", "공화당", "국민의힘", "노동당"])
def test_a_party_owns_its_rating(party: str) -> None:
    assert owned(f"{party} 지지율은 37%로 나타났다.") == [(party, "지지율")]


def test_a_party_named_after_another_has_its_own_rating() -> None:
    text = "새벽당 지지율은 31%다. 바른내일당 지지율은 29%다. 진보당은 4%였다."
    assert [c.subject for c in read(text)] == ["새벽당", "바른내일당", "진보당"]


def test_each_bare_name_of_a_list_owns_the_figure_behind_it() -> None:
    text = "정당 지지도는 새벽당 38%, 국민의힘 27%, 바른내일당 5%로 조사됐다."
    assert [c.subject for c in read(text)] == ["새벽당", "국민의힘", "바른내일당"]
    text = "지역별 판매액은 서울 7억원, 광주 3억원이다."
    assert [c.subject for c in read(text)] == ["서울", "광주"]


def test_properties_in_a_row_are_no_names_of_a_list() -> None:
    text = "누리화학의 실적은 매출 3조원, 영업이익 2000억원이다."
    assert all(c.subject.startswith("누리화학") for c in read(text))


@pytest.mark.parametrize(
    ("word", "stem"),
    [("가구당", "가구"), ("배럴당", "배럴"), ("승객당", "승객"), ("점포당", "점포")],
)
def test_things_people_and_units_are_counted_by(word: str, stem: str) -> None:
    found = cut_words(word, (0, len(word)), ())[0]
    assert (found.stem, found.role) == (stem, "each")


@pytest.mark.parametrize("word", ["민주당", "새누리당", "수당", "배당", "양당"])
def test_what_only_ends_in_the_syllable_for_per_is_a_noun(word: str) -> None:
    found = cut_words(word, (0, len(word)), ())[0]
    assert (found.stem, found.role) == (word, "")


def test_who_asks_owns_no_rating() -> None:
    text = "한국갤럽 조사에서 총리 지지율은 43%로 집계됐다."
    assert all("갤럽" not in c.subject for c in read(text))


def test_disapproval_is_not_the_approval_before_it() -> None:
    text = "시장의 시정 지지율은 52%로 집계됐고 부정 평가는 39%였다."
    metrics = [c.metric for c in read(text)]
    assert "지지율" in metrics[0]
    assert metrics[1] == "부정 평가 비율"


def test_an_answer_is_told_with_its_words() -> None:
    text = "주민 설문 결과 버스가 너무 드물다는 응답은 58%였다."
    assert [c.metric for c in read(text)] == ["버스가 너무 드물다는 응답 비율"]


def test_a_short_answer_behind_its_figure_is_told_too() -> None:
    text = "주민의 58%는 버스가 드물다고 답했다. 상인 44%가 ‘손님이 없어 힘들다’고 호소했다."
    assert [c.metric for c in read(text)] == [
        "버스가 드물다는 응답 비율",
        "손님이 없어 힘들다는 응답 비율",
    ]


def test_what_so_many_per_cent_did_is_what_they_measure() -> None:
    text = (
        "공항을 새로 지어야 한다는 의견에는 46%가 찬성했고 41%가 반대했다. 13%는 판단을 유보했다."
    )
    assert [c.metric for c in read(text)] == ["찬성률", "반대율", "판단 유보 비율"]


def test_so_many_people_asked_are_no_rate() -> None:
    text = "시장 지지율은 52%다. 유권자 1203명에게 물은 결과다."
    assert "율" not in [c.metric for c in read(text)][1]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("누리전자의 매출은 3조원이다. 가전 부문 영업이익은 812억원이다.", "가전 부문"),
        ("누리전자의 매출은 3조원이다. 이 가운데 전지 사업부 매출은 90억원이다.", "전지 사업부"),
        ("누리전자의 매출은 3조원이다. 인도 법인 영업이익은 70억원이다.", "인도 법인"),
        (
            "누리전자의 매출은 3조원이다. 인도 법인 매출은 7억원, 북미 지역 매출은 5억원이다.",
            "북미",
        ),
    ],
)
def test_the_part_of_a_company_is_kept(text: str, part: str) -> None:
    last = read(text)[-1]
    assert part in f"{last.subject} {last.metric}"


def test_goods_have_prices_and_shares_are_spoken_of_first() -> None:
    text = "소비자물가가 2% 올랐다. 무는 12% 올랐고 배는 3% 내렸다."
    assert owned(text)[1:] == [("무", "가격 상승률"), ("배", "가격 하락률")]
    text = "증시가 오름세다. 비트코인은 4% 내렸다."
    assert "주가" not in read(text)[0].metric
    text = "증시가 오름세다. 누리전자는 5% 올랐고 다온바이오는 3% 내렸다."
    assert [c.metric for c in read(text)] == ["주가 상승률", "주가 하락률"]


def test_sales_that_are_brought_in_do_not_grow() -> None:
    text = "누리화학은 상반기 매출 3조원, 영업이익 2000억원을 올렸다."
    assert [c.metric for c in read(text)] == ["매출", "영업이익"]
    assert read("누리식품은 과자 가격을 100원 올렸다.")[0].metric.endswith("가격 인상액")


def test_a_prison_term_is_a_claim() -> None:
    text = "법원은 그에게 징역 5년과 벌금 3억원을 선고했다."
    assert [(c.metric, c.unit) for c in read(text)][1] == ("벌금", "KRW")
    assert read(text)[0].metric == "징역 형량"
    text = "법원은 그에게 금고 8개월에 집행유예 2년을 선고했다."
    assert [c.metric for c in read(text)] == ["금고 형량", "집행유예 기간"]


@pytest.mark.parametrize("held", ["기록하고 있는", "거머쥐고 있던", "놓치지 않는", "차지한"])
def test_who_holds_a_rank_owns_it_however_the_verb_goes_on(held: str) -> None:
    text = f"새누 조사에서 1위를 {held} 가람테크는 지난해 특허 40개를 냈다."
    assert owned(text)[0][0] == "가람테크"


def test_a_gap_between_two_is_of_both_and_not_of_what_lies_between() -> None:
    assert owned("한일 간 금리 격차는 1.2%포인트다.") == [("한일", "금리 격차")]


@pytest.mark.parametrize("week", ["10월 셋째 주", "9월 다섯째 주", "이번 주"])
def test_a_week_owns_no_rating(week: str) -> None:
    text = f"{week}에는 새벽당 지지율이 42%였다. {week} 대통령 지지율은 52%로 조사됐다."
    assert [c.subject for c in read(text)] == ["새벽당", "대통령"]


def test_who_asks_owns_no_rating_of_a_party_that_the_sentence_names() -> None:
    text = "한빛갤럽이 지난주 유권자에게 물은 결과를 보면 새길당 지지율은 38%였다."
    assert owned(text) == [("새길당", "지지율")]


def test_a_penalty_is_of_whom_it_is_put_on() -> None:
    text = "수림지법은 정모(42)씨에게 징역 7년을 선고하고 31억원 추징을 명령했다."
    assert {c.subject for c in read(text)} == {"정모 씨"}
    text = "공정거래위원회는 대금을 늦게 준 한결건설에 과징금 18억원을 부과했다."
    assert owned(text) == [("한결건설", "과징금")]


def test_a_rate_that_an_office_sets_is_of_what_it_is_set_for() -> None:
    text = "금융위원회는 청년도약계좌 금리를 연 6%로 정했다."
    assert owned(text) == [("청년도약계좌", "금리")]


def test_a_part_of_a_total_stays_in_the_property() -> None:
    text = (
        "새벌항의 컨테이너 물동량은 2440만TEU다. 환적 물동량은 1350만TEU로 6.7% 늘었다. "
        "수출입 물동량은 1090만TEU다."
    )
    assert [c.metric for c in read(text)][1:] == [
        "환적 물동량",
        "환적 물동량 증가율",
        "수출입 물동량",
    ]


def test_what_moves_by_points_is_no_price() -> None:
    found = owned("새벽당 지지율은 42%다. 민생당은 1.3%포인트 내렸다.")
    assert found[1] == ("민생당", "지지율 하락폭")


def test_shares_rise_and_fall_whatever_the_verb() -> None:
    assert owned("다온은행의 연체율이 0.2%포인트 줄었다.") == [("다온은행", "연체율 하락폭")]


def test_so_much_for_each_owns_nothing() -> None:
    found = read("울산 해태의 경기당 평균 관중은 1만9040명이다.")
    assert "울산 해태" in found[0].subject


def test_which_of_them_is_said_by_a_size_and_no_figure() -> None:
    text = "새벌항은 20피트짜리 컨테이너 4만6천개를 처리했다."
    assert [c.unit for c in read(text)] == ["개"]


def test_a_firm_that_a_clause_is_about_owns_its_figures_whoever_the_article_is_about() -> None:
    text = (
        "다온전자가 2분기 영업손실 312억원을 냈다. 다온전자 매출은 4085억원이다. 경쟁사인 "
        "하람가전은 같은 기간 영업이익 587억원을 올렸고, 매출도 7210억원으로 늘었다."
    )
    assert [c.subject.split()[-1] for c in read(text)] == ["다온전자"] * 2 + ["하람가전"] * 2


def test_a_firm_that_puts_a_figure_forward_owns_it_not() -> None:
    text = "중국 성장률은 4.4%로 예상된다. 노무라증권은 4.2%를 예상했다."
    assert [c.subject for c in read(text)] == ["중국", "중국"]


def test_a_product_that_a_clause_is_about_owns_what_its_property_is_given_for() -> None:
    text = (
        "알리온의 새 칩은 가격이 3만2천달러다. 알리온은 내년에 칩을 양산한다. 경쟁사인 넥스코어의 "
        "'V9'는 메모리가 288GB, 가격은 4만달러다."
    )
    assert ["V9" in c.subject for c in read(text)] == [False, True, True]


def test_a_candidate_owns_the_figure_in_the_bracket_behind_the_name() -> None:
    text = "도지사 지지율은 임 후보가 52%로 백 후보(33%)를 눌렀다."
    assert [c.subject for c in read(text)] == ["임 후보", "백 후보"]


def test_a_party_with_a_plain_word_in_its_name_is_one_of_a_list() -> None:
    text = "정당 지지도는 미래당 40%, 국민연합 34%, 개혁진보당 5%다."
    assert [c.subject for c in read(text)] == ["미래당", "국민연합", "개혁진보당"]


def test_a_list_may_begin_with_a_subject() -> None:
    text = "국가별 수출액은 많다. 일본이 6억9천만달러, 중국 6억6천만달러, 미국 6억2천만달러 순이다."
    assert [c.subject for c in read(text)] == ["일본", "중국", "미국"]


def test_an_age_group_owns_the_property_said_to_be_its_own() -> None:
    text = "택배 기사의 하루 노동시간은 10.3시간이다. 50대 이상의 노동시간은 11.1시간이다."
    assert read(text)[1].subject == "50대 이상"


def test_a_good_owns_the_price_of_the_package_it_comes_in() -> None:
    found = read("도매시장에서는 청상추 4㎏ 상자가 2만8500원에 거래됐다.")
    assert [c.subject for c in found] == ["청상추"]


def test_what_each_costs_is_of_what_it_is_a_price_of() -> None:
    text = "마켓라인은 새 칩의 개당 가격이 올해 500달러 안팎까지 떨어질 것으로 점쳤다."
    assert "칩" in read(text)[0].subject


@pytest.mark.parametrize("office", ["관세청은", "해양수산부는", "국가데이터처는"])
def test_what_an_office_counts_of_nobody_else_is_the_countrys(office: str) -> None:
    assert read(f"{office} 지난해 수출액을 154억달러로 최종 확정했다.")[0].subject == "한국"
    assert read(f"{office} 지난해 수출액을 154억달러로 집계했다.")[0].subject == "한국"


def test_what_an_office_counts_of_somebody_is_theirs() -> None:
    found = read("관세청은 지난해 새한정밀의 수출액을 12억달러로 집계했다.")
    assert found[0].subject == "새한정밀"


def test_what_a_candidate_gets_in_a_poll_is_a_rating_where_nothing_else_is_named() -> None:
    text = (
        "도지사 여론조사에서 백서린 후보 지지율은 43%였다. 지역별로 보면 백 후보는 새솔시에서 "
        "51%를 얻었고, 임 후보는 동부권에서 47%로 앞섰다."
    )
    assert [c.metric for c in read(text)] == ["지지율", "지지율", "지지율"]


def test_who_supports_nobody_has_no_rating() -> None:
    text = "여론조사에서 새날당 지지율은 43%다. 미래당 지지율은 31%다. 부동층은 12%였다."
    assert [c.metric for c in read(text)] == ["지지율", "지지율", "부동층 비율"]


def test_what_is_sorted_by_its_kinds_names_the_share_of_each() -> None:
    text = "추정 사망자는 11명이다. 발생 장소는 논밭이 23.5%로 가장 많았다."
    assert read(text)[-1].metric == "발생 장소 비중"


def test_a_verb_may_name_the_share_by_itself() -> None:
    assert owned("넥스코어가 71%를 점유하고 있다.") == [("넥스코어", "점유율")]
    assert read("새 모델은 수학 시험에서 94.2%를 맞혔다.")[0].metric == "정답률"


def test_praise_and_blame_are_shares_of_those_who_judge() -> None:
    text = "여론조사에서 새길당 지지율은 41%다. 이번 주 대통령 직무 긍정 평가는 49%다."
    assert read(text)[-1].metric == "긍정 평가 비율"
