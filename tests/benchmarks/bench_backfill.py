"""How many pages of an archive a second become history: on one core, on two, and by workers.

    python -m tests.benchmarks.bench_backfill [--pages 1000] [--url URL]

The archive is of four WARC files of made-up pages of fifteen hundred letters, one in ten of which
is on the topic. --url names a PostgreSQL in which databases may be made, as in the tests: then one
worker and two, of a process each, read it through the engine too.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.config import load_config
from monitor.cores import Cores
from monitor.model import Topic, TrackedFigure
from monitor.pipeline import Pipeline
from monitor.store.database import open_store
from monitor.store.topics import save_topic
from monitor.workers.backfill import fill_history
from tests.fakes import NewsSite

FILES = 4
LAKE = Topic(
    name="푸른호수",
    figures=(TrackedFigure(metric="월간 이용자 수", units=("명",), subjects=("푸른호수",)),),
)
_STORY = "어제 남부 지방에 비가 내렸고 주민들은 물길을 살폈다 시는 길을 다시 열 계획이라고 했다"
_WORDS = _STORY.split()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def page(number: int) -> bytes:
    """Return a page as a server sends it."""
    dice = random.Random(number)
    parts = [" ".join(dice.choice(_WORDS) for _ in range(40)) + f" {n}번이다." for n in range(9)]
    if number % 10 == 0:
        parts[3] = f"푸른호수의 3월 월간 이용자 수는 {dice.randrange(10, 900)}만 명으로 집계됐다."
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=7 * number % 9973)
    story = "".join(f"<p>{part}</p>" for part in parts)
    return (
        f"<html lang='ko'><head><title>기사 {number}</title><meta property="
        f"'article:published_time' content='{at.isoformat()}'></head><body><header>메뉴</header>"
        f"<article><h1>기사 {number}</h1>{story}</article><footer>저작권</footer></body></html>"
    ).encode()


def make(folder: Path, pages: int) -> list[Path]:
    """Write the archive; return its files."""
    from tests.integration.test_backfill import warc_record

    files = [folder / f"{n}.warc.gz" for n in range(FILES)]
    for place, file in enumerate(files):
        with file.open("wb") as out:
            for number in range(place, pages, FILES):
                record = warc_record(f"https://hanbit.example/{number}", page(number))
                out.write(gzip.compress(record))
    return files


async def alone(folder: Path, files: Sequence[Path], processes: int) -> None:
    settings = folder / "monitor.toml"
    settings.write_text('data = "data"\n', "utf-8")
    store = open_store(f"sqlite:///{folder / f'{processes}.db'}")
    with store.begin() as tx:
        save_topic(tx, LAKE)
    cores = Cores(processes)
    async with NewsSite().http() as http:
        steps = Pipeline(
            load_config(settings),
            store,
            http,
            clock=lambda: datetime.now(UTC),
            lang="ko",
            cores=cores,
            channels=(),
        )
        begun = time.perf_counter()
        filled = await fill_history(steps, files)
        tell(f"this process, {processes} for reading", filled.new, begun)
    cores.close()
    store.close()


def by_workers(folder: Path, files: Sequence[Path], number: int) -> None:
    from tests.conftest import _postgres_database
    from tests.distributed.cluster import Cluster

    here = folder / f"cluster{number}"
    here.mkdir()
    with _postgres_database() as url, Cluster(here, url) as cluster:
        with cluster.store.begin() as tx:
            save_topic(tx, LAKE)
        cluster.start_workers(number)
        begun = time.perf_counter()
        cluster.run("backfill", *map(str, files))
        made = cluster.count("SELECT count(*) FROM article")
        tell(f"{number} of `monitor worker`, with the command's start", made, begun)


def tell(what: str, articles: int, begun: float) -> None:
    took = time.perf_counter() - begun
    say(f"{what:<52} {articles / took:>7,.1f} articles/s ({articles} in {took:,.1f} s)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--url")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = make(folder, given.pages)
        for processes in (1, 2):
            asyncio.run(alone(folder, files, processes))
        if given.url:
            os.environ["MONITOR_TEST_POSTGRES"] = given.url
            for number in (1, 2):
                by_workers(folder, files, number)


if __name__ == "__main__":
    main()
