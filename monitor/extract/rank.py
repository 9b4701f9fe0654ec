"""Choosing among candidates by weights learned from gold: a sum of features, no library.

A candidate is told by the names of what holds for it; its score is the sum of their weights in
`weights.json` (made by `tests/benchmarks/learn_ranking.py`). A name without a weight counts
nothing, so a feature can be added before training.

Names that follow from the same few facts are spelt together, and the sum of their weights is kept
by those facts (`Sums`): they are spelt only the first time. Of one article's candidates nearly all
stand in places that an earlier one stood in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import repeat
from operator import attrgetter

Fact = str | int | bool
Names = Callable[..., Sequence[str]]
"""What names follow from some facts: strings, numbers, truths."""
Weigh = Callable[[Sequence[str]], float]
"""What some names weigh together."""

MOST_SUMS = 50_000
"""So many sums of one kind are kept; then all are forgotten."""


class Sums(dict[tuple[Fact, ...], float]):
    """What the names that follow from some facts weigh together, by those facts.

    >>> weigh = weigher({"topic": 1.0, "topic, name": 0.5})
    >>> Sums(weigh, lambda where, nature: (where, f"{where}, {nature}"))["topic", "name"]
    1.5
    """

    __slots__ = ("_names", "_weigh")

    def __init__(self, weigh: Weigh, names: Names) -> None:
        super().__init__()
        self._weigh, self._names = weigh, names

    def __missing__(self, facts: tuple[Fact, ...]) -> float:
        if len(self) >= MOST_SUMS:
            self.clear()
        total = self[facts] = self._weigh(self._names(*facts))
        return total


@dataclass(slots=True, eq=False)
class Candidate:
    """A possible answer with the sum of what speaks for it."""

    text: str
    score: float = 0.0
    base: str = ""  # what the text was composed from


def choose(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the candidate of the highest score, the first of equals; None without any."""
    return max(candidates, key=_score, default=None)


_score = attrgetter("score")


def weigher(weights: Mapping[str, float]) -> Weigh:
    """Return how some names are weighed: a name without a weight counts nothing."""
    get, zeros = weights.get, repeat(0.0)
    return lambda names: sum(map(get, names, zeros))


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """Return the weights by task (`subject`, `metric`) and name, read once."""
    text = (files("monitor.extract") / "weights.json").read_text("utf-8")
    weights: Mapping[str, Mapping[str, float]] = json.loads(text)
    return weights
