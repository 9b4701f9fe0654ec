"""Whose a figure is and what it measures, on single sentences of many fields."""

from __future__ import annotations

import pytest

from monitor.extract.claims import extract_claims
from monitor.extract.composition import compose, root_of
from monitor.extract.memory import calling_of
from monitor.extract.owners import names_in, owner_of, sort_of
from monitor.extract.phrases import cut_words, find_phrases
from monitor.extract.rank import Candidate
from monitor.extract.subjects import choose_owner
from monitor.model import Article, Claim, Url


def read(text: str, title: str = "") -> list[Claim]:
    return list(extract_claims(Article(url=Url("doc"), title=title, text=text)))


def owners(text: str, title: str = "") -> list[str]:
    return [c.subject for c in read(text, title)]


def metrics(text: str, title: str = "") -> list[str]:
    return [c.metric for c in read(text, title)]


@pytest.mark.parametrize(
    ("text", "subject", "metric"),
    [
        ("하이닉스의 1분기 매출은 17조6391억원이다.", "하이닉스", "매출"),
        ("우리나라의 민간 투자액은 13.9억 달러에 불과하다.", "우리나라", "민간 투자액"),
        ("국내 로봇 시장 규모는 2조원으로 집계됐다.", "국내 로봇 시장", "시장 규모"),
        ("코스닥은 2.52% 올랐다.", "코스닥", "상승률"),
        ("삼성전자는 평택 공장에 60조원을 투자했다.", "삼성전자", "투자"),
    ],
)
def test_an_owner_and_its_property_are_told_apart(text: str, subject: str, metric: str) -> None:
    claim = read(text)[0]
    assert subject in claim.subject
    assert metric in claim.metric


def test_every_name_before_a_bracket_owns_the_figure_in_it() -> None:
    assert owners("호주(40%)와 스위스(39%), 벨기에(36%)가 뒤를 이었다.") == [
        "호주",
        "스위스",
        "벨기에",
    ]


def test_a_list_without_verbs_gives_each_name_its_figure_and_one_property() -> None:
    claims = read("민간 투자액은 미국이 672억 달러, 중국이 78억 달러였다.")
    assert [c.subject for c in claims] == ["미국", "중국"]
    assert {c.metric for c in claims} == {"민간 투자액"}


def test_a_figure_without_an_owner_of_its_own_keeps_the_one_before() -> None:
    text = "한화오션의 수주액은 74억달러다. 수주 잔고는 312억달러다."
    assert owners(text) == ["한화오션", "한화오션"]


def test_what_a_figure_is_compared_with_is_not_its_owner() -> None:
    claims = read("쿠팡의 매출은 41조원으로 이마트의 두 배다.")
    assert [c.subject for c in claims] == ["쿠팡", "쿠팡"]
    assert claims[1].metric == "이마트 대비 매출 배율"


def test_who_only_counts_does_not_own_the_figure() -> None:
    text = "한빛리서치는 쿠팡의 월간 이용자를 2300만 명으로 추산했다."
    assert owners(text) == ["쿠팡"]


def test_a_growth_is_named_after_its_direction() -> None:
    text = "현대차의 판매량은 103만8000대로 작년보다 2.6% 늘었다."
    assert metrics(text)[1] == "판매량 증가율"


def test_a_metric_is_never_empty() -> None:
    for text in ("30%", "3조 원.", "그리고 40명", "(7위)", "“5% 수준”이라고"):
        assert all(c.metric and c.subject for c in read(text))


@pytest.mark.parametrize(
    ("base", "kind", "unit", "move", "reference", "metric"),
    [
        ("매출", "share", "%", "증가율", "", "매출 증가율"),
        ("점유율", "share", "%", "", "", "점유율"),
        ("재생에너지", "share", "%", "", "", "재생에너지 비율"),
        ("기준금리", "share", "%p", "", "", "기준금리 차이"),
        ("개발 비용", "times", "배", "", "미국산", "미국산 대비 개발 비용 배율"),
        ("개발 비용", "share", "%", "", "미국산", "미국산 대비 개발 비용 비율"),
        ("무기 수출", "rank", "위", "", "", "무기 수출 순위"),
        ("월간 이용자", "people", "명", "", "", "월간 이용자 수"),
        ("부족 인력", "people", "명", "", "", "부족 인력"),
        ("공장 투자", "money", "KRW", "", "", "공장 투자"),
        ("결제", "money", "KRW", "", "", "결제액"),
        ("GPU 구매", "count", "장", "", "", "GPU 구매량"),
        ("차", "score", "점", "", "", "점수 차"),
        ("취업자 수", "people", "명", "감소율", "", "취업자 감소 수"),
        ("수출액", "money", "USD", "증가율", "", "수출액 증가액"),
        ("고용률", "share", "%p", "상승률", "", "고용률 상승폭"),
        ("취업자 감소율", "share", "%", "증가율", "", "취업자 증가율"),
        ("성장률", "share", "%", "증감률", "", "성장률"),
        ("이용자 수 순위", "people", "명", "", "", "이용자 수"),
        ("합계출산율", "people", "명", "", "", "합계출산율"),
        ("실종", "people", "명", "", "", "실종자 수"),
    ],
)
def test_a_metric_says_what_the_unit_adds_to_the_property(
    base: str, kind: str, unit: str, move: str, reference: str, metric: str
) -> None:
    assert compose(base, kind, unit, move, reference) == metric


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("결과 효과 국가는", [("결과 효과 국가", "topic")]),
        ("새로 늘어난 보고서는", [("보고서", "topic")]),
        ("인공지능(AI) 예산이", [("인공지능 예산", "subject")]),
        ("‘딥 리서치’는 한국의 경우", [("딥 리서치", "topic"), ("한국", "topic")]),
        ("세종이 멈췄고 부산도", [("세종", "subject"), ("부산", "also")]),
        ("바이트댄스의 올해 설비투자는", [("바이트댄스의 설비투자", "topic")]),
    ],
)
def test_phrases_end_where_their_particles_say(text: str, phrases: list[tuple[str, str]]) -> None:
    found = find_phrases(cut_words(text, (0, len(text)), ()))
    assert [(p.text, p.role) for p in found if p.depth == 0] == phrases


@pytest.mark.parametrize(
    ("base", "root"),
    [
        ("취업자 증가 폭", "취업자"),
        ("월간 이용자 수 감소율", "월간 이용자"),
        ("미국 대비 특허 출원 건수", "특허 출원"),
        ("순위", ""),
        ("매출", "매출"),
    ],
)
def test_the_root_of_a_property_is_what_no_figure_added(base: str, root: str) -> None:
    assert root_of(base) == root


def test_a_change_at_the_end_of_a_list_is_that_of_every_figure_in_it() -> None:
    text = "지난달 취업자 수는 2841만 명이다. 제조업은 6만2천명, 건설업은 4만명 줄었다."
    assert metrics(text)[1:] == ["취업자 감소 수", "취업자 감소 수"]


def test_a_sign_in_a_bracket_is_a_change() -> None:
    text = "3월 수출액은 658억 달러다. 중국(118억 달러, +9.2%), 미국(106억 달러, -4.7%) 순이다."
    claims = read(text)
    assert [c.metric for c in claims if c.unit == "%"] == ["수출액 증가율", "수출액 증감률"]
    assert [c.subject for c in claims[1:]] == ["중국", "중국", "미국", "미국"]


def test_what_only_announces_a_list_owns_nothing() -> None:
    text = "업체별 점유율은 가온전자 38.2%, 나래전지 16.7% 순이다."
    assert owners(text) == ["가온전자", "나래전지"]


def test_whoever_counts_for_the_country_does_not_own_the_figure() -> None:
    text = "통계청에 따르면 지난해 출생아 수는 25만4300명으로 6.7% 늘었다."
    assert owners(text) == ["한국", "한국"]


@pytest.mark.parametrize(
    "word", ["낳는", "뺀", "따진", "치솟아", "웃돈다", "뽑고", "놓치면", "그친다는", "섞여", "키워"]
)
def test_a_verb_before_its_noun_is_no_name(word: str) -> None:
    assert find_phrases(cut_words(word, (0, len(word)), ())) == ()


def test_a_property_that_looks_like_a_verb_stays_a_topic() -> None:
    text = "수입은 영업손실은"
    found = find_phrases(cut_words(text, (0, len(text)), ()))
    assert [(p.text, p.role) for p in found] == [("수입", "topic"), ("영업손실", "topic")]


@pytest.mark.parametrize(
    "word", ["장어", "육아", "새마을금고", "광고", "배려", "참여", "무게", "물건"]
)
def test_a_noun_that_ends_like_a_verb_stays_a_noun(word: str) -> None:
    found = find_phrases(cut_words(word, (0, len(word)), ()))
    assert [p.text for p in found] == [word]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("쓰지 않았다", "쓰지"),
        ("늘리기로 했다", "늘리기로"),
        ("사들일 계획", "사들일"),
        ("보고 있다", ""),
    ],
)
def test_the_next_word_gives_a_verb_away(text: str, verb: str) -> None:
    words = cut_words(text, (0, len(text)), ())
    assert (words[0].stem if words[0].kind != "noun" else "") == verb


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("사회의", "사회"),
        ("농심의", "농심"),
        ("국제회의", "국제회의"),
        ("세종이", "세종"),
        ("소비자물가", "소비자물가"),
    ],
)
def test_a_particle_is_told_from_the_end_of_a_noun(word: str, stem: str) -> None:
    assert cut_words(word, (0, len(word)), ())[0].stem == stem


@pytest.mark.parametrize(
    ("owner", "sort"),
    [
        ("다온게임즈", "name"),
        ("합격률", "measure"),
        ("출퇴근 버스", "thing of common"),
        ("딥시크 앱", "thing of name"),
        ("제주 주민", "people of place"),
    ],
)
def test_a_name_is_what_no_listed_noun_makes_up(owner: str, sort: str) -> None:
    assert sort_of(owner) == sort


def test_the_names_in_a_phrase_are_its_actors() -> None:
    def names(text: str) -> dict[str, bool]:
        return names_in(find_phrases(cut_words(text, (0, len(text)), ()))[0])

    assert names("보안업체 지킴이랩스는") == {"지킴이랩스": True}
    assert names("서울의 집값은") == {"서울": False}


def test_a_count_lends_its_particle_to_the_noun_before_it() -> None:
    assert owners("기업 한 곳이 올해 쓴 돈은 평균 3억원이다.")[-1] == "기업"


def test_candidates_of_one_name_speak_together() -> None:
    made = [("코스닥", 100.0), ("움직임", 60.0), ("로봇업체 움직임", 70.0)]
    chosen = choose_owner([Candidate(text, score) for text, score in made])
    assert chosen is not None
    assert chosen.text == "로봇업체 움직임"
    assert choose_owner([]) is None


def test_the_share_of_an_owner_counts_those_of_its_name_and_falls_with_a_rival() -> None:
    def share(*made: tuple[str, float]) -> float:
        chosen = choose_owner([Candidate(text, score) for text, score in made])
        assert chosen is not None
        return chosen.share

    assert share(("코스닥", 100.0)) == 1
    assert share(("코스닥", 500.0), ("코스피", 0.0)) == 1
    assert share(("로봇업체", 100.0), ("로봇업체 움직임", 100.0)) == 1
    assert share(("코스닥", 100.0), ("코스피", 100.0)) == 0.5
    assert 0.7 < share(("코스닥", 200.0), ("코스피", 100.0)) < 0.75


def test_a_noun_that_points_back_takes_up_what_was_called_so() -> None:
    text = (
        "하늘자동차그룹이 휴머노이드 로봇 두루미를 공장에 세웠다. "
        "하늘자동차그룹은 미국에서 시험해 왔다. 이 로봇의 무게는 89㎏이다."
    )
    assert "두루미" in owners(text)[0]


@pytest.mark.parametrize(
    ("name", "words", "calling"),
    [
        ("나르미", ["스타트업"], "company"),
        ("두루미", ["로봇", "휴머노이드"], "product"),
        ("윤서진", ["대표"], "person"),
        ("한길은행", [], "company"),
        ("질병관리청", [], "body"),
        ("은솔시", [], "place"),
        ("나르미", [], ""),
    ],
)
def test_a_name_is_called_what_stands_beside_it_or_what_it_ends_in(
    name: str, words: list[str], calling: str
) -> None:
    assert calling_of(name, words) == calling


def test_the_letters_before_questions_and_answers_are_no_part_of_a_name() -> None:
    for text in ("A. 폭염일수는 올해 가장 길었다.", "Q. 폭염일수는 몇 날인가."):
        phrase = find_phrases(cut_words(text, (0, len(text)), ()))[0]
        assert owner_of(phrase)[0] == "폭염일수"


def test_who_says_it_at_the_end_of_the_sentence_owns_no_figure() -> None:
    text = "한빛모터스가 아낄 관세는 한 해 4조원이라고 온누리신용평가는 계산했다."
    assert "온누리" not in owners(text)[0]


ABOUT_ANOTHER = (
    "한결방산이 루마니아와 자주포 수출 계약을 맺었다. "
    "증권가는 올해 한결방산 매출을 9조 3000억 원으로 본다. "
)


def test_a_rival_named_beside_its_property_owns_it_whoever_the_article_is_about() -> None:
    text = ABOUT_ANOTHER + "경쟁사 두림중공업의 수주 잔고는 22조 원이다."
    assert owners(text, "루마니아, 한결방산 자주포 산다")[-1] == "두림중공업"


def test_each_name_of_a_row_owns_the_figure_behind_it_whoever_the_article_is_about() -> None:
    text = (
        "누리플레이의 9월 월간 이용자가 688만 명으로 줄었다. "
        "앱가늠은 스트림하우스가 1398만 명으로 1위를 지켰고, "
        "누리플레이가 2위, 바로극장이 533만 명으로 3위라고 밝혔다."
    )
    assert owners(text, "누리플레이 이용자 688만으로 '뚝'")[-2:] == ["바로극장", "바로극장"]


def test_a_property_is_named_with_all_its_words_right_before_the_figure() -> None:
    text = "온누리은행의 6월 말 수신 잔액은 31조 5000억 원, 여신 잔액은 24조 8000억 원이다."
    assert metrics(text) == ["수신 잔액", "여신 잔액"]


def test_an_adverb_with_a_particle_is_nobody() -> None:
    text = (
        "국토부가 인정한 전세사기 피해자는 3만 명이다. "
        "세입자모임은 피해자가 실제로는 5만 명이라고 추산했다."
    )
    assert "실제로" not in " ".join(owners(text))


def test_how_long_it_is_counted_is_no_part_of_whose_it_is() -> None:
    text = "나라경제연구원은 올해 연간 반도체 수출이 1690억 달러를 기록할 것으로 내다봤다."
    assert "연간 반도체" not in owners(text)


def test_who_foresees_what_is_anothers_owns_it_not() -> None:
    told = owners("국회예산처는 올해 합계출산율이 0.79명까지 오를 것으로 내다봤다.")
    assert told == ["한국"]
    own = owners("한빛전자는 올해 매출이 12조 원에 이를 것으로 내다봤다.")
    assert own == ["한빛전자"]


def test_what_stands_in_brackets_behind_a_property_is_nobody() -> None:
    text = (
        "온누리은행이 실적을 냈다. "
        "월간 활성 이용자(MAU)는 905만 명, 주간 활성 이용자(WAU)는 668만 명이었다."
    )
    assert not {"MAU", "WAU"} & set(owners(text))


def test_a_share_that_the_sentence_tells_is_what_moved_by_points() -> None:
    text = "온누리은행의 순이자마진은 1.97%로 2분기(2.04%)보다 0.07%포인트 하락했다."
    assert metrics(text)[-1].startswith("순이자마진")


def test_a_property_comes_from_before_the_figure_not_from_the_next_one() -> None:
    text = "온누리은행의 고객 수는 6월 말 기준 1240만 명이고 월간 활성 이용자는 870만 명이다."
    assert metrics(text)[0] == "고객 수"


def test_what_came_to_so_much_in_all_is_the_property_told_before() -> None:
    text = (
        "지난달 방한 외래관광객이 170만 2000명으로 집계됐다. 9월까지 누적은 1408만 명이다.\n"
        "일본 34만 7000명, 대만 16만 8000명이 뒤를 이었다."
    )
    told = metrics(text)
    assert told[1].startswith("누적 ")
    assert "관광객" in told[1]
    assert "누적" not in told[2]


def test_a_place_named_with_the_property_owns_it_whatever_place_the_article_is_about() -> None:
    text = (
        "지난달 서울 아파트 매매 거래량은 3904건으로 한 달 전보다 줄었다. "
        "경기도 아파트 거래량은 1만 1020건이었다."
    )
    told = owners(text, "10월 서울 아파트 거래 3900건으로 뚝")
    assert "경기" in told[-1]
    assert "서울" not in told[-1]
