"""An outlet's feed as its server writes it: RSS 2.0, Atom or RDF, with the outlet's habits."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from monitor.demo.outlets import Dates, FeedForm, Outlet, Summary, charset
from monitor.demo.story import Edition, Story
from monitor.model import SEOUL


@dataclass(frozen=True, slots=True)
class Item:
    """A published story as a feed lists it."""

    story: Story
    edition: Edition
    link: str


def render_feed(outlet: Outlet, items: Sequence[Item], *, base: str) -> bytes:
    """Return the feed's bytes in the outlet's encoding; `items` newest first."""
    render = {FeedForm.RSS: _rss, FeedForm.ATOM: _atom, FeedForm.RDF: _rdf}[outlet.form]
    return render(outlet, items, base).encode(charset(outlet), "xmlcharrefreplace")


def _link(outlet: Outlet, item: Item) -> str:
    if not outlet.tail:
        return item.link
    return f"{item.link}{'&' if '?' in item.link else '?'}{outlet.tail}"


def _date(outlet: Outlet, moment: datetime) -> str:
    local = moment.astimezone(SEOUL)
    match outlet.dates:
        case Dates.RFC822:
            return format_datetime(local)
        case Dates.GLUED:
            return format_datetime(local).replace(", ", ",")
        case Dates.GMT:
            return format_datetime(moment.astimezone(UTC), usegmt=True)
        case Dates.BARE:
            return f"{local:%Y-%m-%d %H:%M:%S}"
        case Dates.ISO:
            return local.isoformat()


def _summary(outlet: Outlet, item: Item) -> str:
    """The item's text as HTML."""
    body = item.edition.body
    match outlet.summary:
        case Summary.NONE:
            return ""
        case Summary.LEAD:
            lead = f"({item.story.dateline}) " if item.story.dateline else ""
            return html.escape(f"{lead}{body[0]}")
        case Summary.CUT:
            return f"<p>{html.escape(' '.join(body)[:160])}</p><br />"
        case Summary.FULL:
            return "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in body)


def _rss(outlet: Outlet, items: Sequence[Item], base: str) -> str:
    listed = "".join(
        f"""
    <item>
      <title><![CDATA[{item.edition.title}]]></title>
      <link>{html.escape(_link(outlet, item))}</link>
      <guid isPermaLink="false">{outlet.slug}-{item.story.id}</guid>
      <description><![CDATA[{_summary(outlet, item)}]]></description>
      <author><![CDATA[{item.story.author}]]></author>
      <category>{html.escape(item.story.section)}</category>
      <pubDate>{_date(outlet, item.story.published)}</pubDate>
    </item>"""
        for item in items
    )
    return f"""<?xml version="1.0" encoding="{outlet.encoding}"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel>
    <title>{outlet.name} - 전체기사</title>
    <link>{base}/{outlet.slug}/</link>
    <description>{outlet.name} 최신 기사</description>
    <language>ko-KR</language>
    <copyright>Copyright (c) {outlet.name}</copyright>{listed}
  </channel>
</rss>
"""


def _atom(outlet: Outlet, items: Sequence[Item], base: str) -> str:
    listed = "".join(
        f"""
  <entry>
    <title type="text">{html.escape(item.edition.title)}</title>
    <link rel="alternate" type="text/html" href="{html.escape(_link(outlet, item))}"/>
    <id>tag:{outlet.slug}.example,2025:{item.story.id}</id>
    <author><name>{html.escape(item.story.author)}</name></author>
    <published>{_date(outlet, item.story.published)}</published>
    <updated>{item.story.published.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</updated>
    <content type="html">{html.escape(_summary(outlet, item))}</content>
  </entry>"""
        for item in items
    )
    newest = max((item.story.published for item in items), default=datetime(2025, 6, 1, tzinfo=UTC))
    return f"""<?xml version="1.0" encoding="{outlet.encoding}"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ko">
  <title>{outlet.name}</title>
  <link href="{base}/{outlet.slug}/"/>
  <link rel="self" href="{base}/{outlet.slug}/{outlet.feed}"/>
  <id>tag:{outlet.slug}.example,2025:feed</id>
  <updated>{newest.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</updated>{listed}
</feed>
"""


def _rdf(outlet: Outlet, items: Sequence[Item], base: str) -> str:
    links = [html.escape(_link(outlet, item)) for item in items]
    order = "".join(f'\n        <rdf:li rdf:resource="{link}"/>' for link in links)
    listed = "".join(
        f"""
  <item rdf:about="{link}">
    <title>{html.escape(item.edition.title)}</title>
    <link>{link}</link>
    <description>{_summary(outlet, item)}</description>
    <dc:creator>{html.escape(item.story.author)}</dc:creator>
    <dc:date>{_date(outlet, item.story.published)}</dc:date>
  </item>"""
        for link, item in zip(links, items, strict=True)
    )
    return f"""<?xml version="1.0" encoding="{outlet.encoding}"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
         xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <channel rdf:about="{base}/{outlet.slug}/{outlet.feed}">
    <title>{outlet.name}</title>
    <link>{base}/{outlet.slug}/</link>
    <description>{outlet.name} 새 기사</description>
    <items>
      <rdf:Seq>{order}
      </rdf:Seq>
    </items>
  </channel>{listed}
</rdf:RDF>
"""
