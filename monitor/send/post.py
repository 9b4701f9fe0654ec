"""post: a POST to a webhook over a connection whose other end was checked; for every webhook.

As in collecting, each answer of the resolver is checked and what was checked is dialled, so nothing
changes between check and use (DNS rebinding). No redirect is followed, no proxy of the environment
taken: both would go round the check.
"""

from __future__ import annotations

import asyncio
import logging
import re
import socket
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urlsplit

import httpcore
import httpx
from typing_extensions import override

from monitor.addresses import Allowed, is_public, why_refused
from monitor.words import say

# They write down each request's address, whose path may be a secret.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)

_SAFE = "%/:?@!$&'()*+,;=~[]"
LONGEST_ANSWER = 64 * 2**10  # bytes; what is said of a message is a line

Resolve = Callable[[str, int], Sequence[str]]
"""Gives the addresses of a host, as text; raises OSError where there are none."""


class RefusedAddressError(Exception):
    """The address is none that may be posted to; the text says why, without the path."""


class UnsentError(OSError):
    """No connection came about, so that nothing was sent; the text says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a webhook answered; the names of `headers` in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes  # cut off at LONGEST_ANSWER


def resolve_host(host: str, port: int) -> Sequence[str]:
    """Return the addresses that the machine's resolver has for `host`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(row[4][0]) for row in found]


def post(
    url: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    timeout: float,
    allowed: Allowed,
    resolve: Resolve = resolve_host,
) -> Answer:
    """Send `body` to `url` and return the answer, whatever its status. Blocks its thread.

    Args:
        timeout: seconds for all of it, however slowly the other end speaks.
        allowed: what an operator lets be asked though it is not public (`fetch.allow`).
        resolve: gives the addresses of a host, every one of which is checked.

    Raises RefusedAddressError for an address that must not be asked, UnsentError where there is no
    connection, and OSError where there is no answer: what was sent may have been taken.
    """
    where = _parts(url, allowed)
    # A loop for the one exchange: only there does a deadline end whatever it is at.
    return asyncio.run(_post(where, body, headers, timeout, _Checked(allowed, resolve)))


async def _post(
    where: httpx.URL, body: bytes, headers: Mapping[str, str], timeout: float, checked: _Checked
) -> Answer:
    ours = {"Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
    try:
        async with (
            asyncio.timeout(timeout),
            httpx.AsyncClient(
                transport=_Transport(checked), timeout=timeout, trust_env=False
            ) as client,
            client.stream("POST", where, content=body, headers={**ours, **headers}) as answer,
        ):
            read = bytearray()
            async for piece in answer.aiter_raw():
                read += piece
                if len(read) >= LONGEST_ANSWER:
                    break
            said = {name.lower(): value for name, value in answer.headers.items()}
            return Answer(answer.status_code, said, bytes(read[:LONGEST_ANSWER]))
    except (httpx.ConnectError, httpx.ConnectTimeout) as e:
        reason = _reason(e)
        raise UnsentError(reason.strerror or str(reason) or type(reason).__name__) from e
    except httpx.HTTPError as e:
        raise _reason(e) from e


def _reason(error: BaseException) -> OSError:
    """Return what the system said, which stands behind what the libraries made of it."""
    link: BaseException | None = error
    while link is not None:
        if isinstance(link, OSError):
            return link
        link = link.__cause__ or link.__context__
    return OSError(str(error) or type(error).__name__)


def check(url: str, allowed: Allowed, resolve: Resolve = resolve_host) -> None:
    """Look up the host of `url` and raise what `post` would before it connects; send nothing."""
    where = _parts(url, allowed)
    _look_up(where.host, _port(where), allowed, resolve)


def read_pause(header: str | None, now: datetime) -> float | None:
    """Return the seconds that `Retry-After` asks to wait, as a number or a date; None for none.

    >>> now = datetime.fromisoformat("2026-11-21T07:00:00+00:00")
    >>> read_pause("Sat, 21 Nov 2026 07:00:30 GMT", now), read_pause("5", now)
    (30.0, 5.0)
    """
    if not header:
        return None
    if re.fullmatch(r"\s*\d{1,9}(\.\d{1,9})?\s*", header):
        return float(header)
    try:
        return max((parsedate_to_datetime(header) - now).total_seconds(), 0.0)
    except (ValueError, TypeError):  # TypeError: a date without a zone
        return None


def _look_up(host: str, port: int, allowed: Allowed, resolve: Resolve) -> Sequence[str]:
    """Return the addresses of `host`, every one of which may be dialled."""
    try:
        addresses = list(dict.fromkeys(resolve(host, port)))
    except (OSError, UnicodeError) as e:
        raise UnsentError(say("fetch.dns")) from e
    if not allowed.host(host, port) and not all(
        is_public(address) or allowed.address(address, port) for address in addresses
    ):
        raise RefusedAddressError(say("fetch.private", host=host))
    return addresses


def _parts(url: str, allowed: Allowed) -> httpx.URL:
    """Return `url` ready to be asked; RefusedAddressError for what may not be.

    By what the address alone says: its host is looked up later.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as e:
        raise RefusedAddressError(say("address.port")) from e
    if parts.scheme not in ("http", "https"):
        raise RefusedAddressError(say("address.scheme", scheme=parts.scheme[:20]))
    if not host:
        raise RefusedAddressError(say("address.no_host"))
    if why := why_refused(host, port, parts.scheme, allowed):
        raise RefusedAddressError(why)
    path = quote(parts.path or "/", safe=_SAFE)
    path += f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    try:
        return httpx.URL(scheme=parts.scheme, host=host, port=port, raw_path=path.encode())
    except (httpx.InvalidURL, UnicodeError) as e:
        raise RefusedAddressError(say("address.no_host")) from e


def _port(where: httpx.URL) -> int:
    return where.port or (443 if where.scheme == "https" else 80)


class _Checked(httpcore.AsyncNetworkBackend):
    """Dials nothing but what it checked."""

    def __init__(self, allowed: Allowed, resolve: Resolve) -> None:
        self._inner = httpcore.AnyIOBackend()
        self._allowed = allowed
        self._resolve = resolve

    @override
    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await asyncio.to_thread(_look_up, host, port, self._allowed, self._resolve)
        refused: Exception = UnsentError(say("fetch.dns"))
        for address in addresses:
            try:
                return await self._inner.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as e:
                refused = e
        raise refused


class _Transport(httpx.AsyncHTTPTransport):
    """httpx's transport, over such connections: it has no argument for them."""

    def __init__(self, checked: _Checked) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(),  # SSL_CERT_FILE of the environment counts
            max_connections=1,
            network_backend=checked,
        )
