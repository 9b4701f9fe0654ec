"""Machines of their own, as far as one machine can give them: networks, clocks."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.distributed.cluster import Wire

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

    It takes root and `ip`; OSError or CalledProcessError where it is not to be had.

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
        inside, of_theirs = ["ip", "-n", self._name], ["netns", self._name]
        try:
            for words in (
                ["ip", "netns", "add", self._name],
                ["ip", "link", "add", self._line, "type", "veth", "peer", "eth0", *of_theirs],
                ["ip", "address", "add", f"{self.here}/30", "dev", self._line],
                ["ip", "link", "set", self._line, "up"],
                [*inside, "address", "add", f"{self._there}/30", "dev", "eth0"],
                [*inside, "link", "set", "lo", "up"],
                [*inside, "link", "set", "eth0", "up"],
                [*inside, "route", "add", "default", "via", self.here],
            ):
                subprocess.run(words, check=True, capture_output=True)
        except subprocess.CalledProcessError:
            self._delete()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._delete()

    def _delete(self) -> None:
        subprocess.run(["ip", "netns", "delete", self._name], check=False, capture_output=True)

    def cut(self) -> None:
        """Let nothing pass in either direction; nobody is told."""
        subprocess.run(["ip", "link", "set", self._line, "down"], check=True)

    def mend(self) -> None:
        """Let everything pass again."""
        subprocess.run(["ip", "link", "set", self._line, "up"], check=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The only way of a process that lives apart to this machine.

    Args:
        prefix: what stands before the command of such a process.
        url: where the database is, as seen from there.
        host: this machine, as seen from there and from here.
        cut, mend: let nothing pass, nobody being told; let it pass again.
    """

    prefix: tuple[str, ...]
    url: str
    host: str
    cut: Callable[[], None]
    mend: Callable[[], None]


@contextmanager
def line_to(url: str) -> Iterator[Line]:
    """Give a place apart: a network namespace where that is permitted.

    Elsewhere it is this machine, with the connections to the database going through a wire that
    can be cut.
    """
    with ExitStack() as stack:
        number = _own_number(stack)
        host = f"10.214.{number}.1"
        try:
            network = stack.enter_context(Network(number))
            # Not the line's own address, which goes with the line.
            subprocess.run(
                ["ip", "address", "add", f"{host}/32", "dev", "lo"], check=True, capture_output=True
            )
        except (OSError, subprocess.CalledProcessError):
            wire = stack.enter_context(Wire(url))
            yield Line(prefix=(), url=wire.url, host="127.0.0.2", cut=wire.cut, mend=wire.mend)
            return
        stack.callback(
            subprocess.run, ["ip", "address", "delete", f"{host}/32", "dev", "lo"], check=False
        )
        wire = stack.enter_context(Wire(url, network.here))
        yield Line(
            prefix=tuple(network.prefix),
            url=wire.url,
            host=host,
            cut=network.cut,
            mend=network.mend,
        )


def _own_number(stack: ExitStack) -> int:
    """Return a number that no other process of this machine has, until the stack is closed."""
    for number in range(10, 250):
        mark = stack.enter_context(socket.socket(socket.AF_UNIX))
        try:
            # An abstract name: it ends with whoever has it.
            mark.bind(f"\0monitor-network-{number}")
        except OSError:
            continue
        return number
    raise AssertionError("no number is left")
