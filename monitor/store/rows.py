"""Rows ↔ model: what several tables have in common, and inserts that may meet what is there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Row, Table

from monitor.model import Claim, Equivalent, Interval, Modality, Period, Source, Value, utc
from monitor.records import claim_record, read_claim
from monitor.store.database import Tx, insert_into

T = TypeVar("T")
Columns = dict[str, Any]

# SQLite takes 32,766 values in one statement; a list of keys stays far below.
BATCH = 500


def batches(items: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """Yield `items` in their order, so many at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def insert_new(
    tx: Tx, table: Table, rows: Sequence[Columns], *columns: Column[Any]
) -> list[Row[Any]]:
    """Insert the rows whose key is not there yet; return `columns` of those, in any order."""
    if not rows:
        return []
    statement = insert_into(tx, table).on_conflict_do_nothing()
    if not columns:
        tx.execute(statement, rows)
        return []
    return list(tx.execute(statement.returning(*columns), rows))


def upsert(
    tx: Tx,
    table: Table,
    rows: Sequence[Columns],
    *,
    key: Sequence[str],
    keep: Collection[str] = (),
) -> None:
    """Insert `rows`, or overwrite the one of the same `key`, all but the columns to `keep`.

    Every row names the same columns.
    """
    if not rows:
        return
    statement = insert_into(tx, table)
    fresh = {n: statement.excluded[n] for n in rows[0] if n not in key and n not in keep}
    tx.execute(statement.on_conflict_do_update(index_elements=list(key), set_=fresh), rows)


def contains(column: Column[Any], words: str) -> ColumnElement[bool]:
    """Return the condition that the column has `words` in it, whatever the case."""
    return column.ilike(f"%{_literally(words)}%", escape="\\")


def starts_with(column: Column[Any], start: str) -> ColumnElement[bool]:
    """Return the condition that the column begins with `start`."""
    return column.like(f"{_literally(start)}%", escape="\\")


def claim_columns(claim: Claim) -> Columns:
    """Return the columns of `ClaimColumns`; the document is the caller's to keep."""
    return {
        "span_start": claim.span[0],
        "span_end": claim.span[1],
        "quote": claim.quote,
        "subject": claim.subject,
        "metric": claim.metric,
        "low": claim.interval.low,
        "high": claim.interval.high,
        "approx": claim.interval.approx,
        "unit": claim.unit,
        "as_of_start": claim.as_of.start,
        "as_of_end": claim.as_of.end,
        "modality": str(claim.modality),
        "attribution": claim.attribution,
        "equivalents": [[_text(e.low), _text(e.high), e.unit] for e in claim.equivalents],
        "subject_share": claim.subject_share,
    }


def claim_of(row: Row[Any], *, doc: str) -> Claim:
    """Return the claim of a row that has `ClaimColumns`."""
    return Claim(
        doc=doc,
        span=(row.span_start, row.span_end),
        quote=row.quote,
        subject=row.subject,
        metric=row.metric,
        interval=Interval(row.low, row.high, row.approx),
        unit=row.unit,
        as_of=Period(row.as_of_start, row.as_of_end),
        modality=Modality(row.modality),
        attribution=row.attribution,
        equivalents=tuple(Equivalent(_number(e[0]), _number(e[1]), e[2]) for e in row.equivalents),
        subject_share=row.subject_share,
    )


def source_columns(source: Source) -> Columns:
    """Return the columns of `SourceColumns`."""
    return {
        "doc": source.doc,
        "version": source.version,
        "outlet": source.outlet,
        "title": source.title,
        "published": source.published,
        "is_seed": source.is_seed,
        "copy_of": source.copy_of,
    }


def source_of_row(row: Row[Any]) -> Source:
    """Return the source of a row that has `SourceColumns`."""
    return Source(
        doc=row.doc,
        version=row.version,
        outlet=row.outlet,
        title=row.title,
        published=row.published,
        is_seed=row.is_seed,
        copy_of=row.copy_of,
    )


def said_columns(claim: Claim, source: Source) -> Columns:
    """Return the columns that a value and an alert share: the claim and where it was read."""
    return {
        **source_columns(source),
        **claim_columns(claim),
        # Almost always the source's; the address need not be stored twice.
        "claim_doc": None if claim.doc == source.doc else claim.doc,
    }


def value_of_row(row: Row[Any]) -> Value:
    """Return the value of a row of `figure_value`."""
    return Value(
        claim=claim_of(row, doc=row.doc if row.claim_doc is None else row.claim_doc),
        source=source_of_row(row),
        is_current=row.is_current,
        is_pinned=row.is_pinned,
    )


def value_json(value: Value) -> Columns:
    """Return a value as JSON that loses nothing: its numbers are text, unlike the contract's."""
    claim = claim_record(value.claim) | {
        "low": _text(value.claim.interval.low),
        "high": _text(value.claim.interval.high),
        "equivalents": [
            {"low": _text(e.low), "high": _text(e.high), "unit": e.unit}
            for e in value.claim.equivalents
        ],
    }
    published = value.source.published
    source = source_columns(value.source) | {
        "published": utc(published).isoformat() if published else None
    }
    return {
        "claim": claim,
        "source": source,
        "is_current": value.is_current,
        "is_pinned": value.is_pinned,
    }


def read_value(data: Mapping[str, Any]) -> Value:
    """Return the value of `value_json`."""
    source = dict(data["source"])
    if source["published"]:
        source["published"] = datetime.fromisoformat(source["published"])
    return Value(
        claim=read_claim(data["claim"]),
        source=Source(**source),
        is_current=data["is_current"],
        is_pinned=data["is_pinned"],
    )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _literally(words: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", words)
