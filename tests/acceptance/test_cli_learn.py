"""`monitor learn`: the effect is shown before anything is used, and kept with the user's data."""

from __future__ import annotations

import json
from pathlib import Path

import monitor
from monitor.judge.decisions import decision_record
from tests.terminal import Terminal, one_line
from tests.unit.test_learning import MANY, decision


def decisions(terminal: Terminal, name: str, count: int, *, mixed: bool = False) -> None:
    made = [decision(n, is_right=not mixed or n % 3 != 0) for n in range(count)]
    lines = (json.dumps(decision_record(d), ensure_ascii=False) for d in made)
    (terminal.folder / name).write_text("\n".join(lines), "utf-8")
    terminal.good("review", "--import", name)


def test_without_enough_decisions_it_says_how_many_are_missing(terminal: Terminal) -> None:
    call = terminal.begin().good("learn")
    assert "30건 더 필요합니다" in call.out
    decisions(terminal, "some.jsonl", 12)
    (record,) = terminal.good("learn", "--format", "jsonl").records
    assert (record["decisions"], record["missing"], record["missing_wrong"]) == (12, 18, 8)
    assert "물리침 8건 더" in terminal.good("learn").out
    one_line(terminal("learn", "--write"), "18", status=1)
    assert not (terminal.data / "learned.json").exists()


def test_the_effect_is_shown_and_only_written_on_demand_into_the_data_folder(
    terminal: Terminal,
) -> None:
    assert len(MANY) == 45
    decisions(terminal, "many.jsonl", 45, mixed=True)
    package = Path(monitor.__file__).parent
    before = {p: p.stat().st_mtime_ns for p in package.rglob("*.json")}
    shown = terminal.good("learn").out
    for word in ("교차 검증", "30/30", "15/15", "가중치", "값의 변화"):
        assert word in shown
    assert not (terminal.data / "learned.json").exists()
    (record,) = terminal.good("learn", "--write", "--format", "jsonl").records
    assert record["better"]
    assert record["cross_validated"]["f1"] > record["before"]["f1"]
    kept = json.loads((terminal.data / "learned.json").read_text("utf-8"))
    assert kept["decisions"] == 45
    assert {p: p.stat().st_mtime_ns for p in package.rglob("*.json")} == before
    assert terminal.good("poll").status == 0  # read where articles are judged
    (terminal.data / "learned.json").write_text('{"weights": 3}', "utf-8")
    one_line(terminal("poll"), "learned.json", status=1)
    assert "지웠습니다" in terminal.good("learn", "--forget").out
    assert "배운 것이 없습니다" in terminal.good("learn", "--forget").out
    one_line(terminal("learn", "--forget", "--write"), "--write")


def test_what_does_not_help_is_not_written(terminal: Terminal) -> None:
    same = [decision(n, is_right=True) for n in range(45)]
    rows = [decision_record(d) | {"decision": "reject" if i % 3 == 0 else "accept"}
            for i, d in enumerate(same)]  # fmt: skip
    file = terminal.folder / "same.jsonl"
    file.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), "utf-8")
    terminal.good("review", "--import", str(file))
    assert "나아지지 않아" in terminal.good("learn").out
    call = terminal("learn", "--write")
    assert call.status == 1
    assert "나아지지 않아" in call.err
    assert not (terminal.data / "learned.json").exists()
