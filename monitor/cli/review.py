"""`monitor review`: a person's decisions about alerts; what is decided stays decided."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from monitor.cli.baseline import find_figure
from monitor.cli.explain import explain
from monitor.cli.output import Format, print_line, print_records, talk
from monitor.cli.session import SESSION, tell
from monitor.cli.workspace import workspace
from monitor.errors import ConfigError
from monitor.extract.quantities import extract_quantities
from monitor.model import Alert
from monitor.pipeline import Decision, decide, undo_decision
from monitor.store.alerts import load_alert, load_alerts
from monitor.store.database import Store
from monitor.store.reviews import Review, load_reviews

app = typer.Typer(add_completion=False)


@app.command()
def review(
    alert: Annotated[str | None, typer.Option("--alert", help="explain.alert")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="review.accept")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="review.reject")] = False,
    merge: Annotated[str | None, typer.Option("--merge", help="review.merge")] = None,
    correct: Annotated[str | None, typer.Option("--correct", help="review.correct")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="review.undo")] = False,
    note: Annotated[str, typer.Option("--note", help="baseline.note")] = "",
    decided: Annotated[bool, typer.Option("--list", help="review.list")] = False,
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Walk through the alerts that nobody has decided yet, or decide one by option."""
    with workspace() as store:
        if decided:
            return _list(store, form)
        chosen = sum((accept, reject, merge is not None, correct is not None, undo))
        if alert is None:
            if chosen:
                raise ConfigError([tell("review.which")])
            return _walk(store)
        if chosen != 1:
            raise ConfigError([tell("review.one_of")])
        found = _alert(store, alert)
        if undo:
            return _undo(store, found)
        what = "accept" if accept else "reject" if reject else "merge" if merge else "correct"
        _decide(store, found, what, merge or correct or "", note)
    return 0


def _alert(store: Store, key: str) -> Alert:
    with store.begin(write=False) as tx:
        found = load_alert(tx, key)
    if found is None:
        raise ConfigError([tell("explain.unknown", key=key)])
    return found


def _decide(store: Store, alert: Alert, what: str, value: str, note: str) -> None:
    decision = Decision(what=what, note=note)
    if what == "merge":
        decision = Decision(what=what, note=note, figure=find_figure(value).key)
    elif what == "correct":
        quantities = extract_quantities(value)
        if len(quantities) != 1:
            raise ConfigError([tell("baseline.bad_value", value=value)])
        decision = Decision(what=what, note=note, value=value, quantity=quantities[0])
    with store.begin() as tx:
        decide(tx, alert, decision, now=SESSION.clock()())
    print_line(tell(f"review.done_{what}", key=alert.key[:8]))


def _undo(store: Store, alert: Alert) -> int:
    with store.begin() as tx:
        undone = undo_decision(tx, alert, now=SESSION.clock()())
    if undone is None:
        raise ConfigError([tell("review.nothing", key=alert.key[:8])])
    print_line(tell("review.undone", key=alert.key[:8], decision=undone.decision))
    return 0


def _list(store: Store, form: Format) -> int:
    with store.begin(write=False) as tx:
        reviews = load_reviews(tx)
    columns = [(tell(f"column.{c}"), "left") for c in ("key", "decision", "at", "note")]
    zone = SESSION.config().zone
    print_records(
        map(_record, reviews),
        form,
        columns=columns,
        rows=[
            (r.alert[:8], r.decision, f"{r.at.astimezone(zone):%Y-%m-%d %H:%M}", r.note)
            for r in reviews
        ],
        empty=tell("review.none"),
    )
    return 0


def _record(review: Review) -> dict[str, Any]:
    return {
        "alert": review.alert,
        "decision": review.decision,
        "note": review.note,
        "at": review.at.isoformat(),
    }


def _walk(store: Store) -> int:
    with store.begin(write=False) as tx:
        decided = {r.alert for r in load_reviews(tx)}
        waiting: Sequence[Alert] = [a for a in load_alerts(tx) if a.key not in decided]
    if not waiting:
        print_line(tell("review.all_done"))
        return 0
    if not sys.stdin.isatty():
        raise ConfigError([tell("review.no_terminal", count=len(waiting))])
    for number, alert in enumerate(waiting, 1):
        print_line(f"[{number}/{len(waiting)}]")
        explain(alert.key, Format.TABLE)
        if not _ask(store, alert):
            return 0
        print_line()
    return 0


def _typed(key: str) -> str:
    """Return what a person types; the end of the input is a wish to leave."""
    try:
        return input(tell(key)).strip()
    except EOFError:
        return "q"


def _ask(store: Store, alert: Alert) -> bool:
    """Ask until something is decided or skipped; False for leaving."""
    choices = {"a": "accept", "r": "reject", "m": "merge", "c": "correct"}
    while True:
        answer = _typed("review.prompt").lower()
        if answer in ("q", "quit"):
            return False
        if answer in ("", "s", "skip"):
            return True
        what = choices.get(answer[:1])
        if what is None:
            continue
        value = _typed(f"review.ask_{what}") if what in ("merge", "correct") else ""
        try:
            _decide(store, alert, what, value, "")
        except ConfigError as e:
            for fault in e.faults:
                talk(fault)
            continue
        return True
