"""The Slack channel: a bot token (messages in a thread) or an incoming webhook (in sequence)."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from monitor.addresses import Allowed
from monitor.errors import ConfigError, DeliveryError
from monitor.model import Message
from monitor.send.post import RefusedAddressError, UnsentError, check, post, read_pause
from monitor.words import Lang, say

Block = dict[str, Any]

# https://docs.slack.dev/reference/methods/chat.postMessage: errors that pass by themselves.
_PASSING = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "message_limit_exceeded",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
        "team_added_to_org",
        "external_channel_migrating",
        "rollup_error",
    }
)
# Errors of Slack's own after which a part of the work may have been done, by the same page.
_UNSURE = frozenset({"internal_error", "fatal_error"})
# A proxy's, that had no answer itself.
_NO_ANSWER = frozenset({502, 504})
_REMEMBERED = 64


@dataclass(slots=True)
class _Progress:
    """What of a message Slack has taken, so that another try goes on behind it."""

    sent: int = 0
    thread: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackChannel:
    """Sends messages to Slack by exactly one of a bot token and a webhook's address.

    Args:
        token: a bot token (`chat:write`); the message's recipient is the channel.
        webhook: the address that Slack gave; the recipient plays no part.
        allowed: what a webhook may be though it is not public (`fetch.allow`).
        timeout: seconds for each request.
        base_url: the API's address.

    Raises ConfigError where the settings cannot be used.
    """

    token: str | None = field(default=None, repr=False)
    webhook: str | None = field(default=None, repr=False)
    timeout: int = 30
    base_url: str = "https://slack.com/api/"
    lang: Lang = "ko"
    allowed: Allowed = field(default_factory=Allowed)
    name: str = "slack"
    _taken: OrderedDict[str, _Progress] = field(
        default_factory=OrderedDict, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        faults = []
        if (self.token is None) == (self.webhook is None):
            faults.append(f"slack: {say('send.slack_one', self.lang)}")
        if self.webhook is not None and not _is_secure(self.webhook):
            faults.append(f"slack.webhook: {say('send.slack_webhook', self.lang)}")
        if not _is_secure(self.base_url):
            faults.append(f"slack.base_url: {say('send.slack_webhook', self.lang)}")
        if faults:
            raise ConfigError(faults)

    async def send(self, message: Message) -> None:
        """Post every part of the message; a second try goes on where the first one broke off.

        Raises DeliveryError: temporary for no answer, 5xx and rate limits (with `retry_after`),
        for good for everything that a person must mend. It is unsure where no answer came, and
        where a part of the message was taken.
        """
        parts = self._parts(message)
        progress = self._taken.setdefault(message.key, _Progress())
        while len(self._taken) > _REMEMBERED:
            self._taken.popitem(last=False)
        while progress.sent < len(parts):
            number = progress.sent
            text = _fallback(message.subject, number, len(parts))
            try:
                await asyncio.to_thread(self._post, message, parts[number], text, number, progress)
            except DeliveryError as e:
                e.unsure |= number > 0
                raise
            progress.sent = number + 1
        self._taken.pop(message.key, None)

    async def check(self) -> None:
        """Ask Slack whether the token holds; a webhook's address is looked up, nothing is posted.

        Raises DeliveryError where `send` would.
        """
        webhook = self.webhook
        if webhook is not None:
            await asyncio.to_thread(self._translated, lambda: check(webhook, self.allowed))
        else:
            await asyncio.to_thread(self._translated, lambda: self._client().auth_test())

    def _parts(self, message: Message) -> list[list[Block]]:
        """Return the message's parts; one without blocks is a single text."""
        if not message.blocks:
            return [[]]
        try:
            parts = json.loads(message.blocks)
        except ValueError as e:
            raise DeliveryError(self.name, say("send.slack_blocks", self.lang)) from e
        if not isinstance(parts, list) or not all(isinstance(part, list) for part in parts):
            raise DeliveryError(self.name, say("send.slack_blocks", self.lang))
        return parts or [[]]

    def _post(
        self, message: Message, blocks: list[Block], text: str, number: int, progress: _Progress
    ) -> None:
        if self.webhook is not None:
            self._translated(lambda: self._post_webhook(message, blocks, text))
        else:
            self._translated(lambda: self._post_api(message, blocks, text, number, progress))

    def _translated(self, work: Callable[[], object]) -> None:
        """Do the work; raise DeliveryError for what Slack or the network has against it."""
        try:
            work()
        except SlackApiError as e:
            raise self._api_error(e) from None  # its text carries the whole answer
        except SlackClientError as e:
            raise self._error("send.slack_failed", reply=type(e).__name__) from None
        except RefusedAddressError as e:
            raise self._error("send.address", reply=str(e)) from None
        except OSError as e:
            reply = str(getattr(e, "reason", "")) or type(e).__name__
            if isinstance(e, UnsentError):
                reply = str(e)
            # urllib's own error: the request did not leave.
            unsure = not isinstance(e, UnsentError | URLError)
            raise self._error(
                "send.connection", temporary=True, reply=reply, unsure=unsure
            ) from None

    def _post_api(
        self, message: Message, blocks: list[Block], text: str, number: int, progress: _Progress
    ) -> None:
        answer = self._client().chat_postMessage(
            channel=message.recipient,
            text=text if blocks else message.text[:LONGEST_TEXT],
            blocks=blocks or None,
            thread_ts=progress.thread,
            unfurl_links=False,
            unfurl_media=False,
            mrkdwn=bool(blocks),
            # Not seen by readers; tells a repeat from a new message wherever the API is read.
            metadata={
                "event_type": "monitor_digest",
                "event_payload": {"key": message.key, "part": number + 1},
            },
        )
        if progress.thread is None:
            progress.thread = str(answer["ts"])

    def _client(self) -> WebClient:
        return WebClient(
            token=self.token,
            base_url=self.base_url,
            timeout=self.timeout,
            # The outbox tries again; a repeat in here could post twice without a note of it.
            retry_handlers=[],
        )

    def _post_webhook(self, message: Message, blocks: list[Block], text: str) -> None:
        assert self.webhook is not None
        said: dict[str, Any] = {
            "text": text if blocks else message.text[:LONGEST_TEXT],
            "unfurl_links": False,
            "unfurl_media": False,
        }
        answer = post(
            self.webhook,
            json.dumps(said | {"blocks": blocks} if blocks else said).encode(),
            headers={"Content-Type": "application/json;charset=utf-8"},
            timeout=self.timeout,
            allowed=self.allowed,
        )
        if answer.status != 200:
            self._refuse(answer.status, answer.body.decode("utf-8", "replace"), answer.headers)

    def _api_error(self, error: SlackApiError) -> DeliveryError:
        answer = error.response
        # The library's own words for what is no JSON, or JSON of another shape, are no code: then
        # it was not Slack that spoke, but a proxy or a network's login page. That passes.
        code = str(answer.data.get("error", "")) if isinstance(answer.data, dict) else ""
        is_slack = re.fullmatch(r"[a-z_]+", code) is not None
        busy = answer.status_code >= 500 or answer.status_code == 429
        passing = busy or code in _PASSING or not is_slack
        return self._error(
            "send.slack_refused",
            temporary=passing,
            reply=code if is_slack else str(answer.status_code),
            retry_after=_retry_after(answer.headers),
            unsure=code in _UNSURE or answer.status_code in _NO_ANSWER,
        )

    def _refuse(self, status: int, body: str, headers: Mapping[str, Any]) -> None:
        passing = status == 429 or status >= 500 or body.strip() in _PASSING
        raise self._error(
            "send.slack_refused",
            temporary=passing,
            reply=f"{status} {body}",
            retry_after=_retry_after(headers),
            unsure=status in _NO_ANSWER or body.strip() in _UNSURE,
        )

    def _error(
        self,
        key: str,
        *,
        temporary: bool = False,
        reply: str = "",
        retry_after: float | None = None,
        unsure: bool = False,
    ) -> DeliveryError:
        for secret in (self.token, self.webhook):
            if secret:
                reply = reply.replace(secret, "***")
        reply = " ".join(reply.split())[:160]
        why = say(key, self.lang, server="Slack", reply=reply)
        return DeliveryError(
            self.name, why, temporary=temporary, retry_after=retry_after, unsure=unsure
        )


LONGEST_TEXT = 35_000
"""Characters of a message without blocks; Slack cuts at 40,000."""


def _fallback(subject: str, number: int, count: int) -> str:
    """Return what a notification shows, where Slack escapes nothing: the subject, disarmed."""
    text = subject.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{text} ({number + 1}/{count})" if count > 1 else text


def _retry_after(headers: Mapping[str, Any]) -> float | None:
    """Return the seconds a server asks us to wait; headers come in any case, values in lists."""
    for name, value in headers.items():
        if name.lower() == "retry-after":
            first = value[0] if isinstance(value, list) and value else value
            return read_pause(str(first), datetime.now(UTC))
    return None


def _is_secure(url: str) -> bool:
    """True for https, and for http to this machine."""
    parts = urlsplit(url)
    if parts.scheme == "https":
        return bool(parts.hostname)
    if parts.scheme != "http" or not parts.hostname:
        return False
    try:
        return ipaddress.ip_address(parts.hostname).is_loopback
    except ValueError:
        return parts.hostname == "localhost"
