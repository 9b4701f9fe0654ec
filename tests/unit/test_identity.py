"""What holds two claims of one tracked figure apart: judge/identity.py."""

from __future__ import annotations

from monitor.judge.anchors import anchor
from monitor.judge.identity import Bond, bond
from monitor.model import Claim, Topic
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
