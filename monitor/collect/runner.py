"""Runner: where heavy reading is done: here, or in a pool of processes that the caller owns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

Result = TypeVar("Result")


class Runner(Protocol):
    """Does `work` somewhere and gives its result, or raises what it raised.

    `work` is a `functools.partial` of a module's function over plain values, so it can be pickled.
    """

    async def __call__(self, work: Callable[[], Result]) -> Result: ...


async def run_here(work: Callable[[], Result]) -> Result:
    """Do `work` at once in this thread."""
    return work()
