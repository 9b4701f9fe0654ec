"""Feeds: which there are, what is known of asking each, and which is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, literal_column, select, update

from monitor.model import Feed, Url
from monitor.store.database import Tx
from monitor.store.many import ManyChanges, ManyFound
from monitor.store.rows import Columns, insert_new, upsert
from monitor.store.tables import FEED

# What asking a feed teaches: a poll writes these columns and no others.
_LEARNED = (
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
    "gap_us",
    "habit_us",
    "ttl_us",
    "skip_hours",
    "skip_days",
    "listed",
    "missed",
    "failing_since",
    "trouble",
    "retired",
    "moved_to",
)
_MICROSECOND = timedelta(microseconds=1)
_NONE = frozenset[int]()
# What every poll executes, put together once: that takes SQLAlchemy longer than SQLite the work.
_LOAD_FEED = select(FEED).where(~FEED.c.removed, FEED.c.url == bindparam("at"))
_LOAD_FEEDS = ManyFound(select(FEED).where(~FEED.c.removed), FEED.c.url)
_NOTE_POLL = (
    update(FEED)
    .where(FEED.c.url == bindparam("at"), ~FEED.c.removed)
    .values({name: bindparam(name) for name in _LEARNED})
    .values(
        title=case(
            (FEED.c.title == literal_column("''"), bindparam("called", type_=FEED.c.title.type)),
            else_=FEED.c.title,
        )
    )
)
_POLLED = (*_LEARNED, "at", "called")
_NOTE_POLLS = ManyChanges(_NOTE_POLL, *_POLLED)
# Nine polls of ten find nothing new, and nothing that they learned changes but this.
_NOTE_QUIET = ManyChanges(
    update(FEED)
    .where(FEED.c.url == bindparam("at"), ~FEED.c.removed)
    .values({name: bindparam(name) for name in ("interval_us", "due", "polled")}),
    *("interval_us", "due", "polled", "at"),
)
_NOTE_ONE = _NOTE_POLL.returning(FEED.c.id)
_FIND_IDS = ManyFound(select(FEED.c.url, FEED.c.id), FEED.c.url)


def save_feed(tx: Tx, feed: Feed) -> None:
    """Keep `feed`, over what is known of the same address; a removed feed comes back."""
    upsert(tx, FEED, [_columns(feed)], key=["url"])


def note_poll(tx: Tx, feed: Feed) -> bool:
    """Keep what asking `feed` taught, and nothing else of it; False where it was removed meanwhile.

    Unlike `save_feed` this neither brings back a removed feed nor undoes an edit made during the
    poll: it writes validators, times, failures, error, and a title where there was none.
    """
    said = zip(_POLLED, (*_learned(feed), feed.url, feed.title), strict=True)
    return tx.execute(_NOTE_ONE, dict(said)).first() is not None


def note_polls(tx: Tx, feeds: Sequence[Feed]) -> None:
    """Do what `note_poll` does for several feeds, each of which is there once."""
    _NOTE_POLLS.apply(tx, [(*_learned(feed), feed.url, feed.title) for feed in feeds])


def note_quiet_polls(tx: Tx, feeds: Sequence[Feed]) -> None:
    """Do what `note_polls` does for feeds of which only `interval`, `due` and `polled` are new."""
    _NOTE_QUIET.apply(tx, [(f.interval // _MICROSECOND, f.due, f.polled, f.url) for f in feeds])


def load_feed(tx: Tx, url: str) -> Feed | None:
    """Return the feed of this address, None where there is none (any more)."""
    row = tx.execute(_LOAD_FEED, {"at": url}).first()
    return _feed(row) if row else None


def load_feeds_at(tx: Tx, urls: Sequence[str]) -> list[Feed | None]:
    """Return what `load_feed` does for each of `urls`."""
    found = _LOAD_FEEDS.load(tx, list(dict.fromkeys(urls)))
    there = {row.url: _feed(row) for row in found}
    return [there.get(url) for url in urls]


def load_feeds(tx: Tx, *, enabled: bool | None = None) -> tuple[Feed, ...]:
    """Return all feeds in the order they were added; with `enabled` only those that are so."""
    query = _present().order_by(FEED.c.id)
    if enabled is not None:
        query = query.where(FEED.c.enabled.is_(enabled))
    return tuple(_feed(row) for row in tx.execute(query))


def load_due_feeds(tx: Tx, now: datetime, *, limit: int) -> tuple[Feed, ...]:
    """Return up to `limit` feeds to ask at `now`: never asked ones, then longest due.

    Neither disabled feeds nor those that are gone for good.
    """
    return tuple(_feed(row) for row in tx.execute(_due(_present(), now, limit)))


def load_due_urls(tx: Tx, now: datetime, *, limit: int) -> tuple[Url, ...]:
    """Return the addresses of what `load_due_feeds` does, without the rest of their rows."""
    query = _due(select(FEED.c.url).where(~FEED.c.removed), now, limit)
    return tuple(Url(url) for url in tx.execute(query).scalars())


def _due(query: Select[Any], now: datetime, limit: int) -> Select[Any]:
    return query.where(*is_due(now)).order_by(FEED.c.due.nulls_first(), FEED.c.id).limit(limit)


def is_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a feed is to be asked at `now`; a removed one may meet them."""
    return (
        FEED.c.enabled,
        FEED.c.retired.is_(None),
        FEED.c.due.is_(None) | (FEED.c.due <= now),
    )


def load_next_due(tx: Tx) -> datetime | None:
    """Return when the next enabled feed is due, None where one is due at once or there is none."""
    query = (
        select(FEED.c.due)
        .where(~FEED.c.removed, FEED.c.enabled, FEED.c.retired.is_(None))
        .order_by(FEED.c.due.nulls_first())
        .limit(1)
    )
    due: datetime | None = tx.execute(query).scalar()
    return due


def load_paused_feeds(tx: Tx, now: datetime) -> tuple[Feed, ...]:
    """Return the feeds whose server asked for a pause that is not over at `now`."""
    query = _present().where(FEED.c.paused_until > now).order_by(FEED.c.id)
    return tuple(_feed(row) for row in tx.execute(query))


def move_feed(tx: Tx, old: str, new: Url) -> bool:
    """Give the feed of the address `old` the address `new`; say whether that was done.

    The old address stays known as one that moved (see `current_address`). A feed that is at the
    new address already goes on as it is, and the one that moved there is removed.
    """
    row = tx.execute(_present().where(FEED.c.url == old)).first()
    if row is None or old == new:
        return False
    mover = update(FEED).where(FEED.c.id == row.id)
    there = tx.execute(select(FEED.c.id, FEED.c.removed).where(FEED.c.url == new)).first()
    if there is None:
        tx.execute(mover.values(url=new, moved_to=None))
        insert_new(tx, FEED, [_columns(Feed(url=Url(old), moved_to=new)) | {"removed": True}])
    elif there.removed:
        # What came through a feed that was removed there needs its row: the two change places.
        other = update(FEED).where(FEED.c.id == there.id)
        tx.execute(other.values(url=f"{new}#{there.id}"))
        tx.execute(mover.values(url=new, moved_to=None))
        tx.execute(other.values(url=old, moved_to=new))
    else:
        tx.execute(mover.values(removed=True, moved_to=new))
    return True


def current_address(tx: Tx, url: str) -> Url:
    """Return the address that a feed has now, after it moved for good; `url` where none did."""
    seen = {url}
    while True:
        query = select(FEED.c.moved_to).where(FEED.c.url == url, FEED.c.removed)
        target = tx.execute(query).scalar()
        if target is None or target in seen:
            return Url(url)
        seen.add(target)
        url = target


def remove_feed(tx: Tx, url: str) -> bool:
    """Forget the feed; say whether there was one. What came through it stays."""
    row = tx.execute(
        update(FEED)
        .where(FEED.c.url == url, ~FEED.c.removed)
        .values(removed=True, moved_to=None)
        .returning(FEED.c.id)
    ).first()
    return row is not None


def feed_ids(tx: Tx, urls: set[Url]) -> dict[Url, int]:
    """Return the row of each address, made where there is none: as of a feed removed meanwhile."""
    known = _ids(tx, urls)
    if missing := sorted(urls - known.keys()):
        ghosts = [_columns(Feed(url=url)) | {"removed": True} for url in missing]
        insert_new(tx, FEED, ghosts)
        known |= _ids(tx, set(missing))
    return known


def _ids(tx: Tx, urls: set[Url]) -> dict[Url, int]:
    return {row.url: row.id for row in _FIND_IDS.load(tx, [*urls])}


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
        "user_agent": feed.user_agent,
        "headers": [list(pair) for pair in feed.headers],
        "robots": feed.robots,
        "terms": feed.terms,
        **dict(zip(_LEARNED, _learned(feed), strict=True)),
    }


def _learned(feed: Feed) -> tuple[Any, ...]:
    """Return the values of `_LEARNED`, in their order."""
    return (
        feed.etag,
        feed.last_modified,
        feed.body_hash,
        feed.interval // _MICROSECOND,
        feed.due,
        feed.polled,
        feed.changed,
        feed.failures,
        feed.error,
        feed.paused_until,
        _microseconds(feed.gap),
        _microseconds(feed.habit),
        feed.ttl // _MICROSECOND,
        sum(1 << hour for hour in feed.skip_hours) if feed.skip_hours else 0,
        sum(1 << day for day in feed.skip_days) if feed.skip_days else 0,
        feed.listed,
        feed.missed,
        feed.failing_since,
        feed.trouble,
        feed.retired,
        feed.moved_to,
    )


def _microseconds(span: timedelta | None) -> int | None:
    return None if span is None else span // _MICROSECOND


def _bits(mask: int) -> frozenset[int]:
    if not mask:
        return _NONE
    return frozenset(place for place in range(mask.bit_length()) if mask >> place & 1)


def _feed(row: Any) -> Feed:
    """Return the feed of a row of `feed`, or of its values."""
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
        user_agent=row.user_agent,
        headers=tuple((name, value) for name, value in row.headers),
        robots=row.robots,
        terms=row.terms,
        gap=None if row.gap_us is None else row.gap_us * _MICROSECOND,
        habit=None if row.habit_us is None else row.habit_us * _MICROSECOND,
        ttl=row.ttl_us * _MICROSECOND,
        skip_hours=_bits(row.skip_hours),
        skip_days=_bits(row.skip_days),
        listed=row.listed,
        missed=row.missed,
        failing_since=row.failing_since,
        trouble=row.trouble,
        retired=row.retired,
        moved_to=None if row.moved_to is None else Url(row.moved_to),
    )
