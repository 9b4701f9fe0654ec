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


def _sections(name: str) -> list[tuple[str, str, str]]:
    """Return (level, heading, text) of each section of a README."""
    text = (ROOT / name).read_text("utf-8")
    # A comment in a shell's lines is no heading.
    text = re.sub(r"```.*?```", lambda m: m.group().replace("\n#", "\n;"), text, flags=re.S)
    parts = re.split(r"^(#+) (.*)$", text, flags=re.M)
    return list(zip(parts[1::3], parts[2::3], parts[3::3], strict=True))


def _facts(text: str) -> dict[str, list[str]]:
    """Return what a section says in any language: what is typed, linked, listed and measured."""
    joined = " ".join(re.sub(r"```.*?```", "", text, flags=re.S).split())
    spans = re.findall(r"`([^`]+)`", joined)
    # What the reader puts in has a name of his language: NAME, 이름, "…".
    spans = [re.sub(r'"[^"]*"', '""', span) for span in spans]
    spans = [re.sub(r"[A-Z]{3,}(?=$|[ ,.])|[가-힣]+", "…", span) for span in spans]
    prose = re.sub(r"`[^`]+`", " ", joined)
    return {
        "typed": sorted({span for span in spans if re.search(r"[a-z]", span)}),
        "linked": sorted(set(re.findall(r"\]\(([^)]+)\)", prose)) - {*READMES}),
        "rows": re.findall(r"^\|(?=-| -)|^\||^ {0,3}(?:\d\.|-)(?= )", text, re.M),
        "measured": sorted(set(re.findall(r"\d+(?:[.,]\d+)+", prose))),
        "in tables": [
            "|".join(re.findall(r"\d+(?:[.,]\d+)*", line.partition("|")[2].partition("|")[2]))
            for line in re.sub(r"`[^`]+`", " ", text).splitlines()
            if line.startswith("|")
        ],
        "shown": re.findall(r"^```(\w*)$", text, re.M),
    }


def test_the_korean_twin_says_what_the_readme_says_section_by_section() -> None:
    english, korean = map(_sections, READMES)
    assert [level for level, _, _ in english] == [level for level, _, _ in korean]
    missing = []
    for (_, heading, said), (_, _, twin) in zip(english, korean, strict=True):
        mine, theirs = _facts(said), _facts(twin)
        missing += [
            (heading, kind, sorted({*mine[kind]} ^ {*theirs[kind]}) or "another order or number")
            for kind in mine
            if mine[kind] != theirs[kind]
        ]
    assert missing == []


def test_the_product_has_one_name_in_each_language() -> None:
    korean, english = WORDS["web.name"]
    assert [_sections(name)[0][1] for name in READMES] == [english, f"{korean} ({english})"]
