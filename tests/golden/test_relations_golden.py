"""Which pairs of the baseline's claims are one figure, and which only look alike.

Every pair is judged alone: two documents that say one thing each make one figure, or two. The
claims are those of our own documents; a pair is named by their lines in `judge/baseline.jsonl`.
The pairs of `judge/figure_pairs.txt` are made up, in eight fields of news; at their first reading
F1 was .81, with 5 of 48 look-alikes joined.
"""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from monitor.judge.alerts import seed_baseline
from monitor.model import Claim, Source
from monitor.records import read_claim, read_topics
from tests.golden.figure_pairs import Pair as FigurePair
from tests.golden.figure_pairs import are_one, read_pairs

HERE = Path(__file__).parent / "judge"
SPRING = datetime(2025, 4, 9, tzinfo=UTC)
FLOOR = 0.99
"""F1 of the decision that two claims are of one figure; it only rises."""

Pair = tuple[str, int, int]


def _lines(name: str) -> list[str]:
    return (HERE / name).read_text("utf-8").splitlines()


@cache
def _claims() -> tuple[Claim, ...]:
    return tuple(read_claim(json.loads(line)) for line in _lines("baseline.jsonl"))


@cache
def _pairs() -> tuple[Pair, ...]:
    rows = [json.loads(line) for line in _lines("relations.jsonl")]
    return tuple((row["relation"], *row["claims"]) for row in rows)


def _make_one(first: Claim, second: Claim) -> bool:
    topics = read_topics(
        tomllib.loads((HERE / "topics.toml").read_text("utf-8")), where="topics.toml"
    )
    docs: dict[str, list[Claim]] = {}
    for claim in (first, second):
        docs.setdefault(claim.doc, []).append(claim)
    documents = [
        (Source(doc=doc, published=SPRING, is_seed=True), claims) for doc, claims in docs.items()
    ]
    return len(seed_baseline(documents, topics, now=SPRING)) == 1


def test_pairs_of_one_figure_are_told_from_pairs_of_two() -> None:
    right = wrong = missed = 0
    for relation, i, j in _pairs():
        joined = _make_one(_claims()[i], _claims()[j])
        right += joined and relation != "lookalike"
        wrong += joined and relation == "lookalike"
        missed += not joined and relation != "lookalike"
    assert 2 * right / (2 * right + wrong + missed) >= FLOOR


@pytest.mark.parametrize("pair", [p for p in _pairs() if p[0] == "lookalike"])
def test_what_only_looks_alike_is_never_joined_from_either_side(pair: Pair) -> None:
    first, second = (_claims()[number] for number in pair[1:])
    assert not _make_one(first, second)
    assert not _make_one(second, first)


def test_made_up_pairs_of_one_figure_are_joined() -> None:
    apart = [
        pair.name
        for pair in read_pairs()
        if pair.is_one and not are_one(pair.first, pair.second, (pair.topic,))
    ]
    assert apart == []


@pytest.mark.parametrize(
    "pair", [p for p in read_pairs() if not p.is_one], ids=lambda pair: pair.name
)
def test_made_up_look_alikes_are_never_joined_from_either_side(pair: FigurePair) -> None:
    assert not are_one(pair.first, pair.second, (pair.topic,))
    assert not are_one(pair.second, pair.first, (pair.topic,))
