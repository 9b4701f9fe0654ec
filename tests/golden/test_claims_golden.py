"""Claims of whole documents against their gold. A floor is what was reached: it only rises."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from monitor.extract.claims import extract_claims
from monitor.model import Article, Url
from monitor.records import claim_record
from tests.golden.claim_scoring import HERE, Record, Score, read_documents

# (documents, value F1, subject, metric, as_of, modality, whole claim F1)
FLOORS = {
    # Since half as many reports again teach, less of these is known by heart: metric 0.91 before in
    # the stories, while the unseen rose from 0.715 to 0.74.
    "briefs": (0.99, 0.985, 0.97, 0.98, 0.98, 0.96),
    "stories": (0.99, 0.98, 0.9, 0.94, 0.975, 0.82),
    "other fields": (0.97, 0.945, 0.93, 0.99, 0.96, 0.835),
    # A third more reports than when subject and metric reached 0.855 and 0.75, and harder ones.
    "marked": (0.975, 0.845, 0.74, 0.99, 0.92, 0.58),
    # Ten times as many stories as when they reached 0.955 and 0.93; no rule was made for the new.
    "held out": (0.985, 0.935, 0.895, 0.895, 0.95, 0.71),
    # Reports of 22 beats from which nothing is learned: 0.76, 0.815, 0.60 before 23 others taught.
    "apart": (0.985, 0.79, 0.84, 0.99, 0.945, 0.635),
    # Round-ups, polls by weeks, offices that set rates, ports and regions: owners easily mistaken.
    "mixed": (0.99, 0.65, 0.97, 0.99, 0.97, 0.61),
    # Read since their first run, which had 0.97, 0.82, 0.87, 0.90, 0.97 and 0.62.
    "fresh": (0.995, 0.875, 0.89, 0.99, 0.99, 0.79),
    # Nothing is learned from these and no rule is made for them: what a new text may expect.
    "unseen": (0.985, 0.865, 0.755, 0.93, 0.955, 0.585),
}


def to_article(document: Record) -> Article:
    day = document["published"]
    day = f"{day}-15" if len(day) == len("2025-02") else day
    moment = datetime.fromisoformat(day)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("Asia/Seoul"))
    return Article(
        url=Url(document["doc"]),
        title=document["title"],
        text=document["text"],
        published=moment,
        skip=tuple((a, b) for a, b in document.get("skip", [])),
    )


def documents_of(name: str) -> list[Record]:
    if name == "other fields":
        return read_documents(HERE / "other_fields.txt")
    if name == "marked":
        return [d for p in sorted((HERE / "marked").glob("*.txt")) for d in read_documents(p)]
    if name in {"apart", "mixed"}:
        file = "beats.txt" if name == "apart" else "round_ups.txt"
        return read_documents(HERE / "apart" / file)
    if name == "unseen":
        return [d for p in sorted((HERE / "unseen").glob("u*.json")) for d in read_documents(p)]
    if name == "fresh":
        stories = sorted((HERE / "fresh_alerts").glob("f*.json"))
        return [d for p in stories for d in read_documents(p)]
    if name == "held out":
        return [d for p in sorted((HERE / "heldout").glob("[bh]*.json")) for d in read_documents(p)]
    ours = read_documents(HERE / "claims.jsonl")
    return [d for d in ours if d["doc"].endswith(".md") == (name == "briefs")]


@pytest.mark.parametrize("name", FLOORS)
def test_claims_reach_the_floor_of_every_field(name: str) -> None:
    score = Score()
    for document in documents_of(name):
        score.add(document, [claim_record(c) for c in extract_claims(to_article(document))])
    reached = {
        "value F1": score.value_f1,
        "subject": score.share("subject"),
        "metric": score.share("metric"),
        "as_of": score.share("as_of"),
        "modality": score.share("modality"),
        "whole claim F1": score.whole_f1,
    }
    floors = dict(zip(reached, FLOORS[name], strict=True))
    short = {k: (round(v, 3), floors[k]) for k, v in reached.items() if v < floors[k]}
    assert not short, f"{name}: {short}"


def test_furniture_of_the_stories_gives_no_claim() -> None:
    for document in documents_of("stories"):
        lines = document["text"].split("\n")
        starts = [sum(len(line) + 1 for line in lines[:i]) for i in range(len(lines))]
        closed = [(starts[i], starts[i] + len(lines[i])) for i in document.get("furniture", [])]
        for claim in extract_claims(to_article(document)):
            assert not any(a <= claim.span[0] < b for a, b in closed), (document["doc"], claim)
