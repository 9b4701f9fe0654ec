"""What came in, as the front door tells it: from alerts and history to status and doctor."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.cli.grammar import cells
from monitor.demo.newsroom import Newsroom
from monitor.demo.smtp import MailServer
from tests.acceptance.conftest import SETTINGS
from tests.searches import CLIENT_ID, SECRET, SearchServer, serving
from tests.terminal import Terminal, one_line

FIELDS = {"kind", "topic", "doc", "claim", "previous"}
CLAIM = {
    "doc", "span", "quote", "subject", "metric", "low", "high", "approx", "unit", "as_of",
    "modality", "attribution", "equivalents",
}  # fmt: skip


# --- an empty database ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["alerts"], "알림이 없습니다"),
        (["feed", "list"], "피드가 없습니다"),
        (["topic", "list"], "주제가 없습니다"),
        (["baseline", "list"], "기준선이 비었습니다"),
        (["review", "--list"], "아직 결정한 것이 없습니다"),
    ],
)
def test_an_empty_database_says_so_and_prints_no_data(
    terminal: Terminal, words: list[str], said: str
) -> None:
    call = terminal.begin().good(*words)
    assert call.out == ""
    assert call.err.startswith(said)
    assert terminal.good(*words, "--format", "jsonl").out == ""
    assert terminal.good(*words, "--format", "json").out == "[]\n"


def test_an_empty_database_has_a_status_a_digest_and_nothing_to_poll(terminal: Terminal) -> None:
    terminal.begin()
    assert json.loads(terminal.good("status", "--format", "json").out)["articles"] == 0
    assert terminal.good("status").out.startswith("피드: 읽는 것 0")
    assert "바뀐 수치가 없습니다" in terminal.good("digest").out
    assert terminal.good("poll").out.startswith("피드 0개")
    assert "결정할 알림이 없습니다" in terminal.good("review").out
    one_line(terminal("run"), "읽을 피드가 없습니다")
    one_line(terminal("history", "딥시크"), "딥시크: 그런 주제가")
    one_line(terminal("explain", "abc"), "abc: 그런 알림이")


@pytest.mark.parametrize(
    "line",
    [
        "alerts", "history 딥시크", "explain 3f2a", "review", "review --list", "review --export -",
        "review --alert 3f2a --reject", "digest", "digest --send", "digest --out d.html", "status",
        "feed list", "feed export", "feed remove https://a.example/f",
        "feed enable https://a.example/f", "topic list", "topic show 딥시크", "topic export",
        "topic add 딥시크 --propose", "topic edit 딥시크 --alias R1", "topic remove 딥시크",
        "baseline list", "baseline show 3f", "baseline drop 3f", "backtest", "learn",
    ],
)  # fmt: skip
def test_what_reads_makes_no_database_and_says_what_to_run_first(
    terminal: Terminal, line: str
) -> None:
    one_line(terminal(*line.split()), str(terminal.data), "monitor init", "설정 파일 없음")
    assert list(terminal.folder.iterdir()) == []


def test_a_data_folder_of_no_use_is_named(terminal: Terminal) -> None:
    file = terminal.folder / "file"
    file.write_text("x", "utf-8")
    one_line(terminal.bare("status", "--data", str(file)), f"{file}: 폴더가 아니라 파일")
    one_line(terminal.bare("run", "--data", str(file / "x")), f"{file / 'x'}: 폴더가")
    terminal.data.mkdir()
    (terminal.data / "monitor.db").write_text("not a database at all", "utf-8")
    for words in (["status"], ["alerts", "--format", "jsonl"], ["poll"], ["digest"]):
        one_line(terminal(*words), "monitor.db", "설정: 설정 파일 없음", status=1)
    call = terminal("doctor")
    assert call.status == 1
    assert "✗ 데이터베이스" in call.out


# --- alerts --------------------------------------------------------------------------------------


def test_alerts_are_records_of_the_contract_with_every_field(full: Terminal) -> None:
    found = full.good("alerts", "--all", "--format", "jsonl").records
    assert found
    for record in found:
        assert set(record) >= FIELDS
        assert set(record["claim"]) == CLAIM
        assert record["doc"] == record["claim"]["doc"]
        assert (record["previous"] is None) == (record["kind"] == "new")
    assert json.loads(full.good("alerts", "--all", "--format", "json").out) == found


def test_alerts_are_chosen_by_kind_topic_and_time(full: Terminal, newsroom: Newsroom) -> None:
    every = full.good("alerts", "--all", "--format", "jsonl").records
    told = full.good("alerts", "--format", "jsonl").records
    assert told == [r for r in every if r["kind"] != "confirmed"]
    changed = full.good("alerts", "--kind", "changed", "--kind", "conflict", "--format", "jsonl")
    assert changed.records == [r for r in every if r["kind"] in ("changed", "conflict")]
    topic = told[0]["topic"]
    on_topic = full.good("alerts", "--topic", topic, "--format", "jsonl").records
    assert on_topic == [r for r in told if r["topic"] == topic]
    second = newsroom.days()[1]
    for since in (f"{second - timedelta(hours=1)}", "2h"):
        late = full.good(
            "alerts",
            "--since",
            since,
            "--now",
            f"{second + timedelta(hours=1)}",
            "--format",
            "jsonl",
        ).records
        assert 0 < len(late) < len(told)
        assert late == [r for r in told if datetime.fromisoformat(r["at"]) >= second]
    assert full.good("alerts", "--since", "2030-01-01", "--format", "jsonl").out == ""


@pytest.mark.parametrize("since", ["soon", "3w", "99999999999999d", "-1d", "²d", ""])
def test_a_time_that_is_none_is_refused(terminal: Terminal, since: str) -> None:
    one_line(terminal("alerts", f"--since={since}"), "--since")


def test_a_topic_that_is_not_tracked_is_no_empty_answer(full: Terminal) -> None:
    one_line(full("alerts", "--topic", "딥식"), "딥식: 그런 주제가", "딥시크")


@pytest.mark.parametrize("width", [40, 100])
@pytest.mark.parametrize(
    "words", [["alerts", "--all"], ["baseline", "list"], ["feed", "list"], ["topic", "list"]]
)
def test_tables_fit_the_terminal(
    full: Terminal, width: int, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = full.good(*words).out.splitlines()
    assert [line for line in lines if cells(line) > width] == []
    assert "\x1b" not in "".join(lines)


def test_an_alert_is_two_lines_at_a_hundred_columns(
    full: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    found = full.good("alerts", "--format", "jsonl").records
    figures, _, statements = full.good("alerts").out.partition("\n\n")
    title, *lines = figures.splitlines()
    # What was said without a figure comes behind, under a heading of its own.
    assert statements.startswith("발언·입장")
    assert title.split() == ["종류", "수치", "값"]
    assert len(lines) == 2 * len(found)
    for record, first, second in zip(found, lines[::2], lines[1::2], strict=True):
        assert record["claim"]["subject"].split()[0] in first
        assert second.startswith(record["id"][:8])
        assert record["topic"] in second


# --- history, explain ----------------------------------------------------------------------------


def test_a_history_draws_every_value_with_its_source(
    full: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    record = full.good("alerts", "--kind", "changed", "--format", "jsonl").records[0]
    metric = record["claim"]["metric"]
    drawn = full.good("history", record["topic"], metric)
    assert "█" in drawn.out
    assert (
        full.good("history", record["topic"], " ".join(reversed(metric.split()))).out == drawn.out
    )
    assert record["outlet"] in drawn.out
    assert all(cells(line) <= 100 for line in drawn.out.splitlines())
    figures = full.good("history", record["topic"], "--format", "jsonl").records
    assert record["doc"] in {v["doc"] for f in figures for v in f["values"]}
    one_line(full("history", "없음"), "없음", "딥시크")


@pytest.mark.parametrize("form", [[], ["--format", "jsonl"]])
def test_a_metric_that_a_topic_has_not_is_told_with_those_it_has(
    full: Terminal, form: list[str]
) -> None:
    topic = "딥시크"
    one_line(full("history", topic, "없는 지표", *form), "없는 지표", "월간 이용자 수", "개발 비용")
    full.good("topic", "edit", topic, "--figure", "직원 수:명")
    waiting = full.good("history", topic, "직원 수", *form)
    assert ("아는 값이 없습니다" in waiting.out) is not bool(form)
    full.good("topic", "add", "없는이름")
    assert full.good("history", "없는이름", "지표", *form).status == 0


def test_an_alert_is_explained_by_the_beginning_of_its_key(full: Terminal) -> None:
    for record in full.good("alerts", "--all", "--format", "jsonl").records:
        told = full.good("explain", record["id"][:8]).out.replace("«", "").replace("»", "")
        for side in (record["claim"], record["previous"]):
            if side:
                assert side["quote"].split("\n")[0] in told
                assert side["doc"] in told
        (as_json,) = full.good("explain", record["id"], "--format", "jsonl").records
        assert as_json["id"] == record["id"]
        assert bool(as_json["fields"]) == bool(record["previous"])
        assert full.good("explain", record["id"], "--lang", "en").out
        for side, mark in ((s, as_json["marks"].get(n)) for n, s in _sides(as_json)):
            assert mark is None or side["quote"][mark[0] : mark[1]].strip()
        assert as_json["otherwise"]
        if as_json["previous"]:
            assert as_json["comparison"]["periods"] in ("same", "later", "earlier", "unknown")


def _sides(record: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(name, record[name]) for name in ("claim", "previous") if record[name]]


def test_an_explanation_shows_both_quotes_beside_each_other_where_people_look(
    full: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    (record, *_) = full.good("alerts", "--kind", "changed", "--format", "jsonl").records
    piped = full.good("explain", record["id"]).out
    assert f"«{record['claim']['quote'][slice(*_mark(full, record['id']))]}»" in piped
    monkeypatch.setenv("COLUMNS", "110")
    shown = full.good("explain", record["id"]).out
    titles = next(line for line in shown.splitlines() if "이전" in line)
    assert "지금" in titles
    table = shown[shown.index(titles) :].partition("같은 수치라고")[0]
    assert all(cells(line) <= 110 for line in table.splitlines())
    monkeypatch.setenv("COLUMNS", "50")
    narrow = full.good("explain", record["id"]).out
    assert "지금: " in narrow


def test_an_explanation_says_periods_as_people_do(full: Terminal) -> None:
    for record in full.good("alerts", "--all", "--format", "jsonl").records:
        words = full.good("explain", record["id"], "--format", "jsonl").records[0]["words"]
        assert not re.search(r"-01~\d{4}-\d\d-(?:28|29|30|31)", words)


def _mark(full: Terminal, key: str) -> list[int]:
    mark: list[int] = full.good("explain", key, "--format", "jsonl").records[0]["marks"]["claim"]
    return mark


@pytest.mark.parametrize(("lang", "said"), [("ko", "달리 판단했을 조건"), ("en", "otherwise")])
def test_an_explanation_has_no_code_of_the_program_in_it(
    full: Terminal, lang: str, said: str
) -> None:
    codes = re.compile(r"\b(?:[a-z]+_[a-z_]+|True|False)\b")
    for record in full.good("alerts", "--all", "--format", "jsonl").records:
        told = full.good("explain", record["id"], "--lang", lang).out
        assert said in told
        rest = "\n".join(line for line in told.splitlines() if "://" not in line)
        assert codes.findall(rest.replace(str(full.folder), "")) == [], told


# --- review --------------------------------------------------------------------------------------


def test_what_is_decided_stays_decided_and_can_be_taken_back(full: Terminal) -> None:
    alerts = full.good("alerts", "--format", "jsonl").records
    first, second = (r["id"] for r in alerts[:2])
    full.good("review", "--alert", first[:8], "--accept", "--note", "확인함")
    full.good("review", "--alert", second, "--reject")
    assert [
        (r["alert"], r["decision"], r["note"])
        for r in full.good("review", "--list", "--format", "jsonl").records
    ] == [(first, "accept", "확인함"), (second, "reject", "")]
    rejected = alerts[1]["claim"]["quote"]
    assert rejected not in full.good("digest").out
    assert "되돌림" in full.good("review", "--alert", second, "--undo").out
    one_line(full("review", "--alert", second, "--undo"), "되돌릴 결정이 없습니다")
    said = full.good("alerts", "--statements", "--format", "jsonl").records[len(alerts) :]
    one_line(full("review"), f"알림 {len(alerts) + len(said) - 1}건이 기다립니다")


def test_a_corrected_value_stands(full: Terminal) -> None:
    record = full.good("alerts", "--kind", "changed", "--format", "jsonl").records[0]
    full.good("review", "--alert", record["id"], "--correct", "59만 명")
    pinned = [
        value["low"]
        for figure in full.good("baseline", "list", "--format", "jsonl").records
        for value in figure["values"]
        if value["pinned"]
    ]
    assert pinned == [590_000]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--accept"], "--alert: 어느 알림인지"),
        (["--alert", "{id}"], "--accept, --reject"),
        (["--alert", "{id}", "--accept", "--reject"], "--accept, --reject: 한 번에 하나만"),
        (["--alert", "{id}", "--correct", "많이"], "'많이'"),
        (["--alert", "{id}", "--merge", "zz"], "zz: 그런 수치가"),
    ],
)
def test_a_decision_that_is_none_is_refused(full: Terminal, words: list[str], said: str) -> None:
    key = full.good("alerts", "--format", "jsonl").records[0]["id"]
    one_line(full("review", *(w.format(id=key) for w in words)), said)


# --- digest --------------------------------------------------------------------------------------


def test_a_digest_is_shown_written_and_sent_once(full: Terminal) -> None:
    with MailServer() as mail:
        settings = full.folder / "monitor.toml"
        settings.write_text(
            SETTINGS + f'[email]\nhost = "{mail.host}"\nport = {mail.port}\nsecurity = "none"\n'
            'sender = "m@demo.example"\nrecipients = ["a@demo.example"]\n',
            "utf-8",
        )
        config = ("--config", str(settings))
        shown = full.good("digest", *config)
        assert full.good("digest", *config).out == shown.out  # showing keeps nothing
        full.good("digest", "--out", "page.html", *config)
        assert "<html" in (full.folder / "page.html").read_text("utf-8")
        assert "2건을 전달" in full.good("digest", "--send", *config).out  # mail and file
        assert len(mail.received) == 1
        assert mail.received[0]["To"] == "a@demo.example"
        again = full.good("digest", "--send", *config)
        assert "새로 보낼 것이 없습니다" in again.out
        assert len(mail.received) == 1
        after = full.good("digest", *config)
        assert "바뀐 수치가 없습니다" in after.out
        again = full.good("digest", "--since", "2020-01-01", *config)
        assert "바뀐 수치가 없습니다" not in again.out
    one_line(full("digest", "--send", "--out", "x.html"), "--send와 --out")
    one_line(full("digest", "--out", "no/x.html"), "no/x.html: 그런 파일이나")


def test_a_digest_that_nobody_takes_fails_and_waits(full: Terminal) -> None:
    settings = full.folder / "monitor.toml"
    settings.write_text(
        'data = "data"\n[digest]\nfolder = ""\n[email]\nhost = "127.0.0.1"\nport = 1\n'
        'security = "none"\nsender = "m@demo.example"\nrecipients = ["a@demo.example"]\n',
        "utf-8",
    )
    call = full("digest", "--send", "--config", str(settings))
    assert call.status == 1
    assert "127.0.0.1:1" in call.err
    status = json.loads(full.good("status", "--format", "json").out)
    assert status["queue"]["messages_waiting"] == 1
    settings.write_text('[digest]\nfolder = ""\n', "utf-8")
    one_line(full("digest", "--send", "--config", str(settings)), "보낼 곳이 없습니다")


# --- status, doctor ------------------------------------------------------------------------------


def test_a_status_is_one_object_for_probes(full: Terminal) -> None:
    found = json.loads(full.good("status", "--format", "json").out)
    assert found == {**json.loads(full.good("status", "--format", "jsonl").out), "at": found["at"]}
    assert set(found) >= {"feeds", "queue", "articles", "last_digest", "database", "failures"}
    assert found["feeds"]["enabled"] == 7
    assert found["database"]["bytes"] > 0
    now = datetime(2031, 1, 2, tzinfo=UTC)
    late = json.loads(full.good("status", "--format", "json", "--now", now.isoformat()).out)
    assert late["at"] == now.isoformat()


def test_the_clock_may_come_from_the_environment(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.begin()
    monkeypatch.setenv("MONITOR_NOW", "2031-01-02T09:00")
    found = json.loads(terminal.good("status", "--format", "json").out)
    assert found["at"] == "2031-01-02T00:00:00+00:00"  # without a zone it is a time in Korea
    monkeypatch.setenv("MONITOR_NOW", "soon")
    one_line(terminal("status"), "MONITOR_NOW: 시각이 아님")


def test_a_mistyped_data_folder_is_told_and_not_filled(terminal: Terminal) -> None:
    one_line(terminal("status"), str(terminal.data), "데이터베이스가 없습니다")
    one_line(terminal("status", "--format", "json", "--lang", "en"), "no database here")
    call = terminal("doctor")
    assert call.status == 1
    assert "✗ 데이터베이스" in call.out
    assert "monitor init" in call.out
    assert not terminal.data.exists()


def test_kinds_are_taken_by_their_names_in_either_language(full: Terminal) -> None:
    named = full.good("alerts", "--kind", "changed", "--format", "jsonl").out
    assert named
    assert full.good("alerts", "--kind", "바뀜", "--format", "jsonl").out == named
    one_line(full("alerts", "--kind", "바꿈"), "--kind", "changed, ", "바뀜")


def test_a_name_that_is_not_there_is_wrong_use_everywhere(full: Terminal) -> None:
    for words in (
        ["feed", "remove", "https://no.example/rss"],
        ["feed", "disable", "https://no.example/rss"],
        ["topic", "remove", "없음"],
        ["topic", "show", "없음"],
        ["history", "없음"],
        ["history", "딥시크", "없는지표"],
        ["alerts", "--topic", "없음"],
        ["baseline", "show", "zz"],
        ["baseline", "drop", "zz"],
        ["explain", ""],
        ["poll", "--feed", "https://no.example/rss"],
    ):
        one_line(full(*words))


def test_what_is_no_fact_says_so_in_the_table(full: Terminal) -> None:
    records = full.good("alerts", "--all", "--format", "jsonl").records
    wanted = [r for r in records if r["claim"]["modality"] == "planned"]
    assert wanted
    table = full.good("alerts", "--all").out
    assert "(계획)" in table
    full.good("review", "--alert", wanted[0]["id"], "--modality", "부인")
    assert "(부인)" in full.good("alerts", "--all").out


def test_a_feed_that_fails_is_a_line_of_the_status_in_either_language(
    terminal: Terminal,
) -> None:
    settings = terminal.folder / "monitor.toml"
    settings.write_text(SETTINGS, "utf-8")
    url = "http://127.0.0.1:9/rss"
    config = ("--config", str(settings))
    terminal.good("feed", "add", "--no-check", url)
    call = terminal("poll", "--feed", url, *config)
    assert call.status == 1
    assert url in call.err
    assert "✗" in terminal.good("status").out
    korean = terminal.good("status").out
    english = terminal.good("status", "--lang", "en").out
    assert "서버에 연결할 수 없음" in korean
    assert "cannot connect to the server" in english
    one_line(terminal("poll", "--feed", "http://no.example/", *config), "http://no.example/")


def test_one_feed_is_polled_by_its_name(full: Terminal, newsroom: Newsroom) -> None:
    settings = full.folder / "monitor.toml"
    settings.write_text(SETTINGS, "utf-8")
    now = str(newsroom.days()[1] + timedelta(minutes=1))
    _, url = newsroom.feeds()[0]
    before = len(newsroom.log)
    call = full.good("poll", "--feed", url, "--config", str(settings), "--now", now)
    assert call.out.startswith("피드 1개")
    assert url in {newsroom.base_url + r.path for r in newsroom.log[before:]}
    call = full.good("poll", "--config", str(settings), "--now", now)
    assert call.out.startswith("피드 0개")  # nothing else is due a minute later


def test_a_doctor_finds_everything_right_and_each_thing_wrong(
    full: Terminal, newsroom: Newsroom
) -> None:
    settings = full.folder / "monitor.toml"
    config = ("--config", str(settings))
    with MailServer() as mail:
        good = (
            SETTINGS + f'[email]\nhost = "{mail.host}"\nport = {mail.port}\nsecurity = "none"\n'
            'sender = "m@demo.example"\nrecipients = ["a@demo.example"]\n'
        )
        settings.write_text(good, "utf-8")
        found = full.good("doctor", *config, "--format", "jsonl").records
        assert {f["what"]: f["state"] for f in found if f["what"] != "room"} == {
            "program": "ok", "settings": "ok", "database": "ok", "readers": "ok", "topics": "ok",
            "baseline": "ok", "feeds": "note", "network": "ok", "email": "ok", "slack": "note",
            "contact": "note", "recipients": "ok", "fetch": "note", "workers": "note", "data": "ok",
            "daemon": "note", "clock": "ok", "health": "ok",
        }  # fmt: skip
        assert mail.received == ()
        (feeds,) = (f for f in found if f["what"] == "feeds")
        assert "HTML" in feeds["details"][0]  # the newsroom's broadcaster has a bad day
        assert "monitor feed check" in feeds["advice"]
        (contact,) = (f for f in found if f["what"] == "contact")
        assert "[fetch] contact =" in contact["advice"]
    # The mail server is gone now; so are topics and feeds, and a webhook is no address.
    fresh = Terminal(full.folder, full._captured)
    fresh.data = full.folder / "fresh"
    fresh.begin()
    wrong = {f["what"]: f for f in fresh("doctor", *config, "--format", "jsonl").records}
    assert {w for w, f in wrong.items() if f["state"] == "bad"} == {"topics", "feeds", "email"}
    assert all(f["advice"] for f in wrong.values() if f["state"] != "ok")
    assert "연결 실패" in wrong["email"]["said"]


def test_a_doctor_asks_whether_naver_takes_the_keys(
    full: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = full.folder / "monitor.toml"
    monkeypatch.setenv("MONITOR_FETCH__CONTACT", "desk@hanbit.example")
    with serving(SearchServer()) as server:
        naver = (
            f'[naver]\nclient_id = "{CLIENT_ID}"\n'
            f'endpoint = "http://127.0.0.1:{server.port}/v1/search/news.json"\n'
        )
        settings.write_text(SETTINGS + naver, "utf-8")
        monkeypatch.setenv("MONITOR_NAVER__CLIENT_SECRET", "falsch")
        config = ("--config", str(settings))
        full.good("feed", "add", "--no-check", "--naver", "딥시크", "--naver", "금리", *config)

        def found() -> dict[str, dict[str, str]]:
            records = full("doctor", *config, "--format", "jsonl").records
            return {f["what"]: f for f in records}

        wrong = found()
        assert wrong["contact"]["state"] == "ok"
        assert wrong["naver"]["state"] == "bad"
        assert "(024)" in wrong["naver"]["said"]
        monkeypatch.setenv("MONITOR_NAVER__CLIENT_SECRET", SECRET)
        right = found()
        assert (right["naver"]["state"], right["network"]["state"]) == ("ok", "ok")
        assert "2027" in right["naver"]["advice"]
    assert len(server.calls) == 2
    assert server.asked == [a for a in server.asked if a.startswith("127.0.0.1/v1/search/")]


def test_a_doctor_reads_what_is_wrong_with_the_settings(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = terminal.folder / "monitor.toml"
    settings.write_text(
        'colour = 1\n[fetch]\ntimeout = -1\n[email]\npassword = "hunter2"\n', "utf-8"
    )
    call = terminal("doctor", "--config", str(settings))
    assert call.status == 1
    assert [
        word for word in ("colour", "fetch.timeout", "email.password") if word not in call.out
    ] == []
    assert "hunter2" not in call.out + call.err
    settings.write_text("", "utf-8")
    monkeypatch.setenv("MONITOR_SLACK__WEBHOOK", "http://hooks.example/secret-part")
    call = terminal("doctor", "--config", str(settings))
    assert call.status == 1
    assert "slack.webhook" in call.out
    assert "secret-part" not in call.out + call.err


def test_every_fault_of_the_settings_is_a_line_with_its_key(terminal: Terminal) -> None:
    settings = terminal.folder / "monitor.toml"
    settings.write_text(
        'language = "fr"\ncolour = 1\n[fetch]\ntimeout = -1\nper_host = "x"\n'
        '[digest]\nat = "25:99"\nzone = "Mars/X"\ndays = []\n',
        "utf-8",
    )
    call = terminal("status", "--config", str(settings))
    assert (call.status, call.out) == (2, "")
    keys = ["language", "fetch.timeout", "fetch.per_host", "digest.at", "digest.days",
            "digest.zone", "colour"]  # fmt: skip
    assert sorted(line.split(": ")[2] for line in call.faults) == sorted(keys)
    assert all(line.startswith(f"오류: {settings}: ") for line in call.faults)


# --- init ----------------------------------------------------------------------------------------


def test_init_writes_settings_that_work_and_never_overwrites(terminal: Terminal) -> None:
    assert terminal.bare("init").status == 0
    file = Path("config/monitor.toml")
    written = file.read_text("utf-8")
    assert (terminal.folder / "data" / "monitor.db").is_file()
    file.write_text(written + "# mine\n", "utf-8")
    again = terminal.bare("init", "--lang", "en")
    assert again.status == 0
    assert "left as it is" in again.out
    assert file.read_text("utf-8") == written + "# mine\n"
    assert terminal.bare("status").status == 0
    other = terminal.bare("init", "--config", "other/m.toml")
    assert other.status == 0
    assert Path("other/m.toml").is_file()
    assert "# 응답 하나를 기다리는 시간(초)\n# timeout = 20" in written
    assert terminal.bare("init", "--config", "en/m.toml", "--lang", "en").status == 0
    assert "# seconds for a whole answer\n# timeout = 20" in Path("en/m.toml").read_text("utf-8")


def test_settings_are_looked_for_in_the_promised_order(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def database() -> str:
        call = terminal.bare("status")
        assert call.status == 2
        return call.err

    for name in ("xdg/figure-monitor", "config", "env", "option"):
        folder = terminal.folder / name
        folder.mkdir(parents=True)
        (folder / "monitor.toml").write_text('data = "here"\n', "utf-8")
    call = terminal.bare("status", "--config", "option/monitor.toml")
    one_line(call, "/option/here:", "option/monitor.toml")
    assert "/config/here:" in database()
    monkeypatch.setenv("MONITOR_CONFIG", "env/monitor.toml")
    assert "/env/here:" in database()
    monkeypatch.delenv("MONITOR_CONFIG")
    (terminal.folder / "config" / "monitor.toml").unlink()
    assert "/figure-monitor/here:" in database()
