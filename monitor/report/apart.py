"""What a figure is called whose values were taken out of another one: by what tells them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from monitor.model import Claim, Modality, Period
from monitor.report.naming import name_figure
from monitor.report.numbers import CURRENCIES, say_period
from monitor.report.quotes import clean, clip, say_claim
from monitor.words import say

LONGEST_MARK = 40  # letters of what a name is told apart by
SPANS = ((2, "day"), (32, "month"), (93, "quarter"), (185, "half"), (367, "year"))


def name_apart(
    taken: Sequence[Claim], rest: Sequence[Claim], known: Sequence[str]
) -> tuple[str, str]:
    """Return owner and property of a figure with the claims `taken`, unlike the names known.

    As its own claims word it, where that is another wording; else with what they have in common
    and those of the `rest` have not: the unit, a year or a month, a plan, the period, who says it,
    at last the value itself.
    """
    others = {_bare(name_figure(c.subject, c.metric)) for c in rest} | set(map(_bare, known))
    wordings = [words for words, _ in Counter((c.subject, c.metric) for c in taken).most_common()]
    for subject, metric in wordings:
        if _bare(name_figure(subject, metric)) not in others:
            return subject, metric
    subject, metric = wordings[0]
    for mark in _marks(taken, rest):
        marked = f"{metric} ({mark})"
        if _bare(name_figure(subject, marked)) not in others:
            return subject, marked
    number = 2
    while _bare(name_figure(subject, f"{metric} ({number})")) in others:
        number += 1
    return subject, f"{metric} ({number})"


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()


def _marks(taken: Sequence[Claim], rest: Sequence[Claim]) -> Iterator[str]:
    """Yield what all of the claims taken have in common and none of the rest has."""
    for label in LABELS:
        mine = {label(claim) for claim in taken}
        if len(mine) == 1 and not mine & {"", *map(label, rest)}:
            (mark,) = mine
            yield clip(clean(mark), LONGEST_MARK)
    yield clip(clean(_value(taken[0])), LONGEST_MARK)


def _unit(claim: Claim) -> str:
    return CURRENCIES.get(claim.unit, claim.unit)


def _span(claim: Claim) -> str:
    """Return how long a period a claim is of, as a word: 연간, 월간; "" for none that has one."""
    kind = _kind_of(claim.as_of)
    return say(f"apart.{kind}", "ko") if kind else ""


def _kind_of(period: Period) -> str:
    if period.start is None or period.end is None:
        return ""
    days = (period.end - period.start).days + 1
    return next((kind for most, kind in SPANS if days <= most), "")


def _modality(claim: Claim) -> str:
    is_plain = claim.modality is Modality.ASSERTED
    return "" if is_plain else say(f"modality.{claim.modality}", "ko")


def _period(claim: Claim) -> str:
    return say_period(claim.as_of, "ko")


def _voice(claim: Claim) -> str:
    return claim.attribution or ""


def _value(claim: Claim) -> str:
    return say_claim(claim, "ko")


LABELS: tuple[Callable[[Claim], str], ...] = (_unit, _span, _modality, _period, _voice, _value)
