"""Polling 1,000 feeds from a local server, beside `reader` (PyPI) doing the same in the same run.

    python tests/benchmarks/bench_reader.py [--feeds 1000] [--items 50] [--latency 0.05]

A first poll finds every entry new; each later one finds nine feeds of ten unchanged (304), and in
the others some new entries above the old ones. Of the later ones the one counts that took the least
processor time: what else the machine does is nobody's of them. Server and clients are processes of
their own. The feeds are written as the demo's seven outlets write theirs (RSS, Atom and RDF; leads,
cut and whole texts; UTF-8 and EUC-KR). Ours is the program as the daemon runs it: pipeline, jobs,
database, politeness (but for the pause between two requests to a host: there is one host) and
feeds read in processes of their own, whose processor time and memory count with it.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import json
import logging
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

# `make bench` calls this file by its path.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

AT_ONCE = 50
FRESH = 10  # new entries of a feed that changed
CHANGED = 10  # of so many feeds one changes
LATER = 3  # polls after the first
START = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


# --- the server ----------------------------------------------------------------------------------


def make_feeds(count: int, items: int, fresh: int) -> list[bytes]:
    """Return the bodies of so many feeds, each with `fresh` entries above those of before."""
    from monitor.demo.feeds import Item, render_feed
    from monitor.demo.outlets import OUTLETS
    from monitor.demo.story import load_stories

    stories, base = load_stories(), "http://news.example"
    bodies = []
    for number in range(count):
        outlet = OUTLETS[number % len(OUTLETS)]
        listed = []
        for place in range(items):
            serial = items + fresh - place  # of the entry within its feed, the newest first
            story = stories[(number * 7 + serial) % len(stories)]
            since = START + timedelta(minutes=11 * serial, seconds=number % 60)
            edition = replace(story.editions[0], since=since)
            named = replace(story, id=f"{number}-{serial}", editions=(edition,))
            link = f"{base}/{outlet.slug}/{number}-{serial}/{story.path}"
            listed.append(Item(named, edition, link))
        bodies.append(render_feed(outlet, listed, base=f"{base}/{number}"))
    return bodies


class Server:
    """Answers each feed after a while, with 304 where the tag agrees; `/turn` changes some."""

    def __init__(self, feeds: int, items: int, latency: float) -> None:
        first = make_feeds(feeds, items, 0)
        later = make_feeds(feeds, items, FRESH)
        # At each turn another one of ten changes; what has changed stays so.
        old, new = [[self._answer(body) for body in bodies] for bodies in (first, later)]
        self.turns = [
            [
                changed if number % CHANGED < turn else same
                for number, (same, changed) in enumerate(zip(old, new, strict=True))
            ]
            for turn in range(LATER + 1)
        ]
        self.now = self.turns[0]
        self.latency = latency
        self.sent: dict[int, int] = {200: 0, 304: 0}

    @staticmethod
    def _answer(body: bytes) -> tuple[bytes, bytes]:
        tag = f'"{hash(body):x}"'.encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: " + tag
        return tag, head + f"\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(await self._say(head))
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _say(self, head: bytes) -> bytes:
        path = head.split(b" ", 2)[1].decode()
        if path.startswith("/turn/"):
            self.now = self.turns[int(path.removeprefix("/turn/"))]
            said = json.dumps(self.sent).encode()
            self.sent = {200: 0, 304: 0}
            return f"HTTP/1.1 200 OK\r\nContent-Length: {len(said)}\r\n\r\n".encode() + said
        await asyncio.sleep(self.latency)
        tag, answer = self.now[int(path.removeprefix("/feed/").removesuffix(".xml"))]
        if b"if-none-match: " + tag in head.replace(b"If-None-Match", b"if-none-match"):
            self.sent[304] += 1
            return b"HTTP/1.1 304 Not Modified\r\nETag: " + tag + b"\r\n\r\n"
        self.sent[200] += 1
        return answer


async def serve(feeds: int, items: int, latency: float) -> None:
    """Serve until the other side of standard input is gone."""
    server = Server(feeds, items, latency)
    listening = await asyncio.start_server(server.handle, "127.0.0.1", 0, backlog=500)
    say(str(listening.sockets[0].getsockname()[1]))
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


# --- the clients ---------------------------------------------------------------------------------


@dataclass(slots=True)
class Meter:
    """Wall time, processor time and memory of this process and of those that it started."""

    pids: Callable[[], tuple[int, ...]]
    wall: float = 0.0
    cpu: float = 0.0

    def cpu_now(self) -> float:
        own = resource.getrusage(resource.RUSAGE_SELF)
        gone = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = own.ru_utime + own.ru_stime + gone.ru_utime + gone.ru_stime
        return spent + sum(map(_cpu_of, self.pids()))

    def start(self) -> None:
        self.wall, self.cpu = time.perf_counter(), self.cpu_now()

    def read(self) -> dict[str, float]:
        return {
            "wall": time.perf_counter() - self.wall,
            "cpu": self.cpu_now() - self.cpu,
            "peak": (_own_peak() + sum(map(_peak_of, self.pids()))) / 2**20,
        }


def _own_peak() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _cpu_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        told = _ps(pid, "time").replace("-", ":").split(":")
        return sum(float(part) * 60.0**n for n, part in enumerate(reversed(told)) if part)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_of(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return int(_ps(pid, "rss") or 0) * 1024
    found = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(found[0]) * 1024 if found else 0


def _ps(pid: int, column: str) -> str:
    asked = ["ps", "-o", f"{column}=", "-p", str(pid)]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def turn(base: str, number: int) -> dict[str, int]:
    """Let the server go to a turn; return what it sent since the last call."""
    with urlopen(f"{base}/turn/{number}") as answer:
        told: dict[str, int] = json.load(answer)
        return told


def poll_with_reader(urls: list[str], base: str, folder: Path) -> None:
    from reader import make_reader

    meter = Meter(lambda: ())
    with make_reader(str(folder / "reader.db")) as peer:
        for url in urls:
            peer.add_feed(url)
        for number in range(LATER + 1):
            turn(base, number)
            meter.start()
            peer.update_feeds(workers=AT_ONCE, scheduled=False)
            found = meter.read() | turn(base, number)
            say(json.dumps(found | {"entries": peer.get_entry_counts().total}))


def poll_with_monitor(urls: list[str], base: str, folder: Path) -> None:
    logging.disable(logging.CRITICAL)
    asyncio.run(_poll(urls, base, folder))


async def _poll(urls: list[str], base: str, folder: Path) -> None:
    from monitor.cli.workspace import settle_memory
    from monitor.config import load_config
    from monitor.model import Feed, Url
    from monitor.pipeline import open_pipeline
    from monitor.store.entries import count_entries
    from monitor.store.feeds import save_feed
    from monitor.workers.embedded import Embedded
    from monitor.workers.jobs import make_jobs

    settings = folder / "monitor.toml"
    settings.write_text(f"[fetch]\nallow_private = true\nhost_delay = 0\nconcurrency = {AT_ONCE}\n")
    config = load_config(settings, data=folder)
    async with open_pipeline(config, clock=lambda: datetime.now(UTC)) as steps:
        settle_memory()  # as `monitor run` and `monitor poll` do
        # Beyond what the settings allow: a host that is a thousand publishers.
        steps.http.per_host = AT_ONCE
        with steps.store.begin() as tx:
            for url in urls:
                save_feed(tx, Feed(url=Url(url)))
        meter = Meter(steps.cores.pids)
        worker = Embedded(make_jobs(steps))
        for number in range(LATER + 1):
            turn(base, number)
            meter.start()
            await worker.drain("poll", first=urls)
            found = meter.read() | turn(base, number)
            with steps.store.begin(write=False) as tx:
                total = sum(count_entries(tx).values())
            say(json.dumps(found | {"entries": total, "failed": len(steps.failed)}))


CLIENTS = {"reader": poll_with_reader, "monitor": poll_with_monitor}


def measure(name: str, base: str, feeds: int) -> list[dict[str, float]]:
    """Return what the client `name` took for the first poll, and for the cheapest of the others."""
    with tempfile.TemporaryDirectory() as folder:
        asked = [sys.executable, __file__, name, "--base", base, "--folder", folder]
        done = subprocess.run(
            [*asked, "--feeds", str(feeds)], stdout=subprocess.PIPE, text=True, check=True
        )
    first, *later = [json.loads(line) for line in done.stdout.splitlines()]
    entries = {"entries": later[-1]["entries"]}
    return [first, min(later, key=lambda row: float(row["cpu"])) | entries]


# --- the table -----------------------------------------------------------------------------------

ROW = "{:<26}{:<10}{:>8}{:>9}{:>9}{:>7}{:>7}{:>9}"
CASES = ("first poll, all new", "later, nine of ten 304")


def compare(options: argparse.Namespace) -> int:
    """Run the server and both clients; return 1 where they did not do the same work."""
    asked = [sys.executable, __file__, "serve", "--feeds", str(options.feeds)]
    asked += ["--items", str(options.items), "--latency", str(options.latency)]
    with subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as site:
        assert site.stdin is not None
        assert site.stdout is not None
        base = f"http://127.0.0.1:{int(site.stdout.readline())}"
        found = {name: measure(name, base, options.feeds) for name in CLIENTS}
        site.stdin.close()
    say(f"{options.feeds} feeds of {options.items} entries, {options.latency * 1000:.0f} ms away,")
    load = " ".join(f"{told:.1f}" for told in os.getloadavg())
    say(f"{AT_ONCE} requests at once; processor time and peak memory with all child processes")
    say(f"{os.cpu_count()} cores; load at the end {load}")
    say(ROW.format("", "", "wall s", "CPU s", "MiB", "200", "304", "entries"))
    for place, case in enumerate(CASES):
        for name, rows in found.items():
            row = rows[place]
            cells = [f"{row['wall']:.2f}", f"{row['cpu']:.2f}", f"{row['peak']:.0f}"]
            cells += [f"{row[key]:.0f}" for key in ("200", "304", "entries")]
            say(ROW.format(case, name, *cells))
        theirs, ours = found["reader"][place]["cpu"], found["monitor"][place]["cpu"]
        say(f"{'':<26}reader takes {theirs / ours:.1f} times the processor time")
    same = all(
        found["reader"][place][key] == found["monitor"][place][key]
        for place in range(len(CASES))
        for key in ("200", "304", "entries")
    )
    if not same:
        say("they did not do the same work")
    return 0 if same else 1


def main() -> int:
    """Be the server or a client, as the first argument says; without one, compare."""
    parser = argparse.ArgumentParser(description=html.unescape(__doc__ or ""))
    parser.add_argument("part", nargs="?", choices=["serve", *CLIENTS])
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--items", type=int, default=50)
    parser.add_argument("--latency", type=float, default=0.05)
    parser.add_argument("--base", default="")
    parser.add_argument("--folder", type=Path, default=Path())
    options = parser.parse_args()
    if options.part == "serve":
        asyncio.run(serve(options.feeds, options.items, options.latency))
    elif options.part is not None:
        urls = [f"{options.base}/feed/{number}.xml" for number in range(options.feeds)]
        CLIENTS[options.part](urls, options.base, options.folder)
    else:
        return compare(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
