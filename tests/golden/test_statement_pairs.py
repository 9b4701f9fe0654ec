"""Pairs of sentences on one topic: the same said again, a stance or a stage that moved, or another.

A pair goes the whole way: each sentence is an article of its outlet, read and judged. Before there
were lists of deeds and stages a change was found in 26 of 100 of the unread pairs (precision .83),
and what is the same in 44 (.64).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from monitor.extract.statements import extract_statements
from monitor.judge.statements import Outcome, judge_statements, make_remarks
from monitor.model import SEOUL, Article, Remark, Source, Topic, Url
from tests.golden.claim_scoring import HERE

FIRST = datetime(2026, 3, 2, 9, tzinfo=SEOUL)
# As the file marks a pair; whatever is neither said again nor moved is another proposition.
MARKS = {Outcome.REPEATED: "=", Outcome.CHANGED: ">"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences on a topic, and what the second is to the first."""

    topic: Topic
    mark: str
    first: str
    second: str
    is_unread: bool  # below the line: no rule was made with it


@dataclass
class Score:
    """Counts of one mark, with the pairs that were taken for another."""

    meant: int = 0
    found: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.meant if self.meant else 0.0


def read_pairs() -> list[Pair]:
    pairs: list[Pair] = []
    topic, below = Topic(name="-"), False
    for line in (HERE / "judge" / "statement_pairs.txt").read_text("utf-8").splitlines():
        mark, words = line[:2].strip(), line[2:].strip()
        if mark == "##":
            below = True
        elif mark == "==":
            name, *aliases = (part.strip() for part in words.split(","))
            topic = Topic(name=name, aliases=tuple(aliases))
        elif mark in ("=", ">", "x"):
            first, second = words.split(" | ")
            pairs.append(Pair(topic, mark, first, second, below))
    return pairs


def _remarks(
    topic: Topic, number: int, text: str, held: Sequence[Remark]
) -> tuple[Outcome | None, tuple[Remark, ...]]:
    at = FIRST + timedelta(days=number * 40)
    doc = Url(f"https://outlet{number}.example/story")
    article = Article(url=doc, title="", text=text, published=at)
    source = Source(doc=doc, published=at)
    found = extract_statements(article, (topic,))
    judged = judge_statements(found, held, source=source, topics=(topic,))
    outcome = judged[0].outcome if judged else None
    return outcome, make_remarks(judged, source=source, now=at)


def judge_pair(pair: Pair) -> str:
    """Return the mark that the program gives a pair."""
    _, held = _remarks(pair.topic, 0, pair.first, ())
    outcome, _ = _remarks(pair.topic, 1, pair.second, held)
    return "x" if outcome is None else MARKS.get(outcome, "x")


def score(pairs: Sequence[Pair]) -> dict[str, Score]:
    scores = {mark: Score() for mark in "=>x"}
    for pair in pairs:
        found = judge_pair(pair)
        scores[pair.mark].meant += 1
        scores[found].found += 1
        scores[pair.mark].right += found == pair.mark
        if found != pair.mark:
            scores[found].wrong.append(f"{pair.mark} but {found}: {pair.first} | {pair.second}")
    return scores


def test_there_are_pairs_of_every_kind_read_and_unread() -> None:
    pairs = read_pairs()
    assert len(pairs) >= 60
    for unread in (False, True):
        for mark in "=>x":
            assert sum(p.mark == mark and p.is_unread is unread for p in pairs) >= 9


@pytest.mark.parametrize(
    ("unread", "mark", "precision", "recall"),
    [
        (False, ">", 0.98, 0.98),
        (False, "=", 0.98, 0.98),
        (True, ">", 0.98, 0.89),
        (True, "=", 0.98, 0.68),
    ],
)
def test_what_is_told_to_have_moved_or_not_at_all_is_right(
    unread: bool, mark: str, precision: float, recall: float
) -> None:
    found = score([p for p in read_pairs() if p.is_unread is unread])
    assert found[mark].precision >= precision, found[mark].wrong
    assert found[mark].recall >= recall, [w for s in found.values() for w in s.wrong]
