"""Claims, alerts, quantities and topics in the forms of the contract, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from monitor.errors import ConfigError
from monitor.model import (
    Alert,
    Alteration,
    Claim,
    Equivalent,
    Interval,
    Modality,
    Period,
    Quantity,
    Remark,
    Source,
    Spread,
    Statement,
    Topic,
    TrackedFigure,
)
from monitor.words import say

Record = dict[str, Any]


def json_number(value: Decimal | None) -> int | float | None:
    """Return the JSON number of a decimal: a whole one without a fraction, None for an open end.

    >>> json_number(Decimal("1E+12")), json_number(Decimal("-0.36"))
    (1000000000000, -0.36)
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def read_number(value: object) -> Decimal | None:
    """Return the decimal of a JSON number; None for null. Raise ValueError for anything else."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"no number: {value!r}")  # noqa: TRY004 - a wrong value of a record
    try:
        number = Decimal(str(value))
    except InvalidOperation as e:
        raise ValueError(f"no number: {value!r}") from e
    if not number.is_finite():
        raise ValueError(f"no number: {value!r}")
    return number


def claim_record(claim: Claim) -> Record:
    """Return the contract's claim record, every field present."""
    return {
        "doc": claim.doc,
        "span": list(claim.span),
        "quote": claim.quote,
        "subject": claim.subject,
        "metric": claim.metric,
        "low": json_number(claim.interval.low),
        "high": json_number(claim.interval.high),
        "approx": claim.interval.approx,
        "unit": claim.unit,
        "as_of": _period_record(claim.as_of),
        "modality": str(claim.modality),
        "attribution": claim.attribution,
        "equivalents": [
            {"low": json_number(e.low), "high": json_number(e.high), "unit": e.unit}
            for e in claim.equivalents
        ],
    }


def read_claim(record: Mapping[str, Any]) -> Claim:
    """Return the claim of a record; raise ValueError or KeyError where it does not hold."""
    start, end = record.get("as_of") or (None, None)
    return Claim(
        doc=str(record["doc"]),
        span=(int(record["span"][0]), int(record["span"][1])),
        quote=str(record.get("quote") or ""),
        subject=str(record.get("subject") or ""),
        metric=str(record.get("metric") or ""),
        interval=Interval(
            read_number(record["low"]), read_number(record["high"]), bool(record.get("approx"))
        ),
        unit=str(record["unit"]),
        as_of=Period(
            date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None
        ),
        modality=Modality(record.get("modality") or "asserted"),
        attribution=record.get("attribution"),
        equivalents=tuple(
            Equivalent(read_number(e["low"]), read_number(e["high"]), str(e["unit"]))
            for e in record.get("equivalents") or ()
        ),
    )


def quantity_record(doc: str, quantity: Quantity) -> Record:
    """Return the record that `monitor claims --quantities` prints."""
    return {
        "doc": doc,
        "span": list(quantity.span),
        "low": json_number(quantity.interval.low),
        "high": json_number(quantity.interval.high),
        "unit": quantity.unit,
        "approx": quantity.interval.approx,
    }


def statement_record(statement: Statement) -> Record:
    """Return the record that `monitor claims --statements` prints beside the claims."""
    return {
        "doc": statement.doc,
        "span": list(statement.span),
        "quote": statement.quote,
        "subject": statement.subject,
        "speaker": statement.speaker,
        "stance": str(statement.stance),
    }


def alert_record(alert: Alert) -> Record:
    """Return the contract's alert record, with what else the program knows of it beside it."""
    return {
        "kind": str(alert.kind),
        "topic": alert.topic,
        "doc": alert.source.doc,
        "claim": claim_record(alert.claim),
        "previous": claim_record(alert.previous.claim) if alert.previous else None,
        "id": alert.key,
        "at": alert.at.isoformat() if alert.at else None,
        "outlet": alert.source.outlet,
        "title": alert.source.title,
        "published": alert.source.published.isoformat() if alert.source.published else None,
        "version": alert.source.version,
        "uncertain": alert.is_uncertain,
        "score": round(alert.score, 3),
        "reason": {"code": alert.reason.code, **alert.reason.facts},
        "support": [source.doc for source in alert.support],
    }


def spread_record(spread: Spread) -> Record:
    """Return how a figure went round, as it stands beside an alert for programs."""
    origin, alters = spread.origin, spread.alteration
    return {
        "first": {"doc": spread.first.doc, "outlet": spread.first.outlet},
        "copies": [source.doc for source in spread.copies],
        "altered": [
            {**_alteration_record(told.source, told.alteration), "copies": told.copies}
            for told in spread.altered
        ],
        "alters": _alteration_record(origin, alters) if origin and alters else None,
    }


def _alteration_record(source: Source, told: Alteration) -> Record:
    return {
        "doc": source.doc,
        "outlet": source.outlet,
        "words": told.words,
        "span": list(told.span),
        "quote": told.quote,
        "before": told.before,
        "before_span": list(told.before_span) if told.before_span else None,
        "before_quote": told.before_quote,
    }


def remark_record(remark: Remark) -> Record:
    """Return the record of what was said of a topic without a figure, in the alert record's form.

    A `statement` stands where an alert has its `claim`.
    """
    return {
        "kind": str(remark.kind) if remark.kind else None,
        "topic": remark.topic,
        "doc": remark.source.doc,
        "statement": statement_record(remark.statement),
        "previous": statement_record(remark.previous.statement) if remark.previous else None,
        "id": remark.key,
        "at": remark.at.isoformat() if remark.at else None,
        "outlet": remark.source.outlet,
        "title": remark.source.title,
        "published": remark.source.published.isoformat() if remark.source.published else None,
        "version": remark.source.version,
        "score": round(remark.score, 3),
        "support": [source.doc for source in remark.support],
    }


def topic_record(topic: Topic) -> Record:
    """Return the topic as a table of a topics file; what is empty is left out."""
    record: Record = {"name": topic.name}
    if topic.aliases:
        record["aliases"] = list(topic.aliases)
    figures = []
    for figure in topic.figures:
        row: Record = {"metric": figure.metric}
        if figure.aliases:
            row["aliases"] = list(figure.aliases)
        if figure.units:
            row["unit"] = figure.units[0] if len(figure.units) == 1 else list(figure.units)
        if figure.subjects:
            row["subjects"] = list(figure.subjects)
        figures.append(row)
    if figures:
        record["figure"] = figures
    return record


def read_topics(data: Mapping[str, Any], *, where: str) -> tuple[Topic, ...]:
    """Return the topics of a parsed topics file.

    Args:
        data: the file's content as TOML gives it.
        where: the file's name, for messages.

    Raises ConfigError with every fault and its key, not only the first.
    """
    faults: list[str] = []
    rows = data.get("topic", [])
    if unknown := sorted(set(data) - {"topic"}):
        faults.append(f"{where}: {', '.join(unknown)}: {say('topics.unknown_key_top')}")
    if not isinstance(rows, list):
        raise ConfigError(
            [*faults, f"{where}: topic: {say('topics.list_of_tables', table='[[topic]]')}"]
        )
    topics: list[Topic] = []
    names: set[str] = set()
    for number, row in enumerate(rows, 1):
        key = f"{where}: topic[{number}]"
        if not isinstance(row, Mapping):
            faults.append(f"{key}: {say('topics.table')}")
            continue
        name = row.get("name")
        if not isinstance(name, str) or not name.strip():
            faults.append(f"{key}.name: {say('topics.missing')}")
            continue
        key = f"{where}: topic[{number}] ({name})"
        if name.strip() in names:
            faults.append(f"{key}: {say('topics.twice')}")
        names.add(name.strip())
        _unknown(row, {"name", "aliases", "figure"}, key, faults)
        topics.append(
            Topic(
                name=name.strip(),
                aliases=_strings(row.get("aliases", ()), f"{key}.aliases", faults),
                figures=_figures(row.get("figure", ()), key, faults),
            )
        )
    if faults:
        raise ConfigError(faults)
    return tuple(topics)


def _figures(rows: object, key: str, faults: list[str]) -> tuple[TrackedFigure, ...]:
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        faults.append(f"{key}.figure: {say('topics.list_of_tables', table='[[topic.figure]]')}")
        return ()
    figures = []
    for number, row in enumerate(rows, 1):
        where = f"{key}.figure[{number}]"
        if not isinstance(row, Mapping):
            faults.append(f"{where}: {say('topics.table')}")
            continue
        metric = row.get("metric")
        if not isinstance(metric, str) or not metric.strip():
            faults.append(f"{where}.metric: {say('topics.missing')}")
            continue
        _unknown(row, {"metric", "aliases", "unit", "subjects"}, where, faults)
        unit = row.get("unit", ())
        figures.append(
            TrackedFigure(
                metric=metric.strip(),
                aliases=_strings(row.get("aliases", ()), f"{where}.aliases", faults),
                units=_strings([unit] if isinstance(unit, str) else unit, f"{where}.unit", faults),
                subjects=_strings(row.get("subjects", ()), f"{where}.subjects", faults),
            )
        )
    return tuple(figures)


def _strings(value: object, key: str, faults: list[str]) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        faults.append(f"{key}: {say('topics.strings')}")
        return ()
    if not all(isinstance(v, str) and v.strip() for v in value):
        faults.append(f"{key}: {say('topics.empty_string')}")
        return ()
    return tuple(dict.fromkeys(str(v).strip() for v in value))


def _unknown(row: Mapping[str, Any], known: Iterable[str], key: str, faults: list[str]) -> None:
    faults.extend(
        f"{key}.{name}: {say('topics.unknown_key')}" for name in sorted(set(row) - set(known))
    )


def _period_record(period: Period) -> list[str | None]:
    return [
        period.start.isoformat() if period.start else None,
        period.end.isoformat() if period.end else None,
    ]
