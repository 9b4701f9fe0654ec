"""The database as such: opened, brought up to date, shared, refused, killed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    create_engine,
    func,
    inspect,
    select,
)

from monitor.decisions import undo
from monitor.errors import StoreError
from monitor.standing import load_decided
from monitor.store.alerts import load_alerts, save_alert
from monitor.store.articles import load_article, reader_of, save_article
from monitor.store.database import Store, open_store, upgrade
from monitor.store.entries import EntryState, count_entries
from monitor.store.feeds import load_feeds, save_feed
from monitor.store.migrations import REVISIONS
from monitor.store.notes import load_note, save_note
from monitor.store.outbox import load_digest, load_messages
from monitor.store.passages import is_of_rows
from monitor.store.recipients import load_recipients
from monitor.store.reviews import load_reviews
from monitor.store.statements import load_remarks
from monitor.store.tables import (
    ALERT,
    ARTICLE,
    CLAIM,
    DIGEST,
    MESSAGE,
    METADATA,
    TOLD,
    VALUE,
    VERSION,
)
from tests.integration.store_samples import FEED, NOW, an_alert, an_article

ROOT = Path(__file__).parents[2]


def make_at(url: str, revision: str) -> Engine:
    """Make the tables as they were at a revision."""
    engine = create_engine(url)
    upgrade(engine, revision)
    return engine


def fill(engine: Engine, name: str, *rows: Mapping[str, object]) -> None:
    """Insert rows of a table as it is; what they leave out, and must not, is empty or 0."""
    with engine.begin() as connection:
        insert(connection, Table(name, MetaData(), autoload_with=connection), rows)


def insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows of a table that was reflected, what they leave out empty or 0."""
    empty = {
        c.name: False if isinstance(c.type, Boolean) else "" if is_text(c) else 0
        for c in table.c
        if not (c.nullable or c.primary_key)
    }
    for row in rows:  # each has columns of its own
        connection.execute(table.insert(), {**empty, **row})


def is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, String)


def start(*arguments: str | int) -> subprocess.Popen[str]:
    """Start a process of `store_process.py`."""
    module = "tests.integration.store_process"
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def output(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out.strip()


# --- migrations ----------------------------------------------------------------------------------


def test_the_migrations_make_exactly_the_tables_that_the_program_uses(empty_url: str) -> None:
    store = open_store(empty_url)
    with store.begin() as tx:
        context = MigrationContext.configure(
            tx.connection(), opts={"compare_type": True, "include_name": is_of_rows}
        )
        assert compare_metadata(context, METADATA) == []
    store.close()


def test_the_list_of_revisions_is_alembics() -> None:
    config = Config()
    config.set_main_option("script_location", "monitor.store:migrations")
    script = ScriptDirectory.from_config(config)
    assert tuple(r.revision for r in script.walk_revisions())[::-1] == REVISIONS


def test_processes_that_start_together_on_a_new_database_all_find_it_ready(empty_url: str) -> None:
    processes = [start("open", empty_url) for _ in range(2)]
    assert [output(process) for process in processes] == ["open"] * 2


def test_opening_again_changes_nothing_and_loads_no_alembic(store_url: str) -> None:
    code = (
        "import sys\n"
        "from monitor.store.database import open_store\n"
        f"open_store({store_url!r}).close()\n"
        "print('alembic' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "False"


def test_a_database_newer_than_the_program_is_refused(store_url: str) -> None:
    engine = create_engine(store_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    try:
        with pytest.raises(StoreError, match=r"newer than this program \(database 9999, program"):
            open_store(store_url, lang="en")
    finally:
        with engine.begin() as connection:
            sql = f"UPDATE alembic_version SET version_num = '{REVISIONS[-1]}'"
            connection.exec_driver_sql(sql)
        engine.dispose()


def test_decisions_of_before_they_were_records_are_kept_and_can_be_taken_back(
    empty_url: str,
) -> None:
    engine = make_at(empty_url, "0001")
    review = {"id": 7, "alert": "a1", "decision": "reject", "note": "오독", "at": NOW}
    fill(engine, "review", review)
    engine.dispose()
    store = open_store(empty_url)
    with store.begin() as tx:
        (kept,) = load_reviews(tx)
        assert (kept.key, kept.alert, kept.decision, kept.note) == ("r7", "a1", "reject", "오독")
        assert load_decided(tx).decisions[0].alert == "a1"
        assert undo(tx, alert="a1", now=kept.at) is not None
        assert load_reviews(tx) == ()
    store.close()


def test_texts_of_before_they_were_packed_are_kept_and_count_as_read_by_an_older_reader(
    empty_url: str,
) -> None:
    long = "딥시크의 월간 이용자는 59만 명이다.\n" * 9
    engine = make_at(empty_url, "0005")
    for number, (url, checked) in enumerate((("read", NOW), ("waits", None)), 1):
        fill(engine, "article", {"id": number, "url": url, "latest": 1, **READ_AT})
        story = {"article_id": number, "version": 1, "text": long, "skip": "[]", "fetched": NOW}
        state = {"state": "article", "news_at": NOW, "checked": checked}
        fill(engine, "article_version", {**story, **state})
    engine.dispose()
    store = open_store(empty_url)
    with store.begin(write=False) as tx:
        article = load_article(tx, "read")
        assert article is not None
        assert article.text == long
        assert reader_of(tx, "read", 1) == "0"
        assert reader_of(tx, "waits", 1) is None
        kept = tx.connection().exec_driver_sql("SELECT text FROM article_version").scalars().all()
        assert all(len(bytes(row)) < len(long) for row in kept)
    store.close()


READ_AT = {"news_at": NOW, "reread": NOW}


def test_whoever_got_digests_before_there_were_recipients_is_told_nothing_again(
    empty_url: str,
) -> None:
    engine = make_at(empty_url, "0006")
    said = {"skip": "[]", "equivalents": "[]", "reason_facts": "{}", "unit": "명", "low": "1"}
    for number, (kind, is_told) in enumerate(
        (("changed", True), ("confirmed", True), ("new", False)), 1
    ):
        alert = {"id": number, "key": f"a{number}", "kind": kind, "is_told": is_told, "at": NOW}
        columns = {**said, **alert, "modality": "asserted", "topic": "딥시크"}
        fill(engine, "alert", {k: v for k, v in columns.items() if k != "skip"})
    for key, is_told in (("s1", True), ("s2", False)):
        heard = {"key": key, "kind": "new", "stance": "asserted", "at": NOW, "is_told": is_told}
        fill(engine, "statement", heard)
    fill(engine, "digest", {"id": 1, "key": "d1", "until": NOW, "created": NOW, "text": "본문"})
    fill(engine, "digest_alert", *({"digest_id": 1, "alert_id": n} for n in (1, 2)))
    for number, (channel, address, state) in enumerate(
        (
            ("email", "a@example.org", "delivered"),
            ("email", "b@example.org", "parked"),
            ("file", "/data/digests", "delivered"),
        ),
        1,
    ):
        sent = {"channel": channel, "recipient": address, "state": state, "created": NOW}
        fill(engine, "message", {"key": f"m{number}", "digest": "d1", "text": "본문", **sent})
    engine.dispose()
    store = open_store(empty_url)
    with store.begin(write=False) as tx:
        kept = {r.name: r for r in load_recipients(tx)}
        assert set(kept) == {"a@example.org", "b@example.org", "file"}
        assert {r.name for r in kept.values() if r.until == NOW} == {"a@example.org", "file"}
        assert {r.slot for r in kept.values()} == {NOW}
        for recipient in kept.values():
            alerts = load_alerts(tx, untold_to=recipient.id, include_confirmed=True)
            assert [a.key for a in alerts] == ["a3"]
            assert [r.key for r in load_remarks(tx, untold_to=recipient.id)] == ["s2"]
        assert [m.message.text for m in load_messages(tx)] == ["본문"] * 3
        digest = load_digest(tx, "d1")
        assert digest is not None
        assert (digest.until, digest.recipient) == (NOW, None)
    store.close()


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The first table exists already, in a form that the migration cannot know.
    monkeypatch.setattr("monitor.store.database._is_current", lambda *_: False)
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE review (id INTEGER)")
    with pytest.raises(StoreError):
        open_store(empty_url)
    assert set(inspect(engine).get_table_names()) == {"review"}
    engine.dispose()


# --- what is refused, and how --------------------------------------------------------------------


def test_a_file_that_is_no_database_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("딥시크의 월간 이용자는 59만 명이다.\n" * 100)
    with pytest.raises(StoreError, match="file is not a database") as caught:
        open_store(f"sqlite:///{path}")
    assert "\n" not in str(caught.value)
    assert path.read_text().startswith("딥시크의")


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE photo (id INTEGER)")
    other.close()
    with pytest.raises(StoreError, match="another program"):
        open_store(f"sqlite:///{path}", lang="en")
    other = sqlite3.connect(path)
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("photo",)]
    other.close()


def test_a_damaged_database_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    open_store(f"sqlite:///{path}").close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(StoreError, match=r"malformed") as caught:
        open_store(f"sqlite:///{path}")
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"file/data\.db"):
        open_store(f"sqlite:///{tmp_path}/file/data.db")


def test_missing_folders_are_made(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/a/b/data.db").close()
    assert (tmp_path / "a" / "b" / "data.db").exists()


def test_a_database_that_may_only_be_read_is_refused_when_written(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    open_store(f"sqlite:///{path}").close()
    store = open_store(f"sqlite:///file:{path}?mode=ro&uri=true")
    with store.begin(write=False) as tx:
        assert load_feeds(tx) == ()
    with pytest.raises(StoreError, match="readonly"), store.begin() as tx:
        save_feed(tx, FEED)
    store.close()


def test_a_full_disk_is_told_in_one_line_and_does_no_harm(tmp_path: Path) -> None:
    # A process that may write no file beyond 64 KB, which is less than empty tables take.
    url = f"sqlite:///{tmp_path / 'store.db'}"
    told = output(start("cramped", url, 65536))
    assert told.startswith("StoreError sqlite:///")
    assert len(told.splitlines()) == 1
    store = open_store(url)
    with store.begin() as tx:
        assert load_feeds(tx) == ()
    store.close()


@pytest.mark.parametrize("url", ["", "no address", "mysql://host/name", "sqlite+nothing:///x.db"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match="no database address"):
        open_store(url, lang="en")


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://monitor:geheim@127.0.0.1:1/monitor?connect_timeout=2")
    assert "127.0.0.1" in str(caught.value)
    assert "geheim" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_store_never_shows_its_password(store_url: str) -> None:
    engine = create_engine("postgresql+psycopg://monitor:geheim@host/monitor")
    assert "geheim" not in Store(engine).url


# --- transactions --------------------------------------------------------------------------------


def test_what_an_error_interrupts_is_undone(store: Store) -> None:
    def fail() -> None:
        with store.begin() as tx:
            save_feed(tx, FEED)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with store.begin(write=False) as tx:
        assert load_feeds(tx) == ()


def test_a_transaction_that_reads_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError), store.begin(write=False) as tx:
        save_feed(tx, FEED)
    with store.begin() as tx:  # and the connection it had can again
        save_feed(tx, FEED)


def test_a_reader_waits_for_no_writer_and_sees_what_was_before(store: Store) -> None:
    with store.begin() as writer:
        save_feed(writer, FEED)
        with store.begin(write=False) as reader:
            assert load_feeds(reader) == ()
    with store.begin(write=False) as reader:
        assert load_feeds(reader) == (FEED,)


def test_a_reader_sees_one_state_throughout(store: Store) -> None:
    with store.begin(write=False) as reader:
        assert load_feeds(reader) == ()
        with store.begin() as writer:
            save_feed(writer, FEED)
        assert load_feeds(reader) == ()


def test_threads_that_save_the_same_alerts_save_each_once(store: Store) -> None:
    ready = threading.Barrier(4)

    def save(_thread: int) -> int:
        ready.wait()
        new = 0
        for i in range(25):
            with store.begin() as tx:
                new += save_alert(tx, an_alert(f"a{i}"))
        return new

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(save, range(4))) == 25
    with store.begin(write=False) as tx:
        assert len(load_alerts(tx)) == 25


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_writers_that_read_first_take_turns(store: Store) -> None:
    # With a lock taken at the first write only, SQLite would refuse all but one of them.
    ready = threading.Barrier(4)

    def count(_thread: int) -> None:
        ready.wait()
        for _ in range(10):
            with store.begin() as tx:
                save_note(tx, "count", str(int(load_note(tx, "count") or 0) + 1))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(count, range(4)))
    with store.begin(write=False) as tx:
        assert load_note(tx, "count") == "40"


def test_processes_that_save_the_same_alerts_save_each_once(store_url: str, store: Store) -> None:
    processes = [start("alerts", store_url, 50) for _ in range(2)]
    assert sum(int(output(process)) for process in processes) == 50
    with store.begin(write=False) as tx:
        assert len(load_alerts(tx)) == 50


def test_an_article_read_by_several_threads_gets_one_version_a_text(store: Store) -> None:
    ready = threading.Barrier(4)

    def save(thread: int) -> bool:
        ready.wait()
        with store.begin() as tx:
            text = "59만 명" if thread % 2 else "61만 명"
            return save_article(tx, an_article(text=text), now=NOW).is_new_version

    with ThreadPoolExecutor(4) as threads:
        versions = sum(threads.map(save, range(4)))
    with store.begin(write=False) as tx:
        assert load_article(tx, an_article().url, versions) is not None
        assert load_article(tx, an_article().url, versions + 1) is None


def test_a_database_in_memory_serves_several_threads() -> None:
    store = open_store("sqlite://")

    def save(number: int) -> None:
        with store.begin() as tx:
            save_note(tx, str(number), "kept")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(save, range(20)))
    with store.begin() as tx:
        assert [load_note(tx, str(number)) for number in range(20)] == ["kept"] * 20
    assert store.size() == 0
    store.close()


def test_the_size_grows_with_what_is_stored(store: Store) -> None:
    before = store.size()
    with store.begin() as tx:
        save_article(tx, an_article(text="".join(chr(0xAC00 + i) for i in range(11000))), now=NOW)
    assert store.size() > before > 0


# --- killed --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lines", [9, 34])
def test_killed_between_its_steps_it_leaves_whole_ones_and_goes_on(
    store_url: str, store: Store, lines: int
) -> None:
    process = start("work", store_url, 20)
    assert process.stdout is not None
    for _ in range(lines):
        assert process.stdout.readline()
    process.kill()
    process.communicate()
    _check_that_steps_are_whole(store)
    assert output(start("work", store_url, 20)).endswith("done")
    _check_that_steps_are_whole(store)
    with store.begin(write=False) as tx:
        assert count_entries(tx)[EntryState.FETCHED] == 20
        counts = [
            tx.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (ARTICLE, VERSION, CLAIM, VALUE, ALERT, TOLD)
        ]
        told = tx.execute(select(func.count()).where(ALERT.c.is_told)).scalar_one()
        digests = tx.execute(select(func.count()).select_from(DIGEST)).scalar_one()
        messages = tx.execute(select(func.count()).select_from(MESSAGE)).scalar_one()
    assert counts == [20, 20, 60, 20, 20, 20]
    assert told == 20
    assert messages == 2 * digests


def _check_that_steps_are_whole(store: Store) -> None:
    with store.begin(write=False) as tx:
        if tx.get_bind().dialect.name == "sqlite":
            state = tx.connection().exec_driver_sql("PRAGMA integrity_check").scalar_one()
            assert state == "ok"
        checked = tx.execute(
            select(func.count()).select_from(VERSION).where(VERSION.c.checked.is_not(None))
        ).scalar_one()
        assert tx.execute(select(func.count()).select_from(CLAIM)).scalar_one() == 3 * checked
        assert tx.execute(select(func.count()).select_from(ALERT)).scalar_one() == checked
        told = tx.execute(select(func.count()).where(ALERT.c.is_told)).scalar_one()
        assert tx.execute(select(func.count()).select_from(TOLD)).scalar_one() == told
        entries = count_entries(tx)
        assert (
            tx.execute(select(func.count()).select_from(ARTICLE)).scalar_one()
            == (entries[EntryState.FETCHED])
        )
