"""What the options common to every command say: settings, data folder, clock and language."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from monitor.errors import ConfigError
from monitor.words import Lang, say

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

    def config(self) -> Config:
        """Return the settings; raise ConfigError with every fault."""
        # Imported here: `monitor claims FILE` answers in a quarter of a second without pydantic.
        from monitor.config import load_config

        if self._config is None:
            self._config = load_config(self.config_file, data=self.data)
        return self._config

    def clock(self) -> Clock:
        """Return the program's clock: the moment of `--now` for the whole call, or the real one."""
        text = self.now_text or os.environ.get("MONITOR_NOW")
        if not text:
            return lambda: datetime.now(UTC)
        from monitor.config import parse_now

        moment = parse_now(text).astimezone(UTC)
        return lambda: moment


# The command modules ask this one for language and settings; `main` fills it before importing them.
SESSION = Session()

OPTIONS = ("--config", "--data", "--now", "--lang")


def take_common_options(arguments: Sequence[str]) -> list[str]:
    """Fill SESSION from the common options, wherever they stand, and return the other arguments.

    Raises ConfigError, with the option's name, for one without a value or with a wrong one.
    """
    rest: list[str] = []
    values: dict[str, str] = {}
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
        if not value:
            raise ConfigError([say("cli.option_needs_value", _language(values), option=name)])
        values[name] = value
    SESSION.forget()
    SESSION.config_file = Path(values["--config"]) if "--config" in values else None
    SESSION.data = Path(values["--data"]).absolute() if "--data" in values else None
    SESSION.now_text = values.get("--now")
    SESSION.lang = _language(values)
    if values.get("--lang") not in (None, "ko", "en"):
        raise ConfigError([say("cli.bad_lang", "ko", value=values["--lang"])])
    return rest


def _language(values: dict[str, str]) -> Lang:
    wanted = values.get("--lang") or os.environ.get("MONITOR_LANGUAGE", "ko")
    return cast(Lang, wanted) if wanted in ("ko", "en") else "ko"


def tell(key: str, /, **values: object) -> str:
    """Return the words of `key` in this call's language."""
    return say(key, SESSION.lang, **values)
