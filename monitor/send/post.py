"""post: a POST to a webhook over a connection whose other end was checked; for every webhook.

As in collecting, each answer of the resolver is checked and what was checked is dialled, so nothing
changes between check and use (DNS rebinding). No redirect is followed, no proxy of the environment
taken: both would go round the check.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urlsplit

from typing_extensions import override

from monitor.addresses import Allowed, is_public, why_refused
from monitor.words import say

_SAFE = "%/:?@!$&'()*+,;=~[]"
LONGEST_ANSWER = 64 * 2**10  # bytes; what is said of a message is a line

Resolve = Callable[[str, int], Sequence[str]]
"""Gives the addresses of a host, as text; raises OSError where there are none."""


class RefusedAddressError(Exception):
    """The address is none that may be posted to; the text says why, without the path."""


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
    """Send `body` to `url` and return the answer, whatever its status.

    Args:
        timeout: seconds for all of it, however slowly the other end speaks.
        allowed: what an operator lets be asked though it is not public (`fetch.allow`).
        resolve: gives the addresses of a host, every one of which is checked.

    Raises RefusedAddressError for an address that must not be asked, OSError and
    http.client.HTTPException where there is no answer.
    """
    scheme, host, port, path = _parts(url, allowed)
    connection = _Connection(host, port, timeout, allowed, resolve, is_secure=scheme == "https")
    watch = threading.Timer(timeout, connection.abort)
    watch.daemon = True
    watch.start()
    try:
        connection.request("POST", path, body, dict(headers))
        answer = connection.getresponse()
        said = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, said, answer.read(LONGEST_ANSWER))
    except (OSError, ValueError, http.client.HTTPException) as e:
        if connection.is_late:  # whatever a connection says that is closed under one's hands
            raise TimeoutError("timed out") from e
        raise
    finally:
        watch.cancel()
        connection.close()


def check(url: str, allowed: Allowed, resolve: Resolve = resolve_host) -> None:
    """Look up the host of `url` and raise what `post` would before it connects; send nothing."""
    _, host, port, _ = _parts(url, allowed)
    _look_up(host, port, allowed, resolve)


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
        raise OSError(say("fetch.dns")) from e
    if not allowed.host(host, port) and not all(
        is_public(address) or allowed.address(address, port) for address in addresses
    ):
        raise RefusedAddressError(say("fetch.private", host=host))
    return addresses


def _parts(url: str, allowed: Allowed) -> tuple[str, str, int, str]:
    """Return scheme, host, port and path of `url`; RefusedAddressError for what may not be asked.

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
    path = quote(parts.path or "/", safe=_SAFE)
    path += f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    if why := why_refused(host, port, parts.scheme, allowed):
        raise RefusedAddressError(why)
    return parts.scheme, host, port or (443 if parts.scheme == "https" else 80), path


class _Connection(http.client.HTTPConnection):
    """A connection that dials nothing but what it checked, and can be ended from another thread."""

    def __init__(
        self,
        host: str,
        port: int,
        timeout: float,
        allowed: Allowed,
        resolve: Resolve,
        *,
        is_secure: bool,
    ) -> None:
        super().__init__(host, port, timeout=timeout)
        self.is_late = False
        self._allowed = allowed
        self._resolve = resolve
        self._is_secure = is_secure
        self._dialled: socket.socket | None = None
        if is_secure:
            self.default_port = http.client.HTTPS_PORT  # what the header Host leaves out

    @override
    def connect(self) -> None:
        dialled = self._dialled = self._dial()
        if self._is_secure:
            # SSL_CERT_FILE of the environment counts, as in collecting.
            context = ssl.create_default_context()
            # In two steps: `abort` must reach the handshake too.
            secure = context.wrap_socket(
                dialled, server_hostname=self.host, do_handshake_on_connect=False
            )
            dialled = self._dialled = secure
            secure.do_handshake()
        self.sock = dialled

    def _dial(self) -> socket.socket:
        refused: OSError = OSError(say("fetch.dns"))
        for address in _look_up(self.host, self.port, self._allowed, self._resolve):
            if self.is_late:
                break
            try:
                return socket.create_connection((address, self.port), self.timeout)
            except OSError as e:
                refused = e
        raise refused

    @override
    def close(self) -> None:
        super().close()
        if self._dialled is not None:  # a handshake that failed left it open
            self._dialled.close()

    def abort(self) -> None:
        """End it now: the time for all of it is over, whatever it is at."""
        self.is_late = True
        if self._dialled is not None:
            with suppress(OSError):
                self._dialled.shutdown(socket.SHUT_RDWR)
