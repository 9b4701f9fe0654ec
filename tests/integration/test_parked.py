"""Jobs that were given up: kept with their error, tried again by hand, forgotten once done."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.errors import AmbiguousKeyError
from monitor.store.database import Store
from monitor.store.parked import (
    count_parked,
    find_parked,
    forget_parked,
    job_mark,
    load_parked,
    park,
)

NOW = datetime(2025, 3, 3, tzinfo=UTC)
PAGE = "https://news.example/1"


def test_a_parked_job_is_found_by_its_mark_with_key_and_error(store: Store) -> None:
    with store.begin() as tx:
        park(tx, "fetch", PAGE, error="ValueError: 59", tries=5, now=NOW)
        park(tx, "check", (PAGE, 2), error="x" * 9000, tries=1, now=NOW)
        park(tx, "check", (PAGE, 2), error="KeyError", tries=2, now=NOW)
    with store.begin(write=False) as tx:
        found = find_parked(tx, job_mark("check", (PAGE, 2))[:6])
        assert found is not None
        assert (found.key, found.error, found.tries, found.at) == ((PAGE, 2), "KeyError", 2, NOW)
        assert {job.key for job in load_parked(tx)} == {PAGE, (PAGE, 2)}
        assert count_parked(tx) == {"check": 1, "fetch": 1}
        assert find_parked(tx, "없음") is None
        with pytest.raises(AmbiguousKeyError):
            find_parked(tx, "")


def test_a_forgotten_job_is_parked_no_more(store: Store) -> None:
    with store.begin() as tx:
        park(tx, "fetch", PAGE, error="ValueError", tries=5, now=NOW)
        assert forget_parked(tx, [job_mark("fetch", PAGE), "other"]) == 1
        assert load_parked(tx) == ()
