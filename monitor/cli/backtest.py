"""`monitor backtest`: what other topics, aliases or thresholds would have told."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli.alerts import STYLES, parse_since
from monitor.cli.output import Cell, Format, print_records, progress, talk
from monitor.cli.review import with_least
from monitor.cli.session import SESSION, tell
from monitor.cli.topic import load_topics_file
from monitor.cli.workspace import workspace
from monitor.errors import ConfigError
from monitor.judge.decisions import Decided, Decision, What, judge_decided, looked_up, place
from monitor.judge.terms import figure_terms
from monitor.model import SEOUL, Alert, Kind, Topic
from monitor.pipeline import baseline_for, save_judgements
from monitor.records import alert_record
from monitor.report.naming import name_figure
from monitor.report.quotes import say_claim
from monitor.standing import load_decided
from monitor.store.alerts import load_alerts
from monitor.store.articles import load_article, load_checked, load_source
from monitor.store.claims import load_claims
from monitor.store.database import Store, Tx, open_store
from monitor.store.figures import load_figures, save_figure
from monitor.store.topics import load_topics

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of an alert: `appears`, `disappears`, `becomes` another kind, or `stays`."""

    what: str
    before: Alert | None
    after: Alert | None

    @property
    def alert(self) -> Alert:
        found = self.after or self.before
        assert found is not None
        return found


@app.command()
def backtest(
    since: Annotated[str | None, typer.Option("--since", help="cli.since")] = None,
    topics: Annotated[Path | None, typer.Option("--topics", help="backtest.topics")] = None,
    added: Annotated[list[str] | None, typer.Option("--alias", help="backtest.alias")] = None,
    least: Annotated[
        list[str] | None, typer.Option("--threshold", help="backtest.threshold")
    ] = None,
    plain: Annotated[bool, typer.Option("--no-decisions", help="backtest.plain")] = False,
    every: Annotated[bool, typer.Option("--all", help="backtest.all")] = False,
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Say which alerts would appear and disappear."""
    start = parse_since(since)
    followed = load_topics_file(topics) if topics is not None else None
    with workspace() as store:
        with store.begin(write=False) as tx:
            followed = _with_aliases(load_topics(tx) if followed is None else followed, added or ())
            standing = load_decided(tx)
            stored = load_alerts(tx, include_confirmed=True)
        decided = Decided() if plain else standing
        decided = Decided([*decided.decisions, *_thresholds(least or (), followed)])
        with tempfile.TemporaryDirectory(prefix="monitor-backtest-") as place_:
            scratch = open_store(f"sqlite:///{Path(place_) / 'replay.db'}", lang=SESSION.lang)
            try:
                found, readings = _replay(store, scratch, followed, decided, start)
            finally:
                scratch.close()
    old = _told(stored, standing, start, every=every)
    new = _told(found, decided, start, every=every)
    outcomes = list(compare(old, new))
    shown = [o for o in outcomes if every or o.what != "stays"]
    _print(shown, Counter(o.what for o in outcomes), readings, form)
    return 0


def _with_aliases(topics: Sequence[Topic], added: Sequence[str]) -> tuple[Topic, ...]:
    more: dict[str, list[str]] = {}
    for text in added:
        name, given, alias = text.partition("=")
        if not given or not name.strip() or not alias.strip():
            raise ConfigError([tell("backtest.bad_alias", value=text)])
        more.setdefault(name.strip(), []).append(alias.strip())
    if unknown := [name for name in more if name not in {t.name for t in topics}]:
        raise ConfigError([tell("topic.unknown", name=name) for name in unknown])
    return tuple(replace(t, aliases=(*t.aliases, *more.get(t.name, ()))) for t in topics)


def _thresholds(least: Sequence[str], topics: Sequence[Topic]) -> Iterator[Decision]:
    """Yield the thresholds of `5%`, of all topics, and of `TOPIC=5%`."""
    for number, text in enumerate(least):
        name, given, amount = text.rpartition("=")
        if given and name.strip() not in {t.name for t in topics}:
            raise ConfigError([tell("topic.unknown", name=name.strip())])
        base = Decision(
            key=f"option {number}",
            what=What.THRESHOLD,
            at=SESSION.clock()(),
            topic=name.strip(),
        )
        yield with_least(base, [amount])


# --- the replay ----------------------------------------------------------------------------------


def _replay(
    store: Store,
    scratch: Store,
    topics: Sequence[Topic],
    decided: Decided,
    since: datetime | None,
) -> tuple[tuple[Alert, ...], int]:
    """Judge all stored readings in a database that is thrown away; return the alerts, how many.

    Seeds come first, then the news in the order of publication: what was before `since` makes the
    baseline that the rest is compared with.
    """
    with store.begin(write=False) as tx:
        seeds, news = load_checked(tx, seeds=True), load_checked(tx, seeds=False)
        with scratch.begin() as out:
            _take_pinned(tx, out)
    with progress(tell("backtest.replaying"), len(seeds) + len(news)) as bar:
        for doc, version, at in (*seeds, *news):
            with store.begin(write=False) as tx, scratch.begin() as out:
                _judge(tx, out, doc, version, at, topics, decided)
            bar.step()
    with scratch.begin(write=False) as out:
        found = load_alerts(out, include_confirmed=True)
    return found, sum(since is None or at >= since for _, _, at in news)


def _take_pinned(tx: Tx, out: Tx) -> None:
    """Take what was set by hand along: no article gives it."""
    for figure in load_figures(tx):
        pinned = tuple(v for v in figure.values if v.is_pinned)
        if pinned:
            made = replace(figure, values=pinned)
            save_figure(out, made, figure_terms(made))


def _judge(
    tx: Tx,
    out: Tx,
    doc: str,
    version: int,
    at: datetime,
    topics: Sequence[Topic],
    decided: Decided,
) -> None:
    article, source = load_article(tx, doc, version), load_source(tx, doc, version)
    if article is None or source is None:
        return
    claims = load_claims(tx, doc, version)
    judgements = judge_decided(
        decided,
        claims,
        baseline_for(
            out, looked_up(decided, claims), topics, title=source.title, context=article.text
        ),
        source=source,
        topics=topics,
        now=at,
        earlier=load_claims(tx, doc, version - 1) if version > 1 else None,
        context=article.text,
    )
    save_judgements(out, source, judgements)


# --- what becomes of the alerts ------------------------------------------------------------------


def _told(
    alerts: Sequence[Alert], decided: Decided, since: datetime | None, *, every: bool
) -> dict[tuple[object, ...], Alert]:
    """Return the alerts that are told, by the place of their claims."""
    return {
        (a.source.doc, a.source.version, *place(a.claim), a.claim.span): a
        for a in alerts
        if (every or a.kind is not Kind.CONFIRMED)
        and decided.silence(a) is None
        and (since is None or a.source.published is None or a.source.published >= since)
    }


def compare(
    old: Mapping[tuple[object, ...], Alert], new: Mapping[tuple[object, ...], Alert]
) -> Iterator[Outcome]:
    """Yield what becomes of each alert, in the order of the news."""

    def order(key: tuple[object, ...]) -> tuple[str, str]:
        alert = old.get(key) or new[key]
        moment = alert.source.published
        return (moment.isoformat() if moment else "", alert.key)

    for key in sorted(old.keys() | new.keys(), key=order):
        before, after = old.get(key), new.get(key)
        if before is None:
            yield Outcome("appears", None, after)
        elif after is None:
            yield Outcome("disappears", before, None)
        else:
            same = (before.kind, before.topic) == (after.kind, after.topic)
            yield Outcome("stays" if same else "becomes", before, after)


OUTCOMES = {"appears": "green", "disappears": "red", "becomes": "yellow", "stays": "dim"}


def _print(shown: Sequence[Outcome], counts: Counter[str], readings: int, form: Format) -> None:
    columns = [(tell(f"column.{c}"), "left") for c in ("outcome", "kind", "figure", "value")]
    print_records(map(_record, shown), form, columns=columns, rows=map(_row, shown))
    if form is Format.TABLE:
        numbers = {name: counts[name] for name in OUTCOMES}
        talk(tell("backtest.summary", articles=readings, **numbers))


def _record(outcome: Outcome) -> dict[str, Any]:
    before = outcome.before
    return {
        "outcome": outcome.what,
        "was": str(before.kind) if before else None,
        "was_topic": before.topic if before else None,
        **alert_record(outcome.alert),
    }


def _row(outcome: Outcome) -> tuple[Cell, ...]:
    alert, before = outcome.alert, outcome.before
    claim, old = alert.claim, alert.previous
    kind = tell(f"kind.{alert.kind}")
    if outcome.what == "becomes" and before is not None and before.kind is not alert.kind:
        kind = f"{tell(f'kind.{before.kind}')} → {kind}"
    value = say_claim(claim, SESSION.lang)
    if old is not None:
        was = say_claim(old.claim, SESSION.lang)
        value = f"{was} → {value}"
    moment = alert.source.published
    day = moment.astimezone(SEOUL).date().isoformat() if moment else ""
    topic = alert.topic
    if outcome.what == "becomes" and before is not None and before.topic != topic:
        topic = f"{before.topic} → {topic}"
    where = " · ".join(part for part in (topic, alert.source.outlet, day) if part)
    return (
        [(tell(f"backtest.{outcome.what}"), OUTCOMES[outcome.what])],
        [(kind, STYLES[alert.kind])],
        [(name_figure(claim.subject, claim.metric) + "\n", "bold"), (where, "dim")],
        value,
    )
