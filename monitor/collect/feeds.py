"""poll_feed: a Feed → its entries, and when to ask again.

feedparser decides what an entry is, and is asked wherever `plainfeeds.py` cannot tell. What it gets
wrong on Korean feeds is done before and after it: bytes are decoded here (it garbles CP949 under
`euc-kr`), bare ampersands mended (it makes `R&D;` of `R&D`), and dates are read from their words
(it takes a stamp without a zone for UTC).
"""

from __future__ import annotations

import hashlib
import html
import html.entities
import io
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urlsplit

import feedparser

from monitor.collect.bylines import clean_author
from monitor.collect.charsets import decode_text
from monitor.collect.dates import parse_date, sane_moment
from monitor.collect.http import FEED_TYPES, Http, Manner, Response
from monitor.collect.markup import plain_text
from monitor.collect.pace import (
    Bounds,
    Listed,
    after_news,
    after_silence,
    compare_list,
    join_marks,
    listed_of,
    next_due,
    rest_of,
    silent_interval,
)
from monitor.collect.plainfeeds import PlainFeed, read_plain
from monitor.collect.repeats import Cut, Lists, cut_entries, split_digests
from monitor.collect.runner import Runner, run_here
from monitor.collect.searches import (
    NaverKeys,
    error_in,
    is_naver,
    naver_request,
    unseal,
    without_outlet,
)
from monitor.collect.sitemaps import parse_sitemap, unpack
from monitor.collect.urls import canonical_url, is_http, is_sealed
from monitor.errors import FeedError, PausedError, SourceError
from monitor.model import Entry, Feed, Url, utc
from monitor.patterns import Pattern
from monitor.words import say

MAX_ENTRIES = 2000  # the longest feed of the catalogue lists 427
MAX_TITLE = 500  # characters; a headline has 20 to 60
MAX_SUMMARY = 2000
FULL_TEXT = 600  # characters of a description from which on it is taken for the article's text

_ROOTS = {"rss": "rss", "rdf": "rdf", "feed": "atom", "urlset": "sitemap"}
_ROOTS |= {"sitemapindex": "sitemap"}
_PROLOG = Pattern(r"\s+|<\?.*?\?>|<!--.*?-->", re.S)
_ROOT = Pattern(r"<(?:[A-Za-z][\w.\-]*:)?(rss|RDF|feed|urlset|sitemapindex)(?=[\s>/])")
_FIRST = Pattern(r"<!?([A-Za-z][\w:.\-]*)")
_CDATA = Pattern(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.S)
# But those that XML knows, which most are.
_AMPERSAND = Pattern(
    r"&(?!(?:amp|lt|gt|quot|apos);)(?:(#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,30});)?"
)
_CLOSED = Pattern(r"(?:</(?:[\w.\-]+:)?(?:rss|RDF|feed)\s*|^<[^<>]*/)>\s*\Z")
_END = Pattern(r"</(?:[\w.\-]+:)?(?:item|entry)\s*>")
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x7fELF")
_WALL = Pattern(r"비정상적인 접근|보안 검사|잠시만 기다|Just a moment|Access Denied|captcha", re.I)
_HTML = frozenset({"html", "head", "body", "doctype", "script", "meta", "title", "div", "p", "h1"})
_HEADER_NAME = Pattern(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
# Of the connection, of what is read, and of who we are.
_OUR_HEADERS = frozenset(
    {"accept-encoding", "connection", "content-length", "content-type", "expect", "host", "range"}
    | {"te", "trailer", "transfer-encoding", "upgrade", "user-agent"}
)
_LONGEST_SKIPS = 4000  # characters of a list of hours
_HOUR = Pattern(r"<hour\s*>\s*(\d{1,2})\s*</hour", re.I)
_DAY = Pattern(r"<day\s*>\s*([A-Za-z]+)\s*</day", re.I)
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# A server that says "unchanged" for so long is asked without validators once.
_PATIENCE = timedelta(hours=12)
# What an answer without news leaves as it was, of a feed that had not failed before.
_LASTING = (
    *("etag", "last_modified", "failures", "failing_since", "trouble", "error"),
    *("paused_until", "moved_to"),
)
_MOST_SECONDS = 10.0**8  # more is no pause but a slip; it only has to fit into a timedelta
_SUFFIX = {"rss": "</channel></rss>", "atom": "</feed>"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """What a feed's bytes say. `entries` in the feed's order, each address once.

    Where `digests` tell how each entry is written (`repeats.py`), those that the caller said he
    knows are not among `entries`.
    """

    title: str
    entries: tuple[Entry, ...]
    kind: str  # "rss", "rdf", "atom", "json", "sitemap" or "index" (of sitemaps)
    children: tuple[Url, ...] = ()  # the sitemaps to read instead, of an index
    pause: timedelta | None = None  # the feed asks not to be read more often (`ttl`)
    skip_hours: frozenset[int] = frozenset()  # nor at these hours, of UTC
    skip_days: frozenset[int] = frozenset()  # nor on these days; Monday is 0
    digests: bytes = field(default=b"", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What came of asking a feed. `feed` is the one to store."""

    feed: Feed
    entries: tuple[Entry, ...] = ()  # without those that are written as they were at the last poll
    listed: int = 0  # entries of the feed, with those
    not_modified: bool = False  # nothing to read: 304, or the same bytes as last time
    is_quiet: bool = False  # of `feed` nothing is new but `interval`, `due` and `polled`
    title: str = ""
    moved_to: Url | None = None  # it lives there for good, as two answers said: store it so


async def poll_feed(
    feed: Feed,
    http: Http,
    *,
    now: datetime,
    bounds: Bounds | None = None,
    run: Runner = run_here,
    naver: NaverKeys | None = None,
    lists: Lists | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Poll:
    """Return the feed's entries and the feed with its next due time; an unchanged one is not read.

    Args:
        naver: the keys for a feed that is a search of Naver's.
        lists: what feeds listed before; an entry that is written as it was is then not read again.
        clock: tells when the answer came, which may be late: it waits for its turn at the host, and
            what a server asks for runs from its answer.

    Raises FetchError where there is no answer, FeedError where it is no feed: `after_failure` then
    gives the feed to store. PausedError: it was not asked, and `after_pause` gives it.
    """
    now, bounds = utc(now), bounds or Bounds()
    believed = _are_believed(feed, now)
    search = naver_request(feed.url, naver, now=now)
    response = await http.get(
        search.url if search else feed.url,
        etag=feed.etag if believed else None,
        last_modified=feed.last_modified if believed else None,
        accept=FEED_TYPES,
        max_bytes=http.max_feed_bytes,
        manner=search.manner if search else manner_of(feed),
        read_refusal=search.read_refusal if search else None,
    )
    answered_at = utc(clock()) if clock else now
    # Where the API answers is no address of the search.
    target = None if search else response.moved_permanently_to
    answer: dict[str, Any] = {
        "etag": _validator(feed.etag, response.etag, response),
        "last_modified": _validator(feed.last_modified, response.last_modified, response),
        "polled": now,
        "failures": 0,
        "failing_since": None,
        "trouble": 0.0,
        "error": None,
        "paused_until": None,
        "moved_to": target,
    }
    # Once may be a slip of the server; twice it is stored.
    moved = target if target is not None and target == feed.moved_to else None
    body_hash = feed.body_hash if response.not_modified else _hash(response.body)
    if response.not_modified or (body_hash is not None and body_hash == feed.body_hash):
        # Nine polls of ten end here.
        interval = silent_interval(feed, now=now, bounds=bounds)
        due = _due(feed, feed, interval, response, answered_at, bounds)
        quiet = replace(feed, **answer, interval=interval, due=due)
        is_quiet = all(getattr(feed, name) == answer[name] for name in _LASTING)
        return Poll(feed=quiet, not_modified=True, is_quiet=is_quiet, moved_to=moved)
    answered = replace(feed, **answer)
    known = lists.known(feed) if lists else {}
    parsed = await _read(response, now, run, known)
    entries = tuple(_at_feed(entry, feed.url, now) for entry in parsed.entries)
    order = _order(parsed, entries, known)
    if order is None:
        # An article stands there twice, once as it stood before.
        parsed = await _read(response, now, run)
        entries = tuple(_at_feed(entry, feed.url, now) for entry in parsed.entries)
        order = listed_of(entries)
    if parsed.children:
        parsed = await _read_children(parsed, feed, http, now, run)
        # The index may stand still while what it lists does not: it is read each time.
        answered, body_hash = replace(answered, etag=None, last_modified=None), None
        entries = tuple(_at_feed(entry, feed.url, now) for entry in parsed.entries)
        order = listed_of(entries)
    if lists:
        lists.keep(feed.url, body_hash, parsed.digests, order)
    fresh = replace(
        answered,
        title=feed.title or parsed.title,
        body_hash=body_hash,
        ttl=parsed.pause or timedelta(0),
        skip_hours=parsed.skip_hours,
        skip_days=parsed.skip_days,
    )
    listing = compare_list(feed, order)
    if listing.has_news:
        # `feed`'s own times, which the lists are compared by, and not those of this answer.
        learned = after_news(feed, order, listing, now=now, bounds=bounds)
        fresh = replace(
            fresh,
            gap=learned.gap,
            habit=learned.habit,
            interval=learned.interval,
            changed=learned.changed,
            listed=learned.listed,
            missed=learned.missed,
            # A validator that stayed the same over news is one to ask without from now on.
            etag="" if _repeats(feed.etag, response.etag) else fresh.etag,
            last_modified=(
                "" if _repeats(feed.last_modified, response.last_modified) else fresh.last_modified
            ),
        )
    else:
        # Other bytes and no other entry: a clock in the feed, or one taken away.
        fresh = after_silence(replace(fresh, listed=join_marks(order)), now=now, bounds=bounds)
    due = _due(feed, fresh, fresh.interval, response, answered_at, bounds)
    return Poll(
        feed=replace(fresh, due=due),
        entries=entries,
        listed=len(order),
        title=parsed.title,
        moved_to=moved,
    )


async def _read(
    response: Response, now: datetime, run: Runner, known: Collection[bytes] = ()
) -> ParsedFeed:
    work = partial(
        parse_feed,
        response.body,
        url=response.final_url,
        content_type=response.content_type,
        now=now,
        known=frozenset(known),
    )
    return await run(work)


def _order(
    parsed: ParsedFeed, entries: Sequence[Entry], known: Mapping[bytes, Listed]
) -> list[Listed] | None:
    """Return what the feed lists, known entries included; None where one of those is read too."""
    read = listed_of(entries)
    if not parsed.digests or not known:
        return read
    fresh = iter(read)
    order = [known.get(digest) or next(fresh) for digest in split_digests(parsed.digests)]
    return order if len({one.mark for one in order}) == len(order) else None


async def _read_children(
    index: ParsedFeed, feed: Feed, http: Http, now: datetime, run: Runner
) -> ParsedFeed:
    """Return what the sitemaps of an index list together; raise where none can be read."""
    entries: dict[Url, Entry] = {}
    titles: list[str] = []
    failed: SourceError | None = None
    for url in index.children:
        try:
            response = await http.get(
                url, accept=FEED_TYPES, max_bytes=http.max_feed_bytes, manner=manner_of(feed)
            )
            found = await _read(response, now, run)
        except SourceError as e:
            failed = e  # an index names pages without news, and what is long gone
            continue
        titles.append(found.title)
        for entry in found.entries:
            entries.setdefault(entry.url, entry)
    if failed is not None and not titles:
        raise failed
    # Each sitemap lists its own newest first; together they do only once put in order.
    known = sorted(entries.values(), key=_age_of(now))
    title = next((t for t in titles if t), "")
    return replace(index, title=title, entries=tuple(known[:MAX_ENTRIES]))


def _age_of(now: datetime) -> Callable[[Entry], timedelta]:
    return lambda entry: now - (entry.published or now)


def manner_of(feed: Feed) -> Manner | None:
    """Return how the feed's publisher wants to be asked, where the user said so."""
    if not feed.user_agent and not feed.headers:
        return None
    home = urlsplit(feed.url).hostname or ""
    return Manner(home=home, user_agent=feed.user_agent, headers=feed.headers)


def parse_header(line: str) -> tuple[str, str]:
    """Return name and value of a header `Name: value` that a user writes down for a publisher.

    Raises ValueError for what is no header, and for those that this program sets itself.
    """
    name, colon, value = (part.strip() for part in line.partition(":"))
    if not colon or not value or not _HEADER_NAME.fullmatch(name):
        raise ValueError(say("feed.bad_header", said=name[:40]))
    if not value.isascii() or not value.isprintable():
        raise ValueError(say("config.header"))
    if name.lower() in _OUR_HEADERS or name.lower().startswith("if-"):
        raise ValueError(say("feed.own_header", name=name))
    return name, value


def after_pause(feed: Feed, error: PausedError, *, now: datetime) -> Feed:
    """Return `feed` where its host wants to be left alone: due after that, and no failure."""
    until = utc(now) + rest_of(error)
    return replace(feed, due=until, paused_until=until)


def _are_believed(feed: Feed, now: datetime) -> bool:
    """Tell whether to ask conditionally: a server that says 304 for long is asked outright, too.

    Some keep a validator over new content, and would say "unchanged" for ever.
    """
    if feed.changed is None or feed.polled is None:
        return True
    patience = max(_PATIENCE, 4 * (feed.gap or timedelta(0)))
    # Every patience's worth of quiet, the first poll behind it.
    return (now - feed.changed) // patience == (feed.polled - feed.changed) // patience


def _validator(known: str | None, said: str | None, response: Response) -> str | None:
    """Return the validator to send next time; "" is one that was found out, for good."""
    if known == "":
        return known
    return said or (known if response.not_modified else None)


def _repeats(known: str | None, said: str | None) -> bool:
    return known == "" or (known is not None and known == said)


def _due(
    before: Feed,
    feed: Feed,
    interval: timedelta,
    response: Response,
    now: datetime,
    bounds: Bounds,
) -> datetime:
    """Return when to ask `feed` next: after its interval, not before the server wants it."""
    seconds = max(response.max_age or 0, response.expires or 0, response.retry_after or 0)
    asked = max(feed.ttl, timedelta(seconds=min(seconds, _MOST_SECONDS)))
    is_first = before.polled is None
    return next_due(feed, interval, asked, now=now, bounds=bounds, is_first=is_first)


def parse_feed(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    now: datetime | None = None,
    by_feedparser: bool = False,
    known: Collection[bytes] = (),
) -> ParsedFeed:
    """Return what a feed's bytes say; a feed without entries is a feed.

    Args:
        url: where it came from, for relative links.
        content_type: the HTTP header as given.
        now: leaves out sitemaps of an index that list no news any more.
        by_feedparser: True gives plainly written feeds to feedparser, too, which reads them alike.
        known: the digests of entries that need not be read again.

    Raises FeedError for what is no feed, with the reason: a web page, a bot wall, nothing at all.
    """
    if not body.strip(b" \t\r\n\0"):
        raise FeedError(url, say("feed.empty"), temporary=True)
    body = unpack(body, url=url)  # sitemaps are often files packed for good, not for transport
    if body.startswith(_BINARY):
        raise FeedError(url, say("feed.binary"))
    text = decode_text(body, content_type=content_type).lstrip()
    if text.startswith(("{", "[")):
        return _parse_json(text, url)
    kind, start = _find_root(text, url)
    if kind == "sitemap":
        return _parse_sitemap(_mend(text[start:], kind), url, now)
    cut = None if by_feedparser else cut_entries(text[start:], kind, url)
    if cut and known and (rest := cut.without(known)):
        plain = read_plain(_mend(rest.text, kind), kind, url)
        if plain and (parsed := _parsed(plain, rest.text, kind, url, rest)).digests:
            return parsed
    return _parse_xml(_mend(text[start:], kind), kind, url, cut, by_feedparser=by_feedparser)


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
    parts = _CDATA.split(text) if "<![CDATA[" in text else [text]
    parts[::2] = [_AMPERSAND.sub(_entity, p) if "&" in p else p for p in parts[::2]]
    mended = "".join(parts)
    # Most feeds need no closer look: they cannot have that many.
    if mended.count("item") + mended.count("entry") > MAX_ENTRIES:
        ends = list(_END.finditer(mended))
        if len(ends) > MAX_ENTRIES:
            mended = mended[: ends[MAX_ENTRIES - 1].end()] + _SUFFIX.get(kind, "")
    return mended


def _entity(match: re.Match[str]) -> str:
    name = match[1]
    if name is None:
        return "&amp;"  # `R&D`
    if name.startswith("#"):
        char = html.unescape(match.group())
        return html.escape(char) if char.isprintable() or char in "\n\t" else " "
    char = html.entities.html5.get(name + ";", "")
    return html.escape(char) if char else f"&amp;{name};"


def _parse_sitemap(text: str, url: str, now: datetime | None) -> ParsedFeed:
    found = parse_sitemap(text, url=url, now=now)
    children = [link for child in found.children if (link := _link((child,), url)) is not None]
    entries = [
        _entry(
            url,
            link,
            id="",
            title=story.title,
            author="",
            published=story.published or story.updated,
            updated=story.updated,
            summary="",
            content="",
        )
        for story in found.stories[:MAX_ENTRIES]
        if (link := _link((story.link,), url)) is not None
    ]
    return ParsedFeed(
        title=_one_line(found.title, MAX_TITLE),
        entries=_unique(entries),
        kind="index" if found.is_index else "sitemap",
        children=tuple(dict.fromkeys(children)),
    )


def _parse_xml(
    text: str, kind: str, url: str, cut: Cut | None, *, by_feedparser: bool
) -> ParsedFeed:
    plain = None if by_feedparser else read_plain(text, kind, url)
    if plain is None:
        return _parsed(_ask_feedparser(text, url), text, kind, url)
    return _parsed(plain, text, kind, url, cut)


def _parsed(found: PlainFeed, text: str, kind: str, url: str, cut: Cut | None = None) -> ParsedFeed:
    """Return what was found in `text`, with the digests of its entries where each is one of `cut`.

    Nobody knows what else feedparser looks at, so what it found has none.
    """
    skip_hours, skip_days = _read_skips(text)
    entries = [entry for row in found.rows if (entry := _read_row(row, url)) is not None]
    unique = _unique(entries)
    is_sure = cut is not None and len(found.rows) == len(unique) == cut.count
    return ParsedFeed(
        title=_one_line(dict.get(found.head, "title"), MAX_TITLE),
        entries=unique,
        kind=kind,
        pause=_read_pause(found.head),
        skip_hours=skip_hours,
        skip_days=skip_days,
        digests=cut.digests if cut and is_sure else b"",
    )


def _ask_feedparser(text: str, url: str) -> PlainFeed:
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
    return PlainFeed(found.get("feed", {}), rows)


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
    title, outlet = str(dict.get(row, "title") or ""), ""
    if is_sealed(link):  # Google News: a headline with the outlet behind it, which `source` names
        source = dict.get(row, "source")
        outlet = _one_line(source.get("title"), 100) if isinstance(source, Mapping) else ""
        title, link = without_outlet(_one_line(title, MAX_TITLE), outlet), unseal(link)
        summary_html = ""  # the headline once more, with the same outlet, and those of others
    entry = _entry(
        url,
        link,
        id=str(dict.get(row, "id") or ""),
        title=title,
        author=str(dict.get(row, "author") or ""),
        published=published or updated,
        updated=updated,
        summary=summary_html,
        content=max(bodies, key=len, default=""),
    )
    return replace(entry, outlet=outlet) if outlet else entry


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
        author=_author(author),
        published=published,
        updated=updated,
        summary=words[:MAX_SUMMARY],
        content=content,
    )


@lru_cache(maxsize=1024)
def _author(said: str) -> str:
    """Return the names; the same ones stand in a feed again and again."""
    return clean_author(_one_line(said, MAX_TITLE))


def _parse_json(text: str, url: str) -> ParsedFeed:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as e:
        raise FeedError(url, say("feed.bad_json"), temporary=True) from e
    if is_naver(data):
        return _parse_naver(data, url)
    if refusal := error_in(data):
        raise FeedError(url, refusal[0], temporary=True)
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


def _parse_naver(data: dict[str, Any], url: str) -> ParsedFeed:
    """Return what an answer of Naver's news search lists.

    `originallink` is the outlet's page, `link` Naver's copy of it where there is one.
    """
    rows = data["items"]
    entries = []
    for row in rows[:MAX_ENTRIES] if isinstance(rows, list) else ():
        if not isinstance(row, dict):
            continue
        copy, original = (
            _link((link,), url) if is_http(link) else None
            for link in (_text(row.get(name)).strip() for name in ("link", "originallink"))
        )
        # Some outlets give their front page.
        pages = [u for u in (original, copy) if u is not None and urlsplit(u)[2:4] != ("/", "")]
        if not pages:
            continue
        entry = _entry(
            url,
            pages[0],
            id="",
            title=_text(row.get("title")),
            author="",
            published=parse_date(_text(row.get("pubDate"))),
            updated=None,
            summary=_text(row.get("description")),
            content="",
        )
        entries.append(replace(entry, also=tuple(u for u in pages[1:] if u != pages[0])))
    return ParsedFeed(title="", entries=_unique(entries), kind="naver")


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
    ttl = str(dict.get(head, "ttl") or "").strip()
    return timedelta(minutes=int(ttl)) if re.fullmatch(r"\d{1,5}", ttl) and int(ttl) else None


def _read_skips(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return the hours and days at which the feed asks not to be read.

    feedparser keeps the last one of each only. Hours are 0 to 23 of UTC; some say 24 for midnight.
    """
    named = [int(number) for number in _HOUR.findall(_element(text, "skipHours"))]
    said = [name.lower() for name in _DAY.findall(_element(text, "skipDays"))]
    return (
        frozenset(hour % 24 for hour in named if hour <= 24),
        frozenset(_WEEK.index(name) for name in said if name in _WEEK),
    )


def _element(text: str, name: str) -> str:
    """Return what the first element of this name holds, "" where there is none."""
    start = text.find(f"<{name}")
    return "" if start < 0 else text[start : start + _LONGEST_SKIPS].partition(f"</{name}")[0]


def _at_feed(entry: Entry, feed: Url, now: datetime) -> Entry:
    published, updated = sane_moment(entry.published, now), sane_moment(entry.updated, now)
    if (entry.feed, entry.published, entry.updated) == (feed, published, updated):
        return entry
    return replace(entry, feed=feed, published=published, updated=updated)


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
