"""`monitor backup` and `monitor restore`: the whole database into a file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli.output import Format, print_json, print_line, talk
from monitor.cli.session import SESSION, os_reason, tell
from monitor.cli.workspace import require_database
from monitor.errors import ConfigError
from monitor.model import SEOUL
from monitor.store.backup import Backup, save_backup

app = typer.Typer(add_completion=False)


@app.command()
def backup(
    file: Annotated[str, typer.Argument(help="backup.file")],
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Copy the database into a file, also while the daemon runs."""
    config = SESSION.config()
    require_database(config)
    place = Path(file)
    if file.endswith("/"):  # a folder, there or not
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError as e:
            raise ConfigError([f"{file}: {os_reason(e)}"]) from e
    if place.is_dir():
        now = SESSION.clock()().astimezone(SEOUL)
        place = place / f"monitor-{now:%Y%m%d-%H%M%S}.backup"
    made = save_backup(config.database_url, place, SESSION.lang)
    if form is Format.TABLE:
        print_line(tell("backup.made", file=made.file, mb=f"{made.size / 1e6:.1f}"))
        say_counts(made)
    else:
        print_json(backup_record(made), indent=2 if form is Format.JSON else None)
    return 0


def say_counts(made: Backup) -> None:
    """Say what a copy holds, where that can be counted."""
    if made.counts:
        talk(tell("backup.holds", **made.counts))


def backup_record(made: Backup) -> dict[str, Any]:
    """Return a copy as a program reads of it."""
    return {"file": str(made.file), "bytes": made.size, **made.counts}
