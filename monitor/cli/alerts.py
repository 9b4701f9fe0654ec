"""`monitor alerts`: what the comparison found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from monitor.cli.documents import parse_published
from monitor.cli.output import Cell, Format, print_records, talk
from monitor.cli.remarks import Silent, print_remarks, say_silenced
from monitor.cli.session import SESSION, tell
from monitor.cli.workspace import require_topic, workspace
from monitor.errors import ConfigError
from monitor.judge.decisions import What
from monitor.model import SEOUL, Alert, Claim, Kind, Modality, Spread
from monitor.records import alert_record, remark_record, spread_record
from monitor.report.items import is_altered_copy
from monitor.report.naming import name_figure
from monitor.report.numbers import difference, say_period
from monitor.report.quotes import say_claim
from monitor.standing import load_decided
from monitor.store.alerts import load_alerts
from monitor.store.copies import load_spreads
from monitor.store.statements import load_remarks

app = typer.Typer(add_completion=False)


def parse_since(text: str | None) -> datetime | None:
    """Return the moment of `--since`: a time, a day, or a span back from now (`36h`, `7d`).

    Raises ConfigError for anything else.
    """
    if text is None:
        return None
    number, unit = text[:-1], text[-1:]
    try:
        if number.isdecimal() and unit in ("h", "d"):
            span = timedelta(hours=int(number)) if unit == "h" else timedelta(days=int(number))
            return SESSION.clock()() - span
        return parse_published(text)
    except OverflowError as e:
        raise ConfigError([tell("cli.bad_since", value=text)]) from e
    except ConfigError as e:
        raise ConfigError([tell("cli.bad_since", value=text)]) from e


@app.command()
def alerts(
    since: Annotated[str | None, typer.Option("--since", help="cli.since")] = None,
    topic: Annotated[str | None, typer.Option("--topic", help="cli.topic")] = None,
    kinds: Annotated[list[Kind] | None, typer.Option("--kind", help="alerts.kind")] = None,
    every: Annotated[bool, typer.Option("--all", help="alerts.all")] = False,
    hidden: Annotated[bool, typer.Option("--hidden", help="alerts.hidden")] = False,
    statements: Annotated[bool, typer.Option("--statements", help="alerts.statements")] = False,
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """List what was found, the oldest first."""
    start = parse_since(since)
    with workspace() as store, store.begin(write=False) as tx:
        found = load_alerts(
            tx,
            since=start,
            topic=topic,
            kinds=frozenset(kinds) if kinds else None,
            include_confirmed=every,
        )
        # A program that reads alerts expects claims: it asks for what has none.
        wants = statements or form is Format.TABLE
        remarks = load_remarks(tx, since=start, topic=topic, kinds=kinds) if wants else ()
        if not (found or remarks) and topic is not None:
            require_topic(tx, topic)
        decided = load_decided(tx)
        # People ask for one alert's copies with `explain`.
        spreads = {} if form is Format.TABLE else load_spreads(tx, found)
    silent = {a.key: why for a in found if (why := decided.silence(a)) is not None}
    silent |= {r.key: why for r in remarks if (why := decided.silence_remark(r)) is not None}
    shown = [a for a in found if hidden or a.key not in silent]
    said = [r for r in remarks if hidden or r.key not in silent]
    if form is Format.TABLE:
        if shown or not said:
            print_alerts(shown, silent)
        if said:
            print_remarks(said, silent)
        if silent and not hidden:
            talk(_say_hidden(what for what, _ in silent.values()))
    else:
        records = [(_alert_record(a, spreads.get(a.key)), a.key) for a in shown]
        records += [(remark_record(r), r.key) for r in said]
        print_records((_record(record, silent.get(key)) for record, key in records), form)
    return 0


def _alert_record(alert: Alert, spread: Spread | None) -> dict[str, Any]:
    """Return the contract's record, with how the figure went round beside it."""
    return {**alert_record(alert), "copies": spread_record(spread) if spread else None}


def _record(record: dict[str, Any], silenced: tuple[What, str] | None) -> dict[str, Any]:
    """Return the contract's record; one that a decision silences says by which."""
    return {**record, **({"silenced": str(silenced[0])} if silenced else {})}


def _say_hidden(silent: Iterable[What]) -> str:
    counts = Counter(silent)
    parts = ", ".join(f"{tell(f'decision.{what}')} {counts[what]}" for what in What if counts[what])
    return tell("alerts.hidden_count", count=counts.total(), parts=parts)


# Calm colours: what moved stands out, what is only repeated steps back.
STYLES = {
    Kind.CHANGED: "yellow",
    Kind.CONFLICT: "red",
    Kind.REVISED: "magenta",
    Kind.NEW: "green",
    Kind.CONFIRMED: "dim",
}


def print_alerts(found: Sequence[Alert], silent: Silent | None = None) -> None:
    """Print alerts as a table for people: two lines for each, what and where.

    Args:
        silent: of those that a decision silences, by key: what was decided, and its key.
    """
    columns = [(tell(f"column.{c}"), "left") for c in ("kind", "figure", "value")]
    rows = (_row(alert, (silent or {}).get(alert.key)) for alert in found)
    print_records((), Format.TABLE, columns=columns, rows=rows, empty=tell("alerts.none"))
    if any(alert.is_uncertain for alert in found):
        talk(tell("alerts.uncertain"))


def _said_as(claim: Claim) -> str:
    """Return how a claim is said where it is not said as a fact: ` (부인)`."""
    if claim.modality is Modality.ASSERTED:
        return ""
    return f" ({tell(f'modality.{claim.modality}')})"


def _row(alert: Alert, silenced: tuple[What, str] | None) -> tuple[Cell, ...]:
    claim, before = alert.claim, alert.previous
    kind = tell(f"kind.{alert.kind}") + ("?" if alert.is_uncertain else "")
    now = say_claim(claim, SESSION.lang)
    # What was denied or only expected must not look like a fact.
    style = "strike" if claim.modality is Modality.DENIED else "bold"
    value: list[tuple[str, str]] = [(now, style), (_said_as(claim), "yellow")]
    if before:
        old = say_claim(before.claim, SESSION.lang)
        moved = difference(before.claim, claim, SESSION.lang)
        was = f"{old}{_said_as(before.claim)} → "
        value = [(was, ""), *value, (f"  {moved.words}" if moved else "", "cyan")]
    published = alert.source.published
    day = published.astimezone(SEOUL).date().isoformat() if published else ""
    where = " · ".join(part for part in (alert.topic, alert.source.outlet, day) if part)
    copied = tell("report.altered") if is_altered_copy(alert) else ""
    when = ", ".join(part for part in (say_period(claim.as_of, SESSION.lang), copied) if part)
    return (
        [(f"{kind}\n", STYLES[alert.kind]), (alert.key[:8], "dim")],
        [(name_figure(claim.subject, claim.metric) + "\n", "bold"), (where, "dim")],
        [*value, (f"\n{when}", "dim"), (say_silenced(silenced), "yellow")],
    )
