"""Archives of news into the history: every record read, kept, and judged, the oldest first.

What is kept is at once noted as looked at, so that no daemon takes it for news; who has read its
claims says whether it was judged. Killed and begun again, it goes on by these two; several workers
go by the places that their parts have come to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from monitor.collect.archives import iter_records
from monitor.collect.files import PAGES
from monitor.pipeline import Pipeline
from monitor.store.parts import (
    JUDGE,
    Part,
    add_parts,
    load_parts,
    remove_part,
    save_part,
)
from monitor.workers.embedded import Embedded
from monitor.workers.jobs import Engine, Job
from monitor.workers.parts import BATCH, JUDGED, MOST_NAMED, Filled, Seen, keep_records, news_of

_AT_ONCE = 1000  # readings that are handed to the cores together


async def fill_history(
    steps: Pipeline,
    files: Iterable[Path],
    *,
    told: bool = False,
    seen: Seen = lambda _step, _total: None,
) -> Filled:
    """Read the files into the history, in this process; return what came of it.

    Args:
        told: what the articles bring is told as news is.
        seen: called with `read` or `judge` when one is done, and how many there are (0: unknown).
    """
    filled = Filled()
    # Every page is parsed where it can be stopped.
    steps.cores.expect(_AT_ONCE)
    records = (found for path in files for found in iter_records(path))
    waiting = await keep_records(steps, records, filled, seen)
    topics = sorted(waiting.values(), key=lambda past: (past.news_at, past.doc))
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


async def fill_by_workers(
    steps: Pipeline,
    engine: Engine,
    files: Sequence[Path],
    *,
    told: bool = False,
    seen: Seen = lambda _step, _total: None,
) -> Filled:
    """Have the workers of an engine read the files into the history; return what came of it.

    Killed, what was handed out goes on by itself, and a second call with the same files begins
    where that is. The workers must have the files at the same paths.

    Args:
        told, seen: as in `fill_history`; `seen` is told of batches.
    """
    parts = _parts_of(files, told=told)
    names = [part.name for part in parts]
    with steps.store.begin() as tx:
        add_parts(tx, parts)
        before = {part.name: part for part in load_parts(tx, names)}
    await engine.drain("backfill", seen=lambda *_: seen("read", 0))
    with steps.store.begin(write=False) as tx:
        after = load_parts(tx, names)
    filled = _sum_up(after, before)
    waiting = news_of(row for part in after for row in part.readings)
    waiting = [key for key in waiting if (past := steps.past(key[0])) is not None and past.waits]
    run = f"judge {steps.clock():%Y%m%d%H%M%S%f}"
    judged = [
        Part(
            name=f"{run} {start:09}",
            what=JUDGE,
            readings=tuple(waiting[start : start + JUDGED]),
            told=told,
        )
        for start in range(0, len(waiting), JUDGED)
    ]
    with steps.store.begin() as tx:
        add_parts(tx, judged)
    await engine.drain("backfill", seen=lambda *_: seen("judge", len(judged)))
    with steps.store.begin() as tx:
        for part in load_parts(tx, [part.name for part in judged]):
            filled.judged += len(part.readings)
            filled.broken += part.broken
            remove_part(tx, part.name)
        for part in after:
            save_part(tx, replace(part, readings=()))
    return filled


def _parts_of(files: Sequence[Path], *, told: bool) -> list[Part]:
    """Return a part for each archive, and for some hundred single pages."""
    pages = [file for file in files if file.name.lower().endswith(tuple(PAGES))]
    groups = [[file] for file in files if file not in set(pages)]
    size = BATCH // 2
    groups += [pages[start : start + size] for start in range(0, len(pages), size)]
    return [_part_of(group, told=told) for group in groups]


def _part_of(files: Sequence[Path], *, told: bool) -> Part:
    """Return a part of its own for files that were changed since."""
    names = tuple(str(file.resolve()) for file in files)
    marks = [(file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    said = repr((names, marks, told)).encode("utf-8", "surrogatepass")
    return Part(name=f"read {blake2b(said, digest_size=12).hexdigest()}", files=names, told=told)


def _sum_up(parts: Iterable[Part], before: dict[str, Part]) -> Filled:
    """Return what came of parts; what was read before this run counts as known."""
    filled = Filled()
    for part in parts:
        counts, old = Counter(part.counts), Counter(before[part.name].counts)
        filled.records += counts["records"]
        filled.new += counts["new"] - old["new"]
        filled.known += counts["known"] + old["new"]
        for name, count in counts.items():
            if name.startswith("bad "):
                filled.reasons[name.removeprefix("bad ")] += count
        filled.bad = [*filled.bad, *part.bad][:MOST_NAMED]
        filled.broken += part.broken
    return filled
