"""What a digest lists, folds, orders and counts: report/digest.py."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from monitor.model import Kind, Modality, Reason
from monitor.report.digest import compose_digest, other_outlets
from tests.alerts import COVERAGE, NOON, alert, claim, digest, fell, month, source, value


def test_alerts_stand_under_their_topic_and_kind() -> None:
    changed = fell()
    new = alert(claim(5))
    conflict = alert(claim(6), claim(7), kind=Kind.CONFLICT)
    revised = alert(claim(8), claim(9), kind=Kind.REVISED)
    elsewhere = alert(claim(3), topic="한빛 로봇")
    made = digest(new, conflict, elsewhere, revised, changed)
    first, second = made.sections
    assert (first.topic, second.topic) == ("누리챗", "한빛 로봇")
    assert first.changed == (changed,)
    assert first.conflicts == (conflict,)
    assert first.revised == (revised,)
    assert first.new == (new,)
    assert second.new == (elsewhere,)


def test_what_is_confirmed_is_counted_and_not_listed() -> None:
    same = [alert(claim(5), claim(5), kind=Kind.CONFIRMED) for _ in range(3)]
    made = digest(*same)
    assert [s.confirmed for s in made.sections] == [3]
    assert made.alerts == ()
    assert set(made.keys) == {a.key for a in same}


def test_what_is_uncertain_is_never_among_the_changes() -> None:
    unsure = fell(is_uncertain=True)
    (section,) = digest(unsure).sections
    assert section.changed == ()
    assert section.uncertain == (unsure,)


def test_the_largest_change_comes_first() -> None:
    small, large = fell(1_100_000), fell(200_000)
    assert digest(small, large).sections[0].changed == (large, small)


def test_of_two_changes_alike_the_better_supported_comes_first() -> None:
    lone = fell()
    supported = fell(support=(source("산들경제", doc="https://b.example/1"),))
    assert digest(lone, supported).sections[0].changed == (supported, lone)


def test_a_fact_comes_before_a_mere_allegation_of_the_same_size() -> None:
    alleged = alert(claim(50, modality=Modality.ALLEGED), claim(100))
    fact = alert(claim(50), claim(100))
    assert digest(alleged, fact).sections[0].changed == (fact, alleged)


def test_the_topic_with_the_weightiest_change_comes_first() -> None:
    small = fell(1_150_000, topic="가")
    large = fell(200_000, topic="나")
    only_new = alert(claim(1), topic="다")
    made = digest(only_new, small, large)
    assert [s.topic for s in made.sections] == ["나", "가", "다"]


def test_a_figure_that_changed_twice_is_listed_once_from_the_first_to_the_last_value() -> None:
    one = fell(900_000, 1_210_000, figure="f")
    two = fell(590_000, 900_000, figure="f")
    made = digest(two, one)
    (listed,) = made.sections[0].changed
    assert listed.key == two.key
    assert listed.claim == two.claim
    assert listed.previous == one.previous
    assert made.folded == {two.key: (one,)}
    assert set(made.keys) == {one.key, two.key}


def test_of_two_values_in_one_article_the_later_period_is_the_final_one() -> None:
    march = fell(590_000, 1_210_000, figure="f", at=NOON)
    february = alert(
        claim(900_000, as_of=month(2025, 2), span=(50, 60)),
        claim(1_210_000, as_of=month(2025, 1)),
        figure="f",
        at=NOON,
    )
    (listed,) = digest(march, february).sections[0].changed
    assert listed.claim == march.claim


def test_a_new_figure_that_changed_before_it_was_told_is_a_change_from_its_first_value() -> None:
    new = alert(claim(100), figure="f")
    later = alert(claim(150), claim(100), figure="f", previous=value(claim(100)))
    made = digest(new, later)
    (section,) = made.sections
    assert section.new == ()
    assert section.changed[0].previous is not None
    assert section.changed[0].previous.claim == claim(100)
    assert made.folded[later.key] == (new,)


def test_a_correction_of_what_nobody_was_told_is_the_move_to_it() -> None:
    moved = fell(214_000, 201_000, figure="f", at=NOON)
    moved = replace(moved, reason=Reason("changed_later", {}))
    right = replace(moved.claim, interval=claim(209_000).interval)
    later = NOON + timedelta(hours=1)
    put_right = alert(right, moved.claim, figure="f", kind=Kind.CHANGED, at=later)
    put_right = replace(put_right, reason=Reason("changed_amended", {}))
    (listed,) = digest(moved, put_right).sections[0].changed
    assert listed.claim == put_right.claim
    assert listed.previous == moved.previous
    assert listed.reason.code == "changed_later"


def test_a_forecast_ends_no_chain_of_facts() -> None:
    fact = fell(279_860, 281_340, figure="f")
    ahead = fell(235_000, 281_340, figure="f")
    ahead = replace(ahead, claim=replace(ahead.claim, modality=Modality.FORECAST))
    made = digest(fact, ahead)
    assert {a.claim for a in made.sections[0].changed} == {fact.claim, ahead.claim}
    assert made.folded == {}


def test_a_bound_ends_no_chain_of_plain_values() -> None:
    plain = fell(6_720, 6_200, figure="f")
    bound = alert(claim(6_000, None), claim(6_720), figure="f", kind=Kind.CHANGED)
    assert plain.claim in {a.claim for a in digest(plain, bound).sections[0].changed}


def test_an_edit_that_takes_a_change_back_is_the_last_step_of_it() -> None:
    change = fell(17_020_000, 5_090_000, figure="f")
    edit = alert(
        claim(10_720_000),
        figure="f",
        kind=Kind.REVISED,
        previous=value(change.claim, source=change.source),
        source=source(version=2),
    )
    (section,) = digest(change, edit).sections
    assert section.revised == ()
    assert [a.kind for a in section.changed] == [Kind.CHANGED]
    assert section.changed[0].claim == edit.claim
    assert section.changed[0].previous == change.previous
    assert section.changed[0].reason == change.reason


def test_an_edit_of_another_page_stands_for_itself() -> None:
    change = fell(figure="f")
    edit = alert(
        claim(5),
        claim(6),
        kind=Kind.REVISED,
        figure="f",
        source=source("한결신문", doc="https://hangyeol.example/9", version=2),
    )
    (section,) = digest(change, edit).sections
    assert section.changed == (change,)
    assert section.revised == (edit,)


def test_the_voices_on_one_disputed_figure_are_one_conflict() -> None:
    one = alert(claim(974_000), claim(1_210_000), kind=Kind.CONFLICT, figure="f")
    two = alert(claim(800_000), claim(1_210_000), kind=Kind.CONFLICT, figure="f")
    made = digest(one, two)
    assert made.sections[0].conflicts == (two,)
    assert made.folded == {two.key: (one,)}


def test_two_topics_do_not_fold_into_each_other() -> None:
    one, two = fell(figure="f", topic="가"), fell(figure="f", topic="나")
    assert len(digest(one, two).alerts) == 2


def test_the_same_alert_given_twice_is_told_once() -> None:
    once = fell()
    made = digest(once, once)
    assert made.alerts == (once,)
    assert made.keys == (once.key,)


def test_the_order_of_arrival_changes_nothing() -> None:
    alerts = [fell(100_000 * n, figure=f"f{n % 4}") for n in range(1, 12)]
    alerts += [alert(claim(n), topic=f"주제 {n % 3}") for n in range(9)]
    reference = digest(*alerts)
    for seed in range(5):
        shuffled = random.Random(seed).sample(alerts, len(alerts))
        made = digest(*shuffled)
        assert made.sections == reference.sections
        assert made.folded == reference.folded


def test_every_alert_is_listed_folded_or_counted() -> None:
    alerts = [fell(100_000 * n, figure=f"f{n % 3}") for n in range(1, 9)]
    alerts += [alert(claim(5), claim(5), kind=Kind.CONFIRMED), fell(is_uncertain=True)]
    alerts += [alert(claim(n), claim(99), kind=Kind.CONFLICT, figure="c") for n in range(3)]
    made = digest(*alerts)
    folded = sum(len(steps) for steps in made.folded.values())
    confirmed = sum(s.confirmed for s in made.sections)
    assert len(made.alerts) + folded + confirmed == len(alerts) == len(made.keys)


def test_an_empty_period_makes_a_digest_without_sections() -> None:
    made = compose_digest((), key="k", coverage=COVERAGE, since=None, until=NOON)
    assert made.sections == ()
    assert made.keys == ()
    assert made.until - NOON == timedelta(0)


def test_an_outlet_that_says_it_twice_counts_once_and_the_own_one_not_at_all() -> None:
    supported = fell(
        support=(
            source("산들경제", doc="https://b.example/1"),
            source("산들경제", doc="https://b.example/2"),
            source("새날일보", doc="https://saenal.example/2"),
        ),
        reason=Reason("changed_later", {"figure": "누리챗 월간 이용자 수"}),
    )
    assert other_outlets(supported) == ("산들경제",)
