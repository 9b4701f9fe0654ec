"""What a digest tells: the alerts of a period, grouped by topic, ordered, folded and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from monitor.model import (
    AHEAD,
    Alert,
    Claim,
    Coverage,
    Digest,
    Kind,
    Modality,
    Remark,
    Source,
    Span,
    TopicSection,
    Value,
)
from monitor.report.numbers import difference

_EARLIEST = datetime.min.replace(tzinfo=UTC)

# How much a figure's standing counts when the order is made: what is said to be so goes first.
_STANDING = {
    Modality.ASSERTED: 1.0,
    Modality.PLANNED: 0.9,
    Modality.DENIED: 0.85,
    Modality.FORECAST: 0.8,
    Modality.ALLEGED: 0.7,
}


def compose_digest(
    alerts: Iterable[Alert],
    *,
    remarks: Sequence[Remark] = (),
    key: str,
    coverage: Coverage,
    since: datetime | None,
    until: datetime,
    wished: frozenset[str] = frozenset(),
) -> Digest:
    """Return the digest of a period's alerts, and of what was said without a figure.

    A topic's changes come largest and best supported first, then new figures, conflicts, edited
    articles and what was said; what is uncertain stands apart and what is confirmed is only
    counted. Topics with the weightiest change come first. A figure that changed several times is
    listed once: with its final value against the one before the period, and the steps between
    under `folded`; so are the voices of one conflict. Every alert's key is in `keys`, so that none
    is told again.

    Args:
        since: until when the last digest reached; None for the first.
        wished: figures (their keys) that the user asked for: of the new ones they come first, and
            where room is short they are told before all others.
    """
    unique = {alert.key: alert for alert in alerts}
    ordered = sorted(unique.values(), key=_found_order)
    folded: dict[str, tuple[Alert, ...]] = {}
    listed: list[Alert] = []
    told = [a for a in ordered if a.kind is not Kind.CONFIRMED and not a.is_uncertain]
    for fold in (fold_changes, _fold_conflicts):
        told, done, steps = fold(told)
        listed += done
        folded |= steps
    listed += told
    unsure = [a for a in ordered if a.kind is not Kind.CONFIRMED and a.is_uncertain]
    confirmed = Counter(a.topic for a in ordered if a.kind is Kind.CONFIRMED)
    said = {remark.key: remark for remark in remarks}
    topics = dict.fromkeys(
        [a.topic for a in (*listed, *unsure)] + [*confirmed] + [r.topic for r in said.values()]
    )
    sections = [
        replace(
            _section(t, listed, unsure, confirmed[t], wished),
            remarks=_in_order(r for r in said.values() if r.topic == t),
        )
        for t in topics
    ]
    return Digest(
        key=key,
        since=since,
        until=until,
        sections=tuple(sorted(sections, key=_section_rank)),
        coverage=coverage,
        folded=folded,
        counted=tuple(a for a in ordered if a.kind is Kind.CONFIRMED),
        keys=tuple(unique),
        remark_keys=tuple(said),
        wished=wished,
    )


def _in_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return what was said as a reader follows a dispute: who turned round first, then by time."""
    return tuple(
        sorted(
            remarks,
            key=lambda r: (
                r.kind is not Kind.CHANGED,
                r.source.published or _EARLIEST,
                r.source.doc,
                r.statement.span,
                r.key,
            ),
        )
    )


def _found_order(alert: Alert) -> tuple[datetime, datetime, int, date, Span, str]:
    """Sort as the news came: of one article's values, the one of the later period comes last."""
    period = alert.claim.as_of
    return (
        alert.at or _EARLIEST,
        alert.source.published or _EARLIEST,
        alert.source.version,
        period.end or period.start or date.min,
        alert.claim.span,
        alert.key,
    )


def weigh_alert(alert: Alert) -> float:
    """Return how much an alert matters, 0 upwards: its size, its standing and who else says it."""
    size = 0.3  # no number can be given: more than a trifle, less than a halving
    if alert.previous and (gap := difference(alert.previous.claim, alert.claim)):
        size = gap.size
    return size * alert.score * _STANDING[alert.claim.modality] * (1 + 0.25 * min(others(alert), 6))


def others(alert: Alert) -> int:
    """Return how many further outlets say the same."""
    return len(other_outlets(alert))


def other_outlets(alert: Alert) -> tuple[str, ...]:
    """Return the outlets that say the same beside the alert's own, each once."""
    own = _outlet(alert.source)
    names = dict.fromkeys(_outlet(source) for source in alert.support)
    return tuple(name for name in names if name != own)


def _outlet(source: Source) -> str:
    return source.outlet or source.doc


def _section(
    topic: str,
    listed: Sequence[Alert],
    unsure: Sequence[Alert],
    confirmed: int,
    wished: frozenset[str],
) -> TopicSection:
    def of(kind: Kind) -> tuple[Alert, ...]:
        return _by_weight(a for a in listed if a.topic == topic and a.kind is kind)

    return TopicSection(
        topic=topic,
        changed=of(Kind.CHANGED),
        conflicts=of(Kind.CONFLICT),
        revised=of(Kind.REVISED),
        # Nothing is large or small yet of what is new.
        new=tuple(sorted(of(Kind.NEW), key=lambda a: a.figure not in wished)),
        uncertain=_by_weight(a for a in unsure if a.topic == topic),
        confirmed=confirmed,
    )


def _by_weight(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    # The key as the last word: the same alerts give the same digest, whatever order they came in.
    return tuple(sorted(alerts, key=lambda a: (-weigh_alert(a), a.key)))


def _section_rank(section: TopicSection) -> tuple[float | int | str, ...]:
    """Sort by the weightiest change, then conflict, then edit, then by how much is new."""
    heads = (section.changed, section.conflicts, section.revised)
    return (
        *(-weigh_alert(part[0]) if part else 0.0 for part in heads),
        -len(section.new),
        -len(section.remarks),
        -len(section.uncertain),
        section.topic,
    )


_Folded = tuple[list[Alert], list[Alert], dict[str, tuple[Alert, ...]]]


def _is_bound(claim: Claim) -> bool:
    return claim.interval.low is None or claim.interval.high is None


@dataclass(slots=True)
class _Chain:
    alerts: list[Alert] = field(default_factory=list)

    def takes(self, alert: Alert) -> bool:
        """True for a further step of the same figure."""
        if not self.alerts:
            return alert.kind in (Kind.CHANGED, Kind.NEW)
        if alert.kind is Kind.CHANGED:
            # `6000대를 넘었다` behind 6720 says less than that.
            return not (_is_bound(alert.claim) and not _is_bound(self.alerts[-1].claim))
        if alert.kind is not Kind.REVISED or alert.previous is None:
            return False
        # An edited page takes back what it said: the last step, if that was what it said.
        last = self.alerts[-1]
        said = alert.previous.claim
        return last.source.doc == alert.source.doc and (said.interval, said.unit) == (
            last.claim.interval,
            last.claim.unit,
        )


def fold_changes(alerts: Sequence[Alert]) -> _Folded:
    """Return (what is left, one alert for each figure that moved or is new, what it stands for).

    The one has the figure's last value beside the one before its first change. What is foretold
    or planned ends no chain of facts, nor the other way round: each is told by itself.
    """
    chains: dict[tuple[str, str, bool], _Chain] = {}
    rest: list[Alert] = []
    for alert in alerts:
        ahead = alert.claim.modality in AHEAD
        chain = chains.setdefault((alert.topic, alert.figure, ahead), _Chain())
        if chain.takes(alert):
            chain.alerts.append(alert)
        else:
            rest.append(alert)
    done, steps = [], {}
    for chain in chains.values():
        if not chain.alerts:
            continue
        *before, last = chain.alerts
        if before:
            steps[last.key] = tuple(before)
        done.append(_final(before, last))
    return rest, done, steps


def _final(before: Sequence[Alert], last: Alert) -> Alert:
    """Return the last step as seen from before the first."""
    if not before:
        return last
    first = before[0]
    changes = [a for a in (*before, last) if a.kind is Kind.CHANGED]
    if not changes:  # new, then edited: nobody was told the first value
        return last
    previous = first.previous or Value(claim=first.claim, source=first.source)
    # Seen from before the first, a correction of a value that nobody was told is the move to it.
    same = [a for a in changes if a.claim.as_of == last.claim.as_of]
    return replace(last, kind=Kind.CHANGED, previous=previous, reason=(same or changes)[0].reason)


def _fold_conflicts(alerts: Sequence[Alert]) -> _Folded:
    """Return (what is left, one alert for each disputed figure, its further voices)."""
    rest = [a for a in alerts if a.kind is not Kind.CONFLICT]
    groups: dict[tuple[str, str], list[Alert]] = {}
    for alert in alerts:
        if alert.kind is Kind.CONFLICT:
            groups.setdefault((alert.topic, alert.figure), []).append(alert)
    done, steps = [], {}
    for group in groups.values():
        head, *more = _by_weight(group)
        done.append(head)
        if more:
            steps[head.key] = tuple(more)
    return rest, done, steps
