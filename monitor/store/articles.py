"""Articles: every version of every page we read, what waits to be checked, read again, compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, delete, func, insert, select, update

from monitor.errors import StoreError
from monitor.model import Article, ArticleState, Entry, Reading, Source, Url
from monitor.store.database import Tx
from monitor.store.entries import entry_of
from monitor.store.passages import enter_title, leave_titles
from monitor.store.rows import BATCH, Columns, batches, insert_new
from monitor.store.tables import ARTICLE, BAND, ENTRY, FEED, ORIGINAL, VERSION
from monitor.store.types import storable
from monitor.words import say

# Numbers of a signature that must agree together. With two of them, forty-eight bands find a text
# that shares three tenths 99 times of 100, and few that share next to nothing.
BAND_WIDTH = 2


# What may hold claims: of a page for members, the paragraphs that everybody may read.
STORY = (ArticleState.ARTICLE, ArticleState.PAYWALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """Where a reading of a page was kept. `is_new_version`: there is something to check in it."""

    doc: str
    version: int
    is_new_version: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFailure:
    """An article that could not be checked, and why."""

    doc: str
    version: int
    error: str
    at: datetime


def save_article(
    tx: Tx,
    article: Article,
    *,
    now: datetime,
    reread_at: datetime | None = None,
    is_seed: bool = False,
) -> Saved:
    """Keep a reading of a page: as version 1, as the next one where it was edited, or as none.

    The same words (white space aside) under the same title are no new version. A page that turned
    into a login wall or is gone adds none either: what it said stays. Where no reading had found
    the article yet, the first that does takes the place of the failed ones.

    Args:
        reread_at: when to read the page again, None for never.
        is_seed: a document of the user's own corpus, not news.
    """
    article_id = _article_id(tx, article, now, is_seed=is_seed)
    tx.execute(
        update(ARTICLE)
        .where(ARTICLE.c.id == article_id)
        .values(reread_at=reread_at, reread=now, reread_failures=0, reread_error=None)
    )
    last = tx.execute(
        select(VERSION)
        .where(VERSION.c.article_id == article_id)
        .order_by(VERSION.c.version.desc())
        .limit(1)
    ).first()
    if last is None:
        return _add_version(tx, article, article_id, 1, now)
    if article.state is not ArticleState.ARTICLE or _same_words(last, article):
        return Saved(doc=article.url, version=last.version, is_new_version=False)
    if last.state not in STORY:
        leave_titles(tx, [(last.id, last.title, last.outlet)])
        tx.execute(delete(VERSION).where(VERSION.c.id == last.id))
        return _add_version(tx, article, article_id, last.version, now)
    return _add_version(tx, article, article_id, last.version + 1, now)


def load_article(tx: Tx, doc: str, version: int | None = None) -> Article | None:
    """Return the article as its newest version, or the one asked for, has it; None without one."""
    row = tx.execute(_versions(doc, version)).first()
    return _article(row) if row else None


def load_articles(tx: Tx, docs: Sequence[str]) -> dict[str, Article]:
    """Return the newest version of each of `docs` that there is."""
    found = {}
    for part in batches(docs):
        query = _readings().where(ARTICLE.c.url.in_(part), VERSION.c.version == ARTICLE.c.latest)
        found.update({row.url: _article(row) for row in tx.execute(query)})
    return found


def load_versions(tx: Tx, doc: str) -> tuple[tuple[int, datetime, Article], ...]:
    """Return every version of the article with its number and when it was read, oldest first."""
    query = _readings().where(ARTICLE.c.url == doc).order_by(VERSION.c.version)
    return tuple((row.version, row.fetched, _article(row)) for row in tx.execute(query))


def load_source(tx: Tx, doc: str, version: int | None = None) -> Source | None:
    """Return what a reader needs to find and weigh the article; None where there is none."""
    row = tx.execute(_versions(doc, version)).first()
    return source_of_reading(row) if row else None


def source_of(tx: Tx, doc: str, version: int) -> Source:
    """Return what a reader needs to find and weigh the article; StoreError where it is not kept."""
    if (source := load_source(tx, doc, version)) is None:
        raise StoreError(say("store.missing", tx.info["lang"], key=f"{doc} ({version})"))
    return source


# --- to be checked -------------------------------------------------------------------------------


def load_unchecked(tx: Tx, *, limit: int, seeds: bool | None = None) -> tuple[tuple[str, int], ...]:
    """Return up to `limit` readings that wait for their check, as (doc, version).

    The oldest news comes first, so that what a claim changes is known before it. An edited page
    counts from its edit. Walls and pages that are gone hold no story and never wait.

    Args:
        seeds: only documents of the user's corpus (True), or only news (False).
    """
    query = (
        select(ARTICLE.c.url, VERSION.c.version)
        .join(VERSION, VERSION.c.article_id == ARTICLE.c.id)
        .where(VERSION.c.checked.is_(None))
        .order_by(VERSION.c.news_at, VERSION.c.id)
        .limit(limit)
    )
    if seeds is not None:
        query = query.where(ARTICLE.c.is_seed.is_(seeds))
    return tuple((row.url, row.version) for row in tx.execute(query))


def load_checked(tx: Tx, *, seeds: bool) -> tuple[tuple[str, int, datetime], ...]:
    """Return every reading that was checked, as (doc, version, moment of its news), oldest first.

    Args:
        seeds: documents of the user's corpus (True), or news (False).
    """
    query = (
        select(ARTICLE.c.url, VERSION.c.version, VERSION.c.news_at)
        .join(VERSION, VERSION.c.article_id == ARTICLE.c.id)
        .where(VERSION.c.checked.is_not(None), VERSION.c.check_error.is_(None))
        .where(ARTICLE.c.is_seed.is_(seeds))
        .order_by(VERSION.c.news_at, VERSION.c.id)
    )
    return tuple((row.url, row.version, row.news_at) for row in tx.execute(query))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReading:
    """A reading that was looked at, and who read it: None where it was passed over."""

    doc: str
    version: int
    news_at: datetime
    is_seed: bool
    reader: str | None


def load_readings(tx: Tx) -> tuple[KeptReading, ...]:
    """Return every reading of a story that was looked at: documents of the corpus, then the news,
    each in the order of its news."""
    query = (
        select(
            ARTICLE.c.url,
            ARTICLE.c.is_seed,
            VERSION.c.version,
            VERSION.c.news_at,
            VERSION.c.reader,
        )
        .join(VERSION, VERSION.c.article_id == ARTICLE.c.id)
        .where(VERSION.c.checked.is_not(None), VERSION.c.state.in_(STORY))
        .order_by(ARTICLE.c.is_seed.desc(), VERSION.c.news_at, VERSION.c.id)
    )
    return tuple(
        KeptReading(
            doc=row.url,
            version=row.version,
            news_at=row.news_at,
            is_seed=row.is_seed,
            reader=row.reader,
        )
        for row in tx.execute(query)
    )


def mark_checked(
    tx: Tx,
    doc: str,
    version: int,
    *,
    now: datetime,
    error: str | None = None,
    reader: str | None = None,
) -> None:
    """Note that this reading was checked, or with `error` that it cannot be and why.

    Args:
        reader: who read its claims; None where it was passed over.
    """
    tx.execute(
        update(VERSION)
        .where(_is_version(doc, version))
        .values(checked=now, check_error=error, reader=reader)
    )


def set_reader(tx: Tx, doc: str, version: int, reader: str, *, error: str | None = None) -> None:
    """Note who read the claims of this reading last, or with `error` why that failed."""
    values = {"reader": reader, "check_error": error}
    tx.execute(update(VERSION).where(_is_version(doc, version)).values(**values))


def reader_of(tx: Tx, doc: str, version: int) -> str | None:
    """Return who read the claims of this reading; None where nobody has."""
    found: str | None = tx.execute(
        select(VERSION.c.reader).where(_is_version(doc, version))
    ).scalar()
    return found


def count_readers(tx: Tx) -> dict[str, int]:
    """Return how many readings each reader has read; those passed over are not counted."""
    query = select(VERSION.c.reader, func.count()).where(VERSION.c.reader.is_not(None))
    return {row[0]: int(row[1]) for row in tx.execute(query.group_by(VERSION.c.reader))}


def count_read_by_others(tx: Tx, reader: str) -> int:
    """Return how many articles and documents have a reading that another reader has read."""
    other = VERSION.c.reader.is_not(None) & (VERSION.c.reader != reader)
    query = select(func.count(VERSION.c.article_id.distinct())).where(other)
    return int(tx.execute(query).scalar_one())


def mark_unchecked(tx: Tx, docs: Collection[str] | None = None) -> int:
    """Let every reading of `docs` (None: of all articles) be checked again; return how many.

    For a topic added later, and for a program that reads better than when they were checked.
    """
    base = update(VERSION).where(
        VERSION.c.checked.is_not(None), VERSION.c.state.in_(STORY), VERSION.c.text != ""
    )
    again = base.values(checked=None, check_error=None).returning(VERSION.c.id)
    if docs is None:
        return len(tx.execute(again).all())
    total = 0
    for part in batches(sorted(docs)):
        those = select(ARTICLE.c.id).where(ARTICLE.c.url.in_(part))
        total += len(tx.execute(again.where(VERSION.c.article_id.in_(those))).all())
    return total


def load_check_failures(tx: Tx, *, limit: int) -> tuple[CheckFailure, ...]:
    """Return readings whose check failed, latest first."""
    query = (
        select(ARTICLE.c.url, VERSION.c.version, VERSION.c.check_error, VERSION.c.checked)
        .join(VERSION, VERSION.c.article_id == ARTICLE.c.id)
        .where(VERSION.c.check_error.is_not(None))
        .order_by(VERSION.c.checked.desc())
        .limit(limit)
    )
    return tuple(
        CheckFailure(doc=row.url, version=row.version, error=row.check_error, at=row.checked)
        for row in tx.execute(query)
    )


def find_docs(tx: Tx, matters: Callable[[str, str], bool], *, limit: int) -> tuple[str, ...]:
    """Return up to `limit` articles whose title and text `matters`, the oldest news first.

    Unpacks every stored text: for a person's command, not for a step.
    """
    query = (
        select(ARTICLE.c.url, VERSION.c.title, VERSION.c.text)
        .join(VERSION, VERSION.c.article_id == ARTICLE.c.id)
        .where(VERSION.c.state.in_(STORY))
        .order_by(ARTICLE.c.news_at, ARTICLE.c.id, VERSION.c.version)
    )
    found: dict[str, None] = {}
    with tx.execute(query.execution_options(yield_per=BATCH)) as rows:
        for url, title, text in rows:
            if url not in found and matters(title, text):
                found[url] = None
                if len(found) == limit:
                    break
    return tuple(found)


# --- to be read again ----------------------------------------------------------------------------


def load_rereads(tx: Tx, now: datetime, *, limit: int) -> tuple[Entry, ...]:
    """Return an entry for each article to read again at `now`, longest due first.

    Its `url` is the one to ask for; where no feed listed the article, the article's own.
    """
    other = ENTRY.alias("other")
    # The address that the article was read at first: another one's page words it its own way.
    own = func.min(case((other.c.url == ARTICLE.c.url, other.c.id)))
    first = select(func.coalesce(own, func.min(other.c.id)))
    first = first.where(other.c.article_id == ARTICLE.c.id)
    query = (
        select(ARTICLE.c.url.label("doc"), ENTRY, FEED.c.url.label("feed"))
        .select_from(ARTICLE)
        .outerjoin(ENTRY, ENTRY.c.id == first.scalar_subquery())
        .outerjoin(FEED, FEED.c.id == ENTRY.c.feed_id)
        .where(ARTICLE.c.reread_at <= now)
        .order_by(ARTICLE.c.reread_at, ARTICLE.c.id)
        .limit(limit)
    )
    return tuple(
        Entry(feed=Url(""), url=Url(row.doc)) if row.url is None else entry_of(row)
        for row in tx.execute(query)
    )


def doc_of_entry(tx: Tx, url: str) -> str | None:
    """Return the address of the article that this entry led to, None before it was fetched."""
    query = select(ARTICLE.c.url).join(ENTRY, ENTRY.c.article_id == ARTICLE.c.id)
    doc: str | None = tx.execute(query.where(ENTRY.c.url == url)).scalar()
    return doc


def set_reread(tx: Tx, doc: str, at: datetime | None, *, error: str | None = None) -> int:
    """Set when the page is read again (None: never); return how often in a row that failed.

    Args:
        error: why reading it again failed this time; None where that is not the reason.
    """
    failures = ARTICLE.c.reread_failures + 1 if error else ARTICLE.c.reread_failures
    statement = (
        update(ARTICLE)
        .where(ARTICLE.c.url == doc)
        .values(reread_at=at, reread_failures=failures, reread_error=error)
        .returning(ARTICLE.c.reread_failures)
    )
    return int(tx.execute(statement).scalar() or 0)


# --- copies --------------------------------------------------------------------------------------


def save_signature(tx: Tx, doc: str, signature: Sequence[int]) -> None:
    """Enter the article into the index of copies; again after an edit, which replaces it.

    Args:
        signature: hashes of which alike texts share many at the same places; none for a text that
            is too short to tell.
    """
    article_id = _known_id(tx, doc)
    tx.execute(delete(BAND).where(BAND.c.article_id == article_id))
    rows = [{"band": band, "article_id": article_id} for band in _bands(signature)]
    insert_new(tx, BAND, rows)


def load_similar(
    tx: Tx,
    signature: Sequence[int],
    *,
    since: datetime,
    until: datetime,
    but: str | None = None,
    limit: int = 10,
) -> tuple[tuple[str, str], ...]:
    """Return (doc, text) of articles of that time that may be the same text, most alike first.

    Args:
        signature: of the text in question.
        since, until: when the others were published (or read, where they say nothing of it).
        but: the article itself.
    """
    bands = _bands(signature)
    if not bands:
        return ()
    shared = func.count().label("shared")
    near = (
        select(BAND.c.article_id, shared)
        .join(ARTICLE, ARTICLE.c.id == BAND.c.article_id)
        .where(BAND.c.band.in_(bands))
        .where(ARTICLE.c.news_at >= since, ARTICLE.c.news_at <= until)
        .where(ARTICLE.c.url != (but or ""))
        .group_by(BAND.c.article_id)
        .order_by(shared.desc(), BAND.c.article_id)
        .limit(limit)
        .subquery()
    )
    query = (
        select(ARTICLE.c.url, VERSION.c.text)
        .join(near, near.c.article_id == ARTICLE.c.id)
        .join(VERSION, (VERSION.c.article_id == ARTICLE.c.id))
        .where(VERSION.c.version == ARTICLE.c.latest)
        .order_by(near.c.shared.desc(), ARTICLE.c.id)
    )
    return tuple((row.url, row.text) for row in tx.execute(query))


def set_copy_of(tx: Tx, doc: str, original: str | None) -> None:
    """Note that `doc` copies `original`: of a copy, its original; None takes it back.

    StoreError where one of them is not kept.
    """
    article_id = _known_id(tx, doc)
    target = None
    if original is not None:
        row = tx.execute(
            select(ARTICLE.c.id, ARTICLE.c.original_id).where(ARTICLE.c.url == original)
        ).first()
        if row is None:
            raise StoreError(say("store.missing", tx.info["lang"], key=original))
        target = row.id if row.original_id is None else row.original_id
        if target == article_id:  # Two that copy each other: the first one found stays.
            return
    tx.execute(update(ARTICLE).where(ARTICLE.c.id == article_id).values(original_id=target))


# --- rows ----------------------------------------------------------------------------------------


def _article_id(tx: Tx, article: Article, now: datetime, *, is_seed: bool) -> int:
    """Return the article's row, made where there is none; others wait for it till we end."""
    published = article.published
    row = {
        "url": article.url,
        "latest": 1,
        "is_seed": is_seed,
        "news_at": published if published and published <= now else now,
        "original_id": None,
        "reread_at": None,
        "reread": now,
        "reread_failures": 0,
        "reread_error": None,
    }
    insert_new(tx, ARTICLE, [row])
    query = select(ARTICLE.c.id).where(ARTICLE.c.url == article.url).with_for_update()
    return int(tx.execute(query).scalar_one())


def _known_id(tx: Tx, doc: str) -> int:
    found: int | None = tx.execute(select(ARTICLE.c.id).where(ARTICLE.c.url == doc)).scalar()
    if found is None:
        raise StoreError(say("store.missing", tx.info["lang"], key=doc))
    return found


def _add_version(tx: Tx, article: Article, article_id: int, version: int, now: datetime) -> Saved:
    columns = _columns(article, article_id, version, now)
    made = tx.execute(insert(VERSION).returning(VERSION.c.id), columns).scalar_one()
    enter_title(tx, made, storable(article.title), article.outlet)
    tx.execute(update(ARTICLE).where(ARTICLE.c.id == article_id).values(latest=version))
    return Saved(doc=article.url, version=version, is_new_version=True)


def _same_words(row: Row[Any], article: Article) -> bool:
    return (_flat(row.title), _flat(row.text)) == (_flat(article.title), _flat(article.text))


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", storable(text)).strip()


def _columns(article: Article, article_id: int, version: int, now: datetime) -> Columns:
    # An edit is news of the day it was made, however old the page.
    news_at = article.published if version == 1 else article.modified
    if news_at is None or news_at > now or (version > 1 and news_at == article.published):
        news_at = now
    return {
        "article_id": article_id,
        "version": version,
        "title": article.title,
        "author": article.author,
        "outlet": article.outlet,
        "text": article.text,
        "published": article.published,
        "modified": article.modified,
        "state": article.state,
        "skip": [list(span) for span in article.skip],
        "reading": article.reading,
        "fetched": now,
        "news_at": news_at,
        # A login wall holds no story: there is nothing to check in it.
        "checked": None if article.state in STORY and article.text.strip() else now,
        "check_error": None,
        "reader": None,
    }


def _readings() -> Select[Any]:
    return (
        select(
            VERSION,
            ARTICLE.c.url,
            ARTICLE.c.is_seed,
            ORIGINAL.c.url.label("copy_of"),
        )
        .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
        .outerjoin(ORIGINAL, ORIGINAL.c.id == ARTICLE.c.original_id)
    )


def _versions(doc: str, version: int | None) -> Select[Any]:
    wanted = ARTICLE.c.latest if version is None else version
    return _readings().where(ARTICLE.c.url == doc, VERSION.c.version == wanted)


def _is_version(doc: str, version: int) -> ColumnElement[bool]:
    article = select(ARTICLE.c.id).where(ARTICLE.c.url == doc).scalar_subquery()
    return (VERSION.c.article_id == article) & (VERSION.c.version == version)


def version_id(tx: Tx, doc: str, version: int) -> int:
    """Return the row of this reading; StoreError where it is not kept."""
    found: int | None = tx.execute(select(VERSION.c.id).where(_is_version(doc, version))).scalar()
    if found is None:
        raise StoreError(say("store.missing", tx.info["lang"], key=f"{doc} ({version})"))
    return found


def outlet_of(tx: Tx, doc: str, version: int) -> tuple[int, str]:
    """Return the row of this reading and its outlet; StoreError where it is not kept."""
    query = select(VERSION.c.id, VERSION.c.outlet).where(_is_version(doc, version))
    found = tx.execute(query).first()
    if found is None:
        raise StoreError(say("store.missing", tx.info["lang"], key=f"{doc} ({version})"))
    return int(found.id), str(found.outlet)


def _article(row: Row[Any]) -> Article:
    return Article(
        url=Url(row.url),
        title=row.title,
        text=row.text,
        author=row.author,
        outlet=row.outlet,
        published=row.published,
        modified=row.modified,
        state=ArticleState(row.state),
        skip=tuple((start, end) for start, end in row.skip),
        reading=Reading(row.reading) if row.reading else None,
    )


OF_READING = (
    ARTICLE.c.url,
    ARTICLE.c.is_seed,
    VERSION.c.version,
    VERSION.c.outlet,
    VERSION.c.title,
    VERSION.c.published,
    ORIGINAL.c.url.label("copy_of"),
)
"""The columns that `source_of_reading` makes a source of."""


def source_of_reading(row: Row[Any]) -> Source:
    """Return the source of a row that joins `article`, its version and its original."""
    return Source(
        doc=row.url,
        version=row.version,
        outlet=row.outlet,
        title=row.title,
        published=row.published,
        is_seed=row.is_seed,
        copy_of=row.copy_of,
    )


def _bands(signature: Sequence[int]) -> list[int]:
    """Return a number for each stretch of the signature, its place in it included."""
    bands = []
    for place, part in enumerate(batches(signature, BAND_WIDTH)):
        said = f"{place}:{','.join(map(str, part))}".encode()
        # 63 bits: what both databases keep as a whole number.
        bands.append(int.from_bytes(blake2b(said, digest_size=8).digest()) >> 1)
    return bands
