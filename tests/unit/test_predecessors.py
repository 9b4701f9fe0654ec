"""Which value held a new one is measured by: of its own time, and foretold or told as it is."""

from __future__ import annotations

import pytest

from monitor.judge.alerts import iter_alerts, judge_claims, seed_baseline
from monitor.model import Alert, Claim, Kind, Topic
from tests.unit.judge_samples import NOW, a_claim, a_source, a_topic

TOPIC = a_topic("두레중공업", figures=(("수주액", "KRW", ("두레중공업",)),))
SUMMER = ("2025-07-01", "2025-09-30")
AUTUMN = ("2025-10-01", "2025-12-31")


def _orders(low: float, quote: str, **more: object) -> Claim:
    return a_claim("두레중공업", "수주액", low, "KRW", quote=quote, **more)  # type: ignore[arg-type]


def _alerts(held: list[Claim], new: Claim, topic: Topic = TOPIC) -> list[Alert]:
    seed = a_source("seed", is_seed=True, day="2025-11-10")
    figures = seed_baseline([(seed, held)], now=NOW)
    source = a_source("n1", day="2025-12-01")
    return [*iter_alerts(judge_claims([new], figures, source=source, topics=(topic,), now=NOW))]


TOLD = _orders(3.104e12, "3분기 수주액은 3조1040억원이었다.", period=SUMMER, at=1)
FORETOLD = _orders(
    3.4e12, "4분기 수주액은 3조4천억원으로 예상된다.", period=AUTUMN, at=9, modality="forecast"
)


def test_a_forecast_is_measured_by_the_forecast_for_its_time() -> None:
    new = _orders(
        3.1e12,
        "4분기 수주액이 3조1천억원 수준일 것으로 내다봤다.",
        period=AUTUMN,
        modality="forecast",
        approx=True,
        doc="n1",
    )
    (alert,) = _alerts([TOLD, FORETOLD], new)
    assert alert.kind in (Kind.CHANGED, Kind.CONFLICT)
    assert alert.previous is not None
    assert alert.previous.claim.modality == "forecast"
    assert all(a.kind is not Kind.CONFIRMED for a in _alerts([TOLD], new))


def test_a_value_of_its_own_time_goes_before_a_nearer_one_of_another() -> None:
    before = _orders(3.6e12, "4분기 수주액은 3조6천억원이다.", period=AUTUMN, at=5)
    new = _orders(3.1e12, "4분기 수주액은 3조1천억원이다.", period=AUTUMN, doc="n1")
    (alert,) = _alerts([TOLD, before], new)
    assert alert.kind in (Kind.CHANGED, Kind.CONFLICT)
    assert alert.previous is not None
    assert alert.previous.claim.interval.low == before.interval.low


def _fees(low: float, quote: str, **more: object) -> Claim:
    return a_claim("네이버", "매출", low, "KRW", quote=quote, period=SUMMER, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("modality", "attribution", "kinds"),
    [
        ("denied", "네이버", []),  # by whom it is of
        ("denied", None, []),  # by the report itself
        ("denied", "금융감독원", [Kind.CONFLICT]),
        ("alleged", "금융감독원", [Kind.CONFLICT]),
    ],
)
def test_what_a_firm_denies_of_itself_is_no_conflict_of_sources(
    modality: str, attribution: str | None, kinds: list[Kind]
) -> None:
    held = _fees(2.71e12, "네이버 매출은 2조7100억원이라고 했다.", attribution="네이버", at=1)
    new = _fees(
        2.3e12,
        "네이버 매출이 2조3천억원이라는 소문은 사실이 아니라고 했다.",
        modality=modality,
        attribution=attribution,
        doc="n1",
    )
    topic = a_topic("네이버", figures=(("매출", "KRW", ("네이버",)),))
    assert [a.kind for a in _alerts([held], new, topic)] == kinds
