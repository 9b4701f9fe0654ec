"""The demo's newsroom: it publishes by its clock, as Korean outlets do, on this machine only."""

from __future__ import annotations

import smtplib
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path

import feedparser
import httpx
import pytest

from monitor.collect.dates import parse_date
from monitor.demo.newsroom import Newsroom
from monitor.demo.outlets import OUTLETS
from monitor.demo.smtp import MailServer
from monitor.demo.story import Story, load_stories
from monitor.extract.quantities import extract_quantities
from monitor.model import SEOUL, Kind
from monitor.records import read_topics

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with Newsroom() as newsroom:
        yield newsroom


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client() as http:
        yield http


def _story(room: Newsroom, story_id: str) -> Story:
    return next(story for story in room.stories if story.id == story_id)


def _feed(room: Newsroom, name: str) -> str:
    return dict(room.feeds())[name]


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 6, day, hour, minute, tzinfo=SEOUL)


def test_the_newsroom_listens_on_this_machine_only(room: Newsroom) -> None:
    assert room.base_url.startswith("http://127.0.0.1:")
    assert all(url.startswith(room.base_url) for _, url in room.feeds())


def test_a_feed_lists_what_was_published_by_the_clock_and_nothing_later(
    room: Newsroom, client: httpx.Client
) -> None:
    listed = []
    for moment in (_at(9, 9), _at(9, 18), _at(12, 12), _at(12, 18)):
        room.now = moment
        feed = feedparser.parse(client.get(_feed(room, "누리경제")).content)
        listed.append([entry["title"][:3] for entry in feed.entries])
    assert listed == [[], ["딥시크"], ["딥시크"], ['"국내'[:3], "딥시크"]]


def test_every_feed_parses_and_dates_its_entries_with_the_moment_of_publication(
    room: Newsroom, client: httpx.Client
) -> None:
    room.now = _at(11, 18)
    for outlet, (_, url) in zip(OUTLETS, room.feeds(), strict=True):
        feed = feedparser.parse(client.get(url).content)
        stories = {s.editions[0].title: s for s in room.stories if s.outlet == outlet.slug}
        assert feed.entries, outlet.name
        for entry in feed.entries:
            story = stories[entry["title"]]
            # Not as feedparser reads it: it takes a time without a zone for UTC.
            assert parse_date(entry["published" if "published" in entry else "updated"]) == (
                story.published
            )
            assert entry["link"].startswith(room.url(story))


def test_the_feeds_come_as_rss_atom_and_rdf_and_one_of_them_in_euc_kr(
    room: Newsroom, client: httpx.Client
) -> None:
    room.now = _at(11, 18)
    feeds = [client.get(url) for _, url in room.feeds()]
    versions = {feedparser.parse(feed.content).version for feed in feeds}
    assert versions == {"rss20", "atom10", "rss10"}
    korean = [feed for feed in feeds if "euc-kr" in feed.headers["content-type"]]
    assert len(korean) == 1
    assert b"<title>" in korean[0].content
    with pytest.raises(UnicodeDecodeError):
        korean[0].content.decode("utf-8")


def test_every_page_carries_its_whole_story_once_and_the_furniture_of_its_kind(
    room: Newsroom, client: httpx.Client
) -> None:
    room.now = _at(13, 18)
    for story in room.stories:
        page = client.get(room.url(story))
        text = page.content.decode("cp949" if story.outlet == "ara" else "utf-8")
        for paragraph in story.editions[-1].body:
            assert text.count(paragraph.replace("&", "&amp;")) >= 1, (story.id, paragraph)
        for furniture in ("많이 본 뉴스", "4821억원", "Copyright", "지어낸 것"):
            assert furniture in text, (story.id, furniture)


def test_a_page_does_not_exist_before_its_story_is_published(
    room: Newsroom, client: httpx.Client
) -> None:
    story = _story(room, "s13")
    room.now = story.published - timedelta(seconds=1)
    assert client.get(room.url(story)).status_code == 404
    room.now = story.published
    assert client.get(room.url(story)).status_code == 200


def test_a_page_answers_with_tracking_keys_behind_its_address_too(
    room: Newsroom, client: httpx.Client
) -> None:
    room.now = _at(13, 18)
    assert client.get(f"{room.url(_story(room, 's01'))}?utm_source=nuri_rss").status_code == 200
    assert client.get(f"{room.url(_story(room, 's09'))}&sc_section=S1").status_code == 200
    assert client.get(f"{room.url(_story(room, 's09'))}0").status_code == 404


def test_who_sends_the_validators_back_hears_304_until_something_changes(
    room: Newsroom, client: httpx.Client
) -> None:
    url = _feed(room, "가온통신")
    room.now = _at(9, 18)
    first = client.get(url)
    by_tag = {"If-None-Match": first.headers["etag"]}
    by_date = {"If-Modified-Since": first.headers["last-modified"]}
    again = [client.get(url, headers=headers) for headers in (by_tag, by_date)]
    assert [(a.status_code, a.content) for a in again] == [(304, b""), (304, b"")]
    assert [r.conditional for r in room.log[-3:]] == [False, True, True]
    room.now = _at(10, 18)
    changed = [client.get(url, headers=headers) for headers in (by_tag, by_date)]
    assert [a.status_code for a in changed] == [200, 200]


def test_an_outlet_without_validators_always_answers_in_full(
    room: Newsroom, client: httpx.Client
) -> None:
    room.now = _at(10, 18)
    answer = client.get(_feed(room, "달빛데일리"))
    assert "etag" not in answer.headers
    assert "last-modified" not in answer.headers


def test_an_article_is_edited_on_its_page_and_not_a_word_of_it_in_the_feed(
    room: Newsroom, client: httpx.Client
) -> None:
    story = _story(room, "s05")
    pages, feeds = [], []
    for moment in (_at(11, 10), _at(11, 11)):
        room.now = moment
        pages.append(client.get(room.url(story)))
        feeds.append(client.get(_feed(room, "아라신문")).content)
    before, after = (page.content.decode("cp949") for page in pages)
    assert "2조7천500억원" in before
    assert "2조7천500억원" not in after
    assert "2조7천200억원" in after
    assert pages[0].headers["etag"] != pages[1].headers["etag"]
    assert feeds[0] == feeds[1]


def test_one_feed_breaks_down_and_another_is_html_for_a_day(
    room: Newsroom, client: httpx.Client
) -> None:
    seen: dict[str, list[str]] = {"달빛데일리": [], "온새방송": []}
    for moment in room.days():
        room.now = moment
        for name, answers in seen.items():
            answer = client.get(_feed(room, name))
            kind = "html" if "text/html" in answer.headers.get("content-type", "") else "feed"
            answers.append(kind if answer.status_code == 200 else str(answer.status_code))
    assert seen["달빛데일리"] == ["feed", "feed", "feed", "500", "500"]
    assert seen["온새방송"] == ["feed", "html", "feed", "feed", "feed"]


def test_every_story_is_in_a_working_feed_at_the_end_of_its_day(room: Newsroom) -> None:
    for story in room.stories:
        evening = next(day for day in room.days() if day >= story.published)
        assert evening - story.published < timedelta(hours=12)
        outlet = next(o for o in OUTLETS if o.slug == story.outlet)
        answer = room._feed(outlet, evening)
        assert story.path.split("?")[0].encode() in answer.body


def test_the_days_run_from_the_first_story_to_the_last_edit(room: Newsroom) -> None:
    days = room.days()
    assert len(days) == 5
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))
    edits = [e.since for story in room.stories for e in story.editions]
    assert max(edits) <= days[-1]
    # The edit stands between two of the moments, so that both readings of the page are had.
    first, second = _story(room, "s05").editions
    assert any(first.since <= day < second.since for day in days)


def test_an_unknown_address_is_not_found(room: Newsroom, client: httpx.Client) -> None:
    for path in ("/", "/nobody/rss", "/gaon/../../etc/passwd", "/nuri/article/0"):
        assert client.get(f"{room.base_url}{path}").status_code == 404


def test_a_clock_without_a_zone_is_refused(room: Newsroom) -> None:
    with pytest.raises(ValueError, match="time zone"):
        room.now = datetime(2025, 6, 10, 12)  # noqa: DTZ001


def test_what_a_story_is_meant_to_raise_stands_in_its_text() -> None:
    for story in load_stories():
        for edition in story.editions:
            text = "\n".join(edition.body)
            for expected in edition.expected:
                assert expected.text in text, (story.id, expected.text)
                assert (expected.previous is None) == (expected.kind is Kind.NEW)


def test_the_stories_show_every_kind_of_alert_and_what_must_raise_none() -> None:
    stories = load_stories()
    kinds = Counter(x.kind for s in stories for e in s.editions for x in e.expected)
    assert set(kinds) == set(Kind)
    assert all(kinds[kind] >= 2 for kind in Kind)
    quiet = [s for s in stories if not any(e.expected for e in s.editions)]
    assert len([s for s in quiet if s.copy_of]) == 1
    assert len([s for s in quiet if not s.copy_of]) == 3
    assert len({s.outlet for s in stories}) == len(OUTLETS) >= 6


def test_the_topics_that_the_stories_speak_of_are_tracked() -> None:
    data = tomllib.loads((ROOT / "config" / "topics.toml").read_text(encoding="utf-8"))
    tracked = {topic.name for topic in read_topics(data, where="topics.toml")}
    spoken = {x.topic for s in load_stories() for e in s.editions for x in e.expected}
    assert spoken <= tracked


def _said(text: str) -> set[tuple[str, Decimal | None, Decimal | None]]:
    return {(q.unit, q.interval.low, q.interval.high) for q in extract_quantities(text)}


def test_what_a_story_is_meant_to_raise_is_a_quantity_that_its_text_states() -> None:
    for story in load_stories():
        for edition in story.editions:
            said = _said("\n".join(edition.body))
            for x in edition.expected:
                assert (x.unit, x.interval.low, x.interval.high) in said, (story.id, x.text)


def test_the_figures_of_the_stories_follow_on_from_the_seeds_and_from_earlier_stories() -> None:
    said = set().union(
        *(_said(seed.read_text(encoding="utf-8")) for seed in (ROOT / "seeds").glob("*.md"))
    )
    editions = [(e, story.id) for story in load_stories() for e in story.editions]
    for edition, story_id in sorted(editions, key=lambda pair: pair[0].since):
        for x in edition.expected:
            if x.previous:
                # Another counter may stand for the same things: the figure is what must be known.
                ends = {(low, high) for _, low, high in said}
                assert (x.previous.low, x.previous.high) in ends, (story_id, x.text)
        said |= _said("\n".join(edition.body))


def test_the_mail_server_keeps_what_it_is_sent() -> None:
    with MailServer() as server:
        message = EmailMessage()
        message["From"], message["To"] = "monitor@localhost", "reader@localhost"
        message["Subject"] = "바뀐 수치 12건"
        message.set_content("딥시크 월간 이용자 수: 121만 명 → 59만 명")
        with smtplib.SMTP(server.host, server.port, timeout=5) as client:
            client.send_message(message)
            client.send_message(message)
    assert [m["Subject"] for m in server.received] == ["바뀐 수치 12건"] * 2
    assert server.received[0].get_content().strip() == "딥시크 월간 이용자 수: 121만 명 → 59만 명"


def test_the_mail_server_stops_with_a_client_still_connected() -> None:
    server = MailServer()
    server.start()
    client = smtplib.SMTP(server.host, server.port, timeout=5)
    server.stop()
    client.close()
    assert server.received == ()
