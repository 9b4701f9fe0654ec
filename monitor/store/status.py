"""Status and coverage: how everything stands, in one look at one state of the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Select, and_, func, literal_column, or_, select

from monitor.model import SEOUL, ArticleState, Coverage, FeedTrouble, Kind, Url
from monitor.store.alerts import count_alerts
from monitor.store.articles import CheckFailure, count_read_by_others, load_check_failures
from monitor.store.claims import count_claims
from monitor.store.copies import count_copies
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
    load_stuck,
)
from monitor.store.recipients import load_recipients
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
# or is a quiet one: either way its reader should know. Three days are a weekend and a holiday.
SILENT_AFTER = timedelta(days=3)
# What may have been missed is told for so long.
MISSED_WITHIN = timedelta(days=1)
# A message that got no answer for so long is a trouble that a person may have to look at.
LATE = timedelta(days=1)
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
    retired: tuple[FeedHealth, ...]  # gone for good, as their servers said
    missed: tuple[FeedHealth, ...]  # may have listed more than was seen, in the last day
    silent: tuple[FeedHealth, ...]
    last_poll: datetime | None
    entries: Mapping[EntryState, int]
    entry_failures: tuple[EntryFailure, ...]  # the latest, given up or to be tried again
    articles: int  # pages with a story in them, seeds not counted
    seeds: int
    unread: int  # pages without one: login walls and the like
    edited: int  # articles with more than one version
    copies: int  # articles that copy another one
    altered: int  # articles that copy another one but for a figure
    unchecked: int
    older: int  # articles and documents that another reader than the present one has read
    check_failures: tuple[CheckFailure, ...]
    rereads_due: int
    claims: int
    topics: int
    figures: int
    values: int
    alerts: Mapping[Kind, int]
    undigested: int  # `confirmed` ones not counted
    messages: Mapping[MessageState, int]
    parked: tuple[KeptMessage, ...]  # and what may have been taken, and no answer came for long
    uncomposed: tuple[tuple[str, str], ...]  # recipients whose digest could not be made, and why
    last_digest: LastDigest | None
    last_delivered: LastDigest | None


def load_status(
    tx: Tx, now: datetime, *, silent_after: timedelta = SILENT_AFTER, reader: str | None = None
) -> Status:
    """Return how everything stands at `now`.

    Args:
        reader: the present one, for what others have read; None where nobody asks.
    """
    enabled = and_(~FEED.c.removed, FEED.c.enabled)
    pages = select(func.count()).select_from(ARTICLE)
    # Those without a story are few and have an index: what is not among them is not looked at.
    no_story: ColumnElement[bool] = literal_column(
        f"article_version.state <> '{ArticleState.ARTICLE}'"
    )
    unread = pages.join(VERSION, VERSION.c.article_id == ARTICLE.c.id)
    unread = unread.where(no_story, VERSION.c.version == ARTICLE.c.latest)
    news = _count(tx, pages.where(~ARTICLE.c.is_seed))
    figures, values = count_figures(tx)
    copies, altered = count_copies(tx)
    return Status(
        at=now,
        feeds=_count(tx, select(func.count()).where(enabled)),
        feeds_disabled=_count(tx, select(func.count()).where(~FEED.c.removed, ~FEED.c.enabled)),
        feeds_unpolled=_count(tx, select(func.count()).where(enabled, FEED.c.polled.is_(None))),
        failing=_failing(tx),
        retired=_retired(tx, None, now),
        missed=_missed(tx, now - MISSED_WITHIN, now),
        silent=_silent(tx, now, silent_after),
        last_poll=tx.execute(select(func.max(FEED.c.polled)).where(enabled)).scalar(),
        entries=count_entries(tx),
        entry_failures=load_entry_failures(tx, limit=LISTED),
        articles=news - _count(tx, unread.where(~ARTICLE.c.is_seed)),
        seeds=_count(tx, pages.where(ARTICLE.c.is_seed)),
        unread=_count(tx, unread),
        edited=_count(tx, pages.where(ARTICLE.c.latest > 1)),
        copies=copies,
        altered=altered,
        unchecked=_count(tx, select(func.count()).where(VERSION.c.checked.is_(None))),
        older=count_read_by_others(tx, reader) if reader is not None else 0,
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
        parked=load_stuck(tx, since=now - LATE, limit=LISTED),
        uncomposed=tuple((r.name, r.error) for r in load_recipients(tx) if r.error is not None),
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
    of each feed that answers and has brought none for far longer than its habit (`silent_after`
    where that is unknown), `missed` the moment at which a list had rolled over since the last look.

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
        retired=tuple(FeedTrouble(name=f.name, why=f.why) for f in _retired(tx, since, until)),
        missed=tuple(FeedTrouble(name=f.name, why=f.why) for f in _missed(tx, since, until)),
        silent=tuple(FeedTrouble(name=f.name, why=f.why) for f in _silent(tx, until, silent_after)),
        articles=_count(tx, news.where(read)),
        unread=_count(tx, news.where(~read)) + _count(tx, given_up),
        claims=_count(tx, news.join(CLAIM, CLAIM.c.version_id == VERSION.c.id)),
    )


def _count(tx: Tx, query: Select[int]) -> int:
    return int(tx.execute(query).scalar_one())


def silent_after(gap: timedelta | None, longest: timedelta) -> timedelta:
    """Return how long a feed is quiet until that is worth a word: far longer than its habit.

    Three days at least (weekends and holidays), thirty times its usual gap up to `longest`, and
    four times the gap of a feed that is slower than that.

    >>> silent_after(timedelta(hours=1), timedelta(days=14)).days
    3
    >>> silent_after(timedelta(days=7), timedelta(days=14)).days
    28
    """
    if gap is None:
        return longest
    return max(min(SILENT_AFTER, longest), min(gap * 30, longest), gap * 4)


def _failing(tx: Tx) -> tuple[FeedHealth, ...]:
    """Return the enabled feeds whose last poll failed, the longest failing first."""
    query = _enabled().where(FEED.c.failures > 0, FEED.c.retired.is_(None))
    rows = tx.execute(query.order_by(FEED.c.failures.desc(), FEED.c.id))
    return tuple(_health(row, row.error or "") for row in rows)


def _noted(
    tx: Tx, moment: Column[Any], since: datetime | None, until: datetime
) -> Iterable[Row[Any]]:
    """Return the enabled feeds of which something was noted at such a moment, latest first."""
    query = _enabled().where(moment <= until)
    if since:
        query = query.where(moment > since)
    return tx.execute(query.order_by(moment.desc(), FEED.c.id))


def _retired(tx: Tx, since: datetime | None, until: datetime) -> tuple[FeedHealth, ...]:
    """Return the feeds that are gone for good, by their servers' word since then, latest first."""
    rows = _noted(tx, FEED.c.retired, since, until)
    return tuple(_health(row, row.error or "") for row in rows)


def _missed(tx: Tx, since: datetime | None, until: datetime) -> tuple[FeedHealth, ...]:
    """Return the feeds of which entries may have been missed since then, and when, latest first."""
    rows = _noted(tx, FEED.c.missed, since, until)
    return tuple(_health(row, f"{row.missed.astimezone(SEOUL):%Y-%m-%d %H:%M}") for row in rows)


def _silent(tx: Tx, now: datetime, longest: timedelta) -> tuple[FeedHealth, ...]:
    """Return the enabled feeds that answer well and are quiet for far longer than is their habit.

    Args:
        longest: how long a feed may be quiet whose habit is unknown.
    """
    soonest = now - min(SILENT_AFTER, longest)
    query = _enabled().where(
        FEED.c.failures == 0,
        FEED.c.retired.is_(None),
        # Of a feed that was not asked for long, nobody knows whether it is silent.
        FEED.c.polled >= now - longest,
        or_(FEED.c.changed.is_(None), FEED.c.changed < soonest),
    )
    rows = tx.execute(query.order_by(FEED.c.changed.nulls_first(), FEED.c.id)).all()
    return tuple(
        _health(row, row.changed.astimezone(SEOUL).date().isoformat() if row.changed else "")
        for row in rows
        if row.changed is None or row.changed < now - silent_after(_gap(row), longest)
    )


def _gap(row: Row[Any]) -> timedelta | None:
    return None if row.gap_us is None else timedelta(microseconds=row.gap_us)


def _enabled() -> Select[Any]:
    return select(FEED).where(~FEED.c.removed, FEED.c.enabled)


def _health(row: Row[Any], why: str) -> FeedHealth:
    return FeedHealth(
        url=Url(row.url),
        name=row.outlet or row.title or row.url,
        why=why,
        failures=row.failures,
        polled=row.polled,
        due=row.due,
    )
