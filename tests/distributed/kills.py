"""Workers, daemons and the database killed at random under load: what was lost, what ran twice.

    python -m tests.distributed.kills [--kills 100] [--seed 1]

A site of four hosts publishes page after page; two daemons and three workers, one of them behind a
wire that can be cut, read them and send mails. Every few seconds one of these ends by SIGKILL; the
database by SIGKILL of its first process, by an immediate stop or by a restart in order; the wire by
a cut that lasts longer than a worker may be silent.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

from monitor.demo.smtp import MailServer
from tests.distributed.cluster import Cluster, Wire
from tests.distributed.server import WAYS, Server
from tests.distributed.site import Asked, serving

HOSTS = ("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5")
TOPIC = """
[[topic]]
name = "산들구"
aliases = ["산들구청"]
"""
SETTINGS = """
[fetch]
allow_private = true
host_delay = 0.1
per_host = 2
[poll]
min_minutes = 1
[digest]
folder = ""
[email]
host = "{host}"
port = {port}
security = "none"
sender = "m@demo.example"
"""
RECIPIENT = """
[[recipients]]
name = "{name}"
channel = "email"
address = "{name}@demo.example"
schedule = "at_once"
empty = "never"
"""
PEOPLE = ("desk", "field", "night", "archive", "weekend")
DUE = "UPDATE feed SET due = NULL, paused_until = NULL"
# What is told at once waits a minute for more: it has waited here, so that mails go out all the
# time.
SETTLED = (
    "UPDATE alert SET at = at - interval '61 seconds' WHERE at > now() - interval '61 seconds'"
)
# Without anything new for so many rounds of so many looks, it does not come any more.
_ROUND, _ROUNDS = 100, 60
_WAITING = {
    "now": "SELECT now()",
    "jobs": "SELECT id, queue_name, priority, lock, queueing_lock, status, scheduled_at, attempts, "
    "worker_id FROM procrastinate_jobs ORDER BY id LIMIT 50",
    "workers": "SELECT id, last_heartbeat FROM procrastinate_workers ORDER BY id",
    "feeds": "SELECT url, due, paused_until, error FROM feed",
    "entries": "SELECT state, count(*), min(retry_at), max(retry_at), max(error) FROM entry "
    "GROUP BY state",
    "hosts": "SELECT * FROM host",
    "unread": "SELECT article_id, version, fetched, check_error FROM article_version "
    "WHERE checked IS NULL LIMIT 20",
    "messages": "SELECT state, count(*), min(next_at), max(leased), max(error) FROM message "
    "GROUP BY state",
    "alerts": "SELECT kind, is_told, count(*) FROM alert GROUP BY 1, 2",
    "parked": "SELECT * FROM parked LIMIT 20",
    "sessions": "SELECT pid, application_name, state, wait_event_type, wait_event, xact_start, "
    "left(query, 100) FROM pg_stat_activity WHERE datname = current_database()",
}


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, killed = random.Random(options.seed), Counter[str]()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = stack.enter_context(Server())
        mail = stack.enter_context(MailServer())
        site = stack.enter_context(serving(5, latency=0.05))
        wire = stack.enter_context(Wire(database.url))
        more = SETTINGS.format(host=mail.host, port=mail.port)
        more += "".join(RECIPIENT.format(name=name) for name in PEOPLE)
        cluster = stack.enter_context(Cluster(folder, database.url, more=more))
        (folder / "topics.toml").write_text(TOPIC, "utf-8")
        cluster.run("topic", "import", "topics.toml")
        feeds = [f"http://{host}:{site.port}/feed.xml" for host in HOSTS]
        cluster.run("feed", "add", "--no-check", *feeds)
        wired = {"MONITOR_DATABASE__URL": wire.url}
        running = dict(zip("abc", cluster.start_workers(2, wired), strict=True))
        running |= {name: cluster.start("run") for name in ("x", "y")}
        for number in range(options.kills):
            # In the middle of work: what was killed before has come up again, more or less.
            site.wait_for(len(site.log) + chance.randint(1, 6))
            time.sleep(chance.uniform(0, 1))
            site.pages += 1
            victim = chance.choice(("a", "b", "c", "x", "y", "database", "wire"))
            way = ""
            if victim == "database":
                way = chance.choice(WAYS)
                database.restart(way)
            elif victim == "wire":
                wire.cut()
                time.sleep(8)
                wire.mend()
            else:
                running[victim].kill()
                words = "run" if victim in "xy" else "worker"
                running[victim] = cluster.start(words, **(wired if victim == "c" else {}))
            kind = "daemon" if victim in "xy" else "worker" if victim in "abc" else victim
            kind = f"{kind} ({way})" if way else kind
            killed[kind] += 1
            cluster.do(DUE)
            cluster.do(SETTLED)
            say(f"{number + 1} of {options.kills}: {kind}; {len(site.log)} requests so far")
        wanted = site.pages * len(HOSTS)
        cluster.do(DUE)
        _come(cluster, "SELECT count(*) FROM entry", wanted)
        _come(cluster, "SELECT count(*) FROM article_version WHERE checked IS NOT NULL", wanted)
        told = "SELECT count(*) FROM alert WHERE is_told OR kind = 'confirmed'"
        _come(cluster, told, cluster.count("SELECT count(*) FROM alert"))
        gone = "SELECT count(*) FROM message WHERE state IN ('delivered', 'merged')"
        _come(cluster, gone, cluster.count("SELECT count(*) FROM message"))
        for process in running.values():
            cluster.stop(process)
        return _report(cluster, site.log, mail, wanted, killed)


def _come(cluster: Cluster, query: str, wanted: int) -> None:
    """Wait until as many are there as must come, for as long as more of them come."""
    found, without = cluster.count(query), 0
    while found < wanted:
        # A poll that was under way when its feed became due again has noted when it is next due.
        cluster.do(DUE)
        with suppress(AssertionError):
            cluster.until(partial(_is_over, cluster, query, found), _ROUND)
        now = cluster.count(query)
        without = without + 1 if now == found else 0
        found = now
        say(f"{found} of {wanted}: {query.partition(' FROM ')[2]}")
        time.sleep(5)
        if without == _ROUNDS:
            _tell_what_waits(cluster)
            raise AssertionError("it never came")


def _tell_what_waits(cluster: Cluster) -> None:
    """Say how all stands that is not done, for whoever looks for the reason."""
    for what, query in _WAITING.items():
        say(f"--- {what}")
        for row in cluster.rows(query):
            say("  " + "  ".join(map(str, row)))


def _is_over(cluster: Cluster, query: str, number: int) -> bool:
    return cluster.count(query) > number


def _report(
    cluster: Cluster, log: list[Asked], mail: MailServer, wanted: int, killed: Counter[str]
) -> int:
    pages = Counter((asked.host, asked.path) for asked in log if asked.path.startswith("/news/"))
    keys: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for message in mail.received:
        keys[str(message["Subject"])][str(message["Message-ID"])] += 1
    sent = sum(keys.values(), Counter[str]())
    failed = cluster.count("SELECT count(*) FROM article_version WHERE check_error IS NOT NULL")
    failed += cluster.count("SELECT count(*) FROM entry WHERE state = 'failed'")
    lost_mail = cluster.count("SELECT count(*) FROM message WHERE state = 'delivered'") - len(sent)
    twice = cluster.count(
        "SELECT count(*) FROM (SELECT key FROM told WHERE is_listed GROUP BY recipient_id, key "
        "HAVING count(*) > 1) AS t"
    )
    rows = {
        "killed": ", ".join(f"{count} {kind}" for kind, count in sorted(killed.items())),
        "pages published": wanted,
        "pages never asked for (lost)": wanted - len(pages),
        "articles given up (lost)": failed,
        "jobs parked": cluster.count("SELECT count(*) FROM parked"),
        "alerts": cluster.count("SELECT count(*) FROM alert"),
        "alerts told twice to somebody": twice,
        "messages delivered": len(sent),
        "messages said to be delivered that never came (lost)": max(lost_mail, 0),
        "pages asked for twice or more": sum(count > 1 for count in pages.values()),
        "messages sent twice, with the same key": sum(count > 1 for count in sent.values()),
    }
    for what, found in rows.items():
        say(f"{what:55} {found}")
    good = not any(rows[what] for what in rows if "(lost)" in what or "told twice" in what)
    say("nothing was lost" if good else "SOMETHING WAS LOST")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
