"""What somebody denies is his statement: it confirms nothing, and no value moves on from it."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.judge.alerts import apply_judgement, iter_alerts, judge_claims, seed_baseline
from monitor.judge.explanation import explain_alert, otherwise
from monitor.model import Alert, Claim, Figure, Kind, Modality
from tests.unit.judge_samples import NOW, a_claim, a_source, a_topic

TOPICS = (a_topic("누리항공", figures=(("감원 인원", "명", ("누리항공",)),)),)
PERIOD = ("2026-01-01", "2026-12-31")
Figures = Mapping[str, Figure]


def _cut(
    value: int, modality: str = "asserted", *, who: str | None = None, doc: str = "a"
) -> Claim:
    said = "보도는 사실이 아니라고 밝혔다" if modality == "denied" else "것으로 나타났다"
    quote = f"누리항공이 올해 직원 {value}명을 감원한다는 {said}."
    return a_claim(
        "누리항공", "감원 인원", value, "명", period=PERIOD, quote=quote, modality=modality,
        attribution=who, doc=doc,
    )  # fmt: skip


def _held(*claims: Claim) -> Figures:
    seed = a_source("seed.md", day="2026-02-01", is_seed=True)
    return {f.key: f for f in seed_baseline([(seed, claims)], TOPICS, now=NOW)}


def _read(figures: Figures, claim: Claim, doc: str = "n1") -> tuple[tuple[Alert, ...], Figures]:
    source = a_source(doc)
    judged = judge_claims([claim], tuple(figures.values()), source=source, topics=TOPICS, now=NOW)
    for judgement in judged:
        figures = apply_judgement(figures, judgement, source)
    return iter_alerts(judged), figures


def test_a_denial_of_what_is_held_is_a_conflict_of_statements_and_never_confirms() -> None:
    for who in (None, "누리항공", "국토교통부"):
        ((alert,), _) = _read(_held(_cut(3000)), _cut(3000, "denied", who=who))
        assert (alert.kind, alert.reason.code) == (Kind.CONFLICT, "conflict_denied")
        assert alert.previous is not None
        assert alert.previous.claim.modality is Modality.ASSERTED


def test_what_was_alleged_and_is_denied_is_a_conflict() -> None:
    ((alert,), _) = _read(_held(_cut(3000, "alleged")), _cut(3000, "denied", who="누리항공"))
    assert alert.kind is Kind.CONFLICT


def test_a_denial_again_and_what_was_stated_again_repeat_their_own_side() -> None:
    (first,), figures = _read(_held(_cut(3000)), _cut(3000, "denied", doc="n1"))
    (denied,), figures = _read(figures, _cut(3000, "denied", doc="n2"), "n2")
    (stated,), _ = _read(figures, _cut(3000, doc="n3"), "n3")
    assert first.kind is Kind.CONFLICT
    assert [denied.kind, stated.kind] == [Kind.CONFIRMED, Kind.CONFIRMED]
    assert denied.previous is not None
    assert denied.previous.claim.modality is Modality.DENIED
    assert stated.previous is not None
    assert stated.previous.claim.modality is Modality.ASSERTED


def test_what_was_only_denied_and_is_stated_is_a_conflict_too() -> None:
    ((alert,), _) = _read(_held(_cut(3000, "denied", who="누리항공")), _cut(3000))
    assert (alert.kind, alert.reason.code) == (Kind.CONFLICT, "conflict_restated")


def test_a_figure_moves_on_from_what_it_was_said_to_be_and_not_from_what_was_denied() -> None:
    held = _held(_cut(3000), _cut(4000, "denied", who="누리항공"))
    ((alert,), _) = _read(held, _cut(4100))
    assert alert.previous is not None
    assert alert.previous.claim.interval.low == 3000


def test_a_conflict_by_denial_says_what_would_have_made_it_otherwise() -> None:
    ((alert,), _) = _read(_held(_cut(3000)), _cut(3000, "denied"))
    assert next(r.code for r in otherwise(alert, explain_alert(alert))) == "undenied"
