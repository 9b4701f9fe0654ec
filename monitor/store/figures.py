"""Figures: the baseline. What has a value, which values it was said to have, and how to find it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    bindparam,
    delete,
    func,
    literal,
    or_,
    select,
    union_all,
    update,
)

from monitor.errors import AmbiguousKeyError, StoreError
from monitor.model import Claim, Figure, Source, Value
from monitor.store.database import Tx
from monitor.store.rows import (
    batches,
    contains,
    insert_new,
    said_columns,
    starts_with,
    value_of_row,
)
from monitor.store.tables import ALERT, ARTICLE, CLAIM, FIGURE, TERM, VALUE, VERSION
from monitor.words import say

# A term that so many figures share tells little; of such a one the newest figures count. It bounds
# the work of a look-up, whatever the number of figures.
COMMON = 32
# Of the figures that are brought for a claim at most so large a part shares common terms alone.
COMMON_PART = 3
# How much history a look-up brings beside the current values.
RECENT_VALUES = 50
# PostgreSQL's index takes 2,704 bytes; no honest term is as long as this.
LONGEST_TERM = 200

# More at once are fewer statements; an article of twenty claims has hundreds of terms.
_TERMS_AT_ONCE = 48


def save_figure(tx: Tx, figure: Figure, terms: Iterable[str]) -> bool:
    """Keep `figure` with its values, to be found by `terms`; say whether it is new.

    A figure of the same key stays as it is and gains what terms and values it did not have. One
    dropped by hand stays dropped.
    """
    row = {
        "key": figure.key,
        "topic": figure.topic,
        "subject": figure.subject,
        "metric": figure.metric,
        "unit": figure.unit,
        "dropped": False,
    }
    made = insert_new(tx, FIGURE, [row], FIGURE.c.id)
    figure_id = made[0].id if made else _id_of(tx, figure.key)
    _add_terms(tx, figure_id, terms)
    _add_values(tx, figure_id, figure.values, is_new=bool(made))
    return bool(made)


def add_terms(tx: Tx, key: str, terms: Iterable[str]) -> None:
    """Let the figure be found by further terms: a new value may word it differently.

    StoreError for an unknown key.
    """
    _add_terms(tx, _id_of(tx, key), terms)


def add_value(tx: Tx, key: str, value: Value) -> bool:
    """Add a value to the figure's history; say whether it is new.

    The same place of the same reading is the same value: it stays as it is, superseded or not.
    Beside a value pinned by hand none is current but a pinned one. StoreError for an unknown key.
    """
    return _add_values(tx, _id_of(tx, key), [value]) == 1


def set_current(tx: Tx, key: str, value: Value) -> bool:
    """Make this value of the figure, which it has, the only current one.

    False where a value is pinned by hand (no article replaces it) or the figure has no such value.
    StoreError for an unknown key.
    """
    figure_id = _id_of(tx, key)
    if not value.is_pinned and _is_pinned(tx, figure_id):
        return False
    chosen = tx.execute(select(VALUE.c.id).where(_is_value(figure_id, value))).scalar()
    if chosen is None:
        return False
    tx.execute(
        update(VALUE).where(VALUE.c.figure_id == figure_id).values(is_current=VALUE.c.id == chosen)
    )
    return True


def pin_value(tx: Tx, key: str, value: Value) -> None:
    """Set the figure's value by hand: it is current and stays so; a dropped figure comes back.

    A value set from the same source takes the place of the one before. StoreError for an unknown
    key.
    """
    figure_id = _id_of(tx, key)
    pinned = replace(value, is_current=True, is_pinned=True)
    tx.execute(update(FIGURE).where(FIGURE.c.id == figure_id).values(dropped=False))
    tx.execute(delete(VALUE).where(_is_value(figure_id, pinned)))
    add_value(tx, key, pinned)
    this = tx.execute(select(VALUE.c.id).where(_is_value(figure_id, pinned))).scalar_one()
    tx.execute(
        update(VALUE)
        .where(VALUE.c.figure_id == figure_id)
        .values(is_current=VALUE.c.id == this, is_pinned=VALUE.c.id == this)
    )


def find_pinned(tx: Tx, keys: Collection[str]) -> frozenset[str]:
    """Return those of the figures (by key) that have a value set by hand."""
    found: set[str] = set()
    for part in batches(sorted(keys)):
        query = (
            select(FIGURE.c.key)
            .join(VALUE, VALUE.c.figure_id == FIGURE.c.id)
            .where(FIGURE.c.key.in_(part), VALUE.c.is_pinned)
        )
        found.update(tx.execute(query.distinct()).scalars())
    return frozenset(found)


def unpin_value(tx: Tx, key: str) -> bool:
    """Let articles replace the figure's value again; say whether one was pinned."""
    statement = (
        update(VALUE)
        .where(VALUE.c.figure_id == _id_of(tx, key), VALUE.c.is_pinned)
        .values(is_pinned=False)
        .returning(VALUE.c.id)
    )
    return bool(tx.execute(statement).all())


def remove_values(tx: Tx, doc: str, version: int) -> int:
    """Take back what a reading brought to the baseline (not what is pinned); return how many.

    Where that was a figure's only current value, the last one learned before is current again.
    """
    gone = tx.execute(
        delete(VALUE)
        .where(VALUE.c.doc == doc, VALUE.c.version == version, ~VALUE.c.is_pinned)
        .returning(VALUE.c.figure_id, VALUE.c.is_current)
    ).all()
    bereft = sorted({row.figure_id for row in gone if row.is_current})
    for part in batches(bereft):
        _restore_current(tx, part)
    return len(gone)


def drop_figure(tx: Tx, key: str) -> bool:
    """Take the figure out of the baseline, for good; say whether it was in it."""
    statement = (
        update(FIGURE)
        .where(FIGURE.c.key == key, ~FIGURE.c.dropped)
        .values(dropped=True)
        .returning(FIGURE.c.id)
    )
    return tx.execute(statement).first() is not None


def rename_figure(tx: Tx, key: str, subject: str, metric: str) -> None:
    """Call a figure otherwise: what it is found by stays. StoreError for an unknown key."""
    named = update(FIGURE).where(FIGURE.c.id == _id_of(tx, key))
    tx.execute(named.values(subject=subject, metric=metric))


def restore_figure(tx: Tx, key: str) -> None:
    """Bring a figure that was dropped back into the baseline. StoreError for an unknown key."""
    tx.execute(update(FIGURE).where(FIGURE.c.id == _id_of(tx, key)).values(dropped=False))


def merge_figures(tx: Tx, kept: str, other: str) -> None:
    """Make one figure of two that are the same: `other`'s values, terms and alerts go to `kept`.

    `other` stays dropped, so that its first claim does not make it again. StoreError for an
    unknown key.
    """
    kept_id, other_id = _id_of(tx, kept), _id_of(tx, other)
    if kept_id == other_id:
        return
    pinned = _is_pinned(tx, kept_id)
    for row in tx.execute(select(VALUE).where(VALUE.c.figure_id == other_id).order_by(VALUE.c.id)):
        value = value_of_row(row)
        add_value(tx, kept, replace(value, is_pinned=value.is_pinned and not pinned))
    tx.execute(delete(VALUE).where(VALUE.c.figure_id == other_id))
    terms = tx.execute(select(TERM.c.term).where(TERM.c.figure_id == other_id)).scalars()
    insert_new(tx, TERM, [{"term": term, "figure_id": kept_id} for term in terms])
    tx.execute(update(FIGURE).where(FIGURE.c.id == other_id).values(dropped=True))
    for table in (ALERT, CLAIM):
        tx.execute(update(table).where(table.c.figure == other).values(figure=kept))


def move_values(tx: Tx, source: str, target: str, values: Sequence[Value]) -> int:
    """Let `target` have these values of `source`; return how many were moved.

    Where one of the two has no current value then, its last learned one is current. Claims that
    were judged to speak of the values go along; alerts are the caller's. StoreError for an unknown
    key.
    """
    source_id, target_id = _id_of(tx, source), _id_of(tx, target)
    moved = 0
    for value in values:
        statement = update(VALUE).where(_is_value(source_id, value)).values(figure_id=target_id)
        moved += len(tx.execute(statement.returning(VALUE.c.id)).all())
        span = (CLAIM.c.span_start == value.claim.span[0]) & (
            CLAIM.c.span_end == value.claim.span[1]
        )
        same = CLAIM.c.version_id.in_(_versions_of(value.source.doc, value.source.version))
        tx.execute(update(CLAIM).where(span, same).values(figure=target))
    _restore_current(tx, [source_id, target_id])
    return moved


def replace_value(tx: Tx, key: str, value: Value, claim: Claim, *, pinned: bool) -> None:
    """Let a value of the figure say what `claim` says; pinned: no article replaces it.

    StoreError for an unknown key.
    """
    figure_id = _id_of(tx, key)
    said = said_columns(claim, value.source)
    tx.execute(update(VALUE).where(_is_value(figure_id, value)).values(**said))
    if pinned:
        pin_value(tx, key, replace(value, claim=claim))
    elif value.is_pinned:
        unpin_value(tx, key)


def renew_values(tx: Tx, source: Source, reread: Iterable[tuple[Claim, Claim]]) -> tuple[str, ...]:
    """Let values of a document say what its newest reading says of them; return their figures.

    For a document of the user's own that was edited around its figures (a day was added): they are
    the same values, of another time. What is pinned or was corrected by hand stays.

    Args:
        source: the document as it reads now.
        reread: what was read before, with what is read of it now.
    """
    told: list[str] = []
    query = select(VALUE, FIGURE.c.key.label("figure_key")).join(
        FIGURE, FIGURE.c.id == VALUE.c.figure_id
    )
    for before, now in reread:
        held = query.where(
            VALUE.c.doc == source.doc,
            VALUE.c.version < source.version,
            VALUE.c.span_start == before.span[0],
            VALUE.c.span_end == before.span[1],
            VALUE.c.unit == before.unit,
            ~VALUE.c.is_pinned,
        )
        for row in tx.execute(held).all():
            if value_of_row(row).claim != before:
                continue
            said = said_columns(now, source)
            tx.execute(update(VALUE).where(VALUE.c.id == row.id).values(**said))
            told.append(row.figure_key)
    return tuple(dict.fromkeys(told))


def set_standing(tx: Tx, key: str, values: Sequence[Value]) -> None:
    """Let each of these values of the figure be current or history as it says.

    Where another value, that was learned since, is current, they stay as they are. StoreError for
    an unknown key.
    """
    figure_id = _id_of(tx, key)
    wanted: dict[int, bool] = {}
    for value in values:
        found = tx.execute(select(VALUE.c.id).where(_is_value(figure_id, value))).scalar()
        if found is not None:
            wanted[found] = value.is_current
    current = select(VALUE.c.id).where(VALUE.c.figure_id == figure_id, VALUE.c.is_current)
    if any(i not in wanted for i in tx.execute(current).scalars()):
        return
    for value_id, is_current in wanted.items():
        tx.execute(update(VALUE).where(VALUE.c.id == value_id).values(is_current=is_current))


def find_values(tx: Tx, doc: str, span: tuple[int, int]) -> tuple[tuple[str, Value], ...]:
    """Return (key of the figure, value) of all values read at this place, in any version."""
    query = (
        select(VALUE, FIGURE.c.key.label("figure_key"))
        .join(FIGURE, FIGURE.c.id == VALUE.c.figure_id)
        .where(VALUE.c.doc == doc, VALUE.c.span_start == span[0], VALUE.c.span_end == span[1])
        .order_by(VALUE.c.id)
    )
    return tuple((row.figure_key, value_of_row(row)) for row in tx.execute(query))


def load_figure(tx: Tx, key: str) -> Figure | None:
    """Return the figure of this key with its whole history, also a dropped one; None without."""
    row = tx.execute(select(FIGURE).where(FIGURE.c.key == key)).first()
    return _with_values(tx, [row], recent=None)[0] if row else None


def find_figure_key(tx: Tx, key: str) -> str | None:
    """Return the key of the figure that has it, or of the only one that begins so; None for none.

    A dropped figure is found by its whole key alone. AmbiguousKeyError where several begin so.
    """
    if not key:
        return None
    if tx.execute(select(FIGURE.c.id).where(FIGURE.c.key == key)).first():
        return key
    alike = select(FIGURE.c.key).where(starts_with(FIGURE.c.key, key), ~FIGURE.c.dropped).limit(2)
    found = tx.execute(alike).scalars().all()
    if len(found) > 1:
        raise AmbiguousKeyError(say("baseline.ambiguous", tx.info["lang"], key=key))
    return found[0] if found else None


def load_figures(
    tx: Tx,
    *,
    topic: str | None = None,
    metric: str | None = None,
    subject: str | None = None,
    limit: int | None = None,
) -> tuple[Figure, ...]:
    """Return the baseline's figures with their whole history, in the order they were made.

    Args:
        topic: the topic's name, exactly.
        metric, subject: words that the figure's own contain.
    """
    query = select(FIGURE).where(~FIGURE.c.dropped).order_by(FIGURE.c.id).limit(limit)
    if topic is not None:
        query = query.where(FIGURE.c.topic == topic)
    if metric is not None:
        query = query.where(contains(FIGURE.c.metric, metric))
    if subject is not None:
        query = query.where(contains(FIGURE.c.subject, subject))
    return _with_values(tx, tx.execute(query).all(), recent=None)


def load_figures_by_terms(tx: Tx, terms: Iterable[str], *, limit: int = 200) -> tuple[Figure, ...]:
    """Return up to `limit` figures that share a term, with their current and recent values.

    Those come first that share the most and the rarest; of those that share nothing but common
    terms a few come along. The work depends on the number of terms, not on the number of figures.
    """
    return load_figures_for(tx, [frozenset(terms)], limit=limit)


def load_figures_for(
    tx: Tx, claims: Sequence[Collection[str]], *, limit: int = 200
) -> tuple[Figure, ...]:
    """Return the figures that any of several claims may speak of, each figure once.

    Args:
        claims: the terms of each claim.
        limit: how many figures at most to bring for one claim.
    """
    cut = [{term[:LONGEST_TERM] for term in terms if term} for terms in claims]
    ids = _figures_of(tx, sorted(set().union(*cut)))
    # In the order of their rank for the first claim that brings them.
    chosen: dict[int, None] = {}
    for terms in cut:
        chosen.update(dict.fromkeys(likeliest(terms, ids, limit)))
    rows: dict[int, Row[Any]] = {}
    for part in batches(list(chosen)):
        query = select(FIGURE).where(FIGURE.c.id.in_(part), ~FIGURE.c.dropped)
        rows.update({row.id: row for row in tx.execute(query)})
    return _with_values(tx, [rows[i] for i in chosen if i in rows], recent=RECENT_VALUES)


def load_courses(tx: Tx, keys: Collection[str], *, recent: int) -> dict[str, tuple[Value, ...]]:
    """Return the current and the `recent` latest values of the figures of these keys, by key."""
    courses: dict[str, tuple[Value, ...]] = {}
    for part in batches(sorted(set(keys))):
        rows = tx.execute(select(FIGURE).where(FIGURE.c.key.in_(part))).all()
        courses |= {f.key: f.values for f in _with_values(tx, rows, recent=recent)}
    return courses


def find_worded(tx: Tx, words: Collection[str]) -> tuple[str, ...]:
    """Return the keys of the figures whose metric, or that of one of their values, has a wording.

    Spaces do not matter. It looks at every figure: for when the lists change, not for a look-up.
    """
    bare = sorted({word.replace(" ", "").lower() for word in words} - {""}, key=len)
    if not bare:
        return ()
    said = re.compile("|".join(map(re.escape, bare)))
    of_values = select(FIGURE.c.key, VALUE.c.metric).join(VALUE, VALUE.c.figure_id == FIGURE.c.id)
    found: dict[str, None] = {}
    for query in (select(FIGURE.c.key, FIGURE.c.metric), of_values.distinct()):
        for key, metric in tx.execute(query.where(~FIGURE.c.dropped)):
            if said.search(metric.replace(" ", "").lower()):
                found[key] = None
    return tuple(found)


def count_figures(tx: Tx) -> tuple[int, int]:
    """Return how many figures the baseline has, and how many values they were said to have."""
    figures = select(func.count()).select_from(FIGURE).where(~FIGURE.c.dropped)
    values = (
        select(func.count())
        .select_from(VALUE)
        .join(FIGURE, FIGURE.c.id == VALUE.c.figure_id)
        .where(~FIGURE.c.dropped)
    )
    return int(tx.execute(figures).scalar_one()), int(tx.execute(values).scalar_one())


def _terms_query() -> Any:
    """Return the statement that looks up so many terms at once, each a bounded piece of the index.

    Always of the same form, so that it is compiled once.
    """
    parts = []
    for number in range(_TERMS_AT_ONCE):
        part = (
            select(literal(number).label("number"), TERM.c.figure_id)
            .where(TERM.c.term == bindparam(f"term{number}"))
            .order_by(TERM.c.figure_id.desc())
            .limit(COMMON)
            .subquery()
        )
        parts.append(select(part.c.number, part.c.figure_id))
    return union_all(*parts)


_TERMS_QUERY = _terms_query()


def _figures_of(tx: Tx, terms: Sequence[str]) -> dict[str, list[int]]:
    """Return the rows of the figures that have each term."""
    found: dict[str, list[int]] = defaultdict(list)
    for part in batches(terms, _TERMS_AT_ONCE):
        # No figure has the empty term.
        padded = [*part, *[""] * (_TERMS_AT_ONCE - len(part))]
        binds = {f"term{number}": term for number, term in enumerate(padded)}
        for number, figure_id in tx.execute(_TERMS_QUERY, binds):
            found[padded[number]].append(figure_id)
    return found


def likeliest(terms: Collection[str], ids: Mapping[str, Sequence[int]], limit: int) -> list[int]:
    """Return up to `limit` figures that share the most and the rarest of `terms`.

    Beside figures that a rarer term leads to a few of those that share only common ones: they are
    as many as the baseline is large, and nothing tells one from another.

    Args:
        ids: the figures of each term, at most the `COMMON` newest.
    """
    weights: dict[int, float] = defaultdict(float)
    told: set[int] = set()
    for term in sorted(terms):
        having = ids.get(term, ())
        for figure_id in having:
            weights[figure_id] += 1 / len(having)
        if len(having) < COMMON:
            told.update(having)
    ranked = sorted(weights, key=lambda i: (-weights[i], i))
    if not told:
        return ranked[:limit]
    untold = [i for i in ranked if i not in told][: max(1, limit // COMMON_PART)]
    # They keep their seats: what the words of a claim lead to is soon common in a large baseline,
    # and values that come back by chance are rare.
    sure = [i for i in ranked if i in told][: limit - len(untold)]
    return sorted([*sure, *untold], key=lambda i: (-weights[i], i))


def _with_values(tx: Tx, rows: Sequence[Row[Any]], *, recent: int | None) -> tuple[Figure, ...]:
    """Return the figures of `rows` with all their values, or current ones and the `recent` last."""
    values: dict[int, list[Value]] = defaultdict(list)
    for part in batches([row.id for row in rows]):
        for row in tx.execute(_values_query(part, recent)):
            values[row.figure_id].append(value_of_row(row))
    return tuple(figure_of_row(row, values[row.id]) for row in rows)


def figure_of_row(row: Row[Any], values: Iterable[Value]) -> Figure:
    """Return the figure of a row of its table, with these values."""
    return Figure(
        key=row.key,
        topic=row.topic,
        subject=row.subject,
        metric=row.metric,
        unit=row.unit,
        values=tuple(values),
    )


def _values_query(figure_ids: Sequence[int], recent: int | None) -> Any:
    query = select(VALUE).where(VALUE.c.figure_id.in_(figure_ids)).order_by(VALUE.c.id)
    if recent is None:
        return query
    age = func.row_number().over(partition_by=VALUE.c.figure_id, order_by=VALUE.c.id.desc())
    ranked = (
        select(VALUE.c.id, VALUE.c.is_current, age.label("age"))
        .where(VALUE.c.figure_id.in_(figure_ids))
        .subquery()
    )
    wanted = select(ranked.c.id).where(or_(ranked.c.is_current, ranked.c.age <= recent))
    return query.where(VALUE.c.id.in_(wanted))


def _add_terms(tx: Tx, figure_id: int, terms: Iterable[str]) -> None:
    cut = sorted({term[:LONGEST_TERM] for term in terms if term})
    insert_new(tx, TERM, [{"term": term, "figure_id": figure_id} for term in cut])


def _add_values(tx: Tx, figure_id: int, values: Sequence[Value], *, is_new: bool = False) -> int:
    """Add values to the history of a figure, which has none if it `is_new`; count the new ones."""
    may_be_current = (
        is_new or not any(v.is_current for v in values) or not _is_pinned(tx, figure_id)
    )
    rows = [
        {
            **said_columns(value.claim, value.source),
            "figure_id": figure_id,
            "is_current": value.is_current and (may_be_current or value.is_pinned),
            "is_pinned": value.is_pinned,
        }
        for value in values
    ]
    return len(insert_new(tx, VALUE, rows, VALUE.c.id))


def _id_of(tx: Tx, key: str) -> int:
    found: int | None = tx.execute(select(FIGURE.c.id).where(FIGURE.c.key == key)).scalar()
    if found is None:
        raise StoreError(say("store.missing", tx.info["lang"], key=key))
    return found


def _is_pinned(tx: Tx, figure_id: int) -> bool:
    query = select(VALUE.c.id).where(VALUE.c.figure_id == figure_id, VALUE.c.is_pinned).limit(1)
    return tx.execute(query).first() is not None


def _is_value(figure_id: int, value: Value) -> ColumnElement[bool]:
    return and_(
        VALUE.c.figure_id == figure_id,
        VALUE.c.doc == value.source.doc,
        VALUE.c.version == value.source.version,
        VALUE.c.span_start == value.claim.span[0],
        VALUE.c.span_end == value.claim.span[1],
    )


def _versions_of(doc: str, version: int) -> Any:
    return (
        select(VERSION.c.id)
        .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
        .where(ARTICLE.c.url == doc, VERSION.c.version == version)
    )


def _restore_current(tx: Tx, figure_ids: Sequence[int]) -> None:
    other = VALUE.alias("other")
    alive = select(other.c.figure_id).where(other.c.figure_id.in_(figure_ids), other.c.is_current)
    last = (
        select(func.max(other.c.id))
        .where(other.c.figure_id.in_(figure_ids), other.c.figure_id.not_in(alive))
        .group_by(other.c.figure_id)
    )
    tx.execute(update(VALUE).where(VALUE.c.id.in_(last)).values(is_current=True))
