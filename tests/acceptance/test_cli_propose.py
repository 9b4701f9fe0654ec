"""`monitor topic add` on a running system: proposals out of what is stored."""

from __future__ import annotations

import json

import pytest

from monitor.cli.grammar import cells
from tests.terminal import Terminal, one_line


def test_proposals_are_shown_and_nothing_is_added(full: Terminal) -> None:
    full.good("topic", "remove", "딥시크")
    records = full.good("topic", "add", "딥시크", "--propose", "--format", "jsonl").records
    assert records[0].keys() >= {"number", "metric", "units", "subject", "mentions", "outlets"}
    assert [r["number"] for r in records] == list(range(1, len(records) + 1))
    users = next(r for r in records if "이용자" in r["metric"] and "명" in r["units"])
    assert users["mentions"] >= 2
    assert users["outlets"]
    table = full.good("topic", "add", "딥시크", "--propose").out
    assert "번호" in table
    assert users["metric"] in table
    names = {t["name"] for t in full.good("topic", "list", "--format", "jsonl").records}
    assert "딥시크" not in names
    empty = full.good("topic", "add", "없는이름", "--propose")
    assert (empty.out, "제안할 수치가 없습니다" in empty.err) == ("", True)
    assert (
        json.loads(full.good("topic", "add", "없는이름", "--propose", "--format", "json").out) == []
    )


@pytest.mark.parametrize("width", [60, 80])
def test_what_is_proposed_and_held_can_be_read_on_a_narrow_terminal(
    full: Terminal, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    records = full.good(
        "topic", "add", "생성 AI", "--alias", "딥시크", "--propose", "--format", "jsonl"
    )
    held = full.good("baseline", "list", "--format", "jsonl").records
    monkeypatch.setenv("COLUMNS", str(width))
    table = full.good("topic", "add", "생성 AI", "--alias", "딥시크", "--propose").out
    for record in records.records:
        assert not [w for w in record["metric"].split() if w not in table]
        assert all(unit in table for unit in record["units"])
    table = full.good("baseline", "list").out
    for record in held:
        assert record["key"][:10] in table
        assert not [w for w in record["metric"].split() if cells(w) <= 14 and w not in table]


def test_a_topic_without_figures_of_its_own_is_pointed_to_what_articles_offer(
    full: Terminal,
) -> None:
    added = full.good("topic", "add", "생성 AI", "--alias", "딥시크", "--alias", "챗GPT").out
    assert "monitor topic add '생성 AI' --propose" in added
    offered = full.good("topic", "add", "생성 AI", "--propose", "--format", "jsonl").records
    assert f"{len(offered)}개" in added  # by its aliases, though only its name is said
    assert offered[0]["metric"] in added
    figure = f"{offered[0]['metric']}:{offered[0]['units'][0]}"
    full.good("topic", "edit", "생성 AI", "--figure", figure)
    left = full.good("topic", "add", "생성 AI", "--propose", "--format", "jsonl").records
    assert offered[0]["metric"] not in {
        r["metric"] for r in left if r["units"] == offered[0]["units"]
    }
    nothing = full.good("topic", "add", "아무도 모르는 것").out
    assert "아직 없습니다" in nothing
    assert "--propose" not in nothing


def test_accepted_proposals_become_tracked_figures(full: Terminal) -> None:
    full.good("topic", "remove", "딥시크")
    records = full.good("topic", "add", "딥시크", "--propose", "--format", "jsonl").records
    full.good("topic", "add", "딥시크", "--accept", "2-3,1")
    (topic,) = full.good("topic", "show", "딥시크", "--format", "jsonl").records
    assert [f["metric"] for f in topic["figure"]] == [records[n]["metric"] for n in (1, 2, 0)]
    one_line(full("topic", "add", "딥시크", "--accept", "1"), "딥시크")


@pytest.mark.parametrize("choice", ["0", "99999", "x", "3-1", "1,,x", "1-", "-1"])
def test_a_choice_that_is_none_is_refused_and_adds_nothing(full: Terminal, choice: str) -> None:
    full.good("topic", "remove", "딥시크")
    one_line(full("topic", "add", "딥시크", f"--accept={choice}"), choice)
    one_line(full("topic", "show", "딥시크"), "딥시크")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "\x00",
        "\udcff",
        "가\x1b[31m나",
        "가" * 101,
        "\u202e",
        "%",
        "_",
        "'; DROP TABLE topic",
        "[red]",
        "\\",
    ],
)
def test_a_name_of_any_kind_is_taken_or_refused_in_one_line(full: Terminal, name: str) -> None:
    for words in (["--propose"], [], ["--alias", name]):
        call = full("topic", "add", name if words[:1] != ["--alias"] else "괜찮은 이름", *words)
        assert call.status in (0, 2), call.err
        assert "Traceback" not in call.err
        assert call.status == 0 or len(call.faults) == 1
