"""The `monitor` command: imports only the command asked for, and turns errors into one line.

Typer reads the words of one command; which command that is, and the options that every command
takes in any place (`--config`, `--data`, `--now`, `--lang`), are read here first.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from monitor import __version__
from monitor.cli.output import complain, hint, print_line, talk
from monitor.cli.session import SESSION, os_reason, settings_name, take_common_options, tell
from monitor.errors import AmbiguousKeyError, ConfigError, MonitorError, StoreError

# In the order a new user meets them. Each module has `app`, a Typer with one command or several.
COMMANDS = (
    "demo",
    "init",
    "feed",
    "topic",
    "baseline",
    "backfill",
    "recipient",
    "run",
    "worker",
    "poll",
    "alerts",
    "digest",
    "outbox",
    "history",
    "search",
    "explain",
    "review",
    "backtest",
    "learn",
    "reprocess",
    "claims",
    "read",
    "eval",
    "status",
    "doctor",
    "jobs",
    "prune",
    "backup",
    "restore",
    "mcp",
    "web",
    "migrate-database",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its status: 0 done, 1 failed, 2 wrong use."""
    # What is loaded stays: to look for garbage among it takes a tenth of the start. See `_load`.
    gc.disable()
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; nothing but a status comes out."""
    from typer import Abort
    from typer.exceptions import TyperException

    from monitor.cli.grammar import ReaderGoneError, say_wrong_use

    # Closed by the caller (`>&-`): what nobody wants to hear is still computed and counted.
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A file's name may hold bytes that are no text, a terminal may not know every letter.
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _dispatch(take_common_options(arguments))
        sys.stdout.flush()
        return status
    except ConfigError as e:
        complain(e.faults)
        hint(e.hints)
        return 2
    except AmbiguousKeyError as e:
        complain([str(e)])
        return 2
    except StoreError as e:
        complain([_with_settings(str(e))])
        return 1
    except MonitorError as e:
        complain([str(e)])
        return 1
    except TyperException as e:
        complain([say_wrong_use(e)])
        return 2
    except (KeyboardInterrupt, Abort):
        talk(tell("cli.interrupted"))
        return 130
    except (BrokenPipeError, ReaderGoneError, SystemExit):
        # Typer leaves by itself for this reason alone, when it is not the one who runs the program.
        return _reader_gone()
    except OSError as e:
        if e.filename is None and e.errno != errno.ENOSPC:
            return _bug(e)
        where = os.fsdecode(e.filename) if e.filename is not None else tell("cli.output")
        complain([f"{where}: {os_reason(e)}"])
        _stop_writing()
        return 1
    except Exception as e:  # noqa: BLE001 - the boundary where a bug becomes one line
        return _bug(e)


def _dispatch(arguments: list[str]) -> int:
    if arguments[:1] == ["--version"]:
        print_line(f"monitor {__version__}")
        return 0
    if arguments[:1] == ["help"]:
        arguments = [*arguments[1:], "--help"]

    import typer

    from monitor.cli.grammar import Lazy

    Lazy.names, Lazy.load = COMMANDS, staticmethod(_load)
    app = typer.Typer(cls=Lazy, add_completion=False, rich_markup_mode=None)

    @app.callback()
    def _root(version: bool = typer.Option(False, "--version", help="cli.version")) -> None:
        del version

    program = typer.main.get_command(app)
    status = program.main(
        args=arguments,
        prog_name="monitor",
        standalone_mode=False,
        help_option_names=["--help", "-h"],
    )
    return status if isinstance(status, int) else 0


def _load(name: str) -> Any:
    """Return the command of a name; of the modules of all commands only its own is loaded."""
    from typer.main import get_command

    from monitor.cli.grammar import Command, Group

    app = import_module(f"monitor.cli.{name.replace('-', '_')}").app
    app.info.cls = Group
    for registered in app.registered_commands:
        registered.cls = Command
    command: Any = get_command(app)
    command.name = name
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    return command


def _reader_gone() -> int:
    # The reader of our pipe has closed it (`monitor alerts | head`): it has what it wanted.
    _stop_writing()
    return 0


def _with_settings(fault: str) -> str:
    """Return the fault with the settings file that led there, where one was read."""
    config = SESSION.loaded
    if config is None:
        return fault
    return tell("cli.by_settings", fault=fault, settings=settings_name(config))


def _stop_writing() -> None:
    """Let what is still in the buffer of standard output go nowhere, instead of failing again."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bug(error: Exception) -> int:
    import tempfile
    import traceback

    handle, name = tempfile.mkstemp(prefix="monitor-error-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write("".join(traceback.format_exception(error)))
    complain([tell("cli.bug", what=f"{type(error).__name__}: {error}", file=Path(name))])
    return 1
