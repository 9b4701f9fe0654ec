"""lay_out: a table that fits its width, as rich lays it out; to load rich takes as long as to read.

What wraps, folds or has colours is rich's: `output.print_records` decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

GAP = 2  # blanks between columns


def lay_out(rows: Sequence[Sequence[str]], rights: Sequence[bool], width: int) -> str | None:
    """Return the lines of a table; None where a row is wider than `width` or a cell has two lines.

    Args:
        rows: the cells of each row, the titles among them.
        rights: for each column, whether it stands at the right.

    >>> print(lay_out([["열", "값"], ["가", "12"]], [False, True], 80))
    열  값
    가  12
    """
    if any(not cell.isprintable() for row in rows for cell in row):
        return None
    lengths = [[cell_len(cell) for cell in row] for row in rows]
    widest = [max(column) for column in zip(*lengths, strict=True)]
    widest[-1] = max(widest[-1], 1)  # so does rich: only between columns there are blanks anyway
    if sum(widest) + GAP * (len(widest) - 1) > width:
        return None
    lines = []
    for row, taken in zip(rows, lengths, strict=True):
        cells = [
            cell.rstrip().rjust(len(cell) + most - length)
            if right
            else cell + " " * (most - length)
            for cell, length, most, right in zip(row, taken, widest, rights, strict=True)
        ]
        lines.append((" " * GAP).join(cells))
    return "\n".join(lines)
