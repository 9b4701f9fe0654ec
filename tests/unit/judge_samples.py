"""Claims, sources and topics for the judge's tests, written as a reader would read them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from monitor.model import (
    Claim,
    Equivalent,
    Interval,
    Modality,
    Period,
    Source,
    Topic,
    TrackedFigure,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def a_claim(
    subject: str,
    metric: str,
    low: float | str | None,
    unit: str,
    *,
    high: float | str | None = "same",
    approx: bool = False,
    year: int | None = None,
    period: tuple[str | None, str | None] | None = None,
    quote: str = "",
    doc: str = "a",
    at: int = 0,
    modality: str = "asserted",
    attribution: str | None = None,
    equals: tuple[float | str, str] | None = None,
) -> Claim:
    """Return a claim; `high` left out means an exact value, `year` a whole year as its period."""
    top = low if high == "same" else high
    if year is not None:
        period = (f"{year}-01-01", f"{year}-12-31")
    start, end = period or (None, None)
    return Claim(
        doc=doc,
        span=(at, at + 1),
        quote=quote or f"{subject}의 {metric}.",
        subject=subject,
        metric=metric,
        interval=Interval(_decimal(low), _decimal(top), approx),
        unit=unit,
        as_of=Period(
            date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None
        ),
        modality=Modality(modality),
        attribution=attribution,
        equivalents=(
            (Equivalent(Decimal(str(equals[0])), Decimal(str(equals[0])), equals[1]),)
            if equals
            else ()
        ),
    )


def _decimal(value: float | str | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def a_source(
    doc: str = "n1",
    *,
    day: str | None = "2026-03-01",
    outlet: str = "미르통신",
    version: int = 1,
    copy_of: str | None = None,
    is_seed: bool = False,
    title: str = "",
) -> Source:
    """Return an article's source, published at noon in Korea; None for a day: nobody knows it."""
    return Source(
        doc=doc,
        version=version,
        outlet=outlet,
        title=title,
        published=datetime.fromisoformat(f"{day}T12:00:00+09:00") if day else None,
        is_seed=is_seed,
        copy_of=copy_of,
    )


def a_topic(
    name: str, *aliases: str, figures: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
) -> Topic:
    """Return a topic; `figures` are metric, unit and subjects."""
    return Topic(
        name=name,
        aliases=aliases,
        figures=tuple(
            TrackedFigure(metric=metric, units=(unit,), subjects=subjects)
            for metric, unit, subjects in figures
        ),
    )
