"""Made-up pairs of figures: `judge/figure_pairs.txt`, whose head says how it is written."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from monitor.judge.alerts import seed_baseline
from monitor.model import (
    Claim,
    Equivalent,
    Interval,
    Modality,
    Period,
    Source,
    Topic,
    TrackedFigure,
)

FILE = Path(__file__).parent / "judge" / "figure_pairs.txt"
AUTUMN = datetime(2025, 9, 1, tzinfo=UTC)
VALUE = re.compile(r"(\S+?)(~?) (\S+)(?: \((\S+) (\S+)\))?")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims of two pages, on one topic."""

    is_one: bool
    topic: Topic
    first: Claim
    second: Claim

    @property
    def name(self) -> str:
        """What a test of it is called."""
        return " & ".join(f"{c.subject} {c.metric}" for c in (self.first, self.second))


@cache
def read_pairs() -> tuple[Pair, ...]:
    """Return the pairs of the file; ValueError or IndexError for a line that is not as it says."""
    pairs: list[Pair] = []
    topic, first = Topic(name="?"), ""
    for line in FILE.read_text("utf-8").splitlines():
        sign, _, said = line.partition(" ")
        if sign == "==":
            name, *aliases = said.split(", ")
            topic = Topic(name=name, aliases=tuple(aliases))
        elif sign == ":":
            topic = Topic(
                name=topic.name, aliases=topic.aliases, figures=(*topic.figures, _tracked(said))
            )
        elif sign in ("=", "x"):
            first = line
        elif sign == "&":
            one, two = _claim(first[2:], "first.md"), _claim(said, "second.md")
            pairs.append(Pair(first.startswith("="), topic, one, two))
    return tuple(pairs)


def _tracked(said: str) -> TrackedFigure:
    metrics, units, subjects = (tuple(part.split(", ")) for part in said.split(" | "))
    return TrackedFigure(metric=metrics[0], aliases=metrics[1:], units=units, subjects=subjects)


def _claim(said: str, doc: str) -> Claim:
    subject, metric, value, when, quote = said.split(" | ")
    found = VALUE.fullmatch(value)
    if found is None:
        raise ValueError(said)
    time, _, modality = when.partition(" ")
    own = _interval(found[1], approx=bool(found[2]))
    restated = _interval(found[4], approx=False) if found[4] else None
    return Claim(
        doc=doc,
        span=(0, 1),
        quote=quote,
        subject=subject,
        metric=metric,
        interval=own,
        unit=found[3],
        as_of=_period(time),
        modality=Modality(modality or "asserted"),
        equivalents=(Equivalent(restated.low, restated.high, found[5]),) if restated else (),
    )


def _interval(said: str, *, approx: bool) -> Interval:
    low, to, high = said.partition("..")
    ends = [Decimal(end) if end else None for end in (low, high if to else low)]
    return Interval(ends[0], ends[1], approx=approx)


def _period(said: str) -> Period:
    if said == "-":
        return Period()
    start, to, end = said.partition("..")
    return Period(_day(start) if start else None, _day(end if to else start, is_last=True))


def _day(said: str, *, is_last: bool = False) -> date:
    year, month, day = (*map(int, said.split("-")), 0, 0)[:3]
    if not is_last:
        return date(year, month or 1, day or 1)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def are_one(first: Claim, second: Claim, topics: tuple[Topic, ...]) -> bool:
    """Return whether two pages that say one thing each make one figure."""
    pages: dict[str, list[Claim]] = {}
    for claim in (first, second):
        pages.setdefault(claim.doc, []).append(claim)
    documents = [
        (Source(doc=doc, published=AUTUMN, is_seed=True), claims) for doc, claims in pages.items()
    ]
    return len(seed_baseline(documents, topics, now=AUTUMN)) == 1
