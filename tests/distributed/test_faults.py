"""What goes wrong around workers: the database is restarted, clocks are wrong. They go on.

Networks that are cut, a full disk and whole processes with wrong clocks: `faults.py`, by hand.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from monitor.config import Config, load_config
from monitor.pipeline import open_pipeline
from monitor.store.database import open_store
from monitor.store.parked import Key
from monitor.store.queue import Ticket, add_jobs, prepare_queue
from monitor.workers.distributed import Distributed, SharedClock
from monitor.workers.jobs import Job
from tests.conftest import _postgres_database
from tests.distributed.server import WAYS, Server
from tests.distributed.test_engine import PUBLISH, Work, until


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as made:
        yield made


def _config(url: str, folder: Path) -> Config:
    file = folder / "monitor.toml"
    file.write_text(
        f'data = "data"\n[database]\nurl = "{url}"\n[workers]\nengine = "distributed"\n'
        'tries = 3\nlost_seconds = 3\nisolate = false\nprocesses = 1\n[digest]\nfolder = ""\n',
        "utf-8",
    )
    return load_config(file)


@asynccontextmanager
async def _worker(config: Config, job: Job, *, ahead: float = 0) -> AsyncIterator[SharedClock]:
    """Have a worker whose machine's clock is ahead by so many seconds; give the worker's clock."""
    clock, stop = SharedClock(lambda: datetime.now(UTC) + timedelta(seconds=ahead)), asyncio.Event()
    async with open_pipeline(config, clock=clock, lang="en") as pipeline:
        task = asyncio.create_task(Distributed(pipeline, [job], clock=clock).work(stop))
        try:
            yield clock
        finally:
            stop.set()
            await task


@pytest.mark.parametrize("way", WAYS)
async def test_a_database_that_ends_in_the_middle_of_work_is_waited_for(
    server: Server, tmp_path: Path, way: str
) -> None:
    keys = [str(number) for number in range(12)]
    work, ended = Work(keys=keys), list[Key]()

    def end(key: Key) -> None:
        if key in ("3", "7") and key not in ended:
            ended.append(key)
            server.restart(way)

    work.do = end
    store, config = open_store(server.url), _config(server.url, tmp_path)
    prepare_queue(store)
    with store.begin() as tx:
        tx.execute(text("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE"))
    clock, stop = SharedClock(lambda: datetime.now(UTC)), asyncio.Event()
    async with open_pipeline(config, clock=clock, lang="en") as pipeline:
        scheduler = Distributed(pipeline, [work.job(), PUBLISH])
        leading = asyncio.create_task(scheduler.run(stop))
        async with _worker(config, work.job()):
            await until(lambda: not work.keys)
        stop.set()
        await leading
    store.close()
    assert {str(key) for key in work.done} == {str(number) for number in range(12)}
    assert sorted(map(str, ended)) == ["3", "7"]
    assert work.parked == []


async def test_workers_whose_clocks_are_minutes_apart_try_again_when_it_is_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.workers.distributed._FIRST_AGAIN", timedelta(seconds=0.2))
    keys = [str(number) for number in range(6)]
    work, failed = Work(keys=keys), set[Key]()

    def fail_once(key: Key) -> None:
        if key not in failed:
            failed.add(key)
            raise ValueError(key)

    work.do = fail_once
    with _postgres_database() as url:
        config, store = _config(url, tmp_path), open_store(url)
        async with AsyncExitStack() as stack:
            job = replace(work.job(), at_once=1)
            clocks = [
                await stack.enter_async_context(_worker(config, job, ahead=ahead))
                for ahead in (-300, 300)
            ]
            with store.begin() as tx:
                add_jobs(tx, [Ticket(job="check", key=key) for key in keys])
            # With the machine's own clock the slow one's tries would wait for five minutes.
            await until(lambda: len(work.done) == len(keys))
            moments = [clock() for clock in clocks]
        store.close()
    assert {str(key) for key in work.done} == {str(number) for number in range(6)}
    assert len(failed) == 6
    assert abs(moments[0] - moments[1]) < timedelta(seconds=60)
