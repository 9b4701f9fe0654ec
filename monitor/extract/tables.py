"""Where a text has tables: their cells, their captions, and which of them belong to the page.

`Article.text` is lines, and so is a table in it: a line for each row, its cells parted by a tab (as
a page's tables are written, and copied spreadsheets), by bars (Markdown), by box lines, or by runs
of blanks under one another. What looks like a table by accident is left to the reader of sentences;
boards, share prices and the particulars of a page are tables of the page, not of the story.
`cells.py` makes the claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from monitor.model import Span
from monitor.patterns import Pattern

MAX_CELLS = 20_000
"""So many cells of an article are read; no newspaper prints more."""
MAX_COLUMNS = 60
LONGEST_ROW = 4_000
LONGEST_CAPTION = 80
CAPTIONS = 3
"""So many lines above a table may belong to it, and below."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's words and where they stand in the text, without the blanks around them."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table. A row of one cell, over the whole width, is a heading of those below."""

    cells: tuple[Cell, ...]
    span: Span

    @property
    def is_heading(self) -> bool:
        return len(self.cells) == 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a text. `above` and `below`: lines beside it that speak of it, outwards.

    `rows` may be fewer than the lines of `span`: of a table without end only the beginning is read.
    """

    span: Span
    rows: tuple[Row, ...]
    above: tuple[Span, ...] = ()
    below: tuple[Span, ...] = ()


def _read_words() -> dict[str, frozenset[str]]:
    sections: dict[str, list[str]] = {}
    words: list[str] = []
    for line in (files("monitor.extract") / "tables.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            words = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            words.extend(line.split())
    return {name: frozenset(found) for name, found in sections.items()}


TABLE_WORDS = _read_words()
"""The words of `tables.txt`, by section."""

_LINE = Pattern(r"[^\n]+")
_RULE = Pattern(r"^(?=\s*\S)[\s|:+\-=─━┄┈│┃┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═║]+$")
_MARKDOWN_RULE = Pattern(r"^\s{0,3}\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*){0,60}\|?\s*$")
_BAR = Pattern(r"(?<!\\)\|")
_BOX = Pattern(r"[│┃║]")
_GAP = Pattern(r"[ \u3000\xa0]{2,}")
_TAB = Pattern(r"\t")
_SENTENCE = Pattern(r"(?:다|요|죠|까|음|함|됨)[.?!…]+[\"'”’)\]]*$")
_FIGURE = Pattern(
    r"^[^\d]{0,6}\d[\d,]*(?:\s?[조억만천백십]{1,2}\s?\d[\d,]*){0,3}(?:\.\d+)?[^\d:/]{0,12}(?:\([^()]{1,16}\))?$"
)


def find_tables(text: str) -> tuple[Table, ...]:
    """Return the tables of `text` in order. Linear in the text; at most `MAX_CELLS` cells.

    >>> (table,) = find_tables("구분\\t2024년\\n매출\\t3조 원\\n이익\\t2000억 원")
    >>> [[cell.text for cell in row.cells] for row in table.rows]
    [['구분', '2024년'], ['매출', '3조 원'], ['이익', '2000억 원']]
    """
    if not any(mark in text for mark in ("\t", "|", "│", "┃", "║", "   ")):
        return ()
    lines = [m.span() for m in _LINE.finditer(text)]
    found: list[Table] = []
    left = MAX_CELLS
    for first, last, rows in _runs(text, lines):
        if not _is_table(rows):
            continue
        span = rows[0].span[0], rows[-1].span[1]
        rows = rows[: max(0, left) // max(1, len(rows[0].cells))]
        left -= sum(len(row.cells) for row in rows)
        above = _beside(text, lines, range(first - 1, -1, -1))
        below = _beside(text, lines, range(last + 1, len(lines)))
        found.append(Table(span, tuple(rows), above, below))
    return tuple(found)


def _runs(text: str, lines: Sequence[Span]) -> Iterator[tuple[int, int, list[Row]]]:
    """Yield runs of lines that are cut the same way: number of the first and last line, rows."""
    at = 0
    while at < len(lines):
        style = _style_at(text, lines, at)
        if style is None:
            at += 1
            continue
        end, rows = at, []
        while end < len(lines):
            start, stop = lines[end]
            # A blank line ends a table; within a page's table there is none.
            if end > at and text.count("\n", lines[end - 1][1], start) > 1:
                break
            row = _cut(text, (start, stop), style)
            if row is None and style is not _GAP and not _RULE.match(text[start:stop]):
                row = _heading_at(text, lines, end, style) if end > at else None
                if row is None:
                    break
            elif row is None and style is _GAP:
                break
            if row is not None and row.cells:
                rows.append(row)
            end += 1
        if style is _GAP and len({len(row.cells) for row in rows}) != 1:
            rows = []
        if rows:
            yield at, end - 1, rows
        at = max(end, at + 1)


def _style_at(text: str, lines: Sequence[Span], at: int) -> Pattern | None:
    """Return what parts the cells of the table that begins in this line; None where none does."""
    start, end = lines[at]
    if end - start > LONGEST_ROW:
        return None
    line = text[start:end]
    if "\t" in line.rstrip():
        return _TAB
    if _BOX.search(line):
        return _BOX
    if "|" in line:
        bare = line.strip()
        if bare.startswith("|") and bare.endswith("|") and len(_BAR.findall(bare)) >= 3:
            return _BAR
        # Without bars at the ends only the rule below the heads makes it a table.
        if at + 1 < len(lines):
            below = text[slice(*lines[at + 1])]
            if "|" in below and "-" in below and _MARKDOWN_RULE.match(below):
                return _BAR
    if "   " in line.strip() and len(_GAP.split(line.strip())) >= 3:
        return _GAP
    return None


def _cut(text: str, line: Span, style: Pattern) -> Row | None:
    """Return a line as a row, without cells for a rule; None for a line without the mark."""
    start, end = line
    if end - start > LONGEST_ROW:
        return None
    if style is not _TAB and _RULE.match(text[start:end]):
        return Row((), line)
    begin, stop = _trimmed(text, start, end) if style is not _TAB else (start, end)
    if style in (_BAR, _BOX):
        begin += text[begin] in "|│┃║"
        stop -= text[stop - 1] in "|│┃║" and stop > begin
    marks = [m.span() for m in style.finditer(text, begin, stop)]
    if not marks and not (style in (_BAR, _BOX) and begin > start):
        return None
    edges = [begin, *(edge for mark in marks for edge in mark), stop]
    cells = [
        Cell(text[a:b], (a, b))
        for a, b in (_trimmed(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))
    ]
    if len(cells) > MAX_COLUMNS or not any(cell.text for cell in cells):
        return None
    return Row(tuple(cells), (begin, stop))


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _heading_at(text: str, lines: Sequence[Span], at: int, style: Pattern) -> Row | None:
    """Return a line between two rows that stands over the whole width; None where it is none."""
    if style is not _TAB or at + 1 >= len(lines):
        return None
    start, end = _trimmed(text, *lines[at])
    line = text[start:end]
    if not line or len(line) > LONGEST_CAPTION or _SENTENCE.search(line):
        return None
    below = _cut(text, lines[at + 1], style)
    # What stands above a row of heads is the caption of the next table.
    if below is None or not any(_FIGURE.match(cell.text) for cell in below.cells[1:]):
        return None
    return Row((Cell(line, (start, end)),), (start, end))


def _is_table(rows: Sequence[Row]) -> bool:
    """Say whether the rows are a table: two columns or more, and a figure in one of them."""
    full = [row for row in rows if not row.is_heading]
    if len(full) < 2:
        return False
    figures = 0
    for row in full:
        figures += any(_FIGURE.match(cell.text[:60]) for cell in row.cells if len(cell.text) <= 60)
    return figures >= 1


def _beside(text: str, lines: Sequence[Span], places: Sequence[int]) -> tuple[Span, ...]:
    """Return the short lines next to a table that are no sentences: title, unit, source."""
    found: list[Span] = []
    for place in places[:CAPTIONS]:
        start, end = _trimmed(text, *lines[place])
        line = text[start:end]
        if len(line) > LONGEST_CAPTION or "\t" in line or _SENTENCE.search(line):
            break
        found.append((start, end))
    return tuple(found)


# --- tables of the page -------------------------------------------------------------------------
# A board, the particulars of a press release, prices of shares and money: heads that no story has.
_BOARD, _PRICES = TABLE_WORDS["board"], TABLE_WORDS["prices"]
_PAGE_CAPTION = Pattern(
    r"(?:관련|추천|인기|급등|주요)\s?(?:종목|주식|주가|시세)|오늘의\s?(?:시세|환율|운세|날씨)|많이\s?본|인기\s?(?:기사|뉴스)"
    r"|실시간\s?(?:검색|순위|시세)|관련\s?(?:기사|뉴스)|편성표|당첨\s?번호|내일의\s?날씨|구독\s?(?:안내|신청)"
)
_SPACE = Pattern(r"\s+")


def is_of_page(text: str, table: Table) -> bool:
    """Say whether a table is furniture: a board, share prices, rates of exchange, the weather."""
    if any(_PAGE_CAPTION.search(text[a:b]) for a, b in table.above[:2]):
        return True
    words = [
        _SPACE.sub("", cell.text)
        for row in table.rows[:30]
        for cell in row.cells
        if cell.text and not cell.text[0].isdigit()
    ]
    board, prices, weather, lots = (
        len({w.partition("(")[0] for w in words} & kind)
        for kind in (_BOARD, _PRICES, TABLE_WORDS["weather"], TABLE_WORDS["lots"])
    )
    heads = [_SPACE.sub("", cell.text) for row in table.rows[:1] for cell in row.cells if cell.text]
    is_listed = board >= 2 and (
        3 * board >= len(words) or set(heads[:2]) & {"번호", "제목"} != set()
    )
    return bool(
        is_listed
        or (prices >= 2 and sum(w.partition("(")[0] in _PRICES for w in heads) >= 2)
        or weather >= 3
        or lots >= 2
        or _is_ticker(table)
    )


_MOVE = Pattern(r"^[▲▼△▽↑↓+\-−]\s?\d[\d,.]*\s?%?$|^\d[\d,.]*\s?%?\s?[▲▼△▽↑↓]$")
_PRICE = Pattern(r"^\d{1,3}(?:,\d{3})+원?$|^\d[\d,]*\.\d{2}$")


def _is_ticker(table: Table) -> bool:
    """Say whether rows without heads give a name, a price and a move: share prices."""
    moves = 0
    for row in table.rows:
        texts = [cell.text for cell in row.cells if cell.text]
        if len(texts) not in (3, 4) or not _PRICE.match(texts[1]):
            return False
        moves += all(_MOVE.match(text) for text in texts[2:])
    return moves == len(table.rows)
