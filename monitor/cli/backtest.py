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
from monitor.cli.remarks import LONGEST, say_stance
from monitor.cli.session import SESSION, tell
from monitor.cli.topic import load_topics_file
from monitor.cli.workspace import workspace
from monitor.errors import ConfigError
from monitor.extract.statements import extract_statements, extract_told
from monitor.judge.decisions import Decided, Decision, What, place
from monitor.judge.early import may_matter
from monitor.judge.metrics import squeeze
from monitor.model import SEOUL, Alert, Article, Claim, Kind, Remark, Source, Topic
from monitor.pipeline import judge_and_save, open_learned
from monitor.records import alert_record, remark_record
from monitor.renewal import Judging
from monitor.report.naming import name_figure
from monitor.report.quotes import clean, clip, say_claim
from monitor.standing import load_decided, take_pinned
from monitor.store.alerts import load_alerts
from monitor.store.articles import load_article, load_checked, load_source, reader_of
from monitor.store.claims import load_claims
from monitor.store.database import Store, Tx, open_store
from monitor.store.statements import load_remarks
from monitor.store.topics import load_topics
from monitor.wishes import with_least

app = typer.Typer(add_completion=False)


News = Alert | Remark


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of an alert or a statement: `appears`, `disappears`, `stays`, or `becomes`.

    What becomes is told as another kind, or on another topic.
    """

    what: str
    before: News | None
    after: News | None

    @property
    def news(self) -> News:
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
    told: Annotated[bool, typer.Option("--told", help="backtest.told")] = False,
    every: Annotated[bool, typer.Option("--all", help="backtest.all")] = False,
    statements: Annotated[bool, typer.Option("--statements", help="alerts.statements")] = False,
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Say which alerts and statements would appear and disappear.

    What is asked for is measured by what this program makes of the same articles under the topics
    and decisions that are kept: where nothing is asked for, nothing changes, whatever was tracked
    when the articles were news. What was told then is compared with on demand.
    """
    start = parse_since(since)
    followed = load_topics_file(topics) if topics is not None else None
    with workspace() as store:
        with store.begin(write=False) as tx:
            kept = tuple(load_topics(tx))
            followed = _with_aliases(kept if followed is None else followed, added or ())
            standing = load_decided(tx)
        limits = tuple(_thresholds(least or (), followed))
        base = Decided() if plain else standing
        decided = Decided([*base.decisions, *limits])
        found, readings = _replayed(store, followed, decided, start)
        stored: Sequence[News] = found  # nothing is asked for, or a threshold that only silences
        if told:
            with store.begin(write=False) as tx:
                stored = (*load_alerts(tx, include_confirmed=True), *load_remarks(tx))
        elif topics is not None or added or plain:
            stored, _ = _replayed(store, kept, standing, start)
    old = _told(stored, standing, start, every=every)
    new = _told(found, decided, start, every=every)
    outcomes = list(compare(old, new))
    if form is not Format.TABLE and not statements:
        # As `alerts` does: who reads records has to ask for those of the other form.
        outcomes = [o for o in outcomes if not isinstance(o.news, Remark)]
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


def _replayed(
    store: Store, topics: Sequence[Topic], decided: Decided, since: datetime | None
) -> tuple[tuple[News, ...], int]:
    """Return what a replay tells, and of how many articles."""
    with tempfile.TemporaryDirectory(prefix="monitor-backtest-") as folder:
        scratch = open_store(f"sqlite:///{Path(folder) / 'replay.db'}", lang=SESSION.lang)
        try:
            return _replay(store, scratch, topics, decided, since)
        finally:
            scratch.close()


def _replay(
    store: Store,
    scratch: Store,
    topics: Sequence[Topic],
    decided: Decided,
    since: datetime | None,
) -> tuple[tuple[News, ...], int]:
    """Judge all stored readings in a database that is thrown away; return what they tell, how many.

    Seeds come first, then the news in the order of publication: what was before `since` makes the
    baseline that the rest is compared with.
    """
    judging = Judging(topics, decided, open_learned(SESSION.config().data))
    with store.begin(write=False) as tx:
        seeds, news = load_checked(tx, seeds=True), load_checked(tx, seeds=False)
        with scratch.begin() as out:
            take_pinned(tx, out)
    with progress(tell("backtest.replaying"), len(seeds) + len(news)) as bar:
        for doc, version, at in (*seeds, *news):
            with store.begin(write=False) as tx, scratch.begin() as out:
                _judge(tx, out, doc, version, at, judging)
            bar.step()
    with scratch.begin(write=False) as out:
        found: list[News] = [*load_alerts(out, include_confirmed=True), *load_remarks(out)]
    return tuple(found), sum(since is None or at >= since for _, _, at in news)


def _judge(
    tx: Tx,
    out: Tx,
    doc: str,
    version: int,
    at: datetime,
    judging: Judging,
) -> None:
    article, source = load_article(tx, doc, version), load_source(tx, doc, version)
    if article is None or source is None:
        return
    claims = _claims_of(tx, article, version, judging.topics)
    judging.judge(tx, out, article, source, claims, now=at)
    _judge_said(out, article, source, judging.topics, at)


def _judge_said(
    out: Tx, article: Article, source: Source, topics: Sequence[Topic], at: datetime
) -> None:
    """Judge what an article says without a figure; read again, since topics may be others now."""
    names = {word for topic in topics for word in (topic.name, *topic.aliases)}
    if any(name in article.text or name in article.title for name in names):
        judge_and_save(out, extract_statements(article, topics), source, topics, now=at)


def _claims_of(tx: Tx, article: Article, version: int, topics: Sequence[Topic]) -> Sequence[Claim]:
    """Return the claims of a reading; one that was passed over is read where it matters now."""
    if reader_of(tx, article.url, version) is not None:
        return load_claims(tx, article.url, version)
    if not may_matter(article.title, article.text, topics):
        return ()
    claims, _, _ = extract_told(article, (), SESSION.config().settings.articles.most_figures)
    return claims


# --- what becomes of the alerts ------------------------------------------------------------------


def _told(
    news: Sequence[News], decided: Decided, since: datetime | None, *, every: bool
) -> dict[tuple[object, ...], News]:
    """Return what is told, by the place of its claim or its sentence."""
    return {
        _place(one): one
        for one in news
        if (every or one.kind is not Kind.CONFIRMED)
        and not _is_silent(one, decided)
        and (since is None or one.source.published is None or one.source.published >= since)
    }


def _place(one: News) -> tuple[object, ...]:
    if isinstance(one, Remark):
        return (one.source.doc, squeeze(one.statement.quote))
    return (one.source.doc, one.source.version, *place(one.claim), one.claim.span)


def _is_silent(one: News, decided: Decided) -> bool:
    if isinstance(one, Remark):
        return decided.silence_remark(one) is not None
    return decided.silence(one) is not None


def compare(
    old: Mapping[tuple[object, ...], News], new: Mapping[tuple[object, ...], News]
) -> Iterator[Outcome]:
    """Yield what becomes of each alert and statement, in the order of the news."""

    def order(key: tuple[object, ...]) -> tuple[str, str]:
        one = old.get(key) or new[key]
        moment = one.source.published
        return (moment.isoformat() if moment else "", one.key)

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
    before, news = outcome.before, outcome.news
    return {
        "outcome": outcome.what,
        "was": str(before.kind) if before else None,
        "was_topic": before.topic if before else None,
        **(remark_record(news) if isinstance(news, Remark) else alert_record(news)),
    }


def _row(outcome: Outcome) -> tuple[Cell, ...]:
    news, before = outcome.news, outcome.before
    moment = news.source.published
    day = moment.astimezone(SEOUL).date().isoformat() if moment else ""
    topic = news.topic
    if outcome.what == "becomes" and before is not None and before.topic != topic:
        topic = f"{before.topic} → {topic}"
    where = " · ".join(part for part in (topic, news.source.outlet, day) if part)
    what, value = _said(news)
    return (
        [(tell(f"backtest.{outcome.what}"), OUTCOMES[outcome.what])],
        [(_kind(outcome), STYLES[news.kind or Kind.NEW])],
        [(f"{what}\n", "bold"), (where, "dim")],
        value,
    )


def _kind(outcome: Outcome) -> str:
    news, before = outcome.news, outcome.before
    family = "remark" if isinstance(news, Remark) else "kind"
    kind = tell(f"{family}.{news.kind}")
    if outcome.what == "becomes" and before is not None and before.kind is not news.kind:
        kind = f"{tell(f'{family}.{before.kind}')} → {kind}"
    return kind


def _said(news: News) -> tuple[str, str]:
    """Return whose figure it is and its values, or who said what."""
    if isinstance(news, Remark):
        said = news.statement
        who = clip(clean(said.speaker or tell("report.on_topic", name=said.subject)), 40)
        return f"{who} {say_stance(news)}", clip(clean(said.quote), LONGEST)
    claim, old = news.claim, news.previous
    value = say_claim(claim, SESSION.lang)
    if old is not None:
        value = f"{say_claim(old.claim, SESSION.lang)} → {value}"
    return name_figure(claim.subject, claim.metric), value
