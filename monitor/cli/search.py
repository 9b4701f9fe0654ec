"""`monitor search`: titles and quoted sentences that have these words."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli.output import Cell, Format, print_records, talk
from monitor.cli.session import tell
from monitor.cli.workspace import workspace
from monitor.errors import ConfigError
from monitor.model import SEOUL
from monitor.records import claim_record, statement_record
from monitor.store.passages import fill_passages
from monitor.store.query import parse_query
from monitor.store.search import Passage, search

app = typer.Typer(add_completion=False)


@app.command()
def find(
    words: Annotated[list[str] | None, typer.Argument(help="search.words")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="search.limit")] = 20,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="search.rebuild")] = False,
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Find titles and sentences with figures by words inside of them, the latest first."""
    if rebuild:
        with workspace() as store:
            talk(tell("search.rebuilt", count=fill_passages(store)))
        if not words:
            return 0
    if not words:
        raise ConfigError([tell("search.empty")])
    query = parse_query(" ".join(words))
    found: list[Passage] = []
    before: int | None = None
    with workspace() as store, store.begin(write=False) as tx:
        while len(found) < limit:
            page = search(tx, query, limit=limit - len(found), before=before)
            found += page.passages
            if page.next is None:
                break
            before = page.next
    print_records(
        map(_record, found),
        form,
        columns=[(tell(f"column.{c}"), "left") for c in ("published", "outlet", "quote", "url")],
        rows=map(_row, found),
        empty=tell("search.nothing"),
    )
    return 0


def _record(found: Passage) -> dict[str, object]:
    source = found.source
    return {
        "type": found.kind,
        "text": found.text,
        "marks": [list(span) for span in found.marks],
        "doc": source.doc,
        "version": source.version,
        "outlet": source.outlet,
        "title": source.title,
        "published": source.published.isoformat() if source.published else None,
        "topic": found.topic,
        "figure": found.figure,
        "claim": claim_record(found.claim) if found.claim else None,
        "statement": statement_record(found.statement) if found.statement else None,
    }


def _row(found: Passage) -> tuple[Cell, ...]:
    source = found.source
    day = source.published.astimezone(SEOUL).date().isoformat() if source.published else ""
    pieces: list[tuple[str, str]] = []
    at = 0
    for start, end in found.marks:
        pieces += [(found.text[at:start], ""), (found.text[start:end], "bold")]
        at = end
    pieces.append((found.text[at:], ""))
    return day, source.outlet, pieces, source.doc
