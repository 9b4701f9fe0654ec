"""The `monitor` process killed with SIGKILL in the middle of its work, and started again.

What must hold: no article lost or analysed twice, no alert lost, every message delivered, and one
that was sent twice carries the same key both times.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from typing_extensions import override

from monitor.demo.newsroom import Newsroom
from monitor.demo.smtp import MailServer
from monitor.store.articles import load_unchecked
from monitor.store.database import open_store
from monitor.store.entries import count_entries
from monitor.store.status import load_status

ROOT = Path(__file__).parents[2]
SECONDS = 90
KILLS = int(os.environ.get("MONITOR_TEST_KILLS", "4"))  # more of them for a longer run


class Place:
    """A folder with settings, and the program run in it as a user or a service manager would."""

    def __init__(self, folder: Path, mail: MailServer, prepared: Path | None = None) -> None:
        self.folder = folder
        if prepared is None:
            folder.mkdir()
        else:
            shutil.copytree(prepared, folder)
        (folder / "monitor.toml").write_text(
            'data = "data"\n[fetch]\nallow_private = true\nhost_delay = 0\n'
            f'[email]\nhost = "{mail.host}"\nport = {mail.port}\nsecurity = "none"\n'
            'sender = "m@demo.example"\nrecipients = ["a@demo.example", "b@demo.example"]\n',
            "utf-8",
        )

    def prepare(self, room: Newsroom) -> None:
        """Build the baseline, track the topics and add the feeds."""
        before = room.days()[0] - timedelta(days=1)
        self.run("baseline", "build", str(ROOT / "seeds"), now=before)
        self.run("topic", "import", str(ROOT / "config" / "topics.toml"), now=before)
        feeds = [url for _, url in room.feeds()]
        self.run("feed", "add", "--no-check", *feeds, now=before)

    def start(self, *arguments: str, now: datetime) -> subprocess.Popen[str]:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("MONITOR_")}
        return subprocess.Popen(
            [sys.executable, "-m", "monitor", *arguments],
            cwd=self.folder,
            env=environment
            | {
                "MONITOR_CONFIG": str(self.folder / "monitor.toml"),
                "MONITOR_NOW": now.isoformat(),
                "PYTHONPATH": str(ROOT),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, now: datetime) -> str:
        process = self.start(*arguments, now=now)
        out, err = process.communicate(timeout=SECONDS)
        assert process.returncode == 0, err
        return out

    def alerts(self, now: datetime) -> list[dict[str, Any]]:
        lines = self.run("alerts", "--all", "--format", "jsonl", now=now).splitlines()
        return [json.loads(line) for line in lines]

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'data' / 'monitor.db'}"


def _kill_after(process: subprocess.Popen[str], seconds: float) -> bool:
    """Kill the process at that moment; False where it had ended by then."""
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=SECONDS)
        return True
    return False


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with Newsroom() as room:
        yield room


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServer]:
    with MailServer() as mail:
        yield mail


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, room: Newsroom, mail: MailServer) -> Path:
    """A folder as a user has it before the first poll."""
    place = Place(tmp_path_factory.mktemp("crash") / "prepared", mail)
    place.prepare(room)
    return place.folder


def test_a_poll_killed_again_and_again_ends_where_an_undisturbed_one_does(
    tmp_path: Path, room: Newsroom, mail: MailServer, prepared: Path
) -> None:
    day = room.days()[2]
    room.now = day
    calm, rough = (Place(tmp_path / name, mail, prepared) for name in ("calm", "rough"))
    calm.run("poll", "--all", now=day)
    chance = random.Random(20261121)  # the same moments in every run of the test
    killed = sum(
        _kill_after(rough.start("poll", "--all", now=day), chance.uniform(0.4, 2.5))
        for _ in range(KILLS)
    )
    rough.run("poll", "--all", now=day)

    assert killed, "nothing was killed: the moments are too late"
    assert _without_times(rough.alerts(day)) == _without_times(calm.alerts(day))
    assert calm.alerts(day)
    assert _standing(rough) == _standing(calm)


def _without_times(alerts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    # Which of two articles that appeared together is read first may differ, and with it `support`.
    return sorted(
        ({k: v for k, v in a.items() if k not in ("at", "support")} for a in alerts),
        key=lambda a: (a["doc"], a["claim"]["span"], a["id"]),
    )


def _standing(place: Place) -> dict[str, object]:
    store = open_store(place.database)
    try:
        with store.begin(write=False) as tx:
            status = load_status(tx, datetime.fromisoformat("2025-06-30T00:00+09:00"))
            assert load_unchecked(tx, limit=10) == ()
            return {
                "entries": {str(k): n for k, n in count_entries(tx).items()},
                "articles": status.articles,
                "edited": status.edited,
                "claims": status.claims,
                "figures": status.figures,
                "values": status.values,
            }
    finally:
        store.close()


class _SlowMail(MailServer):
    """Takes a message, says so to the test, and answers only when the test lets it."""

    def __init__(self) -> None:
        super().__init__()
        self.taken = threading.Event()
        self.answers = threading.Event()

    @override
    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        import asyncio

        said = await super().handle_DATA(server, session, envelope)
        self.taken.set()
        await asyncio.to_thread(self.answers.wait, SECONDS)
        return said


@contextmanager
def _daemon(place: Place, now: datetime) -> Iterator[subprocess.Popen[str]]:
    with place.start("run", now=now) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_daemon_killed_between_sending_and_noting_sends_again_with_the_same_key(
    tmp_path: Path, room: Newsroom, prepared: Path
) -> None:
    evening, morning = room.days()[0], room.days()[0] + timedelta(hours=15)
    room.now = evening
    with _SlowMail() as mail:
        place = Place(tmp_path / "place", mail, prepared)
        with _daemon(place, evening) as first:
            _wait_for_line(first, "checked")
            first.terminate()  # a clean stop: the digest's hour comes while nothing runs
            assert first.wait(SECONDS) == 0
        with _daemon(place, morning) as second:
            assert mail.taken.wait(SECONDS), "no message was sent"
            second.kill()
            second.wait(SECONDS)
        mail.answers.set()
        with _daemon(place, morning) as third:
            # Both mails; the page may have been written before the kill.
            _wait_for_line(third, "delivered", "channel=email", times=2)
            third.terminate()
            assert third.wait(SECONDS) == 0
        received = mail.received
    assert {_to(m) for m in received} == {"a@demo.example", "b@demo.example"}
    keys = [(_to(m), m["Message-ID"]) for m in received]
    assert len(set(keys)) == 2, "a repeated message must carry the same key"
    assert len(keys) >= 3, "the message that was in hand was sent again"

    pages = list((place.folder / "data" / "digests").glob("*.html"))
    assert len(pages) == 1


def _to(message: EmailMessage) -> str:
    return str(message["To"])


def _wait_for_line(
    process: subprocess.Popen[str], event: str, key: str = "", *, times: int = 1
) -> None:
    """Read the daemon's log until an event was seen so often; fail if the daemon ends before."""
    assert process.stderr is not None
    log = []
    # What never comes is the test's failure, not its end of days.
    watch = threading.Timer(SECONDS, process.kill)
    watch.start()
    try:
        for line in process.stderr:
            log.append(line)
            if f" {event} " in line and key in line:
                times -= 1
            if times == 0:
                return
    finally:
        watch.cancel()
    raise AssertionError(f"the daemon ended without {event!r}:\n{''.join(log)}")
