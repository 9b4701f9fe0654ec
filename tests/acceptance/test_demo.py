"""`monitor demo` from the outside: it runs offline, and what it shows is what its stories say."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from monitor.demo.story import Expected, Story, load_stories
from monitor.model import Interval, Kind

ROOT = Path(__file__).parents[2]
SECONDS = 100  # alone it takes a tenth of it
# Of the alerts that a careful reader would note, so many come with the right kind, topic and
# previous value. The floor only rises.
FLOOR = 0.5

Record = Mapping[str, Any]


def _monitor(*arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "monitor", *arguments],
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if not k.startswith("MONITOR_")} | environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _holds(claim: Record | None, interval: Interval | None) -> bool:
    if claim is None or interval is None:
        return claim is None and interval is None
    return all(
        (said is None) == (meant is None)
        and (said is None or meant is None or abs(Decimal(str(said)) - meant) <= abs(meant) / 200)
        for said, meant in ((claim["low"], interval.low), (claim["high"], interval.high))
    )


def _is_about(record: Record, expected: Expected) -> bool:
    claim = record["claim"]
    return claim["unit"] == expected.unit and _holds(claim, expected.interval)


def _is_right(record: Record, expected: Expected) -> bool:
    kinds = (expected.kind, *expected.kind_alternatives)
    return (
        _is_about(record, expected)
        and record["kind"] in kinds
        and record["topic"] == expected.topic
        and (record["kind"] == Kind.NEW or _holds(record["previous"], expected.previous))
    )


def _of(story: Story, records: list[Record]) -> list[Record]:
    address = f"/{story.outlet}/{story.path}"
    return [r for r in records if r["doc"].endswith(address)]


EXAMPLE = re.compile(r"^\| \S.* \| `([^`]+)`(?: …)? \|$", re.M)


def _assert_the_readmes_quote(shown: str) -> None:
    """Whatever the tables of kinds give as an example stands so in what the demo prints."""
    printed = " ".join(shown.split())
    for name in ("README.md", "README.ko.md"):
        text = (ROOT / name).read_text("utf-8")
        examples = EXAMPLE.findall(text[: text.index("topic:")])
        assert len(examples) == 6, name
        for example in examples:
            figure, _, said = example.partition(": ")
            assert figure in printed, example
            assert said in printed, example


def test_the_demo_runs_without_a_network_and_tells_the_truth_about_its_stories(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "demo"
    # A proxy that nobody listens at: whatever leaves this machine fails.
    shown = _monitor("demo", "--keep", str(folder), HTTPS_PROXY="http://127.0.0.1:9")
    page = (folder / "digest.html").read_text(encoding="utf-8")
    assert "analyst@demo.example" in shown
    _assert_the_readmes_quote(shown)
    listed = _monitor(
        "alerts", "--config", str(folder / "monitor.toml"), "--all", "--format", "jsonl"
    )
    records: list[Record] = [json.loads(line) for line in listed.splitlines()]

    assert {r["kind"] for r in records} == {str(kind) for kind in Kind}
    assert all(urlsplit(r["doc"]).hostname == "127.0.0.1" for r in records)

    stories = load_stories()
    meant = 0
    right = 0
    for story in stories:
        found = _of(story, records)
        expected = [x for edition in story.editions for x in edition.expected]
        if not expected:  # other things, a look-alike, a copy
            assert found == [], story.id
        for x in expected:
            if x.optional:
                continue
            meant += 1
            right += any(_is_right(r, x) for r in found)
        # A headline beside the story, a caption, a comment: nothing of them is a claim of it.
        text = "\n".join(p for edition in story.editions for p in edition.body)
        quotes = [r["claim"]["quote"].rpartition(" 기자 = ")[2] for r in found]
        assert [quote for quote in quotes if quote not in text] == [], story.id
    assert right / meant >= FLOOR, f"{right} of {meant}"

    edited = [r for r in records if r["kind"] == Kind.REVISED]
    assert [r["claim"]["low"] for r in edited] == [2_720_000_000_000, 920_000_000_000]
    assert all(r["version"] == 2 for r in edited)
    assert "<html" in page
    assert "딥시크" in page

    # What was said without a figure stands apart: a program asks for it, a reader always has it.
    assert all("claim" in r for r in records)
    asked = _monitor(
        "alerts", "--config", str(folder / "monitor.toml"), "--statements", "--format", "jsonl"
    )
    said = [r for r in map(json.loads, asked.splitlines()) if "statement" in r]
    assert [(r["kind"], r["statement"]["stance"], r["statement"]["speaker"]) for r in said] == [
        ("changed", "denied", "딥시크"),
        ("new", "denied", "오픈AI"),
    ]
    changed, _ = said
    assert changed["previous"]["stance"] == "alleged"  # the seeds tell of the suspicion
    assert not any(r["doc"].endswith(s.path) for r in said for s in stories if s.copy_of)
    assert "주장 → 부인" in shown
    assert "발언·입장" in page
    settings = ("--config", str(folder / "monitor.toml"))
    assert changed["previous"]["quote"] in _monitor("explain", changed["id"][:8], *settings)
    assert "주장 → 부인" in _monitor("history", "딥시크", *settings)

    # A person's word holds for a statement as for an alert.
    wanted = ("alerts", "--statements", "--topic", "딥시크", "--format", "jsonl", *settings)
    _monitor("review", "--alert", changed["id"][:8], "--reject", *settings)
    assert changed["id"] not in _monitor(*wanted)
    assert '"silenced": "reject"' in _monitor(*wanted, "--hidden")
    exported = _monitor("review", "--export", "-", *settings)
    assert json.loads(exported)["alert"] == changed["id"]
    _monitor("review", "--undo", "--alert", changed["id"][:8], *settings)
    assert changed["id"] in _monitor(*wanted)
