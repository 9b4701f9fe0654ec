# ruff: noqa: T201
"""How well and how fast pages of ten outlet families are read: ours, trafilatura, and both.

    python tests/benchmarks/bench_pages.py [TURNS]

The pages are our own (tests/outlets): invented stories among furniture of every kind, each in one
encoding of many. Body F1 is over words; "leaks" are lines of furniture found in a text. trafilatura
gets the bytes as they are, as its users give them, and once more the text as we decode it; "ours"
never asks it, "both" is what the program does. In the end all cores read, as the program lets them
(processes of their own, one page at a time each), beside trafilatura alone in as many processes.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import trafilatura

from monitor.collect import body
from monitor.collect.body import extract_body
from monitor.collect.charsets import decode_text
from monitor.cores import Cores
from tests.outlets.furniture import Sample
from tests.outlets.measure import Reading, Score, samples, score

Reader = Callable[[Sample], Reading]


def both(page: Sample) -> Reading:
    article = extract_body(page.page, url=page.url, content_type=page.content_type)
    return Reading(
        text=article.text,
        title=article.title,
        author=article.author,
        published=article.published,
        state=str(article.state),
    )


def alone(page: Sample) -> Reading:
    """Return our reading, trafilatura never asked."""
    asked = body._ask_trafilatura
    body._ask_trafilatura = lambda *_: ()
    try:
        return both(page)
    finally:
        body._ask_trafilatura = asked


def peer(page: Sample) -> Reading:
    return _theirs(page, page.page)


def decoded_peer(page: Sample) -> Reading:
    """Return what it makes of the page's text as we decode it."""
    return _theirs(page, decode_text(page.page, content_type=page.content_type))


def _theirs(page: Sample, given: bytes | str) -> Reading:
    found = trafilatura.bare_extraction(
        given, url=page.url, with_metadata=True, include_comments=False
    )
    if found is None or isinstance(found, dict):
        return Reading(text="", title="")
    stamp = found.date or ""
    moment = None
    if stamp:
        moment = datetime.fromisoformat(stamp)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return Reading(
        text=found.text or "",
        title=found.title or "",
        author=(found.author or "").replace("; ", ", "),
        published=moment,
        zoned="T" in stamp,
        state=page.state,  # it tells none
    )


def share(marks: list[bool | None]) -> float:
    heard = [mark for mark in marks if mark is not None]
    return sum(heard) / len(heard) if heard else 1.0


COLUMNS = ("pages", "body F1", "title", "time", "author", "state", "leaks", "pages/s")


def line(name: str, cells: list[str]) -> str:
    return f"{name:<14}" + "".join(f"{cell:>9}" for cell in cells)


def row(name: str, scores: list[Score], *speeds: float) -> str:
    shares = [
        share([page.title for page in scores]),
        share([page.time for page in scores]),
        share([page.author for page in scores]),
        share([page.state for page in scores]),
    ]
    cells = [str(len(scores)), f"{sum(page.f1 for page in scores) / len(scores):.3f}"]
    cells += [f"{mark:.2f}" for mark in shares]
    cells += [str(sum(len(page.leaks) for page in scores)), *(f"{speed:.0f}" for speed in speeds)]
    return line(name, cells)


def main() -> None:
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    pages = samples()
    readers: dict[str, Reader] = {"ours": alone, "trafilatura": peer}
    readers |= {"it, decoded": decoded_peer, "both": both}
    found: dict[str, list[Score]] = {}
    print(line("", [*COLUMNS, "as real"]))
    large = [as_real(page) for page in pages]
    for name, reader in readers.items():
        found[name] = [score(page, reader(page)) for page in pages]
        speeds = [speed(reader, pages, turns), speed(reader, large, turns)]
        print(row(name, found[name], *speeds))
    print("\nas real: pages a second of one core, the pages filled to 118 kB, as real ones have.")
    processes = os.cpu_count() or 1
    ours, theirs = asyncio.run(on_all_cores(large, turns)), peer_on_all_cores(large, turns)
    print(f"\npages as real, a second, {processes} processes: {ours:.0f}; trafilatura {theirs:.0f}")
    print(f"\nboth, by family\n{line('', list(COLUMNS[:-1]))}")
    for family in dict.fromkeys(page.family for page in pages):
        print(row(family, [s for s in found["both"] if s.name.split("/")[0] == family]))


def speed(reader: Reader, pages: list[Sample], turns: int) -> float:
    """Return pages a second of processor time, in the best of some turns."""
    best = float("inf")
    for _ in range(turns):
        started = time.process_time()
        for page in pages:
            reader(page)
        best = min(best, time.process_time() - started)
    return len(pages) / best


async def on_all_cores(pages: list[Sample], turns: int) -> float:
    """Return the pages a second that the program reads with a process on each core."""
    cores = Cores(isolate=True)
    places = asyncio.Semaphore(cores.processes + 1)

    async def read(page: Sample) -> None:
        async with places:
            work = partial(extract_body, page.page, url=page.url, content_type=page.content_type)
            await cores.runner(page.url, outside=True)(work)

    try:
        await asyncio.gather(*map(read, pages))  # the processes start, and load what they need
        started = time.perf_counter()
        await asyncio.gather(*map(read, pages * turns))
        return len(pages) * turns / (time.perf_counter() - started)
    finally:
        cores.close()


def peer_on_all_cores(pages: list[Sample], turns: int) -> float:
    """Return the pages a second of trafilatura alone, a process on each core."""
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(peer, pages))
        started = time.perf_counter()
        list(pool.map(peer, pages * turns, chunksize=4))
        return len(pages) * turns / (time.perf_counter() - started)


def as_real(page: Sample) -> Sample:
    """Return the page with a menu, styles and scripts as large as those of real pages."""
    menu = "".join(f"<li><a href='/s/{n}' class='m{n}'>메뉴 {n}</a></li>" for n in range(500))
    ranks = "".join(
        f"<div class='rank_box'><a href='/r/{n}'><img src='/{n}.jpg'>"
        f"<span>순위 {n}위 기사 제목</span></a></div>"
        for n in range(180)
    )
    script = "<script>" + "window.dataLayer=window.dataLayer||[];function a(b){return b};" * 550
    style = "<style>" + ".css-1abc{margin:0 auto;padding:4px 8px}" * 700 + "</style>"
    before = f"{style}{script}</script><div class='gnb_all'><ul>{menu}</ul></div>"
    code = "cp949" if "cp949" in page.content_type else "utf-8"
    tail = f"<div class='ranking'>{ranks}</div></body>"
    try:
        page.page.decode("utf-8")
    except UnicodeDecodeError:
        code = "cp949"
    whole = page.page.replace(b"</head>", f"</head>{before}".encode(code), 1)
    return replace(page, page=whole.replace(b"</body>", tail.encode(code), 1))


if __name__ == "__main__":
    main()
