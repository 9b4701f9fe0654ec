"""What a person's decisions teach: how sure a verdict has to be before it is told as certain.

A verdict's features are the factors that each field left (`match.py`), its score, its kind and how
far the value moved; a logistic regression over them says how likely a person would accept it. What
falls below a threshold is told under the heading of the uncertain, never left out: a few dozen
decisions may lower a voice, not silence one. Every number is judged by cross-validation over
documents before it is used.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from monitor.judge.decisions import Decision, What
from monitor.judge.features import Features, features_of, likelihood
from monitor.model import Alert, Judgement, Kind

LEAST = 30
"""Fewer decisions than these say more of chance than of the person."""

LEAST_OF_EACH = 8
"""So many right and so many wrong ones are needed to tell them apart."""

MOST = 5000  # the latest so many decisions teach
FOLDS = 5
STEPS, STEP, SHRINK = 400, 0.5, 0.02  # of the descent; SHRINK pulls weights towards none
JUDGED = (Kind.CHANGED, Kind.CONFLICT, Kind.NEW)  # what may turn out uncertain


@dataclass(frozen=True, slots=True)
class Example:
    """A verdict that a person accepted (`is_right`) or not."""

    doc: str
    features: Features
    is_right: bool


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned: a weight for each feature, and the likelihood below which it is doubted."""

    weights: Features
    threshold: float
    decisions: int = 0

    def likelihood(self, features: Features) -> float:
        """Return how likely a person would accept a verdict of these features, 0..1."""
        return likelihood(self.weights, features)

    def doubts(self, alert: Alert) -> bool:
        """Return whether an alert is less likely right than what a person accepts."""
        previous = alert.previous.claim if alert.previous else None
        found = features_of(str(alert.kind), alert.claim, previous, alert.score)
        return alert.kind in JUDGED and self.likelihood(found) < self.threshold


@dataclass(frozen=True, slots=True)
class Effect:
    """How many verdicts are told as certain, right and wrong, of so many."""

    right_told: int
    right: int
    wrong_told: int
    wrong: int

    @property
    def precision(self) -> float:
        told = self.right_told + self.wrong_told
        return self.right_told / told if told else 0.0

    @property
    def recall(self) -> float:
        return self.right_told / self.right if self.right else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def examples_of(decisions: Iterable[Decision]) -> tuple[Example, ...]:
    """Return what decisions teach: accepted verdicts are right; rejected and undone ones wrong.

    A claim put right says that its reading was wrong, which no weight of the judgement mends; a
    new figure that was merged, or a value that was taken out of its figure or measured by another
    one than stood before it, was judged wrongly.
    """
    latest: dict[str, Example] = {}
    for d in decisions:
        if d.claim is None or not d.alert or d.kind not in {str(k) for k in JUDGED}:
            continue
        if d.what is What.ACCEPT:
            is_right = True
        elif d.what in (What.REJECT, What.SPLIT, What.PREVIOUS) or (
            d.what is What.MERGE and d.kind == Kind.NEW
        ):
            is_right = False
        else:
            continue
        features = features_of(d.kind, d.claim, d.previous, d.score)
        latest[d.alert] = Example(d.claim.doc, features, is_right)
    return tuple(latest.values())[-MOST:]


def missing(examples: Sequence[Example]) -> tuple[int, int, int]:
    """Return how many more decisions are needed: of any kind, accepted ones, rejected ones."""
    right = sum(e.is_right for e in examples)
    wrong = len(examples) - right
    need = max(0, LEAST_OF_EACH - right), max(0, LEAST_OF_EACH - wrong)
    return max(LEAST - len(examples), sum(need), 0), *need


def learn(examples: Sequence[Example]) -> Learned:
    """Return what the examples teach, weights and threshold both."""
    weights = _fit(examples)
    return Learned(weights, _threshold(weights, examples), len(examples))


def cross_validate(examples: Sequence[Example]) -> tuple[Effect, Effect]:
    """Return the effect without what was learned (all are told), and with it on unseen documents.

    Each document is judged by what the others taught, threshold included.
    """
    docs = sorted({e.doc for e in examples})
    fold_of = {doc: number % FOLDS for number, doc in enumerate(docs)}
    told: list[tuple[bool, bool]] = []
    for fold in range(FOLDS):
        rest = [e for e in examples if fold_of[e.doc] != fold]
        held = [e for e in examples if fold_of[e.doc] == fold]
        if not held or not rest:
            continue
        learned = learn(rest)
        told += [(e.is_right, learned.likelihood(e.features) >= learned.threshold) for e in held]
    right = sum(e.is_right for e in examples)
    wrong = len(examples) - right
    after = Effect(
        right_told=sum(is_right and is_told for is_right, is_told in told),
        right=right,
        wrong_told=sum(not is_right and is_told for is_right, is_told in told),
        wrong=wrong,
    )
    return Effect(right, right, wrong, wrong), after


def doubted(learned: Learned | None, judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Return the judgements, those alerts uncertain that a person would hardly accept.

    A doubted value does not replace the one that stands.
    """
    if learned is None:
        return tuple(judgements)
    return tuple(
        replace(j, alert=replace(j.alert, is_uncertain=True),
                becomes_current=j.becomes_current and j.makes_figure)
        if j.alert is not None and learned.doubts(j.alert)
        else j
        for j in judgements
    )  # fmt: skip


def learned_record(learned: Learned) -> dict[str, Any]:
    """Return what was learned as JSON that a person can read."""
    weights = {name: round(weight, 4) for name, weight in sorted(learned.weights.items())}
    return {
        "threshold": round(learned.threshold, 4),
        "decisions": learned.decisions,
        "weights": weights,
    }


def read_learned(data: object) -> Learned:
    """Return what a record says; ValueError names the key that is missing or of no use."""
    if not isinstance(data, dict):
        raise ValueError("weights")  # noqa: TRY004 - one error for whatever is wrong with a file
    weights = data.get("weights")
    if not isinstance(weights, dict):
        raise ValueError("weights")  # noqa: TRY004 - as above
    threshold = _number(data.get("threshold"), "threshold")
    if not 0 <= threshold <= 1:
        raise ValueError("threshold")
    decisions = data.get("decisions")
    return Learned(
        {str(name): _number(weight, "weights") for name, weight in weights.items()},
        threshold,
        decisions if isinstance(decisions, int) else 0,
    )


def _number(value: object, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(key)
    return float(value)


def _fit(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights of a logistic regression, by descent; the same for the same examples."""
    names = sorted({name for e in examples for name in e.features})
    weights = dict.fromkeys(names, 0.0)
    size = max(1, len(examples))
    for _ in range(STEPS):
        slope = dict.fromkeys(names, 0.0)
        for e in examples:
            error = likelihood(weights, e.features) - e.is_right
            for name, value in e.features.items():
                slope[name] += error * value
        for name in names:
            pull = 0.0 if name == "always" else SHRINK * weights[name]
            weights[name] -= STEP * (slope[name] / size + pull)
    return weights


def _threshold(weights: Features, examples: Sequence[Example]) -> float:
    """Return the likelihood from which on telling serves best, by F1 of what is told.

    Halfway between two examples; of several as good the lowest, which doubts the least.
    """
    scored = sorted((likelihood(weights, e.features), e.is_right) for e in examples)
    right_told = sum(is_right for _, is_right in scored)
    told, best, chosen = len(scored), 0.0, 0.0
    right = right_told
    below = 0.0
    for chance, is_right in scored:
        f1 = 2 * right_told / (told + right) if told + right else 0.0
        if f1 > best + 1e-12 and chance > below:
            best, chosen = f1, (below + chance) / 2 if below else 0.0
        told -= 1
        right_told -= is_right
        below = chance
    return chosen
