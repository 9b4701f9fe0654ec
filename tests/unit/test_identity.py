"""What holds two claims of one tracked figure apart: judge/identity.py."""

from __future__ import annotations

from monitor.judge.anchors import anchor, wordings_of
from monitor.judge.identity import Bond, bond
from monitor.model import Claim, Topic, TrackedFigure
from tests.unit.judge_samples import a_claim, a_topic

ANYWHERE = a_topic("출생아 수", figures=(("출생아 수", "명", ()),))
CITY = a_topic("대구 인구", figures=(("출생아 수", "명", ("대구",)),))


def _bond(topic: Topic, new: Claim, old: Claim, title: str = "") -> Bond:
    mine, theirs = (anchor(c, [topic], title=title) for c in (new, old))
    return bond(mine, theirs, new, old)


def _births(subject: str, value: int, quote: str) -> Claim:
    return a_claim(subject, "출생아 수", value, "명", quote=quote)


def test_a_regions_number_is_not_that_of_the_country() -> None:
    nation = _births("한국", 20_100, "한국의 출생아 수는 2만100명이다.")
    region = _births("대구", 1_020, "대구의 출생아 수는 1020명이다.")
    other = _births("부산", 1_100, "부산의 출생아 수는 1100명이다.")
    for one, two in ((region, nation), (nation, region), (region, other)):
        assert _bond(ANYWHERE, one, two) is not Bond.SAME


def test_what_is_tracked_of_a_region_is_of_it_where_the_headline_alone_names_it() -> None:
    region = _births("대구", 1_020, "대구의 출생아 수는 1020명이다.")
    unsaid = _births("", 1_040, "출생아 수는 1040명이다.")
    assert _bond(CITY, unsaid, region, title="대구 출생아 늘어") is Bond.SAME


JOBS = a_topic("고용", figures=(("취업자 수", "명", ("한국",)), ("고용률", "%", ("한국",))))


def _jobs(metric: str, value: float, unit: str, quote: str) -> Claim:
    return a_claim("한국", metric, value, unit, quote=quote)


def test_a_field_of_business_that_nobody_tracks_is_a_part() -> None:
    whole = _jobs("취업자 수", 28_900_000, "명", "취업자는 2890만 명이다.")
    field = _jobs("건설업 취업자 수", 1_980_000, "명", "건설업 취업자는 198만 명이다.")
    assert _bond(JOBS, field, whole) is not Bond.SAME
    assert _bond(JOBS, whole, field) is not Bond.SAME


def test_a_field_of_business_that_the_user_tracks_is_the_figures_own() -> None:
    topic = a_topic("반도체 수출", figures=(("수출액", "USD", ("한국",)),))
    said = a_claim("한국", "반도체 수출액", 12, "USD", quote="반도체 수출액은 12달러다.")
    unsaid = a_claim("한국", "수출액", 14, "USD", quote="수출액은 14달러다.")
    assert _bond(topic, unsaid, said) is not Bond.OTHER


def test_the_rate_of_an_age_is_not_that_of_all() -> None:
    whole = _jobs("고용률", 62.9, "%", "고용률은 62.9%다.")
    for ages in ("15~64세", "15∼64세", "만 60세 이상", "30세 미만"):
        part = _jobs(f"{ages} 고용률", 69.8, "%", f"{ages} 고용률은 69.8%다.")
        assert _bond(JOBS, part, whole) is Bond.OTHER, ages


def test_what_is_tracked_in_all_by_another_name_is_counted_in_all() -> None:
    topic = Topic(
        name="별의 시간",
        figures=(
            TrackedFigure(
                metric="관람객 수",
                aliases=("누적 관람객 수",),
                units=("명",),
                subjects=("별의 시간",),
            ),
        ),
    )
    total = a_claim(
        "별의 시간", "누적 관람객 수", 80, "명", quote="별의 시간의 누적 관람객은 80명이다."
    )
    plain = a_claim("별의 시간", "관람객 수", 95, "명", quote="별의 시간 관람객 수는 95명이다.")
    mine, theirs = (anchor(c, [topic]) for c in (plain, total))
    assert mine is not None
    assert bond(mine, theirs, plain, total) is Bond.OTHER
    assert bond(mine, theirs, plain, total, said=wordings_of(mine, [topic])) is Bond.SAME


def test_what_its_own_words_name_is_not_what_it_is_counted_in() -> None:
    topic = a_topic("초록버스", figures=(("승객 수", "명", ("초록버스",)),))
    riders = a_claim("초록버스", "승객 수", 500, "명", quote="초록버스 승객은 500명이다.")
    other = a_claim(
        "초록버스", "손익분기점", 900, "명", quote="초록버스의 손익분기점은 승객 900명이다."
    )
    mine, theirs = (anchor(c, [topic]) for c in (other, riders))
    assert (
        mine is None
        or bond(mine, theirs, other, riders, said=wordings_of(mine, [topic])) is not Bond.SAME
    )
