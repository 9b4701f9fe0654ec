"""A day of news in a minute: servers with wishes of their own, a clock that jumps, and the program.

The event loop's time is simulated: nobody sleeps, and what happens between two moments takes none.
What is run is the program's own: `Pipeline`, its jobs and `Http`, over a database.
"""

from __future__ import annotations

import asyncio
import selectors
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import httpx
from typing_extensions import override

from monitor.collect.http import Http
from monitor.config import load_config
from monitor.cores import Cores
from monitor.daemon import LOOK
from monitor.model import Feed, Url
from monitor.pipeline import Pipeline
from monitor.store.database import open_store
from monitor.store.feeds import load_feeds, save_feed
from monitor.workers.embedded import Embedded
from monitor.workers.jobs import make_jobs
from tests.fakes import HttpxWire

START = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)  # midnight in Korea, a Saturday
LISTED = 8  # entries of a feed
SLACK = 0.005  # seconds


class _Selector(selectors.DefaultSelector):
    """Waits for nothing: where there is nothing to do, time moves on to when there is."""

    now = 0.0

    @override
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout:
            self.now += timeout
        return ready


class SimulatedLoop(asyncio.SelectorEventLoop):
    """An event loop whose time is simulated."""

    def __init__(self) -> None:
        self._clock = _Selector()
        super().__init__(self._clock)

    @override
    def time(self) -> float:
        return self._clock.now


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a host is like and what it asks for, all in seconds."""

    kind: str
    ttl: int = 0  # minutes, in the feed
    max_age: int = 0
    expires: int = 0
    skip_hours: frozenset[int] = frozenset()  # of UTC
    refuses: float = 0.0  # share of its answers that are 503 or 429
    retry_after: int = 0  # what it says then; 0: nothing
    flukes: float = 0.0  # share of its answers that are 500
    crawl_delay: float = 0.0
    closed: bool = False  # robots.txt closes its articles
    has_tags: bool = True
    latency: float = 0.2
    gone: bool = False
    dead: bool = False

    @property
    def asked(self) -> float:
        """The longest pause that an answer of its feeds asks for."""
        return max(self.ttl * 60.0, self.max_age, self.expires)


KINDS = (
    Wishes(kind="plain"),
    Wishes(kind="no tags", has_tags=False),
    Wishes(kind="ttl 60 min", ttl=60),
    Wishes(kind="max-age 30 min", max_age=1800),
    Wishes(kind="Expires 45 min", expires=2700, has_tags=False),
    Wishes(kind="ttl 20, max-age 90 min", ttl=20, max_age=5400),
    Wishes(kind="skipHours 15-21 UTC", skip_hours=frozenset(range(15, 22))),
    Wishes(kind="503, Retry-After 900", refuses=0.02, retry_after=900),
    Wishes(kind="429 without a word", refuses=0.02),
    Wishes(kind="500 now and then", flukes=0.05),
    Wishes(kind="Crawl-delay 5", crawl_delay=5.0),
    Wishes(kind="robots.txt: closed", closed=True),
    Wishes(kind="slow", latency=6.0),
    Wishes(kind="gone (410)", gone=True),
    Wishes(kind="dead", dead=True),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as the host saw it."""

    at: float
    path: str
    status: int


@dataclass(slots=True)
class Host:
    """A server: its feeds, what it asks for, and what it was asked."""

    name: str
    wishes: Wishes
    gaps: list[float] = field(default_factory=list)  # seconds between two entries of each feed
    log: list[Asked] = field(default_factory=list)
    running: int = 0
    most_at_once: int = 0
    pauses: list[tuple[float, float]] = field(default_factory=list)

    def urls(self) -> list[Url]:
        return [Url(f"https://{self.name}/rss/{n}.xml") for n in range(len(self.gaps))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a host got, and what it allows."""

    host: str
    kind: str
    feeds: int
    polls: int
    pages: int
    rules: int  # requests for robots.txt
    allowed: int  # polls that it allows in the time
    closest: float  # seconds between the starts of two requests, at least
    at_once: int
    faults: tuple[str, ...]


class Newsworld(httpx.AsyncBaseTransport):
    """All the hosts, behind httpx's transport."""

    def __init__(self, feeds: int, hosts: int, *, gaps: Sequence[tuple[float, float]]) -> None:
        """Make `feeds` feeds on `hosts` hosts, a few of which have most of them.

        Args:
            gaps: shares of the feeds, with the seconds between two entries.
        """
        self.hosts = [
            Host(name=f"h{n}.example", wishes=KINDS[n % len(KINDS)]) for n in range(hosts)
        ]
        for number in range(feeds):
            # One each, then the more the lower the number of the host.
            share = self._share(f"host {number}") ** 2.5
            host = self.hosts[number if number < hosts else int(share * hosts)]
            host.gaps.append(self._gap(number, gaps))
        self.by_name = {host.name: host for host in self.hosts}

    def _gap(self, number: int, gaps: Sequence[tuple[float, float]]) -> float:
        place = self._share(f"gap {number}")
        for share, seconds in gaps:
            place -= share
            if place < 0:
                return seconds * (0.7 + 0.6 * self._share(f"pace {number}"))
        return gaps[-1][1]

    @staticmethod
    def _share(seed: str) -> float:
        return int.from_bytes(blake2b(seed.encode(), digest_size=4).digest()) / 2**32

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        loop = asyncio.get_running_loop()
        host, began = self.by_name[request.url.host], loop.time()
        host.running += 1
        host.most_at_once = max(host.most_at_once, host.running)
        try:
            await asyncio.sleep(host.wishes.latency)
            if host.wishes.dead:
                host.log.append(Asked(began, request.url.path, 0))
                raise httpx.ConnectError("refused")
            answer = self._answer(host, request, loop.time())
            host.log.append(Asked(began, request.url.path, answer.status_code))
            return answer
        finally:
            host.running -= 1

    def _answer(self, host: Host, request: httpx.Request, now: float) -> httpx.Response:
        wishes, path = host.wishes, request.url.path
        date = {"Date": format_datetime(START + timedelta(seconds=int(now)), usegmt=True)}
        chance = self._share(f"{host.name} {path} {now:.3f}")
        if chance < wishes.refuses:
            said = {"Retry-After": str(wishes.retry_after)} if wishes.retry_after else {}
            host.pauses.append((now, now + (wishes.retry_after or 60)))
            status = 503 if wishes.retry_after else 429
            return httpx.Response(status, headers=date | said)
        if chance < wishes.refuses + wishes.flukes:
            return httpx.Response(500, headers=date)
        if path == "/robots.txt":
            rules = "User-agent: *\n" + ("Disallow: /news/\n" if wishes.closed else "Allow: /\n")
            delay = f"Crawl-delay: {wishes.crawl_delay:g}\n" if wishes.crawl_delay else ""
            return httpx.Response(200, text=rules + delay, headers=date)
        if wishes.gone or path.startswith("/news/"):
            # What a page says is nothing to polling: an answer that costs no reading.
            return httpx.Response(410, headers=date)
        return self._feed(host, request, now, date)

    def _feed(
        self, host: Host, request: httpx.Request, now: float, date: Mapping[str, str]
    ) -> httpx.Response:
        wishes, number = host.wishes, int(request.url.path.split("/")[-1].split(".")[0])
        gap = host.gaps[number]
        # Half of what it lists is there when the day begins.
        last = int((now + self._share(f"{host.name} {number}") * gap) / gap) + LISTED // 2
        headers = dict(date)
        if wishes.max_age:
            headers["Cache-Control"] = f"max-age={wishes.max_age}"
        if wishes.expires:
            moment = START + timedelta(seconds=int(now) + wishes.expires)
            headers["Expires"] = format_datetime(moment, usegmt=True)
        if wishes.has_tags:
            headers["ETag"] = f'"{last}"'
            if request.headers.get("if-none-match") == headers["ETag"]:
                return httpx.Response(304, headers=headers)
        items = "".join(
            f"<item><title>t {n}</title><link>https://{host.name}/news/{number}-{n}</link>"
            f"<pubDate>{format_datetime(_moment(now, last - n, gap))}</pubDate></item>"
            for n in range(last, max(last - LISTED, 0), -1)
        )
        ttl = f"<ttl>{wishes.ttl}</ttl>" if wishes.ttl else ""
        hours = "".join(f"<hour>{hour}</hour>" for hour in sorted(wishes.skip_hours))
        skips = f"<skipHours>{hours}</skipHours>" if hours else ""
        body = f"<rss version='2.0'><channel><title>t</title>{ttl}{skips}{items}</channel></rss>"
        return httpx.Response(200, text=body, headers=headers)

    # --- what was asked, and what may be ---------------------------------------------------------

    def verdicts(self, seconds: float, *, delay: float, floor: float) -> list[Verdict]:
        """Return what each host got in so many seconds, with every way in which it was too much."""
        return [self._verdict(host, seconds, delay, floor) for host in self.hosts]

    def _verdict(self, host: Host, seconds: float, delay: float, floor: float) -> Verdict:
        wishes = host.wishes
        log = sorted(host.log, key=lambda asked: asked.at)
        pause = max(floor, wishes.asked)
        feeds = [asked for asked in log if asked.path.startswith("/rss/")]
        pages = [asked for asked in log if asked.path.startswith("/news/")]
        rules = len(log) - len(feeds) - len(pages)
        starts = [asked.at for asked in log]
        closest = min((b - a for a, b in pairwise(starts)), default=seconds)
        share = (24 - len(wishes.skip_hours)) / 24
        allowed = len(host.gaps) * (1 if wishes.gone else int(share * seconds / pause) + 1)
        faults = list(_crowded(host, log, delay))
        if len(feeds) > allowed:
            faults.append(f"{len(feeds)} polls")
        faults += _too_soon(feeds, pause)
        if wishes.closed and pages:
            faults.append(f"{len(pages)} closed pages")
        for asked in feeds:
            hour = (START + timedelta(seconds=asked.at)).hour
            # Nobody knows the hours before the first answer.
            if hour in wishes.skip_hours and asked.at > 3600:
                faults.append(f"{asked.path} at {hour} h UTC")
        return Verdict(
            host=host.name,
            kind=wishes.kind,
            feeds=len(host.gaps),
            polls=len(feeds),
            pages=len(pages),
            rules=rules,
            allowed=allowed,
            closest=closest,
            at_once=host.most_at_once,
            faults=tuple(faults),
        )


def _moment(now: float, ago: int, gap: float) -> datetime:
    return START + timedelta(seconds=now - now % gap - ago * gap)


def _crowded(host: Host, log: Sequence[Asked], delay: float) -> list[str]:
    """Return where a host had too many requests at once, too close, or in a pause."""
    faults = []
    if host.most_at_once > 2:
        faults.append(f"{host.most_at_once} at once")
    # Its own wish holds from when robots.txt was read; a request may be on its way by then.
    told = [asked.at for asked in log if asked.path == "/robots.txt" and asked.status == 200]
    since = told[0] + host.wishes.latency + host.wishes.crawl_delay if told else float("inf")
    before = float("-inf")
    for asked in log:
        wanted = max(delay, host.wishes.crawl_delay) if asked.at > since else delay
        if asked.at - before < wanted - SLACK:
            faults.append(f"{asked.path} {asked.at - before:.3f} s behind another")
        before = asked.at
        for start, end in host.pauses:
            if start + SLACK < asked.at < end - SLACK:
                faults.append(f"{asked.path} in a pause")
    return faults


def _too_soon(feeds: Sequence[Asked], pause: float) -> list[str]:
    """Return the polls that came sooner after an answer of the same feed than it allows."""
    last: dict[str, Asked] = {}
    faults = []
    for asked in feeds:
        before = last.get(asked.path)
        if before and before.status in (200, 304) and asked.at - before.at < pause - SLACK:
            faults.append(f"{asked.path} after {asked.at - before.at:.0f} s")
        last[asked.path] = asked
    return faults


def simulate(world: Newsworld, folder: Path, *, hours: float) -> Pipeline:
    """Let the program poll and fetch for so many hours; return it, its store closed."""
    loop = SimulatedLoop()
    try:
        return loop.run_until_complete(_run(world, folder, hours))
    finally:
        loop.close()


async def _run(world: Newsworld, folder: Path, hours: float) -> Pipeline:
    loop = asyncio.get_running_loop()
    config = load_config(data=folder)
    store = open_store(f"sqlite:///{folder / 'day.db'}")
    cores = Cores(1)
    try:
        with store.begin() as tx:
            for host in world.hosts:
                for url in host.urls():
                    save_feed(tx, Feed(url=url, outlet=host.name))
        fetch = config.settings.fetch
        http = Http(
            user_agent="figure-monitor/test (+https://hanbit.example/)",
            host_delay=fetch.host_delay,
            per_host=fetch.per_host,
            at_once=fetch.concurrency,
            wire=HttpxWire(world),
            clock=loop.time,
        )
        async with http:
            steps = Pipeline(
                config,
                store,
                http,
                clock=lambda: START + timedelta(seconds=loop.time()),
                lang="en",
                cores=cores,
                channels=(),
            )
            wanted = [job for job in make_jobs(steps) if job.name in ("poll", "fetch")]
            # Nothing is left to check: every page is gone.
            worker = Embedded([replace(j, then=("fetch",) * (j.name == "poll")) for j in wanted])
            stop = asyncio.Event()
            loop.call_later(hours * 3600, stop.set)
            looks = asyncio.create_task(_look(worker))
            await worker.run(stop)
            looks.cancel()
            with store.begin(write=False) as tx:
                steps.left = [(f.url, f.failures) for f in load_feeds(tx) if f.failures]
        return steps
    finally:
        cores.close()
        store.close()


async def _look(worker: Embedded) -> None:
    while True:
        await asyncio.sleep(LOOK.total_seconds())
        worker.wake()


def by_kind(verdicts: Sequence[Verdict]) -> dict[str, list[Verdict]]:
    """Return the verdicts by what the hosts are like, in the order of KINDS."""
    grouped: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        grouped[verdict.kind].append(verdict)
    return grouped
