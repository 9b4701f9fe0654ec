"""`monitor topic`: what is tracked."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import tomli_w
import typer

from monitor.cli.baseline import value_cell, value_cells
from monitor.cli.feed import write_text
from monitor.cli.output import (
    Cell,
    Format,
    complain,
    print_line,
    print_records,
    printable,
    progress,
)
from monitor.cli.session import SESSION, os_reason, tell
from monitor.cli.symptoms import typed
from monitor.cli.workspace import workspace
from monitor.config import toml_fault
from monitor.errors import ConfigError
from monitor.judge.proposals import Proposal, propose_figures
from monitor.model import Claim, Figure, Source, Topic, TrackedFigure
from monitor.pipeline import (
    REPLAYED,
    claims_of,
    hold_statements,
    known_figures,
    on_topics,
    replay,
)
from monitor.records import claim_record, read_topics, topic_record
from monitor.report.current import current
from monitor.report.naming import name_parts
from monitor.report.numbers import say_period
from monitor.store.articles import find_docs, load_source
from monitor.store.database import Store
from monitor.store.topics import load_topic, load_topics, remove_topic, save_topic
from monitor.store.types import storable

app = typer.Typer(add_completion=False)

Aliases = Annotated[list[str] | None, typer.Option("--alias", help="topic.alias")]
Figures = Annotated[list[str] | None, typer.Option("--figure", help="topic.figure")]
FormatOption = Annotated[Format, typer.Option("--format", help="cli.format")]
SHOWN = 12  # known figures that `add` lists
NAMED = 3  # metrics that are named of those that articles offer


def read_figure(text: str) -> TrackedFigure:
    """Return the tracked figure of `METRIC:UNIT[,UNIT…]`.

    >>> read_figure("개발 비용:USD,KRW").units
    ('USD', 'KRW')

    Raises ConfigError for an empty metric, and for one without a unit: no number is one of it.
    """
    metric, _, units = text.rpartition(":") if ":" in text else (text, "", "")
    if not metric.strip() or storable(text) != text or len(text) > LONGEST:
        raise ConfigError([tell("topic.bad_figure", value=printable(text[:LONGEST]))])
    found = tuple(u.strip() for u in units.split(",") if u.strip())
    if not found:
        raise ConfigError([tell("topic.no_unit", metric=metric.strip())])
    return TrackedFigure(metric=metric.strip(), units=found)


LONGEST = 100  # letters of a name


def checked_name(text: str) -> str:
    """Return a name as it is kept; ConfigError for what no text and no terminal can hold."""
    name = " ".join(text.split())
    if not name:
        raise ConfigError([tell("topic.empty_name")])
    if len(name) > LONGEST or storable(name) != name:
        raise ConfigError([tell("topic.bad_name", name=printable(name[:40]), most=LONGEST)])
    return name


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="topic.name")],
    aliases: Aliases = None,
    figures: Figures = None,
    propose: Annotated[bool, typer.Option("--propose", help="topic.propose")] = False,
    accept: Annotated[str | None, typer.Option("--accept", help="topic.accept")] = None,
    form: FormatOption = Format.TABLE,
) -> int:
    """Track a topic, and say what the stored articles already hold on it."""
    topic = Topic(
        name=checked_name(name),
        aliases=tuple(dict.fromkeys(checked_name(a) for a in aliases or () if a.strip())),
        figures=tuple(read_figure(f) for f in figures or ()),
    )
    if propose and accept is not None:
        raise ConfigError([tell("topic.one_of")])
    with workspace(make=not propose) as store:
        if propose:
            topic = _with_kept(store, topic)
            print_proposals(find_proposals(store, topic), form, topic.name)
            return 0
        with store.begin(write=False) as tx:
            if load_topic(tx, topic.name):
                raise ConfigError([tell("topic.exists", name=topic.name)])
        topic = _with_chosen(store, topic, accept)
        with store.begin() as tx:
            save_topic(tx, topic)
        print_line(tell("topic.added", name=topic.name))
        for figure in topic.figures:
            print_line(_figure_line(figure))
        most = SESSION.config().settings.articles.most_figures
        known = replay(store, topic, now=SESSION.clock()(), most=most)
        offered = () if known and topic.figures else find_proposals(store, topic)
        if known or not offered:
            _say_known(known, topic)
        if offered:
            _say_offered(offered, topic)
    return 0


def _with_kept(store: Store, topic: Topic) -> Topic:
    """Return the topic with the names and figures of the one of its name, where there is one."""
    with store.begin(write=False) as tx:
        kept = load_topic(tx, topic.name)
    if kept is None:
        return topic
    return replace(
        topic,
        aliases=tuple(dict.fromkeys((*kept.aliases, *topic.aliases))),
        figures=(*kept.figures, *topic.figures),
    )


def find_proposals(store: Store, topic: Topic) -> tuple[Proposal, ...]:
    """Return the figures that the stored articles give on a topic; no figure is made of them."""
    most = SESSION.config().settings.articles.most_figures
    said: list[tuple[Claim, Source]] = []
    with store.begin(write=False) as tx:
        docs = find_docs(tx, on_topics([topic]), limit=REPLAYED)
    with progress(tell("topic.looking"), len(docs)) as bar:
        for doc in docs:
            with store.begin() as tx:
                source = load_source(tx, doc)
                if source is not None and source.copy_of is None:
                    claims = claims_of(tx, doc, source.version, most=most)
                    said += [(claim, source) for claim in claims]
            bar.step()
    return propose_figures(said, topic)


def _with_chosen(store: Store, topic: Topic, accept: str | None) -> Topic:
    """Return the topic with the proposed figures that are wanted: by option, or asked for."""
    asks = accept is None and not topic.figures and sys.stdin.isatty() and sys.stdout.isatty()
    if accept is None and not asks:
        return topic
    proposals = find_proposals(store, topic)
    if accept is not None:
        return _with_figures(topic, proposals, read_choice(accept, len(proposals)))
    if not proposals:
        return topic
    print_proposals(proposals, Format.TABLE, topic.name)
    while True:
        try:
            typed = input(tell("topic.ask")).strip()
        except EOFError:
            return topic
        try:
            return _with_figures(topic, proposals, read_choice(typed, len(proposals)))
        except ConfigError as e:
            complain(e.faults)


def read_choice(text: str, count: int) -> tuple[int, ...]:
    """Return the numbers of `1,3`, `2-4`, `all`, or of nothing; ConfigError for any other.

    >>> read_choice("3, 1-2", 5)
    (3, 1, 2)
    """
    if text.strip().lower() in ("all", "a", "모두"):
        return tuple(range(1, count + 1))
    if not count:
        raise ConfigError([tell("topic.none_to_accept", value=text)])
    chosen: list[int] = []
    for part in filter(None, (word.strip() for word in text.split(","))):
        first, _, last = part.partition("-")
        ends = [word.strip() for word in ((first, last) if "-" in part else (first, first))]
        if not all(word.isdecimal() and len(word) < 6 for word in ends):
            raise ConfigError([tell("topic.bad_choice", value=text, count=count)])
        low, high = map(int, ends)
        if not 1 <= low <= high <= count:
            raise ConfigError([tell("topic.bad_choice", value=text, count=count)])
        chosen += range(low, high + 1)
    return tuple(dict.fromkeys(chosen))


def _with_figures(topic: Topic, proposals: Sequence[Proposal], chosen: Sequence[int]) -> Topic:
    return replace(
        topic, figures=(*topic.figures, *(proposals[number - 1].figure for number in chosen))
    )


def print_proposals(proposals: Sequence[Proposal], form: Format, name: str) -> None:
    """Print the figures that could be tracked, numbered as `--accept` takes them."""
    titles = ("number", "figure", "value", "mentions", "outlets")
    right = ("number", "value", "mentions")
    print_records(
        (_proposal_record(number, p) for number, p in enumerate(proposals, 1)),
        form,
        columns=[(tell(f"column.{t}"), "right" if t in right else "left") for t in titles],
        rows=[
            (
                str(number),
                [
                    (f"{p.subject}\n" if p.subject else "", "dim"),
                    (f"{p.figure.metric} [{', '.join(p.figure.units)}]", ""),
                ],
                _with_period(value_cell(p.latest), p.latest),
                str(p.mentions),
                ", ".join(p.outlets) or p.latest_source.title,
            )
            for number, p in enumerate(proposals, 1)
        ],
        empty=tell("topic.nothing_to_propose", name=name),
    )


def _with_period(said: Cell, claim: Claim) -> Cell:
    """Return the cell of a value with the period it holds for below it."""
    period = say_period(claim.as_of, SESSION.lang)
    pieces = [(said, "")] if isinstance(said, str) else [*said]
    return [*pieces, (f"\n{period}", "dim")] if period else pieces


def _proposal_record(number: int, found: Proposal) -> dict[str, Any]:
    return {
        "number": number,
        "subject": found.subject,
        "metric": found.figure.metric,
        "aliases": list(found.figure.aliases),
        "units": list(found.figure.units),
        "mentions": found.mentions,
        "articles": found.articles,
        "outlets": list(found.outlets),
        "latest": claim_record(found.latest),
    }


def _figure_line(figure: TrackedFigure) -> str:
    whose = f" ({', '.join(figure.subjects)})" if figure.subjects else ""
    return f"  · {figure.metric} [{', '.join(figure.units)}]{whose}"


def _say_known(known: Sequence[Figure], topic: Topic) -> None:
    if not known:
        print_line(tell("topic.nothing_known"))
        return
    print_line(tell("topic.known", count=len(known)))
    _print_figures(known[:SHOWN])
    if len(known) > SHOWN:
        print_line(tell("topic.more", count=len(known) - SHOWN, name=topic.name))


def _say_offered(offered: Sequence[Proposal], topic: Topic) -> None:
    """Say what there is to choose from of a topic whose tracked figures, if any, have no value."""
    metrics = [*dict.fromkeys(p.figure.metric for p in offered)]
    named = ", ".join(metrics[:NAMED]) + (", …" if len(metrics) > NAMED else "")
    words = {"count": len(offered), "metrics": named, "name": typed(topic.name)}
    print_line(tell("topic.offered", **words))


def _print_figures(figures: Sequence[Figure]) -> None:
    columns = [
        (tell("column.subject"), "left"),
        (tell("column.metric"), "left"),
        (tell("column.value"), "right"),
        (tell("column.period"), "left"),
        (tell("column.sources"), "right"),
    ]
    rows = []
    for figure in figures:
        claim = current(figure).claim
        sources = {v.source.doc for v in figure.values}
        rows.append(
            (
                *name_parts(figure.subject, figure.metric),
                value_cells(figure),
                say_period(claim.as_of, SESSION.lang),
                str(len(sources)),
            )
        )
    print_records((), Format.TABLE, columns=columns, rows=rows)


@app.command("list")
def list_topics(form: FormatOption = Format.TABLE) -> int:
    """List the tracked topics."""
    with workspace() as store, store.begin(write=False) as tx:
        topics = load_topics(tx)
    print_records(
        map(topic_record, topics),
        form,
        columns=[(tell(f"column.{c}"), "left") for c in ("topic", "aliases", "figures")],
        rows=[
            (t.name, ", ".join(t.aliases), ", ".join(f.metric for f in t.figures)) for t in topics
        ],
        empty=tell("topic.none"),
    )
    return 0


def _topic(store: Store, name: str) -> Topic:
    with store.begin(write=False) as tx:
        topic = load_topic(tx, name)
    if topic is None:
        raise ConfigError([tell("topic.unknown", name=name)])
    return topic


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="topic.name")],
    form: FormatOption = Format.TABLE,
) -> int:
    """Show a topic and what is known on it."""
    with workspace() as store:
        topic = _topic(store, name)
        if form is not Format.TABLE:
            print_records([topic_record(topic)], form)
            return 0
        print_line(topic.name)
        if topic.aliases:
            print_line(f"  {tell('column.aliases')}: {', '.join(topic.aliases)}")
        for figure in topic.figures:
            print_line(_figure_line(figure))
        with store.begin(write=False) as tx:
            _say_known(known_figures(tx, topic), topic)
    return 0


@app.command("edit")
def edit(
    name: Annotated[str, typer.Argument(help="topic.name")],
    aliases: Aliases = None,
    figures: Figures = None,
    drop_aliases: Annotated[
        list[str] | None, typer.Option("--drop-alias", help="topic.drop_alias")
    ] = None,
    drop_figures: Annotated[
        list[str] | None, typer.Option("--drop-figure", help="topic.drop_figure")
    ] = None,
    rename: Annotated[str | None, typer.Option("--rename", help="topic.rename")] = None,
) -> int:
    """Add and drop aliases and figures of a topic, or rename it."""
    if not any((aliases, figures, drop_aliases, drop_figures)) and rename is None:
        raise ConfigError([tell("topic.nothing_to_edit", name=name)])
    with workspace() as store:
        topic = _topic(store, name)
        gone = {*(drop_aliases or ()), *(drop_figures or ())}
        unknown = gone - {*topic.aliases, *(f.metric for f in topic.figures)}
        if unknown:
            raise ConfigError([tell("topic.not_there", what=", ".join(sorted(unknown)))])
        added = [read_figure(f) for f in figures or ()]
        replaced = {f.metric for f in added} | set(drop_figures or ())
        new = replace(
            topic,
            name=checked_name(rename) if rename is not None else topic.name,
            aliases=tuple(
                a
                for a in dict.fromkeys([*topic.aliases, *map(checked_name, aliases or ())])
                if a not in (drop_aliases or ())
            ),
            figures=tuple(f for f in topic.figures if f.metric not in replaced) + tuple(added),
        )
        with store.begin() as tx:
            if new.name != topic.name:
                if load_topic(tx, new.name):
                    raise ConfigError([tell("topic.exists", name=new.name)])
                remove_topic(tx, topic.name)
            save_topic(tx, new)
    print_line(tell("topic.edited", name=new.name))
    return 0


@app.command("remove")
def remove(names: Annotated[list[str], typer.Argument(help="topic.name")]) -> int:
    """Track these topics no more; what is known of them stays."""
    faults = []
    with workspace() as store, store.begin() as tx:
        for name in names:
            if remove_topic(tx, name):
                print_line(tell("topic.removed", name=name))
            else:
                faults.append(tell("topic.unknown", name=name))
    complain(faults)
    return 2 if faults else 0


@app.command("import")
def import_topics(
    file: Annotated[Path, typer.Argument(help="topic.import.file")],
) -> int:
    """Add the topics of a file; one of a known name is replaced."""
    topics = load_topics_file(file)
    with workspace(make=True) as store:
        with store.begin() as tx:
            known = {topic.name for topic in load_topics(tx)}
            for topic in topics:
                save_topic(tx, topic)
        new = [topic for topic in topics if topic.name not in known]
        if new:
            hold_statements(store, new, now=SESSION.clock()())
    print_line(tell("topic.imported", file=file, count=len(topics)))
    return 0


def load_topics_file(file: Path) -> tuple[Topic, ...]:
    """Return the topics of a TOML file; raise ConfigError with every fault."""
    try:
        with file.open("rb") as stream:
            data = tomllib.load(stream)
    except OSError as e:
        raise ConfigError([f"{file}: {os_reason(e)}"]) from e
    except UnicodeDecodeError as e:
        raise ConfigError([f"{file}: {tell('config.not_utf8')}"]) from e
    except tomllib.TOMLDecodeError as e:
        raise ConfigError([f"{file}: {toml_fault(e)}"]) from e
    return read_topics(data, where=str(file))


@app.command("export")
def export(
    out: Annotated[Path | None, typer.Option("--out", help="feed.export.out")] = None,
) -> int:
    """Write all topics as a topics file."""
    with workspace() as store, store.begin(write=False) as tx:
        topics = load_topics(tx)
    write_text(tomli_w.dumps({"topic": [topic_record(t) for t in topics]}), out)
    return 0
