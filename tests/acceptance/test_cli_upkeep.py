"""`monitor reprocess` and `monitor prune`: a database renewed, and kept small."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal, one_line


def test_what_the_present_rules_have_read_is_not_read_again(full: Terminal) -> None:
    first = full.good("reprocess", "--format", "jsonl").records[0]
    assert (first["read"], first["differ"]) == (0, 0)
    assert "다시 읽을 것이 없습니다" in full.good("reprocess").out
    before = full.good("alerts", "--all", "--format", "jsonl").records
    again = full.good("reprocess", "--all", "--format", "jsonl").records[0]
    assert again["read"] == again["judged"] > 0
    assert again["alerts_added"] == 0
    told = full.good("alerts", "--all", "--format", "jsonl").records
    assert told == before
    assert full.good("status", "--format", "jsonl").records[0]["read_by_older_rules"] == 0


def test_a_topic_that_is_not_there_cannot_be_read_for(full: Terminal) -> None:
    found = full("reprocess", "--topic", "없는주제")
    assert found.status == 2
    assert "없는주제" in found.err


def test_what_is_kept_no_longer_is_counted_and_then_removed(full: Terminal) -> None:
    late = ("--now", "2035-01-01")
    counted = full.good("prune", "--dry-run", *late, "--format", "jsonl").records[0]
    assert counted["dry_run"] is True
    assert counted["texts"] + counted["articles"] > 0
    gone = full.good("prune", *late, "--format", "jsonl").records[0]
    assert {k: gone[k] for k in ("articles", "texts", "entries", "messages")} == {
        k: counted[k] for k in ("articles", "texts", "entries", "messages")
    }
    assert "수치 없는 기사 0건" in full.good("prune", *late).out
    assert full.good("alerts", "--all", "--format", "jsonl").records
    assert full.good("prune", "--compact").out.count("MB") == 2


def test_reading_a_page_says_whose_reading_won_and_by_how_much(terminal: Terminal) -> None:
    lines = (
        "푸른호수의 월간 이용자는 지난달 59만 명으로 집계됐다고 회사가 2일 밝혔다.",
        "석 달 전에는 121만 명이었다고 분석업체는 전했다. 회사는 새 기능을 곧 내놓겠다고 말했다.",
    )
    story = "".join(f"<p>{line}</p>" for line in lines)
    page = terminal.folder / "page.html"
    page.write_text(
        "<html lang='ko'><head><title>이용자 줄었다 - 한빛일보</title></head>"
        f"<body><article><h1>이용자 줄었다</h1>{story}</article></body></html>",
        "utf-8",
    )
    (record,) = terminal.good("read", str(page), "--format", "jsonl").records
    assert record["reading"] == "own"
    assert record["reading_score"] >= 80
    assert f"우리 규칙 (점수 {record['reading_score']})" in terminal.good("read", str(page)).out
    text = terminal.folder / "note.txt"
    text.write_text("\n".join(lines), "utf-8")
    (record,) = terminal.good("read", str(text), "--format", "jsonl").records
    assert (record["reading"], record["reading_score"]) == (None, None)


def test_a_copy_goes_into_a_folder_that_is_made_where_it_is_named_as_one(
    full: Terminal, tmp_path: Path
) -> None:
    now = ("--now", "2026-11-22T09:00:00+09:00")
    record = full.good("backup", f"{tmp_path}/copies/", *now, "--format", "jsonl").records[0]
    assert record["file"] == str(tmp_path / "copies" / "monitor-20261122-090000.backup")
    plain = tmp_path / "copies" / "plain"
    full.good("backup", str(plain))
    assert plain.is_file()
    for place in (plain, f"{plain}/"):  # there already, and a file where a folder was named
        found = full("backup", str(place))
        assert (found.status == 0, found.err.count("\n")) == (False, 1), found.err
        assert str(plain) in found.err


def test_a_copy_is_not_put_under_the_pages(full: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    full.good("backup", str(copy))
    command = [sys.executable, "-m", "monitor", "--data", str(full.data), "web", "--port", "0"]
    with subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as pages:
        assert pages.stderr is not None
        try:
            assert "http://" in pages.stderr.readline()  # it answers
            one_line(full("restore", str(copy)), f"{pages.pid} (", "web --port 0", status=1)
        finally:
            pages.terminate()
            pages.communicate()
    full.good("restore", str(copy))


def test_settings_say_the_data_folder_that_was_named(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.bare("init", "--config", "c/m.toml", "--data", "d")
    data = tmp_path / "d"
    assert (data / "monitor.db").is_file()
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    settings = str(tmp_path / "c" / "m.toml")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert terminal.bare("status", "--config", settings).status == 0
    again = terminal.bare("init", "--config", settings, "--data", "other")
    assert f"데이터 폴더가 {data}로 적혀 있습니다" in again.err
