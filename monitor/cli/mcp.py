"""`monitor mcp`: what the program knows, for language models, over standard input and output."""

from __future__ import annotations

import typer

from monitor.cli.session import SESSION, tell
from monitor.cli.workspace import require_database
from monitor.errors import ConfigError
from monitor.store.database import open_store
from monitor.store.holding import in_use

app = typer.Typer(add_completion=False)


@app.command()
def mcp() -> int:
    """Serve topics, alerts, histories and claims by the Model Context Protocol; read only."""
    config = SESSION.config()
    require_database(config)
    try:
        # Loads for seconds, and few have it.
        from monitor.mcp.server import serve
    except ModuleNotFoundError as e:
        raise ConfigError([tell("mcp.no_extra", module=e.name)]) from e
    store = open_store(config.database_url, lang=SESSION.lang, read_only=True)
    try:
        with in_use(store, SESSION.lang):
            serve(store, lang=SESSION.lang, clock=SESSION.clock())
    finally:
        store.close()
    return 0
