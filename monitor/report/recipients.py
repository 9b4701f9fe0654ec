"""Which of the news a recipient is told, and what of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitor.model import STATEMENTS, Alert, Interval, Kind, Recipient, Remark, Rhythm
from monitor.report.digest import fold_changes
from monitor.report.numbers import difference

_COMPARED = (Kind.CHANGED, Kind.REVISED, Kind.CONFLICT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a recipient is to be told of, and what it does not want to hear of."""

    alerts: tuple[Alert, ...] = ()  # confirmations too: they are counted
    remarks: tuple[Remark, ...] = ()
    passed: tuple[str, ...] = ()  # keys of what is not for it
    held: tuple[str, ...] = ()  # keys of small changes, which may add up to one that counts

    @property
    def is_news(self) -> bool:
        """Whether there is anything to tell, beside confirmations."""
        return bool(self.remarks) or any(a.kind is not Kind.CONFIRMED for a in self.alerts)


def choose(
    recipient: Recipient,
    alerts: Iterable[Alert],
    remarks: Iterable[Remark],
    *,
    told: Mapping[str, Alert] | None = None,
) -> Chosen:
    """Return what of the news is for a recipient, in the order it came.

    A threshold is compared with what a figure changed by in all: three changes of 2 % pass one of
    5 %, and what does not reach it yet is held back until it does.

    Args:
        told: the last change of a figure (its key) that the recipient was told of.
    """
    wanted, passed = list[Alert](), list[str]()
    for alert in alerts:
        if _is_on(recipient, alert.topic) and _is_kind(recipient, alert.kind):
            wanted.append(alert)
        else:
            passed.append(alert.key)
    said = list[Remark]()
    for remark in remarks:
        if _is_on(recipient, remark.topic) and _is_kind(recipient, STATEMENTS):
            said.append(remark)
        else:
            passed.append(remark.key)
    held = set[str]()
    small = set[str]()
    if recipient.min_percent is not None or recipient.min_change or recipient.first_only:
        held, small = _below(recipient, wanted, told or {})
    return Chosen(
        alerts=tuple(a for a in wanted if a.key not in held and a.key not in small),
        remarks=tuple(said),
        passed=(*passed, *(a.key for a in wanted if a.key in small)),
        held=tuple(a.key for a in wanted if a.key in held),
    )


def urgent(recipient: Recipient, chosen: Chosen) -> Chosen:
    """Return what of it is told at once. Of a figure all goes or nothing: its steps are one story.

    What is uncertain or only confirmed is never urgent.
    """
    if recipient.rhythm is Rhythm.AT_ONCE:
        return chosen if chosen.is_news else Chosen()
    sure = [a for a in chosen.alerts if a.kind is not Kind.CONFIRMED and not a.is_uncertain]
    figures = {(a.topic, a.figure) for a in sure if a.topic in recipient.urgent_topics}
    if recipient.urgent_percent is not None:
        rest, changes, _ = fold_changes(sure)
        figures |= {
            (a.topic, a.figure)
            for a in (*changes, *rest)
            if a.kind in (Kind.CHANGED, Kind.REVISED)
            and (percent := percent_of(a)) is not None
            and percent >= recipient.urgent_percent
        }
    return Chosen(
        alerts=tuple(
            a
            for a in chosen.alerts
            if (a.topic, a.figure) in figures and a.kind is not Kind.CONFIRMED
        ),
        remarks=tuple(r for r in chosen.remarks if r.topic in recipient.urgent_topics),
    )


def _is_on(recipient: Recipient, topic: str) -> bool:
    return not recipient.topics or topic in recipient.topics


def _is_kind(recipient: Recipient, kind: str) -> bool:
    return not recipient.kinds or kind in recipient.kinds


def _below(
    recipient: Recipient, alerts: Sequence[Alert], told: Mapping[str, Alert]
) -> tuple[set[str], set[str]]:
    """Return the keys of what may yet add up, and of what is too small for good or told before."""
    held, passed = set[str](), set[str]()
    sure = [a for a in alerts if a.kind in _COMPARED or a.kind is Kind.NEW]
    certain = [a for a in sure if not a.is_uncertain]
    rest, changes, steps = fold_changes(certain)
    for change in changes:
        keys = {change.key, *(a.key for a in steps.get(change.key, ()))}
        if not counts(recipient, change):
            held |= keys
        elif recipient.first_only and _is_further(change, told.get(change.figure)):
            passed |= keys
    for alert in (*rest, *(a for a in sure if a.is_uncertain)):
        if not counts(recipient, alert):
            passed.add(alert.key)
    return held, passed


def counts(recipient: Recipient, alert: Alert) -> bool:
    """Return whether a change is as large as the recipient asks: by one of its thresholds.

    What cannot be measured counts: an open end, units that do not compare.
    """
    if alert.previous is None or alert.kind not in _COMPARED:
        return True
    moved = _moved(alert)
    if moved is None:
        return True
    least = recipient.min_change.get(alert.claim.unit)
    percent = percent_of(alert)
    asked = []
    if least is not None:
        asked.append(moved >= least)
    if recipient.min_percent is not None:
        asked.append(percent is None or percent >= recipient.min_percent)
    return not asked or any(asked)


def percent_of(alert: Alert) -> Decimal | None:
    """Return by how many percent of the old value a figure moved; None where nobody can say."""
    moved = _moved(alert)
    old = _middle(alert.previous.claim.interval) if alert.previous else None
    return None if moved is None or not old else moved / abs(old) * 100


def _moved(alert: Alert) -> Decimal | None:
    if alert.previous is None or alert.previous.claim.unit != alert.claim.unit:
        return None
    old, new = _middle(alert.previous.claim.interval), _middle(alert.claim.interval)
    return None if old is None or new is None else abs(new - old)


def _middle(interval: Interval) -> Decimal | None:
    if interval.low is None or interval.high is None:
        return None
    return (interval.low + interval.high) / 2


def _is_further(change: Alert, before: Alert | None) -> bool:
    """Return whether a figure goes on the way that the recipient was told of last."""
    if before is None or before.previous is None or change.previous is None:
        return False
    was = difference(before.previous.claim, before.claim)
    now = difference(change.previous.claim, change.claim)
    return was is not None and now is not None and was.trend == now.trend != "same"
