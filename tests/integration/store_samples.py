"""Values to store, each whole and valid."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import event

from monitor.model import (
    Alert,
    Article,
    Claim,
    Entry,
    Feed,
    Figure,
    Interval,
    Kind,
    Message,
    Period,
    Reason,
    Source,
    Url,
    Value,
)
from monitor.store.database import Store, Tx

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

FEED = Feed(url=Url("https://news.example/rss"), outlet="한빛일보", title="경제")


def an_entry(url: str = "https://news.example/1", **changes: object) -> Entry:
    entry = Entry(feed=FEED.url, url=Url(url), title="딥시크 이용자 줄었다", published=NOW - HOUR)
    return replace(entry, **changes)  # type: ignore[arg-type]


def an_article(url: str = "https://news.example/1", **changes: object) -> Article:
    article = Article(
        url=Url(url),
        title="딥시크 이용자 줄었다",
        text="딥시크의 월간 이용자는 59만 명이다.\n석 달 전에는 121만 명이었다.",
        author="김하나",
        outlet="한빛일보",
        published=NOW - HOUR,
        skip=((0, 3),),
    )
    return replace(article, **changes)  # type: ignore[arg-type]


def a_claim(doc: str = "https://news.example/1", **changes: object) -> Claim:
    claim = Claim(
        doc=doc,
        span=(12, 17),
        quote="딥시크의 월간 이용자는 59만 명이다.",
        subject="딥시크",
        metric="월간 이용자 수",
        interval=Interval(Decimal(590000), Decimal(590000)),
        unit="명",
        as_of=Period(date(2025, 4, 1), date(2025, 4, 30)),
    )
    return replace(claim, **changes)  # type: ignore[arg-type]


def a_source(doc: str = "https://news.example/1", **changes: object) -> Source:
    source = Source(doc=doc, outlet="한빛일보", title="제목", published=NOW - HOUR)
    return replace(source, **changes)  # type: ignore[arg-type]


def a_value(doc: str = "https://news.example/1", **changes: object) -> Value:
    value = Value(claim=a_claim(doc), source=a_source(doc))
    return replace(value, **changes)  # type: ignore[arg-type]


def a_figure(key: str = "f1", **changes: object) -> Figure:
    figure = Figure(key=key, topic="딥시크", subject="딥시크", metric="월간 이용자 수", unit="명")
    return replace(figure, **changes)  # type: ignore[arg-type]


def an_alert(key: str = "a1", doc: str = "https://news.example/1", **changes: object) -> Alert:
    alert = Alert(
        key=key,
        kind=Kind.CHANGED,
        topic="딥시크",
        claim=a_claim(doc),
        source=a_source(doc),
        figure="f1",
        reason=Reason("later-period", {"old": "2025-01", "new": "2025-04"}),
        previous=a_value("seed.md"),
        at=NOW,
    )
    return replace(alert, **changes)  # type: ignore[arg-type]


def a_message(key: str = "m1", **changes: object) -> Message:
    message = Message(
        key=key,
        digest="d1",
        channel="email",
        recipient="reader@example.org",
        subject="딥시크 이용자 121만 → 59만",
        text="본문",
        created=NOW,
    )
    return replace(message, **changes)  # type: ignore[arg-type]


class _Undo(Exception):  # noqa: N818
    """Ends a transaction without keeping anything."""


@contextmanager
def undone(store: Store) -> Iterator[Tx]:
    """Give a transaction that leaves nothing behind."""
    with suppress(_Undo), store.begin() as tx:
        yield tx
        raise _Undo


@contextmanager
def statements(tx: Tx) -> Iterator[list[tuple[str, Any]]]:
    """Collect the SQL of the block."""
    seen: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, sql: str, parameters: Any, *_: object) -> None:
        seen.append((sql, parameters))

    connection = tx.connection()
    event.listen(connection, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(connection, "before_cursor_execute", note)
