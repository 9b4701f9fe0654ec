"""When to ask a feed again: its habit, what it missed, what its server asks for, what failed.

Everything here is arithmetic on values: the clock is an argument, and what looks like chance (the
jitter) is made of the feed's address and the moment, so that it can be told beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

from monitor.errors import FetchError, PausedError, SourceError
from monitor.model import Entry, Feed, utc

_NOTHING = timedelta(0)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)

# Entries looked at for the habit: the latest ones tell how it is now.
_STAMPS = 21
# Entries of a list that are remembered, to see how much two lists share.
MARKS = 200
_MARK = 6  # hexadecimal digits: two of 200 addresses share one about once in 800 lists
# Of a list so long, one or two may stand in it for weeks (a notice, an editor's choice): sharing
# no more than this with the list before is sharing nothing.
_PINNED = 0.05
# Between the moment a feed is due and the request: the look for what is due, a turn at the host.
_UNTIL_ASKED = timedelta(minutes=1)
# A failure that may be chance (no answer, 500) counts a quarter of one that speaks (404, no feed).
_FLUKE = 0.25
# An entry may appear so long after the moment that it bears: caches, and editors who approve.
_LATE = timedelta(minutes=15)
# The pause after a failure: so much for each that counts, up to a day.
_PER_FAILURE = _HOUR
_LONGEST_FAILURE = _DAY
_PROBE = timedelta(days=7)
_GONE = 410


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Between what the pauses of a feed may lie: settings of the operator.

    `floor` and `ceiling` hold for the pause that follows from the feed's habit, `wish` is the
    longest pause that a server may ask for, `dead` how long a feed fails until it is only probed.
    """

    floor: timedelta = timedelta(minutes=5)
    ceiling: timedelta = _DAY
    wish: timedelta = _DAY
    dead: timedelta = timedelta(days=30)

    def within(self, pause: timedelta) -> timedelta:
        """Return `pause`, neither shorter than the floor nor longer than the ceiling."""
        return max(self.floor, min(pause, self.ceiling))


class Listed(NamedTuple):
    """What a list tells of the pace: an entry's mark, and when it was published."""

    mark: str
    published: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a list has in common with the list before it."""

    count: int  # entries listed
    fresh: int  # of these not in the list before
    is_first: bool = False  # there was no list before
    missed: bool = False  # entries may have come and gone between the two

    @property
    def has_news(self) -> bool:
        """Whether there is anything that the list before did not have."""
        return self.fresh > 0


# --- lists ---------------------------------------------------------------------------------------


def listed_of(entries: Iterable[Entry]) -> list[Listed]:
    """Return what the entries tell of the pace, in their order."""
    return [Listed(_mark(entry.url), entry.published) for entry in entries]


def join_marks(entries: Sequence[Listed]) -> str:
    """Return the marks of a list: all that `compare_list` needs to know of it later."""
    return "".join([entry.mark for entry in entries[:MARKS]])


def split_marks(marks: str) -> list[str]:
    """Return the marks that `join_marks` joined."""
    return [marks[at : at + _MARK] for at in range(0, len(marks), _MARK)]


def _mark(url: str) -> str:
    return blake2b(url.encode(errors="replace"), digest_size=_MARK // 2).hexdigest()


def is_listed(listed: str, url: str) -> bool:
    """Return whether a list, by its marks, has this address."""
    return _mark(url) in listed


def compare_list(feed: Feed, entries: Sequence[Listed]) -> Listing:
    """Return how much of a feed's list is new, and whether something may have been missed.

    Something may, where the two lists share nothing (but what is pinned) and the new one does not
    reach back to the last poll by its dates.
    """
    looked_at = entries[:MARKS]
    if not feed.listed:
        return Listing(count=len(looked_at), fresh=len(looked_at), is_first=True)
    before = set(split_marks(feed.listed))
    fresh = [entry for entry in looked_at if entry.mark not in before]
    shared = len(looked_at) - len(fresh)
    missed = bool(fresh) and shared <= _PINNED * len(looked_at) and not _reaches_back(feed, fresh)
    return Listing(count=len(looked_at), fresh=len(fresh), missed=missed)


def _reaches_back(feed: Feed, fresh: Sequence[Listed]) -> bool:
    """Tell whether entries never listed before are older than the last poll: late, not missed."""
    since = _last_answer(feed)
    if since is None:
        return False
    return any(e.published is not None and e.published < since - _LATE for e in fresh)


def _last_answer(feed: Feed) -> datetime | None:
    """Return about when the feed was read last: `polled` moves with every failure, too."""
    return feed.failing_since - feed.interval if feed.failing_since else feed.polled


# --- habit ---------------------------------------------------------------------------------------


def read_habit(
    published: Iterable[datetime | None], *, now: datetime
) -> tuple[timedelta, timedelta] | None:
    """Return the usual time between two entries and the pause that follows; None without dates.

    The pause is half of the time between two entries, but never longer than a third of the time
    that the list spans, so that none rolls out unseen. Entries of one moment count as one: some
    outlets publish in batches. Dates that are all of one time of day are days, and tell nothing.
    """
    stamps = sorted({p for p in published if p is not None and p <= now}, reverse=True)[:_STAMPS]
    if len(stamps) < 3 or len({utc(stamp).time() for stamp in stamps}) == 1:
        return None
    gaps = sorted(newer - older for newer, older in pairwise(stamps))
    gap = gaps[len(gaps) // 2]
    return gap, min(gap / 2, (stamps[0] - stamps[-1]) / 3)


def after_news(
    feed: Feed, entries: Sequence[Listed], listing: Listing, *, now: datetime, bounds: Bounds
) -> Feed:
    """Return `feed` with what a list teaches that has entries the one before had not."""
    found = read_habit((e.published for e in entries), now=now)
    newest = max((e.published for e in entries if e.published is not None), default=now)
    # A first list may be years old; after it, what is new is new now, whatever its date.
    changed = min(newest, now) if listing.is_first else now
    if found is None:
        found = _observed_habit(feed, listing, now)
    gap, habit = found or (feed.gap, feed.habit)
    since = _last_answer(feed)
    if not listing.is_first and since is not None:
        habit = _sooner(habit, feed, listing, now - since)
    interval = feed.interval if habit is None else max(habit, _quiet(changed, now))
    return replace(
        feed,
        gap=gap,
        habit=habit,
        interval=bounds.within(interval),
        changed=changed,
        listed=join_marks(entries),
        missed=now if listing.missed else feed.missed,
    )


def after_silence(feed: Feed, *, now: datetime, bounds: Bounds) -> Feed:
    """Return `feed` after a poll that brought nothing new."""
    return replace(feed, interval=silent_interval(feed, now=now, bounds=bounds))


def silent_interval(feed: Feed, *, now: datetime, bounds: Bounds) -> timedelta:
    """Return the pause of a feed after a poll that brought nothing new.

    One whose habit is known keeps it, and is asked less often the longer it is quiet; without a
    habit the pause doubles, so that any feed finds its pace within a day.
    """
    if feed.habit is None:
        return bounds.within(feed.interval * 2)
    return bounds.within(max(feed.habit, _quiet(feed.changed or now, now)))


def _quiet(changed: datetime, now: datetime) -> timedelta:
    """Return the pause for a feed that has been quiet since, whatever its habit was."""
    return (now - changed) / 8


def _observed_habit(
    feed: Feed, listing: Listing, now: datetime
) -> tuple[timedelta, timedelta] | None:
    """Return the habit of a feed without dates, by how many entries came since its last news."""
    if listing.is_first or feed.changed is None or feed.changed >= now:
        return None
    seen = (now - feed.changed) / listing.fresh
    # The geometric mean with what was seen before: one burst does not make a habit, three do.
    gap = seen if feed.gap is None else timedelta(seconds=_mean(feed.gap, seen))
    return gap, min(gap / 2, gap * listing.count / 3)


def _mean(one: timedelta, other: timedelta) -> float:
    return float((max(one.total_seconds(), 1.0) * max(other.total_seconds(), 1.0)) ** 0.5)


def _sooner(
    habit: timedelta | None, feed: Feed, listing: Listing, elapsed: timedelta
) -> timedelta | None:
    """Return the habit, shorter where the list turns over faster than it says.

    At the pace of the last pause, a third of the list may be new at the next poll; where all of it
    was, nobody knows how much more there had been: half of every pause so far.
    """
    pauses = [] if habit is None else [habit]
    if listing.fresh > 1 or listing.missed:
        pauses.append(elapsed * listing.count / (3 * listing.fresh))
    if listing.missed:
        pauses += [elapsed / 2, feed.interval / 2]
    return min(pauses, default=None)


# --- the next poll -------------------------------------------------------------------------------


def next_due(
    feed: Feed,
    pause: timedelta,
    asked: timedelta,
    *,
    now: datetime,
    bounds: Bounds,
    is_first: bool = False,
) -> datetime:
    """Return when `feed` is asked next: after `pause`, and never before the server wants it.

    Args:
        pause: what its habit or its failures make of it.
        asked: the longest of what the server asked for; beyond `bounds.wish` it is not believed.
        is_first: it has just been added, maybe with a thousand others: the jitter is as long as the
            pause, so that they spread.
    """
    now = utc(now)
    wait = max(pause, min(asked, bounds.wish))
    reach = min(pause, _HOUR) if is_first else min(wait / 10, _HOUR / 2)
    share = _share(f"{feed.url} {now.isoformat()}")
    due = now + wait + reach * share
    last = now + max(wait, bounds.wish)
    opened = _opening(due, feed, last)
    # Not all at the stroke of the hour, either.
    return opened if opened == due else min(opened + _HOUR / 6 * share, max(opened, last))


def _opening(moment: datetime, feed: Feed, last: datetime) -> datetime:
    """Return the first moment from `moment` on that is in no hour and day to skip, up to `last`."""
    if len(feed.skip_hours) >= 24 or len(feed.skip_days) >= 7:
        return moment  # never is no answer
    if moment >= last or not _is_skipped(moment, feed):
        return moment
    while moment < last and _is_skipped(moment, feed):
        hour = moment.replace(minute=0, second=0, microsecond=0) + _HOUR
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY
        moment = midnight if moment.weekday() in feed.skip_days else hour
    return min(moment, last)


def _is_skipped(moment: datetime, feed: Feed) -> bool:
    """Tell whether a poll due then would fall into what the feed skips, or reach into it."""
    at = [moment.astimezone(UTC), moment.astimezone(UTC) + _UNTIL_ASKED]
    return any(m.hour in feed.skip_hours or m.weekday() in feed.skip_days for m in at)


def _share(seed: str) -> float:
    """Return a number from 0 to just under 1 that is even over many seeds and fixed for each."""
    digest = blake2b(seed.encode(errors="replace"), digest_size=7).digest()
    return int.from_bytes(digest) / 2**56


# --- failures ------------------------------------------------------------------------------------


def after_failure(
    feed: Feed, error: SourceError, *, now: datetime, bounds: Bounds | None = None
) -> Feed:
    """Return `feed` after a poll that failed: when to try again, and why it failed in one line.

    Each failure in a row adds an hour to the pause, one that may be a fluke a quarter of it, up to
    a day; a feed that failed for `bounds.dead` is probed once a week. A server's `Retry-After` is
    kept. 410 says that it is gone for good: it is retired, which only a person undoes.
    """
    now = utc(now)
    bounds = bounds or Bounds()
    asked = error.retry_after if isinstance(error, FetchError) else None
    since = feed.failing_since or now
    trouble = feed.trouble + (_FLUKE if error.temporary else 1.0)
    pause = max(bounds.floor, min(_PER_FAILURE * trouble, _LONGEST_FAILURE))
    if is_dead(since, now, bounds):
        pause = _PROBE
    wish = timedelta(seconds=asked) if asked else _NOTHING
    is_gone = isinstance(error, FetchError) and error.status == _GONE
    return replace(
        feed,
        failures=feed.failures + 1,
        failing_since=since,
        trouble=trouble,
        error=" ".join(error.why.split()),
        polled=now,
        due=next_due(feed, pause, wish, now=now, bounds=bounds),
        paused_until=now + min(wish, bounds.wish) if wish else None,
        retired=now if is_gone else None,
    )


def rest_of(error: PausedError) -> timedelta:
    """Return how long to wait for a host that rests.

    Never less than a second: the millionth part of one that is left is no time for a clock, and who
    waits for it is due again at once, for ever.
    """
    return timedelta(seconds=max(error.retry_after or 0.0, 1.0))


def is_dead(since: datetime | None, now: datetime, bounds: Bounds) -> bool:
    """Tell whether a feed that fails since then is taken for dead: asked once a week, and told."""
    return since is not None and now - since >= bounds.dead
