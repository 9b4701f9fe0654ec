"""The `monitor` command: imports only the command asked for, and turns errors into one line.

Typer reads the words of one command; which command that is, and the options that every command
takes in any place (`--config`, `--data`, `--now`, `--lang`), are read here first.
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import typer
from typer.exceptions import TyperException

from monitor import __version__
from monitor.cli.output import complain, print_line, talk
from monitor.cli.session import take_common_options, tell
from monitor.errors import ConfigError, MonitorError

# In the order a new user meets them. Each module has `app`, a Typer with one command or several.
COMMANDS = (
    "demo",
    "init",
    "feed",
    "topic",
    "baseline",
    "run",
    "poll",
    "alerts",
    "digest",
    "history",
    "explain",
    "review",
    "claims",
    "read",
    "status",
    "doctor",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its status: 0 done, 1 failed, 2 wrong use."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; nothing but a status comes out."""
    try:
        return _dispatch(take_common_options(arguments))
    except ConfigError as e:
        complain(e.faults)
        return 2
    except MonitorError as e:
        complain([str(e)])
        return 1
    except TyperException as e:
        complain([tell("cli.wrong_use", text=e.format_message())])
        return 2
    except (KeyboardInterrupt, typer.Abort):
        talk(tell("cli.interrupted"))
        return 130
    except BrokenPipeError:
        return _reader_gone()
    except OSError as e:
        if e.errno == errno.EPIPE:
            return _reader_gone()
        return _bug(e)
    except Exception as e:  # noqa: BLE001 - the boundary where a bug becomes one line
        return _bug(e)


def _dispatch(arguments: list[str]) -> int:
    name = next((word for word in arguments if not word.startswith("-")), None)
    if "--version" in arguments and name is None:
        print_line(f"monitor {__version__}")
        return 0
    wanted = (name,) if name in COMMANDS else COMMANDS
    app = typer.Typer(
        name="monitor",
        help=tell("cli.help"),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["--help", "-h"]},
    )

    @app.callback(epilog=tell("cli.epilog"))
    def _root(
        version: bool = typer.Option(False, "--version", help=tell("cli.version")),
    ) -> None:
        del version

    for command in wanted:
        module = import_module(f"monitor.cli.{command}")
        if len(module.app.registered_commands) == 1 and not module.app.registered_callback:
            only = module.app.registered_commands[0]
            app.command(
                command,
                help=tell(f"cli.{command}.help"),
                epilog=tell("cli.common", example=tell(f"cli.{command}.example")),
                no_args_is_help=only.no_args_is_help,
            )(only.callback)
        else:
            app.add_typer(
                module.app,
                name=command,
                help=tell(f"cli.{command}.help"),
                epilog=tell("cli.common", example=tell(f"cli.{command}.example")),
                no_args_is_help=True,
            )
    status = app(args=arguments, prog_name="monitor", standalone_mode=False)
    return status if isinstance(status, int) else 0


def _reader_gone() -> int:
    # The reader of our pipe has closed it (`monitor alerts | head`): no more output, no complaint.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _bug(error: Exception) -> int:
    handle, name = tempfile.mkstemp(prefix="monitor-error-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write("".join(traceback.format_exception(error)))
    complain([tell("cli.bug", what=f"{type(error).__name__}: {error}", file=Path(name))])
    return 1
