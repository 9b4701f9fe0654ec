"""The judgement on the eighteen stories of `heldout/` with their gold claims.

They were written after the judge, by others, and are harder: columns on namesakes, other countries'
ministries, corrections, lists. The floors only rise.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from monitor.judge.scoring import AlertScore, score_alerts
from monitor.records import alert_record
from tests.golden.test_judge_golden import judge_all

HERE = Path(__file__).parent / "heldout"
FLOORS = {"sent": 0.945, "all": 0.955, "confirmed": 0.98, "changed": 0.975, "new": 0.9}
Row = dict[str, Any]
PLAIN: Row = {"attribution": None, "equivalents": [], "approx": False, "modality": "asserted"}


def _page(page: Row, story: Row) -> Row:
    claims = [
        {**PLAIN, "as_of": [None, None], **{k: v for k, v in c.items() if v is not None}}
        for c in page["gold_claims"]
    ]
    return {
        "title": page.get("title", story["title"]),
        "published": page.get("published") or page.get("at") or page["modified"],
        "text": "\n".join(page["body"]),
        "claims": [{**c, "doc": story["id"]} | _ends(c) for c in claims],
    }


def _ends(claim: Row) -> Row:
    """An open end is null in the record, and says something."""
    return {"low": claim.get("low"), "high": claim.get("high")}


@cache
def _stories() -> tuple[Row, ...]:
    return tuple(json.loads(p.read_text("utf-8")) for p in sorted(HERE.glob("h0*.json")))


def _row(story: Row) -> Row:
    row = {"id": story["id"], "outlet": story["outlet"], **_page(story, story)}
    if story.get("revision"):
        row["revision"] = _page(story["revision"], story)
    return row


@cache
def _score() -> AlertScore:
    run = judge_all([_row(story) for story in _stories()])
    found: dict[str, list[Row]] = {}
    for alert in run.alerts:
        found.setdefault(alert.source.doc, []).append(alert_record(alert))
    return score_alerts(
        {s["id"]: s["gold_alerts"] for s in _stories()},
        found,
        {s["id"]: s.get("tolerated_alerts") or [] for s in _stories()},
    )


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_score_on_the_other_stories_does_not_fall(name: str) -> None:
    tally = _score().tallies[name]
    assert tally.f1 >= FLOORS[name], [(m.what, m.doc) for m in _score().misses]
