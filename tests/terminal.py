"""The command line in this process: what a call printed and how it ended."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from monitor.cli.main import run
from monitor.store.database import open_store


@dataclass(frozen=True, slots=True)
class Call:
    """What one call of the program came to."""

    status: int
    out: str
    err: str

    @property
    def records(self) -> list[Any]:
        """The JSON lines of standard output."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def faults(self) -> list[str]:
        """The lines of standard error."""
        return self.err.splitlines()


class Terminal:
    """Calls the program with a data folder of its own. Each word of a call is an argument."""

    def __init__(self, folder: Path, captured: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._captured = captured

    def bare(self, *words: str) -> Call:
        """Call the program with these words and no other."""
        self._captured.readouterr()
        status = run(words)
        said = self._captured.readouterr()
        return Call(status, said.out, said.err)

    def __call__(self, *words: str) -> Call:
        return self.bare("--data", str(self.data), *words)

    def good(self, *words: str) -> Call:
        """Call, and demand that it went well."""
        call = self(*words)
        assert call.status == 0, call.err
        return call

    def begin(self) -> Terminal:
        """Make an empty database, as `monitor init` does, and return the program."""
        self.data.mkdir()
        open_store(f"sqlite:///{self.data / 'monitor.db'}").close()
        return self

    def take(self, data: Path) -> None:
        """Go on with a copy of another data folder."""
        shutil.copytree(data, self.data, dirs_exist_ok=True)


def one_line(call: Call, *words: str, status: int = 2) -> None:
    """Demand that a call failed with one line that holds these words, and printed no data."""
    assert (call.status, call.out) == (status, ""), call.err
    (line,) = call.faults
    assert [word for word in words if word not in line] == [], line


def lines_with(call: Call, words: Sequence[str]) -> None:
    """Demand one line of standard error for each of `words`, in their order."""
    assert len(call.faults) == len(words), call.err
    assert [w for w, line in zip(words, call.faults, strict=True) if w not in line] == [], call.err
