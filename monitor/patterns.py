"""Regular expressions that are compiled when the first text needs them.

To compile all that we have takes longer than to read an article, and most articles need the half.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any


class Pattern:
    """A regular expression as `re.compile` gives it, compiled at its first use.

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
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(self, name)


_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")
