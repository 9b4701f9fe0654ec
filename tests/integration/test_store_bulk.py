"""What is kept in bulk goes to the database in bulk: many rows are waited for as often as few.

Counted where it is done: on PostgreSQL what the client's library sends (its own trace of the
protocol), on SQLite the calls of the driver. To a server the rows of one `executemany` go behind
one another, of one statement that is read once, and it is waited for them once: measured, that
costs the server as much as an INSERT of many rows, and the client less (20 rows of claims: 47 µs a
row against 98 by SQLAlchemy's `insertmanyvalues`; 500 rows: 21 against 145).
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import event

from monitor.model import Remark, Stance, Statement, Url
from monitor.store.articles import save_article
from monitor.store.claims import save_claims
from monitor.store.database import Store, Tx, open_store
from monitor.store.entries import save_entries
from monitor.store.feeds import note_polls, save_feed
from monitor.store.figures import save_figure
from monitor.store.moving import count_rows, move_database
from monitor.store.outbox import save_messages
from monitor.store.queue import Ticket, add_jobs, prepare_queue
from monitor.store.statements import save_remarks
from tests.conftest import POSTGRES
from tests.integration.store_samples import (
    FEED,
    NOW,
    a_claim,
    a_figure,
    a_message,
    a_source,
    a_value,
    an_article,
    an_entry,
)


@dataclass(slots=True)
class Sent:
    """What a block sent: statements that were read and planned, and times it was waited for."""

    read: int = 0
    trips: int = 0


@contextmanager
def counted(tx: Tx) -> Iterator[Sent]:
    """Count what the block sends; written to when it ends."""
    raw: Any = tx.connection().connection.driver_connection
    sent = Sent()
    with _at_server(raw, sent) if tx.get_bind().dialect.name == "postgresql" else _here(sent):
        yield sent


@contextmanager
def _at_server(raw: Any, sent: Sent) -> Iterator[None]:
    with tempfile.TemporaryFile() as file:
        raw.pgconn.trace(file.fileno())
        try:
            yield
        finally:
            raw.pgconn.untrace()
        file.seek(0)
        for line in file.read().decode(errors="replace").splitlines():
            _, *said = line.split("\t")
            if len(said) < 3:
                continue
            who, word = said[0], said[2].split(" ")[0]
            sent.read += who == "F" and word in ("Parse", "Query")
            sent.trips += who == "B" and word == "ReadyForQuery"


@contextmanager
def _here(sent: Sent) -> Iterator[None]:
    def note(_frame: object, event: str, called: Any) -> None:
        if event == "c_call" and called.__name__ in ("execute", "executemany", "executescript"):
            is_sql = isinstance(called.__self__, sqlite3.Cursor | sqlite3.Connection)
            sent.read += is_sql
            sent.trips += is_sql

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(before)


URL = "https://news.example/1"


def _keep_entries(tx: Tx, number: int) -> None:
    listed = [an_entry(f"https://news.example/{number}/{n}") for n in range(number)]
    assert save_entries(tx, listed, now=NOW, key_of=lambda url: url) == number


def _keep_claims(tx: Tx, number: int) -> None:
    claims = [a_claim(URL, span=(n, n + 5), quote=f"이용자는 {n}만 명이다.") for n in range(number)]
    save_claims(tx, URL, 1, claims)


def _keep_terms(tx: Tx, number: int) -> None:
    save_figure(tx, a_figure(f"f{number}"), [f"명|{number}|{n}" for n in range(number)])


def _keep_values(tx: Tx, number: int) -> None:
    values = tuple(
        a_value(URL, claim=a_claim(URL, span=(number + n, number + n + 1))) for n in range(number)
    )
    save_figure(tx, a_figure(f"values {number}", values=values), ())


def _keep_remarks(tx: Tx, number: int) -> None:
    said = Statement(
        doc=URL, span=(0, 4), quote="부인했다", speaker=None, stance=Stance.DENIED, subject="딥시크"
    )
    held = Remark(key="", topic="딥시크", statement=said, source=a_source(URL), at=NOW)
    save_remarks(tx, [replace(held, key=f"s{number} {n}") for n in range(number)])


def _keep_polls(tx: Tx, number: int) -> None:
    feeds = [replace(FEED, url=Url(f"https://news.example/{number}/{n}")) for n in range(number)]
    note_polls(tx, feeds)


def _keep_jobs(tx: Tx, number: int) -> None:
    add_jobs(tx, [Ticket(job="check", key=(f"{URL}/{number}/{n}", 1)) for n in range(number)])


def _keep_messages(tx: Tx, number: int) -> None:
    save_messages(tx, [a_message(f"{number} {n}") for n in range(number)])


BULK: dict[str, Callable[[Tx, int], None]] = {
    "entries of a feed": _keep_entries,
    "claims of an article, with what search looks into": _keep_claims,
    "terms of a figure": _keep_terms,
    "values of a figure": _keep_values,
    "statements of an article": _keep_remarks,
    "messages of a digest": _keep_messages,
    "polls that are over": _keep_polls,
}
FEW, MANY = 30, 300
SERVERS = ["postgresql"] if POSTGRES else []


@pytest.fixture
def filled(store: Store) -> Store:
    with store.begin() as tx:
        save_feed(tx, FEED)
        save_article(tx, an_article(URL), now=NOW)
    return store


def _sent(store: Store, keep: Callable[[Tx, int], None]) -> list[Sent]:
    """Return what keeping few rows, and many, sends."""
    with store.begin() as tx:
        keep(tx, 1)  # what is looked up once, or compiled at first use
    found = []
    for number in (FEW, MANY):
        with store.begin() as tx, counted(tx) as sent:
            keep(tx, number)
        found.append(sent)
    return found


@pytest.mark.parametrize("what", BULK)
def test_ten_times_the_rows_are_sent_at_once_as_few_are(filled: Store, what: str) -> None:
    few, many = _sent(filled, BULK[what])
    assert few.trips
    assert many.trips <= few.trips + 1
    assert many.read <= few.read + 1


@pytest.mark.parametrize("dialect", SERVERS, indirect=True)
def test_ten_times_the_jobs_are_put_into_the_queue_at_once(filled: Store) -> None:
    prepare_queue(filled)
    few, many = _sent(filled, _keep_jobs)
    assert few.trips
    assert (many.trips, many.read) == (few.trips, few.read)


def test_what_is_sent_row_by_row_is_seen_to_be(filled: Store) -> None:
    def keep(tx: Tx, number: int) -> None:
        for n in range(number):
            save_messages(tx, [a_message(f"{number} {n}")])

    few, many = _sent(filled, keep)
    assert few.trips >= FEW
    assert many.trips >= MANY


@pytest.mark.parametrize("dialect", SERVERS, indirect=True)
def test_what_the_server_has_to_read_row_by_row_is_seen_to_be(filled: Store) -> None:
    def keep(tx: Tx, number: int) -> None:
        raw: Any = tx.connection().connection.driver_connection
        with raw.pipeline():
            for n in range(number):
                raw.execute(f"INSERT INTO note (key, value) VALUES ('{number} {n}', '')")

    few, many = _sent(filled, keep)
    assert few.read >= FEW
    assert many.read >= MANY


def test_a_database_is_moved_in_batches_of_rows(filled: Store, empty_url: str) -> None:
    for number in (FEW, MANY):
        with filled.begin() as tx:
            _keep_entries(tx, number)
    target, said = open_store(empty_url), list[str]()

    def note(_c: object, _cursor: object, sql: str, *_: object) -> None:
        said.append(sql)

    event.listen(target._engine, "before_cursor_execute", note)
    move_database(filled, target, lang="en", seen=lambda _: None)
    assert count_rows(target) > 3 * MANY
    target.close()
    inserts = Counter(sql.split()[2] for sql in said if sql.startswith("INSERT INTO"))
    assert inserts["entry"] == inserts["entry_key"] == inserts["entry_feed"] == 1
