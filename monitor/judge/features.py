"""What tells a verdict that is right from one that was read or matched wrong, as numbers.

The factors that each field left (`match.py`), the score, how far the value moved, and what of the
claim its own sentence does not say. Weights over them come from a person's decisions
(`learning.py`) or with the program (`doubt.py`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from monitor.judge.compare import compare_values
from monitor.judge.hearing import names_its_subject
from monitor.judge.match import facets, likeness
from monitor.judge.metrics import read_sentence, squeeze
from monitor.judge.verdict import CHANGE_WORDS
from monitor.model import Claim

Features = Mapping[str, float]

LEAST_FACTOR = 0.03


def likelihood(weights: Features, features: Features) -> float:
    """Return how likely a verdict of these features is right, 0..1."""
    total = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def features_of(kind: str, claim: Claim, previous: Claim | None, score: float | None) -> Features:
    """Return the features of a verdict: logarithms, so that a factor of 1 weighs nothing."""
    found = {"always": 1.0, f"kind {kind}": 1.0}
    found["score"] = math.log(max(score if score is not None else 1.0, LEAST_FACTOR))
    if not claim.as_of.known:
        found["no period"] = 1.0
    if not claim.metric or not claim.subject:
        found["no name"] = 1.0
    found |= dict.fromkeys(_read_elsewhere(claim), 1.0)
    # One that is not known (gold, tables, what was read before it was kept) weighs nothing.
    if claim.subject_share is not None:
        found["subject share"] = math.log(max(claim.subject_share, LEAST_FACTOR))
    if previous is None:
        return found
    for name, factor in likeness(claim, previous).factors:
        found[f"field {name}"] = math.log(max(factor, LEAST_FACTOR))
    ratio = compare_values(claim, previous).ratio
    # A move that the sentence tells of is no misprint, however far it goes.
    if ratio and ratio > 0 and not CHANGE_WORDS.search(claim.quote):
        found["moved"] = min(abs(math.log(ratio)), 5.0)
    return found


def _read_elsewhere(claim: Claim) -> Iterator[str]:
    """Yield what a claim was not read from its own sentence: there most misreadings come from."""
    if not names_its_subject(claim):
        yield "subject carried"
    if squeeze(claim.subject) not in squeeze(claim.quote):
        yield "subject reworded"
    if facets(claim).head not in read_sentence(claim.quote).concepts:
        yield "metric carried"
    if not claim.attribution:
        yield "no source"
