"""Polling and fetching as the pipeline does them: moves, retirement, pauses, robots.txt, hosts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from monitor.cli.status import _lines as status_lines
from monitor.config import Config, load_config
from monitor.cores import Cores
from monitor.errors import ConfigError
from monitor.model import Entry, Feed, Url
from monitor.pipeline import Pipeline, open_http
from monitor.store.database import Store
from monitor.store.entries import load_entry_failures, save_entries
from monitor.store.feeds import current_address, load_feed, load_feeds, save_feed
from monitor.store.status import load_status
from monitor.workers.embedded import Embedded
from monitor.workers.jobs import make_jobs
from tests.fakes import FixedClock, NewsSite

FEED = Url("https://hanbit.example/rss.xml")
ROBOTS = "https://hanbit.example/robots.txt"
NEWS = Url("https://hanbit.example/news/1")
START = datetime(2026, 11, 2, 0, 0, tzinfo=UTC)
STORY = (
    "<p>지난 9월 푸른호수의 월간 이용자 수는 121만 명으로 집계됐다고 새날데이터가 밝혔다.</p>" * 3
)
RSS = (
    "<rss version='2.0'><channel><title>한빛일보</title><item><title>제목</title>"
    f"<link>{NEWS}</link><pubDate>2026-11-02 08:00:00</pubDate></item></channel></rss>"
)


@pytest.fixture
def site() -> NewsSite:
    site = NewsSite()
    site.put(FEED, RSS)
    site.put(NEWS, f"<html><body><article><h1>제목</h1>{STORY}</article></body></html>")
    return site


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return load_config(data=tmp_path / "data")


@asynccontextmanager
async def _pipeline(
    config: Config, store: Store, site: NewsSite, clock: FixedClock
) -> AsyncIterator[Pipeline]:
    async with site.http(clock=lambda: clock().timestamp()) as http:
        yield Pipeline(config, store, http, clock=clock, lang="ko", cores=Cores(1), channels=())


async def _pass(steps: Pipeline, *, every: bool = True) -> None:
    with steps.store.begin(write=False) as tx:
        first = [feed.url for feed in load_feeds(tx, enabled=True)] if every else None
    await Embedded(make_jobs(steps)).drain("poll", "fetch", first=first)


def _known(store: Store, url: str = FEED) -> Feed:
    with store.begin(write=False) as tx:
        feed = load_feed(tx, url)
    assert feed is not None
    return feed


async def test_a_feed_that_moved_for_good_is_stored_at_its_new_address(
    config: Config, store: Store, site: NewsSite, clock: FixedClock
) -> None:
    new = Url("https://new.example/feed")
    site.put(FEED, status=301, location=new)
    site.put(new, RSS)
    with store.begin() as tx:
        save_feed(tx, Feed(url=FEED, outlet="한빛일보"))
    async with _pipeline(config, store, site, clock) as steps:
        await _pass(steps)
        assert _known(store).moved_to == new
        clock.move(hours=1)
        await _pass(steps)
        clock.move(hours=1)
        await _pass(steps)
    assert _known(store, new).outlet == "한빛일보"
    with store.begin(write=False) as tx:
        assert [f.url for f in load_feeds(tx)] == [new]
        assert current_address(tx, FEED) == new
    assert site.asked.count(FEED) == 2


async def test_an_unchanged_feed_keeps_all_but_when_it_is_asked_next(
    config: Config, store: Store, site: NewsSite, clock: FixedClock
) -> None:
    site.put(FEED, RSS, etag='"1"')
    with store.begin() as tx:
        save_feed(tx, Feed(url=FEED, outlet="한빛일보"))
    async with _pipeline(config, store, site, clock) as steps:
        await _pass(steps)
        first = _known(store)
        clock.move(hours=1)
        await _pass(steps)
        quiet = _known(store)
        assert site.requests[-1].headers["if-none-match"] == '"1"'
        site.put(FEED, status=500)
        clock.move(hours=1)
        await _pass(steps)
        site.put(FEED, RSS, etag='"1"')
        clock.move(hours=1)
        await _pass(steps)
    again = _known(store)
    assert quiet.polled == START + timedelta(hours=1)
    assert quiet.due is not None
    assert quiet.due > quiet.polled
    for later in (quiet, again):
        assert later == replace(first, interval=later.interval, due=later.due, polled=later.polled)


async def test_a_feed_that_is_gone_for_good_is_asked_no_more(
    config: Config, store: Store, site: NewsSite, clock: FixedClock
) -> None:
    site.put(FEED, status=410)
    with store.begin() as tx:
        save_feed(tx, Feed(url=FEED))
    async with _pipeline(config, store, site, clock) as steps:
        for _ in range(3):
            await _pass(steps)
            clock.move(days=30)
            assert steps.due_feeds(9) == []
    assert site.asked == [FEED]
    assert _known(store).retired == START
    assert "410" in (_known(store).error or "")


async def test_a_host_that_rests_is_nobodys_failure(
    config: Config, store: Store, site: NewsSite, clock: FixedClock
) -> None:
    other = Url("https://hanbit.example/other.xml")
    site.put(FEED, status=429, retry_after="7200")
    site.put(other, RSS)
    with store.begin() as tx:
        save_feed(tx, Feed(url=FEED))
        save_feed(tx, Feed(url=other))
        save_entries(tx, [Entry(feed=other, url=NEWS)], now=START)
    async with _pipeline(config, store, site, clock) as steps:
        await steps.poll(FEED)
        await _pass(steps)
        assert site.asked == [FEED]
        assert (_known(store, other).failures, _known(store, other).error) == (0, None)
        with store.begin(write=False) as tx:
            assert load_entry_failures(tx, limit=9) == ()
        assert [name for name, _ in steps.failed] == [FEED]
    # Another process keeps the pause, too.
    async with _pipeline(config, store, site, clock) as steps:
        steps.keep_pauses()
        clock.move(hours=1)
        with store.begin() as tx:
            save_feed(tx, replace(_known(store, other), due=None, paused_until=None))
        await _pass(steps)
        assert site.asked == [FEED]
        clock.move(hours=1.1)
        site.put(FEED, RSS)
        await _pass(steps)
    assert set(site.asked) == {FEED, other, ROBOTS, NEWS}


async def test_an_article_that_robots_txt_closes_is_given_up_with_its_reason(
    config: Config, store: Store, site: NewsSite, clock: FixedClock
) -> None:
    site.put(ROBOTS, "User-agent: *\nDisallow: /news/")
    with store.begin() as tx:
        save_feed(tx, Feed(url=FEED))
    async with _pipeline(config, store, site, clock) as steps:
        await _pass(steps)
        assert NEWS not in site.asked
        with store.begin(write=False) as tx:
            (failure,) = load_entry_failures(tx, limit=9)
        assert "robots.txt" in failure.error
        assert failure.retry_at is None


async def test_with_the_users_reason_written_down_the_pages_of_a_feed_are_read(
    config: Config, store: Store, site: NewsSite, clock: FixedClock
) -> None:
    site.put(ROBOTS, "User-agent: *\nDisallow: /")
    feed = Feed(
        url=FEED,
        robots="2026-11-01 편집국 메일로 허락",
        user_agent="Partner/1.0",
        headers=(("X-Key", "geheim"),),
    )
    with store.begin() as tx:
        save_feed(tx, feed)
    async with _pipeline(config, store, site, clock) as steps:
        await _pass(steps)
        assert steps.failed == []
    assert site.asked == [FEED, NEWS]
    for request in site.requests:
        assert request.headers["user-agent"] == "Partner/1.0"
        assert request.headers["x-key"] == "geheim"


async def test_a_status_tells_pages_of_one_host_that_fail_alike_in_one_line(
    config: Config, store: Store, site: NewsSite, clock: FixedClock
) -> None:
    pages = [f"https://closed.example/news/{n}" for n in range(3)]
    items = "".join(f"<item><title>기사</title><link>{url}</link></item>" for url in [*pages, NEWS])
    site.put(FEED, f"<rss><channel><title>한빛일보</title>{items}</channel></rss>")
    site.put(NEWS, status=500)
    with store.begin() as tx:
        save_feed(tx, Feed(url=FEED))
    async with _pipeline(config, store, site, clock) as steps:
        await _pass(steps)
    with store.begin(write=False) as tx:
        found = load_status(tx, clock(), silent_after=timedelta(days=9))
    lines = [
        line for line in status_lines(found, 0, "x") if "closed.example" in line or NEWS in line
    ]
    assert len(lines) == 2
    assert any("closed.example 기사 3건: " in line and pages[0][:27] in line for line in lines)


async def test_one_host_with_much_to_do_leaves_places_to_the_others(
    config: Config, store: Store, site: NewsSite, clock: FixedClock
) -> None:
    with store.begin() as tx:
        for n in range(100):
            save_feed(tx, Feed(url=Url(f"https://big.example/{n}")))
        save_feed(tx, Feed(url=Url("https://small.example/rss")))
        listed = [
            *(Entry(feed=FEED, url=Url(f"https://big.example/news/{n}")) for n in range(100)),
            Entry(feed=FEED, url=Url("https://small.example/news/1")),
        ]
        save_entries(tx, listed, now=START)
    async with _pipeline(config, store, site, clock) as steps:
        for waiting in (steps.due_feeds(16), steps.waiting_entries(16)):
            hosts = [urlsplit(url).netloc for url in waiting]
            assert hosts.count("big.example") == 4
            assert hosts.count("small.example") == 1


def test_the_contact_of_the_settings_is_told_and_must_fit_into_a_header(tmp_path: Path) -> None:
    file = tmp_path / "monitor.toml"
    file.write_text('data = "d"\n[fetch]\ncontact = "news@hanbit.example"\n', "utf-8")
    agent = open_http(load_config(file)).user_agent
    assert agent.startswith("figure-monitor/")
    assert agent.endswith("(+news@hanbit.example)")
    for bad in ("연락처", "a\\nX-Evil: 1"):
        file.write_text(f'[fetch]\ncontact = "{bad}"\n', "utf-8")
        with pytest.raises(ConfigError, match=r"fetch\.contact"):
            load_config(file)
