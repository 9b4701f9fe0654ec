"""What a feed lists as it did before is not read again, and nothing else is passed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.collect.feeds import Poll, parse_feed, poll_feed
from monitor.collect.pace import Listed
from monitor.collect.repeats import Lists, cut_entries, split_digests
from monitor.model import Feed, Url
from tests.fakes import NewsSite

URL = "https://www.hanbit.example/rss"
NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def item(number: int, title: str = "딥시크 이용자", when: datetime | None = None) -> str:
    stamp = (when or NOW - number * HOUR).strftime("%a, %d %b %Y %H:%M:%S +0000")
    link = f"https://www.hanbit.example/news/{number}"
    return (
        f"<item><title>{title} {number}</title><link>{link}</link>"
        f"<pubDate>{stamp}</pubDate><description>요약 {number}</description></item>\n"
    )


def rss(*items: str, built: str = "1", more: str = "", spaces: str = "") -> str:
    head = f"<title>한빛일보</title><lastBuildDate>{built}</lastBuildDate>"
    return f'<rss version="2.0"{spaces}><channel>{head}{"".join(items)}{more}</channel></rss>'


def links(poll: Poll) -> list[int]:
    return [int(entry.url.rsplit("/", 1)[1]) for entry in poll.entries]


def known_of(body: str) -> frozenset[bytes]:
    return frozenset(split_digests(parse_feed(body.encode(), url=URL).digests))


async def polled(*bodies: str) -> list[Poll]:
    """Return what polls of these bodies bring to one process, an hour between them."""
    site, polls, feed, lists = NewsSite(), list[Poll](), Feed(url=Url(URL)), Lists()
    async with site.http() as http:
        for number, body in enumerate(bodies):
            site.put(URL, body)
            polls.append(await poll_feed(feed, http, now=NOW + number * HOUR, lists=lists))
            feed = polls[-1].feed
    return polls


async def test_of_a_list_only_what_is_written_otherwise_is_read() -> None:
    first, second, third = await polled(
        rss(item(2), item(1)),
        rss(item(4), item(3), item(2), item(1), built="2"),
        rss(item(4), item(3, "정정: 딥시크 이용자"), item(2), built="3"),
    )
    assert links(first) == [2, 1]
    assert (links(second), second.listed) == ([4, 3], 4)
    assert [entry.title for entry in third.entries] == ["정정: 딥시크 이용자 3"]
    assert third.listed == 3


async def test_a_feed_whose_clock_alone_has_moved_brings_nothing_and_keeps_its_pace() -> None:
    first, second = await polled(rss(item(2), item(1)), rss(item(2), item(1), built="2"))
    assert (second.entries, second.listed, second.not_modified) == ((), 2, False)
    assert second.feed.listed == first.feed.listed
    assert second.feed.changed == first.feed.changed


async def test_what_a_feed_asks_for_is_read_though_its_entries_are_known() -> None:
    wish = "<ttl>90</ttl><skipHours><hour>3</hour></skipHours>"
    _, second = await polled(rss(item(1)), rss(item(1), more=wish))
    assert (second.entries, second.feed.ttl) == ((), timedelta(minutes=90))
    assert second.feed.skip_hours == {3}


async def test_the_pace_is_learned_from_the_whole_list() -> None:
    bodies = [rss(*map(item, range(9, 2, -1))), rss(*map(item, range(11, 2, -1)))]
    (_, quick), site = await polled(*bodies), NewsSite()
    async with site.http() as http:
        feed = Feed(url=Url(URL))
        for number, body in enumerate(bodies):
            site.put(URL, body)
            feed = (await poll_feed(feed, http, now=NOW + number * HOUR)).feed
    assert quick.feed == feed
    assert quick.feed.habit == timedelta(minutes=30)


async def test_an_entry_that_comes_back_after_others_is_read_again() -> None:
    *_, last = await polled(rss(item(1)), rss(item(2)), rss(item(2), item(1)))
    assert links(last) == [1]


async def test_an_article_listed_twice_of_which_one_entry_is_known_is_read_as_without() -> None:
    twice = rss(item(1, "고침"), item(2), item(1))
    (_, second), (alone,) = await polled(rss(item(2), item(1)), twice), await polled(twice)
    assert second.entries == alone.entries


async def test_what_was_read_but_not_kept_is_read_again() -> None:
    site, lists, feed = NewsSite(), Lists(), Feed(url=Url(URL))
    async with site.http() as http:
        site.put(URL, rss(item(1)))
        await poll_feed(feed, http, now=NOW, lists=lists)
        again = await poll_feed(feed, http, now=NOW + HOUR, lists=lists)
        # Another process has read another list meanwhile, and knows other words of it.
        other = replace(again.feed, body_hash="0" * 64)
        site.put(URL, rss(item(2), item(1)))
        third = await poll_feed(other, http, now=NOW + 2 * HOUR, lists=lists)
    assert links(again) == [1]
    assert links(third) == [2, 1]


def test_the_same_words_under_other_name_spaces_are_other_words() -> None:
    dublin, other = 'xmlns:a="http://purl.org/dc/elements/1.1/"', 'xmlns:a="http://a.example/"'
    one, two = (rss(item(1), spaces=" " + space) for space in (dublin, other))
    assert known_of(one)
    assert not known_of(one) & known_of(two)
    assert not known_of(one) & {
        *split_digests(parse_feed(one.encode(), url="https://b.example/").digests)
    }


@pytest.mark.parametrize(
    "body",
    [
        rss(item(1), "<!-- -->", item(2)),  # something between them
        rss(item(1), item(1)),
        rss(item(1), "<item><title>어디에도 없는 기사</title></item>"),
        rss(item(1), item(2).replace("딥시크", "<b>딥시크</b>")),  # not written plainly
        rss(item(1).replace("요약", "<![CDATA[</item><item>]]>")),
        rss(*map(item, range(300))),
    ],
    ids=["between", "twice", "no link", "markup", "cdata", "long"],
)
def test_a_feed_whose_entries_cannot_be_told_apart_for_sure_is_read_as_a_whole(body: str) -> None:
    assert parse_feed(body.encode(), url=URL).digests == b""


def test_all_that_is_known_is_left_out_and_the_frame_stays() -> None:
    text = rss(item(2), item(1))
    cut = cut_entries(text, "rss", URL)
    assert cut is not None
    assert cut.text.split() == text.replace("</item>\n<item>", "</item><item>").split()
    two, one = split_digests(cut.digests)
    left = cut.without({one})
    assert left is not None
    assert (left.count, left.text) == (1, rss(item(2)))
    assert cut.without({b"another"}) is None
    assert {two, one} == known_of(text)


def test_of_the_feeds_whose_lists_are_remembered_the_one_read_longest_ago_is_forgotten() -> None:
    lists = Lists(most=2)
    marks = [Listed("0a0b0c", NOW), Listed("0d0e0f", None)]
    feeds = [
        Feed(url=Url(f"https://{name}.example/"), body_hash=name, listed="0a0b0c0d0e0f")
        for name in "abc"
    ]
    for feed in (feeds[0], feeds[1], feeds[0], feeds[2]):
        lists.keep(feed.url, feed.body_hash, bytes(16), marks)
    assert [len(lists.known(feed)) for feed in feeds] == [1, 0, 1]
    lists.keep(feeds[2].url, "c", b"12345678abcdefgh", marks)
    assert lists.known(feeds[2]) == {b"12345678": marks[0], b"abcdefgh": marks[1]}
