"""What a verdict rested on, and what would have made it another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from monitor.judge.compare import Agreement, compare_values
from monitor.judge.explanation import explain_alert, otherwise, shown
from monitor.model import Equivalent, Interval, Kind, Period, Reason
from monitor.reasons import say_reason, say_rule
from monitor.words import WORDS
from tests.alerts import alert, claim, fell, month, value


def codes(found: Any) -> list[str]:
    return [reason.code for reason in otherwise(found, explain_alert(found))]


def test_a_change_is_explained_by_what_rounding_forgives() -> None:
    why = explain_alert(fell())
    assert why is not None
    assert why.new[0].covers == Interval(Decimal(585_000), Decimal(595_000))
    assert why.comparison.agreement is Agreement.DIFFERENT
    assert why.meets == Interval(Decimal(1_200_000), Decimal(1_220_000))


def test_a_value_within_the_range_told_agrees_and_one_outside_does_not() -> None:
    changed = fell()
    assert changed.previous is not None
    old = changed.previous.claim
    for number in (1_190_000, 1_200_000, 1_210_000, 1_220_000, 1_230_000):
        new = claim(number, quote="누리챗의 월간 이용자를 센 결과다.", as_of=old.as_of)
        why = explain_alert(alert(new, old))
        assert why is not None
        assert why.meets is not None
        assert why.meets.low is not None
        assert why.meets.high is not None
        # The ends are where two roundings only touch.
        assert compare_values(new, old).agrees == (why.meets.low < number < why.meets.high)


def test_what_would_have_made_it_otherwise_follows_the_rule_that_decided() -> None:
    later = replace(fell(), reason=Reason("changed_later", {}))
    assert codes(later)[:2] == ["inside", "same_period"]
    clash = alert(claim(900_000), claim(1_210_000), kind=Kind.CONFLICT)
    assert codes(replace(clash, reason=Reason("conflict_period", {})))[:3] == [
        "inside",
        "later_period",
        "amended",
    ]
    again = alert(claim(1_210_000), claim(1_210_000), kind=Kind.CONFIRMED)
    assert codes(replace(again, reason=Reason("confirmed", {})))[0] == "outside"


def test_a_new_figure_names_the_nearest_one_and_what_stood_in_the_way() -> None:
    bare = alert(claim(100))
    assert explain_alert(bare) is None
    assert codes(replace(bare, reason=Reason("new", {}))) == ["known"]
    near = {"figure": "누리챗 이용자", "field": "country", "score": "0.45"}
    found = replace(bare, reason=Reason("new_near", near), score=0.55)
    (reason,) = otherwise(found, None)
    assert (reason.code, reason.facts["field"], reason.facts["score"]) == (
        "near",
        "country",
        "0.450",
    )
    assert [r.code for r in otherwise(replace(found, score=0.4), None)] == ["near_kin"]


def test_the_first_value_of_its_time_is_not_said_to_have_nothing_beside_it() -> None:
    facts = {"figure": "누리챗 이용자", "new_period": "2024", "way": "words"}
    found = replace(alert(claim(100)), reason=Reason("new_gap", facts))
    assert codes(found) == ["same_time"]
    assert "다른 때의 값만 있고" in say_reason(found)
    assert not any("아는 수치가 아니라고" in line for line in say_rule(found))


def test_a_verb_of_change_that_decided_is_told() -> None:
    before = claim(180, unit="곳", quote="누리챗의 이용처는 180곳이다.")
    moved = alert(claim(182, unit="곳", quote="누리챗의 이용처가 182곳으로 늘었다."), before)
    why = explain_alert(replace(moved, reason=Reason("changed_later", {})))
    assert why is not None
    assert why.is_told_to_move
    assert codes(replace(moved, reason=Reason("changed_later", {})))[0] == "unmoved"
    plain = alert(claim(182, unit="곳", quote="누리챗의 이용처는 182곳이다."), before)
    unmoved = explain_alert(plain)
    assert unmoved is not None
    assert not unmoved.is_told_to_move


def test_amounts_in_two_currencies_name_the_rate_unless_the_text_restates_them() -> None:
    dollars = claim(1_000_000, unit="USD", as_of=Period(date(2025, 1, 1), date(2025, 12, 31)))
    won = claim(1_450_000_000, unit="KRW", as_of=Period(date(2025, 1, 1), date(2025, 12, 31)))
    why = explain_alert(alert(dollars, won, kind=Kind.CONFIRMED))
    assert why is not None
    assert [(r.currency, r.year) for r in why.rates] == [("USD", 2025)]
    stated = replace(
        dollars, equivalents=(Equivalent(Decimal(1_450_000_000), Decimal(1_450_000_000), "KRW"),)
    )
    told = explain_alert(alert(stated, won, kind=Kind.CONFIRMED))
    assert told is not None
    assert (told.rates, told.comparison.how) == ((), "equivalent")
    assert [row.unit for row in told.new] == ["USD", "KRW"]


def test_bounds_have_no_single_range_to_agree_within() -> None:
    found = alert(claim(4400, None, unit="곳"), value(claim(4500, unit="곳")).claim)
    why = explain_alert(replace(found, kind=Kind.CONFIRMED))
    assert why is not None
    assert why.meets is None


def test_every_code_of_an_explanation_has_words() -> None:
    for code in ("inside", "agreeing", "outside", "differing", "known", "near", "near_kin",
                 "same_time"):  # fmt: skip
        assert f"otherwise.{code}" in WORDS
    assert shown("development_cost") == "개발 비용"
    assert shown("development_cost", "en") == "development cost"
    assert shown("딥시크") == "딥시크"
    assert month(2025, 1).start == date(2025, 1, 1)


def test_a_later_value_without_any_period_is_said_to_be_published_later() -> None:
    facts = {"figure": "누리챗 이용처", "old_period": "?", "new_period": "?"}
    undated = replace(
        alert(claim(190, unit="곳"), claim(180, unit="곳")), reason=Reason("changed_later", facts)
    )
    assert "뒤에 발표된" in say_reason(undated)
    assert "때 모름" not in say_reason(undated)
