"""What a copy altered: a conflict with the text that it was made of, never a later value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.judge.alerts import judge_claims
from monitor.judge.altered import against_original
from monitor.judge.explanation import explain_alert, otherwise
from monitor.model import Alteration, Claim, Figure, Judgement, Kind, Source, Value
from tests.unit.judge_samples import NOW, a_claim, a_source, a_topic

METRIC = "월간 이용자 수"
ORIGINAL = a_source("first", outlet="한빛일보", day="2026-02-27")
COPY = a_source("copy", outlet="가람신문", day="2026-02-28")
TOPIC = a_topic("푸른호수")


def said(count: int, at: int, doc: str, **other: object) -> Claim:
    quote = f"푸른호수의 {METRIC}는 {count}만 명으로 늘어난 것으로 집계됐다."
    return a_claim("푸른호수", METRIC, count * 10000, "명", quote=quote, doc=doc, at=at, **other)  # type: ignore[arg-type]


def figure(*values: tuple[Claim, Source]) -> Figure:
    return Figure(
        key="users",
        topic="푸른호수",
        subject="푸른호수",
        metric=METRIC,
        unit="명",
        values=tuple(Value(claim=claim, source=source) for claim, source in values),
    )


def altered(at: int, before: int) -> Alteration:
    return Alteration(
        span=(at, at + 1),
        words="181만 명",
        quote="",
        before_span=(before, before + 1),
        before="121만 명",
        before_quote="",
    )


def judge(
    claim: Claim,
    held: Figure,
    *,
    source: Source = COPY,
    original: Source = ORIGINAL,
    changes: tuple[Alteration, ...] = (altered(40, 30),),
) -> Judgement:
    judged = judge_claims([claim], [held], source=source, topics=[TOPIC], now=NOW)
    (found,) = against_original(
        judged, [held], source=source, original=original, alterations=changes
    )
    return found


HELD = figure((said(121, 30, "first"), ORIGINAL))


def test_an_altered_copy_of_the_next_day_is_a_conflict_and_moves_nothing() -> None:
    plain = judge(said(181, 40, "copy"), HELD, changes=())
    assert plain.alert is not None
    assert plain.alert.kind is Kind.CHANGED
    assert plain.becomes_current

    found = judge(said(181, 40, "copy"), HELD)
    assert found.alert is not None
    assert (found.alert.kind, found.becomes_current) == (Kind.CONFLICT, False)
    assert found.alert.previous is not None
    assert found.alert.previous.source.doc == "first"
    assert found.alert.reason.code == "conflict_altered"
    assert found.alert.reason.facts["original"] == "한빛일보"
    assert "later_period" in [
        reason.code for reason in otherwise(found.alert, explain_alert(found.alert))
    ]


def test_it_stands_against_its_original_whatever_else_is_held() -> None:
    seed = a_source("seed", day="2026-01-05", is_seed=True)
    held = figure((said(90, 3, "seed"), seed), (said(121, 30, "first"), ORIGINAL))
    found = judge(said(181, 40, "copy"), held)
    assert found.alert is not None
    assert found.alert.previous is not None
    assert found.alert.previous.source.doc == "first"


def test_an_altered_figure_far_off_is_sure_to_speak_of_the_same() -> None:
    plain = said(1815, 40, "copy")
    jump = replace(plain, quote=plain.quote.replace("늘어난 ", ""))
    alone = judge(jump, HELD, changes=())
    assert alone.alert is not None
    assert alone.alert.is_uncertain
    found = judge(jump, HELD)
    assert found.alert is not None
    assert not found.alert.is_uncertain


@pytest.mark.parametrize(
    "found",
    [
        judge(said(181, 40, "copy"), HELD, source=replace(COPY, outlet="한빛일보")),
        judge(said(181, 50, "copy"), HELD),
        judge(said(181, 40, "copy"), HELD, changes=(altered(40, 70),)),
        judge(
            said(181, 40, "copy", period=("2026-02-01", "2026-02-28")),
            figure((said(121, 30, "first", period=("2026-01-01", "2026-01-31")), ORIGINAL)),
        ),
    ],
    ids=["the outlet's own update", "another sentence", "another place", "another month"],
)
def test_what_is_no_altered_copy_of_that_figure_stays_a_change(found: Judgement) -> None:
    assert found.alert is not None
    assert (found.alert.kind, found.becomes_current) == (Kind.CHANGED, True)


def test_who_words_the_figure_otherwise_contradicts_nobody() -> None:
    found = judge(said(121, 40, "copy"), HELD)
    assert found.alert is not None
    assert found.alert.kind is Kind.CONFIRMED


def test_an_altered_number_taken_for_another_figures_is_told_of_what_stood_there() -> None:
    other = replace(HELD, key="visitors", values=(Value(claim=said(190, 70, "x"), source=COPY),))
    claim = said(181, 40, "copy")
    (plain,) = judge_claims([claim], [other], source=COPY, topics=[TOPIC], now=NOW)
    assert plain.figure == "visitors"
    (found,) = against_original(
        [plain], [other, HELD], source=COPY, original=ORIGINAL, alterations=[altered(40, 30)]
    )
    assert found.alert is not None
    assert found.alert.previous is not None
    assert (found.figure, found.alert.figure) == ("users", "users")
    assert (found.alert.kind, found.alert.previous.source) == (Kind.CONFLICT, ORIGINAL)


def test_what_an_altered_copy_says_as_its_original_does_confirms_nothing() -> None:
    found = judge(said(121, 90, "copy"), HELD)
    assert (found.alert, found.supports) == (None, None)
    elsewhere = a_source("third", outlet="누리일보", day="2026-02-28")
    again = judge(said(121, 90, "copy"), HELD, original=elsewhere)
    assert again.alert is not None
    assert again.alert.kind is Kind.CONFIRMED
