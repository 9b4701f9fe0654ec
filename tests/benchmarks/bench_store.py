"""How fast the store is: inserts, look-ups and steps per second at a given size.

    python -m tests.benchmarks.bench_store [--figures 100000] [--url URL]
    python -m tests.benchmarks.bench_store --claims 10000 1000000 10000000 [--url URL]

Without --url on a new SQLite file in a scratch folder; what --url names is filled for good. With
--claims the tables are filled to each of these sizes in turn, with a tenth as many figures and all
that hangs on them, and then asked what the program asks them all day.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, insert, select, text

from monitor.model import Figure, Interval, Url
from monitor.store.alerts import load_alerts, save_alert
from monitor.store.articles import (
    load_article,
    load_rereads,
    load_similar,
    load_unchecked,
    mark_checked,
    save_article,
    save_signature,
)
from monitor.store.claims import load_claims, load_figure_claims, load_topic_claims, save_claims
from monitor.store.database import Store, Tx, open_store
from monitor.store.entries import load_waiting_entries, save_entries
from monitor.store.feeds import save_feed
from monitor.store.figures import add_value, load_figure, load_figures_for, save_figure
from monitor.store.passages import fill_passages
from monitor.store.query import parse_query
from monitor.store.retention import Keep, Pruned, prune
from monitor.store.rows import claim_columns, said_columns
from monitor.store.search import search
from monitor.store.status import load_status
from monitor.store.tables import (
    ALERT,
    ARTICLE,
    CLAIM,
    ENTRY,
    ENTRY_FEED,
    FIGURE,
    TERM,
    VALUE,
    VERSION,
)
from monitor.store.types import pack
from tests.integration.store_samples import (
    DAY,
    HOUR,
    NOW,
    a_claim,
    a_source,
    a_value,
    an_alert,
    an_article,
    an_entry,
)
from tests.integration.store_samples import FEED as A_FEED

ARTICLES = 500
CLAIMS = 20
TOPICS = 50
_AT_ONCE = 2_000  # articles, or figures, that are filled in together


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
        save_feed(tx, A_FEED)
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


# --- at size -------------------------------------------------------------------------------------


class Filler:
    """Fills tables with rows of a long life, whatever the database's fastest way is."""

    def __init__(self, store: Store, table: Table, row: dict[str, Any]) -> None:
        self._store = store
        self._table = table
        self._row = row
        self._names = [c.name for c in table.columns if c.name in row]
        self._rows: list[tuple[Any, ...]] = []
        dialect = store._engine.dialect
        self._converts = [
            table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in self._names
        ]
        self._kept = dict(zip(self._names, self._converted(row), strict=True))

    def _converted(self, row: dict[str, Any]) -> list[Any]:
        return [
            convert(row[name]) if convert else row[name]
            for name, convert in zip(self._names, self._converts, strict=True)
        ]

    def add(self, **changes: Any) -> None:
        """Add a row: what is given is as the driver takes it."""
        row = self._kept | changes
        self._rows.append(tuple(map(row.__getitem__, self._names)))

    def add_whole(self, row: dict[str, Any]) -> None:
        """Add a row as the program has it."""
        columns = self._row | row
        self._rows.append(tuple(self._converted(columns)))

    def flush(self) -> None:
        rows, self._rows = self._rows, []
        names = ", ".join(f'"{name}"' for name in self._names)
        with self._store.begin() as tx:
            raw: Any = tx.connection().connection.driver_connection
            if self._store.is_server:
                with (
                    raw.cursor() as cursor,
                    cursor.copy(f"COPY {self._table.name} ({names}) FROM STDIN") as copy,
                ):
                    for row in rows:
                        copy.write_row(row)
            elif rows:
                marks = ", ".join("?" * len(self._names))
                raw.executemany(f"INSERT INTO {self._table.name} ({names}) VALUES ({marks})", rows)


# The syllables of Korean that texts use, more or less.
_LETTERS = [chr(0xAC00 + 28 * n + end) for n in range(0, 399, 2) for end in (0, 1, 4, 8, 16, 21)]


class Words:
    """Sentences of Korean-looking words, few of which are common and most are rare."""

    def __init__(self, dice: random.Random, words: int = 30_000) -> None:
        self._dice = dice
        made: dict[str, None] = {}
        while len(made) < words:
            size = dice.choice((2, 2, 2, 3, 3, 4))
            made["".join(dice.choice(_LETTERS) for _ in range(size))] = None
        self.words = list(made)

    def some(self, number: int) -> str:
        """Return so many words; the n-th word is as common as 1/n, as words of a language are."""
        most = len(self.words)
        return " ".join(self.words[int(most ** self._dice.random()) - 1] for _ in range(number))


def fill_to(store: Store, before: int, claims: int, dice: random.Random) -> None:
    """Fill the tables to so many claims: twenty an article, a tenth as many figures."""
    words = Words(dice)
    if before == 0:
        with store.begin() as tx:
            save_feed(tx, A_FEED)
    with store.begin(write=False) as tx:
        feed_id = tx.execute(text("SELECT min(id) FROM feed")).scalar_one()
        last = {
            table: tx.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
            for table in (ARTICLE, VERSION, ENTRY, CLAIM, FIGURE, VALUE, ALERT)
        }
    articles, figures = range(before // CLAIMS, claims // CLAIMS), range(before // 10, claims // 10)
    page = an_article()
    said = claim_columns(a_claim())
    none = dict.fromkeys(("reread_error", "original_id", "reread_at"))
    article = Filler(store, ARTICLE, {"id": 0, "url": "", "latest": 1, "is_seed": False,
                     "news_at": NOW, "reread": NOW, "reread_failures": 0, **none})  # fmt: skip
    version = Filler(store, VERSION, {"id": 0, "article_id": 0, "version": 1, "title": "",
                     "author": "", "outlet": page.outlet, "text": "", "published": NOW, "skip": [],
                     "modified": None, "state": "article", "reading": None, "reader": "r1",
                     "fetched": NOW, "news_at": NOW, "checked": NOW,
                     "check_error": None})  # fmt: skip
    entry = Filler(store, ENTRY, {"id": 0, "url": "", "feed_id": feed_id, "guid": "", "title": "",
                   "author": "", "published": NOW, "updated": None, "summary": "", "content": "",
                   "outlet": "", "state": "fetched", "seen": NOW, "news_at": NOW, "retry_at": None,
                   "failures": 0, "error": None, "closed": NOW, "article_id": 0})  # fmt: skip
    listed = Filler(store, ENTRY_FEED, {"entry_id": 0, "feed_id": feed_id, "fingerprint": "x" * 16,
                    "seen": NOW})  # fmt: skip
    claim = Filler(store, CLAIM, {**said, "id": 0, "version_id": 0, "ordinal": 0, "topic": None,
                   "figure": None})  # fmt: skip
    figure = Filler(store, FIGURE, {"id": 0, "key": "", "topic": "", "subject": "대상",
                    "metric": "월간 이용자 수", "unit": "명", "dropped": False})  # fmt: skip
    term = Filler(store, TERM, {"term": "", "figure_id": 0})
    value = Filler(store, VALUE, {**said_columns(a_claim(), a_source()), "id": 0, "figure_id": 0,
                   "is_current": False, "is_pinned": False})  # fmt: skip
    sample = an_alert()
    alert = Filler(store, ALERT, {**said_columns(sample.claim, sample.source), "id": 0, "key": "",
                   "kind": "new", "topic": "", "figure": "", "reason_code": "first",
                   "reason_facts": {}, "previous": None, "score": 1.0, "is_uncertain": False,
                   "at": NOW, "is_told": True})  # fmt: skip
    fillers = (article, version, entry, listed, claim, figure, term, value, alert)
    moment = _moments(store)
    story = pack("".join(dice.choice(_LETTERS) for _ in range(600)))
    begun = time.perf_counter()
    for n in articles:
        # A hundred thousand articles a day, the last of them now.
        at = moment(NOW - timedelta(seconds=0.864 * (articles.stop - n)))
        address, title = f"https://news{n % 997}.example/article/{n}", words.some(5)
        for table in (ARTICLE, VERSION, ENTRY):
            last[table] += 1
        number = last[ARTICLE]
        article.add(id=number, url=address, news_at=at, reread=at)
        version.add(id=last[VERSION], article_id=number, title=title, fetched=at, news_at=at,
                    checked=at, published=at, text=story)  # fmt: skip
        entry.add(id=last[ENTRY], url=address, article_id=number, title=title, seen=at, news_at=at,
                  closed=at, published=at)  # fmt: skip
        listed.add(entry_id=last[ENTRY], seen=at)
        for ordinal in range(CLAIMS):
            of = dice.randrange(claims // 10) if ordinal < 4 else None
            last[CLAIM] += 1
            claim.add(id=last[CLAIM], version_id=last[VERSION], ordinal=ordinal,
                      quote=words.some(9), subject=words.some(1), metric=words.some(2),
                      topic=None if of is None else f"주제{of % TOPICS}",
                      figure=None if of is None else f"f{of}")  # fmt: skip
        if n % 5 == 0:
            of = dice.randrange(claims // 10)
            last[ALERT] += 1
            alert.add(id=last[ALERT], key=f"alert{n}", topic=f"주제{of % TOPICS}", figure=f"f{of}",
                      doc=address, at=at)  # fmt: skip
        if n % _AT_ONCE == 0:
            _flush(fillers)
    for n in figures:
        last[FIGURE] += 1
        figure.add(id=last[FIGURE], key=f"f{n}", topic=f"주제{n % TOPICS}")
        for name in figure_terms(dice):
            term.add(term=name, figure_id=last[FIGURE])
        for i in range(2):
            last[VALUE] += 1
            value.add(id=last[VALUE], figure_id=last[FIGURE], is_current=i == 1,
                      doc=f"https://news.example/{n}/{i}")  # fmt: skip
        if n % _AT_ONCE == 0:
            _flush(fillers)
    _flush(fillers)
    if store.is_server:
        with store.begin() as tx:
            for table in (ARTICLE, VERSION, ENTRY, CLAIM, FIGURE, VALUE, ALERT):
                tx.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "
                                f"max(id)) FROM {table.name}"))  # fmt: skip
    with store.lasting_connection() as connection:
        connection.exec_driver_sql("ANALYZE")
    took = time.perf_counter() - begun
    say(f"filled in {took:,.0f} s; {store.size() / 2**20:,.0f} MiB on disk")


def _flush(fillers: Sequence[Filler]) -> None:
    """Write what was added, in the order of the references."""
    for filler in fillers:
        filler.flush()


def _moments(store: Store) -> Callable[[Any], Any]:
    convert = VERSION.c.fetched.type.dialect_impl(store._engine.dialect).bind_processor(
        store._engine.dialect
    )
    if convert is None:
        return lambda at: at
    done: Callable[[Any], Any] = convert
    return done


def insert_at_size(store: Store, claims: int) -> None:
    """Time the program's own insertions, which stay in the tables."""
    articles = 500
    pages = [f"https://fresh.example/{claims}/{i}" for i in range(articles)]
    with timed("articles, each in its transaction", articles):
        for page in pages:
            with store.begin() as tx:
                save_article(tx, an_article(page), now=NOW)
    dice = random.Random(claims)
    words = Words(dice)
    made = [[a_claim(page, quote=words.some(9)) for _ in range(CLAIMS)] for page in pages]
    with timed(f"claims, {CLAIMS} in a transaction, searchable", articles * CLAIMS):
        for page, kept in zip(pages, made, strict=True):
            with store.begin() as tx:
                save_claims(tx, page, 1, kept)
    with store.begin(write=False) as tx:
        (first,) = tx.execute(text("SELECT max(id) FROM article_version")).one()
    row = claim_columns(a_claim())
    rows = [
        {**row, "version_id": first, "ordinal": 1000 + n, "topic": None, "figure": None}
        for n in range(20_000)
    ]
    with timed("claims, 20,000 in one insert of Core", len(rows)), store.begin() as tx:
        tx.execute(insert(CLAIM), rows)
    with timed("entries, 50 a poll, all new", 2000):
        for start in range(0, 2000, 50):
            fresh = [an_entry(f"https://fresh.example/e{claims}/{start + i}") for i in range(50)]
            with store.begin() as tx:
                save_entries(tx, fresh, now=NOW)


def ask_at_size(store: Store, claims: int, dice: random.Random) -> None:
    """Time what the program asks all day, each time of something else."""
    figures, articles = claims // 10, claims // CLAIMS

    def doc() -> str:
        n = dice.randrange(articles)
        return f"https://news{n % 997}.example/article/{n}"

    def key() -> str:
        return f"f{dice.randrange(figures)}"

    def topic() -> str:
        return f"주제{dice.randrange(TOPICS)}"

    marks = [tuple(dice.randrange(2**32) for _ in range(96)) for _ in range(200)]
    asked: Sequence[tuple[str, int, Callable[[Tx], Any]]] = (
        (f"baseline of an article of {CLAIMS} claims", 50,
         lambda tx: load_figures_for(tx, [claim_terms(dice) for _ in range(CLAIMS)])),
        ("an article", 200, lambda tx: load_article(tx, doc())),
        ("claims of an article", 200, lambda tx: load_claims(tx, doc())),
        ("a figure with its history", 200, lambda tx: load_figure(tx, key())),
        ("claims of a figure, 50", 200, lambda tx: load_figure_claims(tx, key(), limit=50)),
        ("claims of a topic, 50", 50, lambda tx: load_topic_claims(tx, topic(), limit=50)),
        ("copies of an article", 200,
         lambda tx: load_similar(tx, marks[dice.randrange(200)], since=NOW - 3 * DAY, until=NOW)),
        ("readings to check, 100", 50, lambda tx: load_unchecked(tx, limit=100, seeds=False)),
        ("pages to read again, 100", 50, lambda tx: load_rereads(tx, NOW, limit=100)),
        ("pages to fetch, 100", 50, lambda tx: load_waiting_entries(tx, NOW, limit=100)),
        ("alerts of the last hour", 50, lambda tx: load_alerts(tx, since=NOW - HOUR)),
        ("alerts of a topic of a day", 20,
         lambda tx: load_alerts(tx, topic=topic(), since=NOW - DAY)),
        ("alerts not yet told", 50, lambda tx: load_alerts(tx, undigested=True)),
        ("status", 1, lambda tx: load_status(tx, NOW)),
    )  # fmt: skip
    for what, times, ask in asked:
        with timed(what, times):
            for _ in range(times):
                with store.begin(write=False) as tx:
                    ask(tx)


def prune_at_size(store: Store, articles: int) -> None:
    """Time retention: a tenth of what there is removed, and a day on which nothing became old."""
    # A hundred thousand articles a day, the last of them now: see `fill_to`.
    days = timedelta(seconds=0.864 * articles)
    some = Keep(texts=0.9 * days, entries=0.9 * days, messages=DAY)
    for what, whole in (("removed, a tenth", True), ("looked for, since then", False)):
        gone, longest, looks = Pruned(), 0.0, 0
        begun = last = time.perf_counter()
        for part in prune(store, some, now=NOW, is_listed=lambda *_: False, whole=whole):
            gone, looks = gone + part, looks + 1
            longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
        took = time.perf_counter() - begun
        say(
            f"retention, {what + ':':<24} {took:>8,.2f} s, {gone.texts:,} texts, "
            f"{gone.entries:,} entries; {looks:,} looks and transactions, "
            f"the longest {1000 * longest:,.0f} ms"
        )


def search_at_size(store: Store, dice: random.Random) -> None:
    """Make the index of search anew, and look for words of two syllables in it."""
    begun = time.perf_counter()
    readings = fill_passages(store)
    took = time.perf_counter() - begun
    say(f"index of search: {readings:,} readings in {took:,.0f} s; "
        f"{store.size() / 2**20:,.0f} MiB on disk")  # fmt: skip
    with store.lasting_connection() as connection:
        connection.exec_driver_sql("ANALYZE")
    words = [word for word in Words(random.Random(7)).words if len(word) == 2]
    shelf = (("common", words[:40]), ("middling", words[200:400]), ("rare", words[8000:]))
    for what, some in shelf:
        for number in (1, 2):
            found = 0
            with timed(f"search of {number} {what} of two syllables", 20):
                for _ in range(20):
                    query = parse_query(" ".join(dice.sample(some, number)))
                    with store.begin(write=False) as tx:
                        found += len(search(tx, query, limit=20).passages)
            say(f"    {found / 20:.1f} found each")


def run_at_size(store: Store, sizes: Sequence[int], searched: int) -> None:
    before = 0
    for size in sorted(sizes):
        say(f"\n{size:,} claims")
        fill_to(store, before, size, random.Random(7))
        before = size
        insert_at_size(store, size)
        ask_at_size(store, size, random.Random(2))
        prune_at_size(store, size // CLAIMS)
        if size <= searched:
            search_at_size(store, random.Random(3))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        say(f"{peak:,.0f} MiB of memory at most")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=20_000)
    parser.add_argument("--claims", type=int, nargs="+")
    parser.add_argument("--searched", type=int, default=1_000_000,
                        help="make the index of search up to this many claims")  # fmt: skip
    parser.add_argument("--url", type=Url)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(given.url or f"sqlite:///{Path(folder) / 'bench.db'}")
        say(store.url)
        if given.claims:
            run_at_size(store, given.claims, given.searched)
        else:
            run(store, given.figures)
        store.close()


if __name__ == "__main__":
    main()
