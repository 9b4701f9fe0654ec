"""How many altered copies of an article are found, how fast, and that no other figure is merged.

    python -m tests.benchmarks.bench_copies [--rounds 4]

Every story of ours (the scored ones and those of the demo) is copied as Korean papers copy one
another: paragraphs cut, the lead rewritten, endings made polite, a by-line and a notice added,
paragraphs in another order, all of it at once. Each copy is looked up among all stories and all
that were copied before it, through the same index of bands that the store keeps; in another round
each copy has one figure changed, which makes it no copy. Peers, where they are installed, do the
same with their own index, over the same shingles: `datasketch` (MinHashLSH), `rensa` (RMinHashLSH).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from monitor.extract.whole import find_figures
from monitor.judge.copies import bands, find_original, letters_of, shingles, signature
from monitor.model import Span

ROOT = Path(__file__).parents[2]
FOLDERS = ("tests/golden/heldout", "monitor/demo/stories")
LINES = "tests/golden/judge/stories.jsonl"
SEED = 20261122
SHORTEST = 250  # letters: what is shorter is copied whole

POLITE = (
    (r"했다\.", "했습니다."), (r"였다\.", "였습니다."), (r"이다\.", "입니다."),
    (r"됐다\.", "됐습니다."), (r"있다\.", "있습니다."), (r"없다\.", "없습니다."),
    (r"한다\.", "합니다."), (r"밝혔다", "전했다"), (r"말했다", "설명했다"),
    (r"것으로 나타났다", "것으로 조사됐다"), (r"지난달", "전달"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy with what was done to it."""

    how: str
    text: str
    original: int


def stories() -> list[str]:
    """Return the texts of all our stories, each once."""
    found: dict[str, None] = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).glob("*.json")):
            story = json.loads(path.read_text("utf-8"))
            if not story.get("duplicate_of"):
                found["\n".join(story["body"])] = None
    for line in (ROOT / LINES).read_text("utf-8").splitlines():
        found[json.loads(line)["text"]] = None
    return [text for text in found if len(text) >= SHORTEST]


# --- how papers copy -----------------------------------------------------------------------------


def cut(text: str, dice: random.Random) -> str:
    """Cut the last paragraphs, up to half of the text."""
    lines = text.split("\n")
    return "\n".join(lines[: max(1, len(lines) - dice.randint(1, max(1, len(lines) // 2)))])


def polite(text: str, _: random.Random) -> str:
    """Change endings and stock verbs."""
    for plain, other in POLITE:
        text = re.sub(plain, other, text)
    return text


def signed(text: str, dice: random.Random) -> str:
    """Add a by-line, a notice and a line of the paper's own."""
    name = "".join(dice.choice("김이박최정강조윤") + dice.choice("가나다라마바사") + "희")
    head = f"({dice.choice(('서울', '세종', '부산'))}=한빛통신) {name} 기자 = "
    tail = f"{name} 기자 {dice.randrange(10**6):06d}@hanbit.example\n<저작권자 ⓒ 한빛통신>"
    return f"{head}{text}\n{tail}"


def reordered(text: str, dice: random.Random) -> str:
    """Put the paragraphs into another order."""
    lines = text.split("\n")
    dice.shuffle(lines)
    return "\n".join(lines)


def retold(text: str, _: random.Random) -> str:
    """Write the first sentence anew."""
    first, dot, rest = text.partition(". ")
    words = first.split()
    return " ".join(words[len(words) // 2 :] + words[: len(words) // 2]) + dot + rest


def all_of_it(text: str, dice: random.Random) -> str:
    return signed(reordered(polite(cut(text, dice), dice), dice), dice)


WAYS: tuple[Callable[[str, random.Random], str], ...] = (
    cut, polite, signed, reordered, retold, all_of_it,
)  # fmt: skip


def other_figure(text: str, dice: random.Random) -> str | None:
    """Change one figure of the story; None where there is none to change."""
    spans = figures_of(text)
    numbers = re.finditer(r"(?<![\d.,천])\d{2,3}(?=[만억조%명개곳원건])", text)
    inside = [m for m in numbers if any(a <= m.start() < b for a, b in spans)]
    if not inside:
        return None
    found = dice.choice(inside)
    number = int(found[0])
    return f"{text[: found.start()]}{number + dice.choice((1, 3, 10, 100))}{text[found.end() :]}"


def copies(texts: Sequence[str], dice: random.Random) -> Iterator[Copy]:
    for way in WAYS:
        for number, text in enumerate(texts):
            yield Copy(way.__name__, way(text, dice), number)


@cache
def figures_of(text: str) -> tuple[Span, ...]:
    """Return where a text's figures stand."""
    return find_figures(text)


# --- who looks for them --------------------------------------------------------------------------


_signature = lru_cache(maxsize=8)(signature)  # made once an article, to look up and to keep


class Ours:
    """The program's own: signatures in bands, then an exact count, and the figures."""

    name = "ours"

    def __init__(self) -> None:
        self._index: dict[str, list[int]] = defaultdict(list)
        self._texts: list[str] = []

    def find(self, text: str, figures: Sequence[Span]) -> int | None:
        shared: dict[int, int] = defaultdict(int)
        for band in bands(_signature(text)):
            for number in self._index.get(band, ()):
                shared[number] += 1
        near = sorted(shared, key=lambda n: (-shared[n], n))[:10]
        found = find_original(text, [(str(n), self._texts[n]) for n in near], figures)
        return None if found is None or found.alters else int(found.doc)

    def add(self, text: str) -> None:
        for band in bands(_signature(text)):
            self._index[band].append(len(self._texts))
        self._texts.append(text)


class Peer:
    """A peer's own index over the same shingles, with its threshold at 0.5."""

    def __init__(self, name: str, make: Callable[[], Any], sketch: Callable[[str], Any]) -> None:
        self.name = name
        self._index = make()
        self._sketch = sketch
        self._count = 0

    def find(self, text: str, _: Sequence[Span]) -> int | None:
        found = self._index.query(self._sketch(text))
        return min((int(key) for key in found), default=None)

    def add(self, text: str) -> None:
        sketch, key = self._sketch(text), self._count
        self._index.insert(key, sketch)
        self._count += 1


def _words(text: str) -> list[str]:
    letters = letters_of(text)
    return [letters[i : i + 5] for i in range(max(0, len(letters) - 4))]


def peers() -> Iterator[Callable[[], Any]]:
    if find_spec("datasketch"):
        datasketch = import_module("datasketch")

        def sketch(text: str) -> Any:
            made = datasketch.MinHash(num_perm=128)
            made.update_batch([w.encode() for w in _words(text)])
            return made

        lsh = partial(datasketch.MinHashLSH, threshold=0.5, num_perm=128)
        yield lambda: Peer("datasketch", lsh, sketch)
    if find_spec("rensa"):
        rensa = import_module("rensa")

        def minhash(text: str) -> Any:
            made = rensa.RMinHash(num_perm=128, seed=42)
            made.update(_words(text))
            return made

        index = partial(rensa.RMinHashLSH, threshold=0.5, num_perm=128, num_bands=32)
        yield lambda: Peer("rensa", index, minhash)


def run(make: Callable[[], Any], rounds: int) -> None:
    texts = stories()
    dice = random.Random(SEED)
    found: dict[str, int] = defaultdict(int)
    asked: dict[str, int] = defaultdict(int)
    merged = wrong = changed = 0
    name, spent, looked = "", 0.0, 0
    for _ in range(rounds):
        finder = make()
        name = finder.name
        for text in texts:
            finder.add(text)
        for copy in copies(texts, dice):
            figures = figures_of(copy.text)  # the daemon has read them anyway
            start = time.process_time()
            hit = finder.find(copy.text, figures)
            spent += time.process_time() - start
            looked += 1
            asked[copy.how] += 1
            found[copy.how] += hit == copy.original
            wrong += hit is not None and hit != copy.original
        for number, text in enumerate(texts):
            if (other := other_figure(text, dice)) is not None:
                changed += 1
                merged += finder.find(other, figures_of(other)) == number
    alone = 0
    finder = make()
    start = time.process_time()
    for text in texts:  # stories that nobody copied
        alone += finder.find(text, figures_of(text)) is not None
        finder.add(text)
    others = (time.process_time() - start) / len(texts) * 1000
    total = sum(found.values()) / sum(asked.values())
    shares = "  ".join(f"{how} {found[how] / asked[how]:.3f}" for how in asked)
    sys.stdout.write(
        f"{name:>11}: {total:.4f} of {sum(asked.values())} copies found  ({shares})\n"
        f"{'':>11}  {spent / looked * 1000:.2f} ms a copy, {others:.2f} ms another article"
        f" (kept too); wrong originals {wrong};"
        f" merged though a figure differs {merged} of {changed};"
        f" stories taken for copies {alone} of {len(texts)}\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    shingles("")  # loaded
    for make in (Ours, *peers()):
        run(make, options.rounds)


if __name__ == "__main__":
    main()
