"""Http: conditional GET, a pause per host, size cap, no private addresses.

Every answer is hostile until checked: each redirect is a new address to check, the peer is checked
where the connection is made (a name may resolve otherwise a second later: `sockets.py`), bytes are
counted after decompression, and the whole exchange has a deadline, not only the gaps in it.
"""

from __future__ import annotations

import asyncio
import re
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import urlsplit

from monitor.addresses import Allowed, why_refused
from monitor.collect.dates import parse_date
from monitor.collect.urls import canonical_url
from monitor.collect.wire import Answer, Fault, Resolve, Wire, WireError
from monitor.errors import FetchError, PausedError
from monitor.model import Url
from monitor.patterns import Pattern
from monitor.words import say

TIMEOUT = 30.0  # seconds for everything, redirects included; large feeds were seen to take 20
MAX_BYTES = 10 * 2**20  # of a page, unpacked
MAX_FEED_BYTES = 15 * 2**20
MAX_REDIRECTS = 5
MAX_HEADER = 64 * 2**10  # bytes of all headers together
MAX_HEADERS = 256  # the busiest outlets send 40
MAX_VALIDATOR = 1024  # characters of an ETag or a date that are sent back
MAX_REFUSAL = 16 * 2**10  # bytes of a refusal that are read for its reason
LONGEST_PAUSE = 24 * 3600.0  # seconds that a server's wish is believed
FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.8, */*;q=0.5"
)
PAGE_TYPES = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"

_MOVED = frozenset({301, 302, 303, 307, 308})
_WORTH_ANOTHER_TRY = frozenset({408, 421, 425, 429})
_ASKS_FOR_A_PAUSE = frozenset({429, 503})
# What no other try would change.
_FOR_GOOD = frozenset({Fault.PRIVATE, Fault.ADDRESS})
_OURS = {"Accept-Encoding": "gzip, deflate", "Accept-Language": "ko, en;q=0.7"}
_CONDITIONS = frozenset({"If-None-Match", "If-Modified-Since"})
# Seconds that a host is left alone which says 429 or 503 but not for how long: doubled each time.
_FIRST_PAUSE = 60.0
_LONGEST_UNASKED_PAUSE = 3600.0
_LONGEST_DELAY = 60.0  # seconds between requests that a host may ask for (Crawl-delay)
_SLACK = 0.001  # seconds that nobody waits for
_LATE = 5.0  # seconds after its time by which an exchange has surely ended
_MOST_HOSTS = 4096  # remembered; beyond that, those that nobody waits for are forgotten
# What publishers call the host of their feeds beside that of their pages.
_SERVICE = Pattern(r"^(?:www|rss|feeds?|m|news)\.(?=[^.]+\.[^.]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A good answer: status 200 to 299, or 304 with `not_modified` and no body."""

    url: Url  # as asked
    final_url: Url  # after redirects
    status: int
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    retry_after: float | None = None  # seconds
    max_age: float | None = None  # seconds that the answer may be taken for fresh
    expires: float | None = None  # the same, by the header Expires
    server_time: datetime | None = None  # by the server's clock, when it answered
    moved_permanently_to: Url | None = None  # all hops so far were 301 or 308
    not_modified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a publisher wants to be asked.

    `user_agent` takes the place of ours; `headers`, which may be secrets, go to hosts of the site
    of `home` only, never to where a redirect leads.
    """

    home: str  # the host whose publisher wants it
    user_agent: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def at(self, host: str, *, is_bared: bool = False) -> dict[str, str]:
        """Return the headers for a request to `host`.

        Args:
            is_bared: a redirect led from https to http, where everybody on the way reads along.
        """
        said = {"User-Agent": self.user_agent} if self.user_agent else {}
        is_theirs = _is_same_site(host, self.home) and not is_bared
        return said | dict(self.headers) if is_theirs else said


def _is_same_site(host: str, home: str) -> bool:
    base = _SERVICE.sub("", home.lower())
    host = host.lower()
    return host in (home.lower(), base) or ("." in base and host.endswith("." + base))


ReadRefusal = Callable[[int, bytes], tuple[str, float | None] | None]
"""Gives why a server refused, by status and body, and for how many seconds to leave it alone."""

Gate = Callable[[Url], Awaitable[None]]
"""Asked before every request of an exchange; raises FetchError where it must not be made."""


class Turns(Protocol):
    """Where turns at hosts are had that other processes take too."""

    async def take(self, host: str, *, spacing: float, at_once: int, lasts: float) -> str | float:
        """Wait for a turn and return its token; seconds, where the host is to be left alone.

        Args:
            spacing: seconds between the beginnings of two requests.
            at_once: requests to the host at one time.
            lasts: seconds after which the turn is over though it was not given back.
        """
        ...

    def give_back(
        self, host: str, token: str, *, refused: bool | None, asked: float | None
    ) -> None:
        """End a turn.

        Args:
            refused: whether the host wants to be left alone; None: it did not answer.
            asked: for so many seconds, where it said so.
        """
        ...


@dataclass(slots=True)
class _Host:
    """What is going on at one host: who may ask now, and who must wait."""

    slots: asyncio.Semaphore
    next_at: float = 0.0  # by the clock of Http
    paused_until: float = 0.0
    delay: float = 0.0  # seconds between two requests that it asks for itself
    begun: float = float("-inf")  # when the last request began
    refusals: int = 0  # in a row, that say nothing of when to come again
    waiting: int = 0  # requests that wait for it or are under way

    def is_idle(self, now: float) -> bool:
        return not self.waiting and max(self.paused_until, self.next_at) <= now and not self.delay


@dataclass(slots=True, kw_only=True)
class Http:
    """Asks servers for feeds and pages, politely and carefully. An async context manager.

    Args:
        user_agent: who we are and where to complain, honestly.
        timeout: seconds for a whole exchange.
        max_bytes: size of an unpacked answer that ends the transfer.
        max_feed_bytes: the same for a feed.
        host_delay: seconds between the starts of two requests to one host.
        per_host: requests to one host at the same time.
        at_once: requests in all at the same time; the others wait without their time running.
        allow_private: True lets an operator read servers of his own network.
        allow: hosts and networks of his own that may be asked; see `Allowed`.
        resolve: gives the addresses of a host, every one of which is checked.
        wire: what requests go over, for tests; without it real sockets that check every peer.
        turns: where turns at hosts are had beside those of this process; None: nobody else asks.
    """

    user_agent: str
    timeout: float = TIMEOUT
    max_bytes: int = MAX_BYTES
    max_feed_bytes: int = MAX_FEED_BYTES
    host_delay: float = 1.0
    per_host: int = 2
    at_once: int = 64
    allow_private: bool = False
    allow: tuple[str, ...] = ()
    resolve: Resolve | None = None
    wire: Wire | None = None
    turns: Turns | None = None
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    _hosts: dict[str, _Host] = field(default_factory=dict, init=False)
    _open: Wire | None = field(default=None, init=False)
    _seats: asyncio.Semaphore = field(init=False)
    _allowed: Allowed = field(init=False)

    def __post_init__(self) -> None:
        self._seats = asyncio.Semaphore(self.at_once)
        self._allowed = Allowed.parse(self.allow, all=self.allow_private)

    async def __aenter__(self) -> Self:
        self._open = self.wire or self._sockets()
        return self

    def _sockets(self) -> Wire:
        # aiohttp loads slowly; a process that only reads what came needs none of it.
        from monitor.collect.sockets import Sockets

        return Sockets(
            self._allowed, self.resolve, most_headers=MAX_HEADERS, largest_header=MAX_HEADER
        )

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        wire, self._open = self._open, None
        if wire is not None:
            await wire.aclose()

    async def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        accept: str = PAGE_TYPES,
        max_bytes: int | None = None,
        cut: bool = False,
        manner: Manner | None = None,
        gate: Gate | None = None,
        read_refusal: ReadRefusal | None = None,
    ) -> Response:
        """Return the answer to a GET; raise FetchError, in plain words, where there is no good one.

        PausedError where the host wants to be left alone: it is not asked then.

        Args:
            etag, last_modified: what an earlier answer had: the server may then say 304.
            accept: the types wanted; some servers answer 406 to a client that names none.
            max_bytes: another cap for this one.
            cut: what is larger than the cap is cut off there instead of refused.
            manner: how this publisher wants to be asked.
            gate: asked before each request of the exchange, redirects included.
            read_refusal: reads what a service says of its reasons; by itself the status tells.
        """
        try:
            start = canonical_url(url)
        except ValueError as e:
            raise FetchError(url, say("fetch.no_address", why=e)) from e
        headers = {"Accept": accept}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        wanted = _Wanted(start, headers, max_bytes or self.max_bytes, cut, manner, read_refusal)
        return await self._follow(wanted, gate)

    def hold(self, url: str, seconds: float) -> None:
        """Leave the host of `url` alone for so long: it asked for it before this process began."""
        host = self._host(_name(Url(url)))
        host.paused_until = max(host.paused_until, self.clock() + min(seconds, LONGEST_PAUSE))

    def space(self, url: str, seconds: float) -> None:
        """Keep so many seconds between two requests to the host of `url` (its Crawl-delay)."""
        self._host(_name(Url(url))).delay = min(seconds, _LONGEST_DELAY)

    def _host(self, name: str) -> _Host:
        host = self._hosts.get(name)
        if host is None:
            if len(self._hosts) >= _MOST_HOSTS:
                now = self.clock()
                self._hosts = {n: h for n, h in self._hosts.items() if not h.is_idle(now)}
            host = self._hosts[name] = _Host(asyncio.Semaphore(self.per_host))
        return host

    async def _follow(self, wanted: _Wanted, gate: Gate | None) -> Response:
        start = wanted.start
        here, moved, seen = start, True, {start}
        left, clock = self.timeout, asyncio.get_running_loop().time
        for _ in range(MAX_REDIRECTS + 1):
            _check_address(here, start, self._allowed)
            if gate is not None:
                # Before a turn is taken: what the gate has to ask needs one too.
                await gate(here)
            async with self._turn(here, start):
                # What waits for its turn does not count, what servers take does, over all hops.
                begun = clock()
                answer = await self._ask(here, wanted, left)
                left -= clock() - begun
            if isinstance(answer, Response):
                final = here if moved and here != start else None
                return _with_move(answer, final)
            moved = moved and answer.status in (301, 308)
            here = answer.target
            if here in seen:
                raise FetchError(start, say("fetch.loop"), temporary=True)
            seen.add(here)
        raise FetchError(start, say("fetch.redirects", most=MAX_REDIRECTS), temporary=True)

    @asynccontextmanager
    async def _turn(self, url: Url, start: Url) -> AsyncIterator[None]:
        """Wait until the host of `url` may be asked once more, and until there is a seat."""
        host = self._host(_name(url))
        host.waiting += 1
        try:
            async with host.slots:
                turn = await self._wait(host, start)
                async with self._seats:
                    await self._begin(host, start, turn)
                    if self.turns is None:
                        yield
                    else:
                        async with self._shared(self.turns, host, _name(url), start):
                            yield
            host.refusals = 0
        except FetchError as e:
            if e.status in _ASKS_FOR_A_PAUSE:
                doubled = min(_FIRST_PAUSE * 2**host.refusals, _LONGEST_UNASKED_PAUSE)
                host.refusals = min(host.refusals + 1, 10)
                host.paused_until = self.clock() + (e.retry_after or doubled)
            elif e.status:
                host.refusals = 0
            raise
        finally:
            host.waiting -= 1

    async def _wait(self, host: _Host, start: Url) -> float:
        """Wait for this request's turn at the host and return its time, by the clock."""
        now = self.clock()
        _check_pause(host, start, now)
        # The turn is taken before the wait, so that two who wait do not go together.
        turn = max(now, host.next_at)
        host.next_at = turn + max(self.host_delay, host.delay)
        if turn > now:
            await self.pause(turn - now)
        return turn

    async def _begin(self, host: _Host, start: Url, turn: float) -> None:
        """Wait once more if a wait for a seat brought this request close behind another one."""
        now = max(self.clock(), turn)
        delay = max(self.host_delay, host.delay)
        begin = max(now, host.begun + delay)
        host.begun = begin
        host.next_at = max(host.next_at, begin + delay)
        if begin - now > _SLACK:
            await self.pause(begin - now)
        # The one before may have been told to stay away meanwhile.
        _check_pause(host, start, self.clock())

    @asynccontextmanager
    async def _shared(
        self, turns: Turns, host: _Host, name: str, start: Url
    ) -> AsyncIterator[None]:
        """Have a turn among all processes too."""
        spacing = max(self.host_delay, host.delay)
        had = await turns.take(
            name, spacing=spacing, at_once=self.per_host, lasts=self.timeout + _LATE
        )
        if isinstance(had, float):
            raise _paused(start, had)
        refused, asked = None, None
        try:
            yield
            refused = False
        except FetchError as e:
            if e.status:
                refused, asked = e.status in _ASKS_FOR_A_PAUSE, e.retry_after
            raise
        finally:
            turns.give_back(name, had, refused=refused, asked=asked)

    async def _ask(self, url: Url, wanted: _Wanted, left: float) -> Response | _Redirect:
        wire, start = self._open, wanted.start
        if wire is None:
            raise RuntimeError("Http is used outside `async with`")
        headers = {"User-Agent": self.user_agent, **_OURS, **wanted.headers}
        if wanted.manner:
            parts = urlsplit(url)
            is_bared = parts.scheme == "http" and start.startswith("https:")
            own = wanted.manner.at(parts.hostname or "", is_bared=is_bared)
            headers = _over(headers, own)
        try:
            async with asyncio.timeout(left), wire.ask(url, headers) as answer:
                return await self._read(answer, url, wanted)
        except TimeoutError as e:
            why = say("fetch.slow", seconds=f"{self.timeout:g}")
            raise FetchError(start, why, temporary=True) from e
        except WireError as e:
            raise FetchError(start, _fault_words(e), temporary=e.fault not in _FOR_GOOD) from e

    async def _read(self, answer: Answer, url: Url, wanted: _Wanted) -> Response | _Redirect:
        start, status = wanted.start, answer.status
        headers = _read_headers(answer.headers, start)
        sent = parse_date(headers.get("date"))  # a server's own clock measures what it says
        pause = _seconds(headers.get("retry-after"), sent)
        if status in _MOVED:
            return _Redirect(status, _target(headers.get("location"), url, start))
        if status == 304 and wanted.headers.keys().isdisjoint(_CONDITIONS):
            raise FetchError(start, say("fetch.unasked"), temporary=True, status=status)
        if status != 304 and not 200 <= status < 300:
            why, pause = await _refusal(answer, headers, wanted, pause)
            raise FetchError(
                start,
                why,
                temporary=status >= 500 or status in _WORTH_ANOTHER_TRY,
                status=status,
                retry_after=pause,
            )
        return Response(
            url=start,
            final_url=url,
            status=status,
            body=b"" if status == 304 else await _read_body(answer, headers, wanted),
            etag=_validator(headers.get("etag")),
            last_modified=_validator(headers.get("last-modified")),
            content_type=headers.get("content-type"),
            retry_after=pause,
            max_age=_max_age(headers.get("cache-control")),
            expires=_date_in(headers.get("expires"), sent),
            server_time=_server_time(sent, headers.get("age")),
            not_modified=status == 304,
        )


def _validator(value: str | None) -> str | None:
    """Return what may be sent back in a header; None for what cannot or should not."""
    is_fit = value and value.isascii() and value.isprintable() and len(value) <= MAX_VALIDATOR
    return value if is_fit else None


def _check_pause(host: _Host, start: Url, now: float) -> None:
    """Raise PausedError where the host wants to be left alone."""
    if (left := host.paused_until - now) > 0:
        raise _paused(start, left)


def _paused(start: Url, left: float) -> PausedError:
    why = say("fetch.paused", seconds=round(left))
    return PausedError(start, why, temporary=True, retry_after=left)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One exchange, as it was asked for."""

    start: Url
    headers: dict[str, str]
    cap: int
    cut: bool
    manner: Manner | None
    read_refusal: ReadRefusal | None = None


def _name(url: Url) -> str:
    """Return the host of `url` with its port, where it is not the usual one."""
    return urlsplit(url).netloc


@dataclass(frozen=True, slots=True)
class _Redirect:
    status: int
    target: Url


def _with_move(response: Response, target: Url | None) -> Response:
    if target is None:
        return response
    return Response(
        **{name: getattr(response, name) for name in Response.__slots__}
        | {"moved_permanently_to": target}
    )


def _read_headers(raw: Sequence[tuple[bytes, bytes]], start: Url) -> dict[str, str]:
    """Return the headers by their names in small letters, those of one name joined by commas."""
    if len(raw) > MAX_HEADERS or sum(len(name) + len(value) for name, value in raw) > MAX_HEADER:
        raise FetchError(start, say("fetch.headers"), temporary=True)
    headers: dict[str, str] = {}
    for name, value in raw:
        key, said = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {said}" if key in headers else said
    return headers


def _over(headers: dict[str, str], wanted: dict[str, str]) -> dict[str, str]:
    """Return `headers` with those of `wanted` in the place of theirs, whatever the case."""
    named = {name.lower() for name in wanted}
    return {name: said for name, said in headers.items() if name.lower() not in named} | wanted


def _target(location: str | None, url: Url, start: Url) -> Url:
    if not location:
        raise FetchError(start, say("fetch.nowhere"), temporary=True)
    with suppress(UnicodeError):
        # Servers send raw UTF-8 in this header, which arrives as Latin-1.
        location = location.encode("latin-1").decode("utf-8")
    try:
        return canonical_url(location, base=url)
    except ValueError as e:
        raise FetchError(start, say("fetch.bad_redirect", why=e)) from e


# --- addresses -----------------------------------------------------------------------------------


def _check_address(url: Url, start: Url, allowed: Allowed) -> None:
    """Refuse what the address alone already shows; names are checked again where they resolve."""
    scheme, _, rest = url.partition("://")
    if _is_fit(scheme, rest.partition("/")[0], allowed):
        return
    parts = urlsplit(url)
    if why := why_refused(parts.hostname or "", parts.port, parts.scheme, allowed):
        raise FetchError(start, why)


@lru_cache(maxsize=2048)
def _is_fit(scheme: str, place: str, allowed: Allowed) -> bool:
    """Tell whether a place may be asked: nine requests of ten go where one went before."""
    parts = urlsplit(f"{scheme}://{place}/")
    return why_refused(parts.hostname or "", parts.port, parts.scheme, allowed) is None


# --- bodies --------------------------------------------------------------------------------------


async def _refusal(
    answer: Answer, headers: dict[str, str], wanted: _Wanted, pause: float | None
) -> tuple[str, float | None]:
    """Return why the server refused, and for how many seconds it is to be left alone."""
    found = None
    if wanted.read_refusal is not None:
        body = b""
        with suppress(FetchError):  # a broken packing: the status still says what it says
            body = await _read_body(answer, headers, replace(wanted, cap=MAX_REFUSAL, cut=True))
        found = wanted.read_refusal(answer.status, body)
    if found is None:
        return _status_words(answer.status), pause
    asked = max(found[1] or 0.0, pause or 0.0)
    return found[0], min(asked, LONGEST_PAUSE) or None


async def _read_body(answer: Answer, headers: dict[str, str], wanted: _Wanted) -> bytes:
    """Return the unpacked body; stop the transfer as soon as it is larger than the cap."""
    start, cap = wanted.start, wanted.cap
    too_large = FetchError(start, say("fetch.large", mib=f"{cap / 2**20:g}"))
    try:
        unpack = _unpacker(headers.get("content-encoding"))
    except ValueError as e:
        raise FetchError(start, say("fetch.encoding", name=e)) from e
    body = bytearray()
    packed = 0
    async for chunk in answer.pieces():
        packed += len(chunk)
        try:
            # Never unpack more than is allowed, however small the bomb.
            body += unpack.feed(chunk, cap + 1 - len(body)) if unpack else chunk
        except zlib.error as e:
            raise FetchError(start, say("fetch.packed"), temporary=True) from e
        if len(body) > cap or packed > cap:
            if wanted.cut:
                break
            raise too_large
    if unpack and not unpack.done and packed <= cap >= len(body):  # it was not we who cut it off
        raise FetchError(start, say("fetch.packed"), temporary=True)
    return bytes(body[:cap])


def _unpacker(header: str | None) -> _Unpack | None:
    """Return what undoes the packing that the header names; ValueError for one not asked for."""
    names = [n.strip().lower() for n in (header or "").split(",")]
    names = [n for n in names if n and n not in ("identity", "none", "utf-8")]
    if not names:
        return None
    if len(names) > 1 or names[0] not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(", ".join(names)[:40])
    return _Unpack(names[0])


_GZIP = b"\x1f\x8b\x08"
_MEMBERS = 64  # a packed answer has one; log files that grow have some


class _Unpack:
    """Undoes one packing, a bounded number of bytes at a time."""

    def __init__(self, name: str) -> None:
        self._is_deflate = name == "deflate"
        # 47: zlib or gzip by its header. Some servers say gzip and send plain zlib.
        self._zlib = zlib.decompressobj(47)
        self._started = False
        self._rest = b""
        self._members = 1

    @property
    def done(self) -> bool:
        """Whether the packed data came to its end."""
        return self._zlib.eof

    def feed(self, data: bytes, most: int) -> bytes:
        """Return at most about `most` unpacked bytes; the rest of a bomb stays packed."""
        data, self._rest = self._rest + data, b""
        out = b""
        while data and len(out) < max(most, 1):
            if self._zlib.eof and not self._is_another(data):
                break
            out += self._unpack(data, max(most, 1) - len(out))
            data = self._zlib.unused_data
        return out

    def _is_another(self, data: bytes) -> bool:
        """Tell whether gzip goes on with a further member (RFC 1952, 2.2); what else is padding."""
        if len(data) < len(_GZIP) and _GZIP.startswith(data):
            self._rest = data
            return False
        if not data.startswith(_GZIP):
            return False
        self._members += 1
        if self._members > _MEMBERS:
            raise zlib.error("too many members")
        self._zlib = zlib.decompressobj(47)
        return True

    def _unpack(self, data: bytes, most: int) -> bytes:
        try:
            out = self._zlib.decompress(data, most)
        except zlib.error:
            if self._started or not self._is_deflate:
                raise
            self._zlib = zlib.decompressobj(-zlib.MAX_WBITS)  # deflate without its header
            out = self._zlib.decompress(data, most)
        self._started = True
        return out


# --- words ---------------------------------------------------------------------------------------


def _status_words(status: int) -> str:
    key = f"fetch.status.{status}"
    try:
        return say(key, status=status)
    except KeyError:
        return say("fetch.status.5xx" if status >= 500 else "fetch.status", status=status)


def _fault_words(error: WireError) -> str:
    match error.fault:
        case Fault.PRIVATE:
            return say("fetch.private", host=error.host)
        case Fault.ADDRESS:
            return say("fetch.no_address", why=error.host)
        case _:
            return say(f"fetch.{error.fault}")


def _seconds(header: str | None, sent: datetime | None) -> float | None:
    """Return the seconds of a Retry-After header, which gives seconds or a date."""
    if not header:
        return None
    header = header.strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d+)?", header):
        return min(float(header), LONGEST_PAUSE)
    left = _date_in(header, sent)
    return min(left, LONGEST_PAUSE) if left else None


def _date_in(header: str | None, sent: datetime | None) -> float | None:
    """Return in how many seconds, as of the answer's own date, the moment of a header comes."""
    moment = parse_date(header)
    if moment is None:
        return None
    left = (moment - (sent or datetime.now(UTC))).total_seconds()
    return left if left > 0 else None


def _server_time(sent: datetime | None, age: str | None) -> datetime | None:
    """Return what a server's clock says: what a cache answers is as old as the header Age tells."""
    kept = int(age) if age and re.fullmatch(r"\d{1,9}", age, re.ASCII) else 0
    try:
        return sent + timedelta(seconds=kept) if sent else None
    except OverflowError:
        return None


def _max_age(header: str | None) -> float | None:
    if not header or "no-cache" in header or "no-store" in header:
        return None
    found = re.search(r"\bmax-age\s*=\s*\"?(\d{1,9})", header)
    return float(found[1]) if found else None
