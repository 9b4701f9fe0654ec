"""A number of a part, read with the words of the whole: judge/parts.py."""

from __future__ import annotations

import pytest

from monitor.judge.alerts import iter_alerts, judge_claims, seed_baseline
from monitor.judge.match import facets
from monitor.judge.parts import is_apart, is_portion, named_parts, part_here
from monitor.judge.place import find_place
from monitor.model import Claim, Kind
from tests.unit.judge_samples import NOW, a_claim, a_source, a_topic


@pytest.mark.parametrize(
    ("quote", "value", "unit", "part"),
    [
        ("에너지는 2조6000억 원이다.", "2600000000000", "KRW", "에너지"),
        ("분야별로는 양자통신에 610억 원이 배정됐다.", "61000000000", "KRW", "양자통신"),
        ("주택용은 155.7원이다.", "155.7", "KRW", "주택용"),
        ("올해는 2조6000억 원이다.", "2600000000000", "KRW", ""),  # a time
        ("1년 전에는 610억 원이었다.", "61000000000", "KRW", ""),
        ("예산은 610억 원이다.", "61000000000", "KRW", ""),  # what is measured
        ("미국은 610억 원이다.", "61000000000", "KRW", ""),  # whose
        ("연구소가 내놓은 610억 원이 나왔다.", "61000000000", "KRW", ""),  # a verb
        ("전문가는 610억 원이라고 했다.", "61000000000", "KRW", ""),  # who says so
    ],
)
def test_a_part_stands_right_before_its_number(
    quote: str, value: str, unit: str, part: str
) -> None:
    assert part_here(a_claim("한국 정부", "예산", value, unit, quote=quote)) == part


def test_what_the_fields_say_already_is_no_part_left_out() -> None:
    claim = a_claim("에너지", "예산", 10, "KRW", quote="에너지는 10원이다.")
    assert part_here(claim) == ""
    said = a_claim("한국", "예산", 10, "KRW", quote="앱센서스는 10원이다.", attribution="앱센서스")
    assert part_here(said) == ""


def test_a_portion_of_what_was_told_before_is_another_figure() -> None:
    whole = a_claim("한국", "예산", 90, "KRW", quote="예산은 90원이다.")
    portion = a_claim("한국", "예산", 30, "KRW", quote="이 가운데 연구에 30원이 간다.")
    share = a_claim("한국", "비율", 30, "%", quote="이 가운데 30%가 연구다.")
    known = a_claim("한국", "연구 예산", 30, "KRW", quote="이 가운데 연구에 30원이 간다.")
    assert is_portion(portion)
    assert not is_portion(whole)
    assert not is_portion(share)
    assert not is_portion(known)  # its metric says so itself
    assert is_apart(portion, whole)
    assert is_apart(whole, portion)


def test_the_same_part_told_twice_is_one_figure() -> None:
    old = a_claim("한국", "예산", 30, "KRW", quote="에너지는 30원이다.")
    new = a_claim("한국", "예산", 40, "KRW", quote="내년 에너지 몫을 보면 에너지는 40원이다.")
    assert not is_apart(new, old)


TOPIC = a_topic("한국 연구개발", figures=(("연구개발 예산", "KRW", ("한국 정부",)),))


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("내년 연구개발 예산은 2조6000억 원이다.", Kind.CHANGED),
        ("에너지는 2조6000억 원이다.", Kind.NEW),
    ],
)
def test_a_part_never_changes_the_whole(quote: str, kind: Kind) -> None:
    metric = "연구개발 예산"
    held = a_claim(
        "한국 정부", metric, "3.5e12", "KRW", year=2026, quote="예산은 3조5000억 원이다."
    )
    new = a_claim("한국 정부", metric, "2.6e12", "KRW", year=2027, quote=quote, doc="n1")
    seed = a_source("seed", is_seed=True, day="2026-01-01")
    figures = seed_baseline([(seed, [held])], now=NOW)
    judged = judge_claims([new], figures, source=a_source("n1"), topics=(TOPIC,), now=NOW)
    assert [alert.kind for alert in iter_alerts(judged)] == [kind]


def test_the_concept_right_before_a_number_beats_one_carried_there() -> None:
    quote = "이 회사의 잉여현금흐름은 103억 달러로 줄었다."
    carried = a_claim("메타", "설비투자", "1.03e10", "USD", quote=quote)
    assert facets(carried).head == "cash_flow"
    loose = a_claim("한국", "벤처투자 유치액", 20, "KRW", quote="스타트업 투자가 20원이다.")
    short = a_claim("한국", "연구개발 예산", 20, "KRW", quote="예산은 20원이다.")
    assert facets(short).head == "rnd_budget"
    assert facets(loose).head == facets(a_claim("한국", "벤처투자 유치액", 20, "KRW")).head


def test_what_is_cut_or_added_is_a_move_and_no_level() -> None:
    claim = a_claim("국회", "예산", 12, "KRW")
    for quote in ("이 가운데 12원을 깎았다.", "12원을 덜어 냈다.", "12원을 보탠 예산안이다."):
        place = find_place(quote, claim.interval.low or 0)
        assert place is not None
        assert place.is_move, quote


def _profit(value: float, quote: str, subject: str = "소람기공", metric: str = "영업이익") -> Claim:
    return a_claim(subject, metric, value, "KRW", year=2025, quote=quote, at=int(value / 1e8))


@pytest.mark.parametrize(
    ("claim", "part"),
    [
        (_profit(3e10, "엘리베이터 부문 영업이익은 300억원이다."), {"엘리베이터"}),
        (_profit(3e10, "이 가운데 펌프 사업부의 3분기 영업이익이 300억원이다."), {"펌프"}),
        (_profit(3e10, "영업이익은 300억원이다.", "소람기공 베트남 법인"), {"베트남"}),
        (_profit(3e10, "영업이익은 300억원이다.", metric="펌프 부문 영업이익"), {"펌프"}),
        (_profit(3e10, "영업이익은 300억원이다.", "소람유통 둔산점"), {"둔산"}),
        (_profit(3e10, "펌프 부문 부진으로 영업이익이 300억원에 그쳤다."), set()),
        (_profit(3e10, "전체 부문 영업이익은 300억원이다."), set()),
        (_profit(3e10, "영업이익은 300억원이다.", "소람백화점"), set()),
    ],
)
def test_a_part_of_a_firm_is_named_by_fields_or_right_before_the_metric(
    claim: Claim, part: set[str]
) -> None:
    assert named_parts(claim) == part


def test_results_of_parts_and_of_the_whole_are_figures_of_their_own() -> None:
    whole = _profit(1.9e11, "소람기공의 지난해 영업이익은 1900억원이다.")
    pumps = _profit(6e10, "펌프 부문 영업이익은 600억원이다.")
    lifts = _profit(9e10, "영업이익은 900억원이다.", "소람기공 엘리베이터 부문")
    seed = a_source("seed", is_seed=True, day="2026-01-01")
    figures = seed_baseline([(seed, [whole, pumps, lifts])], now=NOW)
    assert sorted(len(figure.values) for figure in figures) == [1, 1, 1]
    later = a_source("seed2", is_seed=True, day="2026-02-01")
    again = _profit(7e10, "지난해 펌프 부문 영업이익은 700억원이다.")
    grown = seed_baseline([(later, [again])], now=NOW, figures=figures)
    of_pumps = [f for f in grown if any(v.claim == again for v in f.values)]
    assert [v.claim for f in of_pumps for v in f.values] == [pumps, again]


@pytest.mark.parametrize(
    "quote",
    [
        "총사업비의 3분의 1인 40원은 시가 댄다.",
        "총사업비 가운데 38%에 해당하는 40원을 나라가 댄다.",
        "총사업비의 절반이 넘는 40원을 도가 맡는다.",
    ],
)
def test_a_part_of_what_a_figure_measures_is_not_that_figure(quote: str) -> None:
    whole = a_claim("새길선", "총사업비", 100, "KRW", quote="새길선의 총사업비는 100원이다.")
    part = a_claim("새길선", "총사업비", 40, "KRW", quote=quote)
    assert is_apart(part, whole)
    assert is_apart(whole, part)


def test_half_of_another_thing_is_no_part_of_this_one() -> None:
    whole = a_claim("새길선", "총사업비", 100, "KRW", quote="새길선의 총사업비는 100원이다.")
    other = a_claim("새길선", "총사업비", 90, "KRW", quote="예산의 절반인 90원이 총사업비다.")
    assert not is_apart(other, whole)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("버스 300대를 사들이기로 했다.", "버스 120대를 폐기한다."),
        ("버스 300대를 도입한다.", "버스 120대를 가동하고 있다."),
        ("직원 300명을 채용한다.", "직원 120명을 내보낸다."),
        ("드론 300대를 구매한다.", "드론을 900대로 늘린다."),
    ],
)
def test_what_becomes_of_so_many_tells_two_figures_apart(one: str, other: str) -> None:
    unit = "명" if "명" in one else "대"
    value = "900" if "900" in other else "120"
    first = a_claim("누리시", "수", "300", unit, quote=one)
    second = a_claim("누리시", "수", value, unit, quote=other)
    assert is_apart(first, second)
    assert is_apart(second, first)


def test_one_deed_in_other_words_is_one_figure() -> None:
    first = a_claim("누리시", "버스 수", 300, "대", quote="버스 300대를 사들인다.")
    second = a_claim("누리시", "버스 수", 320, "대", quote="버스 320대를 구입한다.")
    unsaid = a_claim("누리시", "버스 수", 320, "대", quote="버스는 320대다.")
    assert not is_apart(first, second)
    assert not is_apart(first, unsaid)


def test_what_stands_behind_of_these_is_a_part_of_what_does_not_name_it() -> None:
    told = "국내 도자기 시장은 4조2000억 원이고 그중 찻잔 시장은 9000억 원이다."
    part = a_claim("국내 찻잔 시장", "시장 규모", 900_000_000_000, "KRW", quote=told)
    whole = a_claim(
        "국내 시장", "시장 규모", 4_000_000_000_000, "KRW", quote="국내 도자기 시장은 4조 원이다."
    )
    again = a_claim(
        "국내 찻잔 시장", "시장 규모", 950_000_000_000, "KRW", quote="찻잔 시장은 9500억 원이다."
    )
    assert is_apart(part, whole)
    assert is_apart(whole, part)
    assert not is_apart(again, part)
