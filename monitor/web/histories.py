"""What the API answers of one figure: a page of its history, and the points of its chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.errors import AmbiguousKeyError
from monitor.judge.decisions import Decided, What
from monitor.model import Span, Value
from monitor.records import json_number
from monitor.report.items import source_name
from monitor.report.numbers import say_period
from monitor.report.quotes import clean, clip, say_claim
from monitor.store.browse import MOST_SOURCES, load_marks
from monitor.store.database import Tx
from monitor.store.figures import find_figure_key
from monitor.store.histories import History, Spot, load_history, load_values_at
from monitor.web.answers import (
    MissingError,
    Record,
    figure_names,
    standing_decisions,
    value_json,
)
from monitor.web.charts import find_points, thin
from monitor.words import language, say

MOST_VALUES = 500  # of a figure's history in one answer
MOST_KEPT = 5_000  # values that a page and a chart know of; a file has more
MOST_DOWNLOADED = 20_000  # values of a figure in a file
MOST_POINTS = 200  # of a chart in one answer
MOST_UNITS = 8  # that a figure's values are told to be in
_HALF_PAGE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a figure: its history, the alerts for its values, what was decided."""

    history: History
    marks: Mapping[tuple[str, Span], tuple[str, str]]
    decided: Decided

    @property
    def older(self) -> int:
        """How many values were kept before those of the history."""
        return self.history.count - len(self.history.spots)

    def show(self, value: Value, spot: Spot, number: int) -> Record:
        alert = self.marks.get((value.source.doc, value.claim.span))
        shown = value_json(value, number, rejects=self.decided.is_rejected, alert=alert)
        return {"id": spot.id, **shown}


def know_figure(tx: Tx, key: str, *, most: int = MOST_KEPT) -> Known:
    """Return what is known of a figure, with the values that were kept last.

    Args:
        key: the figure's, or how no other one's begins; MissingError for what is neither.
    """
    said = clip(clean(key), 40)
    try:
        whole = find_figure_key(tx, key)
    except AmbiguousKeyError as e:
        raise MissingError(say("baseline.ambiguous", key=said)) from e
    history = load_history(tx, whole, limit=most) if whole else None
    if whole is None or history is None:
        raise MissingError(say("baseline.unknown", key=said))
    marks = load_marks(tx, whole, limit=2 * most)
    return Known(history=history, marks=marks, decided=standing_decisions(tx))


def show_figure(tx: Tx, known: Known, *, limit: int, before: int | None = None) -> Record:
    """Return a figure with a page of its values, the oldest first.

    `left_out` counts the values before those, and `next` is where to go on among them.

    Args:
        before: the values before this one, as `next` or a point of the chart names it; None for
            the latest.
    """
    history = known.history
    spots = history.spots
    end = _place(spots, before)
    start = max(end - limit, 0)
    page = spots[start:end]
    values = load_values_at(tx, [spot.id for spot in page])
    numbered = enumerate(page, known.older + start + 1)
    rows = [known.show(values[spot.id], spot, number) for number, spot in numbered]
    return {
        **figure_names(history.figure),
        "sources": min(len({spot.doc for spot in spots}), MOST_SOURCES),
        "count": history.count,
        "latest": _latest(tx, known),
        "values": rows,
        "left_out": known.older + start,
        "next": page[0].id if start > 0 else None,
        "muted": any(
            d.what is What.MUTE and d.figure is not None and d.figure.key == history.figure.key
            for d in known.decided.decisions
        ),
    }


def show_points(tx: Tx, known: Known, *, most: int, unit: str | None = None) -> Record:
    """Return the points of a figure's chart, the oldest first.

    `count` values could be drawn; where those are too many, the lowest and the highest of each
    stretch of time stand for the others. `undrawn` have no day, or another unit; `units` are all
    that could be drawn, with how many values each. Each point says `before` which value a page of
    the history has it.

    Args:
        unit: whose values; None for the unit that most values are in.
    """
    history, older = known.history, known.older
    rejects = known.decided.is_rejected
    units = Counter(spot.unit for spot in history.spots if spot.day is not None)
    own = history.figure.unit
    if unit is None:
        unit = max(units, key=lambda it: (units[it], it == own, it), default=own)
    places = {spot.id: number for number, spot in enumerate(history.spots)}
    drawn = [spot for spot in history.spots if spot.unit == unit and spot.day is not None]
    rejected: set[int] = set()
    values: dict[int, Value] = {}
    while True:
        left = [spot for spot in drawn if spot.id not in rejected]
        rows = [_point(spot, older + places[spot.id] + 1, known) for spot in left]
        chosen = {point.number for point in thin(find_points(rows, unit), most)}
        shown = [
            (spot, row) for spot, row in zip(left, rows, strict=True) if row["number"] in chosen
        ]
        values |= load_values_at(tx, [spot.id for spot, _ in shown if spot.id not in values])
        # What a person called wrong stands for nothing: another takes its place.
        wrong = {spot.id for spot, _ in shown if rejects(values[spot.id].claim)}
        if not wrong:
            break
        rejected |= wrong
    return {
        "key": history.figure.key,
        "unit": unit,
        "units": [{"unit": it, "count": number} for it, number in units.most_common(MOST_UNITS)],
        "count": len(left),
        "undrawn": len(history.spots) - len(drawn),
        "points": [
            {
                **row,
                "value": say_claim(values[spot.id].claim, language()),
                "period": say_period(values[spot.id].claim.as_of, language()),
                "outlet": source_name(values[spot.id].source),
                "before": _page_with(history.spots, places[spot.id]),
            }
            for spot, row in shown
        ],
    }


def _place(spots: Sequence[Spot], before: int | None) -> int:
    """Return how many spots stand before the one of this number."""
    if before is None:
        return len(spots)
    ids = {spot.id: number for number, spot in enumerate(spots)}
    if before in ids:
        return ids[before]
    # A value that is gone since: what was kept next before it goes on.
    near = max((known for known in ids if known < before), default=None)
    return 0 if near is None else ids[near] + 1


def _page_with(spots: Sequence[Spot], place: int) -> int | None:
    """Return before which value a page ends that has this one in its midst; None: the latest."""
    end = place + _HALF_PAGE
    return spots[end].id if end < len(spots) else None


def _latest(tx: Tx, known: Known) -> Record | None:
    """Return the last value that holds and that nobody called wrong, else the last of all."""
    last: Record | None = None
    numbered = list(enumerate(known.history.spots, known.older + 1))
    holding = [(number, spot) for number, spot in numbered if spot.is_current]
    for number, spot in [*reversed(holding[-10:]), *numbered[-1:]]:
        last = known.show(load_values_at(tx, [spot.id])[spot.id], spot, number)
        if not last["is_rejected"]:
            break
    return last


def _point(spot: Spot, number: int, known: Known) -> Record:
    alert = known.marks.get((spot.doc, spot.span))
    return {
        "number": number,
        "id": spot.id,
        "day": spot.day.isoformat() if spot.day else None,
        "low": json_number(spot.low),
        "high": json_number(spot.high),
        "approx": spot.approx,
        "unit": spot.unit,
        "modality": spot.modality,
        "is_current": spot.is_current,
        "is_rejected": False,
        "kind": alert[1] if alert else None,
        "value": "",
        "period": "",
        "outlet": "",
    }
