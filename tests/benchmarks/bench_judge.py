"""How fast claims are judged as the baseline grows: flat, because candidates come by their terms.

    python -m tests.benchmarks.bench_judge [--figures 1000 10000 100000 1000000] [--claims 200]
        [--keep FOLDER] [--fill]

The baseline is made up: nine in ten figures are of firms, one in ten of a country. Its index of
terms lies in a scratch SQLite file and is asked as the store asks its own: it is written once, as
figures are learned (`learn`: a figure), and only opened ever after (`open`).

What is kept (`--keep`) is written once, which takes minutes for a million figures, and serves any
later run, of all sizes or of one; `--fill` writes it and measures nothing.

The same claims are judged at every size: of figures that the smallest baseline holds already. Each
size has a process of its own, so that memory is its own (`base`: before, `peak`: while claims are
judged); they take turns, round by round and in another order each time, on the processor's clock,
so that what else the machine does meets all of them alike. What counts is the middle one of the
rounds, and its ratio to the smallest size of the same run. Beside the clock stands the work itself,
which no machine changes: terms asked for, rows read, figures weighed and functions called, a claim;
and `found`, which part of the figures that the claims speak of is among those weighed, of what
would be found if every row were read, `moved` the same for claims of other values.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.pool import Pool
from pathlib import Path
from shutil import copyfile
from zlib import crc32

from monitor.judge.alerts import judge_claims
from monitor.judge.terms import MOST, claim_terms, figure_terms
from monitor.lexicon import forget
from monitor.model import Claim, Figure, Interval, Period, Source, Topic, TrackedFigure, Value
from monitor.store.figures import COMMON, likeliest

PLACES = ("한국", "미국", "일본", "독일", "대만", "프랑스", "인도", "영국", "베트남", "캐나다")
METRICS = (
    ("매출", "KRW"), ("영업이익", "KRW"), ("월간 이용자 수", "명"), ("직원 수", "명"),
    ("시장 점유율", "%"), ("기업가치", "USD"), ("판매량", "대"), ("특허 출원 건수", "건"),
    ("매출 증가율", "%"), ("설비투자액", "KRW"),
)  # fmt: skip
SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호"
TOPICS = tuple(
    Topic(name=f"{metric} 소식", figures=(TrackedFigure(metric=metric, units=(unit,)),))
    for metric, unit in METRICS
)
NOW = datetime(2026, 3, 1, tzinfo=UTC)
COUNTRIES = 0.1
"""So much of the baseline is of countries."""

AT_ONCE = 2000
"""Figures whose terms one process reads before it hands them over."""

ALIKE = 1.5
"""So many times the smallest size's time a larger one may take."""


@dataclass(frozen=True, slots=True)
class Work:
    """What judging the claims once cost: seconds of the processor, and what was looked at."""

    seconds: float
    terms: int
    rows: int
    figures: int


@dataclass(slots=True)
class Result:
    """What one size gave."""

    figures: int
    learn: float  # microseconds a figure, its terms read and written
    size: float  # MB, the index on disk
    open: float  # milliseconds to open the index and to look up the first claim
    found: tuple[float, float] = (0.0, 0.0)  # of the claims' figures, by value and words, by words
    calls: int = 0  # of functions, while all claims are judged once
    base: float = 0.0  # MB, the process with its lexicon and the index open
    peak: float = 0.0  # MB, the process when all claims are judged
    rounds: list[Work] = field(default_factory=list)


def make_claim(number: int, *, year: int = 2024, doc: str = "seed") -> Claim:
    """Return the claim of a made-up figure: the same for the same number."""
    dice = random.Random(number)
    name = (
        "햇살"
        + "".join(dice.choice(SYLLABLES) for _ in range(4))
        + dice.choice(("전자", "은행", "제약"))
    )
    metric, unit = METRICS[number % len(METRICS)]
    # Countries are few, and all papers write of them: what one is looked up under grows and grows.
    subject = dice.choice(PLACES) if dice.random() < COUNTRIES else name
    value = Decimal(dice.randrange(10, 100_000)) * (100_000_000 if unit == "KRW" else 1)
    return Claim(
        doc=doc,
        span=(number, number + 1),
        quote=f"{subject}의 {metric}은 {value}이었다.",
        subject=subject,
        metric=metric,
        interval=Interval(value, value),
        unit=unit,
        as_of=Period(date(year, 1, 1), date(year, 12, 31)),
    )


def make_figure(number: int) -> Figure:
    claim = make_claim(number)
    source = Source(doc="seed", is_seed=True, published=datetime(2025, 1, 1, tzinfo=UTC))
    return Figure(
        key=str(number),
        topic="",
        subject=claim.subject,
        metric=claim.metric,
        unit=claim.unit,
        values=(Value(claim=claim, source=source),),
    )


def read_terms(numbers: range) -> tuple[list[tuple[int, int]], float]:
    """Return (term, figure) of these figures, and the processor's seconds that they took."""
    start = time.process_time()
    rows = [
        (crc32(term.encode()), number)
        for number in numbers
        for term in figure_terms(make_figure(number))
    ]
    return rows, time.process_time() - start


def write_index(path: Path, first: int, last: int, readers: Pool) -> None:
    """Add the figures `first` to `last` to an index of terms, and what that cost to its account.

    One that holds fewer figures is grown: the baseline of ten thousand is the first part of that
    of a million. Terms are read on all cores and written in bulk.
    """
    start, read = time.process_time(), 0.0
    database = sqlite3.connect(path)
    database.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;"
        "CREATE TABLE IF NOT EXISTS term (term INTEGER, figure INTEGER);"
        "DROP INDEX IF EXISTS by_term"
    )
    parts = [range(at, min(at + AT_ONCE, last)) for at in range(first, last, AT_ONCE)]
    for rows, spent in readers.imap(read_terms, parts):
        database.executemany("INSERT INTO term VALUES (?, ?)", rows)
        read += spent
    database.executescript("CREATE INDEX by_term ON term (term, figure)")
    spent = time.process_time() - start + read
    total = database.execute("PRAGMA user_version").fetchone()[0] + round(spent * 1000)
    database.execute(f"PRAGMA user_version={total}")  # what writing it has cost in all, in ms
    database.commit()
    database.close()


def fill(folder: Path, sizes: list[int]) -> None:
    """Write the index of each size that the folder does not hold yet, each grown from the last."""
    context = get_context("spawn")
    last = 0
    for size in sorted(sizes):
        path, partial = folder / f"{size}.db", folder / f"{size}.part"
        if not path.exists():
            partial.unlink(missing_ok=True)
            if last:
                # Not through this process: a child is born with its parent's greatest memory.
                copyfile(folder / f"{last}.db", partial)
            # Terms are read by other processes: what those keep in memory is not the judge's.
            with context.Pool() as readers:
                write_index(partial, last, size, readers)
            partial.rename(path)
        last = size


def look_up(
    database: sqlite3.Connection, claim: Claim, most: int = COMMON
) -> tuple[dict[str, list[int]], int]:
    """Return the figures of each of a claim's terms, the `most` newest; and how many rows."""
    ids, rows = {}, 0
    for term in sorted(claim_terms(claim, TOPICS)):
        found = database.execute(
            "SELECT figure FROM term WHERE term = ? ORDER BY figure DESC LIMIT ?",
            (crc32(term.encode()), most),
        ).fetchall()
        rows += len(found)
        ids[term] = [number for (number,) in found]
    return ids, rows


def candidates(database: sqlite3.Connection, claim: Claim) -> tuple[list[Figure], int, int]:
    """Return the figures that the store would bring for a claim; terms and rows."""
    ids, rows = look_up(database, claim)
    return [make_figure(number) for number in likeliest(ids, ids, MOST)], len(ids), rows


def find_all(database: sqlite3.Connection, claims: list[Claim]) -> tuple[float, float]:
    """Return which part of the claims' own figures is brought, of those found without any bound.

    First for the claims as they are, then with another value: their words alone lead there. There
    any figure of the same subject and metric is its own.
    """
    parts = []
    for factor in (Decimal(1), Decimal("1.0713")):
        known = brought = 0
        for claim in claims:
            value = (claim.interval.low or Decimal(0)) * factor
            asked = replace(
                claim,
                interval=Interval(value, value),
                quote=f"{claim.subject}의 {claim.metric}은 {value}이었다.",
            )
            every, _ = look_up(database, asked, most=-1)
            own = {
                number
                for number in set().union(*every.values())
                if number == claim.span[0] or (factor != 1 and _is_alike(make_claim(number), claim))
            }
            ids, _ = look_up(database, asked)
            known += bool(own)
            brought += not own.isdisjoint(likeliest(ids, ids, MOST))
        parts.append(brought / known)
    return parts[0], parts[1]


def _is_alike(a: Claim, b: Claim) -> bool:
    return (a.subject, a.metric) == (b.subject, b.metric)


def judge_all(database: sqlite3.Connection, claims: list[Claim]) -> Work:
    """Judge the claims one after the other."""
    terms = rows = figures = 0
    start = time.process_time()
    for claim in claims:
        near, asked, read = candidates(database, claim)
        terms, rows, figures = terms + asked, rows + read, figures + len(near)
        source = Source(doc="n", published=NOW)
        judge_claims([claim], near, source=source, topics=TOPICS, now=NOW)
    return Work(time.process_time() - start, terms, rows, figures)


def renew() -> None:
    """Forget what was read in the round before, and read the lexicon again."""
    forget()
    claim_terms(make_claim(0), TOPICS)


def count_calls(database: sqlite3.Connection, claims: list[Claim]) -> int:
    """Return how many functions are called while the claims are judged."""
    calls = 0
    renew()

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        judge_all(database, claims)
    finally:
        sys.setprofile(None)
    return calls


def work(path: Path, numbers: list[int], line: Connection) -> None:
    """Open the index and judge the claims as often as the other end of the line asks."""
    claims = [make_claim(number, year=2025, doc="n") for number in numbers]
    claim_terms(claims[0], TOPICS)
    start = time.process_time()
    database = sqlite3.connect(path)
    candidates(database, claims[0])
    line.send(((time.process_time() - start) * 1000, _memory()))
    line.send(find_all(database, claims))
    line.send(count_calls(database, claims))
    while line.recv():
        renew()
        line.send((judge_all(database, claims), _memory()))
    database.close()


def _cost(path: Path) -> float:
    """Return the processor's seconds that writing the index took."""
    database = sqlite3.connect(path)
    (spent,) = database.execute("PRAGMA user_version").fetchone()
    database.close()
    return float(spent) / 1000


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(folder: Path, sizes: list[int], claims: int, rounds: int) -> list[Result]:
    """Return how all sizes fare, measured in turns."""
    context = get_context("spawn")
    # Always those of the first thousand figures, so that any two runs judge the same claims.
    known = min(1000, *sizes)
    numbers = random.Random(7).sample(range(known), min(claims, known))
    results: list[Result] = []
    lines: list[Connection] = []
    workers = []
    fill(folder, sizes)
    for size in sorted(sizes):
        path = folder / f"{size}.db"
        here, there = context.Pipe()
        worker = context.Process(target=work, args=(path, numbers, there))
        worker.start()
        opened, base = here.recv()
        learned = _cost(path) / size * 1e6
        on_disk = path.stat().st_size / 1e6
        found, calls = here.recv(), here.recv()
        results.append(Result(size, learned, on_disk, opened, found, calls, base))
        lines.append(here)
        workers.append(worker)
    order = list(range(len(sizes)))
    for number in range(rounds + 1):
        random.Random(number).shuffle(order)
        for place in order:
            lines[place].send(True)
            done, results[place].peak = lines[place].recv()
            if number:  # the first round warms up what the system keeps of the files
                results[place].rounds.append(done)
    for line, worker in zip(lines, workers, strict=True):
        line.send(False)
        worker.join()
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    sizes = [1_000, 10_000, 100_000, 1_000_000]
    parser.add_argument("--figures", type=int, nargs="+", default=sizes)
    parser.add_argument("--claims", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="a folder for the indexes, used again")
    parser.add_argument("--fill", action="store_true", help="write the indexes and stop")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        if options.fill:
            fill(folder, options.figures)
            return
        found = measure(folder, options.figures, options.claims, options.rounds)
    write = sys.stdout.write
    write(f"{'figures':>9} {'learn µs':>9} {'index MB':>9} {'open ms':>8} {'claims/s':>9}")
    write(
        f" {'ratio':>6} {'calls':>7} {'ratio':>6} {'terms':>6} {'rows':>7} {'weighed':>8}"
        f" {'found':>6} {'moved':>6} {'base MB':>8} {'peak MB':>8}\n"
    )
    times = [statistics.median(done.seconds for done in r.rounds) for r in found]
    claims = min(options.claims, 1000, *options.figures)
    for r, seconds in zip(found, times, strict=True):
        done = r.rounds[0]
        write(
            f"{r.figures:>9} {r.learn:>9.0f} {r.size:>9.1f} {r.open:>8.1f} {claims / seconds:>9.0f}"
        )
        write(
            f" {seconds / times[0]:>6.2f} {r.calls / claims:>7.0f} {r.calls / found[0].calls:>6.2f}"
        )
        write(f" {done.terms / claims:>6.1f} {done.rows / claims:>7.1f}")
        write(f" {done.figures / claims:>8.1f} {r.found[0]:>6.3f} {r.found[1]:>6.3f}")
        write(f" {r.base:>8.0f} {r.peak:>8.0f}\n")
    worst = max(times) / times[0]
    write(f"the slowest size takes {worst:.2f} times as long as the smallest (asked: {ALIKE})\n")


if __name__ == "__main__":
    main()
