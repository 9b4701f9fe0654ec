"""Which figures held a claim may speak of, likeliest first: by its words, its value, its anchor.

A figure is found by what its claims say, by the tracked figure that both are anchored to, by the
very value that comes again, or because it stands in the claim's sentence as what it moved from.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.judge.anchors import BEFORE, Anchor, anchors, anchors_after, heard, wordings_of
from monitor.judge.compare import (
    Agreement,
    Comparison,
    Order,
    are_of_other_times,
    compare_periods,
    compare_values,
    is_band,
)
from monitor.judge.echo import believed
from monitor.judge.hearing import names_its_subject
from monitor.judge.identity import BACKED, Bond, alike_made, alike_measured, bond, is_supplied
from monitor.judge.match import (
    MAYBE,
    SURE,
    Likeness,
    are_aim_and_fact,
    are_opposite,
    facets,
    is_particular,
    likeness,
)
from monitor.judge.members import tells_of_member
from monitor.judge.metrics import Facets
from monitor.judge.parts import is_apart
from monitor.judge.rivals import is_anothers
from monitor.judge.scopes import are_told_apart
from monitor.judge.terms import MOST, claim_terms, figure_terms
from monitor.judge.topics import match_topics
from monitor.model import (
    Claim,
    Figure,
    Source,
    Topic,
    Value,
)
from monitor.patterns import Pattern

JUMP = 5.0
"""A value this many times another on one source alone is first of all a likely misprint."""


MOST_APART = 20_000.0
"""A misprint is ten or a hundred times off, a unit left out ten thousand: no more is one figure."""

PLAUSIBLE = ((3.0, 1.0), (JUMP, 0.9), (20.0, 0.7), (MOST_APART, 0.45), (float("inf"), 0.1))
"""How far a value may lie from those held, and what that leaves of the figures' likeness."""


FOUNDER = 0.15
"""Below this a claim contradicts the one that a figure was made of."""


ECHOED = 0.15


ANCHORED = 0.9
"""What a claim's anchor to a tracked figure is worth for a figure anchored alike."""


RETURNS = 2
"""A value of so many digits that comes back in an article on its topic is taken for the same."""


TOLD = 0.7
"""From here on a claim's own words anchor it, and not only those around it."""


WITHIN = 0.35
"""A bound is met by much: its return bears witness only where the words allow it."""


UNANCHORED = 0.75


WORDED = 0.8
"""From here on words alone leave no doubt of the figure."""


SUPPLIED = 0.45
"""A metric of money that the claim's own sentence does not name is soon that of a part of it."""


APART = 0.35
"""What is left of the likeness of two claims where one is of a part, and the other of the whole."""


OTHER = 0.3
"""What is left of the likeness of two claims that speak of two tracked figures."""


MOVED = Pattern(
    r"에서 .{0,40}\d|던 .{0,30}\d|보다 .{0,30}(?:늘|줄|많|적|높|낮|오|내)|수정|정정|잘못|바로잡"
    r"|(?:전|작년|지난해|당시|때|[0-9]년|[0-9]월)의?\s?\(\d"
    r"|\d\S* ?(?:명|%|개|곳|원|달러)?[이가] 아니"
    r"|상향|하향|올려|낮춰|증액|감액|당초|애초|확정|아니라"
)
"""Words that lead from an old value to a new one within a sentence."""


PARTIAL = Pattern(r"\d\S* ?(?:가운데|중|중에서|중에) ")
"""`8000장 가운데 2912장`: a part of the first, not what became of it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that a claim may speak of, with the claim of it that is most like."""

    figure: Figure
    like: Likeness
    agreeing: tuple[tuple[Value, Comparison], ...]  # values that the claim repeats
    echo: Likeness | None = None  # where the very value bears witness
    is_anchored: bool = False  # to the tracked figure that the claim speaks of
    found: str = ""  # beside, returned: where neither words nor anchors led to it
    said: tuple[Value, ...] = ()  # values that the claim's own sentence names as the old ones
    is_again: bool = False  # it has the claim's very number, of the same time and in the same mood

    @property
    def way(self) -> str:
        """How the claim led to the figure: `anchor`, `words`, `echo`, `beside`, `returned`."""
        if self.found or self.is_anchored:
            return self.found or "anchor"
        return "words" if self.like.score >= SURE and not self.like.is_kin else "echo"

    @property
    def rank(self) -> float:
        particular = any(is_particular_claim(v.claim) for v, _ in self.agreeing)
        if self.is_again and not self.like.is_kin and self.like.score >= SURE:
            return 4 + self.like.score
        if self.is_anchored:
            return (4 if self.agreeing else 2) + self.like.score
        if self.like.score >= WORDED and self.agreeing and not self.like.is_kin:
            return 3 + self.like.score  # words and value: more than an anchor without the value
        if self.echo is None:
            return self.like.score
        if particular and self.echo.score >= SURE:
            return 3 + self.echo.score
        return max(self.like.score, self.echo.score) + (0.3 if particular else ECHOED)


class Pool:
    """The figures at hand by their terms, with those that this article makes."""

    def __init__(
        self, baseline: Sequence[Figure], source: Source, topics: Sequence[Topic], context: str
    ) -> None:
        self._by_term: dict[str, list[Figure]] = {}
        self.source = source
        self.topics = topics
        self.context = context
        self.repeated: dict[str, list[tuple[Claim, Candidate]]] = {}
        self._values: dict[tuple[str, int], list[tuple[Figure, Value]]] = {}
        self.made: list[tuple[Figure, Claim]] = []
        self.told: set[tuple[str, str, str]] = set()
        self._pages: dict[tuple[str, int], list[tuple[int, str]]] = {}
        self._terms: dict[int, tuple[Claim, frozenset[str]]] = {}
        self._claims: tuple[Claim, ...] = ()
        self._held: dict[str, list[Claim]] = {}
        for figure in baseline:
            for term in figure_terms(figure):
                self._by_term.setdefault(term, []).append(figure)

    def listen(self, claims: Sequence[Claim]) -> None:
        """Note which figures' very values each sentence repeats beside its other numbers."""
        self._claims = tuple(claims)
        if self.source.is_seed:
            return
        near = self._near(claims)
        self._note_pages(near)
        self._note_values(near)
        beside: dict[str, list[Claim]] = {}
        for claim in claims:
            beside.setdefault(claim.quote, []).append(claim)
        for quote, several in beside.items():
            if len(several) < 2 or not MOVED.search(quote) or PARTIAL.search(quote):
                continue
            for claim in several:
                on = self.topics_of(claim)
                found = choose(self.candidates(claim, on)) or self._again(claim)
                if found is not None and any(c.how == "plain" for _, c in found.agreeing):
                    self.repeated.setdefault(quote, []).append((claim, found))

    def _near(self, claims: Sequence[Claim]) -> list[Figure]:
        """Return all figures that one of the article's claims leads to."""
        near: dict[str, Figure] = {}
        for claim in claims:
            for term in self._terms_of(claim):
                near.update((figure.key, figure) for figure in self._by_term.get(term, ()))
        return [figure for _, figure in sorted(near.items())]

    def _note_pages(self, near: Sequence[Figure]) -> None:
        """Note where the sentences of these figures stood: one tells what the next is about."""
        pages: dict[tuple[str, int], set[tuple[int, str]]] = {}
        for figure in near:
            for value in figure.values:
                place = (value.source.doc, value.source.version)
                pages.setdefault(place, set()).add((value.claim.span[0], value.claim.quote))
                self._held.setdefault(value.claim.doc, []).append(value.claim)
        self._pages = {place: sorted(rows) for place, rows in pages.items()}

    def _note_values(self, near: Sequence[Figure]) -> None:
        """Note the values of all figures that one of the article's claims leads to."""
        for figure in near:
            for value in figure.values:
                edge = _edge(value.claim)
                if edge is not None:
                    place = (value.claim.unit, edge.adjusted())
                    self._values.setdefault(place, []).append((figure, value))

    def returned(self, claim: Claim, topic: str) -> Candidate | None:
        """Return a figure of the topic whose very value a claim repeats that speaks of none.

        In one article on a topic a number of two digits and more hardly comes back by chance.
        """
        edge = _edge(claim)
        if edge is None:
            return None
        mine, best = self.anchor(claim), None
        for figure, value in self._values.get((claim.unit, edge.adjusted()), ()):
            old = value.claim
            comparison = compare_values(claim, old)
            is_exact = comparison.agreement is Agreement.SAME and edge == _edge(old)
            if not comparison.agrees or not alike_made(claim, old):
                continue
            enough = is_exact and is_particular(edge, digits=RETURNS)
            if not enough and not alike_measured(claim, old):
                continue
            if not is_exact and not (is_particular(edge, digits=2) and is_particular_claim(old)):
                continue
            told = mine is not None and mine.score >= TOLD and names_its_subject(claim)
            if told and self.bond(claim, mine, value) is Bond.OTHER:
                continue
            on = match_topics(old, self.topics, title=value.source.title)
            if topic not in {match.topic.name for match in on}:
                continue
            like = likeness(claim, old)
            if best is None or like.score > best.like.score:
                pair = (value, comparison)
                best = Candidate(figure, like, (pair,), echo=like, found="returned")
        return best

    def topics_of(self, claim: Claim) -> list[Topic]:
        """Return the topics that one of the article's claims is on, the most specific first."""
        title, lead = self.source.title, lead_of(self.context)
        return [m.topic for m in match_topics(claim, self.topics, title=title, lead=lead)]

    def _again(self, claim: Claim) -> Candidate | None:
        on = self.topics_of(claim)
        return self.returned(claim, on[0].name) if on else None

    def beside(self, claim: Claim) -> Candidate | None:
        """Return the figure whose old value stands in the claim's sentence as what it moved from.

        `2조 원을 투자하겠다던 계획을 6조 원으로 수정했다`: both numbers are of one figure.
        """
        for other, found in self.repeated.get(claim.quote, ()):
            if other is claim or other.unit != claim.unit or other.interval == claim.interval:
                continue
            mine, theirs = facets(claim), facets(other)
            if mine.made != theirs.made or mine.names != theirs.names:
                continue
            if mine.head != theirs.head and mine.head and theirs.head and not mine.is_guessed:
                continue
            if _nearest(claim, found.figure, found.like) > NEAR_BY:
                continue
            agreeing = tuple(
                (v, c)
                for v in found.figure.values
                if (c := compare_values(claim, v.claim)).agrees and c.how == "plain"
            )
            like = replace(found.like, score=max(SURE, found.like.score), is_kin=False)
            said = tuple(v for v, c in found.agreeing if c.how == "plain")
            return replace(
                found, like=like, agreeing=agreeing, echo=None, found="beside", said=said
            )
        return None

    def with_said(self, claim: Claim, chosen: Candidate) -> Candidate:
        """Return the figure with what the claim's sentence repeats of its values beside it."""
        if chosen.said or any(c.agreement is Agreement.SAME for _, c in chosen.agreeing):
            return chosen
        held = {id(value) for value in chosen.figure.values}
        said = tuple(
            value
            for other, found in self.repeated.get(claim.quote, ())
            if other is not claim and other.unit == claim.unit
            for value, comparison in found.agreeing
            if comparison.how == "plain" and id(value) in held
        )
        # `4조4636억 원에서 4조 원을 조금 웃도는 수준으로`: what a bound would meet is what it left.
        return replace(chosen, said=said, agreeing=()) if said else chosen

    def are_told_apart(self, claim: Claim, old: Claim) -> bool:
        """Return whether the claim's page, or the old one's, has numbers of both their metrics."""
        return are_told_apart(claim, old, (*self._claims, *self._held.get(old.doc, ())))

    def bond(self, claim: Claim, mine: Anchor | None, value: Value) -> Bond:
        """Return what the anchors of a claim and of a value held say of them.

        Of two topics that track one figure by more and by fewer of its names, one claim may be
        nearest to the one, and the value to the other: either topic alone would say that they are
        of one figure, and a topic more takes no comparison away.
        """
        theirs, old = self.anchor_of(value), value.claim
        found = bond(mine, theirs, claim, old, said=self.wordings(mine))
        if found is Bond.SAME or not (mine and theirs) or mine.topic == theirs.topic:
            return found
        for topic in (mine.topic, theirs.topic):
            one, other = (
                next((a for a in several if a.topic == topic), None)
                for several in (self.anchors(claim), self._anchors_of(value))
            )
            if bond(one, other, claim, old, said=self.wordings(one)) is Bond.SAME:
                return Bond.SAME
        return found

    def anchor_of(self, value: Value) -> Anchor | None:
        """Return the tracked figure that a value held speaks of, its page's other claims heard."""
        found = self._anchors_of(value)
        return found[0] if found else None

    def _anchors_of(self, value: Value) -> tuple[Anchor, ...]:
        claim, source = value.claim, value.source
        return anchors_after(claim, self.topics, self._said_before(value), title=source.title)

    def _said_before(self, value: Value) -> str:
        """Return the sentences with figures that stood right before a value's own on its page."""
        claim = value.claim
        said = self._pages.get((value.source.doc, value.source.version), ())
        last = bisect_left(said, (claim.span[0], ""))
        first = bisect_left(said, (claim.span[0] - BEFORE, ""))
        quotes = dict.fromkeys(quote for _, quote in said[first:last] if quote != claim.quote)
        return " ".join([*quotes][-HEARD:])

    def wordings(self, mine: Anchor | None) -> tuple[Facets, ...]:
        """Return what the wordings of an anchor's figure mean; none for no anchor."""
        return () if mine is None else wordings_of(mine, self.topics)

    def anchor(self, claim: Claim) -> Anchor | None:
        """Return the tracked figure that one of the article's claims speaks of."""
        found = self.anchors(claim)
        return found[0] if found else None

    def anchors(self, claim: Claim) -> tuple[Anchor, ...]:
        """Return the tracked figures that one of the article's claims may speak of."""
        return anchors(claim, self.topics, title=self.source.title, context=self.context)

    def candidates(self, claim: Claim, on: Sequence[Topic] = ()) -> list[Candidate]:
        """Return the figures that the claim, `on` these topics, may speak of, likeliest first."""
        near = self._nearest(claim)
        mine = self.anchor(claim)
        claim = heard(claim)
        found = [_candidate(claim, mine, figure, self, on) for figure in near]
        ranked = sorted((c for c in found if c is not None), key=lambda c: (-c.rank, c.figure.key))
        return _joined(claim, ranked)

    def _nearest(self, claim: Claim) -> list[Figure]:
        """Return the `MOST` figures that share the most and the rarest terms with the claim."""
        near: dict[str, Figure] = {}
        weights: dict[str, float] = defaultdict(float)
        for term in sorted(self._terms_of(claim)):
            having = self._by_term.get(term, ())
            for figure in having:
                near[figure.key] = figure
                weights[figure.key] += 1 / len(having)
        if len(near) <= MOST:
            return list(near.values())
        return [near[key] for key in sorted(near, key=lambda key: (-weights[key], key))[:MOST]]

    def _terms_of(self, claim: Claim) -> frozenset[str]:
        """Return the terms that lead from one of the article's claims to figures, read once."""
        known = self._terms.get(id(claim))
        if known is None or known[0] is not claim:
            title = self.source.title
            found = claim_terms(claim, self.topics, title=title, context=self.context)
            known = self._terms[id(claim)] = (claim, found)
        return known[1]


def _joined(claim: Claim, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates, those anchored as the claim is taken together as one.

    A figure may have been made several times over, in words too unlike to be joined before it was
    known to be tracked: what its latest value is can be told only from all of them.
    """
    same = [c for c in candidates if c.is_anchored]
    if len(same) < 2:
        return list(candidates)
    # One of another order of magnitude was read wrong, or is another's.
    same = [c for c in same if _nearest(claim, c.figure, c.like) <= NEAR_BY] or same
    first = same[0]
    whole = replace(
        first,
        figure=replace(first.figure, values=tuple(v for c in same for v in c.figure.values)),
        agreeing=tuple(pair for c in same for pair in c.agreeing),
        echo=next((c.echo for c in same if c.echo is not None), None),
    )
    rest = [c for c in candidates if not c.is_anchored]
    return sorted([whole, *rest], key=lambda c: (-c.rank, c.figure.key))


def _bonded(claim: Claim, mine: Anchor | None, figure: Figure, pool: Pool) -> tuple[Figure, Bond]:
    """Return the figure with those of its values that may be the claim's, and what binds them.

    Values were joined by their words, before the figure was known to be tracked: some may turn out
    to be another's.
    """
    if mine is None or mine.score < BACKED:
        return figure, Bond.NONE
    bonds = [pool.bond(claim, mine, v) for v in figure.values]
    kept = tuple(v for v, b in zip(figure.values, bonds, strict=True) if b is not Bond.OTHER)
    if not kept:
        return figure, Bond.OTHER
    return replace(figure, values=kept), Bond.SAME if Bond.SAME in bonds else Bond.NONE


def _candidate(
    claim: Claim, mine: Anchor | None, figure: Figure, pool: Pool, on: Sequence[Topic]
) -> Candidate | None:
    source = pool.source
    figure, tie = _bonded(claim, mine, figure, pool)
    best: Likeness | None = None
    seen: set[tuple[str, str, str]] = set()
    for value in figure.values:
        wording = (value.claim.subject, value.claim.metric, value.claim.unit)
        if wording in seen:
            continue
        seen.add(wording)
        like = likeness(claim, value.claim, title=source.title, old_title=value.source.title)
        if best is None or like.score > best.score:
            best = like
    if best is None:
        return None
    founder = likeness(claim, figure.values[0].claim)
    if tie is Bond.OTHER and best.score < 1:
        best = best.times("anchor", OTHER)
    if founder.score < FOUNDER and tie is not Bond.SAME:
        # What a loose mention added does not speak for a figure that began as another.
        best = best.times("founder", 0.5)
    agreeing = tuple(
        (value, comparison)
        for value in figure.values
        if (comparison := compare_values(claim, value.claim, inverse=best.is_inverse)).agrees
        # A bound met at a year's mean rate says nothing; a band (`수조 원대`) does.
        and not (
            comparison.how == "rates"
            and comparison.agreement is Agreement.WITHIN
            and not (is_band(claim) or is_band(value.claim))
        )
        and not are_of_other_times(claim, value.claim)
    )
    if any(v.claim.unit == claim.unit and not is_band(v.claim) for v in figure.values):
        # A value in the claim's own unit says more than another one at a year's mean rate.
        agreeing = tuple((v, c) for v, c in agreeing if c.how != "rates")
    echo: Likeness | None = None
    for value, comparison in agreeing:
        if comparison.how != "rates" or comparison.agreement is Agreement.WITHIN:
            theirs = value.source.title
            witness = believed(
                claim,
                value.claim,
                title=source.title,
                old_title=theirs,
                one_topic=comparison.agreement is Agreement.SAME
                and one_time(claim, value.claim)
                and bool(on and match_topics(value.claim, on, title=theirs)),
            )
            is_loose = comparison.agreement is Agreement.WITHIN and best.score < WITHIN
            if is_loose and comparison.how != "rates":
                continue
            if witness is not None and (echo is None or witness.score > echo.score):
                echo = witness
    echo = echo or _of_member(claim, mine, agreeing, pool)
    if not agreeing:
        best = _plausible(claim, best, figure)
        if _nearest(claim, figure, best) > MOST_APART:
            tie = Bond.NONE
    if tie is Bond.SAME and mine is not None and not _believable(claim, mine, figure, agreeing):
        tie = Bond.NONE
    is_part = not agreeing and all(
        is_apart(claim, value.claim)
        or pool.are_told_apart(claim, value.claim)
        or are_aim_and_fact(claim, value.claim)
        for value in figure.values
    )
    if is_part:
        tie = Bond.NONE if tie is Bond.SAME else tie
        best = best.times("part", APART)
    if tie is Bond.SAME and all(are_opposite(claim, v.claim) for v in figure.values):
        tie = Bond.NONE
    if tie is Bond.SAME and best.score < UNLIKE and not agreeing and _says_more(claim, figure):
        tie = Bond.NONE
    if (tie is Bond.SAME or best.score >= MAYBE) and _is_rivals(claim, mine, figure):
        tie, echo, best = Bond.NONE, None, best.times("owner", RIVALS)
    if tie is Bond.SAME and mine is not None:
        score = max(best.score, SURE, SURE + (mine.score - SURE) * ANCHORED)
        best = replace(best, score=score, is_kin=False)
    if tie is Bond.OTHER and best.score < SURE:
        echo = None
    if tie is not Bond.SAME and not agreeing and is_supplied(claim):
        best = best.times("carried", SUPPLIED)
    if tie is Bond.NONE and mine is not None and mine.is_sure and not agreeing:
        # It speaks of a tracked figure by name: one that does not is hardly the same.
        best = best.times("anchor", UNANCHORED)
    if best.score < MAYBE and echo is None:
        return None
    is_again = any(is_the_same(claim, value.claim) for value, _ in agreeing)
    return Candidate(figure, best, agreeing, echo, tie is Bond.SAME, is_again=is_again)


def is_the_same(new: Claim, old: Claim) -> bool:
    """Return whether two claims state one number in one unit, of one time that both name."""
    return (new.interval, new.unit, new.as_of, new.modality) == (
        old.interval,
        old.unit,
        old.as_of,
        old.modality,
    ) and new.as_of.known


def _of_member(
    claim: Claim, mine: Anchor | None, agreeing: Sequence[tuple[Value, Comparison]], pool: Pool
) -> Likeness | None:
    """Return a likeness where a member's value lies within what is said of each of its group."""
    for value, _ in agreeing:
        theirs = pool.anchor_of(value)
        if mine is None or theirs is None or not (mine.is_sure and theirs.is_sure):
            continue
        if tells_of_member(mine, theirs, claim):
            return Likeness(SURE, (("group", SURE),), is_kin=True)
    return None


RIVALS = 0.3
"""What is left of the likeness to a figure where the sentence gives its number to another."""


def _is_rivals(claim: Claim, mine: Anchor | None, figure: Figure) -> bool:
    """Return whether a number is told of another name than of whom the figure is tracked."""
    values = (value.claim for value in figure.values)
    return is_anothers(claim, values, is_of_somebody=mine is not None and bool(mine.subject))


UNLIKE = 0.4
"""Below this fields contradict: only what the sentence leaves out can lead to a tracked figure."""


def _says_more(claim: Claim, figure: Figure) -> bool:
    """Return whether a claim's metric has words of its own that none of the figure's values has.

    `자금 조달을 어려움으로 꼽은 비율` is no `인프라 부족을 호소한 비율`, whatever leads there.
    """
    mine = facets(claim)
    if not mine.rest or (not mine.head and mine.made == "level"):
        return False  # `연 사람 수`: what is measured is told by a verb
    return all(mine.rest - facets(value.claim).rest for value in figure.values)


def _believable(
    claim: Claim,
    mine: Anchor,
    figure: Figure,
    agreeing: Sequence[tuple[Value, Comparison]],
) -> bool:
    """Return whether the value may be the tracked figure's that the claim's words point to.

    Where only the text around it says so, it has to lie near what the figure was.
    """
    if any(c.how != "rates" for _, c in agreeing):
        return True
    far = min(
        (how_far(compare_values(claim, v.claim)) for v in figure.values),
        default=1.0,
    )
    return far <= (FAR if mine.by[:2] == ("metric", "subject") else NEAR_BY)


FAR = 12.0
"""Beyond so many times another it is a misreading, whatever the claim's own words say."""


NEAR_BY = 5.0
"""A value so many times another may still be the same figure's, where only the text says so."""


def _nearest(claim: Claim, figure: Figure, like: Likeness) -> float:
    """Return how many times the claim's value is the nearest that the figure ever had."""
    return min(
        (
            max(
                how_far(compare_values(claim, v.claim, inverse=like.is_inverse)),
                _far_bound(claim, v.claim),
            )
            for v in figure.values
        ),
        default=1.0,
    )


def _far_bound(claim: Claim, other: Claim) -> float:
    """Return how far a bound lies from a value of its own unit; 1 where neither is a bound."""
    ends = [c.interval.low if c.interval.high is None else c.interval.high for c in (claim, other)]
    bounds = [c for c in (claim, other) if None in (c.interval.low, c.interval.high)]
    if not bounds or claim.unit != other.unit or not all(e is not None and e > 0 for e in ends):
        return 1.0
    one, two = (float(e) for e in ends if e is not None)
    apart = max(one / two, two / one)
    return apart if apart > MOST_APART else 1.0


def _plausible(claim: Claim, like: Likeness, figure: Figure) -> Likeness:
    """Return the likeness, lowered where the value is far from all that the figure ever had."""
    nearest = _nearest(claim, figure, like)
    factor = next((f for limit, f in PLAUSIBLE if nearest <= limit), PLAUSIBLE[-1][1])
    return like.times("value", factor)


def is_particular_claim(claim: Claim) -> bool:
    """Return whether one end of a claim has so many digits that it hardly comes twice by chance."""
    return any(
        v is not None and is_particular(v) for v in (claim.interval.low, claim.interval.high)
    )


HEARD = 2
"""So many sentences before a value's own are heard for what it takes for granted."""


def lead_of(context: str) -> str:
    """Return the first paragraph of a text, where a report says what it is about."""
    return context.lstrip().partition("\n")[0][:300]


def choose(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the first candidate that words, anchor or value speak for; None where none does."""
    for candidate in candidates:
        if candidate.like.score >= SURE and not candidate.like.is_kin:
            return candidate
        if candidate.echo is not None:
            return candidate
    return None


def one_time(a: Claim, b: Claim) -> bool:
    """Return whether two claims may be of one time."""
    return compare_periods(a.as_of, b.as_of) in (Order.SAME, Order.UNKNOWN)


def _edge(claim: Claim) -> Decimal | None:
    return claim.interval.low if claim.interval.low is not None else claim.interval.high


def how_far(comparison: Comparison) -> float:
    """Return how many times one value is the other, at least 1."""
    if not comparison.ratio or comparison.ratio <= 0:
        return 2.0  # a bound, or a change of sign: nothing to measure by
    return max(comparison.ratio, 1 / comparison.ratio)
