"""Recipients: who gets digests, how far each has come, and what was no news to it at the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, insert, literal, select, update

from monitor.store.database import Tx
from monitor.store.rows import insert_new
from monitor.store.tables import ALERT, DIGEST, RECIPIENT, STATEMENT, TOLD

# A clock may go back after a recipient was added: so far back, what was there is known by its key.
CLOCK_SLIP = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecipient:
    """What is kept of a recipient."""

    id: int
    name: str
    definition: Mapping[str, Any] | None  # None: it stands in the settings
    channel: str
    address: str
    created: datetime
    floor: datetime | None  # what was found before is no news to it; None: all is
    slot: datetime | None  # the last one at which its digest was thought of
    told_slot: datetime | None  # the last one that had a digest
    until: datetime | None  # the end of the last digest of its rhythm that it received
    failures: int  # to compose its digest, in a row
    retry_at: datetime | None
    error: str | None
    complained: datetime | None  # when somebody else was told that it receives nothing


def load_recipients(tx: Tx) -> tuple[KeptRecipient, ...]:
    """Return all recipients that were ever met, in the order they were added."""
    return tuple(_kept(row) for row in tx.execute(select(RECIPIENT).order_by(RECIPIENT.c.id)))


def load_recipient(tx: Tx, name: str, *, lock: bool = False) -> KeptRecipient | None:
    """Return the recipient of this name, None where there is none.

    Args:
        lock: let nobody else compose for it until the transaction ends.
    """
    query = select(RECIPIENT).where(RECIPIENT.c.name == name)
    row = tx.execute(query.with_for_update() if lock else query).first()
    return _kept(row) if row else None


def add_recipient(
    tx: Tx,
    name: str,
    channel: str,
    address: str,
    *,
    now: datetime,
    definition: Mapping[str, Any] | None = None,
    since: datetime | None = None,
) -> KeptRecipient:
    """Add a recipient, to which all is news that is found from now on; or return the one there is.

    Nobody was told anything before the first of all recipients: to those who come with it
    everything there is is news.

    Args:
        since: what was found since then is news to it too.
    """
    is_first = is_unmet(tx)
    known = insert_new(
        tx,
        RECIPIENT,
        [
            {
                "name": name,
                "definition": definition,
                "channel": channel,
                "address": address,
                "created": now,
                "floor": None if is_first else since or now - CLOCK_SLIP,
                "slot": None,
                "told_slot": None,
                "until": None if is_first else since or now,
                "failures": 0,
                "retry_at": None,
                "error": None,
                "complained": None,
            }
        ],
        RECIPIENT.c.id,
    )
    if known and not is_first and since is None:
        _know_all(tx, known[0].id, now - CLOCK_SLIP)
    kept = load_recipient(tx, name)
    assert kept is not None  # inserted, or there before
    return kept


def is_unmet(tx: Tx) -> bool:
    """Return whether nobody was ever told anything."""
    met = select(func.count()).select_from(RECIPIENT).where(RECIPIENT.c.slot.is_not(None))
    return not tx.execute(met).scalar_one() and tx.execute(select(DIGEST.c.id)).first() is None


def _know_all(tx: Tx, recipient: int, since: datetime) -> None:
    """Note of everything there is since then that it is no news to the recipient."""
    for table in (ALERT, STATEMENT):
        there = select(literal(recipient), table.c.key, literal(False)).where(
            table.c.at >= since, table.c.kind.is_not(None)
        )
        tx.execute(insert(TOLD).from_select(["recipient_id", "key", "is_listed"], there))


def define_recipient(
    tx: Tx, name: str, channel: str, address: str, *, definition: Mapping[str, Any] | None
) -> None:
    """Say anew what a recipient wants and where it is; what it was told of stays."""
    values = {"definition": definition, "channel": channel, "address": address}
    tx.execute(update(RECIPIENT).where(RECIPIENT.c.name == name).values(values))


def rename_recipient(tx: Tx, name: str, new: str) -> None:
    """Give a recipient another name; what it was told of stays."""
    tx.execute(update(RECIPIENT).where(RECIPIENT.c.name == name).values(name=new))


def remove_recipient(tx: Tx, name: str) -> bool:
    """Forget a recipient and what it was told of; say whether there was one."""
    gone = delete(RECIPIENT).where(RECIPIENT.c.name == name).returning(RECIPIENT.c.id)
    return tx.execute(gone).first() is not None


def note_slot(tx: Tx, recipient: int, slot: datetime, *, told: bool) -> None:
    """Note that the digest of a slot was thought of, and whether there was one to send."""
    values: dict[str, Any] = {"slot": slot, "failures": 0, "retry_at": None, "error": None}
    if told:
        values["told_slot"] = slot
    tx.execute(update(RECIPIENT).where(RECIPIENT.c.id == recipient).values(values))


def note_composed(tx: Tx, recipient: int) -> None:
    """Note that a digest beside the slots was composed."""
    fine = {"failures": 0, "retry_at": None, "error": None}
    tx.execute(update(RECIPIENT).where(RECIPIENT.c.id == recipient).values(fine))


def note_trouble(tx: Tx, name: str, error: str, *, retry_at: datetime) -> None:
    """Note that a digest could not be composed, and when to try again."""
    statement = update(RECIPIENT).where(RECIPIENT.c.name == name)
    again = {"failures": RECIPIENT.c.failures + 1, "error": error, "retry_at": retry_at}
    tx.execute(statement.values(again))


def note_complaint(tx: Tx, recipient: int, now: datetime) -> bool:
    """Note that somebody else is told that it receives nothing; False where that was done."""
    statement = update(RECIPIENT).where(RECIPIENT.c.id == recipient)
    first = statement.where(RECIPIENT.c.complained.is_(None)).values(complained=now)
    return tx.execute(first.returning(RECIPIENT.c.id)).first() is not None


def _kept(row: Row[Any]) -> KeptRecipient:
    return KeptRecipient(
        id=row.id,
        name=row.name,
        definition=row.definition,
        channel=row.channel,
        address=row.address,
        created=row.created,
        floor=row.floor,
        slot=row.slot,
        told_slot=row.told_slot,
        until=row.until,
        failures=row.failures,
        retry_at=row.retry_at,
        error=row.error,
        complained=row.complained,
    )
