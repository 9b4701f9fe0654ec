"""What goes wrong around workers, one after the other, in full length; prints a table.

    python -m tests.distributed.faults [--seconds 60]

Three workers read a site of four hosts: one in a network of its own with a clock that is five
minutes fast, one in another network with a clock five minutes slow, and one on this machine, whose
disk fills up. The database is restarted in three ways and stays away for a while; a network is cut.
Needs to be root, for the networks, and a C compiler, for the clocks.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path

from tests.disk import no_room
from tests.distributed.apart import Network, wrong_clock
from tests.distributed.cluster import Cluster, Wire
from tests.distributed.server import WAYS, Server
from tests.distributed.site import serving

HOSTS = tuple(f"10.213.0.{number}" for number in (2, 3, 4, 5))
PAGES = 5  # that each host publishes for each trial
DELAY, AT_ONCE = 0.2, 2
SETTINGS = f"""
[fetch]
allow_private = true
host_delay = {DELAY}
per_host = {AT_ONCE}
[poll]
min_minutes = 1
[digest]
folder = ""
"""
DUE = "UPDATE feed SET due = NULL, paused_until = NULL"
CHECKED = "SELECT count(*) FROM article_version WHERE checked IS NOT NULL"
ALIVE = (
    "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '5 seconds'"
)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def hosts() -> Iterator[None]:
    """Give this machine the addresses of the site's hosts, which every network reaches."""
    for host in HOSTS:
        subprocess.run(["ip", "address", "add", f"{host}/32", "dev", "lo"], check=True)
    try:
        yield
    finally:
        for host in HOSTS:
            subprocess.run(["ip", "address", "delete", f"{host}/32", "dev", "lo"], check=True)


class Trial:
    """The workers at their site; `publish` gives them work, `settle` waits until it is done."""

    def __init__(self, stack: ExitStack) -> None:
        self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(hosts())
        self.server = stack.enter_context(Server())
        self.site = stack.enter_context(serving(0, latency=0.05))
        self.networks = [stack.enter_context(Network(number)) for number in (1, 2)]
        wires = [stack.enter_context(Wire(self.server.url, n.here)) for n in self.networks]
        self.cluster = stack.enter_context(Cluster(self.folder, self.server.url, more=SETTINGS))
        feeds = [f"http://{host}:{self.site.port}/feed.xml" for host in HOSTS]
        self.cluster.run("feed", "add", "--no-check", *feeds)
        (self.here,) = self.cluster.start_workers(1)
        self.apart = [
            self.cluster.start(
                "worker",
                prefix=network.prefix,
                **{"MONITOR_DATABASE__URL": wire.url, **wrong_clock(self.folder, ahead)},
            )
            for network, wire, ahead in zip(self.networks, wires, (300, -300), strict=True)
        ]
        self.cluster.wait_for_workers(3)
        self.daemons = [
            self.cluster.start("run", **wrong_clock(self.folder, ahead)) for ahead in (300, -300)
        ]

    def publish(self) -> None:
        self.site.pages += PAGES
        self.cluster.do(DUE)

    def begin(self) -> None:
        """Publish, and wait until the work is under way."""
        before = len(self.site.log)
        self.publish()
        self.site.wait_for(before + len(HOSTS) + 2)

    def settle(self) -> float:
        """Wait until all that was published is read; return the seconds that took."""
        begun = time.monotonic()
        wanted = self.site.pages * len(HOSTS)
        self.cluster.until(lambda: self.cluster.count(CHECKED) >= wanted)
        return time.monotonic() - begun

    def come_back(self) -> float:
        """Wait until all workers give signs of life; return the seconds that took."""
        begun = time.monotonic()
        self.cluster.until(lambda: self.cluster.count(ALIVE) >= 9)
        return time.monotonic() - begun


def restarts(trial: Trial, seconds: float) -> None:
    for way in WAYS:
        trial.begin()
        trial.server.stop(way)
        time.sleep(seconds / 6)
        trial.server.start()
        back, done = trial.come_back(), trial.settle()
        say(
            f"database stopped ({way}) for {seconds / 6:.0f} s in the middle of work: "
            f"all workers back after {back:.0f} s, all read {back + done:.0f} s after its start"
        )


def cut(trial: Trial, seconds: float) -> None:
    trial.begin()
    trial.networks[0].cut()
    begun, before = time.monotonic(), trial.cluster.count(CHECKED)
    trial.cluster.until(lambda: trial.cluster.count(CHECKED) > before)
    went_on = time.monotonic() - begun
    time.sleep(max(0.0, seconds - went_on))
    left = trial.site.pages * len(HOSTS) - trial.cluster.count(CHECKED)
    trial.networks[0].mend()
    back = trial.come_back()
    say(
        f"a worker's network cut for {seconds:.0f} s: the others read on ({left} pages left at its "
        f"end), it was back {back:.0f} s later, all read after {trial.settle():.0f} s"
    )


def full_disk(trial: Trial, seconds: float) -> None:
    with no_room(trial.here.pid):
        trial.begin()
        done = trial.settle()
        time.sleep(max(0.0, seconds - done))
        alive = trial.here.poll() is None
    trial.begin()
    back = trial.come_back()
    lived = "it lived on" if alive else "IT DIED"
    say(
        f"a worker's disk full for {seconds:.0f} s: {lived}, all read after {done:.0f} s; with "
        f"room again all workers gave signs of life after {back:.0f} s"
    )
    trial.settle()


def report(trial: Trial) -> int:
    log, cluster = trial.site.log, trial.cluster
    pages = Counter((asked.host, asked.path) for asked in log if asked.path.startswith("/news/"))
    wanted = trial.site.pages * len(HOSTS)
    late = "SELECT count(*) FROM article_version WHERE fetched > now() OR checked > now()"
    begins = [sorted(a.begun for a in log if a.host == host) for host in HOSTS]
    close = sum(b - a < 0.8 * DELAY for begun in begins for a, b in pairwise(begun))
    rows = {
        "pages published": wanted,
        "pages never asked for (lost)": wanted - len(pages),
        "articles given up (lost)": cluster.count(
            "SELECT count(*) FROM article_version WHERE check_error IS NOT NULL"
        )
        + cluster.count("SELECT count(*) FROM entry WHERE state = 'failed'"),
        "jobs parked": cluster.count("SELECT count(*) FROM parked"),
        "pages asked for twice or more": sum(count > 1 for count in pages.values()),
        "requests closer to the one before than the pause allows": close,
        "moments noted that lie in the future (clocks)": cluster.count(late),
    }
    for what, found in rows.items():
        say(f"{what:58} {found}")
    for process in (trial.here, *trial.apart, *trial.daemons):
        cluster.stop(process)
    good = not any(rows[what] for what in rows if "(lost)" in what or "(clocks)" in what)
    say("nothing was lost" if good else "SOMETHING WAS LOST")
    return 0 if good else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    with ExitStack() as stack:
        trial = Trial(stack)
        trial.begin()
        say(f"without any fault, clocks five minutes fast and slow: read in {trial.settle():.0f} s")
        restarts(trial, options.seconds)
        cut(trial, options.seconds)
        full_disk(trial, options.seconds)
        return report(trial)


if __name__ == "__main__":
    sys.exit(main())
