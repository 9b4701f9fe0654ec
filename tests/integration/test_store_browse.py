"""What the pages list: in order, without a gap, and each read off the end of an index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.judge.terms import figure_terms
from monitor.model import Article, Feed, Figure, Judgement, Kind, Url, Value
from monitor.store import browse
from monitor.store.alerts import save_alert
from monitor.store.articles import save_article
from monitor.store.browse import (
    count_kinds,
    count_yields,
    load_outlets,
    load_yield,
    page_alerts,
    page_articles,
    page_figures,
    page_remarks,
    rank_figures,
)
from monitor.store.claims import save_judged_claims
from monitor.store.database import Store, Tx
from monitor.store.entries import note_entry_fetched, save_entries
from monitor.store.feeds import save_feed
from monitor.store.figures import save_figure
from monitor.store.statements import save_remarks
from tests.alerts import NOON, alert, claim, denied, source
from tests.integration.store_samples import FEED, an_entry, statements


def _save_alerts(tx: Tx) -> list[str]:
    """Keep alerts of two topics and three outlets; return the keys, the latest found first.

    Some are found in the same moment, one was found before moments were noted, and one is found
    later but kept earlier.
    """
    hours = (None, 5, 1, 1, 1, 2, 3, 3, 4)
    for number, hour in enumerate(hours):
        found = alert(
            claim(number + 1),
            claim(90) if number % 3 == 0 else None,
            kind=Kind.CONFLICT if number % 3 == 0 else Kind.NEW,
            topic=f"주제{number % 2}",
            key=f"k{number}",
            figure=f"f{number % 2}",
            source=source(("가나일보", "나라신문", "다온경제")[number % 3], doc=f"d{number}"),
        )
        at = None if hour is None else NOON + timedelta(hours=hour)
        save_alert(tx, replace(found, at=at))
    confirmed = alert(claim(5), claim(5), kind=Kind.CONFIRMED, key="same", topic="주제0")
    save_alert(tx, replace(confirmed, at=NOON + timedelta(hours=9)))
    return ["k1", "k8", "k7", "k6", "k5", "k4", "k3", "k2", "k0"]


def _all(page: Callable[[int | None], list[tuple[int, str]]]) -> list[str]:
    """Return what pages of two list, one after the other."""
    keys: list[str] = []
    before = None
    while found := page(before):
        keys += [key for _, key in found]
        before = found[-1][0]
    return keys


def test_alerts_are_listed_by_when_they_were_found_without_a_gap(store: Store) -> None:
    with store.begin() as tx:
        keys = _save_alerts(tx)

        def listed(**narrow: object) -> list[str]:
            def page(before: int | None) -> list[tuple[int, str]]:
                found = page_alerts(tx, before=before, limit=2, **narrow)  # type: ignore[arg-type]
                return [(number, it.key) for number, it in found]

            return _all(page)

        assert listed() == keys
        assert listed(topic="주제1") == [k for k in keys if int(k[1:]) % 2 == 1]
        assert listed(figure="f0") == [k for k in keys if int(k[1:]) % 2 == 0]
        assert listed(kinds=["conflict"]) == [k for k in keys if int(k[1:]) % 3 == 0]
        assert listed(kinds=["confirmed"]) == ["same"]
        assert listed(outlet="나라") == [k for k in keys if int(k[1:]) % 3 == 1]
        # Two outlets have it in their names.
        assert listed(outlet="나") == [k for k in keys if int(k[1:]) % 3 != 2]
        assert listed(outlet="나라", topic="주제0") == ["k4"]
        assert listed(outlet="없는곳") == []
        since, until = NOON + timedelta(hours=2), NOON + timedelta(hours=4)
        assert listed(since=since, until=until) == ["k7", "k6", "k5"]
        assert load_outlets(tx, limit=9) == ("가나일보", "나라신문", "다온경제", "새날일보")
        assert load_outlets(tx, limit=2) == ("가나일보", "나라신문")


def test_where_the_alert_a_page_ended_with_is_gone_the_list_goes_on(store: Store) -> None:
    with store.begin() as tx:
        keys = _save_alerts(tx)
        (number, _), (last, _) = page_alerts(tx, limit=2)
        assert [it.key for _, it in page_alerts(tx, before=last, limit=2)] == keys[2:4]
        # The number is of none: what was kept before it goes on, whatever that is.
        assert page_alerts(tx, before=10**9, limit=2)
        assert page_alerts(tx, before=0, limit=2) == []
        assert number != last


def test_statements_are_listed_by_topic_and_outlet(store: Store) -> None:
    said = denied()
    assert said.previous is not None
    with store.begin() as tx:
        save_remarks(tx, [replace(said.previous, at=NOON - timedelta(days=1)), said])
        for narrow in ({}, {"topic": said.topic}, {"outlet": said.source.outlet[:2]}):
            found = page_remarks(tx, limit=9, **narrow)  # type: ignore[arg-type]
            assert found[0][1].key == said.key
            assert page_remarks(tx, limit=9, before=found[-1][0], **narrow) == []  # type: ignore[arg-type]
        assert page_remarks(tx, limit=9, topic="없음") == []
        assert page_remarks(tx, limit=9, outlet="없는곳") == []


def _article(tx: Tx, number: int, outlet: str, topic: str | None) -> None:
    url = f"https://a.example/{number}"
    text = f"이용자는 {number}만 명이다."
    save_article(
        tx, Article(url=Url(url), title=f"글 {number}", text=text, outlet=outlet), now=NOON
    )
    said = claim(number * 10_000, quote=text, doc=url)
    save_judged_claims(tx, url, 1, [Judgement(claim=said, topic=topic, figure=f"f{number % 2}")])


def test_articles_of_a_topic_or_an_outlet_are_listed_once_each(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.begin() as tx:
        for number in range(1, 8):
            topic = "누리챗" if number % 2 else None
            _article(tx, number, "가나일보" if number < 3 else "다온경제", topic)

        def listed(**narrow: str) -> list[str]:
            def page(before: int | None) -> list[tuple[int, str]]:
                found, after[0] = page_articles(tx, before=before, limit=2, **narrow)
                return [(after[0] or 0, it.source.title) for it in found]

            after: list[int | None] = [None]
            keys: list[str] = []
            before = None
            while True:
                keys += [key for _, key in page(before)]
                if (before := after[0]) is None:
                    return keys

        assert listed() == [f"글 {n}" for n in (7, 6, 5, 4, 3, 2, 1)]
        assert listed(topic="누리챗") == [f"글 {n}" for n in (7, 5, 3, 1)]
        assert listed(outlet="가나") == ["글 2", "글 1"]
        assert listed(topic="누리챗", outlet="가나") == ["글 1"]
        assert listed(topic="없음") == []
        # However few are looked through at a time, the list goes on below.
        monkeypatch.setattr(browse, "MOST_LOOKED", 2)
        assert listed(outlet="가나") == ["글 2", "글 1"]


def _figure(number: int, topic: str, count: int) -> Figure:
    values = tuple(
        Value(claim=claim(n + 1, doc=f"d{n}"), source=source(doc=f"https://v.example/{n}"))
        for n in range(count)
    )
    return Figure(
        key=f"f{number}", topic=topic, subject=f"회사{number}", metric="매출", unit="명",
        values=values,
    )  # fmt: skip


def test_figures_are_listed_with_their_latest_values_and_ranked_by_sources(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.begin() as tx:
        for number, count in enumerate((3, 40, 1, 2)):
            figure = _figure(number, "갑" if number < 3 else "을", count)
            save_figure(tx, figure, figure_terms(figure))
        found, after = page_figures(tx, limit=2)
        assert [(it.figure.key, it.sources) for it in found] == [("f3", 2), ("f2", 1)]
        found, after = page_figures(tx, limit=9, before=after)
        assert [it.figure.key for it in found] == ["f1", "f0"]
        assert after is None
        busy = found[0]
        assert busy.sources == 40
        assert len(busy.figure.values) >= browse.RECENT
        assert busy.figure.values[-1].source.doc == "https://v.example/39"
        found, _ = page_figures(tx, words=["회사2"], limit=9)
        assert [it.figure.key for it in found] == ["f2"]
        ranked, left = rank_figures(tx, "갑", limit=2)
        assert [it.figure.key for it in ranked] == ["f1", "f0"]
        assert left == 1
        # What an article says of the topic counts, whosever figure it is.
        _article(tx, 1, "가나일보", "을")
        ranked, _ = rank_figures(tx, "을", limit=9)
        assert [it.figure.key for it in ranked] == ["f1", "f3"]
        monkeypatch.setattr(browse, "MOST_LOOKED", 1)
        found, after = page_figures(tx, words=["회사0"], limit=9)
        assert (found, after is None) == ([], False)


def test_of_a_topic_no_more_alerts_are_counted_than_can_be_told_at_a_glance(store: Store) -> None:
    with store.begin() as tx:
        _save_alerts(tx)
        counted = count_kinds(tx, ["주제0", "주제1", "없음"])
    assert counted["주제0"] == (
        {"new": 3, "conflict": 2, "confirmed": 1}, NOON + timedelta(hours=9)
    )  # fmt: skip
    assert counted["없음"] == ({}, None)


def test_a_feeds_yield_is_that_of_its_last_articles(store: Store) -> None:
    with store.begin() as tx:
        save_feed(tx, FEED)
        save_feed(tx, Feed(url=Url("https://other.example/rss")))
        for number in range(5):
            url = f"https://a.example/{number}"
            save_entries(tx, [an_entry(url=Url(url))], now=NOON)
            _article(tx, number, "", None)
            note_entry_fetched(tx, url, url, now=NOON)
        counted = count_yields(tx, [FEED.url, "https://other.example/rss", "zz"], limit=3)
        assert counted == {FEED.url: {"article": 3}}
        assert load_yield(tx, FEED.url, limit=2) == [(NOON, "article")] * 2
        assert load_yield(tx, "zz", limit=2) == []


PAGES: dict[str, Callable[[Tx], object]] = {
    "page_alerts": lambda tx: page_alerts(tx, before=5, limit=9),
    "page_alerts_topic": lambda tx: page_alerts(tx, topic="주제0", before=5, limit=9),
    "page_alerts_kind": lambda tx: page_alerts(tx, kinds=["conflict"], limit=9),
    "page_alerts_outlet": lambda tx: page_alerts(tx, outlet="나라", limit=9),
    "page_alerts_figure": lambda tx: page_alerts(tx, figure="f0", limit=9),
    "page_alerts_days": lambda tx: page_alerts(tx, since=NOON, until=NOON, limit=9),
    "page_remarks": lambda tx: page_remarks(tx, limit=9),
    "page_remarks_topic": lambda tx: page_remarks(tx, topic="주제0", limit=9),
    "page_remarks_outlet": lambda tx: page_remarks(tx, outlet="새날", limit=9),
    "count_kinds": lambda tx: count_kinds(tx, ["주제0"]),
    "load_outlets": lambda tx: load_outlets(tx, limit=9),
}


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@pytest.mark.parametrize("page", PAGES)
def test_a_list_looks_up_and_never_looks_through(store: Store, page: str) -> None:
    with store.begin() as tx:
        _save_alerts(tx)
        with statements(tx) as seen:
            PAGES[page](tx)
        assert seen
        for sql, parameters in seen:
            first = parameters[0] if isinstance(parameters, list) else parameters
            rows = tx.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", first).all()
            for row in rows:
                at_once = row[-1].startswith(("SCAN alert", "SCAN statement"))
                # Through the few that were news, in their order, up to the page's end.
                is_news = "USING INDEX ix_statement_news" in row[-1] and "LIMIT" in sql
                assert not at_once or is_news, f"{row[-1]}\n{sql}"
