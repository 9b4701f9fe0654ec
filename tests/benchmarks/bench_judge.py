"""How fast claims are judged as the baseline grows: flat, because candidates come by their terms.

    python -m tests.benchmarks.bench_judge [--figures 1000 10000 100000 1000000] [--claims 300]

The baseline is made up: nine in ten figures are of firms, one in ten of a country. Its index of
terms lies in a scratch SQLite file and is asked as the store asks its own: it is written once, as
figures are learned (`learn`: a figure), and only opened ever after (`open`). Each size runs in a
process of its own, so that memory is its own (`base`: before, `peak`: while claims are judged), and
by the processor's clock, so that others on the machine do not count. A million takes minutes to
write, and nothing else here does.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from zlib import crc32

from monitor.judge import anchors, compare, hearing, match, metrics, place, topics
from monitor.judge.alerts import judge_claims
from monitor.judge.terms import MOST, claim_terms, figure_terms
from monitor.model import Claim, Figure, Interval, Period, Source, Topic, TrackedFigure, Value

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

PER_TERM = 1000
"""Of a term that more figures share the store gives the newest (`store.figures`)."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one size gave."""

    figures: int
    learn: float  # microseconds a figure, its terms read and written
    size: float  # MB, the index on disk
    open: float  # milliseconds to open the index and to look up the first claim
    per_second: float
    candidates: float  # for a claim
    base: float  # MB, the process with its lexicon and the index open
    peak: float  # MB, the process when all claims are judged


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


def build_index(path: Path, figures: int) -> sqlite3.Connection:
    """Return an index of terms over so many figures."""
    database = sqlite3.connect(path)
    database.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
        "CREATE TABLE term (term INTEGER, figure INTEGER)"
    )
    rows: Iterator[tuple[int, int]] = (
        (crc32(term.encode()), number)
        for number in range(figures)
        for term in figure_terms(make_figure(number))
    )
    database.executemany("INSERT INTO term VALUES (?, ?)", rows)
    database.executescript("CREATE INDEX by_term ON term (term, figure)")
    return database


def candidates(database: sqlite3.Connection, claim: Claim) -> list[Figure]:
    """Return the figures that share the most and the rarest terms with a claim."""
    weights: dict[int, float] = defaultdict(float)
    for term in sorted(claim_terms(claim, TOPICS)):
        found = database.execute(
            "SELECT figure FROM term WHERE term = ? ORDER BY figure DESC LIMIT ?",
            (crc32(term.encode()), PER_TERM),
        ).fetchall()
        for (number,) in found:
            weights[number] += 1 / len(found)
    best = sorted(weights, key=lambda number: (-weights[number], number))[:MOST]
    return [make_figure(number) for number in best]


def forget() -> None:
    """Empty the caches that building the index has filled: a baseline of yesterday is cold."""
    for module in (anchors, compare, hearing, match, metrics, place, topics):
        for name, found in vars(module).items():
            if name != "lexicon" and hasattr(found, "cache_clear"):
                found.cache_clear()


def measure(figures: int, claims: int) -> Result:
    """Return how one size fares."""
    with tempfile.TemporaryDirectory() as folder, get_context("spawn").Pool(1) as writer:
        path = Path(folder) / "terms.db"
        # Written by another process: what that keeps in memory is not the judge's.
        learn = writer.apply(write_index, (path, figures)) / figures * 1e6
        size = path.stat().st_size / 1e6
        dice = random.Random(7)
        # No claim twice: what was parsed once is remembered, and small baselines would gain by it.
        numbers = dice.sample(range(figures), min(claims, figures))
        first, *asked = [make_claim(number, year=2025, doc="n") for number in numbers]
        claim_terms(first, TOPICS)  # the lexicon is read
        start = time.process_time()
        database = sqlite3.connect(path)
        candidates(database, first)
        opened = (time.process_time() - start) * 1000
        base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        seen = 0
        forget()
        start = time.process_time()
        for claim in asked:
            near = candidates(database, claim)
            seen += len(near)
            source = Source(doc="n", published=NOW)
            judge_claims([claim], near, source=source, topics=TOPICS, now=NOW)
        spent = time.process_time() - start
        database.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    count = len(asked)
    return Result(figures, learn, size, opened, count / spent, seen / count, base, peak)


def write_index(path: Path, figures: int) -> float:
    """Write an index over so many figures; return how many seconds of the processor it took."""
    start = time.process_time()
    build_index(path, figures).close()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    sizes = [1_000, 10_000, 100_000, 1_000_000]
    parser.add_argument("--figures", type=int, nargs="+", default=sizes)
    parser.add_argument("--claims", type=int, default=300)
    options = parser.parse_args()
    write = sys.stdout.write
    write(f"{'figures':>10} {'learn µs':>9} {'index MB':>9} {'open ms':>8} {'claims/s':>9}")
    write(f" {'candidates':>11} {'base MB':>8} {'peak MB':>8}\n")
    rates: list[float] = []
    for figures in options.figures:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            r = alone.submit(measure, figures, options.claims).result()
        write(f"{r.figures:>10} {r.learn:>9.0f} {r.size:>9.1f} {r.open:>8.1f} {r.per_second:>9.0f}")
        write(f" {r.candidates:>11.1f} {r.base:>8.0f} {r.peak:>8.0f}\n")
        rates.append(r.per_second)
    write(f"the fastest size is {max(rates) / min(rates):.2f} times the slowest (asked: 1.5)\n")


if __name__ == "__main__":
    main()
