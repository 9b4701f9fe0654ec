"""The words beside a number open it, soften it or leave it as it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.extract import bounds
from monitor.extract.bounds import cue_after, cues_before, open_range, read_interval
from monitor.model import Interval


@pytest.mark.parametrize(
    ("value", "cues", "whole", "low", "high"),
    [
        # contract: claims, "Bounds"
        ("50", {"여"}, True, "50", "59"),
        ("300", {"여"}, True, "300", "399"),
        ("25000", {"여"}, True, "25000", "25999"),
        ("8E+9", {"대"}, False, "8E+9", "8.999E+9"),
        ("1300", {"대"}, False, "1300", "1399.9"),
        ("4", {"대"}, False, "4", "4.999"),
        ("-2", {"대"}, False, "-2.999", "-2"),
        ("3", {"이상"}, True, "3", None),
        ("90", {"못 미치는"}, False, None, "90"),
        ("100", {"여", "넘는"}, True, "100", None),
    ],
)
def test_a_cue_sets_the_ends(
    value: str, cues: set[str], whole: bool, low: str | None, high: str | None
) -> None:
    found = read_interval(Decimal(value), cues, whole=whole)
    assert found.low == (None if low is None else Decimal(low))
    assert found.high == (None if high is None else Decimal(high))


@pytest.mark.parametrize("cue", ["약", "안팎", "가량", "정도", "쯤", "남짓", "수준", "육박", "선"])
def test_a_hedge_keeps_the_value_and_softens_it(cue: str) -> None:
    five = Decimal(5)
    assert read_interval(five, {cue}, whole=True) == Interval(five, five, approx=True)


@pytest.mark.parametrize("word", ["무려", "불과", "규모", "달하는", "모르는 말"])
def test_a_word_of_stress_changes_nothing(word: str) -> None:
    five = Decimal(5)
    assert read_interval(five, {word}, whole=True) == Interval(five, five)


def test_a_bound_opens_the_far_end_of_a_range() -> None:
    assert open_range(Decimal(2), Decimal(9), {"이상"}, approx=True).high is None
    assert open_range(Decimal(2), Decimal(9), {"이내"}, approx=False).low is None


@pytest.mark.parametrize(
    ("text", "at", "kind"),
    [
        ("4400곳을 훌쩍 넘는", 5, "u1"),
        ("4400개(2023년 기준)가 넘는다", 5, "u1"),
        ("100만원을 넘지 않는", 5, "n1"),
        ("90%에 못 미치는", 3, "d1"),
        ("100명도 안 되는", 4, "d3"),
        ("3%를 밑돌았다", 2, "d1"),
        ("1조 원에 육박했다", 4, "a1"),
        ("20명 안팎", 3, "a0"),
        ("5만 명 선을", 4, "a0"),
        ("3배 이상", 2, "u0"),
    ],
)
def test_a_bound_is_found_behind_its_figure(text: str, at: int, kind: str) -> None:
    cue = cue_after(text, at)
    assert cue is not None
    assert cue.kind == kind


@pytest.mark.parametrize(
    ("text", "at"), [("3건 이상기후", 2), ("2명이 숨졌다", 2), ("3% 올랐다", 2), ("5명", 2)]
)
def test_no_bound_is_found_where_there_is_none(text: str, at: int) -> None:
    assert cue_after(text, at) is None


def test_the_glued_hedge_joins_the_span_and_the_verb_stays_outside() -> None:
    glued = cue_after("2% 내외를", 2)
    verb = cue_after("4400곳을 넘는", 5)
    assert glued is not None
    assert verb is not None
    assert (glued.end, verb.end) == (5, 5)


def test_a_cue_in_front_serves_over_a_word_that_changes_nothing() -> None:
    cues, begin = cues_before("보조금은 최대 월 50만원", 10)
    assert cues == {"최대"}
    assert begin == 5


def test_a_syllable_at_the_end_of_a_noun_is_no_cue() -> None:
    assert cues_before("계약 3건", 3) == (frozenset(), 3)


ADVERBS = ["", *(f" {word}".replace("_", " ") for word in bounds._ADVERB_WORDS.split())]


@pytest.mark.parametrize(
    "particle", ["", "을", "이", "에도", "대를", " 고지를", "의 벽을", "(누적)"]
)
@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        *((verb, "u1") for verb in ["넘는", "뛰어넘", "웃도는", "상회", "돌파", "능가"]),
        *((verb, "d1") for verb in ["밑도는", "하회", "못 미치는", "미치지 못"]),
        *((verb, "n1") for verb in ["안 넘", "웃돌지 않", "돌파하지 못"]),
        *((verb, "d3") for verb in ["안 되는", "되지 않", "못 된"]),
    ],
)
def test_a_verb_behind_a_figure_bounds_it_whatever_stands_between(
    particle: str, verb: str, kind: str
) -> None:
    for adverb in ADVERBS:
        found = cue_after(f"3개{particle}{adverb} {verb}", 2)
        assert found is not None, adverb
        assert found.kind == kind, adverb


@pytest.mark.parametrize(
    ("text", "end"),
    [("3개도 팔리지 않", 2), ("3도 오르지 않", 2), ("3개에도 못 채", 2), ("3대도 못 건", 1)],
)
def test_not_even_so_many_bounds_a_figure_whatever_the_verb(text: str, end: int) -> None:
    found = cue_after(text, end)
    assert found is not None
    assert found.kind == "d9"
