"""What wording and rounding forgive between two values, and how two periods lie."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from monitor.judge.compare import (
    Agreement,
    Order,
    compare_periods,
    compare_values,
    dimension,
    kind_of_span,
    with_stated_rates,
    won_rate,
    written_grain,
)
from monitor.model import Claim, Interval, Period
from tests.unit.judge_samples import a_claim

EIGHTEENTH = "0.05555555555555555"


def _count(low: float | str | None, unit: str, **more: object) -> Claim:
    return a_claim("한국", "대상 수", low, unit, **more)  # type: ignore[arg-type]


def _money(low: float | str | None, unit: str = "KRW", **more: object) -> Claim:
    return a_claim("한국", "비용", low, unit, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("new", "old", "agreement"),
    [
        (_money(80e8), _money(79.6e8), Agreement.SAME),
        (_money(80e8), _money(79.3e8), Agreement.DIFFERENT),
        (_money(1.8e12), _money(1.76e12), Agreement.SAME),
        (_money(1.8e12), _money(1.9e12), Agreement.DIFFERENT),
        (_money(5.6e6, "USD"), _money(5576000, "USD"), Agreement.SAME),
        (_money(80e8), _money(None, high=100e8), Agreement.WITHIN),
        (_money(5e8), _money(None, high=100e8), Agreement.DIFFERENT),
        (_money(120e8), _money(None, high=100e8), Agreement.DIFFERENT),
        (_money(2e12, high=9.999e12, approx=True), _money(3.9e12), Agreement.WITHIN),
        (_count(4500, "곳"), _count(4400, "개", high=None), "within"),
        (_count(5300, "곳", high=None), _count(4400, "곳", high=None), "different"),
        (_count(4000, "개", high=4999, approx=True), _count(4400, "곳", high=None), "within"),
        (_count(2000, "장", approx=True), _count(2000, "개"), "same"),
        (_count(3, "개"), _count(2, "개"), "different"),
        (_count(6, "위"), _count(7, "위"), "different"),
        (_count(5200, "명", approx=True), _count(5257, "명"), "same"),
        (_count(5200, "명"), _count(5257, "명"), "different"),
        (_count(5, "%"), _count("0.05", "배"), "same"),
        (_count(50, "%"), _count("0.5", "배"), "same"),
        (_count(EIGHTEENTH, "배"), _count("0.0555", "배"), "same"),
        (_count(EIGHTEENTH, "배"), _count("0.1", "배"), "different"),
        (_count(3, "명"), _count(3, "%"), "unlike"),
    ],
)
def test_values_agree_as_far_as_their_words_forgive(new: Claim, old: Claim, agreement: str) -> None:
    assert compare_values(new, old).agreement == agreement
    assert compare_values(old, new).agreement == agreement


def test_a_ratio_said_the_other_way_round_agrees() -> None:
    sixth = a_claim("미국", "중국 대비 특허", "0.1666666667", "배")
    six = a_claim("중국", "미국 대비 특허", 6, "배")
    assert compare_values(sixth, six, inverse=True).agrees
    assert not compare_values(sixth, six).agrees


def test_a_conversion_in_brackets_speaks_where_the_currencies_differ() -> None:
    dollars = _money(5576000, "USD", equals=("8000000000", "KRW"))
    found = compare_values(_money(80e8), dollars)
    assert (found.agreement, found.how) == (Agreement.SAME, "equivalent")
    assert compare_values(_money(95e8), dollars).agreement == Agreement.DIFFERENT


def test_a_table_of_rates_speaks_where_no_article_does_and_forgives_more() -> None:
    found = compare_values(_money(80e8), _money(5.6e6, "USD"))
    assert (found.agreement, found.how) == (Agreement.SAME, "rates")
    assert not compare_values(_money(160e8), _money(5.6e6, "USD")).agrees


# What was said before, what is said now, and whether the one forgives the other: each line is a
# sentence of what rounding, hedges, bounds, ranges and units are to forgive.
FORGIVEN = [
    # as written: half of the last digit, of two digits at least
    (_money(80e8), _money(79.51e8), True),
    (_money(80e8), _money(80.49e8), True),
    (_money(80e8), _money(79.3e8), False),
    (_money(80e8), _money(80.7e8), False),
    (_money(1.8e12), _money("1.7501e12"), True),
    (_money(1.8e12), _money("1.8499e12"), True),
    (_money(1.8e12), _money("1.861e12"), False),
    # a hedge forgives twice as much
    (_money(80e8, approx=True), _money(79.1e8), True),
    (_money(80e8, approx=True), _money(78.2e8), False),
    # a written zero is a digit
    (_money(1.8e12, quote="예산은 1.80조 원이다."), _money("1.8049e12"), True),
    (_money(1.8e12, quote="예산은 1.80조 원이다."), _money("1.83e12"), False),
    (_count(5, "%", quote="비율은 5.0%다."), _count("5.04", "%"), True),
    (_count(5, "%", quote="비율은 5.00%다."), _count("5.04", "%"), False),
    # bands: 50여 명, 80억 원대, 수조 원대, 2~3조 원
    (_count(50, "명", high=59, approx=True), _count(57, "명"), True),
    (_count(50, "명", high=59, approx=True), _count(63, "명"), False),
    (_money(80e8, high=89.99e8, approx=True), _money(86e8), True),
    (_money(80e8, high=89.99e8, approx=True), _money(93e8), False),
    (_money(2e12, high=3e12), _money(2.4e12), True),
    (_money(2e12, high=3e12), _money(3.6e12), False),
    # bounds: 100억 원 미만, 4400곳 돌파
    (_money(None, high=100e8), _money(80e8), True),
    (_money(None, high=100e8), _money(101e8), False),
    (_count(4400, "곳", high=None), _count(4500, "곳"), True),
    (_count(4400, "곳", high=None), _count(4300, "곳"), False),
    (_count(4400, "곳", high=None), _count(9900, "곳"), False),
    # counters of one kind, percent and times
    (_count(700, "곳"), _count(700, "개"), True),
    (_count(700, "곳"), _count(740, "개사"), False),
    (_count(31_200, "호"), _count(31_200, "가구"), True),
    (_count(31_200, "채"), _count(33_500, "세대"), False),
    (_count(270, "%"), _count("2.7", "배"), True),
    (_count("33.4", "%"), _count("0.3333333333333333", "배"), True),
    (_count("39", "%"), _count("0.3333333333333333", "배"), False),
    # what counts in ones is exact
    (_count(3, "위"), _count(4, "위"), False),
    (_count(11, "명"), _count(12, "명"), False),
]


@pytest.mark.parametrize(("new", "old", "forgiven"), FORGIVEN)
def test_what_was_written_forgives_what_rounds_to_it_and_nothing_else(
    new: Claim, old: Claim, forgiven: bool
) -> None:
    assert compare_values(new, old).agrees is forgiven
    assert compare_values(old, new).agrees is forgiven


def test_the_rate_that_an_article_states_once_serves_its_other_amounts() -> None:
    stated = _money(100e8, "USD", equals=("14710000000000", "KRW"))
    other = _money(50e8, "USD")
    first, second = with_stated_rates([stated, other])
    assert first is stated
    assert second.equivalents[0].low == Decimal("7355000000000")
    found = compare_values(second, _money("7.36e12"))
    assert (found.agreement, found.how) == (Agreement.SAME, "equivalent")
    # By the yearly table that would have been forgiven as well as anything near it.
    assert compare_values(other, _money("8e12")).agrees
    assert not compare_values(second, _money("8e12")).agrees


def test_a_conversion_that_no_rate_can_mean_serves_nothing() -> None:
    misprint = _money(100e8, "USD", equals=("147100000000", "KRW"))
    assert with_stated_rates([misprint, _money(50e8, "USD")])[1].equivalents == ()


def test_a_currency_without_a_rate_is_not_compared() -> None:
    assert compare_values(_money(80e8), _money(5.6e6, "XAU")).agreement == Agreement.UNLIKE


def test_a_rate_of_an_unknown_year_is_the_nearest_years() -> None:
    assert won_rate("USD", 1999) == won_rate("USD", 2015)
    assert won_rate("USD", None) == won_rate("USD", 2026)
    assert won_rate("KRW", 2020) == 1


@pytest.mark.parametrize(
    ("value", "grain"),
    [("8E+9", "1E+8"), ("5257", "1"), ("0.27", "0.01"), ("0", "0.1"), ("-0.36", "0.01")],
)
def test_a_number_is_read_as_fine_as_it_is_written(value: str, grain: str) -> None:
    assert written_grain(Decimal(value)) == Decimal(grain)


@pytest.mark.parametrize(
    ("unit", "kind"),
    [("USD", "money"), ("개사", "things"), ("건", "cases"), ("W", "W"), ("%", "share")],
)
def test_a_unit_has_a_dimension(unit: str, kind: str) -> None:
    assert dimension(unit) == kind


def _period(start: str | None, end: str | None) -> Period:
    return Period(
        date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None
    )


@pytest.mark.parametrize(
    ("new", "old", "order"),
    [
        (("2025-03-01", "2025-03-31"), ("2025-01-01", "2025-01-31"), Order.LATER),
        (("2025-01-01", "2025-01-31"), ("2025-03-01", "2025-03-31"), Order.EARLIER),
        (("2025-01-01", "2025-12-31"), ("2025-01-01", "2025-12-31"), Order.SAME),
        (("2025-04-18", "2025-04-18"), ("2025-01-01", "2025-12-31"), Order.SAME),
        ((None, "2030-12-31"), (None, "2029-12-31"), Order.LATER),
        ((None, "2026-12-31"), ("2026-01-01", "2026-12-31"), Order.SAME),
        (("2024-01-01", "2024-12-31"), ("2003-01-01", None), Order.SAME),
        ((None, None), ("2025-01-01", "2025-12-31"), Order.UNKNOWN),
    ],
)
def test_periods_lie_before_after_or_upon_one_another(
    new: tuple[str | None, str | None], old: tuple[str | None, str | None], order: Order
) -> None:
    assert compare_periods(_period(*new), _period(*old)) is order


def test_a_period_has_a_kind_by_its_length() -> None:
    assert kind_of_span(_period("2025-01-01", "2025-01-31")) == "month"
    assert kind_of_span(_period("2025-01-01", "2025-12-31")) == "year"
    assert kind_of_span(_period("2014-01-01", "2023-12-31")) == "years"
    assert kind_of_span(_period("2025-01-01", None)) == ""


@pytest.mark.parametrize(
    ("old", "new", "unit", "quote", "agrees"),
    [
        ("180", "184", "곳", "응급의료센터는 184곳으로 늘었다.", False),
        ("1500", "1530", "명", "간호사는 1530명으로 소폭 늘었다.", False),
        ("180", "184", "곳", "응급의료센터는 모두 184곳이다.", True),
        ("5600000", "5576000", "USD", "개발비는 557만6000달러로 줄었다.", True),
    ],
)
def test_a_move_that_the_text_tells_is_no_rounding(
    old: str, new: str, unit: str, quote: str, agrees: bool
) -> None:
    def claim(value: str, words: str) -> Claim:
        number = Decimal(value)
        return Claim(
            doc="doc",
            span=(0, 1),
            quote=words,
            subject="서울",
            metric="수",
            interval=Interval(number, number),
            unit=unit,
        )

    assert compare_values(claim(new, quote), claim(old, "예전 문서다.")).agrees is agrees


@pytest.mark.parametrize(
    ("new", "old", "agreement"),
    [
        # A round number forgives a hundredth of itself, not half of its first digits.
        ((9.6e12, "KRW", "자산은 9조6천억원이다."), (1e13, "자산은 10조원이다."), "different"),
        ((1.04e13, "KRW", "자산은 10조4천억원이다."), (1e13, "자산은 10조원이다."), "different"),
        ((2.93e9, "KRW", "성금은 29억3천만원이다."), (3e9, "성금은 30억원이다."), "different"),
        (
            (1.41e11, "KRW", "부채는 1천410억원이다."),
            (1.45e11, "부채는 1천450억원이다."),
            "different",
        ),
        ((960, "곳", "약국은 960곳이다."), (1000, "약국은 1000곳이다."), "different"),
        ((2.087e11, "KRW", "부채는 2087억원이다."), (2.1e11, "부채는 2100억원이다."), "same"),
        # What is written to its last digit forgives half of that place.
        ((7.96e9, "KRW", "성금은 79억6천만원이다."), (8e9, "성금은 80억원이다."), "same"),
        ((1.76e12, "KRW", "자산은 1조7600억원이다."), (1.8e12, "자산은 1.8조원이다."), "same"),
        ((1.27e13, "KRW", "자산은 12조7천억원이다."), (1.3e13, "자산은 13조원이다."), "same"),
        ((29.7, "%", "가동률은 29.7%다."), (30, "가동률은 30%다."), "same"),
        ((9.6, "%", "가동률은 9.6%다."), (10, "가동률은 10%다."), "same"),
    ],
)
def test_a_round_number_forgives_what_it_is_written_to(
    new: tuple[float, str, str], old: tuple[float, str], agreement: str
) -> None:
    told = _count(new[0], new[1], quote=new[2])
    held = _count(old[0], new[1], quote=old[1])
    assert compare_values(told, held).agreement == agreement
    assert compare_values(held, told).agreement == agreement


@pytest.mark.parametrize(
    "told",
    ["2087억원으로 정정됐다", "2087억원으로 바로잡았다", "2087억원으로 다시 고쳐 발표됐다"],
)
def test_a_correction_that_the_sentence_tells_is_never_rounding(told: str) -> None:
    held = _money(2.1e11, quote="부채는 2100억원이다.")
    assert not compare_values(_money(2.087e11, quote=f"부채는 {told}."), held).agrees
    # The number that was corrected is the held one, whatever became of it.
    old = _money(2.1e11, quote=f"부채가 2100억원에서 {told}.")
    assert compare_values(old, held).agrees


def test_about_ten_is_not_nine() -> None:
    about = _money(1e13, approx=True, quote="자산은 약 10조원이다.")
    assert compare_values(about, _money(9.6e12, quote="자산은 9조6천억원이다.")).agrees
    assert not compare_values(about, _money(9.2e12, quote="자산은 9조2천억원이다.")).agrees
