"""What can be told of a database without changing anything in it: for a doctor."""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from sqlalchemy import exists, make_url, select

from monitor.store.database import Store, Tx, file_of
from monitor.store.holding import DAEMON_LOCK, load_lock_holder, lock_file
from monitor.store.migrations import REVISIONS
from monitor.store.tables import ARTICLE, CLAIM, STATEMENT, VERSION

SQLITE = sqlite3.sqlite_version
INCREMENTAL = 2  # of PRAGMA auto_vacuum: what is removed can be given back to the disk


def load_revision(url: str) -> str | None:
    """Return the revision of an SQLite file's tables, None where that cannot be told.

    For a database that `open_store` refuses: it may be older or newer than this program.
    """
    address = make_url(url)
    name = file_of(address) if address.get_backend_name() == "sqlite" else None
    if name is None:
        return None
    try:
        where = f"{Path(name).absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(where, uri=True)) as file:
            found = file.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return None
    return str(found[0]) if found else None


def is_known(revision: str) -> bool:
    """Return whether this program has tables of that revision, or had them once."""
    return revision in REVISIONS


def load_holder(store: Store) -> str | None:
    """Return which process is at the database as its daemon (`pid@host`), None for no daemon."""
    if store.is_server:
        with store.begin(write=False) as tx:
            return load_lock_holder(tx.connection(), DAEMON_LOCK)
    if store.file is None:
        return None
    try:
        with lock_file(store.file, "daemon").open(encoding="utf-8", errors="replace") as stream:
            try:
                # Shared, and let go of at once: who looks keeps no other looker away.
                fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return stream.read(200).strip() or "?"
    except FileNotFoundError:
        pass  # no daemon has ever been here
    return None


def gives_room_back(store: Store) -> bool:
    """Return whether what is removed can be given back to the disk; see `Store.reclaim`."""
    if store.file is None:
        return True
    with store.begin(write=False) as tx:
        mode = tx.connection().exec_driver_sql("PRAGMA auto_vacuum").scalar()
    return mode == INCREMENTAL


def find_heard(tx: Tx, topics: Collection[str]) -> frozenset[str]:
    """Return which of these topics the news has spoken of: with a claim or a statement."""
    return frozenset(topic for topic in topics if _is_heard(tx, topic))


def _is_heard(tx: Tx, topic: str) -> bool:
    claims = (
        select(CLAIM.c.id)
        .join(VERSION, VERSION.c.id == CLAIM.c.version_id)
        .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
        .where(CLAIM.c.topic == topic, ~ARTICLE.c.is_seed)
    )
    said = select(STATEMENT.c.id).where(STATEMENT.c.topic == topic, ~STATEMENT.c.is_seed)
    return bool(tx.execute(select(exists(claims) | exists(said))).scalar())
