"""What a daemon remembers has an end, however long it runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.collect.http import Http
from monitor.collect.robots import Robots
from monitor.config import load_config
from monitor.cores import Cores
from monitor.errors import FetchError
from monitor.model import Url
from monitor.pipeline import REMEMBERED, Pipeline
from monitor.store.database import Store
from tests.fakes import FixedClock, NewsSite


def steps(store: Store, http: Http, folder: Path) -> Pipeline:
    file = folder / "monitor.toml"
    file.write_text('data = "data"\n', "utf-8")
    return Pipeline(
        load_config(file), store, http, clock=FixedClock(), lang="ko", cores=Cores(1), channels=()
    )


async def test_only_the_latest_failures_are_remembered(store: Store, tmp_path: Path) -> None:
    async with NewsSite().http() as http:
        pipeline = steps(store, http, tmp_path)
        for number in range(REMEMBERED + 5):
            error = FetchError(f"https://hanbit.example/{number}", "down")
            pipeline._note_failure("poll failed", str(number), error.url, error)
            pipeline.left.append((str(number), 1))
    assert [len(pipeline.failed), len(pipeline.left)] == [REMEMBERED, REMEMBERED]
    assert pipeline.failed[-1] == (str(REMEMBERED + 4), "down")
    assert pipeline.delivery.failed is pipeline.failed


async def test_the_rules_of_only_so_many_sites_are_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("monitor.collect.robots.MOST", 10)
    async with NewsSite().http() as http:
        robots = Robots(http)
        for number in range(50):
            await robots.check(Url(f"https://h{number}.example/news/1"))
        assert len(robots._sites) == 10
