"""The commands that the README and the doctor name: they are there, with their options."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from monitor.cli.main import COMMANDS
from monitor.words import WORDS
from tests.terminal import Terminal

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.ko.md")
WORD = re.compile(r"[a-z][a-z-]*")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def spoken_of(text: str) -> set[str]:
    """Return the commands of a text, each with what follows it up to its end."""
    quoted = re.findall(r"`(?:\.venv/bin/)?monitor ([^`\n]+)`", text)
    typed = re.findall(r"^(?:\$ )?(?:sudo )?monitor (?!.*·)(.+)$", text, re.M)
    piped = re.findall(r"\| monitor (.+)$", text, re.M)
    return {c.strip() for c in (*quoted, *typed, *piped)}


@cache
def _all_commands() -> tuple[tuple[str, str], ...]:
    found = [
        (name, command)
        for name in (*READMES, "deploy/README.md", "config/README.md")
        for command in sorted(spoken_of((ROOT / name).read_text("utf-8")))
    ]
    advice = "\n".join(
        f"`{part}`"
        for key, pair in WORDS.items()
        if key.startswith("doctor.")
        for said in pair
        for part in re.findall(r"monitor [a-z][^;,():가-힣]*", said)
        if "journalctl" not in said
    )
    return (*found, *(("doctor", command) for command in sorted(spoken_of(advice))))


def test_every_command_of_the_readme_and_the_doctor_is_there_with_its_options(
    terminal: Terminal,
) -> None:
    helped: dict[tuple[str, ...], str] = {}

    def help_of(*words: str) -> str:
        if words not in helped:
            helped[words] = terminal.bare(*words, "--help", "--lang", "en").out
        return helped[words]

    wrong = []
    for place, command in _all_commands():
        first, *rest = command.split()
        if first.startswith("-"):
            continue
        page = help_of(first) if first in COMMANDS else ""
        subcommands = set(re.findall(r"^  ([a-z-]+) ", page.partition("commands:")[2], re.M))
        if "commands:" in page and rest and WORD.fullmatch(rest[0].split("|")[0]):
            if any(word not in subcommands for word in rest[0].split("|")):
                wrong.append((place, command))
                continue
            page = help_of(first, rest[0].split("|")[0])
        missing = [o for o in OPTION.findall(" ".join(rest)) if not re.search(rf"{o}\b", page)]
        if not page or missing:
            wrong.append((place, f"{command}: {missing}"))
    assert wrong == []


@pytest.mark.parametrize("name", READMES)
def test_the_list_of_commands_is_whole(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    (block,) = re.findall(r"```\n(monitor demo .+?)```", text, re.S)
    named = set(re.findall(r"(?:^monitor |· )([a-z][a-z-]*)", block, re.M))
    assert named == set(COMMANDS)


def test_the_readme_and_its_korean_twin_name_the_same_commands_and_settings() -> None:
    def named(text: str) -> set[str]:
        # What a user types, without what he puts in.
        options = set(OPTION.findall(text))
        keys = set(re.findall(r"`(\[[a-z]+\](?: [a-z_]+)?)", text))
        targets = set(re.findall(r"`(make [a-z]+)", text))
        return options | keys | targets | set(re.findall(r"MONITOR_[A-Z_]+", text))

    english, korean = (named((ROOT / name).read_text("utf-8")) for name in READMES)
    assert english ^ korean <= {"[any_name]", "[own]"}
