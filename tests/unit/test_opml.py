"""OPML and CSV lists of feeds, and the feeds that a site has."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.discover import find_feeds, named_sitemaps
from monitor.collect.opml import parse_opml, render_opml
from monitor.collect.searches import Engine, Search, named, search_url
from monitor.collect.tables import parse_table, render_table
from monitor.collect.urls import canonical_url
from monitor.errors import ConfigError, FetchError
from monitor.model import Feed, Url
from tests.fakes import NewsSite

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), max_size=20
).map(lambda text: " ".join(text.split()))
FEEDS = st.lists(
    st.builds(
        Feed,
        url=st.integers(0, 999).map(lambda n: canonical_url(f"https://a.example/{n}?a=1&b=2")),
        outlet=WORDS,
        category=WORDS,
        note=WORDS,
        terms=WORDS,
        enabled=st.booleans(),
    ),
    unique_by=lambda feed: feed.url,
    max_size=6,
)


@given(FEEDS)
def test_a_csv_list_gives_back_the_feeds_that_were_written(feeds: list[Feed]) -> None:
    assert list(parse_table(render_table(feeds).encode(), where="f.csv")) == feeds


@given(FEEDS)
def test_an_opml_list_gives_back_the_feeds_that_were_written(feeds: list[Feed]) -> None:
    def seen(feed: Feed) -> tuple[object, ...]:
        name = feed.outlet or feed.title
        return (feed.url, feed.category, feed.note, feed.terms, feed.enabled, name)

    back = parse_opml(render_opml(feeds).encode(), where="f.opml")
    wanted = [(f.url, f.category, f.note, f.terms, f.enabled, f.outlet or f.url) for f in feeds]
    assert sorted(map(seen, back), key=str) == sorted(wanted, key=str)


def test_a_list_needs_only_addresses_and_bears_what_spreadsheets_do() -> None:
    data = (
        "\ufeffURL;Outlet;Extra\r\n https://a.example/1?utm_source=x ;한빛일보;9\r\n\r\n# x;;\r\n"
    )
    (feed,) = parse_table(data.encode(), where="f.csv")
    assert (feed.url, feed.outlet, feed.enabled) == ("https://a.example/1", "한빛일보", True)
    (korean,) = parse_table("outlet,url\n똠일보,https://a.example/1\n".encode("cp949"), where="f")
    assert korean.outlet == "똠일보"


def test_every_fault_of_a_list_is_reported_with_its_line() -> None:
    data = "outlet,url,enabled\na,javascript:alert(1),true\nb,https://b.example/,maybe\nc,,\n"
    with pytest.raises(ConfigError) as caught:
        parse_table(data.encode(), where="feeds.csv")
    lines = [fault.split(": ")[1] for fault in caught.value.faults]
    assert lines == ["2번째 줄", "3번째 줄", "4번째 줄"]
    assert all(fault.startswith("feeds.csv") for fault in caught.value.faults)


@pytest.mark.parametrize("data", ["", "\n\n", "outlet,link\na,https://a.example/\n"])
def test_a_table_that_is_no_list_of_feeds_says_so(data: str) -> None:
    with pytest.raises(ConfigError):
        parse_table(data.encode(), where="feeds.csv")


def test_a_spreadsheet_takes_no_note_for_a_formula() -> None:
    feed = Feed(url=Url("https://a.example/"), outlet="=HYPERLINK(1)", note="@cmd")
    row = render_table([feed]).splitlines()[1]
    assert not any(cell[:1] in "=@" for cell in row.split(",") if cell)


def test_a_readers_export_comes_in_with_its_folders() -> None:
    data = """<?xml version="1.0" encoding="euc-kr"?><opml version="1.0"><body>
      <outline text="경제"><outline text="한빛 &amp; 경제" xmlUrl="https://a.example/rss"/></outline>
      <outline title="새벽" xmlUrl="https://b.example/rss" category="/tech/ai"/>
      <outline text="폴더"/></body></opml>"""
    feeds = parse_opml(data.encode("cp949"), where="f.opml")
    assert [(f.outlet, f.category) for f in feeds] == [("한빛 & 경제", "경제"), ("새벽", "tech")]


@pytest.mark.parametrize(
    "data",
    [
        "",
        "<html/>",
        "<opml><body><outline",
        "<opml><body><outline xmlUrl='javascript:alert(1)'/></body></opml>",
        '<!DOCTYPE o [<!ENTITY e SYSTEM "file:///etc/passwd">]><opml><body>'
        "<outline text='x' xmlUrl='https://a.example/&e;'/></body></opml>",
    ],
)
def test_what_is_no_opml_is_a_clear_fault(data: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_opml(data.encode(), where="f.opml")
    assert str(caught.value).startswith("f.opml")


@pytest.mark.parametrize("engine", list(Engine))
def test_searches_come_back_from_both_kinds_of_list_as_searches(engine: Engine) -> None:
    feed = named(
        Feed(url=search_url(Search(engine, "월간 이용자 R&D")), terms="비상업", category="ai")
    )
    assert feed.title
    assert parse_table(render_table([feed]).encode(), where="f.csv") == (feed,)
    assert parse_opml(render_opml([feed]).encode(), where="f.opml") == (feed,)
    short = f"url,category,terms\n{engine}:월간 이용자  R&D,ai,비상업\n"
    assert parse_table(short.encode(), where="f.csv") == (feed,)


def test_a_search_without_a_keyword_is_told_with_its_line() -> None:
    with pytest.raises(ConfigError, match=r"f\.csv: 2.*검색어"):
        parse_table(b"url\nnaver:\n", where="f.csv")


# --- discovery -----------------------------------------------------------------------------------

RSS = "<rss version='2.0'><channel><title>{}</title></channel></rss>"
HOME = "https://www.hanbit.example/"
NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


async def found(site: NewsSite, url: str = HOME) -> list[tuple[str, str]]:
    async with site.http() as http:
        return [(feed.url, feed.title) for feed in await find_feeds(url, http, now=NOW)]


async def test_an_address_that_is_a_feed_is_its_own_answer() -> None:
    site = NewsSite()
    site.put(HOME, RSS.format("한빛일보"))
    assert await found(site) == [(HOME, "한빛일보")]


async def test_the_feeds_that_a_page_names_are_found_and_tried() -> None:
    site = NewsSite()
    site.put(
        HOME,
        "<head><link rel='alternate' type='application/rss+xml' href='/rss/all.xml'>"
        "<link rel=alternate type=application/atom+xml href='https://feeds.example/tech'>"
        "<link rel='alternate' type='application/rss+xml' href='/dead.xml'>"
        "<link rel='alternate' type='application/rss+xml' href='javascript:alert(1)'>"
        "<link rel='alternate' hreflang='en' href='/en'></head>",
    )
    site.put("https://www.hanbit.example/rss/all.xml", RSS.format("전체"))
    site.put("https://feeds.example/tech", RSS.format("기술"))
    assert await found(site) == [
        ("https://www.hanbit.example/rss/all.xml", "전체"),
        ("https://feeds.example/tech", "기술"),
    ]


async def test_links_that_look_like_feeds_serve_where_none_is_named() -> None:
    site = NewsSite()
    site.put(HOME, "<a href='/about'>소개</a><a href='/rss/S1N1.xml'>경제</a>")
    site.put("https://www.hanbit.example/rss/S1N1.xml", RSS.format("경제"))
    assert await found(site) == [("https://www.hanbit.example/rss/S1N1.xml", "경제")]


def sitemap(day: int = 21) -> str:
    return (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
        "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url>"
        f"<loc>{HOME}news/7</loc><news:news><news:publication><news:name>한빛일보</news:name>"
        f"</news:publication><news:publication_date>2026-11-{day}T14:00:00+09:00"
        "</news:publication_date><news:title>가</news:title></news:news></url></urlset>"
    )


async def test_the_news_sitemaps_that_robots_txt_names_serve_before_guesses() -> None:
    site = NewsSite()
    site.put(HOME, "<p>한빛일보</p>")
    site.put(
        f"{HOME}robots.txt",
        "User-agent: *\nDisallow: /admin\nSITEMAP:  https://www.hanbit.example/pages.xml\n"
        "Sitemap: /news-sitemap.xml # of two days\nSitemap: javascript:1\nSitemap:\n"
        "Sitemap: https://cdn.example/dead-news.xml\n",
    )
    pages = "<urlset><url><loc>https://www.hanbit.example/about</loc></url></urlset>"
    site.put(f"{HOME}pages.xml", pages)
    site.put(f"{HOME}news-sitemap.xml", sitemap())
    site.put(f"{HOME}rss", RSS.format("a guess"))
    assert await found(site) == [(f"{HOME}news-sitemap.xml", "한빛일보")]
    assert f"{HOME}rss" not in site.asked


async def test_an_index_of_sitemaps_is_taken_where_no_other_speaks_of_news() -> None:
    site = NewsSite()
    site.put(HOME, "<p>한빛일보</p>")
    site.put(f"{HOME}robots.txt", f"Sitemap: {HOME}index.xml\nSitemap: {HOME}second.xml")
    child = f"<sitemap><loc>{HOME}daily.xml</loc></sitemap>"
    site.put(f"{HOME}index.xml", f"<sitemapindex>{child}</sitemapindex>")
    site.put(f"{HOME}daily.xml", sitemap())
    site.put(f"{HOME}second.xml", sitemap())
    assert await found(site) == [(f"{HOME}index.xml", "한빛일보")]


@pytest.mark.parametrize("robots", ["Sitemap: https://www.hanbit.example/pages.xml", "<html>", ""])
async def test_without_a_news_sitemap_the_usual_addresses_are_tried(robots: str) -> None:
    site = NewsSite()
    site.put(HOME, "<p>한빛일보</p>")
    site.put(f"{HOME}robots.txt", robots)
    site.put(f"{HOME}rss", RSS.format("한빛일보"))
    assert await found(site) == [(f"{HOME}rss", "한빛일보")]


async def test_sitemaps_that_a_site_names_are_told_without_being_read() -> None:
    site = NewsSite()
    lines = "\n".join(f"Sitemap: {HOME}{name}" for name in ("a.xml", "news.xml", "a.xml"))
    site.put(f"{HOME}robots.txt", lines)
    async with site.http() as http:
        named = await named_sitemaps(f"{HOME}economy", http)
    assert named == (f"{HOME}news.xml", f"{HOME}a.xml")
    assert site.asked == [f"{HOME}robots.txt"]


async def test_the_usual_addresses_are_tried_last() -> None:
    site = NewsSite()
    site.put(HOME, "<p>한빛일보</p>")
    site.put("https://www.hanbit.example/rss/allArticle.xml", RSS.format("한빛일보"))
    assert await found(site) == [("https://www.hanbit.example/rss/allArticle.xml", "한빛일보")]


async def test_a_site_without_feeds_has_none_and_a_dead_one_is_an_error() -> None:
    site = NewsSite()
    site.put(HOME, "<p>한빛일보</p>")
    assert await found(site) == []
    with pytest.raises(FetchError):
        await found(site, "https://dead.example/")
