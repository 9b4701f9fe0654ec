"""What follows from a person's decision for what is stored, and how it is taken back.

What it means for later judgements stands in `judge/decisions.py`; here the figures, values and
alerts that there are already are put right, and what they were before is kept with the decision.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import Any

from monitor.errors import StoreError
from monitor.judge.alerts import figure_key
from monitor.judge.decisions import (
    Decided,
    Decision,
    Named,
    What,
    before_of,
    by_hand,
    correct,
    decision_record,
    in_order,
    is_told_in,
    judge_decided,
    looked_up,
    named,
    place,
    superseded,
    wording,
)
from monitor.judge.terms import figure_terms
from monitor.model import (
    AHEAD,
    SEOUL,
    Alert,
    Claim,
    Figure,
    Judgement,
    Kind,
    Modality,
    Reason,
    Source,
    Value,
)
from monitor.pipeline import baseline_for
from monitor.report.apart import name_apart
from monitor.report.naming import name_figure
from monitor.standing import load_decided, standing_decision
from monitor.store.alerts import load_alert, load_alerts, move_alert, replace_alert
from monitor.store.articles import load_article
from monitor.store.database import Tx
from monitor.store.figures import (
    drop_figure,
    find_values,
    load_figure,
    load_figures,
    merge_figures,
    move_values,
    rename_figure,
    replace_value,
    restore_figure,
    save_figure,
    set_current,
    set_standing,
)
from monitor.store.reviews import (
    Review,
    find_review,
    load_review,
    load_reviews,
    save_review,
    set_before,
    undo_decision_of,
    undo_review,
)
from monitor.store.rows import read_value, value_json
from monitor.store.topics import load_topics

Before = dict[str, Any]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # an alert of before there were times to note


def about_alert(tx: Tx, alert: Alert, what: What, *, now: datetime, **more: Any) -> Decision:
    """Return a decision on an alert, with all that tells it from others; nothing is kept yet."""
    figure = load_figure(tx, alert.figure)
    return Decision(
        key="",
        what=what,
        at=now,
        alert=alert.key,
        kind=str(alert.kind),
        topic=alert.topic if what not in (What.MUTE, What.THRESHOLD) else more.pop("topic", ""),
        score=round(alert.score, 4),
        claim=alert.claim,
        previous=alert.previous.claim if alert.previous else None,
        **{"figure": named(figure) if figure else None, **more},
    )


def decide(tx: Tx, decision: Decision, *, now: datetime) -> Decision:
    """Keep a decision and put right what it says of what is stored; return it with its key.

    The same decision on the same alert again changes nothing; one that contradicts an earlier one
    takes its place, and what that had changed is put back. StoreError where the figures that it
    names are not there.
    """
    last = load_review(tx, decision.alert) if decision.alert else None
    if last is not None and last.data is not None:
        standing = standing_decision(last)
        if replace(standing, key="", at=decision.at, is_silent=False) == decision:
            return standing
    held = _holding(tx, decision.alert)
    decision = _goes_on(decision, [standing_decision(review) for review in held])
    if held and decision.at <= held[-1].at:
        # Made here and now, it is the later one, whatever the clock was told to say.
        decision = replace(decision, at=held[-1].at + timedelta(microseconds=1))
    kept = replace(decision, key=_key(decision))
    _keep(tx, kept)
    if not kept.alert:
        return _put_right(tx, kept, now=now)
    return _settle(tx, held, kept.alert, now=now, new=kept.key).get(kept.key, kept)


def import_decisions(tx: Tx, decisions: Iterable[Decision], *, now: datetime) -> tuple[int, int]:
    """Keep decisions made elsewhere; return how many are new, and how many were known.

    What they name and is not here yet is put right when it is read.
    """
    new = known = 0
    for decision in decisions:
        if find_review(tx, decision.key) is not None:
            known += 1
            continue
        held = _holding(tx, decision.alert)
        _keep(tx, decision)
        if decision.alert:
            _settle(tx, held, decision.alert, now=now)
        else:
            _put_right(tx, decision, now=now, is_import=True)
        new += 1
    return new, known


def undo(tx: Tx, *, now: datetime, alert: str = "", key: str = "") -> Review | None:
    """Take back a decision, or the last one about an alert, and what it changed; None without.

    What it had taken the place of holds again.
    """
    known = find_review(tx, key) if key else load_review(tx, alert)
    held = _holding(tx, known.alert) if known else []
    undone = undo_decision_of(tx, key, at=now) if key else undo_review(tx, alert, at=now)
    if undone is not None and undone.alert:
        _settle(tx, held, undone.alert, now=now)
    elif undone is not None:
        _put_back(tx, undone)
    return undone


def _holding(tx: Tx, alert: str) -> list[Review]:
    """Return the decisions on an alert that hold, in the order they were made in."""
    reviews = {r.key: r for r in load_reviews(tx, alert=alert)} if alert else {}
    made = in_order(map(standing_decision, reviews.values()))
    gone = superseded(made)
    return [reviews[d.key] for d in made if d.key not in gone]


def _goes_on(decision: Decision, held: Sequence[Decision]) -> Decision:
    """Return a decision as one on the alert as it was before those like it that hold.

    A second correction is of what the text says, with all that was put right before; a value that
    stood before an alert stands in the place of the one that was judged to.
    """
    alike = [known for known in held if known.what is decision.what]
    if not alike:
        return decision
    first = alike[0]
    if decision.what is What.CORRECT:
        fields: dict[str, Any] = {}
        for known in (*alike, decision):
            fields |= known.fields
        return replace(decision, claim=first.claim, fields=fields)
    if decision.what is What.PREVIOUS:
        return replace(decision, previous=first.previous, kind=first.kind)
    return decision


def _settle(
    tx: Tx, held: Sequence[Review], alert: str, *, now: datetime, new: str = ""
) -> dict[str, Decision]:
    """Let the decisions on an alert that hold now be in force, and no others; return those redone.

    Args:
        held: those that held before one was made or taken back.
        new: the key of one that was just made here: it fails where its figures are not there.
    """
    holds = _holding(tx, alert)
    same = 0
    while same < min(len(held), len(holds)) and held[same].key == holds[same].key:
        same += 1
    for review in reversed(held[same:]):
        _put_back(tx, review)
        set_before(tx, review.key, {})
    redone: dict[str, Decision] = {}
    for review in holds[same:]:
        made = standing_decision(review)
        redone[made.key] = _put_right(tx, made, now=now, is_import=made.key != new)
    for review in load_reviews(tx, alert=alert):
        if review.before is None and review.data is not None:
            set_before(tx, review.key, {})  # kept, and never in force here
    return redone


def _key(decision: Decision) -> str:
    said = repr({**decision_record(decision), "id": ""})
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _keep(tx: Tx, decision: Decision) -> None:
    save_review(
        tx,
        decision.alert,
        str(decision.what),
        decision.note,
        decision.at,
        key=decision.key,
        data=decision_record(decision),
    )


def _put_right(tx: Tx, decision: Decision, *, now: datetime, is_import: bool = False) -> Decision:
    alert = load_alert(tx, decision.alert) if decision.alert else None
    before: Before = {}
    match decision.what:
        case What.ACCEPT if alert is not None:
            before = _accept(tx, alert)
        case What.REJECT if alert is not None:
            before = _reject(tx, alert)
        case What.PREVIOUS if alert is not None:
            before = _measure(tx, decision, alert, now=now)
        case What.MERGE:
            before = _merge(tx, decision, must=not is_import)
        case What.SPLIT:
            before = _split(tx, decision, must=not is_import)
        case What.CORRECT:
            before = _correct(tx, decision, alert, now=now)
        case _:
            pass
    if before.pop("silent", False):
        decision = replace(decision, is_silent=True)
    set_before(tx, decision.key, before, data=decision_record(decision))
    return decision


def _put_back(tx: Tx, review: Review) -> None:
    before = review.before or {}
    if review.before is None:
        _put_back_old(tx, review)
    for key in before.get("dropped", ()):
        restore_figure(tx, key)
    for row in before.get("moved", ()):
        values = [read_value(v) for v in row["values"]]
        restore_figure(tx, row["from"])
        move_values(tx, row["to"], row["from"], values)
    for row in before.get("values", ()):
        old = read_value(row["value"])
        replace_value(tx, row["now"], replace(old, is_pinned=True), old.claim, pinned=False)
        if row["now"] != row["figure"]:
            move_values(tx, row["now"], row["figure"], [old])
    for row in before.get("standing", ()):
        set_standing(tx, row["figure"], [read_value(v) for v in row["values"]])
    for row in before.get("alerts", ()):
        replace_alert(tx, _read_alert(row))
    for row in before.get("spoke", ()):
        move_alert(tx, row["alert"], row["figure"])
    for key in before.get("made", ()):
        figure = load_figure(tx, key)
        if figure is not None and not figure.values:
            drop_figure(tx, key)


def _put_back_old(tx: Tx, review: Review) -> None:
    """Put back what a rejection of before there were records changed: the alert says what."""
    alert = load_alert(tx, review.alert) if review.alert else None
    if alert is not None and review.decision == What.REJECT:
        restore_figure(tx, alert.figure)
        set_current(tx, alert.figure, Value(claim=alert.claim, source=alert.source))


def decide_again(tx: Tx, alert: Alert, what: What) -> None:
    """Let what was decided of an alert hold for the figures of a baseline that is judged anew."""
    if what is What.ACCEPT:
        _accept(tx, alert)
    elif what is What.REJECT:
        _reject(tx, alert)


# --- what follows from each ----------------------------------------------------------------------


def _accept(tx: Tx, alert: Alert) -> Before:
    """What was uncertain is certain now, and its value the figure's."""
    if not alert.is_uncertain:
        return {}
    figure = load_figure(tx, alert.figure)
    replace_alert(tx, replace(alert, is_uncertain=False))
    if alert.kind is Kind.CHANGED:
        set_current(tx, alert.figure, Value(claim=alert.claim, source=alert.source))
    return {"alerts": [_alert_json(alert)], **(_standing(figure) if figure else {})}


def _reject(tx: Tx, alert: Alert) -> Before:
    """The value that it brought is history, and what stood before it stands again."""
    figure = load_figure(tx, alert.figure)
    if figure is None:
        return {}
    back = _standing(figure)
    if alert.previous is not None:
        return back if set_current(tx, alert.figure, alert.previous) else {}
    if {v.source.doc for v in figure.values} <= {alert.source.doc}:
        return {"dropped": [alert.figure]} if drop_figure(tx, alert.figure) else {}
    others = [v for v in figure.values if v.source.doc != alert.source.doc]
    return back if set_current(tx, alert.figure, others[-1]) else {}


def _standing(*figures: Figure) -> Before:
    """Return which of the figures' values are current, to be put back."""
    rows = [{"figure": f.key, "values": [value_json(v) for v in f.values]} for f in figures]
    return {"standing": rows}


def _figure(tx: Tx, wanted: Named | None, *, must: bool) -> Figure | None:
    """Return the figure of a name: by its key, else by its words."""
    if wanted is None:
        return None
    found = load_figure(tx, wanted.key)
    if found is None:
        alike = (
            f for f in load_figures(tx) if any(wording(v.claim) == wanted.wording for v in f.values)
        )
        found = next(alike, None)
    if found is None and must:
        raise StoreError(f"{wanted.subject} {wanted.metric}: no such figure")
    return found


def _merge(tx: Tx, decision: Decision, *, must: bool) -> Before:
    other = _figure(tx, decision.figure, must=must)
    kept = _figure(tx, decision.into, must=must)
    if other is None or kept is None or other.key == kept.key:
        return {}
    spoke = [a.key for a in load_alerts(tx, figure=other.key, include_confirmed=True)]
    merge_figures(tx, kept.key, other.key)
    moved = {"from": other.key, "to": kept.key, "values": [value_json(v) for v in other.values]}
    back = [{"alert": key, "figure": other.key} for key in spoke]
    changed = _judge_together(tx, kept.key)
    return {"moved": [moved], "spoke": back, "alerts": changed, **_standing(other, kept)}


MOST_AGAIN = 300
"""So many values of a merged figure, the latest, are judged again one after another."""


def _judge_together(tx: Tx, key: str) -> list[dict[str, Any]]:
    """Judge what became one figure in the order of its articles; return the alerts as they were.

    What was news while nothing was known of it is a change, a conflict or a confirmation beside
    what the other figure had; the value that stands in the end is the one that came last.
    """
    figure = load_figure(tx, key)
    if figure is None:
        return []
    decided = load_decided(tx)
    alerts = {_spot(a): a for a in load_alerts(tx, figure=key, include_confirmed=True)}
    values = sorted(figure.values, key=lambda v: (not v.source.is_seed, _at(v)))
    past, rest = values[:-MOST_AGAIN], values[-MOST_AGAIN:]
    current = next((v for v in reversed(past) if v.is_current), past[-1] if past else None)
    before: list[dict[str, Any]] = []
    for value in rest:
        known = _known_before([replace(figure, values=_as_of(past, current))], value.source)
        past.append(value)
        if not known:
            current = value if current is None else current
            continue
        alert = alerts.get(_spot(value))
        verdict = _judged(
            tx, decided, value.source, alert.at if alert else None, value.claim, known
        )
        if verdict.figure == key and verdict.becomes_current:
            current = value
        again = verdict.alert
        if alert is None or alert.kind is Kind.REVISED or again is None or again.figure != key:
            continue
        if (again.kind, again.previous) != (alert.kind, alert.previous):
            before.append(_alert_json(alert))
            replace_alert(tx, replace(again, key=alert.key, at=alert.at))
    if current is not None:
        set_current(tx, key, current)
    return before


def _at(value: Value) -> datetime:
    return value.source.published or EPOCH


def _as_of(values: Sequence[Value], current: Value | None) -> tuple[Value, ...]:
    """Return values of which that one stands, and those that a person pinned."""
    return tuple(replace(v, is_current=v is current or v.is_pinned) for v in values)


def _split(tx: Tx, decision: Decision, *, must: bool) -> Before:
    figure = _figure(tx, decision.figure, must=must)
    if figure is None:
        return {}
    places = {place(claim) for claim in decision.claims}
    taken = [v for v in figure.values if place(v.claim) in places]
    if not taken or len(taken) == len(figure.values):
        if must:
            raise StoreError(f"{figure.subject} {figure.metric}: nothing, or all, to take out")
        return {}
    first = taken[0].claim
    key = blake2b(f"split\x1f{figure.key}\x1f{place(first)}".encode(), digest_size=10).hexdigest()
    subject, metric = _name_of_split(tx, decision, figure, taken)
    made = replace(figure, key=key, subject=subject, metric=metric, unit=first.unit, values=())
    save_figure(tx, made, figure_terms(replace(made, values=tuple(taken))))
    restore_figure(tx, key)
    rename_figure(tx, key, subject, metric)
    stood = {_spot(v) for v in figure.values if v.is_current}
    told = load_alerts(tx, figure=figure.key, include_confirmed=True)
    doubted = [alert for alert in told if alert.is_uncertain]
    unsure = {_spot(v) for v in figure.values if any(is_told_in(v, a) for a in doubted)}
    move_values(tx, figure.key, key, taken)
    for part in (figure.key, key):
        _let_stand(tx, part, stood, unsure)
    moved = {"from": figure.key, "to": key, "values": [value_json(v) for v in taken]}
    changed = _judge_apart(tx, figure, {_spot(v) for v in taken}, key)
    return {"moved": [moved], "made": [key], **changed, **_standing(figure)}


def _name_of_split(
    tx: Tx, decision: Decision, figure: Figure, taken: Sequence[Value]
) -> tuple[str, str]:
    """Return owner and property of the figure of the values taken out, as a person named it."""
    spots = {_spot(v) for v in taken}
    rest = [v.claim for v in figure.values if _spot(v) not in spots]
    claims = [v.claim for v in taken]
    if decision.metric:
        subject = claims[0].subject
        return subject, decision.metric.removeprefix(subject).strip() or decision.metric
    known = [
        name_figure(f.subject, f.metric)
        for f in load_figures(tx, topic=figure.topic)
        if not spots & {_spot(v) for v in f.values} or f.key == figure.key
    ]
    return name_apart(claims, rest, known)


Spot = tuple[str, tuple[int, int]]  # of a value or an alert: its document and span


def _let_stand(tx: Tx, key: str, stood: Collection[Spot], unsure: Collection[Spot]) -> None:
    """Let a value of a figure be current that nobody doubts, where what was current is gone.

    Doubted is what an alert tells as uncertain, what a person rejected and what was denied; it
    stands where there is nothing else. Of the others that of the latest time is current, and
    what is planned or foretold only where nothing tells what is.

    Args:
        stood: the values that were current before.
        unsure: those that an alert tells as uncertain, with their copies.
    """
    figure = load_figure(tx, key)
    if figure is None or any(_spot(v) in stood or v.is_pinned for v in figure.values):
        return
    decided = load_decided(tx)

    def rank(row: tuple[int, Value]) -> tuple[bool, bool, date, int]:
        number, value = row
        claim = value.claim
        is_sure = _spot(value) not in unsure and not decided.is_rejected(claim)
        is_sure &= claim.modality is not Modality.DENIED
        told_at = value.source.published
        day = claim.as_of.end or claim.as_of.start
        day = day or (told_at.astimezone(SEOUL).date() if told_at else date.min)
        return is_sure, claim.modality not in AHEAD, day, number

    best = max(enumerate(figure.values), key=rank, default=None)
    if best is not None:
        set_current(tx, key, best[1])


def name_splits(tx: Tx) -> None:
    """Call figures that were taken out of others as that decision did, in a baseline made anew."""
    gone = load_decided(tx).superseded
    for review in load_reviews(tx, decision=str(What.SPLIT)):
        decision = standing_decision(review)
        (key, *_) = (review.before or {}).get("made") or [""]
        figure = load_figure(tx, key) if key and review.key not in gone else None
        other = _figure(tx, decision.figure, must=False)
        if figure is None or not figure.values or other is None or other.key == key:
            continue
        whole = replace(other, values=(*other.values, *figure.values))
        rename_figure(tx, key, *_name_of_split(tx, decision, whole, figure.values))


def _with(figures: Sequence[Figure], figure: Figure | None) -> Sequence[Figure]:
    """Return the figures with one that need not be among them."""
    if figure is None or any(figure.key == known.key for known in figures):
        return figures
    return (*figures, figure)


def _measure(tx: Tx, decision: Decision, alert: Alert, *, now: datetime) -> Before:
    """Let an alert be told by the value that a person said stood before it, or as new."""
    figure = load_figure(tx, alert.figure)
    if not decision.fields and figure is not None:
        own = tuple(v.claim for v in figure.values if is_told_in(v, alert))
        apart = replace(decision, figure=named(figure), claims=own)
        if before := _split(tx, apart, must=False):
            return before  # a figure of its own, of which nothing was known
    before = {"alerts": [_alert_json(alert)], **(_standing(figure) if figure else {})}
    decided = load_decided(tx)
    wanted = [alert.claim, *([before_of(decision)] if decision.fields else [])]
    near = baseline_for(tx, looked_up(decided, wanted), load_topics(tx), title=alert.source.title)
    known = _known_before(_with(near, figure), alert.source)
    verdict = _judged(tx, decided, alert.source, alert.at, alert.claim, known)
    if verdict.alert is None:
        # Nothing that it is told by is here any more: it stays, and says what a person said.
        kind = alert.kind if alert.previous else Kind.CHANGED
        old = Value(claim=before_of(decision), source=by_hand(decision))
        reason = Reason("previous_told", {"note": decision.note})
        replace_alert(tx, replace(alert, kind=kind, previous=old, reason=reason))
        return before
    to = verdict.figure or alert.figure
    if to != alert.figure and not verdict.makes_figure and figure is not None:
        mine = [v for v in figure.values if is_told_in(v, alert)]
        before["moved"] = [{"from": figure.key, "to": to, "values": [value_json(v) for v in mine]}]
        before["spoke"] = [{"alert": alert.key, "figure": figure.key}]
        move_values(tx, figure.key, to, mine)
        left = load_figure(tx, figure.key)
        if left is not None and not left.values and drop_figure(tx, left.key):
            before["dropped"] = [left.key]
    else:
        to = alert.figure
    told = replace(verdict.alert, key=alert.key, at=alert.at or now, figure=to)
    replace_alert(tx, replace(told, is_uncertain=False))
    return before


def _spot(value: Value | Alert) -> Spot:
    return value.source.doc, value.claim.span


def _judge_apart(
    tx: Tx, figure: Figure, taken: set[tuple[str, tuple[int, int]]], key: str
) -> Before:
    """Judge the alerts of a figure again whose two sides are of two figures now."""
    before: Before = {"spoke": [], "alerts": []}
    decided = load_decided(tx)
    for alert in load_alerts(tx, figure=figure.key, include_confirmed=True):
        mine = key if (alert.source.doc, alert.claim.span) in taken else figure.key
        old = alert.previous
        theirs = key if old is not None and _spot(old) in taken else figure.key
        before["spoke"].append({"alert": alert.key, "figure": figure.key})
        if mine != figure.key:
            move_alert(tx, alert.key, mine)
        if old is None or mine == theirs or alert.kind is Kind.REVISED:
            continue
        before["alerts"].append(_alert_json(alert))
        held = load_figure(tx, mine)
        known = _known_before([held] if held else [], alert.source)
        again = (
            _judged(tx, decided, alert.source, alert.at, alert.claim, known).alert
            if known
            else None
        )
        if again is not None and again.figure == mine:
            replace_alert(tx, replace(again, key=alert.key, at=alert.at))
        else:
            reason = Reason("split", {"figure": f"{figure.subject} {figure.metric}"})
            first = replace(alert, kind=Kind.NEW, previous=None, reason=reason, figure=mine)
            replace_alert(tx, replace(first, is_uncertain=False, score=1.0))
    return before


def _correct(tx: Tx, decision: Decision, alert: Alert | None, *, now: datetime) -> Before:
    """Let the values and the alert of a claim say what is right, in the figure that it is of."""
    claim = decision.claim
    if claim is None:
        return {}
    right = correct(claim, decision.fields)
    pinned = "low" in decision.fields or "unit" in decision.fields
    before: Before = {"values": [], "alerts": [], "made": []}
    held = _values_of(tx, claim, decision.figure)
    stood = [f for key in dict.fromkeys(k for k, _ in held) if (f := load_figure(tx, key))]
    before |= _standing(*stood)
    for key, value in held:
        before["values"].append({"figure": key, "now": key, "value": value_json(value)})
        replace_value(tx, key, value, replace(right, doc=value.claim.doc), pinned=pinned)
    decided = load_decided(tx)
    source = alert.source if alert else held[0][1].source if held else None
    if source is None or (alert is None and not decided.is_retold(claim)):
        if held:
            _judge_followers(tx, decided, before, claim, held[0][0])
        return before  # nothing of it is here yet, or its figure is the same
    near = baseline_for(tx, looked_up(decided, [claim]), load_topics(tx), title=source.title)
    at = alert.at if alert else None
    verdict = _judged(tx, decided, source, at, claim, _known_before(near, source))
    if verdict.figure is None and decided.is_retold(claim):
        # Of nothing that is followed: no longer a value of the figure that it was taken for.
        verdict = replace(verdict, figure=figure_key(source, right), makes_figure=True)
    was = alert.figure if alert else held[0][0]
    figure = verdict.figure or was
    if verdict.makes_figure and not decided.is_retold(claim):
        figure = was  # nothing else is known of it: it stays what it made
    if figure != was:
        _move(tx, before, figure, verdict, right)
    _judge_followers(tx, decided, before, claim, figure)
    if alert is None:
        return before
    before["alerts"].append(_alert_json(alert))
    again = verdict.alert
    if again is None:
        # Put right, it is nothing to tell: of an earlier time, or of no topic.
        replace_alert(tx, replace(alert, claim=right, figure=figure))
        return {**before, "silent": True}
    right_alert = replace(again, claim=right, key=alert.key, at=alert.at or now)
    replace_alert(tx, replace(right_alert, figure=figure))
    return before


def _judge_followers(tx: Tx, decided: Decided, before: Before, claim: Claim, figure: str) -> None:
    """Judge those alerts of a figure again that were measured by a value that is put right."""
    held = load_figure(tx, figure)
    for alert in load_alerts(tx, figure=figure, include_confirmed=True) if held else ():
        old = alert.previous
        if old is None or alert.kind is Kind.REVISED or place(old.claim) != place(claim):
            continue
        known = _known_before([held] if held else [], alert.source)
        again = _judged(tx, decided, alert.source, alert.at, alert.claim, known).alert
        if known and again is not None and again.figure == figure:
            before["alerts"].append(_alert_json(alert))
            replace_alert(tx, replace(again, key=alert.key, at=alert.at))


def _move(tx: Tx, before: Before, figure: str, verdict: Judgement, right: Claim) -> None:
    """Take corrected values to the figure that they turned out to be of."""
    if verdict.makes_figure:
        made = Figure(
            key=figure,
            topic=verdict.topic or "",
            subject=right.subject,
            metric=right.metric,
            unit=right.unit,
        )
        value = [read_value(row["value"]) for row in before["values"]]
        found = tuple(replace(v, claim=right) for v in value)
        save_figure(tx, made, figure_terms(replace(made, values=found)))
        before["made"].append(figure)
    for row in before["values"]:
        move_values(tx, row["figure"], figure, [read_value(row["value"])])
        left = load_figure(tx, row["figure"])
        if left is not None and not left.values and drop_figure(tx, left.key):
            before.setdefault("dropped", []).append(left.key)
        row["now"] = figure


def _values_of(tx: Tx, claim: Claim, wanted: Named | None) -> list[tuple[str, Value]]:
    """Return the stored values that a claim gave, each with its figure's key."""
    found = [
        (key, value)
        for key, value in find_values(tx, claim.doc, claim.span)
        if place(value.claim) == place(claim)
    ]
    if not found and (figure := _figure(tx, wanted, must=False)) is not None:
        found = [(figure.key, v) for v in figure.values if place(v.claim) == place(claim)]
    return found


def _known_before(figures: Sequence[Figure], source: Source) -> list[Figure]:
    """Return the figures as they were when the article came: without its values and later ones."""
    known = []
    for figure in figures:
        values = tuple(v for v in figure.values if _is_before(v, source))
        if values:
            known.append(replace(figure, values=values))
    return known


def _is_before(value: Value, source: Source) -> bool:
    if value.source.doc == source.doc:
        return False
    if value.source.is_seed or value.source.published is None or source.published is None:
        return True
    return value.source.published <= source.published


def _judged(
    tx: Tx,
    decided: Decided,
    source: Source,
    at: datetime | None,
    claim: Claim,
    figures: Sequence[Figure],
) -> Judgement:
    article = load_article(tx, source.doc, source.version or None)
    (verdict,) = judge_decided(
        decided,
        [claim],
        figures,
        source=source,
        topics=load_topics(tx),
        now=at or source.published or EPOCH,
        context=article.text if article else "",
    )
    return verdict


# --- alerts as they were -------------------------------------------------------------------------


def _alert_json(alert: Alert) -> dict[str, Any]:
    return {
        "key": alert.key,
        "kind": str(alert.kind),
        "topic": alert.topic,
        "figure": alert.figure,
        "reason": [alert.reason.code, dict(alert.reason.facts)],
        "said": value_json(Value(claim=alert.claim, source=alert.source)),
        "previous": value_json(alert.previous) if alert.previous else None,
        "score": alert.score,
        "uncertain": alert.is_uncertain,
        "at": alert.at.isoformat() if alert.at else None,
    }


def _read_alert(row: Mapping[str, Any]) -> Alert:
    said = read_value(row["said"])
    return Alert(
        key=row["key"],
        kind=Kind(row["kind"]),
        topic=row["topic"],
        claim=said.claim,
        source=said.source,
        figure=row["figure"],
        reason=Reason(row["reason"][0], row["reason"][1]),
        previous=read_value(row["previous"]) if row["previous"] else None,
        score=row["score"],
        is_uncertain=row["uncertain"],
        at=datetime.fromisoformat(row["at"]) if row["at"] else None,
    )
