"""What a headline says of a tracked topic is fetched before what was there earlier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.config import load_config
from monitor.cores import Cores
from monitor.model import Entry, Feed, Topic, Url
from monitor.pipeline import Pipeline
from monitor.store.database import Store
from monitor.store.entries import (
    load_waiting_entries,
    note_entry_failure,
    note_entry_fetched,
    retry_entries,
    save_entries,
)
from monitor.store.feeds import save_feed
from monitor.store.topics import save_topic
from monitor.store.waiting import load_wanted_among
from monitor.workers.embedded import Embedded
from monitor.workers.jobs import make_jobs
from tests.fakes import FixedClock, NewsSite

FEED = Url("https://hanbit.example/rss.xml")
START = datetime(2026, 11, 2, 0, 0, tzinfo=UTC)
NEWS = "https://hanbit.example/news/"


def _entry(name: str, hours_ago: int, title: str = "장터 소식") -> Entry:
    at = START - timedelta(hours=hours_ago)
    return Entry(feed=FEED, url=Url(NEWS + name), title=title, published=at)


def _waiting(store: Store, now: datetime = START, limit: int = 9) -> list[str]:
    with store.begin(write=False) as tx:
        return [e.url.removeprefix(NEWS) for e in load_waiting_entries(tx, now, limit=limit)]


def _save(store: Store, entries: Sequence[Entry]) -> None:
    with store.begin() as tx:
        save_feed(tx, Feed(url=FEED))
        save_entries(tx, entries, now=START, is_wanted=lambda e: "푸른호수" in e.title)


def test_wanted_entries_come_first_and_of_each_kind_the_oldest(store: Store) -> None:
    listed = [
        _entry("old", 9),
        _entry("young", 1),
        _entry("wanted-young", 2, "푸른호수 이용자 급증"),
        _entry("wanted-old", 3, "푸른호수, 새 기능"),
    ]
    _save(store, listed)
    assert _waiting(store) == ["wanted-old", "wanted-young", "old", "young"]
    assert _waiting(store, limit=1) == ["wanted-old"]
    assert _waiting(store, limit=3) == ["wanted-old", "wanted-young", "old"]


def test_what_was_fetched_or_given_up_is_wanted_no_more(store: Store) -> None:
    _save(store, [_entry("old", 9), *(_entry(name, 3, "푸른호수") for name in "abc")])
    with store.begin() as tx:
        note_entry_fetched(tx, NEWS + "a", NEWS + "a", now=START)
        note_entry_failure(tx, NEWS + "b", error="404", retry_at=None, now=START)
        later = START + timedelta(hours=1)
        note_entry_failure(tx, NEWS + "c", error="503", retry_at=later, now=START)
        assert load_wanted_among(tx, [NEWS + name for name in ("old", *"abc")]) == {NEWS + "c"}
    assert _waiting(store) == ["old"]
    assert _waiting(store, later) == ["c", "old"]
    with store.begin() as tx:
        retry_entries(tx, [NEWS + "b"])
    assert _waiting(store, later) == ["c", "old", "b"]


async def test_a_page_whose_headline_or_summary_names_a_topic_is_fetched_first(
    store: Store, tmp_path: Path
) -> None:
    site = NewsSite()
    titles = {
        "1": ("구청 소식", ""),
        "2": ("버스 노선", ""),
        "3": ("푸른호수 이용자 121만 명", ""),
        "4": ("이용자 조사", "<description>푸른호수가 가장 많았다</description>"),
    }
    items = "".join(
        f"<item><title>{title}</title><link>{NEWS}{name}</link>{more}"
        f"<pubDate>Mon, 02 Nov 2026 0{name}:00:00 +0900</pubDate></item>"
        for name, (title, more) in titles.items()
    )
    site.put(FEED, f"<rss version='2.0'><channel><title>한빛</title>{items}</channel></rss>")
    for name, (title, _) in titles.items():
        body = f"<p>{title}. 구청은 새 소식을 알렸다고 밝혔다. 주민은 반겼다.</p>" * 3
        site.put(
            NEWS + name, f"<html><body><article><h1>{title}</h1>{body}</article></body></html>"
        )
    with store.begin() as tx:
        save_feed(tx, Feed(url=FEED))
        save_topic(tx, Topic(name="푸른호수"))
    config, clock = load_config(data=tmp_path / "data"), FixedClock(START)
    async with site.http(clock=lambda: clock().timestamp()) as http:
        steps = Pipeline(config, store, http, clock=clock, lang="ko", cores=Cores(1), channels=())
        engine = Embedded(make_jobs(steps))
        await engine.drain("poll", first=[FEED])
        ahead = [url.removeprefix(NEWS) for url in steps.waiting_entries(9)]
        await engine.drain("fetch")
    assert ahead == ["3", "4", "1", "2"]
    assert _waiting(store) == [], "the others are fetched too"
