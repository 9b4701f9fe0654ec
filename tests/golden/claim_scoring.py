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
from monitor.records import json_number

Record = dict[str, Any]
HERE = Path(__file__).resolve().parent
TOLERANCE = 0.005
_MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\|([^\[\]|]+)(?:\|(\w+))?\]")
_SAME_COUNTER = {
    "곳": "개", "개사": "개", "개소": "개", "군데": "개", "사람": "명", "인": "명",
    "차례": "건", "회": "건", "번": "건",
}  # fmt: skip


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


def fold(text: str | None) -> str:
    """Return the text without spaces, signs and case."""
    return re.sub(r"[\W_]+", "", text or "").lower()


def subject_agrees(gold: Record, text: str) -> bool:
    """Whether one of gold's names is in the subject or holds it."""
    mine = fold(text)
    names = [fold(n) for n in (gold["subject"], *(gold.get("subject_aliases") or [])) if fold(n)]
    return bool(mine) and any(n in mine or mine in n for n in names)


def metric_likeness(gold: Record, text: str) -> float:
    """Return the best Dice of character pairs with one of gold's metrics; 0.5 is agreement."""
    return max(_dice(n, text) for n in (gold["metric"], *(gold.get("metric_aliases") or [])))


def _dice(left: str, right: str) -> float:
    a, b = _pairs(fold(left)), _pairs(fold(right))
    return 2 * (a & b).total() / (a.total() + b.total()) if a and b else 0.0


def _pairs(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(max(1, len(text) - 1))) if text else Counter()


def same_value(gold: Record, found: Record) -> bool:
    """Whether unit and both bounds agree, or those of a restatement of either."""
    return any(
        _SAME_COUNTER.get(a["unit"], a["unit"]) == _SAME_COUNTER.get(b["unit"], b["unit"])
        and _same_bound(a["low"], b["low"])
        and _same_bound(a["high"], b["high"])
        for a in (gold, *(gold.get("equivalents") or []))
        for b in (found, *(found.get("equivalents") or []))
    )


def _same_bound(left: float | None, right: float | None) -> bool:
    if left is None or right is None:
        return left is right
    return abs(left - right) <= TOLERANCE * max(abs(left), abs(right)) + 1e-9


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


def judge_fields(gold: Record, found: Record) -> dict[str, bool]:
    """Return which of the four scored fields are right."""
    period = gold.get("as_of") or [None, None]
    return {
        "subject": subject_agrees(gold, found["subject"]),
        "metric": metric_likeness(gold, found["metric"]) >= 0.5,
        "as_of": period in ([None, None], found["as_of"]),
        "modality": (gold.get("modality") or "asserted") == found["modality"],
    }


def match_claims(
    gold: Sequence[Record], found: Sequence[Record]
) -> Iterator[tuple[Record, Record]]:
    """Yield the pairs of equal value, the nearest spans first, one to one."""
    pairs = sorted(
        (abs(g["span"][0] - f["span"][0]), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if same_value(g, f)
    )
    used: set[tuple[str, int]] = set()
    for _, i, j in pairs:
        if ("gold", i) in used or ("found", j) in used:
            continue
        used |= {("gold", i), ("found", j)}
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
