"""Copies of the whole database: made while it is in use, looked through, and put back.

SQLite's own backup copies one state of the database, whatever is written meanwhile; PostgreSQL's is
`pg_dump`, which comes with its client.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import mkstemp

from sqlalchemy import URL, make_url

from monitor.errors import StoreError
from monitor.store.database import file_of, open_store
from monitor.store.holding import hold_file, nobody_in, one_daemon
from monitor.store.migrations import REVISIONS
from monitor.words import Lang, os_reason, say

# What a person recognises a database by.
COUNTED = {"articles": "article", "claims": "claim", "figures": "figure", "alerts": "alert"}
# A file of SQLite begins so (https://www.sqlite.org/fileformat.html).
_MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A copy that was looked through. `counts` are rows by what they are; none for a dump."""

    file: Path
    size: int  # bytes
    counts: Mapping[str, int] = field(default_factory=dict)


def save_backup(url: str, file: Path, lang: Lang) -> Backup:
    """Copy the database at `url` into a new file, whole or not at all, and look through the copy.

    The database may be in use. Only the owner may read the copy: it holds what the database holds.
    A copy of SQLite is a database itself; one of PostgreSQL is an archive for `pg_restore`.

    Raises StoreError where the file is there already, the copy cannot be made or is damaged.
    """
    if file.exists():
        raise StoreError(say("backup.exists", lang, file=file))
    address = make_url(url)
    with _new_file(file, lang) as part:
        if address.get_backend_name() == "postgresql":
            _run(["pg_dump", "--format=custom", "--no-owner", f"--file={part}"], address, lang)
            _run(["pg_restore", "--list", str(part)], None, lang)
            return Backup(file=file, size=part.stat().st_size)
        _copy(Path(file_of(address) or ""), part, file, lang)
        return Backup(file=file, size=part.stat().st_size, counts=check_copy(part, file, lang))


def restore_backup(
    url: str, file: Path, *, now: datetime, lang: Lang
) -> tuple[Backup, Path | None]:
    """Put a copy in the place of the database at `url`, brought up to date; return both.

    The former file of SQLite is kept beside the new one: it is returned, None where there was none.
    On PostgreSQL all of it happens in one transaction or not at all.

    Raises HeldError while a daemon is at the database, or any process has a file of SQLite open
    (`in_use`), and StoreError for what is no whole copy of
    a database of this program, or one of a newer program.
    """
    if not file.is_file():
        raise StoreError(f"{file}: {say('cli.no_file', lang)}")
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        return _restore_on_server(url, file, lang), None
    counts = check_copy(file, file, lang)
    database = Path(file_of(address) or "")
    database.parent.mkdir(parents=True, exist_ok=True)
    with hold_file(database, lang), nobody_in(database, lang):
        with _new_file(database, lang) as part:
            _copy(file, part, database, lang)
            kept = _set_aside(database, now)
        # Brought up to date here, so that what is wrong with it is said here.
        open_store(url, lang=lang).close()
    return Backup(file=file, size=file.stat().st_size, counts=counts), kept


def check_copy(file: Path, named: Path, lang: Lang) -> dict[str, int]:
    """Return the rows by what they are of a whole copy; raise StoreError for any other file.

    Args:
        named: what an error calls it.
    """
    with file.open("rb") as stream:
        if stream.read(len(_MAGIC)) != _MAGIC:
            raise StoreError(say("backup.no_database", lang, file=named))
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            (said,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            if said != "ok":
                raise StoreError(say("backup.damaged", lang, file=named, why=said))
            tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
            if "alembic_version" not in tables or not tables.issuperset(COUNTED.values()):
                raise StoreError(say("backup.no_database", lang, file=named))
            (revision,) = copy.execute("SELECT version_num FROM alembic_version").fetchone()
            if revision not in REVISIONS:
                known = REVISIONS[-1]
                words = say("store.newer", lang, url=named, found=revision, known=known)
                raise StoreError(words)
            return {
                # The names are the table's above, no outside text.
                what: copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
                for what, table in COUNTED.items()
            }
    except sqlite3.Error as e:
        raise StoreError(say("backup.damaged", lang, file=named, why=e)) from e


@contextmanager
def _new_file(file: Path, lang: Lang) -> Iterator[Path]:
    """Give a file beside `file` that takes its place when the block ends, and goes if it fails."""
    try:
        handle, name = mkstemp(prefix=f".{file.name}.", suffix=".part", dir=file.parent)
    except OSError as e:
        raise StoreError(f"{file}: {os_reason(e, lang)}") from e
    os.close(handle)
    part = Path(name)
    try:
        yield part
        with part.open("rb") as stream:
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError as e:
        raise StoreError(f"{file}: {os_reason(e, lang)}") from e
    finally:
        part.unlink(missing_ok=True)


def _copy(source: Path, target: Path, named: Path, lang: Lang) -> None:
    """Copy a database; StoreError calls the target `named`."""
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            # All pages at once: with the write-ahead log nobody waits for it, and copying in pieces
            # would begin anew with each commit of the daemon.
            old.backup(new)
            # One file, whoever copies it further.
            new.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as e:
        is_full = getattr(e, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        why = say("cli.errno.ENOSPC", lang) if is_full else e
        raise StoreError(say("backup.failed", lang, file=named, source=source, why=why)) from e


def _set_aside(database: Path, now: datetime) -> Path | None:
    """Rename a database, with what its log holds beside it; return its new name, None for none."""
    if not database.exists():
        return None
    kept = database.with_name(f"{database.name}.before-{now:%Y%m%dT%H%M%S}")
    number = 1
    while kept.exists():
        number += 1
        kept = database.with_name(f"{database.name}.before-{now:%Y%m%dT%H%M%S}-{number}")
    for end in ("", "-wal", "-shm"):
        beside = database.with_name(database.name + end)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + end))
    return kept


def _restore_on_server(url: str, file: Path, lang: Lang) -> Backup:
    address = make_url(url)
    _run(["pg_restore", "--list", str(file)], None, lang)
    store = open_store(url, lang=lang)
    try:
        with one_daemon(store, lang):
            command = ["pg_restore", "--clean", "--if-exists", "--single-transaction"]
            _run([*command, "--no-owner", "--exit-on-error", str(file)], address, lang)
        store.close()
        open_store(url, lang=lang).close()
    finally:
        store.close()
    return Backup(file=file, size=file.stat().st_size)


def _run(command: Sequence[str], address: URL | None, lang: Lang) -> None:
    """Run a program of PostgreSQL's client on a database; StoreError with its own last line."""
    program = shutil.which(command[0])
    if program is None:
        raise StoreError(say("backup.no_program", lang, program=command[0]))
    arguments, environment = list(command[1:]), dict(os.environ)
    if address is not None:
        plain = address.set(drivername="postgresql")
        if address.password is not None:
            # Arguments are seen by all users of the machine.
            environment["PGPASSWORD"] = str(address.password)
            plain = URL.create(
                "postgresql",
                plain.username,
                None,
                plain.host,
                plain.port,
                plain.database,
                plain.query,
            )
        arguments.insert(0, f"--dbname={plain.render_as_string(hide_password=False)}")
    done = subprocess.run(  # noqa: S603 - the program is PostgreSQL's, found on the user's path
        [program, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise StoreError(f"{command[0]}: {lines[-1] if lines else done.returncode}")
