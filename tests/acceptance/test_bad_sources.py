"""Feeds and pages broken in every way: each is one clear line, and disturbs nothing else."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

ROOT = Path(__file__).parents[2]
SECONDS = 90
NOW = "2026-11-21T09:00:00+09:00"
PAGE = """<html lang="ko"><head><meta charset="utf-8"><title>{title} - 한빛일보</title>
<meta property="article:published_time" content="2026-11-20T09:00:00+09:00"></head>
<body><article><h1>{title}</h1><p>앱 분석업체 새날데이터가 20일 조사 결과를 내놓았다.</p>
<p>지난 10월 푸른호수의 월간 이용자 수는 121만 명으로 집계됐다.</p>
<p>업계에서는 새 기능이 나온 뒤의 흐름을 지켜보아야 한다는 말이 나온다.</p></article>
</body></html>"""
WALL = """<html lang="ko"><head><title>로그인 - 한빛일보</title></head><body><form action="/login">
<h2>로그인</h2><p>구독자 전용 기사입니다. 로그인 후 이용해 주세요.</p><input name="id">
<input name="pw"></form></body></html>"""
Handler = Callable[["_Faults"], None]


def _feed(*names: str) -> bytes:
    items = "".join(
        f"<item><title>기사 {name}</title><link>/page/{name}</link>"
        "<pubDate>Fri, 20 Nov 2026 09:00:00 +0900</pubDate></item>"
        for name in names
    )
    head = "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>한빛</title>"
    return f"{head}{items}</channel></rss>".encode()


class _Faults(BaseHTTPRequestHandler):
    """Every path is another fault; `/feed/good` and `/page/good` are as they should be."""

    def do_GET(self) -> None:
        answer = ANSWERS.get(self.path.removeprefix("/"))
        # Whoever has had enough hangs up: that is what is tested.
        with suppress(BrokenPipeError, ConnectionResetError):
            if answer is None:
                self.say(404, b"nothing here")
            else:
                answer(self)

    def say(self, status: int, body: bytes, kind: str = "text/html; charset=utf-8") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def flood(self, pieces: int) -> None:
        """Say the beginning of a feed, then go on and on."""
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.end_headers()
        self.wfile.write(b"<?xml version='1.0'?><rss version='2.0'><channel>")
        for _ in range(pieces):
            self.wfile.write(b"<item><title>x</title></item>" * 4000)

    def drip(self) -> None:
        """Say one byte at a time, for ever, each well within any time-out for a read."""
        self.send_response(200)
        self.end_headers()
        while not ENDED.wait(0.05):
            self.wfile.write(b" ")
            self.wfile.flush()

    @override
    def log_message(self, format: str, *args: Any) -> None:
        pass


ENDED = threading.Event()
ANSWERS: dict[str, Handler] = {
    "feed/good": lambda s: s.say(
        200, _feed("good", "empty", "binary", "wall", "gone", "deep"), "application/rss+xml"
    ),
    "feed/html": lambda s: s.say(200, b"<html><body><p>hello</p></body></html>"),
    "feed/empty": lambda s: s.say(200, b""),
    "feed/error": lambda s: s.say(500, b"oops"),
    "feed/text": lambda s: s.say(200, b"this is no xml at all", "application/rss+xml"),
    "feed/big": lambda s: s.flood(500),  # some 58 MB
    "feed/endless": lambda s: s.drip(),
    "page/good": lambda s: s.say(200, PAGE.format(title="푸른호수 이용자").encode()),
    "page/empty": lambda s: s.say(200, b""),
    "page/binary": lambda s: s.say(200, b"%PDF-1.7\n" + bytes(range(256)) * 40, "application/pdf"),
    "page/wall": lambda s: s.say(200, WALL.encode()),
    "page/gone": lambda s: s.say(410, b""),
    "page/deep": lambda s: s.say(200, b"<div>" * 60_000),
}
BAD_FEEDS = ("html", "empty", "error", "text", "big", "endless", "missing")
BAD_PAGES = ("empty", "binary", "wall", "gone", "deep")


@pytest.fixture
def site() -> Iterator[str]:
    ENDED.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Faults)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    ENDED.set()
    server.shutdown()
    server.server_close()
    thread.join()


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _monitor(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    ours = {k: v for k, v in os.environ.items() if not k.startswith("MONITOR_")}
    done = subprocess.run(
        [sys.executable, "-m", "monitor", *arguments],
        cwd=folder,
        env=ours
        | {
            "PYTHONPATH": str(ROOT),
            "MONITOR_NOW": NOW,
            "MONITOR_FETCH__ALLOW_PRIVATE": "true",
            "MONITOR_FETCH__HOST_DELAY": "0",
            "MONITOR_FETCH__PER_HOST": "8",
            "MONITOR_FETCH__TIMEOUT": "4",
        },
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


def test_each_bad_source_is_one_clear_line_and_the_good_one_is_read(
    tmp_path: Path, site: str
) -> None:
    refusing = f"http://127.0.0.1:{_closed_port()}/rss"
    feeds = [f"{site}/feed/{name}" for name in ("good", *BAD_FEEDS)] + [refusing]
    assert _monitor(tmp_path, "--data", "d", "init").returncode == 0
    assert _monitor(tmp_path, "--data", "d", "feed", "add", "--no-check", *feeds).returncode == 0
    topic = ("topic", "add", "푸른호수", "--figure", "월간 이용자 수:명")
    assert _monitor(tmp_path, "--data", "d", *topic).returncode == 0

    polled = _monitor(tmp_path, "--data", "d", "poll", "--all")
    assert polled.returncode == 0, polled.stderr

    found = _monitor(tmp_path, "--data", "d", "alerts", "--format", "jsonl")
    (alert,) = map(json.loads, found.stdout.splitlines())
    assert (alert["kind"], alert["claim"]["low"]) == ("new", 1210000)

    status = json.loads(_monitor(tmp_path, "--data", "d", "status", "--format", "json").stdout)
    failing = {f["url"]: f["why"] for f in status["feeds"]["failing"]}
    assert set(failing) == set(feeds[1:])
    unread = {f["url"]: f["error"] for f in status["failures"]}
    assert set(unread) == {f"{site}/page/{name}" for name in BAD_PAGES}
    for why in (*failing.values(), *unread.values()):
        assert why.strip()
        assert "\n" not in why
        assert len(why) < 200
    # The same, for a person: a line for each feed, and for the pages of a host that fail alike.
    shown = _monitor(tmp_path, "--data", "d", "status").stdout.splitlines()
    for address in failing:
        assert sum(address in line for line in shown) == 1
    for why in set(unread.values()):
        alike = [address for address, reason in unread.items() if reason == why]
        (line,) = (line for line in shown if f": {why} (" in line and "/page/" in line)
        assert sum(address in line for address in alike) == 1
        assert len(alike) == 1 or f" {len(alike)}" in line
