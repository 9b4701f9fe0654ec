"""Messages → Receipts: each message goes by its channel, and no failure stops another.

The outbox itself (what waits, leases, backoff) is the store's; here is only the going out.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from monitor.errors import DeliveryError
from monitor.model import Message, Receipt

log = logging.getLogger(__name__)


class Channel(Protocol):
    """A way out: e-mail, Slack, a folder. `name` is what a message's `channel` says."""

    @property
    def name(self) -> str: ...

    async def send(self, message: Message) -> None:
        """Deliver the message whole; raise DeliveryError if it was not taken.

        Its `unsure` says that nobody knows: the answer to what had been sent did not come.
        """
        ...


async def deliver(
    messages: Sequence[Message], channels: Iterable[Channel], *, now: datetime
) -> tuple[Receipt, ...]:
    """Return a receipt for every message, in their order.

    Channels work side by side; within one, messages go in their order, one at a time. A receipt
    without `delivered` says why, and whether another try makes sense.
    """
    by_name = {channel.name: channel for channel in channels}
    queues: dict[str, list[Message]] = {}
    for message in messages:
        queues.setdefault(message.channel, []).append(message)
    done = await asyncio.gather(
        *(_send_all(queue, by_name.get(name), now) for name, queue in queues.items())
    )
    receipts = {receipt.message: receipt for queue in done for receipt in queue}
    return tuple(receipts[message.key] for message in messages)


async def _send_all(
    messages: Sequence[Message], channel: Channel | None, now: datetime
) -> list[Receipt]:
    return [await _send(message, channel, now) for message in messages]


async def _send(message: Message, channel: Channel | None, now: datetime) -> Receipt:
    if channel is None:
        why = f"{message.channel}: no such channel is set up"
        return Receipt(message=message.key, error=why)
    try:
        await channel.send(message)
    except DeliveryError as e:
        return Receipt(
            message=message.key,
            error=str(e),
            temporary=e.temporary,
            retry_after=e.retry_after,
            unsure=e.unsure,
        )
    except Exception as e:
        # Named reason for catching all: a bug here would cost the receipts of messages that did go
        # out, and they would be sent again.
        log.exception("bug in channel=%s message=%s", channel.name, message.key)
        why = f"{channel.name}: {type(e).__name__}"
        return Receipt(message=message.key, error=why, temporary=True, unsure=True)
    return Receipt(message=message.key, delivered=now)
