"""Which of a figure's values it is said to have today, and which is planned beside it."""

from __future__ import annotations

from datetime import date

from monitor.model import AHEAD, SEOUL, Figure, Modality, Value


def current(figure: Figure) -> Value:
    """Return the figure's value of today: the last learned of those that stand and are no plan.

    Where a plan or a forecast came last, what was so before it is still so; a figure that is known
    from plans alone has the last of them.
    """
    standing = [v for v in figure.values if v.is_current] or list(figure.values)
    if standing[-1].is_pinned or standing[-1].claim.modality not in AHEAD:
        return standing[-1]
    facts = [v for v in figure.values if v.claim.modality is Modality.ASSERTED]
    return max(facts, key=_day) if facts else standing[-1]


def _day(value: Value) -> date:
    """Return the last day that a value is of, as far as its words or its page tell."""
    period, published = value.claim.as_of, value.source.published
    told = published.astimezone(SEOUL).date() if published else date.min
    return period.end or period.start or told


def planned(figure: Figure) -> Value | None:
    """Return the plan or the forecast that stands beside the value of today; None without one."""
    ahead = [v for v in figure.values if v.is_current and v.claim.modality in AHEAD]
    now = current(figure)
    return ahead[-1] if ahead and ahead[-1] is not now else None
