"""Robots: which pages a site's robots.txt leaves to programs (RFC 9309), asked once a day.

The parser is ours because the standard library's knows neither `*` and `$` nor that the longest
rule wins, and Korean sites use both.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from monitor.collect.charsets import decode_text
from monitor.collect.http import Http
from monitor.errors import FetchError, PausedError, RobotsError
from monitor.model import Url
from monitor.patterns import Pattern
from monitor.words import say

AGENT = "figure-monitor"  # the name that a robots.txt may speak of us by
MAX_BYTES = 512 * 2**10  # read of one: RFC 9309 asks for 500 KiB at least
FRESH = 24 * 3600.0  # seconds that rules hold; the RFC allows a day
STALE = 30 * 24 * 3600.0  # seconds that old rules hold while the server does not answer
RETRY = 600.0  # seconds until a server that did not answer is asked for its rules again
MOST = 4096  # sites whose rules are kept
TYPES = "text/plain, */*;q=0.5"

_LINE = Pattern(r"\s*(user-?agent|disallow|allow|crawl-delay)\s*:\s*(.*?)\s*$", re.I)
_SITEMAP = Pattern(r"\s*sitemap\s*:\s*(\S+)\s*$", re.I)
_TOKEN = Pattern(r"[A-Za-z_-]+")
_NUMBER = Pattern(r"\d{1,6}(?:\.\d{1,6})?")
_ESCAPE = Pattern(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Rule:
    """A path that is allowed or not: `parts` stand in it in this order, with anything between."""

    allow: bool
    parts: tuple[str, ...]
    whole: bool  # the last part ends the path (`$`)
    weight: int  # the length of the pattern: the longest one decides

    def holds(self, path: str) -> bool:
        """Tell whether the rule speaks of `path`. Linear in the path, whatever the pattern."""
        first, *others = self.parts
        if not path.startswith(first):
            return False
        at = len(first)
        if not others:
            return not self.whole or at == len(path)
        for part in others[:-1]:
            found = path.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        last = others[-1]
        if self.whole:
            return len(path) - len(last) >= at and path.endswith(last)
        return path.find(last, at) >= 0


@dataclass(frozen=True, slots=True)
class Rules:
    """What a robots.txt says to us."""

    rules: tuple[Rule, ...] = ()
    delay: float | None = None  # seconds between two requests

    def allow(self, url: str) -> bool:
        """Tell whether the page at `url` may be read: the longest rule decides, else it may."""
        parts = urlsplit(url)
        path = _escaped(parts.path or "/") + (f"?{_escaped(parts.query)}" if parts.query else "")
        if path == "/robots.txt":
            return True
        held = [(rule.weight, rule.allow) for rule in self.rules if rule.holds(path)]
        return max(held)[1] if held else True


def parse_robots(text: str, agent: str = AGENT) -> Rules:
    """Return the rules for `agent`: those of the groups that name it, else those for everybody.

    What is no line of a robots.txt is passed over, so a web page in its place forbids nothing.

    >>> parse_robots("User-agent: *\\nDisallow: /view*print$").allow("https://a.kr/view/1/print")
    False
    """
    named: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    is_named = False
    for agents, lines in _groups(text):
        if agent.lower() in agents:
            is_named = True
            named += lines
        elif "*" in agents:
            others += lines
    chosen = named if is_named else others
    delays = [float(value) for key, value in chosen if key == "crawl-delay" and _is_number(value)]
    rules = [
        _rule(value, allow=key == "allow")
        for key, value in chosen
        if key != "crawl-delay" and value.startswith(("/", "*"))
    ]
    return Rules(tuple(rules), max(delays, default=None))


def parse_sitemaps(text: str) -> tuple[str, ...]:
    """Return the addresses of the sitemaps that a robots.txt names (`Sitemap:`), as written.

    >>> parse_sitemaps("User-agent: *\\nDisallow:\\nSitemap: https://a.kr/news.xml # news")
    ('https://a.kr/news.xml',)
    """
    # An address may have a `#` in it; a comment stands behind a blank.
    lines = (re.split(r"\s#", line, maxsplit=1)[0] for line in text.splitlines())
    found = (_SITEMAP.match(line) for line in lines)
    return tuple(dict.fromkeys(match[1] for match in found if match))


def _is_number(value: str) -> bool:
    return _NUMBER.fullmatch(value) is not None


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """Yield each group as the names it is for and its lines, in the order of the file."""
    agents: set[str] = set()
    lines: list[tuple[str, str]] = []
    for written in text.splitlines():
        found = _LINE.match(written.partition("#")[0])
        if found is None:
            continue
        key, value = found[1].lower(), found[2]
        if key in ("user-agent", "useragent"):
            if lines:
                yield agents, lines
                agents, lines = set(), []
            agents.add("*" if value.startswith("*") else _token(value))
        elif agents:
            lines.append((key, value))
    if agents:
        yield agents, lines


def _token(value: str) -> str:
    found = _TOKEN.match(value)
    return found[0].lower() if found else ""


def _rule(pattern: str, *, allow: bool) -> Rule:
    whole = pattern.endswith("$")
    path = _escaped(pattern.removesuffix("$"))
    parts = tuple(re.sub(r"\*+", "*", path).split("*"))
    return Rule(allow, parts, whole, len(path) + whole)


def _escaped(text: str) -> str:
    """Return `text` with one way of escaping, so that pattern and path can be compared."""

    def tidy(match: re.Match[str]) -> str:
        byte = int(match[1], 16)
        return chr(byte) if byte in _UNRESERVED else f"%{byte:02X}"

    plain = quote(text, safe="%/:?#[]@!$&'()*+,;=~", errors="replace")
    return _ESCAPE.sub(tidy, plain)


@dataclass(slots=True)
class _Known:
    """What is known of a site's rules, and until when."""

    rules: Rules | None = None  # None: it never answered
    read: float = 0.0  # by the clock of Http
    until: float = 0.0
    why: str = ""  # why it did not answer, at the last try
    retry_after: float | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(slots=True)
class Robots:
    """The rules of all sites, over the requests of `http`."""

    http: Http
    agent: str = AGENT
    _sites: dict[str, _Known] = field(default_factory=dict, init=False)

    async def check(self, url: Url) -> None:
        """Raise RobotsError where the site wants this page left alone.

        Where it does not say so, for want of an answer, FetchError: it may at another time. A site
        without a robots.txt (4xx) leaves everything to everybody.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        known = self._sites.get(site)
        if known is None:
            known = self._sites[site] = _Known()
            self._forget()
        async with known.lock:
            if self.http.clock() >= known.until:
                await self._ask(site, known)
        if known.rules is None:
            why = say("fetch.robots_unread", why=known.why)
            raise FetchError(url, why, temporary=True, retry_after=known.retry_after)
        if not known.rules.allow(url):
            raise RobotsError(url, say("fetch.robots"))

    async def _ask(self, site: str, known: _Known) -> None:
        try:
            response = await self.http.get(
                f"{site}/robots.txt", accept=TYPES, max_bytes=MAX_BYTES, cut=True
            )
        except PausedError:
            raise  # it was not asked, and the page would not be, either
        except FetchError as e:
            self._note_failure(known, e)
            return
        text = decode_text(response.body, content_type=response.content_type)
        self._keep(site, known, parse_robots(text, self.agent))

    def _keep(self, site: str, known: _Known, rules: Rules) -> None:
        now = self.http.clock()
        known.rules, known.read, known.until = rules, now, now + FRESH
        if rules.delay:
            self.http.space(site, rules.delay)

    def _note_failure(self, known: _Known, error: FetchError) -> None:
        now = self.http.clock()
        if error.status is not None and 400 <= error.status < 500 and error.status != _TOO_MANY:
            known.rules, known.read, known.until = Rules(), now, now + FRESH
            return
        # Not to know is not to be allowed; rules that were read hold for a while longer.
        known.until = now + RETRY
        known.why, known.retry_after = error.why, error.retry_after
        if known.rules is not None and now - known.read > STALE:
            known.rules = None

    def _forget(self) -> None:
        while len(self._sites) > MOST:
            self._sites.pop(next(iter(self._sites)))
