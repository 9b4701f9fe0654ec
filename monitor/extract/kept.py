"""What a function returned of a word, kept: words come again and again, in all that is read.

A look-up costs less than `lru_cache`, which also notes what was asked for last. Here all is
forgotten when there is too much.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

MOST_WORDS = 20_000
"""So many words are kept; a megabyte of news has some twenty thousand."""

Returned = TypeVar("Returned")


class Kept(dict[str, Returned]):
    """What `work` returns by the word that it is asked about.

    >>> lengths = Kept(len)
    >>> lengths["매출"], dict(lengths)
    (2, {'매출': 2})
    """

    __slots__ = ("_most", "_work")

    def __init__(self, work: Callable[[str], Returned], most: int = MOST_WORDS) -> None:
        super().__init__()
        self._work, self._most = work, most

    def __missing__(self, word: str) -> Returned:
        if len(self) >= self._most:
            self.clear()
        made = self._work(word)
        self[word] = made
        return made
