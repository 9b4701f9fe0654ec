"""parse_sitemap: Google-News sitemaps (`news:` names, gzip, index) → what they list.

Many titles without a feed have one: it lists the news of two days, each with its title and time.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from lxml import etree

from monitor.collect.dates import parse_date
from monitor.errors import FeedError
from monitor.patterns import Pattern
from monitor.words import say

MAX_BYTES = 15 * 2**20  # unpacked, as of any feed
MAX_CHILDREN = 5  # sitemaps of an index that are read at a time
RECENT = timedelta(days=3)  # a news sitemap lists two days; what stood still longer lists none

_NEWS = Pattern(r"news", re.I)
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A story as a sitemap lists it: plain strings, nothing checked."""

    link: str
    title: str
    published: datetime | None
    updated: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What a sitemap lists: stories, or (of an index) further sitemaps to read, in this order."""

    title: str = ""
    stories: tuple[Listed, ...] = ()
    children: tuple[str, ...] = ()
    is_index: bool = False


def unpack(body: bytes, *, url: str) -> bytes:
    """Return `body`, unpacked where it is a gzip file; raise FeedError for a bomb or a broken one.

    A file that was cut off gives what came.
    """
    if not body.startswith(_GZIP):
        return body
    out, rest = bytearray(), body
    try:
        while rest.startswith(_GZIP) and len(out) <= MAX_BYTES:
            member = zlib.decompressobj(16 + zlib.MAX_WBITS)
            out += member.decompress(rest, MAX_BYTES + 1 - len(out))
            rest = member.unused_data
    except zlib.error as e:
        raise FeedError(url, say("fetch.packed"), temporary=True) from e
    if len(out) > MAX_BYTES:
        raise FeedError(url, say("fetch.large", mib=MAX_BYTES // 2**20))
    return bytes(out)


def parse_sitemap(text: str, *, url: str, now: datetime | None = None) -> Sitemap:
    """Return what the sitemap lists; `text` begins at its root, its ampersands in order.

    Args:
        now: leaves out the sitemaps of an index that stood still for days before it.

    Raises FeedError for broken XML, and for a sitemap of pages without news.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as e:
        raise FeedError(url, say("feed.broken"), temporary=True) from e
    if root is None:
        raise FeedError(url, say("feed.broken"), temporary=True)
    if _local(root) == "sitemapindex":
        return Sitemap(children=_children(root, now), is_index=True)
    pages = list(_named(root, "url"))
    stories = [story for page in pages if (story := _story(page)) is not None]
    if pages and not stories:
        raise FeedError(url, say("feed.sitemap"))
    return Sitemap(title=_publication(root), stories=tuple(stories))


def _children(root: etree._Element, now: datetime | None) -> tuple[str, ...]:
    """Return the sitemaps to read: those that name the news, then the latest; old ones left out."""
    rows = []
    for place, node in enumerate(_named(root, "sitemap")):
        link, changed = _text(node, "loc"), parse_date(_text(node, "lastmod"))
        if not link or (now is not None and changed is not None and changed < now - RECENT):
            continue
        when = changed.timestamp() if changed else 0.0
        rows.append((not _NEWS.search(link), -when, -place, link))
    return tuple(row[3] for row in sorted(rows)[:MAX_CHILDREN])


def _story(page: etree._Element) -> Listed | None:
    news = next(_named(page, "news"), None)
    link = _text(page, "loc")
    if news is None or not link:
        return None
    return Listed(
        link=link,
        title=_text(news, "title"),
        published=parse_date(_text(news, "publication_date")),
        updated=parse_date(_text(page, "lastmod")),
    )


def _publication(root: etree._Element) -> str:
    for page in _named(root, "url"):
        for news in _named(page, "news"):
            for publication in _named(news, "publication"):
                return _text(publication, "name")
    return ""


def _named(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children of this name, whatever prefix or namespace they bear."""
    return (child for child in node if _local(child) == name)


def _local(node: etree._Element) -> str:
    tag = node.tag
    # Of a prefix that was never declared, the parser keeps the whole as the name.
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _text(node: etree._Element, name: str) -> str:
    child = next(_named(node, name), None)
    return "".join(child.itertext()).strip() if child is not None else ""
