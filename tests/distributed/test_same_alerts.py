"""The same news on SQLite, on PostgreSQL and with three workers: the same alerts, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.cli.main import run
from monitor.demo.newsroom import Newsroom
from monitor.store.database import open_store
from monitor.store.moving import move_database
from tests.conftest import _postgres_database
from tests.distributed.cluster import ROOT, Cluster

# Days of the newsroom; all five of them in a longer run.
DAYS = int(os.environ.get("MONITOR_TEST_DAYS", "2"))
FETCH = "[fetch]\nallow_private = true\nhost_delay = 0\n"


def test_three_workers_find_what_one_process_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in os.environ if name.startswith("MONITOR_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MONITOR_FETCH__ALLOW_PRIVATE", "true")
    monkeypatch.setenv("MONITOR_FETCH__HOST_DELAY", "0")
    monkeypatch.setenv("MONITOR_WORKERS__ISOLATE", "false")
    monkeypatch.setenv("MONITOR_WORKERS__PROCESSES", "1")
    monkeypatch.chdir(tmp_path)
    with Newsroom() as room, _postgres_database() as alone, _postgres_database() as shared:
        days = room.days()[:DAYS]
        _prepare(tmp_path / "sqlite", room, days[0] - timedelta(days=1))
        file = f"sqlite:///{tmp_path / 'sqlite' / 'monitor.db'}"
        for url in (alone, shared):
            _move(file, url)
        more = f'{FETCH}[digest]\nfolder = ""\n'
        with Cluster(tmp_path, shared, more=more) as cluster:
            cluster.start_workers(3)
            for day in days:
                room.now = day
                _call("sqlite", day, "poll", "--all")
                monkeypatch.setenv("MONITOR_DATABASE__URL", alone)
                _call("postgresql", day, "poll", "--all")
                monkeypatch.setenv("MONITOR_DATABASE__URL", shared)
                monkeypatch.setenv("MONITOR_WORKERS__ENGINE", "distributed")
                _call("workers", day, "poll", "--all")
                monkeypatch.delenv("MONITOR_WORKERS__ENGINE")
                monkeypatch.delenv("MONITOR_DATABASE__URL")
        found = []
        for url in (file, alone, shared):
            monkeypatch.setenv("MONITOR_DATABASE__URL", url)
            capsys.readouterr()
            _call("sqlite", days[-1], "alerts", "--all", "--format", "jsonl")
            found.append([_without_ids(line) for line in capsys.readouterr().out.splitlines()])
    assert found[0]
    assert found[1] == found[0]
    assert found[2] == found[0]


def _call(data: str, now: datetime, *words: str) -> None:
    assert run([*words, "--data", data, "--now", now.isoformat()]) == 0


def _prepare(data: Path, room: Newsroom, now: datetime) -> None:
    """Build the baseline of the newsroom's users, with its topics and feeds."""
    seeds = data.parent / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    _call(str(data), now, "baseline", "build", str(seeds))
    _call(str(data), now, "topic", "import", str(ROOT / "config" / "topics.toml"))
    _call(str(data), now, "feed", "add", "--no-check", *(url for _, url in room.feeds()))


def _move(source: str, target: str) -> None:
    stores = [open_store(url) for url in (source, target)]
    move_database(stores[0], stores[1], lang="en", seen=lambda _: None)
    for store in stores:
        store.close()


def _without_ids(line: str) -> str:
    """Return a line of `alerts --format jsonl` without what no two databases share."""
    record = json.loads(line)
    for key in ("id", "at", "figure"):
        record.pop(key, None)
    return json.dumps(record, ensure_ascii=False)
