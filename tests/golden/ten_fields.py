"""Reads `judge/ten_fields.txt` and its like: news with what each figure raises beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from monitor.model import Topic, TrackedFigure

HERE = Path(__file__).parent / "judge"
Row = dict[str, Any]

KINDS = {"+": "new", ">": "changed", "!": "conflict", "=": "confirmed"}
UNITS = {
    "원": "KRW", "달러": "USD", "퍼센트": "%", "%포인트": "%p", "톤": "t", "GW": "GW",
    "기가와트": "GW", "년": "개월", "배": "배",
}  # fmt: skip
SCALES = {"W": ("GW", 10**9), "개월": ("개월", 12), "kg": ("t", 1000)}
DIGITS = {"조": 10**12, "억": 10**8, "만": 10**4}
MARKED = re.compile(r"\[([^\[\]|{]+)(?:\{([^}]*)\})?\|([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Told:
    """An article, with the alerts that it should raise, those that may be, and its text."""

    day: str
    outlet: str
    title: str
    text: str
    gold: tuple[Row, ...]
    tolerated: tuple[Row, ...]

    @property
    def is_seed(self) -> bool:
        return self.outlet == ""


@dataclass(slots=True)
class Field:
    """One topic with its articles, in order."""

    topic: Topic
    articles: list[Told] = field(default_factory=list)


def read_amount(words: str) -> Row:
    """Return the amount of some words as unit and ends.

    >>> read_amount("1조2400억 원")
    {'unit': 'KRW', 'low': 1240000000000.0, 'high': 1240000000000.0}
    """
    compact = words.replace(",", "").replace(" ", "")
    found = re.match(r"[\d.조억만천]+", compact)
    assert found, words
    value, number = Decimal(0), ""
    for letter in found[0]:
        if letter in DIGITS:
            value += Decimal(number or 1) * DIGITS[letter]
            number = ""
        else:
            number += letter
    value += Decimal(number or 0)
    said = re.match(r"%포인트|%|GW|기가와트|[가-힣]{1,2}", compact[found.end() :])
    assert said, words
    unit = said[0] if said[0] in UNITS else said[0][:1] if said[0] != "%포인트" else said[0]
    unit = UNITS.get(said[0], UNITS.get(unit, unit))
    for base, (scaled, factor) in SCALES.items():
        if unit == scaled:
            unit, value = base, value * factor
    return {"unit": unit, "low": float(value), "high": float(value)}


def _alert(words: str, amount: str | None, mark: str) -> tuple[Row, bool]:
    """Return the alert that a mark stands for, and whether it is only tolerated."""
    claim = {**read_amount((amount or words).strip(".")), "quote": words}
    if amount and amount.endswith(".."):
        claim["high"] = None  # contract: what was passed is the least
    elif amount and amount.startswith(".."):
        claim["low"] = None
    if mark == "?":
        return {"kind": "new", "claim": claim, "previous": None}, True
    main, _, others = mark.partition(";")
    previous = [read_amount(p) for p in main[1:].split("/") if p]
    alert = {
        "kind": KINDS[main[0]],
        "claim": claim,
        "previous": previous[0] if previous else None,
        "previous_alternatives": previous[1:],
        "kind_alternatives": [KINDS[o] for o in others if o in KINDS],
    }
    return alert, "?" in others


def _article(heading: str, lines: list[str]) -> Told:
    day, *outlet, title = (part.strip() for part in heading.split("|"))
    gold: list[Row] = []
    tolerated: list[Row] = []

    def bare(found: re.Match[str]) -> str:
        alert, is_tolerated = _alert(found[1], found[2], found[3])
        (tolerated if is_tolerated else gold).append(alert)
        return found[1]

    text = "\n".join(MARKED.sub(bare, line) for line in lines)
    return Told(
        day=day.removeprefix("seed "),
        outlet=outlet[0] if outlet else "",
        title=title,
        text=text,
        gold=tuple(gold),
        tolerated=tuple(tolerated),
    )


def _topic(words: str) -> Topic:
    names, *figures = (part.strip() for part in words.split(";"))
    name, *aliases = (part.strip() for part in names.split(","))
    tracked = []
    for figure in figures:
        metric, unit, *subjects = (part.strip() for part in figure.split(":"))
        of = tuple(s.strip() for s in subjects[0].split(",")) if subjects else ()
        tracked.append(TrackedFigure(metric=metric, units=(unit,), subjects=of))
    return Topic(name=name, aliases=tuple(aliases), figures=tuple(tracked))


def read_fields(file: str) -> list[Field]:
    """Return the topics of the file with their articles."""
    fields: list[Field] = []
    heading = ""
    lines: list[str] = []
    for line in [*(HERE / file).read_text("utf-8").splitlines(), "== end"]:
        if line.startswith("#") or not line:
            continue
        if line.startswith(("== ", "-- ")):
            if heading:
                fields[-1].articles.append(_article(heading, lines))
            heading, lines = "", []
            if line.startswith("-- "):
                heading = line[3:]
            elif line != "== end":
                fields.append(Field(_topic(line[3:])))
        else:
            lines.append(line)
    return fields


def day_of(told: Told) -> date:
    return date.fromisoformat(told.day)
