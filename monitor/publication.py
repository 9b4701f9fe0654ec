"""The feeds that others read: a topic's alerts as Atom and JSON in a folder, kept up to date.

What is written follows from the database alone, so nothing of it is kept there: each process
writes what it may have changed, and all of it once after its start.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from logging import WARNING
from typing import TYPE_CHECKING

from monitor.log import log_event
from monitor.report.syndication import (
    MOST_ENTRIES,
    feed_name,
    feed_url,
    make_entries,
    render_atom,
    render_json_feed,
)
from monitor.send.file import write_whole
from monitor.standing import Standing
from monitor.store.alerts import load_alerts
from monitor.store.database import Store
from monitor.store.reviews import review_mark
from monitor.store.statements import load_remarks
from monitor.store.topics import load_topics
from monitor.store.waiting import Found, last_found, topics_since
from monitor.words import Lang, os_reason

if TYPE_CHECKING:
    from monitor.config import Config


# What could not be written is tried again after so long: the disk is cleared, a right is given.
PAUSE = timedelta(minutes=10)


class Publication:
    """The feeds of one database, in the folder of the settings; without a folder there are none.

    `failed` is the pipeline's list of failures.
    """

    def __init__(
        self,
        config: Config,
        store: Store,
        *,
        clock: Callable[[], datetime],
        lang: Lang,
        failed: list[tuple[str, str]],
    ) -> None:
        self._folder = config.syndication_folder
        self._url = config.settings.syndication.url
        self._store = store
        self._clock = clock
        self._lang: Lang = lang
        self._failed = failed
        self._stale: set[str] = set()
        self._later: dict[str, datetime] = {}  # what could not be written, and when to try again
        self._mark: tuple[int, int, int] | None = None
        self._found: Found | None = None
        self._standing = Standing()

    def touch(self, topics: Iterable[str]) -> None:
        """Note that something may have been found on these topics."""
        if self._folder is not None:
            self._stale.update(topics)

    def notice(self) -> None:
        """Note what others found since this was called last: workers on other machines."""
        if self._folder is None:
            return
        with self._store.begin(write=False) as tx:
            found = last_found(tx)
            if self._found is not None and found != self._found:
                self._stale.update(topics_since(tx, self._found))
        self._found = found

    def waiting(self, limit: int) -> Sequence[str]:
        """Return the names of up to `limit` topics whose feeds are to be written."""
        if self._folder is None:
            return ()
        with self._store.begin(write=False) as tx:
            # At the start, and wherever a person decided something: all of them.
            if (mark := review_mark(tx)) != self._mark:
                self._mark = mark
                self._stale.update(topic.name for topic in load_topics(tx))
        # The clock may have been put back since: nobody waits for longer than the pause.
        now = self._clock()
        due = {t for t, at in self._later.items() if not now < at <= now + PAUSE}
        self._stale |= due
        for topic in due:
            del self._later[topic]
        return sorted(self._stale)[:limit]

    async def publish(self, topic: str) -> None:
        """Write the feeds of a topic; a file that would say the same is left as it is."""
        self._stale.discard(topic)
        await asyncio.to_thread(self._publish, topic)

    def fail(self, topic: str, error: str) -> None:
        """Note that a bug stopped a topic's feeds: they are written with its next alert."""
        self._stale.discard(topic)
        self._failed.append((topic, error))

    def _publish(self, topic: str) -> None:
        assert self._folder is not None
        with self._store.begin(write=False) as tx:
            decided = self._standing.decided(tx)
            # What a person silenced takes no other's place.
            alerts = load_alerts(tx, topic=topic, limit=2 * MOST_ENTRIES)
            remarks = load_remarks(tx, topic=topic, limit=2 * MOST_ENTRIES)
        entries = make_entries(
            [alert for alert in alerts if decided.silence(alert) is None],
            [remark for remark in remarks if decided.silence_remark(remark) is None],
            now=self._clock(),
            lang=self._lang,
        )
        name = feed_name(topic)
        for ending, render in ((".atom", render_atom), (".json", render_json_feed)):
            url = feed_url(self._url, name + ending)
            document = render(topic, entries, url=url, lang=self._lang)
            try:
                is_new = write_whole(self._folder / (name + ending), document)
            except OSError as e:
                why = os_reason(e, self._lang)
                self._failed.append((str(self._folder), why))
                log_event("feed not written", level=WARNING, topic=topic, why=why)
                self._later[topic] = self._clock() + PAUSE
                return
            if is_new:
                log_event("feed written", topic=topic, file=name + ending, entries=len(entries))
