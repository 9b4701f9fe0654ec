"""The very value again: whether two claims of one value are one figure, read from their sentences.

What a claim is about is read from free text, and is at times read wrong. Where two claims state one
value, their sentences may bear witness to what the fields missed: a subject that only the sentence
names, a metric worded otherwise. The more digits a value has, the less witness it needs; what stays
contradicted by fields and sentences alike (another country, robots for AI) is a lookalike.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from monitor.judge.compare import compare_values, is_band
from monitor.judge.flows import UNSAID, compare_flows
from monitor.judge.match import (
    SURE,
    Likeness,
    are_opposite,
    compare_references,
    dice,
    facets,
    family_of,
    likeness,
)
from monitor.judge.metrics import Facets, Sentence, lexicon, read_sentence, scan, squeeze
from monitor.model import Claim

ONE_TOPIC = 0.2
"""Two claims on one narrow topic need so much of that witness, a value of one digit apart."""

NEEDED = (0.5, 0.4, 0.2, 0.1)
"""The witness that a value needs, by its digits: one (`2위`), two (`70%`), three, four and more."""


NAMED_APART = 0.03
"""What is left where each sentence names what it measures, and one names another thing."""


def echoes(new: Claim, old: Claim, *, title: str = "", old_title: str = "") -> float:
    """Return how far two claims of one value are one figure, 0..1, their sentences heard.

    Args:
        title, old_title: the headlines, which say what a sentence takes for granted.
    """
    if family_of(new) != family_of(old):
        return 0.0
    if new.doc == old.doc and new.quote == old.quote:
        return 0.0  # what one sentence lists is one for each thing
    a, b = facets(new), facets(old)
    qa, qb = read_sentence(new.quote), read_sentence(old.quote)
    ta, tb = read_sentence(title), read_sentence(old_title)
    score = 1.0
    score *= _who(a, b, qa, qb, ta, tb)
    where = _where(a, b, qa.countries | ta.countries, qb.countries | tb.countries)
    if bool(a.names) != bool(b.names) and score >= 0.9:
        where = max(where, 0.7)  # one sentence names both the subject and where it is
    score *= where
    score *= _set(a.versions, b.versions, qa.versions, qb.versions, 0.9, 0.5, 0.08)
    score *= _field(a, b, qa, qb, ta, tb)
    score *= _set(a.groups, b.groups, qa.groups, qb.groups, 0.85, 0.6, 0.2)
    score *= max(_what(a, b, qa, qb, new, old), 0.8 * _headline(a, b, ta, tb))
    if are_opposite(new, old):
        return 0.0  # the same number the other way
    score *= _how(a, b)
    return score


def needed(claim: Claim) -> float:
    """Return the witness that the claim's value needs to be believed the same figure's."""
    ends = [v for v in (claim.interval.low, claim.interval.high) if v is not None]
    digits = max((_digits(v) for v in ends), default=1)
    return NEEDED[min(digits, len(NEEDED)) - 1]


def _digits(value: Decimal) -> int:
    found = value.normalize().as_tuple().digits
    # A fraction that does not end (18분의 1) has the digits of its denominator.
    return 2 if len(found) > 8 else len(found)


def _set(
    mine: frozenset[str],
    theirs: frozenset[str],
    mine_said: frozenset[str],
    theirs_said: frozenset[str],
    one: float,
    heard: float,
    no: float,
) -> float:
    """Return a factor for two sets: the same, filled by one, told by a sentence, contradicted."""
    if mine == theirs:
        return 1.0
    if not mine or not theirs:
        full, said = (mine, theirs_said) if mine else (theirs, mine_said)
        return 1.0 if full & said else one
    if mine & theirs:
        return 0.8
    return heard if mine & theirs_said or theirs & mine_said else no


def _who(a: Facets, b: Facets, qa: Sentence, qb: Sentence, ta: Sentence, tb: Sentence) -> float:
    mine, theirs = _with_makers(a.names), _with_makers(b.names)
    if mine and theirs:
        if a.names == b.names:
            return 1.0
        if mine & theirs:
            return 0.8
        if mine & _with_makers(qb.names) or theirs & _with_makers(qa.names):
            return 0.4
        return 0.06
    if (mine or theirs) and a.versions & b.versions:
        other = b if mine else a
        if not other.countries and not other.groups and not other.bodies:
            return 0.9
    if mine or theirs:
        full, said, title = (mine, qb, tb) if mine else (theirs, qa, ta)
        other = b if mine else a
        if full & _with_makers(said.names):
            return 0.9
        if full & _with_makers(title.names):
            return 0.6
        # The other one's subject is a word that no list knows: perhaps a name of its own.
        return 0.2 if other.subject_rest or other.countries else 0.35
    if a.subject_rest == b.subject_rest:
        return 1.0
    if not a.subject_rest or not b.subject_rest:
        return 0.75
    best = max(dice(x, y) for x in a.subject_rest for y in b.subject_rest)
    return max(best, 0.5)


def _with_makers(names: frozenset[str]) -> frozenset[str]:
    maker = lexicon().maker
    return names | {maker[name] for name in names if name in maker}


def _where(a: Facets, b: Facets, said_a: frozenset[str], said_b: frozenset[str]) -> float:
    # `세계 으뜸`: the world is at times only where something is the first.
    mine, theirs = a.countries - {"WORLD"}, b.countries - {"WORLD"}
    if mine == theirs:
        return 1.0 if a.countries == b.countries else 0.8
    if mine and theirs:
        if mine <= said_b or theirs <= said_a:
            return 0.5
        return 0.3 if mine & theirs else 0.06
    only, said = (mine, said_b) if mine else (theirs, said_a)
    return 0.95 if only <= said or only == {"KR"} else 0.2


def _field(a: Facets, b: Facets, qa: Sentence, qb: Sentence, ta: Sentence, tb: Sentence) -> float:
    mine = a.segments or qa.segments or ta.segments
    theirs = b.segments or qb.segments or tb.segments
    if not mine or not theirs or mine & theirs:
        return 1.0 if mine == theirs else 0.9
    wide_mine, wide_theirs = _wider(mine), _wider(theirs)
    if wide_mine & wide_theirs:
        told = mine & (qb.segments | tb.segments) or theirs & (qa.segments | ta.segments)
        return 0.8 if told else 0.4
    return 0.06


def _wider(fields: frozenset[str]) -> frozenset[str]:
    wider = lexicon().part_of
    return fields | {wider[f] for f in fields if f in wider}


def _what(a: Facets, b: Facets, qa: Sentence, qb: Sentence, new: Claim, old: Claim) -> float:
    """Return a factor for the metrics: one concept, kin, told by a sentence, or worded alike."""
    kin, loose = lexicon().kin, lexicon().loose
    # `규모`, `돈`: no word of its own, and as good as none.
    mine = "" if a.head in loose else a.head
    theirs = "" if b.head in loose else b.head
    if mine and theirs:
        if mine == theirs:
            return 1.0
        if theirs in kin.get(mine, ()) or mine in kin.get(theirs, ()):
            return 0.8
        if mine in b.concepts or theirs in a.concepts:
            return 0.6
        if _is_told_of(new) and _is_told_of(old):
            return NAMED_APART
        if mine in qb.concepts or theirs in qa.concepts:
            return 0.5
        if mine in qa.concepts and theirs in qb.concepts and not (a.is_guessed or b.is_guessed):
            return NAMED_APART
        return 0.35 if a.is_guessed or b.is_guessed else 0.12
    if mine or theirs:
        head, said, other = (mine, qb.concepts, b.head) if mine else (theirs, qa.concepts, a.head)
        if head in said:
            return 0.9
        if other and (head in kin[other] or other in kin.get(head, ())):
            return 0.8
        if other:
            return 0.5
    words = max(
        dice(a.metric, b.metric),
        _told(new.metric, old.quote),
        _told(old.metric, new.quote),
    )
    return max(words, 0.35)


def _is_told_of(claim: Claim) -> bool:
    """Return whether a claim's metric stands in its sentence as what is told of: `손익분기점은`."""
    words = [word for word in claim.metric.split() if len(word) > 1]
    if not words:
        return False
    at = claim.quote.find(words[-1])
    return at >= 0 and claim.quote[at + len(words[-1]) :].startswith(("은 ", "는 ", "이 ", "가 "))


def _headline(a: Facets, b: Facets, ta: Sentence, tb: Sentence) -> float:
    """Return 1 where the headline over the one names what the other measures."""
    return float(
        (a.head in tb.concepts and a.head != "") or (b.head in ta.concepts and b.head != "")
    )


def _told(metric: str, quote: str) -> float:
    """Return how much of a metric's words a sentence holds."""
    words = [word for word, entry in scan(metric) if entry is None or entry.kind == "concept"]
    if not words:
        return 0.0
    text = squeeze(quote)
    return 0.9 * sum(w in text for w in words) / len(words)


def _how(a: Facets, b: Facets) -> float:
    score = 1.0
    if a.made != b.made:
        soft = {
            "percent",
            "share",
            "ratio",
            "growth",
            "gap",
            "growth_ratio",
            "growth_since",
            "cagr",
        }
        score *= 0.7 if {a.made, b.made} <= soft else 0.4
    if a.pace and b.pace and not a.pace & b.pace:
        score *= 0.3
    if compare_flows(a.flow, b.flow, a.pace, b.pace) < UNSAID:
        score *= 0.3
    if a.per and b.per and a.per != b.per:
        score *= 0.4
    if a.is_target != b.is_target:
        score *= 0.8
    return score * max(compare_references(a, b), 0.3)


def believed(
    new: Claim, old: Claim, *, title: str = "", old_title: str = "", one_topic: bool = False
) -> Likeness | None:
    """Return the likeness of two claims of one value where they are believed one figure's.

    Args:
        one_topic: both are on one tracked topic, which bears witness of its own.
    """
    witness = echoes(new, old, title=title, old_title=old_title)
    wanted = needed(new)
    if witness < (wanted * ONE_TOPIC if one_topic and wanted < NEEDED[0] else wanted):
        return None
    fields = likeness(new, old)
    return replace(fields, score=max(fields.score, witness))


def same_figure(new: Claim, old: Claim) -> bool:
    """Return whether two claims are taken to speak of one figure, whatever their values."""
    like = likeness(new, old)
    if like.score >= SURE and not like.is_kin:
        return True
    values = compare_values(new, old, inverse=like.is_inverse)
    if like.score >= SURE and values.agrees:
        return True
    if values.how == "rates" and not (is_band(new) or is_band(old)):
        return False
    return values.agrees and believed(new, old) is not None
