"""Whatever bytes come in, a reader gives a value or its own error, and no markup gets through."""

from __future__ import annotations

import gzip

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.collect.body import extract_body
from monitor.collect.bylines import clean_author, find_author
from monitor.collect.charsets import decode_text
from monitor.collect.feeds import parse_feed
from monitor.collect.markup import plain_text
from monitor.errors import BodyError, FeedError
from tests.pages import FAMILIES

PAGES = [make().page for make in FAMILIES]
FEEDS = [
    b"<?xml version='1.0' encoding='euc-kr'?><rss version='2.0'><channel><title>t</title><item>"
    b"<title>R&D</title><link>https://a.example/1</link><pubDate>2026-11-21 07:00:00</pubDate>"
    b"<description><![CDATA[<p>a</p>]]></description></item></channel></rss>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='html'>&lt;b&gt;a</title>"
    b"<link href='/1'/><updated>2026-11-21T07:00:00Z</updated></entry></feed>",
    b'{"version":"https://jsonfeed.org/version/1","items":[{"url":"https://a.example/1"}]}',
    b"<urlset xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url>"
    b"<loc>https://a.example/1</loc><news:news><news:title>R&D</news:title>"
    b"<news:publication_date>2026-11-21</news:publication_date></news:news></url></urlset>",
    b"<sitemapindex><sitemap><loc>https://a.example/news.xml.gz</loc></sitemap></sitemapindex>",
]
FEEDS.append(gzip.compress(FEEDS[-2]))
JUNK = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"</p>", b"<script>", b"\0", b"\xff\xfe"]
    ),
)


@st.composite
def damaged(draw: st.DrawFn, wholes: list[bytes]) -> bytes:
    """A sound document with pieces cut out, put in and moved."""
    data = draw(st.sampled_from(wholes))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 200)))
        data = data[:start] + draw(JUNK) + data[end:]
    return data


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged(FEEDS), st.sampled_from([None, "text/xml; charset=utf-8", "x; charset=rot13"]))
def test_a_damaged_feed_is_read_or_refused(body: bytes, header: str | None) -> None:
    try:
        feed = parse_feed(body, url="https://a.example/rss", content_type=header)
    except FeedError:
        return
    assert all(url.startswith(("http://", "https://")) for url in feed.children)
    for entry in feed.entries:
        assert entry.url.startswith(("http://", "https://"))
        assert "<script" not in entry.title + entry.summary
        assert "\n" not in entry.title


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    damaged(PAGES), st.sampled_from([None, "text/html; charset=euc-kr", "text/html; charset=zz"])
)
def test_a_damaged_page_is_read_or_refused(page: bytes, header: str | None) -> None:
    try:
        article = extract_body(page, url="https://a.example/1", content_type=header)
    except BodyError:
        return
    assert "\0" not in article.text + article.title
    assert all(line.strip() for line in article.text.split("\n")) or not article.text


@given(st.binary(max_size=200), st.text(max_size=40))
def test_any_bytes_become_text_that_can_be_stored(body: bytes, header: str) -> None:
    decode_text(body, content_type=header).encode()


@given(
    st.lists(st.sampled_from(["<", ">", "&lt;", "script", "/", "b", "&amp;", "=", " ", "x", "가"]))
)
def test_no_tag_survives_however_often_it_was_escaped(pieces: list[str]) -> None:
    text = plain_text("".join(pieces))
    assert "<script>" not in text.lower().replace(" ", "")
    assert "<b>" not in text


@given(st.text(max_size=80))
def test_a_byline_reader_gives_a_short_line(text: str) -> None:
    for name in (clean_author(text), find_author(text)):
        assert "\n" not in name
        assert len(name) <= 100
