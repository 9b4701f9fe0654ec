"""What stands in for the world at the program's edges: a news site, a clock, a channel."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
from typing_extensions import override

from monitor.collect.http import Http
from monitor.collect.wire import Answer as WireAnswer
from monitor.collect.wire import Fault, Wire, WireError
from monitor.model import Message


class FixedClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or datetime(2026, 11, 21, 6, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **delta: float) -> datetime:
        """Move forward by hours, days …; return the new time."""
        self.now += timedelta(**delta)
        return self.now


class Pieces(httpx.AsyncByteStream):
    """A body that comes in pieces, as from a socket."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces = pieces
        self.sent = 0

    @override
    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            self.sent += len(piece)
            yield piece


class HttpxWire:
    """The wire over one of httpx's transports: what answers is a function, not a server."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    @asynccontextmanager
    async def ask(self, url: str, headers: Mapping[str, str]) -> AsyncIterator[WireAnswer]:
        try:
            request = httpx.Request("GET", url, headers=dict(headers))
            answer = await self._transport.handle_async_request(request)
        except httpx.TransportError as e:
            raise _named(e) from e
        except OSError as e:
            raise WireError(Fault.BROKEN) from e
        try:
            yield _HttpxAnswer(answer)
        finally:
            await answer.aclose()

    async def aclose(self) -> None:
        await self._transport.aclose()


def _named(error: httpx.TransportError) -> Exception:
    match error:
        case httpx.TimeoutException():
            return TimeoutError()
        case httpx.ConnectError():
            return WireError(Fault.REFUSED)
        case httpx.ProtocolError():
            return WireError(Fault.PROTOCOL)
        case _:
            return WireError(Fault.BROKEN)


def mock_wire(answer: Callable[[httpx.Request], object]) -> Wire:
    """Return a wire whose every request is answered by a function of httpx's types."""
    return HttpxWire(httpx.MockTransport(answer))  # type: ignore[arg-type]


class _HttpxAnswer:
    def __init__(self, answer: httpx.Response) -> None:
        self._answer = answer
        self.status = answer.status_code

    @property
    def headers(self) -> Sequence[tuple[bytes, bytes]]:
        return self._answer.headers.raw

    async def pieces(self) -> AsyncIterator[bytes]:
        if self._answer.is_stream_consumed:
            yield self._answer.content
            return
        async for piece in self._answer.aiter_raw():
            yield piece


@dataclass
class Answer:
    """What the site says at one address. `body` may be the pieces it comes in."""

    body: bytes | list[bytes] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    error: Exception | None = None
    stream: Pieces | None = None  # of the last answer: how much of it was taken


class NewsSite:
    """A site behind httpx's transport: pages by address, requests kept, 304 where a tag agrees."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[httpx.Request] = []
        self.running = 0
        self.most_at_once = 0

    def put(
        self,
        url: str,
        body: bytes | str | list[bytes] = b"",
        *,
        status: int = 200,
        error: Exception | None = None,
        **headers: str,
    ) -> Answer:
        """Let the site answer at `url`; `content_type=…` becomes the header Content-Type."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        data = body.encode() if isinstance(body, str) else body
        answer = self.answers[url] = Answer(data, status, named, error)
        return answer

    @property
    def asked(self) -> list[str]:
        return [str(request.url) for request in self.requests]

    def http(self, **settings: object) -> Http:
        """Return an Http whose only world is this site, and which never waits."""
        values: dict[str, object] = {
            "user_agent": "figure-monitor/test (+https://hanbit.example/)",
            "host_delay": 0.0,
            "wire": mock_wire(self._handle),
        }
        return Http(**{**values, **settings})  # type: ignore[arg-type]

    async def _handle(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        try:
            await asyncio.sleep(0)  # others may come in meanwhile
            return self._answer(request)
        finally:
            self.running -= 1

    def _answer(self, request: httpx.Request) -> httpx.Response:
        answer = self.answers.get(str(request.url))
        if answer is None:
            return httpx.Response(404)
        if answer.error is not None:
            raise answer.error
        tag = answer.headers.get("etag")
        if tag and request.headers.get("if-none-match") == tag:
            return httpx.Response(304, headers=dict(answer.headers))
        pieces = answer.body if isinstance(answer.body, list) else [answer.body]
        answer.stream = Pieces(pieces)
        return httpx.Response(answer.status, headers=dict(answer.headers), stream=answer.stream)


@dataclass
class RecordingChannel:
    """A channel that keeps what it is given. `faults` are raised first, one for each sending."""

    name: str = "email"
    faults: list[Exception] = field(default_factory=list)
    sent: list[Message] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)  # keys, the refused ones too

    async def send(self, message: Message) -> None:
        self.tried.append(message.key)
        if self.faults:
            raise self.faults.pop(0)
        self.sent.append(message)
