"""When a recipient's digests are due, and when it wants to be left alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from monitor.model import Empty, Recipient, Rhythm

DAY, HOUR = timedelta(days=1), timedelta(hours=1)

# A day of summer time's end has 25 hours and one of its beginning 23.
_SLACK = HOUR * 2


def last_slot(recipient: Recipient, now: datetime) -> datetime | None:
    """Return the latest moment up to `now`, in UTC, at which a digest was due.

    None for a recipient that is told everything at once.
    """
    # A recipient has one day of the week at least, so its last slot lies within eight days.
    slots = (slot for slot in _slots(recipient, now) if slot <= now)
    return max(slots, default=None)


def next_slot(recipient: Recipient, now: datetime) -> datetime | None:
    """Return the first moment after `now`, in UTC, at which a digest is due; None as above."""
    slots = (slot for slot in _slots(recipient, now) if slot > now)
    return min(slots, default=None)


def _slots(recipient: Recipient, now: datetime) -> Iterator[datetime]:
    """Yield the slots around `now`: those of eight days before and behind it, in any order."""
    here = now.astimezone(recipient.clock)
    for number in range(-8, 9):
        day = here.date() + timedelta(days=number)
        if day.weekday() not in recipient.days:
            continue
        if recipient.rhythm is Rhythm.DAILY:
            # A time that the day skips or has twice (summer time) is one moment all the same.
            yield datetime.combine(day, recipient.at, recipient.clock).astimezone(UTC)
        elif recipient.rhythm is Rhythm.HOURLY:
            midnight = datetime.combine(day, recipient.at.replace(hour=0), recipient.clock)
            first = midnight.astimezone(UTC)
            for hour in range(26):
                slot = first + hour * HOUR
                if slot.astimezone(recipient.clock).date() == day:
                    yield slot


def quiet_until(recipient: Recipient, now: datetime) -> datetime | None:
    """Return when the quiet hours end in which `now` lies, in UTC; None outside of them.

    Hours that end where they begin are none; those that end before are a night's.
    """
    if recipient.quiet is None:
        return None
    begin, end = recipient.quiet
    here = now.astimezone(recipient.clock)
    clock, day = here.time(), here.date()
    if begin <= end:
        if not begin <= clock < end:
            return None
    elif clock >= begin:
        day += DAY
    elif clock >= end:
        return None
    return datetime.combine(day, end, recipient.clock).astimezone(UTC)


def may_be_empty(recipient: Recipient, slot: datetime, last: datetime) -> bool:
    """Return whether a digest of a slot is sent though it has nothing to tell.

    Args:
        last: the slot of the digest before; of the first one: when the recipient was added.
    """
    match recipient.empty:
        case Empty.NEVER:
            return False
        case Empty.DAILY:
            return slot - last >= DAY - _SLACK
        case Empty.WEEKLY:
            return slot - last >= 7 * DAY - _SLACK
