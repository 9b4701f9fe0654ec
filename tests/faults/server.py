"""A server that says exactly the bytes it is told to, broken ones too, under any name."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

import trustme

Answer = Callable[["Exchange"], Awaitable[None]]


class Exchange:
    """One request and the way to answer it."""

    def __init__(self, head: str, writer: asyncio.StreamWriter, server: FaultServer) -> None:
        first, *lines = head.split("\r\n")
        self.path = first.split(" ")[1] if first.count(" ") >= 2 else ""
        pairs = [line.partition(":") for line in lines if ":" in line]
        self.headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        self.host = self.headers.get("host", "").partition(":")[0]
        self.server = server
        self.count = server.hits[f"{self.host}{self.path}"]  # 1 for the first time
        self._writer = writer

    async def send(self, data: bytes) -> None:
        """Send raw bytes, and wait until they are on their way."""
        self._writer.write(data)
        await self._writer.drain()

    async def say(
        self, body: bytes = b"", *, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        """Send a whole answer as it should be."""
        fields = {"Content-Length": str(len(body)), "Connection": "close", **(headers or {})}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        await self.send(f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + body)

    async def drip(self, piece: bytes, pause: float = 0.1) -> None:
        """Send `piece` again and again until the other side has had enough."""
        while not self.server.ended.is_set():
            await self.send(piece)
            await asyncio.sleep(pause)

    async def wait(self) -> None:
        """Say nothing for as long as the server runs."""
        while not self.server.ended.is_set():
            await asyncio.sleep(0.1)

    def reset(self) -> None:
        """End the connection as a crash does, in the middle of whatever it was."""
        self._writer.transport.abort()


class FaultServer:
    """Answers by host name in a thread of its own. `hits` counts requests by host and path.

    `port` is the one that may be asked; `inside` is a second one, which stands for all that a
    program must not reach, and `intruders` counts those who did.
    """

    def __init__(self, answer: Answer) -> None:
        self.hits: Counter[str] = Counter()
        self.intruders = 0
        self.ended = threading.Event()
        self.port = self.inside = self.secure = 0
        self._answer = answer
        self._ready = threading.Event()
        self._writers: list[asyncio.StreamWriter] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="faults", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.ended.set()
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        # Its certificate is of an authority that nobody knows.
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trustme.CA().issue_cert("other.example").configure_cert(tls)
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        servers = [
            await asyncio.start_server(self._handle, "127.0.0.1", 0),
            await asyncio.start_server(self._intruder, "127.0.0.1", 0),
            await asyncio.start_server(self._handle, "127.0.0.1", 0, ssl=tls),
        ]
        self.port, self.inside, self.secure = (s.sockets[0].getsockname()[1] for s in servers)
        self._ready.set()
        await self._stop.wait()
        for server in servers:
            server.close()
        under_way = asyncio.all_tasks() - {asyncio.current_task()}
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        for writer in self._writers:
            # asyncio: a transport whose connection is gone may have no loop left to end it on.
            with suppress(AttributeError):
                writer.transport.abort()
        await asyncio.sleep(0)

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        # Whoever has had enough hangs up: that is what is tested.
        with suppress(OSError, asyncio.IncompleteReadError, ssl.SSLError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first = head.split("\r\n")[0].split(" ")
            host = head.lower().partition("\r\nhost:")[2].partition("\r\n")[0].strip()
            self.hits[f"{host.partition(':')[0]}{first[1] if len(first) > 1 else ''}"] += 1
            await self._answer(Exchange(head, writer, self))
        await self._end(writer)

    async def _intruder(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.intruders += 1
        await self._end(writer)

    async def _end(self, writer: asyncio.StreamWriter) -> None:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


class Names:
    """The resolver of the test: what each name stands for, one answer after the other.

    A name's last answer stays. Names below `example` that nobody set are the server's own.
    """

    def __init__(self, answers: Mapping[str, Sequence[Sequence[str]]]) -> None:
        self._answers = {name: list(each) for name, each in answers.items()}

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        answers = self._answers.get(host)
        if answers:
            return answers.pop(0) if len(answers) > 1 else answers[0]
        if answers is None and host.endswith(".example"):
            return ("127.0.0.1",)
        if host.replace(".", "").isdigit() or ":" in host:
            return (host,)
        raise OSError(f"no such host: {host}")
