"""The webhook channel: each event of a digest as a signed POST to a program of the reader's own.

What is sent and how it is signed stands in `report/events.schema.json`. A receiver takes the body
as it came, checks the signature, refuses a timestamp that is minutes old and an id it had before.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from monitor.addresses import Allowed
from monitor.errors import ConfigError, DeliveryError
from monitor.model import Message
from monitor.send.post import (
    Answer,
    RefusedAddressError,
    Resolve,
    UnsentError,
    check,
    post,
    read_pause,
    resolve_host,
)
from monitor.words import Lang, say

SHORTEST_SECRET = 16
"""Letters of a secret that nobody guesses."""

_REMEMBERED = 64
# Answers that pass: too early, too late, too much; and what a server or proxy is not up to.
_PASSING = frozenset({408, 425, 429})
# A proxy's, that had no answer itself.
_NO_ANSWER = frozenset({502, 504})

Event = dict[str, Any]


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Return what stands in `Monitor-Signature`.

    >>> sign("0123456789abcdef", "1700000000", b"{}")
    'v1=e4f8e2ecae2295b2ddb2f0b5584c8275e226c0ebe9b3b819e70156bb67122e3e'
    """
    return "v1=" + hmac.digest(secret.encode(), timestamp.encode() + b"." + body, "sha256").hex()


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookChannel:
    """Posts a message's events one after the other; the message's recipient is the address.

    Args:
        secret: what both sides know and every event is signed by.
        timeout: seconds for each event.
        allowed: what an address may be though it is not public (`fetch.allow`).
        clock: tells when an event is sent.
        resolve: gives the addresses of a host, every one of which is checked.

    Raises ConfigError where the settings cannot be used.
    """

    secret: str = field(repr=False)
    timeout: float = 30.0
    allowed: Allowed = field(default_factory=Allowed)
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC), repr=False)
    resolve: Resolve = field(default=resolve_host, repr=False)
    lang: Lang = "ko"
    name: str = "webhook"
    # How many events of a message were taken, so that another try goes on behind them.
    _taken: OrderedDict[str, int] = field(default_factory=OrderedDict, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.secret) < SHORTEST_SECRET:
            raise ConfigError([f"webhook.secret: {say('send.webhook_secret', self.lang)}"])

    async def send(self, message: Message) -> None:
        """Post every event of the message; a second try goes on where the first one broke off.

        Who refuses an event with 409 on a later try had it already: a crash fell between its
        arrival and our note of it.

        Raises DeliveryError: temporary for no answer, 429 (with `retry_after`) and 5xx, for good
        for every other refusal and for an address that must not be asked. It is unsure where no
        answer came, and where a part of the events was taken.
        """
        events = self._events(message)
        sent = self._taken.pop(message.key, 0)
        try:
            for event in events[sent:]:
                await asyncio.to_thread(
                    self._post, message.recipient, event, is_again=message.attempts > 1
                )
                sent += 1
        except DeliveryError as e:
            e.unsure |= sent > 0
            raise
        finally:
            if 0 < sent < len(events):
                self._taken[message.key] = sent
                while len(self._taken) > _REMEMBERED:
                    self._taken.popitem(last=False)

    async def check(self, address: str) -> None:
        """Look the address up and post nothing; raises DeliveryError where `send` would."""
        await asyncio.to_thread(
            self._translated, address, lambda: check(address, self.allowed, self.resolve)
        )

    def _events(self, message: Message) -> list[Event]:
        """Return the message's events; one without any is its words."""
        if not message.blocks:
            when = message.created or self.clock()
            return [
                {
                    "version": 1,
                    "id": message.key,
                    "type": "message",
                    "created": when.isoformat(),
                    "subject": message.subject,
                    "text": message.text,
                }
            ]
        try:
            events = json.loads(message.blocks)
        except ValueError as e:
            raise DeliveryError(self.name, say("send.webhook_events", self.lang)) from e
        if not isinstance(events, list) or not all(
            isinstance(e, dict) and isinstance(e.get("id"), str) and isinstance(e.get("type"), str)
            for e in events
        ):
            raise DeliveryError(self.name, say("send.webhook_events", self.lang))
        return events

    def _post(self, address: str, event: Event, *, is_again: bool = False) -> None:
        body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
        timestamp = str(int(self.clock().timestamp()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "figure-monitor",
            "Monitor-Id": event["id"].encode("ascii", "replace").decode(),
            "Monitor-Event": event["type"].encode("ascii", "replace").decode(),
            "Monitor-Timestamp": timestamp,
            "Monitor-Signature": sign(self.secret, timestamp, body),
        }

        def work() -> None:
            answer = post(
                address,
                body,
                headers=headers,
                timeout=self.timeout,
                allowed=self.allowed,
                resolve=self.resolve,
            )
            is_known = is_again and answer.status == HTTPStatus.CONFLICT
            if not 200 <= answer.status < 300 and not is_known:
                raise self._refused(address, answer)

        self._translated(address, work)

    def _translated(self, address: str, work: Callable[[], None]) -> None:
        """Do the work; raise DeliveryError for what the other side or the network has against it.

        No error tells more of the address than its host: the rest may be a secret.
        """
        try:
            work()
        except RefusedAddressError as e:
            why = say("send.address", self.lang, reply=e)
            raise DeliveryError(self.name, why) from None
        except OSError as e:
            reply = getattr(e, "strerror", None) or str(e) or type(e).__name__
            why = say("send.connection", self.lang, server=_host(address), reply=reply[:160])
            unsure = not isinstance(e, UnsentError)
            raise DeliveryError(self.name, why, temporary=True, unsure=unsure) from None

    def _refused(self, address: str, answer: Answer) -> DeliveryError:
        # What a stranger's server says of it stays out of our logs: it may repeat what we sent.
        reply = f"HTTP {answer.status}"
        return DeliveryError(
            self.name,
            say("send.refused", self.lang, server=_host(address), reply=reply),
            temporary=answer.status >= 500 or answer.status in _PASSING,
            retry_after=read_pause(answer.headers.get("retry-after"), self.clock()),
            unsure=answer.status in _NO_ANSWER,
        )


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or "?"
    except ValueError:
        return "?"
