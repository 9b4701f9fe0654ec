"""Where in its sentence a claim's number stands, and what the words beside it say of it.

A claim keeps its sentence, not the place of its number there; that is found again by reading the
sentence's numbers. The words just before it name what it is a number of (`기업가치 56억 달러`),
the verb behind it tells a change from a level (`408만 명 늘었다`, `509만 명으로 늘었다`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from monitor.model import Claim
from monitor.patterns import Pattern

NUMBER = Pattern(
    r"(?<![A-Za-z])(?<![A-Za-z]-)(?:마이너스\s*|[-−–])?(?<![A-Za-z\d])\d[\d,]*(?:\.\d+)?(?:\s?[천백십]?[만억조]\s?|[천백십])*(?:\d[\d,.]*[천백십]?[만억조천백]?\s?)*"
)
PART = Pattern(r"(\d[\d,]*(?:\.\d+)?)?([천백십]?)([만억조]?)")
SCALES = {"": 1, "십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12}

BEHIND = Pattern(
    r"^\s*(?:여|가량|정도|안팎)?\s*(?:명|개|곳|건|장|대|달러|원|엔|위안|유로|%p|%포인트|포인트|%|p|점|배|가구|톤|t|종|편|세|위)?"
    r"\s*(?:가량|정도|안팎|이나|넘게|이상|가까이|쯤|씩)?\s*"
)
MOVED = Pattern(
    r"^(?:더\s)?(?:늘|줄|증가|감소|올랐|올라|오른|내렸|내려|하락|상승|급증|급감|급등|급락|떨어|뛰|많|적|확대|축소|성장|증액|감액|인상|인하)"
    r"|^(?:을|를)?\s*(?:(?:더|다시|추가로)\s)?(?:깎|삭감|덜어|덜었|보태|보탰|보탠|얹|들어냈)"
    r"|^(?:을|를)\s(?:더|추가로)\s(?!한 번|넘|웃|밑)[가-힣]"
)

NEAR = 40
"""So many letters before a number are heard for what it is a number of."""


@dataclass(frozen=True, slots=True)
class Place:
    """The words around a number in its sentence: back to the number before it, and behind it."""

    before: str
    after: str
    is_move: bool  # the number says by how much something moved, not what it came to


@lru_cache(maxsize=4096)
def find_place(quote: str, value: Decimal) -> Place | None:
    """Return where the number stands in the sentence; None where it cannot be found again."""
    last = 0
    for found in NUMBER.finditer(quote):
        number = _read(found.group(0))
        if number is not None and _same(number, value):
            tail = quote[found.end() :]
            unit = BEHIND.match(tail)
            rest = tail[unit.end() :] if unit else tail
            return Place(
                before=quote[max(last, found.start() - NEAR) : found.start()],
                after=tail[:24],
                is_move=MOVED.match(rest) is not None,
            )
        if number is not None:
            last = found.end()
    return None


def start_of(quote: str, place: Place) -> int:
    """Return where the number of a place begins in its sentence."""
    return quote.find(place.before) + len(place.before)


def place_of(claim: Claim) -> Place | None:
    """Return where the claim's number stands in its sentence."""
    value = claim.interval.low if claim.interval.low is not None else claim.interval.high
    return find_place(claim.quote, value) if value is not None else None


@lru_cache(maxsize=4096)
def _written(quote: str, value: Decimal) -> tuple[str, Decimal] | None:
    """Return how the sentence writes the number, and the scale that its unit adds to that."""
    for found in NUMBER.finditer(quote):
        number = _read(found.group(0))
        if number and _same(number, value):
            return re.sub(r"[\s,]", "", found.group(0)).rstrip("."), value / number
    return None


def unscaled_place(quote: str, value: Decimal) -> Decimal | None:
    """Return the last place that a number without 조, 억, 만, 천 is written to, else zero.

    None where the sentence does not hold the number.

    >>> unscaled_place("모두 1000곳이다.", Decimal(1000))
    Decimal('1')
    >>> unscaled_place("10조 원", Decimal(10**13))
    Decimal('0')
    """
    found = _written(quote, value)
    if found is None:
        return None
    text, scale = found
    if text[-1] in SCALES:
        return Decimal(0)
    fraction = text.partition(".")[2]
    return Decimal(1).scaleb(-len(fraction)) * scale


def is_written_round(quote: str, value: Decimal) -> bool:
    """Return whether a number ends in zeros or is one digit: `2100억`, `1조8천억`, not `1.8조`.

    >>> is_written_round("2100억", Decimal("2.1e11")), is_written_round("13조", Decimal("1.3e13"))
    (True, False)
    """
    found = _written(quote, value)
    if found is None or "." in found[0]:
        return False
    last = found[0].rstrip("만억조")
    return last.endswith(("0", "천", "백", "십")) or len(value.normalize().as_tuple().digits) == 1


def _same(number: Decimal, value: Decimal) -> bool:
    """Whether the written number is the value, its unit's scale aside (10GW is 1e10 W)."""
    if number == value:
        return True
    if not number or not value:
        return False
    ratio = value / number
    return ratio in (Decimal(1000), Decimal(10) ** 6, Decimal(10) ** 9, Decimal(60), Decimal(3600))


def _read(text: str) -> Decimal | None:
    """Return the value of a number written with digits and scale words; None for no number.

    >>> _read("1천587억"), _read("3만8200"), _read("-0.43")
    (Decimal('158700000000'), Decimal('38200'), Decimal('-0.43'))
    """
    sign = -1 if text.startswith(("마이너스", "-", "−", "–")) else 1
    body = re.sub(r"[\s,]|마이너스|^[-−–]", "", text).rstrip(".")
    total, group = Decimal(0), Decimal(0)
    position = 0
    while position < len(body):
        found = PART.match(body, position)
        if found is None or not found.group(0):
            return None
        digits, small, large = found.groups()
        try:
            number = Decimal(digits) if digits else Decimal(1)
        except InvalidOperation:
            return None
        group += number * SCALES[small]
        if large:
            total += group * SCALES[large]
            group = Decimal(0)
        position = found.end()
    return (total + group) * sign
