"""Alerts made by hand, for the tests of the rooms that show them. Every story is made up."""

from __future__ import annotations

import itertools
import string
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from monitor.model import (
    Alert,
    Claim,
    Coverage,
    Digest,
    FeedTrouble,
    Interval,
    Kind,
    Modality,
    Period,
    Reason,
    Remark,
    Source,
    Stance,
    Statement,
    Value,
)
from monitor.report.digest import compose_digest
from monitor.words import WORDS

NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)  # noon in Seoul
_number = itertools.count(1)


def month(year: int, number: int) -> Period:
    last = (date(year + number // 12, number % 12 + 1, 1)) - timedelta(days=1)
    return Period(date(year, number, 1), last)


def reason(code: str | None = None) -> Reason:
    """A reason that has words, with every fact that they use."""
    key = f"reason.{code}" if code else min(k for k in WORDS if k.startswith("reason."))
    fields = {f for words in WORDS[key] for _, f, _, _ in string.Formatter().parse(words) if f}
    return Reason(key.removeprefix("reason."), {name: name.upper() for name in fields})


def claim(low: Any, high: Any = "same", unit: str = "명", **more: Any) -> Claim:
    top = low if high == "same" else high
    interval = Interval(
        None if low is None else Decimal(str(low)),
        None if top is None else Decimal(str(top)),
        bool(more.pop("approx", False)),
    )
    values: dict[str, Any] = {
        "doc": "https://saenal.example/1",
        "span": (0, 1),
        "quote": f"누리챗의 월간 이용자는 {low} 명으로 집계됐다.",
        "subject": "누리챗",
        "metric": "월간 이용자 수",
        "modality": Modality.ASSERTED,
    }
    return Claim(interval=interval, unit=unit, **(values | more))


def source(outlet: str = "새날일보", doc: str = "https://saenal.example/1", **more: Any) -> Source:
    values: dict[str, Any] = {"doc": doc, "outlet": outlet, "published": NOON}
    return Source(**(values | more))


def value(claim: Claim, outlet: str = "한결신문", **more: Any) -> Value:
    there = source(outlet, doc="https://hangyeol.example/9", published=NOON - timedelta(days=60))
    return Value(claim=claim, source=more.pop("source", there), **more)


def alert(
    new: Claim,
    old: Claim | None = None,
    *,
    kind: Kind | None = None,
    topic: str = "누리챗",
    **more: Any,
) -> Alert:
    number = next(_number)
    values: dict[str, Any] = {
        "key": f"k{number:04}",
        "kind": kind or (Kind.CHANGED if old else Kind.NEW),
        "topic": topic,
        "claim": new,
        "source": source(),
        "figure": f"f{number}",
        "reason": reason(),
        "previous": value(old) if old else None,
        "at": NOON + timedelta(seconds=number),
    }
    return Alert(**(values | more))


COVERAGE = Coverage(
    feeds=12,
    polled=11,
    failed=(FeedTrouble(name="산들경제 전체", why="HTTP 503"),),
    silent=(FeedTrouble(name="푸른뉴스", why="14일째 새 글 없음"),),
    articles=120,
    unread=3,
    claims=800,
)


def digest(
    *alerts: Alert | Remark,
    coverage: Coverage = COVERAGE,
    wished: frozenset[str] = frozenset(),
) -> Digest:
    return compose_digest(
        [a for a in alerts if isinstance(a, Alert)],
        remarks=[r for r in alerts if isinstance(r, Remark)],
        key="digest-2026-11-21",
        coverage=coverage,
        since=NOON - timedelta(days=1),
        until=NOON + timedelta(hours=1),
        wished=wished,
    )


def fell(new: int = 590_000, old: int = 1_210_000, **more: Any) -> Alert:
    """누리챗 121만 → 59만 명, the example that everything is tried on first."""
    return alert(
        claim(
            new,
            quote=f"누리챗의 월간 이용자는 {new // 10_000}만 명으로 집계됐다.",
            as_of=month(2025, 3),
        ),
        claim(
            old,
            quote=f"1월 누리챗 월간 이용자는 {old // 10_000}만 명이었다.",
            as_of=month(2025, 1),
        ),
        **more,
    )


def remark(quote: str, stance: str = "alleged", **more: Any) -> Remark:
    """A statement that is news, said by nobody unless told."""
    number = next(_number)
    said = Statement(
        doc=f"https://saenal.example/{number}",
        span=(0, len(quote)),
        quote=quote,
        speaker=more.pop("speaker", None),
        stance=Stance(stance),
        subject="누리챗",
    )
    values: dict[str, Any] = {
        "key": f"s{number:08d}",
        "topic": "누리챗",
        "statement": said,
        "source": source("새날일보", doc=said.doc),
        "kind": Kind.NEW,
        "at": NOON,
    }
    return Remark(**(values | more))


def denied() -> Remark:
    """누리랩 부인, after an allegation of an earlier day."""
    before = remark(
        "한빛시큐는 누리챗이 대화를 빼돌렸다고 주장했다.",
        speaker="한빛시큐",
        source=source("한결신문", doc="https://hangyeol.example/3"),
    )
    return remark(
        "누리랩은 누리챗이 대화를 빼돌렸다는 의혹을 부인했다.",
        "denied",
        speaker="누리랩",
        kind=Kind.CHANGED,
        same_as=before.key,
        previous=before,
        support=(source("산들경제", doc="https://b.example/1"),),
    )
