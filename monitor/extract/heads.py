"""What the last word of a property measures and in which units it comes: the table `heads.txt`.

매출 comes in money, 점유율 in per cent, 강수량 in lengths, 이용자 in 명 and 사고 in 건. The ranking
sees the class of a word rather than the word, so that what it learned of 매출 holds for 순이익.
"""

from __future__ import annotations

from functools import lru_cache, partial
from importlib.resources import files
from typing import NamedTuple

from monitor.extract.clauses import unit_class
from monitor.extract.kept import Kept


class Head(NamedTuple):
    """A class of last words and the sorts of units that it comes in."""

    name: str
    sorts: frozenset[str]


MOST_SORTS = 50
"""So many sorts of units there are, and a few more."""
MOST_OF_A_SORT = 4_000
"""So many words are kept for each of them."""
_Table = dict[str, tuple[Head, ...]]


def _read_table() -> tuple[_Table, _Table, dict[tuple[str, str], str]]:
    """Return the classes of whole words, those of endings, and what words are called properly."""
    whole: _Table = {}
    endings: _Table = {}
    standard: dict[tuple[str, str], str] = {}
    head = Head("", frozenset())
    for line in (files("monitor.extract") / "heads.txt").read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            name, _, sorts = line[1:-1].partition(": ")
            head = Head(name, frozenset(sorts.split()))
        elif head.name.startswith("=") and line and not line.startswith("#"):
            standard |= {(w, s): head.name[1:] for w in line.split() for s in head.sorts}
        elif line and not line.startswith("#"):
            for word in line.split():
                bare = word.removeprefix("~")
                if bare == word:
                    whole[word] = (*whole.get(word, ()), head)
                if bare != word or len(word) > 1:
                    endings[bare] = (*endings.get(bare, ()), head)
    return whole, endings, standard


_WHOLE, _ENDINGS, _STANDARD = _read_table()
_LONGEST = max(map(len, _ENDINGS))


def classes_of(noun: str) -> tuple[Head, ...]:
    """Return the classes of a noun by the longest ending that the table knows; none if it is new.

    >>> [c.name for c in classes_of("광고매출")]
    ['revenue']
    """
    return _CLASSES[noun]


def _classes_of(noun: str) -> tuple[Head, ...]:
    if known := _WHOLE.get(noun):
        return known
    for length in range(min(_LONGEST, len(noun) - 1), 0, -1):
        if known := _ENDINGS.get(noun[-length:]):
            return known
    return ()


_CLASSES = Kept(_classes_of)


_SORT_OF_CLASS = {"money": "money", "times": "times", "rank": "rank", "score": "score",
                  "people": "people", "index": "index"}  # fmt: skip
_SORT_OF_UNIT = {
    "%": "share", "%p": "points", "세": "age", "초": "time", "개월": "time",
    "m": "length", "m2": "area", "m²": "area", "평": "area", "kg": "mass", "톤": "mass",
    "배럴": "mass", "CGT": "mass", "TEU": "mass", "W": "power", "Wh": "energy", "J": "energy",
    "B": "data", "bps": "data", "도": "temperature", "°C": "temperature", "m/s": "speed",
    "km/h": "speed", "L": "volume", "m3": "volume", "m³": "volume", "kg/m³": "density",
    "Pa": "density", "hPa": "density",
    "개": "thing", "건": "event", "회": "event", "번": "event", "차례": "event", "곳": "place",
    "개사": "place", "개소": "place", "개교": "place", "군데": "place", "대": "machine",
    "기": "machine", "량": "machine", "장": "sheet", "가구": "home", "채": "home", "호": "home",
    "세대": "home", "동": "home", "마리": "animal", "척": "ship", "권": "book", "종": "book",
    "편": "book", "석": "seat", "좌석": "seat", "병상": "seat", "표": "vote", "바퀴": "trip",
}  # fmt: skip


@lru_cache(maxsize=500)
def sort_of(unit: str) -> str:
    """Return the sort of a unit, finer than its class: `곳` is place, `W` power, unknown other."""
    return _SORT_OF_UNIT.get(unit) or _SORT_OF_CLASS.get(unit_class(unit), "other")


def suits(noun: str, sort: str) -> bool | None:
    """Whether the noun comes in such units; None where the table does not know it.

    So many times as much is anything.
    """
    classes = classes_of(noun)
    return any(sort in c.sorts or sort == "times" for c in classes) if classes else None


def class_in(noun: str, sort: str) -> str:
    """Return the class that a noun has in such a unit, the first one for lack of a suiting one."""
    return _CLASSES_IN[sort][noun]


def _class_in(noun: str, sort: str) -> str:
    classes = classes_of(noun)
    fitting = [c.name for c in classes if sort in c.sorts or sort == "times"]
    return fitting[0] if fitting else f"not {classes[0].name}" if classes else "unknown"


def _classes_by_noun(sort: str) -> Kept[str]:
    return Kept(partial(_class_in, sort=sort), MOST_OF_A_SORT)


_CLASSES_IN = Kept(_classes_by_noun, MOST_SORTS)


def standard_of(noun: str, sort: str) -> str:
    """Return what a plain word is called as a property in such a unit; empty without another name.

    >>> standard_of("비", "length"), standard_of("몸값", "money")
    ('강수량', '기업가치')
    """
    return _STANDARD.get((noun, sort), "")
