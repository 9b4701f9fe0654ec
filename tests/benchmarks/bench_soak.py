"""How memory, time and disk grow: from 100 to 10,000 feeds, and over 50,000 articles.

    python tests/benchmarks/bench_soak.py [--feeds 10000] [--articles 50000]

The program is the real one (pipeline, jobs, `Http`, database, reading processes); the network's
edge is in this process, the clock is ours. Articles are made from the demo's own stories, with
other figures each time: a third is one sentence (속보), the rest two to five paragraphs: they are
short, and time per article is that of short ones. Pages are not read again for edits. Memory is
what the program's processes hold (RSS), its children's with it. The status is 1 where the program
holds more at the end than a quarter above what it held after a fifth of the articles (or feeds).
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

# `make bench` calls this file by its path.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from monitor.collect.http import Http
from monitor.collect.wire import Answer
from monitor.config import load_config
from monitor.cores import Cores
from monitor.demo.story import load_stories
from monitor.model import Feed, Topic, Url
from monitor.pipeline import Pipeline
from monitor.store.database import open_store
from monitor.store.feeds import save_feed
from monitor.store.topics import save_topic
from monitor.workers.embedded import Embedded
from monitor.workers.jobs import make_jobs

START = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)
TOPICS = ("딥시크", "챗GPT", "생성형 AI", "국산 AI 칩")
OUTLETS = 50  # that publish the articles
ROUND = 500  # articles between two looks
GROWTH = 1.25
_NUMBER = re.compile(r"\d+")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


# --- the world -----------------------------------------------------------------------------------


@dataclass(slots=True)
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@dataclass(slots=True)
class Said:
    """An answer of the site."""

    status: int
    body: bytes
    headers: Sequence[tuple[bytes, bytes]] = ((b"Content-Type", b"text/html; charset=utf-8"),)

    async def pieces(self) -> AsyncIterator[bytes]:
        yield self.body


@dataclass(slots=True)
class Site:
    """All publishers: feeds of what was published last, and a page for each article.

    Nothing is kept of an article: its number says all of it.
    """

    clock: Clock
    published: int = 0  # articles so far; the n-th stands in feed n modulo OUTLETS
    stories: Sequence[tuple[str, tuple[str, ...]]] = field(
        default_factory=lambda: [
            (story.editions[0].title, story.editions[0].body) for story in load_stories()
        ]
    )

    @asynccontextmanager
    async def ask(self, url: str, headers: Mapping[str, str]) -> AsyncIterator[Answer]:
        path = urlsplit(url).path
        if path == "/robots.txt":
            yield Said(404, b"")
        elif path.startswith("/feed/"):
            yield Said(200, self.feed(url, int(path.rpartition("/")[2])))
        else:
            yield Said(200, self.page(int(path.rpartition("/")[2])))

    async def aclose(self) -> None:
        """Hold nothing."""

    def feed(self, url: str, number: int) -> bytes:
        """Return the feed with its latest articles, or five of its own where it is a quiet one."""
        if number < OUTLETS:
            last = self.published - 1 - (self.published - 1 - number) % OUTLETS
            listed = range(last, max(-1, last - 40 * OUTLETS), -OUTLETS)
        else:
            listed = range(-number * 10 - 1, -number * 10 - 6, -1)
        base = url.partition("/feed/")[0]
        stamp = format_datetime(self.clock.now, usegmt=True)
        items = "".join(
            f"<item><title>{escape(self.title(n))}</title><link>{base}/news/{n}</link>"
            f"<pubDate>{stamp}</pubDate></item>"
            for n in listed
        )
        return (
            f"<rss version='2.0'><channel><title>{number}</title>{items}</channel></rss>".encode()
        )

    def title(self, number: int) -> str:
        return self._figures(self.stories[number % len(self.stories)][0], number)

    def page(self, number: int) -> bytes:
        """Return the page of an article: a sentence, or two to five paragraphs."""
        body = self.stories[number % len(self.stories)][1]
        size = 1 if number % 3 == 0 else 2 + number % 4
        lines = [self._figures(line, number) for line in body[:size]]
        if size == 1:
            lines = [lines[0].split("다. ")[0].removesuffix(".") + "."]
        text = "".join(f"<p>{escape(line)}</p>" for line in lines)
        return (
            f"<html><head><title>{escape(self.title(number))}</title></head><body><nav><ul>"
            f"<li>정치</li><li>경제</li></ul></nav><article><h1>{escape(self.title(number))}</h1>"
            f"<time datetime='{self.clock.now.isoformat()}'></time>{text}</article></body></html>"
        ).encode()

    @staticmethod
    def _figures(text: str, number: int) -> str:
        """Return the text with other figures of the same length; years stay as they are."""
        chance = random.Random(number)

        def other(match: re.Match[str]) -> str:
            digits = match[0]
            if len(digits) == 1 or (len(digits) == 4 and digits.startswith(("19", "20"))):
                return digits
            return str(chance.randint(10 ** (len(digits) - 1), 10 ** len(digits) - 1))

        return _NUMBER.sub(other, text)


# --- the program ---------------------------------------------------------------------------------


@asynccontextmanager
async def opened(folder: Path, clock: Clock, site: Site) -> AsyncIterator[Pipeline]:
    """Give the pipeline over a new database."""
    config = load_config(data=folder)
    store = open_store(f"sqlite:///{folder / 'soak.db'}")
    cores = Cores(isolate=True)
    http = Http(
        user_agent="figure-monitor/soak (+https://hanbit.example/)",
        host_delay=0.0,
        per_host=16,
        wire=site,
        clock=lambda: clock.now.timestamp(),
    )
    try:
        async with http:
            yield Pipeline(config, store, http, clock=clock, lang="ko", cores=cores, channels=())
    finally:
        cores.close()
        store.close()


def memory(steps: Pipeline) -> tuple[float, float]:
    """Return the MiB that this process holds, and those of its reading processes."""
    return _rss(os.getpid()), sum(map(_rss, steps.cores.pids()))


def _rss(pid: int) -> float:
    asked = ["ps", "-o", "rss=", "-p", str(pid)]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return int(told or 0) / 1024


def cpu(steps: Pipeline) -> float:
    """Return the seconds of processor time of this process and of all that it started."""
    from tests.benchmarks.bench_reader import Meter

    return Meter(steps.cores.pids).cpu_now()


async def soak_feeds(most: int) -> bool:
    """Poll more and more feeds; return whether memory stays flat."""
    clock = Clock()
    site = Site(clock)
    row = "{:>9}{:>12}{:>12}{:>14}{:>16}"
    say(row.format("feeds", "own MiB", "with all", "ms a poll", "KiB a feed"))
    held: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder), clock, site) as steps:
            worker, known = Embedded(make_jobs(steps)), OUTLETS
            for count in [n for n in (100, 1000, 2000, 5000, 10_000) if n <= most]:
                urls = [Url(f"https://h{n}.example/feed/{n}") for n in range(known, known + count)]
                with steps.store.begin() as tx:
                    for url in urls[len(urls) - count :]:
                        save_feed(tx, Feed(url=url))
                spent = cpu(steps)
                for _ in range(2):  # the second poll finds nothing new
                    clock.now += timedelta(hours=1)
                    await worker.drain("poll", first=urls)
                spent = cpu(steps) - spent
                own, others = memory(steps)
                held.append(own + others)
                kib = steps.store.size() / 1024 / count
                cells = [f"{own:.0f}", f"{own + others:.0f}", f"{spent / count / 2 * 1000:.2f}"]
                say(row.format(count, *cells, f"{kib:.1f}"))
    # Ten thousand feeds may cost what their own rows and hosts take, and no more.
    return held[-1] <= held[0] * GROWTH + most * 0.004


async def soak_articles(most: int) -> bool:
    """Let so many articles go the whole way; return whether memory stays flat."""
    clock = Clock()
    site = Site(clock)
    row = "{:>9}{:>9}{:>9}{:>10}{:>8}{:>9}{:>13}{:>16}{:>9}"
    names = ("articles", "checked", "claims", "alerts", "own MiB", "with all", "ms (CPU)")
    say(row.format(*names, "MiB per 10,000", "wall s"))
    marks = {n for n in (1000, 2000, 5000, 10_000, 20_000, 30_000, 40_000, 50_000) if n < most}
    marks.add(most)
    held: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder), clock, site) as steps:
            feeds = [Url(f"https://h{n}.example/feed/{n}") for n in range(OUTLETS)]
            with steps.store.begin() as tx:
                for url in feeds:
                    save_feed(tx, Feed(url=url, outlet=f"한빛 {url}"))
                for name in TOPICS:
                    save_topic(tx, Topic(name=name))
            worker = Embedded(make_jobs(steps))
            empty, before, done, began = steps.store.size(), cpu(steps), 0, time.monotonic()
            while site.published < most:
                site.published += min(ROUND, most - site.published)
                clock.now += timedelta(minutes=20)
                await worker.drain("poll", "fetch", "check", first=feeds)
                if not (reached := {n for n in marks if n <= site.published}):
                    continue
                marks -= reached
                own, others = memory(steps)
                now, size = cpu(steps), steps.store.size()
                told = steps.done
                held[site.published] = own + others
                read = told["checked"] + told["passed"]
                cells = [str(n) for n in (read, told["claims"], told["alerts"])]
                cells += [f"{own:.0f}", f"{own + others:.0f}"]
                cells += [f"{(now - before) / (site.published - done) * 1000:.1f}"]
                cells += [f"{(size - empty) / 2**20 / site.published * 10_000:.1f}"]
                say(row.format(site.published, *cells, f"{time.monotonic() - began:.0f}"))
                before, done = now, site.published
            if (read := steps.done["checked"] + steps.done["passed"]) < most:
                say(f"only {read} of {most} were read")
                for name, why in steps.failed[:5]:
                    say(f"  {name}: {why}")
                return False
    settled = [mib for count, mib in held.items() if count >= most / 5]
    return max(settled) <= settled[0] * GROWTH


def main() -> int:
    """Run both and print what they show; return 1 where memory grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=10_000)
    parser.add_argument("--articles", type=int, default=50_000)
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    is_flat = True
    if options.feeds:
        is_flat = asyncio.run(soak_feeds(options.feeds))
        say("" if is_flat else "memory grows with the feeds")
    if options.articles and not asyncio.run(soak_articles(options.articles)):
        is_flat = False
        say("memory grows with the articles")
    return 0 if is_flat else 1


if __name__ == "__main__":
    sys.exit(main())
