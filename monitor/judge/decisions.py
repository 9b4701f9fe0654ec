"""What a person decided, as rules for every later judgement: pure, and by what texts say.

A decision names claims by their document, sentence and value, and figures by their wording: it
holds for the page read again, for a baseline built anew and for another database, whose keys are
others. Nothing here undoes itself: a decision that was taken back is simply left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from monitor.judge.alerts import alert_key, judge_claims
from monitor.judge.compare import Order, compare_periods, compare_values, dimension
from monitor.judge.match import family
from monitor.judge.metrics import read_facets, squeeze
from monitor.model import (
    Alert,
    Claim,
    Figure,
    Interval,
    Judgement,
    Kind,
    Modality,
    Period,
    Reason,
    Remark,
    Source,
    Topic,
    Value,
)
from monitor.patterns import Pattern
from monitor.records import claim_record, read_claim

Wording = tuple[str, str, str]  # subject and metric squeezed, family of the unit
CORRECTABLE = ("value", "unit", "subject", "metric", "period", "modality")


class What(StrEnum):
    """What can be decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    MERGE = "merge"
    SPLIT = "split"
    CORRECT = "correct"
    MUTE = "mute"
    THRESHOLD = "threshold"
    PREVIOUS = "previous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision with all that it is about.

    `claim` and `previous`: the sides of the alert it was made on. `figure`: whose it is; `into`:
    the figure it is the same as (merge). `claims`: every claim of `figure` at that time (merge), or
    those taken out (split; `metric`: what a person called their figure; `kept`: one claim for each
    wording that stays). `fields`: what is right (correct), or the value that stood before
    (previous; none: nothing did). A mute or a threshold holds for a `figure`, else for the `metric`
    of a `topic`, else for all of a `topic`.
    """

    key: str
    what: What
    at: datetime
    alert: str = ""
    kind: str = ""
    note: str = ""
    topic: str = ""
    metric: str = ""
    score: float | None = None  # how sure the alert was
    claim: Claim | None = None
    previous: Claim | None = None
    figure: Named | None = None
    into: Named | None = None
    claims: tuple[Claim, ...] = ()
    kept: tuple[Claim, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    relative: Decimal | None = None  # threshold: least part of the old value
    absolute: Decimal | None = None  # threshold: least difference
    unit: str = ""  # of `absolute`; without one it is in the figure's own
    is_silent: bool = False  # correct: put right, the claim raises no alert


@dataclass(frozen=True, slots=True)
class Named:
    """A figure by its words, and by the key that it has in the database it was decided in."""

    key: str
    subject: str
    metric: str
    unit: str

    @property
    def wording(self) -> Wording:
        return squeeze(self.subject), squeeze(self.metric), family(self.unit)


def named(figure: Figure) -> Named:
    """Return the name of a figure."""
    return Named(figure.key, figure.subject, figure.metric, figure.unit)


SPANS = {"months": "span", "seconds": "span"}


def kinds_of(figure: Figure) -> frozenset[str]:
    """Return what a figure is measured in: money, people, things, ratios, a span of time …

    One that was merged of several kinds, before that was refused, has each of them.
    """
    return _kinds([figure.unit, *(value.claim.unit for value in figure.values)])


def _kinds(units: Iterable[str]) -> frozenset[str]:
    return frozenset(SPANS.get(found, found) for found in map(family, units))


def unlike_units(merge: Decision) -> tuple[str, str] | None:
    """Return the units of two figures that a merge would make one though their kinds differ."""
    one, into = merge.figure, merge.into
    if merge.what is not What.MERGE or one is None or into is None:
        return None
    if _kinds([one.unit, *(claim.unit for claim in merge.claims)]) & _kinds([into.unit]):
        return None
    return one.unit, into.unit


def wording(claim: Claim) -> Wording:
    """Return the words by which a claim's figure is told from others."""
    return squeeze(claim.subject), squeeze(claim.metric), family(claim.unit)


def place(claim: Claim) -> tuple[str, ...]:
    """Return what tells a claim from all others, however often its page is read.

    A file of the corpus is the same one in another folder.
    """
    doc = claim.doc if "://" in claim.doc else claim.doc.rsplit("/", 1)[-1]
    interval = claim.interval
    return doc, squeeze(claim.quote), _number(interval.low), _number(interval.high), claim.unit


def _number(value: Decimal | None) -> str:
    # As far as a number is the same after it was JSON.
    return "" if value is None else f"{float(value):.12g}"


def is_told_in(value: Value, told: Alert | Value) -> bool:
    """Return whether a value is the one told in another's place, or that of a copy of its page.

    A copy has the same sentence with the same number, and is of the same article.
    """
    if place(value.claim) == place(told.claim):
        return True
    pages = {value.source.copy_of or value.source.doc, value.source.doc}
    if not pages & {told.source.copy_of or told.source.doc, told.source.doc}:
        return False
    return place(value.claim)[1:] == place(told.claim)[1:]


def _said(claim: Claim) -> tuple[object, ...]:
    """Return what a claim states of which figure, whoever states it."""
    interval = claim.interval
    low, high = _number(interval.low), _number(interval.high)
    return (*wording(claim), low, high, claim.unit, claim.as_of)


def superseded(decisions: Sequence[Decision]) -> dict[str, str]:
    """Return which decisions do not hold since a later one says otherwise, by key: the later one's.

    Whoever accepts an alert and then rejects it has rejected it; of two values before one alert
    the one said last is right, and so is a threshold. What can be true together holds together.
    """
    made = in_order(decisions)
    return {made[n].key: made[later].key for n, later in _taken_back(made).items()}


def _taken_back(made: Sequence[Decision]) -> dict[int, int]:
    """Return the numbers of the decisions that do not hold, with that of the later one each."""
    found: dict[int, int] = {}
    latest: dict[object, list[int]] = {}
    for number, decision in enumerate(made):
        about = latest.setdefault(_asked(decision), [])
        found |= {n: number for n in about if _takes_back(decision, made[n])}
        about[:] = [*(n for n in about if n not in found), number]
    return found


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Return decisions in the order they were made in, wherever that was."""
    return sorted(decisions, key=lambda d: d.at)


def _asked(made: Decision) -> object:
    """Return what a decision answers: about which alert, or how much matters of what."""
    if made.what is What.THRESHOLD:
        return made.what, made.figure and made.figure.wording, made.topic, squeeze(made.metric)
    return made.alert or made.key


VERDICTS = frozenset({What.ACCEPT, What.REJECT})


def _takes_back(later: Decision, earlier: Decision) -> bool:
    """Return whether of two decisions that answer one question both cannot hold."""
    match later.what:
        case What.ACCEPT:
            return earlier.what in VERDICTS
        case What.REJECT:
            return earlier.what in VERDICTS or earlier.what is What.PREVIOUS
        case What.PREVIOUS:
            return earlier.what in (What.REJECT, What.PREVIOUS)
        case What.CORRECT:
            # Who says what it is right with does not hold it for wrong as a whole.
            return earlier.what is What.REJECT or _is_corrected_again(later, earlier)
        case What.THRESHOLD:
            return _asks_all(later, earlier)
        case _:
            return False


def _asks_all(later: Decision, earlier: Decision) -> bool:
    """Return whether a threshold is asked of all that an earlier one of the same thing is."""
    if later.figure is not None:
        return is_asked_of(later, later.figure.unit)
    if later.relative is not None or not later.unit:
        return True
    return bool(earlier.unit) and earlier.relative is None and is_asked_of(later, earlier.unit)


def is_asked_of(limit: Decision, unit: str) -> bool:
    """Return whether a threshold says how much matters of figures in a unit.

    A part of the old value is asked of any; an amount of what is measured in the like of its unit:
    homes of homes, money of its currency, percentage points of percentages.
    """
    return limit.relative is not None or _is_amount_of(limit, unit)


def _is_amount_of(limit: Decision, unit: str) -> bool:
    if limit.absolute is None:
        return False
    if not limit.unit or limit.unit == unit:
        return True
    if limit.unit == "%p":
        return unit == "%"
    kind = dimension(limit.unit)
    return kind != "money" and kind == dimension(unit)


def _is_corrected_again(later: Decision, earlier: Decision) -> bool:
    """Return whether a correction says all that an earlier one of the same claim put right."""
    if earlier.what is not What.CORRECT or later.claim is None or earlier.claim is None:
        return False
    return place(later.claim) == place(earlier.claim) and set(earlier.fields) <= set(later.fields)


class Decided:
    """The decisions that stand, ready to be asked.

    Of those that contradict one another the later holds; `superseded` are the others, by key, with
    the key of the one that holds instead.
    """

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        made = in_order(decisions)
        gone = _taken_back(made)
        self.superseded = {made[n].key: made[later].key for n, later in gone.items()}
        self.decisions = tuple(d for n, d in enumerate(made) if n not in gone)
        self._fields: dict[tuple[str, ...], Mapping[str, Any]] = {}
        self._corrected_alerts: dict[tuple[str, ...], str] = {}
        self._rejected_alerts: dict[str, str] = {}
        self._rejected_places: dict[tuple[str, ...], str] = {}
        self._rejected_pairs: dict[tuple[object, ...], str] = {}
        self._accepted: set[str] = set()
        self._apart: set[frozenset[Wording]] = set()
        self._taken: dict[tuple[str, ...], Decision] = {}  # places that were taken out
        self._names: dict[Wording, tuple[str, str]] = {}
        self._subjects: dict[str, str] = {}
        self._merged: dict[Wording, list[tuple[str, str]]] = {}  # the wordings merged into one
        self._before: dict[tuple[str, ...], Decision] = {}
        self._mutes: list[Decision] = []
        self._thresholds: list[Decision] = []
        for decision in self.decisions:
            self._take(decision)
        self._gather()

    def _gather(self) -> None:
        """Note which wordings were merged into each that stands for all of them."""
        for d in self.decisions:
            if d.what is not What.MERGE or d.figure is None or d.into is None:
                continue
            unit = d.into.unit
            names = {(n.subject, n.metric) for n in (d.figure, d.into)}
            names |= {(c.subject, c.metric) for c in d.claims}
            for subject, metric in sorted(names):
                said = _worded(subject, metric, unit)
                mine = self._merged.setdefault(wording(self.renamed(said)), [])
                if (subject, metric) not in mine:
                    mine.append((subject, metric))

    def _take(self, d: Decision) -> None:
        match d.what:
            case What.CORRECT if d.claim is not None:
                self._fields[place(d.claim)] = {**self._fields.get(place(d.claim), {}), **d.fields}
                self._corrected_alerts[place(correct(d.claim, d.fields))] = d.alert
                if d.is_silent:
                    self._rejected_alerts[d.alert] = d.key
            case What.ACCEPT:
                self._accepted.add(d.alert)
                self._rejected_alerts.pop(d.alert, None)
            case What.REJECT:
                self._reject(d)
            case What.SPLIT:
                # Words that stay as well tell nothing apart.
                mine = {wording(c) for c in d.claims} - {wording(c) for c in d.kept}
                if d.figure is not None:
                    self._apart |= {frozenset({w, d.figure.wording}) for w in mine}
                    self._taken |= {place(c): d for c in d.claims}
            case What.MERGE:
                self._merge(d)
            case What.PREVIOUS if d.claim is not None:
                self._before[place(d.claim)] = d
                self._rejected_alerts.pop(d.alert, None)
                if d.previous is not None and not d.fields:
                    pair = frozenset({wording(d.claim), wording(d.previous)})
                    self._apart |= {pair} if len(pair) == 2 else set()
            case What.MUTE:
                self._mutes.append(d)
            case What.THRESHOLD:
                self._thresholds.append(d)
            case _:
                pass

    def _reject(self, d: Decision) -> None:
        self._rejected_alerts[d.alert] = d.key
        if d.claim is None:
            return
        self._rejected_places[place(d.claim)] = d.key
        old = wording(d.previous) if d.previous else None
        self._rejected_pairs[(*_said(d.claim), old)] = d.key
        if d.previous and d.kind in (Kind.CHANGED, Kind.CONFLICT):
            # The same words for both: only this value was wrong, the figure goes on.
            pair = frozenset({wording(d.claim), wording(d.previous)})
            if len(pair) == 2:
                self._apart.add(pair)

    def _merge(self, d: Decision) -> None:
        if d.figure is None or d.into is None:
            return
        words = {d.figure.wording: d.figure.subject}
        words |= {wording(c): c.subject for c in d.claims}
        for mine, subject in words.items():
            if mine == d.into.wording or mine[2] != d.into.wording[2]:
                continue
            self._names[mine] = (d.into.subject, d.into.metric)
            if mine[1] == d.into.wording[1] and squeeze(subject):
                # The metric is the same: what differs is the name, here and anywhere.
                self._subjects[squeeze(subject)] = d.into.subject

    def metric_pairs(self) -> tuple[tuple[str, str, str], ...]:
        """Return (metric, metric, unit) of figures that were merged though only those differed.

        Of one subject, and of one kind of unit: there the two wordings are of one metric.
        """
        found: dict[tuple[str, str, str], None] = {}
        for d in self.decisions:
            if d.what is not What.MERGE or d.figure is None or d.into is None:
                continue
            mine, into = d.figure.wording, d.into.wording
            if mine[0] == into[0] and mine[2] == into[2] and mine[1] != into[1]:
                found[d.figure.metric, d.into.metric, d.into.unit] = None
        return tuple(found)

    # --- before a judgement ----------------------------------------------------------------------

    def corrected(self, claim: Claim) -> Claim:
        """Return the claim with the fields that a person put right, one after the other."""
        seen: set[tuple[str, ...]] = set()
        while self._fields and (at := place(claim)) in self._fields and at not in seen:
            seen.add(at)
            claim = correct(claim, self._fields[at])
        return claim

    def is_retold(self, claim: Claim) -> bool:
        """Return whether a person put right whose figure or which metric a claim speaks of."""
        fields = self._fields.get(place(claim)) if self._fields else None
        return bool(fields) and not {"subject", "metric"}.isdisjoint(fields or ())

    def renamed(self, claim: Claim) -> Claim:
        """Return the claim in the words of the figure that its own were merged into."""
        for _ in range(len(self._names) + len(self._subjects)):
            found = self._names.get(wording(claim))
            if found is None and (name := self._subjects.get(squeeze(claim.subject))):
                found = (name, claim.metric)
            if found is None or found == (claim.subject, claim.metric):
                break
            claim = replace(claim, subject=found[0], metric=found[1])
        return claim

    def others(self, claim: Claim) -> tuple[Claim, ...]:
        """Return the claim in the other wordings that were merged with its own."""
        mine = wording(self.renamed(claim))
        if mine not in self._merged:
            return ()
        alike = self._merged[mine]
        return tuple(replace(claim, subject=s, metric=m) for s, m in alike)

    def is_merged(self, claim: Claim, figure: Figure) -> bool:
        """Return whether a person said that the claim's words are those of this figure."""
        mine = wording(self.renamed(claim))
        if mine not in self._merged:
            return False
        return any(wording(self.renamed(v.claim)) == mine for v in figure.values)

    def is_apart(self, claim: Claim, figure: Figure) -> bool:
        """Return whether a person said that a claim, or its words, are of another figure."""
        if not self._apart and not self._taken:
            return False
        mine = wording(claim)
        theirs = {wording(v.claim) for v in figure.values}
        taken = self._taken.get(place(claim))
        if taken is not None and not self.is_merged(claim, figure):
            # Whatever the words: this very value is of what was taken out with it, or of nothing.
            return not any(self._taken.get(place(v.claim)) is taken for v in figure.values)
        return mine not in theirs and any(frozenset({mine, w}) in self._apart for w in theirs)

    def alert_of(self, claim: Claim) -> str | None:
        """Return the key of the alert whose claim was put right as this one; None for others."""
        return self._corrected_alerts.get(place(claim)) if self._corrected_alerts else None

    def previous_of(self, claim: Claim) -> Decision | None:
        """Return the decision on what stood before a claim's value; None where none was made."""
        return self._before.get(place(claim)) if self._before else None

    # --- after it --------------------------------------------------------------------------------

    def silence(self, alert: Alert) -> tuple[What, str] | None:
        """Return why an alert is not told, and the decision's key; None where it is told.

        What was accepted by hand is told whatever else was decided.
        """
        if alert.key in self._accepted:
            return None
        old = wording(alert.previous.claim) if alert.previous else None
        rejected = (
            self._rejected_alerts.get(alert.key)
            or self._rejected_places.get(place(alert.claim))
            or self._rejected_pairs.get((*_said(alert.claim), old))
        )
        if rejected:
            return What.REJECT, rejected
        for mute in self._mutes:
            if _reaches(mute, alert):
                return What.MUTE, mute.key
        limit = self._threshold(alert)
        if limit is not None and _is_below(limit, alert):
            return What.THRESHOLD, limit.key
        return None

    def is_rejected(self, claim: Claim) -> bool:
        """Return whether a person said that this claim, where it stands, is wrong."""
        return place(claim) in self._rejected_places

    def silence_remark(self, remark: Remark) -> tuple[What, str] | None:
        """Return why a statement is not told, and the decision's key; None where it is told.

        A mute of a whole topic reaches its statements; one of a metric or a figure does not.
        """
        if remark.key in self._accepted:
            return None
        if rejected := self._rejected_alerts.get(remark.key):
            return What.REJECT, rejected
        for mute in self._mutes:
            if mute.figure is None and not mute.metric and mute.topic == remark.topic:
                return What.MUTE, mute.key
        return None

    def _threshold(self, alert: Alert) -> Decision | None:
        """Return the threshold that holds: of the figure, else the metric, else the topic."""
        unit = alert.claim.unit
        fitting = [d for d in self._thresholds if is_asked_of(d, unit) and _reaches(d, alert)]
        return max(
            fitting, key=lambda d: (d.figure is not None, bool(d.metric), d.at), default=None
        )


def _reaches(decision: Decision, alert: Alert) -> bool:
    """Return whether a mute or a threshold is about what an alert speaks of."""
    if decision.figure is not None:
        told = [alert.claim, *([alert.previous.claim] if alert.previous else [])]
        same = any(wording(c) == decision.figure.wording for c in told)
        return alert.figure == decision.figure.key or same
    if decision.topic and decision.topic != alert.topic:
        return False
    return not decision.metric or is_metric(decision.metric, alert.claim)


RANKED = Pattern(r"(?:순위|등수|랭킹|(?i:rank(?:ing)?))\s*$")


def is_metric(metric: str, claim: Claim) -> bool:
    """Return whether a claim is of a metric that a person names, in these words or others."""
    if squeeze(metric) == squeeze(claim.metric):
        return True
    if (claim.unit == "위") != (RANKED.search(metric) is not None):
        return False  # who hears no more of `이용자 순위` has said nothing of `이용자 수`
    wanted, said = (read_facets("", m, claim.unit) for m in (metric, claim.metric))
    return bool(wanted.head) and (wanted.head, wanted.made) == (said.head, said.made)


def _is_below(limit: Decision, alert: Alert) -> bool:
    """Return whether a change is smaller than all that the threshold asks for."""
    if alert.previous is None or alert.kind in (Kind.NEW, Kind.CONFIRMED):
        return False
    new, old = alert.claim, alert.previous.claim
    a, b = _middle(new.interval), _middle(old.interval)
    if new.unit != old.unit or a is None or b is None:
        return False
    moved = abs(a - b)
    asked = []
    if limit.absolute is not None and _is_amount_of(limit, new.unit):
        asked.append(limit.absolute)
    if limit.relative is not None and b:
        asked.append(limit.relative * abs(b))
    return bool(asked) and all(moved < least for least in asked)


def _middle(interval: Interval) -> Decimal | None:
    if interval.low is None or interval.high is None:
        return None
    return (interval.low + interval.high) / 2


def correct(claim: Claim, fields: Mapping[str, Any]) -> Claim:
    """Return the claim with these fields: `low`, `high`, `approx` and those of `CORRECTABLE`."""
    if "low" in fields:
        low, high = fields["low"], fields["high"]
        interval = Interval(
            None if low is None else Decimal(str(low)),
            None if high is None else Decimal(str(high)),
            bool(fields.get("approx", False)),
        )
        claim = replace(claim, interval=interval, equivalents=())
    if "unit" in fields:
        claim = replace(claim, unit=fields["unit"], equivalents=())
    if "subject" in fields:
        claim = replace(claim, subject=fields["subject"])
    if "metric" in fields:
        claim = replace(claim, metric=fields["metric"])
    if "as_of" in fields:
        start, end = (datetime.fromisoformat(d).date() if d else None for d in fields["as_of"])
        claim = replace(claim, as_of=Period(start, end))
    if "modality" in fields:
        claim = replace(claim, modality=Modality(fields["modality"]))
    return claim


def _worded(subject: str, metric: str, unit: str) -> Claim:
    """Return a claim that says nothing but whose and what."""
    one = Interval(Decimal(1), Decimal(1))
    return Claim(
        doc="", span=(0, 0), quote="", subject=subject, metric=metric, interval=one, unit=unit
    )


def looked_up(decided: Decided, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims that figures are to be looked up by: those judged, in all merged words."""
    ready = prepared(decided, claims)
    return (*ready, *(other for claim in ready for other in decided.others(claim)))


def prepared(decided: Decided, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return claims as they are to be looked up and judged: put right, in merged figures' words."""
    return tuple(decided.renamed(decided.corrected(claim)) for claim in claims)


def judge_decided(
    decided: Decided,
    claims: Sequence[Claim],
    baseline: Sequence[Figure],
    *,
    source: Source,
    topics: Sequence[Topic],
    now: datetime,
    earlier: Sequence[Claim] | None = None,
    context: str = "",
) -> tuple[Judgement, ...]:
    """Return the verdicts of `judge_claims` under what a person decided.

    Claims come out put right, but in their own words: merged names are heard, not written.
    """

    def judge(figures: Sequence[Figure]) -> tuple[Judgement, ...]:
        return judge_claims(
            ready,
            figures,
            source=source,
            topics=topics,
            now=now,
            earlier=None if earlier is None else prepared(decided, earlier),
            context=context,
        )

    ready = prepared(decided, claims)
    found = list(judge(baseline))
    for i, raw in enumerate(claims):
        if decided.is_retold(raw):
            # What the text around it says led astray: only the person's words count.
            (found[i],) = judge_claims(
                [_retold(raw, ready[i])],
                baseline,
                source=replace(source, title=""),
                topics=topics,
                now=now,
            )
    for i, raw in enumerate(claims):
        same = [f for f in baseline if decided.is_merged(ready[i], f)]
        if same and found[i].figure not in {f.key for f in same}:
            # Unlike as they may read: a person said that these are one figure.
            found[i] = _joined(decided, raw, ready[i], same, source, topics, now) or found[i]
    barred = {
        i: {f.key for f in baseline if decided.is_apart(claim, f)} for i, claim in enumerate(ready)
    }
    for i, keys in barred.items():
        if found[i].figure in keys:
            # What a person told apart is no candidate for this one claim.
            found[i] = judge([f for f in baseline if f.key not in keys])[i]
    for i, raw in enumerate(claims):
        if (told := decided.previous_of(raw)) is not None:
            found[i] = _measured(told, found[i], baseline, judge, i)
    held = {figure.key: figure for figure in baseline}
    for i, claim in enumerate(ready):
        joined = held.get(found[i].figure or "")
        is_lost = joined is None and found[i].figure is not None and not found[i].makes_figure
        if is_lost or (joined is not None and decided.is_apart(claim, joined)):
            # Judged by other figures than its neighbours, it joined one that none of them makes,
            # or that one of them makes of which a person told it apart.
            (found[i],) = judge_claims(
                [claim],
                [f for f in baseline if f.key not in barred[i]],
                source=source,
                topics=topics,
                now=now,
                earlier=None if earlier is None else prepared(decided, earlier),
                context=context,
            )
        if (made := found[i].figure) is not None and made not in held:
            held[made] = _made_of(made, claim, source)
    return tuple(
        _restored(decided, verdict, raw, source) for verdict, raw in zip(found, claims, strict=True)
    )


def _made_of(key: str, claim: Claim, source: Source) -> Figure:
    """Return the figure that a claim of a page makes."""
    values = (Value(claim=claim, source=source, is_current=True),)
    return Figure(
        key=key,
        topic="",
        subject=claim.subject,
        metric=claim.metric,
        unit=claim.unit,
        values=values,
    )


def _measured(
    told: Decision,
    found: Judgement,
    baseline: Sequence[Figure],
    judge: Callable[[Sequence[Figure]], tuple[Judgement, ...]],
    number: int,
) -> Judgement:
    """Return the verdict on a claim by the value that a person said stood before it, or by none.

    Args:
        found: the verdict without that.
        judge: judges the claims of the page against figures; the claim is the one of this `number`.
    """
    if not told.fields:
        return judge(())[number]
    wanted = before_of(told)
    values = [
        (figure, value)
        for figure in sorted(baseline, key=lambda f: f.key != found.figure)
        for value in figure.values
        if value.claim.unit == wanted.unit and _has_ends(value.claim.interval, wanted.interval)
    ]
    if values:
        figure, value = values[0]
        verdict = judge([replace(figure, values=(replace(value, is_current=True),))])[number]
        if verdict.alert is not None and verdict.alert.previous is not None:
            return verdict
    alert = found.alert
    if alert is None:
        return found
    held = values[0][1] if values else Value(claim=wanted, source=by_hand(told))
    agrees = compare_values(alert.claim, held.claim).agrees
    kind = Kind.CONFIRMED if agrees else Kind.CONFLICT
    if alert.kind is Kind.CHANGED or compare_periods(alert.claim.as_of, held.claim.as_of) in LATER:
        kind = kind if agrees else Kind.CHANGED
    reason = Reason("previous_told", {"note": told.note})
    return replace(found, alert=replace(alert, kind=kind, previous=held, reason=reason, score=1.0))


LATER = (Order.LATER, Order.UNKNOWN)


def before_of(told: Decision) -> Claim:
    """Return the claim of the value that a person said stood before, of no known time."""
    base = told.previous or told.claim
    assert base is not None
    known = replace(
        base,
        doc=by_hand(told).doc,
        span=(0, 0),
        quote=told.note,
        as_of=Period(),
        equivalents=(),
        attribution=None,
        modality=Modality.ASSERTED,
    )
    return correct(known, told.fields)


def by_hand(told: Decision) -> Source:
    """Return the source of a value that a person named: the decision itself."""
    return Source(doc=f"review:{told.key}", title=told.note, published=told.at)


def _has_ends(mine: Interval, theirs: Interval) -> bool:
    return (_number(mine.low), _number(mine.high)) == (_number(theirs.low), _number(theirs.high))


def _joined(
    decided: Decided,
    raw: Claim,
    ready: Claim,
    figures: Sequence[Figure],
    source: Source,
    topics: Sequence[Topic],
    now: datetime,
) -> Judgement | None:
    """Return the verdict on a claim against the figures that its words were merged into."""
    values = {(v.source.doc, v.source.version, v.claim.span): v for f in figures for v in f.values}
    worded = [
        replace(
            f,
            values=tuple(
                replace(v, claim=_retold(v.claim, decided.renamed(v.claim))) for v in f.values
            ),
        )
        for f in figures
    ]
    (verdict,) = judge_claims(
        [_retold(raw, ready)], worded, source=replace(source, title=""), topics=topics, now=now
    )
    if verdict.figure not in {f.key for f in figures}:
        # Too far off to be believed of news; what a person put into the corpus joins as history.
        joins = Judgement(claim=ready, topic=verdict.topic, figure=figures[0].key)
        return joins if source.is_seed else None
    alert = verdict.alert
    if alert is not None and alert.previous is not None:
        old = alert.previous
        was = values.get((old.source.doc, old.source.version, old.claim.span), old)
        alert = replace(alert, previous=was)
    return replace(verdict, alert=alert)


def _retold(raw: Claim, right: Claim) -> Claim:
    """Return the claim with a sentence that names what the person named, and not what stood there.

    The sentence is heard for whose figure it is, and said something else.
    """
    gone = {word for word in (*raw.subject.split(), *raw.metric.split()) if len(word) > 1}
    kept = [w for w in raw.quote.split() if not any(g in w for g in gone)]
    return replace(right, quote=" ".join((right.subject, right.metric, *kept)))


def _restored(decided: Decided, found: Judgement, raw: Claim, source: Source) -> Judgement:
    claim = decided.corrected(raw)
    alert = found.alert
    if alert is not None and alert.claim != raw:
        # Restored from whatever was judged in its place.
        alert = replace(alert, source=source)
        alert = replace(alert, claim=claim, key=alert_key(source, raw))
    supports = found.supports
    if supports and alert is not None and alert.previous is not None:
        supports = decided.alert_of(alert.previous.claim) or supports
    return replace(found, claim=claim, alert=alert, supports=supports)


# --- as records ----------------------------------------------------------------------------------


def decision_record(decision: Decision) -> dict[str, Any]:
    """Return a decision as JSON that can be read again anywhere."""
    record: dict[str, Any] = {
        "id": decision.key,
        "decision": str(decision.what),
        "at": decision.at.isoformat(),
        "alert": decision.alert,
        "kind": decision.kind,
        "note": decision.note,
        "topic": decision.topic,
        "metric": decision.metric,
        "score": decision.score,
        "claim": claim_record(decision.claim) if decision.claim else None,
        "previous": claim_record(decision.previous) if decision.previous else None,
        "figure": _named_record(decision.figure),
        "into": _named_record(decision.into),
        "claims": [claim_record(c) for c in decision.claims],
        "kept": [claim_record(c) for c in decision.kept],
        "fields": dict(decision.fields),
        "relative": str(decision.relative) if decision.relative is not None else None,
        "absolute": str(decision.absolute) if decision.absolute is not None else None,
        "unit": decision.unit,
        "silent": decision.is_silent,
    }
    return record


def _named_record(found: Named | None) -> dict[str, str] | None:
    if found is None:
        return None
    return {
        "key": found.key,
        "subject": found.subject,
        "metric": found.metric,
        "unit": found.unit,
    }


def read_decision(data: object) -> Decision:
    """Return the decision of a record; ValueError names the key that is missing or of no use."""
    if not isinstance(data, dict):
        raise ValueError("decision")  # noqa: TRY004 - one error for whatever is wrong with a line
    for key in ("id", "decision", "at"):
        if not isinstance(data.get(key), str) or not data[key]:
            raise ValueError(key)
    try:
        at = datetime.fromisoformat(data["at"])
        what = What(data["decision"])
    except ValueError as e:
        raise ValueError("decision" if data["decision"] not in set(What) else "at") from e
    if at.tzinfo is None:
        raise ValueError("at")
    names = ("alert", "kind", "note", "topic", "metric", "unit")
    texts = {key: str(data.get(key) or "") for key in names}
    made = Decision(
        key=data["id"],
        what=what,
        at=at,
        **texts,
        score=data["score"] if isinstance(data.get("score"), int | float) else None,
        claim=_read_claim(data.get("claim"), "claim"),
        previous=_read_claim(data.get("previous"), "previous"),
        figure=_read_named(data.get("figure"), "figure"),
        into=_read_named(data.get("into"), "into"),
        claims=_read_claims(data.get("claims"), "claims"),
        kept=_read_claims(data.get("kept"), "kept"),
        fields=_read_fields(data.get("fields") or {}),
        relative=_read_least(data.get("relative"), "relative"),
        absolute=_read_least(data.get("absolute"), "absolute"),
        is_silent=data.get("silent") is True,
    )
    _demand_whole(made)
    return made


def is_remark(key: str) -> bool:
    """Whether a key is that of a statement without a figure; those of alerts are hexadecimal."""
    return key.startswith("s")


def _demand_whole(made: Decision) -> None:
    """Raise ValueError with the part that a decision of its kind cannot be without."""
    missing = {
        What.REJECT: made.claim is None and not is_remark(made.alert) and "claim",
        What.PREVIOUS: made.claim is None and "claim",
        What.CORRECT: (made.claim is None and "claim") or (not made.fields and "fields"),
        What.MERGE: (made.figure is None and "figure") or (made.into is None and "into"),
        What.SPLIT: (made.figure is None and "figure") or (not made.claims and "claims"),
        What.MUTE: not (made.figure or made.topic or made.metric) and "topic",
        What.THRESHOLD: made.relative is None and made.absolute is None and "relative",
    }.get(made.what)
    if missing:
        raise ValueError(missing)


def _read_claim(row: object, key: str) -> Claim | None:
    if row is None:
        return None
    if not isinstance(row, dict):
        raise ValueError(key)  # noqa: TRY004 - as above
    try:
        return read_claim(row)
    except (KeyError, TypeError, ValueError, ArithmeticError) as e:
        raise ValueError(key) from e


def _read_claims(rows: object, key: str) -> tuple[Claim, ...]:
    if rows is None:
        return ()
    if not isinstance(rows, list):
        raise ValueError(key)  # noqa: TRY004 - as above
    return tuple(c for row in rows if (c := _read_claim(row, key)) is not None)


def _read_named(row: object, key: str) -> Named | None:
    if row is None:
        return None
    names = ("key", "subject", "metric", "unit")
    if not isinstance(row, dict) or not all(isinstance(row.get(n), str) for n in names):
        raise ValueError(key)
    return Named(*(row[n] for n in names))


def _read_fields(row: object) -> dict[str, Any]:
    known = {"low", "high", "approx", "unit", "subject", "metric", "as_of", "modality"}
    if not isinstance(row, dict) or not set(row) <= known:
        raise ValueError("fields")
    fields = dict(row)
    try:
        sample = Claim(
            doc="", span=(0, 0), quote="", subject="", metric="",
            interval=Interval(Decimal(1), None), unit="",
        )  # fmt: skip
        correct(sample, fields)
    except (KeyError, TypeError, ValueError, ArithmeticError) as e:
        raise ValueError("fields") from e
    return fields


def _read_least(value: object, key: str) -> Decimal | None:
    if value is None:
        return None
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,30}(\.\d{1,30})?", value):
        raise ValueError(key)
    return Decimal(value)
