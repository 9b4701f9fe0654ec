"""What a monitoring system watches: how much waits, for how long, and what each outlet yields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, func, or_, select

from monitor.model import ArticleState
from monitor.store.database import Tx
from monitor.store.entries import is_waiting
from monitor.store.feeds import is_due
from monitor.store.outbox import GOING
from monitor.store.tables import ARTICLE, CLAIM, ENTRY, FEED, MESSAGE, VERSION

# A redesign of an outlet's pages shows as a drop within a day's articles.
YIELD_OVER = timedelta(days=1)
# Of outlets so many are told apart: each is a time series of its own for who keeps them.
MOST_OUTLETS = 300


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for one kind of work: how many, and how long the oldest is overdue."""

    waiting: int
    oldest: timedelta


@dataclass(frozen=True, slots=True)
class Yield:
    """What an outlet's pages of some days held."""

    articles: int
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauges:
    """How the work stands at one moment.

    `queues` are named as the jobs; `messages` by channel and state; `yields` by outlet.
    """

    queues: Mapping[str, Queue]
    messages: Mapping[tuple[str, str], int]
    yields: Mapping[str, Yield]


def load_gauges(tx: Tx, now: datetime) -> Gauges:
    """Return how the work stands at `now`."""
    waits_in_feed = and_(
        ~FEED.c.removed,
        *is_due(now),
        or_(FEED.c.paused_until.is_(None), FEED.c.paused_until <= now),
    )
    waits_for_sending = and_(
        MESSAGE.c.state.in_(GOING),
        or_(MESSAGE.c.next_at.is_(None), MESSAGE.c.next_at <= now),
    )
    return Gauges(
        queues={
            "poll": _queue(tx, FEED, FEED.c.due, waits_in_feed, now),
            "fetch": _queue(tx, ENTRY, ENTRY.c.seen, and_(*is_waiting(now)), now),
            "check": _queue(tx, VERSION, VERSION.c.fetched, VERSION.c.checked.is_(None), now),
            "reread": _queue(tx, ARTICLE, ARTICLE.c.reread_at, ARTICLE.c.reread_at <= now, now),
            "deliver": _queue(tx, MESSAGE, MESSAGE.c.created, waits_for_sending, now),
        },
        messages={
            (row.channel, row.state): row.found
            for row in tx.execute(
                select(MESSAGE.c.channel, MESSAGE.c.state, func.count().label("found")).group_by(
                    MESSAGE.c.channel, MESSAGE.c.state
                )
            )
        },
        yields=load_yields(tx, since=now - YIELD_OVER, until=now),
    )


def _queue(
    tx: Tx, table: Table, since: Column[Any], waits: ColumnElement[bool], now: datetime
) -> Queue:
    query = select(func.count().label("found"), func.min(since).label("oldest"))
    row = tx.execute(query.select_from(table).where(waits)).one()
    late = now - row.oldest if row.oldest else timedelta(0)
    return Queue(row.found, max(late, timedelta(0)))


def load_yields(tx: Tx, *, since: datetime, until: datetime) -> dict[str, Yield]:
    """Return what the pages of each outlet held that were fetched after `since`, up to `until`."""
    claims = (
        select(func.count())
        .select_from(CLAIM)
        .where(CLAIM.c.version_id == VERSION.c.id)
        .scalar_subquery()
    )
    query = (
        select(VERSION.c.outlet, func.count().label("articles"), func.sum(claims).label("claims"))
        .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
        .where(
            ~ARTICLE.c.is_seed,
            VERSION.c.state == ArticleState.ARTICLE,
            VERSION.c.fetched > since,
            VERSION.c.fetched <= until,
            VERSION.c.checked.is_not(None),
        )
        .group_by(VERSION.c.outlet)
        .order_by(func.count().desc(), VERSION.c.outlet)
        .limit(MOST_OUTLETS)
    )
    return {row.outlet: Yield(row.articles, int(row.claims or 0)) for row in tx.execute(query)}
