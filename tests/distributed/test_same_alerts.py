"""The same news on SQLite, on PostgreSQL and with three workers: the same alerts, byte for byte."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from monitor.demo.newsroom import Newsroom
from tests.conftest import _postgres_database
from tests.distributed.same import find_alerts, load_folder

# Days of the newsroom; all five of them in a longer run.
DAYS = int(os.environ.get("MONITOR_TEST_DAYS", "2"))


def test_three_workers_find_what_one_process_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("MONITOR_")]:
        monkeypatch.delenv(name)
    with Newsroom() as room, _postgres_database() as alone, _postgres_database() as shared:
        found = find_alerts(tmp_path, room, room.days()[:DAYS], databases=(alone, shared))
    assert found[0]
    assert found[1] == found[0]
    assert found[2] == found[0]


def test_a_folder_of_stories_becomes_a_newsroom(tmp_path: Path) -> None:
    page = {"published": "2025-04-01T09:00:00+09:00", "title": "제목", "body": ["하나.", "둘."]}
    edit = {**page, "published": "2025-04-02T09:00:00+09:00", "body": ["하나.", "셋."]}
    record = {"id": "a1", "outlet": "가나일보", "author": None, **page, "revision": edit}
    (tmp_path / "a1.json").write_text(json.dumps(record), "utf-8")
    (tmp_path / "notes.json").write_text("[]", "utf-8")
    (story,) = load_folder(tmp_path)
    assert [edition.body for edition in story.editions] == [("하나.", "둘."), ("하나.", "셋.")]
    assert len(Newsroom(stories=[story]).days()) == 2
