"""against_original: what a copy altered contradicts the text that it was made of; nothing moved.

Where two outlets run one text and one has another figure in it, the one that comes later is no news
of a later value, whatever the words around it tell: `늘어난 181만 명` was copied with its sentence.
It is told as a conflict of the two, and does not replace what stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.judge.compare import Order, compare_periods, compare_values
from monitor.model import (
    Alteration,
    Claim,
    Figure,
    Judgement,
    Kind,
    Reason,
    Source,
    Span,
    Value,
)


def against_original(
    judgements: Sequence[Judgement],
    figures: Sequence[Figure],
    *,
    source: Source,
    original: Source,
    alterations: Sequence[Alteration],
) -> tuple[Judgement, ...]:
    """Return the judgements, those on altered figures as conflicts with what the original says.

    Who brings his own text up to date, or speaks of another time than the original, is left as he
    was judged; so is a figure whose place in the original was not read as the same figure.

    Args:
        figures: those that the article was judged against.
        original: the article that `source` was made of. alterations: what it altered.
    """
    if source.is_seed or _is_same_outlet(source, original):
        return tuple(judgements)
    held = {figure.key: figure for figure in figures}
    found = []
    for judgement in judgements:
        figure = held.get(judgement.figure or "")
        told = judgement
        before = _stood_there(told.claim, figure, original, alterations) if figure else None
        if before is None:
            told, before = _read_as_another(judgement, figures, original, alterations)
        if before is None:
            found.append(_as_copied(told, original, alterations))
        else:
            found.append(_as_conflict(told, before, original))
    return tuple(found)


def _read_as_another(
    judgement: Judgement,
    figures: Sequence[Figure],
    original: Source,
    alterations: Sequence[Alteration],
) -> tuple[Judgement, Value | None]:
    """Return the judgement on the figure that has what stood there, and that; else itself and None.

    The altered number may lie nearer to another figure's; the place in the text decides.
    """
    alert = judgement.alert
    if alert is None or alert.kind is Kind.REVISED:
        return judgement, None
    for figure in figures:
        if figure.unit == judgement.claim.unit and figure.key != judgement.figure:
            before = _stood_there(judgement.claim, figure, original, alterations)
            if before is not None:
                told = replace(alert, figure=figure.key, kind=Kind.CONFLICT, previous=before)
                moved = replace(
                    judgement,
                    figure=figure.key,
                    makes_figure=False,
                    alert=told,
                    supports=None,
                )
                return moved, before
    return judgement, None


def _as_copied(
    judgement: Judgement, original: Source, alterations: Sequence[Alteration]
) -> Judgement:
    """Return the judgement on a number that was copied as it stood: nobody says it again."""
    alert = judgement.alert
    is_altered = any(_meet(told.span, judgement.claim.span) for told in alterations)
    if is_altered or alert is None or alert.kind is not Kind.CONFIRMED or alert.previous is None:
        return judgement
    if alert.previous.source.doc != original.doc:
        return judgement
    return replace(judgement, alert=None, supports=None, becomes_current=False)


def _is_same_outlet(source: Source, original: Source) -> bool:
    return bool(source.outlet) and source.outlet == original.outlet


def _stood_there(
    claim: Claim, figure: Figure, original: Source, alterations: Sequence[Alteration]
) -> Value | None:
    """Return the figure's value that the original has where the copy has this claim."""
    places = [
        told.before_span
        for told in alterations
        if told.before_span and _meet(told.span, claim.span)
    ]
    values = (
        value
        for value in figure.values
        if value.source.doc == original.doc
        and any(_meet(place, value.claim.span) for place in places)
        and compare_periods(claim.as_of, value.claim.as_of) not in (Order.LATER, Order.EARLIER)
        and not compare_values(claim, value.claim).agrees
    )
    return next(values, None)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _as_conflict(judgement: Judgement, before: Value, original: Source) -> Judgement:
    alert = judgement.alert
    if alert is None or alert.kind not in (Kind.CHANGED, Kind.CONFLICT, Kind.NEW):
        return replace(judgement, becomes_current=False)
    facts = {
        **alert.reason.facts,
        "figure": f"{before.claim.subject} {before.claim.metric}",
        "original": original.outlet or original.doc,
        "doc": original.doc,
    }
    told = replace(
        alert,
        kind=Kind.CONFLICT,
        previous=before,
        reason=Reason("conflict_altered", facts),
        # Of one place in one text it is sure that both speak of one figure, however far apart.
        is_uncertain=False,
    )
    return replace(judgement, alert=told, becomes_current=False)
