"""serve: the application on a socket, until it is stopped."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable
from datetime import datetime

import uvicorn
from starlette.types import ASGIApp
from typing_extensions import override

from monitor.config import Config
from monitor.errors import ConfigError
from monitor.log import log_event
from monitor.store.database import Store
from monitor.web.app import make_app
from monitor.words import Lang, os_reason, say


def serve(
    store: Store,
    config: Config,
    *,
    clock: Callable[[], datetime],
    lang: Lang,
    ready: Callable[[str], None],
) -> int:
    """Serve the pages until SIGTERM or SIGINT; `ready` is told the address once it answers.

    Raises ConfigError for an address that cannot be listened at, or that others could reach
    without being asked who they are.
    """
    web = config.settings.web
    app = make_app(store, config, clock=clock, lang=lang)
    listening = listen(web.host, web.port, lang)
    port = listening.getsockname()[1]
    host = f"[{web.host}]" if ":" in web.host else web.host
    server = Server(config_of(app), lambda: ready(f"http://{host}:{port}/"))
    log_event("web began", host=web.host, port=port)
    settle()
    server.run(sockets=[listening])
    log_event("web ended")
    return 0


def settle() -> None:
    """Let the collector leave alone what is loaded by now, and stays.

    To look through all of it takes a tenth of a second, in which nobody is answered.
    """
    gc.collect()
    gc.freeze()


def config_of(app: ASGIApp) -> uvicorn.Config:
    """Return how the application is run."""
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        # Who asks is known by the socket; what a proxy says is our own to weigh.
        proxy_headers=False,
        timeout_graceful_shutdown=5,
        lifespan="on",
    )


class Server(uvicorn.Server):
    """uvicorn's server, which says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def listen(host: str, port: int, lang: Lang = "ko") -> socket.socket:
    """Return a socket that listens; raise ConfigError where that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With TCP named, asyncio lets no part of an answer wait for an acknowledgement: 40 ms each.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host.strip("[]"), port))
        listening.listen(128)
    except OSError as e:
        listening.close()
        why = os_reason(e, lang)
        raise ConfigError([say("web.no_socket", lang, host=host, port=port, why=why)]) from e
    return listening
