"""Scores of claims and alerts against gold: the contract's rules, and its tools' very numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from monitor.judge.scoring import (
    alert_agrees,
    bigram_dice,
    by_doc,
    match_claims,
    read_story,
    same_value,
    score_alerts,
    score_claims,
    subject_agrees,
)

HERE = Path(__file__).parents[1] / "golden" / "scoring"


def rows(name: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]
    return found if "alerts" in name else [{**r, "doc": Path(r["doc"]).name} for r in found]


def claim(low: float | None, high: Any = "same", unit: str = "명", **more: Any) -> dict[str, Any]:
    top = low if high == "same" else high
    return {
        "low": low,
        "high": top,
        "unit": unit,
        "subject": "누리챗",
        "metric": "이용자 수",
    } | more


def test_claims_get_the_numbers_that_the_contracts_tool_printed() -> None:
    # score-claims claims.gold.jsonl claims.found.jsonl
    score = score_claims(by_doc(rows("claims.gold.jsonl")), by_doc(rows("claims.found.jsonl")))
    tally = score.tally
    assert (tally.matched, tally.gold, tally.found) == (57, 69, 65)
    assert [round(n, 3) for n in (tally.precision, tally.recall, tally.f1)] == [0.877, 0.826, 0.851]
    shares = [round(tally.share(f), 3) for f in ("subject", "metric", "as_of", "modality")]
    assert shares == [0.789, 0.877, 0.842, 0.895]
    assert round(tally.share("all_four"), 3) == 0.491
    assert round(tally.whole_f1, 3) == 0.418
    assert sum(score.modality.values()) == tally.matched


@pytest.mark.parametrize(
    ("strict", "expected"),
    [
        (
            False,
            {
                "all": (29, 48, 44, 0.630),
                "changed": (8, 11, 14, 0.640),
                "confirmed": (6, 14, 10, 0.500),
                "new": (13, 21, 18, 0.667),
                "revised": (2, 2, 2, 1.000),
                "sent": (23, 34, 34, 0.676),
            },
        ),
        (
            True,
            {
                "all": (27, 48, 44, 0.587),
                "changed": (6, 11, 12, 0.522),
                "confirmed": (6, 14, 10, 0.500),
                "conflict": (0, 0, 2, 0.000),
                "new": (13, 21, 18, 0.667),
                "revised": (2, 2, 2, 1.000),
                "sent": (21, 34, 34, 0.618),
            },
        ),
    ],
)
def test_alerts_get_the_numbers_that_the_contracts_tool_printed(
    strict: bool, expected: dict[str, tuple[int, int, int, float]]
) -> None:
    # score-alerts stories MAP alerts.found.jsonl [--strict-kind]
    stories = [read_story(json.loads(p.read_text("utf-8"))) for p in (HERE / "stories").iterdir()]
    score = score_alerts(
        {s.url: s.alerts or () for s in stories},
        by_doc(rows("alerts.found.jsonl")),
        {s.url: s.tolerated_alerts for s in stories},
        strict_kind=strict,
    )
    assert {
        kind: (t.matched, t.gold, t.found, round(t.f1, 3)) for kind, t in score.tallies.items()
    } == expected
    missed = sum(m.what == "missed" for m in score.misses)
    assert missed == expected["all"][1] - expected["all"][0]


def test_a_value_agrees_by_unit_and_both_ends_or_by_a_restatement() -> None:
    assert same_value(claim(1000), claim(1004))
    assert not same_value(claim(1000), claim(1006))
    assert not same_value(claim(1000), claim(1000, None))
    assert same_value(claim(5, unit="곳"), claim(5, unit="개사"))
    dollars = claim(7, unit="USD", equivalents=[{"low": 10_000, "high": 10_000, "unit": "KRW"}])
    assert same_value(claim(10_000, unit="KRW"), dollars)


def test_of_several_equal_values_the_nearest_span_is_taken_once() -> None:
    gold = [claim(5, span=[10, 11]), claim(5, span=[50, 51])]
    found = [claim(5, span=[52, 53]), claim(5, span=[9, 10]), claim(5, span=[90, 91])]
    assert sorted(match_claims(gold, found)) == [(0, 1), (1, 0)]


def test_what_gold_tolerates_or_leaves_open_is_no_extra() -> None:
    gold = {"a": [claim(1)], "b": [claim(1)]}
    found = {"a": [claim(1), claim(2), claim(3)], "b": [claim(1), claim(9)]}
    score = score_claims(gold, found, tolerated={"a": [claim(2)]}, incomplete=["b"])
    assert (score.tally.gold, score.tally.found, score.tally.matched) == (2, 3, 2)
    assert [(m.what, m.doc) for m in score.misses if m.what == "extra"] == [("extra", "a")]


def test_names_and_metrics_are_compared_without_spaces_and_signs() -> None:
    assert subject_agrees(
        {"subject": "오픈AI", "subject_aliases": ["챗GPT"]}, {"subject": "챗 GPT 앱"}
    )
    assert not subject_agrees({"subject": "오픈AI"}, {"subject": ""})
    assert bigram_dice("", "이용자") == 0
    assert bigram_dice("가", "가") == 1
    assert bigram_dice("AI 예산", "ai예산") == 1


def test_a_change_and_a_conflict_are_one_kind_unless_they_are_to_be_told_apart() -> None:
    gold = {"kind": "conflict", "claim": claim(5), "previous": claim(4)}
    found = {"kind": "changed", "claim": claim(5), "previous": claim(4)}
    assert alert_agrees(gold, found)
    assert not alert_agrees(gold, found, strict_kind=True)
    assert not alert_agrees(gold, {**found, "previous": claim(9)})
    assert alert_agrees(
        {**gold, "previous_alternatives": [claim(9)]}, {**found, "previous": claim(9)}
    )


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"id": 3}, "id"),
        ({"body": "text"}, "body"),
        ({"published": "soon"}, "published"),
        ({"gold_claims": {}}, "gold_claims"),
        ({"gold_claims": [{"unit": "명", "low": "1", "high": 1}]}, "gold_claims[0].low"),
        ({"gold_claims": [{"low": 1, "high": 1}]}, "gold_claims[0].unit"),
        ({"gold_claims": [claim(1, span=[1])]}, "gold_claims[0].span"),
        ({"gold_claims": [claim(1, equivalents=3)]}, "gold_claims[0].equivalents"),
        ({"gold_alerts": [{"kind": "odd"}]}, "gold_alerts[0].kind"),
        ({"gold_alerts": [{"kind": "new", "claim": 3}]}, "gold_alerts[0].claim"),
        ({"revision": {"body": ["x"]}}, "revision.published"),
    ],
)
def test_a_story_of_no_use_names_the_key(change: dict[str, Any], key: str) -> None:
    story = {"id": "s1", "published": "2025-07-08", "body": ["글"], "gold_claims": [claim(1)]}
    assert read_story(story).pages[0].text == "글"
    with pytest.raises(ValueError, match=key.replace("[", r"\[").replace("]", r"\]")):
        read_story(story | change)
