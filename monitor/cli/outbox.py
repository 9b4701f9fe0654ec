"""`monitor outbox`: messages on their way, those that were refused, and what becomes of them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from monitor.cli.output import Cell, Format, complain, print_line, print_records
from monitor.cli.places import masked_address
from monitor.cli.session import iso, local_time, tell
from monitor.cli.workspace import pipeline, require_key, workspace
from monitor.errors import ConfigError
from monitor.store.database import Tx
from monitor.store.outbox import (
    UNSENT,
    KeptMessage,
    MessageState,
    drop_message,
    find_message,
    load_messages,
    load_told,
    retry_messages,
)

app = typer.Typer(add_completion=False)

FormatOption = Annotated[Format, typer.Option("--format", help="cli.format")]
Keys = Annotated[list[str] | None, typer.Argument(help="outbox.keys")]


@app.command("list")
def list_messages(
    every: Annotated[bool, typer.Option("--all", help="outbox.all")] = False,
    state: Annotated[MessageState | None, typer.Option("--state", help="outbox.state")] = None,
    name: Annotated[str | None, typer.Option("--to", help="outbox.to")] = None,
    form: FormatOption = Format.TABLE,
) -> int:
    """List the messages that are not delivered yet."""
    states = [state] if state is not None else None if every else UNSENT
    with workspace() as store, store.begin(write=False) as tx:
        found = load_messages(tx, states=states, recipient=name)
    titles = ("key", "recipient", "state", "tries", "next", "why")
    print_records(
        map(_record, found),
        form,
        columns=[(tell(f"column.{title}"), "left") for title in titles],
        rows=map(_row, found),
        empty=tell("outbox.empty"),
    )
    return 0


@app.command("show")
def show(
    key: Annotated[str, typer.Argument(help="outbox.key")],
    form: FormatOption = Format.TABLE,
) -> int:
    """Show a message: its words, and what became of it."""
    with workspace() as store, store.begin(write=False) as tx:
        kept = _message(tx, key)
        told = load_told(tx, kept.message.digest)
    message = kept.message
    if form is not Format.TABLE:
        words = {"text": message.text, "html": message.html, "blocks": message.blocks}
        print_records([{**_record(kept), **words, "told": list(told)}], form)
        return 0
    print_line(tell("outbox.head", key=message.key, to=_to(kept)))
    print_line(tell("outbox.line", state=tell(f"messagestate.{kept.state}"), **_facts(kept)))
    if kept.error:
        print_line(tell("outbox.error", why=kept.error))
    if told:
        print_line(tell("outbox.told", count=len(told), keys=", ".join(told[:20])))
    print_line()
    print_line(message.subject)
    print_line()
    for line in message.text.splitlines():
        print_line(line)
    return 0


@app.command("retry")
def retry(keys: Keys = None) -> int:
    """Send messages now that are parked or wait for their time: these, or all."""
    return asyncio.run(_retry(keys or ()))


async def _retry(keys: Sequence[str]) -> int:
    async with pipeline(make=False) as steps:
        with steps.store.begin() as tx:
            chosen = [_message(tx, key) for key in keys] or load_messages(tx, states=UNSENT)
            for kept in chosen:
                _require(kept, UNSENT, "outbox.not_unsent")
            wanted = list(dict.fromkeys(kept.message.key for kept in chosen))
            retry_messages(tx, wanted)
        for key in wanted:
            await steps.delivery.deliver(key, by_hand=True)
        sent, failed = steps.done["delivered"], len(steps.failed)
    if not wanted:
        print_line(tell("outbox.empty"))
    if sent:
        print_line(tell("digest.sent", count=sent))
    if in_hand := len(wanted) - sent - failed:
        print_line(tell("outbox.in_hand", count=in_hand))
    complain(f"{who}: {why}" for who, why in steps.failed)
    return 1 if failed else 0


@app.command("drop")
def drop(keys: Annotated[list[str], typer.Argument(help="outbox.keys")]) -> int:
    """Give messages up; what they tell counts as told."""
    with workspace() as store, store.begin() as tx:
        chosen = [_message(tx, key) for key in keys]
        for kept in chosen:
            _require(kept, UNSENT, "outbox.not_unsent")
        for kept in chosen:
            if drop_message(tx, kept.message.key):
                print_line(tell("outbox.dropped", key=kept.message.key, to=_to(kept)))
            else:
                complain([tell("outbox.not_unsent", key=kept.message.key, state=kept.state)])
    return 0


def _message(tx: Tx, key: str) -> KeptMessage:
    require_key(key)
    kept = find_message(tx, key)
    if kept is None:
        raise ConfigError([tell("outbox.unknown", key=key)])
    return kept


def _require(kept: KeptMessage, states: Sequence[MessageState], otherwise: str) -> None:
    if kept.state not in states:
        state = tell(f"messagestate.{kept.state}")
        raise ConfigError([tell(otherwise, key=kept.message.key, state=state)])


def _to(kept: KeptMessage) -> str:
    place = masked_address(kept.message.channel, kept.message.recipient)
    return f"{kept.name} ({place})" if kept.name and kept.name != place else place


def _record(kept: KeptMessage) -> dict[str, Any]:
    message = kept.message
    return {
        "key": message.key,
        "digest": message.digest,
        "name": kept.name,
        "channel": message.channel,
        "address": masked_address(message.channel, message.recipient),
        "subject": message.subject,
        "state": str(kept.state),
        "created": iso(message.created),
        "tried": iso(message.tried),
        "attempts": message.attempts,
        "next_at": iso(kept.next_at),
        "leased": iso(kept.leased),
        "delivered": iso(kept.delivered),
        "error": kept.error,
    }


def _row(kept: KeptMessage) -> Sequence[Cell]:
    styles = {state: "red" if state is MessageState.PARKED else "yellow" for state in UNSENT}
    return (
        kept.message.key,
        [(_to(kept), "bold"), (f"\n{kept.message.subject}", "dim")],
        [(tell(f"messagestate.{kept.state}"), styles.get(kept.state, ""))],
        str(kept.message.attempts),
        local_time(kept.next_at),
        kept.error or "",
    )


def _facts(kept: KeptMessage) -> dict[str, str]:
    return {
        "created": local_time(kept.message.created),
        "tries": str(kept.message.attempts),
        "next": local_time(kept.next_at),
        "delivered": local_time(kept.delivered),
    }
