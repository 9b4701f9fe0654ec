"""The database and the pipeline of this call, opened for one command and closed again."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from monitor.cli.output import talk
from monitor.cli.session import SESSION, Clock, os_reason, settings_name, tell
from monitor.config import Config
from monitor.errors import ConfigError
from monitor.store.database import Store, Tx, is_made, open_store
from monitor.store.holding import in_use
from monitor.store.topics import load_topics

if TYPE_CHECKING:
    from monitor.pipeline import Pipeline

LONGEST_KEY = 100  # letters


def make_data_folder(config: Config) -> None:
    """Make the folder of database and files where there is none; raise ConfigError if it cannot."""
    try:
        # Articles, claims and addresses of readers: nobody else's on this machine.
        config.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as e:
        raise ConfigError([f"{e.filename or config.data}: {os_reason(e)}"]) from e


@contextmanager
def workspace(*, make: bool = False) -> Iterator[Store]:
    """Open the database of the settings; made where there is none yet, if it is to be made.

    What only looks makes none: a mistyped `--data` is told, not filled. ConfigError names the
    folder.
    """
    config = SESSION.config()
    if not make:
        require_database(config)
    make_data_folder(config)
    if config.metrics_file is not None:
        # The judgement's lists: loaded only where the user has words of their own.
        from monitor.lexicon import OWN

        OWN.load(config.metrics_file)
    store = open_store(config.database_url, lang=SESSION.lang)
    try:
        with in_use(store, SESSION.lang):
            yield store
    finally:
        store.close()


def require_database(config: Config) -> None:
    """Raise ConfigError, with what to run first, where the settings name no database yet."""
    if not is_made(config.database_url) and not config.data.is_file():
        raise ConfigError([no_database(config)])


def no_database(config: Config) -> str:
    """Return the line that says that there is no database, and which settings said where."""
    return tell("cli.no_database", folder=config.data, settings=settings_name(config))


def require_key(key: str) -> None:
    """Raise ConfigError for a key without letters, with which all begin, and for an endless one."""
    if not key.strip():
        raise ConfigError([tell("cli.empty", name="KEY")])
    if len(key) > LONGEST_KEY:
        raise ConfigError([tell("cli.long", name="KEY", most=LONGEST_KEY)])


def require_topic(tx: Tx, name: str) -> None:
    """Raise ConfigError, with the names there are, where no topic has this one."""
    topics = load_topics(tx)
    if not topics:
        raise ConfigError([tell("history.no_topics", name=name)])
    if all(topic.name != name for topic in topics):
        names = ", ".join(topic.name for topic in topics)
        raise ConfigError([tell("history.unknown_topic", name=name, names=names)])


def say_left(left: Iterable[tuple[str, int]], config: Config) -> None:
    """Say of which articles not all figures were read: each with how many were left."""
    most = config.settings.articles.most_figures
    for doc, count in left:
        talk(tell("cli.left", doc=doc, most=most, left=count, settings=settings_name(config)))


def settle_memory() -> None:
    """Let garbage be looked for seldom, and not among what is loaded, which stays.

    To look for it there took a fifth of a round of polls, and to look every 700 objects another
    twentieth: what a poll leaves behind goes without being looked for.
    """
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@asynccontextmanager
async def pipeline(*, make: bool = True, clock: Clock | None = None) -> AsyncIterator[Pipeline]:
    """Open the whole pipeline of the settings, with a database made where there is none yet.

    Args:
        clock: what it goes by; None: the program's clock.

    Raises ConfigError where there is none and none is to be made.
    """
    if not make:
        require_database(SESSION.config())
    # All the rooms: loaded only by the commands that walk through them.
    from monitor.pipeline import open_pipeline

    make_data_folder(SESSION.config())
    clock = clock or SESSION.clock()
    async with open_pipeline(SESSION.config(), clock=clock, lang=SESSION.lang) as opened:
        settle_memory()
        with in_use(opened.store, SESSION.lang):
            yield opened
