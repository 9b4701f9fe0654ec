"""Reports of many fields, each field of each figure by itself. A floor only rises."""

from __future__ import annotations

import pytest

from tests.golden.lot_scoring import FIELDS, lots, read_lot, score_claims, score_statements

# (value F1, approx, subject, metric, as_of, modality, attribution, whole claim F1)
# The first run of each lot, before a rule was made for it, gave
#   lot 1: 0.963, 1.0, 0.84, 0.74, 0.935, 0.985, 0.83, 0.59
#   lot 2: 0.973, 1.0, 0.855, 0.89, 0.87, 0.93, 0.94, 0.615
#   lot 3: 0.983, 1.0, 0.78, 0.88, 0.885, 0.96, 0.93, 0.59
#   lot 4: 1.0, 1.0, 0.80, 0.875, 0.995, 0.995, 0.945, 0.70
#   lot 5: 0.978, 1.0, 0.793, 0.901, 0.992, 0.971, 0.963, 0.671
# which is what a new report may expect.
FLOORS = {
    "lot_1": (0.99, 1.0, 0.885, 0.75, 0.97, 0.99, 0.97, 0.67),
    "lot_2": (0.99, 1.0, 0.87, 0.885, 0.975, 0.98, 0.965, 0.765),
    "lot_3": (0.995, 1.0, 0.82, 0.88, 0.98, 0.99, 0.985, 0.715),
    "lot_4": (1.0, 1.0, 0.9, 0.9, 0.995, 0.99, 0.965, 0.83),
    "lot_5": (0.99, 1.0, 0.86, 0.93, 0.99, 0.975, 0.975, 0.78),
}
# (precision, recall, stance, speaker) of statements, no topic being tracked
STATED = {
    "lot_1": (0.85, 1.0, 1.0, 1.0),
    "lot_2": (1.0, 1.0, 1.0, 1.0),
    "lot_3": (1.0, 1.0, 1.0, 1.0),
    "lot_4": (0.0, 0.0, 0.0, 0.0),  # its only one bears a figure
    "lot_5": (0.72, 1.0, 0.87, 0.87),
}


def test_every_lot_has_a_floor_and_several_reports() -> None:
    assert list(FLOORS) == list(STATED) == lots()
    for name in lots():
        assert len(read_lot(name)) >= 6


@pytest.mark.parametrize("name", FLOORS)
def test_each_field_of_a_lot_reaches_its_floor(name: str) -> None:
    score = score_claims(name)
    reached = (
        score.value_f1,
        *(score.share(field) for field in FIELDS),
        score.whole_f1,
    )
    floors = dict(zip(("value F1", *FIELDS, "whole claim F1"), FLOORS[name], strict=True))
    short = {
        field: (round(value, 3), floor)
        for (field, floor), value in zip(floors.items(), reached, strict=True)
        if value < floor
    }
    assert not short, (name, short, score.missed, score.extra, score.wrong)


@pytest.mark.parametrize("name", STATED)
def test_the_statements_of_a_lot_reach_their_floor(name: str) -> None:
    score = score_statements(name)
    reached = (score.precision, score.recall, score.share("stance"), score.share("speaker"))
    short = [pair for pair in zip(reached, STATED[name], strict=True) if pair[0] < pair[1]]
    assert not short, (name, short, score.missed, score.extra, score.wrong)
