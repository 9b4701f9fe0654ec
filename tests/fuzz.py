"""`python -m tests.fuzz TARGET [SECONDS]`: bytes at random against a reader, for a night.

With atheris installed its coverage leads the way; without it, pieces of sound documents are cut and
joined. It is no dependency of the tests and wants an environment of its own (`pip install atheris`
beside `pip install -r requirements-dev.lock`). What is not one of the documented errors ends the
run, with the bytes in `fuzz-TARGET.bin`. `all` in the place of a target takes one after the other.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.faults.faults import item, page, rss

try:
    atheris: Any = import_module("atheris")
except ImportError:
    atheris = None

# Only what is imported in here tells atheris which way its bytes took.
with atheris.instrument_imports(include=["monitor", "feedparser"]) if atheris else nullcontext():
    from monitor.collect.body import extract_body
    from monitor.collect.dates import parse_date, parse_day
    from monitor.collect.feeds import parse_feed
    from monitor.collect.keys import article_key, declared_address, is_same_article
    from monitor.collect.repeats import split_digests
    from monitor.collect.robots import parse_robots, parse_sitemaps
    from monitor.collect.searches import read_place, read_refusal, read_search, unseal
    from monitor.collect.urls import canonical_url
    from monitor.errors import BodyError, FeedError

LONGEST = 20.0  # seconds that one input may take: more is a hang


def _feed(data: bytes) -> None:
    url = "https://a.example/rss"
    try:
        whole = parse_feed(data, url=url)
    except FeedError:
        return
    # Of entries that are known the others are read as they are read with them.
    digests = split_digests(whole.digests)
    rest = parse_feed(data, url=url, known=frozenset(digests[::2]))
    if digests and len(set(digests)) == len(digests) and rest.entries != whole.entries[1::2]:
        raise AssertionError("known entries change the others")


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
    urls = []
    for line in data.decode("utf-8", "surrogateescape").split("\n")[:4]:
        try:
            url = canonical_url(line, base="https://a.example/b/c?d")
        except ValueError:
            continue
        assert canonical_url(url) == url
        assert read_search(unseal(url)) is None or url
        urls.append(url)
    for one, other in pairwise(urls):
        if (found := declared_address([one], other)) is not None:
            assert is_same_article(found, other)
            assert article_key(found) != article_key(other)


def _search(data: bytes) -> None:
    for status in (400, 401, 429, 500):
        read_refusal(status, data, now=datetime(2026, 11, 21, tzinfo=UTC))
    with suppress(ValueError):
        read_place(data.decode("utf-8", "surrogateescape"))
    _feed(data)


def _robots(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    parse_sitemaps(text)
    parse_robots(text).allow("https://a.example/b/c?d=e")


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
    "url": (
        _url,
        (
            b"https://a.example/news/articleView.html?idxno=7",
            b"//[::1]:80/%zz?a&amp;b",
            b"https://m.a.example/read?no=51234\nhttps://a.example/e/51234",
            b"https://www.donga.com/news/article/all/20261121/133012345/1\n/rss/articles/CBMi",
        ),
    ),
    "search": (
        _search,
        (
            b'{"lastBuildDate":"x","items":[{"title":"<b>a</b>","originallink":"https://a.kr/1",'
            b'"link":"https://n.news.naver.com/article/001/0012345678","pubDate":"x"}]}',
            b'{"errorMessage":"Query limit exceeded.","errorCode":"010"}',
            "naver:월간 이용자".encode(),
        ),
    ),
    "robots": (
        _robots,
        (b"User-agent: *\nDisallow: /a*b$\nCrawl-delay: 3\nSitemap: https://a.kr/n.xml # x",),
    ),
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
    if atheris is not None:
        with TemporaryDirectory() as corpus:
            for number, whole in enumerate(TARGETS[name][1]):
                (Path(corpus) / str(number)).write_bytes(whole)
            words = [sys.argv[0], f"-max_total_time={seconds:.0f}", "-max_len=20000", corpus]
            atheris.Setup(words, lambda data: _try(name, data))
            atheris.Fuzz()  # it ends the process itself
    chance, until, count = random.Random(), time.monotonic() + seconds, 0
    while time.monotonic() < until:
        _try(name, _mutate(chance, TARGETS[name][1]))
        count += 1
    sys.stdout.write(f"{name}: {count} inputs, no failure\n")
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in (*TARGETS, "all"):
        sys.exit(f"python -m tests.fuzz {{{','.join(TARGETS)},all}} [SECONDS]")
    if sys.argv[1] == "all":
        command = [sys.executable, "-m", "tests.fuzz"]
        codes = [subprocess.call([*command, target, *sys.argv[2:3]]) for target in TARGETS]
        sys.exit(any(codes))
    sys.exit(main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 60.0))
