"""Who gets what when: a digest for each recipient in its turn, and its way out, losing nothing.

What a recipient is told of, its digest and the message are kept in one transaction. One message at
a time is on its way to a recipient: what was tried may have arrived, and only a second try with the
same key tells. What was refused is told by the next digest instead; what may have been taken never
is, so that nothing is told twice by two messages.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from logging import WARNING
from typing import TYPE_CHECKING, Protocol, cast

from monitor.config import read_recipient
from monitor.errors import AwayError, ConfigError
from monitor.judge.anchors import anchor
from monitor.judge.decisions import Decided, What
from monitor.log import log_event
from monitor.model import (
    Alert,
    Digest,
    Empty,
    Kind,
    Message,
    Receipt,
    Recipient,
    Remark,
    Rhythm,
    Value,
)
from monitor.report.digest import compose_digest
from monitor.report.events import render_events
from monitor.report.html import render_html
from monitor.report.recipients import Chosen, choose, urgent
from monitor.report.schedule import last_slot, may_be_empty, quiet_until
from monitor.report.slack import render_blocks
from monitor.report.text import render_subject, render_text
from monitor.retry import backoff, spread
from monitor.send.outbox import Channel, deliver
from monitor.standing import Standing
from monitor.store.alerts import last_told, load_alerts
from monitor.store.database import Store, Tx
from monitor.store.figures import find_pinned, load_courses
from monitor.store.outbox import (
    KeptMessage,
    MessageState,
    drop_message,
    is_parked,
    is_under_way,
    last_digest,
    lease_message,
    load_due_messages,
    load_message,
    merge_unsent,
    postpone_message,
    save_digest,
    save_messages,
    save_receipt,
)
from monitor.store.recipients import (
    KeptRecipient,
    add_recipient,
    define_recipient,
    load_recipient,
    load_recipients,
    note_complaint,
    note_composed,
    note_slot,
    note_trouble,
    rename_recipient,
)
from monitor.store.statements import load_remarks
from monitor.store.status import load_coverage
from monitor.store.topics import load_topics
from monitor.words import Lang, say

if TYPE_CHECKING:
    from monitor.config import Config

Clock = Callable[[], datetime]

# A message in hand belongs to its sender for so long; a crash gives it back.
LEASE = timedelta(minutes=10)
_AWAY = 1.0  # seconds until a database that is away is asked again
# A message that was not taken for so long is parked: told in `status`, sent again only by hand.
PATIENCE = timedelta(days=1)
# The longest pause between two tries that nobody asked for.
LONGEST_PAUSE = timedelta(hours=1)
# What is told at once waits until nothing has come for so long, and no longer than that in all:
# one event comes in several articles, and one article holds several figures.
SETTLED, LONGEST_HOLD = timedelta(minutes=1), timedelta(minutes=5)
# What was found so long before a recipient's last digest, and is not told yet, never will be: it
# was small, and nothing has been added to it since.
REMEMBERED = timedelta(days=30)
# Values of a figure that its picture in a digest goes back.
COURSE = 24


@dataclass(frozen=True, slots=True)
class Faulty:
    """A recipient made by hand that the settings do not reach any more, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A digest for one recipient, and what it covers: told (by key), and counted or passed over."""

    digest: Digest
    listed: tuple[str, ...]
    counted: tuple[str, ...]


class Queue(Protocol):
    """Where workers elsewhere are told that a row waits, in the transaction that writes the row."""

    def add(self, tx: Tx, job: str, keys: Sequence[Hashable]) -> None: ...


class Delivery:
    """Digests and their messages over one database; `Pipeline` makes it.

    `done` and `failed` are the pipeline's counts and failures.
    """

    def __init__(
        self,
        config: Config,
        store: Store,
        *,
        clock: Clock,
        lang: Lang,
        channels: Sequence[Channel],
        done: Counter[str],
        failed: list[tuple[str, str]],
    ) -> None:
        self.config = config
        self.store = store
        self.clock = clock
        self.lang = lang
        self.channels = channels
        self.done = done
        self.failed = failed
        self._standing = Standing()  # every look asks them for who is told at once
        # Where workers elsewhere are told of a message; see `Pipeline.queue`.
        self.queue: Callable[[], Queue | None] | None = None
        # A database that goes while a message is on its way is waited for, to note what became of
        # it: where another worker would send it again. Alone, a process ends and begins anew.
        self.insists = False

    # --- recipients ------------------------------------------------------------------------------

    def people(self, tx: Tx) -> tuple[Recipient, ...]:
        """Return everybody who gets digests: of the settings, by hand, and the channels' own."""
        return find_people(self.config, load_recipients(tx))[0]

    def _meet(self, tx: Tx, people: Collection[Recipient], now: datetime) -> None:
        """Keep a row for everybody, so that it is known what each was told of."""
        rows = {kept.name: kept for kept in load_recipients(tx)}
        names = {person.name for person in people}
        for person in people:
            at = (person.channel, person.address)
            if known := rows.get(person.name):
                if (known.channel, known.address) != at:
                    define_recipient(tx, person.name, *at, definition=known.definition)
                continue
            # The same place under another name: whoever is there was told all the same.
            former = next((k for k in rows.values() if _is_former(k, person, names)), None)
            if former is not None:
                rename_recipient(tx, former.name, person.name)
                del rows[former.name]  # it is one of them, if several come to its place
                continue
            since = now - timedelta(days=person.last_days) if person.last_days else None
            add_recipient(tx, person.name, *at, now=now, since=since)
            log_event("recipient added", recipient=person.name, channel=person.channel)

    def _met(self, now: datetime) -> tuple[tuple[Recipient, KeptRecipient], ...]:
        """Return everybody with what is kept of each; rows are made where there are none yet."""
        with self.store.begin(write=False) as tx:
            people, rows = self.people(tx), {k.name: k for k in load_recipients(tx)}
        if any(_is_news(person, rows.get(person.name), now) for person in people):
            with self.store.begin() as tx:
                self._meet(tx, people, now)
                rows = {kept.name: kept for kept in load_recipients(tx)}
                for person in people:
                    kept = rows[person.name]
                    if (kept.slot or kept.created) > now:
                        # A clock was ahead and has been put right: its hours come again.
                        note_slot(tx, kept.id, now, told=False)
                        rows[person.name] = replace(kept, slot=now)
        return tuple((person, rows[person.name]) for person in people)

    # --- digest: alerts → a message for a recipient ----------------------------------------------

    def due_digests(self, limit: int) -> Sequence[str]:
        """Return the names of up to `limit` recipients to compose a digest for now."""
        now = self.clock()
        met = self._met(now)
        due: list[str] = []
        with self.store.begin(write=False) as tx:
            for person, kept in met:
                if len(due) < limit and self._is_due(tx, person, kept, now):
                    due.append(person.name)
        return due

    def _is_due(self, tx: Tx, person: Recipient, kept: KeptRecipient, now: datetime) -> bool:
        # The clock may have been put back since: nobody waits for longer than the longest pause.
        if kept.retry_at and now < kept.retry_at <= now + 2 * LONGEST_PAUSE:
            return False
        if quiet_until(person, now) or is_under_way(tx, kept.id):
            return False
        return _open_slot(person, kept, now) is not None or self._has_urgent(tx, person, kept, now)

    def _has_urgent(self, tx: Tx, person: Recipient, kept: KeptRecipient, now: datetime) -> bool:
        """Return whether there is something to tell at once that has settled."""
        if not _wants_at_once(person):
            return False
        if person.rhythm is Rhythm.AT_ONCE and is_parked(tx, kept.id, since=now - PATIENCE):
            return True  # nothing comes by the clock, so what was refused is tried once a day
        decided = self._standing.decided(tx)
        chosen = urgent(person, self._chosen(tx, person, kept, decided, now)[0])
        if not chosen.is_news:
            return False
        times = (*(a.at for a in chosen.alerts), *(r.at for r in chosen.remarks))
        found = [at for at in times if at is not None]
        is_settled = not found or now - max(found) >= SETTLED or max(found) > now
        return is_settled or now - min(found) >= LONGEST_HOLD

    async def digest_for(self, name: str) -> None:
        """Compose what a recipient is due and put its message into the outbox, all or nothing."""
        now = self.clock()
        with self.store.begin() as tx:
            person = next((p for p in self.people(tx) if p.name == name), None)
            kept = load_recipient(tx, name, lock=True)
            # Asked again under the lock: another process may have been faster.
            if person is None or kept is None or not self._is_due(tx, person, kept, now):
                return
            merge_unsent(tx, kept.id)
            slot = _open_slot(person, kept, now)
            is_full = slot is not None or person.rhythm is Rhythm.AT_ONCE
            composed = self._compose(tx, person, kept, now, slot=slot, is_urgent=not is_full)
            last = kept.told_slot or kept.created
            is_told = composed.digest.is_worth_sending or (
                slot is not None and may_be_empty(person, slot, last)
            )
            if is_told:
                self._keep(tx, person, kept, composed, now)
            if slot is not None:
                note_slot(tx, kept.id, slot, told=is_told)
            else:
                note_composed(tx, kept.id)

    def fail_digest(self, name: str, error: str) -> None:
        """Note that a bug stopped a digest: it is tried again after a pause."""
        now = self.clock()
        with self.store.begin() as tx:
            kept = load_recipient(tx, name)
            pause = backoff(kept.failures + 1 if kept else 1, longest=LONGEST_PAUSE)
            note_trouble(tx, name, error, retry_at=now + pause)

    def digest(self, *, since: datetime | None = None, name: str | None = None) -> Digest:
        """Return the digest of what is not told yet, or of all since a moment; keeps nothing.

        Args:
            name: as it would be for this recipient, with its filters; None: of what nobody was
                told of. ConfigError for a name that nobody has.
        """
        now = self.clock()
        if name is not None:
            met = {person.name: (person, kept) for person, kept in self._met(now)}
            self._require(name, met)
            with self.store.begin(write=False) as tx:
                return self._compose(tx, *met[name], now, since=since).digest
        with self.store.begin(write=False) as tx:
            decided = self._standing.decided(tx)
            remarks = load_remarks(tx, since=since, undigested=since is None)
            alerts = load_alerts(tx, since=since, undigested=since is None, include_confirmed=True)
            start = since
            if since is None and (told := last_digest(tx)) is not None:
                start = told.until
            listed, _ = by_decision(decided, alerts)
            said = [remark for remark in remarks if decided.silence_remark(remark) is None]
            return self._digest(tx, decided, listed, said, since=start, now=now)

    def queue_digests(
        self,
        *,
        since: datetime | None = None,
        name: str | None = None,
        only_news: bool = False,
    ) -> tuple[Message, ...]:
        """Compose a digest for everybody by hand, whatever the hour; return the messages.

        Whoever has a digest on its way gets what is new with the next one.

        Args:
            since: tell again of all since then; None: of what each was not told yet.
            name: for this recipient only. ConfigError for a name that nobody has.
            only_news: nothing for whom there is nothing.
        """
        now = self.clock()
        names = [person.name for person, _ in self._met(now)]
        if name is not None:
            self._require(name, names)
            names = [name]
        queued: list[Message] = []
        for each in names:
            with self.store.begin() as tx:
                person = next((p for p in self.people(tx) if p.name == each), None)
                kept = load_recipient(tx, each, lock=True)
                if person is None or kept is None or is_under_way(tx, kept.id):
                    continue
                merge_unsent(tx, kept.id)
                composed = self._compose(tx, person, kept, now, since=since)
                may_say_so = not only_news and person.empty is not Empty.NEVER
                if composed.digest.is_worth_sending or may_say_so:
                    queued += self._keep(tx, person, kept, composed, now)
        return tuple(queued)

    def under_way(self, name: str | None = None) -> frozenset[str]:
        """Return the names of those to whom a digest is on its way, which new ones wait for.

        Args:
            name: of this recipient only.
        """
        with self.store.begin(write=False) as tx:
            kept = [k for k in load_recipients(tx) if name is None or k.name == name]
            return frozenset(k.name for k in kept if is_under_way(tx, k.id))

    def _require(self, name: str, names: Collection[str]) -> None:
        if name not in names:
            known = ", ".join(names)
            raise ConfigError([say("recipient.unknown", self.lang, name=name, names=known)])

    def _chosen(
        self,
        tx: Tx,
        person: Recipient,
        kept: KeptRecipient,
        decided: Decided,
        now: datetime,
        since: datetime | None = None,
    ) -> tuple[Chosen, tuple[str, ...]]:
        """Return what a recipient is to be told of, and the keys of what a person silenced."""
        untold_to, floor = (None, since) if since else (kept.id, _floor(kept, now))
        alerts = load_alerts(tx, since=floor, untold_to=untold_to, include_confirmed=True)
        remarks = load_remarks(tx, since=floor, untold_to=untold_to)
        listed, silent = by_decision(decided, alerts)
        said = [remark for remark in remarks if decided.silence_remark(remark) is None]
        before: Mapping[str, Alert] = {}
        if person.first_only:
            before = last_told(tx, kept.id, {alert.figure for alert in listed})
        chosen = choose(person, listed, said, told=before)
        unsaid = {remark.key for remark in remarks} - {remark.key for remark in said}
        return chosen, (*silent, *unsaid)

    def _compose(
        self,
        tx: Tx,
        person: Recipient,
        kept: KeptRecipient,
        now: datetime,
        *,
        since: datetime | None = None,
        slot: datetime | None = None,
        is_urgent: bool = False,
    ) -> Composed:
        decided = self._standing.decided(tx)
        chosen, silent = self._chosen(tx, person, kept, decided, now, since)
        passed = (*chosen.passed, *silent)
        if is_urgent:
            # What is told at once is that alone: all else is for the digest of the rhythm.
            chosen, passed = urgent(person, chosen), ()
        start = since or (min(kept.until, now) if kept.until else None)
        digest = self._digest(tx, decided, chosen.alerts, chosen.remarks, since=start, now=now)
        covered = (*digest.keys, *digest.remark_keys)
        counted = {alert.key for alert in digest.counted}
        return Composed(
            digest=replace(
                digest,
                key=_digest_key(person, slot, now, covered),
                recipient=person.name,
                is_urgent=is_urgent,
            ),
            listed=tuple(key for key in covered if key not in counted),
            counted=(*counted, *passed),
        )

    def _digest(
        self,
        tx: Tx,
        decided: Decided,
        alerts: Iterable[Alert],
        remarks: Sequence[Remark],
        *,
        since: datetime | None,
        now: datetime,
    ) -> Digest:
        silent = timedelta(days=self.config.settings.poll.silent_days)
        alerts = tuple(alerts)
        digest = compose_digest(
            alerts,
            remarks=remarks,
            key=f"{now:%Y%m%dT%H%M%SZ}",
            coverage=load_coverage(tx, since=since, until=now, silent_after=silent),
            since=since,
            until=now,
            wished=wished_of(tx, alerts),
        )
        return replace(digest, courses=courses_of(tx, digest, decided))

    def _keep(
        self, tx: Tx, person: Recipient, kept: KeptRecipient, composed: Composed, now: datetime
    ) -> tuple[Message, ...]:
        """Keep a digest, what it tells of and its message, which is returned: none if it is kept
        already."""
        digest = composed.digest
        is_new = save_digest(
            tx,
            digest.key,
            since=digest.since,
            until=digest.until,
            now=now,
            recipient=kept.id,
            listed=composed.listed,
            counted=composed.counted,
            is_urgent=digest.is_urgent,
        )
        if not is_new:
            return ()
        message = render_message(digest, person, now=now)
        save_messages(tx, [message])
        if self.queue is not None and (queue := self.queue()) is not None:
            queue.add(tx, "deliver", [message.key])
        log_event(
            "digest",
            key=digest.key,
            recipient=person.name,
            alerts=len(digest.alerts),
            statements=len(digest.remarks),
        )
        return (message,)

    # --- deliver: a message → its receipt --------------------------------------------------------

    def due_messages(self, limit: int) -> Sequence[str]:
        """Return the keys of the messages to send now."""
        with self.store.begin(write=False) as tx:
            return load_due_messages(tx, self.clock(), limit=limit)

    async def deliver(self, key: str, *, by_hand: bool = False) -> None:
        """Send a message and note what became of it.

        A crash between sending and noting sends it once more, with the same key outside too.

        Args:
            by_hand: somebody wants it now, quiet hours or not.
        """
        now = self.clock()
        # On the disk before it goes out: were it undone, another message might tell the same.
        with self.store.begin(durable=True) as tx:
            kept = load_message(tx, key)
            until = None if by_hand else self._held_until(tx, kept, now)
            if until:
                postpone_message(tx, key, until)
                return
            message = lease_message(tx, key, now, lease=LEASE)
        if message is None:
            return
        (receipt,) = await deliver([message], self.channels, now=now)
        while True:
            try:
                self._note(message, receipt, now)
                break
            except AwayError:
                if not self.insists:
                    raise
                await asyncio.sleep(_AWAY)
        if receipt.error:
            # Not its address, which may be secret.
            name = kept.name if kept and kept.name else message.channel
            self.failed.append((name, receipt.error))
            log_event("delivery failed", message=key, channel=message.channel, why=receipt.error)
        else:
            self.done["delivered"] += 1
            log_event("delivered", message=key, channel=message.channel)

    def _note(self, message: Message, receipt: Receipt, now: datetime) -> None:
        """Keep what became of a message that went out."""
        with self.store.begin(durable=True) as tx:
            retry_at = self._retry_at(tx, message, receipt, now)
            is_late = now - (message.tried or now) >= PATIENCE
            save_receipt(tx, receipt, now=now, retry_at=retry_at, park=is_late)
            if receipt.error and (retry_at is None or is_late):
                self._tell_others(tx, message.key, receipt.error, now)

    def fail_deliver(self, key: str, error: str) -> None:
        """Note that a bug stopped the delivery: parked until somebody looks.

        What was in hand by then may have been sent, so it is tried again.
        """
        now = self.clock()
        with self.store.begin() as tx:
            kept = load_message(tx, key)
            was_in_hand = kept is not None and kept.leased is not None
            receipt = Receipt(message=key, error=error, unsure=was_in_hand)
            again = now + LONGEST_PAUSE if was_in_hand else None
            save_receipt(tx, receipt, now=now, retry_at=again)
            self._tell_others(tx, key, error, now)

    def _person_of(self, tx: Tx, kept: KeptMessage | None) -> Recipient | None:
        if kept is None or kept.name is None:
            return None
        return next((p for p in self.people(tx) if p.name == kept.name), None)

    def _held_until(self, tx: Tx, kept: KeptMessage | None, now: datetime) -> datetime | None:
        """Return until when a message waits for its recipient's quiet hours to end; None: it goes.

        One that was composed in these very hours was wanted then, by hand.
        """
        person = self._person_of(tx, kept)
        until = quiet_until(person, now) if person else None
        if until is None or kept is None or person is None:
            return None
        made = kept.message.created
        return None if made and quiet_until(person, made) == until else until

    def _retry_at(
        self, tx: Tx, message: Message, receipt: Receipt, now: datetime
    ) -> datetime | None:
        """Return when a message is tried again; None where it is delivered or refused for good."""
        if receipt.error is None or not (receipt.temporary or receipt.unsure):
            return None
        pause = backoff(message.attempts, longest=LONGEST_PAUSE)
        if receipt.retry_after:
            pause = max(pause, backoff(1, asked=receipt.retry_after))
        again = now + spread(pause, f"{message.key} {message.attempts}")
        person = self._person_of(tx, load_message(tx, message.key))
        return (quiet_until(person, again) if person else None) or again

    def _tell_others(self, tx: Tx, key: str, error: str, now: datetime) -> None:
        """Tell somebody on another channel, once, that a recipient does not get its digests."""
        kept = load_message(tx, key)
        if kept is None or kept.name is None:
            drop_message(tx, key)  # a notice itself: nobody looks for it
            return
        row = load_recipient(tx, kept.name)
        others = [p for p in self.people(tx) if p.channel != kept.message.channel]
        # A page in a folder is seen by nobody who does not look for it.
        other = min(others, key=lambda p: p.channel == "file", default=None)
        if row is None or other is None or not note_complaint(tx, row.id, now):
            return
        lang = cast(Lang, other.language)
        is_unsure = kept.state is MessageState.UNSURE
        facts = {
            "name": kept.name,
            "channel": say(f"channel.{kept.message.channel}", lang),
            "key": key,
            "why": error,
        }
        notice = Message(
            key=f"{key}.parked",
            digest="",
            channel=other.channel,
            recipient=other.address,
            subject=say("notice.parked.subject", lang, **facts),
            text=say("notice.unsure.text" if is_unsure else "notice.parked.text", lang, **facts),
            created=now,
            language=lang,
        )
        save_messages(tx, [notice])
        log_event("parked", level=WARNING, message=key, recipient=kept.name, told=other.name)


def find_people(
    config: Config, kept: Iterable[KeptRecipient]
) -> tuple[tuple[Recipient, ...], tuple[Faulty, ...]]:
    """Return everybody who gets digests, and those made by hand whom nothing reaches any more.

    A name of the settings stands over the same one made by hand.
    """
    people, faulty = list(config.recipients), list[Faulty]()
    named = {person.name for person in people}
    for row in kept:
        if row.definition is None or row.name in named:
            continue
        try:
            people.append(read_recipient(config, {**row.definition, "name": row.name}))
        except ConfigError as e:
            faulty.append(Faulty(row.name, "; ".join(e.faults)))
    return (*people, *config.places.defaults(people)), tuple(faulty)


def _is_former(kept: KeptRecipient, person: Recipient, names: Collection[str]) -> bool:
    """Return whether somebody of the settings is there no more, and another is in its place."""
    at = (kept.channel, kept.address)
    gone = kept.definition is None and kept.name not in names
    return gone and at == (person.channel, person.address)


def _is_news(person: Recipient, kept: KeptRecipient | None, now: datetime) -> bool:
    if kept is None or (kept.slot or kept.created) > now:
        return True
    return (kept.channel, kept.address) != (person.channel, person.address)


def _open_slot(person: Recipient, kept: KeptRecipient, now: datetime) -> datetime | None:
    """Return the latest slot, where no digest was thought of at it; else None."""
    slot = last_slot(person, now)
    return slot if slot is not None and slot > (kept.slot or kept.created) else None


def _wants_at_once(person: Recipient) -> bool:
    at_once = person.urgent_topics or person.urgent_percent is not None
    return bool(at_once) or person.rhythm is Rhythm.AT_ONCE


def _floor(kept: KeptRecipient, now: datetime) -> datetime | None:
    """Return from when on something can be news to a recipient; None: whenever it was found."""
    floors = [kept.floor] if kept.floor else []
    if kept.until is not None:
        floors.append(min(kept.until, now) - REMEMBERED)
    return max(floors, default=None)


def _digest_key(
    person: Recipient, slot: datetime | None, now: datetime, covered: Iterable[str]
) -> str:
    """Return the key of a digest: its hour, and a mark of whose it is and what it tells."""
    marks = "\n".join([person.name, *sorted(covered)])
    moment = (slot or now).astimezone(person.clock)
    form = "%Y-%m-%dT%H%M" if slot else "%Y-%m-%dT%H%M%S"
    return f"{moment:{form}}-{sha256(marks.encode()).hexdigest()[:10]}"


# The channels that send a page.
_PAGES = ("email", "file", "apprise")


def render_message(digest: Digest, person: Recipient, *, now: datetime) -> Message:
    """Return a digest as the message to its recipient, in the form that its channel sends."""
    lang = cast(Lang, person.language)
    mark = sha256(f"{person.channel} {person.address}".encode()).hexdigest()[:12]
    blocks = ""
    if person.channel == "slack":
        blocks = json.dumps(render_blocks(digest, lang), ensure_ascii=False)
    elif person.channel == "webhook":
        blocks = json.dumps(render_events(digest, lang), ensure_ascii=False)
    return Message(
        key=f"{digest.key}.{mark}",
        digest=digest.key,
        channel=person.channel,
        recipient=person.address,
        subject=render_subject(digest, lang),
        text=render_text(digest, lang),
        html=render_html(digest, lang) if person.channel in _PAGES else "",
        blocks=blocks,
        created=now,
        language=lang,
    )


def by_decision(
    decided: Decided, alerts: Iterable[Alert]
) -> tuple[tuple[Alert, ...], tuple[str, ...]]:
    """Return the alerts to tell, and the keys of the silent ones.

    A change below its threshold is told as a confirmation: counted, not listed.
    """
    told, silent = [], []
    for alert in alerts:
        match decided.silence(alert):
            case None:
                told.append(alert)
            case (What.THRESHOLD, _):
                told.append(replace(alert, kind=Kind.CONFIRMED))
            case _:
                silent.append(alert.key)
    return tuple(told), tuple(silent)


def wished_of(tx: Tx, alerts: Collection[Alert]) -> frozenset[str]:
    """Return the figures of alerts that the user asked for: set by hand, or named by a topic."""
    told = [alert for alert in alerts if alert.kind is not Kind.CONFIRMED]
    topics = [topic for topic in load_topics(tx) if topic.figures]
    named = {
        alert.figure
        for alert in told
        if (found := anchor(alert.claim, topics, title=alert.source.title)) and found.is_sure
    }
    return find_pinned(tx, {alert.figure for alert in told}) | named


def courses_of(tx: Tx, digest: Digest, decided: Decided) -> dict[str, tuple[Value, ...]]:
    """Return what the figures of a digest's alerts were said to be, wrong values left out."""
    courses = load_courses(tx, {alert.figure for alert in digest.alerts}, recent=COURSE)
    return {
        key: tuple(value for value in values if not decided.is_rejected(value.claim))
        for key, values in courses.items()
    }
