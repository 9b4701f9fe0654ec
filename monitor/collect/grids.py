"""read_grid: an HTML table of data → its rows as lines whose cells a tab keeps apart.

Most tables of news pages only lay out the page: they hold paragraphs, pictures, other tables. A
table of data is told by its cells: short, in rows of one width, some with figures. A cell over
several columns or rows stands where it begins and leaves the others blank; one over the whole width
is a line of its own, without a tab. No other line of an article's text has a tab in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree, html

from monitor.patterns import Pattern

MAX_COLUMNS = 60
MAX_ROWS = 20_000  # what stands below is left out
MAX_SPAN = 1_000  # as browsers have it for colspan
MAX_CELL = 120  # characters; what is longer is a paragraph
MAX_NOTE = 300  # of a cell over the whole width: a heading, a footnote
MOST_PARTS = 60  # elements within a cell

_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_NEVER = frozenset(
    {"table", "iframe", "form", "input", "video", "audio", "object", "embed", "figure", "h1", "h2"}
    | {"article", "section", "aside", "nav", "header", "footer", "textarea", "select"}
)
_PARTING = frozenset({"br", "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "hr"})
_BLANK = Pattern(r"[\s\u200b\ufeff\u3000]+")
_FOOTNOTE = Pattern(r"\s*(?:주?\s?\d{1,2}\)|\[\d{1,2}\]|\*{1,3}|[¹²³⁴⁵†‡])\s*")
# `1,234`, `12.3%`, `△5`, `58만 명`: what a table is for. A date or a clock time is none.
_FIGURE = Pattern(
    r"^[^\d]{0,6}\d[\d,]*(?:\s?[조억만천백십]{1,2}\s?\d[\d,]*){0,3}(?:\.\d+)?(?![\d.:/-]*[:/-]\d)[^\d]{0,12}"
    r"(?:\(.{1,16}\))?$"
)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row as a line: its text, how much of it is link, and the `tr` that it comes from."""

    text: str
    linked: int
    node: html.HtmlElement


@dataclass(slots=True)
class _Cell:
    text: str
    linked: int
    width: int
    height: int
    is_picture: bool = False


def read_grid(
    table: html.HtmlElement, is_sentence: Callable[[str], bool]
) -> tuple[GridRow, ...] | None:
    """Return the rows of a table of data, its caption first; None for a table that only lays out.

    Args:
        is_sentence: tells a line of prose, which no table of data is made of.

    The work is linear in the table's elements, whatever its spans claim.
    """
    nodes = _rows_of(table)
    if len(nodes) < 2:
        return None
    rows: list[list[_Cell]] = []
    for node in nodes:
        cells = _cells_of(node)
        if cells is None:
            return None
        rows.append(cells)
    placed = _place(rows)
    if placed is None:
        return None
    width, grid = placed
    if not _is_data(rows, grid, width, is_sentence):
        return None
    lines = [GridRow(line, linked, node) for node, (line, linked) in zip(nodes, grid, strict=True)]
    caption = next((n for n in table if n.tag == "caption"), None)
    if caption is not None and (said := _text(caption)) is not None and said[0]:
        lines.insert(0, GridRow(*said, caption))
    return tuple(line for line in lines if line.text.strip())


def _rows_of(table: html.HtmlElement) -> list[html.HtmlElement]:
    rows: list[html.HtmlElement] = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in _SECTIONS:
            rows += [row for row in child if row.tag == "tr"]
    return rows[:MAX_ROWS]


def _cells_of(row: html.HtmlElement) -> list[_Cell] | None:
    """Return the cells of a row; None where one holds what no cell of data does."""
    cells: list[_Cell] = []
    for node in row:
        if node.tag not in _CELLS:
            continue
        said = _text(node)
        if said is None or len(cells) >= MAX_COLUMNS:
            return None
        is_picture = not said[0] and node.find(".//img") is not None
        width, height = _span(node, "colspan"), _span(node, "rowspan")
        cells.append(_Cell(*said, width, height, is_picture))
    return cells


def _span(node: html.HtmlElement, name: str) -> int:
    """Return how many columns or rows a cell says that it covers: 1 to `MAX_SPAN`."""
    said = (node.get(name) or "").strip()
    if not said.isascii() or not said.isdigit() or len(said) > 12:
        return 1
    if name == "rowspan" and int(said) == 0:
        return MAX_SPAN  # HTML: to the end of the rows
    return max(1, min(int(said), MAX_SPAN))


def _text(cell: html.HtmlElement) -> tuple[str, int] | None:
    """Return a cell's words and how many characters of them are links; None for no cell of data."""
    pieces: list[str] = []
    size = linked = links = parts = 0
    walker = etree.iterwalk(cell, events=("start", "end"))
    for event, node in walker:
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            parts += 1
            if tag in _NEVER or parts > MOST_PARTS or size > MAX_NOTE:
                return None
            if tag in ("script", "style", "noscript", "button", "svg") or _is_footnote(node, tag):
                walker.skip_subtree()
                continue
            links += tag == "a"
            said = node.text
        else:
            links -= tag == "a"
            said = node.tail if node is not cell else None
        if tag in _PARTING:
            pieces.append(" ")
        if said:
            pieces.append(said)
            size += len(said.strip())
            linked += len(said.strip()) if links else 0
    return _BLANK.sub(" ", "".join(pieces)).strip(), linked


def _is_footnote(node: html.HtmlElement, tag: str) -> bool:
    """Tell the sign of a footnote: read with its figure, `1,234<sup>1)</sup>` would be 12341."""
    return tag == "sup" and _FOOTNOTE.fullmatch(node.text or "") is not None


def _place(rows: list[list[_Cell]]) -> tuple[int, list[tuple[str, int]]] | None:
    """Return the table's width and each row as a line; None where it is too wide to be one."""
    covered: dict[int, int] = {}  # column → rows below that a cell above still covers
    placed: list[list[str]] = []
    for cells in rows:
        line: list[str] = []
        below: dict[int, int] = {}
        for cell in cells:
            while covered.get(len(line), 0):
                line.append("")
            start = len(line)
            line += [cell.text, *[""] * (min(cell.width, MAX_COLUMNS) - 1)]
            if len(line) > MAX_COLUMNS:
                return None
            if cell.height > 1:
                below.update(dict.fromkeys(range(start, len(line)), cell.height))
        covered = {column: left - 1 for column, left in {**covered, **below}.items() if left > 1}
        placed.append(line)
    width = max(map(len, placed))
    lines = []
    for cells, line in zip(rows, placed, strict=True):
        linked = sum(cell.linked for cell in cells)
        whole = len(cells) == 1 and len(line) >= width
        lines.append((cells[0].text if whole else "\t".join(line).rstrip("\t"), linked))
    return width, lines


def _is_data(
    rows: list[list[_Cell]],
    grid: list[tuple[str, int]],
    width: int,
    is_sentence: Callable[[str], bool],
) -> bool:
    """Tell a table of data: at least two columns, short cells, rows of one width, some figures."""
    if width < 2:
        return False
    full = [cells for cells in rows if len(cells) > 1]
    if any(all(cell.is_picture for cell in cells) for cells in full):
        return False  # pictures side by side, and their captions below them
    # A lone cell that does not cover the width is a part of a page's layout.
    lone = sum(len(cells) == 1 and cells[0].width < width for cells in rows)
    if len(full) < 2 or 3 * lone > len(rows):
        return False
    figures = filled = 0
    for cells in full:
        for cell in cells:
            if len(cell.text) > MAX_CELL or is_sentence(cell.text):
                return False
            filled += bool(cell.text)
            figures += _FIGURE.match(cell.text) is not None
    # A list of headlines in two columns has figures too, and links.
    size = sum(len(line) for line, _ in grid)
    return figures >= 1 and 10 * figures >= filled and 2 * sum(n for _, n in grid) < size
