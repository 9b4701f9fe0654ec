"""Parts of archives as jobs of several workers: a batch of records read, or of articles judged.

Many files are read at once, each from its beginning to its end; readings are judged in parts one
behind the other, whose texts are read at once. Every worker must have the files at the same place.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

from monitor.collect.archives import Bad, Place, Record, iter_from, read_record
from monitor.errors import AwayError, BodyError
from monitor.log import log_bug, log_event
from monitor.pipeline import Past, Pipeline
from monitor.store.parts import JUDGE, Part, load_part, load_waiting_parts, save_part

BATCH = 400  # records of one job
JUDGED = 50  # readings of one job
MOST_NAMED = 100  # bad records that are named; all are counted


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


Seen = Callable[[str, int], None]
"""Told of `read` or `judge` when one is done, and of how many there are (0: unknown)."""


async def keep_records(
    steps: Pipeline, records: Iterable[Record | Bad], filled: Filled, seen: Seen
) -> dict[str, Past]:
    """Keep the articles that are new; return by address those that wait to be judged."""
    waiting: dict[str, Past] = {}
    running: dict[str, asyncio.Task[None]] = {}

    async def one(record: Record) -> None:
        try:
            run = steps.cores.runner(record.url, size=len(record.data), outside=True)
            article = await run(partial(read_record, record, steps.clock()))
        except BodyError as e:
            filled.note(record.name, e.why)
        except AwayError:
            raise
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
        for found in records:
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
    return waiting


class Parts:
    """The jobs: each is the next batch of a part, by its name and the number of the batch."""

    def __init__(self, steps: Pipeline) -> None:
        self._steps = steps

    def waiting(self, limit: int) -> Sequence[tuple[str, int]]:
        """Return the batches to do now."""
        with self._steps.store.begin(write=False) as tx:
            return [(part.name, part.step) for part in load_waiting_parts(tx)[:limit]]

    async def do(self, key: tuple[str, int]) -> None:
        """Do a batch, and note where the next one begins; one that was done is not done again."""
        name, step = key
        with self._steps.store.begin(write=False) as tx:
            part = load_part(tx, name)
        if part is None or part.is_done or part.step != step:
            return
        part = await (self._judge(part) if part.what == JUDGE else self._read(part))
        with self._steps.store.begin() as tx:
            save_part(tx, replace(part, step=step + 1))

    def fail(self, key: tuple[str, int], error: str) -> None:
        """Note that a bug stopped a part: it is done, as far as it came."""
        with self._steps.store.begin() as tx:
            part = load_part(tx, key[0])
            if part is not None and part.step == key[1]:
                broken = (*part.broken, (", ".join(part.files) or part.name, error))
                save_part(tx, replace(part, is_done=True, broken=broken))

    def again(self, tx: Any, key: tuple[str, int]) -> None:
        """Let a part that was given up go on where it stood."""
        part = load_part(tx, key[0])
        if part is not None and part.step == key[1]:
            save_part(tx, replace(part, is_done=False, broken=()))

    async def _read(self, part: Part) -> Part:
        filled, behind = Filled(), [Place(*part.place)]
        records = chain.from_iterable(iter_from(Path(f), behind[0]) for f in part.files)

        def some() -> Iterable[Record | Bad]:
            # Of single pages a part has no more than a batch.
            for found, place in islice(records, BATCH):
                behind.append(place)
                yield found

        waiting = await keep_records(self._steps, some(), filled, lambda *_: None)
        found = ((past.doc, past.version, past.news_at.isoformat()) for past in waiting.values())
        counts = Counter(part.counts)
        counts.update(records=filled.records, new=filled.new, known=filled.known)
        counts.update({f"bad {why}": count for why, count in filled.reasons.items()})
        return replace(
            part,
            place=(behind[-1].offset, behind[-1].skip, behind[-1].number),
            is_done=len(behind) <= BATCH,
            readings=(*part.readings, *found),
            counts=dict(counts),
            bad=(*part.bad, *filled.bad)[:MOST_NAMED],
            broken=(*part.broken, *filled.broken),
        )

    async def _judge(self, part: Part) -> Part:
        """Judge the readings of a part, in their order; their texts are read at once."""
        ends = [asyncio.Event() for _ in range(len(part.readings) + 1)]
        ends[0].set()
        places = asyncio.Semaphore(self._steps.cores.processes + 1)

        async def one(number: int, doc: str, version: int) -> None:
            try:
                async with places:
                    turn = ends[number].wait
                    await self._steps.check((doc, version), past=True, told=part.told, turn=turn)
            finally:
                ends[number + 1].set()

        keys = [(str(doc), int(version)) for doc, version, *_ in part.readings]
        tasks = [one(number, *key) for number, key in enumerate(keys)]
        for key, error in zip(
            keys, await asyncio.gather(*tasks, return_exceptions=True), strict=True
        ):
            if error is None:
                continue
            if isinstance(error, AwayError) or not isinstance(error, Exception):
                raise error
            log_bug("job failed", error, job="check", key=key)
            self._steps.fail_check(key, f"{type(error).__name__}: {error}")
        return replace(part, is_done=True)


def news_of(readings: Iterable[tuple[Any, ...]]) -> list[tuple[str, int]]:
    """Return readings that parts found, each once, the oldest news first."""
    moments = {(str(doc), int(version)): str(at) for doc, version, at in readings}
    return sorted(moments, key=lambda key: (datetime.fromisoformat(moments[key]), key))
