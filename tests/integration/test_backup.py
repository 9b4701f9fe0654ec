"""Copies of the database: made in use, looked through, put back."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from monitor.errors import AwayError, HeldError, StoreError
from monitor.model import Url
from monitor.store.backup import restore_backup, save_backup
from monitor.store.database import Store, open_store
from monitor.store.feeds import load_feeds, remove_feed, save_feed
from monitor.store.holding import LOCKS_FILE, in_use, nobody_in, one_daemon
from tests.disk import no_room
from tests.integration.store_samples import FEED, NOW


def address(store: Store) -> str:
    return store._engine.url.render_as_string(hide_password=False)


def test_a_copy_brings_back_what_was_removed_since(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "copy"
    with store.begin() as tx:
        save_feed(tx, FEED)
    made = save_backup(address(store), file, "en")
    assert made.size == file.stat().st_size > 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with store.begin() as tx:
        remove_feed(tx, FEED.url)
    store.close()

    restored, kept = restore_backup(address(store), file, now=NOW, lang="en")

    assert restored.counts == made.counts
    with store.begin(write=False) as tx:
        assert [feed.url for feed in load_feeds(tx)] == [FEED.url]
    store.close()
    assert (kept is None) == store.is_server
    if kept is not None:
        before = open_store(f"sqlite:///{kept}")
        with before.begin(write=False) as tx:
            assert load_feeds(tx) == ()
        before.close()
    # Nothing half made is left behind.
    assert not list(tmp_path.rglob("*.part"))


def test_a_full_disk_leaves_no_half_copy_and_says_which_was_to_be_written(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'monitor.db'}"
    open_store(url).close()
    copy = tmp_path / "copies" / "monitor.backup"
    copy.parent.mkdir()
    with no_room(size=8192), pytest.raises(StoreError, match=r"monitor\.backup"):
        save_backup(url, copy, "en")
    assert list(copy.parent.iterdir()) == []


def test_a_full_database_says_so_and_is_away_not_wrong(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'monitor.db'}", lang="en")
    with store.begin() as tx:
        (pages,) = tx.execute(text("PRAGMA page_count")).one()

    def fill() -> None:
        with store.begin() as tx:
            tx.execute(text(f"PRAGMA max_page_count = {pages}"))
            for number in range(pages * 99):
                save_feed(tx, replace(FEED, url=Url(f"https://a.example/{number}" + "x" * 999)))

    with pytest.raises(AwayError, match="the disk is full"):
        fill()
    store.close()


def test_a_copy_holds_what_is_committed_while_somebody_writes(store: Store, tmp_path: Path) -> None:
    with store.begin() as tx:
        save_feed(tx, FEED)
        tx.flush()
        if not store.is_server:
            save_backup(address(store), tmp_path / "before", "en")
    save_backup(address(store), tmp_path / "after", "en")
    if not store.is_server:
        for name, feeds in (("before", 0), ("after", 1)):
            with closing(sqlite3.connect(tmp_path / name)) as copy:
                assert copy.execute("SELECT count(*) FROM feed").fetchone() == (feeds,)


def test_a_file_that_is_there_is_not_overwritten(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "precious"
    file.write_text("mine")
    with pytest.raises(StoreError, match="precious: is there already"):
        save_backup(address(store), file, "en")
    assert file.read_text() == "mine"


def test_a_copy_cannot_be_put_under_a_running_daemon(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "copy"
    save_backup(address(store), file, "en")
    with one_daemon(store, "en"), pytest.raises(HeldError):
        restore_backup(address(store), file, now=NOW, lang="en")


def test_a_copy_cannot_be_put_under_anybody_who_has_the_file_open(tmp_path: Path) -> None:
    url, file = f"sqlite:///{tmp_path / 'monitor.db'}", tmp_path / "copy"
    store = open_store(url)
    save_backup(url, file, "en")
    before = (tmp_path / "monitor.db").stat().st_ino
    with in_use(store, "en"), in_use(store, "en"):
        with pytest.raises(HeldError, match="opened by other processes") as refused:
            restore_backup(url, file, now=NOW, lang="en")
        if LOCKS_FILE.exists():
            assert str(os.getpid()) in str(refused.value)
        assert (tmp_path / "monitor.db").stat().st_ino == before
    with (
        nobody_in(tmp_path / "monitor.db", "en"),
        pytest.raises(HeldError, match="Try again"),
        in_use(store, "en"),
    ):
        pass
    store.close()
    restore_backup(url, file, now=NOW, lang="en")
    assert (tmp_path / "monitor.db").stat().st_ino != before


def test_a_folder_that_is_not_there_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        save_backup(address(store), tmp_path / "nowhere" / "copy", "en")


def test_what_is_no_whole_copy_changes_nothing(tmp_path: Path) -> None:
    database = tmp_path / "monitor.db"
    url = f"sqlite:///{database}"
    store = open_store(url)
    with store.begin() as tx:
        save_feed(tx, FEED)
    whole = tmp_path / "whole"
    save_backup(url, whole, "en")
    store.close()
    before = database.read_bytes()

    text = tmp_path / "text"
    text.write_text("hello")
    other = tmp_path / "other"
    with closing(sqlite3.connect(other)) as foreign:
        foreign.execute("CREATE TABLE alembic_version (version_num)")
    newer = tmp_path / "newer"
    newer.write_bytes(whole.read_bytes())
    with closing(sqlite3.connect(newer)) as copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
        copy.commit()
    cut = tmp_path / "cut"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    empty = tmp_path / "empty"
    empty.touch()
    for file, why in (
        (text, "no database of this program"),
        (other, "no database of this program"),
        (newer, "9999"),
        (cut, "damaged"),
        (empty, "no database of this program"),
        (tmp_path / "missing", "missing"),
    ):
        with pytest.raises(StoreError, match=why):
            restore_backup(url, file, now=NOW, lang="en")
    assert database.read_bytes() == before
    assert sorted(p.name for p in tmp_path.glob("monitor.db.before*")) == []


def test_a_broken_database_is_replaced_and_kept(tmp_path: Path) -> None:
    database = tmp_path / "monitor.db"
    url = f"sqlite:///{database}"
    store = open_store(url)
    with store.begin() as tx:
        save_feed(tx, FEED)
    save_backup(url, tmp_path / "copy", "en")
    store.close()
    database.write_bytes(b"broken")
    _, first = restore_backup(url, tmp_path / "copy", now=NOW, lang="en")
    _, second = restore_backup(url, tmp_path / "copy", now=NOW, lang="en")
    later = NOW + timedelta(days=1)
    _, third = restore_backup(url, tmp_path / "copy", now=later, lang="en")
    assert first is not None
    assert first.read_bytes() == b"broken"
    assert len({first, second, third}) == 3
    with store.begin(write=False) as tx:
        assert len(load_feeds(tx)) == 1
    store.close()


def test_a_program_of_postgresqls_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreError, match="pg_dump"):
        save_backup("postgresql://nobody@localhost/none", tmp_path / "copy", "en")
    assert list(tmp_path.iterdir()) == []
