"""Feeds: which there are, what is known of asking each, and which is due."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, case, select, update

from monitor.model import Feed, Url
from monitor.store.database import Tx
from monitor.store.rows import Columns, insert_new, upsert
from monitor.store.tables import FEED

_LEARNED = frozenset(
    {
        "etag",
        "last_modified",
        "body_hash",
        "interval_us",
        "due",
        "polled",
        "changed",
        "failures",
        "error",
        "paused_until",
    }
)
_MICROSECOND = timedelta(microseconds=1)


def save_feed(tx: Tx, feed: Feed) -> None:
    """Keep `feed`, over what is known of the same address; a removed feed comes back."""
    upsert(tx, FEED, [_columns(feed)], key=["url"])


def note_poll(tx: Tx, feed: Feed) -> bool:
    """Keep what asking `feed` taught, and nothing else of it; False where it was removed meanwhile.

    Unlike `save_feed` this neither brings back a removed feed nor undoes an edit made during the
    poll: it writes validators, times, failures, error, and a title where there was none.
    """
    learned = {name: value for name, value in _columns(feed).items() if name in _LEARNED}
    title = case((FEED.c.title == "", feed.title), else_=FEED.c.title)
    statement = update(FEED).where(FEED.c.url == feed.url, ~FEED.c.removed)
    found = tx.execute(statement.values(**learned, title=title).returning(FEED.c.id)).first()
    return found is not None


def load_feed(tx: Tx, url: str) -> Feed | None:
    """Return the feed of this address, None where there is none (any more)."""
    row = tx.execute(_present().where(FEED.c.url == url)).first()
    return _feed(row) if row else None


def load_feeds(tx: Tx, *, enabled: bool | None = None) -> tuple[Feed, ...]:
    """Return all feeds in the order they were added; with `enabled` only those that are so."""
    query = _present().order_by(FEED.c.id)
    if enabled is not None:
        query = query.where(FEED.c.enabled.is_(enabled))
    return tuple(_feed(row) for row in tx.execute(query))


def load_due_feeds(tx: Tx, now: datetime, *, limit: int) -> tuple[Feed, ...]:
    """Return up to `limit` enabled feeds to ask at `now`: never asked ones, then longest due."""
    query = (
        _present()
        .where(FEED.c.enabled, FEED.c.due.is_(None) | (FEED.c.due <= now))
        .order_by(FEED.c.due.nulls_first(), FEED.c.id)
        .limit(limit)
    )
    return tuple(_feed(row) for row in tx.execute(query))


def load_next_due(tx: Tx) -> datetime | None:
    """Return when the next enabled feed is due, None where one is due at once or there is none."""
    query = (
        select(FEED.c.due)
        .where(~FEED.c.removed, FEED.c.enabled)
        .order_by(FEED.c.due.nulls_first())
        .limit(1)
    )
    due: datetime | None = tx.execute(query).scalar()
    return due


def remove_feed(tx: Tx, url: str) -> bool:
    """Forget the feed; say whether there was one. What came through it stays."""
    row = tx.execute(
        update(FEED)
        .where(FEED.c.url == url, ~FEED.c.removed)
        .values(removed=True)
        .returning(FEED.c.id)
    ).first()
    return row is not None


def feed_ids(tx: Tx, urls: set[Url]) -> dict[str, int]:
    """Return the row of each address, made where there is none: as of a feed removed meanwhile."""
    ghosts = [_columns(Feed(url=url)) | {"removed": True} for url in sorted(urls)]
    insert_new(tx, FEED, ghosts)
    query = select(FEED.c.url, FEED.c.id).where(FEED.c.url.in_(urls))
    return {row.url: row.id for row in tx.execute(query)}


def _present() -> Select[Any]:
    return select(FEED).where(~FEED.c.removed)


def _columns(feed: Feed) -> Columns:
    return {
        "url": feed.url,
        "outlet": feed.outlet,
        "title": feed.title,
        "category": feed.category,
        "note": feed.note,
        "enabled": feed.enabled,
        "removed": False,
        "etag": feed.etag,
        "last_modified": feed.last_modified,
        "body_hash": feed.body_hash,
        "interval_us": feed.interval // _MICROSECOND,
        "due": feed.due,
        "polled": feed.polled,
        "changed": feed.changed,
        "failures": feed.failures,
        "error": feed.error,
        "paused_until": feed.paused_until,
    }


def _feed(row: Row[Any]) -> Feed:
    return Feed(
        url=Url(row.url),
        outlet=row.outlet,
        title=row.title,
        category=row.category,
        note=row.note,
        enabled=row.enabled,
        etag=row.etag,
        last_modified=row.last_modified,
        body_hash=row.body_hash,
        interval=row.interval_us * _MICROSECOND,
        due=row.due,
        polled=row.polled,
        changed=row.changed,
        failures=row.failures,
        error=row.error,
        paused_until=row.paused_until,
    )
