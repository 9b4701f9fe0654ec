"""`python -m tests.feedparser_collection [FOLDER]`: feedparser's own test feeds through our reader.

FOLDER is `tests` of its source distribution (`pip download --no-deps --no-binary :all: feedparser`,
unpacked), or what MONITOR_FEEDPARSER_TESTS names. Every file must be read or refused by a FeedError
within the time limit; where the count of entries or their dates differ from what feedparser makes
of the same bytes, the file is listed with the reason, where there is one that explains it. What the
quick reader of plain feeds reads, feedparser must read alike to the last field.
"""

from __future__ import annotations

import asyncio
import os
import sys
import warnings
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import struct_time
from typing import Any

import feedparser

from monitor.collect import feeds
from monitor.collect.charsets import decode_text
from monitor.collect.dates import parse_date
from monitor.collect.feeds import MAX_ENTRIES, ParsedFeed, parse_feed
from monitor.collect.markup import plain_text
from monitor.collect.plainfeeds import read_plain
from monitor.cores import Cores
from monitor.errors import FeedError, ReaderError

URL = "http://127.0.0.1:8097/feed.xml"  # where feedparser's own tests serve them
SECONDS = 10.0


async def check(folder: Path) -> int:
    """Read every feed below `folder` and print what differs; return how many failed."""
    files = sorted(p for p in folder.rglob("*") if p.suffix in (".xml", ".json") and p.is_file())
    cores, told = Cores(seconds=SECONDS, isolate=True), Counter[str]()
    try:
        for file in files:
            name, body = file.relative_to(folder).as_posix(), file.read_bytes()
            work = partial(parse_feed, body, url=URL)
            try:
                ours: ParsedFeed | None = await cores.runner(name, outside=True)(work)
            except ReaderError as e:
                told["FAILED"] += 1
                sys.stdout.write(f"FAILED  {name}: {e.why}\n")
                continue
            except FeedError:
                ours = None
            except Exception as e:  # noqa: BLE001 - what is looked for: it is counted and shown
                told["FAILED"] += 1
                sys.stdout.write(f"FAILED  {name}: {type(e).__name__}: {e}\n")
                continue
            quick = quick_differences(body)
            told["read by the quick reader"] += quick is not None
            for line in quick or ():
                told["FAILED"] += 1
                sys.stdout.write(f"FAILED  {name}: {line}\n")
            reason = difference(ours, body)
            told[reason or "the same"] += 1
            for line in ([reason] if reason else []) + date_differences(body):
                sys.stdout.write(f"{name}: {line}\n")
                told["dates read otherwise"] += line.startswith("date ")
    finally:
        cores.close()
    sys.stdout.write(f"\n{len(files)} files\n")
    for reason, count in told.most_common():
        sys.stdout.write(f"{count:6} {reason}\n")
    return told["FAILED"]


def quick_differences(body: bytes) -> list[str] | None:
    """Return in what the quick reader's rows differ from feedparser's; None where it reads none.

    Entries without a link count here too: most of the collection's have none.
    """
    try:
        text = decode_text(body).lstrip()
        kind, start = feeds._find_root(text, URL)
        text = feeds._mend(text[start:], kind)
        quick = read_plain(text, kind, URL) if kind in ("rss", "rdf", "atom") else None
    except FeedError:
        return None
    if quick is None:
        return None
    reference = feeds._ask_feedparser(text, URL)
    if len(quick.rows) != len(reference.rows):
        return [f"{len(quick.rows)} entries, {len(reference.rows)} to feedparser"]
    found = []
    for ours, theirs in zip(
        [quick.head, *quick.rows], [reference.head, *reference.rows], strict=True
    ):
        for key in ("title", "ttl") if ours is quick.head else KEYS:
            said = _said(dict.get(ours, key)), _said(dict.get(theirs, key))
            if said[0] != said[1]:
                found.append(f"{key}: {said[0]!r}, {said[1]!r} to feedparser")
    return found


KEYS = ("title", "link", "id", "author", "published", "updated", "created", "summary", "content")


def _said(value: object) -> str:
    """Return what a value says: feedparser writes the markup of texts anew."""
    if isinstance(value, list):
        value = value[0]["value"] if value else ""
    return plain_text(value, lines=True) if isinstance(value, str) else ""


def difference(ours: ParsedFeed | None, body: bytes) -> str:
    """Return in what our reading differs from feedparser's, and why; empty where it does not."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs: dict[str, Any] = feedparser.parse(body)
    rows = list(theirs.get("entries", ()))
    if ours is None:
        if not rows:
            return ""
        if b"<CHANNEL" in body.upper():
            return "refused: CDF, a form of 1997 that nobody serves any more"
        return f"refused ({len(rows)} entries to feedparser): its root is no feed's"
    linked = [row for row in rows if row.get("link") or str(row.get("id", "")).startswith("http")]
    if len(ours.entries) != len(rows):
        if len(rows) > MAX_ENTRIES:
            return f"{MAX_ENTRIES} entries are read"
        if len(ours.entries) <= len(linked) < len(rows):
            return "entries without a link are left out: there is nothing to fetch"
        if len({row.get("link") for row in linked}) == len(ours.entries):
            return "entries of one link are one"
        if len(ours.entries) < len(rows):
            return "links that are no address of the web are left out"
        return f"{len(ours.entries)} entries, {len(rows)} to feedparser"
    return ""


def date_differences(body: bytes) -> list[str]:
    """Return the dates of the entries, with a link or not, that we read otherwise, and how."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs: dict[str, Any] = feedparser.parse(body)
    found = []
    for row in theirs.get("entries", ()):
        for name in ("published", "updated", "created"):
            said, stamp = dict.get(row, name), dict.get(row, f"{name}_parsed")
            ours = parse_date(said)
            if not said or ours == moment(stamp):
                continue
            if ours is None:
                how = "read by feedparser alone"
            elif stamp is None:
                how = "read by us alone"
            else:
                how = f"{(moment(stamp) or ours) - ours} later to feedparser"
            found.append(f"date {said[:40]!r}: {how}")
    return found


def moment(stamp: struct_time | None) -> datetime | None:
    """Return feedparser's time, which is UTC."""
    return datetime(*stamp[:5], min(stamp[5], 59), tzinfo=UTC) if stamp else None


if __name__ == "__main__":
    place = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("MONITOR_FEEDPARSER_TESTS", "")
    if not place or not Path(place).is_dir():
        sys.exit("python -m tests.feedparser_collection FOLDER (or MONITOR_FEEDPARSER_TESTS)")
    sys.exit(bool(asyncio.run(check(Path(place)))))
