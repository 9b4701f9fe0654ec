"""Choosing among candidates by weights learned from gold: a sum of features, no library.

A candidate is told by the names of what holds for it; its score is the sum of their weights in
`weights.json` (made by `tests/benchmarks/learn_ranking.py`). A name without a weight counts
nothing, so a feature can be added before training.

Names that follow from the same few facts are spelt together, and the sum of their weights is kept
by those facts, so that they are spelt only the first time: of one article's candidates nearly all
stand in places that an earlier one stood in. What holds for a whole figure is looked up once for
all its candidates (`Rows`), and each of them asks its row only for what is its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import repeat
from typing import Any

Fact = str | int | bool
Facts = tuple[Fact, ...]
Names = Callable[..., Sequence[str]]
"""What names follow from some facts: strings, numbers, truths."""
Weigh = Callable[[Sequence[str]], float]
"""What some names weigh together."""

MOST_SUMS = 50_000
"""So many sums of one kind are kept; then all are forgotten."""


class Rows(dict[Facts, "Row"]):
    """What the names that follow from some facts weigh together: a row by the facts in common.

    >>> weigh = weigher({"topic": 1.0, "topic, name": 0.5})
    >>> rows = Rows(weigh, lambda nature, where: (where, f"{where}, {nature}"))
    >>> rows["name",]["topic"]
    150.0
    """

    __slots__ = ("kept", "names", "weigh")

    def __init__(self, weigh: Weigh, names: Names) -> None:
        super().__init__()
        self.weigh, self.names, self.kept = weigh, names, 0

    def __missing__(self, common: Facts) -> Row:
        row = self[common] = Row(self, common)
        self.keep(row)
        return row

    def keep(self, row: Row) -> None:
        """Count one more; when they are too many, forget all, with those of `row`."""
        self.kept += 1
        if self.kept > MOST_SUMS:
            self.kept = 0
            self.clear()
            row.clear()


class Row(dict[Fact | Facts, float]):
    """The sums for the facts of one candidate, or for its only one, beside those in common."""

    __slots__ = ("_common", "_rows")

    def __init__(self, rows: Rows, common: Facts) -> None:
        super().__init__()
        self._rows, self._common = rows, common

    def __missing__(self, own: Fact | Facts) -> float:
        rows = self._rows
        facts = own if isinstance(own, tuple) else (own,)
        total = rows.weigh(rows.names(*self._common, *facts))
        rows.keep(self)
        self[own] = _SAME.setdefault(total, total)
        return total


# The sums are whole and few: each is there once, and so mostly at hand when it is asked for.
_SAME: dict[float, Any] = {}


def sums(weigh: Weigh, names: Names) -> Row:
    """Return what the names that follow from some facts weigh, where none are in common."""
    return Rows(weigh, names)[()]


@dataclass(slots=True, eq=False)
class Candidate:
    """A possible answer with the sum of what speaks for it.

    `score`: in hundredths of a natural logarithm, whole ones: sums of them are exact, so that those
    that are equal stay so in whichever order they were added up.
    """

    text: str
    score: float = 0.0
    base: str = ""  # what the text was composed from
    share: float = 1.0  # once chosen: the part that it has of the likelihood of all, by its name


def weigher(weights: Mapping[str, float]) -> Weigh:
    """Return how some names are weighed, in whole hundredths; one without a weight is nothing."""
    get, zeros = weights.get, repeat(0.0)

    def weigh(names: Sequence[str]) -> float:
        return float(round(100.0 * sum(map(get, names, zeros))))

    return weigh


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """Return the weights by task (`subject`, `metric`) and name, read once."""
    text = (files("monitor.extract") / "weights.json").read_text("utf-8")
    weights: Mapping[str, Mapping[str, float]] = json.loads(text)
    return weights
