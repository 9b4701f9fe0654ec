"""How long to wait before trying again."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=24)


def backoff(
    failures: int,
    *,
    first: timedelta = FIRST,
    longest: timedelta = LONGEST,
    asked: float | None = None,
) -> timedelta:
    """Return the pause after so many failures in a row: doubling, capped, at least what was asked.

    Args:
        failures: failures in a row, 1 for the first.
        asked: seconds that the other side asked for (`Retry-After`), under the same cap.

    >>> backoff(3)
    datetime.timedelta(seconds=240)
    """
    doubled = first * (1 << min(max(failures, 1) - 1, 20))
    wanted = timedelta(seconds=min(asked, longest.total_seconds())) if asked else timedelta(0)
    return min(longest, max(doubled, wanted))


def spread(pause: timedelta, mark: str) -> timedelta:
    """Return a pause lengthened by up to a half: the same for the same mark, another for another.

    What failed together is so not tried again together.

    >>> spread(timedelta(minutes=4), "a") >= timedelta(minutes=4)
    True
    """
    share = int.from_bytes(sha256(mark.encode()).digest()[:4]) / 2**32
    return pause * (1 + share / 2)
