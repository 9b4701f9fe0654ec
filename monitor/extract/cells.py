"""What the number of a table's cell says: its value, its unit, and a second one in brackets.

A cell often holds a bare number whose unit stands in a head or above the table. The number is put
together with that unit and read by `quantities.py`, so that a cell and a sentence read alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.extract.folding import JAMO, fold
from monitor.extract.quantities import extract_quantities
from monitor.model import Interval, Quantity, Span
from monitor.patterns import Pattern

LONGEST = 60
"""A cell that holds a figure is not longer; a longer one tells a story."""
MOST_WORDS = 5
"""So many letters may stand beside the figures of a cell: `(잠정)`, `이상`."""

_NOTHING = Pattern(
    r"^[\s\-–—―−·.…x×*/~]*$|^(?:n\.?/?a\.?|nil|null|없음|해당\s?없음|미상|미정|미공개|비공개|불명|[흑적]자\s?(?:전환|지속)"
    r"|[흑적]전|[흑적]지)$",
    re.I,
)
# Dashes of all lengths before a digit are a minus.
_MINUS = str.maketrans("−–﹣－‐‑", "------")
_ARROWS_UP, _ARROWS_DOWN = "▲↑⬆△", "▼↓⬇▽"
_NUMBER = Pattern(
    r"(?<![A-Za-z\d.,:/'’‘`])[+-]?\s?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:(?<=\d)\.\d+|(?<!\d)\.\d+)?"
    r"(?<=\d)(?![\d,:/]|\.\d|-\d)"
)
_FOOTNOTE = Pattern(r"(?<=\d)\s?(?:\*{1,3}|[†‡]|\s주\d?\))\s*$|(?<=,\d{3})\d{1,2}\)\s*$")
_STATE = Pattern(r"(?<=\d)\s?\(?[pPeErRfF]\)?\s*$")
_EXPECTED = Pattern(r"[eEfF]\)?\s*$|예상|전망|추정|예측")
_RANGE = Pattern(r"^\s*[+-]?\d[\d,]*(?:\.\d+)?\s?[~∼〜]\s?[+-]?\d[\d,]*(?:\.\d+)?\s*$")
_SCALED = Pattern(r"^\s*[+-]?\d[\d,]*(?:\.\d+)?(?:\s?[십백천]?[조억만천]\s?(?:\d[\d,]*)?){1,4}\s*$")
_BEFORE = Pattern(r"\W*(?:약|총|최대|최소|평균|연|월|누적|각)?\W*")
_AFTER = Pattern(
    r"\W*(?:여|이상|이하|미만|초과|안팎|내외|가량|수준|정도|이내)?\W*(?:\([^()]*\))?\W*"
)
_BECOMES = Pattern(r"^[^→]{1,30}→")
_BRACKETED = Pattern(r"\([^()]*\)")
_WORDS = Pattern(r"[^\W\d_]")
_TRAILING = Pattern(r"(?<=[\d%p])\s?([▲↑⬆△▼↓⬇▽])\s*$")


@dataclass(frozen=True, slots=True)
class Signs:
    """Which way the triangles of a table point. In an account △ is a minus and so may ▲ be."""

    open_up: bool = False  # △ is a rise: where ▽ is the fall, or the caption says so
    filled_down: bool = False  # ▲ is a minus: the caption says so
    has_fall: bool = False  # some triangle points down, so one that points up is a rise

    def plain(self, text: str) -> str:
        """Return the text with its triangles and arrows as plus and minus, of the same length."""
        text = text.translate(_MINUS)
        for mark in "△▲▽▼↑↓⬆⬇":
            if mark in text:
                down = mark in _ARROWS_DOWN
                if mark == "△":
                    down = not self.open_up
                elif mark == "▲":
                    down = self.filled_down
                text = re.sub(rf"{mark}(?=\s?\d|\s?\.\d)", "-" if down else "+", text)
        return text


_UP_SAID = Pattern(r"△[는은]?\s?(?:\S{0,3}\s)?(?:증가|상승|흑자|플러스|\+)")
_DOWN_SAID = Pattern(r"▲[는은]?\s?(?:\S{0,3}\s)?(?:감소|하락|적자|손실|마이너스|음수|-)")


def read_signs(texts: Sequence[str], captions: Sequence[str]) -> Signs:
    """Return which way the triangles point in a table whose cells are `texts`."""
    said = " ".join(captions)
    return Signs(
        open_up=any("▽" in text for text in texts) or _UP_SAID.search(said) is not None,
        filled_down=_DOWN_SAID.search(said) is not None,
        has_fall=any("▼" in text or "▽" in text for text in texts),
    )


def is_empty(text: str) -> bool:
    """Say whether a cell holds no value: `-`, `…`, `n/a`, `적자전환`."""
    return _NOTHING.match(text.strip()) is not None


def is_expected(text: str) -> bool:
    """Say whether a cell marks its figure as none yet reached: `1,234E`, `3조 원(전망)`."""
    return _EXPECTED.search(text) is not None


def read_cell(text: str, units: Sequence[str], signs: Signs) -> tuple[Quantity, ...]:
    """Return the quantities of a cell, at most two; spans are offsets into it as it is.

    Args:
        units: what a bare number counts, and a second one in brackets behind it; may be empty.

    >>> [(str(q.interval.low), q.unit, q.span) for q in read_cell("△1,234", ["억원"], Signs())]
    [('-123400000000', 'KRW', (0, 6))]
    """
    if not any(c.isdigit() for c in text) or len(text) > LONGEST or is_empty(text):
        return ()
    if JAMO.search(text) is not None:
        return ()  # decomposed syllables have no copy of the same length
    copy = signs.plain(fold(text))
    turned = False
    if (arrow := _TRAILING.search(copy)) is not None:
        turned = arrow[1] in _ARROWS_DOWN and "-" not in copy[: arrow.start()]
        copy = copy[: arrow.start()] + " " * (len(copy) - arrow.start())
    copy = _blank(_FOOTNOTE, copy)
    copy = _blank(_STATE, copy)
    if (arrow := _BECOMES.search(copy)) is not None:
        copy = " " * arrow.end() + copy[arrow.end() :]
    found = _read(copy, units)
    if turned:
        found = tuple(replace(q, interval=_negative(q.interval)) for q in found)
    rest = copy
    for quantity in found:
        start, end = quantity.span
        rest = rest[:start] + " " * (end - start) + rest[end:]
    # What else stands in the cell must be little: words, a number in brackets without a unit.
    outside = _blank(_BRACKETED, copy)
    if found and outside[slice(*found[0].span)].isspace() and _WORDS.search(outside):
        return ()  # `남성(500명)`: a name, and how many it stands for
    rest = _blank(_BRACKETED, rest)
    if len(_WORDS.findall(rest)) > MOST_WORDS or any(c.isdigit() for c in rest):
        return ()
    return found[:2]


def _blank(pattern: Pattern, text: str) -> str:
    return pattern.sub(lambda m: " " * len(m.group()), text)


def _negative(interval: Interval) -> Interval:
    low, high = interval.low, interval.high
    return Interval(None if high is None else -high, None if low is None else -low, interval.approx)


def _read(copy: str, units: Sequence[str]) -> tuple[Quantity, ...]:
    first = units[0] if units else ""
    own = tuple(
        q
        for q in extract_quantities(copy)
        if q.unit != "1" and any(c.isdigit() for c in copy[slice(*q.span)])
    )
    if not own and _SCALED.match(copy):
        # `15억8000만` under `원`: the scale is the cell's own.
        return _with_unit(copy, (0, len(copy)), first.lstrip("십백천만억조 "))
    if _RANGE.match(copy):
        return _with_unit(copy, (0, len(copy)), first)
    numbers = [m.span() for m in _NUMBER.finditer(copy)]
    if own:
        bare = [n for n in numbers if not any(q.span[0] < n[1] <= q.span[1] for q in own)]
        # `1,234 (12.3%)`: the first is a bare number, the second has its own unit.
        if len(bare) == 1 and bare[0][0] < own[0].span[0]:
            return (*_with_unit(copy, bare[0], first), *own)
        return own
    # A bare number stands alone or among the words of a bound: `나래 2`, `5G 가입자` are names.
    if numbers and not (
        _BEFORE.fullmatch(copy[: numbers[0][0]]) and _AFTER.fullmatch(copy[numbers[-1][1] :])
    ):
        return ()
    if len(numbers) == 1:
        return _in_words(copy, numbers[0], first) or _with_unit(copy, numbers[0], first)
    if len(numbers) == 2 and "(" in copy[numbers[0][1] : numbers[1][0]]:
        second = _with_unit(copy, numbers[1], units[1]) if len(units) > 1 else ()
        return (*_with_unit(copy, numbers[0], first), *second)
    return ()


def _in_words(copy: str, number: Span, unit: str) -> tuple[Quantity, ...]:
    """Return the number with the words that open or soften it: `약 1,200`, `1,000 이상`."""
    if not unit or not _WORDS.search(copy):
        return ()
    end = number[1]
    found = extract_quantities(f"{copy[:end]}{unit}{copy[end:]}")
    if len(found) != 1 or found[0].unit == "1":
        return ()
    start, stop = found[0].span
    return (replace(found[0], span=(start, max(end, stop - len(unit)))),)


def _with_unit(copy: str, number: Span, unit: str) -> tuple[Quantity, ...]:
    """Return the number as a quantity of `unit`; the span is the number's own, with its sign."""
    start, end = number
    while start < end and copy[start].isspace():
        start += 1
    while end > start and copy[end - 1].isspace():
        end -= 1
    words = copy[start:end]
    sign = "-" if words.startswith("-") else ""
    bare = words.lstrip("+-").strip()
    if bare.startswith("0") and len(bare) > 1 and bare[1].isdigit():
        return ()  # 005930
    found = extract_quantities(f"{sign}{bare}{unit}")
    if len(found) != 1 or found[0].span != (0, len(sign) + len(bare) + len(unit)):
        return ()
    if unit and found[0].unit == "1" and not unit.endswith(("억", "조", "만", "천")):
        return ()
    return (replace(found[0], span=(start, end)),)
