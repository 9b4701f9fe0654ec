"""`monitor eval`: the project's own scoring, through the front door."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.terminal import Terminal, one_line

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "golden" / "scoring"


def test_stories_are_read_and_judged_and_every_field_is_scored(terminal: Terminal) -> None:
    words = ["eval", str(GOLD / "stories"), "--seeds", str(ROOT / "seeds")]
    words += ["--topics", str(ROOT / "config" / "topics.toml")]
    records = terminal.good(*words, "--format", "jsonl").records
    claims = next(r for r in records if r["what"] == "claims")
    assert claims["gold"] > 60
    assert claims["f1"] > 0.9
    assert {r["kind"] for r in records if r["what"] == "alerts"} >= {"all", "sent", "confirmed"}
    table = terminal.good(*words, "--misses")
    for word in ("정밀도", "대상", "지표", "기간", "양태: 정답", "넷 모두", "재확인", "놓침"):
        assert word in table.out
    assert "precision" in terminal.good(*words, "--claims", "--lang", "en").out
    assert not terminal.data.exists()


def test_topics_and_seeds_are_found_above_the_gold_or_asked_for(terminal: Terminal) -> None:
    one = next((GOLD / "stories").glob("*.json"))
    table = terminal.good("eval", str(one)).out
    assert "정답이 달린 글 1건" in table
    for word in ("정밀도: 찾은 것", "값: 수와 단위", "알림: 글"):
        assert word in table
    alone = terminal.folder / one.name
    alone.write_bytes(one.read_bytes())
    one_line(terminal("eval", one.name), "--topics", "config/topics.toml", "--claims")
    topics = ("--topics", str(ROOT / "config" / "topics.toml"))
    one_line(terminal("eval", one.name, *topics), "--seeds", "설정 파일 없음")
    one_line(terminal("eval", one.name, *topics, "--seeds", "nowhere"), "nowhere: 파일이 없")
    english = terminal.good("eval", one.name, "--claims", "--lang", "en").out
    assert "1 story with gold" in english
    assert "alerts:" not in english


def test_a_folder_of_gold_may_hold_its_own_topics_and_seeds(terminal: Terminal) -> None:
    one = next((GOLD / "stories").glob("*.json"))
    folder = terminal.folder / "gold"
    (folder / "seeds").mkdir(parents=True)
    (folder / one.name).write_bytes(one.read_bytes())
    one_line(terminal("eval", "gold"), "--topics")
    (folder / "topics.toml").write_text('[[topic]]\nname = "누리챗"\n', encoding="utf-8")
    assert "정답이 달린 글 1건" in terminal.good("eval", "gold").out


def test_records_found_elsewhere_are_scored_without_running(terminal: Terminal) -> None:
    claims = ("eval", str(GOLD / "claims.gold.jsonl"), "--found", str(GOLD / "claims.found.jsonl"))
    (first, *_) = terminal.good(*claims, "--format", "jsonl").records
    assert (first["precision"], first["recall"], first["f1"]) == (0.8769, 0.8261, 0.8507)
    alerts = ("eval", str(GOLD / "stories"), "--found", str(GOLD / "alerts.found.jsonl"))
    sent = {r["kind"]: r["f1"] for r in terminal.good(*alerts, "--format", "jsonl").records}
    assert (round(sent["all"], 3), round(sent["sent"], 3)) == (0.630, 0.676)
    strict = terminal.good(*alerts, "--strict-kind", "--format", "json").out
    assert "conflict" in {r["kind"] for r in json.loads(strict)}


def test_claims_of_texts_beside_the_gold_are_extracted_and_scored(terminal: Terminal) -> None:
    text = "지난달 누리챗의 월간 이용자는 59만 명으로 집계됐다.\n"
    (terminal.folder / "a.txt").write_text(text, "utf-8")
    claim = {
        "doc": "a.txt", "span": [16, 20], "subject": "누리챗", "metric": "월간 이용자",
        "low": 590000, "high": 590000, "unit": "명",
    }  # fmt: skip
    gold = terminal.folder / "gold.jsonl"
    gold.write_text(json.dumps(claim) + "\n", "utf-8")
    (first, *_) = terminal.good("eval", str(gold), "--format", "jsonl").records
    assert (first["matched"], first["f1"]) == (1, 1.0)
    gold.write_text(json.dumps(claim | {"doc": "b.txt"}) + "\n", "utf-8")
    one_line(terminal("eval", str(gold)), "b.txt")
    gold.write_text(json.dumps(claim | {"doc": "a.txt"}) + "\n", "utf-8")
    one_line(terminal("eval", str(gold), "--documents", str(GOLD)), "a.txt")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "1"),
        (b"[]", "story"),
        (b'{"id": "x", "published": "2025-01-01", "body": 3}', "body"),
        (b"\xff\xfe", "UTF-8"),
        (b"[" * 100_000, "story.json"),
    ],
)
def test_gold_of_no_use_is_one_line_that_names_it(
    terminal: Terminal, content: bytes, said: str
) -> None:
    file = terminal.folder / "story.json"
    file.write_bytes(content)
    one_line(terminal("eval", str(file)), "story.json", said)
    one_line(terminal("eval", str(terminal.folder / "none.json")), "none.json")
    empty = terminal.folder / "empty"
    empty.mkdir()
    one_line(terminal("eval", str(empty)), "empty")
