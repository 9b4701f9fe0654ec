"""lay_out: a table that fits its width, as rich lays it out; to load rich takes as long as to read.

What wraps, folds or has colours is rich's, by the widths that `share_out` gives:
`output.print_records` decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import cell_len

GAP = 2  # blanks between columns
READABLE = 14  # columns that words keep at least: most Korean words are in one piece
READABLE_NUMBER = 18  # that numbers with their units keep


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


def widest_of(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return how wide each column is whose lines are not folded."""
    return [
        max(cell_len(line) for cell in column for line in cell.split("\n"))
        for column in zip(*rows, strict=True)
    ]


def share_out(
    rows: Sequence[Sequence[str]], sides: Sequence[str], width: int
) -> tuple[int, ...] | None:
    """Return how wide the columns of a table are to be that is wider than `width`.

    Each keeps so much that its words can be read, numbers more than words; the rest is shared by
    what each still lacks. None where not even that fits: the rows are then told line by line.

    Args:
        sides: of each column "left", "right" (numbers) or "key" (never folded).

    >>> share_out([["가" * 40, "1200만 명"]], ["left", "right"], 40)
    (29, 9)
    """
    widest = widest_of(rows)
    least = [
        most if side == "key" else min(most, READABLE_NUMBER if side == "right" else READABLE)
        for most, side in zip(widest, sides, strict=True)
    ]
    room = width - sum(least) - GAP * (len(least) - 1)
    if room < 0:
        return None
    lacking = [most - few for most, few in zip(widest, least, strict=True)]
    given = [room * lack // max(1, sum(lacking)) for lack in lacking]
    return tuple(
        few + min(more, lack) for few, more, lack in zip(least, given, lacking, strict=True)
    )


def _fill(text: str, width: int, right: bool) -> str:
    if right:
        text = text.rstrip()
    blanks = " " * (width - cell_len(text))
    return blanks + text if right else text + blanks
