"""`monitor learn`: what the decisions of `review` teach the judgement, shown before it is used."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from monitor.cli.output import Format, print_line, print_records, talk
from monitor.cli.session import SESSION, tell
from monitor.cli.workspace import workspace
from monitor.errors import ConfigError, MonitorError
from monitor.judge.learning import (
    Effect,
    Learned,
    cross_validate,
    examples_of,
    learn,
    learned_record,
    missing,
)
from monitor.reasons import say_field
from monitor.standing import load_decided
from monitor.store.learned import forget_learned, save_learned
from monitor.words import WORDS

app = typer.Typer(add_completion=False)


@app.command()
def learn_command(
    write: Annotated[bool, typer.Option("--write", help="learn.write")] = False,
    forget: Annotated[bool, typer.Option("--forget", help="learn.forget")] = False,
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Fit weights to the decisions, and say what they would do on unseen articles."""
    if write and forget:
        raise ConfigError([tell("learn.one_of")])
    folder = SESSION.config().data
    with workspace() as store:
        if forget:
            print_line(tell("learn.forgotten" if forget_learned(folder) else "learn.nothing"))
            return 0
        with store.begin(write=False) as tx:
            examples = examples_of(load_decided(tx).decisions)
    more, right, wrong = missing(examples)
    if more:
        if write:
            raise MonitorError(tell("learn.too_few", count=len(examples), more=more))
        _print_missing(len(examples), more, right, wrong, form)
        return 0
    before, after = cross_validate(examples)
    learned = learn(examples)
    is_better = after.f1 > before.f1
    if form is Format.TABLE:
        _print(learned, before, after, is_better=is_better)
    else:
        print_records([_record(learned, before, after, is_better=is_better)], form)
    if not write:
        return 0
    if not is_better:
        raise MonitorError(tell("learn.no_better"))
    file = save_learned(folder, learned_record(learned))
    talk(tell("learn.written", file=file))
    return 0


def _print_missing(count: int, more: int, right: int, wrong: int, form: Format) -> None:
    if form is Format.TABLE:
        print_line(tell("learn.too_few", count=count, more=more))
        if right:
            print_line(tell("learn.more_right", count=right))
        if wrong:
            print_line(tell("learn.more_wrong", count=wrong))
        return
    record = {"decisions": count, "missing": more, "missing_right": right, "missing_wrong": wrong}
    print_records([{**record, "better": False}], form)


def _record(learned: Learned, before: Effect, after: Effect, *, is_better: bool) -> dict[str, Any]:
    return {
        **learned_record(learned),
        "missing": 0,
        "better": is_better,
        "before": _effect(before),
        "cross_validated": _effect(after),
    }


def _effect(found: Effect) -> dict[str, Any]:
    return {
        "right_told": found.right_told,
        "right": found.right,
        "wrong_told": found.wrong_told,
        "wrong": found.wrong,
        "precision": round(found.precision, 4),
        "recall": round(found.recall, 4),
        "f1": round(found.f1, 4),
    }


def _print(learned: Learned, before: Effect, after: Effect, *, is_better: bool) -> None:
    print_line(tell("learn.effect", count=learned.decisions))
    titles = [
        "learn.what",
        "learn.right",
        "learn.wrong",
        "eval.precision",
        "eval.recall",
        "eval.f1",
    ]
    columns = [(tell(t), "right" if i else "left") for i, t in enumerate(titles)]
    rows = [
        (
            tell(name),
            f"{e.right_told}/{e.right}",
            f"{e.wrong_told}/{e.wrong}",
            f"{e.precision:.3f}",
            f"{e.recall:.3f}",
            f"{e.f1:.3f}",
        )
        for name, e in (("learn.before", before), ("learn.after", after))
    ]
    print_records((), Format.TABLE, columns=columns, rows=rows)
    print_line()
    print_line(tell("learn.weights", threshold=f"{learned.threshold:.2f}"))
    weights = sorted(learned.weights.items(), key=lambda row: (-abs(row[1]), row[0]))
    print_records(
        (),
        Format.TABLE,
        columns=[(tell("learn.feature"), "left"), (tell("learn.weight"), "right")],
        rows=[(_name(name), f"{weight:+.2f}") for name, weight in weights],
    )
    print_line()
    print_line(tell("learn.better" if is_better else "learn.no_better"))


def _name(feature: str) -> str:
    """Return what a feature is called."""
    what, _, which = feature.partition(" ")
    if what == "kind":
        return tell("learn.of_kind", kind=tell(f"kind.{which}"))
    if what == "field":
        return tell("learn.of_field", field=say_field(which))
    key = f"learn.f.{feature.replace(' ', '_')}"
    return tell(key) if key in WORDS else feature
