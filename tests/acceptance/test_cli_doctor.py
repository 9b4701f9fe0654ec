"""`monitor doctor` as it is typed: what it looks at on this machine, and that it only looks."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from monitor.health import Health, serve_health
from monitor.model import Feed, Topic, Url
from monitor.store.database import open_store
from monitor.store.feeds import save_feed
from monitor.store.holding import one_daemon
from monitor.store.migrations import REVISIONS
from monitor.store.topics import save_topic
from tests.integration.test_store_database import make_at
from tests.terminal import Terminal

FEED = b'<rss version="2.0"><channel><title>x</title></channel></rss>'


@pytest.fixture
def begun(terminal: Terminal) -> Terminal:
    """The program with an empty database that nobody else may read."""
    terminal.begin()
    terminal.data.chmod(0o700)
    return terminal


def url_of(terminal: Terminal) -> str:
    return f"sqlite:///{terminal.data / 'monitor.db'}"


def looked(terminal: Terminal, *words: str) -> dict[str, list[dict[str, Any]]]:
    """Return what the doctor found, by what it looked at."""
    found: dict[str, list[dict[str, Any]]] = {}
    for record in terminal("doctor", *words, "--format", "jsonl").records:
        found.setdefault(record["what"], []).append(record)
    return found


def only(found: dict[str, list[dict[str, Any]]], what: str) -> dict[str, Any]:
    (record,) = found[what]
    return record


@contextmanager
def a_server(*, date: datetime | None = None, name: str = "nginx") -> Iterator[int]:
    """A web server whose clock says `date`, which answers everything with an empty feed."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response_only(200)
            self.send_header("Server", name)
            self.send_header("Date", format_datetime(date or datetime.now(UTC), usegmt=True))
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(FEED)))
            self.end_headers()
            self.wfile.write(FEED)

        @override
        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_it_names_what_a_bug_report_needs(begun: Terminal) -> None:
    facts = only(looked(begun), "program")["facts"]
    assert facts["python"] == ".".join(map(str, sys.version_info[:3]))
    assert facts["revision"] == REVISIONS[-1]
    assert facts["packages"]["sqlalchemy"]
    assert all(isinstance(r["facts"], dict) for r in begun("doctor", "--format", "jsonl").records)


def test_it_changes_nothing(begun: Terminal) -> None:
    store = open_store(url_of(begun))
    with store.begin() as tx:
        save_topic(tx, Topic(name="금리"))
    store.close()

    def kept() -> dict[str, bytes]:
        # The shared memory of the log is SQLite's own, and comes with every reader.
        files = (f for f in begun.data.rglob("*") if not f.name.endswith(("-shm", "-wal")))
        return {str(f): f.read_bytes() for f in files if f.is_file()}

    before = kept()
    looked(begun)
    assert kept() == before
    assert [f["state"] for f in looked(begun)["topics"]] == ["ok", "note"]


def test_a_database_in_a_folder_of_any_name_is_looked_into(terminal: Terminal) -> None:
    terminal.data = terminal.folder / "자료 %41 #1?"
    terminal.good("init")
    found = looked(terminal)
    assert only(found, "database")["state"] == "ok"
    assert "자료 %41 #1?/monitor.db" in only(found, "database")["said"]
    assert " (0.0 MB)" not in only(found, "database")["said"]
    assert [f.name for f in terminal.folder.iterdir() if f.name.startswith("자료")] == [
        "자료 %41 #1?"
    ]


def test_a_broken_database_is_named_as_its_owner_knows_it_and_what_to_type_said(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.good("init")
    (terminal.data / "monitor.db").write_bytes(b"garbage" * 1000)
    call = terminal("doctor")
    assert f"sqlite:///{terminal.data / 'monitor.db'}: " in call.out
    assert "monitor restore" in call.out
    assert "mode=ro" not in call.out
    monkeypatch.setenv("MONITOR_DATABASE__URL", "postgresql://u:secret@127.0.0.1:1/x")
    said = terminal("doctor").out
    assert "u:***@127.0.0.1:1/x: " in said
    assert "options" not in said


def test_an_older_database_is_left_as_it_is_and_a_newer_one_refused(terminal: Terminal) -> None:
    terminal.data.mkdir()
    make_at(url_of(terminal), "0005").dispose()
    older = only(looked(terminal), "database")
    assert (older["state"], "0005" in older["said"]) == ("note", True)
    assert "monitor backup" in older["advice"]
    with sqlite3.connect(terminal.data / "monitor.db") as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchone() == ("0005",)
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    newer = only(looked(terminal), "database")
    assert (newer["state"], "9999" in newer["said"]) == ("bad", True)
    assert "make setup" in newer["advice"]


def test_it_says_which_daemon_is_at_the_database_and_keeps_none_away(begun: Terminal) -> None:
    assert "monitor run" in only(looked(begun), "daemon")["advice"]
    store = open_store(url_of(begun))
    with one_daemon(store, "ko"):
        found = only(looked(begun), "daemon")
        assert (found["state"], f"{os.getpid()}@" in found["said"]) == ("ok", True)
    assert only(looked(begun), "daemon")["state"] == "note"
    with one_daemon(store, "ko"):
        pass
    store.close()


def test_who_answers_at_the_port_of_the_probes(
    begun: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_server() as port:
        monkeypatch.setenv("MONITOR_HEALTH__PORT", str(port))
        taken = only(looked(begun), "health")
        assert (taken["state"], "nginx" in taken["said"]) == ("bad", True)
    assert only(looked(begun), "health")["state"] == "ok"  # nobody is there
    store = open_store(url_of(begun))
    health = Health(store, clock=lambda: datetime.now(UTC), silent=timedelta(days=14))
    with one_daemon(store, "ko"):
        assert only(looked(begun), "health")["state"] == "bad"  # and the daemon should be
        with serve_health(health, "127.0.0.1", 0, "ko") as open_port:
            monkeypatch.setenv("MONITOR_HEALTH__PORT", str(open_port))
            assert only(looked(begun), "health")["state"] == "ok"
            monkeypatch.setenv("MONITOR_HEALTH__ADDRESS", "0.0.0.0")
            assert only(looked(begun), "health")["state"] == "note"
    store.close()


def test_whoever_holds_the_port_and_says_nothing_is_told(
    begun: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.cli.doctor.QUICK", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("MONITOR_HEALTH__PORT", str(silent.getsockname()[1]))
        assert only(looked(begun), "health")["state"] == "bad"


def test_our_clock_is_held_against_those_of_servers(
    begun: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_FETCH__ALLOW_PRIVATE", "true")
    monkeypatch.setenv("MONITOR_FETCH__HOST_DELAY", "0")
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    store = open_store(url_of(begun))
    with a_server(date=tomorrow) as ahead, a_server() as right:
        with store.begin() as tx:
            save_feed(tx, Feed(url=Url(f"http://127.0.0.1:{ahead}/rss")))
        wrong = looked(begun)
        assert only(wrong, "clock")["state"] == "bad"
        assert only(wrong, "network")["state"] == "ok"
        assert only(looked(begun, "--now", "2031-01-01"), "clock")["state"] == "note"
        with store.begin() as tx:
            save_feed(tx, Feed(url=Url(f"http://127.0.0.1:{right}/rss")))
        assert only(looked(begun), "clock")["state"] == "ok"  # the other server's is wrong
    failed = only(looked(begun), "network")
    assert (failed["state"], len(failed["details"])) == ("bad", 1)
    store.close()


@pytest.mark.parametrize(
    ("settings", "what", "state", "advice"),
    [
        ("[fetch]\nallow_private = true", "fetch", "note", "[fetch] allow"),
        ("[workers]\nisolate = false", "workers", "note", "isolate = true"),
        ("[retention]\ntexts_days = 2", "retention", "note", "texts_days = 8"),
        ('[sources]\nfeeds = "none.csv"', "sources", "bad", "[sources] feeds"),
        ('[sources]\ntopics = "odd.toml"', "sources", "bad", "[sources] topics"),
        ('[sources]\nmetrics = "odd.toml"', "sources", "bad", "[sources] metrics"),
        ('[sources]\nseeds = "none"', "sources", "note", "[sources] seeds"),
        (
            '[naver]\nclient_id = "x"\nclient_secret_file = "odd.toml"',
            "secrets",
            "bad",
            "chmod 600",
        ),
    ],
)
def test_settings_that_will_hurt_are_told_before_they_do(
    begun: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    settings: str,
    what: str,
    state: str,
    advice: str,
) -> None:
    monkeypatch.delenv("MONITOR_WORKERS__ISOLATE")
    file = begun.folder / "monitor.toml"
    (begun.folder / "odd.toml").write_text("odd = [", "utf-8")
    (begun.folder / "odd.toml").chmod(0o644)
    file.write_text("", "utf-8")
    assert what not in looked(begun, "--config", str(file))
    file.write_text(settings, "utf-8")
    found = only(looked(begun, "--config", str(file)), what)
    assert (found["state"], advice in found["advice"]) == (state, True), found


def test_mail_that_goes_unencrypted_to_another_machine_is_told(begun: Terminal) -> None:
    file = begun.folder / "monitor.toml"
    mail = '[email]\nport = 9\nsecurity = "none"\nsender = "a@b.example"\nhost = '
    file.write_text(f'{mail}"127.0.0.1"', "utf-8")
    assert [f["state"] for f in looked(begun, "--config", str(file))["email"]] == ["bad"]
    file.write_text(f'{mail}"mail.invalid"', "utf-8")
    plain, _ = looked(begun, "--config", str(file))["email"]
    assert (plain["state"], "starttls" in plain["advice"]) == ("note", True)


def test_a_variable_that_is_misspelled_is_told_without_its_value(
    begun: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_SLACK__WEBHOK", "geheim")
    call = begun("doctor", "--lang", "en")
    assert "MONITOR_SLACK__WEBHOK: no such setting" in call.out
    assert "did you mean MONITOR_SLACK__WEBHOOK" in call.out
    assert "geheim" not in call.out + call.err


def test_a_recipient_whose_extra_is_not_installed_is_told_how_to_install_it(
    begun: Terminal,
) -> None:
    begun.good("recipient", "add", "방", "--channel", "apprise", "--address", "tgram://1/2")
    # Another process, in which the package cannot be found.
    code = (
        "import sys; sys.modules['apprise'] = None\n"
        "from monitor.cli.main import run\n"
        f"sys.exit(run(['--data', {str(begun.data)!r}, 'doctor', '--format', 'jsonl']))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=begun.folder, capture_output=True, text=True,
        check=False, env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    found = [json.loads(row) for row in done.stdout.splitlines()]
    (apprise,) = (f for f in found if f["what"] == "apprise")
    assert (apprise["state"], "pip install" in apprise["said"]) == ("bad", True)
    assert done.returncode == 1
