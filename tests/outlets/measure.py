"""How well a reader's articles agree with the test pages: body, title, time, author, leaks."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tests.outlets import dailies, fourth, second, third, trades, wires
from tests.outlets.furniture import MOMENT, Sample

_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader made of a page."""

    text: str
    title: str
    author: str = ""
    published: datetime | None = None
    zoned: bool = True
    state: str = "article"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The marks of one page; F1 is over words, leaks are furniture lines found in the text."""

    name: str
    f1: float
    title: bool
    time: bool | None  # None: the page names a day only
    author: bool | None  # None: the page names nobody
    state: bool
    leaks: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]


def samples() -> list[Sample]:
    """Return all test pages."""
    lots = (wires, dailies, trades, second, third, fourth)
    return [make() for lot in lots for make in lot.MAKERS]


def score(page: Sample, reading: Reading) -> Score:
    """Return the marks of a reading."""
    want = Counter(_words("\n".join(page.lines)))
    have = Counter(_words(reading.text))
    # What may be read or not is no gain and no loss.
    free = Counter(_words("\n".join(page.optional)))
    have -= Counter({w: max(0, min(n, have[w] - want[w])) for w, n in free.items()})
    both = sum((want & have).values())
    total = sum(want.values()) + sum(have.values())
    flat = _flat(reading.text)
    story = _flat("\n".join((*page.lines, *page.optional)))
    leaks = tuple(
        line for line in page.leaks if len(_flat(line)) > 1 and _flat(line) in flat
        and _flat(line) not in story
    )  # fmt: skip
    lines = {_flat(line) for line in reading.text.split("\n")}
    wanted = {_flat(line) for line in page.lines}
    optional = [_flat(line) for line in page.optional]
    extra = tuple(
        line
        for line in reading.text.split("\n")
        if _flat(line) not in wanted and _without(_flat(line), optional) not in wanted | {""}
    )
    bare = {_without(line, optional) for line in lines} | lines
    timed = "14:05" in page.markup or "05:05" in page.markup or "14시 05분" in page.markup
    timed = timed or "오후 2:05" in page.markup or "1795237500" in page.markup
    right = reading.published is not None and reading.zoned
    return Score(
        name=page.name,
        f1=2 * both / total if total else 1.0,
        title=_BLANK.sub(" ", _same(reading.title)).strip() == page.story.title,
        time=(right and reading.published is not None and _to_minute(reading.published) == MOMENT)
        if timed
        else None,
        author=(_same(reading.author) == page.author) if page.author else None,
        state=reading.state == page.state,
        leaks=leaks,
        missing=tuple(line for line in page.lines if _flat(line) not in bare),
        extra=extra,
    )


def _to_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _same(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _words(text: str) -> list[str]:
    return _same(text).split()


def _flat(text: str) -> str:
    return _BLANK.sub("", _same(text))


def _without(line: str, optional: Iterable[str]) -> str:
    for piece in optional:
        if piece:
            line = line.replace(piece, "", 1)
    return line
