"""Values told as uncertain: they wait beside what stands until another source seconds them.

A change that was likely misread, or a jump on one source alone, is told under its own heading and
does not replace what stands. An independent report of the same value, or of one that goes on from
it, settles that it was right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime

from monitor.judge.compare import Order, compare_periods, compare_values
from monitor.model import AHEAD, Claim, Source, Value
from monitor.patterns import Pattern

LONG_AGO = datetime.min.replace(tzinfo=UTC)


AMENDED = Pattern(
    r"당초|애초|상향|하향|올려 잡|낮춰 잡|수정|정정|바로잡|증액|감액|확정|통과|의결|추경|추가경정"
    r"|본예산|재산정|개정|조정|변경"
)
"""Words that tell of a value put in another one's place, of one time as well."""


def pending(values: Sequence[Value]) -> tuple[Value, ...]:
    """Return the values that came after what stands and did not replace it, oldest first.

    A value of an earlier time, or of the same one, is history or contradicts: it waits for nothing.
    """
    standing = [v for v in values if v.is_current]
    if not standing:
        return ()
    last = max(standing, key=_told)
    return tuple(
        sorted(
            (
                v
                for v in values
                if not v.is_current
                and not v.source.is_seed
                and _told(v) > _told(last)
                and _may_follow(v.claim, last.claim)
                and not compare_values(v.claim, last.claim).agrees
            ),
            key=_told,
        )
    )


def _may_follow(claim: Claim, standing: Claim) -> bool:
    if claim.modality in AHEAD and standing.modality not in AHEAD:
        return False  # what is foretold replaces no fact
    order = compare_periods(claim.as_of, standing.as_of)
    if order is Order.SAME:
        return AMENDED.search(claim.quote) is not None
    return order is not Order.EARLIER


def seconds(claim: Claim, previous: Value, values: Sequence[Value], source: Source) -> bool:
    """Return whether a claim says again what waits, from a source of its own.

    Args:
        previous: the value that it agrees with.
    """
    if not is_independent(source, previous.source):
        return False
    if any(compare_values(claim, v.claim).agrees for v in values if v.is_current):
        return False  # `10조 원 미만` is met by both
    if not any(v is previous or v.claim == previous.claim for v in pending(values)):
        return False
    return compare_periods(claim.as_of, previous.claim.as_of) is not Order.EARLIER


def is_independent(source: Source, other: Source) -> bool:
    """Return whether two pages are two witnesses: neither one page twice nor a copy."""
    return source.doc != other.doc and source.copy_of is None and other.copy_of is None


def without_pending(claim: Claim, values: Sequence[Value]) -> tuple[Value, ...]:
    """Return the values that a claim may move on from: what waits, only where it goes on from it.

    What lies nearer to a waiting value than to what stands takes that for right.
    """
    waiting = pending(values)
    standing = [v for v in values if v.is_current]
    far = min((_distance(claim, v.claim) for v in standing), default=math.inf)
    doubted = {id(v) for v in waiting if _distance(claim, v.claim) >= far}
    return tuple(v for v in values if id(v) not in doubted)


def _told(value: Value) -> datetime:
    return value.source.published or LONG_AGO


def _distance(claim: Claim, old: Claim) -> float:
    ratio = compare_values(claim, old).ratio
    return abs(math.log(ratio)) if ratio and ratio > 0 else math.inf
