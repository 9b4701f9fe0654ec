"""A subject carried into a sentence from before: whom the text went on to."""

from __future__ import annotations

from dataclasses import replace

from monitor.judge.alerts import iter_alerts, judge_claims
from monitor.judge.carried import BACK, is_stale
from monitor.model import Claim
from tests.unit.judge_samples import NOW, a_claim, a_source, a_topic

APP = a_topic("누리챗")
PARK = a_topic("라마")  # a product that the lists know
TOPICS = (APP, PARK)


def _at_the_end(before: str, quote: str, subject: str = "누리챗") -> tuple[Claim, str]:
    text = f"{before}\n{quote}"
    start = text.index(quote)
    claim = a_claim(subject, "레인 수", 40, "개", quote=quote)
    return replace(claim, span=(start + 4, start + 6)), text


def test_a_subject_holds_where_nobody_else_was_spoken_of() -> None:
    claim, text = _at_the_end("누리챗이 새 건물을 열었다.", "레인은 40개다.")
    assert not is_stale(claim, APP, TOPICS, text)


def test_a_tracked_name_as_a_later_subject_takes_over() -> None:
    claim, text = _at_the_end("누리챗이 문을 열었다. 볼링장 '라마'도 붐빈다.", "레인은 40개다.")
    assert is_stale(claim, APP, TOPICS, text)


def test_a_name_that_is_only_mentioned_takes_over_nothing() -> None:
    claim, text = _at_the_end("누리챗은 라마를 바탕으로 만들었다.", "레인은 40개다.")
    assert not is_stale(claim, APP, TOPICS, text)


def test_a_longer_name_that_begins_with_it_is_somebody_else() -> None:
    claim, text = _at_the_end("로봇 업체 '누리챗오션' 사무실이다.", "레인은 40개다.")
    assert is_stale(claim, APP, TOPICS, text)


def test_a_sentence_that_names_its_subject_needs_no_carrying() -> None:
    before = "누리챗이 문을 열었다. 볼링장 '라마'도 붐빈다."
    claim, text = _at_the_end(before, "누리챗의 레인은 40개다.")
    assert not is_stale(claim, APP, TOPICS, text)


def test_what_was_said_long_ago_is_not_searched_for() -> None:
    before = "누리챗이 문을 열었다. " + "볼링장 '라마'도 붐빈다. " + "날이 좋았다. " * BACK
    claim, text = _at_the_end(before, "레인은 40개다.")
    assert not is_stale(claim, APP, TOPICS, text)


def test_a_stale_subject_raises_no_new_figure() -> None:
    fresh, plain = _at_the_end("누리챗이 문을 열었다.", "레인은 40개다.")
    stale, gone = _at_the_end("누리챗이 문을 열었다. 볼링장 '라마'도 붐빈다.", "레인은 40개다.")
    for claim, text, count in ((fresh, plain, 1), (stale, gone, 0)):
        source = a_source("n1", title="이름")
        found = judge_claims([claim], (), source=source, topics=TOPICS, now=NOW, context=text)
        assert len(iter_alerts(found)) == count
