"""What the options common to every command say: settings, data folder, clock and language."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from monitor.errors import ConfigError
from monitor.words import Lang, say, speak
from monitor.words import os_reason as reason_of

if TYPE_CHECKING:
    from monitor.config import Config

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Session:
    """One call of the program. `config()` reads the settings when a command first needs them."""

    config_file: Path | None = None
    data: Path | None = None
    now_text: str | None = None
    lang: Lang = "ko"
    _config: Config | None = None

    def forget(self) -> None:
        """Let the next `config()` read the settings anew."""
        self._config = None

    def keep(self, config: Config) -> None:
        """Let these settings be the ones of this call."""
        self._config = config

    def config(self) -> Config:
        """Return the settings; raise ConfigError with every fault."""
        # Imported here: `monitor claims FILE` answers in a quarter of a second without pydantic.
        from monitor.config import load_config

        if self._config is None:
            self._config = load_config(self.config_file, data=self.data)
        return self._config

    @property
    def loaded(self) -> Config | None:
        """The settings, where a command has needed them."""
        return self._config

    @property
    def is_clock_set(self) -> bool:
        """Whether the program's clock shows a moment of the user's choice."""
        return bool(self.now_text or os.environ.get("MONITOR_NOW"))

    def clock(self) -> Clock:
        """Return the program's clock: the moment of `--now` for the whole call, or the real one."""
        text = self.now_text or os.environ.get("MONITOR_NOW")
        name = "--now" if self.now_text else "MONITOR_NOW"
        if not text:
            return lambda: datetime.now(UTC)
        from monitor.config import parse_now

        moment = parse_now(text, name).astimezone(UTC)
        return lambda: moment


# The command modules ask this one for language and settings; `main` fills it before importing them.
SESSION = Session()

LANGUAGES = ("ko", "en")
OPTIONS = ("--config", "--data", "--now", "--lang")


def take_common_options(arguments: Sequence[str]) -> list[str]:
    """Fill SESSION from the common options, wherever they stand, and return the other arguments.

    Raises ConfigError, with the option's name, for one without a value or with a wrong one.
    """
    rest: list[str] = []
    values: dict[str, str] = {}
    faults: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest += [word, *words]
            break
        name, given, value = word.partition("=")
        if name not in OPTIONS:
            rest.append(word)
            continue
        if not given:
            value = next(words, "")
        if not value or (not given and value.startswith("--")):
            faults.append(name)
            continue
        values[name] = value
    SESSION.forget()
    SESSION.config_file = Path(values["--config"]) if "--config" in values else None
    SESSION.data = Path(values["--data"]).absolute() if "--data" in values else None
    SESSION.now_text = values.get("--now")
    SESSION.lang = _language(values)
    speak(SESSION.lang)
    if faults:
        raise ConfigError([tell("cli.option_needs_value", option=name) for name in faults])
    if values.get("--lang") not in (None, *LANGUAGES):
        raise ConfigError([tell("cli.bad_lang", value=values["--lang"])])
    if SESSION.now_text:
        SESSION.clock()  # a wrong moment is told of, whether the command asks for it or not
    return rest


def _language(values: dict[str, str]) -> Lang:
    """Return the language that is asked for: by option, environment, settings file; or Korean."""
    wanted = values.get("--lang") or os.environ.get("MONITOR_LANGUAGE") or ""
    if wanted not in LANGUAGES:
        given = values.get("--config") or os.environ.get("MONITOR_CONFIG")
        wanted = _file_language(Path(given) if given else Path("config") / "monitor.toml")
    return cast(Lang, wanted) if wanted in LANGUAGES else "ko"


def _file_language(file: Path) -> str:
    """Return what a settings file says of the language; "" where it says nothing to be read.

    Looked up by its line: an error is told in the user's language even where the file has faults,
    and `monitor claims FILE` reads no settings at all.
    """
    try:
        with file.open("rb") as stream:
            head = stream.read(100_000)
    except (OSError, ValueError):
        return ""
    top = re.split(rb"^[ \t]*\[", head, maxsplit=1, flags=re.M)[0]
    found = re.search(rb"""^[ \t]*language[ \t]*=[ \t]*["'](\w+)["']""", top, re.M)
    return found[1].decode("ascii", "replace") if found else ""


def settings_name(config: Config) -> str:
    """Return which settings file the values come from, or that there is none."""
    return str(config.file) if config.file else tell("cli.no_settings")


def tell(key: str, /, **values: object) -> str:
    """Return the words of `key` in this call's language."""
    return say(key, SESSION.lang, **values)


def os_reason(error: OSError) -> str:
    """Return why the system refused, in this call's language where we have words for it."""
    return reason_of(error, SESSION.lang)


def iso(moment: datetime | None) -> str | None:
    """Return a moment as JSON has it."""
    return moment.isoformat() if moment else None


def local_time(moment: datetime | None) -> str:
    """Return a moment for a person, in the zone of the settings; a dash for none."""
    if moment is None:
        return "-"
    return moment.astimezone(SESSION.config().zone).strftime("%Y-%m-%d %H:%M")
