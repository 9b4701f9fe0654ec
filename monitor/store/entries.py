"""Entries: what feeds listed, once for each address, and how far we are with each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select, update

from monitor.model import Entry, Url, utc
from monitor.store.database import Tx
from monitor.store.feeds import feed_ids
from monitor.store.many import ManyFound, ManyRows
from monitor.store.rows import batches, insert_new
from monitor.store.tables import ARTICLE, ENTRY, ENTRY_FEED, ENTRY_KEY, FEED

# PostgreSQL's index takes 2,704 bytes; browsers and servers give up at about 2,000.
LONGEST_URL = 2000
_DAY = timedelta(days=1)


# What every poll executes, put together once.
_FIND_KNOWN = ManyFound(select(ENTRY.c.id, ENTRY.c.url), ENTRY.c.url)
_FIND_KEYS = ManyFound(select(ENTRY_KEY.c.key, ENTRY_KEY.c.entry_id), ENTRY_KEY.c.key)
_LAST_ID = select(func.max(ENTRY.c.id))
_COLUMNS = (
    "url",
    "feed_id",
    "guid",
    "title",
    "author",
    "published",
    "updated",
    "summary",
    "content",
    "outlet",
    "state",
    "seen",
    "news_at",
    "wanted",
    "failures",
)
_INSERT = ManyRows(ENTRY, "id", *_COLUMNS)
_INSERT_KEYS = ManyRows(ENTRY_KEY, "key", "entry_id")
_INSERT_LINKS = ManyRows(
    ENTRY_FEED,
    *("entry_id", "feed_id", "fingerprint", "seen"),
    overwrite=("entry_id", "feed_id"),
    keep=("seen",),
)
_FIND_LISTED = ManyFound(
    select(ENTRY_FEED.c.entry_id, ENTRY_FEED.c.feed_id, ENTRY_FEED.c.fingerprint),
    ENTRY_FEED.c.entry_id,
)


class EntryState(StrEnum):
    """How far we are with an entry."""

    WAITING = "waiting"
    FETCHED = "fetched"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFailure:
    """An entry whose article could not be read (yet, where `retry_at` says when it is tried)."""

    url: Url
    feed: Url
    title: str
    error: str
    failures: int
    at: datetime | None
    retry_at: datetime | None


def save_entries(
    tx: Tx,
    entries: Sequence[Entry],
    *,
    now: datetime,
    key_of: Callable[[str], str] | None = None,
    is_wanted: Callable[[Entry], bool] | None = None,
) -> int:
    """Keep what a feed lists and return how many are new; seen ones cost next to nothing.

    An article is one entry through however many feeds, and under however many addresses, it comes:
    `key_of` gives what all addresses of one article share (None: each is one by itself).
    `is_wanted` says of a new one whether its page is to be fetched before others. Where a
    feed now gives another title or time of update for it than that same feed did before, the
    article's re-reading is due at once. Addresses over 2,000 bytes are passed over: no server
    answers to them.
    """
    if not entries:
        return 0
    listed = {e.url: e for e in entries if len(e.url.encode(errors="replace")) <= LONGEST_URL}
    # In one order everywhere, so that two processes never wait for one another crosswise.
    fresh = [listed[url] for url in sorted(listed)]
    place = {url: number for number, url in enumerate(listed)}
    feeds = feed_ids(tx, {e.feed for e in fresh})
    new = 0
    noted: set[tuple[int, int]] = set()
    for part in batches(fresh):
        known = _known(tx, part)
        keys = _keys([e for e in part if e.url not in known], key_of)
        known |= _known_by_key(tx, keys)
        first = _first_of_each(keys, known)
        rows = [
            _columns(
                e,
                feeds[e.feed],
                now,
                place=place[e.url],
                wanted=is_wanted is not None and is_wanted(e),
            )
            for e in part
            if first.get(e.url) == e.url
        ]
        made = _insert(tx, rows)
        new += len(made)
        ids = known | made
        ids |= {url: ids[one] for url, one in first.items() if one in ids}
        _save_keys(tx, {url: (ids[url], said) for url, said in keys.items() if url in ids})
        listing = [e for e in part if e.url in ids]
        _note_feeds(tx, listing, ids, feeds, now, noted, made=set(made.values()))
    return new


def _insert(tx: Tx, rows: Sequence[tuple[Any, ...]]) -> dict[str, int]:
    """Insert entries and return the row of each that was not there: address → id."""
    if not rows:
        return {}
    if tx.get_bind().dialect.name != "sqlite":
        named = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
        made = insert_new(tx, ENTRY, named, ENTRY.c.id, ENTRY.c.url)
        return {row.url: row.id for row in made}
    # Nobody else writes meanwhile, so the numbers that SQLite would give are known beforehand.
    last = tx.execute(_LAST_ID).scalar() or 0
    ids = {row[0]: number for number, row in enumerate(rows, start=last + 1)}
    if _INSERT.insert(tx, [(ids[row[0]], *row) for row in rows]) < len(rows):
        # Some were there under the form in which the database keeps them.
        there = _FIND_KNOWN.load(tx, list(ids))
        ids = {row.url: row.id for row in there if ids.get(row.url) == row.id}
    return ids


def _keys(
    entries: Sequence[Entry], key_of: Callable[[str], str] | None
) -> dict[str, tuple[int, ...]]:
    """Return what each entry is known by, its own address first."""
    if key_of is None:
        return {e.url: () for e in entries}
    return {e.url: hashed_keys(map(key_of, (e.url, *e.also))) for e in entries}


def hashed_keys(keys: Iterable[str]) -> tuple[int, ...]:
    """Return `keys` as they are kept: short, for an index."""
    digests = (blake2b(key.encode(errors="replace"), digest_size=8).digest() for key in keys)
    return tuple(int.from_bytes(digest, "big", signed=True) for digest in digests)


def _known_by_key(tx: Tx, keys: dict[str, tuple[int, ...]]) -> dict[str, int]:
    """Return the entry of each address that is known under another one."""
    found: dict[int, int] = {}
    for part in batches([key for said in keys.values() for key in said]):
        found.update({row.key: row.entry_id for row in _FIND_KEYS.load(tx, part)})
    pairs = (
        (url, next((found[k] for k in said if k in found), None)) for url, said in keys.items()
    )
    return {url: entry for url, entry in pairs if entry is not None}


def _first_of_each(keys: dict[str, tuple[int, ...]], known: dict[str, int]) -> dict[str, str]:
    """Return for each new address the one that stands for its article among the new ones."""
    holder: dict[int, str] = {}
    first: dict[str, str] = {}
    for url, said in keys.items():
        if url in known:
            continue
        first[url] = next((holder[key] for key in said if key in holder), url)
        for key in said:
            holder.setdefault(key, first[url])
    return first


def _save_keys(tx: Tx, keys: dict[str, tuple[int, tuple[int, ...]]]) -> None:
    rows = {key: entry for entry, said in keys.values() for key in said}
    _INSERT_KEYS.insert(tx, sorted(rows.items()))


def fill_keys(tx: Tx, key_of: Callable[[str], str], *, since: datetime) -> int:
    """Note what the entries since then are known by that nobody has noted it of; return how many.

    Those of a database that is older than such keys: their articles come under other addresses.
    """
    known = select(ENTRY_KEY.c.entry_id)
    query = (
        select(ENTRY.c.id, ENTRY.c.url)
        .where(ENTRY.c.news_at >= since, ENTRY.c.id.not_in(known))
        .order_by(ENTRY.c.id)
    )
    rows = tx.execute(query).all()
    for part in batches(rows):
        _save_keys(tx, {row.url: (row.id, hashed_keys([key_of(row.url)])) for row in part})
    return len(rows)


def load_docs(tx: Tx, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the articles that entries known by these keys led to."""
    said = sorted(set(hashed_keys(keys)))
    if not said:
        return ()
    query = (
        select(ARTICLE.c.url)
        .join(ENTRY, ENTRY.c.article_id == ARTICLE.c.id)
        .join(ENTRY_KEY, ENTRY_KEY.c.entry_id == ENTRY.c.id)
        .where(ENTRY_KEY.c.key.in_(said))
        .order_by(ARTICLE.c.id)
    )
    return tuple(tx.execute(query).scalars())


def load_titled(tx: Tx, title: str, *, around: datetime, but: str) -> str | None:
    """Return the article of the latest entry with this very title within a day, None without one.

    Args:
        but: the address of the entry that asks.
    """
    query = (
        select(ARTICLE.c.url)
        .join(ENTRY, ENTRY.c.article_id == ARTICLE.c.id)
        # Both, so that the index of what waits leads to those of that day.
        .where(ENTRY.c.state == EntryState.FETCHED)
        .where(ENTRY.c.news_at >= around - _DAY, ENTRY.c.news_at <= around + _DAY)
        .where(ENTRY.c.title == title, ENTRY.c.url != but)
        .order_by(ENTRY.c.id.desc())
        .limit(1)
    )
    doc: str | None = tx.execute(query).scalar()
    return doc


@dataclass(frozen=True, slots=True)
class Twin:
    """Another entry of the same article; `doc` is the article it led to, None before that."""

    url: Url
    doc: str | None


def join_entry(tx: Tx, url: str, keys: Iterable[str]) -> tuple[Twin, ...]:
    """Note by what else the entry at `url` is known, as its page told; return its twins.

    Args:
        keys: of the other addresses; each stays the entry's that had it first.
    """
    said = sorted(set(hashed_keys(keys)))
    own = tx.execute(select(ENTRY.c.id).where(ENTRY.c.url == url)).scalar()
    if own is None or not said:
        return ()
    insert_new(tx, ENTRY_KEY, [{"key": key, "entry_id": own} for key in said])
    others = select(ENTRY_KEY.c.entry_id).where(ENTRY_KEY.c.key.in_(said))
    query = (
        select(ENTRY.c.url, ARTICLE.c.url.label("doc"))
        .outerjoin(ARTICLE, ARTICLE.c.id == ENTRY.c.article_id)
        .where(ENTRY.c.id.in_(others), ENTRY.c.id != own)
        .order_by(ENTRY.c.id)
    )
    return tuple(Twin(Url(row.url), row.doc) for row in tx.execute(query))


def load_waiting_entries(tx: Tx, now: datetime, *, limit: int) -> tuple[Entry, ...]:
    """Return up to `limit` entries to fetch at `now`: those that are wanted, then the others.

    Of each the oldest news first. Feeds list newest first; a claim must reach the baseline before
    the claim that changes it.
    """
    return tuple(entry_of(row) for row in _waiting(tx, _entries(), now, limit))


def load_waiting_urls(tx: Tx, now: datetime, *, limit: int) -> tuple[Url, ...]:
    """Return the addresses of what `load_waiting_entries` does, without reading their texts."""
    return tuple(Url(row.url) for row in _waiting(tx, select(ENTRY.c.url), now, limit))


def _waiting(tx: Tx, query: Select[Any], now: datetime, limit: int) -> Sequence[Row[Any]]:
    waiting = query.where(*is_waiting(now))
    # Two queries, each by an index of its own; the first one finds little or nothing.
    first = waiting.where(ENTRY.c.wanted.is_not(None)).order_by(ENTRY.c.wanted, ENTRY.c.id)
    found = tx.execute(first.limit(limit)).all()
    if len(found) >= limit:
        return found
    rest = waiting.where(ENTRY.c.wanted.is_(None)).order_by(ENTRY.c.news_at, ENTRY.c.id)
    return [*found, *tx.execute(rest.limit(limit - len(found)))]


def is_waiting(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on an entry that it is to be fetched at `now`."""
    return (
        ENTRY.c.state == EntryState.WAITING,
        ENTRY.c.retry_at.is_(None) | (ENTRY.c.retry_at <= now),
    )


def postpone_entry(tx: Tx, url: str, until: datetime) -> None:
    """Let the entry wait until then, though nothing failed: its host wants to be left alone."""
    tx.execute(update(ENTRY).where(ENTRY.c.url == url).values(retry_at=until))


def load_entry(tx: Tx, url: str) -> Entry | None:
    """Return the entry of this address, None where no feed listed it."""
    row = tx.execute(_entries().where(ENTRY.c.url == url)).first()
    return entry_of(row) if row else None


def load_entry_feeds(tx: Tx, url: str) -> tuple[Url, ...]:
    """Return the feeds that list this address, in the order they did."""
    query = (
        select(FEED.c.url)
        .join(ENTRY_FEED, ENTRY_FEED.c.feed_id == FEED.c.id)
        .join(ENTRY, ENTRY.c.id == ENTRY_FEED.c.entry_id)
        .where(ENTRY.c.url == url)
        .order_by(ENTRY_FEED.c.seen, FEED.c.id)
    )
    return tuple(Url(found) for found in tx.execute(query).scalars())


def entry_failures(tx: Tx, url: str) -> int:
    """Return how often in a row the article of this entry could not be read."""
    return int(tx.execute(select(ENTRY.c.failures).where(ENTRY.c.url == url)).scalar() or 0)


def last_entry_error(tx: Tx, url: str) -> str:
    """Return why the article of this entry could not be read the last time; empty for no such."""
    return str(tx.execute(select(ENTRY.c.error).where(ENTRY.c.url == url)).scalar() or "")


def note_entry_fetched(tx: Tx, url: str, doc: str, *, now: datetime) -> None:
    """Note that the entry led to the article `doc`, whose address may be another (a redirect)."""
    article = select(ARTICLE.c.id).where(ARTICLE.c.url == doc).scalar_subquery()
    tx.execute(
        update(ENTRY)
        .where(ENTRY.c.url == url)
        .values(
            state=EntryState.FETCHED,
            article_id=article,
            closed=now,
            retry_at=None,
            error=None,
            wanted=None,
        )
    )


def note_entry_failure(
    tx: Tx, url: str, *, error: str, retry_at: datetime | None, now: datetime | None = None
) -> int:
    """Note why the article could not be read; return how often in a row that is so.

    Args:
        retry_at: when to try again; None gives it up.
        now: the moment, for the coverage of the period it falls in.
    """
    state = EntryState.WAITING if retry_at else EntryState.FAILED
    statement = (
        update(ENTRY)
        .where(ENTRY.c.url == url)
        .values(
            state=state,
            error=error,
            retry_at=retry_at,
            failures=ENTRY.c.failures + 1,
            closed=now,
            **({} if retry_at else {"wanted": None}),
        )
        .returning(ENTRY.c.failures)
    )
    return int(tx.execute(statement).scalar() or 0)


def retry_entries(tx: Tx, urls: Sequence[str] | None = None) -> int:
    """Let what was given up (all, or `urls`) wait again; return how many that are."""
    base = update(ENTRY).where(ENTRY.c.state == EntryState.FAILED)
    again = base.values(state=EntryState.WAITING, retry_at=None, failures=0).returning(ENTRY.c.id)
    if urls is None:
        return len(tx.execute(again).all())
    return sum(len(tx.execute(again.where(ENTRY.c.url.in_(part))).all()) for part in batches(urls))


def load_entry_failures(
    tx: Tx, *, limit: int, given_up: bool | None = None
) -> tuple[EntryFailure, ...]:
    """Return entries that failed, latest first.

    Args:
        given_up: only those that are not tried again (True), or only those that are (False).
    """
    query = (
        select(ENTRY, FEED.c.url.label("feed"))
        .join(FEED, FEED.c.id == ENTRY.c.feed_id)
        .where(ENTRY.c.error.is_not(None))
        .order_by(ENTRY.c.closed.desc().nulls_last(), ENTRY.c.id.desc())
        .limit(limit)
    )
    wanted = {
        None: [EntryState.WAITING, EntryState.FAILED],
        True: [EntryState.FAILED],
        False: [EntryState.WAITING],
    }[given_up]
    return tuple(
        EntryFailure(
            url=Url(row.url),
            feed=Url(row.feed),
            title=row.title,
            error=row.error,
            failures=row.failures,
            at=row.closed,
            retry_at=row.retry_at,
        )
        for row in tx.execute(query.where(ENTRY.c.state.in_(wanted)))
    )


def count_entries(tx: Tx) -> dict[EntryState, int]:
    """Return how many entries are in each state, none left out."""
    counted = tx.execute(select(ENTRY.c.state, func.count()).group_by(ENTRY.c.state)).all()
    found = {EntryState(state): int(number) for state, number in counted}
    return {state: found.get(state, 0) for state in EntryState}


def entry_of(row: Row[Any]) -> Entry:
    """Return the entry of a row of `entry` with its first feed's address as `feed`."""
    return Entry(
        feed=Url(row.feed or ""),
        url=Url(row.url),
        id=row.guid,
        title=row.title,
        author=row.author,
        published=row.published,
        updated=row.updated,
        summary=row.summary,
        content=row.content,
        outlet=row.outlet,
    )


def _entries() -> Select[Any]:
    return select(ENTRY, FEED.c.url.label("feed")).join(FEED, FEED.c.id == ENTRY.c.feed_id)


def _known(tx: Tx, entries: Sequence[Entry]) -> dict[str, int]:
    return {row.url: row.id for row in _FIND_KNOWN.load(tx, [e.url for e in entries])}


def _note_feeds(
    tx: Tx,
    entries: Sequence[Entry],
    ids: dict[str, int],
    feeds: dict[Url, int],
    now: datetime,
    noted: set[tuple[int, int]],
    *,
    made: Collection[int],
) -> None:
    """Note which feed lists what, and act on what a feed says differently than it did.

    Of an article that a feed lists under two addresses, the first of them tells; `noted` are those
    of this list that were dealt with, `made` the entries that no list had before.
    """
    before: dict[tuple[int, int], str] = {}
    if there := [number for e in entries if (number := ids[e.url]) not in made]:
        # Of the feeds beside these there are few: of most entries none.
        found = _FIND_LISTED.load(tx, list(dict.fromkeys(there)))
        before = {(row.entry_id, row.feed_id): row.fingerprint for row in found}
    links, edited = [], []
    for entry in entries:
        link = (ids[entry.url], feeds[entry.feed])
        said = _fingerprint(entry)
        if link in noted:
            continue
        noted.add(link)
        if before.get(link) == said:
            continue
        links.append((*link, said, now))
        if link in before:
            edited.append(entry)
    _INSERT_LINKS.insert(tx, links)
    for entry in edited:
        _note_edit(tx, entry, ids[entry.url], now)


def _note_edit(tx: Tx, entry: Entry, row_id: int, now: datetime) -> None:
    """Keep the entry's new words; a read article is read again, a given-up one tried again."""
    words = {
        "title": entry.title,
        "author": entry.author,
        "updated": entry.updated,
        "summary": entry.summary,
        "content": entry.content,
    }
    article: int | None = tx.execute(
        update(ENTRY).where(ENTRY.c.id == row_id).values(**words).returning(ENTRY.c.article_id)
    ).scalar()
    if article is not None:
        tx.execute(update(ARTICLE).where(ARTICLE.c.id == article).values(reread_at=now))
        return
    tx.execute(
        update(ENTRY)
        .where(ENTRY.c.id == row_id, ENTRY.c.state == EntryState.FAILED)
        .values(state=EntryState.WAITING, retry_at=None)
    )


def _fingerprint(entry: Entry) -> str:
    said = f"{entry.title}\n{utc(entry.updated).isoformat() if entry.updated else ''}"
    return blake2b(said.encode(errors="replace"), digest_size=8).hexdigest()


def _columns(
    entry: Entry, feed_id: int, now: datetime, *, place: int, wanted: bool
) -> tuple[Any, ...]:
    # A date in the future, by a slip or a wrong zone, would keep the entry behind all others.
    known = entry.published is not None and entry.published <= now
    # Without dates the place in the list tells: the newest stands first.
    arrival = now - timedelta(microseconds=place)
    news_at = entry.published if known else arrival
    return (
        entry.url,
        feed_id,
        entry.id,
        entry.title,
        entry.author,
        entry.published,
        entry.updated,
        entry.summary,
        entry.content,
        entry.outlet,
        EntryState.WAITING,
        now,
        news_at,
        news_at if wanted else None,
        0,
    )
