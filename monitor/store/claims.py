"""Claims: what each reading of an article states, and which figure that was judged to speak of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, or_, select

from monitor.model import Claim, Judgement, Source
from monitor.store.articles import OF_READING, outlet_of, source_of_reading, version_id
from monitor.store.database import Tx
from monitor.store.passages import enter_quotes, leave_quotes
from monitor.store.rows import Columns, claim_columns, claim_of, contains
from monitor.store.tables import ARTICLE, CLAIM, ORIGINAL, VERSION
from monitor.store.types import storable


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptClaim:
    """A claim, where it was read, and what it was judged to speak of; None: nothing tracked."""

    claim: Claim
    source: Source
    topic: str | None
    figure: str | None


def save_claims(tx: Tx, doc: str, version: int, claims: Iterable[Claim]) -> None:
    """Keep the claims of this reading, in place of those it had.

    StoreError where the reading is not kept.
    """
    _replace(tx, doc, version, [(claim, None, None) for claim in claims])


def save_judged_claims(tx: Tx, doc: str, version: int, judgements: Iterable[Judgement]) -> None:
    """Keep the claims of this reading with their topic and figure, in place of those it had.

    StoreError where the reading is not kept.
    """
    _replace(tx, doc, version, [(j.claim, j.topic, j.figure) for j in judgements])


def renew_claims(tx: Tx, doc: str, version: int, claims: Sequence[Claim]) -> bool:
    """Keep the claims of this reading in place of those it had; say whether they differ.

    What was judged to speak of a figure does so still, where it stands in the same place.
    """
    if load_claims(tx, doc, version) == tuple(claims):
        return False
    reading = version_id(tx, doc, version)
    links: dict[tuple[int, int, str], tuple[str | None, str | None]] = {}
    for row in tx.execute(select(CLAIM).where(CLAIM.c.version_id == reading)):
        links.setdefault((row.span_start, row.span_end, row.unit), (row.topic, row.figure))
    none = (None, None)
    rows = [(claim, *links.get((*claim.span, claim.unit), none)) for claim in claims]
    _replace(tx, doc, version, rows)
    return True


def load_claims(tx: Tx, doc: str, version: int | None = None) -> tuple[Claim, ...]:
    """Return the claims of a reading (None: of the newest), in the order they were saved."""
    query = (
        select(CLAIM)
        .join(VERSION, VERSION.c.id == CLAIM.c.version_id)
        .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
        .where(ARTICLE.c.url == doc)
        .where(VERSION.c.version == (ARTICLE.c.latest if version is None else version))
        .order_by(CLAIM.c.ordinal)
    )
    return tuple(claim_of(row, doc=doc) for row in tx.execute(query))


def load_topic_claims(tx: Tx, topic: str, *, limit: int) -> tuple[KeptClaim, ...]:
    """Return the latest claims judged to speak of `topic`, the latest read first."""
    # By the reading and not by the claim's own number alone: an index has them in this order.
    query = _with_source().where(CLAIM.c.topic == topic).order_by(CLAIM.c.version_id.desc())
    return _kept(tx, query, limit)


def load_figure_claims(tx: Tx, figure: str, *, limit: int) -> tuple[KeptClaim, ...]:
    """Return the latest claims judged to speak of the figure of this key, the latest read first."""
    return _kept(tx, _with_source().where(CLAIM.c.figure == figure), limit)


def search_claims(tx: Tx, words: Sequence[str], *, limit: int) -> tuple[KeptClaim, ...]:
    """Return the latest claims whose sentence, owner or property has every word, whatever its case.

    Of an edited article only the newest reading counts. The work grows with the claims that are
    kept: meant for a person who waits for the answer.
    """
    query = _with_source().where(VERSION.c.version == ARTICLE.c.latest)
    for word in words:
        columns = (CLAIM.c.quote, CLAIM.c.subject, CLAIM.c.metric)
        query = query.where(or_(*(contains(column, word) for column in columns)))
    return _kept(tx, query, limit)


def count_claims(tx: Tx) -> int:
    """Return how many claims are kept."""
    return int(tx.execute(select(func.count()).select_from(CLAIM)).scalar_one())


def _replace(
    tx: Tx, doc: str, version: int, claims: Sequence[tuple[Claim, str | None, str | None]]
) -> None:
    reading, outlet = outlet_of(tx, doc, version)
    old = select(CLAIM.c.ordinal, CLAIM.c.quote).where(CLAIM.c.version_id == reading)
    if known := tx.execute(old.order_by(CLAIM.c.ordinal)).all():
        leave_quotes(tx, reading, outlet, ((row.ordinal, row.quote) for row in known))
        tx.execute(delete(CLAIM).where(CLAIM.c.version_id == reading))
    rows: list[Columns] = [
        {
            **claim_columns(claim),
            "version_id": reading,
            "ordinal": ordinal,
            "topic": topic,
            "figure": figure,
        }
        for ordinal, (claim, topic, figure) in enumerate(claims)
    ]
    if rows:
        tx.execute(insert(CLAIM), rows)
        said = ((n, storable(claim.quote)) for n, (claim, _, _) in enumerate(claims))
        enter_quotes(tx, reading, outlet, said)


def _with_source() -> Select[Any]:
    return (
        select(CLAIM, *OF_READING)
        .join(VERSION, VERSION.c.id == CLAIM.c.version_id)
        .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
        .outerjoin(ORIGINAL, ORIGINAL.c.id == ARTICLE.c.original_id)
    )


def _kept(tx: Tx, query: Select[Any], limit: int) -> tuple[KeptClaim, ...]:
    rows = tx.execute(query.order_by(CLAIM.c.id.desc()).limit(limit))
    return tuple(_kept_claim(row) for row in rows)


def _kept_claim(row: Row[Any]) -> KeptClaim:
    return KeptClaim(
        claim=claim_of(row, doc=row.url),
        source=source_of_reading(row),
        topic=row.topic,
        figure=row.figure,
    )
