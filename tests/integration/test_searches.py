"""One article through several feeds and searches: the pipeline and a server on this machine."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest

from monitor.collect.http import Http
from monitor.collect.searches import Engine, Search, search_url
from monitor.config import load_config
from monitor.cores import Cores
from monitor.model import SEOUL, Entry, Feed, Url
from monitor.pipeline import Pipeline
from monitor.store.articles import doc_of_entry, load_article, load_rereads
from monitor.store.database import open_store
from monitor.store.entries import count_entries, load_entry, load_entry_feeds, save_entries
from monitor.store.feeds import load_feed, save_feed
from monitor.workers.embedded import Embedded
from monitor.workers.jobs import make_jobs
from tests.fakes import FixedClock
from tests.faults.server import Names
from tests.searches import CLIENT_ID, SECRET, SearchServer, result, serving

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=SEOUL)
NAVER = search_url(Search(Engine.NAVER, "딥시크"))
HTML = "text/html; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"
COPY = "https://n.news.naver.com/mnews/article/028/0002345678?sid=105"


@pytest.fixture
def server() -> Iterator[SearchServer]:
    with serving(SearchServer()) as server:
        yield server


@asynccontextmanager
async def pipeline(
    server: SearchServer, folder: Path, *, clock: FixedClock, naver: str = ""
) -> AsyncIterator[Pipeline]:
    (folder / "secret").write_text(f"{SECRET}\n", "utf-8")
    file = folder / "monitor.toml"
    endpoint = f"http://api.example:{server.port}/v1/search/news.json"
    naver = naver or (
        f'client_id = "{CLIENT_ID}"\nclient_secret_file = "secret"\nendpoint = "{endpoint}"\n'
    )
    file.write_text(f'data = "data"\n[naver]\n{naver}', "utf-8")
    store = open_store(f"sqlite:///{folder / 'searches.db'}")
    cores = Cores(1, isolate=False)
    try:
        async with Http(
            user_agent="figure-monitor/test",
            host_delay=0.0,
            allow=(f"127.0.0.1:{server.port}",),
            resolve=Names({}),
            clock=lambda: clock().timestamp(),
        ) as http:
            yield Pipeline(
                load_config(file), store, http, clock=clock, lang="ko", cores=cores, channels=()
            )
    finally:
        cores.close()
        store.close()


def add(steps: Pipeline, *urls: str) -> None:
    with steps.store.begin() as tx:
        for url in urls:
            save_feed(tx, Feed(url=Url(url)))


def feed_of(steps: Pipeline, url: str) -> Feed:
    with steps.store.begin(write=False) as tx:
        feed = load_feed(tx, url)
    assert feed is not None
    return feed


async def drain(steps: Pipeline, *feeds: str) -> None:
    engine = Embedded(make_jobs(steps))
    await engine.drain("poll", first=[Url(url) for url in feeds])
    with steps.store.begin(write=False) as tx:
        waiting = count_entries(tx)
    if sum(waiting.values()):
        await engine.drain("fetch", first=list(steps.waiting_entries(100)))


def page(head: str = "") -> str:
    return (
        f"<html><head><title>딥시크 이용자</title>{head}</head><body><article>"
        "<h1>딥시크 월간 이용자 59만 명</h1>"
        "<p>딥시크의 월간 이용자 수는 지난달 59만 명으로 집계됐다고 한빛일보가 21일 밝혔다.</p>"
        "<p>올해 1월 121만 명과 견주면 절반 아래로 줄어든 값이라고 조사 업체는 설명했다.</p>"
        "</article></body></html>"
    )


def rss(*links: str) -> str:
    items = "".join(
        f"<item><title>딥시크 월간 이용자 59만 명 {n}</title><link>{link}</link>"
        "<pubDate>Sat, 21 Nov 2026 14:50:00 +0900</pubDate></item>"
        for n, link in enumerate(links)
    )
    return f"<rss version='2.0'><channel><title>한빛</title>{items}</channel></rss>"


async def test_an_article_of_two_feeds_a_search_and_the_mobile_address_is_one(
    server: SearchServer, tmp_path: Path
) -> None:
    clock, port = FixedClock(NOW), server.port
    number = "/news/articleView.html?idxno=70707"
    whole = f"http://www.hanbit.example:{port}{number}"
    mobile = f"http://m.hanbit.example:{port}/svc/read.php?contid=70707"
    feeds = [f"http://www.hanbit.example:{port}/{name}.xml" for name in ("all", "tech", "mobile")]
    section = whole.replace("idxno", "sc_section=S1N1&amp;idxno").replace("www.", "")
    server.pages = {
        "www.hanbit.example/all.xml": (RSS, rss(whole + "&amp;utm_source=rss")),
        "www.hanbit.example/tech.xml": (RSS, rss(section)),
        "www.hanbit.example/mobile.xml": (RSS, rss(mobile)),
        f"www.hanbit.example{number}": (HTML, page()),
        f"hanbit.example{number}": (HTML, page()),
        f"m.hanbit.example{number}": (HTML, page()),
        "m.hanbit.example/svc/read.php?contid=70707": (
            HTML,
            page(f'<link rel="canonical" href="{whole}">'),
        ),
    }
    server.found["딥시크"] = [
        result("<b>딥시크</b> 월간 이용자 59만 명", whole.replace("www.", "m."), COPY)
    ]
    async with pipeline(server, tmp_path, clock=clock) as steps:
        add(steps, *feeds, NAVER)
        await drain(steps, *feeds, NAVER)
        with steps.store.begin(write=False) as tx:
            # All are asked at the same time; whichever address came first stands for its number,
            # and whichever page answered first is the article's.
            hosts = ("www.", "", "m.")
            at = {url: doc_of_entry(tx, url) for h in hosts for url in [whole.replace("www.", h)]}
            (numbered,) = (url for url, doc in at.items() if doc is not None)
            docs = [doc for doc in (numbered, mobile) if load_article(tx, doc) is not None]
            assert len(docs) == 1
            assert [doc_of_entry(tx, url) for url in (numbered, mobile)] == docs * 2
            # The address of its own that only the page ties to the article is a second entry.
            assert count_entries(tx) == {"waiting": 0, "fetched": 2, "failed": 0}
            assert set(load_entry_feeds(tx, numbered)) == {feeds[0], feeds[1], NAVER}
            clock.move(days=30)
            assert [e.url for e in load_rereads(tx, clock(), limit=9)] == docs
    assert steps.done["articles"] == 1
    # Naver's copy was not asked for, and the article once at each of its hosts at most.
    asked = [a for a in server.asked if "xml" not in a and "search" not in a and "robots" not in a]
    assert len(asked) == 2
    assert "m.hanbit.example/svc/read.php?contid=70707" in asked
    assert {a.partition(".example")[2] for a in asked} > {number}


async def test_the_mobile_address_first_and_the_whole_one_later_are_one_too(
    server: SearchServer, tmp_path: Path
) -> None:
    clock, port = FixedClock(NOW), server.port
    whole = f"http://www.hanbit.example:{port}/economy/70707"
    mobile = f"http://m.hanbit.example:{port}/svc/read.php?contid=70707"
    feeds = [f"http://www.hanbit.example:{port}/{name}.xml" for name in ("mobile", "all")]
    server.pages = {
        "www.hanbit.example/mobile.xml": (RSS, rss(mobile)),
        "www.hanbit.example/all.xml": (RSS, rss(whole)),
        "m.hanbit.example/svc/read.php?contid=70707": (
            HTML,
            page(f'<meta property="og:url" content="{whole}">'),
        ),
        "www.hanbit.example/economy/70707": (HTML, page()),
    }
    async with pipeline(server, tmp_path, clock=clock) as steps:
        add(steps, *feeds)
        await drain(steps, feeds[0])
        await drain(steps, feeds[1])
        with steps.store.begin(write=False) as tx:
            assert load_article(tx, mobile) is not None
            assert load_article(tx, whole) is None
            assert load_entry(tx, whole) is None
            assert load_entry_feeds(tx, mobile) == tuple(feeds)
    assert steps.done["articles"] == 1


async def test_who_leads_to_another_s_article_is_joined_to_it_but_never_takes_its_place(
    server: SearchServer, tmp_path: Path
) -> None:
    clock, port = FixedClock(NOW), server.port
    links = [f"http://{host}.example:{port}/e/70707" for host in ("short", "www.hanbit", "other")]
    feeds = [f"http://www.hanbit.example:{port}/{n}.xml" for n in range(3)]
    server.pages = {
        f"www.hanbit.example/{n}.xml": (RSS, rss(link)) for n, link in enumerate(links)
    } | {"www.hanbit.example/e/70707": (HTML, page())}
    server.moved = {"short.example/e/70707": links[1], "other.example/e/70707": links[1]}
    async with pipeline(server, tmp_path, clock=clock) as steps:
        add(steps, *feeds)
        for feed in feeds:
            await drain(steps, feed)
        with steps.store.begin(write=False) as tx:
            docs = [doc_of_entry(tx, link) for link in links]
    # The first came before its target was known; the outlet's own page is no part of it.
    assert docs == [links[0], links[1], links[1]]


async def test_two_articles_whose_pages_name_one_address_stay_two(
    server: SearchServer, tmp_path: Path
) -> None:
    clock, port = FixedClock(NOW), server.port
    links = [f"http://www.hanbit.example:{port}/economy/{n}" for n in (70707, 70708)]
    feed = f"http://www.hanbit.example:{port}/all.xml"
    slip = page(f'<link rel="canonical" href="{links[0]}">')
    server.pages = {
        "www.hanbit.example/all.xml": (RSS, rss(*links)),
        "www.hanbit.example/economy/70707": (HTML, slip),
        "www.hanbit.example/economy/70708": (HTML, slip),
    }
    async with pipeline(server, tmp_path, clock=clock) as steps:
        add(steps, feed)
        await drain(steps, feed)
        with steps.store.begin(write=False) as tx:
            assert all(load_article(tx, link) is not None for link in links)
    assert steps.done["articles"] == 2


async def test_a_feed_that_lists_an_article_under_two_addresses_raises_no_edit_each_time(
    server: SearchServer, tmp_path: Path
) -> None:
    clock, port = FixedClock(NOW), server.port
    links = [f"http://{host}hanbit.example:{port}/e/70707" for host in ("www.", "m.", "")]
    feed = f"http://www.hanbit.example:{port}/all.xml"
    server.pages = {
        "www.hanbit.example/all.xml": (RSS, rss(*links)),
        **{f"{host}hanbit.example/e/70707": (HTML, page()) for host in ("www.", "m.", "")},
    }
    async with pipeline(server, tmp_path, clock=clock) as steps:
        add(steps, feed)
        await drain(steps, feed)
        for _ in range(3):
            clock.move(minutes=10)
            server.pages["www.hanbit.example/all.xml"] = (RSS, rss(*links) + " ")
            await drain(steps, feed)
        with steps.store.begin(write=False) as tx:
            assert sum(count_entries(tx).values()) == 1
            assert load_rereads(tx, clock(), limit=9) == ()


async def test_what_an_older_database_listed_is_known_under_its_other_addresses_too(
    server: SearchServer, tmp_path: Path
) -> None:
    clock, port = FixedClock(NOW), server.port
    link = f"http://www.hanbit.example:{port}/e/70707"
    feed = f"http://www.hanbit.example:{port}/all.xml"
    mobile = link.replace("www.", "m.")
    server.pages = {"www.hanbit.example/all.xml": (RSS, rss(mobile))}
    async with pipeline(server, tmp_path, clock=clock) as steps:
        add(steps, feed)
        with steps.store.begin() as tx:
            before = Entry(feed=Url(feed), url=Url(link), title="가", published=NOW)
            assert save_entries(tx, [before], now=NOW) == 1  # nobody asked for keys then
        steps.keep_keys()
        steps.keep_keys()
        await steps.poll(Url(feed))
        with steps.store.begin(write=False) as tx:
            assert sum(count_entries(tx).values()) == 1
            assert load_entry(tx, mobile) is None


# --- Google News ---------------------------------------------------------------------------------


async def test_a_sealed_headline_of_an_article_that_was_read_is_that_article(
    server: SearchServer, tmp_path: Path
) -> None:
    clock, port = FixedClock(NOW), server.port
    link = f"http://www.hanbit.example:{port}/e/70707"
    feeds = [f"http://www.hanbit.example:{port}/{name}.xml" for name in ("all", "google")]
    sealed = "https://news.google.com/rss/articles/CBMi2AFBVV95cUxQOHZlbFBOSXZ"
    google = rss(f"{sealed}a?oc=5", f"{sealed}b?oc=5")
    server.pages = {
        "www.hanbit.example/all.xml": (RSS, rss(link)),
        "www.hanbit.example/e/70707": (HTML, page()),
        "www.hanbit.example/google.xml": (RSS, google),
    }
    async with pipeline(server, tmp_path, clock=clock) as steps:
        add(steps, *feeds)
        await drain(steps, feeds[0])
        await drain(steps, feeds[1])
        with steps.store.begin(write=False) as tx:
            assert doc_of_entry(tx, f"{sealed}a") == link
            # The other headline is no article's that is known: it is what there is of one.
            other = load_article(tx, f"{sealed}b")
            assert other is not None
            assert other.text == other.title == "딥시크 월간 이용자 59만 명 1"
    assert not any("google.com" in place for place in server.asked)


# --- Naver ---------------------------------------------------------------------------------------


async def test_naver_is_asked_with_the_keys_and_each_search_at_its_own_pace(
    server: SearchServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    clock, port = FixedClock(NOW), server.port
    server.found["딥시크"] = [
        result(f"딥시크 {n}", f"http://hanbit.example:{port}/e/7070{n}") for n in range(3)
    ]
    async with pipeline(server, tmp_path, clock=clock) as steps:
        add(steps, NAVER)
        await steps.poll(NAVER)
        feed = feed_of(steps, NAVER)
        assert feed.error is None
        assert feed.due is not None
        assert feed.due > NOW
        with steps.store.begin(write=False) as tx:
            assert sum(count_entries(tx).values()) == 3
            assert (await _text(steps)).count(SECRET) == 0
    assert server.calls == [{"query": "딥시크", "display": "100", "sort": "date"}]
    assert server.headers[0]["x-naver-client-id"] == CLIENT_ID
    assert SECRET not in caplog.text
    assert CLIENT_ID not in caplog.text


async def _text(steps: Pipeline) -> str:
    """Return all that the database holds, as text."""
    with steps.store.begin(write=False) as tx:
        return json.dumps(str(load_feed(tx, NAVER)))


async def test_the_keys_of_the_hub_take_over_and_the_feeds_stay(
    server: SearchServer, tmp_path: Path
) -> None:
    server.found["딥시크"] = [result("딥시크", f"http://hanbit.example:{server.port}/e/70707")]
    hub = (
        f'service = "hub"\nclient_id = "{CLIENT_ID}"\nclient_secret_file = "secret"\n'
        f'endpoint = "http://api.example:{server.port}/search/v1/news"\n'
    )
    async with pipeline(server, tmp_path, clock=FixedClock(NOW), naver=hub) as steps:
        add(steps, NAVER)
        await steps.poll(NAVER)
        assert feed_of(steps, NAVER).error is None
    assert server.headers[0]["x-ncp-apigw-api-key"] == SECRET


@pytest.mark.parametrize(
    ("service", "path"), [("developers", "v1/search/news.json"), ("hub", "search/v1/news")]
)
async def test_wrong_keys_are_said_clearly_and_without_them(
    server: SearchServer, tmp_path: Path, service: str, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "wrong").write_text("falsch0003", "utf-8")
    wrong = (
        f'service = "{service}"\nclient_id = "{CLIENT_ID}"\nclient_secret_file = "wrong"\n'
        f'endpoint = "http://api.example:{server.port}/{path}"\n'
    )
    async with pipeline(server, tmp_path, clock=FixedClock(NOW), naver=wrong) as steps:
        add(steps, NAVER)
        await steps.poll(NAVER)
        error = feed_of(steps, NAVER).error or ""
    assert "네이버가 열쇠를 받지 않음" in error
    assert "falsch0003" not in error + caplog.text


async def test_a_day_s_quota_that_is_used_up_waits_for_midnight_for_all_searches(
    server: SearchServer, tmp_path: Path
) -> None:
    clock = FixedClock(NOW)
    other = search_url(Search(Engine.NAVER, "금리"))
    server.calls_left = 0
    async with pipeline(server, tmp_path, clock=clock) as steps:
        add(steps, NAVER, other)
        await steps.poll(NAVER)
        await steps.poll(other)
        assert len(server.calls) == 1
        feed = feed_of(steps, NAVER)
        assert "자정" in (feed.error or "")
        midnight = datetime(2026, 11, 22, tzinfo=SEOUL)
        assert feed.due is not None
        assert feed.due >= midnight
        waiting = feed_of(steps, other)
        assert waiting.error is None
        assert waiting.due == midnight
        clock.now = midnight
        server.calls_left = 25_000
        await steps.poll(other)
        assert feed_of(steps, other).error is None


async def test_calls_that_come_too_fast_wait_a_while(server: SearchServer, tmp_path: Path) -> None:
    server.calls_at_once = 0
    async with pipeline(server, tmp_path, clock=FixedClock(NOW)) as steps:
        add(steps, NAVER)
        await steps.poll(NAVER)
        assert "너무 자주" in (feed_of(steps, NAVER).error or "")


async def test_without_keys_nothing_is_asked_and_the_feed_says_what_to_set(
    server: SearchServer, tmp_path: Path
) -> None:
    none = f'endpoint = "http://api.example:{server.port}/v1/search/news.json"\n'
    async with pipeline(server, tmp_path, clock=FixedClock(NOW), naver=none) as steps:
        add(steps, NAVER)
        await steps.poll(NAVER)
        assert "MONITOR_NAVER__CLIENT_ID" in (feed_of(steps, NAVER).error or "")
    assert server.asked == []
