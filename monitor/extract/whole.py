"""All that is read of an article, as one piece of work for another process."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.extract.furniture import find_furniture
from monitor.extract.quantities import extract_quantities
from monitor.extract.statements import extract_told
from monitor.model import Article, Claim, Span, Statement, Topic
from monitor.patterns import Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What an article says: `left` figures were too many to read, `figures` are all there are."""

    claims: tuple[Claim, ...]
    left: int
    statements: tuple[Statement, ...]
    figures: tuple[Span, ...]


def read_whole(article: Article, topics: Sequence[Topic], most: int) -> Whole:
    """Return what `extract_told` reads of an article, and where its figures stand."""
    claims, left, statements = extract_told(article, topics, most)
    figures = find_figures(article.text)
    return Whole(claims=claims, left=left, statements=statements, figures=figures)


def find_figures(text: str) -> tuple[Span, ...]:
    """Return where the story's quantities stand, restated ones and conditions included."""
    away = sorted(find_furniture(text))
    starts = [start for start, _ in away]
    spans = {quantity.span for quantity in extract_quantities(text)}
    spans |= {found.span() for found in RATED.finditer(text)}
    found = []
    for span in sorted(spans):
        at = bisect_right(starts, span[0]) - 1
        if at < 0 or span[0] >= away[at][1]:
            found.append(span)
    return tuple(found)


RATED = Pattern(r"(?<![\d.,])\d[\d.,]*(?:\s?[만억조천]\s?\d{0,4})*\s?[가-힣㎡]{0,4}당(?=\s)")
"""What a rate is counted by (`인구 10만 명당`): no quantity of its own, and not to be altered."""
