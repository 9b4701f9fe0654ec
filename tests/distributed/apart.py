"""Machines of their own, as far as one machine can give them: networks, clocks."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

_CLOCK = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
static long ahead(void) { const char *s = getenv("CLOCK_AHEAD"); return s ? atol(s) : 0; }
int clock_gettime(clockid_t id, struct timespec *to) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real(id, to);
    if (!failed && id == CLOCK_REALTIME) to->tv_sec += ahead();
    return failed;
}
int gettimeofday(struct timeval *to, void *zone) {
    struct timespec now;
    (void)zone;
    int failed = clock_gettime(CLOCK_REALTIME, &now);
    to->tv_sec = now.tv_sec; to->tv_usec = now.tv_nsec / 1000;
    return failed;
}
time_t time(time_t *to) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (to) *to = now.tv_sec;
    return now.tv_sec;
}
"""


def wrong_clock(folder: Path, seconds: int) -> dict[str, str]:
    """Return the environment of a process whose clock is ahead by so many seconds.

    Needs a C compiler: the process asks a library of ours for the time of day.
    """
    library = folder / "clock.so"
    if not library.exists():
        (folder / "clock.c").write_text(_CLOCK, "ascii")
        words = ["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(folder / "clock.c")]
        subprocess.run([*words, "-ldl"], check=True)
    return {"LD_PRELOAD": str(library), "CLOCK_AHEAD": str(seconds)}


class Network:
    """A network namespace with one line to this machine, which can be cut; a context manager.

    Args:
        number: 1 to 250, which names it and its addresses.
    """

    def __init__(self, number: int) -> None:
        self._name = f"monitor{os.getpid()}x{number}"
        self._line = f"mn{os.getpid() % 100_000}x{number}"[:15]
        self.here = f"10.213.{number}.1"  # this machine, as seen from there
        self._there = f"10.213.{number}.2"

    @property
    def prefix(self) -> list[str]:
        """What stands before the command of a process that is to live there."""
        return ["ip", "netns", "exec", self._name]

    def __enter__(self) -> Self:
        inside = ["ip", "-n", self._name]
        for words in (
            ["ip", "netns", "add", self._name],
            ["ip", "link", "add", self._line, "type", "veth", "peer", "eth0", "netns", self._name],
            ["ip", "address", "add", f"{self.here}/30", "dev", self._line],
            ["ip", "link", "set", self._line, "up"],
            [*inside, "address", "add", f"{self._there}/30", "dev", "eth0"],
            [*inside, "link", "set", "lo", "up"],
            [*inside, "link", "set", "eth0", "up"],
            [*inside, "route", "add", "default", "via", self.here],
        ):
            subprocess.run(words, check=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        subprocess.run(["ip", "netns", "delete", self._name], check=False)

    def cut(self) -> None:
        """Let nothing pass in either direction; nobody is told."""
        subprocess.run(["ip", "link", "set", self._line, "down"], check=True)

    def mend(self) -> None:
        """Let everything pass again."""
        subprocess.run(["ip", "link", "set", self._line, "up"], check=True)
