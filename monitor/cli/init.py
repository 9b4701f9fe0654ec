"""`monitor init`: a commented configuration and an empty database; nothing is ever overwritten."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from monitor.cli.output import print_line, talk
from monitor.cli.session import SESSION, os_reason, tell
from monitor.cli.workspace import workspace
from monitor.config import load_config, render_settings
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
                stream.write(render_settings({"": {"data": _data_folder(file)}}))
        except FileExistsError:
            print_line(tell("init.kept", file=file))
        except OSError as e:
            raise ConfigError([f"{file}: {os_reason(e)}"]) from e
        else:
            print_line(tell("init.written", file=file))
    SESSION.config_file = file
    _say_other_folder(file)
    with workspace(make=True) as store:
        print_line(tell("init.database", url=store.url))
    print_line(tell("init.next"))
    return 0


def _data_folder(file: Path) -> str:
    """Return the data folder as the settings name it: the one of `--data`, else one beside them.

    A path of a settings file counts from that file, whatever folder a command is called in.
    """
    if SESSION.data is not None:
        return str(SESSION.data)
    # Beside the folder `config`, or in the folder of a file that stands alone.
    return "../data" if file.absolute().parent.name == "config" else "data"


def _say_other_folder(file: Path) -> None:
    """Say where settings that were there already name another data folder than `--data` does."""
    named = load_config(file).data
    if SESSION.data is not None and named.resolve() != SESSION.data.resolve():
        talk(tell("init.other_data", file=file, folder=named, data=SESSION.data))
