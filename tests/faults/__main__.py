"""`python -m tests.faults`: run the fault newsroom and print what came of each fault."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from monitor.log import start_log
from tests.faults.newsroom import print_table, run


def main() -> int:
    start_log("error", "text")
    with TemporaryDirectory() as folder:
        report = asyncio.run(run(Path(folder)))
    sys.stdout.write(print_table(report) + "\n")
    for bug in report.bugs:
        sys.stdout.write(f"bug: {bug}\n")
    return int(bool(report.wrong or report.bugs or report.lost or report.late or report.intruders))


if __name__ == "__main__":
    sys.exit(main())
