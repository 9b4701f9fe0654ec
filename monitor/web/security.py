"""Who may ask, and what an answer may do in a browser: hosts, sign-in, sessions, forged requests.

Four ways to know who it is: nobody but this machine can ask and there are no users (then it is its
own editor), a user signs in with a password, a proxy in front has asked already and says the name
in a header that the settings name, or a script brings along a token of the API.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from base64 import b64decode
from collections.abc import Callable, Collection, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitor.errors import ConfigError
from monitor.store.database import Tx
from monitor.store.users import (
    ApiToken,
    Role,
    SignedIn,
    User,
    count_users,
    end_session,
    find_token,
    load_session,
    load_user,
    save_session,
)
from monitor.words import say

MOST_BYTES = 1_000_000
"""Of a request: the longest form is a correction."""

LEAST_LETTERS = 10
"""Of a password."""

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# A digest as it was sent has its styles in its elements and its pictures in itself: it may have
# these, and nothing that runs, asks or submits anything, in a frame of its own.
MAIL_POLICY = "; ".join(
    (
        "sandbox allow-popups allow-popups-to-escape-sandbox",
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
_HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    # No outlet is told which page led to it. (With `no-referrer` a browser says of its own forms
    # that they come from nowhere.)
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "private, no-cache",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What the settings say of who may ask.

    Args:
        hosts: by which names it may be called, in small letters, without a port.
        is_local: only this machine can reach it.
    """

    hosts: frozenset[str]
    is_local: bool
    session: timedelta
    proxy_header: str = ""
    proxy_from: tuple[str, ...] = ()
    proxy_role: Role = Role.READER
    is_secure: bool = False  # cookies are for HTTPS alone

    def is_proxy(self, address: str) -> bool:
        """Return whether what comes from this address may say who asks."""
        try:
            peer = ip_address(address)
        except ValueError:
            return False
        return any(peer in ip_network(known, strict=False) for known in self.proxy_from)


def is_loopback(host: str) -> bool:
    """Return whether an address to listen at is reached from this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_start(tx: Tx, access: Access) -> None:
    """Raise ConfigError where others can reach the pages and nobody would be asked who they are."""
    if not access.is_local and not access.proxy_header and not count_users(tx):
        raise ConfigError([say("web.no_users")])


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who asks. `csrf`: what a change by this one has to bring along."""

    name: str
    role: Role
    csrf: str
    is_signed_in: bool = False  # by a session that can be ended
    token: ApiToken | None = None  # what a script asks with; no browser sends it by itself

    @property
    def is_editor(self) -> bool:
        return self.role is Role.EDITOR


class Gate:
    """Knows who asks; one for all requests of a process."""

    def __init__(self, access: Access, *, clock: Callable[[], datetime]) -> None:
        self.access = access
        self.clock = clock
        self._secret = secrets.token_bytes(32)
        self._hasher = PasswordHasher()
        self._checks = threading.BoundedSemaphore(2)  # each takes 64 MiB
        self.limits = Limits(clock)

    def who(
        self,
        tx: Tx,
        *,
        peer: str,
        headers: Mapping[str, str],
        session: str | None,
        visitor: str,
    ) -> Who | None:
        """Return who asks, None for nobody that is known.

        Args:
            session: what the browser holds of a session.
            visitor: what marks the browser, whoever uses it.
        """
        if self.access.proxy_header and self.access.is_proxy(peer):
            name = headers.get(self.access.proxy_header, "").strip()
            if name and len(name) <= 100 and name.isprintable():
                known = load_user(tx, name)
                role = known.role if known else self.access.proxy_role
                return Who(name=name, role=role, csrf=self._csrf(f"proxy:{name}:{visitor}"))
        if session:
            found = load_session(tx, _hash(session), now=self.clock())
            if found is not None:
                return Who(
                    name=found.user.name, role=found.user.role, csrf=found.csrf, is_signed_in=True
                )
        if self.access.is_local and not self.access.proxy_header and not count_users(tx):
            return Who(name="", role=Role.EDITOR, csrf=self.visitor_csrf(visitor))
        return None

    def script(self, tx: Tx, authorization: str) -> Who | None:
        """Return which script asks with this header; None for a token that is none, or over."""
        token = find_token(tx, _hash(_token_of(authorization[:500])), now=self.clock())
        if token is None:
            return None
        name = f"{token.made_by} ({token.name})" if token.made_by else token.name
        return Who(name=name, role=token.role, csrf="", token=token)

    @cached_property
    def _nobody(self) -> str:
        """A hash of nobody's: it takes the time of a right password for names there are not."""
        return self._hasher.hash(secrets.token_urlsafe())

    def visitor_csrf(self, visitor: str) -> str:
        """Return what a form must bring along before anybody is signed in."""
        return self._csrf(f"visitor:{visitor}")

    def _csrf(self, whose: str) -> str:
        return hmac.new(self._secret, whose.encode(), sha256).hexdigest()

    def is_password(self, user: User | None, password: str) -> bool:
        """Return whether that is the user's password; it takes as long where there is no user."""
        is_known = user is not None and bool(user.password)
        with self._checks:
            kept = user.password if user is not None and user.password else self._nobody
            try:
                return self._hasher.verify(kept, password[:1000]) and is_known
            except (VerificationError, InvalidHashError):
                return False

    def sign_in(self, tx: Tx, user: User) -> tuple[str, SignedIn]:
        """Begin a session; return what the browser is to hold, and the session."""
        token, now = secrets.token_urlsafe(32), self.clock()
        session = SignedIn(
            token=_hash(token),
            user=user,
            csrf=secrets.token_hex(32),
            expires=now + self.access.session,
        )
        save_session(tx, session, now=now)
        return token, session

    def sign_out(self, tx: Tx, token: str) -> None:
        """End the session of what the browser holds."""
        end_session(tx, _hash(token))


def hash_password(password: str) -> str:
    """Return the hash of argon2 that is kept; raise ConfigError for a password too short."""
    if len(password) < LEAST_LETTERS:
        raise ConfigError([say("web.short_password", least=LEAST_LETTERS)])
    if len(password) > 1000:
        raise ConfigError([say("cli.long", name="PASSWORD", most=1000)])
    return PasswordHasher().hash(password)


TOKEN_PREFIX = "fm_"  # noqa: S105 - no secret, but what each begins with
"""By which a token that was published by mistake is known for one."""


def new_token() -> tuple[str, str]:
    """Return a token for a script, and its hash, which is what is kept.

    It is too long to be guessed, so a quick hash is as good as a slow one.
    """
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    return token, _hash(token)


def is_same(known: str, given: str) -> bool:
    """Return whether a token is the one that it must be, in a time that tells nothing."""
    return hmac.compare_digest(known.encode(), given.encode("utf-8", "replace"))


def _token_of(authorization: str) -> str:
    """Return the token that a header brings along, also as a password; "" for none."""
    kind, _, said = authorization.strip().partition(" ")
    if kind.lower() == "bearer":
        return said.strip()
    if kind.lower() != "basic":
        return ""
    try:
        return b64decode(said, validate=True).decode("ascii").partition(":")[2]
    except ValueError:
        return ""


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


WINDOW = timedelta(minutes=15)
MOST_FAILURES = {"pair": 5, "peer": 20, "name": 50}


@dataclass
class Limits:
    """How often signing in failed lately: by name and address, by address, and by name."""

    clock: Callable[[], datetime]
    _failures: dict[tuple[str, str], list[datetime]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, peer: str, name: str) -> int:
        """Return for how many seconds nobody there may try this name again; 0: now."""
        now = self.clock()
        with self._lock:
            longest = 0.0
            for kind, key in _keys(peer, name):
                times = [t for t in self._failures.get((kind, key), ()) if t > now - WINDOW]
                if len(times) >= MOST_FAILURES[kind]:
                    oldest = times[-MOST_FAILURES[kind]]
                    longest = max(longest, (oldest + WINDOW - now).total_seconds())
            return int(longest) + 1 if longest > 0 else 0

    def fail(self, peer: str, name: str) -> None:
        """Note a wrong password."""
        now = self.clock()
        with self._lock:
            if len(self._failures) > 10_000:
                self._failures = {
                    key: times for key, times in self._failures.items() if times[-1] > now - WINDOW
                }
            for place in _keys(peer, name):
                times = self._failures.setdefault(place, [])
                times.append(now)
                del times[: -MOST_FAILURES[place[0]]]

    def forget(self, peer: str, name: str) -> None:
        """Note that the right password came."""
        with self._lock:
            self._failures.pop(("pair", f"{peer} {name}"), None)


def _keys(peer: str, name: str) -> tuple[tuple[str, str], ...]:
    name = name[:100]
    return ("pair", f"{peer} {name}"), ("peer", peer), ("name", name)


# --- every request and every answer ---------------------------------------------------------------


class Guard:
    """Stands before the whole application: refuses foreign hosts, forged and endless requests."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        guarded = self._guarded(send)
        if refusal := self._refusal(scope["method"], headers):
            await _refuse(guarded, *refusal)
            return
        if scope["method"] in SAFE:
            await self._app(scope, receive, guarded)
            return
        body = await _body(receive)
        if body is None:
            await _refuse(guarded, 413, say("web.too_large"))
            return
        told = False

        async def whole() -> Message:
            nonlocal told
            if told:
                return await receive()
            told = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, whole, guarded)

    def _refusal(self, method: str, headers: Mapping[str, str]) -> tuple[int, str] | None:
        host = _host_name(headers.get("host", ""))
        if host not in self._access.hosts:
            # A name that leads here and is not ours: an attack by way of DNS.
            return 421, say("web.wrong_host", host=host[:100])
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:12]) > MOST_BYTES:
            return 413, say("web.too_large")
        if method in SAFE:
            return None
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return 403, say("web.forged")
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers.get("host", ""):
            return 403, say("web.forged")
        return None

    def _guarded(self, send: Send) -> Send:
        async def guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message.get("headers", ())}
                more = [
                    (name.encode(), value.encode())
                    for name, value in _HEADERS.items()
                    if name.encode() not in there
                ]
                message = {**message, "headers": [*message.get("headers", ()), *more]}
            await send(message)

        return guarded


async def _body(receive: Receive) -> bytes | None:
    """Return a request's body; None for one that is too large, or that broke off."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            return None
        if not message.get("more_body", False):
            return bytes(body)


async def _refuse(send: Send, status: int, words: str) -> None:
    body = words.encode("utf-8", "replace")
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _host_name(host: str) -> str:
    """Return the name in a Host header, without its port; "" for what is none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def known_hosts(host: str, more: Collection[str]) -> frozenset[str]:
    """Return the names by which what listens at `host` may be called."""
    own = {"localhost", "127.0.0.1", "::1"} if is_loopback(host) else set()
    said = {_host_name(name) for name in (host, *more)}
    return frozenset({*own, *said} - {"", "0.0.0.0", "::"})  # noqa: S104 - no name to call by
