"""A person's decision that makes two figures one: what was said of either is judged again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.decisions import decide, undo
from monitor.judge.decisions import Decision, What, named
from monitor.model import SEOUL, Alert, Article, Figure, Kind, Topic, TrackedFigure, Url
from monitor.pipeline import Pipeline, open_pipeline
from monitor.store.alerts import load_alerts
from monitor.store.articles import save_article
from monitor.store.database import Tx
from monitor.store.figures import load_figures
from monitor.store.topics import save_topic
from tests.fakes import FixedClock

NOW = datetime(2026, 4, 30, 9, tzinfo=SEOUL)
TOPIC = Topic(
    name="누리로보틱스",
    figures=(TrackedFigure(metric="월간 이용자 수", units=("명",), subjects=("누리로보틱스",)),),
)


@pytest.fixture
async def steps(tmp_path: Path) -> AsyncIterator[Pipeline]:
    file = tmp_path / "monitor.toml"
    file.write_text('data = "data"\n[workers]\nisolate = false\n', "utf-8")
    async with open_pipeline(load_config(file), clock=FixedClock(NOW)) as made:
        with made.store.begin() as tx:
            save_topic(tx, TOPIC)
        yield made


async def _tell(steps: Pipeline, month: int, text: str) -> None:
    at = datetime(2026, month, 28, 9, tzinfo=SEOUL)
    url = Url(f"https://news.example/{month}")
    article = Article(
        url=url, title=f"누리로보틱스 {month}월", text=text, published=at, outlet=f"신문{month}"
    )
    with steps.store.begin() as tx:
        saved = save_article(tx, article, now=at)
    await steps.check((saved.doc, saved.version))


def _alerts(tx: Tx) -> list[Alert]:
    found = load_alerts(tx, include_confirmed=True)
    return sorted(found, key=lambda a: a.source.published or NOW)


def _told(tx: Tx) -> list[tuple[Kind, object, object]]:
    return [
        (a.kind, a.claim.interval.low, a.previous.claim.interval.low if a.previous else None)
        for a in _alerts(tx)
    ]


def _values(tx: Tx) -> set[tuple[str, object, bool]]:
    return {(f.key, v.claim.interval, v.is_current) for f in load_figures(tx) for v in f.values}


def _of(tx: Tx, metric: str) -> Figure:
    return next(f for f in load_figures(tx) if f.metric == metric)


def _merge(tx: Tx, one: Figure, into: Figure) -> Decision:
    claims = tuple(v.claim for v in one.values)
    made = Decision(
        key="", what=What.MERGE, at=NOW, figure=named(one), into=named(into), claims=claims
    )
    return decide(tx, made, now=NOW)


async def _two(steps: Pipeline) -> None:
    await _tell(steps, 2, "누리로보틱스의 2월 월간 이용자 수는 415만 명이었다.")
    await _tell(steps, 3, "누리로보틱스의 3월 가입 회원 수는 480만 명이었다.")


async def test_what_was_news_while_nothing_was_known_of_it_is_a_change_after_a_merge(
    steps: Pipeline,
) -> None:
    await _two(steps)
    with steps.store.begin() as tx:
        assert _told(tx) == [(Kind.NEW, 4_150_000, None), (Kind.NEW, 4_800_000, None)]
        before = _alerts(tx), load_figures(tx)
        one, into = _of(tx, "가입 회원 수"), _of(tx, "월간 이용자 수")
        _merge(tx, one, into)
        assert _told(tx) == [(Kind.NEW, 4_150_000, None), (Kind.CHANGED, 4_800_000, 4_150_000)]
        (figure,) = load_figures(tx)
        assert [v.claim.interval.low for v in figure.values if v.is_current] == [4_800_000]
        assert {a.figure for a in _alerts(tx)} == {into.key}
    with steps.store.begin() as tx:
        key = next(iter(_reviews(tx)))
        assert undo(tx, key=key, now=NOW) is not None
        assert (_alerts(tx), load_figures(tx)) == before


async def test_the_next_value_after_a_merge_is_measured_by_the_last_one(steps: Pipeline) -> None:
    await _two(steps)
    with steps.store.begin() as tx:
        # The older one goes into the younger: what stands is told by the articles.
        _merge(tx, _of(tx, "월간 이용자 수"), _of(tx, "가입 회원 수"))
        assert [v.claim.interval.low for f in load_figures(tx) for v in f.values if v.is_current] \
            == [4_800_000]  # fmt: skip
    await _tell(steps, 4, "누리로보틱스의 4월 월간 이용자 수는 520만 명이었다.")
    with steps.store.begin(write=False) as tx:
        assert _told(tx)[-1] == (Kind.CHANGED, 5_200_000, 4_800_000)


async def test_what_was_measured_by_a_value_is_judged_again_where_it_is_put_right(
    steps: Pipeline,
) -> None:
    await _tell(steps, 2, "누리로보틱스의 2월 월간 이용자 수는 415만 명이었다.")
    await _tell(steps, 3, "누리로보틱스의 3월 월간 이용자 수는 480만 명이었다.")
    with steps.store.begin() as tx:
        before = _alerts(tx), _values(tx)
        first = _alerts(tx)[0]
        figure = _of(tx, "월간 이용자 수")
        decision = Decision(
            key="", what=What.CORRECT, at=NOW, alert=first.key, kind=str(first.kind),
            topic=first.topic, claim=first.claim, figure=named(figure),
            fields={"low": 4_510_000, "high": 4_510_000, "approx": False, "unit": "명"},
        )  # fmt: skip
        kept = decide(tx, replace(decision, score=round(first.score, 4)), now=NOW)
        assert _told(tx) == [(Kind.NEW, 4_510_000, None), (Kind.CHANGED, 4_800_000, 4_510_000)]
        assert undo(tx, key=kept.key, now=NOW) is not None
        assert (_alerts(tx), _values(tx)) == before


def _reviews(tx: Tx) -> list[str]:
    from monitor.store.reviews import load_reviews

    return [r.key for r in load_reviews(tx)]
