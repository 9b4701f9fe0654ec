"""How fast `monitor migrate-database` moves a SQLite file into a PostgreSQL, and compares both.

    python -m tests.benchmarks.bench_moving [--claims 50000] [--url URL]

--url names a PostgreSQL in which databases may be made, as in the tests; without it the file is
moved into another one. Fifty thousand claims are
some hundred thousand rows with their articles, figures and alerts. The comparison by checksums and
the index of search are part of what is timed.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from monitor.store.database import open_store
from monitor.store.moving import count_rows, move_database
from tests.benchmarks.bench_store import fill_to, say


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=50_000)
    parser.add_argument("--url")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        url = f"sqlite:///{Path(folder) / 'target.db'}"
        if given.url:
            os.environ["MONITOR_TEST_POSTGRES"] = given.url
            from tests.conftest import _postgres_database

            url = stack.enter_context(_postgres_database())
        source = open_store(f"sqlite:///{Path(folder) / 'bench.db'}")
        fill_to(source, 0, given.claims, random.Random(1))
        target = open_store(url)
        rows = count_rows(source)
        moments: list[float] = []
        begun = time.perf_counter()
        move_database(source, target, lang="en", seen=lambda _: moments.append(time.perf_counter()))
        took, there = time.perf_counter() - begun, moments[-1] - begun
        say(
            f"{rows:,} rows in {took:,.1f} s, {rows / took:,.0f} rows/s; they were there after "
            f"{there:,.1f} s, {rows / there:,.0f} rows/s, then compared and made searchable"
        )
        source.close()
        target.close()


if __name__ == "__main__":
    main()
