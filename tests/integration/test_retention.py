"""What is kept for how long: old texts go, and nothing that a figure or an alert needs does."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from monitor.collect.pace import is_listed, join_marks, listed_of
from monitor.config import load_config
from monitor.cores import Cores
from monitor.model import Receipt, Topic, TrackedFigure, Url
from monitor.pipeline import PRUNED, Pipeline, keep_of
from monitor.renewal import Renewal, Wanted
from monitor.store import retention
from monitor.store.alerts import load_alerts
from monitor.store.articles import (
    load_article,
    load_source,
    load_unchecked,
    mark_checked,
    save_article,
    save_signature,
    set_copy_of,
    set_reread,
)
from monitor.store.claims import load_claims
from monitor.store.database import Store, open_store
from monitor.store.entries import load_entry, note_entry_fetched, save_entries
from monitor.store.feeds import load_feed, note_poll, save_feed
from monitor.store.figures import load_figures
from monitor.store.notes import load_moment
from monitor.store.outbox import load_messages, save_messages, save_receipt
from monitor.store.rebuild import load_every_figure
from monitor.store.retention import Keep, Pruned, prune
from monitor.store.statements import count_statements
from monitor.store.tables import ARTICLE, BAND, VERSION
from monitor.store.topics import save_topic
from tests.fakes import FixedClock, NewsSite
from tests.integration.store_samples import (
    DAY,
    FEED,
    NOW,
    a_message,
    an_article,
    an_entry,
    statements,
)

KEEP = Keep(texts=100 * DAY, entries=50 * DAY, messages=50 * DAY)
LATER = NOW + 101 * DAY
LAKE = Topic(
    name="푸른호수",
    figures=(TrackedFigure(metric="월간 이용자 수", units=("명",), subjects=("푸른호수",)),),
)


def _prune(store: Store, *, dry_run: bool = False, keep: Keep = KEEP) -> Pruned:
    gone = Pruned()
    for part in prune(store, keep, now=LATER, is_listed=is_listed, dry_run=dry_run, whole=True):
        gone += part
    return gone


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
async def steps(store: Store, tmp_path: Path, clock: FixedClock) -> AsyncIterator[Pipeline]:
    file = tmp_path / "monitor.toml"
    file.write_text('data = "data"\n', "utf-8")
    (tmp_path / "data").mkdir()
    async with NewsSite().http() as http:
        yield Pipeline(
            load_config(file), store, http, clock=clock, lang="ko", cores=Cores(1), channels=()
        )


async def _read(steps: Pipeline) -> None:
    """Read two articles on a topic, and one on none; each came through a feed."""
    texts = (
        "푸른호수의 9월 월간 이용자 수는 121만 명이다.\n푸른호수는 감원설을 부인했다.",
        "푸른호수의 10월 월간 이용자 수는 59만 명으로 줄었다.",
        "어제 남부 지방에 비가 12㎜ 내렸다.",
    )
    with steps.store.begin() as tx:
        save_feed(tx, FEED)
        save_topic(tx, LAKE)
        for number, text in enumerate(texts):
            at = NOW - (9 - number) * DAY
            save_entries(tx, [an_entry(str(number), published=at, content=text)], now=NOW)
            save_article(tx, an_article(str(number), text=text, published=at, skip=()), now=NOW)
            note_entry_fetched(tx, str(number), str(number), now=NOW)
    with steps.store.begin(write=False) as tx:
        waiting = load_unchecked(tx, limit=9)
    for key in waiting:
        await steps.check(key)


# --- what goes, and what stays -------------------------------------------------------------------


async def test_old_texts_go_and_all_that_figures_and_alerts_rest_on_stays(
    steps: Pipeline, store: Store
) -> None:
    await _read(steps)
    with store.begin(write=False) as tx:
        before = (
            load_every_figure(tx),
            load_alerts(tx, include_confirmed=True),
            [load_claims(tx, doc) for doc in "012"],
            [load_source(tx, doc) for doc in "01"],
            count_statements(tx),
        )
    assert len(before[1]) == 2
    gone = _prune(store)
    assert gone == Pruned(articles=1, texts=2, entries=2, copies=0)
    with store.begin(write=False) as tx:
        assert before == (
            load_every_figure(tx),
            load_alerts(tx, include_confirmed=True),
            [load_claims(tx, doc) for doc in "012"],
            [load_source(tx, doc) for doc in "01"],
            count_statements(tx),
        )
        kept = load_article(tx, "0")
        assert kept is not None
        assert (kept.title, kept.outlet, kept.text) == (
            an_article().title,
            an_article().outlet,
            "",
        )
        assert load_article(tx, "2") is None
        assert load_entry(tx, "2") is None


async def test_pruning_twice_removes_nothing_more(steps: Pipeline, store: Store) -> None:
    await _read(steps)
    assert _prune(store).total == 5
    assert _prune(store) == Pruned()


async def test_a_dry_run_counts_the_same_and_removes_nothing(steps: Pipeline, store: Store) -> None:
    await _read(steps)
    counted = _prune(store, dry_run=True)
    with store.begin(write=False) as tx:
        assert load_article(tx, "0") is not None
        assert load_article(tx, "2") is not None
    assert counted.total == 5
    assert _prune(store) == counted


async def test_what_is_kept_for_ever_stays(steps: Pipeline, store: Store) -> None:
    await _read(steps)
    assert _prune(store, keep=Keep(texts=None, entries=None, messages=None)) == Pruned()


def test_a_text_that_waits_is_read_again_or_is_the_users_own_stays(store: Store) -> None:
    with store.begin() as tx:
        save_article(tx, an_article("waits"), now=NOW)
        save_article(tx, an_article("again"), now=NOW, reread_at=LATER + DAY)
        save_article(tx, an_article("seed.md"), now=NOW, is_seed=True)
        for doc in ("again", "seed.md"):
            mark_checked(tx, doc, 1, now=NOW)
    assert _prune(store) == Pruned()
    with store.begin() as tx:
        set_reread(tx, "again", None)
    assert _prune(store).articles == 1


def test_an_article_that_a_feed_still_lists_is_not_forgotten(store: Store) -> None:
    entry = an_entry("https://news.example/1")
    with store.begin() as tx:
        save_feed(tx, FEED)
        save_entries(tx, [entry], now=NOW)
        save_article(tx, an_article(entry.url), now=NOW)
        note_entry_fetched(tx, entry.url, entry.url, now=NOW)
        mark_checked(tx, entry.url, 1, now=NOW)
        feed = load_feed(tx, FEED.url)
        assert feed is not None
        note_poll(tx, replace(feed, listed=join_marks(listed_of([entry]))))
    assert _prune(store) == Pruned(texts=1)
    with store.begin() as tx:
        assert save_entries(tx, [entry], now=LATER) == 0
        note_poll(
            tx, replace(feed, listed=join_marks(listed_of([an_entry("https://news.example/2")])))
        )
    assert _prune(store) == Pruned(articles=1)
    with store.begin(write=False) as tx:
        assert tx.execute(select(func.count()).select_from(VERSION)).scalar() == 0
        assert load_entry(tx, entry.url) is None


def test_an_original_stays_as_long_as_its_copy(store: Store) -> None:
    with store.begin() as tx:
        for doc in ("original", "copy"):
            save_article(tx, an_article(doc), now=NOW)
            mark_checked(tx, doc, 1, now=NOW)
        set_copy_of(tx, "copy", "original")
    assert _prune(store).articles == 1
    assert _prune(store).articles == 1
    with store.begin(write=False) as tx:
        assert tx.execute(select(func.count()).select_from(ARTICLE)).scalar() == 0


def test_the_index_of_copies_forgets_after_two_weeks(store: Store) -> None:
    with store.begin() as tx:
        for doc, at in (("old", LATER - 15 * DAY), ("young", LATER - 13 * DAY)):
            save_article(tx, an_article(doc, published=at), now=at)
            save_signature(tx, doc, range(8))
    assert _prune(store).copies == 1
    with store.begin(write=False) as tx:
        assert tx.execute(select(func.count(BAND.c.article_id.distinct()))).scalar() == 1


def test_delivered_messages_go_but_the_last_of_each_recipient(store: Store) -> None:
    with store.begin() as tx:
        for number in range(4):
            key = f"m{number}"
            save_messages(tx, [a_message(key, recipient="ab"[number % 2] + "@hanbit.example")])
            if number != 1:
                save_receipt(tx, Receipt(message=key, delivered=NOW), now=NOW)
    assert _prune(store).messages == 1
    with store.begin(write=False) as tx:
        assert [m.message.key for m in load_messages(tx)] == ["m1", "m2", "m3"]


# --- with what comes after -----------------------------------------------------------------------


async def test_a_renewal_keeps_what_came_of_texts_that_are_gone(
    steps: Pipeline, store: Store, clock: FixedClock
) -> None:
    await _read(steps)
    with store.begin(write=False) as tx:
        (before,) = load_figures(tx)
    _prune(store)
    clock.move(days=101)
    with store.begin() as tx:
        text = "푸른호수의 1월 월간 이용자 수는 48만 명이다."
        late = an_article("9", text=text, published=clock(), skip=())
        save_article(tx, late, now=clock())
    await steps.check(("9", 1))
    with store.begin(write=False) as tx:
        live = load_every_figure(tx)
    done = await Renewal(steps).run(Wanted(every=True))
    assert (done.read, done.judged) == (1, 3)
    with store.begin(write=False) as tx:
        assert load_every_figure(tx) == live
        (figure,) = load_figures(tx)
    assert figure.key == before.key
    assert len(figure.values) == 3


async def test_the_daemon_prunes_once_a_day(
    steps: Pipeline, store: Store, clock: FixedClock
) -> None:
    await _read(steps)
    clock.move(days=3000)
    (day,) = steps.due_prunes(9)
    await steps.prune(day)
    with store.begin(write=False) as tx:
        assert load_moment(tx, PRUNED) == clock()
        assert load_article(tx, "2") is None
    assert steps.due_prunes(9) == ()
    clock.move(hours=25)
    assert len(steps.due_prunes(9)) == 1
    steps.fail_prune("", "Error")
    assert steps.due_prunes(9) == ()


def test_the_settings_say_how_long(tmp_path: Path) -> None:
    file = tmp_path / "monitor.toml"
    file.write_text("[retention]\ntexts_days = 30\nentries_days = 0\n", "utf-8")
    keep = keep_of(load_config(file))
    assert keep == Keep(texts=timedelta(days=30), entries=None, messages=timedelta(days=180))


# --- the room on the disk ------------------------------------------------------------------------


def _fill(store: Store) -> None:
    with store.begin() as tx:
        for number in range(300):
            doc = Url(f"https://news.example/{number}")
            words = " ".join(f"{number}번째 기사 {i * 7919 % 10007}번째 말." for i in range(400))
            save_article(tx, an_article(doc, text=words), now=NOW)
            mark_checked(tx, doc, 1, now=NOW)


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_a_file_gives_its_room_back_to_the_disk(empty_url: str) -> None:
    store = open_store(empty_url)
    _fill(store)
    full = store.size()
    _prune(store)
    assert store.reclaim()
    assert store.size() < full / 2
    store.close()


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_a_file_of_before_gives_it_back_once_it_is_written_anew(empty_url: str) -> None:
    path = empty_url.removeprefix("sqlite:///")
    old = sqlite3.connect(path)
    old.execute("PRAGMA auto_vacuum = NONE")
    old.execute("CREATE TABLE a (b INTEGER)")
    old.execute("DROP TABLE a")
    old.close()
    store = open_store(empty_url)
    _fill(store)
    full = store.size()
    _prune(store)
    assert not store.reclaim()
    assert store.size() >= full / 2
    assert store.reclaim(whole=True)
    assert store.size() < full / 2
    assert store.reclaim()
    with store.begin(write=False) as tx:
        assert tx.execute(select(func.count()).select_from(ARTICLE)).scalar() == 0
    store.close()


# --- at size -------------------------------------------------------------------------------------


def _daily(store: Store, days: int) -> Pruned:
    gone = Pruned()
    for part in prune(store, KEEP, now=NOW + days * DAY, is_listed=is_listed):
        gone += part
    return gone


def test_a_day_looks_at_what_became_old_since_the_last_and_a_month_at_all_of_it(
    store: Store,
) -> None:
    with store.begin() as tx:
        for number, at in enumerate((0, 0, 1, 3)):
            save_article(tx, an_article(str(number)), now=NOW + at * DAY)
            if number != 1:
                mark_checked(tx, str(number), 1, now=NOW)
    assert _daily(store, 101).articles == 1  # the first time at all
    with store.begin() as tx:
        mark_checked(tx, "1", 1, now=NOW)
    assert _daily(store, 102).articles == 1
    assert _daily(store, 104).articles == 1
    with store.begin(write=False) as tx:
        assert load_article(tx, "1") is not None
    assert _daily(store, 104 + 30).articles == 1
    with store.begin(write=False) as tx:
        assert load_article(tx, "1") is None


def test_many_rows_go_in_many_small_transactions(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_WINDOW", 7)
    monkeypatch.setattr(retention, "_ROWS", 2)
    with store.begin() as tx:
        for number in range(23):
            save_article(tx, an_article(str(number)), now=NOW)
            mark_checked(tx, str(number), 1, now=NOW)
    parts = list(prune(store, KEEP, now=LATER, is_listed=is_listed))
    assert max(part.articles for part in parts) == 2
    assert sum(part.articles for part in parts) == 23


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", ["messages", "articles", "texts", "entries", "copies"])
def test_what_is_kept_no_longer_is_looked_for_among_a_stretch_of_rows(
    store: Store, name: str
) -> None:
    (part,) = (p for p in retention._parts(KEEP, LATER, is_listed) if p.name == name)
    with store.begin() as tx:
        with statements(tx) as seen:
            part.end(tx)
            tx.execute(part.waiting.where(part.id >= 1, part.id <= 5000)).all()
        for sql, parameters in seen:
            rows = tx.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters).all()
            for row in rows:
                whole = row[-1].startswith("SCAN") and "USING" not in row[-1]
                # The stretch itself, and what is not there in a table of nothing.
                assert not whole or row[-1].startswith("SCAN anon"), f"{row[-1]}\n{sql}"
