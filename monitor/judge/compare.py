"""What wording and rounding forgive: do two claims state one value, and whose period is later.

A written number asserts an interval: `80억` what rounds to it, `약` twice that, `미만` all that is
below. Two claims agree where their intervals meet. Amounts in two currencies are compared through
what the articles state in brackets, else through a yearly table with a wide tolerance.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from monitor.judge.place import is_written_round, place_of, unscaled_place
from monitor.model import AHEAD, Claim, Equivalent, Period
from monitor.patterns import Pattern

ZERO = Decimal(0)

TABLE_TOLERANCE = Decimal("0.15")
"""A yearly average is off by so much within its year, bracket rates of articles included."""

STATED_TOLERANCE = Decimal("0.03")
"""Two articles' own conversions of one amount differ with the day's rate and rounding."""

BOUND_REACH = Decimal("0.6")
"""`100억 원 미만` speaks of 80억, hardly of 5억: a bound agrees with what lies this near to it."""

THINGS = frozenset("개곳장대기종편척권표통발석량팀동매본벌뷰주") | {
    "개사",
    "개소",
    "군데",
    "점포",
    "자루",
    "켤레",
    "개국",
}
TIMES = frozenset(["건", "차례", "회", "번"])
PEOPLE = frozenset(["명", "사람", "인", "가구원"])
HOMES = frozenset(["호", "채", "가구", "세대"])
"""Dwellings: a ministry counts 호, an agency 가구, a paper 채, a builder 세대."""


class Agreement(StrEnum):
    """How two values stand to one another."""

    SAME = "same"  # the same within wording and rounding
    WITHIN = "within"  # a bound or a band that the other one meets
    DIFFERENT = "different"
    UNLIKE = "unlike"  # of different dimensions: not to be compared


@dataclass(frozen=True, slots=True)
class Reading:
    """A value in its dimension, with what its wording forgives on either side."""

    dimension: str
    low: Decimal | None
    high: Decimal | None
    slack_low: Decimal
    slack_high: Decimal
    approx: bool
    stated: bool = True  # False: converted with the yearly table

    @property
    def is_bound(self) -> bool:
        return self.low is None or self.high is None

    @property
    def is_band(self) -> bool:
        return not self.is_bound and self.low != self.high


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome for two values. `how`: `plain`, `equivalent`, `rates`, `inverse`, `counter`."""

    agreement: Agreement
    how: str = "plain"
    ratio: float | None = None  # new through old, where both are exact

    @property
    def agrees(self) -> bool:
        return self.agreement in (Agreement.SAME, Agreement.WITHIN)


def dimension(unit: str) -> str:
    """Return what a unit measures; units of one dimension can be compared.

    >>> dimension("USD"), dimension("장"), dimension("배")
    ('money', 'things', 'times')
    """
    if len(unit) == 3 and unit.isascii() and unit.isupper():
        return "money"
    if unit in PEOPLE:
        return "people"
    if unit in HOMES:
        return "homes"
    if unit in THINGS:
        return "things"
    if unit in TIMES:
        return "cases"
    return {"%": "share", "배": "times", "개월": "months", "초": "seconds"}.get(unit, unit)


LEAST_MOVE = 0.007
"""Below this part of a value a difference is rounding, whatever the verb."""

LEAST_MENDED = 0.001
"""Below this part of a value a difference is rounding, even where a correction is told."""

MOVED = Pattern(
    r"(?:으로|로)\s*(?:\S{1,8}\s+){0,2}"
    r"(?:늘|줄|올랐|올라|오른|내렸|내려|증가|감소|상승|하락|뛰|떨어|확대|축소|급증|급감|불어|커졌|높아|낮아)"
)

MENDED = Pattern(
    r"^\s?\S{0,6}?(?:으로|로|이라고|라고)\s*(?:\S{1,6}\s+){0,2}"
    r"(?:정정|고쳐|고쳤|고친|수정|바로잡|바꿔|바꿨|바뀌|변경|조정|재산정|재집계|상향|하향"
    r"|낮춰|낮췄|높여|높였|올려 잡|내려 잡)"
)
"""`2천50억원으로 정정됐다`: what stands right behind a number that replaces another."""


def is_band(claim: Claim) -> bool:
    """Return whether a claim gives a range with two ends: `수조 원대`, `2~3조 원`."""
    low, high = claim.interval.low, claim.interval.high
    return low is not None and high is not None and low != high


def written_grain(value: Decimal) -> Decimal:
    """Return the step that a number was written in: its last digit's, of two digits at least.

    >>> [str(written_grain(Decimal(n))) for n in ("8000000000", "5576000", "0.27", "1.8E+12")]
    ['1E+8', '1E+3', '0.01', '1E+11']
    """
    if value == 0:
        return Decimal("0.1")
    digits = value.normalize().as_tuple()
    exponent = int(digits.exponent)
    leading = exponent + len(digits.digits) - 1
    return Decimal(1).scaleb(min(exponent, leading - 1))


MOST_OF_ROUND = Decimal("0.01")
"""A round number (`10조`, `2100억`, `1000곳`) forgives this part of itself and no more."""

MOST_OF_ABOUT = Decimal("0.05")
"""`약 10조` forgives this part of itself, and no more."""


def _slacks(
    value: Decimal | None, zeros: frozenset[Decimal], quote: str, *, approx: bool, counted: bool
) -> tuple[Decimal, Decimal]:
    """Return what a written number forgives below and above it."""
    slack = _slack(value, zeros, approx=approx, counted=counted)
    if value is None or approx or not slack or _fraction(value):
        return slack, slack
    place = unscaled_place(quote, value)
    least = (place or Decimal(0)) / 2
    if place is not None and is_written_round(quote, value):
        slack = min(slack, max(least, abs(value) * MOST_OF_ROUND))
    if value.normalize().as_tuple().digits != (1,):
        return slack, slack
    # Nine and a half is written finer than ten: 9조6000억 does not round to 10조.
    near = min(slack, max(least, written_grain(value) / 20))
    return (near, slack) if value > 0 else (slack, near)


def _slack(
    value: Decimal | None, zeros: frozenset[Decimal], *, approx: bool, counted: bool
) -> Decimal:
    """Return what a written number forgives on either side: half a step, a whole one with `약`.

    Args:
        zeros: numbers that its sentence writes with a zero at the end.
    """
    if value is None:
        return Decimal(0)
    if fraction := _fraction(value):
        # 18분의 1 stands for what lies between 17.5분의 1 and 18.5분의 1.
        wide = Decimal("0.5") if fraction >= 10 else Decimal("0.05") * fraction
        return abs(value) * wide / fraction * (2 if approx else 1)
    grain = written_grain(value)
    for zero in zeros:
        # `1.80조`: the value in some scale, as fine as its last written digit.
        if zero and value.normalize().as_tuple().digits == zero.normalize().as_tuple().digits:
            last = Decimal(1).scaleb(int(zero.as_tuple().exponent))
            grain = min(grain, (value / zero) * last)
    if approx:
        return max(min(grain, abs(value) * MOST_OF_ABOUT), abs(value) * Decimal("0.015"))
    if counted and abs(value) < 100:
        return Decimal(0)  # three models are three
    return grain / 2


def _fraction(value: Decimal) -> Decimal | None:
    """Return n where the value is 1/n with a division that does not end (18분의 1), else None."""
    if not 0 < value < 1 or len(value.normalize().as_tuple().digits) < 8:
        return None
    n = (1 / value).quantize(Decimal(1))
    return n if abs(1 / value - n) < Decimal("0.001") * n else None


@lru_cache(maxsize=4096)
def readings(claim: Claim) -> tuple[Reading, ...]:
    """Return the claim's value and what the text says it equals, each in its dimension."""
    rows = [(claim.interval.low, claim.interval.high, claim.unit, claim.interval.approx)]
    # A bracketed conversion is rounded as a rule, whether it says 약 or not.
    rows += [(e.low, e.high, e.unit, True) for e in claim.equivalents]
    zeros = _zeros(claim.quote)
    return tuple(
        _reading(low, high, unit, zeros, claim.quote, approx=approx)
        for low, high, unit, approx in rows
    )


ZEROS = Pattern(r"(?<![\d.])\d[\d,]*\.\d*0(?![\d.])")


@lru_cache(maxsize=4096)
def _zeros(quote: str) -> frozenset[Decimal]:
    """Return the numbers of a sentence that end in a written zero: `1.80조` is finer than 1.8조."""
    return frozenset(Decimal(found.replace(",", "")) for found in ZEROS.findall(quote))


def _reading(
    low: Decimal | None,
    high: Decimal | None,
    unit: str,
    zeros: frozenset[Decimal],
    quote: str,
    *,
    approx: bool,
) -> Reading:
    dim = dimension(unit)
    counted = dim in ("people", "things", "cases") or unit in ("위", "세")
    approx_alone = approx and low == high
    slack_low = _slacks(low, zeros, quote, approx=approx_alone, counted=counted)[0]
    slack_high = _slacks(high, zeros, quote, approx=approx_alone, counted=counted)[1]
    if dim == "money":
        dim = unit
    return Reading(dim, low, high, slack_low, slack_high, approx)


def compare_values(new: Claim, old: Claim, *, inverse: bool = False) -> Comparison:
    """Return how the value of `new` stands to that of `old`.

    Args:
        inverse: one of them states the other way round (미국은 중국의 6분의 1, 중국은 미국의 6배).
    """
    mine, theirs = readings(new), readings(old)
    if inverse:
        theirs = tuple(_turned(r) for r in theirs if not r.is_bound and r.low)
        if not theirs:
            return Comparison(Agreement.UNLIKE)
    found: list[Comparison] = []
    for a in mine:
        for b in theirs:
            pair = _one_dimension(a, b, new, old)
            if pair is not None:
                is_own = a is mine[0] and b is theirs[0]
                how = pair[2] if pair[2] != "plain" or is_own else "equivalent"
                found.append(_compare(pair[0], pair[1], how))
    if inverse:
        found = [Comparison(c.agreement, "inverse", c.ratio) for c in found]
    if not found:
        return Comparison(Agreement.UNLIKE)
    own = [c for c in found if c.how in ("plain", "counter", "inverse", "share")]
    # A value in one currency decides; a conversion speaks only where there is no other way.
    best = _best(own or [c for c in found if c.how == "equivalent"] or found)
    if best.agrees and best.how == "plain" and _is_told_to_move(new, old, best):
        return Comparison(Agreement.DIFFERENT, best.how, best.ratio)
    return best


def _is_told_to_move(new: Claim, old: Claim, found: Comparison) -> bool:
    """Return whether the text says that the figure moved to a value that rounding would forgive.

    `184곳으로 늘었다` against 180곳 is a change; `560만 달러` beside `557만6000달러` is rounding.
    """
    if found.ratio is None:
        return False
    exact = not (new.interval.approx or old.interval.approx)
    off = abs(found.ratio - 1)
    place = place_of(new)
    if place is not None and MENDED.match(place.after):
        return off > (LEAST_MENDED if exact else LEAST_MOVE)
    return exact and off > LEAST_MOVE and MOVED.search(new.quote) is not None


def _best(found: Iterable[Comparison]) -> Comparison:
    order = [Agreement.SAME, Agreement.WITHIN, Agreement.DIFFERENT, Agreement.UNLIKE]
    return min(found, key=lambda c: order.index(c.agreement))


def _turned(r: Reading) -> Reading:
    assert r.low is not None
    assert r.high is not None
    low, high = 1 / r.high, 1 / r.low
    slack = max(r.slack_low, r.slack_high) / (r.low * r.high)
    return Reading(r.dimension, low, high, slack, slack, r.approx)


def _one_dimension(
    a: Reading, b: Reading, new: Claim, old: Claim
) -> tuple[Reading, Reading, str] | None:
    """Return both in one dimension and how that was reached; None where they have none."""
    if a.dimension == b.dimension:
        return a, b, "plain"
    both = {a.dimension, b.dimension}
    if both == {"share", "times"}:
        return _as_times(a), _as_times(b), "share"
    if both <= {"things", "cases"}:
        return a, b, "counter"
    if all(_is_currency(dim) for dim in both):
        ra, rb = won_rate(a.dimension, _year(new)), won_rate(b.dimension, _year(old))
        if ra and rb:
            return _scaled(a, ra, TABLE_TOLERANCE), _scaled(b, rb, Decimal(0)), "rates"
    return None


def _is_currency(dim: str) -> bool:
    return len(dim) == 3 and dim.isascii() and dim.isupper()


def _as_times(r: Reading) -> Reading:
    if r.dimension == "times":
        return r
    return _scaled(r, Decimal("0.01"), Decimal(0))


def _scaled(r: Reading, factor: Decimal, tolerance: Decimal) -> Reading:
    low = None if r.low is None else r.low * factor
    high = None if r.high is None else r.high * factor
    return Reading(
        "",
        low,
        high,
        r.slack_low * factor + abs(low or ZERO) * tolerance,
        r.slack_high * factor + abs(high or ZERO) * tolerance,
        r.approx,
        stated=False,
    )


def _compare(a: Reading, b: Reading, how: str) -> Comparison:
    if how == "equivalent":
        a = _widened(a)
    ratio = None
    if not a.is_bound and not b.is_bound and a.low is not None and b.low:
        ratio = float(a.low / b.low)
    if a.is_bound and b.is_bound:
        return Comparison(_bounds(a, b), how, ratio)
    if a.is_bound or b.is_bound:
        bound, exact = (a, b) if a.is_bound else (b, a)
        return Comparison(_meets(bound, exact), how, ratio)
    assert a.low is not None
    assert a.high is not None
    assert b.low is not None
    assert b.high is not None
    gap = max(a.low - b.high, b.low - a.high)
    lower, upper = (a, b) if a.high < b.low else (b, a)
    # Two numbers written alike round to different ones where their slacks only touch.
    meets = gap <= 0 or gap < lower.slack_high + upper.slack_low
    if not meets:
        return Comparison(Agreement.DIFFERENT, how, ratio)
    same = a.is_band == b.is_band
    return Comparison(Agreement.SAME if same else Agreement.WITHIN, how, ratio)


def _widened(r: Reading) -> Reading:
    return Reading(
        r.dimension,
        r.low,
        r.high,
        r.slack_low + abs(r.low or ZERO) * STATED_TOLERANCE,
        r.slack_high + abs(r.high or ZERO) * STATED_TOLERANCE,
        r.approx,
    )


def _bounds(a: Reading, b: Reading) -> Agreement:
    """Two bounds agree where they are the same: `5300곳 돌파` says more than `4400곳 돌파`."""
    if (a.low is None) != (b.low is None):
        low, high = (a.low, b.high) if a.low is not None else (b.low, a.high)
        assert low is not None
        assert high is not None
        return Agreement.WITHIN if low <= high else Agreement.DIFFERENT
    first = a.low if a.low is not None else a.high
    second = b.low if b.low is not None else b.high
    assert first is not None
    assert second is not None
    slack = a.slack_low + a.slack_high + b.slack_low + b.slack_high
    return Agreement.SAME if abs(first - second) <= slack else Agreement.DIFFERENT


def _meets(bound: Reading, exact: Reading) -> Agreement:
    """Whether an exact value meets a bound, and lies near enough for the bound to speak of it."""
    edge = bound.low if bound.low is not None else bound.high
    assert edge is not None
    assert exact.low is not None
    assert exact.high is not None
    slack = bound.slack_low + bound.slack_high if bound.approx else Decimal(0)
    slack += exact.slack_low
    if bound.low is not None:
        # `1.9조 원을 넘는`: met from above; a value far above would be told as such.
        inside = exact.high + slack >= edge and (
            exact.low <= 0 or edge >= exact.low * BOUND_REACH or edge == 0
        )
    else:
        inside = exact.low - slack <= edge and (
            edge <= 0 or exact.high >= edge * BOUND_REACH or exact.high <= 0
        )
    return Agreement.WITHIN if inside else Agreement.DIFFERENT


def with_stated_rates(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return an article's claims, amounts without a conversion converted as its other ones are.

    `1099억8000만 달러(약 161조8000억 원)` states a rate of 1,471 won, for the whole article.
    """
    rates: dict[str, list[Decimal]] = {}
    for claim in claims:
        low = claim.interval.low
        for said in claim.equivalents:
            if low and said.low and said.unit == "KRW" and _is_currency(claim.unit):
                rates.setdefault(claim.unit, []).append(said.low / low)
    rates.pop("KRW", None)
    if not rates:
        return tuple(claims)
    return tuple(_converted(claim, rates) for claim in claims)


def _converted(claim: Claim, rates: Mapping[str, Sequence[Decimal]]) -> Claim:
    if claim.equivalents or claim.unit not in rates:
        return claim
    said = sorted(rates[claim.unit])
    rate = said[len(said) // 2]
    known = won_rate(claim.unit, _year(claim))
    if known and not known / 2 <= rate <= known * 2:
        return claim  # a misprint, or a restatement of something else
    low, high = claim.interval.low, claim.interval.high
    won = Equivalent(
        None if low is None else low * rate, None if high is None else high * rate, "KRW"
    )
    return replace(claim, equivalents=(won,))


@cache
def _rates() -> dict[str, dict[int, Decimal]]:
    table = tomllib.loads(
        (Path(__file__).resolve().parent / "currencies.toml").read_text("utf-8"),
        parse_float=Decimal,
    )
    return {
        code: {int(year): Decimal(rate) for year, rate in years.items()}
        for code, years in table.items()
    }


def won_rate(code: str, year: int | None) -> Decimal | None:
    """Return the won for one unit in a year (None: the latest), of the nearest year known."""
    if code == "KRW":
        return Decimal(1)
    years = _rates().get(code)
    if not years:
        return None
    wanted = year or max(years)
    return years[min(years, key=lambda y: (abs(y - wanted), y))]


def _year(claim: Claim) -> int | None:
    day = claim.as_of.end or claim.as_of.start
    return day.year if day else None


class Order(StrEnum):
    """How the period of one claim lies to that of another."""

    SAME = "same"
    LATER = "later"
    EARLIER = "earlier"
    UNKNOWN = "unknown"


def compare_periods(new: Period, old: Period) -> Order:
    """Return how the new period lies to the old: the same where they overlap for the most part.

    A year and a day of that year are the same; a year and one of its months are not told apart by
    their end, but by how long they are: see `kind_of_span`.
    """
    if not new.known or not old.known:
        return Order.UNKNOWN
    new_end, old_end = _end(new), _end(old)
    if new.start and old.start and new.end and old.end:
        if new.start > old.end:
            return Order.LATER
        if new.end < old.start:
            return Order.EARLIER
        if new.start == old.start and new.end == old.end:
            return Order.SAME
        # Overlapping spans of unlike length: a later end is a later statement (올해 1~9월).
        overlap = (min(new.end, old.end) - max(new.start, old.start)).days + 1
        shorter = min((new.end - new.start).days, (old.end - old.start).days) + 1
        if overlap >= shorter * 0.8:
            return Order.SAME
        return Order.LATER if new.end > old.end else Order.EARLIER
    if new_end is None or old_end is None:
        if new.start and old.end and new.start > old.end:
            return Order.LATER
        if new.end and old.start and new.end < old.start:
            return Order.EARLIER
        return Order.SAME
    # Only ends are known (`2029년까지`): a target, told apart by its year.
    if new.start is None and old.start is None:
        if new_end == old_end:
            return Order.SAME
        return Order.LATER if new_end > old_end else Order.EARLIER
    if new_end.year == old_end.year:
        return Order.SAME
    return Order.LATER if new_end > old_end else Order.EARLIER


def are_of_other_times(new: Claim, old: Claim) -> bool:
    """Return whether one of two claims foretells what the other tells of another time.

    `4분기 매출은 6조2천억원으로 예상된다` says nothing of a third quarter's 6조2030억원, and does
    not repeat it.
    """
    if (new.modality in AHEAD) == (old.modality in AHEAD):
        return False
    return compare_periods(new.as_of, old.as_of) in (Order.LATER, Order.EARLIER)


def _end(period: Period) -> date | None:
    return period.end


def kind_of_span(period: Period) -> str:
    """Return `day`, `month`, `quarter`, `half`, `year`, `years` or `` where it is not known."""
    if period.start is None or period.end is None:
        return ""
    days = (period.end - period.start).days + 1
    for limit, name in ((2, "day"), (32, "month"), (93, "quarter"), (185, "half"), (367, "year")):
        if days <= limit:
            return name
    return "years"
