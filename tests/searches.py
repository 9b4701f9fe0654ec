"""A stand-in for Naver's news search API as it is documented, and for outlets, on this machine.

The developer centre's form (developers.naver.com/docs/serviceapi/search/news/news.md and
…/common/openapiguide/errorcode.md) and that of NAVER API HUB (api.ncloud-docs.com).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from typing_extensions import override

CLIENT_ID = "client0001"
SECRET = "geheim0002"
Answer = tuple[int, str, bytes]


@dataclass
class SearchServer:
    """Answers for the API at `/v1/search/news.json` and `/search/v1/news`, and at other paths.

    `found` are the results of each keyword; `pages` what stands at `host/path`.
    """

    found: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)  # type and body
    moved: dict[str, str] = field(default_factory=dict)  # `host/path`: where it leads
    calls_left: int = 25_000
    calls_at_once: int = 10  # of a second; 0 refuses
    prepared: list[Answer] = field(default_factory=list)  # said instead, one for each call
    asked: list[str] = field(default_factory=list)
    calls: list[dict[str, str]] = field(default_factory=list)  # of the API: its fields
    headers: list[dict[str, str]] = field(default_factory=list)
    port: int = 0

    def answer(self, host: str, target: str, headers: dict[str, str]) -> Answer:
        parts = urlsplit(target)
        self.asked.append(f"{host}{target}")
        self.headers.append(headers)
        if parts.path == "/v1/search/news.json":
            keys = (headers.get("x-naver-client-id"), headers.get("x-naver-client-secret"))
            return self.search(parts.query, keys, is_hub=False)
        if parts.path == "/search/v1/news":
            keys = (headers.get("x-ncp-apigw-api-key-id"), headers.get("x-ncp-apigw-api-key"))
            return self.search(parts.query, keys, is_hub=True)
        if there := self.moved.get(f"{host}{target}"):
            return 302, there, b""
        kind, body = self.pages.get(f"{host}{target}", ("text/plain", ""))
        return (200, kind, body.encode()) if body else (404, "text/plain", b"")

    def search(self, query: str, keys: tuple[str | None, str | None], *, is_hub: bool) -> Answer:
        fields = {name: values[0] for name, values in parse_qs(query).items()}
        self.calls.append(fields)
        if self.prepared:
            return self.prepared.pop(0)

        def refused(status: int, code: str, message: str) -> Answer:
            said: dict[str, Any] = {"errorMessage": message, "errorCode": code}
            if is_hub:
                said = {"error": {"errorCode": code, "message": message, "details": message}}
            return status, "application/json; charset=utf-8", json.dumps(said).encode()

        if keys != (CLIENT_ID, SECRET):
            code = "200" if is_hub else "024"
            return refused(401, code, f"NID AUTH Result Invalid (28) : {keys[1]} is no secret")
        if not self.calls_at_once:
            return refused(429, "420" if is_hub else "012", "Rate limit exceeded.")
        if not self.calls_left:
            return refused(429, "400" if is_hub else "010", "Query limit exceeded.")
        self.calls_left -= 1
        if not fields.get("query"):
            return refused(400, "SE01", "Incorrect query request")
        display, start = int(fields.get("display", "10")), int(fields.get("start", "1"))
        if not 1 <= display <= 100:
            return refused(400, "SE02", "Invalid display value")
        if fields.get("sort", "sim") not in ("sim", "date"):
            return refused(400, "SE04", "Invalid sort value")
        items = self.found.get(fields["query"], [])
        shown = items[start - 1 : start - 1 + display]
        said = {
            "lastBuildDate": f"Sat, 21 Nov 2026 15:00:{len(self.calls) % 60:02} +0900",
            "total": len(items),
            "start": start,
            "display": len(shown),
            "items": shown,
        }
        return 200, "application/json; charset=utf-8", json.dumps(said).encode()


@contextmanager
def serving(server: SearchServer) -> Iterator[SearchServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = (self.headers.get("Host") or "").partition(":")[0]
            said = {name.lower(): value for name, value in self.headers.items()}
            status, kind, body = server.answer(host, self.path, said)
            self.send_response(status)
            self.send_header("Location" if status == 302 else "Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        @override
        def log_message(self, format: str, *args: object) -> None:
            pass

    real = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    real.daemon_threads = True
    server.port = real.server_port
    thread = threading.Thread(target=real.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        real.shutdown()
        thread.join()
        real.server_close()


def result(title: str, original: str, link: str = "", **more: str) -> dict[str, str]:
    """Return a result of the API."""
    return {
        "title": title,
        "originallink": original,
        "link": link or original,
        "description": more.get("description", ""),
        "pubDate": more.get("at", "Sat, 21 Nov 2026 14:50:00 +0900"),
    }
