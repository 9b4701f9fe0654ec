"""Plainly written feeds say the same to the quick reader as to feedparser, whatever is in them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.collect.feeds import ParsedFeed, Poll, parse_feed, poll_feed
from monitor.collect.markup import plain_text
from monitor.collect.repeats import Lists
from monitor.errors import FeedError
from monitor.model import Entry, Feed, Url
from tests.fakes import NewsSite

URL = "https://www.hanbit.example/rss/all.xml"
WRITTEN = """
    삼성전자 R&amp;D &lt;b&gt; &lt;/b&gt; &amp;quot; &quot; &#8220; <b> </b> <챗GPT>
    … ' ] &amp;lt;p&amp;gt; <br/> &amp;middot; % : &#150; &amp;amp; http://x.example/
    &nbsp; &amp;#39; <!--x--> <?x?> &lt;AI&gt; &lt;a/&gt; &lt;img/&gt; 3조
    &lt;script&gt; &lt;/script&gt;
"""
PIECES = st.sampled_from([*WRITTEN.split(), " ", "\x85"])
WORDS = st.lists(PIECES, max_size=5).map("".join)
QUOTED = WORDS.filter(lambda words: "]]>" not in words).map(lambda words: f"<![CDATA[{words}]]>")
TEXT = st.one_of(st.just("제목"), st.just('R&amp;D 3조 <![CDATA["최대"]]>'), WORDS, QUOTED)
LINK = st.sampled_from(
    3 * ["https://www.hanbit.example/news/0", "http://hanbit.example/news/articleView.html?idxno=7"]
    + [
        "https://www.hanbit.example/news/1",
        "http://hanbit.example/a?b=1&amp;c=2",
        "/news/2",
        "tag:a,1",
    ]
    + [
        "HTTP://hanbit.example/3",
        "https://hanbit.example/가",
        " https://hanbit.example/4 ",
        "",
        "5",
    ]
    + [
        "javascript:alert(1)",
        "https://hanbit.example/?a=1&amp;b;=2",
        "urn:uuid:1",
        "a1-2_3",
        "//x.example/6",
    ]
)
DATE = st.sampled_from(
    ["Sat, 21 Nov 2026 07:00:00 +0900", "2026-11-21T07:00:00+09:00", "2026-11-21 07:00:00", "x", ""]
)


def element(name: str, body: st.SearchStrategy[str], *more: str) -> st.SearchStrategy[str]:
    attributes = st.sampled_from(["", "", "", "", *more])
    return st.builds(lambda a, b: f"<{name}{a}>{b}</{name}>", attributes, body)


def listed(*elements: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return some of the elements, in any order, seldom one of them twice."""
    once = st.permutations(elements).flatmap(
        lambda order: st.tuples(*(st.one_of(st.just(""), one) for one in order[:6])).map("".join)
    )
    return st.one_of(once, once, once, st.lists(st.one_of(*elements), max_size=4).map("".join))


ITEM = listed(
    element("title", TEXT, ' type="html"'),
    element("link", LINK, ' rel="self"'),
    element("guid", LINK, ' isPermaLink="false"', ' isPermaLink="true"', ' isPermaLink="x"'),
    element("description", TEXT, ' xml:base="http://other.example/"'),
    element("author", TEXT),
    element("pubDate", DATE),
    element("dc:creator", TEXT),
    element("dc:date", DATE),
    element("content:encoded", TEXT),
    element("category", TEXT, ' domain="x"'),
    element("media:title", TEXT),
    element("media:thumbnail", st.just(""), ' url="https://hanbit.example/1.jpg"'),
    element("enclosure", st.just(""), ' url="https://hanbit.example/1.mp3"'),
    element("image", TEXT),
    element("lastBuildDate", DATE),
    element("TITLE", TEXT),
)
RSS_HEAD = listed(
    element("title", TEXT),
    element("ttl", st.sampled_from(["60", "x", ""])),
    element("link", LINK),
    element("description", TEXT),
    element("image", element("title", TEXT)),
    element("media:title", TEXT),
)
ENTRY = listed(
    element("title", TEXT, ' type="html"', ' type="text"', ' type="xhtml"'),
    st.builds(
        lambda link, more: f'<link href="{link}"{more}/>',
        LINK,
        st.sampled_from(
            ["", ' rel="alternate"', ' rel="self"', ' type="text/html"', ' type="a/b"']
        ),
    ),
    element("id", LINK),
    element("published", DATE),
    element("updated", DATE),
    element("summary", TEXT, ' type="html"'),
    element("content", TEXT, ' type="html"', ' type="text/plain"', ' src="/x"'),
    element("author", listed(element("name", TEXT), element("email", TEXT), element("uri", LINK))),
    element("source", element("title", TEXT)),
)
SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
)


def both(body: str) -> tuple[ParsedFeed | str, ParsedFeed | str]:
    """Return what is read of `body` with the quick reader, and without it."""

    def read(by_feedparser: bool) -> ParsedFeed | str:
        try:
            feed = parse_feed(body.encode(), url=URL, by_feedparser=by_feedparser)
        except FeedError as e:
            return e.why
        # feedparser writes a text's markup anew; what it says is the same.
        said = [replace(e, content=plain_text(e.content, lines=True)) for e in feed.entries]
        return replace(feed, entries=tuple(said))

    return read(False), read(True)


QUICK = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(RSS_HEAD, st.lists(ITEM.map("<item>{}</item>".format), max_size=2))
def test_rss_is_read_as_feedparser_reads_it(head: str, items: list[str]) -> None:
    body = f'<rss version="2.0" {SPACES}><channel>{head}{"".join(items)}</channel></rss>'
    quick, reference = both(body)
    assert quick == reference


@QUICK
@given(RSS_HEAD, st.lists(ITEM, max_size=2))
def test_rdf_is_read_as_feedparser_reads_it(head: str, items: list[str]) -> None:
    listed = "".join(f'<item rdf:about="/{n}">{item}</item>' for n, item in enumerate(items))
    space = f'xmlns="http://purl.org/rss/1.0/" {SPACES}'
    body = f"<rdf:RDF {space}><channel>{head}</channel>{listed}</rdf:RDF>"
    quick, reference = both(body)
    assert quick == reference


@QUICK
@given(TEXT, st.lists(ENTRY.map("<entry>{}</entry>".format), max_size=2))
def test_atom_is_read_as_feedparser_reads_it(title: str, entries: list[str]) -> None:
    body = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title>{"".join(entries)}</feed>'
    )
    quick, reference = both(body)
    assert quick == reference


async def _polls(bodies: list[str], lists: Lists | None) -> list[Poll]:
    site, polls, feed = NewsSite(), list[Poll](), Feed(url=Url(URL))
    async with site.http() as http:
        for number, body in enumerate(bodies):
            site.put(URL, body)
            now = datetime(2026, 11, 22, number, tzinfo=UTC)
            polls.append(await poll_feed(feed, http, now=now, lists=lists))
            feed = polls[-1].feed
    return polls


ITEMS = st.lists(ITEM, min_size=3, max_size=5)
TURNS = st.lists(st.lists(st.integers(0, 4), max_size=5), min_size=2, max_size=4)


@QUICK
@given(RSS_HEAD, ITEMS, TURNS)
def test_what_is_written_as_at_the_last_poll_is_left_out_and_nothing_else(
    head: str, items: list[str], turns: list[list[int]]
) -> None:
    bodies = [
        f'<rss version="2.0" {SPACES}><channel>{head}<docs>{number}</docs>'
        + "".join(f"<item>{items[place % len(items)]}</item>\n" for place in turn)
        + "</channel></rss>"
        for number, turn in enumerate(turns)
    ]
    before: set[Entry] = set()
    quick, whole = asyncio.run(_polls(bodies, Lists())), asyncio.run(_polls(bodies, None))
    for one, other in zip(quick, whole, strict=True):
        assert one.feed == other.feed
        assert one.listed == len(other.entries)
        left_out = [entry for entry in other.entries if entry not in one.entries]
        assert [e for e in other.entries if e not in left_out] == list(one.entries)
        assert set(left_out) <= before
        before = set(other.entries)
