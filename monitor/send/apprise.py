"""The Apprise channel, an optional extra: a hundred further services, each by its own address.

An address is a secret as a whole: `tgram://…`, `discord://…`, `msteams://…` hold tokens. Apprise
opens its connections itself; where they lead is said by whoever wrote the address.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.errors import DeliveryError
from monitor.model import Message
from monitor.words import Lang, say

if TYPE_CHECKING:
    from apprise import AppriseAsset, NotifyBase

SHORTEST_TEXT = 200
"""Letters that are sent whatever a service says of its limits."""

# What our pages have and no chat shows.
_PICTURE = re.compile(r"<img\b[^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class AppriseChannel:
    """Sends each message once, as a page or as text, by what the service can take.

    Args:
        timeout: seconds for a message, all of a service's own tries together.
    """

    timeout: float = 60.0
    lang: Lang = "ko"
    name: str = "apprise"

    async def send(self, message: Message) -> None:
        """Hand the message to the service of its recipient, an Apprise address.

        Raises DeliveryError: for good where the extra is missing or the address is none, temporary
        for whatever the service has against it, for Apprise does not tell one from the other.
        """
        await asyncio.to_thread(self._send, message)

    async def check(self, address: str) -> None:
        """Read the address and send nothing; raises DeliveryError for one of no use."""
        await asyncio.to_thread(self._service, address)

    def _send(self, message: Message) -> None:
        service = self._service(message.recipient)
        from apprise import Apprise

        body, form = self._body(service, message)
        there = Apprise(asset=service.asset)
        there.add(service)
        told = there.notify(
            body=body,
            title=message.subject,
            body_format=form,
            interpret_escapes=False,
            timeout=self.timeout,
        )
        if not told:
            words = {"scheme": _scheme(message.recipient)}
            why = say("send.apprise_failed", self.lang, **words)
            raise DeliveryError(self.name, why, temporary=True, unsure=True)

    def _service(self, address: str) -> NotifyBase:
        try:
            # Loads slowly, and few have it.
            from apprise import Apprise
        except ModuleNotFoundError as e:
            raise DeliveryError(self.name, say("send.no_apprise", self.lang)) from e
        service = Apprise.instantiate(address, asset=_asset())
        if service is None:
            why = say("send.bad_apprise", self.lang, scheme=_scheme(address))
            raise DeliveryError(self.name, why)
        return service

    def _body(self, service: NotifyBase, message: Message) -> tuple[str, str]:
        """Return what the service is given, and in which form.

        A page is sent where pages are shown and a whole one is taken; else text, cut between lines
        where it is too long, with a word on how much was cut.
        """
        from apprise import NotifyFormat

        page = _PICTURE.sub("", message.html)
        if (
            page
            and service.resolve_format(NotifyFormat.HTML) == NotifyFormat.HTML
            and len(page) + len(message.subject) < service.body_maxlen
        ):
            return page, NotifyFormat.HTML
        longest = max(service.body_maxlen - len(message.subject) - 2, SHORTEST_TEXT)
        return _fit(message.text, longest, self.lang), NotifyFormat.TEXT


def _asset() -> AppriseAsset:
    from apprise import AppriseAsset

    # Nothing of what an article says is made into pictures, and no server leads us elsewhere.
    return AppriseAsset(
        app_id="figure-monitor",
        app_desc="figure-monitor",
        app_url="",
        interpret_emojis=False,
        http_redirects=False,
        secure_logging=True,
    )


def _fit(text: str, longest: int, lang: Lang) -> str:
    """Return the text within so many letters, cut at a line's end, and how many lines were cut.

    >>> _fit("a\\nb" + "c" * 300, 20, "en")
    'a\\n… (1 more line)'
    """
    if len(text) <= longest:
        return text
    lines = text.rstrip("\n").split("\n")
    kept: list[str] = []
    size = len(say("send.cut", lang, count=len(lines))) + 1
    for line in lines:
        size += len(line) + 1
        if size > longest:
            break
        kept.append(line)
    return "\n".join([*kept, say("send.cut", lang, count=len(lines) - len(kept))])


def _scheme(address: str) -> str:
    """Return what may be told of an address: the service it is of."""
    found = re.match(r"[A-Za-z][A-Za-z0-9+.-]{0,20}(?=://)", address)
    return found[0].lower() if found else "?"
