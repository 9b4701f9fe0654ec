"""Putting a baseline judged anew in the place of the old one: only what differs is written.

Figures keep their keys where most of their values stayed together, so that alerts, decisions and
what people noted go on speaking of them. One that a person took out of the baseline stays out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from sqlalchemy import delete, insert, select, update

from monitor.model import Alert, Claim, Figure, Source, Value
from monitor.store.alerts import load_alerts, move_alert, remove_alerts, save_alert
from monitor.store.articles import version_id
from monitor.store.claims import load_claims
from monitor.store.database import Tx
from monitor.store.figures import figure_of_row
from monitor.store.rows import batches, insert_new, said_columns, value_of_row
from monitor.store.tables import CLAIM, FIGURE, REVIEW, TERM, VALUE

Place = tuple[str, int, tuple[int, int], str]  # document, version, span and unit of a claim


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """A figure with all that is kept of it; a dropped one is not in the baseline."""

    figure: Figure
    terms: frozenset[str]
    dropped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """What putting a new baseline in the place of the old one changed."""

    made: int = 0
    gone: int = 0
    changed: int = 0
    withdrawn: int = 0  # alerts that no digest had told of, and whose figure is read otherwise now
    added: int = 0  # alerts


def load_every_figure(tx: Tx) -> dict[str, KeptFigure]:
    """Return all figures, dropped ones included, by key, in the order they were made."""
    rows = tx.execute(select(FIGURE).order_by(FIGURE.c.id)).all()
    values: dict[int, list[Value]] = defaultdict(list)
    for row in tx.execute(select(VALUE).order_by(VALUE.c.id)):
        values[row.figure_id].append(value_of_row(row))
    terms: dict[int, set[str]] = defaultdict(set)
    for figure_id, term in tx.execute(select(TERM.c.figure_id, TERM.c.term)):
        terms[figure_id].add(term)
    return {
        row.key: KeptFigure(
            figure_of_row(row, values[row.id]),
            frozenset(terms[row.id]),
            row.dropped,
        )
        for row in rows
    }


def load_values_of(tx: Tx, doc: str, version: int) -> tuple[tuple[Figure, Value], ...]:
    """Return the values that a reading brought, each with its figure, whose values are left out."""
    query = (
        select(VALUE, FIGURE.c.key, FIGURE.c.topic.label("of"), FIGURE.c.subject.label("whose"))
        .add_columns(FIGURE.c.metric.label("what"), FIGURE.c.unit.label("counted"))
        .join(FIGURE, FIGURE.c.id == VALUE.c.figure_id)
        .where(VALUE.c.doc == doc, VALUE.c.version == version)
        .order_by(VALUE.c.id)
    )
    return tuple(
        (
            Figure(key=row.key, topic=row.of, subject=row.whose, metric=row.what, unit=row.counted),
            value_of_row(row),
        )
        for row in tx.execute(query)
    )


def take_over(
    tx: Tx, new: Mapping[str, KeptFigure], found: Iterable[Alert], *, add_alerts: bool
) -> Renewed:
    """Put the figures `new` in the place of those of the database; return what that changed.

    Alerts speak of the figures that their values are of now. What no digest told of and nobody
    decided is taken back where its figure is not read so any more.

    Args:
        found: the alerts of the new judgement.
        add_alerts: keep those of them that are new, so that the next digest tells them.
    """
    old = load_every_figure(tx)
    wanted = with_old_keys(new, old)
    homes = _homes(wanted.values())
    moved = _point_alerts(tx, homes)
    withdrawn = _withdraw(tx)
    added = _add(tx, found, homes) if add_alerts else 0
    made, changed = _write(tx, wanted, old)
    gone = _remove(tx, [k for k in old if k not in wanted and not old[k].dropped], moved)
    return Renewed(made=made, gone=gone, changed=changed, withdrawn=withdrawn, added=added)


def place_of(source: Source, claim: Claim) -> Place:
    """Return where a value was read."""
    return source.doc, source.version, claim.span, claim.unit


def with_old_keys(
    new: Mapping[str, KeptFigure], old: Mapping[str, KeptFigure]
) -> dict[str, KeptFigure]:
    """Return the new figures under the keys that most of their values had, each key once.

    Values that a person took out of the baseline stay together, and out of it.
    """
    shown, hidden = _where_kept(old)
    parts: list[KeptFigure] = []
    for kept in new.values():
        parts += _apart(kept, shown, hidden)
    shares: Counter[tuple[int, str]] = Counter()
    for number, kept in enumerate(parts):
        known = hidden if kept.dropped else shown
        for value in kept.figure.values:
            for key in known.get(place_of(value.source, value.claim), ()):
                shares[number, key] += 1
    names: dict[int, str] = {}
    taken: set[str] = set()

    def order(row: tuple[tuple[int, str], int]) -> tuple[int, bool, int, str]:
        (number, key), count = row
        return -count, key != parts[number].figure.key, number, key

    for (number, key), _ in sorted(shares.items(), key=order):
        if number not in names and key not in taken:
            names[number] = key
            taken.add(key)
    found: dict[str, KeptFigure] = {}
    for number, kept in enumerate(parts):
        key = names.get(number) or _free(kept.figure.key, taken | old.keys())
        taken.add(key)
        found[key] = replace(kept, figure=replace(kept.figure, key=key))
    return found


def _where_kept(
    old: Mapping[str, KeptFigure],
) -> tuple[dict[Place, list[str]], dict[Place, list[str]]]:
    """Return the figures at each place: those of the baseline, and those taken out of it."""
    shown: dict[Place, list[str]] = defaultdict(list)
    hidden: dict[Place, list[str]] = defaultdict(list)
    for key, kept in old.items():
        for value in kept.figure.values:
            (hidden if kept.dropped else shown)[place_of(value.source, value.claim)].append(key)
    return shown, hidden


def _apart(
    kept: KeptFigure, shown: Mapping[Place, object], hidden: Mapping[Place, object]
) -> list[KeptFigure]:
    """Return a new figure as it is, or its values that a person took out apart from the others."""
    values = kept.figure.values
    out = [v for v in values if (p := place_of(v.source, v.claim)) in hidden and p not in shown]
    if kept.dropped or not out:
        return [kept]
    if not any(place_of(v.source, v.claim) in shown for v in values):
        return [replace(kept, dropped=True)]  # what is new in it is of the same figure
    rest = tuple(v for v in values if v not in out)
    return [
        replace(kept, figure=replace(kept.figure, values=_with_current(rest))),
        replace(kept, figure=replace(kept.figure, values=tuple(out)), dropped=True),
    ]


def _with_current(values: tuple[Value, ...]) -> tuple[Value, ...]:
    if any(v.is_current for v in values):
        return values
    return (*values[:-1], replace(values[-1], is_current=True))


def _free(key: str, taken: Iterable[str]) -> str:
    """Return the key, or another one made from it where it is some other figure's."""
    taken = set(taken)
    while key in taken:
        key = blake2b(f"again\x1f{key}".encode(), digest_size=10).hexdigest()
    return key


def _homes(figures: Iterable[KeptFigure]) -> dict[Place, list[str]]:
    homes: dict[Place, list[str]] = defaultdict(list)
    for kept in figures:
        for value in kept.figure.values:
            homes[place_of(value.source, value.claim)].append(kept.figure.key)
    return homes


def _point_alerts(tx: Tx, homes: Mapping[Place, Sequence[str]]) -> set[str]:
    """Let alerts speak of the figures that their values are of now; return those figures."""
    spoken: set[str] = set()
    for alert in load_alerts(tx, include_confirmed=True):
        home = homes.get(place_of(alert.source, alert.claim), ())
        figure = alert.figure if alert.figure in home or not home else home[0]
        if figure != alert.figure:
            move_alert(tx, alert.key, figure)
        spoken.add(figure)
    return spoken


def _withdraw(tx: Tx) -> int:
    """Take back what no digest told of and whose reading does not say so any more."""
    waiting: dict[tuple[str, int], list[Alert]] = defaultdict(list)
    for alert in load_alerts(tx, undigested=True, include_confirmed=True):
        waiting[alert.source.doc, alert.source.version].append(alert)
    gone = 0
    for (doc, version), alerts in waiting.items():
        said = {(c.span, c.unit, c.interval) for c in load_claims(tx, doc, version)}
        keep = {a.key for a in alerts if (a.claim.span, a.claim.unit, a.claim.interval) in said}
        if len(keep) < len(alerts) and said:
            gone += remove_alerts(tx, doc, version, keep=keep)
    return gone


def _add(tx: Tx, found: Iterable[Alert], homes: Mapping[Place, Sequence[str]]) -> int:
    known = {place_of(a.source, a.claim) for a in load_alerts(tx, include_confirmed=True)}
    added = 0
    for alert in found:
        place = place_of(alert.source, alert.claim)
        if place not in known:
            home = homes.get(place)
            added += save_alert(tx, replace(alert, figure=home[0]) if home else alert)
    return added


def _write(
    tx: Tx, wanted: Mapping[str, KeptFigure], old: Mapping[str, KeptFigure]
) -> tuple[int, int]:
    """Write the figures that differ; return how many are new, and how many were changed."""
    made = changed = 0
    for key, kept in wanted.items():
        if old.get(key) == kept:
            continue
        figure = kept.figure
        row: dict[str, Any] = {
            "key": key,
            "topic": figure.topic,
            "subject": figure.subject,
            "metric": figure.metric,
            "unit": figure.unit,
            "dropped": kept.dropped,
        }
        if key in old:
            changed += 1
            written = update(FIGURE).where(FIGURE.c.key == key).values(**row).returning(FIGURE.c.id)
            figure_id = tx.execute(written).scalar_one()
        else:
            made += 1
            ((figure_id,),) = insert_new(tx, FIGURE, [row], FIGURE.c.id)
        _write_values(tx, figure_id, kept, old.get(key))
    return made, changed


def _write_values(tx: Tx, figure_id: int, kept: KeptFigure, old: KeptFigure | None) -> None:
    if old is None or old.figure.values != kept.figure.values:
        tx.execute(delete(VALUE).where(VALUE.c.figure_id == figure_id))
        rows = [
            {
                **said_columns(value.claim, value.source),
                "figure_id": figure_id,
                "is_current": value.is_current,
                "is_pinned": value.is_pinned,
            }
            for value in kept.figure.values
        ]
        if rows:
            tx.execute(insert(VALUE), rows)
    if old is None or old.terms != kept.terms:
        tx.execute(delete(TERM).where(TERM.c.figure_id == figure_id))
        insert_new(tx, TERM, [{"term": t, "figure_id": figure_id} for t in sorted(kept.terms)])


def _remove(tx: Tx, keys: Sequence[str], spoken: set[str]) -> int:
    """Take figures that no reading gives any more out of the baseline; return how many were in it.

    The row of one that an alert or a decision speaks of stays, without values.
    """
    decided = " ".join(
        str(part)
        for row in tx.execute(select(REVIEW.c.data, REVIEW.c.before))
        for part in row
        if part
    )
    for part in batches(keys):
        named = [key for key in part if key in spoken or key in decided]
        ids = select(FIGURE.c.id).where(FIGURE.c.key.in_(part))
        tx.execute(delete(VALUE).where(VALUE.c.figure_id.in_(ids)))
        tx.execute(update(FIGURE).where(FIGURE.c.key.in_(named)).values(dropped=True))
        others = select(FIGURE.c.id).where(FIGURE.c.key.in_([k for k in part if k not in named]))
        tx.execute(delete(TERM).where(TERM.c.figure_id.in_(others)))
        tx.execute(delete(FIGURE).where(FIGURE.c.id.in_(others)))
    return len(keys)


def link_claims(
    tx: Tx, doc: str, version: int, links: Mapping[tuple[tuple[int, int], str], tuple[str, str]]
) -> int:
    """Note which topic and figure the claims of a reading speak of; return how many differ.

    Args:
        links: (topic, figure) by span and unit; "" for none.
    """
    reading = version_id(tx, doc, version)
    differ = 0
    for row in tx.execute(select(CLAIM).where(CLAIM.c.version_id == reading)).all():
        topic, figure = links.get(((row.span_start, row.span_end), row.unit), ("", ""))
        if (row.topic or "", row.figure or "") != (topic, figure):
            values = {"topic": topic or None, "figure": figure or None}
            tx.execute(update(CLAIM).where(CLAIM.c.id == row.id).values(**values))
            differ += 1
    return differ
