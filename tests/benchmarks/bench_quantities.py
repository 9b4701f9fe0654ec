"""How fast the quantity grammar reads news text on one core, in MB/s (target: 5).

`python tests/benchmarks/bench_quantities.py` reads 1 MB made of the project's own seed documents
and
golden sentences, and of filler sentences without a figure, in a newspaper's proportion.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from monitor.extract.quantities import extract_quantities

ROOT = Path(__file__).resolve().parents[2]
SIZE = 1_000_000  # bytes
# In news text about half of the sentences hold no figure at all (KLUE's news sentences: 57 %).
PLAIN = (
    "이 관계자는 앞으로의 계획에 대해 아직 정해진 것이 없다며 조만간 입장을 내놓겠다고 말했다. ",
    "회의 참석자들은 사안의 중요성에 공감하면서도 구체적인 방법을 두고는 의견이 엇갈렸다. ",
    "전문가들은 기술 경쟁이 치열해지는 만큼 인재를 기르고 지키는 일이 무엇보다 급하다고 지적했다. ",
)


def corpus() -> str:
    """Return the text that is read: `SIZE` bytes of it."""
    sources = [p.read_text("utf-8") for p in sorted((ROOT / "seeds").glob("*.md"))]
    sentences = [s for text in sources for s in text.split("\n") if s.strip()]
    mixed = []
    for i, sentence in enumerate(sentences):
        mixed += [sentence, PLAIN[i % len(PLAIN)]]
    text = "\n".join(mixed)
    return (text * (SIZE // len(text.encode()) + 1)).encode()[:SIZE].decode(errors="ignore")


def main() -> int:
    text = corpus()
    best = float("inf")
    found = 0
    for _ in range(5):
        started = time.thread_time()
        found = len(extract_quantities(text))
        best = min(best, time.thread_time() - started)
    size = len(text.encode()) / 1e6
    sys.stdout.write(
        f"quantities  {size:.2f} MB  {found} figures  {best:.3f} s  {size / best:.2f} MB/s  "
        f"{best / found * 1e6:.1f} us a figure\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
