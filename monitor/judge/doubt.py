"""Which changes and conflicts are told as uncertain: those like what was mostly wrong before.

The weights in `doubt.json` were learned by `tests/benchmarks/learn_doubt.py` from verdicts on
stories that the reading had not learned from. A verdict is doubted where its subject was carried
there, reworded or nearly another, where nobody is said to say it, and where its value lies far
from the old one.
New figures are not doubted: nothing that was tried tells the right ones from the wrong.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from monitor.judge.features import Features, features_of, likelihood
from monitor.model import Claim, Kind

DOUBTED = (Kind.CHANGED, Kind.CONFLICT)


def is_doubtful(kind: Kind, claim: Claim, previous: Claim, score: float) -> bool:
    """Return whether a change or conflict is too likely a misreading to be told as one."""
    if kind not in DOUBTED:
        return False
    weights, threshold = load_doubt()
    return likelihood(weights, features_of(str(kind), claim, previous, score)) < threshold


def doubts_of(claim: Claim, previous: Claim) -> tuple[str, ...]:
    """Return what speaks against a change or conflict, the strongest first, by the name it has."""
    weights, _ = load_doubt()
    found = dict(features_of("", claim, previous, None))
    if claim.subject_share is not None and claim.subject_share >= CLEAR:
        del found["subject share"]
    pulls = {name: weights.get(name, 0.0) * value for name, value in found.items() if name in SAID}
    return tuple(sorted((n for n, pull in pulls.items() if pull < 0), key=lambda n: pulls[n]))


SAID = ("moved", "no source", "subject carried", "subject reworded", "subject share")
"""The doubts that a reader can look up in the article."""

CLEAR = 0.8
"""From this share on the choice of a subject was no close call, and is not named as a doubt."""


@cache
def load_doubt() -> tuple[Features, float]:
    """Return the weights, and the likelihood below which a verdict is doubted."""
    data = json.loads((files("monitor.judge") / "doubt.json").read_text("utf-8"))
    return data["weights"], data["threshold"]
