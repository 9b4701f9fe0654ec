"""Workers on machines of their own: a network that is cut, a full disk, clocks minutes apart.

Where it is permitted (as root) in network namespaces and on a file system of their own, elsewhere
by a wire that is cut and a limit on files. The same in full length: `faults.py`, by hand.
"""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

from tests.conftest import _postgres_database
from tests.disk import small_disk
from tests.distributed.apart import line_to, wrong_clock
from tests.distributed.cluster import Cluster
from tests.distributed.site import Site, serving

PAGES = 4  # that are published at a time
SETTINGS = """
[fetch]
allow_private = true
host_delay = 0.1
per_host = 2
[poll]
min_minutes = 1
[digest]
folder = ""
"""
DUE = "UPDATE feed SET due = NULL, paused_until = NULL"
CHECKED = "SELECT count(*) FROM article_version WHERE checked IS NOT NULL"
KNOWN = "SELECT count(*) FROM procrastinate_workers"


def publish(cluster: Cluster, site: Site) -> None:
    site.pages += PAGES
    cluster.do(DUE)


def settle(cluster: Cluster, site: Site) -> None:
    """Wait until all that was published is read."""

    def is_read() -> bool:
        if cluster.count("SELECT count(*) FROM entry") < site.pages:
            # A poll that was under way when its feed became due has noted when it is next due.
            cluster.do(DUE)
        return cluster.count(CHECKED) >= site.pages

    cluster.until(is_read)


def nothing_is_lost(cluster: Cluster, site: Site) -> None:
    asked = Counter(a.path for a in site.log if a.path.startswith("/news/"))
    assert len(asked) == site.pages
    assert cluster.count("SELECT count(*) FROM entry WHERE state = 'failed'") == 0
    assert cluster.count("SELECT count(*) FROM article_version WHERE check_error IS NOT NULL") == 0
    assert cluster.count("SELECT count(*) FROM parked") == 0
    # Whatever the clocks of the machines say.
    late = "SELECT count(*) FROM article_version WHERE fetched > now() OR checked > now()"
    assert cluster.count(late) == 0


def test_a_worker_whose_network_is_cut_keeps_nobody_from_working_and_comes_back(
    tmp_path: Path,
) -> None:
    ahead, behind = (
        (wrong_clock(tmp_path, 300), wrong_clock(tmp_path, -300))
        if shutil.which("cc")
        else ({}, {})
    )
    with (
        serving(0) as site,
        _postgres_database() as url,
        line_to(url) as line,
        Cluster(tmp_path, url, more=SETTINGS) as cluster,
    ):
        cluster.run("feed", "add", "--no-check", f"http://{line.host}:{site.port}/feed.xml")
        (here,) = cluster.start_workers(1, **behind)
        far = cluster.start(
            "worker", prefix=line.prefix, **{"MONITOR_DATABASE__URL": line.url, **ahead}
        )
        cluster.wait_for_workers(2)
        daemon = cluster.start("run", **behind)
        publish(cluster, site)
        site.wait_for(2)
        line.cut()
        publish(cluster, site)
        cluster.until(lambda: cluster.count(KNOWN) == 3)  # those of the other worker
        settle(cluster, site)
        line.mend()
        cluster.wait_for_workers(2)
        publish(cluster, site)
        settle(cluster, site)
        for process in (here, far, daemon):
            cluster.stop(process)
        nothing_is_lost(cluster, site)


def test_a_machine_whose_disk_is_full_reads_on(tmp_path: Path) -> None:
    with (
        serving(0) as site,
        _postgres_database() as url,
        small_disk(tmp_path) as disk,
        # Its data folders and its logs are there, and no database.
        Cluster(disk.folder, url, more=SETTINGS) as cluster,
    ):
        cluster.run("feed", "add", "--no-check", f"http://127.0.0.6:{site.port}/feed.xml")
        (worker,) = cluster.start_workers(1, TMPDIR=str(disk.folder))
        daemon = cluster.start("run", TMPDIR=str(disk.folder))
        publish(cluster, site)
        settle(cluster, site)
        with disk.full([worker.pid, daemon.pid]):
            publish(cluster, site)
            settle(cluster, site)
            assert (worker.poll(), daemon.poll()) == (None, None)
        publish(cluster, site)
        settle(cluster, site)
        for process in (worker, daemon):
            cluster.stop(process)
        nothing_is_lost(cluster, site)
