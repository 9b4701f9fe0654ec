"""`monitor backfill` as it is typed."""

from __future__ import annotations

import json

from tests.terminal import Terminal


def test_json_lines_become_history_once_and_bad_ones_are_named(full: Terminal) -> None:
    lines = full.folder / "old.jsonl"
    said = {
        "url": "https://hanbit.example/old/1",
        "title": "푸른호수 이용자",
        "text": "푸른호수의 월간 이용자 수는 31만 명이다.",
        "published": "2025-01-02T09:00:00+09:00",
    }
    lines.write_text(json.dumps(said, ensure_ascii=False) + "\nno json\n", "utf-8")
    before = full.good("alerts", "--all", "--format", "jsonl").records
    first = full.good("backfill", str(lines), "--format", "jsonl")
    assert (first.records[0]["records"], first.records[0]["new"]) == (2, 1)
    assert f"{lines}:2" in first.err
    again = full.good("backfill", str(lines))
    assert "새 기사 0건" in again.out
    assert full.good("alerts", "--all", "--format", "jsonl").records == before


def test_what_is_no_archive_and_what_is_not_there_is_wrong_use(full: Terminal) -> None:
    other = full.folder / "notes.xyz"
    other.touch()
    for name in (str(other), str(full.folder / "missing.warc")):
        refused = full("backfill", name)
        assert refused.status == 2
        assert name in refused.err


def test_a_broken_archive_is_told_in_the_status(full: Terminal) -> None:
    broken = full.folder / "broken.warc.gz"
    broken.write_bytes(b"these are no packed bytes")
    found = full("backfill", str(broken))
    assert found.status == 1
    assert str(broken) in found.err
