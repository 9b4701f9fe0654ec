"""What `monitor doctor` makes of what it saw: each misconfiguration with what to type.

Values in, findings out: what is looked at, and how, is in `doctor.py`.
"""

from __future__ import annotations

import difflib
import ipaddress
import shlex
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

from monitor.cli.places import masked_address
from monitor.cli.session import tell
from monitor.delivery import Faulty
from monitor.model import Recipient, Rhythm, Topic
from monitor.report.schedule import next_slot, quiet_until
from monitor.store.gauges import Queue, Yield
from monitor.store.outbox import MessageState
from monitor.store.status import FeedHealth, Status
from monitor.words import reword

SHOWN = 5  # of what a finding lists
LONGEST = 300  # letters of a line that comes from outside
GIGABYTE = 10**9
# Below it SQLite soon cannot even write its log.
NO_ROOM = 100 * 10**6
# A clock that is further off misjudges what is new, due and expired.
CLOCK_OFF = timedelta(minutes=5)
# What is due for so long waits for somebody who does not come.
OVERDUE = timedelta(hours=1)
# So many articles must have been read before a silent topic means something.
ENOUGH_ARTICLES = 50
# An outlet's pages yield a quarter of the claims they used to, where ten would be expected.
DROP, EXPECTED = 0.25, 10.0
# They hold the write-ahead log's shared memory in common with nobody.
NETWORK_FILE_SYSTEMS = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs")
# Beside the settings: where they are, and the clock.
OTHER_VARIABLES = frozenset({"MONITOR_CONFIG", "MONITOR_NOW", "MONITOR_RECIPIENTS"})
_PREFIX = "MONITOR_"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `state` is ok, note or bad; `advice` says what to do.

    `details` are lines that say more; `facts` are for programs.
    """

    what: str
    state: str
    said: str
    advice: str = ""
    details: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


def line(text: str) -> str:
    """Return words from outside as one short line that a terminal shows as they are."""
    shown = "".join(c if c.isprintable() else " " for c in text[: LONGEST * 2])
    shown = " ".join(shown.split())
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"


def typed(text: str) -> str:
    """Return words from outside as one word of a command that a person may copy into a shell."""
    shown = line(text)
    # Of letters of any script a shell makes nothing; its own rule knows those of ASCII alone.
    is_plain = shown and all(c.isalnum() or c in "_@%+=:,./-" for c in shown)
    return shown if is_plain else shlex.quote(shown)


def listed(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the first of them, and how many more there are."""
    if len(lines) <= SHOWN:
        return tuple(map(line, lines))
    rest = tell("doctor.more", count=len(lines) - SHOWN)
    return (*map(line, lines[:SHOWN]), rest)


def megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size < GIGABYTE else f"{size / 1e9:,.1f} GB"


# --- the machine ---------------------------------------------------------------------------------


def on_variables(environment: Collection[str], known: Collection[str]) -> Iterator[Finding]:
    """Tell of variables that look like settings and are none: they change nothing, in silence.

    Their values are never shown.
    """
    ours = (name for name in environment if name.startswith(_PREFIX))
    for name in sorted(set(ours) - set(known) - OTHER_VARIABLES):
        if name.startswith("MONITOR_TEST_"):
            continue
        near = difflib.get_close_matches(name[:100], known, n=1)
        advice = tell("doctor.meant", name=near[0]) if near else tell("doctor.see_settings")
        yield Finding("environment", "note", tell("doctor.no_setting", name=line(name)), advice)


def on_secret_files(modes: Mapping[str, int]) -> Iterator[Finding]:
    """Tell of files with secrets that other users of the machine may read."""
    for name, mode in modes.items():
        if mode & 0o077:
            said = tell("doctor.open_secret", file=line(name), mode=stat.filemode(mode))
            yield Finding("secrets", "bad", said, f"chmod 600 {typed(name)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder of ours: `modes` are its own and its parents', the nearest first."""

    path: Path
    is_writable: bool
    modes: tuple[int, ...]
    owner: str
    me: str
    file_system: str = ""
    # Files in it that this user may not write, or that are not the folder's owner's: name, owner.
    foreign: tuple[tuple[str, str], ...] = ()


def on_folder(folder: Folder) -> Iterator[Finding]:
    """Say whether the data folder can be used, and who else can."""
    path, mode = folder.path, folder.modes[0]
    is_reached = all(m & stat.S_IXOTH for m in folder.modes)
    said = f"{line(str(path))} ({stat.filemode(mode)}, {folder.owner})"
    if not folder.is_writable:
        advice = tell(
            "doctor.mend_rights", user=folder.me, path=typed(str(path)), owner=folder.owner
        )
        yield Finding("data", "bad", tell("doctor.not_writable", path=said), advice)
    elif folder.foreign:
        names = [f"{name}: {owner}" for name, owner in folder.foreign]
        advice = f"chown -R {folder.owner} {typed(str(path))}"
        yield Finding("data", "bad", tell("doctor.foreign", path=said), advice, listed(names))
    elif is_reached and mode & stat.S_IWOTH:
        yield Finding(
            "data", "bad", tell("doctor.open_folder", path=said), f"chmod 700 {typed(str(path))}"
        )
    elif is_reached and mode & stat.S_IROTH:
        yield Finding(
            "data", "note", tell("doctor.read_folder", path=said), f"chmod 700 {typed(str(path))}"
        )
    else:
        yield Finding("data", "ok", said)
    if folder.file_system.startswith(NETWORK_FILE_SYSTEMS):
        said = tell("doctor.network_disk", path=path, kind=folder.file_system)
        yield Finding("data", "bad", said, tell("doctor.mend_network_disk"))


def file_system_of(path: PurePosixPath, mounts: str) -> str:
    """Return the kind of the file system that holds `path`, by the lines of /proc/mounts.

    >>> file_system_of(PurePosixPath("/srv/data"), "a / ext4 rw 0 0\\nb:/x /srv nfs4 rw 0 0")
    'nfs4'
    """
    best, kind = -1, ""
    for words in (entry.split() for entry in mounts.splitlines()):
        if len(words) < 3:
            continue
        place = PurePosixPath(words[1].replace("\\040", " "))
        depth = len(place.parts)
        if depth >= best and path.is_relative_to(place):
            best, kind = depth, words[2]
    return kind


def on_room(*, free: int, size: int, path: Path) -> Finding:
    """Say whether the disk has room for what is to come: as much again, a gigabyte at least."""
    said = tell("doctor.room_said", free=megabytes(free), path=path)
    if free < NO_ROOM:
        return Finding("room", "bad", said, tell("doctor.mend_room"))
    if free < max(size, GIGABYTE):
        return Finding("room", "note", said, tell("doctor.mend_room"))
    return Finding("room", "ok", said)


def on_clock(now: datetime, *, ahead: Sequence[timedelta], zone: str, is_by_hand: bool) -> Finding:
    """Say what time it is, and whether servers agree.

    Args:
        now: the program's time, in the zone of the digests.
        ahead: by how much the clocks of the servers that were asked are before ours.
    """
    said = f"{now:%Y-%m-%d %H:%M} ({zone})"
    if is_by_hand:
        return Finding("clock", "note", said, tell("doctor.clock_by_hand"))
    # One server's clock may be wrong; the one that agrees best is believed.
    off = min(ahead, key=abs, default=timedelta(0))
    if abs(off) <= CLOCK_OFF:
        return Finding("clock", "ok", said)
    minutes = round(abs(off) / timedelta(minutes=1))
    key = "doctor.clock_slow" if off > timedelta(0) else "doctor.clock_fast"
    return Finding("clock", "bad", tell(key, now=said, minutes=minutes), tell("doctor.mend_clock"))


def on_health(*, port: int, address: str, is_running: bool, answer: str | None) -> Finding:
    """Say who answers at the port of the probes, and who can ask it.

    Args:
        answer: the server's name of itself, "" for one without, None where nobody answers.
    """
    place = f"{address}:{port}"
    if not port:
        return Finding("health", "ok", tell("doctor.health_off"))
    is_ours = answer is not None and answer.startswith("figure-monitor")
    if answer is not None and not (is_ours and is_running):
        who = line(answer) or "?"
        said = tell("doctor.port_taken", place=place, who=who)
        return Finding("health", "bad", said, tell("doctor.mend_port", port=port))
    if is_running and answer is None:
        return Finding(
            "health", "bad", tell("doctor.port_silent", place=place), tell("doctor.restart")
        )
    if not is_loopback(address):
        return Finding(
            "health", "note", tell("doctor.port_open", place=place), tell("doctor.mend_open_port")
        )
    return Finding("health", "ok", place)


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine and nobody else's way in.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() in ("localhost", "localhost.localdomain")


# --- what the database holds ---------------------------------------------------------------------


def on_daemon(
    holder: str | None, *, last_poll: str, late: Mapping[str, Queue]
) -> Iterator[Finding]:
    """Say who is at the database, and whether the work is done in time.

    Args:
        late: what waits for each kind of work, and since when.
    """
    overdue = [
        tell(f"doctor.late_{name}", count=queue.waiting, hours=queue.oldest // OVERDUE)
        for name, queue in late.items()
        if queue.waiting and queue.oldest > OVERDUE
    ]
    if holder is None:
        said = tell("doctor.no_daemon", last=last_poll)
        yield Finding("daemon", "note", said, tell("doctor.start_daemon"), listed(overdue))
    elif overdue:
        said = tell("doctor.daemon_late", holder=line(holder))
        yield Finding("daemon", "bad", said, tell("doctor.mend_late"), listed(overdue))
    else:
        yield Finding("daemon", "ok", tell("doctor.daemon_runs", holder=line(holder)))


def on_topics(
    topics: Sequence[Topic], *, heard: Collection[str], articles: int, file: Path | None
) -> Iterator[Finding]:
    """Tell of topics without figures, and of those that the news has never spoken of."""
    if not topics:
        yield on_count("topics", 0, file)
        return
    yield Finding("topics", "ok", str(len(topics)))
    if bare := [topic.name for topic in topics if not topic.figures]:
        said = tell("doctor.no_figures", count=len(bare))
        advice = tell("doctor.mend_no_figures", name=typed(bare[0]))
        yield Finding("topics", "note", said, advice, listed(bare))
    silent = [topic.name for topic in topics if topic.name not in heard]
    if silent and articles >= ENOUGH_ARTICLES:
        said = tell("doctor.unheard", count=len(silent), articles=articles)
        advice = tell("doctor.mend_unheard", name=typed(silent[0]))
        yield Finding("topics", "note", said, advice, listed(silent))


def on_count(what: str, number: int, file: Path | None) -> Finding:
    """Return the finding on a list that `run` takes from `file`, where there is one."""
    if number:
        return Finding(what, "ok", str(number))
    if file is not None and file.is_file():
        return Finding(what, "note", "0", tell("doctor.from_file", file=file))
    return Finding(what, "bad", "0", tell(f"doctor.mend_{what}"))


def on_feeds(status: Status, file: Path | None) -> Iterator[Finding]:
    """Tell of feeds that fail, are silent or gone, and of what may have been missed."""
    if not status.feeds:
        if status.feeds_disabled:
            said = tell("doctor.all_disabled", count=status.feeds_disabled)
            yield Finding("feeds", "bad", said, "monitor feed list; monitor feed enable URL")
        else:
            yield on_count("feeds", 0, file)
        return
    failing = status.failing
    yield Finding(
        "feeds",
        "bad" if len(failing) == status.feeds else "note" if failing else "ok",
        tell("doctor.feeds_said", feeds=status.feeds, failing=len(failing)),
        tell("doctor.mend_failing", url=typed(failing[0].url)) if failing else "",
        _troubles(failing),
    )
    for name, found in (
        ("retired", status.retired),
        ("silent", status.silent),
        ("missed", status.missed),
    ):
        if found:
            yield Finding(
                "feeds",
                "note",
                tell(f"doctor.feeds_{name}", count=len(found)),
                tell(f"doctor.mend_feeds_{name}", url=typed(found[0].url)),
                _troubles(found),
            )


def _troubles(feeds: Sequence[FeedHealth]) -> tuple[str, ...]:
    shown = [f"{f.name or f.url}: {reword(f.why)}".removesuffix(": ") for f in feeds[:SHOWN]]
    return listed([*shown, *([""] * (len(feeds) - len(shown)))])


def on_yields(before: Mapping[str, Yield], now: Mapping[str, Yield]) -> Iterator[Finding]:
    """Tell of outlets whose pages hold far fewer claims than they did: their pages were redesigned.

    An article of theirs may be read as half of it, or as none, and nothing else shows it.
    """
    for outlet, found in sorted(now.items()):
        former = before.get(outlet)
        if former is None or not former.articles:
            continue
        expected = former.claims / former.articles * found.articles
        if expected >= EXPECTED and found.claims < expected * DROP:
            said = tell(
                "doctor.dropped",
                outlet=line(outlet) or "?",
                before=f"{former.claims / former.articles:.1f}",
                now=f"{found.claims / found.articles:.1f}",
            )
            yield Finding("yields", "note", said, tell("doctor.mend_dropped"))


# --- who is told ---------------------------------------------------------------------------------


def on_recipients(
    people: Sequence[Recipient],
    faulty: Sequence[Faulty],
    *,
    topics: Collection[str],
    now: datetime,
) -> Iterator[Finding]:
    """Say who gets digests, whom nothing reaches, and whose wishes cannot be met."""
    names = ", ".join(line(person.name) for person in people[: SHOWN * 4])
    if not people:
        yield Finding("recipients", "note", "0", tell("doctor.no_recipient"))
    elif all(person.channel == "file" for person in people):
        yield Finding("recipients", "note", names, tell("doctor.only_file"))
    else:
        yield Finding("recipients", "ok", names)
    for broken in faulty:
        said = f"{line(broken.name)}: {line(broken.why)}"
        yield Finding("recipients", "bad", said, tell("doctor.mend_recipient"))
    for person in people:
        for said, advice in wishes_unmet(person, topics, now):
            yield Finding("recipients", "note", f"{line(person.name)}: {said}", advice)


def wishes_unmet(
    person: Recipient, topics: Collection[str], now: datetime
) -> Iterator[tuple[str, str]]:
    """Yield what of a recipient's wishes cannot be met, each with what to type."""
    name = typed(person.name)
    for option, wanted in (("--topic", person.topics), ("--at-once-topic", person.urgent_topics)):
        if unknown := [topic for topic in wanted if topic not in topics]:
            said = tell("doctor.unknown_topics", topics=line(", ".join(unknown)))
            yield said, tell("doctor.mend_wish", name=name, option=option)
    if person.topics and (outside := set(person.urgent_topics) - set(person.topics)):
        said = tell("doctor.urgent_outside", topics=line(", ".join(sorted(outside))))
        yield said, tell("doctor.mend_wish", name=name, option="--topic")
    if person.kinds and set(person.kinds) == {"confirmed"}:
        yield tell("doctor.only_confirmed"), tell("doctor.mend_wish", name=name, option="--kind")
    slot = next_slot(person, now)
    if slot is not None and person.rhythm is Rhythm.DAILY and (end := quiet_until(person, slot)):
        at, until = (moment.astimezone(person.clock).strftime("%H:%M") for moment in (slot, end))
        said = tell("doctor.quiet_slot", at=at, until=until)
        yield said, tell("doctor.mend_quiet", name=name, until=until)


def on_outbox(status: Status) -> Iterator[Finding]:
    """Tell of digests that could not be made, and of messages that were put aside."""
    for name, why in status.uncomposed:
        said = f"{line(name)}: {line(why)}"
        yield Finding("recipients", "bad", said, tell("doctor.mend_uncomposed"))
    late = sum(kept.state is MessageState.UNSURE for kept in status.parked)
    if count := status.messages[MessageState.PARKED] + late:
        lines = [
            f"{kept.name or masked_address(kept.message.channel, kept.message.recipient)}:"
            f" {kept.error or tell('outbox.unanswered')}"
            for kept in status.parked
        ]
        said = tell("doctor.outbox_said", count=count)
        yield Finding("outbox", "bad", said, tell("doctor.mend_outbox"), listed(lines))
