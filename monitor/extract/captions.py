"""What the lines beside a table say of it: whose it is, what it gives, in which units, from whom.

`〈표 1〉 한빛전자 분기별 영업이익 추이 (단위: 억원)` above, `자료: 금융감독원` below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.extract import lexicon
from monitor.extract.labels import NOTHING, is_metric, read_label, units_of
from monitor.extract.owners import nature_of
from monitor.model import Modality
from monitor.patterns import Pattern

NUMBERED = Pattern(
    r"^[\s■□◆◇●○▶▷※<〈《【\[#*|]*(?:(?:표|도표|Table|그림)\s?[-\d.]{0,5}\s?[>〉》】\].:=)]*)?\s*",
    re.I,
)
_UNIT_SAID = Pattern(
    r"[(\[<〈]?\s?단위\s?[:：=]?\s?([^()\[\]<>〈〉]{1,30}(?:\([^()]{1,10}\))?)[)\]>〉]?"
)
_SOURCE = Pattern(r"(?:자료|출처|제공|자료\s?출처)\s?[:：=]\s?([^()\[\]|,;/<>]{2,30})")
_TABLE_BY = Pattern(r"^\W{0,2}(?:표|그래픽)\s?[=:：]\s?([^|(),]{2,24})")
_SPREAD = Pattern(
    r"(?:^|\s)\S{1,6}별(?=\s|$)|(?:^|\s)(?:및|과|와|주요(?:국|국가|사)?|각국|최근|역대|지난)(?=\s|$)"
)
_EMPTY_END = Pattern(
    r"(?:^|\s)(?:추이|현황|비교|통계|결과|동향|내역|표|실적|지표|요약|변화|분포|구성|전망|전망치|목표|계획|집계|조사|발표|개요|재무제표|재무상태표?|손익계산서|경영실적|개황|연결|별도|상위|하위|순위|톱\s?\d+|TOP\s?\d+|개국|개사"
    r"|\d+\s?(?:위|곳|개|개사|개국))$"
)
# Properties that say of what only with the word before them.
_BARE = lexicon.BARE_HEADS | {"잔액", "잔고", "총액", "누계", "총계", "보유량", "실적"}
_PARTICLE = Pattern(r"의$")
_LINES = Pattern(r"^(?:(?:자료|출처|주\d?|제공|사진|그래픽)\s?[:：=)]|[※*☞▶])|[=＝]")


@dataclass(frozen=True, slots=True)
class Caption:
    """What the lines beside a table say of all its figures."""

    owner: str = ""
    metric: str = ""
    units: tuple[str, ...] = ()
    time: str = ""
    stance: Modality | None = None
    source: str | None = None
    said: tuple[str, ...] = ()


def read_caption(above: Sequence[str], below: Sequence[str]) -> Caption:
    """Return what the lines above (nearest first) and below a table say.

    >>> c = read_caption(["한빛전자 분기별 영업이익 추이 (단위: 억원)"], ["자료: 한빛전자"])
    >>> c.owner, c.metric, c.units, c.source
    ('한빛전자', '영업이익', ('억원',), '한빛전자')
    """
    lines = [*above, *below]
    units: tuple[str, ...] = ()
    source = None
    for line in lines:
        if not units and (said := _UNIT_SAID.search(line)):
            units = units_of(f"단위: {said[1]}")
        if not source and (said := _SOURCE.search(line) or _TABLE_BY.search(line)):
            source = said[1].strip(" .·※*")
    title = ""
    for line in above:
        if "\t" in line or line.count("|") > 1:
            break  # the last row of the table before
        words = _UNIT_SAID.sub(" ", line)
        words = NUMBERED.sub("", words).strip(" >〉》】|*")
        if not words or _LINES.search(words) or not re.search(r"[가-힣A-Za-z]{2}", words):
            continue
        title = words
        break
    head = read_label(title) if title else NOTHING
    owner, metric = divide(head.words)
    return Caption(owner, metric, units or head.units, head.time, head.stance, source, tuple(lines))


def names_units(line: str) -> bool:
    """Say whether a line gives the units of a table: `(단위: 억원)`, `분양가 (3.3㎡당, 만원)`."""
    return _UNIT_SAID.search(line) is not None or bool(read_label(line).units)


def divide(words: str) -> tuple[str, str]:
    """Return owner and property of a caption: `서울 아파트 매매가격` is both."""
    words = re.sub(r"\s+", " ", _SPREAD.sub(" ", words)).strip()
    for _ in range(3):
        words = _EMPTY_END.sub("", words).strip()
    parts = words.split()
    stop = len(parts)
    while stop > 0 and (
        is_metric(parts[stop - 1])
        or (stop < len(parts) and parts[stop - 1] in lexicon.MEASURE_QUALIFIERS)
    ):
        stop -= 1
    if stop == len(parts) and len(parts) > 1 and is_metric(words):
        stop = len(parts) - 2  # 이용자 수: a property of two words
    if 0 < stop == len(parts) - 1 and parts[stop] in _BARE:
        stop -= 1  # 유학생 수
    owner = _PARTICLE.sub("", " ".join(parts[:stop]))
    return owner, " ".join(parts[stop:])


def is_name(owner: str) -> bool:
    """Say whether a caption's owner is somebody, and no word that only narrows the property."""
    return bool(owner) and nature_of(owner, owner, None) in _SOMEBODY


_SOMEBODY = frozenset(["place", "of a place", "name", "organisation", "product"])
