"""The daemon and what goes wrong without a crash: nothing is lost, it goes on, a line says why."""

from __future__ import annotations

import asyncio
import logging
import queue
import sqlite3
import sys
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typing_extensions import override

from monitor.config import load_config
from monitor.daemon import run_daemon
from monitor.model import SEOUL, Alert
from monitor.pipeline import open_pipeline
from monitor.store.alerts import save_alert
from monitor.store.database import open_store
from monitor.store.outbox import MessageState, load_messages, load_told
from tests.alerts import alert, claim
from tests.disk import no_room
from tests.fakes import FixedClock
from tests.newsday import SECONDS, Newsday, Post, Watch

MORNING = datetime(2026, 11, 2, 7, 31, tzinfo=SEOUL).astimezone(UTC)  # a Monday
PEOPLE = ("a@demo.example", "b@demo.example")


class Log(logging.Handler):
    """The daemon's log, as events to wait for."""

    def __init__(self) -> None:
        super().__init__()
        self.events: asyncio.Queue[str] = asyncio.Queue()
        self.lines: list[tuple[str, dict[str, object]]] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append((record.getMessage(), getattr(record, "keys", {})))
        self.events.put_nowait(record.getMessage())

    async def until(self, *wanted: str) -> None:
        """Wait until each of these has been logged (again, since the last wait)."""
        left = Counter(wanted)
        async with asyncio.timeout(SECONDS):
            while left.total():
                left -= Counter([await self.events.get()])

    def why(self, event: str) -> list[str]:
        return [str(keys["why"]) for what, keys in self.lines if what == event]


class Desk:
    """The daemon in this process, over a real database and a real mail server."""

    def __init__(self, folder: Path, mail: Post) -> None:
        self.mail = mail
        self.clock = FixedClock(MORNING - timedelta(hours=2))
        self.log = Log()
        (folder / "monitor.toml").write_text(
            'language = "en"\ndata = "data"\n[digest]\nfolder = ""\n'
            f'[email]\nhost = "{mail.host}"\nport = {mail.port}\nsecurity = "none"\n'
            'sender = "m@demo.example"\n[workers]\nisolate = false\n'
            + "".join(
                f'[[recipients]]\nname = "{name}"\nchannel = "email"\naddress = "{name}"\n'
                'empty = "never"\n'
                for name in PEOPLE
            ),
            "utf-8",
        )
        self.config = load_config(folder / "monitor.toml")
        self.store = open_store(self.config.database_url)
        self.found: list[Alert] = []

    def find(self, value: int) -> None:
        new = alert(claim(value), figure=f"f{value}", at=self.clock.now)
        self.found.append(new)
        with self.store.begin() as tx:
            save_alert(tx, new)

    @asynccontextmanager
    async def daemon(self) -> AsyncIterator[None]:
        stop = asyncio.Event()
        logger = logging.getLogger("monitor")
        logger.addHandler(self.log)
        logger.setLevel("INFO")
        try:
            async with open_pipeline(self.config, clock=self.clock, lang="en") as steps:
                look = timedelta(milliseconds=50)
                running = asyncio.create_task(run_daemon(steps, stop=stop, look=look))
                await self.log.until("started")
                steps.delivery.due_digests(9)  # everybody is met
                try:
                    yield
                finally:
                    stop.set()
                    await running
        finally:
            logger.removeHandler(self.log)

    def states(self) -> Counter[MessageState]:
        with self.store.begin(write=False) as tx:
            return Counter(kept.state for kept in load_messages(tx))

    def told(self) -> dict[str, Counter[str]]:
        """Return by address what stood in the messages that arrived there, by their keys."""
        arrived = {(str(m["To"]), str(m["X-Monitor-Key"])) for m in self.mail.received}
        found: dict[str, Counter[str]] = {address: Counter() for address in PEOPLE}
        with self.store.begin(write=False) as tx:
            for kept in load_messages(tx):
                if (kept.message.recipient, kept.message.key) in arrived:
                    found[kept.message.recipient].update(load_told(tx, kept.message.digest))
        return found

    def all_told_once(self) -> bool:
        once = Counter(each.key for each in self.found)
        return all(told == once for told in self.told().values())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Post(Watch()) as mail:
        made = Desk(tmp_path, mail)
        yield made
        made.store.close()


STAGES = ("MAIL", "RCPT", "DATA", "END")


@pytest.mark.parametrize("answer", ["451 4.3.0 later", "drop"])
@pytest.mark.parametrize("stage", STAGES)
async def test_a_mail_server_that_has_no_time_or_hangs_up_gets_the_same_message_later(
    desk: Desk, stage: str, answer: str
) -> None:
    desk.mail.answers[stage] = [answer]
    async with desk.daemon():
        desk.find(1)
        desk.clock.move(hours=2)
        await desk.log.until("delivered", "delivery failed")  # the other one has its own already
        desk.clock.move(hours=1)
        await desk.log.until("delivered")
    assert desk.all_told_once()
    assert desk.states() == {MessageState.DELIVERED: 2}
    (why,) = desk.log.why("delivery failed")
    assert ("451" if answer != "drop" else "connection") in why.lower()
    keys = Counter(str(mail["Message-ID"]) for mail in desk.mail.received)
    # What was taken without an answer came twice, with the same key.
    twice = (stage, answer) == ("END", "drop")
    assert sorted(keys.values()) == ([1, 2] if twice else [1, 1])


@pytest.mark.parametrize("stage", STAGES)
async def test_what_a_mail_server_refuses_for_good_is_told_by_the_next_digest(
    desk: Desk, stage: str
) -> None:
    desk.mail.answers[stage] = ["550 5.7.1 not wanted"]
    async with desk.daemon():
        desk.find(1)
        desk.clock.move(hours=2)
        await desk.log.until("delivered", "delivery failed")
        desk.find(2)
        desk.clock.move(days=1)
        await desk.log.until("delivered", "delivered")
    assert desk.all_told_once()
    assert desk.states() == {MessageState.DELIVERED: 3, MessageState.MERGED: 1}
    (why,) = desk.log.why("delivery failed")
    assert "550" in why


async def test_a_clock_that_jumps_by_hours_either_way_loses_and_repeats_nothing(
    desk: Desk,
) -> None:
    async with desk.daemon():
        for number, hours in enumerate((2, 31, -9, 40, -30, 50)):
            desk.find(number)
            desk.clock.move(hours=hours)
            if hours > 0:
                await desk.log.until("delivered", "delivered")
    assert desk.all_told_once()
    assert set(desk.states()) == {MessageState.DELIVERED}


# --- the database takes nothing: the process itself, with its loop around the daemon -------------


def _lock(day: Newsday, _process: int) -> Callable[[], None]:
    file = day.folder / "data" / "monitor.db"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False, timeout=SECONDS)
    other.execute("BEGIN IMMEDIATE")
    return other.close


def _fill(_day: Newsday, process: int) -> Callable[[], None]:
    full = ExitStack()
    full.enter_context(no_room(process))
    return full.close


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="another process's limits")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(_lock, "database is locked", id="held"),
        pytest.param(_fill, "disk I/O error", id="full", marks=on_linux),
    ],
)
def test_a_database_that_takes_nothing_is_waited_for_and_no_message_is_given_up(
    tmp_path: Path, spoil: Callable[[Newsday, int], Callable[[], None]], said: str
) -> None:
    with Newsday(tmp_path / "place", days=1) as day:
        day.write("?timeout=1")
        day.now += timedelta(hours=8)
        with day.daemon() as (process, run):
            day.wait_for("log checked", times=4)
            process.terminate()
            assert process.wait(SECONDS) == 0
        day.now += timedelta(days=1)
        mend: queue.Queue[Callable[[], None]] = queue.Queue()
        spoilt = threading.Event()

        def spoiled(what: str) -> None:
            # Between what the mail server took and the program's note of it.
            if what == "mail taken" and not spoilt.is_set():
                spoilt.set()
                mend.put(spoil(day, process.pid))

        with day.daemon() as (process, run):
            day.watch.then = spoiled
            day.wait_for("log database")
            mend.get(timeout=SECONDS)()
            day.wait_for("log started")
            day.wait_for("log delivered", times=6)
            process.terminate()
            assert process.wait(SECONDS) == 0, "".join(run.log)
        away = [line for line in run.log if " database away " in line]
        assert away
        assert said in away[0]
        assert len([line for line in run.log if "Ctrl-C" in line]) == 1, "said once"
        assert not run.traceback
        day.watch.then = lambda _what: None
        day.settle()
        assert {kept.state for kept in day.messages()} == {MessageState.DELIVERED}
        twice = {thing for thing, runs in day.outside().items() if len(runs) > 1}
        assert any(channel == "email" for channel, _ in twice), "it went again, with its key"
