"""How long each page takes under load, with few and with many claims stored.

    python -m tests.benchmarks.bench_web [--claims 10000 100000] [--clients 4] [--asked 100]

Each size has a database of its own in a scratch folder, or in the one that --keep names, where it
stays; --url (with {size} in it) names databases of a server. Several clients ask at once, from a
process of their own, each page as often; what is told is the time of one answer as a client sees
it, in milliseconds: the median and the 95th percentile, and last how many times that of the first
size that of the last one is. The search has further lines: common words, rare ones, and words that
stand nowhere together; --only names some pages.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Table, func, insert, select, text

from monitor.config import Config, load_config
from monitor.model import Feed, Topic, Url
from monitor.store.database import Store, Tx, open_store
from monitor.store.feeds import save_feed
from monitor.store.passages import fill_passages
from monitor.store.rows import value_json
from monitor.store.tables import (
    ALERT,
    ARTICLE,
    AUDIT,
    CLAIM,
    DIGEST,
    ENTRY,
    FIGURE,
    MESSAGE,
    STATEMENT,
    VALUE,
    VERSION,
)
from monitor.store.topics import save_topic
from monitor.web.app import make_app
from monitor.web.server import Server, config_of, listen, settle
from tests.alerts import claim, reason, value
from tests.integration.store_samples import NOW

PER_ARTICLE = 10
TOPICS = 50
PIECE = 1000  # articles in a transaction
FEEDS = 300
DIGESTS = 1000
WARM = 3  # answers to each client that are not counted
KINDS = ("new", "new", "confirmed", "confirmed", "confirmed", "changed", "conflict")
WHY = reason()
BEFORE = value_json(value(claim(1_210_000, quote="1월 누리챗 월간 이용자는 121만 명이었다.")))
_TABLES: tuple[Table, ...] = (ARTICLE, VERSION, CLAIM, FIGURE, VALUE, ALERT, ENTRY, STATEMENT)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Words:
    """Sentences of made-up words, some of which are common, as in any language."""

    def __init__(self) -> None:
        self._random = random.Random(3)
        letters = [chr(code) for code in range(0xAC00, 0xD7A4, 7)][:400]
        self.all = ["".join(self._random.choices(letters, k=2 + n % 3)) for n in range(30_000)]
        self._weights = list(itertools.accumulate(1 / (n + 10) for n in range(len(self.all))))

    def sentence(self, count: int = 14) -> str:
        ends = ("은", "는", "이", "가", "을", "를", "의", "에", "")
        words = self._random.choices(self.all, cum_weights=self._weights, k=count)
        said = " ".join(word + self._random.choice(ends) for word in words)
        return f"{said} {self._random.randint(1, 9999)}억 원"


def fill(store: Store, claims: int, words: Words) -> None:
    """Fill a database up to so many claims: articles of ten, a figure and an alert of some."""
    with store.begin() as tx:
        for number in range(TOPICS):
            save_topic(tx, Topic(name=f"주제{number}"))
        for number in range(FEEDS):
            save_feed(tx, Feed(url=Url(_feed(number)), outlet=f"매체{number}", polled=NOW))
        there = int(tx.execute(select(func.count()).select_from(ARTICLE)).scalar_one())
        if not there:
            _keep_digests(tx)
    for start in range(there + 1, claims // PER_ARTICLE + 1, PIECE):
        rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in _TABLES}
        for number in range(start, min(start + PIECE, claims // PER_ARTICLE + 1)):
            _article(number, words, rows)
        with store.begin() as tx:
            for table in _TABLES:
                if found := rows[table.name]:
                    tx.execute(insert(table), found)
    fill_passages(store)
    if store.is_server:
        with store.begin() as tx:
            tx.execute(text("ANALYZE"))


def _feed(number: int) -> str:
    return f"https://news.example/rss/{number}"


def _keep_digests(tx: Tx) -> None:
    """Keep digests of a hundred kilobytes each, and what users did."""
    text = "가" * 30_000
    rows: list[dict[str, Any]] = []
    for number in range(DIGESTS):
        at = NOW - timedelta(hours=DIGESTS - number)
        tx.execute(insert(DIGEST).values(
            key=f"d{number}", since=None, until=at, created=at, recipient_id=None, is_urgent=False,
        ))  # fmt: skip
        rows.append({
            "key": f"m{number}", "digest": f"d{number}", "channel": "email",
            "recipient": "a@example.org", "language": "ko", "subject": f"다이제스트 {number}",
            "text": text, "html": text, "blocks": "", "created": at, "attempts": 1, "tried": at,
            "state": "delivered", "next_at": None, "leased": None, "delivered": at, "error": None,
        })  # fmt: skip
    tx.execute(insert(MESSAGE), rows)
    deeds = [
        {"at": NOW, "who": "김하나", "what": "accept", "about": f"k{n}", "detail": None}
        for n in range(DIGESTS)
    ]
    tx.execute(insert(AUDIT), deeds)


def _article(number: int, words: Words, rows: dict[str, list[dict[str, Any]]]) -> None:
    url = f"https://news.example/{number}"
    at = NOW - timedelta(minutes=5_000_000 // (number + 1))
    outlet, topic = f"매체{number % 300}", f"주제{number % TOPICS}"
    source = {
        "doc": url, "version": 1, "outlet": outlet, "title": words.sentence(6),
        "published": at, "is_seed": False, "copy_of": None,
    }  # fmt: skip
    rows["article"].append({
        "id": number, "url": url, "latest": 1, "is_seed": False, "news_at": at,
        "original_id": None, "reread_at": None, "reread": at, "reread_failures": 0,
        "reread_error": None,
    })  # fmt: skip
    quotes = [words.sentence() for _ in range(PER_ARTICLE)]
    rows["article_version"].append({
        "id": number, "article_id": number, "version": 1, "title": source["title"], "author": "",
        "outlet": outlet, "text": "\n".join(quotes), "published": at, "modified": None,
        "state": "article", "skip": [], "reading": None, "fetched": at, "news_at": at,
        "checked": at, "check_error": None, "reader": "1",
    })  # fmt: skip
    claims: list[dict[str, Any]] = [
        {
            "span_start": ordinal, "span_end": ordinal + 3, "quote": quote, "subject": quote[:6],
            "metric": "매출", "low": number, "high": number, "approx": False, "unit": "KRW",
            "as_of_start": None, "as_of_end": None, "modality": "asserted", "attribution": None,
            "equivalents": [], "subject_share": None,
        }
        for ordinal, quote in enumerate(quotes)
    ]  # fmt: skip
    figure = f"f{number}" if number % 10 else "busy" if number < 5000 else f"f{number}"
    rows["claim"] += [
        {**said, "version_id": number, "ordinal": n, "topic": topic if n == 0 else None,
         "figure": figure if n == 0 else None}
        for n, said in enumerate(claims)
    ]  # fmt: skip
    if figure != "busy" or number == 10:
        rows["figure"].append({
            "id": number, "key": figure, "topic": topic, "subject": claims[0]["subject"],
            "metric": "매출", "unit": "KRW", "dropped": False,
        })  # fmt: skip
    rows["figure_value"].append({
        **claims[0], **source, "figure_id": 10 if figure == "busy" else number, "claim_doc": None,
        "is_current": True, "is_pinned": False,
    })  # fmt: skip
    rows["entry"].append({
        "id": number, "url": url, "feed_id": number % FEEDS + 1, "guid": url,
        "title": source["title"], "author": "", "published": at, "updated": None, "summary": "",
        "content": "", "outlet": outlet, "state": "fetched", "seen": at, "news_at": at,
        "retry_at": None, "failures": 0, "error": None, "closed": at, "article_id": number,
    })  # fmt: skip
    if number % 2 == 1:
        rows["statement"].append({
            **source, "key": f"s{number}", "topic": topic, "span_start": 0, "span_end": 3,
            "quote": quotes[1], "subject": "회사", "speaker": None, "stance": "asserted",
            "kind": "new" if number % 20 == 1 else None, "same_as": None, "score": 1.0,
            "at": at if number % 20 == 1 else None, "is_told": True,
        })  # fmt: skip
    if number % 2 == 0:
        kind = KINDS[number // 2 % len(KINDS)]
        rows["alert"].append({
            **claims[0], **source, "key": f"k{number}", "kind": kind, "topic": topic,
            "figure": figure, "claim_doc": None, "reason_code": WHY.code,
            "reason_facts": dict(WHY.facts),
            "previous": None if kind == "new" else BEFORE, "score": 1.0,
            "is_uncertain": False, "at": at, "is_told": True,
        })  # fmt: skip


def pages(claims: int, words: Words) -> dict[str, str]:
    last = claims // PER_ARTICLE
    newest = last if last % 2 == 0 else last - 1
    common, middle, rare = words.all[0], words.all[300], words.all[20_000]
    return {
        "today": "/",
        "today, a topic": "/?topic=주제7",
        "today, a kind": "/?kind=conflict",
        "today, an outlet": "/?outlet=매체7",
        "today, no outlet": "/?outlet=없는곳",
        "today, days": "/?since=2020-01-01&until=2020-02-01",
        "alert": f"/alerts/k{newest}",
        "figures": "/figures",
        "figures, words": f"/figures?words={words.all[0]}",
        "figures, no words": "/figures?words=없는말이다",
        "figure": "/figures/busy",
        "figure, earlier": "/figures/busy?before={next}",
        "figure, CSV": "/figures/busy.csv",
        "topics": "/topics",
        "topic": "/topic?name=주제7",
        "articles": "/articles",
        "articles, topic": "/articles?topic=주제7",
        "articles, outlet": "/articles?outlet=매체7",
        "article": f"/article?doc=https://news.example/{last}",
        "feeds": "/feeds",
        "feed": f"/feed?url={_feed(7)}",
        "digests": "/digests",
        "digest": "/digests/d7",
        "log": "/log",
        "search, common": f"/search?q={common}",
        "search, two common": f"/search?q={common} {words.all[1]}",
        "search, rare": f"/search?q={rare}",
        "search, rare pair": f"/search?q={middle} {rare}",
        "search, topic": f"/search?q={words.all[10]} topic:주제7",
        "API alerts": "/api/v1/alerts",
    }


def measure(base: str, path: str, clients: int, asked: int) -> tuple[float, float]:
    """Return the median and the 95th percentile of a page's times, in milliseconds."""

    def ask(count: int) -> list[float]:
        times = []
        with httpx.Client(base_url=base, timeout=120) as client:
            for _ in range(count):
                start = time.perf_counter()
                answer = client.get(path)
                times.append((time.perf_counter() - start) * 1000)
                answer.raise_for_status()
        return times

    if "{next}" in path:
        first = httpx.get(f"{base}/api/v1/figures/busy?values=50", timeout=120).json()
        path = path.replace("{next}", str(first["next"]))
    with ThreadPoolExecutor(clients) as pool:
        # Each of the server's threads has a connection of its own, which is cold at first.
        list(pool.map(ask, [WARM] * clients))
        parts = list(pool.map(ask, [asked // clients] * clients))
    times = sorted(itertools.chain.from_iterable(parts))
    return times[len(times) // 2], times[int(len(times) * 0.95)]


@contextmanager
def serving(store: Store, config: Config) -> Iterator[str]:
    app = make_app(store, config, clock=lambda: NOW, lang="ko")
    listening = listen("127.0.0.1", 0)
    ready = threading.Event()
    server = Server(config_of(app), ready.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    ready.wait()
    settle()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def run(said: argparse.Namespace) -> None:
    words = Words()
    sizes: Sequence[int] = said.claims
    clients, asked, only = said.clients, said.asked, set(said.only or ())
    told: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = said.keep or scratch
        settings = Path(scratch) / "monitor.toml"
        settings.write_text('data = "data"\n', "utf-8")
        config = load_config(settings)
        for size in sizes:
            url = said.url.replace("{size}", str(size)) if said.url else None
            store = open_store(url or f"sqlite:///{folder}/{size}.db")
            start = time.perf_counter()
            if not said.filled:
                fill(store, size, words)
            say(f"{size:,} claims filled in {time.perf_counter() - start:.0f} s,"
                f" {store.size() / 1e6:,.0f} MB")  # fmt: skip
            # The clients' own work is not the server's: they are another process.
            apart = ProcessPoolExecutor(1, get_context("spawn"))
            with serving(store, config) as base, apart as client:
                for name, path in pages(size, words).items():
                    if only and name not in only:
                        continue
                    found = client.submit(measure, base, path, clients, asked).result()
                    told.setdefault(name, []).append(found)
            store.close()
    say(f"{clients} clients at once; median and 95th percentile of {asked}, ms")
    say(f"{'':22}" + "".join(f"{size:>22,}" for size in sizes))
    for name, times in told.items():
        shown = "".join(f"{half:>14.0f} {most:>7.0f}" for half, most in times)
        say(f"{name:22}{shown}{times[-1][1] / times[0][1]:>8.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--url")
    parser.add_argument("--keep", help="a folder for the databases")
    parser.add_argument("--filled", action="store_true", help="add nothing to the databases")
    parser.add_argument("--only", nargs="+", help="names of pages")
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--asked", type=int, default=100)
    run(parser.parse_args())


if __name__ == "__main__":
    main()
