"""A table's claims: one for each cell with a figure, its heads as subject, metric and period.

Every row of heads above the figures and every column of heads beside them is an axis. An axis names
owners (`한빛전자`, `서울`), properties (`매출`, `증감률`), units or periods; which of them, all its
heads say together, for one head alone often could be either. What no axis names comes from the
caption, from the corner, and at last from what the article speaks of.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from monitor.extract import lexicon
from monitor.extract.cells import Signs, is_empty, is_expected, read_cell, read_signs
from monitor.extract.clauses import unit_class
from monitor.extract.labels import (
    NOTHING,
    Label,
    is_metric,
    is_ratio,
    is_time,
    period_said,
    read_label,
    units_of,
)
from monitor.extract.memory import Memory
from monitor.extract.owners import nature_of
from monitor.extract.tables import TABLE_WORDS, Row, Table
from monitor.model import Article, Claim, Modality, Period, Quantity

HEAD_ROWS = 4
HEAD_COLUMNS = 4

WHOLE = "전체"
"""Whose a total is, where the caption does not say."""

OWNER, METRIC, NONE = "owner", "metric", "none"

_OWNERS, _PROPERTIES = TABLE_WORDS["owners"], TABLE_WORDS["properties"]
# Columns whose numbers count nothing.
_NO_FIGURES = re.compile(
    r"^(?:번호|연번|순번|No\.?|코드|.*코드|전화|전화번호|연락처|팩스|우편번호|날짜|일자|일시|등록일|발표일|공시일|접수|조회|조회수|추천|버전|비고|주소"
    r"|면|쪽|페이지|회차|호수|모델명|규격|제목|출처|URL|링크)$",
    re.I,
)
# Groups that a number names: no figure, but the head of a row or column.
_GROUP = re.compile(
    r"^(?:약\s)?\d[\d,.]*\s?(?:[~∼〜-]\s?\d[\d,.]*)?\s?(?:만|억|천)?\s?"
    r"(?:대|세|살|인|명|㎡|평|원|만원|억원|개월|년|시간|분|점|위|km|kg|cc|급)?"
    r"\s?(?:이상|이하|미만|초과|이내|만기|년물|[~∼〜]|이상\s?[~∼〜]?\s?\d[\d,.]*\S{0,4}\s?(?:미만|이하))$"
    r"|^\d{1,3}\s?(?:대|세|살|인|인\s?가구|년|년물|개월|개월물|호선|급)$"
    r"|^\d{1,3}\s?[~∼〜-]\s?\d{1,3}\s?(?:대|세|인|명)$"
)
# The day of an event, which is not what the row's figures hold for.
_EVENT = re.compile(
    r"(?:출시|설립|상장|개통|준공|착공|발표|공개|가입|취임|계약|개봉|등록|허가|승인|체결|도입)(?:일|일자|시기|년도|연도|시점)?$"
)
_BARE = re.compile(r"^\s*(\d{1,3})\s*(?:위|\.)?\s*$")
_PLAIN_INTEGER = re.compile(r"^\s*[+-]?\d{1,3}\s*$|^\s*(?:19|20)\d\d\s*$")
_YEAR_LIKE = re.compile(r"^\s*(?:19|20)\d\d\s*$|^\s*(?:19|20)\d\d\.(?:0?[1-9]|1[0-2])\s*$")
_SECTION_MARK = re.compile(r"^[■□◆◇●○▶▷※<〈《【\[]")

# --- the caption --------------------------------------------------------------------------------
_NUMBERED = re.compile(
    r"^[\s■□◆◇●○▶▷※<〈《【\[#*|]*(?:(?:표|도표|Table|그림)\s?[-\d.]{0,5}\s?[>〉》】\].:=)]*)?\s*",
    re.I,
)
_UNIT_SAID = re.compile(
    r"[(\[<〈]?\s?단위\s?[:：=]?\s?([^()\[\]<>〈〉]{1,30}(?:\([^()]{1,10}\))?)[)\]>〉]?"
)
_SOURCE = re.compile(r"(?:자료|출처|제공|자료\s?출처)\s?[:：=]\s?([^()\[\]|,;/<>]{2,30})")
_TABLE_BY = re.compile(r"^\W{0,2}(?:표|그래픽)\s?[=:：]\s?([^|(),]{2,24})")
_SPREAD = re.compile(
    r"(?:^|\s)\S{1,6}별(?=\s|$)|(?:^|\s)(?:및|과|와|주요(?:국|국가|사)?|각국|최근|역대|지난)(?=\s|$)"
)
_EMPTY_END = re.compile(
    r"(?:^|\s)(?:추이|현황|비교|통계|결과|동향|내역|표|실적|지표|요약|변화|분포|구성|전망|전망치|목표|계획|집계|조사|발표|개요|상위|하위|순위|톱\s?\d+|TOP\s?\d+|개국|개사"
    r"|\d+\s?(?:위|곳|개|개사|개국))$"
)
_PARTICLE = re.compile(r"의$")
_LINES = re.compile(r"^(?:(?:자료|출처|주\d?|제공|사진|그래픽)\s?[:：=)]|[※*☞▶])|[=＝]")


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
            units = units_of(said[1])
        if not source and (said := _SOURCE.search(line) or _TABLE_BY.search(line)):
            source = said[1].strip(" .·※*")
    title = ""
    for line in above:
        words = _UNIT_SAID.sub(" ", line)
        words = _NUMBERED.sub("", words).strip(" >〉》】|*")
        if not words or _LINES.search(words) or not re.search(r"[가-힣A-Za-z]{2}", words):
            continue
        title = words
        break
    head = read_label(title) if title else NOTHING
    owner, metric = _divide(head.words)
    return Caption(owner, metric, units or head.units, head.time, head.stance, source, tuple(lines))


def _divide(words: str) -> tuple[str, str]:
    """Return owner and property of a caption: `서울 아파트 매매가격` is both."""
    words = re.sub(r"\s+", " ", _SPREAD.sub(" ", words)).strip()
    for _ in range(2):
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
    if 0 < stop == len(parts) - 1 and parts[stop] in lexicon.BARE_HEADS:
        stop -= 1  # 유학생 수
    owner = _PARTICLE.sub("", " ".join(parts[:stop]))
    return owner, " ".join(parts[stop:])


def _is_name(owner: str) -> bool:
    """Say whether a caption's owner is somebody, and no word that only narrows the property."""
    return bool(owner) and nature_of(owner, owner, None) in _SOMEBODY


_SOMEBODY = frozenset(["place", "of a place", "name", "organisation", "product"])


# --- the grid -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Axis:
    """The heads of a row or column of heads, by the place that they serve, and what they name."""

    heads: dict[int, Label]
    corner: str = ""
    role: str = NONE

    def settle(self) -> None:
        """Decide what the axis names: what most of its different heads look like."""
        words = {head.words for head in self.heads.values() if head.words}
        corner = re.sub(r"[\s()]", "", self.corner.partition("(")[0])
        if not words:
            self.role = NONE
        elif corner in _OWNERS:
            self.role = OWNER
        elif corner in _PROPERTIES:
            self.role = METRIC
        else:
            metrics = sum(is_metric(word) for word in words)
            self.role = METRIC if 2 * metrics >= len(words) else OWNER


@dataclass(slots=True)
class _Block:
    """Rows of figures under the same rows of heads."""

    levels: list[Row]
    body: list[Row] = field(default_factory=list)
    sections: list[Label] = field(default_factory=list)  # one for each row of the body


def claims_of_table(article: Article, table: Table, memory: Memory) -> Iterator[Claim]:
    """Yield a claim for each cell of a table that holds a figure, in text order.

    Args:
        memory: what the text has spoken of so far; it names the owner where the table does not.
    """
    text = article.text
    caption = read_caption([text[a:b] for a, b in table.above], [text[a:b] for a, b in table.below])
    signs = read_signs([c.text for row in table.rows for c in row.cells], caption.said)
    for block in _blocks(table.rows):
        yield from _Reader(article, block, caption, signs, memory).claims()


def _blocks(rows: Sequence[Row]) -> list[_Block]:
    """Return the rows of heads with the rows of figures under each of them."""
    blocks: list[_Block] = []
    at = 0
    section = NOTHING
    corner = ""
    while at < len(rows):
        row = rows[at]
        if row.is_heading:
            section = read_label(_NUMBERED.sub("", row.cells[0].text))
            at += 1
            continue
        if not blocks or (blocks[-1].body and _begins_anew(rows, at, corner)):
            levels = _levels(rows, at)
            blocks.append(_Block(levels))
            corner = levels[0].cells[0].text if levels else ""
            section = NOTHING if len(blocks) > 1 else section
            at += len(levels)
            if levels:
                continue
        filled = [c for c in row.cells if c.text]
        if len(filled) == 1 and row.cells[0].text and _SECTION_MARK.match(row.cells[0].text):
            section = read_label(_NUMBERED.sub("", row.cells[0].text))
        else:
            blocks[-1].body.append(row)
            blocks[-1].sections.append(section)
        at += 1
    return blocks


def _begins_anew(rows: Sequence[Row], at: int, corner: str) -> bool:
    """Say whether a row between figures is a row of heads again."""
    cells = rows[at].cells
    first, rest = cells[0].text, [c.text for c in cells[1:] if c.text]
    if len(rest) < 1 or any(_is_figure(text) for text in rest) or at + 1 >= len(rows):
        return False
    if bool(corner) and first == corner:
        return True
    # Two tables may follow one another without a word between them.
    is_bold = not first or _plain_corner(first)
    return 2 * sum(map(is_time, rest)) > len(rest) or (is_bold and all(map(_is_head, rest)))


def _is_figure(text: str) -> bool:
    """Say whether a cell is a figure for sure: no period, no group, no year."""
    if not text or len(text) > 60 or not any(c.isdigit() for c in text):
        return False
    if _YEAR_LIKE.match(text) or _GROUP.match(text) or is_time(text):
        return False
    return bool(read_cell(text, (), Signs()))


def _levels(rows: Sequence[Row], at: int) -> list[Row]:
    """Return the rows of heads that begin at `at`: one, and more where cells are merged."""
    first = rows[at]
    rest = [c.text for c in first.cells[1:] if c.text]
    corner = _plain_corner(first.cells[0].text)
    figures = sum(map(_is_figure, rest))
    # `주 1~2회` among answers is one of them; under no corner, one figure makes a row of figures.
    if not rest or 2 * figures >= len(rest) or (figures and not corner) or any(map(is_empty, rest)):
        return []
    if len(first.cells) == 2 and not (corner or _is_head(rest[0])):
        return []  # `위치 | 새빛시`: a property and its value
    levels = [first]
    for row in rows[at + 1 : at + HEAD_ROWS]:
        texts = [c.text for c in row.cells]
        filled = [t for t in texts if t]
        if row.is_heading or not filled or any(map(_is_figure, filled[1:])):
            break
        blank_above = any(
            text and place < len(levels[-1].cells) and not levels[-1].cells[place].text
            for place, text in enumerate(texts)
            if place
        )
        is_sub = not texts[0] or texts[0] == first.cells[0].text
        plain = all(
            is_time(t) or (read_label(t).units and not read_label(t).words) for t in filled[1:]
        )
        if any(map(is_empty, filled)) or not (is_sub or (blank_above and is_sub) or plain):
            break
        levels.append(row)
    return levels if at + len(levels) < len(rows) else []


def _plain_corner(text: str) -> bool:
    """Say whether a cell is what stands over a column of heads: blank, 구분, 업체, 항목."""
    word = re.sub(r"[\s()]", "", text.partition("(")[0])
    return not word or any(word in TABLE_WORDS[kind] for kind in _CORNERS) or "별" in word[-1:]


_CORNERS = ("corner", "owners", "properties", "counting")


def _is_head(text: str) -> bool:
    label = read_label(text)
    return bool(label.units or label.time or label.is_metric or label.words in _HOLLOW)


def _is_unit(text: str) -> bool:
    label = read_label(text)
    return bool(label.units) and not label.words


def _rate_beside(label: Label, before: Label) -> Label:
    """Return `%` behind `증감` as the rate of that change."""
    if label.units == ("%",) and not (label.words or label.time) and before.is_change:
        return replace(label, words="증감률")
    return label


class _Reader:
    """Reads the cells of one block; what its axes say is worked out once."""

    def __init__(
        self, article: Article, block: _Block, caption: Caption, signs: Signs, memory: Memory
    ) -> None:
        self.article = article
        self.day: date | None = article.day
        self.block = block
        self.caption = caption
        self.signs = signs
        self.memory = memory
        self.width = max(
            (len(row.cells) for row in [*block.levels, *block.body] if not row.is_heading),
            default=0,
        )
        self.beside = self._head_columns()
        self.silent = self._silent_columns()
        self.rows = [self._down(column) for column in self.beside]
        self.columns = [self._across(level) for level in range(len(block.levels))]
        for axis in (*self.rows, *self.columns):
            axis.settle()
        self._drop_attributes()
        self._tell_apart()
        self.base = self._base()

    # --- which columns are heads ---

    def _cell(self, row: Row, column: int) -> str:
        return row.cells[column].text if column < len(row.cells) else ""

    def _column_head(self, column: int) -> str:
        heads = [self._cell(level, column) for level in self.block.levels]
        return next((head for head in heads if head), "")

    def _head_columns(self) -> list[int]:
        """Return the columns, from the left, that name what the figures of their row are of."""
        found: list[int] = []
        for column in range(min(self.width, HEAD_COLUMNS + 1)):
            texts = [self._cell(row, column) for row in self.block.body]
            filled = [text for text in texts if text]
            if self._counts_rows(column, filled):
                continue
            if not filled:
                if found or column == 0:
                    continue
                break
            if any(_is_figure(text) for text in filled) or all(map(is_empty, filled)):
                named = not found or _plain_corner(self._column_head(column))
                if named and all(_YEAR_LIKE.match(t) or _GROUP.match(t) for t in filled):
                    found.append(column)
                    continue
                break
            if column and found and self._is_year_column(column, filled):
                break
            found.append(column)
        if len(found) == self.width:
            found = found[:-1]  # years all over: the last column is what is told
        if not found:  # `순위 | 매출 | 업체`: the names stand behind the figures
            for column in range(self.width):
                head = self._column_head(column).partition("(")[0].strip()
                if head in _OWNERS:
                    return [column]
        return found

    def _is_year_column(self, column: int, filled: Sequence[str]) -> bool:
        """Say whether numbers like years under a head that is no time are figures: 2,024 points."""
        if not all(_YEAR_LIKE.match(text) for text in filled):
            return False
        head = self._column_head(column)
        return bool(head) and (is_metric(head) or bool(read_label(head).units))

    def _counts_rows(self, column: int, filled: Sequence[str]) -> bool:
        """Say whether a column only numbers the rows: `순위 1, 2, 3`, also with ties."""
        if column > 1 or len(filled) < 2:
            return False
        bare = [_BARE.match(text) for text in filled]
        if not all(bare):
            return False
        numbers = [int(m[1]) for m in bare if m]
        head = self._column_head(column).partition("(")[0].strip()
        if head and head not in TABLE_WORDS["counting"]:
            return False
        rises = all(0 <= b - a <= 5 for a, b in itertools.pairwise(numbers))
        return rises and numbers[0] <= 1 and len(self.block.body) >= 2

    def _silent_columns(self) -> frozenset[int]:
        """Return the columns whose numbers are none of the table's figures."""
        silent = set(self.beside)
        for column in range(self.width):
            head = self._column_head(column).partition("(")[0].strip()
            if _NO_FIGURES.match(head):
                silent.add(column)
            elif column <= 1 and column not in silent:
                texts = [self._cell(row, column) for row in self.block.body]
                if self._counts_rows(column, [t for t in texts if t]):
                    silent.add(column)
        return frozenset(silent)

    # --- what the axes say ---

    def _down(self, column: int) -> _Axis:
        """Return a column of heads; a blank one below a head is merged with it."""
        heads: dict[int, Label] = {}
        last, section = NOTHING, NOTHING
        is_last = column == self.beside[-1]
        is_event = _EVENT.search(self._column_head(column)) is not None
        for number, row in enumerate(self.block.body):
            text = self._cell(row, column)
            if self.block.sections[number] is not section:
                last, section = NOTHING, self.block.sections[number]
            if text:
                last = self._with_year(read_label(text), last)
                if is_event:
                    last = replace(last, time="")
            elif is_last and len(self.beside) > 1:
                last = NOTHING  # a row of the group itself
            heads[number] = last
        return _Axis(heads, self._column_head(column))

    def _across(self, level: int) -> _Axis:
        """Return a row of heads; in all but the last a blank one is merged with its left."""
        row = self.block.levels[level]
        heads: dict[int, Label] = {}
        last = NOTHING
        for column in range(self.width):
            if column in self.beside:
                last = NOTHING
                continue
            text = self._cell(row, column)
            below = any(self._cell(r, column) for r in self.block.levels[level + 1 :])
            if text:
                last = self._with_year(_rate_beside(read_label(text), last), last)
                heads[column] = last
            else:
                heads[column] = last if below else NOTHING
        return _Axis(heads)

    def _with_year(self, head: Label, before: Label) -> Label:
        """Return a head with the year of the one before it: `2024년 1분기 | 2분기 | 3분기`."""
        if not head.time or not before.time or re.search(r"\d{4}년", head.time):
            return head
        year = re.match(r"(\d{4}년)\s?(\d{1,2})(분기|월)$", before.time)
        now = re.match(r"(\d{1,2})(분기|월)$", head.time)
        if not year or not now or year[3] != now[2] or int(now[1]) <= int(year[2]):
            return head
        return Label(head.words, head.units, f"{year[1]} {head.time}", head.stance, head.is_total)

    def _drop_attributes(self) -> None:
        """Let go of names that only describe the row: `서울대 | 한국`, each owner named once."""
        told = False
        for axis in self.rows:
            if axis.role == OWNER and told:
                axis.role = NONE
                axis.heads = {n: replace(label, words="") for n, label in axis.heads.items()}
            words = [label.words for label in axis.heads.values() if label.words]
            told = told or (axis.role == OWNER and len(set(words)) == len(words) > 1)

    def _tell_apart(self) -> None:
        """See to it that not every axis names owners where one must name the property."""
        axes = [axis for axis in (*self.rows, *self.columns) if axis.role != NONE]
        if any(axis.role == METRIC for axis in axes) or self.caption.metric:
            return
        owners = [axis for axis in axes if axis.role == OWNER]
        if len(owners) < 2:
            return
        # Units on an axis tell properties; else names stand at the left, properties on top.
        with_units = [a for a in owners if any(head.units for head in a.heads.values())]
        (with_units or owners)[-1].role = METRIC

    def _base(self) -> Period:
        """Return the latest period that the columns, the rows or the caption name."""
        known: list[Period] = []
        for axis in (*self.columns, *self.rows):
            times = {h.time for h in axis.heads.values() if h.time}
            for time in list(times)[:60]:
                period = period_said([self.caption.time, time], self.day, Period())
                if period.end is not None:
                    known.append(period)
            if known:
                break
        if known:
            return max(known, key=lambda p: (p.end or date.min, p.start or date.min))
        return period_said([self.caption.time], self.day, Period())

    # --- the cells ---

    def claims(self) -> Iterator[Claim]:
        for number, row in enumerate(self.block.body):
            for column, cell in enumerate(row.cells):
                if column in self.silent or not cell.text:
                    continue
                yield from self._claims_of(number, row, column)

    def _heads_at(self, number: int, column: int) -> list[tuple[str, Label]]:
        """Return the heads of a cell with the role of their axes, outermost first."""
        section = self.block.sections[number]
        role = METRIC if section.words and is_metric(section.words) else OWNER
        found = [(role if section.words else NONE, section)]
        found += [(axis.role, axis.heads.get(number, NOTHING)) for axis in self.rows]
        found += [(axis.role, axis.heads.get(column, NOTHING)) for axis in self.columns]
        return found

    def _claims_of(self, number: int, row: Row, column: int) -> Iterator[Claim]:
        cell = row.cells[column]
        heads = self._heads_at(number, column)
        metrics = [head for role, head in heads if role == METRIC and head.words]
        units = self._units(heads, metrics)
        found = read_cell(cell.text, units, self._signs(metrics))
        if not found or not any(h.words or h.time or h.is_total for _, h in heads):
            return
        if _PLAIN_INTEGER.match(cell.text) and not units and not (metrics or self.caption.metric):
            return  # a number of no known kind: a code, a page
        subject, metric = self._belonging(heads, found[0])
        period = self._period(heads)
        stance = self._stance(cell.text, heads, period)
        for place, quantity in enumerate(found):
            if not metric or (quantity.unit == "1" and not self._may_be_bare(cell.text, metric)):
                continue
            start = cell.span[0]
            name = metric if place == 0 else self._second(metric, quantity, cell.text)
            yield Claim(
                doc=self.article.url,
                span=(start + quantity.span[0], start + quantity.span[1]),
                quote=self.article.text[row.span[0] : row.span[1]].strip(),
                subject=subject or name,
                metric=name,
                interval=quantity.interval,
                unit=quantity.unit,
                as_of=period,
                modality=stance,
                attribution=self.caption.source,
            )

    def _signs(self, metrics: Sequence[Label]) -> Signs:
        """Return which way triangles point in a cell: ▲ in a row of profits is a loss."""
        is_profit = any(_PROFIT.search(head.words) for head in metrics)
        if is_profit and not self.signs.has_fall and not any(h.is_ratio for h in metrics):
            return replace(self.signs, filled_down=True)
        return self.signs

    def _units(
        self, heads: Sequence[tuple[str, Label]], metrics: Sequence[Label]
    ) -> tuple[str, ...]:
        """Return what a bare number of the cell counts, and a second one in brackets."""
        said = [head for _, head in heads if head.units]
        ratio = next((h for h in reversed(metrics) if h.is_ratio), None)
        if ratio is not None:
            own = ratio.units or next((h.units for h in said if "%" in h.units[0]), ())
            if own:
                return own
            # `증감` alone is in the unit of what changes; a rate is always in percent.
            if ratio.is_change and not re.search(r"[율률비比]|대비", ratio.words):
                return self._of_caption([m for m in metrics if m is not ratio])
            return ("%",)
        if said:
            return said[-1].units
        return self._of_caption(metrics)

    def _of_caption(self, metrics: Sequence[Label]) -> tuple[str, ...]:
        """Return the caption's units, the fitting one first, else what the property goes in."""
        words = " ".join(head.words for head in metrics) or self.caption.metric
        units = self.caption.units
        if words:
            for pattern, kind in _KINDS:
                if pattern.search(words) and (kind is not _PERCENT or is_ratio(words)):
                    fitting = [u for u in units if kind.search(u)]
                    if fitting:
                        return (fitting[0], *(u for u in units if u != fitting[0]))
                    if not units or _PEOPLE.search(words) or kind is _PERCENT:
                        usual = _USUAL.get(kind.pattern, "")
                        return (usual,) if usual else ()
        return units

    def _belonging(self, heads: Sequence[tuple[str, Label]], quantity: Quantity) -> tuple[str, str]:
        """Return subject and metric of a cell."""
        owners = [h.words for role, h in heads if role == OWNER and h.words]
        named = [h for role, h in heads if role == METRIC and h.words]
        if len(named) > 1:
            named = [h for h in named if h.words not in _HOLLOW] or named[:1]
        metric = _join([_spelt(h, quantity.unit) for h in sorted(named, key=_last)])
        subject = _join(owners)
        if not subject and any(role == OWNER and h.is_total for role, h in heads):
            owner = self.caption.owner
            subject = owner if _is_name(owner) and owner.count(" ") < 2 else WHOLE
        if not metric or all(h.is_change for h in named):
            base = self._caption_metric(subject) or self._corner_metric() or self._sibling_metric()
            metric = _join([base, metric]) if base else metric
        if not subject:
            subject = self.caption.owner or self._spoken_of()
        elif not metric and not _is_name(self.caption.owner):
            metric = self.caption.owner
        if not metric:
            metric = _PLAIN_METRICS.get(unit_class(quantity.unit), "") or subject
        return subject, metric

    def _caption_metric(self, subject: str) -> str:
        """Return the caption's property, with the word that narrows it where owners are named."""
        caption = self.caption
        if not caption.metric or not subject or _is_name(caption.owner):
            return caption.metric
        return _join([caption.owner, caption.metric])

    def _corner_metric(self) -> str:
        """Return the property that a corner names, where no axis does: `지역별 출산율`."""
        for axis in self.rows:
            head = read_label(axis.corner)
            if head.is_metric:
                return head.words
        return ""

    def _sibling_metric(self) -> str:
        """Return the property that the other columns name where one says only its change."""
        for axis in self.columns:
            for label in axis.heads.values():
                if axis.role == METRIC and label.words and not label.is_change:
                    return label.words
        return ""

    def _spoken_of(self) -> str:
        """Return whom the article is about: the owner of most of its figures, else its focus."""
        if self.memory.owned:
            return self.memory.owned.most_common(1)[0][0]
        named = (self.memory.focus, *self.memory.title[:1], self.memory.opening)
        spoken = next(filter(None, named), "")
        return _divide(spoken)[0] or spoken

    def _period(self, heads: Sequence[tuple[str, Label]]) -> Period:
        times = [head.time for _, head in heads if head.time]
        if not times:
            if any(head.is_change for _, head in heads):
                return self.base
            return period_said([self.caption.time], self.day, self.base)
        return period_said([self.caption.time, *times], self.day, self.base)

    def _stance(self, text: str, heads: Sequence[tuple[str, Label]], period: Period) -> Modality:
        """Return how a cell's figure is said; a caption's `전망` is not of the years gone by."""
        said = [label.stance for _, label in heads if label.stance is not None]
        if said:
            return said[-1]
        if is_expected(text):
            return Modality.FORECAST
        is_past = period.end is not None and self.day is not None and period.end < self.day
        return Modality.ASSERTED if is_past else self.caption.stance or Modality.ASSERTED

    def _may_be_bare(self, text: str, metric: str) -> bool:
        """Say whether a number without a unit says something: an index, a ratio, a count."""
        return "." in text or "," in text or is_metric(metric) or bool(_INDEX.search(metric))

    def _second(self, metric: str, quantity: Quantity, text: str) -> str:
        """Return what the figure in brackets measures: a share, or a change where it has a sign."""
        if quantity.unit == "%":
            inside = text[text.find("(") :]
            signed = any(mark in inside for mark in "+-−▲△▼▽↑↓")
            return f"{metric} {'증감률' if signed else '비중'}"
        if quantity.unit == "%p":
            return f"{metric} 증감폭"
        return metric


_PROFIT = re.compile(r"이익|손익|손실|수지|순익|현금흐름")
_PERCENT = re.compile(r"%")
_MONEY = re.compile(r"원|달러|엔|유로|위안|\$")
_HEADS = re.compile(r"명|인$")
_CASES = re.compile(r"건|회")
_POINTS = re.compile(r"점|포인트")
_PLACES = re.compile(r"위")
_YEARS_OLD = re.compile(r"세")
_USUAL = {"%": "%", "명|인$": "명", "건|회": "건", "위": "위", "세": "세", "점|포인트": "점"}
_PEOPLE = re.compile(
    r"인구|(?:이용|가입|사용|종사|근로|취업|실업|구독|방문|관광|확진|사망|부상|응시|합격|참가|신청|지원|입장|수급|피해|환|사상)자|"
    r"(?:직원|회원|학생|교원|임직원|관객|승객|고객|인원|인력|출생아|주민|관광객|신생아|외국인)(?:\s?수)?(?:$|\s)|명수$|정원$"
)
_KINDS = (
    (re.compile(r"(?:[율률]|비중|비율|구성비)(?:$|\s|\()"), _PERCENT),
    (_PEOPLE, _HEADS),
    (re.compile(r"건수|횟수"), _CASES),
    (re.compile(r"순위|등수"), _PLACES),
    (re.compile(r"평점|점수|만족도"), _POINTS),
    (re.compile(r"(?:연령|나이|수명)$"), _YEARS_OLD),
    (
        re.compile(
            r"[금액비]$|매출|이익|손실|자산|부채|자본|예산|비용|수입|지출|가격|임금|연봉|소득|매입|수출|단가|총액"
        ),
        _MONEY,
    ),
)
_INDEX = re.compile(r"지수|지표|계수|배율|환율|출산율|PER|PBR|ROE|ROA|EPS|BPS|순위|점수|평점")
_HOLLOW = frozenset(["금액", "액수", "수치", "값", "실적", "규모", "내용", "수량"])
_PLAIN_METRICS = {"money": "금액", "people": "인원", "share": "비율", "rank": "순위"}


def _last(head: Label) -> bool:
    """What a property does stands behind the property: 매출 증감률, also with heads turned over."""
    return head.is_change or bool(re.fullmatch(r"비중|비율|구성비|점유율", head.words))


_VERSUS = re.compile(
    r"^(?:\(?전년\s?(?P<same>동[기월]|같은\s?기간)?\s?(?:대비|[비比]|대비\s?증감률?)\)?|YoY|y-y|전년동[기월]대비)$",
    re.I,
)
_VERSUS_LAST = re.compile(
    r"^(?:(?P<what>전분기|직전\s?분기|전월|전기|전주|전일)\s?(?:대비|[비比])|QoQ|MoM)$", re.I
)


def _spelt(head: Label, unit: str) -> str:
    """Return the words of a head as a property: `전년比` is `전년 대비 증감률`."""
    words = head.words
    change = "증감률" if unit == "%" else "증감폭" if unit == "%p" else "증감"
    if words in {"증감", "증감률", "증감폭"}:
        return change if unit in {"%", "%p"} else words
    if found := _VERSUS.match(words):
        same = f" {found['same']}" if found["same"] else ""
        return f"전년{same} 대비 {change}"
    if found := _VERSUS_LAST.match(words):
        return f"{found['what'] or '전분기'} 대비 {change}"
    return f"{words} {change}" if words.endswith("대비") else words


def _join(parts: Sequence[str]) -> str:
    """Return the parts as one phrase, without those that another already says."""
    kept: list[str] = []
    for part in parts:
        if part and not any(part in other for other in kept):
            kept = [other for other in kept if other not in part]
            kept.append(part)
    return " ".join(kept)
