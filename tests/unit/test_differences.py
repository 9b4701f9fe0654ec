"""By how much a figure moved is no alert beside what it came to: judge/differences.py."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from monitor.judge.alerts import apply_judgement, iter_alerts, judge_claims, seed_baseline
from monitor.model import Alert, Claim, Kind, Topic
from tests.unit.judge_samples import NOW, a_claim, a_source, a_topic

STOCK = a_topic("누리전자", figures=(("주가", "KRW", ("누리전자",)),))
JOBS = a_topic("한국 고용", figures=(("실업률", "%", ("한국",)),))
GROWTH = a_topic(
    "한국 수출", figures=(("수출액", "USD", ("한국",)), ("수출 증가율", "%", ("한국",)))
)
TOPICS: tuple[Topic, ...] = (STOCK, JOBS, GROWTH)
OLD = ("2026-02-26", "2026-02-26")
NEW = ("2026-02-27", "2026-02-27")
TEXT = "누리전자 주가는 전날보다 3200원(3.7%) 오른 8만9200원에 마감했다."


def _price(value: int, day: tuple[str, str]) -> Claim:
    quote = f"누리전자 주가는 {value}원에 마감했다."
    return a_claim("누리전자", "주가", value, "KRW", period=day, quote=quote)


def _rate(value: str, day: tuple[str, str], metric: str = "주가 상승률") -> Claim:
    quote = f"누리전자 주가는 전날보다 {value}% 올랐다."
    return a_claim("누리전자", metric, value, "%", period=day, quote=quote, at=TEXT.index("3.7%"))


def _alerts(held: Sequence[Claim], new: Sequence[Claim]) -> tuple[Alert, ...]:
    seed = a_source("seed.md", day="2026-02-26", is_seed=True)
    figures = seed_baseline([(seed, held)], TOPICS, now=NOW)
    source = a_source("n1", day="2026-02-27")
    judged = judge_claims(new, figures, source=source, topics=TOPICS, now=NOW, context=TEXT)
    kept = {f.key: f for f in figures}
    for judgement in judged:
        kept = dict(apply_judgement(kept, judgement, source))
    told = [v.claim for f in kept.values() for v in f.values if v.source.doc == "n1"]
    assert len(told) == len(new), "every value enters the history"
    return iter_alerts(judged)


def test_a_change_of_a_change_is_none_beside_the_level_and_stands_with_it() -> None:
    held = [_price(86000, OLD), _rate("1.2", OLD)]
    (alert,) = _alerts(held, [_price(89200, NEW), _rate("3.7", NEW)])
    assert alert.kind is Kind.CHANGED
    assert alert.claim.metric == "주가"
    assert alert.reason.facts["said"].startswith("주가 상승률 3")


def test_a_day_s_difference_is_no_new_figure_beside_the_level_either() -> None:
    (alert,) = _alerts([_price(86000, OLD)], [_price(89200, NEW), _rate("3.7", NEW)])
    assert alert.claim.metric == "주가"


def test_without_the_level_the_difference_is_told() -> None:
    alerts = _alerts([_price(86000, OLD), _rate("1.2", OLD)], [_rate("3.7", NEW)])
    assert [a.claim.metric for a in alerts] == ["주가 상승률"]


@pytest.mark.parametrize("other", ["한빛전자", "누리전자 우선주"])
def test_the_level_of_another_thing_or_time_takes_nothing_away(other: str) -> None:
    level = a_claim(other, "주가", 5000, "KRW", period=NEW, quote=f"{other} 주가는 5000원이다.")
    held = [_price(86000, OLD), _rate("1.2", OLD)]
    assert "주가 상승률" in [a.claim.metric for a in _alerts(held, [level, _rate("3.7", NEW)])]
    late = _price(89200, ("2026-02-02", "2026-02-02"))
    assert "주가 상승률" in [a.claim.metric for a in _alerts(held, [late, _rate("3.7", NEW)])]


def test_points_by_which_a_rate_moved_stand_with_the_rate() -> None:
    old, new = ("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-02-28")

    def points(value: str, month: tuple[str, str]) -> Claim:
        quote = f"한국의 실업률은 {value}%포인트 올랐다."
        return a_claim("한국", "실업률 상승폭", value, "%p", period=month, quote=quote)

    def rate(value: str, month: tuple[str, str]) -> Claim:
        quote = f"한국의 실업률은 {value}%였다."
        return a_claim("한국", "실업률", value, "%", period=month, quote=quote)

    alerts = _alerts([rate("2.7", old), points("0.1", old)], [rate("3.1", new), points("0.4", new)])
    assert [a.claim.metric for a in alerts] == ["실업률"]


def test_a_difference_that_a_topic_tracks_is_a_figure_like_any_other() -> None:
    old, new = ("2025-01-01", "2025-12-31"), ("2026-01-01", "2026-12-31")

    def growth(value: str, year: tuple[str, str]) -> Claim:
        quote = f"한국의 수출은 {value}% 늘었다."
        return a_claim("한국", "수출 증가율", value, "%", period=year, quote=quote)

    def exports(value: int, year: tuple[str, str]) -> Claim:
        quote = f"한국의 수출액은 {value}달러였다."
        return a_claim("한국", "수출액", value, "USD", period=year, quote=quote)

    alerts = _alerts(
        [exports(680, old), growth("8.1", old)], [exports(720, new), growth("5.9", new)]
    )
    assert {a.claim.metric for a in alerts} == {"수출액", "수출 증가율"}
