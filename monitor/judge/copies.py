"""Whether one article is a copy of another: the same words in the same order, for the most part.

Korean papers run one agency report under many mastheads, with another headline, a sentence less and
a reporter's line more. Texts are compared by shingles (runs of letters without spaces); a signature
of them finds candidates, an exact count decides. A text that states a figure which its original
does not is no copy, however much they share: that difference is the news.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from monitor.judge.metrics import fold
from monitor.model import Span
from monitor.patterns import Pattern

SHINGLE = 5
"""Letters in a shingle: about two words. Long enough that other texts share few by chance, short
enough that a copy whose endings and spaces were changed still shares most."""

HASHES = 96
"""Numbers in a signature; 48 bands of two find a text that shares three tenths 99 times of 100."""

COPIED = 0.4
"""A copy shares so much of the shorter text; independent reports on one matter share a fifth."""

LEAST = 40
"""Shingles below which a text is too short to tell."""

_MASK = (1 << 64) - 1
_MIX = 0x9E3779B97F4A7C15  # the golden ratio in 64 bits: neighbouring numbers end far apart
_STEP = 0xBF58476D1CE4E5B9


@dataclass(frozen=True, slots=True)
class Copied:
    """What an article copies, and whether it states a figure that the original does not."""

    doc: str
    alters: bool


@lru_cache(maxsize=256)
def shingles(text: str) -> frozenset[int]:
    """Return the hashed shingles of a text, spaces and punctuation aside."""
    # Two bytes a letter, so that a shingle is a slice of the bytes; the few letters beyond are two.
    data = letters_of(text).encode("utf-16-le", "surrogatepass")
    size = 2 * SHINGLE
    return frozenset(crc32(data[i : i + size]) for i in range(0, len(data) - size + 1, 2))


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, folded."""
    return re.sub(r"[\W_]+", "", fold(text))


def signature(text: str) -> tuple[int, ...]:
    """Return the MinHash signature of a text: equal places estimate how many shingles are shared.

    Every shingle is mixed once and falls into one of the places, which keeps its least (one
    permutation hashing); a place that stays empty borrows from the next one that does not. Empty
    for a text too short to tell.
    """
    found = shingles(text)
    if len(found) < LEAST:
        return ()
    least: list[int | None] = [None] * HASHES
    for shingle in found:
        mixed = (shingle * _MIX) & _MASK
        mixed = ((mixed ^ (mixed >> 29)) * _STEP) & _MASK
        place, number = mixed % HASHES, mixed >> 32
        held = least[place]
        if held is None or number < held:
            least[place] = number
    return tuple(_borrowed(least, place) for place in range(HASHES))


def _borrowed(least: Sequence[int | None], place: int) -> int:
    """Return the number of a place, or that of the next one that has any, marked with how far."""
    far = 0
    while (number := least[(place + far) % HASHES]) is None:
        far += 1
    return (number + far * 0x9E3779B1) & 0xFFFFFFFF


def bands(values: Sequence[int], *, rows: int = 2) -> tuple[str, ...]:
    """Return the keys under which a signature is looked up; a copy shares one of them."""
    return tuple(
        f"{i}:" + "-".join(format(v, "x") for v in values[i : i + rows])
        for i in range(0, len(values), rows)
    )


def shared(text: str, other: str) -> float:
    """Return how much of the shorter text stands in the other, 0..1."""
    a, b = shingles(text), shingles(other)
    if len(a) < LEAST or len(b) < LEAST:
        return 0.0
    return len(a & b) / min(len(a), len(b))


def find_original(
    text: str, candidates: Sequence[tuple[str, str]], figures: Iterable[Span] = ()
) -> Copied | None:
    """Return the candidate (doc, text) that this text copies most of, or None.

    Args:
        figures: where the text's figures stand. One that says all of them goes before one that
            does not: a copy of an altered copy is known as one.
    """
    spans = tuple(figures)
    found: list[tuple[bool, float, int, str]] = []
    for number, (doc, other) in enumerate(candidates):
        share = shared(text, other)
        if share >= COPIED:
            found.append((alters(text, spans, other), -share, number, doc))
    if not found:
        return None
    altered, _, _, doc = min(found)
    return Copied(doc, altered)


def alters(text: str, figures: Iterable[Span], original: str) -> bool:
    """Return whether a text says one of its figures where the original does not, or more often.

    The words of a figure are the same however they are spaced; those of a longer number are not.

    >>> [alters(text, [(0, 4)], "모두 59만명") for text in ("59만 명", "9만 명이다")]
    [False, True]
    """
    theirs, mine = _in_digits(original), _in_digits(text)
    seen: set[str] = set()
    for start, end in figures:
        words = "".join(GROUPS.sub("", _in_digits(text[start:end])).split())
        if not words or words in seen:
            continue
        seen.add(words)
        pattern = _pattern(words)
        if sum(1 for _ in pattern.finditer(theirs)) < sum(1 for _ in pattern.finditer(mine)):
            return True
        if pattern.search(theirs) is None:
            return True
    return False


@lru_cache(maxsize=64)
def _in_digits(text: str) -> str:
    """Return the text with the thousands of its numbers in digits.

    >>> _in_digits("1천587억달러, 8천만 원, 2천 명")
    '1587억달러, 8000만 원, 2000 명'
    """
    folded = unicodedata.normalize("NFKC", text)
    return THOUSANDS.sub(lambda m: m[1] + (m[2] or "").rjust(3, "0"), folded)


THOUSANDS = Pattern(r"(\d)\s?천(?:\s?(\d{1,3})(?![\d,.]))?")


@lru_cache(maxsize=1024)
def _pattern(words: str) -> re.Pattern[str]:
    """Return what finds the words of a quantity, with gaps or without, where they are all of it."""
    gap = r"\s*"
    parts = [re.escape(word) for word in words]
    said = parts[0]
    for before, part in zip(words, parts[1:], strict=False):
        said += ("[\\s,]*" if before.isdigit() else gap) + part
    ahead = r"(?<![\d.])" if words[0].isdigit() else ""
    behind = r"(?![\d만억조천]|[.,]\d)" if words[-1].isdigit() else ""
    return re.compile(ahead + said + behind)


GROUPS = Pattern(r"(?<=\d),(?=\d{3}(?!\d))")
"""What parts the thousands: `1,200억 원` is `1200억 원`."""
