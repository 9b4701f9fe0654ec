"""Golden claims and how found ones are scored against them (contract: how gold is scored)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.extract.quantities import extract_quantities
from monitor.judge import scoring
from monitor.judge.scoring import fold, judge_fields, same_value
from monitor.records import json_number

__all__ = [
    "HERE",
    "Record",
    "Score",
    "fold",
    "judge_fields",
    "match_claims",
    "metric_likeness",
    "read_documents",
    "same_value",
    "subject_agrees",
    "without_tolerated",
]

Record = dict[str, Any]
HERE = Path(__file__).resolve().parent
_MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\|([^\[\]|]+)(?:\|(\w+))?\]")


def read_documents(path: Path) -> list[Record]:
    """Return the documents of a file.

    JSON lines, a story (`.json`), or a text with its claims marked in brackets (`.txt`).
    """
    if path.suffix == ".txt":
        return _read_marked(path)
    if path.suffix == ".json":
        return [_read_story(json.loads(path.read_text("utf-8")))]
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _read_story(story: Record) -> Record:
    return {
        "doc": story["id"],
        "title": story["title"],
        "published": story["published"],
        "text": "\n".join(story["body"]),
        "furniture": story.get("furniture", []),
        "complete": story.get("claims_complete", True),
        "claims": story["gold_claims"],
        "tolerated": story.get("tolerated_claims") or [],
    }


def _read_marked(path: Path) -> list[Record]:
    documents: list[Record] = []
    for number, part in enumerate(path.read_text("utf-8").split("\n== ")[1:]):
        head, _, body = part.partition("\n")
        day, _, title = head.partition(" | ")
        text, claims, at = "", [], 0
        for mark in _MARK.finditer(body):
            text += body[at : mark.start()]
            subject, *subject_aliases = re.split(r"\s*;\s*", mark[2])
            metric, *metric_aliases = re.split(r"\s*;\s*", mark[3])
            claims.append(
                {
                    "span": [len(text), len(text) + len(mark[1])],
                    "text": mark[1],
                    "subject": subject,
                    "subject_aliases": subject_aliases,
                    "metric": metric,
                    "metric_aliases": metric_aliases,
                    "modality": mark[4] or "asserted",
                }
            )
            text += mark[1]
            at = mark.end()
        text += body[at:]
        documents.append(
            {
                "doc": f"{path.stem}-{number:02}",
                "title": title,
                "published": day,
                "text": text,
                # The value is what the grammar reads there: these test whose it is, not what.
                "claims": _with_values(text, claims),
            }
        )
    return documents


def _with_values(text: str, claims: Sequence[Record]) -> list[Record]:
    quantities = extract_quantities(text)
    made = []
    for claim in claims:
        start, end = claim["span"]
        found = [q for q in quantities if q.span[0] < end and start < q.span[1]]
        if found:
            interval = found[0].interval
            value = {"low": json_number(interval.low), "high": json_number(interval.high)}
            made.append({**claim, **value, "unit": found[0].unit})
    return made


def subject_agrees(gold: Record, text: str) -> bool:
    """Whether one of gold's names is in the subject or holds it."""
    return scoring.subject_agrees(gold, {"subject": text})


def metric_likeness(gold: Record, text: str) -> float:
    """Return the best Dice of character pairs with one of gold's metrics; 0.5 is agreement."""
    names = (gold["metric"], *(gold.get("metric_aliases") or []))
    return max(scoring.bigram_dice(name, text) for name in names)


@dataclass
class Score:
    """Counts over documents; the shares are of the matched claims."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    agree: Counter[str] = field(default_factory=Counter)

    @property
    def value_f1(self) -> float:
        return 2 * self.matched / (self.gold + self.found) if self.gold + self.found else 0.0

    @property
    def whole_f1(self) -> float:
        total = self.gold + self.found
        return 2 * self.agree["whole"] / total if total else 0.0

    def share(self, name: str) -> float:
        return self.agree[name] / self.matched if self.matched else 0.0

    def add(self, document: Record, found: Sequence[Record]) -> None:
        """Count one document."""
        found = without_tolerated(document, found)
        self.gold += len(document["claims"])
        self.found += len(found)
        for gold, mine in match_claims(document["claims"], found):
            self.matched += 1
            self._judge(gold, mine)

    def _judge(self, gold: Record, found: Record) -> None:
        verdicts = judge_fields(gold, found)
        self.agree.update(name for name, verdict in verdicts.items() if verdict)
        self.agree["whole"] += all(verdicts.values())


def match_claims(
    gold: Sequence[Record], found: Sequence[Record]
) -> Iterator[tuple[Record, Record]]:
    """Yield the pairs of equal value, the nearest spans first, one to one."""
    for i, j in scoring.match_claims(gold, found):
        yield gold[i], found[j]


def without_tolerated(document: Record, found: Sequence[Record]) -> list[Record]:
    """Return what counts: not what gold only tolerates, nor extras where gold is incomplete."""
    gold, tolerated = document["claims"], document.get("tolerated") or []
    kept = []
    for record in found:
        wanted = any(same_value(g, record) for g in gold)
        forgiven = any(same_value(t, record) for t in tolerated)
        if wanted or (not forgiven and document.get("complete", True)):
            kept.append(record)
    return kept
