"""A mail server on 127.0.0.1 that keeps what it receives: where the demo's digest arrives."""

from __future__ import annotations

import asyncio
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import ClassVar, Self

from aiosmtpd.smtp import SMTP, Envelope, Session

START_SECONDS = 10.0


class MailServer:
    """An SMTP server on a free port, in a thread of its own; `port` is known once it runs."""

    protocol: ClassVar[type[SMTP]] = SMTP  # what speaks to a client

    def __init__(self) -> None:
        self.host = "127.0.0.1"
        self.port = 0
        self._received: list[EmailMessage] = []
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None

    @property
    def received(self) -> tuple[EmailMessage, ...]:
        """Every message accepted, in order, kept after the server has stopped."""
        return tuple(self._received)

    def start(self) -> None:
        """Listen; raise TimeoutError if the system does not let us in time."""
        if self._thread:
            return
        ready = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._serve(ready)), name="mail", daemon=True
        )
        self._thread.start()
        if not ready.wait(START_SECONDS):
            raise TimeoutError(f"no mail server after {START_SECONDS:.0f} seconds")

    def stop(self) -> None:
        """Close every connection and stop listening; what was received stays."""
        if self._thread and self._loop and self._stopping:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()
        self._thread = self._loop = self._stopping = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    # The method's name is what aiosmtpd calls at the end of a message's data.
    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802
        content = envelope.original_content or b""
        self._received.append(message_from_bytes(content, policy=policy.default))
        return "250 OK"

    async def _serve(self, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        connections: list[SMTP] = []

        def connect() -> SMTP:
            # A fixed name: aiosmtpd would ask the network for this machine's own.
            connections.append(
                self.protocol(self, hostname="localhost", enable_SMTPUTF8=True, loop=self._loop)
            )
            return connections[-1]

        server = await self._loop.create_server(connect, self.host, 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._stopping.wait()
        server.close()
        for connection in connections:
            if connection.transport:
                connection.transport.close()
        await asyncio.sleep(0)  # lets the transports close before the loop does
