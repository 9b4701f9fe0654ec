"""Migrations of a server whose tables are large and in use: none of them keeps others waiting."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, event, inspect

from monitor.store import database
from monitor.store.database import open_store, upgrade
from monitor.store.migrations import REVISIONS, online
from monitor.store.queue import server_address
from tests.integration.test_store_database import make_at
from tests.integration.test_upgrades import data, fill_all

pytestmark = pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
STEPS = list(pairwise(REVISIONS))
_VERSIONS = Path(str(online.__file__)).with_name("versions")
# The others are one transaction, whole or not at all.
APART = [
    (before, revision)
    for before, revision in STEPS
    if any("online" in file.read_text("utf-8") for file in _VERSIONS.glob(f"v{revision}_*.py"))
]
# What scans a table, or writes it anew, while nobody may read it or nobody may write to it.
_HOLDS = {
    "an index without CONCURRENTLY": r"CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY)\S+.*? ON (\w+)",
    "an index dropped without CONCURRENTLY": r"REINDEX (?:TABLE|INDEX) (?!CONCURRENTLY)(\w+)",
    "a reference that is looked over": r"ALTER TABLE (\w+) ADD CONSTRAINT (?!.*NOT VALID)",
    "a column that must not be empty": r"ALTER TABLE (\w+) ALTER (?:COLUMN )?\w+ SET NOT NULL",
    "a column of another kind": r"ALTER TABLE (\w+) ALTER (?:COLUMN )?\w+ (?:SET DATA )?TYPE",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, with what it and its transaction keep from others.

    Args:
        rows: that it changed, or was given to change, of a table that is there.
        together: that were changed since the last commit, by it and those before it.
        waits: how long it would wait for a lock.
    """

    sql: str
    rows: int
    together: int
    waits: str


# Of which there are a few.
SMALL = {"alembic_version", "recipient"}


@contextmanager
def overheard(engine: Engine, there: Collection[str]) -> Iterator[list[Said]]:
    """Collect what is said to the server, with what it changes of the tables that are there."""
    said: list[Said] = []
    together = [0]

    def note(connection: Any, cursor: Any, sql: str, given: Any, _: object, many: bool) -> None:
        raw = connection.connection.driver_connection
        is_kept = raw.info.transaction_status.name == "IDLE"  # at once, as each by itself is
        waits = ""
        if raw.info.transaction_status.name != "INERROR":
            waits = raw.execute("SHOW lock_timeout").fetchone()[0]
        words = " ".join(sql.split())
        # Of many rows given to one statement each is changed, however they are sent.
        rows = len(given) if many else cursor.rowcount
        changed = re.match(r"(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)", words)
        if changed is None or changed[1] not in there:
            rows = 0
        together[0] += rows
        said.append(Said(words, rows, together[0], waits))
        if is_kept:
            together[0] = 0

    def end(_connection: object) -> None:
        together[0] = 0

    event.listen(engine, "after_cursor_execute", note)
    event.listen(engine, "commit", end)
    event.listen(engine, "rollback", end)
    try:
        yield said
    finally:
        for name, heard in (
            ("after_cursor_execute", note),
            ("commit", end),
            ("rollback", end),
        ):
            event.remove(engine, name, heard)


def files(engine: Engine) -> dict[str, int]:
    """Return in which file each table's rows are: another one after they were written anew."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT relname, relfilenode FROM pg_class WHERE relkind = 'r' "
            "AND relnamespace = 'public'::regnamespace"
        )
        return {row.relname: row.relfilenode for row in found}


def fill_thrice(engine: Engine, revision: str) -> None:
    """Give every table more rows than a statement may change."""
    fill_all(engine, data(revision))
    tables = inspect(engine)
    with engine.begin() as connection:
        for name in ("alert", "statement", "article_version", "claim"):
            if name not in tables.get_table_names():
                continue
            columns = [c["name"] for c in tables.get_columns(name)]
            again = {"id": "NULL", "key": "key || n", "version": "version + 10 * n"}
            again["ordinal"] = "ordinal + 10 * n"
            names = [c for c in columns if c != "id"]
            values = ", ".join(again.get(c, f'"{c}"') for c in names)
            listed = ", ".join(f'"{c}"' for c in names)
            connection.exec_driver_sql(
                f"INSERT INTO {name} ({listed}) SELECT {values} "
                f"FROM {name}, generate_series(1, 3) AS n"
            )


@pytest.mark.parametrize(("before", "revision"), STEPS, ids=REVISIONS[1:])
def test_a_migration_holds_no_table_that_is_there(
    empty_url: str, before: str, revision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(online, "BATCH", 2)
    engine = make_at(empty_url, before)
    fill_thrice(engine, before)
    old = files(engine)
    with overheard(engine, set(old) - SMALL) as said:
        upgrade(engine, revision)
    new = files(engine)
    assert {name for name in old if name in new and old[name] != new[name]} == set()
    for heard in said:
        sql = heard.sql
        for what, pattern in _HOLDS.items():
            for table in re.findall(pattern, sql):
                assert table not in old or table in SMALL, f"{what}: {sql}"
        assert heard.rows <= online.BATCH, f"{heard.rows} rows: {sql}"
        # Nor may its batches be one transaction: what was changed is held until its end.
        assert heard.together <= online.BATCH, f"{heard.together} rows together: {sql}"
        if re.match(r"ALTER|DROP (?!INDEX CONC)|LOCK", sql):
            assert heard.waits == f"{database.LOCK_SECONDS}s", sql
    engine.dispose()


class _Broken(Exception):  # noqa: N818
    """The plug is pulled."""


@pytest.mark.parametrize(("before", "revision"), APART, ids=[step[1] for step in APART])
def test_a_migration_that_breaks_off_anywhere_is_done_again(
    empty_url: str, before: str, revision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(online, "BATCH", 2)
    engine = make_at(empty_url, before)
    fill_thrice(engine, before)
    count = [0, 0]

    def break_off(_c: object, _cursor: object, sql: str, *_: object) -> None:
        if not sql.lstrip().startswith(("SELECT", "SET", "SHOW")):
            count[0] += 1
            if count[0] > count[1]:
                raise _Broken

    event.listen(engine, "before_cursor_execute", break_off)
    for allowed in range(0, 500, 2):
        count[:] = [0, allowed]
        try:
            upgrade(engine, revision)
        except _Broken:
            continue
        break
    event.remove(engine, "before_cursor_execute", break_off)
    assert 0 < count[0] <= count[1]
    engine.dispose()
    open_store(empty_url).close()
    whole = make_at(empty_url, "head")
    with whole.connect() as connection:
        invalid = "SELECT count(*) FROM pg_index WHERE NOT indisvalid"
        assert connection.exec_driver_sql(invalid).scalar() == 0
    whole.dispose()


def test_who_reads_a_table_for_long_holds_up_the_migration_and_nobody_else(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_SECONDS", 1)
    monkeypatch.setattr(database, "_LOOK", 0.01)
    engine = make_at(empty_url, "0009")
    address = server_address(empty_url)
    with psycopg.connect(address) as reader, psycopg.connect(address, autocommit=True) as other:
        reader.execute("SELECT count(*) FROM claim")  # and its lock, till the end
        thread = threading.Thread(target=upgrade, args=(engine,))
        thread.start()
        waiting = "SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'claim'::regclass"
        _until(lambda: other.execute(waiting).fetchone() is not None)
        # It lets go before the reader has: who came after it is served.
        assert other.execute("SELECT count(*) FROM claim").fetchone() == (0,)
        assert reader.execute("SELECT count(*) FROM claim").fetchone() == (0,)
        reader.rollback()
        thread.join(60)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    assert found == REVISIONS[-1]
    engine.dispose()


def test_two_programs_that_start_at_once_bring_the_tables_forward_once(empty_url: str) -> None:
    make_at(empty_url, "0009").dispose()
    failed: list[BaseException] = []

    def begin() -> None:
        try:
            open_store(empty_url).close()
        except BaseException as e:  # noqa: BLE001 - whatever it is, the test is to tell it
            failed.append(e)

    threads = [threading.Thread(target=begin) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failed == []
    engine = create_engine(empty_url)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars()
        assert found.all() == [REVISIONS[-1]]
    engine.dispose()


def _until(is_so: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(6000):
        if is_so():
            return
        pause.wait(0.01)
    raise AssertionError("it never came to that")
