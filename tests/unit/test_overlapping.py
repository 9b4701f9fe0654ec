"""Topics that overlap: one figure tracked by two of them is compared as either alone would."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations

import pytest

from monitor.extract.claims import extract_claims
from monitor.judge.alerts import iter_alerts, judge_claims, seed_baseline
from monitor.model import Alert, Article, Kind, Source, Topic, TrackedFigure, Url
from tests.unit.judge_samples import NOW, a_topic

# What one article names by the first name, and another by the second.
WIDE = Topic(
    name="AI 앱",
    aliases=("생성형 AI 앱",),
    figures=(
        TrackedFigure(
            metric="내려받은 횟수", aliases=("설치 건수",), units=("건",), subjects=("누리챗",)
        ),
    ),
)
NARROW = a_topic("누리챗", figures=(("설치 건수", "건", ("누리챗",)),))
BARE = Topic(name="챗봇", aliases=("누리챗",))
OTHER = a_topic("다온챗", figures=(("설치 건수", "건", ("다온챗",)),))
OLD = "누리챗의 지난 1월 내려받은 횟수는 12만 건이었다."
NEW = "누리챗의 2월 설치 건수는 15만 건이었다."


def _alerts(topics: Sequence[Topic], old: str = OLD, new: str = NEW) -> tuple[Alert, ...]:
    title = "누리챗 소식"
    pages = [
        Article(url=Url(f"https://{name}.example/1"), title=title, text=text, published=day)
        for name, text, day in (("a", old, NOW - timedelta(days=20)), ("b", new, NOW))
    ]
    first, second = (Source(doc=p.url, title=title, published=p.published) for p in pages)
    held = seed_baseline([(first, extract_claims(pages[0]))], topics, now=NOW)
    judged = judge_claims(
        extract_claims(pages[1]),
        held,
        source=second,
        topics=topics,
        now=NOW,
        context=pages[1].text,
    )
    return iter_alerts(judged)


@pytest.mark.parametrize("more", [(), (NARROW,), (BARE,), (OTHER,), (NARROW, BARE, OTHER)])
def test_a_topic_more_takes_no_comparison_away(more: tuple[Topic, ...]) -> None:
    for topics in permutations((WIDE, *more)):
        (alert,) = _alerts(topics)
        assert alert.kind is Kind.CHANGED
        assert alert.previous is not None
        assert alert.previous.claim.interval.low == 120_000


def test_which_topic_comes_first_makes_no_difference() -> None:
    told = {
        tuple((a.kind, a.topic, a.key) for a in _alerts(topics))
        for topics in permutations((WIDE, NARROW, BARE, OTHER))
    }
    assert len(told) == 1


def test_what_no_topic_takes_for_one_figure_stays_two() -> None:
    """Another app's number is none of this one's, however many topics follow both."""
    new = "다온챗의 2월 설치 건수는 15만 건이었다."
    for topics in permutations((WIDE, NARROW, OTHER)):
        assert Kind.CHANGED not in {a.kind for a in _alerts(topics, new=new)}
