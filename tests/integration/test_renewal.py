"""Stored articles read again: claims, statements and figures renewed, and no news of the past."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from monitor.config import Config, load_config
from monitor.cores import Cores
from monitor.decisions import about_alert, decide, undo
from monitor.errors import HeldError
from monitor.judge.decisions import What, named
from monitor.model import Article, Figure, Interval, Kind, Topic, TrackedFigure, Url
from monitor.pipeline import Pipeline
from monitor.reader import MADE_OF, reader, rules_of
from monitor.renewal import SCRATCH, Outcome, Renewal, Wanted
from monitor.store.alerts import load_alerts, replace_alert
from monitor.store.articles import (
    count_read_by_others,
    count_readers,
    load_readings,
    load_unchecked,
    reader_of,
    save_article,
    set_reader,
)
from monitor.store.claims import load_claims, load_figure_claims, renew_claims
from monitor.store.database import Store, open_store
from monitor.store.figures import drop_figure, load_figure, load_figures, move_values
from monitor.store.holding import one_reprocess
from monitor.store.rebuild import load_every_figure
from monitor.store.statements import count_statements, load_remarks
from monitor.store.status import load_status
from monitor.store.tables import ALERT
from monitor.store.topics import save_topic
from tests.fakes import FixedClock, NewsSite

ROOT = Path(__file__).parents[2]
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
LAKE = Topic(
    name="푸른호수",
    figures=(TrackedFigure(metric="월간 이용자 수", units=("명",), subjects=("푸른호수",)),),
)
HILL = Topic(
    name="붉은언덕",
    figures=(TrackedFigure(metric="매출", units=("KRW",), subjects=("붉은언덕",)),),
)
TEXTS = (
    "분석업체가 2일 결과를 냈다.\n지난 2월 푸른호수의 월간 이용자 수는 121만 명으로 집계됐다.",
    "푸른호수의 3월 월간 이용자 수는 59만 명으로 줄었다.\n회사는 감원설을 부인했다.",
    "붉은언덕의 지난해 매출은 3200억 원이었다.\n붉은언덕은 매각설이 사실이 아니라고 부인했다.",
    "푸른호수의 4월 월간 이용자 수는 48만 명이다.\n푸른호수의 직원 수는 340명이다.",
    "어제 남부 지방에 비가 12㎜ 내렸다.",
)


def _article(number: int, text: str) -> Article:
    return Article(
        url=Url(f"https://hanbit.example/{number}"),
        title=f"기사 {number}",
        text=text,
        outlet="한빛일보",
        published=START + timedelta(days=30 * number),
    )


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START + timedelta(days=400))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    file = tmp_path / "monitor.toml"
    file.write_text('data = "data"\n', "utf-8")
    (tmp_path / "data").mkdir()
    return load_config(file)


@pytest.fixture
async def steps(config: Config, store: Store, clock: FixedClock) -> AsyncIterator[Pipeline]:
    async with _open(config, store, clock) as opened:
        yield opened


@asynccontextmanager
async def _open(config: Config, store: Store, clock: FixedClock) -> AsyncIterator[Pipeline]:
    async with NewsSite().http() as http:
        yield Pipeline(config, store, http, clock=clock, lang="ko", cores=Cores(1), channels=())


async def _read(steps: Pipeline, texts: Sequence[str] = TEXTS, *topics: Topic) -> None:
    """Let the pipeline read these articles, as it would have when they were published."""
    with steps.store.begin() as tx:
        for topic in topics or (LAKE,):
            save_topic(tx, topic)
        for number, text in enumerate(texts):
            save_article(tx, _article(number, text), now=steps.clock())
    with steps.store.begin(write=False) as tx:
        waiting = load_unchecked(tx, limit=99)
    for key in waiting:
        await steps.check(key)


async def _renew(steps: Pipeline, **wanted: Any) -> Outcome:
    return await Renewal(steps).run(Wanted(**wanted))


def _state(store: Store) -> dict[str, object]:
    """Return all that a renewal may change, apart from the rows' own numbers."""
    with store.begin(write=False) as tx:
        docs = [_article(n, "").url for n in range(9)]
        return {
            "figures": load_every_figure(tx),
            "alerts": load_alerts(tx, include_confirmed=True),
            "claims": {doc: load_claims(tx, doc) for doc in docs},
            "links": {
                key: [(k.claim, k.topic) for k in load_figure_claims(tx, key, limit=99)]
                for key in load_every_figure(tx)
            },
            "readers": count_readers(tx),
            "remarks": load_remarks(tx),
            "statements": count_statements(tx),
        }


def _values(store: Store) -> dict[str, list[int]]:
    with store.begin(write=False) as tx:
        return {
            f"{f.subject} {f.metric}": [int(v.claim.interval.low or 0) for v in f.values]
            for f in load_figures(tx)
        }


def _age(store: Store, *docs: str) -> None:
    """Let these articles (none: all) be read by an older reader, which read every figure wrong."""
    with store.begin() as tx:
        for number in range(len(TEXTS)):
            doc = _article(number, "").url
            if (docs and doc not in docs) or reader_of(tx, doc, 1) is None:
                continue
            wrong = [replace(c, metric="규모", subject="누구") for c in load_claims(tx, doc)]
            renew_claims(tx, doc, 1, wrong)
            set_reader(tx, doc, 1, "0")


# --- what is read again --------------------------------------------------------------------------


async def test_nothing_is_read_again_where_the_present_reader_read_all(
    steps: Pipeline, store: Store
) -> None:
    await _read(steps)
    await _renew(steps)
    before = _state(store)
    assert await _renew(steps) == Outcome()
    assert _state(store) == before


async def test_what_others_read_is_counted_by_articles_and_not_by_readings(
    steps: Pipeline, store: Store
) -> None:
    await _read(steps)
    with store.begin(write=False) as tx:
        docs = {found.doc for found in load_readings(tx) if found.reader is not None}
        assert count_read_by_others(tx, reader()) == 0
        assert count_read_by_others(tx, "another") == len(docs)
    again = _article(1, f"{TEXTS[1]}\n한 문장이 더 있다.")
    with store.begin() as tx:
        saved = save_article(tx, again, now=START)
    await steps.check((saved.doc, saved.version))
    with store.begin(write=False) as tx:
        assert sum(count_readers(tx).values()) == len(docs) + 1
        assert count_read_by_others(tx, "another") == len(docs)
        assert load_status(tx, START, reader="another").older == len(docs)


def test_a_compiled_copy_reads_by_the_rules_that_it_was_made_of(tmp_path: Path) -> None:
    copy = tmp_path / "monitor"
    shutil.copytree(ROOT / "monitor" / "judge", copy / "judge")
    (copy / "extract").mkdir()
    assert rules_of(copy) != reader()
    (copy / MADE_OF).write_text(f"{reader()}\n", "utf-8")
    assert rules_of(copy) == reader()


async def test_only_what_an_older_reader_read_is_read_again(steps: Pipeline, store: Store) -> None:
    await _read(steps)
    right = _state(store)
    _age(store, _article(1, "").url)
    done = await _renew(steps)
    assert (done.read, done.differ, done.failed) == (1, 1, 0)
    assert _state(store)["claims"] == right["claims"]
    with store.begin(write=False) as tx:
        assert count_readers(tx).keys() == {reader()}


async def test_a_renewal_of_all_gives_what_the_daemon_gave(steps: Pipeline, store: Store) -> None:
    await _read(steps)
    before = _state(store)
    done = await _renew(steps, every=True)
    assert (done.read, done.differ, done.judged) == (3, 0, 3)
    assert (done.renewed.made, done.renewed.changed, done.renewed.gone) == (0, 0, 0)
    assert _state(store) == before


async def _add_document(steps: Pipeline, text: str) -> None:
    day = datetime(2026, 1, 15, tzinfo=UTC) if "2026-01-15" in text else None
    article = Article(url=Url("note.md"), title="푸른호수", text=text, published=day)
    assert steps.add_seed(article)
    with steps.store.begin(write=False) as tx:
        waiting = load_unchecked(tx, limit=9, seeds=True)
    for key in waiting:
        await steps.check(key)


async def test_a_day_added_to_a_document_is_the_day_of_its_figures(
    steps: Pipeline, store: Store
) -> None:
    said = "지난해 푸른호수의 월간 이용자 수는 88만 명이었다.\n현재 푸른호수의 직원 수는 210명이다."
    with store.begin() as tx:
        save_topic(tx, LAKE)
    await _add_document(steps, said)
    await _add_document(steps, f"2026-01-15\n\n{said}")
    with store.begin(write=False) as tx:
        users, staff = (f.values for f in load_figures(tx))
        assert load_alerts(tx) == ()
    assert [len(users), len(staff)] == [1, 1]
    assert users[0].claim.as_of.end is not None
    assert users[0].claim.as_of.end.year == 2025
    assert users[0].source.published is not None
    assert users[0].is_current
    # Judged anew it is the same.
    before = _state(store)
    done = await _renew(steps, every=True)
    assert (done.renewed.made, done.renewed.changed, done.renewed.gone) == (0, 0, 0)
    assert _state(store)["figures"] == before["figures"]


async def test_figures_read_before_their_topic_are_filed_under_it_once(
    steps: Pipeline, store: Store
) -> None:
    await _add_document(steps, "지난해 푸른호수의 월간 이용자 수는 88만 명이었다.")
    with store.begin() as tx:
        save_topic(tx, LAKE)
    done = await _renew(steps)
    assert done.by_topics
    assert done.renewed.changed == 1
    with store.begin(write=False) as tx:
        assert [figure.topic for figure in load_figures(tx)] == ["푸른호수"]
    again = await _renew(steps, every=True)
    assert not again.by_topics
    assert (again.renewed.made, again.renewed.changed, again.renewed.gone) == (0, 0, 0)


async def test_twice_is_once(steps: Pipeline, store: Store) -> None:
    await _read(steps)
    _age(store)
    await _renew(steps)
    once = _state(store)
    done = await _renew(steps, every=True)
    assert (done.renewed.made, done.renewed.changed, done.renewed.gone) == (0, 0, 0)
    assert _state(store) == once


async def test_since_reads_the_later_articles_only(steps: Pipeline, store: Store) -> None:
    await _read(steps)
    _age(store)
    assert (await _renew(steps, since=START + timedelta(days=40))).read == 1
    assert (await _renew(steps)).read == 2


async def test_an_article_whose_reader_dies_is_told_and_not_tried_for_ever(
    steps: Pipeline, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _read(steps)
    _age(store)
    steps.cores = Cores(2, seconds=0.001, isolate=True)
    monkeypatch.setattr("monitor.cores.WORTH_A_POOL", 0)
    try:
        done = await _renew(steps)
    finally:
        steps.cores.close()
    steps.cores = Cores(1)
    assert done.failed == done.read == 3
    assert (await _renew(steps)).read == 0


# --- figures -------------------------------------------------------------------------------------


async def test_what_an_older_judge_took_for_one_figure_is_parted(
    steps: Pipeline, store: Store
) -> None:
    await _read(steps)
    right = _values(store)
    assert right["푸른호수 월간 이용자 수"] == [1210000, 590000, 480000]
    with store.begin() as tx:  # as if `직원 수` had been taken for the users
        users, staff = load_figures(tx)
        (wrong,) = staff.values
        move_values(tx, staff.key, users.key, [wrong])
        drop_figure(tx, staff.key)
    assert _values(store) != right
    _age(store)
    await _renew(steps)
    assert _values(store) == right
    with store.begin(write=False) as tx:
        assert users.key in {f.key for f in load_figures(tx)}


async def test_a_new_topic_finds_its_figures_in_the_past_without_an_alert(
    steps: Pipeline, store: Store
) -> None:
    await _read(steps)
    with store.begin(write=False) as tx:
        assert reader_of(tx, _article(2, "").url, 1) is None
        before = load_alerts(tx, include_confirmed=True)
        assert len(load_figures(tx)) == 2
    with store.begin() as tx:
        save_topic(tx, HILL)
    done = await _renew(steps, topic=HILL)
    assert (done.read, done.renewed.made) == (1, 1)
    assert _values(store)["붉은언덕 매출"] == [320000000000]
    with store.begin(write=False) as tx:
        assert load_alerts(tx, include_confirmed=True) == before
        assert load_remarks(tx, topic=HILL.name) == ()
        assert count_statements(tx, HILL.name) == 1


async def test_by_option_the_past_is_told(steps: Pipeline, store: Store) -> None:
    await _read(steps)
    with store.begin() as tx:
        save_topic(tx, HILL)
    done = await _renew(steps, topic=HILL, alerts=True)
    assert done.renewed.added == 1
    with store.begin(write=False) as tx:
        (alert,) = load_alerts(tx, topic=HILL.name, undigested=True)
        figure = load_figure(tx, alert.figure)
    assert alert.kind is Kind.NEW
    assert alert.at == steps.clock()
    assert figure is not None
    assert figure.values[0].claim == alert.claim


async def test_alerts_speak_of_the_figures_as_they_are_now_and_wrong_untold_ones_go(
    steps: Pipeline, store: Store
) -> None:
    await _read(steps)
    with store.begin() as tx:
        first, second, *_ = load_alerts(tx, include_confirmed=True)
        # One that was told of, and one that waits, both with a value that no text has.
        wrong = Interval(Decimal(7), None)
        replace_alert(tx, replace(first, claim=replace(first.claim, interval=wrong)))
        replace_alert(tx, replace(second, claim=replace(second.claim, interval=wrong)))
        _tell(tx, first.key)
    _age(store)
    done = await _renew(steps)
    assert done.renewed.withdrawn == 1
    with store.begin(write=False) as tx:
        kept = {a.key: a for a in load_alerts(tx, include_confirmed=True)}
        assert first.key in kept
        assert second.key not in kept
        assert all(load_figure(tx, a.figure) is not None for a in kept.values())


def _tell(tx: Any, key: str) -> None:
    tx.execute(update(ALERT).where(ALERT.c.key == key).values(is_told=True))


# --- decisions -----------------------------------------------------------------------------------


def _figure(store: Store, metric: str) -> Figure:
    with store.begin(write=False) as tx:
        return next(f for f in load_figures(tx) if f.metric == metric)


async def test_what_a_person_decided_stays_decided(steps: Pipeline, store: Store) -> None:
    await _read(steps)
    with store.begin() as tx:
        alerts = load_alerts(tx, include_confirmed=True)
        changed = [a for a in alerts if a.kind is Kind.CHANGED]
        rejected = about_alert(tx, changed[-1], What.REJECT, now=START)
        decide(tx, rejected, now=START)
        staff = next(f for f in load_figures(tx) if f.metric == "직원 수")
        claim = staff.values[0].claim
        about = next(a for a in alerts if a.claim == claim)
        right = about_alert(tx, about, What.CORRECT, now=START, fields={"low": 350, "high": 350})
        decide(tx, right, now=START)
    before, values = _state(store), _values(store)
    await _renew(steps, every=True)
    after = _state(store)
    assert {k: v for k, v in after.items() if k != "figures"} == {
        k: v for k, v in before.items() if k != "figures"
    }
    assert _values(store) == values
    users = _figure(store, "월간 이용자 수")
    assert [int(v.claim.interval.low or 0) for v in users.values if v.is_current] == [590000]
    staff = _figure(store, "직원 수")
    assert [(int(v.claim.interval.low or 0), v.is_pinned) for v in staff.values] == [(350, True)]


async def test_merged_figures_stay_one_and_can_be_parted_again(
    steps: Pipeline, store: Store
) -> None:
    other = "다음은 청호의 이야기다.\n청호의 5월 월간 이용자 수는 45만 명이다."
    await _read(steps, (*TEXTS, other), replace(LAKE, aliases=("청호",)))
    split = _values(store)
    with store.begin() as tx:
        users, theirs = (
            next(f for f in load_figures(tx) if f.subject == s) for s in ("푸른호수", "청호")
        )
        alerts = load_alerts(tx, include_confirmed=True)
        merge = about_alert(
            tx,
            next(a for a in alerts if a.figure == theirs.key),
            What.MERGE,
            now=START,
            figure=named(theirs),
            into=named(users),
            claims=tuple(v.claim for v in theirs.values),
        )
        kept = decide(tx, merge, now=START)
    merged = _values(store)
    assert len(merged) == len(split) - 1
    await _renew(steps, every=True)
    assert _values(store) == merged
    with store.begin() as tx:
        undo(tx, key=kept.key, now=START)
    await _renew(steps, every=True)
    assert _values(store) == split


async def test_a_figure_that_was_dropped_stays_out_of_the_baseline(
    steps: Pipeline, store: Store
) -> None:
    await _read(steps)
    key = _figure(store, "직원 수").key
    with store.begin() as tx:
        drop_figure(tx, key)
    _age(store)
    await _renew(steps)
    assert set(_values(store)) == {"푸른호수 월간 이용자 수"}
    await _renew(steps, every=True)
    assert set(_values(store)) == {"푸른호수 월간 이용자 수"}


# --- killed, and beside others -------------------------------------------------------------------


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@pytest.mark.parametrize("after", ["read 1", "read 3", "judge 1", "taken", "linked"])
async def test_killed_anywhere_it_goes_on_where_it_stood(
    steps: Pipeline, store: Store, store_url: str, config: Config, after: str
) -> None:
    await _read(steps)
    right = _state(store)
    _age(store)
    program = (
        "import asyncio, os, signal, sys\n"
        "from tests.integration.test_renewal import killed\n"
        "asyncio.run(killed(*sys.argv[1:]))\n"
    )
    words = [store_url, str(config.file), after]
    ended = subprocess.run(
        [sys.executable, "-c", program, *words], cwd=ROOT, capture_output=True, text=True
    )
    assert ended.returncode == -9, ended.stderr
    left = await _renew(steps)
    assert left.judged == 3
    assert left.read == {"read 1": 2, "read 3": 0}.get(after, 0)
    assert _state(store) == right
    assert not (config.data / SCRATCH).exists()
    assert await _renew(steps) == Outcome()


async def killed(url: str, settings: str, after: str) -> None:
    """Renew until `after`, and be killed there: the other side of the test above."""

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def seen(step: str, count: int, _: int) -> None:
        if f"{step} {min(count, 3)}" == after or (step == "judge" and after == "judge 1"):
            die()

    async with _open(load_config(Path(settings)), open_store(url), FixedClock(START)) as steps:
        renewal = Renewal(steps, seen=seen)
        if after in ("taken", "linked"):
            link = renewal._link

            def late(replay: Any) -> None:
                if after == "linked":
                    link(replay)
                die()

            renewal._link = late  # type: ignore[method-assign]
        await renewal.run(Wanted())


async def test_articles_that_a_daemon_reads_meanwhile_are_in_the_new_baseline_too(
    steps: Pipeline, store: Store
) -> None:
    await _read(steps)
    _age(store)
    came: list[str] = []

    def seen(step: str, *_: int) -> None:
        if step == "judge" and not came:
            came.append("one")
            late = _article(7, "푸른호수의 9월 월간 이용자 수는 33만 명이다.")
            with store.begin() as tx:
                save_article(tx, late, now=steps.clock())
            _run_apart(steps, late)

    await Renewal(steps, seen=seen).run(Wanted())
    assert _values(store)["푸른호수 월간 이용자 수"] == [1210000, 590000, 480000, 330000]


def _run_apart(steps: Pipeline, article: Article) -> None:
    """Check an article as another process would, in the middle of a renewal."""
    thread = threading.Thread(target=lambda: asyncio.run(_check(steps, article)))
    thread.start()
    thread.join()


async def _check(steps: Pipeline, article: Article) -> None:
    other = Pipeline(
        steps.config,
        steps.store,
        steps.http,
        clock=steps.clock,
        lang="ko",
        cores=Cores(1),
        channels=(),
    )
    await other.check((article.url, 1))


def test_two_at_once_are_refused(store: Store) -> None:
    second = open_store(store._engine.url.render_as_string(hide_password=False))
    try:
        with (
            one_reprocess(store, "en"),
            pytest.raises(HeldError, match="another monitor reprocess"),
            one_reprocess(second, "en"),
        ):
            pass
        with one_reprocess(second, "en"):
            pass
    finally:
        second.close()
