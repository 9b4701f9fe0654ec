"""Unit words and symbols become base units and factors."""

from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.extract.units import UNITS, read_spaced_unit, read_units


@pytest.mark.parametrize(
    ("word", "base", "factor"),
    [
        ("원", "KRW", "1"),
        ("달러", "USD", "1"),
        ("홍콩달러", "HKD", "1"),
        ("센트", "USD", "0.01"),
        ("%", "%", "1"),
        ("%포인트", "%p", "1"),
        ("퍼센트포인트", "%p", "1"),
        ("bp", "%p", "0.01"),
        ("할", "%", "10"),
        ("배", "배", "1"),
        ("등", "위", "1"),
        ("살", "세", "1"),
        ("개국", "개국", "1"),
        ("년", "개월", "12"),
        ("시간", "초", "3600"),
        ("㎞", "m", "1000"),
        ("나노미터", "m", "1E-9"),
        ("인치", "m", "0.0254"),
        ("톤", "kg", "1000"),
        ("평", "m²", "3.305785"),
        ("ha", "m²", "10000"),
        ("GW", "W", "1E+9"),
        ("TWh", "Wh", "1E+12"),
        ("GB", "B", "1E+9"),
        ("TOPS", "OPS", "1E+12"),
        ("엑사플롭스", "FLOPS", "1E+18"),
        ("밀리리터", "L", "0.001"),
        ("TEU", "TEU", "1"),
        ("㎍/㎥", "kg/m³", "1E-9"),
    ],
)
def test_a_unit_word_has_its_base_and_factor(word: str, base: str, factor: str) -> None:
    unit = UNITS[word]
    assert (unit.base, unit.factor) == (base, Decimal(factor))


def test_the_longest_unit_word_comes_first() -> None:
    assert [unit.word for unit, _ in read_units("3개월", 1)] == ["개월", "개"]


@pytest.mark.parametrize(
    ("text", "base"),
    [("캐나다 달러", "CAD"), ("중국 위안", "CNY"), ("제곱 킬로미터", "m²"), ("미터 퍼 초", "m/s")],
)
def test_a_unit_of_two_words_is_one(text: str, base: str) -> None:
    found = read_spaced_unit(text, 0)
    assert found is not None
    assert (found[0].base, found[1]) == (base, len(text))


def test_only_what_is_counted_in_ones_counts() -> None:
    assert UNITS["명"].counts
    assert not UNITS["원"].counts
    assert not UNITS["km"].counts


def test_the_lexicon_is_broad() -> None:
    assert sum(unit.counts for unit in UNITS.values()) > 300
    assert len({unit.base for unit in UNITS.values() if len(unit.base) == 3}) > 40
