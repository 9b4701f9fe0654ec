"""Which figures a topic's articles speak of: proposed to whoever starts to follow the topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from monitor.judge.match import facets, family
from monitor.judge.metrics import squeeze
from monitor.judge.topics import match_topics
from monitor.model import SEOUL, Claim, Source, Topic, TrackedFigure

LEAST_SHOWN = 30
"""So many proposals at most: those mentioned most often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A figure that could be tracked, with what the articles say of it."""

    figure: TrackedFigure
    latest: Claim
    latest_source: Source
    mentions: int  # claims
    articles: int
    outlets: tuple[str, ...]

    @property
    def subject(self) -> str:
        return self.figure.subjects[0] if self.figure.subjects else ""


def propose_figures(
    said: Iterable[tuple[Claim, Source]], topic: Topic, *, most: int = LEAST_SHOWN
) -> tuple[Proposal, ...]:
    """Return the figures that claims on `topic` speak of: its own first, then by mentions.

    Claims are taken together by whom they name, what they measure and in which dimension; a
    figure that the topic tracks already is left out.

    Args:
        said: the claims of articles that mention the topic, each with its article.
    """
    groups: dict[tuple[object, ...], list[tuple[Claim, Source]]] = {}
    own: set[tuple[object, ...]] = set()  # of the topic itself, and not only told beside it
    for claim, source in said:
        matches = match_topics(claim, (topic,), title=source.title) if claim.metric else ()
        if matches:
            groups.setdefault(_key(claim), []).append((claim, source))
            if matches[0].by in ("subject", "figure"):
                own.add(_key(claim))
    tracked = {(squeeze(w), u) for f in topic.figures for w in (f.metric, *f.aliases)
               for u in (f.units or ("",))}  # fmt: skip
    found = [(key not in own, _proposal(rows)) for key, rows in groups.items()]
    fresh = [
        (is_beside, p)
        for is_beside, p in found
        if not {(squeeze(p.figure.metric), u) for u in (*p.figure.units, "")} & tracked
    ]
    ranked = sorted(fresh, key=lambda row: (row[0], *_rank(row[1])))
    return tuple(p for _, p in ranked[:most])


def _rank(found: Proposal) -> tuple[object, ...]:
    figure = found.figure
    return -found.articles, -found.mentions, found.subject, figure.metric, figure.units


def _key(claim: Claim) -> tuple[object, ...]:
    f = facets(claim)
    whose = f.names or f.countries or frozenset([squeeze(claim.subject)])
    what = f.head or squeeze(claim.metric)
    return whose, f.groups, f.segments, what, f.made, f.pace, family(claim.unit)


def _proposal(rows: list[tuple[Claim, Source]]) -> Proposal:
    latest, source = max(rows, key=_when)
    metrics, subjects, units = (
        Counter(words)
        for words in (
            [c.metric for c, _ in rows],
            [c.subject for c, _ in rows if c.subject],
            [c.unit for c, _ in rows],
        )
    )
    metric = _commonest(metrics)
    others = sorted(m for m in metrics if m != metric)
    return Proposal(
        figure=TrackedFigure(
            metric=metric,
            aliases=tuple(others[:5]),
            units=tuple(unit for unit, _ in units.most_common()),
            subjects=(_commonest(subjects),) if subjects else (),
        ),
        latest=latest,
        latest_source=source,
        mentions=len(rows),
        articles=len({s.doc for _, s in rows}),
        outlets=tuple(sorted({s.outlet for _, s in rows if s.outlet})),
    )


def _commonest(words: Counter[str]) -> str:
    """Return the wording most often used; of several the shortest, then the first."""
    return min(words, key=lambda w: (-words[w], len(w), w))


def _when(row: tuple[Claim, Source]) -> tuple[date, datetime]:
    claim, source = row
    read = source.published or datetime.min.replace(tzinfo=UTC)
    day = read.astimezone(SEOUL).date() if source.published else date.min
    return claim.as_of.end or claim.as_of.start or day, read
