"""Differences of a figure that its article tells as well: `상승폭`, `전일 대비 하락률`.

What a figure came to is the news; by how much it moved follows from it, and that it moved by
another amount than last time is none. Such a difference has no alert of its own where the same
article tells the level of the same thing for the same time: it stands with the level's alert, as
what the article says itself. A difference that a topic tracks is a figure like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.judge.compare import Order, compare_periods
from monitor.judge.match import facets
from monitor.judge.metrics import Facets, lexicon, read_facets
from monitor.model import Claim, Judgement, Kind, Reason, Topic
from monitor.patterns import Pattern

DIFFERENCES = frozenset({"growth", "growth_since", "delta"})
"""How a difference is made from its level (`metrics.toml`, `[derived]`)."""

LEVELS = frozenset({"level", "percent", "share", "rank"})

MOVED_AGAIN = frozenset({Kind.CHANGED, Kind.CONFLICT})

BRIEF = Pattern(
    r"전일|전날|전\s?거래일|전장|하루\s?(?:새|만에|전)|어제보다|전주(?:보다|\s?대비)|지난주보다|한\s?주\s?전|일주일\s?전"
)
"""A difference from one day or week to the next is no news even when it is the first one held."""


def without_mere_differences(
    judgements: Sequence[Judgement], topics: Sequence[Topic], context: str
) -> tuple[Judgement, ...]:
    """Return the verdicts on an article with no alert of a difference whose level it tells.

    The value enters the history as before; the level's alert says what the difference was.

    Args:
        context: the article's text, for the difference's own words.
    """
    found = list(judgements)
    levels = [i for i, j in enumerate(found) if facets(j.claim).made in LEVELS]
    for i, judged in enumerate(judgements):
        if not _is_difference(judged, topics):
            continue
        level = next((k for k in levels if _is_level_of(found[k].claim, judged.claim)), None)
        if level is None:
            continue
        found[i] = replace(judged, alert=None)
        found[level] = _with_word(found[level], judged.claim, context)
    return tuple(found)


def _is_difference(judged: Judgement, topics: Sequence[Topic]) -> bool:
    alert, claim = judged.alert, judged.claim
    if alert is None or facets(claim).made not in DIFFERENCES:
        return False
    is_brief = BRIEF.search(claim.metric) is not None or BRIEF.search(claim.quote) is not None
    if alert.kind not in MOVED_AGAIN and not (alert.kind is Kind.NEW and is_brief):
        return False
    return not _is_tracked(claim, topics)


def _is_tracked(claim: Claim, topics: Sequence[Topic]) -> bool:
    """Return whether a topic follows the difference itself: `투자 증가율`."""
    head = facets(claim).head
    return any(
        f.made in DIFFERENCES and f.head in (head, "")
        for topic in topics
        for figure in topic.figures
        for word in (figure.metric, *figure.aliases)
        for f in (read_facets("", word, claim.unit if not figure.units else figure.units[0]),)
    )


def _is_level_of(level: Claim, difference: Claim) -> bool:
    a, b = facets(level), facets(difference)
    if not a.head or not _is_one_concept(a, b):
        return False
    if (a.names, a.countries, a.groups, a.versions) != (b.names, b.countries, b.groups, b.versions):
        return False
    if a.subject_rest != b.subject_rest or (a.pace and b.pace and a.pace != b.pace):
        return False
    return compare_periods(level.as_of, difference.as_of) in (Order.SAME, Order.UNKNOWN)


def _is_one_concept(a: Facets, b: Facets) -> bool:
    return a.head == b.head or b.head in lexicon().kin.get(a.head, ())


def _with_word(judged: Judgement, difference: Claim, context: str) -> Judgement:
    """Return the level's verdict with the difference that the article says of it itself."""
    if judged.alert is None:
        return judged
    start, end = difference.span
    words = " ".join(context[start:end].split()) if end <= len(context) else ""
    if not words:
        return judged
    reason = judged.alert.reason
    said = "; ".join(filter(None, (reason.facts.get("said", ""), f"{difference.metric} {words}")))
    facts = {**reason.facts, "said": said}
    return replace(judged, alert=replace(judged.alert, reason=Reason(reason.code, facts)))
