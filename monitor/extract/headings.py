"""What stands before a colon at the start of a line: `▲ 준공 후 미분양 : 경남 3629호`.

Such a heading names the property or the owner of the figures of its line, which name only what they
differ in. What the line before was about ends with it.
"""

from __future__ import annotations

from monitor.extract import lexicon
from monitor.extract.clauses import Reading, unit_class
from monitor.extract.composition import compose
from monitor.extract.kept import Kept
from monitor.extract.memory import Memory
from monitor.extract.owners import sort_of
from monitor.extract.rank import Candidate
from monitor.extract.verbs import move_of
from monitor.patterns import Pattern

_HEADING = Pattern(r"[^\w\"'‘“(\[<]{0,6}([가-힣A-Za-z][가-힣A-Za-z0-9·&/ ]{1,24}?) ?[:：](?=\s)")
LONGEST = 36
"""A heading and its colon are not longer than so many characters."""
_OF_PROPERTY = frozenset({"measure", "action", "common", "thing", "people"})
_COUNTED = frozenset({"count", "people"})
_SIDE = frozenset(
    [
        *("사진", "자료", "출처", "문의", "그래픽", "영상", "제공", "답변", "질문", "주제"),
        *("일시", "장소"),
    ]
)


def _sort(heading: str) -> str:
    head = heading.rpartition(" ")[2]
    if head in _SIDE or len(head) < 2 or lexicon.SPEAKER_HEADS.end(head):
        return ""
    return sort_of(heading).partition(" ")[0]


_SORTS = Kept(_sort)


def heading_of(reading: Reading, memory: Memory) -> str:
    """Return the heading of the sentence's line; empty where it has none."""
    text, (start, end) = memory.text, reading.span
    reach = min(start + LONGEST, end)
    if text.find(":", start, reach) < 0 and text.find("：", start, reach) < 0:
        return ""
    found = _HEADING.match(text, start, end)
    return found[1].rstrip() if found is not None else ""


def owner_heading(reading: Reading, memory: Memory) -> str:
    """Return the heading if it is a name; else nothing."""
    heading = heading_of(reading, memory)
    return heading if heading and _SORTS[heading] == "name" else ""


def headed_property(
    chosen: Candidate, reading: Reading, place: int, memory: Memory, subject: str
) -> Candidate:
    """Return the property that the figure's line is headed by, where its own words name none."""
    heading = heading_of(reading, memory)
    quantity = reading.words[place].quantity
    assert quantity is not None
    kind = unit_class(quantity.unit)
    if not heading or not _is_property(heading, kind, subject):
        return chosen
    start, end = reading.span
    line = memory.text[start:end].replace(" ", "")
    base, own = chosen.base.replace(" ", ""), heading.replace(" ", "")
    if base not in own and base in line and chosen.text not in _BARE:
        return chosen
    metric = compose(heading, kind, quantity.unit, move_of(reading.words, place), "")
    return Candidate(metric, base=heading) if metric else chosen


def _is_property(heading: str, kind: str, subject: str) -> bool:
    """Whether a heading is a property: by its last word, or as what several owners have some of."""
    sort = _SORTS[heading]
    if sort != "name":
        return sort in _OF_PROPERTY
    return kind in _COUNTED and " " in heading and not {*heading.split()} & {*subject.split()}


_BARE = frozenset(
    [
        *("증가율", "감소율", "상승률", "하락률", "증감률"),
        *("증가 폭", "감소 폭", "상승 폭", "하락 폭"),
    ]
)
