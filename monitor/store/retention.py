"""What is kept for how long, and the removal of the rest, a small transaction at a time.

Kept for ever: figures and their values, alerts and what supports them, statements, decisions, the
quotes of all claims, and the title, outlet, link and day of every article that one of them rests
on. What goes is what nobody can miss: old texts, old pages that hold no claim, what feeds said of
pages that were read long ago, messages that were delivered long ago, and the index of copies, which
appear within days of their originals.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, delete, func, or_, select, update

from monitor.store.database import Store, Tx
from monitor.store.entries import EntryState
from monitor.store.notes import load_moment, load_note, save_moment, save_note
from monitor.store.outbox import MessageState
from monitor.store.passages import leave_titles
from monitor.store.tables import (
    ALERT,
    ALTERATION,
    ARTICLE,
    BAND,
    CLAIM,
    ENTRY,
    ENTRY_FEED,
    FEED,
    MESSAGE,
    STATEMENT,
    SUPPORT,
    VALUE,
    VERSION,
)

# Rows that one transaction removes: others that write wait for milliseconds.
_ROWS = 200
# Rows that one look goes over, by their numbers, without a lock.
_WINDOW = 5_000
# Of what is about to be young, so many tell where the old ends.
_LAST = 1_000
# How long an article stays in the index of copies: several times as long as copies take.
COPIES = timedelta(days=14)
# What is old and had to stay is looked at again so often; in between only what became old since.
_WHOLE = timedelta(days=30)
_LOOKED = "prune.looked."  # before the part's name, in the notes: how far it was looked through
_LOOKED_WHOLE = "prune.whole"
_DONE = (EntryState.FETCHED, EntryState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """How long each kind is kept; None: for ever."""

    texts: timedelta | None
    entries: timedelta | None
    messages: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """How much was removed, or is to be."""

    articles: int = 0  # whole ones, that hold no claim
    texts: int = 0  # of articles that stay
    entries: int = 0
    messages: int = 0
    copies: int = 0  # articles that left the index of copies

    def __add__(self, other: Pruned) -> Pruned:
        return Pruned(
            articles=self.articles + other.articles,
            texts=self.texts + other.texts,
            entries=self.entries + other.entries,
            messages=self.messages + other.messages,
            copies=self.copies + other.copies,
        )

    @property
    def total(self) -> int:
        return self.articles + self.texts + self.entries + self.messages + self.copies


IsListed = Callable[[str, str], bool]
"""Whether a list, by the marks that its feed keeps of it, still has an address."""


def prune(
    store: Store,
    keep: Keep,
    *,
    now: datetime,
    is_listed: IsListed,
    dry_run: bool = False,
    whole: bool | None = None,
) -> Iterator[Pruned]:
    """Remove what is kept no longer, and yield after each look and transaction what went.

    Nothing is locked while it is looked for, and no look is long, whatever the size of the tables.

    Args:
        is_listed: an entry that its feed still lists would only come back.
        dry_run: remove nothing, only count.
        whole: look at all that is old; None: once in a while, else at what became so since.
    """
    if whole is None:
        with store.begin(write=False) as tx:
            last = load_moment(tx, _LOOKED_WHOLE)
        whole = last is None or not last <= now < last + _WHOLE
    for part in _parts(keep, now, is_listed):
        note, after = _LOOKED + part.name, 0
        with store.begin(write=False) as tx:
            end = part.end(tx)
            if not (whole or dry_run) and (noted := load_note(tx, note)):
                after = min(int(noted), end)
        while (found := _look(store, part, after, end)) is not None:
            ids, after = found
            yield Pruned()
            for start in range(0, len(ids), _ROWS):
                some = ids[start : start + _ROWS]
                with store.begin(write=not dry_run) as tx:
                    # Somebody may have come to need it meanwhile.
                    still = part.waiting.where(part.id.in_(some))
                    still_old = tx.execute(still).scalars().all()
                    gone = part.remove(tx, still_old, dry_run) if still_old else 0
                yield replace(Pruned(), **{part.name: gone})
        if not dry_run:
            with store.begin() as tx:
                save_note(tx, note, str(end))
    if whole and not dry_run:
        with store.begin() as tx:
            save_moment(tx, _LOOKED_WHOLE, now)


def _look(store: Store, part: _Part, after: int, end: int) -> tuple[Sequence[int], int] | None:
    """Return what waits to go behind a row, and how far was looked; None where nothing is left."""
    with store.begin(write=False) as tx:
        following = select(part.id).where(part.id > after, part.id <= end)
        first = tx.execute(following.order_by(part.id).limit(1)).scalar()
        if first is None:
            return None
        last = min(first + _WINDOW - 1, end)
        rows = part.waiting.where(part.id >= first, part.id <= last)
        return tx.execute(rows).scalars().all(), last


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    id: Column[int]
    waiting: Select[Any]  # the rows' ids in their order
    end: Callable[[Tx], int]  # rows behind this one are younger
    remove: Callable[[Tx, Sequence[int], bool], int]


def _end(number: Column[int], at: Column[Any], old: datetime, *also: Any) -> Callable[[Tx], int]:
    """Return where the rows end that are older: they are numbered about as they come.

    Args:
        at: of an index. also: conditions that come before it in the index.
    """

    def end(tx: Tx) -> int:
        last = select(number).where(*also, at < old).order_by(at.desc()).limit(_LAST).subquery()
        return int(tx.execute(select(func.max(last.c[0]))).scalar() or 0)

    return end


def _parts(keep: Keep, now: datetime, is_listed: IsListed) -> Iterator[_Part]:
    going: set[int] = set()  # articles that go: where nothing is removed, theirs is still there
    if keep.messages is not None:
        waiting = _old_messages(now - keep.messages)
        yield _Part("messages", MESSAGE.c.id, waiting, _last_message, _remover(MESSAGE.c.id))
    if keep.texts is not None:
        old = now - keep.texts
        read = _end(VERSION.c.article_id, VERSION.c.fetched, old)
        removed = _articles(is_listed, going)
        yield _Part("articles", ARTICLE.c.id, _empty_articles(old), read, removed)
        end = _end(VERSION.c.id, VERSION.c.fetched, old)
        yield _Part("texts", VERSION.c.id, _old_texts(old), end, _clearer(going))
    if keep.entries is not None:
        old = now - keep.entries
        ends = [_end(ENTRY.c.id, ENTRY.c.closed, old, ENTRY.c.state == state) for state in _DONE]
        yield _Part(
            "entries",
            ENTRY.c.id,
            _old_entries(old),
            lambda tx: max(end(tx) for end in ends),
            _entries(is_listed, going),
        )
    indexed = select(BAND.c.article_id).where(BAND.c.article_id == ARTICLE.c.id).exists()
    old = now - COPIES
    aged = select(ARTICLE.c.id).where(ARTICLE.c.news_at < old, indexed)
    aged = aged.order_by(ARTICLE.c.id)
    end = _end(ARTICLE.c.id, ARTICLE.c.news_at, old)
    yield _Part("copies", ARTICLE.c.id, aged, end, _remover(BAND.c.article_id))


def _last_message(tx: Tx) -> int:
    return int(tx.execute(select(func.max(MESSAGE.c.id))).scalar() or 0)


def _remover(column: Any) -> Callable[[Tx, Sequence[int], bool], int]:
    def remove(tx: Tx, ids: Sequence[int], dry_run: bool) -> int:
        if not dry_run:
            tx.execute(delete(column.table).where(column.in_(ids)))
        return len(ids)

    return remove


# --- messages ------------------------------------------------------------------------------------


def _old_messages(old: datetime) -> Select[Any]:
    """Return what was delivered, dropped or merged before `old`, but the last to each recipient."""
    later = MESSAGE.alias("later")
    is_last = ~(
        select(later.c.id)
        .where(later.c.channel == MESSAGE.c.channel, later.c.recipient == MESSAGE.c.recipient)
        .where(later.c.id > MESSAGE.c.id)
        .exists()
    )
    ended = [MessageState.DELIVERED, MessageState.DROPPED, MessageState.MERGED]
    return (
        select(MESSAGE.c.id)
        .where(MESSAGE.c.state.in_(ended), ~is_last)
        .where(func.coalesce(MESSAGE.c.delivered, MESSAGE.c.created) < old)
        .order_by(MESSAGE.c.id)
    )


# --- articles ------------------------------------------------------------------------------------


def _is_over(old: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a reading is old, was checked, and its page is read no more.

    A daemon that stood still for long may owe a page its last readings.
    """
    return (
        VERSION.c.fetched < old,
        VERSION.c.checked.is_not(None),
        or_(ARTICLE.c.reread_at.is_(None), ARTICLE.c.reread_at < old),
        ~ARTICLE.c.is_seed,
    )


def _old_texts(old: datetime) -> Select[Any]:
    return (
        select(VERSION.c.id)
        .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
        .where(*_is_over(old), VERSION.c.text != "")
        .order_by(VERSION.c.id)
    )


def _clearer(going: Collection[int]) -> Callable[[Tx, Sequence[int], bool], int]:
    def clear(tx: Tx, ids: Sequence[int], dry_run: bool) -> int:
        if dry_run:
            theirs = tx.execute(select(VERSION.c.article_id).where(VERSION.c.id.in_(ids)))
            return sum(article not in going for article in theirs.scalars())
        tx.execute(update(VERSION).where(VERSION.c.id.in_(ids)).values(text="", skip=[]))
        return len(ids)

    return clear


def _empty_articles(old: datetime) -> Select[Any]:
    """Return old articles that hold no claim and that nothing speaks of."""
    young = VERSION.alias("young")
    copy = ARTICLE.alias("copy")
    claims = select(CLAIM.c.id).join(young, young.c.id == CLAIM.c.version_id)
    is_spoken_of = or_(
        claims.where(young.c.article_id == ARTICLE.c.id).exists(),
        select(copy.c.id).where(copy.c.original_id == ARTICLE.c.id).exists(),
        *(
            select(ALTERATION.c.article_id).where(column == ARTICLE.c.id).exists()
            for column in (ALTERATION.c.article_id, ALTERATION.c.original_id)
        ),
        *(
            select(table.c.id).where(table.c.doc == ARTICLE.c.url).exists()
            for table in (VALUE, ALERT, SUPPORT, STATEMENT)
        ),
    )
    return (
        select(ARTICLE.c.id)
        .join(VERSION, VERSION.c.article_id == ARTICLE.c.id)
        .where(VERSION.c.version == ARTICLE.c.latest, *_is_over(old), ~is_spoken_of)
        .order_by(ARTICLE.c.id)
    )


def _articles(is_listed: IsListed, going: set[int]) -> Callable[[Tx, Sequence[int], bool], int]:
    def remove(tx: Tx, ids: Sequence[int], dry_run: bool) -> int:
        query = select(ENTRY.c.id, ENTRY.c.article_id).where(ENTRY.c.article_id.in_(ids))
        entries = {row.id: row.article_id for row in tx.execute(query)}
        held = {entries[i] for i in _listed(tx, list(entries), is_listed)}
        gone = [i for i in ids if i not in held]
        going.update(gone)
        if not dry_run:
            theirs = [i for i, article in entries.items() if article not in held]
            _remove_entries(tx, theirs)
            leave_titles(tx, _titles(tx, gone))
            for column in (BAND.c.article_id, VERSION.c.article_id, ARTICLE.c.id):
                tx.execute(delete(column.table).where(column.in_(gone)))
        return len(gone)

    return remove


def _titles(tx: Tx, articles: Sequence[int]) -> list[tuple[int, str, str]]:
    """Return the readings of articles, as they are found by search."""
    query = select(VERSION.c.id, VERSION.c.title, VERSION.c.outlet)
    rows = tx.execute(query.where(VERSION.c.article_id.in_(articles)))
    return [(row.id, row.title, row.outlet) for row in rows]


# --- entries -------------------------------------------------------------------------------------


def _old_entries(old: datetime) -> Select[Any]:
    """Return entries that were done with long ago, and whose pages are read no more."""
    reread = select(ARTICLE.c.id).where(
        ARTICLE.c.id == ENTRY.c.article_id, ARTICLE.c.reread_at >= old
    )
    return (
        select(ENTRY.c.id)
        .where(ENTRY.c.state.in_(_DONE), ENTRY.c.closed < old)
        .where(~reread.exists())
        .order_by(ENTRY.c.id)
    )


def _entries(
    is_listed: IsListed, going: Collection[int]
) -> Callable[[Tx, Sequence[int], bool], int]:
    def remove(tx: Tx, ids: Sequence[int], dry_run: bool) -> int:
        held = _listed(tx, ids, is_listed)
        gone = [i for i in ids if i not in held]
        if dry_run:
            theirs = tx.execute(select(ENTRY.c.article_id).where(ENTRY.c.id.in_(gone)))
            return sum(article not in going for article in theirs.scalars())
        _remove_entries(tx, gone)
        return len(gone)

    return remove


def _remove_entries(tx: Tx, ids: Sequence[int]) -> None:
    for start in range(0, len(ids), _ROWS):
        part = ids[start : start + _ROWS]
        tx.execute(delete(ENTRY_FEED).where(ENTRY_FEED.c.entry_id.in_(part)))
        tx.execute(delete(ENTRY).where(ENTRY.c.id.in_(part)))


def _listed(tx: Tx, ids: Sequence[int], is_listed: IsListed) -> set[int]:
    """Return those of the entries that a feed still lists."""
    found: set[int] = set()
    for start in range(0, len(ids), _ROWS):
        query = (
            select(ENTRY.c.id, ENTRY.c.url, FEED.c.listed)
            .join(ENTRY_FEED, ENTRY_FEED.c.entry_id == ENTRY.c.id)
            .join(FEED, FEED.c.id == ENTRY_FEED.c.feed_id)
            .where(ENTRY.c.id.in_(ids[start : start + _ROWS]), ~FEED.c.removed)
        )
        found |= {row.id for row in tx.execute(query) if is_listed(row.listed, row.url)}
    return found
