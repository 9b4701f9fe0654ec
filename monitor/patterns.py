"""Regular expressions that are compiled when the first text needs them.

To compile all that we have takes longer than to read an article, and most articles need the half.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
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
    _flags: int
    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    findall: Callable[..., list[Any]]
    finditer: Callable[..., Iterator[re.Match[str]]]
    split: Callable[..., list[Any]]
    sub: Callable[..., str]
    subn: Callable[..., tuple[str, int]]

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern, self._flags = pattern, flags
        # What is asked first compiles it; then the expression itself is asked.
        self.match = partial(self._first, "match")
        self.search = partial(self._first, "search")
        self.fullmatch = partial(self._first, "fullmatch")
        self.findall = partial(self._first, "findall")
        self.finditer = partial(self._first, "finditer")
        self.split = partial(self._first, "split")
        self.sub = partial(self._first, "sub")
        self.subn = partial(self._first, "subn")

    def _first(self, method: str, *asked: Any, **named: Any) -> Any:
        compiled = re.compile(_quick(self.pattern), self._flags)
        self.match, self.search = compiled.match, compiled.search
        self.fullmatch, self.findall = compiled.fullmatch, compiled.findall
        self.finditer, self.split = compiled.finditer, compiled.split
        self.sub, self.subn = compiled.sub, compiled.subn
        return getattr(compiled, method)(*asked, **named)


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


def by_letter(alternatives: str) -> str:
    """Return the same alternatives with those of one first letter together, for a fast search.

    Where every alternative begins with a letter of its own, Python looks for these letters alone;
    otherwise it tries all of them at each letter of a text. Those of different letters change
    places: no two may match at one place. None may capture, or begin with what is no letter (or
    %); what has to stand before it is looked for behind its first letter.

    >>> by_letter("밝혔|(?:전망|말)했|밝힌|[하한]다|(?<=을 )산다")
    '밝(?:혔|힌)|전망했|말했|하다|한다|산(?<=을 .)다'
    """
    rests: dict[str, list[str]] = {}
    for letter, rest in _alternatives(alternatives):
        rests.setdefault(letter, []).append(rest)
    return "|".join(
        letter + (f"(?:{'|'.join(ends)})" if len(ends) > 1 else ends[0])
        for letter, ends in rests.items()
    )


def _alternatives(pattern: str) -> Iterator[tuple[str, str]]:
    """Yield the first letter of each alternative, and the rest of it."""
    for one in _parts(pattern, "|"):
        if one.startswith("(?<"):
            before = next(_parts(one[3:], ")"))
            firsts = [
                (letter, f"(?<{before}.){more}")
                for letter, more in _alternatives(one[len(before) + 4 :])
            ]
            rest = ""
        elif one.startswith("(?:"):
            inner = next(_parts(one[3:], ")"))
            firsts = list(_alternatives(inner))
            rest = one[len(inner) + 4 :]
        elif one.startswith("["):
            end = one.index("]")
            firsts, rest = [(letter, "") for letter in one[1:end]], one[end + 1 :]
        else:
            firsts, rest = [(one[:1], "")], one[1:]
        if (rest and rest[0] in "?*+{") or not all(
            letter.isalpha() or letter == "%" for letter, _ in firsts
        ):
            raise ValueError(f"begins with what is no letter: {one}")
        for letter, more in firsts:
            yield letter, more + rest


def _parts(pattern: str, sign: str) -> Iterator[str]:
    """Yield what stands between the signs of a pattern that are in none of its groups."""
    depth = start = at = 0
    while at < len(pattern):
        letter = pattern[at]
        if letter == sign and not depth:
            yield pattern[start:at]
            start = at + 1
        elif letter == "\\":
            at += 1
        elif letter == "[":
            at = pattern.index("]", at)
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        at += 1
    yield pattern[start:]
