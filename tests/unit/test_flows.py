"""What is new is not what there is in all: registered this month, registered so far."""

from __future__ import annotations

import pytest

from monitor.judge.alerts import iter_alerts, judge_claims, seed_baseline
from monitor.judge.flows import NET, NEW, STOCK, TOTAL, flow_of
from monitor.judge.match import SURE, facets, likeness
from monitor.model import Claim, Kind
from tests.unit.judge_samples import NOW, a_claim, a_source, a_topic


def _said(metric: str, low: float, unit: str, quote: str, **more: object) -> Claim:
    return a_claim("누리톡", metric, low, unit, quote=quote, **more)  # type: ignore[arg-type]


PAIRS = [
    (
        "등록자 수",
        "명",
        "누리톡의 누적 등록자는 {}명이다.",
        "누리톡에 신규 등록자가 {}명 들어왔다.",
    ),
    ("판매량", "대", "누리톡 단말기의 누적 판매는 {}대다.", "누리톡 단말기는 새로 {}대가 팔렸다."),
    ("가입자 수", "명", "누리톡의 누적 가입자는 {}명이다.", "누리톡의 월간 가입자는 {}명이다."),
    ("대출", "KRW", "누리톡의 대출 잔액은 {}원이다.", "누리톡의 신규 대출 취급액은 {}원이다."),
    ("가입자 수", "명", "누리톡 가입자는 지금까지 {}명이다.", "누리톡 신규 가입자는 {}명이다."),
    ("고용 인원", "명", "누리톡의 신규 고용은 {}명이다.", "누리톡의 고용 순증은 {}명이다."),
]


@pytest.mark.parametrize(("metric", "unit", "one", "other"), PAIRS)
@pytest.mark.parametrize("turned", [False, True])
def test_what_is_new_and_what_there_is_in_all_are_two_figures(
    metric: str, unit: str, one: str, other: str, turned: bool
) -> None:
    quotes = (other, one) if turned else (one, other)
    held = _said(metric, 310000, unit, quotes[0].format(310000))
    new = _said(metric, 8200, unit, quotes[1].format(8200), doc="n1")
    assert likeness(new, held).score < SURE
    seed = a_source("seed", is_seed=True, day="2026-01-05")
    # A figure that the user tracks by the bare word does not bind the two either.
    topic = a_topic("누리톡", figures=((metric, unit, ("누리톡",)),))
    figures = seed_baseline([(seed, [held])], (topic,), now=NOW)
    alerts = iter_alerts(judge_claims([new], figures, source=a_source(), topics=(topic,), now=NOW))
    assert {alert.kind for alert in alerts} <= {Kind.NEW}


@pytest.mark.parametrize("said", ["누적 ", "신규 "])
def test_a_figure_tracked_by_the_bare_word_is_not_moved_by_its_total(said: str) -> None:
    held = _said("수출액", 542, "KRW", "누리톡의 수출액은 542원이다.")
    new = _said("수출액", 1080, "KRW", f"누리톡의 {said}수출액은 1080원이다.", doc="n1")
    seed = a_source("seed", is_seed=True, day="2026-01-05")
    topic = a_topic("누리톡", figures=(("수출액", "KRW", ("누리톡",)),))
    figures = seed_baseline([(seed, [held])], (topic,), now=NOW)
    alerts = iter_alerts(judge_claims([new], figures, source=a_source(), topics=(topic,), now=NOW))
    assert {alert.kind for alert in alerts} <= {Kind.NEW}


@pytest.mark.parametrize("said", ["신규 ", "누적 ", ""])
def test_of_one_flow_a_value_changes(said: str) -> None:
    held = _said("등록자 수", 31000, "명", f"누리톡의 {said}등록자는 31000명이다.")
    new = _said("등록자 수", 35000, "명", f"누리톡의 {said}등록자는 35000명이다.", doc="n1")
    seed = a_source("seed", is_seed=True, day="2026-01-05")
    topic = a_topic("누리톡")
    figures = seed_baseline([(seed, [held])], (topic,), now=NOW)
    (alert,) = iter_alerts(
        judge_claims([new], figures, source=a_source(), topics=(topic,), now=NOW)
    )
    assert alert.kind is Kind.CHANGED


@pytest.mark.parametrize(
    ("words", "flow"),
    [
        ("누적 등록자 수", TOTAL),
        ("출시 이후 판매량", TOTAL),
        ("신규 확진자 수", NEW),
        ("가계대출 신규 취급액", NEW),
        ("가계대출 잔액", STOCK),
        ("외국인 순매수", NET),
        ("등록자 수", ""),
    ],
)
def test_the_words_of_a_metric_tell_what_it_counts(words: str, flow: str) -> None:
    assert flow_of(words) == flow


def test_the_words_beside_a_number_go_before_those_of_its_metric() -> None:
    quote = "지난해 신규 판매는 1100대로 누적 판매는 2500대에 이른다."
    assert facets(_said("판매량", 1100, "대", quote)).flow == NEW
    assert facets(_said("판매량", 2500, "대", quote)).flow == TOTAL


def test_a_balance_needs_not_be_called_so() -> None:
    held = _said("대출", 9000, "KRW", "누리톡의 대출 잔액은 9000원이다.")
    assert likeness(_said("대출", 9100, "KRW", "누리톡의 대출은 9100원이다."), held).score >= SURE


def test_what_counts_on_from_one_day_is_a_sum_so_far_said_or_not() -> None:
    so_far = _said(
        "판매량", 52000, "대", "누리톡은 1~8월 누적 5만2000대를 팔았다.",
        period=("2025-01-01", "2025-08-31"),
    )  # fmt: skip
    more = _said(
        "판매량", 58000, "대", "누리톡은 1월부터 9월까지 5만8000대를 팔았다.",
        period=("2025-01-01", "2025-09-30"), doc="n1",
    )  # fmt: skip
    month = _said(
        "판매량", 6100, "대", "누리톡은 지난 1월 6100대를 팔았다.",
        period=("2025-01-01", "2025-01-31"), doc="n2",
    )  # fmt: skip
    assert likeness(more, so_far).score >= SURE
    assert likeness(month, so_far).score < SURE
