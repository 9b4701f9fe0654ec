"""How fast claims are judged as the baseline grows: flat, because candidates come by their terms.

    python -m tests.benchmarks.bench_judge [--figures 1000 10000 100000 1000000] [--claims 300]

The baseline is made up; its index of terms lies in a scratch SQLite file, as in the store.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zlib import crc32

from monitor.judge import anchors, compare, hearing, match, metrics, place, topics
from monitor.judge.alerts import judge_claims
from monitor.judge.terms import claim_terms, figure_terms
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


@dataclass(frozen=True, slots=True)
class Result:
    """What one size gave."""

    figures: int
    built: float  # seconds
    per_second: float
    candidates: float  # for a claim
    memory: float  # MB, the process's peak


def make_claim(number: int, *, year: int = 2024, doc: str = "seed") -> Claim:
    """Return the claim of a made-up figure: the same for the same number."""
    dice = random.Random(number)
    name = (
        "햇살"
        + "".join(dice.choice(SYLLABLES) for _ in range(4))
        + dice.choice(("전자", "은행", "제약"))
    )
    metric, unit = METRICS[number % len(METRICS)]
    # What is said of countries does not grow with the baseline; what is said of firms does.
    subject = dice.choice(PLACES) if number < 1000 and number % 10 == 0 else name
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


LIMIT = 200
"""The store gives at most so many figures for a claim, those with the most shared terms first."""


def candidates(database: sqlite3.Connection, claim: Claim) -> list[Figure]:
    terms = [crc32(term.encode()) for term in claim_terms(claim, TOPICS)]
    marks = ",".join("?" * len(terms))
    found = database.execute(
        f"SELECT figure, count(*) AS shared FROM term WHERE term IN ({marks}) "
        "GROUP BY figure ORDER BY shared DESC LIMIT ?",
        [*terms, LIMIT],
    )
    return [make_figure(number) for number, _ in found]


def forget() -> None:
    """Empty the caches that building the index has filled: a baseline of yesterday is cold."""
    for module in (anchors, compare, hearing, match, metrics, place, topics):
        for name, found in vars(module).items():
            if name != "lexicon" and hasattr(found, "cache_clear"):
                found.cache_clear()


def measure(figures: int, claims: int) -> Result:
    """Return how one size fares."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        database = build_index(Path(folder) / "terms.db", figures)
        built = time.perf_counter() - start
        dice = random.Random(7)
        # No claim twice: what was parsed once is remembered, and small baselines would gain by it.
        numbers = dice.sample(range(figures), min(claims, figures))
        asked = [make_claim(number, year=2025, doc="n") for number in numbers]
        seen = 0
        forget()
        start = time.perf_counter()
        for claim in asked:
            near = candidates(database, claim)
            seen += len(near)
            source = Source(doc="n", published=NOW)
            judge_claims([claim], near, source=source, topics=TOPICS, now=NOW)
        spent = time.perf_counter() - start
        database.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Result(figures, built, len(asked) / spent, seen / len(asked), peak)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--claims", type=int, default=300)
    options = parser.parse_args()
    write = sys.stdout.write
    write(f"{'figures':>10} {'index s':>8} {'claims/s':>9} {'candidates':>11} {'peak MB':>8}\n")
    for figures in options.figures:
        r = measure(figures, options.claims)
        write(f"{r.figures:>10} {r.built:>8.1f} {r.per_second:>9.0f}")
        write(f" {r.candidates:>11.1f} {r.memory:>8.0f}\n")


if __name__ == "__main__":
    main()
