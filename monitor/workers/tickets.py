"""Tickets: how jobs stand in the queue of several workers, by which lock and in which order."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import cast
from urllib.parse import urlsplit
from zlib import crc32

from monitor.store.database import Tx
from monitor.store.parked import Key
from monitor.store.queue import Ticket, add_jobs, news_priorities
from monitor.store.waiting import load_wanted_among

# Workers take what is to be asked of servers, what is to be read, and what goes out each with
# hands of their own: none waits for the others. Within a group the greater priority comes first.
NET = ("poll", "fetch", "reread")
CPU = ("check_seeds", "check", "backfill")
OUT = ("digest", "deliver", "prune")
GROUPS = (NET, CPU, OUT)

# A page that may hold a tracked topic, by its headline, is fetched before any other is asked for.
WANTED = 30
PRIORITIES = {
    "poll": 20,
    "fetch": 10,
    "reread": 0,
    # The user's own documents come before any news, and news the oldest first: see `news_priority`.
    "check_seeds": 1000,
    # Archives are read when nothing of today waits.
    "backfill": -2_000_000_000,
    "deliver": 20,
    "digest": 10,
    "prune": 0,
}


class Tickets:
    """Puts jobs into the queue, in the transaction that writes their rows.

    Args:
        per_host: jobs that may run at once at one host.
        said: what the jobs are told beside their keys.
    """

    def __init__(self, per_host: int, said: dict[str, str] | None = None) -> None:
        self._per_host = per_host
        self._said = said

    def add(self, tx: Tx, job: str, keys: Sequence[Hashable]) -> None:
        """Put jobs of a kind into the queue, in this order where nothing else decides."""
        wanted = cast(Sequence[Key], keys)
        special: dict[Key, int] = {}
        if job == "check":
            readings = [key for key in wanted if isinstance(key, tuple)]
            special.update(news_priorities(tx, readings))
        elif job == "fetch":
            special.update(dict.fromkeys(load_wanted_among(tx, [str(k) for k in wanted]), WANTED))
        add_jobs(
            tx,
            [
                Ticket(
                    job=job,
                    key=key,
                    priority=special.get(key, PRIORITIES.get(job, 0)),
                    lock=self._lock(key) if job in NET else None,
                    said=self._said,
                )
                for key in wanted
            ],
        )

    def _lock(self, key: Key) -> str | None:
        """Return the lock of an address: one of as many as its host may be asked at once."""
        address = str(key)
        host = urlsplit(address).netloc
        place = crc32(address.encode(errors="replace")) % self._per_host
        return f"{host} {place}" if host else None
