"""The same news on SQLite, on PostgreSQL and with three workers: are the alerts the same?

    python -m tests.distributed.same --stories DIR --seeds DIR --topics FILE

Reads a folder of stories (JSON: id, outlet, published, title, body, perhaps a revision), publishes
them through the demo's newsroom at their own hours, polls each evening in the three ways, and
compares what `alerts --format jsonl` says, but for ids and times of finding.
"""

from __future__ import annotations

import argparse
import difflib
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.cli.main import run
from monitor.demo.newsroom import Newsroom
from monitor.demo.outlets import OUTLETS
from monitor.demo.story import Edition, Story
from monitor.store.database import open_store
from monitor.store.moving import move_database
from tests.distributed.cluster import ROOT, Cluster
from tests.distributed.server import Server

WAYS = ("SQLite", "PostgreSQL", "PostgreSQL with three workers")
WORKERS = 3
FETCH = "[fetch]\nallow_private = true\nhost_delay = 0\n"
SETTINGS = {
    "MONITOR_FETCH__ALLOW_PRIVATE": "true",
    "MONITOR_FETCH__HOST_DELAY": "0",
    "MONITOR_WORKERS__ISOLATE": "false",
    "MONITOR_WORKERS__PROCESSES": "1",
}


def find_alerts(
    folder: Path,
    room: Newsroom,
    days: Sequence[datetime],
    *,
    databases: tuple[str, str],
    seeds: Path = ROOT / "seeds",
    topics: Path = ROOT / "config" / "topics.toml",
) -> list[list[str]]:
    """Return the lines of `alerts --format jsonl` that each of the `WAYS` comes to.

    Args:
        folder: an empty one.
        room: the newsroom, which is open.
        days: when to poll.
        databases: two empty ones of a server: for one process, and for workers.
    """
    here, (alone, shared) = folder.resolve(), databases
    file = f"sqlite:///{here / 'sqlite' / 'monitor.db'}"
    with _environment(SETTINGS), _working_in(here):
        _prepare(here / "sqlite", room, days[0] - timedelta(days=1), seeds, topics)
        for url in databases:
            _move(file, url)
        with Cluster(here, shared, more=f'{FETCH}[digest]\nfolder = ""\n') as cluster:
            cluster.start_workers(WORKERS)
            for day in days:
                room.now = day
                _call("sqlite", day, "poll", "--all")
                with _environment({"MONITOR_DATABASE__URL": alone}):
                    _call("postgresql", day, "poll", "--all")
                engine = {"MONITOR_WORKERS__ENGINE": "distributed"}
                with _environment({"MONITOR_DATABASE__URL": shared, **engine}):
                    _call("workers", day, "poll", "--all")
        found = []
        for url in (file, alone, shared):
            with _environment({"MONITOR_DATABASE__URL": url}):
                said = _call("sqlite", days[-1], "alerts", "--all", "--format", "jsonl")
            found.append([_without_ids(line) for line in said.splitlines()])
    return found


@contextmanager
def _environment(settings: dict[str, str]) -> Iterator[None]:
    """Set these and no other settings of ours, but for those that stand already."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _call(data: str, now: datetime, *words: str) -> str:
    said = io.StringIO()
    with redirect_stdout(said):
        status = run([*words, "--data", data, "--now", now.isoformat()])
    assert status == 0, said.getvalue()
    return said.getvalue()


def _prepare(data: Path, room: Newsroom, now: datetime, seeds: Path, topics: Path) -> None:
    """Build the baseline of the newsroom's users, with its topics and feeds."""
    own = data.parent / "seeds"
    shutil.copytree(seeds, own)
    _call(str(data), now, "baseline", "build", str(own))
    _call(str(data), now, "topic", "import", str(topics))
    _call(str(data), now, "feed", "add", "--no-check", *(url for _, url in room.feeds()))


def _move(source: str, target: str) -> None:
    stores = [open_store(url) for url in (source, target)]
    move_database(stores[0], stores[1], lang="en", seen=lambda _: None)
    for store in stores:
        store.close()


def _without_ids(line: str) -> str:
    """Return a line of `alerts --format jsonl` without what no two databases share."""
    record = json.loads(line)
    for key in ("id", "at", "figure"):
        record.pop(key, None)
    return json.dumps(record, ensure_ascii=False)


# --- a folder of stories --------------------------------------------------------------------------


def load_folder(folder: Path) -> tuple[Story, ...]:
    """Return a folder's stories, each outlet's under one of the newsroom's that never fails."""
    records = [json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))]
    records = [record for record in records if isinstance(record, dict) and "body" in record]
    slugs = [outlet.slug for outlet in OUTLETS if not outlet.fails_from and not outlet.html_on]
    names = sorted({record["outlet"] for record in records})
    at = {name: slugs[number % len(slugs)] for number, name in enumerate(names)}
    return tuple(_story(record, at[record["outlet"]]) for record in records)


def _story(record: dict[str, Any], slug: str) -> Story:
    pages = [record, *([record["revision"]] if record.get("revision") else [])]
    return Story(
        id=record["id"],
        outlet=slug,
        path=f"news/{record['id']}",
        section="",
        author=record.get("author") or "",
        editions=tuple(
            Edition(
                since=datetime.fromisoformat(page["published"]),
                title=page["title"],
                body=tuple(page["body"]),
            )
            for page in pages
        ),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--stories", type=Path, required=True)
    parser.add_argument("--seeds", type=Path, default=ROOT / "seeds")
    parser.add_argument("--topics", type=Path, default=ROOT / "config" / "topics.toml")
    options = parser.parse_args()
    stories = load_folder(options.stories)
    for name in [name for name in os.environ if name.startswith("MONITOR_")]:
        del os.environ[name]
    with (
        tempfile.TemporaryDirectory() as folder,
        Newsroom(stories=stories) as room,
        Server() as one,
        Server() as two,
    ):
        days = room.days()
        sys.stdout.write(f"{len(stories)} stories, {len(days)} evenings\n")
        found = find_alerts(
            Path(folder),
            room,
            days,
            databases=(one.url, two.url),
            seeds=options.seeds.resolve(),
            topics=options.topics.resolve(),
        )
    differ = 0
    for way, lines in zip(WAYS, found, strict=True):
        is_same = lines == found[0]
        differ += not is_same
        sys.stdout.write(f"{len(lines):5} alerts: {way}{'' if is_same else ' DIFFERS'}\n")
        if not is_same:
            sys.stdout.writelines(
                f"{line}\n" for line in difflib.unified_diff(found[0], lines, lineterm="", n=0)
            )
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
