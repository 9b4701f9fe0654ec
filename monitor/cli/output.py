"""Standard output is data, standard error is talk: tables for people, JSON for programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from monitor.cli.session import tell

if TYPE_CHECKING:
    from rich.console import Console


class Format(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


def print_records(
    records: Iterable[Mapping[str, Any]],
    form: Format,
    *,
    columns: Sequence[tuple[str, str]] = (),
    rows: Iterable[Sequence[str]] | None = None,
    empty: str = "",
) -> None:
    """Print records: JSON lines, one JSON list, or a table of `rows` under the column titles.

    Args:
        columns: title and justification ("left", "right") of each column of the table.
        rows: the table's cells, as plain text; outside text is never read as markup.
        empty: said on standard error where there is nothing to show as a table.
    """
    if form is Format.JSONL:
        for record in records:
            print_line(json.dumps(record, ensure_ascii=False))
        return
    if form is Format.JSON:
        print_line(json.dumps(list(records), ensure_ascii=False, indent=2))
        return
    cells = [list(row) for row in rows or ()]
    if not cells:
        if empty:
            talk(empty)
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", expand=False)
    for title, justify in columns:
        table.add_column(
            title,
            justify="right" if justify == "right" else "left",
            overflow="fold",
            no_wrap=justify == "right",
        )
    for row in cells:
        table.add_row(*(Text(printable(cell)) for cell in row))
    stdout_console().print(table)


def printable(text: str) -> str:
    """Return `text` without control characters: a headline must not steer the terminal."""
    return "".join(
        c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text
    )


def print_line(line: str = "") -> None:
    """Write one line of data to standard output."""
    sys.stdout.write(line + "\n")


def talk(line: str) -> None:
    """Write one line for people to standard error."""
    sys.stderr.write(printable(line) + "\n")


def complain(lines: Iterable[str]) -> None:
    """Write each line as an error to standard error."""
    for line in lines:
        talk(tell("cli.error", text=line))


def stdout_console() -> Console:
    """Return a console on standard output; wide when piped, so that nothing is cut for programs."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 160
    return Console(width=width, markup=False, highlight=False, emoji=False)


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
