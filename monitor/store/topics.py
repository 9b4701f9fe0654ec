"""Topics: what the user follows."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import Row, delete, select

from monitor.model import Topic, TrackedFigure
from monitor.store.database import Tx
from monitor.store.rows import upsert
from monitor.store.tables import TOPIC


def save_topic(tx: Tx, topic: Topic) -> None:
    """Keep `topic`, over the one of the same name."""
    figures = [[f.metric, list(f.aliases), list(f.units), list(f.subjects)] for f in topic.figures]
    row = {"name": topic.name, "aliases": list(topic.aliases), "figures": figures}
    upsert(tx, TOPIC, [row], key=["name"])


def load_topic(tx: Tx, name: str) -> Topic | None:
    """Return the topic of this name, None where there is none."""
    row = tx.execute(select(TOPIC).where(TOPIC.c.name == name)).first()
    return _topic(row) if row else None


def load_topics(tx: Tx) -> tuple[Topic, ...]:
    """Return all topics in the order they were added: the same objects for as long as they are so.

    Much is remembered by topic, and would hold each that was ever loaded.
    """
    return _one(tuple(_topic(row) for row in tx.execute(select(TOPIC).order_by(TOPIC.c.id))))


def remove_topic(tx: Tx, name: str) -> bool:
    """Stop following the topic; say whether there was one. Its figures and alerts stay."""
    found = tx.execute(delete(TOPIC).where(TOPIC.c.name == name).returning(TOPIC.c.id)).first()
    return found is not None


@lru_cache(maxsize=8)
def _one(topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    return topics


def _topic(row: Row[Any]) -> Topic:
    return Topic(
        name=row.name,
        aliases=tuple(row.aliases),
        figures=tuple(
            TrackedFigure(
                metric=metric,
                aliases=tuple(aliases),
                units=tuple(units),
                subjects=tuple(subjects),
            )
            for metric, aliases, units, subjects in row.figures
        ),
    )
