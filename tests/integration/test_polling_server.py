"""Polling and fetching against a real server on this machine, over real sockets."""

from __future__ import annotations

import asyncio
import gzip
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from monitor.collect.http import Http
from monitor.config import load_config
from monitor.cores import Cores
from monitor.model import Feed, Url
from monitor.pipeline import Pipeline
from monitor.store.database import Store
from monitor.store.entries import EntryState, count_entries, load_entry_failures
from monitor.store.feeds import load_feed, load_feeds, save_feed
from monitor.workers.embedded import Embedded
from monitor.workers.jobs import make_jobs
from tests.fakes import FixedClock

STORY = "<p>지난 9월 푸른호수의 월간 이용자 수는 121만 명으로 집계됐다고 새날이 밝혔다.</p>" * 3
PAGE = f"<html><body><article><h1>제목</h1>{STORY}</article></body></html>"


@dataclass
class Server:
    """A publisher's server: answers by path, requests kept, and how many it had at once."""

    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    at_once: Counter[str] = field(default_factory=Counter)
    running: int = 0
    base: str = ""

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> Url:
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, named, data)
        return Url(self.base + path)

    def feed(self, path: str, links: list[str], *, etag: str = "") -> Url:
        items = "".join(f"<item><title>t</title><link>{self.base}{x}</link></item>" for x in links)
        body = f"<rss version='2.0'><channel><title>한빛일보</title>{items}</channel></rss>"
        return self.put(path, body, etag=etag) if etag else self.put(path, body)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                await self._answer(head, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, head: str, writer: asyncio.StreamWriter) -> None:
        path = head.split(" ", 2)[1]
        self.asked.append(path)
        self.headers.append(head)
        self.running += 1
        self.at_once[path] = max(self.at_once[path], self.running)
        for _ in range(20):  # whoever else is on the way comes in meanwhile
            await asyncio.sleep(0)
        self.running -= 1
        status, headers, body = self.answers.get(path, (404, {}, b""))
        tag = headers.get("etag")
        if tag and f"if-none-match: {tag}" in head.lower():
            status, body = 304, b""
        lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await writer.drain()


@asynccontextmanager
async def _publisher() -> AsyncIterator[Server]:
    server = Server()
    listening = await asyncio.start_server(server.handle, "127.0.0.1", 0)
    server.base = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    try:
        yield server
    finally:
        listening.close()


@asynccontextmanager
async def _steps(store: Store, clock: FixedClock, folder: Path) -> AsyncIterator[Pipeline]:
    http = Http(
        user_agent="figure-monitor/test (+https://hanbit.example/)",
        host_delay=0.0,
        allow_private=True,
        clock=lambda: clock().timestamp(),
    )
    async with http:
        yield Pipeline(
            load_config(data=folder),
            store,
            http,
            clock=clock,
            lang="ko",
            cores=Cores(1),
            channels=(),
        )


async def _pass(steps: Pipeline) -> None:
    with steps.store.begin(write=False) as tx:
        urls = [feed.url for feed in load_feeds(tx, enabled=True)]
    await Embedded(make_jobs(steps)).drain("poll", "fetch", first=urls)


async def test_a_publisher_is_asked_as_it_wants_over_real_sockets(
    store: Store, tmp_path: Path
) -> None:
    clock = FixedClock()
    async with _publisher() as server, _steps(store, clock, tmp_path) as steps:
        server.put("/robots.txt", "User-agent: *\nDisallow: /closed/\n")
        links = [f"/news/{n}" for n in range(12)]
        for link in links:
            server.put(link, PAGE)
        feeds = [server.feed(f"/rss/{n}", links[n * 3 : n * 3 + 3], etag='"1"') for n in range(4)]
        feeds.append(server.feed("/rss/closed", ["/closed/1"]))
        server.put("/closed/1", PAGE)
        new = server.feed("/rss/new", ["/news/0"])
        feeds.append(server.put("/rss/old", "", 308, location="/rss/new"))
        feeds.append(server.put("/rss/gone", "", 410))
        with store.begin() as tx:
            for url in feeds:
                save_feed(tx, Feed(url=url))
        await _pass(steps)
        first = Counter(server.asked)
        clock.move(hours=2)
        await _pass(steps)
    # Feeds, pages and rules together: never more than two at once, each page and the rules once.
    assert max(server.at_once.values()) == 2
    assert all(first[path] == 1 for path in [*links, "/robots.txt", "/rss/gone"])
    assert "/closed/1" not in server.asked
    again = Counter(server.asked) - first
    assert again["/rss/0"] == 1
    assert again["/rss/gone"] == again["/robots.txt"] == again["/news/0"] == 0
    assert all("user-agent: figure-monitor/test (+https" in h.lower() for h in server.headers)
    assert sum("if-none-match" in h.lower() for h in server.headers) == 4
    with store.begin(write=False) as tx:
        assert count_entries(tx)[EntryState.FETCHED] == 12
        (closed,) = load_entry_failures(tx, limit=9)
        assert "robots.txt" in closed.error
        known = {feed.url: feed for feed in load_feeds(tx)}
    assert new in known
    assert feeds[-2] not in known
    assert known[feeds[-1]].retired is not None


async def test_a_server_that_rests_is_left_alone_and_a_packed_sitemap_is_read(
    store: Store, tmp_path: Path
) -> None:
    clock = FixedClock()
    async with _publisher() as server, _steps(store, clock, tmp_path) as steps:
        loc = f"<loc>{server.base}/news/1</loc>"
        story = "<news:news><news:title>제목</news:title></news:news>"
        space = "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"
        body = f"<urlset {space}><url>{loc}{story}</url></urlset>"
        feed = server.put("/news.xml.gz", "", 503, retry_after="3600")
        server.put("/news/1", PAGE)
        with store.begin() as tx:
            save_feed(tx, Feed(url=feed))
        for _ in range(3):
            await _pass(steps)
            clock.move(minutes=15)
        assert server.asked == ["/news.xml.gz"]
        server.put("/news.xml.gz", gzip.compress(body.encode()), content_type="application/gzip")
        clock.move(minutes=20)
        await _pass(steps)
        assert server.asked == ["/news.xml.gz", "/news.xml.gz", "/robots.txt", "/news/1"]
    with store.begin(write=False) as tx:
        known = load_feed(tx, feed)
        assert count_entries(tx)[EntryState.FETCHED] == 1
    assert known is not None
    assert (known.failures, known.error, known.paused_until) == (0, None, None)
