"""`monitor jobs` and `monitor worker`: what was given up, again by hand; what a worker needs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.model import Entry, Feed, Url
from monitor.store.database import Store, open_store
from monitor.store.entries import count_entries, note_entry_failure, save_entries
from monitor.store.feeds import save_feed
from monitor.store.parked import job_mark, park
from tests.terminal import Terminal, one_line

NOW = datetime(2025, 3, 3, tzinfo=UTC)
FEED = Url("https://news.example/rss")
PAGES = tuple(Url(f"https://news.example/{n}") for n in range(2))


def _given_up(terminal: Terminal) -> Store:
    terminal.begin()
    store = open_store(f"sqlite:///{terminal.data / 'monitor.db'}")
    with store.begin() as tx:
        save_feed(tx, Feed(url=FEED))
        save_entries(tx, [Entry(feed=FEED, url=page, title="제목") for page in PAGES], now=NOW)
        for page in PAGES:
            note_entry_failure(tx, page, error="ValueError: 59", retry_at=None, now=NOW)
            park(tx, "fetch", page, error="ValueError: 59", tries=5, now=NOW)
    return store


def test_parked_jobs_are_listed_with_their_error_and_tried_again_or_dropped(
    terminal: Terminal,
) -> None:
    store = _given_up(terminal)
    marks = [job_mark("fetch", page) for page in PAGES]
    records = terminal.good("jobs", "list", "--format", "jsonl").records
    assert {r["mark"]: (r["job"], r["key"], r["tries"], r["error"]) for r in records} == {
        mark: ("fetch", page, 5, "ValueError: 59") for mark, page in zip(marks, PAGES, strict=True)
    }
    assert "ValueError: 59" in terminal.good("jobs", "list").out
    assert marks[0] in terminal.good("jobs", "drop", marks[0][:6]).out
    one_line(terminal("jobs", "drop", marks[0]), marks[0])
    assert "1건" in terminal.good("jobs", "retry").out
    with store.begin(write=False) as tx:
        # The one that was dropped stays given up.
        assert {str(s): n for s, n in count_entries(tx).items() if n} == {"waiting": 1, "failed": 1}
    assert terminal.good("jobs", "list", "--format", "jsonl").records == []
    store.close()


def test_what_waits_is_said_with_how_long_as_people_say_it(terminal: Terminal) -> None:
    terminal.begin()
    store = open_store(f"sqlite:///{terminal.data / 'monitor.db'}")
    with store.begin() as tx:
        save_feed(tx, Feed(url=FEED))
        save_entries(tx, [Entry(feed=FEED, url=PAGES[0], title="제목")], now=NOW)
    store.close()
    later = ("--now", "2025-03-03T02:05:00+00:00")
    told = terminal.good("jobs", "list", *later).out
    assert "1건 기다림 (가장 오래 기다린 시간: 2시간 5분)" in told
    assert "기다리는 것 없음" in told
    told = terminal.good("jobs", "list", *later, "--lang", "en").out
    assert "1 waiting (the oldest for 2 hours 5 minutes)" in told


def test_a_worker_is_for_many_machines_only(terminal: Terminal) -> None:
    one_line(terminal("worker"), "workers.engine")


def test_many_machines_need_a_server(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_WORKERS__ENGINE", "distributed")
    for command in ("worker", "run", "status"):
        one_line(terminal(command), "workers.engine", "PostgreSQL")
