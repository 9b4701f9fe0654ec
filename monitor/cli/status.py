"""`monitor status`: feeds by health, what waits, the last digest, the size of the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from monitor.cli.output import Format, print_json, print_line
from monitor.cli.places import masked_address
from monitor.cli.session import SESSION, iso, local_time, tell
from monitor.cli.workspace import workspace
from monitor.reader import reader
from monitor.store.entries import EntryFailure
from monitor.store.outbox import GOING, KeptMessage, LastDigest
from monitor.store.status import FeedHealth, Status, load_status
from monitor.words import reword

app = typer.Typer(add_completion=False)
SHOWN = 20  # failures listed for a person; all of them are in the JSON


@app.command()
def status(
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Say how everything stands."""
    silent = timedelta(days=SESSION.config().settings.poll.silent_days)
    now = SESSION.clock()()
    with workspace() as store:
        with store.begin(write=False) as tx:
            found = load_status(tx, now, silent_after=silent, reader=reader())
        size, url = store.size(), store.url
    if form is Format.TABLE:
        for line in _lines(found, size, url):
            print_line(line)
    else:
        print_json(_record(found, size, url), indent=2 if form is Format.JSON else None)
    return 0


def _record(found: Status, size: int, url: str) -> dict[str, Any]:
    return {
        "at": found.at.isoformat(),
        "feeds": {
            "enabled": found.feeds,
            "disabled": found.feeds_disabled,
            "unpolled": found.feeds_unpolled,
            "failing": [_health(f) for f in found.failing],
            "retired": [_health(f) for f in found.retired],
            "possibly_missed": [_health(f) for f in found.missed],
            "silent": [_health(f) for f in found.silent],
            "last_poll": iso(found.last_poll),
        },
        "queue": {
            **{f"entries_{state}": count for state, count in found.entries.items()},
            "unchecked": found.unchecked,
            "rereads_due": found.rereads_due,
            **{f"messages_{state}": count for state, count in found.messages.items()},
        },
        "failures": [
            {"url": f.url, "error": f.error, "retry_at": iso(f.retry_at)}
            for f in found.entry_failures
        ]
        + [{"url": f.doc, "error": f.error, "retry_at": None} for f in found.check_failures],
        "articles": found.articles,
        "seeds": found.seeds,
        "copies": found.copies,
        "altered_copies": found.altered,
        "read_by_older_rules": found.older,
        "claims": found.claims,
        "topics": found.topics,
        "figures": found.figures,
        "alerts": {str(kind): count for kind, count in found.alerts.items()},
        "undigested": found.undigested,
        "parked": [
            {
                "key": kept.message.key,
                "name": kept.name,
                "channel": kept.message.channel,
                "address": masked_address(kept.message.channel, kept.message.recipient),
                "error": kept.error,
            }
            for kept in found.parked
        ],
        "uncomposed": [{"name": name, "error": why} for name, why in found.uncomposed],
        "last_digest": _digest(found.last_digest),
        "last_delivered": _digest(found.last_delivered),
        "database": {"url": url, "bytes": size},
    }


def _health(feed: FeedHealth) -> dict[str, Any]:
    return {
        "url": feed.url,
        "name": feed.name,
        "why": feed.why,
        "failures": feed.failures,
        "polled": iso(feed.polled),
        "due": iso(feed.due),
    }


def _digest(digest: LastDigest | None) -> dict[str, str] | None:
    return {"key": digest.key, "until": digest.until.isoformat()} if digest else None


def _to(kept: KeptMessage) -> str:
    place = masked_address(kept.message.channel, kept.message.recipient)
    return f"{kept.name} ({place})" if kept.name and kept.name != place else place


def _lines(found: Status, size: int, url: str) -> Iterator[str]:
    yield tell(
        "status.feeds",
        enabled=found.feeds,
        failing=len(found.failing),
        silent=len(found.silent),
        unpolled=found.feeds_unpolled,
        disabled=found.feeds_disabled,
        last=local_time(found.last_poll),
    )
    for feed in found.failing[:SHOWN]:
        yield tell(
            "status.failing",
            name=feed.name or feed.url,
            url=feed.url,
            why=reword(feed.why),
            count=feed.failures,
            due=local_time(feed.due),
        )
    for feed in found.retired[:SHOWN]:
        name = feed.name or feed.url
        yield tell("status.retired", name=name, why=reword(feed.why), url=feed.url)
    for feed in found.missed[:SHOWN]:
        yield tell("status.missed", name=feed.name or feed.url, why=feed.why)
    for feed in found.silent[:SHOWN]:
        yield tell("status.silent", name=feed.name or feed.url, why=reword(feed.why))
    yield tell(
        "status.articles",
        articles=found.articles,
        seeds=found.seeds,
        edited=found.edited,
        claims=found.claims,
    )
    if found.copies or found.altered:
        yield tell("status.copies", copies=found.copies, altered=found.altered)
    if found.older:
        whole = found.articles + found.seeds
        yield tell("status.older", count=found.older, whole=whole)
    yield tell(
        "status.queue",
        fetch=found.entries.get("waiting", 0),  # type: ignore[call-overload]
        check=found.unchecked,
        reread=found.rereads_due,
        failed=found.entries.get("failed", 0),  # type: ignore[call-overload]
    )
    # One that shuts its pages does so with each of them: a line for all, and where to look.
    alike: dict[tuple[str, str], list[EntryFailure]] = {}
    for failure in found.entry_failures:
        alike.setdefault((urlsplit(failure.url).netloc, failure.error), []).append(failure)
    for (host, error), failures in list(alike.items())[:SHOWN]:
        first = failures[0]
        due = min((f.retry_at for f in failures if f.retry_at), default=None)
        again = local_time(due) if due else tell("status.given_up")
        if len(failures) == 1:
            yield tell("status.unread", url=first.url, why=reword(error), again=again)
            continue
        yield tell(
            "status.unread_many",
            host=host,
            count=len(failures),
            url=first.url,
            why=reword(error),
            again=again,
        )
    for broken in found.check_failures[:SHOWN]:
        again = tell("status.given_up")
        yield tell("status.unread", url=broken.doc, why=reword(broken.error), again=again)
    yield tell("status.baseline", topics=found.topics, figures=found.figures, values=found.values)
    counts = " · ".join(f"{tell(f'kind.{k}')} {n}" for k, n in found.alerts.items())
    yield tell("status.alerts", counts=counts, undigested=found.undigested)
    yield tell(
        "status.digest",
        last=local_time(found.last_digest.until) if found.last_digest else "-",
        delivered=local_time(found.last_delivered.until) if found.last_delivered else "-",
        waiting=sum(found.messages[state] for state in GOING),
        parked=len(found.parked),
    )
    for kept in found.parked[:SHOWN]:
        why = kept.error or tell("outbox.unanswered")
        yield tell("status.parked", to=_to(kept), why=why, key=kept.message.key)
    for name, why in found.uncomposed:
        yield tell("status.uncomposed", name=name, why=why)
    yield tell("status.database", url=url, megabytes=f"{size / 1e6:.1f}")
