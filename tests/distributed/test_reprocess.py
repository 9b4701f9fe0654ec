"""`monitor reprocess` at a server whose workers go on judging: killed and begun again, it ends."""

from __future__ import annotations

import signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.cores import Cores
from monitor.model import Article, Topic, TrackedFigure, Url
from monitor.pipeline import Pipeline
from monitor.store.articles import load_unchecked, save_article
from monitor.store.database import Store, open_store
from monitor.store.feeds import note_poll, save_feed
from monitor.store.rebuild import load_every_figure
from monitor.store.topics import save_topic
from tests.distributed.cluster import Cluster
from tests.fakes import FixedClock, NewsSite
from tests.integration.store_samples import FEED

pytestmark = pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
LAKE = Topic(
    name="푸른호수",
    figures=(TrackedFigure(metric="월간 이용자 수", units=("명",), subjects=("푸른호수",)),),
)


def _save(store: Store, numbers: range) -> None:
    """Keep articles, the later the number, that nobody has checked."""
    for number in numbers:
        at = START + timedelta(days=number)
        text = (
            f"푸른호수의 {at.month}월 월간 이용자 수는 {100 + number * 7 % 41}만 명으로 집계됐다."
        )
        url = Url(f"https://hanbit.example/{number}")
        with store.begin() as tx:
            article = Article(url=url, title=f"기사 {number}", text=text, published=at)
            save_article(tx, article, now=START + timedelta(days=200))


def _figures(store: Store) -> list[object]:
    with store.begin(write=False) as tx:
        assert load_unchecked(tx, limit=9) == ()
        kept = load_every_figure(tx)
    return [
        [(v.claim.doc, v.claim.interval, v.is_current) for v in kept[key].figure.values]
        for key in sorted(kept)
    ]


async def _alone(tmp_path: Path, number: int) -> list[object]:
    """Return the figures of so many articles, judged in their order by one process."""
    settings = tmp_path / "monitor.toml"
    settings.write_text('data = "data"\n', "utf-8")
    store = open_store(f"sqlite:///{tmp_path / 'alone.db'}")
    with store.begin() as tx:
        save_topic(tx, LAKE)
    _save(store, range(number))
    clock = FixedClock(START + timedelta(days=200))
    async with NewsSite().http() as http:
        steps = Pipeline(
            load_config(settings), store, http, clock=clock, lang="ko", cores=Cores(1), channels=()
        )
        for key in steps.unchecked(number):
            await steps.check(key)
    found = _figures(store)
    store.close()
    return found


async def test_a_renewal_beside_workers_may_be_killed_and_gives_what_one_process_gives(
    tmp_path: Path, empty_url: str
) -> None:
    folder = tmp_path / "cluster"
    folder.mkdir()
    with Cluster(folder, empty_url) as cluster:
        with cluster.store.begin() as tx:
            save_topic(tx, LAKE)
            save_feed(tx, FEED)  # without any the daemon would not begin; it is not asked
            note_poll(tx, replace(FEED, due=datetime(2099, 1, 1, tzinfo=UTC)))
        _save(cluster.store, range(20))
        cluster.start("run")
        cluster.start_workers(2)
        checked = "SELECT count(*) FROM article_version WHERE checked IS NOT NULL"
        cluster.until(lambda: cluster.count(checked) == 20)
        command = cluster.start("reprocess", "--all")
        pending = "SELECT count(*) FROM note WHERE key = 'reprocess.pending'"
        cluster.until(lambda: cluster.count(pending) == 1)
        _save(cluster.store, range(20, 30))
        command.send_signal(signal.SIGKILL)
        command.wait()
        # The scratch database of the killed one lies in its own folder: this one has none.
        cluster.run("reprocess")
        cluster.until(lambda: cluster.count(checked) == 30)
        cluster.run("reprocess", "--all")
        assert cluster.count(pending) == 0
        assert _figures(cluster.store) == await _alone(tmp_path, 30)
