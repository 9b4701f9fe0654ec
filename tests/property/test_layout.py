"""A table that is laid out here looks as rich would lay it out."""

from __future__ import annotations

import io
from contextlib import redirect_stdout

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.cli import output
from monitor.cli.layout import lay_out
from monitor.cli.output import Format, print_records

WORDS = st.text("가나다漢字\n ab12·–“”…~%é👩😀ｱ", max_size=20)
CELLS = WORDS | st.tuples(WORDS, WORDS).map(lambda two: [(two[0], "bold"), (two[1], "red")])


def _printed(rows: list[list[output.Cell]], sides: list[str]) -> str:
    columns = [(f"열{n}", side) for n, side in enumerate(sides)]
    out = io.StringIO()
    with redirect_stdout(out):
        print_records((), Format.TABLE, columns=columns, rows=rows)
    return out.getvalue()


@given(
    rows=st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=4)
    ),
    at_right=st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_a_table_looks_the_same_with_and_without_rich(
    rows: list[list[output.Cell]], at_right: list[bool]
) -> None:
    sides = ["right" if right else "left" for right in at_right[: len(rows[0])]]
    with pytest.MonkeyPatch.context() as patch:
        for name in output.RICH_TERMINAL:
            patch.delenv(name, raising=False)
        ours = _printed(rows, sides)
        # Rich measures a terminal that is told to it, and this one is as wide as ours.
        patch.setenv("COLUMNS", str(output.PIPED_WIDTH))
        assert ours == _printed(rows, sides)


def test_what_must_be_folded_is_not_laid_out_here() -> None:
    assert lay_out([["가" * 41]], [False], 80) is None
    assert lay_out([["가" * 39, "값"]], [False, False], 80) is None
    assert lay_out([["첫\x1b줄"]], [False], 80) is None
    assert lay_out([["가" * 38, "값"]], [False, False], 80) is not None
