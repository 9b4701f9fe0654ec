"""`monitor prune`: what is kept no longer is removed, and its room given back to the disk."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from monitor.cli.output import Format, print_line, print_records, progress
from monitor.cli.session import SESSION, tell
from monitor.cli.workspace import workspace
from monitor.collect.pace import is_listed
from monitor.pipeline import PRUNED, keep_of
from monitor.store.notes import save_moment
from monitor.store.retention import Pruned
from monitor.store.retention import prune as prune_store

app = typer.Typer(add_completion=False)


@app.command()
def prune(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="prune.dry_run")] = False,
    compact: Annotated[bool, typer.Option("--compact", help="prune.compact")] = False,
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Remove what the settings keep no longer."""
    keep, now = keep_of(SESSION.config()), SESSION.clock()()
    gone = Pruned()
    with workspace() as store, progress(tell("prune.working")) as bar:
        before = store.size()
        for part in prune_store(
            store, keep, now=now, is_listed=is_listed, dry_run=dry_run, whole=True
        ):
            gone += part
            bar.step(part.total)
        is_given_back = True
        if not dry_run:
            with store.begin() as tx:
                save_moment(tx, PRUNED, now)
            is_given_back = store.reclaim(whole=compact)
        record = _record(gone, before, store.size(), dry_run=dry_run)
    if form is not Format.TABLE:
        print_records([record], form)
        return 0
    print_line(tell("prune.would" if dry_run else "prune.done", **record))
    if not dry_run:
        sizes = {"before": f"{before / 1e6:.1f}", "after": f"{record['bytes'] / 1e6:.1f}"}
        print_line(tell("prune.size", **sizes))
    if not is_given_back:
        print_line(tell("prune.not_given_back"))
    return 0


def _record(gone: Pruned, before: int, after: int, *, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "articles": gone.articles,
        "texts": gone.texts,
        "entries": gone.entries,
        "messages": gone.messages,
        "copies": gone.copies,
        "bytes_before": before,
        "bytes": after,
    }
