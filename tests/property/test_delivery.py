"""The law of delivery: whatever happens, each recipient is told of everything for it exactly once.

Alerts and statements are found, clocks move and jump, channels refuse and hang, the program is
killed between sending and noting, recipients come and change what they want. At the end every way
is open again and some days pass.
"""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine
from typing_extensions import override

from monitor.config import load_config
from monitor.delivery import Delivery
from monitor.errors import DeliveryError
from monitor.model import SEOUL, STATEMENTS, Alert, Kind, Message, Remark
from monitor.store.alerts import save_alert
from monitor.store.database import Store, open_store
from monitor.store.outbox import (
    MessageState,
    load_message,
    load_messages,
    load_told,
    release_leases,
    retry_messages,
)
from monitor.store.statements import save_remarks
from tests.alerts import alert, claim, remark
from tests.conftest import DATABASES, UrlMaker
from tests.fakes import FixedClock

TOPICS = ("누리챗", "푸른호수")
START = datetime(2026, 11, 2, 9, 0, tzinfo=SEOUL).astimezone(UTC)

# name: how it stands in the settings. Every rhythm, quiet hours, filters, several channels.
PEOPLE = {
    "desk": 'channel = "email"\naddress = "desk@hanbit.example"',
    "night": 'channel = "email"\naddress = "night@hanbit.example"\nschedule = "hourly"\n'
    'quiet = "22:00-07:00"\nempty = "never"',
    "week": 'channel = "slack"\naddress = "#week"\nschedule = "weekly"\ndays = ["mon"]\n'
    f'topics = ["{TOPICS[0]}"]\nempty = "weekly"',
    "fast": 'channel = "email"\naddress = "fast@hanbit.example"\nschedule = "at_once"',
    "urgent": 'channel = "slack"\naddress = "#urgent"\nschedule = "weekdays"\n'
    f'at_once_topics = ["{TOPICS[1]}"]\nat_once_percent = 30\nquiet = "12:00-13:00"',
    "changes": 'channel = "email"\naddress = "changes@hanbit.example"\n'
    'kinds = ["changed", "conflict", "revised"]\nempty = "never"',
}
LATER = {
    "later": 'channel = "email"\naddress = "later@hanbit.example"\nempty = "never"',
    "later week": 'channel = "slack"\naddress = "#later"\nschedule = "weekly"',
}


MOODS = ("open", "away", "refuses", "killed", "silent", "hangs up", "broken")


class Killed(BaseException):
    """The end of the process, wherever it was."""


@dataclass
class Gate:
    """Both channels: what they do next, and what they took."""

    name: str
    note: Callable[[Message], None]  # called with what is taken
    took: set[str] = field(default_factory=set)  # keys
    mood: str = "open"

    async def send(self, message: Message) -> None:
        match self.mood:
            case "away":
                raise DeliveryError(self.name, "busy", temporary=True)
            case "silent":  # it may have been taken, and was not
                raise DeliveryError(self.name, "no answer", temporary=True, unsure=True)
            # Whoever took a message does not refuse the same one as unknown afterwards.
            case "refuses" if message.key not in self.took:
                raise DeliveryError(self.name, "no such user")
        self.took.add(message.key)
        self.note(message)
        match self.mood:
            case "killed":
                raise Killed
            case "hangs up":  # it was taken, and nobody says so
                raise DeliveryError(self.name, "no answer", temporary=True, unsure=True)
            case "broken":
                raise RuntimeError("a bug")
            case _:
                pass


class World(RuleBasedStateMachine):
    """The program with its database, restarted at will."""

    make_url: Callable[[], str]

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.store: Store = open_store(self.make_url())
        self.clock = FixedClock(START)
        self.furthest = START
        self.people = dict(PEOPLE)
        self.gates = [Gate("email", self.note), Gate("slack", self.note)]
        # By recipient and thing, the keys of the messages that arrived with it.
        self.told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        # What each recipient is to be told of; and what it may be, for its wishes changed.
        self.due: dict[str, set[str]] = {name: set() for name in PEOPLE}
        self.figures = 0
        self.start()

    @override
    def teardown(self) -> None:
        try:
            self.end()
        finally:
            self.store.close()
            self.folder.cleanup()

    def note(self, message: Message) -> None:
        """Note what a message told, in the moment it arrived."""
        with self.store.begin(write=False) as tx:
            kept = load_message(tx, message.key)
            if kept is not None and kept.name in self.due:
                for key in load_told(tx, message.digest):
                    self.told[kept.name][key].add(message.key)

    # --- what happens ----------------------------------------------------------------------------

    def start(self) -> None:
        """Start the program, as after a crash."""
        text = 'data = "data"\n[digest]\nfolder = ""\n[email]\nhost = "localhost"\n'
        text += 'sender = "m@hanbit.example"\n[slack]\nchannel = "#all"\ntoken_file = "token"\n'
        for name, said in self.people.items():
            text += f'[[recipients]]\nname = "{name}"\n{said}\n'
        text += '[[recipients]]\nname = "all"\nchannel = "slack"\naddress = "#all"\n'
        text += 'empty = "never"\nkinds = ["confirmed"]\n'
        file = Path(self.folder.name) / "monitor.toml"
        file.write_text(text, "utf-8")
        (file.parent / "token").write_text("xoxb-1", "utf-8")
        config = load_config(file)
        with self.store.begin() as tx:
            release_leases(tx)
        self.program = Delivery(
            config,
            self.store,
            clock=self.clock,
            lang="ko",
            channels=self.gates,
            done=Counter(),
            failed=[],
        )

    def work(self) -> None:
        """Let the program do what is due; a kill ends it, and it is started again."""
        with suppress(Killed):
            asyncio.run(_drain(self.program))
            return
        for gate in self.gates:
            gate.mood = "open" if gate.mood == "killed" else gate.mood
        self.start()

    @initialize()
    def begin(self) -> None:
        """Let a first morning pass: to who comes later, what was there before is no news."""
        self.work()
        self.clock.move(days=1)
        self.work()

    @rule(kind=st.sampled_from(Kind), topic=st.sampled_from(TOPICS), again=st.booleans())
    def find(self, kind: Kind, topic: str, again: bool) -> None:
        self.figures += not again
        new, old = claim(59), None if kind is Kind.NEW else claim(121)
        figure = f"f{topic}{self.figures}"
        self._found(
            alert(new, old, kind=kind, topic=topic, figure=figure, at=self.clock.now), str(kind)
        )

    @rule(topic=st.sampled_from(TOPICS))
    def hear(self, topic: str) -> None:
        self._found(remark("누리랩은 부인했다.", topic=topic, at=self.clock.now), STATEMENTS)

    def _found(self, thing: Alert | Remark, kind: str) -> None:
        with self.store.begin() as tx:
            if isinstance(thing, Alert):
                save_alert(tx, thing)
            else:
                save_remarks(tx, [thing])
        if kind == Kind.CONFIRMED:
            return  # counted, not told
        for name, keys in self.due.items():
            said = self.people[name]
            is_on = "\ntopics = " not in said or f'"{thing.topic}"' in said
            if is_on and ("kinds = " not in said or f'"{kind}"' in said):
                keys.add(thing.key)

    @rule(minutes=st.sampled_from([1, 5, 20, 60, 300, 900, 1500, 4000]))
    def wait(self, minutes: int) -> None:
        self.clock.move(minutes=minutes)
        self.furthest = max(self.furthest, self.clock.now)
        self.work()

    @rule()
    def look(self) -> None:
        self.work()

    @precondition(lambda self: self.furthest - self.clock.now < timedelta(hours=15))
    @rule(hours=st.integers(1, 5))
    def go_back(self, hours: int) -> None:
        self.clock.move(hours=-hours)

    @rule(place=st.integers(0, 1), mood=st.sampled_from(MOODS))
    def change(self, place: int, mood: str) -> None:
        self.gates[place].mood = mood

    @rule(place=st.integers(0, 1), mood=st.sampled_from(["killed", "hangs up", "broken"]))
    def lose_touch(self, place: int, mood: str) -> None:
        """Let something be taken without a word, and no more be taken for longer than a day."""
        self.find(Kind.CHANGED, TOPICS[0], again=False)
        self.gates[place].mood = mood
        self.wait(1500)
        self.gates[place].mood = "away"
        for _ in range(2):
            self.wait(1500)
        self.gates[place].mood = "open"

    @rule()
    def restart(self) -> None:
        self.start()

    @precondition(lambda self: len(self.people) < len(PEOPLE) + len(LATER))
    @rule()
    def add(self) -> None:
        name = next(name for name in LATER if name not in self.people)
        self.people[name] = LATER[name]
        self.due[name] = set()
        self.start()
        self.program.due_digests(9)  # it is met

    @rule()
    def retry(self) -> None:
        with self.store.begin() as tx:
            retry_messages(tx)

    # --- what holds ------------------------------------------------------------------------------

    def end(self) -> None:
        """Open every way, let twelve days pass, and look at what each recipient was told."""
        for gate in self.gates:
            gate.mood = "open"
        for hours in (1, 1, 12, 24, 50, 50, 50, 50, 50):
            self.clock.move(hours=hours)
            self.work()
        for name, due in self.due.items():
            assert set(self.told[name]) == due, name
            # In one message: what was taken is never told by another one, with another key.
            assert [key for key, by in self.told[name].items() if len(by) > 1] == [], name
        with self.store.begin(write=False) as tx:
            states = {kept.state for kept in load_messages(tx)}
        # What is given up unsent is a notice of a refusal that was refused itself.
        assert states <= {MessageState.DELIVERED, MessageState.MERGED, MessageState.DROPPED}


async def _drain(program: Delivery) -> None:
    for _ in range(2):  # one digest after another to the same recipient
        for name in program.due_digests(99):
            await program.digest_for(name)
        for key in program.due_messages(99):
            await program.deliver(key)


@pytest.mark.parametrize("database", DATABASES)
def test_every_recipient_is_told_of_everything_for_it_exactly_once(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    numbers = iter(range(10**6))

    def make_url() -> str:
        if database == "postgresql":
            empty: UrlMaker = request.getfixturevalue("_postgres_tables")
            return empty()
        path = tmp_path / f"{next(numbers)}.db"
        shutil.copy(request.getfixturevalue("_sqlite_template"), path)
        return f"sqlite:///{path}"

    run_machine(
        type("Machine", (World,), {"make_url": staticmethod(make_url)}),
        settings=settings(
            max_examples=8 if database == "sqlite" else 3,
            stateful_step_count=20,
            phases=[Phase.explicit, Phase.generate],
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
