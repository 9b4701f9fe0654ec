"""Every value comes out of the database as it went in, on every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.model import Alert, Article, Claim, Entry, Feed, Interval, Message, Topic, Value
from monitor.store.alerts import load_alert, load_alerts, save_alert
from monitor.store.articles import load_article, save_article
from monitor.store.claims import load_claims, save_claims
from monitor.store.database import Store
from monitor.store.entries import load_entry, save_entries
from monitor.store.feeds import load_feed, save_feed
from monitor.store.figures import load_figure, save_figure
from monitor.store.outbox import load_messages, save_messages
from monitor.store.topics import load_topic, save_topic
from tests.integration.store_samples import (
    FEED,
    NOW,
    a_claim,
    a_figure,
    an_article,
    undone,
)
from tests.integration.store_strategies import (
    alerts,
    articles,
    claims,
    entries,
    feeds,
    messages,
    topics,
    values,
)

# One database serves all examples of a test: each is undone.
any_value = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@any_value
@given(feed=feeds)
def test_a_feed_comes_back_as_it_was(store: Store, feed: Feed) -> None:
    with undone(store) as tx:
        save_feed(tx, feed)
        assert load_feed(tx, feed.url) == feed


@any_value
@given(entry=entries)
def test_an_entry_comes_back_as_it_was(store: Store, entry: Entry) -> None:
    with undone(store) as tx:
        save_entries(tx, [entry], now=NOW)
        assert load_entry(tx, entry.url) == entry


@any_value
@given(article=articles)
def test_an_article_comes_back_as_it_was(store: Store, article: Article) -> None:
    with undone(store) as tx:
        save_article(tx, article, now=NOW)
        assert load_article(tx, article.url) == article


@any_value
@given(topic=topics)
def test_a_topic_comes_back_as_it_was(store: Store, topic: Topic) -> None:
    with undone(store) as tx:
        save_topic(tx, topic)
        assert load_topic(tx, topic.name) == topic


@any_value
@given(found=st.lists(claims, max_size=3))
def test_claims_come_back_as_they_were(store: Store, found: list[Claim]) -> None:
    with undone(store) as tx:
        save_article(tx, an_article(), now=NOW)
        save_claims(tx, an_article().url, 1, found)
        assert load_claims(tx, an_article().url) == tuple(found)


def test_how_sure_the_reading_was_comes_back_with_its_claim(store: Store) -> None:
    shares = (None, 0.25, 1.0)
    found = [replace(a_claim(), subject_share=share) for share in shares]
    with undone(store) as tx:
        save_article(tx, an_article(), now=NOW)
        save_claims(tx, an_article().url, 1, found)
        assert tuple(c.subject_share for c in load_claims(tx, an_article().url)) == shares


@any_value
@given(value=values)
def test_a_figures_value_comes_back_as_it_was(store: Store, value: Value) -> None:
    figure = a_figure(values=(value,))
    with undone(store) as tx:
        save_figure(tx, figure, ["이용자"])
        assert load_figure(tx, figure.key) == figure


@any_value
@given(alert=alerts())
def test_an_alert_comes_back_as_it_was(store: Store, alert: Alert) -> None:
    with undone(store) as tx:
        save_alert(tx, alert)
        assert load_alert(tx, alert.key) == alert
        assert load_alerts(tx, include_confirmed=True) == (alert,)


@any_value
@given(message=messages)
def test_a_message_comes_back_as_it_was(store: Store, message: Message) -> None:
    with undone(store) as tx:
        save_messages(tx, [message])
        assert [kept.message for kept in load_messages(tx)] == [message]


@pytest.mark.parametrize(
    "number", ["0.0555555555555555555555555555", "1E+12", "9.999e12", "-0.10", "123456789012345678"]
)
def test_a_number_keeps_its_digits_and_its_form(store: Store, number: str) -> None:
    interval = Interval(Decimal(number), None)
    with store.begin() as tx:
        save_article(tx, an_article(), now=NOW)
        save_claims(tx, an_article().url, 1, [a_claim(interval=interval)])
        (claim,) = load_claims(tx, an_article().url)
    assert str(claim.interval.low) == str(Decimal(number))


def test_a_moment_of_any_zone_comes_back_as_the_same_moment_in_utc(store: Store) -> None:
    seoul = NOW.astimezone(timezone(timedelta(hours=9)))
    with store.begin() as tx:
        save_feed(tx, replace(FEED, due=seoul))
        loaded = load_feed(tx, FEED.url)
    assert loaded is not None
    assert loaded.due == NOW
    assert loaded.due.utcoffset() == timedelta(0)


def test_characters_that_no_database_takes_are_replaced_one_for_one(store: Store) -> None:
    hostile = an_article(text="가\x00나\ud83d다", title="\ud800")
    with store.begin() as tx:
        save_article(tx, hostile, now=NOW)
        assert not save_article(tx, hostile, now=NOW).is_new_version
        loaded = load_article(tx, hostile.url)
    assert loaded is not None
    assert loaded.text == "가�나�다"
    assert len(loaded.text) == len(hostile.text)
