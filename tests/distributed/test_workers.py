"""Three worker processes and three daemons at one PostgreSQL: politely, once, and nothing lost."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import _postgres_database
from tests.distributed.cluster import Cluster, Wire
from tests.distributed.site import Asked, serving

PAGES = 6
HOSTS = ("127.0.0.2", "127.0.0.3", "127.0.0.4")
BUSY = "127.0.0.5"  # refuses from its third request on
DELAY, AT_ONCE = 0.3, 2


def test_workers_together_are_as_polite_as_one_and_a_killed_one_costs_nothing(
    tmp_path: Path,
) -> None:
    more = (
        f"[fetch]\nallow_private = true\nhost_delay = {DELAY}\nper_host = {AT_ONCE}\n"
        '[digest]\nfolder = ""\n'
    )
    with (
        serving(PAGES) as site,
        _postgres_database() as url,
        Wire(url) as wire,
        Cluster(tmp_path, url, more=more) as cluster,
    ):
        site.refusing[BUSY] = 3
        feeds = [f"http://{host}:{site.port}/feed.xml" for host in (*HOSTS, BUSY)]
        cluster.run("feed", "add", "--no-check", *feeds)
        workers = cluster.start_workers(2, {"MONITOR_DATABASE__URL": wire.url})
        daemons = [cluster.start("run") for _ in range(3)]
        site.wait_for(10)
        workers[0].kill()  # in the middle of whatever it does
        daemons[0].kill()  # which may be the one that leads
        wire.cut()  # between the third worker and the database, for longer than it may be silent
        alive = "SELECT count(*) FROM procrastinate_workers"
        cluster.until(lambda: cluster.count(alive) <= 3)  # those of the one that is left
        wire.mend()
        wanted = PAGES * len(HOSTS)
        checked = "SELECT count(*) FROM article_version WHERE checked IS NOT NULL"
        cluster.until(lambda: cluster.count(checked) >= wanted)
        waiting = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"
        cluster.until(lambda: cluster.count(waiting) == 0)
        for process in (*workers[1:], *daemons[1:]):
            cluster.stop(process)
        log = site.log
        polls = cluster.count("SELECT count(*) FROM feed WHERE polled IS NOT NULL")
        failed = cluster.count("SELECT count(*) FROM entry WHERE state = 'failed'")
    by_host = {host: [a for a in log if a.host == host] for host in (*HOSTS, BUSY)}
    assert (polls, failed) == (len(feeds), 0)
    for host in HOSTS:
        pages = [a.path for a in by_host[host] if a.path.startswith("/news/")]
        assert len(set(pages)) == PAGES, "nothing is lost"
        # What the lost workers had in hand was asked for once more, and nothing else.
        assert len(pages) <= PAGES + 2 * AT_ONCE
        # A feed is due for one daemon, however many there are.
        assert [a.path for a in by_host[host]].count("/feed.xml") <= 3
    for host, asked in by_host.items():
        assert most_at_once(asked) <= AT_ONCE, host
        begun = sorted(a.begun for a in asked)
        # One that is late by the machine's load comes closer to the next one, but not all do.
        assert begun[-1] - begun[0] >= (len(begun) - 2) * DELAY, host
    refused = [a for a in by_host[BUSY] if a.status == 429]
    assert len(refused) <= AT_ONCE, "all of them leave a host alone that refused one"


def most_at_once(asked: list[Asked]) -> int:
    """Return how many requests were under way at one time."""
    moments = sorted([(a.begun, 1) for a in asked] + [(a.ended, -1) for a in asked])
    running = most = 0
    for _, step in moments:
        running += step
        most = max(most, running)
    return most
