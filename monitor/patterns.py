"""Regular expressions that are compiled when the first text needs them.

To compile all that we have takes longer than to read an article, and most articles need the half.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any


class Pattern:
    """A regular expression as `re.compile` gives it, compiled at its first use.

    `[가-힣]` by itself or with Latin letters stands for Hanja as well.

    >>> Pattern("[0-9]+").search("R1").group()
    '1'
    """

    __slots__ = (
        "_flags", "findall", "finditer", "fullmatch", "match", "pattern", "search", "split",
        "sub", "subn",
    )  # fmt: skip

    pattern: str
    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    findall: Callable[..., list[Any]]
    finditer: Callable[..., Iterator[re.Match[str]]]
    split: Callable[..., list[Any]]
    sub: Callable[..., str]
    subn: Callable[..., tuple[str, int]]

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # Asked for only while the slot is empty: from then on a use costs what it always does.
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(_quick(self.pattern), self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(self, name)


# To compile `[가-힣]` Python marks each of its 11,172 letters, a third of a millisecond a time, and
# an article needs a hundred of them. The same letters are those of \w but Latin ones, digits and
# the dot ㆍ. So are the Hanja, which stand for syllables where Korean news has them (美, 前, 對).
_QUICK = {
    "[가-힣]": r"[^\W\dA-zㆍ]",  # A-z: what stands between Z and a is in \W, but for _
    "[^가-힣]": r"[\W\dA-zㆍ]",
    "[가-힣A-Za-z]": r"[^\W\d_ㆍ]",
    "[가-힣A-Za-z0-9]": r"[^\W_ㆍ]",
}


def _quick(pattern: str) -> str:
    if "가-힣" in pattern:
        for letters, quick in _QUICK.items():
            pattern = pattern.replace(letters, quick)
    return pattern


_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")
