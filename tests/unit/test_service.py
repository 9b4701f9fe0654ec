"""What a service manager hears: over a real socket, as systemd listens."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.service import ServiceManager


@contextmanager
def listening(address: str) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(address)
        manager.settimeout(5)
        yield manager


def test_a_service_manager_hears_of_start_reloading_life_and_end(tmp_path: Path) -> None:
    address = str(tmp_path / "notify")
    with listening(address) as manager:
        service = ServiceManager.of({"NOTIFY_SOCKET": address})
        service.ready("7 feeds\nREADY=0")
        service.reloading()
        service.alive()
        service.stopping()
        assert manager.recv(999) == b"READY=1\nSTATUS=7 feeds READY=0"
        reloading, monotonic = manager.recv(999).decode().split("\n")
        assert reloading == "RELOADING=1"
        assert monotonic.removeprefix("MONOTONIC_USEC=").isdecimal()
        assert manager.recv(999) == b"WATCHDOG=1"
        assert manager.recv(999) == b"STOPPING=1"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="abstract sockets are Linux's")
def test_an_abstract_socket_is_found_by_its_name() -> None:
    name = f"monitor-test-{os.getpid()}"
    with listening(f"\0{name}") as manager:
        ServiceManager.of({"NOTIFY_SOCKET": f"@{name}"}).alive()
        assert manager.recv(999) == b"WATCHDOG=1"


@pytest.mark.parametrize("environment", [{}, {"NOTIFY_SOCKET": ""}, {"NOTIFY_SOCKET": "tcp:1"}])
def test_without_a_manager_nothing_is_said(environment: dict[str, str]) -> None:
    service = ServiceManager.of({**environment, "WATCHDOG_USEC": "1000000"})
    assert service == ServiceManager()
    service.ready()


def test_a_manager_that_went_away_stops_nothing(tmp_path: Path) -> None:
    ServiceManager(str(tmp_path / "nobody")).alive()


@pytest.mark.parametrize(
    ("microseconds", "process", "watchdog"),
    [
        ("30000000", "ours", timedelta(seconds=30)),
        ("30000000", "1", None),  # meant for the process that started us
        ("0", "ours", None),
        ("soon", "ours", None),
    ],
)
def test_the_watchdogs_patience_is_the_environments(
    microseconds: str, process: str, watchdog: timedelta | None
) -> None:
    environment = {
        "NOTIFY_SOCKET": "/run/notify",
        "WATCHDOG_USEC": microseconds,
        "WATCHDOG_PID": process.replace("ours", str(os.getpid())),
    }
    assert ServiceManager.of(environment).watchdog == watchdog
