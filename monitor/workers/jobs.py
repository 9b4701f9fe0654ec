"""What waits to be done, and how to do one of it: the steps of the pipeline as jobs with keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from monitor.pipeline import Pipeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A kind of work. The database says what waits, so that a restart finds it again.

    `fail` notes on the row that a bug stopped this key, so that it is not tried in a circle.
    """

    name: str
    waiting: Callable[[int], Sequence[Hashable]]  # up to so many keys, the most urgent first
    do: Callable[[Any], Awaitable[None]]
    fail: Callable[[Any, str], None]
    at_once: int
    then: tuple[str, ...] = ()  # the jobs that this one makes work for
    is_felt: bool = False  # outside, where it cannot be undone: it is let end, to be noted


def make_jobs(pipeline: Pipeline) -> tuple[Job, ...]:
    """Return the jobs of a pipeline, in the order the news walks through them."""
    fetches = pipeline.config.settings.fetch.concurrency
    return (
        Job(
            name="poll",
            waiting=pipeline.due_feeds,
            do=pipeline.poll,
            fail=pipeline.fail_poll,
            at_once=fetches,
            then=("fetch",),
        ),
        Job(
            name="fetch",
            waiting=pipeline.waiting_entries,
            do=pipeline.fetch,
            fail=pipeline.fail_fetch,
            at_once=fetches,
            then=("check",),
        ),
        Job(
            name="reread",
            waiting=pipeline.due_rereads,
            do=pipeline.reread,
            fail=pipeline.fail_reread,
            at_once=max(1, fetches // 2),
            then=("check",),
        ),
        Job(
            name="check",
            waiting=pipeline.unchecked,
            do=pipeline.check,
            fail=pipeline.fail_check,
            # One more than there are cores: while one is judged, every core reads another.
            at_once=pipeline.cores.processes + 1,
            then=("publish",),
        ),
        Job(
            # The user's own documents: before any news, and without asking for it.
            name="check_seeds",
            waiting=pipeline.unchecked_seeds,
            do=pipeline.check,
            fail=pipeline.fail_check,
            at_once=pipeline.cores.processes + 1,
        ),
        Job(
            name="publish",
            waiting=pipeline.unpublished,
            do=pipeline.publication.publish,
            fail=pipeline.publication.fail,
            at_once=1,
        ),
        Job(
            name="digest",
            waiting=pipeline.delivery.due_digests,
            do=pipeline.delivery.digest_for,
            fail=pipeline.delivery.fail_digest,
            at_once=1,
            then=("deliver",),
        ),
        Job(
            name="prune",
            waiting=pipeline.due_prunes,
            do=pipeline.prune,
            fail=pipeline.fail_prune,
            at_once=1,
        ),
        Job(
            name="deliver",
            waiting=pipeline.delivery.due_messages,
            do=pipeline.delivery.deliver,
            fail=pipeline.delivery.fail_deliver,
            at_once=4,
            is_felt=True,
        ),
    )
