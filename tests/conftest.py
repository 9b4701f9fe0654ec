"""Fixtures that several parts of the suite use: databases, made anew for each test."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:  # Loads slowly, and most tests need no database.
    from monitor.store.database import Store

# The address of a PostgreSQL database in which other databases may be made; `.ci/postgres` prints
# one. Without it there are no tests on PostgreSQL, rather than skipped ones.
POSTGRES = os.environ.get("MONITOR_TEST_POSTGRES")
DATABASES = ["sqlite", "postgresql"] if POSTGRES else ["sqlite"]

UrlMaker = Callable[[], str]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which databases the tests ran on."""
    import sqlite3

    used = f"SQLite {sqlite3.sqlite_version}"
    if POSTGRES:
        import psycopg
        from sqlalchemy import make_url

        address = make_url(POSTGRES).set(drivername="postgresql")
        try:
            with psycopg.connect(address.render_as_string(hide_password=False)) as connection:
                version = connection.execute("SHOW server_version").fetchone()
        except psycopg.Error as e:
            version = (f"which is gone ({str(e).splitlines()[0]})",)
        used += f" and PostgreSQL {version[0] if version else '?'}"
    else:
        used += " alone; on PostgreSQL too: make postgres, or MONITOR_TEST_POSTGRES=ADDRESS"
    terminalreporter.write_line(f"databases: {used}")


# How long one example takes is the machine's business, and that of whatever else it does.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@contextmanager
def _postgres_database() -> Iterator[str]:
    """Make an empty database, and drop it afterwards."""
    import psycopg
    from sqlalchemy import make_url

    assert POSTGRES is not None
    server = make_url(POSTGRES)
    name = f"monitor_{uuid.uuid4().hex}"
    address = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" ENCODING UTF8 TEMPLATE template0')
        try:
            yield server.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(autouse=True)
def _korean() -> Iterator[None]:
    """The language is the process's: what one test speaks is not what the next one does."""
    yield
    if words := sys.modules.get("monitor.words"):
        words.speak("ko")


@pytest.fixture(autouse=True)
def _silent() -> Iterator[None]:
    """The log is the process's too: where one test sends its lines, the next one sends none."""
    yield
    if log := sys.modules.get("monitor.log"):
        log.LOGGER.handlers[:] = []
        log.LOGGER.setLevel(logging.NOTSET)


@pytest.fixture(params=DATABASES)
def dialect(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on; one that takes it runs once on each."""
    return str(request.param)


@pytest.fixture
def empty_url(dialect: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database that has no tables yet, or no file."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    with _postgres_database() as url:
        yield url


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with all tables: copying it is faster than running the migrations."""
    from monitor.store.database import open_store

    path = tmp_path_factory.mktemp("store") / "template.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def _postgres_tables() -> Iterator[UrlMaker]:
    """The address of a database with all tables, emptied each time it is asked for."""
    import psycopg

    from monitor.store.database import open_store
    from monitor.store.tables import METADATA

    with ExitStack() as stack:
        made: list[str] = []

        def url() -> str:
            if not made:
                made.append(stack.enter_context(_postgres_database()))
                open_store(made[0]).close()
            else:
                names = ", ".join(f'"{name}"' for name in METADATA.tables)
                with psycopg.connect(made[0], autocommit=True) as connection:
                    connection.execute(f"TRUNCATE {names} RESTART IDENTITY")
            return made[0]

        yield url


@pytest.fixture
def store_url(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of a database that has its tables and nothing in them."""
    if dialect == "postgresql":
        empty: UrlMaker = request.getfixturevalue("_postgres_tables")
        return empty()
    path = tmp_path / "store.db"
    shutil.copy(request.getfixturevalue("_sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An open store with nothing in it."""
    from monitor.store.database import open_store

    opened = open_store(store_url)
    yield opened
    opened.close()
