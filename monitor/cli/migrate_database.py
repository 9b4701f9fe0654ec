"""`monitor migrate-database`: everything into another database, compared row by row."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Annotated

import typer

from monitor.cli.output import Format, print_line, print_records, progress, talk
from monitor.cli.session import SESSION, settings_name, tell
from monitor.cli.workspace import require_database
from monitor.errors import ConfigError
from monitor.store.database import open_store
from monitor.store.holding import one_daemon
from monitor.store.moving import Moved, count_rows, move_database

app = typer.Typer(add_completion=False)


@app.command()
def migrate_database(
    to: Annotated[str, typer.Option("--to", help="moving.to")],
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Copy everything into the database at another address; a broken move goes on."""
    config = SESSION.config()
    require_database(config)
    lang = SESSION.lang
    with ExitStack() as stack:
        source = open_store(config.database_url, lang=lang)
        stack.callback(source.close)
        target = open_store(to, lang=lang)
        stack.callback(target.close)
        if (source.file and target.file and source.file.samefile(target.file)) or (
            source.url == target.url
        ):
            raise ConfigError([tell("moving.same", url=target.url)])
        # Neither may change meanwhile; a daemon that runs says who it is.
        stack.enter_context(one_daemon(source, lang))
        stack.enter_context(one_daemon(target, lang))
        with progress(tell("moving.at"), count_rows(source)) as bar:
            moved = move_database(source, target, lang=lang, seen=bar.step)
        url = target.url
    if form is Format.TABLE:
        print_records(
            (),
            form,
            columns=[(tell("moving.table"), "left"), (tell("moving.rows"), "right")],
            rows=[(m.table, f"{m.rows:,}") for m in moved],
        )
        print_line(tell("moving.done", url=url))
        talk(tell("moving.next", url=url, settings=settings_name(config)))
    else:
        print_records(map(_record, moved), form)
    return 0


def _record(moved: Moved) -> dict[str, object]:
    return {"table": moved.table, "rows": moved.rows, "checksum": moved.checksum}
