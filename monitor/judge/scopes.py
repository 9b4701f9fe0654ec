"""Which words before a metric noun narrow it: `환적 물동량` is no `물동량` where a text has both.

No list knows all parts, kinds and stages that news counts apart. A modifier that a text leaves out
elsewhere may be mere style; one that tells two numbers of the same text and time apart is a scope,
and stays one wherever these two wordings meet again.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from monitor.judge.compare import compare_values
from monitor.judge.hearing import hear
from monitor.judge.metrics import ATTRIBUTIVE, squeeze
from monitor.judge.parts import NOTHING, TIME
from monitor.judge.place import place_of
from monitor.model import AHEAD, Claim, Period
from monitor.patterns import Pattern

MOST_WORDS = 2
"""So many words before a metric noun are heard for what narrows it."""

WHOLE = Pattern(
    r"^(?:전체|총|전|모든|합계|종합|연간|연|월|월간|약|등|및|국내|전국|누적|평균|올|지난)$"
)
"""Words that name no part, or what other fields compare."""

WITH_PARTICLE = Pattern(
    r"(?:은|는|을|를|의|에|에서|에는|에도|에만|와|과|으로|로|까지|부터|보다|이나|라는|라고|다고|하며|하고|지만|면서|으며"
    r"|[가-힣]한|[가-힣]할|[가-힣]인|[가-힣]된|[가-힣]던|[가-힣]니|그러나|하지만|다만|특히|반면|한편)$"
    r"|[.,()\[\]:;%\d]$"
)

FROM = Pattern(r"\d\S*(?: \S{1,4})?(?:에서|보다|이던|였던|이었던|던)\s")
"""`9배 정도보다 좁혀졌다`: an old value beside its new one."""

PARTICLE = Pattern(r"(?:으로|에서|은|는|이|가|을|를|의|에|도|만|로|까지)$")


def words_of(claim: Claim) -> tuple[str, ...]:
    """Return a claim's metric, word by word, with the nouns that its sentence puts before it."""
    return _words(claim.metric, claim.subject, _before(claim))


def _before(claim: Claim) -> str:
    place = place_of(claim)
    return place.before if place is not None else ""


@lru_cache(maxsize=4096)
def _words(metric: str, subject: str, before: str) -> tuple[str, ...]:
    *before_head, head = metric.split() or [""]
    # `오픈AI와의 점수 차`: whom it is counted to stands with a particle, and is no part of it.
    own = (*(squeeze(w) for w in before_head if not WITH_PARTICLE.search(w)), squeeze(head))
    own = tuple(word for word in own if word and not WHOLE.search(word))
    if not own or not before:
        return own
    said = before.split()
    wanted, whose = "".join(own), squeeze(subject)
    for last in range(len(said) - 1, -1, -1):
        # The metric is found again where it stands as one, with a particle at its end.
        for first in range(last, max(-1, last - len(own)), -1):
            noun = squeeze(" ".join(said[first : last + 1]))
            if noun == wanted or PARTICLE.sub("", noun) == wanted:
                return (*_modifiers(said[:first], whose), *own)
    return own


def _modifiers(said: list[str], whose: str) -> tuple[str, ...]:
    """Return the bare nouns at the end of these words, at most two, in their order."""
    found: list[str] = []
    for word in reversed(said[-MOST_WORDS:]):
        bare = squeeze(word)
        if len(bare) < 2 or WHOLE.search(bare) or TIME.match(bare) or NOTHING.fullmatch(bare):
            break
        if WITH_PARTICLE.search(word) or ATTRIBUTIVE.search(word):
            break
        if bare in whose:
            break
        found.append(bare)
    return tuple(reversed(found))


def narrows(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what stands before the words that two metrics end in alike; nothing where none is.

    >>> narrows(("환적", "물동량"), ("물동량",))
    (('환적',), ())
    >>> narrows(("매출",), ("물동량",))
    ((), ())
    """
    same = 0
    while same < min(len(a), len(b)) and a[-1 - same] == b[-1 - same]:
        same += 1
    if not same or all(word in COUNTERS for word in a[len(a) - same :]):
        return (), ()
    return a[: len(a) - same], b[: len(b) - same]


COUNTERS = frozenset({"수", "비율", "비중", "규모", "금액", "순위", "점수", "인원", "건수", "량"})
"""Words that end every other metric: two that share only these have nothing in common."""


def are_told_apart(new: Claim, old: Claim, told: Iterable[Claim]) -> bool:
    """Return whether a page of either claim has numbers of both metrics, and so tells them apart.

    Args:
        told: the claims of the new claim's page, and those held of the old one's.
    """
    mine, theirs = words_of(new), words_of(old)
    if mine == theirs or not any(narrows(mine, theirs)):
        return False
    return any(
        (claim.doc == new.doc and _narrowed(new, mine, claim, theirs, old))
        or (claim.doc == old.doc and _narrowed(old, theirs, claim, mine, new))
        for claim in told
    )


def _narrowed(
    claim: Claim,
    words: tuple[str, ...],
    beside: Claim,
    others: tuple[str, ...],
    other: Claim,
) -> bool:
    """Return whether another number of a claim's page shows that its metric is not the other's."""
    if beside.unit != claim.unit or not _are_two(beside, claim):
        return False
    if beside.quote == claim.quote and FROM.search(claim.quote):
        return False  # what a figure was, and what it is
    said = words_of(beside)
    if said == others:
        return True
    scope, _ = narrows(words, said)
    # `환적` of 물동량, beside a 물동량 that is not of 환적: nor is one that says nothing of it.
    text = squeeze(f"{other.quote} {other.subject} {other.metric}")
    return bool(scope) and not set(scope) & set(said) and all(word not in text for word in scope)


def _are_two(a: Claim, b: Claim) -> bool:
    """Return whether two claims of one page are of one owner and two values, at times that meet."""
    return (
        squeeze(hear(a).subject) == squeeze(hear(b).subject)
        and _meet(a.as_of, b.as_of)
        and (a.modality in AHEAD) == (b.modality in AHEAD)
        and not compare_values(a, b).agrees
    )


def _meet(a: Period, b: Period) -> bool:
    """Return whether two periods may be of one time; one that is not known may be any."""
    starts = [p.start or p.end for p in (a, b)]
    ends = [p.end or p.start for p in (a, b)]
    if None in starts or None in ends:
        return True
    return max(s for s in starts if s) <= min(e for e in ends if e)
