"""Statements of whole articles against their gold. A floor is what was reached: it only rises."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.extract.statements import extract_statements
from monitor.model import Topic
from tests.golden.claim_scoring import Record
from tests.golden.statement_scoring import (
    StatementScore,
    read_marked,
    read_statements,
    to_article,
    to_topics,
)


def _score(*, tracked: bool) -> StatementScore:
    score = StatementScore()
    for document in read_statements():
        score.add(document, extract_statements(to_article(document), _topics(document, tracked)))
    return score


def _topics(document: Record, tracked: bool) -> Sequence[Topic]:
    return to_topics(document) if tracked else ()


def test_the_gold_is_of_many_articles() -> None:
    documents = read_statements()
    assert sum(bool(d["statements"]) for d in documents) >= 20
    for document in documents:
        for gold in document["statements"]:
            assert document["text"][slice(*gold["span"])] == gold["quote"], document["doc"]


def test_statements_on_tracked_topics_reach_the_floor() -> None:
    score = _score(tracked=True)
    assert score.precision >= 0.97, score.extra
    assert score.recall >= 0.91, score.missed
    assert score.share("stance") >= 0.98, score.wrong
    assert score.share("speaker") >= 0.96, score.wrong


def test_statements_on_whatever_there_is_reach_the_floor() -> None:
    score = _score(tracked=False)
    assert score.precision >= 0.95, score.extra
    assert score.recall >= 0.80, score.missed


def _score_marked(*, tracked: bool) -> StatementScore:
    score = StatementScore()
    for document in read_marked():
        score.add(document, extract_statements(to_article(document), _topics(document, tracked)))
    return score


def test_statements_of_other_fields_reach_the_floor() -> None:
    score = _score_marked(tracked=True)
    assert score.gold >= 290
    assert score.precision >= 0.98, score.extra
    assert score.recall >= 0.93, score.missed
    assert score.share("stance") >= 0.95, score.wrong
    assert score.share("speaker") >= 0.95, score.wrong
    assert score.share("subject") >= 0.91


def test_statements_of_other_fields_are_found_without_topics_too() -> None:
    score = _score_marked(tracked=False)
    assert score.precision >= 0.95, score.extra
    assert score.recall >= 0.98, score.missed
    assert score.share("subject") >= 0.81
