"""Every row of `periods.txt`: the wording, the day it was printed on, the period of its figure."""

from __future__ import annotations

import re
from datetime import date

import pytest

from monitor.extract.periods import period_of
from monitor.extract.sentences import split_sentences
from tests.golden.claim_scoring import HERE
from tests.golden.periods import period_of_words

_MARK = re.compile(r"\[([^\[\]]+)\]")


def _rows() -> list[tuple[date, str, str]]:
    rows, day = [], date(2025, 8, 14)
    for line in (HERE / "periods.txt").read_text("utf-8").splitlines():
        if line.startswith("@ "):
            day = date.fromisoformat(line[2:])
        elif line and not line.startswith("#"):
            text, _, period = line.rpartition(" | ")
            rows.append((day, text, period))
    return rows


ROWS = _rows()


def test_the_table_is_a_large_one() -> None:
    assert len(ROWS) >= 250


@pytest.mark.parametrize(("day", "marked", "expected"), ROWS)
def test_a_figure_holds_for_the_period_that_its_words_give(
    day: date, marked: str, expected: str
) -> None:
    found = _MARK.search(marked)
    assert found
    text = _MARK.sub(r"\1", marked).replace("//", "\n")
    at = found.start()  # nothing before the mark changes its length but `//`, which shortens it
    at -= marked[: found.start()].count("//")
    sentences = split_sentences(text)
    index = next(i for i, (a, b) in enumerate(sentences) if a <= at < b)
    period = period_of(text, sentences, index, (at, at + len(found[1])), day=day)
    assert period == period_of_words(expected)
