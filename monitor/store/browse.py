"""Browsing: pages of what there is, the latest first, each going on below the last row's number."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, func, or_, select

from monitor.model import Alert, Figure, Kind, Remark, Source
from monitor.store.alerts import load_alerts_at
from monitor.store.articles import source_of_reading
from monitor.store.database import Tx
from monitor.store.figures import load_courses
from monitor.store.outbox import KeptDigest, KeptMessage, digests_at, messages_of
from monitor.store.reviews import Review, reviews_at
from monitor.store.rows import batches, contains
from monitor.store.statements import load_remarks_at
from monitor.store.tables import (
    ALERT,
    ARTICLE,
    CLAIM,
    DIGEST,
    ENTRY,
    FEED,
    FIGURE,
    ORIGINAL,
    REVIEW,
    STATEMENT,
    VERSION,
)

RECENT = 24  # values of a figure that a list shows the course of


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptArticle:
    """An article of a list: its newest reading, and how much hangs on it."""

    source: Source
    versions: int
    state: str
    fetched: datetime
    claims: int
    copies: int


@dataclass(frozen=True, slots=True)
class Course:
    """A figure with its current and latest values, and how many articles they are from."""

    figure: Figure
    sources: int


def page_alerts(
    tx: Tx,
    *,
    topic: str | None = None,
    kinds: Collection[str] = (),
    outlet: str = "",
    figure: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    limit: int,
) -> list[tuple[int, Alert]]:
    """Return alerts with their numbers, the latest found first; without `kinds` no confirmed ones.

    Args:
        outlet: words of the outlet's name. since, until: found then or later, and before.
    """
    query = _found(select(ALERT.c.id), ALERT, topic, outlet, since, until)
    query = query.where(
        ALERT.c.kind.in_(sorted(kinds)) if kinds else ALERT.c.kind != str(Kind.CONFIRMED)
    )
    if figure is not None:
        query = query.where(ALERT.c.figure == figure)
    return load_alerts_at(tx, _ids(tx, query, ALERT.c.id, before, limit))


def page_remarks(
    tx: Tx,
    *,
    topic: str | None = None,
    outlet: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    limit: int,
) -> list[tuple[int, Remark]]:
    """Return the statements that were news with their numbers, the latest found first."""
    query = select(STATEMENT.c.id).where(STATEMENT.c.kind.is_not(None))
    query = _found(query, STATEMENT, topic, outlet, since, until)
    return load_remarks_at(tx, _ids(tx, query, STATEMENT.c.id, before, limit))


def _found(
    query: Select[Any],
    table: Table,
    topic: str | None,
    outlet: str,
    since: datetime | None,
    until: datetime | None,
) -> Select[Any]:
    """Return the query for what was found on a topic, by an outlet, then or later, and before."""
    if topic is not None:
        query = query.where(table.c.topic == topic)
    if outlet:
        query = query.where(contains(table.c.outlet, outlet))
    if since is not None:
        query = query.where(table.c.at >= since)
    if until is not None:
        query = query.where(table.c.at < until)
    return query


def page_articles(
    tx: Tx,
    *,
    topic: str | None = None,
    outlet: str = "",
    before: int | None = None,
    limit: int,
) -> list[tuple[int, KeptArticle]]:
    """Return articles with their numbers, the latest kept first; documents of the corpus too."""
    query = select(ARTICLE.c.id)
    if outlet:
        query = query.join(VERSION, _is_newest()).where(contains(VERSION.c.outlet, outlet))
    if topic is not None:
        on_topic = (
            select(VERSION.c.article_id)
            .join(CLAIM, CLAIM.c.version_id == VERSION.c.id)
            .where(CLAIM.c.topic == topic)
        )
        query = query.where(ARTICLE.c.id.in_(on_topic))
    ids = _ids(tx, query, ARTICLE.c.id, before, limit)
    return _articles(tx, ids)


def load_copies(tx: Tx, doc: str, *, limit: int) -> tuple[Source, ...]:
    """Return the articles that copy this one, in the order they were kept."""
    query = (
        select(ARTICLE.c.url, ARTICLE.c.is_seed, VERSION, ORIGINAL.c.url.label("copy_of"))
        .join(VERSION, _is_newest())
        .join(ORIGINAL, ORIGINAL.c.id == ARTICLE.c.original_id)
        .where(ORIGINAL.c.url == doc)
        .order_by(ARTICLE.c.id)
        .limit(limit)
    )
    return tuple(source_of_reading(row) for row in tx.execute(query))


def page_figures(
    tx: Tx,
    *,
    topic: str | None = None,
    words: Sequence[str] = (),
    before: int | None = None,
    limit: int,
) -> list[tuple[int, Course]]:
    """Return figures of the baseline with their numbers, the latest made first.

    Args:
        words: each is in the figure's subject or metric.
    """
    query = select(FIGURE.c.id).where(~FIGURE.c.dropped)
    if topic is not None:
        query = query.where(FIGURE.c.topic == topic)
    for word in words:
        query = query.where(or_(contains(FIGURE.c.subject, word), contains(FIGURE.c.metric, word)))
    ids = _ids(tx, query, FIGURE.c.id, before, limit)
    rows = tx.execute(select(FIGURE).where(FIGURE.c.id.in_(ids)).order_by(FIGURE.c.id.desc())).all()
    courses = load_courses(tx, [row.key for row in rows], recent=RECENT)
    return [
        (
            row.id,
            Course(
                Figure(
                    key=row.key,
                    topic=row.topic,
                    subject=row.subject,
                    metric=row.metric,
                    unit=row.unit,
                    values=courses.get(row.key, ()),
                ),
                len({value.source.doc for value in courses.get(row.key, ())}),
            ),
        )
        for row in rows
    ]


def page_digests(
    tx: Tx, *, before: int | None = None, limit: int
) -> list[tuple[int, KeptDigest, tuple[KeptMessage, ...]]]:
    """Return digests with their numbers and messages, the latest first."""
    ids = _ids(tx, select(DIGEST.c.id), DIGEST.c.id, before, limit)
    found = digests_at(tx, ids)
    messages = messages_of(tx, [digest.key for _, digest in found])
    return [(n, digest, tuple(messages.get(digest.key, ()))) for n, digest in found]


def page_reviews(tx: Tx, *, before: int | None = None, limit: int) -> list[tuple[int, Review]]:
    """Return decisions with their numbers, the latest first, also those taken back."""
    return reviews_at(tx, _ids(tx, select(REVIEW.c.id), REVIEW.c.id, before, limit))


def count_yield(tx: Tx, since: datetime) -> dict[str, dict[str, int]]:
    """Return by feed (its address) how many articles came to each state since then."""
    query = (
        select(FEED.c.url, VERSION.c.state, func.count())
        .select_from(VERSION)
        .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
        .join(ENTRY, ENTRY.c.article_id == ARTICLE.c.id)
        .join(FEED, FEED.c.id == ENTRY.c.feed_id)
        .where(VERSION.c.fetched >= since, VERSION.c.version == 1)
        .group_by(FEED.c.url, VERSION.c.state)
    )
    found: dict[str, dict[str, int]] = {}
    for url, state, count in tx.execute(query):
        found.setdefault(url, {})[state] = int(count)
    return found


def load_yield(tx: Tx, url: str, since: datetime, *, limit: int) -> list[tuple[datetime, str]]:
    """Return when each article of a feed was read since then, and what it turned out to be."""
    query = (
        select(VERSION.c.fetched, VERSION.c.state)
        .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
        .join(ENTRY, ENTRY.c.article_id == ARTICLE.c.id)
        .join(FEED, FEED.c.id == ENTRY.c.feed_id)
        .where(FEED.c.url == url, VERSION.c.fetched >= since, VERSION.c.version == 1)
        .order_by(VERSION.c.fetched.desc())
        .limit(limit)
    )
    return [(row.fetched, row.state) for row in tx.execute(query)]


def count_feeds(tx: Tx) -> tuple[int, int]:
    """Return how many feeds are asked, and how many of them failed when they were asked last."""
    asked = (~FEED.c.removed, FEED.c.enabled)
    query = select(func.count()).select_from(FEED).where(*asked)
    failing = query.where(FEED.c.failures > 0, FEED.c.retired.is_(None))
    return int(tx.execute(query).scalar_one()), int(tx.execute(failing).scalar_one())


def news_mark(tx: Tx) -> str:
    """Return what is another whenever an alert, a statement or a decision came."""
    marks = [
        tx.execute(select(func.max(table.c.id))).scalar() or 0
        for table in (ALERT, STATEMENT, REVIEW)
    ]
    undone = tx.execute(select(func.count(REVIEW.c.undone))).scalar() or 0
    return "-".join(map(str, (*marks, undone)))


def load_outlets(tx: Tx, *, limit: int) -> tuple[str, ...]:
    """Return the names of the outlets of alerts, those with the most first."""
    query = (
        select(ALERT.c.outlet, func.count())
        .where(ALERT.c.outlet != "")
        .group_by(ALERT.c.outlet)
        .order_by(func.count().desc(), ALERT.c.outlet)
        .limit(limit)
    )
    return tuple(row[0] for row in tx.execute(query))


def _ids(tx: Tx, query: Select[Any], number: Any, before: int | None, limit: int) -> list[int]:
    if before is not None:
        query = query.where(number < before)
    return list(tx.execute(query.order_by(number.desc()).limit(limit)).scalars())


def _is_newest() -> Any:
    return (VERSION.c.article_id == ARTICLE.c.id) & (VERSION.c.version == ARTICLE.c.latest)


def _articles(tx: Tx, ids: Sequence[int]) -> list[tuple[int, KeptArticle]]:
    query = (
        select(
            ARTICLE.c.url,
            ARTICLE.c.is_seed,
            ARTICLE.c.latest,
            VERSION,
            ORIGINAL.c.url.label("copy_of"),
        )
        .join(VERSION, _is_newest())
        .outerjoin(ORIGINAL, ORIGINAL.c.id == ARTICLE.c.original_id)
        .where(ARTICLE.c.id.in_(ids))
        .order_by(ARTICLE.c.id.desc())
    )
    rows = tx.execute(query).all()
    claims: dict[int, int] = {}
    copies: dict[int, int] = {}
    for part in batches([row.id for row in rows]):
        counted = select(CLAIM.c.version_id, func.count()).where(CLAIM.c.version_id.in_(part))
        claims.update((row[0], row[1]) for row in tx.execute(counted.group_by(CLAIM.c.version_id)))
    for part in batches(list(ids)):
        counted = select(ARTICLE.c.original_id, func.count())
        counted = counted.where(ARTICLE.c.original_id.in_(part))
        copies.update(
            (row[0], row[1]) for row in tx.execute(counted.group_by(ARTICLE.c.original_id))
        )
    return [
        (
            row.article_id,
            KeptArticle(
                source=source_of_reading(row),
                versions=row.latest,
                state=row.state,
                fetched=row.fetched,
                claims=claims.get(row.id, 0),
                copies=copies.get(row.article_id, 0),
            ),
        )
        for row in rows
    ]
