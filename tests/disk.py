"""A disk without room, for the tests: what the system refuses then, whoever runs them."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


@contextmanager
def no_room(process: int = 0, *, size: int = 0) -> Iterator[None]:
    """Let no file of a process grow beyond so many bytes: writing there fails as on a full disk.

    Args:
        process: its number; 0: this one.
    """
    pid = process or os.getpid()
    soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))


@dataclass(frozen=True, slots=True)
class Disk:
    """A disk of a few megabytes, with nothing else on it.

    Args:
        is_real: a file system of its own; else only the processes can be kept from writing.
    """

    folder: Path
    is_real: bool

    @contextmanager
    def full(self, processes: Collection[int]) -> Iterator[None]:
        """Leave no room on it in the block; `processes` are those that write to it."""
        with ExitStack() as stack:
            if not self.is_real:
                for process in processes:
                    stack.enter_context(no_room(process))
                yield
                return
            ballast = self.folder / "ballast"
            stack.callback(ballast.unlink)
            with ballast.open("wb", buffering=0) as file:
                for size in (65536, 1):
                    with suppress(OSError):
                        while True:
                            file.write(bytes(size))
            yield


@contextmanager
def small_disk(folder: Path, megabytes: int = 8) -> Iterator[Disk]:
    """Mount a small disk in a folder, where that is permitted."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        yield Disk(folder, is_real=False)
        return
    try:
        yield Disk(folder, is_real=True)
    finally:
        # Whoever is late to close a file there keeps nobody from going on.
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
