"""Choosing by weights: what is added up once, and what counts nothing."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.extract import rank
from monitor.extract.rank import Candidate, Sums, choose, weigher


def test_a_name_without_a_weight_counts_nothing() -> None:
    weigh = weigher({"topic": 1.5, "name": -1.0})
    assert weigh(["topic", "unheard of", "name"]) == 0.5
    assert weigh([]) == 0


def test_names_are_spelt_only_the_first_time() -> None:
    spelt: list[tuple[str, int]] = []

    def names(where: str, rank: int) -> Sequence[str]:
        spelt.append((where, rank))
        return where, f"{where} #{rank}"

    sums = Sums(weigher({"topic": 1.0, "topic #2": 0.25}), names)
    assert [sums["topic", 2], sums["topic", 0], sums["topic", 2]] == [1.25, 1.0, 1.25]
    assert spelt == [("topic", 2), ("topic", 0)]


def test_no_more_sums_are_kept_than_memory_can_bear() -> None:
    sums = Sums(weigher({"topic": 1.0}), lambda number: ["topic"])
    for number in range(rank.MOST_SUMS + 5):
        assert sums[number,] == 1.0
    assert len(sums) == 5


def test_the_first_of_equals_is_chosen() -> None:
    assert choose([]) is None
    chosen = choose([Candidate("a", 0.5), Candidate("b", 1.0), Candidate("c", 1.0)])
    assert chosen is not None
    assert chosen.text == "b"
