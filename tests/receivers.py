"""Where messages go, for the tests: Slack with its documented limits, a webhook's strict receiver.

Both listen on 127.0.0.1. `pause` is called around each request, with what just happened.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from typing_extensions import override

import monitor.report
from tests.fakes import FixedClock

SECRET = "a secret of the two of us"
SCHEMA = json.loads(
    (Path(monitor.report.__file__).parent / "events.schema.json").read_text("utf-8")
)
FRESH = 300  # seconds for which a receiver takes a timestamp
TOKEN = "xoxb-" + "0" * 12 + "-secret"
Block = dict[str, Any]
Answer = tuple[int, dict[str, str], str]


@dataclass
class Receiver:
    """A reader's program: takes what is signed, fresh, new and of the documented form."""

    clock: FixedClock
    taken: list[dict[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)  # instead of its own
    url: str = ""

    def take(self, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str]]:
        self.requests.append((headers, body))
        if self.answers and (prepared := self.answers.pop(0))[0]:
            return prepared
        why = self.fault(headers, body)
        if why:
            self.refused.append(why)
            return (409 if why == "seen" else 401 if why in ("signature", "old") else 400), {}
        self.taken.append(json.loads(body))
        return 204, {}

    def fault(self, headers: dict[str, str], body: bytes) -> str | None:
        stamp = headers["monitor-timestamp"]
        signed = f"{stamp}.".encode() + body
        wanted = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(headers["monitor-signature"], f"v1={wanted}"):
            return "signature"
        if abs(self.clock().timestamp() - int(stamp)) > FRESH:
            return "old"
        event = json.loads(body)
        faults = [e.message for e in Draft202012Validator(SCHEMA).iter_errors(event)]
        if faults:
            return "; ".join(faults)
        if (headers["monitor-id"], headers["monitor-event"]) != (event["id"], event["type"]):
            return "headers"
        return "seen" if event["id"] in {known["id"] for known in self.taken} else None


def fault(posted: dict[str, Any]) -> str | None:
    """What Slack has against a post: docs.slack.dev, Block Kit and chat.postMessage."""
    blocks = posted.get("blocks", [])
    if not posted.get("text") and not blocks:
        return "no_text"
    if len(posted.get("text") or "") > 40_000:
        return "msg_too_long"
    if len(blocks) > 50:
        return "invalid_blocks"
    if sum(len(json.dumps(b, ensure_ascii=False)) for b in blocks) > 40_000:
        return "msg_blocks_too_long"
    return next((wrong for wrong in map(_block_fault, blocks) if wrong), None)


def _block_fault(block: Block) -> str | None:
    def bad(text: Block, most: int, kinds: tuple[str, ...]) -> bool:
        return text.get("type") not in kinds or not 1 <= len(text.get("text", "")) <= most

    both = ("mrkdwn", "plain_text")
    match block.get("type"):
        case "divider":
            return None if set(block) == {"type"} else "invalid_blocks"
        case "header":
            return "invalid_blocks" if bad(block["text"], 150, ("plain_text",)) else None
        case "section":
            return "invalid_blocks" if bad(block["text"], 3000, both) else None
        case "context":
            elements = block["elements"]
            wrong = not 1 <= len(elements) <= 10 or any(bad(e, 3000, both) for e in elements)
            return "invalid_blocks" if wrong else None
        case _:
            return "invalid_blocks_format"


@dataclass
class Slack:
    """The stand-in: what was posted, and what it answers instead, one for each request."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    url: str = ""

    @property
    def api(self) -> str:
        return f"{self.url}/api/"

    @property
    def hook(self) -> str:
        return f"{self.url}/services/T000/B000/hooksecret"

    def take(self, path: str, headers: dict[str, str], raw: bytes) -> Answer:
        body = json.loads(raw) if raw.startswith(b"{") else {}
        return self.answer(path, headers.get("authorization", ""), body)

    def answer(self, path: str, token: str, body: dict[str, Any]) -> Answer:
        self.tokens.append(token)
        if self.answers and (prepared := self.answers.pop(0))[0]:
            return prepared
        if path == "/api/auth.test":
            return 200, {}, json.dumps({"ok": token == f"Bearer {TOKEN}", "error": "invalid_auth"})
        wrong = fault(body)
        if path.startswith("/services/"):
            if wrong:
                return 400, {}, wrong
            self.posts.append(body)
            return 200, {}, "ok"
        if token != f"Bearer {TOKEN}":
            wrong = "invalid_auth"
        elif body.get("channel") not in ("#figures", "C123"):
            wrong = "channel_not_found"
        if wrong:
            return 200, {}, json.dumps({"ok": False, "error": wrong})
        self.posts.append(body)
        stamp = f"1700000000.{len(self.posts):06}"
        return 200, {}, json.dumps({"ok": True, "ts": stamp, "channel": "C123"})


@contextmanager
def served(
    take: Callable[[str, dict[str, str], bytes], Answer],
    pause: Callable[[str], None] = lambda _what: None,
) -> Iterator[str]:
    """Answer what is posted to a free port by `take` (path, headers in small letters, body)."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            pause("asked")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            named = {name.lower(): value for name, value in self.headers.items()}
            status, headers, text = take(self.path, named, body)
            pause("taken")
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())
            pause("answered")

        @override
        def log_message(self, format: str, *args: object) -> None:
            pass

        @override
        def handle(self) -> None:
            with suppress(ConnectionError):  # who asked is gone
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    )
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
