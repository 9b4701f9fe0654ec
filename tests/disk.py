"""A disk without room, for the tests: what the system refuses then, whoever runs them."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager


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
