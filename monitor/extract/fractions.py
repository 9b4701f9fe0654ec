"""Parts of a whole and odds: `18분의 1`, `전체의 3/5`, `42.7 대 1`."""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.extract.figures import RATIO_UNIT, Figure, add_figure
from monitor.extract.numbers import Number, read_words
from monitor.extract.units import UNITS
from monitor.patterns import Pattern

FRACTION = Pattern(
    " {0,2}분의 ?(마이너스 ?)?(?:([0-9]+(?:\\.[0-9]+)?)|([일이삼사오육칠팔구십백천]+))"
)


SLASH = Pattern("/([0-9]{1,4})(?![0-9/]|[.][0-9])")


ODDS = Pattern(" ?(?:대|:) ?1(?![0-9:]|[.,][0-9]|[가-힣]*(?:승|이겼|졌))")


RACE = Pattern("(?:경쟁|비율|합병|교환|경쟁률|분할|배율)")


def read_fraction(
    text: str, start: int, number: Number, m: re.Match[str], found: list[Figure]
) -> int:
    """`18분의 1`, `3분의2`: parts of a whole, in 배."""
    minus, digits, words = m.groups()
    end = m.end()
    if digits is not None:
        top = Decimal(digits)
    else:
        read = read_words(words, 0, spaced=False)
        if read is None:
            return end
        top, end = read.low, m.start(3) + read.end
    if number.low == 0:
        return end
    value = top / number.low
    if minus:
        value = -value
    result = Number(end, value, value, value or Decimal(1), word=number.word)
    return add_figure(text, start, result, RATIO_UNIT, end, found)


_PRESSURE = Pattern(" ?(?:mmHg|㎜Hg|mmhg)")


_WHOLE_OF = Pattern("(?:의|중|가운데|약|무려|각각|전체|최소|최대|[0-9]) {1,2}$")


_PART = Pattern(" ?(?:수준|이상|이하|정도|가량|로 (?:줄|급감|감소)|에 (?:불과|그친|그쳤|달))")


def read_slash(text: str, start: int, number: Number, m: re.Match[str], found: list[Figure]) -> int:
    """`전체의 3/5`: a fraction where a whole is named before it; else a date or a name (9/11)."""
    top, bottom = number.low, Decimal(m.group(1))
    pressure = _PRESSURE.match(text, m.end())
    if pressure is not None:  # 140/90mmHg: two pressures
        unit = UNITS["mmHg"]
        add_figure(text, start, number, unit, number.end, found, force=True)
        second = Number(m.end(), bottom, bottom)
        return add_figure(text, m.start(1), second, unit, pressure.end(), found)
    named = _WHOLE_OF.search(text, max(0, start - 6), start) or _PART.match(text, m.end())
    if bottom == 0 or not named:
        return m.end()
    value = top / bottom
    result = Number(m.end(), value, value, value or Decimal(1))
    return add_figure(text, start, result, RATIO_UNIT, m.end(), found)
