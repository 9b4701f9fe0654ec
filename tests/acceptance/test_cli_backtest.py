"""`monitor backtest`: stored articles judged again, and the database left alone."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from monitor.model import Article
from monitor.store.articles import load_article, load_checked, save_article
from monitor.store.database import open_store
from tests.terminal import Terminal, one_line

ROOT = Path(__file__).parents[2]
AFTER = datetime(2025, 6, 20, tzinfo=UTC)  # the last of the stories


def outcomes(full: Terminal, *words: str) -> list[Any]:
    return full.good("backtest", "--all", *words, "--format", "jsonl").records


def test_under_the_same_topics_nothing_changes_and_nothing_is_touched(full: Terminal) -> None:
    before = sha256(full.good("alerts", "--all", "--format", "jsonl").out.encode()).hexdigest()
    figures = full.good("baseline", "list", "--format", "jsonl").out
    found = outcomes(full)
    assert {o["outcome"] for o in found} == {"stays"}
    assert len(found) == len(full.good("alerts", "--all", "--format", "jsonl").records)
    assert "생김 0 · 사라짐 0 · 달라짐 0" in full.good("backtest").err
    # Nor does anything differ from what was told, all of it under these topics.
    assert outcomes(full, "--told") == found
    after = sha256(full.good("alerts", "--all", "--format", "jsonl").out.encode()).hexdigest()
    assert after == before
    assert full.good("baseline", "list", "--format", "jsonl").out == figures


OVERLAPPING = {
    "the same names and figures": (
        "딥시크 둘째",
        ["--alias", "딥시크", "--alias", "DeepSeek"],
        ["--figure", "월간 이용자 수:명"],
    ),
    "the same names alone": ("AI 앱", ["--alias", "챗GPT", "--alias", "딥시크"], []),
    "what another one measures, of anybody": (
        "이용자",
        ["--alias", "월간 이용자"],
        ["--figure", "이용자 수:명"],
    ),
    "a word that many articles have": ("한국", ["--alias", "정부"], ["--figure", "예산:원"]),
}


@pytest.mark.parametrize("names", [[*OVERLAPPING][:1], [*OVERLAPPING][1:]])
def test_a_topic_that_overlaps_others_makes_no_difference_where_nothing_is_changed(
    full: Terminal, names: list[str]
) -> None:
    before = {r["id"]: r for r in full.good("alerts", "--all", "--format", "jsonl").records}
    for name in names:
        topic, aliases, figures = OVERLAPPING[name]
        full.good("topic", "add", topic, *aliases, *figures)
    found = outcomes(full)
    assert {o["outcome"] for o in found} == {"stays"}
    # What was told is compared with where that is asked for: no comparison was lost.
    told = {one["id"]: one for one in outcomes(full, "--told")}
    assert told.keys() == before.keys() | {one["id"] for one in found}
    for key, one in before.items():
        assert (told[key]["kind"], told[key]["previous"]) == (one["kind"], one["previous"])


@pytest.mark.parametrize("names", [["the same names and figures"], [*OVERLAPPING][1:]])
def test_what_was_told_under_topics_that_overlap_is_what_a_replay_tells(
    full: Terminal, capsys: pytest.CaptureFixture[str], names: list[str]
) -> None:
    """The demo's stories as news of a database whose topics overlap from the beginning."""
    (full.folder / "other").mkdir()
    other = Terminal(full.folder / "other", capsys).begin()
    other.good("baseline", "build", str(ROOT / "seeds"))
    for name in names:
        topic, aliases, figures = OVERLAPPING[name]
        other.good("topic", "add", topic, *aliases, *figures)
    other.good("topic", "import", str(ROOT / "config" / "topics.toml"))
    stories = _stories(full)
    store = open_store(f"sqlite:///{other.data / 'monitor.db'}")
    for story in stories:
        with store.begin() as tx:
            save_article(tx, story, now=AFTER)
    store.close()
    other.good("poll", "--now", f"{AFTER}")
    found = outcomes(other, "--statements")
    assert len(found) > len(stories)
    assert found == outcomes(other, "--statements", "--told")
    assert {o["outcome"] for o in found} == {"stays"}


def _stories(full: Terminal) -> list[Article]:
    store = open_store(f"sqlite:///{full.data / 'monitor.db'}")
    with store.begin(write=False) as tx:
        checked = load_checked(tx, seeds=False)
        found = [load_article(tx, doc, version) for doc, version, _ in checked]
    store.close()
    return [story for story in found if story is not None]


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
    assert {o["outcome"] for o in outcomes(full)} == {"stays"}
    assert "disappears" in {o["outcome"] for o in outcomes(full, "--told")}
    assert {o["outcome"] for o in outcomes(full, "--threshold", "0.000001%")} == {"stays"}
