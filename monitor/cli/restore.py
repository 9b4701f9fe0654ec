"""`monitor restore`: a copy of the database in its place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.backup import backup_record, say_counts
from monitor.cli.output import Format, print_json, print_line, talk
from monitor.cli.session import SESSION, tell
from monitor.cli.workspace import make_data_folder
from monitor.store.backup import restore_backup

app = typer.Typer(add_completion=False)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="restore.file")],
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Put a copy in the place of the database; the former file is kept."""
    config = SESSION.config()
    make_data_folder(config)
    url, now = config.database_url, SESSION.clock()()
    found, kept = restore_backup(url, file, now=now, lang=SESSION.lang)
    if form is Format.TABLE:
        print_line(tell("restore.done", file=file))
        say_counts(found)
        if kept is not None:
            talk(tell("restore.kept", file=kept))
    else:
        record = {**backup_record(found), "kept": str(kept) if kept else None}
        print_json(record, indent=2 if form is Format.JSON else None)
    return 0
