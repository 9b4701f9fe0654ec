"""Work counted in steps instead of seconds: how it grows with the text, on a busy machine too."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType


def count_steps(work: Callable[[], object]) -> int:
    """Return how many functions `work` calls, those of C (searches, matches, slices) included."""
    steps = 0

    def note(frame: FrameType, event: str, arg: object) -> None:
        nonlocal steps
        if event in {"call", "c_call"}:
            steps += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return steps


def growth(work: Callable[[str], object], part: str, short: int, long: int) -> float:
    """Return how many times as many steps `work` takes for each letter of a long text.

    The text is `part` said again and again, once to `short` and once to `long` letters. About 1
    for work that grows with the text, `long / short` for work that grows with its square.
    """
    texts = [part * (n // len(part)) for n in (short, long)]
    steps = [count_steps(partial(work, text)) for text in texts]
    # A few steps are made whatever the length is: they must not make the long text look cheap.
    return (steps[1] / long) / (max(steps[0], short / 100) / short)
