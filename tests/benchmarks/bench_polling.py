"""A simulated day of 2,000 feeds: how many requests each host got, and that none got too many.

    python -m tests.benchmarks.bench_polling [--feeds 2000] [--hosts 300] [--hours 24]

The clock is simulated, the program is the real one: pipeline, jobs, `Http`, database. One line a
host; the status is 1 where a host got more than it allows.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from pathlib import Path

# `make bench` calls this file by its path.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.simulation import Newsworld, Verdict, by_kind, simulate

HOUR = 3600.0
# Shares of the feeds, with the seconds between two entries: few are quick, most are slow.
PACES = [(0.03, 600.0), (0.12, HOUR), (0.35, 6 * HOUR), (0.5, 48 * HOUR)]
ROW = "{:<15}{:<24}{:>6}{:>8}{:>9}{:>8}{:>7}{:>9}{:>8}"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def row(name: str, found: list[Verdict]) -> str:
    """Return a line of the table: the sums of what hosts got, and the least of their distances."""
    return ROW.format(
        name,
        found[0].kind,
        sum(v.feeds for v in found),
        sum(v.polls for v in found),
        sum(v.allowed for v in found),
        sum(v.pages for v in found),
        sum(v.rules for v in found),
        f"{min(v.closest for v in found):.2f} s",
        max(v.at_once for v in found),
    )


def main() -> int:
    """Run the day and print it; return 1 where a host got more than it allows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=2000)
    parser.add_argument("--hosts", type=int, default=300)
    parser.add_argument("--hours", type=float, default=24.0)
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    world = Newsworld(options.feeds, options.hosts, gaps=PACES)
    began, spent = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        simulate(world, Path(folder), hours=options.hours)
    verdicts = world.verdicts(options.hours * HOUR, delay=1.0, floor=300.0)
    head = ROW.format(
        "host", "what it is", "feeds", "polls", "allowed", "pages", "rules", "closest", "at once"
    )
    say(head)
    for verdict in verdicts:
        say(row(verdict.host, [verdict]))
    say("")
    say(head.replace("host", "all ", 1))
    for found in by_kind(verdicts).values():
        say(row(f"{len(found)} hosts", found))
    total = sum(v.polls + v.pages + v.rules for v in verdicts)
    faults = [(v.host, fault) for v in verdicts for fault in v.faults]
    say("")
    say(
        f"{options.feeds} feeds, {options.hosts} hosts, {options.hours:g} simulated hours: "
        f"{total} requests in {time.perf_counter() - began:.0f} s "
        f"({time.process_time() - spent:.0f} s of CPU)"
    )
    say(f"hosts that got more than they allow: {len({host for host, _ in faults})}")
    for host, fault in faults[:50]:
        say(f"  {host}: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
