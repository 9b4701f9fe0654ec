# ruff: noqa: T201
"""How fast claims come out of news text, against a morphological analyser on the same text.

    python tests/benchmarks/bench_extract.py [MB]

The corpus is made of our golden documents, about a megabyte of them (in UTF-8); one core, CPU time.
Kiwi alone is the floor that any reader pays that analyses words: ours has to read what a figure is
said of in no more than `LIMIT` times what Kiwi takes for the sentences that hold figures.

What is compared: all of ours, from the text of an article to its claims, sentences without figures
too; against Kiwi with its usual options, a call for each sentence in which our grammar finds a
figure, and nothing done with its words. A reader that carries owners over from sentences without
figures, as ours does, needs those analysed as well: that is Kiwi on the whole text. Each is
measured in turns and its best turn counts, so that a busy machine hits both alike; both have seen
the corpus before, and what ours takes the first time, with its patterns still to compile, is told
apart. Where there is a compiler, the same with the extraction compiled (`make fast`). Then the
texts that break slow readers, and what the import costs.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kiwipiepy import Kiwi

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from monitor.extract.claims import extract_claims  # noqa: E402
from monitor.extract.quantities import extract_quantities  # noqa: E402
from monitor.extract.sentences import split_sentences  # noqa: E402
from monitor.model import Article, Url  # noqa: E402
from tests.golden.claim_scoring import HERE, read_documents  # noqa: E402

LIMIT = 1.3
TURNS = 3
HARD = {
    "one paragraph, no sentence end": "국내 매출은 3조 원이고 ",
    "brackets": "중국(83%)과 ",
    "figures only": "3개 ",
    "digits in a row": "7",
    "open brackets": "(",
    "numerals": "십이만삼천사백오십육억칠천팔백 ",
    "no figures": "정부는 어제 국회에서 예산안을 설명했다. ",
}
HARD_BYTES = 200_000


def read_corpus(megabytes: float) -> list[Article]:
    """Return about so much news text: our golden documents, from the start again if need be."""
    paths = [HERE / "claims.jsonl", HERE / "other_fields.txt"]
    for folder in ("marked", "heldout"):
        paths += sorted((HERE / folder).iterdir())
    documents = [
        d for p in paths if p.suffix in {".txt", ".jsonl", ".json"} for d in read_documents(p)
    ]
    articles = [Article(url=Url(d["doc"]), title=d["title"], text=d["text"]) for d in documents]
    size = size_of(articles)
    return (articles * max(1, round(megabytes / size)))[
        : max(1, round(len(articles) * megabytes / size))
    ]


def size_of(articles: list[Article]) -> float:
    return sum(len(a.text.encode()) for a in articles) / 1e6


def sentences_with_figures(articles: list[Article]) -> list[str]:
    found = []
    for article in articles:
        starts = [q.span[0] for q in extract_quantities(article.text)]
        for start, end in split_sentences(article.text):
            at = bisect_left(starts, start)
            if at < len(starts) and starts[at] < end:
                found.append(article.text[start:end])
    return found


def clock(step: Callable[[], object]) -> float:
    gc.collect()  # what the step before left is not this one's
    start = time.process_time()
    step()
    return time.process_time() - start


def extract(text: str) -> object:
    return extract_claims(Article(url=Url("bench"), title="", text=text))


# The compiled package is imported before this file puts the source first. A line asks for a turn.
COMPILED = """
import sys
import monitor.extract.claims as claims
from tests.benchmarks.bench_extract import clock, read_corpus
assert not claims.__file__.endswith(".py")
articles = read_corpus(float(sys.argv[1]))
for article in articles:
    claims.extract_claims(article)
for line in sys.stdin:
    print(clock(lambda: [claims.extract_claims(a) for a in articles]), flush=True)
"""


@contextmanager
def compiled_clock(megabytes: float) -> Iterator[Callable[[], float] | None]:
    """Give what clocks the compiled extraction on the corpus; None, and why, without a compiler."""
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room, "package")
        start = time.perf_counter()
        made = subprocess.run([sys.executable, ROOT / "deploy" / "compile.py", folder], check=False)
        if made.returncode:
            yield None
            return
        size = sum(p.stat().st_size for p in folder.rglob("*.so")) / 1e6
        took = time.perf_counter() - start
        print(f"compiled in {took:.0f} s (kept in the environment); {size:.1f} MB of machine code")
        with subprocess.Popen(
            [sys.executable, "-c", COMPILED, str(megabytes)],
            env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "PYTHONSAFEPATH": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            turns, answers = process.stdin, process.stdout
            assert turns is not None
            assert answers is not None

            def turn() -> float:
                turns.write("turn\n")
                turns.flush()
                return float(answers.readline())

            yield turn
            turns.close()


def main() -> None:
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    articles = read_corpus(megabytes)
    size = size_of(articles)
    needed = sentences_with_figures(articles)
    start = time.process_time()
    claims = sum(len(extract_claims(a)) for a in articles)
    first = time.process_time() - start
    part = sum(len(s.encode()) for s in needed) / 1e6
    print(
        f"{size:.2f} MB, {len(articles)} articles, {claims} claims;"
        f" {len(needed)} sentences with figures, {part:.2f} MB"
    )
    print(f"for the first time, not compiled: {size / first:.2f} MB/s")
    start = time.process_time()
    kiwi = Kiwi(num_workers=1)
    kiwi.tokenize("예열")
    print(
        f"Kiwi's model loads in {time.process_time() - start:.1f} s; ours is read with the import"
    )
    steps: dict[str, Callable[[], object]] = {
        "sentences": lambda: [split_sentences(a.text) for a in articles],
        "quantity grammar": lambda: [extract_quantities(a.text) for a in articles],
        "claims, whole": lambda: [extract_claims(a) for a in articles],
        "Kiwi, whole text": lambda: [kiwi.tokenize(a.text) for a in articles],
        "Kiwi, those sentences": lambda: [kiwi.tokenize(s) for s in needed],
    }
    with compiled_clock(megabytes) as turn:
        turns = [
            {name: clock(step) for name, step in steps.items()}
            | ({"claims, compiled": turn()} if turn else {})
            for _ in range(TURNS)
        ]
    spent = {name: min(one[name] for one in turns) for name in turns[0]}
    compiled = spent.get("claims, compiled")
    for name, seconds in spent.items():
        print(f"{name:22} {size / seconds:7.2f} MB/s  {len(articles) / seconds:8.1f} articles/s")
    ours = spent["claims, whole"]
    for name, limit in (
        ("Kiwi, those sentences", f" (limit {LIMIT})"),
        ("Kiwi, whole text", ""),
        ("quantity grammar", ""),
    ):
        print(f"claims, whole, take {ours / spent[name]:5.2f} times as long as {name}{limit}")
        if compiled:
            print(f"          compiled: {compiled / spent[name]:5.2f}")
    for name, piece in HARD.items():
        texts = [piece * (n // len(piece.encode())) for n in (HARD_BYTES // 4, HARD_BYTES)]
        small, large = (clock(lambda text=text: extract(text)) for text in texts)  # type: ignore[misc]
        print(
            f"{name:32} {HARD_BYTES / 1e6 / large:6.2f} MB/s;"
            f" four times the text takes {large / max(small, 1e-9):.1f} times as long"
        )
    print(f"import of monitor.extract.claims: {import_cost() * 1000:.0f} ms")


def import_cost() -> float:
    """Return the least of some tries of importing in a new process, less the bare interpreter."""

    def least(code: str) -> float:
        tries = []
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
            tries.append(time.perf_counter() - start)
        return min(tries)

    return least("import monitor.extract.claims") - least("pass")


if __name__ == "__main__":
    main()
