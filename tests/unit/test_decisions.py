"""Decisions as rules: what a person put right, merged, told apart, muted, holds for what comes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from monitor.judge.alerts import alert_key
from monitor.judge.decisions import (
    Decided,
    Decision,
    Named,
    What,
    correct,
    decision_record,
    in_order,
    is_metric,
    is_told_in,
    judge_decided,
    kinds_of,
    looked_up,
    named,
    read_decision,
    superseded,
    unlike_units,
)
from monitor.model import Claim, Figure, Judgement, Kind, Modality, Topic, Value
from tests.alerts import NOON, alert, claim, fell, month, source, value

TOPIC = Topic(name="누리챗")
MINUTE = timedelta(minutes=1)


def decision(what: What, **more: Any) -> Decision:
    return Decision(key="d1", what=what, at=NOON, **more)


def figure(*claims: Claim, key: str = "f1") -> Figure:
    values = tuple(value(c, is_current=True) for c in claims)
    first = claims[0]
    return Figure(
        key=key, topic="누리챗", subject=first.subject, metric=first.metric, unit=first.unit,
        values=values,
    )  # fmt: skip


def judged(
    decided: Decided, new: Sequence[Claim], baseline: Sequence[Figure]
) -> tuple[Judgement, ...]:
    return judge_decided(
        decided, new, baseline, source=source(), topics=[TOPIC], now=NOON, context=""
    )


OLD = claim(1_210_000, quote="1월 누리챗 월간 이용자는 121만 명이었다.", as_of=month(2025, 1))
NEW = claim(590_000, quote="누리챗의 월간 이용자는 59만 명으로 집계됐다.", as_of=month(2025, 3))


def test_a_corrected_claim_is_right_whenever_its_page_is_read_again() -> None:
    fields = {"low": 580_000, "high": 580_000, "unit": "명", "as_of": ["2025-02-01", "2025-02-28"]}
    decided = Decided([decision(What.CORRECT, claim=NEW, fields=fields, alert="k1")])
    again = replace(NEW, span=(40, 46))  # the page was edited above it
    assert decided.corrected(again).interval.low == 580_000
    assert decided.corrected(again).as_of == month(2025, 2)
    assert decided.corrected(OLD) == OLD
    (verdict,) = judged(decided, [again], [figure(OLD)])
    assert verdict.claim.interval.low == 580_000
    assert verdict.alert is not None
    # Whoever decided on the alert finds it under the key it had.
    assert verdict.alert.key == alert_key(source(), again)


def test_every_field_can_be_put_right() -> None:
    right = correct(
        NEW,
        {
            "subject": "다온챗",
            "metric": "주간 이용자 수",
            "modality": "forecast",
            "as_of": [None, None],
        },
    )
    assert (right.subject, right.metric, right.modality) == (
        "다온챗",
        "주간 이용자 수",
        Modality.FORECAST,
    )
    assert not right.as_of.known


def test_merged_names_are_heard_as_the_figures_own_and_written_as_they_stand() -> None:
    odd = replace(NEW, subject="누챗", metric="달마다 여는 사람")
    apart = judged(Decided(), [odd], [figure(OLD)])
    assert apart[0].makes_figure or apart[0].figure is None
    merge = decision(
        What.MERGE, figure=named(figure(odd, key="f2")), into=named(figure(OLD)), claims=(odd,)
    )
    (verdict,) = judged(Decided([merge]), [odd], [figure(OLD)])
    assert verdict.figure == "f1"
    assert verdict.alert is not None
    assert verdict.alert.kind is Kind.CHANGED
    assert verdict.claim == odd
    assert verdict.alert.claim == odd


def test_names_merged_in_a_circle_end() -> None:
    a, b = claim(1, subject="가"), claim(1, subject="나")
    merges = [
        decision(What.MERGE, figure=named(figure(a)), into=named(figure(b)), claims=(a,)),
        decision(What.MERGE, figure=named(figure(b)), into=named(figure(a)), claims=(b,)),
    ]
    assert Decided(merges).renamed(a).subject in ("가", "나")


def test_a_merge_of_other_kinds_of_units_from_before_that_was_refused_still_stands() -> None:
    money = replace(NEW, unit="KRW", metric="매출")
    into = figure(OLD, key="f1")
    merge = decision(
        What.MERGE, figure=named(figure(money, key="f2")), into=named(into), claims=(money,)
    )
    again = read_decision(decision_record(merge))
    assert unlike_units(again) is not None
    assert Decided([again]).decisions == (again,)
    assert kinds_of(replace(into, values=(*into.values, value(money)))) == {"people", "money"}


@pytest.mark.parametrize(("one", "other"), [("곳", "건"), ("USD", "KRW"), ("초", "개월")])
def test_units_of_one_kind_may_be_merged(one: str, other: str) -> None:
    a, b = (figure(replace(NEW, unit=unit), key=unit) for unit in (one, other))
    merge = decision(What.MERGE, figure=named(a), into=named(b))
    assert unlike_units(merge) is None


@pytest.mark.parametrize(
    ("earlier", "later", "holds"),
    [
        (What.ACCEPT, What.REJECT, False),
        (What.REJECT, What.ACCEPT, False),
        (What.PREVIOUS, What.PREVIOUS, False),
        (What.REJECT, What.PREVIOUS, False),
        (What.PREVIOUS, What.ACCEPT, True),
        (What.CORRECT, What.ACCEPT, True),
        (What.MUTE, What.ACCEPT, True),
    ],
)
def test_only_what_cannot_be_true_together_takes_the_others_place(
    earlier: What, later: What, holds: bool
) -> None:
    fields = {"low": 1, "high": 1}
    one, two = (
        replace(
            decision(what, alert="a1", claim=NEW, fields=fields), key=str(n), at=NOON + n * MINUTE
        )
        for n, what in ((1, earlier), (2, later))
    )
    for made in ([one, two], [two, one]):  # whichever was taken from a file first
        assert superseded(in_order(made)) == ({} if holds else {"1": "2"})
    other = replace(one, alert="a2")
    assert superseded([other, two]) == {}


@pytest.mark.parametrize(
    ("metric", "unit", "said"),
    [
        ("이용자 순위", "위", "생성형 AI 앱 이용자 순위"),
        ("이용자 수", "명", "국내 월간 이용자 수"),
        ("개발비", "KRW", "개발 비용"),
    ],
)
def test_a_metric_that_a_person_names_is_heard_in_other_words_but_no_rank_for_a_count(
    metric: str, unit: str, said: str
) -> None:
    assert is_metric(metric, replace(NEW, unit=unit, metric=said))
    other = "명" if unit == "위" else "위"
    assert not is_metric(metric, replace(NEW, unit=other, metric="국내 이용자"))
    assert not is_metric(metric, replace(NEW, unit=unit, metric="직원 수"))


def test_what_was_told_apart_is_no_candidate_any_more() -> None:
    other = replace(NEW, metric="국내 월간 이용자 수")
    assert judged(Decided(), [other], [figure(OLD)])[0].figure == "f1"
    split = decision(What.SPLIT, figure=named(figure(OLD)), claims=(other,))
    (verdict,) = judged(Decided([split]), [other], [figure(OLD)])
    assert verdict.figure != "f1"
    # The figure's own words still lead to it, but for the very value that was taken out.
    again = replace(NEW, quote="누리챗의 월간 이용자는 3월에 59만 명이었다.")
    assert judged(Decided([split]), [again], [figure(OLD)])[0].figure == "f1"
    assert judged(Decided([split]), [NEW], [figure(OLD)])[0].figure != "f1"


def test_values_of_the_same_words_that_were_taken_out_stay_with_one_another() -> None:
    both = [replace(NEW, quote=f"누리챗의 월간 이용자는 {n}만 명이다.") for n in (58, 59)]
    split = decision(What.SPLIT, figure=named(figure(OLD)), claims=tuple(both))
    decided = Decided([split])
    apart = figure(both[0], key="f2")
    assert judged(decided, [both[1]], [figure(OLD), apart])[0].figure == "f2"
    assert judged(decided, [both[0]], [figure(OLD)])[0].figure != "f1"


def test_a_rejected_value_does_not_come_back_but_another_one_does() -> None:
    rejected = fell()
    assert rejected.previous
    d = decision(
        What.REJECT,
        alert=rejected.key,
        claim=rejected.claim,
        previous=rejected.previous.claim,
        kind="changed",
    )
    decided = Decided([d])
    assert decided.silence(rejected) == (What.REJECT, "d1")
    elsewhere = replace(fell(), key="k-other", source=source(doc="https://b.example/2"))
    elsewhere = replace(
        elsewhere, claim=replace(elsewhere.claim, doc="https://b.example/2", quote="x")
    )
    assert decided.silence(elsewhere) == (What.REJECT, "d1")
    assert decided.silence(fell(580_000)) is None
    accepted = decision(What.ACCEPT, alert=rejected.key, claim=rejected.claim)
    assert Decided([d, accepted]).silence(rejected) is None


@pytest.mark.parametrize(
    ("target", "silent"),
    [
        ({"topic": "누리챗"}, True),
        ({"topic": "누리챗", "metric": "월간 이용자수"}, True),
        ({"topic": "누리챗", "metric": "매출"}, False),
        ({"metric": "월간 이용자 수"}, True),
        ({"topic": "다온챗"}, False),
        ({"figure": Named("other key", "누리챗", "월간 이용자 수", "명")}, True),
        ({"figure": Named("f9", "다온챗", "월간 이용자 수", "명")}, False),
    ],
)
def test_a_mute_reaches_a_figure_a_metric_or_a_topic(target: dict[str, Any], silent: bool) -> None:
    found = Decided([decision(What.MUTE, **target)]).silence(fell())
    assert (found == (What.MUTE, "d1")) is silent


@pytest.mark.parametrize("owner", ["누리챗", "다온그룹"])
def test_a_value_taken_out_never_joins_a_figure_that_no_claim_of_its_page_makes(owner: str) -> None:
    # Its page states the figure it was taken out of as well; that may be named after another.
    held = figure(OLD)
    beside = replace(NEW, span=(0, 6))
    taken = replace(NEW, span=(40, 46), quote="누리챗의 월간 이용자는 59만 명이라고 했다.")
    from_ = Named("f1", owner, held.metric, held.unit)
    decided = Decided([decision(What.SPLIT, figure=from_, claims=(taken,))])
    for page in ([beside, taken], [taken, beside]):
        found = judged(decided, page, [held])
        verdicts = dict(zip([c.span for c in page], found, strict=True))
        assert verdicts[beside.span].figure == "f1"
        apart = verdicts[taken.span]
        assert apart.figure != "f1"
        assert apart.makes_figure


def test_a_change_below_its_threshold_is_told_by_the_nearest_rule() -> None:
    small = fell(1_200_000)  # 0.8 %
    wide = decision(What.THRESHOLD, topic="누리챗", relative=Decimal("0.05"))
    assert Decided([wide]).silence(small) == (What.THRESHOLD, "d1")
    assert Decided([wide]).silence(fell()) is None
    own = replace(wide, key="d2", topic="", relative=None, absolute=Decimal(1_000),
                  figure=Named("", "누리챗", "월간 이용자 수", "명"))  # fmt: skip
    assert Decided([wide, own]).silence(small) is None
    both = replace(wide, absolute=Decimal(20_000))
    assert Decided([both]).silence(small) == (What.THRESHOLD, "d1")
    assert Decided([replace(both, absolute=Decimal(5_000))]).silence(small) is None
    new = alert(claim(5))
    assert Decided([wide]).silence(new) is None


@pytest.mark.parametrize(
    ("said", "unit", "holds"),
    [
        ("가구", "가구", True),
        ("가구", "호", True),
        ("가구", "채", True),
        ("가구", "명", False),
        ("가구", "%", False),
        ("명", "위", False),
        ("KRW", "KRW", True),
        ("KRW", "USD", False),
        ("%p", "%", True),
        ("%p", "가구", False),
        ("", "%", True),
        ("", "명", True),
    ],
)
def test_an_amount_is_a_threshold_of_what_is_measured_like_it(
    said: str, unit: str, holds: bool
) -> None:
    change = fell()
    old = change.previous
    assert old is not None
    old = replace(old, claim=replace(old.claim, unit=unit))
    change = replace(change, claim=replace(change.claim, unit=unit), previous=old)
    least = decision(What.THRESHOLD, topic="누리챗", absolute=Decimal(10**9), unit=said)
    assert (Decided([least]).silence(change) is not None) is holds
    # What is asked of all is asked of the others still, whichever was said first.
    part = replace(least, key="d0", absolute=None, unit="", relative=Decimal(2))
    for first, then in ((part, least), (least, part)):
        found = Decided([first, replace(then, at=NOON + MINUTE)])
        assert found.silence(change) is not None
        replaces = then is part or not said
        assert found.superseded == ({first.key: then.key} if replaces else {})


def test_thresholds_of_unlike_units_hold_beside_each_other() -> None:
    homes = decision(What.THRESHOLD, topic="누리챗", absolute=Decimal(10_000), unit="가구")
    money = replace(homes, key="d2", at=NOON + MINUTE, absolute=Decimal(10**10), unit="KRW")
    fewer = replace(homes, key="d3", at=NOON + 2 * MINUTE, absolute=Decimal(500), unit="호")
    assert superseded([homes, money]) == {}
    assert superseded([homes, money, fewer]) == {"d1": "d3"}


def test_words_that_stay_with_a_figure_keep_nothing_out_of_it() -> None:
    taken = replace(NEW, quote="누리챗의 월간 이용자는 59만 명이라고 했다.")
    from_ = Named("f1", "다온그룹", NEW.metric, NEW.unit)
    named_so = figure(replace(OLD, subject="다온그룹"))
    other = replace(NEW, subject="누리챗", quote="누리챗 월간 이용자 60만 명.")
    split = decision(What.SPLIT, figure=from_, claims=(taken,))
    assert Decided([split]).is_apart(other, named_so)
    kept = Decided([replace(split, kept=(OLD,))])
    assert not kept.is_apart(other, named_so)
    assert kept.is_apart(taken, named_so)


def test_a_decision_is_the_same_after_it_was_a_line_of_a_file() -> None:
    d = decision(
        What.MERGE,
        claim=NEW,
        previous=OLD,
        figure=named(figure(NEW)),
        into=named(figure(OLD)),
        claims=(NEW,),
        kept=(OLD,),
        relative=Decimal("0.05"),
        absolute=Decimal(10_000),
        unit="가구",
        score=0.93,
    )
    record = json.loads(json.dumps(decision_record(d)))
    assert read_decision(record) == d
    # Those of before these were kept are read as they held then.
    older = {key: value for key, value in record.items() if key not in ("unit", "kept")}
    assert read_decision(older) == replace(d, unit="", kept=())


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"id": ""}, "id"),
        ({"decision": "love"}, "decision"),
        ({"at": "soon"}, "at"),
        ({"at": "2025-01-01"}, "at"),
        ({"claim": {"doc": 1}}, "claim"),
        ({"figure": {"key": 3}}, "figure"),
        ({"fields": {"bogus": 1}}, "fields"),
        ({"fields": {"low": "x", "high": 1}}, "fields"),
        ({"fields": {"modality": "sure"}}, "fields"),
        ({"relative": "-1"}, "relative"),
        ({"claims": {}}, "claims"),
        ({"decision": "reject", "claim": None}, "claim"),
        ({"decision": "merge", "figure": None}, "figure"),
        ({"decision": "mute", "figure": None, "topic": "", "metric": ""}, "topic"),
        ({"decision": "threshold"}, "relative"),
    ],
)
def test_a_record_of_no_use_names_the_key(change: dict[str, Any], key: str) -> None:
    whole = decision_record(decision(What.ACCEPT, claim=NEW, figure=named(figure(OLD))))
    with pytest.raises(ValueError, match=f"^{key}$"):
        read_decision(whole | change)
    with pytest.raises(ValueError, match="decision"):
        read_decision([whole])


def test_without_decisions_nothing_is_judged_otherwise() -> None:
    plain = judged(Decided(), [NEW], [figure(OLD)])
    assert plain[0].alert is not None
    assert plain[0].alert.kind is Kind.CHANGED
    assert Decided().silence(plain[0].alert) is None
    assert isinstance(plain[0].claim, Claim)
    assert NOON + timedelta(0) == plain[0].alert.at
    assert Value(claim=NEW, source=source()).claim == NEW


def test_merged_wordings_find_one_another_whichever_comes_first() -> None:
    odd = replace(
        NEW, subject="누챗", metric="달마다 여는 사람", quote="누챗을 여는 사람은 59만 명이다."
    )
    merge = decision(
        What.MERGE, figure=named(figure(odd, key="f2")), into=named(figure(OLD)), claims=(odd,)
    )
    decided = Decided([merge])
    # The one that gave its name up is held; the one that the name is of comes later.
    (verdict,) = judged(decided, [OLD], [figure(odd, key="f2")])
    assert verdict.figure == "f2"
    if verdict.alert is not None and verdict.alert.previous is not None:
        assert verdict.alert.previous.claim == odd
    assert {(c.subject, c.metric) for c in looked_up(decided, [OLD])} == {
        ("누리챗", "월간 이용자 수"),
        ("누챗", "달마다 여는 사람"),
    }
    assert looked_up(Decided(), [OLD]) == (OLD,)


def test_a_value_that_a_person_named_stands_before_the_alert_whenever_it_is_judged() -> None:
    held = figure(OLD)
    (before,) = judged(Decided(), [NEW], [held])
    assert before.alert is not None
    assert before.alert.previous is not None
    told = decision(What.PREVIOUS, claim=NEW, previous=OLD, fields={"low": 7e5, "high": 7e5})
    for known in ([held], [figure(OLD, replace(OLD, interval=NEW.interval), key="f2")]):
        (found,) = judged(Decided([told]), [NEW], known)
        assert found.alert is not None
        assert found.alert.previous is not None
        assert found.alert.previous.claim.interval.low == Decimal(700_000)
        assert found.alert.kind in (Kind.CHANGED, Kind.CONFLICT)


def test_a_value_held_is_taken_before_the_words_of_a_person() -> None:
    older = claim(
        1_500_000, quote="작년 누리챗 월간 이용자는 150만 명이었다.", as_of=month(2024, 6)
    )
    fields = {"low": 1_500_000, "high": 1_500_000}
    told = decision(What.PREVIOUS, claim=NEW, previous=OLD, fields=fields)
    (found,) = judged(Decided([told]), [NEW], [figure(OLD, older)])
    assert found.alert is not None
    assert found.alert.previous is not None
    assert found.alert.previous.claim == older


def test_without_a_value_before_it_an_alert_is_new_and_of_a_figure_of_its_own() -> None:
    told = decision(What.PREVIOUS, claim=NEW, previous=OLD)
    (found,) = judged(Decided([told]), [NEW], [figure(OLD)])
    assert found.alert is not None
    assert (found.alert.kind, found.alert.previous) == (Kind.NEW, None)
    assert found.makes_figure
    # Another claim of the same words is judged as ever.
    other = replace(NEW, quote="누리챗 월간 이용자는 59만 명이다.")
    (as_ever,) = judged(Decided([told]), [other], [figure(OLD)])
    assert as_ever.alert is not None
    assert as_ever.alert.previous is not None


def test_a_copy_tells_what_its_original_tells() -> None:
    original = value(NEW)
    page = replace(original.source, doc="https://other.example/1", copy_of=original.source.doc)
    copied = Value(claim=replace(NEW, doc=page.doc, span=(7, 9)), source=page)
    assert is_told_in(copied, original)
    assert is_told_in(original, copied)
    alone = Value(claim=copied.claim, source=replace(page, copy_of=None))
    assert not is_told_in(alone, original)
    other = replace(copied.claim, quote="다른 문장의 59만 명")
    assert not is_told_in(replace(copied, claim=other), original)
