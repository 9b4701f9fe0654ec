"""Choosing among candidates by weights learned from gold: a sum of features, no library.

A candidate is described by the names of what holds for it; its score is the sum of their weights in
`weights.json` (made by `tests/benchmarks/learn_ranking.py`). A name without a weight counts
nothing, so a feature can be added before training.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import repeat

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible answer with the names of what holds for it."""

    text: str
    features: tuple[str, ...]
    base: str = ""  # what the text was composed from


_ZEROS = repeat(0.0)


def score(candidate: Candidate, weights: Weights) -> float:
    """Return the sum of the weights of what holds for the candidate."""
    return sum(map(weights.get, candidate.features, _ZEROS))


def choose(candidates: Sequence[Candidate], weights: Weights) -> Candidate | None:
    """Return the candidate of the highest score, the first of equals; None without candidates."""
    return max(candidates, key=lambda c: score(c, weights), default=None)


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, Weights]:
    """Return the weights by task (`subject`, `metric`), read once."""
    data = json.loads((files("monitor.extract") / "weights.json").read_text("utf-8"))
    return {task: {name: float(w) for name, w in table.items()} for task, table in data.items()}
