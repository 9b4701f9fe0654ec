"""How fast claims are judged against a large baseline as the program keeps it, on either database.

    python -m tests.benchmarks.bench_baseline [--figures 1000000] [--claims 10000] [--url URL]…

The figures are those of `bench_judge`, in the program's own tables: nothing of them is kept in
memory. One in fifty is read, and the claims are of these; the others are made like it. An article
has twenty claims; each is judged in a transaction of its own as a check does it, with all that is
loaded and kept: by one process, and on a server by two that take turns at its lock. A database that
holds figures already is not filled again; what is judged stays in it.
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import func, select, text

from monitor.judge.alerts import judge_claims
from monitor.judge.terms import figure_terms
from monitor.model import Figure
from monitor.pipeline import baseline_for, save_judgements
from monitor.store.database import Store, open_store
from monitor.store.figures import add_value, load_figure
from monitor.store.holding import lock_judgement
from monitor.store.rows import said_columns
from monitor.store.tables import FIGURE, TERM, VALUE
from tests.benchmarks.bench_judge import NOW, TOPICS, make_claim, make_figure
from tests.benchmarks.bench_store import CLAIMS, Filler, say
from tests.integration.store_samples import a_source

_AT_ONCE = 500
# Of so many figures one is read, which takes long; the others are made like it.
_LIKE = 50


def read_figures(numbers: range) -> list[tuple[Figure, frozenset[str]]]:
    """Return figures with their terms; for a process of its own."""
    figures = [make_figure(number) for number in numbers]
    return [(figure, figure_terms(figure)) for figure in figures]


def _like(said: str, *, name: str, like: int) -> str:
    """Return the words of a figure as those of another one that is like it, of another name and
    value; those of a country stay its own, as its figures are many."""
    if not like:
        return said
    stem = name[2:6]  # behind what all firms are called, as the made-up ones are
    if len(stem) == 4:
        said = said.replace(stem, stem[:3] + chr(0xAC00 + 28 * like + 4))

    def other(found: re.Match[str]) -> str:
        return str(int(found[0]) + like * 10 ** (len(found[0]) // 2))

    return re.sub(r"\d+", other, said)


def _write(fillers: Sequence[Sequence[Filler]]) -> None:
    for group in fillers:
        for filler in group:
            filler.flush()


def fill(stores: Sequence[Store], number: int) -> None:
    """Fill the stores with so many figures of a value each."""
    real = max(1, number // _LIKE)
    parts = [range(n, min(n + _AT_ONCE, real)) for n in range(0, real, _AT_ONCE)]
    sample = make_figure(0)
    said = said_columns(sample.values[0].claim, sample.values[0].source)
    fillers = [
        (
            Filler(store, FIGURE, {"id": 0, "key": "", "topic": "", "subject": "", "metric": "",
                                   "unit": "", "dropped": False}),
            Filler(store, TERM, {"term": "", "figure_id": 0}),
            Filler(store, VALUE, {**said, "id": 0, "figure_id": 0, "is_current": True,
                                  "is_pinned": False}),
        )
        for store in stores
    ]  # fmt: skip
    begun, row = time.perf_counter(), 0
    with get_context("spawn").Pool(2) as pool:
        for found in pool.imap(read_figures, parts):
            for figure, terms in found:
                value = figure.values[0]
                columns = said_columns(value.claim, value.source)
                for like in range(_LIKE):
                    row += 1
                    named = partial(_like, name=figure.subject, like=like)
                    for figures, names, values in fillers:
                        figures.add(
                            id=row,
                            key=str(row),
                            unit=figure.unit,
                            subject=named(figure.subject),
                            metric=figure.metric,
                        )
                        for term in {named(term) for term in terms}:
                            names.add(term=term[:200], figure_id=row)
                        values.add_whole(columns | {"id": row, "figure_id": row})
                if row % (20 * _LIKE) == 0:
                    _write(fillers)
    _write(fillers)
    for store in stores:
        if store.is_server:
            with store.begin() as tx:
                for table in (FIGURE, VALUE):
                    tx.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "
                                    f"max(id)) FROM {table.name}"))  # fmt: skip
        with store.lasting_connection() as connection:
            connection.exec_driver_sql("ANALYZE")
    say(f"filled in {time.perf_counter() - begun:,.0f} s")


def articles(claims: int, figures: int, first: int) -> Iterator[tuple[str, list[int]]]:
    """Yield articles with the figures that their claims are of, spread over the whole baseline."""
    numbers = [(n * 7919 + 17) % max(1, figures // _LIKE) for n in range(claims)]
    for start in range(0, claims, CLAIMS):
        yield f"https://news.example/{first}/{start}", numbers[start : start + CLAIMS]


def judge(url: str, claims: int, figures: int, first: int) -> tuple[float, float, list[float]]:
    """Judge the claims; return seconds, MiB of memory more than before, and each article's."""
    store = open_store(url)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    each: list[float] = []
    begun = time.perf_counter()
    for doc, numbers in articles(claims, figures, first):
        made = [make_claim(number, year=2025, doc=doc) for number in numbers]
        start = time.perf_counter()
        with store.begin() as tx:
            lock_judgement(tx)
            found = judge_claims(
                made,
                baseline_for(tx, made, TOPICS),
                source=a_source(doc, published=NOW),
                topics=TOPICS,
                now=NOW,
            )
            save_judgements(tx, a_source(doc, published=NOW), found)
        each.append(time.perf_counter() - start)
    took = time.perf_counter() - begun
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    store.close()
    return took, more, each


def tell(what: str, claims: int, found: tuple[float, float, list[float]]) -> None:
    took, more, each = found
    say(
        f"{what:<34} {claims / took:>7,.0f} claims/s; an article of {CLAIMS}: "
        f"{1000 * statistics.median(each):,.0f} ms, at most {1000 * max(each):,.0f} ms; "
        f"{more:,.0f} MiB more"
    )


def see_a_change(url: str) -> None:
    """Time until a value that one store kept is what another one judges by."""
    one, other = open_store(url), open_store(url)
    figure = replace(make_figure(5), key="1")
    with other.begin(write=False) as tx:
        load_figure(tx, figure.key)
    value = figure.values[0]
    begun = time.perf_counter()
    with one.begin() as tx:
        add_value(tx, figure.key, replace(value, source=a_source("https://news.example/seen")))
    with other.begin(write=False) as tx:
        known = load_figure(tx, figure.key)
    assert known is not None
    assert len(known.values) > 1
    say(f"another process's value is seen after {1000 * (time.perf_counter() - begun):,.1f} ms")
    one.close()
    other.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=1_000_000)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--url", nargs="+")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        urls = given.url or [f"sqlite:///{Path(folder) / 'bench.db'}"]
        stores = [open_store(url) for url in urls]
        empty = []
        for store in stores:
            with store.begin(write=False) as tx:
                if tx.execute(select(func.count()).select_from(FIGURE)).scalar() == 0:
                    empty.append(store)
        if empty:
            fill(empty, given.figures)
        for url, store in zip(urls, stores, strict=True):
            store.close()
            say(store.url)
            tell("one process", given.claims, judge(url, given.claims, given.figures, 1))
            if store.is_server:
                with get_context("spawn").Pool(2) as pool:
                    half = given.claims // 2
                    work = [(url, half, given.figures, 2), (url, half, given.figures, 3)]
                    for found in pool.starmap(judge, work):
                        tell("each of two processes", half, found)
            see_a_change(url)


if __name__ == "__main__":
    main()
