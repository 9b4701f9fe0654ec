"""The real daemon with all that is around it: a newsroom, mail, Slack and a webhook's receiver.

Each of them says what just happened (`Watch`), and at one of these moments the daemon is killed.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import queue
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from aiosmtpd.smtp import SMTP, Envelope, Session
from typing_extensions import override

from monitor.config import load_config
from monitor.demo.newsroom import Newsroom, Request
from monitor.demo.smtp import MailServer
from monitor.demo.story import Edition, Story
from monitor.model import SEOUL
from monitor.pipeline import open_pipeline
from monitor.store.alerts import load_alerts
from monitor.store.database import Store, open_store
from monitor.store.outbox import KeptMessage, MessageState, load_messages, load_told
from monitor.workers.jobs import make_jobs
from tests.fakes import FixedClock
from tests.receivers import SECRET, Answer, Receiver, Slack, served

ROOT = Path(__file__).parents[1]
SECONDS = 120.0  # for what must come
FIRST = datetime(2025, 3, 3, 6, 0, tzinfo=SEOUL)  # a Monday
OUTLETS = ("gaon", "nuri", "daon", "ara", "onsae", "saebyeok", "dalbit")
NAMES = (
    "누리챗", "다온톡", "가람뷰", "별빛노트", "솔내음", "한들맵", "미르앱", "아라뮤직",
    "새봄페이", "달무리", "바람결", "초롱북", "온누리콜", "두레마켓", "단비톡", "푸른숲",
)  # fmt: skip
PEOPLE = """
[[recipients]]
name = "desk"
channel = "email"
address = "desk@demo.example"
empty = "never"
[[recipients]]
name = "night"
channel = "email"
address = "night@demo.example"
schedule = "hourly"
quiet = "22:00-07:00"
empty = "never"
[[recipients]]
name = "fast"
channel = "email"
address = "fast@demo.example"
schedule = "at_once"
[[recipients]]
name = "room"
channel = "slack"
address = ""
schedule = "hourly"
empty = "never"
[[recipients]]
name = "program"
channel = "webhook"
address = "{hook}"
schedule = "at_once"
[[recipients]]
name = "pages"
channel = "file"
empty = "never"
"""


def stories(days: int, *, a_day: int = 6) -> tuple[Story, ...]:
    """Return made-up news: so many a day, each with one figure that no other story has.

    An application's users of one month are told once, so that each story raises one alert.
    """
    told = []
    for number in range(days * a_day):
        name = NAMES[number % len(NAMES)]
        day = FIRST + timedelta(days=number // a_day, hours=1 + 2 * (number % a_day))
        # Of one application no two are nearly the same, in whatever order they are read: a value
        # near to one that is known would confirm it, and be told to nobody.
        users = round(100 * 1.3 ** (number // len(NAMES))) + number % len(NAMES)
        title = f"{name} 월간 이용자 {users}만 명"
        body = f"앱 조사업체 나루랩은 {name}의 월간 이용자 수가 {users}만 명으로 집계됐다고 밝혔다."
        told.append(
            Story(
                id=f"n{number}",
                outlet=OUTLETS[number % len(OUTLETS)],
                path=f"news/{20250000 + number}",
                section="산업",
                author="조아인",
                editions=(Edition(since=day, title=title, body=(body,)),),
            )
        )
    return tuple(told)


class Watch:
    """What happens around the daemon; it ends the daemon at the moment it is aimed at."""

    def __init__(self) -> None:
        self.moments: queue.Queue[str] = queue.Queue()
        self.last = ""
        self.then: Callable[[str], None] = lambda _what: None  # called at each moment
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._left = 0
        self._kinds: tuple[str, ...] = ()

    def aim(self, process: subprocess.Popen[str], after: int, *kinds: str) -> None:
        """Kill the process at the `after`-th moment (of these kinds) from now on."""
        with self._lock:
            self._process, self._left, self._kinds = process, after, kinds

    def note(self, what: str) -> None:
        with self._lock:
            self.last = what
            process = self._process
            if process and what.startswith(self._kinds or ("",)):
                self._left -= 1
                if self._left <= 0:
                    process.send_signal(signal.SIGKILL)
                    self._process = None
        self.then(what)
        self.moments.put(what)

    def rest(self) -> None:
        """Aim at nothing."""
        with self._lock:
            self._process = None


class _RealClock(FixedClock):
    """The machine's clock: the process signs by it."""

    @override
    def __call__(self) -> datetime:
        return datetime.now(UTC)


class Room(Newsroom):
    """The newsroom, watched."""

    watch: Watch

    @override
    def note(self, request: Request) -> None:
        super().note(request)
        self.watch.note("news asked")


class _Protocol(SMTP):
    """SMTP that asks before it takes a message's data, too."""

    @override
    async def smtp_DATA(self, arg: str) -> None:
        said = self.event_handler.before_data(self)
        if said.startswith("250"):
            await super().smtp_DATA(arg)
        elif said != "drop":
            await self.push(said)


class Post(MailServer):
    """The mail server, watched; `answers` says what it answers instead, at each stage.

    Stages are MAIL, RCPT, DATA and END (of the data). An answer is a reply's line, or "drop": the
    connection is closed without one, at END after the message was taken.
    """

    protocol = _Protocol

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self.watch = watch
        self.answers: dict[str, list[str]] = defaultdict(list)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.watch.note("mail MAIL")
        envelope.mail_from = address
        return self._answer("MAIL", server)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.watch.note("mail RCPT")
        said = self._answer("RCPT", server)
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    def before_data(self, server: SMTP) -> str:
        return self._answer("DATA", server)

    @override
    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.watch.note("mail asked")
        said = self._answer("END", server)
        if said.startswith(("250", "drop")):
            await super().handle_DATA(server, session, envelope)
            self.watch.note("mail taken")
        return said

    def _answer(self, stage: str, server: SMTP) -> str:
        said = self.answers[stage].pop(0) if self.answers[stage] else "250 OK"
        if said == "drop" and server.transport:
            server.transport.close()
        return said


@dataclass
class Received:
    """One thing that came from outside's view: by which channel, with which key, in which run."""

    channel: str
    key: str
    run: int


@dataclass
class Run:
    """One life of the daemon: what it logged, and whether and behind what it was killed."""

    number: int
    log: list[str] = field(default_factory=list)
    killed: str | None = None  # the last moment before

    @property
    def traceback(self) -> bool:
        """Whether there was a bug.

        A process that reads, and whose program is killed while it starts, ends with a traceback of
        Python's own: that is none.
        """
        if self.killed is not None:
            return any(" error " in line[:40] for line in self.log)
        return any("Traceback" in line for line in self.log)

    def noted(self) -> set[str]:
        """Return the keys of the messages whose delivery it noted."""
        found = (line.partition(" delivered message=")[2].split() for line in self.log)
        return {words[0] for words in found if words}


class Newsday:
    """A folder with settings, all the servers, and the daemon run there again and again."""

    def __init__(self, folder: Path, days: int, *, isolate: bool = True) -> None:
        """Make the place; it is opened by `with`.

        Args:
            isolate: pages are read in a process of their own, which each start makes anew.
        """
        self.folder = folder
        self.isolate = isolate
        self.watch = Watch()
        self.now = FIRST.astimezone(UTC)
        self.room = Room(self.now, stories=stories(days))
        self.room.watch = self.watch
        self.mail = Post(self.watch)
        self.slack = Slack()
        self.hook = Receiver(_RealClock())
        self.received: list[Received] = []
        self.runs: list[Run] = []
        self._mails = 0
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            self._begin(opening)
            self._open = opening.pop_all()
        return self

    def _begin(self, opening: ExitStack) -> None:
        enter = opening.enter_context
        enter(self.room)
        enter(self.mail)
        slack = enter(served(self._slack, lambda what: self.watch.note(f"slack {what}")))
        hook = enter(served(self._hook, lambda what: self.watch.note(f"hook {what}")))
        self.slack.url = slack
        self.hook.url = f"{hook}/hook"
        self.folder.mkdir(exist_ok=True)
        self.write()
        self.call("feed", "add", "--no-check", *(url for _, url in self.room.feeds()))
        for name in NAMES:
            self.call("topic", "add", name, "--figure", "월간 이용자 수:명")

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'data' / 'monitor.db'}"

    def write(self, more: str = "") -> None:
        """Write the settings; `more` stands behind the database's address."""
        text = (
            'language = "en"\ndata = "data"\n[fetch]\nallow_private = true\nhost_delay = 0\n'
            # Each start makes its readers anew; one is enough for a few pages.
            f"[workers]\nprocesses = 1\nisolate = {str(self.isolate).lower()}\n"
            f'[email]\nhost = "{self.mail.host}"\nport = {self.mail.port}\nsecurity = "none"\n'
            'sender = "m@demo.example"\n[slack]\nwebhook_file = "slack.txt"\n[webhook]\n'
            f'secret_file = "secret.txt"\n[database]\nurl = "{self.url}{more}"\n'
        )
        (self.folder / "slack.txt").write_text(self.slack.hook, "utf-8")
        (self.folder / "secret.txt").write_text(SECRET, "utf-8")
        file = self.folder / "monitor.toml"
        file.write_text(text + PEOPLE.format(hook=self.hook.url), "utf-8")

    def call(self, *words: str) -> None:
        """Run a command of the program in this process."""
        from monitor.cli.main import run

        status = run(
            [*words, "--config", str(self.folder / "monitor.toml"), "--now", f"{self.now}"]
        )
        assert status == 0, words

    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("MONITOR_")}
        return kept | {
            "MONITOR_CONFIG": str(self.folder / "monitor.toml"),
            "MONITOR_NOW": self.now.isoformat(),
            "PYTHONPATH": str(ROOT),
        }

    # --- the daemon ------------------------------------------------------------------------------

    @contextmanager
    def daemon(self, **more: Any) -> Iterator[tuple[subprocess.Popen[str], Run]]:
        """Run the daemon at the clock's time; it is gone, and its log read, at the end."""
        self.room.now = self.now
        run = Run(len(self.runs))
        self.runs.append(run)
        process = subprocess.Popen(
            [sys.executable, "-m", "monitor", "run"],
            cwd=self.folder,
            env=self.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            **more,
        )

        def read() -> None:
            assert process.stderr is not None
            for line in process.stderr:
                run.log.append(line)
                self.watch.note(f"log {line[34:].split()[0]}" if line[34:].split() else "log")

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        try:
            yield process, run
        finally:
            self.watch.rest()
            process.kill()
            process.wait()
            reader.join()
            assert process.stderr is not None
            process.stderr.close()
            self._take_mail()

    def kill_somewhere(self, chance: random.Random) -> None:
        """Run the daemon and kill it somewhere in its work."""
        with self.daemon() as (process, run):
            match chance.choice(("mail", "slack", "hook", "anything", "anything", "time")):
                case "hook":  # three moments an event, and every alert is one
                    self.watch.aim(process, chance.randint(1, 40), "hook")
                case "anything":
                    self.watch.aim(process, chance.randint(1, 120))
                case "mail" | "slack" as way:
                    self.watch.aim(process, chance.randint(1, 8), way)
                case _:
                    self._outlives(process, chance.uniform(0.0, 3.0))
                    self.watch.aim(process, 1)
            self._until_done(process, run)
            process.kill()
            process.wait()
            run.killed = self.watch.last

    @staticmethod
    def _outlives(process: subprocess.Popen[str], seconds: float) -> bool:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            return True
        return False

    def _until_done(self, process: subprocess.Popen[str], run: Run) -> None:
        """Wait until the process has ended, or has started and, by its clock, nothing waits."""
        end = time.monotonic() + 5 * SECONDS
        while process.poll() is None:
            try:
                self.watch.moments.get(timeout=0.1)
                continue
            except queue.Empty:
                pass
            waiting = self.waiting() if any(" started " in line for line in run.log) else ["start"]
            if not waiting:
                return
            assert time.monotonic() < end, f"{waiting} for ever:\n{''.join(run.log)}"

    def waiting(self) -> list[str]:
        """Return the kinds of work that wait at the clock's time, as the program itself sees it."""
        return asyncio.run(self._waiting())

    async def _waiting(self) -> list[str]:
        config = load_config(self.folder / "monitor.toml")
        async with open_pipeline(config, clock=lambda: self.now, lang="en") as steps:
            return [job.name for job in make_jobs(steps) if job.waiting(1)]

    def wait_for(self, moment: str, *, times: int = 1) -> None:
        """Wait until this has happened so often, from the last wait on."""
        while times:
            times -= self.watch.moments.get(timeout=SECONDS) == moment

    def settle(self) -> None:
        """Let days pass, one start a day, until everybody was told of everything."""
        for _ in range(12):
            self.now = _next_noon(self.now)
            with self.daemon() as (process, run):
                self._until_done(process, run)
                process.terminate()
                assert process.wait(SECONDS) == 0, "".join(run.log)
            if self.is_settled():
                return
        raise AssertionError(f"not settled: {self.untold()}\n{''.join(self.runs[-1].log)}")

    # --- what came -------------------------------------------------------------------------------

    def _take_mail(self) -> None:
        received = self.mail.received
        for mail in received[self._mails :]:
            self.received.append(Received("email", str(mail["Message-ID"]), len(self.runs) - 1))
        self._mails = len(received)

    def _slack(self, path: str, headers: dict[str, str], body: bytes) -> Answer:
        before = len(self.slack.posts)
        answer = self.slack.take(path, headers, body)
        if len(self.slack.posts) > before:
            blocks = self.slack.posts[-1]["blocks"]
            self.received.append(Received("slack", _sorted(blocks), len(self.runs) - 1))
        return answer

    def _hook(self, _path: str, headers: dict[str, str], body: bytes) -> Answer:
        status, more = self.hook.take(headers, body)
        if status in (204, 409):
            self.received.append(Received("webhook", headers["monitor-id"], len(self.runs) - 1))
        return status, more, ""

    # --- what must hold --------------------------------------------------------------------------

    @contextmanager
    def store(self) -> Iterator[Store]:
        opened = open_store(self.url)
        try:
            yield opened
        finally:
            opened.close()

    def published(self) -> set[str]:
        return {self.room.url(s) for s in self.room.stories if s.published <= self.now}

    def told(self) -> dict[str, Counter[str]]:
        """Return by recipient the articles whose alerts stand in messages that were delivered."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        with self.store() as store, store.begin(write=False) as tx:
            docs = {alert.key: alert.source.doc for alert in load_alerts(tx)}
            for kept in load_messages(tx, state=MessageState.DELIVERED):
                if kept.name:
                    keys = load_told(tx, kept.message.digest)
                    found[kept.name].update(docs[key] for key in keys if key in docs)
        return found

    def untold(self) -> dict[str, list[str]]:
        """Return by recipient the articles whose alert it was not told of, or more than once."""
        told, due = self.told(), self.published()
        names = ("desk", "night", "fast", "room", "program", "pages")
        return {
            name: sorted(due ^ told[name].keys())
            + [doc for doc, times in told[name].items() if times > 1]
            for name in names
        }

    def is_settled(self) -> bool:
        return not any(self.untold().values())

    def messages(self) -> tuple[KeptMessage, ...]:
        with self.store() as store, store.begin(write=False) as tx:
            return load_messages(tx)

    def outside(self) -> dict[tuple[str, str], list[int]]:
        """Return the runs in which each thing was received, by channel and key."""
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for each in self.received:
            found[each.channel, each.key].append(each.run)
        return found

    def message_keys(self) -> dict[tuple[str, str], str]:
        """Return the message that each thing that may be received belongs to."""
        found = {}
        for kept in self.messages():
            for channel, key in _things(kept):
                found[channel, key] = kept.message.key
        return found


def _things(kept: KeptMessage) -> Iterator[tuple[str, str]]:
    """Return what a receiver knows each part of a message by."""
    message = kept.message
    match message.channel:
        case "email":
            token = hashlib.sha256(message.key.encode()).hexdigest()[:32]
            yield "email", f"<{token}@demo.example>"
        case "webhook":
            for event in json.loads(message.blocks):
                yield "webhook", event["id"]
        case "slack":
            for part in json.loads(message.blocks):
                yield "slack", _sorted(part)
        case _:
            pass  # a page in a folder is looked for there


def _sorted(blocks: object) -> str:
    return json.dumps(blocks, sort_keys=True)


def _next_noon(now: datetime) -> datetime:
    here = now.astimezone(SEOUL) + timedelta(days=1)
    return here.replace(hour=12, minute=0).astimezone(UTC)
