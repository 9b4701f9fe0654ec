"""Golden statements, and how found ones are scored against them.

A line of `statements.jsonl` is a document: `doc`, its `topics` (a name, then its aliases), the
`statements` that a careful reader notes and the spans that are defensible either way. The text
stands in the line or in the story of that name. A found statement matches a gold one when the
shorter of the two spans lies in the other for nine tenths; one to one. What only a tolerated span
explains counts neither way. `statements.txt` holds articles of other fields, marked sentence by
sentence. The stance is right when it is gold's or one of its alternatives; the
speaker when both name nobody, or one name holds the other, spaces, signs and case ignored.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.model import Article, Statement, Topic, Url
from tests.golden.claim_scoring import HERE, Record, fold

OVERLAP = 0.9


def read_statements() -> list[Record]:
    """Return the documents with golden statements, each with its text."""
    documents = []
    for line in (HERE / "statements.jsonl").read_text("utf-8").splitlines():
        document = json.loads(line)
        if "text" not in document:
            story = json.loads((HERE / "heldout" / f"{document['doc']}.json").read_text("utf-8"))
            document |= {
                "text": "\n".join(story["body"]),
                "title": story["title"],
                "published": story["published"],
            }
        documents.append(document)
    return documents


def read_marked() -> list[Record]:
    """Return the articles of `statements.txt`, in the same form; the file says how it is marked."""
    documents: list[Record] = []
    for line in (HERE / "statements.txt").read_text("utf-8").splitlines():
        mark, words = line[:2].strip(), line[2:].strip()
        if mark == "==":
            day, title, topics = (part.strip() for part in words.split(" | "))
            names = [[name.strip() for name in part.split(",")] for part in topics.split(";")]
            documents.append({"doc": title, "title": title, "published": day, "topics": names})
            documents[-1] |= {"text": "", "statements": [], "tolerated": []}
        elif documents:
            _add_marked(documents[-1], mark, words)
    return documents


def _add_marked(document: Record, mark: str, words: str) -> None:
    text = document["text"]
    if not words:
        document["text"] = text.rstrip() + "\n"
        return
    stance, speaker, subject, *said = words.split(" | ", 3) if mark == "=" else ("", "", "", words)
    text += " " if text and not text.endswith("\n") else ""
    span = [len(text), len(text) + len(said[0])]
    document["text"] = text + said[0]
    if mark == "~":
        document["tolerated"].append(span)
    elif mark == "=":
        first, *others = stance.split("/")
        who, *more = (name.strip() for name in speaker.split(";"))
        what, *aliases = (name.strip() for name in subject.split(";"))
        document["statements"].append(
            {"span": span, "quote": said[0], "stance": first, "stance_alternatives": others}
            | {"speaker": None if who == "-" else who, "speaker_aliases": more}
            | {"subject": what, "subject_aliases": aliases}
        )


def to_topics(document: Record) -> tuple[Topic, ...]:
    return tuple(Topic(name=name, aliases=tuple(more)) for name, *more in document["topics"])


def to_article(document: Record) -> Article:
    moment = datetime.fromisoformat(document["published"])
    return Article(
        url=Url(document["doc"]),
        title=document["title"],
        text=document["text"],
        published=moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("Asia/Seoul")),
    )


def speaker_agrees(gold: Record, name: str | None) -> bool:
    """Whether both name nobody, or one of gold's names is in the other or holds it."""
    return name_agrees(gold.get("speaker"), gold.get("speaker_aliases") or (), name)


def name_agrees(gold: str | None, aliases: Sequence[str], name: str | None) -> bool:
    """Whether both name nobody, or one of gold's names is in the other or holds it.

    So does a name all of whose words are in the other: `스탠퍼드대 HAI` and `스탠퍼드대
    인간중심AI연구소(HAI)`.
    """
    if gold is None or name is None:
        return gold is name
    return any(_same_name(one, name) for one in (gold, *aliases))


def _same_name(left: str, right: str) -> bool:
    one, other = fold(left), fold(right)
    if one in other or other in one:
        return True
    words, more = (set(re.findall(r"\w+", name.lower())) for name in (left, right))
    return words <= more or more <= words


@dataclass
class StatementScore:
    """Counts over documents, with what was missed and what was too much."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    agree: Counter[str] = field(default_factory=Counter)
    stances: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed: list[tuple[str, Record]] = field(default_factory=list)
    extra: list[tuple[str, Statement]] = field(default_factory=list)
    wrong: list[tuple[str, Record, Statement]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.matched / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.matched / self.gold if self.gold else 0.0

    def share(self, name: str) -> float:
        return self.agree[name] / self.matched if self.matched else 0.0

    def add(self, document: Record, found: Sequence[Statement]) -> None:
        """Count one document."""
        rest = list(found)
        self.gold += len(document["statements"])
        for gold in document["statements"]:
            mine = next((f for f in rest if _same_place(gold["span"], f.span)), None)
            if mine is None:
                self.missed.append((document["doc"], gold))
                continue
            rest.remove(mine)
            self.found += 1
            self.matched += 1
            stance = mine.stance in {gold["stance"], *(gold.get("stance_alternatives") or ())}
            speaker = speaker_agrees(gold, mine.speaker)
            self.agree.update(stance=stance, speaker=speaker, both=stance and speaker)
            if "subject" in gold:
                about = name_agrees(gold["subject"], gold["subject_aliases"], mine.subject)
                self.agree.update(subject=about)
            self.stances[gold["stance"], str(mine.stance)] += 1
            if not (stance and speaker):
                self.wrong.append((document["doc"], gold, mine))
        for one in rest:
            if not any(_same_place(span, one.span) for span in document["tolerated"]):
                self.found += 1
                self.extra.append((document["doc"], one))


def _same_place(gold: Sequence[int], found: Sequence[int]) -> bool:
    shared = min(gold[1], found[1]) - max(gold[0], found[0])
    return shared >= OVERLAP * min(gold[1] - gold[0], found[1] - found[0])
