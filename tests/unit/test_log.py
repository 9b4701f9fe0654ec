"""Log lines: one event a line, in the newspapers' time."""

from __future__ import annotations

import json
import logging

import pytest

from monitor.log import LOGGER, log_event, start_log


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_log_line_is_in_the_time_of_seoul(
    form: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    handlers, level = LOGGER.handlers[:], LOGGER.level
    try:
        start_log("info", "json" if form == "json" else "text")
        log_event("polled", feed="https://a.example/rss", new=3)
        line = capsys.readouterr().err.strip()
    finally:
        LOGGER.handlers[:] = handlers
        LOGGER.setLevel(level)
    assert "\n" not in line
    moment = json.loads(line)["time"] if form == "json" else line.split(" info")[0]
    assert moment.endswith("+09:00")
    assert logging.INFO == 20
