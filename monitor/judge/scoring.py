"""How claims and alerts are scored against gold, and the stories that carry the gold.

A found claim matches a gold one of the same document where the unit is the same and both ends
agree to within 0.5 %, one to one, the nearest span first. A found alert matches a gold one where
document, value and kind agree and, but for `new`, the value before. What gold only tolerates
counts neither way. `monitor eval` and the golden tests score by these functions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from monitor.model import SEOUL, Kind, Modality

Record = Mapping[str, Any]

TOLERANCE = 0.005
LIKE = 0.5
"""From so much of letter pairs in common two metrics are taken for the same."""

SAME_COUNTER = {
    "곳": "개", "개사": "개", "개소": "개", "군데": "개", "사람": "명", "인": "명",
    "차례": "건", "회": "건", "번": "건",
}  # fmt: skip
FIELDS = ("subject", "metric", "as_of", "modality")
ONE_KIND = {str(Kind.CONFLICT): str(Kind.CHANGED)}


# --- values and fields ---------------------------------------------------------------------------


def same_bound(left: float | None, right: float | None) -> bool:
    """Return whether two ends agree: within 0.5 %, an open one only with an open one."""
    if left is None or right is None:
        return left is None and right is None
    return abs(left - right) <= TOLERANCE * max(abs(left), abs(right)) + 1e-9


def same_unit(left: str, right: str) -> bool:
    """Return whether two units count the same things: `곳` and `개` do."""
    return SAME_COUNTER.get(left, left) == SAME_COUNTER.get(right, right)


def same_value(left: Record, right: Record) -> bool:
    """Return whether unit and both ends agree, or those of a restatement of either."""
    return any(
        same_unit(a["unit"], b["unit"])
        and same_bound(a["low"], b["low"])
        and same_bound(a["high"], b["high"])
        for a in _readings(left)
        for b in _readings(right)
    )


def same_amount(left: Record, right: Record) -> bool:
    """As `same_value`, but counters may differ: they are a habit of the article that counts."""
    return same_value(left, right) or any(
        not a["unit"].isascii()
        and not b["unit"].isascii()
        and same_bound(a["low"], b["low"])
        and same_bound(a["high"], b["high"])
        for a in _readings(left)
        for b in _readings(right)
    )


def _readings(claim: Record) -> Iterable[Record]:
    return chain([claim], claim.get("equivalents") or ())


def fold(text: str | None) -> str:
    """Return the text without spaces, signs and case."""
    return re.sub(r"[\W_]+", "", text or "").lower()


def bigram_dice(left: str | None, right: str | None) -> float:
    """Return the likeness of two texts by the pairs of letters they have in common, 0..1.

    >>> round(bigram_dice("월간 이용자 수", "월간 이용자"), 2)
    0.89
    """
    a, b = _pairs(fold(left)), _pairs(fold(right))
    return 2 * (a & b).total() / (a.total() + b.total()) if a and b else 0.0


def _pairs(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(max(1, len(text) - 1))) if text else Counter()


def subject_agrees(gold: Record, found: Record) -> bool:
    """Return whether one of gold's names is in the found subject or holds it."""
    mine = fold(found.get("subject"))
    names = [fold(n) for n in (gold.get("subject"), *(gold.get("subject_aliases") or ()))]
    return bool(mine) and any(name and (name in mine or mine in name) for name in names)


def metric_agrees(gold: Record, found: Record) -> bool:
    """Return whether one of gold's metrics is like enough to the found one."""
    names = [gold.get("metric"), *(gold.get("metric_aliases") or ())]
    return any(bigram_dice(name, found.get("metric")) >= LIKE for name in names if name)


def period_agrees(gold: Record, found: Record) -> bool:
    """Return whether both ends of the period agree; where gold has none, any does."""
    wanted = list(gold.get("as_of") or (None, None))
    return wanted == [None, None] or wanted == list(found.get("as_of") or (None, None))


def modality_of(claim: Record) -> str:
    """Return the modality; where none is said it is `asserted`."""
    return str(claim.get("modality") or Modality.ASSERTED)


def judge_fields(gold: Record, found: Record) -> dict[str, bool]:
    """Return which of the four scored fields of a matched pair are right."""
    return {
        "subject": subject_agrees(gold, found),
        "metric": metric_agrees(gold, found),
        "as_of": period_agrees(gold, found),
        "modality": modality_of(gold) == modality_of(found),
    }


# --- claims --------------------------------------------------------------------------------------


@dataclass(slots=True)
class Tally:
    """Counts over documents; what agrees is counted of the matched ones."""

    matched: int = 0
    gold: int = 0
    found: int = 0
    agree: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return self.matched / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def whole_f1(self) -> float:
        """F1 of the claims whose value and four fields are all right."""
        total = self.gold + self.found
        return 2 * self.agree["all_four"] / total if total else 0.0

    def share(self, name: str) -> float:
        """Return the share of the matched whose field `name` is right."""
        return self.agree[name] / self.matched if self.matched else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """What went wrong: a gold record not found, a found one without gold, or a field of a pair."""

    what: str  # missed, extra, or the name of the field
    doc: str
    gold: Record | None
    found: Record | None


@dataclass(slots=True)
class ClaimScore:
    """The tally of claims, gold by found modality, and every miss."""

    tally: Tally = field(default_factory=Tally)
    modality: Counter[tuple[str, str]] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)


def match_claims(gold: Sequence[Record], found: Sequence[Record]) -> list[tuple[int, int]]:
    """Return one-to-one pairs (gold's place, found's place) of equal value, nearest span first."""
    pairs = sorted(
        (abs(_start(g) - _start(p)), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(found)
        if same_value(g, p)
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    chosen = []
    for _, i, j in pairs:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            chosen.append((i, j))
    return chosen


def _start(claim: Record) -> int:
    span = claim.get("span")
    return int(span[0]) if span else 0


def score_claims(
    gold: Mapping[str, Sequence[Record]],
    found: Mapping[str, Sequence[Record]],
    *,
    tolerated: Mapping[str, Sequence[Record]] | None = None,
    incomplete: Iterable[str] = (),
) -> ClaimScore:
    """Return the score of found claims over the documents of gold.

    Args:
        tolerated: claims of a document that count neither as hits nor as extras.
        incomplete: documents whose gold does not list all claims: nothing is extra there.
    """
    score, open_docs = ClaimScore(), frozenset(incomplete)
    tally = score.tally
    for doc, wanted in gold.items():
        mine = found.get(doc, ())
        pairs = match_claims(wanted, mine)
        hit_gold, hit_found = {i for i, _ in pairs}, {j for _, j in pairs}
        forgiven = (tolerated or {}).get(doc, ())
        extras = [
            record
            for j, record in enumerate(mine)
            if j not in hit_found
            and doc not in open_docs
            and not any(same_value(t, record) for t in forgiven)
        ]
        tally.matched += len(pairs)
        tally.gold += len(wanted)
        tally.found += len(pairs) + len(extras)
        for i, j in pairs:
            _count_pair(score, doc, wanted[i], mine[j])
        missed = [g for i, g in enumerate(wanted) if i not in hit_gold]
        score.misses += [Miss("missed", doc, g, None) for g in missed]
        score.misses += [Miss("extra", doc, None, record) for record in extras]
    return score


def _count_pair(score: ClaimScore, doc: str, gold: Record, found: Record) -> None:
    verdicts = judge_fields(gold, found)
    score.tally.agree.update(name for name, right in verdicts.items() if right)
    score.tally.agree["all_four"] += all(verdicts.values())
    score.modality[modality_of(gold), modality_of(found)] += 1
    wrong = [name for name, right in verdicts.items() if not right]
    score.misses += [Miss(name, doc, gold, found) for name in wrong]


# --- alerts --------------------------------------------------------------------------------------


@dataclass(slots=True)
class AlertScore:
    """Tallies by kind and for `all` and `sent` (all but confirmed), and every miss."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)


def alert_agrees(gold: Record, found: Record, *, strict_kind: bool = False) -> bool:
    """Return whether a found alert is the gold one: value, a kind that gold allows, value before.

    Args:
        strict_kind: tell `conflict` from `changed`; a text often leaves the period open.
    """
    kinds = (gold["kind"], *(gold.get("kind_alternatives") or ()))
    allowed = {_kind(kind, strict_kind=strict_kind) for kind in kinds}
    kind = _kind(found["kind"], strict_kind=strict_kind)
    if kind not in allowed or not same_value(gold["claim"], found["claim"]):
        return False
    if kind == Kind.NEW:
        return True
    before = [p for p in (gold.get("previous"), *(gold.get("previous_alternatives") or ())) if p]
    mine = found.get("previous")
    return mine is not None and any(same_amount(p, mine) for p in before)


def score_alerts(
    gold: Mapping[str, Sequence[Record]],
    found: Mapping[str, Sequence[Record]],
    tolerated: Mapping[str, Sequence[Record]] | None = None,
    *,
    strict_kind: bool = False,
) -> AlertScore:
    """Return the score of found alerts, over the documents of either."""
    score = AlertScore()
    for doc in sorted(gold.keys() | found.keys()):
        rest = list(found.get(doc, ()))
        for wanted in gold.get(doc, ()):
            kind = _kind(wanted["kind"], strict_kind=strict_kind)
            hit = next(
                (i for i, p in enumerate(rest) if alert_agrees(wanted, p, strict_kind=strict_kind)),
                None,
            )
            _count(score, kind, gold=1, matched=int(hit is not None), found=int(hit is not None))
            if hit is None:
                score.misses.append(Miss("missed", doc, wanted, None))
            else:
                del rest[hit]
        forgiven = (tolerated or {}).get(doc, ())
        for extra in rest:
            if not any(same_value(t["claim"], extra["claim"]) for t in forgiven):
                _count(score, _kind(extra["kind"], strict_kind=strict_kind), found=1)
                score.misses.append(Miss("extra", doc, None, extra))
    return score


def _kind(kind: str, *, strict_kind: bool) -> str:
    return kind if strict_kind else ONE_KIND.get(kind, kind)


def _count(
    score: AlertScore, kind: str, *, gold: int = 0, matched: int = 0, found: int = 0
) -> None:
    for name in (kind, "all", *(("sent",) if kind != Kind.CONFIRMED else ())):
        tally = score.tallies.setdefault(name, Tally())
        tally.gold += gold
        tally.matched += matched
        tally.found += found


def by_doc(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Return the records by their document, in their order."""
    grouped: dict[str, list[Record]] = {}
    for record in records:
        grouped.setdefault(record["doc"], []).append(record)
    return grouped


# --- stories with gold ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A story's page as it reads from `published` on, with the claims that it makes."""

    published: datetime
    title: str
    text: str
    claims: tuple[Record, ...] = ()
    tolerated: tuple[Record, ...] = ()
    has_gold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A made-up article with its gold. `pages`: as published, and as edited later."""

    id: str
    url: str
    outlet: str
    pages: tuple[Page, ...]
    claims_complete: bool = True
    alerts: tuple[Record, ...] | None = None  # None: the story has no gold of alerts
    tolerated_alerts: tuple[Record, ...] = ()


def read_story(data: object) -> Story:
    """Return the story of a gold file; ValueError names the key that is missing or of no use."""
    story = _mapping(data, "story")
    name = _text(story, "id")
    pages = [_page(story, story, "")]
    revision = story.get("revision")
    if revision is not None:
        pages.append(_page(_mapping(revision, "revision"), story, "revision."))
    alerts = story.get("gold_alerts")
    return Story(
        id=name,
        url=_text(story, "url") if "url" in story else name,
        outlet=str(story.get("outlet") or ""),
        pages=tuple(pages),
        claims_complete=bool(story.get("claims_complete", True)),
        alerts=None if alerts is None else read_alerts(alerts, "gold_alerts"),
        tolerated_alerts=read_alerts(story.get("tolerated_alerts") or (), "tolerated_alerts"),
    )


def _page(page: Record, story: Record, at: str) -> Page:
    body = page.get("body")
    if not isinstance(body, list) or not all(isinstance(line, str) for line in body):
        raise ValueError(f"{at}body")
    moment = page.get("published") or page.get("at") or page.get("updated")
    gold = page.get("gold_claims")
    return Page(
        published=_moment(moment, f"{at}published"),
        title=str(page.get("title") or story.get("title") or ""),
        text="\n".join(body),
        claims=read_claims(() if gold is None else gold, f"{at}gold_claims"),
        tolerated=read_claims(page.get("tolerated_claims") or (), f"{at}tolerated_claims"),
        has_gold=gold is not None,
    )


def _moment(value: object, key: str) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as e:
        raise ValueError(key) from e
    return moment if moment.tzinfo else moment.replace(tzinfo=SEOUL)


def _mapping(value: object, key: str) -> Record:
    if not isinstance(value, dict):
        raise ValueError(key)  # noqa: TRY004 - one error for whatever is wrong with a file
    return value


def _text(record: Record, key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str) or not value:
        raise ValueError(key)
    return value


def read_claims(rows: object, key: str) -> tuple[Record, ...]:
    """Return claim records with what scoring needs; ValueError names the place that lacks it."""
    if not isinstance(rows, list | tuple):
        raise ValueError(key)  # noqa: TRY004 - one error for whatever is wrong with a file
    return tuple(_claim(row, f"{key}[{number}]") for number, row in enumerate(rows))


def read_alerts(rows: object, key: str) -> tuple[Record, ...]:
    """Return alert records with what scoring needs; ValueError names the place that lacks it."""
    if not isinstance(rows, list | tuple):
        raise ValueError(key)  # noqa: TRY004 - one error for whatever is wrong with a file
    found = []
    for number, row in enumerate(rows):
        at = f"{key}[{number}]"
        alert = _mapping(row, at)
        if alert.get("kind") not in set(Kind):
            raise ValueError(f"{at}.kind")
        _claim(alert.get("claim"), f"{at}.claim")
        for part in (alert.get("previous"), *(alert.get("previous_alternatives") or ())):
            if part is not None:
                _claim(part, f"{at}.previous")
        found.append(alert)
    return tuple(found)


def _claim(row: object, at: str) -> Record:
    claim = _mapping(row, at)
    restated = claim.get("equivalents") or ()
    if not isinstance(restated, list | tuple):
        raise ValueError(f"{at}.equivalents")  # noqa: TRY004 - as above
    for part in (claim, *(_mapping(e, f"{at}.equivalents") for e in restated)):
        if not isinstance(part.get("unit"), str):
            raise ValueError(f"{at}.unit")  # noqa: TRY004 - as above
        for end in ("low", "high"):
            if end not in part or not _is_number(part[end]):
                raise ValueError(f"{at}.{end}")
    span = claim.get("span")
    if span is not None and not (
        isinstance(span, list) and len(span) == 2 and all(type(end) is int for end in span)
    ):
        raise ValueError(f"{at}.span")
    return claim


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
