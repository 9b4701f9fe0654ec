"""What was said of a topic without a figure, for people: a table, and one explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.cli.output import Cell, Format, print_line, print_records
from monitor.cli.session import tell
from monitor.judge.decisions import What
from monitor.judge.deeds import stages_between
from monitor.model import DOING, SEOUL, Kind, Remark, Source
from monitor.report.quotes import clean, clip

STYLES = {Kind.CHANGED: "yellow", Kind.NEW: "green"}
LONGEST = 160  # characters of a sentence in a table


Silent = Mapping[str, tuple[What, str]]
"""What is silenced, by key: what was decided of it, and the key of that decision."""


def print_remarks(found: Sequence[Remark], silent: Silent | None = None) -> None:
    """Print statements under their heading as a table: which, who and where, the words."""
    print_line()
    print_line(tell("report.part.remarks"))
    columns = [(tell(f"column.{c}"), "left") for c in ("kind", "speaker", "quote")]
    rows = (_row(remark, (silent or {}).get(remark.key)) for remark in found)
    print_records((), Format.TABLE, columns=columns, rows=rows)


def say_silenced(silenced: tuple[What, str] | None) -> str:
    """Return by what an alert or a statement is hidden, for the end of its row; "" for none."""
    if silenced is None:
        return ""
    what, key = silenced
    return "  " + tell("alerts.why_hidden", decision=tell(f"decision.{what}"), key=key)


def say_stance(remark: Remark) -> str:
    """Return what a speaker does, after what was done before where stance or stage is another."""
    now, before = remark.statement, remark.previous
    stance = tell(f"stance.{now.stance}")
    if remark.kind is not Kind.CHANGED or before is None:
        return stance
    if {now.stance, before.statement.stance} <= DOING:
        stages = stages_between(before.statement.quote, now.quote)
        if stages is None:
            return tell("stance.moved")
        return " → ".join(tell(f"stage.{stage}") for stage in stages)
    return f"{tell(f'stance.{before.statement.stance}')} → {stance}"


def _why(remark: Remark, before: Remark) -> str:
    both = {remark.statement.stance, before.statement.stance}
    return tell("reason.stage" if both <= DOING else "reason.stance")


def _row(remark: Remark, silenced: tuple[What, str] | None) -> tuple[Cell, ...]:
    statement = remark.statement
    kind = remark.kind or Kind.NEW
    who = statement.speaker or tell("report.on_topic", name=statement.subject or remark.topic)
    where = " · ".join(part for part in (remark.topic, remark.source.outlet, _day(remark)) if part)
    return (
        [(f"{tell(f'remark.{kind}')}\n", STYLES[kind]), (remark.key[:8], "dim")],
        [(f"{clip(clean(who), 40)} ", "bold"), (f"{say_stance(remark)}\n", ""), (where, "dim")],
        [(clip(clean(statement.quote), LONGEST), ""), (say_silenced(silenced), "yellow")],
    )


def _day(remark: Remark) -> str:
    published = remark.source.published
    return published.astimezone(SEOUL).date().isoformat() if published else ""


def explain_remark(remark: Remark) -> None:
    """Print why a statement was told: both sentences, their stances, how far they say one thing."""
    before = remark.previous
    print_line(
        f"{tell(f'remark.{remark.kind or Kind.NEW}')}  {remark.topic} · {say_stance(remark)}"
    )
    if before is not None:
        print_line(f"  {_why(remark, before)}")
        print_line(f"  {tell('explain.same_matter', score=f'{remark.score:.2f}')}")
    else:
        print_line(f"  {tell('reason.statement_new')}")
    sides = [("column.before", before)] if before is not None else []
    for label, side in [*sides, ("column.after", remark)]:
        print_line()
        stance = tell(f"stance.{side.statement.stance}")
        who = side.statement.speaker or tell("explain.no_source")
        print_line(f"{tell(label)}: {stance} · {clean(who)}")
        print_line(f"  “{clean(side.statement.quote)}”")
        print_line(f"  {_where(side.source)}")
    if remark.support:
        print_line()
        print_line(tell("explain.support_said", count=len(remark.support)))
        for source in remark.support:
            print_line(f"  {source.outlet}  {source.doc}")


def _where(source: Source) -> str:
    day = source.published.astimezone(SEOUL).date().isoformat() if source.published else ""
    return " · ".join(clean(part) for part in (source.outlet, day, source.doc) if part)


def print_course(remarks: Sequence[Remark], *, most: int | None = None) -> None:
    """Print what was said of a topic, the oldest first; with `most` the last so many."""
    shown = remarks if most is None else remarks[-most:]
    print_line(tell("report.part.remarks"))
    if len(shown) < len(remarks):
        print_line(f"  {tell('history.remarks_left', count=len(remarks) - len(shown))}")
    columns = [("", "left")] * 3
    rows: list[tuple[Cell, ...]] = [
        (
            [(_day(r), "dim")],
            [(f"{clip(clean(r.statement.speaker or ''), 30)} ", "bold"), (say_stance(r), "")],
            clip(clean(r.statement.quote), LONGEST),
        )
        for r in shown
    ]
    print_records((), Format.TABLE, columns=columns, rows=rows, header=False)
    print_line()
