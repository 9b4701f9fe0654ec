"""poll_feed: a Feed → its entries, and when to ask again.

feedparser decides what an entry is; what it gets wrong on Korean feeds is done before and after it:
bytes are decoded here (it garbles CP949 under `euc-kr`), bare ampersands mended (it makes `R&D;` of
`R&D`), and dates are read from their words (it takes a stamp without a zone for UTC).
"""

from __future__ import annotations

import hashlib
import html
import html.entities
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

import feedparser

from monitor.collect.bylines import clean_author
from monitor.collect.charsets import decode_text
from monitor.collect.dates import parse_date, sane_moment
from monitor.collect.http import FEED_TYPES, MAX_FEED_BYTES, Http
from monitor.collect.markup import plain_text
from monitor.collect.runner import Runner, run_here
from monitor.collect.urls import canonical_url
from monitor.errors import FeedError, FetchError, SourceError
from monitor.model import Entry, Feed, Url, utc
from monitor.patterns import Pattern
from monitor.retry import backoff
from monitor.words import say

FLOOR = timedelta(minutes=5)
CEILING = timedelta(hours=24)
MAX_ENTRIES = 2000  # the longest feed of the catalogue lists 427
MAX_TITLE = 500  # characters; a headline has 20 to 60
MAX_SUMMARY = 2000
FULL_TEXT = 600  # characters of a description from which on it is taken for the article's text

_ROOTS = {"rss": "rss", "rdf": "rdf", "feed": "atom"}
_PROLOG = Pattern(r"\s+|<\?.*?\?>|<!--.*?-->", re.S)
_ROOT = Pattern(r"<(?:[A-Za-z][\w.\-]*:)?(rss|RDF|feed)(?=[\s>/])")
_FIRST = Pattern(r"<!?([A-Za-z][\w:.\-]*)")
_CDATA = Pattern(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.S)
_AMPERSAND = Pattern(r"&(?:(#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,30});)?")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_CLOSED = Pattern(r"(?:</(?:[\w.\-]+:)?(?:rss|RDF|feed)\s*|^<[^<>]*/)>\s*\Z")
_END = Pattern(r"</(?:[\w.\-]+:)?(?:item|entry)\s*>")
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x7fELF", b"\x1f\x8b")
_WALL = Pattern(r"비정상적인 접근|보안 검사|잠시만 기다|Just a moment|Access Denied|captcha", re.I)
_HTML = frozenset({"html", "head", "body", "doctype", "script", "meta", "title", "div", "p", "h1"})
_SUFFIX = {"rss": "</channel></rss>", "atom": "</feed>"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """What a feed's bytes say. `entries` in the feed's order, each address once."""

    title: str
    entries: tuple[Entry, ...]
    kind: str  # "rss", "rdf", "atom" or "json"
    pause: timedelta | None = None  # the feed asks not to be read more often (`ttl`)


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What came of asking a feed. `feed` is the one to store."""

    feed: Feed
    entries: tuple[Entry, ...] = ()
    not_modified: bool = False  # nothing to read: 304, or the same bytes as last time
    title: str = ""
    moved_to: Url | None = None  # the server says that the feed lives there for good


async def poll_feed(
    feed: Feed,
    http: Http,
    *,
    now: datetime,
    floor: timedelta = FLOOR,
    ceiling: timedelta = CEILING,
    run: Runner = run_here,
) -> Poll:
    """Return the feed's entries and the feed with its next due time; an unchanged one is not read.

    Raises FetchError where there is no answer, FeedError where it is no feed: `after_failure` then
    gives the feed to store.
    """
    now = utc(now)
    response = await http.get(
        feed.url,
        etag=feed.etag,
        last_modified=feed.last_modified,
        accept=FEED_TYPES,
        max_bytes=MAX_FEED_BYTES,
    )
    body_hash = feed.body_hash if response.not_modified else _hash(response.body)
    asked = timedelta(seconds=response.max_age or 0)
    fresh = replace(
        feed,
        etag=response.etag or (feed.etag if response.not_modified else None),
        last_modified=response.last_modified
        or (feed.last_modified if response.not_modified else None),
        polled=now,
        failures=0,
        error=None,
        paused_until=None,
    )
    if response.not_modified or (body_hash is not None and body_hash == feed.body_hash):
        interval = _within(feed.interval * 5 / 4, floor, ceiling)
        fresh = replace(fresh, interval=interval, due=now + max(interval, min(asked, ceiling)))
        return Poll(feed=fresh, not_modified=True, moved_to=response.moved_permanently_to)
    work = partial(
        parse_feed, response.body, url=response.final_url, content_type=response.content_type
    )
    parsed = await run(work)
    entries = tuple(_at_feed(entry, feed.url, now) for entry in parsed.entries)
    interval = next_interval(
        [e.published for e in entries], feed.interval, now=now, floor=floor, ceiling=ceiling
    )
    asked = min(max(asked, parsed.pause or asked), ceiling)
    fresh = replace(
        fresh,
        title=feed.title or parsed.title,
        body_hash=body_hash,
        changed=now,
        interval=interval,
        due=now + max(interval, asked),
    )
    return Poll(
        feed=fresh,
        entries=entries,
        title=parsed.title,
        moved_to=response.moved_permanently_to,
    )


def after_failure(
    feed: Feed, error: SourceError, *, now: datetime, floor: timedelta = FLOOR
) -> Feed:
    """Return `feed` after a poll that failed: when to try again, and why it failed in one line.

    The pause doubles with every failure in a row, up to a day; a server's `Retry-After` is kept.
    """
    now = utc(now)
    asked = error.retry_after if isinstance(error, FetchError) else None
    failures = feed.failures + 1
    return replace(
        feed,
        failures=failures,
        error=" ".join(error.why.split()),
        polled=now,
        due=now + backoff(failures, first=floor, asked=asked),
        paused_until=now + timedelta(seconds=asked) if asked else None,
    )


def next_interval(
    published: Iterable[datetime | None],
    last: timedelta,
    *,
    now: datetime,
    floor: timedelta = FLOOR,
    ceiling: timedelta = CEILING,
) -> timedelta:
    """Return how long to wait for the next poll: half of what usually lies between two entries.

    But never longer than a third of the time that the feed spans, so that none rolls out unseen.
    A feed without dates, or with too few, keeps half of its `last` interval.
    """
    stamps = sorted((p for p in published if p is not None and p <= now), reverse=True)[:21]
    if len(stamps) < 3:
        return _within(last / 2, floor, ceiling)
    gaps = sorted(newer - older for newer, older in pairwise(stamps))
    # One that has long been quiet is asked less often, whatever its pace was.
    quiet = (now - stamps[0]) / 8
    span = (stamps[0] - stamps[-1]) / 3
    return _within(max(min(gaps[len(gaps) // 2] / 2, span), quiet), floor, ceiling)


def parse_feed(body: bytes, *, url: str, content_type: str | None = None) -> ParsedFeed:
    """Return what a feed's bytes say; a feed without entries is a feed.

    Args:
        url: where it came from, for relative links.
        content_type: the HTTP header as given.

    Raises FeedError for what is no feed, with the reason: a web page, a bot wall, nothing at all.
    """
    if not body.strip(b" \t\r\n\0"):
        raise FeedError(url, say("feed.empty"), temporary=True)
    if body.startswith(_BINARY):
        raise FeedError(url, say("feed.binary"))
    text = decode_text(body, content_type=content_type).lstrip()
    if text.startswith(("{", "[")):
        return _parse_json(text, url)
    kind, start = _find_root(text, url)
    return _parse_xml(_mend(text[start:], kind), kind, url)


def _find_root(text: str, url: str) -> tuple[str, int]:
    """Return the kind of feed and where its root begins; all before it, a DOCTYPE too, is dropped.

    Without a DOCTYPE no entity is declared, so none can expand.
    """
    start = 0
    while skipped := _PROLOG.match(text, start):
        start = skipped.end()
    first = _FIRST.match(text, start)
    name = first[1].lower() if first else ""
    # Some servers print warnings before the feed; a page may quote one in its text.
    root = None if name in ("html", "head", "body") else _ROOT.search(text, start, start + 65536)
    if root and not re.match(r"<!doctype\s+html", text[start : start + 20], re.I):
        return _ROOTS[root[1].lower()], root.start()
    if name in _HTML or re.search(r"<html\b", text, re.I):
        is_wall = _WALL.search(text[:20000])
        raise FeedError(
            url, say("feed.blocked" if is_wall else "feed.html"), temporary=bool(is_wall)
        )
    if first:
        raise FeedError(url, say("feed.other_xml", root=first[1][:40]))
    raise FeedError(url, say("feed.not_xml"))


def _mend(text: str, kind: str) -> str:
    """Return the XML with every ampersand in order and no more entries than are read."""
    parts = _CDATA.split(text)
    mended = "".join(p if i % 2 else _AMPERSAND.sub(_entity, p) for i, p in enumerate(parts))
    ends = list(_END.finditer(mended))
    if len(ends) > MAX_ENTRIES:
        mended = mended[: ends[MAX_ENTRIES - 1].end()] + _SUFFIX.get(kind, "")
    return mended


def _entity(match: re.Match[str]) -> str:
    name = match[1]
    if name is None:
        return "&amp;"  # `R&D`
    if name in _XML_NAMES:
        return match.group()
    if name.startswith("#"):
        char = html.unescape(match.group())
        return html.escape(char) if char.isprintable() or char in "\n\t" else " "
    char = html.entities.html5.get(name + ";", "")
    return html.escape(char) if char else f"&amp;{name};"


def _parse_xml(text: str, kind: str, url: str) -> ParsedFeed:
    # As a stream: feedparser takes a string for an address or a file's name.
    stream = io.BytesIO(
        f'<?xml version="1.0" encoding="utf-8"?>\n{text}'.encode("utf-8", "replace")
    )
    found: dict[str, Any] = feedparser.parse(
        stream,
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-location": url,
        },
    )
    rows = list(found.get("entries", ()))
    if not rows and found.get("bozo") and not _CLOSED.search(text):
        raise FeedError(url, say("feed.broken"), temporary=True)
    head: dict[str, Any] = found.get("feed", {})
    entries = [entry for row in rows if (entry := _read_row(row, url)) is not None]
    return ParsedFeed(
        title=_one_line(dict.get(head, "title"), MAX_TITLE),
        entries=_unique(entries),
        kind=kind,
        pause=_read_pause(head),
    )


def _read_row(row: dict[str, Any], url: str) -> Entry | None:
    """Return the entry of feedparser's row; None where it has no usable link."""
    link = _link(
        (dict.get(row, "feedburner_origlink"), dict.get(row, "link"), dict.get(row, "id")), url
    )
    if link is None:
        return None
    # `dict.get`: feedparser's own gives `published` where `updated` is asked for.
    published = parse_date(dict.get(row, "published") or dict.get(row, "created"))
    updated = parse_date(dict.get(row, "updated"))
    summary_html = str(dict.get(row, "summary") or "")
    contents = [c for c in dict.get(row, "content") or () if isinstance(c, Mapping)]
    bodies = [_as_html(str(c.get("value") or ""), str(c.get("type") or "")) for c in contents]
    return _entry(
        url,
        link,
        id=str(dict.get(row, "id") or ""),
        title=str(dict.get(row, "title") or ""),
        author=str(dict.get(row, "author") or ""),
        published=published or updated,
        updated=updated,
        summary=summary_html,
        content=max(bodies, key=len, default=""),
    )


def _as_html(value: str, kind: str) -> str:
    return html.escape(value).replace("\n", "<br>") if kind == "text/plain" else value


def _entry(
    feed: str,
    link: Url,
    *,
    id: str,
    title: str,
    author: str,
    published: datetime | None,
    updated: datetime | None,
    summary: str,
    content: str,
) -> Entry:
    words = _one_line(summary, None)
    # 국민일보 and others put the whole text into the description.
    if len(words) >= FULL_TEXT and len(summary) > len(content):
        content = summary
    if not words and content:
        words = _one_line(content, None)
    return Entry(
        feed=Url(feed),
        url=link,
        id=" ".join(id.split())[:MAX_TITLE],
        title=_one_line(title, MAX_TITLE),
        author=clean_author(_one_line(author, MAX_TITLE)),
        published=published,
        updated=updated,
        summary=words[:MAX_SUMMARY],
        content=content,
    )


def _parse_json(text: str, url: str) -> ParsedFeed:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as e:
        raise FeedError(url, say("feed.not_xml")) from e
    if not isinstance(data, dict) or "jsonfeed.org" not in str(data.get("version", "")):
        raise FeedError(url, say("feed.not_xml"))
    rows = data.get("items")
    entries = []
    for row in rows[:MAX_ENTRIES] if isinstance(rows, list) else ():
        if not isinstance(row, dict):
            continue
        link = _link((row.get("url"), row.get("external_url"), row.get("id")), url)
        if link is None:
            continue
        authors = row.get("authors")
        first = authors[0] if isinstance(authors, list) and authors else row.get("author")
        content = _text(row.get("content_html")) or html.escape(
            _text(row.get("content_text"))
        ).replace("\n", "<br>")
        entries.append(
            _entry(
                url,
                link,
                id=_text(row.get("id")),
                title=_text(row.get("title")),
                author=_text(first.get("name")) if isinstance(first, dict) else "",
                published=parse_date(_text(row.get("date_published"))),
                updated=parse_date(_text(row.get("date_modified"))),
                summary=_text(row.get("summary")),
                content=content,
            )
        )
    return ParsedFeed(
        title=_one_line(data.get("title"), MAX_TITLE), entries=_unique(entries), kind="json"
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _one_line(value: object, most: int | None) -> str:
    text = plain_text(value[:1_000_000]) if isinstance(value, str) else ""
    return text if most is None or len(text) <= most else text[: most - 1] + "…"


def _link(candidates: Iterable[object], base: str) -> Url | None:
    for number, link in enumerate(candidates):
        # An id is only a link where it says so.
        if not isinstance(link, str) or not link.strip():
            continue
        if number == 2 and not re.match(r"\s*https?://", link, re.I):
            continue
        try:
            return canonical_url(link, base=base)
        except ValueError:
            continue  # `javascript:` and the like: the entry's next link, or none
    return None


def _unique(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple({entry.url: entry for entry in reversed(list(entries))}.values())[::-1]


def _read_pause(head: dict[str, Any]) -> timedelta | None:
    ttl = str(dict.get(head, "ttl") or "")
    return timedelta(minutes=int(ttl)) if re.fullmatch(r"\d{1,5}", ttl) and int(ttl) else None


def _at_feed(entry: Entry, feed: Url, now: datetime) -> Entry:
    return replace(
        entry,
        feed=feed,
        published=sane_moment(entry.published, now),
        updated=sane_moment(entry.updated, now),
    )


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _within(value: timedelta, floor: timedelta, ceiling: timedelta) -> timedelta:
    return max(floor, min(value, ceiling))
