# ruff: noqa: T201
"""Print how the fields of the golden claims, and the golden statements, come out.

    python tests/golden/report.py                          every set: accuracy of each field
    python tests/golden/report.py stories --confusion      gold by found modality
    python tests/golden/report.py heldout --misses as_of   what is wrong, by cause
    python tests/golden/report.py statements --misses      precision, recall, stance, speaker

A cause is read off the pair of gold and found values: `gold unknown, found a month`, `asserted
taken for planned`. Attribution is scored by containment as subjects are; gold without one counts.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from monitor.extract.claims import extract_claims
from monitor.extract.statements import extract_statements
from monitor.records import claim_record
from tests.golden.claim_scoring import (
    Record,
    Score,
    judge_fields,
    match_claims,
    without_tolerated,
)
from tests.golden.statement_scoring import (
    StatementScore,
    name_agrees,
    read_statements,
    to_article,
    to_topics,
)
from tests.golden.test_claims_golden import documents_of
from tests.golden.test_claims_golden import to_article as to_claims_article

SETS = {
    "briefs": "briefs",
    "stories": "stories",
    "heldout": "held out",
    "other": "other fields",
    "marked": "marked",
}
FIELDS = ("subject", "metric", "as_of", "modality", "attribution")
MODALITIES = ("asserted", "forecast", "planned", "alleged", "denied")
STANCES = ("asserted", "alleged", "denied", "confirmed", "planned", "forecast", "called_for")


def judge(gold: Record, found: Record) -> dict[str, bool]:
    """Return which fields are right, attribution among them where gold has any to say."""
    verdicts = judge_fields(gold, found)
    if "attribution" in gold:
        aliases = gold.get("attribution_aliases") or ()
        verdicts["attribution"] = name_agrees(gold["attribution"], aliases, found["attribution"])
    return verdicts


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sets", nargs="*", choices=[[], *SETS, "statements"])
    parser.add_argument("--confusion", action="store_true", help="gold by found modality")
    parser.add_argument("--misses", nargs="?", const="all", choices=["all", *FIELDS])
    options = parser.parse_args()
    for name in options.sets or [*SETS, "statements"]:
        if name == "statements":
            _report_statements(misses=options.misses is not None)
        else:
            _report_claims(name, confusion=options.confusion, misses=options.misses)


def _report_claims(name: str, *, confusion: bool, misses: str | None) -> None:
    score, right, total = Score(), Counter[str](), Counter[str]()
    modality: Counter[tuple[str, str]] = Counter()
    wrong: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for document in documents_of(SETS[name]):
        found = [claim_record(c) for c in extract_claims(to_claims_article(document))]
        score.add(document, found)
        for gold, mine in match_claims(document["claims"], without_tolerated(document, found)):
            modality[gold.get("modality") or "asserted", mine["modality"]] += 1
            for one, verdict in judge(gold, mine).items():
                total[one] += 1
                right[one] += verdict
                if not verdict:
                    wrong[one].append((_cause(one, gold, mine), _line(document, one, gold, mine)))
    shares = "  ".join(f"{f} {right[f] / total[f]:.3f}" for f in FIELDS if total[f])
    print(
        f"{name:9} gold {score.gold:4} found {score.found:4}  value F1 {score.value_f1:.3f}  "
        f"{shares}  whole F1 {score.whole_f1:.3f}"
    )
    if confusion:
        _print_matrix(modality, MODALITIES)
    for one in FIELDS if misses == "all" else [misses] if misses else []:
        _print_misses(one, wrong[one])


def _cause(field: str, gold: Record, mine: Record) -> str:
    if field == "as_of":
        return f"gold {_kind(gold['as_of'])}, found {_kind(mine['as_of'])}"
    if field == "modality":
        return f"{gold.get('modality') or 'asserted'} taken for {mine['modality']}"
    if field == "attribution":
        if gold["attribution"] is None:
            return "somebody named where gold has nobody"
        return "nobody found" if mine["attribution"] is None else "somebody else"
    return f"wrong {field}"


def _kind(period: Sequence[str | None]) -> str:
    start, end = period
    if start is None or end is None:
        return "unknown" if start is end else "open"
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days
    return next(n for limit, n in _LENGTHS if days <= limit)


_LENGTHS = (
    (0, "a day"), (7, "a week"), (31, "a month"), (92, "a quarter"), (184, "a half"),
    (366, "a year"), (10**9, "a span"),
)  # fmt: skip


def _line(document: Record, field: str, gold: Record, mine: Record) -> str:
    said = gold.get("text") or document["text"][slice(*gold["span"])]
    return (
        f"{document['doc']} ({document['published'][:10]}) {said} | {gold.get(field)} ~ "
        f"{mine[field]} | {mine['quote']}"
    )


def _print_misses(field: str, wrong: Sequence[tuple[str, str]]) -> None:
    for cause, count in Counter(cause for cause, _ in wrong).most_common():
        print(f"  {field}: {cause}: {count}")
        for other, line in wrong:
            if other == cause:
                print(f"    {line}")


def _print_matrix(counts: Counter[tuple[str, str]], names: Sequence[str]) -> None:
    print(f"  {'gold / found':12}" + "".join(f"{n:>11}" for n in names))
    for gold in names:
        if any(counts[gold, found] for found in names):
            row = "".join(f"{counts[gold, found] or '.':>11}" for found in names)
            print(f"  {gold:12}{row}")


def _report_statements(*, misses: bool) -> None:
    score = StatementScore()
    for document in read_statements():
        score.add(document, extract_statements(to_article(document), to_topics(document)))
    print(
        f"statements gold {score.gold} found {score.found}  precision {score.precision:.3f}  "
        f"recall {score.recall:.3f}  stance {score.share('stance'):.3f}  "
        f"speaker {score.share('speaker'):.3f}"
    )
    if not misses:
        return
    _print_matrix(score.stances, STANCES)
    for doc, gold in score.missed:
        print(f"  missed {doc} {gold['stance']} | {gold['quote']}")
    for doc, mine in score.extra:
        print(f"  extra {doc} {mine.stance} {mine.speaker} | {mine.quote}")
    for doc, gold, mine in score.wrong:
        print(
            f"  wrong {doc} {gold['stance']} {gold['speaker']} ~ {mine.stance} {mine.speaker}"
            f" | {mine.quote}"
        )


if __name__ == "__main__":
    main()
