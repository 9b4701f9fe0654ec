"""Hours of polling in simulated time: every host gets what it allows, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation import KINDS, Newsworld, Verdict, by_kind, simulate

HOUR = 3600.0
PACES = [(0.3, 600.0), (0.3, HOUR), (0.4, 12 * HOUR)]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> list[Verdict]:
    world = Newsworld(20, len(KINDS), gaps=PACES)
    simulate(world, tmp_path_factory.mktemp("day"), hours=2)
    return world.verdicts(2 * HOUR, delay=1.0, floor=300.0)


def test_no_host_gets_more_than_it_allows(verdicts: list[Verdict]) -> None:
    assert [(v.host, v.kind, v.faults) for v in verdicts if v.faults] == []


def test_every_host_is_asked_and_its_articles_too(verdicts: list[Verdict]) -> None:
    for kind, hosts in by_kind(verdicts).items():
        polls = sum(v.polls for v in hosts)
        # A feed of twelve hours waits for long once it was read.
        assert polls >= sum(v.feeds for v in hosts), kind
        if kind not in ("gone (410)", "dead", "robots.txt: closed"):
            assert sum(v.pages for v in hosts) > 0, kind
        assert all(v.rules <= 2 or v.kind.startswith(("5", "429", "dead")) for v in hosts), kind


def test_the_checks_see_what_is_too_much(tmp_path: Path) -> None:
    # A program that keeps neither distance nor wishes: with other settings than the hosts'.
    world = Newsworld(15, len(KINDS), gaps=[(1.0, 600.0)])
    simulate(world, tmp_path, hours=1)
    found = world.verdicts(HOUR, delay=30.0, floor=1500.0)
    words = " ".join(fault for v in found for fault in v.faults)
    assert "behind another" in words
    assert "polls" in words
    assert "after" in words
