"""What is told as uncertain waits until another source seconds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from monitor.judge.alerts import apply_judgement, judge_claims, seed_baseline
from monitor.judge.pending import is_independent, pending
from monitor.model import Alert, Claim, Figure, Kind, Source
from tests.unit.judge_samples import NOW, a_claim, a_source, a_topic

TOPICS = (a_topic("카카오톡", figures=(("월간 이용자 수", "명", ("카카오톡",)),)),)
MONTHS = {1: "31", 2: "28", 3: "31", 4: "30", 5: "31"}
Figures = Mapping[str, Figure]


def _users(value: int, month: int, quote: str = "", *, is_doubtful: bool = False) -> Claim:
    period = (f"2026-{month:02}-01", f"2026-{month:02}-{MONTHS[month]}")
    quote = quote or f"카카오톡 월간 이용자 수는 {value}명이다."
    claim = a_claim("카카오톡", "월간 이용자 수", value, "명", quote=quote, period=period)
    # Whose it is, was hardly told apart from others: such changes are mostly misread.
    return replace(claim, subject_share=0.02) if is_doubtful else claim


def _read(figures: Figures, claim: Claim, source: Source) -> tuple[Alert | None, Figures]:
    claim = replace(claim, doc=source.doc)
    (judged,) = judge_claims(
        [claim], tuple(figures.values()), source=source, topics=TOPICS, now=NOW
    )
    return judged.alert, apply_judgement(figures, judged, source)


def _start() -> Figures:
    seed = a_source("s", day="2026-02-01", is_seed=True)
    return {f.key: f for f in seed_baseline([(seed, [_users(40000000, 1)])], TOPICS, now=NOW)}


def _current(figures: Figures) -> list[int]:
    return [
        int(v.claim.interval.low or 0) for f in figures.values() for v in f.values if v.is_current
    ]


def _doubted(figures: Figures) -> Figures:
    quote = "월간 이용자 수는 5600만 명이다."
    doubted = _users(56000000, 2, quote, is_doubtful=True)
    alert, figures = _read(figures, doubted, a_source("n1", day="2026-03-01"))
    assert alert is not None
    assert (alert.kind, alert.is_uncertain) == (Kind.CHANGED, True)
    return figures


def test_an_uncertain_change_does_not_become_current() -> None:
    figures = _doubted(_start())
    assert _current(figures) == [40000000]
    (figure,) = figures.values()
    assert [int(v.claim.interval.low or 0) for v in pending(figure.values)] == [56000000]


def test_an_independent_source_that_says_it_too_makes_it_current_as_its_confirmation() -> None:
    figures = _doubted(_start())
    alert, figures = _read(figures, _users(56000000, 2), a_source("n2", day="2026-03-02"))
    assert alert is not None
    assert alert.kind is Kind.CONFIRMED
    assert _current(figures) == [56000000]


@pytest.mark.parametrize(
    "source",
    [a_source("n1", day="2026-03-02", version=2), a_source("n3", day="2026-03-02", copy_of="n1")],
)
def test_neither_the_page_itself_nor_a_copy_of_it_seconds_a_value(source: Source) -> None:
    figures = _doubted(_start())
    _, figures = _read(figures, _users(56000000, 2), source)
    assert _current(figures) == [40000000]
    assert not is_independent(source, a_source("n1"))


def test_a_later_value_is_told_from_what_waits_where_it_goes_on_from_it() -> None:
    figures = _doubted(_start())
    alert, after = _read(figures, _users(57000000, 3), a_source("n2", day="2026-04-01"))
    assert alert is not None
    assert alert.previous is not None
    assert alert.previous.claim.interval.low == 56000000
    assert _current(after) == [57000000]


def test_a_later_value_is_told_from_what_stands_where_it_goes_on_from_that() -> None:
    figures = _doubted(_start())
    alert, after = _read(figures, _users(41000000, 3), a_source("n2", day="2026-04-01"))
    assert alert is not None
    assert alert.previous is not None
    assert alert.previous.claim.interval.low == 40000000
    assert _current(after) == [41000000]


def test_history_and_contradiction_wait_for_nothing() -> None:
    figures = _start()
    _, figures = _read(figures, _users(45000000, 1), a_source("n1", day="2026-03-01"))
    (figure,) = figures.values()
    assert not pending(figure.values)
