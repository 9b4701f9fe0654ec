"""What a service manager is told: ready, reloading, stopping, alive (systemd's notify protocol).

The datagrams of sd_notify(3), sent where `$NOTIFY_SOCKET` names a socket and nothing elsewhere: the
daemon is the same under systemd, in a container and in a terminal.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from monitor.log import log_event


@dataclass(frozen=True, slots=True)
class ServiceManager:
    """The service manager of this process, or none (`address` empty)."""

    address: str = ""
    watchdog: timedelta | None = None  # it takes us for stuck after so long without a sign

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> ServiceManager:
        """Return the one that the environment names. A watchdog of another process is not ours."""
        address = environment.get("NOTIFY_SOCKET", "")
        if not address.startswith(("/", "@")):
            return cls()
        microseconds = environment.get("WATCHDOG_USEC", "")
        mine = environment.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        watched = mine and microseconds.isdecimal() and int(microseconds) > 0
        return cls(address, timedelta(microseconds=int(microseconds)) if watched else None)

    def ready(self, status: str = "") -> None:
        """Say that the start, or the reloading, is done."""
        self._tell("READY=1", *([f"STATUS={status}"] if status else []))

    def reloading(self) -> None:
        """Say that the settings are being read anew; `ready` ends it."""
        self._tell("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}")

    def stopping(self) -> None:
        """Say that the end has begun."""
        self._tell("STOPPING=1")

    def alive(self) -> None:
        """Give the sign that the watchdog waits for."""
        self._tell("WATCHDOG=1")

    def _tell(self, *lines: str) -> None:
        if not self.address:
            return
        # An abstract socket is written with @ and begins with a zero byte.
        address = self.address.replace("@", "\0", 1)
        words = "\n".join(line.replace("\n", " ") for line in lines).encode()
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
                out.sendto(words, address)
        except OSError as e:
            # The news goes on without a manager that listens.
            log_event("service manager does not listen", error=str(e))
