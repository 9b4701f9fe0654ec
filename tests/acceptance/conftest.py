"""A newsroom of our own, and a data folder that has seen one day of its news."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.cli.main import run
from monitor.cli.session import SESSION
from monitor.demo.newsroom import Newsroom
from monitor.words import speak
from tests.terminal import Terminal

ROOT = Path(__file__).parents[2]
SETTINGS = """\
data = "data"
[fetch]
allow_private = true
host_delay = 0
[workers]
isolate = false
"""


@pytest.fixture(autouse=True)
def _no_width_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Test workers may say how wide the tester's screen is; what is tested is a pipe."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Terminal]:
    """The program in an empty folder, with nothing of this machine's settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("MONITOR_CONFIG", "MONITOR_LANGUAGE", "MONITOR_NOW", "MONITOR_DATA"):
        monkeypatch.delenv(name, raising=False)
    # Our own pages harm nobody, and a process to read them in takes half a second to come up.
    monkeypatch.setenv("MONITOR_WORKERS__ISOLATE", "false")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    yield Terminal(tmp_path, capsys)
    speak("ko")
    SESSION.lang = "ko"


@pytest.fixture(scope="session")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as room:
        yield room


@pytest.fixture(scope="session")
def filled(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a baseline, topics, feeds and what two days of news brought."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "monitor.toml").write_text(SETTINGS, "utf-8")
    first, second = newsroom.days()[:2]

    def call(*words: str, now: object = first - timedelta(days=1)) -> None:
        status = run([*words, "--config", str(folder / "monitor.toml"), "--now", f"{now}"])
        assert status == 0, words

    call("baseline", "build", str(ROOT / "seeds"))
    call("topic", "import", str(ROOT / "config" / "topics.toml"))
    call("feed", "add", "--no-check", *(url for _, url in newsroom.feeds()))
    for day in (first, second):
        newsroom.now = day
        call("poll", "--all", now=day)
    return folder / "data"


@pytest.fixture
def full(terminal: Terminal, filled: Path) -> Terminal:
    """The program on a copy of the filled data folder."""
    terminal.take(filled)
    return terminal
