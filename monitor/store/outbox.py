"""The outbox: digests as composed, their messages, and how far the delivery of each is.

A digest, its messages and the note of what it tells are written in one transaction. A message is
handed out under a lease, so that a sender that dies gives it back by doing nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select, update

from monitor.model import Message, Receipt
from monitor.store.alerts import mark_digested
from monitor.store.database import Tx
from monitor.store.rows import batches, insert_new
from monitor.store.tables import DIGEST, MESSAGE


class MessageState(StrEnum):
    """How far the delivery of a message is. A parked one waits for a person, who may drop it."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    PARKED = "parked"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDigest:
    """A digest as it was composed."""

    key: str
    since: datetime | None
    until: datetime
    html: str
    text: str
    created: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMessage:
    """A message and how far its delivery is."""

    message: Message
    state: MessageState
    next_at: datetime | None  # not tried before
    leased: datetime | None  # until when a sender has it
    delivered: datetime | None
    error: str | None  # of the last try


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDigest:
    """Where the next digest goes on: from `until`."""

    key: str
    until: datetime


def save_digest(
    tx: Tx,
    key: str,
    *,
    since: datetime | None,
    until: datetime,
    html: str,
    text: str,
    alerts: Collection[str],
    now: datetime,
) -> bool:
    """Keep a composed digest and what it tells of; False where one of this key is kept already.

    Args:
        alerts: the keys of what it tells of, counted ones included.
    """
    row = {
        "key": key,
        "since": since,
        "until": until,
        "html": html,
        "text": text,
        "created": now,
    }
    if not insert_new(tx, DIGEST, [row], DIGEST.c.id):
        return False
    mark_digested(tx, key, alerts)
    return True


def load_digest(tx: Tx, key: str) -> KeptDigest | None:
    """Return the digest of this key, None where there is none."""
    row = tx.execute(select(DIGEST).where(DIGEST.c.key == key)).first()
    return _digest(row) if row else None


def load_digests(tx: Tx, *, limit: int) -> tuple[KeptDigest, ...]:
    """Return the latest digests, the latest first."""
    query = select(DIGEST).order_by(DIGEST.c.until.desc(), DIGEST.c.id.desc()).limit(limit)
    return tuple(_digest(row) for row in tx.execute(query))


def last_digest(
    tx: Tx,
    *,
    channel: str | None = None,
    recipient: str | None = None,
    delivered: bool = False,
) -> LastDigest | None:
    """Return the last digest of all, or the last with a message to a channel or recipient.

    Args:
        delivered: only one that was received; without it one on its way counts too.
    """
    query = select(DIGEST.c.key, DIGEST.c.until)
    to = [MESSAGE.c.digest == DIGEST.c.key]
    if channel is not None:
        to.append(MESSAGE.c.channel == channel)
    if recipient is not None:
        to.append(MESSAGE.c.recipient == recipient)
    if delivered:
        to.append(MESSAGE.c.state == MessageState.DELIVERED)
    if len(to) > 1:
        query = query.where(select(MESSAGE.c.id).where(*to).exists())
    row = tx.execute(query.order_by(DIGEST.c.until.desc(), DIGEST.c.id.desc()).limit(1)).first()
    return LastDigest(key=row.key, until=row.until) if row else None


def save_messages(tx: Tx, messages: Sequence[Message]) -> int:
    """Put messages into the outbox; return how many are new. One of the same key stays as it is."""
    rows = [
        {
            "key": m.key,
            "digest": m.digest,
            "channel": m.channel,
            "recipient": m.recipient,
            "subject": m.subject,
            "text": m.text,
            "html": m.html,
            "blocks": m.blocks,
            "created": m.created,
            "attempts": m.attempts,
            "state": MessageState.WAITING,
            "next_at": None,
            "leased": None,
            "delivered": None,
            "error": None,
        }
        for m in messages
    ]
    return len(insert_new(tx, MESSAGE, rows, MESSAGE.c.id))


def load_due_messages(tx: Tx, now: datetime, *, limit: int) -> tuple[str, ...]:
    """Return the keys of up to `limit` messages that may be sent at `now`, the oldest first."""
    query = select(MESSAGE.c.key).where(*_is_due(now)).order_by(MESSAGE.c.id).limit(limit)
    return tuple(tx.execute(query).scalars())


def lease_message(tx: Tx, key: str, now: datetime, *, lease: timedelta) -> Message | None:
    """Hand out one message to deliver; None where it is not to be sent now or somebody is at it.

    `attempts` counts this one already. A receipt ends the lease; without one the message is handed
    out again when the lease has run out.
    """
    statement = (
        update(MESSAGE)
        .where(MESSAGE.c.key == key, *_is_due(now))
        .values(leased=now + lease, attempts=MESSAGE.c.attempts + 1)
        .returning(*MESSAGE.c)
    )
    row = tx.execute(statement).first()
    return _message(row) if row else None


def lease_messages(tx: Tx, now: datetime, *, lease: timedelta, limit: int) -> tuple[Message, ...]:
    """Hand out up to `limit` messages to deliver, the oldest first, as `lease_message` does one."""
    query = select(MESSAGE.c.key).where(*_is_due(now)).order_by(MESSAGE.c.id).limit(limit)
    # What another sender is just taking is not worth waiting for.
    keys = tx.execute(query.with_for_update(skip_locked=True)).scalars().all()
    leased = (lease_message(tx, key, now, lease=lease) for key in keys)
    return tuple(message for message in leased if message)


def release_leases(tx: Tx) -> int:
    """Take back every lease, for who knows that nobody is at it; return how many there were."""
    statement = update(MESSAGE).where(MESSAGE.c.leased.is_not(None)).values(leased=None)
    return len(tx.execute(statement.returning(MESSAGE.c.id)).all())


def save_receipt(
    tx: Tx, receipt: Receipt, *, now: datetime, retry_at: datetime | None = None
) -> None:
    """Note what became of an attempt. A delivered message stays so, whatever comes later.

    Args:
        retry_at: when to try again; None parks a message that was not delivered.
    """
    if receipt.delivered is not None:
        state, next_at = MessageState.DELIVERED, None
    elif retry_at is not None:
        state, next_at = MessageState.WAITING, max(retry_at, now)
    else:
        state, next_at = MessageState.PARKED, None
    values = {
        "state": state,
        "next_at": next_at,
        "leased": None,
        "delivered": receipt.delivered,
        "error": receipt.error,
    }
    tx.execute(
        update(MESSAGE)
        .where(MESSAGE.c.key == receipt.message, MESSAGE.c.state != MessageState.DELIVERED)
        .values(values)
    )


def load_messages(
    tx: Tx, *, state: MessageState | None = None, limit: int | None = None
) -> tuple[KeptMessage, ...]:
    """Return messages with their state, the oldest first."""
    query = select(MESSAGE).order_by(MESSAGE.c.id).limit(limit)
    if state is not None:
        query = query.where(MESSAGE.c.state == state)
    return tuple(
        KeptMessage(
            message=_message(row),
            state=MessageState(row.state),
            next_at=row.next_at,
            leased=row.leased,
            delivered=row.delivered,
            error=row.error,
        )
        for row in tx.execute(query)
    )


def retry_messages(tx: Tx, keys: Collection[str] | None = None) -> int:
    """Let parked messages (all, or those of `keys`) wait again; return how many."""
    again = (
        update(MESSAGE)
        .where(MESSAGE.c.state == MessageState.PARKED)
        .values(state=MessageState.WAITING, next_at=None, attempts=0)
        .returning(MESSAGE.c.id)
    )
    if keys is None:
        return len(tx.execute(again).all())
    parts = batches(sorted(keys))
    return sum(len(tx.execute(again.where(MESSAGE.c.key.in_(part))).all()) for part in parts)


def drop_message(tx: Tx, key: str) -> bool:
    """Give an undelivered message up for good; say whether there was one.

    What it tells of counts as told: the person who drops it has seen it.
    """
    statement = (
        update(MESSAGE)
        .where(MESSAGE.c.key == key)
        .where(MESSAGE.c.state.in_([MessageState.WAITING, MessageState.PARKED]))
        .values(state=MessageState.DROPPED, next_at=None, leased=None)
        .returning(MESSAGE.c.id)
    )
    return tx.execute(statement).first() is not None


def count_messages(tx: Tx) -> dict[MessageState, int]:
    """Return how many messages are in each state, none left out."""
    counted = tx.execute(select(MESSAGE.c.state, func.count()).group_by(MESSAGE.c.state)).all()
    found = {MessageState(state): int(number) for state, number in counted}
    return {state: found.get(state, 0) for state in MessageState}


def _digest(row: Row[Any]) -> KeptDigest:
    return KeptDigest(
        key=row.key,
        since=row.since,
        until=row.until,
        html=row.html,
        text=row.text,
        created=row.created,
    )


def _is_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        MESSAGE.c.state == MessageState.WAITING,
        or_(MESSAGE.c.next_at.is_(None), MESSAGE.c.next_at <= now),
        or_(MESSAGE.c.leased.is_(None), MESSAGE.c.leased <= now),
    )


def _message(row: Row[Any]) -> Message:
    return Message(
        key=row.key,
        digest=row.digest,
        channel=row.channel,
        recipient=row.recipient,
        subject=row.subject,
        text=row.text,
        html=row.html,
        blocks=row.blocks,
        created=row.created,
        attempts=row.attempts,
    )
