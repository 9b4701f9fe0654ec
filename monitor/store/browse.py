"""Browsing: pages of what there is, the latest first, each going on below the last row's number."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)

from monitor.model import Alert, Figure, Kind, Remark, Source, Span, Value
from monitor.store.alerts import load_alerts_at
from monitor.store.articles import OF_READING, source_of_reading
from monitor.store.database import Tx
from monitor.store.figures import figure_of_row
from monitor.store.outbox import KeptDigest, digests_at
from monitor.store.passages import is_server
from monitor.store.reviews import Review, reviews_at
from monitor.store.rows import batches, contains, value_of_row
from monitor.store.statements import load_remarks_at
from monitor.store.tables import (
    ALERT,
    ARTICLE,
    CLAIM,
    DIGEST,
    ENTRY,
    FEED,
    FIGURE,
    MESSAGE,
    ORIGINAL,
    REVIEW,
    STATEMENT,
    VALUE,
    VERSION,
)

RECENT = 24  # values of a figure that a list shows the course of
MOST_RANKED = 500  # claims, and figures, of a topic that its order of figures rests on
MOST_SOURCES = 1000  # articles that are counted of a figure
MOST_COUNTED = 1000  # alerts that are counted of a topic and a kind
MOST_LOOKED = 5000  # rows that are looked through for words, in one go
MOST_OUTLETS = 30  # that are each looked up; words that more of them have are soon found

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptArticle:
    """An article of a list: its newest reading, and how much hangs on it."""

    source: Source
    versions: int
    state: str
    fetched: datetime
    claims: int
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A digest's message as a list tells of it: without its text."""

    channel: str
    subject: str
    state: str
    delivered: datetime | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Course:
    """A figure with its latest values, and from how many articles all of them are (`MOST_SOURCES`
    of them are counted).
    """

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
    kinds = sorted(kinds) or sorted(str(kind) for kind in Kind if kind is not Kind.CONFIRMED)
    is_of = ALERT.c.kind.in_(kinds)
    parts: list[ColumnElement[bool]] = [ALERT.c.kind == kind for kind in kinds]
    if figure is not None:
        parts = [and_(ALERT.c.figure == figure, is_of)]
        if topic is not None:
            parts = [and_(part, ALERT.c.topic == topic) for part in parts]
    elif topic is not None:
        parts = [and_(ALERT.c.topic == topic, part) for part in parts]
    if outlet:
        names = _outlets_like(tx, ALERT, outlet)
        if len(names) <= MOST_OUTLETS and topic is None and figure is None:
            parts = [and_(ALERT.c.outlet == name, is_of) for name in names]
        else:
            parts = [and_(part, ALERT.c.outlet.in_(names)) for part in parts]
    ids = _latest(tx, ALERT, parts, since=since, until=until, before=before, limit=limit)
    return _in_order(ids, load_alerts_at(tx, ids))


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
    part: ColumnElement[bool] = STATEMENT.c.kind.is_not(None)
    if topic is not None:
        part = and_(part, STATEMENT.c.topic == topic)
    parts = [part]
    if outlet:
        names = _outlets_like(tx, STATEMENT, outlet)
        if len(names) <= MOST_OUTLETS and topic is None:
            parts = [and_(part, STATEMENT.c.outlet == name) for name in names]
        else:
            parts = [and_(part, STATEMENT.c.outlet.in_(names))]
    ids = _latest(tx, STATEMENT, parts, since=since, until=until, before=before, limit=limit)
    return _in_order(ids, load_remarks_at(tx, ids))


def _latest(
    tx: Tx,
    table: Table,
    parts: Sequence[ColumnElement[bool]],
    *,
    since: datetime | None,
    until: datetime | None,
    before: int | None,
    limit: int,
) -> list[int]:
    """Return the rows of any of `parts` that were found last, each read off the end of an index.

    Rows without a time are of before times were noted: they come last.

    Args:
        parts: conditions, no two of which a row fulfils.
        before: only what was found before the row of this number.
    """
    if not parts:
        return []
    number, at = table.c.id, table.c.at
    mark = None
    if before is not None:
        # A row that is gone since: what came before it goes on.
        near = select(number, at).where(number <= before).order_by(number.desc()).limit(1)
        if (mark := tx.execute(near).first()) is None:
            return []
    when: list[ColumnElement[bool]] = [at.is_not(None)]
    if since is not None:
        when.append(at >= since)
    if until is not None:
        when.append(at < until)
    ids: list[int] = []
    if mark is None or mark.at is not None:
        if mark is not None:
            last = number < before if mark.id == before else number <= mark.id
            when += [at <= mark.at, or_(at < mark.at, last)]
        order = at.desc(), number.desc()
        found = [
            select(number, at).where(part, *when).order_by(*order).limit(limit).subquery()
            for part in parts
        ]
        every = union_all(*(select(it.c.id, it.c.at) for it in found)).subquery()
        query = select(every.c.id).order_by(every.c.at.desc(), every.c.id.desc()).limit(limit)
        ids = list(tx.execute(query).scalars())
    if len(ids) < limit and since is None and until is None:
        ids += _untimed(tx, table, parts, before if mark and mark.at is None else None, limit)
        del ids[limit:]
    return ids


def _untimed(
    tx: Tx, table: Table, parts: Sequence[ColumnElement[bool]], before: int | None, limit: int
) -> list[int]:
    """Return the last rows of any of `parts` that have no time."""
    number, at = table.c.id, table.c.at
    found = []
    for part in parts:
        query = select(number).where(part, at.is_(None))
        if before is not None:
            query = query.where(number < before)
        # In the order of the index, though all of the times are none: else PostgreSQL reads the
        # whole table backwards for rows that there are not.
        found.append(query.order_by(at.desc(), number.desc()).limit(limit).subquery())
    every = union_all(*(select(it.c.id) for it in found)).subquery()
    query = select(every.c.id).order_by(every.c.id.desc()).limit(limit)
    return list(tx.execute(query).scalars())


def _in_order(ids: Sequence[int], rows: Sequence[tuple[int, T]]) -> list[tuple[int, T]]:
    found = dict(rows)
    return [(number, found[number]) for number in ids if number in found]


def load_outlets(tx: Tx, *, limit: int) -> tuple[str, ...]:
    """Return the names of the outlets of alerts, in the order of their letters."""
    return tuple(_names(tx, ALERT, limit=limit))


def _outlets_like(tx: Tx, table: Table, words: str) -> list[str]:
    """Return the names of outlets that have the words in them, whatever the case."""
    wanted = words.casefold()
    return [name for name in _names(tx, table, limit=5000) if wanted in name.casefold()]


def _names(tx: Tx, table: Table, *, limit: int) -> list[str]:
    """Return the outlets' names of a table; the index is asked for one after the other."""
    inner, outer = table.alias(), table.alias()
    is_told = [] if table is ALERT else [inner.c.kind.is_not(None)]
    first = select(func.min(inner.c.outlet).label("name")).where(inner.c.outlet > "", *is_told)
    walk = first.cte("names", recursive=True)
    is_told = [] if table is ALERT else [outer.c.kind.is_not(None)]
    following = select(func.min(outer.c.outlet)).where(outer.c.outlet > walk.c.name, *is_told)
    step = select(following.scalar_subquery()).where(walk.c.name.is_not(None))
    walk = walk.union_all(step)
    query = select(walk.c.name).where(walk.c.name.is_not(None)).limit(limit)
    return list(tx.execute(query).scalars())


def page_articles(
    tx: Tx,
    *,
    topic: str | None = None,
    outlet: str = "",
    before: int | None = None,
    limit: int,
) -> tuple[list[KeptArticle], int | None]:
    """Return articles, the latest first, and the number to go on below; None: there are no more.

    Those of a topic in the order they were read, others in that in which they were kept;
    documents of the corpus too. Where an outlet is asked for, so many are looked through at a time
    that fewer than `limit` may be found, and more below.
    """
    if topic is None:
        place: ColumnElement[int] = ARTICLE.c.id
        looked = select(place.label("place"), ARTICLE.c.id, VERSION.c.outlet)
        looked = looked.join(VERSION, _is_newest())
    else:
        # Its readings first, off the end of the index; then what they are of.
        read = select(CLAIM.c.version_id).distinct().where(CLAIM.c.topic == topic)
        if before is not None:
            read = read.where(CLAIM.c.version_id < before)
        spoken = read.order_by(CLAIM.c.version_id.desc()).subquery()
        place = spoken.c.version_id
        looked = select(place.label("place"), ARTICLE.c.id, VERSION.c.outlet)
        looked = looked.join(VERSION, VERSION.c.id == place).join(ARTICLE, _is_newest())
    if before is not None:
        looked = looked.where(place < before)
    rows, following = _look(
        tx,
        looked.order_by(place.desc()),
        (lambda found: contains(found.outlet, outlet)) if outlet else None,
        limit,
    )
    kept = dict(_articles(tx, [row.id for row in rows]))
    return [kept[row.id] for row in rows if row.id in kept], following


def _look(
    tx: Tx, looked: Select[Any], is_wanted: Callable[[Any], Any] | None, limit: int
) -> tuple[Sequence[Row[Any]], int | None]:
    """Return the first rows that are wanted, and the place to go on below.

    Args:
        looked: rows in the order that their `place` falls; at most `MOST_LOOKED` are looked at.
    """
    if is_wanted is None:
        rows = tx.execute(looked.limit(limit)).all()
        return rows, rows[-1].place if len(rows) == limit else None
    found = looked.limit(MOST_LOOKED).subquery()
    query = select(found).where(is_wanted(found.c)).order_by(found.c.place.desc()).limit(limit)
    rows = tx.execute(query).all()
    if len(rows) == limit:
        return rows, rows[-1].place
    count, last = tx.execute(select(func.count(), func.min(found.c.place))).one()
    return rows, last if count == MOST_LOOKED else None


def load_judged(tx: Tx, doc: str, version: int) -> list[tuple[str | None, str | None]]:
    """Return the topic and the figure of each claim of a reading, in the order they were saved."""
    query = (
        select(CLAIM.c.topic, CLAIM.c.figure)
        .join(VERSION, VERSION.c.id == CLAIM.c.version_id)
        .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
        .where(ARTICLE.c.url == doc, VERSION.c.version == version)
        .order_by(CLAIM.c.ordinal)
    )
    return [(row.topic, row.figure) for row in tx.execute(query)]


def load_copies(tx: Tx, doc: str, *, limit: int) -> tuple[Source, ...]:
    """Return the articles that copy this one, in the order they were kept."""
    query = (
        select(*OF_READING)
        .select_from(ARTICLE)
        .join(VERSION, _is_newest())
        .join(ORIGINAL, ORIGINAL.c.id == ARTICLE.c.original_id)
        .where(ORIGINAL.c.url == doc)
        .order_by(ARTICLE.c.id)
        .limit(limit)
    )
    return tuple(source_of_reading(row) for row in _rows(tx, query))


def page_figures(
    tx: Tx,
    *,
    topic: str | None = None,
    words: Sequence[str] = (),
    before: int | None = None,
    limit: int,
    recent: int = RECENT,
) -> tuple[list[Course], int | None]:
    """Return figures, the latest made first, and the number to go on below; None: no more.

    Args:
        words: each is in the figure's subject or metric. So many are looked through at a time that
            fewer than `limit` may be found, and more below.
        recent: how many of its latest values each comes with, beside as many that hold now.
    """
    looked = select(FIGURE.c.id.label("place"), FIGURE).where(~FIGURE.c.dropped)
    if topic is not None:
        looked = looked.where(FIGURE.c.topic == topic)
    if before is not None:
        looked = looked.where(FIGURE.c.id < before)
    rows, following = _look(
        tx,
        looked.order_by(FIGURE.c.id.desc()),
        (
            lambda found: and_(
                *(or_(contains(found.subject, it), contains(found.metric, it)) for it in words)
            )
        )
        if words
        else None,
        limit,
    )
    return _courses(tx, rows, recent), following


def rank_figures(tx: Tx, topic: str, *, limit: int) -> tuple[list[Course], int]:
    """Return the figures of a topic with the most sources, and how many more there are at least.

    Those are ranked that its last claims speak of, and those of its own that were made last.
    """
    last = select(CLAIM.c.figure).where(CLAIM.c.topic == topic)
    ends = last.order_by(CLAIM.c.version_id.desc()).limit(MOST_RANKED).subquery()
    spoken = select(ends.c.figure).where(ends.c.figure.is_not(None)).distinct()
    keys = list(tx.execute(spoken).scalars())
    own = select(FIGURE).where(FIGURE.c.topic == topic, ~FIGURE.c.dropped)
    own = own.order_by(FIGURE.c.id.desc()).limit(MOST_RANKED)
    rows = {row.id: row for row in tx.execute(own)}
    for part in batches(keys):
        query = select(FIGURE).where(FIGURE.c.key.in_(part), ~FIGURE.c.dropped)
        rows |= {row.id: row for row in tx.execute(query)}
    sources = _count_sources(tx, list(rows), most=RECENT)
    ranked = sorted(rows.values(), key=lambda row: (-sources.get(row.id, 0), -row.id))
    return _courses(tx, ranked[:limit], RECENT), max(len(ranked) - limit, 0)


def name_last_figures(tx: Tx, *, topic: str | None, limit: int) -> list[Figure]:
    """Return the figures made last, each with its last value alone, and the last that holds now."""
    query = select(FIGURE).where(~FIGURE.c.dropped)
    if topic is not None:
        query = query.where(FIGURE.c.topic == topic)
    rows = tx.execute(query.order_by(FIGURE.c.id.desc()).limit(limit)).all()
    values = _load_latest(tx, [row.id for row in rows], 1)
    return [figure_of_row(row, values.get(row.id, ())) for row in rows]


def load_marks(tx: Tx, figure: str, *, limit: int) -> dict[tuple[str, Span], tuple[str, str]]:
    """Return the key and the kind of a figure's last alerts, by article and place in it."""
    columns = (ALERT.c[name] for name in ("key", "kind", "doc", "span_start", "span_end"))
    # Without a time an alert was found before there were times to note.
    order = ALERT.c.at.desc().nulls_last(), ALERT.c.id.desc()
    query = select(*columns).where(ALERT.c.figure == figure).order_by(*order).limit(limit)
    rows = tx.execute(query).all()
    return {
        (row.doc, (row.span_start, row.span_end)): (row.key, row.kind) for row in reversed(rows)
    }


def _courses(tx: Tx, rows: Sequence[Row[Any]], recent: int) -> list[Course]:
    """Return figures with their latest values, and as many of those that hold now."""
    ids = [row.id for row in rows]
    values = _load_latest(tx, ids, recent)
    sources = _count_sources(tx, ids, most=MOST_SOURCES)
    return [
        Course(figure_of_row(row, values.get(row.id, ())), sources.get(row.id, 0)) for row in rows
    ]


def _load_latest(tx: Tx, ids: Sequence[int], recent: int) -> dict[int, list[Value]]:
    """Return the latest values of figures, and as many of those that hold now."""
    wanted: list[int] = []
    if is_server(tx):
        asked = {"ids": list(ids), "recent": recent}
        wanted += tx.execute(_LATEST_ON_SERVER, asked).scalars()
    else:
        for part in batches(ids, _AT_ONCE):
            padded = [*part, *[-1] * (_AT_ONCE - len(part))]
            binds = {f"figure{number}": figure for number, figure in enumerate(padded)}
            wanted += tx.execute(_LATEST_VALUES, {**binds, "recent": recent}).scalars()
    values: dict[int, list[Value]] = {}
    for part in batches(sorted(wanted)):
        query = select(VALUE).where(VALUE.c.id.in_(part)).order_by(VALUE.c.id)
        for value in tx.execute(query):
            values.setdefault(value.figure_id, []).append(value_of_row(value))
    return values


def _latest_values() -> Any:
    """Return the statement for the latest values of some figures, each end of an index.

    Always of the same form, so that it is compiled once. SQLite knows no LATERAL.
    """
    parts = []
    for number in range(_AT_ONCE):
        for holds in (VALUE.c.is_current, ~VALUE.c.is_current):
            part = select(VALUE.c.id).where(VALUE.c.figure_id == bindparam(f"figure{number}"))
            part = part.where(holds).order_by(VALUE.c.id.desc()).limit(bindparam("recent"))
            parts.append(select(part.subquery().c.id))
    return union_all(*parts)


def _latest_on_server() -> Any:
    """Return the same for PostgreSQL, which would plan each of so many parts anew every time."""
    asked = _asked()
    parts = []
    for holds in (VALUE.c.is_current, ~VALUE.c.is_current):
        ends = select(VALUE.c.id).where(VALUE.c.figure_id == asked.c.id, holds)
        ends = ends.order_by(VALUE.c.id.desc()).limit(bindparam("recent"))
        part = ends.correlate(asked).lateral()
        parts.append(select(part.c.id).select_from(asked.join(part, true())))
    return union_all(*parts)


def _asked() -> Any:
    """Return the table of the numbers that are bound as `ids`, on PostgreSQL."""
    numbers = func.unnest(bindparam("ids", type_=ARRAY(BigInteger)))
    return numbers.table_valued("id").render_derived(name="asked")


_AT_ONCE = 30
_LATEST_VALUES = _latest_values()
_LATEST_ON_SERVER = _latest_on_server()


def _count_sources(tx: Tx, ids: Sequence[int], *, most: int) -> dict[int, int]:
    """Return from how many articles the values of figures are, counted up to `most`."""
    docs = select(VALUE.c.doc).where(VALUE.c.figure_id == FIGURE.c.id).distinct().limit(most)
    count = select(func.count()).select_from(docs.correlate(FIGURE).subquery())
    found: dict[int, int] = {}
    for part in batches(ids):
        query = select(FIGURE.c.id, count.correlate(FIGURE).scalar_subquery())
        found |= {row[0]: row[1] for row in tx.execute(query.where(FIGURE.c.id.in_(part)))}
    return found


def page_digests(
    tx: Tx, *, before: int | None = None, limit: int
) -> list[tuple[int, KeptDigest, tuple[Letter, ...]]]:
    """Return digests with their numbers and messages, the latest first."""
    ids = _ids(tx, select(DIGEST.c.id), DIGEST.c.id, before, limit)
    found = digests_at(tx, ids)
    letters: dict[str, list[Letter]] = {}
    for part in batches([digest.key for _, digest in found]):
        # Not their texts, which are long.
        names = [MESSAGE.c[name] for name in ("channel", "subject", "state", "delivered", "error")]
        query = select(MESSAGE.c.digest, *names).where(MESSAGE.c.digest.in_(part))
        for row in tx.execute(query.order_by(MESSAGE.c.id)):
            letter = Letter(
                channel=row.channel,
                subject=row.subject,
                state=row.state,
                delivered=row.delivered,
                error=row.error,
            )
            letters.setdefault(row.digest, []).append(letter)
    return [(n, digest, tuple(letters.get(digest.key, ()))) for n, digest in found]


def page_reviews(tx: Tx, *, before: int | None = None, limit: int) -> list[tuple[int, Review]]:
    """Return decisions with their numbers, the latest first, also those taken back."""
    return reviews_at(tx, _ids(tx, select(REVIEW.c.id), REVIEW.c.id, before, limit))


def count_yields(tx: Tx, urls: Sequence[str], *, limit: int) -> dict[str, dict[str, int]]:
    """Return by feed (its address) how many of its last articles came to each state."""
    found: dict[str, dict[str, int]] = {}
    for part in batches(urls):
        query = select(FEED.c.id, FEED.c.url).where(FEED.c.url.in_(part))
        names = {row.id: row.url for row in tx.execute(query)}
        if is_server(tx):
            asked = {"ids": list(names), "limit": limit}
            _add_states(found, names, tx.execute(_STATES_ON_SERVER, asked))
            continue
        for ids in batches(list(names), _AT_ONCE):
            padded = [*ids, *[-1] * (_AT_ONCE - len(ids))]
            binds = {f"feed{number}": feed for number, feed in enumerate(padded)}
            _add_states(found, names, tx.execute(_LAST_STATES, {**binds, "limit": limit}))
    return found


def _add_states(
    found: dict[str, dict[str, int]], names: Mapping[int, str], rows: Iterable[Row[Any]]
) -> None:
    for row in rows:
        found.setdefault(names[row.feed], {})[row.state] = int(row.number)


def _last_states() -> Any:
    """Return the statement that counts the states of some feeds' last articles.

    Always of the same form, so that it is compiled once.
    """
    parts = []
    for number in range(_AT_ONCE):
        feed: Any = bindparam(f"feed{number}")
        last = _readings(feed, ENTRY.c.feed_id).limit(bindparam("limit")).subquery()
        parts.append(select(last.c.feed_id, last.c.state))
    return _counted(union_all(*parts).subquery())


def _last_states_on_server() -> Any:
    """Return the same for PostgreSQL: one plan for however many feeds."""
    asked = _asked()
    last = _readings(asked.c.id, ENTRY.c.feed_id).limit(bindparam("limit"))
    part = last.correlate(asked).lateral()
    every = select(part.c.feed_id, part.c.state).select_from(asked.join(part, true()))
    return _counted(every.subquery())


def _counted(every: Any) -> Any:
    counted = select(every.c.feed_id.label("feed"), every.c.state, func.count().label("number"))
    return counted.group_by(every.c.feed_id, every.c.state)


def load_yield(tx: Tx, url: str, *, limit: int) -> list[tuple[datetime, str]]:
    """Return when each of a feed's last articles was read, and what it turned out to be."""
    feed = tx.execute(select(FEED.c.id).where(FEED.c.url == url)).scalar()
    if feed is None:
        return []
    query = _readings(feed, VERSION.c.fetched).limit(limit)
    return [(row.fetched, row.state) for row in tx.execute(query)]


def _readings(feed: Any, *columns: Any) -> Select[Any]:
    """Return the query for the first readings of what a feed listed, the last listed first."""
    return (
        select(*columns, VERSION.c.state)
        .select_from(ENTRY)
        .join(VERSION, (VERSION.c.article_id == ENTRY.c.article_id) & (VERSION.c.version == 1))
        .where(ENTRY.c.feed_id == feed)
        .order_by(ENTRY.c.id.desc())
    )


_LAST_STATES = _last_states()
_STATES_ON_SERVER = _last_states_on_server()


def count_kinds(tx: Tx, topics: Sequence[str]) -> dict[str, tuple[dict[str, int], datetime | None]]:
    """Return how many alerts of each kind topics have, and when the latest was found, by topic.

    More than `MOST_COUNTED` of a kind are not counted.
    """
    found: dict[str, tuple[dict[str, int], datetime | None]] = {}
    for topic in topics:
        rows = tx.execute(_OF_KINDS, {"topic": topic}).all()
        times = [row.at for row in rows if row.at is not None]
        kinds = {row.kind: int(row.number) for row in rows if row.number}
        found[topic] = kinds, max(times, default=None)
    return found


def _of_kinds() -> Any:
    parts = []
    for kind in Kind:
        is_of = ALERT.c.topic == bindparam("topic"), ALERT.c.kind == str(kind)
        some = select(ALERT.c.id).where(*is_of).limit(MOST_COUNTED).subquery()
        count = select(func.count()).select_from(some).scalar_subquery()
        last = select(func.max(ALERT.c.at)).where(*is_of).scalar_subquery()
        said = literal(str(kind)).label("kind")
        parts.append(select(said, count.label("number"), last.label("at")))
    return union_all(*parts)


_OF_KINDS = _of_kinds()


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


def _ids(tx: Tx, query: Select[Any], number: Any, before: int | None, limit: int) -> list[int]:
    if before is not None:
        query = query.where(number < before)
    return list(tx.execute(query.order_by(number.desc()).limit(limit)).scalars())


def _rows(tx: Tx, query: Any) -> Sequence[Row[Any]]:
    return tx.execute(query).all()


def _is_newest() -> Any:
    return (VERSION.c.article_id == ARTICLE.c.id) & (VERSION.c.version == ARTICLE.c.latest)


def _articles(tx: Tx, ids: Sequence[int]) -> list[tuple[int, KeptArticle]]:
    query = (
        # Not the texts: a list shows none.
        select(
            *OF_READING,
            ARTICLE.c.latest,
            VERSION.c.id,
            VERSION.c.article_id,
            VERSION.c.state,
            VERSION.c.fetched,
        )
        .select_from(ARTICLE)
        .join(VERSION, _is_newest())
        .outerjoin(ORIGINAL, ORIGINAL.c.id == ARTICLE.c.original_id)
        .where(ARTICLE.c.id.in_(ids))
    )
    rows = _rows(tx, query)
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
