# ruff: noqa: E501, T201
"""Learn the weights of `monitor/judge/doubt.json`: which changes and conflicts are told as uncertain.

    python tests/benchmarks/learn_doubt.py --read a.json              read all stories anew (minutes)
    python tests/benchmarks/learn_doubt.py --read b.json --by topic   … by weights that saw none of its topic
    python tests/benchmarks/learn_doubt.py --read c.json --by none    … by the program's own: the fit
    python tests/benchmarks/learn_doubt.py a.json [b.json …]          measure on what was read
    python tests/benchmarks/learn_doubt.py a.json [b.json …] --write  … and write the weights

What is learned from are verdicts on claims that were read by weights which had not seen the story:
`--read` learns the ranking anew for each third of the golden documents and reads that third with
it. Verdicts are right or wrong by the golden alerts; folds of the measurement are whole stories, or
all stories of a topic. The rules of the judgement are written and not learned: what they are worth
beyond the stories that they were made on is told by `monitor eval` on stories that nobody has read.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from monitor.extract import claims as extraction  # noqa: E402
from monitor.extract.subjects import make_scales  # noqa: E402
from monitor.judge.doubt import DOUBTED  # noqa: E402
from monitor.judge.features import features_of, likelihood  # noqa: E402
from monitor.judge.learning import Example, learn  # noqa: E402
from monitor.judge.scoring import (  # noqa: E402
    AlertScore,
    alert_agrees,
    same_value,
    score_alerts,
)
from monitor.model import Alert, Article, Url  # noqa: E402
from monitor.records import alert_record, claim_record, read_topics  # noqa: E402
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
    parser.add_argument("--by", choices=tuple(GROUPS), default="story", help="what is read unseen")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.read:
        found = read_stories(GROUPS[options.by])
        options.read.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
        options.readings.append(options.read)
    read = {path: json.loads(path.read_text("utf-8")) for path in options.readings}
    for path, readings in read.items():
        print(f"{path.name}:")
        for name, tally in sorted(alert_scores(readings).tallies.items()):
            if name in ("sent", "all"):
                print(f"  {name:5} P {tally.precision:.3f} R {tally.recall:.3f} F1 {tally.f1:.3f}")
    examples = [example for readings in read.values() for example in verdicts(readings)]
    wrong = sum(not e.is_right for e in examples)
    print(f"{len(examples)} changes and conflicts, {wrong} of them wrong")
    if not wrong:
        sys.exit("There is nothing to learn from.")
    topics = {
        story["id"]: by_topic({**story, "doc": story["id"]})
        for known in stories()
        for story in known
    }
    fit = learn(examples).weights
    divisions = {
        "in sample": [likelihood(fit, e.features) for e in examples],
        "by topic": cross_validated(examples, [topics[e.doc] for e in examples]),
        "by story": cross_validated(examples, [e.doc for e in examples]),
    }
    for name, scores in divisions.items():
        told = [e.is_right for e, s in zip(examples, scores, strict=True) if s >= THRESHOLD]
        right = sum(e.is_right for e in examples)
        print(
            f"{name}: AUC {area(scores, examples):.3f},"
            f" certain P {sum(told) / len(told):.3f} R {sum(told) / right:.3f}"
        )
    scores = divisions["by story"]
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


def by_story(doc: Row) -> str:
    """Return the group of a document for a division by story: its own, with its edits and copies."""
    return learn_ranking.family(doc["doc"], learn_ranking.SAME)


@cache
def _names() -> tuple[tuple[str, tuple[str, ...]], ...]:
    text = (learn_ranking.GOLDEN / "judge" / "topics.toml").read_text("utf-8")
    topics = read_topics(tomllib.loads(text), where="topics.toml")
    return tuple((topic.name, (topic.name, *topic.aliases)) for topic in topics)


def by_topic(doc: Row) -> str:
    """Return the group of a document for a division by topic: the one that it names most often.

    One that names none of the topics is a group of its own.
    """
    text = f"{doc.get('title', '')} {doc['text']}"
    named = [(sum(text.count(n) for n in names), -i) for i, (_, names) in enumerate(_names())]
    most, place = max(named)
    return _names()[-place][0] if most else by_story(doc)


def of_its_own(doc: Row) -> str:
    """Return no group: nothing is held back, and the program's own weights read."""
    return ""


GROUPS = {"story": by_story, "topic": by_topic, "none": of_its_own}


def read_stories(group: Callable[[Row], str] = by_story) -> Readings:
    """Return the claims of all stories, each read by weights that have not seen its group."""
    golden = learn_ranking.GOLDEN
    documents = learn_ranking.read_all(
        [
            golden / "claims.jsonl",
            golden / "other_fields.txt",
            *sorted((golden / "marked").glob("*.txt")),
            *sorted((golden / "heldout").glob("[bh]*.json")),
        ]
    )

    third = thirds([group(document) for document in documents])
    of_story = {document["doc"]: third[group(document)] for document in documents}

    found: Readings = {}
    if group is of_its_own:
        return {s["id"]: _pages(s) for known in stories() for s in known}
    for number in range(THIRDS):
        rest = [d for d in documents if of_story[d["doc"]] != number]
        table = learn_ranking.learn(rest, penalty=None)
        scales = make_scales(table)
        setattr(extraction, "load_scales", lambda ready=scales: ready)  # noqa: B010 - for mypy
        for story in (s for known in stories() for s in known):
            if of_story[story["id"]] == number:
                found[story["id"]] = _pages(story)
    return found


def _pages(story: Row) -> dict[str, list[Row]]:
    pages = {"1": story, **({"2": story["revision"]} if "revision" in story else {})}
    return {v: _read(story, page) for v, page in pages.items()}


def thirds(groups: Sequence[str]) -> dict[str, int]:
    """Return the third that each group falls in: the largest first, each into the smallest."""
    sizes = [0] * THIRDS
    found: dict[str, int] = {}
    for group, size in sorted(Counter(groups).items(), key=lambda row: (-row[1], row[0])):
        found[group] = min(range(THIRDS), key=sizes.__getitem__)
        sizes[found[group]] += size
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


def _judged(known: Sequence[Row], readings: Readings) -> tuple[Alert, ...]:
    """Return the alerts of stories, judged after one another, by their claims as read."""
    rows = []
    for story in known:
        pages = {v: [{**c, "doc": story["id"]} for c in claims]
                 for v, claims in readings[story["id"]].items()}  # fmt: skip
        row = {**story, "claims": pages["1"]}
        if "revision" in story:
            row["revision"] = {**story["revision"], "claims": pages["2"]}
        rows.append(row)
    return test_judge_golden.judge_all(rows).alerts


def alert_scores(readings: Readings) -> AlertScore:
    """Return how good the alerts of all stories are, by their claims as read."""
    gold: dict[str, list[Row]] = {}
    tolerated: dict[str, list[Row]] = {}
    found: dict[str, list[Row]] = {}
    for known in stories():
        for story in known:
            gold[story["id"]] = (
                story["gold"] if "gold" in story else [*map(_alert, story["alerts"])]
            )
            tolerated[story["id"]] = [
                t if "claim" in t else {"claim": t} for t in story["tolerated"]
            ]
        for alert in _judged(known, readings):
            found.setdefault(alert.source.doc, []).append(alert_record(alert))
    return score_alerts(gold, found, tolerated)


def _alert(row: Row) -> Row:
    """Return a golden alert as it is scored: its kinds and its values before are alternatives."""
    kind, *kinds = row["kinds"]
    before, *others = row["previous"] or [None]
    return {
        "kind": kind,
        "kind_alternatives": kinds,
        "claim": row["claim"],
        "previous": before,
        "previous_alternatives": others,
    }


def verdicts(readings: Readings) -> list[Example]:
    """Return what the judge says to these claims, right or wrong by the golden alerts."""
    examples = []
    for known in stories():
        by_id = {story["id"]: story for story in known}
        for alert in _judged(known, readings):
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


def cross_validated(examples: Sequence[Example], groups: Sequence[str]) -> list[float]:
    """Return the likelihood of each verdict by what those of other groups teach."""
    names = sorted(set(groups))
    fold_of = {name: number % FOLDS for number, name in enumerate(names)}
    folds = [fold_of[name] for name in groups]
    scores = [0.0] * len(examples)
    for fold in range(FOLDS):
        rest = [e for e, f in zip(examples, folds, strict=True) if f != fold]
        weights = learn(rest).weights
        for number, example in enumerate(examples):
            if folds[number] == fold:
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
