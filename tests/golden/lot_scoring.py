# ruff: noqa: T201
"""Reports of many fields whose every field is written down, and how what is found is scored.

    python tests/golden/lot_scoring.py                    every lot: accuracy of each field
    python tests/golden/lot_scoring.py 2 --misses         what is wrong in the second one

`lots/lot_1.txt` says how they are marked. Unlike in the other marked texts the value, the period
and the source are written down too, from the text and not from the code. A value is matched as
everywhere; where a careful reader could hold two periods, stances or sources for right, each is.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from monitor.extract.claims import extract_claims
from monitor.extract.statements import extract_statements
from monitor.judge import scoring
from monitor.records import claim_record
from tests.golden.claim_scoring import HERE, Record, match_claims, same_value
from tests.golden.periods import period_said
from tests.golden.statement_scoring import StatementScore, name_agrees, to_article

FIELDS = ("approx", "subject", "metric", "as_of", "modality", "attribution")
STANCES = {"a": "asserted", "f": "forecast", "p": "planned", "l": "alleged", "d": "denied"}


# --- the texts and what is written of them -------------------------------------------------------


def lots() -> list[str]:
    """Return the names of the lots, in order."""
    return sorted(path.stem for path in (HERE / "lots").glob("lot_*.txt"))


def read_lot(name: str) -> list[Record]:
    """Return the reports of a lot, each with its claims and its statements."""
    _, *parts = (HERE / "lots" / f"{name}.txt").read_text("utf-8").split("\n== ")
    return [_read_report(f"{name}-{n:02}", part) for n, part in enumerate(parts, start=1)]


def _read_report(doc: str, part: str) -> Record:
    head, _, rest = part.partition("\n")
    text, _, marks = rest.partition("\n--\n")
    day, _, title = head.partition(" | ")
    report: Record = {"doc": doc, "title": title, "published": day, "text": text, "topics": []}
    report |= {"claims": [], "tolerated": [], "statements": [], "tolerated_statements": []}
    at, span = 0, (0, 0)
    for line in filter(None, marks.splitlines()):
        kind, _, said = line.partition(" ")
        if kind in {"S", "S~"}:
            _add_statement(report, kind, said)
            continue
        words, *fields = (said if kind == "~" else line).split(" | ")
        if not words.startswith("^"):
            span = _find(text, words, at)
            at = span[1]
        if kind == "~":
            report["tolerated"].append(span)
        else:
            report["claims"].append(_claim(text, span, fields))
    return report


def _find(text: str, words: str, at: int) -> tuple[int, int]:
    """Return where the words stand, `… @ part` where the part of them does."""
    around, _, part = words.partition(" @ ")
    start = text.index(around, at)
    if part:
        start += around.index(part)
    return start, start + len(part or around)


def _claim(text: str, span: tuple[int, int], fields: list[str]) -> Record:
    value, subject, metric, period, stance, source = fields
    number, _, unit = value.partition(" ")
    low, dots, high = number.rstrip("~").partition("..")
    subject, *subjects = subject.split("; ")
    metric, *metrics = metric.split("; ")
    source, *sources = source.split("; ")
    nobody = source.endswith("?") or "-" in sources
    if source == "-" and sources:
        nobody, (source, *sources) = True, sources
    return {
        "span": list(span),
        "text": text[slice(*span)],
        "low": float(low) if low else None,
        "high": float(high) if high else None if dots else float(low),
        "unit": unit,
        "approx": number.endswith("~"),
        "subject": subject,
        "subject_aliases": subjects,
        "metric": metric,
        "metric_aliases": metrics,
        "periods": [period_said(said) for said in period.split("; ")],
        "modality": STANCES[stance[0]],
        "modalities": [STANCES[s] for s in stance.split("/")],
        "attribution": None if source == "-" else source.rstrip("?"),
        "attribution_aliases": [name for name in sources if name != "-"],
        "nobody_too": nobody,
    }


def _add_statement(report: Record, kind: str, said: str) -> None:
    *fields, words = said.split(" | ")
    start = report["text"].index(words)
    line = report["text"].find("\n", start)
    span = [start, line if line >= 0 else len(report["text"])]
    if kind == "S~":
        report["tolerated_statements"].append(span)
        return
    stance, speaker, subject = fields
    stance, *stances = stance.split("/")
    speaker, *speakers = speaker.split("; ")
    subject, *subjects = subject.split("; ")
    report["statements"].append(
        {"span": span, "quote": report["text"][slice(*span)], "stance": stance}
        | {"stance_alternatives": stances, "speaker_aliases": speakers, "subject": subject}
        | {"speaker": None if speaker == "-" else speaker, "subject_aliases": subjects}
    )


# --- scoring -------------------------------------------------------------------------------------


@dataclass
class LotScore:
    """Counts over the reports of a lot; the shares are of the matched claims."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    agree: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    @property
    def value_f1(self) -> float:
        return 2 * self.matched / (self.gold + self.found)

    @property
    def whole_f1(self) -> float:
        return 2 * self.agree["whole"] / (self.gold + self.found)

    def share(self, name: str) -> float:
        return self.agree[name] / self.matched

    def add(self, report: Record) -> None:
        """Count one report."""
        found = [claim_record(claim) for claim in extract_claims(to_article(report))]
        found = [one for one in found if not _tolerated(report, one)]
        self.gold += len(report["claims"])
        self.found += len(found)
        seen, used = set(), set()
        for gold, mine in match_claims(report["claims"], found):
            seen.add(id(gold))
            used.add(id(mine))
            self.matched += 1
            verdicts = judge(gold, mine)
            self.agree.update(name for name, right in verdicts.items() if right)
            self.agree["whole"] += all(verdicts[f] for f in scoring.FIELDS)
            for name, right in verdicts.items():
                if not right:
                    self.wrong.setdefault(name, []).append(_line(report, name, gold, mine))
        self.missed += [
            f"{report['doc']} {g['text']} {g['low']}..{g['high']} {g['unit']} | "
            f"{_around(report, g)}"
            for g in report["claims"]
            if id(g) not in seen
        ]
        self.extra += [
            f"{report['doc']} {m['low']}..{m['high']} {m['unit']} {m['subject']} {m['metric']} | "
            f"{_around(report, m)}"
            for m in found
            if id(m) not in used
        ]


def judge(gold: Record, found: Record) -> dict[str, bool]:
    """Return which fields are right: where several are held for right, any of them."""
    periods = [list(found["as_of"]), [None, None]]
    said = name_agrees(gold["attribution"], gold["attribution_aliases"], found["attribution"])
    return {
        "approx": gold["approx"] == found["approx"],
        "subject": scoring.subject_agrees(gold, found),
        "metric": scoring.metric_agrees(gold, found),
        "as_of": any(period in periods for period in gold["periods"]),
        "modality": scoring.modality_of(found) in gold["modalities"],
        "attribution": said or (gold["nobody_too"] and found["attribution"] is None),
    }


def _tolerated(report: Record, found: Record) -> bool:
    start, end = found["span"]
    close = any(a < end and start < b for a, b in report["tolerated"])
    here = [g for g in report["claims"] if g["span"][0] < end and start < g["span"][1]]
    return close and not any(same_value(g, found) for g in here)


def score_statements(name: str) -> StatementScore:
    """Return how the statements of a lot come out where no topic is tracked."""
    score = StatementScore()
    for report in read_lot(name):
        said = {**report, "tolerated": report["tolerated_statements"]}
        score.add(said, extract_statements(to_article(report), ()))
    return score


def score_claims(name: str) -> LotScore:
    """Return how the claims of a lot come out."""
    score = LotScore()
    for report in read_lot(name):
        score.add(report)
    return score


# --- report --------------------------------------------------------------------------------------


def _line(report: Record, name: str, gold: Record, mine: Record) -> str:
    wanted = {"as_of": "periods", "modality": "modalities"}.get(name, name)
    return (
        f"{report['doc']} {gold['text']} | {gold[wanted]} ~ {mine[name]} | {_around(report, gold)}"
    )


def _around(report: Record, claim: Record) -> str:
    start, end = claim["span"]
    text: str = report["text"]
    return text[max(0, start - 70) : end + 50].replace("\n", " // ")


def _lines(name: str, *, misses: bool) -> Iterator[str]:
    score, said = score_claims(name), score_statements(name)
    shares = "  ".join(f"{f} {score.share(f):.3f}" for f in FIELDS)
    yield f"{name} gold {score.gold} found {score.found}  value F1 {score.value_f1:.3f}  {shares}"
    yield (
        f"      whole F1 {score.whole_f1:.3f}  statements gold {said.gold} found {said.found} "
        f"precision {said.precision:.3f} recall {said.recall:.3f} "
        f"stance {said.share('stance'):.3f} speaker {said.share('speaker'):.3f}"
    )
    if not misses:
        return
    for title, lines in {"missed": score.missed, "extra": score.extra, **score.wrong}.items():
        yield from (f"  {title}: {line}" for line in lines)
    for doc, gold in said.missed:
        yield f"  statement missed: {doc} {gold['stance']} | {gold['quote']}"
    for doc, mine in said.extra:
        yield f"  statement extra: {doc} {mine.stance} {mine.speaker} {mine.subject} | {mine.quote}"
    for doc, gold, mine in said.wrong:
        yield (
            f"  statement wrong: {doc} {gold['stance']} {gold['speaker']} ~ {mine.stance} "
            f"{mine.speaker} | {mine.quote}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("lots", nargs="*", help="numbers of lots; without one, all")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    for name in [f"lot_{n}" for n in options.lots] or lots():
        for line in _lines(name, misses=options.misses):
            print(line)


if __name__ == "__main__":
    main()
