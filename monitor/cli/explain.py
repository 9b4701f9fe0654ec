"""`monitor explain`: why an alert was raised: both quotes, the fields, the rule that decided."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from monitor.cli.output import Format, print_line, print_records
from monitor.cli.session import SESSION, tell
from monitor.cli.workspace import workspace
from monitor.errors import ConfigError
from monitor.judge.compare import compare_values
from monitor.judge.match import Likeness, likeness
from monitor.model import SEOUL, Alert, Claim, Source
from monitor.records import alert_record
from monitor.report.numbers import difference, say_interval, say_period
from monitor.store.alerts import load_alert
from monitor.words import WORDS

app = typer.Typer(add_completion=False)


@app.command()
def explain(
    alert: Annotated[str, typer.Argument(help="explain.alert")],
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Explain one alert, named by its key or the beginning of it."""
    with workspace() as store, store.begin(write=False) as tx:
        found = load_alert(tx, alert)
    if found is None:
        raise ConfigError([tell("explain.unknown", key=alert)])
    like = likeness(found.claim, found.previous.claim) if found.previous else None
    if form is not Format.TABLE:
        print_records([_record(found, like)], form)
        return 0
    _print(found, like)
    return 0


def _record(alert: Alert, like: Likeness | None) -> dict[str, Any]:
    fields = [
        {"field": f.name, "factor": round(f.factor, 3), "new": f.new, "old": f.old}
        for f in (like.fields if like else ())
    ]
    agreement = None
    if alert.previous:
        compared = compare_values(
            alert.claim, alert.previous.claim, inverse=bool(like and like.is_inverse)
        )
        agreement = {"values": str(compared.agreement.name).lower(), "how": compared.how}
    return {**alert_record(alert), "fields": fields, "comparison": agreement}


def _print(alert: Alert, like: Likeness | None) -> None:
    kind = tell(f"kind.{alert.kind}")
    print_line(f"{kind}  {alert.topic} · {alert.claim.subject} {alert.claim.metric}")
    print_line(f"  {tell(f'reason.{alert.reason.code}', **alert.reason.facts)}")
    facts = alert.reason.facts
    if way := facts.get("way"):
        print_line(f"  {tell(f'explain.way.{way}', tracked=facts.get('tracked', ''))}")
    if alert.is_uncertain:
        print_line(f"  {tell('explain.uncertain')}")
    print_line()
    if alert.previous:
        _print_side(tell("column.before"), alert.previous.claim, alert.previous.source)
    _print_side(tell("column.after"), alert.claim, alert.source)
    if alert.previous:
        moved = difference(alert.previous.claim, alert.claim, SESSION.lang)
        if moved:
            print_line(f"  {tell('column.change')}: {moved.words}")
    if like:
        print_line()
        print_line(tell("explain.fields", score=f"{like.score:.2f}"))
        columns = [
            (tell("explain.field"), "left"),
            (tell("column.before"), "left"),
            (tell("column.after"), "left"),
            (tell("explain.factor"), "right"),
        ]
        rows = [
            (
                tell(f"field.{f.name}") if f"field.{f.name}" in WORDS else f.name,
                f.old,
                f.new,
                factor,
            )
            for f in like.fields
            # What neither claim says decided nothing.
            if (factor := f"{f.factor:.2f}") != "1.00" or f.old or f.new
        ]
        print_records((), Format.TABLE, columns=columns, rows=rows)
    if alert.support:
        print_line()
        print_line(tell("explain.support", count=len(alert.support)))
        for source in alert.support:
            print_line(f"  {source.outlet}  {source.doc}")


def _field(name: str) -> str:
    key = f"field.{name}"
    return tell(key) if key in WORDS else name


def _print_side(title: str, claim: Claim, source: Source) -> None:
    amount = say_interval(claim.interval, claim.unit, SESSION.lang)
    period = say_period(claim.as_of, SESSION.lang)
    modality = tell(f"modality.{claim.modality}")
    day = source.published.astimezone(SEOUL).date().isoformat() if source.published else ""
    print_line(f"{title}: {amount}  {period}  ({modality})")
    print_line(f"  “{claim.quote}”")
    where = " ".join(part for part in (source.outlet, day, source.doc) if part)
    print_line(f"  — {where}  [{claim.span[0]}:{claim.span[1]}]")
