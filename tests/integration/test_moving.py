"""A database moved into another one, of its own kind and of the other."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from monitor.errors import StoreError
from monitor.model import Alteration, Url
from monitor.store import moving
from monitor.store.alerts import load_alerts, save_alert
from monitor.store.articles import load_article, save_article, set_copy_of
from monitor.store.copies import load_alterations, note_alterations
from monitor.store.database import Store, open_store
from monitor.store.feeds import load_feeds, save_feed
from monitor.store.moving import count_rows, move_database
from monitor.store.notes import load_note, save_note
from monitor.store.query import parse_query
from monitor.store.search import search
from monitor.store.tables import ARTICLE, METADATA, VERSION
from tests.integration.store_samples import FEED, NOW, an_alert, an_article
from tests.integration.test_store_database import output, start

ALTERED = Alteration(span=(0, 3), words="45곳", quote="45곳이다.")
PAGES = [Url(f"https://news.example/{n}") for n in range(7)]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A file with a little of everything, moved two rows at a time."""
    monkeypatch.setattr(moving, "BATCH", 2)
    store = open_store(f"sqlite:///{tmp_path / 'source.db'}", lang="en")
    with store.begin() as tx:
        save_feed(tx, FEED)
        for page in PAGES:
            save_article(tx, an_article(page), now=NOW)
        # One that points forwards: its original has the higher number.
        set_copy_of(tx, PAGES[0], PAGES[5])
        note_alterations(tx, PAGES[1], PAGES[6], [ALTERED])
        save_alert(tx, an_alert())
        save_note(tx, "mine", "값 \ufffd")
    yield store
    store.close()


@pytest.fixture
def target(empty_url: str) -> Iterator[Store]:
    store = open_store(empty_url, lang="en")
    yield store
    store.close()


def ignore(_: int) -> None:
    pass


def test_everything_arrives_and_is_numbered_on(source: Store, target: Store) -> None:
    came: list[int] = []
    moved = move_database(source, target, lang="en", seen=came.append)
    assert sum(came) == count_rows(source) == sum(m.rows for m in moved) > len(PAGES)
    for load in (load_feeds, load_alerts):
        with source.begin(write=False) as here, target.begin(write=False) as there:
            assert load(here) == load(there) != ()
    with target.begin() as tx:
        assert load_note(tx, "mine") == "값 \ufffd"
        article = load_article(tx, PAGES[0])
        assert article is not None
        assert article.text == an_article(PAGES[0]).text
        original = tx.execute(select(ARTICLE.c.original_id).where(ARTICLE.c.url == PAGES[0]))
        assert original.scalar_one() is not None
        assert load_alterations(tx, PAGES[1]) == (PAGES[6], (ALTERED,))
        save_article(tx, an_article("https://news.example/new"), now=NOW)


def test_a_broken_move_goes_on_where_it_stood(
    source: Store, target: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def pull_the_plug(rows: int) -> None:
        seen.append(rows)
        if len(seen) == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move_database(source, target, lang="en", seen=pull_the_plug)
    came: list[int] = []
    move_database(source, target, lang="en", seen=came.append)
    assert sum(came) == count_rows(source)
    again = move_database(source, target, lang="en", seen=ignore)
    assert sum(m.rows for m in again) == count_rows(source)


def test_killed_at_any_moment_again_and_again_it_arrives_whole(
    source: Store, empty_url: str
) -> None:
    assert source.file is not None
    here = f"sqlite:///{source.file}"
    # In the midst of rows, of references, of the comparison and of the index: all it takes is some
    # two hundred statements, and each run has behind it what those before it brought.
    for statements in (9, 60, 120, 90, 60):
        process = start("move", here, statements, empty_url)
        _, err = process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL, err
    assert output(start("move", here, 0, empty_url)).startswith("moved with ")
    target = open_store(empty_url, lang="en")
    try:
        moved = move_database(source, target, lang="en", seen=ignore)
        assert sum(m.rows for m in moved) == count_rows(source)
        with target.begin() as tx:
            (found,) = search(tx, parse_query("이용자"), limit=1).passages
            assert found.source.doc in PAGES
            assert load_note(tx, "mine") == "값 \ufffd"
            save_article(tx, an_article("https://news.example/new"), now=NOW)
    finally:
        target.close()


def test_what_differs_in_one_value_is_told_with_its_table(source: Store, target: Store) -> None:
    move_database(source, target, lang="en", seen=ignore)
    with target.begin() as tx:
        tx.execute(update(VERSION).where(VERSION.c.id == 3).values(title="other"))
    with pytest.raises(StoreError, match="article_version: what was moved differs"):
        move_database(source, target, lang="en", seen=ignore)


def test_a_database_with_rows_of_its_own_is_left_alone(source: Store, target: Store) -> None:
    with target.begin() as tx:
        save_feed(tx, FEED)
    with pytest.raises(StoreError, match="is not empty"):
        move_database(source, target, lang="en", seen=ignore)


def test_every_table_is_moved(source: Store, target: Store) -> None:
    moved = move_database(source, target, lang="en", seen=ignore)
    assert {m.table for m in moved} == set(METADATA.tables) - {"note"}
