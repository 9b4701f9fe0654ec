"""What decisions teach: fitted, judged on unseen documents, and never a silence."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from monitor.judge.decisions import Decision, What
from monitor.judge.features import features_of
from monitor.judge.learning import (
    LEAST,
    Learned,
    cross_validate,
    doubted,
    examples_of,
    learn,
    learned_record,
    missing,
    read_learned,
)
from monitor.model import Judgement, Kind
from tests.alerts import NOON, alert, claim, fell, month


def decision(number: int, *, is_right: bool, **more: Any) -> Decision:
    """A decision on a change: of one figure where it is right, of a lookalike where it is not."""
    metric = "월간 이용자 수" if is_right else "하루 이용자 수"
    doc = f"https://saenal.example/{number}"
    new = claim(500_000 + number, doc=doc, metric=metric, as_of=month(2025, 3))
    old = claim(1_210_000, as_of=month(2025, 1))
    given: dict[str, Any] = {
        "key": f"d{number}", "what": What.ACCEPT if is_right else What.REJECT, "at": NOON,
        "alert": f"a{number}", "kind": "changed", "score": 0.9 if is_right else 0.5,
        "claim": new, "previous": old,
    }  # fmt: skip
    return Decision(**(given | more))


MANY = [decision(n, is_right=n % 3 != 0) for n in range(45)]


def test_what_tells_right_from_wrong_is_learned_and_holds_on_unseen_documents() -> None:
    examples = examples_of(MANY)
    assert missing(examples) == (0, 0, 0)
    before, after = cross_validate(examples)
    assert (before.right_told, before.wrong_told) == (30, 15)
    assert after.f1 > before.f1
    assert after.wrong_told < 5
    learned = learn(examples)
    right, wrong = (next(e for e in examples if e.is_right is kind) for kind in (True, False))
    assert (
        learned.likelihood(right.features) > learned.threshold > learned.likelihood(wrong.features)
    )


def test_where_nothing_tells_them_apart_nothing_is_doubted() -> None:
    same = [
        decision(n, is_right=True, what=What.ACCEPT if n % 3 else What.REJECT) for n in range(45)
    ]
    before, after = cross_validate(examples_of(same))
    assert after.f1 <= before.f1
    assert learn(examples_of(same)).threshold == 0


def test_too_few_decisions_are_counted_and_of_which_sort_they_are_short() -> None:
    assert missing(examples_of([])) == (LEAST, 8, 8)
    assert missing(examples_of(MANY[:10])) == (20, 2, 4)
    accepted = [decision(n, is_right=True) for n in range(40)]
    assert missing(examples_of(accepted)) == (8, 0, 8)


def test_only_verdicts_teach_and_the_last_word_on_one_counts() -> None:
    first = decision(1, is_right=True)
    again = replace(first, key="later", what=What.REJECT)
    assert [e.is_right for e in examples_of([first, again])] == [False]
    assert examples_of([replace(first, what=What.CORRECT)]) == ()
    assert examples_of([replace(first, what=What.MERGE)]) == ()
    assert [e.is_right for e in examples_of([replace(first, what=What.MERGE, kind="new")])] == [
        False
    ]
    assert examples_of([replace(first, kind="confirmed")]) == ()
    assert examples_of([replace(first, claim=None)]) == ()


def test_what_is_doubted_is_told_as_uncertain_and_does_not_stand() -> None:
    changed = fell()
    judgement = Judgement(
        claim=changed.claim, topic="누리챗", figure="f1", becomes_current=True, alert=changed
    )
    never = Learned({"always": -9.0}, 0.5)
    (told,) = doubted(never, [judgement])
    assert told.alert is not None
    assert told.alert.is_uncertain
    assert not told.becomes_current
    assert doubted(None, [judgement]) == (judgement,)
    assert doubted(Learned({"always": 9.0}, 0.5), [judgement]) == (judgement,)
    again = alert(claim(5), claim(5), kind=Kind.CONFIRMED)
    confirmed = Judgement(claim=again.claim, figure="f1", alert=again)
    assert doubted(never, [confirmed]) == (confirmed,)


def test_what_was_learned_is_the_same_after_it_was_a_file() -> None:
    learned = learn(examples_of(MANY))
    again = read_learned(json.loads(json.dumps(learned_record(learned))))
    found = features_of("changed", fell().claim, claim(1_210_000), 0.9)
    assert again.likelihood(found) == pytest.approx(learned.likelihood(found), abs=1e-3)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ([], "weights"),
        ({"weights": []}, "weights"),
        ({"weights": {"a": "x"}, "threshold": 0.5}, "weights"),
        ({"weights": {"a": float("nan")}, "threshold": 0.5}, "weights"),
        ({"weights": {}, "threshold": 2}, "threshold"),
        ({"weights": {}, "threshold": True}, "threshold"),
    ],
)
def test_a_file_of_no_use_names_the_key(data: object, key: str) -> None:
    with pytest.raises(ValueError, match=key):
        read_learned(data)
