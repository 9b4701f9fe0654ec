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
from dataclasses import dataclass, replace
from datetime import date

from monitor.extract.captions import Caption, divide, is_name, read_caption
from monitor.extract.cells import Signs, is_empty, is_expected, read_cell, read_signs
from monitor.extract.clauses import unit_class
from monitor.extract.countings import goes_in_money, is_index, units_for
from monitor.extract.headrows import GROUP, YEAR_LIKE, Block, find_blocks, is_corner, is_figure
from monitor.extract.labels import (
    HOLLOW,
    NOTHING,
    Label,
    is_metric,
    period_said,
    read_label,
)
from monitor.extract.memory import Memory
from monitor.extract.tables import TABLE_WORDS, Row, Table
from monitor.model import Article, Claim, Modality, Period, Quantity
from monitor.patterns import Pattern

SAMPLE = 30
"""So many rows show what a table's axes are."""
HEAD_COLUMNS = 4

WHOLE = "전체"
"""Whose a total is, where the caption does not say."""

OWNER, METRIC, NONE = "owner", "metric", "none"

# Of one owner at two times, without a date.
_STATES = frozenset(
    [
        "기존",
        "변경",
        "현행",
        "개정",
        "이전",
        "이후",
        "종전",
        "당초",
        "수정",
        "개선",
        "변경 전",
        "변경 후",
    ]
)
_OWNERS, _PROPERTIES = TABLE_WORDS["owners"], TABLE_WORDS["properties"]
# Columns whose numbers count nothing.
_NO_FIGURES = Pattern(
    r"^(?:번호|연번|순번|No\.?|코드|.*코드|전화|전화번호|연락처|팩스|우편번호|날짜|일자|일시|등록일|발표일|공시일|접수|조회|조회수|추천|버전|비고|주소"
    r"|면|쪽|페이지|회차|호수|모델명|규격|제목|출처|URL|링크)$",
    re.I,
)
# The day of an event, which is not what the row's figures hold for.
_EVENT = Pattern(
    r"(?:출시|설립|상장|개통|준공|착공|발표|공개|가입|취임|계약|개봉|등록|허가|승인|체결|도입)(?:일|일자|시기|년도|연도|시점)?$"
)
_DAYS = frozenset(["일자", "날짜", "월일", "일시", "월/일"])
_DAY = Pattern(r"\s*(1[0-2]|0?[1-9])\s?[./]\s?(3[01]|[12]\d|0?[1-9])\.?\s*")
_BARE = Pattern(r"^\s*(\d{1,3})\s*(?:위|\.)?\s*$")
_PLAIN_INTEGER = Pattern(r"^\s*[+-]?\d{1,3}\s*$|^\s*(?:19|20)\d\d\s*$")


@dataclass(slots=True)
class _Axis:
    """The heads of a row or column of heads, by the place that they serve, and what they name."""

    heads: dict[int, Label]
    corner: str = ""
    role: str = NONE

    def settle(self) -> None:
        """Decide what the axis names: what most of its different heads look like."""
        words = {head.words for head in self.heads.values() if head.words} - HOLLOW
        if words <= _STATES:
            self.role = METRIC if words else NONE
            return
        corner = re.sub(r"[\s()]", "", self.corner.partition("(")[0])
        if corner in _OWNERS:
            self.role = OWNER
        elif corner in _PROPERTIES:
            self.role = METRIC
        else:
            metrics = sum(is_metric(word) for word in words)
            self.role = METRIC if 2 * metrics >= len(words) else OWNER


def claims_of_table(article: Article, table: Table, memory: Memory) -> Iterator[Claim]:
    """Yield a claim for each cell of a table that holds a figure, in text order.

    Args:
        memory: what the text has spoken of so far; it names the owner where the table does not.
    """
    text = article.text
    caption = read_caption([text[a:b] for a, b in table.above], [text[a:b] for a, b in table.below])
    signs = read_signs([c.text for row in table.rows for c in row.cells], caption.said)
    for block in find_blocks(table.rows):
        yield from _Reader(article, block, caption, signs, memory).claims()


def _rate_beside(label: Label, before: Label) -> Label:
    """Return `%` behind `증감` as the rate of that change."""
    if label.units == ("%",) and not (label.words or label.time) and before.is_change:
        return replace(label, words="증감률")
    return label


class _Reader:
    """Reads the cells of one block; what its axes say is worked out once."""

    def __init__(
        self, article: Article, block: Block, caption: Caption, signs: Signs, memory: Memory
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
            if filled and self._is_days(column, filled):
                found.append(column)
                continue
            if not filled:
                if found or column == 0:
                    continue
                break
            if any(is_figure(text) for text in filled) or all(map(is_empty, filled)):
                named = not found or is_corner(self._column_head(column))
                if named and all(YEAR_LIKE.match(t) or GROUP.match(t) for t in filled):
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
                texts = [self._cell(row, column) for row in self.block.body]
                if head in _OWNERS and not any(map(is_figure, texts)):
                    return [column]
        return found

    def _is_days(self, column: int, filled: Sequence[str]) -> bool:
        """Say whether a column gives days as `5.7`."""
        head = self._column_head(column)
        return head in _DAYS and all(_DAY.fullmatch(text) for text in filled)

    def _is_year_column(self, column: int, filled: Sequence[str]) -> bool:
        """Say whether numbers like years under a head that is no time are figures: 2,024 points."""
        if not all(YEAR_LIKE.match(text) for text in filled):
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
        is_day = self._column_head(column) in _DAYS
        is_event = _EVENT.search(self._column_head(column)) is not None
        for number, row in enumerate(self.block.body):
            text = self._cell(row, column)
            if is_day and (day := _DAY.fullmatch(text)):
                text = f"{int(day[1])}월 {int(day[2])}일"
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
        # Units tell properties, in the heads or in the cells; else they stand on top.
        with_units = [a for a in owners if any(head.units for head in a.heads.values())]
        if not with_units and self._changes_by_row():
            with_units = [axis for axis in owners if axis in self.rows]
        (with_units or owners)[-1].role = METRIC

    def _changes_by_row(self) -> bool:
        """Say whether each row keeps to one unit and the rows differ: `가격`, `무게`, `배터리`."""
        kinds: list[set[str]] = []
        for row in self.block.body[:SAMPLE]:
            cells = [c.text for n, c in enumerate(row.cells) if n not in self.silent]
            read = [q.unit for text in cells for q in read_cell(text, (), self.signs)[:1]]
            if len(read) > 1:
                kinds.append(set(read))
        return len(kinds) > 1 and all(len(k) == 1 for k in kinds) and len(set.union(*kinds)) > 1

    def _base(self) -> Period:
        """Return the latest period that the columns, the rows or the caption name."""
        known: list[Period] = []
        for axis in (*self.columns, *self.rows):
            times = {h.time for h in axis.heads.values() if h.time}
            for time in list(times)[:60]:
                period = period_said([time], self.day, Period(), caption=self.caption.time)
                if period.end is not None:
                    known.append(period)
            if known:
                break
        if known:
            return max(known, key=lambda p: (p.end or date.min, p.start or date.min))
        return period_said([], self.day, Period(), caption=self.caption.time)

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
        if not units and _SCALED.search(cell.text) and self._is_money(metrics):
            units = ("원",)  # `1조 2345억` of sales
        found = read_cell(cell.text, units, self._signs(metrics))
        if not found or not any(h.words or h.time or h.is_total for _, h in heads):
            return
        if _PLAIN_INTEGER.match(cell.text) and not units and not (metrics or self.caption.metric):
            return  # a number of no known kind: a code, a page
        subject, metric = self._belonging(heads, found[0])
        if not metric or (metric == subject and found[0].unit == "1"):
            return  # neither property nor unit: nobody knows what it counts
        period = self._period(heads)
        stance = self._stance(cell.text, heads, period)
        for place, quantity in enumerate(found):
            if quantity.unit == "1" and not self._may_be_bare(cell.text, metric):
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
                return self._usual([m for m in metrics if m is not ratio])
            return ("%",)
        if said:
            return said[-1].units
        corners = (read_label(axis.corner).units for axis in self.rows)
        return next(filter(None, corners), ()) or self._usual(metrics)

    def _is_money(self, metrics: Sequence[Label]) -> bool:
        words = " ".join(label.words for label in metrics) or self.caption.metric
        return goes_in_money(words)

    def _usual(self, metrics: Sequence[Label]) -> tuple[str, ...]:
        words = " ".join(label.words for label in metrics) or self.caption.metric
        return units_for(words, self.caption.units)

    def _belonging(self, heads: Sequence[tuple[str, Label]], quantity: Quantity) -> tuple[str, str]:
        """Return subject and metric of a cell."""
        owners = [h.words for role, h in heads if role == OWNER and h.words]
        named = [h for role, h in heads if role == METRIC and h.words]
        hollow = [h.words for h in named if h.words in HOLLOW][:1]
        named = [h for h in named if h.words not in HOLLOW]
        if any(h.is_change for h in named):  # `증감` over `금액 | 비율`
            named = [h for h in named if h.words != "비율"]
        metric = _join([_spelt(h, quantity.unit) for h in sorted(named, key=_last)])
        subject = _join(owners)
        if not subject and any(role == OWNER and h.is_total for role, h in heads):
            owner = self.caption.owner
            subject = owner if is_name(owner) and owner.count(" ") < 2 else WHOLE
        if not metric or all(_BARE_CHANGE.fullmatch(h.words) for h in named):
            base = self._caption_metric(subject) or self._corner_metric() or self._sibling_metric()
            if not base and named and not is_name(self.caption.owner):
                base = self.caption.owner  # `미분양 현황`
            metric = _join([base, metric]) or "".join(hollow)
        elif quantity.unit in {"%", "%p"} and not any(h.is_ratio for h in named):
            change = self.caption.metric.split()[-1:]
            if change and _CHANGE_WORD.fullmatch(change[0]):
                metric = _join([metric, change[0]])  # the caption says that all are changes
        if not subject:
            subject = self.caption.owner or self._spoken_of()
        elif not metric and not is_name(self.caption.owner):
            metric = self.caption.owner
        if not metric:
            metric = _PLAIN_METRICS.get(unit_class(quantity.unit), "") or subject
        return subject, metric

    def _caption_metric(self, subject: str) -> str:
        """Return the caption's property, with the word that narrows it where owners are named."""
        caption = self.caption
        if not caption.metric or not subject or is_name(caption.owner):
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
        return divide(spoken)[0] or spoken

    def _period(self, heads: Sequence[tuple[str, Label]]) -> Period:
        times = [head.time for _, head in heads if head.time]
        if not times:
            if any(head.is_change for _, head in heads):
                return self.base
            return period_said([], self.day, self.base, caption=self.caption.time)
        return period_said(times, self.day, self.base, caption=self.caption.time)

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
        return "." in text or "," in text or is_metric(metric) or is_index(metric)

    def _second(self, metric: str, quantity: Quantity, text: str) -> str:
        """Return what the figure in brackets measures: a share, or a change where it has a sign."""
        if quantity.unit == "%":
            inside = text[text.find("(") :]
            signed = any(mark in inside for mark in "+-−▲△▼▽↑↓")
            return f"{metric} {'증감률' if signed else '비중'}"
        if quantity.unit == "%p":
            return f"{metric} 증감폭"
        inner = _INNER_WORD.search(text)
        return f"{metric} {inner[1]}" if inner else metric


_SCALED = Pattern(r"\d\s?[조억]")
_INNER_WORD = Pattern(r"\(\s?([가-힣]{1,6})\s?\d")  # 2조5000억원(국비 4000억원)
_PROFIT = Pattern(r"이익|손익|손실|수지|순익|현금흐름")
_BARE_CHANGE = Pattern(
    r"(?:\S{0,2}[전동][년월주일기분]\S{0,3}\s?(?:동[기월]\s?)?(?:대비|[비比])?|YoY|QoQ|MoM|대비)?\s?"
    r"(?:(?:증감|증가|감소|상승|하락|변동|등락|성장|신장)[률율폭액분]?)?",
    re.I,
)
_CHANGE_WORD = Pattern(r"(?:증감|증가|감소|상승|하락|변동|등락|성장|신장)[률율폭]")
_PLAIN_METRICS = {"money": "금액", "people": "인원", "share": "비율", "rank": "순위"}


def _last(head: Label) -> bool:
    """What a property does stands behind the property: 매출 증감률, also with heads turned over."""
    return head.is_change or bool(re.fullmatch(r"비중|비율|구성비|점유율", head.words))


_VERSUS = Pattern(
    r"^(?:\(?전년\s?(?P<same>동[기월]|같은\s?기간)?\s?(?:대비|[비比]|대비\s?증감률?)\)?|YoY|y-y|전년동[기월]대비)$",
    re.I,
)
_VERSUS_LAST = Pattern(
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
