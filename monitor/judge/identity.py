"""Whether two claims are held together, or apart, by the tracked figures they are anchored to.

One tracked figure of one subject is one figure, whatever words either claim was read with, unless
something that the user's definition leaves open tells them apart: the version of a model, what a
ratio is counted against, the span that growth is measured over. Two tracked figures are two.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from monitor.judge.anchors import Anchor, concepts_told
from monitor.judge.compare import compare_values
from monitor.judge.flows import TOTAL, UNSAID, compare_flows
from monitor.judge.hearing import hear
from monitor.judge.match import AI_FIELDS, GROWTH, compare_references, facets, family, spans
from monitor.judge.members import tells_of_member
from monitor.judge.metrics import Facets, lexicon, read_sentence
from monitor.model import Claim
from monitor.patterns import Pattern

CHIP = Pattern(r"(?:gb|[hab])\d{2,3}")


class Bond(StrEnum):
    """What two claims' anchors say of them."""

    SAME = "same"
    OTHER = "other"
    NONE = ""  # one is anchored nowhere: the words decide


def bond(
    mine: Anchor | None,
    theirs: Anchor | None,
    new: Claim,
    old: Claim,
    *,
    said: Sequence[Facets] = (),
) -> Bond:
    """Return what the anchors of two claims say of them.

    Args:
        said: what the wordings of the tracked figure mean that the new claim is anchored to.
    """
    if mine is None or theirs is None:
        return Bond.NONE
    both_sure = mine.is_sure and theirs.is_sure
    if not both_sure and not _is_backed(mine, theirs, new, old):
        return Bond.NONE
    if mine.key[:2] == theirs.key[:2] and {mine.subject, theirs.subject} == {"", "KR"}:
        return Bond.NONE  # of nobody, and of Korea for want of anybody: the words decide
    if mine.key != theirs.key:
        return Bond.OTHER if both_sure and not _is_member(mine, theirs, new, old) else Bond.NONE
    if _differ(new, old, said) or _are_of_other_places(mine, new, old):
        return Bond.OTHER
    if _are_of_other_fields(mine, new, old):
        return Bond.OTHER
    if _is_of_project(new) != _is_of_project(old):
        return Bond.OTHER
    if any(_measures_another(claim, said) for claim in (new, old)):
        return Bond.NONE
    a, b = facets(new), facets(old)
    if a.is_target != b.is_target:
        return Bond.NONE  # what is wanted and what is: at times told as one
    if a.made == b.made == "ratio" and not (a.against and b.against):
        return Bond.NONE  # of what each is a multiple, one of them does not say
    return Bond.SAME


def _is_member(mine: Anchor, theirs: Anchor, new: Claim, old: Claim) -> bool:
    """Return whether one is of a group, and its sentence names the other among its members.

    `문샷과 즈푸AI를 비롯해 몸값이 수조 원대인 스타트업` says something of 즈푸 too.
    """
    if (mine.topic, mine.figure) != (theirs.topic, theirs.figure):
        return False
    if tells_of_member(mine, theirs, new):
        return True
    for group, member, claim in ((mine, theirs, new), (theirs, mine, old)):
        if "/" in group.subject and member.subject in read_sentence(claim.quote).names:
            return True
    return False


BACKS = 0.7
BACKED = 0.42
"""A claim that is hardly anchored is so where the other one leaves no doubt."""


def _is_backed(mine: Anchor, theirs: Anchor, new: Claim, old: Claim) -> bool:
    """Return whether one claim, read without a metric of its own, is backed by the other's."""
    low, high = sorted((mine.score, theirs.score))
    if low < BACKED or high < BACKS:
        return False
    weak, strong = (facets(new), facets(old)) if mine.score == low else (facets(old), facets(new))
    shares = {weak.made, strong.made} <= {"percent", "share"}
    wider = {"", *lexicon().loose}
    if family(new.unit) != "money":
        wider |= lexicon().kin.get(strong.head, frozenset())  # what money is for is never loose
    return weak.head in wider and (weak.made == strong.made or shares)


def _differ(new: Claim, old: Claim, said: Sequence[Facets]) -> bool:
    """Return whether the claims differ in what the tracked figure leaves open.

    `관객 수`, tracked with `누적 관객 수` as its other name, is counted in all, said so or not.
    """
    a, b = facets(new), facets(old)
    # A chip's number is the tracked figure's own; a model's tells two figures apart.
    mine, theirs = ({v for v in f.versions if not CHIP.fullmatch(v)} for f in (a, b))
    if mine and theirs and not mine & theirs:
        return True
    if a.against and b.against and compare_references(a, b) < 0.8:
        return True
    flows = compare_flows(a.flow, b.flow, a.pace, b.pace)
    if {a.flow, b.flow} == {"", TOTAL} <= {w.flow for w in said} and flows >= UNSAID:
        flows = 1.0
    if flows < UNSAID or (flows < 1 and not compare_values(new, old).agrees):
        return True  # `누적 수출액`, whatever the tracked 수출액 was so far
    if _ages(a) != _ages(b):
        return True
    if a.made in GROWTH and b.made in GROWTH and spans(new.as_of, old.as_of) < 1:
        return not compare_values(new, old).agrees
    return False


def _are_of_other_places(tracked: Anchor, new: Claim, old: Claim) -> bool:
    """Return whether claims are of two regions, or one of a region and one of the whole country.

    Of a figure that is tracked of 대구 each is of 대구, whether its sentence says so or not.
    """
    mine, theirs = facets(new).regions, facets(old).regions
    if mine == theirs:
        return False
    return bool(mine and theirs) or not any(p in tracked.subject for p in mine | theirs)


def _is_of_project(claim: Claim) -> bool:
    """Return whether a claim's sentence says that its money is one project's, not all a state's."""
    return ONE_PROJECT.match(hear(claim).subject) is not None


ONE_PROJECT = Pattern(r"(?:이|그|해당|동) \S+$")


def _measures_another(claim: Claim, said: Sequence[Facets]) -> bool:
    """Return whether a claim's metric and sentence name what no wording of the tracked figure does.

    `손익분기점은 관객 320만 명`: the word beside the number is what it is counted in.
    """
    f, known = facets(claim), lexicon()
    if not f.head or f.is_guessed or f.head in known.loose:
        return False
    near = {f.head, *known.kin[f.head]}
    if any(w.head in near or f.head in known.kin.get(w.head, ()) for w in said) or not said:
        return False
    return f.head in read_sentence(claim.quote).concepts and not any(not w.head for w in said)


def _are_of_other_fields(tracked: Anchor, new: Claim, old: Claim) -> bool:
    """Return whether one claim is of a field of business that neither the other nor the user names.

    `제조업 취업자 수` is no `취업자 수`, though both are told of the tracked 취업자 수.
    """
    a, b = facets(new), facets(old)
    mine, theirs = a.segments - AI_FIELDS, b.segments - AI_FIELDS
    if mine == theirs or a.head != b.head:
        return False
    known = read_sentence(f"{tracked.topic} {tracked.metric}").segments
    alone = mine - theirs - read_sentence(old.quote).segments
    missing = theirs - mine - read_sentence(new.quote).segments
    return bool((alone | missing) - known) and not compare_values(new, old).agrees


AGES = Pattern(r"\d0대|\d+(?:~\d+)?세|여성|남성|청년|청소년|노인|아동|어린이")


def _ages(f: Facets) -> frozenset[str]:
    """Return which people of a population are counted: `20대`, `여성`."""
    return frozenset(g for g in f.groups if AGES.match(g))


def alike_made(new: Claim, old: Claim) -> bool:
    """Return whether two values may be of one make: an amount is no growth, a rank no share."""
    a, b = facets(new).made, facets(old).made
    return a == b or {a, b} <= SHARES or {a, b} <= RATIOS


def alike_measured(new: Claim, old: Claim) -> bool:
    """Return whether nothing says that two claims measure two things."""
    a, b = facets(new), facets(old)
    bare = {"", *lexicon().loose}
    # A new claim that names what it measures is not of a figure that was read without.
    said = a.head in bare or a.head == b.head
    return said and a.made == b.made and not (a.names and b.names and not a.names & b.names)


SHARES = frozenset({"percent", "share", "gap", "ratio"})
RATIOS = frozenset({"percent", "growth", "cagr"})


def is_supplied(claim: Claim) -> bool:
    """Return whether a claim's metric is one of money that its sentence does not name."""
    head = facets(claim).head
    is_money = family(claim.unit) == "money"
    return is_money and head != "" and head not in concepts_told(claim.quote)
