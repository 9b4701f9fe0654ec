"""What workers on many machines cost and bring: throughput, overhead, recovery, the queue at size.

    python -m tests.benchmarks.bench_workers [--articles 240] [--url URL] [--only PART …]

A step of 200 ms on the network and one of 20 ms on the processor, as real jobs of the engine, done
by 1, 2 and 3 worker processes; then what an article costs from feed to verdict, of a site on this
machine, with the program's own steps. Processor time is read from /proc, the server's only where it
runs on this machine. Without --url it starts a PostgreSQL of its own (.ci/postgres).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import make_url, text

from monitor.config import Config, load_config
from monitor.pipeline import open_pipeline
from monitor.store.database import Store, Tx, open_store
from monitor.store.hosts import give_back, take_turn
from monitor.store.notes import load_note, save_note
from monitor.store.parked import Key
from monitor.store.queue import Ticket, add_jobs, prepare_queue
from monitor.workers.distributed import Distributed, SharedClock
from monitor.workers.jobs import Job
from monitor.workers.tickets import Tickets
from tests.distributed.cluster import Cluster
from tests.distributed.site import serving

ROOT = Path(__file__).parents[2]
NETWORK, PROCESSOR = 0.2, 0.02  # seconds
HOSTS = 60
HANDS = 16  # requests at once of a worker
GROUPS = 2  # workers of the engine in a process: what is asked, what is read
_TICK = os.sysconf("SC_CLK_TCK")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


# --- a worker -------------------------------------------------------------------------------------


def make_steps(store: Store, tickets: Tickets) -> tuple[Job, ...]:
    """Return the two steps: a row written and what follows put into the queue with it."""

    async def fetch(key: Key) -> None:
        await asyncio.sleep(NETWORK)
        with store.begin() as tx:
            save_note(tx, f"bench {key}", "fetched")
            tickets.add(tx, "check", [str(key)])

    async def check(key: Key) -> None:
        end = time.process_time() + PROCESSOR
        while time.process_time() < end:
            sum(range(1000))
        with store.begin() as tx:
            save_note(tx, f"bench {key}", "checked")

    def waits(state: str | None) -> Callable[[Tx, Key], bool]:
        return lambda tx, key: load_note(tx, f"bench {key}") == state

    def fail(key: Key, error: str) -> None:
        raise RuntimeError(f"{key}: {error}")

    return (
        Job(
            name="fetch",
            waiting=lambda _: (),
            do=fetch,
            fail=fail,
            at_once=HANDS,
            waits=waits(None),
        ),
        Job(
            name="check",
            waiting=lambda _: (),
            do=check,
            fail=fail,
            at_once=2,
            waits=waits("fetched"),
        ),
        Job(name="publish", waiting=lambda _: (), do=check, fail=fail, at_once=1),
    )


async def run_process(config: Config, what: str) -> None:
    """Be a worker, or the scheduler, until SIGTERM."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    clock = SharedClock(lambda: datetime.now(UTC))
    async with open_pipeline(config, clock=clock, lang="en") as pipeline:
        steps = make_steps(pipeline.store, Tickets(per_host=2))
        engine = Distributed(pipeline, steps, clock=clock)
        await (engine.work(stop) if what == "worker" else engine.run(stop))


class Processes:
    """Processes of this script at one database."""

    def __init__(self, url: str, folder: Path) -> None:
        self.file = folder / "monitor.toml"
        self.file.write_text(
            f'data = "data"\n[database]\nurl = "{url}"\n[workers]\nengine = "distributed"\n'
            'processes = 1\nisolate = false\n[digest]\nfolder = ""\n',
            "utf-8",
        )
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, what: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, __file__, "--be", what, "--settings", str(self.file)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        self.running.append(process)
        return process

    def close(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.terminate()
        for process in self.running:
            process.wait()
        self.running.clear()


# --- measuring ------------------------------------------------------------------------------------


def cpu_of(pid: int, *, children: bool = False) -> float:
    """Return the processor seconds of a process; with `children` of those that it has outlived."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    ticks = int(fields[11]) + int(fields[12])
    if children:
        ticks += int(fields[13]) + int(fields[14])
    return ticks / _TICK


def server_cpu(store: Store) -> float | None:
    """Return the processor seconds of all of the server; None where it runs elsewhere."""
    with store.begin(write=False) as tx:
        backend = int(tx.execute(text("SELECT pg_backend_pid()")).scalar_one())
    try:
        fields = Path(f"/proc/{backend}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return None
    postmaster = int(fields[1])
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text("ascii").split()
    return cpu_of(postmaster, children=True) + sum(cpu_of(int(pid)) for pid in children)


def count(store: Store, query: str) -> int:
    with store.begin(write=False) as tx:
        return int(tx.execute(text(query)).scalar() or 0)


def until(holds: Callable[[], bool], seconds: float = 600) -> None:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("it never came")
        time.sleep(0.05)


def put(store: Store, articles: int) -> None:
    keys = [f"http://host{n % HOSTS}.example/{n}" for n in range(articles)]
    with store.begin() as tx:
        tx.execute(text("DELETE FROM note WHERE key LIKE 'bench %'"))
        tx.execute(text("DELETE FROM procrastinate_jobs"))
        tickets = Tickets(per_host=2)
        tickets.add(tx, "fetch", keys)


CHECKED = "SELECT count(*) FROM note WHERE key LIKE 'bench %' AND value = 'checked'"
NEXT = "SELECT procrastinate_fetch_job_v2(ARRAY['fetch']::varchar[], NULL)"
DONE = "SELECT count(*) FROM article_version WHERE checked IS NOT NULL"
ALIVE = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '5 s'"


def throughput(store: Store, processes: Processes, workers: int, articles: int) -> None:
    with store.begin() as tx:
        tx.execute(text("DELETE FROM procrastinate_workers"))
        tx.execute(text("DELETE FROM procrastinate_jobs"))
    started = [processes.start("worker") for _ in range(workers)]
    until(lambda: count(store, ALIVE) >= GROUPS * workers)
    time.sleep(1)
    before, server = sum(cpu_of(p.pid) for p in started), server_cpu(store)
    begun = time.monotonic()
    put(store, articles)
    until(lambda: count(store, CHECKED) >= articles)
    took = time.monotonic() - begun
    used, after = sum(cpu_of(p.pid) for p in started) - before, server_cpu(store)
    over = (used - articles * PROCESSOR) / articles * 1000
    served = "?" if server is None or after is None else f"{(after - server) / articles * 1000:.1f}"
    say(
        f"{workers} workers: {articles / took:6.1f} articles/s"
        f"   engine and rows: {over:.1f} ms of a worker, {served} ms of the server an article"
    )
    processes.close()


def recovery(store: Store, processes: Processes) -> None:
    with store.begin() as tx:
        tx.execute(text("DELETE FROM procrastinate_workers"))
        tx.execute(text("DELETE FROM procrastinate_jobs"))
    processes.start("scheduler")
    victim = processes.start("worker")
    until(lambda: count(store, ALIVE) >= GROUPS)
    put(store, 120)
    until(lambda: count(store, CHECKED) >= 20)
    victim.kill()
    killed = time.monotonic()
    processes.start("worker")
    with store.begin(write=False) as tx:
        held = "SELECT array_agg(id) FROM procrastinate_jobs WHERE status = 'doing'"
        lost = list(tx.execute(text(held)).scalar() or ())
    ids = ",".join(map(str, lost)) or "0"
    until(lambda: not count(store, f"SELECT count(*) FROM procrastinate_jobs WHERE id IN ({ids})"))
    say(f"a worker killed with {len(lost)} jobs in hand: done {time.monotonic() - killed:.1f} s on")
    until(lambda: count(store, CHECKED) >= 120)
    say("  all 120 articles were checked, none of them was lost")
    processes.close()


def queue_at_size(store: Store) -> None:
    for waiting in (1_000, 10_000, 50_000):
        _queue_of(store, waiting)


def _queue_of(store: Store, waiting: int) -> None:
    def case(name: str, locks: Sequence[str], busy: Sequence[str]) -> None:
        with store.begin() as tx:
            tx.execute(text("DELETE FROM procrastinate_jobs"))
            add_jobs(tx, [Ticket(job="fetch", key=f"busy {b}", lock=b) for b in busy])
            tx.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))
            for start in range(0, len(locks), 5000):
                part = enumerate(locks[start : start + 5000], start)
                tickets = [Ticket(job="fetch", key=f"k{n}", lock=lock) for n, lock in part]
                add_jobs(tx, tickets, behind=waiting)
        with store.begin() as tx:
            tx.execute(text("ANALYZE procrastinate_jobs"))
        times = []
        for _ in range(50):
            with store.begin() as tx:
                begun = time.perf_counter()
                tx.execute(
                    text("SELECT procrastinate_fetch_job_v2(ARRAY['fetch']::varchar[], NULL)")
                )
                times.append((time.perf_counter() - begun) * 1000)
        say(f"{name}: {statistics.median(times):8.2f} ms to find the next job")

    say(f"the engine's query, {waiting} jobs waiting:")
    case("  a lock each", [f"h{n}" for n in range(waiting)], [])
    behind = [f"b{n % 100}" for n in range(800)]
    rest = [f"h{n}" for n in range(waiting - 800)]
    case("  8 behind each of 100 busy locks, then a lock each", behind + rest, sorted({*behind}))
    crowd = [f"c{n % 50}" for n in range(waiting)]
    case("  1000 behind each of 50 busy locks (which we never let happen)", crowd, sorted({*crowd}))


def turns(store: Store) -> None:
    begun, server = time.process_time(), server_cpu(store)
    for number in range(1000):
        with store.begin() as tx:
            turn = take_turn(tx, f"h{number % 50}", spacing=0, at_once=2, lasts=30)
        with store.begin() as tx:
            give_back(tx, f"h{number % 50}", turn.token or "", refused=False)
    after = server_cpu(store)
    served = "?" if server is None or after is None else f"{after - server:.2f}"
    took = time.process_time() - begun
    say(f"a turn at a host and its end: {took:.2f} ms of a worker, {served} ms of the server")


PAGES, FEEDS = 30, 8


def whole_articles(store: Store, url: str, *, is_tracked: bool) -> None:
    """Have one worker read a site, and say what an article costs it, the server and the disk."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site = stack.enter_context(serving(PAGES, latency=0.0))
        more = '[fetch]\nallow_private = true\nhost_delay = 0\n[digest]\nfolder = ""\n'
        cluster = stack.enter_context(Cluster(folder, url, more=more))
        if is_tracked:
            (folder / "topics.toml").write_text('[[topic]]\nname = "산들구"\n', "utf-8")
            cluster.run("topic", "import", "topics.toml")
        hosts = [f"127.0.{2 + is_tracked}.{number}" for number in range(1, FEEDS + 1)]
        cluster.run(
            *("feed", "add", "--no-check"), *(f"http://{h}:{site.port}/feed.xml" for h in hosts)
        )
        (worker,) = cluster.start_workers(1)
        before = count(store, DONE)
        size, used, server = store.size(), cpu_of(worker.pid), server_cpu(store)
        cluster.start("run")
        number = PAGES * FEEDS
        until(lambda: count(store, DONE) >= before + number)
        used, after = cpu_of(worker.pid) - used, server_cpu(store)
        served = (
            "?" if server is None or after is None else f"{(after - server) / number * 1e3:.1f}"
        )
        say(
            f"an article from feed to verdict, {'judged' if is_tracked else 'passed over'}: "
            f"{used / number * 1e3:.1f} ms of a worker, {served} ms of the server, "
            f"{(store.size() - size) / number / 1e3:.1f} kB in the database"
        )


@contextmanager
def database(url: str | None) -> Iterator[str]:
    """Give a database of its own on the server, dropped at the end."""
    import psycopg

    with ExitStack() as stack:
        if url is None:
            script = str(ROOT / ".ci" / "postgres")
            done = subprocess.run([script], capture_output=True, text=True, check=True)
            url = done.stdout.strip().splitlines()[-1]
            stack.callback(subprocess.run, [script, "stop", url], check=True)
        server = make_url(url).set(drivername="postgresql")
        name = f"bench_{uuid.uuid4().hex[:12]}"
        address = server.render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
            try:
                yield server.set(database=name).render_as_string(hide_password=False)
            finally:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=240)
    parser.add_argument("--url", default=os.environ.get("MONITOR_TEST_POSTGRES"))
    choices = ("1", "2", "3", "turns", "passed", "judged", "recovery", "queue")
    words = "workers to measure with, or what else; without any everything"
    parser.add_argument("--only", nargs="+", choices=choices, help=words)
    parser.add_argument("--be", choices=["worker", "scheduler"], help=argparse.SUPPRESS)
    parser.add_argument("--settings", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.be:
        asyncio.run(run_process(load_config(options.settings), options.be))
        return
    with database(options.url) as url, tempfile.TemporaryDirectory() as folder:
        store = open_store(url)
        prepare_queue(store)
        processes = Processes(url, Path(folder))
        try:
            load = os.getloadavg()[0]
            say(f"{os.cpu_count()} cores, load {load:.1f}; {options.articles} articles")
            parts = {
                **{
                    str(workers): partial(throughput, store, processes, workers, options.articles)
                    for workers in (1, 2, 3)
                },
                "turns": partial(turns, store),
                "passed": partial(whole_articles, store, url, is_tracked=False),
                "judged": partial(whole_articles, store, url, is_tracked=True),
                "recovery": partial(recovery, store, processes),
                "queue": partial(queue_at_size, store),
            }
            for part in options.only or parts:
                parts[part]()
        finally:
            processes.close()
            store.close()


if __name__ == "__main__":
    main()
