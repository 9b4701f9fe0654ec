"""find_feeds: the address of a site or page → the feeds that it has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree, html

from monitor.collect.blocks import new_parser
from monitor.collect.charsets import decode_text
from monitor.collect.feeds import parse_feed, poll_feed
from monitor.collect.http import FEED_TYPES, Http, Response
from monitor.collect.markup import plain_text
from monitor.collect.robots import MAX_BYTES, TYPES, parse_sitemaps
from monitor.collect.urls import canonical_url
from monitor.errors import FeedError, FetchError, SourceError
from monitor.model import Feed, Url
from monitor.patterns import Pattern

MAX_LINKS = 20  # feeds that a page may name
MAX_SITEMAPS = 6  # of those that a robots.txt names, that are read
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
_NEWS = Pattern(r"news|latest|recent|article", re.I)
_LOOKS = Pattern(r"rss|atom\b|/feeds?(?:[/.?]|$)|\.xml(?:$|\?)", re.I)


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that answered as one."""

    url: Url
    title: str


async def find_feeds(url: str, http: Http, *, now: datetime) -> tuple[FoundFeed, ...]:
    """Return the feeds of the site or page at `url`, each read once to be sure; maybe none.

    First `url` itself, then what its page names (`link rel=alternate`, links that look like feeds).
    Only if that gives nothing, the news sitemaps that its robots.txt names, and then the usual
    addresses at its host.

    Raises FetchError where `url` itself cannot be had.
    """
    response = await http.get(url, accept=f"{FEED_TYPES}, text/html", max_bytes=http.max_feed_bytes)
    if own := _read(response):
        return (own,)
    named = await _ask(_links(response), http)
    if named:
        return named
    if listed := await find_sitemaps(response.final_url, http, now=now):
        return listed
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


async def find_sitemaps(url: str, http: Http, *, now: datetime) -> tuple[FoundFeed, ...]:
    """Return the news sitemaps that the site's robots.txt names, each read once to be sure.

    Of those whose address does not speak of news the first that lists some, and only where no
    other does: it is the index of them all.
    """
    found: dict[Url, FoundFeed] = {}
    for address in (await named_sitemaps(url, http))[:MAX_SITEMAPS]:
        if found and not is_news_sitemap(address):
            break
        try:
            poll = await poll_feed(Feed(url=address), http, now=now)
        except SourceError:
            continue  # of pages without news, or long gone
        if poll.entries or poll.title:
            found.setdefault(address, FoundFeed(address, poll.title or _host(address)))
    return tuple(found.values())


async def named_sitemaps(url: str, http: Http) -> tuple[Url, ...]:
    """Return the sitemaps that the site's robots.txt names, those first that speak of news.

    Nothing is read of them. None where there is no robots.txt to be had.
    """
    parts = urlsplit(url)
    try:
        answer = await http.get(
            f"{parts.scheme}://{parts.netloc}/robots.txt",
            accept=TYPES,
            max_bytes=MAX_BYTES,
            cut=True,
        )
    except FetchError:
        return ()
    text = decode_text(answer.body, content_type=answer.content_type)
    urls: dict[Url, None] = {}
    for link in parse_sitemaps(text)[:1000]:
        try:
            urls[canonical_url(link, base=answer.final_url)] = None
        except ValueError:
            continue  # no address
    return tuple(sorted(urls, key=lambda address: not is_news_sitemap(address)))


def is_news_sitemap(url: str) -> bool:
    """Tell whether the address of a sitemap speaks of news: the host of a newspaper does, too."""
    parts = urlsplit(url)
    return _NEWS.search(f"{parts.path}?{parts.query}") is not None


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


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
