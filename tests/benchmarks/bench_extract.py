# ruff: noqa: T201
"""How fast claims come out of news text: `python tests/benchmarks/bench_extract.py [MB]`.

The corpus is made of our golden documents, repeated; the texts that break slow readers follow.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from monitor.extract.claims import extract_claims  # noqa: E402
from monitor.extract.quantities import extract_quantities  # noqa: E402
from monitor.extract.sentences import split_sentences  # noqa: E402
from monitor.model import Article, Url  # noqa: E402
from tests.golden.claim_scoring import HERE, read_documents  # noqa: E402

HARD = {
    "one paragraph, no sentence end": "국내 매출은 3조 원이고 ",
    "brackets": "중국(83%)과 ",
    "figures only": "3개 ",
    "digits in a row": "7",
    "no figures": "정부는 어제 국회에서 예산안을 설명했다. ",
}
HARD_BYTES = 100_000


def clock(text: str) -> float:
    start = time.process_time()
    extract_claims(Article(url=Url("bench"), title="", text=text))
    return time.process_time() - start


def main() -> None:
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 0.5
    documents = [*read_documents(HERE / "claims.jsonl"), *read_documents(HERE / "other_fields.txt")]
    articles = [Article(url=Url(d["doc"]), title=d["title"], text=d["text"]) for d in documents]
    size = sum(len(a.text.encode()) for a in articles) / 1e6
    rounds = max(1, round(megabytes / size))
    extract_claims(articles[0])  # patterns and weights are read once
    for name, step in (
        ("sentences", lambda a: split_sentences(a.text)),
        ("quantities", lambda a: extract_quantities(a.text)),
        ("claims", extract_claims),
    ):
        start = time.process_time()
        count = sum(len(step(a)) for _ in range(rounds) for a in articles)
        spent = time.process_time() - start
        rate = rounds * size / spent
        print(
            f"{name:10} {rate:6.2f} MB/s  {rounds * len(articles) / spent:7.1f} articles/s  {count}"
        )
    for name, piece in HARD.items():
        half, whole = (piece * (n // len(piece.encode())) for n in (HARD_BYTES // 2, HARD_BYTES))
        first, second = clock(half), clock(whole)
        print(
            f"{name:32} {second:6.2f} s for 0.1 MB, {second / max(first, 1e-9):.1f} times the half"
        )
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import monitor.extract.claims"], check=True, cwd=ROOT)
    empty = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True, cwd=ROOT)
    bare = time.perf_counter() - empty
    print(f"import {(empty - start - bare) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
