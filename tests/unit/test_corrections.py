"""Another value for the same time: who corrects himself, and what a document without a day says."""

from __future__ import annotations

import pytest

from monitor.judge.alerts import iter_alerts, judge_claims, seed_baseline
from monitor.model import Alert, Claim, Kind
from tests.unit.judge_samples import NOW, a_claim, a_source, a_topic

TOPIC = a_topic("두레중공업", figures=(("수주액", "KRW", ("두레중공업",)),))
SUMMER = ("2025-07-01", "2025-09-30")


def _orders(low: float, quote: str = "", **more: object) -> Claim:
    return a_claim("두레중공업", "수주액", low, "KRW", quote=quote, **more)  # type: ignore[arg-type]


def _alert(
    held: Claim,
    new: Claim,
    *,
    outlets: tuple[str, str] = ("", ""),
    title: str = "",
    day: str | None = "2025-11-10",
) -> Alert:
    seed = a_source("seed", is_seed=True, day=day, outlet=outlets[0])
    figures = seed_baseline([(seed, [held])], now=NOW)
    source = a_source("n1", day="2025-12-01", outlet=outlets[1], title=title)
    judged = judge_claims([new], figures, source=source, topics=(TOPIC,), now=NOW)
    (alert,) = iter_alerts(judged)
    return alert


def test_an_outlet_that_corrects_itself_changes_its_figure() -> None:
    held = _orders(3.1e12, "두레중공업의 3분기 수주액은 3조1천억원이다.", period=SUMMER)
    new = _orders(3.2e12, "두레중공업의 3분기 수주액은 3조2천억원이다.", period=SUMMER, doc="n1")
    told = _alert(held, new, outlets=("한뼘뉴스", "한뼘뉴스"), title="[정정] 두레중공업 수주액")
    assert (told.kind, told.reason.code) == (Kind.CHANGED, "changed_amended")
    other = _alert(held, new, outlets=("너른일보", "한뼘뉴스"), title="[정정] 두레중공업 수주액")
    assert other.kind is Kind.CONFLICT
    silent = _alert(held, new, outlets=("한뼘뉴스", "한뼘뉴스"))
    assert silent.kind is Kind.CONFLICT


def test_a_firm_that_corrects_its_own_figure_contradicts_nobody() -> None:
    said = "두레중공업의 3분기 수주액은 3조1천억원이다."
    held = _orders(3.1e12, said, period=SUMMER, attribution="산업통상자원부")
    quote = "두레중공업은 3분기 수주액이 3조2천억원이라고 바로잡았다."
    new = _orders(3.2e12, quote, period=SUMMER, attribution="두레중공업", doc="n1")
    assert _alert(held, new).kind is Kind.CHANGED
    disputed = _orders(
        3.2e12,
        "가온증권은 3분기 수주액이 3조2천억원이라고 주장했다.",
        period=SUMMER,
        attribution="가온증권",
        modality="alleged",
        doc="n1",
    )
    assert _alert(held, disputed).kind is Kind.CONFLICT


@pytest.mark.parametrize(
    "quote",
    [
        "두레중공업의 3분기 수주액은 잠정치 3조1천억원보다 많은 3조2천억원으로 확정됐다.",
        "두레중공업의 3분기 수주액 확정치는 3조2천억원이다.",
    ],
)
def test_a_final_count_follows_an_early_one_whoever_tells_it(quote: str) -> None:
    early = "두레중공업의 3분기 수주액은 잠정 집계로 3조1천억원이다."
    held = _orders(3.1e12, early, period=SUMMER, attribution="산업통상자원부")
    new = _orders(3.2e12, quote, period=SUMMER, attribution="관세청", doc="n1")
    assert _alert(held, new).reason.code == "changed_amended"


def test_a_value_of_a_document_without_a_day_is_followed_and_not_contradicted() -> None:
    held = _orders(3.1e12, "두레중공업의 수주액은 3조1천억원이다.")
    new = _orders(3.2e12, "두레중공업의 수주액은 3조2천억원이다.", doc="n1")
    undated = _alert(held, new, day=None)
    assert undated.kind is Kind.CHANGED
    assert undated.is_uncertain
    # Words that tell of the move leave no doubt of it, and what is disputed is of any time.
    moved = _orders(3.2e12, "두레중공업의 수주액이 3조2천억원으로 늘었다.", doc="n1")
    assert _alert(held, moved, day=None).kind is Kind.CHANGED
    alleged = _orders(
        3.2e12,
        "가온증권은 두레중공업의 수주액이 3조2천억원이라고 주장했다.",
        doc="n1",
        modality="alleged",
        attribution="가온증권",
    )
    assert _alert(held, alleged, day=None).kind is Kind.CONFLICT
