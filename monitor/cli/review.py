"""`monitor review`: a person's decisions on alerts and figures, and what becomes of them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli.explain import explain
from monitor.cli.feed import write_text
from monitor.cli.output import Cell, Format, complain, hint, print_line, print_records, talk
from monitor.cli.session import SESSION, os_reason, tell
from monitor.cli.workspace import workspace
from monitor.decisions import decide, import_decisions, undo
from monitor.errors import ConfigError, StoreError
from monitor.judge.decisions import (
    Decided,
    Decision,
    Named,
    What,
    correct,
    decision_record,
    is_remark,
    read_decision,
    unlike_units,
)
from monitor.model import Alert, Claim, Modality, Remark
from monitor.report.naming import name_figure
from monitor.report.numbers import say_period
from monitor.report.quotes import say_claim
from monitor.standing import load_decided, standing_decision
from monitor.store.alerts import load_alerts
from monitor.store.database import Store, Tx
from monitor.store.reviews import Review, load_reviews
from monitor.store.statements import load_remarks
from monitor.wishes import (
    Scope,
    Wish,
    alert_of,
    made_decision,
    say_least,
    say_parts,
    say_unlike,
)

app = typer.Typer(add_completion=False)
MOST_BYTES = 50_000_000  # of a file of decisions


@app.command()
def review(
    alert: Annotated[str | None, typer.Option("--alert", help="explain.alert")] = None,
    figure: Annotated[str | None, typer.Option("--figure", help="review.figure")] = None,
    topic: Annotated[str | None, typer.Option("--topic", help="review.topic")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="review.accept")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="review.reject")] = False,
    merge: Annotated[str | None, typer.Option("--merge", help="review.merge")] = None,
    split: Annotated[bool, typer.Option("--split", help="review.split")] = False,
    values: Annotated[str | None, typer.Option("--values", help="review.values")] = None,
    correct: Annotated[str | None, typer.Option("--correct", help="review.correct")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="review.unit")] = None,
    subject: Annotated[str | None, typer.Option("--subject", help="review.subject")] = None,
    metric: Annotated[str | None, typer.Option("--metric", help="review.metric")] = None,
    period: Annotated[str | None, typer.Option("--period", help="review.period")] = None,
    modality: Annotated[str | None, typer.Option("--modality", help="review.modality")] = None,
    previous: Annotated[str | None, typer.Option("--previous", help="review.previous")] = None,
    mute: Annotated[bool, typer.Option("--mute", help="review.mute")] = False,
    threshold: Annotated[
        list[str] | None, typer.Option("--threshold", help="review.threshold")
    ] = None,
    scope: Annotated[Scope | None, typer.Option("--scope", help="review.scope")] = None,
    undone: Annotated[bool, typer.Option("--undo", help="review.undo")] = False,
    decision: Annotated[str | None, typer.Option("--decision", help="review.decision")] = None,
    name: Annotated[str | None, typer.Option("--name", help="review.name")] = None,
    note: Annotated[str, typer.Option("--note", help="baseline.note")] = "",
    listed: Annotated[bool, typer.Option("--list", help="review.list")] = False,
    every: Annotated[bool, typer.Option("--all", help="review.all")] = False,
    out: Annotated[Path | None, typer.Option("--export", help="review.export")] = None,
    file: Annotated[Path | None, typer.Option("--import", help="review.import")] = None,
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Walk through the alerts that nobody has decided yet, or decide one thing by options."""
    fields = {"unit": unit, "subject": subject, "period": period, "modality": modality}
    if not (mute or threshold):
        fields["metric"] = metric
    right = {name: said for name, said in {"value": correct, **fields}.items() if said is not None}
    asked: dict[What | Deed, str | None] = {
        What.ACCEPT: "--accept" if accept else None,
        What.REJECT: "--reject" if reject else None,
        What.MERGE: "--merge" if merge is not None else None,
        What.SPLIT: "--split" if split else None,
        What.PREVIOUS: "--previous" if previous is not None else None,
        What.CORRECT: next((CORRECTING[name] for name in right), None),
        What.MUTE: "--mute" if mute else None,
        What.THRESHOLD: "--threshold" if threshold else None,
        Deed.UNDO: "--undo" if undone else None,
        Deed.LIST: "--list" if listed else None,
        Deed.EXPORT: "--export" if out is not None else None,
        Deed.IMPORT: "--import" if file is not None else None,
    }
    beside = {
        "--alert": alert, "--figure": figure, "--topic": topic, "--values": values,
        "--metric": metric, "--scope": scope, "--name": name, "--decision": decision,
        "--note": note or None, "--all": every or None,
    }  # fmt: skip
    wished = _only({deed: said for deed, said in asked.items() if said is not None}, beside)
    with workspace(make=file is not None) as store:
        if listed:
            return _list(store, form, every=every)
        if out is not None:
            return _export(store, out)
        if file is not None:
            return _import(store, file)
        if undone:
            return _undo(store, alert, decision)
        if not isinstance(wished, What):
            return _walk(store)
        if previous is not None:
            right = {"value": previous}
        wish = Wish(
            what=wished, alert=alert, figure=figure, topic=topic, metric=metric,
            scope=scope or Scope.FIGURE, into=merge or "", values=values, fields=right,
            least=threshold or (), name=name, note=note,
        )  # fmt: skip
        _decide(store, wish)
    return 0


class Deed(StrEnum):
    """What the command does beside deciding."""

    UNDO = "undo"
    LIST = "list"
    EXPORT = "export"
    IMPORT = "import"


CORRECTING = {
    "value": "--correct", "unit": "--unit", "subject": "--subject", "period": "--period",
    "modality": "--modality", "metric": "--metric",
}  # fmt: skip
_OF_ONE = frozenset(What)
_OF_FIGURES = frozenset({What.MERGE, What.SPLIT, What.CORRECT, What.MUTE, What.THRESHOLD})
_GENERAL = frozenset({What.MUTE, What.THRESHOLD})
GOES_WITH: Mapping[str, frozenset[What | Deed]] = {
    "--alert": _OF_ONE | {Deed.UNDO},
    "--figure": _OF_FIGURES,
    "--topic": _GENERAL,
    "--values": frozenset({What.SPLIT, What.CORRECT}),
    "--metric": _GENERAL | {What.CORRECT},
    "--scope": _GENERAL,
    "--name": frozenset({What.SPLIT}),
    "--decision": frozenset({Deed.UNDO}),
    "--note": _OF_ONE,
    "--all": frozenset({Deed.LIST}),
}
"""What is decided or done with each option that does nothing by itself."""


def _only(asked: Mapping[What | Deed, str], beside: Mapping[str, object]) -> What | Deed | None:
    """Return the one thing asked for, None for the walk; ConfigError for several, or without sense.

    Args:
        asked: each thing, with the option that asks for it.
        beside: the other options that there are; those that were not given are None.
    """
    given = [option for option, said in beside.items() if said is not None]
    if len(asked) > 1:
        raise ConfigError([tell("review.two", options=", ".join(asked.values()))])
    if not asked:
        if given:
            raise ConfigError([tell("review.no_deed", options=", ".join(given))])
        return None
    ((deed, said),) = asked.items()
    idle = [option for option in given if deed not in GOES_WITH[option]]
    if idle:
        raise ConfigError([tell("review.idle", options=", ".join(idle), action=said)])
    general = ("--topic", "--metric") if deed in _GENERAL else ()
    targets = [o for o in ("--alert", "--figure", *general) if o in given]
    if len(targets) > 1 and targets != [*general]:
        raise ConfigError([tell("review.one_target", options=", ".join(targets))])
    if "--scope" in given and "--alert" not in given:
        raise ConfigError([tell("review.scope_of", option="--scope")])
    return deed


# --- one decision --------------------------------------------------------------------------------


def _decide(store: Store, wish: Wish) -> None:
    now = SESSION.clock()()
    with store.begin() as tx:
        made = made_decision(tx, wish, now=now)
        try:
            kept = decide(tx, made, now=now)
        except StoreError as e:
            raise ConfigError([str(e)]) from e
        more = [*_replaced_by(tx, kept.key), *say_parts(tx, kept.key)]
    about = wish.alert[:8] if wish.alert else _about(kept)
    print_line(tell(f"review.done_{kept.what}", key=about) + f"  [{kept.key}]")
    for line in more:
        print_line(line)


def _replaced_by(tx: Tx, key: str) -> list[str]:
    """Return a line for each decision in whose place the one of this key holds now."""
    gone = load_decided(tx).superseded
    return [
        tell("review.instead_of", key=r.key, decision=tell(f"decision.{r.decision}"))
        for r in load_reviews(tx)
        if gone.get(r.key) == key
    ]


# --- what was decided ----------------------------------------------------------------------------


def _undo(store: Store, alert: str | None, decision: str | None) -> int:
    if alert is not None and decision is not None:
        raise ConfigError([tell("review.undo_one")])
    if alert is None and decision is None:
        with store.begin(write=False) as tx:
            reviews = load_reviews(tx)
        if not reviews:
            raise ConfigError([tell("review.nothing_to_undo")])
        hint(_what_to_undo(reviews))  # a question, and nothing that went wrong
        return 2
    with store.begin() as tx:
        gone = load_decided(tx).superseded
        if decision is not None:
            about = decision
            undone = undo(tx, key=_decision_key(tx, decision), now=SESSION.clock()())
        else:
            # What was decided outlives its alert: its whole key is enough.
            is_known = any(r.alert == alert for r in load_reviews(tx, undone=True))
            key = alert if alert and is_known else alert_of(tx, alert or "").key
            about = key[:8]
            undone = undo(tx, alert=key, now=SESSION.clock()())
        still = load_decided(tx).superseded
        again = [r for r in load_reviews(tx) if r.key in gone.keys() - still.keys()]
    if undone is None:
        raise ConfigError([tell("review.nothing", key=about)])
    word = tell(f"decision.{undone.decision}")
    print_line(tell("review.undone", key=about, decision=word))
    for found in again:
        word = tell(f"decision.{found.decision}")
        print_line(tell("review.holds_again", key=found.key, decision=word))
    return 0


def _what_to_undo(reviews: Sequence[Review]) -> list[str]:
    """Return a line that asks which decision, and one for each of the latest that there are."""
    latest = sorted(reviews, key=lambda r: r.at)[: -LATEST - 1 : -1]
    said = [tell("review.which_undo")]
    for found in latest:
        word = tell(f"decision.{found.decision}")
        said.append(f"--decision {found.key} {word} {_about(standing_decision(found))}")
    return said


LATEST = 5
"""So many decisions are named to who asks to take one back and does not say which."""


def _decision_key(tx: Tx, start: str) -> str:
    keys = [r.key for r in load_reviews(tx, undone=True) if r.key.startswith(start)]
    if not keys or not start:
        raise ConfigError([tell("review.unknown_decision", key=start)])
    if len(set(keys)) > 1 and start not in keys:
        raise ConfigError([tell("store.several", key=start)])
    return start if start in keys else keys[0]


def _list(store: Store, form: Format, *, every: bool) -> int:
    with store.begin(write=False) as tx:
        reviews = load_reviews(tx, undone=every)
        gone = load_decided(tx).superseded
    columns = [(tell(f"column.{c}"), "left") for c in ("key", "decision", "about", "at", "note")]
    print_records(
        (_record(review, gone.get(review.key)) for review in reviews),
        form,
        columns=columns,
        rows=[
            _row(review, gone.get(review.key), is_later=review.key in gone.values())
            for review in reviews
        ],
        empty=tell("review.none"),
    )
    return 0


def _row(found: Review, later: str | None, *, is_later: bool) -> tuple[Cell, ...]:
    """Return the row of a decision.

    Args:
        later: the key of the decision that holds in its place.
        is_later: it holds in the place of another one.
    """
    decision = standing_decision(found)
    zone = SESSION.config().zone
    style = "dim" if found.undone or later else ""
    word = tell(f"decision.{decision.what}")
    if found.undone:
        word = f"{word} ({tell('review.taken_back')})"
    elif later:
        word = f"{word} ({tell('review.superseded', key=later)})"
    elif is_later:
        word = f"{word} ({tell('review.holds')})"
    return (
        [(found.key, "dim")],
        [(word, style)],
        _about(decision),
        f"{found.at.astimezone(zone):%Y-%m-%d %H:%M}",
        found.note,
    )


def _record(found: Review, later: str | None) -> dict[str, Any]:
    undone = found.undone.isoformat() if found.undone else None
    return {
        **decision_record(standing_decision(found)),
        "undone": undone,
        "superseded_by": None if undone else later,
    }


def _about(decision: Decision) -> str:
    """Return what a decision is about, in words."""
    claim = decision.claim
    match decision.what:
        case What.MUTE | What.THRESHOLD:
            name = _target(decision)
            least = say_least(decision)
            return f"{name}: {', '.join(least)}" if least else name
        case What.MERGE if decision.figure and decision.into:
            return f"{_called(decision.figure)} → {_called(decision.into)}"
        case What.SPLIT if decision.figure:
            count = tell("review.values_taken", count=len(decision.claims))
            return f"{_called(decision.figure)}: {count}"
        case What.CORRECT if claim is not None:
            return f"{_said(claim)} → {_said(correct(claim, decision.fields), beside=claim)}"
        case _ if claim is not None:
            return _said(claim)
        case _:
            return decision.alert[:8]


def _called(figure: Named) -> str:
    return name_figure(figure.subject, figure.metric)


def _said(claim: Claim, *, beside: Claim | None = None) -> str:
    """Return what a claim states of which figure and when; `beside` another only what differs."""

    def parts(said: Claim) -> tuple[str, ...]:
        name, amount = name_figure(said.subject, said.metric), say_claim(said, SESSION.lang)
        modality = tell(f"modality.{said.modality}")
        told = "" if said.modality is Modality.ASSERTED and beside is None else f"({modality})"
        return name, amount, say_period(said.as_of, SESSION.lang), told

    mine = parts(claim)
    if beside is not None:
        mine = tuple(m for m, b in zip(mine, parts(beside), strict=True) if m != b)
    return " ".join(part for part in mine if part)


def _target(decision: Decision) -> str:
    if decision.figure is not None:
        return _called(decision.figure)
    return " · ".join(part for part in (decision.topic, decision.metric) if part)


def _export(store: Store, out: Path) -> int:
    with store.begin(write=False) as tx:
        decisions = [standing_decision(r) for r in load_reviews(tx)]
    lines = [
        json.dumps(decision_record(d), ensure_ascii=False)
        for d in decisions
        # One of before there were records is of an alert of this database alone.
        if d.claim is not None
        or is_remark(d.alert)
        or d.what in (What.MERGE, What.SPLIT, What.MUTE, What.THRESHOLD)
    ]
    text = "".join(f"{line}\n" for line in lines)
    if str(out) == "-":
        sys.stdout.write(text)
        return 0
    write_text(text, out)
    return 0


def _import(store: Store, file: Path) -> int:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ConfigError([f"{file}: {tell('eval.too_large')}"])
        lines = file.read_text("utf-8").splitlines()
    except OSError as e:
        raise ConfigError([f"{file}: {os_reason(e)}"]) from e
    except UnicodeDecodeError as e:
        raise ConfigError([f"{file}: {tell('config.not_utf8')}"]) from e
    decisions, faults = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            decision = read_decision(json.loads(line))
            decisions.append(decision)
            if units := unlike_units(decision):
                faults.append(f"{file}: {number}: {say_unlike(*units)}")
        except json.JSONDecodeError:
            faults.append(f"{file}: {tell('eval.not_json', line=number)}")
        except (ValueError, RecursionError) as e:
            faults.append(f"{file}: {tell('eval.bad_key', key=f'{number}: {e}')}")
    if faults:
        raise ConfigError(faults)
    with store.begin() as tx:
        new, known = import_decisions(tx, decisions, now=SESSION.clock()())
    print_line(tell("review.imported", file=file, new=new, known=known))
    return 0


# --- the walk ------------------------------------------------------------------------------------


def _walk(store: Store) -> int:
    with store.begin(write=False) as tx:
        decided = load_decided(tx)
        waiting = waiting_alerts(tx, decided)
    if not waiting:
        print_line(tell("review.all_done"))
        return 0
    if not sys.stdin.isatty():
        raise ConfigError([tell("review.no_terminal", count=len(waiting))])
    for number, alert in enumerate(waiting, 1):
        if number > 1:
            with store.begin(write=False) as tx:
                silent = _silence(load_decided(tx), alert)
            if silent is not None:
                continue  # what was just muted is not asked for again
        print_line(f"[{number}/{len(waiting)}]")
        explain(alert.key, Format.TABLE)
        if not _ask(store, alert):
            return 0
        print_line()
    return 0


def waiting_alerts(tx: Tx, decided: Decided) -> list[Alert | Remark]:
    """Return the alerts and statements that nobody has decided and no decision silences."""
    done = {r.alert for r in load_reviews(tx)}
    found: list[Alert | Remark] = [*load_alerts(tx), *load_remarks(tx)]
    return [a for a in found if a.key not in done and _silence(decided, a) is None]


def _silence(decided: Decided, found: Alert | Remark) -> object | None:
    return decided.silence(found) if isinstance(found, Alert) else decided.silence_remark(found)


def _typed(key: str) -> str:
    """Return what a person types; the end of the input is a wish to leave."""
    try:
        return input(tell(key)).strip()
    except EOFError:
        return "q"


CHOICES = {
    "a": What.ACCEPT,
    "r": What.REJECT,
    "m": What.MERGE,
    "x": What.SPLIT,
    "p": What.PREVIOUS,
    "c": What.CORRECT,
    "u": What.MUTE,
    "t": What.THRESHOLD,
}


def _ask(store: Store, alert: Alert | Remark) -> bool:
    """Ask until something is decided or skipped; False for leaving."""
    while True:
        answer = _typed("review.prompt").lower()
        if answer in ("q", "quit"):
            return False
        if answer in ("", "s", "skip"):
            return True
        what = CHOICES.get(answer)
        if what is None:
            continue
        try:
            _decide(store, _asked(alert, what))
        except ConfigError as e:
            complain(e.faults)
            hint(e.hints)
            continue
        return True


def _asked(alert: Alert | Remark, what: What) -> Wish:
    """Return what a person types besides the choice itself."""
    wish = Wish(what=what, alert=alert.key)
    match what:
        case What.MERGE:
            return replace(wish, into=_typed("review.ask_merge"))
        case What.PREVIOUS:
            return replace(wish, fields={"value": _typed("review.ask_previous")})
        case What.CORRECT:
            return replace(wish, fields=_typed_fields(_typed("review.ask_correct")))
        case What.MUTE:
            return replace(wish, scope=_typed_scope())
        case What.THRESHOLD:
            least = _typed("review.ask_threshold").split(",")
            return replace(wish, least=least, scope=_typed_scope())
        case _:
            return wish


FIELD_NAMES = {
    "값": "value", "단위": "unit", "대상": "subject", "지표": "metric", "기간": "period",
    "양태": "modality",
}  # fmt: skip


def _typed_fields(line: str) -> dict[str, str]:
    """Return the fields of a line: a value, or `대상=…; 지표=…`."""
    fields = {}
    for part in line.split(";"):
        name, given, said = part.partition("=")
        key = FIELD_NAMES.get(name.strip(), name.strip().lower())
        if not given:
            fields["value"] = part.strip()
        elif key in FIELD_NAMES.values():
            fields[key] = said.strip()
        else:
            raise ConfigError([tell("review.bad_field", value=name.strip())])
    return fields


def _typed_scope() -> Scope:
    answer = _typed("review.ask_scope").lower()
    for scope in Scope:
        if answer and str(scope).startswith(answer):
            return scope
    if answer not in ("", "q"):
        talk(tell("review.bad_field", value=answer))
    return Scope.FIGURE
