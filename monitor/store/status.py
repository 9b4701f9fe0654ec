"""Status and coverage: how everything stands, in one look at one state of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, func, or_, select

from monitor.model import SEOUL, ArticleState, Coverage, FeedTrouble, Kind, Url
from monitor.store.alerts import count_alerts
from monitor.store.articles import CheckFailure, load_check_failures
from monitor.store.claims import count_claims
from monitor.store.database import Tx
from monitor.store.entries import (
    EntryFailure,
    EntryState,
    count_entries,
    load_entry_failures,
)
from monitor.store.figures import count_figures
from monitor.store.outbox import (
    KeptMessage,
    LastDigest,
    MessageState,
    count_messages,
    last_digest,
    load_messages,
)
from monitor.store.tables import (
    ALERT,
    ARTICLE,
    CLAIM,
    ENTRY,
    FEED,
    TOPIC,
    VERSION,
)

# A feed that answers well and brings nothing for so long has been moved or forgotten by its outlet,
# or is a quiet one: either way its reader should know.
SILENT_AFTER = timedelta(days=3)
# How many of each kind of trouble to list.
LISTED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """A feed with its trouble."""

    url: Url
    name: str  # the outlet, or the title, or the address
    why: str  # the error's line; for a silent one the day of its last news
    failures: int
    polled: datetime | None
    due: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How everything stands at `at`. Counts are of all time, but where a name says otherwise."""

    at: datetime
    feeds: int  # enabled
    feeds_disabled: int
    feeds_unpolled: int  # enabled and never asked yet
    failing: tuple[FeedHealth, ...]
    silent: tuple[FeedHealth, ...]
    last_poll: datetime | None
    entries: Mapping[EntryState, int]
    entry_failures: tuple[EntryFailure, ...]  # the latest, given up or to be tried again
    articles: int  # pages with a story in them, seeds not counted
    seeds: int
    unread: int  # pages without one: login walls and the like
    edited: int  # articles with more than one version
    unchecked: int
    check_failures: tuple[CheckFailure, ...]
    rereads_due: int
    claims: int
    topics: int
    figures: int
    values: int
    alerts: Mapping[Kind, int]
    undigested: int  # `confirmed` ones not counted
    messages: Mapping[MessageState, int]
    parked: tuple[KeptMessage, ...]
    last_digest: LastDigest | None
    last_delivered: LastDigest | None


def load_status(tx: Tx, now: datetime, *, silent_after: timedelta = SILENT_AFTER) -> Status:
    """Return how everything stands at `now`."""
    enabled = and_(~FEED.c.removed, FEED.c.enabled)
    story = and_(VERSION.c.state == ArticleState.ARTICLE, VERSION.c.version == ARTICLE.c.latest)
    pages = select(func.count()).select_from(ARTICLE)
    read = pages.join(VERSION, VERSION.c.article_id == ARTICLE.c.id)
    figures, values = count_figures(tx)
    return Status(
        at=now,
        feeds=_count(tx, select(func.count()).where(enabled)),
        feeds_disabled=_count(tx, select(func.count()).where(~FEED.c.removed, ~FEED.c.enabled)),
        feeds_unpolled=_count(tx, select(func.count()).where(enabled, FEED.c.polled.is_(None))),
        failing=_failing(tx),
        silent=_silent(tx, now - silent_after),
        last_poll=tx.execute(select(func.max(FEED.c.polled)).where(enabled)).scalar(),
        entries=count_entries(tx),
        entry_failures=load_entry_failures(tx, limit=LISTED),
        articles=_count(tx, read.where(story, ~ARTICLE.c.is_seed)),
        seeds=_count(tx, pages.where(ARTICLE.c.is_seed)),
        unread=_count(tx, read.where(~story, VERSION.c.version == ARTICLE.c.latest)),
        edited=_count(tx, pages.where(ARTICLE.c.latest > 1)),
        unchecked=_count(tx, select(func.count()).where(VERSION.c.checked.is_(None))),
        check_failures=load_check_failures(tx, limit=LISTED),
        rereads_due=_count(tx, pages.where(ARTICLE.c.reread_at <= now)),
        claims=count_claims(tx),
        topics=_count(tx, select(func.count()).select_from(TOPIC)),
        figures=figures,
        values=values,
        alerts=count_alerts(tx),
        undigested=_count(
            tx,
            select(func.count())
            .select_from(ALERT)
            .where(ALERT.c.kind != Kind.CONFIRMED, ~ALERT.c.is_told),
        ),
        messages=count_messages(tx),
        parked=load_messages(tx, state=MessageState.PARKED, limit=LISTED),
        last_digest=last_digest(tx),
        last_delivered=last_digest(tx, delivered=True),
    )


def load_coverage(
    tx: Tx,
    *,
    since: datetime | None,
    until: datetime,
    silent_after: timedelta = SILENT_AFTER,
) -> Coverage:
    """Return how much of the news of that period a digest rests on.

    `failed` holds what the last poll of each failing feed said, `silent` the day of the last news
    of each feed that answers and has brought none for `silent_after`.

    Args:
        since: the end of the period before, which that one included; None for all there was.
        until: the end, included.
    """
    enabled = and_(~FEED.c.removed, FEED.c.enabled)
    polled = FEED.c.polled > since if since else FEED.c.polled.is_not(None)
    fetched = [VERSION.c.fetched <= until]
    closed = [ENTRY.c.state == EntryState.FAILED, ENTRY.c.closed <= until]
    if since:
        fetched.append(VERSION.c.fetched > since)
        closed.append(ENTRY.c.closed > since)
    news = (
        select(func.count())
        .select_from(VERSION)
        .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
        .where(~ARTICLE.c.is_seed, *fetched)
    )
    read = VERSION.c.state == ArticleState.ARTICLE
    given_up = select(func.count()).select_from(ENTRY).where(*closed)
    return Coverage(
        feeds=_count(tx, select(func.count()).where(enabled)),
        polled=_count(tx, select(func.count()).where(enabled, polled)),
        failed=tuple(FeedTrouble(name=f.name, why=f.why) for f in _failing(tx)),
        silent=tuple(
            FeedTrouble(name=f.name, why=f.why) for f in _silent(tx, until - silent_after)
        ),
        articles=_count(tx, news.where(read)),
        unread=_count(tx, news.where(~read)) + _count(tx, given_up),
        claims=_count(tx, news.join(CLAIM, CLAIM.c.version_id == VERSION.c.id)),
    )


def _count(tx: Tx, query: Select[int]) -> int:
    return int(tx.execute(query).scalar_one())


def _failing(tx: Tx) -> tuple[FeedHealth, ...]:
    """Return the enabled feeds whose last poll failed, the longest failing first."""
    query = select(FEED).where(~FEED.c.removed, FEED.c.enabled, FEED.c.failures > 0)
    rows = tx.execute(query.order_by(FEED.c.failures.desc(), FEED.c.id))
    return tuple(
        FeedHealth(
            url=Url(row.url),
            name=row.outlet or row.title or row.url,
            why=row.error or "",
            failures=row.failures,
            polled=row.polled,
            due=row.due,
        )
        for row in rows
    )


def _silent(tx: Tx, before: datetime) -> tuple[FeedHealth, ...]:
    """Return the enabled feeds that answer well and had no news since `before`."""
    query = select(FEED).where(
        ~FEED.c.removed,
        FEED.c.enabled,
        FEED.c.failures == 0,
        FEED.c.polled.is_not(None),
        FEED.c.polled >= before,
        or_(FEED.c.changed.is_(None), FEED.c.changed < before),
    )
    return tuple(
        FeedHealth(
            url=Url(row.url),
            name=row.outlet or row.title or row.url,
            why=row.changed.astimezone(SEOUL).date().isoformat() if row.changed else "",
            failures=0,
            polled=row.polled,
            due=row.due,
        )
        for row in tx.execute(query.order_by(FEED.c.changed.nulls_first(), FEED.c.id))
    )
