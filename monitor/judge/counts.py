"""Running counts: what was counted so far is brought up to date, and contradicts no earlier count.

`12일 오전까지 3명`, `이날까지 6명`, `누적 4만4600대`, `올해 들어 5월까지 711만 명`: such counts
run on. Their periods overlap for the most part, and are still of two times: the day that each was
counted to tells them apart, within one day the hour of the page.
"""

from __future__ import annotations

from datetime import date

from monitor.judge.compare import Order, kind_of_span
from monitor.judge.flows import TOTAL
from monitor.judge.match import facets
from monitor.judge.place import place_of, start_of
from monitor.model import AHEAD, SEOUL, Claim, Modality, Source
from monitor.patterns import Pattern

SO_FAR = Pattern(
    r"누적|누계|통산|(?:지금|이제|여태|현재|이날|오늘|전날|어제|\d일|\d시|\d분|새벽|오전|오후|정오|자정)까지"
    r"|(?:\d시|\d분|\d일|오전|오후|정오|자정|이날) ?(?:현재|기준)|현재 ?기준"
)
"""Words before a number that is counted up to a day or an hour."""

TOLL = frozenset({"deaths", "injured"})
"""What an event's reports count on, whether they say so or not."""

DISPUTED = frozenset({Modality.ALLEGED, Modality.DENIED})


def order_of_counts(claim: Claim, source: Source, old: Claim, old_source: Source) -> Order | None:
    """Return how a running count lies to an older one; None where neither runs on, or one denies.

    Of two counts to one day the later page's is the later one where it counts more: what was
    counted once is not lost again but by a correction.
    """
    if {claim.modality, old.modality} & (AHEAD | DISPUTED):
        return None
    mine, theirs = _counted_to(claim, source), _counted_to(old, old_source)
    is_one_span = _is_of_this_year(claim, source) and _is_of_this_year(old, old_source)
    if not is_one_span and not runs_on(claim, source) and not runs_on(old, old_source):
        return None
    if _is_closed(claim, source) or _is_closed(old, old_source):
        return None
    if mine and theirs and mine != theirs:
        return Order.LATER if mine > theirs else Order.EARLIER
    if not _is_told_to_run_on(claim) or not _is_more(claim, old):
        return None
    if source.published is None or old_source.published is None:
        return None
    # Of a day long gone nothing is counted any more: two numbers of it contradict each other.
    is_of_late = not mine or (source.published.astimezone(SEOUL).date() - mine).days <= LATE
    return Order.LATER if is_of_late and source.published > old_source.published else None


LATE = 2
"""So many days after a day its count is still brought up to date."""


def runs_on(claim: Claim, source: Source) -> bool:
    """Return whether a number is counted up to a day, and will be counted on."""
    ends = claim.as_of.start is None and _counted_to(claim, source) is not None
    return ends or _is_told_to_run_on(claim)


def _is_told_to_run_on(claim: Claim) -> bool:
    found = facets(claim)
    if found.flow == TOTAL or (found.head in TOLL and found.made == "level"):
        return True
    place = place_of(claim)
    if place is None:
        return False
    before = claim.quote[: start_of(claim.quote, place)]
    return SO_FAR.search(before) is not None or SO_FAR.search(claim.metric) is not None


def _is_of_this_year(claim: Claim, source: Source) -> bool:
    """Return whether a number is of a year's first months: `1월부터 5월까지`."""
    start = claim.as_of.start
    to = _counted_to(claim, source)
    return start is not None and to is not None and (start.month, start.day) == (1, 1)


def _is_closed(claim: Claim, source: Source) -> bool:
    """Return whether a number is of a month, quarter or year of its own: that is counted anew."""
    start = claim.as_of.start
    if start is None or kind_of_span(claim.as_of) == "day":
        return False
    return not _is_of_this_year(claim, source) and _counted_to(claim, source) is not None


def _counted_to(claim: Claim, source: Source) -> date | None:
    """Return the day that a number was counted to; None where nothing before its page says it."""
    end = claim.as_of.end
    page = source.published.astimezone(SEOUL).date() if source.published else None
    return end if end is not None and (page is None or end <= page) else None


def _is_more(claim: Claim, old: Claim) -> bool:
    mine = claim.interval.low if claim.interval.low is not None else claim.interval.high
    theirs = old.interval.high if old.interval.high is not None else old.interval.low
    return mine is not None and theirs is not None and mine > theirs
