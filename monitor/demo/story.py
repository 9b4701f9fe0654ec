"""The stories that the demo's newsroom publishes, and what each is meant to raise.

Outlets, reporters, institutes and every figure beyond those of `seeds/` are made up: the stories
say nothing about the world. What a careful reader would note of each stands beside it, so that a
test can check that the demo tells the truth.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from importlib.resources import files
from typing import Any

from monitor.model import Interval, Kind, Modality


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """An alert that a story is meant to raise: the contract's fields that tell it from others."""

    kind: Kind
    topic: str
    text: str  # the quantity's own words, without a hedge or bound that stands away from it
    interval: Interval
    unit: str
    previous: Interval | None = None
    kind_alternatives: tuple[Kind, ...] = ()  # can also be argued for
    modality: Modality | None = None  # only where the story turns on it
    optional: bool = False  # neither a miss when absent nor wrong when there


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A story's page as it reads from `since` on."""

    since: datetime
    title: str
    body: tuple[str, ...]  # paragraphs
    expected: tuple[Expected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article of one outlet. Its second edition, if any, replaces the first without a word."""

    id: str
    outlet: str  # the outlet's slug
    path: str  # of its page, below the outlet's folder
    section: str
    author: str
    editions: tuple[Edition, ...]
    dateline: str = ""  # `서울=가온통신`
    standfirst: tuple[str, ...] = ()
    caption: str = ""
    copy_of: str = ""  # id of the story that it copies: nothing new to raise

    @property
    def published(self) -> datetime:
        return self.editions[0].since

    def edition(self, now: datetime) -> Edition | None:
        """Return what the page says at `now`, None before publication."""
        return next((e for e in reversed(self.editions) if e.since <= now), None)


def load_stories() -> tuple[Story, ...]:
    """Return the bundled stories in order of publication."""
    folder = files("monitor.demo") / "stories"
    records = [
        json.loads(file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".json")
    ]
    return tuple(sorted(map(_story, records), key=lambda story: story.published))


def _story(record: Mapping[str, Any]) -> Story:
    editions = [_edition(record, since=record["published"])]
    if revision := record.get("revision"):
        editions.append(_edition(revision, since=revision["at"]))
    return Story(
        id=record["id"],
        outlet=record["outlet"],
        path=record["path"],
        section=record["section"],
        author=record["author"],
        editions=tuple(editions),
        dateline=record.get("dateline", ""),
        standfirst=tuple(record.get("standfirst", ())),
        caption=record.get("caption", ""),
        copy_of=record.get("copy_of", ""),
    )


def _edition(record: Mapping[str, Any], *, since: str) -> Edition:
    return Edition(
        since=datetime.fromisoformat(since),
        title=record["title"],
        body=tuple(record["body"]),
        expected=tuple(map(_expected, record["expected"])),
    )


def _expected(record: Mapping[str, Any]) -> Expected:
    previous = record["previous"]
    modality = record.get("modality")
    return Expected(
        kind=Kind(record["kind"]),
        topic=record["topic"],
        text=record["text"],
        interval=_interval(record["low"], record["high"]),
        unit=record["unit"],
        previous=_interval(*previous) if previous else None,
        kind_alternatives=tuple(map(Kind, record.get("kind_alternatives", ()))),
        modality=Modality(modality) if modality else None,
        optional=record.get("optional", False),
    )


def _interval(low: float | None, high: float | None) -> Interval:
    # Through text: 0.41 is then the figure as written and not its nearest binary fraction.
    return Interval(
        None if low is None else Decimal(str(low)), None if high is None else Decimal(str(high))
    )
