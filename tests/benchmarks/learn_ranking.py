# ruff: noqa: E501, T201
"""Learn the weights of `monitor/extract/weights.json` from the golden claims, and measure them.

    python tests/benchmarks/learn_ranking.py                  cross-validated and in-sample accuracy
    python tests/benchmarks/learn_ranking.py --write          the same, then write the weights
    python tests/benchmarks/learn_ranking.py --write metric   only those of one task
    python tests/benchmarks/learn_ranking.py --quick          a plain cross-validation, nothing else

A softmax over the candidates of a figure, with an L2 penalty, by L-BFGS: with NumPy, which comes with
what `make bench` installs; the program needs none. Folds are whole documents, and a story's edit or copy
stays in the fold of the story.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from typing_extensions import override

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from monitor.extract import clauses, metrics, subjects  # noqa: E402
from monitor.extract import memory as memory_module  # noqa: E402
from monitor.extract.quantities import extract_quantities  # noqa: E402
from monitor.extract.rank import Candidate, weigher  # noqa: E402
from monitor.extract.sentences import split_sentences  # noqa: E402
from monitor.model import Quantity  # noqa: E402
from tests.golden.claim_scoring import (  # noqa: E402
    Record,
    metric_likeness,
    read_documents,
    subject_agrees,
)

TARGET = ROOT / "monitor" / "extract" / "weights.json"
GOLDEN = ROOT / "tests" / "golden"
# Held out no longer: h009 to h018 and b007 to b012 measured once, then all of them teach. New stories
# can measure again: `--test FILE…`.
TASKS = ("subject", "metric")
Numbers = Any  # arrays of NumPy, which the checks of types do without


class Told(float):
    """A sum of weights, all nothing so far, that knows the names of what it adds up.

    Learning sees candidates as the ranking adds them up: there is no other list of their names. So
    it runs with the modules as they are written: compiled ones would keep the bare number.
    """

    names: tuple[str, ...]

    def __new__(cls, names: Sequence[str]) -> Told:
        made = super().__new__(cls, 0.0)
        made.names = tuple(names)
        return made

    @override
    def __add__(self, other: float) -> Told:
        return Told(self.names + other.names) if isinstance(other, Told) else self

    __radd__ = __add__


if not subjects.__file__.endswith(".py"):
    raise SystemExit("Learning needs the modules as they are written: remove the compiled ones.")
OWNERS, PROPERTIES = subjects.OwnerScale(Told), metrics.PropertyScale(Told)


def names_of(candidate: Candidate) -> tuple[str, ...]:
    return candidate.score.names if isinstance(candidate.score, Told) else ()


@dataclass
class Example:
    doc: str
    task: str
    candidates: list[Candidate]
    right: list[float]  # a share of rightness for each candidate
    gold: Record
    sentence: str = ""


def read_all(paths: Sequence[Path]) -> list[Record]:
    return [d for p in paths for d in read_documents(p)]


@dataclass
class Prepared:
    """A document taken apart: what does not depend on what was chosen before."""

    title: tuple[Quantity, ...]
    readings: list[tuple[clauses.Reading, list[tuple[int, list[Record]]]]]


_PREPARED: dict[int, Prepared] = {}
_LIKENESS: dict[tuple[int, str], float] = {}


def prepare(document: Record) -> Prepared:
    """Return a document's sentences with the places of its golden figures; read only once."""
    known = _PREPARED.get(id(document))
    if known is not None:
        return known
    text = document["text"]
    figures: dict[tuple[int, int], list[Record]] = defaultdict(list)
    for claim in document["claims"]:
        figures[claim["span"][0], claim["span"][1]].append(claim)
    quantities = extract_quantities(text)
    readings = []
    skip = [tuple(s) for s in document.get("skip", [])]
    for start, end in split_sentences(text):
        if any(a <= start < b for a, b in skip):
            continue
        inside = [q for q in quantities if start <= q.span[0] and q.span[1] <= end]
        reading = clauses.read_sentence(text, (start, end), inside)
        places = []
        for place in reading.figures:
            quantity = reading.words[place].quantity
            assert quantity is not None
            claims = [c for span in figures if _meet(span, quantity.span) for c in figures[span]]
            if claims:
                places.append((place, claims))
        readings.append((reading, places))
    made = _PREPARED[id(document)] = Prepared(
        extract_quantities(document.get("title", "")), readings
    )
    return made


def likeness(gold: Record, text: str) -> float:
    key = (id(gold), text)
    known = _LIKENESS.get(key)
    if known is None:
        known = _LIKENESS[key] = metric_likeness(gold, text)
    return known


Chooser = Callable[[str, Example], Candidate]


def walk(document: Record, pick: Chooser) -> list[Example]:
    """Return the examples of a document; what `pick` chose is what later figures remember."""
    text = document["text"]
    ready = prepare(document)
    memory = memory_module.new_memory(document.get("title", ""), ready.title, text)
    examples = []
    for reading, places in ready.readings:
        start, end = reading.span
        for place, claims in places:
            options = subjects.subject_candidates(reading, place, memory, OWNERS)
            if not options:
                options = [Candidate("")]
            right = [max(float(subject_agrees(c, o.text)) for c in claims) for o in options]
            example = Example(
                document["doc"], "subject", options, right, claims[0], text[start:end]
            )
            examples.append(example)
            subject = pick("subject", example)
            options = metrics.metric_candidates(reading, place, memory, subject.text, PROPERTIES)
            alike = [likeness(claims[0], o.text) for o in options]
            right = [x if x >= 0.5 else 0.0 for x in alike]
            example = Example(document["doc"], "metric", options, right, claims[0], text[start:end])
            examples.append(example)
            metric = pick("metric", example)
            found = memory_module.Belonging(subject.text, metric.text, metric.base)
            memory_module.remember_figure(reading, place, memory, found)
        memory_module.remember_sentence(reading, memory)
    return examples


def _meet(left: tuple[int, int], right: tuple[int, int]) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def oracle(task: str, example: Example) -> Candidate:
    """The best candidate by gold: a first guess of what will be remembered."""
    best = max(range(len(example.right)), key=lambda i: example.right[i])
    return example.candidates[best]


_FIRST: dict[int, list[Example]] = {}


def first_walk(document: Record) -> list[Example]:
    """Return the examples of a document where the right ones are remembered; walked only once."""
    known = _FIRST.get(id(document))
    if known is None:
        known = _FIRST[id(document)] = walk(document, oracle)
    return known


def by_weights(weights: dict[str, dict[str, float]]) -> Chooser:
    weigh = {task: weigher(table) for task, table in weights.items()}

    def pick(task: str, example: Example) -> Candidate:
        known = weigh[task]
        scored = [Candidate(c.text, known(names_of(c)), c.base) for c in example.candidates]
        if task == "subject":
            return subjects.choose_owner(scored) or example.candidates[0]
        return metrics.choose_property(scored) or example.candidates[0]

    return pick


def train(examples: Sequence[Example], *, penalty: float) -> dict[str, float]:
    """Return the weights that make right candidates likely; examples without one teach nothing.

    The least of the negative logarithm of what the right ones have of the likelihood, and of half
    the penalty times the square of every weight: what few figures show stays small, and names that
    fewer than three show are left out. What a story's figures lose counts `EMPHASIS` times.
    """
    telling = [e for e in examples if any(e.right) and len(e.candidates) > 1]
    spelt = [[names_of(c) for c in e.candidates] for e in telling]
    counts = Counter(n for own in spelt for n in {n for one in own for n in one})
    numbers = {n: i for i, n in enumerate(n for n, seen in counts.items() if seen >= LEAST_SEEN)}
    rows = [[numbers[n] for n in one if n in numbers] for own in spelt for one in own]
    names = np.array([i for row in rows for i in row], dtype=np.int32)
    row_of = np.repeat(np.arange(len(rows), dtype=np.int32), [len(row) for row in rows])
    sizes = np.array([len(own) for own in spelt])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    right = np.array([r for e in telling for r in e.right])
    emphasis = np.array([1.0 if kind_of(e.doc) == "marked" else EMPHASIS for e in telling])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = np.bincount(row_of, weights[names], len(rows))
        shares = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        good = shares * right
        total = np.add.reduceat(shares, starts)
        good_total = np.maximum(np.add.reduceat(good, starts), TINY)
        pull = shares / np.repeat(total, sizes) - good / np.repeat(good_total, sizes)
        pull *= np.repeat(emphasis, sizes)
        slope = np.bincount(names, pull[row_of], len(numbers)) + penalty * weights
        value = emphasis @ (np.log(total) - np.log(good_total)) + penalty / 2 * (weights @ weights)
        return float(value), slope

    found = minimise(loss, len(numbers))
    return {name: float(found[i]) for name, i in numbers.items()}


def minimise(loss: Callable[[Numbers], tuple[float, Numbers]], size: int) -> Numbers:
    """Return where a smooth function is least: L-BFGS, with steps halved until they help."""
    at = np.zeros(size)
    value, slope = loss(at)
    pairs: list[tuple[Numbers, Numbers]] = []
    for _ in range(ROUNDS):
        way = -_scaled(slope, pairs)
        step = 1.0 if pairs else 1.0 / float(np.sqrt(slope @ slope))
        moved, new_slope = loss(at + step * way)
        while moved > value + step * float(slope @ way) / 10_000 and step > LEAST_STEP:
            step /= 2
            moved, new_slope = loss(at + step * way)
        if value - moved < LEAST_GAIN * abs(value):
            break
        turned = new_slope - slope
        if turned @ way > 0:
            pairs = [*pairs[1 - KEPT :], (step * way, turned)]
        at, value, slope = at + step * way, moved, new_slope
    return at


def _scaled(slope: Numbers, pairs: Sequence[tuple[Numbers, Numbers]]) -> Numbers:
    """Return the slope times the inverse of the curvature that the last steps showed."""
    scaled, parts = slope.copy(), []
    for moved, turned in reversed(pairs):
        part = (moved @ scaled) / (turned @ moved)
        parts.append(part)
        scaled -= part * turned
    if pairs:
        moved, turned = pairs[-1]
        scaled *= (moved @ turned) / (turned @ turned)
    for (moved, turned), part in zip(pairs, reversed(parts), strict=True):
        scaled += (part - (turned @ scaled) / (turned @ moved)) * moved
    return scaled


ROUNDS, KEPT = 80, 10
LEAST_STEP, LEAST_GAIN = 1e-8, 1e-6
LEAST_SEEN = 3
"""A name that fewer figures show is left out: it can only be learned by heart."""
PENALTIES = {"subject": 8.0, "metric": 1.5}
"""With which cross-validation was within a tenth of a point of the best."""
LEAST_WEIGHT = 0.06
"""Smaller weights are not written: without them nothing measures worse."""
EMPHASIS = 3.0
"""A figure of a story or a brief counts so many times: the marked reports are more than the rest."""
TINY = 1e-300


def family(doc: str, groups: dict[str, str]) -> str:
    doc = doc.removesuffix("#2")
    return groups.get(doc, doc)


# Copies of one report, and stories about one event, must not help one another.
SAME = {"d004": "d003", "d018": "d017", "d038": "d037", "h005": "h004"}


def learn(
    documents: Sequence[Record], *, penalty: float | None, passes: int = 2
) -> dict[str, dict[str, float]]:
    pick: Chooser = oracle
    weights: dict[str, dict[str, float]] = {}
    for turn in range(passes):
        examples = [e for d in documents for e in (walk(d, pick) if turn else first_walk(d))]
        weights = {
            t: train([e for e in examples if e.task == t], penalty=penalty or PENALTIES[t])
            for t in TASKS
        }
        pick = by_weights(weights)
    return weights


def measure(
    documents: Sequence[Record],
    weights: dict[str, dict[str, float]],
    misses: list[str] | None = None,
) -> dict[str, list[int]]:
    tally = {name: [0, 0] for name in (*TASKS, "subject possible", "metric possible", "both")}
    pick = by_weights(weights)
    for document in documents:
        examples = walk(document, pick)
        for s, m in zip(examples[::2], examples[1::2], strict=True):
            verdicts = []
            for e in (s, m):
                mine = pick(e.task, e)
                right = (
                    dict(zip((c.text for c in e.candidates), e.right, strict=True))[mine.text] > 0
                )
                verdicts.append(right)
                tally[e.task][0] += right
                tally[e.task][1] += 1
                tally[f"{e.task} possible"][0] += any(e.right)
                tally[f"{e.task} possible"][1] += 1
                if misses is not None and not right:
                    best = max(range(len(e.right)), key=lambda i: e.right[i])
                    could = e.candidates[best].text if e.right[best] else "-"
                    misses.append(
                        e.sentence.replace(e.gold["text"], f"【{e.gold['text']}】")
                        + "\n    "
                        + f"{e.doc} {e.task:8} {e.gold['text']} | gold {e.gold[e.task]} | mine {mine.text} | could {could}"
                    )
            tally["both"][0] += all(verdicts)
            tally["both"][1] += 1
    return tally


def kind_of(doc: str) -> str:
    """Return which sort of text a document is: the sorts differ in how hard they are."""
    if re.match(r"[dhu]\d", doc):
        return "stories"
    return (
        "other fields" if re.match(r"b\d", doc) else "briefs" if doc.endswith(".md") else "marked"
    )


def show(label: str, tally: dict[str, list[int]]) -> None:
    print(
        label,
        "  ".join(f"{n} {a / max(b, 1):.3f}" for n, (a, b) in tally.items()),
        f"of {tally['both'][1]}",
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data",
        type=Path,
        nargs="*",
        default=[
            GOLDEN / "claims.jsonl",
            GOLDEN / "other_fields.txt",
            *sorted((GOLDEN / "marked").glob("*.txt")),
            *sorted((GOLDEN / "heldout").glob("[bh]*.json")),
        ],
    )
    parser.add_argument(
        "--test", type=Path, nargs="*", default=[], help="documents never trained on"
    )
    parser.add_argument("--write", nargs="?", const="both", choices=["both", *TASKS])
    parser.add_argument("--quick", action="store_true", help="no in-sample figures")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--folds", type=int, default=5, help="0: no cross-validation")
    parser.add_argument("--penalty", type=float, help=f"for both tasks; else {PENALTIES}")
    options = parser.parse_args()
    documents = read_all(options.data)
    families = sorted({family(d["doc"], SAME) for d in documents})
    random.Random(3).shuffle(families)
    misses: list[str] = []
    total: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    sorts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for fold in range(options.folds):
        held = set(families[fold :: options.folds])
        weights = learn(
            [d for d in documents if family(d["doc"], SAME) not in held], penalty=options.penalty
        )
        for document in documents:
            if family(document["doc"], SAME) in held:
                part = measure([document], weights, misses)
                for table in (total, sorts[kind_of(document["doc"])]):
                    for name, (a, b) in part.items():
                        table[name][0] += a
                        table[name][1] += b
    for sort, table in sorted(sorts.items()):
        show(f"  {sort:13}", table)
    if options.folds:
        show("cross-validated", total)
    if options.quick:
        print("\n".join(misses if options.misses else []))
        return
    weights = learn(documents, penalty=options.penalty)
    if options.write:
        kept = json.loads(TARGET.read_text("utf-8"))
        slim = {
            t: {n: round(w, 2) for n, w in sorted(table.items()) if abs(w) >= LEAST_WEIGHT}
            if options.write in {t, "both"}
            else kept[t]
            for t, table in weights.items()
        }
        TARGET.write_text(json.dumps(slim, ensure_ascii=False, indent=1) + "\n", "utf-8")
    show("in sample      ", measure(documents, weights))
    if options.test:
        unseen: list[str] = []
        show("unseen         ", measure(read_all(options.test), weights, unseen))
        misses = unseen if options.misses else misses
    if options.misses:
        print("\n".join(misses))


if __name__ == "__main__":
    main()
