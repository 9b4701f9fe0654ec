# ruff: noqa: E501 - feeds are not wrapped
"""Every form of feed that Korean outlets publish, with its habits, in every encoding.

Shapes as surveyed in 2026; outlets, headlines and figures are invented.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from monitor.collect.dates import sane_moment
from monitor.collect.feeds import parse_feed

URL = "https://www.hanbit.example/rss/all.xml"
NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
FIRST = datetime(2026, 11, 20, 22, 0, 5, tzinfo=UTC)  # 21 November, 07:00:05 in Korea
SECOND = FIRST - timedelta(minutes=41)  # 06:19:05

# As written in XML, as read.
TITLES = (
    ("가람반도체, R&D에 9120억원", "가람반도체, R&D에 9120억원"),
    ("한빛E&amp;amp;S “빚 2조원”…펲시도 ‘똠얌’", "한빛E&S “빚 2조원”…펲시도 ‘똠얌’"),
)
LINKS = (
    ("https://www.hanbit.example/news/articleView.html?idxno=1", "https://www.hanbit.example/news/articleView.html?idxno=1"),
    ("\n   https://www.hanbit.example/news/2?utm_source=khan_rss&amp;utm_medium=rss \n", "https://www.hanbit.example/news/2"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """A form of feed: how its dates are written, and around which text."""

    name: str
    dates: tuple[str, str]
    shape: str = "rss"
    tag: str = "pubDate"
    text: str = "<description>첫 줄이다. 둘째 줄이 잘리</description>"


def _channel(items: str, declared: str) -> str:
    return (
        f'<?xml version="1.0" encoding="{declared}"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">'
        "<channel><title><![CDATA[한빛일보 : 전체기사]]></title><link>http://localhost</link><description/>"
        f"<lastBuildDate>Sat, 21 Nov 2026 07:05:00 +0900</lastBuildDate>{items}</channel></rss>"
    )


def _rdf(items: str, declared: str) -> str:
    return (
        f'<?xml version="1.0" encoding="{declared}"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="{URL}"><title>한빛일보</title><link>https://www.hanbit.example</link></channel>{items}</rdf:RDF>'
    )


def _atom(items: str, declared: str) -> str:
    return (
        f'<?xml version="1.0" encoding="{declared}"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>한빛 개발</title>'
        f"<id>tag:hanbit.example,2026:feed</id><updated>2026-11-20T22:05:00Z</updated>{items}</feed>"
    )


def _json_feed(form: Form) -> str:
    items = ", ".join(
        f'{{"id": "{n}", "url": "{LINKS[n][1]}", "title": "{TITLES[n][1]}", "date_published": "{form.dates[n]}", '
        f'"content_html": "<p>첫 줄이다. R&amp;D 이야기다.</p>", "authors": [{{"name": "이도윤 기자"}}]}}'
        for n in (0, 1)
    )
    return f'{{"version": "https://jsonfeed.org/version/1.1", "title": "한빛일보", "items": [{items}]}}'


def written(form: Form, declared: str = "utf-8") -> str:
    """Return the feed as its publisher writes it."""
    if form.shape == "json":
        return _json_feed(form)
    items = []
    for number in (0, 1):
        title, link, date = TITLES[number][0], LINKS[number][0], form.dates[number]
        if form.shape == "atom":
            items.append(
                f'<entry><id>tag:{number}</id><title type="html">{title.replace("R&D", "R&amp;amp;D")}</title>'
                f'<link rel="alternate" type="text/html" href="{link.strip()}"/><{form.tag}>{date}</{form.tag}>{form.text}</entry>'
            )
        else:
            about = f' rdf:about="{LINKS[number][1]}"' if form.shape == "rdf" else ""
            items.append(
                f"<item{about}><title>{title}</title><link>{link}</link>{form.text}<{form.tag}>{date}</{form.tag}></item>"
            )
    return {"rss": _channel, "rdf": _rdf, "atom": _atom}[form.shape]("\n".join(items), declared)


FULL = "<description>요약이다.</description><content:encoded><![CDATA[<p>첫 줄이다.</p><p>R&D에 더 쓴다.</p>]]></content:encoded>"
FORMS = (
    Form("rfc 822", ("Sat, 21 Nov 2026 07:00:05 +0900", "Sat, 21 Nov 2026 06:19:05 +0900")),
    Form("rfc 822 in GMT", ("Fri, 20 Nov 2026 22:00:05 GMT", "Fri, 20 Nov 2026 21:19:05 GMT")),
    Form("rfc 822 in KST", ("Sat, 21 Nov 2026 07:00:05 KST", "Sat, 21 Nov 2026 06:19:05 KST")),
    Form("no blank after the comma", ("Sat,21 Nov 2026 07:00:05 +0900", "Sat,21 Nov 2026 06:19:05 +0900")),
    Form("month as a number", ("Sat, 21 11 2026 07:00:05 +0900", "Sat, 21 11 2026 06:19:05 +0900")),
    Form("ndsoft", ("2026-11-21 07:00:05", "2026-11-21 06:19:05"), text="<description><![CDATA[<img src='/1.jpg'> 둘째 줄이 잘리]]></description>"),
    Form("ndsoft in CDATA", ("<![CDATA[2026-11-21 07:00:05]]>", "<![CDATA[2026-11-21 06:19:05]]>")),
    Form("no weekday, two blanks", ("<![CDATA[20 Nov  2026 22:00:05 GMT]]>", "<![CDATA[20 Nov  2026 21:19:05 GMT]]>"), text="<description><![CDATA[전문이다.<br/>R&D에 더 쓴다.]]></description>"),
    Form("dc:date in ISO", ("2026-11-21T07:00:05+09:00", "2026-11-21T06:19:05+09:00"), tag="dc:date"),
    Form("dc:date without a colon", ("2026-11-21T07:00:05+0900", "2026-11-21T06:19:05+0900"), tag="dc:date"),
    Form("dc:date in RFC 822", ("Sat, 21 Nov 2026 07:00:05 +0900", "Sat, 21 Nov 2026 06:19:05 +0900"), tag="dc:date", text="<description>한 줄</description>"),
    Form("ISO with full text", ("2026-11-21T07:00:05+09:00", "2026-11-21T06:19:05+09:00"), text=FULL),
    Form("GMT+9", ("Sat,21 Nov 2026 7:0:5 GMT+9", "Sat,21 Nov 2026 6:19:5 GMT+9")),
    Form("Korean words", ("2026년 11월 21일 오전 7시 0분 5초", "2026년 11월 21일 06시 19분 5초")),
    Form("dots", ("2026.11.21 07:00:05", "2026.11.21. 오전 6:19:05")),
    Form("epoch", ("1795212005", "1795209545000")),
    Form("compact", ("20261121070005", "20261121 061905")),
    Form("nothing but title and link", ("Sat, 21 Nov 2026 07:00:05 +0900", "Sat, 21 Nov 2026 06:19:05 +0900"), text=""),
    Form("description escaped twice", ("Sat, 21 Nov 2026 07:00:05 +0900", "Sat, 21 Nov 2026 06:19:05 +0900"), text="<description>&lt;table&gt;&lt;tr&gt;&lt;td&gt;&lt;img src='/1.jpg'&gt;&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;R&amp;amp;D에 쓴다.</description>"),
    Form("rdf", ("2026-11-21T07:00:05+09:00", "2026-11-21T06:19:05+09:00"), shape="rdf", tag="dc:date"),
    Form("rdf without zone", ("2026-11-21 07:00:05", "2026-11-21 06:19:05"), shape="rdf", tag="dc:date"),
    Form("atom", ("2026-11-20T22:00:05Z", "2026-11-20T21:19:05.000Z"), shape="atom", tag="published", text='<content type="html">&lt;p&gt;R&amp;amp;D에 쓴다.&lt;/p&gt;</content>'),
    Form("atom with updated alone", ("2026-11-21T07:00:05+09:00", "2026-11-21T06:19:05+09:00"), shape="atom", tag="updated", text='<content type="html">&lt;p&gt;전문이다.&lt;/p&gt;</content>'),
    Form("json feed", ("2026-11-21T07:00:05+09:00", "2026-11-20T21:19:05Z"), shape="json"),
)  # fmt: skip
ENCODINGS = {
    "utf-8": ("utf-8", "utf-8", "application/rss+xml; charset=utf-8"),
    "utf-8 with BOM": ("utf-8", "utf-8-sig", "text/xml"),
    "utf-8, said to be euc-kr": ("euc-kr", "utf-8", "text/xml; charset=euc-kr"),
    "cp949 as euc-kr": ("euc-kr", "cp949", "text/xml"),
    "cp949 as ks_c_5601": ("ks_c_5601-1987", "cp949", "text/html"),
    "cp949, said to be utf-8": ("utf-8", "cp949", "text/xml; charset=utf-8"),
    "cp949, said to be latin-1": ("euc-kr", "cp949", "text/xml; charset=iso-8859-1"),
    "decomposed": ("utf-8", "nfd", "text/xml"),
}


def encoded(form: Form, encoding: str) -> tuple[bytes, str]:
    declared, codec, header = ENCODINGS[encoding]
    text = written(form, declared)
    if codec == "nfd":
        return unicodedata.normalize("NFD", text).encode(), header
    return text.encode(codec), header


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.name))
def test_titles_links_and_dates_of_every_form_are_right(form: Form, encoding: str) -> None:
    body, header = encoded(form, encoding)
    entries = parse_feed(body, url=URL, content_type=header).entries
    assert [entry.title for entry in entries] == [title for _, title in TITLES]
    assert [entry.url for entry in entries] == [link for _, link in LINKS]
    assert [entry.published or entry.updated for entry in entries] == [FIRST, SECOND]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.name))
def test_no_date_of_any_form_lies_in_the_future(form: Form) -> None:
    entries = parse_feed(written(form).encode(), url=URL).entries
    for entry in entries:
        moment = entry.published or entry.updated
        assert moment is not None
        assert sane_moment(moment, NOW) == moment


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.name))
def test_no_summary_has_markup_or_a_mended_ampersand(form: Form) -> None:
    for entry in parse_feed(written(form).encode(), url=URL).entries:
        words = entry.summary + entry.title
        assert "<" not in words
        assert "&amp" not in words
        assert "R&D;" not in words


@pytest.mark.parametrize("form", FORMS[:12], ids=lambda form: str(form.name))
def test_a_broken_byte_garbles_no_other_title_of_a_large_feed(form: Form) -> None:
    filler = "<!-- " + "채움 글 " * 400 + "-->"
    text = written(form, "euc-kr").replace("</channel>", f"{filler}</channel>")
    body = text.encode("cp949")
    spot = body.index("첫 줄이다".encode("cp949")) if "첫 줄이다" in text else None
    if spot is not None:
        body = body[: spot + 1] + body[spot + 2 :]  # half a syllable lost
    entries = parse_feed(body, url=URL, content_type="text/xml").entries
    assert [entry.title for entry in entries] == [title for _, title in TITLES]
