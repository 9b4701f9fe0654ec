# ruff: noqa: E501 - feeds are not wrapped
"""parse_feed, poll_feed: feeds of every shape, and what is none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.collect.feeds import MAX_ENTRIES, ParsedFeed, after_pause, parse_feed, poll_feed
from monitor.collect.pace import Bounds
from monitor.errors import FeedError, FetchError, PausedError
from monitor.model import Entry, Feed, Url
from monitor.words import reword
from tests.fakes import NewsSite

URL = "https://www.hanbit.example/rss/allArticle.xml"
NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
SEVEN = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)  # 21 November, 07:00 in Korea
ITEM = (
    "<item><title>똠얌 라면 '펲시' 4조원</title><link>https://hanbit.example/1</link>"
    "<pubDate>2026-11-21 07:00:00</pubDate><description>본문 첫 줄.</description></item>"
)


def rss(items: str = ITEM, *, declared: str = "utf-8", prolog: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="{declared}"?>{prolog}<rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>한빛일보</title>'
        f"<link>http://localhost/</link><ttl>30</ttl>{items}</channel></rss>"
    )


def read(body: str | bytes, content_type: str | None = None) -> ParsedFeed:
    data = body.encode() if isinstance(body, str) else body
    return parse_feed(data, url=URL, content_type=content_type)


def only(body: str | bytes, content_type: str | None = None) -> Entry:
    (entry,) = read(body, content_type).entries
    return entry


# --- encodings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (rss(declared="euc-kr").encode("cp949"), None),
        (rss(declared="EUC-KR").encode("cp949"), "text/xml; charset=euc-kr"),
        (rss(declared="ks_c_5601-1987").encode("cp949"), "text/xml"),
        (rss(declared="utf-8").encode("cp949"), None),
        (rss(declared="utf-8").encode("cp949"), "text/xml; charset=utf-8"),
        (rss(declared="euc-kr").encode(), "text/xml; charset=euc-kr"),
        (rss().encode(), "text/xml; charset=iso-8859-1"),
        (rss().encode("utf-8-sig"), None),
        (rss(declared="utf-16").encode("utf-16"), None),
        (rss().partition("?>")[2].encode("cp949"), None),
        (b"\n\n  " + rss().encode(), None),
    ],
)
def test_the_bytes_decide_whatever_is_said_of_them(body: bytes, header: str | None) -> None:
    entry = only(body, header)
    assert entry.title == "똠얌 라면 '펲시' 4조원"
    assert entry.summary == "본문 첫 줄."


def test_one_broken_byte_garbles_nothing_around_it() -> None:
    body = rss(ITEM * 1 + ITEM.replace("/1<", "/2<") * 1).encode()
    spot = body.index("본문".encode())
    first, second = read(body[: spot + 1] + body[spot + 2 :]).entries
    assert first.title == second.title == "똠얌 라면 '펲시' 4조원"
    assert second.summary == "본문 첫 줄."


# --- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "date",
    [
        "<pubDate>2026-11-21 07:00:00</pubDate>",
        "<pubDate>Sat, 21 Nov 2026 07:00:00 +0900</pubDate>",
        "<pubDate>Sat,21 Nov 2026 07:00:00 +0900</pubDate>",
        "<pubDate>Sat, 21 11 2026 07:00:00 +0900</pubDate>",
        "<pubDate>Sat, 21 Nov 2026 07:00:00 KST</pubDate>",
        "<pubDate><![CDATA[20 Nov  2026 22:00:00 GMT]]></pubDate>",
        "<pubDate>Sat,21 Nov 2026 7:0:0 GMT+9</pubDate>",
        "<pubDate>2026-11-21T07:00:00+09:00</pubDate>",
        "<dc:date>2026-11-21T07:00:00+09:00</dc:date>",
        "<dc:date>Sat, 21 Nov 2026 07:00:00 +0900</dc:date>",
        "<dc:date>2026-11-21T07:00:00</dc:date>",
        "<pubDate>20261121070000</pubDate>",
        "<pubDate>2026.11.21 07:00</pubDate>",
        "<pubDate>2026년 11월 21일 오전 7:00</pubDate>",
    ],
)
def test_a_date_is_read_from_its_words_and_korean_without_a_zone(date: str) -> None:
    entry = only(rss(f"<item><title>제목</title><link>https://a.example/1</link>{date}</item>"))
    assert entry.published == SEVEN


async def test_no_entry_is_of_the_future_nor_of_1970() -> None:
    items = "".join(
        f"<item><link>https://a.example/{n}</link><pubDate>{date}</pubDate></item>"
        for n, date in enumerate(
            ["Thu, 01 Jan 1970 00:00:00 GMT", "2099-01-01 00:00:00", "2026-11-21T14:30:00Z"]
        )
    )
    site = NewsSite()
    site.put(URL, rss(items))
    async with site.http() as http:
        poll = await poll_feed(Feed(url=Url(URL)), http, now=NOW)
    assert [e.published for e in poll.entries] == [
        None, None, datetime(2026, 11, 21, 5, 30, tzinfo=UTC),
    ]  # fmt: skip


# --- text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("R&D 예산 35조원", "R&D 예산 35조원"),
        ("R&amp;D 예산", "R&D 예산"),
        ("E&amp;amp;S 합병", "E&S 합병"),
        ("<![CDATA[R&D 예산]]>", "R&D 예산"),
        ("<![CDATA[<b>4조원</b> 투자]]>", "4조원 투자"),
        ("&lt;b&gt;4조원&lt;/b&gt; 투자", "4조원 투자"),
        ("<![CDATA[<script>alert(1)</script>4조원]]>", "4조원"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;4조원", "4조원"),
        ("&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;4조원", "4조원"),
        ("<![CDATA[<img src=x onerror=alert(1)>4조원]]>", "4조원"),
        ("<![CDATA[<챗GPT> 시대]]>", "<챗GPT> 시대"),
        ("&middot;AI&nbsp;반도체&hellip;", "·AI 반도체…"),
        ("&#44032;격 &#x1F4C8; 상승", "가격 📈 상승"),
        ("  4조원\n   투자 ", "4조원 투자"),
        ("4조원\u202e 투자\u200b", "4조원 투자"),
        ("", ""),
    ],
)
def test_a_title_is_plain_text(written: str, title: str) -> None:
    entry = only(rss(f"<item><title>{written}</title><link>https://a.example/1</link></item>"))
    assert entry.title == title


def test_markup_in_a_description_becomes_text_without_pictures_and_captions() -> None:
    html = (
        "<table><tr><td><img src='a.jpg'></td></tr></table><p>정부가 <b>4조원</b>을</p>"
        "<figure><figcaption>사진</figcaption></figure>투자한다.<br>R&amp;amp;D도<script>x</script>"
    )
    item = f"<item><link>https://a.example/1</link><description><![CDATA[{html}]]></description></item>"
    assert only(rss(item)).summary == "정부가 4조원을 투자한다. R&D도"


def test_full_text_is_kept_with_its_paragraphs() -> None:
    text = "<p>첫 문단이라고 밝혔다.</p><p>둘째 문단이라고 밝혔다.</p>"
    entry = only(
        rss(
            "<item><link>https://a.example/1</link><description>짧은 글</description>"
            f"<content:encoded><![CDATA[{text}]]></content:encoded></item>"
        )
    )
    assert (entry.summary, entry.content) == ("짧은 글", text)
    long = "정부가 4조원을 투자한다고 밝혔다. " * 40
    item = f"<item><link>https://a.example/1</link><description>{long}</description></item>"
    assert only(rss(item)).content.count("밝혔다") == 40


def test_the_author_is_a_name() -> None:
    item = "<item><link>https://a.example/1</link><author>dy@hanbit.example (이도윤 기자)</author></item>"
    assert only(rss(item)).author == "이도윤"


# --- links ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("<link>https://a.example/1?utm_source=rss</link>", "https://a.example/1"),
        ("<link>\n  https://a.example/1\n </link>", "https://a.example/1"),
        ("<link><![CDATA[https://a.example/1?a=1&b=2]]></link>", "https://a.example/1?a=1&b=2"),
        ("<link>https://a.example/1?a=1&b=2</link>", "https://a.example/1?a=1&b=2"),
        ("<link>http://a.examplehttp://a.example/1</link>", "http://a.example/1"),
        ("<link>/news/1</link>", "https://www.hanbit.example/news/1"),
        ("<guid isPermaLink='true'>https://a.example/1</guid>", "https://a.example/1"),
        ("<link>javascript:alert(1)</link><guid>https://a.example/1</guid>", "https://a.example/1"),
    ],
)
def test_a_link_is_made_canonical(written: str, link: str) -> None:
    assert only(rss(f"<item><title>제목</title>{written}</item>")).url == link


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", ""]
)
def test_an_entry_without_a_usable_link_is_left_out(link: str) -> None:
    assert read(rss(f"<item><title>제목</title><link>{link}</link></item>")).entries == ()


def test_an_address_comes_once_and_a_guid_may_repeat() -> None:
    items = "".join(
        f"<item><guid isPermaLink='false'>7</guid><link>https://a.example/{n % 3}?utm_source={n}</link></item>"
        for n in range(9)
    )
    assert [e.url[-1] for e in read(rss(items)).entries] == ["0", "1", "2"]


# --- kinds ---------------------------------------------------------------------------------------

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>한빛</title><entry><id>tag:1</id>
<title type="html">4조원 &lt;b&gt;투자&lt;/b&gt;</title><link rel="alternate" href="/news/1"/>
<author><name>이도윤</name></author><published>2026-11-21T07:00:00+09:00</published>
<updated>2026-11-20T23:00:00Z</updated><content type="html">&lt;p&gt;전문이다.&lt;/p&gt;</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>한빛</title></channel>
<item rdf:about="https://a.example/1"><title>4조원 투자</title><link>https://a.example/1</link>
<dc:date>2026-11-21T07:00:00+09:00</dc:date></item></rdf:RDF>"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "한빛", "items": [
{"id": "1", "url": "https://a.example/1", "title": "4조원 투자", "content_text": "전문이다.",
"date_published": "2026-11-21T07:00:00+09:00", "authors": [{"name": "이도윤 기자"}]}, {"id": 3}, 7]}"""


@pytest.mark.parametrize(
    ("body", "kind"), [(ATOM, "atom"), (RDF, "rdf"), (JSON_FEED, "json"), (rss(), "rss")]
)
def test_every_kind_of_feed_is_read(body: str, kind: str) -> None:
    feed = read(body)
    assert feed.kind == kind
    assert [e.published for e in feed.entries] == [SEVEN]


def test_atom_keeps_publication_and_update_apart() -> None:
    entry = only(ATOM)
    assert entry.updated == SEVEN + timedelta(hours=1)
    assert (entry.url, entry.author, entry.title) == (
        "https://www.hanbit.example/news/1", "이도윤", "4조원 투자",
    )  # fmt: skip
    assert entry.summary == "전문이다."


def test_a_feed_without_entries_is_a_feed() -> None:
    assert read(rss("")).entries == ()
    assert read("<rss version='2.0'/>").entries == ()


def test_a_warning_printed_before_the_feed_is_passed_over() -> None:
    assert only("<br />\n<b>Warning</b>: include() in x.php\n" + rss()).published == SEVEN


def test_a_feed_cut_off_in_the_middle_gives_what_came() -> None:
    body = rss(ITEM + ITEM.replace("/1<", "/2<")).encode()
    assert len(read(body[:-150]).entries) >= 1


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("", "내용이 없는 응답"),
        (" \n\t", "내용이 없는 응답"),
        ("<!DOCTYPE html><html><body><p>전체기사</p></body></html>", "웹 페이지"),
        ("<html><title>rss</title><a href='/rss'>&lt;rss&gt;</a></html>", "웹 페이지"),
        ("<html><p>비정상적인 접근이 감지되어 차단합니다</p></html>", "차단"),
        ("not a feed at all", "XML도"),
        ('{"error": 404}', "XML도"),
        ("{broken", "깨진 JSON"),
        ("[" * 100_000, "깨진 JSON"),
        ("<opml version='2.0'><body/></opml>", "<opml>"),
        ("<?xml version='1.0'?><opml></opml>", "<opml>"),
        ("<rss version='2.0'><channel><title>x", "깨진 XML"),
        (b"%PDF-1.7 x", "이진"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "이진"),
        (bytes(999), "내용이 없는 응답"),
    ],
)
def test_what_is_no_feed_is_refused_with_its_reason(body: str | bytes, why: str) -> None:
    with pytest.raises(FeedError) as caught:
        read(body)
    assert why in caught.value.why
    assert reword(caught.value.why, "en") != caught.value.why


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "'
        + "&a;" * 50
        + '"><!ENTITY c "'
        + "&b;" * 50
        + '">]>',
        '<!DOCTYPE r SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE r [<!ENTITY c SYSTEM "file:///etc/passwd">]>',
        "<!-- a comment --><?xml-stylesheet href='x.xsl'?>",
    ],
)
def test_entities_neither_expand_nor_reach_out(prolog: str) -> None:
    item = "<item><title>&c;제목</title><link>https://a.example/1</link></item>"
    title = only(rss(item, prolog=prolog)).title
    assert title in ("&c;제목", "제목")


def test_a_feed_of_twenty_thousand_entries_is_cut() -> None:
    items = "".join(f"<item><link>https://a.example/{n}</link></item>" for n in range(20_000))
    assert len(read(rss(items)).entries) == MAX_ENTRIES


@pytest.mark.parametrize(
    "item",
    [
        "<item><title>" + "가" * 1_000_000 + "</title><link>https://a.example/1</link></item>",
        "<item>" + "<a>" * 5000 + "<link>https://a.example/1</link></item>",
        "<item><title>제\x00목\x0b</title><link>https://a.example/1</link></item>",
        "<item><title>&#0;&#x1F;&#xD800;&#99999999;제목</title><link>https://a.example/1</link></item>",
        "<item><link>https://a.example/1</link><pubDate>" + "9" * 100_000 + "</pubDate></item>",
        "<item><link>https://a.example/1</link>" + "<title>a</title>" * 2000 + "</item>",
    ],
)
def test_a_hostile_entry_does_no_harm(item: str) -> None:
    for entry in read(rss(item)).entries:
        assert len(entry.title) <= 500
        assert "\x00" not in entry.title
        entry.title.encode()


# --- polling -------------------------------------------------------------------------------------


async def test_the_second_poll_is_conditional_and_an_unchanged_feed_is_not_read() -> None:
    site = NewsSite()
    site.put(URL, rss(), etag='"1"', last_modified="Sat, 21 Nov 2026 05:00:00 GMT")
    feed = Feed(url=Url(URL), error="어제 실패", failures=3)
    async with site.http() as http:
        first = await poll_feed(feed, http, now=NOW)
        second = await poll_feed(first.feed, http, now=NOW + timedelta(hours=1))
    assert len(first.entries) == 1
    assert (first.feed.failures, first.feed.error, first.feed.title) == (0, None, "한빛일보")
    assert (first.feed.polled, first.feed.changed) == (NOW, SEVEN)
    assert second.not_modified
    assert second.entries == ()
    assert second.feed.changed == SEVEN
    assert second.feed.polled == NOW + timedelta(hours=1)
    assert second.feed.etag == '"1"'
    assert site.requests[1].headers["if-none-match"] == '"1"'


async def test_the_same_bytes_are_not_read_again_without_any_tag() -> None:
    site = NewsSite()
    site.put(URL, rss())
    async with site.http() as http:
        first = await poll_feed(Feed(url=Url(URL)), http, now=NOW)
        second = await poll_feed(first.feed, http, now=NOW + timedelta(hours=1))
        site.put(URL, rss(ITEM + ITEM.replace("/1<", "/2<")))
        third = await poll_feed(second.feed, http, now=NOW + timedelta(hours=2))
    assert (second.not_modified, second.entries) == (True, ())
    assert len(third.entries) == 2


async def test_a_tag_repeated_over_new_content_is_not_believed() -> None:
    site = NewsSite()
    site.put(URL, rss(), etag='"same"')
    async with site.http() as http:
        first = await poll_feed(Feed(url=Url(URL)), http, now=NOW)
        site.put(URL, rss(ITEM.replace("/1<", "/9<")), etag='"same"')
        site.answers[URL].headers = {}
        second = await poll_feed(first.feed, http, now=NOW + timedelta(hours=1))
    assert [e.url for e in second.entries] == ["https://hanbit.example/9"]
    assert second.feed.etag is None


async def test_a_validator_that_stayed_the_same_over_news_is_never_sent_again() -> None:
    site = NewsSite()
    now = NOW
    async with site.http() as http:
        feed = Feed(url=Url(URL))
        for number in range(3):
            site.put(URL, rss(ITEM.replace("/1<", f"/{number}<")))
            # As a server that looks at no condition, and always names the same tag.
            site.answers[URL].headers = {"ETag": '"same"', "Last-Modified": f"{number}"}
            poll = await poll_feed(feed, http, now=now)
            assert [e.url for e in poll.entries] == [f"https://hanbit.example/{number}"]
            feed, now = poll.feed, now + timedelta(hours=1)
    assert feed.etag == ""
    assert feed.last_modified == "2"
    assert "if-none-match" in site.requests[1].headers
    assert "if-none-match" not in site.requests[2].headers
    assert site.requests[2].headers["if-modified-since"] == "1"


async def test_a_server_that_says_unchanged_for_long_is_asked_outright_now_and_then() -> None:
    site = NewsSite()
    site.put(URL, rss(), etag='"1"')
    feed, now = Feed(url=Url(URL)), NOW
    async with site.http() as http:
        for _ in range(96):
            feed = (await poll_feed(feed, http, now=now)).feed
            now += timedelta(minutes=30)
    outright = [n for n, r in enumerate(site.requests) if "if-none-match" not in r.headers]
    assert outright[0] == 0
    assert 3 <= len(outright) - 1 <= 5  # of two days


async def test_a_feed_that_moved_for_good_is_stored_there_after_the_second_sighting() -> None:
    site, new = NewsSite(), "https://new.example/feed"
    site.put(URL, status=301, location=new)
    site.put(new, rss(), etag='"1"')
    async with site.http() as http:
        first = await poll_feed(Feed(url=Url(URL)), http, now=NOW)
        second = await poll_feed(first.feed, http, now=NOW + timedelta(hours=1))
        site.put(URL, status=302, location=new)
        third = await poll_feed(first.feed, http, now=NOW + timedelta(hours=1))
        site.put(URL, status=308, location="https://third.example/feed")
        site.put("https://third.example/feed", rss())
        fourth = await poll_feed(first.feed, http, now=NOW + timedelta(hours=1))
    assert (first.moved_to, first.feed.moved_to) == (None, new)
    assert first.entries[0].feed == URL
    assert (second.moved_to, second.not_modified) == (new, True)
    assert (third.moved_to, third.feed.moved_to) == (None, None)
    # Somewhere else than last time: seen once.
    assert (fourth.moved_to, fourth.feed.moved_to) == (None, "https://third.example/feed")


@pytest.mark.parametrize(
    ("feed_says", "header", "least"),
    [
        ("<ttl>120</ttl>", {}, timedelta(hours=2)),
        ("", {"cache_control": "public, max-age=7200"}, timedelta(hours=2)),
        ("", {"expires": "Sat, 21 Nov 2026 08:00:00 GMT"}, timedelta(hours=2)),
        ("", {"retry_after": "7200"}, timedelta(hours=2)),
        ("", {"retry_after": "Sat, 21 Nov 2026 08:00:00 GMT"}, timedelta(hours=2)),
        ("<skipHours><hour>6</hour><hour>7</hour></skipHours>", {}, timedelta(hours=2)),
        ("<skipDays><day>Saturday</day></skipDays>", {}, timedelta(hours=18)),
        (
            "<ttl>60</ttl>",
            {"cache_control": "max-age=7200", "expires": "Sat, 21 Nov 2026 09:00:00 GMT"},
            timedelta(hours=3),
        ),
        ("", {"cache_control": "no-store"}, timedelta(minutes=5)),
        ("", {"expires": "0", "cache_control": "max-age=0"}, timedelta(minutes=5)),
    ],
)
async def test_the_next_poll_is_not_before_the_largest_of_what_the_server_asks(
    feed_says: str, header: dict[str, str], least: timedelta
) -> None:
    site = NewsSite()
    body = rss().replace("<ttl>30</ttl>", feed_says)
    named = {name.replace("_", "-"): value for name, value in header.items()}
    answer = site.put(URL, body)
    answer.headers = {"etag": '"1"', "date": "Sat, 21 Nov 2026 06:00:00 GMT", **named}
    async with site.http() as http:
        feed = Feed(url=Url(URL), interval=timedelta(minutes=5))
        first = (await poll_feed(feed, http, now=NOW)).feed
        # What stands in the feed holds for an unchanged one, too, which is not read again.
        second = (await poll_feed(first, http, now=NOW)).feed
    for polled in (first, second):
        assert polled.due is not None
        assert least <= polled.due - NOW < least + timedelta(minutes=40)


async def test_nobody_can_ask_for_silence_for_ever() -> None:
    site = NewsSite()
    days = "".join(f"<day>{d}</day>" for d in ("Saturday", "Sunday", "Monday", "Tuesday"))
    site.put(
        URL,
        rss().replace("<ttl>30</ttl>", f"<ttl>99999</ttl><skipDays>{days}</skipDays>"),
        cache_control="max-age=99999999999",
        expires="Fri, 01 Jan 2100 00:00:00 GMT",
    )
    bounds = Bounds()
    async with site.http() as http:
        poll = await poll_feed(Feed(url=Url(URL)), http, now=NOW)
        soon = await poll_feed(
            Feed(url=Url(URL)), http, now=NOW, bounds=Bounds(wish=timedelta(hours=2))
        )
    assert poll.feed.due is not None
    assert soon.feed.due is not None
    assert bounds.wish <= poll.feed.due - NOW <= bounds.wish + timedelta(hours=1)
    assert soon.feed.due - NOW <= timedelta(hours=3)


async def test_other_bytes_with_the_same_entries_are_no_news() -> None:
    site = NewsSite()
    feed, now = Feed(url=Url(URL)), NOW
    async with site.http() as http:
        for number in range(4):
            site.put(URL, rss(f"<lastBuildDate>{number}</lastBuildDate>" + ITEM))
            feed = (await poll_feed(feed, http, now=now)).feed
            now += timedelta(hours=1)
    assert feed.changed == SEVEN  # when its newest entry was published
    assert feed.interval > timedelta(minutes=30)
    assert feed.missed is None


async def test_a_feed_whose_list_rolled_over_between_two_polls_may_have_been_missed() -> None:
    site = NewsSite()

    def items(first: int) -> str:
        return rss("".join(ITEM.replace("/1<", f"/{n}<") for n in range(first, first + 20)))

    undated = "<pubDate>2026-11-21 07:00:00</pubDate>"
    async with site.http() as http:
        site.put(URL, items(100).replace(undated, ""))
        first = (await poll_feed(Feed(url=Url(URL)), http, now=NOW)).feed
        later = NOW + timedelta(hours=3)
        site.put(URL, items(110).replace(undated, ""))
        shared = (await poll_feed(first, http, now=later)).feed
        site.put(URL, items(140).replace(undated, ""))
        rolled = (await poll_feed(shared, http, now=later + timedelta(hours=3))).feed
    assert shared.missed is None
    assert rolled.missed == later + timedelta(hours=3)
    assert rolled.interval < shared.interval <= timedelta(minutes=30)


async def test_a_host_that_wants_a_pause_is_no_failure_of_the_next_feed_there() -> None:
    site, other = NewsSite(), Url("https://www.hanbit.example/rss/other.xml")
    site.put(URL, status=429, retry_after="600")
    site.put(other, rss())
    feed = Feed(url=other, interval=timedelta(minutes=5))
    async with site.http() as http:
        with pytest.raises(FetchError):
            await poll_feed(Feed(url=Url(URL)), http, now=NOW)
        with pytest.raises(PausedError) as caught:
            await poll_feed(feed, http, now=NOW)
    left = after_pause(feed, caught.value, now=NOW)
    assert site.asked == [URL]
    assert (left.failures, left.error) == (0, None)
    assert left.due is not None
    assert timedelta(minutes=9) < left.due - NOW <= timedelta(minutes=10)


async def test_a_publisher_is_asked_in_the_manner_that_the_user_wrote_down() -> None:
    site = NewsSite()
    site.put(URL, status=302, location="https://elsewhere.example/feed")
    site.put("https://elsewhere.example/feed", rss())
    feed = Feed(
        url=Url(URL), user_agent="Hanbit-Partner/1.0", headers=(("X-Partner-Key", "geheim"),)
    )
    assert "geheim" not in repr(feed)
    async with site.http() as http:
        await poll_feed(feed, http, now=NOW)
    home, away = (request.headers for request in site.requests)
    assert home["user-agent"] == away["user-agent"] == "Hanbit-Partner/1.0"
    assert home["x-partner-key"] == "geheim"
    assert "x-partner-key" not in away  # a redirect takes no secret along


async def test_what_is_no_feed_is_the_callers_to_note() -> None:
    site = NewsSite()
    site.put(URL, "<html>공사 중</html>")
    async with site.http() as http:
        with pytest.raises(FeedError):
            await poll_feed(Feed(url=Url(URL)), http, now=NOW)
