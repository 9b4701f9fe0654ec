"""find_feeds: the address of a site or page → the feeds that it has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree, html

from monitor.collect.blocks import new_parser
from monitor.collect.charsets import decode_text
from monitor.collect.feeds import parse_feed
from monitor.collect.http import FEED_TYPES, Http, Response
from monitor.collect.markup import plain_text
from monitor.collect.urls import canonical_url
from monitor.errors import FeedError, FetchError
from monitor.model import Url
from monitor.patterns import Pattern

MAX_LINKS = 20  # feeds that a page may name
# Where feeds stand that no page names: ndsoft's CMS first, which hundreds of titles use.
COMMON_PATHS = (
    "/rss/allArticle.xml",
    "/rss/S1N1.xml",
    "/rss",
    "/rss.xml",
    "/feed",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/rss/rss.xml",
    "/rss/all.xml",
    "/feeds/posts/default",
)
_TYPES = Pattern(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|(?:text|application)/xml", re.I)
_LOOKS = Pattern(r"rss|atom\b|/feeds?(?:[/.?]|$)|\.xml(?:$|\?)", re.I)


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that answered as one."""

    url: Url
    title: str


async def find_feeds(url: str, http: Http) -> tuple[FoundFeed, ...]:
    """Return the feeds of the site or page at `url`, each read once to be sure; maybe none.

    First `url` itself, then what its page names (`link rel=alternate`, links that look like feeds),
    and only if that gives nothing the usual addresses at its host.

    Raises FetchError where `url` itself cannot be had.
    """
    response = await http.get(url, accept=f"{FEED_TYPES}, text/html", max_bytes=http.max_feed_bytes)
    if own := _read(response):
        return (own,)
    named = await _ask(_links(response), http)
    if named:
        return named
    guesses = [canonical_url(path, base=response.final_url) for path in COMMON_PATHS]
    return await _ask(guesses, http, first_only=True)


async def _ask(urls: list[Url], http: Http, *, first_only: bool = False) -> tuple[FoundFeed, ...]:
    found: dict[Url, FoundFeed] = {}
    for url in urls[:MAX_LINKS]:
        try:
            feed = _read(await http.get(url, accept=FEED_TYPES, max_bytes=http.max_feed_bytes))
        except FetchError:
            continue  # a page names feeds that are long gone; the others may live
        if feed is not None:
            found.setdefault(feed.url, feed)
            if first_only:
                break
    return tuple(found.values())


def _read(response: Response) -> FoundFeed | None:
    try:
        parsed = parse_feed(
            response.body, url=response.final_url, content_type=response.content_type
        )
    except FeedError:
        return None
    return FoundFeed(response.moved_permanently_to or response.url, parsed.title)


def _links(response: Response) -> list[Url]:
    """Return the addresses on a page that say or look like feeds, the declared ones first."""
    text = decode_text(response.body, content_type=response.content_type)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=new_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    declared, looking = [], []
    for node in root.iter("link", "a"):
        href = node.get("href") or ""
        if node.tag == "link":
            is_other = "alternate" in (node.get("rel") or "").lower().split()
            if is_other and _TYPES.search(node.get("type") or ""):
                declared.append(href)
        elif _LOOKS.search(href) or plain_text(node.text or "").strip().upper() == "RSS":
            looking.append(href)
    urls = []
    for href in declared or looking:
        try:
            urls.append(canonical_url(href, base=response.final_url))
        except ValueError:
            continue  # `javascript:` and the like
    return list(dict.fromkeys(urls))
