"""`monitor backfill` through the engine's workers: the same history, whoever is killed."""

from __future__ import annotations

import gzip
import json
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.config import load_config
from monitor.cores import Cores
from monitor.model import Topic, TrackedFigure
from monitor.pipeline import Pipeline
from monitor.store.alerts import load_alerts
from monitor.store.articles import load_unchecked
from monitor.store.database import Store, open_store
from monitor.store.feeds import note_poll, save_feed
from monitor.store.rebuild import load_every_figure
from monitor.store.topics import save_topic
from monitor.workers.backfill import fill_history
from tests.distributed.cluster import Cluster
from tests.fakes import FixedClock, NewsSite
from tests.integration.store_samples import FEED
from tests.integration.test_backfill import warc_record

pytestmark = pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
LAKE = Topic(
    name="푸른호수",
    figures=(TrackedFigure(metric="월간 이용자 수", units=("명",), subjects=("푸른호수",)),),
)
EACH = 30  # articles of a file


def _text(number: int) -> str:
    month = START + timedelta(days=31 * (number % 9))
    value = 100 + number * 7 % 41
    return f"푸른호수의 {month.month}월 월간 이용자 수는 {value}만 명으로 집계됐다."


def _line(number: int) -> str:
    said = {
        "url": f"https://hanbit.example/{number}",
        "title": f"기사 {number}",
        "text": _text(number) if number % 3 else "어제 남부 지방에 비가 12㎜ 내렸다.",
        "published": (START + timedelta(days=number * 11 % 97)).isoformat(),
        "outlet": "한빛일보",
    }
    return json.dumps(said, ensure_ascii=False)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "archives"
    folder.mkdir()
    found = []
    for number in range(3):
        file = folder / f"{number}.jsonl"
        lines = (_line(n) for n in range(number * EACH, (number + 1) * EACH))
        file.write_text("{no json\n" + "\n".join(lines), "utf-8")
        found.append(file)
    pages = folder / "d.warc.gz"
    page = f"<html lang='ko'><body><article><h1>글</h1><p>{_text(200)}</p></article></body></html>"
    record = warc_record("https://hanbit.example/page", page.encode())
    pages.write_bytes(gzip.compress(record))
    return [*found, pages]


@pytest.fixture
def cluster(tmp_path: Path, empty_url: str) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    with Cluster(folder, empty_url) as made:
        with made.store.begin() as tx:
            save_topic(tx, LAKE)
            save_feed(tx, FEED)  # without any the daemon would not begin; it is not asked
            note_poll(tx, replace(FEED, due=datetime(2099, 1, 1, tzinfo=UTC)))
        yield made


def _history(store: Store) -> list[object]:
    with store.begin(write=False) as tx:
        assert load_unchecked(tx, limit=9) == ()
        assert load_alerts(tx, include_confirmed=True) == ()
        return [
            [
                (v.claim.doc, v.claim.span, v.claim.interval, v.is_current)
                for v in kept.figure.values
            ]
            for _, kept in sorted(load_every_figure(tx).items())
        ]


async def _embedded(tmp_path: Path, files: list[Path]) -> list[object]:
    """Return the history that one process makes of the files."""
    settings = tmp_path / "monitor.toml"
    settings.write_text('data = "data"\n', "utf-8")
    store = open_store(f"sqlite:///{tmp_path / 'embedded.db'}")
    with store.begin() as tx:
        save_topic(tx, LAKE)
    clock = FixedClock(datetime.now(UTC))
    async with NewsSite().http() as http:
        steps = Pipeline(
            load_config(settings), store, http, clock=clock, lang="ko", cores=Cores(1), channels=()
        )
        await fill_history(steps, files)
    found = _history(store)
    store.close()
    return found


async def test_workers_make_the_same_history_and_a_second_run_finds_it_done(
    cluster: Cluster, files: list[Path], tmp_path: Path
) -> None:
    # However slow the machine, nobody is taken for lost: what is done twice is counted as known.
    patient = {"MONITOR_WORKERS__LOST_SECONDS": "600"}
    cluster.start_workers(2, **patient)
    names = [str(file) for file in files]
    (said,) = _records(cluster.run("backfill", *names, "--format", "jsonl", **patient))
    assert (said["records"], said["new"], said["known"]) == (3 * EACH + 4, 3 * EACH + 1, 0)
    assert said["judged"] == 2 * EACH + 1
    assert sum(said["bad"].values()) == 3
    expected = await _embedded(tmp_path, files)
    assert _history(cluster.store) == expected
    (again,) = _records(cluster.run("backfill", *names, "--format", "jsonl", **patient))
    assert (again["new"], again["known"], again["judged"]) == (0, 3 * EACH + 1, 0)
    assert _history(cluster.store) == expected


async def test_workers_and_the_command_are_killed_and_it_ends_as_if_they_had_not_been(
    cluster: Cluster, files: list[Path], tmp_path: Path
) -> None:
    # No daemon gives the jobs of who is lost to others: the command that waits for them does.
    worker, _ = cluster.start_workers(2)
    names = [str(file) for file in files]
    command = cluster.start("backfill", *names)
    cluster.until(lambda: cluster.count("SELECT count(*) FROM article") > 5)
    for process in (command, worker):
        process.send_signal(signal.SIGKILL)
        process.wait()
    cluster.run("backfill", *names)
    assert _history(cluster.store) == await _embedded(tmp_path, files)


def _records(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines() if line.startswith("{")]
