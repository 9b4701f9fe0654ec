"""The queue of the distributed engine, which lies in the same database: Procrastinate's tables.

A job is put there in the transaction that writes the row it is about. What waits is said by the
rows all the same: the queue is only the order in which workers take it, is small whatever waits,
and may be lost without loss. Jobs of one host share a lock, by which one of them runs at a time;
a queue of many jobs behind few locks is what makes the engine slow to find the next one (a second
for 50,000 of them, measured), so no lock has more than a few waiting.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

from sqlalchemy import func, make_url, select, text

from monitor.errors import StoreError
from monitor.store.database import MIGRATION_LOCK, Store, Tx
from monitor.store.notes import load_note, save_note
from monitor.store.parked import Key, count_parked, job_mark
from monitor.store.tables import ARTICLE, VERSION

# Jobs of a priority, or above it, that wait behind one lock, the one that runs not counted.
BEHIND_A_LOCK = 8
# Which of the engine's own migrations were applied, and which version of what we add to them.
_SCHEMA, _OURS = "queue.schema", "queue.ours"
_VERSION = "3"
_ADDED = (
    # The engine finds its next job by these where many wait; its own indexes are not enough.
    "CREATE INDEX IF NOT EXISTS monitor_jobs_lock ON procrastinate_jobs "
    "(lock, priority DESC, id) WHERE status IN ('todo', 'doing')",
    "CREATE INDEX IF NOT EXISTS monitor_jobs_queue ON procrastinate_jobs "
    "(queue_name, priority DESC, id) WHERE status = 'todo'",
    "CREATE INDEX IF NOT EXISTS monitor_jobs_running ON procrastinate_jobs (queueing_lock) "
    "WHERE status = 'doing'",
    # Each job is a row for seconds: what is dead is swept away often.
    "ALTER TABLE procrastinate_jobs SET (autovacuum_vacuum_scale_factor = 0.02, "
    "autovacuum_vacuum_threshold = 500)",
    "ALTER TABLE procrastinate_events SET (autovacuum_vacuum_scale_factor = 0.02, "
    "autovacuum_vacuum_threshold = 500)",
    # Which kinds of jobs a worker does; NULL: it has not said so yet, or its program is older.
    "ALTER TABLE procrastinate_workers ADD COLUMN IF NOT EXISTS monitor_kinds text[]",
    # The engine keeps a diary of each job, three rows that go with the job when it is done: nobody
    # reads it here, and it is a fifth of what a job costs the server.
    """
    DO $$
    DECLARE diary name;
    BEGIN
        FOR diary IN SELECT tgname FROM pg_trigger
            WHERE tgrelid = 'procrastinate_jobs'::regclass
            AND tgname LIKE 'procrastinate\\_trigger\\_%\\_events\\_%'
        LOOP
            EXECUTE format('ALTER TABLE procrastinate_jobs DISABLE TRIGGER %I', diary);
        END LOOP;
    END $$
    """,
)
_ADD = text(
    """
    INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args)
    SELECT job, job, priority, lock, mark, args
    FROM (
        SELECT wanted.*, row_number() OVER (
            PARTITION BY lock ORDER BY priority DESC, place
        ) AS behind
        FROM jsonb_to_recordset(CAST(:jobs AS jsonb)) AS wanted
            (place integer, job text, priority integer, lock text, mark text, args jsonb)
        WHERE NOT EXISTS (
            SELECT FROM procrastinate_jobs AS running
            WHERE running.queueing_lock = wanted.mark AND running.status = 'doing'
        ) AND NOT EXISTS (
            SELECT FROM procrastinate_jobs AS there
            WHERE there.queueing_lock = wanted.mark AND there.status = 'todo'
        )
    ) AS fresh
    WHERE lock IS NULL OR behind <= :most - (
        SELECT count(*) FROM procrastinate_jobs AS other
        WHERE other.lock = fresh.lock AND other.status = 'todo'
        -- Those before which it comes do not keep it out.
        AND other.priority >= fresh.priority
    )
    ORDER BY place
    ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING
    """
)
_WAITING = text(
    "SELECT task_name AS job, status::text AS state, count(*) AS found "
    "FROM procrastinate_jobs WHERE status IN ('todo', 'doing') GROUP BY 1, 2"
)
_ALIVE = text(
    "SELECT count(*) FROM procrastinate_workers "
    "WHERE last_heartbeat > now() - make_interval(secs => :seconds) "
    "AND (:kind = '' OR monitor_kinds IS NULL OR :kind = ANY(monitor_kinds))"
)
_THERE = text(
    "SELECT queueing_lock FROM procrastinate_jobs "
    "WHERE queueing_lock = ANY(:marks) AND status = 'todo' UNION ALL "
    "SELECT queueing_lock FROM procrastinate_jobs "
    "WHERE queueing_lock = ANY(:marks) AND status = 'doing'"
)
_EARLIER = text(
    """
    SELECT 1 FROM procrastinate_jobs AS mine
    JOIN procrastinate_jobs AS other ON other.queue_name = mine.queue_name AND other.id <> mine.id
    WHERE mine.id = :id AND (
        other.status = 'doing' AND (
            other.priority > mine.priority
            OR other.priority = mine.priority AND other.id < mine.id
        )
        -- One that is just being taken still looks as if it waited.
        OR other.status = 'todo' AND other.priority >= mine.priority AND other.id < mine.id
            AND (other.scheduled_at IS NULL OR other.scheduled_at <= now())
    ) LIMIT 1
    """
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A job as it is put into the queue.

    Args:
        priority: greater comes first; within one kind the order of the work.
        lock: of the jobs with the same one, one runs at a time; None: with all others.
        said: what the job is told beside its key.
    """

    job: str
    key: Key
    priority: int = 0
    lock: str | None = None
    said: dict[str, str] | None = None


def prepare_queue(store: Store) -> None:
    """Make the engine's tables where they are not, or bring them up to the engine's version.

    Raises StoreError where they were made by a newer one.
    """
    with store.begin() as tx:
        tx.connection().exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
        folder = resources.files("procrastinate.sql")
        steps = sorted(
            file.name for file in (folder / "migrations").iterdir() if file.name.endswith(".sql")
        )
        there = tx.execute(text("SELECT to_regclass('procrastinate_jobs')")).scalar()
        noted = load_note(tx, _SCHEMA)
        if there is None:
            _run(tx, (folder / "schema.sql").read_text("utf-8"))
        elif noted is None or noted > steps[-1]:
            raise StoreError(f"procrastinate_jobs: {noted or '?'} > {steps[-1]}")
        else:
            for step in steps:
                if step > noted:
                    _run(tx, (folder / "migrations" / step).read_text("utf-8"))
        if noted != steps[-1] or load_note(tx, _OURS) != _VERSION:
            for statement in _ADDED:
                _run(tx, statement)
            save_note(tx, _SCHEMA, steps[-1])
            save_note(tx, _OURS, _VERSION)


def _run(tx: Tx, statements: str) -> None:
    # At the driver: they hold colons and percent signs, and are several.
    raw: Any = tx.connection().connection.driver_connection
    raw.execute(statements)


def server_address(url: str) -> str:
    """Return the address of a database as PostgreSQL's own programs take it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def has_queue(tx: Tx) -> bool:
    """Return whether the engine's tables are there."""
    if tx.get_bind().dialect.name != "postgresql":
        return False
    return tx.execute(text("SELECT to_regclass('procrastinate_jobs')")).scalar() is not None


def add_jobs(tx: Tx, tickets: Sequence[Ticket], *, behind: int = BEHIND_A_LOCK) -> None:
    """Put jobs into the queue with this transaction, unless they are there or under way.

    What would stand too far behind its lock is left out: its row says that it waits.
    """
    if not tickets:
        return
    rows = [
        {
            "place": place,
            "job": ticket.job,
            "priority": ticket.priority,
            "lock": ticket.lock,
            "mark": _mark(ticket.job, ticket.key),
            "args": {"key": ticket.key, **(ticket.said or {})},
        }
        for place, ticket in enumerate(tickets)
    ]
    wanted = {"jobs": json.dumps(rows, ensure_ascii=True), "most": behind}
    tx.execute(_ADD, wanted)


def _mark(job: str, key: Key) -> str:
    return f"{job} {job_mark(job, key)}"


def count_jobs(tx: Tx) -> dict[tuple[str, str], int]:
    """Return how many jobs are in the queue, by kind and state (`todo`, `doing`)."""
    return {(row.job, row.state): int(row.found) for row in tx.execute(_WAITING)}


def find_queued(tx: Tx, job: str, keys: Sequence[Key]) -> frozenset[Key]:
    """Return those of the keys whose jobs wait in the queue or are under way."""
    marks = {_mark(job, key): key for key in keys}
    found = tx.execute(_THERE, {"marks": list(marks)}).scalars()
    return frozenset(marks[mark] for mark in found)


def count_workers(tx: Tx, *, seconds: float, kind: str = "") -> int:
    """Return how many workers gave a sign of life within the last seconds.

    Args:
        kind: of those that do jobs of this kind, or have not said yet which they do.
    """
    return int(tx.execute(_ALIVE, {"seconds": seconds, "kind": kind}).scalar_one())


# A worker gives a sign of life several times in this.
_ALIVE_WITHIN = 60.0  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How the jobs stand: in the queue, by kind and state, and parked, by kind.

    `workers` are those alive, several to a process; None: no engine of many processes is at this
    database.
    """

    queued: dict[tuple[str, str], int]
    parked: dict[str, int]
    workers: int | None


def load_work(tx: Tx) -> Work:
    """Return how the jobs stand."""
    if not has_queue(tx):
        return Work(queued={}, parked=count_parked(tx), workers=None)
    return Work(
        queued=count_jobs(tx),
        parked=count_parked(tx),
        workers=count_workers(tx, seconds=_ALIVE_WITHIN),
    )


def has_earlier(tx: Tx, job_id: int) -> bool:
    """Return whether a job of the same kind that comes before this one is still under way."""
    return tx.execute(_EARLIER, {"id": job_id}).first() is not None


def database_now(tx: Tx) -> datetime:
    """Return the moment by the database's clock."""
    moment: datetime = tx.execute(select(func.clock_timestamp())).scalar_one()
    return moment


_FIRST_NEWS = datetime.fromisoformat("2020-01-01T00:00:00+00:00")
_SECOND = timedelta(seconds=1)


def news_priorities(tx: Tx, keys: Sequence[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """Return for readings the priorities by which the oldest news comes first."""
    query = (
        select(ARTICLE.c.url, VERSION.c.version, VERSION.c.news_at)
        .join(VERSION, VERSION.c.article_id == ARTICLE.c.id)
        .where(ARTICLE.c.url.in_({doc for doc, _ in keys}))
    )
    return {(row.url, row.version): news_priority(row.news_at) for row in tx.execute(query)}


def news_priority(moment: datetime) -> int:
    """Return the priority of what is of a moment: the older, the greater; never over 1."""
    return -max(int((moment - _FIRST_NEWS) / _SECOND), -1)
