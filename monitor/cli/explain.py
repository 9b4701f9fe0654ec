"""`monitor explain`: why an alert was raised: both quotes, the fields, the rule that decided."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from monitor.cli.marks import find_mark, mark_words
from monitor.cli.output import Cell, Format, print_line, print_records, stdout_console
from monitor.cli.remarks import explain_remark
from monitor.cli.session import SESSION, tell
from monitor.cli.workspace import workspace
from monitor.judge.decisions import What
from monitor.judge.explanation import Explanation, Forgiven, explain_alert, otherwise
from monitor.judge.match import Likeness
from monitor.model import SEOUL, Alert, Alteration, Claim, Figure, Interval, Remark, Source, Spread
from monitor.reasons import field_value, say_field, say_otherwise, say_reason, say_rule, say_values
from monitor.records import alert_record, json_number, remark_record, spread_record
from monitor.report.current import current
from monitor.report.naming import name_figure
from monitor.report.numbers import difference, say_period
from monitor.report.quotes import clean, say_claim, say_standing
from monitor.standing import load_decided
from monitor.store.articles import load_article
from monitor.store.copies import load_spreads
from monitor.store.database import Tx
from monitor.store.figures import load_figure
from monitor.store.reviews import Review, load_review
from monitor.wishes import alert_of

app = typer.Typer(add_completion=False)
NARROWEST = 72  # columns that two quotes beside each other take at least
COPIES_NAMED = 8  # outlets that are named; more of them are counted


@dataclass(frozen=True, slots=True)
class _Side:
    """A claim with its source, and where in its quote the quantity's own words stand."""

    claim: Claim
    source: Source
    mark: tuple[int, int] | None


@app.command()
def explain(
    alert: Annotated[str, typer.Argument(help="explain.alert")],
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Explain one alert, named by its key or the beginning of it."""
    with workspace() as store, store.begin(write=False) as tx:
        found = alert_of(tx, alert)
        if isinstance(found, Remark):
            return _explain_remark(tx, found, form)
        silenced = load_decided(tx).silence(found)
        decided = load_review(tx, found.key)
        sides = [_side(tx, found.claim, found.source)]
        if found.previous:
            sides.insert(0, _side(tx, found.previous.claim, found.previous.source))
        spread = load_spreads(tx, [found]).get(found.key)
        figure = load_figure(tx, found.figure)
    why = explain_alert(found)
    if form is not Format.TABLE:
        copies = {"copies": spread_record(spread) if spread else None}
        held = {"figure": figure_json(figure) if figure else None}
        print_records([{**_record(found, why, sides), **copies, **held}], form)
        return 0
    _print(found, why, sides, figure)
    if spread is not None:
        print_spread(spread)
    _print_decision(decided, silenced)
    return 0


def _explain_remark(tx: Tx, remark: Remark, form: Format) -> int:
    silenced = load_decided(tx).silence_remark(remark)
    decided = load_review(tx, remark.key)
    if form is not Format.TABLE:
        print_records([remark_record(remark)], form)
        return 0
    explain_remark(remark)
    _print_decision(decided, silenced)
    return 0


def _print_decision(decided: Review | None, silenced: tuple[What, str] | None) -> None:
    """Say what was decided by hand of an alert or a statement, or what decision silences it."""
    if decided is not None:
        word = tell(f"decision.{decided.decision}")
        print_line(tell("explain.decided", decision=word, key=decided.key, note=decided.note))
    elif silenced is not None:
        what, key = silenced
        print_line(tell("explain.silenced", decision=tell(f"decision.{what}"), key=key))


def _side(tx: Tx, claim: Claim, source: Source) -> _Side:
    """Return the claim with the place of its words in its quote, as far as the page is kept."""
    # A correction by hand is version 0: it has the words of the reading that it corrects.
    article = load_article(tx, source.doc, source.version or None)
    return _Side(claim, source, find_mark(claim, article.text if article else ""))


# --- as a record ---------------------------------------------------------------------------------


def _record(alert: Alert, why: Explanation | None, sides: list[_Side]) -> dict[str, Any]:
    record: dict[str, Any] = {
        **alert_record(alert),
        "marks": {
            name: list(side.mark) if side.mark else None
            for name, side in zip(("claim", "previous"), reversed(sides), strict=False)
        },
        "words": say_reason(alert),
        "fields": [],
        "comparison": None,
        "otherwise": [
            {"code": r.code, **r.facts, "words": say_otherwise(r, alert, why)}
            for r in otherwise(alert, why)
        ],
    }
    if why is None:
        return record
    record["likeness"] = round(why.likeness.score, 3)
    record["fields"] = [
        {
            "field": f.name,
            "factor": round(f.factor, 3),
            "new": f.new,
            "old": f.old,
            "words": say_field(f.name),
        }
        for f in why.likeness.fields
    ]
    record["comparison"] = {
        "values": str(why.comparison.agreement.name).lower(),
        "how": why.comparison.how,
        "ratio": round(why.comparison.ratio, 4) if why.comparison.ratio is not None else None,
        "periods": str(why.order),
        "new": [_forgiven_record(f) for f in why.new],
        "old": [_forgiven_record(f) for f in why.old],
        "agrees_within": _ends(why.meets) if why.meets else None,
        "rates": [
            {"currency": r.currency, "won": json_number(r.won), "year": r.year} for r in why.rates
        ],
    }
    return record


def _forgiven_record(found: Forgiven) -> dict[str, Any]:
    return {"unit": found.unit, "written": _ends(found.written), "covers": _ends(found.covers)}


def _ends(interval: Interval) -> list[int | float | None]:
    return [json_number(interval.low), json_number(interval.high)]


# --- for people ----------------------------------------------------------------------------------


def figure_json(figure: Figure) -> dict[str, Any]:
    """Return of which figure an alert is: its key, its name, how many values it has."""
    name = name_figure(figure.subject, figure.metric)
    return {"key": figure.key, "name": name, "values": len(figure.values)}


def say_figure(figure: Figure) -> str:
    """Return the figure that an alert hangs on in a line, with the value that it has now."""
    key, name = figure.key[:10], name_figure(figure.subject, figure.metric)
    if not figure.values:
        return tell("explain.hangs_on_gone", name=name, key=key)
    claim = current(figure).claim
    value = say_claim(claim, SESSION.lang) + (f" ({said})" if (said := _standing(claim)) else "")
    return tell("explain.hangs_on", name=name, key=key, count=len(figure.values), value=value)


def _standing(claim: Claim) -> str:
    parts = (say_standing(claim, SESSION.lang), say_period(claim.as_of, SESSION.lang))
    return ", ".join(part for part in parts if part)


def _print(
    alert: Alert, why: Explanation | None, sides: list[_Side], figure: Figure | None
) -> None:
    kind = tell(f"kind.{alert.kind}")
    name = name_figure(alert.claim.subject, alert.claim.metric)
    print_line(f"{kind}  {alert.topic} · {name}")
    for line in say_rule(alert):
        print_line(f"  {line}")
    if figure is not None:
        print_line(f"  {say_figure(figure)}")
    print_line()
    _print_sides(sides)
    if alert.previous:
        moved = difference(alert.previous.claim, alert.claim, SESSION.lang)
        if moved and moved.words:
            print_line(f"  {tell('column.change')}: {moved.words}")
    if said := alert.reason.facts.get("said"):
        print_line(f"  {tell('explain.said_itself', said=clean(said))}")
    if why:
        print_line()
        by_words = alert.reason.facts.get("way", "words") == "words"
        words, sure = f"{why.likeness.score:.2f}", f"{alert.score:.2f}"
        title = "explain.fields" if words == sure else "explain.fields_lowered"
        title = title if by_words else "explain.fields_aside"
        print_line(tell(title, score=words, sure=sure))
        _print_fields(why.likeness)
        print_line()
        print_line(tell("explain.values"))
        for line in say_values(why, alert):
            print_line(f"  {line}")
    print_line()
    print_line(tell("explain.otherwise"))
    for reason in otherwise(alert, why):
        print_line(f"  · {say_otherwise(reason, alert, why)}")
    if alert.support:
        print_line()
        print_line(tell("explain.support", count=len(alert.support)))
        for source in alert.support:
            print_line(f"  {source.outlet}  {source.doc}")


def _print_fields(like: Likeness) -> None:
    columns = [
        (tell("explain.field"), "left"),
        (tell("column.before"), "left"),
        (tell("column.after"), "left"),
        (tell("explain.factor"), "right"),
    ]
    rows: list[tuple[Cell, ...]] = []
    for field in like.fields:
        factor = f"{field.factor:.2f}"
        is_bare = not (field.old or field.new) or (field.old, field.new) == ("False", "False")
        if factor == "1.00" and is_bare:
            continue  # what neither claim says decided nothing
        style = "" if factor == "1.00" else "yellow" if field.factor >= 0.5 else "red"
        old, new = field_value(field, field.old), field_value(field, field.new)
        rows.append((say_field(field.name), old, new, [(factor, style)]))
    print_records((), Format.TABLE, columns=columns, rows=rows)


# --- copies --------------------------------------------------------------------------------------


def print_spread(spread: Spread) -> None:
    """Say who had a figure first, who copied it, and who altered it; nothing where nobody did."""
    if not (spread.copies or spread.altered or spread.origin):
        return
    print_line()
    if spread.origin and spread.alteration:
        print_line(tell("explain.origin", where=_printed(spread.origin)))
        for line in _altered(spread.alteration):
            print_line(f"  {line}")
    else:
        print_line(tell("explain.first", where=_printed(spread.first)))
    if spread.copies:
        names = dict.fromkeys(clean(s.outlet) or s.doc for s in spread.copies)
        shown = ", ".join(list(names)[:COPIES_NAMED])
        more = tell("report.and_more") if len(names) > COPIES_NAMED else ""
        print_line(tell("explain.copies", count=len(spread.copies), outlets=shown + more))
    if spread.altered:
        print_line(tell("explain.altered", count=len(spread.altered)))
    for told in spread.altered:
        again = tell("explain.altered_copied", count=told.copies) if told.copies else ""
        print_line(f"  {_printed(told.source)}" + (f"  ({again})" if again else ""))
        for line in _altered(told.alteration):
            print_line(f"    {line}")


def _printed(source: Source) -> str:
    """Return who printed it, when and where."""
    day = source.published.astimezone(SEOUL).date().isoformat() if source.published else ""
    return " ".join(part for part in (clean(source.outlet), day, source.doc) if part)


def _altered(told: Alteration) -> Iterator[str]:
    yield f"{clean(told.before) or tell('explain.nothing_before')} → {clean(told.words)}"
    for words in (told.before_quote, told.quote):
        if words:
            yield f"“{clean(words)}”"


# --- both quotes ---------------------------------------------------------------------------------


def _print_sides(sides: list[_Side]) -> None:
    """Print the claims beside each other where people look and there is room, else in turn."""
    titles = [tell("column.before"), tell("column.after")][-len(sides) :]
    looked_at = sys.stdout.isatty() or "COLUMNS" in os.environ
    if len(sides) == 2 and looked_at and stdout_console().width >= NARROWEST:
        columns = [(title, "left") for title in ("", *titles)]
        labels = ["column.value", "column.period", "column.modality", "explain.said_by"]
        rows: list[tuple[Cell, ...]] = [
            (tell(label), *cells)
            for label, cells in zip(labels, zip(*map(_facts, sides), strict=True), strict=True)
            if any(cells)
        ]
        rows.append(
            (tell("explain.quote"), *(mark_words(side.claim.quote, side.mark) for side in sides))
        )
        rows.append((tell("explain.source"), *(_where(side) for side in sides)))
        print_records((), Format.TABLE, columns=columns, rows=rows)
        return
    for title, side in zip(titles, sides, strict=True):
        amount, period, modality, voice = _facts(side)
        heard = f", {tell('explain.said_by')}: {voice}" if voice else ""
        print_line(f"{title}: {amount}  {period}  ({modality}{heard})")
        print_line(f"  “{''.join(words for words, _ in mark_words(side.claim.quote, side.mark))}”")
        print_line(f"  — {_where(side)}")


def _facts(side: _Side) -> tuple[str, str, str, str]:
    claim = side.claim
    return (
        say_claim(claim, SESSION.lang),
        say_period(claim.as_of, SESSION.lang),
        tell(f"modality.{claim.modality}"),
        claim.attribution or "",
    )


def _where(side: _Side) -> str:
    source, claim = side.source, side.claim
    day = source.published.astimezone(SEOUL).date().isoformat() if source.published else ""
    where = " ".join(part for part in (source.outlet, day, source.doc) if part)
    return f"{where}  [{claim.span[0]}:{claim.span[1]}]"
