"""What a claim's value says against those of the figure it speaks of: kind, previous value, reason.

The periods decide first: the same time makes a conflict, a later one a change, an earlier one
history. What they leave open is told by wording, by who speaks and by the days of the pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from monitor.judge.candidates import JUMP, Candidate, how_far, is_particular_claim, one_time
from monitor.judge.compare import (
    Agreement,
    Comparison,
    Order,
    are_of_other_times,
    compare_periods,
    compare_values,
    kind_of_span,
)
from monitor.judge.counts import order_of_counts
from monitor.judge.match import (
    SURE,
    facets,
    words_alike,
)
from monitor.judge.metrics import read_facets, squeeze
from monitor.judge.pending import AMENDED, pending, without_pending
from monitor.judge.place import place_of
from monitor.model import (
    AHEAD,
    SEOUL,
    Claim,
    Kind,
    Modality,
    Period,
    Reason,
    Source,
    Value,
)
from monitor.patterns import Pattern

CHANGE_WORDS = Pattern(
    r"에서\s|늘|줄|오른|올랐|올라|내렸|내려|떨어|뛰|급증|급감|급등|급락|증가|감소|상승|하락|확대|축소|높아|낮아|높였|낮췄"
    r"|커졌|커진|작아|불어|웃돌|돌파|추월|넘어섰|반토막|치솟|꺾|둔화"
)


BUDGETS = frozenset({"budget", "rnd_budget", "extra_budget", "government_spending", "support"})


def decide(
    claim: Claim, chosen: Candidate, source: Source
) -> tuple[Kind | None, Value, Reason, Comparison]:
    """Return kind (None: an older value, for the history), previous, reason and comparison."""
    if chosen.like.score < SURE or (chosen.like.is_kin and chosen.echo is not None):
        # Only the value's return speaks for it: it can confirm, and nothing else.
        agreeing_values = tuple(v for v, _ in chosen.agreeing)
        chosen = replace(chosen, figure=replace(chosen.figure, values=agreeing_values))
    values = _standing(chosen.figure.values)
    orders = {id(v): _period_order(claim, source, v, values) for v in chosen.figure.values}
    latest = _latest(values)
    agreeing = [
        (v, c)
        for v, c in chosen.agreeing
        if not _is_bound_of_another_time(claim, v, c)
        and not are_of_other_times(claim, v.claim)
        and not _has_nearer(claim, v, values)
        and not _is_met_by_another(claim, v, c, values)
        and (
            orders[id(v)] is not Order.LATER
            or v is latest
            or (is_particular_claim(claim) and not _is_gone(claim, v, latest, source, values))
            or not claim.as_of.known
        )
    ]
    if jumped := _jumped(claim, agreeing, values, source):
        value, comparison = jumped
        facts = _facts(claim, value, chosen)
        return Kind.CHANGED, value, Reason("changed_seconded", facts), comparison
    if agreeing:
        # A denial repeats a denial and nothing else: of what is held it is the other side.
        beside = [pair for pair in agreeing if _is_denied(pair[0].claim) == _is_denied(claim)]
        # What waits for a second source may stand as well as what it would replace.
        newest = frozenset(map(id, (latest, *pending(values))))
        value, comparison = min(
            beside or agreeing, key=lambda pair: _agreement_rank(pair, orders, newest, claim)
        )
        if not beside:
            code = "conflict_denied" if _is_denied(claim) else "conflict_restated"
            return Kind.CONFLICT, value, Reason(code, _facts(claim, value, chosen)), comparison
        code = "confirmed"
        if comparison.agreement is Agreement.WITHIN:
            code = "confirmed_within"
        elif comparison.how in ("rates", "equivalent"):
            code = "confirmed_rates"
        elif comparison.how == "inverse":
            code = "confirmed_inverse"
        elif orders[id(value)] is Order.LATER:
            code = "confirmed_later"
        return Kind.CONFIRMED, value, Reason(code, _facts(claim, value, chosen)), comparison
    values = without_pending(claim, values)
    compared = [(v, compare_values(claim, v.claim, inverse=chosen.like.is_inverse)) for v in values]
    if _is_past(claim):
        value, comparison = min(compared, key=lambda p: (not p[0].is_current, how_far(p[1])))
        return None, value, Reason("history", _facts(claim, value, chosen)), comparison
    if chosen.said:
        # `2000개쯤이던 국내 H100은 5000개로`: the text itself says what it was.
        named = {id(v) for v in chosen.said}
        compared = [(v, c) for v, c in compared if id(v) in named] or compared
    same = [(v, c) for v, c in compared if orders[id(v)] is Order.SAME]
    later = [(v, c) for v, c in compared if orders[id(v)] is Order.LATER]
    if same:
        value, comparison = min(
            same,
            key=lambda p: (
                p[1].how == "rates",
                _is_told_ahead(p[0]) != (claim.modality in AHEAD),
                p[1].ratio is None,
                not p[0].is_current,
                how_far(p[1]),
            ),
        )
        kind, code = _same_period(claim, source, value)
    elif later and not any(_is_fact(v) for v, _ in compared if orders[id(v)] is Order.EARLIER):
        value, comparison = max(later, key=lambda p: _recency(p[0], claim, values))
        kind, code = Kind.CHANGED, "changed_later"
    else:
        value, comparison = min(compared, key=lambda p: (not p[0].is_current, how_far(p[1])))
        # Before a forecast's time there was nothing: what comes now fills the gap.
        gap = None if any(_is_fact(v) for v, _ in compared) else Kind.NEW
        return gap, value, Reason("history", _facts(claim, value, chosen)), comparison
    if kind is Kind.CONFLICT and _is_denied_by_its_owner(claim, value):
        return None, value, Reason("history", _facts(claim, value, chosen)), comparison
    if kind in (Kind.CHANGED, Kind.CONFLICT) and _is_the_number(claim, value.claim):
        kind, code = Kind.CONFIRMED, "confirmed"
    return kind, value, Reason(code, _facts(claim, value, chosen)), comparison


DISPUTED = frozenset({Modality.ALLEGED, Modality.DENIED})


def _is_the_number(new: Claim, old: Claim) -> bool:
    """Return whether two claims state one number of one time: neither changes the other.

    What somebody denies or alleges is disputed by the very number.
    """
    if (new.modality in DISPUTED) != (old.modality in DISPUTED):
        return False
    return (new.interval, new.unit) == (old.interval, old.unit)


def _is_told_ahead(value: Value) -> bool:
    """Return whether a value is foretold, or planned and not yet what stands.

    A budget that was raised by a plan stands at that until another one is passed.
    """
    modality = value.claim.modality
    return modality in AHEAD and not (modality is Modality.PLANNED and value.is_current)


def _is_denied(claim: Claim) -> bool:
    return claim.modality is Modality.DENIED


def _standing(values: Sequence[Value]) -> Sequence[Value]:
    """Return the values that a figure was said to have; those it was denied where there are none.

    Contract, claims.md: what somebody denies is his statement, and no value to move on from.
    """
    return tuple(v for v in values if not _is_denied(v.claim)) or tuple(values)


def _is_denied_by_its_owner(claim: Claim, value: Value) -> bool:
    """Return whether a value is denied by whom it is of, or by whoever gave the value held.

    `5천200억원이라는 보도는 사실이 아니라고 했다` holds nothing against what that firm said itself.
    """
    if claim.modality is not Modality.DENIED:
        return False
    if not claim.attribution or _one_voice(claim, value.claim):
        return True
    return _is_told_by_its_owner(claim)


PAST = Pattern(r"(?:^|\s)(?:한때|예전에?|과거에?|왕년에)\s(?:\S+\s){0,2}$")


def _is_past(claim: Claim) -> bool:
    """Return whether a sentence says that its value was once: `한때 2위였던 딥시크`."""
    place = place_of(claim)
    return place is not None and PAST.search(place.before) is not None


def _has_nearer(claim: Claim, value: Value, values: Sequence[Value]) -> bool:
    """Return whether a value of another time agrees where one of the claim's own time does not.

    What is said of one quarter is measured by what was said of that quarter, however near another
    quarter's value lies.
    """
    if not _is_of(value, claim, (Order.LATER, Order.EARLIER)):
        return False
    return any(
        _is_of(v, claim, (Order.SAME,))
        and kind_of_span(v.claim.as_of) == kind_of_span(claim.as_of)
        and (v.claim.modality in AHEAD) == (claim.modality in AHEAD)
        for v in values
    )


def _is_of(value: Value, claim: Claim, orders: tuple[Order, ...]) -> bool:
    return compare_periods(claim.as_of, value.claim.as_of) in orders


def _is_gone(
    claim: Claim, value: Value, latest: Value, source: Source, siblings: Sequence[Value]
) -> bool:
    """Return whether a value was followed by another one before the claim's time.

    A figure that goes back to its old value changes again.
    """
    if value is latest or not (value.claim.as_of.known and latest.claim.as_of.known):
        return False
    if compare_values(claim, latest.claim).agrees:
        return False
    return (
        _period_order(claim, source, latest, siblings) is Order.LATER
        and compare_periods(latest.claim.as_of, value.claim.as_of) is Order.LATER
        and compare_periods(claim.as_of, latest.claim.as_of) is Order.LATER
    )


def _jumped(
    claim: Claim,
    agreeing: Sequence[tuple[Value, Comparison]],
    values: Sequence[Value],
    source: Source,
) -> tuple[Value, Comparison] | None:
    """Return the value that a second source's word replaces; None where there was no such jump.

    A value far from all others was not believed of one source alone; another one's settles it.
    """
    alone = [v for v, _ in agreeing]
    if not alone or any(v.is_current or v.source.is_seed for v in alone):
        return None
    others = {v.source.doc for v in alone if v.source.copy_of is None} - {source.doc}
    if not others or len(others) > 1 or source.copy_of is not None:
        return None
    standing = [(v, compare_values(claim, v.claim)) for v in values if v.is_current]
    if not standing or any(c.agrees or not _is_far(c) for _, c in standing):
        return None
    mine = compare_periods(claim.as_of, standing[-1][0].claim.as_of)
    return None if mine is Order.EARLIER else standing[-1]


def _is_far(comparison: Comparison) -> bool:
    return comparison.ratio is not None and how_far(comparison) > JUMP


def _is_bound_of_another_time(claim: Claim, value: Value, comparison: Comparison) -> bool:
    """`3조5000억원에 못 미쳤다` of one year says nothing of another year's value."""
    if comparison.agreement is not Agreement.WITHIN:
        return False
    order = compare_periods(claim.as_of, value.claim.as_of)
    return order in (Order.LATER, Order.EARLIER)


def _is_met_by_another(
    claim: Claim, value: Value, comparison: Comparison, values: Sequence[Value]
) -> bool:
    """Return whether a bound is held of a number that is known, and is not the claim's.

    Of 9조1000억 it was said that it passes 9조; that does not make 9조4000억 the same.
    """
    if comparison.agreement is not Agreement.WITHIN or not _is_exact(claim):
        return False
    if _exactness(value.claim) != 1:
        return False
    known = [
        v
        for v in values
        if _is_exact(v.claim)
        and v.claim.unit == claim.unit
        and one_time(v.claim, value.claim)
        and (v.claim.modality in AHEAD) == (claim.modality in AHEAD)
        and compare_values(v.claim, value.claim).agrees
    ]
    return bool(known) and not any(compare_values(claim, v.claim).agrees for v in known)


def _is_exact(claim: Claim) -> bool:
    return _exactness(claim) == 2


def _is_fact(value: Value) -> bool:
    """Return whether a value tells what was, with its time: what comes after it is no news."""
    if value.claim.modality in AHEAD:
        return False
    end, told = value.claim.as_of.end, _published(value.source)
    return end is not None and (told is None or end <= told or end.year == told.year)


def _agreement_rank(
    pair: tuple[Value, Comparison],
    orders: Mapping[int, Order],
    newest: frozenset[int],
    claim: Claim,
) -> tuple[float, ...]:
    value, comparison = pair
    order = orders[id(value)]
    return (
        0 if order is Order.SAME else 1,
        0 if comparison.agreement is Agreement.SAME else 1,
        0 if comparison.how == "plain" else 1,
        _distance(claim, value.claim),
        0 if id(value) in newest else 1,
        _distance(claim, value.claim, digits=4),
    )


def _distance(new: Claim, old: Claim, *, digits: int = 1) -> float:
    """Return how far the written numbers lie apart, in tenths: a bound is set near a value."""
    a = new.interval.low if new.interval.low is not None else new.interval.high
    b = old.interval.low if old.interval.low is not None else old.interval.high
    if new.unit != old.unit or not a or not b:
        return 0.0
    return round(abs(float(a / b) - 1), digits)


def _latest(values: Sequence[Value]) -> Value:
    """Return the value that stands: of the latest period, else the current one, else the last."""
    dated = [v for v in values if v.claim.as_of.end and v.claim.modality is not Modality.FORECAST]
    if dated:
        return max(dated, key=lambda v: (v.claim.as_of.end or v.claim.as_of.start, v.is_current))
    current = [v for v in values if v.is_current]
    return (current or list(values))[-1]


def _recency(value: Value, claim: Claim, siblings: Sequence[Value]) -> tuple[object, ...]:
    """Order earlier values by period, then one source with the claim, standing, exactness."""
    period = _dated(value, siblings).as_of
    day = period.end or period.start or _published(value.source)
    same_voice = bool(claim.attribution) and _one_voice(claim, value.claim)
    return (day.isoformat() if day else "", same_voice, value.is_current, _exactness(value.claim))


def _exactness(claim: Claim) -> int:
    """Return 2 for a plain number, 1 for a bound, 0 for a band or a hedge."""
    if claim.interval.approx:
        return 0
    return 2 if claim.interval.low == claim.interval.high else 1


def _published(source: Source) -> date | None:
    return source.published.astimezone(SEOUL).date() if source.published else None


def _one_voice(a: Claim, b: Claim) -> bool:
    return bool(a.attribution and b.attribution) and (
        words_alike(a.attribution or "", b.attribution or "") >= 0.5
        or (a.attribution or "") in (b.attribution or "")
        or (b.attribution or "") in (a.attribution or "")
    )


def _same_period(claim: Claim, source: Source, value: Value) -> tuple[Kind, str]:
    """Another value for the same time: a source that corrects itself, or two that disagree."""
    if claim.modality in (Modality.ALLEGED, Modality.DENIED):
        return Kind.CONFLICT, "conflict_sources"
    if _is_corrected(claim, source, value):
        return Kind.CHANGED, "changed_amended"
    worded = AMENDED.search(claim.quote) is not None
    is_budget = bool(BUDGETS & set(facets(claim).concepts))
    if claim.attribution and value.claim.attribution and not _one_voice(claim, value.claim):
        return Kind.CONFLICT, "conflict_sources"
    if is_budget or claim.modality is Modality.PLANNED:
        return Kind.CHANGED, "changed_amended"
    if worded and (claim.modality is Modality.FORECAST or _one_voice(claim, value.claim)):
        return Kind.CHANGED, "changed_amended"
    return Kind.CONFLICT, "conflict_period"


CORRECTED = Pattern(
    r"정정|바로잡|고쳐|고친|고쳤|잘못|오류|오기|착오|수정(?!안)|재집계|다시 집계|재산정|개정"
)
FINAL = Pattern(r"확정(?:치|값|된|했|됐|한|하|돼)|최종(?:치| 집계| 집계치)|수정치|개정치")
EARLY = Pattern(r"잠정|속보치|예비치|가집계|중간 집계|초기 집계")
"""Statistics come early and are replaced: `잠정치 538억 달러`, `확정치 539억 달러`."""


def _is_corrected(claim: Claim, source: Source, value: Value) -> bool:
    """Return whether a source corrects its own figure, or its final count follows an early one."""
    said = f"{source.title} {claim.quote}"
    if FINAL.search(claim.quote) and (
        EARLY.search(claim.quote) or EARLY.search(f"{value.source.title} {value.claim.quote}")
    ):
        return True
    if not CORRECTED.search(said):
        return False
    own_page = bool(source.outlet) and source.outlet == value.source.outlet
    return own_page or _one_voice(claim, value.claim) or _is_told_by_its_owner(claim)


def _is_told_by_its_owner(claim: Claim) -> bool:
    """Return whether a claim is told by whom it is of: a firm knows its own figures."""
    teller, owner = squeeze(claim.attribution or ""), squeeze(claim.subject)
    if not teller or len(owner) < 2:
        return False
    firms = read_facets(teller, "", "").names & read_facets(claim.subject, "", "").names
    return bool(firms) or owner in teller or (len(teller) > 1 and teller in owner)


def _period_order(claim: Claim, source: Source, value: Value, siblings: Sequence[Value]) -> Order:
    """Return how the claim's time lies to the old value's, from their words, else their pages."""
    old, old_source = _dated(value, siblings), value.source
    if counted := order_of_counts(claim, source, old, old_source):
        return counted
    order = compare_periods(claim.as_of, old.as_of)
    if order is not Order.UNKNOWN:
        return order
    mine, theirs = _stand_in(claim, source), _stand_in(old, old_source)
    if mine.known and theirs.known:
        guessed = compare_periods(mine, theirs)
        if guessed is not Order.SAME:
            return _guessed(claim, guessed, old)
        return Order.SAME if not CHANGE_WORDS.search(claim.quote) else Order.LATER
    # A document without a day was there before the article: nothing says that it is of its time.
    disputed = claim.modality in (Modality.ALLEGED, Modality.DENIED)
    return Order.SAME if disputed else Order.LATER


def is_of_no_time(claim: Claim, previous: Value) -> bool:
    """Return whether nothing tells when a value held was so: neither its words nor its page.

    What follows on it is told as uncertain, but where words say that something moved.
    """
    old = previous.claim
    is_dated = old.as_of.known or _published(previous.source) is not None
    return not is_dated and not CHANGE_WORDS.search(claim.quote)


def _dated(value: Value, siblings: Sequence[Value]) -> Claim:
    """Return the value's claim, with the period that a later mention of the same value gave it."""
    told, day = value.claim.as_of, _published(value.source)
    # `적립금은 1361조에 이른다` of a year that goes on: at which day of it, another one may tell.
    is_open = told.end is not None and day is not None and told.end > day
    if told.known and not (is_open and value.claim.modality not in AHEAD):
        return value.claim
    for other in siblings:
        if not other.claim.as_of.known or not compare_values(other.claim, value.claim).agrees:
            continue
        if not told.known or _lies_within(other.claim.as_of, told):
            return replace(value.claim, as_of=other.claim.as_of)
    return value.claim


def _lies_within(period: Period, other: Period) -> bool:
    if period.start is None or period.end is None or other.start is None or other.end is None:
        return False
    return other.start <= period.start and period.end <= other.end and period != other


def _guessed(claim: Claim, guessed: Order, old: Claim) -> Order:
    """An undated value is of its page's day, unless somebody disputes what the other one said."""
    disputed = claim.modality in (Modality.ALLEGED, Modality.DENIED, Modality.FORECAST)
    if disputed and not claim.as_of.known and not old.as_of.known:
        return Order.SAME
    both = {claim.modality, old.modality} & {Modality.ALLEGED, Modality.DENIED}
    if both and not old.as_of.known and guessed is Order.EARLIER:
        return Order.SAME  # what somebody alleges at some time is disputed by what was
    if guessed is Order.EARLIER and not claim.as_of.known:
        return Order.LATER
    return guessed


def _stand_in(claim: Claim, source: Source) -> Period:
    if claim.as_of.known:
        return claim.as_of
    day = _published(source)
    return Period(day, day) if day is not None else Period()


def jumps(claim: Claim, comparison: Comparison) -> bool:
    """Return whether a value lies so far from the old one that it may be a misprint."""
    return _is_far(comparison) and not CHANGE_WORDS.search(claim.quote)


def _facts(claim: Claim, value: Value, chosen: Candidate) -> dict[str, str]:
    return {
        "figure": f"{value.claim.subject} {value.claim.metric}",
        "new_period": _span_words(claim.as_of),
        "old_period": _span_words(value.claim.as_of),
        "new_source": claim.attribution or "",
        "old_source": value.claim.attribution or value.source.outlet or "",
        "field": chosen.like.weakest,
        "score": f"{chosen.like.score:.2f}",
        "way": chosen.way,
    }


def _span_words(period: Period) -> str:
    if not period.known:
        return "?"
    if period.start == period.end and period.start:
        return period.start.isoformat()
    start = period.start.isoformat() if period.start else ""
    end = period.end.isoformat() if period.end else ""
    return f"{start}~{end}"
