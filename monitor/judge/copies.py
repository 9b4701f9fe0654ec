"""Whether one article is a copy of another: the same words in the same order, for the most part.

Korean papers run one agency report under many mastheads, with another headline, a sentence less and
a reporter's line more. Texts are compared by shingles (runs of letters without spaces); a signature
of them finds candidates, an exact count decides. A text that states a figure which its original
does not is no copy, however much they share: that difference is the news. Nor is one that denies,
admits, takes back or corrects what its original tells (`standpoints`).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from monitor.judge.metrics import fold
from monitor.judge.standpoints import takes_another_stand
from monitor.model import Alteration, Span
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
            does not: a copy of an altered copy is known as one. A text of another standpoint is
            copied of none.
    """
    spans = tuple(figures)
    found: list[tuple[bool, float, int, str]] = []
    for number, (doc, other) in enumerate(candidates):
        share = shared(text, other)
        if share >= COPIED and not takes_another_stand(text, other):
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
    return next(_altered_words(text, figures, original), None) is not None


def _altered_words(text: str, figures: Iterable[Span], original: str) -> Iterator[str]:
    """Yield the words of figures that the original does not say, or less often."""
    theirs, mine = _in_digits(original), _in_digits(_told(text))
    seen: set[str] = set()
    for start, end in figures:
        words = _words(text[start:end])
        if not words or words in seen:
            continue
        seen.add(words)
        pattern = _pattern(words)
        said = sum(1 for _ in pattern.finditer(theirs))
        if not said or said < sum(1 for _ in pattern.finditer(mine)):
            yield words


def _told(text: str) -> str:
    """Return the text without its headings: what they say again is no further figure.

    >>> _told("예산 1200억원\\n정부가 예산으로 1200억원을 편성했다.")
    '정부가 예산으로 1200억원을 편성했다.'
    """
    lines = text.split("\n")
    told = [line for line in lines if len(line) > HEADING or _SAID.search(line)]
    return "\n".join(told) if told else text


HEADING = 80
"""Characters of a heading at most; a longer line without an end is a broken paragraph."""

_SAID = Pattern(r"[.!?][\"'”’」』)]*\s*$|[.!?][\"'”’」』)]*\s")


def _words(said: str) -> str:
    """Return the words of a figure as they are compared: in digits, without gaps and groups."""
    return "".join(GROUPS.sub("", _in_digits(said)).split())


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


# --- which figures were altered ------------------------------------------------------------------

MOST_ALTERED = 20
"""Altered figures that are told of one copy: whoever changes more has written another text."""

ANCHORS = (24, 12, 6)
"""Letters on either side of a figure by which its place is found again, the surest first."""

NEAR = 3
"""Letters that are enough beside the place that an anchor gave."""

LOOSE = 3
"""Letters next to a figure that may differ with it: `약`, `모두`, a particle."""

WIDEST = 24
"""Letters between the anchors at most: more than that are no figure."""

QUOTED = 300
"""Characters of a sentence that are quoted at most."""


def find_alterations(text: str, figures: Iterable[Span], original: str) -> tuple[Alteration, ...]:
    """Return which of its figures a copy words otherwise than its original, and what stood there.

    The place in the original is found by the letters before and behind; where they do not stand
    there, the figure was added. At least one for a text that `alters` its original.

    >>> text, original = "섬에는 집하장 45곳을 더 세운다.", "섬에는 집하장 40곳을 더 세운다."
    >>> [(a.before, a.words) for a in find_alterations(text, [(8, 11)], original)]
    [('40곳', '45곳')]
    """
    spans = sorted(set(figures))
    altered = frozenset(_altered_words(text, spans, original))
    if not altered:
        return ()
    mine, theirs = _Letters(text), _Letters(original)
    known = _in_digits(original)
    places: dict[str, Span] = {}  # where the original has what the copy words so
    found: list[tuple[Span, str, Span | None]] = []
    again: list[Span] = []  # the original has their words too, if not so often
    for span in spans:
        if len(found) == MOST_ALTERED:
            break
        words = _words(text[slice(*span)])
        if words not in altered or (found and span[0] < found[-1][0][1]):
            continue
        place = _counterpart(mine, span, theirs)
        is_other = place is not None and _words(original[slice(*place)]) != words
        if place is not None and is_other:
            places.setdefault(words, place)
        if is_other or _pattern(words).search(known) is None:
            found.append((span, words, place))
        else:
            again.append(span)
    if not found:
        # What is said more often, and nowhere in another figure's place, was added.
        return tuple(_alteration(text, span, original, None) for span in again[-1:])
    return tuple(
        # A heading stands nowhere in the original, but says what the story says.
        _alteration(text, span, original, place or places.get(words))
        for span, words, place in found
    )


def _alteration(text: str, span: Span, original: str, place: Span | None) -> Alteration:
    return Alteration(
        span=span,
        words=text[slice(*span)],
        quote=_sentence(text, span),
        before_span=place,
        before=original[slice(*place)] if place else "",
        before_quote=_sentence(original, place) if place else "",
    )


MOST_LETTERS = 100_000
"""Letters of a text in which figures are looked for: ten times the longest story."""


class _Letters:
    """The letters and digits of a text in one string, each with its place in the text."""

    def __init__(self, text: str) -> None:
        letters: list[str] = []
        self.places: list[int] = []
        for place, char in enumerate(text[:MOST_LETTERS]):
            for letter in unicodedata.normalize("NFKC", char).lower():
                if letter.isalnum():
                    letters.append(letter)
                    self.places.append(place)
        self.text = text
        self.letters = "".join(letters)

    def within(self, span: Span) -> tuple[int, int]:
        """Return where the letters of a span stand among all letters."""
        return bisect_left(self.places, span[0]), bisect_left(self.places, span[1])

    def only(self, part: str) -> int | None:
        """Return where these letters stand; None where they do not, or more than once."""
        at = self.letters.find(part)
        return at if at >= 0 and self.letters.find(part, at + 1) < 0 else None

    def span(self, start: int, end: int) -> Span:
        """Return the span in the text of some letters, a percent sign behind them included."""
        last = self.places[end - 1] + 1
        return self.places[start], last + (self.text[last : last + 1] in _SIGNS)


_SIGNS = frozenset("%％‰℃")


def _counterpart(mine: _Letters, span: Span, theirs: _Letters) -> Span | None:
    """Return where the original has what the copy has at `span`; None where it has nothing."""
    start, end = mine.within(span)
    for size in ANCHORS:
        for head, tail in _loosened(mine.letters, start, end, size):
            place = _between(head, tail, theirs)
            if place is not None:
                return _trimmed(theirs, place, end - start)
    return None


def _loosened(letters: str, start: int, end: int, size: int) -> Iterator[tuple[str, str]]:
    """Yield the letters before and behind a place, then those a little farther from it."""
    for off in range(LOOSE + 1):
        for before, behind in dict.fromkeys([(off, 0), (0, off), (off, off)]):
            head = letters[max(0, start - before - size) : max(0, start - before)]
            tail = letters[end + behind : end + behind + size]
            yield head, tail


def _between(head: str, tail: str, theirs: _Letters) -> tuple[int, int] | None:
    """Return what stands between two anchors, of which one at least stands in one place only."""
    if len(head) >= ANCHORS[-1] and (at := theirs.only(head)) is not None:
        start = at + len(head)
        # The other one is looked for near by: a few letters of it are enough there.
        end = theirs.letters.find(tail[:NEAR], start, start + WIDEST + NEAR)
        if tail and start < end:
            return start, end
    if len(tail) >= ANCHORS[-1] and (end := theirs.only(tail) or 0) > 0:
        near = head[-NEAR:]
        at = theirs.letters.rfind(near, max(0, end - WIDEST - len(near)), end)
        if near and at >= 0 and at + len(near) < end:
            return at + len(near), end
    return None


def _trimmed(theirs: _Letters, place: tuple[int, int], length: int) -> Span | None:
    """Return the figure between the anchors, without the words before it; None without one.

    Args:
        length: letters of the figure in the copy.
    """
    start, end = place
    if (number := NUMBER.search(theirs.letters, start, end)) is not None:
        return theirs.span(number.start(), end)
    # `열두 척` has no digit: what is as short as the figure of the copy is one.
    return theirs.span(start, end) if end - start <= length + 1 else None


NUMBER = Pattern(r"\d|[일이삼사오육칠팔구십백천수몇](?=[십백천만억조])")
"""Where a number begins that is written in digits or in Chinese numerals."""

_ENDS = Pattern(r"[.!?][\"'”’」』)]*\s+|\n+")


def _sentence(text: str, span: Span) -> str:
    """Return the sentence that a figure stands in, as written."""
    begin, until = max(0, span[0] - QUOTED), span[1] + QUOTED
    start = max((m.end() for m in _ENDS.finditer(text, begin, span[0])), default=begin)
    end = _ENDS.search(text, span[1], until)
    return text[start : end.end() if end else until].strip()
