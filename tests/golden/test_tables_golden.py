"""Tables in the layouts of Korean pages against the claims that a reader takes from them."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitor.collect.body import extract_body
from monitor.extract.claims import extract_claims
from monitor.model import Article
from monitor.records import claim_record
from tests.golden.claim_scoring import HERE, Record, Score, judge_fields, match_claims

FILES = sorted((HERE / "tables").glob("*.txt"))
SEOUL = ZoneInfo("Asia/Seoul")
# A floor is what was reached: it only rises.
FLOORS = {
    "value F1": 1.0,
    "subject": 1.0,
    "metric": 1.0,
    "as_of": 1.0,
    "modality": 1.0,
    "whole claim F1": 1.0,
}


def read_file(path: Path) -> tuple[Article, list[Record]]:
    """Return the article of a file's page, and its gold with the spans of the cells."""
    head, _, rest = path.read_text("utf-8").partition("\n")
    body, _, gold = rest.partition("== gold")
    title, _, day = head.rpartition(" | ")
    page = (
        f"<html><head><title>{title}</title>"
        f'<meta property="article:published_time" content="{day}T09:00:00+09:00"></head>'
        f'<body><h1>{title}</h1><div id="articleBody">{body}</div></body></html>'
    )
    article = extract_body(page.encode(), url=path.stem)
    assert article.published == datetime.fromisoformat(f"{day}T09:00:00+09:00")
    return article, _read_gold(gold, article.text)


def _read_gold(gold: str, text: str) -> list[Record]:
    claims: list[Record] = []
    at = 0
    for line in gold.strip().splitlines():
        cell, owner, measure, value, days, *more = (part.strip() for part in line.split(" | "))
        subject, *subjects = re.split(r"\s*;\s*", owner)
        metric, *metrics = re.split(r"\s*;\s*", measure)
        number, unit = value.split()
        at = text.index(cell, at)
        claims.append(
            {
                "span": [at, at + len(cell)],
                "subject": subject,
                "subject_aliases": subjects,
                "metric": metric,
                "metric_aliases": metrics,
                "low": float(number),
                "high": float(number),
                "unit": unit,
                "as_of": days.split("..") if ".." in days else None,
                "modality": more[0] if more else "asserted",
            }
        )
        at += len(cell)
    return claims


def read_claims(article: Article) -> list[Record]:
    return [claim_record(claim) for claim in extract_claims(article)]


def test_the_claims_of_tables_reach_the_floor_of_every_field() -> None:
    score, wrong = Score(), []
    for path in FILES:
        article, gold = read_file(path)
        found = read_claims(article)
        score.add({"claims": gold}, found)
        pairs = list(match_claims(gold, found))
        wrong += [f"{path.stem}: missed {g}" for g in gold if all(g is not p for p, _ in pairs)]
        wrong += [f"{path.stem}: extra {f}" for f in found if all(f is not p for _, p in pairs)]
        wrong += [
            f"{path.stem}: {name} of {f['quote']!r}: {f['subject']} | {f['metric']} | {f['as_of']}"
            for g, f in pairs
            for name, verdict in judge_fields(g, f).items()
            if not verdict
        ]
    reached = {
        "value F1": score.value_f1,
        "subject": score.share("subject"),
        "metric": score.share("metric"),
        "as_of": score.share("as_of"),
        "modality": score.share("modality"),
        "whole claim F1": score.whole_f1,
    }
    short = {k: round(v, 3) for k, v in reached.items() if v < FLOORS[k]}
    assert not short, "\n".join([str(short), *wrong])


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_every_claim_of_a_table_is_said_by_its_own_cell(path: Path) -> None:
    article, gold = read_file(path)
    spans = [(g["span"][0], g["span"][1]) for g in gold]
    for claim in extract_claims(article):
        start, end = claim.span
        words = article.text[start:end]
        assert "\t" not in words
        assert any(a <= start and end <= b for a, b in spans), words
