"""Feeds, entries and articles as the store keeps them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from monitor.errors import StoreError
from monitor.model import ArticleState, Entry, Feed, Reading, Url
from monitor.store.articles import (
    doc_of_entry,
    find_docs,
    load_article,
    load_articles,
    load_check_failures,
    load_rereads,
    load_similar,
    load_unchecked,
    load_versions,
    mark_checked,
    mark_unchecked,
    save_article,
    save_signature,
    set_copy_of,
    set_reread,
    source_of,
)
from monitor.store.database import Store, Tx
from monitor.store.entries import (
    EntryState,
    Twin,
    count_entries,
    entry_failures,
    fill_keys,
    join_entry,
    load_entry,
    load_entry_failures,
    load_entry_feeds,
    load_titled,
    load_waiting_entries,
    note_entry_failure,
    note_entry_fetched,
    retry_entries,
    save_entries,
)
from monitor.store.feeds import (
    current_address,
    load_due_feeds,
    load_due_urls,
    load_feed,
    load_feeds,
    load_next_due,
    load_paused_feeds,
    move_feed,
    note_poll,
    remove_feed,
    save_feed,
)
from tests.integration.store_samples import (
    DAY,
    FEED,
    HOUR,
    NOW,
    an_article,
    an_entry,
)

OTHER = Url("https://other.example/rss")


# --- feeds ---------------------------------------------------------------------------------------


def test_a_feed_saved_again_is_the_same_feed_with_what_is_new(store: Store) -> None:
    with store.begin() as tx:
        save_feed(tx, FEED)
        save_feed(tx, replace(FEED, title="정치"))
        assert load_feeds(tx) == (replace(FEED, title="정치"),)


def test_feeds_are_due_never_asked_first_then_longest_due(store: Store) -> None:
    with store.begin() as tx:
        for name, due, enabled in [
            ("later", NOW + HOUR, True),
            ("now", NOW, True),
            ("new", None, True),
            ("late", NOW - HOUR, True),
            ("off", None, False),
        ]:
            save_feed(tx, Feed(url=Url(name), due=due, enabled=enabled))
        assert [f.url for f in load_due_feeds(tx, NOW, limit=9)] == ["new", "late", "now"]
        assert [f.url for f in load_due_feeds(tx, NOW, limit=1)] == ["new"]
        assert load_due_urls(tx, NOW, limit=9) == ("new", "late", "now")
        assert [f.url for f in load_feeds(tx, enabled=False)] == ["off"]
        assert load_next_due(tx) is None
        remove_feed(tx, "new")
        assert load_next_due(tx) == NOW - HOUR


def test_a_removed_feed_is_gone_and_comes_back_when_added_again(store: Store) -> None:
    with store.begin() as tx:
        save_feed(tx, FEED)
        save_entries(tx, [an_entry()], now=NOW)
        assert remove_feed(tx, FEED.url)
        assert not remove_feed(tx, FEED.url)
        assert load_feed(tx, FEED.url) is None
        assert load_feeds(tx) == ()
        assert load_due_feeds(tx, NOW, limit=9) == ()
        assert [e.url for e in load_waiting_entries(tx, NOW, limit=9)] == [an_entry().url]
        save_feed(tx, FEED)
        assert load_feeds(tx) == (FEED,)


def test_a_poll_neither_brings_back_a_removed_feed_nor_undoes_an_edit(store: Store) -> None:
    polled = replace(FEED, title="새 제목", polled=NOW, etag='"1"', failures=2, error="막힘")
    with store.begin() as tx:
        save_feed(tx, replace(FEED, enabled=False, note="메모"))
        assert note_poll(tx, polled)
        kept = load_feed(tx, FEED.url)
        assert kept == replace(
            FEED, enabled=False, note="메모", polled=NOW, etag='"1"', failures=2, error="막힘"
        )
        remove_feed(tx, FEED.url)
        assert not note_poll(tx, polled)
        assert load_feed(tx, FEED.url) is None


def test_a_feed_that_moved_keeps_its_entries_and_its_old_address_leads_there(store: Store) -> None:
    new = Url("https://new.example/rss")
    with store.begin() as tx:
        save_feed(tx, FEED)
        save_entries(tx, [an_entry()], now=NOW)
        assert move_feed(tx, FEED.url, new)
        assert [f.url for f in load_feeds(tx)] == [new]
        assert load_entry_feeds(tx, an_entry().url) == (new,)
        assert load_feed(tx, FEED.url) is None
        assert current_address(tx, FEED.url) == new
        assert current_address(tx, OTHER) == OTHER
        assert not move_feed(tx, FEED.url, new)  # a second process was faster
        # And on, and back to where it began.
        assert move_feed(tx, new, OTHER)
        assert current_address(tx, FEED.url) == OTHER
        assert move_feed(tx, OTHER, FEED.url)
        assert [f.url for f in load_feeds(tx)] == [FEED.url]
        assert load_entry_feeds(tx, an_entry().url) == (FEED.url,)
        assert current_address(tx, new) == FEED.url
        # What the user takes away afterwards stays away.
        remove_feed(tx, FEED.url)
        assert load_feeds(tx) == ()
        save_feed(tx, FEED)
        assert current_address(tx, FEED.url) == FEED.url


def test_a_feed_that_moves_to_another_one_becomes_that_one(store: Store) -> None:
    with store.begin() as tx:
        save_feed(tx, FEED)
        save_feed(tx, Feed(url=OTHER, outlet="다른 신문"))
        assert move_feed(tx, FEED.url, OTHER)
        assert [(f.url, f.outlet) for f in load_feeds(tx)] == [(OTHER, "다른 신문")]
        assert current_address(tx, FEED.url) == OTHER


def test_a_feed_gone_for_good_is_never_due(store: Store) -> None:
    with store.begin() as tx:
        save_feed(tx, replace(FEED, retired=NOW, due=NOW))
        assert load_due_feeds(tx, NOW, limit=9) == ()
        assert load_next_due(tx) is None
        assert len(load_feeds(tx, enabled=True)) == 1


def test_the_pauses_that_servers_asked_for_are_found_after_a_restart(store: Store) -> None:
    with store.begin() as tx:
        save_feed(tx, replace(FEED, paused_until=NOW + HOUR))
        save_feed(tx, Feed(url=OTHER, paused_until=NOW - HOUR))
        assert [f.url for f in load_paused_feeds(tx, NOW)] == [FEED.url]


# --- entries -------------------------------------------------------------------------------------


def test_an_article_keeps_whose_reading_of_its_page_it_is(store: Store) -> None:
    with store.begin() as tx:
        for name, reading in (("1", Reading.SCRIPT), ("2", None)):
            page = an_article(f"https://news.example/{name}", reading=reading)
            save_article(tx, page, now=NOW, reread_at=None)
            kept = load_article(tx, page.url)
            assert kept is not None
            assert kept.reading is reading


def test_only_entries_not_seen_before_count_as_new(store: Store) -> None:
    listed = [an_entry(f"https://news.example/{i}") for i in range(1200)]
    with store.begin() as tx:
        assert save_entries(tx, listed[:700], now=NOW) == 700
        assert save_entries(tx, listed, now=NOW) == 500
        assert save_entries(tx, listed, now=NOW) == 0
        assert count_entries(tx)[EntryState.WAITING] == 1200


def test_an_article_in_several_feeds_is_one_entry(store: Store) -> None:
    with store.begin() as tx:
        assert save_entries(tx, [an_entry()], now=NOW) == 1
        assert save_entries(tx, [an_entry(feed=OTHER, title="다른 제목")], now=NOW + HOUR) == 0
        assert load_entry_feeds(tx, an_entry().url) == (FEED.url, OTHER)
        assert load_waiting_entries(tx, NOW, limit=9) == (an_entry(),)


def test_one_list_that_names_an_address_twice_gives_one_entry(store: Store) -> None:
    with store.begin() as tx:
        assert save_entries(tx, [an_entry(), an_entry(title="다시")], now=NOW) == 1


def test_an_address_too_long_for_any_server_is_passed_over(store: Store) -> None:
    long = an_entry("https://news.example/" + "가" * 700)
    with store.begin() as tx:
        assert save_entries(tx, [long, an_entry()], now=NOW) == 1
        assert load_entry(tx, long.url) is None


def test_waiting_entries_come_in_the_order_of_the_news(store: Store) -> None:
    with store.begin() as tx:
        listed = [
            an_entry("https://n.example/young", published=NOW - HOUR),
            an_entry("https://n.example/undated", published=None),
            an_entry("https://n.example/old", published=NOW - DAY),
            # A slip, or a zone read wrongly: it must not wait until that day comes.
            an_entry("https://n.example/future", published=NOW + 400 * DAY),
        ]
        save_entries(tx, listed, now=NOW)
        found = [e.url.rsplit("/")[-1] for e in load_waiting_entries(tx, NOW, limit=9)]
    assert found == ["old", "young", "future", "undated"]


def test_undated_entries_of_a_list_come_last_listed_first(store: Store) -> None:
    listed = [an_entry(f"https://n.example/{name}", published=None) for name in "cab"]
    with store.begin() as tx:
        save_entries(tx, listed, now=NOW)
        found = [e.url[-1] for e in load_waiting_entries(tx, NOW, limit=9)]
    assert found == ["b", "a", "c"]


def test_a_failed_entry_waits_for_its_time_and_is_given_up_without_one(store: Store) -> None:
    url = an_entry().url
    with store.begin() as tx:
        save_entries(tx, [an_entry()], now=NOW)
        assert note_entry_failure(tx, url, error="503", retry_at=NOW + HOUR, now=NOW) == 1
        assert load_waiting_entries(tx, NOW, limit=9) == ()
        assert load_waiting_entries(tx, NOW + HOUR, limit=9) == (an_entry(),)
        assert note_entry_failure(tx, url, error="404", retry_at=None, now=NOW + HOUR) == 2
        assert entry_failures(tx, url) == 2
        assert load_waiting_entries(tx, NOW + DAY, limit=9) == ()
        (failure,) = load_entry_failures(tx, limit=9, given_up=True)
        assert (failure.url, failure.error, failure.failures) == (url, "404", 2)
        assert load_entry_failures(tx, limit=9, given_up=False) == ()
        assert retry_entries(tx) == 1
        assert load_waiting_entries(tx, NOW, limit=9) == (an_entry(),)
        assert retry_entries(tx, [url]) == 0


def test_a_fetched_entry_waits_no_more_and_knows_its_article(store: Store) -> None:
    page = an_article("https://news.example/after-redirect")
    with store.begin() as tx:
        save_entries(tx, [an_entry()], now=NOW)
        saved = save_article(tx, page, now=NOW)
        assert doc_of_entry(tx, an_entry().url) is None
        note_entry_fetched(tx, an_entry().url, saved.doc, now=NOW)
        assert load_waiting_entries(tx, NOW, limit=9) == ()
        assert doc_of_entry(tx, an_entry().url) == page.url
        assert count_entries(tx) == {
            EntryState.WAITING: 0,
            EntryState.FETCHED: 1,
            EntryState.FAILED: 0,
        }


@pytest.mark.parametrize("change", [{"title": "고친 제목"}, {"updated": NOW}])
def test_what_a_feed_now_says_differently_is_read_again_at_once(
    store: Store, change: dict[str, Any]
) -> None:
    with store.begin() as tx:
        save_entries(tx, [an_entry()], now=NOW)
        save_article(tx, an_article(), now=NOW, reread_at=NOW + DAY)
        note_entry_fetched(tx, an_entry().url, an_article().url, now=NOW)
        assert save_entries(tx, [an_entry(**change)], now=NOW + HOUR) == 0
        assert load_rereads(tx, NOW + HOUR, limit=9) == (an_entry(**change),)


def test_what_another_feed_says_differently_is_no_edit(store: Store) -> None:
    other = an_entry(feed=OTHER, title="[속보] 다른 제목")
    with store.begin() as tx:
        save_entries(tx, [an_entry()], now=NOW)
        save_article(tx, an_article(), now=NOW, reread_at=NOW + DAY)
        note_entry_fetched(tx, an_entry().url, an_article().url, now=NOW)
        for _ in range(2):
            save_entries(tx, [other], now=NOW + HOUR)
            save_entries(tx, [an_entry()], now=NOW + HOUR)
        assert load_rereads(tx, NOW + HOUR, limit=9) == ()


def test_an_edit_gives_a_given_up_entry_another_chance(store: Store) -> None:
    with store.begin() as tx:
        save_entries(tx, [an_entry()], now=NOW)
        note_entry_failure(tx, an_entry().url, error="404", retry_at=None, now=NOW)
        save_entries(tx, [an_entry(title="고친 제목")], now=NOW + HOUR)
        assert load_waiting_entries(tx, NOW + HOUR, limit=9) == (an_entry(title="고친 제목"),)


# --- articles ------------------------------------------------------------------------------------


def test_the_same_words_again_are_no_new_version(store: Store) -> None:
    spaced = an_article(text=an_article().text.replace(" ", "\u00a0 ") + "\n")
    with store.begin() as tx:
        assert save_article(tx, an_article(), now=NOW).is_new_version
        saved = save_article(tx, spaced, now=NOW + HOUR)
        assert (saved.version, saved.is_new_version) == (1, False)
        assert load_article(tx, an_article().url) == an_article()


@pytest.mark.parametrize("change", [{"title": "고친 제목"}, {"text": "이용자는 61만 명이다."}])
def test_other_words_are_the_next_version_and_wait_for_their_check(
    store: Store, change: dict[str, Any]
) -> None:
    edited = an_article(**change)
    with store.begin() as tx:
        save_article(tx, an_article(), now=NOW)
        mark_checked(tx, an_article().url, 1, now=NOW)
        saved = save_article(tx, edited, now=NOW + HOUR)
        assert (saved.version, saved.is_new_version) == (2, True)
        assert load_article(tx, edited.url) == edited
        assert load_article(tx, edited.url, 1) == an_article()
        assert load_article(tx, edited.url, 3) is None
        assert load_articles(tx, [edited.url, "nothing"]) == {edited.url: edited}
        assert load_unchecked(tx, limit=9) == ((edited.url, 2),)
        assert load_versions(tx, edited.url) == (
            (1, NOW, an_article()),
            (2, NOW + HOUR, edited),
        )


@pytest.mark.parametrize("state", [ArticleState.PAYWALL, ArticleState.GONE, ArticleState.BLOCKED])
def test_a_page_that_is_closed_later_keeps_what_it_said(store: Store, state: ArticleState) -> None:
    closed = an_article(text="로그인하십시오.", state=state)
    with store.begin() as tx:
        save_article(tx, an_article(), now=NOW)
        assert not save_article(tx, closed, now=NOW + HOUR).is_new_version
        assert load_article(tx, closed.url) == an_article()


def test_what_everybody_may_read_of_a_page_for_members_waits_for_its_check(store: Store) -> None:
    lead = an_article(text="지난달 이용자는 59만 명이었다.", state=ArticleState.PAYWALL)
    with store.begin() as tx:
        save_article(tx, lead, now=NOW)
        assert load_unchecked(tx, limit=9) == ((lead.url, 1),)
        saved = save_article(tx, an_article(), now=NOW + HOUR)
        assert (saved.version, saved.is_new_version) == (2, True)


def test_the_first_reading_with_a_story_takes_the_place_of_a_bot_wall(store: Store) -> None:
    closed = an_article(text="비정상적인 접근입니다.", state=ArticleState.BLOCKED)
    with store.begin() as tx:
        save_article(tx, closed, now=NOW)
        assert load_unchecked(tx, limit=9) == ()
        saved = save_article(tx, an_article(), now=NOW + HOUR)
        assert (saved.version, saved.is_new_version) == (1, True)
        assert load_unchecked(tx, limit=9) == ((an_article().url, 1),)


def test_unchecked_readings_come_in_the_order_of_the_news(store: Store) -> None:
    def page(name: str, hours: int | None) -> None:
        published = None if hours is None else NOW - hours * HOUR
        save_article(tx, an_article(name, published=published), now=NOW)

    with store.begin() as tx:
        page("young", 1)
        page("undated", None)
        page("old", 50)
        page("edited", 90)
        mark_checked(tx, "edited", 1, now=NOW)
        edit = an_article("edited", text="고침", published=NOW - 90 * HOUR, modified=NOW - 2 * HOUR)
        save_article(tx, edit, now=NOW)
        save_article(tx, an_article("seed.md", published=NOW - 99 * DAY), now=NOW, is_seed=True)
        found = [doc for doc, _ in load_unchecked(tx, limit=9, seeds=False)]
        assert found == ["old", "edited", "young", "undated"]
        assert load_unchecked(tx, limit=9, seeds=True) == (("seed.md", 1),)
        assert load_unchecked(tx, limit=1) == (("seed.md", 1),)


def test_a_check_is_noted_with_its_error_and_can_be_asked_for_again(store: Store) -> None:
    doc = an_article().url
    with store.begin() as tx:
        save_article(tx, an_article(), now=NOW)
        mark_checked(tx, doc, 1, now=NOW, error="ValueError")
        assert load_unchecked(tx, limit=9) == ()
        (failure,) = load_check_failures(tx, limit=9)
        assert (failure.doc, failure.version, failure.error) == (doc, 1, "ValueError")
        assert mark_unchecked(tx, ["other"]) == 0
        assert mark_unchecked(tx, [doc]) == 1
        assert load_unchecked(tx, limit=9) == ((doc, 1),)
        assert load_check_failures(tx, limit=9) == ()
        mark_checked(tx, doc, 1, now=NOW)
        assert mark_unchecked(tx) == 1


def test_pages_are_read_again_when_due(store: Store) -> None:
    with store.begin() as tx:
        save_article(tx, an_article("https://n.example/b"), now=NOW, reread_at=NOW + 2 * HOUR)
        save_article(tx, an_article("https://n.example/a"), now=NOW, reread_at=NOW + HOUR)
        save_article(tx, an_article("https://n.example/never"), now=NOW)
        assert load_rereads(tx, NOW, limit=9) == ()
        due = load_rereads(tx, NOW + 2 * HOUR, limit=9)
        assert [e.url for e in due] == ["https://n.example/a", "https://n.example/b"]
        assert due[0] == Entry(feed=Url(""), url=Url("https://n.example/a"))
        assert set_reread(tx, "https://n.example/a", NOW + DAY, error="503") == 1
        assert set_reread(tx, "https://n.example/a", NOW + DAY, error="503") == 2
        assert set_reread(tx, "https://n.example/b", None) == 0
        assert load_rereads(tx, NOW + 2 * HOUR, limit=9) == ()


def test_an_article_listed_by_two_addresses_is_read_again_once(store: Store) -> None:
    urls = ["https://news.example/1", "https://news.example/1?from=main"]
    with store.begin() as tx:
        save_entries(tx, [an_entry(url) for url in urls], now=NOW)
        save_article(tx, an_article(), now=NOW, reread_at=NOW)
        for url in urls:
            note_entry_fetched(tx, url, an_article().url, now=NOW)
        assert [e.url for e in load_rereads(tx, NOW, limit=9)] == [an_article().url]


def test_a_source_tells_what_is_kept_of_the_page(store: Store) -> None:
    with store.begin() as tx:
        save_article(tx, an_article("seed.md"), now=NOW, is_seed=True)
        source = source_of(tx, "seed.md", 1)
        assert (source.doc, source.version, source.is_seed) == ("seed.md", 1, True)
        assert (source.outlet, source.title) == (an_article().outlet, an_article().title)
        assert source.published == an_article().published
        with pytest.raises(StoreError, match=r"seed\.md"):
            source_of(tx, "seed.md", 2)


def test_documents_are_found_by_their_titles_and_texts_oldest_first(store: Store) -> None:
    with store.begin() as tx:
        save_article(tx, an_article("b", text="DeepSeek는 100% 무료다."), now=NOW)
        save_article(tx, an_article("a", title="엔비디아", published=NOW - DAY), now=NOW)
        save_article(tx, an_article("c", text="100원", title="무"), now=NOW)
        assert find_docs(tx, lambda title, text: "100" in text or "엔" in title, limit=9) == (
            "a",
            "b",
            "c",
        )
        assert find_docs(tx, lambda _, text: "100" in text, limit=1) == ("b",)
        assert find_docs(tx, lambda *_: False, limit=9) == ()


# --- copies --------------------------------------------------------------------------------------

MARKS = tuple(range(100, 196))


def test_articles_that_share_marks_are_found_most_alike_first(store: Store) -> None:
    close = (*MARKS[:80], *range(16))
    far = (*range(90), *MARKS[90:])
    with store.begin() as tx:
        for doc, marks in [("far", far), ("close", close), ("other", tuple(range(96)))]:
            save_article(tx, an_article(doc, text=doc), now=NOW)
            save_signature(tx, doc, marks)
        window: dict[str, Any] = {"since": NOW - DAY, "until": NOW + DAY}
        found = load_similar(tx, MARKS, **window, but="new")
        assert found == (("close", "close"), ("far", "far"))
        assert load_similar(tx, MARKS, **window, but="close") == (("far", "far"),)
        assert load_similar(tx, MARKS, **window, limit=1) == (("close", "close"),)
        assert load_similar(tx, (), **window) == ()


def test_only_articles_of_the_time_are_compared(store: Store) -> None:
    with store.begin() as tx:
        save_article(tx, an_article("old", published=NOW - 9 * DAY), now=NOW)
        save_signature(tx, "old", MARKS)
        assert load_similar(tx, MARKS, since=NOW - DAY, until=NOW) == ()


def test_a_signature_saved_again_takes_the_place_of_the_old_one(store: Store) -> None:
    with store.begin() as tx:
        save_article(tx, an_article("a"), now=NOW)
        save_signature(tx, "a", MARKS)
        save_signature(tx, "a", MARKS)
        save_signature(tx, "a", tuple(range(96)))
        assert load_similar(tx, MARKS, since=NOW - DAY, until=NOW) == ()


def test_a_copy_of_a_copy_copies_the_original(store: Store) -> None:
    with store.begin() as tx:
        for doc in "abc":
            save_article(tx, an_article(doc), now=NOW)
        set_copy_of(tx, "b", "a")
        set_copy_of(tx, "c", "b")
        assert source_of(tx, "c", 1).copy_of == "a"
        set_copy_of(tx, "a", "b")  # which would make a circle
        assert source_of(tx, "a", 1).copy_of is None
        set_copy_of(tx, "c", None)
        assert source_of(tx, "c", 1).copy_of is None
        with pytest.raises(StoreError):
            set_copy_of(tx, "c", "nothing")


def test_a_day_without_news_has_nothing_due(store: Store) -> None:
    with store.begin(write=False) as tx:
        assert load_due_feeds(tx, NOW, limit=9) == ()
        assert load_waiting_entries(tx, NOW, limit=9) == ()
        assert load_rereads(tx, NOW + timedelta(days=999), limit=9) == ()
        assert load_unchecked(tx, limit=9) == ()


# --- one article under several addresses ---------------------------------------------------------


def key_of(url: str) -> str:
    return url.rpartition("/")[2]


def test_an_article_is_one_entry_under_all_addresses_that_share_a_key(store: Store) -> None:
    one, two = "http://a.example/x/7", "https://m.a.example/7"
    with store.begin() as tx:
        listed = [
            an_entry(two),
            an_entry(one),
            an_entry("http://a.example/8", also=(Url("https://p.example/88"),)),
        ]
        assert save_entries(tx, listed, now=NOW, key_of=key_of) == 2
        assert save_entries(tx, listed[:2], now=NOW, key_of=key_of) == 0
        other = an_entry("https://b.example/7", feed=OTHER)
        assert (
            save_entries(tx, [other, an_entry("https://q.example/88")], now=NOW, key_of=key_of) == 0
        )
        assert sum(count_entries(tx).values()) == 2
        kept = next(url for url in (one, two) if load_entry(tx, url))
        assert load_entry_feeds(tx, kept) == (FEED.url, OTHER)
        assert save_entries(tx, [an_entry("https://c.example/9")], now=NOW, key_of=key_of) == 1


def test_without_keys_each_address_is_an_entry_until_they_are_filled_in(store: Store) -> None:
    with store.begin() as tx:
        both = [an_entry("https://a.example/7"), an_entry("https://b.example/7")]
        assert save_entries(tx, both, now=NOW) == 2
        assert fill_keys(tx, key_of, since=NOW - DAY) == 2
        assert fill_keys(tx, key_of, since=NOW - DAY) == 1  # a key is one entry's alone
        assert save_entries(tx, [an_entry("https://c.example/7")], now=NOW, key_of=key_of) == 0


def test_what_a_page_tells_joins_its_entry_to_another_and_no_key_changes_hands(
    store: Store,
) -> None:
    one, two, three = (Url(f"https://a.example/{n}") for n in (1, 2, 3))
    with store.begin() as tx:
        save_entries(tx, [an_entry(one), an_entry(two), an_entry(three)], now=NOW, key_of=key_of)
        assert join_entry(tx, one, ["1", "new"]) == ()
        assert join_entry(tx, two, ["new", "1"]) == (Twin(one, None),)
        saved = save_article(tx, an_article(one), now=NOW)
        note_entry_fetched(tx, one, saved.doc, now=NOW)
        assert join_entry(tx, two, ["new"]) == (Twin(one, one),)
        assert join_entry(tx, three, []) == ()
        assert join_entry(tx, "https://gone.example/", ["new"]) == ()


def test_a_page_is_read_again_where_it_was_read_first(store: Store) -> None:
    first, second = Url("https://m.a.example/1"), Url("https://a.example/1")
    with store.begin() as tx:
        save_entries(tx, [an_entry(first), an_entry(second)], now=NOW)
        later = max((first, second), key=lambda url: _place(tx, url))
        save_article(tx, an_article(later), now=NOW, reread_at=NOW)
        for url in (first, second):
            note_entry_fetched(tx, url, later, now=NOW)
        assert [e.url for e in load_rereads(tx, NOW, limit=9)] == [later]


def _place(tx: Tx, url: str) -> int:
    waiting = [e.url for e in load_waiting_entries(tx, NOW, limit=9)]
    return waiting.index(Url(url))


def test_the_article_of_a_headline_is_found_within_a_day(store: Store) -> None:
    url, title = Url("https://a.example/1"), "딥시크 월간 이용자 59만 명"
    with store.begin() as tx:
        save_entries(tx, [an_entry(url, title=title, published=NOW)], now=NOW)
        assert load_titled(tx, title, around=NOW, but="") is None  # it was not read yet
        note_entry_fetched(tx, url, save_article(tx, an_article(url), now=NOW).doc, now=NOW)
        assert load_titled(tx, title, around=NOW + 20 * HOUR, but="") == url
        assert load_titled(tx, title, around=NOW + 2 * DAY, but="") is None
        assert load_titled(tx, title, around=NOW, but=url) is None
        assert load_titled(tx, title + ".", around=NOW, but="") is None
