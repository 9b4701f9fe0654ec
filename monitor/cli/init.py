"""`monitor init`: a commented configuration and an empty database; nothing is ever overwritten."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from monitor.cli.output import print_line
from monitor.cli.session import SESSION, os_reason, tell
from monitor.cli.workspace import workspace
from monitor.config import render_settings
from monitor.errors import ConfigError

app = typer.Typer(add_completion=False)


@app.command()
def init() -> int:
    """Write the configuration and create the database."""
    named = SESSION.config_file or os.environ.get("MONITOR_CONFIG")
    file = Path(named) if named else Path("config") / "monitor.toml"
    if file.exists():
        print_line(tell("init.kept", file=file))
    else:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            # "x": another `init` at the same moment must not be overwritten either.
            with file.open("x", encoding="utf-8") as stream:
                # Beside the folder `config`, or in the folder of a file that stands alone.
                data = "../data" if file.parent.name == "config" else "data"
                stream.write(render_settings({"": {"data": data}}))
        except FileExistsError:
            print_line(tell("init.kept", file=file))
        except OSError as e:
            raise ConfigError([f"{file}: {os_reason(e)}"]) from e
        else:
            print_line(tell("init.written", file=file))
    SESSION.config_file = file
    with workspace(make=True) as store:
        print_line(tell("init.database", url=store.url))
    print_line(tell("init.next"))
    return 0
