"""Wire: one request and its answer, whatever carries them; a failure gets its name.

What is polite, allowed and believed is decided in `http.py`; `sockets.py` is the real wire.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from enum import StrEnum
from typing import Protocol

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Gives the addresses of a host, as text; raises OSError where there are none."""


class Fault(StrEnum):
    """What can go wrong before an answer is whole, beside time."""

    PRIVATE = "private"  # the host resolves to an address off the public network
    ADDRESS = "no_address"
    DNS = "dns"
    REFUSED = "refused"
    TLS = "tls"
    HEADERS = "headers"  # too many, or too long
    PROTOCOL = "protocol"  # what came is no HTTP, or not all of it
    BROKEN = "broken"


class WireError(Exception):
    """There is no whole answer. `host` is the one that was asked."""

    def __init__(self, fault: Fault, host: str = "") -> None:
        super().__init__(fault, host)
        self.fault = fault
        self.host = host


class Answer(Protocol):
    """An answer whose headers are there; its body is read from `pieces`, once."""

    @property
    def status(self) -> int: ...

    @property
    def headers(self) -> Sequence[tuple[bytes, bytes]]: ...

    def pieces(self) -> AsyncIterator[bytes]: ...


class Wire(Protocol):
    """Makes requests. One that is broken off, or whose answer is not read to its end, is closed."""

    def ask(self, url: str, headers: Mapping[str, str]) -> AbstractAsyncContextManager[Answer]: ...

    async def aclose(self) -> None: ...
