"""What the early decision saves: a mixed stream of which most articles are of no topic.

    python tests/benchmarks/bench_early.py

The stream is made of all our stories: each topic of the golden topics file by itself follows them
all, so that most are of others, as in a newsroom's feeds. Printed are, for a few topics by
themselves, the share that is passed over, what deciding costs, what reading in full (the grammar
alone, without judging and writing) would have cost, and the alerts of the gold that stand in
articles passed over: none of those that the judgement could find (`tests/unit/test_early.py`).
"""

from __future__ import annotations

import json
import sys
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from monitor.extract.whole import read_whole
from monitor.judge.early import may_matter
from monitor.model import Article, Topic, Url
from monitor.records import read_topics

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
FOLDERS = (GOLDEN / "heldout", ROOT / "monitor" / "demo" / "stories")
TOPICS = (("딥시크",), ("스타게이트",), ("AI 특허",), ("딥시크", "오픈AI(챗GPT)", "스타게이트"))
MOST = 3000


@dataclass(frozen=True, slots=True)
class Story:
    """A page with the topics of the alerts that the gold asks of it."""

    article: Article
    alerts: tuple[str, ...]


def load_stories() -> list[Story]:
    rows = [json.loads(p.read_text("utf-8")) for f in FOLDERS for p in sorted(f.glob("*.json"))]
    lines = (GOLDEN / "judge" / "stories.jsonl").read_text("utf-8").splitlines()
    rows += map(json.loads, lines)
    return [
        Story(
            Article(
                url=Url(row["id"]),
                title=row["title"],
                text="\n".join(row["body"]) if "body" in row else row["text"],
                published=datetime.fromisoformat(row["published"]).astimezone(UTC),
            ),
            tuple(
                alert.get("topic") or ""
                for alert in row.get("gold_alerts") or ()
                if alert.get("version", 1) == 1
            ),
        )
        for row in rows
    ]


def measure(stories: Sequence[Story], topics: Sequence[Topic], full: dict[str, float]) -> str:
    names = {topic.name for topic in topics}
    may_matter("", "", topics)  # the words are gathered once a start
    start = time.process_time()
    kept = [s for s in stories if may_matter(s.article.title, s.article.text, topics)]
    decided = time.process_time() - start
    ids = {s.article.url for s in kept}
    everything = sum(full[s.article.url] for s in stories)
    read = decided + sum(full[s.article.url] for s in kept)
    lost = [
        s.article.url for s in stories if s.article.url not in ids for t in s.alerts if t in names
    ]
    return (
        f"{', '.join(sorted(names))}: {1 - len(kept) / len(stories):.0%} of {len(stories)} passed"
        f" over, {decided / len(stories) * 1000:.2f} ms to decide; {everything:.2f} s of reading"
        f" become {read:.2f} s ({everything / read:.1f} times as fast); alerts lost {len(lost)}"
        f" of {sum(t in names for s in stories for t in s.alerts)}\n"
    )


def main() -> None:
    stories = load_stories()
    data = tomllib.loads((GOLDEN / "judge" / "topics.toml").read_text("utf-8"))
    known = {topic.name: topic for topic in read_topics(data, where="topics.toml")}
    full: dict[str, float] = {}
    read_whole(stories[0].article, (), MOST)  # its tables are read
    for story in stories:
        start = time.process_time()
        read_whole(story.article, (), MOST)
        full[story.article.url] = time.process_time() - start
    for names in TOPICS:
        sys.stdout.write(measure(stories, [known[name] for name in names], full))
    sys.stdout.write(measure(stories, list(known.values()), full))


if __name__ == "__main__":
    main()
