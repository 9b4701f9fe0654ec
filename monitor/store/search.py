"""Search: the titles, quoted sentences and statements that have these words, the latest first.

Korean puts particles behind a word and writes compounds with and without spaces, and neither
database can look inside of a word for two syllables: SQLite's trigrams need three, PostgreSQL has
no Korean. So each passage is known by its pairs of neighbouring letters, without spaces and
punctuation, and what has all pairs of a word is then read. An entry that a removed article left
behind finds nothing: what is told is always read from the passage itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, select

from monitor.model import Claim, Source, Span, Statement
from monitor.store.articles import OF_READING, source_of_reading
from monitor.store.candidates import AT_ONCE, MOST_READ, Place, find_places
from monitor.store.database import Tx
from monitor.store.passages import MOST_SLOTS, SAID, squeeze, statement_slot
from monitor.store.query import Query, Term
from monitor.store.rows import claim_of
from monitor.store.statements import statement_of_row
from monitor.store.tables import ARTICLE, CLAIM, ORIGINAL, STATEMENT, VERSION, SourceColumns


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A title, a sentence with a figure or a statement that was found, and where its words stand.

    A title has neither claim nor statement.
    """

    id: int  # the later, the larger
    text: str
    marks: tuple[Span, ...]
    source: Source
    claim: Claim | None = None
    statement: Statement | None = None
    topic: str | None = None
    figure: str | None = None

    @property
    def kind(self) -> str:
        """What was found: `title`, `quote` (it has a figure) or `statement`."""
        return "quote" if self.claim else "statement" if self.statement else "title"


@dataclass(frozen=True, slots=True)
class Found:
    """A page of passages, and the id to go on below; None where there is no more."""

    passages: tuple[Passage, ...]
    next: int | None


def search(tx: Tx, query: Query, *, limit: int, before: int | None = None) -> Found:
    """Return up to `limit` passages, the latest read first, each sentence of an article once.

    Of an edited article only the newest reading counts. Very common letters with rare conditions
    may end a page early: `next` goes on.

    Args:
        before: the `next` of the page before.
    """
    found: list[Passage] = []
    read = 0
    for part in _parts(find_places(tx, query, before)):
        rows = _rows(tx, [entry for entry, _ in part if entry is not None])
        for entry, place in part:
            if entry is None:
                return Found(tuple(found), place)
            read += 1
            passage = _passage(entry, rows.get(entry), query)
            if passage is not None:
                found.append(passage)
            if len(found) == limit or read == MOST_READ:
                return Found(tuple(found), place)
    return Found(tuple(found), None)


def find_docs_with(tx: Tx, words: Iterable[str], *, limit: int) -> tuple[str, ...]:
    """Return up to `limit` articles with one of `words` in a title or a quote, the latest first."""
    terms = tuple(Term(word, is_exact=True) for word in words)
    terms = tuple(term for term in terms if term.bare)
    if not terms:
        return ()
    docs: dict[str, None] = {}
    before: int | None = None
    while len(docs) < limit:
        page = search(tx, Query(groups=(terms,)), limit=AT_ONCE, before=before)
        docs.update(dict.fromkeys(passage.source.doc for passage in page.passages))
        if page.next is None:
            break
        before = page.next
    return tuple(docs)[:limit]


def _parts(places: Iterator[Place]) -> Iterator[list[Place]]:
    """Yield the places a few at a time, then more: a page is often full early."""
    size, part = 40, []
    for place in places:
        part.append(place)
        if len(part) == size:
            yield part
            size, part = AT_ONCE, []
    if part:
        yield part


# --- reading them --------------------------------------------------------------------------------


def _rows(tx: Tx, entries: Sequence[int]) -> dict[int, Row[Any]]:
    """Return the rows of titles and claims by their entries, of newest readings alone."""
    places = [divmod(entry, MOST_SLOTS) for entry in entries]
    titles = [version for version, slot in places if slot == 0]
    quotes = [(version, slot - 1) for version, slot in places if 0 < slot < SAID]
    said = {version for version, slot in places if slot >= SAID}
    versions = {version for version, _ in quotes}
    ordinals = {ordinal for _, ordinal in quotes}
    found: dict[int, Row[Any]] = {}
    if titles:
        for row in tx.execute(_titles().where(VERSION.c.id.in_(titles))):
            found[row.version_id * MOST_SLOTS] = row
    if quotes:
        # A few too many: SQLite takes its index for two lists, and not for one of pairs.
        query = _quotes().where(CLAIM.c.version_id.in_(versions), CLAIM.c.ordinal.in_(ordinals))
        for row in tx.execute(query):
            found[row.version_id * MOST_SLOTS + row.ordinal + 1] = row
    if said:
        query = _said().where(VERSION.c.id.in_(said), VERSION.c.version == ARTICLE.c.latest)
        for row in tx.execute(query.order_by(STATEMENT.c.id)):
            found.setdefault(_said_entry(row), row)
    return found


def _titles() -> Select[Any]:
    return (
        select(VERSION.c.id.label("version_id"), *OF_READING)
        .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
        .outerjoin(ORIGINAL, ORIGINAL.c.id == ARTICLE.c.original_id)
        .where(VERSION.c.version == ARTICLE.c.latest)
    )


def _quotes() -> Select[Any]:
    return (
        select(CLAIM, *OF_READING)
        .join(VERSION, VERSION.c.id == CLAIM.c.version_id)
        .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
        .outerjoin(ORIGINAL, ORIGINAL.c.id == ARTICLE.c.original_id)
        .where(VERSION.c.version == ARTICLE.c.latest)
    )


def _said() -> Select[Any]:
    """Return the statements with their readings."""
    columns = [c for c in STATEMENT.c if c.name not in _OF_SOURCE]
    return (
        select(STATEMENT.c.id.label("row"), *columns, VERSION.c.id.label("version_id"), *OF_READING)
        .join(ARTICLE, ARTICLE.c.url == STATEMENT.c.doc)
        .join(
            VERSION,
            (VERSION.c.article_id == ARTICLE.c.id) & (VERSION.c.version == STATEMENT.c.version),
        )
        .outerjoin(ORIGINAL, ORIGINAL.c.id == ARTICLE.c.original_id)
    )


# What a statement's row says of its source, which the reading itself says.
_OF_SOURCE = frozenset(SourceColumns.model_fields) | {"id"}


def _said_entry(row: Row[Any]) -> int:
    return int(row.version_id) * MOST_SLOTS + statement_slot(row.row)


def _passage(entry: int, row: Row[Any] | None, query: Query) -> Passage | None:
    """Return the passage of a row that has all that is asked for; None for one that has not."""
    if row is None:
        return None
    slot = entry % MOST_SLOTS
    text = row.quote if slot else row.title
    outlet = squeeze(row.outlet)[0]
    if any(squeeze(wanted)[0] not in outlet for wanted in query.outlets):
        return None
    if query.topics and (not slot or row.topic not in query.topics):
        return None
    marks = []
    for group in query.groups:
        spans = [span for term in group if (span := term.find(text)) is not None]
        if not spans:
            return None
        marks += spans
    if any(term.find(text) is not None for term in query.without):
        return None
    return Passage(
        id=entry,
        text=text,
        marks=_merged(marks),
        source=source_of_reading(row),
        claim=claim_of(row, doc=row.url) if 0 < slot < SAID else None,
        statement=statement_of_row(row, doc=row.url) if slot >= SAID else None,
        topic=row.topic if slot else None,
        figure=row.figure if 0 < slot < SAID else None,
    )


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans in their order, those that overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)
