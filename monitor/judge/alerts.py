"""What a new article's claims change, contradict, repeat or add, against the figures we hold.

For every claim: is it on a tracked topic, which figure does it speak of, and does its value agree
with what is held for its period. Claims of one article are judged against what was held before it,
never against one another; among themselves they only share the figures that they make.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.judge.anchors import Anchor
from monitor.judge.bystanders import choose_topic, is_bystander
from monitor.judge.candidates import TOLD, Candidate, Pool, choose, lead_of, one_time
from monitor.judge.carried import is_stale
from monitor.judge.compare import (
    Order,
    compare_periods,
    compare_values,
    kind_of_span,
    with_stated_rates,
)
from monitor.judge.differences import without_mere_differences
from monitor.judge.doubt import is_doubtful
from monitor.judge.edits import Edits
from monitor.judge.match import (
    MAYBE,
    facets,
    likeness,
)
from monitor.judge.mistaken import is_called_wrong
from monitor.judge.parts import of_other_parts
from monitor.judge.pending import seconds
from monitor.judge.topics import is_survey, match_topics
from monitor.judge.verdict import decide, is_of_no_time, jumps
from monitor.model import (
    Alert,
    Claim,
    Figure,
    Judgement,
    Kind,
    Reason,
    Source,
    Topic,
    Value,
)


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
    pool = Pool(baseline, source, topics, context)
    rated = with_stated_rates(claims)
    pool.listen(rated)
    judgements: list[Judgement] = []
    before = Edits(claims, earlier or ()) if earlier is not None else None
    for claim, converted in zip(claims, rated, strict=True):
        if before is not None and before.is_unchanged(claim):
            judgements.append(Judgement(claim=claim))
            continue
        was = before.replaced_by(claim) if before is not None else None
        found = _judge(converted, was, pool, source=source, topics=topics, now=now, context=context)
        if converted is not claim:
            said = replace(found.alert, claim=claim) if found.alert else None
            found = replace(found, claim=claim, alert=said)
        judgements.append(found)
    return without_mere_differences(judgements, topics, context)


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


def _judge(
    claim: Claim,
    was: Claim | None,
    pool: Pool,
    *,
    source: Source,
    topics: Sequence[Topic],
    now: datetime,
    context: str,
) -> Judgement:
    found = match_topics(claim, topics, title=source.title, lead=lead_of(context))
    candidates = pool.candidates(claim, [match.topic for match in found])
    mine = pool.anchor(claim)
    topic = choose_topic(claim, found, candidates, topics)
    if mine and mine.is_sure and not is_survey(claim):
        topic = mine.topic
    if topic is None and was is not None:
        # What stood in its place may have been read better.
        before = match_topics(was, topics, title=source.title, lead=lead_of(context))
        topic = before[0].topic.name if before else None
    if topic is None and not source.is_seed:
        return Judgement(claim=claim)
    name = topic or ""
    if was is not None:
        return _revised(claim, was, candidates, name, source, now)
    if is_called_wrong(claim):
        return Judgement(claim=claim, topic=topic)
    chosen = choose(candidates)
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
    if chosen is None and not source.is_seed:
        if is_bystander(claim, mine, found):
            return Judgement(claim=claim)
        by_name = found[0] if found and found[0].by == "subject" else None
        if by_name is not None and is_stale(claim, by_name.topic, topics, context):
            return Judgement(claim=claim)
    if chosen is None:
        return _new(claim, candidates, pool, name, source, now)
    return _compared(claim, pool.with_said(claim, chosen), pool, name, source, now)


def _is_weak(chosen: Candidate, mine: Anchor) -> bool:
    """Return whether only words around a claim led to a figure whose value is another."""
    return chosen.is_anchored and not chosen.agreeing and mine.score < TOLD


def _new(
    claim: Claim,
    candidates: Sequence[Candidate],
    pool: Pool,
    topic: str,
    source: Source,
    now: datetime,
) -> Judgement:
    for figure, first in pool.made:
        like = likeness(claim, first)
        if like.score < 0.7 or of_other_parts(claim, first) or _is_of_longer(claim, first):
            continue
        if not pool.are_told_apart(claim, first):
            again = compare_values(claim, first).agrees and one_time(claim, first)
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


def _is_of_longer(claim: Claim, first: Claim) -> bool:
    """Return whether one of two numbers of a page is of a year, and the other one of a month.

    `1월 수출액` and `지난해 연간 수출액`: one counts what the other is a part of.
    """
    if facets(claim).pace == facets(first).pace:
        return False
    mine, theirs = kind_of_span(claim.as_of), kind_of_span(first.as_of)
    return bool(mine and theirs) and mine != theirs


def _alert_new(
    claim: Claim,
    topic: str,
    figure: str,
    source: Source,
    now: datetime,
    near: Candidate | None = None,
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


def _alert_gap(
    claim: Claim, topic: str, chosen: Candidate, source: Source, now: datetime, reason: Reason
) -> Alert | None:
    """Return the alert of the first value of its time of a figure that has others."""
    alert = _alert_new(claim, topic, chosen.figure.key, source, now)
    if alert is None:
        return None
    score = round(min(1.0, chosen.like.score), 3)
    return replace(alert, reason=Reason("new_gap", reason.facts), score=score)


def _compared(
    claim: Claim, chosen: Candidate, pool: Pool, topic: str, source: Source, now: datetime
) -> Judgement:
    kind, previous, reason, comparison = decide(claim, chosen, source)
    if chosen.is_anchored and (mine := pool.anchor(claim)) is not None:
        reason = Reason(reason.code, {**reason.facts, **_tracked(mine)})
    if kind is Kind.NEW:
        return Judgement(
            claim=claim,
            topic=topic or None,
            figure=chosen.figure.key,
            alert=_alert_gap(claim, topic, chosen, source, now, reason),
        )
    is_other = kind in (Kind.CHANGED, Kind.CONFLICT)
    # Two outlets that say the same settle a jump, and how a sentence was read.
    is_seconded = reason.code == "changed_seconded"
    is_jump = is_other and jumps(claim, comparison) and not is_seconded
    score = round(min(1.0, chosen.like.score), 3)
    is_unsure = is_jump
    if kind is not None and not is_seconded:
        is_unsure = is_jump or is_doubtful(kind, claim, previous.claim, score)
        is_unsure |= kind is Kind.CHANGED and is_of_no_time(claim, previous)
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
            score=score,
            # A value believed for its return alone is counted, and marked as such.
            is_uncertain=is_unsure or (kind is Kind.CONFIRMED and _is_faint(chosen)),
            at=now,
        )
    supports = None
    if kind is Kind.CONFIRMED and not previous.source.is_seed and not source.is_seed:
        supports = alert_key(previous.source, previous.claim)
    return Judgement(
        claim=claim,
        topic=topic or None,
        figure=chosen.figure.key,
        # What is told as uncertain waits for another source that says it too.
        becomes_current=(kind is Kind.CHANGED and not is_unsure)
        or (kind is Kind.CONFIRMED and seconds(claim, previous, chosen.figure.values, source)),
        alert=alert,
        supports=supports,
    )


def _is_faint(chosen: Candidate) -> bool:
    return max(chosen.like.score, chosen.echo.score if chosen.echo else 0.0) < MAYBE


def _said_by(doc: str, claim: Claim, figure: Figure) -> bool:
    return any(v.source.doc == doc and compare_values(claim, v.claim).agrees for v in figure.values)


def _tracked(mine: Anchor) -> dict[str, str]:
    """Return the facts of an anchor: the tracked figure, of whom, and by what it was found."""
    return {"tracked": f"{mine.topic}: {mine.metric}", "by": f"{mine.by[0]}, {mine.by[1]}"}


def _revised(
    claim: Claim,
    was: Claim,
    candidates: Sequence[Candidate],
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
    chosen = choose(candidates)
    figure = held[0].key if held else (chosen.figure.key if chosen else None)
    previous = Value(claim=was, source=held[1].source if held else old_source)
    return Judgement(
        claim=claim,
        topic=topic or None,
        figure=figure or figure_key(source, claim),
        makes_figure=figure is None,
        becomes_current=True,
        # Who edits his own document knows that he did.
        alert=None
        if source.is_seed
        else Alert(
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
