"""Whatever a feed does and asks for: the next poll keeps the bounds and the server's wishes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.pace import (
    Bounds,
    Listed,
    after_failure,
    after_news,
    after_silence,
    compare_list,
    listed_of,
    next_due,
)
from monitor.collect.robots import parse_robots
from monitor.errors import FetchError
from monitor.model import Entry, Feed, Url

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
BOUNDS = Bounds()
HOUR = timedelta(hours=1)

pauses = st.timedeltas(BOUNDS.floor, BOUNDS.ceiling)
wishes = st.timedeltas(timedelta(0), timedelta(days=400))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
lists = st.lists(st.tuples(st.integers(0, 60), st.none() | moments), max_size=30)


def entries(rows: list[tuple[int, datetime | None]]) -> list[Listed]:
    return listed_of(
        Entry(feed=Url("f"), url=Url(f"https://a.example/{n}"), published=at)
        for n, at in dict(rows).items()
    )


@given(
    pauses,
    wishes,
    st.frozensets(st.integers(0, 23)),
    st.frozensets(st.integers(0, 6)),
    st.booleans(),
)
def test_the_next_poll_is_neither_before_what_is_wanted_nor_long_after(
    pause: timedelta,
    asked: timedelta,
    hours: frozenset[int],
    days: frozenset[int],
    is_first: bool,
) -> None:
    feed = Feed(url=Url("https://a.example/rss"), skip_hours=hours, skip_days=days)
    due = next_due(feed, pause, asked, now=NOW, bounds=BOUNDS, is_first=is_first)
    assert due - NOW >= max(pause, min(asked, BOUNDS.wish))
    assert due - NOW <= BOUNDS.wish + 2 * HOUR
    # It is in an hour to skip only where the cap leaves no other.
    skips = due.hour in hours or due.weekday() in days
    if skips and len(hours) < 24 and len(days) < 7:
        assert due - NOW >= BOUNDS.wish


@given(st.lists(st.tuples(lists, st.timedeltas(timedelta(minutes=1), timedelta(days=9)))))
def test_whatever_a_feed_lists_its_pace_stays_within_the_bounds(
    polls: list[tuple[list[tuple[int, datetime | None]], timedelta]],
) -> None:
    feed, now = Feed(url=Url("https://a.example/rss")), NOW
    for rows, elapsed in polls:
        now += elapsed
        listed = entries(rows)
        listing = compare_list(feed, listed)
        feed = (
            after_news(feed, listed, listing, now=now, bounds=BOUNDS)
            if listing.has_news
            else after_silence(feed, now=now, bounds=BOUNDS)
        )
        feed = replace(feed, polled=now)
        assert BOUNDS.floor <= feed.interval <= BOUNDS.ceiling
        assert feed.changed is None or feed.changed <= now
        # What was just listed is known.
        assert not compare_list(feed, listed).has_news or not listing.has_news


@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, 404, 429, 500, 503]), st.none() | st.floats(0, 1e6), pauses
        )
    )
)
def test_failures_never_make_a_pause_shorter_while_they_last(
    failures: list[tuple[int | None, float | None, timedelta]],
) -> None:
    feed, now, trouble = Feed(url=Url("https://a.example/rss")), NOW, 0.0
    for status, asked, elapsed in failures:
        error = FetchError("u", "x", status=status, temporary=status != 404, retry_after=asked)
        feed = after_failure(feed, error, now=now, bounds=BOUNDS)
        assert feed.due is not None
        assert feed.due - now >= max(BOUNDS.floor, timedelta(seconds=min(asked or 0, 86400)))
        assert feed.trouble > trouble
        assert feed.retired is None
        trouble, now = feed.trouble, now + elapsed


@given(st.text(max_size=300), st.text(max_size=80))
def test_any_robots_txt_gives_an_answer(text: str, path: str) -> None:
    rules = parse_robots(f"User-agent: *\n{text}\nDisallow: /{path}")
    assert rules.allow("https://a.example/robots.txt")
    assert rules.allow(f"https://a.example/{path}") in (True, False)
