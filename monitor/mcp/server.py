"""serve: the tools of `answers.py` over standard input and output, by the protocol's own library.

Nothing can be changed through it: its database is opened to be read only, and no tool asks anybody
else. What is an error of the one who asks is told to him; anything else is a bug and is logged.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from monitor import __version__
from monitor.errors import MonitorError
from monitor.mcp import answers
from monitor.mcp.answers import Answer
from monitor.store.database import Store, Tx
from monitor.words import Lang, say

TOOLS = ("list_topics", "latest_alerts", "figure_history", "search_claims", "explain_alert")

_READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


class Tools:
    """The tools over one store; their parameters are what a client sees."""

    def __init__(self, store: Store, *, lang: Lang, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._lang: Lang = lang
        self._clock = clock

    def list_topics(self) -> dict[str, object]:
        return self._read(answers.list_topics)

    def latest_alerts(
        self,
        topic: str | None = None,
        kind: str | None = None,
        since: str | None = None,
        limit: int = 20,
    ) -> dict[str, object]:
        return self._read(
            lambda tx: answers.latest_alerts(
                tx,
                self._lang,
                topic=topic,
                kind=kind,
                since=since,
                limit=limit,
                now=self._clock(),
            )
        )

    def figure_history(
        self, topic: str, metric: str | None = None, limit: int = 30
    ) -> dict[str, object]:
        return self._read(
            lambda tx: answers.figure_history(
                tx, self._lang, topic=topic, metric=metric, limit=limit
            )
        )

    def search_claims(self, words: str, limit: int = 20) -> dict[str, object]:
        return self._read(lambda tx: answers.find_claims(tx, self._lang, words=words, limit=limit))

    def explain_alert(self, id: str) -> dict[str, object]:
        return self._read(lambda tx: answers.explain(tx, self._lang, key=id, now=self._clock()))

    def _read(self, answer: Callable[[Tx], Answer]) -> dict[str, object]:
        try:
            with self._store.begin(write=False) as tx:
                return answer(tx)
        except MonitorError as e:
            raise ToolError(str(e)) from e


def make_server(store: Store, *, lang: Lang, clock: Callable[[], datetime]) -> MCPServer:
    """Return the server, not yet started; `store` is one that is read only."""
    server = MCPServer(
        name="figure-monitor",
        title=say("report.title", lang),
        instructions=say("mcp.instructions", lang),
        version=__version__,
        log_level="WARNING",
    )
    tools = Tools(store, lang=lang, clock=clock)
    for name in TOOLS:
        server.add_tool(
            getattr(tools, name),
            name=name,
            title=say(f"mcp.{name}.title", lang),
            description=say(f"mcp.{name}", lang),
            annotations=_READS,
        )
    return server


def serve(store: Store, *, lang: Lang, clock: Callable[[], datetime]) -> None:
    """Answer on standard input and output until the other side closes it."""
    make_server(store, lang=lang, clock=clock).run("stdio")
