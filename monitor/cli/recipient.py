"""`monitor recipient`: who gets digests, when, and of what.

Those that are added here are kept in the database, as feeds and topics are; those of the settings
file stay there, are listed, and are changed in that file.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, cast

import typer

from monitor.cli.output import Cell, Format, complain, print_line, print_records, talk
from monitor.cli.places import masked_address
from monitor.cli.session import SESSION, settings_name, tell
from monitor.cli.symptoms import wishes_unmet
from monitor.cli.topic import checked_name
from monitor.cli.workspace import pipeline, workspace
from monitor.config import DAYS, Config, RecipientSettings, read_recipient, recipient_definition
from monitor.delivery import Faulty, find_people
from monitor.errors import ConfigError
from monitor.model import Message, Recipient, Rhythm, Topic
from monitor.report.schedule import next_slot
from monitor.send.outbox import deliver
from monitor.store.database import Tx
from monitor.store.outbox import GOING, UNSENT, MessageState, drop_message, load_messages
from monitor.store.recipients import (
    KeptRecipient,
    add_recipient,
    define_recipient,
    load_recipient,
    load_recipients,
    remove_recipient,
    rename_recipient,
)
from monitor.store.topics import load_topics
from monitor.words import Lang, say

app = typer.Typer(add_completion=False)

Channel = Annotated[str | None, typer.Option("--channel", help="recipient.channel")]
Address = Annotated[str | None, typer.Option("--address", help="recipient.address")]
AddressFile = Annotated[str | None, typer.Option("--address-file", help="recipient.address_file")]
Language = Annotated[str | None, typer.Option("--language", help="recipient.language")]
Schedule = Annotated[str | None, typer.Option("--schedule", help="recipient.schedule")]
At = Annotated[str | None, typer.Option("--at", help="recipient.at")]
Days = Annotated[list[str] | None, typer.Option("--day", help="recipient.day")]
Zone = Annotated[str | None, typer.Option("--zone", help="recipient.zone")]
Quiet = Annotated[str | None, typer.Option("--quiet", help="recipient.quiet")]
Empty = Annotated[str | None, typer.Option("--empty", help="recipient.empty")]
Topics = Annotated[list[str] | None, typer.Option("--topic", help="recipient.topic")]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help="recipient.kind")]
MinPercent = Annotated[str | None, typer.Option("--min-percent", help="recipient.min_percent")]
MinChange = Annotated[list[str] | None, typer.Option("--min-change", help="recipient.min_change")]
FirstOnly = Annotated[bool, typer.Option("--first-only", help="recipient.first_only")]
UrgentTopics = Annotated[
    list[str] | None, typer.Option("--at-once-topic", help="recipient.at_once_topic")
]
UrgentPercent = Annotated[
    str | None, typer.Option("--at-once-percent", help="recipient.at_once_percent")
]
LastDays = Annotated[str | None, typer.Option("--last-days", help="recipient.last_days")]
FormatOption = Annotated[Format, typer.Option("--format", help="cli.format")]

# How the keys of a definition are called here.
OPTIONS = {
    "days": "--day",
    "topics": "--topic",
    "kinds": "--kind",
    "at_once_topics": "--at-once-topic",
}


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="recipient.name")],
    channel: Channel = None,
    address: Address = None,
    address_file: AddressFile = None,
    language: Language = None,
    schedule: Schedule = None,
    at: At = None,
    days: Days = None,
    zone: Zone = None,
    quiet: Quiet = None,
    empty: Empty = None,
    on_topics: Topics = None,
    kinds: Kinds = None,
    min_percent: MinPercent = None,
    min_change: MinChange = None,
    first_only: FirstOnly = False,
    at_once_topics: UrgentTopics = None,
    at_once_percent: UrgentPercent = None,
    last_days: LastDays = None,
) -> int:
    """Add a recipient; what is found from now on is news to it."""
    said = _said(locals())
    name = checked_name(name)
    config = SESSION.config()
    if channel is None:
        raise ConfigError([tell("recipient.no_channel")])
    definition, person = _checked(config, name, said)
    with workspace(make=True) as store, store.begin() as tx:
        people, faulty = find_people(config, load_recipients(tx))
        if name in {p.name for p in people} | {f.name for f in faulty}:
            raise ConfigError([tell("recipient.exists", name=name)])
        now = SESSION.clock()()
        since = now - timedelta(days=person.last_days) if person.last_days else None
        # One of the settings that is there no more left its name behind, and what it was told.
        remove_recipient(tx, name)
        place = (person.channel, person.address)
        add_recipient(tx, name, *place, now=now, since=since, definition=definition)
        topics = load_topics(tx)
    print_line(tell("recipient.added", name=name))
    print_line(f"  {_when(person)}")
    _say_unmet(person, topics, now)
    return 0


@app.command("edit")
def edit(
    name: Annotated[str, typer.Argument(help="recipient.name")],
    channel: Channel = None,
    address: Address = None,
    address_file: AddressFile = None,
    language: Language = None,
    schedule: Schedule = None,
    at: At = None,
    days: Days = None,
    zone: Zone = None,
    quiet: Quiet = None,
    empty: Empty = None,
    on_topics: Topics = None,
    kinds: Kinds = None,
    min_percent: MinPercent = None,
    min_change: MinChange = None,
    first_only: FirstOnly = False,
    at_once_topics: UrgentTopics = None,
    at_once_percent: UrgentPercent = None,
    clear: Annotated[list[str] | None, typer.Option("--clear", help="recipient.clear")] = None,
    rename: Annotated[str | None, typer.Option("--rename", help="recipient.rename")] = None,
) -> int:
    """Change what a recipient gets; what it was told of stays told."""
    said = _said(locals())
    gone = _cleared(clear or ())
    if not said and not gone and rename is None:
        raise ConfigError([tell("recipient.nothing_to_edit", name=name)])
    config = SESSION.config()
    new = checked_name(rename) if rename is not None else name
    with workspace() as store, store.begin() as tx:
        kept = _by_hand(tx, config, name)
        before = {k: v for k, v in (kept.definition or {}).items() if k not in gone}
        if "schedule" in said:
            # The days and the time of another rhythm are not those of this one.
            before = {k: v for k, v in before.items() if k not in ("days", "at")}
        if "address" in said or "address_file" in said:
            before = {k: v for k, v in before.items() if k not in ("address", "address_file")}
        definition, person = _checked(config, new, {**before, **said})
        if new != name:
            if load_recipient(tx, new) or new in {p.name for p in _people(tx, config)}:
                raise ConfigError([tell("recipient.exists", name=new)])
            rename_recipient(tx, name, new)
        define_recipient(tx, new, person.channel, person.address, definition=definition)
        topics = load_topics(tx)
    print_line(tell("recipient.edited", name=new))
    print_line(f"  {_when(person)}")
    _say_unmet(person, topics, SESSION.clock()())
    return 0


def _say_unmet(person: Recipient, topics: Sequence[Topic], now: datetime) -> None:
    """Say what of a recipient's wishes cannot be met; they stand all the same."""
    for said, advice in wishes_unmet(person, {topic.name for topic in topics}, now):
        talk(tell("recipient.unmet", said=said, advice=advice))


@app.command("remove")
def remove(names: Annotated[list[str], typer.Argument(help="recipient.name")]) -> int:
    """Send these nothing more."""
    faults: list[str] = []
    config = SESSION.config()
    with workspace() as store, store.begin() as tx:
        for name in names:
            try:
                _by_hand(tx, config, name)
            except ConfigError as e:
                faults += e.faults
                continue
            for kept in load_messages(tx, states=UNSENT, recipient=name):
                drop_message(tx, kept.message.key)
            remove_recipient(tx, name)
            print_line(tell("recipient.removed", name=name))
    complain(faults)
    return 2 if faults else 0


@app.command("test")
def test(name: Annotated[str, typer.Argument(help="recipient.name")]) -> int:
    """Send a recipient a few words now, and say whether they were taken."""
    return asyncio.run(_test(name))


async def _test(name: str) -> int:
    async with pipeline(make=True) as steps:
        with steps.store.begin(write=False) as tx:
            people, faulty = find_people(steps.config, load_recipients(tx))
        person = _named(name, people, faulty)
        now, lang = steps.clock(), cast(Lang, person.language)
        message = Message(
            key=f"test-{now:%Y%m%dT%H%M%S}-{person.channel}",
            digest="",
            channel=person.channel,
            recipient=person.address,
            subject=say("recipient.test_subject", lang),
            text=say("recipient.test_text", lang, name=person.name, when=_when(person, lang)),
            created=now,
            language=lang,
        )
        (receipt,) = await deliver([message], steps.channels, now=now)
    if receipt.error:
        complain([receipt.error])
        return 1
    print_line(tell("recipient.tested", name=name, place=shown_address(person)))
    return 0


@app.command("list")
def list_recipients(form: FormatOption = Format.TABLE) -> int:
    """List the recipients: of the settings and those added by hand."""
    config = SESSION.config()
    with workspace() as store, store.begin(write=False) as tx:
        found = load_standings(tx, config, SESSION.clock()())
    titles = ("name", "channel", "recipient", "when", "told", "next", "state")
    print_records(
        map(_record, found),
        form,
        columns=[(tell(f"column.{title}"), "left") for title in titles],
        rows=map(_row, found),
        empty=tell("recipient.none", settings=settings_name(config)),
    )
    return 0


# --- what a recipient is and how it stands -------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A recipient, where it was named, and how far it has come."""

    person: Recipient
    source: str  # "settings", "hand", or "default" for one that a channel's own settings name
    last: datetime | None = None  # until when it was told
    next: datetime | None = None
    waiting: int = 0
    parked: int = 0
    error: str | None = None


def load_standings(tx: Tx, config: Config, now: datetime) -> tuple[Standing, ...]:
    """Return everybody who gets digests, and how each stands."""
    rows = {kept.name: kept for kept in load_recipients(tx)}
    counts: dict[tuple[str | None, MessageState], int] = {}
    errors: dict[str | None, str] = {}
    for kept in load_messages(tx, states=UNSENT):
        counts[kept.name, kept.state] = counts.get((kept.name, kept.state), 0) + 1
        if kept.error:
            errors[kept.name] = kept.error
    people, faulty = find_people(config, rows.values())
    named = {person.name for person in config.recipients}
    standings = []
    for person in people:
        row = rows.get(person.name)
        is_by_hand = row is not None and row.definition is not None and person.name not in named
        standings.append(
            Standing(
                person=person,
                source="hand" if is_by_hand else "settings" if person.name in named else "default",
                last=row.until if row else None,
                next=next_slot(person, now),
                waiting=sum(counts.get((person.name, state), 0) for state in GOING),
                parked=counts.get((person.name, MessageState.PARKED), 0),
                error=(row.error if row else None) or errors.get(person.name),
            )
        )
    for broken in faulty:
        row = rows[broken.name]
        person = Recipient(name=broken.name, channel=row.channel, address=row.address)
        standings.append(Standing(person=person, source="hand", error=broken.why))
    return tuple(standings)


def shown_address(person: Recipient) -> str:
    """Return where it is, without what may be secret: the address of a webhook or a service."""
    return masked_address(person.channel, person.address)


def _record(found: Standing) -> dict[str, Any]:
    person = found.person
    quiet = f"{person.quiet[0]:%H:%M}-{person.quiet[1]:%H:%M}" if person.quiet else None
    return {
        "name": person.name,
        "channel": person.channel,
        "address": shown_address(person),
        "source": found.source,
        "language": person.language,
        "schedule": _schedule(person),
        "at": f"{person.at:%H:%M}" if person.rhythm is Rhythm.DAILY else None,
        "days": [DAYS[number] for number in person.days],
        "zone": person.zone,
        "quiet": quiet,
        "empty": str(person.empty),
        "topics": list(person.topics),
        "kinds": list(person.kinds),
        "min_percent": _number(person.min_percent),
        "min_change": {unit: float(least) for unit, least in person.min_change.items()},
        "first_only": person.first_only,
        "at_once_topics": list(person.urgent_topics),
        "at_once_percent": _number(person.urgent_percent),
        "last_days": person.last_days,
        "told_until": found.last.isoformat() if found.last else None,
        "next": found.next.isoformat() if found.next else None,
        "waiting": found.waiting,
        "parked": found.parked,
        "error": found.error,
    }


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _row(found: Standing) -> Sequence[Cell]:
    person = found.person
    state, style = tell("recipient.fine"), "green"
    if found.error or found.parked:
        state, style = found.error or tell("recipient.parked", count=found.parked), "red"
    elif found.waiting:
        state, style = tell("recipient.waiting", count=found.waiting), "yellow"
    return (
        [(person.name, "bold"), (f"\n{tell(f'recipient.source.{found.source}')}", "dim")],
        tell(f"channel.{person.channel}"),
        shown_address(person),
        _when(person),
        _local(person, found.last),
        _local(person, found.next),
        [(state, style)],
    )


def _local(person: Recipient, moment: datetime | None) -> str:
    return moment.astimezone(person.clock).strftime("%Y-%m-%d %H:%M") if moment else "-"


def _schedule(person: Recipient) -> str:
    if person.rhythm is not Rhythm.DAILY:
        return str(person.rhythm)
    if len(person.days) == 1:
        return "weekly"
    return "weekdays" if person.days == (0, 1, 2, 3, 4) else "daily"


def _when(person: Recipient, lang: Lang | None = None) -> str:
    """Return in words when a recipient gets what."""
    tongue = lang or SESSION.lang
    names = say("recipient.day_names", tongue).split()
    days = " ".join(names[number] for number in person.days)
    schedule = _schedule(person)
    words = [say(f"recipient.schedule.{schedule}", tongue, at=f"{person.at:%H:%M}", days=days)]
    if schedule in ("daily", "hourly") and len(person.days) < 7:
        words.append(days)
    if person.zone != "Asia/Seoul":
        words.append(person.zone)
    if person.quiet:
        hours = f"{person.quiet[0]:%H:%M}-{person.quiet[1]:%H:%M}"
        words.append(say("recipient.said.quiet", tongue, hours=hours))
    if person.topics:
        words.append(say("recipient.said.topics", tongue, names=", ".join(person.topics)))
    if person.kinds:
        words.append(", ".join(say(f"wanted.{kind}", tongue) for kind in person.kinds))
    least = [f"{person.min_percent:f} %"] if person.min_percent is not None else []
    least += [f"{amount:f} {unit}" for unit, amount in person.min_change.items()]
    if least:
        words.append(say("recipient.said.least", tongue, amounts=", ".join(least)))
    if person.first_only:
        words.append(say("recipient.said.first_only", tongue))
    urgent = list(person.urgent_topics)
    if person.urgent_percent is not None:
        urgent.append(f"{person.urgent_percent:f} %")
    if urgent:
        words.append(say("recipient.said.at_once", tongue, what=", ".join(urgent)))
    return " · ".join(words)


# --- what was said -------------------------------------------------------------------------------


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the definition that the options give: only what was said."""
    values = {**values, "topics": values["on_topics"]}
    keys = [key for key in RecipientSettings.model_fields if key != "name" and key in values]
    said = {key: values[key] for key in keys if values[key] not in (None, False)}
    if "min_change" in said:
        said["min_change"] = dict(_amount(text) for text in said["min_change"])
    return said


def _amount(text: str) -> tuple[str, str]:
    """Return (unit, amount) of `10000 명`; ConfigError for what is none."""
    amount, _, unit = text.strip().partition(" ")
    if not amount or not unit.strip():
        raise ConfigError([tell("recipient.bad_change", value=text[:60])])
    return unit.strip(), amount


def _cleared(keys: Sequence[str]) -> set[str]:
    names = {OPTIONS.get(key, f"--{key.replace('_', '-')}")[2:]: key for key in _KEYS}
    faults = [
        tell("recipient.bad_clear", value=k, keys=", ".join(names))
        for k in keys
        if k not in names and k not in _KEYS
    ]
    if faults:
        raise ConfigError(faults)
    return {names.get(key, key) for key in keys}


_KEYS = [k for k in RecipientSettings.model_fields if k not in ("name", "channel", "last_days")]


def _checked(
    config: Config, name: str, said: Mapping[str, Any]
) -> tuple[dict[str, Any], Recipient]:
    """Return the definition as it is kept, and whom it makes; ConfigError names the options."""
    try:
        definition = recipient_definition({**said, "name": name})
        person = read_recipient(config, definition)
    except ConfigError as e:
        raise ConfigError([_with_option(fault) for fault in e.faults]) from None
    return {key: value for key, value in definition.items() if key != "name"}, person


def _with_option(fault: str) -> str:
    """Return a fault with the option's name in place of the key's."""
    key, colon, why = fault.partition(": ")
    key, _, _ = key.partition(".")
    if not colon or key not in RecipientSettings.model_fields:
        return fault
    return f"{OPTIONS.get(key, '--' + key.replace('_', '-'))}: {why}"


def _people(tx: Tx, config: Config) -> tuple[Recipient, ...]:
    return find_people(config, load_recipients(tx))[0]


def _named(name: str, people: Sequence[Recipient], faulty: Sequence[Faulty]) -> Recipient:
    for broken in faulty:
        if broken.name == name:
            raise ConfigError([f"{name}: {broken.why}"])
    for person in people:
        if person.name == name:
            return person
    names = ", ".join(person.name for person in people) or "-"
    raise ConfigError([tell("recipient.unknown", name=name, names=names)])


def _by_hand(tx: Tx, config: Config, name: str) -> KeptRecipient:
    """Return the recipient that was added by hand; ConfigError for any other."""
    kept = load_recipient(tx, name)
    if kept is not None and kept.definition is not None:
        if name not in {person.name for person in config.recipients}:
            return kept
    else:
        _named(name, *find_people(config, load_recipients(tx)))
    raise ConfigError([tell("recipient.of_settings", name=name, settings=settings_name(config))])
