"""A glance at a line never spares it from a pattern that takes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract import furniture
from monitor.patterns import Pattern

GLANCES: dict[str, tuple[Pattern, Callable[[str], bool]]] = {
    "caption": (furniture._CAPTION, furniture._may_be_caption),
    "end": (furniture._END, furniture._may_be_end),
    "legal": (furniture._LEGAL, furniture._may_be_legal),
    "tags": (furniture._TAGS, furniture._may_be_tags),
    "stamp": (furniture._STAMP, furniture._may_be_stamp),
    "tips": (furniture._TIPS, lambda line: furniture._has(line, furniture._TIPS_WORDS)),
    "related": (furniture._RELATED, furniture._may_be_related),
    "by-line": (furniture._BYLINE, lambda line: furniture._has(line, furniture._BYLINE_WORDS)),
    "appeal": (furniture._APPEAL, lambda line: furniture._has(line, furniture._APPEAL_WORDS)),
    "copyright": (
        furniture._COPYRIGHT,
        lambda line: furniture._has(line, furniture._COPYRIGHT_WORDS),
    ),
    "by-line with a date": (
        furniture._BYLINE_STAMP,
        lambda line: furniture._has(line, furniture._STAMPED_WORDS),
    ),
    "credit": (furniture._CREDITED, lambda line: furniture._has(line, furniture._CREDIT_WORDS)),
}


@pytest.mark.parametrize("name", GLANCES)
@given(data=st.data())
def test_no_line_that_a_pattern_takes_is_passed_over(name: str, data: st.DataObject) -> None:
    pattern, may_be = GLANCES[name]
    line = furniture._clean(data.draw(st.from_regex(pattern.pattern)))
    if line and pattern.search(line):
        assert may_be(line)
