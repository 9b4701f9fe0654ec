"""Which rows of a table are heads, and which rows of figures stand under them.

Heads may take several rows (`2025년` over `1분기`), come again further down, or be missing. A row
over the whole width is the heading of the rows below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.extract.captions import NUMBERED
from monitor.extract.cells import Signs, is_empty, read_cell
from monitor.extract.labels import HOLLOW, NOTHING, Label, is_time, read_label
from monitor.extract.tables import TABLE_WORDS, Row
from monitor.patterns import Pattern

HEAD_ROWS = 4
"""So many rows of heads may stand over one another."""

# Groups that a number names: no figure, but the head of a row or column.
GROUP = Pattern(
    r"^(?:약\s)?\d[\d,.]*\s?(?:[~∼〜-]\s?\d[\d,.]*)?\s?(?:만|억|천)?\s?"
    r"(?:대|세|살|인|명|㎡|평|원|만원|억원|개월|년|시간|분|점|위|km|kg|cc|급)?"
    r"\s?(?:이상|이하|미만|초과|이내|만기|년물|[~∼〜]|이상\s?[~∼〜]?\s?\d[\d,.]*\S{0,4}\s?(?:미만|이하))$"
    r"|^\d{1,3}\s?(?:대|세|살|인|인\s?가구|년|년물|개월|개월물|호선|급)$"
    r"|^\d{1,3}\s?[~∼〜-]\s?\d{1,3}\s?(?:대|세|인|명)$"
)
YEAR_LIKE = Pattern(r"^\s*(?:19|20)\d\d\s*$|^\s*(?:19|20)\d\d\.(?:0?[1-9]|1[0-2])\s*$")
_SECTION_MARK = Pattern(r"^[■□◆◇●○▶▷※<〈《【\[]")


@dataclass(slots=True)
class Block:
    """Rows of figures under the same rows of heads."""

    levels: list[Row]
    body: list[Row] = field(default_factory=list)
    sections: list[Label] = field(default_factory=list)  # one for each row of the body


def find_blocks(rows: Sequence[Row]) -> list[Block]:
    """Return the rows of heads with the rows of figures under each of them."""
    rows = _unfold(rows)
    blocks: list[Block] = []
    at = 0
    section = NOTHING
    corner = ""
    while at < len(rows):
        row = rows[at]
        if row.is_heading:
            section = read_label(NUMBERED.sub("", row.cells[0].text))
            at += 1
            continue
        if not blocks or (blocks[-1].body and _begins_anew(rows, at, corner)):
            levels = _levels(rows, at)
            blocks.append(Block(levels))
            corner = levels[0].cells[0].text if levels else ""
            section = NOTHING if len(blocks) > 1 else section
            at += len(levels)
            if levels:
                continue
        filled = [c for c in row.cells if c.text]
        if len(filled) == 1 and row.cells[0].text and _SECTION_MARK.match(row.cells[0].text):
            section = read_label(NUMBERED.sub("", row.cells[0].text))
        else:
            blocks[-1].body.append(row)
            blocks[-1].sections.append(section)
        at += 1
    return blocks


def _unfold(rows: Sequence[Row]) -> Sequence[Row]:
    """Return pairs side by side (`사업비 | 3조원 | 면적 | 10만㎡`) as pairs below one another."""
    full = [row for row in rows if not row.is_heading]
    width = len(full[0].cells) if full else 0
    if width not in (4, 6) or any(len(row.cells) > width for row in full):
        return rows
    names = [cell.text for row in full for cell in row.cells[::2]]
    values = [cell.text for row in full for cell in row.cells[1::2] if cell.text]
    figures = sum(map(is_figure, values))
    if any(map(is_figure, names)) or 2 * figures < len(values) or not is_figure(values[0]):
        # Under heads that come twice: `구분 | 값 | 구분 | 값`.
        heads = [cell.text for cell in full[0].cells]
        if not heads[0] or heads[0] != heads[2] or any(map(is_figure, names)):
            return rows
        full = [Row(full[0].cells[:2], full[0].span), *full[1:]]
    return [
        Row(row.cells[at : at + 2], row.span)
        for row in full
        for at in range(0, len(row.cells) - 1, 2)
        if row.cells[at].text
    ]


def _begins_anew(rows: Sequence[Row], at: int, corner: str) -> bool:
    """Say whether a row between figures is a row of heads again."""
    cells = rows[at].cells
    first, rest = cells[0].text, [c.text for c in cells[1:] if c.text]
    if len(rest) < 1 or any(is_figure(text) for text in rest) or at + 1 >= len(rows):
        return False
    if bool(corner) and first == corner:
        return True
    if len(rest) < 2:
        return False  # `기간 | 2025~2027년`: a property and its value
    # Two tables may follow one another without a word between them.
    is_bold = not first or is_corner(first)
    return 2 * sum(map(is_time, rest)) > len(rest) or (is_bold and all(map(_is_head, rest)))


def is_figure(text: str) -> bool:
    """Say whether a cell is a figure for sure: no period, no group, no year."""
    if not text or len(text) > 60 or not any(c.isdigit() for c in text):
        return False
    if YEAR_LIKE.match(text) or GROUP.match(text) or is_time(text):
        return False
    return bool(read_cell(text, (), Signs()))


def _levels(rows: Sequence[Row], at: int) -> list[Row]:
    """Return the rows of heads that begin at `at`: one, and more where cells are merged."""
    first = rows[at]
    rest = [c.text for c in first.cells[1:] if c.text]
    corner = is_corner(first.cells[0].text)
    figures = sum(map(is_figure, rest))
    # `주 1~2회` among answers is one of them; under no corner, one figure makes a row of figures.
    if not rest or 2 * figures >= len(rest) or (figures and not corner) or any(map(is_empty, rest)):
        return []
    if len(first.cells) == 2 and not (corner or _is_head(rest[0])):
        return []  # `위치 | 새빛시`: a property and its value
    levels = [first]
    for row in rows[at + 1 : at + HEAD_ROWS]:
        texts = [c.text for c in row.cells]
        filled = [t for t in texts if t]
        if row.is_heading or not filled or any(map(is_figure, filled[1:])):
            break
        blank_above = any(
            text and place < len(levels[-1].cells) and not levels[-1].cells[place].text
            for place, text in enumerate(texts)
            if place
        )
        is_sub = not texts[0] or texts[0] == first.cells[0].text
        plain = all(is_time(t) or _is_unit(t) for t in filled[1:])
        if any(map(is_empty, filled)) or not (is_sub or (blank_above and is_sub) or plain):
            break
        levels.append(row)
    return levels if at + len(levels) < len(rows) else []


def is_corner(text: str) -> bool:
    """Say whether a cell is what stands over a column of heads: blank, 구분, 업체, 항목."""
    word = re.sub(r"[\s()]", "", text.partition("(")[0])
    return not word or any(word in TABLE_WORDS[kind] for kind in _CORNERS) or "별" in word[-1:]


_CORNERS = ("corner", "owners", "properties", "counting")


def _is_head(text: str) -> bool:
    label = read_label(text)
    return bool(label.units or label.time or label.is_metric or label.words in HOLLOW)


def _is_unit(text: str) -> bool:
    label = read_label(text)
    return bool(label.units) and not label.words
