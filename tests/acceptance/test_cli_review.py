"""`monitor review`: decisions are kept, hold for the past and the future, and can be undone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from monitor.demo.newsroom import Newsroom
from tests.acceptance.conftest import ROOT
from tests.terminal import Call, Terminal, one_line


def alerts(full: Terminal, *words: str) -> list[Any]:
    return full.good("alerts", *words, "--format", "jsonl").records


def changed(full: Terminal) -> Any:
    return next(r for r in alerts(full) if r["kind"] == "changed")


def figures(full: Terminal) -> dict[str, Any]:
    return {f["key"]: f for f in full.good("baseline", "list", "--format", "jsonl").records}


def decided(full: Terminal, *words: str) -> list[Any]:
    return full.good("review", "--list", *words, "--format", "jsonl").records


def state(full: Terminal) -> tuple[str, dict[str, Any]]:
    """All that a decision may change and its undoing has to put back."""
    told = full.good("alerts", "--all", "--hidden", "--format", "jsonl").out
    values = {
        key: sorted((v["doc"], v["span"], v["low"], v["as_of"], v["current"]) for v in f["values"])
        for key, f in figures(full).items()
    }
    return told, values


def undo_last(full: Terminal) -> Call:
    return full.good("review", "--decision", decided(full)[-1]["id"], "--undo")


def test_a_correction_of_any_field_changes_the_value_the_alert_and_is_undone(
    full: Terminal,
) -> None:
    before, record = state(full), changed(full)
    key = record["id"]
    words = ["--correct", "58만 명", "--period", "2025-04", "--modality", "전망"]
    full.good("review", "--alert", key, *words)
    after = next(r for r in alerts(full, "--all") if r["id"] == key)
    assert after["claim"]["low"] == 580_000
    assert after["claim"]["as_of"] == ["2025-04-01", "2025-04-30"]
    assert after["claim"]["modality"] == "forecast"
    assert 580_000 in [v["low"] for f in figures(full).values() for v in f["values"]]
    (kept,) = decided(full)
    assert kept["decision"] == "correct"
    assert kept["claim"]["low"] == record["claim"]["low"]
    undo_last(full)
    assert state(full) == before
    assert decided(full) == []
    assert [r["undone"] is not None for r in decided(full, "--all")] == [True]


def test_a_corrected_subject_takes_the_value_to_a_figure_of_its_own(full: Terminal) -> None:
    before, record = state(full), changed(full)
    full.good("review", "--alert", record["id"], "--subject", "제미나이")
    holder = [
        f for f in figures(full).values()
        if any(v["doc"] == record["doc"] and v["subject"] == "제미나이" for v in f["values"])
    ]  # fmt: skip
    assert len(holder) == 1
    assert record["previous"]["doc"] not in {v["doc"] for v in holder[0]["values"]}
    undo_last(full)
    assert {k: v for k, v in state(full)[1].items() if v} == before[1]


def test_two_figures_are_merged_and_come_apart_again(full: Terminal) -> None:
    before = state(full)
    held = figures(full)
    one, two = [f for f in held.values() if f["unit"] == "명"][:2]
    merged = full.good("review", "--figure", one["key"], "--merge", two["key"]).out
    now = figures(full)
    assert one["key"] not in now
    assert len(now[two["key"]]["values"]) == len(one["values"]) + len(two["values"])
    one_line(full("review", "--figure", two["key"], "--merge", two["key"]), "이미 같은 수치")
    assert f"[{two['key'][:10]}] 값 {len(now[two['key']]['values'])}개" in merged
    undo_last(full)
    assert state(full) == before


def test_figures_in_units_of_other_kinds_are_not_merged(full: Terminal) -> None:
    before, held = state(full), figures(full).values()
    people, money = (next(f for f in held if f["unit"] == unit) for unit in ("명", "KRW"))
    words = ["review", "--figure", people["key"], "--merge", money["key"]]
    one_line(full(*words), "합칠 수 없습니다: 명, 원")
    one_line(full(*words, "--lang", "en"), "cannot be merged: 명, KRW")
    many = [f for f in held if f["unit"] == "명"]
    full.good("review", "--figure", many[0]["key"], "--merge", many[1]["key"])
    full.good("review", "--export", "decisions.jsonl")
    undo_last(full)
    file = full.folder / "decisions.jsonl"
    row = json.loads(file.read_text("utf-8"))
    row |= {"id": "0123456789ab", "into": {**row["into"], "unit": "KRW"}}
    file.write_text("\n" + json.dumps(row, ensure_ascii=False), "utf-8")
    one_line(full("review", "--import", str(file)), "decisions.jsonl: 2: ", "명, 원")
    assert decided(full) == []
    assert state(full) == before


@pytest.mark.parametrize("command", [("alerts",), ("review", "--list"), ("history", "딥시크")])
def test_a_wrong_moment_is_told_by_every_command(full: Terminal, command: tuple[str, ...]) -> None:
    one_line(full(*command, "--now", "xx"), "--now")


def test_a_value_taken_out_makes_a_figure_of_its_own_and_its_alert_is_new(full: Terminal) -> None:
    before, record = state(full), changed(full)
    full.good("review", "--alert", record["id"], "--split")
    after = next(r for r in alerts(full) if r["id"] == record["id"])
    assert (after["kind"], after["previous"]) == ("new", None)
    assert "나누었습니다" in full.good("explain", record["id"]).out
    assert len(figures(full)) == len(before[1]) + 1
    undo_last(full)
    assert state(full) == before


def test_who_takes_a_value_out_is_told_both_figures_and_what_stands_of_each(
    full: Terminal,
) -> None:
    before, record = state(full), changed(full)
    done = full.good("review", "--alert", record["id"], "--split").out
    row = decided(full)[-1]
    rest = figures(full)[row["figure"]["key"]]
    (taken,) = (f for key, f in figures(full).items() if key not in before[1])
    lines = done.splitlines()[1:]
    for figure, line in zip((rest, taken), lines, strict=True):
        assert f"[{figure['key'][:10]}] 값 {len(figure['values'])}개, 지금 " in line
    assert "남은 수치" in lines[0]
    assert "떼어 낸 수치" in lines[1]
    names = [f"{f['subject']} {f['metric']}" for f in (rest, taken)]
    assert names[0] != names[1]
    undo_last(full)
    words = ["review", "--alert", record["id"], "--split", "--name"]
    one_line(full(*words, f"{rest['subject']} {rest['metric']}"), "--name", rest["key"][:10])
    one_line(full(*words, " "), "--name")
    one_line(full("review", "--alert", record["id"], "--accept", "--name", "a"), "--name")
    named = full.good(*words, "다른 이용자 수").out
    assert "다른 이용자 수 [" in named
    full.good("reprocess", "--all")
    (again,) = (f for f in figures(full).values() if f["metric"] == "다른 이용자 수")
    assert record["doc"] in {v["doc"] for v in again["values"]}
    # What the other is called by is put right: what was taken out of it stays out.
    full.good("review", "--figure", rest["key"], "--values", "1", "--metric", "가입자 수")
    full.good("reprocess", "--all")
    assert "다른 이용자 수" in {f["metric"] for f in figures(full).values()}


def test_a_doubted_value_does_not_stand_after_a_split_while_a_sure_one_is_there(
    full: Terminal,
) -> None:
    doubted = next(r for r in alerts(full) if r["uncertain"])
    (whole,) = full.good("explain", doubted["id"], "--format", "jsonl").records
    held = figures(full)[whole["figure"]["key"]]
    standing = [str(n) for n, v in enumerate(held["values"], 1) if v["current"]]
    assert 0 < len(standing) < len(held["values"]) - 1
    full.good("review", "--figure", held["key"], "--split", "--values", ",".join(standing))
    now = figures(full)[held["key"]]["values"]
    place = (doubted["doc"], doubted["claim"]["span"])
    assert [v["current"] for v in now if (v["doc"], v["span"]) == place] == [False]
    assert any(v["current"] for v in now)


def test_values_are_taken_out_by_their_numbers(full: Terminal) -> None:
    several = next(f for f in figures(full).values() if len(f["values"]) > 2)
    key = several["key"]
    full.good("review", "--figure", key, "--split", "--values", "1,2")
    assert len(figures(full)[key]["values"]) == len(several["values"]) - 2
    for values in ("0", "x", "1,99", ""):
        one_line(full("review", "--figure", key, "--split", "--values", values), "--values")
    one_line(full("review", "--figure", key, "--split"), "--values")


def test_what_is_muted_is_not_told_but_stays_in_the_history(full: Terminal) -> None:
    record = changed(full)
    topic, metric = record["topic"], record["claim"]["metric"]
    history = full.good("history", topic).out
    full.good("review", "--topic", topic, "--metric", metric, "--mute")
    listed = full.good("alerts")
    assert record["id"][:8] not in listed.out
    assert "끔 1" in listed.err or "끔" in listed.err
    assert record["id"] not in {r["id"] for r in alerts(full, "--all")}
    assert "알리지 않음: 끔" in full.good("explain", record["id"]).out
    (shown,) = [r for r in alerts(full, "--hidden") if r["id"] == record["id"]]
    assert shown["silenced"] == "mute"
    assert record["claim"]["quote"] not in full.good("digest").out
    assert full.good("history", topic).out == history
    undo_last(full)
    assert record["id"] in {r["id"] for r in alerts(full)}


def test_a_change_below_its_threshold_is_counted_and_not_listed(full: Terminal) -> None:
    record = changed(full)
    full.good("review", "--alert", record["id"], "--threshold", "99%")
    assert record["id"] not in {r["id"] for r in alerts(full)}
    assert "문턱 1" in full.good("alerts").err
    assert record["claim"]["quote"] not in full.good("digest").out
    undo_last(full)
    full.good("review", "--alert", record["id"], "--threshold", "1%", "--threshold", "1명")
    assert record["id"] in {r["id"] for r in alerts(full)}
    assert "1%" in full.good("review", "--list").out


HOUSING = [
    ("2025-03-05", "다온공사의 매입임대주택은 2만1000가구다. 다온공사의 부채비율은 217.7%다."),
    ("2025-04-25", "다온공사의 매입임대주택은 2만4000가구다. 다온공사의 부채비율은 222.1%다."),
]
PLANT = [
    ("2025-03-05", "누리전지는 서산 공장 투자액이 2조4000억원이라고 5일 밝혔다."),
    (
        "2025-04-25",
        "누리전지는 25일 이사회를 열어 서산 공장 투자액을 2조4000억원에서 3조1000억원으로 늘리기로"
        " 했다.",
    ),
]


def told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], topic: str, news: Sequence[tuple[str, str]]
) -> Terminal:
    """Return a database that tracks a topic and has read these articles as news."""
    found = Terminal(tmp_path, capsys).begin()
    found.good("topic", "add", topic)
    rows = [
        {
            "url": f"https://gaon.example/{day}",
            "title": f"{topic} {day}",
            "published": f"{day}T09:00:00+09:00",
            "text": text,
            "outlet": "가온",
        }
        for day, text in news
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), "utf-8")
    found.good("backfill", str(tmp_path / "news.jsonl"), "--alerts")
    return found


def test_an_amount_with_a_unit_silences_nothing_in_other_units(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    full = told_of(tmp_path, capsys, "다온공사", HOUSING)
    units = {r["claim"]["unit"] for r in alerts(full) if r["previous"]}
    assert units == {"가구", "%"}
    made = full.good("review", "--topic", "다온공사", "--threshold", "1만 가구")
    assert made.out.startswith("문턱: 다온공사: 1만 가구")
    assert {r["claim"]["unit"] for r in alerts(full) if r["previous"]} == {"%"}
    assert "다온공사: 1만 가구" in full.good("review", "--list").out
    assert [r["unit"] for r in decided(full)] == ["가구"]
    file = str(tmp_path / "decisions.jsonl")
    full.good("review", "--export", file)
    other = ("--data", str(tmp_path / "other"))
    full.bare(*other, "review", "--import", file)
    assert "다온공사: 1만 가구" in full.bare(*other, "review", "--list").out
    (ratio,) = (f["key"] for f in figures(full).values() if f["unit"] == "%")
    refused = full("review", "--figure", ratio, "--threshold", "1만 가구")
    one_line(refused, "--threshold 1만 가구", "(%)")


@pytest.mark.parametrize("number", ["2", "3"])
def test_a_value_taken_out_of_its_page_s_figure_stays_so_in_replays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    full = told_of(tmp_path, capsys, "누리전지", PLANT)
    (key,) = figures(full)
    full.good("review", "--figure", key, "--split", "--values", number, "--name", "증설 투자액")
    before = figures(full)
    assert len(before) == 2
    for words in ([], ["--told"]):
        found = full.good("backtest", "--all", *words, "--format", "jsonl").records
        assert {o["outcome"] for o in found} == {"stays"}
    full.good("backtest", "--no-decisions")
    full.good("reprocess", "--all")
    after = figures(full)
    parts = [
        {k: (f["metric"], {(v["doc"], v["low"]) for v in f["values"]}) for k, f in found.items()}
        for found in (before, after)
    ]
    assert parts[0] == parts[1]


def test_decisions_go_to_another_database_and_hold_there(full: Terminal) -> None:
    record = changed(full)
    full.good("review", "--alert", record["id"], "--reject", "--note", "오독")
    full.good("review", "--topic", record["topic"], "--mute")
    full.good("review", "--export", "decisions.jsonl")
    rows = (full.folder / "decisions.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(r)["decision"] for r in rows] == ["reject", "mute"]
    other = ("--data", str(full.folder / "other"))
    assert "새 결정 2건" in full.bare(*other, "review", "--import", "decisions.jsonl").out
    again = full.bare(*other, "review", "--import", "decisions.jsonl").out
    assert "새 결정 0건, 이미 아는 것 2건" in again
    listed = full.bare(*other, "review", "--list", "--format", "jsonl").records
    assert [r["id"] for r in listed] == [json.loads(r)["id"] for r in rows]
    (full.folder / "bad.jsonl").write_text('{"id": "x"}\n[]\n{', "utf-8")
    call = full("review", "--import", "bad.jsonl")
    assert call.status == 2
    assert len(call.faults) == 3
    one_line(full("review", "--import", "none.jsonl"), "none.jsonl")


def test_a_corrected_value_of_the_corpus_survives_a_new_baseline_here_and_elsewhere(
    full: Terminal,
) -> None:
    seeds = str(ROOT / "seeds")
    key, value = next(
        (f["key"], v)
        for f in figures(full).values()
        for v in f["values"][:1]
        if v["seed"] and v["unit"] == "명"
    )
    words = ["--values", "1", "--correct", "777만 명", "--period", "2024"]
    full.good("review", "--figure", key, *words)

    def held(who: Terminal) -> list[Any]:
        every = [v for f in figures(who).values() for v in f["values"]]
        return [v for v in every if (v["doc"], v["span"]) == (value["doc"], value["span"])]

    (right,) = held(full)
    assert (right["low"], right["as_of"]) == (7_770_000, ["2024-01-01", "2024-12-31"])
    full.good("baseline", "build", seeds)
    assert held(full) == [right]
    full.good("review", "--export", "decisions.jsonl")
    other = Terminal(full.folder, full._captured)
    other.data = full.folder / "other"
    other.good("review", "--import", "decisions.jsonl")
    other.good("baseline", "build", seeds)
    (again,) = held(other)
    assert (again["low"], again["as_of"]) == (right["low"], right["as_of"])
    one_line(full("review", "--figure", key, "--correct", "1만 명"), "--values")
    one_line(full("review", "--figure", key, "--values", "1,2", "--correct", "1만 명"), "--values")


def test_merges_are_made_again_where_decisions_are_imported(full: Terminal) -> None:
    seeds = str(ROOT / "seeds")
    people = [f for f in figures(full).values() if f["unit"] == "명" and f["values"][0]["seed"]]
    one, two = people[:2]
    full.good("review", "--figure", one["key"], "--merge", two["key"])
    full.good("review", "--export", "decisions.jsonl")
    for first in ("import", "build"):
        other = Terminal(full.folder, full._captured)
        other.data = full.folder / f"other-{first}"
        steps = [["baseline", "build", seeds], ["review", "--import", "decisions.jsonl"]]
        for words in reversed(steps) if first == "import" else steps:
            other.good(*words)
        wordings = [
            {(v["subject"], v["metric"]) for v in f["values"]} for f in figures(other).values()
        ]
        both = {(f["values"][0]["subject"], f["values"][0]["metric"]) for f in (one, two)}
        assert any(both <= w for w in wordings), first


def test_a_rejected_alert_does_not_come_back_with_later_articles(
    full: Terminal, newsroom: Newsroom
) -> None:
    days = newsroom.days()
    plain = Terminal(full.folder / "plain", full._captured)
    plain.take(full.data)
    (full.folder / "monitor.toml").write_text(
        "[fetch]\nallow_private = true\nhost_delay = 0\n", "utf-8"
    )
    config = ("--config", str(full.folder / "monitor.toml"))

    def poll(who: Terminal) -> set[tuple[str, str, float]]:
        newsroom.now = days[2]
        who.good("poll", "--all", "--now", f"{days[2]}", *config)
        return {(r["kind"], r["claim"]["metric"], r["claim"]["low"]) for r in alerts(who)}

    told = {r["id"]: r for r in alerts(full)}
    for key in told:
        full.good("review", "--alert", key, "--reject")
    expected = poll(plain)
    after = poll(full)
    rejected = {(r["kind"], r["claim"]["metric"], r["claim"]["low"]) for r in told.values()}
    assert after
    assert not after & rejected
    assert expected & rejected == rejected


def test_the_same_decision_again_is_one_decision(full: Terminal) -> None:
    key = changed(full)["id"]
    for _ in range(2):
        full.good("review", "--alert", key, "--accept")
    assert len(decided(full)) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--alert", "{id}", "--period", "언젠가"], "--period 언젠가"),
        (["--alert", "{id}", "--period", "2025-05~2025-01"], "--period"),
        (["--alert", "{id}", "--modality", "sure"], "--modality sure"),
        (["--alert", "{id}", "--subject", " "], "쓸 수 없는 값"),
        (["--alert", "{id}", "--threshold", "조금"], "--threshold 조금"),
        (["--mute"], "--alert, --figure, --topic"),
        (["--topic", "없음", "--mute"], "없음: 그런 주제가"),
        (["--figure", "zz", "--mute"], "zz: 그런 수치가"),
        (["--decision", "zz", "--undo"], "zz: 그런 결정이"),
        (["--undo"], "--alert"),
        (["--list", "--accept"], "--accept, --list: 한 번에 하나만"),
        (["--list", "--note", "말"], "--note"),
        (["--alert", "{id}", "--accept", "--values", "1"], "--values: --accept에는"),
        (["--alert", "{id}", "--accept", "--scope", "topic"], "--scope: --accept에는"),
        (["--figure", "zz", "--reject"], "--figure: --reject에는"),
        (["--alert", "{id}", "--figure", "zz", "--merge", "zz"], "--alert, --figure: 무엇에"),
        (["--figure", "zz", "--metric", "매출", "--mute"], "--figure, --metric: 무엇에"),
        (["--topic", "딥시크", "--scope", "topic", "--mute"], "--scope: --alert와"),
        (["--metric", "없는것", "--mute"], "가까운 지표:"),
        (["--topic", "딥시크", "--metric", "월간 이용", "--mute"], "월간 이용자 수"),
        (["--topic", "딥시크", "--metric", "없는것", "--threshold", "5%"], "--metric 없는것"),
        (["--alert", "{id}", "--scope", "all", "--mute"], "--scope"),
    ],
)
def test_a_decision_that_does_not_hold_is_one_line(
    full: Terminal, words: list[str], said: str
) -> None:
    key = changed(full)["id"]
    one_line(full("review", *(w.format(id=key) for w in words)), said)
    assert decided(full) == []


def test_of_two_decisions_that_contradict_each_other_the_later_holds(full: Terminal) -> None:
    before, record = state(full), changed(full)
    key = record["id"]
    full.good("review", "--alert", key, "--accept")
    accepted = state(full)
    (first,) = decided(full)
    said = full.good("review", "--alert", key, "--reject").out
    assert f"대신함: {first['id']} (받아들임)" in said
    rejected = state(full)
    _, second = decided(full)
    assert key not in {r["id"] for r in alerts(full)}
    kept = [(r["id"], r["superseded_by"]) for r in decided(full)]
    assert kept == [(first["id"], second["id"]), (second["id"], None)]
    listed = full.good("review", "--list").out
    assert f"받아들임 (무효, 뒤의 {second['id']} 결정이 대신함)" in listed
    assert "물리침 (유효)" in listed
    full.good("review", "--export", "decisions.jsonl")
    said = full.good("review", "--undo", "--alert", key).out
    assert f"다시 서는 결정: {first['id']}" in said
    assert state(full) == accepted
    full.good("review", "--undo", "--decision", first["id"])
    assert state(full) == before
    other = Terminal(full.folder / "other", full._captured)
    other.take(full.data)
    (other.folder / "turned.jsonl").write_text(
        "".join(reversed((full.folder / "decisions.jsonl").read_text("utf-8").splitlines(True)))
        .replace(first["id"], "0123456789ab")
        .replace(second["id"], "ba9876543210"),
        "utf-8",
    )
    other.good("review", "--import", str(other.folder / "turned.jsonl"))
    assert state(other)[1] == rejected[1]
    kept = [(r["id"], r["superseded_by"]) for r in decided(other)]
    assert sorted(kept) == [("0123456789ab", "ba9876543210"), ("ba9876543210", None)]


def test_what_was_rejected_and_then_accepted_stands_again(full: Terminal) -> None:
    told = {r["kind"]: r["id"] for r in alerts(full)}
    for key in (told["new"], told["changed"]):
        full.good("review", "--alert", key, "--accept")
        accepted = state(full)
        undo_last(full)
        full.good("review", "--alert", key, "--reject")
        full.good("review", "--alert", key, "--accept")
        assert state(full) == accepted
        assert [r["superseded_by"] is None for r in decided(full)][-2:] == [False, True]


def test_of_two_values_before_an_alert_the_one_said_last_is_right(full: Terminal) -> None:
    before, record = state(full), changed(full)
    full.good("review", "--alert", record["id"], "--previous", "130만 명")
    once = state(full)
    full.good("review", "--alert", record["id"], "--previous", "140만 명")
    assert the_alert(full, record["id"])["previous"]["low"] == 1_400_000
    first, second = decided(full)
    assert (first["superseded_by"], second["superseded_by"]) == (second["id"], None)
    assert first["previous"] == second["previous"] == record["previous"]
    undo_last(full)
    assert state(full) == once
    full.good("review", "--alert", record["id"], "--previous", "none")
    assert the_alert(full, record["id"])["kind"] == "new"
    # The one that does not hold is taken back: nothing changes but the list.
    held = state(full)
    full.good("review", "--undo", "--decision", first["id"])
    assert state(full) == held
    undo_last(full)
    assert state(full) == before


def test_a_second_correction_is_of_what_the_text_says_with_what_was_put_right_before(
    full: Terminal,
) -> None:
    before, record = state(full), changed(full)
    key = record["id"]
    full.good("review", "--alert", key, "--correct", "58만 명")
    once = state(full)
    full.good("review", "--alert", key, "--period", "2025-04")
    right = the_alert(full, key)["claim"]
    assert (right["low"], right["as_of"]) == (580_000, ["2025-04-01", "2025-04-30"])
    first, second = decided(full)
    assert (first["superseded_by"], second["superseded_by"]) == (second["id"], None)
    assert second["claim"]["low"] == record["claim"]["low"]
    undo_last(full)
    assert state(full) == once
    undo_last(full)
    assert state(full) == before


def test_history_and_baseline_show_that_a_value_was_rejected(full: Terminal) -> None:
    record = changed(full)
    full.good("review", "--alert", record["id"], "--reject")
    found = full.good("history", record["topic"], "--format", "jsonl").records
    marked = [v for f in found for v in f["values"] if v["rejected"]]
    assert {v["low"] for v in marked} == {record["claim"]["low"]}
    assert not any(v["current"] for v in marked)
    (line,) = (x for x in full.good("history", record["topic"]).out.splitlines() if "물리침" in x)
    assert "×" in line
    (figure,) = (f for f in found if any(v["rejected"] for v in f["values"]))
    assert "× " in full.good("baseline", "show", figure["key"]).out


def the_alert(full: Terminal, key: str) -> Any:
    return next(r for r in alerts(full, "--all") if r["id"] == key)


def test_an_alert_without_the_value_before_it_is_new_and_is_so_in_a_replay(full: Terminal) -> None:
    before, record = state(full), changed(full)
    full.good("review", "--alert", record["id"], "--previous", "none")
    after = the_alert(full, record["id"])
    assert (after["kind"], after["previous"]) == ("new", None)
    replayed = full.good("backtest", "--all", "--format", "jsonl").records
    (again,) = [r for r in replayed if r["claim"]["span"] == record["claim"]["span"]
                and r["doc"] == record["doc"]]  # fmt: skip
    assert (again["outcome"], again["kind"]) == ("stays", "new")
    undo_last(full)
    assert state(full) == before


@pytest.mark.parametrize("said", ["130만 명", "1300000명"])
def test_the_value_before_an_alert_is_what_a_person_says_and_is_undone(
    full: Terminal, said: str
) -> None:
    before, record = state(full), changed(full)
    full.good("review", "--alert", record["id"], "--previous", said, "--note", "작년 보도")
    after = the_alert(full, record["id"])
    assert after["kind"] == "changed"
    assert after["previous"]["low"] == 1_300_000
    assert after["claim"] == record["claim"]
    assert "작년 보도" in full.good("explain", record["id"]).out
    assert "130만" in full.good("digest").out
    undo_last(full)
    assert state(full) == before


def test_a_value_before_that_the_alert_says_again_makes_it_a_confirmation(full: Terminal) -> None:
    record = changed(full)
    said = f"{record['claim']['low']}{record['claim']['unit']}"
    full.good("review", "--alert", record["id"], "--previous", said)
    assert the_alert(full, record["id"])["kind"] == "confirmed"


def test_a_decision_on_the_value_before_goes_to_another_database(
    full: Terminal, tmp_path_factory: pytest.TempPathFactory
) -> None:
    record = changed(full)
    full.good("review", "--alert", record["id"], "--previous", "130만 명")
    out = tmp_path_factory.mktemp("decisions") / "decisions.jsonl"
    full.good("review", "--export", str(out))
    undo_last(full)
    assert the_alert(full, record["id"])["previous"]["low"] == record["previous"]["low"]
    (kept,) = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert (kept["decision"], kept["fields"]["low"]) == ("previous", 1_300_000)
    out.write_text(json.dumps({**kept, "id": "0123456789ab"}) + "\n", "utf-8")
    full.good("review", "--import", str(out))
    assert the_alert(full, record["id"])["previous"]["low"] == 1_300_000


def test_a_value_before_that_does_not_hold_is_one_line(full: Terminal) -> None:
    record = next(r for r in alerts(full) if r["kind"] == "new")
    one_line(full("review", "--alert", record["id"], "--previous", "none"), "이전 값")
    one_line(full("review", "--alert", record["id"], "--previous", "많이"), "많이")
    one_line(full("review", "--previous", "3명"), "--alert")


def test_who_does_not_say_what_to_take_back_is_shown_the_latest_decisions(full: Terminal) -> None:
    one_line(full("review", "--undo"), "되돌릴 결정이 없습니다")
    record = changed(full)
    full.good("review", "--alert", record["id"], "--accept")
    (kept,) = decided(full)
    done = full("review", "--undo")
    assert (done.status, done.out) == (2, "")
    assert f"--decision {kept['id']} 받아들임" in done.err
    assert "오류" not in done.err  # a question is no error


@pytest.mark.parametrize("words", [("explain",), ("review", "--accept", "--alert")])
def test_who_names_no_alert_is_told_which_there_are(full: Terminal, words: tuple[str, ...]) -> None:
    latest = alerts(full)[-5:]
    unknown = full(*words, "zz")
    assert (unknown.status, unknown.out) == (2, "")
    error, title, *rows = unknown.faults
    assert "zz: 그런 알림이" in error
    assert "최근 알림" in title
    assert [row.split()[0] for row in rows] == [r["id"][:8] for r in reversed(latest)]
    keys = [r["id"] for r in alerts(full, "--all")]
    start = next(k[0] for k in keys if sum(other[0] == k[0] for other in keys) > 1)
    several = full(*words, start)
    assert several.status == 2
    assert "둘 이상" in several.faults[0]
    assert {row.split()[0][0] for row in several.faults[2:]} == {start}


def test_what_is_hidden_says_by_what_it_is(full: Terminal) -> None:
    first, second, *_ = alerts(full)
    full.good("review", "--alert", first["id"], "--reject")
    full.good("review", "--topic", second["topic"], "--mute")
    muted = {r["id"] for r in alerts(full, "--hidden") if r.get("silenced") == "mute"}
    out = full.good("alerts", "--hidden").out
    (rejecting, muting) = (r["id"] for r in decided(full))
    assert f"[숨김: 물리침 {rejecting}]" in out
    statements = full.good("alerts", "--hidden", "--statements", "--format", "jsonl").records
    said = {r.get("id") for r in statements if r.get("silenced") == "mute"} | muted
    assert out.count(f"[숨김: 끔 {muting}]") == len(said)


def test_an_explanation_names_the_figure_with_what_it_holds(full: Terminal) -> None:
    held = figures(full)
    for record in alerts(full, "--all"):
        (whole,) = full.good("explain", record["id"], "--format", "jsonl").records
        figure = whole["figure"]
        assert figure["values"] == len(held[figure["key"]]["values"])
        shown = full.good("explain", record["id"]).out
        assert f"[{figure['key'][:10]}] 값 {figure['values']}개, 지금 " in shown


def test_a_figure_is_shown_with_the_numbers_that_its_values_are_named_by(full: Terminal) -> None:
    several = next(f for f in figures(full).values() if len(f["values"]) > 2)
    shown = full.good("baseline", "show", several["key"]).out
    assert [f"{n}. " in shown for n in (1, 2, 3)] == [True, True, True]


def test_where_words_and_verdict_are_not_equally_sure_both_numbers_are_explained(
    full: Terminal,
) -> None:
    told = [r for r in alerts(full, "--all") if r["previous"] is not None][:4]
    assert told
    for record in told:
        shown = full.good("explain", record["id"]).out
        (whole,) = full.good("explain", record["id"], "--format", "jsonl").records
        sure = f"확신: {whole['score']:.2f} "
        assert sure in shown
        words = f"{whole['likeness']:.2f}"
        is_other = words not in sure
        assert ("감안한 확신은" in shown or "판단은 위의 까닭으로" in shown) or not is_other
