"""What is said of a topic without a figure: new, said again, or turned into its opposite."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.judge.statements import Held, Outcome, judge_statements, same_proposition
from monitor.model import Source, Stance, Statement
from tests.unit.judge_samples import a_source, a_topic

TOPICS = (a_topic("누리챗", "누리랩"), a_topic("한국 원전", "원전"))
ALLEGED = "보안업체 한빛시큐는 누리챗이 이용자의 대화 기록을 해외 서버로 빼돌렸다고 주장했다."
DENIED = "누리랩은 누리챗이 대화 기록을 해외 서버로 빼돌렸다는 의혹을 부인했다."
ADMITTED = "누리랩은 누리챗이 이용자 대화 기록을 해외 서버로 보냈다는 사실을 인정했다."
OTHER = "누리랩은 누리챗의 새 음성 기능을 내년 봄 학교에 먼저 열 계획이라고 밝혔다."


def _said(quote: str, stance: str, speaker: str | None = None, doc: str = "n1") -> Statement:
    return Statement(
        doc=doc, span=(0, len(quote)), quote=quote, speaker=speaker, stance=Stance(stance)
    )


def _held(quote: str, stance: str, *, doc: str = "old", day: str = "2026-02-01") -> Held:
    return Held(_said(quote, stance, doc=doc), a_source(doc, day=day))


def _outcomes(
    quotes: list[Statement], held: list[Held], source: Source | None = None
) -> list[Outcome]:
    source = source or a_source("n1", day="2026-03-01")
    judged = judge_statements(quotes, held, source=source, topics=TOPICS)
    assert [j.statement for j in judged] == quotes
    return [j.outcome for j in judged]


def test_an_allegation_that_nothing_held_is_like_is_new() -> None:
    assert _outcomes([_said(ALLEGED, "alleged")], []) == [Outcome.NEW]
    assert _outcomes([_said(ALLEGED, "alleged")], [_held(OTHER, "planned")]) == [Outcome.NEW]


def test_an_allegation_denied_and_then_admitted_changes_twice() -> None:
    first = _held(ALLEGED, "alleged", doc="a")
    assert _outcomes([_said(DENIED, "denied")], [first]) == [Outcome.CHANGED]
    second = _held(DENIED, "denied", doc="b", day="2026-02-10")
    (judged,) = judge_statements(
        [_said(ADMITTED, "confirmed")],
        [first, second],
        source=a_source("n1", day="2026-03-01"),
        topics=TOPICS,
    )
    assert judged.outcome == Outcome.CHANGED
    assert judged.previous == second
    assert judged.is_told


def test_the_same_stance_again_is_a_repetition_whoever_says_it() -> None:
    again = "한 이용자 단체도 누리챗이 대화 기록을 해외 서버로 빼돌렸다고 주장했다."
    assert _outcomes([_said(again, "alleged")], [_held(ALLEGED, "alleged")]) == [Outcome.REPEATED]


def test_an_allegation_after_its_denial_is_no_change() -> None:
    held = [_held(ALLEGED, "alleged", doc="a"), _held(DENIED, "denied", doc="b", day="2026-02-10")]
    assert _outcomes([_said(ALLEGED, "alleged")], held) == [Outcome.REPEATED]


def test_a_sentence_that_shares_the_topic_alone_is_not_the_same_proposition() -> None:
    one, other = _said(ALLEGED, "alleged"), _said(OTHER, "planned")
    assert same_proposition(one, other) == 0
    assert same_proposition(one, replace(one, speaker="한빛시큐")) > 0.8


def test_what_names_no_topic_is_none_of_our_business() -> None:
    quote = "산림청은 등산로 폐쇄를 다음 달까지 늘리기로 했다고 밝혔다."
    assert _outcomes([_said(quote, "planned")], []) == [Outcome.OTHER]


def test_an_assertion_that_nobody_makes_is_not_told_and_one_that_somebody_makes_is() -> None:
    quote = "누리챗은 지난주 새 음성 기능을 내놓았다."
    assert _outcomes([_said(quote, "asserted")], []) == [Outcome.OTHER]
    assert _outcomes([_said(quote, "asserted", speaker="누리랩")], []) == [Outcome.NEW]


@pytest.mark.parametrize("more", [{"is_seed": True}, {"copy_of": "n0"}])
def test_seeds_and_copies_tell_nothing(more: dict[str, object]) -> None:
    source = replace(a_source("n1", day="2026-03-01"), **more)  # type: ignore[arg-type]
    held = [_held(ALLEGED, "alleged")]
    said = [_said(DENIED, "denied"), _said(OTHER, "planned")]
    assert not {Outcome.NEW, Outcome.CHANGED} & set(_outcomes(said, held, source))


def test_what_was_published_later_is_not_what_was_said_before() -> None:
    late = _held(ALLEGED, "alleged", day="2026-04-01")
    (judged,) = judge_statements(
        [_said(DENIED, "denied")], [late], source=a_source("n1", day="2026-03-01"), topics=TOPICS
    )
    assert judged.outcome == Outcome.NEW
    assert judged.previous is None


def test_an_article_that_says_a_thing_twice_tells_it_once() -> None:
    said = [_said(ALLEGED, "alleged"), replace(_said(ALLEGED, "alleged"), span=(90, 130))]
    assert _outcomes(said, []) == [Outcome.NEW, Outcome.REPEATED]


def test_both_sides_of_a_dispute_in_one_article_are_no_change_of_stance() -> None:
    said = [_said(ALLEGED, "alleged"), _said(DENIED, "denied")]
    assert _outcomes(said, []) == [Outcome.NEW, Outcome.REPEATED]
