"""The database and the pipeline of this call, opened for one command and closed again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from monitor.cli.session import SESSION
from monitor.pipeline import Pipeline, open_pipeline
from monitor.store.database import Store, open_store


@contextmanager
def workspace() -> Iterator[Store]:
    """Open the database of the settings; made where there is none yet."""
    config = SESSION.config()
    config.data.mkdir(parents=True, exist_ok=True)
    store = open_store(config.database_url, lang=SESSION.lang)
    try:
        yield store
    finally:
        store.close()


@asynccontextmanager
async def pipeline() -> AsyncIterator[Pipeline]:
    """Open the whole pipeline of the settings."""
    async with open_pipeline(SESSION.config(), clock=SESSION.clock(), lang=SESSION.lang) as opened:
        yield opened
