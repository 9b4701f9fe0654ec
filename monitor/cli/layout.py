"""lay_out: a table that fits its width, as rich lays it out; to load rich takes as long as to read.

What wraps, folds or has colours is rich's: `output.print_records` decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import cell_len

GAP = 2  # blanks between columns


def lay_out(rows: Sequence[Sequence[str]], rights: Sequence[bool], width: int) -> str | None:
    """Return the lines of a table; None where a row is wider than `width` or has odd letters.

    Args:
        rows: the cells of each row, of one line or several; the titles among them.
        rights: for each column, whether it stands at the right.

    >>> print(lay_out([["열", "값"], ["가", "12"]], [False, True], 80))
    열  값
    가  12
    """
    split = [[cell.split("\n") for cell in row] for row in rows]
    if any(not line.isprintable() for row in split for cell in row for line in cell):
        return None
    widest = [
        max(cell_len(line) for c in column for line in c) for column in zip(*split, strict=True)
    ]
    widest[-1] = max(widest[-1], 1)  # so does rich: only between columns there are blanks anyway
    if sum(widest) + GAP * (len(widest) - 1) > width:
        return None
    if any(row[at] for at, most in enumerate(widest) if not most for row in rows):
        return None  # letters without a width of their own
    return "\n".join(
        (" " * GAP).join(map(_fill, line, widest, rights))
        for row in split
        for line in zip_longest(*row, fillvalue="")
    )


def _fill(text: str, width: int, right: bool) -> str:
    if right:
        text = text.rstrip()
    blanks = " " * (width - cell_len(text))
    return blanks + text if right else text + blanks
