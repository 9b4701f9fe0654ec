"""The law of bounds: a written number lies inside what it asserts."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from monitor.extract.bounds import ABOUT, AT_LEAST, AT_MOST, BAND, read_interval

CUES = st.frozensets(
    st.sampled_from(sorted(AT_LEAST | AT_MOST | BAND | ABOUT | {"무려", "모르는 말"}))
)
VALUES = st.decimals(
    min_value=Decimal("-1e13"), max_value=Decimal("1e15"), places=3, allow_nan=False
)


@given(VALUES, CUES, st.booleans())
def test_a_written_number_lies_inside_what_it_asserts(
    value: Decimal, cues: frozenset[str], whole: bool
) -> None:
    found = read_interval(value, cues, whole=whole)
    assert found.low is None or found.low <= value
    assert found.high is None or value <= found.high


@given(st.integers(1, 10**12), st.booleans())
def test_a_band_ends_before_the_next_value_of_its_last_place(value: int, whole: bool) -> None:
    found = read_interval(Decimal(value), {"여"}, whole=whole)
    zeros = len(str(value)) - len(str(value).rstrip("0"))
    assert found.high is not None
    assert value <= found.high < value + 10**zeros


@given(VALUES, CUES)
def test_an_unknown_word_changes_nothing(value: Decimal, cues: frozenset[str]) -> None:
    assert read_interval(value, cues, whole=True) == read_interval(
        value, cues | {"어떤 말"}, whole=True
    )
