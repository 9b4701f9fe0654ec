"""Log lines: an event with keys, for people or programs; never an article's text or a secret."""

from __future__ import annotations

import json
import logging
import sys
from datetime import datetime
from typing import Literal

from typing_extensions import override

from monitor.model import SEOUL

LOGGER = logging.getLogger("monitor")


def log_event(event: str, /, *, level: int = logging.INFO, **keys: object) -> None:
    """Write one event: `polled feed=https://… new=3`."""
    if LOGGER.isEnabledFor(level):
        LOGGER.log(level, event, extra={"keys": keys})


def log_bug(event: str, error: BaseException, /, **keys: object) -> None:
    """Write an unexpected failure of a job with its traceback: only job boundaries call this."""
    LOGGER.error(event, extra={"keys": {**keys, "error": repr(error)}}, exc_info=error)


def start_log(level: str, form: Literal["text", "json"]) -> None:
    """Send log lines of `level` and above to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines() if form == "json" else _TextLines())
    LOGGER.handlers[:] = [handler]
    LOGGER.setLevel(level.upper())


def _keys(record: logging.LogRecord) -> dict[str, object]:
    keys = getattr(record, "keys", {})
    return keys if isinstance(keys, dict) else {}


def _moment(record: logging.LogRecord) -> datetime:
    """Return when it was, in the newspapers' time, whatever zone the machine is in."""
    return datetime.fromtimestamp(record.created, SEOUL)


class _TextLines(logging.Formatter):
    @override
    def format(self, record: logging.LogRecord) -> str:
        moment = _moment(record).isoformat(" ", "seconds")
        words = " ".join(f"{k}={_word(v)}" for k, v in _keys(record).items())
        line = f"{moment} {record.levelname.lower():7} {record.getMessage()} {words}".rstrip()
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class _JsonLines(logging.Formatter):
    @override
    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, object] = {
            "time": _moment(record).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **_keys(record),
        }
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False, default=str)


def _word(value: object) -> str:
    # One event is one line, whatever a server put into a reason phrase.
    text = "".join(c if c.isprintable() else " " for c in str(value))
    return f'"{text}"' if " " in text or not text else text
