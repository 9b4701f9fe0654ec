"""When the daemon looks for what has come due."""

from __future__ import annotations

import asyncio

from monitor.daemon import LOOK, make_scheduler


class Woken:
    """What is woken to look for work."""

    def wake(self) -> None:
        """Look for work."""

    async def run(self, stop: asyncio.Event) -> None:
        """Do nothing until `stop` is set."""
        await stop.wait()


def test_a_look_that_a_busy_machine_delays_is_taken_once_and_warns_nobody() -> None:
    (look,) = make_scheduler(Woken()).get_jobs()
    assert look.trigger.interval == LOOK
    assert look.misfire_grace_time is None  # however late
    assert look.coalesce
