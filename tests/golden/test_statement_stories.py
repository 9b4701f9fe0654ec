"""Stories told by several outlets: what a reader is told of each, and what not again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.extract.statements import extract_statements
from monitor.judge.statements import judge_statements, make_remarks
from monitor.model import SEOUL, Article, Kind, Remark, Source, Topic, Url
from tests.golden.claim_scoring import HERE
from tests.golden.statement_scoring import read_marked, to_article, to_topics

# As the file marks a sentence.
MARKS = {Kind.NEW: "+", Kind.CHANGED: ">", None: "-"}
SEED = "2025-01-01"
NOW = datetime(2026, 12, 31, 9, tzinfo=SEOUL)

Line = tuple[str, str]  # mark, sentence


@dataclass
class Told:
    """Counts over all stories, with the sentences that were told wrongly or not at all."""

    meant: int = 0
    told: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.told if self.told else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.meant if self.meant else 0.0


def _read() -> list[tuple[Topic, list[tuple[str, str, list[Line]]]]]:
    stories: list[tuple[Topic, list[tuple[str, str, list[Line]]]]] = []
    for line in (HERE / "judge" / "statement_stories.txt").read_text("utf-8").splitlines():
        mark, words = line[:2].strip(), line[2:].strip()
        if mark == "==":
            name, *aliases = (part.strip() for part in words.split(","))
            stories.append((Topic(name=name, aliases=tuple(aliases)), []))
        elif mark == "--":
            day, title = words.split(" | ")
            stories[-1][1].append((day, title, []))
        elif mark and not mark.startswith("#"):
            stories[-1][1][-1][2].append((mark, words))
    return stories


def _remarks(
    topic: Topic, number: int, day: str, title: str, lines: list[Line], held: list[Remark]
) -> tuple[Remark, ...]:
    at = datetime.fromisoformat(SEED if day == "seed" else day).replace(tzinfo=SEOUL)
    doc = Url(f"https://outlet{number}.example/{topic.name}")
    article = Article(url=doc, title=title, text=" ".join(w for _, w in lines), published=at)
    source = Source(doc=doc, published=at, is_seed=day == "seed")
    found = extract_statements(article, (topic,))
    judged = judge_statements(found, held, source=source, topics=(topic,))
    return make_remarks(judged, source=source, now=NOW)


def _score() -> Told:
    score = Told()
    for topic, articles in _read():
        held: list[Remark] = []
        for number, (day, title, lines) in enumerate(articles):
            remarks = _remarks(topic, number, day, title, lines, held)
            held += remarks
            kinds = {remark.statement.quote: remark.kind for remark in remarks}
            for meant, words in lines:
                told = MARKS[kinds.get(words)]
                if meant == "?":
                    continue
                score.meant += meant != "-"
                score.told += told != "-"
                score.right += meant == told != "-"
                if meant != told:
                    score.wrong.append(f"{meant} but {told}: {words}")
    return score


def test_the_stories_are_of_many_days_and_outlets() -> None:
    stories = _read()
    assert len(stories) >= 16
    assert sum(len(articles) for _, articles in stories) >= 60


def test_a_reader_is_told_what_is_new_and_who_turned_round_and_nothing_twice() -> None:
    score = _score()
    assert score.precision >= 0.95, score.wrong
    assert score.recall >= 0.93, score.wrong


def test_what_another_outlet_says_word_for_word_is_never_told_again() -> None:
    for document in read_marked():
        topics = to_topics(document)
        found = extract_statements(to_article(document), topics)
        first, second = Source(doc="first"), Source(doc="second")
        judged = judge_statements(found, (), source=first, topics=topics)
        held = make_remarks(judged, source=first, now=NOW)
        again = [replace(statement, doc="second") for statement in found]
        judged = judge_statements(again, held, source=second, topics=topics)
        remarks = make_remarks(judged, source=second, now=NOW)
        assert [r.statement.quote for r in remarks if r.kind is not None] == []
