"""One daemon per database, by a lock that a crash lets go of and that names who holds it."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from monitor.errors import HeldError
from monitor.store.database import Store, Tx
from monitor.words import Lang, say

# Arbitrary numbers, as the migration's; the locks are of one database of the server.
DAEMON_LOCK = 0x6461656D6F6E
LOCKS = {"daemon": DAEMON_LOCK, "reprocess": 0x616761696E}
JUDGEMENT_LOCK = 0x6A75646765
_HOLDER = text(
    "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid "
    "WHERE l.locktype = 'advisory' AND l.granted AND l.classid = :high AND l.objid = :low "
    "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@contextmanager
def one_daemon(store: Store, lang: Lang) -> Iterator[Callable[[], bool]]:
    """Hold the database for this process, as its only daemon; a crash lets go of it.

    What is given says whether it is still held: a database server that was restarted has forgotten.
    A database in memory is nobody else's, and held without more.

    Raises HeldError, with the process that holds it, where another daemon is at the database.
    """
    with _held(store, lang, "daemon") as is_held:
        yield is_held


@contextmanager
def one_reprocess(store: Store, lang: Lang) -> Iterator[None]:
    """Be the only one who reads this database's articles again, beside a daemon or not.

    Raises HeldError, with the process that is at it.
    """
    with _held(store, lang, "reprocess"):
        yield


@contextmanager
def _held(store: Store, lang: Lang, what: str) -> Iterator[Callable[[], bool]]:
    if store.is_server:
        with _held_by_server(store, lang, what) as is_held:
            yield is_held
    elif store.file is None:
        yield lambda: True
    else:
        with hold_file(store.file, lang, what):
            yield lambda: True


@contextmanager
def hold_file(database: Path, lang: Lang, what: str = "daemon") -> Iterator[None]:
    """Hold a database of SQLite, which need not be there or be whole; raise HeldError."""
    with lock_file(database, what).open("a+") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as e:
            stream.seek(0)
            holder = stream.read(200).strip() or "?"
            raise HeldError(say(f"{what}.held", lang, database=database, holder=holder)) from e
        # The name is for people; a full disk takes the lock all the same.
        with suppress(OSError):
            os.ftruncate(stream.fileno(), 0)
            os.write(stream.fileno(), _name().encode())
        yield


@contextmanager
def in_use(store: Store, lang: Lang) -> Iterator[None]:
    """Keep a database of SQLite from being replaced while this process has it open.

    A file that was taken out of its place would go on being read, and written to, by whoever has it
    open. On a server nothing is taken away from anybody.

    Raises HeldError while a copy is being put in its place.
    """
    if store.file is None:
        yield
        return
    place = lock_file(store.file, "use")
    try:
        stream = place.open("a+")
    except OSError:
        # A folder that may only be read: nobody puts a copy there either.
        yield
        return
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError as e:
            raise HeldError(say("restore.under_way", lang, database=store.file)) from e
        yield


@contextmanager
def nobody_in(database: Path, lang: Lang) -> Iterator[None]:
    """Let no process open a database of SQLite meanwhile; HeldError names who has it open."""
    with lock_file(database, "use").open("a+") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as e:
            users = ", ".join(_holders(os.fstat(stream.fileno()))) or "?"
            raise HeldError(say("restore.in_use", lang, database=database, users=users)) from e
        yield


LOCKS_FILE = Path("/proc/locks")  # Linux: who holds which lock, by device and inode


def _holders(file: os.stat_result) -> Iterator[str]:
    """Yield the processes that hold a lock of a file, each with its command where that is known."""
    place = f"{os.major(file.st_dev):02x}:{os.minor(file.st_dev):02x}:{file.st_ino}"
    try:
        locks = LOCKS_FILE.read_text("ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    for line in locks:
        # `3: FLOCK  ADVISORY  READ 4712 08:01:393219 0 EOF`
        words = line.split()
        if "->" in words or len(words) < 6 or words[1] != "FLOCK" or words[5] != place:
            continue
        try:
            said = Path(f"/proc/{words[4]}/cmdline").read_bytes().decode("utf-8", "replace")
        except OSError:
            said = ""
        # `python -m monitor web`, `python /…/bin/monitor web`: what a person typed.
        command = " ".join(part for part in said.split("\0")[1:] if part not in ("", "-m"))
        yield f"{words[4]} ({command[:200]})" if command else words[4]


def lock_file(database: Path, what: str) -> Path:
    """Return the file whose lock is held: beside the database, as SQLite's own come and go."""
    return database.with_name(f"{database.name}.{what}")


@contextmanager
def _held_by_server(store: Store, lang: Lang, what: str) -> Iterator[Callable[[], bool]]:
    with store.lasting_connection() as connection:
        lock = LOCKS[what]
        if not _take_lock(connection, lock):
            holder = load_lock_holder(connection, lock) or "?"
            raise HeldError(say(f"{what}.held", lang, database=store.url, holder=holder))
        yield partial(_is_alive, connection)


def _take_lock(connection: Connection, lock: int) -> bool:
    """Take a lock that the server holds for this connection; False where another one has it."""
    connection.execute(
        text("SELECT set_config('application_name', :name, false)"),
        {"name": f"monitor {_name()}"[:63]},  # the server cuts it there
    )
    wanted = text("SELECT pg_try_advisory_lock(:key)")
    return bool(connection.execute(wanted, {"key": lock}).scalar_one())


def _is_alive(connection: Connection) -> bool:
    """Return whether the connection still stands, and its locks with it."""
    try:
        connection.execute(text("SELECT 1"))
    except DBAPIError:
        return False
    return True


@contextmanager
def leader(store: Store) -> Iterator[Callable[[], bool] | None]:
    """Give whether this process is the one of all that leads: None where another one does.

    What is given says whether it still is: the server lets go of the lock when it loses us, and
    then another one may have taken it.
    """
    with store.lasting_connection() as connection:
        for setting in _NOTICED:
            connection.exec_driver_sql(setting)
        is_ours = _take_lock(connection, DAEMON_LOCK)
        yield partial(_is_alive, connection) if is_ours else None


# A machine that vanishes without a word is missed by the server within ten seconds.
_NOTICED = (
    "SET tcp_keepalives_idle = 4",
    "SET tcp_keepalives_interval = 2",
    "SET tcp_keepalives_count = 3",
)


def lock_judgement(tx: Tx) -> None:
    """Let nobody else judge until this transaction ends: what one finds, the next one must know.

    Who writes to SQLite is alone in any case.
    """
    if tx.get_bind().dialect.name == "postgresql":
        tx.execute(_LOCK_JUDGEMENT, {"key": JUDGEMENT_LOCK})


_LOCK_JUDGEMENT = text("SELECT pg_advisory_xact_lock(:key)")


def load_lock_holder(connection: Connection, lock: int) -> str | None:
    """Return who holds a lock of the server (`pid@host`), None for nobody."""
    halves = {"high": lock >> 32, "low": lock & 0xFFFFFFFF}
    row = connection.execute(_HOLDER, halves).first()
    return (str(row[0]).removeprefix("monitor ") or "?") if row else None


def _name() -> str:
    return f"{os.getpid()}@{socket.gethostname()}"
