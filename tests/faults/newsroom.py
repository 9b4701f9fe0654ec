"""The fault newsroom: every fault at once, sixty good feeds beside them, and what came of each."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import text

from monitor.collect.http import Http
from monitor.collect.searches import Engine, Search, search_url
from monitor.config import load_config
from monitor.cores import Cores
from monitor.model import Feed, Url
from monitor.pipeline import Pipeline
from monitor.store.articles import load_article
from monitor.store.database import Store, Tx, open_store
from monitor.store.entries import load_entry, load_entry_failures, load_waiting_entries
from monitor.store.feeds import load_feed, load_feeds, save_feed
from monitor.words import WORDS
from monitor.workers.embedded import Embedded
from monitor.workers.jobs import make_jobs
from tests.fakes import FixedClock
from tests.faults.faults import ANSWERS, FAULTS, NAMES, NOW, PAGES, Fault, item, page, rss
from tests.faults.server import Exchange, FaultServer, Names

GOOD = 60
TIMEOUT = 3.0  # seconds for an exchange: what drips and what is silent takes as long
MIB = 2**20
LATER = timedelta(hours=1)  # from the first article of the good feeds to their second one


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the program did with a fault."""

    fault: Fault
    did: str  # in its own words
    requests: int  # that the server answered for it
    as_expected: bool


@dataclass(slots=True)
class Report:
    """What came of a run."""

    outcomes: list[Outcome] = field(default_factory=list)
    intruders: int = 0  # connections to what must not be reached
    bugs: list[str] = field(default_factory=list)  # jobs that failed by an unexpected error
    lost: list[str] = field(default_factory=list)  # articles of good feeds that are not there
    late: list[str] = field(default_factory=list)  # good feeds that were due and not polled
    polls: int = 0  # of good feeds
    seconds: float = 0.0

    @property
    def wrong(self) -> list[str]:
        return [f"{o.fault.name}: {o.did}" for o in self.outcomes if not o.as_expected]


class Newsroom:
    """The good outlets' articles, and every fault under its own name."""

    def __init__(self) -> None:
        self.published = 1  # articles of every good feed

    async def __call__(self, out: Exchange) -> None:
        if out.path == "/robots.txt":
            await out.say(status=404)
        elif out.host.startswith("good"):
            await self._good(out)
        elif out.host.startswith("page-") and out.path == "/":
            await out.say(b"<html><body><h1>front page</h1></body></html>")
        elif answer := ANSWERS.get(out.host):
            await answer(out)
        elif out.host == "pages.example":
            links = [f"http://{p.name}.example:{out.server.port}/a" for p in PAGES]
            items = [item(p.name, link=link) for p, link in zip(PAGES, links, strict=True)]
            await out.say(rss(*items))
        else:
            await out.say(status=404)

    async def _good(self, out: Exchange) -> None:
        if out.path == "/rss":
            here = f"http://{out.host}:{out.server.port}"
            numbers = range(self.published, 0, -1)
            items = [
                item(n, link=f"{here}/{n}", more=f"<pubDate>{_stamp(n)}</pubDate>") for n in numbers
            ]
            await out.say(rss(*items), headers={"ETag": f'"{self.published}"'})
        else:
            await out.say(page(f"{out.host} {out.path}"))


def _stamp(number: int) -> str:
    return f"{NOW + LATER * (number - 1):%a, %d %b %Y %H:%M:%S} +0000"


async def run(folder: Path) -> Report:
    """Poll every fault and the good feeds, read their articles, an hour later once more."""
    began = time.monotonic()
    room, clock, report = Newsroom(), FixedClock(NOW), Report()
    file = folder / "monitor.toml"
    file.write_text('data = "data"\n', "utf-8")
    with ExitStack() as stack:
        server = stack.enter_context(FaultServer(room))
        store = open_store(f"sqlite:///{folder / 'faults.db'}")
        stack.callback(store.close)
        cores = Cores(2, isolate=True)
        stack.callback(cores.close)
        places = {"port": server.port, "inside": server.inside, "secure": server.secure}
        bad = {fault.name: Url(_url(fault).format(**places)) for fault in FAULTS}
        good = [Url(f"http://good{n:02}.example:{server.port}/rss") for n in range(GOOD)]
        pages = Url(f"http://pages.example:{server.port}/rss")
        with store.begin() as tx:
            for url in (*bad.values(), *good, pages):
                save_feed(tx, Feed(url=url))
        async with _http(server, clock) as http:
            steps = Pipeline(
                load_config(file), store, http, clock=clock, lang="ko", cores=cores, channels=()
            )
            searches = [fault for fault in FAULTS if fault.is_search]
            rest = [bad[fault.name] for fault in FAULTS if not fault.is_search]
            await _pass(steps, store, report, (*rest, *good, pages), places)
            for fault in searches:
                await _search(fault, steps, file, server, clock, bad[fault.name])
            _note_bugs(store, report)
            room.published += 1
            due = clock.move(hours=LATER.total_seconds() / 3600)
            with store.begin(write=False) as tx:
                waiting = [
                    f.url for f in load_feeds(tx) if f.url in good and f.due and f.due <= due
                ]
            report.polls = len(waiting)
            await _pass(steps, store, report, waiting, places)
            with store.begin(write=False) as tx:
                for url in good:
                    polled = load_feed(tx, url)
                    if (
                        polled is None
                        or polled.due is None
                        or polled.due <= clock()
                        or polled.polled != clock()
                    ):
                        report.late.append(url)
            report.lost = [u for u in _articles(good, room.published) if not _has(store, u)]
            report.outcomes = [_outcome(store, server, f, bad[f.name]) for f in FAULTS]
            with store.begin(write=False) as tx:
                failures = {f.url: f.error for f in load_entry_failures(tx, limit=1000)}
            report.outcomes += [_page_outcome(store, server, f, failures) for f in PAGES]
        report.intruders = server.intruders
    report.seconds = time.monotonic() - began
    return report


async def _pass(
    steps: Pipeline, store: Store, report: Report, feeds: Sequence[Url], places: dict[str, int]
) -> None:
    """Do what the daemon does, but for articles that only fill the lists of a fault."""
    engine = Embedded(make_jobs(steps))
    await engine.drain("poll", first=feeds)
    with store.begin(write=False) as tx:
        found = load_waiting_entries(tx, steps.clock(), limit=10_000)
    ours = [e.url for e in found if urlsplit(e.url).port == places["port"]]
    await engine.drain("fetch", first=[u for u in ours if _is_article(u)])
    _note_bugs(store, report)


def _note_bugs(store: Store, report: Report) -> None:
    with store.begin(write=False) as tx:
        notes = [(str(f.url), f.error or "") for f in load_feeds(tx)]
        notes += [(str(f.url), f.error) for f in load_entry_failures(tx, limit=1000)]
    # The job boundary notes a bug by the name of its exception.
    report.bugs += [f"{u}: {why}" for u, why in notes if re.match(r"[A-Z]\w*\w*: ", why)]


async def _search(
    fault: Fault, steps: Pipeline, file: Path, server: FaultServer, clock: FixedClock, url: Url
) -> None:
    """Poll a search whose API is the fault; each has an API, and so a host, of its own."""
    endpoint = f"http://{fault.name}.example:{server.port}/v1/search/news.json"
    keys = f'client_id = "client"\nclient_secret_file = "secret"\nendpoint = "{endpoint}"\n'
    (file.parent / "secret").write_text("geheim", "utf-8")
    own = file.with_name("search.toml")
    own.write_text(f'data = "data"\n[naver]\n{keys}', "utf-8")
    async with _http(server, clock) as http:
        one = Pipeline(
            load_config(own),
            steps.store,
            http,
            clock=clock,
            lang="ko",
            cores=steps.cores,
            channels=(),
        )
        await one.poll(url)


def _http(server: FaultServer, clock: FixedClock) -> Http:
    return Http(
        user_agent="figure-monitor/test",
        timeout=TIMEOUT,
        max_bytes=MIB,
        max_feed_bytes=4 * MIB,
        host_delay=0.0,
        at_once=32,
        allow=(f"127.0.0.1:{server.port}", f"127.0.0.1:{server.secure}"),
        resolve=Names(NAMES),
        clock=lambda: clock().timestamp(),
    )


def _is_article(url: str) -> bool:
    return (urlsplit(url).hostname or "").startswith(("good", "page-"))


def _url(fault: Fault) -> str:
    if fault.is_search:
        return search_url(Search(Engine.NAVER, fault.name))
    return fault.url or f"http://{fault.name}.example:{{port}}/"


def _articles(good: Sequence[Url], count: int) -> list[Url]:
    return [Url(f"{url.removesuffix('rss')}{n}") for url in good for n in range(1, count + 1)]


def _has(store: Store, url: Url) -> bool:
    with store.begin(write=False) as tx:
        article = load_article(tx, url)
    return article is not None and "121만 명" in article.text


def _outcome(store: Store, server: FaultServer, fault: Fault, url: Url) -> Outcome:
    with store.begin(write=False) as tx:
        feed = load_feed(tx, url)
        error = (feed.error if feed else None) or ""
        urls = load_urls(tx, url)
        entries = [e for u in urls[:10] if (e := load_entry(tx, u)) is not None]
        count = len(urls)
    requests = sum(n for key, n in server.hits.items() if key.startswith(f"{fault.name}.example/"))
    if error:
        return Outcome(fault, error, requests, _is_reason(error, fault.why))
    right = not fault.why and fault.entries in (None, count) and fault.check(entries)
    return Outcome(fault, f"{count} entries read", requests, right)


def _page_outcome(
    store: Store, server: FaultServer, fault: Fault, failures: Mapping[Url, str]
) -> Outcome:
    url = f"http://{fault.name}.example:{server.port}/a"
    requests = server.hits[f"{fault.name}.example/a"]
    with store.begin(write=False) as tx:
        article = load_article(tx, url)
        entry = load_entry(tx, url)
    if why := failures.get(Url(url)):
        return Outcome(fault, why, requests, _is_reason(why, fault.why))
    if article is None or entry is None:
        return Outcome(fault, "nothing", requests, False)
    words = article.title + article.text
    words.encode()
    is_clean = not re.search("[\0\x01\u202e]", words) and len(article.title) <= 2000
    is_read = "새날데이터" in article.text and "121만" in article.text
    did = f"read: {len(article.text)} characters, title of {len(article.title)}"
    return Outcome(fault, did, requests, not fault.why and is_clean and is_read)


def load_urls(tx: Tx, feed: Url) -> list[str]:
    """Return the addresses of the entries of a feed."""
    rows = text(
        "SELECT entry.url FROM entry JOIN feed ON feed.id = entry.feed_id WHERE feed.url = :feed"
    )
    return list(tx.execute(rows, {"feed": feed}).scalars())


def _is_reason(said: str, keys: str) -> bool:
    """Tell whether `said` is one of the reasons, in any language, whatever stands in its gaps."""
    for key in keys.split():
        for words in WORDS.get(key, ()):
            pattern = re.sub(r"\\\{\w+(?:!r)?\\\}", ".*", re.escape(words))
            if re.fullmatch(pattern, said, re.S):
                return True
    return False


def print_table(report: Report) -> str:
    """Return the table of all faults, and what became of the good feeds."""
    lines = []
    for o in report.outcomes:
        mark = " " if o.as_expected else "!"
        lines.append(
            f"{mark} {o.fault.sort:8} {o.fault.name:22} {o.requests:2}  {o.did}  ({o.fault.what})"
        )
    total, wrong = len(report.outcomes), len(report.wrong)
    lines += [
        "",
        f"{total} faults, {total - wrong} as expected; {report.intruders} connections to what must "
        f"not be reached; {len(report.bugs)} bugs",
        f"{GOOD} good feeds: {len(report.lost)} articles lost of {GOOD * 2}, {len(report.late)} "
        f"polled late of {report.polls}; {report.seconds:.1f} s",
    ]
    return "\n".join(lines)
