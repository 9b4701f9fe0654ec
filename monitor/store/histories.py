"""A figure's history: its values in the order of the days they hold for, some of them in full."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, func, select

from monitor.model import SEOUL, Figure, Span, Value
from monitor.store.database import Tx
from monitor.store.figures import figure_of_row
from monitor.store.rows import batches, value_of_row
from monitor.store.tables import FIGURE, VALUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A value as a chart needs it: when it holds and what it is, without its words."""

    id: int  # the later it was kept, the larger
    day: date | None  # the last that it holds for, else that it was printed on
    low: Decimal | None
    high: Decimal | None
    approx: bool
    unit: str
    modality: str
    is_current: bool
    doc: str
    span: Span


@dataclass(frozen=True, slots=True)
class History:
    """A figure without values, its spots in the order of their days, and how many values it has.

    Those without a day come first; of one day those that were kept first.
    """

    figure: Figure
    spots: tuple[Spot, ...]
    count: int


_NEEDED = (
    "id",
    "as_of_start",
    "as_of_end",
    "published",
    "low",
    "high",
    "approx",
    "unit",
    "modality",
    "is_current",
    "doc",
    "span_start",
    "span_end",
)


def load_history(tx: Tx, key: str, *, limit: int) -> History | None:
    """Return the history of a figure with its `limit` values that were kept last; None for none."""
    row = tx.execute(select(FIGURE).where(FIGURE.c.key == key, ~FIGURE.c.dropped)).first()
    if row is None:
        return None
    of_it = VALUE.c.figure_id == row.id
    columns = [VALUE.c[name] for name in _NEEDED]
    last = select(*columns).where(of_it).order_by(VALUE.c.id.desc()).limit(limit)
    spots = [_spot(found) for found in tx.execute(last)]
    count = len(spots)
    if count == limit:
        every = select(func.count()).select_from(VALUE).where(of_it)
        count = int(tx.execute(every).scalar_one())
    spots.sort(key=lambda spot: (spot.day or date.min, spot.id))
    return History(figure_of_row(row, ()), tuple(spots), count)


def _spot(row: Row[Any]) -> Spot:
    printed = row.published
    day = row.as_of_end or row.as_of_start
    return Spot(
        id=row.id,
        day=day or (printed.astimezone(SEOUL).date() if printed else None),
        low=row.low,
        high=row.high,
        approx=row.approx,
        unit=row.unit,
        modality=row.modality,
        is_current=row.is_current,
        doc=row.doc,
        span=(row.span_start, row.span_end),
    )


def number_values(tx: Tx, key: str, ids: Collection[int]) -> dict[int, int]:
    """Return the places of these values among all of the figure, in the order they were kept.

    From 1 on, as a decision counts them; what is no value of the figure, or no more, is left out.
    """
    query = select(VALUE.c.id).join(FIGURE, FIGURE.c.id == VALUE.c.figure_id)
    query = query.where(FIGURE.c.key == key, ~FIGURE.c.dropped).order_by(VALUE.c.id)
    kept = enumerate(tx.execute(query).scalars(), 1)
    return {row: place for place, row in kept if row in ids}


def load_values_at(tx: Tx, ids: Collection[int]) -> dict[int, Value]:
    """Return the values of these rows."""
    values: dict[int, Value] = {}
    for part in batches(sorted(ids)):
        for row in tx.execute(select(VALUE).where(VALUE.c.id.in_(part))):
            values[row.id] = value_of_row(row)
    return values
