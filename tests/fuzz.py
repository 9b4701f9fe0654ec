"""`python -m tests.fuzz TARGET [SECONDS]`: bytes at random against a reader, for a night.

With atheris installed (`pip install atheris`; it is no dependency of the tests) its coverage leads
the way, and SECONDS play no part; without it, pieces of sound documents are cut and joined. What is
not one of the documented errors ends the run, with the bytes in `fuzz-TARGET.bin`.
"""

from __future__ import annotations

import importlib
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from monitor.collect.body import extract_body
from monitor.collect.dates import parse_date, parse_day
from monitor.collect.feeds import parse_feed
from monitor.collect.urls import canonical_url
from monitor.errors import BodyError, FeedError
from tests.faults.faults import item, page, rss

LONGEST = 20.0  # seconds that one input may take: more is a hang


def _feed(data: bytes) -> None:
    try:
        parse_feed(data, url="https://a.example/rss")
    except FeedError:
        return


def _page(data: bytes) -> None:
    try:
        extract_body(data, url="https://a.example/1")
    except BodyError:
        return


def _date(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    parse_date(text)
    parse_day(text)


def _url(data: bytes) -> None:
    try:
        canonical_url(data.decode("utf-8", "surrogateescape"), base="https://a.example/b/c?d")
    except ValueError:
        return


TARGETS: dict[str, tuple[Callable[[bytes], None], tuple[bytes, ...]]] = {
    "feed": (
        _feed,
        (
            rss(item(1), item(2, more="<description><![CDATA[<p>가</p>]]></description>")),
            b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='/1'/></entry></feed>",
            b'{"version":"https://jsonfeed.org/version/1","items":[{"url":"/1","title":"a"}]}',
        ),
    ),
    "page": (
        _page,
        (page("가"), page("나", head='<script type="application/ld+json">{}</script>')),
    ),
    "date": (_date, ("입력 2026.11.21. 오후 2:05".encode(), b"Sat, 21 Nov 2026 05:05:00 +0900")),
    "url": (_url, (b"https://a.example/news/articleView.html?idxno=7", b"//[::1]:80/%zz?a&amp;b")),
}


def _try(name: str, data: bytes) -> None:
    began, kept = time.monotonic(), Path(f"fuzz-{name}.bin")
    try:
        TARGETS[name][0](data)
    except BaseException:
        kept.write_bytes(data)
        raise
    if time.monotonic() - began > LONGEST:
        kept.write_bytes(data)
        raise TimeoutError(f"more than {LONGEST:g} s")


def _mutate(chance: random.Random, wholes: tuple[bytes, ...]) -> bytes:
    """Return a sound document with pieces of it, or of another, cut, doubled, moved or spoilt."""
    data = chance.choice(wholes)
    for _ in range(chance.randint(1, 6)):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.randint(0, 200))
        other = chance.choice(wholes)
        at = chance.randint(0, len(other))
        piece = chance.choice(
            (b"", chance.randbytes(chance.randint(1, 8)), other[at : at + 80], data[start:end] * 50)
        )
        data = (data[:start] + piece + data[end:])[:200_000]
    return data


def main(name: str, seconds: float) -> int:
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        atheris = None
    if atheris is not None:
        atheris.instrument_all()
        atheris.Setup([sys.argv[0]], lambda data: _try(name, data))
        atheris.Fuzz()
    chance, until, count = random.Random(), time.monotonic() + seconds, 0
    while time.monotonic() < until:
        _try(name, _mutate(chance, TARGETS[name][1]))
        count += 1
    sys.stdout.write(f"{name}: {count} inputs, no failure\n")
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"python -m tests.fuzz {{{','.join(TARGETS)}}} [SECONDS]")
    sys.exit(main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 60.0))
