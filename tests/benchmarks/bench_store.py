"""How fast the store is: inserts, look-ups and steps per second at a given size.

    python -m tests.benchmarks.bench_store [--figures 100000] [--url URL]

Without --url on a new SQLite file in a scratch folder; what --url names is filled for good.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from monitor.model import Figure, Interval, Url
from monitor.store.alerts import load_alerts, save_alert
from monitor.store.articles import (
    load_similar,
    load_unchecked,
    mark_checked,
    save_article,
    save_signature,
)
from monitor.store.claims import save_claims
from monitor.store.database import Store, open_store
from monitor.store.entries import load_waiting_entries, save_entries
from monitor.store.feeds import save_feed
from monitor.store.figures import add_value, load_figures_for, save_figure
from monitor.store.status import load_status
from tests.integration.store_samples import (
    FEED,
    NOW,
    a_claim,
    a_source,
    a_value,
    an_alert,
    an_article,
    an_entry,
)

ARTICLES = 500
CLAIMS = 20


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def timed(what: str, count: int) -> Iterator[None]:
    start = time.perf_counter()
    yield
    took = time.perf_counter() - start
    say(f"{what:<52} {count / took:>10,.0f} /s {1000 * took / count:>9.3f} ms each")


def figure_terms(dice: random.Random) -> frozenset[str]:
    """Return terms as `judge.match` makes them: of whom and what, and the value."""
    who, what = dice.randrange(5_000), dice.randrange(300)
    maker = who % 400
    return frozenset(
        {f"명|{who}|{what}", f"명|m{maker}|{what}", f"명|{who}|*", f"={dice.randrange(10**6)}"}
    )


def claim_terms(dice: random.Random) -> frozenset[str]:
    """Return terms of a claim: more than a figure's, for all that its sentence may speak of."""
    names = [dice.randrange(5_000) for _ in range(3)]
    whos = [*map(str, names), *(f"m{name % 400}" for name in names), "*"]
    whats = [*(str(dice.randrange(300)) for _ in range(3)), "*"]
    return frozenset({f"명|{a}|{b}" for a in whos for b in whats} | {f"={names[0]}"})


def fill_figures(store: Store, number: int, dice: random.Random) -> None:
    with timed(f"figures with 2 values and 4 terms, to {number:,}", number):
        for start in range(0, number, 200):
            with store.begin() as tx:
                for i in range(start, min(start + 200, number)):
                    figure = Figure(
                        key=f"f{i}",
                        topic=f"주제{i % 13}",
                        subject="대상",
                        metric="지표",
                        unit="명",
                        values=tuple(a_value(f"https://news.example/{i}/{j}") for j in range(2)),
                    )
                    save_figure(tx, figure, figure_terms(dice))


def look_up(store: Store, dice: random.Random) -> None:
    articles, found = 100, 0
    with (
        timed(f"baseline of an article of {CLAIMS} claims", articles),
        store.begin(write=False) as tx,
    ):
        for _ in range(articles):
            wanted = [claim_terms(dice) for _ in range(CLAIMS)]
            found += len(load_figures_for(tx, wanted))
    say(f"    {found / articles:,.0f} figures each")


def take_articles_through(store: Store, dice: random.Random) -> None:
    with store.begin() as tx:
        save_feed(tx, FEED)
    listed = [an_entry(f"https://news.example/a{i}") for i in range(ARTICLES)]
    with timed("entries, 50 a poll, all new", ARTICLES):
        for start in range(0, ARTICLES, 50):
            with store.begin() as tx:
                save_entries(tx, listed[start : start + 50], now=NOW)
    with timed("entries, 50 a poll, all seen before", ARTICLES):
        for start in range(0, ARTICLES, 50):
            with store.begin() as tx:
                save_entries(tx, listed[start : start + 50], now=NOW)
    with store.begin(write=False) as tx:
        load_waiting_entries(tx, NOW, limit=ARTICLES)
    text = "".join(dice.choice("가나다라마바사 ") for _ in range(2000))
    with timed("articles of 2,000 letters", ARTICLES):
        for entry in listed:
            with store.begin() as tx:
                save_article(tx, an_article(entry.url, text=text + entry.url), now=NOW)
    with store.begin(write=False) as tx:
        waiting = load_unchecked(tx, limit=ARTICLES)
    with timed(f"checks: {CLAIMS} claims, 5 values, 2 alerts, a signature", ARTICLES):
        for doc, version in waiting:
            with store.begin() as tx:
                marks = tuple(dice.randrange(2**32) for _ in range(96))
                load_similar(tx, marks, since=NOW - timedelta(days=3), until=NOW)
                save_signature(tx, doc, marks)
                number = Decimal(dice.randrange(10**6))
                claim = a_claim(doc, interval=Interval(number, number))
                save_claims(tx, doc, version, [claim] * CLAIMS)
                for i in range(5):
                    value = replace(a_value(doc), source=a_source(doc), is_current=False)
                    add_value(tx, f"f{i}", value)
                for i in range(2):
                    save_alert(tx, an_alert(f"{doc} {i}", doc))
                mark_checked(tx, doc, version, now=NOW)


def run(store: Store, figures: int) -> None:
    dice = random.Random(1)
    fill_figures(store, figures, dice)
    look_up(store, dice)
    take_articles_through(store, dice)
    with timed("alerts loaded, not yet told", 2 * ARTICLES), store.begin(write=False) as tx:
        load_alerts(tx, undigested=True)
    with timed("status", 1), store.begin(write=False) as tx:
        load_status(tx, NOW)
    say(f"{store.size() / 2**20:,.0f} MiB on disk")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=20_000)
    parser.add_argument("--url", type=Url)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(given.url or f"sqlite:///{Path(folder) / 'bench.db'}")
        say(store.url)
        run(store, given.figures)
        store.close()


if __name__ == "__main__":
    main()
