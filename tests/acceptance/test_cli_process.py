"""The `monitor` process: what it loads, pipes, signals, terminals, standard input and locks."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from monitor.demo.newsroom import Newsroom
from tests.acceptance.conftest import SETTINGS

ROOT = Path(__file__).parents[2]
SECONDS = 30
TEXT = "딥시크의 국내 월간 이용자는 121만 명이다.\n"
PROGRAM = (sys.executable, "-m", "monitor")
# None of these may load for a text file: each costs more than all the reading.
HEAVY = {
    "pydantic", "sqlmodel", "sqlalchemy", "httpx", "trafilatura", "rich", "lxml", "feedparser",
    "asyncio", "apscheduler", "jinja2", "aiohttp",
}  # fmt: skip


def _environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MONITOR_", "COLUMNS"))}
    return kept | {
        "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder),
        "PYTHONUTF8": "1",
    } | more  # fmt: skip


def _run(
    folder: Path, *words: str, stdin: bytes = b"", program: Sequence[str] = PROGRAM, **more: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*program, *words],
        cwd=folder,
        env=_environment(folder, **more),
        input=stdin,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )


def _shell(folder: Path, line: str) -> subprocess.CompletedProcess[bytes]:
    monitor = f"'{sys.executable}' -m monitor"
    return _run(folder, "-c", line.replace("monitor", monitor, 1), program=["bash"])


def test_claims_of_a_text_loads_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    code = (
        "import sys\nfrom monitor.cli.main import run\n"
        "status = run(['claims', 'a.txt', '--format', 'jsonl'])\n"
        "print(sorted({m.partition('.')[0] for m in sys.modules}), file=sys.stderr)\n"
        "sys.exit(status)\n"
    )
    done = _run(tmp_path, "-c", code, program=[sys.executable])
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["low"] == 1_210_000
    loaded = set(json.loads(done.stderr.decode().replace("'", '"')))
    assert loaded & HEAVY == set()


def test_a_reader_that_leaves_early_gets_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT * 2000, "utf-8")
    for line in (
        "set -o pipefail; monitor claims a.txt --format jsonl | head -n 1",
        "set -o pipefail; monitor claims a.txt --quantities | head -n 1",
        "set -o pipefail; monitor read a.txt | head -n 1",
    ):
        done = _shell(tmp_path, line)
        assert (done.returncode, done.stderr) == (0, b""), line
        assert len(done.stdout.splitlines()) == 1


def test_a_closed_or_full_standard_output_is_no_bug(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    closed = _shell(tmp_path, "monitor claims a.txt --format jsonl >&- 2>&-")
    assert closed.returncode == 0
    full = _shell(tmp_path, "monitor claims a.txt --format jsonl > /dev/full")
    assert full.returncode == 1
    assert full.stderr.decode().splitlines() == ["오류: 표준 출력: 디스크가 가득 찼습니다"]


def test_a_document_comes_in_on_standard_input(tmp_path: Path) -> None:
    done = _run(tmp_path, "claims", "-", "--format", "jsonl", stdin=TEXT.encode())
    (record,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (record["doc"], record["low"], done.stderr) == ("-", 1_210_000, b"")
    page = f"<html><body><article><h1>제목입니다 하나</h1><p>{TEXT * 8}</p></article></body></html>"
    url = "https://a.example/1"
    done = _run(tmp_path, "read", "-", "--url", url, "--format", "json", stdin=page.encode())
    (record,) = json.loads(done.stdout)
    assert list(record) == [
        "url", "title", "author", "outlet", "published", "modified", "text", "state",
        "reading", "reading_score",
    ]  # fmt: skip
    assert record["url"] == url
    empty = _run(tmp_path, "claims", "-", "--format", "json")
    assert (empty.returncode, empty.stdout) == (0, b"[]\n")


def test_odd_files_are_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT, "utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(50 * 2**20)
    (tmp_path / "none").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    names = ["empty.txt", "binary.txt", "huge.txt", "none", "gone.txt", "/dev/zero", "pipe.txt"]
    done = _run(tmp_path, "claims", *names, "good.txt", "--format", "jsonl")
    assert done.returncode == 1
    assert [json.loads(line)["doc"] for line in done.stdout.splitlines()] == ["good.txt"]
    lines = done.stderr.decode().splitlines()
    assert [line.split(": ")[1] for line in lines] == names[1:]
    english = _run(tmp_path, "claims", *names, "--lang", "en", "--format", "jsonl")
    assert english.stderr.isascii()
    assert b"binary.txt: a binary file" in english.stderr


def test_a_name_that_is_no_text_is_no_bug(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xfe.txt")
    (tmp_path / name).write_text(TEXT, "utf-8")
    done = _run(tmp_path, "claims", name, "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["doc"] == "\udcfe.txt"


def test_json_is_the_same_in_a_terminal_that_knows_no_hangul(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    done = _run(
        tmp_path, "claims", "a.txt", "--format", "jsonl", PYTHONUTF8="0", PYTHONIOENCODING="ascii"
    )
    assert done.stdout.isascii()
    assert json.loads(done.stdout)["quote"] == TEXT.strip()


def test_private_addresses_are_not_asked(tmp_path: Path) -> None:
    done = _run(tmp_path, "read", "http://127.0.0.1/x", "http://[::1]/", "--format", "jsonl")
    assert (done.returncode, done.stdout) == (1, b"")
    assert len(done.stderr.splitlines()) == 2
    assert done.stderr.decode().count("공개망이 아닌 주소") == 2


def test_a_page_that_is_not_there_is_a_failure_and_an_answer(
    tmp_path: Path, newsroom: Newsroom
) -> None:
    address = f"{newsroom.base_url}/nowhere.html"
    done = _run(tmp_path, "read", address, "--format", "jsonl", MONITOR_FETCH__ALLOW_PRIVATE="true")
    assert done.returncode == 1
    assert json.loads(done.stdout)["state"] == "gone"
    (line,) = done.stderr.decode().splitlines()
    assert f"{address}: 삭제되었거나 없는 기사" in line
    for command in ("read", "claims"):
        done = _run(tmp_path, command, address, "--lang", "en", MONITOR_FETCH__ALLOW_PRIVATE="true")
        assert (done.returncode, done.stdout) == (1, b"")
        assert "the article was deleted or never was" in done.stderr.decode()


# A session's terminal sends it the signals that a person types (Ctrl-C).
OWN_TERMINAL = (
    "import fcntl, os, signal, sys, termios\n"
    "signal.signal(signal.SIGINT, signal.SIG_DFL)\n"  # ignored where the tests run aside
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "os.execv(sys.argv[1], sys.argv[1:])\n"
)


class _Terminal:
    """The program on a terminal of its own: what it shows, and what a person types."""

    def __init__(self, folder: Path, *words: str, **more: str) -> None:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 90, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-c", OWN_TERMINAL, *PROGRAM, *words],
            cwd=folder,
            env=_environment(folder, TERM="xterm-256color", **more),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self.master = master
        self.seen = ""

    def until(self, words: str) -> None:
        """Read until the words are shown anew."""
        fresh = ""
        end = time.monotonic() + SECONDS
        while words not in fresh:
            ready, _, _ = select.select([self.master], [], [], max(0, end - time.monotonic()))
            assert ready, fresh
            more = self._read()
            assert more, fresh  # it has ended
            fresh += more
        self.seen += fresh

    def _read(self) -> str:
        try:
            return os.read(self.master, 65536).decode("utf-8", "replace")
        except OSError:  # EIO: the other side has gone
            return ""

    def type(self, words: str) -> None:
        os.write(self.master, words.encode())

    def interrupt(self) -> None:
        """Press Ctrl-C until the program has ended: one typed while it makes ready is discarded."""
        for _ in range(10):
            self.type("\x03")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(3)
                return

    def close(self) -> int:
        """Read the rest, and return the exit status."""
        while select.select([self.master], [], [], SECONDS)[0] and (more := self._read()):
            self.seen += more
        # Not before it has ended: closing a terminal hangs up on whoever still runs on it.
        status = self.process.wait(SECONDS)
        os.close(self.master)
        return status


@pytest.fixture
def folder(tmp_path: Path, filled: Path) -> Path:
    """A folder with settings and a data folder that has seen two days of news."""
    (tmp_path / "data").mkdir()
    (tmp_path / "config").mkdir()
    for file in filled.glob("monitor.db*"):
        (tmp_path / "data" / file.name).write_bytes(file.read_bytes())
    (tmp_path / "config" / "monitor.toml").write_text(
        SETTINGS.replace('"data"', '"../data"'), "utf-8"
    )
    return tmp_path


def test_a_review_walks_through_alerts_on_a_terminal(folder: Path) -> None:
    terminal = _Terminal(folder, "review")
    terminal.until("[q]")
    terminal.type("z\n")  # no choice: asked again
    terminal.until("[q]")
    terminal.type("a\n")
    terminal.until("[q]")
    terminal.type("c\n")
    terminal.until(": ")
    terminal.type("많이\n")  # no value: said so, and asked again
    terminal.until("[q]")
    terminal.type("r\n")
    terminal.until("[q]")
    terminal.type("s\n")
    terminal.until("[q]")
    terminal.type("q\n")
    assert terminal.close() == 0, terminal.seen
    listed = _run(folder, "review", "--list", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["decision"] for line in listed] == ["accept", "reject"]


def test_a_walk_mutes_splits_and_sets_thresholds(folder: Path) -> None:
    terminal = _Terminal(folder, "review")
    terminal.until("[q]")
    terminal.type("t\n")
    terminal.until(": ")
    terminal.type("조금\n")
    terminal.until(": ")
    terminal.type("\n")
    terminal.until("[q]")  # no threshold: said so, and asked again
    terminal.type("t\n")
    terminal.until(": ")
    terminal.type("5%\n")
    terminal.until(": ")
    terminal.type("t\n")
    terminal.until("[q]")
    terminal.type("u\n")
    terminal.until(": ")
    terminal.type("\n")
    terminal.until("[q]")
    terminal.type("q\n")
    assert terminal.close() == 0, terminal.seen
    listed = _run(folder, "review", "--list", "--format", "jsonl").stdout.splitlines()
    records = [json.loads(line) for line in listed]
    assert [r["decision"] for r in records] == ["threshold", "mute"]
    assert records[0]["relative"] == "0.05"
    assert records[0]["topic"]
    assert records[1]["figure"]["subject"]


def test_a_review_that_is_interrupted_keeps_what_was_decided(folder: Path) -> None:
    terminal = _Terminal(folder, "review")
    terminal.until("[q]")
    terminal.type("a\n")
    terminal.until("[q]")
    terminal.interrupt()
    assert terminal.close() == 130
    assert "중단" in terminal.seen
    assert "Traceback" not in terminal.seen
    ended = _Terminal(folder, "review")
    ended.until("[q]")
    ended.type("\x04")  # end of input
    assert ended.close() == 0, ended.seen
    listed = _run(folder, "review", "--list", "--format", "jsonl").stdout.splitlines()
    assert len(listed) == 1


def test_a_new_topic_asks_which_proposed_figures_to_track(folder: Path) -> None:
    _run(folder, "topic", "remove", "딥시크")
    terminal = _Terminal(folder, "topic", "add", "딥시크")
    terminal.until("추적할 번호")
    terminal.type("9999\n")  # none of them: said so, and asked again
    terminal.until("추적할 번호")
    terminal.type("1\n")
    assert terminal.close() == 0, terminal.seen
    shown = _run(folder, "topic", "show", "딥시크", "--format", "jsonl").stdout
    assert len(json.loads(shown)["figure"]) == 1


def test_colours_are_for_terminals_and_can_be_refused(folder: Path) -> None:
    coloured = _Terminal(folder, "alerts")
    assert coloured.close() == 0
    assert "\x1b[3" in coloured.seen
    plain = _Terminal(folder, "alerts", NO_COLOR="1")
    assert plain.close() == 0
    assert "\x1b[3" not in plain.seen
    assert b"\x1b" not in _run(folder, "alerts").stdout


def test_the_daemon_runs_once_and_stops_cleanly(folder: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, "run"],
        cwd=folder,
        env=_environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as daemon:
        assert daemon.stderr is not None
        for line in daemon.stderr:
            if " started " in line:
                break
        second = _run(folder, "run")
        daemon.send_signal(signal.SIGTERM)
        out, err = daemon.communicate(timeout=SECONDS)
    assert second.returncode == 1
    (said,) = second.stderr.decode().splitlines()
    assert str(daemon.pid) in said
    assert (daemon.returncode, out) == (0, "")
    assert "stopped" in err
    assert "Traceback" not in err
