"""`monitor doctor`: looks at what the program rests on, and says what to mend.

Nothing is changed and nothing sent: the database is opened for reading only, servers are asked and
told nothing. What is made of what was seen is in `symptoms.py`.
"""

from __future__ import annotations

import asyncio
import os
import platform
import pwd
import shutil
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from monitor import __version__
from monitor.cli.feed import load_feed_list
from monitor.cli.output import Format, print_line, print_records
from monitor.cli.session import SESSION, os_reason, tell
from monitor.cli.symptoms import (
    CLOCK_OFF,
    Finding,
    Folder,
    file_system_of,
    is_loopback,
    line,
    on_clock,
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
)
from monitor.cli.topic import load_topics_file
from monitor.cli.workspace import no_database
from monitor.collect.http import Http
from monitor.collect.searches import is_naver_search, naver_request
from monitor.config import Config, known_variables
from monitor.delivery import Faulty, find_people
from monitor.errors import ConfigError, DeliveryError, MonitorError, SourceError, StoreError
from monitor.lexicon import OWN
from monitor.model import Feed, Recipient, Topic
from monitor.pipeline import naver_keys, open_channels, open_http, open_learned
from monitor.reader import reader
from monitor.send.apprise import AppriseChannel
from monitor.send.email import EmailChannel
from monitor.send.slack import SlackChannel
from monitor.send.webhook import WebhookChannel
from monitor.store.database import Store, is_made, open_store
from monitor.store.feeds import load_feeds
from monitor.store.gauges import Queue, Yield, load_gauges, load_yields
from monitor.store.looking import (
    SQLITE,
    find_heard,
    gives_room_back,
    is_known,
    load_holder,
    load_revision,
)
from monitor.store.migrations import REVISIONS
from monitor.store.recipients import load_recipients
from monitor.store.status import Status, load_status
from monitor.store.topics import load_topics

app = typer.Typer(add_completion=False)


PATIENCE = 15  # seconds for a server to answer
QUICK = 3  # seconds for this machine to answer itself
ASKED = 3  # feeds that stand for the way out, each of another host
# What SQLite says of a file that is damaged, or was none of its own.
BROKEN = ("not a database", "malformed")
CHANNELS = ("webhook", "apprise")  # each of their recipients is looked at
# What a bug report has to name.
PACKAGES = (
    "sqlalchemy", "sqlmodel", "alembic", "pydantic", "aiohttp", "feedparser", "lxml", "trafilatura",
    "kiwipiepy", "scikit-learn", "aiosmtplib", "slack-sdk", "psycopg", "apprise", "mcp",
)  # fmt: skip
# What one outlet's pages hold is compared with what they held in the two weeks before.
LATELY, BEFORE = timedelta(days=2), timedelta(days=14)
# What waits for somebody: what is fetched may wait for its host, which is nobody's fault.
WATCHED = ("poll", "check", "deliver")


@dataclass(slots=True, kw_only=True)
class _Seen:
    """What the database showed."""

    store: Store
    status: Status
    feeds: tuple[Feed, ...]  # enabled
    topics: tuple[Topic, ...]
    heard: frozenset[str]
    people: tuple[Recipient, ...]
    faulty: tuple[Faulty, ...]
    late: dict[str, Queue]
    yields: tuple[dict[str, Yield], dict[str, Yield]]  # before, lately
    holder: str | None
    gives_room_back: bool
    # By how much the clocks of servers are before ours.
    ahead: list[timedelta] = field(default_factory=list)


@app.command()
def doctor(
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Check configuration, database, feeds, SMTP and Slack."""
    findings = asyncio.run(_collect())
    if form is Format.TABLE:
        marks = {"ok": "✓", "note": "·", "bad": "✗"}
        for f in findings:
            what = f"channel.{f.what}" if f.what in CHANNELS else f"doctor.{f.what}"
            print_line(f"{marks[f.state]} {tell(what)}: {f.said}")
            for detail in f.details:
                print_line(f"    {detail}")
            if f.advice:
                print_line(f"    → {f.advice}")
    else:
        print_records(map(_record, findings), form)
    return 1 if any(f.state == "bad" for f in findings) else 0


def _record(finding: Finding) -> dict[str, Any]:
    return {
        "what": finding.what,
        "state": finding.state,
        "said": finding.said,
        "advice": finding.advice,
        "details": list(finding.details),
        "facts": dict(finding.facts),
    }


async def _collect() -> list[Finding]:
    return [finding async for finding in _findings()]


async def _findings() -> AsyncIterator[Finding]:
    yield _program()
    for finding in on_variables(os.environ.keys(), known_variables()):
        yield finding
    try:
        config = SESSION.config()
    except ConfigError as e:
        for fault in e.faults:
            yield Finding("settings", "bad", line(fault), tell("doctor.mend_settings"))
        return
    file = str(config.file) if config.file else tell("doctor.defaults")
    yield Finding("settings", "ok", file, "" if config.file else tell("doctor.no_file"))
    for finding in _settings(config):
        yield finding
    async for finding in _database(config):
        yield finding
    async for finding in _channels(config):
        yield finding


# --- the machine ---------------------------------------------------------------------------------


def _program() -> Finding:
    """Return what a bug report has to name, and is never secret."""
    packages = {name: version for name in PACKAGES if (version := _version(name))}
    facts = {
        "version": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "sqlite": SQLITE,
        "revision": REVISIONS[-1],
        "reader": reader(),
        "executable": sys.executable,
        "language": SESSION.lang,
        "encoding": sys.stdout.encoding,
        "packages": packages,
    }
    said = f"figure-monitor {__version__}, Python {facts['python']}, {facts['platform']}"
    return Finding("program", "ok", said, facts=facts)


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _settings(config: Config) -> Iterator[Finding]:
    """Look at what the settings say, before anything is opened."""
    settings = config.settings
    yield _contact(config)
    yield from on_secret_files(_secret_modes(config))
    if settings.fetch.allow_private:
        said = "fetch.allow_private = true"
        yield Finding("fetch", "note", tell("doctor.private", said=said), tell("doctor.mend_fetch"))
    if not settings.workers.isolate:
        said = "workers.isolate = false"
        advice = "[workers] isolate = true"
        yield Finding("workers", "note", tell("doctor.not_isolated", said=said), advice)
    retention = settings.retention
    rereads = max(settings.articles.reread_hours, default=0)
    if retention.texts_days and retention.texts_days * 24 < rereads:
        said = tell("doctor.short_texts", days=retention.texts_days, hours=rereads)
        advice = f"[retention] texts_days = {-(-rereads // 24) + 1}"
        yield Finding("retention", "note", said, advice)
    email = settings.email
    if email.host and email.security == "none" and not is_loopback(email.host):
        said = tell("doctor.plain_mail", host=line(email.host))
        yield Finding("email", "note", said, '[email] security = "starttls"')
    yield from _sources(config)


def _secret_modes(config: Config) -> dict[str, int]:
    """Return the modes of the files that settings name for a secret."""
    settings, base = config.settings, config.places.base
    names = [
        settings.email.password_file,
        settings.naver.client_secret_file,
        settings.slack.token_file,
        settings.slack.webhook_file,
        settings.webhook.secret_file,
        *(person.address_file for person in settings.recipients),
    ]
    found: dict[str, int] = {}
    for place in (base / Path(name).expanduser() for name in names if name):
        try:
            found[str(place)] = place.stat().st_mode
        except OSError:
            continue  # told with the settings
    return found


def _sources(config: Config) -> Iterator[Finding]:
    """Look at the files that `[sources]` names: what `run` would stumble over."""
    for key, file in (("feeds", config.feeds_file), ("topics", config.topics_file)):
        if file is None:
            continue
        try:
            _ = load_feed_list(file) if key == "feeds" else load_topics_file(file)
        except MonitorError as e:
            lines = tuple(map(line, str(e).splitlines()))
            advice = tell("doctor.mend_source", key=key)
            yield Finding("sources", "bad", lines[0] if lines else str(file), advice, lines[1:6])
        except OSError as e:
            said = f"{file}: {os_reason(e)}"
            yield Finding("sources", "bad", said, tell("doctor.mend_source", key=key))
    seeds = config.seeds_folder
    if seeds is not None and not seeds.is_dir():
        said = tell("doctor.no_seeds", folder=seeds)
        yield Finding("sources", "note", said, tell("doctor.mend_source", key="seeds"))
    try:
        OWN.load(config.metrics_file)
    except ConfigError as e:
        for fault in e.faults:
            yield Finding("sources", "bad", line(fault), tell("doctor.mend_source", key="metrics"))
    try:
        open_learned(config.data)
    except StoreError as e:
        yield Finding("learned", "bad", line(str(e)), "monitor learn --forget; monitor learn")


def _contact(config: Config) -> Finding:
    """Return whether publishers can reach whoever runs this, as an honest program lets them."""
    contact = config.settings.fetch.contact
    if contact:
        return Finding("contact", "ok", contact)
    return Finding("contact", "note", tell("doctor.not_set"), tell("doctor.how_contact"))


def _look_at(folder: Path) -> Folder:
    """Return how the data folder stands; raise OSError where it cannot be looked at."""
    places = (folder, *folder.parents)
    own = folder.stat()
    foreign = [
        (file.name, _user(stat.st_uid))
        for file in sorted(folder.glob("monitor.db*"))
        if file.is_file()
        for stat in (file.stat(),)
        if stat.st_uid != own.st_uid or not os.access(file, os.R_OK | os.W_OK)
    ]
    return Folder(
        path=folder,
        is_writable=os.access(folder, os.W_OK | os.X_OK),
        modes=tuple(place.stat().st_mode for place in places),
        owner=_user(own.st_uid),
        me=_user(os.geteuid()),
        file_system=file_system_of(PurePosixPath(folder.resolve()), _mounts()),
        foreign=tuple(foreign),
    )


def _user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text("utf-8", "replace")
    except OSError:
        return ""  # a system without it


# --- the database --------------------------------------------------------------------------------


async def _database(config: Config) -> AsyncIterator[Finding]:
    if not is_made(config.database_url) and not config.data.is_file():
        # A mistyped folder is told, not filled.
        said = no_database(config)
        yield Finding("database", "bad", said, tell("doctor.mend_no_database"))
        return
    if config.data.is_dir():
        for finding in on_folder(_look_at(config.data)):
            yield finding
    try:
        seen = _look_into(config)
    except (MonitorError, OSError) as e:
        yield _refused(config, e)
        return
    try:
        for finding in _on_database(config, seen):
            yield finding
        async for finding in _addresses(config, seen.people):
            yield finding
        async for finding in _outside(config, seen):
            yield finding
        yield _clock(config, seen)
        yield await _health(config, is_running=seen.holder is not None)
    finally:
        seen.store.close()


def _refused(config: Config, error: MonitorError | OSError) -> Finding:
    """Say why the database cannot be opened: it may be older or newer than the program."""
    revision = load_revision(config.database_url) if is_made(config.database_url) else None
    said = line(str(error))
    if any(words in said for words in BROKEN):
        return Finding("database", "bad", said, tell("doctor.mend_broken"))
    if revision is None:
        return Finding("database", "bad", said, tell("doctor.mend_database"))
    if not is_known(revision):
        return Finding("database", "bad", said, tell("doctor.mend_newer"))
    if revision != REVISIONS[-1]:
        said = tell("doctor.older", found=revision, known=REVISIONS[-1])
        return Finding("database", "note", said, tell("doctor.mend_older"))
    return Finding("database", "bad", said, tell("doctor.mend_database"))


def _look_into(config: Config) -> _Seen:
    now = SESSION.clock()()
    store = open_store(config.database_url, lang=SESSION.lang, read_only=True)
    try:
        silent = timedelta(days=config.settings.poll.silent_days)
        with store.begin(write=False) as tx:
            topics = load_topics(tx)
            people, faulty = find_people(config, load_recipients(tx))
            queues, start = load_gauges(tx, now).queues, now - LATELY
            return _Seen(
                store=store,
                status=load_status(tx, now, silent_after=silent, reader=reader()),
                feeds=load_feeds(tx, enabled=True),
                topics=topics,
                heard=find_heard(tx, [topic.name for topic in topics]),
                people=people,
                faulty=faulty,
                late={name: queues[name] for name in WATCHED},
                yields=(
                    load_yields(tx, since=start - BEFORE, until=start),
                    load_yields(tx, since=start, until=now),
                ),
                holder=load_holder(store),
                gives_room_back=gives_room_back(store),
            )
    except BaseException:
        store.close()
        raise


def _on_database(config: Config, seen: _Seen) -> Iterator[Finding]:
    store, status = seen.store, seen.status
    size = store.size()
    advice = "" if seen.gives_room_back else tell("doctor.mend_compact")
    state = "ok" if seen.gives_room_back else "note"
    where = f"sqlite:///{store.file}" if store.file else store.url
    yield Finding("database", state, f"{where} ({size / 1e6:.1f} MB)", advice)
    place = store.file.parent if store.file else config.data
    if place.is_dir():
        needed = size if store.file else 0
        yield on_room(free=shutil.disk_usage(place).free, size=needed, path=place)
    last = "-"
    if status.last_poll is not None:
        last = f"{status.last_poll.astimezone(config.zone):%Y-%m-%d %H:%M}"
    yield from on_daemon(seen.holder, last_poll=last, late=seen.late)
    older, whole = status.older, status.articles + status.seeds
    yield Finding(
        "readers",
        "note" if older else "ok",
        tell("status.older", count=older, whole=whole) if older else tell("doctor.readers_now"),
        tell("doctor.mend_readers") if older else "",
    )
    articles = status.articles
    yield from on_topics(seen.topics, heard=seen.heard, articles=articles, file=config.topics_file)
    yield Finding(
        "baseline",
        "ok" if status.figures else "note",
        tell("doctor.figures", figures=status.figures, seeds=status.seeds),
        "" if status.figures else tell("doctor.mend_baseline"),
    )
    names = [topic.name for topic in seen.topics]
    now = status.at
    yield from on_recipients(seen.people, seen.faulty, topics=names, now=now)
    yield from on_outbox(status)
    yield from on_yields(*seen.yields)
    yield from on_feeds(status, config.feeds_file)


# --- outside -------------------------------------------------------------------------------------


async def _outside(config: Config, seen: _Seen) -> AsyncIterator[Finding]:
    """Ask a few feeds: whether names resolve and a firewall lets us through, and what time it is.

    One that answers is enough; a second and a third are asked where it does not, or where its clock
    is another than ours.
    """
    searches = [feed for feed in seen.feeds if is_naver_search(feed.url)]
    try:
        way = open_http(config)
    except ConfigError as e:
        for fault in e.faults:
            yield Finding("settings", "bad", line(fault), tell("doctor.mend_settings"))
        return
    async with way as http:
        pages = [feed for feed in seen.feeds if feed not in searches and feed.retired is None]
        failed: list[str] = []
        answered = ""
        for feed in _of_other_hosts(pages):
            try:
                answer = await http.get(feed.url)
            except MonitorError as e:
                failed.append(line(str(e)))
                continue
            answered = answered or feed.url
            if answer.server_time is None:
                continue
            seen.ahead.append(answer.server_time - datetime.now(UTC))
            if abs(seen.ahead[-1]) <= CLOCK_OFF:
                break
        if answered:
            yield Finding("network", "ok", answered)
        elif failed:
            advice = tell("doctor.mend_network")
            yield Finding("network", "bad", failed[0], advice, tuple(failed[1:]))
        if searches:
            yield await _naver(config, http, searches)


def _of_other_hosts(feeds: Sequence[Feed]) -> list[Feed]:
    """Return a few feeds, those first that answered last time, each of another host."""
    hosts: dict[str, Feed] = {}
    for feed in sorted(feeds, key=lambda feed: feed.failures):
        hosts.setdefault(urlsplit(feed.url).netloc, feed)
    return list(hosts.values())[:ASKED]


async def _naver(config: Config, http: Http, searches: Sequence[Feed]) -> Finding:
    """Ask one search, whether Naver takes the keys: it costs one call of the day's."""
    url, hub = searches[0].url, config.settings.naver.service == "hub"
    try:
        asked = naver_request(url, naver_keys(config), now=SESSION.clock()())
        if asked is not None:
            await http.get(asked.url, manner=asked.manner, read_refusal=asked.read_refusal)
    except SourceError as e:
        return Finding("naver", "bad", line(e.why), tell("doctor.mend_naver"))
    said = tell("doctor.searches", count=len(searches))
    return Finding("naver", "ok", said, "" if hub else tell("doctor.naver_ends"))


def _clock(config: Config, seen: _Seen) -> Finding:
    return on_clock(
        seen.status.at.astimezone(config.zone),
        ahead=seen.ahead,
        zone=config.settings.digest.zone,
        is_by_hand=bool(SESSION.now_text or os.environ.get("MONITOR_NOW")),
    )


async def _health(config: Config, *, is_running: bool) -> Finding:
    settings = config.settings.health
    answer = await _who_answers(settings.address, settings.port) if settings.port else None
    return on_health(
        port=settings.port, address=settings.address, is_running=is_running, answer=answer
    )


async def _who_answers(address: str, port: int) -> str | None:
    """Return what the server at a port calls itself, "" for one that does not say, None for none.

    Nobody is kept from the port: it is asked, not taken.
    """
    here = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104
    try:
        async with asyncio.timeout(QUICK):
            received, sent = await asyncio.open_connection(here, port)
            try:
                sent.write(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
                await sent.drain()
                head = await received.read(4096)
            finally:
                sent.close()
    except TimeoutError:
        return ""  # somebody is there, and says nothing
    except (OSError, ValueError):
        return None
    for row in head.decode("latin-1").splitlines():
        name, _, value = row.partition(":")
        if name.lower() == "server":
            return line(value)
    return ""


# --- channels ------------------------------------------------------------------------------------


async def _channels(config: Config) -> AsyncIterator[Finding]:
    """Ask the mail server and Slack whether they would take a message; nothing is sent."""
    try:
        channels = open_channels(config, SESSION.lang)
    except ConfigError as e:
        for fault in e.faults:
            yield Finding("settings", "bad", line(fault), tell("doctor.mend_settings"))
        return
    email = next((c for c in channels if isinstance(c, EmailChannel)), None)
    settings = config.settings.email
    where = f"{settings.host}:{settings.port}"
    if settings.recipients:
        where += f" → {', '.join(settings.recipients)}"
    yield await _channel("email", email, where)
    slack = next((c for c in channels if isinstance(c, SlackChannel)), None)
    # A webhook cannot be tried without posting.
    has_token = slack is not None and slack.token is not None
    where = config.settings.slack.channel if has_token else tell("doctor.webhook")
    yield await _channel("slack", slack, where)


async def _addresses(config: Config, people: Sequence[Recipient]) -> AsyncIterator[Finding]:
    """Look up the webhooks and read the Apprise addresses of recipients; nothing is sent."""
    try:
        channels = open_channels(config, SESSION.lang)
    except ConfigError:
        return  # told where the channels are looked at
    for person in people:
        for channel in channels:
            if channel.name == person.channel and isinstance(
                channel, WebhookChannel | AppriseChannel
            ):
                try:
                    await channel.check(person.address)
                except DeliveryError as e:
                    said = f"{line(person.name)}: {line(e.why)}"
                    yield Finding(person.channel, "bad", said, tell("doctor.mend_address"))
                else:
                    yield Finding(person.channel, "ok", line(person.name))


async def _channel(name: str, channel: EmailChannel | SlackChannel | None, where: str) -> Finding:
    if channel is None:
        return Finding(name, "note", tell("doctor.not_set"), tell(f"doctor.how_{name}"))
    try:
        await replace(channel, timeout=PATIENCE).check()
    except DeliveryError as e:
        return Finding(name, "bad", line(e.why), tell(f"doctor.mend_{name}"))
    return Finding(name, "ok", where)
