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


@dataclass(slots=True, eq=False)
class Common:
    """Groups that hold for several candidates of one choice: added up once."""

    groups: Sequence[Group]
    by: Weights | None = None  # whose the total is
    total: float = 0.0


@dataclass(slots=True)
class Candidate:
    """A possible answer with what holds for it, in groups of facts."""

    text: str
    groups: Sequence[Group] = ()
    base: str = ""  # what the text was composed from
    common: Common | None = None

    def names(self) -> list[str]:
        """Return the names of all that holds for it."""
        groups = [*self.groups, *(self.common.groups if self.common else ())]
        return [name for template, facts in groups for name in template.names(*facts)]


_ZEROS = repeat(0.0)


class _Sums(dict[Group, float]):
    """The sums of the groups met so far; another is added up when it is asked for."""

    __slots__ = ("_weight",)

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._weight = weights.get

    def __missing__(self, group: Group) -> float:
        if len(self) >= MOST_SUMS:
            self.clear()
        template, facts = group
        total = self[group] = sum(map(self._weight, template.names(*facts), _ZEROS))
        return total


class Weights(dict[str, float]):
    """The weights of one task by name, with the sums of the groups met so far."""

    __slots__ = ("_sum",)

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__(weights)
        self._sum = _Sums(self).__getitem__

    def score(self, candidate: Candidate) -> float:
        """Return the sum of the weights of what holds for the candidate."""
        total = sum(map(self._sum, candidate.groups))
        common = candidate.common
        if common is not None:
            if common.by is not self:
                common.by, common.total = self, sum(map(self._sum, common.groups))
            total += common.total
        return total


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, Weights]:
    """Return the weights by task (`subject`, `metric`), read once."""
    data = json.loads((files("monitor.extract") / "weights.json").read_text("utf-8"))
    return {task: Weights(table) for task, table in data.items()}
