"""What is said of a topic without a figure: new, said again, or turned into its opposite."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.judge.statements import (
    MOST,
    Outcome,
    judge_statements,
    make_remarks,
    same_proposition,
)
from monitor.model import Kind, Remark, Source, Stance, Statement
from tests.unit.judge_samples import a_source, a_topic

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
TOPICS = (a_topic("누리챗", "누리랩"), a_topic("한국 원전", "원전"))
ALLEGED = "보안업체 한빛시큐는 누리챗이 이용자의 대화 기록을 해외 서버로 빼돌렸다고 주장했다."
DENIED = "누리랩은 누리챗이 대화 기록을 해외 서버로 빼돌렸다는 의혹을 부인했다."
ADMITTED = "누리랩은 누리챗이 이용자 대화 기록을 해외 서버로 보냈다는 사실을 인정했다."
OTHER = "누리랩은 누리챗의 새 음성 기능을 내년 봄 학교에 먼저 열 계획이라고 밝혔다."


def _said(quote: str, stance: str, speaker: str | None = None, doc: str = "n1") -> Statement:
    return Statement(
        doc=doc, span=(0, len(quote)), quote=quote, speaker=speaker, stance=Stance(stance)
    )


def _held(quote: str, stance: str, *, doc: str = "old", day: str = "2026-02-01") -> Remark:
    return Remark(
        key=f"s{doc}",
        topic="누리챗",
        statement=_said(quote, stance, doc=doc),
        source=a_source(doc, day=day),
    )


def _outcomes(
    quotes: list[Statement], held: list[Remark], source: Source | None = None
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


def test_an_announcement_and_a_deed_are_told_and_a_comment_is_not() -> None:
    for quote, outcome in (
        ("누리랩은 누리챗 서버를 국내로 옮겼다고 발표했다.", Outcome.NEW),
        ("개인정보위가 누리챗의 새 내려받기를 중단시켰다.", Outcome.NEW),
        ("누리랩은 누리챗 서버를 국내로 옮겼다고 밝혔다.", Outcome.NEW),
        ("누리랩은 “누리챗은 한 달에 한 번 쓰는 사람도 센다”고 밝혔다.", Outcome.OTHER),
        ("이하람 교수는 “누리챗은 말이 빠르다”고 평했다.", Outcome.OTHER),
        ("누리챗은 지난주 새 목소리를 내놓았다.", Outcome.OTHER),
    ):
        assert _outcomes([_said(quote, "asserted", speaker="누군가")], []) == [outcome], quote


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


def test_a_story_that_tells_the_allegation_again_still_changes_the_stance() -> None:
    held = [_held(ALLEGED, "alleged", doc="a")]
    said = [_said(ALLEGED, "alleged"), replace(_said(DENIED, "denied"), span=(90, 130))]
    assert _outcomes(said, held) == [Outcome.REPEATED, Outcome.CHANGED]


def _remarks(said: list[Statement], held: list[Remark], doc: str = "n1") -> tuple[Remark, ...]:
    source = a_source(doc, day="2026-03-01")
    judged = judge_statements(said, held, source=source, topics=TOPICS)
    return make_remarks(judged, source=source, now=NOW)


def test_a_changed_stance_names_what_it_changes_and_an_echo_what_was_told() -> None:
    first = _held(ALLEGED, "alleged", doc="a")
    (denial,) = _remarks([_said(DENIED, "denied")], [first])
    assert (denial.kind, denial.same_as, denial.previous) == (Kind.CHANGED, first.key, first)
    (echo,) = _remarks([_said(DENIED, "denied", doc="n2")], [first, denial], doc="n2")
    assert (echo.kind, echo.same_as) == (None, denial.key)
    held = [first, denial, echo]
    (again,) = _remarks([_said(DENIED, "denied", doc="n3")], held, doc="n3")
    assert again.same_as == denial.key


SIDE = [
    "한빛시큐는 누리챗이 사진첩을 뒤졌다고 폭로했다.",
    "누리랩은 누리챗 광고를 내년부터 없애겠다고 약속했다.",
    "소비자원은 누리챗 요금 환불을 서두르라고 요구했다.",
    "교육부는 누리챗 교실 사용을 막기로 했다고 밝혔다.",
]


def test_of_one_article_the_weightiest_few_new_statements_are_told() -> None:
    stances = ["alleged", "planned", "called_for", "planned"]
    said = [
        replace(_said(q, stance, speaker="누군가"), span=(n * 100, n * 100 + len(q)))
        for n, (q, stance) in enumerate(zip(SIDE, stances, strict=True))
    ]
    remarks = _remarks(said, [])
    told = [r.statement.stance for r in remarks if r.kind is not None]
    assert len(remarks) == len(SIDE)
    assert len(told) == MOST
    assert Stance.CALLED_FOR not in told


def test_a_sentence_has_one_key_however_often_its_page_is_read_or_edited() -> None:
    (one,) = _remarks([_said(ALLEGED, "alleged")], [])
    (two,) = _remarks([replace(_said(ALLEGED, "alleged"), span=(50, 50 + len(ALLEGED)))], [])
    assert one.key == two.key
    assert one.key.startswith("s")
    assert _remarks([_said(ALLEGED, "alleged")], [], doc="n9")[0].key != one.key


def test_a_demand_is_told_and_an_opinion_of_what_ought_to_be_is_not() -> None:
    demand = "소비자원은 누리챗 요금을 돌려주라고 촉구했다."
    opinion = "이하람 교수는 “누리챗도 규칙을 지켜야 한다”고 말했다."
    for quote, outcome in ((demand, Outcome.NEW), (opinion, Outcome.OTHER)):
        assert _outcomes([_said(quote, "called_for", speaker="누군가")], []) == [outcome]


def test_what_goes_round_about_a_topic_s_future_is_not_told_without_a_speaker() -> None:
    quote = "누리챗이 내년에는 유료로 바뀔 것이라는 전망이 나온다."
    assert _outcomes([_said(quote, "forecast")], []) == [Outcome.OTHER]


def test_an_admission_takes_back_what_the_same_one_denied_however_few_words_they_share() -> None:
    denied = "누리랩은 누리챗 배터리의 결함을 알고도 제품을 계속 팔았다는 의혹을 전면 부인했다."
    admitted = "누리랩은 3일 결함을 숨긴 채 출하해 온 책임이 회사에 있다고 인정했다."
    elsewhere = "누리랩은 누리챗 직원 채용에서 나이를 따진 적이 없다며 차별 의혹을 부인했다."

    def remark(quote: str, speaker: str, doc: str, stance: str = "denied") -> Remark:
        said = replace(_said(quote, stance, speaker, doc), subject="누리챗")
        return replace(_held(quote, stance, doc=doc), statement=said)

    held = [remark(denied, "누리랩", "a"), remark(elsewhere, "누리랩", "b")]
    new = replace(_said(admitted, "confirmed", "누리랩"), subject="누리챗")
    source = a_source("n1", day="2026-03-01")
    (judged,) = judge_statements([new], held, source=source, topics=TOPICS)
    assert judged.outcome is Outcome.CHANGED
    assert judged.previous is held[0]
    # Another one's admission, one of something else, and what is confirmed without being admitted.
    others = [
        (replace(new, speaker="한빛시큐"), held),
        (new, [remark(elsewhere, "누리랩", "b")]),
        (replace(new, quote=admitted.replace("인정했다", "확인했다")), held),
    ]
    for statement, known in others:
        (again,) = judge_statements([statement], known, source=source, topics=TOPICS)
        assert again.outcome is not Outcome.CHANGED
