"""Every figure of `modality.txt`: how its text stands to it."""

from __future__ import annotations

import re

import pytest

from monitor.extract.modality import modality_of
from monitor.extract.sentences import split_sentences
from monitor.model import Span
from tests.golden.claim_scoring import HERE

_MARK = re.compile(r"\[([^\[\]|]+)\|([afpld])\]")
_STANCES = {"a": "asserted", "f": "forecast", "p": "planned", "l": "alleged", "d": "denied"}


def _rows() -> list[tuple[str, Span, str]]:
    """Return each marked figure with its text."""
    rows: list[tuple[str, Span, str]] = []
    for line in (HERE / "modality.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        line, text, at, figures = line.replace("//", "\n"), "", 0, []
        for mark in _MARK.finditer(line):
            text += line[at : mark.start()]
            figures.append(((len(text), len(text) + len(mark[1])), _STANCES[mark[2]]))
            text += mark[1]
            at = mark.end()
        text += line[at:]
        rows += [(text, span, stance) for span, stance in figures]
    return rows


ROWS = _rows()


def test_the_table_is_a_large_one() -> None:
    assert len({text for text, _, _ in ROWS}) >= 150


@pytest.mark.parametrize(("text", "span", "stance"), ROWS)
def test_each_figure_has_the_stance_of_its_own_clause(text: str, span: Span, stance: str) -> None:
    sentences = split_sentences(text)
    index = next(i for i, (a, b) in enumerate(sentences) if a <= span[0] < b)
    assert modality_of(text, sentences, index, span) == stance
