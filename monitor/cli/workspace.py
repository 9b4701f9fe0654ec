"""The database and the pipeline of this call, opened for one command and closed again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from monitor.cli.session import SESSION, os_reason, tell
from monitor.config import Config
from monitor.errors import ConfigError
from monitor.store.database import Store, Tx, is_made, open_store
from monitor.store.topics import load_topics

if TYPE_CHECKING:
    from monitor.pipeline import Pipeline


def make_data_folder(config: Config) -> None:
    """Make the folder of database and files where there is none; raise ConfigError if it cannot."""
    try:
        config.data.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise ConfigError([f"{e.filename or config.data}: {os_reason(e)}"]) from e


@contextmanager
def workspace(*, make: bool = True) -> Iterator[Store]:
    """Open the database of the settings; made where there is none yet, if it is to be made.

    What only looks makes none: a mistyped `--data` is told, not filled. ConfigError names the
    folder.
    """
    config = SESSION.config()
    if not make and not is_made(config.database_url) and not config.data.is_file():
        raise ConfigError([tell("cli.no_database", folder=config.data)])
    make_data_folder(config)
    store = open_store(config.database_url, lang=SESSION.lang)
    try:
        yield store
    finally:
        store.close()


def require_topic(tx: Tx, name: str) -> None:
    """Raise ConfigError, with the names there are, where no topic has this one."""
    topics = load_topics(tx)
    if all(topic.name != name for topic in topics):
        names = ", ".join(topic.name for topic in topics) or "-"
        raise ConfigError([tell("history.unknown_topic", name=name, names=names)])


@asynccontextmanager
async def pipeline() -> AsyncIterator[Pipeline]:
    """Open the whole pipeline of the settings."""
    # All the rooms: loaded only by the commands that walk through them.
    from monitor.pipeline import open_pipeline

    make_data_folder(SESSION.config())
    async with open_pipeline(SESSION.config(), clock=SESSION.clock(), lang=SESSION.lang) as opened:
        yield opened
