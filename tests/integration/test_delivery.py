"""Who gets what when, over a real database: monitor/delivery.py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event

from monitor.config import load_config
from monitor.delivery import Delivery, find_people
from monitor.errors import ConfigError, DeliveryError
from monitor.model import (
    SEOUL,
    Alert,
    Figure,
    Kind,
    Message,
    Remark,
    Topic,
    TrackedFigure,
    Value,
)
from monitor.store.alerts import save_alert
from monitor.store.database import Store
from monitor.store.figures import pin_value, save_figure
from monitor.store.outbox import (
    KeptMessage,
    MessageState,
    load_digests,
    load_messages,
    load_stuck,
    load_told,
    release_leases,
    retry_messages,
)
from monitor.store.recipients import add_recipient, load_recipients
from monitor.store.statements import save_remarks
from monitor.store.topics import save_topic
from tests.alerts import alert, claim, fell, remark
from tests.fakes import FixedClock, RecordingChannel

MORNING = datetime(2026, 11, 2, 7, 31, tzinfo=SEOUL)  # a Monday
BUSY = DeliveryError("email", "451 try later", temporary=True)
REFUSED = DeliveryError("email", "550 no such user")
SILENT = DeliveryError("email", "no answer", temporary=True, unsure=True)


class Desk:
    """The program over one database, its mail and Slack recorded."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.folder = folder
        self.clock = FixedClock((MORNING - timedelta(hours=1)).astimezone(UTC))
        self.mail, self.slack = RecordingChannel("email"), RecordingChannel("slack")

    def start(self, *people: str) -> Delivery:
        """Start the program with these recipients, as TOML, in its settings."""
        text = 'data = "data"\n[digest]\nfolder = ""\n[email]\nhost = "localhost"\n'
        text += 'sender = "m@hanbit.example"\n[slack]\nchannel = "#all"\ntoken_file = "token"\n'
        for said in people:
            text += f"[[recipients]]\n{said}\n"
        # The channel's own recipient is quiet here.
        text += '[[recipients]]\nname = "own"\nchannel = "slack"\naddress = "#all"\n'
        text += 'kinds = ["confirmed"]\nempty = "never"\n'
        (self.folder / "token").write_text("xoxb-1", "utf-8")
        (self.folder / "monitor.toml").write_text(text, "utf-8")
        with self.store.begin() as tx:
            release_leases(tx)
        return Delivery(
            load_config(self.folder / "monitor.toml"),
            self.store,
            clock=self.clock,
            lang="ko",
            channels=(self.mail, self.slack),
            done=Counter(),
            failed=[],
        )

    def found(self, *things: Alert | Remark) -> None:
        with self.store.begin() as tx:
            for thing in things:
                if isinstance(thing, Alert):
                    save_alert(tx, thing)
                else:
                    save_remarks(tx, [thing])

    def messages(self, state: MessageState | None = None) -> Sequence[KeptMessage]:
        with self.store.begin(write=False) as tx:
            return load_messages(tx, state=state)

    def told(self, sent: Message) -> tuple[str, ...]:
        with self.store.begin(write=False) as tx:
            return load_told(tx, sent.digest)

    def at(self, hour: int, minute: int = 0, *, days: int = 0) -> None:
        """Let it be that time of the clock's day, or of one some days later."""
        here = self.clock.now.astimezone(SEOUL) + timedelta(days=days)
        here = here.replace(hour=hour, minute=minute)
        self.clock.now = here.astimezone(UTC)


async def work(program: Delivery) -> None:
    for name in program.due_digests(99):
        await program.digest_for(name)
    for key in program.due_messages(99):
        await program.deliver(key)


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return Desk(store, tmp_path)


MAIL = 'name = "a"\nchannel = "email"\naddress = "a@hanbit.example"'
OTHER = 'name = "b"\nchannel = "email"\naddress = "b@hanbit.example"'
SLACK = 'name = "s"\nchannel = "slack"\naddress = "#s"'


def news(desk: Desk, new: int = 59, old: int = 121, **more: object) -> Alert:
    values: dict[str, object] = {"at": desk.clock.now} | more
    return alert(claim(new), claim(old), **values)  # type: ignore[arg-type]


async def test_each_recipient_gets_what_is_for_it_at_its_own_hour(desk: Desk) -> None:
    program = desk.start(MAIL, f'{SLACK}\nschedule = "hourly"\ntopics = ["푸른호수"]')
    await work(program)
    one, other = news(desk), news(desk, topic="푸른호수")
    desk.found(one, other, remark("누리랩은 부인했다.", at=desk.clock.now))
    desk.at(7, 1)
    await work(program)
    assert desk.mail.sent == []
    assert [desk.told(m) for m in desk.slack.sent] == [(other.key,)]
    desk.at(7, 30)
    await work(program)
    (sent,) = desk.mail.sent
    assert set(desk.told(sent)) > {one.key, other.key}
    await work(program)
    desk.at(7, 45)
    await work(program)
    assert len(desk.mail.sent) == len(desk.slack.sent) == 1


async def test_two_refused_digests_are_told_by_the_third(desk: Desk) -> None:
    program = desk.start(MAIL)
    await work(program)
    found = []
    for day in range(3):
        found.append(news(desk))
        desk.found(found[-1])
        desk.mail.faults = [REFUSED] if day < 2 else []
        desk.at(7, 31, days=1)
        await work(program)
    (sent,) = desk.mail.sent
    assert set(desk.told(sent)) == {a.key for a in found}
    states = Counter(kept.state for kept in desk.messages() if kept.name == "a")
    assert states == {MessageState.MERGED: 2, MessageState.DELIVERED: 1}
    with desk.store.begin(write=False) as tx:
        (latest, *_) = load_digests(tx, limit=9)
    assert latest.since is None  # nothing had arrived before


async def test_what_was_tried_is_waited_for_with_its_key(desk: Desk) -> None:
    program = desk.start(f'{MAIL}\nschedule = "hourly"')
    await work(program)
    first, second = news(desk), news(desk)
    desk.found(first)
    desk.mail.faults = [BUSY] * 4
    desk.at(8)
    await work(program)
    desk.found(second)
    for minute in (3, 8, 20):
        desk.at(9, minute)
        await work(program)
    assert set(desk.mail.tried) == {desk.mail.tried[0]}
    desk.at(11)
    await work(program)
    await work(program)
    assert [desk.told(m) for m in desk.mail.sent] == [(first.key,), (second.key,)]


async def test_after_a_day_of_failures_it_is_parked_and_told_once_elsewhere(desk: Desk) -> None:
    program = desk.start(MAIL, f'{SLACK}\nempty = "never"\nlanguage = "en"')
    await work(program)
    desk.found(news(desk))
    desk.mail.faults = [BUSY] * 999
    desk.at(7, 31)
    pauses = []
    for _ in range(40):
        await work(program)
        waiting = [m for m in desk.messages(MessageState.WAITING) if m.name == "a"]
        if not waiting or waiting[0].next_at is None:
            break
        pauses.append(waiting[0].next_at - desk.clock.now)
        desk.clock.now = waiting[0].next_at
    (parked,) = desk.messages(MessageState.PARKED)
    assert parked.message.tried is not None
    assert timedelta(days=1) <= desk.clock.now - parked.message.tried < timedelta(days=1, hours=3)
    # Growing, each somewhat spread, and an hour and a half at most.
    assert timedelta(minutes=1) <= pauses[0] <= timedelta(minutes=2)
    assert max(pauses) <= timedelta(minutes=90)
    assert len(set(pauses[-8:])) > 1
    await work(program)
    notices = [m for m in desk.slack.sent if not m.digest]
    assert [m.subject for m in notices] == ["Digests do not arrive: a (e-mail)"]
    assert parked.message.key in notices[0].text
    for _ in range(2):
        desk.at(7, 31, days=1)
        desk.mail.faults = [REFUSED]
        await work(program)
    await work(program)
    assert len([m for m in desk.slack.sent if not m.digest]) == 1
    # Once one has arrived, the next trouble is worth a word again.
    desk.mail.faults = []
    desk.at(7, 31, days=1)
    await work(program)
    desk.found(news(desk))
    desk.mail.faults = [REFUSED]
    desk.at(7, 31, days=1)
    await work(program)
    await work(program)
    assert len([m for m in desk.slack.sent if not m.digest]) == 2


async def test_what_may_have_arrived_is_tried_on_with_its_key_and_told_by_no_other(
    desk: Desk,
) -> None:
    program = desk.start(f'{MAIL}\nempty = "never"', f'{SLACK}\nempty = "never"\nlanguage = "en"')
    await work(program)
    first, second = news(desk), news(desk)
    desk.found(first)
    desk.mail.faults = [SILENT, *[BUSY] * 99]
    desk.at(7, 31)
    await work(program)
    desk.found(second)
    for _ in range(60):  # two days and more, an hour at a time
        desk.clock.move(hours=1)
        await work(program)
    assert len(set(desk.mail.tried)) == 1
    assert len(desk.mail.tried) > 24
    with desk.store.begin(write=False) as tx:
        (stuck,) = load_stuck(tx, since=desk.clock.now - timedelta(days=1), limit=9)
    assert (stuck.name, stuck.state) == ("a", MessageState.UNSURE)
    (notice,) = [m for m in desk.slack.sent if not m.digest]
    assert "may have arrived" in notice.text
    desk.mail.faults = []
    for _ in range(30):
        desk.clock.move(hours=1)
        await work(program)
    assert [desk.told(m) for m in desk.mail.sent] == [(first.key,), (second.key,)]


async def test_a_message_is_on_the_disk_before_it_goes_out(desk: Desk) -> None:
    """A power cut may undo what no disk has yet: then another message might tell it again."""
    program = desk.start(MAIL)
    await work(program)
    desk.found(news(desk))
    desk.at(7, 31)
    modes: list[object] = []

    def note(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE message"):
            at_driver = connection.connection.cursor()
            modes.append(at_driver.execute("PRAGMA synchronous").fetchone()[0])

    if desk.store.is_server:
        return  # a server's commits are all on its disk
    event.listen(Engine, "before_cursor_execute", note)
    try:
        await work(program)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(desk.mail.sent) == 1
    full = 2  # https://www.sqlite.org/pragma.html#pragma_synchronous
    assert modes[-2:] == [full, full], "as it is handed out, and as its arrival is noted"


async def test_a_rejected_address_does_not_stop_the_others(desk: Desk) -> None:
    program = desk.start(MAIL, OTHER)
    await work(program)
    desk.found(news(desk))
    desk.mail.faults = [REFUSED]
    desk.at(7, 31)
    await work(program)
    assert [m.recipient for m in desk.mail.sent] == ["b@hanbit.example"]


async def test_a_kill_after_sending_sends_again_with_the_same_key(desk: Desk) -> None:
    program = desk.start(MAIL)
    await work(program)
    desk.found(news(desk))
    desk.at(7, 31)
    for name in program.due_digests(9):
        await program.digest_for(name)
    (key,) = program.due_messages(9)

    class Killed(BaseException):
        pass

    desk.mail.faults = [Killed()]  # type: ignore[list-item]
    with pytest.raises(Killed):
        await program.deliver(key)
    program = desk.start(MAIL)
    await work(program)
    assert desk.mail.tried == [key, key]
    assert len(desk.mail.sent) == 1


async def test_nothing_is_sent_in_quiet_hours_and_nothing_is_lost_by_them(desk: Desk) -> None:
    program = desk.start(f'{MAIL}\nschedule = "at_once"\nquiet = "22:00-07:00"')
    await work(program)
    desk.at(21, 50)
    first = news(desk)
    desk.found(first)
    desk.at(21, 58)
    desk.mail.faults = [BUSY] * 3
    await work(program)
    desk.at(22, 30)
    second = news(desk)
    desk.found(second)
    desk.mail.faults = []
    await work(program)
    desk.at(3, days=1)
    await work(program)
    assert desk.mail.sent == []
    desk.at(7, 45)
    await work(program)
    await work(program)
    assert [desk.told(m) for m in desk.mail.sent] == [(first.key,), (second.key,)]


async def test_large_changes_go_at_once_and_are_not_told_again_in_the_morning(desk: Desk) -> None:
    program = desk.start(f'{MAIL}\nat_once_percent = 30\nempty = "never"')
    await work(program)
    desk.at(7, 31)
    await work(program)
    desk.at(15)
    large, small = news(desk, 59, 121), news(desk, 118, 121)
    desk.found(large, small)
    await work(program)
    assert desk.mail.sent == []  # more of it may come
    desk.at(15, 2)
    await work(program)
    desk.at(7, 31, days=1)
    await work(program)
    assert [desk.told(m) for m in desk.mail.sent] == [(large.key,), (small.key,)]
    with desk.store.begin(write=False) as tx:
        kinds = [d.is_urgent for d in load_digests(tx, limit=9) if d.recipient == "a"]
    assert kinds == [False, True]


async def test_what_changes_again_before_it_is_sent_is_one_line_with_its_path(desk: Desk) -> None:
    program = desk.start(MAIL)
    await work(program)
    desk.found(news(desk, 59, 121, figure="f"))
    desk.at(6, 40)
    desk.found(news(desk, 40, 59, figure="f"))
    digest = program.digest(name="a")
    (only,) = digest.alerts
    assert (only.claim.interval.low, len(digest.folded[only.key])) == (Decimal(40), 1)
    assert only.previous is not None
    assert only.previous.claim.interval.low == Decimal(121)
    desk.at(7, 31)
    await work(program)
    assert len(desk.told(desk.mail.sent[0])) == 2


async def test_who_comes_later_gets_what_is_new_or_the_last_days(desk: Desk) -> None:
    program = desk.start(MAIL)
    await work(program)
    desk.found(news(desk))
    desk.at(7, 31)
    await work(program)
    desk.at(7, 31, days=5)
    recent = news(desk)
    desk.found(recent)
    desk.clock.move(hours=1)
    program = desk.start(MAIL, f'{OTHER}\nempty = "never"', f"{SLACK}\nlast_days = 2")
    await work(program)
    desk.clock.move(hours=1)
    new = news(desk)
    desk.found(new)
    desk.at(7, 31, days=1)
    await work(program)
    later = [m for m in desk.mail.sent if m.recipient == "b@hanbit.example"]
    assert [desk.told(m) for m in later] == [(new.key,)]
    assert [set(desk.told(m)) for m in desk.slack.sent] == [{recent.key, new.key}]


async def test_who_is_named_anew_in_the_same_place_is_told_nothing_again(desk: Desk) -> None:
    program = desk.start(MAIL)
    await work(program)
    desk.found(news(desk))
    desk.at(7, 31)
    await work(program)
    program = desk.start(MAIL.replace('"a"', '"editors"') + '\nempty = "never"')
    desk.at(7, 31, days=1)
    await work(program)
    assert len(desk.mail.sent) == 1
    with desk.store.begin(write=False) as tx:
        assert {kept.name for kept in load_recipients(tx)} == {"editors", "own"}
    # Two in its place: one of them is the one that was there.
    place = MAIL.partition("\n")[2]
    program = desk.start(f'name = "one"\n{place}', f'name = "two"\n{place}')
    assert len(program.due_digests(9)) == 0
    with desk.store.begin(write=False) as tx:
        assert {kept.name for kept in load_recipients(tx)} == {"one", "two", "own"}


async def test_a_quiet_day_is_said_as_often_as_is_wished(desk: Desk) -> None:
    program = desk.start(MAIL, f'{OTHER}\nempty = "weekly"', f'{SLACK}\nempty = "never"')
    await work(program)
    for _ in range(15):
        desk.at(7, 31, days=1)
        await work(program)
    sent = Counter(m.recipient for m in (*desk.mail.sent, *desk.slack.sent))
    assert sent == {"a@hanbit.example": 15, "b@hanbit.example": 2}
    assert "0건" in desk.mail.sent[0].text


async def test_confirmations_are_counted_by_the_next_digest_that_is_sent(desk: Desk) -> None:
    program = desk.start(f'{MAIL}\nempty = "never"')
    await work(program)
    desk.found(news(desk, 5, 5, kind=Kind.CONFIRMED))
    desk.at(7, 31)
    await work(program)
    assert desk.mail.sent == []
    desk.found(news(desk))
    desk.at(7, 31, days=1)
    await work(program)
    assert "재확인 1" in desk.mail.sent[0].text


async def test_small_changes_are_told_once_they_add_up(desk: Desk) -> None:
    program = desk.start(f'{MAIL}\nmin_percent = 5\nempty = "never"')
    await work(program)
    for old, new in ((100, 102), (102, 104), (104, 106)):
        desk.found(news(desk, new, old, figure="f"))
        desk.at(7, 31, days=1)
        await work(program)
    (sent,) = desk.mail.sent
    assert len(desk.told(sent)) == 3
    assert "100 → 106명" in sent.text


async def test_by_hand_everybody_gets_what_is_new_now(desk: Desk) -> None:
    program = desk.start(f'{MAIL}\nquiet = "00:00-23:59"', f'{SLACK}\ntopics = ["푸른호수"]')
    desk.found(news(desk))
    queued = program.queue_digests(only_news=True)
    assert [m.recipient for m in queued] == ["a@hanbit.example"]
    await work(program)
    assert len(desk.mail.sent) == 1
    assert program.queue_digests(only_news=True) == ()
    desk.clock.move(minutes=1)
    again = program.queue_digests(since=desk.clock.now - timedelta(hours=1), name="a")
    assert len(again) == 1
    with pytest.raises(ConfigError, match="nobody"):
        program.queue_digests(name="nobody")


async def test_a_clock_that_was_ahead_costs_no_digest(desk: Desk) -> None:
    program = desk.start(MAIL)
    desk.clock.move(days=300)
    await work(program)
    desk.at(7, 31)
    await work(program)
    desk.clock.move(days=-300)
    await work(program)
    found = news(desk)
    desk.found(found)
    desk.at(7, 31, days=1)
    await work(program)
    assert [desk.told(m) for m in desk.mail.sent][-1] == (found.key,)


async def test_a_bug_in_a_digest_is_tried_again_after_a_pause(desk: Desk) -> None:
    program = desk.start(MAIL)
    await work(program)
    desk.found(news(desk))
    desk.at(7, 31)
    assert program.due_digests(9) == ["a", "own"]
    program.fail_digest("a", "ZeroDivisionError: a bug")
    assert program.due_digests(9) == ["own"]
    desk.at(7, 40)
    assert "a" in program.due_digests(9)
    await work(program)
    assert len(desk.mail.sent) == 1
    with desk.store.begin(write=False) as tx:
        assert all(kept.error is None for kept in load_recipients(tx))


async def test_who_was_added_by_hand_gets_digests_until_the_settings_no_longer_reach_it(
    desk: Desk,
) -> None:
    program = desk.start(MAIL)
    said = {"channel": "email", "address": "h@hanbit.example", "schedule": "at_once"}
    with desk.store.begin() as tx:
        add_recipient(tx, "hand", "email", said["address"], now=desk.clock.now, definition=said)
    await work(program)
    desk.found(news(desk))
    desk.clock.move(minutes=10)
    await work(program)
    assert [m.recipient for m in desk.mail.sent] == ["h@hanbit.example"]
    file = desk.folder / "monitor.toml"
    file.write_text('data = "data"\n[digest]\nfolder = ""\n', "utf-8")
    with desk.store.begin(write=False) as tx:
        people, faulty = find_people(load_config(file), load_recipients(tx))
    assert people == ()
    assert [broken.name for broken in faulty] == ["hand"]
    assert "email.host" in faulty[0].why


async def test_what_a_person_lets_go_again_arrives(desk: Desk) -> None:
    program = desk.start(MAIL)
    await work(program)
    desk.found(news(desk))
    desk.mail.faults = [REFUSED]
    desk.at(7, 31)
    await work(program)
    with desk.store.begin() as tx:
        assert retry_messages(tx) == 1
    await work(program)
    assert len(desk.mail.sent) == 1


async def test_figures_set_by_hand_or_named_by_a_topic_are_what_the_user_asked_for(
    desk: Desk,
) -> None:
    program = desk.start(MAIL)
    wanted = TrackedFigure(metric="월간 이용자 수", units=("명",), subjects=("누리챗",))
    rest = claim(7, unit="건", subject="누리챗", metric="민원", quote="누리챗 민원은 7건이었다.")
    named, pinned, other = (
        alert(claim(59), at=desk.clock.now),
        alert(replace(rest, unit="대"), at=desk.clock.now),
        alert(rest, at=desk.clock.now),
    )
    assert len({named.figure, pinned.figure, other.figure}) == 3
    desk.found(named, pinned, other)
    with desk.store.begin() as tx:
        save_topic(tx, Topic(name="누리챗", figures=(wanted,)))
        figure = Figure(
            key=pinned.figure, topic="누리챗", subject="누리챗", metric="민원", unit="대"
        )
        save_figure(tx, figure, ())
        pin_value(tx, pinned.figure, Value(claim=pinned.claim, source=pinned.source))
    assert program.digest().wished == {named.figure, pinned.figure}
    assert program.digest().alerts[-1] == other


def test_the_day_of_a_fall_is_told(desk: Desk) -> None:
    program = desk.start(MAIL)
    desk.found(fell(at=desk.clock.now))
    assert program.digest().is_worth_sending
    assert program.digest(name="a").recipient == "a"
    assert not program.digest(since=desk.clock.now + timedelta(hours=1)).is_worth_sending
