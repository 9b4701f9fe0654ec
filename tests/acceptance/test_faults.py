"""The fault newsroom: every fault is met as it should be, and disturbs no good feed beside it."""

from __future__ import annotations

import asyncio

import pytest

from tests.faults.newsroom import GOOD, Report, run


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return asyncio.run(run(tmp_path_factory.mktemp("faults")))


def test_every_fault_is_refused_for_its_reason_or_read_for_what_is_good_in_it(
    report: Report,
) -> None:
    assert len(report.outcomes) >= 60
    assert report.wrong == []


def test_no_fault_is_a_bug_and_none_leads_inside(report: Report) -> None:
    assert report.bugs == []
    assert report.intruders == 0


def test_good_feeds_beside_them_lose_no_article_and_are_polled_on_time(report: Report) -> None:
    assert report.lost == []
    assert report.late == []
    assert report.polls == GOOD
