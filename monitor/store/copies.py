"""Copies: who had a text first, who copied it, and which figures a copy altered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, delete, func, select

from monitor.errors import StoreError
from monitor.model import Alert, Alteration, Altered, Source, Span, Spread
from monitor.store.articles import source_of_reading
from monitor.store.database import Tx
from monitor.store.rows import batches, insert_new
from monitor.store.tables import ALTERATION, ARTICLE, CLAIM, ORIGINAL, VERSION
from monitor.words import say


def note_alterations(
    tx: Tx, doc: str, original: str | None, alterations: Sequence[Alteration]
) -> None:
    """Keep which figures of `doc` its first reading words otherwise than `original` does.

    They take the place of those that were kept of it; None: there are none. Of two that differ
    from one another the one that was found first stays. StoreError where one is not kept.
    """
    article_id, _ = _known(tx, doc)
    tx.execute(delete(ALTERATION).where(ALTERATION.c.article_id == article_id))
    if original is None or original == doc:
        return
    original_id, version = _known(tx, original)
    turned = select(ALTERATION.c.article_id).where(
        ALTERATION.c.article_id == original_id, ALTERATION.c.original_id == article_id
    )
    if tx.execute(turned.limit(1)).first() is not None:
        return
    rows = [
        {
            "article_id": article_id,
            "span_start": told.span[0],
            "span_end": told.span[1],
            "words": told.words,
            "quote": told.quote,
            "original_id": original_id,
            "original_version": version,
            "before_start": told.before_span[0] if told.before_span else None,
            "before_end": told.before_span[1] if told.before_span else None,
            "before": told.before,
            "before_quote": told.before_quote,
        }
        for told in alterations
    ]
    insert_new(tx, ALTERATION, rows)


def load_alterations(tx: Tx, doc: str) -> tuple[str, tuple[Alteration, ...]] | None:
    """Return the text that this article altered, and what it altered; None for any other one."""
    query = (
        select(ALTERATION, ORIGINAL.c.url.label("original"))
        .join(ARTICLE, ARTICLE.c.id == ALTERATION.c.article_id)
        .join(ORIGINAL, ORIGINAL.c.id == ALTERATION.c.original_id)
        .where(ARTICLE.c.url == doc)
        .order_by(ALTERATION.c.span_start)
    )
    rows = tx.execute(query).all()
    return (rows[0].original, tuple(map(_alteration, rows))) if rows else None


def load_originals(tx: Tx, docs: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Return (doc, text) of what those of `docs` that are copies were copied from."""
    query = (
        select(ORIGINAL.c.url, VERSION.c.text)
        .join(ARTICLE, ARTICLE.c.original_id == ORIGINAL.c.id)
        .join(VERSION, VERSION.c.article_id == ORIGINAL.c.id)
        .where(VERSION.c.version == ORIGINAL.c.latest, ARTICLE.c.url.in_(docs))
        .order_by(ORIGINAL.c.id)
    )
    return tuple({row.url: row.text for row in tx.execute(query)}.items()) if docs else ()


def count_copies(tx: Tx) -> tuple[int, int]:
    """Return how many articles copy another one, and how many altered a figure of another one."""
    copies = select(func.count()).where(ARTICLE.c.original_id.is_not(None))
    altered = select(func.count(ALTERATION.c.article_id.distinct()))
    return int(tx.execute(copies).scalar_one()), int(tx.execute(altered).scalar_one())


# --- how a figure went round ---------------------------------------------------------------------


def load_spreads(tx: Tx, alerts: Iterable[Alert]) -> dict[str, Spread]:
    """Return by alert (its key) who had its figure first, who copied it, and who altered it.

    Those whose article is not kept are left out. A copy counts that says the same value.
    """
    alerts = tuple(alerts)
    family = _load_families(tx, {alert.source.doc for alert in alerts})
    units = {alert.claim.unit for alert in alerts}
    said = _load_said(tx, family.relatives, units)
    sources = _load_sources(tx, family.everybody)
    found: dict[str, Spread] = {}
    for alert in alerts:
        mine = family.ids.get(alert.source.doc)
        if mine is not None and mine in sources:
            found[alert.key] = _spread(alert, mine, family, said, sources)
    return found


@dataclass(slots=True)
class _Families:
    """Articles by their rows: what each was copied from, and what was made of each."""

    ids: dict[str, int] = field(default_factory=dict)  # by address
    root: dict[int, int] = field(default_factory=dict)  # what it copies, or itself
    own: dict[int, list[Row[Any]]] = field(default_factory=lambda: defaultdict(list))
    altered: dict[int, list[Row[Any]]] = field(default_factory=lambda: defaultdict(list))
    copies: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def relatives(self) -> set[int]:
        """Copies, and articles that altered a figure."""
        made = {row.article_id for rows in self.altered.values() for row in rows}
        return made | {copy for copies in self.copies.values() for copy in copies}

    @property
    def everybody(self) -> set[int]:
        """Every article that is spoken of."""
        origins = {row.original_id for rows in self.own.values() for row in rows}
        return {*self.ids.values(), *self.root.values(), *origins, *self.relatives}


def _load_families(tx: Tx, docs: Collection[str]) -> _Families:
    found = _Families()
    for part in batches(sorted(docs)):
        query = select(ARTICLE.c.id, ARTICLE.c.url, ARTICLE.c.original_id)
        for known in tx.execute(query.where(ARTICLE.c.url.in_(part))):
            found.ids[known.url] = known.id
            copied = known.original_id
            found.root[known.id] = known.id if copied is None else copied
    for row in _load_rows(tx, ALTERATION.c.article_id, found.ids.values()):
        found.own[row.article_id].append(row)
    roots = {*found.root.values(), *(r.original_id for rows in found.own.values() for r in rows)}
    for row in _load_rows(tx, ALTERATION.c.original_id, roots):
        found.altered[row.original_id].append(row)
    made = {row.article_id for rows in found.altered.values() for row in rows}
    for part in batches(sorted(roots | made)):
        copies = select(ARTICLE.c.id, ARTICLE.c.original_id).order_by(ARTICLE.c.id)
        for copy in tx.execute(copies.where(ARTICLE.c.original_id.in_(part))):
            found.copies[copy.original_id].append(copy.id)
    return found


def _load_rows(tx: Tx, column: Any, ids: Iterable[int]) -> Iterable[Row[Any]]:
    for part in batches(sorted(set(ids))):
        query = select(ALTERATION).where(column.in_(part))
        yield from tx.execute(query.order_by(ALTERATION.c.article_id, ALTERATION.c.span_start))


Said = tuple[str, Any, Any]  # unit, low, high


def _load_said(tx: Tx, ids: Collection[int], units: Collection[str]) -> dict[int, set[Said]]:
    """Return the values of these units that the articles state, as they read now."""
    found: dict[int, set[Said]] = defaultdict(set)
    for part in batches(sorted(ids)):
        query = (
            select(VERSION.c.article_id, CLAIM.c.unit, CLAIM.c.low, CLAIM.c.high)
            .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
            .join(CLAIM, CLAIM.c.version_id == VERSION.c.id)
            .where(VERSION.c.article_id.in_(part), VERSION.c.version == ARTICLE.c.latest)
        )
        for article, unit, low, high in tx.execute(query):
            if unit in units:
                found[article].add((unit, low, high))
    return found


def _load_sources(tx: Tx, ids: Collection[int]) -> dict[int, Source]:
    found: dict[int, Source] = {}
    for part in batches(sorted(ids)):
        query = (
            select(ARTICLE.c.id, ARTICLE.c.url, ARTICLE.c.is_seed, ORIGINAL.c.url.label("copy_of"))
            # Not the texts: they are packed, and nobody reads them here.
            .add_columns(VERSION.c.version, VERSION.c.outlet, VERSION.c.title, VERSION.c.published)
            .join(VERSION, VERSION.c.article_id == ARTICLE.c.id)
            .outerjoin(ORIGINAL, ORIGINAL.c.id == ARTICLE.c.original_id)
            .where(ARTICLE.c.id.in_(part), VERSION.c.version == ARTICLE.c.latest)
        )
        found |= {row.id: source_of_reading(row) for row in tx.execute(query)}
    return found


def _spread(
    alert: Alert,
    mine: int,
    family: _Families,
    said: Mapping[int, set[Said]],
    sources: Mapping[int, Source],
) -> Spread:
    span, own = alert.claim.span, family.own.get(mine, [])
    is_first_reading = alert.source.version == 1  # of which alterations are found out
    here = [row for row in own if is_first_reading and _meets(span, _span(row))]
    root = own[0].original_id if own and not here else family.root[mine]
    # By the place in the original itself: a copy has the same words elsewhere.
    there = {
        row.article_id: row
        for row in sorted(family.altered.get(root, ()), key=lambda row: len(row.quote))
        if mine == root
        and row.original_version == alert.source.version
        and _meets(span, _before_span(row))
    }
    value = alert.claim.unit, alert.claim.interval.low, alert.claim.interval.high
    alike = [*family.copies.get(root, ()), *(r.article_id for r in family.altered.get(root, ()))]
    copies = [
        copy
        for copy in dict.fromkeys(alike)
        if copy != mine and copy not in there and copy in sources and value in said.get(copy, ())
    ]
    return Spread(
        first=sources.get(root, alert.source),
        copies=tuple(sources[copy] for copy in copies),
        altered=tuple(
            Altered(
                source=sources[article],
                alteration=_alteration(row),
                copies=len(family.copies.get(article, ())),
            )
            for article, row in sorted(there.items())
            if article in sources
        ),
        origin=sources.get(here[0].original_id) if here else None,
        alteration=_alteration(max(here, key=lambda row: len(row.quote))) if here else None,
    )


def _meets(span: Span, other: Span | None) -> bool:
    return other is not None and span[0] < other[1] and other[0] < span[1]


def _span(row: Row[Any]) -> Span:
    return row.span_start, row.span_end


def _before_span(row: Row[Any]) -> Span | None:
    return None if row.before_start is None else (row.before_start, row.before_end)


def _alteration(row: Row[Any]) -> Alteration:
    return Alteration(
        span=_span(row),
        words=row.words,
        quote=row.quote,
        before_span=_before_span(row),
        before=row.before,
        before_quote=row.before_quote,
    )


def _known(tx: Tx, doc: str) -> tuple[int, int]:
    """Return the row of an article, and the number of its newest version."""
    query = select(ARTICLE.c.id, ARTICLE.c.latest).where(ARTICLE.c.url == doc)
    row = tx.execute(query).first()
    if row is None:
        raise StoreError(say("store.missing", tx.info["lang"], key=doc))
    return row.id, row.latest
