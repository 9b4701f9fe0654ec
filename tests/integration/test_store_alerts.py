"""Alerts, reviews, the outbox and what the status says of them, as the store keeps them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from monitor.errors import StoreError
from monitor.model import (
    SEOUL,
    ArticleState,
    Coverage,
    Feed,
    FeedTrouble,
    Kind,
    Receipt,
    Topic,
    Url,
)
from monitor.store.alerts import (
    add_support,
    count_alerts,
    load_alert,
    load_alerts,
    move_alert,
    remove_alerts,
    remove_support,
    save_alert,
    save_alerts,
)
from monitor.store.articles import mark_checked, save_article
from monitor.store.claims import save_claims
from monitor.store.database import Store, Tx
from monitor.store.entries import (
    EntryState,
    note_entry_failure,
    note_entry_fetched,
    save_entries,
)
from monitor.store.feeds import save_feed
from monitor.store.figures import save_figure
from monitor.store.notes import load_moment, load_note, remove_note, save_moment, save_note
from monitor.store.outbox import (
    LastDigest,
    MessageState,
    count_messages,
    drop_message,
    last_digest,
    lease_message,
    lease_messages,
    load_digest,
    load_digests,
    load_due_messages,
    load_messages,
    load_stuck,
    load_told,
    release_leases,
    retry_messages,
    save_digest,
    save_messages,
    save_receipt,
)
from monitor.store.recipients import add_recipient
from monitor.store.reviews import load_review, load_reviews, save_review, undo_review
from monitor.store.status import load_coverage, load_status
from monitor.store.topics import save_topic
from tests.integration.store_samples import (
    DAY,
    FEED,
    HOUR,
    NOW,
    a_claim,
    a_figure,
    a_message,
    a_source,
    a_value,
    an_alert,
    an_article,
    an_entry,
)

MINUTE = timedelta(minutes=1)
READER = ("email", "reader@example.org")


def keep_digest(
    tx: Tx, key: str, *alerts: str, at: timedelta = HOUR * 0, recipient: int | None = None
) -> bool:
    until = NOW + at
    return save_digest(
        tx, key, since=None, until=until, recipient=recipient, listed=alerts, now=until
    )


def a_recipient(tx: Tx, name: str = "reader", *, now: datetime = NOW) -> int:
    return add_recipient(tx, name, *READER, now=now).id


def keys(store: Store, **conditions: object) -> list[str]:
    with store.begin(write=False) as tx:
        return [alert.key for alert in load_alerts(tx, **conditions)]  # type: ignore[arg-type]


# --- alerts --------------------------------------------------------------------------------------


def test_an_alert_of_the_same_key_is_kept_once_and_stays_as_it_was(store: Store) -> None:
    with store.begin() as tx:
        assert save_alert(tx, an_alert())
        assert not save_alert(tx, an_alert(topic="다름"))
        assert save_alerts(tx, [an_alert(), an_alert("a2")]) == 1
        assert load_alert(tx, "a1") == an_alert()


def test_an_alert_is_found_by_the_beginning_of_its_key(store: Store) -> None:
    with store.begin() as tx:
        save_alerts(tx, [an_alert("abc1"), an_alert("abd2"), an_alert("abd23"), an_alert("a%")])
        found = load_alert(tx, "abc")
        assert found is not None
        assert found.key == "abc1"
        exact = load_alert(tx, "abd2")
        assert exact is not None
        assert exact.key == "abd2"
        assert load_alert(tx, "zz") is None
        assert load_alert(tx, "") is None
        assert load_alert(tx, "%") is None
        with pytest.raises(StoreError, match="ab"):
            load_alert(tx, "ab")


def test_alerts_are_chosen_by_time_topic_kind_article_and_figure(store: Store) -> None:
    with store.begin() as tx:
        save_alert(tx, an_alert("old", at=NOW - DAY, topic="AI 인재"))
        save_alert(tx, an_alert("again", kind=Kind.CONFIRMED, figure="f2"))
        save_alert(tx, an_alert("new", kind=Kind.NEW, previous=None, doc="b"))
    assert keys(store) == ["old", "new"]
    assert keys(store, include_confirmed=True) == ["old", "again", "new"]
    assert keys(store, since=NOW) == ["new"]
    assert keys(store, until=NOW) == ["old"]
    assert keys(store, topic="AI 인재") == ["old"]
    assert keys(store, kinds=[Kind.CONFIRMED, Kind.NEW]) == ["again", "new"]
    assert keys(store, kinds=[]) == []
    assert keys(store, doc="b") == ["new"]
    assert keys(store, figure="f2", include_confirmed=True) == ["again"]
    assert keys(store, limit=1) == ["new"]
    with store.begin(write=False) as tx:
        assert count_alerts(tx)[Kind.NEW] == 1
        assert count_alerts(tx, since=NOW)[Kind.CHANGED] == 0
        assert count_alerts(tx)[Kind.REVISED] == 0


def test_further_articles_are_attached_once_each_and_never_its_own(store: Store) -> None:
    others = [a_source("b"), a_source("c")]
    with store.begin() as tx:
        save_alert(tx, an_alert())
        assert add_support(tx, "a1", others[0])
        assert not add_support(tx, "a1", others[0])
        assert not add_support(tx, "a1", a_source())
        save_alert(tx, an_alert(support=tuple(others)))
        assert load_alert(tx, "a1") == an_alert(support=tuple(others))
        assert remove_support(tx, "b", 1) == 1
        assert load_alert(tx, "a1") == an_alert(support=(others[1],))
        with pytest.raises(StoreError):
            add_support(tx, "nothing", others[0])


def test_a_new_judgement_takes_back_what_nobody_saw_yet(store: Store) -> None:
    with store.begin() as tx:
        save_alerts(tx, [an_alert(key) for key in ("told", "decided", "found again", "stale")])
        save_alert(tx, an_alert("elsewhere", "other"))
        add_support(tx, "stale", a_source("b"))
        keep_digest(tx, "d1", "told")
        save_review(tx, "decided", "accept", "", NOW)
        assert remove_alerts(tx, an_alert().source.doc, 1, keep={"found again"}) == 1
        assert remove_alerts(tx, an_alert().source.doc, 1, keep={"found again"}) == 0
    assert keys(store) == ["told", "decided", "found again", "elsewhere"]


def test_an_alert_can_be_moved_to_another_figure(store: Store) -> None:
    with store.begin() as tx:
        save_alert(tx, an_alert())
        move_alert(tx, "a1", "f9")
        assert load_alert(tx, "a1") == an_alert(figure="f9")


# --- reviews -------------------------------------------------------------------------------------


def test_a_decision_stands_until_it_is_taken_back(store: Store) -> None:
    with store.begin() as tx:
        assert save_review(tx, "a1", "reject", "다른 회사", NOW)
        assert not save_review(tx, "a1", "reject", "다른 회사", NOW + HOUR)
        assert save_review(tx, "a1", "accept", "", NOW + HOUR)
        save_review(tx, "a2", "accept", "", NOW)
        last = load_review(tx, "a1")
        assert last is not None
        assert last.decision == "accept"
        undone = undo_review(tx, "a1", at=NOW + DAY)
        assert undone == last
        again = load_review(tx, "a1")
        assert again is not None
        assert (again.decision, again.note) == ("reject", "다른 회사")
        assert [r.decision for r in load_reviews(tx, alert="a1")] == ["reject"]
        assert len(load_reviews(tx, alert="a1", undone=True)) == 2
        assert [r.alert for r in load_reviews(tx, decision="accept")] == ["a2"]
        undo_review(tx, "a1", at=NOW)
        assert undo_review(tx, "a1", at=NOW) is None


# --- digests -------------------------------------------------------------------------------------


def test_a_digest_composed_twice_is_one(store: Store) -> None:
    with store.begin() as tx:
        save_alerts(tx, [an_alert("a1"), an_alert("a2")])
        assert keep_digest(tx, "d1", "a1")
        assert not keep_digest(tx, "d1", "a2")
        digest = load_digest(tx, "d1")
        assert digest is not None
        assert (digest.until, digest.recipient, digest.is_urgent) == (NOW, None, False)
        assert load_digest(tx, "d2") is None
    assert keys(store, undigested=True) == ["a2"]


def test_a_digest_and_its_messages_are_kept_together_or_not_at_all(store: Store) -> None:
    def fail() -> None:
        with store.begin() as tx:
            save_alert(tx, an_alert())
            keep_digest(tx, "d1", "a1")
            save_messages(tx, [a_message()])
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with store.begin(write=False) as tx:
        assert load_digests(tx, limit=9) == ()
        assert load_messages(tx) == ()
        assert load_alerts(tx) == ()


def test_what_is_told_is_known_for_each_recipient(store: Store) -> None:
    with store.begin() as tx:
        save_alerts(tx, [an_alert("a1"), an_alert("a2")])
        one, other = a_recipient(tx), a_recipient(tx, "other")
        keep_digest(tx, "d1", "a1", "unknown key", recipient=one)
        save_messages(tx, [a_message()])
        assert load_told(tx, "d1") == ("a1", "unknown key")
    assert keys(store, undigested=True) == ["a2"]
    assert keys(store, untold_to=one) == ["a2"]
    assert keys(store, untold_to=other) == ["a1", "a2"]


def test_the_next_digest_goes_on_where_the_last_one_ended(store: Store) -> None:
    with store.begin() as tx:
        assert last_digest(tx) is None
        keep_digest(tx, "d2", at=HOUR)
        keep_digest(tx, "d1")
        save_messages(tx, [a_message("m1", digest="d1"), a_message("m2", digest="d2")])
        assert last_digest(tx) == LastDigest(key="d2", until=NOW + HOUR)
        assert last_digest(tx, channel="email", recipient=READER[1]) == last_digest(tx)
        assert last_digest(tx, channel="slack") is None
        assert last_digest(tx, delivered=True) is None
        save_receipt(tx, Receipt(message="m1", delivered=NOW), now=NOW)
        assert last_digest(tx, delivered=True) == LastDigest(key="d1", until=NOW)
        assert [d.key for d in load_digests(tx, limit=1)] == ["d2"]


# --- messages ------------------------------------------------------------------------------------


def test_a_message_of_the_same_key_is_queued_once(store: Store) -> None:
    with store.begin() as tx:
        assert save_messages(tx, [a_message(), a_message("m2")]) == 2
        assert save_messages(tx, [a_message(subject="다름")]) == 0
        assert load_messages(tx)[0].message == a_message()


def test_a_leased_message_is_nobody_elses_until_the_lease_runs_out(store: Store) -> None:
    with store.begin() as tx:
        save_messages(tx, [a_message("m1"), a_message("m2"), a_message("m3")])
        assert load_due_messages(tx, NOW, limit=9) == ("m1", "m2", "m3")
        first = lease_messages(tx, NOW, lease=MINUTE, limit=2)
        assert [(m.key, m.attempts) for m in first] == [("m1", 1), ("m2", 1)]
        assert lease_message(tx, "m1", NOW, lease=MINUTE) is None
        assert [m.key for m in lease_messages(tx, NOW, lease=MINUTE, limit=9)] == ["m3"]
        assert lease_messages(tx, NOW + MINUTE / 2, lease=MINUTE, limit=9) == ()
        again = lease_message(tx, "m1", NOW + MINUTE, lease=MINUTE)
        assert again is not None
        assert again.attempts == 2
        assert release_leases(tx) == 3
        assert load_due_messages(tx, NOW, limit=9) == ("m1", "m2", "m3")


def test_a_delivered_message_is_never_sent_again(store: Store) -> None:
    with store.begin() as tx:
        save_messages(tx, [a_message()])
        lease_message(tx, "m1", NOW, lease=MINUTE)
        save_receipt(tx, Receipt(message="m1", delivered=NOW), now=NOW)
        # A slower sender, whose lease had run out, reports that it could not.
        late = Receipt(message="m1", error="timeout", temporary=True)
        save_receipt(tx, late, now=NOW + HOUR, retry_at=NOW + HOUR)
        assert load_due_messages(tx, NOW + DAY, limit=9) == ()
        (kept,) = load_messages(tx, state=MessageState.DELIVERED)
        assert (kept.delivered, kept.error) == (NOW, None)
        assert not drop_message(tx, "m1")


def test_a_message_that_failed_waits_and_is_parked_at_last(store: Store) -> None:
    failed = Receipt(message="m1", error="451 잠시 후 다시", temporary=True)
    with store.begin() as tx:
        save_messages(tx, [a_message()])
        lease_message(tx, "m1", NOW, lease=MINUTE)
        save_receipt(tx, failed, now=NOW, retry_at=NOW + HOUR)
        assert load_due_messages(tx, NOW, limit=9) == ()
        assert load_due_messages(tx, NOW + HOUR, limit=9) == ("m1",)
        lease_message(tx, "m1", NOW + HOUR, lease=MINUTE)
        save_receipt(tx, replace(failed, temporary=False), now=NOW + HOUR)
        assert load_due_messages(tx, NOW + DAY, limit=9) == ()
        (kept,) = load_messages(tx, state=MessageState.PARKED)
        assert (kept.error, kept.message.attempts) == (failed.error, 2)
        assert retry_messages(tx, ["m9"]) == 0
        assert retry_messages(tx) == 1
        assert load_due_messages(tx, NOW, limit=9) == ("m1",)
        assert retry_messages(tx) == 0


def test_what_a_dead_sender_had_in_hand_may_have_been_taken(store: Store) -> None:
    refused = Receipt(message="m1", error="451 잠시 후 다시", temporary=True)
    with store.begin() as tx:
        keep_digest(tx, "d1", "a1", recipient=a_recipient(tx))
        save_messages(tx, [a_message(), a_message("m2")])
        lease_message(tx, "m1", NOW, lease=MINUTE)
        lease_message(tx, "m1", NOW + HOUR, lease=MINUTE)  # the first lease has run out
        lease_message(tx, "m2", NOW, lease=MINUTE)
        assert release_leases(tx) == 2
        # What is refused now says nothing of the time before, but for a refusal for good.
        for park in (False, True):
            lease_message(tx, "m1", NOW + DAY, lease=MINUTE)
            save_receipt(tx, refused, now=NOW + DAY, retry_at=NOW + DAY, park=park)
        assert {kept.state for kept in load_messages(tx)} == {MessageState.UNSURE}
        assert load_stuck(tx, since=NOW - HOUR, limit=9) == ()
        assert [k.message.key for k in load_stuck(tx, since=NOW, limit=9)] == ["m1", "m2"]
        lease_message(tx, "m1", NOW + DAY, lease=MINUTE)
        save_receipt(tx, replace(refused, temporary=False), now=NOW + DAY)
        (parked,) = load_messages(tx, state=MessageState.PARKED)
        assert parked.message.key == "m1"


def test_a_message_that_is_given_up_while_it_is_sent_stays_so(store: Store) -> None:
    with store.begin() as tx:
        keep_digest(tx, "d1", "a1", recipient=a_recipient(tx))
        save_messages(tx, [a_message()])
        lease_message(tx, "m1", NOW, lease=MINUTE)
        assert drop_message(tx, "m1")
        failed = Receipt(message="m1", error="timeout", temporary=True, unsure=True)
        save_receipt(tx, failed, now=NOW, retry_at=NOW)
        assert load_due_messages(tx, NOW + DAY, limit=9) == ()
        assert count_messages(tx)[MessageState.DROPPED] == 1


def test_a_dropped_message_is_not_sent_and_what_it_told_is_told(store: Store) -> None:
    with store.begin() as tx:
        save_alert(tx, an_alert())
        one = a_recipient(tx)
        keep_digest(tx, "d1", "a1", recipient=one)
        save_messages(tx, [a_message()])
        assert drop_message(tx, "m1")
        assert not drop_message(tx, "m1")
        assert load_due_messages(tx, NOW, limit=9) == ()
        assert count_messages(tx)[MessageState.DROPPED] == 1
    assert keys(store, untold_to=one) == []


# --- notes ---------------------------------------------------------------------------------------


def test_a_note_holds_its_last_value(store: Store) -> None:
    with store.begin() as tx:
        assert load_note(tx, "slot") is None
        save_note(tx, "slot", "2026-11-20")
        save_note(tx, "slot", "2026-11-21")
        assert load_note(tx, "slot") == "2026-11-21"
        save_moment(tx, "seen", NOW.astimezone(SEOUL))
        assert load_moment(tx, "seen") == NOW
        remove_note(tx, "slot")
        assert load_note(tx, "slot") is None
        assert load_moment(tx, "slot") is None


# --- status and coverage -------------------------------------------------------------------------


def fill(tx: Tx) -> None:
    """Keep something of every kind."""
    save_feed(tx, replace(FEED, polled=NOW, changed=NOW))
    failing = Feed(url=Url("failing"), outlet="막힌신문", polled=NOW, failures=3, error="HTTP 403")
    save_feed(tx, failing)
    save_feed(tx, Feed(url=Url("silent"), title="조용한 신문", polled=NOW, changed=NOW - 9 * DAY))
    save_feed(tx, Feed(url=Url("mute"), polled=NOW))
    save_feed(tx, Feed(url=Url("unpolled")))
    save_feed(tx, Feed(url=Url("off"), enabled=False, failures=9, error="410"))
    save_entries(tx, [an_entry("a"), an_entry("b"), an_entry("c"), an_entry("d")], now=NOW)
    save_article(tx, an_article("a"), now=NOW, reread_at=NOW)
    note_entry_fetched(tx, "a", "a", now=NOW)
    save_claims(tx, "a", 1, [a_claim("a"), a_claim("a")])
    mark_checked(tx, "a", 1, now=NOW, error="ValueError")
    save_article(tx, an_article("a", text="고침"), now=NOW)
    save_article(tx, an_article("wall", state=ArticleState.BLOCKED), now=NOW)
    save_article(tx, an_article("seed.md"), now=NOW, is_seed=True)
    note_entry_failure(tx, "b", error="404", retry_at=None, now=NOW)
    note_entry_failure(tx, "c", error="503", retry_at=NOW + HOUR, now=NOW)
    save_topic(tx, Topic(name="딥시크"))
    save_figure(tx, a_figure(values=(a_value(),)), ["이용자"])
    save_alerts(tx, [an_alert("a1"), an_alert("a2"), an_alert("a3", kind=Kind.CONFIRMED)])
    keep_digest(tx, "d1", "a1")
    save_messages(tx, [a_message("m1"), a_message("m2")])
    save_receipt(tx, Receipt(message="m1", error="550 없는 주소"), now=NOW)


def test_the_status_counts_everything_and_names_what_failed(store: Store) -> None:
    with store.begin() as tx:
        fill(tx)
    with store.begin(write=False) as tx:
        status = load_status(tx, NOW)
    assert (status.feeds, status.feeds_disabled, status.feeds_unpolled) == (5, 1, 1)
    assert [(f.name, f.why, f.failures) for f in status.failing] == [("막힌신문", "HTTP 403", 3)]
    assert [(f.name, f.why) for f in status.silent] == [
        ("mute", ""),
        ("조용한 신문", "2026-11-12"),
    ]
    assert status.last_poll == NOW
    assert status.entries == {
        EntryState.WAITING: 2,
        EntryState.FETCHED: 1,
        EntryState.FAILED: 1,
    }
    assert {(f.url, f.error) for f in status.entry_failures} == {("b", "404"), ("c", "503")}
    assert (status.articles, status.seeds, status.unread, status.edited) == (1, 1, 1, 1)
    assert status.unchecked == 2
    assert [(f.doc, f.error) for f in status.check_failures] == [("a", "ValueError")]
    assert status.rereads_due == 0
    assert (status.claims, status.topics, status.figures, status.values) == (2, 1, 1, 1)
    assert (status.alerts[Kind.CHANGED], status.alerts[Kind.CONFIRMED]) == (2, 1)
    assert status.undigested == 1
    assert status.messages[MessageState.WAITING] == 1
    assert [kept.error for kept in status.parked] == ["550 없는 주소"]
    assert status.last_digest == LastDigest(key="d1", until=NOW)
    assert status.last_delivered is None


def test_the_coverage_counts_the_period_and_each_moment_once(store: Store) -> None:
    with store.begin() as tx:
        fill(tx)
    with store.begin(write=False) as tx:
        ever = load_coverage(tx, since=None, until=NOW)
        before = load_coverage(tx, since=None, until=NOW - HOUR)
        after = load_coverage(tx, since=NOW, until=NOW + HOUR)
        whole = load_coverage(tx, since=NOW - HOUR, until=NOW)
    assert whole == ever
    assert ever == Coverage(
        feeds=5,
        polled=4,
        failed=(FeedTrouble(name="막힌신문", why="HTTP 403"),),
        silent=(
            FeedTrouble(name="mute", why=""),
            FeedTrouble(name="조용한 신문", why="2026-11-12"),
        ),
        articles=2,
        unread=2,
        claims=2,
    )
    for other in (before, after):
        assert (other.articles, other.unread, other.claims) == (0, 0, 0)
    assert after.polled == 0


def test_a_feed_that_is_gone_or_may_have_been_missed_is_told_in_the_period_it_happened(
    store: Store,
) -> None:
    with store.begin() as tx:
        gone = Feed(url=Url("gone"), outlet="옛신문", failures=1, error="영영 없어짐", retired=NOW)
        save_feed(tx, gone)
        save_feed(tx, Feed(url=Url("quick"), outlet="속보통신", polled=NOW, missed=NOW))
    with store.begin(write=False) as tx:
        status, later = load_status(tx, NOW), load_status(tx, NOW + 2 * DAY)
        now = load_coverage(tx, since=NOW - DAY, until=NOW)
        after = load_coverage(tx, since=NOW, until=NOW + DAY)
    assert status.failing == ()
    assert [(f.name, f.why) for f in status.retired] == [("옛신문", "영영 없어짐")]
    assert [(f.name, f.why) for f in status.missed] == [("속보통신", "2026-11-21 18:30")]
    # Gone stays gone; what may have been missed is old news after a day.
    assert [f.name for f in later.retired] == ["옛신문"]
    assert later.missed == ()
    assert now.retired == (FeedTrouble(name="옛신문", why="영영 없어짐"),)
    assert now.missed == (FeedTrouble(name="속보통신", why="2026-11-21 18:30"),)
    assert (after.retired, after.missed) == ((), ())


def test_a_feed_is_silent_by_its_own_habit(store: Store) -> None:
    with store.begin() as tx:
        for name, gap, quiet in [
            ("hourly, 2 days", HOUR, 2 * DAY),
            ("hourly, 4 days", HOUR, 4 * DAY),
            ("weekly, 20 days", 7 * DAY, 20 * DAY),
            ("weekly, 30 days", 7 * DAY, 30 * DAY),
            ("unknown, 13 days", None, 13 * DAY),
            ("unknown, 15 days", None, 15 * DAY),
        ]:
            feed = Feed(url=Url(name), outlet=name, polled=NOW, changed=NOW - quiet, gap=gap)
            save_feed(tx, feed)
        # Quiet since before it was gone, or since before it failed: that is told elsewhere.
        save_feed(tx, Feed(url=Url("gone"), polled=NOW, changed=NOW - 99 * DAY, retired=NOW))
        save_feed(tx, Feed(url=Url("bad"), polled=NOW, changed=NOW - 99 * DAY, failures=1))
    with store.begin(write=False) as tx:
        status = load_status(tx, NOW, silent_after=14 * DAY)
    assert {f.name for f in status.silent} == {
        "hourly, 4 days",
        "weekly, 30 days",
        "unknown, 15 days",
    }
