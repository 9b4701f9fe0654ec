"""Google-News sitemaps as feeds: every form of them, packed, indexed, hostile."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from monitor.collect.discover import find_feeds
from monitor.collect.feeds import MAX_ENTRIES, ParsedFeed, parse_feed, poll_feed
from monitor.errors import FeedError, FetchError
from monitor.model import Feed, Url
from tests.fakes import NewsSite

URL = "https://www.hanbit.example/sitemap-news.xml"
NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
SEVEN = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)  # 21 November, 07:00 in Korea
SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def story(number: int, *, title: str = "R&amp;D 예산 35조원", at: str = "2026-11-21") -> str:
    return (
        f"<url><loc>https://www.hanbit.example/news/{number}</loc><news:news><news:publication>"
        "<news:name>한빛일보</news:name><news:language>ko</news:language></news:publication>"
        f"<news:publication_date>{at}</news:publication_date>"
        f"<news:title>{title}</news:title></news:news></url>"
    )


def sitemap(stories: str, spaces: str = SPACES) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {spaces}>{stories}</urlset>'


def index(*children: tuple[str, str]) -> str:
    rows = "".join(
        f"<sitemap><loc>{loc}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</sitemap>"
        for loc, at in children
    )
    return f"<sitemapindex {SPACES}>{rows}</sitemapindex>"


def read(body: str | bytes) -> ParsedFeed:
    return parse_feed(body.encode() if isinstance(body, str) else body, url=URL, now=NOW)


@pytest.mark.parametrize(
    "body",
    [
        sitemap(story(1, at="2026-11-21T07:00:00+09:00")).encode(),
        gzip.compress(sitemap(story(1, at="2026-11-20T22:00:00Z")).encode()),
        # Packed in two members, as some servers append.
        gzip.compress(sitemap("").encode()[:-9])
        + gzip.compress(f"{story(1, at='2026-11-21T07:00:00+09:00')}</urlset>".encode()),
        sitemap(story(1, at="2026-11-21 07:00:00")).encode("cp949"),
        sitemap(
            story(1, title="<![CDATA[R&D 예산 35조원]]>", at="2026-11-21T07:00+09:00")
        ).encode(),
        sitemap(story(1, title="R&D 예산 35조원", at="2026-11-21T07:00:00+09:00")).encode(),
        # Names without their namespaces, and a DOCTYPE.
        b"<!DOCTYPE urlset>" + sitemap(story(1, at="2026-11-21T07:00:00"), spaces="").encode(),
    ],
    ids=["plain", "gzip", "two members", "cp949", "cdata", "bare ampersand", "no namespace"],
)
def test_a_news_sitemap_is_a_feed_in_every_form(body: bytes) -> None:
    parsed = read(body)
    (entry,) = parsed.entries
    assert (parsed.kind, parsed.title) == ("sitemap", "한빛일보")
    assert (entry.title, entry.published) == ("R&D 예산 35조원", SEVEN)
    assert entry.url == "https://www.hanbit.example/news/1"


def test_a_sitemap_without_news_is_none_and_a_quiet_one_is() -> None:
    page = "<url><loc>https://www.hanbit.example/about</loc></url>"
    with pytest.raises(FeedError, match="뉴스 사이트맵이 아님"):
        read(sitemap(page))
    assert [e.url[-1] for e in read(sitemap(page + story(2))).entries] == ["2"]
    assert read(sitemap("")).entries == ()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (gzip.compress(b" " * (16 * 2**20)), "15MiB"),
        (b"\x1f\x8b" + b"\xff" * 40, "압축이 깨진"),
        (gzip.compress(b"<html><body>x</body></html>"), "HTML"),
        (gzip.compress(gzip.compress(b"x")), ""),
    ],
    ids=["bomb", "broken", "page", "twice"],
)
def test_a_packed_file_is_unpacked_with_care(body: bytes, why: str) -> None:
    with pytest.raises(FeedError) as caught:
        read(body)
    assert why in caught.value.why


def test_a_packed_file_cut_off_gives_what_came() -> None:
    whole = sitemap("".join(story(n, title=f"제목 {n * 7919 % 1000}") for n in range(50))).encode()
    packed = gzip.compress(whole)
    assert 0 < len(read(packed[: len(packed) * 3 // 4]).entries) < 50


def test_hostile_sitemaps_do_no_harm() -> None:
    bomb = "<!DOCTYPE urlset [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>"
    bomb += "<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    (entry,) = read(bomb + sitemap(story(1, title="가 &b;&x; 나")).partition("?>")[2]).entries
    assert "aaaa" not in entry.title
    assert "root:" not in entry.title
    assert len(read(sitemap("".join(map(story, range(MAX_ENTRIES + 50))))).entries) == MAX_ENTRIES
    bad = story(1).replace("https://www.hanbit.example/news/1", "javascript:alert(1)")
    assert read(sitemap(bad + story(2))).entries[0].url.endswith("/2")
    deep = "<a>" * 5000
    assert read(sitemap(story(1) + deep)).entries


# --- indexes -------------------------------------------------------------------------------------


def test_of_an_index_the_news_and_the_latest_are_read() -> None:
    found = read(
        index(
            ("https://a.example/sitemap-2019.xml", "2019-12-31"),
            *((f"https://a.example/pages-{n}.xml", f"2026-11-2{n % 2}") for n in range(9)),
            ("https://a.example/undated.xml", ""),
            ("https://a.example/news.xml.gz", "2026-11-19"),
            ("javascript:alert(1)", ""),
        )
    )
    assert found.kind == "index"
    assert len(found.children) == 5
    assert found.children[0] == "https://a.example/news.xml.gz"
    assert "https://a.example/sitemap-2019.xml" not in found.children
    assert all("pages-" in child for child in found.children[1:])


async def test_an_index_is_polled_as_one_feed_of_all_that_it_names() -> None:
    site = NewsSite()
    news, more = "https://www.hanbit.example/news.xml.gz", "https://www.hanbit.example/b.xml"
    site.put(URL, index((news, "2026-11-21"), (more, ""), ("https://x.example/gone", "")), etag="1")
    first = story(1, at="2026-11-21T07:00:00+09:00")
    site.put(news, gzip.compress(sitemap(first).encode()), content_type="application/gzip")
    site.put(more, sitemap(story(2, at="2026-11-21T08:00:00+09:00") + first))
    async with site.http() as http:
        poll = await poll_feed(Feed(url=Url(URL)), http, now=NOW)
        # The index stands still, and what it names does not.
        site.put(more, sitemap(story(3, at="2026-11-21T14:00:00+09:00")))
        again = await poll_feed(poll.feed, http, now=NOW + timedelta(hours=1))
    assert [e.url[-1] for e in poll.entries] == ["2", "1"]
    assert {e.feed for e in poll.entries} == {URL}
    assert poll.title == "한빛일보"
    assert poll.feed.etag is None
    assert [e.url[-1] for e in again.entries] == ["3", "1"]


async def test_an_index_of_which_nothing_can_be_read_is_a_failure() -> None:
    site = NewsSite()
    site.put(URL, index(("https://www.hanbit.example/a.xml", "")))
    async with site.http() as http:
        with pytest.raises(FetchError, match="404"):
            await poll_feed(Feed(url=Url(URL)), http, now=NOW)


async def test_an_index_within_an_index_ends_there() -> None:
    site = NewsSite()
    site.put(URL, index((URL, "")))
    async with site.http() as http:
        poll = await poll_feed(Feed(url=Url(URL)), http, now=NOW)
    assert poll.entries == ()
    assert len(site.asked) == 2


async def test_the_address_of_a_sitemap_is_found_to_be_a_feed() -> None:
    site = NewsSite()
    site.put(URL, gzip.compress(sitemap(story(1)).encode()))
    async with site.http() as http:
        (found,) = await find_feeds(URL, http, now=NOW)
    assert (found.url, found.title) == (URL, "한빛일보")
