"""The database: one engine, short transactions, migrations at start.

SQLite and PostgreSQL are one `Store` with two URLs. Every function of this room takes `tx`, the
session of `Store.begin()`, first; nothing is written until the `with` block ends without an error.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, unquote

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from monitor.errors import AwayError, StoreError
from monitor.store.migrations import REVISIONS
from monitor.words import Lang, say

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

Tx = Session
"""What the functions of this room take first: the session of `Store.begin()`."""

# How long a writer waits for another one. Ours hold the lock for milliseconds; a backup or a shell
# may hold it for longer.
BUSY_MS = 30_000
# An arbitrary number that only this program locks (PostgreSQL's advisory locks are numbers).
MIGRATION_LOCK = 0x6D6F6E69746F72
# A server, or the way to it, that is gone without a word is noticed within half a minute: by us,
NOTICED = {
    "connect_timeout": "10",  # seconds
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",  # milliseconds
}
# and by the server, or it would keep for hours what somebody had locked whose machine went down.
_NOTICED_THERE = (
    "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; "
    "SET tcp_user_timeout = 20000"
)
# A migration on a server: seconds that it waits for another one's lock, and then lets others pass;
# and how often it begins anew.
LOCK_SECONDS = 3
_LOOK = 0.5  # seconds
_TRIES = 200
_NO_LOCK = "55P03"  # of PostgreSQL's SQLSTATE: lock_not_available


class Store:
    """An open database. Threads may share it; each transaction has a connection of its own."""

    def __init__(self, engine: Engine, *, lang: Lang = "ko") -> None:
        self._engine = engine
        self._lang: Lang = lang

    @property
    def url(self) -> str:
        """The address, with the password hidden."""
        return self._engine.url.render_as_string(hide_password=True)

    @contextmanager
    def begin(self, *, write: bool = True, durable: bool = False) -> Iterator[Session]:
        """Give the session of a transaction: kept when the block ends, undone when it raises.

        Args:
            write: False for a block that only reads. It waits for no writer, sees one state of the
                database throughout, and fails when it tries to write. With True, SQLite lets one
                writer in at a time, so a block must be short and never wait for the network.
            durable: no power cut undoes it either, nor what was kept before it.

        Raises StoreError for whatever the database refuses.
        """
        with _named_errors(self.url, self._lang), self._engine.connect() as connection:
            bound = connection.execution_options(monitor_write=write, monitor_durable=durable)
            with Session(bound, autoflush=False) as tx, tx.begin():
                tx.info["lang"] = self._lang
                yield tx

    def size(self) -> int:
        """Return the bytes that the database takes on disk; 0 in memory."""
        if self._engine.dialect.name == "sqlite":
            if not (name := file_of(self._engine.url)):
                return 0
            files = (Path(name + end) for end in ("", "-wal", "-shm"))
            return sum(f.stat().st_size for f in files if f.exists())
        with self.begin(write=False) as tx:
            sql = "SELECT pg_database_size(current_database())"
            return int(tx.connection().exec_driver_sql(sql).scalar_one())

    def reclaim(self, *, whole: bool = False) -> bool:
        """Give the room of what was removed back to the disk; return whether that could be done.

        A file that this program made gives its free pages back, a few megabytes at a time. One
        of before it did so has to be written anew (`whole`): that takes its size on the disk once
        more, makes all who write wait, and is needed once. A server uses its room again by itself.

        Raises StoreError where somebody holds the database for longer than a writer waits.
        """
        if self.file is None:
            return True
        with _named_errors(self.url, self._lang):
            raw = self._engine.raw_connection()
            try:
                return _give_back(raw.cursor(), whole=whole)
            finally:
                raw.close()

    @property
    def is_server(self) -> bool:
        """Whether a server keeps the database, for any number of machines."""
        return self._engine.dialect.name == "postgresql"

    @property
    def file(self) -> Path | None:
        """The file of the database; None on a server and in memory."""
        if self.is_server or not (name := file_of(self._engine.url)):
            return None
        return Path(name)

    @contextmanager
    def lasting_connection(self) -> Iterator[Connection]:
        """Give a connection of its own, for what lasts longer than a transaction: a server's lock.

        It is closed for good at the end, so that nothing of it stays in the pool.
        """
        # Also what it is used for: a server that goes away says so by any statement.
        with _named_errors(self.url, self._lang):
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            try:
                connection.detach()
                yield connection
            finally:
                connection.close()

    def close(self) -> None:
        """Close every connection; the store may be used again, and opens new ones then."""
        self._engine.dispose()


def _give_back(cursor: Any, *, whole: bool) -> bool:
    cursor.execute("PRAGMA query_only = 0")
    (mode,) = cursor.execute("PRAGMA auto_vacuum").fetchone()
    if mode != _INCREMENTAL and not whole:
        return False
    if whole:
        cursor.execute("PRAGMA auto_vacuum = INCREMENTAL")
        cursor.execute("VACUUM")
    left, before = 0, -1
    while left != before:
        before = left
        cursor.execute(f"PRAGMA incremental_vacuum({_PAGES})").fetchall()
        (left,) = cursor.execute("PRAGMA freelist_count").fetchone()
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return True


_INCREMENTAL = 2
_PAGES = 1000


def is_made(url: str) -> bool:
    """Return whether there is a database to open: a file of SQLite may not be there yet."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        return True  # opening it says what is wrong
    name = file_of(address) if address.get_backend_name() == "sqlite" else None
    return name is None or Path(name).exists()


def open_store(
    url: str, *, echo: bool = False, lang: Lang = "ko", read_only: bool = False
) -> Store:
    """Open the database at `url`, made or brought up to date first where that is needed.

    Args:
        url: as SQLAlchemy writes it: `sqlite:///data/monitor.db`, `postgresql://host/name`;
            `sqlite:///data/monitor.db?timeout=90` waits for another writer for 90 seconds.
        echo: log every statement.
        read_only: the database itself refuses every writing; one that is missing or older than the
            program is then an error.
        lang: of the messages of errors.

    Raises StoreError, in one line, for an address that is none, a database that cannot be reached,
    read or written, one that is newer than this program, and one that is another program's.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as e:
        raise StoreError(say("store.unknown", lang, url=url.split("@")[-1])) from e
    shown = address.render_as_string(hide_password=True)
    if address.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StoreError(say("store.unknown", lang, url=shown))
    try:
        engine = _engine(_reading(address) if read_only else address, echo=echo)
    except NoSuchModuleError as e:
        raise StoreError(say("store.unknown", lang, url=shown)) from e
    except ModuleNotFoundError as e:
        raise StoreError(say("store.driver", lang, url=shown, module=e.name)) from e
    except OSError as e:
        raise StoreError(say("store.refused", lang, url=shown, why=e.strerror or e)) from e
    try:
        if read_only:
            _check(engine, lang)
        else:
            _prepare(engine, lang)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, lang=lang)


def insert_into(tx: Tx, table: Table) -> sqlite.Insert:
    """Return an insert that knows what to do where a key is taken, as this database says it."""
    if tx.get_bind().dialect.name == "postgresql":
        # Loads a dialect with four drivers: only where the database is one.
        from sqlalchemy.dialects import postgresql

        # The same two methods, which is all that is used of it.
        return cast(sqlite.Insert, postgresql.insert(table))
    return sqlite.insert(table)


def _engine(url: URL, *, echo: bool) -> Engine:
    if url.get_backend_name() == "postgresql":
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        given = {name: value for name, value in NOTICED.items() if name not in url.query}
        engine = create_engine(url, echo=echo, pool_pre_ping=True, connect_args=given)
        event.listen(engine, "connect", _connect_postgresql)
        event.listen(engine, "begin", _begin_postgresql)
        return engine
    name = file_of(url)
    if name:
        if url.query.get("mode") != "ro":
            Path(name).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, echo=echo)
    else:
        # A database in memory lives in one connection, which the threads take in turns.
        engine = create_engine(
            url,
            echo=echo,
            pool_size=1,
            max_overflow=0,
            connect_args={"check_same_thread": False},
            poolclass=QueuePool,
        )
    # The driver's own setting, in seconds, for who wants a writer to wait for longer or less long.
    patience = None if "timeout" in url.query else BUSY_MS

    def connected(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        _connect_sqlite(connection, patience)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def file_of(url: URL) -> str | None:
    """Return the file of an SQLite database, None for one in memory."""
    name = url.database or ""
    if name.startswith("file:"):
        name = unquote(name.removeprefix("file:"))  # an address of SQLite's own; see `_reading`
    return None if name in {"", ":memory:"} or url.query.get("mode") == "memory" else name


def _connect_sqlite(connection: DBAPIConnection, patience: int | None) -> None:
    # The driver would begin by itself, before some statements and not others; `_begin_sqlite` does.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        if patience is not None:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
        cursor.execute("PRAGMA foreign_keys = ON")
        # With the write-ahead log this survives every crash of the program; a power cut may undo
        # the last transactions, whole ones, which their steps then do again. What cannot be done
        # again asks for more (`durable`).
        cursor.execute("PRAGMA synchronous = NORMAL")
    finally:
        cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    write, durable = options.get("monitor_write", True), options.get("monitor_durable", False)
    # At the driver itself: two statements of SQLAlchemy's cost more than a short transaction does.
    cursor = connection.connection.cursor()
    try:
        cursor.execute(f"PRAGMA query_only = {0 if write else 1}")
        if write:
            cursor.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        # A transaction that reads first and writes later cannot wait for another writer: SQLite
        # refuses it at once, since what it read may be old. So writers take the lock when they
        # begin.
        cursor.execute("BEGIN IMMEDIATE" if write else "BEGIN DEFERRED")
    finally:
        cursor.close()


def _connect_postgresql(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    try:
        cursor.execute(_NOTICED_THERE)
    finally:
        cursor.close()
    connection.commit()


def _begin_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get("monitor_write", True):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


READING = "-c default_transaction_read_only=on"


def _reading(url: URL) -> URL:
    """Return an address by which the database lets nobody write."""
    if url.get_backend_name() == "postgresql":
        return url.update_query_dict({"options": READING})
    if name := file_of(url):
        where = quote(str(Path(name).absolute()))
        return url.set(database=f"file:{where}", query={"mode": "ro", "uri": "true"})
    return url


def _check(engine: Engine, lang: Lang) -> None:
    """Raise StoreError unless the tables are as this program knows them."""
    with _named_errors(_shown(engine.url), lang), engine.connect() as connection:
        reading = connection.execution_options(monitor_write=False)
        with reading.begin():
            if not _is_current(reading, lang):
                raise StoreError(say("store.older", lang, url=_shown(engine.url)))


def _prepare(engine: Engine, lang: Lang) -> None:
    """Bring the tables up to date, under a lock that one process at a time can hold."""
    with _named_errors(_shown(engine.url), lang):
        if engine.dialect.name == "sqlite":
            _use_write_ahead_log(engine)
        with engine.connect() as connection, connection.begin():
            if _is_current(connection, lang):
                return
        upgrade(engine, lang=lang)


def upgrade(engine: Engine, revision: str = "head", *, lang: Lang = "ko") -> None:
    """Bring the tables forward to a revision; others that want to do so wait until it is done.

    A server's tables may be large and in use: there each migration is a transaction of its own,
    and one that gets no lock soon lets go of what it has and begins anew.
    """
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection, _loose_references(connection), connection.begin():
            # The transaction is the lock already.
            if not _is_current(connection, lang):
                _run_migrations(connection, revision)
        return
    with engine.connect() as connection:
        # Nobody waits in a statement for this lock: an index that is made waits for every one.
        wanted = text("SELECT pg_try_advisory_lock(:key)")
        while not connection.execute(wanted, {"key": MIGRATION_LOCK}).scalar_one():
            connection.rollback()
            time.sleep(_LOOK)
        try:
            connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_SECONDS}s'")
            is_done = _is_current(connection, lang)
            connection.commit()
            if not is_done:
                _insist(connection, revision)
        finally:
            connection.invalidate()  # closed, and its lock let go, whatever state it is in


def _insist(connection: Connection, revision: str) -> None:
    for left in reversed(range(_TRIES)):
        try:
            _run_migrations(connection, revision)
            return
        except OperationalError as e:
            # What was done stays, but for the one that met somebody else's lock.
            connection.rollback()
            if left == 0 or getattr(e.orig, "sqlstate", None) != _NO_LOCK:
                raise
            time.sleep(_LOOK)


@contextmanager
def _loose_references(connection: Connection) -> Iterator[None]:
    """Let a migration rebuild a table that others refer to: SQLite allows it outside only."""
    if connection.dialect.name != "sqlite":
        yield
        return
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()


def _use_write_ahead_log(engine: Engine) -> None:
    """Switch the file to the write-ahead log, for ever; readers then never wait for a writer."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        if cursor.execute("PRAGMA page_count").fetchone() == (0,):
            # A new file that can give back what is removed from it.
            cursor.execute("PRAGMA auto_vacuum = INCREMENTAL")
        while True:
            try:
                cursor.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as e:
                if e.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                # The switch does not wait for others, a transaction does: until they have done it.
                cursor.execute("BEGIN IMMEDIATE")
                cursor.execute("ROLLBACK")
    finally:
        raw.close()


def _is_current(connection: Connection, lang: Lang) -> bool:
    """Say whether the tables are up to date; raise StoreError where they are not ours to change."""
    dialect = connection.dialect
    if not dialect.has_table(connection, "alembic_version"):
        if dialect.name == "sqlite" and dialect.get_table_names(connection):
            raise StoreError(say("store.foreign", lang, url=_shown(connection.engine.url)))
        return False
    sql = "SELECT version_num FROM alembic_version"
    found = set(connection.exec_driver_sql(sql).scalars())
    if unknown := sorted(found - set(REVISIONS)):
        raise StoreError(
            say(
                "store.newer",
                lang,
                url=_shown(connection.engine.url),
                found=", ".join(unknown),
                known=REVISIONS[-1],
            )
        )
    return found == {REVISIONS[-1]}


def _run_migrations(connection: Connection, revision: str) -> None:
    # Alembic loads slowly and is needed once in the life of a database.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "monitor.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _shown(url: URL) -> str:
    """Return an address as its owner wrote it: without its password, and without `_reading`."""
    if url.get_backend_name() == "sqlite" and (url.database or "").startswith("file:"):
        path = unquote((url.database or "").removeprefix("file:"))
        url = url.set(database=path, query={})
    if url.query.get("options") == READING:
        url = url.difference_update_query(["options"])
    return url.render_as_string(hide_password=True)


@contextmanager
def _named_errors(url: str, lang: Lang) -> Iterator[None]:
    """Turn what the database refuses into a StoreError of one line, in the driver's own words."""
    try:
        yield
    except IntegrityError:
        raise  # Our rows contradict one another: a bug, which wants its traceback.
    except (DBAPIError, PoolTimeout, sqlite3.Error) as e:
        # A new connection's first statements are the driver's, and so are their errors.
        lines = str(getattr(e, "orig", None) or e).strip().splitlines()
        why = lines[0] if lines else repr(e)
        if _is_full(e):
            why = say("cli.errno.ENOSPC", lang)
        kind = AwayError if _is_away(e) else StoreError
        raise kind(say("store.refused", lang, url=url, why=why)) from e


# What says nothing about a statement or its values, but about file, disk and lock.
_AWAY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)
# Classes of PostgreSQL's SQLSTATE: connection, resources (a full disk), operator intervention (a
# shutdown), system.
_AWAY_STATES = frozenset({"08", "53", "57", "58"})


def _is_full(error: DBAPIError | PoolTimeout | sqlite3.Error) -> bool:
    """Return whether the disk has no room, as either database says it."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    return code == sqlite3.SQLITE_FULL or getattr(cause, "sqlstate", None) == "53100"


def _is_away(error: DBAPIError | PoolTimeout | sqlite3.Error) -> bool:
    """Return whether the database takes nothing now, whatever it is asked."""
    if isinstance(error, PoolTimeout):
        return True
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        # The lower byte; the others say more of the same. Errors of the driver have none.
        code = getattr(cause, "sqlite_errorcode", None)
        return code is not None and code & 0xFF in _AWAY
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    state = getattr(cause, "sqlstate", None)
    if state is None:  # no server spoke: psycopg could not reach one
        return isinstance(error, OperationalError)
    return str(state)[:2] in _AWAY_STATES
