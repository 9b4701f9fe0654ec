"""What the files of `[sources]` name: taken into the database, once for each edit of a file."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from monitor.cli.baseline import Poor, build_baseline, say_poor
from monitor.cli.feed import load_feed_list
from monitor.cli.output import complain
from monitor.cli.topic import load_topics_file
from monitor.collect.files import find_documents
from monitor.config import Config
from monitor.pipeline import Pipeline
from monitor.store.database import Tx
from monitor.store.feeds import current_address, load_feed, save_feed
from monitor.store.notes import load_note, save_note
from monitor.store.topics import load_topic, save_topic


async def take_sources(steps: Pipeline, config: Config) -> None:
    """Add feeds, topics and documents that the database does not know yet; remove nothing.

    A list is taken again only after an edit, so that what a user removed by hand stays removed.
    Raises ConfigError with every fault of a file.
    """
    feeds = load_feed_list(config.feeds_file) if config.feeds_file else ()
    topics = load_topics_file(config.topics_file) if config.topics_file else ()
    with steps.store.begin() as tx:
        if config.feeds_file and _is_edited(tx, "feeds", config.feeds_file):
            for feed in feeds:
                # Where one moved to, since the list was written, is known already.
                if load_feed(tx, current_address(tx, feed.url)) is None:
                    save_feed(tx, feed)
        if config.topics_file and _is_edited(tx, "topics", config.topics_file):
            for topic in topics:
                if load_topic(tx, topic.name) is None:
                    save_topic(tx, topic)
    if config.seeds_folder and config.seeds_folder.is_dir():
        poor = Poor()
        new, faults = await build_baseline(steps, find_documents([config.seeds_folder]), poor)
        if new:  # said once of a document, not at every start
            say_poor(poor)
        complain(faults)


def _is_edited(tx: Tx, kind: str, file: Path) -> bool:
    """Tell whether the file says something else than when it was taken last, and note what."""
    mark = sha256(file.read_bytes()).hexdigest()
    if load_note(tx, f"sources.{kind}") == mark:
        return False
    save_note(tx, f"sources.{kind}", mark)
    return True
