"""Numerals in digits, in letters and in both are read as their value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.extract.numbers import read_digits, read_native, read_vague, read_words, step_of

DIGITS = [
    ("1203억5000만", "120350000000"),
    ("14.2억", "1420000000"),
    ("2.35조", "2350000000000"),
    ("3만7000", "37000"),
    ("1조 8000억", "1800000000000"),
    ("1조572억", "1057200000000"),
    ("30억 900만", "3009000000"),
    ("3천500만", "35000000"),
    ("2천400억", "240000000000"),
    ("68만9천3", "689003"),
    ("424,260", "424260"),
    ("3,024만", "30240000"),
    ("2,534.70", "2534.70"),
    ("4천3백21", "4321"),
    ("2천2백50만", "22500000"),
    ("1 조 2 천억", "1200000000000"),
    ("5 만", "50000"),
    # What readers get wrong most, says the contract: a place left out after 천 or 만, 천 in a
    # 만 group, a figure cut in two at a space.
    ("8천36", "8036"),
    ("1천15", "1015"),
    ("15만500", "150500"),
    ("4억 2천만", "420000000"),
    ("1천600만", "16000000"),
    ("3억5천203만", "352030000"),
    ("8만 8660", "88660"),
    ("442억 7700만", "44277000000"),
    # spoken: a lone 천 behind 억 counts the next scale
    ("1억5천", "150000000"),
    ("1조5천", "1500000000000"),
]


@pytest.mark.parametrize(("text", "value"), DIGITS)
def test_digits_and_scale_words_give_the_value(text: str, value: str) -> None:
    number = read_digits(text, 0)
    assert number is not None
    assert number.end == len(text)
    assert number.low == number.high == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [
        ("25만2천세대", "252000", "세대"),
        ("6경기", "6", "경기"),
        ("3조각", "3", "조각"),
        ("1만원 한도", "10000", "원 한도"),
        ("3만 2024년", "30000", " 2024년"),
        ("2만 3개", "20000", " 3개"),
        ("5만만", "50000", "만"),
    ],
)
def test_a_numeral_ends_where_another_word_begins(text: str, value: str, rest: str) -> None:
    number = read_digits(text, 0)
    assert number is not None
    assert (number.low, text[number.end :]) == (Decimal(value), rest)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("일만이천", "12000"),
        ("만 오천", "15000"),
        ("백만", "1000000"),
        ("삼백오십만", "3500000"),
        ("이점오", "2.5"),
        ("영점영일", "0.01"),
        ("일점오만", "15000"),
        ("이조삼천사백오십육억칠천팔백구십만천이백삼십사", "2345678901234"),
        ("구백구십구점구구", "999.99"),
    ],
)
def test_sino_korean_words_give_the_value(text: str, value: str) -> None:
    number = read_words(text, 0)
    assert number is not None
    assert number.end == len(text)
    assert number.low == Decimal(value)


def test_the_copula_behind_a_numeral_is_no_digit() -> None:
    number = read_words("백칠십이다", 0)
    assert number is not None
    assert number.low == 170


@pytest.mark.parametrize(
    ("text", "value"), [("스물여섯", 26), ("열두", 12), ("한", 1), ("스무", 20), ("아흔아홉", 99)]
)
def test_native_words_give_the_value(text: str, value: int) -> None:
    number = read_native(text, 0)
    assert number is not None
    assert (number.low, number.end) == (Decimal(value), len(text))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("한두", 1, 2),
        ("두세", 2, 3),
        ("두어", 2, 3),
        ("서너", 3, 4),
        ("네댓", 4, 5),
        ("대여섯", 5, 6),
        ("예닐곱", 6, 7),
        ("일고여덟", 7, 8),
    ],
)
def test_a_native_pair_is_an_interval(text: str, low: int, high: int) -> None:
    number = read_native(text, 0)
    assert number is not None
    assert (number.low, number.high, number.approx) == (Decimal(low), Decimal(high), True)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("몇", 2, 9),
        ("수십", 20, 99),
        ("수백", 200, 999),
        ("수만", 20000, 99990),
        ("수십만", 200000, 999900),
        ("수조", 2 * 10**12, 9999 * 10**9),
        ("십수", 11, 19),
    ],
)
def test_a_vague_numeral_runs_to_just_below_its_next_scale(text: str, low: int, high: int) -> None:
    number = read_vague(text, 0)
    assert number is not None
    assert (number.low, number.high, number.approx) == (Decimal(low), Decimal(high), True)


@pytest.mark.parametrize(
    ("value", "step"), [("180", "10"), ("1.50", "0.01"), ("7", "1"), ("2.5E+9", "1E+8")]
)
def test_the_step_is_the_last_written_place_that_is_not_zero(value: str, step: str) -> None:
    assert step_of(Decimal(value)) == Decimal(step)


def test_more_digits_than_any_figure_has_are_no_number() -> None:
    assert read_digits("1" * 10_000, 0) is None
