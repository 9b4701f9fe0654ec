"""Standard output is data, standard error is talk: tables for people, JSON for programs."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from monitor.cli.session import tell
from monitor.patterns import Pattern

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


class Format(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


LONGEST = 2000  # characters of an error: what somebody typed or a server said may be endless
NARROW = 50  # columns below which nothing but a number is kept in one piece
# A cell of a table: plain text, or pieces of text with the style each is shown in.
Cell = str | Sequence[tuple[str, str]]


def print_records(
    records: Iterable[Mapping[str, Any]],
    form: Format,
    *,
    columns: Sequence[tuple[str, str]] = (),
    rows: Iterable[Sequence[Cell]] | None = None,
    empty: str = "",
    header: bool = True,
) -> None:
    """Print records: JSON lines, one JSON list, or a table of `rows` under the column titles.

    Args:
        columns: title and justification of each column of the table: "left" (folded where there
            is no room), "right" (folded last) or "key" (never). Where even so words could not be
            read, each row is told line by line.
        rows: the table's cells; outside text is never read as markup.
        empty: said on standard error where there is nothing to show as a table.
        header: whether the titles of the columns are shown.
    """
    if form is Format.JSONL:
        for record in records:
            print_json(record)
        return
    if form is Format.JSON:
        print_json(list(records), indent=2)
        return
    body = list(rows or ())
    if not body:
        if empty:
            talk(empty)
        return
    if (plain := _plain_table(columns, body, header=header)) is not None:
        print_raw(plain)
        return
    from rich.table import Table

    console = stdout_console()
    has_room = console.width >= NARROW
    widths, fits = _widths(columns, body, console.width, header=header)
    if header and widths is None and not fits:
        _print_lines(console, columns, body)
        return
    table = Table(
        box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_header=header
    )
    for at, (title, justify) in enumerate(columns):
        table.add_column(
            title,
            justify="right" if justify == "right" else "left",
            overflow="fold",
            no_wrap=widths is None and (justify == "right" or (justify == "key" and has_room)),
            width=None if widths is None else widths[at],
        )
    for row in body:
        table.add_row(*map(_text, row))
    console.print(table)


def _widths(
    columns: Sequence[tuple[str, str]],
    body: Sequence[Sequence[Cell]],
    width: int,
    *,
    header: bool,
) -> tuple[tuple[int, ...] | None, bool]:
    """Return the widths of a table that has to be folded, and whether it need not be."""
    from monitor.cli.layout import GAP, share_out, widest_of

    rows = [[title for title, _ in columns]] if header else []
    rows += [[printable(_words(cell)) for cell in row] for row in body]
    if sum(widest_of(rows)) + GAP * (len(columns) - 1) <= width:
        return None, True
    return share_out(rows, [side for _, side in columns], width), False


def _print_lines(
    console: Console, columns: Sequence[tuple[str, str]], body: Sequence[Sequence[Cell]]
) -> None:
    """Print a table that has no room: each row as lines, the title of its column before each."""
    from rich.table import Table

    for number, row in enumerate(body):
        if number:
            console.print()
        lines = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
        lines.add_column(style="dim", overflow="fold")
        lines.add_column(overflow="fold", ratio=1)
        for (title, _), cell in zip(columns, row, strict=True):
            if _words(cell).strip():
                lines.add_row(title, _text(cell))
        console.print(lines)


def _plain_table(
    columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[Cell]], *, header: bool
) -> str | None:
    """Return a table that nobody colours and that fits; None for all others, which rich prints."""
    if not _is_plain():
        return None
    from monitor.cli.layout import lay_out

    lines = [[title for title, _ in columns]] if header else []
    lines += [[printable(_words(cell)) for cell in row] for row in rows]
    return lay_out(lines, [side == "right" for _, side in columns], PIPED_WIDTH)


def _is_plain() -> bool:
    """Whether standard output has neither colours nor a width of its own."""
    return not sys.stdout.isatty() and os.environ.keys().isdisjoint(RICH_TERMINAL)


# What makes rich write for a terminal of some width or with colours though there is none.
RICH_TERMINAL = frozenset({"COLUMNS", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"})
PIPED_WIDTH = 160  # wide, so that nothing is cut for programs


def _words(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "".join(words for words, _ in cell)


def _text(cell: Cell) -> Text:
    from rich.text import Text

    if isinstance(cell, str):
        return Text(printable(cell))
    return Text.assemble(*((printable(words), style) for words, style in cell if words))


def print_json(value: object, *, indent: int | None = None) -> None:
    """Write a value as JSON that is the same to every reader and steers no terminal."""
    # JSON is UTF-8 by its standard, whatever the terminal speaks.
    is_utf8 = (sys.stdout.encoding or "utf-8").lower().replace("-", "") == "utf8"
    text = json.dumps(value, ensure_ascii=not is_utf8, indent=indent)
    print_raw(_STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


# What JSON leaves as it is and a terminal may obey: DEL, C1 controls, marks of direction.
_STEERING = Pattern("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Return `text` as a terminal may show it: a headline must not steer it or hide its letters.

    >>> printable("가격\\xa0인상\\u202e")
    '가격 인상'
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(letter: str) -> str:
    if letter.isprintable() or letter in "\n\t\u200d":  # U+200D joins the parts of an emoji
        return letter
    match unicodedata.category(letter):
        case "Zs" | "Zl" | "Zp":
            return " "
        case "Cf":
            return ""
        case _:
            return "\N{REPLACEMENT CHARACTER}"


def print_line(line: str = "") -> None:
    """Write a line for people to standard output."""
    sys.stdout.write(printable(line) + "\n")


def print_raw(text: str) -> None:
    """Write data to standard output as it is, and end its line."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def talk(line: str) -> None:
    """Write one line for people to standard error."""
    sys.stderr.write(printable(line) + "\n")


def complain(lines: Iterable[str]) -> None:
    """Write each line as an error to standard error; one line each, whatever a server said."""
    for line in lines:
        talk(tell("cli.error", text=clipped(line)))


def clipped(line: str) -> str:
    """Return a line without breaks, and no longer than somebody reads."""
    text = " ".join(line.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def hint(lines: Iterable[str]) -> None:
    """Write each line that helps to say it right to standard error: no error itself."""
    for line in lines:
        indent = line[: len(line) - len(line.lstrip(" "))]
        talk(indent + clipped(line))


def stdout_width() -> int:
    """Return the columns of standard output; many when piped, so that nothing is cut."""
    if _is_plain():
        return PIPED_WIDTH
    return stdout_console().width


def stdout_console() -> Console:
    """Return a console on standard output."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH
    return Console(width=width, markup=False, highlight=False, emoji=False)


def is_watched() -> bool:
    """Whether a person looks at standard output as it comes."""
    return sys.stdout.isatty()


@contextmanager
def progress(title: str, total: int | None = None) -> Iterator[Progress]:
    """Show the progress of long work on standard error, where that is a terminal."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield Progress(None, None)
        return
    from rich import progress as bars
    from rich.console import Console

    with bars.Progress(
        bars.SpinnerColumn(),
        bars.TextColumn("{task.description}", markup=False),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TimeElapsedColumn(),
        console=Console(stderr=True, markup=False),
        transient=True,
    ) as bar:
        yield Progress(bar, bar.add_task(title, total=total))


class Progress:
    """A progress bar, or nothing where nobody looks."""

    def __init__(self, bar: Any, task: Any) -> None:
        self._bar = bar
        self._task = task

    def step(self, count: int = 1, *, total: int | None = None, title: str | None = None) -> None:
        """Move on by `count`; a new total or title may come along."""
        if self._bar is None:
            return
        if total is not None:
            self._bar.update(self._task, total=total)
        if title is not None:
            self._bar.update(self._task, description=printable(title))
        self._bar.advance(self._task, count)
