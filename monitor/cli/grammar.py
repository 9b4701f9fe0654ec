"""How commands are read and explained: Typer's, in the user's language and without its pydantic."""

from __future__ import annotations

import difflib
import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, Protocol, get_args, get_origin

import typer
from typer.core import TyperCommand, TyperGroup
from typing_extensions import override

from monitor.cli.session import tell
from monitor.errors import ConfigError
from monitor.patterns import Pattern
from monitor.words import WORDS

# What stands for a value in usage lines and errors, by the name of the parameter.
METAVARS = {
    "user_agent": "NAME",
    "headers": "NAME:VALUE",
    "ignore_robots": "REASON",
    "naver": "KEYWORD",
    "google_news": "KEYWORD",
    "terms": "WORDS",
    "documents": "PATH|URL|-",
    "places": "URL|FILE",
    "paths": "PATH",
    "urls": "URL",
    "feeds": "URL",
    "url": "URL",
    "file": "FILE",
    "out": "FILE",
    "keep": "DIR",
    "published": "DAY",
    "since": "TIME",
    "key": "KEY",
    "keys": "KEY",
    "alert": "KEY",
    "merge": "KEY",
    "name": "NAME",
    "names": "NAME",
    "rename": "NAME",
    "aliases": "NAME",
    "drop_aliases": "NAME",
    "topic": "TOPIC",
    "figures": "METRIC:UNIT",
    "drop_figures": "METRIC",
    "metric": "METRIC",
    "subject": "SUBJECT",
    "value": "VALUE",
    "correct": "VALUE",
    "found": "FILE",
    "seeds": "DIR",
    "texts": "DIR",
    "added": "TOPIC=ALIAS",
    "least": "AMOUNT",
    "figure": "KEY",
    "values": "NUMBERS",
    "unit": "UNIT",
    "period": "PERIOD",
    "modality": "MODALITY",
    "threshold": "AMOUNT",
    "decision": "KEY",
    "topics": "FILE",
    "on_topics": "TOPIC",
    "channel": "CHANNEL",
    "address": "ADDRESS",
    "address_file": "FILE",
    "language": "ko|en",
    "schedule": "SCHEDULE",
    "at": "TIME",
    "days": "DAY",
    "zone": "ZONE",
    "quiet": "FROM-TO",
    "empty": "HOW_OFTEN",
    "kinds": "KIND",
    "min_percent": "PERCENT",
    "min_change": "AMOUNT",
    "at_once_topics": "TOPIC",
    "at_once_percent": "PERCENT",
    "last_days": "DAYS",
    "clear": "OPTION",
}
# The options that `session` takes, wherever they stand.
COMMON = (
    ("--config FILE", "cli.option.config"),
    ("--data DIR", "cli.option.data"),
    ("--now TIME", "cli.option.now"),
    ("--lang ko|en", "cli.option.lang"),
    ("-h, --help", "cli.option.help"),
)
WIDEST = 100  # columns of a help text, however wide the terminal is


class _Parameter(Protocol):
    """What is used here of a parameter of Typer's."""

    name: str
    opts: list[str]
    required: bool
    nargs: int
    multiple: bool
    default: Any
    metavar: str | None
    param_type_name: str


class ReaderGoneError(Exception):
    """Whoever read our standard output has closed it. Typer would leave the program at once."""


class Command(TyperCommand):
    """A command whose words are read here and whose help is in the user's language."""

    @override
    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as e:
            raise ReaderGoneError from e
        except KeyboardInterrupt as e:
            sys.stderr.write(f"\n{tell('cli.interrupted')}\n")
            raise typer.Exit(130) from e

    @override
    def get_params(self, ctx: Any) -> Any:
        return _prepared(super().get_params(ctx))

    @override
    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(render_help(ctx, self.get_params(ctx)))


class Group(TyperGroup):
    """A command that holds others. Without one of them it shows its help and is wrong use."""

    @override
    def get_params(self, ctx: Any) -> Any:
        return _prepared(super().get_params(ctx))

    @override
    def format_help(self, ctx: Any, formatter: Any) -> None:
        commands = [(name, tell(f"{_key(ctx, name)}.help")) for name in self.list_commands(ctx)]
        formatter.write(render_help(ctx, self.get_params(ctx), commands))

    @override
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args and not self.invoke_without_command:
            sys.stderr.write(ctx.get_help() + "\n")
            raise typer.Exit(2)
        return super().parse_args(ctx, args)

    @override
    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if name not in self.list_commands(ctx):
            raise ConfigError([_no_command(ctx.command_path, name, self.list_commands(ctx))])
        return super().resolve_command(ctx, args)


class Lazy(Group):
    """The first word of the line: only the module of the command asked for is loaded.

    `names` and `load` are set by the front door.
    """

    names: Sequence[str] = ()
    load: Callable[[str], Any]

    @override
    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.names)

    @override
    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return type(self).load(cmd_name) if cmd_name in self.names else None


def _no_command(path: str, name: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(names), 1, 0.5)
    hint = tell("cli.did_you_mean", near=f"{path} {near[0]}") if near else ""
    return tell("cli.no_command", name=name, hint=hint, path=path)


class _Reader:
    """Reads the words of a parameter: text, a path, a flag, a number or one of some choices.

    Typer has pydantic do that, which takes longer to load than `monitor claims FILE` may take.
    """

    def __init__(
        self,
        kind: type,
        *,
        many: bool,
        limits: tuple[float | None, float | None] | None = None,
    ) -> None:
        self.kind = kind
        self.many = many
        self.limits = limits  # least and most, of a number

    def coerce(self, value: Any, param: _Parameter, ctx: object) -> Any:
        """Return the value of the words; raise ConfigError for one that is not to be chosen."""
        del ctx
        if value is None:
            return () if self.many else None
        if self.many:
            return [self._read(item, param) for item in value]
        return self._read(value, param)

    def _read(self, word: Any, param: _Parameter) -> Any:
        if self.limits is not None:
            return self._number(word, param)
        if isinstance(word, self.kind):
            return word
        try:
            return self.kind(word)
        except ValueError as e:
            if not issubclass(self.kind, Enum):
                raise
            # What tables call it, in either language, is as good as its own name.
            name = self.kind.__name__.lower()
            for choice in self.kind:
                if word in WORDS.get(f"{name}.{choice.value}", ()):
                    return choice
            choices = _choices(name, [str(choice.value) for choice in self.kind])
            raise ConfigError(
                [tell("cli.bad_choice", option=param.opts[-1], value=word, choices=choices)]
            ) from e

    def _number(self, word: Any, param: _Parameter) -> Any:
        option, (least, most) = param.opts[-1], self.limits or (None, None)
        try:
            number = self.kind(word)
        except (ValueError, OverflowError) as e:
            key = "cli.bad_count" if self.kind is int else "cli.bad_number"
            raise ConfigError([tell(key, option=option, value=str(word)[:60])]) from e
        # Not a number lies between no two.
        is_low = least is not None and not number >= least
        if is_low or (most is not None and not number <= most):
            key = "cli.number_within" if most is not None else "cli.number_least"
            raise ConfigError([tell(key, option=option, least=least, most=most)])
        return number


def _choices(name: str, values: Sequence[str]) -> str:
    """Return the choices, and what they are called, where that is another word."""
    called = [tell(f"{name}.{v}") if f"{name}.{v}" in WORDS else v for v in values]
    known = ", ".join(values)
    return known if called == list(values) else f"{known} ({', '.join(called)})"


def _prepared(parameters: Sequence[Any]) -> Sequence[Any]:
    """Return the parameters of a command, each with its metavar and a reader of our own."""
    for parameter in parameters:
        _prepare(parameter)
    return parameters


def _prepare(parameter: Any) -> None:
    if parameter.name in METAVARS:
        parameter.metavar = METAVARS[parameter.name]
    elif parameter.param_type_name == "argument":
        parameter.metavar = parameter.name.upper()
    kind = _kind(parameter)
    many = get_origin(kind) is list
    if many:
        (kind,) = get_args(kind)
    if isinstance(kind, type) and issubclass(kind, str | Path | Enum | bool):
        # A Typer that does not know this attribute reads the words itself, only slower.
        vars(parameter)["_runtime_param"] = _Reader(kind, many=many)
    elif kind in (int, float):
        limits = (getattr(parameter, "min", None), getattr(parameter, "max", None))
        vars(parameter)["_runtime_param"] = _Reader(kind, many=many, limits=limits)


def _kind(parameter: Any) -> Any:
    return getattr(getattr(parameter, "type_descriptor", None), "annotation", None)


# --- help ----------------------------------------------------------------------------------------


def _key(ctx: Any, name: str = "") -> str:
    """Return the key of a command's words: `cli.poll`, `feed.add`; `cli` for the program."""
    parts = [*ctx.command_path.split()[1:], *([name] if name else [])]
    return ".".join(parts) if len(parts) > 1 else ".".join(["cli", *parts])


def render_help(
    ctx: Any, parameters: Sequence[Any], commands: Sequence[tuple[str, str]] = ()
) -> str:
    """Return the help of a command: usage, what it does, arguments, options and an example."""
    width = max(30, min(WIDEST, shutil.get_terminal_size().columns))
    own = [p for p in parameters if p.name != "help"]
    arguments = [p for p in own if p.param_type_name == "argument"]
    options = [p for p in own if p.param_type_name == "option"]
    usage = " ".join(
        [
            ctx.command_path,
            *map(_usage, arguments),
            *([tell("cli.usage_command")] if commands else []),
            tell("cli.usage_options"),
        ]
    )
    key = _key(ctx)
    lines = [f"{tell('cli.usage')}: {usage}", ""]
    lines += _fold(tell(f"{key}.help"), width, "  ")
    lines += _section(tell("cli.arguments"), [(_usage(p), _said(p)) for p in arguments], width)
    lines += _section(tell("cli.commands"), commands, width)
    lines += _section(tell("cli.options"), [(_option(p), _said(p)) for p in options], width)
    lines += _section(tell("cli.common"), [(o, tell(k)) for o, k in COMMON], width)
    if f"{key}.example" in WORDS:
        # An example is to be copied: never folded.
        lines += ["", f"{tell('cli.example_title')}:"]
        lines += [f"  {line}" for line in tell(f"{key}.example").splitlines()]
    return "\n".join(lines) + "\n"


def _usage(parameter: Any) -> str:
    name = f"{parameter.metavar}{'…' if parameter.nargs == -1 else ''}"
    return name if parameter.required else f"[{name}]"


def _option(parameter: Any) -> str:
    kind = _kind(parameter)
    if get_origin(kind) is list:
        (kind,) = get_args(kind)
    name = ", ".join(parameter.opts)
    if kind is bool:
        return name
    if isinstance(kind, type) and issubclass(kind, Enum):
        return f"{name} {'|'.join(str(choice.value) for choice in kind)}"
    return f"{name} {parameter.metavar or 'TEXT'}"


def _said(parameter: Any) -> str:
    words = tell(parameter.help) if parameter.help in WORDS else parameter.help or ""
    if parameter.required and parameter.param_type_name == "option":
        return f"{words} {tell('cli.required')}"
    if isinstance(parameter.default, Enum):
        return f"{words} {tell('cli.default', value=parameter.default.value)}"
    return words


def _section(title: str, rows: Sequence[tuple[str, str]], width: int) -> list[str]:
    if not rows:
        return []
    lines = ["", f"{title}:"]
    column = min(max(cells(name) for name, _ in rows) + 4, width // 2)
    for name, words in rows:
        first = f"  {name}"
        if cells(first) + 2 > column:
            lines.append(first)
            lines += _fold(words, width, " " * column)
        else:
            folded = _fold(words, width, " " * column) or [""]
            lines.append(first + " " * (column - cells(first)) + folded[0].lstrip())
            lines += folded[1:]
    return lines


def cells(text: str) -> int:
    """Return how many columns of a terminal `text` takes: a Hangul syllable or Hanja two."""
    return sum(
        2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1
        for c in text
    )


def _fold(text: str, width: int, indent: str) -> list[str]:
    """Return `text` in lines of `width` columns; `textwrap` counts characters, not columns."""
    lines, line = [], ""
    for word in textwrap.dedent(text).split():
        if line and len(indent) + cells(line) + 1 + cells(word) > width:
            lines.append(indent + line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, indent + line] if line else lines


# --- wrong use -----------------------------------------------------------------------------------

# Typer's own sentences, and the key of ours. Its classes of errors are private, its words are seen.
_FAULTS: tuple[tuple[Pattern, str], ...] = (
    (Pattern(r"No such option: (?P<name>[^\s(]+)"), "cli.no_option"),
    (Pattern(r"Missing argument '?(?P<name>[^']+?)'?\.?$"), "cli.no_argument"),
    (Pattern(r"Missing option '?(?P<name>[^']+?)'?\.?$"), "cli.option_missing"),
    (Pattern(r"Option '?(?P<name>[^']+?)'? requires an argument"), "cli.option_bare"),
    (Pattern(r"Option '?(?P<name>[^']+?)'? does not take a value"), "cli.option_full"),
    (
        Pattern(r"Got unexpected extra argument(?:s|\(s\))? \((?P<name>.*)\)", re.S),
        "cli.extra_words",
    ),
)


def say_wrong_use(error: Any) -> str:
    """Return one line in the user's language for an error of Typer's about the command line."""
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx is not None else "monitor"
    text = " ".join(error.format_message().split())
    for pattern, key in _FAULTS:
        if found := pattern.match(text):
            name = found["name"]
            text = tell(
                key,
                name=name,
                hint=_near(error, ctx, name),
                what=_what(ctx, name),
                example=tell(f"{_key(ctx)}.example").splitlines()[0] if ctx is not None else path,
            )
            break
    return tell("cli.wrong_use", text=text, path=path)


def _what(ctx: Any, name: str) -> str:
    """Return what is said of the argument that usage lines call `name`."""
    known = ctx.command.params if ctx is not None else ()
    return next((_said(p) for p in known if p.metavar == name), name)


def _near(error: Any, ctx: Any, name: str) -> str:
    if ctx is None or not (name.startswith("-") and getattr(error, "option_name", None)):
        return ""
    known = [option for parameter in ctx.command.params for option in parameter.opts]
    known += [option.split()[-2 if " " in option else 0] for option, _ in COMMON[:-1]]
    near = getattr(error, "possibilities", None) or difflib.get_close_matches(name, known, 1)
    return tell("cli.did_you_mean", near=sorted(near)[0]) if near else ""
