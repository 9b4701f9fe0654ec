"""Which property a figure gives: the candidates, the classes of heads, and how each is spelt."""

from __future__ import annotations

import pytest

from monitor.extract.clauses import Reading, read_sentence
from monitor.extract.composition import compose, rate_of
from monitor.extract.heads import class_in, classes_of, sort_of, standard_of, suits
from monitor.extract.memory import Belonging, new_memory, remember_figure, remember_sentence
from monitor.extract.metrics import PropertyScale, metric_candidates
from monitor.extract.quantities import extract_quantities
from monitor.extract.verbs import done_to, move_of, per_of


def read(text: str) -> Reading:
    return read_sentence(text, (0, len(text)), extract_quantities(text))


SCALE = PropertyScale(lambda names: 0.0)


def offered(text: str, subject: str = "", figure: int = -1) -> set[str]:
    reading = read(text)
    memory = new_memory("", (), text)
    place = reading.figures[figure]
    return {c.text for c in metric_candidates(reading, place, memory, subject, SCALE)}


@pytest.mark.parametrize(
    ("noun", "unit", "cls"),
    [
        ("광고매출", "KRW", "revenue"),
        ("영업이익", "USD", "profit"),
        ("시장점유율", "%", "share of"),
        ("재범률", "%", "rate"),
        ("누적강수량", "m", "length"),
        ("구독자", "명", "people"),
        ("전기차", "대", "machine"),
        ("초등학교", "곳", "company"),
        ("매출", "명", "not revenue"),
        ("수박", "개", "unknown"),
    ],
)
def test_the_last_word_tells_the_class_of_a_property(noun: str, unit: str, cls: str) -> None:
    assert class_in(noun, sort_of(unit)) == cls


def test_the_longest_ending_decides_the_class() -> None:
    assert [c.name for c in classes_of("목표주가")] == ["price"]
    assert suits("소비전력", "power")
    assert not suits("소비전력", "money")


def test_a_plain_word_has_a_proper_name_in_its_unit_only() -> None:
    assert standard_of("비", "length") == "강수량"
    assert standard_of("비", "money") == ""


@pytest.mark.parametrize(
    ("noun", "rate"),
    [("가입", "가입률"), ("감면", "감면율"), ("투표", "투표율"), ("집행", "집행률")],
)
def test_a_rate_is_spelt_by_the_sound_before_it(noun: str, rate: str) -> None:
    assert rate_of(noun) == rate


@pytest.mark.parametrize(
    ("base", "move", "spelt"),
    [
        ("수출액", "상승률", "수출액 증가율"),
        ("소비자물가", "증가율", "소비자물가 상승률"),
        ("이용자 수", "하락률", "이용자 감소율"),
        ("전기요금", "증가율", "전기요금 상승률"),
    ],
)
def test_amounts_grow_and_prices_rise(base: str, move: str, spelt: str) -> None:
    assert compose(base, "share", "%", move, "") == spelt


def test_a_share_of_what_is_done_is_a_rate() -> None:
    assert compose("미스트랄 지분", "share", "%", "", "") == "미스트랄 지분율"


def test_so_many_times_as_much_is_a_ratio_with_or_without_a_reference() -> None:
    assert compose("피해액", "times", "배", "", "") == "피해액 배율"
    assert compose("피해액", "times", "배", "", "전년") == "전년 대비 피해액 배율"
    assert compose("청약 경쟁률", "times", "배", "", "") == "청약 경쟁률"


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("보험에 가입한 가구는 12.8%에 그쳤다.", "보험 가입률"),
        ("제주 산지에 50㎜의 비가 내렸다.", "강수량"),
        ("이번 투자에서 매겨진 몸값은 15억 달러다.", "기업가치"),
        ("송전망을 건설하는 데 13년이 걸린다.", "송전망 건설 기간"),
        ("주택 34가구가 물에 잠겼다.", "침수 가구 수"),
        ("회사는 데이터센터에 3조원을 투입한다.", "데이터센터 투자액"),
        ("국내 배터리 시장의 31%를 쥐고 있다.", "국내 배터리 시장 점유율"),
        ("새 병원은 320병상을 갖춘다.", "병상 수"),
        ("연구진이 대학생 50명에게 물은 설문이다.", "조사 대상 인원"),
        ("두 항로가 45분 동안 통제됐다.", "통제 시간"),
        ("두 항로가 사흘 동안 통제됐다.", "통제 기간"),
    ],
)
def test_what_is_done_and_the_unit_give_a_property_that_no_word_names(
    text: str, metric: str
) -> None:
    assert metric in offered(text)


def test_a_figure_of_one_is_said_per_person_or_piece() -> None:
    reading = read("국민 한 사람이 평균 3720만원을 낸다.")
    assert per_of(reading, reading.figures[-1]) == "1인당"


def test_what_a_figure_is_for_stands_before_the_verb() -> None:
    reading = read("R1을 개발하는 데 80억 원이 들었다.")
    assert done_to(reading, reading.figures[-1]) == ("개발", "R1")


def test_a_bracket_does_not_part_a_figure_from_its_move() -> None:
    reading = read("지수는 137.22포인트(5.57%) 떨어진 채 마감했다.")
    assert move_of(reading.words, reading.figures[0]) == "하락률"


def test_a_list_goes_on_with_the_property_of_its_first_figure() -> None:
    text = "지난달 이용자 수는 뤼튼(131만 명)과 에이닷(118만 명) 순이다."
    reading = read(text)
    memory = new_memory("", (), text)
    first, second = reading.figures
    remember_figure(reading, first, memory, Belonging("뤼튼", "이용자 수", "이용자 수"))
    after = {c.text for c in metric_candidates(reading, second, memory, "에이닷", SCALE)}
    assert "이용자 수" in after
    remember_sentence(reading, memory)
    later = read("퍼플렉시티는 74만 명이다.")
    found = metric_candidates(later, later.figures[0], memory, "퍼플렉시티", SCALE)
    assert "이용자 수" in {c.text for c in found}


def test_candidates_stay_few_however_long_the_sentence() -> None:
    short = "한빛의 매출과 이익, 투자액, 자산, 부채는 각각 늘어 올해 3조원이다."
    long = "한빛의 매출과 이익, 투자액, 자산, 부채는 각각 늘어 " * 40 + "올해 3조원이다."
    assert len(offered(long)) < 4 * len(offered(short))
