"""What an edited page says in the place where it said something else before.

A place is a sentence, its numbers left aside, and which of its numbers one is. What was read of it
may differ between two readings (another subject, another metric): the place does not. Sentences
are paired one with one, the most alike first; a sentence with no pair is a new one, and its numbers
are news unless the page had them before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.judge.compare import Order, compare_periods
from monitor.judge.match import family, likeness, words_alike
from monitor.model import Claim
from monitor.patterns import Pattern

SAME_PLACE = 0.6
"""From this likeness of two sentences, their numbers masked, they stand at one place of a page."""

SAME_HEAD = 0.4
"""A page's first sentence is rewritten more freely when it is corrected."""

SAME_FIGURE = 0.67
"""From this likeness two claims of unlike sentences are one figure told elsewhere on the page."""

NUMBER = Pattern(r"\d[\d.,]*(?:\s?[십백천만억조]+\s?(?:\d[\d.,]*)?)*")


@dataclass(frozen=True, slots=True)
class _Sentence:
    words: str  # numbers masked
    claims: tuple[Claim, ...]  # in the order of the text


class Edits:
    """The claims of a page as it read before, matched with those it makes now."""

    def __init__(self, claims: Sequence[Claim], earlier: Sequence[Claim]) -> None:
        self._unchanged: set[int] = set()
        self._was: dict[int, Claim] = {}
        self._same: list[tuple[Claim, Claim]] = []
        left = self._by_place(claims, earlier)
        known = {(e.unit, e.interval) for e in earlier}
        rest = [c for c in claims if id(c) not in self._unchanged and id(c) not in self._was]
        # A value repeated in the page, or found once more, is nothing new either.
        self._unchanged |= {id(c) for c in rest if (c.unit, c.interval) in known}
        self._by_figure([c for c in rest if id(c) not in self._unchanged], left, claims)

    def is_unchanged(self, claim: Claim) -> bool:
        """Return whether the page said so before."""
        return id(claim) in self._unchanged

    def replaced_by(self, claim: Claim) -> Claim | None:
        """Return the earlier claim whose place this one took, or None for a new sentence."""
        return self._was.get(id(claim))

    def reread(self) -> tuple[tuple[Claim, Claim], ...]:
        """Return (before, now) of the values that still stand in their place."""
        return tuple(self._same)

    def _by_place(self, claims: Sequence[Claim], earlier: Sequence[Claim]) -> list[Claim]:
        """Match the claims of paired sentences; return the earlier ones that found no match."""
        left = list(earlier)
        now = {(c.unit, c.interval) for c in claims}
        for new, old in _pairs(_sentences(claims), _sentences(earlier)):
            for claim, was in _aligned(new.claims, old.claims):
                left.remove(was)
                if (claim.unit, claim.interval) == (was.unit, was.interval):
                    self._unchanged.add(id(claim))
                    self._same.append((was, claim))
                elif (was.unit, was.interval) not in now:
                    # A number that still stands on the page has only moved.
                    self._was[id(claim)] = was
        return left

    def _by_figure(
        self, new: Sequence[Claim], left: Sequence[Claim], claims: Sequence[Claim]
    ) -> None:
        """Match what stands in new sentences with the same figure's earlier value."""
        now = {(c.unit, c.interval) for c in claims}
        pairs = sorted(
            (
                (-likeness(claim, was).score, i, j)
                for i, claim in enumerate(new)
                for j, was in enumerate(left)
                if claim.unit == was.unit
                and (was.unit, was.interval) not in now
                and compare_periods(claim.as_of, was.as_of) in (Order.SAME, Order.UNKNOWN)
            ),
        )
        used: set[int] = set()
        for alike, i, j in pairs:
            if -alike >= SAME_FIGURE and id(new[i]) not in self._was and j not in used:
                self._was[id(new[i])] = left[j]
                used.add(j)


def _sentences(claims: Sequence[Claim]) -> list[_Sentence]:
    """Return the sentences that hold claims, in the order of the text."""
    found: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: c.span):
        found.setdefault(claim.quote, []).append(claim)
    return [_Sentence(NUMBER.sub("#", quote), tuple(rows)) for quote, rows in found.items()]


def _pairs(new: Sequence[_Sentence], old: Sequence[_Sentence]) -> list[tuple[_Sentence, _Sentence]]:
    """Return the sentences that stand at one place of the page, one with one."""
    rows = []
    for i, mine in enumerate(new):
        for j, theirs in enumerate(old):
            alike = 1.0 if mine.words == theirs.words else words_alike(mine.words, theirs.words)
            is_head = i == j == 0
            if alike >= (SAME_HEAD if is_head else SAME_PLACE):
                same = sum(c.interval == d.interval for c in mine.claims for d in theirs.claims)
                rows.append((-alike, -same, abs(i - j), i, j))
    used_new: set[int] = set()
    used_old: set[int] = set()
    found = []
    for *_, i, j in sorted(rows):
        if i not in used_new and j not in used_old:
            used_new.add(i)
            used_old.add(j)
            found.append((new[i], old[j]))
    return found


def _aligned(new: Sequence[Claim], old: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    """Return the numbers of two sentences that stand at one place, same values first.

    Those that are left go by their order among the numbers of their kind: a metric may have been
    read differently, the order of a sentence's numbers is the writer's.
    """
    rest_new, rest_old = list(new), list(old)
    found: list[tuple[Claim, Claim]] = []
    for claim in new:
        same = next(
            (o for o in rest_old if (o.unit, o.interval) == (claim.unit, claim.interval)), None
        )
        if same is not None:
            found.append((claim, same))
            rest_old.remove(same)
            rest_new.remove(claim)
    for kind in dict.fromkeys(family(c.unit) for c in rest_new):
        mine = _places(rest_new, kind)
        theirs = _places(rest_old, kind)
        if len(mine) == len(theirs) or not mine or not theirs:
            found += zip(mine, theirs, strict=False)
            continue
        # One was added or struck out: the likest go together.
        rows = sorted(
            (-likeness(c, o).score, abs(i - j), i, j)
            for i, c in enumerate(mine)
            for j, o in enumerate(theirs)
        )
        used: set[int] = set()
        taken: set[int] = set()
        for *_, i, j in rows:
            if i not in used and j not in taken:
                used.add(i)
                taken.add(j)
                found.append((mine[i], theirs[j]))
    return found


def _places(claims: Sequence[Claim], kind: str) -> list[Claim]:
    return [c for c in claims if family(c.unit) == kind]
