"""Real processes of the program at one PostgreSQL: daemons and workers, started and killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import make_url, text

from monitor.errors import AwayError
from monitor.store.database import NOTICED, Store, open_store
from monitor.store.queue import prepare_queue

ROOT = Path(__file__).parents[2]
# What must come is looked for so often, and not until a moment: a process that is held up beside
# others, as the ones it waits for are, loses nothing of its patience.
LOOKS = 4000
PAUSE = 0.1  # seconds between two looks
SECONDS = 400.0  # for a process to end


class Cluster:
    """Processes of the program with the same settings, each with a data folder of its own."""

    def __init__(self, folder: Path, url: str, *, more: str = "") -> None:
        self.folder = folder
        self.settings = folder / "monitor.toml"
        self.settings.write_text(
            f'data = "data"\n[database]\nurl = "{url}"\n'
            f'[workers]\nengine = "distributed"\nlost_seconds = 5\ntries = 100\nisolate = false\n'
            f"processes = 1\n{more}",
            "utf-8",
        )
        self.store: Store = open_store(url)
        self._running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self._running:
            if process.poll() is None:
                process.kill()
            process.wait()
        self.store.close()
        if error is not None:
            for file in sorted(self.folder.glob("*.log")):
                print(f"--- {file.name}\n{file.read_text('utf-8')[-3000:]}")  # noqa: T201

    def start(
        self, *words: str, prefix: Sequence[str] = (), **environment: str
    ) -> subprocess.Popen[bytes]:
        """Start the program, `prefix` before its command; what it says goes into a file."""
        number = len(self._running)
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("MONITOR_")}
        with (self.folder / f"{number}-{words[0]}.log").open("wb") as log:
            process = subprocess.Popen(
                [*prefix, sys.executable, "-m", "monitor", "--data", f"data{number}", *words],
                cwd=self.folder,
                env={
                    **inherited,
                    "MONITOR_CONFIG": str(self.settings),
                    "PYTHONPATH": str(ROOT),
                    **environment,
                },
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._running.append(process)
        return process

    def run(self, *words: str, **environment: str) -> str:
        """Run the program to its end, which must be a good one; return what it printed."""
        process = self.start(*words, **environment)
        status = process.wait(SECONDS)
        said = (self.folder / f"{len(self._running) - 1}-{words[0]}.log").read_text("utf-8")
        assert status == 0, said
        return said

    def start_workers(
        self, number: int, *others: dict[str, str], **environment: str
    ) -> list[subprocess.Popen[bytes]]:
        """Start workers, and others with more in their environment; wait until they work."""
        prepare_queue(self.store)
        started = [self.start("worker", **environment) for _ in range(number)]
        started += [self.start("worker", **other) for other in others]
        self.wait_for_workers(len(started))
        return started

    def wait_for_workers(self, number: int) -> None:
        """Wait until so many work, none of whom was lost meanwhile."""
        alive = "SELECT count(*) FROM procrastinate_workers"
        # Each has a worker of the engine for what is asked, what is read and what goes out.
        self.until(lambda: self.count(alive) >= 3 * number)

    def stop(self, process: subprocess.Popen[bytes]) -> None:
        """End a process as a service manager does."""
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS) == 0

    def count(self, query: str) -> int:
        """Return a number that the database knows, as soon as it answers."""
        return int((self.rows(query) or [(0,)])[0][0] or 0)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return what the database knows, as soon as it answers."""
        found: list[tuple[Any, ...]] = []

        def ask() -> bool:
            with suppress(AwayError), self.store.begin(write=False) as tx:
                found[:] = [tuple(row) for row in tx.execute(text(query))]
                return True
            return False

        self.until(ask)
        return found

    def do(self, statement: str) -> None:
        """Write to the database, as soon as it takes something."""

        def write() -> bool:
            with suppress(AwayError), self.store.begin() as tx:
                tx.execute(text(statement))
                return True
            return False

        self.until(write)

    def until(self, holds: Callable[[], bool], looks: int = LOOKS) -> None:
        """Wait for what must come; AssertionError where it does not for so many looks."""
        for _ in range(looks):
            if holds():
                return
            time.sleep(PAUSE)
        raise AssertionError("it never came")


# What program and server agree on holds for the two halves of a wire between them: so long after
# the last word of one that is cut off, its connection is closed.
_WATCHED = {
    socket.TCP_KEEPIDLE: int(NOTICED["keepalives_idle"]),
    socket.TCP_KEEPINTVL: int(NOTICED["keepalives_interval"]),
    socket.TCP_KEEPCNT: int(NOTICED["keepalives_count"]),
    socket.TCP_USER_TIMEOUT: int(NOTICED["tcp_user_timeout"]),
}
_GONE = int(NOTICED["tcp_user_timeout"]) / 1000  # seconds


class Wire:
    """A way to the database that can stop passing, as a network that is cut; a context manager.

    Args:
        address: this machine's, where it is had.
    """

    def __init__(self, url: str, address: str = "127.0.0.1") -> None:
        target = make_url(url)
        self._target = (target.host or "127.0.0.1", target.port or 5432)
        self._passes = threading.Event()
        self._passes.set()
        self._listener = socket.create_server((address, 0))
        self._threads: list[threading.Thread] = []
        self._sockets: list[socket.socket] = [self._listener]
        port = self._listener.getsockname()[1]
        self.url = target.set(host=address, port=port).render_as_string(hide_password=False)

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._passes.set()
        for end in self._sockets:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        for thread in self._threads:
            thread.join()

    def cut(self) -> None:
        """Pass nothing from now on; nobody is told."""
        self._passes.clear()

    def mend(self) -> None:
        """Pass everything again, what was held up first."""
        self._passes.set()

    def _start(self, work: Callable[..., None], *ends: socket.socket) -> None:
        thread = threading.Thread(target=work, args=ends, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._listener.accept()
                self._sockets.append(here)
                here.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
                for option, value in _WATCHED.items():
                    here.setsockopt(socket.IPPROTO_TCP, option, value)
                try:
                    there = socket.create_connection(self._target)
                except OSError:  # nobody is there: who called is told so, and may call again
                    here.close()
                    continue
                self._sockets.append(there)
                self._start(self._pass, here, there)
                self._start(self._pass, there, here)

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if not self._passes.wait(_GONE):
                    with suppress(OSError):
                        source.shutdown(socket.SHUT_RDWR)
                    break
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)
