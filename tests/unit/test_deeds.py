"""What a sentence says is done: in any words and endings, how far it is, and taken back."""

from __future__ import annotations

import pytest

from monitor.judge.deeds import (
    Stage,
    are_opposed,
    beginnings,
    deed_of,
    is_turn,
    load_deeds,
    stage_of,
    stages_between,
)
from monitor.judge.statements import same_proposition
from monitor.model import Stance, Statement


def _said(quote: str, stance: Stance = Stance.PLANNED, speaker: str | None = "시") -> Statement:
    span = (0, len(quote))
    return Statement(doc="n", span=span, quote=quote, speaker=speaker, stance=stance)


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("abolish", ["없애겠다고", "없앤다고", "없앴다", "폐지하기로", "폐지를", "철폐한다는"]),
        ("raise", ["올리기로", "올린다는", "올렸다", "올려", "인상한다고", "인상설은", "인상"]),
        ("build", ["짓겠다고", "지었다", "짓기로", "건설하기로", "건립을"]),
        ("sell", ["팔겠다고", "판다고", "팔았다", "매각한다는", "매각"]),
        ("replace", ["바꾸기로", "바꿨다고", "바꾼", "교체를"]),
        ("hide", ["숨긴", "숨겼다는", "은폐한", "감췄다고"]),
    ],
)
def test_a_deed_is_known_in_all_its_wordings_and_endings(deed: str, words: list[str]) -> None:
    assert {word: deed_of(word) for word in words} == dict.fromkeys(words, deed)


@pytest.mark.parametrize(
    "word", ["인상적인", "판", "사람", "열기가", "공개채용박람회장", "늘", "올해"]
)
def test_what_only_begins_like_a_deed_is_none(word: str) -> None:
    assert deed_of(word) == ""


def test_no_wording_stands_for_two_deeds_and_opposites_name_one_another() -> None:
    known = load_deeds()
    assert sorted(known.verbs.keys() & known.nouns.keys()) == []
    deeds = {*known.verbs.values(), *known.nouns.values()}
    assert known.turns <= deeds
    for one, other in known.opposite.items():
        assert known.opposite[other] == one
    assert len(beginnings("올리다")) > 5


@pytest.mark.parametrize(
    ("quote", "stage"),
    [
        ("시는 요금을 올리는 방안을 검토하고 있다.", Stage.CONSIDERED),
        ("시가 요금 인상을 저울질하고 있다.", Stage.CONSIDERED),
        ("시는 요금 인상을 추진한다고 밝혔다.", Stage.PURSUED),
        ("시는 요금을 올리기로 했다.", Stage.PURSUED),
        ("시는 요금 인상을 추진하기로 결정했다.", Stage.PURSUED),
        ("시는 요금을 없앤다고 발표했다.", Stage.PURSUED),
        ("시는 요금 인상을 확정했다고 밝혔다.", Stage.DECIDED),
        ("시의회는 요금 인상안을 의결했다.", Stage.DECIDED),
        ("시는 요금 개편을 마쳤다.", Stage.DONE),
        ("시는 요금을 올렸다.", Stage.UNTOLD),
    ],
)
def test_how_far_a_plan_is_is_told_by_the_last_word_of_it(quote: str, stage: Stage) -> None:
    assert stage_of(quote) is stage


@pytest.mark.parametrize(
    "quote",
    [
        "시는 요금 인상 계획을 철회했다.",
        "시는 요금을 올리지 않기로 했다.",
        "요금 인상은 없던 일이 됐다.",
        "시는 요금 인상 방침을 거둬들였다.",
        "시는 공사를 중단하기로 했다.",
    ],
)
def test_what_is_taken_back_or_ended_is_a_turn(quote: str) -> None:
    assert is_turn(quote)
    assert not is_turn("시는 요금을 올리기로 했다.")


def test_a_stage_and_a_turn_have_names_and_the_same_stage_has_none() -> None:
    considered, decided = "시는 인상을 검토하고 있다.", "시는 인상을 확정했다."
    assert stages_between(considered, decided) == ("considered", "decided")
    assert stages_between(decided, "시는 인상을 철회했다.") == ("decided", "turned")
    assert stages_between(decided, decided) is None


def test_opposite_deeds_are_one_proposition_only_where_one_speaker_turned_round() -> None:
    one, other = (
        "시는 시내버스 막차 요금을 올리기로 했다.",
        "시는 시내버스 막차 요금을 내리기로 했다.",
    )
    assert are_opposed(frozenset({"raise"}), frozenset({"lower"}))
    assert same_proposition(_said(one), _said(other)) > 0.55
    asked = _said("야당은 시내버스 막차 요금을 내리라고 요구했다.", Stance.CALLED_FOR, "야당")
    assert same_proposition(_said(one), asked) == 0
