# ruff: noqa: T201
"""How long a command takes from the call to its last line, processes and imports and all.

    python tests/benchmarks/bench_start.py [TURNS]

The limit is a third of a second for the claims of one file. Every command is called in turns with
its peers, so that a busy machine hits all alike: Python doing nothing, which nobody can go below,
and Python loading Kiwi, which any reader pays that analyses words (its model takes seconds more).
The best turn and the one in the middle are printed, and the best as a share of the limit.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 1 / 3  # seconds
TURNS = 10


def commands(data: str) -> dict[str, list[str]]:
    """Return what is called, by the name that is printed."""
    document = str(ROOT / "seeds" / "hai-ai-index-us-china-duopoly.md")
    monitor = [sys.executable, "-m", "monitor"]
    claims = [*monitor, "claims", document, "--published", "2025-04-10"]
    called = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "import kiwipiepy": [sys.executable, "-c", "import kiwipiepy"],
        "monitor --help": [*monitor, "--help"],
        "monitor claims FILE": claims,
        "monitor claims FILE --format jsonl": [*claims, "--format", "jsonl"],
        "monitor claims FILE --quantities": [*claims, "--quantities"],
        "monitor status": [*monitor, "--data", data, "status"],
    }
    if find_spec("kiwipiepy") is None:
        del called["import kiwipiepy"]
    return called


def call(command: list[str], folder: str) -> float:
    """Return the seconds that a command takes; raise CalledProcessError if it fails."""
    started = time.perf_counter()
    subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - started


def main() -> int:
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else TURNS
    with tempfile.TemporaryDirectory() as folder:
        data = str(Path(folder) / "data")
        call([sys.executable, "-m", "monitor", "--data", data, "init"], folder)
        called = commands(data)
        for command in called.values():
            call(command, folder)  # compiles what has changed since
        taken: dict[str, list[float]] = {name: [] for name in called}
        for _ in range(turns):
            for name, command in called.items():
                taken[name].append(call(command, folder))
    floor = min(taken["python -c pass"])
    print(f"{'':36}{'best':>8}{'middle':>9}{'of limit':>10}{'of python':>11}")
    for name, seconds in taken.items():
        best, middle = min(seconds), statistics.median(seconds)
        print(f"{name:36}{best:6.3f} s{middle:7.3f} s{best / LIMIT:10.2f}{best / floor:11.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
