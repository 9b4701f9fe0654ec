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

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    case,
    delete,
    func,
    literal,
    not_,
    or_,
    select,
    update,
)

from monitor.errors import AmbiguousKeyError
from monitor.model import Message, Receipt
from monitor.store.alerts import mark_told
from monitor.store.database import Tx
from monitor.store.rows import batches, insert_new, starts_with
from monitor.store.statements import mark_remarks_told
from monitor.store.tables import DIGEST, MESSAGE, RECIPIENT, TOLD
from monitor.words import say


class MessageState(StrEnum):
    """How far the delivery of a message is. A parked one waits for a person, who may drop it."""

    WAITING = "waiting"  # it was not taken so far
    UNSURE = "unsure"  # it may have been taken: only another try, with its key, can tell
    DELIVERED = "delivered"
    PARKED = "parked"
    DROPPED = "dropped"
    MERGED = "merged"  # not sent: a later message to the same recipient tells what it told


GOING = (MessageState.WAITING, MessageState.UNSURE)
UNSENT = (*GOING, MessageState.PARKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDigest:
    """A digest as it was composed."""

    key: str
    since: datetime | None
    until: datetime
    created: datetime
    recipient: str | None  # its name; None: gone, or of before there were names
    is_urgent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMessage:
    """A message and how far its delivery is."""

    message: Message
    name: str | None  # of its recipient; None as in `KeptDigest`
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
    now: datetime,
    recipient: int | None = None,
    listed: Collection[str] = (),
    counted: Collection[str] = (),
    is_urgent: bool = False,
) -> bool:
    """Keep a composed digest and what it tells of; False where one of this key is kept already.

    Args:
        recipient: whose it is.
        listed: the keys of the alerts and statements that it tells of.
        counted: of those that it counts only, or that are not for its recipient.
        is_urgent: beside the digests of the recipient's rhythm.
    """
    row = {
        "key": key,
        "since": since,
        "until": until,
        "created": now,
        "recipient_id": recipient,
        "is_urgent": is_urgent,
    }
    made = insert_new(tx, DIGEST, [row], DIGEST.c.id)
    if not made:
        return False
    if recipient is not None:
        of = {"recipient_id": recipient, "digest_id": made[0].id}
        told = dict.fromkeys(counted, False) | dict.fromkeys(listed, True)
        insert_new(tx, TOLD, [{**of, "key": k, "is_listed": is_in} for k, is_in in told.items()])
    keys = {*listed, *counted}
    mark_told(tx, keys)
    mark_remarks_told(tx, keys)
    return True


def load_told(tx: Tx, digest: str) -> tuple[str, ...]:
    """Return the keys of the alerts and statements that a digest lists."""
    query = select(TOLD.c.key).join(DIGEST, DIGEST.c.id == TOLD.c.digest_id)
    listed = query.where(DIGEST.c.key == digest, TOLD.c.is_listed).order_by(TOLD.c.key)
    return tuple(tx.execute(listed).scalars())


def is_under_way(tx: Tx, recipient: int) -> bool:
    """Return whether a digest is on its way to a recipient: it was tried, and may have arrived."""
    query = select(MESSAGE.c.id).where(_to(recipient), not_(_is_loose()))
    query = query.where(MESSAGE.c.state.in_(GOING))
    return tx.execute(query.limit(1)).first() is not None


def is_parked(tx: Tx, recipient: int, *, since: datetime) -> bool:
    """Return whether a message to a recipient is parked that was first tried then or earlier."""
    query = select(MESSAGE.c.id).where(_to(recipient), MESSAGE.c.tried <= since)
    query = query.where(MESSAGE.c.state == MessageState.PARKED)
    return tx.execute(query.limit(1)).first() is not None


def merge_unsent(tx: Tx, recipient: int) -> int:
    """Take back what never reached a recipient, to be told by its next digest; return how many.

    That is what is parked, and what waits and was never tried. What may have reached it is neither:
    told by another message, it might be told twice, and no key would say so.
    """
    loose = or_(MESSAGE.c.state == MessageState.PARKED, _is_loose())
    statement = (
        update(MESSAGE)
        .where(_to(recipient), loose)
        .values(state=MessageState.MERGED, next_at=None, leased=None)
        .returning(MESSAGE.c.digest)
    )
    digests = tx.execute(statement).scalars().all()
    for part in batches(digests):
        taken_back = select(DIGEST.c.id).where(DIGEST.c.key.in_(part))
        tx.execute(delete(TOLD).where(TOLD.c.digest_id.in_(taken_back)))
    return len(digests)


def _to(recipient: int) -> ColumnElement[bool]:
    return MESSAGE.c.digest.in_(select(DIGEST.c.key).where(DIGEST.c.recipient_id == recipient))


def _is_loose() -> ColumnElement[bool]:
    """Return the condition that a waiting message was never handed to anybody."""
    return and_(
        MESSAGE.c.state == MessageState.WAITING,
        MESSAGE.c.attempts == 0,
        MESSAGE.c.tried.is_(None),
        MESSAGE.c.leased.is_(None),
    )


def load_digest(tx: Tx, key: str) -> KeptDigest | None:
    """Return the digest of this key, None where there is none."""
    row = tx.execute(_digests().where(DIGEST.c.key == key)).first()
    return _digest(row) if row else None


def load_digests(tx: Tx, *, limit: int) -> tuple[KeptDigest, ...]:
    """Return the latest digests, the latest first."""
    query = _digests().order_by(DIGEST.c.until.desc(), DIGEST.c.id.desc()).limit(limit)
    return tuple(_digest(row) for row in tx.execute(query))


def digests_at(tx: Tx, ids: Sequence[int]) -> list[tuple[int, KeptDigest]]:
    """Return the digests of these rows with their numbers, the latest first."""
    query = _digests().where(DIGEST.c.id.in_(ids)).add_columns(DIGEST.c.id.label("number"))
    rows = tx.execute(query.order_by(DIGEST.c.id.desc()))
    return [(row.number, _digest(row)) for row in rows]


def messages_of(tx: Tx, digests: Sequence[str]) -> dict[str, list[KeptMessage]]:
    """Return the messages of digests (their keys), the oldest first."""
    found: dict[str, list[KeptMessage]] = {}
    for part in batches(digests):
        query = _messages().where(MESSAGE.c.digest.in_(part)).order_by(MESSAGE.c.id)
        for kept in map(_kept, tx.execute(query)):
            found.setdefault(kept.message.digest, []).append(kept)
    return found


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
            "language": m.language,
            "subject": m.subject,
            "text": m.text,
            "html": m.html,
            "blocks": m.blocks,
            "created": m.created,
            "attempts": m.attempts,
            "tried": m.tried,
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

    `attempts` counts this one already, and `tried` is its moment if it is the first. A receipt ends
    the lease; without one the message is handed out again when the lease has run out: what became
    of it in the first hands nobody knows.
    """
    is_lost = MESSAGE.c.leased.is_not(None)
    statement = (
        update(MESSAGE)
        .where(MESSAGE.c.key == key, *_is_due(now))
        .values(
            state=case((is_lost, MessageState.UNSURE), else_=MESSAGE.c.state),
            leased=now + lease,
            attempts=MESSAGE.c.attempts + 1,
            tried=func.coalesce(MESSAGE.c.tried, literal(now, MESSAGE.c.tried.type)),
        )
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


def postpone_message(tx: Tx, key: str, until: datetime) -> None:
    """Let a waiting message wait until a moment."""
    statement = update(MESSAGE).where(MESSAGE.c.key == key, MESSAGE.c.leased.is_(None))
    tx.execute(statement.where(MESSAGE.c.state.in_(GOING)).values(next_at=until))


def release_leases(tx: Tx) -> int:
    """Take back every lease, for who knows that nobody is at it; return how many there were.

    Whoever had it in hand may have sent it.
    """
    statement = update(MESSAGE).where(MESSAGE.c.leased.is_not(None))
    taken_back = statement.values(leased=None, state=MessageState.UNSURE)
    return len(tx.execute(taken_back.returning(MESSAGE.c.id)).all())


def save_receipt(
    tx: Tx,
    receipt: Receipt,
    *,
    now: datetime,
    retry_at: datetime | None = None,
    park: bool = False,
) -> None:
    """Note what became of an attempt. A message that was delivered or given up stays so.

    Args:
        retry_at: when to try again; None parks a message that was not delivered.
        park: park it all the same, unless it may have been taken: that is tried on.
    """
    of_key = update(MESSAGE).where(MESSAGE.c.key == receipt.message)
    over = {"leased": None, "error": receipt.error}
    if receipt.delivered is not None:
        arrived = of_key.where(MESSAGE.c.state != MessageState.DELIVERED).values(
            **over, state=MessageState.DELIVERED, next_at=None, delivered=receipt.delivered
        )
        if (row := tx.execute(arrived.returning(MESSAGE.c.digest)).first()) is not None:
            _note_arrival(tx, row.digest)
        return
    going = of_key.where(MESSAGE.c.state.in_(GOING))
    parked = going.values(**over, state=MessageState.PARKED, next_at=None)
    if retry_at is None:
        tx.execute(parked)
        return
    again = {**over, "next_at": max(retry_at, now)}
    if receipt.unsure:
        tx.execute(going.values(**again, state=MessageState.UNSURE))
    elif park:
        tx.execute(parked.where(MESSAGE.c.state == MessageState.WAITING))
        tx.execute(going.where(MESSAGE.c.state == MessageState.UNSURE).values(again))
    else:
        tx.execute(going.values(again))


def _note_arrival(tx: Tx, digest: str) -> None:
    """Let the recipient's next digest go on where this one ended."""
    query = select(DIGEST.c.recipient_id, DIGEST.c.until, DIGEST.c.is_urgent)
    row = tx.execute(query.where(DIGEST.c.key == digest)).first()
    if row is None or row.recipient_id is None:
        return
    statement = update(RECIPIENT).where(RECIPIENT.c.id == row.recipient_id)
    tx.execute(statement.values(complained=None))
    if not row.is_urgent:
        until = RECIPIENT.c.until
        earlier = statement.where(or_(until.is_(None), until < row.until))
        tx.execute(earlier.values(until=row.until))


def load_messages(
    tx: Tx,
    *,
    state: MessageState | None = None,
    states: Collection[MessageState] | None = None,
    recipient: str | None = None,
    limit: int | None = None,
) -> tuple[KeptMessage, ...]:
    """Return messages with their state, the oldest first; with `limit` the oldest so many.

    Args:
        recipient: only to the recipient of this name.
    """
    query = _messages().order_by(MESSAGE.c.id).limit(limit)
    wanted = [state] if state is not None else states
    if wanted is not None:
        query = query.where(MESSAGE.c.state.in_(list(wanted)))
    if recipient is not None:
        query = query.where(RECIPIENT.c.name == recipient)
    return tuple(map(_kept, tx.execute(query)))


def load_stuck(tx: Tx, *, since: datetime, limit: int) -> tuple[KeptMessage, ...]:
    """Return the oldest messages that wait for a person, up to `limit`.

    Those are the parked ones, and those that may have been taken and were first tried at `since` or
    earlier: nothing else goes to their recipients meanwhile.
    """
    old = and_(MESSAGE.c.state == MessageState.UNSURE, MESSAGE.c.tried <= since)
    query = _messages().where(or_(MESSAGE.c.state == MessageState.PARKED, old))
    return tuple(map(_kept, tx.execute(query.order_by(MESSAGE.c.id).limit(limit))))


def load_message(tx: Tx, key: str) -> KeptMessage | None:
    """Return the message of this key, None where there is none."""
    row = tx.execute(_messages().where(MESSAGE.c.key == key)).first()
    return _kept(row) if row else None


def find_message(tx: Tx, key: str) -> KeptMessage | None:
    """Return the message of this key, or of the only one that begins so; None where there is none.

    AmbiguousKeyError where several begin so.
    """
    if not key:
        return None
    if (exact := load_message(tx, key)) is not None:
        return exact
    rows = tx.execute(_messages().where(starts_with(MESSAGE.c.key, key)).limit(2)).all()
    if len(rows) > 1:
        raise AmbiguousKeyError(say("store.several", tx.info["lang"], key=key))
    return _kept(rows[0]) if rows else None


def retry_messages(tx: Tx, keys: Collection[str] | None = None) -> int:
    """Let messages (all, or those of `keys`) be tried now that are parked or wait for their time.

    Returns how many there were.
    """
    parked = update(MESSAGE).where(MESSAGE.c.state == MessageState.PARKED)
    parked = parked.values(state=MessageState.WAITING, next_at=None, attempts=0, tried=None)
    later = update(MESSAGE).where(MESSAGE.c.state.in_(GOING), MESSAGE.c.next_at.is_not(None))
    later = later.where(MESSAGE.c.leased.is_(None)).values(next_at=None)
    parts = [None] if keys is None else list(batches(sorted(keys)))
    count = 0
    for statement in (later, parked):
        for part in parts:
            found = statement if part is None else statement.where(MESSAGE.c.key.in_(part))
            count += len(tx.execute(found.returning(MESSAGE.c.id)).all())
    return count


def drop_message(tx: Tx, key: str) -> bool:
    """Give an undelivered message up for good; say whether there was one.

    What it tells of counts as told: the person who drops it has seen it.
    """
    statement = (
        update(MESSAGE)
        .where(MESSAGE.c.key == key)
        .where(MESSAGE.c.state.in_(UNSENT))
        .values(state=MessageState.DROPPED, next_at=None, leased=None)
        .returning(MESSAGE.c.digest)
    )
    row = tx.execute(statement).first()
    if row is not None:
        _note_arrival(tx, row.digest)
    return row is not None


def count_messages(tx: Tx) -> dict[MessageState, int]:
    """Return how many messages are in each state, none left out."""
    counted = tx.execute(select(MESSAGE.c.state, func.count()).group_by(MESSAGE.c.state)).all()
    found = {MessageState(state): int(number) for state, number in counted}
    return {state: found.get(state, 0) for state in MessageState}


def _digests() -> Select[Any]:
    joined = DIGEST.outerjoin(RECIPIENT, RECIPIENT.c.id == DIGEST.c.recipient_id)
    return select(DIGEST, RECIPIENT.c.name).select_from(joined)


def _digest(row: Row[Any]) -> KeptDigest:
    return KeptDigest(
        key=row.key,
        since=row.since,
        until=row.until,
        created=row.created,
        recipient=row.name,
        is_urgent=row.is_urgent,
    )


def _messages() -> Select[Any]:
    joined = MESSAGE.outerjoin(DIGEST, DIGEST.c.key == MESSAGE.c.digest)
    joined = joined.outerjoin(RECIPIENT, RECIPIENT.c.id == DIGEST.c.recipient_id)
    return select(MESSAGE, RECIPIENT.c.name).select_from(joined)


def _kept(row: Row[Any]) -> KeptMessage:
    return KeptMessage(
        message=_message(row),
        name=row.name,
        state=MessageState(row.state),
        next_at=row.next_at,
        leased=row.leased,
        delivered=row.delivered,
        error=row.error,
    )


def _is_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        MESSAGE.c.state.in_(GOING),
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
        tried=row.tried,
        language=row.language,
    )
