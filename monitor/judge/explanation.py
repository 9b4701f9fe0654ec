"""What a verdict rested on, taken apart for a reader: what wording forgave, and what was decisive.

Nothing is decided here: the same functions that judged are asked again, one after the other, and
their answers are kept instead of being multiplied.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from monitor.judge.compare import (
    Agreement,
    Comparison,
    Order,
    Reading,
    compare_periods,
    compare_values,
    dimension,
    readings,
    won_rate,
)
from monitor.judge.match import SURE, Likeness, likeness
from monitor.judge.metrics import metric_tables
from monitor.model import Alert, Claim, Interval, Kind, Reason

HERE = Path(__file__).resolve().parent
NEAR_BY = 3
"""So many readings of a text at most are shown for a value: its own and its restatements."""


@dataclass(frozen=True, slots=True)
class Forgiven:
    """A value as it is written, and the interval that its wording and rounding stand for."""

    written: Interval
    covers: Interval
    unit: str


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency was taken for, in won, and of which year (None: the latest)."""

    currency: str
    won: Decimal
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a verdict on a claim and the value before it rested on."""

    likeness: Likeness
    comparison: Comparison
    order: Order  # of the periods, as far as the texts give them
    new: tuple[Forgiven, ...]  # the value's own reading first, then its restatements
    old: tuple[Forgiven, ...]
    rates: tuple[Rate, ...] = ()  # used: only where no text restates the amount
    meets: Interval | None = None  # what the new value had to lie in to agree; None: not one range
    is_told_to_move: bool = False  # rounding would forgive it, but the text says that it moved


def explain_alert(alert: Alert) -> Explanation | None:
    """Return what the verdict rested on; None for a new figure, which was compared with nothing."""
    if alert.previous is None:
        return None
    new, old = alert.claim, alert.previous.claim
    like = likeness(new, old, title=alert.source.title, old_title=alert.previous.source.title)
    compared = compare_values(new, old, inverse=like.is_inverse)
    mine, theirs = readings(new), readings(old)
    meets = _meets(mine[0], theirs[0]) if compared.how == "plain" else None
    return Explanation(
        likeness=like,
        comparison=compared,
        order=compare_periods(new.as_of, old.as_of),
        new=_forgiven(new, mine),
        old=_forgiven(old, theirs),
        rates=_rates(new, old) if compared.how == "rates" else (),
        meets=meets,
        is_told_to_move=compared.agreement is Agreement.DIFFERENT
        and meets is not None
        and _is_inside(new.interval, meets),
    )


def otherwise(alert: Alert, found: Explanation | None) -> tuple[Reason, ...]:
    """Return what would have made the verdict another one, the nearest first."""
    if found is None:
        return _otherwise_new(alert)
    kind, code = alert.kind, alert.reason.code
    reasons: list[Reason] = []
    if kind is Kind.REVISED:
        reasons.append(Reason("unedited"))
    if code in ("conflict_denied", "conflict_restated"):
        reasons.append(Reason("undenied"))
    elif found.is_told_to_move:
        reasons.append(Reason("unmoved"))
    elif kind is Kind.CONFIRMED:
        reasons.append(Reason("outside" if found.meets else "differing"))
    elif kind is not Kind.REVISED:
        reasons.append(Reason("inside" if found.meets else "agreeing"))
    if code == "changed_later":
        reasons.append(Reason("same_period"))
    elif code == "changed_amended":
        reasons.append(Reason("not_amended"))
    elif code == "conflict_period":
        reasons += [Reason("later_period"), Reason("amended")]
    elif code == "conflict_altered":
        reasons.append(Reason("later_period"))
    elif code == "conflict_sources":
        reasons += [Reason("later_period"), Reason("one_source")]
    elif code == "unconfirmed_jump":
        reasons.append(Reason("second_source"))
    weakest = found.likeness.weakest
    if weakest and kind is not Kind.REVISED:
        factor = dict(found.likeness.factors)[weakest]
        facts = {"field": weakest, "factor": f"{factor:.2f}"}
        if factor:
            facts["score"] = f"{min(1.0, found.likeness.score / factor):.2f}"
            reasons.append(Reason("field_agreed", facts))
    if found.likeness.score >= SURE and kind is not Kind.REVISED:
        reasons.append(Reason("unlike", {"least": f"{SURE:.2f}"}))
    return tuple(reasons)


def _otherwise_new(alert: Alert) -> tuple[Reason, ...]:
    facts = alert.reason.facts
    if alert.reason.code == "new_gap":
        return (Reason("same_time"),)
    if alert.reason.code != "new_near":
        return (Reason("known"),)
    # The alert's score is how sure it is that nothing held is this figure.
    likeness_of_nearest = round(1 - alert.score, 3)
    near = {"figure": facts.get("figure", ""), "score": f"{likeness_of_nearest:.3f}"}
    if likeness_of_nearest >= SURE:
        return (Reason("near_kin", near),)
    field = facts.get("field", "")
    return (Reason("near", {**near, "least": f"{SURE:.2f}", "field": field}),)


def _forgiven(claim: Claim, rows: tuple[Reading, ...]) -> tuple[Forgiven, ...]:
    units = [claim.unit, *(e.unit for e in claim.equivalents)]
    return tuple(
        Forgiven(Interval(row.low, row.high, row.approx), _covers(row), unit)
        for row, unit in list(zip(rows, units, strict=True))[:NEAR_BY]
    )


def _covers(row: Reading) -> Interval:
    low = None if row.low is None else row.low - row.slack_low
    high = None if row.high is None else row.high + row.slack_high
    return Interval(low, high)


def _meets(new: Reading, old: Reading) -> Interval | None:
    """Return the range that the new number had to lie in to agree with the old one.

    Only for two numbers: what a bound agrees with depends on its wording and not on a range alone.
    """
    if new.is_bound or old.is_bound or new.dimension != old.dimension:
        return None
    if new.low is None or old.low is None or old.high is None or new.low != new.high:
        return None
    low = old.low - old.slack_low - new.slack_high
    high = old.high + old.slack_high + new.slack_low
    return Interval(low, high)


def _is_inside(value: Interval, meets: Interval) -> bool:
    ends = (value.low, value.high, meets.low, meets.high)
    if any(end is None for end in ends):
        return False
    low, high, least, most = (end for end in ends if end is not None)
    return least < low and high < most


def _rates(new: Claim, old: Claim) -> tuple[Rate, ...]:
    rates = []
    for claim in (new, old):
        if claim.unit == "KRW" or dimension(claim.unit) != "money":
            continue
        day = claim.as_of.end or claim.as_of.start
        year = day.year if day else None
        if won := won_rate(claim.unit, year):
            rates.append(Rate(claim.unit, won, year))
    return tuple(dict.fromkeys(rates))


# --- names for what the comparison knows by a code -----------------------------------------------


def shown(value: str, lang: str = "ko") -> str:
    """Return a field's value with its codes as words of the language.

    >>> shown("development_cost"), shown("CN US"), shown("딥시크")
    ('개발 비용', '중국 미국', '딥시크')
    >>> shown("development_cost", "en")
    'development cost'
    """
    names = _names()
    if lang != "ko":
        return value.replace("_", " ") if value in names else value
    return " ".join(names.get(word, word) for word in value.split(" "))


@cache
def _names() -> Mapping[str, str]:
    """Return the first wording of each concept and country, by its code in the data files."""
    found: dict[str, str] = {}
    row_names = ("words", "names")  # of a table that is one row itself
    for tables in (metric_tables(), tomllib.loads((HERE / "names.toml").read_text("utf-8"))):
        for table in tables.values():
            if not isinstance(table, dict):
                continue
            for code, row in table.items():
                words = row.get("words") if isinstance(row, dict) else row
                is_code = code.isascii() and (code.islower() or len(code) == 2)
                if is_code and code not in row_names and isinstance(words, list) and words:
                    found.setdefault(code, str(words[0]))
    return found
