"""Search: the titles, quoted sentences and statements that have these words, the latest first.

Korean puts particles behind a word and writes compounds with and without spaces, and neither
database can look inside of a word for two syllables: SQLite's trigrams need three, PostgreSQL has
no Korean. So each passage is known by its pairs of neighbouring letters, without spaces and
punctuation, and what has all pairs of a word is then read. An entry that a removed article left
behind finds nothing: what is told is always read from the passage itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, select

from monitor.errors import ConfigError
from monitor.model import Claim, Source, Span, Statement
from monitor.store.articles import OF_READING, source_of_reading
from monitor.store.database import Tx
from monitor.store.passages import (
    MOST_SLOTS,
    SAID,
    is_server,
    outlet_grams,
    squeeze,
    statement_slot,
    word_grams,
)
from monitor.store.rows import claim_of
from monitor.store.statements import statement_of_row
from monitor.store.tables import ARTICLE, CLAIM, ORIGINAL, STATEMENT, VERSION, SourceColumns
from monitor.words import say

LONGEST_QUERY = 200  # letters
MOST_WORDS = 16
# Entries looked at for one page of answers: rare words have few, common ones fill a page early.
MOST_READ = 20_000
_AT_ONCE = 200

# Particles that a person types behind a name as they would say it, with the least letters that the
# name must have: what stands before one is found with every other particle too.
_PARTICLES = {
    "에서는": 2, "에서": 2, "에게": 2, "으로": 2, "부터": 2, "까지": 2, "은": 2, "는": 2, "을": 2,
    "를": 2, "의": 2, "에": 3, "와": 3, "이": 3, "가": 3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """A word or an exact phrase that a passage is to have."""

    words: str  # as typed, without the quotation marks
    is_exact: bool = False

    @property
    def bare(self) -> str:
        """What is looked for: letters and digits; of a word, without its particle."""
        letters = squeeze(self.words)[0]
        return letters if self.is_exact else _without_particle(letters)

    def find(self, text: str) -> Span | None:
        """Return where a text has it first; None where it does not."""
        if self.is_exact:
            found = _phrase(self.words).search(text)
            return found.span() if found else None
        letters, places = squeeze(text)
        wanted = self.bare
        at = letters.find(wanted)
        while at >= 0:
            span = places[at], places[at + len(wanted) - 1] + 1
            if not _is_short_latin(wanted) or not _is_inside(text, span):
                return span
            at = letters.find(wanted, at + 1)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked for: each of `groups` has alternatives, of which a passage has one at least."""

    groups: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()
    topics: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for that a passage could have."""
        return not (self.groups or self.topics or self.outlets)


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


def parse_query(text: str) -> Query:
    """Return what is asked for: `words "exact phrase" -without a OR b topic:T outlet:"O P"`.

    Raises ConfigError for nothing to look for, and for too much.

    >>> query = parse_query('딥시크의 이용자 -"월간 이용자" outlet:연합')
    >>> [term.bare for group in query.groups for term in group], query.outlets
    (['딥시크', '이용자'], ('연합',))
    """
    if len(text) > LONGEST_QUERY:
        raise ConfigError([say("search.long", most=LONGEST_QUERY)])
    groups: list[tuple[Term, ...]] = []
    without: list[Term] = []
    fields: dict[str, list[str]] = {"topic": [], "outlet": []}
    joins = False
    for found in _WORD.finditer(text):
        name, minus, exact, word = found["name"], found["minus"], found["exact"], found["word"]
        if word in ("OR", "|") and not (name or minus):
            joins = bool(groups)
            continue
        said = (exact if exact is not None else word or "").strip()
        if word is not None and word[-1] == ":" and word[:-1].lower() in _FIELDS:
            continue  # of no topic, of no outlet
        if name:
            field = _FIELDS[name.lower()]
            if said:
                fields[field].append(said)
            continue
        term = Term(said, exact is not None)
        if not term.bare:
            continue
        if minus:
            without.append(term)
        elif joins:
            groups[-1] = (*groups[-1], term)
        else:
            groups.append((term,))
        joins = False
    query = Query(
        groups=tuple(groups),
        without=tuple(without),
        topics=tuple(fields["topic"]),
        outlets=tuple(fields["outlet"]),
    )
    if query.is_empty:
        raise ConfigError([say("search.empty")])
    if sum(map(len, groups)) + len(without) > MOST_WORDS:
        raise ConfigError([say("search.many", most=MOST_WORDS)])
    return query


_FIELDS = {"topic": "topic", "주제": "topic", "outlet": "outlet", "매체": "outlet"}
_WORD = re.compile(
    r"""(?P<minus>-)?(?:(?P<name>topic|outlet|주제|매체):)?(?:"(?P<exact>[^"]*)"?|(?P<word>[^\s"]+))""",
    re.I,
)


def search(tx: Tx, query: Query, *, limit: int, before: int | None = None) -> Found:
    """Return up to `limit` passages, the latest read first, each sentence of an article once.

    Of an edited article only the newest reading counts. Very common letters with rare conditions
    may end a page early: `next` goes on.

    Args:
        before: the `next` of the page before.
    """
    found: list[Passage] = []
    read = 0
    for part in _parts(_places(tx, query, before)):
        rows = _rows(tx, [entry for entry, _ in part])
        for entry, place in part:
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
        page = search(tx, Query(groups=(terms,)), limit=_AT_ONCE, before=before)
        docs.update(dict.fromkeys(passage.source.doc for passage in page.passages))
        if page.next is None:
            break
        before = page.next
    return tuple(docs)[:limit]


# --- candidates ----------------------------------------------------------------------------------


_Place = tuple[int, int]
"""An entry, and where to go on below it."""


def _parts(places: Iterator[_Place]) -> Iterator[list[_Place]]:
    """Yield the places a few at a time, then more: a page is often full early."""
    size, part = 40, []
    for place in places:
        part.append(place)
        if len(part) == size:
            yield part
            size, part = _AT_ONCE, []
    if part:
        yield part


def _places(tx: Tx, query: Query, before: int | None) -> Iterator[_Place]:
    """Yield the entries that may have what is asked for, the latest first."""
    if query.topics:
        yield from _of_topics(tx, query.topics, before)
        return
    wanted = [
        [word_grams(term.bare) for term in group]
        for group in query.groups
        if all(len(term.bare) > 1 for term in group)
    ]
    wanted += [[outlet_grams(outlet)] for outlet in query.outlets if len(squeeze(outlet)[0]) > 1]
    if not wanted:
        yield from _of_all(tx, before)
        return
    key, place = ("id", "%s") if is_server(tx) else ("rowid", "?")
    sql, values = _sql_server(wanted) if is_server(tx) else _sql_file(wanted)
    connection = tx.connection()
    upto = before
    while True:
        below = "" if upto is None else f" AND {key} < {place}"
        statement = f"SELECT {key} FROM passage WHERE {sql}{below}"  # noqa: S608 - ours alone
        parameters = (*values, *([] if upto is None else [upto]))
        statement += f" ORDER BY {key} DESC LIMIT {_AT_ONCE}"
        found = [row[0] for row in connection.exec_driver_sql(statement, parameters)]
        yield from zip(found, found, strict=True)
        if len(found) < _AT_ONCE:
            return
        upto = found[-1]


def _sql_file(wanted: Sequence[Sequence[frozenset[int]]]) -> tuple[str, list[Any]]:
    """Return the condition in the words of FTS5, with its values."""
    groups = []
    for group in wanted:
        ways = [" AND ".join(f'"{gram:08x}"' for gram in sorted(grams)) for grams in group]
        groups.append(" OR ".join(f"({way})" for way in ways))
    return "passage MATCH ?", [" AND ".join(f"({group})" for group in groups)]


def _sql_server(wanted: Sequence[Sequence[frozenset[int]]]) -> tuple[str, list[Any]]:
    """Return the condition in the words of PostgreSQL, with its values."""
    groups, values = [], []
    for group in wanted:
        groups.append("(" + " OR ".join("grams @> %s::int[]" for _ in group) + ")")
        values += [[_signed(gram) for gram in sorted(grams)] for grams in group]
    return " AND ".join(groups), values


def _signed(gram: int) -> int:
    return gram - (1 << 32) if gram >> 31 else gram


def _of_topics(tx: Tx, topics: Sequence[str], before: int | None) -> Iterator[_Place]:
    """Yield what was judged to speak of the topics, the latest kept first: claims, then statements.

    A claim's place is its row's number, a statement's that far behind all claims.
    """
    while before is None or before < _BEHIND:
        rows = select(CLAIM.c.id, CLAIM.c.version_id, CLAIM.c.ordinal)
        rows = rows.where(CLAIM.c.topic.in_(topics))
        if before is not None:
            rows = rows.where(CLAIM.c.id < before)
        found = tx.execute(rows.order_by(CLAIM.c.id.desc()).limit(_AT_ONCE)).all()
        for row in found:
            if row.ordinal + 1 < SAID:
                yield row.version_id * MOST_SLOTS + row.ordinal + 1, row.id
        before = found[-1].id if len(found) == _AT_ONCE else 2 * _BEHIND
    while True:
        said = (
            select(STATEMENT.c.id, VERSION.c.id.label("version_id"))
            .join(ARTICLE, ARTICLE.c.url == STATEMENT.c.doc)
            .join(
                VERSION,
                (VERSION.c.article_id == ARTICLE.c.id) & (VERSION.c.version == STATEMENT.c.version),
            )
            .where(STATEMENT.c.topic.in_(topics), STATEMENT.c.id < before - _BEHIND)
        )
        news = tx.execute(said.order_by(STATEMENT.c.id.desc()).limit(_AT_ONCE)).all()
        for statement in news:
            place = _BEHIND + statement.id
            yield statement.version_id * MOST_SLOTS + statement_slot(statement.id), place
        if len(news) < _AT_ONCE:
            return
        before = _BEHIND + news[-1].id


_BEHIND = 1 << 52  # a whole number to whoever reads JSON


def _of_all(tx: Tx, before: int | None) -> Iterator[_Place]:
    """Yield every title and sentence, the latest first: a single letter has no pair."""
    upto = None if before is None else before // MOST_SLOTS
    while True:
        newest = select(VERSION.c.id).order_by(VERSION.c.id.desc()).limit(_AT_ONCE)
        if upto is not None:
            newest = newest.where(VERSION.c.id <= upto)
        ids = tx.execute(newest).scalars().all()
        if not ids:
            return
        entries = {number * MOST_SLOTS for number in ids}
        claims = select(CLAIM.c.version_id, CLAIM.c.ordinal).where(CLAIM.c.version_id.in_(ids))
        entries.update(
            row.version_id * MOST_SLOTS + row.ordinal + 1
            for row in tx.execute(claims)
            if row.ordinal + 1 < SAID
        )
        said = _said().where(VERSION.c.id.in_(ids))
        entries.update(_said_entry(row) for row in tx.execute(said))
        for entry in sorted(entries, reverse=True):
            if before is None or entry < before:
                yield entry, entry
        upto = ids[-1] - 1


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


def _without_particle(letters: str) -> str:
    if "가" <= letters[-1:] <= "힣":
        for particle, least in _PARTICLES.items():
            stem = letters.removesuffix(particle)
            if stem != letters and len(stem) >= least:
                return stem
    return letters


@lru_cache(maxsize=256)
def _phrase(words: str) -> re.Pattern[str]:
    """Return the pattern of an exact phrase: whatever its case, and any space for a space."""
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()), re.I)


def _is_short_latin(word: str) -> bool:
    # AI is not what `said` says; of GPT or kospi a part is worth finding.
    return len(word) < 4 and word.isascii() and word.isalpha()


def _is_inside(text: str, span: Span) -> bool:
    around = (text[span[0] - 1 : span[0]], text[span[1] : span[1] + 1])
    return any(letter.isascii() and letter.isalpha() for letter in around)
