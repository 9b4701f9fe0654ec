"""Under what a claim is looked up."""

from __future__ import annotations

from decimal import Decimal

from monitor.judge.terms import claim_terms
from monitor.model import Claim, Interval, Period, Topic, TrackedFigure

TOPICS = (Topic(name="매출 소식", figures=(TrackedFigure(metric="매출", units=("KRW",)),)),)
BY_MEASURE = "~money|41230000000|@revenue"


def _claim(subject: str, quote: str) -> Claim:
    value = Decimal(41_230_000_000)
    return Claim(
        doc="a",
        span=(0, 1),
        quote=quote,
        subject=subject,
        metric="매출",
        interval=Interval(value, value),
        unit="KRW",
        as_of=Period(),
    )


def test_whose_subject_its_sentence_names_is_not_looked_up_by_value_and_measure_alone() -> None:
    terms = claim_terms(_claim("해무리전자", "해무리전자의 매출은 412억3000만 원이었다."), TOPICS)
    assert BY_MEASURE not in terms
    assert any(term.endswith("|해무리전자|revenue") for term in terms)


def test_a_value_of_nobody_is_looked_up_by_what_its_topic_measures() -> None:
    assert BY_MEASURE in claim_terms(_claim("", "매출은 412억3000만 원이었다."), TOPICS)
