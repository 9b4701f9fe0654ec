"""`monitor backtest`: stored articles judged again, and the database left alone."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest

from tests.terminal import Terminal, one_line


def outcomes(full: Terminal, *words: str) -> list[Any]:
    return full.good("backtest", "--all", *words, "--format", "jsonl").records


def test_under_the_same_topics_nothing_changes_and_nothing_is_touched(full: Terminal) -> None:
    before = sha256(full.good("alerts", "--all", "--format", "jsonl").out.encode()).hexdigest()
    figures = full.good("baseline", "list", "--format", "jsonl").out
    found = outcomes(full)
    assert {o["outcome"] for o in found} == {"stays"}
    assert len(found) == len(full.good("alerts", "--all", "--format", "jsonl").records)
    assert "생김 0 · 사라짐 0 · 달라짐 0" in full.good("backtest").err
    after = sha256(full.good("alerts", "--all", "--format", "jsonl").out.encode()).hexdigest()
    assert after == before
    assert full.good("baseline", "list", "--format", "jsonl").out == figures


def test_a_topic_less_and_a_topic_more_say_what_they_would_change(full: Terminal) -> None:
    told = full.good("alerts", "--format", "jsonl").records
    gone = told[0]["topic"]
    exported = full.good("topic", "export").out
    kept = [part for part in exported.split("[[topic]]") if part.strip() and gone not in part]
    file = full.folder / "topics.toml"
    file.write_text("".join(f"[[topic]]{part}" for part in kept), "utf-8")
    fewer = full.good("backtest", "--topics", str(file), "--format", "jsonl").records
    lost = {o["id"] for o in fewer if o["outcome"] == "disappears" and o["topic"] == gone}
    assert lost
    assert lost <= {r["id"] for r in told if r["topic"] == gone}
    table = full.good("backtest", "--topics", str(file))
    assert "사라짐" in table.out
    full.good("topic", "remove", gone)
    file.write_text(exported, "utf-8")
    full.good("review", "--alert", told[-1]["id"], "--accept")
    more = full.good("backtest", "--topics", str(file), "--format", "jsonl").records
    assert {o["outcome"] for o in more} <= {"appears", "becomes", "disappears"}


def test_what_was_said_without_a_figure_is_judged_again_too(full: Terminal) -> None:
    told = full.good("alerts", "--statements", "--format", "jsonl").records
    said = {r["id"] for r in told if "statement" in r}
    assert said
    again = outcomes(full, "--statements")
    assert {o["id"] for o in again if "statement" in o} == said
    assert {o["outcome"] for o in again} == {"stays"}
    assert not any("statement" in o for o in outcomes(full))
    topic = next(r["topic"] for r in told if "statement" in r)
    gone = full.good("topic", "export").out.replace(f'name = "{topic}"', 'name = "없는 이름"')
    names = next(p for p in gone.split("[[topic]]") if "없는 이름" in p)
    file = full.folder / "other.toml"
    file.write_text(gone.replace(names, '\nname = "없는 이름"\n\n'), "utf-8")
    fewer = outcomes(full, "--statements", "--topics", str(file))
    lost = {o["outcome"] for o in fewer if "statement" in o and o["was_topic"] == topic}
    assert lost
    assert lost <= {"disappears", "becomes"}
    table = full.good("backtest", "--topics", str(file)).out
    assert "사라짐" in table or "달라짐" in table
    full.good("review", "--topic", topic, "--mute")
    assert not any("statement" in o for o in outcomes(full, "--statements"))


def test_a_threshold_and_a_decision_silence_what_they_reach(full: Terminal) -> None:
    told = full.good("alerts", "--format", "jsonl").records
    moved = {r["id"] for r in told if r["kind"] in ("changed", "conflict")}
    high = outcomes(full, "--threshold", "100000%")
    lost = {o["id"] for o in high if o["outcome"] == "disappears"}
    assert lost
    assert lost <= moved  # bounds and other units have no difference to measure
    topic = next(r["topic"] for r in told if r["id"] in lost)
    own = outcomes(full, "--threshold", f"{topic}=100000%")
    assert {o["topic"] for o in own if o["outcome"] == "disappears"} == {topic}
    full.good("review", "--topic", topic, "--mute")
    assert {o["outcome"] for o in outcomes(full)} == {"stays"}
    free = outcomes(full, "--no-decisions")
    assert {o["topic"] for o in free if o["outcome"] == "appears"} == {topic}


def test_an_alias_and_a_time_narrow_or_widen_it(full: Terminal) -> None:
    topic = full.good("alerts", "--format", "jsonl").records[0]["topic"]
    assert {o["outcome"] for o in outcomes(full, "--alias", f"{topic}=쓰이지않는이름")} == {"stays"}
    assert outcomes(full, "--since", "2035-01-01") == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--alias", "딥시크"], "--alias 딥시크"),
        (["--alias", "없음=가"], "없음"),
        (["--threshold", "조금"], "--threshold 조금"),
        (["--threshold", "없음=5%"], "없음"),
        (["--since", "soon"], "--since"),
        (["--topics", "none.toml"], "none.toml"),
    ],
)
def test_what_does_not_hold_is_one_line(full: Terminal, words: list[str], said: str) -> None:
    one_line(full("backtest", *words), said)


def test_what_a_threshold_does_not_reach_is_not_told_of_it(full: Terminal) -> None:
    topic = full.good("alerts", "--format", "jsonl").records[0]["topic"]
    full.good("topic", "remove", topic)
    assert "disappears" in {o["outcome"] for o in outcomes(full)}  # what was told before
    assert {o["outcome"] for o in outcomes(full, "--threshold", "0.000001%")} == {"stays"}
