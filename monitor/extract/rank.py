"""Choosing among candidates by weights learned from gold: a sum of features, no library.

A candidate is described by the names of what holds for it; its score is the sum of their weights in
`weights.json` (made by `tests/benchmarks/learn_ranking.py`). A name without a weight counts
nothing, so a feature can be added before training.

Names that follow from the same few facts are made by one `Template`. The sum of their weights is
kept by those facts, so that the names themselves are spelt only the first time: of one article's
candidates nearly all stand in places that an earlier one stood in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import repeat

Fact = str | int | bool
Group = tuple["Template", tuple[Fact, ...]]
"""A template with the facts that it spells names from."""

MOST_SUMS = 200_000
"""So many sums are kept, some tens of megabytes; then all are forgotten."""


class Template:
    """The names of what holds, spelt from a few facts: strings, numbers, truths.

    >>> place = Template(lambda where, nature: (where, f"{where}, {nature}"))
    >>> place.names(*place("topic", "name")[1])
    ('topic', 'topic, name')
    """

    __slots__ = ("names",)

    def __init__(self, names: Callable[..., Sequence[str]]) -> None:
        self.names = names

    def __call__(self, *facts: Fact) -> Group:
        return self, facts


@dataclass(slots=True)
class Candidate:
    """A possible answer with what holds for it, said by name or by groups of facts."""

    text: str
    features: Sequence[str] = ()
    base: str = ""  # what the text was composed from
    groups: Sequence[Group] = ()

    def names(self) -> list[str]:
        """Return the names of all that holds for it, those of its groups spelt out."""
        spelt = [name for template, facts in self.groups for name in template.names(*facts)]
        return [*self.features, *spelt]


_ZEROS = repeat(0.0)


class Weights(dict[str, float]):
    """The weights of one task by name, with the sums of the groups met so far."""

    __slots__ = ("_sums",)

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__(weights)
        self._sums: dict[Group, float] = {}

    def score(self, candidate: Candidate) -> float:
        """Return the sum of the weights of what holds for the candidate."""
        total = sum(map(self.get, candidate.features, _ZEROS)) if candidate.features else 0.0
        known = self._sums.get
        for group in candidate.groups:
            found = known(group)
            total += self._add_up(group) if found is None else found
        return total

    def _add_up(self, group: Group) -> float:
        if len(self._sums) >= MOST_SUMS:
            self._sums.clear()
        template, facts = group
        total = self._sums[group] = sum(map(self.get, template.names(*facts), _ZEROS))
        return total

    def choose(self, candidates: Sequence[Candidate]) -> Candidate | None:
        """Return the candidate of the highest score, the first of equals; None without any."""
        return max(candidates, key=self.score, default=None)


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, Weights]:
    """Return the weights by task (`subject`, `metric`), read once."""
    data = json.loads((files("monitor.extract") / "weights.json").read_text("utf-8"))
    return {task: Weights({n: float(w) for n, w in table.items()}) for task, table in data.items()}
