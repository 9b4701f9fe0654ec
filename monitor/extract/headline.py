"""Headlines within a text: their figures are the body's, clipped and rounded.

A document on disk, a post, a page without marks carry the headline as a line of the text. `내년 AI
예산 9조 육박` and the body's `8조 9012억 원` are one figure, and the body says it in full: whose it
is, of what, in which unit. So the body's claim stands for both. A figure that only the headline has
(breaking news is nothing else) is a claim like any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from monitor.extract.clauses import unit_class
from monitor.extract.folding import letters_of
from monitor.model import Claim, Interval, Span
from monitor.patterns import Pattern

HEAD_LINES = 20
"""The headline stands among the first lines, below a section's name, a date, a menu."""
SHORTEST = 6
"""Letters of a line that can be told from any other."""
FORGIVEN = Decimal("1.25")
"""`500만 벽 넘어` is said of 512만, not of 900만."""
ROUNDED = Decimal(1_000)
"""From here on zeros at the end of a value are what rounding left: 4조, 15만."""

_LINE = Pattern(r"[^\n]+")
_SENTENCE = Pattern(r"(?:다|요|죠|까|음|함|됨)[.?!]+[\"'”’)\]]*\s*$")


def find_headlines(text: str, title: str) -> tuple[Span, ...]:
    """Return the lines at the head of `text` that are its title, with or without a label.

    >>> find_headlines("한빛신문\\n[단독] 매출 3조 넘어\\n3조 12억 원이다.", "매출 3조 넘어")
    ((5, 18),)
    """
    wanted = letters_of(title)
    if len(wanted) < SHORTEST or _SENTENCE.search(title):
        return ()
    found = []
    for number, line in enumerate(_LINE.finditer(text)):
        if number >= HEAD_LINES:
            break
        words = line.group()
        # A line much longer than the title is a sentence that quotes it.
        if len(words) <= len(title) + 20 and not _SENTENCE.search(words):
            folded = letters_of(words)
            is_most = 4 * len(folded) >= 3 * len(wanted)
            if wanted in folded or (is_most and folded in wanted):
                found.append(line.span())
    return tuple(found)


def title_of(text: str, title: str) -> str:
    """Return a title as far as it is one; nothing for a document's first sentence or a round-up's.

    A plain text without a headline lends its first line for a title. What a headline says, an
    article is about; what its first sentence says is one sentence of many.
    """
    plain = _SENTENCE.search(title) is not None and text.lstrip().startswith(title)
    return "" if plain or _GATHERS.search(title) else title


# `[간추린 경제]`, `산업 단신`, `오늘의 짧은 뉴스`: of one thing after another.
_GATHERS = Pattern(
    r"간추린|단신|이모저모|짧은\s?뉴스|뉴스\s?(?:모음|브리핑|종합)|소식\s?모음|\s소식$|\s外$"
)


def is_said_in_full(headline: Claim, body: Iterable[Claim]) -> bool:
    """Say whether a claim of the body states the headline's figure: the value, or what it rounds.

    Whose it is and of what is not asked: a headline leaves that to the reader.
    """
    return any(
        _same_unit(headline.unit, claim.unit) and _rounds(headline.interval, claim.interval)
        for claim in body
    )


def _same_unit(short: str, full: str) -> bool:
    """Say whether the units agree; a headline leaves out the currency and the counter."""
    if short == "1":
        return unit_class(full) in {"money", "people", "count", "index"}
    return short == full or {unit_class(short), unit_class(full)} == {"count"}


def _rounds(short: Interval, full: Interval) -> bool:
    if short.low is None or short.high is None:
        return _is_just_beyond(short, full)
    ends = [end for end in (full.low, full.high) if end is not None]
    if len(ends) == 2 and ends[0] <= short.low and short.high <= ends[1]:
        return True  # 3600장 for 3600여 장
    step = _step(short.low) if short.low == short.high else Decimal(0)
    # Rounded to the nearest (9조 for 8조9012억) or cut off (4조 for 4조8000억).
    return all(
        (short.low - step / 2 <= end <= short.high + step / 2)
        or (short.low <= end < short.high + step)
        for end in ends
    )


def _is_just_beyond(short: Interval, full: Interval) -> bool:
    """Say whether the body's value passes the bound that the headline names, and not by far."""
    bound = short.low if short.low is not None else short.high
    value = full.low if full.low is not None else full.high
    assert bound is not None
    assert value is not None
    if bound <= 0 or value <= 0:
        return bound == value
    if short.high is None:
        return bound <= value <= bound * FORGIVEN
    return bound / FORGIVEN <= value <= bound


def _step(value: Decimal) -> Decimal:
    """Return the weight of the last digit that a value was written with."""
    exponent = int(value.normalize().as_tuple().exponent)
    return Decimal(10) ** (exponent if abs(value) >= ROUNDED else min(exponent, 0))
