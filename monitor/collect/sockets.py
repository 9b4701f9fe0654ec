"""Sockets: requests over connections that were checked; the only sockets of the room.

An answer's body comes in the pieces in which it was sent, packed as it was sent.
"""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager

import aiohttp
import certifi
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.http_exceptions import LineTooLong
from typing_extensions import override
from yarl import URL

from monitor.addresses import Allowed, is_public
from monitor.collect.wire import Answer, Fault, Resolve, WireError

MAX_LINE = 16 * 2**10  # bytes of the status line
IDLE = 15.0  # seconds that a connection is kept for the next request
CONNECTIONS = 100


class Sockets:
    """The wire of real sockets. Made in a running event loop.

    Args:
        allowed: what may be asked though it is not public.
        resolve: gives the addresses of a host, every one of which is checked.
        most_headers: how many an answer may have.
        largest_header: bytes of one.
    """

    def __init__(
        self,
        allowed: Allowed,
        resolve: Resolve | None = None,
        *,
        most_headers: int,
        largest_header: int,
    ) -> None:
        connector = aiohttp.TCPConnector(
            resolver=_CheckedResolver(allowed, resolve or resolve_host),
            use_dns_cache=False,  # a name is checked each time it is dialled
            ssl=_tls(),
            limit=CONNECTIONS,
            keepalive_timeout=IDLE,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            # None is kept: they would grow with every answer, and tell servers who asks.
            cookie_jar=aiohttp.DummyCookieJar(),
            # Who asks has a deadline over everything, redirects included.
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
            auto_decompress=False,
            # A proxy or .netrc of the environment would go round the check of addresses.
            trust_env=False,
            skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
            max_line_size=MAX_LINE,
            max_field_size=largest_header,
            max_headers=most_headers,
            middlewares=(_once,),
        )

    def ask(self, url: str, headers: Mapping[str, str]) -> AbstractAsyncContextManager[Answer]:
        """Give the answer to a GET; raise WireError where there is none."""
        return _Exchange(self._session, url, headers)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._session.close()


class _Exchange(AbstractAsyncContextManager[Answer]):
    """A request, and the answer while it is read."""

    def __init__(
        self, session: aiohttp.ClientSession, url: str, headers: Mapping[str, str]
    ) -> None:
        self._session = session
        self._url = url
        self._headers = headers
        self._response: aiohttp.ClientResponse | None = None

    @override
    async def __aenter__(self) -> Answer:
        with _NAMED:
            try:
                where = URL(self._url, encoded=True)
            except ValueError as e:
                raise WireError(Fault.ADDRESS) from e
            got = await self._session.get(where, headers=self._headers, allow_redirects=False)
        self._response = got
        return _Received(got)

    @override
    async def __aexit__(self, *failed: object) -> None:
        if self._response is not None:
            # Only what was read to its end leaves its connection for another.
            self._response.release()


class _Received:
    """An answer of aiohttp."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response
        self.status = response.status
        self.headers = response.raw_headers

    async def pieces(self) -> AsyncIterator[bytes]:
        content = self._response.content.iter_any()
        with _NAMED:
            async for piece in content:
                yield piece


async def _once(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Let nothing be asked twice: aiohttp would, at once, where a server hangs up."""
    with _NAMED:
        return await handler(request)


class _Named:
    """Turns what aiohttp and the system raise into WireError; time that is over stays so."""

    def __enter__(self) -> None:
        """Nothing is to be done before something is raised."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        if error is not None and (fault := _fault_of(error)) is not None:
            raise WireError(fault) from error


_NAMED = _Named()


def _fault_of(error: BaseException) -> Fault | None:
    match error:
        case (
            aiohttp.ClientConnectorCertificateError()
            | aiohttp.ClientConnectorSSLError()
            | ssl.SSLError()
        ):
            return Fault.TLS
        case aiohttp.ClientConnectorDNSError():
            return Fault.DNS
        case aiohttp.ClientConnectorError():
            return Fault.REFUSED
        case aiohttp.InvalidURL():
            return Fault.ADDRESS
        case TimeoutError():
            return None
        case aiohttp.ClientOSError() | OSError():
            return Fault.BROKEN
        case aiohttp.ClientError():
            return Fault.HEADERS if _is_too_long(error) else Fault.PROTOCOL
        case _:
            return None


def _is_too_long(error: BaseException) -> bool:
    """Tell whether it is the size of an answer's headers that aiohttp refuses."""
    link: BaseException | None = error
    while link is not None:
        if isinstance(link, LineTooLong) or "Too many headers" in str(link):
            return True
        link = link.__cause__
    return False


class _CheckedResolver(AbstractResolver):
    """Resolves once, checks every answer, and what it gives is what is dialled.

    So nothing can change between check and use (DNS rebinding). Hosts that are addresses are not
    resolved: `http.py` checks those before it asks.
    """

    def __init__(self, allowed: Allowed, resolve: Resolve) -> None:
        self._allowed = allowed
        self._resolve = resolve

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        try:
            addresses = list(dict.fromkeys(await self._resolve(host, port)))
        except UnicodeError as e:
            raise OSError(f"cannot resolve {host}") from e
        if not self._allowed.host(host, port) and not all(
            is_public(address) or self._allowed.address(address, port) for address in addresses
        ):
            raise WireError(Fault.PRIVATE, host)
        if not addresses:
            raise OSError(f"cannot resolve {host}")
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for address in addresses
        ]

    @override
    async def close(self) -> None:
        """Hold nothing: the machine's resolver is asked."""


async def resolve_host(host: str, port: int) -> Sequence[str]:
    """Return the addresses that the machine's resolver has for `host`."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(row[4][0]) for row in found]


def _tls() -> ssl.SSLContext:
    """Return what certificates are checked by; SSL_CERT_FILE and SSL_CERT_DIR count."""
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if file:
        context = ssl.create_default_context(cafile=file)
    elif folder:
        context = ssl.create_default_context(capath=folder)
    else:
        context = ssl.create_default_context(cafile=certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context
