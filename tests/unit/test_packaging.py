"""What a fresh clone is set up from: the lock files, the Makefile and the catalogue of feeds."""

from __future__ import annotations

import csv
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = (
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-bench.lock",
    "requirements-server.lock",
    "requirements-postgres.lock",
)
PINNED = re.compile(r"^([a-z0-9-]+)==([^ ]+)(?: ; ([^\\]+))? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
CATEGORIES = {
    "all",
    "politics",
    "economy",
    "finance",
    "market",
    "industry",
    "companies",
    "realestate",
    "society",
    "international",
    "northkorea",
    "local",
    "tech",
    "health",
    "culture",
    "entertainment",
    "sports",
    "people",
    "women",
    "opinion",
    "cartoon",
    "government",
    "headline",
}


def _lines(lock: str) -> list[str]:
    return (ROOT / lock).read_text(encoding="utf-8").splitlines()


def _pins(lock: str) -> dict[str, str]:
    found = (PINNED.match(line) for line in _lines(lock))
    return {match[1]: match[2] for match in found if match}


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_holds_names_versions_and_hashes_and_nothing_else(lock: str) -> None:
    odd = [line for line in _lines(lock) if not (PINNED.match(line) or HASH.match(line))]
    assert odd == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_host_and_no_path(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--(?:extra-)?index|--find-links|@ |file:|(?:^|\s)[/~.]", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock: str) -> None:
    lines = _lines(lock)
    bare = [
        line
        for line, below in zip(lines, [*lines[1:], ""], strict=True)
        if PINNED.match(line) and not HASH.match(below)
    ]
    assert bare == []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = _project()
    extras = project["project"]["optional-dependencies"]
    run = [
        *project["project"]["dependencies"],
        *extras["demo"],
        *project["build-system"]["requires"],
    ]
    wanted = {
        "requirements.lock": run,
        "requirements-dev.lock": [
            *run,
            *extras["postgresql"],
            *extras["distributed"],
            *extras["apprise"],
            *extras["mcp"],
            *extras["backfill"],
            *project["dependency-groups"]["dev"],
        ],
        "requirements-server.lock": [
            *run,
            *extras["postgresql"],
            *extras["distributed"],
            *extras["web"],
            *extras["backfill"],
        ],
        "requirements-postgres.lock": project["dependency-groups"]["postgres"],
        "requirements-bench.lock": [*run, *project["dependency-groups"]["bench"]],
    }
    for lock, asked in wanted.items():
        pins = _pins(lock)
        for requirement in map(Requirement, asked):
            version = pins.get(canonicalize_name(requirement.name))
            assert version, f"{lock} lacks {requirement.name}: make lock"
            assert requirement.specifier.contains(version), f"{lock}: {requirement}: make lock"


def test_the_program_is_tested_with_the_versions_it_is_installed_with() -> None:
    assert _pins("requirements.lock").items() <= _pins("requirements-dev.lock").items()


def test_make_explains_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.M)
    assert phony
    listing = subprocess.run(
        ["make", "--no-print-directory", "-C", str(ROOT), "help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert re.findall(r"^  make ([a-z]+) +\S", listing, re.M) == phony[1].split()


def _catalogue() -> list[dict[str, str]]:
    with (ROOT / "config" / "feeds.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        assert rows.fieldnames == ["outlet", "category", "url", "enabled", "note"]
        return list(rows)


def test_every_row_of_the_feed_catalogue_is_complete() -> None:
    for row in _catalogue():
        assert all(value and value == value.strip() for value in row.values()), row
        assert row["category"] in CATEGORIES, row
        assert row["enabled"] in {"true", "false"}, row


def test_every_address_of_the_feed_catalogue_is_a_public_web_address_and_listed_once() -> None:
    addresses = [row["url"] for row in _catalogue()]
    assert len(set(addresses)) == len(addresses)
    for address in addresses:
        parts = urlsplit(address)
        assert parts.scheme in {"http", "https"}, address
        assert re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", parts.hostname or ""), address
        assert not re.search(r"[\s<>\"\\^`{|}]", address), address
        assert parts.username is None, address
        assert parts.fragment == "", address


def test_the_feed_catalogue_is_sorted_so_that_a_change_to_it_reads_well() -> None:
    keys = [(row["outlet"], row["category"], row["url"]) for row in _catalogue()]
    assert keys == sorted(keys)


def test_no_feed_that_is_known_to_be_dead_or_only_listed_somewhere_is_enabled() -> None:
    for row in _catalogue():
        if row["enabled"] == "true":
            assert row["note"].startswith("2026-"), row
            assert not re.search(r"중단|403|글이 없음", row["note"]), row


def test_the_enabled_feeds_cover_the_agencies_the_dailies_the_business_and_the_trade_press() -> (
    None
):
    enabled = {row["outlet"] for row in _catalogue() if row["enabled"] == "true"}
    assert enabled >= {
        "연합뉴스",
        "뉴시스",
        "동아일보",
        "한겨레",
        "매일경제",
        "한국경제",
        "전자신문",
    }
    assert len(enabled) >= 30


def test_the_licence_is_the_whole_text_of_apache_2() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.lstrip().startswith("Apache License\n")
    assert all(f"\n   {n}. " in text for n in range(1, 10))
    assert "END OF TERMS AND CONDITIONS" in text
