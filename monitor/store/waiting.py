"""Whether a row waits for its job, asked of one row; and how one that was given up waits again.

What waits of each kind, in its order, is asked of the files of the rows themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from monitor.model import Url
from monitor.store.database import Tx
from monitor.store.entries import is_waiting, retry_entries
from monitor.store.feeds import is_due
from monitor.store.outbox import GOING, MessageState, retry_messages
from monitor.store.rows import batches
from monitor.store.tables import ALERT, ARTICLE, ENTRY, FEED, MESSAGE, STATEMENT, SUPPORT, VERSION


def is_feed_due(tx: Tx, url: str, now: datetime) -> bool:
    """Return whether the feed of this address is to be asked."""
    query = select(FEED.c.id).where(FEED.c.url == url, ~FEED.c.removed, *is_due(now))
    return tx.execute(query).first() is not None


def is_entry_waiting(tx: Tx, url: str, now: datetime) -> bool:
    """Return whether the page of this entry is to be fetched."""
    query = select(ENTRY.c.id).where(ENTRY.c.url == url, *is_waiting(now))
    return tx.execute(query).first() is not None


def load_waiting_among(tx: Tx, urls: Sequence[str], now: datetime) -> tuple[Url, ...]:
    """Return those of `urls` whose pages are to be fetched, the oldest news first."""
    found: list[Row[Any]] = []
    for part in batches(urls):
        query = select(ENTRY.c.news_at, ENTRY.c.id, ENTRY.c.url)
        query = query.where(ENTRY.c.url.in_(part), *is_waiting(now))
        found.extend(tx.execute(query))
    return tuple(Url(row.url) for row in sorted(found, key=lambda row: (row.news_at, row.id)))


def load_wanted_among(tx: Tx, urls: Sequence[str]) -> frozenset[str]:
    """Return those of `urls` whose pages are to be fetched before others."""
    found: set[str] = set()
    for part in batches(urls):
        query = select(ENTRY.c.url).where(ENTRY.c.url.in_(part), ENTRY.c.wanted.is_not(None))
        found.update(tx.execute(query).scalars())
    return frozenset(found)


def is_reread_due(tx: Tx, url: str, now: datetime) -> bool:
    """Return whether the page at the address of an entry, or of an article, is to be read again."""
    of_entry = select(ENTRY.c.article_id).where(ENTRY.c.url == url)
    query = select(ARTICLE.c.id).where(
        (ARTICLE.c.id == of_entry.scalar_subquery()) | (ARTICLE.c.url == url),
        ARTICLE.c.reread_at <= now,
    )
    return tx.execute(query).first() is not None


def is_unchecked(tx: Tx, doc: str, version: int) -> bool:
    """Return whether a reading waits for its check."""
    query = select(VERSION.c.id).join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
    query = query.where(ARTICLE.c.url == doc, VERSION.c.version == version)
    return tx.execute(query.where(VERSION.c.checked.is_(None))).first() is not None


def has_unchecked(tx: Tx, most: int) -> bool:
    """Return whether so many readings, or more, wait for their checks."""
    waiting = select(VERSION.c.id).where(VERSION.c.checked.is_(None)).limit(most).subquery()
    return int(tx.execute(select(func.count()).select_from(waiting)).scalar_one()) >= most


def ask_again(tx: Tx, url: str, now: datetime) -> None:
    """Let a feed be due."""
    tx.execute(update(FEED).where(FEED.c.url == url).values(due=now))


def fetch_again(tx: Tx, url: str) -> None:
    """Let an entry that was given up wait again."""
    retry_entries(tx, [url])


def reread_again(tx: Tx, url: str, now: datetime) -> None:
    """Let a page be due to be read again."""
    of_entry = select(ENTRY.c.article_id).where(ENTRY.c.url == url).scalar_subquery()
    again = update(ARTICLE).where((ARTICLE.c.id == of_entry) | (ARTICLE.c.url == url))
    tx.execute(again.values(reread_at=now, reread_error=None))


def check_again(tx: Tx, doc: str, version: int) -> None:
    """Let a reading wait for its check again."""
    article = select(ARTICLE.c.id).where(ARTICLE.c.url == doc).scalar_subquery()
    again = update(VERSION).where(VERSION.c.article_id == article, VERSION.c.version == version)
    tx.execute(again.values(checked=None, check_error=None))


def send_again(tx: Tx, key: str) -> None:
    """Let a parked message wait again."""
    retry_messages(tx, [key])


def release_message(tx: Tx, key: str) -> None:
    """Take a message back from its sender, who is gone: it may have been sent."""
    in_hand = update(MESSAGE).where(MESSAGE.c.key == key, MESSAGE.c.leased.is_not(None))
    going = in_hand.where(MESSAGE.c.state.in_(GOING))
    tx.execute(going.values(leased=None, state=MessageState.UNSURE))


Found = tuple[int, int, int]
"""The last alert, support and statement that were kept, by number."""


def last_found(tx: Tx) -> Found:
    """Return how far what was found has come: greater where something was added."""
    last = (tx.execute(select(func.max(table.c.id))).scalar() for table in _FOUND)
    alert, support, statement = (int(number or 0) for number in last)
    return alert, support, statement


_FOUND = (ALERT, SUPPORT, STATEMENT)


def topics_since(tx: Tx, since: Found) -> frozenset[str]:
    """Return the topics that something was found on since then."""
    alerts = select(ALERT.c.topic).where(ALERT.c.id > since[0])
    backed = select(ALERT.c.topic).join(SUPPORT, SUPPORT.c.alert_id == ALERT.c.id)
    said = select(STATEMENT.c.topic).where(STATEMENT.c.id > since[2])
    found: set[str] = set()
    for query in (alerts, backed.where(SUPPORT.c.id > since[1]), said):
        found.update(tx.execute(query.distinct()).scalars())
    return frozenset(found)
