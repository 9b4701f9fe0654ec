"""When a feed is asked again: habit, wishes, jitter, failures, silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.collect.pace import (
    Bounds,
    Listed,
    Listing,
    after_failure,
    after_news,
    after_silence,
    compare_list,
    is_dead,
    join_marks,
    listed_of,
    next_due,
    read_habit,
    rest_of,
)
from monitor.errors import FeedError, FetchError, PausedError
from monitor.model import Entry, Feed, Url
from monitor.store.status import silent_after

URL = Url("https://www.hanbit.example/rss")
NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)  # a Saturday
BOUNDS = Bounds()
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def entry(number: int, published: datetime | None = None) -> Listed:
    url = Url(f"https://hanbit.example/{number}")
    return listed_of([Entry(feed=URL, url=url, published=published)])[0]


def marks(numbers: range) -> set[str]:
    return {entry(number).mark for number in numbers}


class Outlet:
    """A publisher with a pace, whose feed lists the latest so many entries."""

    def __init__(self, every: timedelta, *, listed: int, dated: bool, first: datetime) -> None:
        self.every, self.listed, self.dated, self.first = every, listed, dated, first

    def entries(self, now: datetime) -> list[Listed]:
        last = int((now - self.first) / self.every)
        numbers = range(last, max(last - self.listed, -1), -1)
        at = [self.first + n * self.every for n in numbers]
        return [
            entry(n, moment if self.dated else None) for n, moment in zip(numbers, at, strict=True)
        ]


def asked(feed: Feed, outlet: Outlet, now: datetime, *, is_first: bool = False) -> Feed:
    """Return the feed after a poll, as `poll_feed` puts it together."""
    entries = outlet.entries(now)
    listing = compare_list(feed, entries)
    learned = (
        after_news(feed, entries, listing, now=now, bounds=BOUNDS)
        if listing.has_news
        else after_silence(feed, now=now, bounds=BOUNDS)
    )
    due = next_due(
        learned, learned.interval, timedelta(0), now=now, bounds=BOUNDS, is_first=is_first
    )
    return replace(learned, polled=now, due=due)


def followed(outlet: Outlet, span: timedelta) -> tuple[Feed, list[datetime]]:
    """Return a feed after polling it for `span`, and the moments of the polls."""
    feed, now, polls = Feed(url=URL), NOW, list[datetime]()
    while now < NOW + span:
        feed = asked(feed, outlet, now, is_first=not polls)
        polls.append(now)
        assert feed.due is not None
        now = feed.due
    return feed, polls


# --- habit ---------------------------------------------------------------------------------------


def test_the_pause_is_half_the_usual_gap_and_no_entry_rolls_out_unseen() -> None:
    def habit(minutes: float, count: int = 20) -> tuple[timedelta, timedelta] | None:
        return read_habit([NOW - minutes * MINUTE * n for n in range(count)], now=NOW)

    assert habit(60) == (HOUR, 30 * MINUTE)
    assert habit(20, count=3) == (20 * MINUTE, 10 * MINUTE)
    assert habit(60, count=2) is None


@pytest.mark.parametrize(
    "stamps",
    [
        [None] * 9,
        [NOW] * 9,  # one batch
        [datetime(2026, 11, day, 15, 0, tzinfo=UTC) for day in range(3, 20)],  # days in Korea
        [NOW + HOUR * n for n in range(1, 9)],
    ],
)
def test_dates_that_tell_no_pace_are_left_out(stamps: list[datetime | None]) -> None:
    assert read_habit(stamps, now=NOW) is None


@pytest.mark.parametrize("dated", [True, False], ids=["dated", "undated"])
@pytest.mark.parametrize(
    ("every", "listed", "shortest", "longest"),
    [
        (2 * MINUTE, 50, 5 * MINUTE, 6 * MINUTE),
        (10 * MINUTE, 20, 5 * MINUTE, 10 * MINUTE),
        (HOUR, 20, 15 * MINUTE, HOUR),
        (6 * HOUR, 20, HOUR, 6 * HOUR),
        (3 * DAY + HOUR, 10, 6 * HOUR, DAY),
        (60 * DAY + HOUR, 10, 20 * HOUR, DAY),
    ],
    ids=["2 min", "10 min", "1 h", "6 h", "3 d", "60 d"],
)
def test_a_new_feed_settles_within_a_day(
    every: timedelta, listed: int, shortest: timedelta, longest: timedelta, dated: bool
) -> None:
    outlet = Outlet(every, listed=listed, dated=dated, first=NOW - 30 * every - every / 3)
    feed, polls = followed(outlet, DAY + MINUTE)
    # Of a feed that publishes every few days without dates, a day shows nothing but silence.
    if dated or every <= 6 * HOUR:
        assert shortest <= feed.interval <= longest
    else:
        assert feed.interval >= 8 * HOUR
    assert feed.missed is None
    # And it costs no more than its pace is worth.
    assert len(polls) <= DAY / shortest + 12


@pytest.mark.parametrize("dated", [True, False], ids=["dated", "undated"])
def test_nothing_is_lost_of_a_feed_that_publishes_evenly(dated: bool) -> None:
    outlet = Outlet(7 * MINUTE, listed=10, dated=dated, first=NOW - DAY)
    seen: set[str] = set()
    feed, now = Feed(url=URL, interval=20 * MINUTE), NOW
    while now < NOW + DAY:
        seen |= {e.mark for e in outlet.entries(now)}
        feed = asked(feed, outlet, now)
        assert feed.due is not None
        now = feed.due
    oldest, latest = (int((at - outlet.first) / outlet.every) for at in (NOW, now))
    assert marks(range(oldest - 9, latest)) - seen == set()


def test_a_feed_that_publishes_more_than_it_used_to_is_asked_sooner() -> None:
    slow = Outlet(4 * HOUR, listed=20, dated=False, first=NOW - 30 * DAY)
    feed, _ = followed(slow, 3 * DAY)
    quick = Outlet(5 * MINUTE, listed=20, dated=False, first=NOW - 30 * DAY)
    now = NOW + 3 * DAY
    assert feed.interval >= HOUR
    for _ in range(4):
        feed = asked(feed, quick, now)
        assert feed.due is not None
        now = feed.due
    assert feed.interval <= 20 * MINUTE


def test_a_quiet_feed_is_asked_less_and_less_and_comes_back_at_once() -> None:
    outlet = Outlet(20 * MINUTE, listed=20, dated=True, first=NOW - DAY)
    feed = asked(Feed(url=URL), outlet, NOW)
    waits, now = [], NOW
    for _ in range(60):
        assert feed.due is not None
        now = feed.due
        feed = asked(feed, Outlet(DAY * 999, listed=20, dated=True, first=NOW - DAY), NOW)
        feed = after_silence(replace(feed, changed=NOW), now=now, bounds=BOUNDS)
        feed = replace(feed, due=now + feed.interval)
        waits.append(feed.interval)
    assert waits == sorted(waits)
    assert waits[-1] == BOUNDS.ceiling
    back = asked(replace(feed, polled=now), outlet, now + DAY)
    assert back.interval <= 10 * MINUTE


# --- what was missed -----------------------------------------------------------------------------


def lists(*, shared: int, fresh: int, dated: bool = False, pinned: int = 0) -> tuple[Feed, Listing]:
    """Return a feed and the comparison of its next list, an hour later."""
    old = [entry(n, NOW - n * MINUTE) for n in range(shared + fresh - pinned)]
    pins = [entry(9000 + n, NOW - DAY) for n in range(pinned)]
    feed = replace(Feed(url=URL), polled=NOW, listed=join_marks([*pins, *old]))
    came = [entry(-n, NOW + HOUR - n * MINUTE if dated else None) for n in range(1, fresh + 1)]
    return feed, compare_list(feed, [*pins, *came, *old[:shared]])


def test_lists_that_share_nothing_may_have_missed_something() -> None:
    assert not lists(shared=10, fresh=10)[1].missed
    assert not lists(shared=2, fresh=18)[1].missed
    assert lists(shared=0, fresh=20)[1].missed
    assert lists(shared=0, fresh=20, dated=True)[1].missed
    # What stands in a list for weeks is no overlap.
    assert lists(shared=0, fresh=20, pinned=1)[1].missed
    first = compare_list(Feed(url=URL), [entry(1)])
    assert (first.is_first, first.missed) == (True, False)
    assert not compare_list(lists(shared=5, fresh=5)[0], []).missed


def test_a_list_that_reaches_back_to_the_last_poll_missed_nothing() -> None:
    feed = Feed(url=URL, polled=NOW, listed=join_marks([entry(n) for n in range(9)]))
    late = [entry(100 + n, NOW + HOUR - n * 10 * MINUTE) for n in range(10)]
    assert not compare_list(feed, late).missed
    assert compare_list(feed, late[:7]).missed
    # While it failed, nothing was read, though it was asked.
    failing = replace(feed, polled=NOW + HOUR, failing_since=NOW, interval=30 * MINUTE)
    assert compare_list(failing, late[:7]).missed


# --- the next poll -------------------------------------------------------------------------------


def test_a_thousand_feeds_added_at_once_spread_out() -> None:
    pause = 30 * MINUTE
    due = sorted(
        next_due(
            Feed(url=Url(f"https://hanbit.example/rss/{n}")),
            pause,
            timedelta(0),
            now=NOW,
            bounds=BOUNDS,
            is_first=True,
        )
        for n in range(1000)
    )
    assert due[0] >= NOW + pause
    assert due[-1] <= NOW + 2 * pause
    for minute in range(30):
        start = NOW + pause + minute * MINUTE
        assert 10 <= sum(start <= moment < start + MINUTE for moment in due) <= 60


def test_the_jitter_never_makes_a_pause_shorter_and_little_longer() -> None:
    for minutes in (5, 30, 600, 1440):
        for n in range(50):
            due = next_due(
                Feed(url=Url(f"u{n}")), minutes * MINUTE, timedelta(0), now=NOW, bounds=BOUNDS
            )
            wait = due - NOW
            assert minutes * MINUTE <= wait <= min(1.1 * minutes * MINUTE, (minutes + 30) * MINUTE)


@pytest.mark.parametrize(
    ("hours", "days", "first", "last"),
    [
        ({6, 7, 8}, set(), 9 * HOUR, 9 * HOUR + 10 * MINUTE),
        ({7}, set(), 6 * HOUR + 5 * MINUTE, 6 * HOUR + 6 * MINUTE),
        (set(), {5}, DAY, DAY + 10 * MINUTE),
        (set(range(24)), set(), 6 * HOUR + 5 * MINUTE, 6 * HOUR + 6 * MINUTE),
        (set(), set(range(7)), 6 * HOUR + 5 * MINUTE, 6 * HOUR + 6 * MINUTE),
        ({0, 1}, {5}, DAY + 2 * HOUR, DAY + 2 * HOUR + 10 * MINUTE),
        # Longer than anybody may ask for.
        (set(), {5, 6, 0}, DAY + 6 * HOUR, DAY + 6 * HOUR),
    ],
)
def test_hours_and_days_that_a_feed_skips_are_skipped(
    hours: set[int], days: set[int], first: timedelta, last: timedelta
) -> None:
    feed = Feed(url=URL, skip_hours=frozenset(hours), skip_days=frozenset(days))
    midnight = NOW.replace(hour=0)
    due = next_due(feed, 5 * MINUTE, timedelta(0), now=NOW, bounds=BOUNDS)
    assert midnight + first <= due <= midnight + last


# --- failures ------------------------------------------------------------------------------------


def failures(
    error: Callable[[], FetchError], count: int, *, every: timedelta | None = None
) -> list[Feed]:
    feed, now, states = Feed(url=URL, etag='"1"', changed=NOW - DAY), NOW, list[Feed]()
    for _ in range(count):
        feed = after_failure(feed, error(), now=now, bounds=BOUNDS)
        states.append(feed)
        assert feed.due is not None
        now = now + every if every else feed.due
    return states


def pauses(states: list[Feed]) -> list[timedelta]:
    return [s.due - s.polled for s in states if s.due is not None and s.polled is not None]


def test_flukes_cost_a_fraction_and_failures_grow_evenly_up_to_a_day() -> None:
    flukes = pauses(failures(lambda: FetchError(URL, "(HTTP 500)", temporary=True), 130))
    lasting = pauses(failures(lambda: FetchError(URL, "(HTTP 404)", status=404), 30, every=HOUR))
    assert 15 * MINUTE <= flukes[0] <= 17 * MINUTE
    assert 30 * MINUTE <= flukes[1] <= 33 * MINUTE
    assert HOUR <= lasting[0] <= 67 * MINUTE
    for number, pause in enumerate(lasting[:24], 1):
        assert number * HOUR <= pause <= number * HOUR * 1.1
    assert all(DAY <= pause <= DAY + 30 * MINUTE for pause in lasting[24:])


def test_a_failure_keeps_its_reason_in_one_line_and_what_was_known() -> None:
    feed = Feed(url=URL, etag='"1"', changed=NOW - DAY)
    error = FetchError(URL, "서버 오류\n(HTTP 500)", temporary=True)
    failed = after_failure(feed, error, now=NOW)
    again = after_failure(failed, error, now=NOW + HOUR)
    assert (again.failures, again.error) == (2, "서버 오류 (HTTP 500)")
    assert (again.etag, again.changed, again.failing_since) == ('"1"', NOW - DAY, NOW)
    assert again.paused_until is None
    assert again.retired is None


def test_a_dead_feed_is_probed_once_a_week() -> None:
    states = failures(lambda: FetchError(URL, "(HTTP 404)", status=404), 60)
    dead = [s for s in states if is_dead(s.failing_since, s.polled or NOW, BOUNDS)]
    alive = states[: -len(dead)]
    assert 30 * DAY <= (dead[0].polled or NOW) - NOW < 32 * DAY
    assert all(7 * DAY <= pause <= 7 * DAY + 30 * MINUTE for pause in pauses(dead))
    assert max(pauses(alive)) <= DAY + 30 * MINUTE


def test_what_is_gone_for_good_is_retired_and_nothing_else_is() -> None:
    gone = after_failure(
        Feed(url=URL), FetchError(URL, "영영 없어진 주소(HTTP 410)", status=410), now=NOW
    )
    assert gone.retired == NOW
    assert gone.error == "영영 없어진 주소(HTTP 410)"
    for error in (FetchError(URL, "(HTTP 404)", status=404), FeedError(URL, "웹 페이지")):
        assert after_failure(Feed(url=URL), error, now=NOW).retired is None


def test_a_pause_that_the_server_asks_for_is_kept() -> None:
    error = FetchError(URL, "너무 자주", temporary=True, status=429, retry_after=7200)
    feed = after_failure(Feed(url=URL), error, now=NOW)
    assert feed.paused_until == NOW + 2 * HOUR
    assert feed.due is not None
    assert feed.due >= feed.paused_until


# --- silence -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gap", "days"),
    [
        (5 * MINUTE, 3),  # over a weekend and a holiday
        (HOUR, 3),
        (6 * HOUR, 7.5),
        (DAY, 14),
        (7 * DAY, 28),
        (30 * DAY, 120),
        (None, 14),
    ],
)
def test_a_feed_is_silent_after_far_longer_than_its_habit(
    gap: timedelta | None, days: float
) -> None:
    assert silent_after(gap, 14 * DAY) == days * DAY


def test_a_user_who_wants_to_hear_of_silence_sooner_does() -> None:
    assert silent_after(HOUR, DAY) == DAY
    assert silent_after(None, DAY) == DAY


def test_no_rest_is_too_short_for_a_clock() -> None:
    assert rest_of(PausedError(URL, "쉼", retry_after=1e-10)) == timedelta(seconds=1)
    assert rest_of(PausedError(URL, "쉼")) == timedelta(seconds=1)
    assert rest_of(PausedError(URL, "쉼", retry_after=90.0)) == timedelta(seconds=90)


def test_a_poll_due_at_the_end_of_an_open_hour_does_not_reach_into_a_closed_one() -> None:
    feed = Feed(url=URL, skip_hours=frozenset({7, 8}))
    late = NOW + timedelta(minutes=54, seconds=10)
    due = next_due(feed, 5 * MINUTE, timedelta(0), now=late, bounds=BOUNDS)
    assert due >= NOW + 3 * HOUR
