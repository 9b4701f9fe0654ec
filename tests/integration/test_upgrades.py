"""Upgrades: a database of every revision comes forward with all it holds, and a newer one is
refused by every command."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData, create_engine, inspect

from monitor.config import load_config
from monitor.delivery import find_people
from monitor.model import Interval, Kind
from monitor.store.alerts import load_alert, load_alerts
from monitor.store.articles import load_article, load_versions, save_article
from monitor.store.claims import load_claims
from monitor.store.database import Store, open_store
from monitor.store.entries import EntryState, count_entries, load_waiting_entries
from monitor.store.feeds import load_feed
from monitor.store.figures import load_figures
from monitor.store.migrations import REVISIONS
from monitor.store.notes import load_note
from monitor.store.outbox import MessageState, load_digests, load_messages
from monitor.store.passages import is_of_rows
from monitor.store.recipients import load_recipients
from monitor.store.reviews import load_reviews
from monitor.store.statements import load_remarks
from monitor.store.status import load_status
from monitor.store.tables import METADATA
from monitor.store.topics import load_topics
from monitor.store.types import pack
from tests.integration.store_samples import DAY, HOUR, NOW, an_article
from tests.integration.test_store_database import insert, make_at
from tests.terminal import Terminal, one_line

STORY = "딥시크의 월간 이용자는 59만 명이다.\n" + "석 달 전에는 121만 명이었다.\n" * 9
SEED, PAGE, EDITED = "notes.md", "https://news.example/1", "https://news.example/2"


def data(revision: str) -> dict[str, list[dict[str, object]]]:
    """Return rows of every table of a revision, such as a program of that time could have left."""
    text = pack(STORY) if revision >= "0006" else STORY
    source = {"outlet": "한빛일보", "title": "제목", "published": NOW - HOUR, "version": 1}
    said = {
        "span_start": 12, "span_end": 17, "quote": "월간 이용자는 59만 명이다.",
        "subject": "딥시크", "metric": "월간 이용자 수", "low": "590000", "high": "590000",
        "unit": "명", "modality": "asserted", "equivalents": "[]", "as_of_start": NOW.date(),
        "as_of_end": NOW.date(), "topic": "딥시크", "figure": "f1",
    }  # fmt: skip
    reading = {"title": "제목", "outlet": "한빛일보", "text": text, "skip": "[]", "fetched": NOW,
               "state": "article", "news_at": NOW, "checked": NOW, "published": NOW - HOUR,
               "reader": "former"}  # fmt: skip
    found = {**source, **said, "reason_facts": "{}", "reason_code": "new", "score": 1.5}
    rows: dict[str, list[dict[str, object]]] = {
        "feed": [{"url": "https://news.example/rss", "outlet": "한빛일보", "enabled": True,
                  "interval_us": 1_800_000_000, "polled": NOW, "failures": 2, "headers": "[]",
                  "error": "서버가 거절함(HTTP 500)", "etag": '"e1"'}],
        "article": [
            {"url": SEED, "latest": 1, "is_seed": True, "news_at": NOW, "reread": NOW},
            {"url": PAGE, "latest": 1, "news_at": NOW, "reread": NOW, "reread_at": NOW + DAY},
            {"url": EDITED, "latest": 2, "news_at": NOW, "reread": NOW, "original_id": 2},
        ],
        "article_version": [
            {**reading, "article_id": 1, "version": 1},
            {**reading, "article_id": 2, "version": 1},
            {**reading, "article_id": 3, "version": 1},
            {**reading, "article_id": 3, "version": 2, "checked": None, "reader": None},
        ],
        "article_band": [{"band": 2**62, "article_id": 2}],
        "entry": [
            {"url": PAGE, "feed_id": 1, "title": "제목", "state": "fetched", "seen": NOW,
             "news_at": NOW, "closed": NOW, "article_id": 2},
            {"url": "https://news.example/9", "feed_id": 1, "title": "새 글", "seen": NOW,
             "state": "waiting", "news_at": NOW},
        ],
        "alteration": [
            {"article_id": 3, "span_start": 9, "span_end": 12, "words": "59만", "original_id": 2,
             "original_version": 1, "quote": "월간 이용자는 59만 명이다."},
        ],
        "entry_feed": [{"entry_id": n, "feed_id": 1, "fingerprint": "x", "seen": NOW}
                       for n in (1, 2)],
        "entry_key": [{"key": -(2**62), "entry_id": 1}],
        "topic": [{"name": "딥시크", "aliases": '["DeepSeek"]',
                   "figures": '[["월간 이용자 수", ["MAU"], ["명"], []]]'}],
        "claim": [{**said, "version_id": 2, "ordinal": 0}],
        "figure": [{**said, "key": "f1"}],
        "figure_term": [{"term": "딥시크", "figure_id": 1}],
        "figure_value": [{**said, **source, "figure_id": 1, "doc": SEED, "is_seed": True,
                          "is_current": True, "is_pinned": True}],
        "alert": [
            {**found, "key": "a1", "kind": "new", "doc": PAGE, "is_told": True, "at": NOW - DAY},
            {**found, "key": "a2", "kind": "new", "doc": EDITED, "is_told": False, "at": NOW},
        ],
        "alert_support": [{**source, "alert_id": 1, "doc": EDITED}],
        "statement": [
            {**source, "key": "s1", "kind": "new", "stance": "denied", "topic": "딥시크",
             "doc": PAGE, "quote": "회사는 사실이 아니라고 밝혔다.", "at": NOW, "is_told": False},
        ],
        "review": [{"alert": "a1", "decision": "reject", "note": "오독", "at": NOW}],
        "digest": [{"key": "d1", "until": NOW - HOUR, "created": NOW - HOUR, "text": "본문",
                    "html": "<p>본문"}],
        "digest_alert": [{"digest_id": 1, "alert_id": 1}],
        "recipient": [{"name": "desk@hanbit.example", "channel": "email", "created": NOW - DAY,
                       "address": "desk@hanbit.example", "slot": NOW, "until": NOW - HOUR}],
        "told": [{"recipient_id": 1, "key": "a1", "digest_id": 1, "is_listed": True}],
        "message": [{"key": "m1", "digest": "d1", "channel": "email", "subject": "제목",
                     "recipient": "desk@hanbit.example", "text": "본문", "html": "<p>본문",
                     "state": "delivered", "created": NOW - HOUR, "delivered": NOW}],
        "web_user": [{"name": "김하나", "password": "x", "role": "editor", "created": NOW}],
        "web_session": [{"token": "t1", "user_id": 1, "csrf": "c", "created": NOW,
                         "expires": NOW + DAY}],
        "web_token": [{"name": "표", "token": "t2", "role": "reader", "made_by": "김하나",
                       "created": NOW}],
        "audit": [{"at": NOW, "who": "김하나", "what": "accept", "about": "a1"}],
        "note": [{"key": "sources.feeds", "value": "mark"}],
        "host": [{"name": "news.example", "refusals": 1, "places": '{"a":1}'}],
        "parked": [{"mark": "ab", "job": "fetch", "key": '"https://news.example/9"', "tries": 5,
                    "error": "ValueError", "at": NOW}],
    }  # fmt: skip
    return rows


def fill_all(engine: Engine, rows: Mapping[str, list[dict[str, object]]]) -> set[str]:
    """Insert what the revision's tables take of the rows; return the tables that were filled."""
    tables = inspect(engine)
    there = {name for name in tables.get_table_names() if is_of_rows(name, "table", {})}
    metadata = MetaData()
    # Looked at once: to ask for each row anew took most of the time of these tests.
    metadata.reflect(engine, only=[name for name in rows if name in there])
    with engine.begin() as connection:
        for name in (name for name in rows if name in there):
            table = metadata.tables[name]
            taken = [{k: v for k, v in row.items() if k in table.c} for row in rows[name]]
            insert(connection, table, taken)
    return there - {"alembic_version"}


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_database_of_every_revision_comes_forward_with_all_it_holds(
    empty_url: str, revision: str
) -> None:
    engine = make_at(empty_url, revision)
    held = data(revision)
    # A table that is added later has to be added above, or its data are not tested.
    assert fill_all(engine, held) <= set(held)
    engine.dispose()
    store = open_store(empty_url)
    try:
        _check_tables(store)
        _check_news(store)
        _check_judgement(store)
        _check_delivery(store, revision)
        _check_that_it_goes_on(store)
    finally:
        store.close()


def _check_tables(store: Store) -> None:
    with store.begin() as tx:
        context = MigrationContext.configure(
            tx.connection(), opts={"compare_type": True, "include_name": is_of_rows}
        )
        assert compare_metadata(context, METADATA) == []
        if not store.is_server:
            broken = tx.connection().exec_driver_sql("PRAGMA foreign_key_check").all()
            assert broken == []


def _check_news(store: Store) -> None:
    with store.begin(write=False) as tx:
        feed = load_feed(tx, "https://news.example/rss")
        assert feed is not None
        assert (feed.outlet, feed.failures, feed.etag) == ("한빛일보", 2, '"e1"')
        assert feed.error == "서버가 거절함(HTTP 500)"
        article = load_article(tx, PAGE)
        assert article is not None
        assert (article.text, article.title, article.published) == (STORY, "제목", NOW - HOUR)
        assert [version for version, _, _ in load_versions(tx, EDITED)] == [1, 2]
        assert count_entries(tx)[EntryState.FETCHED] == 1
        (waiting,) = load_waiting_entries(tx, NOW + HOUR, limit=9)
        assert waiting.title == "새 글"
        assert load_note(tx, "sources.feeds") == "mark"
        status = load_status(tx, NOW)
        assert (status.articles, status.seeds, status.edited, status.unchecked) == (2, 1, 1, 1)


def _check_judgement(store: Store) -> None:
    with store.begin(write=False) as tx:
        (topic,) = load_topics(tx)
        assert (topic.name, topic.aliases) == ("딥시크", ("DeepSeek",))
        assert topic.figures[0].units == ("명",)
        (claim,) = load_claims(tx, PAGE)
        value = Decimal(590000)
        assert (claim.interval, claim.unit) == (Interval(value, value), "명")
        (figure,) = load_figures(tx, topic="딥시크")
        assert figure.metric == "월간 이용자 수"
        assert figure.values[0].is_pinned
        alert = load_alert(tx, "a1")
        assert alert is not None
        assert (alert.kind, alert.score, alert.at) == (Kind.NEW, 1.5, NOW - DAY)
        assert [source.doc for source in alert.support] == [EDITED]
        (review,) = load_reviews(tx)
        assert (review.alert, review.decision, review.note) == ("a1", "reject", "오독")


def _check_delivery(store: Store, revision: str) -> None:
    with store.begin(write=False) as tx:
        (kept,) = load_messages(tx)
        assert (kept.message.text, kept.state) == ("본문", MessageState.DELIVERED)
        (digest,) = load_digests(tx, limit=9)
        assert (digest.key, digest.until) == ("d1", NOW - HOUR)
        (person,) = load_recipients(tx)
        assert (person.name, person.until) == ("desk@hanbit.example", NOW - HOUR)
        untold = load_alerts(tx, untold_to=person.id, include_confirmed=True)
        assert [alert.key for alert in untold] == ["a2"]
        if revision >= "0003":
            assert [r.key for r in load_remarks(tx, untold_to=person.id)] == ["s1"]
        assert find_people(load_config(), load_recipients(tx))[1] == ()


def _check_that_it_goes_on(store: Store) -> None:
    with store.begin() as tx:
        assert save_article(tx, an_article("https://news.example/7"), now=NOW).version == 1
        assert save_article(tx, an_article(PAGE), now=NOW).version == 2


# --- newer ---------------------------------------------------------------------------------------


@pytest.fixture
def newer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    """The program on the database of a program of the future."""
    monkeypatch.chdir(tmp_path)
    for name in ("MONITOR_CONFIG", "MONITOR_LANGUAGE", "MONITOR_NOW", "MONITOR_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    terminal = Terminal(tmp_path, capsys).begin()
    terminal.good("backup", str(tmp_path / "former"))
    _make_newer(terminal.data / "monitor.db")
    return terminal


def _make_newer(file: Path) -> None:
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        connection.exec_driver_sql("CREATE TABLE what_is_to_come (id INTEGER)")
    engine.dispose()


COMMANDS = (
    "poll", "run", "alerts", "alerts --format jsonl", "status", "digest", "digest --send",
    "feed list", "topic list", "baseline list", "recipient list", "outbox list", "review",
    "history 딥시크", "explain a1", "backtest", "learn", "reprocess", "prune", "backup copy",
)  # fmt: skip


def test_a_newer_database_is_refused_by_every_command_and_left_alone(newer: Terminal) -> None:
    file = newer.data / "monitor.db"
    before = file.read_bytes()
    for words in COMMANDS:
        one_line(newer(*words.split()), "9999", REVISIONS[-1], status=1)
        assert file.read_bytes() == before, words
    assert not (newer.folder / "copy").exists()


_BESIDE = ("-shm", "-wal")


def test_a_newer_copy_is_not_put_back_and_a_former_one_is(newer: Terminal) -> None:
    file = newer.data / "monitor.db"
    copy = newer.folder / "newer"
    copy.write_bytes(file.read_bytes())
    one_line(newer("restore", str(copy)), "newer", "9999", status=1)
    doctor = newer("doctor").out
    assert "monitor restore" in doctor
    assert "9999" in doctor
    newer.good("restore", str(newer.folder / "former"))
    newer.good("status")
    (kept,) = (f for f in newer.data.glob("monitor.db.before-*") if f.name[-4:] not in _BESIDE)
    with sqlite3.connect(kept) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)
    database.close()
