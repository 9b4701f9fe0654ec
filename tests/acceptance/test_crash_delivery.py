"""The real daemon, killed with SIGKILL in the middle of its day again and again: nothing is lost.

    MONITOR_TEST_KILLS=100 python -m pytest -s tests/acceptance/test_crash_delivery.py

prints the table of a longer run. The moments of the kills are random, but the same in every run of
the test: behind so many requests, replies and log lines, between what a receiver took and its
answer, in the start, and at a moment of the clock.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import timedelta
from pathlib import Path

from monitor.store.outbox import MessageState
from tests.newsday import Newsday

KILLS = int(os.environ.get("MONITOR_TEST_KILLS", "3"))
HOURS = 3  # of the program's clock from one start to the next, about


def test_a_daemon_killed_again_and_again_tells_everybody_of_everything_once(
    tmp_path: Path,
) -> None:
    chance = random.Random(20261122)
    days = 2 + KILLS * HOURS // 24
    # A long run goes without the processes that read: they are a third of each start.
    with Newsday(tmp_path / "place", days, isolate=KILLS < 10) as day:
        for _ in range(KILLS):
            day.now += timedelta(hours=chance.randint(1, 2 * HOURS - 1))
            day.kill_somewhere(chance)
        day.settle()

        known = day.message_keys()
        outside = day.outside()
        print(_table(day, known))  # noqa: T201 - shown by `pytest -s`
        assert [run.log for run in day.runs if run.traceback] == []
        # The news was read whole, and everybody told of it: told counts what was delivered …
        assert day.untold() == {name: [] for name in day.untold()}
        # … by the database's word; and it has arrived.
        delivered = [m for m in day.messages() if m.state is MessageState.DELIVERED]
        # What a kill kept from being tried at all, a later digest tells in its place.
        merged = [m for m in day.messages() if m.state is MessageState.MERGED]
        assert len(delivered) + len(merged) == len(day.messages())
        assert not any(m.message.attempts for m in merged)
        arrived = {known[thing] for thing in outside}
        assert arrived == {m.message.key for m in delivered if m.message.channel != "file"}
        pages = {p.stem for p in (day.folder / "data" / "digests").glob("*.html")}
        assert len(pages) == sum(m.message.channel == "file" for m in delivered)
        sent = {m.message.key for m in delivered}
        parts = [thing for thing, key in known.items() if key in sent]
        assert sorted(parts) == sorted(outside), "a part of a message has not arrived"
        # A second time: only with the same key (else it had none above), and only where the
        # program was killed before it had noted the first.
        for thing, runs in outside.items():
            for first in runs[:-1]:
                assert day.runs[first].killed, "sent twice in a life without a crash"
                assert known[thing] not in day.runs[first].noted()


def _table(day: Newsday, known: dict[tuple[str, str], str]) -> str:
    kills = [run for run in day.runs if run.killed is not None]
    behind = Counter(run.killed for run in kills)
    outside = day.outside()
    lines = [f"\n{len(kills)} kills, {len(day.runs)} starts; killed behind:"]
    lines += [f"  {count:4}  {what or 'the start'}" for what, count in behind.most_common()]
    lines.append(f"{len(day.published())} articles, {len(day.messages())} messages")
    lines.append(f"{'':10}{'things sent':>14}{'received':>10}{'twice or more':>15}")
    for channel in ("email", "slack", "webhook"):
        runs = [runs for (by, _), runs in outside.items() if by == channel]
        again = sum(len(each) > 1 for each in runs)
        lines.append(f"{channel:10}{len(runs):14}{sum(map(len, runs)):10}{again:15}")
    lines.append(f"lost: {sum(map(len, day.untold().values()))}")
    return "\n".join(lines)
