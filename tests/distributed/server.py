"""A PostgreSQL of a test's own, which may be stopped at any moment, as it is or as a crash does."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from tests.distributed.cluster import LOOKS, PAUSE, ROOT

# How a server may end: what is under way is broken off, without a last word, or with nobody to say
# one (its first process by SIGKILL).
WAYS = ("fast", "immediate", "killed")


class Server:
    """A server on a free port of this machine; a context manager. What was kept stays kept."""

    def __init__(self) -> None:
        done = subprocess.run(
            [str(ROOT / ".ci" / "postgres")], capture_output=True, text=True, check=True
        )
        self.url = done.stdout.strip().splitlines()[-1]
        port = self.url.rpartition(":")[2].partition("/")[0]
        (self._folder,) = Path(tempfile.gettempdir()).glob(f"monitor-postgres-*-{port}")
        with psycopg.connect(self.url, autocommit=True) as connection:
            # A throw-away server answers before it has written: this one is to keep its word.
            connection.execute("ALTER DATABASE monitor SET synchronous_commit = on")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        subprocess.run([str(ROOT / ".ci" / "postgres"), "stop", self.url], check=True)

    def stop(self, way: str = "fast") -> None:
        """End it in one of the `WAYS`."""
        if way == "killed":
            pid = int((self._folder / "data" / "postmaster.pid").read_text("ascii").split()[0])
            os.kill(pid, signal.SIGKILL)
        else:
            self._control("-m", way, "-w", "stop")

    def start(self) -> None:
        """Start it again, as it was, and wait until it answers."""
        log = self._folder / "log"
        # The processes of one that was killed hold its memory until they see that it is gone.
        for _ in range(LOOKS):
            if self._control("-w", "-l", str(log), "restart", check=False):
                return
            time.sleep(PAUSE)
        raise AssertionError(log.read_text("utf-8")[-2000:])

    def restart(self, way: str = "fast") -> None:
        """End it in one of the `WAYS` and start it again."""
        self.stop(way)
        self.start()

    def _control(self, *words: str, check: bool = True) -> bool:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), reverse=True)
        command = [str(found[0]) if found else "pg_ctl", "-D", str(self._folder / "data"), *words]
        if os.getuid() == 0:
            as_server = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
            command = [*as_server, "--", "env", "HOME=/tmp", *command]
        quiet = subprocess.DEVNULL
        done = subprocess.run(command, cwd="/", check=check, stdout=quiet, stderr=quiet)
        return done.returncode == 0
