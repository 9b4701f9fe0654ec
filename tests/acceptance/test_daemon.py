"""The daemon as a service manager has it: told when it is ready, reloaded, probed and stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Place:
    """A folder with settings and one feed that nobody serves: enough for a daemon to run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.manager.bind(str(folder / "notify"))
        self.manager.settimeout(SECONDS)
        (folder / "feeds.csv").write_text("url\nhttp://127.0.0.1:9/feed\n", "utf-8")
        self.write()

    def write(self, more: str = "") -> None:
        (self.folder / "monitor.toml").write_text(
            'language = "en"\ndata = "data"\n[sources]\nfeeds = "feeds.csv"\n'
            f"[health]\nport = {self.port}\n{more}",
            "utf-8",
        )

    def start(self) -> subprocess.Popen[str]:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("MONITOR_")}
        return subprocess.Popen(
            [sys.executable, "-m", "monitor", "run"],
            cwd=self.folder,
            env=environment
            | {
                "MONITOR_CONFIG": str(self.folder / "monitor.toml"),
                "NOTIFY_SOCKET": str(self.folder / "notify"),
                "WATCHDOG_USEC": "600000000",
                "PYTHONPATH": str(ROOT),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def told(self, wanted: str) -> None:
        """Wait until the service manager was told this; a test's limit ends a wait in vain."""
        while wanted not in self.manager.recv(9999).decode().split("\n"):
            pass

    def ask(self, path: str) -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.request("GET", path)
        status = connection.getresponse().status
        connection.close()
        return status


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    made.manager.close()


@contextmanager
def running(place: Place) -> Iterator[subprocess.Popen[str]]:
    with place.start() as process:
        try:
            place.told("READY=1")
            yield process
        finally:
            process.kill()


def read_until(process: subprocess.Popen[str], words: str) -> None:
    assert process.stderr is not None
    log = []
    # A line that never comes is the test's failure, not its end of days.
    watch = threading.Timer(SECONDS, process.kill)
    watch.start()
    try:
        for line in process.stderr:
            log.append(line)
            if words in line:
                return
    finally:
        watch.cancel()
    raise AssertionError(f"the daemon ended without {words!r}:\n{''.join(log)}")


def test_a_daemon_is_ready_alive_probed_and_stopped(place: Place) -> None:
    with running(place) as process:
        place.told("WATCHDOG=1")
        assert place.ask("/healthz") == 200
        assert place.ask("/readyz") == 200
        assert place.ask("/metrics") == 200
        process.terminate()
        place.told("STOPPING=1")
        assert process.wait(SECONDS) == 0


def test_a_second_daemon_ends_at_once_and_says_who_was_first(place: Place) -> None:
    with running(place) as process:
        with place.start() as second:
            _, error = second.communicate(timeout=SECONDS)
        assert second.returncode == 1
        assert f"another monitor run (process {process.pid}@" in error
        assert place.ask("/readyz") == 200


def test_broken_settings_are_refused_and_good_ones_read_anew(place: Place) -> None:
    with running(place) as process:
        place.write("[digest]\nat = 25:00:00\n")
        process.send_signal(signal.SIGHUP)
        read_until(process, "settings were not read anew")
        assert place.ask("/readyz") == 200

        place.write("[poll]\nmin_minutes = 90\nmax_minutes = 9\n")
        process.send_signal(signal.SIGHUP)
        read_until(process, "min_minutes")
        assert place.ask("/readyz") == 200

        place.write('[digest]\nfolder = ""\n')
        process.send_signal(signal.SIGHUP)
        place.told("RELOADING=1")
        place.told("READY=1")
        read_until(process, "0 recipients")
        assert place.ask("/readyz") == 200
        process.terminate()
        assert process.wait(SECONDS) == 0


def test_a_port_that_is_taken_ends_the_start_with_one_line(place: Place) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        place.port = int(other.getsockname()[1])
        place.write()
        with place.start() as process:
            _, error = process.communicate(timeout=SECONDS)
    assert process.returncode == 2
    assert "health.port" in error
    assert "Traceback" not in error
