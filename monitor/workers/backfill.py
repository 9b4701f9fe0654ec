"""Archives of news into the history: every record read, kept, and judged, the oldest first.

What is kept is at once noted as looked at, so that no daemon takes it for news; who has read its
claims says whether it was judged. Killed and begun again, it goes on by these two.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from monitor.collect.archives import Bad, Record, iter_records, read_record
from monitor.errors import BodyError
from monitor.log import log_bug, log_event
from monitor.pipeline import Past, Pipeline
from monitor.workers.embedded import Embedded
from monitor.workers.jobs import Job

MOST_NAMED = 100  # bad records that are named; all are counted
_AT_ONCE = 1000  # readings that are handed to the cores together


@dataclass(slots=True)
class Filled:
    """What a run did: records seen, articles new and known, those judged, and what was bad."""

    records: int = 0
    new: int = 0
    known: int = 0
    judged: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    bad: list[tuple[str, str]] = field(default_factory=list)
    broken: list[tuple[str, str]] = field(default_factory=list)  # files that end before their end

    def note(self, name: str, why: str, *, is_file: bool = False) -> None:
        """Count a bad record, or a broken file, and keep its name."""
        log_event("bad record", record=name, why=why)
        if is_file:
            self.broken.append((name, why))
            return
        self.reasons[why] += 1
        if len(self.bad) < MOST_NAMED:
            self.bad.append((name, why))


async def fill_history(
    steps: Pipeline,
    files: Iterable[Path],
    *,
    told: bool = False,
    seen: Callable[[str, int], None] = lambda _step, _total: None,
) -> Filled:
    """Read the files into the history; return what came of it.

    Args:
        told: what the articles bring is told as news is.
        seen: called with `read` or `judge` when one is done, and how many there are (0: unknown).
    """
    filled = Filled()
    # Every page is parsed where it can be stopped.
    steps.cores.expect(_AT_ONCE)
    waiting = await _read_all(steps, files, filled, seen)
    topics = sorted(waiting, key=lambda past: (past.news_at, past.doc))
    keys = [(past.doc, past.version) for past in topics]

    async def judge(key: tuple[str, int]) -> None:
        await steps.check(key, past=True, told=told)

    job = Job(
        name="check",
        waiting=lambda _limit: (),
        do=judge,
        fail=steps.fail_check,
        at_once=steps.cores.processes + 1,
    )
    engine = Embedded([job])
    for start in range(0, len(keys), _AT_ONCE):
        part = keys[start : start + _AT_ONCE]
        await engine.drain("check", first=part, seen=lambda *_: seen("judge", len(keys)))
        filled.judged += len(part)
    return filled


async def _read_all(
    steps: Pipeline, files: Iterable[Path], filled: Filled, seen: Callable[[str, int], None]
) -> Sequence[Past]:
    """Keep what is new in the files; return what waits to be judged, new or from before."""
    waiting: dict[str, Past] = {}
    running: dict[str, asyncio.Task[None]] = {}

    async def one(record: Record) -> None:
        try:
            run = steps.cores.runner(record.url, size=len(record.data), outside=True)
            article = await run(partial(read_record, record, steps.clock()))
        except BodyError as e:
            filled.note(record.name, e.why)
        except Exception as e:  # noqa: BLE001 - a bug that one record found: the others go on
            log_bug("record failed", e, record=record.name)
            filled.note(record.name, f"{type(e).__name__}: {e}"[:200])
        else:
            steps.add_past(article)
            filled.new += 1
            if (past := steps.past(record.url)) is not None and past.waits:
                waiting[past.doc] = past
        seen("read", 0)

    async with asyncio.TaskGroup() as group:
        for path in files:
            for found in iter_records(path):
                filled.records += 1
                if isinstance(found, Bad):
                    filled.records -= found.is_file
                    filled.note(found.name, found.why, is_file=found.is_file)
                    continue
                # The first of several at one address is the one that is kept, if it can be read.
                if found.url in running:
                    await asyncio.wait([running[found.url]])
                if (past := steps.past(found.url)) is not None:
                    filled.known += 1
                    if past.waits:
                        waiting[past.doc] = past
                    seen("read", 0)
                    continue
                running[found.url] = group.create_task(one(found))
                if len(running) > 2 * steps.cores.processes:
                    await asyncio.wait(running.values(), return_when=asyncio.FIRST_COMPLETED)
                    running = {url: task for url, task in running.items() if not task.done()}
    return list(waiting.values())
