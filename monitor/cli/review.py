"""`monitor review`: a person's decisions on alerts and figures, and what becomes of them."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli.baseline import figure_of
from monitor.cli.explain import explain
from monitor.cli.feed import write_text
from monitor.cli.output import Cell, Format, complain, print_line, print_records, talk
from monitor.cli.session import SESSION, os_reason, tell
from monitor.cli.workspace import require_key, require_topic, workspace
from monitor.collect.dates import parse_day
from monitor.decisions import about_alert, decide, import_decisions, undo
from monitor.errors import ConfigError, StoreError
from monitor.extract.quantities import extract_quantities
from monitor.judge.decisions import (
    Decided,
    Decision,
    What,
    decision_record,
    is_remark,
    named,
    place,
    read_decision,
)
from monitor.model import Alert, Claim, Figure, Modality, Remark
from monitor.records import json_number
from monitor.report.numbers import say_number, say_period
from monitor.report.quotes import say_claim
from monitor.standing import load_decided, standing_decision
from monitor.store.alerts import load_alert, load_alerts
from monitor.store.database import Store, Tx
from monitor.store.reviews import Review, load_reviews
from monitor.store.statements import load_remark, load_remarks
from monitor.words import WORDS

app = typer.Typer(add_completion=False)
MOST_BYTES = 50_000_000  # of a file of decisions


class Scope(StrEnum):
    """What a mute or a threshold on an alert holds for."""

    FIGURE = "figure"
    METRIC = "metric"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What the options ask for: one thing to decide, and on what."""

    what: What
    alert: str | None = None
    figure: str | None = None
    topic: str | None = None
    metric: str | None = None
    scope: Scope = Scope.FIGURE
    into: str = ""
    values: str | None = None
    fields: Mapping[str, str] | None = None
    least: Sequence[str] = ()
    note: str = ""


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
    mute: Annotated[bool, typer.Option("--mute", help="review.mute")] = False,
    threshold: Annotated[
        list[str] | None, typer.Option("--threshold", help="review.threshold")
    ] = None,
    scope: Annotated[Scope, typer.Option("--scope", help="review.scope")] = Scope.FIGURE,
    undone: Annotated[bool, typer.Option("--undo", help="review.undo")] = False,
    decision: Annotated[str | None, typer.Option("--decision", help="review.decision")] = None,
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
    wishes = [
        what
        for what, asked in (
            (What.ACCEPT, accept),
            (What.REJECT, reject),
            (What.MERGE, merge is not None),
            (What.SPLIT, split),
            (What.CORRECT, bool(right)),
            (What.MUTE, mute),
            (What.THRESHOLD, bool(threshold)),
        )
        if asked
    ]
    chosen = len(wishes) + sum((undone, listed, out is not None, file is not None))
    if chosen > 1 or (chosen == 0 and (alert or figure or topic or decision)):
        raise ConfigError([tell("review.one_of")])
    with workspace(make=file is not None) as store:
        if listed:
            return _list(store, form, every=every)
        if out is not None:
            return _export(store, out)
        if file is not None:
            return _import(store, file)
        if undone:
            return _undo(store, alert, decision)
        if not wishes:
            return _walk(store)
        wish = _Wish(
            what=wishes[0], alert=alert, figure=figure, topic=topic, metric=metric, scope=scope,
            into=merge or "", values=values, fields=right, least=threshold or (), note=note,
        )  # fmt: skip
        _decide(store, wish)
    return 0


# --- one decision --------------------------------------------------------------------------------


def _decide(store: Store, wish: _Wish) -> None:
    now = SESSION.clock()()
    with store.begin() as tx:
        made = _made(tx, wish)
        try:
            kept = decide(tx, made, now=now)
        except StoreError as e:
            raise ConfigError([str(e)]) from e
    about = wish.alert[:8] if wish.alert else _about(kept)
    print_line(tell(f"review.done_{kept.what}", key=about) + f"  [{kept.key}]")


def _made(tx: Tx, wish: _Wish) -> Decision:
    """Return the decision that the options ask for; ConfigError where they do not hold."""
    now = SESSION.clock()()
    if wish.alert is not None and (remark := _remark(tx, wish.alert)) is not None:
        return _on_remark(remark, wish, now)
    found = _alert(tx, wish.alert) if wish.alert is not None else None
    match wish.what:
        case What.MUTE | What.THRESHOLD:
            return _general(tx, wish, found)
        case What.MERGE | What.SPLIT if found is None and wish.figure is not None:
            base = Decision(key="", what=wish.what, at=now)
        case What.CORRECT if found is None and wish.figure is not None:
            base = _on_value(tx, wish)
        case _ if found is None:
            raise ConfigError([tell("review.which")])
        case _:
            base = about_alert(tx, found, wish.what, now=now)
    note = wish.note
    if wish.what is What.MERGE:
        figure = _figure(tx, wish, found)
        into = figure_of(tx, wish.into)
        if into.key == figure.key:
            raise ConfigError([tell("review.same_figure", key=wish.into)])
        claims = _wordings(figure)
        base = replace(base, figure=named(figure), into=named(into), claims=claims)
        note = note or into.key
    elif wish.what is What.SPLIT:
        figure = _figure(tx, wish, found)
        base = replace(base, figure=named(figure), claims=_taken(figure, wish, found))
    elif wish.what is What.CORRECT:
        base = replace(base, fields=read_fields(wish.fields or {}))
        note = note or " ".join((wish.fields or {}).values())
    return replace(base, note=note)


def _remark(tx: Tx, key: str) -> Remark | None:
    return load_remark(tx, key) if is_remark(key) else None


def _on_remark(remark: Remark, wish: _Wish, now: datetime) -> Decision:
    """Return a decision on a statement: it has no figure to merge and no value to correct."""
    base = Decision(key="", what=wish.what, at=now, topic=remark.topic, note=wish.note)
    match wish.what:
        case What.MUTE:
            return base
        case What.ACCEPT | What.REJECT:
            return replace(base, alert=remark.key, kind=str(remark.kind or ""))
        case _:
            raise ConfigError([tell("review.remark_only", key=remark.key[:8])])


def _on_value(tx: Tx, wish: _Wish) -> Decision:
    """Return a correction of one value of a figure, and of the alert that told of it, if any."""
    figure = figure_of(tx, wish.figure or "")
    if wish.values is None:
        raise ConfigError([tell("review.which_values", key=figure.key[:10])])
    chosen = _numbers(wish.values, figure)
    if len(chosen) != 1:
        raise ConfigError([tell("review.one_value", value=wish.values)])
    value = figure.values[chosen[0] - 1]
    told = load_alerts(tx, doc=value.source.doc, include_confirmed=True)
    alert = next((a for a in told if place(a.claim) == place(value.claim)), None)
    if alert is not None:
        return about_alert(tx, alert, What.CORRECT, now=SESSION.clock()())
    return Decision(
        key="",
        what=What.CORRECT,
        at=SESSION.clock()(),
        topic=figure.topic,
        claim=value.claim,
        figure=named(figure),
    )


def _numbers(text: str, figure: Figure) -> tuple[int, ...]:
    """Return the numbers of values, from 1 on; ConfigError for one that the figure has not."""
    words = [word.strip() for word in text.split(",")]
    if not all(w.isdecimal() and len(w) < 9 and 1 <= int(w) <= len(figure.values) for w in words):
        raise ConfigError([tell("review.bad_values", value=text, count=len(figure.values))])
    return tuple(dict.fromkeys(map(int, words)))


def _alert(tx: Tx, key: str) -> Alert:
    require_key(key)
    found = load_alert(tx, key)
    if found is None:
        raise ConfigError([tell("explain.unknown", key=key)])
    return found


def _figure(tx: Tx, wish: _Wish, found: Alert | None) -> Figure:
    return figure_of(tx, wish.figure or (found.figure if found else ""))


def _wordings(figure: Figure) -> tuple[Claim, ...]:
    """Return one claim for each wording that a figure's values have."""
    seen = {(v.claim.subject, v.claim.metric, v.claim.unit): v.claim for v in figure.values}
    return tuple(seen.values())


def _taken(figure: Figure, wish: _Wish, found: Alert | None) -> tuple[Claim, ...]:
    """Return the claims to take out: those of `--values`, else the alert's own."""
    if wish.values is None:
        if found is None:
            raise ConfigError([tell("review.which_values", key=figure.key[:10])])
        taken = tuple(v.claim for v in figure.values if place(v.claim) == place(found.claim))
    else:
        taken = tuple(figure.values[n - 1].claim for n in _numbers(wish.values, figure))
    if not taken or len({place(c) for c in taken}) >= len({place(v.claim) for v in figure.values}):
        raise ConfigError([tell("review.nothing_left", key=figure.key[:10])])
    return taken


def _general(tx: Tx, wish: _Wish, found: Alert | None) -> Decision:
    """Return a mute or a threshold: of a figure, of a metric, or of a topic."""
    base = Decision(key="", what=wish.what, at=SESSION.clock()(), note=wish.note)
    if wish.what is What.THRESHOLD:
        base = with_least(base, wish.least)
    if wish.figure is not None:
        return replace(base, figure=named(figure_of(tx, wish.figure)))
    if found is not None:
        if wish.scope is Scope.FIGURE:
            return replace(base, figure=named(figure_of(tx, found.figure)))
        metric = found.claim.metric if wish.scope is Scope.METRIC else ""
        return replace(base, topic=found.topic, metric=metric)
    if wish.topic is not None:
        require_topic(tx, wish.topic)
    elif wish.metric is None:
        raise ConfigError([tell("review.which_target")])
    return replace(base, topic=wish.topic or "", metric=wish.metric or "")


def with_least(base: Decision, least: Sequence[str]) -> Decision:
    """Return the decision with the least changes of `5%` or an amount; ConfigError for others."""
    for text in least:
        if found := re.fullmatch(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*(?:%|퍼센트)\s*", text):
            base = replace(base, relative=Decimal(found[1]) / 100)
        elif found := re.fullmatch(r"\s*(\d{1,18}(?:\.\d{1,9})?)\s*", text):
            base = replace(base, absolute=Decimal(found[1]))
        else:
            quantities = extract_quantities(text)
            value = quantities[0].interval.low if len(quantities) == 1 else None
            if value is None or value < 0:
                raise ConfigError([tell("review.bad_threshold", value=text)])
            base = replace(base, absolute=value)
    return base


def read_fields(said: Mapping[str, str]) -> dict[str, Any]:
    """Return the corrected fields of what was typed; ConfigError names the one that does not hold.

    `value`, `unit`, `subject`, `metric`, `period` (a day, a month, a year, or two with `~`) and
    `modality` (the program's word for it, in either language).
    """
    fields: dict[str, Any] = {}
    for name, text in said.items():
        match name:
            case "value":
                quantities = extract_quantities(text)
                if len(quantities) != 1:
                    raise ConfigError([tell("baseline.bad_value", value=text)])
                interval = quantities[0].interval
                fields |= {"low": json_number(interval.low), "high": json_number(interval.high)}
                fields |= {"approx": interval.approx, "unit": quantities[0].unit}
            case "period":
                fields["as_of"] = _period(text)
            case "modality":
                fields["modality"] = _modality(text)
            case _:
                if not text.strip() or len(text) > 200:
                    raise ConfigError([tell("review.bad_field", value=text)])
                fields[name] = text.strip()
    return fields


def _period(text: str) -> list[str | None]:
    if text.strip() in ("-", "?", "모름", "unknown"):
        return [None, None]
    parts = [part.strip() for part in text.split("~")]
    days = [_days(part) for part in parts]
    if (
        len(parts) > 2
        or not any(parts)
        or any(p and not d for p, d in zip(parts, days, strict=True))
    ):
        raise ConfigError([tell("review.bad_period", value=text)])
    start, end = days[0], days[-1]
    if start and end and start[0] > end[1]:
        raise ConfigError([tell("review.bad_period", value=text)])
    return [start[0].isoformat() if start else None, end[1].isoformat() if end else None]


def _days(text: str) -> tuple[date, date] | None:
    if re.fullmatch(r"(?:19|20|21)\d\d년?", text):
        year = int(text[:4])
        return date(year, 1, 1), date(year, 12, 31)
    return parse_day(text) if text else None


def _modality(text: str) -> str:
    wanted = text.strip().casefold()
    for modality in Modality:
        if wanted in {str(modality), *WORDS[f"modality.{modality}"]}:
            return str(modality)
    known = ", ".join(tell(f"modality.{m}") for m in Modality)
    raise ConfigError([tell("review.bad_modality", value=text, known=known)])


# --- what was decided ----------------------------------------------------------------------------


def _undo(store: Store, alert: str | None, decision: str | None) -> int:
    if (alert is None) == (decision is None):
        raise ConfigError([tell("review.which")])
    with store.begin() as tx:
        if decision is not None:
            about = decision
            undone = undo(tx, key=_decision_key(tx, decision), now=SESSION.clock()())
        else:
            # What was decided outlives its alert: its whole key is enough.
            found = load_alert(tx, alert or "") or _remark(tx, alert or "")
            known = any(r.alert == alert for r in load_reviews(tx, undone=True))
            if found is None and not known:
                raise ConfigError([tell("explain.unknown", key=alert)])
            key = found.key if found else alert or ""
            about = key[:8]
            undone = undo(tx, alert=key, now=SESSION.clock()())
    if undone is None:
        raise ConfigError([tell("review.nothing", key=about)])
    word = tell(f"decision.{undone.decision}")
    print_line(tell("review.undone", key=about, decision=word))
    return 0


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
    columns = [(tell(f"column.{c}"), "left") for c in ("key", "decision", "about", "at", "note")]
    print_records(
        map(_record, reviews),
        form,
        columns=columns,
        rows=map(_row, reviews),
        empty=tell("review.none"),
    )
    return 0


def _row(found: Review) -> tuple[Cell, ...]:
    decision = standing_decision(found)
    zone = SESSION.config().zone
    style = "dim" if found.undone else ""
    word = tell(f"decision.{decision.what}")
    if found.undone:
        word = f"{word} ({tell('review.taken_back')})"
    return (
        [(found.key, "dim")],
        [(word, style)],
        _about(decision),
        f"{found.at.astimezone(zone):%Y-%m-%d %H:%M}",
        found.note,
    )


def _record(found: Review) -> dict[str, Any]:
    undone = found.undone.isoformat() if found.undone else None
    return {**decision_record(standing_decision(found)), "undone": undone}


def _about(decision: Decision) -> str:
    """Return what a decision is about, in words."""
    claim = decision.claim
    match decision.what:
        case What.MUTE | What.THRESHOLD:
            name = _target(decision)
            least = [say_number(decision.absolute)] if decision.absolute is not None else []
            if decision.relative is not None:
                least.insert(0, f"{(decision.relative * 100).normalize():f}%")
            return f"{name}: {', '.join(least)}" if least else name
        case What.MERGE if decision.figure and decision.into:
            old, new = decision.figure, decision.into
            return f"{old.subject} {old.metric} → {new.subject} {new.metric}"
        case What.SPLIT if decision.figure:
            return f"{decision.figure.subject} {decision.figure.metric} ({len(decision.claims)})"
        case _ if claim is not None:
            amount = say_claim(claim, SESSION.lang)
            when = say_period(claim.as_of, SESSION.lang)
            return " ".join(f"{claim.subject} {claim.metric} {amount} {when}".split())
        case _:
            return decision.alert[:8]


def _target(decision: Decision) -> str:
    if decision.figure is not None:
        return f"{decision.figure.subject} {decision.figure.metric}"
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
            decisions.append(read_decision(json.loads(line)))
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
            continue
        return True


def _asked(alert: Alert | Remark, what: What) -> _Wish:
    """Return what a person types besides the choice itself."""
    wish = _Wish(what=what, alert=alert.key)
    match what:
        case What.MERGE:
            return replace(wish, into=_typed("review.ask_merge"))
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
