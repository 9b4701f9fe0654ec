"""What a probe and a monitoring system ask the daemon: `/healthz`, `/readyz`, `/metrics`.

A small server in a thread of its own: it answers also when the daemon hangs, which is what it is
asked for. It gives counts and states, never an address of a feed, a text or a secret.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from typing_extensions import override

from monitor import __version__
from monitor.errors import ConfigError, StoreError
from monitor.store.database import Store
from monitor.store.gauges import Gauges, load_gauges
from monitor.store.queue import Work, load_work
from monitor.store.status import Status, load_status
from monitor.words import Lang, os_reason, say

# The daemon gives a sign every few seconds; without one for so long it hangs.
STUCK_AFTER = 60.0  # seconds
# A scrape costs some counting in the database; many at once are answered from one.
KEPT = 5.0  # seconds
# A job is a tenth of a second (a page read) to minutes (a slow server).
BUCKETS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100)


class Health:
    """How the daemon is, kept by the daemon and asked by the server's threads."""

    def __init__(self, store: Store, *, clock: Callable[[], datetime], silent: timedelta) -> None:
        self._sign: float | None = None
        self.registry = CollectorRegistry()
        self._jobs = Counter(
            "monitor_jobs",
            "Jobs done, by kind and outcome",
            ("job", "outcome"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "monitor_job_seconds",
            "How long jobs took, by kind",
            ("job",),
            buckets=BUCKETS,
            registry=self.registry,
        )
        ProcessCollector(registry=self.registry)
        self._stored = _Stored(store, clock, silent)
        self.registry.register(self._stored)

    def beat(self) -> None:
        """Note that the daemon's loop turns."""
        self._sign = time.monotonic()

    def rest(self) -> None:
        """Note that the daemon is not at work: starting, reloading or stopping."""
        self._sign = None

    def observe(self, job: str, seconds: float, *, failed: bool) -> None:
        """Count a job that ended."""
        self._jobs.labels(job, "failed" if failed else "done").inc()
        self._seconds.labels(job).observe(seconds)

    def is_alive(self) -> bool:
        """Whether the daemon's loop turns, or has not begun to."""
        return self._sign is None or time.monotonic() - self._sign < STUCK_AFTER

    def not_ready(self) -> str | None:
        """Return why the daemon cannot do its work now; None where it can."""
        if self._sign is None:
            return "not at work"
        if not self.is_alive():
            return "stuck"
        try:
            self._stored.look()
        except StoreError as e:
            return str(e)
        return None


class _Stored(Collector):
    """The metrics that stand in the database, read when somebody asks."""

    def __init__(self, store: Store, clock: Callable[[], datetime], silent: timedelta) -> None:
        self._store = store
        self._clock = clock
        self._silent = silent
        self._lock = threading.Lock()
        self._kept: tuple[float, Status, Gauges, Work] | None = None

    def look(self) -> tuple[Status, Gauges, Work]:
        """Return how everything stands, a few seconds old at most; raise StoreError."""
        with self._lock:
            if self._kept is not None and time.monotonic() < self._kept[0]:
                # Whether it answers is not kept, and how the jobs stand is soon told.
                with self._store.begin(write=False) as tx:
                    work = load_work(tx)
                self._kept = (*self._kept[:3], work)
            else:
                now, begun = self._clock(), time.monotonic()
                with self._store.begin(write=False) as tx:
                    status = load_status(tx, now, silent_after=self._silent)
                    gauges = load_gauges(tx, now)
                    work = load_work(tx)
                took = time.monotonic() - begun
                # Counting millions of rows takes seconds, and a twentieth of the time at most.
                self._kept = begun + took + max(KEPT, 20 * took), status, gauges, work
            return self._kept[1:]

    def describe(self) -> Iterable[Metric]:
        """Return what is known before the database is asked: nothing."""
        return ()

    @override
    def collect(self) -> Iterator[Metric]:
        try:
            status, gauges, work = self.look()
        except StoreError:
            yield _gauge("monitor_database_up", "Whether the database answers", {(): 0})
            return
        yield _gauge("monitor_database_up", "Whether the database answers", {(): 1})
        size = {(): self._store.size()}
        yield _gauge("monitor_database_bytes", "What the database takes on disk", size)
        yield from _of_status(status)
        yield from _of_gauges(gauges)
        yield from _of_work(work)


def _of_status(status: Status) -> Iterator[Metric]:
    feeds = {
        "enabled": status.feeds,
        "disabled": status.feeds_disabled,
        "unpolled": status.feeds_unpolled,
        "failing": len(status.failing),
        "retired": len(status.retired),
        "missed": len(status.missed),
        "silent": len(status.silent),
    }
    yield _gauge("monitor_feeds", "Feeds by state; one may be in several", _by(feeds), "state")
    yield _total(
        "monitor_articles",
        "Articles read, by what they were",
        _by({"article": status.articles, "seed": status.seeds, "unread": status.unread}),
        "state",
    )
    yield _gauge("monitor_claims", "Claims kept", {(): status.claims})
    yield _gauge("monitor_figures", "Figures tracked", {(): status.figures})
    alerts = {str(kind): count for kind, count in status.alerts.items()}
    yield _total("monitor_alerts", "Alerts raised, by kind", _by(alerts), "kind")
    yield _gauge("monitor_undigested_alerts", "Alerts in no digest yet", {(): status.undigested})
    moments = {
        "poll": status.last_poll,
        "digest": status.last_digest and status.last_digest.until,
        "delivered": status.last_delivered and status.last_delivered.until,
    }
    yield _gauge(
        "monitor_last_timestamp_seconds",
        "When it last happened",
        {(what,): at.timestamp() for what, at in moments.items() if at},
        "what",
    )


def _of_gauges(gauges: Gauges) -> Iterator[Metric]:
    queues = gauges.queues.items()
    waiting = {(job,): queue.waiting for job, queue in queues}
    yield _gauge("monitor_waiting", "What is due and waits, by job", waiting, "job")
    oldest = {(job,): queue.oldest.total_seconds() for job, queue in queues}
    yield _gauge("monitor_oldest_waiting_seconds", "How long the oldest of it waits", oldest, "job")
    yield _gauge(
        "monitor_messages", "Messages by channel and state", gauges.messages, "channel", "state"
    )
    yields = gauges.yields.items()
    articles = {(outlet,): found.articles for outlet, found in yields}
    yield _gauge("monitor_outlet_articles", "Articles of the last day", articles, "outlet")
    claims = {(outlet,): found.claims / found.articles for outlet, found in yields}
    yield _gauge(
        "monitor_outlet_claims_per_article",
        "Claims an article of the last day: a page's redesign shows as a drop",
        claims,
        "outlet",
    )


def _of_work(work: Work) -> Iterator[Metric]:
    parked = _by(work.parked)
    yield _gauge("monitor_jobs_parked", "Jobs that were given up, by kind", parked, "job")
    if work.workers is not None:
        yield _gauge("monitor_jobs_queued", "Jobs in the queue", work.queued, "job", "state")
        yield _gauge("monitor_workers", "Workers that are alive", {(): work.workers})


def _by(counts: dict[str, int]) -> dict[tuple[str, ...], int]:
    return {(name,): count for name, count in counts.items()}


def _gauge(name: str, meaning: str, values: Any, *labels: str) -> Metric:
    metric = GaugeMetricFamily(name, meaning, labels=labels)
    for labelled, value in values.items():
        metric.add_metric(labelled, value)
    return metric


def _total(name: str, meaning: str, values: Any, *labels: str) -> Metric:
    metric = CounterMetricFamily(name, meaning, labels=labels)
    for labelled, value in values.items():
        metric.add_metric(labelled, value)
    return metric


@contextmanager
def serve_health(health: Health, address: str, port: int, lang: Lang) -> Iterator[int]:
    """Answer probes at that address while the block runs, and give the port.

    Raises ConfigError where nobody may listen there.
    """
    handler = type("_Handler", (_Handler,), {"health": health})
    try:
        server = _Server((address, port), handler)
    except (OSError, OverflowError) as e:
        why = os_reason(e, lang) if isinstance(e, OSError) else str(e)
        place = f"{address}:{port}"
        raise ConfigError([say("health.refused", lang, place=place, why=why)]) from e
    thread = threading.Thread(target=server.serve_forever, name="health", daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that went away in the middle."""


class _Handler(BaseHTTPRequestHandler):
    """One request. Bodies are a word for people; the status is what a probe reads."""

    health: ClassVar[Health]
    timeout = 5  # seconds a client may be silent
    protocol_version = "HTTP/1.0"
    server_version = f"figure-monitor/{__version__}"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer a probe or a scrape."""
        match self.path.partition("?")[0]:
            case "/healthz":
                self._say("ok" if self.health.is_alive() else "stuck", self.health.is_alive())
            case "/readyz":
                why = self.health.not_ready()
                self._say(why or "ok", why is None)
            case "/metrics":
                self._send(200, CONTENT_TYPE_LATEST, generate_latest(self.health.registry))
            case _:
                self._send(404, "text/plain; charset=utf-8", b"not found\n")

    def _say(self, word: str, good: bool) -> None:
        self._send(200 if good else 503, "text/plain; charset=utf-8", f"{word}\n".encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Write no line for a probe."""
