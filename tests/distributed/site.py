"""A web server of several hosts, addresses of this machine: when each request began and ended."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from typing_extensions import override

PARAGRAPH = (
    "산들구는 올해 청년 일자리 사업에 예산 {n}억 원을 쓴다고 밝혔다. 구청은 상반기 신청자가 "
    "{m}명으로 집계됐다고 설명했다. 이번 사업은 지난해보다 넓은 범위에서 이뤄지며 주민 설명회도 "
    "함께 열린다. 담당 부서는 접수를 온라인과 방문으로 나눠 받는다고 덧붙였다."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: where, what, and from when to when, in seconds of one clock."""

    host: str
    path: str
    begun: float
    ended: float
    status: int


class Site:
    """Feeds at `/feed.xml` of each host, and pages; a host may refuse after so many requests."""

    def __init__(self, pages: int, latency: float) -> None:
        self.pages = pages
        self.latency = latency
        self.refusing: dict[str, int] = {}  # host → requests that it answers before it refuses
        self.port = 0
        self._lock = threading.Condition()
        self._log: list[Asked] = []
        self._begun: defaultdict[str, int] = defaultdict(int)

    @property
    def log(self) -> list[Asked]:
        with self._lock:
            return list(self._log)

    def wait_for(self, requests: int, looks: int = 4000) -> None:
        """Wait until so many requests were answered; a look takes a tenth of a second."""
        with self._lock:
            # Looks and not a moment, as `Cluster.until` does.
            came = (
                self._lock.wait_for(lambda: len(self._log) >= requests, 0.1) for _ in range(looks)
            )
            assert any(came), f"{len(self._log)} of {requests} requests"

    def begin(self, host: str, path: str) -> int:
        """Return the status that a request gets."""
        with self._lock:
            if path.startswith("/robots"):
                return 404
            self._begun[host] += 1
            most = self.refusing.get(host)
            return 429 if most is not None and self._begun[host] > most else 200

    def note(self, asked: Asked) -> None:
        with self._lock:
            self._log.append(asked)
            self._lock.notify_all()

    def feed(self, host: str) -> bytes:
        base = f"http://{host}:{self.port}"
        items = "".join(
            f"<item><title>{host} 소식 {n}: 청년 일자리 예산</title>"
            f"<link>{base}/news/{n}.html</link><guid>{base}/news/{n}.html</guid>"
            f"<pubDate>Mon, 03 Mar 2025 0{n % 10}:00:00 +0900</pubDate></item>"
            for n in range(self.pages)
        )
        head = f"<title>{host}</title><link>{base}</link><description>.</description>"
        return f'<rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()

    def page(self, host: str, path: str) -> bytes:
        n = int("".join(filter(str.isdigit, path)) or "0")
        words = PARAGRAPH.format(n=100 + n, m=1000 + n)
        body = f"<p>{words}</p><p>{host}의 {n}번째 소식. {words}</p>"
        return (
            f"<html><head><title>{host} 소식 {n}: 청년 일자리 예산</title></head><body><article>"
            f"<h1>{host} 소식 {n}: 청년 일자리 예산</h1>{body}</article></body></html>"
        ).encode()


@contextmanager
def serving(pages: int, *, latency: float = 0.02) -> Iterator[Site]:
    """Serve a site on all addresses of the loopback network."""
    site = Site(pages, latency)

    class Handler(_Handler):
        of = site

    server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)
    server.daemon_threads = True
    site.port = int(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    of: ClassVar[Site]

    def do_GET(self) -> None:
        host, begun = self.headers["Host"].partition(":")[0], time.monotonic()
        status = self.of.begin(host, self.path)
        time.sleep(self.of.latency)  # a server takes its time, or requests would never overlap
        body = b""
        if status == 200:
            is_feed = self.path.endswith(".xml")
            body = self.of.feed(host) if is_feed else self.of.page(host, self.path)
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "3600")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        ended = time.monotonic()
        self.of.note(Asked(host, self.path, begun, ended, status))
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the log is `Site.log`."""
