"""A month of the daemon: 30 simulated days, 200 feeds, a digest a day; what is told, kept and held.

    python tests/benchmarks/bench_daemon.py [--days 30] [--feeds 200] [--articles 30]

The daemon's own worker does all its jobs (polls, articles, judgement, digests, delivery, upkeep)
over SQLite, in one process; the time of its event loop is simulated, so that nobody waits. The
network's edge and the ways out are in this process: feeds that publish so many short articles a day
in all, each with a value that no other has, and a mail and a webhook channel that refuse now and
then. Pages are not read again for edits.

It prints for each fifth of the time what was read and told, the memory the process holds (RSS), and
the size of the database per 10,000 articles. The status is 1 unless each recipient had a digest a
day, every alert was told to each once, and memory is at the end no more than a fifth above what it
was after the first fifth of the time.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import blake2b
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

# `make bench` calls this file by its path.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from monitor.collect.http import Http
from monitor.collect.wire import Answer
from monitor.config import load_config
from monitor.cores import Cores
from monitor.errors import DeliveryError
from monitor.model import SEOUL, Feed, Message, Topic, Url
from monitor.pipeline import Pipeline
from monitor.store.alerts import load_alerts
from monitor.store.database import Store, open_store
from monitor.store.feeds import save_feed
from monitor.store.outbox import MessageState, load_messages, load_told
from monitor.store.topics import save_topic
from monitor.workers.embedded import Embedded
from monitor.workers.jobs import make_jobs
from tests.benchmarks.bench_soak import Said, _rss, say
from tests.simulation import SimulatedLoop

START = datetime(2025, 3, 3, 0, 0, tzinfo=SEOUL).astimezone(UTC)
NAMES = tuple(
    f"{first}{last}"
    for first in ("누리", "다온", "가람", "별빛", "솔내", "한들", "미르", "아라", "새봄", "달무")
    for last in ("챗", "톡", "뷰", "맵", "앱", "북")
)
GROWTH = 1.2
LOOK = timedelta(minutes=15)
SETTINGS = """\
data = "data"
[fetch]
allow_private = true
[articles]
reread_hours = []
[digest]
folder = ""
[email]
host = "localhost"
sender = "m@hanbit.example"
recipients = ["desk@hanbit.example"]
[webhook]
secret_file = "secret"
[[recipients]]
name = "program"
channel = "webhook"
address = "https://program.example/hook"
"""


@dataclass(slots=True)
class World:
    """The publishers: what each feed lists at a moment, and a page for each article."""

    feeds: int
    a_day: int

    def now(self) -> datetime:
        return START + timedelta(seconds=asyncio.get_running_loop().time())

    def published(self, now: datetime) -> int:
        """Return how many articles there are by now."""
        return int((now - START) / timedelta(days=1) * self.a_day)

    @asynccontextmanager
    async def ask(self, url: str, headers: Mapping[str, str]) -> AsyncIterator[Answer]:
        await asyncio.sleep(0.1)
        path = urlsplit(url).path
        if path == "/robots.txt":
            yield Said(404, b"")
        elif path.startswith("/feed/"):
            body = self.feed(int(path.rpartition("/")[2]))
            tag = b'"' + blake2b(body, digest_size=8).hexdigest().encode() + b'"'
            known = headers.get("If-None-Match", "").encode() == tag
            yield Said(304 if known else 200, b"" if known else body, ((b"ETag", tag),))
        else:
            yield Said(200, self.page(int(path.rpartition("/")[2])))

    async def aclose(self) -> None:
        """Hold nothing."""

    def feed(self, number: int) -> bytes:
        last = self.published(self.now()) - 1
        last -= (last - number) % self.feeds
        items = "".join(
            f"<item><title>{escape(self.title(n))}</title>"
            f"<link>https://h{number}.example/news/{n}</link>"
            f"<pubDate>{format_datetime(self.moment(n))}</pubDate></item>"
            for n in range(last, max(-1, last - 20 * self.feeds), -self.feeds)
        )
        rss = f"<rss version='2.0'><channel><title>{number}</title>{items}</channel></rss>"
        return rss.encode()

    def moment(self, number: int) -> datetime:
        return (START + timedelta(days=(number + 1) / self.a_day)).replace(microsecond=0)

    def title(self, number: int) -> str:
        return f"{NAMES[number % len(NAMES)]} 월간 이용자 {self.users(number)}만 명"

    def users(self, number: int) -> int:
        # Of one application it is never twice the same, and moves by a tenth and more.
        return 100 + number % len(NAMES) + number // len(NAMES) * 61

    def page(self, number: int) -> bytes:
        name, title = NAMES[number % len(NAMES)], escape(self.title(number))
        text = (
            f"<p>앱 조사업체 나루랩은 {name}의 월간 이용자 수가 {self.users(number)}만 명으로 "
            "집계됐다고 밝혔다.</p><p>업계는 이런 흐름이 당분간 이어질 것으로 내다봤다. 회사 측은 "
            "새 기능을 꾸준히 다듬고 있다고 설명했다.</p>"
        )
        return (
            f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
            f"<time datetime='{self.moment(number).isoformat()}'></time>{text}"
            "</article></body></html>"
        ).encode()


@dataclass(slots=True)
class Way:
    """A channel that takes what it is given, or, one time in seven, has no time now."""

    name: str
    took: list[str] = field(default_factory=list)
    tries: int = 0

    async def send(self, message: Message) -> None:
        await asyncio.sleep(1)
        self.tries += 1
        if self.tries % 7 == 0:
            raise DeliveryError(self.name, "451 busy", temporary=True)
        self.took.append(message.key)


async def month(world: World, folder: Path, days: int) -> bool:
    """Let the daemon run for so many days; return whether all held that must."""
    (folder / "monitor.toml").write_text(SETTINGS, "utf-8")
    (folder / "secret").write_text("a secret of the two of us", "utf-8")
    config = load_config(folder / "monitor.toml")
    store = open_store(f"sqlite:///{folder / 'month.db'}")
    # In this process: another one's answer would not wait for simulated time.
    cores = Cores(1)
    ways = (Way("email"), Way("webhook"))
    loop = asyncio.get_running_loop()
    http = Http(
        user_agent="figure-monitor/soak (+https://hanbit.example/)",
        host_delay=0.0,
        wire=world,
        clock=loop.time,
    )
    try:
        with store.begin() as tx:
            for number in range(world.feeds):
                save_feed(tx, Feed(url=Url(f"https://h{number}.example/feed/{number}")))
            for name in NAMES:
                save_topic(tx, Topic(name=name))
        async with http:
            steps = Pipeline(
                config, store, http, clock=world.now, lang="ko", cores=cores, channels=ways
            )
            worker, stop = Embedded(make_jobs(steps)), asyncio.Event()
            loop.call_later(timedelta(days=days, minutes=1).total_seconds(), stop.set)
            watch = asyncio.create_task(_look_on(steps, store, days))
            looks = asyncio.create_task(_wake(worker))
            await worker.run(stop)
            looks.cancel()
            held = await watch
        for name, why in steps.failed[:5]:
            say(f"failed: {name}: {why}")
        return _judge(store, ways, world, days) and held[-1] <= held[0] * GROWTH
    finally:
        cores.close()
        store.close()


async def _wake(worker: Embedded) -> None:
    while True:
        await asyncio.sleep(LOOK.total_seconds())
        worker.wake()


async def _look_on(steps: Pipeline, store: Store, days: int) -> list[float]:
    """Print how things stand after each fifth of the time; return the memory held each time."""
    row = "{:>5}{:>9}{:>9}{:>9}{:>9}{:>10}{:>16}{:>8}"
    say(row.format("day", "polls", "read", "alerts", "sent", "MiB", "MiB per 10,000", "wall s"))
    began, empty, held = time.monotonic(), store.size(), []
    for part in range(1, 6):
        await asyncio.sleep(timedelta(days=days / 5).total_seconds())
        done, mib = steps.done, _rss(os.getpid())
        read = done["checked"] + done["passed"]
        size = (store.size() - empty) / 2**20 / max(1, read) * 10_000
        told = [str(done[name]) for name in ("polls", "alerts", "delivered")]
        told.insert(1, str(read))
        wall = f"{time.monotonic() - began:.0f}"
        say(row.format(days * part // 5, *told, f"{mib:.0f}", f"{size:.1f}", wall))
        held.append(mib)
    return held


def _judge(store: Store, ways: tuple[Way, ...], world: World, days: int) -> bool:
    """Print and return whether there was a digest a day, and every alert was told once."""
    holds = True
    with store.begin(write=False) as tx:
        alerts = {alert.key for alert in load_alerts(tx)}
        kept = load_messages(tx)
        for way in ways:
            mine = [m for m in kept if m.message.channel == way.name]
            told: Counter[str] = Counter()
            for each in mine:
                told.update(load_told(tx, each.message.digest))
            sent = Counter(way.took)
            lost, twice = alerts - told.keys(), sum(n > 1 for n in told.values())
            say(
                f"{way.name}: {len(sent)} digests, {way.tries - len(way.took)} refusals, "
                f"{len(told)} of {len(alerts)} alerts told, {twice} twice"
            )
            late = {a.key for a in load_alerts(tx, since=_last(days))}
            holds &= not lost - late and not twice and set(sent.values()) == {1}
            holds &= all(m.state is MessageState.DELIVERED for m in mine)
            holds &= len(sent) == days
    say(f"{world.published(START + timedelta(days=days))} articles published")
    return holds


def _last(days: int) -> datetime:
    """Return when the last digest of the time was composed: what came later is for the next."""
    return START + timedelta(days=days - 1, hours=7, minutes=30)


def main() -> int:
    """Run it and print what it shows; return 1 where something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--articles", type=int, default=30, help="a day, of all feeds together")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    loop = SimulatedLoop()
    world = World(options.feeds, options.articles)
    try:
        with tempfile.TemporaryDirectory() as folder:
            holds = loop.run_until_complete(month(world, Path(folder), options.days))
    finally:
        loop.close()
    say("all told once, memory flat" if holds else "something does not hold")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
