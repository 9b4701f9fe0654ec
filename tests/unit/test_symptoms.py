"""What the doctor makes of what it saw: each finding where there is cause, and not where not."""

from __future__ import annotations

import shlex
import stat
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from monitor.cli.symptoms import (
    LONGEST,
    SHOWN,
    Finding,
    Folder,
    file_system_of,
    is_loopback,
    line,
    listed,
    on_clock,
    on_count,
    on_daemon,
    on_feeds,
    on_folder,
    on_health,
    on_outbox,
    on_recipients,
    on_room,
    on_secret_files,
    on_topics,
    on_variables,
    on_yields,
    typed,
)
from monitor.config import known_variables
from monitor.delivery import Faulty
from monitor.model import Kind, Message, Recipient, Rhythm, Topic, TrackedFigure, Url
from monitor.store.gauges import Queue, Yield
from monitor.store.outbox import KeptMessage, MessageState
from monitor.store.status import FeedHealth, Status

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # a Friday, ten o'clock in Seoul
GIGABYTE = 10**9
FOLDER = Folder(
    path=Path("/srv/news"),
    is_writable=True,
    modes=(stat.S_IFDIR | 0o700, stat.S_IFDIR | 0o755, stat.S_IFDIR | 0o755),
    owner="monitor",
    me="monitor",
)
STATUS = Status(
    at=NOW, feeds=3, feeds_disabled=0, feeds_unpolled=0, failing=(), retired=(), missed=(),
    silent=(), last_poll=NOW, entries={}, entry_failures=(), articles=80, seeds=2, unread=0,
    edited=0, unchecked=0, older=0, check_failures=(), rereads_due=0, claims=9, topics=1,
    figures=2, values=3, alerts=dict.fromkeys(Kind, 0), undigested=0,
    messages=dict.fromkeys(MessageState, 0), parked=(), uncomposed=(), last_digest=None,
    last_delivered=None, copies=0, altered=0,
)  # fmt: skip
DESK = Recipient(name="편집국", channel="email", address="desk@hanbit.example")
DEEPSEEK = Topic(name="딥시크", figures=(TrackedFigure(metric="월간 이용자 수"),))
HOSTILE = "'; rm -rf ~ #\n\x1b[31m$(reboot)"


def states(found: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(f.what, f.state) for f in found]


def feed(name: str, why: str = "서버가 거절함(HTTP 418)", **changes: Any) -> FeedHealth:
    said = {"url": Url(f"https://{name}.example/rss"), "name": name, "why": why, "failures": 3}
    return FeedHealth(**{**said, "polled": NOW, "due": NOW, **changes})


# --- the machine ---------------------------------------------------------------------------------


def test_a_variable_that_is_no_setting_is_told_with_the_one_that_was_meant() -> None:
    (found,) = on_variables(["MONITOR_EMAL__HOST", "PATH"], known_variables())
    assert (found.what, found.state) == ("environment", "note")
    assert "MONITOR_EMAL__HOST" in found.said
    assert "MONITOR_EMAIL__HOST" in found.advice
    right = ["MONITOR_EMAIL__HOST", "MONITOR_CONFIG", "MONITOR_NOW", "MONITOR_RECIPIENTS", "HOME"]
    assert list(on_variables(right, known_variables())) == []


def test_a_secret_that_others_may_read_is_told_with_what_closes_it() -> None:
    (found,) = on_secret_files({"/etc/a b": stat.S_IFREG | 0o640, "/etc/c": stat.S_IFREG | 0o600})
    assert (found.state, found.advice) == ("bad", "chmod 600 '/etc/a b'")


@pytest.mark.parametrize(
    ("changes", "state", "advice"),
    [
        ({}, "ok", ""),
        ({"is_writable": False}, "bad", "chown"),
        ({"foreign": (("monitor.db-wal", "root"),)}, "bad", "chown -R monitor /srv/news"),
        ({"modes": (0o40777, 0o40755)}, "bad", "chmod 700 /srv/news"),
        ({"modes": (0o40755, 0o40755)}, "note", "chmod 700 /srv/news"),
        # Nobody comes as far as a folder within a closed one.
        ({"modes": (0o40777, 0o40700)}, "ok", ""),
    ],
)
def test_a_data_folder_is_ours_alone_and_can_be_written(
    changes: dict[str, Any], state: str, advice: str
) -> None:
    (found,) = on_folder(replace(FOLDER, **changes))
    assert (found.what, found.state) == ("data", state)
    assert advice in found.advice
    assert bool(found.advice) == bool(advice)


def test_a_network_file_system_is_no_place_for_a_database() -> None:
    mounts = (
        "sysfs /sys sysfs rw 0 0\n/dev/sda / ext4 rw 0 0\nnas:/x /srv/my\\040news nfs4 rw 0 0\n"
    )
    assert file_system_of(PurePosixPath("/srv/my news/data"), mounts) == "nfs4"
    assert file_system_of(PurePosixPath("/srv/my newspaper"), mounts) == "ext4"
    assert file_system_of(PurePosixPath("/srv"), "garbage\n\n") == ""
    assert states(on_folder(replace(FOLDER, file_system="nfs4"))) == [
        ("data", "ok"),
        ("data", "bad"),
    ]


@pytest.mark.parametrize(
    ("free", "size", "state"),
    [
        (3 * GIGABYTE, 2 * GIGABYTE, "ok"),
        (2 * GIGABYTE, 3 * GIGABYTE, "note"),
        (GIGABYTE // 2, 1000, "note"),
        (10**7, 1000, "bad"),
    ],
)
def test_a_disk_has_room_for_as_much_again_and_for_a_gigabyte(
    free: int, size: int, state: str
) -> None:
    assert on_room(free=free, size=size, path=Path("/srv")).state == state


def test_a_clock_is_wrong_where_no_server_agrees_with_it() -> None:
    def state(*minutes: float, is_by_hand: bool = False) -> str:
        ahead = [timedelta(minutes=m) for m in minutes]
        return on_clock(NOW, ahead=ahead, zone="Asia/Seoul", is_by_hand=is_by_hand).state

    assert state() == state(4) == state(-4) == "ok"
    assert state(90) == state(-90, -80) == "bad"
    assert state(90, 0.1) == "ok"  # the first server's clock is wrong
    assert state(is_by_hand=True) == "note"
    slow = on_clock(NOW, ahead=[timedelta(hours=2)], zone="Asia/Seoul", is_by_hand=False)
    assert "120분 느" in slow.said


@pytest.mark.parametrize(
    ("port", "address", "is_running", "answer", "state"),
    [
        (0, "127.0.0.1", True, None, "ok"),
        (9108, "127.0.0.1", True, "figure-monitor/0.1.0", "ok"),
        (9108, "127.0.0.1", False, None, "ok"),
        (9108, "127.0.0.1", False, "nginx", "bad"),
        (9108, "127.0.0.1", True, "", "bad"),
        # Another daemon of ours, at another database.
        (9108, "127.0.0.1", False, "figure-monitor/0.1.0", "bad"),
        (9108, "127.0.0.1", True, None, "bad"),
        (9108, "0.0.0.0", True, "figure-monitor/0.1.0", "note"),
        (9108, "::", False, None, "note"),
    ],
)
def test_the_port_of_the_probes_is_the_daemons_and_this_machines(
    port: int, address: str, is_running: bool, answer: str | None, state: str
) -> None:
    found = on_health(port=port, address=address, is_running=is_running, answer=answer)
    assert found.state == state
    assert bool(found.advice) == (state != "ok")


def test_only_this_machine_is_this_machine() -> None:
    assert [h for h in ("127.0.0.5", "::1", "[::1]", "localhost") if not is_loopback(h)] == []
    assert [h for h in ("", "10.0.0.1", "localhost.evil.example") if is_loopback(h)] == []


# --- what the database holds ---------------------------------------------------------------------


def test_a_daemon_is_named_or_missed_and_told_where_its_work_piles_up() -> None:
    idle = {"poll": Queue(4, timedelta(minutes=3)), "deliver": Queue(0, timedelta(days=9))}
    late = {**idle, "check": Queue(70, timedelta(hours=5))}
    (runs,) = on_daemon("41@news", last_poll="-", late=idle)
    assert (runs.state, "41@news" in runs.said) == ("ok", True)
    (behind,) = on_daemon("41@news", last_poll="-", late=late)
    assert (behind.state, len(behind.details)) == ("bad", 1)
    assert ["70" in d and "5" in d for d in behind.details] == [True]
    (gone,) = on_daemon(None, last_poll="2026-11-01", late=idle)
    assert (gone.state, "monitor run" in gone.advice) == ("note", True)


def test_topics_without_figures_and_topics_that_no_news_speaks_of_are_named() -> None:
    def found(*topics: Topic, heard: tuple[str, ...] = (), articles: int = 80) -> list[Finding]:
        return list(on_topics(topics, heard=heard, articles=articles, file=None))

    assert states(found(DEEPSEEK, heard=("딥시크",))) == [("topics", "ok")]
    assert states(found(DEEPSEEK, articles=3)) == [("topics", "ok")]
    _, bare = found(Topic(name="금리"), heard=("금리",))
    assert (bare.state, bare.advice) == (
        "note",
        "monitor topic add 금리 --propose가 기사에 나온 수치를 제안합니다",
    )
    _, silent = found(DEEPSEEK)
    assert "monitor topic edit 딥시크 --alias" in silent.advice
    assert silent.details == ("딥시크",)
    (none,) = found()
    assert (none.state, "monitor topic" in none.advice) == ("bad", True)


def test_a_list_that_a_file_will_fill_is_only_a_note(tmp_path: Path) -> None:
    (tmp_path / "feeds.csv").write_text("", "utf-8")
    assert on_count("feeds", 0, tmp_path / "feeds.csv").state == "note"
    assert on_count("feeds", 0, tmp_path / "other.csv").state == "bad"
    assert on_count("feeds", 1, None).state == "ok"


def test_feeds_that_give_nothing_are_told_by_kind_with_the_commands() -> None:
    assert states(on_feeds(STATUS, None)) == [("feeds", "ok")]
    some = replace(
        STATUS, failing=(feed("a"),), retired=(feed("b"),), silent=(feed("c"),), missed=(feed("d"),)
    )
    found = list(on_feeds(some, None))
    assert states(found) == [("feeds", "note")] * 4
    wanted = ("feed check https://a.example/rss", "feed remove https://b.example/rss",
              "feed check https://c.example/rss", "min_minutes")  # fmt: skip
    assert [w for w, f in zip(wanted, found, strict=True) if w not in f.advice] == []
    assert found[0].details == ("a: 서버가 거절함(HTTP 418)",)
    (every, *_) = on_feeds(replace(STATUS, failing=tuple(feed(n) for n in "abc")), None)
    assert every.state == "bad"
    (disabled,) = on_feeds(replace(STATUS, feeds=0, feeds_disabled=9), None)
    assert (disabled.state, "feed enable" in disabled.advice) == ("bad", True)
    (none,) = on_feeds(replace(STATUS, feeds=0), None)
    assert (none.state, "feed import" in none.advice) == ("bad", True)


def test_an_outlet_whose_pages_hold_far_fewer_claims_than_before_is_told() -> None:
    before = {"한빛": Yield(100, 300), "누리": Yield(100, 300), "새벽": Yield(100, 3)}
    now = {"한빛": Yield(20, 2), "누리": Yield(20, 50), "새벽": Yield(20, 0), "첫날": Yield(9, 0)}
    (found,) = on_yields(before, now)
    assert found.said.startswith("한빛")
    assert "3.0" in found.said
    assert "monitor read" in found.advice
    # Three articles without a figure happen.
    assert list(on_yields(before, {"한빛": Yield(3, 0)})) == []


# --- who is told ---------------------------------------------------------------------------------


def on_people(*people: Recipient, faulty: tuple[Faulty, ...] = ()) -> list[Finding]:
    return list(on_recipients(people, faulty, topics=["딥시크"], now=NOW))


def test_nobody_a_folder_alone_and_whom_nothing_reaches_are_told() -> None:
    assert states(on_people(DESK)) == [("recipients", "ok")]
    (nobody,) = on_people()
    assert (nobody.state, "monitor recipient add" in nobody.advice) == ("note", True)
    (folder,) = on_people(replace(DESK, channel="file"))
    assert folder.state == "note"
    _, broken = on_people(DESK, faulty=(Faulty("옛사람", "channel: email.host"),))
    assert (broken.state, broken.said) == ("bad", "옛사람: channel: email.host")


@pytest.mark.parametrize(
    ("changes", "option"),
    [
        ({"topics": ("딥시크", "딥식")}, "--topic"),
        ({"urgent_topics": ("딥식",)}, "--at-once-topic"),
        ({"topics": ("딥시크",), "urgent_topics": ("딥시크", "금리")}, "--at-once-topic"),
        ({"kinds": ("confirmed",)}, "--kind"),
        ({"quiet": (time(22), time(8))}, "--at 08:00"),
    ],
)
def test_a_wish_that_cannot_be_met_is_told_with_the_option(
    changes: dict[str, Any], option: str
) -> None:
    _, found, *_ = on_people(replace(DESK, **changes))
    assert (found.what, found.state) == ("recipients", "note")
    assert f"monitor recipient edit 편집국 {option}" in found.advice


@pytest.mark.parametrize(
    "changes",
    [
        {"topics": ("딥시크",), "urgent_topics": ("딥시크",)},
        {"kinds": ("confirmed", "changed")},
        {"quiet": (time(22), time(7))},
        {"quiet": (time(22), time(8)), "rhythm": Rhythm.AT_ONCE},
        {"quiet": (time(22), time(8)), "rhythm": Rhythm.HOURLY},
    ],
)
def test_a_wish_that_can_be_met_is_left_alone(changes: dict[str, Any]) -> None:
    assert states(on_people(replace(DESK, **changes))) == [("recipients", "ok")]


def test_what_was_put_aside_and_what_could_not_be_made_is_told_without_secret_addresses() -> None:
    message = Message(
        key="m1", digest="d1", channel="webhook", recipient="https://hooks.example/geheim",
        subject="", text="", created=NOW,
    )  # fmt: skip
    kept = KeptMessage(
        message=message, name=None, state=MessageState.PARKED, next_at=None, leased=None,
        delivered=None, error="HTTP 410",
    )  # fmt: skip
    counts = {**STATUS.messages, MessageState.PARKED: 1}
    status = replace(STATUS, messages=counts, parked=(kept,), uncomposed=(("대표", "KeyError"),))
    uncomposed, parked = on_outbox(status)
    assert (uncomposed.state, parked.state) == ("bad", "bad")
    assert "monitor outbox list" in parked.advice
    assert parked.details == ("https://hooks.example/…: HTTP 410",)
    assert list(on_outbox(STATUS)) == []


# --- hostile values ------------------------------------------------------------------------------


def test_words_from_outside_are_one_short_line_and_one_word_of_a_command() -> None:
    assert line("a\n\x1b[31mb") == "a [31mb"
    assert len(line("가" * 10**6)) == LONGEST
    assert shlex.split(f"monitor topic show {typed(HOSTILE)}") == [
        *("monitor", "topic", "show"), line(HOSTILE),
    ]  # fmt: skip
    assert listed(["x"] * (SHOWN + 3))[-1] == "… 그 밖에 3건"


def test_hostile_names_do_no_harm_anywhere() -> None:
    person = replace(DESK, name=HOSTILE, topics=(HOSTILE,), quiet=(time(22), time(8)))
    found = [
        *on_variables([f"MONITOR_{HOSTILE}"], known_variables()),
        *on_secret_files({HOSTILE: 0o644}),
        *on_topics([Topic(name=HOSTILE)], heard=(), articles=99, file=None),
        *on_feeds(replace(STATUS, failing=(feed("x", why=HOSTILE, url=Url(HOSTILE)),)), None),
        *on_people(person, faulty=(Faulty(HOSTILE, HOSTILE),)),
        *on_yields({HOSTILE: Yield(99, 999)}, {HOSTILE: Yield(99, 0)}),
        *on_daemon(HOSTILE, last_poll="-", late={}),
        on_health(port=1, address="127.0.0.1", is_running=False, answer=HOSTILE),
    ]
    assert len(found) >= 10
    for finding in found:
        shown = "".join((finding.said, finding.advice, *finding.details))
        assert shown.isprintable(), finding
        if "rm -rf" in finding.advice:
            assert typed(HOSTILE) in finding.advice
