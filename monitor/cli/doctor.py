"""`monitor doctor`: checks what the program rests on, and says what to mend."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli.output import Format, print_line, print_records
from monitor.cli.session import SESSION, tell
from monitor.cli.status import read_by_others
from monitor.cli.workspace import no_database
from monitor.collect.http import Http
from monitor.collect.searches import is_naver_search, naver_request
from monitor.config import Config
from monitor.delivery import Faulty, find_people
from monitor.errors import ConfigError, DeliveryError, MonitorError, SourceError
from monitor.model import Feed, Recipient
from monitor.pipeline import naver_keys, open_channels, open_http
from monitor.send.apprise import AppriseChannel
from monitor.send.email import EmailChannel
from monitor.send.slack import SlackChannel
from monitor.send.webhook import WebhookChannel
from monitor.store.database import is_made, open_store
from monitor.store.feeds import load_feeds
from monitor.store.outbox import MessageState
from monitor.store.recipients import load_recipients
from monitor.store.status import Status, load_status
from monitor.store.topics import load_topics

app = typer.Typer(add_completion=False)


PATIENCE = 15  # seconds for a server to answer
CHANNELS = ("webhook", "apprise")  # each of their recipients is looked at


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `state` is ok, note or bad; `advice` says what to do."""

    what: str
    state: str
    said: str
    advice: str = ""


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
    }


async def _collect() -> list[Finding]:
    return [finding async for finding in _findings()]


async def _findings() -> AsyncIterator[Finding]:
    try:
        config = SESSION.config()
    except ConfigError as e:
        for fault in e.faults:
            yield Finding("settings", "bad", fault, tell("doctor.mend_settings"))
        return
    file = str(config.file) if config.file else tell("doctor.defaults")
    yield Finding("settings", "ok", file, "" if config.file else tell("doctor.no_file"))
    yield _contact(config)
    async for finding in _database(config):
        yield finding
    async for finding in _channels(config):
        yield finding


async def _database(config: Config) -> AsyncIterator[Finding]:
    if not is_made(config.database_url) and not config.data.is_file():
        # A mistyped folder is told, not filled.
        said = no_database(config)
        yield Finding("database", "bad", said, tell("doctor.mend_no_database"))
        return
    try:
        config.data.mkdir(parents=True, exist_ok=True)
        store = open_store(config.database_url, lang=SESSION.lang)
    except (MonitorError, OSError) as e:
        yield Finding("database", "bad", str(e), tell("doctor.mend_database"))
        return
    try:
        silent = timedelta(days=config.settings.poll.silent_days)
        with store.begin(write=False) as tx:
            feeds, topics = load_feeds(tx, enabled=True), load_topics(tx)
            status = load_status(tx, SESSION.clock()(), silent_after=silent)
            people, faulty = find_people(config, load_recipients(tx))
        yield Finding("database", "ok", f"{store.url} ({store.size() / 1e6:.1f} MB)")
    finally:
        store.close()
    older = read_by_others(status)
    yield Finding(
        "readers",
        "note" if older else "ok",
        tell("status.older", count=older) if older else tell("doctor.readers_now"),
        tell("doctor.mend_readers") if older else "",
    )
    yield _count("topics", len(topics), config.topics_file)
    yield Finding(
        "baseline",
        "ok" if status.figures else "note",
        tell("doctor.figures", figures=status.figures, seeds=status.seeds),
        "" if status.figures else tell("doctor.mend_baseline"),
    )
    for finding in _outbox(people, faulty, status):
        yield finding
    async for finding in _addresses(config, people):
        yield finding
    if not feeds:
        yield _count("feeds", 0, config.feeds_file)
        return
    yield Finding(
        "feeds",
        "bad" if len(status.failing) == len(feeds) else "note" if status.failing else "ok",
        tell("doctor.feeds_said", feeds=len(feeds), failing=len(status.failing)),
        "; ".join(f"{f.name or f.url}: {f.why}" for f in status.failing[:5]),
    )
    searches = [f for f in feeds if is_naver_search(f.url)]
    async with open_http(config) as http:
        # One feed stands for the way out: whether names resolve and a firewall lets us through.
        for feed in [f for f in feeds if f not in searches][:1]:
            try:
                await http.get(feed.url)
            except MonitorError as e:
                yield Finding("network", "bad", str(e), tell("doctor.mend_network"))
            else:
                yield Finding("network", "ok", feed.url)
        if searches:
            yield await _naver(config, http, searches)


def _contact(config: Config) -> Finding:
    """Return whether publishers can reach whoever runs this, as an honest program lets them."""
    contact = config.settings.fetch.contact
    if contact:
        return Finding("contact", "ok", contact)
    return Finding("contact", "note", tell("doctor.not_set"), tell("doctor.how_contact"))


async def _naver(config: Config, http: Http, searches: Sequence[Feed]) -> Finding:
    """Ask one search, whether Naver takes the keys: it costs one call of the day's."""
    url, hub = searches[0].url, config.settings.naver.service == "hub"
    try:
        asked = naver_request(url, naver_keys(config), now=SESSION.clock()())
        if asked is not None:
            await http.get(asked.url, manner=asked.manner, read_refusal=asked.read_refusal)
    except SourceError as e:
        return Finding("naver", "bad", e.why, tell("doctor.mend_naver"))
    said = tell("doctor.searches", count=len(searches))
    return Finding("naver", "ok", said, "" if hub else tell("doctor.naver_ends"))


def _count(what: str, number: int, file: Path | None) -> Finding:
    """Return the finding on a list that `run` takes from `file`, where there is one."""
    if number:
        return Finding(what, "ok", str(number))
    if file is not None and file.is_file():
        return Finding(what, "note", "0", tell("doctor.from_file", file=file))
    return Finding(what, "bad", "0", tell(f"doctor.mend_{what}"))


async def _channels(config: Config) -> AsyncIterator[Finding]:
    """Ask the mail server and Slack whether they would take a message; nothing is sent."""
    try:
        channels = open_channels(config, SESSION.lang)
    except ConfigError as e:
        for fault in e.faults:
            yield Finding("settings", "bad", fault, tell("doctor.mend_settings"))
        return
    email = next((c for c in channels if isinstance(c, EmailChannel)), None)
    settings = config.settings.email
    where = f"{settings.host}:{settings.port} → {', '.join(settings.recipients)}"
    yield await _channel("email", email, where)
    slack = next((c for c in channels if isinstance(c, SlackChannel)), None)
    # A webhook cannot be tried without posting.
    has_token = slack is not None and slack.token is not None
    where = config.settings.slack.channel if has_token else tell("doctor.webhook")
    yield await _channel("slack", slack, where)


def _outbox(
    people: Sequence[Recipient], faulty: Sequence[Faulty], status: Status
) -> Iterator[Finding]:
    """Say who gets digests, who cannot be reached any more, and what is put aside."""
    names = ", ".join(person.name for person in people)
    how = "" if people else tell("doctor.no_recipient")
    yield Finding("recipients", "ok" if people else "note", names or "0", how)
    for broken in faulty:
        said = f"{broken.name}: {broken.why}"
        yield Finding("recipients", "bad", said, tell("doctor.mend_recipient"))
    for name, why in status.uncomposed:
        yield Finding("recipients", "bad", f"{name}: {why}", tell("doctor.mend_uncomposed"))
    if count := status.messages[MessageState.PARKED]:
        said = tell("doctor.outbox_said", count=count)
        yield Finding("outbox", "bad", said, tell("doctor.mend_outbox"))


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
                    said = f"{person.name}: {e.why}"
                    yield Finding(person.channel, "bad", said, tell("doctor.mend_address"))
                else:
                    yield Finding(person.channel, "ok", person.name)


async def _channel(name: str, channel: EmailChannel | SlackChannel | None, where: str) -> Finding:
    if channel is None:
        return Finding(name, "note", tell("doctor.not_set"), tell(f"doctor.how_{name}"))
    try:
        await replace(channel, timeout=PATIENCE).check()
    except DeliveryError as e:
        return Finding(name, "bad", e.why, tell(f"doctor.mend_{name}"))
    return Finding(name, "ok", where)
