# ruff: noqa: E501, T201
"""Learn the weights of `monitor/judge/doubt.json`: which changes and conflicts are told as uncertain.

    python tests/benchmarks/learn_doubt.py --read a.json            read all stories anew (minutes)
    python tests/benchmarks/learn_doubt.py a.json [b.json …]        measure on what was read
    python tests/benchmarks/learn_doubt.py a.json [b.json …] --write   … and write the weights

What is learned from are verdicts on claims that were read by weights which had not seen the story:
`--read` learns the ranking anew for each third of the golden documents and reads that third with
it. Verdicts are right or wrong by the golden alerts; folds of the measurement are whole stories.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zlib import crc32

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from monitor.extract import claims as extraction  # noqa: E402
from monitor.extract.subjects import make_scales  # noqa: E402
from monitor.judge.doubt import DOUBTED  # noqa: E402
from monitor.judge.features import features_of, likelihood  # noqa: E402
from monitor.judge.learning import Example, learn  # noqa: E402
from monitor.judge.scoring import alert_agrees, same_value  # noqa: E402
from monitor.model import Article, Url  # noqa: E402
from monitor.records import alert_record, claim_record  # noqa: E402
from tests.benchmarks import learn_ranking  # noqa: E402
from tests.golden import test_judge_golden, test_judge_other_stories  # noqa: E402

TARGET = ROOT / "monitor" / "judge" / "doubt.json"
THRESHOLD = 0.65
"""What lies below it is wrong as often as right; above, two in three are right at once."""
FOLDS = 8
THIRDS = 3
LEAST = 0.005  # weights below this are left out of the file

Row = dict[str, Any]
Readings = dict[str, dict[str, list[Row]]]  # story, version of its page, claims


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("readings", type=Path, nargs="*")
    parser.add_argument("--read", type=Path, help="read the stories anew, into this file")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.read:
        options.read.write_text(json.dumps(read_stories(), ensure_ascii=False), "utf-8")
        options.readings.append(options.read)
    examples = [
        example
        for path in options.readings
        for example in verdicts(json.loads(path.read_text("utf-8")))
    ]
    wrong = sum(not e.is_right for e in examples)
    print(f"{len(examples)} changes and conflicts, {wrong} of them wrong")
    if not wrong:
        sys.exit("There is nothing to learn from.")
    scores = cross_validated(examples)
    print(f"AUC, cross-validated by story: {area(scores, examples):.3f}")
    for share in (0.05, 0.1, 0.15, 0.2):
        lowest = sorted(range(len(examples)), key=scores.__getitem__)[: int(share * len(scores))]
        caught = sum(not examples[i].is_right for i in lowest)
        print(f"  lowest {len(lowest)}: {caught} wrong, below {scores[lowest[-1]]:.2f}")
    if options.write:
        weights = learn(examples).weights
        record = {
            "threshold": THRESHOLD,
            "verdicts": len(examples),
            "weights": {n: round(w, 2) for n, w in sorted(weights.items()) if abs(w) >= LEAST},
        }
        TARGET.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")


def stories() -> list[list[Row]]:
    """Return the golden stories with alerts, by the news that each is judged after.

    Two sets were written as the news of one time; the others stand alone, each after the baseline.
    """
    held = learn_ranking.GOLDEN / "heldout"
    alone = [json.loads(path.read_text("utf-8")) for path in sorted(held.glob("h2*.json"))]
    together = [_golden(story) for story in test_judge_other_stories._stories()]
    return [[*test_judge_golden._stories()], together, *([_golden(story)] for story in alone)]


def _golden(story: Row) -> Row:
    return {
        **test_judge_other_stories._row(story),
        "gold": story["gold_alerts"],
        "tolerated": story.get("tolerated_alerts") or [],
    }


def read_stories() -> Readings:
    """Return the claims of all stories, each read by weights that have not seen it."""
    golden = learn_ranking.GOLDEN
    documents = learn_ranking.read_all(
        [
            golden / "claims.jsonl",
            golden / "other_fields.txt",
            *sorted((golden / "marked").glob("*.txt")),
            *sorted((golden / "heldout").glob("[bh]*.json")),
        ]
    )

    def third(doc: str) -> int:
        return crc32(learn_ranking.family(doc, learn_ranking.SAME).encode()) % THIRDS

    found: Readings = {}
    for number in range(THIRDS):
        rest = [d for d in documents if third(d["doc"]) != number]
        table = learn_ranking.learn(rest, penalty=None)
        scales = make_scales(table)
        setattr(extraction, "load_scales", lambda ready=scales: ready)  # noqa: B010 - for mypy
        for story in (s for known in stories() for s in known):
            if third(story["id"]) == number:
                pages = {"1": story, **({"2": story["revision"]} if "revision" in story else {})}
                found[story["id"]] = {v: _read(story, page) for v, page in pages.items()}
    return found


def _read(story: Row, page: Row) -> list[Row]:
    article = Article(
        url=Url(story["id"]),
        title=page["title"],
        text=page["text"],
        published=datetime.fromisoformat(story["published"]),
        outlet=story["outlet"],
    )
    return [
        {**claim_record(c), "doc": story["id"], "subject_share": c.subject_share}
        for c in extraction.extract_claims(article)
    ]


def verdicts(readings: Readings) -> list[Example]:
    """Return what the judge says to these claims, right or wrong by the golden alerts."""
    examples = []
    for known in stories():
        rows = []
        for story in known:
            pages = {v: [{**c, "doc": story["id"]} for c in claims]
                     for v, claims in readings[story["id"]].items()}  # fmt: skip
            row = {**story, "claims": pages["1"]}
            if "revision" in story:
                row["revision"] = {**story["revision"], "claims": pages["2"]}
            rows.append(row)
        by_id = {story["id"]: story for story in known}
        for alert in test_judge_golden.judge_all(rows).alerts:
            if alert.kind not in DOUBTED or alert.previous is None:
                continue
            is_right = _is_right(by_id[alert.source.doc], alert_record(alert))
            if is_right is not None:
                old = alert.previous.claim
                features = features_of(str(alert.kind), alert.claim, old, alert.score)
                examples.append(Example(alert.source.doc, features, is_right))
    return examples


def _is_right(story: Row, record: Row) -> bool | None:
    """Return whether gold has the alert; None where it only tolerates it."""
    if any(same_value(t.get("claim", t), record["claim"]) for t in story["tolerated"]):
        return None
    if "gold" in story:
        return any(alert_agrees(gold, record) for gold in story["gold"])
    return any(test_judge_golden._agrees(gold, record) for gold in story["alerts"])


def cross_validated(examples: Sequence[Example]) -> list[float]:
    """Return the likelihood of each verdict by what the other stories teach."""
    docs = sorted({e.doc for e in examples})
    fold_of = {doc: number % FOLDS for number, doc in enumerate(docs)}
    scores = [0.0] * len(examples)
    for fold in range(FOLDS):
        weights = learn([e for e in examples if fold_of[e.doc] != fold]).weights
        for number, example in enumerate(examples):
            if fold_of[example.doc] == fold:
                scores[number] = likelihood(weights, example.features)
    return scores


def area(scores: Sequence[float], examples: Sequence[Example]) -> float:
    """Return how often a right verdict scores above a wrong one; 0.5 is chance."""
    right = [s for s, e in zip(scores, examples, strict=True) if e.is_right]
    wrong = [s for s, e in zip(scores, examples, strict=True) if not e.is_right]
    above = sum((a > b) + 0.5 * (a == b) for a in right for b in wrong)
    return above / (len(right) * len(wrong))


if __name__ == "__main__":
    main()
