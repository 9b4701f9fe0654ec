"""What a new article's claims change, contradict, repeat or add, against the figures we hold.

For every claim: is it on a tracked topic, which figure does it speak of, and does its value agree
with what is held for its period. Claims of one article are judged against what was held before it,
never against one another; among themselves they only share the figures that they make.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from monitor.judge.anchors import BEFORE, Anchor, anchor, anchor_after, heard, is_foreign
from monitor.judge.compare import (
    Agreement,
    Comparison,
    Order,
    compare_periods,
    compare_values,
    is_band,
)
from monitor.judge.echo import believed
from monitor.judge.edits import Edits
from monitor.judge.hearing import names_its_subject
from monitor.judge.identity import BACKED, Bond, alike_made, alike_measured, bond, is_supplied
from monitor.judge.match import (
    MAYBE,
    SURE,
    Likeness,
    facets,
    family,
    is_country,
    is_particular,
    likeness,
    words_alike,
)
from monitor.judge.metrics import Facets, read_facets, read_sentence
from monitor.judge.place import place_of
from monitor.judge.terms import claim_terms, figure_terms
from monitor.judge.topics import TopicMatch, is_survey, match_topics, measures_of, owners_of
from monitor.model import (
    SEOUL,
    Alert,
    Claim,
    Figure,
    Judgement,
    Kind,
    Modality,
    Period,
    Reason,
    Source,
    Topic,
    Value,
)

JUMP = 5.0
"""A value this many times another on one source alone is first of all a likely misprint."""

PLAUSIBLE = ((3.0, 1.0), (JUMP, 0.9), (20.0, 0.7), (float("inf"), 0.45))
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

OTHER = 0.3
"""What is left of the likeness of two claims that speak of two tracked figures."""

MOVED = re.compile(
    r"에서 .{0,40}\d|던 .{0,30}\d|보다 .{0,30}(?:늘|줄|많|적|높|낮|오|내)|수정|정정|잘못|바로잡"
    r"|(?:전|작년|지난해|당시|때|[0-9]년|[0-9]월)의?\s?\(\d"
    r"|\d\S* ?(?:명|%|개|곳|원|달러)?[이가] 아니"
    r"|상향|하향|올려|낮춰|증액|감액|당초|애초|확정|아니라"
)
"""Words that lead from an old value to a new one within a sentence."""

PARTIAL = re.compile(r"\d\S* ?(?:가운데|중|중에서|중에) ")
"""`8000장 가운데 2912장`: a part of the first, not what became of it."""

CHANGE_WORDS = re.compile(
    r"에서\s|늘|줄|오른|올랐|올라|내렸|내려|떨어|뛰|급증|급감|급등|급락|증가|감소|상승|하락|확대|축소|높아|낮아|높였|낮췄"
    r"|커졌|커진|작아|불어|웃돌|돌파|추월|넘어섰|반토막|치솟|꺾|둔화"
)
AMENDED = re.compile(
    r"당초|애초|상향|하향|올려 잡|낮춰 잡|수정|정정|바로잡|증액|감액|확정|통과|의결|추경|추가경정"
    r"|본예산|재산정|개정|조정|변경"
)
BUDGETS = frozenset({"budget", "rnd_budget", "extra_budget", "government_spending", "support"})


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A figure that a claim may speak of, with the claim of it that is most like."""

    figure: Figure
    like: Likeness
    agreeing: tuple[tuple[Value, Comparison], ...]  # values that the claim repeats
    echo: Likeness | None = None  # where the very value bears witness
    is_anchored: bool = False  # to the tracked figure that the claim speaks of
    found: str = ""  # beside, returned: where neither words nor anchors led to it
    said: tuple[Value, ...] = ()  # values that the claim's own sentence names as the old ones

    @property
    def way(self) -> str:
        """How the claim led to the figure: `anchor`, `words`, `echo`, `beside`, `returned`."""
        if self.found or self.is_anchored:
            return self.found or "anchor"
        return "words" if self.like.score >= SURE and not self.like.is_kin else "echo"

    @property
    def rank(self) -> float:
        particular = any(_particular(v.claim) for v, _ in self.agreeing)
        if self.is_anchored:
            return (4 if self.agreeing else 2) + self.like.score
        if self.like.score >= WORDED and self.agreeing and not self.like.is_kin:
            return 3 + self.like.score  # words and value: more than an anchor without the value
        if self.echo is None:
            return self.like.score
        if particular and self.echo.score >= SURE:
            return 3 + self.echo.score
        return max(self.like.score, self.echo.score) + (0.3 if particular else ECHOED)


def judge_claims(
    claims: Sequence[Claim],
    baseline: Sequence[Figure],
    *,
    source: Source,
    topics: Sequence[Topic],
    now: datetime,
    earlier: Sequence[Claim] | None = None,
    context: str = "",
) -> tuple[Judgement, ...]:
    """Return the verdict on each claim of an article, in the order of the claims.

    Args:
        baseline: the figures held, at least those that share a term with one of the claims
            (`claim_terms`, `figure_terms`); more of them change nothing but the time it takes.
        source: the article; a seed's claims become figures without any alert, a copy's claims
            raise none where the original says the same.
        topics: what is tracked; a seed's claims are kept whether they are tracked or not.
        now: the moment that alerts are found at.
        earlier: the claims of the page as it read before, for an edited page.
        context: the article's text: what its headline leaves out of the topic.
    """
    pool = _Pool(baseline, source, topics, context)
    pool.listen(claims)
    judgements: list[Judgement] = []
    before = Edits(claims, earlier or ()) if earlier is not None else None
    for claim in claims:
        if before is not None and before.is_unchanged(claim):
            judgements.append(Judgement(claim=claim))
            continue
        was = before.replaced_by(claim) if before is not None else None
        judgements.append(
            _judge(claim, was, pool, source=source, topics=topics, now=now, context=context)
        )
    return tuple(judgements)


def seed_baseline(
    documents: Sequence[tuple[Source, Sequence[Claim]]],
    topics: Sequence[Topic] = (),
    *,
    now: datetime,
    figures: Sequence[Figure] = (),
) -> tuple[Figure, ...]:
    """Return the figures that documents' claims make, joined with those already held.

    Every claim of a seed is kept, tracked or not: topics may come later. A claim joins the figure
    it speaks of; a value that contradicts stands beside the other.
    """
    held = {figure.key: figure for figure in figures}
    for source, claims in documents:
        seed = replace(source, is_seed=True)
        for judgement in judge_claims(
            claims, tuple(held.values()), source=seed, topics=topics, now=now
        ):
            held = dict(apply_judgement(held, judgement, seed))
    return tuple(held.values())


def apply_judgement(
    figures: Mapping[str, Figure], judgement: Judgement, source: Source
) -> Mapping[str, Figure]:
    """Return the figures with what a judgement found: a new value, perhaps of a new figure.

    A value that becomes current makes the others history; one that does not is history itself.
    The same claim applied twice changes nothing.
    """
    if judgement.figure is None:
        return figures
    claim = judgement.claim
    figure = figures.get(judgement.figure) or Figure(
        key=judgement.figure,
        topic=judgement.topic or "",
        subject=claim.subject,
        metric=claim.metric,
        unit=claim.unit,
    )
    if any(v.claim == claim and v.source == source for v in figure.values):
        return figures
    values = figure.values
    if judgement.becomes_current:
        values = tuple(replace(v, is_current=v.is_pinned) for v in values)
    added = Value(claim=claim, source=source, is_current=judgement.becomes_current)
    return {**figures, figure.key: replace(figure, values=(*values, added))}


def alert_key(source: Source, claim: Claim) -> str:
    """Return the key of the alert that this claim of this page raises, if it raises one."""
    return _key("alert", source.doc, str(source.version), _place(claim))


def figure_key(source: Source, claim: Claim) -> str:
    """Return the key of the figure that this claim of this page makes, if it makes one."""
    return _key("figure", source.doc, str(source.version), _place(claim))


def _place(claim: Claim) -> str:
    interval = f"{claim.interval.low}..{claim.interval.high}"
    return "|".join((*map(str, claim.span), interval, claim.unit, claim.subject, claim.metric))


def _key(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=10).hexdigest()


class _Pool:
    """The figures at hand by their terms, with those that this article makes."""

    def __init__(
        self, baseline: Sequence[Figure], source: Source, topics: Sequence[Topic], context: str
    ) -> None:
        self._by_term: dict[str, list[Figure]] = {}
        self.source = source
        self.topics = topics
        self.context = context
        self.repeated: dict[str, list[tuple[Claim, _Candidate]]] = {}
        self._values: dict[tuple[str, int], list[tuple[Figure, Value]]] = {}
        self.made: list[tuple[Figure, Claim]] = []
        self.told: set[tuple[str, str, str]] = set()
        self._pages: dict[tuple[str, int], list[tuple[int, str]]] = {}
        for figure in baseline:
            for term in figure_terms(figure):
                self._by_term.setdefault(term, []).append(figure)

    def listen(self, claims: Sequence[Claim]) -> None:
        """Note which figures' very values each sentence repeats beside its other numbers."""
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
                found = _choose(self.candidates(claim, on)) or self._again(claim)
                if found is not None and any(c.how == "plain" for _, c in found.agreeing):
                    self.repeated.setdefault(quote, []).append((claim, found))

    def _near(self, claims: Sequence[Claim]) -> list[Figure]:
        """Return all figures that one of the article's claims leads to."""
        near: dict[str, Figure] = {}
        for claim in claims:
            title = self.source.title
            for term in claim_terms(claim, self.topics, title=title, context=self.context):
                near.update((figure.key, figure) for figure in self._by_term.get(term, ()))
        return [figure for _, figure in sorted(near.items())]

    def _note_pages(self, near: Sequence[Figure]) -> None:
        """Note where the sentences of these figures stood: one tells what the next is about."""
        pages: dict[tuple[str, int], set[tuple[int, str]]] = {}
        for figure in near:
            for value in figure.values:
                place = (value.source.doc, value.source.version)
                pages.setdefault(place, set()).add((value.claim.span[0], value.claim.quote))
        self._pages = {place: sorted(rows) for place, rows in pages.items()}

    def _note_values(self, near: Sequence[Figure]) -> None:
        """Note the values of all figures that one of the article's claims leads to."""
        for figure in near:
            for value in figure.values:
                edge = _edge(value.claim)
                if edge is not None:
                    place = (value.claim.unit, edge.adjusted())
                    self._values.setdefault(place, []).append((figure, value))

    def returned(self, claim: Claim, topic: str) -> _Candidate | None:
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
            if not is_exact and not (is_particular(edge, digits=2) and _particular(old)):
                continue
            theirs = self.anchor_of(value)
            told = mine is not None and mine.score >= TOLD and names_its_subject(claim)
            if told and bond(mine, theirs, claim, old) is Bond.OTHER:
                continue
            on = match_topics(old, self.topics, title=value.source.title)
            if topic not in {match.topic.name for match in on}:
                continue
            like = likeness(claim, old)
            if best is None or like.score > best.like.score:
                pair = (value, comparison)
                best = _Candidate(figure, like, (pair,), echo=like, found="returned")
        return best

    def topics_of(self, claim: Claim) -> list[Topic]:
        """Return the topics that one of the article's claims is on, the most specific first."""
        title, lead = self.source.title, _lead(self.context)
        return [m.topic for m in match_topics(claim, self.topics, title=title, lead=lead)]

    def _again(self, claim: Claim) -> _Candidate | None:
        on = self.topics_of(claim)
        return self.returned(claim, on[0].name) if on else None

    def beside(self, claim: Claim) -> _Candidate | None:
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

    def with_said(self, claim: Claim, chosen: _Candidate) -> _Candidate:
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

    def anchor_of(self, value: Value) -> Anchor | None:
        """Return the tracked figure that a value held speaks of, its page's other claims heard."""
        claim, source = value.claim, value.source
        return anchor_after(claim, self.topics, self._said_before(value), title=source.title)

    def _said_before(self, value: Value) -> str:
        """Return the sentences with figures that stood right before a value's own on its page."""
        claim = value.claim
        said = self._pages.get((value.source.doc, value.source.version), ())
        last = bisect_left(said, (claim.span[0], ""))
        first = bisect_left(said, (claim.span[0] - BEFORE, ""))
        quotes = dict.fromkeys(quote for _, quote in said[first:last] if quote != claim.quote)
        return " ".join([*quotes][-HEARD:])

    def anchor(self, claim: Claim) -> Anchor | None:
        """Return the tracked figure that one of the article's claims speaks of."""
        return anchor(claim, self.topics, title=self.source.title, context=self.context)

    def candidates(self, claim: Claim, on: Sequence[Topic] = ()) -> list[_Candidate]:
        """Return the figures that the claim, `on` these topics, may speak of, likeliest first."""
        near: dict[str, Figure] = {}
        title = self.source.title
        terms = claim_terms(claim, self.topics, title=title, context=self.context)
        for term in sorted(terms):
            for figure in self._by_term.get(term, ()):
                near.setdefault(figure.key, figure)
        mine = self.anchor(claim)
        claim = heard(claim)
        found = [_candidate(claim, mine, figure, self, on) for figure in near.values()]
        ranked = sorted((c for c in found if c is not None), key=lambda c: (-c.rank, c.figure.key))
        return _joined(claim, ranked)


def _joined(claim: Claim, candidates: Sequence[_Candidate]) -> list[_Candidate]:
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


def _bonded(claim: Claim, mine: Anchor | None, figure: Figure, pool: _Pool) -> tuple[Figure, Bond]:
    """Return the figure with those of its values that may be the claim's, and what binds them.

    Values were joined by their words, before the figure was known to be tracked: some may turn out
    to be another's.
    """
    if mine is None or mine.score < BACKED:
        return figure, Bond.NONE
    bonds = [bond(mine, pool.anchor_of(v), claim, v.claim) for v in figure.values]
    kept = tuple(v for v, b in zip(figure.values, bonds, strict=True) if b is not Bond.OTHER)
    if not kept:
        return figure, Bond.OTHER
    return replace(figure, values=kept), Bond.SAME if Bond.SAME in bonds else Bond.NONE


def _candidate(
    claim: Claim, mine: Anchor | None, figure: Figure, pool: _Pool, on: Sequence[Topic]
) -> _Candidate | None:
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
                and _one_time(claim, value.claim)
                and bool(on and match_topics(value.claim, on, title=theirs)),
            )
            is_loose = comparison.agreement is Agreement.WITHIN and best.score < WITHIN
            if is_loose and comparison.how != "rates":
                continue
            if witness is not None and (echo is None or witness.score > echo.score):
                echo = witness
    if not agreeing:
        best = _plausible(claim, best, figure)
    if tie is Bond.SAME and mine is not None and not _believable(claim, mine, figure, agreeing):
        tie = Bond.NONE
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
    return _Candidate(figure, best, agreeing, echo, tie is Bond.SAME)


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
        (_far(compare_values(claim, v.claim)) for v in figure.values),
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
        (_far(compare_values(claim, v.claim, inverse=like.is_inverse)) for v in figure.values),
        default=1.0,
    )


def _plausible(claim: Claim, like: Likeness, figure: Figure) -> Likeness:
    """Return the likeness, lowered where the value is far from all that the figure ever had."""
    nearest = _nearest(claim, figure, like)
    factor = next((f for limit, f in PLAUSIBLE if nearest <= limit), PLAUSIBLE[-1][1])
    return like.times("value", factor)


def _particular(claim: Claim) -> bool:
    return any(
        v is not None and is_particular(v) for v in (claim.interval.low, claim.interval.high)
    )


def _judge(
    claim: Claim,
    was: Claim | None,
    pool: _Pool,
    *,
    source: Source,
    topics: Sequence[Topic],
    now: datetime,
    context: str,
) -> Judgement:
    found = match_topics(claim, topics, title=source.title, lead=_lead(context))
    candidates = pool.candidates(claim, [match.topic for match in found])
    mine = pool.anchor(claim)
    topic = _topic(claim, found, candidates, topics)
    if mine and mine.is_sure and not is_survey(claim):
        topic = mine.topic
    if topic is None and was is not None:
        # What stood in its place may have been read better.
        before = match_topics(was, topics, title=source.title, lead=_lead(context))
        topic = before[0].topic.name if before else None
    if topic is None and not source.is_seed:
        return Judgement(claim=claim)
    name = topic or ""
    if was is not None:
        return _revised(claim, was, candidates, name, source, now)
    chosen = _choose(candidates)
    if chosen is not None and mine is not None and _is_weak(chosen, mine):
        # Its value is another figure's of these topics: better evidence than words around it.
        again = next((r for m in found if (r := pool.returned(claim, m.topic.name))), None)
        chosen = again or chosen
    if chosen is None and not source.is_seed:
        chosen = pool.beside(claim)
    if chosen is None and not source.is_seed:
        again = pool.returned(claim, name)
        if again is not None:
            found_again = _compared(claim, again, pool, name, source, now)
            # Too little to be one of the figure's own values: later claims are not judged by it.
            return replace(found_again, figure=None, becomes_current=False)
    if chosen is None and not source.is_seed and _is_bystander(claim, mine, found):
        return Judgement(claim=claim)
    if chosen is None:
        return _new(claim, candidates, pool, name, source, now)
    return _compared(claim, pool.with_said(claim, chosen), pool, name, source, now)


def _is_weak(chosen: _Candidate, mine: Anchor) -> bool:
    """Return whether only words around a claim led to a figure whose value is another."""
    return chosen.is_anchored and not chosen.agreeing and mine.score < TOLD


def _is_bystander(claim: Claim, mine: Anchor | None, found: Sequence[TopicMatch]) -> bool:
    """Return whether a claim that nothing is known of is of somebody the topic does not follow.

    Another firm in a tracked metric (another app's users in a report on this one's) is a rival;
    a name that only its sentence puts beside the topic, with a number of nobody knows what, too.
    """
    if mine is not None and mine.is_sure:
        return False
    place = place_of(claim)
    if RESTATED.search(claim.quote) or IDIOM.search(claim.quote):
        return True
    is_loose = bool(found) and found[0].by in ("sentence", "title")
    if is_loose and place and A_WHOLE.search(place.after):
        return True
    f = facets(claim)
    if is_loose and not f.head and claim.unit in PAGES:
        return True
    if found and found[0].by == "title" and _is_of_its_own(claim, f, found[0].topic):
        return True
    if not f.names or not found or found[0].by == "subject":
        return False
    if found[0].by in ("sentence", "title") and not f.head:
        return True
    return any(
        figure.subjects
        and any(family(unit) == family(claim.unit) for unit in figure.units)
        and any(f.head == read_facets("", word, claim.unit).head for word in (figure.metric,))
        for figure in found[0].topic.figures
        if f.head
    )


def _is_of_its_own(claim: Claim, f: Facets, topic: Topic) -> bool:
    """Return whether a claim is of something that its own sentence names and no list knows.

    In a column on names, the number of a bowling alley's lanes is not of the topic in its headline.
    """
    if f.names or f.segments or f.countries or f.groups or not f.subject_rest:
        return False
    kind = family(claim.unit)
    known = bool(f.head) and (not f.is_guessed or f.head in measures_of(topic, kind))
    return kind in COUNTED and not known and is_foreign(claim)


HEARD = 2
"""So many sentences before a value's own are heard for what it takes for granted."""

COUNTED = frozenset({"people", "things", "cases", "마리", "m"})
"""What anything may be counted or measured in."""


IDIOM = re.compile(
    r"(?<!\d)(?:열|백|다섯|네|세|10|100|5|4|3) ?(명|건|개|곳|가구) ?(?:중|가운데)에?서? \S{1,3} ?\1"
)
"""`열 건 중 일곱 건` counts nothing: it is a share said in whole numbers."""

PAGES = frozenset({"매", "편", "부", "권", "쪽", "회", "번", "차례", "세", "층", "호", "줄", "판"})
"""Units of a series, a text or an age: beside a topic, and without a word for what is measured,
they count nothing of it."""

A_WHOLE = re.compile(
    r"^[^가-힣]{0,3}(?:조|억|만)? ?[가-힣]?\)? ?(?:에서|가운데|대비) .{0,20}(?:차지|비중|비율|몫)"
)
"""`정부 총지출(728조 원)에서 AI 예산이 차지하는 비중`: what a share is of."""

RESTATED = re.compile(r"^\W*(?:이는 |이 돈은 )?(?:우리 돈|우리나라 돈|한화|원화)(?:으로|로)? ")
"""A sentence that only says another one's amount in won."""


def _lead(context: str) -> str:
    """Return the first paragraph of a text, where a report says what it is about."""
    return context.lstrip().partition("\n")[0][:300]


def _touches(candidate: _Candidate, claim: Claim) -> bool:
    """Return whether a claim names anything at all that the figure is about, value aside."""
    mine, said = facets(claim), read_sentence(claim.quote)
    for value in candidate.figure.values:
        theirs = facets(value.claim)
        if (mine.names | said.names) & theirs.names or (
            ({mine.head} | said.concepts) & {theirs.head} - {""}
        ):
            return True
        if (
            mine.countries & theirs.countries
            and words_alike(claim.metric, value.claim.metric) > 0.6
        ):
            return True
        if (mine.segments | said.segments) & theirs.segments and (
            (mine.countries | said.countries) & theirs.countries
        ):
            return True
    return False


def _topic(
    claim: Claim,
    found: Sequence[TopicMatch],
    candidates: Sequence[_Candidate],
    topics: Sequence[Topic],
) -> str | None:
    """Return the topic: the claim's own, else that of the figure it surely speaks of."""
    if found:
        return found[0].topic.name
    if is_foreign(claim):
        return None  # a namesake's number that happens to be the same
    for candidate in candidates:
        if candidate.echo is not None and _touches(candidate, claim):
            for value in candidate.figure.values:
                theirs = match_topics(value.claim, topics, title=value.source.title)
                if theirs and theirs[0].score >= 0.7 and not _is_abroad(claim, theirs[0].topic):
                    return theirs[0].topic.name
    return None


def _is_abroad(claim: Claim, topic: Topic) -> bool:
    """Return whether a claim is of another country than its topic."""
    home, where = owners_of(topic), facets(claim).countries - {"WORLD"}
    return bool(where) and all(is_country(o) for o in home) and bool(home) and not where & home


def _choose(candidates: Sequence[_Candidate]) -> _Candidate | None:
    for candidate in candidates:
        if candidate.like.score >= SURE and not candidate.like.is_kin:
            return candidate
        if candidate.echo is not None:
            return candidate
    return None


def _new(
    claim: Claim,
    candidates: Sequence[_Candidate],
    pool: _Pool,
    topic: str,
    source: Source,
    now: datetime,
) -> Judgement:
    for figure, first in pool.made:
        like = likeness(claim, first)
        if like.score >= 0.7:
            again = compare_values(claim, first).agrees and _one_time(claim, first)
            return Judgement(
                claim=claim,
                topic=topic or None,
                figure=figure.key,
                becomes_current=compare_periods(claim.as_of, first.as_of) is Order.LATER,
                alert=None if again else _alert_new(claim, topic, figure.key, source, now),
            )
    figure = Figure(
        key=figure_key(source, claim),
        topic=topic,
        subject=claim.subject,
        metric=claim.metric,
        unit=claim.unit,
    )
    pool.made.append((figure, claim))
    near = next((c for c in candidates if c.like.score >= MAYBE), None)
    return Judgement(
        claim=claim,
        topic=topic or None,
        figure=figure.key,
        makes_figure=True,
        becomes_current=True,
        alert=_alert_new(claim, topic, figure.key, source, now, near),
    )


def _one_time(a: Claim, b: Claim) -> bool:
    return compare_periods(a.as_of, b.as_of) in (Order.SAME, Order.UNKNOWN)


def _alert_new(
    claim: Claim,
    topic: str,
    figure: str,
    source: Source,
    now: datetime,
    near: _Candidate | None = None,
) -> Alert | None:
    if source.is_seed or source.copy_of is not None:
        return None
    facts = {"subject": claim.subject, "metric": claim.metric}
    code = "new"
    if near is not None:
        code = "new_near"
        facts |= {
            "figure": f"{near.figure.subject} {near.figure.metric}",
            "field": near.like.weakest,
            "score": f"{near.like.score:.2f}",
        }
    return Alert(
        key=alert_key(source, claim),
        kind=Kind.NEW,
        topic=topic,
        claim=claim,
        source=source,
        figure=figure,
        reason=Reason(code, facts),
        score=1.0 if near is None else round(1 - near.like.score, 3),
        at=now,
    )


def _compared(
    claim: Claim, chosen: _Candidate, pool: _Pool, topic: str, source: Source, now: datetime
) -> Judgement:
    kind, previous, reason, comparison = _verdict(claim, chosen, source)
    if chosen.is_anchored and (mine := pool.anchor(claim)) is not None:
        reason = Reason(reason.code, {**reason.facts, **_tracked(mine)})
    if kind is Kind.NEW:
        return Judgement(
            claim=claim,
            topic=topic or None,
            figure=chosen.figure.key,
            alert=_alert_new(claim, topic, chosen.figure.key, source, now),
        )
    is_jump = kind in (Kind.CHANGED, Kind.CONFLICT) and _is_jump(claim, comparison)
    alert: Alert | None = None
    told = (chosen.figure.key, str(claim.interval), str(claim.as_of))
    silent = source.is_seed or kind is None or told in pool.told
    if source.copy_of is not None and (
        kind is Kind.CONFIRMED or _said_by(source.copy_of, claim, chosen.figure)
    ):
        silent = True
    pool.told.add(told)
    if not silent and kind is not None:
        alert = Alert(
            key=alert_key(source, claim),
            kind=kind,
            topic=topic,
            claim=claim,
            source=source,
            figure=chosen.figure.key,
            reason=Reason("unconfirmed_jump", reason.facts) if is_jump else reason,
            previous=previous,
            score=round(min(1.0, chosen.like.score), 3),
            # A value believed for its return alone is counted, and marked as such.
            is_uncertain=is_jump or (kind is Kind.CONFIRMED and _is_faint(chosen)),
            at=now,
        )
    supports = None
    if kind is Kind.CONFIRMED and not previous.source.is_seed and not source.is_seed:
        supports = alert_key(previous.source, previous.claim)
    return Judgement(
        claim=claim,
        topic=topic or None,
        figure=chosen.figure.key,
        becomes_current=kind is Kind.CHANGED and not is_jump,
        alert=alert,
        supports=supports,
    )


def _is_faint(chosen: _Candidate) -> bool:
    return max(chosen.like.score, chosen.echo.score if chosen.echo else 0.0) < MAYBE


def _said_by(doc: str, claim: Claim, figure: Figure) -> bool:
    return any(v.source.doc == doc and compare_values(claim, v.claim).agrees for v in figure.values)


def _verdict(
    claim: Claim, chosen: _Candidate, source: Source
) -> tuple[Kind | None, Value, Reason, Comparison]:
    """Return kind (None: an older value, for the history), previous, reason and comparison."""
    if chosen.like.score < SURE or (chosen.like.is_kin and chosen.echo is not None):
        # Only the value's return speaks for it: it can confirm, and nothing else.
        agreeing_values = tuple(v for v, _ in chosen.agreeing)
        chosen = replace(chosen, figure=replace(chosen.figure, values=agreeing_values))
    values = chosen.figure.values
    orders = {id(v): _period_order(claim, source, v, values) for v in values}
    latest = _latest(chosen.figure.values)
    agreeing = [
        (v, c)
        for v, c in chosen.agreeing
        if not _is_bound_of_another_time(claim, v, c)
        and (
            orders[id(v)] is not Order.LATER
            or v is latest
            or _particular(claim)
            or not claim.as_of.known
        )
    ]
    if agreeing:
        value, comparison = min(
            agreeing, key=lambda pair: _agreement_rank(pair, orders, latest, claim)
        )
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
    compared = [
        (v, compare_values(claim, v.claim, inverse=chosen.like.is_inverse))
        for v in chosen.figure.values
    ]
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
                p[1].ratio is None,
                not p[0].is_current,
                _far(p[1]),
            ),
        )
        kind, code = _same_period(claim, value)
    elif later and not any(_is_fact(v) for v, _ in compared if orders[id(v)] is Order.EARLIER):
        value, comparison = max(later, key=lambda p: _recency(p[0], claim, values))
        kind, code = Kind.CHANGED, "changed_later"
    else:
        value, comparison = min(compared, key=lambda p: (not p[0].is_current, _far(p[1])))
        # Before a forecast's time there was nothing: what comes now fills the gap.
        gap = None if any(_is_fact(v) for v, _ in compared) else Kind.NEW
        return gap, value, Reason("history", _facts(claim, value, chosen)), comparison
    return kind, value, Reason(code, _facts(claim, value, chosen)), comparison


def _only_echo(chosen: _Candidate) -> _Candidate:
    values = tuple(v for v, _ in chosen.agreeing)
    return replace(chosen, figure=replace(chosen.figure, values=values))


def _is_bound_of_another_time(claim: Claim, value: Value, comparison: Comparison) -> bool:
    """`3조5000억원에 못 미쳤다` of one year says nothing of another year's value."""
    if comparison.agreement is not Agreement.WITHIN:
        return False
    order = compare_periods(claim.as_of, value.claim.as_of)
    return order in (Order.LATER, Order.EARLIER)


def _is_fact(value: Value) -> bool:
    """Return whether a value tells what was, with its time: what comes after it is no news."""
    if value.claim.modality in (Modality.FORECAST, Modality.PLANNED):
        return False
    end, told = value.claim.as_of.end, _published(value.source)
    return end is not None and (told is None or end <= told or end.year == told.year)


def _edge(claim: Claim) -> Decimal | None:
    return claim.interval.low if claim.interval.low is not None else claim.interval.high


def _far(comparison: Comparison) -> float:
    if not comparison.ratio or comparison.ratio <= 0:
        return 2.0  # a bound, or a change of sign: nothing to measure by
    return max(comparison.ratio, 1 / comparison.ratio)


def _agreement_rank(
    pair: tuple[Value, Comparison], orders: Mapping[int, Order], latest: Value, claim: Claim
) -> tuple[float, ...]:
    value, comparison = pair
    order = orders[id(value)]
    return (
        0 if order is Order.SAME else 1,
        0 if comparison.agreement is Agreement.SAME else 1,
        0 if comparison.how == "plain" else 1,
        _distance(claim, value.claim),
        0 if value is latest else 1,
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


def _same_period(claim: Claim, value: Value) -> tuple[Kind, str]:
    """Another value for the same time: a source that corrects itself, or two that disagree."""
    worded = AMENDED.search(claim.quote) is not None
    is_budget = bool(BUDGETS & set(facets(claim).concepts))
    if claim.modality in (Modality.ALLEGED, Modality.DENIED):
        return Kind.CONFLICT, "conflict_sources"
    if claim.attribution and value.claim.attribution and not _one_voice(claim, value.claim):
        return Kind.CONFLICT, "conflict_sources"
    if is_budget or claim.modality is Modality.PLANNED:
        return Kind.CHANGED, "changed_amended"
    if worded and (claim.modality is Modality.FORECAST or _one_voice(claim, value.claim)):
        return Kind.CHANGED, "changed_amended"
    return Kind.CONFLICT, "conflict_period"


def _period_order(claim: Claim, source: Source, value: Value, siblings: Sequence[Value]) -> Order:
    """Return how the claim's time lies to the old value's, from their words, else their pages."""
    old, old_source = _dated(value, siblings), value.source
    order = compare_periods(claim.as_of, old.as_of)
    if order is not Order.UNKNOWN:
        return order
    mine, theirs = _stand_in(claim, source), _stand_in(old, old_source)
    if mine.known and theirs.known:
        guessed = compare_periods(mine, theirs)
        if guessed is not Order.SAME:
            return _guessed(claim, guessed, old)
    return Order.SAME if not CHANGE_WORDS.search(claim.quote) else Order.LATER


def _dated(value: Value, siblings: Sequence[Value]) -> Claim:
    """Return the value's claim, with the period that a later mention of the same value gave it."""
    if value.claim.as_of.known:
        return value.claim
    for other in siblings:
        if other.claim.as_of.known and compare_values(other.claim, value.claim).agrees:
            return replace(value.claim, as_of=other.claim.as_of)
    return value.claim


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


def _is_jump(claim: Claim, comparison: Comparison) -> bool:
    far = _far(comparison)
    return comparison.ratio is not None and far > JUMP and not CHANGE_WORDS.search(claim.quote)


def _facts(claim: Claim, value: Value, chosen: _Candidate) -> dict[str, str]:
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


def _tracked(mine: Anchor) -> dict[str, str]:
    """Return the facts of an anchor: the tracked figure, of whom, and by what it was found."""
    return {"tracked": f"{mine.topic}: {mine.metric}", "by": f"{mine.by[0]}, {mine.by[1]}"}


def _span_words(period: Period) -> str:
    if not period.known:
        return "?"
    if period.start == period.end and period.start:
        return period.start.isoformat()
    start = period.start.isoformat() if period.start else ""
    end = period.end.isoformat() if period.end else ""
    return f"{start}~{end}"


def _revised(
    claim: Claim,
    was: Claim,
    candidates: Sequence[_Candidate],
    topic: str,
    source: Source,
    now: datetime,
) -> Judgement:
    """Return the verdict on a value that replaced another at the same place of the page."""
    old_source = replace(source, version=max(1, source.version - 1))
    held = next(
        (
            (c.figure, v)
            for c in candidates
            for v in c.figure.values
            if v.source.doc == source.doc and v.claim.interval == was.interval
        ),
        None,
    )
    chosen = _choose(candidates)
    figure = held[0].key if held else (chosen.figure.key if chosen else None)
    previous = Value(claim=was, source=held[1].source if held else old_source)
    return Judgement(
        claim=claim,
        topic=topic or None,
        figure=figure or figure_key(source, claim),
        makes_figure=figure is None,
        becomes_current=True,
        alert=Alert(
            key=alert_key(source, claim),
            kind=Kind.REVISED,
            topic=topic,
            claim=claim,
            source=source,
            figure=figure or figure_key(source, claim),
            reason=Reason("revised", {"figure": f"{claim.subject} {claim.metric}"}),
            previous=previous,
            at=now,
        ),
    )


def iter_alerts(judgements: Iterable[Judgement]) -> tuple[Alert, ...]:
    """Return the alerts of judgements, in their order."""
    return tuple(j.alert for j in judgements if j.alert is not None)
